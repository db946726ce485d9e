/*
 * The statement layer above the two engines: arguments in, rows out.  Called
 * by the functions that sql2c makes, and by the web's runner for transactions.
 */
#include "db/db.h"
#include "db/engine.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAX_PARAMS = 96 };

static void *begin(struct db *db, const struct db_query *q, va_list ap)
{
    int64_t ints[MAX_PARAMS];
    const char *texts[MAX_PARAMS];
    for (int i = 0; q->params[i]; i++)
        if (q->params[i] == 't') {
            texts[i] = va_arg(ap, const char *);
            if (!texts[i])
                texts[i] = "";
        } else
            ints[i] = va_arg(ap, int64_t);
    db->queries++;
    return db->engine->start(db, q, ints, texts);
}

static void *read_rows(struct db *db, const struct db_query *q, void *started, size_t *n)
{
    size_t room = 16, row = q->row_size;
    char *rows = arena_take(db->arena, room * row, alignof(max_align_t));
    for (*n = 0;; ++*n) {
        if (*n == room) {
            rows = arena_grow(db->arena, rows, room * row, 2 * room * row);
            room *= 2;
        }
        if (!db->engine->row(db, started, rows + *n * row, q))
            break;
    }
    db->engine->end(db, started);
    return rows;
}

void *db_many(struct db *db, const struct db_query *q, size_t *n, ...)
{
    va_list ap;
    va_start(ap, n);
    void *started = begin(db, q, ap);
    va_end(ap);
    return read_rows(db, q, started, n);
}

void *db_one(struct db *db, const struct db_query *q, ...)
{
    va_list ap;
    va_start(ap, q);
    void *started = begin(db, q, ap);
    va_end(ap);
    void *row = arena_take(db->arena, q->row_size, alignof(max_align_t));
    bool found = db->engine->row(db, started, row, q);
    db->engine->end(db, started);
    return found ? row : NULL;
}

int64_t db_run(struct db *db, const struct db_query *q, ...)
{
    va_list ap;
    va_start(ap, q);
    void *started = begin(db, q, ap);
    va_end(ap);
    db->engine->row(db, started, NULL, q);
    return db->engine->end(db, started);
}

void db_put(struct db *db, const struct db_query *q, ...)
{
    va_list ap;
    va_start(ap, q);
    void *started = begin(db, q, ap);
    va_end(ap);
    db->engine->row(db, started, NULL, q);
    db->engine->end(db, started);
}

size_t db_try(struct db *db, const struct db_query *q, int64_t *ints, const char **texts)
{
    void *started = db->engine->start(db, q, ints, texts);
    if (!q->columns) {
        db->engine->row(db, started, NULL, q);
        return (size_t)db->engine->end(db, started);
    }
    size_t n;
    read_rows(db, q, started, &n);
    return n;
}

__attribute__((noreturn)) static void jump(struct db *db, enum db_fault fault, const char *query, const char *why)
{
    struct db_catch *c = db->failed_for;
    c->fault = fault;
    c->query = query;
    c->why = why;
    longjmp(c->jump, 1);
}

void db_catch(struct db *db, struct db_catch *c)
{
    db->failed = jump;
    db->failed_for = c;
}

struct db *db_open(struct arena *arena, const char *url, enum db_use use, const char **why)
{
    struct db *db = calloc(1, sizeof *db);
    if (!db)
        abort();
    db->arena = arena;
    bool ok = false;
    if (strncmp(url, "sqlite:", 7) == 0)
        ok = db_sqlite_open(db, url + 7, use, arena, why);
    else if (strncmp(url, "postgresql://", 13) == 0 || strncmp(url, "postgres://", 11) == 0)
        ok = db_postgres_open(db, url, use, arena, why);
    else
        *why = "a database is named sqlite:PATH or postgresql://...";
    if (ok)
        return db;
    free(db);
    return NULL;
}

struct db *db_open_later(struct arena *arena, const char *url, enum db_use use, const char **why)
{
    nanosleep(&(struct timespec){ 0, 200000000 }, NULL);
    return db_open(arena, url, use, why);
}

void db_close(struct db *db)
{
    if (!db)
        return;
    db->engine->close(db);
    free(db);
}

bool db_is_postgres(const struct db *db) { return db->engine == &db_postgres; }

