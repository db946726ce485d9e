/* Ratios: judged as by their limits, lines where the judgement changes, DerSimonian-Laird on dat.bcg, shrinkage by hand. */
#include "stats/ratio.h"
#include "stats/reference.h"

#include <math.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

/* None where 3.689 are expected is the edge of 95%, where 6.908 are that of 99.8%: -ln(.025), -ln(.001). */
static void none_found_is_judged_exactly(void **state)
{
    (void)state;
    assert_int_equal(ratio_place(0, 3.688, 0), FUNNEL_INSIDE);
    assert_int_equal(ratio_place(0, 3.690, 0), FUNNEL_LOW);
    assert_int_equal(ratio_place(0, 6.907, 0), FUNNEL_LOW);
    assert_int_equal(ratio_place(0, 6.909, 0), FUNNEL_LOW_ALARM);
    assert_int_equal(ratio_place(5, 5, 0), FUNNEL_INSIDE);
    assert_int_equal(ratio_place(5, 0, 0), FUNNEL_INSIDE);
    assert_true(ratio_funnel(3.5, 0).warning.low == 0);
}

static void the_lines_are_where_the_judgement_changes(void **state)
{
    (void)state;
    for (double tau2 = 0; tau2 < 0.2; tau2 += 0.09)
        for (double e = 0.5; e < 900; e *= 1.37) {
            struct funnel f = ratio_funnel(e, tau2);
            const double line[] = { f.alarm.low, f.warning.low, f.warning.high, f.alarm.high };
            static const enum funnel_place place[] = { FUNNEL_LOW_ALARM, FUNNEL_LOW, FUNNEL_INSIDE, FUNNEL_HIGH, FUNNEL_HIGH_ALARM };
            for (int i = 0; i < 4; i++) {
                bool jumps = tau2 == 0 && fabs(line[i] * e - 10) < 0.02;      /* from exact to Byar's limits */
                if (line[i] <= 0 || jumps)
                    continue;
                assert_int_equal(ratio_place((line[i] - 1e-6) * e, e, tau2), place[i]);
                assert_int_equal(ratio_place((line[i] + 1e-6) * e, e, tau2), place[i + 1]);
            }
        }
}

/* misc/expected_metafor_bcg.txt: log risk ratios of thirteen trials; tau2 by metafor 3.8.1, method DL. */
static void dispersion_is_dersimonian_and_lairds(void **state)
{
    (void)state;
    static const double trial[13][4] = { { 4, 119, 11, 128 }, { 6, 300, 29, 274 }, { 3, 228, 11, 209 }, { 62, 13536, 248, 12619 }, { 33, 5036, 47, 5761 }, { 180, 1361, 372, 1079 }, { 8, 2537, 10, 619 },
        { 505, 87886, 499, 87892 }, { 29, 7470, 45, 7232 }, { 17, 1699, 65, 1600 }, { 186, 50448, 141, 27197 }, { 5, 2493, 3, 2338 }, { 27, 16886, 29, 17825 } };
    double y[13], s[13];
    for (int i = 0; i < 13; i++) {
        double n1 = trial[i][0] + trial[i][1], n2 = trial[i][2] + trial[i][3];
        y[i] = log(trial[i][0] / n1 / (trial[i][2] / n2));
        s[i] = sqrt(1 / trial[i][0] - 1 / n1 + 1 / trial[i][2] - 1 / n2);
    }
    struct dispersion d = dispersion_of(y, s, 13, dispersion_mean(y, s, 13), 0, 0);
    assert_true(d.is_over);
    assert_true(reference_agrees(d.tau2, 0.30876026, 1e-7));
    assert_true(reference_agrees(d.phi * 13, 152.23300808, 1e-7));          /* Cochran's Q */
    struct dispersion trimmed = dispersion_of(y, s, 13, dispersion_mean(y, s, 13), 0.1, 0);
    assert_true(trimmed.phi < d.phi);
}

static void chance_alone_is_not_adjusted_for(void **state)
{
    (void)state;
    static const double y[] = { 0.1, -0.2, 0.05, -0.1, 0.15, 0 }, s[] = { 0.2, 0.2, 0.2, 0.2, 0.2, 0.2 };
    struct dispersion d = dispersion_of(y, s, 6, 0, 0, 0);
    assert_false(d.is_over);
    assert_true(d.tau2 == 0 && d.phi < 1);
    assert_true(isnan(dispersion_of(y, s, 1, 0, 0, 0).phi));
}

/* By hand in Python (Marshall's moments; the gamma's share by Simpson's rule). */
static void small_places_are_drawn_to_the_others(void **state)
{
    (void)state;
    static const double o[] = { 5, 1, 12, 0, 7, 3, 20, 9 }, e[] = { 4.2, 3.9, 7.5, 2.1, 9.0, 6.6, 11.0, 8.7 };
    struct shrinkage k = shrinkage_of(o, e, 8);
    assert_true(reference_agrees(k.shape, 7.676945077205086, 1e-12));
    assert_true(reference_agrees(k.rate, 7.138212089331045, 1e-12));
    assert_true(reference_agrees(shrunk_ratio(&k, 5, 4.2), 1.1180726711871756, 1e-12));
    assert_true(reference_agrees(shrunk_below(&k, 3, 6.6, 0.5), 0.10805196071473809, 1e-9));
    assert_true(shrunk_ratio(&k, 0, 2.1) > 0.7);                             /* none of two says little */
    static const double same[] = { 4, 4, 4 }, four[] = { 4, 4, 4 };
    k = shrinkage_of(same, four, 3);
    assert_true(k.is_flat && shrunk_ratio(&k, 4, 4) == 1);
    static const double none[] = { 0, 0 };
    k = shrinkage_of(none, four, 2);
    assert_true(k.is_flat && isnan(shrunk_ratio(&k, 0, 4)));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(none_found_is_judged_exactly), cmocka_unit_test(the_lines_are_where_the_judgement_changes), cmocka_unit_test(dispersion_is_dersimonian_and_lairds),
        cmocka_unit_test(chance_alone_is_not_adjusted_for), cmocka_unit_test(small_places_are_drawn_to_the_others) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
