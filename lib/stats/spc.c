/* Control charts: see spc.h.  Pure functions over the caller's points; may not allocate. */
#include "stats/spc.h"

#include <math.h>

/* ---- the rules; each part of a chart between rebasings is judged by itself ---- */

static int side(const struct spc_point *p)
{
    return (p->value > p->mean) - (p->value < p->mean);
}

static bool is_outside(const struct spc_point *p)
{
    return p->value > p->high || p->value < p->low;
}

static bool is_near(const struct spc_point *p)
{
    double up = p->mean + (p->high - p->mean) * 2 / 3, down = p->mean - (p->mean - p->low) * 2 / 3;
    return !is_outside(p) && (p->value > up || p->value < down);
}

static void give(struct spc_point *p, enum spc_cause cause)
{
    if (p->cause == SPC_COMMON)
        p->cause = cause;
}

static void find_outside(struct spc_point *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_outside(&p[i]))
            give(&p[i], p[i].value > p[i].high ? SPC_ABOVE : SPC_BELOW);
}

/* How many points from I on go strictly one way, at most 7; WAY is 1 or -1. */
static bool seven_go(const struct spc_point *p, int way)
{
    for (int k = 1; k < 7; k++)
        if (!((p[k].value - p[k - 1].value) * way > 0))
            return false;
    return true;
}

static bool seven_lie(const struct spc_point *p, int way)
{
    for (int k = 0; k < 7; k++)
        if (side(&p[k]) != way)
            return false;
    return true;
}

static void find_seven(struct spc_point *p, size_t n, bool (*hold)(const struct spc_point *, int way),
                       enum spc_cause up, enum spc_cause down)
{
    for (size_t i = 0; i + 7 <= n; i++)
        for (int way = -1; way <= 1; way += 2)
            for (size_t k = 0; hold(p + i, way) && k < 7; k++)
                give(&p[i + k], way > 0 ? up : down);
}

static void find_two_of_three(struct spc_point *p, size_t n)
{
    for (size_t i = 0; i + 3 <= n; i++) {
        int near = is_near(&p[i]) + is_near(&p[i + 1]) + is_near(&p[i + 2]);
        int sides = side(&p[i]) + side(&p[i + 1]) + side(&p[i + 2]);
        for (size_t k = 0; near >= 2 && (sides == 3 || sides == -3) && k < 3; k++)
            if (is_near(&p[i + k]))
                give(&p[i + k], sides > 0 ? SPC_TWO_HIGH : SPC_TWO_LOW);
    }
}

static enum spc_meaning meaning_of(const struct spc_point *p, int better)
{
    if (p->cause == SPC_COMMON)
        return SPC_ORDINARY;
    int way = p->cause == SPC_RISING ? 1 : p->cause == SPC_FALLING ? -1 : side(p);
    if (!better)
        return way > 0 ? SPC_HIGH : SPC_LOW;
    return way == better ? SPC_IMPROVEMENT : SPC_CONCERN;
}

static void judge(struct spc_point *p, size_t n, int better)
{
    for (size_t i = 0; i < n; i++)
        p[i].cause = SPC_COMMON;
    find_outside(p, n);
    find_seven(p, n, seven_go, SPC_RISING, SPC_FALLING);
    find_two_of_three(p, n);
    find_seven(p, n, seven_lie, SPC_RUN_HIGH, SPC_RUN_LOW);
    for (size_t i = 0; i < n; i++)
        p[i].meaning = meaning_of(&p[i], better);
}

/* ---- limits ---- */

/* Mean of the moving ranges below MOST. */
static double mean_range(const struct spc_point *p, size_t n, double most)
{
    double sum = 0;
    size_t used = 0;
    for (size_t i = 1; i < n; i++) {
        double range = fabs(p[i].value - p[i - 1].value);
        if (range >= most)
            continue;
        sum += range;
        used++;
    }
    return used ? sum / (double)used : 0;
}

static void xmr_part(struct spc_point *p, size_t n, const struct spc_rules *rules)
{
    size_t used = rules->fixed_after && rules->fixed_after < n ? rules->fixed_after : n;
    double sum = 0, range = mean_range(p, used, INFINITY);
    if (!rules->keeps_outliers && range > 0)
        range = mean_range(p, used, 3.267 * range);
    for (size_t i = 0; i < used; i++)
        sum += p[i].value;
    for (size_t i = 0; i < n; i++) {
        p[i].mean = sum / (double)used;
        p[i].low = p[i].mean - 2.66 * range;
        p[i].high = p[i].mean + 2.66 * range;
    }
    judge(p, n, rules->better);
}

static size_t part_end(const struct spc_point *p, size_t begin, size_t n)
{
    size_t end = begin + 1;
    while (end < n && !p[end].is_rebased)
        end++;
    return end;
}

void spc_xmr(struct spc_point *p, size_t n, const struct spc_rules *rules)
{
    for (size_t begin = 0, end; begin < n; begin = end) {
        end = part_end(p, begin, n);
        xmr_part(p + begin, end - begin, rules);
    }
}

static void p_part(struct spc_point *p, const double *events, const double *size, size_t n,
                   const struct spc_rules *rules)
{
    size_t used = rules->fixed_after && rules->fixed_after < n ? rules->fixed_after : n;
    double all = 0, of = 0;
    for (size_t i = 0; i < used; i++) {
        all += events[i];
        of += size[i];
    }
    double share = all / of;
    for (size_t i = 0; i < n; i++) {
        double half = 3 * sqrt(share * (1 - share) / size[i]);
        p[i].value = events[i] / size[i];
        p[i].mean = share;
        p[i].low = fmax(0, share - half);
        p[i].high = fmin(1, share + half);
    }
    judge(p, n, rules->better);
}

void spc_p(struct spc_point *p, const double *events, const double *size, size_t n, const struct spc_rules *rules)
{
    for (size_t begin = 0, end; begin < n; begin = end) {
        end = part_end(p, begin, n);
        p_part(p + begin, events + begin, size + begin, end - begin, rules);
    }
}

enum spc_assurance spc_assurance(const struct spc_point *last, double target, int better)
{
    if (!better || (target >= last->low && target <= last->high))
        return SPC_HIT_OR_MISS;
    bool all_above = target < last->low;
    return all_above == (better > 0) ? SPC_PASSES : SPC_FAILS;
}

const char *spc_cause_words(enum spc_cause cause)
{
    static const char *const words[] = {
        "Common Cause",
        "Above UCL",
        "Below LCL",
        "7 Point Trend (Increasing)",
        "7 Point Trend (Decreasing)",
        "2 in 3 Above CL",
        "2 in 3 Below CL",
        "7 Points Above CL",
        "7 Points Below CL",
    };
    return words[cause];
}
