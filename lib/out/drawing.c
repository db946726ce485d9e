/*
 * Making marks, and painting them as SVG.  Called by lib/out/chart.c; the
 * painter for paper is in pdf_paint.c.  It may write presentation attributes
 * only: no style, no class but the one on the svg, no script.
 */
#include "out/drawing.h"

#include <math.h>
#include <string.h>

struct drawing *drawing_new(struct arena *a, const char *id, const char *title, const char *description, double width,
                            double height)
{
    struct drawing *d = arena_new(a, struct drawing);
    *d = (struct drawing){
        .arena = a, .id = id, .title = title, .description = description, .width = width, .height = height
    };
    return d;
}

static struct mark *mark_new(struct drawing *d, enum mark_kind kind, const struct spot *at, size_t n)
{
    if (d->n == d->room) {
        size_t room = d->room ? 2 * d->room : 64;
        d->mark = arena_grow(d->arena, d->mark, d->room * sizeof *d->mark, room * sizeof *d->mark);
        d->room = room;
    }
    struct spot *copy = arena_array(d->arena, struct spot, n + 1);
    memcpy(copy, at, n * sizeof *at);
    struct mark *m = &d->mark[d->n++];
    *m = (struct mark){ .kind = kind, .fill = NO_COLOUR, .stroke = NO_COLOUR, .at = copy, .n = n, .text = "" };
    return m;
}

struct mark *drawing_path(struct drawing *d, const struct spot *at, size_t n, drawing_colour colour, double width)
{
    struct mark *m = mark_new(d, MARK_PATH, at, n);
    m->stroke = colour;
    m->stroke_width = width;
    return m;
}

struct mark *drawing_line(struct drawing *d, double x1, double y1, double x2, double y2, drawing_colour colour,
                          double width)
{
    return drawing_path(d, (struct spot[]){ { x1, y1 }, { x2, y2 } }, 2, colour, width);
}

struct mark *drawing_area(struct drawing *d, const struct spot *at, size_t n, drawing_colour fill)
{
    struct mark *m = mark_new(d, MARK_AREA, at, n);
    m->fill = fill;
    return m;
}

struct mark *drawing_box(struct drawing *d, double x, double y, double width, double height, drawing_colour fill)
{
    struct spot corner[] = { { x, y }, { x + width, y }, { x + width, y + height }, { x, y + height } };
    return drawing_area(d, corner, 4, fill);
}

struct mark *drawing_circle(struct drawing *d, double x, double y, double radius, drawing_colour fill)
{
    struct mark *m = mark_new(d, MARK_CIRCLE, &(struct spot){ x, y }, 1);
    m->fill = fill;
    m->radius = radius;
    return m;
}

struct mark *drawing_text(struct drawing *d, double x, double y, double size, enum mark_align align,
                          drawing_colour colour, const char *text)
{
    struct mark *m = mark_new(d, MARK_TEXT, &(struct spot){ x, y }, 1);
    m->fill = colour;
    m->size = size;
    m->align = align;
    m->text = text;
    return m;
}

double drawing_text_width(const char *text, double size)
{
    double width = 0;
    for (const char *c = text; *c; c++) {
        if ((*c & 0xC0) == 0x80)
            continue;
        width += strchr("ijl.,:;'|!()ft ", *c) ? 0.33 : strchr("mwMW%@", *c) ? 0.88 : 0.58;
    }
    return width * size;
}

/* ---- SVG ---- */

static void put(struct out *o, const char *text)
{
    html_lit(o, text, strlen(text));
}

/* To a tenth of a unit, without the point where it is not needed. */
static void put_number(struct out *o, double x)
{
    int64_t tenths = isfinite(x) ? llround(x * 10) : 0;
    if (tenths < 0)
        put(o, "-");
    tenths = tenths < 0 ? -tenths : tenths;
    html_text_i(o, tenths / 10);
    if (tenths % 10) {
        put(o, ".");
        html_text_i(o, tenths % 10);
    }
}

static void put_attribute(struct out *o, const char *name, double x)
{
    put(o, " ");
    put(o, name);
    put(o, "=\"");
    put_number(o, x);
    put(o, "\"");
}

static void put_colour(struct out *o, const char *name, drawing_colour c)
{
    static const char hex[] = "0123456789ABCDEF";
    char text[8] = "#";
    for (int i = 0; i < 6; i++)
        text[1 + i] = hex[c >> (20 - 4 * i) & 15];
    put(o, " ");
    put(o, name);
    put(o, "=\"");
    put(o, c == NO_COLOUR ? "none" : text);
    put(o, "\"");
}

static void put_paint(struct out *o, const struct mark *m)
{
    put_colour(o, "fill", m->fill);
    if (m->stroke == NO_COLOUR)
        return;
    put_colour(o, "stroke", m->stroke);
    put_attribute(o, "stroke-width", m->stroke_width);
    put(o, " stroke-linejoin=\"round\"");
    if (m->dash > 0)
        put_attribute(o, "stroke-dasharray", m->dash);
}

static void put_path(struct out *o, const struct mark *m)
{
    put(o, "<path d=\"");
    for (size_t i = 0; i < m->n; i++) {
        put(o, i ? "L" : "M");
        put_number(o, m->at[i].x);
        put(o, " ");
        put_number(o, m->at[i].y);
    }
    put(o, m->kind == MARK_AREA ? "Z\"" : "\"");
    put_paint(o, m);
    put(o, "/>");
}

static void put_text(struct out *o, const struct mark *m)
{
    static const char *const anchor[] = { "", " text-anchor=\"middle\"", " text-anchor=\"end\"" };
    put(o, "<text");
    put_attribute(o, "x", m->at[0].x);
    put_attribute(o, "y", m->at[0].y);
    put_attribute(o, "font-size", m->size);
    put(o, anchor[m->align]);
    put(o, m->is_bold ? " font-weight=\"700\"" : "");
    put_colour(o, "fill", m->fill);
    put(o, ">");
    html_text_s(o, m->text);
    put(o, "</text>");
}

static void put_circle(struct out *o, const struct mark *m)
{
    put(o, "<circle");
    put_attribute(o, "cx", m->at[0].x);
    put_attribute(o, "cy", m->at[0].y);
    put_attribute(o, "r", m->radius);
    put_paint(o, m);
    put(o, "/>");
}

static void put_opening(struct out *o, const struct drawing *d)
{
    put(o, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" aria-labelledby=\"");
    html_text_s(o, d->id);
    put(o, "-title ");
    html_text_s(o, d->id);
    put(o, "-description\" viewBox=\"0 0 ");
    put_number(o, d->width);
    put(o, " ");
    put_number(o, d->height);
    put(o, "\"");
    put_attribute(o, "width", d->width * 1.3);
    put_attribute(o, "height", d->height * 1.3);
    put(o, "><title id=\"");
    html_text_s(o, d->id);
    put(o, "-title\">");
    html_text_s(o, d->title);
    put(o, "</title><desc id=\"");
    html_text_s(o, d->id);
    put(o, "-description\">");
    html_text_s(o, d->description);
    put(o, "</desc>");
}

struct html drawing_svg(const struct drawing *d)
{
    struct out o = { .arena = d->arena };
    put_opening(&o, d);
    for (size_t i = 0; i < d->n; i++) {
        const struct mark *m = &d->mark[i];
        if (m->kind == MARK_TEXT)
            put_text(&o, m);
        else if (m->kind == MARK_CIRCLE)
            put_circle(&o, m);
        else
            put_path(&o, m);
    }
    put(&o, "</svg>");
    return (struct html){ o.at, o.len };
}
