#ifndef BASE_DATE_H
#define BASE_DATE_H

/*
 * Days, working days, ages and instants; the calendar rules of school entry
 * that the law fixes.  Called from everywhere; knows no table and no clock but
 * date_now_ms.
 *
 * A day is ISO text "YYYY-MM-DD", years 0001 to 9999, Gregorian throughout; ""
 * is "not known".  Two days compare with strcmp.  An instant is unix
 * milliseconds; its day and hour are those of the clock in London.  What is
 * asked about a day that is not one answers "", or what is said below.
 */

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

#define DATE_NONE INT64_MIN   /* the number of a day that is not known */

enum { MONDAY = 1, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

/* ---- A day and its number ---- */

bool date_valid(const char *iso);                       /* exactly YYYY-MM-DD and in the calendar; "" is not */
int64_t date_number(const char *iso);                   /* days since 1970-01-01, or DATE_NONE */
const char *date_text(struct arena *, int64_t number);  /* "" outside years 1 to 9999 */

/* From what a person typed: day of 1-2 digits, month as a number or an English
 * name ("3", "March", "mar", "Sept"), year of 4 digits; spaces round them do
 * not matter.  "" if there is no such day. */
const char *date_from_parts(struct arena *, const char *day, const char *month, const char *year);

int date_year(const char *iso);      /* 0 if not a day */
int date_month(const char *iso);     /* 1-12, 0 if not a day */
int date_day(const char *iso);       /* 1-31, 0 if not a day */
int date_weekday(const char *iso);   /* MONDAY to SUNDAY, 0 if not a day */

/* ---- Reckoning ---- */

const char *date_add_days(struct arena *, const char *iso, int64_t days);

/* The same day of a later (or, below 0, earlier) month; where that month is
 * shorter, its last day: 31 January + 1 = 28 or 29 February (the
 * "corresponding date rule", Dodds v Walker [1981] 1 WLR 1027). */
const char *date_add_months(struct arena *, const char *iso, int64_t months);

/* TO minus FROM in days: the next day is 1. 0 if either is not known. */
int64_t date_days_between(const char *from, const char *to);

/* The N-th of WEEKDAY in a month; N below 0 counts from its end (-1 the last). "" if there is none. */
const char *date_nth_weekday(struct arena *, int year, int month, int weekday, int n);

/* The year in which the school year of this day began on 1 September: 2026-03-04 is in 2025. 0 if not a day. */
int date_academic_year(const char *iso);

/* ---- Age ---- */

/* Whole months lived on a day; a month is full on the same day of the month
 * or, where there is none, on the first of the next (born 29 February: 1 March
 * in a common year). -1 if a day is not known or ON is before BORN. */
int date_age_months(const char *born, const char *on);

/* "2 years 4 months", "1 year", "11 months"; below a month "3 weeks" or "5 days". "" if not known or not born. */
const char *date_age_words(struct arena *, const char *born, const char *on);

/* The day on which someone becomes so many months old, by the rule of date_age_months. */
const char *date_reaches_months(struct arena *, const char *born, int months);

/* ---- As words ---- */

const char *date_words(struct arena *, const char *iso);       /* "4 March 2026" */
const char *date_short(struct arena *, const char *iso);       /* "4 Mar 2026" */
const char *date_month_words(struct arena *, const char *iso); /* "March 2026" */
const char *date_weekday_words(const char *iso);               /* "Wednesday" */

/* ---- Working days: Monday to Friday but England's bank holidays ---- */

/*
 * Bank holidays are reckoned by rule (Banking and Financial Dealings Act 1971
 * schedule 1, the common law holidays, the yearly proclamations for substitute
 * days) for any year, and the single ones of 2011 to 2023 stand in a table.
 * Checked against gov.uk/bank-holidays from 2018; a new single holiday needs a
 * new row.
 */
const char *date_bank_holiday(const char *iso);   /* its name, or ""; at a weekend always "": its substitute day counts */
bool date_is_working_day(const char *iso);        /* false if not a day */

/* The N-th working day after FROM (before it, if N is below 0). N = 0: FROM itself, or the next working day. */
const char *date_add_working_days(struct arena *, const char *from, int n);

/* How many working days lie after FROM, up to and with TO: the inverse of the
 * above. Below 0 if TO is before FROM (those before FROM, from TO on). 0 if either is not known. */
int64_t date_working_days_between(const char *from, const char *to);

/* ---- Instants ---- */

/* London: British Summer Time from the last Sunday of March to the last of
 * October, both at 01:00 UTC (Summer Time Act 1972 as amended; so since 1998).
 * Earlier instants are reckoned by the same rule. */
int64_t date_now_ms(void);
bool date_is_summer_time(int64_t ms);
const char *date_of_instant(struct arena *, int64_t ms);   /* the day in London */
const char *date_time_words(struct arena *, int64_t ms);   /* "4 March 2026, 2:05pm"; "midday", "midnight" */
const char *date_clock_words(struct arena *, int64_t ms);  /* "2:05pm" */

/* When the clock in London shows this; DATE_NONE if there is no such day or
 * time (hour 0-23, minute 0-59).  The hour skipped in March is read as GMT,
 * the hour that comes twice in October as its first coming. */
int64_t date_instant(const char *iso, int hour, int minute);

/* ---- School entry, funding and census (docs: domain facts 3.4 to 3.6) ---- */

/* The September in which the cohort of this birth date starts Reception: born
 * 1 September Y to 31 August Y+1 starts in Y+5. 0 if not a day. */
int date_reception_year(const char *born);

/* The day from which school is compulsory: the first of 31 March, 31 August
 * and 31 December on or after the fifth birthday (Education Act 1996 s.8). */
const char *date_compulsory_school_age(struct arena *, const char *born);

/* The first day of the funded entitlement that begins the term after a child
 * is so many months old (9, 24 or 36): 1 January, 1 April or 1 September. */
const char *date_entitled_from(struct arena *, const char *born, int months);

/* School census day of a calendar year: MONTH 1 (third Thursday), 5 (third) or 10 (first); else "". */
const char *date_school_census(struct arena *, int year, int month);
const char *date_early_years_census(struct arena *, int year);   /* third Thursday of January */

#endif
