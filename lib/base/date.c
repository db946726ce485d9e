/*
 * Days, working days, ages and instants.  Called from everywhere.  May not
 * read a table, the locale or the time zone of the machine; only date_now_ms
 * reads the clock.
 */
#include "base/date.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { DAY_MS = 86400000, HOUR_MS = 3600000, MINUTE_MS = 60000 };

struct day { int64_t year; int month, day; };

static const char *const month_name[] = {
    "", "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
};

static const char *const weekday_name[] = {
    "", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
};

/* ---- A day and its number ---- */

static bool is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int64_t year, int month)
{
    static const int length[] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return month == 2 && is_leap(year) ? 29 : length[month];
}

/* Howard Hinnant, "chrono-compatible low-level date algorithms": days_from_civil. */
static int64_t number_of(int64_t year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* The same, civil_from_days. */
static struct day day_of(int64_t number)
{
    int64_t z = number + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t of_era = z - era * 146097;
    int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted = (int)((5 * of_year + 2) / 153);
    struct day d = { .day = (int)(of_year - (153 * shifted + 2) / 5 + 1), .month = shifted < 10 ? shifted + 3 : shifted - 9 };
    d.year = year_of_era + era * 400 + (d.month <= 2);
    return d;
}

static bool digits_of(const char *s, int n, int *value)
{
    *value = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        *value = *value * 10 + (s[i] - '0');
    }
    return true;
}

static bool parse(const char *iso, struct day *d)
{
    int year = 0;
    if (!digits_of(iso, 4, &year) || iso[4] != '-' || !digits_of(iso + 5, 2, &d->month) || iso[7] != '-'
        || !digits_of(iso + 8, 2, &d->day) || iso[10])
        return false;
    d->year = year;
    return year >= 1 && d->month >= 1 && d->month <= 12 && d->day >= 1 && d->day <= month_length(year, d->month);
}

bool date_valid(const char *iso)
{
    struct day d;
    return parse(iso, &d);
}

int64_t date_number(const char *iso)
{
    struct day d;
    return parse(iso, &d) ? number_of(d.year, d.month, d.day) : DATE_NONE;
}

static const char *text_of(struct arena *a, struct day d)
{
    if (d.year < 1 || d.year > 9999)
        return "";
    return arena_print(a, "%04d-%02d-%02d", (int)d.year, d.month, d.day);
}

const char *date_text(struct arena *a, int64_t number)
{
    bool in_range = number >= number_of(1, 1, 1) && number <= number_of(9999, 12, 31);
    return in_range ? text_of(a, day_of(number)) : "";
}

/* Takes 1 to MAX digits with spaces round them; -1 if it is anything else. */
static int small_number(const char *s, int max)
{
    s += strspn(s, " \t");
    int n = 0, digits = 0;
    for (; *s >= '0' && *s <= '9' && digits <= max; s++, digits++)
        n = n * 10 + (*s - '0');
    s += strspn(s, " \t");
    return *s || digits < 1 || digits > max ? -1 : n;
}

static int month_by_name(const char *s)
{
    s += strspn(s, " \t");
    size_t len = strcspn(s, " \t.");
    if (s[len + strspn(s + len, " \t.")])
        return -1;
    for (int m = 1; m <= 12; m++)
        if (len <= strlen(month_name[m]) && (len == 3 || len == strlen(month_name[m]) || (m == 9 && len == 4))
            && strncasecmp(s, month_name[m], len) == 0)
            return m;
    return -1;
}

const char *date_from_parts(struct arena *a, const char *day, const char *month, const char *year)
{
    int d = small_number(day, 2), m = small_number(month, 2), y = small_number(year, 4);
    if (m < 0)
        m = month_by_name(month);
    if (y < 1000 || m < 1 || m > 12 || d < 1 || d > month_length(y, m))
        return "";
    return text_of(a, (struct day){ y, m, d });
}

int date_year(const char *iso)
{
    struct day d;
    return parse(iso, &d) ? (int)d.year : 0;
}

int date_month(const char *iso)
{
    struct day d;
    return parse(iso, &d) ? d.month : 0;
}

int date_day(const char *iso)
{
    struct day d;
    return parse(iso, &d) ? d.day : 0;
}

