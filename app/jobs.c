/* The thread that runs what each feature does every minute: see jobs.h.  Called by command_serve. */
#include "app/jobs.h"
#include "base/date.h"
#include "base/log.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

enum { SECONDS_BETWEEN = 60, NAP_MS = 200 };

struct jobs {
    pthread_t thread;
    const struct site *site;
    const char *database;
    atomic_bool is_stopping;
};

/* False if the job failed: what it did is undone. */
static bool job_done(struct db *db, const struct site *site, const struct feature *f, int64_t now)
{
    struct db_catch c;
    db_catch(db, &c);
    if (setjmp(c.jump)) {
        db_rollback(db);
        log_error("job", LOG_TEXT("feature", f->name), LOG_TEXT("query", c.query));
        return false;
    }
    const char *today = *site->today ? site->today : date_of_instant(db->arena, now);
    db_begin_write(db);
    f->each_minute(db, today, now);
    db_commit(db);
    return true;
}

int jobs_round(struct db *db, const struct site *site, int64_t now)
{
    int done = 0;
    for (const struct feature *const *f = site->features; *f; f++)
        if ((*f)->each_minute)
            done += job_done(db, site, *f, now);
    return done;
}

static void *run(void *x)
{
    struct jobs *j = x;
    struct arena arena = { 0 };
    const char *why;
    struct db *db = db_open_later(&arena, j->database, DB_WRITER, &why);
    if (db)
        db_read_much(db, false);
    while (db && !j->is_stopping) {
        jobs_round(db, j->site, date_now_ms());
        arena_reset(&arena);
        for (int i = 0; i < SECONDS_BETWEEN * 1000 / NAP_MS && !j->is_stopping; i++)
            nanosleep(&(struct timespec){ 0, NAP_MS * 1000000 }, NULL);
    }
    db_close(db);
    arena_free(&arena);
    return NULL;
}

struct jobs *jobs_start(const struct site *site, const char *database)
{
    struct jobs *j = calloc(1, sizeof *j);
    if (!j)
        abort();
    j->site = site;
    j->database = database;
    if (pthread_create(&j->thread, NULL, run, j) != 0)
        abort();
    return j;
}

void jobs_stop(struct jobs *j)
{
    j->is_stopping = true;
    pthread_join(j->thread, NULL);
    free(j);
}
