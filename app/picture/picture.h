#ifndef PICTURE_PICTURE_H
#define PICTURE_PICTURE_H

#include "app/child/child.h"
#include "out/lanes.h"

/*
 * The picture of one child: everything that lasted or happened, from the first
 * concern to now, in lanes under one axis, with the time between; as a page
 * and as one page of paper.  Each feature puts in what it knows (`lanes` of
 * struct feature); nothing is stored here.
 */
extern const struct feature picture_feature;

/* --- what follows is shared by the files of this folder only --- */

/* How long it took from one thing to another, in words. */
struct picture_step { const char *label, *value; };

struct picture {
    struct child_by_id *child;
    const char *name;
    struct lanes *lanes;
    const struct lanes_entry *entry;     /* by their first day */
    size_t entries;
    struct picture_step step[5];
    size_t steps;
    const char *description;             /* the picture in a sentence, for who cannot see it */
};

const char *picture_days(struct web *, const struct lanes_entry *);          /* "from 4 Mar 2026 to 9 May 2026" */
const char *picture_since(struct web *, const struct picture *, size_t);     /* "3 weeks", since the entry before */

#endif
