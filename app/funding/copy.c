/*
 * What is known of a child, the checklist that is offered from it, and what is
 * frozen when an application is sent.  A copy is lines of label and words: it
 * is read years later as it was read by the panel, whatever became of the plan
 * and of this program's pages.  Nothing changes a copy; a hash seals it.
 */
#include "app/child/show.sql.h"
#include "app/funding/funding.h"
#include "app/request/attach.sql.h"
#include "app/request/evidence.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

/* ---- what is known ---- */

struct fund_known *fund_known(struct web *w, int64_t child)
{
    struct fund_known *k = arena_new(w->arena, struct fund_known);
    int64_t me = w->person->id;
    k->child = child_by_id(w->db, me, child);
    if (!k->child)
        return NULL;
    k->plan = plans_of_child(w->db, me, child, 0, &k->plans);
    k->outcome = outcomes_of_child(w->db, me, child, &k->outcomes);
    k->review = reviews_of_child(w->db, me, child, &k->reviews);
    k->need = needs_of_child(w->db, me, child, &k->needs);
    k->placement = placements_of_child(w->db, me, child, &k->placements);
    k->status = statuses_of_child(w->db, me, child, &k->statuses);
    k->told = evidence_told_of_child(w->db, me, child, &k->tolds);
    k->visit = visits_as_evidence(w->db, me, child, &k->visits);
    k->file = files_about_child(w->db, me, child, &k->files);
    for (size_t i = 0; i < k->plans; i++)
        k->reviewed += is(k->plan[i].status, "reviewed");
    return k;
}

static const struct plan_by_id *plan_now(const struct fund_known *k)
{
    return k->plans && is(k->plan[0].status, "active") ? &k->plan[0] : NULL;
}

static const char *last_review(struct arena *a, const struct fund_known *k)
{
    return k->reviews ? date_words(a, k->review[k->reviews - 1].held_on) : "";
}

/* ---- the checklist ---- */

static const char *count_words(struct arena *a, size_t n, const char *one, const char *many) { return arena_print(a, "%zu %s", n, n == 1 ? one : many); }

static const char *needs_words(struct arena *a, const struct fund_known *k)
{
    const char **label = arena_array(a, const char *, k->needs + 1);
    for (size_t i = 0; i < k->needs; i++)
        label[i] = code_label("need", k->need[i].code);
    return text_join(a, label, k->needs, ", ");
}

const struct evidence_item *fund_evidence(struct web *w, const struct fund_known *k)
{
    struct arena *a = w->arena;
    const struct plan_by_id *p = plan_now(k);
    struct evidence_item *e = arena_array(a, struct evidence_item, EVIDENCE_ITEMS);
    e[0] = (struct evidence_item){ "plan", "", p ? arena_print(a, "%s, started on %s, review due on %s", plan_cycle_words(a, p->cycle), date_words(a, p->started_on), *p->review_due_on ? date_words(a, p->review_due_on) : "a day not agreed") : "",
        "No support plan is under way. Start one with the family first, or say below why there is none" };
    e[1] = (struct evidence_item){ "cycles", "", k->reviewed ? arena_print(a, "%s, the last on %s", count_words(a, k->reviewed, "reviewed cycle", "reviewed cycles"), last_review(a, k)) : "",
        "No cycle has been reviewed so far. Rate the outcomes at the review: the panel sees what was tried and how far it got" };
    e[2] = (struct evidence_item){ "needs", "", needs_words(a, k), "No need is written down. No diagnosis is needed: ask the inclusion officer to add what you see" };
    const char *told = k->tolds ? arena_print(a, "told with %s", count_words(a, k->tolds, "request", "requests")) : "", *seen = k->visits ? arena_print(a, "%s, the last on %s", count_words(a, k->visits, "visit", "visits"), date_words(a, k->visit[k->visits - 1].held_on)) : "";
    e[3] = (struct evidence_item){ "observations", "", plan_capital(a, arena_print(a, "%s%s%s", told, *told && *seen ? "; " : "", seen)), "Nothing was told with a request, and no visit is written down. What you write below under “tried” counts too" };
    e[4] = (struct evidence_item){ "reports", "", k->files ? count_words(a, k->files, "report or photo", "reports and photos") : "", "No report was sent in. None is needed" };
    for (size_t i = 0; i < EVIDENCE_ITEMS; i++)
        e[i].label = code_label("funding_evidence", e[i].code);
    return e;
}

