/*
 * What a list says that the register does not: old and new side by side, for
 * the page; an empty cell says nothing, and so changes nothing.  Called by
 * stage.c and, when somebody decides, by review.c.  Reads the register, writes nothing.
 */
#include "app/imports/imports.h"
#include "app/child/facts.h"
#include "app/setting/setting.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

const char *const import_child_fields[] = { "given_name", "family_name", "known_as", "born_on", "sex", "nhs_number", "upn", "ethnicity", "home_language", "address", "postcode", "area",
    "needs_interpreter", "is_address_restricted", "first_concern_on", NULL };

const char *import_child_fact(struct arena *a, const struct child_by_id *c, const char *field)
{
    const char *value = child_fact(a, c, field);
    return strcmp(value, "none") == 0 ? "" : value;
}

static bool is_words(const char *field)
{
    static const char *const words[] = { "given_name", "family_name", "known_as", "address", "area", "name", "kind" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], field) == 0)
            return true;
    return false;
}

/* Letter case and punctuation are no news of a name or an address. */
bool import_is_other(const char *field, struct arena *a, const char *was, const char *told)
{
    if (!*told || strcmp(was, told) == 0)
        return false;
    return !is_words(field) || strcmp(text_fold(a, was), text_fold(a, told)) != 0;
}

struct differing { struct arena *arena; struct import_reader *reader; const char *told; const char *part[40]; size_t n; };

static void differs(struct differing *d, const char *label, const char *was, const char *now)
{
    if (d->n < sizeof d->part / sizeof *d->part)
        d->part[d->n++] = arena_print(d->arena, "%s%c%s%c%s", label, PACK_PART, was, PACK_PART, now);
}

static const char *told(struct differing *d, const char *field) { return pack_value(d->arena, d->told, field); }

static void compare_facts(struct differing *d, const struct child_by_id *c)
{
    for (size_t i = 0; import_child_fields[i]; i++) {
        const char *field = import_child_fields[i], *now = told(d, field), *was = import_child_fact(d->arena, c, field);
        size_t at = import_column_at(d->reader->source, field);
        if (at != (size_t)-1 && import_is_other(field, d->arena, was, now))
            differs(d, d->reader->source->column[at].field.label, import_value_words(d->arena, d->reader, field, was), import_value_words(d->arena, d->reader, field, now));
    }
}

static const char *setting_words(struct differing *d, const char *field) { return import_value_words(d->arena, d->reader, field, told(d, field)); }

static void compare_places(struct differing *d, const struct import_around *r, int64_t setting)
{
    if (setting && r->has_place && *told(d, "left_setting_on"))
        differs(d, "Left the setting on", "", date_words(d->arena, told(d, "left_setting_on")));
    else if (setting && !r->has_place && !*told(d, "left_setting_on"))
        differs(d, "Setting attended", r->place, setting_words(d, "setting"));
    int64_t school;
    if (text_number(told(d, "school"), &school) && school != r->school_id)
        differs(d, "School", r->school, setting_words(d, "school"));
    if (import_is_other("place_on", d->arena, r->place_on, told(d, "place_on")))
        differs(d, "Place confirmed on", date_words(d->arena, r->place_on), date_words(d->arena, told(d, "place_on")));
}

static void compare_rest(struct differing *d, const struct child_by_id *c, const struct import_around *r)
{
    if (*told(d, "worker") && !r->has_worker)
        differs(d, "Social worker", "", told(d, "worker"));
    if (*told(d, "sen_provision") && strcmp(told(d, "sen_provision"), r->sen_provision) != 0)
        differs(d, "SEN provision", *r->sen_provision ? code_label("sen_provision", r->sen_provision) : "", code_label("sen_provision", told(d, "sen_provision")));
    if (*told(d, "reviewed_on") && !r->has_review)
        differs(d, "Review at two", "", date_words(d->arena, told(d, "reviewed_on")));
    if (*told(d, "known_on") && !*c->known_on)
        differs(d, "Known since", "", date_words(d->arena, told(d, "known_on")));
}

static void compare_setting(struct differing *d, const struct setting_by_id *s)
{
    static const char *const field[] = { "name", "urn", "kind", "postcode", "telephone" };
    const char *was[] = { s->name, s->urn, s->kind, s->postcode, s->telephone };
    for (size_t i = 0; i < sizeof field / sizeof *field; i++)
        if (import_is_other(field[i], d->arena, was[i], told(d, field[i])))
            differs(d, d->reader->source->column[import_column_at(d->reader->source, field[i])].field.label, import_value_words(d->arena, d->reader, field[i], was[i]), import_value_words(d->arena, d->reader, field[i], told(d, field[i])));
    if (import_is_other("address", d->arena, s->address, told(d, "address")))
        differs(d, "Address", s->address, told(d, "address"));
    bool open = strcmp(told(d, "is_open"), "1") == 0;
    if (open != s->is_open)
        differs(d, "Open", s->is_open ? "Yes" : "No", open ? "Yes" : "No");
}

const char *import_differs(struct db *db, struct arena *a, struct import_reader *r, int64_t about, const char *row_told)
{
    struct differing d = { .arena = a, .reader = r, .told = row_told };
    int64_t setting = 0;
    if (r->source->about == ABOUT_SETTINGS) {
        struct setting_by_id *s = setting_by_id(db, about);
        if (s)
            compare_setting(&d, s);
        return pack_join(a, d.part, d.n, PACK_FIELD);
    }
    struct child_by_id *c = child_itself(db, about);
    text_number(told(&d, "setting"), &setting);
    struct import_around *around = import_around(db, about, setting, told(&d, "worker"), told(&d, "reviewed_on"));
    if (!c || !around)
        return "";
    compare_facts(&d, c);
    compare_places(&d, around, setting);
    compare_rest(&d, c, around);
    return pack_join(a, d.part, d.n, PACK_FIELD);
}
