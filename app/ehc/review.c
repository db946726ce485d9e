/*
 * The review of an EHC plan, step by step, each with its clock (SEND
 * Regulations 2014, regulations 18 to 22): the meeting planned, the papers two
 * weeks before it, the report two weeks after, the decision within four weeks,
 * the amended plan within eight weeks of the notice.  Called through the table
 * of steps in steps.c.
 */
#include "app/ehc/steps.h"
#include "base/date.h"

#include <string.h>

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

static bool is_over(const struct ehc_reviews_of_request *r)
{
    return r->is_held && *r->decision && (!is(r->decision, "change") || *r->amended_on) && *r->report_on;
}

struct ehc_reviews_of_request *ehc_review_now(const struct ehc_case *c)
{
    struct ehc_reviews_of_request *last = c->reviews ? &c->review[c->reviews - 1] : NULL;
    return last && !is_over(last) ? last : NULL;
}

static bool has_plan(const struct ehc_case *c) { return c->now && is(c->now->result, "plan") && !*c->now->closed_on; }

/* The review under way where it has come so far, else NULL. */
static struct ehc_reviews_of_request *planned(const struct ehc_case *c)
{
    struct ehc_reviews_of_request *r = has_plan(c) ? ehc_review_now(c) : NULL;
    return r && !r->is_held ? r : NULL;
}

static struct ehc_reviews_of_request *held(const struct ehc_case *c)
{
    struct ehc_reviews_of_request *r = has_plan(c) ? ehc_review_now(c) : NULL;
    return r && r->is_held ? r : NULL;
}

/* What a new review may begin on: the last one must have got its decision and its amended plan; only its report may lag. */
static bool may_begin(const struct ehc_case *c)
{
    struct ehc_reviews_of_request *r = held(c);
    return has_plan(c) && (!r || (*r->decision && (!is(r->decision, "change") || *r->amended_on)));
}

static void not_before_the_last(const struct ehc_case *c, struct form *f, const char *name)
{
    ehc_not_before(f, name, c->now->result_on, "The review cannot be before the plan");
    for (size_t i = 0; i < c->reviews; i++)
        if (c->review[i].is_held)
            ehc_not_before(f, name, c->review[i].meeting_on, "This cannot be before the last review");
}

/* ---- the meeting planned ---- */

static const struct field meeting_fields[] = {
    { "meeting_on", "When will the review meeting be?", "The papers go out two weeks before it. For example, 27 3 2027", .kind = FUTURE_DATE, .need = "Enter the day of the meeting" },
    { 0 }
};

static bool may_plan(const struct ehc_case *c) { return planned(c) || may_begin(c); }

static void meeting_check(const struct ehc_case *c, struct form *f) { not_before_the_last(c, f, "meeting_on"); }

static void meeting_save(struct web *w, struct ehc_case *c, const struct form *f)
{
    struct act a = act_of(w);
    struct ehc_reviews_of_request *r = planned(c);
    const char *on = form_value(f, "meeting_on");
    if (r) {
        ehc_sure(w, plan_ehc_meeting(w->db, r->id, on));
        ehc_drop_clock(a, c, "EHC papers", w->today);
    } else
        add_ehc_review(w->db, &(struct add_ehc_review){ .id = new_id(), .request_id = c->now->id, .child_id = c->child->id, .meeting_on = on, .person_id = w->person->id, .at = w->now });
    if (!r || !*r->papers_on)
        ehc_open_clock(a, c, c->now->id, "EHC papers", on, 0);
    refresh_ehc_next(w->db, c->now->id);
    ehc_tell(w, c, w->today, "A meeting to review the EHC plan is planned", date_words(w->arena, on), "meeting_on");
}

/* ---- the papers ---- */

static const struct field papers_fields[] = {
    { "papers_on", "When did the papers go to everybody invited?", "For example, 27 3 2026", .kind = PAST_DATE, .need = "Enter the day on which the papers went out" },
    { 0 }
};

static bool may_send(const struct ehc_case *c) { return planned(c) && !*planned(c)->papers_on; }

