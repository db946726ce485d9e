/* Proves days, working days against gov.uk's published bank holidays, ages, London's clock, and the calendar rules of school entry. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define COUNT(table) (sizeof table / sizeof *table)

static struct arena arena;

static void valid_days(void **state)
{
    (void)state;
    static const char *const good[] = { "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "2026-03-04", "1970-01-01" };
    static const char *const bad[] = { "", "2023-02-29", "1900-02-29", "2100-02-29", "2026-13-01", "2026-00-01", "2026-01-00",
        "2026-04-31", "2026-1-01", "2026-01-1", "26-01-01", "2026-01-011", " 2026-01-01", "2026/01/01", "0000-01-01", "2026-01-0x",
        "-026-01-01", "2026", "2026-01-01T00:00" };
    for (size_t i = 0; i < COUNT(good); i++)
        assert_true(date_valid(good[i]));
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_false(date_valid(bad[i]));
        assert_true(date_number(bad[i]) == DATE_NONE);
        assert_string_equal(date_words(&arena, bad[i]), "");
        assert_string_equal(date_add_days(&arena, bad[i], 1), "");
        assert_string_equal(date_add_months(&arena, bad[i], 1), "");
        assert_string_equal(date_add_working_days(&arena, bad[i], 1), "");
        assert_string_equal(date_weekday_words(bad[i]), "");
        assert_int_equal(date_weekday(bad[i]), 0);
        assert_int_equal(date_age_months(bad[i], "2026-01-01"), -1);
        assert_int_equal(date_working_days_between(bad[i], "2026-01-01"), 0);
        assert_true(date_instant(bad[i], 0, 0) == DATE_NONE);
    }
}

/* Every day of 400 years: numbers run on, texts come back, weekdays follow, the C library agrees. */
static void numbers_and_texts(void **state)
{
    (void)state;
    assert_int_equal(date_number("1970-01-01"), 0);
    assert_int_equal(date_number("2000-01-01"), 10957);
    assert_int_equal(date_number("1969-12-31"), -1);
    assert_int_equal(date_number("0001-01-01"), -719162);
    int64_t last = date_number("2300-01-01");
    int weekday = date_weekday("1900-01-01");
    assert_int_equal(weekday, MONDAY);
    for (int64_t n = date_number("1900-01-01"); n < last; n++, weekday = weekday % 7 + 1) {
        struct arena a = { 0 };
        const char *day = date_text(&a, n);
        time_t seconds = (time_t)n * 86400;
        struct tm tm;
        char theirs[16];
        gmtime_r(&seconds, &tm);
        strftime(theirs, sizeof theirs, "%Y-%m-%d", &tm);
        assert_string_equal(day, theirs);
        assert_int_equal(date_number(day), n);
        assert_int_equal(date_weekday(day), weekday);
        arena_free(&a);
    }
    assert_string_equal(date_text(&arena, DATE_NONE), "");
    assert_string_equal(date_text(&arena, INT64_MAX), "");
    assert_string_equal(date_text(&arena, date_number("9999-12-31") + 1), "");
}

static void typed_parts(void **state)
{
    (void)state;
    static const char *const good[][4] = { { "4", "3", "2026", "2026-03-04" }, { "04", "03", "2026", "2026-03-04" },
        { " 4 ", "March", " 2026 ", "2026-03-04" }, { "4", "mar", "2026", "2026-03-04" }, { "4", "MARCH", "2026", "2026-03-04" },
        { "29", "Feb", "2024", "2024-02-29" }, { "1", "Sept", "2026", "2026-09-01" }, { "1", "Sep.", "2026", "2026-09-01" },
        { "31", "12", "1999", "1999-12-31" }, { "1", " may ", "2026", "2026-05-01" } };
    static const char *const bad[][3] = { { "", "3", "2026" }, { "4", "", "2026" }, { "4", "3", "" }, { "29", "2", "2026" },
        { "31", "4", "2026" }, { "0", "3", "2026" }, { "4", "13", "2026" }, { "4", "3", "26" }, { "4", "3", "20266" },
        { "004", "3", "2026" }, { "4", "Marzo", "2026" }, { "4", "M", "2026" }, { "4x", "3", "2026" }, { "-4", "3", "2026" },
        { "4", "3", "0026" }, { "4", "Marchs", "2026" }, { "4", "mar ch", "2026" }, { "4 4", "3", "2026" } };
    for (size_t i = 0; i < COUNT(good); i++)
        assert_string_equal(date_from_parts(&arena, good[i][0], good[i][1], good[i][2]), good[i][3]);
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_string_equal(date_from_parts(&arena, bad[i][0], bad[i][1], bad[i][2]), "");
}

