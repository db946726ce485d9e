/* What a handler calls to answer, and the small secrets of the web: tokens, hashes, cookies. */
#include "web/inner.h"
#include "web/say.h"
#include "web/static.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool web_may(const struct web *w, int permission)
{
    return permission != NOT_SAID && (w->person->may >> permission & 1);
}

bool web_role(const struct web *w, const char *role) { return strcmp(w->person->role, role) == 0; }

void web_draw_panels(struct web *w, const char *place, int64_t about)
{
    int last = -1;
    for (;;) {
        const struct panel *next = NULL;
        for (const struct feature *const *f = w->site->features; *f; f++)
            for (const struct panel *p = (*f)->panels; p && p->place; p++)
                if (strcmp(p->place, place) == 0 && p->order > last && (!next || p->order < next->order))
                    next = p;
        if (!next)
            return;
        last = next->order;
        if (web_may(w, next->may))
            next->draw(w, about);
    }
}

void web_page(struct web *w, const char *title)
{
    w->title = title;
    w->inner->page_begun = true;
    w->site->frame_top(w);
}

void web_to(struct web *w, const char *path)
{
    w->status = 303;
    w->inner->go_to = path;
}

void web_to_f(struct web *w, const char *format, ...)
{
    char path[512];
    va_list ap;
    va_start(ap, format);
    vsnprintf(path, sizeof path, format, ap);
    va_end(ap);
    web_to(w, arena_text(w->arena, path, strlen(path)));
}

void web_file(struct web *w, const char *type, const char *name, const void *bytes, size_t len)
{
    w->inner->type = type;
    w->inner->file_name = name;
    w->inner->file_kind = "attachment";
    w->out = (struct out){ w->arena, (char *)(uintptr_t)bytes, len, len };
}

static void close_file(void *inner)
{
    struct web_inner *in = inner;
    close(in->fd);
    in->has_fd = false;
}

/* Not read into memory: the library sends it from the disk. */
void web_file_at(struct web *w, const char *type, const char *name, const char *path)
{
    struct web_inner *in = w->inner;
    struct stat s;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        web_stop(w, 404);
    in->fd = fd;
    in->has_fd = true;
    arena_at_end(w->arena, close_file, in);
    if (fstat(fd, &s) < 0 || !S_ISREG(s.st_mode))
        web_stop(w, 404);
    in->fd_len = s.st_size;
    web_file(w, type, name, "", 0);
}

void web_inline_file(struct web *w, const char *type, const void *bytes, size_t len)
{
    web_file(w, type, "document.pdf", bytes, len);
    w->inner->file_kind = "inline";
}

void web_image(struct web *w, const char *type, const void *bytes, size_t len)
{
    web_file(w, type, "image", bytes, len);
    w->inner->file_kind = "inline";
    w->inner->lasts = true;
}

static bool is_secure(const struct web *w) { return strncmp(w->site->base_url, "https://", 8) == 0; }

void web_cookie_set(struct web *w, const char *name, const char *value, int seconds)
{
    struct web_inner *in = w->inner;
    if (in->set_cookies == MAX_COOKIES)
        return;
    in->set_cookie[in->set_cookies++] = arena_print(w->arena, "%s%s=%s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%d%s", is_secure(w) ? "__Host-" : "", name, value, seconds, is_secure(w) ? "; Secure" : "");
}

const char *web_pairs_written(struct arena *a, const struct pair *pair, size_t n)
{
    struct out o = { .arena = a };
    for (size_t i = 0; i < n; i++) {
        if (i)
            html_lit(&o, "&", 1);
        html_query_s(&o, pair[i].name);
        html_lit(&o, "=", 1);
        html_query_s(&o, pair[i].value);
    }
    html_lit(&o, "", 1);
    return o.at;
}

void web_notice(struct web *w, const char *words)
{
    struct out o = { .arena = w->arena };
    html_query_s(&o, say(w, words));
    html_lit(&o, "", 1);
    web_cookie_set(w, "notice", o.at, 60);
}

const char *web_notice_now(struct web *w) { return w->inner->notice; }

