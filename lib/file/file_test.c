/*
 * What the check of files takes and refuses, on files made here byte by byte:
 * the five kinds, cut short, lengthened, two things at once, bombs; and the
 * store on disk.
 */
#include "file/kind.h"
#include "file/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <cmocka.h>

static struct arena all;

struct bytes { unsigned char *at; size_t n, room; };

static void put(struct bytes *b, const void *what, size_t n)
{
    if (b->n + n + 1 > b->room) {
        b->at = arena_grow(&all, b->at, b->room, (b->n + n + 1) * 2);
        b->room = (b->n + n + 1) * 2;
    }
    memcpy(b->at + b->n, what, n);
    b->n += n;
}

static void put_little(struct bytes *b, uint32_t v, int n)
{
    for (int i = 0; i < n; i++)
        put(b, &(unsigned char){ (unsigned char)(v >> 8 * i) }, 1);
}

static void is_kind(struct bytes b, const char *code)
{
    struct file_check c = file_check_bytes(b.at, b.n);
    assert_string_equal(c.why, "");
    assert_string_equal(c.kind->code, code);
}

static void is_refused(struct bytes b, const char *words)
{
    struct file_check c = file_check_bytes(b.at, b.n);
    assert_null(c.kind);
    if (!strstr(c.why, words))
        fail_msg("refused for '%s', not for '%s'", c.why, words);
}

/* However much is cut off its end, it is not taken and nothing beyond it is read (AddressSanitizer looks). */
static void no_part_of_it_is_taken(struct bytes b, size_t whole)
{
    for (size_t n = 0; n < whole; n++) {
        unsigned char *copy = malloc(n + 1);
        assert_non_null(copy);
        unsigned char *exact = realloc(copy, n ? n : 1);
        memcpy(exact, b.at, n);
        assert_null(file_check_bytes(exact, n).kind);
        free(exact);
    }
}

/* ---- Samples ---- */

static struct bytes jpeg(void)
{
    struct bytes b = { 0 };
    put(&b, "\xFF\xD8\xFF\xE0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0", 20);
    put(&b, "\xFF\xFE\0\x08" "note\0\0", 10);
    put(&b, "\xFF\xC0\0\x0B\x08\0\x10\0\x10\x01\x01\x11\0", 13);
    put(&b, "\xFF\xDA\0\x08\x01\x01\0\0\x3F\0", 10);
    put(&b, "\x12\xFF\0\x34\xFF\xD0\x56\xFF\xD9", 9);
    return b;
}

static void put_chunk(struct bytes *b, const char *name, const char *data, size_t n)
{
    unsigned char len[4] = { 0, 0, 0, (unsigned char)n };
    put(b, len, 4);
    put(b, name, 4);
    put(b, data, n);
    put(b, "\0\0\0\0", 4);
}

static struct bytes png(void)
{
    struct bytes b = { 0 };
    put(&b, "\x89PNG\r\n\x1A\n", 8);
    put_chunk(&b, "IHDR", "\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0", 13);
    put_chunk(&b, "IDAT", "abcd", 4);
    put_chunk(&b, "IEND", "", 0);
    return b;
}

static struct bytes heic(const char *brand, const char *last)
{
    struct bytes b = { 0 };
    put(&b, "\0\0\0\x18" "ftyp", 8);
    put(&b, brand, 4);
    put(&b, "\0\0\0\0mif1heic", 12);
    put(&b, "\0\0\0\x0C" "meta\0\0\0\0", 12);
    put(&b, "\0\0\0\x0C", 4);
    put(&b, last, 4);
    put(&b, "data", 4);
    return b;
}

static struct bytes pdf(void)
{
    struct bytes b = { 0 };
    const char *text = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n";
    put(&b, text, strlen(text));
    return b;
}

/* An archive of parts; each can lie about itself. */
struct zip { struct bytes file, list; size_t parts; };

