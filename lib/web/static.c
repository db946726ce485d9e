/* Finds an embedded file.  Called for /static/ and to put hashes into addresses. */
#include "web/static.h"

#include <string.h>

const struct static_file *static_find(const char *name)
{
    for (const struct static_file *f = static_table; f->name; f++)
        if (strcmp(f->name, name) == 0)
            return f;
    return NULL;
}
