/*
 * The oversight pages: ten and more figures of the service, each with its
 * definition, its trend, its areas and, for those with case access, the
 * children behind it.  Analysts see counts with small numbers hidden, on the
 * page, in the chart and in the file alike, because all three draw the same
 * struct figures.
 */
#include "app/evidence/pages.h"
#include "app/evidence/evidence.sql.h"
#include "app/evidence/memory.h"
#include "app/evidence/views.h"
#include "app/child/child.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

const struct figures *figures_for(struct web *w)
{
    struct figures *f = arena_new(w->arena, struct figures);
    int64_t newest = figures_version(w->db)->newest;
    if (!figures_remembered(f, w->today, newest))
        figures_renew(w->db, w->today, atoi(authority(w, "review_weeks")), w->now, newest, f);
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

/* Reads names only for the page that is shown; whoever this person may not see is left out. */
static struct listing list_page(struct web *w, const struct figures *f, const struct indicator *i, int area, int64_t page)
{
    struct unit unit[LISTED];
    size_t all, n = figures_behind(i, area, (size_t)(page - 1) * LISTED, unit, LISTED, &all);
    struct listing l = { .all = (int64_t)all, .page = page, .pages = (int64_t)(all + LISTED - 1) / LISTED, .area = area };
    struct listed *row = arena_array(w->arena, struct listed, LISTED);
    for (size_t k = 0; k < n; k++) {
        struct child_behind *c = child_behind(w->db, w->person->id, unit[k].child);
        if (c)
            row[l.n++] = (struct listed){ c->id, child_name(w->arena, c->given_name, c->family_name, c->known_as), date_age_words(w->arena, c->born_on, w->today), c->area, i->words(w->arena, &unit[k], f->today) };
    }
    l.row = row;
    return l;
}

static void children(struct web *w)
{
    const struct indicator *i = indicator_or_stop(w);
    const struct figures *f = figures_for(w);
    int64_t page = 1, area = -1;
    if (*web_query(w, "page") && (!text_number(web_query(w, "page"), &page) || page < 1 || page > 100000))
        web_stop(w, 404);
    if (*web_query(w, "area") && (!text_number(web_query(w, "area"), &area) || area < -1 || area >= f->areas))
        web_stop(w, 404);
    struct listing l = list_page(w, f, i, (int)area, page);
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
