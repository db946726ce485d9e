/* Tests of control charts against NHSRplotthedots, point by point, and Montgomery's p-chart. */
#include "stats/reference.h"
#include "stats/spc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct arena arena;

static int better_of(const struct reference *r, size_t from, size_t to)
{
    const char *name = reference_at(r, from, "series");
    if (strncmp(name, "rnd", 3) == 0)
        return (int[]){ 1, -1, 0 }[atoi(name + 3) % 3];
    for (size_t i = from; i < to; i++) { /* not told for the others: read from their first special cause */
        const char *type = reference_at(r, i, "point_type");
        if (strstr(type, "neutral"))
            return 0;
        if (strcmp(type, "common_cause"))
            return (reference_number(r, i, "rel_mean") > 0) == (strstr(type, "improvement") != NULL) ? 1 : -1;
    }
    return 1;
}

static struct spc_rules rules_of(const struct reference *r, size_t from, size_t to)
{
    const char *name = reference_at(r, from, "series"), *fix = strstr(name, "_fix");
    struct spc_rules rules = { .better = better_of(r, from, to), .fixed_after = fix ? (size_t)atoi(fix + 4) : 0 };
    if (strncmp(name, "rnd", 3) == 0)
        rules.keeps_outliers = atoi(name + 3) % 2;
    else
        rules.keeps_outliers = strstr(name, "unscreened") != NULL;
    return rules;
}

static void check_series(const struct reference *r, size_t from, size_t to)
{
    static const char *const type[] = { "common_cause", "special_cause_improvement", "special_cause_concern",
                                        "special_cause_neutral_high", "special_cause_neutral_low" };
    size_t n = to - from;
    struct spc_point *p = arena_array(&arena, struct spc_point, n);
    struct spc_rules rules = rules_of(r, from, to);
    for (size_t i = 0; i < n; i++) {
        p[i].value = reference_number(r, from + i, "y");
        p[i].is_rebased =
            i && strcmp(reference_at(r, from + i, "rebase_group"), reference_at(r, from + i - 1, "rebase_group"));
    }
    spc_xmr(p, n, &rules);
    for (size_t i = 0; i < n; i++) {
        int good = reference_agrees(p[i].mean, reference_number(r, from + i, "mean"), 1e-8) &
                   reference_agrees(p[i].low, reference_number(r, from + i, "lpl"), 1e-8) &
                   reference_agrees(p[i].high, reference_number(r, from + i, "upl"), 1e-8) &
                   !strcmp(spc_cause_words(p[i].cause), reference_at(r, from + i, "special_cause")) &
                   !strcmp(type[p[i].meaning], reference_at(r, from + i, "point_type"));
        if (!good)
            print_error("%s %zu: %s, %s; expected %s, %s\n", reference_at(r, from, "series"), i + 1,
                        spc_cause_words(p[i].cause), type[p[i].meaning], reference_at(r, from + i, "special_cause"),
                        reference_at(r, from + i, "point_type"));
        assert_true(good);
    }
}

static void test_xmr(void **state)
{
    (void)state;
    struct reference r = reference_read(&arena, "spc/expected_xmr_nhsrplotthedots.csv");
    size_t series = 0;
    for (size_t from = 0, to; from < r.rows; from = to) {
        for (to = from + 1; to < r.rows && !strcmp(reference_at(&r, to, "series"), reference_at(&r, from, "series"));)
            to++;
        check_series(&r, from, to);
        series++;
    }
    assert_int_equal(series, 113);
    assert_int_equal(r.rows, 3031);
}

static void test_p(void **state)
{
    (void)state;
    struct reference r = reference_read(&arena, "spc/montgomery_orangejuice_pchart.csv");
    struct spc_point p[30] = { 0 };
    double events[30], size[30];
    for (size_t i = 0; i < 30; i++) {
        events[i] = reference_number(&r, i, "defectives");
        size[i] = reference_number(&r, i, "size");
    }
    spc_p(p, events, size, 30, &(struct spc_rules){ .better = -1 });
    assert_true(reference_agrees(p[0].mean, 0.2313333333, 1e-9));
    assert_true(reference_agrees(p[0].low, 0.0524275481, 1e-9));
    assert_true(reference_agrees(p[0].high, 0.4102391186, 1e-9));
    for (size_t i = 0; i < 30; i++)
        assert_int_equal(p[i].cause == SPC_ABOVE, i == 14 || i == 22);
    assert_int_equal(p[14].meaning, SPC_CONCERN);
}

static void test_edges(void **state)
{
    (void)state;
    struct spc_point p[8] = { 0 };
    for (size_t i = 0; i < 8; i++)
        p[i].value = 3;
    spc_xmr(p, 8, &(struct spc_rules){ .better = 1 });
    assert_true(p[7].low == 3 && p[7].high == 3 && p[7].cause == SPC_COMMON);
    spc_xmr(p, 1, &(struct spc_rules){ .better = 1 });
    assert_true(p[0].mean == 3);
    spc_xmr(p, 0, &(struct spc_rules){ .better = 1 });
    struct spc_point last = { .mean = 5, .low = 3, .high = 7 };
    assert_int_equal(spc_assurance(&last, 2, 1), SPC_PASSES);
    assert_int_equal(spc_assurance(&last, 2, -1), SPC_FAILS);
    assert_int_equal(spc_assurance(&last, 8, -1), SPC_PASSES);
    assert_int_equal(spc_assurance(&last, 4, 1), SPC_HIT_OR_MISS);
}

int main(void)
{
    const struct CMUnitTest with_reference[] = { cmocka_unit_test(test_xmr), cmocka_unit_test(test_p) };
    const struct CMUnitTest alone[] = { cmocka_unit_test(test_edges) };
    int failed = cmocka_run_group_tests(alone, NULL, NULL);
    if (reference_is_here(&arena))
        failed += cmocka_run_group_tests(with_reference, NULL, NULL);
    arena_free(&arena);
    return failed;
}
