#ifndef STATS_RATIO_H
#define STATS_RATIO_H

/*
 * Observed counts against expected ones: where a ratio lies, the lines of its
 * funnel, over-dispersion between places (Spiegelhalter 2005, as SHMI and CQC
 * use it), and shrinkage of small places (empirical Bayes, gamma-Poisson).
 * Called by app/expected and lib/out/chart.  Pure: no memory, no clock.
 */
#include "stats/proportion.h"

#include <stddef.h>

/*
 * Whether OBSERVED is more or less than chance explains where EXPECTED are
 * expected: OHID judges a ratio by the limits of the count over what is
 * expected (exact below 10, Byar's from 10 on) against 1.  With TAU2 > 0, the
 * variance between places on the log scale, by adjusted z instead:
 * log(O/E) over sqrt(1/E + tau2).  EXPECTED > 0, else FUNNEL_INSIDE.
 */
enum funnel_place ratio_place(double observed, double expected, double tau2);

/* The ratios at which that judgement changes, at EXPECTED > 0; a lower line of 0 means that even none is within chance. */
struct funnel ratio_funnel(double expected, double tau2);

/* How much places differ beyond chance: y[i] with standard error s[i] > 0, about TARGET. */
struct dispersion {
    double phi;       /* mean of the squared z; 1 where only chance is at work */
    double tau2;      /* variance between places; 0 where phi is within 1 + 2 sqrt(2/k) of chance, unless ALWAYS */
    int is_over;      /* phi is beyond that */
};

/*
 * TRIM: the share winsorised at each end (0.1 is usual, 0 none; at most 0.5).
 * With no trimming, about the inverse-variance mean, tau2 is DerSimonian and
 * Laird's.  ALWAYS: estimate tau2 even where phi says that it is not needed.
 * n >= 2, at most DISPERSION_MOST; else nothing is found.
 */
enum { DISPERSION_MOST = 2000 };
struct dispersion dispersion_of(const double *y, const double *s, size_t n, double target, double trim, int always);

/* The inverse-variance weighted mean. NAN for n = 0. */
double dispersion_mean(const double *y, const double *s, size_t n);

/*
 * The prior that all places share: gamma with this shape and rate, by the
 * moments of the ratios (Marshall 1991).  is_flat: the places differ no more
 * than chance, so each is taken to be as all together (mean).
 */
struct shrinkage { double shape, rate, mean; int is_flat; };
struct shrinkage shrinkage_of(const double *observed, const double *expected, size_t n);

/* The ratio of one place as the prior and its own count make it likely, and how likely it is below RATIO. */
double shrunk_ratio(const struct shrinkage *, double observed, double expected);
double shrunk_below(const struct shrinkage *, double observed, double expected, double ratio);

#endif
