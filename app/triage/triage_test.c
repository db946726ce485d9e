/*
 * Triage as a team: two officers at once, handing over, many at once, filters
 * and pages, clocks that ran out.  Every request goes through the gate.
 */
#include "tests/house.h"
#include "app/jobs.h"
#include "app/triage/triage.h"
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct arena all;
static struct db *db;
static int64_t officer, second, boss;
static const char *as_officer, *as_second, *as_boss, *as_health, *today;

static struct web_answer ask(const char *path, const char *body, const char *cookie)
{
    struct web_answer a = web_try(&site_of_features, db, &all, path, body, cookie);
    assert_false(db->in_transaction);
    return a;
}

__attribute__((format(printf, 1, 2))) static const char *say(const char *format, ...)
{
    char text[9000];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    return arena_text(&all, text, strlen(text));
}

static bool shows(struct web_answer a, const char *words) { return strstr(a.body, words) != NULL; }

static int64_t count(const char *sql)
{
    static const struct db_column column[] = { { 'i', 0 } };
    struct db_query *q = malloc(sizeof *q);     /* never freed: the database keeps a prepared query by its address */
    assert_non_null(q);
    *q = (struct db_query){ .name = "count", .params = "", .param_names = "", .columns = 1, .column = column, .row_size = sizeof(int64_t), .text = sql };
    int64_t *n = db_one(db, q);
    return n ? *n : 0;
}

/* A request that came DAYS ago, telling WORDS. */
static int64_t came(int days, const char *words, const char *area)
{
    const char *day = date_add_days(&all, today, -days);
    struct act act = { db, 0, day, date_now_ms() - days * INT64_C(86400000) };
    struct add_request r = { .door = "parent", .given_name = "Ola", .family_name = "Berg", .born_on = "2024-03-02", .asker_name = "Ann", .asker_email = "ann@x.example", .setting_words = "none", .wanted = words, .is_agreed = 1 };
    struct concern_told c = { area, "" };
    db_begin_write(db);
    int64_t id = request_receive(act, &r, &c, 1);
    db_commit(db);
    return id;
}

static const char *path_of(int64_t id, const char *what) { return say("/requests/%lld%s", (long long)id, what); }
static int64_t of(int64_t id, const char *column) { return count(say("SELECT coalesce(%s, 0) FROM request WHERE id = %lld", column, (long long)id)); }

static int start(void)
{
    today = date_of_instant(&all, date_now_ms());
    as_officer = house_session(db, &all, officer = house_person(db, "officer", "one@test.example"));
    as_second = house_session(db, &all, second = house_person(db, "officer", "two@test.example"));
    as_boss = house_session(db, &all, boss = house_person(db, "manager", "boss@test.example"));
    as_health = house_session(db, &all, house_person(db, "health", "health@test.example"));
    db_begin_write(db);
    request_seed_partners(db);
    request_seed_rules(db, today);
    db_commit(db);
    return 0;
}
static int set_up(void **state) { (void)state; db = house_new(&all); return start(); }
static int set_up_postgres(void **state) { (void)state; db = house_new_postgres(&all); return start(); }

static void of_two_who_claim_the_second_is_told(void **state)
{
    (void)state;
    int64_t id = came(0, "x", "talking");
    assert_true(shows(ask(path_of(id, ""), NULL, as_officer), "Nobody yet."));
    assert_int_equal(ask(path_of(id, "/claim"), "", as_officer).status, 303);
    struct web_answer late = ask(path_of(id, "/claim"), "", as_second);
    assert_int_equal(late.status, 409);
    assert_true(shows(late, "Test officer has it since"));
    assert_int_equal(of(id, "claimed_by"), officer);
    assert_int_equal(ask(path_of(id, "/claim"), "", as_officer).status, 409);
    assert_int_equal(ask(path_of(id, "/release"), "", as_second).status, 409);
    assert_int_equal(ask(path_of(id, "/release"), "", as_officer).status, 303);
    assert_int_equal(of(id, "claimed_by"), 0);
    assert_int_equal(ask(path_of(id, "/claim"), "", as_health).status, 404);
}

static void a_handover_names_a_colleague_and_says_why(void **state)
{
    (void)state;
    int64_t id = came(0, "x", "talking");
    const char *body = say("was=0&to=%lld&note=Please+ring+at+noon", (long long)second);
    assert_int_equal(ask(path_of(id, "/give"), say("was=0&to=%lld&note=", (long long)second), as_officer).status, 422);
    assert_int_equal(ask(path_of(id, "/give"), body, as_officer).status, 303);
    assert_int_equal(of(id, "claimed_by"), second);
    assert_int_equal(count(say("SELECT count(*) FROM notice WHERE kind = 'request given' AND to_address = 'two@test.example' AND path = '/requests/%lld'", (long long)id)), 1);
    struct web_answer page = ask(path_of(id, ""), NULL, as_second);
    assert_true(shows(page, "Please ring at noon") && shows(page, "gave it to"));
    /* who opened the page before gives nothing away, and keeps the note */
    struct web_answer late = ask(path_of(id, "/give"), say("was=0&to=%lld&note=My+long+note", (long long)boss), as_officer);
    assert_int_equal(late.status, 409);
    assert_true(shows(late, "My long note"));
    assert_int_equal(of(id, "claimed_by"), second);
    assert_int_equal(ask(path_of(id, "/give"), say("was=%lld&to=%lld&note=Cover", (long long)second, (long long)officer), as_boss).status, 303);
    assert_int_equal(of(id, "claimed_by"), officer);
}

