#ifndef OUT_LANES_H
#define OUT_LANES_H

/*
 * A way through time, drawn: what lasted (periods) and what happened on one
 * day (moments), in lanes under one axis of days.  Features add to it through
 * `lanes` of struct feature; app/picture draws it, for a page or for paper.
 * It knows nothing of what the entries mean, and decides nothing about who may
 * see them: what must not be seen is not added.  A drawing never stands alone:
 * the same entries stand in a table beside it.
 */
#include "out/drawing.h"

struct lanes;

struct lanes_entry {
    int order;                     /* of its lane: smaller stands higher */
    const char *lane;              /* the lane's name */
    const char *from_on, *to_on;   /* ISO days; to_on is "" while it goes on, and of a moment the same day */
    bool is_moment;
    const char *words, *path;      /* what it was; where to read more, "" = nowhere */
};

/* TODAY ends what goes on.  All texts given are kept as they are, not copied. */
struct lanes *lanes_new(struct arena *, const char *today);

/* Entries without a valid first day, and periods that end before they begin, are left out. */
void lanes_period(struct lanes *, int order, const char *lane, const char *from_on, const char *to_on, const char *words, const char *path);
void lanes_moment(struct lanes *, int order, const char *lane, const char *on_day, const char *words, const char *path);

/* All entries by their first day. */
const struct lanes_entry *lanes_entries(struct lanes *, size_t *n);

/* NULL if nothing was added.  460 units wide, as the charts are. */
struct drawing *lanes_draw(struct lanes *, const char *id, const char *title, const char *description);

#endif
