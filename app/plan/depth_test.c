/* Plans in depth: the strategy bank and picking from it, goals measured in steps, a draft shown to the family, what staff need to learn. */
#include "app/plan/plan.h"
#include "app/strategy/strategy.h"
#include "base/date.h"
#include "out/markdown.h"
#include "tests/house.h"

#include <math.h>
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
static const char *officer_cookie, *manager_cookie, *practitioner_cookie, *parent_cookie, *health_cookie;

#define PATH(...) arena_print(&all, __VA_ARGS__)
#define SHOWS(a, words) assert_non_null(strstr((a).body, words))
#define HIDES(a, words) assert_null(strstr((a).body, words))

static struct web_answer ask(const char *path, const char *body, const char *cookie) { return web_try(&site, db, &all, path, body, cookie); }

static int fill(void)
{
    db->arena = &all;
    site = site_of_features;
    site.today = "2026-11-24";
    officer = house_person(db, "officer", "officer@test.example");
    int64_t practitioner = house_person(db, "practitioner", "practitioner@test.example"), parent = house_person(db, "parent", "parent@test.example"), health = house_person(db, "health", "health@test.example");
    officer_cookie = house_session(db, &all, officer);
    manager_cookie = house_session(db, &all, house_person(db, "manager", "manager@test.example"));
    practitioner_cookie = house_session(db, &all, practitioner);
    parent_cookie = house_session(db, &all, parent);
    health_cookie = house_session(db, &all, health);
    db_begin_write(db);
    struct act a = { db, officer, "2026-11-01", date_now_ms() };
    ola = child_add(a, &(struct new_child){ .given_name = "Ola", .family_name = "Deep", .born_on = "2023-09-20", .known_on = "2026-01-05" });
    house_script(db, "INSERT INTO setting (id, kind, name) VALUES (501, 'group', 'Orchard Nursery')");
    house_script(db, PATH("INSERT INTO staff (person_id, setting_id) VALUES (%lld, 501)", (long long)practitioner));
    child_add_placement(a, ola, 501, "2025-09-01", 15);
    house_script(db, PATH("INSERT INTO carer (id, child_id, person_id, name, verified_on) VALUES (1, %lld, %lld, 'Test parent', '2026-01-01')", (long long)ola, (long long)parent));
    house_script(db, PATH("INSERT INTO professional (id, child_id, person_id, name, job, from_on) VALUES (1, %lld, %lld, 'Hana', 'Health visitor', '2026-01-01')", (long long)ola, (long long)health));
    house_script(db, PATH("INSERT INTO plan (id, child_id, cycle, status, setting_id, staff_needs, started_on, review_due_on, parents_told_on, changed_at, created_at) VALUES (7, %lld, 1, 'draft', 501, '=Picture exchange', '2026-11-20', '2027-02-12', '2026-11-19', 1, 1)", (long long)ola));
    house_script(db, "INSERT INTO outcome (id, plan_id, position, area, outcome, strategies) VALUES (71, 7, 1, 'CI', 'Asks with a picture', 'Offer two pictures'), (72, 7, 2, 'SP', 'Eats with a spoon', '')");
    db_commit(db);
    return 0;
}

static int start(void **state) { (void)state; db = house_new(&all); return fill(); }
static int start_postgres(void **state) { (void)state; db = house_new_postgres(&all); return fill(); }
static int stop(void **state) { (void)state; db_close(db); return 0; }

static void markdown_is_safe_and_plain(void **state)
{
    (void)state;
    const char *text = "# Title\n\n**Bold** <script>alert(1)</script> [x](javascript:alert(1))\n\n- one\n- two";
    struct html h = markdown_html(&all, text, 3);
    assert_non_null(strstr(h.text, "<h3>Title</h3>"));
    assert_null(strstr(h.text, "<script"));
    assert_null(strstr(h.text, "javascript:"));
    assert_string_equal(markdown_plain(&all, "Say **one**\nword.\n\n- a\n- b\n"), "Say one word.\n- a\n- b");
    assert_string_equal(markdown_plain(&all, ""), "");
    assert_string_equal(strategy_ages(&all, 0, 96), "Any age");
    assert_string_equal(strategy_ages(&all, 18, 42), "From 18 months to 3 years 6 months");
    assert_string_equal(strategy_ages(&all, 0, 25), "Up to 2 years 1 month");
}

