/*
 * Writing an application, sending it, taking it back, answering a question.
 * Most of it is there before anybody types: the plan, its reviews, the family's
 * words and the evidence come from the record.  A draft may be as incomplete
 * as one likes; what is missing is said before it is sent.
 */
#include "app/child/show.sql.h"
#include "app/funding/funding.h"
#include "app/funding/views.h"
#include "app/typed/typed.h"
#include "base/date.h"
#include "base/text.h"

#include <sodium.h>
#include <string.h>

enum { LONGEST_MONTHS = 12 };

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

/* ---- beginning ---- */

/* As app/request's references: no letters or digits that are mistaken for each other. */
static const char *new_reference(struct db *db)
{
    static const char letters[] = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    char r[] = "EF-0000-0000";
    do
        for (int i = 3; i < 12; i++)
            if (i != 7)
                r[i] = letters[randombytes_uniform(sizeof letters - 1)];
    while (application_reference_is_taken(db, r)->n);
    return arena_text(db->arena, r, strlen(r));
}

/* The next term to begin, and the end of that school year as far as terms are entered; "" where there is none. */
static void usual_days(struct web *w, const char **from, const char **to)
{
    size_t n;
    const struct money_term *t = fund_terms(w->db, &n);
    *from = *to = "";
    for (size_t i = 0; i < n; i++)
        if (strcmp(t[i].from_on, w->today) > 0) {
            if (!**from)
                *from = t[i].from_on;
            if (date_academic_year(t[i].from_on) == date_academic_year(*from))
                *to = t[i].to_on;
        }
}

static const char *joined(struct arena *a, const char *so_far, const char *more) { return !*more ? so_far : *so_far ? arena_print(a, "%s\n%s", so_far, more) : more; }

/* What the newest plan says was done, and what is hoped for. */
static void from_plan(struct web *w, const struct fund_known *k, struct add_application *a)
{
    if (!k->plans)
        return;
    const struct plan_by_id *p = &k->plan[0];
    for (size_t i = 0; i < k->outcomes; i++)
        if (k->outcome[i].plan_id == p->id) {
            a->tried = joined(w->arena, a->tried, k->outcome[i].strategies);
            if (k->outcome[i].rating < 3)
                a->difference = joined(w->arena, a->difference, k->outcome[i].outcome);
        }
    a->family_view = p->parent_view;
    for (size_t i = 0; i < k->reviews; i++)
        if (*k->review[i].parent_view && !*a->family_view)
            a->family_view = k->review[i].parent_view;
}

static const struct placements_of_child *place_to_apply(struct web *w, const struct fund_known *k)
{
    for (size_t i = 0; i < k->placements; i++) {
        const struct placements_of_child *p = &k->placement[i];
        if (!*p->to_on && !is(p->kind, "school") && !is(p->kind, "special school") && (!web_role(w, "practitioner") || p->setting_id == w->person->setting_id))
            return p;
    }
    return NULL;
}

static int64_t begin(struct web *w, const struct fund_known *k, const struct placements_of_child *p)
{
    const char *from, *to;
    usual_days(w, &from, &to);
    struct add_application a = { .id = new_id(), .reference = new_reference(w->db), .child_id = k->child->id, .setting_id = p->setting_id, .minutes = p->hours * 60, .from_on = from, .to_on = to, .tried = "", .difference = "",
        .family_view = "", .family_told_on = "", .evidence = fund_evidence_all(w, k), .created_by = w->person->id, .created_at = w->now, .changed_at = w->now };
    from_plan(w, k, &a);
    add_application(w->db, &a);
    web_audit(w, k->child->id, "add", "funding application", a.reference);
    return a.id;
}

void application_begin(struct web *w)
{
    struct child_by_id *child = child_or_stop(w, web_id(w, "id"));
    struct fund_known *k = fund_known(w, child->id);
    const struct placements_of_child *p = place_to_apply(w, k);
    if (!p || *child->left_on) {
        web_notice(w, *child->left_on ? "The child has left: nothing more can be applied for" : "The child goes to no nursery or childminder now: money is paid to a setting, so record first where the child goes");
        web_to_f(w, "/children/%lld/funding", (long long)child->id);
        return;
    }
    struct application_open *open = application_open(w->db, child->id, p->setting_id);
    int64_t id = open ? open->id : begin(w, k, p);
    if (open)
        web_notice(w, "There is an application already that is not decided: here it is");
    web_to_f(w, open ? "/funding/applications/%lld" : "/funding/applications/%lld/draft", (long long)id);
}

