/*
 * Sockets and threads.  libmicrohttpd reads requests on a few workers, which
 * answer pages from their own read-only connection.  Writing is done by one
 * writer thread that commits what waits together; slow work (argon2, PDF) by
 * two slow threads.  A connection whose request waits for either is suspended,
 * so that no worker ever blocks.  Called by `rightdoor serve` only.
 */
#include "web/listen.h"
#include "web/inner.h"
#include "web/static.h"
#include "base/date.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum stage { READING, RUNNING, WAITING, DONE };

struct request {
    struct web w;
    struct web_inner inner;
    struct arena arena;
    struct MHD_Connection *connection;
    struct server *server;
    struct request *next;             /* in a queue, or in the pool */
    _Atomic enum stage stage;
    char *body;
    size_t len, room;
    bool head_is_read, writes, is_slow_write, sends_files;
};

/* enough: with so many in it, who waits for it is woken. */
struct queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    struct request *first, *last;
    int n, enough;
    bool is_closed;
};

/* Rung by the writer when the log of the database has grown; heard by the thread that tidies it. */
struct bell { pthread_mutex_t lock; pthread_cond_t rung; bool is_rung, is_over; };

/* One TCP connection, for the reaper that cuts whoever is too slow to ask. */
struct guest {
    struct guest *prev, *next;
    int socket;
    time_t since;
    bool busy, sends_files;
};

struct server {
    const struct site *site;
    const struct listen_options *options;
    struct queue to_write, to_do_slowly;
    struct bell log_grew;
    pthread_mutex_t pool_lock, guest_lock;
    struct request *pool;
    struct guest guests;
    _Atomic(struct db *) reader;      /* open, and nobody's yet */
    atomic_int in_flight, with_files;
    atomic_bool stopping;
    int deadline;
};

/* ---- queues ---- */

static void queue_open(struct queue *q)
{
    pthread_condattr_t by_this_clock;
    pthread_condattr_init(&by_this_clock);
    pthread_condattr_setclock(&by_this_clock, CLOCK_MONOTONIC);
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->filled, &by_this_clock);
    pthread_condattr_destroy(&by_this_clock);
    q->enough = 1;
}

/* False once the queue is closed: nobody would take R from it any more. */
static bool queue_put(struct queue *q, struct request *r)
{
    r->next = NULL;
    pthread_mutex_lock(&q->lock);
    bool is_open = !q->is_closed;
    if (is_open) {
        if (q->last)
            q->last->next = r;
        else
            q->first = r;
        q->last = r;
        q->n++;
    }
    bool is_enough = q->n >= q->enough;
    pthread_mutex_unlock(&q->lock);
    if (is_enough)                   /* after the lock is free, or who is woken would wait for that */
        pthread_cond_signal(&q->filled);
    return is_open;
}

/* Under the lock: until there are WANTED, or GATHERING is over. */
static void queue_gather(struct queue *q, int wanted)
{
    enum { GATHERING = 2000000 };    /* nanoseconds */
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_nsec += GATHERING;
    end.tv_sec += end.tv_nsec / 1000000000;
    end.tv_nsec %= 1000000000;
    q->enough = wanted;
    while (q->n < wanted && !q->is_closed && pthread_cond_timedwait(&q->filled, &q->lock, &end) == 0)
        ;
    q->enough = 1;
}

/*
 * Up to MOST requests as a list; NULL once the queue is closed and empty.  COMING, if given: how many requests are under way;
 * those that may follow in a moment are waited for, because what is written together costs one commit, and one state of the
 * database that all readers read anew.
 */
static struct request *queue_take(struct queue *q, int most, const atomic_int *coming)
{
    pthread_mutex_lock(&q->lock);
    while (!q->first && !q->is_closed)
        pthread_cond_wait(&q->filled, &q->lock);
    int wanted = coming ? atomic_load(coming) : 0;
    if (q->n < wanted && q->n < most)
        queue_gather(q, wanted < most ? wanted : most);
    struct request *list = q->first, *end = list;
    q->n -= list ? 1 : 0;
    for (int i = 1; end && end->next && i < most; i++, q->n--)
        end = end->next;
    if (end) {
        q->first = end->next;
        end->next = NULL;
    }
    if (!q->first)
        q->last = NULL;
    pthread_mutex_unlock(&q->lock);
    return list;
}

