/* What a joining does, written down and taken back: see journal.h. */
#include "app/joining/journal.h"
#include "app/child/change.sql.h"
#include "app/joining/rules.h"
#include "app/joining/split.sql.h"
#include "base/text.h"

#include <string.h>

const char *key_of(struct arena *a, int64_t id) { return arena_print(a, "%lld", (long long)id); }

static void note(struct journal *j, struct journal_line line)
{
    if (j->n == j->room) {
        size_t room = j->room ? 2 * j->room : 64;
        j->line = arena_grow(j->act.db->arena, j->line, j->room * sizeof line, room * sizeof line);
        j->room = room;
    }
    j->line[j->n++] = line;
}

static struct joining_table *table_of(const struct journal *j, const char *name) { return joining_table_named(j->site, name); }

void journal_go(struct journal *j, const char *table, const char *key, int64_t from, int64_t to)
{
    if (joining_row_goes(j->act.db, table_of(j, table), key, from, to))
        note(j, (struct journal_line){ "went", table, key, "", "", "" });
}

void journal_stay(struct journal *j, const char *table, const char *key)
{
    note(j, (struct journal_line){ "stayed", table, key, "", "", "" });
}

void journal_set(struct journal *j, const char *table, const char *key, int64_t child, const char *column, const char *value)
{
    struct joining_table *t = table_of(j, table);
    const char *was = joining_value(j->act.db, t, key, child, column);
    if (!was || strcmp(was, value) == 0 || !joining_set(j->act.db, t, key, child, column, was, value))
        return;
    note(j, (struct journal_line){ "changed", table, key, column, was, value });
}

void journal_set_number(struct journal *j, const char *table, int64_t id, int64_t child, const char *column, int64_t value)
{
    struct arena *a = j->act.db->arena;
    journal_set(j, table, key_of(a, id), child, column, key_of(a, value));
}

void journal_added(struct journal *j, const char *table, int64_t id)
{
    note(j, (struct journal_line){ "added", table, key_of(j->act.db->arena, id), "", "", "" });
}

static void add_line(struct journal *j, int64_t event, int64_t child, const char *title, int64_t joining)
{
    add_event(j->act.db, &(struct add_event){ .id = event, .child_id = child, .on_day = j->act.today, .kind = "merge", .title = title, .detail = "",
        .path = arena_print(j->act.db->arena, "/joinings/%lld", (long long)joining), .person_id = j->act.person_id, .at = j->act.now });
}

int64_t journal_write(struct journal *j, const char *kind, const char *because, const char *title, const char *others)
{
    struct db *db = j->act.db;
    int64_t event = new_id(), other = new_id(), id = new_id();
    add_line(j, event, j->child, title, id);
    if (others)
        add_line(j, other, j->other, others, id);
    add_joining(db, &(struct add_joining){ .id = id, .kind = kind, .child_id = j->child, .other_id = j->other, .because = because,
        .person_id = j->act.person_id, .on_day = j->act.today, .at = j->act.now });
    for (size_t i = 0; i < j->n; i++) {
        const struct journal_line *l = &j->line[i];
        add_joining_row(db, &(struct add_joining_row){ .joining_id = id, .position = (int64_t)i, .did = l->did, .what = l->what, .row_key = l->key,
            .field = l->field, .was = l->was, .became = l->became });
    }
    return id;
}

/* ---- taking back ---- */

static bool drop_added(struct db *db, const char *table, const char *key)
{
    static const struct { const char *table; int64_t (*drop)(struct db *, int64_t id); } added[] = {
        { "child_name", drop_child_name }, { "duplicate", drop_pair }, { "carer", drop_copied_carer }, { "placement", drop_copied_placement },
        { "professional", drop_copied_professional }, { "sharing_refused", drop_copied_refusal },
    };
    int64_t id;
    for (size_t i = 0; i < sizeof added / sizeof *added; i++)
        if (strcmp(added[i].table, table) == 0 && text_number(key, &id))
            return added[i].drop(db, id) > 0;
    return false;
}

/* A number that a third record has taken since cannot be given back. */
static bool is_taken(struct db *db, const struct rows_of_joining *r)
{
    if (!*r->was)
        return false;
    return (strcmp(r->field, "nhs_number") == 0 && child_with_nhs_number(db, r->was)) || (strcmp(r->field, "upn") == 0 && child_with_upn(db, r->was));
}

/* While statuses are moved back none holds: that they do comes last (undo.c). */
static const char *held(const struct rows_of_joining *r, const char *value)
{
    return strcmp(r->what, "child_status") == 0 && strcmp(r->field, "to_on") == 0 && !*value ? STATUS_HELD : value;
}

/* A fact of a record, or of a pair, is its own; a row may stand with either record by now. */
static bool set_back(struct db *db, struct joining_table *t, const struct joining_seen *s, const struct rows_of_joining *r)
{
    int64_t own;
    if (strcmp(r->what, "child") == 0 || strcmp(r->what, "duplicate") == 0)
        return text_number(r->row_key, &own) && !is_taken(db, r) && joining_set(db, t, r->row_key, own, r->field, r->became, r->was);
    const char *became = held(r, r->became), *was = held(r, r->was);
    return joining_set(db, t, r->row_key, s->child_id, r->field, became, was) || joining_set(db, t, r->row_key, s->other_id, r->field, became, was);
}

static bool is_column(const char *name) { return *name && name[strspn(name, "abcdefghijklmnopqrstuvwxyz_#")] == 0; }

static bool take_back(struct act a, const struct site *site, const struct joining_seen *s, const struct rows_of_joining *r)
{
    bool merged = strcmp(s->kind, "merge") == 0;
    struct joining_table *t = joining_table_named(site, r->what);
    if (!t)
        return false;
    if (strcmp(r->did, "went") == 0)
        return joining_row_goes(a.db, t, r->row_key, merged ? s->child_id : s->other_id, merged ? s->other_id : s->child_id);
    if (strcmp(r->did, "changed") == 0)
        return is_column(r->field) && set_back(a.db, t, s, r);
    return strcmp(r->did, "stayed") == 0 || drop_added(a.db, r->what, r->row_key);
}

int64_t journal_take_back(struct act a, const struct site *site, const struct joining_seen *s)
{
    size_t n;
    int64_t left = 0;
    struct rows_of_joining *r = rows_of_joining(a.db, s->id, &n);
    for (size_t i = 0; i < n; i++)
        left += !take_back(a, site, s, &r[i]);
    return left;
}
