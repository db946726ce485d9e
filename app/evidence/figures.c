/*
 * From what counts (units.c) to numbers with limits: headline, trend, areas,
 * what stands beside; and what must be hidden of them before they are shown
 * to people without case access.  Pure: the facts are given.
 */
#include "app/evidence/evidence.h"
#include "base/date.h"
#include "stats/proportion.h"
#include "stats/suppress.h"
#include "stats/survival.h"

#include <math.h>
#include <string.h>

void unit_add(struct units *u, struct unit unit)
{
    if (u->n == u->room) {
        size_t more = u->room ? u->room * 2 : 256;
        u->unit = arena_grow(u->arena, u->unit, u->room * sizeof unit, more * sizeof unit);
        u->room = more;
    }
    u->unit[u->n++] = unit;
}

static const struct count nothing = { .value = NAN, .low = NAN, .high = NAN, .expected = NAN };

struct count count_share(int64_t n, int64_t d, int64_t missing)
{
    struct count c = nothing;
    c.n = n;
    c.d = d;
    c.missing = missing;
    if (d > 0) {
        struct limits l = wilson_limits((double)n, (double)d, 0.95);
        c.value = (double)n / (double)d;
        c.low = l.low;
        c.high = l.high;
    }
    return c;
}

void beside_add(struct figure *g, const char *label, enum beside_kind kind, struct count count)
{
    if (g->besides < MOST_BESIDE)
        g->beside[g->besides++] = (struct beside){ label, kind, count };
}

/* ---- One number ---- */

static struct count tally(const struct unit *unit, size_t n)
{
    int64_t by[3] = { 0 };
    for (size_t i = 0; i < n; i++)
        by[unit[i].state]++;
    return count_share(by[HIT], by[HIT] + by[MISS], by[UNKNOWN]);
}

static double expected_of(const struct facts *f, int area)
{
    double sum = 0;
    for (size_t i = 0; i < f->expectations; i++)
        if (area < 0 || f->expected[i].area == area)
            sum += f->expected[i].expected;
    return sum;
}

static struct count ratio(const struct facts *f, const struct unit *unit, size_t n, int area)
{
    (void)unit;
    struct count c = nothing;
    c.n = c.d = (int64_t)n;
    c.expected = expected_of(f, area);
    if (c.expected > 0) {
        struct limits l = count_limits((double)n, 0.95);
        c.value = (double)n / c.expected;
        c.low = l.low / c.expected;
        c.high = l.high / c.expected;
    }
    return c;
}

static struct subject *subjects_of(struct arena *a, const struct unit *unit, size_t n, size_t *m)
{
    struct subject *s = arena_array(a, struct subject, n + 1);
    *m = 0;
    for (size_t i = 0; i < n; i++)
        if (unit[i].time > 0)
            s[(*m)++] = (struct subject){ 0, unit[i].time, unit[i].event };
    return s;
}

/*
 * The share reached within so many days.  Aalen and Johansen: leaving or starting school first competes.  Its limits
 * are Wilson's as if every open case had been followed to the end: a little too narrow while many are open.
 */
static struct count reached(struct arena *a, const struct unit *unit, size_t n, double within)
{
    size_t m;
    struct subject *s = subjects_of(a, unit, n, &m);
    struct count c = nothing;
    c.d = (int64_t)m;
    c.missing = (int64_t)(n - m);
    for (size_t i = 0; i < m; i++)
        c.n += s[i].event == 1 && s[i].time <= within;
    if (!m)
        return c;
    struct incidence in = aalen_johansen(a, s, m, 1);
    c.value = incidence_at(&in, within);
    struct limits l = wilson_limits(c.value * (double)m, (double)m, 0.95);
    c.low = l.low;
    c.high = l.high;
    return c;
}

static struct count median(struct arena *a, const struct unit *unit, size_t n, double share)
{
    size_t m;
    struct subject *s = subjects_of(a, unit, n, &m);
    struct count c = nothing;
    c.d = (int64_t)m;
    for (size_t i = 0; i < m; i++)
        c.n += s[i].event == 1;
    if (!m)
        return c;
    struct km km = kaplan_meier(a, s, m, 0.95, KM_LOG);
    c.value = km_time(&km, share);
    if (share == 0.5) {
        struct km_range r = km_median_limits(&km);
        c.low = r.low;
        c.high = r.high;
    }
    return c;
}

