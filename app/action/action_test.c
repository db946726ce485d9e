/* Actions: added, owned, settled, read by whom they are shared with, and rows of them in the form of another feature. */
#include "tests/world.h"
#include "app/action/action.h"
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
static const char *officer, *practitioner, *health, *parent, *stranger;

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
    house_script(db, "DELETE FROM action");
    officer = house_session(db, &all, OFFICER);
    practitioner = house_session(db, &all, PRACTITIONER);
    health = house_session(db, &all, HEALTH);
    parent = house_session(db, &all, PARENT);
    stranger = house_session(db, &all, STRANGER);
    return 0;
}

static int64_t added(const char *body)
{
    struct web_answer a = ask("/children/1001/actions/new", body, officer);
    assert_int_equal(a.status, 303);
    return number("SELECT max(id) AS n FROM action");
}

static void is_added_and_settled(void **state)
{
    (void)state;
    int64_t id = added("a1_what=Ring+the+speech+therapist&a1_owner=104&a1_due_on-day=30&a1_due_on-month=11&a1_due_on-year=2026");
    const char *path = arena_print(&all, "/actions/%lld", (long long)id);
    assert_non_null(strstr(ask("/", NULL, health).body, "Ring the speech therapist"));           /* whose it is finds it on the first page */
    assert_non_null(strstr(ask("/children/1001", NULL, officer).body, "Ring the speech therapist"));
    assert_null(strstr(ask("/children/1001", NULL, practitioner).body, "Ring the speech therapist"));
    assert_int_equal(ask(path, NULL, practitioner).status, 404);
    assert_int_equal(ask(arena_print(&all, "%s/settle", path), "as=done&version=1", practitioner).status, 404);
    assert_int_equal(ask(path, NULL, stranger).status, 404);
    assert_null(strstr(ask("/children/1001", NULL, parent).body, "Ring the speech therapist"));
    assert_int_equal(ask(arena_print(&all, "%s/settle", path), "as=done&version=1&came_of_it=She+comes+on+Monday", health).status, 303);
    assert_int_equal(number("SELECT count(*) AS n FROM action WHERE status = 'done' AND settled_on = '2026-11-24' AND settled_by = 104"), 1);
    assert_null(strstr(ask("/", NULL, health).body, "Ring the speech therapist"));
    ask(arena_print(&all, "%s/settle", path), "as=dropped&version=1&came_of_it=again", officer);  /* settled once */
    assert_int_equal(number("SELECT count(*) AS n FROM action WHERE status = 'done'"), 1);
    assert_non_null(strstr(ask("/children/1001/actions?show=closed", NULL, officer).body, "She comes on Monday"));
    assert_int_equal(number("SELECT count(*) AS n FROM audit WHERE child_id = 1001 AND what = 'action'"), 2);
}

static void is_read_by_whom_it_is_shared_with(void **state)
{
    (void)state;
    int64_t id = added("a1_what=Show+the+picture+cards&a1_owner=setting&is_shared=1");
    assert_int_equal(number("SELECT count(*) AS n FROM action WHERE owner_id IS NULL AND owner_words = 'The setting'"), 1);
    assert_non_null(strstr(ask("/children/1001", NULL, practitioner).body, "Show the picture cards"));
    assert_non_null(strstr(ask("/children/1001", NULL, parent).body, "Show the picture cards"));
    assert_int_equal(ask(arena_print(&all, "/actions/%lld", (long long)id), NULL, parent).status, 404);  /* the family reads it on the child's page */
    assert_int_equal(ask(arena_print(&all, "/actions/%lld/edit", (long long)id), "a1_what=Show+the+picture+cards&a1_owner=setting", practitioner).status, 303);
    assert_null(strstr(ask("/children/1001", NULL, parent).body, "Show the picture cards"));
}