static void the_bank_is_read_by_who_writes_plans_and_edited_by_the_service(void **state)
{
    (void)state;
    SHOWS(ask("/strategies", NULL, practitioner_cookie), "Two choices of real things");
    HIDES(ask("/strategies?area=SP", NULL, practitioner_cookie), "Two choices of real things");
    SHOWS(ask("/strategies?area=SP", NULL, practitioner_cookie), "Video for the family");       /* any area */
    HIDES(ask("/strategies?age=12", NULL, practitioner_cookie), "Two friends and a game");
    assert_int_equal(ask("/strategies/1", NULL, parent_cookie).status, 404);
    assert_int_equal(ask("/strategies/1/edit", NULL, practitioner_cookie).status, 404);
    assert_int_equal(ask("/strategies/99999", NULL, officer_cookie).status, 404);
    assert_int_equal(ask("/strategies/new", "title=&words=", officer_cookie).status, 422);
    assert_int_equal(ask("/strategies/new", "title=Old&words=x&from_months=40&to_months=20", officer_cookie).status, 422);
    assert_int_equal(ask("/strategies/new", "title=Bubbles&words=Blow+and+wait&area=CI&from_months=24&to_months=60&how_often=Daily", officer_cookie).status, 303);
    SHOWS(ask("/strategies?area=CI", NULL, practitioner_cookie), "Bubbles");
}

static void a_change_keeps_the_version_before_and_two_writers_lose_nothing(void **state)
{
    (void)state;
    assert_int_equal(ask("/strategies/1/edit", "version=1&title=Two+choices&words=New+words&area=CI", officer_cookie).status, 303);
    struct web_answer a = ask("/strategies/1", NULL, officer_cookie);
    SHOWS(a, "New words");
    SHOWS(a, "Version 1");
    SHOWS(a, "Hold up two things");
    a = ask("/strategies/1/edit", "version=1&title=Mine&words=My+words&area=CI", manager_cookie);
    assert_int_equal(a.status, 409);
    SHOWS(a, "My words");
    SHOWS(a, "New words");
    assert_int_equal(ask("/strategies/1/edit", "version=2&title=Mine&words=My+words&area=CI", manager_cookie).status, 303);
    assert_int_equal(ask("/strategies/1/offer", "offered=0", manager_cookie).status, 303);
    HIDES(ask("/strategies?area=CI", NULL, practitioner_cookie), ">Mine<");
    SHOWS(ask("/strategies/1", NULL, practitioner_cookie), "no longer offered");
}

static void an_idea_goes_into_its_outcome(void **state)
{
    (void)state;
    struct web_answer a = ask("/plans/7/ideas/71", NULL, practitioner_cookie);
    SHOWS(a, "Bubbles");
    HIDES(a, "Spoon, half and half");                  /* another area */
    HIDES(a, ">Mine<");                               /* no longer offered */
    assert_int_equal(ask("/plans/7/ideas/71", "", practitioner_cookie).status, 422);
    assert_int_equal(ask("/plans/7/ideas/99", NULL, practitioner_cookie).status, 404);
    assert_int_equal(ask("/plans/7/ideas/71", NULL, health_cookie).status, 404);
    size_t n;
    assert_int_equal(ask("/plans/7/ideas/71", "idea=2&idea=3", practitioner_cookie).status, 303);
    struct outcomes_of_plan *o = outcomes_of_plan(db, officer, 7, &n);
    assert_non_null(strstr(o[0].strategies, "Offer two pictures\n\nNow and next board. Two pictures"));
    assert_non_null(strstr(o[0].strategies, "\n\nSay one word more. Say back"));
    assert_string_equal(o[0].how_often, "Before every change");
    assert_int_equal(plan_by_id(db, officer, 7, 1)->version, 2);
}

