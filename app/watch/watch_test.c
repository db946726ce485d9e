/* The watch list with known answers: whom each rule names and from which day on, putting off, the rules changed, the first contact. */
#include "app/watch/tally.h"
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
static int64_t officer, manager, practitioner, ola, kit, bo;
static const char *officer_cookie, *manager_cookie, *practitioner_cookie;

#define PATH(...) arena_print(&all, __VA_ARGS__)
#define SHOWS(a, words) assert_non_null(strstr((a).body, words))
#define HIDES(a, words) assert_null(strstr((a).body, words))

static struct web_answer ask(const char *path, const char *body, const char *cookie) { return web_try(&site, db, &all, path, body, cookie); }

static int64_t add(const char *given, const char *born_on, bool is_restricted)
{
    struct act a = { db, officer, "2026-01-05", date_now_ms() };
    return child_add(a, &(struct new_child){ .given_name = given, .family_name = "Watched", .born_on = born_on, .area = "North", .known_on = "2026-01-05", .is_restricted = is_restricted });
}

/* Whoever opens a child leads; these tests begin with children whom nobody leads, as older records may be. */
static void nobody_leads(void) { house_script(db, "DELETE FROM professional WHERE is_lead = 1; DELETE FROM event WHERE title LIKE '%lead%'"); }

static void people(void)
{
    officer = house_person(db, "officer", "officer@test.example");
    manager = house_person(db, "manager", "manager@test.example");
    practitioner = house_person(db, "practitioner", "practitioner@test.example");
    officer_cookie = house_session(db, &all, officer);
    manager_cookie = house_session(db, &all, manager);
    practitioner_cookie = house_session(db, &all, practitioner);
}

