/*
 * What cairo 1.16 cannot write into a tagged PDF - /Lang, DisplayDocTitle,
 * /Alt, table scopes - appended as an incremental update (ISO 32000-1, 7.5.6):
 * the catalog and the structure elements concerned once more, and a second
 * cross-reference table.  Called by pdf_end() only, on a file that cairo has
 * just made (a plain xref table, objects "N 0 obj\n<< ... >>\nendobj"); it
 * may not be used on files from elsewhere.
 */
#include "out/pdf_sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct object {
    const char *body;
    size_t len;
}; /* from "<<" up to the last ">>", without it */

/* Cairo's own file cannot be unreadable to us but by another version of cairo. */
static void must(bool holds)
{
    if (!holds) {
        fputs("pdf: cairo's file has another shape than that of version 1.16\n", stderr);
        abort();
    }
}

static const char *find_last(const char *in, size_t len, const char *what)
{
    size_t size = strlen(what);
    for (size_t i = len - size; i > 0; i--)
        if (memcmp(in + i, what, size) == 0)
            return in + i;
    must(false);
    return in;
}

static long number_after(const char *text, const char *name)
{
    const char *at = strstr(text, name);
    must(at);
    return strtol(at + strlen(name), NULL, 10);
}

/* Object NUMBER by the cross-reference TABLE ("0 N" and then 20 bytes for each). */
static struct object object_at(const char *file, const char *entries, long number)
{
    struct object o = { .body = "" };
    const char *at = file + strtol(entries + 20 * number, NULL, 10);
    const char *body = strstr(at, "obj\n");
    if (!body || strncmp(body + 4, "<<", 2))
        return o;
    const char *end = strstr(body, "\nendobj");
    if (!end)
        return o;
    while (end > body && strncmp(end, ">>", 2))
        end--;
    o.body = body + 4;
    o.len = (size_t)(end - o.body);
    return o;
}

struct update {
    long number;
    size_t offset;
};

static void rewrite(struct bytes *out, struct update *u, long number, struct object o, const char *more)
{
    u->number = number;
    u->offset = out->len;
    bytes_print(out, "%ld 0 obj\n", number);
    bytes_add(out, o.body, o.len);
    bytes_add(out, more, strlen(more));
    bytes_print(out, "\n>>\nendobj\n");
}

const char *pdf_string(struct arena *a, const char *utf8)
{
    glong len = 0;
    gunichar2 *wide = g_utf8_to_utf16(utf8, -1, NULL, &len, NULL);
    char *text = arena_array(a, char, 4 * (size_t)len + 8), *at = text + sprintf(text, "<FEFF");
    for (glong i = 0; wide && i < len; i++)
        at += sprintf(at, "%04X", wide[i]);
    strcpy(at, ">");
    g_free(wide);
    return text;
}

static const struct note *next_tag(const struct sheet *s, size_t *at)
{
    while (*at < s->notes && s->note[*at].kind != NOTE_TAG)
        ++*at;
    return *at < s->notes ? &s->note[(*at)++] : NULL;
}

/* Cairo numbers structure elements in the order in which their tags begin. */
static size_t rewrite_elements(const struct sheet *s, struct bytes *out, const char *file, const char *entries,
                               long size, struct update *u)
{
    static const char kind[] = "<< /Type /StructElem";
    size_t n = 0, at = 0;
    for (long number = 1; number < size; number++) {
        struct object o = object_at(file, entries, number);
        if (strncmp(o.body, kind, sizeof kind - 1))
            continue;
        const struct note *tag = next_tag(s, &at);
        char name[40];
        must(tag && snprintf(name, sizeof name, "/S /%s\n", tag->tag) > 0);
        const char *found = strstr(o.body, name);
        must(found && found < o.body + o.len);
        if (*tag->attributes)
            rewrite(out, &u[n++], number, o, tag->attributes);
    }
    must(!next_tag(s, &at));
    return n;
}

static int by_number(const void *a, const void *b)
{
    long one = ((const struct update *)a)->number, two = ((const struct update *)b)->number;
    return (one > two) - (one < two);
}

static void write_table(struct bytes *out, struct update *u, size_t n, const char *trailer, size_t trailer_len,
                        long prev)
{
    qsort(u, n, sizeof *u, by_number);
    size_t start = out->len;
    bytes_print(out, "xref\n");
    for (size_t i = 0; i < n; i++)
        bytes_print(out, "%ld 1\n%010zu 00000 n \n", u[i].number, u[i].offset);
    bytes_print(out, "trailer\n");
    bytes_add(out, trailer, trailer_len);
    bytes_print(out, "   /Prev %ld\n>>\nstartxref\n%zu\n%%%%EOF\n", prev, start);
}

void sheet_increment(struct arena *a, const struct sheet *s, struct bytes *out)
{
    bytes_add(out, "", 1);
    out->len--; /* strings end, whatever follows */
    const char *file = arena_text(a, out->at, out->len);
    long table = number_after(find_last(file, out->len, "startxref"), "startxref");
    const char *trailer = find_last(file, out->len, "trailer\n<<") + 8;
    const char *trailer_end = strstr(trailer, ">>");
    must(table > 0 && trailer_end && strncmp(file + table, "xref\n0 ", 7) == 0);
    const char *entries = strchr(file + table + 5, '\n') + 1;
    long size = number_after(trailer, "/Size "), root = number_after(trailer, "/Root ");
    struct update *u = arena_array(a, struct update, (size_t)size + 1);
    struct object catalog = object_at(file, entries, root);
    must(catalog.len &&
         strspn(s->language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == strlen(s->language));
    rewrite(out, &u[0], root, catalog,
            arena_print(a, "   /Lang (%s)\n   /ViewerPreferences << /DisplayDocTitle true >>", s->language));
    size_t n = 1 + rewrite_elements(s, out, file, entries, size, u + 1);
    write_table(out, u, n, trailer, (size_t)(trailer_end - trailer), table);
}