static void add_entry(struct zip *z, const char *name, const char *data, size_t packed, size_t unpacked, int method, uint32_t from, bool writes)
{
    uint32_t at = writes ? (uint32_t)z->file.n : from, len = (uint32_t)strlen(name);
    if (writes) {
        put(&z->file, "PK\3\4", 4);
        put_little(&z->file, 20, 2), put_little(&z->file, 0, 2), put_little(&z->file, (uint32_t)method, 2), put_little(&z->file, 0, 4), put_little(&z->file, 0, 4);
        put_little(&z->file, (uint32_t)packed, 4), put_little(&z->file, (uint32_t)unpacked, 4), put_little(&z->file, len, 2), put_little(&z->file, 0, 2);
        put(&z->file, name, len);
        put(&z->file, data, packed);
    }
    put(&z->list, "PK\1\2", 4);
    put_little(&z->list, 20, 2), put_little(&z->list, 20, 2), put_little(&z->list, 0, 2), put_little(&z->list, (uint32_t)method, 2), put_little(&z->list, 0, 4), put_little(&z->list, 0, 4);
    put_little(&z->list, (uint32_t)packed, 4), put_little(&z->list, (uint32_t)unpacked, 4), put_little(&z->list, len, 2), put_little(&z->list, 0, 2), put_little(&z->list, 0, 2);
    put_little(&z->list, 0, 4), put_little(&z->list, 0, 4), put_little(&z->list, at, 4);
    put(&z->list, name, len);
    z->parts++;
}

static void add_stored(struct zip *z, const char *name, const char *text) { add_entry(z, name, text, strlen(text), strlen(text), 0, 0, true); }

static void add_deflated(struct zip *z, const char *name, const char *data, size_t n, size_t says)
{
    uLongf room = compressBound(n) + 64;
    unsigned char *packed = malloc(room);
    z_stream s = { .next_in = (unsigned char *)(uintptr_t)data, .avail_in = (uInt)n, .next_out = packed, .avail_out = (uInt)room };
    assert_int_equal(deflateInit2(&s, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&s, Z_FINISH), Z_STREAM_END);
    add_entry(z, name, (char *)packed, s.total_out, says, 8, 0, true);
    deflateEnd(&s);
    free(packed);
}

static struct bytes end_zip(struct zip *z)
{
    uint32_t at = (uint32_t)z->file.n, len = (uint32_t)z->list.n;
    put(&z->file, z->list.at, z->list.n);
    put(&z->file, "PK\5\6\0\0\0\0", 8);
    put_little(&z->file, (uint32_t)z->parts, 2), put_little(&z->file, (uint32_t)z->parts, 2), put_little(&z->file, len, 4), put_little(&z->file, at, 4), put_little(&z->file, 0, 2);
    return z->file;
}

static const char types[] = "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";

static struct zip word(void)
{
    struct zip z = { 0 };
    add_deflated(&z, "[Content_Types].xml", types, strlen(types), strlen(types));
    add_stored(&z, "word/document.xml", "<w:document/>");
    return z;
}

/* ---- Tests ---- */

static void five_kinds_are_taken(void **state)
{
    (void)state;
    struct zip z = word();
    struct bytes b[] = { jpeg(), png(), heic("heic", "mdat"), pdf(), end_zip(&z) };
    static const char *const code[] = { "jpeg", "png", "heic", "pdf", "docx" };
    for (size_t i = 0; i < sizeof code / sizeof *code; i++) {
        is_kind(b[i], code[i]);
        no_part_of_it_is_taken(b[i], b[i].n - (i == 3));
    }
}

