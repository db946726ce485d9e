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
struct tally { struct arena arena; char day[12]; int64_t changes, made_at, cost; struct held *held; size_t n, room; const char **area; int areas; };

/* CHILD's record was changed by the form that made web_changes() say CHANGES; or its cases were put in as of then. */
struct told { int64_t child, changes; };

enum { KEPT_AT_MOST = 60000, IS_QUICK = 100, WAITING_MOST = 256, PUT_MOST = 512, SLACK = 1024, LEADS_MOST = 400, COSTS_HELD = 60 };       /* COSTS_HELD: longer than a round of app/evidence/tend.c takes */

/* waiting: changed, and not put into the tally so far. put: the last that were. old_from: from this change on it is not known which children changed. */
static struct { pthread_mutex_t lock; struct tally *tally; struct told waiting[WAITING_MOST], put[PUT_MOST]; size_t waitings, puts; int64_t old_from; } memory = { .lock = PTHREAD_MUTEX_INITIALIZER };

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

/* Under the lock. */
static void wait_for(int64_t child, int64_t changes)
{
    for (size_t i = 0; i < memory.waitings; i++)
        if (memory.waiting[i].child == child) {
            memory.waiting[i].changes = changes > memory.waiting[i].changes ? changes : memory.waiting[i].changes;
            return;
        }
    if (!child || memory.waitings == WAITING_MOST)
        memory.old_from = changes > memory.old_from ? changes : memory.old_from;
    else
        memory.waiting[memory.waitings++] = (struct told){ child, changes };
}

/* Under the lock: of those that wait, the ones that T knows of by now need not; what was put into the tally before, of a later change, must be put in again. */
static void settle_with(const struct tally *t)
{
    size_t left = 0;
    for (size_t i = 0; i < memory.waitings; i++)
        if (memory.waiting[i].changes > t->changes)
            memory.waiting[left++] = memory.waiting[i];
    memory.waitings = left;
    for (size_t i = 0; i < memory.puts && i < PUT_MOST; i++)
        if (memory.put[i].changes > t->changes)
            wait_for(memory.put[i].child, memory.put[i].changes);
    memory.puts = 0;
}

static void keep(struct tally *t)
{
    pthread_mutex_lock(&memory.lock);
    struct tally *before = memory.tally;
    memory.tally = t;
    if (t)
        settle_with(t);
    pthread_mutex_unlock(&memory.lock);
    free_tally(before);
}

void watch_child_changed(int64_t child, int64_t changes)
{
    pthread_mutex_lock(&memory.lock);
    wait_for(child, changes);
    pthread_mutex_unlock(&memory.lock);
}

void watch_forget(void) { keep(NULL); }

