/*
 * Triage as a team: two officers at once, handing over, many at once, filters
 * and pages, clocks that ran out, the meeting, rules as data, children who
 * have died or moved.  Every request goes through the gate.
 */
#include "tests/house.h"
#include "app/jobs.h"
#include "app/triage/rules.h"
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
static const char *as_officer, *as_second, *as_boss, *as_health, *as_admin, *today;

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
    static struct db_query kept[4000];          /* the database keeps a prepared query by its address: none is used twice */
    static size_t used;
    assert_in_range(used, 0, sizeof kept / sizeof *kept - 1);
    struct db_query *q = &kept[used++];
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
    as_admin = house_session(db, &all, house_person(db, "administrator", "admin@test.example"));
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
    assert_int_equal(count("SELECT count(*) FROM notice WHERE kind NOT LIKE '%digest'"), 1);
    assert_true(shows(ask("/", NULL, as_boss), "Not answered in time"));
    assert_false(shows(ask("/", NULL, as_officer), "Not answered in time"));
    assert_int_equal(ask(path_of(id, "/late-seen"), "", as_officer).status, 404);
    assert_int_equal(ask(path_of(id, "/late-seen"), "", as_boss).status, 303);
    assert_false(shows(ask("/", NULL, as_boss), "Not answered in time"));
    jobs_round(db, &site_of_features, now + 120000);
    assert_int_equal(count("SELECT count(*) FROM notice WHERE kind NOT LIKE '%digest'"), 1);
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

/* ---- The meeting ---- */

static void a_meeting_takes_up_all_that_waits(void **state)
{
    (void)state;
    house_script(db, "UPDATE request SET status = 'advised', answered_on = due_on WHERE status = 'waiting'");
    int64_t calm = came(0, "x", "talking"), unsafe = came(0, "I saw bruises", "talking"), last = came(0, "x", "moving");
    const char *meeting = arena_text(&all, ask("/triage/meetings", "", as_officer).go_to, strlen(ask("/triage/meetings", "", as_second).go_to));
    assert_int_equal(count("SELECT count(*) FROM triage_meeting"), 1);
    struct web_answer page = ask(meeting, NULL, as_second);
    assert_int_equal(page.status, 200);
    const char *first = strstr(page.body, "id=\"request-");
    assert_true(first && strtoll(first + 12, NULL, 10) == unsafe);
    assert_true(shows(page, "3 requests, 0 decided"));
    assert_int_equal(ask(say("%s/people", meeting), say("people=%lld&people=%lld&others=Hana+Reed%%2C+therapist", (long long)officer, (long long)boss), as_officer).status, 303);
    assert_true(shows(ask(meeting, NULL, as_officer), "Test manager, Test officer; Hana Reed, therapist") || shows(ask(meeting, NULL, as_officer), "Hana Reed, therapist"));
    assert_int_equal(count("SELECT count(*) FROM triage_meeting_person"), 2);
    /* one by one, decided where they always are */
    struct web_answer one = ask(path_of(unsafe, ""), NULL, as_officer);
    assert_true(shows(one, "Meeting: 1 of 3") && shows(one, "Next request"));
    assert_string_equal(ask(say("%s/requests/%lld", meeting, (long long)unsafe), "note=Call+today&outcome=next+time", as_officer).go_to, path_of(calm, ""));
    assert_int_equal(ask(path_of(calm, "/advise"), advice(calm, of(calm, "version"), "Try+this"), as_officer).status, 303);
    assert_int_equal(ask(say("%s/requests/%lld", meeting, (long long)last), "note=", as_officer).status, 303);
    int64_t late = came(0, "x", "care");
    ask(say("%s/refill", meeting), "", as_officer);
    assert_true(shows(ask(meeting, NULL, as_officer), "4 requests, 1 decided"));
    assert_int_equal(ask(say("%s/end", meeting), "", as_officer).status, 303);
    page = ask(meeting, NULL, as_officer);
    assert_true(shows(page, "Advice given") && shows(page, "For the next time") && shows(page, "Call today"));
    assert_int_equal(count(say("SELECT count(*) FROM triage_meeting_request WHERE outcome = 'decided' AND request_id = %lld", (long long)calm)), 1);
    assert_int_equal(count("SELECT count(*) FROM triage_meeting_request WHERE outcome = 'next time'"), 3);
    assert_false(shows(ask(path_of(late, ""), NULL, as_officer), "Meeting: "));
    ask(say("%s/requests/%lld", meeting, (long long)unsafe), "note=Too+late", as_officer);
    assert_int_equal(count("SELECT count(*) FROM triage_meeting_request WHERE note = 'Too late'"), 0);
    assert_int_equal(ask(meeting, NULL, as_health).status, 404);
}

