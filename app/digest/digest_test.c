/* Digests: at their hour in London, once a day even after a restart, as chosen, numbers only. */
#include "tests/world.h"
#include "app/digest/digest.h"
#include "app/notice/notice.h"
#include "app/notice/notice.sql.h"
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct arena all;
static struct db *db;

static int start(void **state)
{
    (void)state;
    if (!db)
        db = house_new(&all);
    world_fill(db);
    authority_load(db);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    db_close(db);
    arena_free(&all);
    return 0;
}

static void make(const char *day, int hour, int minute)
{
    db_begin_write(db);
    digest_make(db, day, date_instant(day, hour, minute));
    db_commit(db);
}

static struct notices_due *waiting(size_t *n) { return notices_due(db, INT64_MAX, n); }

static int64_t to(const char *address, const char *kind)
{
    size_t n;
    struct notices_due *d = waiting(&n);
    int64_t found = 0;
    for (size_t i = 0; i < n; i++)
        if (strcmp(d[i].to_address, address) == 0 && strcmp(d[i].kind, kind) == 0)
            found = found ? -1 : d[i].id;
    return found;
}

static int64_t counted(int64_t notice, const char *what)
{
    size_t n;
    struct counts_of_notice *c = counts_of_notice(db, notice, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(c[i].what, what) == 0)
            return c[i].n;
    return 0;
}

static void they_come_at_their_hour_and_once(void **state)
{
    (void)state;
    make("2026-11-24", 6, 59);
    assert_int_equal(to("officer@test.example", "daily digest"), 0);
    make("2026-11-24", 7, 0);
    int64_t id = to("officer@test.example", "daily digest");
    assert_true(id > 0);
    assert_int_equal(counted(id, "01 requests"), 3);
    assert_int_equal(counted(id, "11 answers"), 2);
    assert_int_equal(counted(id, "12 meetings"), 0);
    house_script(db, "UPDATE notice SET status = 'sent'");
    make("2026-11-24", 7, 1);
    make("2026-11-24", 18, 0);
    size_t n;
    waiting(&n);
    assert_int_equal(n, 0);
    make("2026-11-25", 7, 0);
    assert_true(to("officer@test.example", "daily digest") > 0);
    make("2026-11-26", 7, 0);
    assert_true(to("officer@test.example", "daily digest") > 0);       /* only the newest waits */
}

static void seven_in_summer_is_six_by_greenwich(void **state)
{
    (void)state;
    db_begin_write(db);
    digest_make(db, "2026-07-01", date_instant("2026-07-01", 7, 0) - 60000);
    db_commit(db);
    assert_int_equal(to("officer@test.example", "daily digest"), 0);
    db_begin_write(db);
    digest_make(db, "2026-07-01", INT64_C(1782885600000));      /* 2026-07-01T06:00Z */
    db_commit(db);
    assert_true(to("officer@test.example", "daily digest") > 0);
}

static void settings_hear_on_mondays_and_nobody_on_sundays(void **state)
{
    (void)state;
    make("2026-11-29", 9, 0);
    size_t n;
    waiting(&n);
    assert_int_equal(n, 0);
    make("2026-11-24", 9, 0);
    assert_int_equal(to("practitioner@test.example", "weekly digest"), 0);
    make("2026-11-30", 9, 0);
    int64_t id = to("practitioner@test.example", "weekly digest");
    assert_true(id > 0);
    assert_int_equal(counted(id, "09 reviews"), 1);
    assert_int_equal(counted(to("school@test.example", "weekly digest"), "10 passports"), 1);
}

static void who_wants_none_gets_none(void **state)
{
    (void)state;
    struct site site = site_of_features;
    const char *officer = house_session(db, &all, OFFICER);
    assert_int_equal(web_try(&site, db, &all, "/digest", "how=", officer).status, 422);
    assert_int_equal(web_try(&site, db, &all, "/digest", "how=none", officer).status, 303);
    make("2026-11-24", 9, 0);
    assert_int_equal(to("officer@test.example", "daily digest"), 0);
    assert_true(to("manager@test.example", "daily digest") > 0);
}

static void the_words_hold_numbers_and_links_only(void **state)
{
    (void)state;
    struct counts_of_notice c[] = { { .what = "01 requests", .n = 3 }, { .what = "02 late", .n = 1 } };
    const char *words = notice_counted_words(&all, "https://x.example", c, 2, "https://x.example/");
    assert_string_equal(words, "3 requests wait for an answer:\nhttps://x.example/requests\n\n1 of them is past its day:\nhttps://x.example/requests?late=1\n\nhttps://x.example/");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(they_come_at_their_hour_and_once, start),
        cmocka_unit_test_setup(seven_in_summer_is_six_by_greenwich, start),
        cmocka_unit_test_setup(settings_hear_on_mondays_and_nobody_on_sundays, start),
        cmocka_unit_test_setup(who_wants_none_gets_none, start),
        cmocka_unit_test_setup(the_words_hold_numbers_and_links_only, start),
    };
    return cmocka_run_group_tests(tests, NULL, stop);
}
