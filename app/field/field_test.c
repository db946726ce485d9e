/* Visits taken along: what a device gets and leaves as a trace, how it is called back, and what comes back: once, joined, kept. */
#include "tests/world.h"
#include "app/field/field.h"
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
static const char *officer, *manager, *practitioner;
enum { VISIT = FIRST_ROW + 20, OTHERS_VISIT = OTHER_ROW + 20 };

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
    house_script(db, "DELETE FROM typed; DELETE FROM field_left; DELETE FROM field_pack; DELETE FROM field_device; DELETE FROM audit");
    officer = house_session(db, &all, OFFICER);
    manager = house_session(db, &all, MANAGER);
    practitioner = house_session(db, &all, PRACTITIONER);
    return 0;
}

/* The text after "NAME":" in what a device was given, up to the next quotation mark that is not escaped. */
static const char *said(const char *json, const char *name)
{
    const char *at = strstr(json, arena_print(&all, "\"%s\":\"", name)), *end;
    assert_non_null(at);
    at = strchr(at, ':') + 2;
    for (end = at; *end != '"'; end++)
        end += *end == '\\';
    return arena_text(&all, at, (size_t)(end - at));
}

static struct web_answer take(const char *visits) { return ask("/field/take", arena_print(&all, "name=Chrome&%s", visits), officer); }
static const char *taken(void) { return said(take(arena_print(&all, "visit=%d", VISIT)).body, "key"); }

static const char *hidden(const char *json, const char *name)
{
    const char *at = strstr(json, arena_print(&all, "name=\\\"%s\\\" value=\\\"", name));
    assert_non_null(at);
    at = strstr(at, "value=\\\"") + strlen("value=\\\"");
    return arena_text(&all, at, strcspn(at, "\\"));
}

static const char note[] = "held_on-day=24&held_on-month=11&held_on-year=2026&attended=Key+person";

static struct web_answer send(const char *key, const char *more)
{
    return ask(arena_print(&all, "/field/notes/%d", VISIT), arena_print(&all, "key=%s&%s&%s", key, note, more), officer);
}

static void is_taken_along_and_leaves_a_trace(void **state)
{
    (void)state;
    struct web_answer a = take(arena_print(&all, "visit=%d", VISIT));
    assert_int_equal(a.status, 200);
    assert_string_equal(a.type, "application/json");
    assert_true(strstr(a.body, "Annasson") && strstr(a.body, "Who is around the child") && strstr(a.body, "a6_what") == NULL && strstr(a.body, "a1_what"));
    assert_int_equal(number("SELECT count(*) AS n FROM audit WHERE action = 'taken offline' AND child_id = 1001 AND person_id = 105"), 1);
    assert_int_equal(number("SELECT count(*) AS n FROM field_pack WHERE child_id = 1001 AND person_id = 105"), 1);
    const char *key = said(a.body, "key");
    assert_int_equal(number(arena_print(&all, "SELECT count(*) AS n FROM field_device WHERE key_hash = '%s'", key)), 0);            /* only its hash is kept */
    assert_int_equal(ask("/field/take", arena_print(&all, "key=%s&visit=%d", key, VISIT), officer).status, 200);      /* the same device, the same visit: once */
    assert_int_equal(number("SELECT count(*) AS n FROM field_device"), 1);
    assert_int_equal(number("SELECT count(*) AS n FROM field_pack"), 1);
    assert_non_null(strstr(ask("/field", NULL, officer).body, "What is out"));
    assert_non_null(strstr(ask("/children/1001/access", NULL, officer).body, "Took pages for a visit along"));
}

