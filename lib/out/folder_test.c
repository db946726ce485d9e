/* A ZIP with files from memory and from disk, read back by a program of another make (Python's zipfile, Info-ZIP's rules). */
#include "out/folder.h"
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static struct arena all;
static char folder_path[] = "/tmp/rightdoor-folder-XXXXXX";

static const char *in_folder(const char *name) { return arena_print(&all, "%s/%s", folder_path, name); }

static void write_file(const char *path, const void *bytes, size_t len)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, len, f), len);
    fclose(f);
}

/* What Python makes of it: "NAME SIZE CRC-IS-RIGHT FIRST-LETTERS" of each file. */
static const char *read_by_python(const char *path)
{
    static char said[4096];
    const char *command = arena_print(&all, "/usr/bin/python3 -c 'import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n"
        "for i in z.infolist(): print(i.filename, i.file_size, i.date_time[0], z.read(i)[:8].decode(\"latin1\"))' %s 2>&1", path);
    FILE *p = popen(command, "r");
    said[fread(said, 1, sizeof said - 1, p)] = 0;
    assert_int_equal(pclose(p), 0);
    return said;
}

static struct folder *some(void)
{
    struct folder *f = folder_new(&all, date_now_ms());
    folder_put(f, (struct folder_entry){ .name = "record.html", .what = "The record", .title = "", .bytes = "<p>Hello", .len = 8 });
    folder_put(f, (struct folder_entry){ .name = "plan.pdf", .what = "Support plan", .title = "First cycle", .bytes = "%PDF-1.4 one", .len = 12 });
    folder_put(f, (struct folder_entry){ .name = "plan.pdf", .what = "Support plan", .title = "Second cycle", .bytes = "%PDF-1.4 two", .len = 12 });
    folder_put(f, (struct folder_entry){ .name = "nothing.txt", .what = "Nothing", .title = "", .bytes = "", .len = 0 });
    return f;
}

static void files_of_one_name_are_kept_apart(void **state)
{
    (void)state;
    size_t n;
    const struct folder_entry *e = folder_entries(some(), &n);
    assert_int_equal(n, 4);
    assert_string_equal(e[1].name, "plan.pdf");
    assert_string_equal(e[2].name, "plan-2.pdf");
    assert_string_equal(e[2].title, "Second cycle");
}

static void another_program_reads_what_is_written(void **state)
{
    (void)state;
    static char photo[300000];
    memset(photo, 'x', sizeof photo);
    write_file(in_folder("photo"), photo, sizeof photo);
    struct folder *f = some();
    folder_put(f, (struct folder_entry){ .name = "photo.jpg", .what = "Document", .title = "A photo", .path = in_folder("photo") });
    folder_put(f, (struct folder_entry){ .name = "gone.jpg", .what = "Document", .title = "Gone", .path = in_folder("gone") });
    assert_true(folder_write(f, in_folder("one.zip")));
    const char *said = read_by_python(in_folder("one.zip"));
    const char *year = arena_text(&all, date_of_instant(&all, date_now_ms()), 4);
    assert_string_equal(said, arena_print(&all, "record.html 8 %s <p>Hello\nplan.pdf 12 %s %%PDF-1.4\nplan-2.pdf 12 %s %%PDF-1.4\nnothing.txt 0 %s \nphoto.jpg 300000 %s xxxxxxxx\n", year, year, year, year, year));
    size_t n;
    const struct folder_entry *e = folder_entries(f, &n);
    assert_true(n == 6 && e[5].is_missing && !e[4].is_missing);
    assert_false(folder_write(f, in_folder("one.zip")));                /* a file that is there already is not written over */
}

static void in_memory_it_is_the_same(void **state)
{
    (void)state;
    size_t len;
    const void *bytes = folder_pack(some(), &len);
    assert_non_null(bytes);
    write_file(in_folder("two.zip"), bytes, len);
    assert_non_null(strstr(read_by_python(in_folder("two.zip")), "plan-2.pdf 12 "));
}

static void what_cannot_be_written_leaves_nothing(void **state)
{
    (void)state;
    assert_false(folder_write(some(), in_folder("no-such-folder/one.zip")));
    write_file(in_folder("goes"), "abc", 3);
    struct folder *f = some();
    folder_put(f, (struct folder_entry){ .name = "goes.pdf", .what = "Document", .title = "", .path = in_folder("goes") });
    unlink(in_folder("goes"));                                              /* between the list and the writing */
    assert_false(folder_write(f, in_folder("three.zip")));
    assert_int_not_equal(access(in_folder("three.zip"), F_OK), 0);
    size_t len;
    assert_null(folder_pack(f, &len));
}

static int begin(void **state)
{
    (void)state;
    return mkdtemp(folder_path) ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    const char *const name[] = { "photo", "one.zip", "two.zip" };
    for (size_t i = 0; i < 3; i++)
        unlink(in_folder(name[i]));
    int rc = rmdir(folder_path);                                            /* nothing else was left there */
    arena_free(&all);
    return rc;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(files_of_one_name_are_kept_apart), cmocka_unit_test(another_program_reads_what_is_written),
        cmocka_unit_test(in_memory_it_is_the_same), cmocka_unit_test(what_cannot_be_written_leaves_nothing) };
    return cmocka_run_group_tests(tests, begin, end);
}
