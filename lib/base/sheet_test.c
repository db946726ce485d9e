/* Lists as others send them: every encoding and separator, workbooks, and what must be refused. */
#include "base/sheet.h"

#include "base/day.h"
#include "base/text.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include <zip.h>
#include <cmocka.h>

#define RAW(text) text, sizeof text - 1

static struct arena arena;
static struct sheet sheet;

static bool reads(const char *bytes, size_t len) { return sheet_read(&arena, bytes, len, "", &sheet); }
static bool reads_text(const char *s) { return reads(s, strlen(s)); }
static const char *cell(size_t row, size_t column) { return sheet_row(&arena, &sheet, row).row.cell[column]; }

static void encodings(void **state)
{
    (void)state;
    assert_true(reads_text("name,town\nZo\xC3\xAB,Ross\n"));
    assert_string_equal(cell(1, 0), "Zo\xC3\xAB");
    assert_true(reads_text("\xEF\xBB\xBFname,town\nZo\xC3\xAB,Ross\n"));
    assert_string_equal(cell(0, 0), "name");
    assert_true(reads_text("name,note\nZo\xEB,\x80 5 \x96 \x93yes\x94\n"));
    assert_string_equal(cell(1, 0), "Zo\xC3\xAB");
    assert_string_equal(cell(1, 1), "\xE2\x82\xAC 5 \xE2\x80\x93 \xE2\x80\x9Cyes\xE2\x80\x9D");
    assert_non_null(strstr(sheet.how, "CP1252"));
    assert_true(reads(RAW("\xFF\xFEn\0a\0\t\0b\0\n\0Z\0\xEB\0\t\0c\0\n\0")));
    assert_string_equal(cell(1, 0), "Z\xC3\xAB");
    assert_true(reads(RAW("\xFE\xFF\0n\0,\0b\0\n\0Z\0,\0c")));
    assert_string_equal(cell(1, 1), "c");
    assert_true(reads(RAW("n\0a\0,\0b\0\n\0Z\0x\0,\0c\0\n\0")));
    assert_string_equal(cell(1, 0), "Zx");
    assert_false(reads(RAW("a,b\n\0x,y\n")));
    assert_false(reads(RAW("a,b\n\x81\x8D,y\n")));
    assert_non_null(strstr(sheet.error, "neither Unicode nor Windows"));
    assert_false(reads(RAW("\xFF\xFE\x00\xD8x\0")));
}

static void separators_and_quotes(void **state)
{
    (void)state;
    assert_true(reads_text("a;b;c\n1;2,5;3\n"));
    assert_string_equal(cell(1, 1), "2,5");
    assert_true(reads_text("a\tb\n1\t2, 3, 4\n"));
    assert_string_equal(cell(1, 1), "2, 3, 4");
    assert_true(reads_text("sep=|\r\na|b\r\n1|2\r\n"));
    assert_string_equal(cell(0, 1), "b");
    assert_true(reads_text("a,b\n\"two\nlines; and; more; and; more\",x\n"));
    assert_string_equal(cell(1, 0), "two\nlines; and; more; and; more");
    assert_int_equal(sheet.n, 2);
    assert_false(reads_text("a,b\n\"never closed,x\n"));
    assert_int_equal(sheet.error_line, 2);
}

static void a_thousand_columns(void **state)
{
    (void)state;
    struct out o = { .arena = &arena };
    for (int line = 0; line < 3; line++)
        for (int i = 0; i < 1000; i++) {
            const char *s = arena_print(&arena, "%s%d%s", line ? "v" : "h", i, i == 999 ? "\n" : ",");
            html_lit(&o, s, strlen(s));
        }
    assert_true(reads(o.at, o.len));
    assert_int_equal(sheet_row(&arena, &sheet, 2).row.n, 1000);
    assert_string_equal(cell(2, 999), "v999");
}

static void what_is_no_list(void **state)
{
    (void)state;
    static const struct { const char *bytes, *words; } no[] = {
        { "<Patient xmlns=\"x\"/>", "XML" }, { " {\"a\":1}", "JSON" }, { "%PDF-1.7", "PDF" }, { "\xD0\xCF\x11\xE0\xA1\xB1", "old Excel" }, { "", "empty" }, { "\n\n  \n", "empty" },
        { "PK\x03\x04junk", "damaged" },
    };
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        assert_false(reads_text(no[i].bytes));
        assert_non_null(strstr(sheet.error, no[i].words));
    }
}

