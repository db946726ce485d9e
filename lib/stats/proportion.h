#ifndef STATS_PROPORTION_H
#define STATS_PROPORTION_H

/*
 * Shares, counts and rates with their limits, and funnels, by the methods of
 * OHID (Fingertips; PHEindicatormethods 2.1.0).  Pure: no memory, no clock.
 * Called by app/evidence and lib/out/chart.  `z` and `alpha` below come from
 * the confidence asked for: 0.95 and 0.998 are the two that OHID publishes.
 */
#include <stddef.h>

struct limits {
    double low, high;
};

/*
 * Wilson score limits of the share EVENTS/N.  0 <= events <= n (they need not
 * be whole), n > 0, 0 < confidence < 1; else both limits are NAN.
 */
struct limits wilson_limits(double events, double n, double confidence);

/*
 * Limits of a count: exact Poisson (chi-square) below 10 events, Byar's
 * approximation from 10 on.  Divide by the denominator for a rate, by the
 * expected number for a ratio.  EVENTS >= 0; the lower limit of 0 is 0.
 */
struct limits count_limits(double events, double confidence);
struct limits exact_limits(double events, double confidence);
struct limits byar_limits(double events, double confidence);

/* Funnel lines about the share BASELINE (0..1) for a place with N people, n > 0; clipped to 0..1. */
struct funnel {
    struct limits warning /* 0.025 each side */, alarm /* 0.001 each side */;
};
struct funnel funnel_limits(double baseline, double n);

/* Where EVENTS of N lies against BASELINE.  OHID judges a place by its Wilson limits, not by the lines. */
enum funnel_place { FUNNEL_LOW_ALARM = -2, FUNNEL_LOW, FUNNEL_INSIDE, FUNNEL_HIGH, FUNNEL_HIGH_ALARM };
enum funnel_place funnel_place(double events, double n, double baseline);

/* "Low (0.001)", "Low (0.025)", "Not significant", "High (0.025)", "High (0.001)": OHID's words. */
const char *funnel_label(enum funnel_place);

#endif
