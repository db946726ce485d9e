#ifndef CASELOAD_CASELOAD_H
#define CASELOAD_CASELOAD_H

#include "app/child/child.h"
#include "app/caseload/caseload.sql.h"
#include "base/html.h"
#include "web/form.h"

/*
 * Who leads whom, what that weighs, and handing it over.  The lead professional
 * owns a child's next step (professional.is_lead); a caseload is the children
 * whom one person leads and who are open to the service or watched.
 *
 * Points: 10 are one child who is helped.  They order work, they do not measure
 * need: every weight is a dated row that managers and administrators change
 * (caseload_weight), and the pages say so.
 */
extern const struct feature caseload_feature;

enum caseload_kind { WEIGHT_CHILD, WEIGHT_WATCHING, WEIGHT_NEW, WEIGHT_TARGETED, WEIGHT_TARGETED_PLUS, WEIGHT_SPECIALIST, WEIGHT_EHC, WEIGHT_NO_SETTING, WEIGHT_RESTRICTED, CAPACITY, FULL_TIME, CASELOAD_KINDS };
const char *caseload_kind_words(const char *what);
extern const struct field caseload_weight_fields[];      /* in that order: each kind's name in the database, and its words */

/* Points of each kind on a day; 0 where none is written down. */
struct caseload_weights_on { int64_t points[CASELOAD_KINDS]; };
struct caseload_weights_on caseload_weights_on(struct db *, const char *day);

enum { NEW_DAYS = 30, VISIT_DAYS = 7, REVIEW_DAYS = 14 };

/* One officer's load. HOURS a week; CAPACITY in points, for those hours; SHARE of it that is taken, 0 where there is no capacity. */
struct caseload_officer {
    int64_t id, hours, capacity, load, children, ehc, new_ones, no_setting, visits, reviews, late;
    const char *name, *job, *role;
    double share;
    bool is_part_time;
};

int64_t caseload_capacity(const struct caseload_weights_on *, int64_t hours);                              /* HOURS -1 = full time */
int64_t caseload_points(const struct caseload_weights_on *, const struct caseload_children *, const char *new_from);  /* of one child */

/* Those who can lead children: every officer and manager. PERSON 0 = all. Children are counted as far as the reader sees them. */
struct caseload_officer *caseload_officers(struct web *, int64_t person, size_t *n);

/* --- the overview and one officer's children (caseload.c) --- */
enum { MOST_CHILDREN = 500, CHILDREN_A_PAGE = 50 };

struct caseload_page {
    struct caseload_officer *officer;
    size_t officers;
    struct children_without_owner *without;
    size_t withouts;
    struct caseload_handovers_lately *lately;
    size_t latelies;
    const char *sort;
    struct html chart;
};

struct caseload_row { struct caseload_children *child; int64_t points; bool is_new; };

struct caseload_list {
    struct caseload_officer *officer;
    struct person_by_id *person;
    struct caseload_row *row;        /* of this page */
    size_t n, all, fitting, page;    /* ALL that the person leads, FITTING the filter; PAGE from 1 */
    const char *show, *sort;
    bool is_own, has_more;
    struct caseload_handovers_lately *lately;
    size_t latelies;
    struct form *hours;
};

/* Whose caseload the address names: one's own, or anybody's for those who balance the work; else 404. */
struct person_by_id *caseload_person_or_stop(struct web *);

/* What is shown of a caseload: codes and words; ends with a NULL code. */
extern const struct choice caseload_shows[], caseload_sorts[], caseload_reasons[];
const char *caseload_why(const char *);      /* of a child without an owner: 'nobody', 'outside', 'gone' */
const char *caseload_percent(struct arena *, const struct caseload_officer *);

/* --- handing over (handover.c) --- */
enum { MOST_HANDED = 100, MOST_TAKERS = 8, MOST_NOTE = 1000 };

struct handover_row { struct caseload_row of; bool is_chosen; int64_t to; const char *note, *error; };
struct handover_taker { struct caseload_officer *officer; int64_t gets, points, suggested; };

struct handover_page {
    struct person_by_id *from;
    struct held_by *holds;
    struct handover_row *row;
    size_t n, chosen;
    bool is_cut, is_seen, takes_all; /* IS_CUT: there are more than MOST_HANDED; IS_SEEN: the preview stands above; TAKES_ALL: the rest goes too */
    struct handover_taker *taker;
    size_t takers;
    struct caseload_officer *officer;        /* all who could take over: to be chosen from */
    size_t officers;
    const char *reason, *error;
    int64_t rest_to;
};

const char *handover_name(const struct handover_page *, int64_t taker);
const struct caseload_officer *handover_after(struct arena *, const struct handover_taker *);      /* how full they are with what they get */

/* Shares the rows out among the takers: the heaviest child first, each to whoever has most room left for their hours. Pure. */
void handover_balance(struct handover_page *);

/* What has no child of theirs behind it: requests claimed, settings linked, what is owed on others' children. */
int64_t handover_rest(const struct handover_page *);

void handover_begin(struct web *), handover_preview(struct web *), handover_commit(struct web *), handover_show(struct web *), handover_undo(struct web *);
void handover_to_me(struct web *), handover_read(struct web *), handover_read_all(struct web *), handover_back_form(struct web *), handover_back(struct web *);
void handover_of_child(struct web *);
void handover_lanes(struct web *, int64_t, struct lanes *);
bool handover_has_taker(const struct handover_page *, int64_t person);

/* Gives one child to TO, with what FROM owes about them. The move's id. */
int64_t caseload_give(struct act, int64_t handover, int64_t child, int64_t from, int64_t to, const char *note);

void weights_show(struct web *), weights_change(struct web *), caseload_hours_change(struct web *);

#endif
