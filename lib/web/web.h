#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "base/html.h"
#include "db/db.h"

/*
 * What a handler sees of a request, and what it may do.  The life of a request
 * stands in docs/architecture.md.  A handler runs inside a transaction
 * (read-only for GET, write for POST), only after the gate has checked the
 * permission of its row; it has no effect but the database and the page.
 */

/* Permissions are numbers; the program's own list (app/people/may.h) goes on from SIGNED_IN. */
enum { NOT_SAID, ANYONE, SIGNED_IN, FIRST_OWN_PERMISSION };

enum method { GET = 1, POST };

struct person {
    int64_t id;                     /* 0 = nobody is signed in */
    const char *name, *email, *role;
    uint64_t may;                   /* one bit for each permission */
    int64_t setting_id;             /* where a practitioner or school works; 0 = none */
    const char *setting_name;
    int64_t before_home_at;         /* "since you were last here" */
    int64_t calls_a_minute;         /* of a partner's system */
    int64_t partner_id;             /* a partner's system that calls by its key (id is 0 then); 0 = a person, or nobody */
};

struct web;
struct audit_entry;
struct lanes;

struct route {
    enum method method;
    const char *path;               /* "/children/:id": parts that begin with : are read with web_id or web_part */
    int may;
    void (*handle)(struct web *);
    const char *menu;               /* its words in the menu, NULL = not there */
    void (*before)(struct web *);   /* slow work outside any transaction (argon2, PDF): runs on the slow threads, first */
    bool is_slow;                   /* the whole GET runs on the slow threads */
    bool is_translated;             /* families read it: shown in the reader's language; all others are English */
    bool takes_files;               /* a POST may be multipart/form-data: web_sent_files */
    bool is_door;                   /* a POST that anybody may send: counted by address, see site.door_posts_a_minute */
    bool is_public;                 /* the same for everybody: no session is looked up, and browsers keep it for a day */
    bool is_api;                    /* JSON, called with a key instead of a session: web_body, web_problem */
    bool only_reads;                /* a POST that changes nothing (what was typed may stand in no address): runs as a GET does, token and all */
};

/* A part of a page that a lower feature makes room for: "child", "child aside", "home", "oversight" ... */
struct panel {
    const char *place;
    int order;                      /* smaller stands higher */
    int may;
    void (*draw)(struct web *, int64_t about);  /* writes to w->out; about: the child's id, or 0 */
};

struct child_table;
struct folder;

struct feature {
    const char *name;
    const struct route *routes;     /* ends with a zero row */
    const struct panel *panels;     /* may be NULL; ends with a zero row */
    void (*each_minute)(struct db *, const char *today, int64_t now);      /* may be NULL; app/jobs.h */
    const struct child_table *tables;   /* whose rows are of a child; may be NULL; ends with a zero row; app/child/tables.h */
    void (*lanes)(struct web *, int64_t about, struct lanes *);            /* may be NULL: what it adds to the picture of one child; out/lanes.h */
    void (*copy)(struct web *, int64_t about, struct folder *);            /* may be NULL: files that this parent may have, for the copy of the record; out/folder.h */
};

struct pair { const char *name, *value; };

/* Everything the web knows of the program it serves.  Made once in app/features.c. */
struct site {
    const struct feature *const *features;                      /* ends with NULL */
    const char *(*setting)(struct web *, const char *name);     /* the authority's own settings: 'name', 'colour' ... */
    const struct person *(*find_person)(struct web *, const char *session_token);
    const struct person *(*find_caller)(struct web *, const char *key);   /* of a row with is_api; NULL = the key is not known */
    void (*touch_session)(struct web *);                        /* in a write transaction, at most once a minute */
    void (*write_audit)(struct db *, const struct audit_entry *, size_t n);
    void (*frame_top)(struct web *);                            /* writes the page up to <main> */
    void (*frame_end)(struct web *);
    const struct language *(*language)(struct web *);           /* of this reader; NULL = English */
    void (*problem)(struct web *, int status);                  /* the page for 404, 409, 500, 503 ... */
    void (*log_failure)(struct web *, const char *query, const char *why);
    void (*changed)(int64_t child, int64_t changes);            /* a form was stored that changed this child's record, as its audit says (0: something else); CHANGES: what web_changes() says from now on. On the writer's thread; short. May be NULL */
    bool is_demo;
    const char *base_url;           /* "http://127.0.0.1:8080": links in messages, Secure cookies, host check */
    const char *today;              /* "" = the clock's; tests fix a day */
    const char *files_folder;       /* where files are kept; "" = none can be taken */
    int door_posts_a_minute;        /* from one address, before it is asked to wait; 0 = no limit */
    bool sends_mail;                /* e-mail is set up: what is told by it only can be offered */
};

