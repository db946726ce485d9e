#ifndef BASE_KEPT_H
#define BASE_KEPT_H

/*
 * What is dear to reckon and the same for everybody: reckoned once, kept for
 * all workers, read by all at once.  Called by features that count the whole
 * register (app/quality, app/expected).  It knows neither a table nor a page.
 *
 * A reader who is given something has it until its arena ends, whatever is
 * kept meanwhile.  Nothing is asked of a database under the lock, because a
 * failing query does not return.
 */
#include "base/arena.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct kept {
    struct arena arena;          /* all that WHAT points to; goes with it */
    void *what;
    char day[12];                /* the day it is about */
    int64_t changes;             /* forms stored when it was read: web_changes() */
    int64_t made_at, cost;       /* ms of the monotonic clock; how long it took */
    int readers;
};

/* One for each thing that is kept, in static memory: { .lock = PTHREAD_MUTEX_INITIALIZER, .most_ms = ... }. */
struct kept_box { pthread_mutex_t lock; struct kept *now; int64_t most_ms; };

/* An empty one, and when its making began.  Fill arena and what, then kept_put. */
struct kept *kept_begin(const char *day, int64_t changes);
void kept_put(struct kept_box *, struct kept *);

/*
 * What is kept, if it is of that day and no form was stored since; for most_ms
 * at most, because commands change the database too.  What took longer than
 * 100 ms to make holds for sixty times as long as it took, changes or not.
 * NULL if there is none that holds.
 */
const struct kept *kept_take(struct kept_box *, struct arena *reader, const char *day, int64_t changes);

/* Whether it will hold a while longer without any change: for the thread that makes it anew (app/evidence/tend.c). */
bool kept_is_fresh(struct kept_box *, const char *day, int64_t changes);

/* Tests change the database behind the server's back. */
void kept_forget(struct kept_box *);

#endif
