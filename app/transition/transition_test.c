/* Starting school: the years of the law, the agreed other year, who sees a passport when, its one page, two who write at once. */
#include "app/transition/transition.h"
#include "base/date.h"
#include "base/text.h"
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
static int64_t officer, practitioner, senco, other_senco, parent, ola, other;
static const char *officer_cookie, *practitioner_cookie, *senco_cookie, *other_cookie, *parent_cookie;

enum { NURSERY = 501, SCHOOL = 502, OTHER_SCHOOL = 503 };

static struct web_answer ask(const char *path, const char *body, const char *cookie) { return web_try(&site, db, &all, path, body, cookie); }

#define PATH(...) arena_print(&all, __VA_ARGS__)
#define SHOWS(a, words) assert_non_null(strstr((a).body, words))
#define HIDES(a, words) assert_null(strstr((a).body, words))

static struct act act_as(int64_t person) { return (struct act){ db, person, "2027-03-02", date_now_ms() }; }

static int64_t add(struct act a, const char *given, const char *family, const char *born_on)
{
    return child_add(a, &(struct new_child){ .given_name = given, .family_name = family, .born_on = born_on, .home_language = "pl", .area = "North", .known_on = "2025-01-10" });
}

static int start(void **state)
{
    (void)state;
    db = house_new(&all);
    db->arena = &all;
    site = site_of_features;
    site.today = "2027-03-02";
    officer = house_person(db, "officer", "officer@test.example");
    practitioner = house_person(db, "practitioner", "practitioner@test.example");
    senco = house_person(db, "school", "senco@test.example");
    other_senco = house_person(db, "school", "other@test.example");
    parent = house_person(db, "parent", "parent@test.example");
    db_begin_write(db);
    house_script(db, "INSERT INTO setting (id, kind, name) VALUES (501, 'group', 'Orchard Nursery'), (502, 'school', 'Hill School'), (503, 'school', 'Brook School')");
    house_script(db, PATH("INSERT INTO staff (person_id, setting_id) VALUES (%lld, 501), (%lld, 502), (%lld, 503)", (long long)practitioner, (long long)senco, (long long)other_senco));
    ola = add(act_as(officer), "Ola", "O'Neil", "2023-05-04");
    other = add(act_as(officer), "Kit", "Brown", "2023-11-05");
    child_add_placement(act_as(officer), ola, NURSERY, "2025-09-01", 15);
    house_script(db, PATH("INSERT INTO carer (id, child_id, person_id, name, verified_on) VALUES (1, %lld, %lld, 'Test parent', '2026-01-01')", (long long)ola, (long long)parent));
    house_script(db, PATH("INSERT INTO plan (id, child_id, cycle, status, going_well, parent_view, child_view, changed_at, created_at) VALUES (1, %lld, 1, 'active', 'Ola laughs a lot', 'She loves water', 'Splash!', 1, 1)", (long long)ola));
    house_script(db, "INSERT INTO outcome (id, plan_id, position, area, baseline, outcome, strategies, rating) VALUES (1, 1, 1, 'CI', 'Points at things', 'Ola asks with a picture', 'Offer two pictures', 0), (2, 1, 2, 'SEMH', '', 'Waits for a turn', 'Sand timer', 3)");
    db_commit(db);
    officer_cookie = house_session(db, &all, officer);
    practitioner_cookie = house_session(db, &all, practitioner);
    senco_cookie = house_session(db, &all, senco);
    other_cookie = house_session(db, &all, other_senco);
    parent_cookie = house_session(db, &all, parent);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    db_close(db);
    arena_free(&all);
    return 0;
}

static struct start_of *ola_now(void) { return start_of(db, officer, ola); }

static struct passport_by_id *passport_now(void) { return passport_by_id(db, officer, ola_now()->passport_id); }

