/* The doors: reckoned by hand on a small register, small numbers hidden, who never asks is told by the funnel. */
#include "tests/world.h"
#include "app/doors/doors.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct arena all;
static struct db *db;
static int64_t serial = 9000;

static void request(const char *door, const char *received, const char *due, const char *advised, int hops, int setting)
{
    int64_t id = serial++;
    house_script(db, arena_print(&all, "INSERT INTO request (id, reference, kind, door, status, given_name, family_name, born_on, asker_name, received_at, received_on, due_on, acknowledged_at, hops, setting_id)"
        " VALUES (%lld, 'T%lld', 'request', '%s', '%s', 'A', 'B', '2023-01-01', 'C', 1000, '%s', '%s', 61000, %d, %s)", (long long)id, (long long)id, door, *advised ? "advised" : "waiting", received, due, hops,
        setting ? arena_print(&all, "%d", setting) : "NULL"));
    if (*advised)
        house_script(db, arena_print(&all, "INSERT INTO decision (id, request_id, kind, partner_id, words, decided_by, decided_at, decided_on) VALUES (%lld, %lld, 'advise', 301, 'x', 105, 1, '%s')", (long long)id, (long long)id, advised));
}

static int start(void **state)
{
    (void)state;
    if (!db)
        db = house_new(&all);
    world_fill(db);
    house_script(db, "DELETE FROM handover; DELETE FROM signpost; DELETE FROM decision; DELETE FROM concern; DELETE FROM follow_link; DELETE FROM question; DELETE FROM request_pause;"
                     "DELETE FROM request_overdue; DELETE FROM request_step; DELETE FROM triage_bulk_request; DELETE FROM triage_meeting_request;");
    house_script(db, "PRAGMA foreign_keys=OFF");
    house_script(db, "DELETE FROM request");
    return 0;
}

static int stop(void **state)
{
    (void)state;
    db_close(db);
    arena_free(&all);
    return 0;
}

static const struct door *door(const struct doors_look *l, const char *code)
{
    for (size_t i = 0; i < l->doors; i++)
        if (strcmp(l->door[i].code, code) == 0)
            return &l->door[i];
    fail_msg("no door %s", code);
    return NULL;
}

/* Three had advice after 1, 2 and 3 working days; one waits since Monday 2 November. */
static void times_count_those_who_still_wait(void **state)
{
    (void)state;
    request("parent", "2026-11-16", "2026-11-23", "2026-11-17", 0, 0);
    request("parent", "2026-11-16", "2026-11-23", "2026-11-18", 1, 0);
    request("parent", "2026-11-16", "2026-11-23", "2026-11-19", 2, 0);
    request("parent", "2026-11-02", "2026-11-09", "", 0, 0);
    request("parent", "2025-11-24", "2025-12-01", "2025-11-24", 0, 0);     /* a year and a day ago */
    struct doors_look *l = doors_reckon(db, &all, "2026-11-24");
    const struct door *d = door(l, "parent");
    assert_int_equal(d->requests, 4);
    assert_true(d->help_days > 2.4 && d->help_days < 2.6);                 /* survival is exactly a half from day 2 to day 3 */
    assert_int_equal(d->helped.n, 3);
    assert_int_equal(d->hopped.n, 2);
    assert_int_equal(d->hopped_twice.n, 1);
    assert_int_equal(d->late, 1);
    assert_true(fabs(d->heard_minutes - 1) < 0.01);
    assert_int_equal(l->door[l->doors].requests, 4);
}

static void pauses_and_questions_are_told(void **state)
{
    (void)state;
    request("parent", "2026-11-16", "2026-11-23", "", 0, 0);
    house_script(db, arena_print(&all, "INSERT INTO request_pause (id, request_id, reason, from_on, until_on, due_before, ended_on) VALUES (1, %lld, 'x', '2026-11-16', '2026-11-30', '2026-11-23', '2026-11-19')", (long long)serial - 1));
    house_script(db, arena_print(&all, "INSERT INTO question (id, request_id, words, asked_on) VALUES (1, %lld, 'x', '2026-11-16')", (long long)serial - 1));
    struct doors_look *l = doors_reckon(db, &all, "2026-11-24");
    assert_int_equal(l->door[0].paused.n, 1);
    assert_true(fabs(l->door[0].pause_days - 3) < 0.01);
    assert_int_equal(l->door[0].asked.n, 1);
}

