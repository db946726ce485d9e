/*
 * Jaro-Winkler (Winkler 1990) and optimal string alignment distance.  Called
 * by match.c and by the linkage.  Takes no memory but the stack.  Short ASCII
 * texts, nearly all there are, are compared a word of bits at a time: letters
 * that agree by masks, edits by Hyyrö's recurrence (2003) with a term for
 * swapped neighbours.  Both ways answer the same; the test compares them.
 */
#include "match/distance.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistr.h>

enum { MOST = 128, PREFIX = 4 };

static size_t code_points(const char *s, ucs4_t *to)
{
    size_t n = 0, len = strlen(s);
    for (size_t at = 0; at < len && n < MOST; n++)
        at += (size_t)u8_mbtouc(&to[n], (const uint8_t *)s + at, len - at);
    return n;
}

static size_t larger(size_t a, size_t b) { return a > b ? a : b; }
static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

/* Marks the letters that agree within half the longer length; how many. */
static size_t agreeing(const ucs4_t *a, size_t n, const ucs4_t *b, size_t m, bool *in_a, bool *in_b)
{
    size_t half = larger(n, m) / 2, reach = half ? half - 1 : 0, common = 0;
    for (size_t i = 0; i < n; i++) {
        size_t from = i > reach ? i - reach : 0, to = smaller(i + reach + 1, m);
        for (size_t j = from; j < to; j++)
            if (!in_b[j] && a[i] == b[j]) {
                in_a[i] = in_b[j] = true;
                common++;
                break;
            }
    }
    return common;
}

static size_t out_of_order(const ucs4_t *a, size_t n, const ucs4_t *b, const bool *in_a, const bool *in_b)
{
    size_t moved = 0, j = 0;
    for (size_t i = 0; i < n; i++)
        if (in_a[i]) {
            while (!in_b[j])
                j++;
            moved += a[i] != b[j++];
        }
    return moved / 2;
}

static double jaro(const ucs4_t *a, size_t n, const ucs4_t *b, size_t m)
{
    bool in_a[MOST] = { false }, in_b[MOST] = { false };
    size_t common = agreeing(a, n, b, m, in_a, in_b);
    if (!common)
        return 0;
    double c = (double)common, moved = (double)out_of_order(a, n, b, in_a, in_b);
    return (c / (double)n + c / (double)m + (c - moved) / c) / 3;
}

static double winkler(double alike, size_t prefix)
{
    return alike <= .7 ? alike : alike + (double)prefix * .1 * (1 - alike);
}

/* ---- Short texts of ASCII ---- */

enum { WORD = 64 };

/* Where each letter stands in the text at hand; all 0 between two calls. */
static _Thread_local uint64_t where[128];

/* The length; WORD + 1 if it is longer or not ASCII. */
static size_t short_length(const char *s)
{
    size_t n = 0;
    for (; s[n]; n++)
        if (n == WORD || (s[n] & 0x80))
            return WORD + 1;
    return n;
}

static void note(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        where[(unsigned char)s[i]] |= (uint64_t)1 << i;
}

static void forget(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        where[(unsigned char)s[i]] = 0;
}

/* The lowest N bits. */
static uint64_t lowest(size_t n)
{
    return n >= WORD ? ~(uint64_t)0 : ((uint64_t)1 << n) - 1;
}

static size_t moved_letters(const char *a, uint64_t in_a, const char *b, uint64_t in_b)
{
    size_t moved = 0;
    for (; in_a; in_a &= in_a - 1, in_b &= in_b - 1)
        moved += a[__builtin_ctzll(in_a)] != b[__builtin_ctzll(in_b)];
    return moved / 2;
}

