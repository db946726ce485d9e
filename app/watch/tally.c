/*
 * Which children each rule names, and how many.  Asking the database takes
 * longer than all else on a home page and is the same for everybody in the
 * service, so the cases of today are kept as plain numbers, for all workers:
 * no name, and what not everybody may see is counted and listed only for those
 * whom child_seen_by names.
 * Called by the watch list and its panels; see tally.h for how long it holds.
 */
#include "app/watch/tally.h"
#include "base/date.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct held { int64_t child, lead, about; int since, area; unsigned char rule; bool is_restricted; };

/* held: by the day since when, then by child, as the list shows them. */
struct tally { struct arena arena; char day[12]; int64_t changes, made_at, cost; struct held *held; size_t n; const char **area; int areas; };

static struct { pthread_mutex_t lock; struct tally *tally; } memory = { .lock = PTHREAD_MUTEX_INITIALIZER };

enum { KEPT_AT_MOST = 60000, IS_QUICK = 100 };

static int64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void free_tally(struct tally *t)
{
    if (!t)
        return;
    struct arena all = t->arena;
    arena_free(&all);
}

static void keep(struct tally *t)
{
    pthread_mutex_lock(&memory.lock);
    struct tally *before = memory.tally;
    memory.tally = t;
    pthread_mutex_unlock(&memory.lock);
    free_tally(before);
}

void watch_forget(void) { keep(NULL); }

/* Under the lock. */
static bool holds(const struct tally *t, const char *today, int64_t changes)
{
    if (!t || strcmp(t->day, today) != 0)
        return false;
    int64_t age = clock_ms() - t->made_at;
    return (t->changes == changes && age < KEPT_AT_MOST) || (t->cost > IS_QUICK && age < 10 * t->cost);
}

/* ---- Making it ---- */

static int rule_number(const char *code)
{
    for (int i = 0; watch_rules[i].code; i++)
        if (strcmp(watch_rules[i].code, code) == 0)
            return i;
    return WATCH_RULES;
}

static int area_number(struct tally *t, const char *name)
{
    for (int i = 0; i < t->areas; i++)
        if (strcmp(t->area[i], name) == 0)
            return i;
    t->area = arena_grow(&t->arena, t->area, (size_t)t->areas * sizeof *t->area, (size_t)(t->areas + 1) * sizeof *t->area);
    t->area[t->areas] = arena_text(&t->arena, name, strlen(name));
    return t->areas++;
}

static struct tally *tally_of(struct db *db, const char *today, int64_t changes)
{
    int64_t began = clock_ms();
    size_t n;
    struct watch_cases *row = watch_cases(db, today, &n);
    struct arena own = { 0 };
    struct tally *t = arena_new(&own, struct tally);
    t->arena = own;
    t->held = arena_array(&t->arena, struct held, n + 1);
    for (size_t i = 0; i < n; i++)
        t->held[i] = (struct held){ row[i].child_id, row[i].lead_id, row[i].about_id, (int)date_number(row[i].since_on), area_number(t, row[i].area), (unsigned char)rule_number(row[i].rule), row[i].is_restricted };
    t->n = n;
    t->changes = changes;
    memcpy(t->day, today, strnlen(today, sizeof t->day - 1));
    t->made_at = clock_ms();
    t->cost = t->made_at - began;
    return t;
}

static bool will_hold(const char *today, int64_t changes)
{
    pthread_mutex_lock(&memory.lock);
    const struct tally *t = memory.tally;
    bool yes = t && t->changes == changes && holds(t, today, changes) && clock_ms() - t->made_at < KEPT_AT_MOST / 2;
    pthread_mutex_unlock(&memory.lock);
    return yes;
}

void watch_renew(struct db *db, const char *today)
{
    int64_t changes = web_changes();         /* before the transaction begins: never newer than what it reads */
    if (will_hold(today, changes))
        return;
    db_begin_read(db);
    struct tally *t = tally_of(db, today, changes);
    keep(t);
    db_commit(db);
}

/* ---- Counting ---- */