static void small_doors_are_hidden_with_one_more(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++)
        request("parent", "2026-11-16", "2026-11-23", "2026-11-17", 0, 0);
    for (int i = 0; i < 12; i++)
        request("setting", "2026-11-16", "2026-11-23", "2026-11-17", 0, 0);
    for (int i = 0; i < 2; i++)
        request("gp", "2026-11-16", "2026-11-23", "2026-11-17", 0, 0);
    struct doors_look *l = doors_reckon(db, &all, "2026-11-24");
    assert_int_equal(l->doors, 3);
    doors_publish(&all, l, 5);
    assert_int_equal(door(l, "gp")->requests, -1);
    assert_int_equal(door(l, "setting")->requests, -1);
    assert_int_equal(door(l, "parent")->requests, 20);
    assert_true(isnan(door(l, "gp")->help_days) && door(l, "gp")->helped.is_hidden);
    assert_string_equal(door_days_words(&all, door(l, "gp")), "hidden");
    assert_int_equal(l->door[l->doors].requests, 34);
    struct out o = { .arena = &all };
    doors_csv(&o, l);
    html_lit(&o, "", 1);
    assert_non_null(strstr(o.at, "hidden"));
    assert_null(strstr(o.at, ",2,"));
}

/* 40 children in each of two nurseries; one asked 20 times, the other never. */
static void who_never_asks_is_named_and_who_is_too_small_is_not(void **state)
{
    (void)state;
    for (int i = 0; i < 40; i++)
        house_script(db, arena_print(&all, "INSERT INTO placement (id, child_id, setting_id, from_on) VALUES (%d, 1001, 203, '2026-01-01'), (%d, 1001, 201, '2026-01-01')", 20000 + i, 30000 + i));
    for (int i = 0; i < 20; i++)
        request("setting", "2026-11-16", "2026-11-23", "2026-11-17", 0, 201);
    struct doors_look *l = doors_reckon(db, &all, "2026-11-24");
    assert_int_equal(l->settings, 1);
    assert_int_equal(l->setting[0].id, 203);
    assert_int_equal(l->setting[0].place, FUNNEL_LOW_ALARM);
    assert_int_equal(l->settings_small, 1);
    assert_int_equal(l->settings_judged, 2);
    struct site site = site_of_features;
    site.today = world_today;
    struct web_answer a = web_try(&site, db, &all, "/doors", NULL, house_session(db, &all, MANAGER));
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "Ash Nursery"));
    a = web_try(&site, db, &all, "/doors", NULL, house_session(db, &all, ANALYST));
    assert_null(strstr(a.body, "Ash Nursery"));
    assert_int_equal(web_try(&site, db, &all, "/doors/csv", NULL, house_session(db, &all, ANALYST)).status, 200);
}

static void areas_are_judged_by_those_who_live_there(void **state)
{
    (void)state;
    house_script(db, "INSERT INTO area_population (area, age, sex, children, as_at, source) VALUES ('North', 1, 'F', 100, '2026-01-01', 'x'), ('South', 1, 'F', 100, '2026-01-01', 'x'), ('South', 9, 'F', 999, '2026-01-01', 'x')");
    for (int i = 0; i < 30; i++)
        request("setting", "2026-11-16", "2026-11-23", "", 0, 201);
    request("parent", "2026-11-16", "2026-11-23", "", 0, 0);
    struct doors_look *l = doors_reckon(db, &all, "2026-11-24");
    assert_int_equal(l->areas, 2);
    assert_int_equal(l->area[0].requests, 30);
    assert_true(fabs(l->area[1].expected - 15) < 0.01);
    assert_int_equal(l->area[1].place, FUNNEL_LOW_ALARM);
    assert_int_equal(l->requests_nowhere, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(times_count_those_who_still_wait, start),
        cmocka_unit_test_setup(pauses_and_questions_are_told, start),
        cmocka_unit_test_setup(small_doors_are_hidden_with_one_more, start),
        cmocka_unit_test_setup(who_never_asks_is_named_and_who_is_too_small_is_not, start),
        cmocka_unit_test_setup(areas_are_judged_by_those_who_live_there, start),
    };
    return cmocka_run_group_tests(tests, NULL, stop);
}
