/* Money of an award, day by day.  Pure: see money.h. */
#include "app/funding/money.h"
#include "base/date.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }
static const char *later(const char *a, const char *b) { return strcmp(a, b) > 0 ? a : b; }
static const char *earlier(const char *a, const char *b) { return strcmp(a, b) < 0 ? a : b; }

int financial_year(const char *day)
{
    return date_valid(day) ? date_year(day) - (date_month(day) < 4) : 0;
}

const char *financial_year_from(struct arena *a, int year) { return arena_print(a, "%04d-04-01", year); }
const char *financial_year_to(struct arena *a, int year) { return arena_print(a, "%04d-03-31", year + 1); }
const char *financial_year_words(struct arena *a, int year) { return arena_print(a, "%d to %d", year, year + 1); }

/* ---- Days ---- */

struct money_fraction money_of_term(const struct money_award *w, int64_t weeks)
{
    if (is(w->unit, "hour"))
        return (struct money_fraction){ w->rate_pence * w->minutes * weeks, 60 };
    if (is(w->unit, "week"))
        return (struct money_fraction){ w->rate_pence * weeks, 1 };
    return (struct money_fraction){ w->rate_pence, 1 };
}

/* What is owed for the first DAYS days of a term, rounded down. */
static int64_t owed(const struct money_award *w, const struct money_term *t, int64_t days)
{
    struct money_fraction all = money_of_term(w, t->weeks);
    return all.over * days / (all.under * (date_days_between(t->from_on, t->to_on) + 1));
}

int64_t money_of_days(const struct money_award *w, const struct money_term *t, const char *from, const char *to)
{
    if (strcmp(from, to) > 0)
        return 0;
    return owed(w, t, date_days_between(t->from_on, to) + 1) - owed(w, t, date_days_between(t->from_on, from));
}

/* ---- The lines of an award ---- */

static bool is_lump(const struct money_award *w) { return is(w->unit, "once") || is(w->unit, "year"); }

/* A lump sum stands in the term of its first day, or in the next one. */
static size_t lump(const struct money_award *w, const struct money_term *t, size_t terms, struct money_line *line)
{
    for (size_t i = 0; i < terms; i++)
        if (strcmp(w->from_on, t[i].to_on) <= 0) {
            const char *from = later(w->from_on, t[i].from_on);
            line[0] = (struct money_line){ t[i].id, financial_year(from), from, earlier(later(w->last_on, from), t[i].to_on), later(t[i].pay_on, w->from_on), w->rate_pence };
            return 1;
        }
    return 0;
}

/* The part of a term that lies within the award and one financial year. */
static size_t part(const struct money_award *w, const struct money_term *t, const char *from, const char *to, struct money_line *line)
{
    int64_t pence = money_of_days(w, t, from, to);
    if (!pence)
        return 0;
    *line = (struct money_line){ t->id, financial_year(from), from, to, later(t->pay_on, from), pence };
    return 1;
}

struct money_line *money_lines(struct arena *a, const struct money_award *w, const struct money_term *t, size_t terms, size_t *n)
{
    struct money_line *line = arena_array(a, struct money_line, 2 * terms + 1);
    *n = 0;
    if (strcmp(w->last_on, w->from_on) < 0)
        return line;
    if (is_lump(w)) {
        *n = lump(w, t, terms, line);
        return line;
    }
    for (size_t i = 0; i < terms; i++) {
        const char *from = later(w->from_on, t[i].from_on), *to = earlier(w->last_on, t[i].to_on), *year_end = financial_year_to(a, financial_year(from));
        if (strcmp(from, to) > 0)
            continue;
        *n += part(w, &t[i], from, earlier(to, year_end), &line[*n]);
        if (strcmp(to, year_end) > 0)
            *n += part(w, &t[i], date_add_days(a, year_end, 1), to, &line[*n]);
    }
    return line;
}

int64_t money_total(const struct money_line *line, size_t n)
{
    int64_t pence = 0;
    for (size_t i = 0; i < n; i++)
        pence += line[i].pence;
    return pence;
}

const char *money_uncovered(struct arena *a, const struct money_award *w, const struct money_term *t, size_t terms)
{
    const char *end = terms ? t[terms - 1].to_on : "";
    const char *needed = is_lump(w) ? w->from_on : w->last_on;
    return strcmp(needed, end) > 0 ? later(*end ? date_add_days(a, end, 1) : w->from_on, w->from_on) : "";
}

/* ---- What is to be written when an award changes ---- */

const char *const money_kinds[] = { "instalment", "supplement", "clawback" };

/* What stands in schedules already for a term and year; the span of days that it was for. */
struct sent { int64_t pence; const char *from_on, *to_on; };

