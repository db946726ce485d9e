/*
 * Measures the watch list on a demo: counting all anew, and asking for one
 * child anew after a form changed it; and what else reads the whole register.
 * Called by bench/watch.  Prints each beside its bar, and beside how long the
 * same database needs in the same run to read the days of all events once
 * (the reference).  Writes nothing.
 */
#include "app/expected/expected.h"
#include "app/quality/quality.h"
#include "app/watch/tally.h"
#include "base/date.h"
#include "tests/house.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { CHANGES = 2000, RECOUNT_BAR_MS = 10000, CHANGE_BAR_MS = 5 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static int upward(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return a < b ? -1 : a > b;
}

struct number { int64_t n; };
static const struct db_column number_column[] = { { 'i', 0 } };
static const struct db_query all_events = { "all_events", "", "", false, 1, number_column, sizeof(struct number), "SELECT count(on_day) AS n FROM event WHERE kind <> ''" };
static const struct db_query a_manager = { "a_manager", "", "", false, 1, number_column, sizeof(struct number), "SELECT min(id) AS n FROM person WHERE role = 'manager'" };

static double reference;

static void tell(const char *what, double ms, double bar, const char *of)
{
    printf("%-34s %10.2f ms  %7.2f x reference", what, ms, ms / reference);
    if (bar > 0)
        printf("  bar %5.0f ms: %s", bar, ms < bar ? "PASS" : "FAIL");
    printf("  %s\n", of);
}

/* The same for a reader: a page's counts, all of a service. */
static struct web reader(struct db *db, struct arena *a, const char *today, struct person *who)
{
    db->arena = a;
    return (struct web){ .arena = a, .db = db, .today = today, .now = date_now_ms(), .method = GET, .person = who, .site = &site_of_features, .changes = web_changes() };
}

static double recount(struct db *db, const char *today, size_t *cases)
{
    struct arena own = { 0 };
    watch_forget();
    db->arena = &own;
    double start = now();
    watch_renew(db, today);
    double took = now() - start;
    db_begin_read(db);
    watch_cases(db, today, cases);
    db_commit(db);
    arena_free(&own);
    return took;
}

/* Children of the register, spread over it. */
static int64_t *some_children(struct db *db, struct arena *a, size_t *n)
{
    size_t all;
    struct quality_frame *f = quality_frame(db, &all);
    int64_t *child = arena_array(a, int64_t, CHANGES);
    for (*n = 0; *n < CHANGES && all; ++*n)
        child[*n] = f[(*n * 7919) % all].child_id;
    return child;
}

/* What one change costs the next reader: counts with it, less counts without. */
static double *changes(struct db *db, const char *today, struct person *who, const int64_t *child, size_t n, double *without)
{
    double *took = calloc(n, sizeof *took), *plain = calloc(n, sizeof *plain);
    for (size_t i = 0; i < n; i++) {
        struct arena own = { 0 };
        struct web w = reader(db, &own, today, who);
        struct watch_setting *s = watch_settings(db);
        w.changes = (int64_t)i + 1;
        db_begin_read(db);
        double a = now();
        watch_counts(&w, s, false, "");
        double b = now();
        watch_child_changed(child[i], w.changes);
        watch_counts(&w, s, false, "");
        took[i] = now() - b;
        plain[i] = b - a;
        db_commit(db);
        arena_free(&own);
    }
    qsort(took, n, sizeof *took, upward);
    qsort(plain, n, sizeof *plain, upward);
    *without = plain[n / 2];
    free(plain);
    return took;
}

static void others(struct db *db, const char *today)
{
    struct arena own = { 0 };
    char told[80];
    db->arena = &own;
    db_begin_read(db);
    double start = now();
    size_t n = quality_reckon(db, &own, today, 1)->n;
    snprintf(told, sizeof told, "%zu open records", n);
    tell("data quality, every rule", now() - start, 0, told);
    start = now();
    long long listed = (long long)expected_reckon(db, &own, today, 1)->all.listed;
    snprintf(told, sizeof told, "%lld children under five", listed);
    tell("expected and found", now() - start, 0, told);
    db_commit(db);
    arena_free(&own);
}

int main(int argc, char **argv)
{
    struct arena a = { 0 };
    if (argc != 2) {
        fprintf(stderr, "usage: bench-watch DATABASE\n");
        return 2;
    }
    struct db *db = house_open(&a, argv[1]);
    codes_load(db);
    authority_load(db);
    const char *today = authority(NULL, "demo_today");
    struct person who = { .id = ((struct number *)db_one(db, &a_manager))->n, .role = "manager", .may = role_may("manager") };
    size_t cases, n;
    db_one(db, &all_events);
    double start = now();
    long long events = (long long)((struct number *)db_one(db, &all_events))->n;
    reference = now() - start;
    printf("%s, %s; reference: the days of %lld events read once in %.0f ms\n", db->engine->name, today, events, reference);
    double first = recount(db, today, &cases), again = recount(db, today, &cases);
    char told[80];
    snprintf(told, sizeof told, "%zu cases; first %.0f ms", cases, first);
    tell("watch list counted anew", again, RECOUNT_BAR_MS, told);
    db->arena = &a;
    int64_t *child = some_children(db, &a, &n);
    double without, *took = n ? changes(db, today, &who, child, n, &without) : NULL;
    if (n) {
        snprintf(told, sizeof told, "median of %zu; counting alone %.2f ms", n, without);
        tell("after one change, median", took[n / 2], CHANGE_BAR_MS, told);
        tell("after one change, 99 in 100", took[n * 99 / 100], CHANGE_BAR_MS, "");
    }
    others(db, today);
    bool passed = again < RECOUNT_BAR_MS && n && took[n * 99 / 100] < CHANGE_BAR_MS;
    free(took);
    db_close(db);
    arena_free(&a);
    return passed ? 0 : 1;
}
