#ifndef WEB_STATIC_H
#define WEB_STATIC_H

#include <stddef.h>

/* The files of site/dist, embedded by tools/embed with a hash of each. */
struct static_file { const char *name, *type, *hash; const unsigned char *bytes, *gzip; size_t len, gzip_len; };
extern const struct static_file static_table[];   /* ends with a NULL name */

/* NULL if there is none of that name. */
const struct static_file *static_find(const char *name);

#endif
