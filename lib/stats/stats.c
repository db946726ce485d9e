/* Mean and quantiles: see stats.h.  Called by app/evidence; may not change what it is given. */
#include "stats/stats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double stats_mean(const double *x, size_t n)
{
    double sum = 0, rest = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    for (size_t i = 0; i < n; i++) /* a second pass, as R does, takes rounding out */
        rest += x[i] - sum / (double)n;
    return n ? (sum + rest) / (double)n : NAN;
}

double stats_deviation(const double *x, size_t n)
{
    double mean = stats_mean(x, n), squares = 0;
    for (size_t i = 0; i < n; i++)
        squares += (x[i] - mean) * (x[i] - mean);
    return n > 1 ? sqrt(squares / (double)(n - 1)) : NAN;
}

static int by_size(const void *a, const void *b)
{
    double one = *(const double *)a, two = *(const double *)b;
    return (one > two) - (one < two);
}

double stats_quantile(struct arena *a, const double *x, size_t n, double p)
{
    if (!n || !(p >= 0 && p <= 1))
        return NAN;
    double *sorted = arena_array(a, double, n);
    memcpy(sorted, x, n * sizeof *x);
    qsort(sorted, n, sizeof *sorted, by_size);
    double at = p * (double)(n - 1);
    size_t low = (size_t)at, high = low + 1 < n ? low + 1 : low;
    return sorted[low] + (at - (double)low) * (sorted[high] - sorted[low]);
}

double stats_median(struct arena *a, const double *x, size_t n)
{
    return stats_quantile(a, x, n, 0.5);
}
