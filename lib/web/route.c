/* From a method and a path to a row, for the gate; and what is wrong with a table of rows, for the start. */
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

static const char *wrong_with_panels(struct arena *a, const struct site *site, const struct panel *p, const char *name)
{
    if (p->may == NOT_SAID)
        return arena_print(a, "feature %s: the panel '%s' %d says no permission", name, p->place, p->order);
    int same = 0;
    for (const struct feature *const *f = site->features; *f; f++)
        for (const struct panel *q = (*f)->panels; q && q->place; q++)
            same += q->order == p->order && strcmp(q->place, p->place) == 0;
    return same > 1 ? arena_print(a, "feature %s: another panel stands at '%s' %d", name, p->place, p->order) : "";
}

static const char *wrong_with_route(struct arena *a, const struct site *site, const struct route *r)
{
    if (r->may == NOT_SAID)
        return arena_print(a, "route %s says no permission", r->path);
    if ((r->method != GET && r->method != POST) || !r->handle)
        return arena_print(a, "route %s says no method or no handler", r->path);
    if (r->only_reads && (r->method == GET || r->before || r->is_slow))
        return arena_print(a, "route %s: only a POST by itself says that it only reads", r->path);
    if (r->before && r->method == GET)
        return arena_print(a, "route %s: only a POST has something before it", r->path);
    int same = 0;
    for (const struct feature *const *f = site->features; *f; f++)
        for (const struct route *q = (*f)->routes; q && q->path; q++)
            same += q->method == r->method && strcmp(q->path, r->path) == 0;
    return same > 1 ? arena_print(a, "route %s stands twice", r->path) : "";
}

const char *routes_wrong(struct arena *a, const struct site *site)
{
    const char *wrong = "";
    for (const struct feature *const *f = site->features; *f; f++) {
        for (const struct route *r = (*f)->routes; !*wrong && r && r->path; r++)
            wrong = wrong_with_route(a, site, r);
        for (const struct panel *p = (*f)->panels; !*wrong && p && p->place; p++)
            wrong = wrong_with_panels(a, site, p, (*f)->name);
    }
    return wrong;
}
