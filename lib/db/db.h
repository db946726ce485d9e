#ifndef DB_DB_H
#define DB_DB_H

#include "base/arena.h"

#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>

/*
 * One way to ask either database.  Queries are written once, in .sql files,
 * and reach C as functions made by tools/sql2c; db_many, db_one and db_run run
 * them.  Rows live in db->arena.  Text is never NULL: a missing value reads as
 * "" and a missing number as 0; a `ref` parameter of 0 is written as NULL.
 *
 * A database that fails does not return: db->failed is called, which unwinds
 * (the web's catcher, or the command line's exit).  One struct db belongs to
 * one thread at a time.
 */
struct db_column { char kind; size_t at; };

struct db_query {
    const char *name, *params, *param_names;   /* params: one of i, t, r each */
    bool is_scoped;                            /* answers only for what :viewer may see */
    int columns;
    const struct db_column *column;
    size_t row_size;
    const char *text;                          /* with ?1, ?2 ... */
    bool is_put;                               /* nobody reads how many rows it changed: db_put */
};

enum db_fault { DB_BROKEN, DB_BUSY, DB_LOST, DB_CONSTRAINT, DB_FULL };

struct db {
    const struct db_engine *engine;
    void *link;
    struct arena *arena;
    int queries;                               /* how many ran since the arena was last given: pages count theirs */
    bool in_transaction, is_reading, dies_of_power_cut;
    struct { int64_t person, child; } seen;    /* by db_seen, for the reading transaction that goes on; 0 = nobody */
    int64_t writing;                           /* another number for each write transaction, and after a part was undone: what was kept under it still holds */
    __attribute__((noreturn)) void (*failed)(struct db *, enum db_fault, const char *query, const char *why);
    void *failed_for;                          /* belongs to whoever set failed */
};

struct db_engine {
    const char *name;
    void *(*start)(struct db *, const struct db_query *, int64_t *ints, const char **texts);
    bool (*row)(struct db *, void *started, void *row, const struct db_query *);
    int64_t (*end)(struct db *, void *started);          /* rows changed */
    void (*script)(struct db *, const char *sql);
    bool (*attempt)(struct db *, const char *sql);       /* the same, but false where it fails */
    void (*close)(struct db *);
    void (*do_not_wait)(struct db *, bool);              /* NULL = there is nobody to wait for */
    int (*log_pages)(struct db *);                       /* these two: NULL = it tidies its log itself */
    void (*tidy_log)(struct db *);
    void (*begin_read)(struct db *);                     /* NULL = by script */
};

extern const struct db_engine db_sqlite, db_postgres;

/* Where a failure goes: `if (setjmp(c.jump)) ... c.fault, c.why` after db_catch(db, &c). */
struct db_catch { jmp_buf jump; enum db_fault fault; const char *query, *why; };
void db_catch(struct db *, struct db_catch *);

/* How a database is opened: DB_READER refuses every write. */
enum db_use { DB_READER, DB_WRITER, DB_CREATE };

/*
 * Opens "sqlite:PATH" or "postgresql://...".  NULL with *WHY set (in ARENA) if
 * it cannot.  Only DB_CREATE makes a file that is not there: an empty or
 * damaged database is an error, never a healthy empty service.
 */
struct db *db_open(struct arena *, const char *url, enum db_use, const char **why);
void db_close(struct db *);

/* The same, a fifth of a second later: for threads beside a server that starts, so that those who wait for it are answered first. */
struct db *db_open_later(struct arena *, const char *url, enum db_use, const char **why);
bool db_is_postgres(const struct db *);

/* A write transaction waits its turn: one writer at a time on either engine. */
void db_begin_read(struct db *);
void db_begin_write(struct db *);

/*
 * To be called where a scoped query of this reading transaction has just told PERSON of CHILD, and nowhere else.  PostgreSQL
 * then need not be asked again in this transaction whether that person may see that child: the data stand still in it.  Of
 * other children and other people it is asked as always, so the answers are the same as without this (lib/db/scope.h).
 * Does nothing where something is being written, and on SQLite.
 */
void db_seen(struct db *, int64_t person, int64_t child);
void db_commit(struct db *);
void db_rollback(struct db *);                           /* does nothing outside a transaction; never fails */

/* A part of a transaction that can be undone alone. */
void db_save(struct db *);
void db_release(struct db *);
void db_undo(struct db *);

/*
 * For a database that is being made and is thrown away if that fails: PostgreSQL is not waited for after each change, so
 * db_run answers 0 and a failure shows later, at the next question or at the commit.  Nothing changes on SQLite.
 */
void db_do_not_wait(struct db *, bool);

/* The audit of views need not survive a cut of power, changes must (SQLite; PostgreSQL always waits). */
void db_survive_power_cut(struct db *, bool);

/*
 * SQLite writes to a log and moves its pages into the file by and by, which waits for the disk.  So that nobody who asked
 * waits for that, a server has a thread for it, which calls db_tidy_log through a DB_WRITER of its own when db_log_pages says
 * that the log is long.  Who asks db_log_pages once leaves the moving to that thread.  PostgreSQL does all this itself: 0.
 */
int db_log_pages(struct db *);
void db_tidy_log(struct db *);

/* For threads beside those that answer. TRUE: a long reading of everything, as lists are compared, keeps more of the database in memory; FALSE: it is over, or not begun, and little is kept (SQLite). */
void db_read_much(struct db *, bool);

void *db_many(struct db *, const struct db_query *, size_t *n, ...);
void *db_one(struct db *, const struct db_query *, ...); /* NULL if none */
int64_t db_run(struct db *, const struct db_query *, ...);   /* rows changed */

/*
 * A change whose count nobody reads (": put" in the .sql file).  In a transaction PostgreSQL is not waited for: what is
 * wrong with it shows at the next question, at db_release or at db_commit.  On SQLite it is db_run.
 */
void db_put(struct db *, const struct db_query *, ...);

/* Runs a query with values given as arrays: for tests that try every query. */
size_t db_try(struct db *, const struct db_query *, int64_t *ints, const char **texts);

/* An id that grows with time and is below 2^53: safe in JSON and in two engines.  Thread-safe. */
int64_t new_id(void);

/* For the demo: the next ids are FIRST and those after it, whatever the clock says; 0 = by the clock again. */
void new_ids_from(int64_t first);

#endif