const char *fund_evidence_all(struct web *w, const struct fund_known *k)
{
    const struct evidence_item *e = fund_evidence(w, k);
    const char *code[EVIDENCE_ITEMS];
    size_t n = 0;
    for (size_t i = 0; i < EVIDENCE_ITEMS; i++)
        if (*e[i].have)
            code[n++] = e[i].code;
    return text_join(w->arena, code, n, " ");
}

/* ---- lines ---- */

static void line(struct copy_lines *l, const char *kind, const char *label, const char *words)
{
    if (l->n == l->room) {
        size_t room = l->room ? 2 * l->room : 64;
        l->line = arena_grow(l->arena, l->line, l->room * sizeof *l->line, room * sizeof *l->line);
        l->room = room;
    }
    l->line[l->n++] = (struct copy_line){ kind, label, words };
}

static void part(struct copy_lines *l, const char *label) { line(l, "part", label, ""); }
static void under(struct copy_lines *l, const char *label) { line(l, "under", label, ""); }

static void fact(struct copy_lines *l, const char *label, const char *words)
{
    if (*words)
        line(l, "fact", label, words);
}

static void text(struct copy_lines *l, const char *label, const char *words)
{
    if (*words)
        line(l, "text", label, words);
}

static const char *day(struct copy_lines *l, const char *iso) { return date_words(l->arena, iso); }

/* ---- the child, and what is asked for ---- */

static const char *status_of(const struct fund_known *k, const char *axis)
{
    for (size_t i = 0; i < k->statuses; i++)
        if (is(k->status[i].axis, axis) && !*k->status[i].to_on)
            return code_label(axis, k->status[i].value);
    return "";
}

static void the_child(struct web *w, struct copy_lines *l, const struct fund_case *c, const struct fund_known *k)
{
    part(l, "The child");
    fact(l, "Name", c->name);
    fact(l, "Born", arena_print(w->arena, "%s, %s old", day(l, k->child->born_on), date_age_words(w->arena, k->child->born_on, w->today)));
    fact(l, "SEN provision", status_of(k, "sen_provision"));
    fact(l, "EHC assessment", status_of(k, "ehc_stage"));
    for (size_t i = 0; i < k->placements; i++)
        if (!*k->placement[i].to_on)
            fact(l, "Goes to", arena_print(w->arena, "%s%s, since %s", k->placement[i].name, k->placement[i].hours ? arena_print(w->arena, ", %lld hours a week", (long long)k->placement[i].hours) : "", day(l, k->placement[i].from_on)));
    fact(l, "Starts school", k->child->school_year ? arena_print(w->arena, "September %lld", (long long)k->child->school_year) : "");
}

static void the_money(struct web *w, struct copy_lines *l, const struct fund_case *c)
{
    size_t n = 0;
    const struct application_by_id *a = c->a;
    part(l, "What is asked for");
    fact(l, "Setting", a->setting_name);
    fact(l, "Band", c->band ? arena_print(w->arena, "%s: %s", c->band->name, c->band->criteria) : "");
    fact(l, "Rate", c->band && c->band->pence ? rate_words(w->arena, c->band->pence, c->band->unit) : "");
    fact(l, "Extra help", c->band && is(c->band->unit, "hour") ? hours_words(w->arena, a->minutes) : "");
    fact(l, "From and to", *a->from_on && *a->to_on ? arena_print(w->arena, "%s to %s", day(l, a->from_on), day(l, a->to_on)) : "");
    struct money_line *cost = fund_cost(w, c, &n);
    fact(l, "Cost", n ? pounds(w->arena, money_total(cost, n)) : "");
    text(l, "What the money will pay for", a->pays_for);
    text(l, "What was tried so far", a->tried);
    text(l, "What difference is hoped for", a->difference);
    part(l, "The family");
    fact(l, "Told about this application on", *a->family_told_on ? day(l, a->family_told_on) : "");
    text(l, "What the family says", a->family_view);
    if (*a->support) {
        part(l, "The inclusion officer");
        text(l, a->support_name, a->support);
    }
}

