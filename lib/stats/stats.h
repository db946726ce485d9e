#ifndef STATS_STATS_H
#define STATS_STATS_H

/*
 * Mean, median, quantiles, as R computes them.  Called by app/evidence.  Pure
 * but for the arena, which lends room to sort.  Values are finite; with n == 0
 * every answer is NAN.  Never show a mean of closed cases alone: see survival.h.
 */
#include "base/arena.h"

#include <stddef.h>

double stats_mean(const double *x, size_t n);
double stats_deviation(const double *x, size_t n); /* sample standard deviation; NAN below n = 2 */
double stats_median(struct arena *, const double *x, size_t n);
double stats_quantile(struct arena *, const double *x, size_t n, double p); /* R's type 7; 0 <= p <= 1 */

#endif
