/* Ratios of observed to expected: see ratio.h. */
#include "stats/ratio.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

enum funnel_place ratio_place(double observed, double expected, double tau2)
{
    if (!(expected > 0) || !(observed >= 0))
        return FUNNEL_INSIDE;
    if (tau2 > 0) {
        struct funnel line = ratio_funnel(expected, tau2);
        double ratio = observed / expected;
        if (ratio > line.alarm.high)
            return FUNNEL_HIGH_ALARM;
        if (ratio < line.alarm.low)
            return FUNNEL_LOW_ALARM;
        return ratio > line.warning.high ? FUNNEL_HIGH : ratio < line.warning.low ? FUNNEL_LOW : FUNNEL_INSIDE;
    }
    struct limits alarm = count_limits(observed, 0.998), warning = count_limits(observed, 0.95);
    if (alarm.low > expected)
        return FUNNEL_HIGH_ALARM;
    if (alarm.high < expected)
        return FUNNEL_LOW_ALARM;
    return warning.low > expected ? FUNNEL_HIGH : warning.high < expected ? FUNNEL_LOW : FUNNEL_INSIDE;
}

/* Whether a limit of COUNT lies below what is expected.  Below 10 by the distribution itself, because its inverse does not always converge. */
static int lies_below(double count, double expected, double confidence, int is_upper)
{
    double tail = (1 - confidence) / 2;
    if (count < 10)
        return is_upper ? gsl_cdf_gamma_Q(expected, count + 1, 1) < tail : count <= 0 || gsl_cdf_gamma_P(expected, count, 1) > tail;
    struct limits l = byar_limits(count, confidence);
    return (is_upper ? l.high : l.low) < expected;
}

/* The count whose limit just touches what is expected: limits grow with the count, so halving finds it. */
static double touching(double expected, double confidence, int is_upper)
{
    double from = 0, to = is_upper ? expected : 4 * expected + 40;
    if (is_upper && !lies_below(0, expected, confidence, 1))
        return 0;
    for (int i = 0; i < 60; i++) {
        double middle = (from + to) / 2;
        if (lies_below(middle, expected, confidence, is_upper))
            from = middle;
        else
            to = middle;
    }
    return (from + to) / 2;
}

static struct limits line_of(double expected, double confidence, double tau2)
{
    if (tau2 > 0) {
        double z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2), half = z * sqrt(1 / expected + tau2);
        return (struct limits){ exp(-half), exp(half) };
    }
    return (struct limits){ touching(expected, confidence, 1) / expected, touching(expected, confidence, 0) / expected };
}

struct funnel ratio_funnel(double expected, double tau2)
{
    return (struct funnel){ line_of(expected, 0.95, tau2), line_of(expected, 0.998, tau2) };
}

/* ---- over-dispersion ---- */

double dispersion_mean(const double *y, const double *s, size_t n)
{
    double sum = 0, weights = 0;
    for (size_t i = 0; i < n; i++) {
        sum += y[i] / (s[i] * s[i]);
        weights += 1 / (s[i] * s[i]);
    }
    return n ? sum / weights : NAN;
}

static int ascending(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return a < b ? -1 : a > b;
}

/* Those beyond the TRIM shares are taken to lie at them. */
static void winsorise(double *z, size_t n, double trim)
{
    double sorted[DISPERSION_MOST];
    for (size_t i = 0; i < n; i++)
        sorted[i] = z[i];
    qsort(sorted, n, sizeof *sorted, ascending);
    size_t cut = (size_t)floor(trim * (double)n);
    double low = sorted[cut], high = sorted[n - 1 - cut];
    for (size_t i = 0; i < n; i++)
        z[i] = fmin(high, fmax(low, z[i]));
}

struct dispersion dispersion_of(const double *y, const double *s, size_t n, double target, double trim, int always)
{
    struct dispersion d = { .phi = NAN };
    double z[DISPERSION_MOST], squares = 0, w = 0, w2 = 0, k = (double)n;
    if (n < 2 || n > DISPERSION_MOST)
        return d;
    for (size_t i = 0; i < n; i++)
        z[i] = (y[i] - target) / s[i];
    if (trim > 0)
        winsorise(z, n, fmin(trim, 0.49));
    for (size_t i = 0; i < n; i++) {
        double weight = 1 / (s[i] * s[i]);
        squares += z[i] * z[i];
        w += weight;
        w2 += weight * weight;
    }
    d.phi = squares / k;
    d.is_over = d.phi > 1 + 2 * sqrt(2 / k);
    if (d.is_over || always)
        d.tau2 = fmax(0, (k * d.phi - (k - 1)) / (w - w2 / w));
    return d;
}

/* ---- shrinkage ---- */

struct shrinkage shrinkage_of(const double *observed, const double *expected, size_t n)
{
    double o = 0, e = 0, spread = 0;
    for (size_t i = 0; i < n; i++) {
        o += observed[i];
        e += expected[i];
    }
    if (!(e > 0) || !(o > 0))
        return (struct shrinkage){ .mean = NAN, .is_flat = 1 };
    double mean = o / e;
    for (size_t i = 0; i < n; i++)
        if (expected[i] > 0)
            spread += expected[i] * pow(observed[i] / expected[i] - mean, 2);
    double between = spread / e - mean * (double)n / e;
    if (between <= 0)
        return (struct shrinkage){ .mean = mean, .is_flat = 1 };
    return (struct shrinkage){ mean * mean / between, mean / between, mean, 0 };
}

double shrunk_ratio(const struct shrinkage *k, double observed, double expected)
{
    return k->is_flat ? k->mean : (observed + k->shape) / (expected + k->rate);
}

double shrunk_below(const struct shrinkage *k, double observed, double expected, double ratio)
{
    if (k->is_flat)
        return isnan(k->mean) ? NAN : k->mean < ratio;
    return gsl_cdf_gamma_P(ratio, observed + k->shape, 1 / (expected + k->rate));
}
