/* What is kept holds for its day and until something changes; whoever reads has it until their arena ends. */
#include "base/kept.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

static struct kept_box box = { .lock = PTHREAD_MUTEX_INITIALIZER, .most_ms = 60000 };

static int ended;
static void end(void *x) { (void)x; ended++; }

/* One that takes MS to make. */
static void put(const char *day, int64_t changes, const char *what, int ms)
{
    struct kept *k = kept_begin(day, changes);
    k->what = arena_text(&k->arena, what, strlen(what));
    arena_at_end(&k->arena, end, NULL);
    nanosleep(&(struct timespec){ 0, ms * 1000000L }, NULL);
    kept_put(&box, k);
}

static void it_holds_for_its_day_and_its_changes(void **state)
{
    (void)state;
    struct arena reader = { 0 };
    assert_null(kept_take(&box, &reader, "2026-11-24", 7));
    put("2026-11-24", 7, "first", 0);
    assert_string_equal(kept_take(&box, &reader, "2026-11-24", 7)->what, "first");
    assert_null(kept_take(&box, &reader, "2026-11-25", 7));
    assert_null(kept_take(&box, &reader, "2026-11-24", 8));
    assert_true(kept_is_fresh(&box, "2026-11-24", 7));
    assert_false(kept_is_fresh(&box, "2026-11-24", 8));
    arena_free(&reader);
    kept_forget(&box);
    assert_null(kept_take(&box, &reader, "2026-11-24", 7));
    arena_free(&reader);
}

static void what_was_dear_holds_longer_than_the_next_change(void **state)
{
    (void)state;
    struct arena reader = { 0 };
    put("2026-11-24", 7, "dear", 120);
    assert_string_equal(kept_take(&box, &reader, "2026-11-24", 8)->what, "dear");
    assert_false(kept_is_fresh(&box, "2026-11-24", 8));              /* but it is made anew */
    assert_null(kept_take(&box, &reader, "2026-11-25", 8));
    arena_free(&reader);
    kept_forget(&box);
}

static void a_reader_keeps_it_until_the_end(void **state)
{
    (void)state;
    struct arena one = { 0 }, two = { 0 };
    ended = 0;
    put("2026-11-24", 1, "old", 0);
    const struct kept *a = kept_take(&box, &one, "2026-11-24", 1), *b = kept_take(&box, &two, "2026-11-24", 1);
    put("2026-11-24", 2, "new", 0);
    assert_string_equal(a->what, "old");
    assert_int_equal(ended, 0);
    arena_free(&one);
    assert_string_equal(b->what, "old");
    assert_int_equal(ended, 0);
    arena_reset(&two);
    assert_int_equal(ended, 1);                                      /* with its last reader */
    assert_string_equal(kept_take(&box, &two, "2026-11-24", 2)->what, "new");
    kept_forget(&box);
    assert_int_equal(ended, 1);
    arena_free(&two);
    assert_int_equal(ended, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(it_holds_for_its_day_and_its_changes), cmocka_unit_test(what_was_dear_holds_longer_than_the_next_change), cmocka_unit_test(a_reader_keeps_it_until_the_end) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
