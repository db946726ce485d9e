/* No wrong door: what a partner is asked stays ours until a named person says yes; a no comes back; reminders; the link's own protection. */
#include "tests/world.h"
#include "app/request/handover.h"
#include "app/notice/notice.sql.h"
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
static struct site site;
static const char *as_officer, *as_health, *as_manager;

static int start(void **state)
{
    (void)state;
    if (!db)
        db = house_new(&all);
    site = site_of_features;
    site.today = world_today;
    world_fill(db);
    as_officer = house_session(db, &all, OFFICER);
    as_health = house_session(db, &all, HEALTH);
    as_manager = house_session(db, &all, MANAGER);
    house_script(db, "UPDATE request SET asker_email = 'parent@home.example' WHERE id = 2005; DELETE FROM handover");
    return 0;
}

static int64_t number(const char *sql)
{
    static const struct db_column column[] = { { 'i', 0 } };
    struct db_query *q = arena_new(&all, struct db_query);
    *q = (struct db_query){ .name = "number", .params = "", .param_names = "", .columns = 1, .column = column, .row_size = sizeof(int64_t), .text = sql };
    int64_t *n = db_one(db, q);
    return n ? *n : -1;
}

static struct web_answer ask(const char *path, const char *body, const char *cookie) { return web_try(&site, db, &all, path, body, cookie); }
static bool shows(struct web_answer a, const char *words) { return strstr(a.body, words) != NULL; }

static const char *pass_on(const char *email)
{
    const char *body = arena_print(&all, "partner=301&contact=other&contact_name=Sam+Reed&contact_email=%s&handover=They+know&words=Sam+rings+you&version=%lld&next_on-day=8&next_on-month=12&next_on-year=2026",
                                   email, (long long)number("SELECT version FROM request WHERE id = 2005"));
    assert_int_equal(ask("/requests/2005/pass-on", body, as_officer).status, 303);
    size_t n;
    struct notices_due *due = notices_due(db, INT64_MAX, &n);
    for (size_t i = n; i--;)
        if (strcmp(due[i].kind, "handover asked") == 0)
            return due[i].path;
    return "";
}

static const char yes[] = "by_name=Sam+Reed&by_job=Therapist&answer=yes&contact_on-day=1&contact_on-month=12&contact_on-year=2026";
static const char no[] = "by_name=Sam+Reed&answer=no&why=area&words=They+moved";
static const char birthday[] = "born_on-day=7&born_on-month=11&born_on-year=2022";

static const char *waiting = "SELECT CASE WHEN status = 'waiting' AND answered_at = 0 AND answered_on = '' THEN 1 ELSE 0 END FROM request WHERE id = 2005";

static void it_stays_ours_with_its_clock_until_somebody_says_yes(void **state)
{
    (void)state;
    const char *path = pass_on("sam%40partner.example");
    assert_true(strncmp(path, "/passed/", 8) == 0);
    assert_int_equal(number(waiting), 1);
    assert_int_equal(number("SELECT hops FROM request WHERE id = 2005"), 1);
    assert_true(shows(ask("/requests/2005", NULL, as_officer), "not taken over yet"));
    assert_true(shows(ask("/", NULL, as_officer), "Handovers not taken up"));
    struct web_answer door = ask(path, NULL, "visit=one");
    assert_false(shows(door, "Anna"));
    assert_int_equal(ask(path, birthday, "visit=one").status, 303);
    assert_true(shows(ask(path, NULL, "visit=one"), "Annasson"));
    assert_false(shows(ask(path, NULL, "visit=two"), "Annasson"));
    const char *answer = arena_print(&all, "%s/answer", path);
    assert_int_equal(ask(answer, yes, "visit=two").status, 303);
    assert_int_equal(number(waiting), 1);
    assert_int_equal(ask(answer, "by_name=&answer=yes", "visit=one").status, 422);
    assert_int_equal(ask(answer, yes, "visit=one").status, 303);
    assert_int_equal(number("SELECT count(*) FROM request WHERE id = 2005 AND status = 'passed on' AND answered_on = '2026-11-24'"), 1);
    assert_int_equal(number("SELECT count(*) FROM decision WHERE request_id = 2005 AND taken_up_by = 'Sam Reed' AND next_on = '2026-12-01'"), 1);
    assert_int_equal(number("SELECT count(*) FROM notice WHERE kind IN ('handover accepted', 'handover answered', 'request passed')"), 3);
    assert_int_equal(ask(answer, no, "visit=one").status, 303);
    assert_int_equal(number("SELECT count(*) FROM handover WHERE answer = 'accepted'"), 1);
}

