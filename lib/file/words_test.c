/*
 * The words of files: what a Word document and a PDF say, what is no text,
 * what is damaged or too much; and that the program which reads PDFs is shut
 * in, tried with a shell in its place.
 */
#include "file/confined.h"
#include "file/words.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>
#include <cmocka.h>

static struct arena all;
static char folder[] = "/tmp/rightdoor-words-XXXXXX";

static const char *path_to(const char *name) { return arena_print(&all, "%s/%s", folder, name); }

static const char *written(const char *name, const char *bytes, size_t n)
{
    const char *path = path_to(name);
    FILE *f = fopen(path, "w");
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
    return path;
}

static const char *docx(const char *part, const char *xml, size_t n)
{
    const char *path = path_to("x.docx");
    unlink(path);
    zip_t *z = zip_open(path, ZIP_CREATE, NULL);
    assert_non_null(z);
    assert_true(zip_file_add(z, part, zip_source_buffer(z, xml, n, 0), 0) >= 0);
    assert_int_equal(zip_close(z), 0);
    return path;
}

#define DOCX(xml) docx("word/document.xml", xml, strlen(xml))
#define HEAD "<?xml version='1.0'?><w:document xmlns:w='x'><w:body>"
#define TAIL "</w:body></w:document>"

/* One page; a reader finds the objects though no table says where they stand. */
static const char *pdf(const char *content)
{
    const char *s = arena_print(&all, "%%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
        "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> >> >>/Contents 4 0 R>> endobj\n"
        "4 0 obj <</Length %zu>> stream\n%s\nendstream endobj\ntrailer <</Root 1 0 R>>\nstartxref\n0\n%%%%EOF\n", strlen(content), content);
    return written("x.pdf", s, strlen(s));
}

static void a_word_document_says_what_stands_in_it(void **state)
{
    (void)state;
    struct file_words w = file_words_of(&all, DOCX(HEAD "<w:p><w:r><w:t>Hear</w:t></w:r><w:r><w:t>ing test</w:t><w:tab/><w:t>Łódź &amp; مرحبا</w:t></w:r></w:p><w:p><w:del><w:delText>struck</w:delText></w:del><w:instrText>PAGE</w:instrText><w:t>Second</w:t></w:p>" TAIL), "docx");
    assert_int_equal(w.state, FILE_WORDS_READ);
    assert_string_equal(w.text, "Hearing test Łódź & مرحبا\nSecond");
    assert_int_equal(file_words_of(&all, DOCX(HEAD "<w:p/>" TAIL), "docx").state, FILE_WORDS_NONE);
}

static void damaged_documents_are_told_apart(void **state)
{
    (void)state;
    assert_int_equal(file_words_of(&all, DOCX(HEAD "<w:p>"), "docx").state, FILE_WORDS_WRONG);
    assert_int_equal(file_words_of(&all, DOCX("<!DOCTYPE a [<!ENTITY e 'eeee'><!ENTITY f '&e;&e;&e;'>]><a><t>&f;</t></a>"), "docx").state, FILE_WORDS_WRONG);
    assert_int_equal(file_words_of(&all, docx("word/other.xml", "<a/>", 4), "docx").state, FILE_WORDS_WRONG);
    assert_int_equal(file_words_of(&all, written("y", "PK\3\4 no archive", 15), "docx").state, FILE_WORDS_WRONG);
    assert_int_equal(file_words_of(&all, path_to("nowhere"), "docx").state, FILE_WORDS_WRONG);
    assert_int_equal(file_words_of(&all, path_to("nowhere"), "pdf").state, FILE_WORDS_WRONG);
    assert_int_equal(file_words_of(&all, written("y", "x", 1), "jpeg").state, FILE_WORDS_NONE);
}

static void a_very_long_document_is_cut(void **state)
{
    (void)state;
    size_t n = 3000000;
    char *xml = arena_take(&all, n + 200, 1);
    size_t at = (size_t)sprintf(xml, HEAD "<w:p><w:t>");
    for (; at < n; at += 9)
        memcpy(xml + at, "é words, ", 9 + 1);
    at += (size_t)sprintf(xml + at, "</w:t></w:p>" TAIL);
    struct file_words w = file_words_of(&all, docx("word/document.xml", xml, at), "docx");
    assert_int_equal(w.state, FILE_WORDS_READ);
    assert_true(strlen(w.text) <= FILE_WORDS_MOST + 3 && strlen(w.text) > FILE_WORDS_MOST - 20);
}