/* ---- Rules as data ---- */

static const char *draft_path(void)
{
    struct web_answer a = ask("/triage/rules", "from=1", as_admin);
    assert_int_equal(a.status, 303);
    return arena_text(&all, a.go_to, strlen(a.go_to));
}

static const char *live_on(const char *day) { return say("note=Twins&live_from-day=%d&live_from-month=%d&live_from-year=%d", date_day(day), date_month(day), date_year(day)); }

static void rules_are_drafted_tried_and_put_live(void **state)
{
    (void)state;
    for (int i = 0; i < 8; i++)
        came(40, "he is a twin", "talking");
    const char *draft = draft_path();
    assert_int_equal(ask(say("%s/add/urgency", draft), "condition=words&phrases=&points=7&words=Twins&source=Local", as_admin).status, 422);
    assert_int_equal(ask(say("%s/add/urgency", draft), "condition=younger&number_younger=999&points=7&words=Twins&source=Local", as_admin).status, 422);
    assert_int_equal(ask(say("%s/add/urgency", draft), "condition=evil&points=7&words=Twins&source=Local", as_admin).status, 422);
    assert_int_equal(ask(say("%s/add/urgency", draft), "condition=words&phrases=Twin%0ATW%C3%8DN%0Atwins&points=7&words=Twins&source=Local", as_admin).status, 303);
    assert_int_equal(count("SELECT count(*) FROM triage_condition WHERE list = 'twin\ntwins'"), 1);
    assert_int_equal(ask(say("%s/live", draft), live_on(today), as_admin).status, 422);      /* not tried yet */
    struct web_answer tried = ask(say("%s/try", draft), "", as_admin);
    assert_int_equal(tried.status, 200);
    int64_t twins = count("SELECT count(*) FROM request WHERE wanted = 'he is a twin'");
    assert_true(shows(tried, say("More urgent than now: <strong>%lld</strong>", (long long)twins)) && shows(tried, "Less urgent than now: <strong>Fewer than 5</strong>"));
    assert_false(shows(tried, "Berg") || shows(tried, "Ola"));
    assert_int_equal(ask(say("%s/live", draft), live_on(today), as_officer).status, 404);
    assert_int_equal(ask(say("%s/live", draft), live_on(today), as_admin).status, 303);
    int64_t version = count("SELECT id FROM triage_rules WHERE live_by IS NOT NULL"), id = came(0, "a TWIN", "talking");
    assert_true(of(id, "rules_id") == version && of(id, "urgency") >= 7);
    assert_int_equal(count("SELECT count(*) FROM request WHERE wanted = 'he is a twin' AND urgency >= 7"), 0);      /* they keep their verdict */
    assert_int_equal(ask(say("%s/add/urgency", draft), "condition=always&points=7&words=All&source=Local", as_admin).status, 409);
    assert_true(shows(ask(path_of(id, ""), NULL, as_officer), "Judged by version 2"));
    assert_int_equal(ask(draft, NULL, as_officer).status, 200);
    assert_int_equal(ask(draft, NULL, as_health).status, 404);
}

static int64_t rule_of_draft(const char *draft, const char *condition, const char *kind)
{
    return count(say("SELECT r.id FROM triage_rule r JOIN triage_condition c ON c.rule_id = r.id WHERE r.rules_id = %lld AND c.condition = '%s' AND r.kind = '%s' ORDER BY r.position LIMIT 1", strtoll(draft + strlen("/triage/rules/"), NULL, 10), condition, kind));
}

static int64_t condition_of_rule(int64_t rule, int position) { return count(say("SELECT id FROM triage_condition WHERE rule_id = %lld AND position = %d", (long long)rule, position)); }

