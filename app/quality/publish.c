/* What people without case access may see of data quality, and the file.  Pure. */
#include "app/quality/pages.h"
#include "base/csv.h"
#include "stats/suppress.h"

#include <math.h>
#include <string.h>

/* What each rule of a dimension found, with their sum: where one is hidden, another goes with it. */
static void hide_rules(struct arena *a, struct quality_page *p, enum quality_dimension d, struct suppress_rule rule)
{
    struct quality_row **row = arena_array(a, struct quality_row *, p->rows + 1);
    int64_t *n = arena_array(a, int64_t, p->rows + 1);
    size_t rows = 0;
    for (size_t i = 0; i < p->rows; i++)
        if (p->row[i].setting->rule->dimension == d) {
            row[rows] = &p->row[i];
            n[rows++] = p->row[i].failed;
        }
    enum suppress_mark *mark = suppress_row(a, n, rows, rule);
    for (size_t i = 0; i < rows; i++)
        if (mark[i] != SHOWN || suppress_share(row[i]->failed, row[i]->asked, rule))
            row[i]->failed = row[i]->asked = -1;
    if (rows && mark[rows] != SHOWN) {
        p->line[d].failed = p->line[d].checks = -1;
        p->line[d].share = NAN;
    }
}

/* The children of each area, and the checks that found something there, each with their total.  How many children have something to mend is told of all areas together only. */
static void hide_areas(struct arena *a, struct quality_page *p, struct suppress_rule rule)
{
    int64_t *children = arena_array(a, int64_t, p->areas + 1), *failed = arena_array(a, int64_t, p->areas + 1);
    for (size_t i = 0; i < p->areas; i++) {
        children[i] = p->area[i].children;
        failed[i] = p->area[i].failed;
        p->area[i].to_mend = -1;
    }
    enum suppress_mark *of_children = suppress_row(a, children, p->areas, rule), *of_failed = suppress_row(a, failed, p->areas, rule);
    for (size_t i = 0; i < p->areas; i++) {
        struct quality_unit *u = &p->area[i];
        bool is_few = of_children[i] != SHOWN;
        if (is_few)
            u->children = -1;
        if (is_few || of_failed[i] != SHOWN) {
            u->failed = u->checks = -1;
            for (int d = 0; d <= QUALITY_ALL; d++)
                u->share[d] = NAN;
        }
    }
    if (of_children[p->areas] != SHOWN)
        p->children = -1;
}

static void hide_clean(struct quality_page *p, struct suppress_rule rule)
{
    if (p->children < 0 || suppress_share(p->clean, p->children, rule))
        p->clean = -1;
    for (size_t i = 0; i < p->months && p->clean < 0; i++)
        p->month[i].clean = NAN;
}

void quality_publish(struct arena *a, struct quality_page *p, int64_t below)
{
    struct suppress_rule rule = { below - 1, false };
    p->is_published = true;
    for (int d = 0; d < QUALITY_DIMENSIONS; d++)
        hide_rules(a, p, (enum quality_dimension)d, rule);
    for (size_t i = 0; i < p->quiets; i++)
        if (p->quiet[i].asked && suppress_share(0, p->quiet[i].asked, rule))
            p->quiet[i].asked = p->quiet[i].failed = -1;
    if (p->areas)
        hide_areas(a, p, rule);
    hide_clean(p, rule);
}

/* ---- The file: what the page shows, hidden where the page hides ---- */

static const char *share_of(struct arena *a, double x) { return isnan(x) ? "hidden" : arena_print(a, "%.4f", x); }

static void line(struct out *o, const char *what, const char *name, const char *dimension, const char *children, const char *failed, const char *checks, const char *share)
{
    const char *cell[] = { what, name, dimension, children, failed, checks, share };
    csv_write_row(o, cell, sizeof cell / sizeof *cell);
}

void quality_csv(struct out *o, const struct quality_page *p)
{
    struct arena *a = o->arena;
    csv_write_start(o);
    line(o, "what", "name", "dimension", "children", "found_something", "checks", "share_right");
    line(o, "all", "All records", "", quality_number(a, p->children), "", "", share_of(a, p->share));
    line(o, "all", "Children with something to mend", "", quality_number(a, p->clean < 0 || p->children < 0 ? -1 : p->children - p->clean), "", "", "");
    for (int d = 0; d < QUALITY_DIMENSIONS; d++)
        line(o, "dimension", p->line[d].words->name, p->line[d].words->code, "", quality_number(a, p->line[d].failed), quality_number(a, p->line[d].checks), share_of(a, p->line[d].share));
    for (size_t i = 0; i < p->rows + p->quiets; i++) {
        const struct quality_row *r = i < p->rows ? &p->row[i] : &p->quiet[i - p->rows];
        double share = r->failed < 0 || !r->asked ? NAN : 1 - (double)r->failed / (double)r->asked;
        line(o, "rule", r->setting->rule->name, quality_dimensions[r->setting->rule->dimension].code, "", quality_number(a, r->failed), quality_number(a, r->asked), r->failed >= 0 && !r->asked ? "" : share_of(a, share));
    }
    for (size_t i = 0; i < p->areas; i++)
        line(o, "area", p->area[i].name, "", quality_number(a, p->area[i].children), quality_number(a, p->area[i].failed), quality_number(a, p->area[i].checks), share_of(a, p->area[i].share[QUALITY_ALL]));
    for (size_t i = 0; i < p->months; i++)
        line(o, "month", p->month[i].label, "", "", "", "", share_of(a, p->month[i].share));
}
