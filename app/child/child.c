/*
 * What the other features may do with the register: add a child, write its
 * history.  Called by handlers, the import and the demo; decides nothing about
 * who may, and draws nothing.
 */
#include "app/child/child.h"
#include "app/child/words.h"
#include "app/people/people.sql.h"
#include "app/setting/setting.h"
#include "base/check_digit.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

struct act act_of(struct web *w) { return (struct act){ w->db, w->person->id, w->today, w->now }; }

static const char *path_at_survivor(struct web *w, int64_t id)
{
    const char *own = arena_print(w->arena, "/children/%lld", (long long)id), *rest = text_starts(w->path, own) ? w->path + strlen(own) : "";
    return arena_print(w->arena, "/children/%lld%s", (long long)child_surviving(w->db, id), *rest == '/' ? rest : "");
}

struct child_by_id *child_or_stop(struct web *w, int64_t id)
{
    struct child_by_id *c = child_by_id(w->db, w->person->id, id);
    if (!c)
        web_stop(w, 404);
    db_seen(w->db, w->person->id, id);
    if (c->merged_into && w->method == GET)      /* an old link: the rest of the path leads to the same page of the record that stands */
        web_leave(w, path_at_survivor(w, id));
    web_audit(w, id, "view", w->route ? w->route->path : "", "");
    w->about = c;
    return c;
}

struct child_by_id *child_of_page(struct web *w, int64_t id)
{
    struct child_by_id *c = w->method == GET ? w->about : NULL;
    return c && c->id == id ? c : child_by_id(w->db, w->person->id, id);
}

const char *child_name(struct arena *a, const char *given_name, const char *family_name, const char *known_as)
{
    const char *name = *given_name ? arena_print(a, "%s %s", given_name, family_name) : family_name;
    bool other = *known_as && strcmp(known_as, given_name) != 0;
    return other ? arena_print(a, "%s (%s)", name, known_as) : name;
}

static const char *or_none(const char *s) { return s ? s : ""; }

int64_t child_add(struct act a, const struct new_child *n)
{
    struct add_child row = {
        .id = new_id(), .given_name = or_none(n->given_name), .family_name = or_none(n->family_name), .known_as = or_none(n->known_as),
        .born_on = or_none(n->born_on), .sex = or_none(n->sex), .nhs_number = or_none(n->nhs_number), .upn = or_none(n->upn),
        .ethnicity = or_none(n->ethnicity), .home_language = or_none(n->home_language), .needs_interpreter = n->needs_interpreter,
        .address = or_none(n->address), .postcode = or_none(n->postcode), .area = or_none(n->area), .imd_quintile = n->imd_quintile,
        .is_address_restricted = n->is_address_restricted, .is_restricted = n->is_restricted, .school_year = date_reception_year(or_none(n->born_on)),
        .not_in_setting_reason = or_none(n->not_in_setting_reason), .known_on = or_none(n->known_on), .first_concern_on = or_none(n->first_concern_on),
        .created_at = a.now, .changed_at = a.now, .sort_name = child_sort_name(a.db->arena, or_none(n->given_name), or_none(n->family_name)) };
    add_child(a.db, &row);
    child_index(a, row.id);
    child_event(a, row.id, a.today, "register", "Added to the register", "", "", true);
    return row.id;
}

void child_becomes_known(struct act a, int64_t child, const char *on, const char *first_concern_on)
{
    make_child_known(a.db, child, *or_none(on) ? on : a.today, or_none(first_concern_on), a.now);
}

void child_keep_name(struct act a, int64_t child, const char *given_name, const char *family_name, const char *known_as)
{
    add_child_name(a.db, &(struct add_child_name){ .id = new_id(), .child_id = child, .given_name = given_name, .family_name = family_name, .known_as = known_as,
        .until_on = a.today, .person_id = a.person_id });
}

int64_t child_surviving(struct db *db, int64_t child)
{
    struct child_merged_into *m = child_merged_into(db, child);
    for (int steps = 0; m && m->merged_into && steps < 100; steps++) {
        child = m->merged_into;
        m = child_merged_into(db, child);
    }
    return child;
}

/* ---- the history ---- */

void child_event(struct act a, int64_t child, const char *on_day, const char *kind, const char *title, const char *detail, const char *path, bool shared)
{
    add_event(a.db, &(struct add_event){ .id = new_id(), .child_id = child, .on_day = *or_none(on_day) ? on_day : a.today, .kind = kind, .title = title,
        .detail = or_none(detail), .path = or_none(path), .person_id = a.person_id, .is_shared = shared, .at = a.now });
}

const char *const child_axes[][2] = {
    { "service", "Service" }, { "sen_provision", "SEN provision" }, { "tier", "Tier of support" },
    { "ehc_stage", "EHC assessment" }, { "funding", "Inclusion funding" }, { NULL, NULL }
};

const char *child_axis_words(const char *axis)
{
    for (size_t i = 0; child_axes[i][0]; i++)
        if (strcmp(child_axes[i][0], axis) == 0)
            return child_axes[i][1];
    return axis;
}

