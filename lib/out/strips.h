#ifndef OUT_STRIPS_H
#define OUT_STRIPS_H

/*
 * Several things seen again and again over one stretch of time, each in a
 * strip of its own under one axis: points that rise and fall within the
 * strip's own scale, with another shape (never colour alone) for what is to be
 * watched and what is below.  Called by pages about one child.  A drawing
 * never stands alone: the same values stand in a table beside it.  It reckons
 * nothing: where a point stands and what it means, the caller says.
 */
#include "out/drawing.h"

enum { STRIP_ORDINARY, STRIP_WATCHED, STRIP_BELOW, STRIP_SHAPES };

struct strip_point {
    double at, value;        /* along the axis; within the strip's scale. NAN as value: it stands in the middle */
    int shape;
    const char *words;       /* written at the point where there is room; "" writes none */
};

struct strip {
    const char *name;
    double low, high;        /* low < high */
    bool has_diagonal;       /* a dashed line where the value is as much as the axis says */
    const struct strip_point *point;     /* in the order of the axis */
    size_t n;
};

struct strips {
    const char *id, *title, *description;
    double from, to;         /* of the axis; from < to */
    const struct strip_tick { double at; const char *name; } *tick;
    size_t ticks;
    const struct strip *strip;
    size_t n;
    const char *shape_name[STRIP_SHAPES];    /* a key below; NULL or "" writes none */
    const char *diagonal_name;               /* NULL or "" writes none */
};

/* 460 units wide, as the charts are. NULL where there is no strip. */
struct drawing *strips_draw(struct arena *, const struct strips *);

#endif
