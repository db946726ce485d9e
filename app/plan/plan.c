/*
 * Support plans: reading them, beginning a cycle, starting it, and what the
 * child's page shows of it.  Called by the routes at the end and by the other
 * files of this folder.  It writes the child's history through child.h only.
 */
#include "app/child/tell.h"
#include "app/plan/plan.h"
#include "app/plan/views.h"
#include "base/date.h"
#include "base/text.h"
#include "out/lanes.h"

#include <stdlib.h>
#include <math.h>
#include <string.h>

const struct choice plan_ratings[] = {
    { "1", "Not yet", "No change that we can see" },
    { "2", "Some progress", "On the way, not there yet" },
    { "3", "Met", "What we hoped to see" },
    { "4", "More than hoped", NULL },
    { 0 }
};

const struct choice plan_decisions[] = {
    { "continue", "Carry on: another cycle with the same kind of support", NULL },
    { "change", "Carry on, but change what we do", NULL },
    { "step up", "Give more support", NULL },
    { "step down", "Give less support", NULL },
    { "close", "Close the plan", NULL },
    { 0 }
};

struct plan_rating plan_rating(int64_t rating)
{
    static const char *const state[] = { "rd-state--none", "rd-state--soon", "rd-state--ok", "rd-state--done", "rd-state--done" };
    if (rating < 1 || rating > 4)
        return (struct plan_rating){ "Not rated yet", state[0] };
    return (struct plan_rating){ plan_ratings[rating - 1].label, state[rating] };
}

const char *plan_capital(struct arena *a, const char *words)
{
    char *s = arena_text(a, words, strlen(words));
    if (*s >= 'a' && *s <= 'z')
        *s = (char)(*s - 32);
    return s;
}

const char *plan_cycle_words(struct arena *a, int64_t cycle)
{
    static const char *const word[] = { "First", "Second", "Third", "Fourth", "Fifth", "Sixth" };
    return cycle >= 1 && cycle <= 6 ? arena_print(a, "%s cycle", word[cycle - 1]) : arena_print(a, "Cycle %lld", (long long)cycle);
}

const char *plan_lead_words(struct arena *a, const struct plan_by_id *p)
{
    if (!p->lead_id)
        return p->lead_words;
    return *p->lead_job ? arena_print(a, "%s, %s", p->lead_name, p->lead_job) : p->lead_name;
}

const char *const *plan_lines(struct arena *a, const char *text, size_t *n)
{
    size_t room = 1;
    for (const char *s = text; *s; s++)
        room += *s == '\n';
    const char **line = arena_array(a, const char *, room);
    *n = 0;
    for (const char *s = text; *s; ) {
        size_t len = strcspn(s, "\n");
        if (len)
            line[(*n)++] = arena_text(a, s, len);
        s += len + (s[len] == '\n');
    }
    return line;
}

bool plan_review_is_far(const char *started_on, const char *review_due_on)
{
    return *started_on && *review_due_on && date_days_between(started_on, review_due_on) > LONG_REVIEW_DAYS;
}

const char *plan_review_default(struct web *w, const char *from)
{
    int64_t weeks;
    if (!text_number(authority(w, "review_weeks"), &weeks) || weeks < 1 || weeks > 52)
        weeks = 12;
    return date_add_days(w->arena, *from ? from : w->today, weeks * 7);
}

struct due_words plan_due(struct web *w, const struct plan_by_id *p)
{
    if (strcmp(p->status, "active") != 0 || !*p->review_due_on)
        return (struct due_words){ "", "" };
    return child_due(w->arena, w->today, p->review_due_on);
}

/* ---- reading ---- */

int plan_drafts(const struct web *w) { return web_may(w, WRITE_PLANS) ? 1 : web_may(w, SPEAK_FOR_FAMILY) ? 2 : 0; }

bool plan_is_open_to_family(const struct plan_by_id *p)
{
    return strcmp(p->status, "active") == 0 || (strcmp(p->status, "draft") == 0 && *p->shared_on);
}