/* All conditions must hold; within one any line is enough. */
static void a_rule_holds_when_all_its_conditions_hold(void **state)
{
    (void)state;
    const char *draft = draft_path();
    assert_int_equal(ask(say("%s/add/urgency", draft), "condition=words&phrases=premature%0Aborn+early&points=8&words=Small+and+early&source=Local", as_admin).status, 303);
    int64_t rule = count("SELECT id FROM triage_rule WHERE words = 'Small and early'");
    const char *path = say("%s/rule/%lld", draft, (long long)rule), *more = say("%s/conditions/new", path);
    assert_int_equal(ask(more, "condition=lives&codes_lives=ZZ99", as_admin).status, 422);
    assert_int_equal(ask(more, "condition=lives", as_admin).status, 422);
    assert_int_equal(ask(more, "condition=younger&number_younger=30", as_officer).status, 404);
    assert_int_equal(ask(more, "condition=younger&number_younger=30", as_admin).status, 303);
    assert_int_equal(ask(more, "condition=door&codes_door=parent&codes_door=GP", as_admin).status, 303);
    struct web_answer page = ask(path, NULL, as_admin);
    assert_true(shows(page, "all of these hold") && shows(page, "premature, born early") && shows(page, "Parent or carer, GP"));
    assert_true(shows(ask(draft, NULL, as_admin), "All of these:"));
    const struct request_rules *rules = request_rules_of_version(db, strtoll(draft + strlen("/triage/rules/"), NULL, 10));
    struct request_facts f = { .today = "2026-11-24", .born_on = "2025-03-02", .kind = "request", .door = "GP", .wants = "talk", .told = " she was born early " };
    assert_non_null(strstr(request_judge(&all, rules, &f).reasons, "Small and early"));
    f.door = "school";
    assert_null(strstr(request_judge(&all, rules, &f).reasons, "Small and early"));
    f.door = "parent";
    f.born_on = "2022-03-02";
    assert_null(strstr(request_judge(&all, rules, &f).reasons, "Small and early"));
    assert_int_equal(ask(say("%s/conditions/%lld/drop", path, (long long)condition_of_rule(rule, 2)), "", as_admin).status, 303);
    assert_non_null(strstr(request_judge(&all, request_rules_of_version(db, strtoll(draft + strlen("/triage/rules/"), NULL, 10)), &f).reasons, "Small and early"));
    ask(say("%s/conditions/%lld/drop", path, (long long)condition_of_rule(rule, 3)), "", as_admin);
    ask(say("%s/conditions/%lld/drop", path, (long long)condition_of_rule(rule, 1)), "", as_admin);
    assert_int_equal(count(say("SELECT count(*) FROM triage_condition WHERE rule_id = %lld", (long long)rule)), 1);     /* the last one stays */
    for (int i = 0; i < 7; i++)
        assert_int_equal(ask(more, "condition=notified", as_admin).status, 303);
    assert_int_equal(ask(more, "condition=notified", as_admin).status, 422);
    ask(say("%s/discard", draft), "", as_admin);
    assert_int_equal(count(say("SELECT count(*) FROM triage_condition WHERE rule_id = %lld", (long long)rule)), 0);
}

/* A further condition would leave some words about safety unread. */
static void the_rule_of_safety_stands_alone(void **state)
{
    (void)state;
    const char *draft = draft_path();
    int64_t safety = rule_of_draft(draft, "words", "urgency"), always = rule_of_draft(draft, "always", "route");
    ask(say("%s/try", draft), "", as_admin);
    ask(say("%s/rule/%lld/conditions/new", draft, (long long)safety), "condition=younger&number_younger=24", as_admin);
    assert_true(shows(ask(draft, NULL, as_admin), "with no other condition"));
    ask(say("%s/rule/%lld/conditions/new", draft, (long long)always), "condition=notified", as_admin);
    assert_true(shows(ask(draft, NULL, as_admin), "a route that always holds"));
    assert_int_equal(ask(say("%s/live", draft), live_on(today), as_admin).status, 422);
    ask(say("%s/discard", draft), "", as_admin);
}

