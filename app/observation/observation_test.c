/* Observations: every tool has a form that keeps what is entered as it is; who reads and changes what; mistakes; own tools; over time. */
#include "tests/world.h"
#include "app/observation/observation.h"
#include "base/language.h"
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
static const char *officer, *practitioner, *health, *parent, *stranger, *administrator, *school;

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
    officer = house_session(db, &all, OFFICER);
    practitioner = house_session(db, &all, PRACTITIONER);
    health = house_session(db, &all, HEALTH);
    parent = house_session(db, &all, PARENT);
    school = house_session(db, &all, SCHOOL);
    stranger = house_session(db, &all, STRANGER);
    administrator = house_session(db, &all, ADMINISTRATOR);
    return 0;
}

#define ON_5_NOVEMBER "seen_on-day=5&seen_on-month=11&seen_on-year=2024"

static int64_t entered(const char *body, const char *who)
{
    assert_int_equal(ask("/children/1001/observations/new/2", body, who).status, 303);
    return number("SELECT max(id) AS n FROM observation");
}

static const char *path_of(int64_t id, const char *rest) { return arena_print(&all, "/observations/%lld%s", (long long)id, rest); }
static bool shows(const char *path, const char *words, const char *who) { return strstr(ask(path, NULL, who).body, words) != NULL; }

static void is_kept_as_it_was_entered(void **state)
{
    (void)state;
    int64_t id = entered(ON_5_NOVEMBER "&sheet_months=24&p201_number=25&p201_answer=201&p202_number=0&summary=Few+words&is_shared=1", health);
    assert_int_equal(number("SELECT number AS n FROM observation_value WHERE part_id = 201 AND answer_id = 201"), 25);   /* whatever a table of cut-offs would say */
    assert_int_equal(number("SELECT count(*) AS n FROM observation_value WHERE part_id = 202 AND number = 0 AND answer_id IS NULL"), 1);
    assert_int_equal(number("SELECT sheet_months AS n FROM observation WHERE seen_on = '2024-11-05' AND person_id = 104"), 24);
    assert_true(shows(path_of(id, ""), "25, Above the cut-off", officer));
    assert_true(shows("/children/1001", "Development", officer) && shows("/children/1001", "Seldom plays", officer) && shows("/children/1001/observations", "25, Above the cut-off", practitioner));
    assert_true(shows("/children/1001/timeline", "ASQ-3 questionnaire", officer) && shows("/children/1001/picture", "ASQ-3 questionnaire", officer));
    assert_int_equal(number("SELECT count(*) AS n FROM audit WHERE child_id = 1001 AND action = 'add' AND what = 'observation' AND detail = 'asq3'"), 1);
}

