/* Visits: planned, written up, followed up; who reads what when; a note that two wrote at once, and nothing of it lost. */
#include "tests/world.h"
#include "app/visit/visit.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct arena all;
static struct db *db;
static struct site site;
static const char *officer, *manager, *practitioner, *parent, *administrator;

static struct web_answer ask(const char *path, const char *body, const char *cookie)
{
    struct web_answer a = web_try(&site, db, &all, path, body, cookie);
    db->arena = &all;
    return a;
}

struct found { int64_t n; };

/* Statements are kept by their address: each question has one of its own. */
static int64_t number(const char *sql)
{
    static const struct db_column column[] = { { 'i', offsetof(struct found, n) } };
    struct db_query *q = arena_new(&all, struct db_query);
    *q = (struct db_query){ .name = "number", .params = "", .columns = 1, .column = column, .row_size = sizeof(struct found), .text = sql };
    struct found *r = db_one(db, q);
    return r ? r->n : 0;
}

static int set_up(void **state)
{
    (void)state;
    site = site_of_features;
    site.today = world_today;
    world_fill(db);
    house_script(db, "DELETE FROM field_pack; DELETE FROM field_left; DELETE FROM visit; DELETE FROM action; DELETE FROM typed; UPDATE visit_template SET observations = 'In play:', ask = 'Look at play'");
    officer = house_session(db, &all, OFFICER);
    manager = house_session(db, &all, MANAGER);
    practitioner = house_session(db, &all, PRACTITIONER);
    parent = house_session(db, &all, PARENT);
    administrator = house_session(db, &all, ADMINISTRATOR);
    return 0;
}

