/*
 * Proves the figures on a small register made by hand, whose answers were
 * reckoned on paper; that what an analyst is shown hides small numbers on page
 * and file alike; that the list of children is scoped.  SQLite in memory.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/evidence/evidence.h"
#include "app/features.h"
#include "base/date.h"
#include "db/migrate.h"
#include "stats/proportion.h"

#include <math.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#include <unistd.h>

static struct arena arena;
static struct db *db;
static struct site site;
static char path[64];

static void sql(const char *text) { db->engine->script(db, text); }

/*
 * Today is 24 November 2026.  Children 1 to 10 are open, with SEN, aged 3, known and worried about on 1 October 2026.
 * 1 to 4 are in no setting; 5 to 10 in setting 1 (no award), but 10 in setting 2 (award).  Area North: 1 to 6, South: 7 to 10.
 * Support: 1 to 3 a plan after 10 days, 4 after 45 days; 5 accepted after 20 days; 6 moved away on 20 November; 7 to 10 wait.
 */
static void make_children(void)
{
    for (int i = 1; i <= 10; i++) {
        char text[1200];
        snprintf(text, sizeof text,
            "INSERT INTO child (id, given_name, family_name, born_on, sex, postcode, area, school_year, known_on, first_concern_on, left_on, is_restricted, created_at, changed_at)"
            " VALUES (%d, 'Given%d', 'Family%d', '2023-03-01', '%s', '%s', '%s', 2027, '2026-10-01', '2026-10-01', '%s', %d, 0, 0);"
            "INSERT INTO child_status (id, child_id, axis, value, from_on, at) VALUES (%d, %d, 'sen_provision', 'K', '2026-10-01', 0), (%d, %d, 'service', 'open', '2026-10-01', 0);"
            "INSERT INTO event (id, child_id, on_day, kind, title, at) VALUES (%d, %d, '%s', 'note', 'Note', %d);",
            i, i, i, i % 2 ? "M" : "F", i == 1 ? "" : "HR4 0XX", i <= 6 ? "North" : "South", i == 6 ? "2026-11-20" : "", i == 3, 100 + i, i, 200 + i, i, 300 + i, i, i == 2 ? "2026-08-26" : "2026-11-01", i);
        sql(text);
        if (i >= 5) {
            snprintf(text, sizeof text, "INSERT INTO placement (id, child_id, setting_id, from_on) VALUES (%d, %d, %d, '2026-09-01');", 400 + i, i, i == 10 ? 2 : 1);
            sql(text);
        }
    }
}

static void make_plan(int id, int child, int cycle, const char *started, const char *held, int met, int not_met)
{
    char text[700];
    snprintf(text, sizeof text, "INSERT INTO plan (id, child_id, cycle, status, started_on, changed_at, created_at) VALUES (%d, %d, %d, '%s', '%s', 0, 0);", id, child, cycle, *held ? "reviewed" : "active", started);
    sql(text);
    for (int k = 0; k < met + not_met; k++) {
        snprintf(text, sizeof text, "INSERT INTO outcome (id, plan_id, position, outcome, rating) VALUES (%d, %d, %d, 'x', %d);", id * 10 + k, id, k, k < met ? 3 : 2);
        sql(text);
    }
    if (*held) {
        snprintf(text, sizeof text, "INSERT INTO review (id, plan_id, held_on, decision, at) VALUES (%d, %d, '%s', 'continue', 0);", id, id, held);
        sql(text);
    }
}

/* Children 11 and 12 began plans in October 2025: 11 had two reviews and no request, 12 one review and an EHC request. */
static void make_older_children(void)
{
    for (int i = 11; i <= 12; i++) {
        char text[900];
        snprintf(text, sizeof text,
            "INSERT INTO child (id, given_name, family_name, born_on, sex, area, school_year, known_on, created_at, changed_at) VALUES (%d, 'Given', 'Older', '2021-10-01', 'M', 'North', 2026, '2025-09-01', 0, 0);"
            "INSERT INTO child_status (id, child_id, axis, value, from_on, at) VALUES (%d, %d, 'sen_provision', 'K', '2025-09-01', 0);", i, 500 + i, i);
        sql(text);
    }
    make_plan(1011, 11, 1, "2025-10-01", "2025-12-20", 2, 1);      /* due 24 December: in time */
    make_plan(1012, 11, 2, "2025-12-21", "2026-04-01", 1, 0);      /* due 15 March: late */
    make_plan(1013, 12, 1, "2025-10-01", "2026-01-10", 0, 1);      /* due 24 December: late */
    sql("INSERT INTO child_status (id, child_id, axis, value, from_on, at) VALUES (600, 12, 'ehc_stage', 'requested', '2026-05-01', 0);"
        "INSERT INTO passport (id, child_id, status, shared_on, changed_at) VALUES (700, 11, 'shared', '2026-05-31', 0), (701, 12, 'shared', '2026-06-01', 0);");
}

