/*
 * Tests of the charts: well-formed, named, escaped, without style or script,
 * with gaps for what is hidden, and clean on hostile and empty data.  With
 * RIGHTDOOR_CHART_OUT=DIR each chart is left there as an .svg, to be looked at.
 */
#include "out/chart.h"
#include "stats/spc.h"
#include "stats/survival.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct arena arena;

static const char *text_of(struct html h)
{
    return arena_text(&arena, h.text, h.len);
}

static void save(const char *name, const char *svg)
{
    const char *dir = getenv("RIGHTDOOR_CHART_OUT");
    FILE *f = dir ? fopen(arena_print(&arena, "%s/%s.svg", dir, name), "w") : NULL;
    if (!f)
        return;
    fputs(svg, f);
    fclose(f);
}

static void check(const char *name, struct html h)
{
    const char *svg = text_of(h);
    save(name, svg);
    assert_non_null(strstr(svg, "role=\"img\" aria-labelledby=\"c-title c-description\""));
    assert_non_null(strstr(svg, "<title id=\"c-title\">Headline &lt;&amp;&gt;</title>"));
    assert_non_null(strstr(svg, "<desc id=\"c-description\">"));
    assert_null(strstr(svg, "style="));
    assert_null(strstr(svg, "<script"));
    assert_null(strstr(svg, "nan"));
    assert_null(strstr(svg, "inf"));
    size_t opened = 0, closed = 0;
    for (const char *at = svg; *at; at++) {
        opened += *at == '<';
        closed += *at == '>';
    }
    assert_int_equal(opened, closed);
}

#define ABOUT(FORMAT)                                                                                                  \
    {                                                                                                                  \
        "c", "Headline <&>", "What it says", FORMAT                                                                    \
    }

static const char *const month[] = { "Jan 25", "Feb 25", "Mar 25", "Apr 25", "May 25", "Jun 25", "Jul 25", "Aug 25",
                                     "Sep 25", "Oct 25", "Nov 25", "Dec 25", "Jan 26", "Feb 26", "Mar 26", "Apr 26",
                                     "May 26", "Jun 26", "Jul 26", "Aug 26", "Sep 26", "Oct 26", "Nov 26", "Dec 26" };

static void test_control_chart(void **state)
{
    (void)state;
    static const double days[24] = { 21, 24, 19, 26, 23, 28, 20, 31, 27, 22, 25, 24,
                                     29, 23, 21, 41, 18, 16, 15, 15, 14, 16, 13, 12 };
    static const enum chart_flag flag_of[] = { CHART_ORDINARY, CHART_BETTER, CHART_WORSE, CHART_UNUSUAL,
                                               CHART_UNUSUAL };
    struct spc_point p[24] = { 0 };
    double low[24], high[24], mean[24];
    enum chart_flag flag[24];
    for (size_t i = 0; i < 24; i++)
        p[i].value = days[i];
    spc_xmr(p, 24, &(struct spc_rules){ .better = -1 });
    for (size_t i = 0; i < 24; i++) {
        low[i] = p[i].low, high[i] = p[i].high, mean[i] = p[i].mean;
        flag[i] = flag_of[p[i].meaning];
    }
    check("line-spc", chart_line(&arena, &(struct chart_line){
                                             .about = ABOUT(CHART_DAYS),
                                             .label = month,
                                             .n = 24,
                                             .n_series = 1,
                                             .series = &(struct chart_series){ "Days to a first answer", days, flag },
                                             .low = low,
                                             .high = high,
                                             .middle = mean,
                                             .band_name = "Expected range",
                                             .has_target = true,
                                             .target = 10,
                                             .target_name = "Standard",
                                             .flag_name = { NULL, "Improving", "Concern", NULL } }));
}

