/* Money of awards: known answers over year ends, and what must hold of any award, however it is cut, changed and paid. */
#include "app/funding/money.h"
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct arena all;

/* Two school years; the spring term of 2027 goes over 31 March. */
static const struct money_term terms[] = {
    { 1, "2025-09-01", "2025-12-19", "2025-09-15", 14 }, { 2, "2026-01-05", "2026-03-27", "2026-01-19", 11 }, { 3, "2026-04-13", "2026-07-21", "2026-04-27", 13 },
    { 4, "2026-09-02", "2026-12-18", "2026-09-16", 14 }, { 5, "2027-01-04", "2027-04-08", "2027-01-18", 12 }, { 6, "2027-04-20", "2027-07-21", "2027-05-04", 12 },
};
enum { TERMS = sizeof terms / sizeof *terms };

static uint64_t seed = 20261124;
static int64_t pick(int64_t from, int64_t to)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return from + (int64_t)((seed >> 33) % (uint64_t)(to - from + 1));
}

static struct money_award award(const char *unit, int64_t rate, int64_t minutes, const char *from, const char *last) { return (struct money_award){ unit, rate, minutes, from, last }; }

static const char *some_day(void) { return date_add_days(&all, "2025-08-20", pick(0, 720)); }

static struct money_award some_award(void)
{
    static const char *const units[] = { "hour", "week", "term", "once" };
    struct money_award w = { units[pick(0, 3)], pick(1, 500000), 15 * pick(1, 240), some_day(), "" };
    w.last_on = date_add_days(&all, w.from_on, pick(0, 400));
    return w;
}

static int64_t costs(const struct money_award *w)
{
    size_t n;
    struct money_line *line = money_lines(&all, w, terms, TERMS, &n);
    return money_total(line, n);
}

/* ---- known answers ---- */

static void years_begin_in_april(void **state)
{
    (void)state;
    static const struct { const char *day; int year; } vector[] = {
        { "2026-03-31", 2025 }, { "2026-04-01", 2026 }, { "2026-12-31", 2026 }, { "2027-01-01", 2026 }, { "2027-03-31", 2026 }, { "2027-04-01", 2027 },
        { "2028-02-29", 2027 }, { "2028-03-31", 2027 }, { "2028-04-01", 2028 }, { "2000-01-01", 1999 }, { "", 0 }, { "2026-02-30", 0 },
    };
    for (size_t i = 0; i < sizeof vector / sizeof *vector; i++)
        assert_int_equal(financial_year(vector[i].day), vector[i].year);
    assert_string_equal(financial_year_from(&all, 2026), "2026-04-01");
    assert_string_equal(financial_year_to(&all, 2026), "2027-03-31");
}

static void whole_terms_cost_what_the_rate_says(void **state)
{
    (void)state;
    struct money_award by_hour = award("hour", 850, 15 * 60, "2026-09-02", "2026-12-18");
    assert_int_equal(costs(&by_hour), 850 * 15 * 14);
    struct money_award quarter = award("hour", 333, 7 * 60 + 15, "2026-01-05", "2026-03-27");        /* 333 p × 7.25 h × 11 weeks = 26,556.75 p */
    assert_int_equal(costs(&quarter), 26556);
    struct money_award by_week = award("week", 3850, 0, "2025-09-01", "2026-07-21");
    assert_int_equal(costs(&by_week), 3850 * 38);
    struct money_award by_term = award("term", 65000, 0, "2025-08-01", "2026-08-31");                 /* days of holidays cost nothing */
    assert_int_equal(costs(&by_term), 3 * 65000);
    struct money_award once = award("once", 35000, 0, "2026-12-25", "2027-01-31");                    /* begins in a holiday: paid in the next term */
    size_t n;
    struct money_line *line = money_lines(&all, &once, terms, TERMS, &n);
    assert_int_equal(n, 1);
    assert_int_equal(line->term_id, 5);
    assert_int_equal(line->pence, 35000);
}

static void a_term_is_parted_at_the_end_of_march(void **state)
{
    (void)state;
    struct money_award w = award("term", 95000, 0, "2027-01-04", "2027-04-08");                       /* 95 days: 87 before April, 8 after */
    size_t n;
    struct money_line *line = money_lines(&all, &w, terms, TERMS, &n);
    assert_int_equal(n, 2);
    assert_int_equal(line[0].year, 2026);
    assert_string_equal(line[0].to_on, "2027-03-31");
    assert_int_equal(line[0].pence, 87000);
    assert_string_equal(line[0].due_on, "2027-01-18");
    assert_int_equal(line[1].year, 2027);
    assert_string_equal(line[1].from_on, "2027-04-01");
    assert_int_equal(line[1].pence, 8000);
    assert_string_equal(line[1].due_on, "2027-04-01");                                               /* not before the year that pays it */
    w.last_on = "2027-03-31";
    line = money_lines(&all, &w, terms, TERMS, &n);
    assert_int_equal(n, 1);
    w = award("term", 95000, 0, "2027-04-01", "2027-04-01");
    line = money_lines(&all, &w, terms, TERMS, &n);
    assert_int_equal(n, 1);
    assert_int_equal(line->pence, 1000);
}

