/* Hiding small numbers: see suppress.h.  Called by app/evidence; may not change what it is given. */
#include "stats/suppress.h"

#include <math.h>
#include <string.h>

/* A table is cells and equations: in each, the parts add up to the last cell. */
struct grid {
    struct arena *arena;
    int64_t *value;
    enum suppress_mark *mark;
    bool *is_total;
    size_t cells;
    size_t (*equation)[2]; /* where its cells begin in `member`, and how many */
    size_t *member;
    size_t equations, members;
    struct suppress_rule rule;
};

static struct grid grid_new(struct arena *a, size_t cells, size_t equations, size_t members, struct suppress_rule rule)
{
    return (struct grid){ .arena = a,
                          .cells = cells,
                          .rule = rule,
                          .value = arena_array(a, int64_t, cells),
                          .mark = arena_array(a, enum suppress_mark, cells),
                          .is_total = arena_array(a, bool, cells),
                          .member = arena_array(a, size_t, members),
                          .equation = arena_take(a, sizeof(size_t[2]) * equations, alignof(size_t)) };
}

/* Cells FIRST, FIRST + STEP ... of which the last, the Nth, is the total. */
static void add_equation(struct grid *g, size_t first, size_t step, size_t n)
{
    g->equation[g->equations][0] = g->members;
    g->equation[g->equations++][1] = n;
    for (size_t i = 0; i < n; i++)
        g->member[g->members++] = first + i * step;
    g->is_total[first + (n - 1) * step] = true;
}

static struct grid grid_of_table(struct arena *a, size_t rows, size_t columns, struct suppress_rule rule)
{
    size_t wide = columns + 1, high = rows + 1;
    struct grid g = grid_new(a, wide * high, wide + high, 2 * wide * high, rule);
    for (size_t r = 0; r < high; r++)
        add_equation(&g, r * wide, 1, wide);
    for (size_t c = 0; c < wide; c++)
        add_equation(&g, c, wide, high);
    return g;
}

/* ---- can it be worked out? ---- */

/* One row of the equations, with the hidden cells only, the total with the other sign. */
static void fill_row(const struct grid *g, size_t e, const size_t *column, double *row)
{
    const size_t *member = g->member + g->equation[e][0];
    size_t n = g->equation[e][1];
    for (size_t i = 0; i < n; i++)
        if (g->mark[member[i]])
            row[column[member[i]]] = i + 1 == n ? -1 : 1;
}

static void clear_column(double *m, size_t rows, size_t width, size_t pivot, size_t c)
{
    double by = m[pivot * width + c];
    for (size_t j = 0; j < width; j++)
        m[pivot * width + j] /= by;
    for (size_t r = 0; r < rows; r++) {
        double times = m[r * width + c];
        if (r == pivot || fabs(times) < 1e-9)
            continue;
        for (size_t j = 0; j < width; j++)
            m[r * width + j] -= times * m[pivot * width + j];
    }
}

static void swap_rows(double *m, size_t width, size_t one, size_t two)
{
    for (size_t j = 0; one != two && j < width; j++) {
        double x = m[one * width + j];
        m[one * width + j] = m[two * width + j];
        m[two * width + j] = x;
    }
}

/* Reduced row echelon form; gives the rank. */
static size_t reduce(double *m, size_t rows, size_t width)
{
    size_t rank = 0;
    for (size_t c = 0; c < width && rank < rows; c++) {
        size_t best = rank;
        for (size_t r = rank; r < rows; r++)
            if (fabs(m[r * width + c]) > fabs(m[best * width + c]))
                best = r;
        if (fabs(m[best * width + c]) < 1e-9)
            continue;
        swap_rows(m, width, rank, best);
        clear_column(m, rows, width, rank++, c);
    }
    return rank;
}

