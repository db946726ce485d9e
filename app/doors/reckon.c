/* From a year's requests to the numbers of the doors.  Pure but for its queries; the hiding stands in publish.c. */
#include "app/doors/doors.h"
#include "base/date.h"
#include "stats/stats.h"
#include "stats/survival.h"
#include "web/form.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is gathered of one door before it is reckoned. */
struct gathered { struct subject *wait; double *minutes, *paused; size_t waits, heard, pauses; };

static const char *first_day(const char *a, const char *b) { return !*a ? b : !*b ? a : strcmp(a, b) < 0 ? a : b; }

/* The first day on which somebody helped: advice was sent, a partner said yes, or the family was first spoken to. */
static const char *helped_on(const struct doors_requests *r)
{
    const char *day = first_day(first_day(r->advised_on, r->taken_on), r->contact_on);
    return *day && strcmp(day, r->received_on) < 0 ? r->received_on : day;
}

static double working_days(const char *from, const char *to)
{
    int64_t days = date_working_days_between(from, to);
    return days < 1 ? 0.5 : (double)days;         /* the same day: Kaplan-Meier wants a time above nought */
}

static void add_share(struct door_share *s, bool yes)
{
    s->n += yes;
    s->of++;
}

static void add_request(struct door *d, struct gathered *g, const struct doors_requests *r, double paused, const char *today)
{
    const char *helped = helped_on(r);
    bool heard = r->acknowledged_at > 0;
    d->requests++;
    g->wait[g->waits++] = (struct subject){ 0, working_days(r->received_on, *helped ? helped : today), *helped != 0 };
    if (heard)
        g->minutes[g->heard++] = (double)(r->acknowledged_at > r->received_at ? r->acknowledged_at - r->received_at : 0) / 60000;
    add_share(&d->heard, heard && r->acknowledged_at - r->received_at < INT64_C(86400000));
    add_share(&d->helped, *helped != 0);
    add_share(&d->hopped, r->hops > 0);
    add_share(&d->hopped_twice, r->hops > 1);
    add_share(&d->asked, r->questions > 0);
    add_share(&d->paused, paused > 0);
    if (paused > 0)
        g->paused[g->pauses++] = paused;
}

static void reckon(struct arena *a, struct door *d, struct gathered *g)
{
    d->help_days = d->help_low = d->help_high = d->pause_days = d->heard_minutes = NAN;
    if (g->waits) {
        struct km km = kaplan_meier(a, g->wait, g->waits, 0.95, KM_LOG);
        struct km_range range = km_median_limits(&km);
        d->help_days = km_median(&km);
        d->help_low = range.low;
        d->help_high = range.high;
    }
    d->heard_minutes = stats_median(a, g->minutes, g->heard);
    d->pause_days = stats_median(a, g->paused, g->pauses);
}

static double paused_days(const struct doors_pauses *p, size_t n, size_t *at, int64_t request, const char *today)
{
    double days = 0;
    while (*at < n && p[*at].request_id < request)
        (*at)++;
    for (; *at < n && p[*at].request_id == request; (*at)++) {
        const char *end = *p[*at].ended_on ? p[*at].ended_on : strcmp(today, p[*at].until_on) < 0 ? today : p[*at].until_on;
        double took = (double)date_working_days_between(p[*at].from_on, end);
        days += took > 0 ? took : 0.5;
    }
    return days;
}

static size_t door_of(struct doors_look *l, const char *code)
{
    for (size_t i = 0; i < l->doors; i++)
        if (strcmp(l->door[i].code, code) == 0)
            return i;
    if (l->doors == MOST_DOORS)
        return MOST_DOORS - 1;
    l->door[l->doors] = (struct door){ .code = code, .label = code_label("door", code) };
    return l->doors++;
}

static struct gathered room_for(struct arena *a, size_t n)
{
    return (struct gathered){ .wait = arena_array(a, struct subject, n + 1), .minutes = arena_array(a, double, n + 1), .paused = arena_array(a, double, n + 1) };
}

static int by_label(const void *x, const void *y)
{
    const struct door *a = x, *b = y;
    return strcmp(a->label, b->label);
}

/* The doors in the order of the alphabet, and all together behind them. */
static void reckon_doors(struct db *db, struct arena *a, struct doors_look *l, const struct doors_requests *r, size_t n)
{
    size_t pauses, lates, at = 0;
    struct doors_pauses *p = doors_pauses(db, l->from, l->to, &pauses);
    struct gathered whole = room_for(a, n), own[MOST_DOORS];
    struct door all = { .code = "", .label = "All doors" };
    for (size_t i = 0; i < n; i++) {
        size_t before = l->doors, k = door_of(l, r[i].door);
        if (l->doors > before)
            own[k] = room_for(a, n);
        double paused = paused_days(p, pauses, &at, r[i].id, l->to);
        add_request(&l->door[k], &own[k], &r[i], paused, l->to);
        add_request(&all, &whole, &r[i], paused, l->to);
    }
    struct doors_open_late *late = doors_open_late(db, l->to, &lates);
    for (size_t i = 0; i < lates; i++) {
        size_t before = l->doors, k = door_of(l, late[i].door);
        if (l->doors > before)
            own[k] = room_for(a, 0);
        l->door[k].late += late[i].n;
        all.late += late[i].n;
    }
    for (size_t i = 0; i < l->doors; i++)
        reckon(a, &l->door[i], &own[i]);
    reckon(a, &all, &whole);
    qsort(l->door, l->doors, sizeof *l->door, by_label);
    l->door[l->doors] = all;
}

