#ifndef OUT_FOLDER_H
#define OUT_FOLDER_H

/*
 * Several files in one that a person can keep: a ZIP.  Features put files into
 * it through `copy` of struct feature; app/family/copy.c puts the table of
 * contents beside them.  It knows nothing of what the files are, and decides
 * nothing about who may have them.  What stands on disk is read when the ZIP
 * is written, piece by piece.
 */
#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct folder;

struct folder_entry {
    const char *name;                         /* of the file: letters, digits, dots, hyphens; one that is taken gets a number before its ending */
    const char *what, *title, *on_day;        /* for a table of contents: a text of the program, its own title, an ISO day; may be NULL */
    const void *bytes;                        /* what stands in it ... */
    size_t len;
    const char *path;                         /* ... or where: a file that is packed already (a photo, a PDF), which is not made smaller */
    bool is_missing;                          /* set by folder_put: there is nothing to read at PATH, it stands in the list only */
};

/* NOW (unix milliseconds) is the time of every file in it.  All texts and bytes given are kept as they are, not copied. */
struct folder *folder_new(struct arena *, int64_t now);

void folder_put(struct folder *, struct folder_entry);

/* In the order in which they came. */
const struct folder_entry *folder_entries(const struct folder *, size_t *n);

/* The ZIP as a new file at PATH; false, with nothing left there, if it could not be written. */
bool folder_write(const struct folder *, const char *path);

/* The ZIP in memory, in the folder's arena; NULL if a file could not be read. */
const void *folder_pack(const struct folder *, size_t *len);

#endif
