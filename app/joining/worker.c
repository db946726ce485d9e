/*
 * The thread that looks for records of one child: each record a minute after
 * it was changed; the whole register where that is quicker (after a long list),
 * where it never was done, and once a month, to learn the weights anew.
 * Started by `rightdoor serve` only.
 */
#include "app/joining/find.h"
#include "base/date.h"
#include "base/log.h"

#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

enum { SECONDS_BETWEEN = 60, NAP_MS = 200, AT_ONCE = 5, MANY = 2000, LEARNED_FOR_DAYS = 30 };

struct pairs_worker {
    pthread_t thread;
    const struct site *site;
    const char *database;
    atomic_bool is_stopping;
};

static void nap(const struct pairs_worker *p, int ms)
{
    for (int i = 0; i < ms / NAP_MS && !p->is_stopping; i++)
        nanosleep(&(struct timespec){ 0, NAP_MS * 1000000 }, NULL);
}

static bool is_time_for_all(struct db *db, const char *today)
{
    struct likeness_learned *l = likeness_learned(db);
    return !l || date_days_between(l->learned_on, today) >= LEARNED_FOR_DAYS || !date_valid(l->learned_on) || count_to_compare(db, MANY)->n >= MANY;
}

static void look(struct db *db, const struct pairs_worker *p)
{
    const char *today = *p->site->today ? p->site->today : date_of_instant(db->arena, date_now_ms());
    if (is_time_for_all(db, today))
        pairs_find_all(db, today);
    while (!p->is_stopping && pairs_find_next(db, today, AT_ONCE) == AT_ONCE)
        nanosleep(&(struct timespec){ 0, NAP_MS * 1000000 }, NULL);      /* others want to write too */
}

static void look_caught(struct db *db, const struct pairs_worker *p)
{
    struct db_catch c;
    db_catch(db, &c);
    if (setjmp(c.jump)) {
        db_rollback(db);
        log_error("looking for duplicates", LOG_TEXT("query", c.query));
        return;
    }
    look(db, p);
}

static void *run(void *x)
{
    struct pairs_worker *p = x;
    struct arena kept = { 0 }, arena = { 0 };
    const char *why;
    nap(p, 1000 * SECONDS_BETWEEN / 4);      /* whoever has waited for the start is answered first */
    struct db *db = p->is_stopping ? NULL : db_open(&kept, p->database, DB_WRITER, &why);
    if (db)
        db_read_much(db, false);
    while (db && !p->is_stopping) {
        db->arena = &arena;
        look_caught(db, p);
        arena_free(&arena);
        malloc_trim(0);                     /* learning the weights took some 10 MB, which the system may have back */
        nap(p, 1000 * SECONDS_BETWEEN);
    }
    db_close(db);
    arena_free(&kept);
    return NULL;
}

struct pairs_worker *pairs_start(const struct site *site, const char *database)
{
    struct pairs_worker *p = calloc(1, sizeof *p);
    if (!p)
        abort();
    p->site = site;
    p->database = database;
    if (pthread_create(&p->thread, NULL, run, p) != 0)
        abort();
    return p;
}

void pairs_stop(struct pairs_worker *p)
{
    p->is_stopping = true;
    pthread_join(p->thread, NULL);
    free(p);
}
