/* Reading days as others write them.  Called by imports; the calendar itself is date.c's. */
#include "base/day.h"

#include "base/date.h"
#include "base/text.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { MOST_WORDS = 4, FIRST_SERIAL = 10000, LAST_SERIAL = 73050 };   /* 1927 to 2100: smaller numbers are no days of anybody's list */

const char *day_of_serial(struct arena *a, int64_t serial)
{
    if (serial < 1 || serial > 2958465 || serial == 60)
        return "";
    return date_text(a, date_number("1899-12-30") + serial + (serial < 60));
}

/* TYPED without a time of day: what stands after the blank or the T before the first colon. */
static const char *without_time(struct arena *a, const char *s)
{
    const char *colon = strchr(s, ':'), *at = colon;
    if (!colon)
        return s;
    while (at > s && *at != ' ' && *at != 'T')
        at--;
    return arena_text(a, s, (size_t)(at - s));
}

static bool is_digits(const char *s)
{
    for (const char *c = s; *c; c++)
        if (!isdigit((unsigned char)*c))
            return false;
    return *s != 0;
}

static bool is_weekday(const char *s)
{
    static const char *const day[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
    for (size_t i = 0; i < 7; i++)
        if (strncmp(s, day[i], 3) == 0)
            return true;
    return false;
}

/* "27th" is 27. */
static const char *without_ending(struct arena *a, const char *s)
{
    size_t n = strlen(s);
    bool ends = n > 2 && n < 5 && isdigit((unsigned char)s[0]) && (strcmp(s + n - 2, "st") == 0 || strcmp(s + n - 2, "nd") == 0 || strcmp(s + n - 2, "rd") == 0 || strcmp(s + n - 2, "th") == 0);
    return ends ? arena_text(a, s, n - 2) : s;
}

/* The words and numbers of a day, small letters; more than MOST_WORDS is no day. */
static size_t part(struct arena *a, const char *s, const char *word[MOST_WORDS])
{
    size_t n = 0;
    while (*s) {
        size_t len = 0;
        while (isalnum((unsigned char)s[len]))
            len++;
        if (!len) {
            if (!strchr(" /.-,\t", *s))
                return 0;
            s++;
            continue;
        }
        char *w = arena_text(a, s, len);
        for (char *c = w; *c; c++)
            *c = (char)tolower((unsigned char)*c);
        s += len;
        if (is_weekday(w))
            continue;
        if (n == MOST_WORDS)
            return 0;
        word[n++] = without_ending(a, w);
    }
    return n;
}

static const char *full_year(struct arena *a, const char *y)
{
    if (strlen(y) != 2 || !is_digits(y))
        return y;
    return arena_print(a, "%s%s", y[0] < '8' ? "20" : "19", y);
}

static struct day_read plain(const char *iso) { return (struct day_read){ *iso ? DAY_PLAIN : DAY_WRONG, iso }; }

static struct day_read by_order(struct arena *a, const char *first, const char *second, const char *year, enum day_order order)
{
    const char *day_first = date_from_parts(a, first, second, year), *month_first = date_from_parts(a, second, first, year);
    if (!*day_first && !*month_first)
        return (struct day_read){ DAY_WRONG, "" };
    if (strcmp(day_first, month_first) == 0)
        return plain(day_first);
    enum day_shape shape = !*month_first ? DAY_NEEDS_DAY_FIRST : !*day_first ? DAY_NEEDS_MONTH_FIRST : DAY_EITHER;
    return (struct day_read){ shape, order == DAY_FIRST ? day_first : order == MONTH_FIRST ? month_first : "" };
}

static struct day_read three(struct arena *a, const char *const w[3], enum day_order order)
{
    if (is_digits(w[0]) && strlen(w[0]) == 4)
        return plain(date_from_parts(a, w[2], w[1], w[0]));
    const char *year = full_year(a, w[2]);
    if (!is_digits(year) || strlen(year) != 4)
        return plain("");
    if (!is_digits(w[0]))
        return plain(date_from_parts(a, w[1], w[0], year));
    if (!is_digits(w[1]))
        return plain(date_from_parts(a, w[0], w[1], year));
    return by_order(a, w[0], w[1], year, order);
}

/* Eight digits, or the number of a spreadsheet. */
static struct day_read one(struct arena *a, const char *s)
{
    int64_t n;
    if (!is_digits(s) || !text_number(s, &n))
        return plain("");
    if (strlen(s) == 8) {
        const char *iso = arena_print(a, "%.4s-%.2s-%.2s", s, s + 4, s + 6), *other = arena_print(a, "%.4s-%.2s-%.2s", s + 4, s + 2, s);
        return plain(date_valid(iso) && n > 19000000 ? iso : date_valid(other) && n % 10000 > 1900 ? other : "");
    }
    return plain(n >= FIRST_SERIAL && n <= LAST_SERIAL ? day_of_serial(a, n) : "");
}

struct day_read day_read(struct arena *a, const char *typed, enum day_order order)
{
    const char *word[MOST_WORDS] = { 0 }, *s = without_time(a, typed);
    size_t n = part(a, s, word);
    if (n == 2 && is_digits(word[0]) && strlen(word[0]) == 5 && is_digits(word[1]) && strspn(s, "0123456789.") == strlen(s))
        n = 1;    /* 45012.5: midday */
    if (n == 3)
        return three(a, word, order);
    return n == 1 ? one(a, word[0]) : plain("");
}