static void what_is_something_else_is_refused(void **state)
{
    (void)state;
    static const char *const not[] = { "MZ\x90", "#!/bin/sh\nrm", "<html><script>alert(1)</script>", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "GIF89a", ("\x7F" "ELF"), "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "Name,Born\n" };
    for (size_t i = 0; i < sizeof not / sizeof *not; i++)
        is_refused((struct bytes){ .at = (unsigned char *)(uintptr_t)not[i], .n = strlen(not[i]) }, "something else");
    is_refused((struct bytes){ .at = (unsigned char *)(uintptr_t)"" }, "empty");
}

static void what_hides_behind_a_picture_is_left_off(void **state)
{
    (void)state;
    struct bytes both[] = { jpeg(), png() };
    for (size_t i = 0; i < 2; i++) {
        size_t picture = both[i].n;
        put(&both[i], "PK\3\4 an archive <script>", 23);
        struct file_check c = file_check_bytes(both[i].at, both[i].n);
        assert_string_equal(c.why, "");
        assert_int_equal(c.size, picture);
    }
}

static void pictures_that_are_not(void **state)
{
    (void)state;
    struct bytes film = heic("heic", "moov"), other = heic("isom", "mdat"), empty = heic("heic", "free"), j = jpeg(), p = png();
    is_refused(film, "film");
    is_refused(other, "Save it as JPEG");
    is_refused(empty, "damaged");
    j.at[35] = j.at[36] = 0;       /* no height */
    is_refused(j, "damaged");
    memset(p.at + 16, 0, 4);       /* no width */
    is_refused(p, "damaged");
}

static void a_pdf_that_is_more(void **state)
{
    (void)state;
    struct bytes tail = pdf(), archive = pdf(), late = { 0 };
    put(&tail, "<script>", 8);
    is_refused(tail, "after the end");
    archive.n -= 7;                /* before the end mark */
    put(&archive, "PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x06\0%%EOF\n", 28);
    is_refused(archive, "archive as well");
    put(&late, "GIF89a", 6);
    put(&late, pdf().at, pdf().n);
    is_refused(late, "something else");
}

static void archives_that_are_no_document(void **state)
{
    (void)state;
    struct zip plain = { 0 }, evil = word(), up = word(), lies = word();
    add_stored(&plain, "readme.txt", "hello");
    is_refused(end_zip(&plain), "not a Word document");
    add_stored(&evil, "word/vbaProject.bin", "x");
    is_refused(end_zip(&evil), "macros");
    add_stored(&up, "../../etc/passwd", "x");
    is_refused(end_zip(&up), "damaged");
    add_deflated(&lies, "word/media/a.png", "aaaaaaaaaaaaaaaaaaaa", 20, 5);
    is_refused(end_zip(&lies), "damaged");
    struct bytes before = { 0 }, good;
    struct zip z = word();
    good = end_zip(&z);
    put(&before, "PK\3\4 something before ", 22);
    put(&before, good.at, good.n);
    is_refused(before, "damaged");
    put(&good, "after", 5);
    is_refused(good, "damaged");
}

static void bombs_are_stopped(void **state)
{
    (void)state;
    enum { BIG = 60 << 20 };
    char *zeros = calloc(1, BIG);
    struct zip big = word(), same = word(), many = word();
    add_deflated(&big, "word/a.xml", zeros, BIG, BIG);
    add_deflated(&big, "word/b.xml", zeros, BIG, BIG);
    struct bytes b = end_zip(&big);
    assert_true(b.n < 200000);     /* 120 MB in it */
    is_refused(b, "unpacks to far more");
    uint32_t at = (uint32_t)same.file.n;
    add_deflated(&same, "word/a.xml", zeros, 1000, 1000);
    add_entry(&same, "word/a.xml", NULL, 5, 1000, 8, at, false);
    is_refused(end_zip(&same), "unpacks to far more");
    for (int i = 0; i < 2100; i++)
        add_stored(&many, "word/x", "");
    is_refused(end_zip(&many), "unpacks to far more");
    free(zeros);
}

static void the_store_keeps_and_drops(void **state)
{
    (void)state;
    char folder[] = "/tmp/rightdoor-store.XXXXXX";
    const char *why;
    struct stat s;
    assert_non_null(mkdtemp(folder));
    assert_false(store_open(&all, "/proc/nowhere", &why));
    assert_true(store_open(&all, folder, &why));
    const char *from = arena_print(&all, "%s/arriving/x", folder);
    FILE *f = fopen(from, "w");
    fputs("picture and more", f);
    fclose(f);
    assert_true(store_keep(&all, folder, 777, from, 7));
    assert_int_equal(stat(store_path(&all, folder, 777), &s), 0);
    assert_int_equal(s.st_size, 7);
    assert_false(store_keep(&all, folder, 778, from, 7));    /* it has moved */
    f = fopen(from, "w");
    fclose(f);
    assert_true(store_open(&all, folder, &why));             /* a new start clears what was arriving */
    assert_int_not_equal(stat(from, &s), 0);
    store_drop(&all, folder, 777);
    assert_int_not_equal(stat(store_path(&all, folder, 777), &s), 0);
    rmdir(arena_print(&all, "%s/%02x", folder, 777 % 256));
    rmdir(arena_print(&all, "%s/arriving", folder));
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_kinds_are_taken), cmocka_unit_test(what_is_something_else_is_refused), cmocka_unit_test(what_hides_behind_a_picture_is_left_off),
        cmocka_unit_test(pictures_that_are_not), cmocka_unit_test(a_pdf_that_is_more), cmocka_unit_test(archives_that_are_no_document),
        cmocka_unit_test(bombs_are_stopped), cmocka_unit_test(the_store_keeps_and_drops),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&all);
    return failed;
}
