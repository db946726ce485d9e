/* Settings attended and professionals around a child: adding and ending them.  For those who may change the register. */
#include "app/child/change.sql.h"
#include "app/child/pages.h"
#include "app/child/views.h"
#include "app/people/people.sql.h"
#include "base/date.h"
#include "base/text.h"
#include "out/lanes.h"

#include <string.h>

static const char *path_of(struct web *w, const struct child_by_id *c, const char *rest)
{
    return arena_print(w->arena, "/children/%lld%s", (long long)c->id, rest);
}

static void back_to_child(struct web *w, const struct child_by_id *c, const char *notice)
{
    web_notice(w, notice);
    web_to(w, path_of(w, c, ""));
}

static void not_before_birth(struct form *f, const char *name, const struct child_by_id *c)
{
    const char *day = form_value(f, name);
    if (*day && *c->born_on && strcmp(day, c->born_on) < 0)
        form_fail(f, name, "The day cannot be before the child was born");
}

/* ---- settings ---- */

void child_lanes(struct web *w, int64_t child, struct lanes *l)
{
    size_t n;
    struct placements_of_child *p = placements_of_child(w->db, w->person->id, child, &n);
    for (size_t i = 0; i < n; i++)
        lanes_period(l, LANE_SETTING, "Settings", p[i].from_on, p[i].to_on, p[i].name, "");
}

static const struct field placement_fields[] = {
    { "setting", "Nursery, childminder or school", .kind = SELECT, .need = "Choose the setting" },
    { "hours", "Hours a week", .kind = NUMBER, .min = 1, .max = 60, .hint = "Leave this empty if you do not know" },
    { "key_person", "Key person there", .kind = NAME, .max = 100 },
    { "from_on", "From what day?", .kind = DATE, .need = "Enter the first day" },
    { 0 }
};

static void show_placement(struct web *w, struct child_by_id *c, struct form *f)
{
    child_form_page(w, &(struct child_form){ .child = c, .title = "Add a setting", .intro = "Whoever works there, and is signed up, can then see this child.",
        .action = path_of(w, c, "/placements/new"), .button = "Add", .form = f });
}

void child_placement_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct form *f = form_new(w, placement_fields);
    form_choices(f, "setting", setting_choices(w, ""));
    form_set(f, "from_on", w->today);
    show_placement(w, c, f);
}

static void check_placement(struct form *f, const struct child_by_id *c)
{
    struct web *w = f->w;
    int64_t setting = form_number(f, "setting");
    size_t n;
    struct placements_of_child *p = placements_of_child(w->db, w->person->id, c->id, &n);
    for (size_t i = 0; i < n; i++)
        if (p[i].setting_id == setting && !*p[i].to_on)
            form_fail(f, "setting", "The child is already there");
    const char *from = form_value(f, "from_on");
    if (*from && strcmp(from, date_add_months(w->arena, w->today, 12)) > 0)
        form_fail(f, "from_on", "The first day is more than a year ahead: check the year");
    not_before_birth(f, "from_on", c);
}

void child_placement_add(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    struct form *f = form_read(w, placement_fields);
    form_choices(f, "setting", setting_choices(w, ""));
    check_placement(f, c);
    if (!form_is_right(f)) {
        show_placement(w, c, f);
        return;
    }
    child_add_placement(act_of(w), c->id, form_number(f, "setting"), form_value(f, "from_on"), form_number(f, "hours"));
    if (*form_value(f, "key_person"))
        set_key_person(w->db, w->person->id, c->id, form_number(f, "setting"), form_value(f, "key_person"));
    web_audit(w, c->id, "change", "placement", "setting from_on hours key_person");
    back_to_child(w, c, "The setting was added.");
}

static const struct choice *reasons(struct web *w) { return code_choices(w, "not_in_setting"); }

static const struct field end_fields[] = {
    { "to_on", "Last day there", .kind = PAST_DATE, .need = "Enter the last day" },
    { "reason", "If the child is now in no setting, why?", .kind = RADIOS },
    { 0 }
};

static struct placement_of_child *open_placement(struct web *w, const struct child_by_id *c)
{
    struct placement_of_child *p = placement_of_child(w->db, w->person->id, c->id, web_id(w, "placement"));
    if (!p || *p->to_on)
        web_stop(w, 404);
    return p;
}

