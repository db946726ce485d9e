/* Tests of waiting times against R's survival package. */
#include "stats/reference.h"
#include "stats/survival.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct arena arena;

static struct subject *read_aml(struct reference *r, const char *group, size_t *n)
{
    struct subject *s = arena_array(&arena, struct subject, r->rows);
    *n = 0;
    for (size_t i = 0; i < r->rows; i++)
        if (!group || !strcmp(reference_at(r, i, "x"), group))
            s[(*n)++] = (struct subject){ .time = reference_number(r, i, "time"),
                                          .event = (int)reference_number(r, i, "status") };
    return s;
}

static void check_curve(const char *file, const char *strata, const struct subject *s, size_t n)
{
    struct reference r = reference_read(&arena, file);
    struct km km = kaplan_meier(&arena, s, n, 0.95, KM_LOG);
    size_t checked = 0;
    for (size_t i = 0; i < r.rows; i++) {
        if (strcmp(reference_at(&r, i, "strata"), strata))
            continue;
        const struct km_step *k = &km.step[checked++];
        assert_true(k->time == reference_number(&r, i, "time"));
        assert_true((double)k->at_risk == reference_number(&r, i, "n_risk"));
        assert_true((double)k->events == reference_number(&r, i, "n_event"));
        assert_true(reference_agrees(k->survival, reference_number(&r, i, "surv"), 1e-9));
        assert_true(reference_agrees(k->error, reference_number(&r, i, "std_err"), 1e-9));
        assert_true(reference_agrees(k->low, reference_number(&r, i, "lower95_log"), 1e-9));
        assert_true(reference_agrees(k->high, reference_number(&r, i, "upper95_log"), 1e-9));
    }
    assert_int_equal(checked, km.n);
    assert_true(checked > 5);
}

static void test_aml(void **state)
{
    (void)state;
    struct reference r = reference_read(&arena, "survival/aml.csv");
    size_t n;
    const struct subject *s = read_aml(&r, NULL, &n);
    check_curve("survival/expected_km_aml_all.csv", "all", s, n);
    s = read_aml(&r, "Maintained", &n);
    check_curve("survival/expected_km_aml_by_x.csv", "x=Maintained", s, n);
    struct km km = kaplan_meier(&arena, s, n, 0.95, KM_LOG);
    struct km_range range = km_median_limits(&km);
    assert_true(km_median(&km) == 31 && range.low == 18 && isnan(range.high));
    s = read_aml(&r, "Nonmaintained", &n);
    check_curve("survival/expected_km_aml_by_x.csv", "x=Nonmaintained", s, n);
    km = kaplan_meier(&arena, s, n, 0.95, KM_LOG);
    range = km_median_limits(&km);
    assert_true(km_median(&km) == 23 && range.low == 8 && isnan(range.high));
}

static void test_lung(void **state)
{
    (void)state;
    struct reference r = reference_read(&arena, "survival/lung.csv");
    struct subject *s = arena_array(&arena, struct subject, r.rows);
    int *sex = arena_array(&arena, int, r.rows);
    for (size_t i = 0; i < r.rows; i++) {
        s[i] = (struct subject){ .time = reference_number(&r, i, "time"),
                                 .event = (int)reference_number(&r, i, "status") - 1 };
        sex[i] = (int)reference_number(&r, i, "sex") - 1;
    }
    struct km km = kaplan_meier(&arena, s, r.rows, 0.95, KM_LOG);
    struct km_range range = km_median_limits(&km);
    assert_true(km.events == 165 && km_median(&km) == 310 && range.low == 285 && range.high == 363);
    struct log_rank test = log_rank(&arena, s, sex, r.rows, 2);
    assert_true(reference_agrees(test.chi_square, 10.32674195, 1e-8));
    assert_true(reference_agrees(test.p, 0.00131116452, 1e-9));
}

