/* Pairs of records that may be of one child: see find.h.  Called by the worker and by the command `index`. */
#include "app/joining/find.h"
#include "app/child/words.sql.h"
#include "base/text.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { RECORDS_AT_ONCE = 5000, CHANGES_AT_ONCE = 400, NAMESAKES_MOST = 2000 };

/* Asked for with a lower bar than they are kept by: how rare a name is is reckoned a little otherwise there. */
static const double least_asked = .3;

/* ---- judging two ---- */

struct likeness *likeness_of(struct db *db)
{
    struct likeness *l = arena_new(db->arena, struct likeness);
    struct likeness_learned *row = likeness_learned(db);
    link_model_read(row ? row->model : "", &l->model);
    l->children = row ? row->children : count_standing(db)->n;
    l->learned_on = row ? row->learned_on : "";
    return l;
}

static struct link_record record_of(const struct records_to_link *r)
{
    return (struct link_record){ .given = r->given_name, .family = r->family_name, .also_known_as = r->known_as, .born_on = r->born_on, .sex = r->sex,
        .postcode = r->postcode, .nhs_number = r->nhs_number, .source = "", .address = r->address };
}

/* The share of the register that has this name, of those that are in the list of names. */
static double share(struct db *db, const struct likeness *l, const char *word)
{
    struct children_with_word *w = *word ? children_with_word(db, word) : NULL;
    return w && l->children ? (double)w->children / (double)l->children : 0;
}

/* The first given name, or the whole family name, as the list of names has it (app/child/words.c). */
static const char *listed(struct arena *a, const char *name, bool is_whole)
{
    size_t n;
    const char *const *word = text_words(a, text_fold(a, name), &n);
    return n ? text_join(a, word, is_whole ? n : 1, "") : "";
}

struct match_result likeness_judge(struct db *db, const struct likeness *l, const struct records_to_link *x, const struct records_to_link *y)
{
    struct arena *a = db->arena;
    const char *given = listed(a, x->given_name, false), *family = listed(a, x->family_name, true);
    struct link_common f = { .children = (double)l->children };
    if (strcmp(given, listed(a, y->given_name, false)) == 0)
        f.given = share(db, l, given);
    if (strcmp(family, listed(a, y->family_name, true)) == 0)
        f.family = share(db, l, family);
    if (f.given > 0 && f.family > 0)
        f.namesakes = (double)records_with_words(db, arena_print(a, "+%s %s", given, family), NAMESAKES_MOST)->n - 2;
    struct link_record left = record_of(x), right = record_of(y);
    return link_judge(a, &l->model, &left, &right, &f);
}

/* ---- the whole register ---- */

struct found { int64_t child, other; int64_t per_mille; bool is_household; };

static int by_children(const void *x, const void *y)
{
    const struct found *a = x, *b = y;
    return a->child != b->child ? (a->child < b->child ? -1 : 1) : (a->other > b->other) - (a->other < b->other);
}

struct looking {
    struct arena *own;
    const char *today;
    struct records_to_link *record;
    struct found *found;
    size_t records, pairs;
    const char *model;
    struct pairs_found told;
};

static void read_records(struct db *db, struct looking *l)
{
    size_t room = 0, n = 1;
    db->arena = l->own;
    for (int64_t after = 0; n;) {
        struct records_to_link *r = records_to_link(db, after, RECORDS_AT_ONCE, &n);
        if (l->records + n > room) {
            l->record = arena_grow(l->own, l->record, room * sizeof *r, 2 * (l->records + n) * sizeof *r);
            room = 2 * (l->records + n);
        }
        for (size_t i = 0; i < n; i++)
            l->record[l->records++] = r[i];
        after = n ? r[n - 1].id : after;
    }
}

/* Pairs by the linkage, each judged once more as the page will judge it. */
static void link_records(struct db *db, struct looking *l)
{
    struct arena *linking = arena_inside(l->own), *passing = arena_inside(l->own);
    struct link_record *record = arena_array(linking, struct link_record, l->records + 1);
    for (size_t i = 0; i < l->records; i++)
        record[i] = record_of(&l->record[i]);
    const struct link_result *r = link_all(linking, record, l->records, &(struct link_options){ .least = least_asked });
    struct likeness as = { .model = r->model, .children = (int64_t)l->records };
    l->model = link_model_text(l->own, &r->model);
    l->found = arena_array(l->own, struct found, r->pairs + 1);
    db->arena = passing;
    for (size_t i = 0; i < r->pairs; i++) {
        const struct records_to_link *x = &l->record[r->pair[i].a], *y = &l->record[r->pair[i].b];
        struct match_result m = likeness_judge(db, &as, x, y);
        if (m.probability_per_mille >= PAIR_WORTH_SHOWING)
            l->found[l->pairs++] = (struct found){ x->id < y->id ? x->id : y->id, x->id < y->id ? y->id : x->id, m.probability_per_mille, m.is_household };
        arena_reset(passing);
    }
    db->arena = l->own;
    arena_free(passing);
    arena_free(linking);
    qsort(l->found, l->pairs, sizeof *l->found, by_children);
}

static void keep(struct db *db, const struct found *f, const char *today, int64_t by)
{
    keep_pair(db, &(struct keep_pair){ .id = new_id(), .child = f->child, .other = f->other, .per_mille = f->per_mille, .is_household = f->is_household, .found_on = today, .found_by = by });
}

