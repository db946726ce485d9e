/* A child's EHC assessment as a page, what was tried before it, and the panel on the child's page.  The steps are recorded in steps.c. */
#include "app/ehc/ehc.h"
#include "app/ehc/views.h"
#include "base/date.h"
#include "base/text.h"
#include "out/lanes.h"
#include "web/say.h"

#include <string.h>

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

/* Without the clocks, the advice and the reviews. */
static struct ehc_case *case_in_short(struct web *w, struct child_by_id *child)
{
    struct ehc_case *c = arena_new(w->arena, struct ehc_case);
    *c = (struct ehc_case){ .child = child, .may_write = web_may(w, CHANGE_CHILDREN) && !*child->left_on, .is_family = web_role(w, "parent") };
    c->name = child_name(w->arena, child->given_name, child->family_name, child->known_as);
    c->first_name = *child->known_as ? child->known_as : *child->given_name ? child->given_name : child->family_name;
    c->request = ehc_requests_of_child(w->db, w->person->id, child->id, &c->requests);
    c->now = c->requests ? c->request : NULL;
    return c;
}

struct ehc_case *ehc_case_of(struct web *w, struct child_by_id *child)
{
    struct ehc_case *c = case_in_short(w, child);
    int64_t me = w->person->id;
    if (!c->now)
        return c;
    c->clock = ehc_clocks_of_request(w->db, me, c->now->id, &c->clocks);
    c->advice = ehc_advice_of_request(w->db, me, c->now->id, &c->advices);
    c->review = ehc_reviews_of_request(w->db, me, c->now->id, &c->reviews);
    return c;
}

struct ehc_case *ehc_case_or_stop(struct web *w, int64_t id)
{
    return ehc_case_of(w, child_or_stop(w, id));
}

/* ---- words ---- */

static const char *on(struct web *w, const char *from, const char *day)
{
    return *day ? arena_print(w->arena, "%s, week %lld", date_short(w->arena, day), (long long)ehc_week(from, day)) : "";
}

const struct ehc_point *ehc_way(struct web *w, const struct ehc_case *c)
{
    const struct ehc_requests_of_child *r = c->now;
    struct ehc_point *p = arena_array(w->arena, struct ehc_point, 5);
    const char *from = r->received_on;
    size_t received = 0;
    for (size_t i = 0; i < c->advices; i++)
        received += *c->advice[i].received_on != 0;
    bool goes_on = is(r->outcome, "yes"), is_over = *r->closed_on && !is(r->result, "plan");
    p[0] = (struct ehc_point){ "Asked for", date_short(w->arena, from), false };
    p[1] = (struct ehc_point){ is(r->outcome, "no") ? "Not assessed" : is(r->outcome, "withdrawn") ? "Withdrawn" : "Decided", *r->outcome ? on(w, from, r->outcome_on) : "By week 6", !*r->outcome };
    p[2] = (struct ehc_point){ "Advice", c->advices ? arena_print(w->arena, "%zu of %zu here", received, c->advices) : goes_on ? "Nobody asked yet" : "Not begun", goes_on && !*r->drafted_on && !*r->result };
    p[3] = (struct ehc_point){ is(r->result, "not issued") ? "No plan" : is(r->result, "withdrawn") ? "Withdrawn" : "Draft plan",
        *r->drafted_on ? on(w, from, r->drafted_on) : is_over && *r->result ? on(w, from, r->result_on) : "By week 16", goes_on && *r->drafted_on && !*r->result };
    p[4] = (struct ehc_point){ "Final plan", is(r->result, "plan") ? on(w, from, r->result_on) : is_over ? "None" : "By week 20", is(r->result, "plan") && !*r->closed_on };
    return p;
}

