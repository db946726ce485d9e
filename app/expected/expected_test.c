/*
 * Expected against found, by hand: weights to the population, factors that
 * average one, rates between two ages, limits, settings, small numbers; and
 * what is compared with, taken whole or not at all.
 */
#include "app/expected/pages.h"
#include "base/date.h"
#include "tests/house.h"

#include <math.h>
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
static int64_t serial;
static const char *as_manager, *as_analyst, *as_administrator, *as_practitioner;

#define PRINT(...) arena_print(&all, __VA_ARGS__)
#define TODAY "2026-11-24"
#define NEAR(a, b) assert_true(fabs((a) - (b)) < 1e-9)

static struct web_answer ask(const char *path, const char *body, const char *cookie)
{
    expected_forget();
    return web_try(&site, db, &all, path, body, cookie);
}
#define SHOWS(a, words) assert_non_null(strstr((a).body, words))
#define HIDES(a, words) assert_null(strstr((a).body, words))

/* N children, of whom FOUND have SEN support. SETTING 0 = in none. */
static void children(int n, int found, const char *area, const char *sex, const char *born_on, int imd, const char *language, int setting)
{
    for (int i = 0; i < n; i++) {
        long long id = ++serial;
        house_script(db, PRINT("INSERT INTO child (id, given_name, family_name, born_on, sex, area, imd_quintile, home_language, school_year, created_at, changed_at) VALUES (%lld, 'A', 'Counted', '%s', '%s', '%s', %d, '%s', 2027, 1, 1)", id, born_on, sex, area, imd, language));
        if (i < found)
            house_script(db, PRINT("INSERT INTO child_status (id, child_id, axis, value, from_on, at) VALUES (%lld, %lld, 'sen_provision', '%s', '2026-01-01', 1)", id, id, i % 2 ? "K" : "E"));
        if (setting)
            house_script(db, PRINT("INSERT INTO placement (id, child_id, setting_id, hours, from_on) VALUES (%lld, %lld, %d, 15, '2026-01-01')", id, id, setting));
    }
}

static void rates(int age, int girls, int boys)
{
    serial += 2;
    house_script(db, PRINT("INSERT INTO expected_rate (id, what, age, sex, per_10000, from_on, source) VALUES (%lld, 'known', %d, 'F', %d, '2023-01-01', 'x'), (%lld, 'known', %d, 'M', %d, '2023-01-01', 'x')", (long long)serial - 1, age, girls, (long long)serial, age, boys));
}

static void population(const char *area, int girls, int boys)
{
    house_script(db, PRINT("INSERT INTO area_population (area, age, sex, children, as_at, source) VALUES ('%s', 3, 'F', %d, '2026-01-01', 'x'), ('%s', 3, 'M', %d, '2026-01-01', 'x')", area, girls, area, boys));
}

static int fill(void **state)
{
    (void)state;
    house_script(db, "DELETE FROM placement; DELETE FROM child_status; DELETE FROM child; DELETE FROM expected_rate; DELETE FROM expected_factor; DELETE FROM area_population; DELETE FROM setting; DELETE FROM expected_change");
    house_script(db, "INSERT INTO setting (id, kind, name, area) VALUES (501, 'group', '=Orchard', 'North'), (502, 'childminder', 'Willow', 'South')");
    expected_forget();
    return 0;
}

static void begin(void)
{
    site = site_of_features;
    site.today = TODAY;
    db->arena = &all;
    as_manager = house_session(db, &all, house_person(db, "manager", "manager@test.example"));
    as_analyst = house_session(db, &all, house_person(db, "analyst", "analyst@test.example"));
    as_administrator = house_session(db, &all, house_person(db, "administrator", "administrator@test.example"));
    as_practitioner = house_session(db, &all, house_person(db, "practitioner", "practitioner@test.example"));
}

static int start(void **state)
{
    (void)state;
    db = house_new(&all);
    begin();
    return 0;
}

