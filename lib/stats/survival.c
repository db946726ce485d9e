/* Time to an event: see survival.h.  Called by app/evidence; may not change what it is given. */
#include "stats/survival.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_time(const void *a, const void *b)
{
    double one = ((const struct subject *)a)->time, two = ((const struct subject *)b)->time;
    return (one > two) - (one < two);
}

static int by_size(const void *a, const void *b)
{
    double one = *(const double *)a, two = *(const double *)b;
    return (one > two) - (one < two);
}

/* Subjects by time, and entries by size: from both, who is at risk at any time. */
struct risk {
    struct subject *subject;
    double *entry;
    size_t n, entered, at;
};

static struct risk risk_of(struct arena *a, const struct subject *subject, size_t n)
{
    struct risk r = { .subject = arena_array(a, struct subject, n + 1),
                      .entry = arena_array(a, double, n + 1),
                      .n = n };
    for (size_t i = 0; i < n; i++) {
        r.subject[i] = subject[i];
        r.entry[i] = fmax(subject[i].entry, 0);
    }
    qsort(r.subject, n, sizeof *r.subject, by_time);
    qsort(r.entry, n, sizeof *r.entry, by_size);
    return r;
}

/* The next time: how many are at risk, what happened. */
struct moment {
    double time;
    size_t at_risk, events, of_cause;
};

static int next_moment(struct risk *r, int cause, struct moment *m)
{
    if (r->at == r->n)
        return 0;
    *m = (struct moment){ .time = r->subject[r->at].time };
    while (r->entered < r->n && (r->entry[r->entered] < m->time || r->entry[r->entered] <= 0))
        r->entered++;
    m->at_risk = r->entered - r->at;
    for (; r->at < r->n && r->subject[r->at].time <= m->time; r->at++) {
        m->events += r->subject[r->at].event != 0;
        m->of_cause += r->subject[r->at].event == cause;
    }
    return 1;
}

/* VARIANCE is that of the cumulative hazard: the sum of d / (n (n - d)). */
static void set_limits(struct km_step *s, double variance, double z, enum km_limits kind)
{
    s->error = s->survival * sqrt(variance);
    if (s->survival <= 0) {
        s->error = NAN;
        s->low = s->high = NAN;
    } else if (kind == KM_LOG) {
        s->low = exp(log(s->survival) - z * sqrt(variance));
        s->high = fmin(1, exp(log(s->survival) + z * sqrt(variance)));
    } else {
        double half = z * sqrt(variance) / log(s->survival);
        s->low = exp(-exp(log(-log(s->survival)) - half));
        s->high = exp(-exp(log(-log(s->survival)) + half));
    }
}

struct km kaplan_meier(struct arena *a, const struct subject *subject, size_t n, double confidence, enum km_limits kind)
{
    struct risk r = risk_of(a, subject, n);
    struct km_step *step = arena_array(a, struct km_step, n + 1);
    struct km km = { .step = step, .subjects = n, .last = n ? r.subject[n - 1].time : 0 };
    double survival = 1, variance = 0, z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2);
    for (struct moment m; next_moment(&r, 1, &m);) {
        if (!m.events)
            continue;
        double d = (double)m.events, of = (double)m.at_risk;
        survival = m.events == m.at_risk ? 0 : survival * (1 - d / of);
        variance += d / (of * (of - d));
        struct km_step *s = &step[km.n++];
        *s = (struct km_step){ .time = m.time, .at_risk = m.at_risk, .events = m.events, .survival = survival };
        set_limits(s, variance, z, kind);
        km.events += m.events;
    }
    return km;
}

double km_at(const struct km *km, double time)
{
    double survival = 1;
    for (size_t i = 0; i < km->n && km->step[i].time <= time; i++)
        survival = km->step[i].survival;
    return survival;
}

double km_time(const struct km *km, double share)
{
    for (size_t i = 0; i < km->n; i++) {
        double s = km->step[i].survival;
        if (s > share + 1e-9)
            continue;
        if (s < share - 1e-9)
            return km->step[i].time;
        double until = i + 1 < km->n ? km->step[i + 1].time : km->last;
        return (km->step[i].time + until) / 2;
    }
    return NAN;
}

