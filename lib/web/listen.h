#ifndef WEB_LISTEN_H
#define WEB_LISTEN_H

#include "web/web.h"

/* How the server listens. */
struct listen_options {
    const char *address;      /* "127.0.0.1:8080" */
    const char *database;     /* sqlite:PATH or postgresql://... */
    struct db *reader;        /* already open as DB_READER, for the first worker that needs it: closed here whatever happens; NULL = none */
    int workers;              /* threads that read and answer; 0 = 4 */
    int slow_threads;         /* argon2, PDF; 0 = 2 */
    int connections;          /* at most; 0 = 1024 */
    int deadline;             /* seconds in which a request must have arrived; 0 = 15 */
    const char *trusted_proxy;/* address whose X-Forwarded-For and -Proto are believed; "" = none */
    bool log_requests;
};

/* Serves until SIGTERM or SIGINT, drains, returns the exit code. Prints one line when it is ready. */
int listen_and_serve(const struct site *, const struct listen_options *);

#endif