/* The vectors of the field's facts, 3.4. */
static void cohorts_follow_the_law(void **state)
{
    (void)state;
    static const struct { const char *born; int year; const char *compulsory; } vector[] = {
        { "2020-08-31", 2024, "2025-08-31" }, { "2020-09-01", 2025, "2025-12-31" }, { "2020-03-31", 2024, "2025-03-31" }, { "2020-02-29", 2024, "2025-03-31" },
    };
    for (size_t i = 0; i < sizeof vector / sizeof *vector; i++) {
        struct start_of s = { .born_on = vector[i].born, .school_year = date_reception_year(vector[i].born) };
        assert_int_equal(start_year(s.school_year, 0), vector[i].year);
        const char **line = start_explained(&all, &s);
        assert_non_null(strstr(line[0], PATH("September %d.", vector[i].year)));
        assert_non_null(strstr(line[1], date_words(&all, vector[i].compulsory)));
        assert_int_equal(line[3] != NULL, is_summer_born(vector[i].born));
    }
    assert_int_equal(next_start("2027-08-31"), 2027);
    assert_int_equal(next_start("2027-09-01"), 2028);
    assert_true(is_summer_born("2020-04-01") && is_summer_born("2020-08-31") && !is_summer_born("2020-03-31") && !is_summer_born("2020-09-01"));
    assert_string_equal(start_days(&all, 2027).ehc_named, "2027-02-15");
    assert_string_equal(start_days(&all, 2028).offers, "2028-04-18");     /* 16 April 2028 is Easter Sunday */
}

static void words_are_cut_where_they_may_be(void **state)
{
    (void)state;
    assert_string_equal(text_short(&all, "short", 10), "short");
    assert_string_equal(text_short(&all, "One thing. Another thing here", 15), "One thing. …");
    assert_string_equal(text_short(&all, "ąąąąąąąąąą", 4), "ąąąą …");
}

static void another_year_is_agreed_and_undone(void **state)
{
    (void)state;
    const char *path = PATH("/children/%lld/school", (long long)ola);
    struct web_answer a = ask(path, NULL, officer_cookie);
    assert_int_equal(a.status, 200);
    SHOWS(a, "September 2027");
    SHOWS(ask("/school-starters", NULL, officer_cookie), "Neil");
    a = ask(PATH("%s/year", path), "year=2028&by=&on-day=1&on-month=2&on-year=2027", officer_cookie);
    assert_int_equal(a.status, 422);
    SHOWS(a, "Enter the admission authority");
    assert_int_equal(ask(PATH("%s/year", path), "year=2028&by=The+council&on-day=1&on-month=2&on-year=2027", officer_cookie).status, 303);
    assert_int_equal(ola_now()->agreed_year, 2028);
    HIDES(ask("/school-starters?year=2027", NULL, officer_cookie), "Neil");
    SHOWS(ask("/school-starters?year=2028", NULL, officer_cookie), "Neil");
    SHOWS(ask(path, NULL, parent_cookie), "Agreed by <bdi lang=\"en\">The council</bdi>");
    assert_int_equal(ask(PATH("%s/year", path), "year=2028&by=x&on-day=1&on-month=2&on-year=2027", practitioner_cookie).status, 404);
    assert_int_equal(ask(PATH("%s/year/undo", path), "", officer_cookie).status, 303);
    assert_int_equal(ola_now()->agreed_year, 0);
    a = ask(PATH("/children/%lld/school/year", (long long)other), "year=2029&by=The+council&on-day=1&on-month=2&on-year=2027", officer_cookie);
    assert_int_equal(a.status, 422);
    SHOWS(a, "Say why");
    assert_int_equal(ask(PATH("/children/%lld/school/year", (long long)ola), "year=2035&by=x&on-day=1&on-month=2&on-year=2027", officer_cookie).status, 422);
}

