/* EHC: the clocks against days reckoned another way; the whole way from request to school named, through the pages; who may do what. */
#include "app/ehc/ehc.h"
#include "base/date.h"
#include "tests/house.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static struct arena all;
static struct db *db;
static struct site site;
static int64_t officer, practitioner, parent, stranger, ola;
static const char *officer_cookie, *practitioner_cookie, *parent_cookie, *stranger_cookie;

#define PATH(...) arena_print(&all, __VA_ARGS__)
#define SHOWS(a, words) assert_non_null(strstr((a).body, words))
#define HIDES(a, words) assert_null(strstr((a).body, words))

static struct web_answer ask(const char *path, const char *body, const char *cookie) { return web_try(&site, db, &all, path, body, cookie); }

/* ---- an independent calendar: one day after the other, with the days of the months counted out ---- */

struct day { int y, m, d; };

static int month_days(int y, int m)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return m == 2 && ((y % 4 == 0 && y % 100 != 0) || y % 400 == 0) ? 29 : days[m - 1];
}

static struct day after(struct day x, int n)
{
    while (n-- > 0) {
        if (++x.d > month_days(x.y, x.m))
            x.d = 1, x.m++;
        if (x.m > 12)
            x.m = 1, x.y++;
    }
    return x;
}

static struct day months_after(struct day x, int n)
{
    for (; n > 0; n--)
        if (++x.m > 12)
            x.m = 1, x.y++;
    if (x.d > month_days(x.y, x.m))
        x.d = month_days(x.y, x.m);
    return x;
}

static const char *iso(struct day x) { return PATH("%04d-%02d-%02d", x.y, x.m, x.d); }

static struct day start_of_case(int i)
{
    static const struct day special[] = {      /* leap days and those about them, ends of months and years, Christmas, Easter, a Saturday, a Sunday, summer time */
        { 2024, 2, 28 }, { 2024, 2, 29 }, { 2024, 3, 1 }, { 2023, 2, 28 }, { 2027, 12, 31 }, { 2028, 1, 1 }, { 2028, 2, 29 }, { 2000, 2, 29 }, { 2026, 12, 25 },
        { 2026, 4, 3 }, { 2026, 4, 6 }, { 2026, 8, 29 }, { 2026, 8, 30 }, { 2026, 8, 31 }, { 2026, 3, 29 }, { 2026, 10, 25 }, { 2025, 10, 31 }, { 2026, 1, 31 }, { 2100, 2, 28 }, { 2026, 5, 31 },
    };
    size_t n = sizeof special / sizeof *special;
    return (size_t)i < n ? special[i] : after((struct day){ 2022, 1, 1 }, 17 * (i - (int)n));
}

/* 260 starts × every rule × done a day early, on the day, a day late, not at all × with and without an exception. */
static void clocks_agree_with_days_counted_out(void **state)
{
    (void)state;
    static const struct { const char *code; int days, months; bool is_wait, may_be_excepted; } limit[] = {
        { "EHC decision", 42, 0, false, true }, { "EHC advice", 42, 0, false, true }, { "EHC issue", 112, 0, false, true }, { "EHC parents", 15, 0, true, false },
        { "EHC plan", 140, 0, false, true }, { "EHC report", 14, 0, false, false }, { "EHC review decision", 28, 0, false, false }, { "EHC amended plan", 56, 0, false, false }, { "EHC early review", 0, 6, false, false }, { "EHC review", 0, 12, false, false },
    };
    int cases = 0;
    for (int i = 0; i < 260; i++)
        for (size_t r = 0; r < sizeof limit / sizeof *limit; r++) {
            struct day start = start_of_case(i), due = limit[r].days ? after(start, limit[r].days) : months_after(start, limit[r].months);
            const struct ehc_rule *rule = ehc_rule(limit[r].code);
            assert_non_null(rule);
            assert_string_equal(ehc_due(&all, rule, iso(start), 0), iso(due));
            struct day before = start;
            while (strcmp(iso(after(before, 1)), iso(due)) < 0)
                before = after(before, 1);
            const char *early = iso(before), *day = iso(due), *late = iso(after(due, 1));
            bool wait = limit[r].is_wait;
            assert_string_equal(ehc_met(rule, day, "", ""), "");
            assert_string_equal(ehc_met(rule, day, "", "c"), "");
            assert_string_equal(ehc_met(rule, day, day, ""), "yes");
            assert_string_equal(ehc_met(rule, day, early, ""), wait ? "no" : "yes");
            assert_string_equal(ehc_met(rule, day, late, ""), wait ? "yes" : "no");
            assert_string_equal(ehc_met(rule, day, late, "d"), wait ? "yes" : limit[r].may_be_excepted ? "excepted" : "no");
            assert_string_equal(ehc_met(rule, day, early, "a"), wait ? "no" : "yes");
            cases += 8;
        }
    assert_true(cases >= 200);
}

