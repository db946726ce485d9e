/*
 * Handing children over: who takes whom, a note for each, seen before it is
 * done, then all of it in one transaction.  Taken back while nobody has read
 * the notes; handed back by whoever got a child.  Called by the routes of
 * caseload.c.  What a person owes about a child goes with the child.
 */
#include "app/caseload/caseload.h"
#include "app/caseload/views.h"
#include "app/child/tell.h"
#include "app/notice/notice.h"
#include "app/people/people.sql.h"
#include "app/triage/triage.sql.h"
#include "base/date.h"
#include "base/text.h"
#include "out/lanes.h"

#include <stdlib.h>
#include <string.h>

const struct choice caseload_reasons[] = { { "leaves", "They leave, or go to other work", NULL }, { "balance", "To balance the work", NULL }, { "area", "Areas or settings are shared out anew", NULL }, { "other", "Another reason", NULL }, { 0 } };

/* ---- what the page is about ---- */

static struct caseload_officer *officer_in(const struct handover_page *p, int64_t id)
{
    for (size_t i = 0; i < p->officers; i++)
        if (p->officer[i].id == id)
            return &p->officer[i];
    return NULL;
}

bool handover_has_taker(const struct handover_page *p, int64_t person)
{
    for (size_t i = 0; i < p->takers; i++)
        if (p->taker[i].officer->id == person)
            return true;
    return false;
}

const char *handover_name(const struct handover_page *p, int64_t taker)
{
    struct caseload_officer *o = officer_in(p, taker);
    return o ? o->name : "";
}

const struct caseload_officer *handover_after(struct arena *a, const struct handover_taker *t)
{
    struct caseload_officer *o = arena_new(a, struct caseload_officer);
    *o = *t->officer;
    o->load += t->points;
    o->share = o->capacity > 0 ? (double)o->load / (double)o->capacity : 0;
    return o;
}

static void add_taker(struct handover_page *p, const char *typed)
{
    int64_t id;
    struct caseload_officer *o = text_number(typed, &id) ? officer_in(p, id) : NULL;
    if (o && p->takers < MOST_TAKERS && !handover_has_taker(p, id))
        p->taker[p->takers++] = (struct handover_taker){ .officer = o };
}

/* Everybody who could take over, and those chosen: in the address at first, in the form afterwards. */
static void read_takers(struct web *w, struct handover_page *p)
{
    size_t all, n;
    struct caseload_officer *o = caseload_officers(w, 0, &all);
    p->officer = o;
    for (size_t i = 0; i < all; i++)
        if (o[i].id != p->from->id)
            p->officer[p->officers++] = o[i];
    p->taker = arena_array(w->arena, struct handover_taker, MOST_TAKERS);
    if (w->method == POST) {
        const char **typed = web_fields(w, "taker", &n);
        for (size_t i = 0; i < n; i++)
            add_taker(p, typed[i]);
        return;
    }
    const struct pair *asked = web_all_query(w, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(asked[i].name, "taker") == 0)
            add_taker(p, asked[i].value);
}

static void read_rows(struct web *w, struct handover_page *p)
{
    struct caseload_weights_on weight = caseload_weights_on(w->db, w->today);
    const char *new_from = date_add_days(w->arena, w->today, -NEW_DAYS);
    struct caseload_children *c = caseload_children(w->db, w->person->id, p->from->id, w->today, MOST_HANDED + 1, &p->n);
    p->is_cut = p->n > MOST_HANDED;
    p->n = p->is_cut ? MOST_HANDED : p->n;
    p->row = arena_array(w->arena, struct handover_row, p->n + 1);
    for (size_t i = 0; i < p->n; i++)
        p->row[i] = (struct handover_row){ .of = { &c[i], caseload_points(&weight, &c[i], new_from), false }, .note = "", .error = "" };
}

static const char *reason_of(const char *typed)
{
    for (const struct choice *c = caseload_reasons; c->code; c++)
        if (strcmp(c->code, typed) == 0)
            return c->code;
    return "other";
}

static struct handover_page page_of(struct web *w)
{
    struct handover_page p = { .from = caseload_person_or_stop(w), .error = "" };
    p.holds = held_by(w->db, p.from->id);
    p.reason = reason_of(w->method == POST ? web_field(w, "reason") : web_query(w, "reason"));
    read_takers(w, &p);
    read_rows(w, &p);
    return p;
}