double km_median(const struct km *km)
{
    return km_time(km, 0.5);
}

struct km_range km_median_limits(const struct km *km)
{
    struct km_range range = { NAN, NAN };
    for (size_t i = km->n; i-- > 0;) {
        const struct km_step *s = &km->step[i];
        if (s->low <= 0.5 || (isnan(s->low) && isnan(range.low)))
            range.low = s->time;
        if (s->high <= 0.5)
            range.high = s->time;
    }
    return range;
}

struct incidence aalen_johansen(struct arena *a, const struct subject *subject, size_t n, int cause)
{
    struct risk r = risk_of(a, subject, n);
    struct incidence_step *step = arena_array(a, struct incidence_step, n + 1);
    struct incidence all = { .step = step };
    double waiting = 1, share = 0;
    for (struct moment m; next_moment(&r, cause, &m);) {
        if (!m.events)
            continue;
        share += waiting * (double)m.of_cause / (double)m.at_risk;
        waiting *= 1 - (double)m.events / (double)m.at_risk;
        step[all.n++] = (struct incidence_step){ m.time, share, waiting };
    }
    return all;
}

double incidence_at(const struct incidence *all, double time)
{
    double share = 0;
    for (size_t i = 0; i < all->n && all->step[i].time <= time; i++)
        share = all->step[i].share;
    return share;
}

/* ---- log-rank ---- */

#define GROUPS 16

struct tally {
    double excess[GROUPS], variance[GROUPS][GROUPS];
};

/* One time: RISK at risk and EVENTS in each group. */
static void tally_moment(struct tally *t, const double *risk, const double *events, int groups)
{
    double all = 0, d = 0;
    for (int g = 0; g < groups; g++) {
        all += risk[g];
        d += events[g];
    }
    double spread = all > 1 ? d * (all - d) / (all - 1) : 0;
    for (int g = 0; g < groups; g++) {
        t->excess[g] += events[g] - d * risk[g] / all;
        for (int h = 0; h < groups; h++)
            t->variance[g][h] += spread * risk[g] / all * ((g == h) - risk[h] / all);
    }
}

/* excess' V^-1 excess over the first groups - 1, which are independent. */
static double quadratic(struct tally *t, int groups)
{
    size_t k = (size_t)groups - 1;
    double v[GROUPS * GROUPS], result[GROUPS], chi = 0;
    for (size_t g = 0; g < k; g++)
        for (size_t h = 0; h < k; h++)
            v[g * k + h] = t->variance[g][h];
    gsl_matrix_view m = gsl_matrix_view_array(v, k, k);
    gsl_vector_view b = gsl_vector_view_array(t->excess, k), x = gsl_vector_view_array(result, k);
    for (size_t g = 0; g < k; g++)
        if (!(t->variance[g][g] > 1e-12))
            return NAN;
    gsl_linalg_HH_solve(&m.matrix, &b.vector, &x.vector);
    for (size_t g = 0; g < k; g++)
        chi += t->excess[g] * result[g];
    return chi;
}

struct log_rank log_rank(struct arena *a, const struct subject *subject, const int *group, size_t n, int groups)
{
    assert(groups >= 2 && groups <= GROUPS);
    struct risk r = risk_of(a, subject, n);
    struct tally t = { 0 };
    for (struct moment m; next_moment(&r, 1, &m);) {
        double risk[GROUPS] = { 0 }, events[GROUPS] = { 0 };
        for (size_t i = 0; m.events && i < n; i++) {
            double entry = subject[i].entry;
            risk[group[i]] += subject[i].time >= m.time && (entry <= 0 || entry < m.time);
            events[group[i]] += subject[i].time == m.time && subject[i].event;
        }
        if (m.events)
            tally_moment(&t, risk, events, groups);
    }
    double chi = quadratic(&t, groups);
    return (struct log_rank){ chi, gsl_cdf_chisq_Q(chi, groups - 1) };
}