struct audit_entry { int64_t at, person_id, child_id; const char *action, *what, *detail, *address; };

struct web {
    struct arena *arena;
    struct db *db;
    struct out out;
    const struct site *site;
    const struct person *person;    /* never NULL */
    const char *today;              /* ISO day in London */
    int64_t now;                    /* unix ms */
    int64_t changes;                /* forms that this server had stored when the request came: what was kept under the same number still holds */
    const char *address;            /* of the client */
    const struct route *route;
    enum method method;
    const char *path;
    int status;                     /* 200 unless changed: 422 for a form with errors */
    const char *title;
    void *prepared;                 /* what the row's `before` leaves for its handler */
    void *about;                    /* what the page is about, left by its handler for the panels (child_of_page) */
    struct web_inner *inner;        /* the runner's own */
};

/* --- what came --- */
const char *web_field(struct web *, const char *name);           /* of the body; trimmed, valid UTF-8, "" if absent */
const char **web_fields(struct web *, const char *name, size_t *n);
const char *web_query(struct web *, const char *name);           /* of the address's query string; "" if absent */
/* Where a list goes on: ?after=2026-03-01.123 is the day and id of the last row of the page before. "" and ID untouched if it says no such thing. */
const char *web_after_day(struct web *, int64_t *id);
int64_t web_id(struct web *, const char *part);                  /* a number in the path; ends the request with 404 if it is none */
const char *web_part(struct web *, const char *part);
int64_t web_field_id(struct web *, const char *name);            /* 0 if absent or no number */
const char *web_cookie(struct web *, const char *name);
const char *web_kept(struct web *, const char *name);            /* what web_cookie_set gave this browser, "" if nothing */
const struct pair *web_all_fields(struct web *, size_t *n);
const struct pair *web_all_query(struct web *, size_t *n);
const char *web_pairs_written(struct arena *, const struct pair *, size_t n);        /* form-encoded, to be kept */
const struct pair *web_pairs_read(struct web *, const char *written, size_t *n);     /* what web_pairs_written wrote; none if it is nothing like it */

/*
 * A file that came with a form (rows with takes_files).  It lies at PATH until the request ends, then it goes: what is
 * to stay is moved away.  NAME is what the sender calls it, cleaned, without folders, at most 100 letters.
 */
enum { MAX_SENT_FILES = 5, MAX_FILE_BYTES = 10 << 20 };
struct sent_file { const char *field, *name, *path; int64_t size; bool is_too_big; };
const struct sent_file *web_sent_files(struct web *, size_t *n);
bool web_left_files_out(struct web *);                           /* there were more than MAX_SENT_FILES: the rest was not read */

/* Rows with is_api. */
const char *web_body(struct web *, size_t *len);                 /* as it came */
const char *web_idempotency_key(struct web *);                   /* "" if none was sent */

/* --- what may be done --- */
bool web_may(const struct web *, int permission);
bool web_role(const struct web *, const char *role);
void web_draw_panels(struct web *, const char *place, int64_t about);

