/*
 * The steps of an EHC assessment as forms, and what follows from each: clocks,
 * the child's axes, deadlines, the timeline.  Called by the routes in ehc.c;
 * the steps of a review are in review.c.
 * It never moves a clock: the due day is reckoned when the clock starts.
 */
#include "app/ehc/steps.h"
#include "app/ehc/views.h"
#include "base/text.h"

#include <string.h>

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

/* ---- clocks ---- */

static int transfer_year(struct act a, const struct ehc_case *c)
{
    struct ehc_agreed_year *y = ehc_agreed_year(a.db, a.person_id, c->child->id);
    return (int)(y && y->agreed_year ? y->agreed_year : c->child->school_year);
}

void ehc_open_clock(struct act a, const struct ehc_case *c, int64_t request, const char *code, const char *start_on, int64_t advice)
{
    const struct ehc_rule *r = ehc_rule(code);
    const char *due = ehc_due(a.db->arena, r, start_on, transfer_year(a, c));
    if (r->is_before)                       /* it begins when the day it is reckoned from is set */
        start_on = strcmp(a.today, due) < 0 ? a.today : due;
    int64_t id = new_id();
    add_ehc_clock(a.db, &(struct add_ehc_clock){ .id = id, .request_id = request, .child_id = c->child->id, .advice_id = advice, .rule = code, .start_on = start_on, .due_on = due });
    if (!r->is_wait)
        child_deadline(a, c->child->id, code, id, child_lead(a.db, c->child->id), "Early Years Inclusion Service", start_on, due);
}

static void stop_clock(struct act a, const struct ehc_case *c, const struct ehc_clocks_of_request *k, const char *on, bool is_done)
{
    const struct ehc_rule *r = ehc_rule(k->rule);
    if (*k->done_on || !r)
        return;
    finish_ehc_clock(a.db, k->id, on, is_done ? ehc_met(r, k->due_on, on, k->exception) : "ended");
    child_deadline_done(a, c->child->id, k->rule, k->id, on);
}

void ehc_finish_clocks(struct act a, const struct ehc_case *c, const char *code, const char *on)
{
    for (size_t i = 0; i < c->clocks; i++)
        if (is(c->clock[i].rule, code))
            stop_clock(a, c, &c->clock[i], on, true);
}

void ehc_drop_clock(struct act a, const struct ehc_case *c, const char *code, const char *on)
{
    for (size_t i = 0; i < c->clocks; i++)
        if (is(c->clock[i].rule, code))
            stop_clock(a, c, &c->clock[i], on, false);
}

void ehc_end_clocks(struct act a, const struct ehc_case *c, const char *save, const char *save_too, const char *on)
{
    for (size_t i = 0; i < c->clocks; i++)
        if (!is(c->clock[i].rule, save) && !is(c->clock[i].rule, save_too))
            stop_clock(a, c, &c->clock[i], on, false);
}

/* ---- what every step leaves ---- */

void ehc_tell(struct web *w, const struct ehc_case *c, const char *on, const char *title, const char *detail, const char *fields)
{
    child_event(act_of(w), c->child->id, on, "ehc", title, detail, arena_print(w->arena, "/children/%lld/ehc", (long long)c->child->id), true);
    web_audit(w, c->child->id, "change", "ehc", fields);
}

void ehc_not_before(struct form *f, const char *name, const char *earliest, const char *message)
{
    const char *v = form_value(f, name);
    if (*v && *earliest && strcmp(v, earliest) < 0)
        form_fail(f, name, message);
}

void ehc_sure(struct web *w, int64_t rows)
{
    if (rows != 1)
        web_stop(w, 409);
}

/* ---- the request ---- */

static const struct field request_fields[] = {
    { "received_on", "When did the council receive the request?", "The clock starts on this day. For example, 27 3 2026", .kind = PAST_DATE, .need = "Enter the day on which the request was received" },
    { "source", "Who asked?", .kind = RADIOS, .need = "Choose who asked for the assessment" },
    { 0 }
};

static bool may_ask(const struct ehc_case *c) { return !c->now || *c->now->closed_on; }

static void request_sources(struct web *w, const struct ehc_case *c, struct form *f)
{
    (void)c;
    form_choices(f, "source", code_choices(w, "ehc_source"));
}

