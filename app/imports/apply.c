/*
 * Writing one row: into the register, the queue or the settings, with a note
 * of everything that its undoing must know.  Called by commit.c inside its
 * transaction.  What is written goes through the features' own functions, so
 * that history, timeline and search words are as if it had been typed.
 */
#include "app/imports/imports.h"
#include "app/observation/observation.h"
#include "app/people/audit.h"
#include "app/request/request.h"
#include "app/setting/setting.h"
#include "app/transition/transition.h"
#include "base/date.h"
#include "base/text.h"

#include <stddef.h>
#include <string.h>

void import_note_change(struct import_apply *p, const char *what, int64_t child, int64_t about, const char *field, const char *was)
{
    add_import_change(p->act.db, new_id(), p->import, p->line, what, child, about, field, was);
}

static const char *told_of(struct import_apply *p, const char *told, const char *field) { return pack_value(p->act.db->arena, told, field); }

static void audit_child(struct import_apply *p, int64_t child, const char *fields)
{
    audit_write(p->act.db, &(struct audit_entry){ p->act.now, p->act.person_id, child, "change", "import", fields, "list" }, 1);
}

/* ---- facts of a child ---- */

static const struct { const char *field; size_t at; } text_facts[] = {
    { "given_name", offsetof(struct child_by_id, given_name) }, { "family_name", offsetof(struct child_by_id, family_name) }, { "known_as", offsetof(struct child_by_id, known_as) },
    { "born_on", offsetof(struct child_by_id, born_on) }, { "sex", offsetof(struct child_by_id, sex) }, { "nhs_number", offsetof(struct child_by_id, nhs_number) }, { "upn", offsetof(struct child_by_id, upn) },
    { "ethnicity", offsetof(struct child_by_id, ethnicity) }, { "home_language", offsetof(struct child_by_id, home_language) }, { "address", offsetof(struct child_by_id, address) },
    { "postcode", offsetof(struct child_by_id, postcode) }, { "area", offsetof(struct child_by_id, area) }, { "first_concern_on", offsetof(struct child_by_id, first_concern_on) },
};

void import_set_fact(struct child_by_id *c, const char *field, const char *value)
{
    for (size_t i = 0; i < sizeof text_facts / sizeof *text_facts; i++)
        if (strcmp(text_facts[i].field, field) == 0)
            *(const char **)(void *)((char *)c + text_facts[i].at) = value;
    if (strcmp(field, "needs_interpreter") == 0)
        c->needs_interpreter = *value != 0;
    if (strcmp(field, "is_address_restricted") == 0)
        c->is_address_restricted = *value != 0;
}

/* The names of what was changed, "" if nothing was. */
static const char *change_facts(struct import_apply *p, struct child_by_id *c, const char *told)
{
    struct arena *a = p->act.db->arena;
    const char *changed[32];
    size_t n = 0;
    for (size_t i = 0; import_child_fields[i]; i++) {
        const char *field = import_child_fields[i], *now = told_of(p, told, field), *was = import_child_fact(a, c, field);
        if (!import_is_other(field, a, was, now))
            continue;
        import_note_change(p, "field", c->id, 0, field, was);
        import_set_fact(c, field, now);
        changed[n++] = field;
    }
    if (n)
        child_rewrite(p->act, c);
    return text_join(a, changed, n, " ");
}

/* ---- what stands beside the child ---- */

