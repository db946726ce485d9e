/*
 * What a record is found by: its search words, the keys under which it is
 * compared, its place in lists.  Called after every change of a child, by the
 * command `index` (which mends) and by `doctor` (which looks).
 */
#include "app/child/child.h"
#include "app/child/words.h"
#include "app/child/words.sql.h"

#include <string.h>

struct wanted { struct child_words words; const char *const *key; size_t keys; const char *sort_name; };

static void add_words(struct db *db, const struct child_by_id *c, struct child_words *set)
{
    size_t n;
    child_words_name(set, c->given_name, c->family_name, c->known_as);
    struct earlier_names *e = earlier_names(db, c->id, &n);
    for (size_t i = 0; i < n; i++)
        child_words_name(set, e[i].given_name, e[i].family_name, e[i].known_as);
    child_words_day(set, c->born_on);
    child_words_postcode(set, c->postcode);
    child_words_number(set, c->nhs_number);
    child_words_number(set, c->upn);
    child_words_pairs(set);
    struct telephones_of_child *t = telephones_of_child(db, c->id, &n);
    for (size_t i = 0; i < n; i++)
        child_words_telephone(set, t[i].telephone);
}

static struct wanted *wanted_of(struct db *db, const struct child_by_id *c)
{
    struct wanted *w = arena_new(db->arena, struct wanted);
    w->words.arena = db->arena;
    w->sort_name = child_sort_name(db->arena, c->given_name, c->family_name);
    if (c->merged_into)
        return w;
    add_words(db, c, &w->words);
    struct match_person p = { c->given_name, c->family_name, c->known_as, c->born_on, c->sex, c->postcode, c->nhs_number };
    w->key = match_block_keys(db->arena, &p, &w->keys);
    return w;
}

/* ---- keys ---- */

static bool is_key(const struct wanted *w, const char *key)
{
    for (size_t i = 0; i < w->keys; i++)
        if (strcmp(w->key[i], key) == 0)
            return true;
    return false;
}

static bool has_key(const struct match_keys_of_child *row, size_t n, const char *key)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(row[i].key, key) == 0)
            return true;
    return false;
}

/* True if there was a difference; written only if MEND. */
static bool compare_keys(struct db *db, int64_t child, const struct wanted *w, bool mend)
{
    size_t n;
    bool differs = false;
    struct match_keys_of_child *row = match_keys_of_child(db, child, &n);
    for (size_t i = 0; i < n; i++)
        if (!is_key(w, row[i].key)) {
            differs = true;
            if (mend)
                drop_child_match_key(db, row[i].key, child);
        }
    for (size_t i = 0; i < w->keys; i++)
        if (!has_key(row, n, w->key[i])) {
            differs = true;
            if (mend)
                add_child_match_key(db, w->key[i], child);
        }
    return differs;
}

static bool compare(struct db *db, const struct child_by_id *c, bool mend)
{
    struct wanted *w = wanted_of(db, c);
    bool words = mend ? child_words_write(db, c->id, &w->words) : !child_words_are(db, c->id, &w->words);
    bool keys = compare_keys(db, c->id, w, mend), name = strcmp(c->sort_name, w->sort_name) != 0;
    if (name && mend)
        set_sort_name(db, c->id, w->sort_name);
    return words || keys || name;
}

bool child_index_mend(struct db *db, int64_t child)
{
    struct child_by_id *c = child_itself(db, child);
    return c && compare(db, c, true);
}

void child_sort_all(struct db *db)
{
    enum { NAMES_AT_ONCE = 1000 };
    struct arena *before = db->arena, *own = arena_inside(before);
    size_t n = 1;
    db->arena = own;
    for (int64_t after = 0; n;) {
        db_begin_write(db);
        struct names_to_sort *c = names_to_sort(db, after, NAMES_AT_ONCE, &n);
        for (size_t i = 0; i < n; i++) {
            const char *name = child_sort_name(own, c[i].given_name, c[i].family_name);
            if (strcmp(name, c[i].sort_name) != 0)
                set_sort_name(db, c[i].id, name);
            after = c[i].id;
        }
        db_commit(db);
        arena_reset(own);
    }
    db->arena = before;
    arena_free(own);
}

bool child_index_is_right(struct db *db, int64_t child)
{
    struct child_by_id *c = child_itself(db, child);
    return !c || !compare(db, c, false);
}

void child_index(struct act a, int64_t child)
{
    struct child_by_id *c = child_itself(a.db, child);
    if (!c)
        return;
    compare(a.db, c, true);
    if (c->merged_into)
        compare_child_no_more(a.db, child);
    else
        compare_child_soon(a.db, child);
}
