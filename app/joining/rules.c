/* What both records have, and who may see: see rules.h. */
#include "app/joining/rules.h"
#include "app/child/words.h"
#include "base/check_digit.h"
#include "base/text.h"

#include <string.h>

enum { RANKS = 9, APART = 1000 };

/* ---- statuses ---- */

/* "": of a status that holds; an end that is only held open while rows move (undo.c) counts as none. */
static bool ends_after(const char *to_on, const char *day) { return !*to_on || strcmp(to_on, day) > 0; }

void rules_chain(struct journal *j, int64_t child, int64_t other, const char *axis, bool reopens)
{
    size_t n;
    struct statuses_of_both *s = statuses_of_both(j->act.db, child, other, &n);
    struct arena *a = j->act.db->arena;
    bool *is_last = arena_array(a, bool, n + 1);
    for (size_t i = 0; i < n; i++) {
        is_last[i] = i + 1 == n || strcmp(s[i].axis, s[i + 1].axis) != 0;
        bool is_asked = !axis || strcmp(axis, s[i].axis) == 0;
        if (is_asked && !is_last[i] && ends_after(s[i].to_on, s[i + 1].from_on))
            journal_set(j, "child_status", key_of(a, s[i].id), s[i].child_id, "to_on", s[i + 1].from_on);
    }
    for (size_t i = 0; i < n; i++)       /* only now: two may not hold at once */
        if (is_last[i] && (!axis || strcmp(axis, s[i].axis) == 0) && (reopens || strcmp(s[i].to_on, STATUS_HELD) == 0))
            journal_set(j, "child_status", key_of(a, s[i].id), s[i].child_id, "to_on", "");
}

/* ---- needs ---- */

static bool has_need(const struct needs_open *need, size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(need[i].code, code) == 0)
            return true;
    return false;
}

/* The other's needs come after the child's own; one that both have, and what is more than nine, ends today. */
static void settle_needs(struct journal *j)
{
    size_t n, others, more = 0;
    struct arena *a = j->act.db->arena;
    struct needs_open *own = needs_open(j->act.db, j->child, &n), *other = needs_open(j->act.db, j->other, &others);
    for (size_t i = 0; i < others; i++)
        if (has_need(own, n, other[i].code) || n + more + 1 > RANKS)
            journal_set(j, "need", key_of(a, other[i].id), j->other, "to_on", j->act.today);
        else
            other[more++] = other[i];
    for (size_t i = more; i-- > 0;)      /* the last first, so that no two have one rank on the way */
        journal_set_number(j, "need", other[i].id, j->other, "rank#", (int64_t)(n + i + 1));
}

void rules_rank(struct journal *j, int64_t child)
{
    size_t n;
    struct needs_open *need = needs_open(j->act.db, child, &n);
    for (size_t i = 0; i < n; i++)
        journal_set_number(j, "need", need[i].id, child, "rank#", (int64_t)(i + 1));
}

/* ---- settings and professionals ---- */

/* One place at one setting: what began first stands, with the hours and the key person that either knows. */
static void settle_one_place(struct journal *j, const struct placements_open *first, int64_t with, const struct placements_open *second, int64_t seconds)
{
    struct arena *a = j->act.db->arena;
    if (!first->hours)
        journal_set_number(j, "placement", first->id, with, "hours#", second->hours);
    if (!*first->key_person)
        journal_set(j, "placement", key_of(a, first->id), with, "key_person", second->key_person);
    journal_set(j, "placement", key_of(a, second->id), seconds, "to_on", second->from_on);
}

static void settle_placements(struct journal *j)
{
    size_t n, others;
    struct placements_open *own = placements_open(j->act.db, j->child, &n), *other = placements_open(j->act.db, j->other, &others);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < others; k++)
            if (own[i].setting_id == other[k].setting_id) {
                bool own_first = strcmp(own[i].from_on, other[k].from_on) <= 0;
                settle_one_place(j, own_first ? &own[i] : &other[k], own_first ? j->child : j->other, own_first ? &other[k] : &own[i], own_first ? j->other : j->child);
                break;
            }
}

static const struct professionals_open *lead_of(const struct professionals_open *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i].is_lead)
            return &p[i];
    return NULL;
}

/* Whoever works with both stands once; the lead of the record that stands leads on. */
static void settle_professionals(struct journal *j)
{
    size_t n, others;
    struct arena *a = j->act.db->arena;
    struct professionals_open *own = professionals_open(j->act.db, j->child, &n), *other = professionals_open(j->act.db, j->other, &others);
    const struct professionals_open *lead = lead_of(own, n), *led = lead_of(other, others);
    if (lead && led)
        journal_set_number(j, "professional", led->id, j->other, "is_lead#", 0);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < others; k++) {
            if (!own[i].person_id || own[i].person_id != other[k].person_id)
                continue;
            journal_set(j, "professional", key_of(a, other[k].id), j->other, "to_on", j->act.today);
            if (!lead && &other[k] == led)
                journal_set_number(j, "professional", own[i].id, j->child, "is_lead#", 1);
        }
}

/* ---- parents and carers ---- */

static bool same_text(struct arena *a, const char *x, const char *y) { return *x && *y && strcmp(text_fold(a, x), text_fold(a, y)) == 0; }

