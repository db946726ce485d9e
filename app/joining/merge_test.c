/*
 * Records become one and are parted again, by chance, in a whole made-up
 * authority: whatever was joined or parted, taking it back leaves every row of
 * every table as it was.  And what must hold while they are one.
 */
#include "app/joining/merge.h"
#include "app/joining/find.h"
#include "app/joining/health.h"
#include "app/joining/rules.h"
#include "app/demo/demo.h"
#include "base/text.h"
#include "tests/house.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { CHILDREN = 200, ROUNDS = 20, DEEP = 4 };
static const char today[] = "2026-11-24";
static struct arena kept, passing;
static struct db *db;
static int64_t manager, clock_ms = 1795500000000;
static uint64_t chance_now = 88172645463325252u;

static uint64_t chance(uint64_t n)
{
    chance_now ^= chance_now << 13;
    chance_now ^= chance_now >> 7;
    chance_now ^= chance_now << 17;
    return chance_now % n;
}

static struct act act(void) { return (struct act){ db, manager, today, ++clock_ms }; }

/* ---- all that there is ---- */

struct text { const char *text; };
struct column { const char *table, *column; };
static const struct db_column one_text[] = { { 't', 0 } }, two_texts[] = { { 't', offsetof(struct column, table) }, { 't', offsetof(struct column, column) } };

/* Engines know a statement by its address, and keep it. */
static struct { struct db_query at[900]; size_t n; } asked;

static void *ask(const char *sql, const struct db_column *columns, int n, size_t size, size_t *rows)
{
    size_t i = 0;
    while (i < asked.n && strcmp(asked.at[i].text, sql) != 0)
        i++;
    if (i == asked.n) {
        assert_true(asked.n < sizeof asked.at / sizeof *asked.at);
        asked.at[asked.n++] = (struct db_query){ .name = "test", .params = "", .columns = n, .column = columns, .row_size = size, .text = arena_text(&kept, sql, strlen(sql)) };
    }
    return db_many(db, &asked.at[i], rows);
}

static const char *first(const char *sql)
{
    size_t n;
    struct text *t = ask(sql, one_text, 1, sizeof *t, &n);
    return n ? t[0].text : "";
}

static int64_t number(const char *sql)
{
    int64_t n = 0;
    text_number(first(arena_print(&passing, "SELECT CAST((%s) AS TEXT)", sql)), &n);
    return n;
}

/* Journals, what waits, and how often a record was written are not what is restored. */
static bool is_left_out(const char *table, const char *column)
{
    static const char *const tables[] = { "joining", "joining_row", "joining_field", "audit", "duplicate", "duplicate_opinion", "child_to_compare", "likeness", "migration", "migration_lock", "once", "session" };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (strcmp(tables[i], table) == 0)
            return true;
    return strcmp(table, "child") == 0 && (strcmp(column, "version") == 0 || strcmp(column, "changed_at") == 0);
}

struct dump { const char *table; struct text *row; size_t n; };
struct dumps { struct dump at[256]; size_t n; };

static struct dump dump_table(const char *table, const char *columns)
{
    const char *where = strcmp(table, "event") == 0 ? " WHERE kind <> 'merge'" : "";
    struct dump d = { .table = table };
    d.row = ask(arena_print(&passing, "SELECT %s AS x FROM %s%s ORDER BY 1", columns, table, where), one_text, 1, sizeof(struct text), &d.n);
    return d;
}

static struct dumps *dump(void)
{
    size_t n;
    struct column *c = ask(db_is_postgres(db) ? "SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' ORDER BY 1, 2"
                                           : "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY 1, 2", two_texts, 2, sizeof *c, &n);
    struct dumps *d = arena_new(&passing, struct dumps);
    for (size_t i = 0, to; i < n; i = to) {
        const char *columns = "''";
        for (to = i; to < n && strcmp(c[to].table, c[i].table) == 0; to++)
            if (!is_left_out(c[i].table, c[to].column))
                columns = arena_print(&passing, "%s || '|' || coalesce(CAST(%s AS TEXT), '-')", columns, c[to].column);
        if (strcmp(columns, "''") != 0)
            d->at[d->n++] = dump_table(c[i].table, columns);
    }
    return d;
}

