/* What is typed is kept for whoever typed it, and for nobody else; it goes when the form is stored, and changes nothing before. */
#include "tests/world.h"
#include "app/typed/typed.h"
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
static const char *officer, *manager, *practitioner, *stranger;
static char edit[64];

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
    house_script(db, "DELETE FROM typed");
    officer = house_session(db, &all, OFFICER);
    manager = house_session(db, &all, MANAGER);
    practitioner = house_session(db, &all, PRACTITIONER);
    stranger = house_session(db, &all, STRANGER);
    snprintf(edit, sizeof edit, "/plans/%d/edit", PLAN);
    return 0;
}

static int64_t page_id(struct web_answer a)
{
    const char *at = strstr(a.body, "name=\"typed\" value=\"");
    assert_non_null(at);
    return strtoll(at + strlen("name=\"typed\" value=\""), NULL, 10);
}

static const char *keep(int64_t page, const char *words) { return arena_print(&all, "keep=1&typed=%lld&version=1&base=&going_well=%s&started_on-day=31", (long long)page, words); }

static void is_kept_and_offered_back(void **state)
{
    (void)state;
    int64_t page = page_id(ask(edit, NULL, officer)), audits = number("SELECT count(*) AS n FROM audit"), changes = web_changes();
    struct web_answer a = ask(edit, keep(page, "He+sings+%26+laughs"), officer);
    assert_int_equal(a.status, 200);
    assert_string_equal(a.body, "kept");
    assert_int_equal(ask(edit, keep(page, "He+sings+%26+laughs+%C5%82"), officer).status, 200);
    assert_int_equal(number("SELECT count(*) AS n FROM typed"), 1);
    assert_int_equal(number("SELECT count(*) AS n FROM audit"), audits);         /* nothing was shown, nothing of the record changed */
    assert_true(web_changes() == changes);
    assert_int_equal(number("SELECT version AS n FROM plan WHERE id = 3001"), 1);
    a = ask(edit, NULL, officer);
    assert_non_null(strstr(a.body, "You typed here before"));
    assert_null(strstr(a.body, "He sings"));
    assert_non_null(strstr(ask("/", NULL, officer).body, "Begun and not saved"));
    a = ask(arena_print(&all, "%s?typed=%lld", edit, (long long)page), NULL, officer);
    assert_non_null(strstr(a.body, "He sings &amp; laughs \xc5\x82"));
    assert_int_equal(page_id(a), page);
    assert_non_null(strstr(a.body, "name=\"started_on-day\" type=\"text\" inputmode=\"numeric\" value=\"31\""));   /* half a date too */
    assert_null(strstr(a.body, "You typed here before"));
}

static void nobody_else_reads_it(void **state)
{
    (void)state;
    int64_t page = page_id(ask(edit, NULL, officer));
    ask(edit, keep(page, "Mine"), officer);
    const char *with = arena_print(&all, "%s?typed=%lld", edit, (long long)page);
    assert_null(strstr(ask(with, NULL, manager).body, "Mine"));
    assert_null(strstr(ask(edit, NULL, manager).body, "You typed here before"));
    assert_null(strstr(ask("/", NULL, manager).body, "Begun and not saved"));
    assert_int_equal(ask(edit, keep(page, "Theirs"), manager).status, 409);      /* nor writes over it */
    assert_int_equal(ask(edit, arena_print(&all, "throw=%lld", (long long)page), manager).status, 303);
    assert_non_null(strstr(ask(with, NULL, officer).body, "Mine"));
    assert_int_equal(ask(edit, keep(page + 1, "x"), stranger).status, 404);
    assert_int_equal(ask(edit, arena_print(&all, "%s&token=wrong", keep(page, "x")), officer).status, 403);
    assert_int_equal(ask(edit, keep(page + 1, "x"), NULL).status, 303);
    assert_int_equal(number("SELECT count(*) AS n FROM typed"), 1);
}