/* --- the answer --- */
void web_page(struct web *, const char *title);                  /* begins an HTML page: call before the view */
void web_to(struct web *, const char *path);                     /* 303 */
__attribute__((format(printf, 2, 3))) void web_to_f(struct web *, const char *format, ...);
__attribute__((noreturn)) void web_stop(struct web *, int status);   /* undoes all and shows the page for STATUS */
__attribute__((noreturn)) void web_leave(struct web *, const char *path);   /* undoes all and sends the browser there */
void web_file(struct web *, const char *type, const char *name, const void *bytes, size_t len);  /* a download; BYTES live in the arena */
void web_file_at(struct web *, const char *type, const char *name, const char *path);               /* a download of a file that is kept on disk; 404 if it is gone */
const char *web_passing_file(struct web *);                      /* a path where nothing stands, for a file that is made for this answer and goes when it is sent; "" where no files are kept; stops with 507 where the disk is full */
void web_inline_file(struct web *, const char *type, const void *bytes, size_t len);             /* shown in the browser: PDF only */
void web_image(struct web *, const char *type, const void *bytes, size_t len);                   /* about nobody, at an address that changes with it: browsers keep it for a year */
void web_cookie_set(struct web *, const char *name, const char *value, int seconds);             /* HttpOnly, SameSite=Lax; 0 s deletes */
void web_notice(struct web *, const char *words);                /* a banner on the next page, in the language of this one, for this browser: no personal data */
const char *web_notice_now(struct web *);                        /* the banner to show, "" if none */
const char *web_token(struct web *);                             /* for the hidden field of every form */
const char *web_visit(struct web *);                             /* names this browser before anybody has signed in; sets its cookie */
const char *web_once(struct web *);                              /* a fresh key for the hidden field `once` */
const char *web_asset(struct web *, const char *name);           /* "/static/rightdoor.css?v=..." */

int64_t web_changes(void);                                       /* forms stored so far by this server: see web->changes */
void web_is_quiet(struct web *);                                 /* what this POST stores is seen by nobody else: web_changes does not count it */
void web_keep_session(struct web *);                             /* its last use is to be written down: idle time begins anew */
const char *web_session(struct web *);                           /* the session's cookie, "" if none */
void web_clear_browser(struct web *);                            /* whatever this browser keeps of ours is to go (Clear-Site-Data): the databases and caches of visits taken along */
void web_bare(struct web *, int status, const char *type, const char *text);   /* an answer that is no page */
/* What is wrong, for a machine (RFC 9457). DETAIL "" = the usual words for the status; each fault names its place in what was sent. */
struct web_fault { const char *pointer, *words; };
void web_problem(struct web *, int status, const char *detail, const struct web_fault *, size_t n);
bool web_allows(struct web *, const char *key, int a_minute);    /* KEY may do one more this minute; if not, Retry-After is set */
void web_wait(struct web *, int seconds);                        /* Retry-After */

/* --- the trace --- */
/* Views are committed before the page leaves; in a POST they are part of its transaction. */
void web_audit(struct web *, int64_t child_id, const char *action, const char *what, const char *detail);

/* --- secrets --- */
const char *web_random_token(struct web *);                      /* 32 random bytes, as 64 hex letters */
const char *web_hash(struct arena *, const char *text);          /* BLAKE2b-256, as hex: what is stored of a token */

/* "" if every row of every feature says its permission and stands once; else what is wrong. A program with a wrong table does not serve. */
const char *routes_wrong(struct arena *, const struct site *);

/* --- for tests and the generated matrix --- */
struct web_answer { int status; const char *body; size_t len; const char *go_to, *cookie, *type; };
/*
 * One request without a socket, on DB (a writer, outside a transaction), in ARENA.  PATH may end in ?name=value.  BODY
 * NULL = GET; a POST (name=value&...) gets its token by itself, unless it has a field `token`.  COOKIE is the header
 * ("session=..."), NULL = none; the answer's `cookie` is what the browser has afterwards: give it to the next request.
 * `go_to` is "" where the answer sends nobody elsewhere.
 */
struct web_answer web_try(const struct site *, struct db *, struct arena *, const char *path, const char *body, const char *cookie);

/* The same with everything said: a form with files, or a call by a partner's system. BODY NULL = GET. */
struct web_asked { const char *path, *body, *type, *cookie, *authorization, *idempotency_key; size_t len; };
struct web_answer web_try_asked(const struct site *, struct db *, struct arena *, const struct web_asked *);

#endif