/* ---- goal attainment scaling ---- */

const char *const plan_scale_labels[5] = { "Much less than hoped", "Less than hoped", "As hoped", "More than hoped", "Much more than hoped" };

const char *plan_scale_words(const struct outcomes_of_plan *o, int step)
{
    const char *const words[] = { o->much_less, o->less, o->outcome, o->more, o->much_more };
    return words[step + 2];
}

bool plan_has_scale(const struct outcomes_of_plan *o)
{
    return *o->much_less || *o->less || *o->more || *o->much_more;
}

/* Kiresuk and Sherman (1968), all goals weighing alike, .3 as the usual correlation between goals. */
double plan_goal_score(const struct plan_cycle *c, size_t *measured)
{
    double sum = 0, n = 0;
    for (size_t i = 0; i < c->outcomes; i++)
        if (c->outcome[i].attained != NOT_MEASURED)
            sum += (double)c->outcome[i].attained, n++;
    *measured = (size_t)n;
    return n > 0 ? 50 + 10 * sum / sqrt(0.7 * n + 0.3 * n * n) : 50;
}

struct plan_reader plan_reader_of(struct web *w, const struct child_by_id *c)
{
    const char *first = *c->known_as ? c->known_as : *c->given_name ? c->given_name : c->family_name;
    return (struct plan_reader){ child_name(w->arena, c->given_name, c->family_name, c->known_as), first, c->id, web_may(w, WRITE_PLANS), web_may(w, SPEAK_FOR_FAMILY) };
}

struct plan_cycle *plan_or_stop(struct web *w, int64_t id, struct plan_reader *reader)
{
    struct plan_cycle *c = arena_new(w->arena, struct plan_cycle);
    c->plan = plan_by_id(w->db, w->person->id, id, plan_drafts(w));
    if (!c->plan)
        web_stop(w, 404);
    *reader = plan_reader_of(w, child_or_stop(w, c->plan->child_id));
    c->outcome = outcomes_of_plan(w->db, w->person->id, id, &c->outcomes);
    c->review = review_of_plan(w->db, w->person->id, id);
    return c;
}

bool plan_took(struct web *w, int64_t id, const char *title)
{
    struct plan_by_id *p = plan_by_id(w->db, w->person->id, id, plan_drafts(w));
    if (!p)
        web_stop(w, 404);
    return typed_took(w, p->child_id, title);
}

/* ALL_OUTCOMES: of every cycle, else of the newest alone. */
static struct plan_cycle *cycles_of(struct web *w, int64_t child, bool all_outcomes, size_t *n)
{
    size_t outcomes = 0, reviews;
    struct plan_by_id *plan = plans_of_child(w->db, w->person->id, child, plan_drafts(w), n);
    struct outcomes_of_plan *outcome = NULL;
    if (*n)
        outcome = all_outcomes ? outcomes_of_child(w->db, w->person->id, child, &outcomes) : outcomes_of_plan(w->db, w->person->id, plan[0].id, &outcomes);
    struct review_of_plan *review = reviews_of_child(w->db, w->person->id, child, &reviews);
    struct plan_cycle *all = arena_array(w->arena, struct plan_cycle, *n + 1);
    for (size_t i = 0; i < *n; i++) {
        all[i].plan = &plan[i];
        for (size_t k = 0; k < outcomes; k++)
            if (outcome[k].plan_id == plan[i].id && all[i].outcomes++ == 0)
                all[i].outcome = &outcome[k];
        for (size_t k = 0; k < reviews; k++)
            if (review[k].plan_id == plan[i].id)
                all[i].review = &review[k];
    }
    return all;
}

struct plan_cycle *plan_cycles(struct web *w, int64_t child, size_t *n) { return cycles_of(w, child, true, n); }