static void make_requests(void)
{
    /* Working days to the answer: 1, 2, 2, 3, and one that waits since Monday 16 November (6 working days). */
    sql("INSERT INTO request (id, reference, kind, door, status, child_id, given_name, family_name, born_on, asker_name, received_at, received_on, due_on, answered_on, hops) VALUES"
        " (1, 'a', 'request', 'parent', 'accepted', 5, 'a', 'b', '2023-03-01', 'c', 0, '2026-10-19', '2026-10-26', '2026-10-20', 0),"
        " (2, 'b', 'request', 'parent', 'advised', NULL, 'a', 'b', '2023-03-01', 'c', 0, '2026-10-16', '2026-10-23', '2026-10-20', 1),"
        " (3, 'c', 'request', 'parent', 'advised', NULL, 'a', 'b', '2023-03-01', 'c', 0, '2026-10-19', '2026-10-26', '2026-10-21', 0),"
        " (4, 'd', 'request', 'parent', 'advised', NULL, 'a', 'b', '2023-03-01', 'c', 0, '2026-10-19', '2026-10-20', '2026-10-22', 0),"
        " (5, 'e', 'request', 'parent', 'waiting', NULL, 'a', 'b', '2023-03-01', 'c', 0, '2026-11-16', '2026-11-23', '', 0);"
        "INSERT INTO decision (id, request_id, kind, words, decided_by, decided_at, decided_on) VALUES (1, 1, 'accept', 'x', 1, 0, '2026-10-21');");
}

static void make_rest(void)
{
    sql("INSERT INTO setting (id, kind, name, area, senco_award_on) VALUES (1, 'group', 'Orchard', 'North', ''), (2, 'group', 'Meadow', 'South', '2025-01-01'), (3, 'school', 'Primary', 'South', '');"
        "INSERT INTO expected_rate (id, what, age, sex, per_10000, from_on, source) VALUES (1, 'known', 3, 'M', 500, '2024-01-01', 'x'), (2, 'known', 3, 'F', 300, '2024-01-01', 'x');"
        "INSERT INTO area_population (area, age, sex, children, as_at, source) VALUES ('North', 3, 'M', 80, '', ''), ('North', 3, 'F', 100, '', ''), ('South', 3, 'M', 20, '', ''), ('South', 3, 'F', 100, '', '');");
    make_children();
    make_older_children();
    make_requests();
    sql("INSERT INTO experience (id, child_id, asked_on, answered_on, listened_to, told_next, support_helped) VALUES"
        " (1, 1, '2026-10-20', '2026-10-25', 5, 4, 4), (2, 2, '2026-10-20', '2026-10-25', 4, 2, 3), (3, 4, '2026-10-20', '', 0, 0, 0);");
    for (int i = 1; i <= 3; i++)
        make_plan(i, i, 1, "2026-10-11", "", 0, 0);
    make_plan(4, 4, 1, "2026-11-15", "", 0, 0);
}

static void make_person(int id, const char *role, int service, int restricted)
{
    char text[600];
    snprintf(text, sizeof text, "INSERT INTO person (id, role, name, email, sees_service, sees_restricted, created_at) VALUES (%d, '%s', '%s', '%s@x.example', %d, %d, 0);", id, role, role, role, service, restricted);
    sql(text);
    snprintf(text, sizeof text, "INSERT INTO session (token_hash, person_id, started_at, last_used_at) VALUES ('%s', %d, 4000000000000, 4000000000000);", web_hash(&arena, role), id);
    sql(text);
}