static int tell(const struct dump *d, const char *when, const char *row, const char *but, int n)
{
    if (but && strstr(row, but))
        return n;
    if (n < 12)
        fprintf(stderr, "%s, only %s: %s\n", d->table, when, row);
    return n + 1;
}

/* BUT: a record whose own rows are not looked at (the one that a parting had made).  Both are in the order of their texts. */
static int differences(const struct dumps *a, const struct dumps *b, const char *but)
{
    int n = 0;
    assert_int_equal(a->n, b->n);
    for (size_t i = 0; i < a->n; i++) {
        const struct dump *x = &a->at[i], *y = &b->at[i];
        for (size_t k = 0, l = 0; k < x->n || l < y->n;) {
            int order = k == x->n ? 1 : l == y->n ? -1 : strcmp(x->row[k].text, y->row[l].text);
            if (order < 0)
                n = tell(x, "before", x->row[k].text, but, n);
            if (order > 0)
                n = tell(y, "after", y->row[l].text, but, n);
            k += order <= 0;
            l += order >= 0;
        }
    }
    return n;
}

/* ---- joining by chance ---- */

static bool by_chance(void *of, const char *fact) { return (void)of, (void)fact, chance(2); }

static int64_t standing_child(void)
{
    int64_t n = number("SELECT count(*) FROM child WHERE merged_into IS NULL");
    return number(arena_print(&passing, "SELECT id FROM child WHERE merged_into IS NULL ORDER BY known_on = '', id LIMIT 1 OFFSET %lld", (long long)chance((uint64_t)(chance(3) ? 24 : n))));
}

static int64_t join(int64_t child, int64_t other)
{
    size_t n;
    struct child_by_id *x = child_itself(db, child), *y = child_itself(db, other);
    rules_against(db, &site_of_features, x, y, &n);
    return n ? 0 : merge_records(act(), &site_of_features, &(struct merge){ .child = x, .other = y, .chosen = by_chance, .forgets_names = chance(4) == 0, .because = "By chance" });
}

static const char *const must_be_none[] = {
    "SELECT count(*) FROM child WHERE merged_into IS NOT NULL AND (nhs_number <> '' OR upn <> '' OR known_on <> '')",
    "SELECT count(*) FROM child_word w JOIN child c ON c.id = w.child_id WHERE c.merged_into IS NOT NULL",
    ("SELECT count(*) FROM child_status a JOIN child_status b ON b.child_id = a.child_id AND b.axis = a.axis AND b.id <> a.id"
     " WHERE a.from_on < b.from_on AND (a.to_on = '' OR a.to_on > b.from_on)"),
    "SELECT count(*) FROM plan p WHERE p.cycle > (SELECT count(*) FROM plan q WHERE q.child_id = p.child_id)",
    "SELECT count(*) FROM need n WHERE n.to_on = '' AND n.rank > (SELECT count(*) FROM need m WHERE m.child_id = n.child_id AND m.to_on = '')",
    "SELECT count(*) FROM placement a JOIN placement b ON b.child_id = a.child_id AND b.setting_id = a.setting_id AND b.id <> a.id WHERE a.to_on = '' AND b.to_on = ''",
};

static void what_must_hold(void)
{
    for (size_t i = 0; i < sizeof must_be_none / sizeof *must_be_none; i++) {
        int64_t n = number(must_be_none[i]);
        if (n)
            fail_msg("%lld rows: %s", (long long)n, must_be_none[i]);
    }
    struct register_health h = register_health(db, &site_of_features, CHILDREN);
    if (h.rows_left || h.records_astray || h.names_wrong || h.badly_found)
        fail_msg("%lld rows of %s left behind, %lld records astray, %lld names counted wrongly, %lld records badly found", (long long)h.rows_left, h.rows_of,
            (long long)h.records_astray, (long long)h.names_wrong, (long long)h.badly_found);
}