static void only_what_is_in_reach(void **state)
{
    (void)state;
    assert_int_equal(take(arena_print(&all, "visit=%d&visit=%d", VISIT, OTHERS_VISIT)).status, 404);
    assert_int_equal(number("SELECT count(*) AS n FROM field_pack"), 0);         /* and then nothing is given */
    assert_int_equal(take("").status, 422);
    assert_int_equal(take("visit=1&visit=2&visit=3&visit=4&visit=5&visit=6&visit=7&visit=8&visit=9&visit=10&visit=11&visit=12&visit=13").status, 422);
    assert_int_equal(ask("/field/take", arena_print(&all, "visit=%d", VISIT), practitioner).status, 404);
    house_script(db, "UPDATE visit SET status = 'called off' WHERE id = 5021");
    assert_null(strstr(take(arena_print(&all, "visit=%d", VISIT)).body, "Annasson"));
}

static void the_shell_is_the_same_for_everybody(void **state)
{
    (void)state;
    const char *nobody = ask("/offline", NULL, NULL).body;
    assert_string_equal(ask("/offline", NULL, officer).body, nobody);
    assert_null(strstr(nobody, "Olu Officer"));
    assert_null(strstr(nobody, "name=\"token\""));
    assert_string_equal(ask("/worker.js", NULL, NULL).type, "text/javascript; charset=utf-8");
}

static const char *standing(const char *key) { return ask(arena_print(&all, "/field/standing/%s", key), NULL, NULL).body; }

static void is_called_back(void **state)
{
    (void)state;
    const char *key = taken(), *path = arena_print(&all, "/field/devices/%lld/revoke", (long long)number("SELECT id AS n FROM field_device"));
    assert_string_equal(standing(key), "out");
    assert_string_equal(standing("unknown"), "over");
    assert_int_equal(ask(path, "", manager).status, 404);
    assert_int_equal(ask(path, "", officer).status, 303);
    assert_string_equal(standing(key), "over");
    assert_non_null(strstr(ask(arena_print(&all, "/field/return/%s", key), NULL, officer).body, "\"known\":false"));
    assert_string_equal(send(key, "observations=Late").go_to, "/field/sent/over");
    assert_int_equal(number("SELECT count(*) AS n FROM visit WHERE observations = 'Late'"), 0);
    const char *again = said(ask("/field/take", arena_print(&all, "key=%s&visit=%d", key, VISIT), officer).body, "key");
    assert_string_not_equal(again, key);                                         /* a new one: the old secret opens nothing */
    house_script(db, "UPDATE person SET is_active = 0 WHERE id = 105");
    assert_string_equal(standing(again), "over");                                /* whose account is closed */
    house_script(db, "UPDATE person SET is_active = 1 WHERE id = 105");
    assert_string_equal(standing(again), "out");
    assert_int_equal(ask("/field/wiped", arena_print(&all, "key=%s", again), manager).status, 200);
    assert_string_equal(standing(again), "out");                                 /* not hers to say */
    ask("/field/wiped", arena_print(&all, "key=%s", again), officer);
    assert_string_equal(standing(again), "over");
}

static void comes_back_once(void **state)
{
    (void)state;
    const char *json = take(arena_print(&all, "visit=%d", VISIT)).body, *key = said(json, "key");
    const char *body = arena_print(&all, "once=0123456789abcdef&version=%s&base=%s&observations=Seen&a1_what=Lend+blocks&a1_owner=setting&next_on-day=8&next_on-month=12&next_on-year=2026&then=finish", hidden(json, "version"), hidden(json, "base"));
    for (int i = 0; i < 3; i++) {
        struct web_answer a = send(key, body);
        assert_int_equal(a.status, 303);
        assert_string_equal(a.go_to, "/field/sent/saved");
    }
    assert_int_equal(number("SELECT count(*) AS n FROM visit WHERE id = 5021 AND status = 'held' AND observations = 'Seen' AND version = 2"), 1);
    assert_int_equal(number("SELECT count(*) AS n FROM action WHERE what = 'Lend blocks'"), 1);
    assert_int_equal(number("SELECT count(*) AS n FROM visit WHERE planned_on = '2026-12-08'"), 1);
    assert_int_equal(number("SELECT count(*) AS n FROM field_pack WHERE sent_at > 0"), 1);
    assert_string_equal(ask("/field/sent/saved", NULL, officer).body, "saved");
}

