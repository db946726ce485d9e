#ifndef WEB_INNER_H
#define WEB_INNER_H

#include "web/web.h"

/* What listen.c, read.c, gate.c and answer.c share about one request.  No handler includes this. */
enum { MAX_PARTS = 6, MAX_PAIRS = 400, MAX_COOKIES = 4, MAX_BODY = 1 << 20 };

struct web_inner {
    struct pair part[MAX_PARTS];
    int parts;
    struct pair *query, *field, *cookie;
    size_t queries, fields, cookies;
    const char *host, *origin, *fetch_site;
    bool came_by_tls;
    struct db_catch caught;      /* where web_stop and a failing database unwind to */
    int stop_status;             /* what web_stop said; 0 = it was the database */
    bool page_begun, page_ended;
    const char *leave_to;        /* where web_leave sends */
    const char *go_to, *type, *file_name, *file_kind;
    bool clears_browser;            /* web_clear_browser */
    bool lasts;                     /* the answer may be kept by browsers: web_image */
    const char *set_cookie[MAX_COOKIES];
    int set_cookies;
    const char *notice, *session_token, *visit;
    unsigned char mask[16];      /* of the tokens on this page */
    bool is_masked;
    struct audit_entry *audit;
    size_t audits, audit_room;
    bool wants_touch;            /* the session's last_used_at is to be written */
    bool is_done;                /* answered before its last stage */
    bool is_quiet;               /* stored nothing that others see: web_is_quiet */
    int bad_status;              /* 400, 413, 415: found while reading; 0 = well-formed */
    struct multipart *multipart; /* a form with files that is being read; NULL = none */
    const struct sent_file *file;
    size_t files;
    bool left_files_out;
    const char *body, *authorization, *idempotency_key;   /* of a call by a partner's system; never NULL but body */
    size_t body_len;
    int retry_after;             /* seconds; 0 = not said */
    int fd;                      /* the answer is this file; only where has_fd */
    bool has_fd;
    int64_t fd_len;
};

void clean_query(struct web *);
void read_query(struct web *, const char *text);
void name_browser(struct web *);          /* session, visit and notice from the cookies */
void read_body(struct web *, char *body, size_t len, const char *content_type);
void read_cookies(struct web *, const char *header);
bool is_token(struct web *, const char *sent);            /* SENT is the token of one of this browser's pages: answer.c */
bool add_pair(struct web *, char *name, char *value);     /* checked and cleaned, as one of the body's; false if it cannot be */

/* ---- A form with files, read as it comes: multipart.c ---- */
bool multipart_is(const char *content_type);
void multipart_begin(struct web *, const char *content_type);     /* sets bad_status where that says no boundary */
void multipart_feed(struct web *, const char *bytes, size_t);
void multipart_end(struct web *);

/* True if KEY may do one more; else *WAIT is the seconds after which it may. Thread-safe: throttle.c */
bool throttle_allows(const char *key, int a_minute, int64_t now, int *wait);

/* Finds the row for the path; NULL if none. Fills the named parts. */
const struct route *route_find(struct web *, enum method, const char *path);

/* ---- Pages made smaller: squeeze.c ---- */
bool takes_gzip(const char *accept_encoding);    /* the header's value; NULL = none */
bool may_squeeze(const struct web *);            /* the answer holds nothing that its length could give away */
bool squeeze(struct web *);                      /* puts the gzip of the page in its place; false = it stays as it is */

/* What is to be done with a request once it has come in whole. */
enum gate_way { GATE_ANSWERED, GATE_READ, GATE_SLOW_READ, GATE_WRITE, GATE_SLOW_THEN_WRITE };

/*
 * Finds the row, the person and whether they may.  For GATE_READ the
 * read-only transaction stays open, for gate_run_read to go on in.
 */
enum gate_way gate_enter(struct web *);
void gate_run_read(struct web *);         /* worker or slow thread */
void gate_run_before(struct web *);       /* slow thread: the row's slow work, in a read-only transaction */
void gate_run_write(struct web *);        /* writer thread, inside its transaction; undoes its own part if it must */
void gate_write_audit(struct web *);      /* writer thread: the entries that a view left */
void gate_tell(const struct web *);       /* W's form is committed and was not quiet: whom it changed; before gate_changed, so that who sees the new number sees this */
void gate_changed(void);                  /* a form's transaction is committed, and not all of it was quiet */
void gate_problem(struct web *, int status);    /* throws away what was written, shows the page for STATUS */

#endif