static void adding(void **state)
{
    (void)state;
    static const struct { const char *from; int64_t months; const char *to; } months[] = {
        { "2024-01-31", 1, "2024-02-29" }, { "2023-01-31", 1, "2023-02-28" }, { "2024-02-29", 12, "2025-02-28" },
        { "2024-02-29", 48, "2028-02-29" }, { "2024-03-31", -1, "2024-02-29" }, { "2026-12-15", 1, "2027-01-15" },
        { "2026-01-15", -1, "2025-12-15" }, { "2026-08-31", 6, "2027-02-28" }, { "2026-05-31", 1, "2026-06-30" },
        { "2026-05-05", 0, "2026-05-05" }, { "9999-12-01", 1, "" }, { "0001-01-01", -1, "" }, { "2026-01-01", INT64_MAX, "" },
        { "2026-01-01", INT64_MIN, "" },
    };
    for (size_t i = 0; i < COUNT(months); i++)
        assert_string_equal(date_add_months(&arena, months[i].from, months[i].months), months[i].to);
    /* EHC clock, domain.md 3.1 */
    assert_string_equal(date_add_days(&arena, "2026-01-12", 42), "2026-02-23");
    assert_string_equal(date_add_days(&arena, "2026-01-12", 84), "2026-04-06");
    assert_string_equal(date_add_days(&arena, "2026-01-12", 112), "2026-05-04");
    assert_string_equal(date_add_days(&arena, "2026-01-12", 140), "2026-06-01");
    assert_string_equal(date_add_days(&arena, "2026-01-01", INT64_MAX), "");
    assert_string_equal(date_add_days(&arena, "2024-02-28", 1), "2024-02-29");
    assert_int_equal(date_days_between("2024-02-28", "2024-03-01"), 2);
    assert_int_equal(date_days_between("2024-03-01", "2024-02-28"), -2);
    assert_int_equal(date_days_between("", "2024-02-28"), 0);
    assert_string_equal(date_nth_weekday(&arena, 2026, 5, MONDAY, -1), "2026-05-25");
    assert_string_equal(date_nth_weekday(&arena, 2026, 5, FRIDAY, 5), "2026-05-29");
    assert_string_equal(date_nth_weekday(&arena, 2026, 5, THURSDAY, 5), "");
}

static void ages(void **state)
{
    (void)state;
    static const struct { const char *born, *on; int months; const char *words; } age[] = {
        { "2023-11-01", "2026-03-04", 28, "2 years 4 months" }, { "2024-02-29", "2025-02-28", 11, "11 months" },
        { "2024-02-29", "2025-03-01", 12, "1 year" }, { "2024-01-31", "2024-02-29", 0, "4 weeks" },
        { "2024-01-31", "2024-03-01", 1, "1 month" }, { "2026-03-01", "2026-03-04", 0, "3 days" },
        { "2026-03-03", "2026-03-04", 0, "1 day" }, { "2026-03-04", "2026-03-04", 0, "0 days" },
        { "2026-02-20", "2026-03-04", 0, "1 week" }, { "2024-03-04", "2026-03-04", 24, "2 years" },
        { "2024-03-05", "2026-03-04", 23, "1 year 11 months" }, { "2025-02-04", "2026-03-04", 13, "1 year 1 month" },
        { "2026-03-05", "2026-03-04", -1, "" }, { "", "2026-03-04", -1, "" }, { "2026-03-05", "", -1, "" },
    };
    for (size_t i = 0; i < COUNT(age); i++) {
        assert_int_equal(date_age_months(age[i].born, age[i].on), age[i].months);
        assert_string_equal(date_age_words(&arena, age[i].born, age[i].on), age[i].words);
    }
    for (int i = 0; i < 3000; i++) {   /* becoming N months old is the first day on which one is */
        struct arena a = { 0 };
        const char *born = date_text(&a, date_number("2019-12-01") + i);
        const char *day = date_reaches_months(&a, born, i % 70);
        assert_int_equal(date_age_months(born, day), i % 70);
        assert_int_equal(date_age_months(born, date_add_days(&a, day, -1)), i % 70 - 1);
        arena_free(&a);
    }
}

