/*
 * The page of data quality: scores, what to mend, where it goes; its file; the
 * panels on home and on a child's page; the table of the feature.  Counts only:
 * what names children stands in list.c.
 */
#include "app/quality/audit.h"
#include "app/quality/pages.h"
#include "app/quality/views.h"
#include "app/child/tables.h"
#include "app/watch/watch.sql.h"
#include "base/date.h"
#include "out/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MONTHS_SHOWN = 24 };

/* ---- Words ---- */

const char *quality_percent(struct arena *a, double share)
{
    if (isnan(share))
        return "hidden";
    double percent = share * 100;
    return percent > 99 && percent < 100 ? arena_print(a, "%.1f%%", floor(percent * 10) / 10) : arena_print(a, "%.0f%%", percent);
}

const char *quality_number(struct arena *a, int64_t n) { return n < 0 ? "hidden" : arena_print(a, "%lld", (long long)n); }

/* ---- What is counted for whom ---- */

static int by_id(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = ((const struct watch_apart *)y)->child_id;
    return a < b ? -1 : a > b;
}

const struct quality_look *quality_seen(struct web *w)
{
    const struct quality_look *all = quality_for(w);
    size_t n;
    struct watch_apart *apart = watch_apart(w->db, w->person->id, &n);
    struct quality_look *seen = arena_new(w->arena, struct quality_look);
    *seen = *all;
    seen->held = arena_array(w->arena, struct quality_held, all->n + 1);
    seen->n = 0;
    for (const struct quality_held *h = all->held; h < all->held + all->n; h++)
        if (!h->is_restricted || (n && bsearch(&h->child, apart, n, sizeof *apart, by_id)))
            seen->held[seen->n++] = *h;
    return seen;
}

/* ---- The months ---- */

struct quality_month *quality_months(struct web *w, const char *scope, const char *about, size_t *n)
{
    size_t rows;
    const char *since = arena_text(w->arena, date_add_months(w->arena, w->today, 1 - MONTHS_SHOWN), 7);
    struct quality_trend *r = quality_trend(w->db, scope, about, since, &rows);
    struct quality_month *m = arena_array(w->arena, struct quality_month, rows + 1);
    *n = 0;
    for (size_t i = 0; i < rows; i++)
        if (!*r[i].dimension && r[i].checks > 0 && r[i].children > 0)
            m[(*n)++] = (struct quality_month){ date_month_words(w->arena, r[i].as_at), (double)r[i].passed / (double)r[i].checks, (double)r[i].clean / (double)r[i].children };
    return m;
}

/* "November 2026" is written as "Nov 26" where there is little room. */
static const char *short_month(struct arena *a, const char *words)
{
    const char *year = strrchr(words, ' ');
    return year && strlen(year) == 5 ? arena_print(a, "%.3s %s", words, year + 3) : words;
}

struct html quality_trend_chart(struct arena *a, const char *id, const char *title, const struct quality_month *m, size_t n)
{
    if (n < 2)
        return (struct html){ "", 0 };
    double *value = arena_array(a, double, n);
    const char **label = arena_array(a, const char *, n);
    for (size_t i = 0; i < n; i++) {
        value[i] = m[i].share;
        label[i] = short_month(a, m[i].label);
    }
    struct chart_series series = { "Checks right", value, NULL };
    return chart_line(a, &(struct chart_line){
        .about = { id, title, arena_print(a, "From %s in %s to %s in %s. The numbers are in the table.", quality_percent(a, value[0]), m[0].label, quality_percent(a, value[n - 1]), m[n - 1].label), CHART_PERCENT },
        .label = label, .n = n, .series = &series, .n_series = 1 });
}

/* ---- One page ---- */

static int most_first(const void *x, const void *y)
{
    const struct quality_row *a = x, *b = y;
    if (a->failed != b->failed)
        return a->failed > b->failed ? -1 : 1;
    return strcmp(a->setting->rule->name, b->setting->rule->name);
}

static void count_rules(struct web *w, struct quality_page *p)
{
    const struct quality_setting *s = quality_settings(w->db);
    struct quality_row *row = arena_array(w->arena, struct quality_row, QUALITY_RULES), *quiet = arena_array(w->arena, struct quality_row, QUALITY_RULES);
    for (size_t i = 0; i < QUALITY_RULES; i++) {
        struct quality_row r = { .setting = &s[i] };
        for (const struct quality_held *h = p->look->held; h < p->look->held + p->look->n; h++) {
            r.asked += quality_has(h->found.asked, i);
            r.failed += quality_has(h->found.failed, i);
        }
        if (p->look->is_on[i] && r.failed)
            row[p->rows++] = r;
        else if (p->look->is_on[i])
            quiet[p->quiets++] = r;
    }
    qsort(row, p->rows, sizeof *row, most_first);
    qsort(quiet, p->quiets, sizeof *quiet, most_first);
    p->row = row;
    p->quiet = quiet;
}

struct quality_unit quality_unit_of(const struct quality_sum *s)
{
    struct quality_unit u = { .children = s->children, .to_mend = s->children - s->clean[QUALITY_ALL], .failed = s->checks[QUALITY_ALL] - s->passed[QUALITY_ALL], .checks = s->checks[QUALITY_ALL] };
    for (int d = 0; d <= QUALITY_ALL; d++)
        u.share[d] = quality_share(s, d);
    return u;
}

static int by_name(const void *x, const void *y) { return strcmp(((const struct quality_unit *)x)->name, ((const struct quality_unit *)y)->name); }