/* The typed row that the answer leads to. */
static const char *led_to(struct web_answer a, const char *state)
{
    const char *head = arena_print(&all, "/field/sent/%s?typed=", state);
    assert_true(strncmp(a.go_to, head, strlen(head)) == 0);
    return a.go_to + strlen(head);
}

static void two_versions_are_shown_and_joined(void **state)
{
    (void)state;
    const char *json = take(arena_print(&all, "visit=%d", VISIT)).body, *key = said(json, "key"), *path = arena_print(&all, "/visits/%d/note", VISIT);
    assert_int_equal(ask(path, "version=1&observations=Hers&said=Said&then=later", manager).status, 303);
    const char *body = arena_print(&all, "once=1123456789abcdef&version=1&base=%s&observations=Mine&advice=My+advice&then=finish", hidden(json, "base"));
    const char *typed = led_to(send(key, body), "two");
    assert_string_equal(led_to(send(key, body), "two"), typed);                   /* sent again: the same place */
    assert_int_equal(number("SELECT count(*) AS n FROM typed WHERE person_id = 105 AND form = '/visits/5021/note' AND is_sent = 0"), 1);
    assert_int_equal(number("SELECT count(*) AS n FROM typed WHERE answers LIKE '%key=%'"), 0);
    struct web_answer a = ask(arena_print(&all, "%s?typed=%s", path, typed), NULL, officer);
    assert_int_equal(a.status, 200);
    assert_true(strstr(a.body, "choose_observations") && strstr(a.body, "Hers") && strstr(a.body, "Mine"));
    assert_true(!strstr(a.body, "choose_said") && !strstr(a.body, "choose_advice"));
    assert_int_equal(ask(path, arena_print(&all, "typed=%s&version=2&%s&observations=Mine&said=Said&advice=My+advice&choose_observations=both", typed, note), officer).status, 303);
    assert_int_equal(number("SELECT count(*) AS n FROM visit WHERE id = 5021 AND observations LIKE 'Hers%Mine' AND said = 'Said' AND advice = 'My advice'"), 1);
    assert_int_equal(number("SELECT count(*) AS n FROM typed WHERE is_sent = 0"), 0);
}

/* Only the other changed something else: the form that is gone on with has it already, and asks nothing. */
static void what_only_one_changed_is_not_asked(void **state)
{
    (void)state;
    const char *json = take(arena_print(&all, "visit=%d", VISIT)).body, *key = said(json, "key"), *path = arena_print(&all, "/visits/%d/note", VISIT);
    assert_int_equal(ask(path, "version=1&said=Said&then=later", manager).status, 303);
    const char *typed = led_to(send(key, arena_print(&all, "version=1&base=%s&then=finish", hidden(json, "base"))), "unfinished");
    struct web_answer a = ask(arena_print(&all, "%s?typed=%s", path, typed), NULL, officer);
    assert_true(strstr(a.body, "Key person") && strstr(a.body, ">\nSaid</textarea>"));
    assert_null(strstr(a.body, "Two versions"));
    assert_non_null(strstr(a.body, "name=\"version\" value=\"2\""));
}

static void what_cannot_be_saved_is_kept(void **state)
{
    (void)state;
    const char *key = taken();
    led_to(send(key, "version=1&observations=Seen&next_time=noon&then=finish"), "unfinished");
    house_script(db, "UPDATE visit SET status = 'called off', version = version + 1 WHERE id = 5021");
    led_to(send(key, "version=2&observations=Seen+too&then=finish"), "off");
    assert_int_equal(number("SELECT count(*) AS n FROM typed WHERE answers LIKE '%Seen%'"), 2);
    assert_int_equal(number("SELECT count(*) AS n FROM visit WHERE id = 5021 AND observations = ''"), 1);
}