static void request_check(const struct ehc_case *c, struct form *f)
{
    ehc_not_before(f, "received_on", c->child->born_on, "The request cannot be before the child was born");
    if (c->now)
        ehc_not_before(f, "received_on", c->now->received_on, "This must be after the request before it");
}

static void request_save(struct web *w, struct ehc_case *c, const struct form *f)
{
    struct act a = act_of(w);
    int64_t id = new_id();
    const char *on = form_value(f, "received_on");
    add_ehc_request(w->db, &(struct add_ehc_request){ .id = id, .child_id = c->child->id, .received_on = on, .source = form_value(f, "source"), .created_by = w->person->id, .created_at = w->now });
    ehc_open_clock(a, c, id, "EHC decision", on, 0);
    refresh_ehc_next(w->db, id);
    child_set_status(a, c->child->id, "ehc_stage", "requested", on, "");
    ehc_tell(w, c, on, "EHC needs assessment asked for", code_label("ehc_source", form_value(f, "source")), "received_on source");
}

/* ---- the decision ---- */

static const struct choice outcomes[] = {
    { "yes", "Yes, the council will assess", NULL }, { "no", "No, the council will not assess", "The family can appeal" }, { "withdrawn", "The request was taken back", NULL }, { 0 }
};

static const struct field decision_fields[] = {
    { "outcome", "What was decided?", .kind = RADIOS, .choices = outcomes, .need = "Choose what was decided" },
    { "outcome_on", "When was the family told?", "For example, 27 3 2026", .kind = PAST_DATE, .need = "Enter the day on which the family was told" },
    { 0 }
};

static bool may_decide(const struct ehc_case *c) { return c->now && !*c->now->outcome && !*c->now->closed_on; }

static void decision_check(const struct ehc_case *c, struct form *f)
{
    ehc_not_before(f, "outcome_on", c->now->received_on, "This cannot be before the request was received");
}

static void decision_save(struct web *w, struct ehc_case *c, const struct form *f)
{
    struct act a = act_of(w);
    const char *outcome = form_value(f, "outcome"), *on = form_value(f, "outcome_on");
    bool yes = is(outcome, "yes"), withdrawn = is(outcome, "withdrawn");
    ehc_sure(w, decide_ehc_request(w->db, c->now->id, outcome, on, yes ? "" : on));
    if (!withdrawn)
        ehc_finish_clocks(a, c, "EHC decision", on);
    if (yes) {
        ehc_open_clock(a, c, c->now->id, "EHC issue", c->now->received_on, 0);
        ehc_open_clock(a, c, c->now->id, "EHC plan", c->now->received_on, 0);
    } else
        ehc_end_clocks(a, c, withdrawn ? "" : "EHC decision", "", on);
    refresh_ehc_next(w->db, c->now->id);
    child_set_status(a, c->child->id, "ehc_stage", yes ? "assessing" : withdrawn ? "none" : "refused", on, "");
    ehc_tell(w, c, on, choice_label(outcomes, outcome), "EHC needs assessment", "outcome outcome_on");
}

/* ---- advice ---- */

static const struct field advice_fields[] = {
    { "asked_of", "Who is asked for advice?", "For example, educational psychologist", .max = 150, .need = "Enter who is asked" },
    { "asked_on", "When were they asked?", "They have six weeks from this day. For example, 27 3 2026", .kind = PAST_DATE, .need = "Enter the day on which they were asked" },
    { 0 }
};

static bool is_assessing(const struct ehc_case *c) { return c->now && is(c->now->outcome, "yes") && !*c->now->result; }

static void advice_check(const struct ehc_case *c, struct form *f)
{
    ehc_not_before(f, "asked_on", c->now->received_on, "This cannot be before the request was received");
}

static void advice_save(struct web *w, struct ehc_case *c, const struct form *f)
{
    int64_t id = new_id();
    const char *on = form_value(f, "asked_on");
    add_ehc_advice(w->db, &(struct add_ehc_advice){ .id = id, .request_id = c->now->id, .child_id = c->child->id, .asked_of = form_value(f, "asked_of"), .asked_on = on });
    ehc_open_clock(act_of(w), c, c->now->id, "EHC advice", on, id);
    refresh_ehc_next(w->db, c->now->id);
    ehc_tell(w, c, on, "Advice asked for the EHC assessment", form_value(f, "asked_of"), "asked_of asked_on");
}

