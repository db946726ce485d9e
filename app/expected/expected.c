/* The page of expected against found, its charts and its file; the table of the feature.  Names settings only to those with case access, and never a child. */
#include "app/expected/pages.h"
#include "app/expected/views.h"
#include "base/date.h"
#include "out/chart.h"

#include <math.h>

const char *expected_number(struct arena *a, double x, int decimals) { return isnan(x) ? "hidden" : arena_print(a, "%.*f", decimals, x); }

const char *expected_ratio(struct arena *a, const struct expected_row *r)
{
    return isnan(r->ratio) ? (r->is_hidden ? "hidden" : "") : arena_print(a, "%.2f", r->ratio);
}

const char *expected_range(struct arena *a, const struct expected_row *r)
{
    return isnan(r->low) ? "" : arena_print(a, "%.2f to %.2f", r->low, r->high);
}

/* ---- Charts ---- */

static struct html funnel(struct arena *a, const char *id, const char *title, const char *description, const struct expected_group *g, double tau2, bool with_names)
{
    struct chart_funnel_point *point = arena_array(a, struct chart_funnel_point, g->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++)
        if (!g->row[i].is_hidden && g->row[i].expected >= EXPECTED_LEAST)
            point[n++] = (struct chart_funnel_point){ with_names ? g->row[i].label : NULL, (double)g->row[i].found, g->row[i].expected, false };
    if (n < 3)
        return (struct html){ "", 0 };
    return chart_funnel(a, &(struct chart_funnel){ .about = { id, title, description, CHART_NUMBER }, .point = point, .n = n, .population_name = "Children expected", .is_ratio = true, .tau2 = tau2 });
}

static struct html bars(struct arena *a, enum expected_dimension d, const struct expected_group *g)
{
    struct chart_bar_row *row = arena_array(a, struct chart_bar_row, g->n + 1);
    size_t n = 0, shown = 0;
    for (size_t i = 0; i < g->n; i++) {
        const struct expected_row *r = &g->row[i];
        if (!(r->expected >= EXPECTED_LEAST) && !r->is_hidden)
            continue;
        shown += !r->is_hidden;
        row[n++] = (struct chart_bar_row){ r->label, r->ratio, isnan(r->low) ? 0 : r->low, isnan(r->high) ? 0 : r->high, r->is_hidden ? "hidden" : NULL, false };
    }
    if (!shown || n < 2)
        return (struct html){ "", 0 };
    return chart_bar(a, &(struct chart_bar){ .about = { arena_print(a, "expected-%s", expected_words[d].code), arena_print(a, "Found for each child expected, %s", expected_words[d].heading), "With 95% limits; 1 is as many as expected. The numbers are in the table.", CHART_NUMBER },
        .row = row, .n = n, .has_reference = true, .reference = 1, .reference_name = "As expected" });
}

struct html expected_chart(struct arena *a, const struct expected_look *l, enum expected_dimension d)
{
    if (d == BY_AREA)
        return funnel(a, "expected-area", "Found for each child expected, by area", "Areas outside the lines differ from what is expected by more than chance explains. The numbers are in the table.", &l->by[d], 0, true);
    return bars(a, d, &l->by[d]);
}

struct html expected_setting_funnel(struct arena *a, const struct expected_look *l)
{
    return funnel(a, "expected-setting", "Found for each child expected, by setting", "Each point is a setting with 20 children or more; those outside the lines are named and stand in the table.", &l->setting, l->tau2, true);
}

/* In the order of the alphabet, as they stand. */
struct expected_row **expected_to_ask(struct arena *a, const struct expected_look *l, size_t most, size_t *n)
{
    struct expected_row **row = arena_array(a, struct expected_row *, most + 1);
    *n = 0;
    for (size_t i = 0; i < l->setting.n && *n < most; i++)
        if (l->setting.row[i].place != FUNNEL_INSIDE || l->setting.row[i].below_half > 0.8)
            row[(*n)++] = &l->setting.row[i];
    return row;
}

/* ---- Pages ---- */

static void show(struct web *w)
{
    const struct expected_look *l = expected_for(w);
    web_page(w, "Expected and found");
    view_expected_show(&w->out, w, l);
}

static void csv(struct web *w)
{
    struct out o = { .arena = w->arena };
    expected_csv(&o, expected_for(w));
    web_audit(w, 0, "export", "/expected/csv", "");
    web_file(w, "text/csv; charset=utf-8", arena_print(w->arena, "expected-and-found-%s.csv", w->today), o.at, o.len);
}

static const struct route routes[] = {
    { GET, "/expected", SEE_OVERSIGHT, show },
    { GET, "/expected/csv", SEE_OVERSIGHT, csv },
    { GET, "/expected/figures", CHANGE_RULES, expected_figures },
    { POST, "/expected/rates", CHANGE_RULES, expected_rate_add },
    { POST, "/expected/population", CHANGE_RULES, expected_population_set },
    { 0 }
};

const struct feature expected_feature = { "expected", routes, NULL };
