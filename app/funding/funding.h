#ifndef FUNDING_FUNDING_H
#define FUNDING_FUNDING_H

#include "app/child/child.h"
#include "app/child/list.sql.h"
#include "app/funding/apply.sql.h"
#include "app/funding/award.sql.h"
#include "app/funding/budget.sql.h"
#include "app/funding/family.sql.h"
#include "app/funding/money.h"
#include "app/funding/panel.sql.h"
#include "app/funding/rates.sql.h"
#include "app/plan/plan.h"
#include "base/html.h"
#include "web/form.h"

/*
 * The early years inclusion fund from application to effect, and prompts for
 * the disability access fund and the early years pupil premium.  What a
 * decision was based on is frozen when it is sent (copy.c); what went to the
 * finance system is never changed (reckon.c, schedule.c).
 */
extern const struct feature funding_feature;

/* --- what follows is shared by the files of this folder only --- */

/* --- copy.c: what is known of a child, the checklist from it, and what is frozen --- */

/* Everything of a child that can be evidence, as this viewer may read it. */
struct fund_known {
    struct child_by_id *child;
    struct plan_by_id *plan;                     /* newest first, no drafts */
    struct outcomes_of_plan *outcome;
    struct review_of_plan *review;
    struct needs_of_child *need;
    struct placements_of_child *placement;       /* those that are not over first */
    struct statuses_of_child *status;
    struct evidence_told_of_child *told;
    struct visits_as_evidence *visit;
    struct files_about_child *file;
    size_t plans, outcomes, reviews, needs, placements, statuses, tolds, visits, files, reviewed;   /* REVIEWED cycles */
};
struct fund_known *fund_known(struct web *, int64_t child);        /* NULL out of reach */

/* One thing that the panel looks for: HAVE says what there is in words, "" = nothing so far, and then MISSING what can be done. */
struct evidence_item { const char *code, *label, *have, *missing; };
enum { EVIDENCE_ITEMS = 5 };
const struct evidence_item *fund_evidence(struct web *, const struct fund_known *);    /* EVIDENCE_ITEMS */
const char *fund_evidence_all(struct web *, const struct fund_known *);               /* the codes of all that there is, joined by blanks */

/* The lines of a copy: 'part', 'under', 'fact', 'text'. */
struct copy_line { const char *kind, *label, *words; };
struct copy_lines { struct arena *arena; struct copy_line *line; size_t n, room; };
struct fund_case;
struct copy_lines fund_copy_now(struct web *, const struct fund_case *);               /* as it would be sent now */
int64_t fund_freeze(struct web *, const struct fund_case *, const char *because, const char *more_label, const char *more);   /* MORE: the grounds of an appeal, "" = none */
struct copy_lines fund_copy_kept(struct web *, int64_t copy);
const char *fund_seal(struct arena *, const struct copy_lines *);

/* --- case.c: one application with all that belongs to it --- */
struct fund_case {
    struct application_by_id *a;
    const char *name, *first_name;               /* of the child */
    struct copies_of_application *copy;          /* newest first */
    struct questions_of_application *question;
    struct funding_bands *band;                  /* asked for, with the rate on the first day asked for; NULL = none chosen */
    struct decisions_of_application *decision;   /* newest first */
    struct appeals_of_application *appeal;       /* newest first */
    struct awards_of_child *award;               /* newest first */
    size_t copies, questions, decisions, appeals, awards;
    struct appeals_of_application *open_appeal;  /* NULL = none waits */
    bool may_write;                              /* who writes, sends, answers: the setting and the service, within reach of the child */
    bool may_send;
    const char *why_not_send;                    /* plain words, where may_write is true and may_send is not */
    bool sits, may_decide;                       /* on the panel; the decision that waits, or the appeal */
    const char *why_not_decide;                  /* plain words, where somebody sits and a decision waits */
    bool may_appeal;
};
struct fund_case *fund_case_of(struct web *, int64_t application);                     /* NULL out of reach */
struct fund_case *fund_case_or_stop(struct web *, int64_t application);                /* audits the view */
/* What it would cost as it is asked for now; 0 where something is missing. LINES may be NULL. */
struct money_line *fund_cost(struct web *, const struct fund_case *, size_t *n);
/* Where the timeline leads: everybody who sees the child may go there, whoever may read the application. */
const char *fund_event_path(struct web *, int64_t child);
const char *fund_status_words(const char *status, const char *outcome);
const char *fund_status_class(const char *status, const char *outcome);               /* of the style sheet, for its tag */

/* --- apply.c --- */
void application_begin(struct web *), application_draft(struct web *), application_save(struct web *), application_send(struct web *), application_withdraw(struct web *);
void application_support_form(struct web *), application_support(struct web *), application_answer_form(struct web *), application_answer(struct web *);
struct fund_problem { const char *field, *words; };
size_t fund_problems(struct web *, const struct fund_case *, struct fund_problem[12]);  /* what still stands in the way of sending */