static const struct field received_fields[] = {
    { "advice", "Whose advice came?", .kind = RADIOS, .need = "Choose whose advice came" },
    { "received_on", "When did it come?", "For example, 27 3 2026", .kind = PAST_DATE, .need = "Enter the day on which it came" },
    { 0 }
};

static bool waits_for_advice(const struct ehc_case *c)
{
    for (size_t i = 0; is_assessing(c) && i < c->advices; i++)
        if (!*c->advice[i].received_on)
            return true;
    return false;
}

static void advice_choices(struct web *w, const struct ehc_case *c, struct form *f)
{
    struct choice *one = arena_array(w->arena, struct choice, c->advices + 1);
    size_t n = 0;
    for (size_t i = 0; i < c->advices; i++)
        if (!*c->advice[i].received_on)
            one[n++] = (struct choice){ arena_print(w->arena, "%lld", (long long)c->advice[i].id), c->advice[i].asked_of, arena_print(w->arena, "Asked on %s", date_words(w->arena, c->advice[i].asked_on)) };
    one[n] = (struct choice){ 0 };
    form_choices(f, "advice", one);
}

static struct ehc_advice_of_request *advice_chosen(const struct ehc_case *c, const struct form *f)
{
    int64_t id;
    for (size_t i = 0; text_number(form_value(f, "advice"), &id) && i < c->advices; i++)
        if (c->advice[i].id == id)
            return &c->advice[i];
    return NULL;
}

static void received_check(const struct ehc_case *c, struct form *f)
{
    struct ehc_advice_of_request *a = advice_chosen(c, f);
    if (a)
        ehc_not_before(f, "received_on", a->asked_on, "This cannot be before they were asked");
}

static void received_save(struct web *w, struct ehc_case *c, const struct form *f)
{
    struct ehc_advice_of_request *advice = advice_chosen(c, f);
    const char *on = form_value(f, "received_on");
    if (!advice)
        web_stop(w, 409);
    ehc_sure(w, receive_ehc_advice(w->db, advice->id, on));
    for (size_t i = 0; i < c->clocks; i++)
        if (c->clock[i].id == advice->clock_id)
            stop_clock(act_of(w), c, &c->clock[i], on, true);
    refresh_ehc_next(w->db, c->now->id);
    ehc_tell(w, c, on, "Advice came for the EHC assessment", advice->asked_of, "received_on");
}

/* ---- the draft ---- */

static const struct field draft_fields[] = {
    { "drafted_on", "When did the draft plan go to the parents?", "They have at least 15 days to say what they think. For example, 27 3 2026", .kind = PAST_DATE, .need = "Enter the day on which the draft went out" },
    { 0 }
};

static bool may_draft(const struct ehc_case *c) { return is_assessing(c) && !*c->now->drafted_on; }

static void draft_check(const struct ehc_case *c, struct form *f)
{
    ehc_not_before(f, "drafted_on", c->now->outcome_on, "This cannot be before the decision to assess");
}

static void draft_save(struct web *w, struct ehc_case *c, const struct form *f)
{
    const char *on = form_value(f, "drafted_on");
    ehc_sure(w, draft_ehc_plan(w->db, c->now->id, on));
    ehc_finish_clocks(act_of(w), c, "EHC issue", on);
    ehc_open_clock(act_of(w), c, c->now->id, "EHC parents", on, 0);
    refresh_ehc_next(w->db, c->now->id);
    ehc_tell(w, c, on, "The draft EHC plan went to the parents", "", "drafted_on");
}

/* ---- the result ---- */

static const struct choice results[] = {
    { "plan", "The final plan was issued", NULL }, { "not issued", "There will be no plan", "The family can appeal" }, { "withdrawn", "The request was taken back", NULL }, { 0 }
};