static void apply_place(struct import_apply *p, int64_t child, const char *told, const struct import_around *r, int64_t setting)
{
    int64_t hours = 0;
    const char *left = told_of(p, told, "left_setting_on"), *from = told_of(p, told, "starts_on");
    text_number(told_of(p, told, "hours"), &hours);
    if (setting && r->has_place && *left) {
        struct placement_at *at = placement_at(p->act.db, child, setting);
        end_placement_by_list(p->act.db, at->id, left);
        import_note_change(p, "placement end", child, at->id, "", "");
        child_event(p->act, child, left, "placement", arena_print(p->act.db->arena, "Left %s", import_value_words(p->act.db->arena, p->reader, "setting", told_of(p, told, "setting"))), "", "", true);
        import_note_change(p, "event", child, 0, "placement", "");
    } else if (setting && !r->has_place && !*left) {
        const char *reason = child_itself(p->act.db, child)->not_in_setting_reason;
        child_add_placement(p->act, child, setting, *from ? from : p->on_day, hours);
        if (*reason)
            import_note_change(p, "no setting reason", child, 0, "", reason);
        import_note_change(p, "placement", child, placement_at(p->act.db, child, setting)->id, "", "");
        import_note_change(p, "event", child, 0, "placement", "");
    }
}

static void apply_school(struct import_apply *p, int64_t child, const char *told, const struct import_around *r)
{
    int64_t school = 0;
    text_number(told_of(p, told, "school"), &school);
    const char *place_on = told_of(p, told, "place_on");
    if (!school || (school == r->school_id && (!*place_on || strcmp(place_on, r->place_on) == 0)))
        return;
    struct start_of s = { .id = child, .school_id = r->school_id, .place_on = r->place_on, .school = r->school, .passport_id = r->passport_id, .passport_school_id = r->passport_school_id };
    import_note_change(p, "school", child, r->school_id, "", r->place_on);
    start_set_place(p->act, &s, school, *place_on ? place_on : school == r->school_id ? r->place_on : "");
}

static void apply_worker(struct import_apply *p, int64_t child, const char *told, const struct import_around *r)
{
    const char *worker = told_of(p, told, "worker");
    if (!*worker || r->has_worker)
        return;
    struct add_professional row = { .id = new_id(), .child_id = child, .name = worker, .job = "Social worker", .organisation = told_of(p, told, "team"), .contact = told_of(p, told, "worker_contact"), .from_on = p->on_day };
    add_professional(p->act.db, &row);
    import_note_change(p, "professional", child, row.id, "", "");
    child_event(p->act, child, p->on_day, "professional", arena_print(p->act.db->arena, "Social worker: %s", worker), "", "", false);
    import_note_change(p, "event", child, 0, "professional", "");
}

static void apply_provision(struct import_apply *p, int64_t child, const char *told, const struct import_around *r)
{
    const char *value = told_of(p, told, "sen_provision");
    if (!*value || strcmp(value, r->sen_provision) == 0)
        return;
    struct status_now *old = status_now(p->act.db, child, "sen_provision");
    child_set_status(p->act, child, "sen_provision", value, p->on_day, arena_print(p->act.db->arena, "From a list: %s", p->source_name));
    import_note_change(p, "status", child, status_now(p->act.db, child, "sen_provision")->id, "sen_provision", old ? arena_print(p->act.db->arena, "%lld", (long long)old->id) : "");
}

/* The answer of the tool that a list gives a part, 0 if it gives none. */
static int64_t band_told(struct import_apply *p, const char *told, const struct observation_kind *k, const char *part)
{
    const char *band = told_of(p, told, arena_print(p->act.db->arena, "%s_band", part));
    for (size_t i = 0; i < k->answers; i++)
        if (*band && strcmp(k->answer[i].label, band) == 0)
            return k->answer[i].id;
    return 0;
}