static void a_no_comes_back_with_its_reason_and_each_hop_is_told(void **state)
{
    (void)state;
    const char *path = pass_on("sam%40partner.example");
    ask(path, birthday, "visit=one");
    assert_int_equal(ask(arena_print(&all, "%s/answer", path), "by_name=Sam&answer=no", "visit=one").status, 422);
    assert_int_equal(ask(arena_print(&all, "%s/answer", path), no, "visit=one").status, 303);
    assert_int_equal(number(waiting), 1);
    struct web_answer page = ask("/requests/2005", NULL, as_officer);
    assert_true(shows(page, "lives outside our area") && shows(page, "They moved"));
    pass_on("sam%40partner.example");
    assert_int_equal(number("SELECT hops FROM request WHERE id = 2005"), 2);
    house_script(db, arena_print(&all, "INSERT INTO follow_link (token_hash, request_id, made_at, expires_at) VALUES ('%s', 2005, 1, 9000000000000)", web_hash(&all, "abc")));
    page = ask("/follow/abc", NULL, NULL);
    assert_true(shows(page, "passed on two times") && shows(page, "They have not said yes yet") && shows(page, "they cannot help"));
    assert_false(shows(page, "They moved"));
}

static void any_other_decision_ends_what_was_asked(void **state)
{
    (void)state;
    const char *path = pass_on("sam%40partner.example"), *second;
    second = pass_on("kim%40partner.example");
    assert_int_equal(number("SELECT count(*) FROM handover WHERE answer = 'taken back'"), 1);
    assert_int_equal(ask(path, birthday, "visit=one").status, 303);
    assert_int_equal(ask(arena_print(&all, "%s/answer", path), yes, "visit=one").status, 303);
    assert_int_equal(number(waiting), 1);
    assert_true(strcmp(path, second) != 0);
}

static void five_wrong_dates_end_the_link(void **state)
{
    (void)state;
    const char *path = pass_on("sam%40partner.example");
    for (int i = 0; i < HANDOVER_TRIES; i++)
        assert_int_equal(ask(path, "born_on-day=8&born_on-month=11&born_on-year=2022", "visit=one").status, 422);
    assert_int_equal(ask(path, birthday, "visit=one").status, 404);
    assert_int_equal(ask("/passed/nothing", NULL, NULL).status, 404);
}

static void somebody_with_an_account_answers_signed_in(void **state)
{
    (void)state;
    pass_on("health%40test.example");
    const char *path = arena_print(&all, "/handovers/%lld", (long long)number("SELECT decision_id FROM handover"));
    assert_true(shows(ask("/", NULL, as_health), "Passed to you"));
    assert_int_equal(ask(path, NULL, as_officer).status, 404);
    assert_int_equal(ask(path, yes, as_health).status, 303);
    assert_int_equal(number("SELECT count(*) FROM request WHERE id = 2005 AND status = 'passed on'"), 1);
    assert_false(shows(ask("/", NULL, as_health), "Passed to you"));
}

static int64_t remind(const char *day)
{
    db_begin_write(db);
    handover_remind(db, day, 1796000000000);
    db_commit(db);
    return number("SELECT count(*) FROM notice WHERE kind IN ('handover reminder', 'handover waits')");
}

static void reminders_go_on_their_days_and_then_to_the_officer(void **state)
{
    (void)state;
    const char *first = pass_on("sam%40partner.example");
    assert_int_equal(remind("2026-11-25"), 0);
    assert_int_equal(remind("2026-11-26"), 1);
    assert_int_equal(remind("2026-11-26"), 1);
    assert_int_equal(ask(first, NULL, NULL).status, 404);
    assert_int_equal(remind("2026-11-29"), 1);
    assert_int_equal(remind("2026-12-01"), 3);
    assert_int_equal(remind("2026-12-04"), 5);
    assert_int_equal(remind("2026-12-20"), 5);
    house_script(db, "DELETE FROM notice");
    house_script(db, "DELETE FROM handover");
    pass_on("");
    assert_int_equal(remind("2026-11-26"), 1);
    assert_int_equal(number("SELECT count(*) FROM notice WHERE kind = 'handover waits'"), 1);
}

static int stop(void **state)
{
    (void)state;
    db_close(db);
    arena_free(&all);
    return 0;
}

static const char *team(const char *more) { return arena_print(&all, "name=Portage&kind=education&what_they_do=Plays+at+home&%s", more); }

