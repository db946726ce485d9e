/*
 * From bytes to names and values: the one place that sees what came raw.
 * Everything that leaves here is valid UTF-8 without NUL or control characters
 * (but line feed and tab), trimmed, and bounded.  Fuzzed: tests/fuzz_read.c.
 */
#include "web/inner.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>
#include <strings.h>

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decodes %XX and + in place; false if an escape is broken or makes a NUL. */
static bool decode(char *s)
{
    char *to = s;
    for (; *s; s++)
        if (*s == '+')
            *to++ = ' ';
        else if (*s == '%') {
            int high = hex_value(s[1]), low = high < 0 ? -1 : hex_value(s[2]);
            if (low < 0 || (high == 0 && low == 0))
                return false;
            *to++ = (char)(high << 4 | low);
            s += 2;
        } else
            *to++ = *s;
    *to = 0;
    return true;
}

bool add_pair(struct web *w, char *name, char *value)
{
    struct web_inner *in = w->inner;
    if (!in->field)
        in->field = arena_array(w->arena, struct pair, MAX_PAIRS);
    if (in->fields == MAX_PAIRS || !text_is_utf8(name, strlen(name)) || !text_is_utf8(value, strlen(value)))
        return false;
    in->field[in->fields++] = (struct pair){ text_clean(w->arena, name, TEXT_LINE), text_clean(w->arena, value, TEXT_LONG) };
    return true;
}

static size_t read_pairs(struct web *w, char *text, struct pair *pair)
{
    size_t n = 0;
    for (char *s = text, *next; s && *s; s = next) {
        next = strchr(s, '&');
        if (next)
            *next++ = 0;
        if (!*s)
            continue;
        char *value = strchr(s, '=');
        if (value)
            *value++ = 0;
        else
            value = s + strlen(s);
        if (n == MAX_PAIRS || !decode(s) || !decode(value) || !text_is_utf8(s, strlen(s)) || !text_is_utf8(value, strlen(value))) {
            w->inner->bad_status = 400;
            return n;
        }
        pair[n++] = (struct pair){ text_clean(w->arena, s, TEXT_LINE), text_clean(w->arena, value, TEXT_LONG) };
    }
    return n;
}

/* The library has decoded the query string; here it gets the same checks as a body. */
void clean_query(struct web *w)
{
    struct web_inner *in = w->inner;
    for (size_t i = 0; i < in->queries; i++) {
        struct pair *p = &in->query[i];
        if (!text_is_utf8(p->name, strlen(p->name)) || !text_is_utf8(p->value, strlen(p->value)))
            in->bad_status = 400;
        else
            p->value = text_clean(w->arena, p->value, TEXT_LINE);
    }
}

const struct pair *web_pairs_read(struct web *w, const char *written, size_t *n)
{
    struct pair *pair = arena_array(w->arena, struct pair, MAX_PAIRS);
    int before = w->inner->bad_status;
    *n = read_pairs(w, arena_text(w->arena, written, strlen(written)), pair);
    if (w->inner->bad_status != before)
        *n = 0;
    w->inner->bad_status = before;
    return pair;
}

/* A query string as it came, for requests that no library has read. */
void read_query(struct web *w, const char *text)
{
    w->inner->query = arena_array(w->arena, struct pair, MAX_PAIRS);
    w->inner->queries = read_pairs(w, arena_text(w->arena, text, strlen(text)), w->inner->query);
    clean_query(w);
}

void read_body(struct web *w, char *body, size_t len, const char *content_type)
{
    bool is_json = w->route && w->route->is_api;
    if (len == 0)
        return;
    if (is_json) {
        w->inner->body = body;
        w->inner->body_len = len;
        w->inner->bad_status = strncasecmp(content_type, "application/json", 16) == 0 ? 0 : 415;
        return;
    }
    if (strncasecmp(content_type, "application/x-www-form-urlencoded", 33) != 0) {
        w->inner->bad_status = 415;
        return;
    }
    if (memchr(body, 0, len)) {
        w->inner->bad_status = 400;
        return;
    }
    w->inner->field = arena_array(w->arena, struct pair, MAX_PAIRS);
    w->inner->fields = read_pairs(w, arena_text(w->arena, body, len), w->inner->field);
}

