/*
 * Changes whose count nobody reads (": put"): sent to PostgreSQL without waiting, so what is wrong with one shows later, but
 * always while the part of the transaction that it belongs to can be undone alone.  And a reading transaction, which begins
 * with its first question and outlives a lost connection before that.  Both engines.
 */
#include "tests/house.h"
#include "app/people/audit.h"
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

static void entry(int64_t id) { add_audit(db, &(struct add_audit){ .id = id, .at = 1, .action = "view", .what = "put" }); }

static int64_t entries(void)
{
    struct audit_head *head = audit_head(db);
    return head ? head->id : 0;
}

static enum db_fault fault;

static bool fails(void (*what)(void))
{
    struct db_catch c;
    struct db before = *db;
    db_catch(db, &c);
    bool failed = setjmp(c.jump) != 0;
    if (!failed)
        what();
    fault = failed ? c.fault : DB_BROKEN;
    db->failed = before.failed;
    db->failed_for = before.failed_for;
    return failed;
}

static void good_part(void)
{
    db_save(db);
    entry(entries() + 1);
    entry(entries() + 1);
    db_release(db);
}

/* The same number twice: nobody asks anything after it, so it shows at the part's own end. */
static void wrong_part(void)
{
    db_save(db);
    entry(1000);
    entry(1000);
    entry(1001);
    db_release(db);
}

/* The handler says stop (web_stop) while what it sent is still unanswered. */
static void part_that_stops(void)
{
    db_save(db);
    entry(2000);
    entry(2000);
}

static void a_wrong_part_is_undone_alone(void **state)
{
    (void)state;
    db_begin_write(db);
    good_part();
    assert_true(fails(wrong_part));
    assert_int_equal(fault, DB_CONSTRAINT);
    db_undo(db);
    good_part();
    fails(part_that_stops);
    db_undo(db);
    good_part();
    db_commit(db);
    assert_int_equal(entries(), 6);
}

static void whole_transaction(void)
{
    db_begin_write(db);
    entry(3000);
    entry(3000);
    db_commit(db);
}

static void one_alone(void)
{
    entry(1);           /* is there already */
}

static void it_shows_at_the_commit_and_outside_a_transaction_at_once(void **state)
{
    (void)state;
    assert_true(fails(whole_transaction));
    assert_int_equal(fault, DB_CONSTRAINT);
    db_rollback(db);
    assert_int_equal(entries(), 6);
    assert_true(fails(one_alone));
    db_begin_write(db);
    for (int64_t i = 7; i <= 500; i++)
        entry(i);       /* more than go in one */
    db_commit(db);
    assert_int_equal(entries(), 500);
}

/* The chain's last link is remembered within a transaction: not beyond a part that was undone, nor beyond the transaction. */
static void the_audit_chain_holds_where_parts_are_undone(void **state)
{
    (void)state;
    struct audit_entry e = { .at = 5, .action = "view", .what = "chain", .detail = "", .address = "" };
    db_begin_write(db);
    house_script(db, "DELETE FROM audit");
    db_save(db);
    audit_write(db, &e, 1);
    audit_write(db, &e, 1);
    db_release(db);
    db_save(db);
    audit_write(db, &e, 1);
    db_undo(db);
    db_save(db);
    audit_write(db, &e, 1);
    db_release(db);
    db_commit(db);
    db_begin_write(db);
    audit_write(db, &e, 1);
    db_rollback(db);
    db_begin_write(db);
    audit_write(db, &e, 1);
    db_commit(db);
    int64_t rows, wrong;
    db_begin_read(db);
    db->arena = arena_inside(&all);
    wrong = audit_verify(db, &rows);
    db->arena = &all;
    db_commit(db);
    assert_int_equal(wrong, 0);
    assert_int_equal(rows, 4);
}

static void a_reading_transaction_may_ask_nothing(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        db_begin_read(db);
        db_commit(db);
        db_begin_read(db);
        db_rollback(db);
    }
    db_begin_read(db);
    assert_int_equal(entries(), 4);
    db_commit(db);
}

static void it_outlives_a_lost_connection(void **state)
{
    (void)state;
    struct db *other = house_open(&all, getenv("RIGHTDOOR_TEST_POSTGRES"));
    house_script(other, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()");
    db_close(other);
    db_begin_read(db);
    assert_int_equal(entries(), 4);
    db_commit(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_part_is_undone_alone), cmocka_unit_test(it_shows_at_the_commit_and_outside_a_transaction_at_once),
        cmocka_unit_test(the_audit_chain_holds_where_parts_are_undone), cmocka_unit_test(a_reading_transaction_may_ask_nothing),
        cmocka_unit_test(it_outlives_a_lost_connection),
    };
    const size_t both = sizeof tests / sizeof *tests - 1;
    int failed = _cmocka_run_group_tests("puts", tests, both, start, stop);
    return getenv("RIGHTDOOR_TEST_POSTGRES") ? failed + _cmocka_run_group_tests("puts, PostgreSQL", tests, both + 1, start_postgres, stop) : failed;
}
