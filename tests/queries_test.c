/*
 * Every query of the program on both engines: it can be prepared and run, and
 * if it is scoped to a viewer it tells a stranger nothing and changes nothing
 * for one.  The lists of queries are made by make (all_queries).
 */
#include "tests/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

extern const struct db_query *const *const all_queries[];

enum { MOST_PARAMS = 96 };
static struct arena kept, passing;
static struct db *db;

/* A row of noughts and nothing tells nothing: what a count answers to a stranger. */
static bool says_something(const struct db_query *q, const char *row)
{
    for (int i = 0; i < q->columns; i++) {
        const void *at = row + q->column[i].at;
        if (q->column[i].kind == 't' ? **(const char *const *)at != 0 : *(const int64_t *)at != 0)
            return true;
    }
    return false;
}

static long try_rows(const struct db_query *q, int64_t *ints, const char **texts)
{
    if (!q->columns)
        return (long)db_try(db, q, ints, texts);
    void *started = db->engine->start(db, q, ints, texts);
    char *row = arena_take(&passing, q->row_size, alignof(max_align_t));
    long n = 0;
    while (db->engine->row(db, started, row, q))
        n += says_something(q, row);
    db->engine->end(db, started);
    return n;
}

/* Runs Q in a transaction that is undone; the rows it gave or changed, -1 if it broke a rule of the schema. */
static long rows_of(const struct db_query *q, int64_t *ints, const char **texts)
{
    struct db_catch c;
    void (*failed)(struct db *, enum db_fault, const char *, const char *) = db->failed;
    volatile long n = -1;
    db->arena = &passing;
    db_begin_write(db);
    db_catch(db, &c);
    if (setjmp(c.jump) == 0)
        n = try_rows(q, ints, texts);
    else if (c.fault != DB_CONSTRAINT) {
        fprintf(stderr, "%s, %s: %s\n", db->engine->name, q->name, c.why);
        n = -2;
    }
    db_rollback(db);
    db->failed = (__typeof__(db->failed))failed;
    db->arena = &kept;
    arena_reset(&passing);
    return n;
}

/* The parameter's name, of names divided by blanks. */
static bool is_named(const struct db_query *q, int param, const char *name)
{
    const char *s = q->param_names;
    for (int i = 0; i < param && s; i++)
        s = strchr(s, ' ') ? strchr(s, ' ') + 1 : NULL;
    size_t n = strlen(name);
    return s && strncmp(s, name, n) == 0 && (s[n] == 0 || s[n] == ' ');
}

static long asked_by(const struct db_query *q, int64_t viewer, int64_t id, int64_t other, const char *text)
{
    int64_t ints[MOST_PARAMS] = { 0 };
    const char *texts[MOST_PARAMS] = { 0 };
    int seen = 0;
    for (int i = 0; q->params[i]; i++)
        if (q->params[i] == 't')
            texts[i] = text;
        else if (is_named(q, i, "viewer"))
            ints[i] = viewer;
        else
            ints[i] = seen++ ? other : id;
    return rows_of(q, ints, texts);
}

static const int64_t ids[] = { 0, 1, 1LL << 52, ANNA, REQUEST_OF_SETTING, REQUEST_OF_HEALTH, PLAN, PLAN + 100, PASSPORT, FIRST_ROW, NURSERY, PRIMARY_SCHOOL, OFFICER, 2027 };
static const char *const texts_tried[] = { "", "2026-11-24", "9999", "anna", "waiting", "accepted", "active" };

/* The most rows that VIEWER gets, whatever is asked for. */
static long most_rows(const struct db_query *q, int64_t viewer)
{
    static const int64_t others[] = { 0, 1LL << 52, ANNA, 2027 };
    long most = 0;
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        for (size_t k = 0; k < sizeof others / sizeof *others; k++)
            for (size_t t = 0; t < sizeof texts_tried / sizeof *texts_tried; t++) {
                long n = asked_by(q, viewer, ids[i], others[k], texts_tried[t]);
                most = n > most ? n : most;
                if (!strchr(q->params, 't'))
                    break;
            }
    return most;
}

static void every_query_runs(void **state)
{
    (void)state;
    int bad = 0;
    for (size_t f = 0; all_queries[f]; f++)
        for (size_t i = 0; all_queries[f][i]; i++) {
            bad += asked_by(all_queries[f][i], MANAGER, ANNA, 1, "2026-11-24") == -2;
            bad += asked_by(all_queries[f][i], MANAGER, 0, 0, "") == -2;
        }
    assert_int_equal(bad, 0);
}

static void strangers_get_nothing(void **state)
{
    (void)state;
    int bad = 0, scoped = 0, answered = 0;
    for (size_t f = 0; all_queries[f]; f++)
        for (size_t i = 0; all_queries[f][i]; i++) {
            const struct db_query *q = all_queries[f][i];
            if (!q->is_scoped)
                continue;
            scoped++;
            long manager = most_rows(q, MANAGER), stranger = most_rows(q, STRANGER), nobody = most_rows(q, 0);
            answered += manager > 0;
            if (stranger > 0 || nobody > 0) {
                fprintf(stderr, "%s, %s: gives a stranger %ld and nobody %ld rows\n", db->engine->name, q->name, stranger, nobody);
                bad++;
            }
            if (manager <= 0)
                fprintf(stderr, "%s, %s: gave the manager nothing either, so this proves little\n", db->engine->name, q->name);
        }
    printf("%s: %d scoped queries, %d of them with something to hide\n", db->engine->name, scoped, answered);
    assert_int_equal(bad, 0);
    assert_true(answered * 10 >= scoped * 7);
}

static int open_sqlite(void **state)
{
    (void)state;
    db = house_new(&kept);
    world_fill(db);
    return 0;
}

static int open_postgres(void **state)
{
    (void)state;
    db = house_new_postgres(&kept);
    if (!db)
        return -1;
    world_fill(db);
    return 0;
}

static int close_house(void **state)
{
    (void)state;
    db_close(db);
    arena_free(&kept);
    arena_free(&passing);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_query_runs), cmocka_unit_test(strangers_get_nothing) };
    int failed = cmocka_run_group_tests_name("queries on SQLite", tests, open_sqlite, close_house);
    if (getenv("RIGHTDOOR_TEST_POSTGRES"))
        failed += cmocka_run_group_tests_name("queries on PostgreSQL", tests, open_postgres, close_house);
    return failed;
}