static void says_what_is_wrong(void **state)
{
    (void)state;
    static const char *const wrong[] = { "p201_number=25", ON_5_NOVEMBER, ON_5_NOVEMBER "&p201_number=61", ON_5_NOVEMBER "&p201_number=x", ON_5_NOVEMBER "&p201_answer=5001", ON_5_NOVEMBER "&sheet_months=24",
        "seen_on-day=5&seen_on-month=11&seen_on-year=2020&p201_number=25", "seen_on-day=5&seen_on-month=12&seen_on-year=2026&p201_number=25" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(ask("/children/1001/observations/new/2", wrong[i], officer).status, 422);
    assert_non_null(strstr(ask("/children/1001/observations/new/2", ON_5_NOVEMBER "&p201_number=61&summary=Kept+words", officer).body, "Kept words"));
    assert_int_equal(ask("/children/1001/observations/new/99", ON_5_NOVEMBER "&p201_number=5", officer).status, 404);
    assert_int_equal(number("SELECT count(*) AS n FROM observation WHERE child_id = 1001"), 1);
    assert_int_equal(ask("/children/1001/observations/new/2", ON_5_NOVEMBER "&p201_number=5", stranger).status, 404);
    assert_int_equal(ask("/children/1001/observations/new/2", ON_5_NOVEMBER "&p201_number=5", parent).status, 404);
}

static void who_reads_and_changes(void **state)
{
    (void)state;
    int64_t id = entered(ON_5_NOVEMBER "&p201_number=25&summary=Only+for+us", practitioner);     /* not shared */
    assert_true(shows(path_of(id, ""), "Only for us", practitioner) && shows(path_of(id, ""), "Only for us", officer));
    assert_int_equal(ask(path_of(id, ""), NULL, health).status, 404);
    assert_int_equal(ask(path_of(id, ""), NULL, parent).status, 404);
    assert_false(shows("/children/1001/observations", "Only for us", parent) || shows("/children/1001/observations", "Only for us", health));
    const char *share = ON_5_NOVEMBER "&p201_number=30&summary=For+all&is_shared=1&version=1";
    assert_int_equal(ask(path_of(id, "/edit"), share, officer).status, 303);
    assert_true(shows("/children/1001/observations", "For all", parent) && shows("/children/1001", "How your child is developing", parent) && shows(path_of(id, ""), "For all", health));
    assert_int_equal(ask(path_of(id, "/edit"), share, practitioner).status, 422);                /* an older version */
    assert_int_equal(ask(path_of(id, "/edit"), share, health).status, 303);                      /* not theirs: back to the page, unchanged */
    assert_int_equal(number("SELECT version AS n FROM observation WHERE summary = 'For all'"), 2);
    struct web_answer to = ask(path_of(id, ""), NULL, parent);
    assert_int_equal(to.status, 303);
    assert_non_null(strstr(to.go_to, "/children/1001/observations#o"));
}

static void a_mistake_is_struck_out(void **state)
{
    (void)state;
    int64_t id = entered(ON_5_NOVEMBER "&p201_number=25&summary=Another+child&is_shared=1", health);
    assert_int_equal(ask(path_of(id, "/strike"), "because=&version=1", health).status, 422);
    assert_int_equal(ask(path_of(id, "/strike"), "because=Not+hers&version=1", practitioner).status, 303);
    assert_int_equal(number("SELECT count(*) AS n FROM observation WHERE struck_on <> ''"), 0);
    assert_int_equal(ask(path_of(id, "/strike"), "because=Not+hers&version=1", health).status, 303);
    assert_int_equal(number("SELECT count(*) AS n FROM observation WHERE struck_on = '2026-11-24' AND struck_because = 'Not hers'"), 1);
    assert_false(shows("/children/1001/observations", "Another child", parent) || shows("/children/1001/observations", "Another child", practitioner));
    assert_true(shows("/children/1001/observations", "Struck out", officer));
    assert_int_equal(ask(path_of(id, "/edit"), ON_5_NOVEMBER "&p201_number=1&version=2", health).status, 303);
    assert_int_equal(number("SELECT number AS n FROM observation_value WHERE part_id = 201"), 25);
}

static void own_tools(void **state)
{
    (void)state;
    const char *good = "name=Gross+motor+ladder&from_months=6&to_months=60&parts=Sitting%0D%0AWalking%0D%0A%0D%0AJumping&looks_at=answer&looks_at=number&answers=Steady%0D%0A%2BSometimes%0D%0A*Not+yet&high=10";
    assert_int_equal(ask("/observation-tools/new", good, officer).status, 404);
    assert_int_equal(ask("/observation-tools/new", "name=X&from_months=9&to_months=6&parts=A&looks_at=words", administrator).status, 422);
    assert_int_equal(ask("/observation-tools/new", "name=X&from_months=0&to_months=6&parts=A&looks_at=answer&answers=One", administrator).status, 422);
    assert_int_equal(ask("/observation-tools/new", "name=X&from_months=0&to_months=6&parts=A&looks_at=number", administrator).status, 422);
    assert_int_equal(ask("/observation-tools/new", good, administrator).status, 303);
    int64_t tool = number("SELECT id AS n FROM observation_tool WHERE name = 'Gross motor ladder'"), part = number("SELECT id AS n FROM observation_part WHERE name = 'Jumping'"), answer = number("SELECT id AS n FROM observation_answer WHERE label = 'Not yet' AND level = 2");
    assert_int_equal(number("SELECT count(*) AS n FROM observation_part p JOIN observation_tool t ON t.id = p.tool_id WHERE t.name = 'Gross motor ladder' AND p.high = 10 AND p.has_answer = 1"), 3);
    assert_int_equal(number("SELECT count(*) AS n FROM observation_answer WHERE label = 'Sometimes' AND level = 1"), 1);
    const char *path = arena_print(&all, "/children/1001/observations/new/%lld", (long long)tool);
    assert_int_equal(ask(path, arena_print(&all, ON_5_NOVEMBER "&p%lld_number=3&p%lld_answer=%lld&is_shared=1", (long long)part, (long long)part, (long long)answer), practitioner).status, 303);
    assert_true(shows("/children/1001/observations", "3, Not yet", parent));
    assert_int_equal(ask(arena_print(&all, "/observation-tools/%lld/offer", (long long)tool), "offered=0", administrator).status, 303);
    assert_int_equal(ask(path, NULL, practitioner).status, 404);
    assert_true(shows("/children/1001/observations", "3, Not yet", officer));                     /* what was entered stays */
    assert_int_equal(ask("/observation-tools/2/edit", "name=Mine&from_months=0&to_months=6", administrator).status, 404);   /* those of the country are not renamed */
}

/* Several over time: each tool has a picture, and the same in a table beside it. */
static void over_time(void **state)
{
    (void)state;
    entered(ON_5_NOVEMBER "&p201_number=15&p201_answer=203&is_shared=1", health);
    entered("seen_on-day=5&seen_on-month=11&seen_on-year=2025&p201_number=35&p201_answer=201&is_shared=1", health);
    const char *page = ask("/children/1001/observations", NULL, officer).body;
    assert_non_null(strstr(page, "id=\"tool-2-title\""));
    assert_non_null(strstr(page, "Communication: 35, Above the cut-off"));
    assert_non_null(strstr(page, "15, Below the cut-off"));
    assert_non_null(strstr(ask("/children/1001/observations", NULL, parent).body, "id=\"tool-2-title\""));
}

static int open_sqlite(void **state) { (void)state; db = house_new(&all); return 0; }
static int open_postgres(void **state) { (void)state; db = house_new_postgres(&all); return db ? 0 : -1; }
static int close_house(void **state) { (void)state; db_close(db); arena_free(&all); return 0; }

static void is_translated(const struct language *l, const char *text)
{
    bool is_draft;
    if (!language_find(l, text, &is_draft))
        fail_msg("%s is not among the texts for translators (po/from)", text);
}

/* What the migration brings is what the families' translators have: nothing of it is shown in English by oversight. */
static void the_countrys_tools_are_translated(void **state)
{
    (void)state;
    const struct language *polish = language_of("pl");
    struct observation_catalogue c = observation_catalogue(db, true);
    assert_int_equal(c.n, 6);
    for (size_t i = 0; i < c.n; i++) {
        is_translated(polish, c.kind[i].tool->name);
        for (size_t p = 0; p < c.kind[i].parts; p++)
            is_translated(polish, c.kind[i].part[p].name);
        for (size_t p = 0; p < c.kind[i].answers; p++)
            is_translated(polish, c.kind[i].answer[p].label);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(the_countrys_tools_are_translated), cmocka_unit_test_setup(is_kept_as_it_was_entered, set_up), cmocka_unit_test_setup(says_what_is_wrong, set_up),
        cmocka_unit_test_setup(who_reads_and_changes, set_up), cmocka_unit_test_setup(a_mistake_is_struck_out, set_up), cmocka_unit_test_setup(own_tools, set_up), cmocka_unit_test_setup(over_time, set_up) };
    int failed = cmocka_run_group_tests_name("observations, SQLite", tests, open_sqlite, close_house);
    if (getenv("RIGHTDOOR_TEST_POSTGRES"))
        failed += cmocka_run_group_tests_name("observations, PostgreSQL", tests, open_postgres, close_house);
    return failed;
}
