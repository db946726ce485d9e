/*
 * Every paper that the program prints, through its page, with names and words
 * that are hard to set: what other readers (pdfinfo, pdftotext, qpdf) make of
 * it.  Debian 12 has no veraPDF; what stands in for it is here: the file is
 * whole, tagged, has a title that names nobody, a language, bookmarks, each
 * picture has a text in its place, all text is within the structure, headings
 * leave no level out, and the words come out in the order in which they are read.
 * With RIGHTDOOR_PDF_OUT=DIR the files stay in DIR, to be looked at.
 */
#define _GNU_SOURCE   /* memmem */
#include "tests/house.h"
#include "tests/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static struct arena all;
static struct db *db;
static struct site site;

/* Long, Arabic, Vietnamese, and Polish with all its marks. */
#define HARD_GIVEN "Nguyễn-Thị Ngọc Ánh Wolfeschlegelsteinhausenbergerdorff"
#define HARD_FAMILY "آل الشيخ عبدالرحمن Żółć-Gęślą"

/* What each paper is printed at, by whom, and words in the order in which they must be read. */
static const struct { const char *route, *path; int reader; const char *words[6]; } papers[] = {
    { "/plans/:id/pdf", "/plans/3001/pdf", OFFICER, { "support plan", "What the family say", "Who and when" } },
    { "/documents/:id/letter", "/documents/5011/letter", OFFICER, { "Anna" } },
    { "/letters/:id/pdf", "/letters/5001/pdf", OFFICER, { "Anna" } },
    { "/passports/:id/pdf", "/passports/4001/pdf", OFFICER, { "Nguyễn" } },
    { "/children/:id/ehc/before/pdf", "/children/1001/ehc/before/pdf", OFFICER, { "What was tried for", "Printed on" } },
    { "/children/:id/picture/pdf", "/children/1001/picture/pdf", OFFICER, { "Nguyễn", "The way so far", "First concern", "The whole way so far" } },
    { "/funding/decisions/:decision/pdf", "/funding/decisions/5001/pdf", MANAGER, { "the panel’s decision", "Awarded in part", "Nguyễn", "Reasons", "If you do not agree", "Who decided" } },
    { "/meetings/:id/pdf", "/meetings/5001/pdf", OFFICER, { "Nguyễn", "What the family said", "What we met for", "Who was there", "Decided", "To be done" } },
};
enum { PAPERS = sizeof papers / sizeof *papers };

static const char *answer(const char *command)
{
    char *text = arena_take(&all, 1 << 20, 1);
    FILE *f = popen(command, "r");
    assert_non_null(f);
    size_t n = fread(text, 1, (1 << 20) - 1, f);
    text[n] = 0;
    if (pclose(f) != 0)
        fail_msg("%s", command);
    return text;
}

static void has(const char *path, const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("%s: \"%s\" is missing in\n%s", path, part, text);
}

/* Its text in one line, as blanks and line ends do not matter for the order. */
static const char *in_one_line(const char *text)
{
    char *line = arena_text(&all, text, strlen(text)), *to = line;
    for (const char *from = line; *from; from++)
        if ((*from != ' ' && *from != '\n' && *from != '\f') || (to > line && to[-1] != ' '))
            *to++ = *from == '\n' || *from == '\f' ? ' ' : *from;
    *to = 0;
    return line;
}

/* As the content stands in the file, which cairo tags in the same order. */
static void words_come_in_order(size_t i, const char *file)
{
    const char *text = in_one_line(answer(arena_print(&all, "pdftotext -raw %s -", file))), *at = text;
    for (size_t k = 0; k < 6 && papers[i].words[k]; k++) {
        has(papers[i].path, at, papers[i].words[k]);
        at = strstr(at, papers[i].words[k]);
    }
}

/* H1 first and once; below it never a level left out. */
static void headings_leave_no_level_out(const char *path, const char *file)
{
    const char *tags = answer(arena_print(&all, "pdfinfo -struct %s 2>/dev/null | grep -o '\\bH[1-6]\\b'; true", file));
    int before = 0, first = 0;
    for (const char *at = strchr(tags, 'H'); at; at = strchr(at + 1, 'H')) {
        int level = at[1] - '0';
        if (level > before + 1)
            fail_msg("%s: H%d after H%d", path, level, before);
        first += level == 1;
        before = level;
    }
    if (first != 1)
        fail_msg("%s: %d headings of level 1", path, first);
}