static void what_is_taken_back_or_not_covered(void **state)
{
    (void)state;
    struct money_award w = award("term", 65000, 0, "2026-09-02", "2026-09-01");
    assert_int_equal(costs(&w), 0);
    w.unit = "once";
    assert_int_equal(costs(&w), 0);
    w = award("term", 65000, 0, "2026-09-02", "2027-12-18");
    assert_string_equal(money_uncovered(&all, &w, terms, TERMS), "2027-07-22");
    assert_string_equal(money_uncovered(&all, &w, terms, 0), "2026-09-02");
    w.last_on = "2027-07-21";
    assert_string_equal(money_uncovered(&all, &w, terms, TERMS), "");
    w = award("once", 100, 0, "2027-07-20", "2029-07-20");
    assert_string_equal(money_uncovered(&all, &w, terms, TERMS), "");
}

static void words_and_what_is_typed(void **state)
{
    (void)state;
    static const struct { const char *typed; int64_t pence; } right[] = { { "8.50", 850 }, { "8.5", 850 }, { "£1,234.56", 123456 }, { "450", 45000 }, { "£ 0.01", 1 }, { "12.", 1200 } };
    static const char *const wrong[] = { "", "0", "0.00", "8.505", "-5", "1e3", "8,50.1,2", "£", "12 50", "10000000.01", "999999999999999999", "=1", ".", ",5" };
    int64_t n = 7;
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        assert_true(pounds_read(right[i].typed, 100000000, &n));
        assert_int_equal(n, right[i].pence);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(pounds_read(wrong[i], 100000000, &n));
    assert_true(hours_read("7.25", &n));
    assert_int_equal(n, 435);
    assert_true(hours_read("15", &n));
    assert_int_equal(n, 900);
    assert_false(hours_read("7.3", &n));
    assert_false(hours_read("0", &n));
    assert_false(hours_read("61", &n));
    assert_string_equal(pounds(&all, 123456), "£1,234.56");
    assert_string_equal(pounds(&all, -2000), "−£20");
    assert_string_equal(pounds(&all, 100000000), "£1,000,000");
    assert_string_equal(rate_words(&all, 850, "hour"), "£8.50 an hour");
    assert_string_equal(hours_words(&all, 435), "7.25 hours a week");
}

/* ---- what holds of any award ---- */

/* The same money reckoned another way: one day after the other, each the difference of two roundings. */
static int64_t day_by_day(const struct money_award *w, int year)
{
    int64_t sum = 0;
    for (size_t i = 0; i < TERMS; i++) {
        struct money_fraction all_of_it = money_of_term(w, terms[i].weeks);
        int64_t days = date_days_between(terms[i].from_on, terms[i].to_on) + 1, before = 0;
        for (int64_t d = 1; d <= days; d++) {
            const char *day = date_add_days(&all, terms[i].from_on, d - 1);
            int64_t until = (int64_t)((__int128)all_of_it.over * d / ((__int128)all_of_it.under * days));
            if (strcmp(w->from_on, day) <= 0 && strcmp(day, w->last_on) <= 0 && (!year || financial_year(day) == year))
                sum += until - before;
            before = until;
        }
    }
    return sum;
}

static void lines_are_the_days_added_up(void **state)
{
    (void)state;
    for (int i = 0; i < 300; i++) {
        struct money_award w = some_award();
        if (strcmp(w.unit, "once") == 0)
            w.unit = "term";
        size_t n;
        struct money_line *line = money_lines(&all, &w, terms, TERMS, &n);
        assert_int_equal(money_total(line, n), day_by_day(&w, 0));
        for (int year = 2025; year <= 2027; year++) {
            int64_t of_year = 0;
            for (size_t k = 0; k < n; k++)
                of_year += line[k].year == year ? line[k].pence : 0;
            assert_int_equal(of_year, day_by_day(&w, year));
        }
        for (size_t k = 0; k < n; k++) {
            assert_true(line[k].pence > 0 && strcmp(line[k].from_on, line[k].to_on) <= 0);
            assert_int_equal(financial_year(line[k].from_on), line[k].year);
            assert_int_equal(financial_year(line[k].to_on), line[k].year);
            assert_true(k == 0 || strcmp(line[k - 1].to_on, line[k].from_on) < 0);
        }
        if (i % 50 == 49)
            arena_reset(&all);
    }
}

