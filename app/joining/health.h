#ifndef JOINING_HEALTH_H
#define JOINING_HEALTH_H

#include "app/child/child.h"

/* Whether the register is whole: asked by `rightdoor doctor` and by tests; only looks. */
struct register_health {
    int64_t records, looked_at;
    int64_t rows_left;               /* rows that stand with a record that was joined into another */
    const char *rows_of;             /* the table of the first of them, "" if there are none */
    int64_t records_astray;          /* lead to a record that itself leads on, or to none by any joining */
    int64_t badly_found;             /* of those looked at: not found by all their words, or by words they no longer have */
    int64_t names_wrong;             /* names that are not counted right */
};

/* MOST: how many records' words are looked at, evenly taken. */
struct register_health register_health(struct db *, const struct site *, int64_t most);

#endif
