/*
 * DOCX (ECMA-376): an archive with the parts of a text document, from the
 * first byte to the last.  Every part is unpacked once, into a small buffer
 * that is thrown away, so that what it says of its size is proved, and a bomb
 * is stopped at its hundredth megabyte.  Macros are refused.  Called by kind.c.
 */
#include "file/kind_inner.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { MAX_PARTS = 2000, CENTRAL = 46, LOCAL = 30, END = 22, TYPES_ROOM = 65536 };
static const uint64_t max_unpacked = 100u << 20;

static const char damaged[] = "This Word document is damaged, or is something else as well. Open it, save it anew and send that";
static const char not_word[] = "This is an archive, not a Word document. Send what is in it, one by one";
static const char macros[] = "This Word document holds a program (macros). Save it as a plain DOCX or as PDF and send that";
static const char locked[] = "This document is locked with a password. Save it without one, or as PDF, and send that";
static const char bomb[] = "This document unpacks to far more than a report can be. Save it as PDF and send that";

struct part { const unsigned char *name, *data; uint32_t name_len, packed, unpacked, method, from, to; };

struct archive {
    const unsigned char *b;
    uint32_t n, central;
    struct part *part;
    size_t parts;
    bool has_types, has_document;
    char types[TYPES_ROOM];
};

static bool is_named(const struct part *p, const char *name) { return p->name_len == strlen(name) && memcmp(p->name, name, p->name_len) == 0; }

static bool ends_with(const struct part *p, const char *end)
{
    size_t n = strlen(end);
    return p->name_len >= n && memcmp(p->name + p->name_len - n, end, n) == 0;
}

/* No folder above, no other drive, no letter that is not plain. */
static bool is_plain_name(const struct part *p)
{
    if (!p->name_len || *p->name == '/')
        return false;
    for (uint32_t i = 0; i < p->name_len; i++)
        if (p->name[i] < ' ' || p->name[i] == '\\' || p->name[i] == ':' || (i && p->name[i] == '.' && p->name[i - 1] == '.'))
            return false;
    return true;
}

/* The part's own head must say the same as the list at the end, and its data must lie before that list. */
static const char *read_local(const struct archive *z, struct part *p)
{
    if (p->from > z->central || z->central - p->from < LOCAL)
        return damaged;
    const unsigned char *h = z->b + p->from;
    uint32_t name_len = little_16(h + 26), extra = little_16(h + 28);
    if (memcmp(h, "PK\3\4", 4) != 0 || name_len != p->name_len || little_16(h + 8) != p->method || z->central - p->from < LOCAL + name_len + extra)
        return damaged;
    if (memcmp(h + LOCAL, p->name, name_len) != 0)
        return damaged;
    uint32_t data = p->from + LOCAL + name_len + extra;
    if (p->packed > z->central - data)
        return damaged;
    p->data = z->b + data;
    p->to = data + p->packed;
    return "";
}

static const char *read_part(const struct archive *z, const unsigned char *c, struct part *p)
{
    uint32_t flags = little_16(c + 8);
    *p = (struct part){ .name = c + CENTRAL, .name_len = little_16(c + 28), .method = little_16(c + 10), .packed = little_32(c + 20), .unpacked = little_32(c + 24), .from = little_32(c + 42) };
    if (flags & 1)
        return locked;
    if ((p->method != 0 && p->method != 8) || !is_plain_name(p))
        return damaged;
    if (ends_with(p, "vbaProject.bin") || ends_with(p, ".exe") || ends_with(p, ".dll") || ends_with(p, ".js"))
        return macros;
    return read_local(z, p);
}

static int by_place(const void *a, const void *b)
{
    const struct part *x = a, *y = b;
    return x->from < y->from ? -1 : x->from > y->from;
}

/* Parts that share bytes are how a small file becomes petabytes; bytes before the first are how it is two things. */
static const char *wrong_with_places(struct archive *z)
{
    qsort(z->part, z->parts, sizeof *z->part, by_place);
    if (z->part[0].from != 0)
        return damaged;
    for (size_t i = 1; i < z->parts; i++)
        if (z->part[i].from < z->part[i - 1].to)
            return bomb;
    return "";
}

