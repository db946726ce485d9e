/* The rules of the EHC clocks (SEND Regulations 2014, SI 2014/1530; weeks are calendar weeks).  Pure; see clocks.h. */
#include "app/ehc/clocks.h"

#include <string.h>

const struct ehc_rule ehc_rules[] = {
    { "EHC decision", "Decide whether to assess, and say so", "The council says whether it will assess", "6 weeks from the request", "Regulation 5(1)", .days = 42, .may_be_excepted = true },
    { "EHC advice", "Advice given", "Someone who knows about your child gives advice", "6 weeks from being asked", "Regulation 8(1)", .days = 42, .may_be_excepted = true },
    { "EHC issue", "Decide whether to issue a plan, and say so if not", "The council says whether there will be a plan", "16 weeks from the request", "Regulation 10(1)", .days = 112, .may_be_excepted = true },
    { "EHC parents", "Parents’ time to answer the draft plan", "Time for you to say what you think of the draft", "At least 15 days from the draft", "Regulation 13(1)", .days = 15, .is_wait = true },
    { "EHC plan", "Final plan", "You have the final plan", "20 weeks from the request", "Regulation 13(2)", .days = 140, .may_be_excepted = true },
    { "EHC early review", "Consider an early review (under 5)", "Think about looking at the plan sooner", "Every 3 to 6 months", "SEND Code of Practice 9.178", .months = 6, .is_of_review = true },
    { "EHC review", "Review of the plan", "Everybody looks at the plan together", "12 months", "Children and Families Act 2014, section 44", .months = 12, .is_of_review = true },
    { "EHC papers", "Papers sent before the review meeting", "You have the papers for the meeting", "2 weeks before the meeting", "Regulation 20", .days = 14, .is_before = true, .is_of_review = true },
    { "EHC report", "Report of the review meeting sent round", "You have the report of the meeting", "2 weeks from the meeting", "Regulation 20", .days = 14, .is_of_review = true },
    { "EHC review decision", "Decide to keep, change or end the plan, and say so", "The council says whether the plan stays as it is", "4 weeks from the meeting", "Regulation 20", .days = 28, .is_of_review = true },
    { "EHC amended plan", "Final amended plan", "You have the changed plan", "8 weeks from the amendment notice", "Regulation 22", .days = 56, .is_of_review = true },
    { "EHC transfer", "Plan names the school for Reception", "The plan names your child’s school", "15 February of the year of transfer", "Regulation 18(1)(b)" },
    { 0 }
};

const struct ehc_rule *ehc_rule(const char *code)
{
    for (const struct ehc_rule *r = ehc_rules; r->code; r++)
        if (strcmp(r->code, code) == 0)
            return r;
    return NULL;
}

const char *ehc_due(struct arena *a, const struct ehc_rule *r, const char *start_on, int transfer_year)
{
    if (!date_valid(start_on))
        return "";
    if (r->days)
        return date_add_days(a, start_on, r->is_before ? -r->days : r->days);
    if (r->months)
        return date_add_months(a, start_on, r->months);
    return transfer_year > 0 && transfer_year <= 9999 ? arena_print(a, "%04d-02-15", transfer_year) : "";
}

const char *ehc_met(const struct ehc_rule *r, const char *due_on, const char *done_on, const char *exception)
{
    if (!*done_on)
        return "";
    int order = strcmp(done_on, due_on);
    if (r->is_wait ? order >= 0 : order <= 0)
        return "yes";
    return r->may_be_excepted && *exception ? "excepted" : "no";
}

bool ehc_is_under_five(const char *born_on, const char *on)
{
    int months = date_age_months(born_on, on);
    return months >= 0 && months < 60;
}

bool ehc_transfer_ahead(const char *plan_on, int transfer_year)
{
    return date_valid(plan_on) && (date_year(plan_on) < transfer_year || (date_year(plan_on) == transfer_year && strcmp(plan_on + 5, "02-15") < 0));
}

int64_t ehc_week(const char *start_on, const char *on)
{
    int64_t days = date_days_between(start_on, on);
    return days >= 0 ? days / 7 : (days - 6) / 7;
}

static int share(int64_t part, int64_t all)
{
    return all > 0 ? (int)((200 * part + all) / (2 * all)) : -1;
}

int ehc_share_of_all(struct ehc_timeliness t)
{
    return share(t.in_time, t.in_time + t.late + t.excepted);
}

int ehc_share_without_excepted(struct ehc_timeliness t)
{
    return share(t.in_time, t.in_time + t.late);
}