static void words(void **state)
{
    (void)state;
    assert_string_equal(date_words(&arena, "2026-03-04"), "4 March 2026");
    assert_string_equal(date_short(&arena, "2026-03-04"), "4 Mar 2026");
    assert_string_equal(date_short(&arena, "2026-09-30"), "30 Sep 2026");
    assert_string_equal(date_month_words(&arena, "2026-09-30"), "September 2026");
    assert_string_equal(date_weekday_words("2026-03-04"), "Wednesday");
    assert_int_equal(date_academic_year("2026-03-04"), 2025);
    assert_int_equal(date_academic_year("2026-08-31"), 2025);
    assert_int_equal(date_academic_year("2026-09-01"), 2026);
    assert_int_equal(date_academic_year(""), 0);
}

/* gov.uk/bank-holidays, England and Wales, as published for 2018 to 2027; after that reckoned by hand from the dates of Easter. */
static const char *const holidays[] = {
    "2018-01-01", "2018-03-30", "2018-04-02", "2018-05-07", "2018-05-28", "2018-08-27", "2018-12-25", "2018-12-26",
    "2019-01-01", "2019-04-19", "2019-04-22", "2019-05-06", "2019-05-27", "2019-08-26", "2019-12-25", "2019-12-26",
    "2020-01-01", "2020-04-10", "2020-04-13", "2020-05-08", "2020-05-25", "2020-08-31", "2020-12-25", "2020-12-28",
    "2021-01-01", "2021-04-02", "2021-04-05", "2021-05-03", "2021-05-31", "2021-08-30", "2021-12-27", "2021-12-28",
    "2022-01-03", "2022-04-15", "2022-04-18", "2022-05-02", "2022-06-02", "2022-06-03", "2022-08-29", "2022-09-19", "2022-12-26", "2022-12-27",
    "2023-01-02", "2023-04-07", "2023-04-10", "2023-05-01", "2023-05-08", "2023-05-29", "2023-08-28", "2023-12-25", "2023-12-26",
    "2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-08-26", "2024-12-25", "2024-12-26",
    "2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26",
    "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28",
    "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28",
    "2028-01-03", "2028-04-14", "2028-04-17", "2028-05-01", "2028-05-29", "2028-08-28", "2028-12-25", "2028-12-26",
};

static void bank_holidays(void **state)
{
    (void)state;
    size_t next = 0;
    for (int64_t n = date_number("2018-01-01"); n <= date_number("2028-12-31"); n++) {
        struct arena a = { 0 };
        const char *day = date_text(&a, n);
        bool is_listed = next < COUNT(holidays) && strcmp(holidays[next], day) == 0;
        next += is_listed;
        if (is_listed != (*date_bank_holiday(day) != 0))
            fail_msg("%s is%s a bank holiday", day, is_listed ? "" : " not");
        assert_int_equal(date_is_working_day(day), !is_listed && date_weekday(day) <= FRIDAY);
        arena_free(&a);
    }
    assert_int_equal(next, COUNT(holidays));
    assert_string_equal(date_bank_holiday("2022-09-19"), "Bank Holiday for the State Funeral of Queen Elizabeth II");
    assert_string_equal(date_bank_holiday("2021-12-27"), "Christmas Day (substitute day)");
    assert_string_equal(date_bank_holiday("2022-12-27"), "Christmas Day (substitute day)");
    assert_string_equal(date_bank_holiday("2020-12-28"), "Boxing Day (substitute day)");
}

/* Easter Sundays 2029 to 2040 (Book of Common Prayer's table); eight holidays a year. */
static void later_years(void **state)
{
    (void)state;
    static const char *const easter[] = { "2029-04-01", "2030-04-21", "2031-04-13", "2032-03-28", "2033-04-17", "2034-04-09",
        "2035-03-25", "2036-04-13", "2037-04-05", "2038-04-25", "2039-04-10", "2040-04-01" };
    for (size_t i = 0; i < COUNT(easter); i++) {
        assert_string_equal(date_bank_holiday(date_add_days(&arena, easter[i], -2)), "Good Friday");
        assert_string_equal(date_bank_holiday(date_add_days(&arena, easter[i], 1)), "Easter Monday");
        int days = 0;
        for (int64_t n = date_number(easter[i]) - 120; n < date_number(easter[i]) + 300; n++) {
            const char *day = date_text(&arena, n);
            days += date_year(day) == date_year(easter[i]) && *date_bank_holiday(day);
        }
        assert_int_equal(days, 8);
    }
}