static int make_database(void **state)
{
    (void)state;
    const char *why;
    assert_true(sodium_init() >= 0);
    snprintf(path, sizeof path, "/tmp/evidence_test.%d.db", (int)getpid());
    db = db_open(&arena, arena_print(&arena, "sqlite:%s", path), DB_CREATE, &why);
    assert_non_null(db);
    migrate_run(db, &why);
    assert_string_equal(why, "");
    authority_load(db);
    db_begin_write(db);
    codes_seed(db);
    make_person(1, "officer", 1, 0);
    make_person(2, "manager", 1, 1);
    make_person(3, "analyst", 0, 0);
    make_person(4, "parent", 0, 0);
    make_rest();
    db_commit(db);
    codes_load(db);
    site = site_of_features;
    site.today = "2026-11-24";
    return 0;
}

static int drop_database(void **state)
{
    (void)state;
    db_close(db);
    unlink(path);
    arena_free(&arena);
    return 0;
}

static struct figures *reckon(void)
{
    struct figures *f = arena_new(&arena, struct figures);
    db_begin_read(db);
    figures_make(facts_read(db, &arena, "2026-11-24", 12), f);
    db_rollback(db);
    return f;
}

static const struct figure *of(const struct figures *f, const char *code) { return &f->of[indicator_find(code) - indicators]; }

static void is_share(const struct figures *f, const char *code, int n, int d, int missing)
{
    const struct count *c = &of(f, code)->now;
    struct limits l = wilson_limits(n, d, 0.95);
    if (c->n != n || c->d != d)
        fprintf(stderr, "%s: %lld of %lld\n", code, (long long)c->n, (long long)c->d);
    assert_int_equal(c->n, n);
    assert_int_equal(c->d, d);
    assert_int_equal(c->missing, missing);
    assert_true(fabs(c->low - l.low) < 1e-12 && fabs(c->high - l.high) < 1e-12);
}

static void shares_are_right(void **state)
{
    (void)state;
    const struct figures *f = reckon();
    is_share(f, "A2", 4, 9, 0);         /* child 6 has left */
    is_share(f, "B8", 0, 9, 0);
    is_share(f, "B9", 1, 9, 0);         /* child 2: nothing since 26 August, 90 days ago */
    is_share(f, "C11", 1, 2, 0);
    is_share(f, "C12", 1, 3, 0);
    is_share(f, "C13", 3, 5, 0);
    is_share(f, "D15", 1, 5, 0);        /* 5, 7, 8, 9 without, 10 with */
    is_share(f, "E18", 1, 2, 1);
    is_share(f, "F19", 1, 2, 0);
}

static void known_against_expected(void **state)
{
    (void)state;
    const struct count *c = &of(reckon(), "A1")->now;
    assert_int_equal(c->n, 9);
    assert_true(fabs(c->expected - (100 * 0.05 + 200 * 0.03)) < 1e-9);
    assert_true(fabs(c->value - 9 / 11.0) < 1e-12);
    assert_true(fabs(c->low - exact_limits(9, 0.95).low / 11) < 1e-12);
}

/* Of 10 with a concern on 1 October, 4 had support in 30 days (10, 10, 10, 20); nobody's wait ended before by other ways. */
static void waiting_is_right(void **state)
{
    (void)state;
    const struct figures *f = reckon();
    const struct count *c = &of(f, "A4")->now;
    assert_int_equal(c->n, 4);
    assert_int_equal(c->d, 10);
    assert_true(fabs(c->value - 0.4) < 1e-12);
    assert_true(fabs(of(f, "A4")->beside[0].count.value - 0.5) < 1e-12);      /* and one after 45 days */
    const struct count *g = &of(f, "G21")->now;
    assert_int_equal(g->n, 4);
    assert_int_equal(g->d, 5);
    assert_true(fabs(g->value - 2) < 1e-12);
    assert_int_equal(of(f, "G21")->beside[1].count.n, 3);                     /* in time: 1, 2, 3; late: 4, 5 */
    assert_int_equal(of(f, "G21")->beside[1].count.d, 5);
    assert_int_equal(of(f, "G21")->beside[2].count.n, 1);
}