static int start_postgres(void **state)
{
    (void)state;
    db = house_new_postgres(&all);
    begin();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    expected_forget();
    db_close(db);
    return 0;
}

static struct expected_look *reckon(void)
{
    db->arena = &all;
    return expected_reckon(db, &all, TODAY, 1);
}

static const struct expected_row *row(const struct expected_look *l, enum expected_dimension d, const char *label)
{
    for (size_t i = 0; i < l->by[d].n; i++)
        if (strcmp(l->by[d].row[i].label, label) == 0)
            return &l->by[d].row[i];
    fail_msg("no row %s", label);
    return NULL;
}

/* Three years old: 6% of girls, 10% of boys. North has 50 and 50, of whom the register knows 40 and 40; South all of its 100 and 100. */
static void two_areas(void)
{
    rates(3, 600, 1000);
    population("North", 50, 50);
    population("South", 100, 100);
    children(40, 1, "North", "F", "2023-05-10", 1, "en", 0);
    children(40, 3, "North", "M", "2023-05-10", 1, "en", 0);
    children(100, 8, "South", "F", "2023-05-10", 5, "en", 0);
    children(100, 12, "South", "M", "2023-05-10", 5, "pl", 0);
}

static void children_are_weighed_to_the_population(void **state)
{
    (void)state;
    two_areas();
    struct expected_look *l = reckon();
    const struct expected_row *north = row(l, BY_AREA, "North"), *south = row(l, BY_AREA, "South");
    NEAR(l->coverage, 280.0 / 300);
    NEAR(north->children, 100);
    NEAR(north->expected, 8);
    assert_int_equal(north->found, 4);
    NEAR(north->ratio, 0.5);
    assert_true(fabs(north->low - 1.0898654 / 8) < 1e-6 && fabs(north->high - 10.2415887 / 8) < 1e-6);     /* exact below ten */
    NEAR(south->expected, 16);
    assert_true(fabs(south->low - 0.763214302) < 1e-8 && fabs(south->high - 1.930617523) < 1e-8);           /* Byar's from ten on */
    NEAR(l->all.expected, 24);
    assert_int_equal(l->all.found, 24);
    NEAR(row(l, BY_SEX, "Girls")->expected, 9);
    NEAR(row(l, BY_SEX, "Boys")->expected, 15);
    NEAR(row(l, BY_LANGUAGE, "Polish")->expected, 10);
    NEAR(row(l, BY_KIND, "In no setting")->expected, 24);
    assert_int_equal(north->place, FUNNEL_INSIDE);
}

/* All born in summer, so the season moves nothing; the poorer fifth gets more than the richer, and the sum stays. */
static void factors_move_the_expectation_and_not_its_sum(void **state)
{
    (void)state;
    two_areas();
    expected_seed(db);
    struct expected_look *l = reckon();
    double middle = (100 * 1.346 + 200 * 0.654) / 300;
    NEAR(row(l, BY_AREA, "North")->expected, 8 * 1.346 / middle);
    NEAR(row(l, BY_AREA, "South")->expected, 16 * 0.654 / middle);
    NEAR(row(l, BY_IMD, "1 (most deprived)")->expected, 8 * 1.346 / middle);
    NEAR(l->all.expected, 8 * 1.346 / middle + 16 * 0.654 / middle);
    house_script(db, "UPDATE child SET born_on = '2023-10-10' WHERE sex = 'F' AND area = 'South' AND id % 2 = 0; UPDATE child SET imd_quintile = 3");
    l = reckon();
    double girls = (100 * 1.238 + 50 * 0.762) / 150;            /* of 150 girls 50 were born in autumn */
    NEAR(row(l, BY_SEASON, "Autumn (September to December)")->expected, 50 * 0.06 * 0.762 / girls);
    NEAR(row(l, BY_SEX, "Girls")->expected, 9);
}