/* The same from another language: tests/clock_cases.py walks from day to day, with exceptions and what came too late. */
static void clocks_agree_with_the_table_of_dated_cases(void **state)
{
    (void)state;
    struct csv t = house_table(&all, "tests/samples/clock_cases.csv");
    int tried = 0;
    for (size_t i = 1; i < t.n; i++) {
        const char *const *c = t.row[i].cell;
        if (strcmp(c[0], "ehc") != 0)
            continue;
        const struct ehc_rule *rule = ehc_rule(c[1]);
        assert_non_null(rule);
        if (strcmp(ehc_due(&all, rule, c[2], 0), c[7]) != 0 || strcmp(ehc_met(rule, c[7], c[5], c[6]), c[8]) != 0)
            fail_msg("line %zu: %s %s", t.row[i].line, ehc_due(&all, rule, c[2], 0), ehc_met(rule, c[7], c[5], c[6]));
        tried++;
    }
    assert_true(tried >= 200);
}

static void the_vectors_of_the_facts(void **state)
{
    (void)state;
    assert_string_equal(ehc_due(&all, ehc_rule("EHC decision"), "2026-01-12", 0), "2026-02-23");
    assert_string_equal(ehc_due(&all, ehc_rule("EHC issue"), "2026-01-12", 0), "2026-05-04");
    assert_string_equal(ehc_due(&all, ehc_rule("EHC plan"), "2026-01-12", 0), "2026-06-01");
    assert_int_equal(ehc_week("2026-01-12", "2026-04-06"), 12);
    assert_int_equal(ehc_week("2026-01-12", "2026-04-05"), 11);
    assert_int_equal(ehc_week("2026-01-12", "2026-01-11"), -1);
    assert_string_equal(ehc_due(&all, ehc_rule("EHC papers"), "2028-03-14", 0), "2028-02-29");
    assert_string_equal(ehc_due(&all, ehc_rule("EHC transfer"), "2026-06-01", 2027), "2027-02-15");
    assert_string_equal(ehc_due(&all, ehc_rule("EHC transfer"), "2026-06-01", 0), "");
    assert_string_equal(ehc_due(&all, ehc_rule("EHC plan"), "", 2027), "");
    assert_null(ehc_rule("nothing"));
    assert_true(ehc_transfer_ahead("2027-02-14", 2027));
    assert_false(ehc_transfer_ahead("2027-02-15", 2027));
    assert_false(ehc_transfer_ahead("2028-01-01", 2027));
    assert_true(ehc_is_under_five("2022-03-05", "2027-03-04"));
    assert_false(ehc_is_under_five("2022-03-05", "2027-03-05"));
    assert_true(ehc_is_under_five("2020-02-29", "2025-02-28"));
    assert_false(ehc_is_under_five("2020-02-29", "2025-03-01"));
}

static void timeliness_with_and_without(void **state)
{
    (void)state;
    struct ehc_timeliness t = { .in_time = 6, .late = 2, .excepted = 4 };
    assert_int_equal(ehc_share_of_all(t), 50);
    assert_int_equal(ehc_share_without_excepted(t), 75);
    assert_int_equal(ehc_share_of_all((struct ehc_timeliness){ 0 }), -1);
    assert_int_equal(ehc_share_without_excepted((struct ehc_timeliness){ .excepted = 3 }), -1);
    assert_int_equal(ehc_share_of_all((struct ehc_timeliness){ .in_time = 1, .late = 1, .excepted = 1 }), 33);
    assert_int_equal(ehc_share_of_all((struct ehc_timeliness){ .in_time = 2, .excepted = 1 }), 67);
}