static const char *advice(int64_t id, int64_t version, const char *words)
{
    const char *on = date_add_days(&all, today, 14);
    return say("version=%lld&partner=%lld&words=%s&next_on-day=%d&next_on-month=%d&next_on-year=%d&unused=%lld", (long long)version, (long long)count("SELECT min(id) FROM partner"), words, date_day(on), date_month(on), date_year(on), (long long)id);
}

static void of_two_who_decide_the_second_loses_nothing(void **state)
{
    (void)state;
    int64_t id = came(0, "x", "talking"), seen = of(id, "version");
    ask(path_of(id, "/claim"), "", as_officer);
    struct web_answer changed = ask(path_of(id, "/advise"), advice(id, seen, "What+I+wrote"), as_second);
    assert_int_equal(changed.status, 409);
    assert_true(shows(changed, "has claimed it") && shows(changed, "What I wrote"));
    assert_int_equal(count(say("SELECT count(*) FROM decision WHERE request_id = %lld", (long long)id)), 0);
    int64_t now = of(id, "version");
    assert_int_equal(ask(path_of(id, "/advise"), advice(id, now, "The+first"), as_officer).status, 303);
    struct web_answer late = ask(path_of(id, "/advise"), advice(id, now, "What+I+wrote"), as_second);
    assert_int_equal(late.status, 409);
    assert_true(shows(late, "Somebody else decided first") && shows(late, "What I wrote"));
    assert_int_equal(count(say("SELECT count(*) FROM decision WHERE request_id = %lld", (long long)id)), 1);
}

static void several_at_once_each_with_its_result(void **state)
{
    (void)state;
    int64_t one = came(0, "x", "talking"), two = came(0, "x", "moving"), unsafe = came(0, "I saw bruises", "feelings"), taken = came(0, "x", "talking");
    assert_string_equal(ask("/triage/bulk", "action=claim", as_officer).go_to, "/requests");
    assert_string_equal(ask("/triage/bulk", say("request=%lld", (long long)one), as_officer).go_to, "/requests");
    const char *chosen = say("request=%lld&request=%lld&request=%lld&request=%lld&request=99", (long long)one, (long long)two, (long long)unsafe, (long long)taken);
    struct web_answer confirm = ask("/triage/bulk", say("action=claim&%s", chosen), as_officer);
    assert_int_equal(confirm.status, 200);
    assert_true(shows(confirm, "4 requests") && shows(confirm, "1 of those chosen cannot be found"));
    assert_int_equal(of(one, "claimed_by"), 0);
    ask(path_of(taken, "/claim"), "", as_second);
    struct web_answer did = ask("/triage/bulk/do", say("action=claim&%s", chosen), as_officer);
    assert_int_equal(did.status, 303);
    struct web_answer result = ask(did.go_to, NULL, as_officer);
    assert_true(shows(result, "Done for 3 of 4") && shows(result, "Test officer has it since"));
    assert_int_equal(ask(did.go_to, NULL, as_second).status, 404);
    assert_int_equal(ask("/triage/bulk/do", say("action=advise&%s", chosen), as_officer).status, 422);
    int64_t version = of(one, "version");
    ask(path_of(two, "/question"), "words=When&clock=runs", as_second);      /* two changes after it was chosen */
    const char *advise = say("action=advise&request=%lld.%lld&request=%lld.%lld&request=%lld.%lld&%s", (long long)one, (long long)version, (long long)two, (long long)of(two, "version") - 1,
        (long long)unsafe, (long long)of(unsafe, "version"), advice(0, 0, "The+same+advice"));
    did = ask("/triage/bulk/do", advise, as_officer);
    assert_int_equal(did.status, 303);
    result = ask(did.go_to, NULL, as_officer);
    assert_true(shows(result, "Done for 1 of 3") && shows(result, "It has changed since you chose it") && shows(result, "not safe"));
    assert_int_equal(count(say("SELECT count(*) FROM request WHERE status = 'advised' AND id = %lld", (long long)one)), 1);
    assert_int_equal(count(say("SELECT count(*) FROM request WHERE status = 'waiting' AND id IN (%lld, %lld)", (long long)two, (long long)unsafe)), 2);
    assert_int_equal(ask("/triage/bulk", say("action=give&%s", chosen), as_health).status, 404);
}