static void show_end(struct web *w, struct child_by_id *c, const struct placement_of_child *p, struct form *f)
{
    child_form_page(w, &(struct child_form){ .child = c, .title = arena_print(w->arena, "End attending %s", p->name),
        .intro = "People who work there will no longer see this child.", .action = path_of(w, c, arena_print(w->arena, "/placements/%lld/end", (long long)p->id)),
        .button = "End", .form = f });
}

void child_placement_end_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct form *f = form_new(w, end_fields);
    form_choices(f, "reason", reasons(w));
    form_set(f, "to_on", w->today);
    show_end(w, c, open_placement(w, c), f);
}

void child_placement_end(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    struct placement_of_child *p = open_placement(w, c);
    struct form *f = form_read(w, end_fields);
    form_choices(f, "reason", reasons(w));
    const char *on = form_value(f, "to_on");
    if (*on && strcmp(on, p->from_on) < 0)
        form_fail(f, "to_on", arena_print(w->arena, "The child started there on %s: the last day cannot be before", date_words(w->arena, p->from_on)));
    if (!form_is_right(f)) {
        show_end(w, c, p, f);
        return;
    }
    end_placement(w->db, w->person->id, p->id, on);
    if (*form_value(f, "reason"))
        say_why_in_no_setting(w->db, w->person->id, c->id, form_value(f, "reason"));
    child_event(act_of(w), c->id, on, "placement", arena_print(w->arena, "Left %s", p->name), "", "", true);
    web_audit(w, c->id, "change", "placement", "to_on not_in_setting_reason");
    back_to_child(w, c, "The child no longer attends there.");
}

static const struct field no_setting_fields[] = {
    { "reason", "Why is the child in no setting?", .kind = RADIOS, .need = "Choose a reason" },
    { 0 }
};

static void show_no_setting(struct web *w, struct child_by_id *c, struct form *f)
{
    child_form_page(w, &(struct child_form){ .child = c, .title = "Not in a setting", .intro = "", .action = path_of(w, c, "/no-setting"), .button = "Save", .form = f });
}

void child_no_setting_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct form *f = form_new(w, no_setting_fields);
    form_choices(f, "reason", reasons(w));
    form_set(f, "reason", c->not_in_setting_reason);
    show_no_setting(w, c, f);
}

void child_no_setting(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    struct form *f = form_read(w, no_setting_fields);
    form_choices(f, "reason", reasons(w));
    if (!form_is_right(f)) {
        show_no_setting(w, c, f);
        return;
    }
    say_why_in_no_setting(w->db, w->person->id, c->id, form_value(f, "reason"));
    child_event(act_of(w), c->id, "", "placement", "Not in a setting", code_label("not_in_setting", form_value(f, "reason")), "", true);
    web_audit(w, c->id, "change", "placement", "not_in_setting_reason");
    back_to_child(w, c, "Saved.");
}

/* ---- professionals ---- */

static const struct choice kinds_of_professional[] = { { "account", "Somebody who signs in here", NULL }, { "other", "Somebody else", NULL }, { 0 } };

static const struct field professional_fields[] = {
    { "kind", "Who is it?", .kind = RADIOS, .choices = kinds_of_professional, .need = "Say who it is" },
    { "person", "Their name", .kind = SELECT, .need = "Choose the person", .only_if = "kind", .only_is = "account", .hint = "They will be able to see this child" },
    { "name", "Name", .kind = NAME, .max = 100, .need = "Enter the name", .only_if = "kind", .only_is = "other" },
    { "job", "Job", .kind = LINE, .max = 100, .only_if = "kind", .only_is = "other" },
    { "organisation", "Organisation", .kind = LINE, .max = 100, .only_if = "kind", .only_is = "other" },
    { "contact", "Telephone or email at work", .kind = LINE, .max = 200, .only_if = "kind", .only_is = "other" },
    { 0 }
};

