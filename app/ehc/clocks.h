#ifndef EHC_CLOCKS_H
#define EHC_CLOCKS_H

#include "base/date.h"

/*
 * The time limits of an EHC needs assessment and of an EHC plan, as one table
 * and pure functions of days: no table of the database, no page, no clock.
 * Called by the steps and pages of this folder.  A due day is reckoned once,
 * when the clock starts; nothing here moves it.
 */
struct ehc_rule {
    const char *code;            /* also its code in the list 'deadline' */
    const char *words, *plain;   /* for the service; for families */
    const char *limit, *law;
    int days, months;            /* both 0: 15 February of the year of transfer */
    bool is_wait;                /* at least so long, not at most */
    bool is_before;              /* so long before the day it is reckoned from */
    bool may_be_excepted;
    bool is_of_review;           /* it belongs to a review of the plan, not to the assessment */
};

extern const struct ehc_rule ehc_rules[];        /* ends with a NULL code */
const struct ehc_rule *ehc_rule(const char *code);   /* NULL if unknown */

/* The last day (of a wait: the first day after it), reckoned from START. "" if START is no day, or TRANSFER_YEAR is none where it is needed. */
const char *ehc_due(struct arena *, const struct ehc_rule *, const char *start_on, int transfer_year);

/* "" while open; "yes", "no", or "excepted": late, with an exception written down. On time is "yes" whatever was written down. */
const char *ehc_met(const struct ehc_rule *, const char *due_on, const char *done_on, const char *exception);

/* An early review is to be thought of while the child is under 5 (Code 9.178). */
bool ehc_is_under_five(const char *born_on, const char *on);

/* The plan is there in time for a review to name the school before the transfer. */
bool ehc_transfer_ahead(const char *plan_on, int transfer_year);

/* In which week of the clock a day lies: the day it starts is week 0, 42 days later week 6. Below 0 before; 0 if a day is not known. */
int64_t ehc_week(const char *start_on, const char *on);

/* How many were on time, counting exceptions as late, and leaving them out: percentages, -1 of none. */
struct ehc_timeliness { int64_t in_time, late, excepted; };
int ehc_share_of_all(struct ehc_timeliness), ehc_share_without_excepted(struct ehc_timeliness);

#endif
