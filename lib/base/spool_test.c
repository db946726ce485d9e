/* Texts that are put by in a file: they come back as they were, and a full disk is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/spool.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static void texts_come_back(void **state)
{
    (void)state;
    enum { TEXTS = 30000 };
    struct arena a = { 0 };
    struct spool *s = spool_new(&a), *none = spool_new(&a);
    size_t at[TEXTS];
    for (size_t i = 0; i < TEXTS; i++) {
        const char *text = arena_print(&a, "%zu %*s", i, (int)(i % 97), "");
        at[i] = spool_put(s, text, strlen(text));
    }
    const char *all = spool_read(s);
    for (size_t i = 0; i < TEXTS; i++) {
        assert_int_equal(strtoull(all + at[i], NULL, 10), i);
        assert_int_equal(strlen(all + at[i]), strlen(arena_print(&a, "%zu ", i)) + i % 97);
    }
    assert_ptr_equal(spool_read(s), all);
    assert_string_equal(spool_read(none), "");
    arena_free(&a);
}

/* Rooms are zeros, stay where they are and keep what is written; where the disk has none they are memory. */
static void rooms_keep_what_is_written(void **state)
{
    (void)state;
    enum { ROOMS = 300 };
    struct arena a = { 0 };
    struct spool *s = spool_new(&a);
    size_t *room[ROOMS], sizes[] = { 1, 700, 40000, 300000 };
    for (size_t i = 0; i < ROOMS; i++) {
        if (i == ROOMS / 2)
            setenv("TMPDIR", "/no/such/folder", 1);
        if (i == ROOMS / 2)
            s = spool_new(&a);
        room[i] = spool_array(s, size_t, sizes[i % 4]);
        assert_int_equal((uintptr_t)room[i] % 16, 0);
        assert_true(!room[i][0] && !room[i][sizes[i % 4] - 1]);
        room[i][0] = room[i][sizes[i % 4] - 1] = i;
    }
    unsetenv("TMPDIR");
    for (size_t i = 0; i < ROOMS; i++)
        assert_true(room[i][0] == i && room[i][sizes[i % 4] - 1] == i);
    arena_free(&a);
}

/* A folder that is not there, and a file that may not grow: no text, and no end of the program. */
static void no_room_is_told(void **state)
{
    (void)state;
    struct arena a = { 0 };
    struct rlimit was, small = { 1 << 17, 1 << 17 };
    setenv("TMPDIR", "/no/such/folder", 1);
    struct spool *nowhere = spool_new(&a);
    spool_put(nowhere, "x", 1);
    assert_null(spool_read(nowhere));
    unsetenv("TMPDIR");
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &was);
    small.rlim_max = was.rlim_max;
    setrlimit(RLIMIT_FSIZE, &small);
    struct spool *full = spool_new(&a);
    char *piece = arena_take(&a, 1 << 16, 1);
    for (int i = 0; i < 4; i++)
        spool_put(full, piece, 1 << 16);
    assert_null(spool_read(full));
    setrlimit(RLIMIT_FSIZE, &was);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(texts_come_back), cmocka_unit_test(rooms_keep_what_is_written), cmocka_unit_test(no_room_is_told) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