static void test_log_rank(void **state)
{
    (void)state;
    struct reference r = reference_read(&arena, "survival/aml.csv");
    size_t n;
    const struct subject *s = read_aml(&r, NULL, &n);
    int group[64];
    for (size_t i = 0; i < n; i++)
        group[i] = !strcmp(reference_at(&r, i, "x"), "Nonmaintained");
    struct log_rank test = log_rank(&arena, s, group, n, 2);
    assert_true(reference_agrees(test.chi_square, 3.396388699, 1e-9));
    assert_true(reference_agrees(test.p, 0.06533932204, 1e-9));
}

static void test_competing(void **state)
{
    (void)state;
    struct reference r = reference_read(&arena, "survival/mgus2_competing.csv");
    struct subject *s = arena_array(&arena, struct subject, r.rows);
    for (size_t i = 0; i < r.rows; i++) {
        const char *event = reference_at(&r, i, "event");
        s[i] = (struct subject){ .time = reference_number(&r, i, "etime"),
                                 .event = strcmp(event, "pcm") == 0     ? 1
                                          : strcmp(event, "death") == 0 ? 2
                                                                        : 0 };
    }
    struct incidence pcm = aalen_johansen(&arena, s, r.rows, 1), death = aalen_johansen(&arena, s, r.rows, 2);
    static const double expected[][3] = { { 60, 0.03410371297, 0.3203670103 },
                                          { 120, 0.06372216801, 0.5318177041 },
                                          { 240, 0.09981371594, 0.7240279761 } };
    for (size_t i = 0; i < 3; i++) {
        assert_true(reference_agrees(incidence_at(&pcm, expected[i][0]), expected[i][1], 1e-9));
        assert_true(reference_agrees(incidence_at(&death, expected[i][0]), expected[i][2], 1e-9));
    }
}

static void test_quantile_edges(void **state)
{
    (void)state;
    static const struct subject s[] = { { 0, 9, 1 }, { 0, 1, 1 }, { 0, 1, 0 }, { 0, 6, 1 },
                                        { 0, 6, 1 }, { 0, 8, 0 }, { 0, 10, 0 } };
    struct km km = kaplan_meier(&arena, s, 7, 0.95, KM_LOG_LOG);
    static const double at[][2] = { { 13.0 / 14, 1 }, { 6.0 / 7, 3.5 },  { 2.0 / 3, 6 },
                                    { .5, 9 },        { 9.0 / 35, 9.5 }, { .1, NAN } };
    for (size_t i = 0; i < 6; i++)
        assert_true(reference_agrees(km_time(&km, at[i][0]), at[i][1], 1e-12));
    assert_true(km_at(&km, 0.5) == 1 && km_at(&km, 7) < 0.52);
    assert_true(km.step[0].low > 0 && km.step[0].low < km.step[0].survival && km.step[0].high < 1);
    struct km none = kaplan_meier(&arena, s, 0, 0.95, KM_LOG);
    assert_true(none.n == 0 && isnan(km_median(&none)));
}

/* Late entry, worked out by hand. */
static void test_late_entry(void **state)
{
    (void)state;
    static const struct subject s[] = { { 0, 4, 1 }, { 2, 6, 1 }, { 5, 8, 1 }, { 0, 7, 0 } };
    struct km km = kaplan_meier(&arena, s, 4, 0.95, KM_LOG);
    assert_int_equal(km.step[0].at_risk, 3); /* the third comes at 5 only */
    assert_int_equal(km.step[1].at_risk, 3);
    assert_int_equal(km.step[2].at_risk, 1);
    assert_true(reference_agrees(km.step[1].survival, 4.0 / 9, 1e-12) && km.step[2].survival == 0);
}

int main(void)
{
    const struct CMUnitTest alone[] = { cmocka_unit_test(test_quantile_edges), cmocka_unit_test(test_late_entry) };
    const struct CMUnitTest with_reference[] = {
        cmocka_unit_test(test_aml),
        cmocka_unit_test(test_lung),
        cmocka_unit_test(test_log_rank),
        cmocka_unit_test(test_competing),
    };
    int failed = cmocka_run_group_tests(alone, NULL, NULL);
    if (reference_is_here(&arena))
        failed += cmocka_run_group_tests(with_reference, NULL, NULL);
    arena_free(&arena);
    return failed;
}