static void test_series_with_gaps(void **state)
{
    (void)state;
    double a[12], b[12], c[12];
    for (int i = 0; i < 12; i++) {
        a[i] = 0.62 + 0.02 * i;
        b[i] = i == 4 || i == 5 ? NAN : 0.55 + 0.025 * i;
        c[i] = i % 5 == 2 ? NAN : 0.20 + 0.01 * i;
    }
    const struct chart_series series[] = { { "Hereford", a, NULL },
                                           { "Leominster", b, NULL },
                                           { "Ross-on-Wye", c, NULL } };
    struct html h = chart_line(
        &arena, &(struct chart_line){
                    .about = ABOUT(CHART_PERCENT), .label = month, .n = 12, .series = series, .n_series = 3 });
    check("line-three", h);
    assert_non_null(strstr(text_of(h), ">Ross-on-Wye<"));
    assert_non_null(strstr(text_of(h), ">100%<"));
}

static void test_bars(void **state)
{
    (void)state;
    const struct chart_bar_row row[] = { { "Speech and language", 612, 0, 0, NULL, false },
                                         { "Autism", 148, 0, 0, NULL, false },
                                         { "Social and emotional", 61, 0, 0, NULL, true },
                                         { "Hearing <b>", NAN, 0, 0, "c", false },
                                         { "Vision", 0, 0, 0, NULL, false } };
    struct html h = chart_bar(&arena, &(struct chart_bar){ .about = ABOUT(CHART_NUMBER), .row = row, .n = 5 });
    check("bar", h);
    assert_non_null(strstr(text_of(h), ">Hearing &lt;b&gt;<"));
    assert_non_null(strstr(text_of(h), ">c</text>"));
    const struct chart_bar_row share[] = {
        { "Parents who said we listened to them", 0.87, 0.81, 0.91, NULL, false },
        { "Parents who were told what would happen next", 0.74, 0.67, 0.80, NULL, false },
        { "Parents who said that support helped their child", 0.69, 0.61, 0.76, NULL, false }
    };
    check("bar-long", chart_bar(&arena, &(struct chart_bar){ .about = ABOUT(CHART_PERCENT),
                                                             .row = share,
                                                             .n = 3,
                                                             .has_reference = true,
                                                             .reference = 0.8,
                                                             .reference_name = "Last year" }));
}

static void test_funnel(void **state)
{
    (void)state;
    struct chart_funnel_point p[24];
    for (int i = 0; i < 24; i++) {
        double n = 40 + 37 * i;
        p[i] =
            (struct chart_funnel_point){ arena_print(&arena, "Area %d", i + 1),
                                         floor(n * (0.075 + 0.012 * ((i * 7) % 5 - 2) + (i == 20) * 0.04)), n, false };
    }
    p[3].label = "Golden Valley", p[3].is_marked = true;
    p[20].label = "Bromyard";
    check("funnel", chart_funnel(&arena, &(struct chart_funnel){ .about = ABOUT(CHART_PERCENT),
                                                                 .point = p,
                                                                 .n = 24,
                                                                 .population_name = "Children aged 0 to 4" }));
}

static void test_funnel_of_ratios(void **state)
{
    (void)state;
    struct chart_funnel_point p[12];
    for (int i = 0; i < 12; i++)
        p[i] = (struct chart_funnel_point){ arena_print(&arena, "Place %d", i + 1), i == 11 ? 0 : 2 + 3 * i, 1.5 + 3.1 * i, i == 5 };
    struct chart_funnel c = { .about = ABOUT(CHART_NUMBER), .point = p, .n = 12, .population_name = "Children expected", .is_ratio = true };
    check("funnel-ratio", chart_funnel(&arena, &c));
    c.tau2 = 0.04;
    check("funnel-ratio-wide", chart_funnel(&arena, &c));
    c.n = 0;
    check("odd", chart_funnel(&arena, &c));
}

