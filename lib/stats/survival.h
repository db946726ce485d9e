#ifndef STATS_SURVIVAL_H
#define STATS_SURVIVAL_H

/*
 * How long until something happens, with cases that are still open: Kaplan-
 * Meier, Aalen-Johansen and log-rank, as R's survival 3.5 computes them.
 * Called by app/evidence.  Pure but for the arena.
 *
 * A clock stops only on a recorded event; an open case is censored today.  Where
 * something else can end the wait (moved away, declined, died), use
 * aalen_johansen(): 1 - Kaplan-Meier would say too much.
 */
#include "base/arena.h"

#include <stddef.h>

struct subject {
    double entry; /* when it came under observation, < time; below 0 or 0 is from the start (left truncation else) */
    double time;  /* when the event happened or observation ended; > 0, any unit */
    int event;    /* 0 censored; 1 the event; from 2 on competing events (aalen_johansen only) */
};

struct km_step {
    double time; /* a time at which at least one event happened */
    size_t at_risk, events;
    double survival;  /* share still waiting after that time */
    double error;     /* Greenwood's standard error of `survival` */
    double low, high; /* limits; NAN where survival is 0 */
};

/* LOG is R's default; LOG_LOG stays within 0..1 at both ends. */
enum km_limits { KM_LOG, KM_LOG_LOG };

struct km {
    const struct km_step *step; /* ascending */
    size_t n;
    size_t subjects, events;
    double last; /* end of observation: the last time of all */
};

/* Any event other than 0 counts.  CONFIDENCE 0.95 usually. */
struct km kaplan_meier(struct arena *, const struct subject *, size_t n, double confidence, enum km_limits);

/* Share still waiting after TIME: 1 before the first step. */
double km_at(const struct km *, double time);

/* When SHARE are still waiting: the first time with survival <= share, the midpoint where it lies flat; NAN if not
 * reached. */
double km_time(const struct km *, double share);
double km_median(const struct km *);

/* Limits of the median by turning the limits of the curve round; NAN where not reached. */
struct km_range {
    double low, high;
};
struct km_range km_median_limits(const struct km *);

/* Share that CAUSE has ended by each time, with other causes competing. */
struct incidence_step {
    double time;
    double share;
    double still_waiting;
};
struct incidence {
    const struct incidence_step *step;
    size_t n;
};
struct incidence aalen_johansen(struct arena *, const struct subject *, size_t n, int cause);
double incidence_at(const struct incidence *, double time);

/* Log-rank test of groups (GROUP[i] in 0..groups-1, 2 to 16): chi-square on groups - 1 degrees of freedom. */
struct log_rank {
    double chi_square, p;
};
struct log_rank log_rank(struct arena *, const struct subject *, const int *group, size_t n, int groups);

#endif
