/* Proves settings from file and command line, and the log's lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/config.h"
#include "base/log.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct config_key keys[] = {
    { "listen-port", CONFIG_NUMBER, "8080", "The port", 1, 65535 },
    { "data", CONFIG_TEXT, "", "The folder", 0, 0 },
    { "demo", CONFIG_YES_NO, "no", "Whether", 0, 0 },
    { "offset", CONFIG_NUMBER, "-5", "Any number", 0, 0 },
    { 0 },
};

static struct arena arena;

static struct config standard(void)
{
    struct config c;
    config_start(&c, &arena, keys);
    return c;
}

static void standards(void **state)
{
    (void)state;
    struct config c = standard();
    assert_int_equal(config_number(&c, "listen-port"), 8080);
    assert_int_equal(config_number(&c, "offset"), -5);
    assert_string_equal(config_text(&c, "data"), "");
    assert_false(config_yes(&c, "demo"));
}

static void a_file(void **state)
{
    (void)state;
    struct config c = standard();
    assert_true(config_read_text(&c, "rightdoor.conf",
        "# note\n\n  listen-port = 443 \r\ndata=/var/lib/a = b # not a note\n\tdemo = yes\n# end"));
    assert_int_equal(config_number(&c, "listen-port"), 443);
    assert_string_equal(config_text(&c, "data"), "/var/lib/a = b # not a note");
    assert_true(config_yes(&c, "demo"));
}

static void wrong_files(void **state)
{
    (void)state;
    static const char *const wrong[][2] = {
        { "demo = no\nlisten-prot = 1\n", "f line 2: there is no setting called \"listen-prot\"" },
        { "demo = no\n\ndemo = yes", "f line 3: demo is set a second time" },
        { "demo", "f line 1: this is not \"key = value\"" },
        { "= x", "f line 1: there is no setting called \"\"" },
        { "listen-port = 0", "f line 1: listen-port must be from 1 to 65535" },
        { "listen-port = 8o", "f line 1: listen-port must be a whole number" },
        { "demo = true", "f line 1: demo must be yes or no" },
        { "data = \xFF", "f: this is not UTF-8 text" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct config c = standard();
        assert_false(config_read_text(&c, "f", wrong[i][0]));
        assert_string_equal(c.error, wrong[i][1]);
    }
    struct config c = standard();
    assert_false(config_read_file(&c, "/nonexistent/f"));
    assert_string_equal(c.error, "/nonexistent/f: No such file or directory");
}

static void a_real_file(void **state)
{
    (void)state;
    char path[] = "/tmp/rightdoor-config-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0 && write(file, "demo = yes\n", 11) == 11 && close(file) == 0);
    struct config c = standard();
    assert_true(config_read_file(&c, path));
    assert_true(config_yes(&c, "demo"));
    unlink(path);
}

static void the_command_line(void **state)
{
    (void)state;
    static char *const arguments[] = { "serve", "--listen-port", "81", "--data=x=y", "--demo", "yes", "now", "--offset", "-1", "--", "--demo" };
    struct config c = standard();
    assert_true(config_read_text(&c, "f", "listen-port = 443"));
    assert_true(config_read_arguments(&c, sizeof arguments / sizeof *arguments, arguments));
    assert_int_equal(config_number(&c, "listen-port"), 81);
    assert_int_equal(config_number(&c, "offset"), -1);
    assert_string_equal(config_text(&c, "data"), "x=y");
    assert_true(config_yes(&c, "demo"));
    assert_int_equal(c.words, 3);
    assert_string_equal(text_join(&arena, c.word, c.words, " "), "serve now --demo");
    static char *const unknown[] = { "--prot", "1" }, *const nothing[] = { "--data" }, *const bad[] = { "--demo=maybe" };
    assert_false(config_read_arguments(&c, 2, unknown));
    assert_string_equal(c.error, "--prot: there is no setting called \"prot\"");
    assert_false(config_read_arguments(&c, 1, nothing));
    assert_string_equal(c.error, "--data: a value must follow");
    assert_false(config_read_arguments(&c, 1, bad));
    assert_string_equal(c.error, "--demo: demo must be yes or no");
}

/* The sample, its notes taken away, is a good file that changes nothing. */
static void the_sample(void **state)
{
    (void)state;
    const char *sample = config_sample(&arena, keys);
    assert_true(text_starts(sample, "# The port\n# listen-port = 8080\n\n"));
    struct config c = standard();
    assert_true(config_read_text(&c, "sample", sample));
    assert_int_equal(config_number(&c, "listen-port"), 8080);
}

static void log_lines(void **state)
{
    (void)state;
    char line[4096], small[256], long_text[5000];
    size_t len = log_line(line, sizeof line, INT64_C(1772633100123), LOG_LEVEL_INFO, "request answered",
        LOG_FIELDS(LOG_TEXT("route", "/requests/:id"), LOG_NUMBER("status", 200)));
    assert_string_equal(line, "{\"at\":\"2026-03-04T14:05:00.123Z\",\"level\":\"info\",\"message\":\"request answered\","
                              "\"route\":\"/requests/:id\",\"status\":200}\n");
    assert_int_equal(len, strlen(line));
    log_line(line, sizeof line, 0, LOG_LEVEL_ERROR, "a\"b\\c\n\xC3\xA9", LOG_FIELDS());
    assert_string_equal(line, "{\"at\":\"1970-01-01T00:00:00.000Z\",\"level\":\"error\",\"message\":\"a\\\"b\\\\c\\u000a\\u00c3\\u00a9\"}\n");
    memset(long_text, '\n', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = 0;
    len = log_line(small, sizeof small, 0, LOG_LEVEL_WARNING, "m", LOG_FIELDS(LOG_TEXT("long", long_text), LOG_NUMBER("n", -1)));
    assert_string_equal(small, "{\"at\":\"1970-01-01T00:00:00.000Z\",\"level\":\"warning\",\"message\":\"m\",\"n\":-1}\n");
    assert_int_equal(len, strlen(small));
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
        cmocka_unit_test(standards), cmocka_unit_test(a_file), cmocka_unit_test(wrong_files), cmocka_unit_test(a_real_file),
        cmocka_unit_test(the_command_line), cmocka_unit_test(the_sample), cmocka_unit_test(log_lines),
    };
    return cmocka_run_group_tests(tests, NULL, give_back);
}