/* Where a cycle stands, told under each of its four steps. */
const struct plan_step *plan_steps(struct web *w, const struct plan_cycle *c)
{
    const struct plan_by_id *p = c->plan;
    struct plan_step *s = arena_array(w->arena, struct plan_step, 4);
    static const char *const name[] = { "Assess", "Plan", "Do", "Review" };
    for (int i = 0; i < 4; i++)
        s[i] = (struct plan_step){ name[i], "", false };
    const char *due = *p->review_due_on ? date_words(w->arena, p->review_due_on) : "day not agreed yet";
    bool draft = strcmp(p->status, "draft") == 0, late = !draft && *p->review_due_on && strcmp(p->review_due_on, w->today) <= 0;
    s[0].note = draft && !*p->assessed ? "To be written" : "Done";
    s[1].note = draft ? "Being written" : *p->started_on ? arena_print(w->arena, "Started %s", date_words(w->arena, p->started_on)) : "Done";
    s[2].note = draft ? "Not started" : c->review ? "Done" : arena_print(w->arena, late ? "Until %s" : "Now, until %s", due);
    s[3].note = c->review ? arena_print(w->arena, "Held %s", date_words(w->arena, c->review->held_on)) : draft ? due : arena_print(w->arena, "Due %s", due);
    if (!c->review)
        s[draft ? (*p->assessed ? 1 : 0) : late ? 3 : 2].is_now = true;
    return s;
}

static void show(struct web *w)
{
    struct plan_reader reader;
    struct plan_cycle *c = plan_or_stop(w, web_id(w, "id"), &reader);
    if (reader.is_family) {
        plan_family_show(w, c, &reader, NULL);
        return;
    }
    web_page(w, "Support plan");
    view_plan_show(&w->out, w, c, &reader, NULL, 0);
}

static void show_all(struct web *w)
{
    size_t n;
    struct child_by_id *child = child_or_stop(w, web_id(w, "id"));
    struct plan_cycle *all = plan_cycles(w, child->id, &n);
    struct plan_reader reader = plan_reader_of(w, child);
    web_page(w, "All support plans");
    view_plan_all(&w->out, w, all, n, &reader);
}

static void child_panel(struct web *w, int64_t about)
{
    size_t n;
    struct plan_cycle *all = cycles_of(w, about, false, &n);
    struct child_by_id *child = child_of_page(w, about);
    if (!child)
        return;
    struct plan_reader reader = plan_reader_of(w, child);
    view_plan_panel(&w->out, w, all, n, &reader);
}

static void family_panel(struct web *w, int64_t about)
{
    size_t n;
    struct plan_cycle *all = cycles_of(w, about, false, &n);
    view_plan_family_panel(&w->out, w, all, n);
}

static void copy_panel(struct web *w, int64_t about)
{
    size_t n;
    struct plan_cycle *all = plan_cycles(w, about, &n);
    view_plan_copy_part(&w->out, w, all, n);
}

/* ---- beginning a cycle ---- */

/* What was chosen, else the kind of the cycle before where it is still valid, else the first. */
static const char *kind_now(struct web *w, const char *before)
{
    const struct choice *kind = plan_kinds(w);
    const char *asked = web_field(w, "kind"), *found = "";
    for (const struct choice *c = kind; c && c->code; c++)
        found = strcmp(c->code, asked) == 0 || (!*found && strcmp(c->code, before) == 0) ? c->code : found;
    return *found ? found : kind && kind->code ? kind->code : "SEN support plan";
}

/* What was not met goes on: where it stood at the review is where the next cycle starts. */
static void carry_outcomes(struct web *w, const struct plan_cycle *before, int64_t plan)
{
    int64_t position = 0;
    for (size_t i = 0; i < before->outcomes; i++) {
        const struct outcomes_of_plan *o = &before->outcome[i];
        if (o->rating >= 3)
            continue;
        add_outcome(w->db, &(struct add_outcome){ .id = new_id(), .plan_id = plan, .position = ++position, .area = o->area, .outcome = o->outcome,
            .baseline = *o->rating_words ? o->rating_words : o->baseline, .strategies = o->strategies, .who = o->who, .how_often = o->how_often,
            .much_less = o->much_less, .less = o->less, .more = o->more, .much_more = o->much_more });
    }
}

