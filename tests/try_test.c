/* web_try does what the server does: sessions, tokens, cookies, forms sent twice, and what is undone. */
#include "tests/house.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static struct arena all;
static struct db *db;

static struct web_answer ask(const char *path, const char *body, const char *cookie)
{
    struct web_answer a = web_try(&site_of_features, db, &all, path, body, cookie);
    assert_false(db->in_transaction);
    return a;
}

static void pages_are_answered(void **state)
{
    (void)state;
    struct web_answer a = ask("/", NULL, NULL);
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "</html>"));
    assert_int_equal(strlen(a.body), a.len);
    assert_int_equal(ask("/nowhere", NULL, NULL).status, 404);
    assert_int_equal(ask("/children/99999999999999999999", NULL, NULL).status == 200, 0);
    a = ask("/authority.css?v=1", NULL, NULL);
    assert_string_equal(a.type, "text/css; charset=utf-8");
}

static void sessions_are_known(void **state)
{
    (void)state;
    const char *cookie = house_session(db, &all, house_person(db, "officer", "officer@test.example"));
    struct web_answer a = ask("/", NULL, cookie);
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "Test officer"));
    assert_int_equal(ask("/session/stay", NULL, NULL).status, 303);
    assert_int_equal(ask("/session/stay", NULL, cookie).status, 200);
}

static void a_post_needs_its_token(void **state)
{
    (void)state;
    const char *cookie = house_session(db, &all, house_person(db, "manager", "manager@test.example"));
    assert_int_equal(ask("/session/end", "token=wrong", cookie).status, 403);
    assert_int_equal(ask("/session/end", "token=", cookie).status, 403);
    assert_int_equal(ask("/session/stay", NULL, cookie).status, 200);
    struct web_answer a = ask("/session/end", "", cookie);
    assert_int_equal(a.status, 303);
    assert_string_equal(a.go_to, "/signed-out");
    assert_null(strstr(a.cookie, "session="));
    assert_int_equal(ask("/session/stay", NULL, cookie).status, 303);
}

static void a_wrong_password_keeps_the_address(void **state)
{
    (void)state;
    struct web_answer a = ask("/sign-in", "email=nobody%40test.example&password=wrongwrong", NULL);
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "nobody@test.example"));
    assert_null(strstr(a.body, "wrongwrong"));
}

static void bad_bytes_are_refused(void **state)
{
    (void)state;
    assert_int_equal(ask("/sign-in", "email=%00", NULL).status, 400);
    assert_int_equal(ask("/sign-in", "email=%ff", NULL).status, 400);
    assert_int_equal(ask("/sign-in", "email=%4", NULL).status, 400);
    assert_int_equal(ask("/?a=%c3%28", NULL, NULL).status, 400);
}

static void nothing(struct web *w) { (void)w; }

static const char *wrong_with(const struct route *routes, const struct panel *panels)
{
    const struct feature f = { "tried", routes, panels };
    const struct feature *const all_features[] = { &f, NULL };
    return routes_wrong(&all, &(struct site){ .features = all_features });
}

static void a_wrong_table_is_refused(void **state)
{
    (void)state;
    assert_string_equal(routes_wrong(&all, &site_of_features), "");
    const struct route good[] = { { GET, "/a", ANYONE, nothing }, { POST, "/a", ANYONE, nothing }, { 0 } };
    const struct route unsaid[] = { { GET, "/a", ANYONE, nothing }, { GET, "/b", .handle = nothing }, { 0 } };
    const struct route twice[] = { { GET, "/a", ANYONE, nothing }, { GET, "/a", SIGNED_IN, nothing }, { 0 } };
    const struct route no_handler[] = { { GET, "/a", ANYONE, NULL }, { 0 } };
    const struct panel unsaid_panel[] = { { "home", 1, NOT_SAID, NULL }, { 0 } };
    const struct panel same_place[] = { { "home", 1, ANYONE, NULL }, { "home", 1, ANYONE, NULL }, { 0 } };
    assert_string_equal(wrong_with(good, NULL), "");
    assert_string_equal(wrong_with(unsaid, NULL), "route /b says no permission");
    assert_string_equal(wrong_with(twice, NULL), "route /a stands twice");
    assert_string_equal(wrong_with(no_handler, NULL), "route /a says no method or no handler");
    assert_string_equal(wrong_with(good, unsaid_panel), "feature tried: the panel 'home' 1 says no permission");
    assert_string_equal(wrong_with(good, same_place), "feature tried: another panel stands at 'home' 1");
}

static int open_house(void **state)
{
    (void)state;
    db = house_new(&all);
    return 0;
}

static int close_house(void **state)
{
    (void)state;
    db_close(db);
    arena_free(&all);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_answered), cmocka_unit_test(sessions_are_known), cmocka_unit_test(a_post_needs_its_token),
        cmocka_unit_test(a_wrong_password_keeps_the_address), cmocka_unit_test(bad_bytes_are_refused), cmocka_unit_test(a_wrong_table_is_refused),
    };
    return cmocka_run_group_tests(tests, open_house, close_house);
}