/* ---- workbooks ---- */

struct part { const char *name, *text; };

static const char rels[] = "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>";
static const char styles[] = "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"[$-809]dd\\ mmmm\\ yyyy\"/><numFmt numFmtId=\"171\" formatCode=\"0.00&quot;days&quot;\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/></cellXfs></styleSheet>";

/* A workbook of these parts, in the arena. */
static const char *workbook(const struct part *part, size_t *len)
{
    zip_source_t *s = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_source_keep(s);
    zip_t *z = zip_open_from_source(s, ZIP_TRUNCATE, NULL);
    for (; part->name; part++)
        assert_true(zip_file_add(z, part->name, zip_source_buffer(z, part->text, strlen(part->text), 0), 0) >= 0);
    assert_int_equal(zip_close(z), 0);
    zip_source_open(s);
    zip_source_seek(s, 0, SEEK_END);
    *len = (size_t)zip_source_tell(s);
    zip_source_seek(s, 0, SEEK_SET);
    char *bytes = arena_take(&arena, *len + 1, 1);
    assert_int_equal(zip_source_read(s, bytes, *len), (zip_int64_t)*len);
    zip_source_close(s);
    zip_source_free(s);
    return bytes;
}

static bool reads_book(const char *sheet1, const char *strings, const char *wanted)
{
    struct part parts[] = {
        { "xl/workbook.xml", "<workbook><sheets><sheet name=\"One\" r:id=\"r1\"/><sheet name=\"Two\" r:id=\"r2\"/></sheets></workbook>" }, { "xl/_rels/workbook.xml.rels", rels }, { "xl/styles.xml", styles },
        { "xl/sharedStrings.xml", strings }, { "xl/worksheets/sheet1.xml", sheet1 }, { "xl/worksheets/sheet2.xml", "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>second</t></is></c></row></sheetData></worksheet>" }, { NULL, NULL },
    };
    size_t len;
    const char *bytes = workbook(parts, &len);
    return sheet_read(&arena, bytes, len, wanted, &sheet);
}

static void cells_of_a_workbook(void **state)
{
    (void)state;
    assert_true(reads_book("<worksheet><sheetData><row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c></row>"
        "<row r=\"4\"><c r=\"A4\" s=\"1\"><v>45012</v></c><c r=\"B4\" s=\"2\"><v>45012.75</v></c><c r=\"C4\"><v>9.434765919E9</v></c><c r=\"D4\" t=\"b\"><v>1</v></c><c r=\"E4\" s=\"3\"><v>12</v></c>"
        "<c r=\"F4\" t=\"str\"><f>HYPERLINK(\"http://bad\")</f><v>=1+1</v></c></row>"
        "<row r=\"5\"><c r=\"A5\"><f>1+1</f></c></row><row r=\"6\"><c r=\"A6\" t=\"e\"><v>#REF!</v></c></row><row r=\"7\"/></sheetData></worksheet>",
        "<sst><si><t>Day</t><rPh><t>no</t></rPh></si><si><r><t>two </t></r><r><t>runs</t></r></si></sst>", ""));
    assert_int_equal(sheet.n, 4);
    assert_int_equal(sheet_row(&arena, &sheet, 0).row.line, 2);
    assert_string_equal(cell(0, 0), "Day");
    assert_string_equal(cell(0, 1), "");
    assert_string_equal(cell(0, 2), "two runs");
    assert_string_equal(cell(1, 0), "2023-03-27");
    assert_string_equal(cell(1, 1), "2023-03-27");
    assert_string_equal(cell(1, 2), "9434765919");
    assert_string_equal(cell(1, 3), "Yes");
    assert_string_equal(cell(1, 4), "12");
    assert_string_equal(cell(1, 5), "=1+1");
    assert_non_null(strstr(sheet_row(&arena, &sheet, 2).fault, "formula without a result"));
    assert_non_null(strstr(sheet_row(&arena, &sheet, 3).fault, "#REF!"));
}

