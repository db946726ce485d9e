#ifndef BASE_SPOOL_H
#define BASE_SPOOL_H

/*
 * Texts that are too many for memory: put down one after another in a file
 * without a name, then read where they stand, which the system may do page by
 * page.  Called by what reads and compares lists of others.  The file is gone
 * with the arena (or with the process, however it ends); it is nobody else's.
 */

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct spool;

/* In $TMPDIR or /tmp. Never NULL. */
struct spool *spool_new(struct arena *);

/* Puts LEN bytes and a NUL at the end; where they stand. */
size_t spool_put(struct spool *, const char *text, size_t len);

/* All that was put, from 0; nothing can be put any more. NULL if the disk is full. */
const char *spool_read(struct spool *);

/*
 * SIZE bytes of zeros in a file without a name, instead of in memory: to be
 * written and read where they are, for as long as the arena lives.  The system
 * keeps of them in memory what it has room for.  Where the disk has no room
 * they are the arena's.  Never NULL.
 */
void *spool_room(struct spool *, size_t size);
#define spool_array(s, type, n) ((type *)spool_room(s, sizeof(type) * (n)))

#endif
