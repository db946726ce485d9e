/*
 * Tests of the PDF writer: what outside readers (pdftotext, pdfinfo, qpdf) make
 * of its files.  Run by `make test`; with RIGHTDOOR_PDF_OUT=DIR the files stay
 * in DIR, to be looked at.  Needs poppler-utils and qpdf, and skips without.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memmem */
#endif
#include "out/chart.h"
#include "out/pdf.h"

#include <assert.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
/* after the standard headers */
#include <cmocka.h>

/* Fontconfig keeps what it has read until the process ends, without a pointer that the sanitizer can see. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\nleak:FcValueSave\nleak:FcLangSetCopy\n";
}

static const struct pdf_about about = {
    .title = "Support plan",
    .author = "Herefordshire Council",
    .language = "en-GB",
    .reference = "EY-1042",
    .footer = "Early Years Inclusion Service. Questions? Ring us on 01432 000000.",
    .colour = "#12436D",
};

static const char *const working[] = {
    "Sharing a book with one adult, for about ten minutes, every day after lunch.",
    "The photo board by the door: she now chooses her own peg.",
    "First-then cards when it is time to come in from the garden.",
};

static void plan_actions(struct pdf *p)
{
    static const char *const header[] = { "What we will do", "Who", "How often", "By" };
    static const char *const cell[] = {
        "Offer two real objects to choose from at snack and at free play",
        "Her key person, and Mum at home",
        "Every day",
        "12 Jan 2027",
        "Small group of three with turn-taking games",
        "Setting SENCO",
        "Three times a week",
        "12 Jan 2027",
        "Speech and language therapist visits and shows staff Makaton signs for the day's routine",
        "Speech and language therapy",
        "Once, then a call",
        "30 Jan 2027",
    };
    pdf_table(
        p, &(struct pdf_table){
               .columns = 4, .header = header, .cell = cell, .rows = 3, .width = (const double[]){ 5, 3, 2.3, 1.9 } });
}

static void plan_first_page(struct pdf *p)
{
    static const struct pdf_fact fact[] = {
        { "Name", "Zażółć Gęślą-Jaźń (likes to be called Zaza)" },
        { "Born", "14 March 2023 (3 years 8 months)" },
        { "Nursery", "Little Acorns, Leominster: 15 hours a week, mornings" },
        { "Languages at home", "Polish and English" },
        { "Lead worker", "Priya Nair, early years inclusion practitioner" },
    };
    pdf_heading(p, 1, "Zaza’s support plan");
    pdf_lead(p, "What we agreed together on 24 November 2026, and what happens next.");
    pdf_facts(p, fact, 5);
    pdf_box(p, "What matters most to Zaza",
            "Being outside, water, and her brother. She tells us she is happy by "
            "flapping and humming, and that it is too loud by covering her ears and going under the table.");
    pdf_heading(p, 2, "What is working");
    pdf_list(p, working, 3);
    pdf_heading(p, 2, "What we want for Zaza");
    pdf_paragraph(p, "By Easter, Zaza will ask for what she wants with a picture, a sign or a word, at least five "
                     "times in a morning, with people she knows. This is the first thing her family asked for.");
    pdf_heading(p, 2, "What each of us will do");
    plan_actions(p);
}

static struct drawing *words_chart(struct arena *a)
{
    static const char *const week[] = { "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr" };
    static const double asks[] = { 0, 1, 1, 2, 2, 4, 5, 6 };
    return draw_line(a, &(struct chart_line){
                            .about = { "asks", "Zaza asks more often",
                                       "Requests in a morning rose from 0 in September to 6 in April.", CHART_NUMBER },
                            .label = week,
                            .n = 8,
                            .series = &(struct chart_series){ "Requests in a morning", asks, NULL },
                            .n_series = 1,
                            .has_target = true,
                            .target = 5,
                            .target_name = "Aim",
                        });
}

static void plan_second_page(struct pdf *p, struct arena *a)
{
    static const char *const who[] = { "Parent or carer", "For the nursery", "Lead worker" };
    static const char *const next[] = { "You hear from us within five working days of any message.",
                                        "We meet again on 12 January 2027 at the nursery.",
                                        "You can change your mind about any of this at any time." };
    pdf_heading(p, 2, "How it is going");
    pdf_drawing(p, words_chart(a));
    pdf_heading(p, 2, "What happens next");
    pdf_steps(p, next, 3);
    pdf_box_list(p, "Who to talk to",
                 (const char *const[]){ "Priya Nair, lead worker: 01432 000001",
                                        "SENDIASS, free and independent advice: 01432 000002" },
                 2);
    pdf_signature_lines(p, who, 3, "Date");
    pdf_small(p, "Kept until the child’s 25th birthday. You can ask to see everything we hold.");
}

static const void *plan(struct arena *a, size_t *len, size_t *pages)
{
    struct pdf *p = pdf_begin(a, &about);
    plan_first_page(p);
    plan_second_page(p, a);
    return pdf_end(p, len, pages);
}

static const void *passport(struct arena *a, size_t *len, size_t *pages)
{
    struct pdf_about mine = about;
    mine.title = "School passport", mine.colour = "#801650";
    struct pdf *p = pdf_begin(a, &mine);
    pdf_banner(p, "Hello, I am Zaza", "I start in Reception at Leominster Primary in September 2027.");
    pdf_columns_begin(p, 100);
    pdf_heading(p, 2, "I love");
    pdf_list(p, working, 3);
    pdf_box(p, "When I am upset", "Give me quiet and space. Sit near me and wait. Do not ask me questions.");
    pdf_columns_next(p);
    pdf_heading(p, 2, "How I tell you things");
    pdf_paragraph(p, "I use pictures and about twenty words. I sign “more”, “stop” and “outside”.");
    pdf_facts(p,
              (const struct pdf_fact[]){ { "Eating", "No nuts. Cup with two handles." },
                                         { "Toilet", "In nappies; asks by sign." } },
              2);
    pdf_columns_end(p);
    pdf_box(p, "Please", "Let me come in by the side door, five minutes early.");
    pdf_heading(p, 2, "What my family want you to know");
    pdf_writing_lines(p, 4);
    return pdf_end(p, len, pages);
}

static const void *letter_in_arabic(struct arena *a, size_t *len, size_t *pages)
{
    struct pdf_about mine = about;
    mine.title = "خطة الدعم", mine.language = "ar", mine.page_n_of_m = "صفحة %d من %d";
    struct pdf *p = pdf_begin(a, &mine);
    pdf_heading(p, 1, "خطة الدعم");
    pdf_paragraph(p, "مرحبا. هذه هي الخطة التي اتفقنا عليها معا.");
    pdf_facts(p, (const struct pdf_fact[]){ { "الاسم", "سارة" }, { "الحضانة", "Little Acorns, Leominster" } }, 2);
    pdf_list(p, (const char *const[]){ "قراءة كتاب كل يوم", "اللعب في الخارج" }, 2);
    pdf_box(p, "ما يهم سارة", "الماء واللعب في الخارج مع أخيها.");
    return pdf_end(p, len, pages);
}

static const void *long_report(struct arena *a, size_t *len, size_t *pages)
{
    static const char *const header[] = { "Setting", "Children", "Share" };
    struct pdf *p = pdf_begin(a, &about);
    const char **cell = arena_array(a, const char *, 3 * 120);
    for (size_t i = 0; i < 120; i++) {
        cell[3 * i] = arena_print(a, "Setting number %zu", i + 1);
        cell[3 * i + 1] = arena_print(a, "%zu", i * 37 % 90);
        cell[3 * i + 2] = "c";
    }
    pdf_heading(p, 1, "A long table & <b>");
    pdf_table(p, &(struct pdf_table){ .columns = 3, .header = header, .cell = cell, .rows = 120, .numeric = " nn" });
    char *text = arena_array(a, char, 12001);
    for (size_t i = 0; i < 12000; i += 10)
        memcpy(text + i, "words and ", 10);
    pdf_heading(p, 2, "A long text");
    pdf_paragraph(p, text);
    pdf_facts(p, &(struct pdf_fact){ "A fact taller than a page", text }, 1);
    pdf_box(p, "A box taller than a page", text);
    return pdf_end(p, len, pages);
}

/* ---- what outside readers say ---- */