/* An award that is cut in two at any day costs the same: a child who moves makes no penny. */
static void a_cut_makes_no_penny(void **state)
{
    (void)state;
    for (int i = 0; i < 2000; i++) {
        struct money_award w = some_award(), before = w, after = w;
        if (strcmp(w.unit, "once") == 0)
            continue;
        before.last_on = date_add_days(&all, w.from_on, pick(-1, date_days_between(w.from_on, w.last_on)));
        after.from_on = date_add_days(&all, before.last_on, 1);
        assert_int_equal(costs(&before) + costs(&after), costs(&w));
        if (i % 100 == 99)
            arena_reset(&all);
    }
}

/* ---- paid, changed, paid again ---- */

enum { MOST_ROWS = 400 };
struct book { struct money_there row[MOST_ROWS], frozen[MOST_ROWS]; size_t n, sent; };

static void write(struct book *b, const struct money_award *w)
{
    size_t lines, n, kept = 0;
    struct money_line *line = money_lines(&all, w, terms, TERMS, &lines);
    struct money_change *c = money_changes(&all, line, lines, b->row, b->n, &n);
    for (size_t i = 0; i < b->n; i++) {
        assert_int_equal(b->row[i].is_dropped, !b->row[i].is_sent);
        if (!b->row[i].is_dropped)
            b->row[kept++] = b->row[i];
    }
    b->n = kept;
    for (size_t i = 0; i < n; i++) {
        assert_int_not_equal(c[i].line.pence, 0);
        assert_int_equal(c[i].kind == CLAWBACK, c[i].line.pence < 0);
        assert_true(b->n < MOST_ROWS);
        b->row[b->n++] = (struct money_there){ 0, c[i].line.term_id, c[i].line.year, c[i].line.from_on, c[i].line.to_on, c[i].line.pence, false, false };
    }
}

/* Some of what is planned goes to the finance system, in order. */
static void send_some(struct book *b)
{
    for (size_t i = 0; i < b->n; i++)
        if (!b->row[i].is_sent && pick(0, 2)) {
            struct money_there r = b->row[i];
            r.is_sent = true;
            memmove(&b->row[b->sent + 1], &b->row[b->sent], (i - b->sent) * sizeof r);
            b->row[b->sent] = b->frozen[b->sent] = r;
            b->sent++;
        }
}

static int64_t sum(const struct book *b, int year, bool sent_only)
{
    int64_t pence = 0;
    for (size_t i = 0; i < b->n; i++)
        pence += (!year || b->row[i].year == year) && (!sent_only || b->row[i].is_sent) ? b->row[i].pence : 0;
    return pence;
}

static void holds(const struct book *b, const struct money_award *w)
{
    assert_int_equal(sum(b, 0, false), costs(w));
    for (int year = 2025; strcmp(w->unit, "once") != 0 && year <= 2027; year++)
        assert_int_equal(sum(b, year, false), day_by_day(w, year));
    for (size_t i = 0; i < b->sent; i++) {
        assert_int_equal(b->row[i].pence, b->frozen[i].pence);
        assert_int_equal(b->row[i].term_id, b->frozen[i].term_id);
        assert_string_equal(b->row[i].from_on, b->frozen[i].from_on);
    }
}

static void change(struct money_award *w)
{
    switch (pick(0, 4)) {
    case 0: w->rate_pence = pick(1, 500000); break;
    case 1: w->minutes = 15 * pick(1, 240); break;
    case 2: w->last_on = date_add_days(&all, w->from_on, pick(-1, 400)); break;
    case 3: w->unit = strcmp(w->unit, "hour") == 0 ? "week" : "hour"; break;
    case 4: w->last_on = date_add_days(&all, w->from_on, -1); break;         /* taken back whole */
    }
}

/* However often an award changes and whatever was sent in between: what is paid and planned is what it costs, to the penny and year. */
static void books_add_up_whatever_happens(void **state)
{
    (void)state;
    static struct book b;
    for (int i = 0; i < 60; i++) {
        struct money_award w = some_award();
        b = (struct book){ .n = 0 };
        for (int step = 0; step < 8; step++) {
            write(&b, &w);
            holds(&b, &w);
            send_some(&b);
            holds(&b, &w);
            change(&w);
        }
        arena_reset(&all);
    }
}

static int stop(void **state)
{
    (void)state;
    arena_free(&all);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_begin_in_april), cmocka_unit_test(whole_terms_cost_what_the_rate_says), cmocka_unit_test(a_term_is_parted_at_the_end_of_march),
        cmocka_unit_test(what_is_taken_back_or_not_covered), cmocka_unit_test(words_and_what_is_typed), cmocka_unit_test(lines_are_the_days_added_up),
        cmocka_unit_test(a_cut_makes_no_penny), cmocka_unit_test(books_add_up_whatever_happens),
    };
    return cmocka_run_group_tests_name("money of the inclusion fund", tests, NULL, stop);
}