static void queue_close(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->is_closed = true;
    pthread_cond_broadcast(&q->filled);
    pthread_mutex_unlock(&q->lock);
}

static void bell_open(struct bell *b)
{
    pthread_mutex_init(&b->lock, NULL);
    pthread_cond_init(&b->rung, NULL);
}

static void bell_ring(struct bell *b, bool is_over)
{
    pthread_mutex_lock(&b->lock);
    b->is_rung = true;
    b->is_over |= is_over;
    pthread_cond_signal(&b->rung);
    pthread_mutex_unlock(&b->lock);
}

/* False once all is over. */
static bool bell_wait(struct bell *b)
{
    pthread_mutex_lock(&b->lock);
    while (!b->is_rung)
        pthread_cond_wait(&b->rung, &b->lock);
    b->is_rung = false;
    bool goes_on = !b->is_over;
    pthread_mutex_unlock(&b->lock);
    return goes_on;
}

/* ---- requests ---- */

static struct request *request_new(struct server *s)
{
    pthread_mutex_lock(&s->pool_lock);
    struct request *r = s->pool;
    if (r)
        s->pool = r->next;
    pthread_mutex_unlock(&s->pool_lock);
    struct arena kept = r ? r->arena : (struct arena){ 0 };
    if (!r && !(r = calloc(1, sizeof *r)))
        abort();
    memset(r, 0, sizeof *r);
    r->arena = kept;
    r->server = s;
    r->w = (struct web){ .arena = &r->arena, .site = s->site, .inner = &r->inner, .status = 200, .title = "", .address = "" };
    r->w.out.arena = &r->arena;
    r->inner.authorization = r->inner.idempotency_key = "";
    r->inner.host = r->inner.origin = r->inner.fetch_site = r->inner.notice = r->inner.session_token = r->inner.visit = "";
    return r;
}

static void request_end(struct request *r)
{
    struct server *s = r->server;
    arena_reset(&r->arena);
    pthread_mutex_lock(&s->pool_lock);
    r->next = s->pool;
    s->pool = r;
    pthread_mutex_unlock(&s->pool_lock);
}

static void resume(struct request *r)
{
    struct MHD_Connection *c = r->connection;
    r->stage = DONE;
    MHD_resume_connection(c);
}

/* ---- the threads behind the workers: each opens the database when it first needs it ---- */

static struct db *open_or_exit(const struct server *s, struct arena *a, enum db_use use)
{
    const char *why;
    struct db *db = db_open(a, s->options->database, use, &why);
    if (!db) {
        fprintf(stderr, "rightdoor: %s\n", why);
        _exit(1);
    }
    return db;
}

/* DB, or opened now; NULL if it cannot be: the next request tries again. */
static struct db *open_if_not(struct db *db, const struct server *s, struct arena *a, enum db_use use)
{
    const char *why;
    if (!db && !(db = db_open(a, s->options->database, use, &why)))
        fprintf(stderr, "{\"level\":\"error\",\"message\":\"database\",\"why\":\"%s\"}\n", why);
    return db;
}

static void write_batch(struct db *db, struct request *list)
{
    bool changes = false, all_quiet = true;
    for (struct request *r = list; r; r = r->next)
        changes |= r->writes;
    db_survive_power_cut(db, changes);
    db_begin_write(db);
    for (struct request *r = list; r; r = r->next) {
        struct db *reader = r->w.db;
        r->w.db = db;
        db->arena = &r->arena;
        if (r->writes)
            gate_run_write(&r->w);
        else
            gate_write_audit(&r->w);
        all_quiet &= !r->writes || r->inner.is_quiet;
        r->w.db = reader;
    }
    db_commit(db);
    for (struct request *r = list; r; r = r->next)
        if (r->writes && !r->inner.is_quiet)
            gate_tell(&r->w);
    if (!all_quiet)
        gate_changed();
}

/* False if the batch failed as a whole: nothing of it is stored. */
static bool write_batch_caught(struct db *db, struct request *list, struct arena *own)
{
    struct db_catch c;
    db_catch(db, &c);
    if (setjmp(c.jump)) {
        db->arena = own;
        db_rollback(db);
        fprintf(stderr, "{\"level\":\"error\",\"message\":\"write failed\",\"query\":\"%s\"}\n", c.query);
        return false;
    }
    write_batch(db, list);
    return true;
}