static const struct { const char *from; int n; const char *to; } working[] = {
    { "2026-12-24", 1, "2026-12-29" }, { "2026-12-24", 2, "2026-12-30" }, { "2026-12-24", 4, "2027-01-04" },
    { "2025-12-24", 1, "2025-12-29" }, { "2025-12-31", 1, "2026-01-02" }, { "2026-04-02", 1, "2026-04-07" },
    { "2026-04-03", 1, "2026-04-07" }, { "2026-04-07", -1, "2026-04-02" }, { "2026-03-04", 5, "2026-03-11" },
    { "2026-03-06", 1, "2026-03-09" }, { "2026-03-07", 1, "2026-03-09" }, { "2026-03-08", 1, "2026-03-09" },
    { "2026-03-09", -1, "2026-03-06" }, { "2026-03-04", 15, "2026-03-25" }, { "2026-05-01", 1, "2026-05-05" },
    { "2026-05-22", 1, "2026-05-26" }, { "2026-08-28", 1, "2026-09-01" }, { "2020-05-07", 1, "2020-05-11" },
    { "2020-05-01", 1, "2020-05-04" }, { "2022-05-27", 1, "2022-05-30" }, { "2022-06-01", 1, "2022-06-06" },
    { "2022-09-16", 1, "2022-09-20" }, { "2023-05-05", 1, "2023-05-09" }, { "2021-12-24", 1, "2021-12-29" },
    { "2021-12-31", 1, "2022-01-04" }, { "2022-12-23", 1, "2022-12-28" }, { "2024-02-28", 1, "2024-02-29" },
    { "2024-02-29", 1, "2024-03-01" }, { "2023-02-28", 1, "2023-03-01" }, { "2024-03-28", 1, "2024-04-02" },
    { "2026-03-04", 0, "2026-03-04" }, { "2026-03-07", 0, "2026-03-09" }, { "2026-04-03", 0, "2026-04-07" },
    { "2026-01-01", 253, "2026-12-31" },
};

static void working_days(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(working); i++)
        assert_string_equal(date_add_working_days(&arena, working[i].from, working[i].n), working[i].to);
    for (int i = 0; i < 4000; i++) {   /* adding and counting undo one another */
        struct arena a = { 0 };
        const char *from = date_text(&a, date_number("2018-01-01") + i * 2);
        int n = i % 61 - 30;
        const char *to = date_add_working_days(&a, from, n);
        assert_true(date_is_working_day(to));
        if (n)
            assert_int_equal(date_working_days_between(from, to), n);
        arena_free(&a);
    }
    assert_int_equal(date_working_days_between("2026-03-06", "2026-03-08"), 0);
    assert_int_equal(date_working_days_between("2026-01-01", "2026-12-31"), 253);
    assert_string_equal(date_add_working_days(&arena, "9999-12-30", 5), "");
    assert_string_equal(date_add_working_days(&arena, "2026-01-01", INT32_MIN), "");
}

static void london_clock(void **state)
{
    (void)state;
    static const struct { int64_t ms; const char *words; } at[] = {
        { 0, "1 January 1970, midnight" }, { INT64_C(1772633100000), "4 March 2026, 2:05pm" },
        { INT64_C(1774745999999), "29 March 2026, 12:59am" }, { INT64_C(1774746000000), "29 March 2026, 2:00am" },
        { INT64_C(1792889999000), "25 October 2026, 1:59am" }, { INT64_C(1792890000000), "25 October 2026, 1:00am" },
        { INT64_C(1782860400000), "1 July 2026, midnight" }, { INT64_C(1782903600000), "1 July 2026, midday" },
        { -1, "31 December 1969, 11:59pm" }, { INT64_MAX, "" }, { INT64_MIN, "" },
    };
    for (size_t i = 0; i < COUNT(at); i++)
        assert_string_equal(date_time_words(&arena, at[i].ms), at[i].words);
    assert_int_equal(date_instant("2026-03-04", 14, 5), INT64_C(1772633100000));
    assert_int_equal(date_instant("2026-07-01", 0, 0), INT64_C(1782860400000));
    assert_int_equal(date_instant("2026-03-29", 1, 30), INT64_C(1774747800000));   /* skipped: reads 2:30am */
    assert_int_equal(date_instant("2026-10-25", 1, 30), INT64_C(1792888200000));   /* twice: the first */
    assert_true(date_instant("2026-03-04", 24, 0) == DATE_NONE && date_instant("2026-03-04", 0, 60) == DATE_NONE);
    assert_string_equal(date_of_instant(&arena, INT64_C(1782860399999)), "2026-06-30");
    assert_true(date_now_ms() > INT64_C(1700000000000));
}

