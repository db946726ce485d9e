/*
 * All open records judged by all rules: reckoned in one go, kept for all
 * workers as plain bits (no name, no value), and added up for whoever asks.
 * Called by the pages of this folder, by app/evidence/tend.c, which renews it
 * before anybody asks, and once a day to keep the month's scores.
 */
#include "app/quality/quality.h"
#include "base/kept.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct kept_box box = { .lock = PTHREAD_MUTEX_INITIALIZER, .most_ms = 60000 };

void quality_forget(void) { kept_forget(&box); }

/* ---- Adding up ---- */

/* The rules of a dimension, as bits; all of them. */
static uint64_t rules_in(int dimension)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < QUALITY_RULES; i++)
        bits |= (uint64_t)(dimension == QUALITY_ALL || (int)quality_rules[i].dimension == dimension) << i;
    return bits;
}

void quality_add(struct quality_sum *s, struct quality_found f)
{
    s->children++;
    for (int d = 0; d <= QUALITY_ALL; d++) {
        uint64_t which = rules_in(d);
        int asked = __builtin_popcountll(f.asked & which), failed = __builtin_popcountll(f.failed & which);
        s->checks[d] += asked;
        s->passed[d] += asked - failed;
        s->clean[d] += !failed;
    }
}

double quality_share(const struct quality_sum *s, int d) { return s->checks[d] ? (double)s->passed[d] / (double)s->checks[d] : NAN; }

struct quality_sum quality_sum_of(const struct quality_look *l, int64_t setting, int64_t lead, int area)
{
    struct quality_sum s = { 0 };
    for (const struct quality_held *h = l->held; h < l->held + l->n; h++)
        if ((!setting || h->setting == setting) && (!lead || h->lead == lead) && (area < 0 || h->area == area))
            quality_add(&s, h->found);
    return s;
}

/* ---- Reckoning ---- */

static int area_of(struct quality_look *l, struct arena *a, const char *name)
{
    for (int i = 0; i < l->areas; i++)
        if (strcmp(l->area[i], name) == 0)
            return i;
    l->area = arena_grow(a, l->area, (size_t)l->areas * sizeof *l->area, (size_t)(l->areas + 1) * sizeof *l->area);
    l->area[l->areas] = arena_text(a, name, strlen(name));
    return l->areas++;
}

void quality_each(struct db *db, void (*each)(void *, struct arena *, const struct quality_records *, size_t n), void *x)
{
    enum { AT_ONCE = 4000 };
    size_t all, n;
    struct quality_frame *f = quality_frame(db, &all);
    struct arena *before = db->arena, *page = arena_inside(before);
    db->arena = page;
    for (size_t at = 0; at < all; at += AT_ONCE) {
        size_t last = (at + AT_ONCE < all ? at + AT_ONCE : all) - 1;
        const struct quality_records *r = quality_records(db, f[at].child_id - 1, f[last].child_id, &n);
        each(x, page, r, n);
        arena_reset(page);
    }
    db->arena = before;
    arena_free(page);
}

struct reckoning { struct quality_look *look; struct arena *arena; const struct quality_setting *rules; size_t room; };

static void hold(void *x, struct arena *page, const struct quality_records *r, size_t n)
{
    struct reckoning *k = x;
    struct quality_look *l = k->look;
    if (l->n + n > k->room) {
        size_t more = 2 * (l->n + n);
        l->held = arena_grow(k->arena, l->held, k->room * sizeof *l->held, more * sizeof *l->held);
        k->room = more;
    }
    for (size_t i = 0; i < n; i++)
        l->held[l->n++] = (struct quality_held){ r[i].child_id, r[i].setting_id, r[i].lead_id, quality_judge(page, k->rules, &r[i], l->today), area_of(l, k->arena, r[i].area), r[i].is_restricted };
}

struct quality_look *quality_reckon(struct db *db, struct arena *a, const char *today, int64_t now)
{
    struct reckoning k = { .look = arena_new(a, struct quality_look), .arena = a, .rules = quality_settings(db) };
    k.look->today = arena_text(a, today, strlen(today));
    k.look->made_at = now;
    for (size_t i = 0; i < QUALITY_RULES; i++)
        k.look->is_on[i] = k.rules[i].is_on;
    quality_each(db, hold, &k);
    return k.look;
}

/* ---- Keeping ---- */

/* Own memory, so that it may stay: the transaction's arena goes. */
static struct kept *made(struct db *db, const char *today, int64_t now, int64_t changes)
{
    struct kept *k = kept_begin(today, changes);
    struct arena own = { 0 };
    k->what = quality_reckon(db, &own, today, now);
    k->arena = own;
    return k;
}

void quality_renew(struct db *db, const char *today, int64_t now)
{
    int64_t changes = web_changes();         /* before the transaction begins: never newer than what it reads */
    if (kept_is_fresh(&box, today, changes))
        return;
    db_begin_read(db);
    kept_put(&box, made(db, today, now, changes));
    db_commit(db);
}

const struct quality_look *quality_kept(struct arena *a, const char *today)
{
    const struct kept *k = kept_take(&box, a, today, web_changes());
    return k ? k->what : NULL;
}

/* A form's transaction may yet be undone: what it reads is not kept. */
const struct quality_look *quality_for(struct web *w)
{
    const struct kept *k = kept_take(&box, w->arena, w->today, w->changes);
    if (k)
        return k->what;
    if (w->method != GET)
        return quality_reckon(w->db, w->arena, w->today, w->now);
    kept_put(&box, made(w->db, w->today, w->now, w->changes));
    k = kept_take(&box, w->arena, w->today, w->changes);
    return k ? k->what : quality_reckon(w->db, w->arena, w->today, w->now);
}