static void sheets_by_name(void **state)
{
    (void)state;
    assert_true(reads_book("<worksheet><sheetData/></worksheet>", "<sst/>", ""));
    assert_string_equal(cell(0, 0), "second");
    assert_true(reads_book("<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>", "<sst/>", "two"));
    assert_string_equal(cell(0, 0), "second");
    assert_false(reads_book("<worksheet><sheetData/></worksheet>", "<sst/>", "Three"));
    assert_non_null(strstr(sheet.error, "One, Two"));
}

static void merged_cells(void **state)
{
    (void)state;
    assert_true(reads_book("<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"3\"><c r=\"A3\"><v>1</v></c></row></sheetData>"
        "<mergeCells><mergeCell ref=\"A2:B3\"/><mergeCell ref=\"A3:A3\"/></mergeCells></worksheet>", "<sst/>", ""));
    assert_string_equal(sheet_row(&arena, &sheet, 0).fault, "");
    assert_non_null(strstr(sheet_row(&arena, &sheet, 1).fault, "merged"));
    assert_non_null(strstr(sheet_row(&arena, &sheet, 2).fault, "merged"));
}

static void bombs_and_traps(void **state)
{
    (void)state;
    assert_false(reads_book("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet><sheetData/></worksheet>", "<sst/>", ""));
    assert_non_null(strstr(sheet.error, "document type"));
    assert_false(reads_book("<worksheet><sheetData><row><c r=\"ZZZ1\"><v>1</v></c></row></sheetData></worksheet>", "<sst/>", ""));
    assert_non_null(strstr(sheet.error, "2,000 columns"));
    assert_false(reads_book("<worksheet><sheetData><row>", "<sst/>", ""));
    size_t n = 310u << 20;                       /* packs to 300 KB */
    char *bomb = malloc(n + 1);
    memset(bomb, ' ', n);
    memcpy(bomb, "<worksheet>", 11);
    bomb[n] = 0;
    struct rusage before, after;
    bool read;
    struct part parts[] = { { "xl/workbook.xml", "<workbook><sheets><sheet name=\"One\" r:id=\"r1\"/></sheets></workbook>" }, { "xl/_rels/workbook.xml.rels", rels }, { "xl/worksheets/sheet1.xml", bomb }, { NULL, NULL } };
    size_t len;
    const char *bytes = workbook(parts, &len);
    free(bomb);
    getrusage(RUSAGE_SELF, &before);
    read = sheet_read(&arena, bytes, len, "", &sheet);
    getrusage(RUSAGE_SELF, &after);
    assert_false(read);
    assert_non_null(strstr(sheet.error, "unpacks to far more"));
    assert_true(len < 1 << 20);
    assert_true(after.ru_maxrss - before.ru_maxrss < 8192);
}

/* One long text that stands in thousands of cells counts each time: 32 kB in 8,000 cells are more than we take. */
static void one_text_in_many_cells(void **state)
{
    (void)state;
    enum { LETTERS = 32000, ROWS = 8000 };
    char *text = arena_take(&arena, LETTERS + 64, 1);
    size_t n = (size_t)sprintf(text, "<sst><si><t>");
    memset(text + n, 'x', LETTERS);
    strcpy(text + n + LETTERS, "</t></si></sst>");
    struct out o = { .arena = &arena };
    static const char begin[] = "<worksheet><sheetData>", row[] = "<row><c t=\"s\"><v>0</v></c></row>", end[] = "</sheetData></worksheet>";
    html_lit(&o, begin, sizeof begin - 1);
    for (int i = 0; i < ROWS; i++)
        html_lit(&o, row, sizeof row - 1);
    html_lit(&o, end, sizeof end);
    assert_false(reads_book(o.at, text, ""));
    assert_non_null(strstr(sheet.error, "more text than we take"));
}