/* ---- the draft ---- */

static const struct field draft_fields[] = {
    { "band", "Which band?", .kind = RADIOS },
    { "hours", "Hours of extra help a week", "Only for a band that is paid by the hour. For example, 7.5", .max = 6 },
    { "from_on", "From what day is the money needed?", .kind = DATE },
    { "to_on", "Until what day?", .kind = DATE },
    { "pays_for", "What will the money pay for?", "For example: Jo has two hours a day to be beside him at play and at meals", .kind = PARAGRAPH, .max = 2000 },
    { "tried", "What was tried so far?", "Taken from the support plan. Change it as you like", .kind = PARAGRAPH, .max = 4000, .rows = 5 },
    { "difference", "What difference do you hope for?", "Taken from the outcomes that are not met", .kind = PARAGRAPH, .max = 2000 },
    { "evidence", "What do you send with it?", "We have ticked what we know already. You need not write any of it again", .kind = CHECKBOXES },
    { "family_told_on", "When did you tell the family about this application?", "For example, 27 3 2026", .kind = PAST_DATE },
    { "family_view", "What does the family say?", "In their own words", .kind = PARAGRAPH, .max = 2000 },
    { "version", "Version", .kind = HIDDEN },
    { 0 }
};

/* Bands in which an award may begin on the days asked about, and the one that was chosen before. */
static const struct choice *bands(struct web *w, const struct fund_case *c)
{
    size_t n, m = 0;
    const char *on = *c->a->from_on ? c->a->from_on : w->today;
    struct funding_bands *b = funding_bands(w->db, "EYIF", on, &n);
    struct choice *one = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        if (b[i].id == c->a->band_id || (b[i].pence && strcmp(b[i].from_on, on) <= 0 && (!*b[i].to_on || strcmp(on, b[i].to_on) <= 0)))
            one[m++] = (struct choice){ arena_print(w->arena, "%lld", (long long)b[i].id), arena_print(w->arena, "%s: %s", b[i].name, rate_words(w->arena, b[i].pence, b[i].unit)),
                arena_print(w->arena, "%s%s", b[i].criteria, b[i].cycles ? arena_print(w->arena, " The panel looks for %lld reviewed %s.", (long long)b[i].cycles, b[i].cycles == 1 ? "cycle" : "cycles") : "") };
    return one;
}

static const struct choice *evidence_choices(struct web *w, const struct fund_case *c)
{
    struct fund_known *k = fund_known(w, c->a->child_id);
    const struct evidence_item *e = fund_evidence(w, k);
    struct choice *one = arena_array(w->arena, struct choice, EVIDENCE_ITEMS + 1);
    size_t n = 0;
    for (size_t i = 0; i < EVIDENCE_ITEMS; i++)
        if (*e[i].have)
            one[n++] = (struct choice){ e[i].code, e[i].label, e[i].have };
    return one;
}

static struct form *with_choices(struct web *w, const struct fund_case *c, struct form *f)
{
    form_choices(f, "band", bands(w, c));
    form_choices(f, "evidence", evidence_choices(w, c));
    return f;
}

static const char *hours_typed(struct arena *a, int64_t minutes) { return minutes ? arena_print(a, minutes % 60 ? "%lld.%lld" : "%lld", (long long)(minutes / 60), (long long)(minutes % 60 * 100 / 60)) : ""; }

static struct form *saved_form(struct web *w, const struct fund_case *c)
{
    const struct application_by_id *a = c->a;
    struct form *f = with_choices(w, c, form_new(w, draft_fields));
    form_set(f, "band", a->band_id ? arena_print(w->arena, "%lld", (long long)a->band_id) : "");
    form_set(f, "hours", hours_typed(w->arena, a->minutes));
    form_set(f, "from_on", a->from_on);
    form_set(f, "to_on", a->to_on);
    form_set(f, "pays_for", a->pays_for);
    form_set(f, "tried", a->tried);
    form_set(f, "difference", a->difference);
    form_set(f, "evidence", a->evidence);
    form_set(f, "family_told_on", a->family_told_on);
    form_set(f, "family_view", a->family_view);
    form_set_number(f, "version", a->version);
    return f;
}

/* An application that is a draft and may be written by this person; else the browser is sent to it and NULL comes back. */
static struct fund_case *draft_or_leave(struct web *w)
{
    struct fund_case *c = fund_case_or_stop(w, web_id(w, "id"));
    if (!c->may_write)
        web_stop(w, 404);
    if (is(c->a->status, "draft"))
        return c;
    web_notice(w, "This application was sent: it is changed no more");
    web_to_f(w, "/funding/applications/%lld", (long long)c->a->id);
    return NULL;
}