/* ---- the pages ---- */

static int fill(void)
{
    db->arena = &all;
    site = site_of_features;
    site.today = "2026-03-02";
    officer = house_person(db, "officer", "officer@test.example");
    practitioner = house_person(db, "practitioner", "practitioner@test.example");
    parent = house_person(db, "parent", "parent@test.example");
    stranger = house_person(db, "parent", "stranger@test.example");
    db_begin_write(db);
    house_script(db, "INSERT INTO setting (id, kind, name) VALUES (501, 'group', 'Orchard Nursery')");
    house_script(db, PATH("INSERT INTO staff (person_id, setting_id) VALUES (%lld, 501)", (long long)practitioner));
    struct act a = { db, officer, "2026-03-02", date_now_ms() };
    ola = child_add(a, &(struct new_child){ .given_name = "Ola", .family_name = "O'Neil", .born_on = "2022-10-04", .known_on = "2025-01-10" });
    child_add_placement(a, ola, 501, "2025-09-01", 15);
    house_script(db, PATH("INSERT INTO carer (id, child_id, person_id, name, verified_on) VALUES (1, %lld, %lld, 'Test parent', '2026-01-01')", (long long)ola, (long long)parent));
    house_script(db, PATH("INSERT INTO plan (id, child_id, cycle, status, assessed, started_on, changed_at, created_at) VALUES (1, %lld, 1, 'reviewed', 'Points at things', '2025-02-01', 1, 1), (2, %lld, 2, 'draft', 'Half written', '', 1, 1)", (long long)ola, (long long)ola));
    house_script(db, "INSERT INTO outcome (id, plan_id, position, area, outcome, strategies, rating) VALUES (1, 1, 1, 'CI', 'Asks with a picture', 'Offer two pictures', 2)");
    house_script(db, "INSERT INTO review (id, plan_id, held_on, impact, decision, because, at) VALUES (1, 1, '2025-05-20', 'Calmer mornings', 'continue', 'It helps', 1)");
    db_commit(db);
    officer_cookie = house_session(db, &all, officer);
    practitioner_cookie = house_session(db, &all, practitioner);
    parent_cookie = house_session(db, &all, parent);
    stranger_cookie = house_session(db, &all, stranger);
    return 0;
}

static int start(void **state)
{
    (void)state;
    db = house_new(&all);
    return fill();
}

static int start_postgres(void **state)
{
    (void)state;
    db = house_new_postgres(&all);
    return fill();
}

static int stop(void **state)
{
    (void)state;
    db_close(db);
    return 0;
}

static const char *page(const char *rest) { return PATH("/children/%lld/ehc%s", (long long)ola, rest); }

static const char *day_of(const char *name, const char *iso_day)
{
    return PATH("%s-day=%d&%s-month=%d&%s-year=%d", name, date_day(iso_day), name, date_month(iso_day), name, date_year(iso_day));
}

static void saved(const char *step, const char *body)
{
    struct web_answer a = ask(page(step), body, officer_cookie);
    if (a.status != 303)
        fprintf(stderr, "%s: %.*s\n", step, (int)a.len, a.body);
    assert_int_equal(a.status, 303);
    SHOWS(ask(page(""), NULL, officer_cookie), "EHC assessment");
}

static struct ehc_requests_of_child *now(void)
{
    size_t n;
    struct ehc_requests_of_child *r = ehc_requests_of_child(db, officer, ola, &n);
    assert_true(n >= 1);
    return r;
}

static const struct ehc_clocks_of_request *clock_of(const char *rule)
{
    size_t n;
    const struct ehc_clocks_of_request *k = ehc_clocks_of_request(db, officer, now()->id, &n), *found = NULL;
    for (size_t i = 0; i < n; i++)
        if (strcmp(k[i].rule, rule) == 0)
            found = &k[i];
    assert_non_null(found);
    return found;
}

