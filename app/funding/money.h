#ifndef FUNDING_MONEY_H
#define FUNDING_MONEY_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What an award costs, day by day, in whole pence.  Pure: called by the pages
 * of app/funding, by the demo and by tests; knows no table and no today.
 *
 * The money of a term is spread over its calendar days, and what is paid up to
 * a day is rounded down once.  So an award that is cut in two, at a setting's
 * door or at 31 March, costs the same to the penny as one that is not.
 */

/* The year in which the April lies that began this day's financial year: 2027-03-31 is in 2026. 0 if not a day. */
int financial_year(const char *day);
const char *financial_year_from(struct arena *, int year);          /* "2026-04-01" */
const char *financial_year_to(struct arena *, int year);            /* "2027-03-31" */
const char *financial_year_words(struct arena *, int year);         /* "2026 to 2027" */

/* How a band is paid: "hour", "week", "term", "once", "year". Terms as an administrator entered them. */
struct money_term { int64_t id; const char *from_on, *to_on, *pay_on; int64_t weeks; };
struct money_award { const char *unit; int64_t rate_pence, minutes; const char *from_on, *last_on; };   /* MINUTES a week, of "hour" only */

/* What one whole term costs, as a fraction of pence: hours may be quarters. */
struct money_fraction { int64_t over, under; };
struct money_fraction money_of_term(const struct money_award *, int64_t weeks);

/* The pence for the days FROM to TO of a term, both included and within it; 0 if there are none. */
int64_t money_of_days(const struct money_award *, const struct money_term *, const char *from, const char *to);

/*
 * What an award costs, a line for each term and financial year that it touches
 * (the larger number of lines of a term is two), in order of days.  TERM is in
 * order and does not overlap.  "once" and "year" are one line, in the term that
 * holds the first day or the next one after it; none where the award was taken
 * back whole (last_on before from_on).  Lines of 0 pence are left out.
 */
struct money_line { int64_t term_id; int year; const char *from_on, *to_on, *due_on; int64_t pence; };
struct money_line *money_lines(struct arena *, const struct money_award *, const struct money_term *, size_t terms, size_t *n);
int64_t money_total(const struct money_line *, size_t n);

/* The first day from which no term covers the award any more (its end lies beyond the last term), "" if all is covered. */
const char *money_uncovered(struct arena *, const struct money_award *, const struct money_term *, size_t terms);

/*
 * What must be written so that all lines of an award add up to what it costs
 * now.  THERE: lines written before; those already in a schedule stay as they
 * are, the others are dropped (is_dropped is set) and written anew.  Where
 * something was paid for a term and year, the difference is a supplement or a
 * clawback.  Returns the lines to write; *N of them.
 */
struct money_there { int64_t id, term_id; int year; const char *from_on, *to_on; int64_t pence; bool is_sent, is_dropped; };
enum money_kind { INSTALMENT, SUPPLEMENT, CLAWBACK };
struct money_change { struct money_line line; enum money_kind kind; };
struct money_change *money_changes(struct arena *, const struct money_line *now, size_t lines, struct money_there *there, size_t n_there, size_t *n);
extern const char *const money_kinds[];              /* "instalment", "supplement", "clawback" */

/* "£1,234.50", "£450", "−£20"; of a rate and its unit "£8.50 an hour". */
const char *pounds(struct arena *, int64_t pence);
const char *pounds_whole(struct arena *, int64_t pence);            /* to the nearest pound, for large figures */
const char *rate_words(struct arena *, int64_t pence, const char *unit);
const char *hours_words(struct arena *, int64_t minutes);           /* "7.5 hours a week", "" for 0 */

/* What a person typed as pounds: "£1,234.50", "450", "8.5"; false if it is none, below a penny or above MOST pence. */
bool pounds_read(const char *typed, int64_t most, int64_t *pence);
/* Hours a week in quarters: "7.5", "7.25", "15"; false if it is none, or not between a quarter and 60. */
bool hours_read(const char *typed, int64_t *minutes);

#endif