static void a_pdf_says_what_stands_in_it(void **state)
{
    (void)state;
    assert_true(file_words_can("pdf"));
    struct file_words w = file_words_of(&all, pdf("BT /F 12 Tf 50 700 Td (Glue ear, both sides) Tj 0 -30 Td (Grommets) Tj ET"), "pdf");
    assert_int_equal(w.state, FILE_WORDS_READ);
    assert_non_null(strstr(w.text, "Glue ear, both sides"));
    assert_non_null(strstr(w.text, "Grommets"));
    assert_int_equal(file_words_of(&all, pdf("0 0 100 100 re f"), "pdf").state, FILE_WORDS_NONE);
    assert_int_equal(file_words_of(&all, written("z", "%PDF-1.4\nnothing of the kind", 28), "pdf").state, FILE_WORDS_WRONG);
}

/* What COMMAND says in the reader's place. */
static bool confined(const char *command, char *said, size_t most)
{
    const char *words[] = { "/usr/bin/bash", "-c", command, NULL };
    int in = open("/dev/null", O_RDONLY | O_CLOEXEC);
    size_t n;
    bool well = confined_run(words, in, said, most - 1, &n);
    close(in);
    said[n] = 0;
    return well;
}

static void whoever_reads_is_shut_in(void **state)
{
    (void)state;
    char said[200];
    const char *made = path_to("made");
    written("secret", "a secret", 8);
    assert_true(confined("echo hello", said, sizeof said));
    assert_string_equal(said, "hello\n");
    assert_false(confined(arena_print(&all, "echo x > %s", made), said, sizeof said));
    assert_int_not_equal(access(made, F_OK), 0);
    assert_false(confined(arena_print(&all, "rm %s || mv %s %s", path_to("secret"), path_to("secret"), made), said, sizeof said));
    assert_int_equal(access(path_to("secret"), F_OK), 0);
    assert_false(confined("exec 3<>/dev/tcp/127.0.0.1/1", said, sizeof said));
    assert_true(confined(arena_print(&all, "kill -0 %d && echo may", (int)getpid()), said, sizeof said) == false && !*said);
    assert_true(confined("ls /proc/self/fd | wc -l", said, sizeof said) || !*said);       /* where /proc is hidden: nothing */
    assert_true(confined("ulimit -v; ulimit -t; ulimit -f", said, sizeof said));
    assert_string_equal(said, "524288\n10\n0\n");
    assert_false(confined("exit 3", said, sizeof said));
    assert_true(confined("while echo words words words; do :; done", said, sizeof said));  /* as much as is kept */
    assert_int_equal(strlen(said), sizeof said - 1);
}

/* The database lies beside: with Landlock not even its name is seen. */
static void files_of_others_are_out_of_sight(void **state)
{
    (void)state;
    char said[200];
    FILE *f = fopen("/sys/kernel/security/lsm", "r");
    char lsm[200] = "";
    if (f && !fgets(lsm, sizeof lsm, f))
        *lsm = 0;
    if (f)
        fclose(f);
    if (!strstr(lsm, "landlock"))
        skip();
    assert_false(confined(arena_print(&all, "cat %s", path_to("secret")), said, sizeof said));
    assert_string_equal(said, "");
}

static void much_work_ends(void **state)
{
    (void)state;
    char said[10];
    assert_false(confined("x=a; while :; do x=$x$x; done", said, sizeof said));            /* memory */
}

static int start(void **state) { (void)state; return mkdtemp(folder) ? 0 : -1; }
static int stop(void **state) { (void)state; return system(arena_print(&all, "rm -rf %s", folder)); }

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_document_says_what_stands_in_it), cmocka_unit_test(damaged_documents_are_told_apart), cmocka_unit_test(a_very_long_document_is_cut),
        cmocka_unit_test(a_pdf_says_what_stands_in_it), cmocka_unit_test(whoever_reads_is_shut_in), cmocka_unit_test(files_of_others_are_out_of_sight), cmocka_unit_test(much_work_ends),
    };
    int failed = cmocka_run_group_tests(tests, start, stop);
    arena_free(&all);
    return failed;
}
