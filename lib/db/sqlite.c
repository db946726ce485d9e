/* The embedded engine.  Nothing outside lib/db includes sqlite3.h. */
#include "db/engine.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SLOTS = 2048, BYTES_KEPT = 3 << 20 };

/* bytes: what the statement takes; asked: when it was last asked, counted in questions. */
struct slot { const struct db_query *query; sqlite3_stmt *statement; int bytes; unsigned asked; };
struct link { sqlite3 *sqlite; int log_pages; bool leaves_log; unsigned questions; int kept; struct slot slot[SLOTS]; };

static enum db_fault fault_of(int rc)
{
    switch (rc & 0xff) {
    case SQLITE_BUSY: case SQLITE_LOCKED: return DB_BUSY;
    case SQLITE_CONSTRAINT: return DB_CONSTRAINT;
    case SQLITE_FULL: case SQLITE_READONLY: case SQLITE_IOERR: case SQLITE_CANTOPEN: return DB_FULL;
    default: return DB_BROKEN;
    }
}

__attribute__((noreturn)) static void fail(struct db *db, const char *query, int rc)
{
    struct link *l = db->link;
    const char *why = sqlite3_errmsg(l->sqlite);
    db->failed(db, fault_of(rc), query, arena_text(db->arena, why, strlen(why)));
}

static struct slot *longest_unasked(struct link *l)
{
    struct slot *found = NULL;
    for (struct slot *s = l->slot; s < l->slot + SLOTS; s++)
        if (s->statement && !sqlite3_stmt_busy(s->statement) && (!found || l->questions - s->asked > l->questions - found->asked))
            found = s;
    return found;
}

/* All the statements of the program would take 10 MB for each connection; the pages that are opened most take 1 MB. */
static void let_go(struct link *l)
{
    for (struct slot *s; l->kept > BYTES_KEPT / 4 * 3 && (s = longest_unasked(l));) {
        sqlite3_finalize(s->statement);
        s->statement = NULL;
        l->kept -= s->bytes;
    }
}

static void prepare(struct db *db, struct slot *s, const struct db_query *q)
{
    struct link *l = db->link;
    if (l->kept > BYTES_KEPT)
        let_go(l);
    int rc = sqlite3_prepare_v3(l->sqlite, q->text, -1, SQLITE_PREPARE_PERSISTENT, &s->statement, NULL);
    if (rc != SQLITE_OK)
        fail(db, q->name, rc);
    s->query = q;
    s->bytes = sqlite3_stmt_status(s->statement, SQLITE_STMTSTATUS_MEMUSED, 0);
    l->kept += s->bytes;
}

/* Statements stay prepared as long as there is room, found by the address of the query. */
static sqlite3_stmt *prepared(struct db *db, const struct db_query *q)
{
    struct link *l = db->link;
    size_t at = ((uintptr_t)q >> 4) * 2654435761u % SLOTS;
    while (l->slot[at].query && l->slot[at].query != q)
        at = (at + 1) % SLOTS;
    struct slot *s = &l->slot[at];
    if (!s->statement)
        prepare(db, s, q);
    s->asked = ++l->questions;
    return s->statement;
}

static void *start(struct db *db, const struct db_query *q, int64_t *ints, const char **texts)
{
    sqlite3_stmt *st = prepared(db, q);
    for (int i = 0; q->params[i]; i++)
        if (q->params[i] == 't')
            sqlite3_bind_text(st, i + 1, texts[i], -1, SQLITE_STATIC);
        else if (q->params[i] == 'r' && ints[i] == 0)
            sqlite3_bind_null(st, i + 1);
        else
            sqlite3_bind_int64(st, i + 1, ints[i]);
    return st;
}

static bool row(struct db *db, void *started, void *row, const struct db_query *q)
{
    sqlite3_stmt *st = started;
    int rc = sqlite3_step(st);
    if (rc == SQLITE_DONE)
        return false;
    if (rc != SQLITE_ROW) {
        const char *why = sqlite3_errmsg(((struct link *)db->link)->sqlite);
        why = arena_text(db->arena, why, strlen(why));
        sqlite3_reset(st);
        db->failed(db, fault_of(rc), q->name, why);
    }
    for (int i = 0; row && i < q->columns; i++) {
        char *at = (char *)row + q->column[i].at;
        if (q->column[i].kind == 'i')
            *(int64_t *)(void *)at = sqlite3_column_int64(st, i);
        else {
            const char *text = (const char *)sqlite3_column_text(st, i);
            size_t len = (size_t)sqlite3_column_bytes(st, i);
            *(const char **)(void *)at = text && len ? arena_text(db->arena, text, len) : "";
        }
    }
    return true;
}