static const char *save(struct arena *a, const char *name, const void *file, size_t len)
{
    const char *dir = getenv("RIGHTDOOR_PDF_OUT");
    const char *path = arena_print(a, "%s/%s-%d.pdf", dir ? dir : "/tmp", name, dir ? 0 : (int)getpid());
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(file, 1, len, f), len);
    fclose(f);
    return path;
}

static const char *answer(struct arena *a, const char *command)
{
    char *text = arena_array(a, char, 1 << 20);
    FILE *f = popen(command, "r");
    assert_non_null(f);
    size_t len = fread(text, 1, (1 << 20) - 1, f);
    text[len] = 0;
    assert_int_equal(pclose(f), 0);
    return text;
}

struct read_back {
    const char *words, *tags, *info;
};

static struct read_back read_back(struct arena *a, const char *name, const void *file, size_t len)
{
    const char *path = save(a, name, file, len);
    answer(a, arena_print(a, "qpdf --check %s", path));
    struct read_back r = { .words = answer(a, arena_print(a, "pdftotext -layout %s -", path)),
                           .tags = answer(a, arena_print(a, "pdfinfo -struct-text %s 2>&1", path)),
                           .info = answer(a, arena_print(a, "pdfinfo %s", path)) };
    if (!getenv("RIGHTDOOR_PDF_OUT"))
        unlink(path);
    return r;
}

