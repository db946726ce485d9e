/*
 * Jaro-Winkler (Winkler 1990) and optimal string alignment distance.  Called
 * by match.c and by the linkage.  Takes no memory but the stack.
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

double match_jaro(const char *a, const char *b)
{
    ucs4_t x[MOST], y[MOST];
    size_t n = code_points(a, x), m = code_points(b, y);
    return jaro(x, n, y, m);
}

double match_jaro_winkler(const char *a, const char *b)
{
    ucs4_t x[MOST], y[MOST];
    size_t n = code_points(a, x), m = code_points(b, y), prefix = 0;
    double alike = jaro(x, n, y, m);
    if (alike <= .7)
        return alike;
    while (prefix < PREFIX && prefix < n && prefix < m && x[prefix] == y[prefix])
        prefix++;
    return alike + (double)prefix * .1 * (1 - alike);
}

size_t match_edits(const char *a, const char *b)
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
