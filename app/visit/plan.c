/* Planning a visit, moving it, calling it off. Called by the routes in visit.c; writes no note. */
#include "app/visit/visit.h"
#include "app/child/pages.h"
#include "app/visit/views.h"
#include "base/date.h"

#include <string.h>

static const struct field fields[] = {
    { "kind", "What kind of contact?", .kind = RADIOS, .need = "Choose what kind of contact it is" },
    { "setting", "Which setting?", .kind = SELECT, .only_if = "kind", .only_is = "setting", .need = "Choose the setting" },
    { "planned_on", "On what day?", "For a contact that has been already, the day on which it was", .kind = DATE, .need = "Enter the day" },
    { "planned_time", "At what time?", "For example, 9:30am. Leave it empty if it is not agreed", .kind = LINE, .max = 8 },
    { "person", "Who goes?", .kind = SELECT, .need = "Choose who goes" },
    { "purpose", "What for?", .kind = PARAGRAPH, .max = 500, .rows = 2, .hint = "The setting and the family can read when somebody comes, not what for" },
    { "template", "Which questions does the note begin with?", .kind = SELECT },
    { "version", "", .kind = HIDDEN },
    { 0 }
};

static const struct field call_off_fields[] = {
    { "because", "Why is it called off?", .kind = LINE, .max = 300, .need = "Say why it is called off" },
    { "version", "", .kind = HIDDEN },
    { 0 }
};

static const char *number(struct web *w, int64_t n) { return arena_print(w->arena, "%lld", (long long)n); }

static const struct choice *visitors(struct web *w)
{
    size_t n;
    struct people_who_visit *p = people_who_visit(w->db, &n);
    struct choice *c = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct choice){ number(w, p[i].id), *p[i].job ? arena_print(w->arena, "%s, %s", p[i].name, p[i].job) : p[i].name, NULL };
    return c;
}

static const struct choice *settings(struct web *w, int64_t child)
{
    size_t n;
    struct settings_to_visit *s = settings_to_visit(w->db, w->person->id, child, &n);
    struct choice *c = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct choice){ number(w, s[i].id), s[i].name, NULL };
    return c;
}

static const struct choice *templates(struct web *w)
{
    size_t n;
    struct visit_templates *t = visit_templates(w->db, 1, &n);
    struct choice *c = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct choice){ number(w, t[i].id), t[i].name, NULL };
    return c;
}

static void give_choices(struct form *f, int64_t child)
{
    form_choices(f, "kind", code_choices(f->w, "visit_kind"));
    form_choices(f, "setting", settings(f->w, child));
    form_choices(f, "person", visitors(f->w));
    form_choices(f, "template", templates(f->w));
}

static void page(struct web *w, struct child_by_id *c, struct form *f, const struct visit_by_id *v)
{
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, v ? "Change a visit" : "Plan a visit or write one up");
    view_visit_plan_form(&w->out, w, c, f, v);
}

void visit_new_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct form *f = form_new(w, fields);
    give_choices(f, c->id);
    const struct choice *at = f->choices[form_at(f, "setting")];
    form_set(f, "kind", at->code ? "setting" : "home");
    form_set(f, "setting", at->code && !at[1].code ? at->code : "");
    form_set_number(f, "person", w->person->id);
    page(w, c, f, NULL);
}

static void check(struct form *f, const struct child_by_id *c)
{
    const char *day = form_value(f, "planned_on"), *time = visit_time(f->w->arena, form_value(f, "planned_time"));
    if (*day && *c->born_on && strcmp(day, c->born_on) < 0)
        form_fail(f, "planned_on", "The day cannot be before the child was born");
    if (*day && strcmp(day, date_add_months(f->w->arena, f->w->today, 24)) > 0)
        form_fail(f, "planned_on", "The day is more than two years ahead: check the year");
    if (!time)
        form_fail(f, "planned_time", "Enter a time like 9:30am or 14:00");
}

int64_t visit_plan(struct act a, struct add_visit *v)
{
    v->id = new_id();
    v->changed_by = a.person_id;
    v->changed_at = v->created_at = a.now;
    add_visit(a.db, v);
    child_event(a, v->child_id, a.today, "visit", arena_print(a.db->arena, "%s: planned for %s", code_label("visit_kind", v->kind), date_words(a.db->arena, v->planned_on)), "",
        arena_print(a.db->arena, "/visits/%lld", (long long)v->id), false);
    return v->id;
}

static struct add_visit typed(struct web *w, const struct form *f, int64_t child)
{
    return (struct add_visit){ .child_id = child, .kind = form_value(f, "kind"), .person_id = form_number(f, "person"), .setting_id = form_number(f, "setting"), .template_id = form_number(f, "template"),
        .planned_on = form_value(f, "planned_on"), .planned_time = visit_time(w->arena, form_value(f, "planned_time")), .purpose = form_value(f, "purpose") };
}