static void has(const char *text, const char *part)
{
    if (!strstr(text, part))
        print_error("missing \"%s\" in:\n%s\n", part, text);
    assert_non_null(strstr(text, part));
}

static bool has_readers(void)
{
    return system("command -v pdftotext >/dev/null && command -v qpdf >/dev/null") == 0;
}

static void test_plan(void **state)
{
    struct arena *a = *state;
    size_t len, pages;
    const void *file = plan(a, &len, &pages);
    assert_int_equal(pages, 2);
    struct read_back r = read_back(a, "plan", file, len);
    has(r.words, "Zażółć Gęślą-Jaźń");
    has(r.words, "first thing her family");
    has(r.words, "Page 1 of 2");
    has(r.words, "Page 2 of 2");
    has(r.info, "Tagged:          yes");
    has(r.info, "Pages:           2");
    has(r.info, "Title:           Support plan");
    has(r.tags, "H1 (block)");
    has(r.tags, "LBody");
    has(r.tags, "\"Lead worker\"");
    has(r.tags, "Figure");
    has(r.tags, "/Scope /Row");
    has(arena_print(a, "%.*s", 1200, (const char *)file + len - 1200), "/Prev ");
}

static void test_raw_marks(void **state)
{
    struct arena *a = *state;
    size_t len, pages;
    const char *file = plan(a, &len, &pages);
    assert_non_null(memmem(file, len, "/Lang (en-GB)", 13));
    assert_non_null(memmem(file, len, "/DisplayDocTitle true", 21));
    assert_non_null(memmem(file, len, "/Scope /Column", 14));
    assert_non_null(memmem(file, len, "/Alt <FEFF005A", 14));
    assert_non_null(memmem(file, len, "/Outlines ", 10));            /* bookmarks: the title, and what stands below it */
    assert_non_null(memmem(file, len, "/MarkInfo << /Marked true >>", 28));
}

static void test_passport(void **state)
{
    struct arena *a = *state;
    size_t len, pages;
    const void *file = passport(a, &len, &pages);
    assert_int_equal(pages, 1);
    struct read_back r = read_back(a, "passport", file, len);
    has(r.words, "Hello, I am Zaza");
    const char *left = strstr(r.tags, "When I am upset"), *right = strstr(r.tags, "How I tell you things");
    assert_true(left && right && left < right);
}

static void test_arabic(void **state)
{
    struct arena *a = *state;
    size_t len, pages;
    const void *file = letter_in_arabic(a, &len, &pages);
    struct read_back r = read_back(a, "arabic", file, len);
    has(r.words, "Little Acorns");
    has(r.words, "سارة");
    assert_non_null(memmem(file, len, "/Lang (ar)", 10));
}

static void test_long(void **state)
{
    struct arena *a = *state;
    size_t len, pages;
    const void *file = long_report(a, &len, &pages);
    assert_in_range(pages, 8, 20);
    struct read_back r = read_back(a, "long", file, len);
    has(r.words, arena_print(a, "Page %zu of %zu", pages, pages));
    has(r.words, "Setting number 120");
    has(r.words, "A long table & <b>");
}

static void test_empty(void **state)
{
    size_t len, pages;
    struct pdf *p = pdf_begin(*state, &(struct pdf_about){ "Empty", "", "en", "", "", "not a colour", NULL });
    pdf_heading(p, 2, "A heading with nothing below");
    assert_non_null(pdf_end(p, &len, &pages));
    assert_int_equal(pages, 1);
}