/* ASQ-3 as it was entered: an observation, with scores, bands or both. */
static void apply_review(struct import_apply *p, int64_t child, const char *told, const struct import_around *r)
{
    struct arena *a = p->act.db->arena;
    const char *on = told_of(p, told, "reviewed_on");
    if (!*on || r->has_review)
        return;
    struct observation_catalogue all = observation_catalogue(p->act.db, true);
    const struct observation_kind *k = observation_kind(&all, observation_tool_coded(p->act.db, "asq3")->id);
    struct observed *value = arena_array(a, struct observed, k->parts + 1);
    size_t n = 0;
    for (size_t i = 0; i < k->parts; i++) {
        int64_t score, answer = band_told(p, told, k, k->part[i].code);
        bool has_score = text_number(told_of(p, told, k->part[i].code), &score);
        if (has_score || answer)
            value[n++] = (struct observed){ .part_id = k->part[i].id, .number = has_score ? score : -1, .answer_id = answer };
    }
    int64_t id = observation_add(p->act, &(struct new_observation){ .child_id = child, .tool_id = k->tool->id, .seen_on = on, .observer = "Health visitor, from a list", .summary = told_of(p, told, "concern"),
        .is_shared = true, .value = value, .values = n });
    import_note_change(p, "observation", child, id, "observation", "");
}

static void apply_known(struct import_apply *p, int64_t child, const char *told)
{
    struct child_by_id *c = child_itself(p->act.db, child);
    if (!*told_of(p, told, "known_on") || *c->known_on)
        return;
    child_becomes_known(p->act, child, told_of(p, told, "known_on"), "");
    import_note_change(p, "known", child, 0, "", "");
}

static void apply_around(struct import_apply *p, int64_t child, const char *told)
{
    int64_t setting = 0;
    text_number(told_of(p, told, "setting"), &setting);
    struct import_around *r = import_around(p->act.db, child, setting, told_of(p, told, "worker"), told_of(p, told, "reviewed_on"));
    apply_place(p, child, told, r, setting);
    apply_school(p, child, told, r);
    apply_worker(p, child, told, r);
    apply_provision(p, child, told, r);
    apply_review(p, child, told, r);
    apply_known(p, child, told);
}

/* ---- a row about a child ---- */

