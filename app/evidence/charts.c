/* A figure's charts, from the same numbers as the tables beside them.  Hidden numbers are gaps. */
#include "app/evidence/pages.h"
#include "base/date.h"
#include "out/chart.h"
#include "stats/proportion.h"
#include "stats/spc.h"

#include <math.h>
#include <string.h>

const struct figure *figure_of(const struct figures *all, const struct indicator *i) { return &all->of[i - indicators]; }

const char *area_words(const struct figures *all, int area) { return *all->area_name[area] ? all->area_name[area] : "Area not recorded"; }

static enum chart_format format_of(const struct indicator *i) { return i->kind == SHARE || i->kind == TIMES ? CHART_PERCENT : CHART_NUMBER; }

/* ---- The small trend of a card: 232 x 44 inside a box of 240 x 52 ---- */

const char *spark_path(struct arena *a, const struct figure *g)
{
    double low = INFINITY, high = -INFINITY;
    int n = 0;
    for (int p = 0; p < g->periods; p++)
        if (!isnan(g->period[p].value)) {
            low = fmin(low, g->period[p].value);
            high = fmax(high, g->period[p].value);
            n++;
        }
    if (n < 2)
        return "";
    const char *path = "";
    bool draws = false;
    double range = high > low ? high - low : 1;
    for (int p = 0; p < g->periods; p++) {
        double v = g->period[p].value;
        if (isnan(v)) {
            draws = false;
            continue;
        }
        path = arena_print(a, "%s%s%.1f %.1f", path, draws ? "L" : "M", 4 + 232.0 * p / (g->periods - 1), 48 - 44 * (v - low) / range);
        draws = true;
    }
    return path;
}

const char *spark_words(struct arena *a, const struct indicator *i, const struct figure *g)
{
    const char *words = "Trend:";
    for (int p = 0; p < g->periods; p++)
        words = arena_print(a, "%s %s %s%s", words, period_label(a, i, g->period_end[p]), figure_value(a, i, &g->period[p]), p + 1 < g->periods ? "," : "");
    return words;
}

/* ---- The trend, with limits from 12 points on ---- */

struct trend { double value[PERIODS], low[PERIODS], high[PERIODS], middle[PERIODS]; enum chart_flag flag[PERIODS]; const char *label[PERIODS]; bool has_limits; };

static bool is_whole(const struct figure *g)
{
    if (g->periods < 12)
        return false;
    for (int p = 0; p < g->periods; p++)
        if (isnan(g->period[p].value) || g->period[p].d <= 0)
            return false;
    return true;
}

static void set_limits(const struct indicator *i, const struct figure *g, struct trend *t, struct spc_point *point)
{
    static const enum chart_flag flag[] = { CHART_ORDINARY, CHART_BETTER, CHART_WORSE, CHART_UNUSUAL, CHART_UNUSUAL };
    double events[PERIODS], size[PERIODS];
    struct spc_rules rules = { .better = i->better };
    for (int p = 0; p < g->periods; p++) {
        events[p] = (double)g->period[p].n;
        size[p] = (double)g->period[p].d;
        point[p] = (struct spc_point){ .value = g->period[p].value };
    }
    if (i->kind == SHARE)
        spc_p(point, events, size, (size_t)g->periods, &rules);
    else
        spc_xmr(point, (size_t)g->periods, &rules);
    for (int p = 0; p < g->periods; p++) {
        t->low[p] = i->kind == SHARE || i->kind == TIMES ? fmin(1, fmax(0, point[p].low)) : fmax(0, point[p].low);
        t->high[p] = i->kind == SHARE || i->kind == TIMES ? fmin(1, point[p].high) : point[p].high;
        t->middle[p] = point[p].mean;
        t->flag[p] = flag[point[p].meaning];
    }
}

static const char *what_it_says(struct arena *a, const struct indicator *i, const struct figure *g, const struct spc_point *point)
{
    static const char *const cause[] = { "", "above the limits", "below the limits", "rising seven times in a row", "falling seven times in a row",
        "two of three near the upper limit", "two of three near the lower limit", "seven in a row above the middle", "seven in a row below the middle" };
    for (int p = g->periods - 1; p >= 0; p--)
        if (point[p].cause != SPC_COMMON) {
            const char *meaning = point[p].meaning == SPC_IMPROVEMENT ? "better" : point[p].meaning == SPC_CONCERN ? "worse" : "different";
            return arena_print(a, "More than chance: %s to %s, %s", meaning, period_label(a, i, g->period_end[p]), cause[point[p].cause]);
        }
    return "No change beyond chance in three years";
}