static void draft_page(struct web *w, struct fund_case *c, struct form *f, const struct form *saved)
{
    struct fund_known *k = fund_known(w, c->a->child_id);
    size_t n = 0;
    struct form_difference *d = saved ? form_differences(saved, f, &n) : NULL;
    web_page(w, "Application to the inclusion fund");
    view_funding_draft(&w->out, w, c, fund_evidence(w, k), f, d, n);
}

void application_draft(struct web *w)
{
    struct fund_case *c = draft_or_leave(w);
    if (!c)
        return;
    struct form *f = saved_form(w, c);
    typed_put(f);
    draft_page(w, c, f, NULL);
}

static void check_days(struct web *w, struct form *f, const struct fund_case *c)
{
    const char *from = form_value(f, "from_on"), *to = form_value(f, "to_on");
    if (*from && strcmp(from, date_add_months(w->arena, w->today, -3)) < 0)
        form_fail(f, "from_on", "Money is given from at most three months ago");
    if (*from && strcmp(from, date_add_months(w->arena, w->today, 12)) > 0)
        form_fail(f, "from_on", "This is more than a year ahead: check the year");
    if (*from && strcmp(from, c->a->born_on) < 0)
        form_fail(f, "from_on", "This is before the child was born");
    if (*from && *to && strcmp(to, from) < 0)
        form_fail(f, "to_on", "The last day cannot be before the first");
    if (*from && *to && strcmp(to, date_add_months(w->arena, from, LONGEST_MONTHS)) > 0)
        form_fail(f, "to_on", "Money is given for at most 12 months. Apply again before it ends");
}

/* False, with the answer given, where somebody saved in the meantime: both versions are shown, what was typed stays. */
static bool is_newest(struct web *w, struct fund_case *c, struct form *f)
{
    int64_t version = 0;
    text_number(form_value(f, "version"), &version);
    if (version == c->a->version)
        return true;
    form_set_number(f, "version", c->a->version);
    form_fail(f, NULL, "Somebody else changed this application while you were writing. Compare, then save again to keep yours");
    w->status = 409;
    draft_page(w, c, f, saved_form(w, c));
    return false;
}

static void store(struct web *w, const struct fund_case *c, const struct form *f, int64_t minutes)
{
    if (change_application(w->db, &(struct change_application){ .id = c->a->id, .version = c->a->version, .band_id = form_number(f, "band"), .minutes = minutes, .from_on = form_value(f, "from_on"), .to_on = form_value(f, "to_on"),
            .pays_for = form_value(f, "pays_for"), .tried = form_value(f, "tried"), .difference = form_value(f, "difference"), .family_view = form_value(f, "family_view"), .family_told_on = form_value(f, "family_told_on"),
            .evidence = form_value(f, "evidence"), .support = c->a->support, .support_by = c->a->support_by, .changed_at = w->now }) != 1)
        web_stop(w, 409);
    web_audit(w, c->a->child_id, "change", "funding application", "band hours from_on to_on pays_for tried difference evidence family_told_on family_view");
}

void application_save(struct web *w)
{
    struct fund_case *c = draft_or_leave(w);
    if (!c || typed_took(w, c->a->child_id, "Application to the inclusion fund"))
        return;
    struct form *f = with_choices(w, c, form_read(w, draft_fields));
    int64_t minutes = 0;
    if (*form_value(f, "hours") && !hours_read(form_value(f, "hours"), &minutes))
        form_fail(f, "hours", "Enter hours and quarters of hours up to 60, like 7.5");
    check_days(w, f, c);
    if (!form_is_right(f)) {
        w->status = 422;
        draft_page(w, c, f, NULL);
        return;
    }
    if (!is_newest(w, c, f))
        return;
    store(w, c, f, minutes);
    typed_sent(w, c->a->child_id);
    web_notice(w, "Saved as a draft. Nothing is sent yet");
    web_to_f(w, "/funding/applications/%lld", (long long)c->a->id);
}

/* ---- sending ---- */

static size_t problem(struct fund_problem *p, size_t n, bool is_one, const char *field, const char *words)
{
    if (is_one)
        p[n++] = (struct fund_problem){ field, words };
    return n;
}

