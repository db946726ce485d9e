/* Limits of shares and counts, and funnels: see proportion.h.  Pure functions; may not allocate. */
#include "stats/proportion.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static double z_of(double confidence)
{
    return gsl_cdf_ugaussian_Qinv((1 - confidence) / 2);
}

static int is_confidence(double c)
{
    return c > 0 && c < 1;
}

struct limits wilson_limits(double events, double n, double confidence)
{
    if (!(n > 0) || !(events >= 0) || events > n || !is_confidence(confidence))
        return (struct limits){ NAN, NAN };
    double z = z_of(confidence), q = 1 - events / n;
    double half = z * sqrt(z * z + 4 * events * q), middle = 2 * events + z * z, whole = 2 * (n + z * z);
    return (struct limits){ fmax(0, (middle - half) / whole), fmin(1, (middle + half) / whole) };
}

struct limits byar_limits(double events, double confidence)
{
    if (!(events >= 0) || !is_confidence(confidence))
        return (struct limits){ NAN, NAN };
    double z = z_of(confidence), up = events + 1;
    double low = events > 0 ? events * pow(1 - 1 / (9 * events) - z / (3 * sqrt(events)), 3) : 0;
    return (struct limits){ low, up * pow(1 - 1 / (9 * up) + z / (3 * sqrt(up)), 3) };
}

struct limits exact_limits(double events, double confidence)
{
    if (!(events >= 0) || !is_confidence(confidence))
        return (struct limits){ NAN, NAN };
    double tail = (1 - confidence) / 2;
    return (struct limits){ events > 0 ? gsl_cdf_chisq_Pinv(tail, 2 * events) / 2 : 0,
                            gsl_cdf_chisq_Qinv(tail, 2 * events + 2) / 2 };
}

struct limits count_limits(double events, double confidence)
{
    return events < 10 ? exact_limits(events, confidence) : byar_limits(events, confidence);
}

/* The shares whose Wilson limit at TAIL just touches the baseline, at N people. */
static struct limits funnel_line(double b, double n, double tail)
{
    double z = gsl_cdf_ugaussian_Qinv(tail), z2 = z * z, per = 1 / z2 + 1 / n;
    double middle = b * (n / z2 + 1);
    double root = 64 * middle * middle - 64 * per * b * (n * (b * (n / z2 + 2) - 1) + z2 * (b - 1));
    double half = sqrt(fmax(root, 0)) / 8;
    return (struct limits){ fmax(0, (middle - half) / per / n), fmin(1, (middle + half) / per / n) };
}

struct funnel funnel_limits(double baseline, double n)
{
    return (struct funnel){ funnel_line(baseline, n, 0.025), funnel_line(baseline, n, 0.001) };
}

enum funnel_place funnel_place(double events, double n, double baseline)
{
    struct limits alarm = wilson_limits(events, n, 0.998), warning = wilson_limits(events, n, 0.95);
    if (alarm.low > baseline)
        return FUNNEL_HIGH_ALARM;
    if (alarm.high < baseline)
        return FUNNEL_LOW_ALARM;
    return warning.low > baseline ? FUNNEL_HIGH : warning.high < baseline ? FUNNEL_LOW : FUNNEL_INSIDE;
}

const char *funnel_label(enum funnel_place place)
{
    switch (place) {
    case FUNNEL_LOW_ALARM:
        return "Low (0.001)";
    case FUNNEL_LOW:
        return "Low (0.025)";
    case FUNNEL_HIGH:
        return "High (0.025)";
    case FUNNEL_HIGH_ALARM:
        return "High (0.001)";
    case FUNNEL_INSIDE:
        break;
    }
    return "Not significant";
}
