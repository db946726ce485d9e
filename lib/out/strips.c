/* Strips over one axis, as a drawing.  Called through strips.h; paints nothing itself. */
#include "out/strips.h"

#include <math.h>
#include <string.h>

#define SHEET   460.0
#define LEFT    8.0
#define RIGHT   452.0
#define LETTERS 14.0
#define SMALL   13.0
#define HEAD    20.0   /* the strip's name */
#define PLOT    58.0
#define ABOVE   24.0   /* from the plot's upper edge to its highest value: room for words */
#define BELOW   10.0
#define GAP     10.0
#define AXIS    22.0
#define KEY     20.0

#define INK   0x1F2328
#define GREY  0x5A6068
#define GRID  0xDDE1E5
#define PAPER 0xF4F6F8

static const drawing_colour colours[STRIP_SHAPES] = { 0x12436D, 0xB8490F, 0x801650 };

static double across(const struct strips *s, double at)
{
    double share = (at - s->from) / (s->to - s->from);
    return LEFT + 8 + (RIGHT - LEFT - 16) * fmin(fmax(share, 0), 1);
}

/* The middle of the plot where the value is none. */
static double up(const struct strip *s, double value, double top)
{
    double share = isnan(value) ? .5 : fmin(fmax((value - s->low) / (s->high - s->low), 0), 1);
    return top + PLOT - BELOW - (PLOT - ABOVE - BELOW) * share;
}

/* A circle, a diamond, a triangle that stands on its point: told apart without colour. */
static void draw_shape(struct drawing *d, double x, double y, int shape)
{
    if (shape == STRIP_ORDINARY) {
        struct mark *m = drawing_circle(d, x, y, 5, colours[shape]);
        m->stroke = 0xFFFFFF;
        m->stroke_width = 1.5;
        return;
    }
    const struct spot diamond[] = { { x, y - 7 }, { x + 7, y }, { x, y + 7 }, { x - 7, y } };
    const struct spot triangle[] = { { x - 7, y - 6 }, { x + 7, y - 6 }, { x, y + 7 } };
    bool is_watched = shape == STRIP_WATCHED;
    struct mark *m = drawing_area(d, is_watched ? diamond : triangle, is_watched ? 4 : 3, colours[shape]);
    m->stroke = 0xFFFFFF;
    m->stroke_width = 1.5;
}

static void draw_diagonal(struct drawing *d, const struct strips *s, const struct strip *one, double top)
{
    double from = fmax(one->low, s->from), to = fmin(one->high, s->to);
    if (!one->has_diagonal || from >= to)
        return;
    drawing_line(d, across(s, from), up(one, from, top), across(s, to), up(one, to, top), GREY, 1.2)->dash = 4;
}

/* Lines between neighbours, but for those without a value. */
static void draw_ways(struct drawing *d, const struct strips *s, const struct strip *one, double top)
{
    for (size_t i = 1; i < one->n; i++) {
        const struct strip_point *a = &one->point[i - 1], *b = &one->point[i];
        if (!isnan(a->value) && !isnan(b->value))
            drawing_line(d, across(s, a->at), up(one, a->value, top), across(s, b->at), up(one, b->value, top), colours[STRIP_ORDINARY], 1.5);
    }
}

/* Words stand above their point; those that would run into the words before are left out: the table has them. */
static void draw_points(struct drawing *d, const struct strips *s, const struct strip *one, double top)
{
    double taken = 0;
    for (size_t i = 0; i < one->n; i++) {
        const struct strip_point *p = &one->point[i];
        double x = across(s, p->at), y = up(one, p->value, top), half = drawing_text_width(p->words, SMALL) / 2;
        double middle = fmin(fmax(x, LEFT + half), RIGHT - half);
        draw_shape(d, x, y, p->shape);
        if (!*p->words || middle - half < taken)
            continue;
        drawing_text(d, middle, y - 9, SMALL, ALIGN_MIDDLE, INK, p->words);
        taken = middle + half + 2;
    }
}

static void draw_strip(struct drawing *d, const struct strips *s, const struct strip *one, double y)
{
    double top = y + HEAD;
    drawing_text(d, LEFT, y + HEAD - 5, LETTERS, ALIGN_START, INK, one->name)->is_bold = true;
    drawing_box(d, LEFT, top, RIGHT - LEFT, PLOT, PAPER);
    for (size_t t = 0; t < s->ticks; t++)
        drawing_line(d, across(s, s->tick[t].at), top, across(s, s->tick[t].at), top + PLOT, GRID, 1);
    draw_diagonal(d, s, one, top);
    draw_ways(d, s, one, top);
    draw_points(d, s, one, top);
}

static void draw_axis(struct drawing *d, const struct strips *s, double y)
{
    for (size_t t = 0; t < s->ticks; t++) {
        double x = across(s, s->tick[t].at), half = drawing_text_width(s->tick[t].name, LETTERS) / 2;
        enum mark_align align = x - half < LEFT ? ALIGN_START : x + half > RIGHT ? ALIGN_END : ALIGN_MIDDLE;
        drawing_text(d, align == ALIGN_START ? LEFT : align == ALIGN_END ? RIGHT : x, y + LETTERS + 2, LETTERS, align, GREY, s->tick[t].name);
    }
}

static size_t keys(const struct strips *s)
{
    size_t n = s->diagonal_name && *s->diagonal_name ? 1 : 0;
    for (int i = 0; i < STRIP_SHAPES; i++)
        n += s->shape_name[i] && *s->shape_name[i];
    return n;
}

static void draw_keys(struct drawing *d, const struct strips *s, double y)
{
    for (int i = 0; i < STRIP_SHAPES; i++)
        if (s->shape_name[i] && *s->shape_name[i]) {
            draw_shape(d, LEFT + 8, y + KEY / 2, i);
            drawing_text(d, LEFT + 24, y + KEY / 2 + 5, LETTERS, ALIGN_START, INK, s->shape_name[i]);
            y += KEY;
        }
    if (s->diagonal_name && *s->diagonal_name) {
        drawing_line(d, LEFT, y + KEY / 2, LEFT + 18, y + KEY / 2, GREY, 1.2)->dash = 4;
        drawing_text(d, LEFT + 24, y + KEY / 2 + 5, LETTERS, ALIGN_START, INK, s->diagonal_name);
    }
}

struct drawing *strips_draw(struct arena *a, const struct strips *s)
{
    if (!s->n)
        return NULL;
    double one = HEAD + PLOT + GAP, bottom = one * (double)s->n - GAP;
    struct drawing *d = drawing_new(a, s->id, s->title, s->description, SHEET, bottom + AXIS + KEY * (double)keys(s) + 4);
    for (size_t i = 0; i < s->n; i++)
        draw_strip(d, s, &s->strip[i], one * (double)i);
    draw_axis(d, s, bottom);
    draw_keys(d, s, bottom + AXIS);
    return d;
}
