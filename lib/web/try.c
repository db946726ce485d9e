/*
 * One request without a socket: the same reading, the same gate and the same
 * handlers as in listen.c, run one after another on the caller's thread and on
 * one writer's connection.  Called by tests and by the matrix of routes only.
 */
#include "web/inner.h"
#include "base/date.h"

#include <string.h>
#include <unistd.h>

/* What a browser would send that asked from one of our own pages. */
static const char visit_of_tests[] = "0000000000000000000000000000000000000000000000000000000000000000";

static struct web *begin(const struct site *site, struct db *db, struct arena *a, const struct web_asked *asked)
{
    const char *path = asked->path, *cookie = asked->cookie;
    struct web *w = arena_new(a, struct web);
    struct web_inner *in = w->inner = arena_new(a, struct web_inner);
    *w = (struct web){ .arena = a, .db = db, .site = site, .inner = in, .status = 200, .title = "", .address = "127.0.0.1", .method = GET, .now = date_now_ms() };
    w->out.arena = a;
    w->today = *site->today ? site->today : date_of_instant(a, w->now);
    const char *base = strstr(site->base_url, "://");
    in->host = base ? base + 3 : "";
    in->origin = in->fetch_site = "";
    in->authorization = asked->authorization ? asked->authorization : "";
    in->idempotency_key = asked->idempotency_key ? asked->idempotency_key : "";
    size_t end = strcspn(path, "?");
    w->path = arena_text(a, path, end);
    if (path[end])
        read_query(w, path + end + 1);
    read_cookies(w, cookie ? cookie : "");
    name_browser(w);
    return w;
}

/* A body that says its own token keeps it: so a wrong one can be tried. */
static void give_token(struct web *w)
{
    for (size_t i = 0; i < w->inner->fields; i++)
        if (strcmp(w->inner->field[i].name, "token") == 0)
            return;
    if (!*w->inner->visit)
        w->inner->visit = visit_of_tests;
    w->person = &(const struct person){ .name = "" };
    if (*w->inner->session_token) {
        db_begin_read(w->db);
        const struct person *p = w->site->find_person(w, w->inner->session_token);
        db_rollback(w->db);
        w->person = p ? p : w->person;
    }
    if (!w->inner->field)
        w->inner->field = arena_array(w->arena, struct pair, MAX_PAIRS);
    if (w->inner->fields < MAX_PAIRS)
        w->inner->field[w->inner->fields++] = (struct pair){ "token", web_token(w) };
    w->person = NULL;
}

static void write_down(struct web *w, bool changes)
{
    db_begin_write(w->db);
    if (changes)
        gate_run_write(w);
    else
        gate_write_audit(w);
    w->db->arena = w->arena;
    db_commit(w->db);
    if (changes && !w->inner->is_quiet) {
        gate_tell(w);
        gate_changed();
    }
}

static void run(struct web *w)
{
    enum gate_way way = gate_enter(w);
    if (way == GATE_READ || way == GATE_SLOW_READ)
        gate_run_read(w);
    if (way == GATE_SLOW_THEN_WRITE)
        gate_run_before(w);
    bool changes = way == GATE_WRITE || (way == GATE_SLOW_THEN_WRITE && !w->inner->is_done);
    if (changes || w->inner->audits || w->inner->wants_touch)
        write_down(w, changes);
}

/* In pieces, as a network brings them. */
static void read_files(struct web *w, const struct web_asked *asked)
{
    multipart_begin(w, asked->type);
    for (size_t at = 0; at < asked->len; at += 1000)
        multipart_feed(w, asked->body + at, asked->len - at < 1000 ? asked->len - at : 1000);
    multipart_end(w);
}

static void read_asked(struct web *w, const struct web_asked *asked)
{
    w->method = POST;
    w->route = route_find(w, POST, w->path);
    if (multipart_is(asked->type) && w->route && w->route->takes_files)
        read_files(w, asked);
    else
        read_body(w, arena_text(w->arena, asked->body, asked->len), asked->len, asked->type);
    give_token(w);
}

static void run_caught(struct web *w, const struct web_asked *asked)
{
    struct db_catch c;
    db_catch(w->db, &c);
    if (setjmp(c.jump)) {
        db_rollback(w->db);
        gate_problem(w, 503);
        return;
    }
    if (asked->body)
        read_asked(w, asked);
    run(w);
}

/* Appends "NAME=VALUE" to the cookies; of two with one name the first counts. */
static const char *add_cookie(struct arena *a, const char *all, const char *pair, size_t len)
{
    return arena_print(a, "%s%s%.*s", all, *all ? "; " : "", (int)len, pair);
}

static bool is_set_anew(const struct web *w, const char *name)
{
    size_t n = strlen(name);
    for (int i = 0; i < w->inner->set_cookies; i++)
        if (strncmp(w->inner->set_cookie[i], name, n) == 0 && w->inner->set_cookie[i][n] == '=')
            return true;
    return false;
}

/* The cookies that the browser has afterwards: for the next request. */
static const char *cookies_after(struct web *w)
{
    const char *all = "";
    for (int i = w->inner->set_cookies - 1; i >= 0; i--) {
        const char *c = w->inner->set_cookie[i];
        if (!strstr(c, "; Max-Age=0"))
            all = add_cookie(w->arena, all, c, strcspn(c, ";"));
    }
    for (size_t i = 0; i < w->inner->cookies; i++)
        if (!is_set_anew(w, w->inner->cookie[i].name)) {
            const char *pair = arena_print(w->arena, "%s=%s", w->inner->cookie[i].name, w->inner->cookie[i].value);
            all = add_cookie(w->arena, all, pair, strlen(pair));
        }
    return all;
}

/* What would be sent from the disk. */
static void read_answer_file(struct web *w)
{
    struct web_inner *in = w->inner;
    char piece[4096];
    for (ssize_t n; in->fd_len && (n = read(in->fd, piece, sizeof piece)) > 0;)
        html_lit(&w->out, piece, (size_t)n);
}

struct web_answer web_try_asked(const struct site *site, struct db *db, struct arena *a, const struct web_asked *asked)
{
    struct db before = *db;
    db->arena = a;
    struct web *w = begin(site, db, a, asked);
    run_caught(w, asked);
    db->arena = before.arena;
    db->failed = before.failed;
    db->failed_for = before.failed_for;
    if (w->inner->fd_len)
        w->out = (struct out){ .arena = a };
    read_answer_file(w);
    html_lit(&w->out, "", 1);
    return (struct web_answer){ w->status, w->out.at, w->out.len - 1, w->inner->go_to ? w->inner->go_to : "", cookies_after(w), w->inner->type ? w->inner->type : "text/html; charset=utf-8" };
}

struct web_answer web_try(const struct site *site, struct db *db, struct arena *a, const char *path, const char *body, const char *cookie)
{
    return web_try_asked(site, db, a, &(struct web_asked){ .path = path, .body = body, .len = body ? strlen(body) : 0, .type = "application/x-www-form-urlencoded", .cookie = cookie });
}