/* --- show.c, list.c --- */
struct application_sheet { struct fund_case *c; struct copy_lines copy; struct fund_problem problem[12]; struct money_line *cost; size_t problems, costs; bool is_draft, is_sealed; };
void application_show(struct web *), child_funding(struct web *), fund_child_panel(struct web *, int64_t child);
void fund_list(struct web *), fund_export(struct web *), fund_home_panel(struct web *, int64_t);
struct fund_asked { const char *show, *area, *sort; int64_t after; const struct choice *shows, *sorts; const struct setting_areas *areas; size_t n_areas; };
struct funding_sheet { struct child_by_id *child; const char *name, *first_name; struct applications_of_child *application; struct awards_of_child *award, *award_now; struct claim_row *claim; size_t applications, awards, claims; bool may_begin; };   /* AWARD_NOW: that is not over, NULL if none */

/* --- panel.c --- */
void panels_list(struct web *), panel_form(struct web *), panel_save(struct web *), panel_show(struct web *), panel_say(struct web *), panel_people(struct web *), panel_end(struct web *);
void members_show(struct web *), member_add(struct web *), member_end(struct web *), panel_home(struct web *, int64_t);
bool fund_sits(struct web *);                                     /* a manager, or named as a member */
enum { DAYS_TO_TELL = 5 };                                        /* working days after the panel */
struct panel_page {
    struct funding_panel_by_id *p;
    struct agenda_of_panel *row;
    struct people_who_may_sit *seat;
    struct funding_panel_people *person;
    struct form *say, *people;                   /* NULL where there is nothing to say, or the panel is over */
    size_t n, seats, persons, unsaid;
    int64_t hidden;
};

/* --- conflicts.c --- */
/* Notes whom of the panel the program knows to be bound: who wrote, supported or leads, works there, or may be of the family. */
void fund_find_conflicts(struct act, int64_t application);
void conflicts_show(struct web *), conflict_lift(struct web *);

/* --- decide.c --- */
void decision_form(struct web *), decision_save(struct web *), decision_show(struct web *), decision_paper(struct web *);
void appeal_form(struct web *), appeal_save(struct web *);
/* An appeal against DECISION as a row, with its deadline; what is frozen for it is the caller's. */
void fund_appeal_begin(struct web *, int64_t application, int64_t child, int64_t decision, const char *made_by, const char *grounds, const char *received_on);
struct award_terms { const struct funding_bands *band; int64_t minutes; const char *from_on, *to_on; };   /* BAND with its rate on FROM_ON */
int64_t fund_terms_cost(struct web *, const struct award_terms *);
/* Adds what is wrong with TERMS to the form, by the fields band, hours, from_on, to_on. */
void fund_check_terms(struct web *, struct form *, const struct award_terms *);
const char *fund_terms_words(struct arena *, const char *band, int64_t rate_pence, const char *unit, int64_t minutes, const char *from_on, const char *to_on);
/* One decision as a row with its deciders, on the newest copy; returns its id. */
int64_t fund_decide(struct web *, const struct fund_case *, struct add_funding_decision *, const int64_t *decider, size_t n);
void fund_tell_decision(struct web *, const struct fund_case *, const char *title, const char *detail, const char *once);

/* --- award.c --- */
int64_t fund_award(struct web *, const struct fund_case *, int64_t decision, const struct award_terms *, const char *conditions, const char *review_due_on);
void fund_award_change(struct web *, const struct fund_case *, const struct awards_of_child *, int64_t decision, const struct award_terms *, const char *conditions, const char *because);
void fund_award_end(struct act, const struct awards_of_child *, const char *last_on, const char *because);   /* LAST_ON the day before it begins: taken back whole */
void fund_status_now(struct act, int64_t child, const char *otherwise, const char *reason);                 /* the axis 'funding' after a change of awards */
struct award_sheet {
    struct awards_of_child *a;
    struct fund_case *c;
    struct payments_shown *payment;
    struct moves_of_award *move;
    struct funding_review_of *review;            /* NULL = not held */
    struct ratings_of_funding_review *rating;
    struct voices_of_award *voice;
    struct awards_adrift *adrift;                /* NULL = the child still goes there, or it was decided */
    size_t payments, moves, ratings, voices;
    int64_t pence, sent;
    bool may_change, may_review;
};
void award_show(struct web *), award_change_form(struct web *), award_change(struct web *);