static const struct choice *people_choices(struct web *w)
{
    size_t n;
    struct professionals_with_account *p = professionals_with_account(w->db, &n);
    struct choice *c = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct choice){ arena_print(w->arena, "%lld", (long long)p[i].id),
            arena_print(w->arena, "%s, %s%s%s", p[i].name, *p[i].job ? p[i].job : role_words(p[i].role), *p[i].organisation ? ", " : "", p[i].organisation), NULL };
    return c;
}

static void show_professional(struct web *w, struct child_by_id *c, struct form *f)
{
    child_form_page(w, &(struct child_form){ .child = c, .title = "Add a professional", .intro = "", .action = path_of(w, c, "/professionals/new"), .button = "Add", .form = f });
}

void child_professional_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct form *f = form_new(w, professional_fields);
    form_choices(f, "person", people_choices(w));
    show_professional(w, c, f);
}

static struct add_professional typed_professional(struct web *w, const struct child_by_id *c, const struct form *f)
{
    struct add_professional r = { .id = new_id(), .child_id = c->id, .name = form_value(f, "name"), .job = form_value(f, "job"),
        .organisation = form_value(f, "organisation"), .contact = form_value(f, "contact"), .from_on = w->today };
    struct person_by_id *p = form_is(f, "kind", "account") ? person_by_id(w->db, form_number(f, "person")) : NULL;
    if (p) {
        r.person_id = p->id;
        r.name = p->name;
        r.job = *p->job ? p->job : role_words(p->role);
        r.organisation = p->organisation;
        r.contact = *p->telephone ? p->telephone : p->email;
    }
    return r;
}

void child_professional_add(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    struct form *f = form_read(w, professional_fields);
    form_choices(f, "person", people_choices(w));
    if (form_is_right(f) && form_number(f, "person") && professional_of_person(w->db, c->id, form_number(f, "person")))
        form_fail(f, "person", "This person is already in the list");
    if (!form_is_right(f)) {
        show_professional(w, c, f);
        return;
    }
    struct add_professional r = typed_professional(w, c, f);
    add_professional(w->db, &r);
    child_event(act_of(w), c->id, "", "professional", arena_print(w->arena, "%s now works with the child", r.name), r.job, "", true);
    web_audit(w, c->id, "change", "professional", "added");
    back_to_child(w, c, "The professional was added.");
}

static struct professional_of_child *professional_or_stop(struct web *w, const struct child_by_id *c)
{
    struct professional_of_child *r = professional_of_child(w->db, w->person->id, c->id, web_id(w, "professional"));
    if (!r)
        web_stop(w, 404);
    return r;
}

/* Nobody's child is without an owner: the lead of a child who is open stays until somebody else leads. */
static bool must_stay(struct web *w, const struct child_by_id *c, const struct professional_of_child *r)
{
    const char *service = child_status_now(w->db, c->id, "service");
    return r->is_lead && !*c->left_on && (strcmp(service, "open") == 0 || strcmp(service, "monitoring") == 0);
}

/* A lead has an open account: whoever has none is reminded of nothing. */
static bool can_lead(struct web *w, const struct professional_of_child *r)
{
    struct person_by_id *p = r->person_id ? person_by_id(w->db, r->person_id) : NULL;
    return p && p->is_active;
}

void child_professional_end_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct professional_of_child *r = professional_or_stop(w, c);
    web_page(w, r->name);
    view_child_professional(&w->out, w, c, r, can_lead(w, r), must_stay(w, c, r));
}

void child_professional_end(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    struct professional_of_child *r = professional_or_stop(w, c);
    if (!end_professional(w->db, r->id, w->today)) {
        w->status = 409;
        web_page(w, r->name);
        view_child_professional(&w->out, w, c, r, can_lead(w, r), true);
        return;
    }
    child_event(act_of(w), c->id, "", "professional", arena_print(w->arena, "%s no longer works with the child", r->name), "", "", true);
    web_audit(w, c->id, "change", "professional", "to_on");
    back_to_child(w, c, "Done.");
}

void child_professional_lead(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    struct professional_of_child *r = professional_or_stop(w, c);
    if (!can_lead(w, r))
        web_stop(w, 409);
    child_set_lead(act_of(w), c->id, r->person_id);
    web_audit(w, c->id, "change", "professional", "is_lead");
    back_to_child(w, c, "The lead professional was changed.");
}
