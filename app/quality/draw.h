#ifndef QUALITY_DRAW_H
#define QUALITY_DRAW_H

#include "base/arena.h"

#include <stdint.h>

enum { AUDIT_RECORDS = 10 };

/*
 * Draws MOST of N ids at random, the same ones whenever it is given the same
 * seed and ids, in whatever order these come: those whose BLAKE2b-256 of
 * "SEED:ID" is smallest, in the order of that hash.  Each set of so many is as
 * likely as any other, as long as nobody can choose the seed to suit.
 * Returns how many were drawn into INTO.
 */
size_t quality_draw(struct arena *, const char *seed, const int64_t *id, size_t n, int64_t *into, size_t most);

#endif
