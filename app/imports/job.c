/*
 * What takes long happens here, off the threads that answer pages: staging,
 * committing, undoing, one list after another.  Started by `rightdoor serve`;
 * the command and the tests call import_round themselves.  How far it is
 * stands in memory only: what is not committed yet, no page could read.
 */
#include "app/imports/imports.h"
#include "base/date.h"
#include "base/log.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static _Atomic int64_t working_on, done_so_far, of_all;

void import_progress_set(int64_t import, int64_t done, int64_t of)
{
    working_on = import;
    done_so_far = done;
    of_all = of;
}

void import_progress(int64_t import, int64_t *done, int64_t *of)
{
    bool mine = working_on == import;
    *done = mine ? done_so_far : 0;
    *of = mine ? of_all : 0;
}

/* Compared outside any lock; put down in a short transaction, if nobody has done anything to the list meanwhile. */
static void stage(struct db *db, int64_t id, const char *today, int64_t now)
{
    struct arena *own = arena_inside(db->arena);
    db_begin_read(db);
    struct import_by_id *list = import_itself(db, id);
    struct import_staged s = import_stage_rows(db, own, list, today);
    db_rollback(db);
    db_begin_write(db);
    struct import_by_id *now_list = import_itself(db, id);
    if (now_list->version == list->version && strcmp(now_list->status, "staging") == 0) {
        import_write_staged(db, list, &s, now);
        if (*list->message)
            set_import_message(db, id, list->message);
    }
    db_commit(db);
    arena_free(own);
}

static void commit_or_undo(struct db *db, int64_t id, bool undoes, const char *today, int64_t now)
{
    db_begin_write(db);
    struct import_by_id *list = import_itself(db, id);
    struct act act = { db, undoes ? list->undone_by : list->committed_by, today, now };
    struct import_done d = undoes ? import_undo(act, id) : import_commit(act, id);
    if (!d.is_done) {
        move_import(db, id, undoes ? "undoing" : "committing", undoes ? "committed" : "staged", d.message);
        set_import_message(db, id, d.message);
    }
    db_commit(db);
}

struct attempt { struct db *db; int64_t id; const char *status, *today; int64_t now; };

static void run(const struct attempt *t)
{
    if (strcmp(t->status, "staging") == 0)
        stage(t->db, t->id, t->today, t->now);
    else
        commit_or_undo(t->db, t->id, strcmp(t->status, "undoing") == 0, t->today, t->now);
}

/* What the database refused is undone as a whole; the list goes back to where it can be looked at, and says so. */
static void put_back(const struct attempt *t, enum db_fault fault)
{
    bool undoes = strcmp(t->status, "undoing") == 0, stages = strcmp(t->status, "staging") == 0;
    db_begin_write(t->db);
    move_import(t->db, t->id, t->status, undoes ? "committed" : stages ? "columns" : "staged",
        fault == DB_FULL ? "There is no room on the disk. Nothing was written. Tell whoever runs this service, then try again." : undoes ? "This list cannot be undone: something else refers to what it wrote by now." : stages ? "The list could not be compared with the register. Look at its columns and try again."
               : "The list could not be committed: two of its rows, or a row and the register, claim the same number. Nothing was written.");
    db_commit(t->db);
}

/* False if the database refused. A catcher of our own: what is written must go as a whole, and the list must say why. */
static bool run_caught(const struct attempt *t, enum db_fault *fault)
{
    struct db_catch c;
    void (*failed)(struct db *, enum db_fault, const char *, const char *) = t->db->failed;
    void *failed_for = t->db->failed_for;
    struct arena *volatile arena = t->db->arena;
    db_catch(t->db, &c);
    bool right = setjmp(c.jump) == 0;
    if (right)
        run(t);
    t->db->arena = arena;
    if (!right) {
        db_rollback(t->db);
        log_error("import", LOG_TEXT("query", c.query));
    }
    t->db->failed = (__typeof__(t->db->failed))failed;
    t->db->failed_for = failed_for;
    *fault = right ? DB_BROKEN : c.fault;
    return right || c.fault == DB_BUSY || c.fault == DB_LOST;
}

bool import_round(struct db *db, const char *today, int64_t now)
{
    struct import_waiting *w = import_waiting(db);
    if (!w)
        return false;
    struct attempt t = { db, w->id, w->status, today, now };
    db_read_much(db, true);
    enum db_fault fault;
    if (!run_caught(&t, &fault))
        put_back(&t, fault);
    db_read_much(db, false);
    import_progress_set(0, 0, 0);
    return true;
}

/* ---- the thread ---- */

struct import_worker {
    pthread_t thread;
    const struct site *site;
    const char *database;
    atomic_bool is_stopping;
};

static bool round_caught(struct db *db, struct import_worker *s)
{
    struct db_catch c;
    db_catch(db, &c);
    if (setjmp(c.jump)) {
        db_rollback(db);
        log_error("imports", LOG_TEXT("query", c.query));
        return false;
    }
    int64_t now = date_now_ms();
    return import_round(db, *s->site->today ? s->site->today : date_of_instant(db->arena, now), now);
}

static void *work(void *x)
{
    struct import_worker *s = x;
    struct arena arena = { 0 };
    const char *why;
    struct db *db = db_open_later(&arena, s->database, DB_WRITER, &why);
    if (db)
        db_read_much(db, false);
    struct arena passing = { 0 };
    while (db && !s->is_stopping) {
        db->arena = &passing;
        bool more = round_caught(db, s);
        db->arena = &passing;
        arena_reset(&passing);
        if (!more)
            nanosleep(&(struct timespec){ 0, 250000000 }, NULL);
    }
    if (db)
        db->arena = &arena;
    db_close(db);
    arena_free(&passing);
    arena_free(&arena);
    return NULL;
}

struct import_worker *import_start(const struct site *site, const char *database)
{
    struct import_worker *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    s->site = site;
    s->database = database;
    if (pthread_create(&s->thread, NULL, work, s) != 0)
        abort();
    return s;
}

void import_stop(struct import_worker *s)
{
    if (!s)
        return;
    s->is_stopping = true;
    pthread_join(s->thread, NULL);
    free(s);
}
