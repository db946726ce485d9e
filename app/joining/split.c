/* One record becomes two: see merge.h.  Called by the page of a child and by tests. */
#include "app/joining/merge.h"
#include "app/joining/rules.h"
#include "app/joining/split.sql.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

/* "plan:1234": the table, if a feature has named it and its rows may go alone; NULL otherwise. *KEY is the rest. */
static struct joining_table *table_of(struct journal *j, const char *chosen, const char **key)
{
    const char *colon = strchr(chosen, ':');
    if (!colon)
        return NULL;
    *key = colon + 1;
    struct joining_table *t = joining_table_named(j->site, arena_text(j->act.db->arena, chosen, (size_t)(colon - chosen)));
    bool goes = t && joining_of(t)->rule != ROWS_STAY && joining_of(t)->rule != ROWS_GO_WITH;
    return goes ? t : NULL;
}

/* What happened to a row, and what is owed for it, goes with it. */
static void companions_go(struct journal *j, const struct child_table *t, const char *key)
{
    size_t n;
    int64_t about;
    struct arena *a = j->act.db->arena;
    struct events_about_rows *e = t->path ? events_about_rows(j->act.db, j->child, arena_print(a, "%s%s", t->path, key), &n) : (n = 0, NULL);
    for (size_t i = 0; i < n; i++)
        journal_go(j, "event", key_of(a, e[i].id), j->child, j->other);
    struct deadlines_about *d = text_number(key, &about) ? deadlines_about(j->act.db, j->child, about, &n) : (n = 0, NULL);
    for (size_t i = 0; i < n; i++)
        journal_go(j, "deadline", key_of(a, d[i].id), j->child, j->other);
}

static bool is_among(const struct chosen_rows *c, const char *row)
{
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->row[i], row) == 0)
            return true;
    return false;
}

static void chosen_go(struct journal *j, const struct chosen_rows *c, const struct chosen_rows *but)
{
    for (size_t i = 0; i < c->n; i++) {
        const char *key;
        struct joining_table *t = table_of(j, c->row[i], &key);
        if (!t || is_among(but, c->row[i]))
            continue;
        journal_go(j, joining_of(t)->name, key, j->child, j->other);
        companions_go(j, joining_of(t), key);
    }
}

static void followers_go(struct journal *j)
{
    size_t n, rows;
    struct joining_table *const *t = joining_tables(j->site, &n);
    for (size_t i = 0; i < n; i++) {
        if (joining_of(t[i])->rule != ROWS_GO_WITH)
            continue;
        struct joining_row *r = joining_rows_to_follow(j->act.db, t[i], j->child, j->other, &rows);
        for (size_t k = 0; k < rows; k++)
            journal_go(j, joining_of(t[i])->name, r[k].key, j->child, j->other);
    }
}

static void copy(struct journal *j, const char *table, int64_t of)
{
    int64_t id = new_id();
    struct db *db = j->act.db;
    if (strcmp(table, "carer") == 0)
        copy_carer(db, &(struct copy_carer){ id, j->other, of });
    else if (strcmp(table, "placement") == 0)
        copy_placement(db, &(struct copy_placement){ id, j->other, of });
    else if (strcmp(table, "professional") == 0)
        copy_professional(db, &(struct copy_professional){ id, j->other, of });
    else if (strcmp(table, "sharing_refused") == 0)
        copy_refusal(db, &(struct copy_refusal){ id, j->other, of });
    else
        return;
    journal_added(j, table, id);
}

static void chosen_for_both(struct journal *j, const struct chosen_rows *c)
{
    for (size_t i = 0; i < c->n; i++) {
        const char *key;
        int64_t id;
        struct joining_table *t = table_of(j, c->row[i], &key);
        if (t && text_number(key, &id) && joining_value(j->act.db, t, key, j->child, "id#"))
            copy(j, joining_of(t)->name, id);
    }
}

/* Whom a parent did not want it shared with holds for both, wherever the refusal itself stands now. */
static void refusals_hold(struct journal *j)
{
    size_t n;
    struct refusals_of_record *r = refusals_of_record(j->act.db, j->child, &n);
    for (size_t i = 0; i < n; i++)
        copy(j, "sharing_refused", r[i].id);
}

static void add_fresh(struct journal *j, const struct split *s)
{
    const struct child_by_id *c = s->child;
    struct add_child *f = s->fresh;
    *f = (struct add_child){ .id = j->other, .given_name = f->given_name, .family_name = f->family_name, .known_as = f->known_as, .born_on = f->born_on, .sex = f->sex,
        .nhs_number = f->nhs_number, .upn = f->upn, .ethnicity = c->ethnicity, .home_language = c->home_language, .needs_interpreter = c->needs_interpreter,
        .address = c->address, .postcode = c->postcode, .area = c->area, .imd_quintile = c->imd_quintile, .is_address_restricted = c->is_address_restricted,
        .is_restricted = c->is_restricted, .school_year = date_reception_year(f->born_on), .not_in_setting_reason = "", .known_on = c->known_on,
        .first_concern_on = c->first_concern_on, .created_at = j->act.now, .changed_at = j->act.now, .sort_name = "" };
    struct arena *a = j->act.db->arena;
    if (*f->nhs_number && strcmp(f->nhs_number, c->nhs_number) == 0)
        journal_set(j, "child", key_of(a, c->id), c->id, "nhs_number", "");
    if (*f->upn && strcmp(f->upn, c->upn) == 0)
        journal_set(j, "child", key_of(a, c->id), c->id, "upn", "");
    add_child(j->act.db, f);
}

static void settle_each(struct journal *j, int64_t record)
{
    rules_chain(j, record, record, NULL, true);
    rules_rank(j, record);
    rules_number(j, record, record);
}

/* They were one record: never again offered as one child. */
static void remember(struct journal *j, const char *because)
{
    struct add_decided_pair row = { .id = new_id(), .child_id = j->child < j->other ? j->child : j->other, .other_id = j->child < j->other ? j->other : j->child, .status = "two",
        .found_on = j->act.today, .decided_by = j->act.person_id, .decided_on = j->act.today, .because = because };
    add_decided_pair(j->act.db, &row);
    journal_added(j, "duplicate", row.id);
}

static void index_both(struct journal *j)
{
    record_changed(j->act.db, j->child, j->act.now);
    child_index(j->act, j->child);
    child_index(j->act, j->other);
}

int64_t split_record(struct act a, const struct site *site, const struct split *s)
{
    struct journal j = { .act = a, .site = site, .child = s->child->id, .other = new_id() };
    add_fresh(&j, s);
    chosen_for_both(&j, &s->both);
    refusals_hold(&j);
    chosen_go(&j, &s->go, &s->both);
    followers_go(&j);
    settle_each(&j, j.child);
    settle_each(&j, j.other);
    remember(&j, s->because);
    index_both(&j);
    return journal_write(&j, "split", s->because, "This record was of two children: the other has a record of their own now", "Added to the register: was part of another child’s record");
}