void read_cookies(struct web *w, const char *header)
{
    struct web_inner *in = w->inner;
    in->cookie = arena_array(w->arena, struct pair, 24);
    char *s = arena_text(w->arena, header, strlen(header));
    for (char *next; s && *s && in->cookies < 24; s = next) {
        next = strchr(s, ';');
        if (next)
            *next++ = 0;
        while (*s == ' ')
            s++;
        char *value = strchr(s, '=');
        if (!value)
            continue;
        *value++ = 0;
        in->cookie[in->cookies++] = (struct pair){ s, value };
    }
}

/* Percent-decodes what web_notice wrote; "" if it is not ours. */
static const char *notice_words(struct web *w, const char *cookie)
{
    char *words = arena_text(w->arena, cookie, strlen(cookie));
    bool ok = strlen(words) < 2400 && decode(words) && text_is_utf8(words, strlen(words));
    return ok ? text_clean(w->arena, words, TEXT_LINE) : "";
}

const char *web_kept(struct web *w, const char *name)
{
    bool secure = strncmp(w->site->base_url, "https://", 8) == 0;
    return web_cookie(w, secure ? arena_print(w->arena, "__Host-%s", name) : name);
}

void name_browser(struct web *w)
{
    w->inner->session_token = web_kept(w, "session");
    w->inner->visit = web_kept(w, "visit");
    w->inner->notice = notice_words(w, web_kept(w, "notice"));
}

static const char *find(const struct pair *p, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(p[i].name, name) == 0)
            return p[i].value;
    return "";
}

const char *web_field(struct web *w, const char *name) { return find(w->inner->field, w->inner->fields, name); }
const char *web_query(struct web *w, const char *name) { return find(w->inner->query, w->inner->queries, name); }

const char *web_after_day(struct web *w, int64_t *id)
{
    const char *after = web_query(w, "after"), *dot = strchr(after, '.');
    if (!dot || dot - after != 10)
        return "";
    const char *day = arena_text(w->arena, after, 10);
    return date_valid(day) && text_number(dot + 1, id) ? day : "";
}
const char *web_cookie(struct web *w, const char *name) { return find(w->inner->cookie, w->inner->cookies, name); }

const struct sent_file *web_sent_files(struct web *w, size_t *n)
{
    *n = w->inner->files;
    return w->inner->file;
}

bool web_left_files_out(struct web *w) { return w->inner->left_files_out; }

const char *web_body(struct web *w, size_t *len)
{
    *len = w->inner->body_len;
    return w->inner->body ? w->inner->body : "";
}

const char *web_idempotency_key(struct web *w) { return w->inner->idempotency_key; }

const struct pair *web_all_fields(struct web *w, size_t *n)
{
    *n = w->inner->fields;
    return w->inner->field;
}

const struct pair *web_all_query(struct web *w, size_t *n)
{
    *n = w->inner->queries;
    return w->inner->query;
}

const char **web_fields(struct web *w, const char *name, size_t *n)
{
    const char **values = arena_array(w->arena, const char *, w->inner->fields + 1);
    *n = 0;
    for (size_t i = 0; i < w->inner->fields; i++)
        if (strcmp(w->inner->field[i].name, name) == 0)
            values[(*n)++] = w->inner->field[i].value;
    return values;
}

int64_t web_field_id(struct web *w, const char *name)
{
    int64_t id;
    return text_number(web_field(w, name), &id) && id > 0 ? id : 0;
}

const char *web_part(struct web *w, const char *part)
{
    for (int i = 0; i < w->inner->parts; i++)
        if (strcmp(w->inner->part[i].name, part) == 0)
            return w->inner->part[i].value;
    return "";
}

int64_t web_id(struct web *w, const char *part)
{
    int64_t id;
    if (!text_number(web_part(w, part), &id) || id <= 0)
        web_stop(w, 404);
    return id;
}
