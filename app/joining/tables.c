/*
 * Statements about the tables that features have named, put together from the
 * texts of their lines.  Called by the rest of app/joining; it decides nothing
 * about who may, and knows no table by name but `child` and `duplicate`, whose
 * rows are asked for by their own id.
 */
#include "app/joining/tables.h"
#include "base/text.h"

#include <pthread.h>
#include <stddef.h>
#include <string.h>

struct column { const char *name; bool is_number; struct db_query value, set; struct column *next; };

struct joining_table {
    const struct child_table *t;
    const char *key, *child;             /* the columns */
    struct db_query rows, both, follow, numbered, open, go, left;
    struct column *columns;              /* those asked for so far */
};

struct value { const char *text; };
struct count { int64_t n; };
static const struct db_column row_columns[] = { { 't', offsetof(struct joining_row, key) }, { 't', offsetof(struct joining_row, day) }, { 't', offsetof(struct joining_row, words) } };
static const struct db_column value_columns[] = { { 't', offsetof(struct value, text) } }, count_columns[] = { { 'i', offsetof(struct count, n) } };

/* Statements are kept by the engines under their address, so they are made once and never go. */
static struct arena kept;
static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;

/* ---- making ---- */

static struct db_query asks(const struct child_table *t, const char *params, const char *text)
{
    return (struct db_query){ .name = t->name, .params = params, .param_names = "", .columns = 3, .column = row_columns, .row_size = sizeof(struct joining_row), .text = text };
}

static const char *row_key(struct joining_table *j) { return arena_print(&kept, "CAST(%s AS TEXT)", j->key); }

/* The row with the key ?N. */
static const char *is_row(struct joining_table *j, int n)
{
    return strcmp(j->key, "id") == 0 ? arena_print(&kept, "id = CAST(?%d AS BIGINT)", n) : arena_print(&kept, "CAST(%s AS TEXT) = ?%d", j->key, n);
}

static const char *told(struct joining_table *j)
{
    return arena_print(&kept, "SELECT %s, %s AS day, %s AS words FROM %s", row_key(j), j->t->day ? j->t->day : "''", j->t->words ? j->t->words : "''", j->t->name);
}

static void make_of_rule(struct joining_table *j)
{
    const struct child_table *t = j->t;
    const char *key = row_key(j);
    if (t->rule == ONE_EACH) {
        const char *also = t->by ? arena_print(&kept, "(%s) IN (SELECT %s FROM %s WHERE child_id = ?2)", t->by, t->by, t->name) : arena_print(&kept, "EXISTS (SELECT 1 FROM %s x WHERE x.child_id = ?2)", t->name);
        j->both = asks(t, "ii", arena_print(&kept, "%s WHERE child_id = ?1 AND %s ORDER BY 1", told(j), also));
    }
    if (t->rule == ROWS_GO_WITH)
        j->follow = asks(t, "ii", arena_print(&kept, "%s WHERE child_id = ?1 AND %s IN (SELECT w.id FROM %s w WHERE w.child_id = ?2) ORDER BY 1", told(j), t->with_id, t->with));
    if (t->rule == ROWS_GO_NUMBERED)
        j->numbered = asks(t, "ii", arena_print(&kept, "SELECT %s, '', CAST(%s AS TEXT) FROM %s WHERE child_id IN (?1, ?2) ORDER BY %s", key, t->by, t->name, t->order));
    if (t->rule == ONE_OPEN)
        j->open = (struct db_query){ .name = t->name, .params = "i", .param_names = "", .columns = 1, .column = count_columns, .row_size = sizeof(struct count),
            .text = arena_print(&kept, "SELECT count(*) FROM %s WHERE child_id = ?1 AND %s", t->name, t->open) };
}

static struct joining_table *made(const struct child_table *t)
{
    struct joining_table *j = arena_new(&kept, struct joining_table);
    bool is_itself = strcmp(t->name, "child") == 0 || strcmp(t->name, "duplicate") == 0;
    *j = (struct joining_table){ .t = t, .key = t->key ? t->key : "id", .child = is_itself ? "id" : "child_id" };
    if (t->rule == ROWS_STAY)
        return j;
    j->rows = asks(t, "i", arena_print(&kept, "%s WHERE child_id = ?1 ORDER BY 2, 1", told(j)));
    j->go = (struct db_query){ .name = t->name, .params = "tii", .param_names = "", .text = arena_print(&kept, "UPDATE %s SET child_id = ?3 WHERE child_id = ?2 AND %s", t->name, is_row(j, 1)) };
    j->left = (struct db_query){ .name = t->name, .params = "", .param_names = "", .columns = 1, .column = count_columns, .row_size = sizeof(struct count),
        .text = arena_print(&kept, "SELECT count(*) FROM child c CROSS JOIN %s x WHERE c.merged_into IS NOT NULL AND x.child_id = c.id"
            " AND NOT EXISTS (SELECT 1 FROM joining j JOIN joining_row r ON r.joining_id = j.id WHERE j.other_id = c.id AND r.did = 'stayed' AND r.what = '%s' AND r.row_key = CAST(%s%s AS TEXT))",
            t->name, t->name, strcmp(j->key, "1") == 0 ? "" : "x.", j->key) };
    make_of_rule(j);
    return j;
}