/* ---- evidence ---- */

static void outcomes_of(struct web *w, struct copy_lines *l, const struct fund_known *k, int64_t plan)
{
    for (size_t i = 0; i < k->outcomes; i++) {
        const struct outcomes_of_plan *o = &k->outcome[i];
        if (o->plan_id != plan)
            continue;
        const char *was = *o->baseline ? arena_print(w->arena, "At the start: %s\n", o->baseline) : "", *done = *o->strategies ? arena_print(w->arena, "What is done: %s%s%s%s\n", o->strategies, *o->how_often ? " (" : "", o->how_often, *o->how_often ? ")" : "") : "";
        const char *got = o->rating ? arena_print(w->arena, "How far it got: %s%s%s", plan_rating(o->rating).words, *o->rating_words ? ". " : "", o->rating_words) : "Not rated yet";
        text(l, o->outcome, arena_print(w->arena, "%s%s%s", was, done, got));
    }
}

static void cycle(struct web *w, struct copy_lines *l, const struct fund_known *k, const struct plan_by_id *p)
{
    under(l, arena_print(w->arena, "%s of the support plan%s%s", plan_cycle_words(w->arena, p->cycle), *p->started_on ? ", from " : "", *p->started_on ? day(l, p->started_on) : ""));
    text(l, "What the child can do, and what is hard", p->assessed);
    outcomes_of(w, l, k, p->id);
    for (size_t i = 0; i < k->reviews; i++)
        if (k->review[i].plan_id == p->id) {
            text(l, arena_print(w->arena, "Review on %s", day(l, k->review[i].held_on)), arena_print(w->arena, "%s. %s", choice_label(plan_decisions, k->review[i].decision), k->review[i].because));
            text(l, "What the support changed", k->review[i].impact);
            text(l, "What the parents said", k->review[i].parent_view);
        }
}

static void observations(struct web *w, struct copy_lines *l, const struct fund_known *k)
{
    for (size_t i = 0; i < k->tolds; i++) {
        const struct evidence_told_of_child *t = &k->told[i];
        const char *kinds = evidence_words(w, t->id), *who = *t->asker_organisation ? t->asker_organisation : t->asker_relationship;
        text(l, arena_print(w->arena, "Told on %s by %s%s%s", day(l, t->received_on), t->asker_name, *who ? ", " : "", who), arena_print(w->arena, "%s%s%s", kinds, *kinds && *t->words ? "\n" : "", t->words));
    }
}

static void visits(struct copy_lines *l, const struct fund_known *k)
{
    for (size_t i = 0; i < k->visits; i++) {
        text(l, arena_print(l->arena, "Visit on %s by %s", day(l, k->visit[i].held_on), k->visit[i].person_name), k->visit[i].observations);
        text(l, "Advice given", k->visit[i].advice);
    }
}

static void reports(struct web *w, struct copy_lines *l, const struct fund_known *k)
{
    for (size_t i = 0; i < k->files; i++)
        fact(l, arena_print(w->arena, "Received on %s", day(l, date_of_instant(w->arena, k->file[i].sent_at))), arena_print(w->arena, "%s, from %s", k->file[i].name, *k->file[i].asker_organisation ? k->file[i].asker_organisation : k->file[i].asker_name));
}

