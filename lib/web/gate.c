/*
 * The one gate: who asks, may they, and in which transaction.  A handler can
 * rely on it and never checks a role itself.  Called by listen.c (and web_try)
 * only.  See docs/architecture.md, "The life of a request".
 */
#include "web/inner.h"
#include "web/once.sql.h"
#include "base/date.h"
#include "base/text.h"

#include <stdatomic.h>
#include <string.h>
#include <strings.h>

static const struct person nobody = { .name = "", .email = "", .role = "", .setting_name = "", .may = 1u << ANYONE };

static _Atomic int64_t changes;

int64_t web_changes(void) { return atomic_load(&changes); }
void gate_changed(void) { atomic_fetch_add(&changes, 1); }

/* By what the form wrote into the audit trail: whoever changes a child's record says so there. */
void gate_tell(const struct web *w)
{
    bool is_told = false;
    if (!w->site->changed || w->status >= 400)
        return;
    for (size_t i = 0; i < w->inner->audits; i++)
        if (strcmp(w->inner->audit[i].action, "change") == 0) {
            w->site->changed(w->inner->audit[i].child_id, web_changes() + 1);
            is_told = true;
        }
    if (!is_told)
        w->site->changed(0, web_changes() + 1);
}

__attribute__((noreturn)) void web_stop(struct web *w, int status)
{
    w->inner->stop_status = status;
    longjmp(w->inner->caught.jump, 1);
}

__attribute__((noreturn)) void web_leave(struct web *w, const char *path)
{
    w->inner->leave_to = path;
    web_stop(w, 303);
}

static bool is_caught(struct web *w, void (*what)(struct web *))
{
    if (setjmp(w->inner->caught.jump))
        return true;
    what(w);
    return false;
}

/* Runs WHAT; false if it stopped or its database failed. Afterwards failures go where they went before. */
static bool run_caught(struct web *w, void (*what)(struct web *))
{
    struct db before = *w->db;
    w->inner->stop_status = 0;
    db_catch(w->db, &w->inner->caught);
    bool stopped = is_caught(w, what);
    w->db->failed = before.failed;
    w->db->failed_for = before.failed_for;
    return !stopped;
}

static int status_of_failure(const struct web *w)
{
    if (w->inner->stop_status)
        return w->inner->stop_status;
    switch (w->inner->caught.fault) {
    case DB_BUSY: case DB_LOST: return 503;
    case DB_CONSTRAINT: return 409;
    case DB_FULL: return 507;
    default: return 500;
    }
}

/* Throws away what the handler had begun to answer. */
static void start_over(struct web *w)
{
    struct web_inner *in = w->inner;
    w->out.len = 0;
    w->out.drafts = w->out.missing = 0;
    w->status = 200;
    w->title = "";
    in->page_begun = in->page_ended = in->is_quiet = in->clears_browser = false;
    in->go_to = in->type = in->file_name = NULL;
    in->set_cookies = 0;
    in->audits = 0;
    in->fd_len = 0;
}

void gate_problem(struct web *w, int status)
{
    start_over(w);
    w->status = status;
    if (strncmp(w->path, "/api/", 5) == 0) {
        web_problem(w, status, "", NULL, 0);
        return;
    }
    w->site->problem(w, status);
    if (w->inner->page_begun)
        w->site->frame_end(w);
}

/* What went wrong is told by its kind and the query's name: never by values. */
static void after_failure(struct web *w)
{
    int status = status_of_failure(w);
    if (status == 303) {
        start_over(w);
        web_to(w, w->inner->leave_to);
        return;
    }
    if (!w->inner->stop_status)
        w->site->log_failure(w, w->inner->caught.query, w->inner->caught.why);
    gate_problem(w, status);
    bool about_somebody = status == 404 && w->person->id && w->route && strchr(w->route->path, ':');
    if (about_somebody)
        web_audit(w, 0, "refused", w->route->path, w->inner->parts ? w->inner->part[0].value : "");
}

static bool is_post_from_here(struct web *w)
{
    struct web_inner *in = w->inner;
    if (*in->fetch_site && strcmp(in->fetch_site, "same-origin") != 0 && strcmp(in->fetch_site, "none") != 0)
        return false;
    const char *origin_host = strstr(in->origin, "://");
    if (*in->origin && (!origin_host || strcmp(origin_host + 3, in->host) != 0))
        return false;
    return is_token(w, web_field(w, "token"));
}

static void find_caller(struct web *w)
{
    const char *said = w->inner->authorization;
    if (strncasecmp(said, "Bearer ", 7) == 0 && said[7] && w->site->find_caller)
        w->person = w->site->find_caller(w, said + 7);
}

static void find_person(struct web *w)
{
    if (w->route && w->route->is_api)
        find_caller(w);
    else if (*w->inner->session_token && !(w->route && w->route->is_public))
        w->person = w->site->find_person(w, w->inner->session_token);
    if (!w->person)
        w->person = &nobody;
}

