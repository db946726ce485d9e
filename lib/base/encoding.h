#ifndef BASE_ENCODING_H
#define BASE_ENCODING_H

/*
 * Files of text in whatever way their program wrote them, made UTF-8.  Called
 * by sheet.c for the lists that are imported.
 */

#include "base/arena.h"

#include <stddef.h>

/*
 * The text as UTF-8 without byte order mark, *LEN made its length, *ENCODING
 * its name for people.  UTF-8 and UTF-16 with or without mark; what is neither
 * is taken as Windows-1252, which Excel writes in Britain.  NULL, with *WHY for
 * a person, if it is no text: a NUL in it, broken UTF-16, or one of the five
 * bytes that Windows-1252 does not have.
 */
const char *encoding_read(struct arena *, const char *bytes, size_t *len, const char **encoding, const char **why);

#endif