static void a_draft_is_shown_to_the_family_and_taken_back(void **state)
{
    (void)state;
    assert_int_equal(ask("/plans/7", NULL, parent_cookie).status, 404);
    assert_int_equal(ask("/plans/7/share", "shown=1", practitioner_cookie).status, 303);
    struct web_answer a = ask("/plans/7", NULL, parent_cookie);
    assert_int_equal(a.status, 200);
    SHOWS(a, "This is a draft");
    SHOWS(ask(PATH("/children/%lld", (long long)ola), NULL, parent_cookie), "Read the draft");
    assert_int_equal(ask("/plans/7", NULL, health_cookie).status, 404);          /* the family only */
    assert_int_equal(ask("/plans/7/answer", "answer=question&question=Why+pictures", parent_cookie).status, 303);
    assert_int_equal(ask("/plans/7/view", "words=She+likes+boats", parent_cookie).status, 303);
    a = ask("/plans/7", NULL, officer_cookie);
    SHOWS(a, "Why pictures");
    SHOWS(a, "She likes boats");
    SHOWS(a, "Draft: the family can read it");
    assert_int_equal(ask("/plans/7/share", "shown=0", officer_cookie).status, 303);
    assert_int_equal(ask("/plans/7", NULL, parent_cookie).status, 404);
}

static void goals_are_measured_in_steps(void **state)
{
    (void)state;
    house_script(db, "UPDATE outcome SET less = 'With help', more = 'With two people' WHERE id = 71");
    int64_t version = plan_by_id(db, officer, 7, 1)->version;
    assert_int_equal(ask("/plans/7/start", PATH("version=%lld", (long long)version), officer_cookie).status, 303);
    struct web_answer a = ask("/plans/7/review", NULL, officer_cookie);
    SHOWS(a, "attained_71");
    HIDES(a, "attained_72");
    a = ask("/plans/7/review", "held_on-day=24&held_on-month=11&held_on-year=2026&attended=All&rating_71=4&words_71=Yes&attained_71=1&rating_72=1&words_72=&decision=step+down&less_tier=universal&because=Going+well", officer_cookie);
    assert_int_equal(a.status, 303);
    a = ask("/plans/7", NULL, officer_cookie);
    SHOWS(a, "It got here");
    SHOWS(a, "Goal attainment: <strong>60</strong>");
}

static void the_score_is_kiresuk_and_shermans(void **state)
{
    (void)state;
    struct outcomes_of_plan o[3] = { { .attained = 0 }, { .attained = NOT_MEASURED }, { .attained = -1 } };
    struct plan_cycle c = { .outcome = o, .outcomes = 3 };
    size_t measured;
    assert_true(fabs(plan_goal_score(&c, &measured) - (50 - 10 / sqrt(2.6))) < 1e-9);
    assert_int_equal(measured, 2);
    o[0].attained = o[1].attained = o[2].attained = 2;
    assert_true(fabs(plan_goal_score(&c, &measured) - (50 + 60 / sqrt(4.8))) < 1e-9);
    c.outcomes = 0;
    assert_true(plan_goal_score(&c, &measured) == 50 && !measured);
}