static double jaro_short(const char *a, size_t n, const char *b, size_t m)
{
    size_t half = larger(n, m) / 2, reach = half ? half - 1 : 0;
    uint64_t in_a = 0, in_b = 0;
    note(b, m);
    for (size_t i = 0; i < n; i++) {
        uint64_t window = lowest(i + reach + 1) & ~lowest(i > reach ? i - reach : 0);
        uint64_t hit = where[(unsigned char)a[i]] & window & ~in_b;
        in_b |= hit & -hit;
        in_a |= (uint64_t)(hit != 0) << i;
    }
    forget(b, m);
    if (!in_a)
        return 0;
    double c = (double)__builtin_popcountll(in_a), moved = (double)moved_letters(a, in_a, b, in_b);
    return (c / (double)n + c / (double)m + (c - moved) / c) / 3;
}

static double jaro_winkler_short(const char *a, size_t n, const char *b, size_t m)
{
    size_t prefix = 0;
    while (prefix < PREFIX && prefix < n && prefix < m && a[prefix] == b[prefix])
        prefix++;
    return winkler(jaro_short(a, n, b, m), prefix);
}

/* Column by column of the table of distances, as differences down it: one more, one fewer. */
static size_t edits_short(const char *a, size_t n, const char *b, size_t m)
{
    if (!n)
        return m;
    uint64_t more = ~(uint64_t)0, fewer = 0, same = 0, before = 0, last = (uint64_t)1 << (n - 1);
    size_t edits = n;
    note(a, n);
    for (size_t j = 0; j < m; j++) {
        uint64_t at = where[(unsigned char)b[j]], swapped = (((~same) & at) << 1) & before;
        same = (((at & more) + more) ^ more) | at | fewer | swapped;
        uint64_t right_more = fewer | ~(same | more), right_fewer = same & more;
        edits += (right_more & last) != 0;
        edits -= (right_fewer & last) != 0;
        right_more = right_more << 1 | 1;
        fewer = right_more & same;
        more = right_fewer << 1 | ~(same | right_more);
        before = at;
    }
    forget(a, n);
    return edits;
}

/* ---- Any text ---- */

static double jaro_winkler_any(const char *a, const char *b)
{
    ucs4_t x[MOST], y[MOST];
    size_t n = code_points(a, x), m = code_points(b, y), prefix = 0;
    while (prefix < PREFIX && prefix < n && prefix < m && x[prefix] == y[prefix])
        prefix++;
    return winkler(jaro(x, n, y, m), prefix);
}

static size_t edits_any(const char *a, const char *b)
{
    ucs4_t x[MOST], y[MOST];
    uint8_t row[3][MOST + 1];
    size_t n = code_points(a, x), m = code_points(b, y);
    uint8_t *two_before = row[0], *before = row[1], *now = row[2];
    for (size_t j = 0; j <= m; j++)
        before[j] = (uint8_t)j;
    for (size_t i = 1; i <= n; i++) {
        now[0] = (uint8_t)i;
        for (size_t j = 1; j <= m; j++) {
            size_t least = smaller(before[j], now[j - 1]) + 1;
            least = smaller(least, before[j - 1] + (size_t)(x[i - 1] != y[j - 1]));
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                least = smaller(least, two_before[j - 2] + (size_t)1);
            now[j] = (uint8_t)least;
        }
        uint8_t *again = two_before;
        two_before = before;
        before = now;
        now = again;
    }
    return before[m];
}

double match_jaro(const char *a, const char *b)
{
    ucs4_t x[MOST], y[MOST];
    size_t n = code_points(a, x), m = code_points(b, y);
    return jaro(x, n, y, m);
}

double match_jaro_winkler(const char *a, const char *b)
{
    size_t n = short_length(a), m = short_length(b);
    return n <= WORD && m <= WORD ? jaro_winkler_short(a, n, b, m) : jaro_winkler_any(a, b);
}

size_t match_edits(const char *a, const char *b)
{
    size_t n = short_length(a), m = short_length(b);
    return n <= WORD && m <= WORD ? edits_short(a, n, b, m) : edits_any(a, b);
}
