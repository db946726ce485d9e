/* Writing escaped text into a page.  Called by the C that tools/html2c makes and by the writers in lib/out. */
#include "base/html.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *grow_kept(struct out_room *k, size_t size)
{
    char *at = realloc(k->at, size);
    if (!at) {
        fputs("rightdoor: out of memory\n", stderr);
        abort();
    }
    *k = (struct out_room){ at, size };
    return at;
}

void html_lit(struct out *o, const char *text, size_t len)
{
    if (o->len + len > o->room) {
        size_t room = o->room ? (o->len + len) * 2 : len + 8192;
        o->at = o->kept ? grow_kept(o->kept, room) : arena_grow(o->arena, o->at, o->room, room);
        o->room = room;
    }
    if (len)
        memcpy(o->at + o->len, text, len);
    o->len += len;
}

struct entity { const char *text; size_t len; };

static const struct entity entity[256] = {
    ['&'] = { "&amp;", 5 }, ['<'] = { "&lt;", 4 }, ['>'] = { "&gt;", 4 }, ['"'] = { "&#34;", 5 }, ['\''] = { "&#39;", 5 },
};

void html_text_s(struct out *o, const char *s)
{
    const char *from = s;
    for (; *s; s++) {
        const struct entity *e = &entity[(unsigned char)*s];
        if (!e->text)
            continue;
        html_lit(o, from, (size_t)(s - from));
        html_lit(o, e->text, e->len);
        from = s + 1;
    }
    html_lit(o, from, (size_t)(s - from));
}

void html_text_i(struct out *o, int64_t n)
{
    char digits[24], *p = digits + sizeof digits;
    uint64_t u = n < 0 ? -(uint64_t)n : (uint64_t)n;
    do
        *--p = (char)('0' + u % 10);
    while (u /= 10);
    if (n < 0)
        *--p = '-';
    html_lit(o, p, (size_t)(digits + sizeof digits - p));
}

void html_url_s(struct out *o, const char *s)
{
    static const char *const ok[] = { "https://", "http://", "mailto:", "tel:", "#", "?" };
    int good = s[0] == '/' && s[1] != '/' && s[1] != '\\';
    for (size_t i = 0; i < sizeof ok / sizeof *ok; i++)
        good |= strncmp(s, ok[i], strlen(ok[i])) == 0;
    html_text_s(o, good ? s : "#");
}

void html_query_s(struct out *o, const char *s)
{
    static const char hex[] = "0123456789ABCDEF";
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    for (; *s; s++)
        if (strchr(plain, *s))
            html_lit(o, s, 1);
        else
            html_lit(o, (char[]){ '%', hex[((unsigned char)*s >> 4) & 15], hex[*s & 15] }, 3);
}

void html_raw(struct out *o, struct html h)
{
    html_lit(o, h.text, h.len);
}
