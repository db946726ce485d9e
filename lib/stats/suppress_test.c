/* Tests of suppression: GaussSuppression's published example, and the property on random tables. */
#include "stats/reference.h"
#include "stats/suppress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct arena arena;
static const struct suppress_rule usual = { .most = 4 };

static void test_published(void **state)
{
    (void)state;
    static const int64_t count[] = { 3, 4, 6, 2, 0, 5 }; /* old, young x Iceland, Portugal, Spain */
    static const enum suppress_mark expected[] = {
        HIDDEN_SECONDARY,
        HIDDEN_SECONDARY,
        SHOWN,
        SHOWN,
        HIDDEN_SECONDARY,
        HIDDEN_PRIMARY,
        SHOWN,
        SHOWN,
        SHOWN,
        SHOWN,
        SHOWN,
        SHOWN,
    };
    enum suppress_mark *mark =
        suppress_table(&arena, count, 2, 3, (struct suppress_rule){ .most = 1, .zeros_too = true });
    for (size_t i = 0; i < 12; i++)
        assert_int_equal(mark[i], expected[i]);
}

static void test_row(void **state)
{
    (void)state;
    enum suppress_mark *mark = suppress_row(&arena, (const int64_t[]){ 20, 3, 9, 50, 0 }, 5, usual);
    static const enum suppress_mark one[] = { SHOWN, HIDDEN_PRIMARY, HIDDEN_SECONDARY, SHOWN, SHOWN, SHOWN };
    assert_memory_equal(mark, one, sizeof one);
    mark = suppress_row(&arena, (const int64_t[]){ 20, 30, 9 }, 3, usual);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(mark[i], SHOWN);
    mark = suppress_row(&arena, (const int64_t[]){ 1, 1, 30, 40 }, 4, usual); /* 1 + 1 is pinned by "at least 1" */
    assert_int_equal(mark[2], HIDDEN_SECONDARY);
    mark = suppress_row(&arena, (const int64_t[]){ 2, 0 }, 2, usual);
    assert_int_equal(mark[0], HIDDEN_PRIMARY);
    assert_int_equal(mark[2], HIDDEN_PRIMARY);
    suppress_row(&arena, NULL, 0, usual);
}

static void check_table(const int64_t *count, size_t rows, size_t columns, struct suppress_rule rule)
{
    enum suppress_mark *mark = suppress_table(&arena, count, rows, columns, rule);
    size_t wide = columns + 1;
    for (size_t cell = 0; cell < wide * (rows + 1); cell++) {
        if (mark[cell])
            assert_false(suppress_is_recoverable(&arena, mark, rows, columns, cell));
        if (cell / wide < rows && cell % wide < columns) {
            int64_t x = count[cell / wide * columns + cell % wide];
            if (x >= !rule.zeros_too && x <= rule.most)
                assert_int_equal(mark[cell], HIDDEN_PRIMARY);
        }
    }
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void test_no_cell_recoverable(void **state)
{
    (void)state;
    uint32_t seed = 20261124;
    for (int turn = 0; turn < 400; turn++) {
        int64_t count[64];
        size_t rows = 1 + next_random(&seed) % 6, columns = 1 + next_random(&seed) % 7;
        uint32_t most = 3 + next_random(&seed) % 40;
        for (size_t i = 0; i < rows * columns; i++)
            count[i] = next_random(&seed) % most;
        check_table(count, rows, columns, (struct suppress_rule){ .most = 4, .zeros_too = turn % 3 == 0 });
        arena_reset(&arena);
    }
}

/*
 * A reader with patience: tries every table of small numbers that agrees with
 * what is shown, and with the rule that a hidden cell is at least LEAST.
 */
struct reader {
    const enum suppress_mark *mark;
    int64_t shown[16], tried[16];
    uint32_t seen[16];
    int64_t least;
    size_t rows, columns;
};

/* Totals of what is tried agree with what is shown; hidden ones only with the rule. */
static bool is_possible(const struct reader *r)
{
    size_t wide = r->columns + 1;
    int64_t sum[16] = { 0 };
    for (size_t i = 0; i < r->rows * wide; i++)
        if (i % wide < r->columns)
            for (size_t k = 0; k < 3; k++)
                sum[k == 0   ? i / wide * wide + r->columns
                    : k == 1 ? r->rows * wide + i % wide
                             : r->rows * wide + r->columns] += r->tried[i];
    for (size_t i = 0; i < wide * (r->rows + 1); i++)
        if ((i % wide == r->columns || i / wide == r->rows) && (r->mark[i] ? sum[i] < r->least : sum[i] != r->shown[i]))
            return false;
    return true;
}

static void try_from(struct reader *r, size_t cell)
{
    size_t wide = r->columns + 1;
    if (cell == r->rows * wide) {
        for (size_t i = 0; is_possible(r) && i < cell; i++)
            r->seen[i] |= 1u << r->tried[i];
        return;
    }
    bool is_free = cell % wide < r->columns && r->mark[cell];
    if (!is_free) {
        r->tried[cell] = r->shown[cell];
        try_from(r, cell + 1);
        return;
    }
    for (r->tried[cell] = r->least; r->tried[cell] <= 8; r->tried[cell]++)
        try_from(r, cell + 1);
}

static void check_reader(const int64_t *count, size_t rows, size_t columns, bool zeros_too)
{
    struct reader r = { .rows = rows, .columns = columns, .least = zeros_too ? 0 : 1 };
    r.mark = suppress_table(&arena, count, rows, columns, (struct suppress_rule){ 4, zeros_too });
    size_t wide = columns + 1;
    for (size_t i = 0; i < rows * columns; i++) {
        r.shown[i / columns * wide + i % columns] += count[i];
        r.shown[i / columns * wide + columns] += count[i];
        r.shown[rows * wide + i % columns] += count[i];
        r.shown[rows * wide + columns] += count[i];
    }
    for (size_t i = 0; i < wide * (rows + 1); i++)
        if (r.mark[i] == HIDDEN_SECONDARY && r.shown[i] < r.least)
            return; /* a last resort: zeros had to be hidden against the rule */
    try_from(&r, 0);
    for (size_t i = 0; i < rows * wide; i++)
        if (i % wide < columns && r.mark[i] == HIDDEN_PRIMARY)
            assert_true(__builtin_popcount(r.seen[i]) > 1);
}

static void test_patient_reader(void **state)
{
    (void)state;
    uint32_t seed = 5;
    for (int turn = 0; turn < 300; turn++) {
        int64_t count[6];
        for (size_t i = 0; i < 6; i++)
            count[i] = next_random(&seed) % 7;
        check_reader(count, 2, 2 + (size_t)turn % 2, turn % 4 == 0);
        arena_reset(&arena);
    }
}

static void test_share(void **state)
{
    (void)state;
    assert_true(suppress_share(3, 50, usual));
    assert_true(suppress_share(48, 50, usual));
    assert_false(suppress_share(10, 50, usual));
    assert_false(suppress_share(0, 50, usual));
}

int main(void)
{
    const struct CMUnitTest test[] = {
        cmocka_unit_test(test_published),      cmocka_unit_test(test_row),   cmocka_unit_test(test_no_cell_recoverable),
        cmocka_unit_test(test_patient_reader), cmocka_unit_test(test_share),
    };
    int failed = cmocka_run_group_tests(test, NULL, NULL);
    arena_free(&arena);
    return failed;
}