static bool sends(const struct fund_case *c, struct arena *a, const char *code) { return strstr(arena_print(a, " %s ", c->a->evidence), arena_print(a, " %s ", code)) != NULL; }

static void the_evidence(struct web *w, struct copy_lines *l, const struct fund_case *c, const struct fund_known *k)
{
    part(l, "Evidence");
    if (!*c->a->evidence)
        text(l, "", "None was sent with it.");
    if (sends(c, w->arena, "needs"))
        fact(l, code_label("funding_evidence", "needs"), needs_words(w->arena, k));
    if (sends(c, w->arena, "plan") && plan_now(k))
        cycle(w, l, k, plan_now(k));
    for (size_t i = 0; i < k->plans && sends(c, w->arena, "cycles"); i++)
        if (is(k->plan[i].status, "reviewed"))
            cycle(w, l, k, &k->plan[i]);
    if (sends(c, w->arena, "observations") && k->tolds + k->visits) {
        under(l, code_label("funding_evidence", "observations"));
        observations(w, l, k);
        visits(l, k);
    }
    if (sends(c, w->arena, "reports") && k->files) {
        under(l, code_label("funding_evidence", "reports"));
        reports(w, l, k);
    }
}

static void the_answers(struct copy_lines *l, const struct fund_case *c)
{
    bool any = false;
    for (size_t i = 0; i < c->questions; i++)
        if (*c->question[i].answered_on) {
            if (!any)
                part(l, "Questions and answers");
            any = true;
            text(l, arena_print(l->arena, "Asked on %s: %s", day(l, c->question[i].asked_on), c->question[i].words), arena_print(l->arena, "%s, %s: %s", c->question[i].answered_name, day(l, c->question[i].answered_on), c->question[i].answer));
        }
}

struct copy_lines fund_copy_now(struct web *w, const struct fund_case *c)
{
    struct copy_lines l = { .arena = w->arena };
    struct fund_known *k = fund_known(w, c->a->child_id);
    if (!k)
        return l;
    the_child(w, &l, c, k);
    the_money(w, &l, c);
    the_answers(&l, c);
    the_evidence(w, &l, c, k);
    return l;
}

/* ---- keeping ---- */

const char *fund_seal(struct arena *a, const struct copy_lines *l)
{
    const char **piece = arena_array(a, const char *, l->n + 1);
    for (size_t i = 0; i < l->n; i++)
        piece[i] = arena_print(a, "%s\x1f%s\x1f%s", l->line[i].kind, l->line[i].label, l->line[i].words);
    return web_hash(a, text_join(a, piece, l->n, "\x1e"));
}

int64_t fund_freeze(struct web *w, const struct fund_case *c, const char *because, const char *more_label, const char *more)
{
    struct copy_lines l = fund_copy_now(w, c);
    if (*more) {
        part(&l, "Appeal");
        text(&l, more_label, more);
    }
    int64_t id = new_id(), number = c->copies ? c->copy[0].number + 1 : 1;
    add_funding_copy(w->db, &(struct add_funding_copy){ .id = id, .application_id = c->a->id, .number = number, .because = because, .person_id = w->person->id, .at = w->now, .hash = fund_seal(w->arena, &l) });
    for (size_t i = 0; i < l.n; i++)
        add_funding_copy_line(w->db, &(struct add_funding_copy_line){ .copy_id = id, .position = (int64_t)i, .kind = l.line[i].kind, .label = l.line[i].label, .words = l.line[i].words });
    return id;
}

struct copy_lines fund_copy_kept(struct web *w, int64_t copy)
{
    struct copy_lines l = { .arena = w->arena };
    struct lines_of_copy *row = lines_of_copy(w->db, w->person->id, copy, &l.n);
    l.line = arena_array(w->arena, struct copy_line, l.n + 1);
    l.room = l.n;
    for (size_t i = 0; i < l.n; i++)
        l.line[i] = (struct copy_line){ row[i].kind, row[i].label, row[i].words };
    return l;
}