static struct sent sent_for(const struct money_there *there, size_t n, int64_t term, int year)
{
    struct sent s = { 0, "", "" };
    for (size_t i = 0; i < n; i++)
        if (there[i].is_sent && there[i].term_id == term && there[i].year == year) {
            s.pence += there[i].pence;
            s.from_on = !*s.from_on ? there[i].from_on : earlier(s.from_on, there[i].from_on);
            s.to_on = later(s.to_on, there[i].to_on);
        }
    return s;
}

static bool is_among(const struct money_line *now, size_t lines, int64_t term, int year)
{
    for (size_t i = 0; i < lines; i++)
        if (now[i].term_id == term && now[i].year == year)
            return true;
    return false;
}

static void add_difference(struct money_change *to, size_t *n, struct money_line line, struct sent s)
{
    int64_t pence = line.pence - s.pence;
    if (!pence)
        return;
    line.pence = pence;
    to[(*n)++] = (struct money_change){ line, !*s.from_on ? INSTALMENT : pence > 0 ? SUPPLEMENT : CLAWBACK };
}

struct money_change *money_changes(struct arena *a, const struct money_line *now, size_t lines, struct money_there *there, size_t n_there, size_t *n)
{
    struct money_change *to = arena_array(a, struct money_change, lines + n_there + 1);
    *n = 0;
    for (size_t i = 0; i < n_there; i++)
        there[i].is_dropped = !there[i].is_sent;
    for (size_t i = 0; i < lines; i++)
        add_difference(to, n, now[i], sent_for(there, n_there, now[i].term_id, now[i].year));
    for (size_t i = 0; i < n_there; i++) {
        bool is_first = there[i].is_sent && !is_among(now, lines, there[i].term_id, there[i].year);
        for (size_t k = 0; k < i; k++)
            is_first &= !(there[k].is_sent && there[k].term_id == there[i].term_id && there[k].year == there[i].year);
        if (is_first) {
            struct sent s = sent_for(there, n_there, there[i].term_id, there[i].year);
            add_difference(to, n, (struct money_line){ there[i].term_id, there[i].year, s.from_on, s.to_on, "", 0 }, s);
        }
    }
    return to;
}

/* ---- Words ---- */

static const char *thousands(struct arena *a, int64_t n)
{
    return n < 1000 ? arena_print(a, "%lld", (long long)n) : arena_print(a, "%s,%03lld", thousands(a, n / 1000), (long long)(n % 1000));
}

const char *pounds(struct arena *a, int64_t pence)
{
    int64_t p = pence < 0 ? -pence : pence;
    return arena_print(a, p % 100 ? "%s£%s.%02lld" : "%s£%s", pence < 0 ? "−" : "", thousands(a, p / 100), (long long)(p % 100));
}

const char *pounds_whole(struct arena *a, int64_t pence)
{
    return pounds(a, (pence < 0 ? pence - 50 : pence + 50) / 100 * 100);
}

const char *rate_words(struct arena *a, int64_t pence, const char *unit)
{
    static const char *const words[][2] = { { "hour", "an hour" }, { "week", "a week" }, { "term", "a term" }, { "once", "once" }, { "year", "a year" } };
    const char *end = unit;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is(words[i][0], unit))
            end = words[i][1];
    return arena_print(a, "%s %s", pounds(a, pence), end);
}

const char *hours_words(struct arena *a, int64_t minutes)
{
    static const char *const quarter[] = { "", ".25", ".5", ".75" };
    if (!minutes)
        return "";
    return arena_print(a, minutes == 60 ? "%lld%s hour a week" : "%lld%s hours a week", (long long)(minutes / 60), quarter[minutes % 60 / 15]);
}

/* Digits and at most DECIMALS places; thousands may be parted by commas. The value without its point in *N. */
static bool decimal(const char *s, int decimals, int64_t *n)
{
    int digits = 0, places = -1;
    for (*n = 0; *s; s++)
        if (*s >= '0' && *s <= '9') {
            *n = *n * 10 + (*s - '0');
            if (++digits > 12 || (places >= 0 && ++places > decimals))
                return false;
        } else if (*s == '.' && places < 0)
            places = 0;
        else if (*s != ',' || places >= 0 || !digits)
            return false;
    for (int i = places < 0 ? 0 : places; i < decimals; i++)
        *n *= 10;
    return digits > 0;
}

bool pounds_read(const char *typed, int64_t most, int64_t *pence)
{
    if (text_starts(typed, "£"))
        typed += strlen("£");
    while (*typed == ' ')
        typed++;
    return decimal(typed, 2, pence) && *pence >= 1 && *pence <= most;
}

bool hours_read(const char *typed, int64_t *minutes)
{
    int64_t hundredths;
    if (!decimal(typed, 2, &hundredths) || hundredths % 25 || hundredths < 25 || hundredths > 6000)
        return false;
    *minutes = hundredths * 60 / 100;
    return true;
}
