/* Several texts in one, parted by control characters, which no cleaned text can hold.  Called within app/imports only. */
#include "app/imports/imports.h"

#include <string.h>

const char *const *pack_parts(struct arena *a, const char *packed, char separator, size_t *n)
{
    size_t most = 1;
    for (const char *s = packed; *s; s++)
        most += *s == separator;
    const char **part = arena_array(a, const char *, most);
    *n = 0;
    if (!*packed)
        return part;
    for (const char *s = packed;; s++) {
        const char *end = strchr(s, separator);
        size_t len = end ? (size_t)(end - s) : strlen(s);
        part[(*n)++] = len ? arena_text(a, s, len) : "";
        if (!end)
            return part;
        s = end;
    }
}

const char *pack_join(struct arena *a, const char *const *part, size_t n, char separator)
{
    size_t len = n;
    for (size_t i = 0; i < n; i++)
        len += strlen(part[i]);
    char *text = arena_take(a, len + 1, 1), *at = text;
    for (size_t i = 0; i < n; i++) {
        size_t l = strlen(part[i]);
        if (i)
            *at++ = separator;
        memcpy(at, part[i], l);
        at += l;
    }
    return text;
}

const char *pack_value(struct arena *a, const char *told, const char *field)
{
    size_t len = strlen(field);
    for (const char *s = told; s && *s;) {
        const char *end = strchr(s, PACK_FIELD);
        if (strncmp(s, field, len) == 0 && s[len] == PACK_PART)
            return arena_text(a, s + len + 1, end ? (size_t)(end - s) - len - 1 : strlen(s + len + 1));
        s = end ? end + 1 : NULL;
    }
    return "";
}