static void trend_adds_up(void **state)
{
    (void)state;
    const struct figures *f = reckon();
    for (int k = 0; k < INDICATORS; k++)
        if (indicators[k].span == WINDOW) {
            int64_t n = 0, d = 0;
            for (int p = PERIODS - 4; p < PERIODS; p++) {
                n += f->of[k].period[p].n;
                d += f->of[k].period[p].d;
            }
            assert_int_equal(n, f->of[k].now.n);
            assert_int_equal(d, f->of[k].now.d);
        }
}

/* Where the published whole less its shown parts leaves 1 to 4, somebody could be found. */
static void nothing_small_is_left(void **state)
{
    (void)state;
    struct figures *f = reckon();
    figures_publish(&arena, f, 5);
    for (int k = 0; k < INDICATORS; k++) {
        const struct figure *g = &f->of[k];
        int64_t rest_n = g->now.n, rest_d = g->now.d, hidden = 0;
        for (int a = 0; a < f->areas; a++) {
            assert_false(g->area[a].n >= 1 && g->area[a].n <= 4);
            hidden += g->area[a].is_hidden;
            rest_n -= g->area[a].is_hidden ? 0 : g->area[a].n;
            rest_d -= g->area[a].is_hidden ? 0 : g->area[a].d;
        }
        assert_false(g->now.n >= 1 && g->now.n <= 4);
        if (!g->now.is_hidden && hidden == 1)
            assert_false((rest_n >= 1 && rest_n <= 4) || (rest_d >= 1 && rest_d <= 4));
    }
    assert_true(of(f, "A2")->now.is_hidden);
    assert_string_equal(figure_value(&arena, indicator_find("A2"), &of(f, "A2")->now), "hidden");
}

static struct web_answer get(const char *role, const char *address)
{
    figures_forget();
    db_rollback(db);
    return web_try(&site, db, &arena, address, NULL, arena_print(&arena, "session=%s", role));
}

static int has(struct web_answer a, const char *text) { return a.body && memmem(a.body, a.len, text, strlen(text)) != NULL; }

static void pages_answer(void **state)
{
    (void)state;
    assert_int_equal(get("manager", "/oversight").status, 200);
    for (int k = 0; k < INDICATORS; k++) {
        assert_int_equal(get("manager", arena_print(&arena, "/oversight/%s", indicators[k].code)).status, 200);
        assert_int_equal(get("manager", arena_print(&arena, "/oversight/%s/children", indicators[k].code)).status, 200);
        assert_int_equal(get("analyst", arena_print(&arena, "/oversight/%s", indicators[k].code)).status, 200);
        assert_int_equal(get("analyst", arena_print(&arena, "/oversight/%s/csv", indicators[k].code)).status, 200);
        assert_int_equal(get("analyst", arena_print(&arena, "/oversight/%s/children", indicators[k].code)).status, 404);
    }
    assert_int_equal(get("parent", "/oversight").status, 404);
    assert_int_equal(get("manager", "/oversight/Z9").status, 404);
    assert_int_equal(get("manager", "/oversight/A2/children?page=0").status, 404);
}

static void analyst_sees_no_small_number(void **state)
{
    (void)state;
    assert_true(has(get("manager", "/oversight/A2"), "4 of 9 open children"));
    assert_false(has(get("analyst", "/oversight/A2"), "4 of 9"));
    assert_true(has(get("manager", "/oversight/A2/csv"), ",4,9,"));
    struct web_answer file = get("analyst", "/oversight/A2/csv");
    assert_false(has(file, ",4,9,"));
    assert_true(has(file, ",c,c,c,c,c,"));
}

static void list_is_scoped(void **state)
{
    (void)state;
    struct web_answer manager = get("manager", "/oversight/A2/children"), officer = get("officer", "/oversight/A2/children");
    assert_true(has(manager, "Given3 Family3") && has(manager, "Given1 Family1") && !has(manager, "Given5"));
    assert_true(has(officer, "Given1 Family1"));
    assert_false(has(officer, "Given3 Family3"));          /* restricted */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_are_right), cmocka_unit_test(known_against_expected), cmocka_unit_test(waiting_is_right), cmocka_unit_test(trend_adds_up),
        cmocka_unit_test(nothing_small_is_left), cmocka_unit_test(pages_answer), cmocka_unit_test(analyst_sees_no_small_number), cmocka_unit_test(list_is_scoped),
    };
    return cmocka_run_group_tests(tests, make_database, drop_database);
}
