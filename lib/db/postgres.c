/* The server engine: PostgreSQL by libpq.  Nothing outside lib/db includes libpq-fe.h. */
#include "db/engine.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SLOTS = 2048, MAX_PARAMS = 96 };

struct slot { const struct db_query *query; unsigned connection; };
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

/* The end of the bracket that FROM opens; text in quotes is passed over. */
static const char *bracket_end(const char *from)
{
    int depth = 0;
    bool quoted = false;
    for (const char *s = from; *s; s++) {
        quoted ^= *s == '\'';
        depth += quoted ? 0 : (*s == '(') - (*s == ')');
        if (depth == 0)
            return s;
    }
    return from;
}

/*
 * Whether somebody may see a row is asked of that row: " IS TRUE" after the question.  Without it PostgreSQL makes a join of
 * it, reads all that this person may see (for the service: every child) and only then looks at the few rows there are.
 */
static char *ask_row_by_row(struct arena *a, const char *text)
{
    static const char question[] = " AND EXISTS (SELECT 1 FROM ", ending[] = " IS TRUE";
    size_t len = strlen(text), asked = 0;
    for (const char *s = text; (s = strstr(s, question)); s++)
        asked++;
    char *copy = arena_take(a, len + asked * strlen(ending) + 1, 1), *to = copy;
    for (const char *s = text; *s;) {
        const char *end = strncmp(s, question, strlen(question)) == 0 ? bracket_end(strchr(s, '(')) : NULL;
        const char *view = end ? s + strlen(question) : "";
        size_t name = strcspn(view, " ");
        if (name > 8 && strncmp(view + name - 8, "_seen_by", 8) == 0) {
            memcpy(to, s, (size_t)(end + 1 - s));
            to += end + 1 - s;
            to = stpcpy(to, ending);
            s = end + 1;
        } else
            *to++ = *s++;
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

static void prepare(struct db *db, const struct db_query *q, const char *name)
{
    struct link *l = db->link;
    Oid types[MAX_PARAMS];
    int n = 0;
    for (; q->params[n]; n++)
        types[n] = q->params[n] == 't' ? 25 : 20;           /* text, bigint */
    PGresult *r = PQprepare(l->connection, name, ask_row_by_row(db->arena, dollars(db->arena, q->text)), n, types);
    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        fail(db, q->name, r);
    PQclear(r);
}

static void *start(struct db *db, const struct db_query *q, int64_t *ints, const char **texts)
{
    struct link *l = db->link;
    size_t at = ((uintptr_t)q >> 4) * 2654435761u % SLOTS;
    while (l->slot[at].query && l->slot[at].query != q)
        at = (at + 1) % SLOTS;
    l->asked++;
    char name[16], numbers[MAX_PARAMS][24];
    const char *values[MAX_PARAMS];
    snprintf(name, sizeof name, "q%zu", at);
    bool only_sent = !q->columns && db->in_transaction && (q->is_put || l->does_not_wait);
    if (l->begins)
        begin_reading(db);
    if (l->slot[at].connection != l->number) {
        settle(db);
        prepare(db, q, name);
        l->slot[at] = (struct slot){ q, l->number };
    }
    int n = 0;
    for (; q->params[n]; n++)
        if (q->params[n] == 't')
            values[n] = texts[n];
        else if (q->params[n] == 'r' && ints[n] == 0)
            values[n] = NULL;
        else {
            snprintf(numbers[n], sizeof numbers[n], "%lld", (long long)ints[n]);
            values[n] = numbers[n];
        }
    if (only_sent) {
        send_only(db, q, name, n, values);
        return NULL;
    }
    struct answer *a = arena_new(db->arena, struct answer);
    if (l->sent) {
        send_only(db, q, name, n, values);
        a->rows = settled(db, q->name);
    } else
        a->rows = PQexecPrepared(l->connection, name, n, values, NULL, NULL, 0);
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