static void a_passport_is_drafted_from_what_is_known(void **state)
{
    (void)state;
    assert_int_equal(ask(PATH("/children/%lld/passport/new", (long long)other), "", practitioner_cookie).status, 404);
    assert_int_equal(ask(PATH("/children/%lld/passport/new", (long long)ola), "", practitioner_cookie).status, 303);
    assert_int_equal(ask(PATH("/children/%lld/passport/new", (long long)ola), "", officer_cookie).status, 303);     /* there is one already */
    struct passport_by_id *p = passport_now();
    assert_string_equal(p->appreciated, "Ola laughs a lot");
    assert_string_equal(p->parent_words, "She loves water");
    assert_string_equal(p->communication, "At home we speak Polish.\nNow: Points at things\nLearning: Ola asks with a picture");
    assert_string_equal(p->support, "Offer two pictures");
    assert_string_equal(p->works, "Sand timer");
    struct web_answer a = ask(PATH("/children/%lld/school", (long long)ola), NULL, officer_cookie);
    SHOWS(a, "31 May 2027");
    SHOWS(ask("/", NULL, practitioner_cookie), "Agree the passport of");
    HIDES(ask("/school-starters?show=no-passport", NULL, officer_cookie), "Neil");
    SHOWS(ask("/school-starters?show=not-agreed", NULL, officer_cookie), "Neil");
    SHOWS(ask("/school-starters?year=2028&show=no-passport", NULL, officer_cookie), "Brown");
}

#define ALL_PARTS "important=&communication=c&play_and_learning=&sensory=&movement=&daily_care=&medical=&upset_and_calm=&works=&does_not_work=&first_weeks=&child_words=&parent_words="

static void the_second_who_saves_sees_both(void **state)
{
    (void)state;
    long long id = passport_now()->id, version = passport_now()->version;
    const char *path = PATH("/passports/%lld/edit", id);
    assert_int_equal(ask(path, NULL, practitioner_cookie).status, 200);
    assert_int_equal(ask(path, PATH("version=%lld&appreciated=First+says&support=s&" ALL_PARTS, version), practitioner_cookie).status, 303);
    struct web_answer a = ask(path, PATH("version=%lld&appreciated=Second+says&support=s&" ALL_PARTS, version), officer_cookie);
    assert_int_equal(a.status, 409);
    SHOWS(a, "First says");
    SHOWS(a, "Second says");
    SHOWS(a, "Test practitioner");
    assert_string_equal(passport_now()->appreciated, "First says");
    assert_int_equal(ask(path, PATH("version=%lld&appreciated=Both+say&support=s&" ALL_PARTS, version + 1), officer_cookie).status, 303);
    assert_string_equal(passport_now()->appreciated, "Both say");
}

static void the_family_adds_its_words(void **state)
{
    (void)state;
    long long id = passport_now()->id, version = passport_now()->version;
    SHOWS(ask("/", NULL, parent_cookie), "Add your words");
    assert_int_equal(ask(PATH("/passports/%lld/view", id), PATH("version=%lld&child_words=Wheee&parent_words=He+hums", version - 1), parent_cookie).status, 409);
    assert_int_equal(ask(PATH("/passports/%lld/view", id), PATH("version=%lld&child_words=Wheee&parent_words=He+hums", version), parent_cookie).status, 303);
    assert_string_equal(passport_now()->parent_words, "He hums");
    assert_string_equal(passport_now()->appreciated, "Both say");
    assert_int_equal(ask(PATH("/passports/%lld/edit", id), NULL, parent_cookie).status, 404);
}

static void nothing_is_shared_before_it_is_agreed(void **state)
{
    (void)state;
    long long id = passport_now()->id;
    assert_int_equal(ask(PATH("/passports/%lld/share", id), "", officer_cookie).status, 409);
    assert_int_equal(ask(PATH("/passports/%lld/agree", id), "with_whom=Mother&on-day=1&on-month=3&on-year=2027", officer_cookie).status, 422);
    assert_int_equal(ask(PATH("/passports/%lld/agree", id), "with_whom=Mother&on-day=1&on-month=3&on-year=2027&may_share=1", officer_cookie).status, 303);
    struct web_answer a = ask(PATH("/passports/%lld/share", id), "", officer_cookie);
    assert_int_equal(a.status, 422);
    SHOWS(a, "confirm the place first");
    assert_int_equal(ask(PATH("/children/%lld/school/place", (long long)ola), "school=501", officer_cookie).status, 422);     /* a nursery is no school */
    assert_int_equal(ask(PATH("/children/%lld/school/place", (long long)ola), "school=502&place_on-day=1&place_on-month=3&place_on-year=2027", practitioner_cookie).status, 303);
    assert_int_equal(ask(PATH("/passports/%lld", id), NULL, senco_cookie).status, 404);
    assert_int_equal(ask(PATH("/passports/%lld/pdf", id), NULL, senco_cookie).status, 404);
    assert_int_equal(ask(PATH("/children/%lld/school", (long long)ola), NULL, senco_cookie).status, 404);
    HIDES(ask("/starters", NULL, senco_cookie), "Neil");
}