size_t fund_problems(struct web *w, const struct fund_case *c, struct fund_problem p[12])
{
    const struct application_by_id *a = c->a;
    size_t n = 0, terms;
    const struct money_term *t = fund_terms(w->db, &terms);
    bool by_hour = c->band && is(c->band->unit, "hour"), has_days = *a->from_on && *a->to_on;
    n = problem(p, n, !c->band, "band", "Choose a band");
    n = problem(p, n, c->band && !c->band->pence, "band", "The band has no rate on the first day. Choose another day or band");
    n = problem(p, n, by_hour && !a->minutes, "hours", "Enter the hours of extra help a week");
    n = problem(p, n, !*a->from_on, "from_on", "Enter from what day the money is needed");
    n = problem(p, n, !*a->to_on, "to_on", "Enter until what day the money is needed");
    if (c->band && has_days) {
        const char *open_from = money_uncovered(w->arena, &(struct money_award){ c->band->unit, c->band->pence, a->minutes, a->from_on, a->to_on }, t, terms);
        size_t lines;
        fund_cost(w, c, &lines);
        n = problem(p, n, *open_from, "to_on", arena_print(w->arena, "Terms are entered only up to %s. Choose an earlier last day, or ask the administrator to add the next term", terms ? date_words(w->arena, t[terms - 1].to_on) : "no day"));
        n = problem(p, n, !*open_from && !lines, "from_on", "All of these days lie in holidays: choose days of a term");
    }
    n = problem(p, n, !*a->pays_for, "pays_for", "Write what the money will pay for");
    n = problem(p, n, !*a->difference, "difference", "Write what difference you hope for");
    n = problem(p, n, !*a->family_told_on, "family_told_on", "Enter when you told the family. They must know before it is sent");
    return n;
}

static void send_to_panel(struct web *w, const struct fund_case *c, int64_t pence)
{
    struct panel_closing_from *p = panel_closing_from(w->db, w->today);
    if (send_application(w->db, &(struct send_application){ .id = c->a->id, .panel_id = p ? p->id : 0, .asked_pence = pence, .sent_on = w->today, .sent_by = w->person->id, .changed_at = w->now }) != 1)
        web_stop(w, 409);
    child_deadline(act_of(w), c->a->child_id, "funding decision", c->a->id, 0, "Inclusion fund panel", w->today, p ? date_add_working_days(w->arena, p->meets_on, DAYS_TO_TELL) : date_add_working_days(w->arena, w->today, 30));
}

void application_send(struct web *w)
{
    struct fund_case *c = draft_or_leave(w);
    struct fund_problem p[12];
    size_t n;
    if (!c)
        return;
    if (!c->may_send || fund_problems(w, c, p)) {
        web_notice(w, c->may_send ? "Something is still missing: see what the page says" : "Your SENCO sends it");
        web_to_f(w, "/funding/applications/%lld", (long long)c->a->id);
        return;
    }
    struct money_line *cost = fund_cost(w, c, &n);
    int64_t pence = money_total(cost, n);
    fund_freeze(w, c, "sent", "", "");
    send_to_panel(w, c, pence);
    fund_find_conflicts(act_of(w), c->a->id);
    const char *path = arena_print(w->arena, "/funding/applications/%lld", (long long)c->a->id);
    fund_status_now(act_of(w), c->a->child_id, "applied", "");
    child_event(act_of(w), c->a->child_id, w->today, "funding", "Inclusion fund: money was applied for", "", fund_event_path(w, c->a->child_id), true);
    web_audit(w, c->a->child_id, "change", "funding application", "sent");
    web_notice(w, "The application was sent. You hear from us after the panel");
    web_to(w, path);
}

void application_withdraw(struct web *w)
{
    struct fund_case *c = fund_case_or_stop(w, web_id(w, "id"));
    if (!c->may_send)
        web_stop(w, 404);
    if (withdraw_application(w->db, c->a->id, w->now)) {
        child_deadline_done(act_of(w), c->a->child_id, "funding decision", c->a->id, "");
        for (size_t i = 0; i < c->questions; i++)
            child_deadline_done(act_of(w), c->a->child_id, "funding question", c->question[i].id, "");
        if (*c->a->sent_on)
            fund_status_now(act_of(w), c->a->child_id, "none", "Application withdrawn");
        if (*c->a->sent_on)
            child_event(act_of(w), c->a->child_id, w->today, "funding", "Inclusion fund: the application was taken back", "", "", true);
        web_audit(w, c->a->child_id, "change", "funding application", "withdrawn");
        web_notice(w, "The application was withdrawn");
    } else
        web_notice(w, "It was decided already, so it cannot be withdrawn");
    web_to_f(w, "/funding/applications/%lld", (long long)c->a->id);
}

