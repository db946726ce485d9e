/* The server engine: PostgreSQL by libpq.  Nothing outside lib/db includes libpq-fe.h. */
#include "db/engine.h"
#include "db/scope.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SLOTS = 2048, MAX_PARAMS = 96 };

/* of_child: the same query, prepared for a transaction in which a person was found to see a child. */
struct slot { const struct db_query *query; unsigned connection, connection_of_child; };
struct link { PGconn *connection; char *url; unsigned number; bool is_reader, does_not_wait, begins; int sent, asked; time_t planned, wait; struct slot slot[SLOTS]; };
struct answer { PGresult *rows; int at; };

static enum db_fault fault_of(PGconn *c, const PGresult *r)
{
    const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
    if (PQstatus(c) != CONNECTION_OK)
        return DB_LOST;
    if (!state)
        return DB_BROKEN;
    if (strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0 || strcmp(state, "55P03") == 0)
        return DB_BUSY;
    if (strncmp(state, "57P0", 4) == 0 || strncmp(state, "08", 2) == 0 || strcmp(state, "25006") == 0)
        return DB_LOST;
    if (strncmp(state, "23", 2) == 0)
        return DB_CONSTRAINT;
    return strncmp(state, "53", 2) == 0 ? DB_FULL : DB_BROKEN;
}

__attribute__((noreturn)) static void fail(struct db *db, const char *query, PGresult *r)
{
    struct link *l = db->link;
    const char *why = r && *PQresultErrorMessage(r) ? PQresultErrorMessage(r) : PQerrorMessage(l->connection);
    enum db_fault fault = fault_of(l->connection, r);
    why = arena_text(db->arena, why, strcspn(why, "\n"));
    PQclear(r);
    db->failed(db, fault, query, why);
}

static void quiet(void *x, const char *message) { (void)x, (void)message; }

static bool connect_again(struct link *l)
{
    if (l->connection)
        PQfinish(l->connection);
    l->connection = PQconnectdb(l->url);
    l->number++;
    if (PQstatus(l->connection) != CONNECTION_OK)
        return false;
    PQsetNoticeProcessor(l->connection, quiet, NULL);
    PQclear(PQexec(l->connection, "SET client_min_messages = warning; SET jit = off; SET plan_cache_mode = force_generic_plan"));
    return true;
}

/*
 * A plan that was made while a table was small reads all of it still when it is large, until the server's own statistics
 * come round.  So plans are made anew where much is asked, between two transactions; each time after twice as long, because a
 * table that grows on doubles ever more slowly, and the plans of one child's page take 100 ms to make.
 */
static void plan_anew(struct link *l)
{
    enum { SECONDS_FIRST = 3, SECONDS_MOST = 600, ASKED = 1000 };
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
    if (l->wait == 0)
        l->wait = SECONDS_FIRST;
    if (l->asked < ASKED || t.tv_sec - l->planned < l->wait)
        return;
    l->wait = l->wait < SECONDS_MOST / 2 ? 2 * l->wait : SECONDS_MOST;
    l->asked = 0;
    PQclear(PQexec(l->connection, "DISCARD PLANS"));
    l->planned = t.tv_sec;
}

/* ?1 becomes $1; text in quotes is left alone. */
static char *dollars(struct arena *a, const char *text)
{
    char *copy = arena_text(a, text, strlen(text));
    bool quoted = false;
    for (char *s = copy; *s; s++) {
        quoted ^= *s == '\'';
        if (*s == '?' && !quoted)
            *s = '$';
    }
    return copy;
}

/* ---- Changes whose answers are not waited for ---- */

enum { SENT_AT_MOST = 200 };             /* their answers fit into the buffers of a socket, so that neither side waits for the other */

/* Reads the answers to all that was sent: the first that is wrong, else the last one. NULL if the connection is lost. */
static PGresult *answers_to_sent(struct link *l, bool *is_wrong)
{
    PGresult *kept = NULL;
    *is_wrong = false;
    bool is_over = !PQpipelineSync(l->connection);
    while (!is_over) {
        PGresult *r = PQgetResult(l->connection), *goes = r;
        ExecStatusType s = r ? PQresultStatus(r) : PGRES_COMMAND_OK;
        is_over = s == PGRES_PIPELINE_SYNC || PQstatus(l->connection) != CONNECTION_OK;
        if (r && !is_over && !*is_wrong && s != PGRES_PIPELINE_ABORTED) {
            *is_wrong = s == PGRES_FATAL_ERROR;
            goes = kept;
            kept = r;
        }
        PQclear(goes);
    }
    l->sent = 0;
    PQexitPipelineMode(l->connection);
    return kept;
}