/* Rates of two and three year-olds, 4% and 8%: half-way at the third birthday, not a leap. */
static void between_two_ages_the_rate_lies_on_the_line(void **state)
{
    (void)state;
    rates(2, 400, 400);
    rates(3, 800, 800);
    children(100, 0, "North", "F", "2023-11-10", 0, "en", 0);    /* 36 months and a half since the middle of the month */
    struct expected_look *l = reckon();
    assert_true(isnan(l->coverage));                            /* no population: those in the register */
    assert_true(fabs(l->all.expected - 100 * (0.06 + 0.04 * 0.5 / 12)) < 1e-9);
    house_script(db, "UPDATE child SET born_on = '2023-12-20'"); /* 35: the last month of two */
    assert_true(fabs(reckon()->all.expected - 100 * (0.06 - 0.04 * 0.5 / 12)) < 1e-9);
    house_script(db, "UPDATE child SET born_on = '2024-11-30'"); /* the first months of two: younger than its middle, and no rate for one */
    NEAR(reckon()->all.expected, 4);
    house_script(db, "UPDATE child SET born_on = '2025-11-30'"); /* under one: no rate, so left out */
    NEAR(reckon()->all.expected, 0);
    assert_int_equal(reckon()->all.listed, 0);
}

static void who_is_not_comparable_is_left_out(void **state)
{
    (void)state;
    rates(3, 600, 1000);
    children(10, 5, "North", "F", "2023-05-10", 1, "en", 0);
    children(3, 3, "North", "F", "", 1, "en", 0);
    children(4, 4, "North", "F", "2020-05-10", 1, "en", 0);      /* six years old */
    house_script(db, PRINT("UPDATE child SET left_on = '2026-01-01' WHERE id = (SELECT min(id) FROM child WHERE born_on = '2023-05-10')"));
    struct expected_look *l = reckon();
    assert_int_equal(l->all.listed, 9);
    assert_int_equal(l->all.found, 4);
    assert_int_equal(l->without_birth, 3);
}

static void a_register_of_few_says_little(void **state)
{
    (void)state;
    rates(3, 600, 1000);
    population("North", 500, 500);
    population("West", 50, 50);
    children(40, 4, "North", "F", "2023-05-10", 1, "en", 501);
    struct expected_look *l = reckon();
    assert_true(l->is_thin);
    NEAR(row(l, BY_AREA, "North")->expected, 80);
    NEAR(row(l, BY_AREA, "West")->expected, 8);
    assert_int_equal(row(l, BY_AREA, "North")->found, 4);
    assert_int_equal(row(l, BY_AREA, "North")->place, FUNNEL_LOW_ALARM);
    assert_int_equal(l->by[BY_LANGUAGE].n, 0);
    assert_int_equal(l->setting.n, 0);
    SHOWS(ask("/expected", NULL, as_manager), "holds only 4%");
}

static void settings_of_twenty_are_judged_and_smaller_ones_together(void **state)
{
    (void)state;
    rates(3, 2000, 2000);
    children(40, 0, "North", "F", "2023-05-10", 1, "en", 501);
    children(19, 4, "South", "F", "2023-05-10", 1, "en", 502);
    struct expected_look *l = reckon();
    assert_int_equal(l->setting.n, 1);
    NEAR(l->setting.row[0].expected, 8);
    assert_int_equal(l->setting.row[0].place, FUNNEL_LOW_ALARM);             /* none of eight */
    assert_int_equal(l->small_settings, 1);
    assert_int_equal(l->small.found, 4);
    struct web_answer a = ask("/expected", NULL, as_manager);
    SHOWS(a, "=Orchard");
    SHOWS(a, "Far fewer than expected: ask why");
    SHOWS(a, "A gap is a question, not a verdict");
    SHOWS(ask("/expected/csv", NULL, as_manager), "setting,'=Orchard,40,8.00,0,0.00");     /* no formula in the file */
    a = ask("/expected", NULL, as_analyst);
    HIDES(a, "Orchard");
    HIDES(ask("/expected/csv", NULL, as_analyst), "Orchard");
    assert_int_equal(ask("/expected", NULL, as_practitioner).status, 404);
    assert_int_equal(ask("/expected/csv", NULL, as_administrator).status, 404);
}

