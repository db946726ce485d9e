/*
 * How many rows a second an engine commits durably: the measure beside which
 * bench/doors sets the forms that it sends.
 *   one_row URL SECONDS house        one row a transaction, one after the other, as this program's writer makes one (lib/db)
 *   one_row URL SECONDS shared       64 rows a transaction, each in a savepoint, as the writer commits what waits together
 *   one_row URL SECONDS bare CLIENTS one row a transaction, with nothing of ours between: the engine's own committing
 * URL is sqlite:FILE (made anew; the journal and the durability that we use) or postgresql://...  Prints rows a second.
 */
#include "db/db.h"

#include <libpq-fe.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *url;
static double ends;
static const char insert[] = "INSERT INTO one_row (words) VALUES ('a row of about as many letters as a short answer has')";

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

__attribute__((noreturn)) static void stop(const char *why)
{
    fprintf(stderr, "one_row: %s\n", why);
    exit(1);
}

/* ---- With nothing of ours between ---- */

static void by_sqlite(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        stop(sqlite3_errmsg(db));
}

static void by_postgres(PGconn *db, const char *sql)
{
    PGresult *r = PQexec(db, sql);
    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        stop(PQerrorMessage(db));
    PQclear(r);
}

static sqlite3 *open_sqlite(void)
{
    sqlite3 *db;
    if (sqlite3_open(url + strlen("sqlite:"), &db) != SQLITE_OK)
        stop(sqlite3_errmsg(db));
    sqlite3_busy_timeout(db, 20000);
    by_sqlite(db, "PRAGMA journal_mode=WAL");
    by_sqlite(db, "PRAGMA synchronous=FULL");
    return db;
}

static PGconn *open_postgres(void)
{
    PGconn *db = PQconnectdb(url);
    if (PQstatus(db) != CONNECTION_OK)
        stop(PQerrorMessage(db));
    by_postgres(db, "SET client_min_messages = error");
    return db;
}

static void bare_sqlite(long *done)
{
    sqlite3 *db = open_sqlite();
    sqlite3_stmt *row;
    if (sqlite3_prepare_v2(db, insert, -1, &row, NULL) != SQLITE_OK)
        stop(sqlite3_errmsg(db));
    for (; now() < ends; ++*done)
        if (sqlite3_step(row) != SQLITE_DONE || sqlite3_reset(row) != SQLITE_OK)
            stop(sqlite3_errmsg(db));
    sqlite3_finalize(row);
    sqlite3_close(db);
}

static void bare_postgres(long *done)
{
    PGconn *db = open_postgres();
    PQclear(PQprepare(db, "row", insert, 0, NULL));
    for (; now() < ends; ++*done) {
        PGresult *r = PQexecPrepared(db, "row", 0, NULL, NULL, NULL, 0);
        if (PQresultStatus(r) != PGRES_COMMAND_OK)
            stop(PQerrorMessage(db));
        PQclear(r);
    }
    PQfinish(db);
}

static void *bare(void *done)
{
    if (strncmp(url, "sqlite:", 7) == 0)
        bare_sqlite(done);
    else
        bare_postgres(done);
    return NULL;
}

static long by_clients(int clients)
{
    enum { MOST = 64 };
    static long done[MOST][16];         /* a line of cache for each */
    pthread_t thread[MOST];
    long all = 0;
    if (clients < 1 || clients > MOST)
        stop("1 to 64 clients");
    for (int i = 0; i < clients; i++)
        pthread_create(&thread[i], NULL, bare, done[i]);
    for (int i = 0; i < clients; i++) {
        pthread_join(thread[i], NULL);
        all += *done[i];
    }
    return all;
}

/* ---- As the program's writer does ---- */

__attribute__((noreturn)) static void broken(struct db *db, enum db_fault fault, const char *query, const char *why)
{
    (void)db, (void)fault, (void)query;
    stop(why);
}

static long by_house(int rows)
{
    static const struct db_query add = { .name = "add_row", .params = "", .param_names = "", .text = insert };
    struct arena a = { 0 };
    const char *why = "";
    struct db *db = db_open(&a, url, DB_WRITER, &why);
    if (!db)
        stop(why);
    db->failed = broken;
    long done = 0;
    for (; now() < ends; done += rows, arena_reset(&a)) {
        db_begin_write(db);
        for (int i = 0; i < rows; i++) {
            if (rows > 1)
                db_save(db);
            db_run(db, &add);
            if (rows > 1)
                db_release(db);
        }
        db_commit(db);
    }
    db_close(db);
    arena_free(&a);
    return done;
}

/* ---- */

static void make_table(void)
{
    if (strncmp(url, "sqlite:", 7) == 0) {
        sqlite3 *db = open_sqlite();
        by_sqlite(db, "DROP TABLE IF EXISTS one_row");
        by_sqlite(db, "CREATE TABLE one_row (id INTEGER PRIMARY KEY, words TEXT)");
        sqlite3_close(db);
        return;
    }
    PGconn *db = open_postgres();
    by_postgres(db, "DROP TABLE IF EXISTS one_row");
    by_postgres(db, "CREATE TABLE one_row (id BIGSERIAL PRIMARY KEY, words TEXT)");
    PQfinish(db);
}

int main(int argc, char **argv)
{
    if (argc < 4)
        stop("URL SECONDS house | shared | bare CLIENTS");
    url = argv[1];
    make_table();
    double began = now();
    ends = began + atof(argv[2]);
    long rows = strcmp(argv[3], "house") == 0 ? by_house(1) : strcmp(argv[3], "shared") == 0 ? by_house(64) : by_clients(argc > 4 ? atoi(argv[4]) : 1);
    printf("%.0f\n", (double)rows / (now() - began));
    return 0;
}