/* What was sent is answered, and well; the last answer. NAME: what is asked now. */
static PGresult *settled(struct db *db, const char *name)
{
    struct link *l = db->link;
    bool is_wrong;
    PGresult *r = answers_to_sent(l, &is_wrong);
    if (is_wrong || PQstatus(l->connection) != CONNECTION_OK)
        fail(db, arena_print(db->arena, "%s, or a change before it that was not waited for", name), r);
    return r;
}

static void settle(struct db *db)
{
    struct link *l = db->link;
    if (l->sent)
        PQclear(settled(db, "settle"));
}

/* What a part that is undone had sent is no matter any more, wrong or right. */
static void forget_sent(struct link *l)
{
    bool is_wrong;
    if (l->sent)
        PQclear(answers_to_sent(l, &is_wrong));
}

/* One more into the pipeline. */
static void begin_sending(struct db *db, const char *name)
{
    struct link *l = db->link;
    if (l->sent == SENT_AT_MOST)
        settle(db);
    if (!l->sent && !PQenterPipelineMode(l->connection))
        fail(db, name, NULL);
    l->sent++;
}

static void send_only(struct db *db, const struct db_query *q, const char *name, int n, const char **values)
{
    struct link *l = db->link;
    begin_sending(db, q->name);
    if (!PQsendQueryPrepared(l->connection, name, n, values, NULL, NULL, 0))
        fail(db, q->name, NULL);
}

static void do_not_wait(struct db *db, bool yes)
{
    struct link *l = db->link;
    settle(db);
    l->does_not_wait = yes;
}

/* ---- Questions ---- */

/*
 * A reading transaction begins with its first question: many a form's worker asks nothing.  Nothing was done in it yet, so
 * a connection that turns out to be lost is made again.
 */
static void begin_reading(struct db *db)
{
    static const char begin[] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    struct link *l = db->link;
    l->begins = false;
    plan_anew(l);
    PGresult *r = PQexec(l->connection, begin);
    if (PQstatus(l->connection) != CONNECTION_OK && connect_again(l)) {
        PQclear(r);
        r = PQexec(l->connection, begin);
    }
    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        fail(db, "begin", r);
    PQclear(r);
}

static void begin_read(struct db *db) { ((struct link *)db->link)->begins = true; }

/* OF_CHILD: with two more parameters, which child and which person. */
static void prepare(struct db *db, const struct db_query *q, const char *name, bool of_child)
{
    struct link *l = db->link;
    Oid types[MAX_PARAMS + 2];
    int n = 0;
    for (; q->params[n]; n++)
        types[n] = q->params[n] == 't' ? 25 : 20;           /* text, bigint */
    const char *text = of_child ? scope_of_one_child(db->arena, q->text, n + 1) : scope_row_by_row(db->arena, q->text);
    types[n] = types[n + 1] = 20;
    PGresult *r = PQprepare(l->connection, name, dollars(db->arena, text), of_child ? n + 2 : n, types);
    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        fail(db, q->name, r);
    PQclear(r);
}

/* The place of Q among the prepared queries. */
static size_t slot_of(const struct link *l, const struct db_query *q)
{
    size_t at = ((uintptr_t)q >> 4) * 2654435761u % SLOTS;
    while (l->slot[at].query && l->slot[at].query != q)
        at = (at + 1) % SLOTS;
    return at;
}

/* Q is prepared; NAME becomes its name. */
static void name_prepared(struct db *db, const struct db_query *q, bool of_child, char name[static 16])
{
    struct link *l = db->link;
    size_t at = slot_of(l, q);
    unsigned *connection = of_child ? &l->slot[at].connection_of_child : &l->slot[at].connection;
    snprintf(name, 16, of_child ? "c%zu" : "q%zu", at);
    if (*connection == l->number)
        return;
    settle(db);
    prepare(db, q, name, of_child);
    l->slot[at].query = q;
    *connection = l->number;
}

/* What is sent for the parameters of one query. */
struct values { int n; const char *value[MAX_PARAMS + 2]; char number[MAX_PARAMS + 2][24]; };

static void add_number(struct values *v, int64_t n)
{
    snprintf(v->number[v->n], sizeof v->number[v->n], "%lld", (long long)n);
    v->value[v->n] = v->number[v->n];
    v->n++;
}

static void read_values(struct values *v, const struct db_query *q, const int64_t *ints, const char **texts)
{
    v->n = 0;
    for (int i = 0; q->params[i]; i++)
        if (q->params[i] == 't')
            v->value[v->n++] = texts[i];
        else if (q->params[i] == 'r' && ints[i] == 0)
            v->value[v->n++] = NULL;
        else
            add_number(v, ints[i]);
}

