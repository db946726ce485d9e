/*
 * Whom a row is about: the matching engine of the forms (lib/match), asked for
 * each row against the register and against the rows above it.  Called by
 * stage.c in the order of the list.  Certain is only what match.h calls
 * certain, and only where no second record comes near; the rest is for a
 * person.
 */
#include "app/imports/imports.h"
#include "app/child/change.sql.h"
#include "base/check_digit.h"
#include "base/date.h"
#include "base/text.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { LOOK_AT_MOST = 60, CHUNK = 1 << 12, CHUNKS = 1 << 14, SLOTS = 1 << 16 };      /* LOOK_AT_MOST: earlier rows under one key */

/* A key of a row above: half of its hash, for the slot is the rest; the next of its slot, 0 none, else from 1. */
struct above { uint32_t key, row, next; };
struct new_row { size_t line; struct match_person person; };
struct seen { int64_t id; const char *place; size_t line; };

struct import_comparing {
    struct spool *kept;              /* what is kept of the rows so far: of a long list too much for memory */
    struct db *db;
    const struct import_source *source;
    const char *today;
    struct above *above[CHUNKS];     /* in chunks, which are never copied: there may be millions */
    struct new_row *row[CHUNKS];     /* rows so far whose child is new */
    size_t aboves, rows;
    uint32_t slot[SLOTS];
    struct seen *seen;               /* children that rows so far are about, by open addressing */
    size_t seens, seen_room;
    struct notifications_since *notified;
    size_t notifieds;
    struct settings_for_import *setting;
    size_t settings;
};

struct import_comparing *import_comparing_new(struct arena *a, struct db *db, const struct import_source *source, const char *today)
{
    struct import_comparing *c = arena_new(a, struct import_comparing);
    c->kept = spool_new(a);
    c->db = db;
    c->source = source;
    c->today = today;
    if (source->about == ABOUT_REQUESTS)
        c->notified = notifications_since(db, date_add_months(a, today, -12), &c->notifieds);
    if (source->about == ABOUT_SETTINGS)
        c->setting = all_settings_for_import(db, &c->settings);
    return c;
}

/* ---- rows above ---- */

static uint64_t key_number(const char *key)
{
    uint64_t h = 14695981039346656037u;      /* FNV-1a */
    for (; *key; key++)
        h = (h ^ (unsigned char)*key) * 1099511628211u;
    return h;
}

static uint32_t *slot_of(struct import_comparing *c, uint64_t key) { return &c->slot[key & (SLOTS - 1)]; }

/* Numbered from 1. */
static const struct above *above_at(const struct import_comparing *c, uint32_t at) { return &c->above[(at - 1) / CHUNK][(at - 1) % CHUNK]; }
static const struct new_row *new_row_at(const struct import_comparing *c, uint32_t at) { return &c->row[at / CHUNK][at % CHUNK]; }

static void remember_key(struct import_comparing *c, uint64_t key, uint32_t row)
{
    uint32_t *slot = slot_of(c, key);
    if (c->aboves == (size_t)CHUNK * CHUNKS)
        return;                      /* 67 million keys: no list has so many */
    if (c->aboves % CHUNK == 0)
        c->above[c->aboves / CHUNK] = spool_array(c->kept, struct above, CHUNK);
    c->above[c->aboves / CHUNK][c->aboves % CHUNK] = (struct above){ (uint32_t)(key >> 32), row, *slot };
    *slot = (uint32_t)++c->aboves;
}

static const char *kept(struct import_comparing *c, const char *text)
{
    size_t size = strlen(text) + 1;
    return size > 1 ? memcpy(spool_array(c->kept, char, size), text, size) : "";
}

static void remember_row(struct import_comparing *c, const struct import_row *r, const char *const *key, size_t keys)
{
    const struct match_person *p = &r->person;
    if (c->rows % CHUNK == 0)
        c->row[c->rows / CHUNK] = spool_array(c->kept, struct new_row, CHUNK);
    c->row[c->rows / CHUNK][c->rows % CHUNK] = (struct new_row){ r->line,
        { kept(c, p->given), kept(c, p->family), kept(c, p->also_known_as), kept(c, p->born_on), kept(c, p->sex), kept(c, p->postcode), kept(c, p->nhs_number) } };
    for (size_t k = 0; k < keys; k++)
        remember_key(c, key_number(key[k]), (uint32_t)c->rows);
    c->rows++;
}

/* ---- candidates ---- */

struct candidate { int64_t id; size_t line; int64_t per_mille; };    /* a child, or (id 0) a row above */
struct candidates { struct candidate at[MAYBE_MOST]; size_t n; };