/* Tells when the log has grown by LOG_PAGES since it was last told; returns the length told. */
static int tell_log(struct server *s, struct db *db, int told)
{
    enum { LOG_PAGES = 1000 };
    int pages = db_log_pages(db), grown = pages < told ? pages : pages - told;
    if (grown < LOG_PAGES)
        return pages < told ? 0 : told;
    bell_ring(&s->log_grew, false);
    return pages;
}

static void *tidier(void *x)
{
    struct server *s = x;
    struct arena own = { 0 };
    struct db *db = NULL;
    while (bell_wait(&s->log_grew)) {
        db = open_if_not(db, s, &own, DB_WRITER);
        if (db)
            db_tidy_log(db);
    }
    db_close(db);
    arena_free(&own);
    return NULL;
}

static void *writer(void *x)
{
    struct server *s = x;
    struct arena own = { 0 };
    struct db *db = NULL;
    int told = 0;
    for (struct request *list; (list = queue_take(&s->to_write, 64, &s->in_flight));) {
        db = open_if_not(db, s, &own, DB_WRITER);
        bool stored = db && (write_batch_caught(db, list, &own) || write_batch_caught(db, list, &own));
        for (struct request *r = list, *next; r; r = next) {
            next = r->next;
            if (!stored)
                gate_problem(&r->w, 503);
            resume(r);
        }
        if (db) {
            told = tell_log(s, db, told);
            db->arena = &own;
        }
        arena_reset(&own);
    }
    db_close(db);
    arena_free(&own);
    return NULL;
}

static void *slow_worker(void *x)
{
    struct server *s = x;
    struct arena own = { 0 };
    struct db *db = NULL;
    for (struct request *r; (r = queue_take(&s->to_do_slowly, 1, NULL));) {
        db = open_if_not(db, s, &own, DB_READER);
        if (!db) {
            gate_problem(&r->w, 503);
            resume(r);
            continue;
        }
        r->w.db = db;
        if (r->is_slow_write)
            gate_run_before(&r->w);
        else
            gate_run_read(&r->w);
        bool more = r->is_slow_write ? !r->inner.is_done || r->inner.audits : r->inner.audits || r->inner.wants_touch;
        r->writes = r->is_slow_write && !r->inner.is_done;
        if (more)
            queue_put(&s->to_write, r);
        else
            resume(r);
    }
    db_close(db);
    arena_free(&own);
    return NULL;
}

/* ---- guests ---- */

static time_t seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec;
}

static void on_connection(void *x, struct MHD_Connection *c, void **context, enum MHD_ConnectionNotificationCode what)
{
    struct server *s = x;
    struct guest *g = *context;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *i = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
        if (!i || !(g = calloc(1, sizeof *g)))
            return;
        g->socket = i->connect_fd;
        g->since = seconds_now();
        pthread_mutex_lock(&s->guest_lock);
        g->next = &s->guests;
        g->prev = s->guests.prev;
        g->prev->next = s->guests.prev = g;
        pthread_mutex_unlock(&s->guest_lock);
        *context = g;
    } else if (g) {
        pthread_mutex_lock(&s->guest_lock);
        g->prev->next = g->next;
        g->next->prev = g->prev;
        pthread_mutex_unlock(&s->guest_lock);
        free(g);
        *context = NULL;
    }
}

/* 10 MB from a telephone at the edge of a town take minutes: a form with files has this long to arrive, in seconds. */
enum { FILES_DEADLINE = 300, MAX_FORMS_WITH_FILES = 64 };

/* libmicrohttpd's time-out counts inactivity only; a byte a second would hold a connection for ever. */
static void *reaper(void *x)
{
    struct server *s = x;
    while (!s->stopping) {
        sleep(1);
        time_t now = seconds_now();
        pthread_mutex_lock(&s->guest_lock);
        for (struct guest *g = s->guests.next; g != &s->guests; g = g->next)
            if (!g->busy && now - g->since >= (g->sends_files ? FILES_DEADLINE : s->deadline))
                shutdown(g->socket, SHUT_RDWR);
        pthread_mutex_unlock(&s->guest_lock);
    }
    return NULL;
}

