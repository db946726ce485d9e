/* Adding and changing a setting.  For those who may change settings. */
#include "app/people/people.sql.h"
#include "app/setting/pages.h"
#include "app/setting/views.h"
#include "base/check_digit.h"
#include "base/text.h"

#include <string.h>

static const struct field fields[] = {
    { "kind", "Kind", .kind = RADIOS, .choices = setting_kinds, .need = "Choose the kind" },
    { "name", "Name", .kind = LINE, .max = 150, .need = "Enter the name" },
    { "urn", "URN or Ofsted number", .kind = LINE, .max = 12, .hint = "6 or 7 digits, or EY and 6 digits" },
    { "address", "Address", .kind = LINE, .max = 300 },
    { "postcode", "Postcode", .kind = POSTCODE },
    { "area", "Area", "The part of the authority", .kind = SELECT },
    { "new_area", "If it is none of these: the name of the area", .kind = LINE, .max = 60 },
    { "telephone", "Telephone", .kind = TELEPHONE },
    { "email", "Email address", .kind = EMAIL },
    { "officer", "Link inclusion officer", .kind = SELECT },
    { "senco_name", "SENCO", .kind = NAME, .max = 100 },
    { "senco_award_on", "Day on which the SENCO gained the level 3 award", .kind = PAST_DATE },
    { "is_closed", "This setting has closed", .kind = YES },
    { "version", "Version", .kind = HIDDEN },
    { 0 }
};

static const struct choice *officers(struct web *w)
{
    size_t n, m;
    struct people_of_role *o = people_of_role(w->db, "officer", &n), *b = people_of_role(w->db, "manager", &m);
    struct choice *c = arena_array(w->arena, struct choice, n + m + 1);
    for (size_t i = 0; i < n + m; i++) {
        struct people_of_role *p = i < n ? &o[i] : &b[i - n];
        c[i] = (struct choice){ arena_print(w->arena, "%lld", (long long)p->id), p->name, NULL };
    }
    return c;
}

static struct form *with_lists(struct web *w, struct form *f)
{
    form_choices(f, "officer", officers(w));
    form_choices(f, "area", setting_area_choices(w));
    return f;
}

static const char *tidy_urn(struct web *w, const struct form *f) { return urn_tidy(w->arena, form_value(f, "urn")); }

/* The one chosen, or a new one; a new one that is spelled like one we know is that one. */
static const char *area_of(struct web *w, const struct form *f)
{
    const char *typed = form_value(f, "new_area");
    for (const struct choice *c = setting_area_choices(w); c->code; c++)
        if (strcmp(text_fold(w->arena, c->code), text_fold(w->arena, typed)) == 0)
            return c->code;
    return *typed ? typed : form_value(f, "area");
}

static void check(struct web *w, struct form *f, int64_t own_id)
{
    if (*form_value(f, "area") && *form_value(f, "new_area"))
        form_fail(f, "new_area", "Choose an area, or enter the name of a new one: not both");
    if (strchr(form_value(f, "new_area"), '|'))
        form_fail(f, "new_area", "The name of an area has no | in it");
    const char *urn = tidy_urn(w, f);
    struct setting_with_urn *other = setting_with_urn(w->db, urn);
    if (*urn && !urn_is_school(urn) && !urn_is_ofsted(urn))
        form_fail(f, "urn", "This is not a URN or Ofsted number: check each digit");
    if (other && other->id != own_id)
        form_fail(f, "urn", "Another setting has this number. Open that one instead");
    if (*form_value(f, "senco_award_on") && !*form_typed(f, "senco_name"))
        form_fail(f, "senco_name", "Enter the name of the SENCO who has the award");
}

static void fill(struct form *f, const struct setting_by_id *s)
{
    form_set(f, "kind", s->kind);
    form_set(f, "name", s->name);
    form_set(f, "urn", s->urn);
    form_set(f, "address", s->address);
    form_set(f, "postcode", s->postcode);
    form_set(f, "area", s->area);
    form_set(f, "telephone", s->telephone);
    form_set(f, "email", s->email);
    form_set(f, "officer", s->officer_id ? arena_print(f->w->arena, "%lld", (long long)s->officer_id) : "");
    form_set(f, "senco_name", s->senco_name);
    form_set(f, "senco_award_on", s->senco_award_on);
    form_set(f, "is_closed", s->is_open ? "" : "1");
    form_set_number(f, "version", s->version);
}