static void count_areas(struct web *w, struct quality_page *p)
{
    p->area = arena_array(w->arena, struct quality_unit, (size_t)p->look->areas + 1);
    for (int i = 0; i < p->look->areas; i++) {
        struct quality_sum s = quality_sum_of(p->look, 0, 0, i);
        struct quality_unit *u = &p->area[p->areas++];
        *u = quality_unit_of(&s);
        u->id = i;
        u->name = *p->look->area[i] ? p->look->area[i] : "Area not recorded";
    }
    qsort(p->area, p->areas, sizeof *p->area, by_name);
}

struct quality_page *quality_page_of(struct web *w)
{
    struct quality_page *p = arena_new(w->arena, struct quality_page);
    p->look = quality_for(w);
    struct quality_sum all = quality_sum_of(p->look, 0, 0, -1);
    p->share = quality_share(&all, QUALITY_ALL);
    p->children = all.children;
    p->clean = all.clean[QUALITY_ALL];
    for (int d = 0; d < QUALITY_DIMENSIONS; d++)
        p->line[d] = (struct quality_line){ &quality_dimensions[d], quality_share(&all, d), all.checks[d] - all.passed[d], all.checks[d] };
    count_rules(w, p);
    count_areas(w, p);
    p->month = quality_months(w, "all", "", &p->months);
    p->accuracy = quality_accuracy(w, date_add_months(w->arena, w->today, -12), 0);
    if (!web_may(w, SEE_CHILDREN_BEHIND))
        quality_publish(w->arena, p, atoi(authority(w, "suppress_below")));
    return p;
}

void quality_show(struct web *w)
{
    if (web_role(w, "practitioner")) {
        quality_own(w);
        return;
    }
    struct quality_page *p = quality_page_of(w);
    web_page(w, "Data quality");
    view_quality_overview(&w->out, w, p);
}

void quality_file(struct web *w)
{
    if (web_role(w, "practitioner"))
        web_stop(w, 404);
    struct out o = { .arena = w->arena };
    quality_csv(&o, quality_page_of(w));
    web_audit(w, 0, "export", "/quality/csv", "");
    web_file(w, "text/csv; charset=utf-8", arena_print(w->arena, "data-quality-%s.csv", w->today), o.at, o.len);
}

/* ---- Home: the score, for those who answer for it ---- */

static void score_panel(struct web *w, int64_t about)
{
    (void)about;
    if (!web_role(w, "manager") && !web_role(w, "administrator") && !web_role(w, "analyst"))
        return;
    struct quality_sum all = quality_sum_of(quality_for(w), 0, 0, -1);
    struct quality_audit_left *left = web_role(w, "manager") ? quality_audit_left(w->db) : NULL;
    if (all.children)
        view_quality_home_score(&w->out, w, quality_share(&all, QUALITY_ALL), left ? left->n : 0, left ? left->id : 0);
}

/* ---- By the clock: each month's audit is drawn; once a day the scores of this month are kept ---- */

static void each_minute(struct db *db, const char *today, int64_t now)
{
    (void)now;
    quality_audit_begin(db, today);
    if (quality_scores_of_day(db, today)->n)
        return;
    const struct quality_look *l = quality_kept(db->arena, today);       /* made beside the writer: never here */
    if (l)
        quality_keep_scores(db, l);
}

static const struct route routes[] = {
    { GET, "/quality", SEE_QUALITY, quality_show },
    { GET, "/quality/csv", SEE_QUALITY, quality_file },
    { GET, "/quality/list", SEE_CHILDREN_BEHIND, quality_list },
    { GET, "/quality/settings", SEE_CHILDREN_BEHIND, quality_units },
    { GET, "/quality/settings/:id", SEE_CHILDREN_BEHIND, quality_unit_show },
    { GET, "/quality/teams/:person", SEE_CHILDREN_BEHIND, quality_team_show },
    { GET, "/quality/children/:id/:rule", MEND_RECORDS, quality_mend_form },
    { POST, "/quality/children/:id/:rule", MEND_RECORDS, quality_mend },
    { GET, "/quality/rules", SEE_QUALITY, quality_rules_page },
    { GET, "/quality/rules/:rule", CHANGE_RULES, quality_rule_form, .is_slow = true },
    { POST, "/quality/rules/:rule", CHANGE_RULES, quality_rule_save },
    { GET, "/quality/audits", SEE_QUALITY, quality_audits },
    { GET, "/quality/audits/:audit", SEE_CHILDREN_BEHIND, quality_audit_show },
    { GET, "/quality/audits/:audit/records/:record", SEE_CHILDREN_BEHIND, quality_audited_form },
    { POST, "/quality/audits/:audit/records/:record", SEE_CHILDREN_BEHIND, quality_audited_save },
    { 0 }
};

static const struct panel panels[] = {
    { "home", 17, MEND_RECORDS, quality_home_panel },
    { "home", 51, SEE_QUALITY, score_panel },
    { "child", 17, MEND_RECORDS, quality_child_panel },
    { 0 }
};

static const struct child_table tables[] = {
    { "quality_confirmed", "Details looked at", ROWS_GO, .day = "on_day", .words = "''" },
    { "quality_audited", "Held beside the paper", ROWS_GO, .day = "checked_on", .words = "''" },
    { 0 }
};

const struct feature quality_feature = { "quality", routes, panels, each_minute, .tables = tables };