static void mark_guest(struct server *s, struct MHD_Connection *c, bool busy)
{
    const union MHD_ConnectionInfo *i = MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct guest *g = i ? i->socket_context : NULL;
    if (!g)
        return;
    pthread_mutex_lock(&s->guest_lock);
    g->busy = busy;
    g->sends_files = false;
    g->since = seconds_now();
    pthread_mutex_unlock(&s->guest_lock);
}

static void give_time(struct server *s, struct MHD_Connection *c)
{
    const union MHD_ConnectionInfo *i = MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct guest *g = i ? i->socket_context : NULL;
    if (!g)
        return;
    pthread_mutex_lock(&s->guest_lock);
    g->sends_files = true;
    pthread_mutex_unlock(&s->guest_lock);
}

/* ---- reading a request ---- */

struct head { int lengths, encodings, hosts; bool is_bad; const char *host, *cookie, *origin, *fetch_site, *type, *forwarded_for, *authorization, *idempotency_key; };

static enum MHD_Result read_header(void *x, enum MHD_ValueKind kind, const char *name, const char *value)
{
    (void)kind;
    struct head *h = x;
    size_t n = strlen(name);
    value = value ? value : "";
    if (strcasecmp(name, "Content-Length") == 0)
        h->lengths++;
    else if (strcasecmp(name, "Transfer-Encoding") == 0) {
        h->encodings++;
        h->is_bad |= strcasecmp(value, "chunked") != 0;
    } else if (strcasecmp(name, "Host") == 0) {
        h->hosts++;
        h->host = value;
    } else if (strcasecmp(name, "Cookie") == 0)
        h->cookie = value;
    else if (strcasecmp(name, "Origin") == 0)
        h->origin = value;
    else if (strcasecmp(name, "Sec-Fetch-Site") == 0)
        h->fetch_site = value;
    else if (strcasecmp(name, "Content-Type") == 0)
        h->type = value;
    else if (strcasecmp(name, "X-Forwarded-For") == 0)
        h->forwarded_for = value;
    else if (strcasecmp(name, "Authorization") == 0)
        h->authorization = value;
    else if (strcasecmp(name, "Idempotency-Key") == 0)
        h->idempotency_key = value;
    h->is_bad |= n == 0 || name[n - 1] == ' ' || name[n - 1] == '\t';
    return MHD_YES;
}

/* Links and cookies are made for the hosts that the operator named, and for no other. */
static bool is_our_host(const struct server *s, const char *host)
{
    const char *base = strstr(s->site->base_url, "://");
    return (base && strcmp(base + 3, host) == 0) || strcmp(s->options->address, host) == 0;
}

static void read_address(struct request *r, const char *forwarded_for)
{
    const union MHD_ConnectionInfo *i = MHD_get_connection_info(r->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char text[INET6_ADDRSTRLEN] = "";
    if (i && i->client_addr->sa_family == AF_INET)
        inet_ntop(AF_INET, &((struct sockaddr_in *)(void *)i->client_addr)->sin_addr, text, sizeof text);
    else if (i && i->client_addr->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((struct sockaddr_in6 *)(void *)i->client_addr)->sin6_addr, text, sizeof text);
    const char *proxy = r->server->options->trusted_proxy;
    if (proxy && *proxy && strcmp(proxy, text) == 0 && *forwarded_for) {
        const char *last = strrchr(forwarded_for, ',');
        last = last ? last + 1 : forwarded_for;
        while (*last == ' ')
            last++;
        snprintf(text, sizeof text, "%s", last);
    }
    r->w.address = arena_text(&r->arena, text, strlen(text));
}

static const char *own(struct request *r, const char *text) { return arena_text(&r->arena, text, strlen(text)); }

/* A form with files goes to the disk as it comes; where a row takes none, it is refused like any type we do not read. */
static void begin_files(struct request *r)
{
    struct server *s = r->server;
    if (r->inner.bad_status || r->w.method != POST || !multipart_is(r->inner.type))
        return;
    const struct route *row = route_find(&r->w, POST, r->w.path);
    if (!row || !row->takes_files)
        return;
    r->sends_files = true;
    if (atomic_fetch_add(&s->with_files, 1) >= MAX_FORMS_WITH_FILES) {
        r->inner.bad_status = 503;
        return;
    }
    give_time(s, r->connection);
    multipart_begin(&r->w, r->inner.type);
}

static void read_head(struct request *r, const char *method, const char *path)
{
    struct head h = { .host = "", .cookie = "", .origin = "", .fetch_site = "", .type = "", .forwarded_for = "", .authorization = "", .idempotency_key = "" };
    struct web_inner *in = &r->inner;
    MHD_get_connection_values(r->connection, MHD_HEADER_KIND, read_header, &h);
    bool bad = h.is_bad || h.lengths > 1 || h.encodings > 1 || (h.lengths && h.encodings) || h.hosts != 1;
    if (bad || !is_our_host(r->server, h.host))
        in->bad_status = 400;
    r->w.method = strcmp(method, "POST") == 0 ? POST : GET;
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0 && strcmp(method, "POST") != 0)
        in->bad_status = 405;
    r->w.path = own(r, path);
    in->host = own(r, h.host);
    in->origin = own(r, h.origin);
    in->fetch_site = own(r, h.fetch_site);
    in->type = own(r, h.type);
    in->authorization = own(r, h.authorization);
    in->idempotency_key = own(r, h.idempotency_key);
    read_cookies(&r->w, h.cookie);
    read_address(r, h.forwarded_for);
    r->w.now = date_now_ms();
    r->w.today = *r->w.site->today ? r->w.site->today : date_of_instant(&r->arena, r->w.now);
    begin_files(r);
    r->head_is_read = true;
}