/* What stands already and still holds is marked by per_mille 0; what no longer holds goes. */
static void compare_with_before(struct db *db, struct looking *l)
{
    size_t n = 1;
    for (int64_t after = 0; n;) {
        db_begin_write(db);
        struct pairs_open *p = pairs_open(db, after, CHANGES_AT_ONCE, &n);
        for (size_t i = 0; i < n; i++) {
            struct found key = { .child = p[i].child_id, .other = p[i].other_id };
            struct found *f = bsearch(&key, l->found, l->pairs, sizeof key, by_children);
            if (!f && !p[i].is_kept)
                l->told.dropped += forget_pair(db, p[i].id);
            if (f && f->per_mille != p[i].per_mille)
                keep(db, f, l->today, 0);
            if (f)
                f->per_mille = 0;
            after = p[i].id;
        }
        db_commit(db);
    }
}

static void keep_fresh(struct db *db, struct looking *l)
{
    for (size_t i = 0; i < l->pairs;) {
        db_begin_write(db);
        for (int k = 0; k < CHANGES_AT_ONCE && i < l->pairs; i++, k++)
            if (l->found[i].per_mille && !pair_itself(db, l->found[i].child, l->found[i].other)) {
                keep(db, &l->found[i], l->today, 0);
                l->told.fresh++;
            }
        db_commit(db);
    }
}

struct pairs_found pairs_find_all(struct db *db, const char *today)
{
    struct arena *before = db->arena;
    struct looking l = { .own = arena_inside(before), .today = today };
    db_begin_write(db);          /* one that is cut off from here on is done again: learned_on is "" */
    begin_to_learn(db);
    compare_nobody(db);
    db_commit(db);
    db_read_much(db, true);
    db_begin_read(db);
    read_records(db, &l);
    link_records(db, &l);
    db_commit(db);
    compare_with_before(db, &l);
    keep_fresh(db, &l);
    db_begin_write(db);
    keep_likeness(db, &(struct keep_likeness){ .model = l.model, .children = (int64_t)l.records, .learned_on = today });
    db_commit(db);
    db_read_much(db, false);
    db->arena = before;
    l.told.children = (int64_t)l.records;
    l.told.pairs = (int64_t)l.pairs;
    arena_free(l.own);
    return l.told;
}

/* ---- one record ---- */

static struct records_to_link *sharing_keys(struct db *db, const struct records_to_link *r, size_t *n)
{
    size_t keys;
    struct match_person p = { r->given_name, r->family_name, r->known_as, r->born_on, r->sex, r->postcode, r->nhs_number };
    const char *const *key = match_block_keys(db->arena, &p, &keys);
    struct records_sharing_keys_with q = { .but = r->id };
    const char **slot = &q.k0;
    _Static_assert(offsetof(struct records_sharing_keys_with, k63) - offsetof(struct records_sharing_keys_with, k0) == 63 * sizeof(char *), "one slot for each key");
    for (size_t i = 0; i < MATCH_KEYS_MOST; i++)
        slot[i] = i < keys ? key[i] : "";
    return records_sharing_keys(db, &q, n);
}

static struct found judged(struct db *db, const struct likeness *l, const struct records_to_link *x, const struct records_to_link *y)
{
    struct match_result m = likeness_judge(db, l, x, y);
    return (struct found){ x->id < y->id ? x->id : y->id, x->id < y->id ? y->id : x->id, m.probability_per_mille, m.is_household };
}

/* Pairs that stood open: one that nobody has said anything about goes if it no longer holds, another is told how it stands now. */
static void judge_open_anew(struct db *db, const struct likeness *l, const struct records_to_link *r, const char *today)
{
    size_t n;
    struct pairs_open *p = pairs_open_of(db, r->id, &n);
    for (size_t i = 0; i < n; i++) {
        struct records_to_link *other = record_to_link(db, p[i].child_id == r->id ? p[i].other_id : p[i].child_id);
        struct found f = other ? judged(db, l, r, other) : (struct found){ 0 };
        if (other && (f.per_mille >= PAIR_WORTH_SHOWING || p[i].is_kept))
            keep(db, &f, today, 0);
        else
            forget_pair(db, p[i].id);
    }
}

static void compare_one(struct db *db, const struct likeness *l, int64_t child, const char *today)
{
    struct records_to_link *r = record_to_link(db, child);
    if (!r)
        return;
    size_t n;
    judge_open_anew(db, l, r, today);
    struct records_to_link *other = sharing_keys(db, r, &n);
    for (size_t i = 0; i < n; i++) {
        struct found f = judged(db, l, r, &other[i]);
        if (f.per_mille >= PAIR_WORTH_SHOWING)
            keep(db, &f, today, 0);
    }
}

int64_t pairs_find_next(struct db *db, const char *today, int64_t most)
{
    size_t n;
    db_begin_write(db);
    struct next_to_compare *next = next_to_compare(db, most, &n);
    struct likeness *l = n ? likeness_of(db) : NULL;
    for (size_t i = 0; i < n; i++) {
        compare_one(db, l, next[i].child_id, today);
        compare_child_no_more(db, next[i].child_id);
    }
    db_commit(db);
    return (int64_t)n;
}

int64_t pair_of(struct act a, int64_t child, int64_t other)
{
    struct records_to_link *x = record_to_link(a.db, child), *y = record_to_link(a.db, other);
    if (!x || !y || child == other)
        return 0;
    struct found f = judged(a.db, likeness_of(a.db), x, y);
    if (!pair_itself(a.db, f.child, f.other))
        keep(a.db, &f, a.today, a.person_id);
    struct pair_itself *p = pair_itself(a.db, f.child, f.other);
    return p ? p->id : 0;
}