static void papers_check(const struct ehc_case *c, struct form *f)
{
    ehc_not_before(f, "papers_on", c->now->result_on, "The papers cannot be before the plan");
    if (*form_value(f, "papers_on") && strcmp(form_value(f, "papers_on"), planned(c)->meeting_on) > 0)
        form_fail(f, "papers_on", "This cannot be after the meeting");
}

static void papers_save(struct web *w, struct ehc_case *c, const struct form *f)
{
    const char *on = form_value(f, "papers_on");
    ehc_sure(w, send_ehc_papers(w->db, planned(c)->id, on));
    ehc_finish_clocks(act_of(w), c, "EHC papers", on);
    refresh_ehc_next(w->db, c->now->id);
    ehc_tell(w, c, on, "The papers for the EHC review went out", "", "papers_on");
}

/* ---- the meeting held ---- */

static const struct field held_fields[] = {
    { "held_on", "When was the review meeting?", "For example, 27 3 2026", .kind = PAST_DATE, .need = "Enter the day of the meeting" },
    { 0 }
};

static bool may_hold(const struct ehc_case *c) { return planned(c) || may_begin(c); }

static void held_check(const struct ehc_case *c, struct form *f)
{
    not_before_the_last(c, f, "held_on");
    if (planned(c))
        ehc_not_before(f, "held_on", planned(c)->papers_on, "This cannot be before the papers went out");
}

static void held_save(struct web *w, struct ehc_case *c, const struct form *f)
{
    struct act a = act_of(w);
    struct ehc_reviews_of_request *r = planned(c);
    const char *on = form_value(f, "held_on");
    if (r)
        ehc_sure(w, hold_ehc_review(w->db, r->id, on));
    else
        add_ehc_review(w->db, &(struct add_ehc_review){ .id = new_id(), .request_id = c->now->id, .child_id = c->child->id, .meeting_on = on, .is_held = 1, .person_id = w->person->id, .at = w->now });
    ehc_drop_clock(a, c, "EHC papers", on);
    ehc_finish_clocks(a, c, "EHC review", on);
    ehc_finish_clocks(a, c, "EHC early review", on);
    ehc_drop_clock(a, c, "EHC report", on);                  /* of a review before, never sent round */
    ehc_open_clock(a, c, c->now->id, "EHC report", on, 0);
    ehc_open_clock(a, c, c->now->id, "EHC review decision", on, 0);
    ehc_start_reviews(a, c, on);
    refresh_ehc_next(w->db, c->now->id);
    ehc_tell(w, c, on, "The EHC plan was looked at together", "", "held_on");
}

/* ---- the report ---- */

static const struct field report_fields[] = {
    { "report_on", "When did the report of the meeting go round?", "For example, 27 3 2026", .kind = PAST_DATE, .need = "Enter the day on which the report went round" },
    { 0 }
};

static bool may_report(const struct ehc_case *c) { return held(c) && !*held(c)->report_on; }

static void report_check(const struct ehc_case *c, struct form *f)
{
    ehc_not_before(f, "report_on", held(c)->meeting_on, "This cannot be before the meeting");
}

static void report_save(struct web *w, struct ehc_case *c, const struct form *f)
{
    const char *on = form_value(f, "report_on");
    ehc_sure(w, report_ehc_review(w->db, held(c)->id, on));
    ehc_finish_clocks(act_of(w), c, "EHC report", on);
    refresh_ehc_next(w->db, c->now->id);
    ehc_tell(w, c, on, "The report of the EHC review went round", "", "report_on");
}

/* ---- the decision ---- */

static const struct choice decisions[] = {
    { "keep", "Keep the plan as it is", "The family can appeal" }, { "change", "Change the plan", NULL }, { "end", "End the plan", "The family can appeal" }, { 0 }
};

const char *ehc_review_decided(const char *decision) { return choice_label(decisions, decision); }

static const struct field decision_fields[] = {
    { "decision", "What was decided?", .kind = RADIOS, .choices = decisions, .need = "Choose what was decided" },
    { "notice_on", "When did the amendment notice go out?", "The amended plan must be final within eight weeks of it", .kind = PAST_DATE, .only_if = "decision", .only_is = "change", .need = "Enter the day on which the notice went out" },
    { "decided_on", "When was the family told?", "For example, 27 3 2026", .kind = PAST_DATE, .need = "Enter the day on which the family was told" },
    { 0 }
};