static const struct field result_fields[] = {
    { "result", "How did the assessment end?", .kind = RADIOS, .choices = results, .need = "Choose how it ended" },
    { "place_named", "Setting or school that the plan names", .max = 150, .only_if = "result", .only_is = "plan", .need = "Enter the setting or school that the plan names" },
    { "result_on", "When was the family told?", "The day on which the plan or the letter went out. For example, 27 3 2026", .kind = PAST_DATE, .need = "Enter the day on which the family was told" },
    { 0 }
};

static void result_check(const struct ehc_case *c, struct form *f)
{
    if (form_is(f, "result", "plan") && !*c->now->drafted_on)
        form_fail(f, "result", "Record first when the draft plan went to the parents");
    ehc_not_before(f, "result_on", c->now->outcome_on, "This cannot be before the decision to assess");
    ehc_not_before(f, "result_on", c->now->drafted_on, "This cannot be before the draft");
}

void ehc_start_reviews(struct act a, const struct ehc_case *c, const char *from)
{
    ehc_open_clock(a, c, c->now->id, "EHC review", from, 0);
    if (ehc_is_under_five(c->child->born_on, from))
        ehc_open_clock(a, c, c->now->id, "EHC early review", from, 0);
}

static void result_save(struct web *w, struct ehc_case *c, const struct form *f)
{
    struct act a = act_of(w);
    const char *result = form_value(f, "result"), *on = form_value(f, "result_on"), *place = form_value(f, "place_named");
    bool plan = is(result, "plan"), refused = is(result, "not issued");
    ehc_sure(w, end_ehc_assessment(w->db, c->now->id, result, on, plan ? place : "", plan ? "" : on));
    if (plan)
        ehc_finish_clocks(a, c, "EHC parents", on), ehc_finish_clocks(a, c, "EHC plan", on);
    if (refused)
        ehc_finish_clocks(a, c, "EHC issue", on);
    ehc_end_clocks(a, c, plan ? "EHC plan" : refused ? "EHC issue" : "", plan ? "EHC parents" : "", on);
    if (plan) {
        ehc_start_reviews(a, c, on);
        if (ehc_transfer_ahead(on, transfer_year(a, c)))
            ehc_open_clock(a, c, c->now->id, "EHC transfer", on, 0);
        child_set_status(a, c->child->id, "sen_provision", "E", on, "EHC plan issued");
    }
    refresh_ehc_next(w->db, c->now->id);
    child_set_status(a, c->child->id, "ehc_stage", plan ? "plan" : refused ? "not issued" : "none", on, "");
    ehc_tell(w, c, on, plan ? "The EHC plan is final" : refused ? "Assessed: there will be no EHC plan" : "The EHC request was taken back", plan ? place : "", "result result_on place_named");
}

/* ---- exceptions ---- */

static const struct field exception_fields[] = {
    { "clock", "Which time limit?", .kind = RADIOS, .need = "Choose the time limit" },
    { "exception", "Which exception of the law?", .kind = RADIOS, .need = "Choose the exception" },
    { "evidence", "What happened, and how do we know?", "Only the service reads this. The due day stays as it is; the exception stands beside it", .kind = PARAGRAPH, .max = 1000, .need = "Write what happened" },
    { 0 }
};

static bool can_be_excepted(const struct ehc_clocks_of_request *k)
{
    const struct ehc_rule *r = ehc_rule(k->rule);
    return r && r->may_be_excepted && !*k->exception && !is(k->met, "ended") && !is(k->met, "yes");
}

static bool may_except(const struct ehc_case *c)
{
    for (size_t i = 0; i < c->clocks; i++)
        if (can_be_excepted(&c->clock[i]))
            return true;
    return false;
}

static void exception_choices(struct web *w, const struct ehc_case *c, struct form *f)
{
    struct choice *one = arena_array(w->arena, struct choice, c->clocks + 1);
    size_t n = 0;
    for (size_t i = 0; i < c->clocks; i++) {
        const struct ehc_clocks_of_request *k = &c->clock[i];
        if (can_be_excepted(k))
            one[n++] = (struct choice){ arena_print(w->arena, "%lld", (long long)k->id), arena_print(w->arena, "%s%s%s", ehc_clock_words(k), *k->asked_of ? ": " : "", k->asked_of),
                arena_print(w->arena, "Due on %s", date_words(w->arena, k->due_on)) };
    }
    one[n] = (struct choice){ 0 };
    form_choices(f, "clock", one);
    form_choices(f, "exception", code_choices(w, "ehc_exception"));
}