static enum MHD_Result read_query_value(void *x, enum MHD_ValueKind kind, const char *name, const char *value)
{
    (void)kind;
    struct request *r = x;
    struct pair *q = r->inner.query;
    if (r->inner.queries < MAX_PAIRS / 8)
        q[r->inner.queries++] = (struct pair){ own(r, name), own(r, value ? value : "") };
    return MHD_YES;
}

static void read_rest(struct request *r)
{
    struct web_inner *in = &r->inner;
    in->query = arena_array(&r->arena, struct pair, MAX_PAIRS / 8);
    MHD_get_connection_values(r->connection, MHD_GET_ARGUMENT_KIND, read_query_value, r);
    clean_query(&r->w);
    const char *type = in->type;
    in->type = NULL;
    r->w.route = r->w.method == POST ? route_find(&r->w, POST, r->w.path) : NULL;
    if (in->multipart)
        multipart_end(&r->w);
    else if (r->w.method == POST && !in->bad_status)
        read_body(&r->w, r->body, r->len, type);
    name_browser(&r->w);
}

static void add_to_body(struct request *r, const char *bytes, size_t n)
{
    if (r->inner.multipart) {
        multipart_feed(&r->w, bytes, n);
        return;
    }
    if (r->len + n > MAX_BODY) {
        r->inner.bad_status = 413;
        return;
    }
    if (r->len + n > r->room) {
        size_t room = (r->len + n) * 2;
        r->body = arena_grow(&r->arena, r->body, r->room, room);
        r->room = room;
    }
    memcpy(r->body + r->len, bytes, n);
    r->len += n;
}

/* ---- answering ---- */

static void add_safe_headers(const struct request *r, struct MHD_Response *p)
{
    static const char *const header[][2] = {
        { "Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'" },
        { "X-Content-Type-Options", "nosniff" },
        { "Referrer-Policy", "same-origin" },
        { "Cross-Origin-Opener-Policy", "same-origin" },
        { "Permissions-Policy", "camera=(), geolocation=(), microphone=()" },
    };
    for (size_t i = 0; i < sizeof header / sizeof *header; i++)
        MHD_add_response_header(p, header[i][0], header[i][1]);
    if (strncmp(r->w.site->base_url, "https://", 8) == 0)
        MHD_add_response_header(p, "Strict-Transport-Security", "max-age=31536000");
}

/* What is the same for everybody may be kept for a day, and is not sent again to whoever has it; all else is kept nowhere. */
static const char *tag_of_public(struct request *r)
{
    if (!r->w.route || !r->w.route->is_public || r->w.status != 200)
        return "";
    const char *tag = arena_print(&r->arena, "\"%.16s\"", web_hash(&r->arena, arena_text(&r->arena, r->w.out.at, r->w.out.len)));
    const char *wants = MHD_lookup_connection_value(r->connection, MHD_HEADER_KIND, "If-None-Match");
    if (wants && strcmp(wants, tag) == 0) {
        r->w.status = 304;
        r->w.out.len = 0;
    }
    return tag;
}