/* Children of whom this person is told one by one: those whom not all the service may see, or all they see where they are not of the service. */
static struct watch_apart *apart_for(struct web *w, bool *sees_service, size_t *n)
{
    struct watch_sees_service *s = watch_sees_service(w->db, w->person->id);
    *sees_service = s && s->sees_service;
    return *sees_service ? watch_apart(w->db, w->person->id, n) : watch_apart_few(w->db, w->person->id, n);
}

struct viewer { int64_t id; bool sees_service; const struct watch_apart *apart; size_t n; };

static int by_id(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = ((const struct watch_apart *)y)->child_id;
    return a < b ? -1 : a > b;
}

static bool sees(const struct viewer *v, const struct held *h)
{
    if (v->sees_service && !h->is_restricted)
        return true;
    return v->n && bsearch(&h->child, v->apart, v->n, sizeof *v->apart, by_id);
}

static bool find_area(const struct tally *t, const char *area, int *at)
{
    *at = -1;
    for (int i = 0; i < t->areas; i++)
        if (strcmp(t->area[i], area) == 0)
            *at = i;
    return !*area || *at >= 0;
}

/* AREA "" = every one; UNTIL: WATCH_RULES days, the latest that counts of each rule. */
static void add_up(const struct tally *t, const struct viewer *v, bool mine, const char *area, const int *until, int64_t *count)
{
    int at;
    if (!find_area(t, area, &at))
        return;
    for (const struct held *h = t->held; h < t->held + t->n; h++)
        if (h->rule < WATCH_RULES && h->since <= until[h->rule] && (at < 0 || h->area == at) && (!mine || h->lead == v->id) && sees(v, h))
            count[h->rule]++;
}

static bool add_up_kept(struct web *w, const struct viewer *v, bool mine, const char *area, const int *until, int64_t *count)
{
    pthread_mutex_lock(&memory.lock);
    bool is_good = holds(memory.tally, w->today, w->changes);
    if (is_good)
        add_up(memory.tally, v, mine, area, until, count);
    pthread_mutex_unlock(&memory.lock);
    return is_good;
}

int64_t *watch_counts(struct web *w, const struct watch_setting *s, bool mine, const char *area)
{
    int64_t *count = arena_array(w->arena, int64_t, WATCH_RULES);
    struct viewer v = { .id = w->person->id };
    v.apart = apart_for(w, &v.sees_service, &v.n);
    int until[WATCH_RULES];
    for (size_t i = 0; i < WATCH_RULES; i++)
        until[i] = (int)date_number(watch_until(w->arena, &s[i], w->today));
    if (add_up_kept(w, &v, mine, area, until, count))
        return count;
    struct tally *t = tally_of(w->db, w->today, w->changes);
    add_up(t, &v, mine, area, until, count);
    if (w->method == GET)
        keep(t);
    else                         /* a form's transaction may yet be undone */
        free_tally(t);
    return count;
}

/* ---- Listing ---- */

/* The first cases of a rule after *FROM, of those this person may see. */
static size_t pick(const struct tally *t, const struct viewer *v, const struct watch_asked *a, int rule, int until, const struct watch_case *from, struct watch_case *into, size_t most)
{
    int at;
    size_t n = 0;
    if (!find_area(t, a->area, &at))
        return 0;
    for (const struct held *h = t->held; n < most && h < t->held + t->n && h->since <= until; h++) {
        bool is_after = h->since > from->since || (h->since == from->since && h->child > from->child);
        if (h->rule == rule && is_after && (at < 0 || h->area == at) && (!a->is_mine || h->lead == v->id) && sees(v, h))
            into[n++] = (struct watch_case){ h->child, h->about, h->since };
    }
    return n;
}

bool watch_pick(struct web *w, const struct watch_asked *a, struct watch_case from, struct watch_case *into, size_t most, size_t *n)
{
    struct viewer v = { .id = w->person->id };
    v.apart = apart_for(w, &v.sees_service, &v.n);
    int until = (int)date_number(watch_until(w->arena, a->chosen, w->today));
    pthread_mutex_lock(&memory.lock);
    bool is_good = holds(memory.tally, w->today, w->changes);
    if (is_good)
        *n = pick(memory.tally, &v, a, (int)(a->chosen->rule - watch_rules), until, &from, into, most);
    pthread_mutex_unlock(&memory.lock);
    return is_good;
}