/* "Postcode, Setting attended", of the packed differences. */
static const char *labels_of(struct arena *a, const char *differs)
{
    size_t n;
    const char *const *part = pack_parts(a, differs, PACK_FIELD, &n);
    const char **label = arena_array(a, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        label[i] = arena_text(a, part[i], strcspn(part[i], (char[]){ PACK_PART, 0 }));
    return text_join(a, label, n, ", ");
}

void import_apply_child(struct import_apply *p, int64_t child, const char *told)
{
    struct arena *a = p->act.db->arena;
    const char *differs = import_differs(p->act.db, a, p->reader, child, told);
    struct child_by_id *c = child_itself(p->act.db, child);
    if (!*differs || !c)
        return;
    const char *fields = change_facts(p, c, told);
    apply_around(p, child, told);
    child_event(p->act, child, "", "list", arena_print(a, "Changed by a list: %s", p->source_name), labels_of(a, differs), "", false);
    audit_child(p, child, *fields ? fields : "around the child");
}

int64_t import_apply_new_child(struct import_apply *p, const char *told)
{
    struct new_child n = {
        .given_name = told_of(p, told, "given_name"), .family_name = told_of(p, told, "family_name"), .known_as = told_of(p, told, "known_as"), .born_on = told_of(p, told, "born_on"), .sex = told_of(p, told, "sex"),
        .nhs_number = told_of(p, told, "nhs_number"), .upn = told_of(p, told, "upn"), .ethnicity = told_of(p, told, "ethnicity"), .home_language = told_of(p, told, "home_language"), .address = told_of(p, told, "address"),
        .postcode = told_of(p, told, "postcode"), .area = told_of(p, told, "area"), .needs_interpreter = *told_of(p, told, "needs_interpreter") != 0, .is_address_restricted = *told_of(p, told, "is_address_restricted") != 0,
        .known_on = told_of(p, told, "known_on"), .first_concern_on = told_of(p, told, "first_concern_on") };
    int64_t id = child_add(p->act, &n);
    import_note_change(p, "child", id, 0, "", "");
    apply_around(p, id, told);
    child_event(p->act, id, "", "list", arena_print(p->act.db->arena, "Came with a list: %s", p->source_name), "", "", false);
    audit_child(p, id, "added");
    return id;
}

/* ---- a notification, a setting ---- */

void import_apply_request(struct import_apply *p, const char *told)
{
    int64_t setting = 0;
    const char *place = told_of(p, told, "setting"), *opinion = told_of(p, told, "opinion"), *concern = told_of(p, told, "concern");
    if (!text_number(place, &setting))
        setting = 0;
    struct add_request r = { .kind = "notification", .door = "health visitor", .given_name = told_of(p, told, "given_name"), .family_name = told_of(p, told, "family_name"), .born_on = told_of(p, told, "born_on"),
        .sex = told_of(p, told, "sex"), .nhs_number = told_of(p, told, "nhs_number"), .upn = told_of(p, told, "upn"), .address = told_of(p, told, "address"), .postcode = told_of(p, told, "postcode"),
        .is_address_restricted = *told_of(p, told, "is_address_restricted") != 0, .home_language = told_of(p, told, "home_language"), .setting_id = setting,
        .setting_words = setting ? import_value_words(p->act.db->arena, p->reader, "setting", place) : place, .asker_name = told_of(p, told, "asker_name"), .asker_relationship = told_of(p, told, "asker_relationship"),
        .asker_organisation = told_of(p, told, "asker_organisation"), .asker_telephone = told_of(p, told, "asker_telephone"), .asker_email = told_of(p, told, "asker_email"), .parent_name = told_of(p, told, "parent_name"),
        .parent_contact = told_of(p, told, "parent_contact"), .opinion = opinion, .diagnosis = told_of(p, told, "diagnosis"), .parent_informed_on = told_of(p, told, "parent_informed_on"),
        .discussion_offered_on = told_of(p, told, "discussion_offered_on"), .voluntary_told = told_of(p, told, "voluntary_told"), .permission = told_of(p, told, "permission") };
    struct concern_told c = { "other", concern };
    int64_t id = request_receive(p->act, &r, &c, *concern ? 1 : 0);
    import_note_change(p, "request", 0, id, "", "");
    request_acknowledge(p->act, id, r.asker_email);
    audit_write(p->act.db, &(struct audit_entry){ p->act.now, p->act.person_id, 0, "change", "import", arena_print(p->act.db->arena, "request %lld", (long long)id), "list" }, 1);
}

static const char *or_as_it_was(const char *told, const char *was) { return *told ? told : was; }

int64_t import_apply_setting(struct import_apply *p, int64_t setting, const char *told)
{
    const char *name = told_of(p, told, "name"), *urn = told_of(p, told, "urn"), *kind = told_of(p, told, "kind"), *address = told_of(p, told, "address"), *postcode = told_of(p, told, "postcode"), *telephone = told_of(p, told, "telephone");
    bool open = strcmp(told_of(p, told, "is_open"), "1") == 0;
    if (!setting) {
        struct add_setting row = { .id = new_id(), .kind = kind, .name = name, .urn = urn, .address = address, .postcode = postcode, .area = "", .telephone = telephone, .email = "", .senco_name = "", .senco_award_on = "", .is_open = open };
        add_setting(p->act.db, &row);
        import_note_change(p, "setting", 0, row.id, "", "");
        return row.id;
    }
    struct setting_by_id *s = setting_by_id(p->act.db, setting);
    const char *was[] = { s->kind, s->name, s->urn, s->address, s->postcode, s->telephone, s->is_open ? "1" : "0" };
    import_note_change(p, "setting field", 0, setting, "", pack_join(p->act.db->arena, was, sizeof was / sizeof *was, PACK_FIELD));
    change_setting_by_list(p->act.db, setting, or_as_it_was(kind, s->kind), or_as_it_was(name, s->name), or_as_it_was(urn, s->urn), or_as_it_was(address, s->address), or_as_it_was(postcode, s->postcode),
        or_as_it_was(telephone, s->telephone), open);
    return setting;
}