static void only_the_service_records(void **state)
{
    (void)state;
    SHOWS(ask(page(""), NULL, officer_cookie), "Nobody has asked");
    SHOWS(ask(page(""), NULL, parent_cookie), "You can ask the council");
    assert_int_equal(ask(page(""), NULL, stranger_cookie).status, 404);
    assert_int_equal(ask(page("/before"), NULL, stranger_cookie).status, 404);
    assert_int_equal(ask(page("/request"), NULL, practitioner_cookie).status, 404);
    assert_int_equal(ask(page("/request"), PATH("source=parent&%s", day_of("received_on", "2026-01-12")), parent_cookie).status, 404);
    assert_int_equal(ask("/ehc", NULL, parent_cookie).status, 404);
    assert_int_equal(ask(page("/decision"), NULL, officer_cookie).status, 303);
}

static void wrong_input_is_said_beside_the_field(void **state)
{
    (void)state;
    struct web_answer a = ask(page("/request"), "source=nonsense", officer_cookie);
    assert_int_equal(a.status, 422);
    SHOWS(a, "Enter the day on which the request was received");
    a = ask(page("/request"), PATH("source=parent&%s", day_of("received_on", "2021-01-12")), officer_cookie);
    assert_int_equal(a.status, 422);
    SHOWS(a, "before the child was born");
    assert_int_equal(ask(page("/request"), PATH("source=parent&%s", day_of("received_on", "2027-01-12")), officer_cookie).status, 422);
}

static void from_request_to_decision(void **state)
{
    (void)state;
    saved("/request", PATH("source=parent&%s", day_of("received_on", "2026-01-12")));
    assert_string_equal(now()->next_due_on, "2026-02-23");
    assert_string_equal(child_status_now(db, ola, "ehc_stage"), "requested");
    struct web_answer a = ask("/ehc", NULL, officer_cookie);
    SHOWS(a, "Late by 7 days");
    SHOWS(ask("/ehc?due=late", NULL, officer_cookie), "Ola");
    HIDES(ask("/ehc?stage=plan", NULL, officer_cookie), "Ola");
    HIDES(ask("/ehc?after=2026-02-24.1", NULL, officer_cookie), "Ola");
    SHOWS(ask(PATH("/children/%lld", (long long)ola), NULL, parent_cookie), "The council says whether it will assess");
    assert_int_equal(ask(page("/request"), NULL, officer_cookie).status, 303);     /* one at a time */
    assert_int_equal(ask(page("/decision"), PATH("outcome=yes&%s", day_of("outcome_on", "2026-01-11")), officer_cookie).status, 422);
    saved("/decision", PATH("outcome=yes&%s", day_of("outcome_on", "2026-02-25")));
    assert_string_equal(clock_of("EHC decision")->met, "no");
    assert_string_equal(clock_of("EHC plan")->due_on, "2026-06-01");
    assert_string_equal(now()->next_due_on, "2026-05-04");
    SHOWS(ask(page(""), NULL, parent_cookie), "Later than the law says");
    SHOWS(ask(page(""), NULL, parent_cookie), "The council says whether there will be a plan");
    HIDES(ask(page(""), NULL, parent_cookie), "Regulation");
}

/* An exception stands beside the clock: the due day is the same, and so is who was late. */
static void an_exception_moves_nothing(void **state)
{
    (void)state;
    const struct ehc_clocks_of_request *k = clock_of("EHC decision");
    assert_int_equal(ask(page("/exception"), PATH("clock=%lld&exception=z&evidence=x", (long long)k->id), officer_cookie).status, 422);
    assert_int_equal(ask(page("/exception"), PATH("clock=1&exception=d&evidence=x"), officer_cookie).status, 422);
    saved("/exception", PATH("clock=%lld&exception=d&evidence=Abroad+for+five+weeks", (long long)k->id));
    assert_string_equal(clock_of("EHC decision")->due_on, "2026-02-23");
    assert_string_equal(clock_of("EHC decision")->met, "excepted");
    SHOWS(ask(page(""), NULL, officer_cookie), "Abroad for five weeks");
    HIDES(ask(page(""), NULL, parent_cookie), "Abroad for five weeks");
}