/* As far as can be told: the account, the name, the telephone or the e-mail address. */
static bool same_carer(struct arena *a, const struct carers_of_record *x, const struct carers_of_record *y)
{
    const char *telephone = telephone_digits(a, x->telephone);
    return (x->person_id && x->person_id == y->person_id) || same_text(a, x->name, y->name) || same_text(a, x->email, y->email)
        || (*telephone && strcmp(telephone, telephone_digits(a, y->telephone)) == 0);
}

static const struct carers_of_record *found(struct arena *a, const struct carers_of_record *who, const struct carers_of_record *among, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (same_carer(a, who, &among[i]))
            return &among[i];
    return NULL;
}

/* WHO was checked on both records, or the other one names nobody whom WHO's own does not. */
static bool keeps_sight(struct arena *a, const struct carers_of_record *who, const struct carers_of_record *own, size_t n, const struct carers_of_record *other, size_t others)
{
    for (size_t i = 0; i < others; i++)
        if (other[i].person_id == who->person_id && *other[i].verified_on)
            return true;
    for (size_t i = 0; i < others; i++)
        if (!found(a, &other[i], own, n))
            return false;
    return true;
}

static size_t add_paused(struct db *db, struct rules_paused *p, size_t at, const struct carers_of_record *own, size_t n, const struct carers_of_record *other, size_t others)
{
    for (size_t i = 0; i < n; i++)
        if (own[i].person_id && *own[i].verified_on && !keeps_sight(db->arena, &own[i], own, n, other, others))
            p[at++] = (struct rules_paused){ own[i].name, own[i].id };
    return at;
}

struct rules_paused *rules_paused(struct db *db, int64_t child, int64_t other, size_t *n)
{
    size_t own, others;
    struct carers_of_record *x = carers_of_record(db, child, &own), *y = carers_of_record(db, other, &others);
    struct rules_paused *p = arena_array(db->arena, struct rules_paused, own + others + 1);
    *n = add_paused(db, p, 0, x, own, y, others);
    *n = add_paused(db, p, *n, y, others, x, own);
    return p;
}

static void hide_address(struct journal *j, const struct carers_of_record *own, size_t n, int64_t record, const struct carers_of_record *other, size_t others)
{
    for (size_t i = 0; i < n; i++) {
        const struct carers_of_record *same = found(j->act.db->arena, &own[i], other, others);
        if (same && same->is_address_hidden)
            journal_set_number(j, "carer", own[i].id, record, "is_address_hidden#", 1);
    }
}

/* An address hidden from a carer on one record stays hidden from them; a parent checked on one record only may have to be checked anew. */
static void settle_carers(struct journal *j)
{
    size_t own, others, n;
    struct db *db = j->act.db;
    struct rules_paused *p = rules_paused(db, j->child, j->other, &n);
    struct carers_of_record *x = carers_of_record(db, j->child, &own), *y = carers_of_record(db, j->other, &others);
    hide_address(j, x, own, j->child, y, others);
    hide_address(j, y, others, j->other, x, own);
    for (size_t i = 0; i < n; i++) {
        journal_set(j, "carer", key_of(db->arena, p[i].carer), j->child, "verified_on", "");
        journal_set(j, "carer", key_of(db->arena, p[i].carer), j->other, "verified_on", "");
    }
}

/* ---- what features have named ---- */

/* First to where nothing is, then to where they belong: two may never have one number. */
static void number_table(struct journal *j, struct joining_table *t, int64_t child, int64_t other)
{
    size_t n;
    struct arena *a = j->act.db->arena;
    struct joining_row *r = joining_rows_numbered(j->act.db, t, child, other, &n);
    const char *column = arena_print(a, "%s#", joining_of(t)->by), *name = joining_of(t)->name;
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < n; i++) {
            const char *number = key_of(a, (int64_t)(i + 1)), *apart = key_of(a, (int64_t)(APART + i));
            if (strcmp(r[i].words, number) == 0)
                continue;
            journal_set(j, name, r[i].key, child, column, pass ? number : apart);
            journal_set(j, name, r[i].key, other, column, pass ? number : apart);
        }
}

void rules_number(struct journal *j, int64_t child, int64_t other)
{
    size_t n;
    struct joining_table *const *t = joining_tables(j->site, &n);
    for (size_t i = 0; i < n; i++)
        if (joining_of(t[i])->rule == ROWS_GO_NUMBERED)
            number_table(j, t[i], child, other);
}

void rules_settle(struct journal *j)
{
    rules_chain(j, j->child, j->other, NULL, false);
    settle_needs(j);
    settle_placements(j);
    settle_professionals(j);
    settle_carers(j);
    rules_number(j, j->child, j->other);
}

/* ---- what stands against it ---- */

const char **rules_against(struct db *db, const struct site *site, const struct child_by_id *x, const struct child_by_id *y, size_t *n)
{
    size_t tables;
    struct joining_table *const *t = joining_tables(site, &tables);
    const char **why = arena_array(db->arena, const char *, tables + 2);
    *n = 0;
    if (nhs_number_is_valid(x->nhs_number) && nhs_number_is_valid(y->nhs_number) && strcmp(x->nhs_number, y->nhs_number) != 0)
        why[(*n)++] = "The two have different NHS numbers, both valid, so they are two children. If one of the numbers is wrong, put that record right first.";
    for (size_t i = 0; i < tables; i++)
        if (joining_of(t[i])->rule == ONE_OPEN && joining_has_open(db, t[i], x->id) && joining_has_open(db, t[i], y->id))
            why[(*n)++] = arena_print(db->arena, "%s: both records have one that is open. Close one of them first.", joining_of(t[i])->label);
    return why;
}
