/*
 * What was typed into the search, as tokens: names, days of birth in any
 * order, numbers, postcodes.  Pure; called by search.c.
 */
#include "app/child/search.h"
#include "base/date.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { OLDEST_YEARS = 20, WORDS_READ = 12 };

static bool all_digits(const char *s) { return *s && s[strspn(s, "0123456789")] == 0; }
static bool is_digits(const char *s, size_t len) { return strlen(s) == len && all_digits(s); }
static bool has_digit(const char *s) { return strpbrk(s, "0123456789") != NULL; }

/* "22" is 2022. */
static const char *whole_year(struct arena *a, const char *y)
{
    return is_digits(y, 2) ? arena_print(a, "20%s", y) : y;
}

/* Adds the day that these parts make, if there is one on which a child of the register may be born. */
static void add_day(struct arena *a, struct search_token *t, const char *today, const char *day, const char *month, const char *year)
{
    bool year_fits = is_digits(year, 4) || is_digits(year, 2);
    const char *iso = year_fits && strlen(day) <= 2 ? date_from_parts(a, day, month, whole_year(a, year)) : "";
    if (!*iso || date_year(iso) > date_year(today) + 1 || date_year(iso) < date_year(today) - OLDEST_YEARS || t->days == SEARCH_DAYS_MOST)
        return;
    const char *packed = arena_print(a, "%.4s%.2s%.2s", iso, iso + 5, iso + 8);
    for (size_t i = 0; i < t->days; i++)
        if (strcmp(t->day[i], packed) == 0)
            return;
    t->day[t->days++] = packed;
}

/* Day, month and year in any order: Britain's first. */
static void add_days(struct arena *a, struct search_token *t, const char *today, const char *x, const char *y, const char *z)
{
    add_day(a, t, today, x, y, z);
    add_day(a, t, today, z, y, x);
    add_day(a, t, today, y, x, z);
    add_day(a, t, today, y, z, x);
}

static const char *part(struct arena *a, const char *s, size_t from, size_t n) { return arena_text(a, s + from, n); }

/* "02032022", "20220302", "020322": a day without anything between. */
static void add_packed_days(struct arena *a, struct search_token *t, const char *today, const char *s)
{
    if (is_digits(s, 8)) {
        add_day(a, t, today, part(a, s, 6, 2), part(a, s, 4, 2), part(a, s, 0, 4));
        add_days(a, t, today, part(a, s, 0, 2), part(a, s, 2, 2), part(a, s, 4, 4));
    } else if (is_digits(s, 6))
        add_days(a, t, today, part(a, s, 0, 2), part(a, s, 2, 2), part(a, s, 4, 2));
}

/* "march 2022" */
static bool is_month(struct arena *a, struct search_token *t, const char *month, const char *year)
{
    const char *iso = !has_digit(month) && is_digits(year, 4) ? date_from_parts(a, "1", month, year) : "";
    if (!*iso)
        return false;
    t->day[t->days++] = arena_print(a, "%.4s%.2s", iso, iso + 5);
    return true;
}

/* Three words that are one day; a postcode in two; a number with spaces. How many words it took, 0 if none of these. */
static size_t read_several(struct arena *a, struct search_token *t, const char *today, const char *const *w, size_t n)
{
    if (n >= 3 && (all_digits(w[0]) || all_digits(w[1]))) {
        add_days(a, t, today, w[0], w[1], w[2]);
        if (t->days)
            return 3;
    }
    if (n >= 2 && is_month(a, t, w[0], w[1]))
        return 2;
    const char *postcode = n >= 2 && has_digit(w[0]) && strlen(w[1]) == 3 ? text_postcode(a, arena_print(a, "%s%s", w[0], w[1])) : "";
    if (*postcode) {
        t->text = text_join(a, w, 2, "");
        return 2;
    }
    if (n >= 3 && is_digits(w[0], 3) && is_digits(w[1], 3) && is_digits(w[2], 4)) {
        t->text = text_join(a, w, 3, "");
        return 3;
    }
    return 0;
}

/* A telephone number however it is parted. */
static size_t read_telephone(struct arena *a, struct search_token *t, const char *const *w, size_t n)
{
    size_t took = 0, digits = 0;
    bool abroad = strcmp(w[0], "44") == 0;
    if (!abroad && *w[0] != '0')
        return 0;
    while (took < n && all_digits(w[took]) && digits + strlen(w[took]) <= 13)
        digits += strlen(w[took++]);
    const char *all = text_join(a, w, took, "");
    if (took < 2 || digits < 7)
        return 0;
    t->text = abroad ? arena_print(a, "0%s", all[2] == '0' ? all + 3 : all + 2) : all;
    return took;
}

static void read_one(struct arena *a, struct search_token *t, const char *today, const char *word)
{
    t->text = word;
    t->is_name = !has_digit(word);
    add_packed_days(a, t, today, word);
}

struct search_asked search_read(struct arena *a, const char *typed, const char *today)
{
    struct search_asked q = { 0 };
    size_t n;
    const char *const *w = text_words(a, text_fold(a, typed), &n);
    q.is_too_long = n > WORDS_READ;
    for (size_t i = 0; i < n;) {
        if (q.n == SEARCH_TOKENS_MOST) {
            q.is_too_long = true;
            break;
        }
        struct search_token *t = &q.token[q.n++];
        t->text = "";
        size_t took = read_several(a, t, today, w + i, n - i);
        if (!took)
            took = read_telephone(a, t, w + i, n - i);
        if (!took)
            read_one(a, t, today, w[i]);
        i += took ? took : 1;
    }
    return q;
}