static enum MHD_Result answer(struct request *r)
{
    struct web_inner *in = &r->inner;
    const char *tag = tag_of_public(r);
    bool may = may_squeeze(&r->w), is_small = may && takes_gzip(MHD_lookup_connection_value(r->connection, MHD_HEADER_KIND, "Accept-Encoding")) && squeeze(&r->w);
    int copy = in->fd_len ? dup(in->fd) : -1;     /* the library closes it */
    struct MHD_Response *p = copy >= 0 ? MHD_create_response_from_fd64((uint64_t)in->fd_len, copy) : MHD_create_response_from_buffer(r->w.out.len, r->w.out.at, MHD_RESPMEM_PERSISTENT);
    add_safe_headers(r, p);
    MHD_add_response_header(p, "Content-Type", in->type ? in->type : "text/html; charset=utf-8");
    MHD_add_response_header(p, "Cache-Control", in->lasts ? "public, max-age=31536000, immutable" : *tag ? "public, max-age=86400" : "no-store");
    if (*tag)
        MHD_add_response_header(p, "ETag", tag);
    if (may)
        MHD_add_response_header(p, "Vary", "Accept-Encoding");
    if (is_small)
        MHD_add_response_header(p, "Content-Encoding", "gzip");
    if (in->file_name)
        MHD_add_response_header(p, "Content-Disposition", arena_print(&r->arena, "%s; filename=\"%s\"", in->file_kind, in->file_name));
    if (in->go_to)
        MHD_add_response_header(p, "Location", in->go_to);
    for (int i = 0; i < in->set_cookies; i++)
        MHD_add_response_header(p, "Set-Cookie", in->set_cookie[i]);
    if (in->clears_browser)
        MHD_add_response_header(p, "Clear-Site-Data", "\"storage\"");
    if (in->retry_after)
        MHD_add_response_header(p, "Retry-After", arena_print(&r->arena, "%d", in->retry_after));
    if (r->w.status == 401)
        MHD_add_response_header(p, "WWW-Authenticate", "Bearer");
    if (r->server->stopping || in->bad_status)
        MHD_add_response_header(p, "Connection", "close");
    enum MHD_Result done = MHD_queue_response(r->connection, (unsigned)r->w.status, p);
    MHD_destroy_response(p);
    return done;
}

static enum MHD_Result answer_static(struct request *r, const struct static_file *f)
{
    const char *wants = MHD_lookup_connection_value(r->connection, MHD_HEADER_KIND, "If-None-Match");
    const char *version = MHD_lookup_connection_value(r->connection, MHD_GET_ARGUMENT_KIND, "v");
    char tag[40];
    snprintf(tag, sizeof tag, "\"%s\"", f->hash);
    bool same = wants && strcmp(wants, tag) == 0, gzip = f->gzip_len < f->len && takes_gzip(MHD_lookup_connection_value(r->connection, MHD_HEADER_KIND, "Accept-Encoding"));
    struct MHD_Response *p = same ? MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT)
                                  : MHD_create_response_from_buffer(gzip ? f->gzip_len : f->len, (void *)(uintptr_t)(gzip ? f->gzip : f->bytes), MHD_RESPMEM_PERSISTENT);
    add_safe_headers(r, p);
    MHD_add_response_header(p, "Content-Type", f->type);
    MHD_add_response_header(p, "ETag", tag);
    MHD_add_response_header(p, "Vary", "Accept-Encoding");
    MHD_add_response_header(p, "Cache-Control", version && strcmp(version, f->hash) == 0 ? "public, max-age=31536000, immutable" : "public, max-age=3600");
    if (gzip && !same)
        MHD_add_response_header(p, "Content-Encoding", "gzip");
    enum MHD_Result done = MHD_queue_response(r->connection, same ? 304 : 200, p);
    MHD_destroy_response(p);
    return done;
}

/* Suspended before it is put: a thread may resume it at once.  A request that comes while the server stops is told so: left suspended, it would end the whole program. */
static void wait_in(struct request *r, struct queue *q)
{
    r->stage = WAITING;
    MHD_suspend_connection(r->connection);
    if (queue_put(q, r))
        return;
    gate_problem(&r->w, 503);
    resume(r);
}

/* Each worker reads through a connection of its own, opened when it first needs one and closed with the thread. */
static _Thread_local struct db *worker_db;
static pthread_key_t worker_key;

static void close_worker_db(void *db) { db_close(db); }