int64_t handover_rest(const struct handover_page *p)
{
    const struct held_by *h = p->holds;
    return h->deadlines + h->actions + h->visits + h->questions + h->requests + h->settings;
}

/* ---- sharing out ---- */

static int heaviest_first(const void *x, const void *y)
{
    const struct handover_row *a = *(struct handover_row *const *)x, *b = *(struct handover_row *const *)y;
    return a->of.points != b->of.points ? (a->of.points < b->of.points ? 1 : -1) : (a > b) - (a < b);
}

static double fullness(const struct handover_taker *t, int64_t more)
{
    return (double)(t->officer->load + t->suggested + more) / (double)(t->officer->capacity > 0 ? t->officer->capacity : 1);
}

/* Who has most room, with what is suggested so far and MORE. P has takers. */
static struct handover_taker *emptiest(struct handover_page *p, int64_t more)
{
    struct handover_taker *best = &p->taker[0];
    for (size_t t = 1; t < p->takers; t++)
        if (fullness(&p->taker[t], more) < fullness(best, more))
            best = &p->taker[t];
    return best;
}

void handover_balance(struct handover_page *p)
{
    struct handover_row **row = calloc(p->n + 1, sizeof *row);
    if (!row || !p->takers) {
        free(row);
        return;
    }
    for (size_t i = 0; i < p->n; i++)
        row[i] = &p->row[i];
    qsort(row, p->n, sizeof *row, heaviest_first);
    for (size_t i = 0; i < p->n; i++) {
        struct handover_taker *best = emptiest(p, row[i]->of.points);
        row[i]->to = best->officer->id;
        best->suggested += row[i]->of.points;
    }
    free(row);
}

/* What each taker would get, of the rows that are chosen. */
static void count_takers(struct handover_page *p)
{
    for (size_t t = 0; t < p->takers; t++)
        p->taker[t].gets = p->taker[t].points = 0;
    p->chosen = 0;
    for (size_t i = 0; i < p->n; i++)
        for (size_t t = 0; p->row[i].is_chosen && t < p->takers; t++)
            if (p->taker[t].officer->id == p->row[i].to) {
                p->taker[t].gets++;
                p->taker[t].points += p->row[i].of.points;
                p->chosen++;
            }
}

/* ---- the form ---- */

static void show_page(struct web *w, struct handover_page *p)
{
    web_page(w, *p->error ? "Error: Hand over children" : "Hand over children");
    if (p->takers)
        view_handover_children(&w->out, w, p);
    else
        view_handover_takers(&w->out, w, p);
}

void handover_begin(struct web *w)
{
    struct handover_page p = page_of(w);
    bool all = strcmp(web_query(w, "which"), "some") != 0;      /* what is left goes to whoever has most room afterwards */
    if (*web_query(w, "which") && !p.takers)
        p.error = "Choose who takes over";
    handover_balance(&p);
    for (size_t i = 0; i < p.n; i++)
        p.row[i].is_chosen = all;
    p.rest_to = all && p.takers ? emptiest(&p, 0)->officer->id : 0;
    web_audit(w, 0, "view", "/caseloads/:person/handover", arena_print(w->arena, "person %lld", (long long)p.from->id));
    show_page(w, &p);
}

static bool is_among(const char **typed, size_t n, int64_t id)
{
    int64_t one;
    for (size_t i = 0; i < n; i++)
        if (text_number(typed[i], &one) && one == id)
            return true;
    return false;
}

/* What was typed into one row; its fields are named by the child's number. */
static void read_row(struct web *w, const struct handover_page *p, struct handover_row *r)
{
    long long child = (long long)r->of.child->id;
    r->to = web_field_id(w, arena_print(w->arena, "to_%lld", child));
    r->note = text_clean(w->arena, web_field(w, arena_print(w->arena, "note_%lld", child)), TEXT_LONG);
    if (r->is_chosen && !handover_has_taker(p, r->to))
        r->error = "Choose who takes this child";
    else if (r->is_chosen && text_length(r->note) > MOST_NOTE)
        r->error = arena_print(w->arena, "The note must be %d letters or fewer", MOST_NOTE);
}

