/* From a method and a path to a row.  Called by the gate only. */
#include "web/inner.h"

#include <string.h>

/* "/requests/:id" meets "/requests/42": the parts named with : are kept. */
static bool meets(struct web *w, const char *pattern, const char *path)
{
    struct web_inner *in = w->inner;
    in->parts = 0;
    for (; *pattern; pattern++) {
        if (*pattern != ':') {
            if (*pattern != *path++)
                return false;
            continue;
        }
        size_t name = strcspn(pattern + 1, "/"), value = strcspn(path, "/");
        if (value == 0 || in->parts == MAX_PARTS)
            return false;
        in->part[in->parts].name = arena_text(w->arena, pattern + 1, name);
        in->part[in->parts++].value = arena_text(w->arena, path, value);
        path += value;
        pattern += name;
    }
    return !*path;
}

/* A literal path wins over a pattern, so "/children/new" is never read as an id. */
const struct route *route_find(struct web *w, enum method method, const char *path)
{
    for (int literal = 1; literal >= 0; literal--)
        for (const struct feature *const *f = w->site->features; *f; f++)
            for (const struct route *r = (*f)->routes; r && r->path; r++)
                if (r->method == method && (literal ? strcmp(r->path, path) == 0 : strchr(r->path, ':') && meets(w, r->path, path)))
                    return r;
    return NULL;
}