struct html trend_chart(struct arena *a, const struct indicator *i, const struct figure *g, const char **message)
{
    struct trend *t = arena_new(a, struct trend);
    struct spc_point point[PERIODS] = { 0 };
    for (int p = 0; p < g->periods; p++) {
        t->value[p] = g->period[p].value;
        t->label[p] = period_label(a, i, g->period_end[p]);
    }
    t->has_limits = is_whole(g);
    *message = i->span == YEARLY ? "One point a year: too few for limits" : "Limits are drawn only where all twelve points are shown";
    if (t->has_limits) {
        set_limits(i, g, t, point);
        *message = what_it_says(a, i, g, point);
    }
    struct chart_series series = { i->name, t->value, t->has_limits ? t->flag : NULL };
    return chart_line(a, &(struct chart_line){
        .about = { arena_print(a, "trend-%s", i->code), i->name, arena_print(a, "%s. %s", *message, spark_words(a, i, g)), format_of(i) },
        .label = t->label, .n = (size_t)g->periods, .series = &series, .n_series = 1,
        .low = t->has_limits ? t->low : NULL, .high = t->has_limits ? t->high : NULL, .middle = t->has_limits ? t->middle : NULL, .band_name = "Expected by chance",
        .has_target = i->kind == RATIO, .target = 1, .target_name = "As expected",
        .flag_name = { NULL, "Better than chance", "Worse than chance", "More than chance" },
    });
}

/* ---- Areas ---- */

struct html area_chart(struct arena *a, const struct figures *all, const struct indicator *i)
{
    const struct figure *g = figure_of(all, i);
    struct chart_bar_row *row = arena_array(a, struct chart_bar_row, (size_t)all->areas + 1);
    size_t n = 0;
    for (int k = 0; k < all->areas; k++) {
        const struct count *c = &g->area[k];
        if (!c->d && isnan(c->value))
            continue;
        row[n++] = (struct chart_bar_row){ area_words(all, k), c->value, isnan(c->low) ? 0 : c->low, isnan(c->high) ? 0 : c->high, isnan(c->value) ? figure_value(a, i, c) : NULL, false };
    }
    if (!n)
        return (struct html){ "", 0 };
    return chart_bar(a, &(struct chart_bar){
        .about = { arena_print(a, "areas-%s", i->code), arena_print(a, "%s, by area", i->name), "Areas stand in the order of the alphabet, with 95% limits; the numbers are in the table.", format_of(i) },
        .row = row, .n = n, .has_reference = i->kind == RATIO || !isnan(g->now.value), .reference = i->kind == RATIO ? 1 : g->now.value,
        .reference_name = i->kind == RATIO ? "As expected" : "All areas",
    });
}

struct html funnel_of_areas(struct arena *a, const struct figures *all, const struct indicator *i)
{
    const struct figure *g = figure_of(all, i);
    struct chart_funnel_point *point = arena_array(a, struct chart_funnel_point, (size_t)all->areas + 1);
    size_t n = 0;
    for (int k = 0; k < all->areas && i->kind == RATIO; k++)
        if (all->area_population[k] > 0 && !g->area[k].is_hidden && g->area[k].n <= all->area_population[k])
            point[n++] = (struct chart_funnel_point){ area_words(all, k), (double)g->area[k].n, (double)all->area_population[k], false };
    if (n < 3)
        return (struct html){ "", 0 };
    return chart_funnel(a, &(struct chart_funnel){
        .about = { "funnel-A1", "Known with SEN, of all children who live there", "Areas outside the lines differ from all areas together by more than chance; the numbers are in the table.", CHART_PERCENT },
        .point = point, .n = n, .population_name = "Children aged 0 to 4",
    });
}

const char *funnel_words(const struct figures *all, const struct indicator *i, int area)
{
    const struct figure *g = figure_of(all, i);
    double known = 0, people = 0;
    for (int k = 0; k < all->areas; k++) {
        if (all->area_population[k] > 0 && g->area[k].is_hidden)
            return "not judged: some areas are hidden";
        known += all->area_population[k] > 0 ? (double)g->area[k].n : 0;
        people += (double)all->area_population[k];
    }
    double of = (double)all->area_population[area];
    if (of <= 0 || known <= 0 || known >= people || (double)g->area[area].n > of)
        return "";
    switch (funnel_place((double)g->area[area].n, of, known / people)) {
    case FUNNEL_LOW_ALARM: return "far fewer known than elsewhere";
    case FUNNEL_LOW: return "fewer known than elsewhere";
    case FUNNEL_HIGH: return "more known than elsewhere";
    case FUNNEL_HIGH_ALARM: return "far more known than elsewhere";
    default: return "within chance";
    }
}

struct html curve_chart(struct arena *a, const struct indicator *i, const struct figure *g)
{
    if (i->kind != TIMES || isnan(g->curve[0]))
        return (struct html){ "", 0 };
    double *time = arena_array(a, double, CURVE);
    for (int k = 0; k < CURVE; k++)
        time[k] = k * 7.0;
    struct chart_curve *curve = arena_new(a, struct chart_curve);
    *curve = (struct chart_curve){ "Had first support", time, g->curve, NULL, NULL, CURVE, 0, (CURVE - 1) * 7.0 };
    return chart_steps(a, &(struct chart_steps){
        .about = { "curve-A4", "How long until the first support", "Share of children who have had their first support, week by week from the concern; leaving and starting school compete.", CHART_PERCENT },
        .curve = curve, .n = 1, .until = (CURVE - 1) * 7.0, .time_name = "Days since the first concern", .mark_at = 30, .mark_name = "30 days",
    });
}