static const char *carried_assessment(struct web *w, const struct plan_cycle *before)
{
    if (before->review && *before->review->impact)
        return arena_print(w->arena, "At the review on %s: %s", date_words(w->arena, before->review->held_on), before->review->impact);
    return before->plan->assessed;
}

static const char *first_of(const char *a, const char *b) { return *a ? a : b; }

int64_t plan_new_cycle(struct web *w, int64_t child)
{
    size_t n;
    struct plan_cycle *all = plan_cycles(w, child, &n);
    struct setting_attended_now *at = setting_attended_now(w->db, w->person->id, child);
    struct add_plan p = { .id = new_id(), .child_id = child, .cycle = n ? all[0].plan->cycle + 1 : 1, .kind = kind_now(w, n ? all[0].plan->kind : ""), .setting_id = at ? at->setting_id : 0,
        .lead_id = child_lead(w->db, child), .started_on = w->today, .review_due_on = plan_review_default(w, ""),
        .changed_by = w->person->id, .changed_at = w->now, .created_at = w->now };
    if (n) {
        const struct plan_by_id *before = all[0].plan;
        const struct review_of_plan *r = all[0].review;
        p.lead_id = before->lead_id ? before->lead_id : p.lead_id;
        p.lead_words = before->lead_words;
        p.assessed = carried_assessment(w, &all[0]);
        p.going_well = before->going_well;
        p.important = before->important;
        p.support = before->support;
        p.parent_view = first_of(r ? r->parent_view : "", before->parent_view);
        p.child_view = first_of(r ? r->child_view : "", before->child_view);
        p.staff_needs = before->staff_needs;
    }
    add_plan(w->db, &p);
    if (n)
        carry_outcomes(w, &all[0], p.id);
    web_audit(w, child, "add", "plan", arena_print(w->arena, "cycle %lld", (long long)p.cycle));
    child_event(act_of(w), child, w->today, "plan", arena_print(w->arena, "%s of the support plan: a draft was begun", plan_cycle_words(w->arena, p.cycle)), "", arena_print(w->arena, "/plans/%lld", (long long)p.id), false);
    return p.id;
}

static void new_cycle(struct web *w)
{
    size_t n;
    struct child_by_id *child = child_or_stop(w, web_id(w, "id"));
    struct plan_by_id *plan = plans_of_child(w->db, w->person->id, child->id, true, &n);
    if (n && strcmp(plan[0].status, "draft") == 0) {
        web_notice(w, "A draft is here already: go on with it");
        web_to_f(w, "/plans/%lld/edit", (long long)plan[0].id);
    } else if (n && strcmp(plan[0].status, "active") == 0) {
        web_notice(w, "Review this cycle first. The next one then starts from what you found out");
        web_to_f(w, "/plans/%lld", (long long)plan[0].id);
    } else
        web_to_f(w, "/plans/%lld/edit", (long long)plan_new_cycle(w, child->id));
}

/* ---- a draft that the family may read ---- */

static void share(struct web *w)
{
    struct plan_reader reader;
    struct plan_cycle *c = plan_or_stop(w, web_id(w, "id"), &reader);
    bool shown = strcmp(web_field(w, "shown"), "1") == 0;
    const char *path = arena_print(w->arena, "/plans/%lld", (long long)c->plan->id);
    if (shown && !c->outcomes)
        web_notice(w, "Write at least one outcome before you show the draft to the family");
    else if (show_draft(w->db, c->plan->id, shown ? w->today : "") == 1) {
        child_event(act_of(w), reader.child_id, w->today, "plan", shown ? "The family can read the draft of the support plan" : "The draft of the support plan was taken back", "", path, shown);
        if (shown)
            child_tell_family(act_of(w), reader.child_id, "plan ready", path, arena_print(w->arena, "plan %lld draft", (long long)c->plan->id));
        web_audit(w, reader.child_id, "change", "plan", "shared_on");
        web_notice(w, shown ? "The family can read the draft and say what they think. It has not started" : "The family no longer sees the draft");
    }
    web_to(w, path);
}

