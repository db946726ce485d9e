#ifndef STATS_SUPPRESS_H
#define STATS_SUPPRESS_H

/*
 * Small numbers in published tables: which cells to hide so that none of
 * those that must be hidden can be worked out from the rest of the table.
 * Called by app/evidence before anything is published.  Pure but for the
 * arena.  It knows one table only: what was published before is the caller's
 * to guard (log what was published, and test the union).
 *
 * Primary: counts 1 to `most` (and 0, where zeros_too).  Secondary: further
 * cells, the smallest first, until
 *   - no hidden cell follows from the totals (its unit vector lies outside the
 *     row space of the equations), and
 *   - no primary cell is pinned to one value by knowing that every hidden
 *     cell is at least 1 (or 0, where zeros_too).
 * Then secondary cells that prove needless are shown again.
 */
#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct suppress_rule {
    int64_t most;   /* the largest count to hide: the authority's own policy; 4 is usual */
    bool zeros_too; /* whether 0 is hidden as well */
};

enum suppress_mark { SHOWN, HIDDEN_PRIMARY, HIDDEN_SECONDARY };

/* One way: n counts >= 0 and their total.  The marks: n, and the total's at [n]. */
enum suppress_mark *suppress_row(struct arena *, const int64_t *count, size_t n, struct suppress_rule);

/*
 * Two ways: ROWS x COLUMNS counts, row by row.  The marks are (ROWS + 1) x (COLUMNS + 1):
 * the last of each row is the row's total, the last row the columns' totals.
 */
enum suppress_mark *suppress_table(struct arena *, const int64_t *count, size_t rows, size_t columns,
                                   struct suppress_rule);

/* Whether hidden cell CELL of the marked two-way table follows from what is shown: for tests and audits. */
bool suppress_is_recoverable(struct arena *, const enum suppress_mark *, size_t rows, size_t columns, size_t cell);

/* A share is hidden with its numerator or its denominator, or with what is left of the denominator. */
bool suppress_share(int64_t numerator, int64_t denominator, struct suppress_rule);

#endif
