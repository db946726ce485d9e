/*
 * Every query of the program on both engines: it can be prepared and run, and
 * if it is scoped to a viewer it tells a stranger nothing and changes nothing
 * for one.  The lists of queries are made by make (all_queries).  And the pages
 * that are opened most ask no more of them than they need: see pages_ask_little.
 */
#include "app/features.h"
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

/* Who was found to see ANNA in each transaction of rows_of; 0 = nobody was. */
static int64_t has_seen;

/* Runs Q in a transaction that is undone; the rows it gave or changed, -1 if it broke a rule of the schema. */
static long rows_of(const struct db_query *q, int64_t *ints, const char **texts)
{
    struct db_catch c;
    void (*failed)(struct db *, enum db_fault, const char *, const char *) = db->failed;
    volatile long n = -1;
    db->arena = &passing;
    db_begin_write(db);
    db->seen.person = has_seen;
    db->seen.child = has_seen ? ANNA : 0;
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

static const int64_t numbers[] = { 0, 1, 1LL << 52, ANNA, REQUEST_OF_SETTING, REQUEST_OF_HEALTH, PLAN, PLAN + 100, PASSPORT, FIRST_ROW, NURSERY, PRIMARY_SCHOOL, PARTNER, OFFICER, MANAGER, 2027, 1796000000000 };
static const char *const words[] = { "", "2020-01-01", "2026-11-24", "9999-12-31", "anna", "Anna", "waiting", "accepted", "active", "review", "sen_provision", "K", "North" };

/* The same numbers each time the test runs. */
static unsigned next_random(unsigned *seed) { return (*seed = *seed * 1103515245u + 12345u) >> 8; }

/* Parameters that narrow a list: in every second try they do not, or nothing would ever be left of a list with many of them. */
static bool leaves_wide(const struct db_query *q, int param, int64_t *number, const char **word)
{
    static const struct { const char *name; int64_t number; } wide[] = { { "door", 0 }, { "concern", 0 }, { "place", 0 }, { "claim", 0 }, { "asked", 0 }, { "urgent", 0 }, { "late", 0 }, { "due_before", 0 },
        { "k1", INT64_MIN / 2 }, { "k2", 0 }, { "k3", INT64_MIN / 2 }, { "after", 0 }, { "sort", 0 } };
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (is_named(q, param, wide[i].name)) {
            *number = wide[i].number;
            *word = "";
            return true;
        }
    return false;
}

/* Parameters by name where the name says what they are, the others by lot. */
static long asked_by(const struct db_query *q, int64_t viewer, unsigned seed)
{
    int64_t ints[MOST_PARAMS] = { 0 };
    const char *texts[MOST_PARAMS] = { 0 };
    bool is_wide = seed % 2;
    for (int i = 0; q->params[i]; i++)
        if (is_wide && leaves_wide(q, i, &ints[i], &texts[i]))
            continue;
        else if (q->params[i] == 't')
            texts[i] = words[next_random(&seed) % (sizeof words / sizeof *words)];
        else if (is_named(q, i, "viewer"))
            ints[i] = viewer;
        else if (is_named(q, i, "child"))
            ints[i] = ANNA;
        else if (is_named(q, i, "version"))
            ints[i] = 1;
        else
            ints[i] = numbers[next_random(&seed) % (sizeof numbers / sizeof *numbers)];
    return rows_of(q, ints, texts);
}

/* The most rows that VIEWER gets in so many tries; stops at the first if ONE_IS_ENOUGH. */
static long most_rows(const struct db_query *q, int64_t viewer, bool one_is_enough)
{
    long most = 0;
    unsigned tries = strlen(q->params) < 2 ? 1 : db_is_postgres(db) ? 25 : 250;
    for (unsigned i = 0; i < tries && !(most > 0 && one_is_enough); i++) {
        long n = asked_by(q, viewer, i * 7919 + 17);
        most = n > most ? n : most;
    }
    return most;
}

static bool tells_somebody(const struct db_query *q)
{
    static const int64_t people[] = { MANAGER, OFFICER, PRACTITIONER, SCHOOL, PARENT, HEALTH };
    for (size_t i = 0; i < sizeof people / sizeof *people; i++)
        if (most_rows(q, people[i], true) > 0)
            return true;
    return false;
}

static void every_query_runs(void **state)
{
    (void)state;
    int bad = 0;
    for (size_t f = 0; all_queries[f]; f++)
        for (size_t i = 0; all_queries[f][i]; i++) {
            bad += asked_by(all_queries[f][i], MANAGER, 1) == -2;
            bad += asked_by(all_queries[f][i], MANAGER, 2) == -2;
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
            long stranger = most_rows(q, STRANGER, false), nobody = most_rows(q, 0, false);
            bool told = tells_somebody(q);
            answered += told;
            if (stranger > 0 || nobody > 0) {
                fprintf(stderr, "%s, %s: gives a stranger %ld and nobody %ld rows\n", db->engine->name, q->name, stranger, nobody);
                bad++;
            }
            if (!told && getenv("VERBOSE"))
                fprintf(stderr, "%s, %s: told nobody else anything either, so this proves little\n", db->engine->name, q->name);
        }
    printf("%s: %d scoped queries, %d of them with something to hide\n", db->engine->name, scoped, answered);
    assert_int_equal(bad, 0);
    if (!db_is_postgres(db))
        assert_true(answered * 10 >= scoped * 7);
}

/*
 * What a page asks after its child was seen (db_seen) is answered as if it had not been: to the one who saw it, and to everybody
 * else, also where it is of other children.
 */
static void what_was_seen_changes_no_answer(void **state)
{
    (void)state;
    static const int64_t people[] = { OFFICER, PARENT, STRANGER };
    int bad = 0;
    for (size_t f = 0; all_queries[f]; f++)
        for (size_t i = 0; all_queries[f][i]; i++)
            for (unsigned k = 0; all_queries[f][i]->is_scoped && k < 3 * sizeof people / sizeof *people; k++) {
                const struct db_query *q = all_queries[f][i];
                int64_t viewer = people[k / 3];
                has_seen = 0;
                long before = asked_by(q, viewer, k * 7919 + 17);
                has_seen = OFFICER;
                long after = asked_by(q, viewer, k * 7919 + 17);
                has_seen = 0;
                if (before != after)
                    fprintf(stderr, "%s, %s: %ld rows for %lld, and %ld after an officer saw a child\n", db->engine->name, q->name, before, (long long)viewer, after);
                bad += before != after;
            }
    assert_int_equal(bad, 0);
}

/* With what signing in and the audit of the view ask.  Whoever needs more looks first whether two of them can be one: see docs/performance.md. */
static void pages_ask_little(void **state)
{
    (void)state;
    static const struct { const char *path; int who, most; } page[] = {
        { "/children/1001", OFFICER, 35 }, { "/children/1001", PARENT, 29 }, { "/", OFFICER, 26 }, { "/", MANAGER, 33 }, { "/requests", OFFICER, 10 }, { "/children", OFFICER, 8 },
        { "/plans", OFFICER, 8 }, { "/school-starters", OFFICER, 10 }, { "/watch", MANAGER, 14 },
    };
    struct site site = site_of_features;
    site.today = world_today;
    int bad = 0;
    for (size_t i = 0; i < sizeof page / sizeof *page; i++) {
        const char *cookie = house_session(db, &kept, page[i].who);
        web_try(&site, db, &passing, page[i].path, NULL, cookie);     /* the first one also says that the session is in use */
        struct web_answer a = web_try(&site, db, &passing, page[i].path, NULL, cookie);
        printf("%s, %s (%d): %d queries, at most %d\n", db->engine->name, page[i].path, page[i].who, db->queries, page[i].most);
        bad += a.status != 200 || db->queries > page[i].most;
    }
    assert_int_equal(bad, 0);
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
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_query_runs), cmocka_unit_test(strangers_get_nothing), cmocka_unit_test(what_was_seen_changes_no_answer), cmocka_unit_test(pages_ask_little) };
    int failed = cmocka_run_group_tests_name("queries on SQLite", tests, open_sqlite, close_house);
    if (getenv("RIGHTDOOR_TEST_POSTGRES"))
        failed += cmocka_run_group_tests_name("queries on PostgreSQL", tests, open_postgres, close_house);
    return failed;
}