static int weekday_of(int64_t number)
{
    int64_t of_week = (number + 3) % 7;   /* 1970-01-01 was a Thursday */
    return (int)(of_week < 0 ? of_week + 7 : of_week) + 1;
}

int date_weekday(const char *iso)
{
    int64_t n = date_number(iso);
    return n == DATE_NONE ? 0 : weekday_of(n);
}

/* ---- Reckoning ---- */

const char *date_add_days(struct arena *a, const char *iso, int64_t days)
{
    int64_t n = date_number(iso), sum = 0;
    if (n == DATE_NONE || __builtin_add_overflow(n, days, &sum))
        return "";
    return date_text(a, sum);
}

/* D moved by MONTHS; the day is left as it is, and may be past the month's end. */
static bool move_months(struct day *d, int64_t months)
{
    if (months < -120000 || months > 120000)
        return false;
    int64_t m = d->year * 12 + d->month - 1 + months;
    if (m < 12 || m > 9999 * 12 + 11)
        return false;
    d->year = m / 12;
    d->month = (int)(m % 12) + 1;
    return true;
}

const char *date_add_months(struct arena *a, const char *iso, int64_t months)
{
    struct day d;
    if (!parse(iso, &d) || !move_months(&d, months))
        return "";
    int last = month_length(d.year, d.month);
    if (d.day > last)
        d.day = last;
    return text_of(a, d);
}

int64_t date_days_between(const char *from, const char *to)
{
    int64_t f = date_number(from), t = date_number(to);
    return f == DATE_NONE || t == DATE_NONE ? 0 : t - f;
}

static int64_t nth_weekday(int64_t year, int month, int weekday, int n)
{
    int last = month_length(year, month);
    int64_t edge = number_of(year, month, n > 0 ? 1 : last);
    int day = n > 0 ? 1 + (weekday - weekday_of(edge) + 7) % 7 + (n - 1) * 7
                    : last - (weekday_of(edge) - weekday + 7) % 7 + (n + 1) * 7;
    return day < 1 || day > last ? DATE_NONE : number_of(year, month, day);
}

const char *date_nth_weekday(struct arena *a, int year, int month, int weekday, int n)
{
    bool sensible = year >= 1 && year <= 9999 && month >= 1 && month <= 12
        && weekday >= MONDAY && weekday <= SUNDAY && n != 0 && n >= -5 && n <= 5;
    return sensible ? date_text(a, nth_weekday(year, month, weekday, n)) : "";
}

int date_academic_year(const char *iso)
{
    struct day d;
    return parse(iso, &d) ? (int)d.year - (d.month < 9) : 0;
}

/* ---- Age ---- */

int date_age_months(const char *born, const char *on)
{
    struct day b, o;
    if (!parse(born, &b) || !parse(on, &o) || strcmp(on, born) < 0)
        return -1;
    return (int)((o.year - b.year) * 12) + o.month - b.month - (o.day < b.day);
}

static const char *count_words(struct arena *a, int64_t n, const char *unit)
{
    return arena_print(a, "%lld %s%s", (long long)n, unit, n == 1 ? "" : "s");
}

const char *date_age_words(struct arena *a, const char *born, const char *on)
{
    int months = date_age_months(born, on);
    if (months < 0)
        return "";
    int64_t days = date_days_between(born, on);
    if (months == 0)
        return days >= 7 ? count_words(a, days / 7, "week") : count_words(a, days, "day");
    if (months < 12)
        return count_words(a, months, "month");
    if (months % 12 == 0)
        return count_words(a, months / 12, "year");
    return arena_print(a, "%s %s", count_words(a, months / 12, "year"), count_words(a, months % 12, "month"));
}

const char *date_reaches_months(struct arena *a, const char *born, int months)
{
    struct day d;
    if (!parse(born, &d) || !move_months(&d, months))
        return "";
    if (d.day <= month_length(d.year, d.month))
        return text_of(a, d);
    d.day = 1;
    return move_months(&d, 1) ? text_of(a, d) : "";
}

/* ---- As words ---- */

const char *date_words(struct arena *a, const char *iso)
{
    struct day d;
    return parse(iso, &d) ? arena_print(a, "%d %s %d", d.day, month_name[d.month], (int)d.year) : "";
}

const char *date_short(struct arena *a, const char *iso)
{
    struct day d;
    return parse(iso, &d) ? arena_print(a, "%d %.3s %d", d.day, month_name[d.month], (int)d.year) : "";
}

