/* Strips: every point is drawn within the sheet, whatever the numbers; shapes tell levels apart; words that do not fit are left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "out/strips.h"

#include <math.h>
#include <string.h>

static size_t count(const struct drawing *d, enum mark_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n; i++)
        n += d->mark[i].kind == kind;
    return n;
}

static bool writes(const struct drawing *d, const char *words)
{
    for (size_t i = 0; i < d->n; i++)
        if (d->mark[i].kind == MARK_TEXT && strcmp(d->mark[i].text, words) == 0)
            return true;
    return false;
}

static void all_within(const struct drawing *d)
{
    for (size_t i = 0; i < d->n; i++)
        for (size_t k = 0; k < d->mark[i].n; k++) {
            assert_true(d->mark[i].at[k].x >= 0 && d->mark[i].at[k].x <= d->width);
            assert_true(d->mark[i].at[k].y >= 0 && d->mark[i].at[k].y <= d->height);
        }
}

static void shapes_and_words(void **state)
{
    (void)state;
    struct arena a = { 0 };
    const struct strip_point points[] = { { 12, 50, STRIP_ORDINARY, "50" }, { 24, 25, STRIP_WATCHED, "25" }, { 36, 5, STRIP_BELOW, "5" } };
    const struct strip_tick ticks[] = { { 12, "1 year" }, { 24, "2 years" }, { 36, "3 years" } };
    const struct strip strip[] = { { "Communication", 0, 60, false, points, 3 }, { "Nothing seen", 0, 60, false, NULL, 0 } };
    struct drawing *d = strips_draw(&a, &(struct strips){ "x", "Title", "Words", 0, 40, ticks, 3, strip, 2, { "As expected", NULL, "Below" }, "" });
    all_within(d);
    assert_int_equal(count(d, MARK_CIRCLE), 2);      /* the point, and its key */
    assert_true(writes(d, "50") && writes(d, "25") && writes(d, "5") && writes(d, "2 years") && writes(d, "Below") && writes(d, "Nothing seen"));
    assert_non_null(strstr(drawing_svg(d).text, "role=\"img\""));
    assert_null(strips_draw(&a, &(struct strips){ "x", "", "", 0, 1, NULL, 0, NULL, 0, { NULL }, NULL }));
    arena_free(&a);
}

/* Beyond its scale, without a value, a hundred on one day: it stays on the sheet, and texts do not lie on one another. */
static void anything_can_be_drawn(void **state)
{
    (void)state;
    struct arena a = { 0 };
    struct strip_point points[100];
    for (size_t i = 0; i < 100; i++)
        points[i] = (struct strip_point){ 10, i % 3 ? 1e9 : NAN, (int)(i % STRIP_SHAPES), "words" };
    const struct strip strip = { "Many", 0, 14, true, points, 100 };
    struct drawing *d = strips_draw(&a, &(struct strips){ "x", "", "", 0, 72, NULL, 0, &strip, 1, { NULL }, "As old as that" });
    all_within(d);
    size_t texts = count(d, MARK_TEXT);
    assert_true(texts <= 4);     /* the name, the key, and where there was room */
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(shapes_and_words), cmocka_unit_test(anything_can_be_drawn) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