/* ---- starting it ---- */

size_t plan_problems(const struct plan_by_id *p, size_t outcomes, struct plan_problem problem[4])
{
    size_t n = 0;
    if (!outcomes)
        problem[n++] = (struct plan_problem){ "o1_outcome", "Write at least one outcome: what you hope to see" };
    if (!*p->review_due_on)
        problem[n++] = (struct plan_problem){ "review_due_on", "Enter the day of the review" };
    else if (strcmp(p->review_due_on, p->started_on) <= 0)
        problem[n++] = (struct plan_problem){ "review_due_on", "The review must be after the day on which the plan starts" };
    if (!*p->parents_told_on)
        problem[n++] = (struct plan_problem){ "parents_told_on", "Enter the day on which you told the parents about this plan" };
    return n;
}

void plan_set_review_deadline(struct act a, const struct plan_by_id *p)
{
    int64_t owner = p->lead_id ? p->lead_id : child_lead(a.db, p->child_id);
    const char *owed_by = owner ? "" : *p->lead_words ? p->lead_words : "Early Years Inclusion Service";
    child_deadline(a, p->child_id, "review", p->id, owner, owed_by, p->started_on, p->review_due_on);
}

static void note_support(struct act a, int64_t child, const char *from_on)
{
    const char *now = child_status_now(a.db, child, "sen_provision");
    if (!*now || strcmp(now, "N") == 0)
        child_set_status(a, child, "sen_provision", "K", from_on, "Support plan started");
}

void plan_start_now(struct web *w, const struct plan_by_id *p, const struct plan_reader *reader)
{
    struct act a = act_of(w);
    size_t n;
    if (make_plan_active(w->db, p->id, p->started_on, w->person->id, w->now) != 1)
        web_stop(w, 409);
    plan_set_review_deadline(a, p);
    struct plan_deadlines_open *open = plan_deadlines_open(w->db, w->person->id, reader->child_id, &n);
    for (size_t i = 0; i < n; i++)
        child_deadline_done(a, reader->child_id, "plan", open[i].about_id, w->today);
    note_support(a, reader->child_id, p->started_on);
    child_event(a, reader->child_id, p->started_on, "plan", arena_print(w->arena, "%s of the support plan started", plan_cycle_words(w->arena, p->cycle)),
        arena_print(w->arena, "The parents were told on %s. The review is due on %s.", date_words(w->arena, p->parents_told_on), date_words(w->arena, p->review_due_on)),
        arena_print(w->arena, "/plans/%lld", (long long)p->id), true);
    child_tell_family(a, reader->child_id, "plan ready", arena_print(w->arena, "/plans/%lld", (long long)p->id), arena_print(w->arena, "plan %lld started", (long long)p->id));
    web_audit(w, reader->child_id, "change", "plan", "status started_on parents_told_on");
}

static void start(struct web *w)
{
    struct plan_reader reader;
    struct plan_problem problem[4];
    struct plan_cycle *c = plan_or_stop(w, web_id(w, "id"), &reader);
    if (strcmp(c->plan->status, "draft") != 0 || web_field_id(w, "version") != c->plan->version) {
        web_notice(w, "The plan was changed while you were reading it. Look at it again");
        web_to_f(w, "/plans/%lld", (long long)c->plan->id);
        return;
    }
    if (!*c->plan->started_on)
        c->plan->started_on = w->today;
    size_t n = plan_problems(c->plan, c->outcomes, problem);
    if (n) {
        w->status = 422;
        web_page(w, "Error: Support plan");
        view_plan_show(&w->out, w, c, &reader, problem, n);
        return;
    }
    plan_start_now(w, c->plan, &reader);
    web_notice(w, "The plan has started. The family can read it now");
    web_to_f(w, "/plans/%lld", (long long)c->plan->id);
}

