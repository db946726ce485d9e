/*
 * Lists that change by law or local choice, and the authority's settings.
 * Both are small and read on every page, so they are kept in memory: read at
 * start and again after an administrator's change.  The old copy is left to
 * those who still read it (a few kilobytes, a few times a year).
 */
#include "app/people/people.h"
#include "app/people/people.sql.h"
#include "web/form.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* place: where a code is found by its list and itself; places is a power of two, at least twice the codes. */
struct kept {
    struct arena arena;
    struct all_codes *code;
    size_t codes;
    struct authority_settings *setting;
    size_t settings;
    const struct all_codes **place;
    size_t places;
    struct kept *older;
};

static _Atomic(struct kept *) kept_now;

/* { list, code, label, note, source, from, to }: domain.md 1.2-1.5, 2.7; a reform arrives as rows with a from. */
static const char *const seed[][7] = {
#include "app/people/codes_seed.h"
};

void codes_seed(struct db *db)
{
    for (size_t i = 0; i < sizeof seed / sizeof *seed; i++)
        add_code(db, seed[i][0], seed[i][1], seed[i][2], seed[i][3], (int64_t)i, seed[i][5], seed[i][6], seed[i][4]);
}

static size_t mixed(size_t hash, const char *text)
{
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
    return hash;
}

/* Where this code stands, or would stand. */
static const struct all_codes **place_of(const struct kept *k, const char *list, const char *code)
{
    size_t at = mixed(mixed(0xcbf29ce484222325u, list), code);
    for (;; at++) {
        const struct all_codes **p = &k->place[at & (k->places - 1)];
        if (!*p || (strcmp((*p)->code, code) == 0 && strcmp((*p)->list, list) == 0))
            return p;
    }
}

static void place_all(struct kept *k)
{
    for (k->places = 2; k->places < 2 * k->codes; k->places *= 2)
        ;
    k->place = arena_array(&k->arena, const struct all_codes *, k->places);
    for (size_t i = 0; i < k->codes; i++)
        *place_of(k, k->code[i].list, k->code[i].code) = &k->code[i];
}

static void load(struct db *db)
{
    struct kept *k = calloc(1, sizeof *k);
    if (!k)
        abort();
    struct arena *before = db->arena;
    db->arena = &k->arena;
    k->code = all_codes(db, &k->codes);
    k->setting = authority_settings(db, &k->settings);
    db->arena = before;
    place_all(k);
    k->older = atomic_load(&kept_now);
    atomic_store(&kept_now, k);
}

void codes_load(struct db *db) { load(db); }
void authority_load(struct db *db) { load(db); }

static const struct all_codes *find(const char *list, const char *code)
{
    const struct kept *k = atomic_load(&kept_now);
    return k ? *place_of(k, list, code) : NULL;
}

const char *code_label(const char *list, const char *code)
{
    const struct all_codes *c = find(list, code);
    return c ? c->label : code;
}

const char *code_note(const char *list, const char *code)
{
    const struct all_codes *c = find(list, code);
    return c ? c->note : "";
}

bool code_exists(const char *list, const char *code) { return find(list, code) != NULL; }

static const struct choice *choices_of(struct web *w, const char *list, bool ever)
{
    struct kept *k = atomic_load(&kept_now);
    size_t n = 0;
    struct choice *c = arena_array(w->arena, struct choice, (k ? k->codes : 0) + 1);
    for (size_t i = 0; k && i < k->codes; i++) {
        const struct all_codes *r = &k->code[i];
        bool now = (!*r->from_on || strcmp(r->from_on, w->today) <= 0) && (!*r->to_on || strcmp(r->to_on, w->today) > 0);
        if ((now || ever) && strcmp(r->list, list) == 0)
            c[n++] = (struct choice){ r->code, r->label, NULL };
    }
    return c;
}

const struct choice *code_choices(struct web *w, const char *list) { return choices_of(w, list, false); }
const struct choice *code_choices_ever(struct web *w, const char *list) { return choices_of(w, list, true); }

const char *const authority_names[][3] = {
    { "name", "Name of the authority", "Marchfield Council" },
    { "service", "Name of the service", "Early Years Inclusion Service" },
    { "colour", "Colour, like #00594c", "#00594c" },
    { "telephone", "Telephone for families", "01632 960 100" },
    { "email", "Email for families", "inclusion@marchfield.example" },
    { "urgent_telephone", "Telephone of children's social care", "01632 960 999" },
    { "privacy_notice_version", "Version of the privacy notice", "2026-09" },
    { "answer_working_days", "Working days in which a request is answered", "5" },
    { "postcodes", "Postcodes of the authority", "" },
    { "digest_hour", "Hour from which digests of the day are sent (0 to 23)", "7" },
    { "review_weeks", "Weeks after which a plan is reviewed", "12" },
    { "suppress_below", "Counts below this are hidden from people without case access", "5" },
    { "funding_quorum", "Members of the inclusion fund's panel without a link to an application, for a decision", "2" },
    { "funding_appeal_days", "Working days in which an appeal to the inclusion fund is decided", "20" },
    { "logo", "Logo", "" },
    { NULL, NULL, NULL }
};

static const char *authority_value(const char *name)
{
    struct kept *k = atomic_load(&kept_now);
    for (size_t i = 0; k && i < k->settings; i++)
        if (strcmp(k->setting[i].name, name) == 0)
            return k->setting[i].value;
    for (size_t i = 0; authority_names[i][0]; i++)
        if (strcmp(authority_names[i][0], name) == 0)
            return authority_names[i][2];
    return "";
}

/* A number in groups is told from left to right among words that run from right to left. */
const char *authority(struct web *w, const char *name)
{
    const char *value = authority_value(name);
    bool is_number = strcmp(name, "telephone") == 0 || strcmp(name, "urgent_telephone") == 0;
    return is_number && *value && w->out.language && w->out.language->is_rtl ? arena_print(w->arena, "\u2066%s\u2069", value) : value;
}