const char *web_hash(struct arena *a, const char *text)
{
    unsigned char h[32];
    char *hex = arena_take(a, 65, 1);
    crypto_generichash(h, sizeof h, (const unsigned char *)text, strlen(text), NULL, 0);
    return sodium_bin2hex(hex, 65, h, sizeof h);
}

const char *web_random_token(struct web *w)
{
    unsigned char r[32];
    char *hex = arena_take(w->arena, 65, 1);
    randombytes_buf(r, sizeof r);
    return sodium_bin2hex(hex, 65, r, sizeof r);
}

enum { TOKEN = sizeof ((struct web_inner *)0)->mask };

/* Bound to the session, or to the visit of somebody who has not signed in. */
static void bare_token(struct web *w, unsigned char token[TOKEN])
{
    bool is_in = *w->inner->session_token && w->person->id;
    const char *text = arena_print(w->arena, "form %s", is_in ? w->inner->session_token : web_visit(w));
    crypto_generichash(token, TOKEN, (const unsigned char *)text, strlen(text), NULL, 0);
}

/* MASK and the token under it: written anew for each page, so that the length of a page made smaller tells nothing of the token (BREACH). */
const char *web_token(struct web *w)
{
    struct web_inner *in = w->inner;
    unsigned char both[2 * TOKEN];
    char *hex = arena_take(w->arena, 4 * TOKEN + 1, 1);
    if (!in->is_masked)
        randombytes_buf(in->mask, TOKEN);
    in->is_masked = true;
    memcpy(both, in->mask, TOKEN);
    bare_token(w, both + TOKEN);
    for (int i = 0; i < TOKEN; i++)
        both[TOKEN + i] ^= both[i];
    return sodium_bin2hex(hex, 4 * TOKEN + 1, both, sizeof both);
}

bool is_token(struct web *w, const char *sent)
{
    unsigned char both[2 * TOKEN], right[TOKEN];
    size_t n;
    if (strlen(sent) != 4 * TOKEN || sodium_hex2bin(both, sizeof both, sent, 4 * TOKEN, NULL, &n, NULL) != 0 || n != sizeof both)
        return false;
    bare_token(w, right);
    for (int i = 0; i < TOKEN; i++)
        both[TOKEN + i] ^= both[i];
    return sodium_memcmp(both + TOKEN, right, TOKEN) == 0;
}

const char *web_visit(struct web *w)
{
    struct web_inner *in = w->inner;
    if (!*in->visit) {
        in->visit = web_random_token(w);
        web_cookie_set(w, "visit", in->visit, 24 * 3600);
    }
    return in->visit;
}

const char *web_once(struct web *w)
{
    const char *typed = web_field(w, "once");
    return *typed ? typed : arena_text(w->arena, web_random_token(w), 32);
}

const char *web_asset(struct web *w, const char *name)
{
    const struct static_file *f = static_find(name);
    return f ? arena_print(w->arena, "/static/%s?v=%s", name, f->hash) : "/static/missing";
}

void web_audit(struct web *w, int64_t child_id, const char *action, const char *what, const char *detail)
{
    struct web_inner *in = w->inner;
    if (in->audits == in->audit_room) {
        size_t room = in->audit_room ? in->audit_room * 2 : 8;
        in->audit = arena_grow(w->arena, in->audit, in->audit_room * sizeof *in->audit, room * sizeof *in->audit);
        in->audit_room = room;
    }
    in->audit[in->audits++] = (struct audit_entry){ w->now, w->person->id, child_id, action, what, detail, w->address };
}

void web_is_quiet(struct web *w) { w->inner->is_quiet = true; }
void web_keep_session(struct web *w) { w->inner->wants_touch = true; }
const char *web_session(struct web *w) { return w->inner->session_token; }

void web_clear_browser(struct web *w) { w->inner->clears_browser = true; }

void web_bare(struct web *w, int status, const char *type, const char *text)
{
    w->status = status;
    w->inner->type = type;
    w->out.len = 0;
    html_lit(&w->out, text, strlen(text));
}

void web_wait(struct web *w, int seconds) { w->inner->retry_after = seconds; }

bool web_allows(struct web *w, const char *key, int a_minute)
{
    int wait;
    bool may = throttle_allows(key, a_minute, w->now, &wait);
    if (!may)
        web_wait(w, wait);
    return may;
}