/* False if something is wrong: P says what. */
static bool read_form(struct web *w, struct handover_page *p)
{
    size_t asked, found = 0;
    const char **child = web_fields(w, "child", &asked);
    bool rows_right = true;
    for (size_t i = 0; i < p->n; i++) {
        p->row[i].is_chosen = is_among(child, asked, p->row[i].of.child->id);
        found += p->row[i].is_chosen;
        read_row(w, p, &p->row[i]);
        rows_right &= !*p->row[i].error;
    }
    p->rest_to = web_field_id(w, "rest");
    count_takers(p);
    if (!p->takers)
        p->error = "Choose who takes over";
    else if (found < asked)
        p->error = arena_print(w->arena, "Meanwhile somebody else leads %zu of the children that you chose: they are no longer in the list. Nothing was handed over. Look again", asked - found);
    else if (!rows_right)
        p->error = "Look at the children marked below";
    else if (p->rest_to && !handover_has_taker(p, p->rest_to))
        p->error = "Choose who takes what is left from those who take over";
    else if (!found && !(p->rest_to && handover_rest(p)))
        p->error = "Choose at least one child";
    return !*p->error;
}

void handover_preview(struct web *w)
{
    struct handover_page p = page_of(w);
    p.is_seen = read_form(w, &p);
    if (!p.is_seen)
        w->status = 422;
    show_page(w, &p);
}

/* ---- doing it ---- */

static void give_rows(struct act a, int64_t handover, int64_t move, int64_t from, int64_t to)
{
    give_deadlines(a.db, handover, move, from, to);
    give_actions(a.db, handover, move, from, to);
    give_visits(a.db, handover, move, from, to);
    give_plans(a.db, handover, move, from, to);
    give_questions(a.db, handover, move, from, to);
    give_settings(a.db, handover, move, from, to);
}

/* Claimed requests go with their history of who had them. */
static void give_claims(struct act a, int64_t handover, int64_t from, int64_t to)
{
    size_t n;
    struct claims_taken *c = claims_taken(a.db, handover, from, &n);
    for (size_t i = 0; i < n; i++)
        add_step(a.db, &(struct add_step){ .id = new_id(), .request_id = c[i].id, .kind = "given", .person_id = a.person_id, .to_id = to, .note = "", .at = a.now, .on_day = a.today });
    give_requests(a.db, handover, 0, from, to, a.now);
}

int64_t caseload_give(struct act a, int64_t handover, int64_t child, int64_t from, int64_t to, const char *note)
{
    int64_t id = new_id();
    add_caseload_move(a.db, &(struct add_caseload_move){ .id = id, .handover_id = handover, .child_id = child, .from_id = from, .to_id = to, .note = note, .moved_on = a.today });
    note_taken(a.db, handover, id, child, from, to);
    give_rows(a, handover, id, from, to);
    child_set_lead(a, child, to);
    child_tell_family(a, child, "lead changed", arena_print(a.db->arena, "/children/%lld", (long long)child), arena_print(a.db->arena, "move %lld", (long long)id));
    return id;
}

static int64_t begin_handover(struct act a, int64_t from, int64_t rest_to, const char *reason)
{
    int64_t id = new_id();
    add_caseload_handover(a.db, &(struct add_caseload_handover){ .id = id, .from_id = from, .rest_to = rest_to, .reason = reason, .made_by = a.person_id, .made_on = a.today, .made_at = a.now });
    return id;
}

static void give_rest(struct act a, int64_t handover, int64_t from, int64_t to)
{
    note_taken(a.db, handover, 0, 0, from, to);
    give_rows(a, handover, 0, from, to);
    give_claims(a, handover, from, to);
}

/* The settings of these children, once each; names nobody. */
static void tell_settings(struct act a, int64_t handover)
{
    size_t n;
    struct settings_of_moved *s = settings_of_moved(a.db, handover, &n);
    for (size_t i = 0; i < n; i++)
        child_tell_setting(a, s[i].setting_id, "leads changed", "/children", arena_print(a.db->arena, "handover %lld setting %lld", (long long)handover, (long long)s[i].setting_id));
}

static void tell_taker(struct act a, int64_t handover, int64_t taker)
{
    struct person_by_id *p = person_by_id(a.db, taker);
    if (p && taker != a.person_id)
        notice_send(a.db, a.now, p->email, "children handed", "/handed-to-me", arena_print(a.db->arena, "handover %lld taker %lld", (long long)handover, (long long)taker));
}