/* Unpacks into a buffer that is thrown away, but for the beginning of what the document says of its types. */
static const char *unpack(struct archive *z, const struct part *p, uint64_t *all)
{
    unsigned char piece[16384];
    bool keeps = is_named(p, "[Content_Types].xml");
    uint64_t made = 0;
    z_stream s = { .next_in = (unsigned char *)(uintptr_t)p->data, .avail_in = p->packed };
    if (inflateInit2(&s, -MAX_WBITS) != Z_OK)
        return damaged;
    int code = Z_OK;
    while (code == Z_OK) {
        s.next_out = piece;
        s.avail_out = sizeof piece;
        code = inflate(&s, Z_NO_FLUSH);
        size_t n = sizeof piece - s.avail_out;
        if (keeps && made + n < TYPES_ROOM)
            memcpy(z->types + made, piece, n);
        made += n;
        if (made > p->unpacked || *all + made > max_unpacked || (code == Z_OK && !n && !s.avail_in))
            break;
    }
    bool is_whole = code == Z_STREAM_END && made == p->unpacked && s.avail_in == 0;
    inflateEnd(&s);
    *all += made;
    return *all > max_unpacked ? bomb : is_whole ? "" : damaged;
}

static const char *unpack_part(struct archive *z, const struct part *p, uint64_t *all)
{
    if (p->method == 8)
        return unpack(z, p, all);
    if (p->packed != p->unpacked)
        return damaged;
    if (is_named(p, "[Content_Types].xml") && p->packed < TYPES_ROOM)
        memcpy(z->types, p->data, p->packed);
    *all += p->packed;
    return *all > max_unpacked ? bomb : "";
}

static const char *read_parts(struct archive *z, uint32_t size)
{
    const unsigned char *c = z->b + z->central, *end = c + size;
    for (size_t i = 0; i < z->parts; i++) {
        if (end - c < CENTRAL || memcmp(c, "PK\1\2", 4) != 0)
            return damaged;
        size_t len = CENTRAL + little_16(c + 28) + little_16(c + 30) + little_16(c + 32);
        if ((size_t)(end - c) < len)
            return damaged;
        const char *wrong = read_part(z, c, &z->part[i]);
        if (*wrong)
            return wrong;
        z->has_types |= is_named(&z->part[i], "[Content_Types].xml");
        z->has_document |= is_named(&z->part[i], "word/document.xml");
        c += len;
    }
    return c == end ? "" : damaged;
}

static const char *wrong_inside(struct archive *z)
{
    uint64_t all = 0;
    const char *wrong = wrong_with_places(z);
    for (size_t i = 0; !*wrong && i < z->parts; i++)
        wrong = unpack_part(z, &z->part[i], &all);
    if (*wrong)
        return wrong;
    if (strstr(z->types, "macroEnabled"))
        return macros;
    return strstr(z->types, "wordprocessingml.document.main+xml") ? "" : not_word;
}

const char *wrong_with_docx(const unsigned char *b, size_t n, int64_t *size)
{
    if (n < END || n > UINT32_MAX || memcmp(b + n - END, "PK\5\6", 4) != 0)
        return damaged;
    const unsigned char *e = b + n - END;
    uint32_t central_size = little_32(e + 12), central = little_32(e + 16), parts = little_16(e + 10);
    bool fits = (uint64_t)central + central_size + END == n && little_16(e + 20) == 0 && little_32(e + 4) == 0 && little_16(e + 8) == parts;
    if (!fits || !parts)
        return damaged;
    if (parts > MAX_PARTS)
        return bomb;
    struct archive *z = calloc(1, sizeof *z);
    if (!z || !(z->part = calloc(parts, sizeof *z->part)))
        abort();
    z->b = b;
    z->n = (uint32_t)n;
    z->central = central;
    z->parts = parts;
    const char *wrong = read_parts(z, central_size);
    if (!*wrong)
        wrong = z->has_types && z->has_document ? wrong_inside(z) : not_word;
    free(z->part);
    free(z);
    *size = (int64_t)n;
    return wrong;
}