/* ---- the officer's word ---- */

static const struct field support_fields[] = {
    { "support", "What do you say to it?", "The panel and the setting read it", .kind = PARAGRAPH, .max = 2000, .need = "Write what you say to it" },
    { 0 }
};

static void support_page(struct web *w, const struct fund_case *c, struct form *f)
{
    const char *at = arena_print(w->arena, "/funding/applications/%lld", (long long)c->a->id);
    web_page(w, "Support an application");
    view_funding_form(&w->out, w, f, at, "Back to the application", "Support this application", arena_print(w->arena, "%s/support", at), "Save");
}

void application_support_form(struct web *w)
{
    struct fund_case *c = draft_or_leave(w);
    struct form *f = form_new(w, support_fields);
    if (!c)
        return;
    form_set(f, "support", c->a->support);
    support_page(w, c, f);
}

void application_support(struct web *w)
{
    struct fund_case *c = draft_or_leave(w);
    struct form *f = form_read(w, support_fields);
    if (!c)
        return;
    if (!form_is_right(f)) {
        w->status = 422;
        support_page(w, c, f);
        return;
    }
    support_application(w->db, c->a->id, form_value(f, "support"), w->person->id, w->now);
    web_audit(w, c->a->child_id, "change", "funding application", "support");
    web_notice(w, "Saved. It goes to the panel with the application");
    web_to_f(w, "/funding/applications/%lld", (long long)c->a->id);
}

/* ---- a question of the panel ---- */

static const struct field answer_fields[] = {
    { "answer", "Your answer", "The panel reads it with the application", .kind = PARAGRAPH, .max = 4000, .rows = 6, .need = "Write your answer" },
    { "evidence", "What do you send with it?", "As it stands in the record today", .kind = CHECKBOXES },
    { 0 }
};

/* The question that waits; NULL with the browser sent back where there is none. */
static const struct questions_of_application *open_question(struct web *w, const struct fund_case *c)
{
    if (!c->may_write)
        web_stop(w, 404);
    for (size_t i = 0; is(c->a->status, "question") && i < c->questions; i++)
        if (!*c->question[i].answered_on)
            return &c->question[i];
    web_notice(w, "No question waits for an answer");
    web_to_f(w, "/funding/applications/%lld", (long long)c->a->id);
    return NULL;
}

static void answer_page(struct web *w, const struct fund_case *c, const struct questions_of_application *q, struct form *f)
{
    web_page(w, "Answer the panel’s question");
    view_funding_answer(&w->out, w, c, q, f);
}

void application_answer_form(struct web *w)
{
    struct fund_case *c = fund_case_or_stop(w, web_id(w, "id"));
    const struct questions_of_application *q = open_question(w, c);
    if (!q)
        return;
    struct form *f = form_new(w, answer_fields);
    form_choices(f, "evidence", evidence_choices(w, c));
    form_set(f, "evidence", fund_evidence_all(w, fund_known(w, c->a->child_id)));
    answer_page(w, c, q, f);
}

void application_answer(struct web *w)
{
    struct fund_case *c = fund_case_or_stop(w, web_id(w, "id"));
    const struct questions_of_application *q = open_question(w, c);
    struct form *f = form_read(w, answer_fields);
    if (!q)
        return;
    form_choices(f, "evidence", evidence_choices(w, c));
    if (!form_is_right(f)) {
        w->status = 422;
        answer_page(w, c, q, f);
        return;
    }
    if (answer_funding_question(w->db, &(struct answer_funding_question){ .id = q->id, .answer = form_value(f, "answer"), .answered_by = w->person->id, .answered_on = w->today }) != 1)
        web_stop(w, 409);
    set_application_evidence(w->db, c->a->id, form_value(f, "evidence"));
    fund_freeze(w, fund_case_of(w, c->a->id), "answer", "", "");
    send_to_panel(w, c, c->a->asked_pence);
    child_deadline_done(act_of(w), c->a->child_id, "funding question", q->id, "");
    child_event(act_of(w), c->a->child_id, w->today, "funding", "Inclusion fund: the panel’s question was answered", "", fund_event_path(w, c->a->child_id), true);
    web_audit(w, c->a->child_id, "change", "funding question", "answer");
    web_notice(w, "Your answer was sent. The panel looks at it next time");
    web_to_f(w, "/funding/applications/%lld", (long long)c->a->id);
}