static int64_t hand_over(struct web *w, const struct handover_page *p)
{
    struct act a = act_of(w);
    int64_t id = begin_handover(a, p->from->id, p->rest_to, p->reason);
    for (size_t i = 0; i < p->n; i++)
        if (p->row[i].is_chosen) {
            caseload_give(a, id, p->row[i].of.child->id, p->from->id, p->row[i].to, p->row[i].note);
            web_audit(w, p->row[i].of.child->id, "change", "handover", *p->row[i].note ? "is_lead note" : "is_lead");
        }
    if (p->rest_to)
        give_rest(a, id, p->from->id, p->rest_to);
    tell_settings(a, id);
    for (size_t t = 0; t < p->takers; t++)
        if (p->taker[t].gets || p->taker[t].officer->id == p->rest_to)
            tell_taker(a, id, p->taker[t].officer->id);
    web_audit(w, 0, "change", "caseload handover", arena_print(w->arena, "handover %lld, %zu children", (long long)id, p->chosen));
    return id;
}

void handover_commit(struct web *w)
{
    struct handover_page p = page_of(w);
    if (!read_form(w, &p)) {
        w->status = 422;
        show_page(w, &p);
        return;
    }
    int64_t id = hand_over(w, &p);
    web_notice(w, p.chosen == 1 ? "One child is handed over." : p.chosen ? arena_print(w->arena, "%zu children are handed over.", p.chosen) : "It is handed over.");
    if (p.chosen && web_may(w, RUN_CASELOADS))
        web_to_f(w, "/handed-over/%lld", (long long)id);
    else
        web_to_f(w, "/caseloads/%lld", (long long)p.from->id);
}

/* ---- one handing over, afterwards ---- */

static struct caseload_handover_by_id *handover_or_stop(struct web *w)
{
    struct caseload_handover_by_id *h = caseload_handover_by_id(w->db, w->person->id, web_id(w, "handover"), web_may(w, RUN_CASELOADS));
    if (!h)
        web_stop(w, 404);
    return h;
}

void handover_show(struct web *w)
{
    size_t n;
    struct caseload_handover_by_id *h = handover_or_stop(w);
    struct caseload_moves_of *m = caseload_moves_of(w->db, w->person->id, h->id, &n);
    web_audit(w, 0, "view", "/handed-over/:handover", arena_print(w->arena, "handover %lld", (long long)h->id));
    web_page(w, "Handed over");
    view_handover_done(&w->out, w, h, m, n);
}

/* What was taken with it goes back where it is still open and still theirs. */
static bool take_back(struct web *w, const struct caseload_handover_by_id *h, const struct caseload_moves_of *m)
{
    struct act a = act_of(w);
    if (m->read_at || m->undone_at || child_lead(a.db, m->child_id) != m->to_id)
        return false;
    give_rows(a, h->id, m->id, m->to_id, h->from_id);
    child_set_lead(a, m->child_id, h->from_id);
    undo_move(a.db, m->id, a.now);
    child_tell_family(a, m->child_id, "lead changed", arena_print(w->arena, "/children/%lld", (long long)m->child_id), arena_print(w->arena, "move back %lld", (long long)m->id));
    web_audit(w, m->child_id, "change", "handover", "is_lead");
    return true;
}

static bool can_lead(struct web *w, int64_t person)
{
    struct person_by_id *p = person_by_id(w->db, person);
    return p && p->is_active && (strcmp(p->role, "officer") == 0 || strcmp(p->role, "manager") == 0);
}

void handover_undo(struct web *w)
{
    size_t n, back = 0;
    struct caseload_handover_by_id *h = handover_or_stop(w);
    struct caseload_moves_of *m = caseload_moves_of(w->db, w->person->id, h->id, &n);
    if (!can_lead(w, h->from_id)) {
        web_notice(w, "Whoever had these children can no longer lead any. Hand them over to somebody else.");
        web_to_f(w, "/handed-over/%lld", (long long)h->id);
        return;
    }
    for (size_t i = 0; i < n; i++)
        back += take_back(w, h, &m[i]);
    if (back == n && h->rest_to && !h->undone_at) {
        give_rows(act_of(w), h->id, 0, h->rest_to, h->from_id);
        give_claims(act_of(w), h->id, h->rest_to, h->from_id);
    }
    if (back == n)
        undo_handover(w->db, h->id, w->now);
    tell_taker(act_of(w), h->id, h->from_id);
    web_audit(w, 0, "change", "caseload handover", arena_print(w->arena, "handover %lld undone, %zu of %zu", (long long)h->id, back, n));
    web_notice(w, !back ? "Nothing was taken back: every note has been read, or the child has another lead by now." : back < n ? "Taken back, but for those whose note has been read." : "All of it is taken back.");
    web_to_f(w, "/handed-over/%lld", (long long)h->id);
}

