/*
 * The oversight pages: ten and more figures of the service, each with its
 * definition, its trend, its areas and, for those with case access, the
 * children behind it.  Analysts see counts with small numbers hidden, on the
 * page, in the chart and in the file alike, because all three draw the same
 * struct figures.
 */
#include "app/evidence/pages.h"
#include "app/evidence/evidence.sql.h"
#include "app/evidence/views.h"
#include "app/child/child.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/text.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- The short memory ---- */

/*
 * Reckoning all figures reads every known child: some 20 ms at 8,000 children,
 * seconds at a million.  So the last result is kept for all workers.  It holds
 * while the day is the same and no newer event has been written (not every
 * change makes one, so never longer than a minute), and in any case for ten
 * times as long as it took to make, so that a busy service does not spend its
 * time reckoning.  Only figures are kept: no child, no name.  Nothing is asked
 * of the database under the lock, because a failing query does not return.
 */
static struct { pthread_mutex_t lock; bool is_kept; int64_t newest, made_at, cost; struct figures figures; } memory = { .lock = PTHREAD_MUTEX_INITIALIZER };

enum { KEPT_AT_MOST = 60000 };

void figures_forget(void)
{
    pthread_mutex_lock(&memory.lock);
    memory.is_kept = false;
    pthread_mutex_unlock(&memory.lock);
}

static int64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool remember(struct figures *into, int today, int64_t newest)
{
    pthread_mutex_lock(&memory.lock);
    int64_t age = clock_ms() - memory.made_at;
    bool good = memory.is_kept && memory.figures.today == today && ((memory.newest == newest && age < KEPT_AT_MOST) || age < 10 * memory.cost);
    if (good)
        *into = memory.figures;
    pthread_mutex_unlock(&memory.lock);
    return good;
}

static void keep(const struct figures *figures, int64_t newest, int64_t began)
{
    pthread_mutex_lock(&memory.lock);
    memory.figures = *figures;
    memory.newest = newest;
    memory.made_at = clock_ms();
    memory.cost = memory.made_at - began;
    memory.is_kept = true;
    pthread_mutex_unlock(&memory.lock);
}

static struct facts *read_facts(struct web *w) { return facts_read(w->db, w->arena, w->today, atoi(authority(w, "review_weeks"))); }

const struct figures *figures_for(struct web *w)
{
    struct figures *f = arena_new(w->arena, struct figures);
    int64_t newest = figures_version(w->db)->newest;
    if (!remember(f, day_of(w->today), newest)) {
        int64_t began = clock_ms();
        figures_make(read_facts(w), f);
        f->made_at = w->now;
        keep(f, newest, began);
    }
    if (!web_may(w, SEE_CHILDREN_BEHIND))
        figures_publish(w->arena, f, atoi(authority(w, "suppress_below")));
    return f;
}

/* ---- Pages ---- */

static const struct indicator *indicator_or_stop(struct web *w)
{
    const struct indicator *i = indicator_find(web_part(w, "code"));
    if (!i)
        web_stop(w, 404);
    return i;
}

static void overview(struct web *w)
{
    const struct figures *f = figures_for(w);
    web_page(w, "Oversight");
    view_evidence_overview(&w->out, w, f);
}

static void one(struct web *w)
{
    const struct indicator *i = indicator_or_stop(w);
    const struct figures *f = figures_for(w);
    web_page(w, i->name);
    view_evidence_one(&w->out, w, f, i);
}

static void one_csv(struct web *w)
{
    const struct indicator *i = indicator_or_stop(w);
    struct out o = { .arena = w->arena };
    figures_csv(&o, figures_for(w), i);
    web_audit(w, 0, "export", "/oversight/:code/csv", i->code);
    web_file(w, "text/csv; charset=utf-8", arena_print(w->arena, "oversight-%s-%s.csv", i->code, w->today), o.at, o.len);
}