static void a_team_is_added_changed_and_retired(void **state)
{
    (void)state;
    assert_int_equal(ask("/partners", NULL, as_officer).status, 404);
    assert_int_equal(ask("/partners/new", "name=&kind=evil", as_manager).status, 422);
    assert_int_equal(ask("/partners/new", team("areas=Moon"), as_manager).status, 422);
    assert_int_equal(ask("/partners/new", team("website=javascript:alert(1)"), as_manager).status, 422);
    assert_int_equal(ask("/partners/new", team("areas=north"), as_manager).status, 303);
    int64_t id = number("SELECT id FROM partner WHERE name = 'Portage' AND areas = '|North|'");
    const char *path = arena_print(&all, "/partners/%lld", (long long)id);
    assert_int_equal(ask("/partners/new", team(""), as_manager).status, 422);        /* a second of the same name */
    assert_int_equal(ask(path, team("version=9"), as_manager).status, 409);
    assert_int_equal(ask(path, team("version=1&email=team%40portage.example"), as_manager).status, 303);
    assert_int_equal(ask(arena_print(&all, "%s/people", path), "person_name=Bea+Stone&person_job=Lead&person_email=bea%40portage.example", as_manager).status, 303);
    assert_int_equal(ask(arena_print(&all, "%s/people", path), "person_name=Bea+Stone", as_manager).status, 422);
    assert_true(shows(ask("/requests/2005/pass-on", NULL, as_officer), "Portage: Bea Stone, Lead"));
    assert_int_equal(ask(arena_print(&all, "%s/retire", path), "", as_manager).status, 303);
    assert_false(shows(ask("/requests/2005/pass-on", NULL, as_officer), "Portage"));
    assert_true(shows(ask("/partners", NULL, as_manager), "Retired"));
    assert_int_equal(number(arena_print(&all, "SELECT count(*) FROM partner WHERE id = %lld AND is_active = 0", (long long)id)), 1);
}

/* The officer chooses the person; the link goes to that address; only those named can answer by it. */
static void only_who_is_named_answers_by_the_link(void **state)
{
    (void)state;
    const char *start_of = "partner=301&handover=They+know&words=Sam+rings+you&next_on-day=8&next_on-month=12&next_on-year=2026";
    int64_t version = number("SELECT version FROM request WHERE id = 2005");
    assert_int_equal(ask("/requests/2005/pass-on", arena_print(&all, "%s&version=%lld", start_of, (long long)version), as_officer).status, 422);
    assert_int_equal(ask("/requests/2005/pass-on", arena_print(&all, "%s&version=%lld&contact=9999", start_of, (long long)version), as_officer).status, 422);
    assert_int_equal(ask("/requests/2005/pass-on", arena_print(&all, "%s&version=%lld&contact=77", start_of, (long long)version), as_officer).status, 422);
    assert_int_equal(ask("/requests/2005/pass-on", arena_print(&all, "%s&version=%lld&contact=5001", start_of, (long long)version), as_officer).status, 303);
    assert_int_equal(number("SELECT count(*) FROM handover WHERE request_id = 2005 AND answer = '' AND contact_email = 'sam@partner.example'"), 1);
    size_t n;
    struct notices_due *due = notices_due(db, INT64_MAX, &n);
    const char *path = "";
    for (size_t i = n; i-- && !*path;)
        if (strcmp(due[i].kind, "handover asked") == 0)
            path = due[i].path;
    assert_int_equal(ask(path, birthday, "visit=named").status, 303);
    struct web_answer page = ask(path, NULL, "visit=named");
    assert_true(shows(page, "These may answer for your team") && shows(page, "value=\"Sam Reed\""));
    const char *answer = arena_print(&all, "%s/answer", path);
    assert_int_equal(ask(answer, "by_name=Somebody+Else&answer=no&why=full", "visit=named").status, 422);
    assert_true(shows(ask("/partners", NULL, as_manager), "Speech and language therapy") && shows(ask("/partners/301", NULL, as_manager), "/requests/2005"));
    assert_int_equal(ask(answer, "by_name=Sam+Reed&answer=no&why=full", "visit=named").status, 303);
    assert_int_equal(number("SELECT count(*) FROM handover WHERE request_id = 2005 AND answer = 'declined' AND by_name = 'Sam Reed' AND by_job = 'Team lead'"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(it_stays_ours_with_its_clock_until_somebody_says_yes, start),
        cmocka_unit_test_setup(a_no_comes_back_with_its_reason_and_each_hop_is_told, start),
        cmocka_unit_test_setup(any_other_decision_ends_what_was_asked, start),
        cmocka_unit_test_setup(five_wrong_dates_end_the_link, start),
        cmocka_unit_test_setup(somebody_with_an_account_answers_signed_in, start),
        cmocka_unit_test_setup(a_team_is_added_changed_and_retired, start),
        cmocka_unit_test_setup(only_who_is_named_answers_by_the_link, start),
        cmocka_unit_test_setup(reminders_go_on_their_days_and_then_to_the_officer, start),
    };
    return cmocka_run_group_tests(tests, NULL, stop);
}