/* The machine's own rules for London agree, every 37 minutes from 1998 to 2037, where they are installed. */
static void london_agrees_with_tzdata(void **state)
{
    (void)state;
    setenv("TZ", "Europe/London", 1);
    tzset();
    struct tm tm;
    time_t july = 1782903600;
    localtime_r(&july, &tm);
    if (tm.tm_isdst != 1)
        skip();
    for (time_t t = 883612800; t < 2145916800; t += 37 * 60) {
        localtime_r(&t, &tm);
        if ((tm.tm_isdst > 0) != date_is_summer_time((int64_t)t * 1000))
            fail_msg("%lld", (long long)t);
    }
    for (time_t t = 883612800; t < 2145916800; t += 9973 * 60) {
        struct arena a = { 0 };
        localtime_r(&t, &tm);
        int64_t again = date_instant(date_of_instant(&a, (int64_t)t * 1000), tm.tm_hour, tm.tm_min);
        assert_true(again == (int64_t)t * 1000 - tm.tm_sec * 1000 || again == (int64_t)t * 1000 - tm.tm_sec * 1000 - 3600000);
        arena_free(&a);
    }
}

static void school_entry(void **state)
{
    (void)state;
    static const struct { const char *born, *compulsory; int reception; } entry[] = {   /* domain.md 3.4 */
        { "2020-08-31", "2025-08-31", 2024 }, { "2020-09-01", "2025-12-31", 2025 }, { "2020-03-31", "2025-03-31", 2024 },
        { "2020-02-29", "2025-03-31", 2024 }, { "2019-02-16", "2024-03-31", 2023 }, { "2019-09-01", "2024-12-31", 2024 },
        { "2020-12-31", "2025-12-31", 2025 }, { "2021-01-01", "2026-03-31", 2025 }, { "2020-04-01", "2025-08-31", 2024 }, { "", "", 0 },
    };
    for (size_t i = 0; i < COUNT(entry); i++) {
        assert_string_equal(date_compulsory_school_age(&arena, entry[i].born), entry[i].compulsory);
        assert_int_equal(date_reception_year(entry[i].born), entry[i].reception);
    }
    static const struct { const char *born; int months; const char *from; } entitled[] = {   /* 3.5 */
        { "2024-01-01", 24, "2026-04-01" }, { "2024-03-31", 24, "2026-04-01" }, { "2024-04-01", 24, "2026-09-01" },
        { "2024-08-31", 24, "2026-09-01" }, { "2024-09-01", 24, "2027-01-01" }, { "2023-12-31", 36, "2027-01-01" },
        { "2024-02-29", 24, "2026-04-01" }, { "2025-05-31", 9, "2026-04-01" }, { "2025-07-01", 9, "2026-09-01" },
        { "2025-12-01", 9, "2027-01-01" }, { "2025-11-30", 9, "2026-09-01" }, { "", 9, "" },
    };
    for (size_t i = 0; i < COUNT(entitled); i++)
        assert_string_equal(date_entitled_from(&arena, entitled[i].born, entitled[i].months), entitled[i].from);
    assert_string_equal(date_early_years_census(&arena, 2026), "2026-01-15");   /* 3.6 */
    assert_string_equal(date_early_years_census(&arena, 2027), "2027-01-21");
    assert_string_equal(date_school_census(&arena, 2026, 5), "2026-05-21");
    assert_string_equal(date_school_census(&arena, 2026, 10), "2026-10-01");
    assert_string_equal(date_school_census(&arena, 2026, 6), "");
}

static int give_back(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid_days), cmocka_unit_test(numbers_and_texts), cmocka_unit_test(typed_parts), cmocka_unit_test(adding),
        cmocka_unit_test(ages), cmocka_unit_test(words), cmocka_unit_test(bank_holidays), cmocka_unit_test(later_years),
        cmocka_unit_test(working_days), cmocka_unit_test(london_clock), cmocka_unit_test(london_agrees_with_tzdata),
        cmocka_unit_test(school_entry),
    };
    return cmocka_run_group_tests(tests, NULL, give_back);
}