static void a_file_of_two_gigabytes(void **state)
{
    (void)state;
    char path[] = "/tmp/rightdoor-sheet-XXXXXX";
    int fd = mkstemp(path);
    assert_int_equal(ftruncate(fd, (off_t)2 << 30), 0);
    close(fd);
    struct rusage before, after;
    const char *bytes;
    size_t len;
    getrusage(RUSAGE_SELF, &before);
    assert_false(sheet_read_file(&arena, path, "", &sheet, &bytes, &len));
    getrusage(RUSAGE_SELF, &after);
    unlink(path);
    assert_non_null(strstr(sheet.error, "too large"));
    assert_null(bytes);
    assert_true(after.ru_maxrss - before.ru_maxrss < 1024);
}

static void days(void **state)
{
    (void)state;
    static const struct { const char *typed; enum day_shape shape; const char *day_first, *month_first; } day[] = {
        { "2023-03-27", DAY_PLAIN, "2023-03-27", "2023-03-27" }, { "2023/3/7", DAY_PLAIN, "2023-03-07", "2023-03-07" }, { "27/3/2023", DAY_NEEDS_DAY_FIRST, "2023-03-27", "" },
        { "3/27/23", DAY_NEEDS_MONTH_FIRST, "", "2023-03-27" }, { "3.4.2023", DAY_EITHER, "2023-04-03", "2023-03-04" }, { "4/4/2023", DAY_PLAIN, "2023-04-04", "2023-04-04" },
        { "27 March 2023", DAY_PLAIN, "2023-03-27", "2023-03-27" }, { "27th Mar 23", DAY_PLAIN, "2023-03-27", "2023-03-27" }, { "Mon, 27-Mar-2023", DAY_PLAIN, "2023-03-27", "2023-03-27" },
        { "March 27, 2023", DAY_PLAIN, "2023-03-27", "2023-03-27" }, { "45012", DAY_PLAIN, "2023-03-27", "2023-03-27" }, { "45012.5", DAY_PLAIN, "2023-03-27", "2023-03-27" },
        { "20230327", DAY_PLAIN, "2023-03-27", "2023-03-27" }, { "27032023", DAY_PLAIN, "2023-03-27", "2023-03-27" }, { "2023-03-27T00:00:00Z", DAY_PLAIN, "2023-03-27", "2023-03-27" },
        { "27/03/2023 14:05", DAY_NEEDS_DAY_FIRST, "2023-03-27", "" }, { "31/2/2023", DAY_WRONG, "", "" }, { "13/13/2023", DAY_WRONG, "", "" }, { "soon", DAY_WRONG, "", "" }, { "", DAY_WRONG, "", "" },
        { "29 Feb 2023", DAY_WRONG, "", "" }, { "7", DAY_WRONG, "", "" }, { "=TODAY()", DAY_WRONG, "", "" }, { "1/2/3/4/5", DAY_WRONG, "", "" },
    };
    for (size_t i = 0; i < sizeof day / sizeof *day; i++) {
        struct day_read d = day_read(&arena, day[i].typed, DAY_FIRST), m = day_read(&arena, day[i].typed, MONTH_FIRST), ask = day_read(&arena, day[i].typed, DAY_ORDER_ASK);
        assert_int_equal(d.shape, day[i].shape);
        assert_string_equal(d.iso, day[i].day_first);
        assert_string_equal(m.iso, day[i].month_first);
        assert_string_equal(ask.iso, day[i].shape == DAY_PLAIN ? day[i].day_first : "");
    }
    assert_string_equal(day_of_serial(&arena, 59), "1900-02-28");
    assert_string_equal(day_of_serial(&arena, 60), "");
    assert_string_equal(day_of_serial(&arena, 61), "1900-03-01");
}

static int forget(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(encodings, forget), cmocka_unit_test_teardown(separators_and_quotes, forget), cmocka_unit_test_teardown(a_thousand_columns, forget), cmocka_unit_test_teardown(what_is_no_list, forget),
        cmocka_unit_test_teardown(cells_of_a_workbook, forget), cmocka_unit_test_teardown(sheets_by_name, forget), cmocka_unit_test_teardown(one_text_in_many_cells, forget), cmocka_unit_test_teardown(merged_cells, forget), cmocka_unit_test_teardown(bombs_and_traps, forget),
        cmocka_unit_test_teardown(a_file_of_two_gigabytes, forget), cmocka_unit_test_teardown(days, forget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