void visit_new(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    struct form *f = form_read(w, fields);
    give_choices(f, c->id);
    check(f, c);
    if (!form_is_right(f)) {
        page(w, c, f, NULL);
        return;
    }
    struct add_visit v = typed(w, f, c->id);
    int64_t id = visit_plan(act_of(w), &v);
    web_audit(w, c->id, "add", "visit", "kind setting planned_on planned_time person purpose template");
    if (strcmp(web_field(w, "then"), "write") == 0) {
        web_to_f(w, "/visits/%lld/note", (long long)id);
        return;
    }
    web_notice(w, "The visit is planned");
    web_to_f(w, "/visits/%lld", (long long)id);
}

/* Only what is still planned can be moved or called off. */
static struct visit_by_id *planned(struct web *w)
{
    struct visit_by_id *v = visit_to_write(w, web_id(w, "id"));
    if (strcmp(v->status, "planned") == 0)
        return v;
    web_notice(w, strcmp(v->status, "held") == 0 ? "This visit has been: change its note instead" : "This visit was called off");
    web_leave(w, arena_print(w->arena, "/visits/%lld", (long long)v->id));
}

void visit_edit_form(struct web *w)
{
    struct visit_by_id *v = visit_or_stop(w, web_id(w, "id"));
    if (strcmp(v->status, "planned") != 0) {
        web_to_f(w, "/visits/%lld", (long long)v->id);
        return;
    }
    struct form *f = form_new(w, fields);
    give_choices(f, v->child_id);
    form_set(f, "kind", v->kind);
    form_set(f, "setting", v->setting_id ? number(w, v->setting_id) : "");
    form_set(f, "planned_on", v->planned_on);
    form_set(f, "planned_time", visit_time_words(w->arena, v->planned_time));
    form_set_number(f, "person", v->person_id);
    form_set(f, "purpose", v->purpose);
    form_set(f, "template", v->template_id ? number(w, v->template_id) : "");
    form_set_number(f, "version", v->version);
    page(w, child_by_id(w->db, w->person->id, v->child_id), f, v);
}

void visit_edit(struct web *w)
{
    struct visit_by_id *v = planned(w);
    struct child_by_id *c = child_by_id(w->db, w->person->id, v->child_id);
    struct form *f = form_read(w, fields);
    give_choices(f, v->child_id);
    check(f, c);
    if (!form_is_right(f)) {
        page(w, c, f, v);
        return;
    }
    struct add_visit t = typed(w, f, v->child_id);
    struct change_visit_plan row = { .id = v->id, .version = form_number(f, "version"), .kind = t.kind, .person_id = t.person_id, .setting_id = t.setting_id, .template_id = t.template_id,
        .planned_on = t.planned_on, .planned_time = t.planned_time, .purpose = t.purpose, .changed_by = w->person->id, .changed_at = w->now };
    if (!change_visit_plan(w->db, &row)) {
        web_notice(w, "Somebody else changed this visit while you were reading it. Look at it again");
        web_to_f(w, "/visits/%lld", (long long)v->id);
        return;
    }
    web_audit(w, v->child_id, "change", "visit", "kind setting planned_on planned_time person purpose template");
    if (strcmp(v->planned_on, t.planned_on) != 0)
        child_event(act_of(w), v->child_id, w->today, "visit", arena_print(w->arena, "%s: moved to %s", code_label("visit_kind", t.kind), date_words(w->arena, t.planned_on)), "", arena_print(w->arena, "/visits/%lld", (long long)v->id), false);
    web_notice(w, "Saved");
    web_to_f(w, "/visits/%lld", (long long)v->id);
}

struct form *visit_call_off_form(struct web *w, const struct visit_by_id *v)
{
    struct form *f = form_new(w, call_off_fields);
    form_set_number(f, "version", v->version);
    return f;
}

void visit_call_off(struct web *w)
{
    struct visit_by_id *v = planned(w);
    struct form *f = form_read(w, call_off_fields);
    if (!form_is_right(f)) {
        w->status = 422;
        web_page(w, "Call off a visit");
        view_visit_call_off(&w->out, w, v, f);
        return;
    }
    if (!call_off_visit(w->db, v->id, form_number(f, "version"), form_value(f, "because"), w->person->id, w->now)) {
        web_notice(w, "Somebody else changed this visit while you were reading it. Look at it again");
        web_to_f(w, "/visits/%lld", (long long)v->id);
        return;
    }
    web_audit(w, v->child_id, "change", "visit", "status called_off_because");
    child_event(act_of(w), v->child_id, w->today, "visit", arena_print(w->arena, "%s on %s: called off", code_label("visit_kind", v->kind), date_words(w->arena, v->planned_on)), "", "", false);
    web_notice(w, "The visit is called off");
    web_to_f(w, "/children/%lld#visits", (long long)v->child_id);
}