static void consider(struct candidates *list, struct candidate one)
{
    if (one.per_mille < MATCH_WORTH_SHOWING)
        return;
    size_t at = list->n < MAYBE_MOST ? list->n++ : MAYBE_MOST;
    while (at > 0 && list->at[at - 1].per_mille < one.per_mille) {
        if (at < MAYBE_MOST)
            list->at[at] = list->at[at - 1];
        at--;
    }
    if (at < MAYBE_MOST)
        list->at[at] = one;
}

static void look_in_register(struct import_comparing *c, const struct import_row *r, const char *const *key, size_t keys, struct candidates *list)
{
    struct arena *a = c->db->arena;
    struct import_candidates_with q = { 0 };
    const char **slot = &q.k0;
    _Static_assert(offsetof(struct import_candidates_with, k63) == 63 * sizeof(char *), "one slot for each key");
    for (size_t i = 0; i < MATCH_KEYS_MOST; i++)
        slot[i] = i < keys ? key[i] : "";
    size_t n;
    struct import_candidates *k = import_candidates(c->db, &q, &n);
    for (size_t i = 0; i < n; i++) {
        struct match_person known = { k[i].given_name, k[i].family_name, k[i].known_as, k[i].born_on, k[i].sex, k[i].postcode, k[i].nhs_number };
        struct match_result m = match_compare(a, &r->person, &known);
        if (!m.is_vetoed)
            consider(list, (struct candidate){ k[i].id, 0, m.probability_per_mille });
    }
}

static bool is_listed(const struct candidates *list, size_t line)
{
    for (size_t i = 0; i < list->n; i++)
        if (!list->at[i].id && list->at[i].line == line)
            return true;
    return false;
}

static void look_above(struct import_comparing *c, const struct import_row *r, const char *const *key, size_t keys, struct candidates *list)
{
    for (size_t k = 0; k < keys; k++) {
        uint64_t number = key_number(key[k]);
        int looked = 0;
        for (uint32_t at = *slot_of(c, number); at && looked < LOOK_AT_MOST; at = above_at(c, at)->next) {
            const struct new_row *other = new_row_at(c, above_at(c, at)->row);
            if (above_at(c, at)->key != (uint32_t)(number >> 32) || is_listed(list, other->line))
                continue;
            looked++;
            struct match_result m = match_compare(c->db->arena, &r->person, &other->person);
            if (!m.is_vetoed)
                consider(list, (struct candidate){ 0, other->line, m.probability_per_mille });
        }
    }
}

/* "1234 -12": a child, and line 12 of this list. */
static const char *candidates_text(struct arena *a, const struct candidates *list)
{
    const char *part[MAYBE_MOST];
    for (size_t i = 0; i < list->n; i++)
        part[i] = list->at[i].id ? arena_print(a, "%lld", (long long)list->at[i].id) : arena_print(a, "-%zu", list->at[i].line);
    return pack_join(a, part, list->n, ' ');
}

/* ---- one child twice in a list ---- */

/* Told of the same child, at the same place, before: the line; 0 = not. Remembers it. */
static size_t told_before(struct import_comparing *c, int64_t id, const char *place, size_t line)
{
    if (c->seens * 2 >= c->seen_room) {
        size_t room = c->seen_room ? c->seen_room * 2 : 1024;
        struct seen *old = c->seen;
        size_t old_room = c->seen_room;
        c->seen = spool_array(c->kept, struct seen, room);
        c->seen_room = room;
        c->seens = 0;
        for (size_t i = 0; i < old_room; i++)
            if (old[i].id)
                told_before(c, old[i].id, old[i].place, old[i].line);
    }
    size_t at = (size_t)((uint64_t)id * 11400714819323198485u >> 20) & (c->seen_room - 1);
    for (; c->seen[at].id; at = (at + 1) & (c->seen_room - 1))
        if (c->seen[at].id == id && strcmp(c->seen[at].place, place) == 0)
            return c->seen[at].line;
    c->seen[at] = (struct seen){ id, kept(c, place), line };
    c->seens++;
    return 0;
}

static void wrong(struct import_row *r, const char *fault)
{
    r->kind = "wrong";
    r->faults = fault;
}

int64_t import_number_of_other(struct db *db, const char *nhs_number, const char *upn, int64_t child)
{
    struct child_with_nhs_number *n = child_with_nhs_number(db, nhs_number);
    struct child_with_upn *u = child_with_upn(db, upn);
    return n && n->id != child ? n->id : u && u->id != child ? u->id : 0;
}