static void goes_once_it_is_stored(void **state)
{
    (void)state;
    int64_t page = page_id(ask(edit, NULL, officer));
    ask(edit, keep(page, "Draft"), officer);
    struct web_answer a = ask(edit, arena_print(&all, "typed=%lld&version=1&base=&going_well=Final", (long long)page), officer);
    assert_int_equal(a.status, 422);                                             /* a running plan needs more: nothing is stored, so nothing is lost */
    assert_int_equal(number("SELECT count(*) AS n FROM typed WHERE is_sent = 0"), 1);
    house_script(db, "UPDATE plan SET status = 'draft' WHERE id = 3001");
    a = ask(edit, arena_print(&all, "typed=%lld&version=1&base=&going_well=Final", (long long)page), officer);
    assert_int_equal(a.status, 303);
    assert_int_equal(number("SELECT count(*) AS n FROM typed WHERE is_sent = 0 OR answers <> ''"), 0);
    assert_int_equal(ask(edit, keep(page, "Late"), officer).status, 409);        /* what was on its way arrives after the form */
    assert_int_equal(number("SELECT count(*) AS n FROM typed WHERE is_sent = 0"), 0);
}

static void two_pages_do_not_write_over_each_other(void **state)
{
    (void)state;
    int64_t one = page_id(ask(edit, NULL, officer)), two = page_id(ask(edit, NULL, officer));
    assert_true(one != two);
    ask(edit, keep(one, "One"), officer);
    ask(edit, keep(two, "Two"), officer);
    assert_int_equal(number("SELECT count(*) AS n FROM typed"), 2);
    struct web_answer a = ask(arena_print(&all, "%s?typed=%lld", edit, (long long)one), NULL, officer);
    assert_non_null(strstr(a.body, ">\nOne</textarea>"));
    assert_non_null(strstr(a.body, "You typed here before"));                    /* the other one is still there */
    assert_int_equal(ask(edit, arena_print(&all, "throw=%lld", (long long)two), officer).status, 303);
    assert_int_equal(number("SELECT count(*) AS n FROM typed WHERE is_sent = 0"), 1);
}

static void is_bounded_and_swept(void **state)
{
    (void)state;
    int64_t page = page_id(ask(edit, NULL, officer)), now = INT64_C(1796000000000), day = 86400000;
    char *much = arena_take(&all, 300001, 1);
    memset(much, 'a', 300000);
    much[300000] = 0;
    assert_int_equal(ask(edit, keep(page, much), officer).status, 413);
    assert_int_equal(number("SELECT count(*) AS n FROM typed"), 0);
    ask(edit, keep(page, "Old"), officer);
    ask(edit, keep(page_id(ask(edit, NULL, officer)), "Young"), officer);
    house_script(db, arena_print(&all, "UPDATE typed SET changed_at = %lld", (long long)(now - 13 * day)));
    house_script(db, arena_print(&all, "UPDATE typed SET changed_at = %lld WHERE id = %lld", (long long)(now - 15 * day), (long long)page));
    db_begin_write(db);
    typed_feature.each_minute(db, "", now);
    db_commit(db);
    assert_int_equal(number("SELECT count(*) AS n FROM typed"), 1);
}

static void goes_with_the_right_to_see(void **state)
{
    (void)state;
    int64_t page = page_id(ask(edit, NULL, practitioner));
    assert_int_equal(ask(edit, keep(page, "Ours"), practitioner).status, 200);
    assert_non_null(strstr(ask("/", NULL, practitioner).body, "Begun and not saved"));
    house_script(db, "UPDATE placement SET to_on = '2026-11-23' WHERE child_id = 1001");
    assert_null(strstr(ask("/", NULL, practitioner).body, "Begun and not saved"));
    assert_int_equal(ask(edit, keep(page, "More"), practitioner).status, 404);
}

static int open_sqlite(void **state) { (void)state; db = house_new(&all); return 0; }
static int open_postgres(void **state) { (void)state; db = house_new_postgres(&all); return db ? 0 : -1; }
static int close_house(void **state) { (void)state; db_close(db); arena_free(&all); return 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(is_kept_and_offered_back, set_up), cmocka_unit_test_setup(nobody_else_reads_it, set_up), cmocka_unit_test_setup(goes_once_it_is_stored, set_up),
        cmocka_unit_test_setup(two_pages_do_not_write_over_each_other, set_up), cmocka_unit_test_setup(is_bounded_and_swept, set_up), cmocka_unit_test_setup(goes_with_the_right_to_see, set_up),
    };
    int failed = cmocka_run_group_tests_name("typed, SQLite", tests, open_sqlite, close_house);
    if (getenv("RIGHTDOOR_TEST_POSTGRES"))
        failed += cmocka_run_group_tests_name("typed, PostgreSQL", tests, open_postgres, close_house);
    return failed;
}
