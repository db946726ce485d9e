/*
 * No table that holds something of a child is forgotten when records become
 * one: each is named by a feature, with a rule that its unique keys allow, and
 * what is asked of it can be asked on both engines.
 */
#include "app/joining/tables.h"
#include "tests/house.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct arena arena;
static struct db *db;

struct found { const char *table, *column; };
static const struct db_column two_texts[] = { { 't', offsetof(struct found, table) }, { 't', offsetof(struct found, column) } };

static struct found *find(const char *sql, size_t *n)
{
    struct db_query *q = arena_new(&arena, struct db_query);
    *q = (struct db_query){ .name = "schema", .params = "", .columns = 2, .column = two_texts, .row_size = sizeof(struct found), .text = sql };
    return db_many(db, q, n);
}

static const char *const with_child_id[] = {
    "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'child_id' ORDER BY 1",
    "SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name"
    " WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.column_name = 'child_id' ORDER BY 1",
};

static void each_table_is_named(void **state)
{
    (void)state;
    size_t n;
    int missing = 0;
    struct found *t = find(with_child_id[db_is_postgres(db)], &n);
    assert_true(n > 20);
    for (size_t i = 0; i < n; i++)
        if (!joining_table_named(&site_of_features, t[i].table)) {
            fprintf(stderr, "Table %s has rows of children, but no feature says what becomes of them when two records become one: add one line for it to the tables[] of its feature (app/child/tables.h).\n", t[i].table);
            missing++;
        }
    assert_int_equal(missing, 0);
}

static const char *const other_columns[] = { "child.merged_into", "duplicate.other_id", "joining.other_id" };

static void each_other_reference_is_known(void **state)
{
    (void)state;
    if (db_is_postgres(db))
        return;
    size_t n;
    int missing = 0;
    struct found *t = find("SELECT m.name, f.\"from\" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f.\"table\" = 'child' AND f.\"from\" <> 'child_id'", &n);
    for (size_t i = 0; i < n; i++) {
        bool known = false;
        for (size_t k = 0; k < sizeof other_columns / sizeof *other_columns; k++)
            known |= strcmp(other_columns[k], arena_print(&arena, "%s.%s", t[i].table, t[i].column)) == 0;
        if (!known)
            fprintf(stderr, "%s.%s names a child, but joining records looks only at columns called child_id\n", t[i].table, t[i].column);
        missing += !known;
    }
    assert_int_equal(missing, 0);
}

/* Rows that simply go may not meet a row that has their place already. */
static void unique_keys_have_a_rule(void **state)
{
    (void)state;
    if (db_is_postgres(db))
        return;
    size_t n;
    int wrong = 0;
    struct found *t = find("SELECT DISTINCT m.name, i.name FROM sqlite_master m JOIN pragma_index_list(m.name) i JOIN pragma_index_info(i.name) c"
        " WHERE m.type = 'table' AND i.\"unique\" = 1 AND c.name = 'child_id'", &n);
    assert_true(n > 5);
    for (size_t i = 0; i < n; i++) {
        struct joining_table *j = joining_table_named(&site_of_features, t[i].table);
        if (j && (joining_of(j)->rule == ROWS_GO || joining_of(j)->rule == ROWS_GO_WITH)) {
            fprintf(stderr, "%s may hold one row of a child only (%s): its line needs another rule than that rows go\n", t[i].table, t[i].column);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void lines_say_what_their_rule_needs(void **state)
{
    (void)state;
    size_t n;
    struct joining_table *const *all = joining_tables(&site_of_features, &n);
    for (size_t i = 0; i < n; i++) {
        const struct child_table *t = joining_of(all[i]);
        assert_true(t->rule != ROWS_STAY || t->why);
        assert_true(t->rule != ROWS_GO_WITH || (t->with && t->with_id && joining_table_named(&site_of_features, t->with)));
        assert_true(t->rule != ROWS_GO_NUMBERED || (t->by && t->order));
        assert_true(t->rule != ONE_OPEN || t->open);
        bool goes_alone = t->rule != ROWS_STAY && t->rule != ROWS_GO_WITH;
        assert_true(goes_alone == (t->label != NULL));
        assert_true(!goes_alone || (t->day && t->words));
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(joining_of(all[k])->name, t->name);
    }
}

/* Wrong SQL in a line ends this program with the table's name. */
static void each_statement_runs(void **state)
{
    (void)state;
    size_t n, rows;
    struct joining_table *const *all = joining_tables(&site_of_features, &n);
    db_begin_write(db);
    for (size_t i = 0; i < n; i++) {
        const struct child_table *t = joining_of(all[i]);
        if (t->rule == ROWS_STAY)
            continue;
        joining_rows(db, all[i], 1, &rows);
        assert_int_equal(rows, 0);
        assert_false(joining_row_goes(db, all[i], "1", 1, 2));
        if (t->rule == ONE_EACH)
            joining_rows_of_both(db, all[i], 1, 2, &rows);
        if (t->rule == ROWS_GO_WITH)
            joining_rows_to_follow(db, all[i], 1, 2, &rows);
        if (t->rule == ROWS_GO_NUMBERED)
            joining_rows_numbered(db, all[i], 1, 2, &rows);
        if (t->rule == ONE_OPEN)
            assert_false(joining_has_open(db, all[i], 1));
    }
    db_rollback(db);
}

static int open_sqlite(void **state) { return (void)state, db = house_new(&arena), 0; }
static int open_postgres(void **state) { return (void)state, (db = house_new_postgres(&arena)) ? 0 : -1; }
static int close_house(void **state) { return (void)state, db_close(db), 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_table_is_named), cmocka_unit_test(each_other_reference_is_known), cmocka_unit_test(unique_keys_have_a_rule),
        cmocka_unit_test(lines_say_what_their_rule_needs), cmocka_unit_test(each_statement_runs),
    };
    int failed = cmocka_run_group_tests_name("tables on SQLite", tests, open_sqlite, close_house);
    if (getenv("RIGHTDOOR_TEST_POSTGRES"))
        failed += cmocka_run_group_tests_name("tables on PostgreSQL", tests, open_postgres, close_house);
    arena_free(&arena);
    return failed;
}
