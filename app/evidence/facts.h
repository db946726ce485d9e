#ifndef EVIDENCE_FACTS_H
#define EVIDENCE_FACTS_H

#include "db/db.h"

/*
 * What the figures are made of: the known children, their dated histories and
 * what happened, read in one go and kept as plain numbers.  Every indicator
 * (units.c) is a pure function of this and of a span of days, so that any day
 * of the past is reckoned in the same way as today.  Days are numbers; NEVER
 * is a day not known, ALWAYS the end of what still holds.
 */
enum { NEVER = -1000000, ALWAYS = 1000000, MOST_AREAS = 40, AREA_LETTERS = 64 };

/* The last month-ends before the figures' day need no finer grain than one event a month. */
struct held { int from, to; char axis, value; };   /* axis: 's' SEN provision, 'v' service, 'e' EHC stage; value: its first letter, 'N' for none */
struct placed { int from, to; int64_t setting; };
struct planned { int64_t child; int started, held; };

struct known {
    int64_t id;
    int area, born_ymd, known, concern, left, reception_year;
    bool is_girl, has_postcode, has_number, has_reason, has_need, has_agreement, has_lead;
    const struct held *status; int statuses;
    const struct placed *placement; int placements;
    const int *event; int events;                 /* ascending */
    const struct planned *plan; int plans;        /* by the day they started */
    int accepted, asked;                          /* first decision to accept; first request received */
    int passport_shared;
    const struct checked *check;                  /* end of the autumn term, NULL = none */
};

struct checked { int64_t child; bool on_roll, full_time, suspended; int attendance, settled; };
struct rated { int64_t child; int held, outcomes, met, unrated; };
struct asked { int64_t child; int area, received, due, answered, hops; };
struct heard { int64_t child; int area, asked, answered, score[3]; };
struct place { int64_t id; int area, award; bool is_early_years; };
struct expectation { int area, age; bool is_girl; int64_t children; double expected; };

struct facts {
    struct arena *arena;
    int today;
    int review_days;
    struct known *child; size_t children;
    struct rated *rated; size_t ratings;
    struct asked *request; size_t requests;
    struct heard *heard; size_t hearings;
    struct place *place; size_t places;
    struct expectation *expected; size_t expectations;
    int holiday[64], holidays;                    /* bank holidays of the last five years */
    char area_name[MOST_AREAS][AREA_LETTERS]; int areas;
};

struct facts *facts_read(struct db *, struct arena *, const char *today, int review_weeks);

int day_of(const char *iso);                       /* NEVER if it is none */
int ymd_of(int day);                               /* 20261124: ages are differences of these */
const struct known *facts_child(const struct facts *, int64_t id);
const struct place *facts_place(const struct facts *, int64_t id);

bool had_sen(const struct known *, int day);       /* SEN support or a plan on that day, still here */
bool was_open(const struct known *, int day);      /* open to the service or watched with it, still here */
int placement_on(const struct known *, int day);   /* which, -1 = in none */
int age_on(const struct known *, int day);         /* whole years */

#endif