void child_set_status(struct act a, int64_t child, const char *axis, const char *value, const char *from_on, const char *reason)
{
    struct status_now *now = status_now(a.db, child, axis);
    const char *from = *or_none(from_on) ? from_on : a.today;
    if (now && strcmp(now->value, value) == 0)
        return;
    if (now && strcmp(from, now->from_on) < 0)
        from = now->from_on;     /* what was true before stays as it was recorded */
    if (now)
        close_status(a.db, now->id, from);
    add_status(a.db, &(struct add_status){ .id = new_id(), .child_id = child, .axis = axis, .value = value, .from_on = from, .to_on = "",
        .reason = or_none(reason), .person_id = a.person_id, .at = a.now });
    const char *title = arena_print(a.db->arena, "%s: %s", child_axis_words(axis), code_label(axis, value));
    child_event(a, child, from, "status", title, reason, "", true);
    if (strcmp(axis, "service") == 0 && (strcmp(value, "open") == 0 || strcmp(value, "monitoring") == 0))
        child_needs_owner(a, child);
}

void child_needs_owner(struct act a, int64_t child)
{
    if (owner_of_child(a.db, child))
        return;
    struct owner_to_be *o = owner_to_be(a.db, child, a.person_id);
    if (o)
        child_set_lead(a, child, o->id);
}

const char *child_status_now(struct db *db, int64_t child, const char *axis)
{
    struct status_now *s = status_now(db, child, axis);
    return s ? s->value : "";
}

int64_t child_lead(struct db *db, int64_t child)
{
    struct lead_of_child *l = lead_of_child(db, child);
    return l ? l->person_id : 0;
}

void child_set_lead(struct act a, int64_t child, int64_t person)
{
    struct lead_of_child *before = lead_of_child(a.db, child);
    struct person_by_id *p = person_by_id(a.db, person);
    if (!p || !p->is_active || (before && before->person_id == person))
        return;
    if (before)
        end_lead(a.db, before->id, a.today);
    struct professional_of_person *there = professional_of_person(a.db, child, person);
    if (there)
        make_professional_lead(a.db, there->id);
    else
        add_professional(a.db, &(struct add_professional){ .id = new_id(), .child_id = child, .person_id = person, .name = p->name, .job = p->job,
            .organisation = p->organisation, .contact = *p->telephone ? p->telephone : p->email, .is_lead = 1, .from_on = a.today });
    child_event(a, child, a.today, "lead", arena_print(a.db->arena, "%s is now the lead professional", p->name), "", "", true);
}

void child_add_placement(struct act a, int64_t child, int64_t setting, const char *from_on, int64_t hours)
{
    struct setting_by_id *s = setting_by_id(a.db, setting);
    if (!s)
        return;
    const char *from = *or_none(from_on) ? from_on : a.today;
    add_placement(a.db, &(struct add_placement){ .id = new_id(), .child_id = child, .setting_id = setting, .hours = hours, .key_person = "", .from_on = from, .to_on = "" });
    child_is_in_a_setting(a.db, child);
    child_event(a, child, from, "placement", arena_print(a.db->arena, "Started at %s", s->name), "", "", true);
}

void child_deadline(struct act a, int64_t child, const char *rule, int64_t about, int64_t owner, const char *owed_by, const char *start_on, const char *due_on)
{
    if (move_deadline(a.db, child, rule, about, owner, or_none(owed_by), due_on))
        return;
    add_deadline(a.db, &(struct add_deadline){ .id = new_id(), .child_id = child, .rule = rule, .about_id = about, .owner_id = owner, .owed_by = or_none(owed_by),
        .start_on = *or_none(start_on) ? start_on : a.today, .due_on = due_on });
}

void child_deadline_done(struct act a, int64_t child, const char *rule, int64_t about, const char *done_on)
{
    finish_deadline(a.db, child, rule, about, *or_none(done_on) ? done_on : a.today);
}

/* ---- words ---- */

const char *child_address_for(struct web *w, const struct child_by_id *c)
{
    const char *full = *c->address && *c->postcode ? arena_print(w->arena, "%s, %s", c->address, c->postcode) : *c->address ? c->address : c->postcode;
    bool in_service = web_role(w, "officer") || web_role(w, "manager") || web_role(w, "health");
    if (c->is_address_restricted && !in_service)
        return "";
    if (web_role(w, "parent")) {
        struct is_address_hidden_from *k = is_address_hidden_from(w->db, c->id, w->person->id);
        return k && k->is_address_hidden ? "" : full;
    }
    return full;
}

struct due_words child_due(struct arena *a, const char *today, const char *due_on)
{
    if (!date_valid(due_on))
        return (struct due_words){ "no date", "rd-state rd-state--none" };
    int64_t days = date_days_between(today, due_on);
    if (days < 0)
        return (struct due_words){ arena_print(a, "late by %lld day%s", (long long)-days, days == -1 ? "" : "s"), "rd-state rd-state--late" };
    if (days == 0)
        return (struct due_words){ "due today", "rd-state rd-state--soon" };
    const char *class = days <= 14 ? "rd-state rd-state--soon" : "rd-state rd-state--ok";
    if (days == 1)
        return (struct due_words){ "due tomorrow", class };
    return (struct due_words){ arena_print(a, "due in %lld days", (long long)days), class };
}