const char *date_month_words(struct arena *a, const char *iso)
{
    struct day d;
    return parse(iso, &d) ? arena_print(a, "%s %d", month_name[d.month], (int)d.year) : "";
}

const char *date_weekday_words(const char *iso)
{
    return weekday_name[date_weekday(iso)];
}

/* ---- Working days ---- */

/* Easter Sunday, Gregorian: the "anonymous" algorithm (Meeus, Astronomical Algorithms, chapter 8). */
static int64_t easter(int64_t year)
{
    int64_t a = year % 19, b = year / 100, c = year % 100;
    int64_t d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int64_t h = (19 * a + b - d - g + 15) % 30;
    int64_t i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int64_t m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return number_of(year, (int)(n / 31), (int)(n % 31) + 1);
}

/* Single holidays, by royal proclamation; where moved is set the usual one of that month is not kept. */
struct single_holiday { int year, month, day; bool moved; const char *name; };

static const struct single_holiday single[] = {
    { 2011, 4, 29, false, "Wedding of Prince William and Catherine Middleton" },
    { 2012, 6, 4, false, "Spring bank holiday" },
    { 2012, 6, 5, false, "Queen's Diamond Jubilee" },
    { 2012, 5, 28, true, "" },
    { 2020, 5, 4, true, "" },
    { 2020, 5, 8, false, "Early May bank holiday (VE day)" },
    { 2022, 5, 30, true, "" },
    { 2022, 6, 2, false, "Spring bank holiday" },
    { 2022, 6, 3, false, "Platinum Jubilee bank holiday" },
    { 2022, 9, 19, false, "Bank Holiday for the State Funeral of Queen Elizabeth II" },
    { 2023, 5, 8, false, "Bank holiday for the coronation of King Charles III" },
};

static const char *new_year(int day, int weekday)
{
    if (day == 1)
        return "New Year's Day";
    return weekday == MONDAY && day <= 3 ? "New Year's Day (substitute day)" : "";
}

static const char *christmas(int day, int weekday)
{
    if (day == 25)
        return "Christmas Day";
    if (day == 26)
        return "Boxing Day";
    if ((day == 27 && weekday == MONDAY) || (day == 27 && weekday == TUESDAY))
        return "Christmas Day (substitute day)";
    return day == 28 && (weekday == MONDAY || weekday == TUESDAY) ? "Boxing Day (substitute day)" : "";
}

static const char *spring_and_summer(struct day d, int64_t n)
{
    if (d.month == 5 && n == nth_weekday(d.year, 5, MONDAY, 1))
        return "Early May bank holiday";
    if (d.month == 5 && n == nth_weekday(d.year, 5, MONDAY, -1))
        return "Spring bank holiday";
    if (d.month == 8 && n == nth_weekday(d.year, 8, MONDAY, -1))
        return "Summer bank holiday";
    if (d.month == 3 || d.month == 4) {
        int64_t sunday = easter(d.year);
        return n == sunday - 2 ? "Good Friday" : n == sunday + 1 ? "Easter Monday" : "";
    }
    return "";
}

static const char *bank_holiday(int64_t n)
{
    struct day d = day_of(n);
    if (weekday_of(n) > FRIDAY)
        return "";
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        if (d.year == single[i].year && d.month == single[i].month && d.day == single[i].day)
            return single[i].name;
    if (d.month == 1)
        return new_year(d.day, weekday_of(n));
    if (d.month == 12)
        return christmas(d.day, weekday_of(n));
    return spring_and_summer(d, n);
}

const char *date_bank_holiday(const char *iso)
{
    int64_t n = date_number(iso);
    return n == DATE_NONE ? "" : bank_holiday(n);
}

static bool is_working(int64_t n)
{
    return weekday_of(n) <= FRIDAY && !*bank_holiday(n);
}

bool date_is_working_day(const char *iso)
{
    int64_t n = date_number(iso);
    return n != DATE_NONE && is_working(n);
}

const char *date_add_working_days(struct arena *a, const char *from, int n)
{
    int64_t day = date_number(from), step = n < 0 ? -1 : 1;
    int64_t first = number_of(1, 1, 1), last = number_of(9999, 12, 31);
    if (day == DATE_NONE)
        return "";
    if (n == 0)
        while (!is_working(day))
            day++;
    for (int64_t left = n < 0 ? -(int64_t)n : n; left && day >= first && day <= last;)
        left -= is_working(day += step);
    return date_text(a, day);
}