static void *start(struct db *db, const struct db_query *q, int64_t *ints, const char **texts)
{
    struct link *l = db->link;
    char name[16];
    struct values v;
    bool only_sent = !q->columns && db->in_transaction && (q->is_put || l->does_not_wait), of_child = q->is_scoped && db->seen.child;
    l->asked++;
    if (l->begins)
        begin_reading(db);
    name_prepared(db, q, of_child, name);
    read_values(&v, q, ints, texts);
    if (of_child) {
        add_number(&v, db->seen.child);
        add_number(&v, db->seen.person);
    }
    if (only_sent) {
        send_only(db, q, name, v.n, v.value);
        return NULL;
    }
    struct answer *a = arena_new(db->arena, struct answer);
    if (l->sent) {
        send_only(db, q, name, v.n, v.value);
        a->rows = settled(db, q->name);
    } else
        a->rows = PQexecPrepared(l->connection, name, v.n, v.value, NULL, NULL, 0);
    if (PQresultStatus(a->rows) != PGRES_TUPLES_OK && PQresultStatus(a->rows) != PGRES_COMMAND_OK)
        fail(db, q->name, a->rows);
    return a;
}

static bool row(struct db *db, void *started, void *row, const struct db_query *q)
{
    struct answer *a = started;
    if (!a || a->at == PQntuples(a->rows))
        return false;
    for (int i = 0; row && i < q->columns; i++) {
        const char *text = PQgetvalue(a->rows, a->at, i);
        char *at = (char *)row + q->column[i].at;
        if (q->column[i].kind == 'i')
            *(int64_t *)(void *)at = strtoll(text, NULL, 10);
        else
            *(const char **)(void *)at = *text ? arena_text(db->arena, text, (size_t)PQgetlength(a->rows, a->at, i)) : "";
    }
    a->at++;
    return true;
}

static int64_t end(struct db *db, void *started)
{
    (void)db;
    struct answer *a = started;
    if (!a)
        return 0;
    int64_t changed = strtoll(PQcmdTuples(a->rows), NULL, 10);
    PQclear(a->rows);
    return changed;
}

/* One statement goes with what was sent before it. */
static PGresult *run_script(struct db *db, const char *sql)
{
    struct link *l = db->link;
    if (strncmp(sql, "ROLLBACK", 8) == 0)
        forget_sent(l);
    if (!l->sent || strchr(sql, ';')) {
        settle(db);
        return PQexec(l->connection, sql);
    }
    begin_sending(db, "script");
    if (!PQsendQueryParams(l->connection, sql, 0, NULL, NULL, NULL, NULL, 0))
        fail(db, "script", NULL);
    return settled(db, sql);
}

static void script(struct db *db, const char *sql)
{
    struct link *l = db->link;
    if (l->begins && strcmp(sql, "COMMIT") == 0) {
        l->begins = false;
        return;
    }
    if (l->begins)
        begin_reading(db);
    if (!db->in_transaction && PQstatus(l->connection) != CONNECTION_OK && !connect_again(l))
        fail(db, "connect", NULL);
    if (!db->in_transaction)
        plan_anew(l);
    PGresult *r = run_script(db, sql);
    ExecStatusType s = PQresultStatus(r);
    if (s != PGRES_COMMAND_OK && s != PGRES_TUPLES_OK)
        fail(db, "script", r);
    /* An aborted transaction answers COMMIT with ROLLBACK, without an error. */
    if (strcmp(sql, "COMMIT") == 0 && strcmp(PQcmdStatus(r), "ROLLBACK") == 0)
        fail(db, "the transaction was aborted", r);
    PQclear(r);
}

static bool attempt(struct db *db, const char *sql)
{
    struct link *l = db->link;
    if (l->begins) {
        l->begins = false;
        return true;
    }
    forget_sent(l);
    PGresult *r = PQexec(l->connection, sql);
    bool ok = PQresultStatus(r) == PGRES_COMMAND_OK || PQresultStatus(r) == PGRES_TUPLES_OK;
    PQclear(r);
    return ok;
}

static void close_link(struct db *db)
{
    struct link *l = db->link;
    PQfinish(l->connection);
    free(l->url);
    free(l);
}

const struct db_engine db_postgres = { "PostgreSQL", start, row, end, script, attempt, close_link, do_not_wait, NULL, NULL, begin_read };

bool db_postgres_open(struct db *db, const char *url, enum db_use use, struct arena *arena, const char **why)
{
    struct link *l = calloc(1, sizeof *l);
    if (!l)
        abort();
    l->url = strdup(url);
    l->is_reader = use == DB_READER;
    if (!connect_again(l)) {
        const char *message = PQerrorMessage(l->connection);
        *why = arena_print(arena, "cannot reach the PostgreSQL database: %.*s", (int)strcspn(message, "\n"), message);
        PQfinish(l->connection);
        free(l->url);
        free(l);
        return false;
    }
    db->engine = &db_postgres;
    db->link = l;
    return true;
}