static void merges_are_taken_back_exactly(void **state)
{
    (void)state;
    int joined_in_all = 0;
    db_begin_write(db);
    for (int round = 0; round < ROUNDS; round++) {
        struct dumps *before = dump();
        int64_t joining[DEEP];
        int deep = 0;
        for (int i = 0; i < DEEP; i++) {
            int64_t x = standing_child(), y = standing_child();
            joining[deep] = x == y ? 0 : join(x, y);
            deep += joining[deep] != 0;
        }
        what_must_hold();
        joined_in_all += deep;
        while (deep--) {
            struct joining_seen *s = joining_seen(db, manager, joining[deep]);
            assert_non_null(s);
            assert_string_equal(undo_refused(db, &site_of_features, s), "");
            assert_int_equal(undo_joining(act(), &site_of_features, s, &(struct chosen_rows){ 0 }, "Tried"), 0);
        }
        assert_int_equal(differences(before, dump(), NULL), 0);
        arena_reset(&passing);
    }
    printf("%s: %d joinings taken back\n", db->engine->name, joined_in_all);
    assert_true(joined_in_all > ROUNDS);
    db_rollback(db);
}

/* ---- parting by chance ---- */

static struct chosen_rows rows_by_chance(int64_t child, const char *only)
{
    size_t n, rows, room = 4000;
    struct joining_table *const *t = joining_tables(&site_of_features, &n);
    const char **row = arena_array(&passing, const char *, room);
    struct chosen_rows c = { row, 0 };
    for (size_t i = 0; i < n; i++) {
        const struct child_table *of = joining_of(t[i]);
        if (of->rule == ROWS_STAY || of->rule == ROWS_GO_WITH || (only && !strstr(only, of->name)))
            continue;
        struct joining_row *r = joining_rows(db, t[i], child, &rows);
        for (size_t k = 0; k < rows && c.n < room; k++)
            if (chance(2))
                row[c.n++] = arena_print(&passing, "%s:%s", of->name, r[k].key);
    }
    return c;
}

static void partings_are_taken_back_exactly(void **state)
{
    (void)state;
    db_begin_write(db);
    for (int round = 0; round < ROUNDS; round++) {
        struct dumps *before = dump();
        int64_t child = standing_child();
        struct child_by_id *c = child_itself(db, child);
        struct add_child fresh = { .given_name = "Parted", .family_name = c->family_name, .known_as = "", .born_on = c->born_on, .sex = c->sex, .nhs_number = chance(2) ? c->nhs_number : "", .upn = "" };
        int64_t id = split_record(act(), &site_of_features, &(struct split){ .child = c, .fresh = &fresh, .go = rows_by_chance(child, NULL),
            .both = rows_by_chance(child, "carer placement"), .because = "By chance" });
        what_must_hold();
        struct joining_seen *s = joining_seen(db, manager, id);
        assert_non_null(s);
        assert_string_equal(undo_refused(db, &site_of_features, s), "");
        assert_int_equal(undo_joining(act(), &site_of_features, s, &(struct chosen_rows){ 0 }, "Tried"), 0);
        assert_int_equal(differences(before, dump(), arena_print(&passing, "%lld", (long long)s->other_id)), 0);
        assert_int_equal(child_surviving(db, s->other_id), child);
        what_must_hold();
        arena_reset(&passing);
    }
    db_rollback(db);
}

/* ---- */

static void made(struct db *fresh)
{
    db = fresh;
    demo_make(db, CHILDREN, 5, today);
    db->arena = &passing;
    manager = number("SELECT id FROM person WHERE email = 'manager@marchfield.example'");
}

static int open_sqlite(void **state) { return (void)state, made(house_new(&kept)), 0; }

static int open_postgres(void **state)
{
    (void)state;
    struct db *fresh = house_new_postgres(&kept);
    return fresh ? made(fresh), 0 : -1;
}

static int close_house(void **state) { return (void)state, db_close(db), arena_free(&passing), 0; }

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(merges_are_taken_back_exactly), cmocka_unit_test(partings_are_taken_back_exactly) };
    int failed = cmocka_run_group_tests_name("joining on SQLite", tests, open_sqlite, close_house);
    if (getenv("RIGHTDOOR_TEST_POSTGRES"))
        failed += cmocka_run_group_tests_name("joining on PostgreSQL", tests, open_postgres, close_house);
    arena_free(&kept);
    return failed;
}
