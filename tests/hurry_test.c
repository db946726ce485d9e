/* Changes that are not waited for (db_do_not_wait): all are there, in order, and a failure is told before anything is committed.  PostgreSQL; on SQLite nothing is different. */
#include "tests/house.h"
#include "app/people/people.sql.h"

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
    db = house_new(&all);
    db->arena = &all;
    return 0;
}

static int start_postgres(void **state)
{
    (void)state;
    db = house_new_postgres(&all);
    db->arena = &all;
    return 0;
}

static int stop(void **state)
{
    (void)state;
    db_close(db);
    return 0;
}

static void add(int64_t id) { add_failure(db, id, arena_print(&all, "%lld@test.example", (long long)id), "", id); }

static int64_t there(void)
{
    return failures_of(db, "", "", 0)->by_address;
}

static void many_changes_arrive(void **state)
{
    (void)state;
    db_begin_write(db);
    db_do_not_wait(db, true);
    for (int64_t i = 1; i <= 450; i++) {
        add(i);
        if (i == 7 || i == 201)
            assert_int_equal(there(), i);        /* a question sees what was sent before it */
    }
    db_do_not_wait(db, false);
    db_commit(db);
    assert_int_equal(there(), 450);
    db_do_not_wait(db, true);
    db_begin_write(db);
    forget_failures(db, "450@test.example");
    db_commit(db);
    db_do_not_wait(db, false);
    assert_int_equal(there(), 449);
}

static bool fails(void (*what)(void))
{
    struct db_catch c;
    struct db before = *db;
    db_catch(db, &c);
    bool failed = setjmp(c.jump) != 0;
    if (!failed)
        what();
    db->failed = before.failed;
    db->failed_for = before.failed_for;
    db_rollback(db);
    return failed;
}

static void the_same_twice(void)
{
    db_begin_write(db);
    add(1001);
    add(1001);
    add(1002);
    db_commit(db);
}

static void a_failure_is_told_and_undone(void **state)
{
    (void)state;
    int64_t before = there();
    db_do_not_wait(db, true);
    assert_true(fails(the_same_twice));
    db_do_not_wait(db, false);
    assert_int_equal(there(), before);
    db_begin_write(db);
    add(1003);
    db_commit(db);
    assert_int_equal(there(), before + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(many_changes_arrive), cmocka_unit_test(a_failure_is_told_and_undone) };
    int failed = cmocka_run_group_tests(tests, start, stop);
    return getenv("RIGHTDOOR_TEST_POSTGRES") ? failed + cmocka_run_group_tests(tests, start_postgres, stop) : failed;
}