const char *ehc_where(struct web *w, const struct ehc_case *c)
{
    const struct ehc_requests_of_child *r = c->now;
    const char *day = date_words(w->arena, *r->result ? r->result_on : *r->outcome ? r->outcome_on : r->received_on);
    if (is(r->result, "plan") && *r->closed_on)
        return arena_print(w->arena, "The EHC plan ended on %s.", date_words(w->arena, r->closed_on));
    if (is(r->result, "plan"))
        return arena_print(w->arena, "There is an EHC plan since %s. It names %s.", day, r->place_named);
    if (is(r->result, "not issued"))
        return arena_print(w->arena, "The council assessed, and decided on %s that there will be no EHC plan. SEN support goes on.", day);
    if (is(r->result, "withdrawn") || is(r->outcome, "withdrawn"))
        return arena_print(w->arena, "The request was taken back on %s.", day);
    if (is(r->outcome, "no"))
        return arena_print(w->arena, "The council decided on %s not to assess. SEN support goes on.", day);
    if (is(r->outcome, "yes"))
        return arena_print(w->arena, "The council decided on %s to assess. It asks those who know the child for advice, and then decides whether there will be a plan.", day);
    return arena_print(w->arena, "An EHC needs assessment was asked for on %s. The council has six weeks to decide whether it will assess.", day);
}

const char *ehc_appeal(struct web *w, const struct ehc_case *c)
{
    const char *until = ehc_appeal_until(w, c);
    return *until ? arena_print(w->arena, "The family can appeal: until two months after the letter (%s if it was sent that day), or one month after a mediation certificate, whichever is later.", date_words(w->arena, until)) : "";
}

const char *ehc_clock_words(const struct ehc_clocks_of_request *k)
{
    const struct ehc_rule *r = ehc_rule(k->rule);
    return r ? r->words : k->rule;
}

struct due_words ehc_clock_state(struct web *w, const struct ehc_clocks_of_request *k)
{
    const struct ehc_rule *r = ehc_rule(k->rule);
    if (is(k->met, "yes"))
        return (struct due_words){ r && r->is_wait ? "Kept" : "In time", "rd-state rd-state--done" };
    if (is(k->met, "excepted"))
        return (struct due_words){ "Late, with an exception", "rd-state rd-state--none" };
    if (is(k->met, "no"))
        return (struct due_words){ r && r->is_wait ? "Less than 15 days" : "Late", "rd-state rd-state--late" };
    if (is(k->met, "ended"))
        return (struct due_words){ "No longer needed", "rd-state rd-state--none" };
    if (r && r->is_wait)
        return (struct due_words){ strcmp(w->today, k->due_on) < 0 ? "Waiting for the parents" : "Time is over", "rd-state rd-state--none" };
    struct due_words d = child_due(w->arena, w->today, k->due_on);
    if (*k->exception && strcmp(k->due_on, w->today) < 0)
        d = (struct due_words){ arena_print(w->arena, "%s, with an exception", d.words), "rd-state rd-state--none" };
    d.words = plan_capital(w->arena, d.words);
    return d;
}

const char *ehc_clock_took(struct web *w, const struct ehc_clocks_of_request *k)
{
    int64_t all = date_days_between(k->start_on, k->due_on), used = date_days_between(k->start_on, *k->done_on ? k->done_on : w->today);
    return all % 7 == 0 && all <= 140 ? arena_print(w->arena, "%lld of %lld weeks", (long long)(used > 0 ? used / 7 : 0), (long long)(all / 7))
        : arena_print(w->arena, "%lld of %lld days", (long long)(used > 0 ? used : 0), (long long)all);
}

bool ehc_clock_is_old(struct web *w, const struct ehc_clocks_of_request *k)
{
    const struct ehc_rule *r = ehc_rule(k->rule);
    return r && r->is_of_review && *k->done_on && strcmp(k->done_on, date_add_months(w->arena, w->today, -12)) < 0;
}

size_t ehc_old_clocks(struct web *w, const struct ehc_case *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->clocks; i++)
        n += ehc_clock_is_old(w, &c->clock[i]);
    return n;
}