static void says_what_is_wrong(void **state)
{
    (void)state;
    assert_int_equal(ask("/children/1001/actions/new", "a1_what=&a1_owner=", officer).status, 422);
    assert_int_equal(ask("/children/1001/actions/new", "a1_what=Ring&a1_owner=", officer).status, 422);
    assert_int_equal(ask("/children/1001/actions/new", "a1_what=&a1_owner=104", officer).status, 422);
    assert_int_equal(ask("/children/1001/actions/new", "a1_what=Ring&a1_owner=other", officer).status, 422);
    assert_int_equal(ask("/children/1001/actions/new", "a1_what=Ring&a1_owner=109", officer).status, 422);       /* nobody around this child */
    assert_int_equal(ask("/children/1001/actions/new", "a1_what=Ring&a1_owner=104&a1_due_on-day=31&a1_due_on-month=11&a1_due_on-year=2026", officer).status, 422);
    assert_int_equal(ask("/children/1001/actions/new", "a1_what=Ring&a1_owner=104", stranger).status, 404);
    assert_int_equal(number("SELECT count(*) AS n FROM action"), 0);
    int64_t id = added("a1_what=Ring&a1_owner=other&a1_owner_words=Grandma");
    struct web_answer a = ask(arena_print(&all, "/actions/%lld/settle", (long long)id), "as=dropped&version=1", officer);
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "Say why it is no longer needed"));
}

static const struct field fields[] = { ACTION_FIELDS("1"), ACTION_FIELDS("2"), { 0 } };
static const char *told;

/* A form of another feature, about Anna's visit. */
static void save_rows(struct web *w)
{
    struct form *f = form_read(w, fields);
    action_rows_choices(f, ANNA);
    action_rows_check(f);
    told = form_is_right(f) ? action_rows_save(w, f, ANNA, "visit", FIRST_ROW, true) : "wrong";
    web_to(w, "/");
}

static const char *rows(const char *body)
{
    static const struct route routes[] = { { POST, "/rows", KEEP_ACTIONS, save_rows }, { 0 } };
    static const struct feature feature = { "rows", routes, NULL };
    static const struct feature *const own[] = { &feature, NULL };
    struct site before = site;
    site.features = own;
    told = NULL;
    ask("/rows", body, officer);
    site = before;
    return told;
}

static void rows_of_another_form(void **state)
{
    (void)state;
    assert_string_equal(rows("a1_what=One&a1_owner=family&a2_what=Two&a2_owner=102"), " actions");
    int64_t one = number("SELECT id AS n FROM action WHERE what = 'One' AND from_kind = 'visit' AND from_id = 5001 AND is_shared = 1");
    int64_t two = number("SELECT id AS n FROM action WHERE what = 'Two' AND owner_id = 102");
    assert_true(one && two);
    const char *same = arena_print(&all, "a1_id=%lld&a1_what=One&a1_owner=family&a2_id=%lld&a2_what=Two&a2_owner=102", (long long)one, (long long)two);
    assert_string_equal(rows(same), "");
    assert_string_equal(rows(arena_print(&all, "a1_id=%lld&a1_what=First&a1_owner_words=Gran&a2_id=%lld&a2_what=&a2_owner=", (long long)one, (long long)two)), " actions");
    assert_int_equal(number("SELECT count(*) AS n FROM action"), 1);
    assert_int_equal(number("SELECT count(*) AS n FROM action WHERE what = 'First' AND owner_words = 'Gran'"), 1);
    house_script(db, "UPDATE action SET from_id = 5002");                        /* an id of another record is no way to change it */
    assert_string_equal(rows(arena_print(&all, "a1_id=%lld&a1_what=Stolen&a1_owner=102", (long long)one)), " actions");
    assert_int_equal(number("SELECT count(*) AS n FROM action WHERE what = 'First'"), 1);
    assert_int_equal(number("SELECT count(*) AS n FROM action WHERE what = 'Stolen' AND from_id = 5001"), 1);
    assert_string_equal(rows("a1_what=&a1_owner=family"), "wrong");
}

static int open_sqlite(void **state) { (void)state; db = house_new(&all); return 0; }
static int open_postgres(void **state) { (void)state; db = house_new_postgres(&all); return db ? 0 : -1; }
static int close_house(void **state) { (void)state; db_close(db); arena_free(&all); return 0; }

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test_setup(is_added_and_settled, set_up), cmocka_unit_test_setup(is_read_by_whom_it_is_shared_with, set_up),
        cmocka_unit_test_setup(says_what_is_wrong, set_up), cmocka_unit_test_setup(rows_of_another_form, set_up) };
    int failed = cmocka_run_group_tests_name("actions, SQLite", tests, open_sqlite, close_house);
    if (getenv("RIGHTDOOR_TEST_POSTGRES"))
        failed += cmocka_run_group_tests_name("actions, PostgreSQL", tests, open_postgres, close_house);
    return failed;
}
