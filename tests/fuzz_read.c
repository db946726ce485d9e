/* Anything sent as a body, a query string or cookies: what comes out is UTF-8, bounded, and holds no control character. */
#include "base/text.h"
#include "web/inner.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static jmp_buf stopped;

void web_stop(struct web *w, int status)
{
    (void)w;
    if (status != 404)
        abort();
    longjmp(stopped, 1);
}

static void must(bool is_so)
{
    if (!is_so)
        abort();
}

static void clean(const char *s)
{
    must(text_is_utf8(s, strlen(s)));
    for (; *s; s++)
        must((unsigned char)*s >= ' ' || *s == '\n' || *s == '\t');
}

static void pairs(const struct pair *p, size_t n)
{
    must(n <= MAX_PAIRS);
    for (size_t i = 0; i < n; i++) {
        clean(p[i].name);
        clean(p[i].value);
    }
}

static void ask(struct web *w)
{
    size_t n = 0;
    const char **all = web_fields(w, "a", &n);
    for (size_t i = 0; i < n; i++)
        clean(all[i]);
    clean(web_field(w, "a"));
    clean(web_query(w, "a"));
    clean(w->inner->notice);
    must(web_field_id(w, "a") >= 0);
    if (setjmp(stopped) == 0)
        must(web_id(w, "a") > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const struct site site = { .base_url = "http://127.0.0.1:8080" };
    struct arena a = { 0 };
    struct web_inner in = { .host = "", .origin = "", .fetch_site = "", .notice = "", .session_token = "", .visit = "" };
    struct web w = { .arena = &a, .site = &site, .inner = &in };
    char *body = arena_text(&a, (const char *)bytes, len);
    read_cookies(&w, body);
    name_browser(&w);
    read_query(&w, body);
    if (!in.bad_status)
        pairs(in.query, in.queries);
    in.bad_status = 0;
    read_body(&w, body, len, "application/x-www-form-urlencoded; charset=utf-8");
    if (!in.bad_status)
        pairs(in.field, in.fields);
    in.part[0] = (struct pair){ "a", web_field(&w, "a") };
    in.parts = 1;
    if (!in.bad_status)
        ask(&w);
    arena_free(&a);
    return 0;
}