struct drawing *ehc_drawn(struct web *w, const struct ehc_case *c)
{
    struct lanes *l = lanes_new(w->arena, w->today);
    const char *description = "";
    for (size_t i = 0; i < c->clocks; i++) {
        const struct ehc_clocks_of_request *k = &c->clock[i];
        const char *name = ehc_clock_words(k);
        int lane = (int)(ehc_rule(k->rule) ? ehc_rule(k->rule) - ehc_rules : EHC_STEPS);
        lanes_period(l, lane, name, k->start_on, k->done_on, name, "");
        lanes_moment(l, lane, name, k->due_on, "Due", "");
        if (!*k->done_on)
            description = arena_print(w->arena, "%s%s%s: due %s", description, *description ? "; " : "Still open: ", name, date_words(w->arena, k->due_on));
    }
    return lanes_draw(l, "clocks-drawn", "The time limits of the EHC assessment and plan", *description ? description : "All time limits have ended; the table below holds each.");
}

/* ---- pages ---- */

static void show(struct web *w)
{
    struct ehc_case *c = ehc_case_or_stop(w, web_id(w, "id"));
    if (c->is_family) {
        web_page(w, say(w, "EHC assessment and plan"));
        view_ehc_family_page(&w->out, w, c);
        return;
    }
    web_page(w, "EHC assessment");
    view_ehc_show(&w->out, w, c);
}

struct ehc_tried ehc_tried_of(struct web *w, const struct ehc_case *c)
{
    struct ehc_tried t = { 0 };
    int64_t me = w->person->id, child = c->child->id;
    t.plan = plans_of_child(w->db, me, child, 0, &t.plans);
    t.outcome = outcomes_of_child(w->db, me, child, &t.outcomes);
    t.review = reviews_of_child(w->db, me, child, &t.reviews);
    for (size_t i = 0; i < t.plans; i++) {
        bool is_rated = false;
        for (size_t k = 0; k < t.outcomes; k++)
            is_rated |= t.outcome[k].plan_id == t.plan[i].id && t.outcome[k].rating > 0;
        t.full_cycles += is(t.plan[i].status, "reviewed") && is_rated;
    }
    return t;
}

static void show_tried(struct web *w)
{
    struct ehc_case *c = ehc_case_or_stop(w, web_id(w, "id"));
    struct ehc_tried t = ehc_tried_of(w, c);
    web_page(w, "What was tried before");
    view_ehc_tried(&w->out, w, c, &t);
}

static void child_panel(struct web *w, int64_t about)
{
    struct child_by_id *child = child_of_page(w, about);
    if (!child)
        return;
    struct ehc_case *c = case_in_short(w, child);
    if (c->now && c->is_family)
        view_ehc_family_panel(&w->out, w, c);
    else if (c->now || c->may_write)
        view_ehc_panel(&w->out, w, c);
}

/* In the family's copy of its record: all of it, also reviews of long ago. */
static void copy_panel(struct web *w, int64_t about)
{
    struct child_by_id *child = child_of_page(w, about);
    struct ehc_case *c = child ? ehc_case_of(w, child) : NULL;
    if (c && c->now)
        view_ehc_family_copy(&w->out, w, c);
}

