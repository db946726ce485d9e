/* Taking back a joining or a parting: see merge.h.  Called by the page of a joining and by tests. */
#include "app/joining/merge.h"
#include "app/joining/find.sql.h"
#include "app/joining/rules.h"
#include "app/joining/split.sql.h"
#include "base/text.h"

#include <string.h>

static bool is_merge(const struct joining_seen *s) { return strcmp(s->kind, "merge") == 0; }

/* ---- what came afterwards ---- */

static bool is_listed(const struct child_table *t) { return t->rule != ROWS_STAY && t->rule != ROWS_GO_WITH; }

struct later_row *later_rows(struct db *db, const struct site *site, const struct joining_seen *s, size_t *n)
{
    size_t tables, rows, room = 0;
    struct joining_table *const *t = joining_tables(site, &tables);
    struct later_row *later = NULL;
    *n = 0;
    for (size_t i = 0; i < tables; i++) {
        const struct child_table *of = joining_of(t[i]);
        struct joining_row *r = is_listed(of) ? joining_rows(db, t[i], s->child_id, &rows) : (rows = 0, NULL);
        for (size_t k = 0; k < rows; k++) {
            int64_t id;
            if (!text_number(r[k].key, &id) || id <= s->id)
                continue;
            if (*n == room) {
                later = arena_grow(db->arena, later, room * sizeof *later, (room ? 2 * room : 16) * sizeof *later);
                room = room ? 2 * room : 16;
            }
            later[(*n)++] = (struct later_row){ of->label, of->name, r[k].key, r[k].day, r[k].words };
        }
    }
    return later;
}

const char *undo_refused(struct db *db, const struct site *site, const struct joining_seen *s)
{
    size_t n;
    struct joining_table *const *t = joining_tables(site, &n);
    if (*s->undone_on)
        return "This was taken back already.";
    if (joined_since(db, s->id)->n)
        return "One of the two records was joined or parted again since. Take that back first.";
    for (size_t i = 0; i < n && !is_merge(s); i++)
        if (joining_of(t[i])->rule == ONE_OPEN && joining_has_open(db, t[i], s->child_id) && joining_has_open(db, t[i], s->other_id))
            return arena_print(db->arena, "%s: both records have one that is open. Close one of them first.", joining_of(t[i])->label);
    return "";
}

/* ---- rows that go elsewhere than they were ---- */

/* False where the other record has its own already. */
static bool may_go(struct db *db, struct joining_table *t, const char *key, int64_t from, int64_t to)
{
    size_t n;
    const struct child_table *of = joining_of(t);
    if (of->rule == ONE_OPEN)
        return !joining_has_open(db, t, to) || !joining_has_open(db, t, from);
    struct joining_row *both = of->rule == ONE_EACH ? joining_rows_of_both(db, t, from, to, &n) : (n = 0, NULL);
    for (size_t i = 0; i < n; i++)
        if (strcmp(both[i].key, key) == 0)
            return false;
    return true;
}

/* A lead there leads on. */
static void give_up_lead(struct journal *scrap, const char *key, int64_t from, int64_t to)
{
    size_t n;
    struct professionals_open *p = professionals_open(scrap->act.db, to, &n);
    for (size_t i = 0; i < n; i++)
        if (p[i].is_lead)
            journal_set(scrap, "professional", key, from, "is_lead#", "0");
}

static void goes(struct journal *scrap, struct joining_table *t, const char *key, int64_t from, int64_t to)
{
    const char *name = joining_of(t)->name;
    if (strcmp(name, "professional") == 0)
        give_up_lead(scrap, key, from, to);
    if (may_go(scrap->act.db, t, key, from, to))
        joining_row_goes(scrap->act.db, t, key, from, to);
}

/* SCRAP is written nowhere: what is done here needs no taking back. */
static void chosen_go(struct journal *scrap, const struct joining_seen *s, const struct chosen_rows *c)
{
    size_t n;
    struct later_row *later = later_rows(scrap->act.db, scrap->site, s, &n);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < c->n; k++)
            if (strcmp(c->row[k], arena_print(scrap->act.db->arena, "%s:%s", later[i].table, later[i].key)) == 0)
                goes(scrap, joining_table_named(scrap->site, later[i].table), later[i].key, s->child_id, s->other_id);
}

static void followers_go(struct journal *scrap, int64_t from, int64_t to)
{
    size_t n, rows;
    struct joining_table *const *t = joining_tables(scrap->site, &n);
    for (size_t i = 0; i < n; i++) {
        if (joining_of(t[i])->rule != ROWS_GO_WITH)
            continue;
        struct joining_row *r = joining_rows_to_follow(scrap->act.db, t[i], from, to, &rows);
        for (size_t k = 0; k < rows; k++)
            joining_row_goes(scrap->act.db, t[i], r[k].key, from, to);
    }
}

/* ---- statuses ---- */