static void exception_check(const struct ehc_case *c, struct form *f) { (void)c, (void)f; }

static void exception_save(struct web *w, struct ehc_case *c, const struct form *f)
{
    int64_t id = 0;
    const char *code = form_value(f, "exception");
    const struct ehc_clocks_of_request *k = NULL;
    text_number(form_value(f, "clock"), &id);
    for (size_t i = 0; i < c->clocks; i++)
        if (c->clock[i].id == id)
            k = &c->clock[i];
    if (!k)
        web_stop(w, 409);
    ehc_sure(w, except_ehc_clock(w->db, id, code, w->today, form_value(f, "evidence"), ehc_met(ehc_rule(k->rule), k->due_on, k->done_on, code)));
    ehc_tell(w, c, w->today, "An exception was noted for an EHC time limit", code_label("ehc_exception", code), "exception evidence");
}

/* ---- the table, and the two handlers of all steps ---- */

static const struct ehc_step assessment[] = {
    { "request", "Record a request for an EHC assessment", "", "Save the request", request_fields, may_ask, request_sources, request_check, request_save },
    { "decision", "Record the decision whether to assess", "", "Save the decision", decision_fields, may_decide, NULL, decision_check, decision_save },
    { "advice", "Record who is asked for advice", "", "Save", advice_fields, is_assessing, NULL, advice_check, advice_save },
    { "advice-received", "Record advice that came", "", "Save", received_fields, waits_for_advice, advice_choices, received_check, received_save },
    { "draft", "Record the draft plan", "", "Save", draft_fields, may_draft, NULL, draft_check, draft_save },
    { "result", "Record how the assessment ended", "", "Save", result_fields, is_assessing, NULL, result_check, result_save },
    { "exception", "Record an exception", "If the law’s exception explains why a time limit is missed, write it down here.", "Save the exception", exception_fields, may_except, exception_choices, exception_check, exception_save },
};

#define R(n) &ehc_review_steps[n]
const struct ehc_step *const ehc_steps[EHC_STEPS] = { &assessment[0], &assessment[1], &assessment[2], &assessment[3], &assessment[4], &assessment[5], R(0), R(1), R(2), R(3), R(4), R(5), &assessment[6] };
#undef R

static const struct ehc_step *step_of(struct web *w)
{
    const char *last = strrchr(w->route->path, '/') + 1;
    for (size_t i = 0; i < EHC_STEPS; i++)
        if (is(ehc_steps[i]->path, last))
            return ehc_steps[i];
    web_stop(w, 404);
}

/* False, with the answer given, where the step does not fit how things stand. */
static bool fits(struct web *w, const struct ehc_case *c, const struct ehc_step *s)
{
    if (c->may_write && s->may_now(c))
        return true;
    web_notice(w, "This step does not fit how things stand now. Look again");
    web_to_f(w, "/children/%lld/ehc", (long long)c->child->id);
    return false;
}

void ehc_step_form(struct web *w)
{
    const struct ehc_step *s = step_of(w);
    struct ehc_case *c = ehc_case_or_stop(w, web_id(w, "id"));
    if (!fits(w, c, s))
        return;
    struct form *f = form_new(w, s->fields);
    if (s->prepare)
        s->prepare(w, c, f);
    web_page(w, s->title);
    view_ehc_step(&w->out, w, c, s, f);
}

void ehc_step_save(struct web *w)
{
    const struct ehc_step *s = step_of(w);
    struct ehc_case *c = ehc_case_or_stop(w, web_id(w, "id"));
    if (!fits(w, c, s))
        return;
    struct form *f = form_read(w, s->fields);
    if (s->prepare)
        s->prepare(w, c, f);
    s->check(c, f);
    if (!form_is_right(f)) {
        w->status = 422;
        web_page(w, arena_print(w->arena, "Error: %s", s->title));
        view_ehc_step(&w->out, w, c, s, f);
        return;
    }
    s->save(w, c, f);
    web_notice(w, "Saved");
    web_to_f(w, "/children/%lld/ehc", (long long)c->child->id);
}