static void advice_has_its_own_clock(void **state)
{
    (void)state;
    saved("/advice", PATH("asked_of=Educational+psychologist&%s", day_of("asked_on", "2026-02-26")));
    assert_string_equal(now()->next_due_on, "2026-04-09");
    size_t n;
    struct ehc_advice_of_request *a = ehc_advice_of_request(db, officer, now()->id, &n);
    assert_int_equal(n, 1);
    assert_int_equal(ask(page("/advice-received"), PATH("advice=%lld&%s", (long long)a->id, day_of("received_on", "2026-02-25")), officer_cookie).status, 422);
    site.today = "2026-04-10";
    saved("/advice-received", PATH("advice=%lld&%s", (long long)a->id, day_of("received_on", "2026-04-10")));
    assert_string_equal(clock_of("EHC advice")->met, "no");
    assert_int_equal(ask(page("/advice-received"), NULL, officer_cookie).status, 303);
}

static void to_the_final_plan(void **state)
{
    (void)state;
    site.today = "2026-06-02";
    const char *final = PATH("result=plan&place_named=Orchard+Nursery&%s", day_of("result_on", "2026-06-01"));
    struct web_answer a = ask(page("/result"), final, officer_cookie);
    assert_int_equal(a.status, 422);
    SHOWS(a, "Record first when the draft");
    saved("/draft", day_of("drafted_on", "2026-05-04"));
    assert_string_equal(clock_of("EHC issue")->met, "yes");
    saved("/result", final);
    assert_string_equal(clock_of("EHC plan")->met, "yes");
    assert_string_equal(clock_of("EHC parents")->met, "yes");
    assert_string_equal(clock_of("EHC review")->due_on, "2027-06-01");
    assert_string_equal(clock_of("EHC early review")->due_on, "2026-12-01");
    assert_string_equal(clock_of("EHC transfer")->due_on, "2027-02-15");
    assert_string_equal(child_status_now(db, ola, "sen_provision"), "E");
    assert_string_equal(child_status_now(db, ola, "ehc_stage"), "plan");
    SHOWS(ask("/ehc", NULL, officer_cookie), "100%");
    SHOWS(ask(page(""), NULL, parent_cookie), "Orchard Nursery</bdi>");
    SHOWS(ask(PATH("/children/%lld/copy/record", (long long)ola), NULL, parent_cookie), "Orchard Nursery</bdi>");
}

static void reviews_and_the_school(void **state)
{
    (void)state;
    site.today = "2026-11-20";
    saved("/meeting", day_of("meeting_on", "2026-12-10"));
    assert_string_equal(clock_of("EHC papers")->due_on, "2026-11-26");
    assert_string_equal(now()->next_due_on, "2026-11-26");
    saved("/meeting", day_of("meeting_on", "2026-12-14"));             /* moved: the first clock is dropped, not moved */
    assert_string_equal(clock_of("EHC papers")->due_on, "2026-11-30");
    assert_int_equal(ask(page("/papers"), day_of("papers_on", "2026-05-01"), officer_cookie).status, 422);
    site.today = "2026-12-15";
    saved("/papers", day_of("papers_on", "2026-11-28"));
    assert_string_equal(clock_of("EHC papers")->met, "yes");
    assert_int_equal(ask(page("/review-decision"), NULL, officer_cookie).status, 303);     /* not before the meeting */
    assert_int_equal(ask(page("/review"), day_of("held_on", "2026-11-27"), officer_cookie).status, 422);
    saved("/review", day_of("held_on", "2026-12-14"));
    assert_string_equal(clock_of("EHC report")->due_on, "2026-12-28");
    assert_string_equal(clock_of("EHC review decision")->due_on, "2027-01-11");
    assert_string_equal(clock_of("EHC review")->due_on, "2027-12-14");
    site.today = "2027-02-20";
    saved("/report", day_of("report_on", "2026-12-30"));
    assert_string_equal(clock_of("EHC report")->met, "no");
    assert_int_equal(ask(page("/review-decision"), PATH("decision=change&%s", day_of("decided_on", "2027-01-10")), officer_cookie).status, 422);
    saved("/review-decision", PATH("decision=change&%s&%s", day_of("decided_on", "2027-01-10"), day_of("notice_on", "2027-01-10")));
    assert_string_equal(clock_of("EHC review decision")->met, "yes");
    assert_string_equal(clock_of("EHC amended plan")->due_on, "2027-03-07");
    assert_int_equal(ask(page("/review"), NULL, officer_cookie).status, 303);              /* the amended plan first */
    saved("/amended", PATH("place_named=Hill+School&%s", day_of("amended_on", "2027-02-12")));
    assert_string_equal(clock_of("EHC amended plan")->met, "yes");
    assert_string_equal(clock_of("EHC transfer")->met, "yes");
    assert_string_equal(now()->place_named, "Hill School");
    assert_string_equal(now()->next_due_on, "2027-06-14");
    SHOWS(ask(page(""), NULL, officer_cookie), "The time limits, drawn");
}