/* Under the lock. */
static bool holds(const struct tally *t, const char *today)
{
    if (!t || strcmp(t->day, today) != 0)
        return false;
    int64_t age = clock_ms() - t->made_at;
    return (t->changes >= memory.old_from && age < KEPT_AT_MOST) || (t->cost > IS_QUICK && age < COSTS_HELD * t->cost);
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

static struct held held_of(struct tally *t, const struct watch_cases *r)
{
    return (struct held){ r->child_id, r->lead_id, r->about_id, (int)date_number(r->since_on), area_number(t, r->area), (unsigned char)rule_number(r->rule), r->is_restricted };
}

static struct tally *tally_of(struct db *db, const char *today, int64_t changes)
{
    int64_t began = clock_ms();
    size_t n;
    struct watch_cases *row = watch_cases(db, today, &n);
    struct arena own = { 0 };
    struct tally *t = arena_new(&own, struct tally);
    t->arena = own;
    t->room = n + SLACK;
    t->held = arena_array(&t->arena, struct held, t->room);
    for (size_t i = 0; i < n; i++)
        t->held[i] = held_of(t, &row[i]);
    t->n = n;
    t->changes = changes;
    memcpy(t->day, today, strnlen(today, sizeof t->day - 1));
    t->made_at = clock_ms();
    t->cost = t->made_at - began;
    return t;
}

static bool will_hold(const char *today)
{
    pthread_mutex_lock(&memory.lock);
    const struct tally *t = memory.tally;
    bool yes = t && t->changes >= memory.old_from && holds(t, today) && clock_ms() - t->made_at < KEPT_AT_MOST / 2;
    pthread_mutex_unlock(&memory.lock);
    return yes;
}

void watch_renew(struct db *db, const char *today)
{
    int64_t changes = web_changes();         /* before the transaction begins: never newer than what it reads */
    if (will_hold(today))
        return;
    db_begin_read(db);
    struct tally *t = tally_of(db, today, changes);
    keep(t);
    db_commit(db);
}

/* ---- One child anew ---- */

static int as_listed(const struct held *a, const struct held *b)
{
    if (a->since != b->since)
        return a->since < b->since ? -1 : 1;
    if (a->child != b->child)
        return a->child < b->child ? -1 : 1;
    return a->rule != b->rule ? (a->rule < b->rule ? -1 : 1) : a->about < b->about ? -1 : a->about > b->about;
}

static void take_out(struct tally *t, int64_t child)
{
    size_t left = 0;
    for (size_t i = 0; i < t->n; i++)
        if (t->held[i].child != child)
            t->held[left++] = t->held[i];
    t->n = left;
}

static void put_in(struct tally *t, struct held h)
{
    size_t low = 0, high = t->n;
    if (t->n == t->room) {
        t->held = arena_grow(&t->arena, t->held, t->room * sizeof h, (t->room + SLACK) * sizeof h);
        t->room += SLACK;
    }
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (as_listed(&t->held[middle], &h) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    memmove(&t->held[low + 1], &t->held[low], (t->n++ - low) * sizeof h);
    t->held[low] = h;
}

/* Under the lock: a reader with a newer state of the database was quicker. */
static bool is_outdone(int64_t child, int64_t changes)
{
    for (size_t i = 0; i < memory.puts && i < PUT_MOST; i++)
        if (memory.put[i].child == child && memory.put[i].changes > changes)
            return true;
    return false;
}

/* The cases of CHILD as they are after CHANGES take the place of those that are kept. */
static void put_child(const char *today, int64_t child, int64_t changes, const struct watch_cases *row, size_t n)
{
    pthread_mutex_lock(&memory.lock);
    struct tally *t = memory.tally;
    size_t left = 0;
    if (t && strcmp(t->day, today) == 0 && t->changes < changes && !is_outdone(child, changes)) {
        take_out(t, child);
        for (size_t i = 0; i < n; i++)
            put_in(t, held_of(t, &row[i]));
        memory.put[memory.puts++ % PUT_MOST] = (struct told){ child, changes };
        if (memory.puts > PUT_MOST)           /* a tally that is being made knows of none of them, and not all are remembered */
            memory.old_from = changes;
    }
    for (size_t i = 0; i < memory.waitings; i++)
        if (memory.waiting[i].child != child || memory.waiting[i].changes > changes)
            memory.waiting[left++] = memory.waiting[i];
    memory.waitings = left;
    pthread_mutex_unlock(&memory.lock);
}

/* The children that forms changed since: asked one by one, of the state of the database that this reader sees. */
static void catch_up(struct web *w)
{
    struct told waiting[WAITING_MOST];
    size_t all = 0, n;
    pthread_mutex_lock(&memory.lock);
    for (size_t i = 0; i < memory.waitings; i++)
        if (memory.waiting[i].changes <= w->changes)
            waiting[all++] = memory.waiting[i];
    pthread_mutex_unlock(&memory.lock);
    for (size_t i = 0; i < all; i++) {
        struct watch_cases *row = watch_cases_of(w->db, waiting[i].child, w->today, &n);
        put_child(w->today, waiting[i].child, w->changes, row, n);
    }
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

/* AREA "" = every one, *AT -1; it is also the area of children of whom none is recorded, which nobody asks for. */
static bool find_area(const struct tally *t, const char *area, int *at)
{
    *at = -1;
    for (int i = 0; *area && i < t->areas; i++)
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

/* One more in the group of this id and name. */
static void add_to(struct watch_group *g, size_t *n, int64_t id, const char *name)
{
    size_t i = 0;
    while (i < *n && (g[i].id != id || strcmp(g[i].name, name) != 0))
        i++;
    if (i == *n)
        g[(*n)++] = (struct watch_group){ name, id, 0 };
    g[i].n++;
}

static struct watch_weighed weigh(struct arena *a, const struct tally *t, const struct viewer *v, int rule, int until, bool everybody)
{
    struct watch_weighed g = { .area = arena_array(a, struct watch_group, (size_t)t->areas + 1), .lead = arena_array(a, struct watch_group, LEADS_MOST) };
    for (const struct held *h = t->held; h < t->held + t->n; h++) {
        if (h->rule != rule || h->since > until || !(everybody || sees(v, h)))
            continue;
        const char *area = t->area[h->area];
        g.all++;
        add_to(g.area, &g.areas, 0, *area ? area : "Area not recorded");
        if (g.leads < LEADS_MOST - 1)
            add_to(g.lead, &g.leads, h->lead, "");
    }
    for (size_t i = 0; i < g.areas; i++)
        g.area[i].name = arena_text(a, g.area[i].name, strlen(g.area[i].name));
    return g;
}

static bool add_up_kept(struct web *w, const struct viewer *v, bool mine, const char *area, const int *until, int64_t *count)
{
    if (w->method == GET)        /* a form's own changes may yet be undone */
        catch_up(w);
    pthread_mutex_lock(&memory.lock);
    bool is_good = holds(memory.tally, w->today);
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

/* What is kept may go as soon as the lock is free: then it is counted from one of our own. */
struct watch_weighed watch_weigh(struct web *w, const struct watch_setting *s, bool everybody)
{
    struct viewer v = { .id = w->person->id };
    v.apart = apart_for(w, &v.sees_service, &v.n);
    int rule = (int)(s->rule - watch_rules), until = (int)date_number(watch_until(w->arena, s, w->today));
    struct watch_weighed g;
    if (w->method == GET)
        catch_up(w);
    pthread_mutex_lock(&memory.lock);
    bool is_good = holds(memory.tally, w->today);
    if (is_good)
        g = weigh(w->arena, memory.tally, &v, rule, until, everybody);
    pthread_mutex_unlock(&memory.lock);
    if (is_good)
        return g;
    struct tally *t = tally_of(w->db, w->today, w->changes);
    g = weigh(w->arena, t, &v, rule, until, everybody);
    if (w->method == GET)
        keep(t);
    else
        free_tally(t);
    return g;
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
    bool is_good = holds(memory.tally, w->today);
    if (is_good)
        *n = pick(memory.tally, &v, a, (int)(a->chosen->rule - watch_rules), until, &from, into, most);
    pthread_mutex_unlock(&memory.lock);
    return is_good;
}