static void times_are_read(void **state)
{
    (void)state;
    static const char *const good[][2] = { { "9", "09:00" }, { "9:30", "09:30" }, { "9.30am", "09:30" }, { "2pm", "14:00" }, { "2:05 PM", "14:05" }, { "12am", "00:00" }, { "12pm", "12:00" }, { "14:00", "14:00" }, { "", "" } };
    static const char *const bad[] = { "noon", "25:00", "9:60", "9:5", "13pm", "0am", "9:30xm", "-1", "9:30 am please" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_string_equal(visit_time(&all, good[i][0]), good[i][1]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_null(visit_time(&all, bad[i]));
    assert_string_equal(visit_time_words(&all, "14:05"), "2:05pm");
    assert_string_equal(visit_time_words(&all, "12:00"), "midday");
}

static int64_t plan(const char *more)
{
    struct web_answer a = ask("/children/1001/visits/new", arena_print(&all, "kind=setting&setting=201&person=105&planned_on-day=24&planned_on-month=11&planned_on-year=2026&planned_time=9.30&purpose=Secret+purpose&template=5001%s", more), officer);
    assert_int_equal(a.status, 303);
    return number("SELECT max(id) AS n FROM visit");
}

static const char *note_path(int64_t id) { return arena_print(&all, "/visits/%lld/note", (long long)id); }
static const char *show_path(int64_t id) { return arena_print(&all, "/visits/%lld", (long long)id); }
static const char day[] = "held_on-day=24&held_on-month=11&held_on-year=2026";

static void is_planned_and_written_up(void **state)
{
    (void)state;
    int64_t id = plan("");
    assert_non_null(strstr(ask("/", NULL, officer).body, "9:30am"));
    assert_non_null(strstr(ask("/children/1001", NULL, practitioner).body, "24 November 2026, 9:30am"));      /* when, not what for */
    assert_null(strstr(ask(show_path(id), NULL, practitioner).body, "Secret purpose"));
    assert_null(strstr(ask(show_path(id), NULL, parent).body, "Secret purpose"));
    assert_non_null(strstr(ask(note_path(id), NULL, officer).body, "In play:"));
    assert_int_equal(ask(note_path(id), arena_print(&all, "version=1&template=5001&observations=In+play%%3A&%s", day), officer).status, 422);    /* starting words are no note */
    assert_int_equal(ask(note_path(id), "version=1&observations=Half&then=later", officer).status, 303);
    assert_int_equal(number("SELECT count(*) AS n FROM visit WHERE status = 'planned' AND observations = 'Half'"), 1);
    assert_null(strstr(ask(show_path(id), NULL, practitioner).body, "Half"));
    assert_int_equal(ask(note_path(id), "version=2&observations=Half", officer).status, 422);                   /* no day */
    struct web_answer a = ask(note_path(id), arena_print(&all, "version=2&%s&attended=Key+person&family_there=1&observations=Whole&advice=Advised&family_words=Plain&a1_what=Lend+cards&a1_owner=105&next_on-day=8&next_on-month=12&next_on-year=2026&next_time=10&then=finish", day), officer);
    assert_int_equal(a.status, 303);
    assert_int_equal(number("SELECT count(*) AS n FROM visit WHERE status = 'held' AND held_on = '2026-11-24' AND observations = 'Whole'"), 1);
    assert_int_equal(number("SELECT count(*) AS n FROM visit WHERE status = 'planned' AND planned_on = '2026-12-08' AND planned_time = '10:00'"), 1);
    assert_int_equal(number("SELECT count(*) AS n FROM action WHERE what = 'Lend cards' AND from_kind = 'visit' AND is_shared = 0"), 1);
    assert_int_equal(number("SELECT count(*) AS n FROM event WHERE kind = 'contact' AND child_id = 1001"), 1);
    assert_int_equal(ask(show_path(id), NULL, practitioner).status, 404);
    assert_int_equal(ask(show_path(id), NULL, parent).status, 404);
}

static int64_t written(void)
{
    int64_t id = plan("");
    assert_int_equal(ask(note_path(id), arena_print(&all, "version=1&%s&observations=Whole&said=Said&advice=Advised&family_words=Plain+words&a1_what=Lend+cards&a1_owner=105", day), officer).status, 303);
    return id;
}

static const char *tell_path(int64_t id) { return arena_print(&all, "/visits/%lld/tell", (long long)id); }

static void is_followed_up(void **state)
{
    (void)state;
    int64_t id = written(), notices = number("SELECT count(*) AS n FROM notice");
    assert_int_equal(ask(tell_path(id), "version=2", officer).status, 422);
    assert_int_equal(ask(tell_path(id), "version=2&setting=1", officer).status, 303);
    struct web_answer a = ask(show_path(id), NULL, practitioner);
    assert_non_null(strstr(a.body, "Advised"));
    assert_null(strstr(a.body, "Send the follow-up"));
    assert_int_equal(ask(show_path(id), NULL, parent).status, 404);
    assert_int_equal(ask(tell_path(id), "version=2&family=1", officer).status, 303);
    a = ask(show_path(id), NULL, parent);
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "Plain words"));
    assert_null(strstr(a.body, "Advised"));
    assert_null(strstr(a.body, "Whole"));
    assert_non_null(strstr(ask("/children/1001", NULL, parent).body, "Lend cards"));
    assert_int_equal(number("SELECT count(*) AS n FROM notice"), notices + 2);
    assert_int_equal(number("SELECT count(*) AS n FROM notice WHERE path LIKE '%Anna%'"), 0);
    assert_int_equal(ask(note_path(id), arena_print(&all, "version=2&%s&observations=Changed&family_words=Plain+words", day), officer).status, 303);
    assert_non_null(strstr(ask(show_path(id), NULL, officer).body, "Changed since: send it again"));
    assert_int_equal(ask(tell_path(id), "version=2&family=1", officer).status, 303);                            /* of a version that is no more: nothing is sent */
    assert_int_equal(number("SELECT count(*) AS n FROM notice"), notices + 2);
}

/* The value of a hidden input. */
static const char *value_in(const char *page, const char *name)
{
    const char *at = strstr(page, arena_print(&all, "name=\"%s\"", name));
    assert_non_null(at);
    at = strstr(at, "value=\"") + strlen("value=\"");
    return arena_text(&all, at, strcspn(at, "\""));
}