static int64_t end(struct db *db, void *started)
{
    sqlite3_reset(started);
    return sqlite3_changes64(((struct link *)db->link)->sqlite);
}

static void script(struct db *db, const char *sql)
{
    int rc = sqlite3_exec(((struct link *)db->link)->sqlite, sql, NULL, NULL, NULL);
    if (rc != SQLITE_OK)
        fail(db, "script", rc);
}

static bool attempt(struct db *db, const char *sql)
{
    return sqlite3_exec(((struct link *)db->link)->sqlite, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static void close_link(struct db *db)
{
    struct link *l = db->link;
    for (size_t i = 0; i < SLOTS; i++)
        sqlite3_finalize(l->slot[i].statement);
    sqlite3_close(l->sqlite);
    free(l);
}

/* ---- The log ---- */

enum { MOVED_BY_WRITER = 16000, BEGUN_ANEW = 4000, LEFT_AT_MOST = 500, WAIT_MS = 20 };

/* The thread that tidies may fall behind a writer that never rests: from 64 MB on that one moves pages too. */
static int after_commit(void *x, sqlite3 *sqlite, const char *name, int pages)
{
    ((struct link *)x)->log_pages = pages;
    if (pages >= MOVED_BY_WRITER)
        sqlite3_wal_checkpoint_v2(sqlite, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return SQLITE_OK;
}

static int log_pages(struct db *db)
{
    struct link *l = db->link;
    if (!l->leaves_log)
        sqlite3_wal_hook(l->sqlite, after_commit, l);
    l->leaves_log = true;
    return l->log_pages;
}

/*
 * First beside those who write.  Then, where the log is long, the little that is left while they wait, so that it begins anew:
 * else a log that is always read from grows without end.  A long reading stops this second part; it comes another time.
 */
static void tidy_log(struct db *db)
{
    sqlite3 *s = ((struct link *)db->link)->sqlite;
    int pages = 0, moved = 0;
    sqlite3_busy_timeout(s, WAIT_MS);
    sqlite3_wal_checkpoint_v2(s, NULL, SQLITE_CHECKPOINT_PASSIVE, &pages, &moved);
    if (pages >= BEGUN_ANEW && pages - moved <= LEFT_AT_MOST)
        sqlite3_wal_checkpoint_v2(s, NULL, SQLITE_CHECKPOINT_RESTART, NULL, NULL);
}

const struct db_engine db_sqlite = { "SQLite", start, row, end, script, attempt, close_link, NULL, log_pages, tidy_log, NULL };

/*
 * No mmap: SQLite unmaps the whole file whenever another connection has
 * written, and each audited view is written; the faults that followed cost two
 * thirds of a child's page (bench/run: 312 to 1007 a second without it).
 */
static const char *settings(enum db_use use)
{
    if (use == DB_READER)
        return "PRAGMA query_only=1; PRAGMA mmap_size=0; PRAGMA cache_size=-2048; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF";
    return "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA mmap_size=0; PRAGMA cache_size=-4096; "
           "PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF; PRAGMA wal_autocheckpoint=2000";
}

/* Counting each byte taken costs a lock shared by all threads; nobody reads the count. */
static void configure(void)
{
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

bool db_sqlite_open(struct db *db, const char *path, enum db_use use, struct arena *arena, const char **why)
{
    struct stat st;
    if (use != DB_CREATE && (stat(path, &st) != 0 || st.st_size == 0)) {
        *why = arena_print(arena, "there is no database at %s (make one with: rightdoor demo, or rightdoor migrate)", path);
        return false;
    }
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, configure);
    struct link *l = calloc(1, sizeof *l);
    if (!l)
        abort();
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (use == DB_CREATE ? SQLITE_OPEN_CREATE : 0);
    int rc = sqlite3_open_v2(path, &l->sqlite, flags, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_busy_timeout(l->sqlite, 5000);
        rc = sqlite3_exec(l->sqlite, settings(use), NULL, NULL, NULL);
    }
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(l->sqlite, "SELECT count(*) FROM sqlite_master", NULL, NULL, NULL);
    if (rc != SQLITE_OK) {
        *why = arena_print(arena, "cannot open %s: %s", path, sqlite3_errmsg(l->sqlite));
        sqlite3_close(l->sqlite);
        free(l);
        return false;
    }
    sqlite3_db_config(l->sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(l->sqlite, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(l->sqlite, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    chmod(path, 0600);
    db->engine = &db_sqlite;
    db->link = l;
    return true;
}
