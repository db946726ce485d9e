/*
 * The short memory of the figures.  Reckoning them reads every known child:
 * some 80 ms at 8,000 children, seconds at a million.  So the last result is
 * kept for all workers, with the children to list behind each figure, by
 * number only: a list and its figure cannot disagree.  Called by the pages of
 * this folder and by tend.c.  Nothing is asked of the database under the lock,
 * because a failing query does not return.
 */
#include "app/evidence/memory.h"
#include "app/evidence/evidence.sql.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct kept { struct arena arena; int64_t newest, made_at, cost; struct figures figures; struct unit *listed[INDICATORS]; size_t n[INDICATORS]; };

static struct { pthread_mutex_t lock; struct kept *kept; bool is_tended; } memory = { .lock = PTHREAD_MUTEX_INITIALIZER };

enum { RENEWED_AFTER = 60000, KEPT_AT_MOST = 120000, TENDED_WITHIN = 3000 };

static int64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- The children behind ---- */

static int by_day(const void *x, const void *y)
{
    const struct unit *a = x, *b = y;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return a->child < b->child ? -1 : a->child > b->child;
}

static int by_child(const void *x, const void *y)
{
    const struct unit *a = x, *b = y;
    if (a->child != b->child)
        return a->child < b->child ? -1 : 1;
    return a->day < b->day ? -1 : a->day > b->day;
}

/* One row for a child, however many of its plans or goals count: the oldest. */
static size_t listed_units(const struct indicator *i, struct units *u)
{
    size_t n = 0, children = 0;
    for (size_t k = 0; k < u->n; k++)
        if (unit_is_listed(i, &u->unit[k]))
            u->unit[n++] = u->unit[k];
    if (n == 0)
        return 0;
    qsort(u->unit, n, sizeof *u->unit, by_child);
    for (size_t k = 0; k < n; k++)
        if (!children || u->unit[children - 1].child != u->unit[k].child)
            u->unit[children++] = u->unit[k];
    qsort(u->unit, children, sizeof *u->unit, by_day);
    return children;
}

static void list_behind(struct kept *k, const struct facts *f, int which)
{
    struct units u = indicator_units(f, &indicators[which], f->arena);
    k->n[which] = listed_units(&indicators[which], &u);
    k->listed[which] = arena_array(&k->arena, struct unit, k->n[which] + 1);
    if (k->n[which])
        memcpy(k->listed[which], u.unit, k->n[which] * sizeof *u.unit);
}

/* ---- Keeping ---- */

static void put(struct kept *k)
{
    pthread_mutex_lock(&memory.lock);
    struct kept *before = memory.kept;
    memory.kept = k;
    pthread_mutex_unlock(&memory.lock);
    if (before) {
        struct arena all = before->arena;
        arena_free(&all);
    }
}

void figures_forget(void) { put(NULL); }

void figures_renew(struct db *db, const char *today, int review_weeks, int64_t now, int64_t newest, struct figures *into)
{
    int64_t began = clock_ms();
    struct facts *f = facts_read(db, db->arena, today, review_weeks);
    struct arena own = { 0 };
    struct kept *k = arena_new(&own, struct kept);
    k->arena = own;
    figures_make(f, &k->figures);
    for (int i = 0; i < INDICATORS; i++)
        list_behind(k, f, i);
    k->figures.made_at = now;
    k->newest = newest;
    k->made_at = clock_ms();
    k->cost = k->made_at - began;
    if (into)
        *into = k->figures;
    put(k);
}

bool figures_are_old(const char *today, int64_t newest)
{
    pthread_mutex_lock(&memory.lock);
    const struct kept *k = memory.kept;
    bool old = !k || k->figures.today != day_of(today) || k->newest != newest || clock_ms() - k->made_at > RENEWED_AFTER;
    pthread_mutex_unlock(&memory.lock);
    return old;
}

void figures_are_tended(bool yes)
{
    pthread_mutex_lock(&memory.lock);
    memory.is_tended = yes;
    pthread_mutex_unlock(&memory.lock);
}

/* Under the lock. */
static bool holds(const struct kept *k, const char *today, int64_t newest)
{
    if (!k || k->figures.today != day_of(today))
        return false;
    int64_t age = clock_ms() - k->made_at, late = memory.is_tended ? TENDED_WITHIN + 2 * TENDED_COSTS * k->cost : 10 * k->cost;
    return (k->newest == newest && age < KEPT_AT_MOST) || age < late;
}

bool figures_remembered(struct figures *into, const char *today, int64_t newest)
{
    pthread_mutex_lock(&memory.lock);
    bool good = holds(memory.kept, today, newest);
    if (good)
        *into = memory.kept->figures;
    pthread_mutex_unlock(&memory.lock);
    return good;
}

size_t figures_behind(const struct indicator *i, int area, size_t from, struct unit *into, size_t most, size_t *all)
{
    size_t n = 0;
    int which = (int)(i - indicators);
    *all = 0;
    pthread_mutex_lock(&memory.lock);
    const struct kept *k = memory.kept;
    for (size_t u = 0; k && u < k->n[which]; u++)
        if (area < 0 || k->listed[which][u].area == area) {
            if (*all >= from && n < most)
                into[n++] = k->listed[which][u];
            ++*all;
        }
    pthread_mutex_unlock(&memory.lock);
    return n;
}
