#ifndef EHC_EHC_H
#define EHC_EHC_H

#include "app/child/child.h"
#include "app/ehc/clocks.h"
#include "app/ehc/ehc.sql.h"
#include "app/plan/plan.h"
#include "out/drawing.h"
#include "web/form.h"

/*
 * EHC needs assessment and plan of a child: each step is recorded by the
 * service, its clocks follow from it.  A clock is never moved; an exception is
 * written down beside it.  This is the service's own record for chasing and
 * telling; the SEND team's system stays the council's statutory record.
 */
extern const struct feature ehc_feature;

/* --- what follows is shared by the files of this folder only --- */

/* A child with the newest request and all that belongs to it. */
struct ehc_case {
    struct child_by_id *child;
    const char *name, *first_name;
    struct ehc_requests_of_child *request, *now;     /* newest first; now = the newest, NULL if there was none */
    size_t requests;
    struct ehc_clocks_of_request *clock;
    struct ehc_advice_of_request *advice;
    struct ehc_reviews_of_request *review;
    size_t clocks, advices, reviews;
    bool may_write, is_family;
};

struct ehc_case *ehc_case_or_stop(struct web *, int64_t child);      /* audits the view; 404 out of reach */
struct ehc_case *ehc_case_of(struct web *, struct child_by_id *);

/* One step that can be recorded: a form of its own at /children/:id/ehc/PATH. */
struct ehc_step {
    const char *path, *title, *hint, *button;
    const struct field *fields;
    bool (*may_now)(const struct ehc_case *);
    void (*prepare)(struct web *, const struct ehc_case *, struct form *);   /* choices known only now; may be NULL */
    void (*check)(const struct ehc_case *, struct form *);
    void (*save)(struct web *, struct ehc_case *, const struct form *);
};
enum { EHC_STEPS = 13 };
extern const struct ehc_step *const ehc_steps[EHC_STEPS];    /* in the order in which things happen */
void ehc_step_form(struct web *), ehc_step_save(struct web *);

/* Five points of the way, for rd-cycle. */
struct ehc_point { const char *name, *note; bool is_now; };
const struct ehc_point *ehc_way(struct web *, const struct ehc_case *);
const char *ehc_where(struct web *, const struct ehc_case *);        /* one sentence: where it stands */
const char *ehc_appeal(struct web *, const struct ehc_case *);       /* "" where there is nothing to appeal against */
struct due_words ehc_clock_state(struct web *, const struct ehc_clocks_of_request *);
const char *ehc_clock_words(const struct ehc_clocks_of_request *);
const char *ehc_clock_took(struct web *, const struct ehc_clocks_of_request *);   /* "week 5 of 6" */
bool ehc_clock_is_old(struct web *, const struct ehc_clocks_of_request *);   /* of a review more than a year ago */
size_t ehc_old_clocks(struct web *, const struct ehc_case *);
const char *ehc_review_decided(const char *decision);                 /* "Keep the plan as it is" */
struct drawing *ehc_drawn(struct web *, const struct ehc_case *);     /* the clocks as a picture; NULL where there are none */
extern const struct choice ehc_stages[], ehc_whens[];

/* What families read, in family.html: a clock that is open, or one of the last year that is done; until when an appeal is possible, "" where there is none. */
bool ehc_family_shows(struct web *, const struct ehc_clocks_of_request *, bool done);
size_t ehc_family_clocks(struct web *, const struct ehc_case *, bool done);
const char *ehc_appeal_until(struct web *, const struct ehc_case *);

/* The graduated approach: what was tried, cycle by cycle, oldest first. */
struct ehc_tried {
    struct plan_by_id *plan;     /* newest first, without drafts */
    struct outcomes_of_plan *outcome;
    struct review_of_plan *review;
    size_t plans, outcomes, reviews;
    int64_t full_cycles;             /* reviewed, with at least one rated outcome */
};

void ehc_before_paper(struct web *);
struct ehc_tried ehc_tried_of(struct web *, const struct ehc_case *);
void ehc_list(struct web *), ehc_home_panel(struct web *, int64_t);

#endif
