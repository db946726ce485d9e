/* Proves reading and writing of comma-separated values, and that what is written is read back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/csv.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena arena;

/* All that was read as "a|b;c" with its error, to compare at a glance. */
static const char *read_as(const char *bytes, size_t len, const struct csv_limits *limits)
{
    struct csv csv;
    struct out o = { .arena = &arena };
    bool is_good = csv_read(&arena, bytes, len, limits, &csv);
    assert_int_equal(is_good, !*csv.error);
    for (size_t i = 0; i < csv.n; i++) {
        for (size_t j = 0; j < csv.row[i].n; j++) {
            html_lit(&o, j ? "|" : i ? ";" : "", j || i);
            html_lit(&o, csv.row[i].cell[j], strlen(csv.row[i].cell[j]));
        }
    }
    const char *rows = arena_text(&arena, o.at ? o.at : "", o.len);
    return is_good ? rows : arena_print(&arena, "%s !%zu %s", rows, csv.error_line, csv.error);
}

#define READ(s) read_as(s, sizeof(s) - 1, NULL)

static void reads(void **state)
{
    (void)state;
    assert_string_equal(READ(""), "");
    assert_string_equal(READ("a,b\r\nc,d\r\n"), "a|b;c|d");
    assert_string_equal(READ("a,b\nc,d"), "a|b;c|d");
    assert_string_equal(READ("a,b\rc,d\r"), "a|b;c|d");
    assert_string_equal(READ("\xEF\xBB\xBF" "a,b"), "a|b");
    assert_string_equal(READ("\"a,b\",\"c\"\"d\"\n"), "a,b|c\"d");
    assert_string_equal(READ("\"one\r\ntwo\",x"), "one\r\ntwo|x");
    assert_string_equal(READ("a,,\n"), "a||");
    assert_string_equal(READ("a\n\n,,\n\r\nb\n"), "a;b");
    assert_string_equal(READ("\"\"\n\"\"\"\"\n"), "\"");
    assert_string_equal(READ("5'2\" tall,b"), "5'2\" tall|b");
    assert_string_equal(READ(" a , b "), " a | b ");
    assert_string_equal(READ("a,"), "a|");
}

static void says_what_is_wrong_and_where(void **state)
{
    (void)state;
    assert_string_equal(READ("a\nb\n\"c\nd"), "a;b !3 A quotation mark is opened here and never closed");
    assert_string_equal(READ("a\n\"b\nc\"d\n"), "a !3 There is text after a closing quotation mark");
    assert_string_equal(READ("a\nb\n\xE9\n"), " !3 This is not UTF-8 text. Save the file as \"CSV UTF-8\"");
    assert_string_equal(READ("a\nb\0\n"), " !2 This is not UTF-8 text. Save the file as \"CSV UTF-8\"");
    struct csv_limits small = { .rows = 2, .cells = 2, .bytes = 3 };
    assert_string_equal(read_as("a\nb\nc\n", 6, &small), "a;b !3 There are too many rows");
    assert_string_equal(read_as("a\nb,c,d\n", 8, &small), "a !2 There are too many cells in this row");
    assert_string_equal(read_as("abc\nabcd", 8, &small), "abc !2 A cell is too long");
    assert_string_equal(read_as("\"a\"\"b\"\n\"a\"\"bc\"", 14, &small), "a\"b !2 A cell is too long");
}

static void knows_lines_and_columns(void **state)
{
    (void)state;
    static const char file[] = "Given name,Date of Birth,NHS No.\n\"Isla\nRose\", 2022-05-07 ,\n\nNoah\n";
    struct csv csv;
    assert_true(csv_read(&arena, file, sizeof file - 1, NULL, &csv));
    assert_int_equal(csv.n, 3);
    assert_int_equal(csv.row[1].line, 2);
    assert_int_equal(csv.row[2].line, 5);
    assert_int_equal(csv_column(&arena, &csv, "date-of-birth"), 1);
    assert_int_equal(csv_column(&arena, &csv, "nhs no"), 2);
    assert_int_equal(csv_column(&arena, &csv, "UPN"), -1);
    assert_string_equal(csv_cell(&arena, &csv.row[1], 1), "2022-05-07");
    assert_string_equal(csv_cell(&arena, &csv.row[1], 0), "Isla\nRose");
    assert_string_equal(csv_cell(&arena, &csv.row[2], 1), "");
    assert_string_equal(csv_cell(&arena, &csv.row[2], -1), "");
}

static void writes(void **state)
{
    (void)state;
    static const char *const row[] = { "a", "b,c", "d\"e", "f\ng", "", "=1+1", "+44 1432", "-12.5", "-5", "-1+1", "@x", "\tx", "\rx", " x", "Zoë", "-", "-1." };
    struct out o = { .arena = &arena };
    csv_write_start(&o);
    csv_write_row(&o, row, sizeof row / sizeof *row);
    html_lit(&o, "", 1);
    assert_string_equal(o.at, "\xEF\xBB\xBF" "a,\"b,c\",\"d\"\"e\",\"f\ng\",,'=1+1,'+44 1432,'-12.5,'-5,'-1+1,'@x,\"'\tx\",\"'\rx\",\" x\",Zoë,'-,'-1.\r\n");
}

static void reads_back_what_it_wrote(void **state)
{
    (void)state;
    static const char mark[] = "ab,\"\r\n '\t";
    srand(4);
    for (int i = 0; i < 5000; i++) {
        struct arena a = { 0 };
        struct out o = { .arena = &a };
        const char *cell[6];
        size_t n = 1 + (size_t)rand() % 6;
        for (size_t j = 0; j < n; j++) {
            char text[9] = "x";   /* not empty, so that no row is left out; no formula */
            for (size_t k = 1, len = (size_t)rand() % 8; k <= len; k++)
                text[k] = mark[(size_t)rand() % (sizeof mark - 1)];
            cell[j] = arena_text(&a, text, strlen(text));
        }
        csv_write_start(&o);
        csv_write_row(&o, cell, n);
        csv_write_row(&o, cell, n);
        struct csv csv;
        assert_true(csv_read(&a, o.at, o.len, NULL, &csv));
        assert_int_equal(csv.n, 2);
        for (size_t r = 0; r < 2; r++) {
            assert_int_equal(csv.row[r].n, n);
            for (size_t j = 0; j < n; j++)
                assert_string_equal(csv.row[r].cell[j], cell[j]);
        }
        arena_free(&a);
    }
}

static int give_back(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads), cmocka_unit_test(says_what_is_wrong_and_where), cmocka_unit_test(knows_lines_and_columns),
        cmocka_unit_test(writes), cmocka_unit_test(reads_back_what_it_wrote),
    };
    return cmocka_run_group_tests(tests, NULL, give_back);
}
