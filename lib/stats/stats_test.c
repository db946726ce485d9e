/* Tests of mean and quantiles against R's answers (quantile type 7) and OHID's means. */
#include "stats/reference.h"
#include "stats/stats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct arena arena;

static void test_quantiles(void **state)
{
    (void)state;
    static const double x[] = { 7, 1, 3, 9, 4, 10 };
    assert_true(reference_agrees(stats_median(&arena, x, 6), 5.5, 1e-12));
    assert_true(reference_agrees(stats_quantile(&arena, x, 6, 0.9), 9.5, 1e-12));
    assert_true(reference_agrees(stats_quantile(&arena, x, 6, 0.25), 3.25, 1e-12));
    assert_true(stats_quantile(&arena, x, 6, 0) == 1 && stats_quantile(&arena, x, 6, 1) == 10);
    assert_true(isnan(stats_median(&arena, x, 0)) && isnan(stats_mean(x, 0)) && isnan(stats_deviation(x, 1)));
    assert_true(x[0] == 7);
}

static void test_means(void **state)
{
    (void)state;
    struct reference r = reference_read(&arena, "phe/testdata_Mean.csv");
    double area[8], all[26];
    for (size_t i = 0; i < 26; i++) {
        all[i] = reference_number(&r, i, "values");
        if (i < 8)
            area[i] = all[i];
    }
    assert_true(reference_agrees(stats_mean(area, 8), 53.70434500000001, 1e-12));
    assert_true(reference_agrees(stats_deviation(area, 8), 20.97557525770931, 1e-12));
    assert_true(reference_agrees(stats_mean(all, 26), 3948.1141538461534, 1e-12));
    assert_true(reference_agrees(stats_deviation(all, 26), 3171.8018122194453, 1e-12));
}

int main(void)
{
    const struct CMUnitTest alone[] = { cmocka_unit_test(test_quantiles) };
    const struct CMUnitTest with_reference[] = { cmocka_unit_test(test_means) };
    int failed = cmocka_run_group_tests(alone, NULL, NULL);
    if (reference_is_here(&arena))
        failed += cmocka_run_group_tests(with_reference, NULL, NULL);
    arena_free(&arena);
    return failed;
}
