/*
 * Periods and moments in lanes, as a drawing.  Called through lanes.h; paints
 * nothing itself.  Periods of one lane that overlap stand in rows of their own.
 */
#include "out/lanes.h"

#include "base/date.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SHEET    460.0
#define LEFT     4.0
#define RIGHT    456.0
#define LETTERS  14.0
#define ROW      20.0
#define BAR      14.0
#define HEAD     22.0   /* the lane's name */
#define AXIS     24.0
#define GAP      12.0   /* between lanes */
#define ROWS     4      /* of one lane; what overlaps more shares the last */

#define INK  0x1F2328
#define GREY 0x5A6068
#define EDGE 0x6F777B
#define GRID 0xDDE1E5

static const drawing_colour colours[] = { 0x12436D, 0x801650, 0x1F7F77, 0xB8490F };

struct lanes {
    struct arena *arena;
    const char *today;
    struct lanes_entry *entry;
    size_t n, room;
    bool is_sorted;
};

struct lanes *lanes_new(struct arena *a, const char *today)
{
    struct lanes *l = arena_new(a, struct lanes);
    *l = (struct lanes){ .arena = a, .today = today };
    return l;
}

static void add(struct lanes *l, const struct lanes_entry *e)
{
    if (!date_valid(e->from_on) || (*e->to_on && strcmp(e->to_on, e->from_on) < 0))
        return;
    if (l->n == l->room) {
        size_t room = l->room ? 2 * l->room : 32;
        l->entry = arena_grow(l->arena, l->entry, l->room * sizeof *l->entry, room * sizeof *l->entry);
        l->room = room;
    }
    l->entry[l->n++] = *e;
    l->is_sorted = false;
}

void lanes_period(struct lanes *l, int order, const char *lane, const char *from_on, const char *to_on, const char *words, const char *path)
{
    add(l, &(struct lanes_entry){ order, lane, from_on, to_on, false, words, path });
}

void lanes_moment(struct lanes *l, int order, const char *lane, const char *on_day, const char *words, const char *path)
{
    add(l, &(struct lanes_entry){ order, lane, on_day, on_day, true, words, path });
}

static int by_day(const void *one, const void *two)
{
    const struct lanes_entry *a = one, *b = two;
    int days = strcmp(a->from_on, b->from_on);
    return days ? days : a->order != b->order ? (a->order < b->order ? -1 : 1) : strcmp(a->words, b->words);
}

const struct lanes_entry *lanes_entries(struct lanes *l, size_t *n)
{
    if (!l->is_sorted && l->n)
        qsort(l->entry, l->n, sizeof *l->entry, by_day);
    l->is_sorted = true;
    *n = l->n;
    return l->entry;
}

/* ---- the axis ---- */

struct span {
    int64_t from, to;
};

static int64_t end_of(const struct lanes *l, const struct lanes_entry *e)
{
    int64_t end = date_number(*e->to_on ? e->to_on : l->today), from = date_number(e->from_on);
    return end > from ? end : from;
}

/* From the first entry to today, or to what lies ahead; never less than three months. */
static struct span span_of(const struct lanes *l)
{
    struct span s = { date_number(l->entry[0].from_on), date_number(l->today) };
    for (size_t i = 0; i < l->n; i++)
        if (end_of(l, &l->entry[i]) > s.to)
            s.to = end_of(l, &l->entry[i]);
    if (s.to < s.from + 90)
        s.to = s.from + 90;
    return s;
}

static double across(struct span s, int64_t day)
{
    return LEFT + (RIGHT - LEFT) * (double)(day - s.from) / (double)(s.to - s.from);
}

/* The first days of months, as many months apart as leave room for their names. */
static void draw_axis(struct drawing *d, const struct lanes *l, struct span s, double bottom)
{
    static const int steps[] = { 1, 2, 3, 6, 12, 24, 60 };
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    size_t k = 0;
    while (k + 1 < sizeof steps / sizeof *steps && (RIGHT - LEFT) / ((double)(s.to - s.from) / 30.44 / steps[k]) < 72)
        k++;
    const char *first = date_text(l->arena, s.from), *day = arena_print(l->arena, "%04d-01-01", date_year(first));
    for (; date_number(day) <= s.to; day = date_add_months(l->arena, day, steps[k])) {
        double x = across(s, date_number(day));
        if (x < LEFT)
            continue;
        drawing_line(d, x, AXIS - 4, x, bottom, GRID, 1);
        if (x < RIGHT - 62)
            drawing_text(d, x, LETTERS, LETTERS, ALIGN_START, GREY, arena_print(l->arena, "%s %d", months[date_month(day) - 1], date_year(day)));
    }
    double now = across(s, date_number(l->today));
    struct mark *m = drawing_line(d, now, AXIS - 4, now, bottom, EDGE, 1.5);
    m->dash = 3;
}

