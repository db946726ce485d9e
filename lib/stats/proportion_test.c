/* Tests of limits and funnels against OHID's PHEindicatormethods. */
#include "stats/proportion.h"
#include "stats/reference.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct arena arena;

static void test_byar_wilson(void **state)
{
    (void)state;
    struct reference r = reference_read(&arena, "phe/testdata_B_W.csv");
    assert_int_equal(r.rows, 13);
    for (size_t i = 0; i < r.rows; i++) {
        double x = reference_number(&r, i, "x"), confidence = reference_number(&r, i, "confidence") / 100;
        double low = reference_number(&r, i, "lowercl");
        struct limits l = strcmp(reference_at(&r, i, "method"), "Wilson")
                              ? byar_limits(x, confidence)
                              : wilson_limits(x, reference_number(&r, i, "n"), confidence);
        assert_true(isnan(low) || reference_agrees(l.low, low, 1e-12));
        assert_true(reference_agrees(l.high, reference_number(&r, i, "uppercl"), 1e-12));
    }
}

static void check_areas(const char *file, struct limits (*of)(double x, double n, double confidence))
{
    static const char *const name[][2] = { { "lower95_0cl", "upper95_0cl" }, { "lower99_8cl", "upper99_8cl" } };
    static const double confidence[] = { 0.95, 0.998 };
    struct reference r = reference_read(&arena, file);
    int checked = 0;
    for (size_t i = 0; i < r.rows; i++) {
        double x = reference_number(&r, i, "Numerator"), n = reference_number(&r, i, "Denominator");
        double m = reference_number(&r, i, "multiplier");
        for (size_t c = 0; c < 2; c++) {
            double low = reference_number(&r, i, name[c][0]);
            if (!(n > 0) || isnan(low))
                continue;
            struct limits l = of(x, n, confidence[c]);
            assert_true(reference_agrees(l.low * m, low, 1e-9));
            assert_true(reference_agrees(l.high * m, reference_number(&r, i, name[c][1]), 1e-9));
            checked += 2;
        }
    }
    assert_true(checked >= 60);
}

static struct limits rate_limits(double x, double n, double confidence)
{
    struct limits l = count_limits(x, confidence);
    return (struct limits){ l.low / n, l.high / n };
}

static void test_shares(void **state)
{
    (void)state;
    check_areas("phe/testdata_Prop.csv", wilson_limits);
}
static void test_rates(void **state)
{
    (void)state;
    check_areas("phe/testdata_Rate.csv", rate_limits);
}

static void check_lines(const char *file, double baseline)
{
    struct reference r = reference_read(&arena, file);
    for (size_t i = 0; i < r.rows; i++) {
        struct funnel f = funnel_limits(baseline, reference_number(&r, i, "Population"));
        assert_true(reference_agrees(100 * f.warning.low, reference_number(&r, i, "Lower2s0025limit"), 1e-6));
        assert_true(reference_agrees(100 * f.warning.high, reference_number(&r, i, "Upper2s0025limit"), 1e-6));
        assert_true(reference_agrees(100 * f.alarm.low, reference_number(&r, i, "Lower3s0001limit"), 1e-6));
        assert_true(reference_agrees(100 * f.alarm.high, reference_number(&r, i, "Upper3s0001limit"), 1e-6));
    }
    assert_true(r.rows == 100);
}

static void test_funnel(void **state)
{
    (void)state;
    struct reference r = reference_read(&arena, "phe/testdata_funnel_prop_inputs.csv");
    double events = 0, people = 0;
    for (size_t i = 0; i < r.rows; i++) {
        events += reference_number(&r, i, "numerator");
        people += reference_number(&r, i, "denominator");
    }
    for (size_t i = 0; i < r.rows; i++) {
        enum funnel_place place =
            funnel_place(reference_number(&r, i, "numerator"), reference_number(&r, i, "denominator"), events / people);
        assert_string_equal(funnel_label(place), reference_at(&r, i, "significance"));
    }
    assert_int_equal(r.rows, 303);
    check_lines("phe/testdata_funnel_prop_outputs.csv", events / people);
}

static void test_refusals(void **state)
{
    (void)state;
    assert_true(isnan(wilson_limits(-1, 10, 0.95).low));
    assert_true(isnan(wilson_limits(11, 10, 0.95).high));
    assert_true(isnan(wilson_limits(0, 0, 0.95).low));
    assert_true(isnan(wilson_limits(1, 10, 95).low));
    assert_true(isnan(count_limits(-1, 0.95).low));
    assert_true(isnan(count_limits(NAN, 0.95).low));
    assert_true(wilson_limits(0, 10, 0.95).low == 0);
    assert_true(count_limits(0, 0.95).low == 0);
    assert_true(reference_agrees(count_limits(0, 0.95).high, 3.688879454113936, 1e-12));
}

int main(void)
{
    const struct CMUnitTest with_reference[] = {
        cmocka_unit_test(test_byar_wilson),
        cmocka_unit_test(test_shares),
        cmocka_unit_test(test_rates),
        cmocka_unit_test(test_funnel),
    };
    const struct CMUnitTest alone[] = { cmocka_unit_test(test_refusals) };
    int failed = cmocka_run_group_tests(alone, NULL, NULL);
    if (reference_is_here(&arena))
        failed += cmocka_run_group_tests(with_reference, NULL, NULL);
    arena_free(&arena);
    return failed;
}