static void a_draft_that_forgets_safety_does_not_go_live(void **state)
{
    (void)state;
    const char *draft = draft_path();
    int64_t always = rule_of_draft(draft, "always", "route"), area = rule_of_draft(draft, "area", "route");
    assert_int_equal(ask(say("%s/rule/%lld/up", draft, (long long)area), "", as_admin).status, 303);
    assert_int_equal(count(say("SELECT position FROM triage_rule WHERE id = %lld", (long long)area)), 2);
    const char *one = say("%s/rule/%lld/conditions/%lld", draft, (long long)area, (long long)condition_of_rule(area, 1));
    assert_true(shows(ask(one, NULL, as_admin), "value=\"seeing\" checked"));
    assert_int_equal(ask(one, "condition=door&codes_door=GP&codes_door=health+visitor", as_admin).status, 303);
    assert_int_equal(count("SELECT count(*) FROM triage_condition WHERE list LIKE '%health visitor%' AND list LIKE '%GP%'"), 1);
    assert_int_equal(ask(say("%s/rule/%lld", draft, (long long)area), "route=advice&words=Doctors&source=Local", as_admin).status, 303);
    assert_int_equal(count(say("SELECT count(*) FROM triage_rule WHERE id = %lld AND words = 'Doctors' AND route = 'advice'", (long long)area)), 1);
    ask(say("%s/try", draft), "", as_admin);
    ask(say("%s/rule/%lld/drop", draft, (long long)always), "", as_admin);
    assert_true(shows(ask(draft, NULL, as_admin), "a route that always holds"));
    assert_int_equal(ask(say("%s/live", draft), live_on(today), as_admin).status, 422);
    ask(say("%s/add/route", draft), "condition=always&route=family+team&words=The+rest&source=Local", as_admin);
    ask(say("%s/rule/%lld/drop", draft, (long long)rule_of_draft(draft, "words", "urgency")), "", as_admin);
    assert_true(shows(ask(draft, NULL, as_admin), "safety"));
    assert_int_equal(ask(say("%s/discard", draft), "", as_admin).status, 303);
    assert_int_equal(ask(draft, NULL, as_admin).status, 404);
}

static void a_version_to_come_can_be_taken_back(void **state)
{
    (void)state;
    const char *draft = draft_path(), *day = date_add_days(&all, today, 3);
    ask(say("%s/try", draft), "", as_admin);
    assert_int_equal(ask(say("%s/live", draft), live_on(day), as_admin).status, 303);
    assert_int_equal(request_rules_on(db, day)->id, strtoll(draft + strlen("/triage/rules/"), NULL, 10));
    assert_int_not_equal(request_rules_on(db, today)->id, request_rules_on(db, day)->id);
    assert_int_equal(ask(say("%s/withdraw", draft), "", as_admin).status, 303);
    assert_int_equal(request_rules_on(db, day)->id, request_rules_on(db, today)->id);
    assert_int_equal(ask("/triage/rules/1/withdraw", "", as_admin).status, 409);
}

/* ---- Moved away, died, not ours ---- */

static int64_t known(const char *reason)
{
    db_begin_write(db);
    int64_t child = child_add((struct act){ db, officer, today, date_now_ms() }, &(struct new_child){ .given_name = "Ola", .family_name = "Berg", .born_on = "2024-03-02" });
    db_commit(db);
    house_script(db, say("UPDATE child SET left_on = '2026-10-01', left_reason = '%s' WHERE id = %lld", reason, (long long)child));
    return child;
}

static const char *join_body(int64_t id, int64_t child) { return say("%s&child=%lld&officer=%lld", advice(id, of(id, "version"), "What+I+wrote"), (long long)child, (long long)officer); }

