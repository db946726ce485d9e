/* The clock in working days: pauses, answers that come early, late or never, two questions, a clock that has run out. */
#include "tests/house.h"
#include "app/request/request.h"
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct arena all;
static struct db *db;
static int64_t officer;

static struct act on(const char *day) { return (struct act){ db, officer, day, date_instant(day, 10, 0) }; }

static int64_t received(const char *day)
{
    db_begin_write(db);
    struct add_request r = { .door = "parent", .given_name = "Ola", .family_name = "Berg", .born_on = "2024-03-02", .asker_name = "Ann", .asker_email = "ann@x.example", .setting_words = "none" };
    struct concern_told c = { "talking", "" };
    int64_t id = request_receive(on(day), &r, &c, 1);
    db_commit(db);
    return id;
}

static const char *due(int64_t id) { return request_clock_now(db, id)->due_on; }
static int64_t ask_on(const char *day, int64_t id, const char *why) { db_begin_write(db); int64_t q = request_ask_back(on(day), id, "Has hearing been tested?", why); db_commit(db); return q; }
static bool answer_on(const char *day, int64_t id, int64_t q) { db_begin_write(db); bool ok = request_answer_back(on(day), id, q, "Yes"); db_commit(db); return ok; }

static int start(void)
{
    officer = house_person(db, "officer", "officer@test.example");
    return 0;
}
static int set_up(void **state) { (void)state; db = house_new(&all); return start(); }
static int set_up_postgres(void **state) { (void)state; db = house_new_postgres(&all); return start(); }

/* Tuesday 24 November 2026 + 5 working days = Tuesday 1 December. */
static void an_early_answer_gives_the_days_back(void **state)
{
    (void)state;
    int64_t id = received("2026-11-24");
    assert_string_equal(due(id), "2026-12-01");
    int64_t q = ask_on("2026-11-25", id, "We cannot say who helps before we know");
    assert_string_equal(due(id), "2026-12-15");
    assert_true(request_clock(db, id, "waiting", due(id), "2026-11-26").stands);
    assert_true(answer_on("2026-11-30", id, q));        /* Thursday, Friday, Monday: three days */
    assert_string_equal(due(id), "2026-12-04");
    struct clock_shown c = request_clock(db, id, "waiting", due(id), "2026-11-30");
    assert_false(c.stands);
    assert_int_equal(pause_took(c.pause, "2026-12-20"), 3);
    assert_false(answer_on("2026-11-30", id, q));       /* sent twice */
}

/* Bank holidays of seven years, leap days, pauses: reckoned by a program that knows nothing of ours (tests/clock_cases.py). */
static void it_agrees_with_the_table_of_dated_cases(void **state)
{
    (void)state;
    struct csv t = house_table(&all, "tests/samples/clock_cases.csv");
    int tried = 0;
    for (size_t i = 1; i < t.n; i++) {
        const char *const *c = t.row[i].cell;
        if (strcmp(c[0], "request") != 0)
            continue;
        int64_t id = received(c[2]), q = *c[3] ? ask_on(c[3], id, "Why") : 0;
        if (*c[4])
            answer_on(c[4], id, q);
        if (strcmp(due(id), c[7]) != 0)
            fail_msg("line %zu: %s, not %s", t.row[i].line, due(id), c[7]);
        tried++;
    }
    assert_true(tried >= 160);
}

static void the_clock_runs_on_where_it_need_not_stand(void **state)
{
    (void)state;
    int64_t id = received("2026-11-24"), q = ask_on("2026-11-25", id, "");
    assert_string_equal(due(id), "2026-12-01");
    assert_true(answer_on("2026-11-26", id, q));
    assert_string_equal(due(id), "2026-12-01");
}

static void no_answer_stops_it_for_ten_days_only(void **state)
{
    (void)state;
    int64_t id = received("2026-11-24"), q = ask_on("2026-11-24", id, "Why");
    assert_string_equal(due(id), "2026-12-15");
    assert_true(request_clock(db, id, "waiting", due(id), "2026-12-07").stands);
    assert_false(request_clock(db, id, "waiting", due(id), "2026-12-08").stands);
    assert_true(request_clock(db, id, "waiting", due(id), "2026-12-16").is_late);
    assert_true(answer_on("2026-12-16", id, q));
    assert_string_equal(due(id), "2026-12-15");
}

static void two_questions_stop_it_once(void **state)
{
    (void)state;
    int64_t id = received("2026-11-24"), one = ask_on("2026-11-24", id, "Why"), two = ask_on("2026-11-25", id, "Why too");
    assert_string_equal(due(id), "2026-12-15");
    assert_true(answer_on("2026-11-26", id, one));
    assert_true(request_clock(db, id, "waiting", due(id), "2026-11-26").stands);
    assert_true(answer_on("2026-11-27", id, two));
    assert_string_equal(due(id), "2026-12-04");
}

static void a_clock_that_ran_out_cannot_be_stopped(void **state)
{
    (void)state;
    int64_t id = received("2026-11-24");
    ask_on("2026-12-02", id, "Why");
    assert_string_equal(due(id), "2026-12-01");
    assert_int_equal(request_clock(db, id, "waiting", due(id), "2026-12-02").n, 0);
}

static void a_weekend_takes_no_days(void **state)
{
    (void)state;
    int64_t id = received("2026-11-24"), q = ask_on("2026-11-27", id, "Why");
    assert_true(answer_on("2026-11-29", id, q));
    assert_string_equal(due(id), "2026-12-01");
}

static void a_decision_ends_the_pause(void **state)
{
    (void)state;
    int64_t id = received("2026-11-24");
    ask_on("2026-11-24", id, "Why");
    db_begin_write(db);
    request_clock_goes_on(on("2026-11-25"), id);
    db_commit(db);
    assert_string_equal(due(id), "2026-12-02");
    size_t n;
    struct pauses_of *p = pauses_of(db, id, &n);
    assert_string_equal(p->ended_on, "2026-11-25");
}

static int close_house(void **state) { (void)state; db_close(db); db = NULL; return 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_agrees_with_the_table_of_dated_cases), cmocka_unit_test(an_early_answer_gives_the_days_back), cmocka_unit_test(the_clock_runs_on_where_it_need_not_stand), cmocka_unit_test(no_answer_stops_it_for_ten_days_only),
        cmocka_unit_test(two_questions_stop_it_once), cmocka_unit_test(a_clock_that_ran_out_cannot_be_stopped), cmocka_unit_test(a_weekend_takes_no_days),
        cmocka_unit_test(a_decision_ends_the_pause),
    };
    int failed = cmocka_run_group_tests(tests, set_up, close_house);
    return getenv("RIGHTDOOR_TEST_POSTGRES") ? failed + cmocka_run_group_tests(tests, set_up_postgres, close_house) : failed;
}
