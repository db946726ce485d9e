#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include "app/child/child.h"
#include "app/plan/plan.sql.h"
#include "app/typed/typed.h"
#include "web/form.h"

/*
 * Support plans in cycles of assess, plan, do, review (SEND Code of Practice
 * 5.38-5.44).  A plan is one cycle: a draft that its family does not see, then
 * active, then reviewed and never changed again.
 */
extern const struct feature plan_feature;

/* --- what follows is shared by the files of this folder only --- */

enum { NOT_MEASURED = 9 };           /* outcome.attained where no step was chosen */
enum { MOST_OUTCOMES = 6, SOON_DAYS = 14, LONG_REVIEW_DAYS = 16 * 7 };

/* One cycle with all that belongs to it. */
struct plan_cycle {
    struct plan_by_id *plan;
    struct outcomes_of_plan *outcome;
    size_t outcomes;
    struct review_of_plan *review;     /* NULL until it was held */
};

/* Who a page is about and who reads it. */
struct plan_reader {
    const char *name, *first_name;     /* of the child */
    int64_t child_id;
    bool may_write, is_family;
};

struct plan_step { const char *name, *note; bool is_now; };   /* of the four, for rd-cycle */
struct plan_rating { const char *words, *state; };            /* state: a class of the style sheet */

int plan_drafts(const struct web *);                                                 /* which drafts this person reads: `drafts` of the queries */
bool plan_is_open_to_family(const struct plan_by_id *);                              /* under way, or a draft they were shown */
extern const char *const plan_scale_labels[5];                                        /* -2 to 2, in words */
bool plan_has_scale(const struct outcomes_of_plan *);                                /* what less and more would be is written down */
const char *plan_scale_words(const struct outcomes_of_plan *, int step);             /* -2 to 2; "" where nothing is written */
double plan_goal_score(const struct plan_cycle *, size_t *measured);                 /* T of goal attainment scaling: 50 = all as hoped for; *measured = of how many outcomes */
struct plan_cycle *plan_or_stop(struct web *, int64_t id, struct plan_reader *);     /* audits the view; 404 out of reach */
bool plan_took(struct web *, int64_t id, const char *title);                         /* typed_took, without a view in the audit trail: nothing is shown; 404 out of reach */
struct plan_reader plan_reader_of(struct web *, const struct child_by_id *);
struct plan_cycle *plan_cycles(struct web *, int64_t child, size_t *n);              /* newest first */

const struct plan_step *plan_steps(struct web *, const struct plan_cycle *);         /* four */
struct plan_rating plan_rating(int64_t rating);
extern const struct choice plan_ratings[], plan_decisions[];
const char *plan_capital(struct arena *, const char *words);                        /* "late by 3 days" at the head of a tag */
const char *plan_cycle_words(struct arena *, int64_t cycle);                         /* "Second cycle" */
const char *plan_lead_words(struct arena *, const struct plan_by_id *);              /* "" if nobody */
const char *const *plan_lines(struct arena *, const char *text, size_t *n);          /* its lines that are not empty */
struct due_words plan_due(struct web *, const struct plan_by_id *);
bool plan_review_is_far(const char *started_on, const char *review_due_on);          /* beyond 16 weeks */
const char *plan_review_default(struct web *, const char *from);

/* Starting: what still stands in the way, said by form field; how many. */
struct plan_problem { const char *field, *words; };
size_t plan_problems(const struct plan_by_id *, size_t outcomes, struct plan_problem problem[4]);
void plan_start_now(struct web *, const struct plan_by_id *, const struct plan_reader *);
void plan_set_review_deadline(struct act, const struct plan_by_id *);
int64_t plan_new_cycle(struct web *, int64_t child);                                  /* a draft, carrying over */

/* What a kind of plan asks (template.c): its seven parts in the order of the form, with the words that count today. */
enum { PLAN_PARTS = 7 };
struct plan_part { const char *part, *label, *hint; bool is_asked; };
const struct plan_part *plan_parts_of(struct web *, const char *kind, const char *today);
const struct choice *plan_kinds(struct web *);                                       /* those valid today */
bool plan_kind_is_now(const struct choice *now, const char *code);
void plan_templates(struct web *), plan_template_form(struct web *), plan_template_save(struct web *);

/* Two people wrote at once: one row for each field in which they differ. */
struct plan_difference { const char *label, *theirs, *mine, *kept; };

/* Handlers of the other files. */
void plan_edit(struct web *), plan_save(struct web *);
void plan_review_form(struct web *), plan_review_save(struct web *);
void plan_family_show(struct web *, struct plan_cycle *, const struct plan_reader *, struct form *);   /* the plan in plain words; FORM with errors, or NULL */
void plan_answer_save(struct web *);
void plan_voice_form(struct web *), plan_voice_save(struct web *);
void plan_ideas(struct web *), plan_ideas_add(struct web *);                          /* from the strategy bank */
void plan_staff_needs(struct web *), plan_staff_needs_export(struct web *);
void plan_list(struct web *), plan_home_panel(struct web *, int64_t), plan_paper(struct web *), plan_copy(struct web *, int64_t child, struct folder *);

#endif