static struct count number_of(const struct facts *f, const struct indicator *i, const struct unit *unit, size_t n, int area)
{
    switch (i->kind) {
    case RATIO: return ratio(f, unit, n, area);
    case TIMES: return reached(f->arena, unit, n, 30);
    case MEDIAN: return median(f->arena, unit, n, 0.5);
    default: return tally(unit, n);
    }
}

/* ---- What stands beside the two that wait ---- */

void beside_first_support(const struct facts *f, int from, int to, struct figure *g)
{
    struct units u = { f->arena };
    units_first_support(f, from, to, &u);
    beside_add(g, "First support within 60 days", BESIDE_SHARE, reached(f->arena, u.unit, u.n, 60));
    beside_add(g, "Half had it within", BESIDE_DAYS, median(f->arena, u.unit, u.n, 0.5));
    size_t m;
    struct subject *s = subjects_of(f->arena, u.unit, u.n, &m);
    struct incidence in = aalen_johansen(f->arena, s, m, 1);
    for (int i = 0; i < CURVE; i++)
        g->curve[i] = m ? incidence_at(&in, i * 7.0) : NAN;
}

void beside_answers(const struct facts *f, int from, int to, struct figure *g)
{
    struct units u = { f->arena };
    units_answers(f, from, to, &u);
    beside_add(g, "Nine in ten had an answer within (working days)", BESIDE_DAYS, median(f->arena, u.unit, u.n, 0.1));
    beside_add(g, "Answered by the day promised, of those due", BESIDE_SHARE, tally(u.unit, u.n));
    int64_t bounced = 0, all = 0;
    for (const struct asked *r = f->request; r < f->request + f->requests; r++)
        if (r->received > from && r->received <= to) {
            all++;
            bounced += r->hops > 0;
        }
    beside_add(g, "Passed on to somebody else at least once", BESIDE_SHARE, count_share(bounced, all, 0));
}

/* ---- A whole figure ---- */

static int months_before(const struct facts *f, int months)
{
    struct arena *a = f->arena;
    return day_of(date_add_months(a, date_text(a, f->today), -months));
}

struct units indicator_units(const struct facts *f, const struct indicator *i, struct arena *a)
{
    struct units u = { a };
    i->units(f, i->span == SNAPSHOT ? NEVER : months_before(f, 12), f->today, &u);
    return u;
}

bool unit_is_listed(const struct indicator *i, const struct unit *u) { return u->child && u->state == (i->lists_hits ? HIT : MISS); }

static void make_trend(const struct facts *f, const struct indicator *i, struct figure *g)
{
    int months = i->span == YEARLY ? 12 : 3;
    g->periods = i->span == YEARLY ? 3 : PERIODS;
    struct units u = { f->arena };
    for (int p = 0; p < g->periods; p++) {
        int back = (g->periods - 1 - p) * months, to = months_before(f, back);
        u.n = 0;
        i->units(f, months_before(f, back + months), to, &u);
        g->period_end[p] = to;
        g->period[p] = number_of(f, i, u.unit, u.n, -1);
    }
}

static void make_areas(const struct facts *f, const struct indicator *i, struct figure *g, const struct units *u)
{
    struct unit *of_area = arena_array(f->arena, struct unit, u->n + 1);
    for (int area = 0; area < f->areas; area++) {
        size_t n = 0;
        for (size_t k = 0; k < u->n; k++)
            if (u->unit[k].area == area)
                of_area[n++] = u->unit[k];
        g->area[area] = number_of(f, i, of_area, n, area);
    }
}

void figures_make(const struct facts *f, struct figures *all)
{
    memset(all, 0, sizeof *all);
    all->today = f->today;
    all->areas = f->areas;
    memcpy(all->area_name, f->area_name, sizeof all->area_name);
    for (size_t i = 0; i < f->expectations; i++)
        all->area_population[f->expected[i].area] += f->expected[i].children;
    for (int k = 0; k < INDICATORS; k++) {
        const struct indicator *i = &indicators[k];
        struct figure *g = &all->of[k];
        struct units u = indicator_units(f, i, f->arena);
        g->now = number_of(f, i, u.unit, u.n, -1);
        make_trend(f, i, g);
        make_areas(f, i, g, &u);
        if (i->beside)
            i->beside(f, i->span == SNAPSHOT ? NEVER : months_before(f, 12), f->today, g);
    }
}

/* ---- What is hidden ---- */

static void hide(struct count *c)
{
    *c = nothing;
    c->n = c->d = c->missing = -1;
    c->is_hidden = true;
}

static bool is_small(int64_t n, struct suppress_rule rule) { return n >= 1 && n <= rule.most; }