/* ---- The children behind a figure ---- */

enum { LISTED = 50 };

static int by_day(const void *x, const void *y)
{
    const struct unit *a = x, *b = y;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return a->child < b->child ? -1 : a->child > b->child;
}

static int by_child(const void *x, const void *y)
{
    const struct unit *a = x, *b = y;
    if (a->child != b->child)
        return a->child < b->child ? -1 : 1;
    return a->day < b->day ? -1 : a->day > b->day;
}

/* One row for a child, however many of its plans or goals count: the oldest. */
static size_t listed_units(const struct indicator *i, struct units *u, int area)
{
    size_t n = 0;
    for (size_t k = 0; k < u->n; k++)
        if (unit_is_listed(i, &u->unit[k]) && (area < 0 || u->unit[k].area == area))
            u->unit[n++] = u->unit[k];
    if (n == 0)
        return 0;
    qsort(u->unit, n, sizeof *u->unit, by_child);
    size_t children = 0;
    for (size_t k = 0; k < n; k++)
        if (!children || u->unit[children - 1].child != u->unit[k].child)
            u->unit[children++] = u->unit[k];
    qsort(u->unit, children, sizeof *u->unit, by_day);
    return children;
}

/* Reads names only for the page that is shown; whoever this person may not see is left out. */
static struct listing list_page(struct web *w, const struct facts *f, const struct indicator *i, int area, int64_t page)
{
    struct units u = indicator_units(f, i, w->arena);
    size_t n = listed_units(i, &u, area), from = (size_t)(page - 1) * LISTED;
    struct listing l = { .all = (int64_t)n, .page = page, .pages = (int64_t)(n + LISTED - 1) / LISTED, .area = area };
    struct listed *row = arena_array(w->arena, struct listed, LISTED);
    for (size_t k = from; k < n && k < from + LISTED; k++) {
        struct child_behind *c = child_behind(w->db, w->person->id, u.unit[k].child);
        if (c)
            row[l.n++] = (struct listed){ c->id, child_name(w->arena, c->given_name, c->family_name, c->known_as), date_age_words(w->arena, c->born_on, w->today), c->area, i->words(w->arena, &u.unit[k], f->today) };
    }
    l.row = row;
    return l;
}

static void children(struct web *w)
{
    const struct indicator *i = indicator_or_stop(w);
    const struct facts *facts = read_facts(w);
    const struct figures *f = figures_for(w);
    int64_t page = 1, area = -1;
    if (*web_query(w, "page") && (!text_number(web_query(w, "page"), &page) || page < 1 || page > 100000))
        web_stop(w, 404);
    if (*web_query(w, "area") && (!text_number(web_query(w, "area"), &area) || area < -1 || area >= facts->areas))
        web_stop(w, 404);
    struct listing l = list_page(w, facts, i, (int)area, page);
    web_audit(w, 0, "view", "/oversight/:code/children", arena_print(w->arena, "%s, page %lld", i->code, (long long)page));
    web_page(w, i->listed);
    view_evidence_children(&w->out, w, f, i, &l);
}

/* ---- Home ---- */

static void home_panel(struct web *w, int64_t about)
{
    (void)about;
    if (!web_role(w, "manager") && !web_role(w, "analyst"))
        return;
    view_evidence_home(&w->out, w, figures_for(w));
}

static const struct route routes[] = {
    { GET, "/oversight", SEE_OVERSIGHT, overview, .menu = "Oversight" },
    { GET, "/oversight/:code", SEE_OVERSIGHT, one },
    { GET, "/oversight/:code/csv", SEE_OVERSIGHT, one_csv },
    { GET, "/oversight/:code/children", SEE_CHILDREN_BEHIND, children },
    { 0 }
};

static const struct panel panels[] = { { "home", 50, SEE_OVERSIGHT, home_panel }, { 0 } };

const struct feature evidence_feature = { "evidence", routes, panels };