/* In reduced form a cell follows from the rest exactly where a row holds it alone. */
static bool *recoverable(const struct grid *g)
{
    size_t *column = arena_array(g->arena, size_t, g->cells), width = 0;
    bool *found = arena_array(g->arena, bool, g->cells);
    size_t *cell_of = arena_array(g->arena, size_t, g->cells);
    for (size_t i = 0; i < g->cells; i++)
        if (g->mark[i]) {
            cell_of[width] = i;
            column[i] = width++;
        }
    double *m = arena_array(g->arena, double, g->equations *width + 1);
    for (size_t e = 0; e < g->equations; e++)
        fill_row(g, e, column, m + e * width);
    size_t rank = reduce(m, g->equations, width);
    for (size_t r = 0; r < rank; r++) {
        size_t others = 0, only = 0;
        for (size_t c = 0; c < width; c++)
            if (fabs(m[r * width + c]) > 1e-9) {
                others++;
                only = c;
            }
        if (others == 1)
            found[cell_of[only]] = true;
    }
    return found;
}

/* ---- bounds: what a reader knows who knows the rule ---- */

struct bound {
    double low, high;
};

/* Of the hidden cells of one equation, each is what the others leave; tells whether a bound moved. */
static bool tighten(const struct grid *g, size_t e, struct bound *b)
{
    const size_t *member = g->member + g->equation[e][0];
    size_t n = g->equation[e][1];
    double low = 0, high = 0;
    bool moved = false;
    for (size_t i = 0; i < n; i++) {
        struct bound x = b[member[i]];
        low += i + 1 == n ? -x.high : x.low; /* parts less the total is 0 */
        high += i + 1 == n ? -x.low : x.high;
    }
    for (size_t i = 0; i < n; i++) {
        struct bound *x = &b[member[i]];
        bool total = i + 1 == n;
        double rest_low = low - (total ? -x->high : x->low), rest_high = high - (total ? -x->low : x->high);
        double least = total ? rest_low : -rest_high, most = total ? rest_high : -rest_low;
        if (isfinite(least) && least > x->low + 0.5) {
            x->low = least;
            moved = true;
        }
        if (isfinite(most) && most < x->high - 0.5) {
            x->high = most;
            moved = true;
        }
        if (moved)
            return true;
    }
    return false;
}

/* A hidden number cannot be as large as "infinite": a billion stands for not known. */
static struct bound *bounds(const struct grid *g)
{
    struct bound *b = arena_array(g->arena, struct bound, g->cells);
    for (size_t i = 0; i < g->cells; i++) {
        double v = (double)g->value[i];
        b[i] = g->mark[i] ? (struct bound){ g->rule.zeros_too ? 0 : 1, 1e9 } : (struct bound){ v, v };
    }
    bool moved = true;
    for (int turn = 0; moved && turn < 2000; turn++) {
        moved = false;
        for (size_t e = 0; e < g->equations; e++)
            moved |= tighten(g, e, b);
    }
    return b;
}

/* The first cell that is not safe, or `cells`. */
static size_t unsafe_cell(const struct grid *g)
{
    const bool *found = recoverable(g);
    for (size_t i = 0; i < g->cells; i++)
        if (found[i])
            return i;
    const struct bound *b = bounds(g);
    for (size_t i = 0; i < g->cells; i++)
        if (g->mark[i] == HIDDEN_PRIMARY && b[i].high - b[i].low < 0.5)
            return i;
    return g->cells;
}

/* ---- hiding ---- */

static bool is_small(int64_t count, struct suppress_rule rule)
{
    return count >= (rule.zeros_too ? 0 : 1) && count <= rule.most;
}

/* Smaller is hidden sooner; totals only when nothing else is left; a visible 0 never, for it would belie the rule. */
static double cost(const struct grid *g, size_t cell)
{
    return (double)g->value[cell] + (g->is_total[cell] ? 1e12 : 0);
}

static bool may_hide(const struct grid *g, size_t cell)
{
    return !g->mark[cell] && (g->value[cell] > 0 || g->rule.zeros_too);
}