static void a_kind_of_plan_asks_what_the_data_says(void **state)
{
    (void)state;
    struct web_answer a = ask("/plans/templates", NULL, officer_cookie);
    SHOWS(a, "Support and Achievement Play Plan");
    SHOWS(a, "Individual Support Plan");
    assert_int_equal(ask("/plans/templates", NULL, practitioner_cookie).status, 404);
    assert_int_equal(ask("/plans/templates/99", NULL, officer_cookie).status, 404);
    SHOWS(ask(PATH("/children/%lld/plans", (long long)ola), NULL, practitioner_cookie), "Support and Achievement Play Plan");
    HIDES(ask(PATH("/children/%lld/plans", (long long)ola), NULL, practitioner_cookie), "Individual Support Plan");     /* from September 2029 */
    assert_int_equal(ask(PATH("/children/%lld/plans/new", (long long)ola), "kind=Support+and+Achievement+Play+Plan", practitioner_cookie).status, 303);
    size_t n;
    int64_t plan = plans_of_child(db, officer, ola, 1, &n)->id;
    house_script(db, PATH("UPDATE plan SET staff_needs = '' WHERE id = %lld", (long long)plan));
    a = ask(PATH("/plans/%lld/edit", (long long)plan), NULL, practitioner_cookie);
    SHOWS(a, "Who and what do they play with?");
    HIDES(a, "What do staff need to learn or practise?");                                  /* not asked of this kind, and empty */
}

static void other_words_can_be_written_down_for_a_later_day(void **state)
{
    (void)state;
    const char *same = "assessed_label=A&going_well_label=B&important_label=C&support_label=D&parent_view_label=E&child_view_label=F&staff_needs_label=G&assessed_asked=1&going_well_asked=1";
    assert_int_equal(ask("/plans/templates/1", "assessed_label=", officer_cookie).status, 422);
    assert_int_equal(ask("/plans/templates/1", PATH("%s&from_on-day=1&from_on-month=9&from_on-year=2027", same), officer_cookie).status, 303);
    assert_string_not_equal(plan_parts_of(&(struct web){ .db = db, .arena = &all }, "SEN support plan", "2027-08-31")[0].label, "A");
    const struct plan_part *later = plan_parts_of(&(struct web){ .db = db, .arena = &all }, "SEN support plan", "2027-09-01");
    assert_string_equal(later[0].label, "A");
    assert_true(later[0].is_asked && !later[2].is_asked);
    SHOWS(ask("/plans/templates/1", NULL, officer_cookie), "From 1 September 2027 other words count");
}

static void what_staff_need_to_learn_is_a_list(void **state)
{
    (void)state;
    house_script(db, "UPDATE plan SET status = 'active' WHERE id = 7");
    struct web_answer a = ask("/plans/staff-needs", NULL, manager_cookie);
    SHOWS(a, "Orchard Nursery");
    SHOWS(a, "=Picture exchange");
    SHOWS(a, "Ola Deep");
    a = ask("/plans/staff-needs/csv", NULL, manager_cookie);
    SHOWS(a, "'=Picture exchange");
    HIDES(a, "Ola");
    assert_int_equal(ask("/plans/staff-needs", NULL, parent_cookie).status, 404);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(markdown_is_safe_and_plain), cmocka_unit_test(the_bank_is_read_by_who_writes_plans_and_edited_by_the_service),
        cmocka_unit_test(a_change_keeps_the_version_before_and_two_writers_lose_nothing), cmocka_unit_test(an_idea_goes_into_its_outcome),
        cmocka_unit_test(a_draft_is_shown_to_the_family_and_taken_back), cmocka_unit_test(goals_are_measured_in_steps),
        cmocka_unit_test(the_score_is_kiresuk_and_shermans), cmocka_unit_test(a_kind_of_plan_asks_what_the_data_says), cmocka_unit_test(other_words_can_be_written_down_for_a_later_day), cmocka_unit_test(what_staff_need_to_learn_is_a_list),
    };
    int failed = cmocka_run_group_tests_name("plans in depth, SQLite", tests, start, stop);
    return getenv("RIGHTDOOR_TEST_POSTGRES") ? failed + cmocka_run_group_tests_name("plans in depth, PostgreSQL", tests, start_postgres, stop) : failed;
}