/* Every page begins and ends so: on SQLite as prepared statements, which cost a tenth of a script. */
static void run_bare(struct db *db, const struct db_query *q)
{
    void *started = db->engine->start(db, q, NULL, NULL);
    db->engine->row(db, started, NULL, q);
    db->engine->end(db, started);
}

void db_begin_read(struct db *db)
{
    static const struct db_query begin = { .name = "begin", .params = "", .text = "BEGIN" };
    if (db->engine->begin_read)
        db->engine->begin_read(db);
    else
        run_bare(db, &begin);
    db->in_transaction = db->is_reading = true;
}

/* What was seen holds as long as the data stand still. */
static void forget_seen(struct db *db)
{
    db->is_reading = false;
    db->seen.person = db->seen.child = 0;
}

void db_seen(struct db *db, int64_t person, int64_t child)
{
    if (!db->is_reading || !db_is_postgres(db))
        return;
    db->seen.person = person;
    db->seen.child = child;
}

static int64_t next_writing(void)
{
    static _Atomic int64_t last;
    return atomic_fetch_add(&last, 1) + 1;
}

/*
 * READ COMMITTED is enough on PostgreSQL: the advisory lock lets one writer in
 * at a time, and each statement after it sees all that was committed.
 */
void db_begin_write(struct db *db)
{
    db->engine->script(db, db_is_postgres(db) ? "BEGIN; SELECT pg_advisory_xact_lock(884)" : "BEGIN IMMEDIATE");
    db->in_transaction = true;
    db->writing = next_writing();
}

void db_commit(struct db *db)
{
    static const struct db_query commit = { .name = "commit", .params = "", .text = "COMMIT" };
    if (db_is_postgres(db))
        db->engine->script(db, "COMMIT");
    else
        run_bare(db, &commit);
    db->in_transaction = false;
    forget_seen(db);
}

void db_rollback(struct db *db)
{
    if (db->in_transaction)
        db->engine->attempt(db, "ROLLBACK");
    db->in_transaction = false;
    forget_seen(db);
}

void db_save(struct db *db)
{
    static const struct db_query save = { .name = "savepoint", .params = "", .is_put = true, .text = "SAVEPOINT part" };
    run_bare(db, &save);
}

/* Waited for: what is wrong with a change in this part shows while the part can still be undone. */
void db_release(struct db *db)
{
    static const struct db_query release = { .name = "release", .params = "", .text = "RELEASE SAVEPOINT part" };
    run_bare(db, &release);
}

void db_undo(struct db *db)
{
    db->engine->script(db, "ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part");
    db->writing = next_writing();
}

void db_do_not_wait(struct db *db, bool yes)
{
    if (db->engine->do_not_wait)
        db->engine->do_not_wait(db, yes);
}

void db_read_much(struct db *db, bool much)
{
    if (db->engine == &db_sqlite)
        db->engine->script(db, much ? "PRAGMA cache_size=-16384" : "PRAGMA cache_size=-1024; PRAGMA shrink_memory");
}

void db_survive_power_cut(struct db *db, bool yes)
{
    if (!db_is_postgres(db) && db->dies_of_power_cut == yes)
        db->engine->script(db, yes ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
    db->dies_of_power_cut = !yes;
}

int db_log_pages(struct db *db) { return db->engine->log_pages ? db->engine->log_pages(db) : 0; }

void db_tidy_log(struct db *db)
{
    if (db->engine->tidy_log)
        db->engine->tidy_log(db);
}

/* Milliseconds since 2020 in the high 41 bits, a counter in the low 12. */
static _Atomic int64_t counted;     /* the last id of those that are counted; 0 = they follow the clock */

void new_ids_from(int64_t first) { atomic_store(&counted, first ? first - 1 : 0); }

int64_t new_id(void)
{
    static _Atomic int64_t last;
    if (atomic_load(&counted))
        return atomic_fetch_add(&counted, 1) + 1;
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    int64_t now = ((t.tv_sec - 1577836800) * 1000 + t.tv_nsec / 1000000) << 12, before = atomic_load(&last), id;
    do
        id = now > before ? now : before + 1;
    while (!atomic_compare_exchange_weak(&last, &before, id));
    return id;
}