static bool has_later(const struct statuses_of_both *s, size_t n, const char *axis, int64_t than)
{
    for (size_t i = 0; i < n; i++)
        if (s[i].id > than && strcmp(s[i].axis, axis) == 0)
            return true;
    return false;
}

/* An axis that nobody has touched since holds as it did; of another each record has its own line of time again. */
static void let_statuses_hold(struct journal *scrap, const struct joining_seen *s)
{
    size_t n;
    struct statuses_of_both *st = statuses_of_both(scrap->act.db, s->child_id, s->other_id, &n);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(st[i].to_on, STATUS_HELD) == 0 && !has_later(st, n, st[i].axis, s->id))
            journal_set(scrap, "child_status", key_of(scrap->act.db->arena, st[i].id), st[i].child_id, "to_on", "");
        bool is_first = i == 0 || strcmp(st[i - 1].axis, st[i].axis) != 0;
        if (is_first && has_later(st, n, st[i].axis, s->id)) {
            rules_chain(scrap, s->child_id, s->child_id, st[i].axis, true);
            rules_chain(scrap, s->other_id, s->other_id, st[i].axis, true);
        }
    }
}

/* ---- the two ways ---- */

static int64_t part_again(struct journal *scrap, const struct joining_seen *s, const struct chosen_rows *to_other)
{
    struct db *db = scrap->act.db;
    hold_statuses(db, s->child_id, s->other_id, STATUS_HELD);
    int64_t left = journal_take_back(scrap->act, scrap->site, s);
    chosen_go(scrap, s, to_other);
    followers_go(scrap, s->child_id, s->other_id);
    let_statuses_hold(scrap, s);
    struct pair_itself *p = pair_itself(db, s->child_id < s->other_id ? s->child_id : s->other_id, s->child_id < s->other_id ? s->other_id : s->child_id);
    if (p)
        decide_pair(db, &(struct decide_pair){ .viewer = scrap->act.person_id, .id = p->id, .status = "open", .because = "", .decided_on = "" });
    return left;
}

/* What could not go stays with the record that is given up, and is written down as in a joining. */
static void rest_goes(struct journal *scrap, const struct joining_seen *s, struct joining_table *t, int64_t *position)
{
    size_t n;
    const struct child_table *of = joining_of(t);
    struct joining_row *r = joining_rows(scrap->act.db, t, s->other_id, &n);
    for (size_t i = 0; i < n && is_listed(of); i++) {
        goes(scrap, t, r[i].key, s->other_id, s->child_id);
        if (joining_value(scrap->act.db, t, r[i].key, s->other_id, "child_id#"))
            add_joining_row(scrap->act.db, &(struct add_joining_row){ .joining_id = s->id, .position = (*position)++, .did = "stayed", .what = of->name,
                .row_key = r[i].key, .field = "", .was = "", .became = "" });
    }
}

/* Everything goes back to the record it came from, also what came to the new one since. */
static int64_t join_again(struct journal *scrap, const struct joining_seen *s)
{
    struct db *db = scrap->act.db;
    struct arena *a = db->arena;
    size_t lines, n;
    rows_of_joining(db, s->id, &lines);
    int64_t position = (int64_t)lines;
    hold_statuses(db, s->child_id, s->other_id, STATUS_HELD);
    journal_set(scrap, "child", key_of(a, s->other_id), s->other_id, "nhs_number", "");
    journal_set(scrap, "child", key_of(a, s->other_id), s->other_id, "upn", "");
    journal_set(scrap, "child", key_of(a, s->other_id), s->other_id, "known_on", "");
    int64_t left = journal_take_back(scrap->act, scrap->site, s);
    rules_settle(scrap);
    struct joining_table *const *t = joining_tables(scrap->site, &n);
    for (size_t i = 0; i < n; i++)
        if (is_listed(joining_of(t[i])))
            rest_goes(scrap, s, t[i], &position);
    followers_go(scrap, s->other_id, s->child_id);
    journal_set_number(scrap, "child", s->other_id, s->other_id, "merged_into#", s->child_id);
    return left;
}

static void tell(struct act a, const struct joining_seen *s)
{
    const char *title = is_merge(s) ? "The joining of two records was taken back" : "The parting of this record was taken back";
    child_event(a, s->child_id, "", "merge", title, "", "", false);
    if (is_merge(s))
        child_event(a, s->other_id, "", "merge", title, "", "", false);
    record_changed(a.db, s->child_id, a.now);
    record_changed(a.db, s->other_id, a.now);
    child_index(a, s->child_id);
    child_index(a, s->other_id);
}

int64_t undo_joining(struct act a, const struct site *site, const struct joining_seen *s, const struct chosen_rows *to_other, const char *because)
{
    struct journal scrap = { .act = a, .site = site, .child = s->child_id, .other = s->other_id };
    int64_t left = is_merge(s) ? part_again(&scrap, s, to_other) : join_again(&scrap, s);
    end_joining(a.db, &(struct end_joining){ .id = s->id, .undone_on = a.today, .undone_by = a.person_id, .undone_because = because });
    tell(a, s);
    return left;
}