static void enter(struct web *w)
{
    db_begin_read(w->db);
    find_person(w);
    if (w->site->language && (!w->route || w->route->is_translated))
        w->out.language = w->site->language(w);
}

static bool enter_or_reconnect(struct web *w)
{
    for (int i = 0; i < 2; i++) {
        if (run_caught(w, enter))
            return true;
        db_rollback(w->db);
        if (w->inner->caught.fault != DB_LOST)
            break;
    }
    return false;
}

/* Where an unknown visitor is sent to sign in, and comes back from: only for pages they may link to. */
static void ask_to_sign_in(struct web *w)
{
    db_rollback(w->db);
    start_over(w);
    if (w->method == GET)
        web_cookie_set(w, "after", w->path, 600);
    web_to(w, "/sign-in");
}

/* Before the database is asked anything: whoever floods a door costs us almost nothing. */
static bool asks_too_often(struct web *w)
{
    int wait, most = w->site->door_posts_a_minute;
    if (!w->route || !w->route->is_door || w->method != POST || !most || throttle_allows(w->address, most, w->now, &wait))
        return false;
    web_wait(w, wait);
    return true;
}

enum gate_way gate_enter(struct web *w)
{
    w->person = &nobody;
    w->db->arena = w->arena;
    w->db->queries = 0;
    w->changes = web_changes();    /* before the transaction begins: never newer than what it reads */
    if (w->inner->bad_status) {
        gate_problem(w, w->inner->bad_status);
        return GATE_ANSWERED;
    }
    w->route = route_find(w, w->method, w->path);
    if (asks_too_often(w)) {
        gate_problem(w, 429);
        return GATE_ANSWERED;
    }
    if (!enter_or_reconnect(w)) {
        after_failure(w);
        return GATE_ANSWERED;
    }
    int may = w->route ? w->route->may : NOT_SAID;
    if (w->route && w->route->is_api && !web_may(w, may)) {
        db_rollback(w->db);
        gate_problem(w, 401);
        return GATE_ANSWERED;
    }
    if (may != ANYONE && w->route && !w->route->is_api && !w->person->id) {
        ask_to_sign_in(w);
        return GATE_ANSWERED;
    }
    if (!web_may(w, may) || (w->method == POST && !w->route->is_api && !is_post_from_here(w))) {
        int status = web_may(w, may) ? 403 : 404;
        db_rollback(w->db);
        w->inner->stop_status = status;
        after_failure(w);
        return GATE_ANSWERED;
    }
    if ((w->method == GET && !w->route->is_slow) || w->route->only_reads)
        return GATE_READ;
    db_rollback(w->db);
    if (w->method == GET)
        return GATE_SLOW_READ;
    return w->route->before ? GATE_SLOW_THEN_WRITE : GATE_WRITE;
}

static void handle(struct web *w)
{
    w->route->handle(w);
    if (w->inner->page_begun && !w->inner->page_ended) {
        w->site->frame_end(w);
        w->inner->page_ended = true;
    }
}

static void read_and_commit(struct web *w)
{
    if (!w->db->in_transaction)
        db_begin_read(w->db);
    handle(w);
    db_commit(w->db);
}

void gate_run_read(struct web *w)
{
    w->db->arena = w->arena;
    if (!run_caught(w, read_and_commit)) {
        db_rollback(w->db);
        after_failure(w);
    }
}

static void before_in_transaction(struct web *w)
{
    db_begin_read(w->db);
    w->route->before(w);
    db_commit(w->db);
}

void gate_run_before(struct web *w)
{
    w->db->arena = w->arena;
    if (!run_caught(w, before_in_transaction)) {
        db_rollback(w->db);
        after_failure(w);
        w->inner->is_done = true;
    }
}

/* A form sent twice is answered as the first time. */
static bool was_done_already(struct web *w, const char *key)
{
    if (!*key || take_once(w->db, key, w->person->id, w->now))
        return false;
    struct once_went_to *first = once_went_to(w->db, key, w->person->id);
    web_to(w, first && *first->went_to ? first->went_to : "/");
    return true;
}

static void write_part(struct web *w)
{
    const char *key = web_field(w, "once");
    db_save(w->db);
    if (!was_done_already(w, key)) {
        handle(w);
        if (*key && w->inner->go_to)
            set_once(w->db, key, w->inner->go_to);
        else if (*key)
            drop_once(w->db, key);
        gate_write_audit(w);
    }
    db_release(w->db);
}

void gate_run_write(struct web *w)
{
    start_over(w);
    w->db->arena = w->arena;
    if (run_caught(w, write_part))
        return;
    db_undo(w->db);
    after_failure(w);
    gate_write_audit(w);
}

void gate_write_audit(struct web *w)
{
    if (w->inner->wants_touch)
        w->site->touch_session(w);
    if (w->inner->audits)
        w->site->write_audit(w->db, w->inner->audit, w->inner->audits);
}
