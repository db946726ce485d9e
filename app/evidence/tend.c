/*
 * The thread that reckons the oversight figures and the watch list before
 * anybody asks: at the start, when the day changes, after changes.  It rests
 * for TENDED_COSTS times as long as it worked, and gives way to those who
 * answer.  Started by `serve` only; it reads, and what it cannot read it
 * leaves to the next round.
 */
#include "app/evidence/tend.h"
#include "app/evidence/evidence.sql.h"
#include "app/evidence/memory.h"
#include "app/expected/expected.h"
#include "app/quality/quality.h"
#include "app/watch/tally.h"
#include "base/date.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

struct tender { const struct site *site; const char *database; pthread_t thread; atomic_bool is_stopping; };

static void tend(struct db *db, const struct site *site)
{
    int64_t now = date_now_ms();
    const char *today = *site->today ? site->today : date_of_instant(db->arena, now);
    watch_renew(db, today);
    quality_renew(db, today, now);
    db_begin_read(db);
    int64_t newest = figures_version(db)->newest;
    if (figures_are_old(today, newest))
        figures_renew(db, today, atoi(authority(NULL, "review_weeks")), now, newest, NULL);
    db_commit(db);
}

/* What changes slowly and takes long: every half hour, and no rest is reckoned from it. */
static void tend_slow(struct db *db, const struct site *site)
{
    int64_t now = date_now_ms();
    expected_renew(db, *site->today ? site->today : date_of_instant(db->arena, now), now);
}

static void caught(struct db *db, const struct site *site, void (*what)(struct db *, const struct site *))
{
    struct db_catch c;
    db_catch(db, &c);
    if (setjmp(c.jump)) {
        db_rollback(db);
        return;
    }
    what(db, site);
}

static int64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void *run(void *x)
{
    enum { STEP = 200, NICE = 10 };
    struct tender *t = x;
    setpriority(PRIO_PROCESS, 0, NICE);     /* on Linux: of this thread alone */
    struct arena arena = { 0 };
    const char *why;
    struct db *db = db_open_later(&arena, t->database, DB_READER, &why);
    if (db)
        db_read_much(db, false);
    figures_are_tended(db != NULL);
    while (db && !t->is_stopping) {
        int64_t began = clock_ms();
        db->arena = &arena;
        caught(db, t->site, tend);
        int64_t rest = TENDED_COSTS * (clock_ms() - began);
        caught(db, t->site, tend_slow);
        arena_free(&arena);
        for (int64_t waited = 0; !t->is_stopping && (waited == 0 || waited < rest); waited += STEP)
            nanosleep(&(struct timespec){ 0, STEP * 1000000 }, NULL);
    }
    figures_are_tended(false);
    db_close(db);
    arena_free(&arena);
    return NULL;
}

struct tender *tend_start(const struct site *site, const char *database)
{
    struct tender *t = calloc(1, sizeof *t);
    if (!t)
        abort();
    t->site = site;
    t->database = database;
    if (pthread_create(&t->thread, NULL, run, t) != 0)
        abort();
    return t;
}

void tend_stop(struct tender *t)
{
    t->is_stopping = true;
    pthread_join(t->thread, NULL);
    free(t);
}