static void a_review_may_end_the_plan(void **state)
{
    (void)state;
    saved("/review", day_of("held_on", "2027-02-18"));
    saved("/review-decision", PATH("decision=end&%s", day_of("decided_on", "2027-02-19")));
    assert_string_equal(now()->closed_on, "2027-02-19");
    assert_string_equal(clock_of("EHC review decision")->met, "yes");
    assert_string_equal(clock_of("EHC report")->met, "ended");
    assert_string_equal(child_status_now(db, ola, "sen_provision"), "K");
    HIDES(ask("/ehc", NULL, officer_cookie), "Ola");
    size_t n;
    struct ehc_clocks_of_request *k = ehc_clocks_of_request(db, officer, now()->id, &n);
    while (n)
        assert_true(*k[--n].done_on);
}

static void a_refusal_and_a_withdrawal_end_the_clocks(void **state)
{
    (void)state;
    site.today = "2027-06-01";
    saved("/request", PATH("source=setting&%s", day_of("received_on", "2027-03-01")));
    saved("/decision", PATH("outcome=no&%s", day_of("outcome_on", "2027-04-12")));
    assert_string_equal(clock_of("EHC decision")->met, "yes");
    assert_string_equal(child_status_now(db, ola, "ehc_stage"), "refused");
    SHOWS(ask(page(""), NULL, parent_cookie), "12 June 2027");
    saved("/request", PATH("source=tribunal&%s", day_of("received_on", "2027-05-20")));
    saved("/decision", PATH("outcome=yes&%s", day_of("outcome_on", "2027-05-22")));
    saved("/result", PATH("result=withdrawn&%s", day_of("result_on", "2027-05-28")));
    assert_string_equal(clock_of("EHC plan")->met, "ended");
    assert_string_equal(clock_of("EHC issue")->met, "ended");
    SHOWS(ask(page(""), NULL, officer_cookie), "Earlier requests");
}

static void what_was_tried_on_one_page(void **state)
{
    (void)state;
    struct web_answer a = ask(page("/before"), NULL, parent_cookie);
    SHOWS(a, "Asks with a picture");
    SHOWS(a, "Calmer mornings");
    SHOWS(a, "1 full cycle of");
    HIDES(a, "Half written");
    a = ask(page("/before/pdf"), NULL, officer_cookie);
    assert_int_equal(a.status, 200);
    assert_memory_equal(a.body, "%PDF", 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clocks_agree_with_days_counted_out), cmocka_unit_test(clocks_agree_with_the_table_of_dated_cases), cmocka_unit_test(the_vectors_of_the_facts), cmocka_unit_test(timeliness_with_and_without),
        cmocka_unit_test(only_the_service_records), cmocka_unit_test(wrong_input_is_said_beside_the_field), cmocka_unit_test(from_request_to_decision),
        cmocka_unit_test(an_exception_moves_nothing), cmocka_unit_test(advice_has_its_own_clock), cmocka_unit_test(to_the_final_plan),
        cmocka_unit_test(reviews_and_the_school), cmocka_unit_test(a_review_may_end_the_plan), cmocka_unit_test(a_refusal_and_a_withdrawal_end_the_clocks), cmocka_unit_test(what_was_tried_on_one_page),
    };
    int failed = cmocka_run_group_tests_name("EHC, SQLite", tests, start, stop);
    return getenv("RIGHTDOOR_TEST_POSTGRES") ? failed + cmocka_run_group_tests_name("EHC, PostgreSQL", tests, start_postgres, stop) : failed;
}
