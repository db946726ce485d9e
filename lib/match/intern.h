#ifndef MATCH_INTERN_H
#define MATCH_INTERN_H

/* Texts as numbers: each different text gets the next, from 1; "" is 0. For the linkage; one thread at a time. */

#include "base/arena.h"

#include <stdint.h>

struct intern {
    struct arena *arena;
    uint64_t *slot;          /* upper half of the hash, and the number */
    size_t slots;
    const char **text;       /* by number, as long as whoever gave it keeps it */
    uint64_t *hash;          /* by number */
    uint32_t *count;         /* by number: how often it was asked for */
    uint32_t n, room;        /* numbers given, with 0 */
};

struct intern intern_start(struct arena *);
uint32_t intern_number(struct intern *, const char *text);
uint64_t intern_hash(const char *text, size_t len);   /* 0 only for "" */

#endif