static const char *changed_fields(struct web *w, const struct form *f, const struct setting_by_id *s)
{
    struct form *saved = form_new(w, fields);
    fill(saved, s);
    const char **name = arena_array(w->arena, const char *, f->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(saved->value[i], f->value[i]) != 0)
            name[n++] = f->field[i].name;
    return text_join(w->arena, name, n, " ");
}

static void show(struct web *w, const struct setting_by_id *s, struct form *f)
{
    if (!form_is_right(f) && w->status == 200)
        w->status = 422;
    web_page(w, s ? "Change a setting" : "Add a setting");
    size_t n = 0;
    struct form_difference *d = NULL;
    if (w->status == 409) {       /* somebody else saved first: both versions */
        struct form *saved = with_lists(w, form_new(w, fields));
        fill(saved, s);
        d = form_differences(saved, f, &n);
    }
    view_setting_edit(&w->out, w, s, f, d, n);
}

void setting_new_form(struct web *w) { show(w, NULL, with_lists(w, form_new(w, fields))); }

void setting_new(struct web *w)
{
    struct form *f = with_lists(w, form_read(w, fields));
    check(w, f, 0);
    if (!form_is_right(f)) {
        show(w, NULL, f);
        return;
    }
    int64_t id = new_id();
    add_setting(w->db, &(struct add_setting){ .id = id, .kind = form_value(f, "kind"), .name = form_value(f, "name"), .urn = tidy_urn(w, f), .address = form_value(f, "address"),
        .postcode = form_value(f, "postcode"), .area = area_of(w, f), .telephone = form_value(f, "telephone"), .email = form_value(f, "email"),
        .officer_id = form_number(f, "officer"), .senco_name = form_value(f, "senco_name"), .senco_award_on = form_value(f, "senco_award_on"), .is_open = !form_is(f, "is_closed", "1") });
    setting_words_write(w->db, id, form_value(f, "name"));
    web_audit(w, 0, "change", "setting", arena_print(w->arena, "%lld added", (long long)id));
    web_notice(w, "The setting was added.");
    web_to_f(w, "/settings/%lld", (long long)id);
}

static struct setting_by_id *setting_or_stop(struct web *w)
{
    struct setting_by_id *s = setting_by_id(w->db, web_id(w, "id"));
    if (!s)
        web_stop(w, 404);
    return s;
}

void setting_edit_form(struct web *w)
{
    struct setting_by_id *s = setting_or_stop(w);
    struct form *f = with_lists(w, form_new(w, fields));
    fill(f, s);
    show(w, s, f);
}

static void save(struct web *w, const struct setting_by_id *s, const struct form *f)
{
    if (!change_setting(w->db, &(struct change_setting){ .id = s->id, .version = s->version, .kind = form_value(f, "kind"), .name = form_value(f, "name"), .urn = tidy_urn(w, f),
            .address = form_value(f, "address"), .postcode = form_value(f, "postcode"), .area = area_of(w, f), .telephone = form_value(f, "telephone"), .email = form_value(f, "email"),
            .officer_id = form_number(f, "officer"), .senco_name = form_value(f, "senco_name"), .senco_award_on = form_value(f, "senco_award_on"), .is_open = !form_is(f, "is_closed", "1") }))
        web_stop(w, 409);
}

void setting_edit(struct web *w)
{
    struct setting_by_id *s = setting_or_stop(w);
    struct form *f = with_lists(w, form_read(w, fields));
    check(w, f, s->id);
    if (form_is_right(f) && form_number(f, "version") != s->version) {
        form_set_number(f, "version", s->version);
        form_fail(f, NULL, "Somebody else changed this setting while you were writing. Compare, then save again to keep yours");
        w->status = 409;
    }
    if (!form_is_right(f)) {
        show(w, s, f);
        return;
    }
    const char *changed = changed_fields(w, f, s);
    if (*changed) {
        save(w, s, f);
        setting_words_write(w->db, s->id, form_value(f, "name"));
        web_audit(w, 0, "change", "setting", arena_print(w->arena, "%lld %s", (long long)s->id, changed));
    }
    web_notice(w, "The setting was saved.");
    web_to_f(w, "/settings/%lld", (long long)s->id);
}