static void the_queue_filters_sorts_and_turns_pages(void **state)
{
    (void)state;
    house_script(db, "UPDATE request SET status = 'advised', answered_on = due_on WHERE status = 'waiting'");
    int64_t mine = came(1, "x", "talking"), late = came(20, "x", "moving"), asked = came(0, "x", "care");
    ask(path_of(mine, "/claim"), "", as_officer);
    ask(path_of(asked, "/question"), "words=When&clock=stands&reason=We+must+know", as_officer);
    static const char *const filters[] = { "who=mine", "late=1", "asked=1", "concern=talking", "concern=moving", "who=unclaimed", "door=parent&urgent=1&place=Nowhere&sort=young" };
    static const char *const counts[] = { "1 request.", "1 request.", "1 request.", "1 request.", "1 request.", "2 requests.", "3 requests." };
    (void)late;
    for (size_t i = 0; i < 6; i++)
        assert_true(shows(ask(say("/requests?%s", filters[i]), NULL, as_officer), counts[i]));
    assert_true(shows(ask("/requests?asked=1", NULL, as_officer), "Clock stands"));
    for (int i = 0; i < 60; i++)
        came(i % 5, i % 7 ? "x" : "he used to talk", "talking");
    static const char *const sorts[] = { "due", "urgent", "old", "new", "young" };
    for (size_t s = 0; s < 5; s++) {
        int64_t shown = 0;
        const char *path = say("/requests?sort=%s", sorts[s]);
        while (path) {
            struct web_answer a = ask(path, NULL, as_officer);
            assert_int_equal(a.status, 200);
            for (const char *row = a.body; (row = strstr(row, "name=\"request\"")); row++)
                shown++;
            const char *next = strstr(a.body, "after="), *end = next ? strchr(next, '"') : NULL;
            path = next ? say("/requests?sort=%s&%.*s", sorts[s], (int)(end - next), next) : NULL;
        }
        assert_int_equal(shown, 63);
    }
    assert_true(shows(ask("/requests?state=decided&concern=talking&late=1", NULL, as_officer), "Requests decided"));
    assert_string_equal(ask("/requests", NULL, as_health).go_to, "/requests/mine");
}

static void a_clock_that_runs_out_is_told_once(void **state)
{
    (void)state;
    house_script(db, "UPDATE request SET status = 'advised', answered_on = due_on WHERE status = 'waiting'; DELETE FROM notice; DELETE FROM request_overdue");
    int64_t id = came(30, "x", "talking"), now = date_now_ms();
    came(0, "x", "talking");
    assert_true(jobs_round(db, &site_of_features, now) > 0);
    jobs_round(db, &site_of_features, now + 60000);
    assert_int_equal(count(say("SELECT count(*) FROM notice WHERE kind = 'request late' AND to_address = 'boss@test.example' AND path = '/requests/%lld'", (long long)id)), 1);
    assert_int_equal(count("SELECT count(*) FROM notice"), 1);
    assert_true(shows(ask("/", NULL, as_boss), "Not answered in time"));
    assert_false(shows(ask("/", NULL, as_officer), "Not answered in time"));
    assert_int_equal(ask(path_of(id, "/late-seen"), "", as_officer).status, 404);
    assert_int_equal(ask(path_of(id, "/late-seen"), "", as_boss).status, 303);
    assert_false(shows(ask("/", NULL, as_boss), "Not answered in time"));
    jobs_round(db, &site_of_features, now + 120000);
    assert_int_equal(count("SELECT count(*) FROM notice"), 1);
    assert_true(shows(ask(path_of(id, ""), NULL, as_officer), "ran out, and the managers were told"));
}

static void a_question_waits_for_its_answer(void **state)
{
    (void)state;
    int64_t id = came(0, "x", "talking");
    assert_int_equal(ask(path_of(id, "/question"), "words=When&clock=stands", as_officer).status, 422);
    struct web_answer lost = ask(path_of(id, "/question"), "words=My+question", as_officer);
    assert_true(lost.status == 422 && shows(lost, "My question"));
    assert_int_equal(ask(path_of(id, "/question"), "words=When&clock=stands&reason=We+must+know", as_officer).status, 303);
    assert_true(shows(ask(path_of(id, ""), NULL, as_second), "The clock stands"));
    int64_t late = came(30, "x", "talking");
    assert_true(shows(ask(path_of(late, "/question"), "words=When&clock=stands&reason=We+must+know", as_officer), "cannot be stopped"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_two_who_claim_the_second_is_told), cmocka_unit_test(a_handover_names_a_colleague_and_says_why), cmocka_unit_test(of_two_who_decide_the_second_loses_nothing),
        cmocka_unit_test(several_at_once_each_with_its_result), cmocka_unit_test(the_queue_filters_sorts_and_turns_pages), cmocka_unit_test(a_clock_that_runs_out_is_told_once),
        cmocka_unit_test(a_question_waits_for_its_answer),
    };
    int failed = cmocka_run_group_tests(tests, set_up, NULL);
    return getenv("RIGHTDOOR_TEST_POSTGRES") ? failed + cmocka_run_group_tests(tests, set_up_postgres, NULL) : failed;
}