/* The cheapest cell to hide among the equations that hold CELL, those first that hide fewest; `cells` if none. */
static size_t helper_for(const struct grid *g, size_t cell)
{
    size_t best = g->cells;
    double least = INFINITY;
    for (size_t e = 0; e < g->equations; e++) {
        const size_t *member = g->member + g->equation[e][0];
        size_t n = g->equation[e][1], hidden = 0;
        bool holds = false;
        for (size_t i = 0; i < n; i++) {
            hidden += g->mark[member[i]] != SHOWN;
            holds |= member[i] == cell;
        }
        for (size_t i = 0; holds && i < n; i++) {
            double price = cost(g, member[i]) + (hidden > 1 ? 1e9 : 0);
            if (!may_hide(g, member[i]) || price >= least)
                continue;
            best = member[i];
            least = price;
        }
    }
    return best;
}

/* When its own equations have no more to hide: the cheapest anywhere. */
static size_t any_helper(const struct grid *g)
{
    size_t best = g->cells;
    for (size_t i = 0; i < g->cells; i++)
        if (may_hide(g, i) && (best == g->cells || cost(g, i) < cost(g, best)))
            best = i;
    return best;
}

static void show_needless(struct grid *g)
{
    for (;;) {
        size_t dearest = g->cells;
        for (size_t i = 0; i < g->cells; i++) {
            if (g->mark[i] != HIDDEN_SECONDARY || (dearest < g->cells && cost(g, i) <= cost(g, dearest)))
                continue;
            g->mark[i] = SHOWN;
            if (unsafe_cell(g) == g->cells)
                dearest = i;
            g->mark[i] = HIDDEN_SECONDARY;
        }
        if (dearest == g->cells)
            return;
        g->mark[dearest] = SHOWN;
    }
}

/* Zeros too, when nothing else is left to hide: better than a number that can be worked out. */
static size_t last_resort(const struct grid *g)
{
    for (size_t i = 0; i < g->cells; i++)
        if (!g->mark[i])
            return i;
    return g->cells;
}

static void hide(struct grid *g)
{
    for (size_t i = 0; i < g->cells; i++)
        g->mark[i] = is_small(g->value[i], g->rule) ? HIDDEN_PRIMARY : SHOWN;
    for (size_t cell; (cell = unsafe_cell(g)) < g->cells;) {
        size_t helper = helper_for(g, cell);
        if (helper == g->cells)
            helper = any_helper(g);
        if (helper == g->cells)
            helper = last_resort(g);
        if (helper == g->cells)
            return; /* everything is hidden */
        g->mark[helper] = HIDDEN_SECONDARY;
    }
    show_needless(g);
}

enum suppress_mark *suppress_row(struct arena *a, const int64_t *count, size_t n, struct suppress_rule rule)
{
    struct grid g = grid_new(a, n + 1, 1, n + 1, rule);
    add_equation(&g, 0, 1, n + 1);
    for (size_t i = 0; i < n; i++) {
        g.value[i] = count[i];
        g.value[n] += count[i];
    }
    hide(&g);
    return g.mark;
}

enum suppress_mark *suppress_table(struct arena *a, const int64_t *count, size_t rows, size_t columns,
                                   struct suppress_rule rule)
{
    struct grid g = grid_of_table(a, rows, columns, rule);
    size_t wide = columns + 1;
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < columns; c++) {
            int64_t x = count[r * columns + c];
            g.value[r * wide + c] = x;
            g.value[r * wide + columns] += x;
            g.value[rows * wide + c] += x;
            g.value[rows * wide + columns] += x;
        }
    hide(&g);
    return g.mark;
}

bool suppress_is_recoverable(struct arena *a, const enum suppress_mark *mark, size_t rows, size_t columns, size_t cell)
{
    struct grid g = grid_of_table(a, rows, columns, (struct suppress_rule){ 0 });
    memcpy(g.mark, mark, g.cells * sizeof *mark);
    return recoverable(&g)[cell];
}

bool suppress_share(int64_t numerator, int64_t denominator, struct suppress_rule rule)
{
    return is_small(numerator, rule) || is_small(denominator, rule) || is_small(denominator - numerator, rule);
}
