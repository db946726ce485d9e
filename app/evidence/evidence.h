#ifndef EVIDENCE_EVIDENCE_H
#define EVIDENCE_EVIDENCE_H

#include "app/evidence/facts.h"
#include "app/people/people.h"

/*
 * The oversight figures.  An indicator is one row of a table (indicators.c):
 * its words, and a pure function (units.c) that says for a span of days who or
 * what counts and whether it is a hit.  Headline, trend, areas and the list of
 * children behind all come from that one function, so they cannot disagree.
 */
extern const struct feature evidence_feature;

/* One child, plan, outcome, request or family that counts, or should have counted but something is missing. */
enum unit_state { MISS, HIT, UNKNOWN };
struct unit {
    int64_t child;               /* 0: not (yet) a child of the register */
    int area, day;               /* the day it is judged by */
    enum unit_state state;
    int other;                   /* a second day, for the words in the list; NEVER = none */
    double time;                 /* days waited, or a mean score */
    int event;                   /* TIMES only: 0 still open, 1 happened, 2 something else ended the wait */
};

struct units { struct arena *arena; struct unit *unit; size_t n, room; };
void unit_add(struct units *, struct unit);

enum kind {
    SHARE,                       /* hits of hits and misses, Wilson's limits */
    RATIO,                       /* hits over those expected, exact or Byar's limits */
    TIMES,                       /* share reached in 30 days, Aalen-Johansen */
    MEDIAN                       /* of the time, Kaplan-Meier */
};
enum span { WINDOW, SNAPSHOT, YEARLY };    /* events of 12 months in quarters; as it stands on a day; one school year */
enum question { FIND, HELP, START, DOOR };

struct figure;
struct indicator {
    const char *code, *group, *name;
    enum question question;
    enum kind kind;
    enum span span;
    int better;                  /* 1 high, -1 low, 0 neither */
    bool lists_hits;             /* the children behind are the hits, not the misses */
    const char *who;             /* "23 of 90" + this */
    const char *numerator, *denominator, *window;      /* the definition */
    const char *method, *limits;                       /* where it comes from; what it cannot tell */
    const char *listed;          /* heading of the list of children */
    void (*units)(const struct facts *, int from, int to, struct units *);      /* what counts in (from, to] */
    void (*beside)(const struct facts *, int from, int to, struct figure *);    /* figures that stand beside it; may be NULL */
    const char *(*words)(struct arena *, const struct unit *, int today);       /* why this child is in the list */
};
enum { INDICATORS = 13, PERIODS = 12, MOST_BESIDE = 9, CURVE = 27 };
extern const struct indicator indicators[INDICATORS];
const struct indicator *indicator_find(const char *code);                       /* in either case; NULL if none */
extern const char *const question_words[4], *const question_lead[4];

/* A number with what it is made of.  VALUE is NAN if there is none; hidden counts are -1. */
struct count { double value, low, high; int64_t n, d, missing; double expected; bool is_hidden; };
enum beside_kind { BESIDE_SHARE, BESIDE_MEAN, BESIDE_DAYS, BESIDE_PLACES };     /* BESIDE_PLACES: of settings, not of children */
struct beside { const char *label; enum beside_kind kind; struct count count; };

/* Flat, so that it can be kept and copied. */
struct figure {
    struct count now, period[PERIODS], area[MOST_AREAS];
    int period_end[PERIODS], periods;
    struct beside beside[MOST_BESIDE]; int besides;
    double curve[CURVE];         /* TIMES: share reached by day 0, 7, 14 ... 182 */
};
struct figures {
    int today, areas;
    int64_t made_at;
    char area_name[MOST_AREAS][AREA_LETTERS];
    int64_t area_population[MOST_AREAS];
    bool is_published;
    struct figure of[INDICATORS];
};

void figures_make(const struct facts *, struct figures *);
/* Hides counts below BELOW and whatever would give them away. */
void figures_publish(struct arena *, struct figures *, int64_t below);
/* From the short memory if nothing has changed; suppressed where this person has no case access. */
const struct figures *figures_for(struct web *);
void figures_forget(void);                 /* tests change databases */

/* What counts in the headline of an indicator today: for the list of children. */
struct units indicator_units(const struct facts *, const struct indicator *, struct arena *);
bool unit_is_listed(const struct indicator *, const struct unit *);

struct count count_share(int64_t n, int64_t d, int64_t missing);
void beside_add(struct figure *, const char *label, enum beside_kind, struct count);

/* "26%", "0.92", "4 days"; "hidden" or "none". */
const char *figure_value(struct arena *, const struct indicator *, const struct count *);
const char *figure_range(struct arena *, const struct indicator *, const struct count *, const char *word);   /* "18% to 36%", "" */
const char *figure_sentence(struct arena *, const struct indicator *, const struct figure *);
const char *figure_number(struct arena *, int64_t);      /* "hidden" below 0 */
const char *beside_value(struct arena *, const struct beside *);
const char *period_label(struct arena *, const struct indicator *, int end);

/* One indicator as separated values: headline, trend and areas, as they stand on the page. */
void figures_csv(struct out *, const struct figures *, const struct indicator *);

/* The functions of the table, in units.c. */
#define UNITS(name) void units_##name(const struct facts *, int from, int to, struct units *)
UNITS(known); UNITS(no_setting); UNITS(first_support); UNITS(core_record); UNITS(stale); UNITS(met_without_plan);
UNITS(reviewed_in_time); UNITS(goals); UNITS(trained); UNITS(families); UNITS(passport); UNITS(still_well); UNITS(answers);
#undef UNITS
#define BESIDE(name) void beside_##name(const struct facts *, int from, int to, struct figure *)
BESIDE(first_support); BESIDE(core_record); BESIDE(met_without_plan); BESIDE(goals); BESIDE(trained); BESIDE(families); BESIDE(still_well); BESIDE(answers);
#undef BESIDE
#define WORDS(name) const char *words_##name(struct arena *, const struct unit *, int today)
WORDS(known); WORDS(no_setting); WORDS(first_support); WORDS(core_record); WORDS(stale); WORDS(met_without_plan);
WORDS(reviewed_in_time); WORDS(goals); WORDS(trained); WORDS(families); WORDS(passport); WORDS(still_well); WORDS(answers);
#undef WORDS

#endif