/* Ola is two, Kit starts school in 2026 and has turned five; Bo is restricted. */
static void fill(void)
{
    site = site_of_features;
    people();
    db_begin_write(db);
    ola = add("Ola", "2023-09-20", false);
    kit = add("Kit", "2021-05-04", false);
    bo = add("Bo", "2023-09-20", true);
    struct act a = { db, officer, "2026-01-05", date_now_ms() };
    child_set_status(a, kit, "service", "open", "2026-01-05", "");
    db_commit(db);
    nobody_leads();
    house_script(db, "INSERT INTO setting (id, kind, name) VALUES (501, 'group', 'Orchard Nursery')");
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

/* How many a rule names for PERSON on a day. */
static int64_t named(const char *rule, int64_t person, const char *today)
{
    const struct watch_setting *s = watch_setting_of(watch_settings(db), rule);
    size_t n;
    watched(db, person, rule, 0, "", 0, today, watch_until(&all, s, today), "", 0, 51, &n);
    struct web w = { .arena = &all, .db = db, .today = today, .person = &(struct person){ .id = person } };
    watch_forget();
    assert_int_equal(watch_weigh(&w, s, false).all, n);      /* the tile says what the list shows */
    assert_int_equal(watch_counts(&w, watch_settings(db), false, "")[s->rule - watch_rules], n);
    return (int64_t)n;
}

static void entitlement_begins_the_term_after_two(void **state)
{
    (void)state;
    static const char *const born[] = { "2023-01-01", "2023-03-31", "2023-04-01", "2023-08-31", "2023-09-01", "2023-12-31" };
    for (size_t i = 0; i < sizeof born / sizeof *born; i++) {
        house_script(db, PATH("UPDATE child SET born_on = '%s' WHERE id = %lld", born[i], (long long)ola));
        size_t n;
        struct watches_of_child *row = watches_of_child(db, officer, ola, "2026-01-05", &n);
        const char *since = "";
        for (size_t k = 0; k < n; k++)
            if (strcmp(row[k].rule, "entitled") == 0)
                since = row[k].since_on;
        assert_string_equal(since, date_entitled_from(&all, born[i], 24));
    }
    house_script(db, PATH("UPDATE child SET born_on = '2023-09-20' WHERE id = %lld", (long long)ola));
    assert_int_equal(named("entitled", officer, "2026-01-28"), 0);      /* 28 days from 1 January */
    assert_int_equal(named("entitled", officer, "2026-01-29"), 1);
    assert_int_equal(named("entitled", manager, "2026-01-29"), 2);      /* Bo too */
    assert_int_equal(named("entitled", practitioner, "2026-01-29"), 0);
    house_script(db, PATH("UPDATE child SET not_in_setting_reason = 'choice' WHERE id = %lld", (long long)ola));
    assert_int_equal(named("entitled", officer, "2026-01-29"), 0);
    house_script(db, PATH("UPDATE child SET not_in_setting_reason = '' WHERE id = %lld", (long long)ola));
}

static void a_child_without_an_area_hides_nobody(void **state)
{
    (void)state;
    assert_int_equal(named("entitled", manager, "2026-01-29"), 2);
    house_script(db, PATH("UPDATE child SET area = '' WHERE id = %lld", (long long)bo));
    assert_int_equal(named("entitled", manager, "2026-01-29"), 2);
    site.today = "2026-01-29";
    struct web_answer a = ask("/watch?rule=entitled&who=all", NULL, manager_cookie);
    SHOWS(a, "Ola");
    SHOWS(a, "Bo");
    site.today = "";
    house_script(db, PATH("UPDATE child SET area = 'North' WHERE id = %lld", (long long)bo));
}

static void the_notified_are_named_until_contacted(void **state)
{
    (void)state;
    house_script(db, PATH("INSERT INTO request (id, reference, kind, door, status, child_id, given_name, family_name, born_on, asker_name, received_at, received_on, due_on)"
        " VALUES (1, 'RD-1', 'notification', 'health visitor', 'accepted', %lld, 'Ola', 'Watched', '2023-09-20', 'HV', 1, '2026-02-02', '2026-02-09')", (long long)ola));
    assert_int_equal(named("notified", officer, "2026-02-15"), 0);
    assert_int_equal(named("notified", officer, "2026-02-16"), 1);
    site.today = "2026-02-16";
    SHOWS(ask("/watch?rule=notified&who=all", NULL, officer_cookie), "Ola Watched");
    SHOWS(ask(PATH("/children/%lld", (long long)ola), NULL, officer_cookie), "Watched because");
    assert_int_equal(ask(PATH("/children/%lld/contact", (long long)ola), "on_day-day=17&on_day-month=2&on_day-year=2026", officer_cookie).status, 422);   /* tomorrow */
    assert_int_equal(ask(PATH("/children/%lld/contact", (long long)ola), "on_day-day=16&on_day-month=2&on_day-year=2026&how=A+visit", officer_cookie).status, 303);
    assert_int_equal(named("notified", officer, "2026-02-16"), 0);
}

static void two_agencies_want_a_plan(void **state)
{
    (void)state;
    long long c = ola;
    house_script(db, PATH("INSERT INTO professional (id, child_id, name, organisation, from_on) VALUES (1, %lld, 'A', 'NHS', '2026-01-01'), (2, %lld, 'B', 'NHS', '2026-01-02')", c, c));
    assert_int_equal(named("agencies", officer, "2026-06-01"), 0);
    house_script(db, PATH("INSERT INTO professional (id, child_id, name, organisation, from_on) VALUES (3, %lld, 'C', 'Council', '2026-02-01'), (4, %lld, 'D', 'Charity', '2026-05-30')", c, c));
    assert_int_equal(named("agencies", officer, "2026-02-28"), 0);
    assert_int_equal(named("agencies", officer, "2026-03-01"), 1);      /* the second, not the third, begins the 28 days */
    house_script(db, PATH("INSERT INTO plan (id, child_id, cycle, status, started_on, review_due_on, changed_at, created_at) VALUES (9, %lld, 1, 'active', '2026-02-01', '2026-05-10', 1, 1)", c));
    assert_int_equal(named("agencies", officer, "2026-06-01"), 0);
    assert_int_equal(named("review", officer, "2026-05-10"), 0);
    assert_int_equal(named("review", officer, "2026-05-11"), 1);
}

static void the_service_looks_after_its_own(void **state)
{
    (void)state;
    assert_int_equal(named("lead", officer, "2026-01-05"), 0);
    assert_int_equal(named("lead", officer, "2026-01-06"), 1);
    assert_int_equal(named("silent", officer, "2026-04-04"), 0);
    assert_int_equal(named("silent", officer, "2026-04-05"), 1);        /* 90 days after 5 January */
    assert_int_equal(named("five", officer, "2026-05-31"), 0);
    assert_int_equal(named("five", officer, "2026-06-01"), 1);
    house_script(db, PATH("UPDATE child SET born_on = '2020-02-29' WHERE id = %lld", (long long)kit));
    size_t n;
    struct watched *row = watched(db, officer, "five", 0, "", 0, "2026-06-01", "2026-06-01", "", 0, 5, &n);
    assert_string_equal(row[0].since_on, "2025-03-01");
    house_script(db, PATH("UPDATE child SET born_on = '2021-05-04' WHERE id = %lld", (long long)kit));
}

static void starting_school_goes_by_the_year_of_entry(void **state)
{
    (void)state;                                                        /* Kit's school_year: born May 2021, Reception in September 2025 */
    house_script(db, PATH("INSERT INTO school_start (child_id, agreed_year) VALUES (%lld, 2026)", (long long)kit));
    assert_int_equal(named("school", officer, "2026-04-15"), 0);
    assert_int_equal(named("school", officer, "2026-04-16"), 1);
    assert_int_equal(named("passport", officer, "2026-05-30"), 0);
    assert_int_equal(named("passport", officer, "2026-05-31"), 1);
    assert_int_equal(named("passport", officer, "2027-05-31"), 0);      /* over with the year */
    house_script(db, PATH("UPDATE school_start SET school_id = 501 WHERE child_id = %lld", (long long)kit));
    house_script(db, PATH("INSERT INTO passport (id, child_id, status, changed_at) VALUES (1, %lld, 'shared', 1)", (long long)kit));
    assert_int_equal(named("school", officer, "2026-04-16"), 0);
    assert_int_equal(named("passport", officer, "2026-05-31"), 0);
}

static void an_assessment_has_its_clock(void **state)
{
    (void)state;
    db_begin_write(db);
    child_set_status((struct act){ db, officer, "2026-01-05", 1 }, ola, "ehc_stage", "requested", "2026-01-05", "");
    child_set_status((struct act){ db, officer, "2026-02-10", 1 }, ola, "ehc_stage", "assessing", "2026-02-10", "");
    db_commit(db);
    assert_int_equal(named("ehc", officer, "2026-04-26"), 0);
    assert_int_equal(named("ehc", officer, "2026-04-27"), 1);           /* 112 days from the asking, not from the assessing */
}

static void putting_off_holds_until_its_day(void **state)
{
    (void)state;
    const char *path = PATH("/children/%lld/watch/lead", (long long)kit);
    site.today = "2026-03-02";
    assert_int_equal(ask(path, "reason=&until_on-day=1&until_on-month=4&until_on-year=2026", officer_cookie).status, 422);
    assert_int_equal(ask(path, "reason=x&until_on-day=2&until_on-month=3&until_on-year=2026", officer_cookie).status, 422);
    assert_int_equal(ask(path, "reason=x&until_on-day=3&until_on-month=10&until_on-year=2026", officer_cookie).status, 422);
    assert_int_equal(ask(path, "reason=New+lead+begins+soon&until_on-day=1&until_on-month=4&until_on-year=2026", officer_cookie).status, 303);
    assert_int_equal(named("lead", officer, "2026-03-31"), 0);
    assert_int_equal(named("lead", officer, "2026-04-01"), 1);
    assert_int_equal(named("silent", officer, "2026-08-01"), 1);        /* the other rules go on */
    SHOWS(ask("/watch?rule=lead&who=all&left=1", NULL, officer_cookie), "Kit Watched");
    SHOWS(ask(path, NULL, officer_cookie), "New lead begins soon");
    assert_int_equal(ask(PATH("%s/undo", path), "", officer_cookie).status, 303);
    assert_int_equal(named("lead", officer, "2026-03-31"), 1);
    assert_int_equal(ask(PATH("/children/%lld/watch/lead", (long long)bo), "reason=x", officer_cookie).status, 404);
    assert_int_equal(ask(PATH("/children/%lld/watch/nothing", (long long)kit), NULL, officer_cookie).status, 404);
    HIDES(ask("/watch?rule=entitled&who=all", NULL, officer_cookie), "Bo Watched");
    SHOWS(ask("/watch?rule=entitled&who=all", NULL, manager_cookie), "Bo Watched");
}

/* The seal that the trial leaves in its form, for the form that saves. */
static const char *seal_in(struct web_answer a)
{
    const char *at = strstr(a.body, "name=\"tried\" value=\"");
    assert_non_null(at);
    at += strlen("name=\"tried\" value=\"");
    struct out o = { .arena = &all };
    html_query_s(&o, arena_text(&all, at, strcspn(at, "\"")));
    html_lit(&o, "", 1);
    return o.at;
}

static void a_rule_is_tried_then_changed(void **state)
{
    (void)state;
    site.today = "2026-03-02";
    assert_int_equal(ask("/watch/rules/lead", NULL, officer_cookie).status, 404);
    assert_int_equal(ask("/watch/rules/lead/try?is_on=no&days=1", NULL, officer_cookie).status, 404);
    assert_int_equal(ask("/watch/rules/lead", "is_on=no&days=1", officer_cookie).status, 404);
    assert_int_equal(ask("/watch/rules/lead/try?is_on=yes&days=366", NULL, manager_cookie).status, 422);
    assert_int_equal(ask("/watch/rules/lead/try?days=3", NULL, manager_cookie).status, 422);
    struct web_answer tried = ask("/watch/rules/lead/try?is_on=yes&days=1", NULL, manager_cookie);
    SHOWS(tried, "<strong>1 child</strong> today. As it is saved it names 1");
    SHOWS(tried, "Kit Watched");
    SHOWS(tried, "Nobody leads");
    tried = ask("/watch/rules/lead/try?is_on=no&days=30", NULL, manager_cookie);
    SHOWS(tried, "Switched off it would name nobody");
    assert_int_equal(named("lead", officer, "2026-03-02"), 1);          /* trying changed nothing */
    struct web_answer a = ask("/watch/rules/lead", "is_on=no&days=30", manager_cookie);
    assert_string_equal(a.go_to, "/watch/rules/lead/try?is_on=no&days=30&from_day=");       /* not tried: tried first */
    a = ask("/watch/rules/lead", PATH("is_on=no&days=31&tried=%s", seal_in(tried)), manager_cookie);
    SHOWS(ask(a.go_to, NULL, manager_cookie), "Switched off");          /* another than was tried */
    assert_true(watch_setting_of(watch_settings(db), "lead")->is_on);
    assert_string_equal(ask("/watch/rules/lead", PATH("is_on=no&days=30&tried=%s", seal_in(tried)), manager_cookie).go_to, "/watch/rules");
    SHOWS(ask("/watch/rules/lead", NULL, manager_cookie), "Switched on, it would name");
    HIDES(ask("/watch?who=all", NULL, manager_cookie), "have nobody as lead");
    tried = ask("/watch/rules/school/try?is_on=yes&from_day=02-15", NULL, manager_cookie);
    assert_int_equal(ask("/watch/rules/school", PATH("is_on=yes&from_day=02-15&tried=%s", seal_in(tried)), manager_cookie).status, 303);
    assert_string_equal(watch_setting_of(watch_settings(db), "school")->from_day, "02-15");
    SHOWS(ask("/watch/rules", NULL, officer_cookie), "from 15 February");
    assert_int_equal(ask("/watch", NULL, practitioner_cookie).status, 404);
}

/* An administrator, who sees no child, tries and changes rules by numbers; small ones are not told. */
static void an_administrator_tries_by_numbers(void **state)
{
    (void)state;
    site.today = "2026-03-02";
    house_script(db, "DELETE FROM watch_rule");
    const char *cookie = house_session(db, &all, house_person(db, "administrator", "administrator@test.example"));
    struct web_answer a = ask("/watch/rules", NULL, cookie);
    assert_int_equal(a.status, 200);
    HIDES(a, "href=\"/watch?");
    a = ask("/watch/rules/lead/try?is_on=yes&days=1", NULL, cookie);
    SHOWS(a, "<strong>a few children</strong> today");
    HIDES(a, "Watched");
    HIDES(a, "1 child");
    assert_int_equal(ask("/watch/rules/lead", PATH("is_on=yes&days=1&tried=%s", seal_in(a)), cookie).status, 303);
    assert_int_equal(ask("/watch", NULL, cookie).status, 404);
}

static void worries_in_two_prime_areas_want_a_plan(void **state)
{
    (void)state;
    int64_t una = add("Una", "2024-01-20", false);
    house_script(db, PATH("INSERT INTO request (id, reference, kind, door, status, child_id, given_name, family_name, born_on, asker_name, received_at, received_on, due_on)"
        " VALUES (701, 'RD-701', 'request', 'setting', 'accepted', %lld, 'Una', 'Watched', '2024-01-20', 'N', 1, '2026-02-02', '2026-02-09')", (long long)una));
    house_script(db, "INSERT INTO concern (request_id, area, words) VALUES (701, 'feelings', ''), (701, 'playing', ''), (701, 'learning', '')");
    assert_int_equal(named("worries", officer, "2026-03-02"), 0);       /* both are of one prime area */
    house_script(db, "INSERT INTO concern (request_id, area, words) VALUES (701, 'talking', '')");
    assert_int_equal(named("worries", officer, "2026-03-01"), 0);
    assert_int_equal(named("worries", officer, "2026-03-02"), 1);       /* 28 days */
    assert_int_equal(named("worries", officer, "2028-02-01"), 1);
    assert_int_equal(named("worries", officer, "2028-02-02"), 0);       /* after two years it is old */
    house_script(db, PATH("INSERT INTO plan (id, child_id, cycle, status, started_on, review_due_on, changed_at, created_at) VALUES (79, %lld, 1, 'active', '2026-02-20', '2026-05-10', 1, 1)", (long long)una));
    assert_int_equal(named("worries", officer, "2026-03-02"), 0);
    house_script(db, "DELETE FROM plan WHERE id = 79");
    site.today = "2026-03-02";
    SHOWS(ask(PATH("/children/%lld", (long long)una), NULL, officer_cookie), "Worried about in two prime areas");
    SHOWS(ask("/watch?rule=worries&who=all", NULL, officer_cookie), "Una Watched");
    house_script(db, "DELETE FROM concern WHERE request_id = 701; DELETE FROM request WHERE id = 701");
}

static int64_t tile(const char *cookie)
{
    struct web_answer a = ask("/watch?rule=lead&who=all", NULL, cookie);
    const char *at = strstr(a.body, "href=\"/watch?rule=lead&amp;who=all&amp;area=\"");
    assert_non_null(at);
    while (strncmp(at, "number\">", 8) != 0)
        at--;
    return atoi(at + 8);
}

/*
 * After a form only the child that it changed is asked for anew: what was changed behind the server's back meanwhile is not
 * seen until all is counted again.
 */
static void see(int id, int64_t child, const char *on, int tool, int part, int answer, int second, int second_answer)
{
    house_script(db, PATH("INSERT INTO observation (id, child_id, tool_id, seen_on, created_at, changed_at) VALUES (%d, %lld, %d, '%s', 1, 1)", id, (long long)child, tool, on));
    house_script(db, PATH("INSERT INTO observation_value (observation_id, part_id, answer_id) VALUES (%d, %d, %d)", id, part, answer));
    if (second)
        house_script(db, PATH("INSERT INTO observation_value (observation_id, part_id, answer_id) VALUES (%d, %d, %d)", id, second, second_answer));
}

/* ASQ-3: parts 201 communication, 202 and 203 motor, 204 problem solving, 205 personal and social; answers 201 above, 202 to be watched, 203 below the cut-off. */
static void below_expected_in_two_prime_areas_wants_a_plan(void **state)
{
    (void)state;
    int64_t eve = add("Eve", "2024-01-20", false);
    see(801, eve, "2026-01-10", 2, 202, 203, 203, 203);
    assert_int_equal(named("below", officer, "2026-03-30"), 0);         /* both are physical */
    see(802, eve, "2026-01-12", 2, 204, 203, 205, 202);
    assert_int_equal(named("below", officer, "2026-03-30"), 0);         /* problem solving is no prime area; to be watched is not below */
    see(803, eve, "2026-02-02", 1, 101, 103, 0, 0);                      /* another tool: the progress check, communication */
    assert_int_equal(named("below", officer, "2026-03-01"), 0);
    assert_int_equal(named("below", officer, "2026-03-02"), 1);         /* 28 days from the second area */
    assert_int_equal(named("below", practitioner, "2026-03-02"), 0);
    assert_int_equal(named("below", officer, "2028-02-01"), 1);
    assert_int_equal(named("below", officer, "2028-02-02"), 0);         /* after two years it is old */
    house_script(db, PATH("UPDATE child SET school_year = 2025 WHERE id = %lld", (long long)eve));
    assert_int_equal(named("below", officer, "2026-08-31"), 1);
    assert_int_equal(named("below", officer, "2026-09-01"), 0);         /* Reception is over */
    house_script(db, PATH("UPDATE child SET school_year = 2028 WHERE id = %lld", (long long)eve));
    house_script(db, "UPDATE observation SET struck_on = '2026-02-03' WHERE id = 803");
    assert_int_equal(named("below", officer, "2026-03-02"), 0);         /* a mistake */
    house_script(db, "UPDATE observation SET struck_on = '' WHERE id = 803");
    see(804, eve, "2026-02-20", 2, 202, 201, 203, 203);                  /* gross motor is better, fine motor is not */
    assert_int_equal(named("below", officer, "2026-03-02"), 0);         /* ... so the two areas are both seen since 20 February only */
    assert_int_equal(named("below", officer, "2026-03-20"), 1);
    see(805, eve, "2026-02-25", 2, 203, 201, 0, 0);
    assert_int_equal(named("below", officer, "2026-04-20"), 0);         /* it has caught up */
    house_script(db, "DELETE FROM observation_value WHERE observation_id = 805; DELETE FROM observation WHERE id = 805");
    struct act a = { db, officer, "2026-02-21", date_now_ms() };
    db_begin_write(db);
    child_set_status(a, eve, "service", "closed", "2026-02-21", "");
    db_commit(db);
    assert_int_equal(named("below", officer, "2026-03-20"), 0);
    see(806, eve, "2026-03-01", 1, 103, 103, 0, 0);                      /* seen after it was closed */
    assert_int_equal(named("below", officer, "2026-03-29"), 1);
    house_script(db, PATH("INSERT INTO plan (id, child_id, cycle, status, started_on, review_due_on, changed_at, created_at) VALUES (89, %lld, 1, 'active', '2026-03-05', '2026-05-10', 1, 1)", (long long)eve));
    assert_int_equal(named("below", officer, "2026-03-29"), 0);
    house_script(db, PATH("UPDATE child SET left_on = '2026-03-06' WHERE id = %lld; DELETE FROM plan WHERE id = 89", (long long)eve));
}

static void one_child_is_asked_for_anew(void **state)
{
    (void)state;
    site.today = "2026-03-02";
    house_script(db, "DELETE FROM watch_rule; DELETE FROM watch_snooze");
    db_begin_write(db);
    int64_t ann = add("Ann", "2023-09-20", false), eve = add("Eve", "2023-09-20", false);
    struct act a = { db, officer, "2026-01-05", date_now_ms() };
    child_set_status(a, ann, "service", "open", "2026-01-05", "");
    child_set_status(a, eve, "service", "open", "2026-01-05", "");
    db_commit(db);
    nobody_leads();
    watch_forget();
    int64_t before = tile(officer_cookie);
    house_script(db, PATH("UPDATE child_status SET value = 'closed' WHERE child_id = %lld AND axis = 'service'", (long long)eve));
    assert_int_equal(tile(officer_cookie), before);                     /* kept */
    assert_int_equal(ask(PATH("/children/%lld/watch/lead", (long long)ann), "reason=Soon&until_on-day=1&until_on-month=4&until_on-year=2026", officer_cookie).status, 303);
    assert_int_equal(tile(officer_cookie), before - 1);                 /* Ann, not Eve */
    struct web_answer list = ask("/watch?rule=lead&who=all", NULL, officer_cookie);
    HIDES(list, PATH("\"/children/%lld/watch/lead?who=all\"", (long long)ann));
    assert_int_equal(ask(PATH("/children/%lld/watch/lead/undo", (long long)ann), "", officer_cookie).status, 303);
    assert_int_equal(tile(officer_cookie), before);
    list = ask("/watch?rule=lead&who=all", NULL, officer_cookie);
    SHOWS(list, PATH("\"/children/%lld/watch/lead?who=all\"", (long long)ann));
    watch_child_changed(0, web_changes());                              /* nobody knows whom */
    assert_int_equal(tile(officer_cookie), before - 1);                 /* now Eve too */
    watch_child_changed(eve, web_changes() + 1);                        /* of a change that this reader may not see yet */
    assert_int_equal(tile(officer_cookie), before - 1);
    house_script(db, "UPDATE child_status SET value = 'closed' WHERE child_id IN (SELECT id FROM child WHERE given_name = 'Ann')");
}

static bool lists(struct web_answer a, int64_t child) { return strstr(a.body, PATH("\"/children/%lld/watch/lead?who=all\"", (long long)child)) != NULL; }

/* What is shown from memory is what the database says, row for row, page for page; Bo's like is for the manager alone. */
static void a_long_list_goes_on(void **state)
{
    (void)state;
    enum { MANY = 70, A_PAGE = 50 };
    db_begin_write(db);
    for (int i = 0; i < MANY; i++) {
        struct act a = { db, officer, "2026-01-05", date_now_ms() };
        child_set_status(a, add("Long", "2023-09-20", i % 10 == 9), "service", "open", i % 3 ? "2026-01-05" : "2026-01-06", "");
    }
    db_commit(db);
    nobody_leads();
    house_script(db, "DELETE FROM watch_rule");
    site.today = "2026-03-02";
    watch_forget();
    for (int who = 0; who < 2; who++) {
        size_t n;
        struct watched *row = watched(db, who ? manager : officer, "lead", 0, "", 0, site.today, "2026-03-01", "", 0, 2 * MANY, &n);
        struct web_answer first = ask("/watch?rule=lead&who=all", NULL, who ? manager_cookie : officer_cookie);
        struct web_answer second = ask(PATH("/watch?rule=lead&who=all&after=%s.%lld", row[A_PAGE - 1].since_on, (long long)row[A_PAGE - 1].id), NULL, who ? manager_cookie : officer_cookie);
        assert_int_equal(n, who ? MANY + 1 : MANY - MANY / 10 + 1);     /* and Kit */
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(lists(first, row[i].id), i < A_PAGE);
            assert_int_equal(lists(second, row[i].id), i >= A_PAGE);
        }
        SHOWS(first, PATH("after=%s.%lld\" rel=\"next\"", row[A_PAGE - 1].since_on, (long long)row[A_PAGE - 1].id));
        HIDES(second, "rel=\"next\"");
        struct web_answer file = ask("/watch/csv?rule=lead&who=all", NULL, who ? manager_cookie : officer_cookie);
        size_t lines = 0;
        for (const char *c = file.body; (c = strstr(c, "\r\n")); c += 2)
            lines++;
        assert_int_equal(lines, n + 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entitlement_begins_the_term_after_two), cmocka_unit_test(a_child_without_an_area_hides_nobody), cmocka_unit_test(the_notified_are_named_until_contacted), cmocka_unit_test(two_agencies_want_a_plan),
        cmocka_unit_test(the_service_looks_after_its_own), cmocka_unit_test(starting_school_goes_by_the_year_of_entry), cmocka_unit_test(an_assessment_has_its_clock),
        cmocka_unit_test(putting_off_holds_until_its_day), cmocka_unit_test(a_rule_is_tried_then_changed), cmocka_unit_test(an_administrator_tries_by_numbers), cmocka_unit_test(worries_in_two_prime_areas_want_a_plan), cmocka_unit_test(below_expected_in_two_prime_areas_wants_a_plan),
        cmocka_unit_test(one_child_is_asked_for_anew), cmocka_unit_test(a_long_list_goes_on),
    };
    int failed = cmocka_run_group_tests(tests, start, stop);
    return getenv("RIGHTDOOR_TEST_POSTGRES") ? failed + cmocka_run_group_tests(tests, start_postgres, stop) : failed;
}