static bool may_decide(const struct ehc_case *c) { return held(c) && !*held(c)->decision; }

static void decision_check(const struct ehc_case *c, struct form *f)
{
    ehc_not_before(f, "decided_on", held(c)->meeting_on, "This cannot be before the meeting");
    ehc_not_before(f, "notice_on", held(c)->meeting_on, "This cannot be before the meeting");
}

static void end_plan(struct web *w, struct ehc_case *c, const char *on)
{
    ehc_end_clocks(act_of(w), c, "EHC review decision", "", on);
    ehc_sure(w, close_ehc_plan(w->db, c->now->id, on));
    child_set_status(act_of(w), c->child->id, "sen_provision", "K", on, "EHC plan ended");
    child_set_status(act_of(w), c->child->id, "ehc_stage", "none", on, "EHC plan ended");
}

static void decision_save(struct web *w, struct ehc_case *c, const struct form *f)
{
    struct act a = act_of(w);
    const char *decision = form_value(f, "decision"), *on = form_value(f, "decided_on"), *notice = is(decision, "change") ? form_value(f, "notice_on") : "";
    ehc_sure(w, decide_ehc_review(w->db, held(c)->id, decision, on, notice));
    ehc_finish_clocks(a, c, "EHC review decision", on);
    if (is(decision, "end"))
        end_plan(w, c, on);
    if (*notice)
        ehc_open_clock(a, c, c->now->id, "EHC amended plan", notice, 0);
    refresh_ehc_next(w->db, c->now->id);
    ehc_tell(w, c, on, "Decided after the review of the EHC plan", choice_label(decisions, decision), "decision decided_on notice_on");
}

/* ---- the amended plan ---- */

static const struct field amended_fields[] = {
    { "amended_on", "When did the final amended plan go out?", "For example, 27 3 2026", .kind = PAST_DATE, .need = "Enter the day on which the amended plan went out" },
    { "place_named", "School that the plan now names for Reception", "Leave this empty if no school is named yet", .max = 150 },
    { 0 }
};

static bool may_amend(const struct ehc_case *c) { return held(c) && is(held(c)->decision, "change") && !*held(c)->amended_on; }

static void amended_check(const struct ehc_case *c, struct form *f)
{
    ehc_not_before(f, "amended_on", held(c)->notice_on, "This cannot be before the amendment notice");
}

static void amended_save(struct web *w, struct ehc_case *c, const struct form *f)
{
    struct act a = act_of(w);
    const char *on = form_value(f, "amended_on"), *place = form_value(f, "place_named");
    ehc_sure(w, amend_ehc_plan(w->db, held(c)->id, on, place));
    ehc_finish_clocks(a, c, "EHC amended plan", on);
    if (*place) {
        ehc_finish_clocks(a, c, "EHC transfer", on);
        name_ehc_place(w->db, c->now->id, place);
    }
    refresh_ehc_next(w->db, c->now->id);
    ehc_tell(w, c, on, "The amended EHC plan is final", place, "amended_on place_named");
}

const struct ehc_step ehc_review_steps[EHC_REVIEW_STEPS] = {
    { "meeting", "Plan the review meeting, or change its day", "", "Save the day", meeting_fields, may_plan, NULL, meeting_check, meeting_save },
    { "papers", "Record that the papers for the review went out", "", "Save", papers_fields, may_send, NULL, papers_check, papers_save },
    { "review", "Record the review meeting", "", "Save the meeting", held_fields, may_hold, NULL, held_check, held_save },
    { "report", "Record that the report of the review went round", "", "Save", report_fields, may_report, NULL, report_check, report_save },
    { "review-decision", "Record what was decided after the review", "", "Save the decision", decision_fields, may_decide, NULL, decision_check, decision_save },
    { "amended", "Record the final amended plan", "", "Save", amended_fields, may_amend, NULL, amended_check, amended_save },
};