/* 30, 25, 3 and 12 were found: 3 is small, and 12 goes with it, because the sum stands on the page. */
static void small_numbers_are_hidden_with_one_more(void **state)
{
    (void)state;
    rates(3, 2000, 2000);
    children(100, 30, "Ash", "F", "2023-05-10", 1, "en", 0);
    children(100, 25, "Birch", "F", "2023-05-10", 1, "en", 0);
    children(50, 3, "Cedar", "F", "2023-05-10", 1, "en", 0);
    children(50, 12, "Date", "F", "2023-05-10", 1, "en", 0);
    struct expected_look *whole = reckon(), *l = expected_publish(&all, whole, 5);
    assert_int_equal(row(whole, BY_AREA, "Cedar")->found, 3);               /* the kept one is as it was */
    assert_int_equal(row(l, BY_AREA, "Cedar")->found, -1);
    assert_int_equal(row(l, BY_AREA, "Date")->found, -1);
    assert_true(isnan(row(l, BY_AREA, "Date")->ratio));
    assert_int_equal(row(l, BY_AREA, "Ash")->found, 30);
    assert_int_equal(l->all.found, 70);
    struct web_answer a = ask("/expected/csv", NULL, as_analyst);
    SHOWS(a, "area,Cedar,50,10.00,hidden,hidden,hidden,hidden,hidden");
    SHOWS(a, "area,Ash,100,20.00,30,1.50");
    house_script(db, "UPDATE child_status SET value = 'K'");
    children(30, 28, "Elm", "F", "2023-05-10", 1, "en", 0);                 /* all but two: those two are few */
    l = expected_publish(&all, reckon(), 5);
    assert_int_equal(row(l, BY_AREA, "Elm")->found, -1);
}

/* Three known where a tenth of a child is expected is no "far more than expected", and no bar beside which all others vanish. */
static void where_less_than_one_is_expected_nothing_is_judged(void **state)
{
    (void)state;
    rates(3, 1000, 1000);
    children(100, 12, "Ash", "F", "2023-05-10", 1, "en", 0);
    children(100, 8, "Ash", "M", "2023-05-10", 2, "en", 0);
    children(3, 3, "Ash", "F", "2023-05-10", 0, "en", 0);
    struct expected_look *l = reckon();
    assert_true(row(l, BY_IMD, "Not known")->expected < 1 && isnan(row(l, BY_IMD, "Not known")->ratio));
    assert_string_equal(expected_place_words(row(l, BY_IMD, "Not known")), "Too few children to say");
    struct html chart = expected_chart(&all, l, BY_IMD);
    assert_null(strstr(chart.text, "Not known"));
    assert_non_null(strstr(chart.text, "most deprived"));
}