static void test_steps(void **state)
{
    (void)state;
    struct subject s[2][40];
    struct km km[2];
    struct chart_curve curve[2];
    for (int g = 0; g < 2; g++) {
        for (int i = 0; i < 40; i++)
            s[g][i] = (struct subject){ 0, 3 + (i * 13 % 41) * (g ? 1.0 : 1.9), i % 6 != 0 };
        km[g] = kaplan_meier(&arena, s[g], 40, 0.95, KM_LOG_LOG);
        double *v = arena_array(&arena, double, 4 * 40);
        for (size_t i = 0; i < km[g].n; i++) {
            v[i] = km[g].step[i].time, v[40 + i] = km[g].step[i].survival;
            v[80 + i] = km[g].step[i].low, v[120 + i] = km[g].step[i].high;
        }
        curve[g] = (struct chart_curve){ g ? "2026" : "2025", v, v + 40, v + 80, v + 120, km[g].n, 1, km[g].last };
    }
    check("steps", chart_steps(&arena, &(struct chart_steps){ .about = ABOUT(CHART_PERCENT),
                                                              .curve = curve,
                                                              .n = 2,
                                                              .time_name = "Days since the request",
                                                              .mark_at = 30,
                                                              .mark_name = "30 days" }));
}

static void test_empty_and_odd(void **state)
{
    (void)state;
    double nothing[] = { NAN, NAN }, odd[] = { -3, 1e9 };
    check("odd", chart_line(&arena, &(struct chart_line){ .about = ABOUT(CHART_NUMBER) }));
    struct chart_line c = { .about = ABOUT(CHART_NUMBER),
                            .label = month,
                            .n = 2,
                            .n_series = 1,
                            .series = &(struct chart_series){ "x", nothing, NULL },
                            .low = nothing,
                            .high = nothing };
    check("odd", chart_line(&arena, &c));
    c.series = &(struct chart_series){ "x", odd, NULL };
    check("odd", chart_line(&arena, &c));
    c.n = 1;
    check("odd", chart_line(&arena, &c));
    check("odd", chart_bar(&arena, &(struct chart_bar){ .about = ABOUT(CHART_NUMBER) }));
    check("odd", chart_funnel(&arena, &(struct chart_funnel){ .about = ABOUT(CHART_PERCENT) }));
    check("odd",
          chart_funnel(&arena, &(struct chart_funnel){ .about = ABOUT(CHART_PERCENT),
                                                       .n = 1,
                                                       .point = &(struct chart_funnel_point){ "x", 0, 10, true } }));
    check("odd", chart_steps(&arena, &(struct chart_steps){ .about = ABOUT(CHART_PERCENT) }));
    check("odd",
          chart_steps(&arena, &(struct chart_steps){ .about = ABOUT(CHART_PERCENT),
                                                     .n = 1,
                                                     .curve = &(struct chart_curve){ .name = "x", .start = 1 } }));
}

static void test_values(void **state)
{
    (void)state;
    assert_string_equal(chart_value(&arena, CHART_NUMBER, 1204), "1,204");
    assert_string_equal(chart_value(&arena, CHART_NUMBER, 1234567), "1,234,567");
    assert_string_equal(chart_value(&arena, CHART_NUMBER, -3.5), "\xE2\x88\x92"
                                                                 "3.5");
    assert_string_equal(chart_value(&arena, CHART_NUMBER, -0.01), "0");
    assert_string_equal(chart_value(&arena, CHART_PERCENT, 0.25), "25%");
    assert_string_equal(chart_value(&arena, CHART_PERCENT, 0.086), "8.6%");
    assert_string_equal(chart_value(&arena, CHART_DAYS, 14), "14 days");
    assert_string_equal(chart_value(&arena, CHART_DAYS, 1), "1 day");
}

int main(void)
{
    const struct CMUnitTest test[] = {
        cmocka_unit_test(test_control_chart), cmocka_unit_test(test_series_with_gaps),
        cmocka_unit_test(test_bars),          cmocka_unit_test(test_funnel), cmocka_unit_test(test_funnel_of_ratios),
        cmocka_unit_test(test_steps),         cmocka_unit_test(test_empty_and_odd),
        cmocka_unit_test(test_values),
    };
    int failed = cmocka_run_group_tests(test, NULL, NULL);
    arena_free(&arena);
    return failed;
}