/* ---- Who never asks ---- */

/* Expected of each as of all together; a place is judged by the lines of the funnel. */
static void judge(struct asking *k, size_t n)
{
    double requests = 0, children = 0;
    for (size_t i = 0; i < n; i++) {
        requests += (double)k[i].requests;
        children += (double)k[i].children;
    }
    for (size_t i = 0; i < n && children > 0; i++) {
        double share = requests / children, events = fmin((double)k[i].requests, (double)k[i].children);
        k[i].expected = share * (double)k[i].children;
        k[i].place = k[i].children > 0 && share > 0 && share < 1 ? funnel_place(events, (double)k[i].children, share) : FUNNEL_INSIDE;
    }
}

/* How likely N or fewer are where M are expected. */
static double chance_of(int64_t n, double m)
{
    double term = exp(-m), sum = term;
    for (int64_t k = 1; k <= n; k++)
        sum += term *= m / (double)k;
    return fmin(1, sum);
}

/* Where none at all would still be within chance, nothing can be said. */
static bool is_too_small(const struct asking *k) { return k->expected <= 0 || k->expected >= (double)k->children || funnel_place(0, (double)k->children, k->expected / (double)k->children) > FUNNEL_LOW; }

static void reckon_areas(struct db *db, struct arena *a, struct doors_look *l, const struct doors_requests *r, size_t n)
{
    struct doors_population *p = doors_population(db, &l->areas);
    l->area = arena_array(a, struct asking, l->areas + 1);
    for (size_t i = 0; i < l->areas; i++)
        l->area[i] = (struct asking){ .name = p[i].area, .area = p[i].area, .children = p[i].children };
    for (size_t i = 0; i < n; i++) {
        bool found = false;
        for (size_t k = 0; k < l->areas && !found; k++)
            if (strcmp(l->area[k].area, r[i].area) == 0) {
                l->area[k].requests++;
                found = true;
            }
        l->requests_nowhere += !found;
    }
    judge(l->area, l->areas);
}

static int least_likely_first(const void *x, const void *y)
{
    const struct asking *a = x, *b = y;
    return a->chance < b->chance ? -1 : a->chance > b->chance ? 1 : a->id < b->id ? -1 : a->id > b->id;
}

static int by_setting(const void *x, const void *y)
{
    const struct asking *a = x, *b = y;
    return a->id < b->id ? -1 : a->id > b->id;
}

static void count_settings(struct asking *k, size_t n, const struct doors_requests *r, size_t requests)
{
    for (size_t i = 0; i < requests; i++) {
        struct asking key = { .id = r[i].setting_id };
        struct asking *found = strcmp(r[i].door, "setting") == 0 && key.id ? bsearch(&key, k, n, sizeof *k, by_setting) : NULL;
        if (found)
            found->requests++;
    }
}

static void reckon_settings(struct db *db, struct arena *a, struct doors_look *l, const struct doors_requests *r, size_t n)
{
    size_t all, kept = 0;
    struct doors_children *c = doors_children(db, &all);
    struct asking *k = arena_array(a, struct asking, all + 1);
    for (size_t i = 0; i < all; i++)
        k[i] = (struct asking){ .name = c[i].name, .area = c[i].area, .id = c[i].id, .children = c[i].children };
    qsort(k, all, sizeof *k, by_setting);
    count_settings(k, all, r, n);
    judge(k, all);
    for (size_t i = 0; i < all; i++) {
        l->settings_requests += k[i].requests;
        l->settings_children += k[i].children;
        if (is_too_small(&k[i]))
            l->settings_small++;
        else
            l->settings_judged++;
        l->settings_flagged += k[i].place <= FUNNEL_LOW;
        k[i].chance = chance_of(k[i].requests, k[i].expected);
        if (k[i].place <= FUNNEL_LOW || (k[i].expected > (double)k[i].requests && k[i].chance < 0.5))
            k[kept++] = k[i];
    }
    qsort(k, kept, sizeof *k, least_likely_first);
    l->setting = k;
    l->settings = kept;
}

struct doors_look *doors_reckon(struct db *db, struct arena *a, const char *today)
{
    struct doors_look *l = arena_new(a, struct doors_look);
    size_t n;
    l->to = today;
    l->from = date_add_months(a, today, -12);
    struct doors_requests *r = doors_requests(db, l->from, l->to, &n);
    reckon_doors(db, a, l, r, n);
    reckon_areas(db, a, l, r, n);
    reckon_settings(db, a, l, r, n);
    return l;
}