static const struct route routes[] = {
    { GET, "/ehc", CHANGE_CHILDREN, ehc_list, .menu = "EHC" },
    { GET, "/children/:id/ehc", SEE_CHILDREN, show, .is_translated = true },
    { GET, "/children/:id/ehc/before", SEE_CHILDREN, show_tried },
    { GET, "/children/:id/ehc/before/pdf", SEE_CHILDREN, ehc_before_paper, .is_slow = true },
    { GET, "/children/:id/ehc/request", CHANGE_CHILDREN, ehc_step_form }, { POST, "/children/:id/ehc/request", CHANGE_CHILDREN, ehc_step_save },
    { GET, "/children/:id/ehc/decision", CHANGE_CHILDREN, ehc_step_form }, { POST, "/children/:id/ehc/decision", CHANGE_CHILDREN, ehc_step_save },
    { GET, "/children/:id/ehc/advice", CHANGE_CHILDREN, ehc_step_form }, { POST, "/children/:id/ehc/advice", CHANGE_CHILDREN, ehc_step_save },
    { GET, "/children/:id/ehc/advice-received", CHANGE_CHILDREN, ehc_step_form }, { POST, "/children/:id/ehc/advice-received", CHANGE_CHILDREN, ehc_step_save },
    { GET, "/children/:id/ehc/draft", CHANGE_CHILDREN, ehc_step_form }, { POST, "/children/:id/ehc/draft", CHANGE_CHILDREN, ehc_step_save },
    { GET, "/children/:id/ehc/result", CHANGE_CHILDREN, ehc_step_form }, { POST, "/children/:id/ehc/result", CHANGE_CHILDREN, ehc_step_save },
    { GET, "/children/:id/ehc/meeting", CHANGE_CHILDREN, ehc_step_form }, { POST, "/children/:id/ehc/meeting", CHANGE_CHILDREN, ehc_step_save },
    { GET, "/children/:id/ehc/papers", CHANGE_CHILDREN, ehc_step_form }, { POST, "/children/:id/ehc/papers", CHANGE_CHILDREN, ehc_step_save },
    { GET, "/children/:id/ehc/review", CHANGE_CHILDREN, ehc_step_form }, { POST, "/children/:id/ehc/review", CHANGE_CHILDREN, ehc_step_save },
    { GET, "/children/:id/ehc/report", CHANGE_CHILDREN, ehc_step_form }, { POST, "/children/:id/ehc/report", CHANGE_CHILDREN, ehc_step_save },
    { GET, "/children/:id/ehc/review-decision", CHANGE_CHILDREN, ehc_step_form }, { POST, "/children/:id/ehc/review-decision", CHANGE_CHILDREN, ehc_step_save },
    { GET, "/children/:id/ehc/amended", CHANGE_CHILDREN, ehc_step_form }, { POST, "/children/:id/ehc/amended", CHANGE_CHILDREN, ehc_step_save },
    { GET, "/children/:id/ehc/exception", CHANGE_CHILDREN, ehc_step_form }, { POST, "/children/:id/ehc/exception", CHANGE_CHILDREN, ehc_step_save },
    { 0 }
};

static const struct panel panels[] = {
    { "child", 35, SEE_CHILDREN, child_panel },
    { "family", 36, SPEAK_FOR_FAMILY, child_panel },
    { "copy", 36, SPEAK_FOR_FAMILY, copy_panel },
    { "home", 35, CHANGE_CHILDREN, ehc_home_panel },
    { 0 }
};

/* app/child/tables.h */
static const struct child_table tables[] = {
    { "ehc_request", "EHC needs assessments", ONE_OPEN, .open = "closed_on = ''", .day = "received_on", .words = "'@ehc_source:' || source" },
    { "ehc_advice", NULL, ROWS_GO_WITH, .with = "ehc_request", .with_id = "request_id" },
    { "ehc_clock", NULL, ROWS_GO_WITH, .with = "ehc_request", .with_id = "request_id" },
    { "ehc_review", NULL, ROWS_GO_WITH, .with = "ehc_request", .with_id = "request_id" },
    { 0 }
};

/* The assessment from its request to how it ended; then the plan, while there is one. */
static void lanes_of_ehc(struct web *w, int64_t child, struct lanes *l)
{
    size_t n;
    struct ehc_requests_of_child *r = ehc_requests_of_child(w->db, w->person->id, child, &n);
    const char *path = arena_print(w->arena, "/children/%lld/ehc", (long long)child);
    for (size_t i = 0; i < n; i++) {
        lanes_period(l, LANE_EHC, "EHC assessment and plan", r[i].received_on, *r[i].result_on ? r[i].result_on : r[i].closed_on, "EHC needs assessment", path);
        if (is(r[i].result, "plan"))
            lanes_period(l, LANE_EHC, "EHC assessment and plan", r[i].result_on, r[i].closed_on, "EHC plan", path);
    }
}

const struct feature ehc_feature = { "ehc", routes, panels, .lanes = lanes_of_ehc, .tables = tables };