static void who_lost_the_child_leaves_what_they_wrote(void **state)
{
    (void)state;
    const char *key = taken();
    house_script(db, "UPDATE child SET is_restricted = 1 WHERE id = 1001; UPDATE professional SET to_on = '2026-11-23' WHERE child_id = 1001 AND person_id = 105");
    assert_non_null(strstr(ask(arena_print(&all, "/field/return/%s", key), NULL, officer).body, "\"lost\":[\"5021\"]"));
    assert_int_equal(ask(arena_print(&all, "/field/notes/%d", VISIT), "key=&observations=No+device", officer).status, 404);
    assert_string_equal(send(key, "once=2123456789abcdef&version=1&observations=Too+late").go_to, "/field/sent/left");
    assert_string_equal(send(key, "once=2123456789abcdef&version=1&observations=Too+late").go_to, "/field/sent/left");
    assert_int_equal(number("SELECT count(*) AS n FROM field_left"), 1);
    assert_non_null(strstr(ask("/field", NULL, officer).body, "A child you no longer work with"));
    const char *path = arena_print(&all, "/field/left/%lld", (long long)number("SELECT id AS n FROM field_left"));
    assert_int_equal(ask(path, NULL, officer).status, 404);
    assert_non_null(strstr(ask("/children/1001", NULL, manager).body, path));
    assert_non_null(strstr(ask(path, NULL, manager).body, "Too late"));
    struct web_answer a = ask(path, "", manager);
    assert_int_equal(a.status, 303);
    assert_non_null(strstr(ask(a.go_to, NULL, manager).body, "Too late"));
    assert_string_equal(ask(path, "", manager).go_to, "/visits/5021");            /* once */
    assert_null(strstr(ask("/children/1001", NULL, manager).body, path));
}

static void what_is_long_over_goes(void **state)
{
    (void)state;
    taken();
    int64_t now = 1796000000000 + INT64_C(40) * 24 * 3600000;
    house_script(db, "UPDATE field_device SET ends_at = 1796000000000");
    db_begin_write(db);
    field_feature.each_minute(db, world_today, now);
    db_commit(db);
    assert_int_equal(number("SELECT count(*) AS n FROM field_pack"), 0);
    assert_int_equal(number("SELECT count(*) AS n FROM field_device"), 0);
    assert_int_equal(number("SELECT count(*) AS n FROM audit WHERE action = 'taken offline'"), 1);
}

static int open_sqlite(void **state) { (void)state; db = house_new(&all); return 0; }
static int open_postgres(void **state) { (void)state; db = house_new_postgres(&all); return db ? 0 : -1; }
static int close_house(void **state) { (void)state; db_close(db); arena_free(&all); return 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(is_taken_along_and_leaves_a_trace, set_up), cmocka_unit_test_setup(only_what_is_in_reach, set_up), cmocka_unit_test_setup(the_shell_is_the_same_for_everybody, set_up),
        cmocka_unit_test_setup(is_called_back, set_up), cmocka_unit_test_setup(comes_back_once, set_up), cmocka_unit_test_setup(two_versions_are_shown_and_joined, set_up),
        cmocka_unit_test_setup(what_only_one_changed_is_not_asked, set_up), cmocka_unit_test_setup(what_cannot_be_saved_is_kept, set_up), cmocka_unit_test_setup(who_lost_the_child_leaves_what_they_wrote, set_up), cmocka_unit_test_setup(what_is_long_over_goes, set_up),
    };
    int failed = cmocka_run_group_tests_name("visits without signal, SQLite", tests, open_sqlite, close_house);
    if (getenv("RIGHTDOOR_TEST_POSTGRES"))
        failed += cmocka_run_group_tests_name("visits without signal, PostgreSQL", tests, open_postgres, close_house);
    return failed;
}