/* --- follow.c --- */
struct awards_adrift *fund_adrift(struct web *, int64_t award, size_t *n);            /* whose child went elsewhere and nobody has decided; AWARD 0 = all */
void move_form(struct web *), move_save(struct web *), fund_review_form(struct web *), fund_review_save(struct web *);
bool fund_may_review(struct web *, const struct fund_case *, const struct awards_of_child *);   /* the service, and the setting where the child is or was */
struct rating_row { bool is_after; const char *area, *outcome; int64_t rating; const char *rated_on; };
/* Of the last review of the plan up to the day from which money was given, and of the last one after it. */
struct rating_row *fund_ratings(struct web *, const struct fund_known *, const char *from_on, size_t *n);
struct rating_row *fund_ratings_kept(struct web *, const struct ratings_of_funding_review *, size_t n);
struct review_sheet { struct awards_of_child *a; struct fund_case *c; struct voices_of_award *voice; struct rating_row *rating; size_t voices, ratings; };
extern const struct choice funding_changed[], funding_next[];

/* --- schedule.c --- */
struct out fund_schedule_csv(struct arena *, int64_t schedule, const char *pay_on, const struct payments_to_send *, size_t n);     /* SCHEDULE its number; used by the demo too */
void schedules_list(struct web *), schedule_make(struct web *), schedule_show(struct web *), schedule_paid(struct web *), schedule_csv(struct web *), fund_run_home(struct web *, int64_t);
struct schedule_page { struct funding_schedules *row; struct payments_to_send *due; struct form *f; const char *until; size_t n, dues, held; int64_t pence; };   /* of DUE the first DUES go, the HELD after them do not */

/* --- budget.c --- */
void budget_show(struct web *), budget_set(struct web *), take_up_show(struct web *), fund_figures_home(struct web *, int64_t);
struct budget_month { const char *day; int64_t paid, sent, planned, awards; bool is_hidden; };
struct budget_sheet {
    int year, first_year, last_year;
    bool has_budget, may_set, is_published;              /* IS_PUBLISHED: small numbers are hidden */
    int64_t budget, paid, sent, planned, waiting, expected, decided, waits;   /* pence; WAITS applications, -1 = hidden; DECIDED over the last 12 months */
    double share;                                        /* of what was asked for that was given; NAN = nothing decided */
    struct budget_month month[12];                       /* from April on */
    struct fund_by_band *band;
    struct fund_by_area *area;                           /* awards -1 = hidden */
    struct budgets_of_year *history;
    size_t bands, areas, histories;
};
struct html budget_chart(struct arena *, const struct budget_sheet *);
struct take_up_area { const char *area; int64_t settings, asked, children, applications, awarded; };   /* -1 = hidden */
struct take_up_sheet { const char *since; struct fund_take_up *row; struct take_up_area *area; size_t n, areas; bool sees_settings; };

/* --- claims.c --- */
enum claim_next { CLAIM_NOTHING, CLAIM_ASK, CLAIM_AWAIT, CLAIM_NOW, CLAIM_AGAIN, CLAIM_DONE };
struct claim_facts { const char *born_on, *today, *school_from, *state, *on_day; bool goes_to_early_years; };     /* SCHOOL_FROM: the first day of Reception; STATE "" = nothing is known */
enum claim_next claim_next(struct arena *, const struct claim_facts *);
struct claim_row { const char *stream, *label, *state, *on_day, *setting_name, *worth; enum claim_next next; };
struct claim_row *fund_claims(struct web *, int64_t child, size_t *n);    /* those with anything to say */
const char *claim_next_words(struct web *, const struct claim_row *);
void claim_form(struct web *), claim_save(struct web *);

/* --- family.c --- */
struct family_money { int64_t child; struct money_for_family *row; struct awards_for_family *award; size_t n, awards; bool may_get_daf; };
const struct awards_for_family *family_award_begun(struct web *, const struct family_money *);     /* the newest that has begun, NULL if none */
void fund_family_panel(struct web *, int64_t child), fund_copy_panel(struct web *, int64_t child);
void family_voice_form(struct web *), family_voice_save(struct web *), family_again_form(struct web *), family_again_save(struct web *);

/* --- reckon.c: the payments of an award --- */
const struct money_term *fund_terms(struct db *, size_t *n);
/* Writes the lines of an award anew; what is in a schedule stays, a difference is a line of its own with BECAUSE. */
void fund_reckon(struct act, int64_t award, const char *because);
/* The same for every award that touches these days: after term dates changed. */
void fund_reckon_between(struct act, const char *from, const char *to, const char *because);

/* --- rates.c --- */
void rates_show(struct web *), band_form(struct web *), band_add(struct web *), band_show(struct web *), band_change(struct web *), rate_confirm_form(struct web *), rate_confirm(struct web *);
void term_form(struct web *), term_save(struct web *), rates_home_panel(struct web *, int64_t);
extern const struct choice funding_units[], funding_streams[];

struct rates_page { struct funding_bands *band; struct rates_of_bands *rate; struct funding_terms *term; size_t bands, rates, terms, terms_over; bool may_change; };
const char *rates_ahead(struct web *, const struct rates_page *, const struct funding_bands *);   /* "£480 from 1 Apr 2027", "" if none */

#endif
