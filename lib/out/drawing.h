#ifndef OUT_DRAWING_H
#define OUT_DRAWING_H

/*
 * A drawing is a list of marks on a sheet: one geometry, two painters.
 * lib/out/chart.c makes them; drawing_svg() paints one into a page and
 * lib/out/pdf.c paints the same one onto paper.  It knows nothing of data,
 * axes or people.
 */
#include "base/arena.h"
#include "base/html.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 0xRRGGBB, or NO_COLOUR for none. */
typedef int32_t drawing_colour;
#define NO_COLOUR ((drawing_colour)-1)

enum mark_kind { MARK_PATH, MARK_AREA, MARK_CIRCLE, MARK_TEXT };
enum mark_align { ALIGN_START, ALIGN_MIDDLE, ALIGN_END };

struct spot {
    double x, y;
};

/* One mark.  Units are those of the sheet, y downwards from the top left. */
struct mark {
    enum mark_kind kind;
    drawing_colour fill, stroke;
    double stroke_width;
    double dash;           /* length of dash and gap; 0 is a solid line */
    const struct spot *at; /* PATH, AREA: the corners; CIRCLE: the centre; TEXT: where the baseline begins */
    size_t n;
    double radius;    /* CIRCLE */
    const char *text; /* TEXT: one horizontal line */
    double size;      /* TEXT: height of the letters' em */
    bool is_bold;
    enum mark_align align;
};

struct drawing {
    struct arena *arena;
    const char *id;    /* unique in the page: letters, digits, hyphens; ids of title and description derive from it */
    const char *title; /* what it shows, in one line */
    const char *description; /* what it says, in words: read out instead of the picture, and /Alt in a PDF */
    double width, height;
    struct mark *mark;
    size_t n, room;
};

struct drawing *drawing_new(struct arena *, const char *id, const char *title, const char *description, double width,
                            double height);

/* Each adds one mark and gives it back, so that the caller may set what is unusual about it. */
struct mark *drawing_line(struct drawing *, double x1, double y1, double x2, double y2, drawing_colour, double width);
struct mark *drawing_path(struct drawing *, const struct spot *, size_t n, drawing_colour, double width);
struct mark *drawing_area(struct drawing *, const struct spot *, size_t n, drawing_colour fill);
struct mark *drawing_box(struct drawing *, double x, double y, double width, double height, drawing_colour fill);
struct mark *drawing_circle(struct drawing *, double x, double y, double radius, drawing_colour fill);
struct mark *drawing_text(struct drawing *, double x, double y, double size, enum mark_align, drawing_colour,
                          const char *text);

/* About how wide TEXT is at SIZE: an estimate without a font, on the generous side. */
double drawing_text_width(const char *text, double size);

/*
 * <svg class="chart" role="img" aria-labelledby="ID-title ID-description">, presentation
 * attributes only.  The style sheet should say `.chart { max-width: 100%; height: auto }`.
 */
struct html drawing_svg(const struct drawing *);

#endif