static void the_school_sees_it_while_it_is_shared(void **state)
{
    (void)state;
    long long id = passport_now()->id;
    assert_int_equal(ask(PATH("/passports/%lld/share", id), "", officer_cookie).status, 303);
    SHOWS(ask(PATH("/passports/%lld", id), NULL, senco_cookie), "I have read this");
    SHOWS(ask("/starters", NULL, senco_cookie), "Neil");
    SHOWS(ask("/", NULL, senco_cookie), "Read the passport of");
    assert_int_equal(ask(PATH("/passports/%lld", id), NULL, other_cookie).status, 404);
    assert_int_equal(ask(PATH("/passports/%lld/read", id), "words=w&contact=c", other_cookie).status, 404);
    assert_int_equal(ask(PATH("/passports/%lld/unshare", id), "", officer_cookie).status, 303);
    assert_int_equal(ask(PATH("/passports/%lld", id), NULL, senco_cookie).status, 404);
    assert_int_equal(ask(PATH("/children/%lld/school", (long long)ola), NULL, senco_cookie).status, 404);
    assert_int_equal(ask(PATH("/passports/%lld/share", id), "", practitioner_cookie).status, 303);
}

static void the_school_confirms_what_it_read(void **state)
{
    (void)state;
    long long id = passport_now()->id;
    struct web_answer a = ask(PATH("/passports/%lld/read", id), "words=&contact=Ms+Lee", senco_cookie);
    assert_int_equal(a.status, 422);
    SHOWS(a, "Say what your school will do");
    SHOWS(a, "Ms Lee");
    assert_int_equal(ask(PATH("/passports/%lld/read", id), "words=Pictures+on+day+one&contact=Ms+Lee", senco_cookie).status, 303);
    SHOWS(ask(PATH("/passports/%lld", id), NULL, parent_cookie), "Pictures on day one");
    assert_int_equal(ask(PATH("/passports/%lld/unshare", id), "", officer_cookie).status, 409);
    assert_string_equal(passport_now()->status, "read");
}

static void how_it_went_is_recorded_once_a_point(void **state)
{
    (void)state;
    site.today = "2027-10-20";
    const char *path = PATH("/children/%lld/school/check", (long long)ola);
    SHOWS(ask("/", NULL, senco_cookie), "late by 5 days");
    const char *body = "point=six+weeks&checked_on-day=%d&checked_on-month=%d&checked_on-year=2027&on_roll=1&full_time=0&suspended=0&attendance=%d&settled=3&parent_settled=0&passport_used=1&words=";
    #pragma GCC diagnostic push
    #pragma GCC diagnostic ignored "-Wformat-nonliteral"
    assert_int_equal(ask(path, arena_print(&all, body, 1, 5, 88), senco_cookie).status, 422);      /* before school began */
    assert_int_equal(ask(path, arena_print(&all, body, 18, 10, 188), senco_cookie).status, 422);
    assert_int_equal(ask(path, arena_print(&all, body, 18, 10, 88), senco_cookie).status, 303);
    assert_int_equal(ask(path, arena_print(&all, body, 19, 10, 90), officer_cookie).status, 303);
    #pragma GCC diagnostic pop
    size_t n;
    struct school_checks_of *k = school_checks_of(db, officer, ola, &n);
    assert_int_equal(n, 1);
    assert_int_equal(k->attendance, 90);
    HIDES(ask("/", NULL, senco_cookie), "Record how school is going");
    assert_int_equal(ask(path, arena_print(&all, "point=autumn"), other_cookie).status, 404);
}