static bool is_too_small(const struct indicator *i, const struct count *c, struct suppress_rule rule)
{
    if (i->kind == RATIO || i->kind == MEDIAN)
        return is_small(c->d, rule);
    return c->d > 0 && suppress_share(c->n, c->d, rule);
}

/*
 * N parts that add up to a whole that is shown: hides parts so that none can be worked out from the others and the
 * whole.  Shares are judged as a two-way table of hits and misses.  Where even the totals would have to go, all parts
 * do instead: the whole alone tells of no part.
 */
static void hide_parts(struct arena *a, const struct indicator *i, struct count *part, int n, struct suppress_rule rule)
{
    bool by_share = i->kind == SHARE || i->kind == TIMES, hidden_total = false;
    int64_t *cell = arena_array(a, int64_t, (size_t)n * 2 + 1);
    for (int k = 0; k < n; k++)
        if (by_share) {
            cell[2 * k] = part[k].n;
            cell[2 * k + 1] = part[k].d - part[k].n;
        } else
            cell[k] = part[k].d;
    enum suppress_mark *mark = by_share ? suppress_table(a, cell, (size_t)n, 2, rule) : suppress_row(a, cell, (size_t)n, rule);
    int wide = by_share ? 3 : 1;
    for (int m = 0; m < wide; m++)
        hidden_total |= mark[n * wide + m] != SHOWN;
    for (int k = 0; k < n; k++) {
        bool hidden = hidden_total;
        for (int m = 0; m < wide; m++)
            hidden |= mark[k * wide + m] != SHOWN;
        if (hidden)
            hide(&part[k]);
    }
}

static void hide_beside(const struct indicator *i, struct figure *g, struct suppress_rule rule)
{
    for (struct beside *b = g->beside; b < g->beside + g->besides; b++) {
        bool is_share = b->kind == BESIDE_SHARE;
        bool between = i->kind == TIMES && is_share && is_small(b->count.n - g->now.n, rule);     /* those of 31 to 60 days */
        if (b->kind != BESIDE_PLACES && (g->now.is_hidden || between || is_small(b->count.d, rule) || (is_share && b->count.d && suppress_share(b->count.n, b->count.d, rule))))
            hide(&b->count);
        if (b->kind == BESIDE_DAYS)
            b->count.n = -1;
    }
}

static void hide_counts_of_waiting(struct figure *g)
{
    g->now.n = -1;                       /* the few who wait are not told by difference */
    for (int p = 0; p < g->periods; p++)
        g->period[p].n = -1;
    for (int k = 0; k < MOST_AREAS; k++)
        g->area[k].n = -1;
}

static void hide_missing(struct figure *g, struct suppress_rule rule)
{
    if (is_small(g->now.missing, rule))
        g->now.missing = -1;
    for (int p = 0; p < g->periods; p++)
        g->period[p].missing = -1;
    for (int k = 0; k < MOST_AREAS; k++)
        g->area[k].missing = -1;
}

static void publish_one(struct arena *a, const struct indicator *i, struct figure *g, int areas, struct suppress_rule rule)
{
    bool whole = is_too_small(i, &g->now, rule);
    int last = i->span == WINDOW ? 4 : 1;       /* the last four quarters make the headline */
    hide_parts(a, i, g->area, areas, rule);
    for (int p = 0; i->span == WINDOW && p + 4 <= g->periods; p += 4)
        hide_parts(a, i, g->period + p, 4, rule);
    for (int p = 0; p < g->periods; p++)
        if (!g->period[p].is_hidden && is_too_small(i, &g->period[p], rule))
            hide(&g->period[p]);
    if (whole) {                                /* parts that are all shown would tell the whole */
        hide(&g->now);
        for (int k = 0; k < areas; k++)
            hide(&g->area[k]);
        for (int p = g->periods - last; p < g->periods; p++)
            hide(&g->period[p]);
    }
    hide_beside(i, g, rule);
    hide_missing(g, rule);
    if (i->kind == MEDIAN)
        hide_counts_of_waiting(g);
    if (g->now.is_hidden)
        for (int k = 0; k < CURVE; k++)
            g->curve[k] = NAN;
}

void figures_publish(struct arena *a, struct figures *all, int64_t below)
{
    struct suppress_rule rule = { below > 1 ? below - 1 : 0, false };
    for (int k = 0; k < INDICATORS; k++)
        publish_one(a, &indicators[k], &all->of[k], all->areas, rule);
    all->is_published = true;
}