static void what_is_compared_with_is_entered_with_its_source(void **state)
{
    (void)state;
    two_areas();
    assert_int_equal(ask("/expected/figures", NULL, as_analyst).status, 404);
    assert_int_equal(ask("/expected/figures", NULL, as_administrator).status, 200);
    assert_int_equal(ask("/expected/rates", "age=3&girls=800&boys=1200&from_on-day=1&from_on-month=9&from_on-year=2026&source=", as_administrator).status, 422);
    assert_int_equal(ask("/expected/rates", "age=3&girls=10001&boys=1200&from_on-day=1&from_on-month=9&from_on-year=2026&source=x", as_administrator).status, 422);
    assert_int_equal(ask("/expected/rates", "age=3&girls=800&boys=1200&from_on-day=1&from_on-month=9&from_on-year=2026&source=DfE+2026", as_administrator).status, 303);
    NEAR(reckon()->all.expected, 150 * 0.08 + 150 * 0.12);                  /* the newest counts */
    SHOWS(ask("/expected/figures", NULL, as_manager), "DfE 2026");
    static const char *const wrong[][2] = {
        { "area,age,sex\nNorth,3,F", "heading “children” is missing" }, { "area,age,sex,children", "no line under the headings" },
        { "area,age,sex,children\nNorth,5,F,3", "Line 2: the age" }, { "area,age,sex,children\nNorth,3,X,3", "Line 2: the sex" },
        { "area,age,sex,children\nNorth,3,F,3\nNorth,3,F,4", "Line 3: this area" }, { "area,age,sex,children\nNorth,3,F,-1", "Line 2: the number" }, { "area,age,sex,children\n,3,F,1", "Line 2: the area" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct out o = { .arena = &all };
        html_query_s(&o, wrong[i][0]);
        struct web_answer a = ask("/expected/population", PRINT("table=%.*s&as_at-day=1&as_at-month=7&as_at-year=2026&population_source=ONS", (int)o.len, o.at), as_manager);
        assert_int_equal(a.status, 422);
        SHOWS(a, wrong[i][1]);
    }
    assert_int_equal(ask("/expected/population", "table=&as_at-day=1&as_at-month=7&as_at-year=2026&population_source=ONS", as_manager).status, 422);
    NEAR(row(reckon(), BY_AREA, "North")->children, 100);                   /* nothing was changed */
    assert_int_equal(ask("/expected/population", "table=Area%2CAge%2CSex%2CChildren%0ANorth%2C3%2Cgirl%2C40%0ANorth%2C3%2CM%2C60&as_at-day=1&as_at-month=7&as_at-year=2026&population_source=ONS+2026", as_manager).status, 303);
    NEAR(row(reckon(), BY_AREA, "North")->expected, 40 * 0.08 + 60 * 0.12);
    NEAR(row(reckon(), BY_AREA, "South")->expected, 0);                     /* not in the table: nothing to compare with */
}

/* What is kept holds until rates or the population change. */
static void it_is_kept_until_the_figures_change(void **state)
{
    (void)state;
    two_areas();
    assert_int_equal(web_try(&site, db, &all, "/expected", NULL, as_manager).status, 200);
    house_script(db, "DELETE FROM child_status");
    SHOWS(web_try(&site, db, &all, "/expected", NULL, as_manager), "24 found");
    house_script(db, "INSERT INTO expected_change (id, what, on_day) VALUES (9, 'rate', '" TODAY "')");
    SHOWS(web_try(&site, db, &all, "/expected", NULL, as_manager), " 0 found");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(children_are_weighed_to_the_population, fill), cmocka_unit_test_setup(factors_move_the_expectation_and_not_its_sum, fill), cmocka_unit_test_setup(between_two_ages_the_rate_lies_on_the_line, fill),
        cmocka_unit_test_setup(who_is_not_comparable_is_left_out, fill), cmocka_unit_test_setup(a_register_of_few_says_little, fill), cmocka_unit_test_setup(settings_of_twenty_are_judged_and_smaller_ones_together, fill),
        cmocka_unit_test_setup(small_numbers_are_hidden_with_one_more, fill), cmocka_unit_test_setup(where_less_than_one_is_expected_nothing_is_judged, fill), cmocka_unit_test_setup(what_is_compared_with_is_entered_with_its_source, fill), cmocka_unit_test_setup(it_is_kept_until_the_figures_change, fill),
    };
    int failed = cmocka_run_group_tests_name("expected and found on SQLite", tests, start, stop);
    return getenv("RIGHTDOOR_TEST_POSTGRES") ? failed + cmocka_run_group_tests_name("expected and found on PostgreSQL", tests, start_postgres, stop) : failed;
}