static void another_school_takes_the_passport_back(void **state)
{
    (void)state;
    assert_int_equal(ask(PATH("/children/%lld/school/place", (long long)ola), "school=503&place_on-day=1&place_on-month=9&place_on-year=2027", officer_cookie).status, 303);
    assert_string_equal(passport_now()->status, "agreed");
    assert_int_equal(ask(PATH("/passports/%lld", (long long)passport_now()->id), NULL, senco_cookie).status, 404);
    assert_int_equal(ask(PATH("/passports/%lld", (long long)passport_now()->id), NULL, other_cookie).status, 404);
}

/* ---- one page ---- */

static int pages_of(const void *bytes, size_t len)
{
    char path[64], line[256];
    snprintf(path, sizeof path, "/tmp/rightdoor-passport-%d.pdf", (int)getpid());
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    fclose(f);
    FILE *info = popen(PATH("pdfinfo %s", path), "r");
    int pages = 0;
    while (info && fgets(line, sizeof line, info))
        sscanf(line, "Pages: %d", &pages);
    if (info)
        pclose(info);
    unlink(path);
    return pages;
}

static void a_passport_is_one_page(void **state)
{
    (void)state;
    long long id = passport_now()->id;
    struct web_answer a = ask(PATH("/passports/%lld/pdf", id), NULL, parent_cookie);
    assert_int_equal(a.status, 200);
    assert_string_equal(a.type, "application/pdf");
    assert_int_equal(pages_of(a.body, a.len), 1);
}

static void the_longest_passport_is_one_page(void **state)
{
    (void)state;
    long long id = passport_now()->id;
    char *body = arena_print(&all, "version=%lld", (long long)passport_now()->version), *words = arena_print(&all, "%s", "");
    for (int i = 0; i < 60; i++)
        words = arena_print(&all, "%sWhat+helps+most+in+a+day%%0A", words);
    for (size_t i = 0; i < passport_parts_n; i++)
        body = arena_print(&all, "%s&%s=%.1499s", body, passport_parts[i].name, words);
    assert_int_equal(ask(PATH("/passports/%lld/edit", id), body, officer_cookie).status, 303);
    struct web_answer a = ask(PATH("/passports/%lld/pdf", id), NULL, officer_cookie);
    assert_int_equal(pages_of(a.body, a.len), 1);
}

static void the_list_can_be_taken_away(void **state)
{
    (void)state;
    struct web_answer a = ask("/school-starters/export?year=2028", NULL, officer_cookie);
    assert_int_equal(a.status, 200);
    SHOWS(a, "Kit Brown,2023-11-05,2028,no,North");
    assert_int_equal(ask("/school-starters/export", NULL, practitioner_cookie).status, 404);
    assert_int_equal(ask("/school-starters?year=abc&show=x&area=y&after=-1", NULL, officer_cookie).status, 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cohorts_follow_the_law), cmocka_unit_test(words_are_cut_where_they_may_be), cmocka_unit_test(another_year_is_agreed_and_undone),
        cmocka_unit_test(a_passport_is_drafted_from_what_is_known), cmocka_unit_test(the_second_who_saves_sees_both), cmocka_unit_test(the_family_adds_its_words),
        cmocka_unit_test(nothing_is_shared_before_it_is_agreed), cmocka_unit_test(the_school_sees_it_while_it_is_shared), cmocka_unit_test(the_school_confirms_what_it_read),
        cmocka_unit_test(a_passport_is_one_page), cmocka_unit_test(how_it_went_is_recorded_once_a_point), cmocka_unit_test(another_school_takes_the_passport_back),
        cmocka_unit_test(the_longest_passport_is_one_page), cmocka_unit_test(the_list_can_be_taken_away),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
