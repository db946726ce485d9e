#ifndef STATS_SPC_H
#define STATS_SPC_H

/*
 * Statistical process control as NHS England's "Making Data Count" does it
 * (NHSRplotthedots 0.1), and p-charts (Montgomery).  Pure: the caller owns
 * everything.  Called by app/evidence.  It may not choose a baseline: when to
 * rebase is a person's judgement, and recorded with a reason.
 *
 * Limits mean little before 12 points; the caller says so beside the chart.
 * Missing months are left out before, not given as 0.
 */
#include <stdbool.h>
#include <stddef.h>

/* Why a point is not chance, first that holds: outside; 7 rising or falling; 2 of 3 near a limit; 7 on one side. */
enum spc_cause {
    SPC_COMMON,
    SPC_ABOVE,
    SPC_BELOW,
    SPC_RISING,
    SPC_FALLING,
    SPC_TWO_HIGH,
    SPC_TWO_LOW,
    SPC_RUN_HIGH,
    SPC_RUN_LOW
};

/* What it means, given which way is better; HIGH and LOW where neither way is. */
enum spc_meaning { SPC_ORDINARY, SPC_IMPROVEMENT, SPC_CONCERN, SPC_HIGH, SPC_LOW };

struct spc_point {
    double value;             /* in: finite */
    bool is_rebased;          /* in: new limits begin with this point */
    double mean, low, high;   /* out: centre line and limits */
    enum spc_cause cause;     /* out */
    enum spc_meaning meaning; /* out */
};

struct spc_rules {
    int better;          /* 1: high is good; -1: low is good; 0: neither */
    bool keeps_outliers; /* true: moving ranges over 3.267 times their mean are not dropped */
    size_t fixed_after;  /* limits from the first so many points only; 0: from all */
};

/* XmR: mean +/- 2.66 x mean moving range, ranges >= 3.267 x their mean dropped once. */
void spc_xmr(struct spc_point *, size_t n, const struct spc_rules *);

/* p-chart: sets value = events/size and limits p +/- 3 sqrt(p (1 - p) / size), within 0..1; size > 0. */
void spc_p(struct spc_point *, const double *events, const double *size, size_t n, const struct spc_rules *);

/* Where a target lies against the last limits. */
enum spc_assurance { SPC_HIT_OR_MISS, SPC_PASSES, SPC_FAILS };
enum spc_assurance spc_assurance(const struct spc_point *last, double target, int better);

/* The cause in the words of NHSRplotthedots: "Common Cause", "Above UCL", "7 Points Below CL" ... */
const char *spc_cause_words(enum spc_cause);

#endif