static void check_taken(struct import_comparing *c, struct import_row *r)
{
    bool numbers = *r->nhs_number || *r->upn;
    if (numbers && (strcmp(r->kind, "new") == 0 || strcmp(r->kind, "same") == 0) && import_number_of_other(c->db, r->nhs_number, r->upn, r->about_id))
        wrong(r, "Another child in the register has this NHS number or UPN. Check it, and compare the two records");
}

/* ---- whom a row is about ---- */

static void about_child(struct import_comparing *c, struct import_row *r, const char *place)
{
    size_t keys;
    const char *const *key = match_block_keys(c->db->arena, &r->person, &keys);
    struct candidates list = { .n = 0 };
    look_in_register(c, r, key, keys, &list);
    look_above(c, r, key, keys, &list);
    r->likeness = list.n ? list.at[0].per_mille : 0;
    r->maybe = candidates_text(c->db->arena, &list);
    bool certain = list.n && list.at[0].per_mille >= MATCH_CERTAIN && (list.n == 1 || list.at[1].per_mille < MATCH_CERTAIN);
    r->kind = certain ? "same" : list.n ? "unsure" : "new";
    if (certain && list.at[0].id)
        r->about_id = list.at[0].id;
    else if (certain) {
        r->kind = "new";
        r->first_line = (int64_t)list.at[0].line;
    }
    size_t before = certain ? told_before(c, r->about_id ? r->about_id : -r->first_line, place, r->line) : 0;
    if (before)
        wrong(r, arena_print(c->db->arena, "The same child stands in line %zu already", before));
    check_taken(c, r);
    if (!r->about_id && !r->first_line && strcmp(r->kind, "wrong") != 0) {
        told_before(c, -(int64_t)r->line, place, r->line);
        remember_row(c, r, key, keys);
    }
}

/* The same child with the same day of birth, notified within the last year: it waits in the queue, or was answered. */
static const struct notifications_since *notified_before(struct import_comparing *c, const struct import_row *r)
{
    for (size_t i = 0; i < c->notifieds; i++) {
        const struct notifications_since *q = &c->notified[i];
        if (strcmp(q->born_on, r->born_on) != 0)
            continue;
        struct match_person known = { q->given_name, q->family_name, "", q->born_on, "", "", q->nhs_number };
        bool number = nhs_number_is_valid(r->nhs_number) && strcmp(q->nhs_number, r->nhs_number) == 0;
        const char *a = text_fold(c->db->arena, arena_print(c->db->arena, "%s %s", known.given, known.family));
        if (number || strcmp(a, text_fold(c->db->arena, r->name)) == 0)
            return q;
    }
    return NULL;
}

static void about_request(struct import_comparing *c, struct import_row *r)
{
    const struct notifications_since *q = notified_before(c, r);
    about_child(c, r, "");
    if (strcmp(r->kind, "wrong") == 0 && !strstr(r->faults, "stands in line"))
        r->faults = "";              /* whose number it is, triage will see: a notification is taken in whatever it says */
    else if (strcmp(r->kind, "wrong") == 0)
        return;
    r->kind = q || r->first_line ? "same" : "new";
    r->differs = q ? arena_print(c->db->arena, "Notified already%c%s%c", PACK_PART, q->reference, PACK_PART) : "";
}

static void about_setting(struct import_comparing *c, struct import_row *r)
{
    const char *urn = r->upn, *folded = text_fold(c->db->arena, r->name);
    r->kind = "new";
    for (size_t i = 0; i < c->settings && !r->about_id; i++)
        if (*urn && strcmp(c->setting[i].urn, urn) == 0)
            r->about_id = c->setting[i].id;
    for (size_t i = 0; i < c->settings && !r->about_id; i++)
        if (!*c->setting[i].urn && strcmp(text_fold(c->db->arena, c->setting[i].name), folded) == 0 && (!*c->setting[i].postcode || strcmp(c->setting[i].postcode, r->person.postcode) == 0))
            r->about_id = c->setting[i].id;
    size_t before = told_before(c, r->about_id ? r->about_id : (int64_t)(key_number(urn) >> 2) | 1, urn, r->line);
    if (r->about_id)
        r->kind = "same";
    if (before)
        wrong(r, arena_print(c->db->arena, "The same URN stands in line %zu already", before));
}

void import_compare(struct import_comparing *c, struct import_row *r, const char *place)
{
    r->differs = r->maybe = "";
    if (c->source->about == ABOUT_SETTINGS)
        about_setting(c, r);
    else if (c->source->about == ABOUT_REQUESTS)
        about_request(c, r);
    else
        about_child(c, r, place);
}