/* The file's own dictionaries, as qpdf writes them out in plain text. */
static void is_marked_as_it_should_be(const char *path, const char *file)
{
    const char *plain = answer(arena_print(&all, "qpdf --qdf --object-streams=disable %s - | tr -d '\\000'", file));
    static const char *const marks[] = { "/Lang (en-GB)", "/DisplayDocTitle true", "/Marked true", "/StructTreeRoot", "/Outlines" };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        has(path, plain, marks[i]);
    for (const char *at = strstr(plain, "/S /Figure"); at; at = strstr(at + 1, "/S /Figure")) {
        const char *begin = at, *end = strstr(at, "endobj");
        while (begin > plain && strncmp(begin, " obj", 4) != 0)
            begin--;
        if (!end || !memmem(begin, (size_t)(end - begin), "/Alt ", 5))
            fail_msg("%s: a picture without words in its place", path);
    }
}

static void try_paper(size_t i, const char *const cookie[])
{
    struct web_answer a = web_try(&site, db, &all, papers[i].path, NULL, cookie[papers[i].reader]);
    const char *folder = getenv("RIGHTDOOR_PDF_OUT"), *file = arena_print(&all, "%s/paper-%zu-%d.pdf", folder ? folder : "/tmp", i, folder ? 0 : (int)getpid());
    if (a.status != 200)
        fail_msg("%s: %d", papers[i].path, a.status);
    FILE *f = fopen(file, "w");
    assert_int_equal(fwrite(a.body, 1, a.len, f), a.len);
    fclose(f);
    answer(arena_print(&all, "qpdf --check %s", file));
    const char *info = answer(arena_print(&all, "pdfinfo %s", file));
    has(papers[i].path, info, "Tagged:          yes");
    has(papers[i].path, info, "Title:           ");
    assert_null(strstr(info, "Nguy"));                  /* the window's title names nobody */
    if (strstr(papers[i].path, "/picture/"))
        has(papers[i].path, info, "Pages:           1\n");
    words_come_in_order(i, file);
    headings_leave_no_level_out(papers[i].path, file);
    is_marked_as_it_should_be(papers[i].path, file);
    if (!folder)
        unlink(file);
}

static void every_paper_can_be_read_by_machines(void **state)
{
    (void)state;
    const char *cookie[ADMINISTRATOR + 2] = { 0 };
    for (const struct world_person *p = world_people; p->id; p++)
        cookie[p->id] = house_session(db, &all, p->id);
    for (size_t i = 0; i < PAPERS; i++)
        try_paper(i, cookie);
}

static bool is_listed(const char *route)
{
    for (size_t i = 0; i < PAPERS; i++)
        if (strcmp(papers[i].route, route) == 0)
            return true;
    return false;
}

/* Whoever adds a paper adds it to the list above. */
static void no_paper_is_left_out(void **state)
{
    (void)state;
    for (const struct feature *const *f = site.features; *f; f++)
        for (const struct route *r = (*f)->routes; r && r->path; r++) {
            size_t n = strlen(r->path);
            if (r->is_slow && r->method == GET && n > 4 && strcmp(r->path + n - 4, "/pdf") == 0 && !is_listed(r->path))
                fail_msg("%s is not in the list of papers", r->path);
        }
}

static int start(void **state)
{
    (void)state;
    db = house_new(&all);
    db->arena = &all;
    site = site_of_features;
    site.today = world_today;
    world_fill(db);
    house_script(db, "UPDATE child SET given_name = '" HARD_GIVEN "', family_name = '" HARD_FAMILY "', known_as = '' WHERE id = 1001;"
        "UPDATE meeting SET status = 'held', recorded_at = 1796200000001, recorded_by = 105 WHERE id = 5001;"
        "UPDATE plan SET parent_view = 'مرحبا، طفلتنا تحب الماء. Bé thích nước và tiếng cười của em trai.' WHERE id = 3001");
    return 0;
}
static int stop(void **state) { (void)state; db_close(db); return 0; }

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(every_paper_can_be_read_by_machines), cmocka_unit_test(no_paper_is_left_out) };
    int failed = cmocka_run_group_tests_name("papers", tests, start, stop);
    arena_free(&all);
    return failed;
}
