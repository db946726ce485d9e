/* Keeping the look for all workers; what people without case access may see of it; its words and its file. */
#include "app/expected/expected.h"
#include "base/csv.h"
#include "base/kept.h"
#include "stats/suppress.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Keeping: it changes slowly, and reads every child ---- */

static struct kept_box box = { .lock = PTHREAD_MUTEX_INITIALIZER, .most_ms = 30 * 60000 };

void expected_forget(void) { kept_forget(&box); }

static struct kept *made(struct db *db, const char *today, int64_t now, int64_t version)
{
    struct kept *k = kept_begin(today, version);
    struct arena own = { 0 };
    k->what = expected_reckon(db, &own, today, now);
    k->arena = own;
    return k;
}

void expected_renew(struct db *db, const char *today, int64_t now)
{
    db_begin_read(db);
    int64_t version = expected_version(db)->newest;
    if (!kept_is_fresh(&box, today, version))
        kept_put(&box, made(db, today, now, version));
    db_commit(db);
}

static const struct expected_look *whole(struct web *w)
{
    int64_t version = expected_version(w->db)->newest;
    const struct kept *k = kept_take(&box, w->arena, w->today, version);
    if (!k) {
        kept_put(&box, made(w->db, w->today, w->now, version));
        k = kept_take(&box, w->arena, w->today, version);
    }
    return k ? k->what : expected_reckon(w->db, w->arena, w->today, w->now);
}

const struct expected_look *expected_for(struct web *w)
{
    const struct expected_look *l = whole(w);
    return web_may(w, SEE_CHILDREN_BEHIND) ? l : expected_publish(w->arena, l, atoi(authority(w, "suppress_below")));
}

/* ---- Hiding ---- */

static void hide(struct expected_row *r)
{
    r->is_hidden = true;
    r->found = -1;
    r->ratio = r->low = r->high = r->likely = r->below_half = NAN;
    r->place = FUNNEL_INSIDE;
}

/*
 * Those found, with their sum, which stands on the page.  How many children live somewhere is no secret: it is an estimate from
 * the population.  Where nearly all were found, the few who were not are as telling: such a row is hidden like a small one.
 */
static void hide_group(struct arena *a, struct expected_group *g, struct suppress_rule rule)
{
    struct expected_group copy = { arena_array(a, struct expected_row, g->n + 1), g->n };
    int64_t *found = arena_array(a, int64_t, g->n + 1);
    for (size_t i = 0; i < g->n; i++) {
        const struct expected_row *r = &g->row[i];
        copy.row[i] = *r;
        found[i] = r->found && suppress_share(r->found, r->listed, rule) ? 1 : r->found;
    }
    enum suppress_mark *mark = suppress_row(a, found, g->n, rule);
    for (size_t i = 0; i < g->n; i++)
        if (mark[i] != SHOWN)
            hide(&copy.row[i]);
    *g = copy;
}

struct expected_look *expected_publish(struct arena *a, const struct expected_look *whole, int64_t below)
{
    struct expected_look *l = arena_new(a, struct expected_look);
    struct suppress_rule rule = { below - 1, false };
    *l = *whole;
    l->is_published = true;
    for (int d = 0; d < EXPECTED_DIMENSIONS; d++)
        if (l->by[d].n)
            hide_group(a, &l->by[d], rule);
    if (suppress_share(l->all.found, l->all.listed, rule))
        hide(&l->all);
    l->setting = (struct expected_group){ NULL, 0 };         /* single settings only with case access */
    hide(&l->small);
    return l;
}

/* ---- Words ---- */

const char *expected_place_words(const struct expected_row *r)
{
    if (r->is_hidden)
        return "hidden";
    if (!(r->expected > 0))
        return "Nothing to compare with";
    if (r->expected < EXPECTED_LEAST)
        return "Too few children to say";
    switch (r->place) {
    case FUNNEL_LOW_ALARM: return "Far fewer than expected: ask why";
    case FUNNEL_LOW: return "Fewer than expected: ask why";
    case FUNNEL_HIGH: return "More than expected: ask why";
    case FUNNEL_HIGH_ALARM: return "Far more than expected: ask why";
    default: return r->is_small ? "Too few children to say" : "Within chance";
    }
}

/* ---- The file: what the page shows, hidden where the page hides ---- */

static const char *real(struct arena *a, double x, const char *format, bool is_hidden)
{
    if (isnan(x))
        return is_hidden ? "hidden" : "";
    return strcmp(format, "0") == 0 ? arena_print(a, "%.0f", x) : arena_print(a, "%.2f", x);
}

static void line(struct out *o, const char *group, const struct expected_row *r)
{
    struct arena *a = o->arena;
    bool h = r->is_hidden;
    const char *cell[] = { group, r->label, real(a, r->children, "0", h), real(a, r->expected, "2", h), r->found < 0 ? "hidden" : arena_print(a, "%lld", (long long)r->found),
        real(a, r->ratio, "2", h), real(a, r->low, "2", h), real(a, r->high, "2", h), expected_place_words(r) };
    csv_write_row(o, cell, sizeof cell / sizeof *cell);
}

void expected_csv(struct out *o, const struct expected_look *l)
{
    static const char *const head[] = { "group", "name", "children", "expected", "found", "ratio", "low_95", "high_95", "judged" };
    csv_write_start(o);
    csv_write_row(o, head, sizeof head / sizeof *head);
    line(o, "all", &l->all);
    for (int d = 0; d < EXPECTED_DIMENSIONS; d++)
        for (size_t i = 0; i < l->by[d].n; i++)
            line(o, expected_words[d].code, &l->by[d].row[i]);
    for (size_t i = 0; i < l->setting.n; i++)
        line(o, "setting", &l->setting.row[i]);
    if (l->small_settings && !l->is_published)
        line(o, "setting", &l->small);
}