/* ---- lanes ---- */

static const struct lanes_entry *lane_after(const struct lanes *l, const struct lanes_entry *last)
{
    const struct lanes_entry *next = NULL;
    for (size_t i = 0; i < l->n; i++)
        if ((!last || l->entry[i].order > last->order) && (!next || l->entry[i].order < next->order))
            next = &l->entry[i];
    return next;
}

/* Puts each entry of a lane into the first row that is free by then; returns the number of rows. */
static size_t share_rows(const struct lanes *l, int order, size_t *row_of)
{
    int64_t taken[ROWS] = { INT64_MIN, INT64_MIN, INT64_MIN, INT64_MIN };
    size_t rows = 1;
    for (size_t i = 0; i < l->n; i++) {
        if (l->entry[i].order != order)
            continue;
        size_t row = 0;
        while (!l->entry[i].is_moment && row + 1 < ROWS && taken[row] > date_number(l->entry[i].from_on))
            row++;
        row_of[i] = row;
        if (!l->entry[i].is_moment)
            taken[row] = end_of(l, &l->entry[i]);
        rows = row + 1 > rows ? row + 1 : rows;
    }
    return rows;
}

/* What goes on ends in a point, as an arrow does. */
static void draw_period(struct drawing *d, const struct lanes *l, struct span s, const struct lanes_entry *e, double y, drawing_colour colour)
{
    double x = across(s, date_number(e->from_on)), end = across(s, end_of(l, e));
    double width = fmax(end - x - 1.5, 3), top = y + (ROW - BAR) / 2;
    if (*e->to_on || width < 10) {
        drawing_box(d, x, top, width, BAR, colour);
        return;
    }
    struct spot corner[] = { { x, top }, { x + width - 7, top }, { x + width, top + BAR / 2 }, { x + width - 7, top + BAR }, { x, top + BAR } };
    drawing_area(d, corner, 5, colour);
}

static void draw_moment(struct drawing *d, struct span s, const struct lanes_entry *e, double y, drawing_colour colour)
{
    struct mark *m = drawing_circle(d, fmin(fmax(across(s, date_number(e->from_on)), LEFT + 5), RIGHT - 5), y + ROW / 2, 5, colour);
    m->stroke = 0xFFFFFF;
    m->stroke_width = 1.5;
}

static void draw_entries(struct drawing *d, const struct lanes *l, struct span s, int order, const size_t *row_of, double y, drawing_colour colour)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->entry[i].order == order && !l->entry[i].is_moment)
            draw_period(d, l, s, &l->entry[i], y + (double)row_of[i] * ROW, colour);
    for (size_t i = 0; i < l->n; i++)
        if (l->entry[i].order == order && l->entry[i].is_moment)
            draw_moment(d, s, &l->entry[i], y, colour);
}

struct drawing *lanes_draw(struct lanes *l, const char *id, const char *title, const char *description)
{
    size_t n;
    lanes_entries(l, &n);
    if (!n)
        return NULL;
    size_t *row_of = arena_array(l->arena, size_t, n), lanes = 0;
    double height = AXIS;
    for (const struct lanes_entry *e = NULL; (e = lane_after(l, e));)
        height += HEAD + ROW * (double)share_rows(l, e->order, row_of) + GAP;
    struct drawing *d = drawing_new(l->arena, id, title, description, SHEET, height);
    struct span s = span_of(l);
    draw_axis(d, l, s, height);
    double y = AXIS;
    for (const struct lanes_entry *e = NULL; (e = lane_after(l, e)); lanes++) {
        size_t rows = share_rows(l, e->order, row_of);
        drawing_box(d, LEFT, y + 3, drawing_text_width(e->lane, LETTERS) + 4, HEAD - 4, 0xFFFFFF);   /* the grid does not run through the name */
        drawing_text(d, LEFT, y + HEAD - 5, LETTERS, ALIGN_START, INK, e->lane)->is_bold = true;
        draw_entries(d, l, s, e->order, row_of, y + HEAD, colours[lanes % (sizeof colours / sizeof *colours)]);
        y += HEAD + ROW * (double)rows + GAP;
    }
    return d;
}
