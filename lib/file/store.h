#ifndef FILE_STORE_H
#define FILE_STORE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Files on disk, each named by its number, in a folder that no page is served
 * from: FOLDER/arriving while a form is read, FOLDER/ab/NUMBER afterwards.
 * Nobody but the program's own user can read them (0700, 0600).  The database
 * says what each is and whose; a file without a row is nobody's and is swept.
 */

/* Makes the folders and clears away what an earlier run was still reading. False, with *WHY, if it cannot be written. */
bool store_open(struct arena *, const char *folder, const char **why);

/* The first SIZE bytes of the file at FROM become the file ID; on disk for good before it returns true. */
bool store_keep(struct arena *, const char *folder, int64_t id, const char *from, int64_t size);

const char *store_path(struct arena *, const char *folder, int64_t id);
void store_drop(struct arena *, const char *folder, int64_t id);

/* Calls WHAT with the number of each file that was kept before OLDER_THAN (unix seconds). */
void store_each(struct arena *, const char *folder, int64_t older_than, void (*what)(void *with, int64_t id), void *with);

#endif