/* ---- the list ---- */

static struct { const struct site *of; struct joining_table **table; size_t n; struct joining_table *child; } list;

static void add_where(const struct site *site, bool follows)
{
    for (const struct feature *const *f = site->features; *f; f++)
        for (const struct child_table *t = (*f)->tables; t && t->name; t++)
            if ((t->rule == ROWS_GO_WITH) == follows)
                list.table[list.n++] = made(t);
}

static void make_list(const struct site *site)
{
    static const struct child_table child = { "child", NULL, ROWS_STAY };
    size_t n = 0;
    for (const struct feature *const *f = site->features; *f; f++)
        for (const struct child_table *t = (*f)->tables; t && t->name; t++)
            n++;
    list.table = arena_array(&kept, struct joining_table *, n + 1);
    list.n = 0;
    add_where(site, false);
    add_where(site, true);
    list.child = made(&child);
    list.of = site;
}

struct joining_table *const *joining_tables(const struct site *site, size_t *n)
{
    pthread_mutex_lock(&making);
    if (!list.of || list.of->features != site->features)
        make_list(site);
    *n = list.n;
    pthread_mutex_unlock(&making);
    return list.table;
}

const struct child_table *joining_of(struct joining_table *j) { return j->t; }

struct joining_table *joining_table_named(const struct site *site, const char *name)
{
    size_t n;
    struct joining_table *const *j = joining_tables(site, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(j[i]->t->name, name) == 0)
            return j[i];
    return strcmp(name, "child") == 0 ? list.child : NULL;
}

/* ---- asking ---- */

struct joining_row *joining_rows(struct db *db, struct joining_table *j, int64_t child, size_t *n) { return db_many(db, &j->rows, n, child); }
struct joining_row *joining_rows_of_both(struct db *db, struct joining_table *j, int64_t child, int64_t other, size_t *n) { return db_many(db, &j->both, n, child, other); }
struct joining_row *joining_rows_to_follow(struct db *db, struct joining_table *j, int64_t child, int64_t other, size_t *n) { return db_many(db, &j->follow, n, child, other); }
struct joining_row *joining_rows_numbered(struct db *db, struct joining_table *j, int64_t child, int64_t other, size_t *n) { return db_many(db, &j->numbered, n, child, other); }
int64_t joining_rows_left(struct db *db, struct joining_table *j) { return ((struct count *)db_one(db, &j->left))->n; }
bool joining_has_open(struct db *db, struct joining_table *j, int64_t child) { return ((struct count *)db_one(db, &j->open, child))->n > 0; }
bool joining_row_goes(struct db *db, struct joining_table *j, const char *key, int64_t from, int64_t to) { return db_run(db, &j->go, key, from, to) > 0; }

/* ---- one column ---- */

static struct column *column_made(struct joining_table *j, const char *name)
{
    struct column *c = arena_new(&kept, struct column);
    bool is_number = name[strlen(name) - 1] == '#';
    const char *column = arena_text(&kept, name, strlen(name) - is_number);
    const char *text = is_number ? arena_print(&kept, "coalesce(CAST(%s AS TEXT), '')", column) : column, *where = arena_print(&kept, "%s = ?2 AND %s", j->child, is_row(j, 1));
    *c = (struct column){ .name = arena_text(&kept, name, strlen(name)), .is_number = is_number };
    c->value = (struct db_query){ .name = j->t->name, .params = "ti", .param_names = "", .columns = 1, .column = value_columns, .row_size = sizeof(struct value),
        .text = arena_print(&kept, "SELECT %s FROM %s WHERE %s", text, j->t->name, where) };
    c->set = (struct db_query){ .name = j->t->name, .params = "titt", .param_names = "",
        .text = arena_print(&kept, "UPDATE %s SET %s = %s WHERE %s AND %s = ?3", j->t->name, column, is_number ? "CAST(NULLIF(?4, '') AS BIGINT)" : "?4", where, text) };
    return c;
}

/* COLUMN is a name of the program's own, never anything that was typed. */
static const struct column *column_of(struct joining_table *j, const char *column)
{
    pthread_mutex_lock(&making);
    struct column *c = j->columns;
    while (c && strcmp(c->name, column) != 0)
        c = c->next;
    if (!c) {
        c = column_made(j, column);
        c->next = j->columns;
        j->columns = c;
    }
    pthread_mutex_unlock(&making);
    return c;
}

const char *joining_value(struct db *db, struct joining_table *j, const char *key, int64_t child, const char *column)
{
    struct value *v = db_one(db, &column_of(j, column)->value, key, child);
    return v ? v->text : NULL;
}

bool joining_set(struct db *db, struct joining_table *j, const char *key, int64_t child, const char *column, const char *was, const char *value)
{
    return db_run(db, &column_of(j, column)->set, key, child, was, value) > 0;
}