/* Anything in any order: never a crash, never a file that qpdf finds fault with, never a page too many. */
static void add_something(struct pdf *p, uint32_t r, const char *text)
{
    const char *const item[] = { text, "", "short", text };
    switch (r % 12) {
    case 0:
        pdf_heading(p, 2 + (int)(r >> 8) % 2, text);
        break;
    case 1:
        pdf_paragraph(p, text);
        break;
    case 2:
        pdf_list(p, item, 4);
        break;
    case 3:
        pdf_steps(p, item, 4);
        break;
    case 4:
        pdf_facts(p, (const struct pdf_fact[]){ { "A", text }, { text, "" } }, 2);
        break;
    case 5:
        pdf_box(p, "Box", text);
        break;
    case 6:
        pdf_box_list(p, "", item, 4);
        break;
    case 7:
        pdf_table(p, &(struct pdf_table){ .columns = 2, .header = item, .cell = item, .rows = 2 });
        break;
    case 8:
        pdf_signature_lines(p, item, 3, "Date");
        break;
    case 9:
        pdf_writing_lines(p, 3);
        break;
    case 10:
        pdf_columns_begin(p, 40);
        pdf_paragraph(p, text);
        pdf_columns_next(p);
        pdf_list(p, item, 4);
        pdf_columns_end(p);
        break;
    default:
        pdf_space(p, 10);
        pdf_new_page(p);
        break;
    }
}

static void test_anything(void **state)
{
    uint32_t seed = 7;
    for (int turn = 0; turn < 25; turn++) {
        struct pdf *p = pdf_begin(*state, &about);
        for (int i = 0; i < 30; i++) {
            seed = seed * 1664525u + 1013904223u;
            size_t len = (seed >> 4) % 5 ? (seed >> 8) % 400 : (seed >> 8) % 5000;
            char *text = arena_array(*state, char, len + 1);
            for (size_t k = 0; k < len; k++)
                text[k] = (k * 7 + seed) % 6 ? 'o' : ' ';
            add_something(p, seed >> 12, text);
        }
        size_t len, pages;
        const void *file = pdf_end(p, &len, &pages);
        assert_in_range(pages, 1, 60);
        read_back(*state, "anything", file, len);
    }
}

static void test_not_utf8(void **state)
{
    size_t len, pages;
    struct pdf *p =
        pdf_begin(*state, &(struct pdf_about){ "Bad \xFF title", "A\xC3", "en_GB", "\xE9", "", "", "%s %d" });
    pdf_heading(p, 1, "\xFF\xFE");
    pdf_paragraph(p, "Caf\xE9 \x01 and a control character");
    const void *file = pdf_end(p, &len, &pages);
    has(read_back(*state, "bad", file, len).words, "and a control");
    assert_non_null(memmem(file, len, "/Lang (en-GB)", 13));
}

static void *in_a_thread(void *unused)
{
    (void)unused;
    for (int i = 0; i < 5; i++) {
        struct arena a = { 0 };
        size_t len, pages;
        plan(&a, &len, &pages);
        assert(pages == 2);
        arena_free(&a);
    }
    return NULL;
}

static void test_two_threads(void **state)
{
    (void)state;
    pthread_t thread[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&thread[i], NULL, in_a_thread, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
}

static void test_speed(void **state)
{
    (void)state;
    clock_t start = clock();
    for (int i = 0; i < 20; i++) {
        struct arena a = { 0 };
        size_t len, pages;
        plan(&a, &len, &pages);
        arena_free(&a);
    }
    print_message("a plan of two pages: %.1f ms of CPU\n", (double)(clock() - start) * 50 / CLOCKS_PER_SEC);
}

static int set_up(void **state)
{
    static struct arena arena;
    *state = &arena;
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

int main(void)
{
    if (!has_readers()) {
        puts("pdf_test: pdftotext or qpdf is missing; skipped");
        return 0;
    }
    const struct CMUnitTest test[] = {
        cmocka_unit_test(test_plan),     cmocka_unit_test(test_raw_marks), cmocka_unit_test(test_passport),
        cmocka_unit_test(test_arabic),   cmocka_unit_test(test_long),      cmocka_unit_test(test_empty),
        cmocka_unit_test(test_anything), cmocka_unit_test(test_not_utf8),  cmocka_unit_test(test_two_threads),
        cmocka_unit_test(test_speed),
    };
    return cmocka_run_group_tests(test, set_up, tear_down);
}