static void two_writers_lose_nothing(void **state)
{
    (void)state;
    int64_t id = written();
    const char *base = value_in(ask(note_path(id), NULL, officer).body, "base");
    assert_int_equal(ask(note_path(id), arena_print(&all, "version=2&%s&observations=Hers&said=Said&advice=Advised&family_words=Plain+words", day), manager).status, 303);
    const char *mine = arena_print(&all, "version=2&base=%s&%s&observations=Mine&said=Said&advice=My+advice&family_words=Plain+words", base, day);
    struct web_answer a = ask(note_path(id), mine, officer);
    assert_int_equal(a.status, 409);
    assert_non_null(strstr(a.body, "choose_observations"));
    assert_null(strstr(a.body, "choose_advice"));                                /* only I changed it: joined without asking */
    assert_null(strstr(a.body, "choose_said"));
    assert_true(strstr(a.body, "Hers") && strstr(a.body, "Mine"));
    assert_int_equal(number("SELECT count(*) AS n FROM visit WHERE observations = 'Hers'"), 1);
    const char *again = arena_print(&all, "version=3&base=%s&%s&observations=Mine&said=Said&advice=My+advice&family_words=Plain+words&choose_observations=both", base, day);
    assert_int_equal(ask(note_path(id), again, officer).status, 303);
    assert_int_equal(number("SELECT count(*) AS n FROM visit WHERE observations LIKE 'Hers%Mine' AND advice = 'My advice'"), 1);
}

static void is_moved_or_called_off(void **state)
{
    (void)state;
    int64_t id = plan("");
    const char *edit = arena_print(&all, "/visits/%lld/edit", (long long)id), *off = arena_print(&all, "/visits/%lld/call-off", (long long)id);
    const char *moved = "kind=home&person=106&planned_on-day=1&planned_on-month=12&planned_on-year=2026&planned_time=&version=";
    assert_int_equal(ask(edit, arena_print(&all, "%s1", moved), officer).status, 303);
    ask(edit, arena_print(&all, "%s1", moved), officer);                         /* begun before it was moved */
    assert_int_equal(number("SELECT count(*) AS n FROM visit WHERE kind = 'home' AND setting_id IS NULL AND planned_on = '2026-12-01' AND version = 2"), 1);
    assert_int_equal(ask(edit, "kind=home&person=109&planned_on-day=1&planned_on-month=12&planned_on-year=2026&version=2", officer).status, 422);
    assert_int_equal(ask(off, "version=2", officer).status, 422);
    assert_int_equal(ask(off, "version=2&because=Snow", practitioner).status, 404);
    assert_int_equal(ask(off, "version=2&because=Snow", officer).status, 303);
    assert_int_equal(ask(note_path(id), arena_print(&all, "version=3&%s&observations=Late", day), officer).status, 409);
    assert_int_equal(number("SELECT count(*) AS n FROM visit WHERE status = 'called off' AND observations = ''"), 1);
}

static void templates_are_the_administrators(void **state)
{
    (void)state;
    assert_int_equal(ask("/visits/templates", NULL, officer).status, 404);
    assert_int_equal(ask("/visits/templates/5001", "name=Renamed&kind=home&is_on=1&version=1", administrator).status, 303);
    assert_int_equal(ask("/visits/templates/5001", "name=Other&kind=home&is_on=1&version=1", administrator).status, 409);
    assert_int_equal(ask("/visits/templates/new", "name=New&kind=", administrator).status, 422);
    assert_int_equal(ask("/visits/templates/new", "name=New&kind=home&is_on=1&version=1", administrator).status, 303);
    assert_int_equal(number("SELECT count(*) AS n FROM visit_template WHERE name IN ('Renamed', 'New')"), 2);
}

static int open_sqlite(void **state) { (void)state; db = house_new(&all); return 0; }
static int open_postgres(void **state) { (void)state; db = house_new_postgres(&all); return db ? 0 : -1; }
static int close_house(void **state) { (void)state; db_close(db); arena_free(&all); return 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_read), cmocka_unit_test_setup(is_planned_and_written_up, set_up), cmocka_unit_test_setup(is_followed_up, set_up), cmocka_unit_test_setup(two_writers_lose_nothing, set_up),
        cmocka_unit_test_setup(is_moved_or_called_off, set_up), cmocka_unit_test_setup(templates_are_the_administrators, set_up),
    };
    int failed = cmocka_run_group_tests_name("visits, SQLite", tests, open_sqlite, close_house);
    if (getenv("RIGHTDOOR_TEST_POSTGRES"))
        failed += cmocka_run_group_tests_name("visits, PostgreSQL", tests, open_postgres, close_house);
    return failed;
}