static const struct route routes[] = {
    { GET, "/plans", WRITE_PLANS, plan_list, .menu = "Plans" },
    { GET, "/children/:id/plans", SEE_CHILDREN, show_all },
    { POST, "/children/:id/plans/new", WRITE_PLANS, new_cycle },
    { GET, "/plans/:id", SEE_CHILDREN, show, .is_translated = true },
    { GET, "/plans/:id/edit", WRITE_PLANS, plan_edit },
    { POST, "/plans/:id/edit", WRITE_PLANS, plan_save },
    { POST, "/plans/:id/start", WRITE_PLANS, start },
    { POST, "/plans/:id/share", WRITE_PLANS, share },
    { GET, "/plans/:id/ideas/:outcome", WRITE_PLANS, plan_ideas },
    { POST, "/plans/:id/ideas/:outcome", WRITE_PLANS, plan_ideas_add },
    { GET, "/plans/staff-needs", WRITE_PLANS, plan_staff_needs },
    { GET, "/plans/templates", CHANGE_STRATEGIES, plan_templates },
    { GET, "/plans/templates/:kind", CHANGE_STRATEGIES, plan_template_form },
    { POST, "/plans/templates/:kind", CHANGE_STRATEGIES, plan_template_save },
    { GET, "/plans/staff-needs/csv", WRITE_PLANS, plan_staff_needs_export },
    { GET, "/plans/:id/review", WRITE_PLANS, plan_review_form },
    { POST, "/plans/:id/review", WRITE_PLANS, plan_review_save },
    { GET, "/plans/:id/view", SPEAK_FOR_FAMILY, plan_voice_form, .is_translated = true },
    { POST, "/plans/:id/view", SPEAK_FOR_FAMILY, plan_voice_save, .is_translated = true },
    { POST, "/plans/:id/answer", SPEAK_FOR_FAMILY, plan_answer_save, .is_translated = true },
    { GET, "/plans/:id/pdf", SEE_CHILDREN, plan_paper, .is_slow = true },
    { 0 }
};

static const struct panel panels[] = {
    { "child", 30, SEE_CHILDREN, child_panel },
    { "family", 30, SPEAK_FOR_FAMILY, family_panel },
    { "copy", 30, SPEAK_FOR_FAMILY, copy_panel },
    { "home", 30, WRITE_PLANS, plan_home_panel },
    { 0 }
};

/* app/child/tables.h */
static const struct child_table tables[] = {
    { "plan", "Support plans", ROWS_GO_NUMBERED, .day = "started_on", .words = "kind || ', cycle ' || cycle", .by = "cycle", .path = "/plans/",
      .order = "CASE status WHEN 'reviewed' THEN 0 WHEN 'active' THEN 1 ELSE 2 END, started_on, id" },
    { 0 }
};

/* Each cycle from its first day to its review. */
static void lanes_of_plans(struct web *w, int64_t child, struct lanes *l)
{
    size_t n, reviews;
    struct plan_by_id *p = plans_of_child(w->db, w->person->id, child, 0, &n);
    struct review_of_plan *r = reviews_of_child(w->db, w->person->id, child, &reviews);
    for (size_t i = 0; i < n; i++) {
        const char *until = "", *path = arena_print(w->arena, "/plans/%lld", (long long)p[i].id);
        for (size_t k = 0; k < reviews; k++)
            if (r[k].plan_id == p[i].id)
                until = r[k].held_on;
        lanes_period(l, LANE_PLAN, "Support plan", p[i].started_on, until, arena_print(w->arena, "%s of the support plan", plan_cycle_words(w->arena, p[i].cycle)), path);
    }
}

const struct feature plan_feature = { "plan", routes, panels, .lanes = lanes_of_plans, .tables = tables, .copy = plan_copy };