int64_t date_working_days_between(const char *from, const char *to)
{
    int64_t f = date_number(from), t = date_number(to), days = 0;
    if (f == DATE_NONE || t == DATE_NONE)
        return 0;
    for (int64_t d = f + 1; d <= t; d++)
        days += is_working(d);
    for (int64_t d = f - 1; d >= t; d--)
        days -= is_working(d);
    return days;
}

/* ---- Instants ---- */

int64_t date_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t floor_days(int64_t ms)
{
    return ms / DAY_MS - (ms % DAY_MS < 0);
}

bool date_is_summer_time(int64_t ms)
{
    int64_t year = day_of(floor_days(ms)).year;
    int64_t begins = nth_weekday(year, 3, SUNDAY, -1) * DAY_MS + HOUR_MS;
    int64_t ends = nth_weekday(year, 10, SUNDAY, -1) * DAY_MS + HOUR_MS;
    return ms >= begins && ms < ends;
}

/* False for instants outside years 1 to 9999, which no clock of ours shows. */
static bool london(int64_t ms, int64_t *day, int *minutes)
{
    int64_t first = number_of(1, 1, 1) * DAY_MS, last = number_of(9999, 12, 31) * DAY_MS;
    if (ms < first || ms > last)
        return false;
    int64_t local = ms + (date_is_summer_time(ms) ? HOUR_MS : 0);
    *day = floor_days(local);
    *minutes = (int)((local - *day * DAY_MS) / MINUTE_MS);
    return true;
}

const char *date_of_instant(struct arena *a, int64_t ms)
{
    int64_t day = 0;
    int minutes = 0;
    return london(ms, &day, &minutes) ? date_text(a, day) : "";
}

const char *date_clock_words(struct arena *a, int64_t ms)
{
    int64_t day = 0;
    int minutes = 0;
    if (!london(ms, &day, &minutes))
        return "";
    if (minutes % 720 == 0)
        return minutes ? "midday" : "midnight";
    int hour = minutes / 60 % 12;
    return arena_print(a, "%d:%02d%s", hour ? hour : 12, minutes % 60, minutes < 720 ? "am" : "pm");
}

const char *date_time_words(struct arena *a, int64_t ms)
{
    const char *day = date_of_instant(a, ms);
    return *day ? arena_print(a, "%s, %s", date_words(a, day), date_clock_words(a, ms)) : "";
}

int64_t date_instant(const char *iso, int hour, int minute)
{
    int64_t day = date_number(iso);
    if (day == DATE_NONE || hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return DATE_NONE;
    int64_t as_gmt = day * DAY_MS + hour * (int64_t)HOUR_MS + minute * (int64_t)MINUTE_MS;
    return date_is_summer_time(as_gmt - HOUR_MS) ? as_gmt - HOUR_MS : as_gmt;
}

/* ---- School entry, funding and census ---- */

int date_reception_year(const char *born)
{
    struct day d;
    return parse(born, &d) ? (int)d.year + (d.month >= 9 ? 5 : 4) : 0;
}

const char *date_compulsory_school_age(struct arena *a, const char *born)
{
    struct day d;
    if (!parse(date_reaches_months(a, born, 60), &d))
        return "";
    if (d.month <= 3)
        return text_of(a, (struct day){ d.year, 3, 31 });
    return text_of(a, d.month <= 8 ? (struct day){ d.year, 8, 31 } : (struct day){ d.year, 12, 31 });
}

const char *date_entitled_from(struct arena *a, const char *born, int months)
{
    struct day d;
    if (!parse(date_reaches_months(a, born, months), &d))
        return "";
    if (d.month <= 3)
        return text_of(a, (struct day){ d.year, 4, 1 });
    return text_of(a, d.month <= 8 ? (struct day){ d.year, 9, 1 } : (struct day){ d.year + 1, 1, 1 });
}

const char *date_school_census(struct arena *a, int year, int month)
{
    if (month != 1 && month != 5 && month != 10)
        return "";
    return date_nth_weekday(a, year, month, THURSDAY, month == 10 ? 1 : 3);
}

const char *date_early_years_census(struct arena *a, int year)
{
    return date_school_census(a, year, 1);
}