static struct db *db_of_worker(struct request *r)
{
    if (!worker_db) {
        struct db *ready = atomic_exchange(&r->server->reader, NULL);
        worker_db = ready ? ready : open_or_exit(r->server, &r->arena, DB_READER);
        pthread_setspecific(worker_key, worker_db);
    }
    return worker_db;
}

/*
 * A page grows in room that its worker keeps, and then takes along only its own length: hundreds may wait until it is stored
 * who has read them.
 */
static _Thread_local struct out_room worker_room;
static pthread_key_t room_key;

static void begin_page(struct out *o)
{
    o->kept = &worker_room;
    o->at = worker_room.at;
    o->room = worker_room.size;
}

static void end_page(struct out *o)
{
    enum { KEPT_MOST = 256 * 1024 };
    if (o->kept) {
        o->at = o->len ? arena_text(o->arena, o->at, o->len) : NULL;
        o->room = o->len;
        o->kept = NULL;
    }
    if (worker_room.size > KEPT_MOST) {
        free(worker_room.at);
        worker_room = (struct out_room){ 0 };
    }
    pthread_setspecific(room_key, worker_room.at);
}

static enum gate_way read_page(struct request *r)
{
    begin_page(&r->w.out);
    enum gate_way way = gate_enter(&r->w);
    if (way == GATE_READ)
        gate_run_read(&r->w);
    end_page(&r->w.out);
    return way;
}

static enum MHD_Result run(struct request *r)
{
    struct server *s = r->server;
    read_rest(r);
    r->w.db = db_of_worker(r);
    r->stage = RUNNING;
    switch (read_page(r)) {
    case GATE_READ:
        break;
    case GATE_SLOW_READ:
        wait_in(r, &s->to_do_slowly);
        return MHD_YES;
    case GATE_SLOW_THEN_WRITE:
        r->is_slow_write = true;
        wait_in(r, &s->to_do_slowly);
        return MHD_YES;
    case GATE_WRITE:
        r->writes = true;
        wait_in(r, &s->to_write);
        return MHD_YES;
    case GATE_ANSWERED:
        break;
    }
    if (r->inner.audits || r->inner.wants_touch) {
        wait_in(r, &s->to_write);
        return MHD_YES;
    }
    return answer(r);
}

static enum MHD_Result on_request(void *x, struct MHD_Connection *c, const char *path, const char *method, const char *version, const char *bytes, size_t *n, void **context)
{
    (void)x, (void)version;
    struct request *r = *context;
    if (!r->head_is_read) {
        r->connection = c;
        read_head(r, method, path);
        return MHD_YES;
    }
    if (*n) {
        add_to_body(r, bytes, *n);
        *n = 0;
        return MHD_YES;
    }
    if (r->stage == DONE)
        return answer(r);
    mark_guest(r->server, c, true);
    const struct static_file *f = r->w.method == GET && strncmp(path, "/static/", 8) == 0 ? static_find(path + 8) : NULL;
    return f && !r->inner.bad_status ? answer_static(r, f) : run(r);
}

static void *on_address(void *x, const char *address, struct MHD_Connection *c)
{
    (void)c;
    struct request *r = request_new(x);
    atomic_fetch_add(&r->server->in_flight, 1);
    if (strstr(address, "%00") || strlen(address) > 4096)
        r->inner.bad_status = 400;
    return r;
}

static void on_completed(void *x, struct MHD_Connection *c, void **context, enum MHD_RequestTerminationCode why)
{
    (void)why;
    struct server *s = x;
    struct request *r = *context;
    if (r) {
        if (s->options->log_requests && r->w.route)
            fprintf(stderr, "{\"level\":\"info\",\"message\":\"answered\",\"route\":\"%s\",\"status\":%d,\"person\":%lld,\"queries\":%d}\n", r->w.route->path, r->w.status, (long long)(r->w.person ? r->w.person->id : 0), r->w.db ? r->w.db->queries : 0);
        if (r->sends_files)
            atomic_fetch_sub(&s->with_files, 1);
        request_end(r);
        atomic_fetch_sub(&s->in_flight, 1);
    }
    *context = NULL;
    mark_guest(s, c, false);
}

/* ---- starting and stopping ---- */

