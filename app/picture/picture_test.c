/* The picture of one child: what features put in, in order, with the time between; who may see it; one page of paper; the drawing's rows. */
#include "app/picture/picture.h"
#include "base/date.h"
#include "tests/house.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct arena all;
static struct db *db;
static struct site site;
static int64_t officer, ola;
static const char *officer_cookie, *parent_cookie, *stranger_cookie;

#define PATH(...) arena_print(&all, __VA_ARGS__)
#define SHOWS(a, words) assert_non_null(strstr((a).body, words))
#define HIDES(a, words) assert_null(strstr((a).body, words))

static struct web_answer ask(const char *path, const char *cookie) { return web_try(&site, db, &all, path, NULL, cookie); }

static void fill(void)
{
    site = site_of_features;
    site.today = "2026-11-24";
    officer = house_person(db, "officer", "officer@test.example");
    officer_cookie = house_session(db, &all, officer);
    parent_cookie = house_session(db, &all, house_person(db, "parent", "parent@test.example"));
    stranger_cookie = house_session(db, &all, house_person(db, "practitioner", "practitioner@test.example"));
    struct act a = { db, officer, "2026-01-05", date_now_ms() };
    db_begin_write(db);
    ola = child_add(a, &(struct new_child){ .given_name = "Ola", .family_name = "Drawn", .born_on = "2023-09-20", .known_on = "2026-01-05" });
    db_commit(db);
    house_script(db, "INSERT INTO setting (id, kind, name) VALUES (501, 'group', 'Orchard Nursery'), (502, 'childminder', 'Ann Lee')");
}

static int start(void **state)
{
    (void)state;
    db = house_new(&all);
    db->arena = &all;
    fill();
    return 0;
}

static int start_postgres(void **state)
{
    (void)state;
    db = house_new_postgres(&all);
    db->arena = &all;
    fill();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    db_close(db);
    return 0;
}

static void nothing_with_a_date_says_so(void **state)
{
    (void)state;
    struct web_answer a = ask(PATH("/children/%lld/picture", (long long)ola), officer_cookie);
    assert_int_equal(a.status, 200);
    SHOWS(a, "Nothing with a date is recorded yet");
    HIDES(a, "<svg");
}

static void it_tells_what_happened_in_order_with_the_time_between(void **state)
{
    (void)state;
    house_script(db, PATH("UPDATE child SET first_concern_on = '2026-01-05' WHERE id = %lld", (long long)ola));
    house_script(db, PATH("INSERT INTO placement (id, child_id, setting_id, from_on, to_on) VALUES (1, %lld, 501, '2026-01-12', '2026-03-01'), (2, %lld, 502, '2026-06-01', '')", (long long)ola, (long long)ola));
    house_script(db, PATH("INSERT INTO plan (id, child_id, cycle, kind, status, started_on, created_at, changed_at) VALUES (9, %lld, 1, 'sen support', 'active', '2026-02-02', 0, 0)", (long long)ola));
    struct web_answer a = ask(PATH("/children/%lld/picture", (long long)ola), officer_cookie);
    SHOWS(a, "<svg");
    const char *concern = strstr(a.body, "<tr><th scope=\"row\">First concern"), *orchard = strstr(a.body, "<tr><th scope=\"row\">Orchard"), *plan = strstr(a.body, "First cycle of the support plan"), *ann = strstr(a.body, "<tr><th scope=\"row\">Ann Lee");
    assert_true(concern && orchard && plan && ann);
    assert_true(concern < orchard && orchard < plan && plan < ann);
    SHOWS(a, "12 Jan 2026 to 1 Mar 2026");
    SHOWS(a, "since 1 Jun 2026");
    SHOWS(a, "<td data-label=\"Since the one before\">7 days</td>");
    SHOWS(a, "<td data-label=\"Since the one before\">4 months</td>");
    SHOWS(a, "href=\"/plans/9\"");
}

static void only_professionals_who_may_see_the_child_see_it(void **state)
{
    (void)state;
    const char *path = PATH("/children/%lld/picture", (long long)ola);
    assert_int_equal(ask(path, stranger_cookie).status, 404);
    assert_int_equal(ask(path, parent_cookie).status, 404);
    assert_int_equal(ask(PATH("%s/pdf", path), stranger_cookie).status, 404);
}

/* A child with three hundred entries still has one page. */
static void the_paper_is_one_page(void **state)
{
    (void)state;
    for (int i = 0; i < 300; i++)
        house_script(db, PATH("INSERT INTO placement (id, child_id, setting_id, from_on, to_on) VALUES (%d, %lld, 501, '2026-02-%02d', '2026-03-01')", 100 + i, (long long)ola, 1 + i % 28));
    struct web_answer a = ask(PATH("/children/%lld/picture/pdf", (long long)ola), officer_cookie);
    assert_int_equal(a.status, 200);
    assert_memory_equal(a.body, "%PDF", 4);
    size_t pages = 0;
    for (size_t i = 0; i + 11 < a.len; i++)
        pages += memcmp(a.body + i, "/Type /Page", 11) == 0 && a.body[i + 11] != 's';
    assert_int_equal(pages, 1);
}

static void what_overlaps_stands_in_rows_and_wrong_days_are_left_out(void **state)
{
    (void)state;
    struct lanes *l = lanes_new(&all, "2026-11-24");
    assert_null(lanes_draw(l, "none", "", ""));
    lanes_period(l, 1, "A", "2026-01-01", "2026-02-01", "one", "");
    struct drawing *alone = lanes_draw(l, "a", "", "");
    lanes_period(l, 1, "A", "2026-02-01", "2026-03-01", "follows", "");
    assert_true(lanes_draw(l, "b", "", "")->height == alone->height);
    lanes_period(l, 1, "A", "2026-02-15", "", "overlaps", "");
    assert_true(lanes_draw(l, "c", "", "")->height > alone->height);
    lanes_period(l, 1, "A", "2026-05-01", "2026-04-01", "backwards", "");
    lanes_moment(l, 1, "A", "", "no day", "");
    lanes_moment(l, 1, "A", "2026-02-30", "not in the calendar", "");
    size_t n;
    lanes_entries(l, &n);
    assert_int_equal(n, 3);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_with_a_date_says_so),
        cmocka_unit_test(it_tells_what_happened_in_order_with_the_time_between),
        cmocka_unit_test(only_professionals_who_may_see_the_child_see_it),
        cmocka_unit_test(the_paper_is_one_page),
        cmocka_unit_test(what_overlaps_stands_in_rows_and_wrong_days_are_left_out),
    };
    int failed = cmocka_run_group_tests_name("picture, SQLite", tests, start, stop);
    if (getenv("RIGHTDOOR_TEST_POSTGRES"))
        failed += cmocka_run_group_tests_name("picture, PostgreSQL", tests, start_postgres, stop);
    return failed;
}