/* ---- whoever got them ---- */

enum { ON_PAGE = 100 };

void handover_to_me(struct web *w)
{
    size_t n;
    struct handed_to *h = handed_to(w->db, w->person->id, ON_PAGE, &n);
    for (size_t i = 0; i < n; i++)
        web_audit(w, h[i].child_id, "view", "/handed-to-me", "note");
    web_page(w, "Handed to you");
    view_handover_to_me(&w->out, w, h, n);
}

static struct move_to_me *move_or_stop(struct web *w)
{
    struct move_to_me *m = move_to_me(w->db, w->person->id, web_id(w, "move"));
    if (!m)
        web_stop(w, 404);
    return m;
}

static void back_to_list(struct web *w, const char *words)
{
    size_t left;
    handed_to(w->db, w->person->id, 1, &left);
    web_notice(w, words);
    web_to(w, left ? "/handed-to-me" : "/");
}

void handover_read(struct web *w)
{
    struct move_to_me *m = move_or_stop(w);
    if (read_move(w->db, w->person->id, m->id, w->now))
        web_audit(w, m->child_id, "change", "handover", "read_at");
    back_to_list(w, "Marked as read.");
}

void handover_read_all(struct web *w)
{
    size_t n;
    struct handed_to *h = handed_to(w->db, w->person->id, ON_PAGE, &n);
    for (size_t i = 0; i < n; i++)
        if (read_move(w->db, w->person->id, h[i].id, w->now))
            web_audit(w, h[i].child_id, "change", "handover", "read_at");
    back_to_list(w, "All are marked as read.");
}

static const struct field back_fields[] = { { "note", "Why, and what must they know?", "They read it. The family does not", .kind = PARAGRAPH, .max = MOST_NOTE, .need = "Say why, and what they must know" }, { 0 } };

static void show_back(struct web *w, const struct move_to_me *m, struct form *f)
{
    struct child_by_id *c = child_or_stop(w, m->child_id);
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, "Hand a child back");
    view_handover_back(&w->out, w, m, c, f);
}

void handover_back_form(struct web *w) { show_back(w, move_or_stop(w), form_new(w, back_fields)); }

/* A handing over of its own, the other way round: what has been done since goes with it. */
void handover_back(struct web *w)
{
    struct move_to_me *m = move_or_stop(w);
    struct form *f = form_read(w, back_fields);
    if (form_is_right(f) && child_lead(w->db, m->child_id) != w->person->id)
        form_fail(f, NULL, "You no longer lead this child, so there is nothing to hand back");
    if (form_is_right(f) && !can_lead(w, m->from_id))
        form_fail(f, NULL, "They can no longer lead children. Hand the child over to somebody else: Caseloads, Hand over");
    if (!form_is_right(f)) {
        show_back(w, m, f);
        return;
    }
    struct act a = act_of(w);
    int64_t handover = begin_handover(a, w->person->id, 0, "back");
    caseload_give(a, handover, m->child_id, w->person->id, m->from_id, form_value(f, "note"));
    read_move(w->db, w->person->id, m->id, w->now);
    undo_move(w->db, m->id, w->now);
    tell_settings(a, handover);
    tell_taker(a, handover, m->from_id);
    web_audit(w, m->child_id, "change", "handover", "is_lead note");
    back_to_list(w, "The child is handed back.");
}

/* ---- one child: each time it changed hands, from the picture ---- */

void handover_of_child(struct web *w)
{
    size_t n;
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct moves_of_child *m = moves_of_child(w->db, w->person->id, c->id, &n);
    web_page(w, "Handed over between officers");
    view_handover_of_child(&w->out, w, c, m, n);
}

void handover_lanes(struct web *w, int64_t child, struct lanes *l)
{
    size_t n;
    if (!web_may(w, SEE_CASELOAD))
        return;
    struct moves_of_child *m = moves_of_child(w->db, w->person->id, child, &n);
    for (size_t i = n; i-- > 0;)
        if (!m[i].undone_at)
            lanes_moment(l, LANE_LEAD, "Handed over", m[i].moved_on, arena_print(w->arena, "%s to %s", m[i].from_name, m[i].to_name), arena_print(w->arena, "/children/%lld/handovers", (long long)child));
}
