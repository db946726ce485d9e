/* Two records become one: see merge.h.  Called by the page of a pair, by tests and by the demo. */
#include "app/joining/merge.h"
#include "app/joining/find.sql.h"
#include "app/joining/rules.h"
#include "app/child/words.h"

#include <string.h>

/* ---- rows ---- */

static void fill_from(struct journal *j, struct joining_table *t, const char *own, const char *others)
{
    struct arena *a = j->act.db->arena;
    const char *name = joining_of(t)->name;
    for (const char *s = joining_of(t)->fills; s && *s; s += strspn(s, " ")) {
        size_t len = strcspn(s, " ");
        const char *column = arena_text(a, s, len), *mine = joining_value(j->act.db, t, own, j->child, column), *theirs = joining_value(j->act.db, t, others, j->other, column);
        bool empty = mine && (!*mine || (column[len - 1] == '#' && strcmp(mine, "0") == 0));
        if (empty && theirs && *theirs)
            journal_set(j, name, own, j->child, column, theirs);
        s += len;
    }
}

static bool is_among(const struct joining_row *row, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(row[i].key, key) == 0)
            return true;
    return false;
}

static void rows_of_table(struct journal *j, struct joining_table *t)
{
    const struct child_table *of = joining_of(t);
    size_t n, kept = 0;
    struct joining_row *stays = of->rule == ONE_EACH ? joining_rows_of_both(j->act.db, t, j->other, j->child, &kept) : NULL;
    struct joining_row *row = of->rule == ROWS_GO_WITH ? joining_rows_to_follow(j->act.db, t, j->other, j->child, &n) : joining_rows(j->act.db, t, j->other, &n);
    for (size_t i = 0; i < n; i++)
        if (is_among(stays, kept, row[i].key))
            journal_stay(j, of->name, row[i].key);
        else
            journal_go(j, of->name, row[i].key, j->other, j->child);
    size_t own;
    struct joining_row *mine = kept && of->fills ? joining_rows(j->act.db, t, j->child, &own) : NULL;
    if (mine && own)
        fill_from(j, t, mine[0].key, stays[0].key);
}

static void rows_go(struct journal *j)
{
    size_t n;
    struct joining_table *const *t = joining_tables(j->site, &n);
    for (size_t i = 0; i < n; i++)
        if (joining_of(t[i])->rule != ROWS_STAY)
            rows_of_table(j, t[i]);
}

/* ---- names and the record that is given up ---- */

static void keep_name(struct journal *j, const struct child_by_id *now, const struct child_by_id *was)
{
    bool same = strcmp(now->given_name, was->given_name) == 0 && strcmp(now->family_name, was->family_name) == 0 && strcmp(now->known_as, was->known_as) == 0;
    if (same)
        return;
    struct add_child_name row = { .id = new_id(), .child_id = j->child, .given_name = was->given_name, .family_name = was->family_name,
        .known_as = was->known_as, .until_on = j->act.today, .person_id = j->act.person_id };
    add_child_name(j->act.db, &row);
    journal_added(j, "child_name", row.id);
}

static void keep_names(struct journal *j, const struct merge *m)
{
    struct child_by_id *now = child_itself(j->act.db, j->child);
    if (m->forgets_names)
        return;
    keep_name(j, now, m->child);
    keep_name(j, now, m->other);
}

static void settle_no_setting(struct journal *j, const struct merge *m)
{
    size_t n;
    placements_open(j->act.db, j->child, &n);
    const char *reason = n ? "" : *m->child->not_in_setting_reason ? m->child->not_in_setting_reason : m->other->not_in_setting_reason;
    journal_set(j, "child", key_of(j->act.db->arena, j->child), j->child, "not_in_setting_reason", reason);
}

/* It leads on to the other, as do those that were joined into it before; nobody counts it. */
static void give_up(struct journal *j)
{
    size_t n;
    struct arena *a = j->act.db->arena;
    struct records_joined_into *before = records_joined_into(j->act.db, j->other, &n);
    for (size_t i = 0; i < n; i++)
        journal_set_number(j, "child", before[i].id, before[i].id, "merged_into#", j->child);
    journal_set(j, "child", key_of(a, j->other), j->other, "known_on", "");
    journal_set_number(j, "child", j->other, j->other, "merged_into#", j->child);
}

/* ---- pairs ---- */

/* Whoever is another child than the one that is given up is another than the one that stands. */
static void carry_decisions(struct journal *j)
{
    size_t n;
    struct pairs_decided_two *p = pairs_decided_two(j->act.db, j->other, &n);
    for (size_t i = 0; i < n; i++) {
        int64_t low = p[i].other_id < j->child ? p[i].other_id : j->child, high = p[i].other_id < j->child ? j->child : p[i].other_id;
        if (low == high)
            continue;
        struct pair_itself *there = pair_itself(j->act.db, low, high);
        if (there) {
            if (strcmp(there->status, "open") == 0)
                journal_set(j, "duplicate", key_of(j->act.db->arena, there->id), there->id, "status", "two");
            continue;
        }
        struct add_decided_pair row = { .id = new_id(), .child_id = low, .other_id = high, .status = "two", .found_on = j->act.today, .decided_by = p[i].decided_by,
            .decided_on = p[i].decided_on, .because = p[i].because };
        add_decided_pair(j->act.db, &row);
        journal_added(j, "duplicate", row.id);
    }
}

static void settle_pair(struct journal *j, const char *because)
{
    int64_t low = j->child < j->other ? j->child : j->other, high = j->child < j->other ? j->other : j->child;
    struct pair_itself *p = pair_itself(j->act.db, low, high);
    if (p)
        decide_pair(j->act.db, &(struct decide_pair){ .viewer = j->act.person_id, .id = p->id, .status = "one", .because = because, .decided_on = j->act.today });
}

/* ---- the whole ---- */

static void index_both(struct journal *j)
{
    record_changed(j->act.db, j->child, j->act.now);
    record_changed(j->act.db, j->other, j->act.now);
    child_index(j->act, j->child);
    child_index(j->act, j->other);
}

int64_t merge_records(struct act a, const struct site *site, const struct merge *m)
{
    struct journal j = { .act = a, .site = site, .child = m->child->id, .other = m->other->id };
    size_t n;
    rules_settle(&j);
    rows_go(&j);
    struct fact_outcome *fact = facts_join(&j, m->child, m->other, m->chosen, m->of, &n);
    keep_names(&j, m);
    settle_no_setting(&j, m);
    carry_decisions(&j);
    settle_pair(&j, m->because);
    give_up(&j);
    index_both(&j);
    int64_t id = journal_write(&j, "merge", m->because, "Two records of this child became one", NULL);
    for (size_t i = 0; i < n; i++)
        add_joining_field(a.db, &(struct add_joining_field){ .joining_id = id, .field = fact[i].field, .was = fact[i].was, .others = fact[i].others, .became = fact[i].became });
    return id;
}
