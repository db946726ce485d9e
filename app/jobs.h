#ifndef APP_JOBS_H
#define APP_JOBS_H

#include "web/web.h"

/*
 * What the clock does without anybody asking: each feature's `each_minute`, in
 * a write transaction of its own, on a thread of its own with a connection of
 * its own.  Jobs are short and harmless when done twice.  One that fails is
 * undone, logged, and tried again a minute later; the others go on.
 */
struct jobs;
struct jobs *jobs_start(const struct site *, const char *database);
void jobs_stop(struct jobs *);

/* One round, for tests and for jobs_start: how many jobs were done. DB is a writer outside a transaction. */
int jobs_round(struct db *, const struct site *, int64_t now);

#endif