static void a_child_who_died_is_met_by_a_person(void **state)
{
    (void)state;
    int64_t child = known("died"), id = came(0, "x", "talking");
    house_script(db, "DELETE FROM notice");
    assert_true(shows(ask(path_of(id, ""), NULL, as_officer), "This child died on"));
    struct web_answer join = ask(path_of(id, "/join"), join_body(id, child), as_officer);
    assert_true(join.status == 422 && shows(join, "This child died on 1 October 2026. Nothing was sent") && shows(join, "What I wrote"));
    assert_int_equal(ask(path_of(id, "/died"), say("version=%lld&child=%lld", (long long)of(id, "version"), (long long)child), as_officer).status, 422);
    const char *body = say("%s&child=%lld&contact_name=Ann", advice(id, of(id, "version"), "We+are+sorry"), (long long)child);
    assert_int_equal(ask(path_of(id, "/died"), body, as_officer).status, 303);
    struct web_answer again = ask(path_of(id, "/died"), body, as_second);
    assert_true(again.status == 409 && shows(again, "We are sorry"));
    assert_int_equal(count("SELECT count(*) FROM notice"), 0);
    assert_int_equal(count(say("SELECT count(*) FROM child_status WHERE child_id = %lld AND axis = 'service' AND value = 'open'", (long long)child)), 0);
    assert_int_equal(count(say("SELECT count(*) FROM request WHERE id = %lld AND status = 'advised' AND child_id = %lld", (long long)id, (long long)child)), 1);
    db_begin_write(db);
    follow_link_make((struct act){ db, 0, today, date_now_ms() }, id, web_hash(&all, "t0ken"));
    db_commit(db);
    struct web_answer follow = ask("/follow/t0ken", NULL, NULL);
    assert_true(shows(follow, "We are sorry") && !shows(follow, "How was it for you?"));
}

static void a_child_who_moved_is_handed_over_in_person(void **state)
{
    (void)state;
    int64_t child = known("moved"), id = came(0, "x", "talking");
    struct web_answer join = ask(path_of(id, "/join"), join_body(id, child), as_officer);
    assert_true(join.status == 422 && shows(join, "This child moved away on 1 October 2026") && shows(join, "What I wrote"));
    struct web_answer hand = ask(path_of(id, "/pass-on?because=elsewhere"), NULL, as_officer);
    assert_true(hand.status == 200 && shows(hand, "lives in the area of another council") && shows(hand, "selected>Neighbouring authority"));
    assert_int_equal(count(say("SELECT count(*) FROM request WHERE id = %lld AND status = 'waiting'", (long long)id)), 1);
}

static void a_postcode_that_is_not_ours_is_marked(void **state)
{
    (void)state;
    assert_true(request_postcode_is_outside(&all, "HR1 HR2", "LD1 5AA"));
    assert_false(request_postcode_is_outside(&all, "HR1 HR2", "HR2 0XX"));
    assert_false(request_postcode_is_outside(&all, "", "LD1 5AA"));
    assert_false(request_postcode_is_outside(&all, "HR1", ""));
    struct request_rules *rules = request_rules_on(db, "2026-01-01");
    struct request_facts f = { .today = "2026-11-24", .born_on = "2024-03-02", .kind = "request", .door = "parent", .wants = "talk", .told = " x ", .is_outside = true };
    assert_string_equal(request_judge(&all, rules, &f).route, "another authority");
}

static int close_house(void **state) { (void)state; db_close(db); db = NULL; return 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_two_who_claim_the_second_is_told), cmocka_unit_test(a_handover_names_a_colleague_and_says_why), cmocka_unit_test(of_two_who_decide_the_second_loses_nothing),
        cmocka_unit_test(several_at_once_each_with_its_result), cmocka_unit_test(the_queue_filters_sorts_and_turns_pages), cmocka_unit_test(a_clock_that_runs_out_is_told_once),
        cmocka_unit_test(a_question_waits_for_its_answer), cmocka_unit_test(a_meeting_takes_up_all_that_waits), cmocka_unit_test(rules_are_drafted_tried_and_put_live),
        cmocka_unit_test(a_rule_holds_when_all_its_conditions_hold), cmocka_unit_test(the_rule_of_safety_stands_alone), cmocka_unit_test(a_draft_that_forgets_safety_does_not_go_live), cmocka_unit_test(a_version_to_come_can_be_taken_back), cmocka_unit_test(a_child_who_died_is_met_by_a_person),
        cmocka_unit_test(a_child_who_moved_is_handed_over_in_person), cmocka_unit_test(a_postcode_that_is_not_ours_is_marked),
    };
    int failed = cmocka_run_group_tests(tests, set_up, close_house);
    return getenv("RIGHTDOOR_TEST_POSTGRES") ? failed + cmocka_run_group_tests(tests, set_up_postgres, close_house) : failed;
}
