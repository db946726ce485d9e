#ifndef EHC_STEPS_H
#define EHC_STEPS_H

#include "app/ehc/ehc.h"

/* What the steps of an assessment (steps.c) and of a review (review.c) share. */

/* Begins a clock of CODE, reckoned from FROM (of the transfer: from the child's year), with a deadline for the child's lead. */
void ehc_open_clock(struct act, const struct ehc_case *, int64_t request, const char *code, const char *from, int64_t advice);
/* All open clocks of CODE were kept or missed on that day. */
void ehc_finish_clocks(struct act, const struct ehc_case *, const char *code, const char *on);
/* All other open clocks no longer matter; call after ehc_finish_clocks with SAVE = the rule just finished, or "". */
void ehc_end_clocks(struct act, const struct ehc_case *, const char *save, const char *save_too, const char *on);
/* The open clock of one CODE no longer matters. */
void ehc_drop_clock(struct act, const struct ehc_case *, const char *code, const char *on);
void ehc_start_reviews(struct act, const struct ehc_case *, const char *from);

void ehc_tell(struct web *, const struct ehc_case *, const char *on, const char *title, const char *detail, const char *fields);
void ehc_not_before(struct form *, const char *name, const char *earliest, const char *message);
void ehc_sure(struct web *, int64_t rows);           /* 409 where somebody else was first */

/* The review under way: planned, or held and not yet ended by a decision or an amended plan; NULL if there is none. */
struct ehc_reviews_of_request *ehc_review_now(const struct ehc_case *);

enum { EHC_REVIEW_STEPS = 6 };
extern const struct ehc_step ehc_review_steps[EHC_REVIEW_STEPS];

#endif