static bool parse_address(const char *text, struct sockaddr_in *a)
{
    char host[64];
    const char *colon = strrchr(text, ':');
    long port = colon ? strtol(colon + 1, NULL, 10) : 0;
    if (!colon || colon - text > 60 || port < 1 || port > 65535)
        return false;
    snprintf(host, sizeof host, "%.*s", (int)(colon - text), text);
    *a = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    return inet_pton(AF_INET, strcmp(host, "localhost") == 0 ? "127.0.0.1" : host, &a->sin_addr) == 1;
}

static struct MHD_Daemon *start(struct server *s, struct sockaddr_in *a)
{
    const struct listen_options *o = s->options;
    return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, 0, NULL, NULL, on_request, s,
        MHD_OPTION_SOCK_ADDR, (struct sockaddr *)a,
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)(o->workers ? o->workers : 4),
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)(o->connections ? o->connections : 1024),
        MHD_OPTION_CONNECTION_TIMEOUT, 60u,
        MHD_OPTION_LISTEN_BACKLOG_SIZE, 1024u,
        MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)16384,
        MHD_OPTION_URI_LOG_CALLBACK, on_address, s,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, s,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, s,
        MHD_OPTION_END);
}

struct threads { pthread_t writer, tidier, reaper, slow_one[8]; int slow; };

static void free_pool(struct server *s)
{
    for (struct request *r = s->pool, *next; r; r = next) {
        next = r->next;
        arena_free(&r->arena);
        free(r);
    }
}

static void open_server(struct server *s)
{
    s->guests.next = s->guests.prev = &s->guests;
    pthread_mutex_init(&s->pool_lock, NULL);
    pthread_mutex_init(&s->guest_lock, NULL);
    queue_open(&s->to_write);
    queue_open(&s->to_do_slowly);
    bell_open(&s->log_grew);
    pthread_key_create(&room_key, free);
    pthread_key_create(&worker_key, close_worker_db);
}

/* First the slow threads, whose forms the writer has yet to store; then the writer; then whoever waits for an answer. */
static void stop(struct server *s, struct MHD_Daemon *d, const struct threads *t)
{
    s->stopping = true;
    int listening = MHD_quiesce_daemon(d);
    if (listening >= 0)
        close(listening);
    for (int i = 0; i < 200 && atomic_load(&s->in_flight); i++)
        usleep(25000);
    queue_close(&s->to_do_slowly);
    for (int i = 0; i < t->slow; i++)
        pthread_join(t->slow_one[i], NULL);
    queue_close(&s->to_write);
    pthread_join(t->writer, NULL);
    bell_ring(&s->log_grew, true);
    pthread_join(t->tidier, NULL);
    MHD_stop_daemon(d);
    pthread_join(t->reaper, NULL);
    free_pool(s);
}

static int serve(struct server *s, struct sockaddr_in *address)
{
    sigset_t order;
    sigemptyset(&order);
    sigaddset(&order, SIGTERM);
    sigaddset(&order, SIGINT);
    pthread_sigmask(SIG_BLOCK, &order, NULL);
    signal(SIGPIPE, SIG_IGN);
    struct MHD_Daemon *d = start(s, address);
    if (!d) {
        fprintf(stderr, "rightdoor: cannot listen on %s: %s\n", s->options->address, strerror(errno));
        return 1;
    }
    struct threads t = { .slow = s->options->slow_threads ? s->options->slow_threads : 2 };
    pthread_create(&t.writer, NULL, writer, s);
    pthread_create(&t.tidier, NULL, tidier, s);
    pthread_create(&t.reaper, NULL, reaper, s);
    for (int i = 0; i < t.slow; i++)
        pthread_create(&t.slow_one[i], NULL, slow_worker, s);
    printf("Rightdoor is listening on http://%s\n", s->options->address);
    fflush(stdout);
    int signal_number;
    sigwait(&order, &signal_number);
    stop(s, d, &t);
    return 0;
}

int listen_and_serve(const struct site *site, const struct listen_options *options)
{
    struct sockaddr_in address;
    struct server s = { .site = site, .options = options, .reader = options->reader, .deadline = options->deadline ? options->deadline : 15 };
    int code = 2;
    if (parse_address(options->address, &address)) {
        open_server(&s);
        code = serve(&s, &address);
    } else
        fprintf(stderr, "rightdoor: listen on what? ADDRESS:PORT, for example 127.0.0.1:8080\n");
    db_close(atomic_exchange(&s.reader, NULL));
    return code;
}
