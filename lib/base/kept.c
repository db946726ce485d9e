/* Keeping what is dear to reckon: see kept.h. */
#include "base/kept.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { IS_QUICK = 100, COSTS_HELD = 60 };    /* the second: longer than a round of app/evidence/tend.c takes, so that no reader makes it */

static int64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct kept *kept_begin(const char *day, int64_t changes)
{
    struct kept *k = calloc(1, sizeof *k);
    if (!k)
        abort();
    memcpy(k->day, day, strnlen(day, sizeof k->day - 1));
    k->changes = changes;
    k->made_at = clock_ms();
    return k;
}

static void end(struct kept *k)
{
    if (!k)
        return;
    arena_free(&k->arena);
    free(k);
}

/* Under the lock: the last reader of one that is no longer kept ends it. */
static struct kept *left_by_all(struct kept_box *box, struct kept *k) { return k && k != box->now && !k->readers ? k : NULL; }

static void replace(struct kept_box *box, struct kept *k)
{
    pthread_mutex_lock(&box->lock);
    struct kept *before = box->now;
    box->now = k;
    before = left_by_all(box, before);
    pthread_mutex_unlock(&box->lock);
    end(before);
}

void kept_put(struct kept_box *box, struct kept *k)
{
    int64_t now = clock_ms();
    k->cost = now - k->made_at;
    k->made_at = now;
    replace(box, k);
}

void kept_forget(struct kept_box *box) { replace(box, NULL); }

/* Under the lock. */
static bool holds(const struct kept_box *box, const char *day, int64_t changes)
{
    const struct kept *k = box->now;
    if (!k || strcmp(k->day, day) != 0)
        return false;
    int64_t age = clock_ms() - k->made_at;
    return (k->changes == changes && age < box->most_ms) || (k->cost > IS_QUICK && age < COSTS_HELD * k->cost);
}

struct reading { struct kept_box *box; struct kept *kept; };

static void give_back(void *x)
{
    struct reading *r = x;
    pthread_mutex_lock(&r->box->lock);
    r->kept->readers--;
    struct kept *over = left_by_all(r->box, r->kept);
    pthread_mutex_unlock(&r->box->lock);
    end(over);
}

const struct kept *kept_take(struct kept_box *box, struct arena *reader, const char *day, int64_t changes)
{
    struct reading *r = arena_new(reader, struct reading);
    *r = (struct reading){ .box = box };
    pthread_mutex_lock(&box->lock);
    if (holds(box, day, changes)) {
        r->kept = box->now;
        r->kept->readers++;
    }
    pthread_mutex_unlock(&box->lock);
    if (r->kept)
        arena_at_end(reader, give_back, r);
    return r->kept;
}

bool kept_is_fresh(struct kept_box *box, const char *day, int64_t changes)
{
    pthread_mutex_lock(&box->lock);
    const struct kept *k = box->now;
    bool yes = k && k->changes == changes && strcmp(k->day, day) == 0 && clock_ms() - k->made_at < box->most_ms / 2;
    pthread_mutex_unlock(&box->lock);
    return yes;
}
