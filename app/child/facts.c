/* A new child in the register, and changing the facts of one.  For those who may change the register. */
#include "app/child/change.sql.h"
#include "app/child/facts.h"
#include "app/child/views.h"
#include "app/child/words.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

static const struct choice sexes[] = { { "F", "Girl", NULL }, { "M", "Boy", NULL }, { "none", "Not known", NULL }, { 0 } };
static const struct choice leaving[] = { { "none", "No, the child lives here", NULL }, { "moved away", "Yes, moved away", NULL }, { "died", "Yes, the child has died", NULL }, { 0 } };

static const struct field fields[] = {
    { "given_name", "First and middle names", .kind = NAME, .max = 100, .hint = "Leave this empty if the child has one name only" },
    { "family_name", "Family name", .kind = NAME, .max = 100, .need = "Enter the family name, or the child's only name" },
    { "known_as", "Also known as", .kind = NAME, .max = 100 },
    { "forget_names", "Forget the names the child had before: adopted, or not safe to be found by them", .kind = YES,
      .hint = "Leave this empty where a name was changed or put right: the child is then still found by the earlier one" },
    { "born_on", "Date of birth", .kind = BIRTH_DATE, .need = "Enter the date of birth", .hint = "For example, 27 3 2024" },
    { "sex", "Sex", .kind = RADIOS, .choices = sexes, .need = "Choose the sex, or not known" },
    { "nhs_number", "NHS number", .kind = NHS_NUMBER, .hint = "10 digits, like 943 476 5919. Leave it empty if you do not know it" },
    { "upn", "Unique pupil number (UPN)", .kind = UPN_NUMBER, .hint = "Only if the child already has one" },
    { "ethnicity", "Ethnic group", .kind = SELECT },
    { "home_language", "Language at home", .kind = SELECT },
    { "needs_interpreter", "The family needs an interpreter", .kind = YES },
    { "address", "Address", .kind = LINE, .max = 300 },
    { "postcode", "Postcode", .kind = POSTCODE },
    { "area", "Area", .kind = SELECT },
    { "is_address_restricted", "Keep the address private: settings, schools and carers do not see it", .kind = YES },
    { "is_restricted", "Restrict the whole record: only managers and those working with the child see it", .kind = YES },
    { "first_concern_on", "When somebody was first concerned", .kind = PAST_DATE },
    { "left_reason", "Has the child left the area or died?", .kind = RADIOS, .choices = leaving, .need = "Say whether the child has left" },
    { "left_on", "On what day?", .kind = PAST_DATE },
    { "version", "Version", .kind = HIDDEN },
    { "is_another", "None of these: this is another child", .kind = YES },
    { 0 }
};

/* What a new child is not asked, and what only some may set. */
static bool is_asked(const struct web *w, const char *name, bool is_new, bool has_candidates)
{
    if (strcmp(name, "is_restricted") == 0)
        return web_role(w, "manager");
    if (strcmp(name, "is_another") == 0)
        return is_new && has_candidates;
    bool of_old = strcmp(name, "left_reason") == 0 || strcmp(name, "left_on") == 0 || strcmp(name, "version") == 0 || strcmp(name, "forget_names") == 0;
    return !(is_new && of_old);
}

static const struct field *fields_for(struct web *w, bool is_new, bool has_candidates)
{
    struct field *f = arena_array(w->arena, struct field, sizeof fields / sizeof *fields);
    size_t n = 0;
    for (const struct field *d = fields; d->name; d++)
        if (is_asked(w, d->name, is_new, has_candidates))
            f[n++] = *d;
    return f;
}

static bool has_field(const struct form *f, const char *name)
{
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->field[i].name, name) == 0)
            return true;
    return false;
}

static struct form *with_lists(struct web *w, struct form *f)
{
    form_choices(f, "ethnicity", code_choices(w, "ethnicity"));
    form_choices(f, "home_language", code_choices(w, "language"));
    form_choices(f, "area", child_areas(w));
    return f;
}

const char *child_fact(struct arena *a, const struct child_by_id *c, const char *name)
{
    const struct { const char *name, *value; } text[] = {
        { "given_name", c->given_name }, { "family_name", c->family_name }, { "known_as", c->known_as }, { "born_on", c->born_on },
        { "sex", *c->sex ? c->sex : "none" }, { "nhs_number", c->nhs_number }, { "upn", c->upn }, { "ethnicity", c->ethnicity },
        { "home_language", c->home_language }, { "address", c->address }, { "postcode", c->postcode }, { "area", c->area },
        { "first_concern_on", c->first_concern_on }, { "left_on", c->left_on }, { "left_reason", *c->left_reason ? c->left_reason : "none" },
        { "needs_interpreter", c->needs_interpreter ? "1" : "" }, { "is_address_restricted", c->is_address_restricted ? "1" : "" },
        { "is_restricted", c->is_restricted ? "1" : "" },
    };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        if (strcmp(text[i].name, name) == 0)
            return text[i].value;
    if (strcmp(name, "forget_names") == 0)
        return "";
    return arena_print(a, "%lld", (long long)c->version);
}

static void fill(struct form *f, const struct child_by_id *c)
{
    for (size_t i = 0; i < f->n; i++)
        form_set(f, f->field[i].name, child_fact(f->w->arena, c, f->field[i].name));
}

/* ---- rules ---- */

static void check_numbers(struct form *f, int64_t own_id)
{
    struct db *db = f->w->db;
    struct child_with_nhs_number *n = child_with_nhs_number(db, form_value(f, "nhs_number"));
    struct child_with_upn *u = child_with_upn(db, form_value(f, "upn"));
    if (n && n->id != own_id)
        form_fail(f, "nhs_number", "Another child in the register has this NHS number. Check it; if it is right, ask a service manager to compare the two records");
    if (u && u->id != own_id)
        form_fail(f, "upn", "Another child in the register has this UPN. Check it; if it is right, ask a service manager to compare the two records");
}

static void check_days(struct form *f)
{
    const char *born = form_value(f, "born_on"), *concern = form_value(f, "first_concern_on");
    if (*born && *concern && strcmp(concern, born) < 0)
        form_fail(f, "first_concern_on", "The first concern cannot be before the child was born");
    if (!has_field(f, "left_on"))
        return;
    bool left = !form_is(f, "left_reason", "none") && *form_value(f, "left_reason");
    const char *on = form_value(f, "left_on");
    if (left && !*on && !*form_error(f, "left_on"))
        form_fail(f, "left_on", "Enter the day on which the child left or died");
    if (!left && *on)
        form_fail(f, "left_on", "Leave the day empty, or say that the child has left");
    if (*on && *born && strcmp(on, born) < 0)
        form_fail(f, "left_on", "The day cannot be before the child was born");
}

static const char *sex_of(const struct form *f) { return form_is(f, "sex", "none") ? "" : form_value(f, "sex"); }

/* ---- a new child ---- */

static struct new_child typed_child(const struct form *f)
{
    return (struct new_child){
        .given_name = form_value(f, "given_name"), .family_name = form_value(f, "family_name"), .known_as = form_value(f, "known_as"), .born_on = form_value(f, "born_on"),
        .sex = sex_of(f), .nhs_number = form_value(f, "nhs_number"), .upn = form_value(f, "upn"), .ethnicity = form_value(f, "ethnicity"),
        .home_language = form_value(f, "home_language"), .address = form_value(f, "address"), .postcode = form_value(f, "postcode"), .area = form_value(f, "area"),
        .needs_interpreter = form_is(f, "needs_interpreter", "1"), .is_address_restricted = form_is(f, "is_address_restricted", "1"),
        .is_restricted = has_field(f, "is_restricted") && form_is(f, "is_restricted", "1"),
        .known_on = f->w->today, .first_concern_on = form_value(f, "first_concern_on") };
}

void child_new_form(struct web *w)
{
    struct form *f = with_lists(w, form_new(w, fields_for(w, true, false)));
    web_page(w, "Add a child");
    view_child_new(&w->out, w, f, NULL, 0);
}

static void show_new_again(struct web *w, struct form *f, struct child_candidate *c, size_t n)
{
    w->status = 422;
    web_page(w, "Add a child");
    view_child_new(&w->out, w, f, c, n);
}

void child_new(struct web *w)
{
    struct form *f = with_lists(w, form_read(w, fields_for(w, true, true)));
    check_numbers(f, 0);
    check_days(f);
    struct match_person asked = { form_value(f, "given_name"), form_value(f, "family_name"), form_value(f, "known_as"), form_value(f, "born_on"), sex_of(f),
        form_value(f, "postcode"), form_value(f, "nhs_number") };
    size_t n;
    struct child_candidate *c = child_candidates(w, &asked, &n);
    if (n && form_is_right(f) && !form_is(f, "is_another", "1"))
        form_fail(f, "is_another", "We may already know this child. Look at those below, then open one of them, or say that this is another child");
    if (!form_is_right(f)) {
        show_new_again(w, f, c, n);
        return;
    }
    struct new_child row = typed_child(f);
    struct act a = act_of(w);
    int64_t id = child_add(a, &row);
    child_set_lead(a, id, w->person->id);
    child_set_status(a, id, "service", "open", "", "");
    web_audit(w, id, "change", "child", "added");
    web_notice(w, "The child was added to the register. You are the lead professional.");
    web_to_f(w, "/children/%lld", (long long)id);
}

/* ---- changing one ---- */

struct child_by_id *child_to_change(struct web *w)
{
    struct child_by_id *c = child_by_id(w->db, w->person->id, web_id(w, "id"));
    if (!c)
        web_stop(w, 404);
    if (c->merged_into)
        web_leave(w, arena_print(w->arena, "/children/%lld", (long long)child_surviving(w->db, c->id)));
    return c;
}

void child_edit_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct form *f = with_lists(w, form_new(w, fields_for(w, false, false)));
    fill(f, c);
    web_page(w, "Change details");
    view_child_edit(&w->out, w, c, f, NULL, 0);
}

static const char *shown(struct web *w, const struct form *f, const char *name, const char *value)
{
    const struct field *d = form_find(f, name);
    const struct choice *c = f->choices[form_at(f, name)];
    if (d->kind == YES)
        return *value ? "Yes" : "No";
    if (d->kind == BIRTH_DATE || d->kind == PAST_DATE)
        return *value ? date_words(w->arena, value) : "Not known";
    return *value ? choice_label(c, value) : "Empty";
}

/* What differs between what is saved now and what was typed. */
static struct child_difference *differences(struct web *w, const struct form *f, const struct child_by_id *saved, size_t *n)
{
    struct child_difference *d = arena_array(w->arena, struct child_difference, f->n + 1);
    *n = 0;
    for (size_t i = 0; i < f->n; i++) {
        const char *name = f->field[i].name, *was = child_fact(w->arena, saved, name);
        if (f->field[i].kind != HIDDEN && strcmp(was, form_typed(f, name)) != 0)
            d[(*n)++] = (struct child_difference){ name, f->field[i].label, shown(w, f, name, was), shown(w, f, name, form_typed(f, name)) };
    }
    return d;
}

static const char *names_of(struct web *w, const struct child_difference *d, size_t n)
{
    const char **name = arena_array(w->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        name[i] = d[i].name;
    return text_join(w->arena, name, n, " ");
}

/* Somebody saved first: both versions stand side by side, and what was typed stays in the form. */
static void show_conflict(struct web *w, struct child_by_id *saved, struct form *f, struct child_difference *d, size_t n)
{
    form_set_number(f, "version", saved->version);
    form_fail(f, NULL, "Somebody else changed these details while you were writing. Compare, then save again to keep yours");
    w->status = 409;
    web_page(w, "Change details");
    view_child_edit(&w->out, w, saved, f, d, n);
}

static int64_t save(struct web *w, const struct child_by_id *c, const struct form *f)
{
    bool left = !form_is(f, "left_reason", "none");
    return change_child(w->db, &(struct change_child){ .viewer = w->person->id, .id = c->id, .version = form_number(f, "version"),
        .given_name = form_value(f, "given_name"), .family_name = form_value(f, "family_name"), .known_as = form_value(f, "known_as"), .born_on = form_value(f, "born_on"),
        .sex = sex_of(f), .nhs_number = form_value(f, "nhs_number"), .upn = form_value(f, "upn"), .ethnicity = form_value(f, "ethnicity"),
        .home_language = form_value(f, "home_language"), .needs_interpreter = form_is(f, "needs_interpreter", "1"), .address = form_value(f, "address"),
        .postcode = form_value(f, "postcode"), .area = form_value(f, "area"), .is_address_restricted = form_is(f, "is_address_restricted", "1"),
        .is_restricted = has_field(f, "is_restricted") ? form_is(f, "is_restricted", "1") : c->is_restricted, .school_year = date_reception_year(form_value(f, "born_on")),
        .first_concern_on = form_value(f, "first_concern_on"), .left_on = form_value(f, "left_on"), .left_reason = left ? form_value(f, "left_reason") : "",
        .sort_name = child_sort_name(w->arena, form_value(f, "given_name"), form_value(f, "family_name")), .now = w->now });
}

/* What the names were stays with the child, so that it is found by them; or all of that goes. */
static void keep_earlier_names(struct web *w, const struct child_by_id *c, const struct form *f)
{
    bool same = form_is(f, "given_name", c->given_name) && form_is(f, "family_name", c->family_name) && form_is(f, "known_as", c->known_as);
    if (form_is(f, "forget_names", "1"))
        forget_child_names(w->db, w->person->id, c->id);
    else if (!same)
        child_keep_name(act_of(w), c->id, c->given_name, c->family_name, c->known_as);
}

void child_edit(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    struct form *f = with_lists(w, form_read(w, fields_for(w, false, false)));
    size_t n;
    struct child_difference *d = differences(w, f, c, &n);
    check_numbers(f, c->id);
    check_days(f);
    if (form_is_right(f) && form_number(f, "version") != c->version) {
        show_conflict(w, c, f, d, n);
        return;
    }
    if (!form_is_right(f)) {
        w->status = 422;
        web_page(w, "Change details");
        view_child_edit(&w->out, w, c, f, NULL, 0);
        return;
    }
    if (n && !save(w, c, f))
        web_stop(w, 409);
    if (n) {
        struct act a = act_of(w);
        keep_earlier_names(w, c, f);
        child_index(a, c->id);
        web_audit(w, c->id, "change", "child", names_of(w, d, n));
        child_event(a, c->id, "", "register", "Details changed", "", "", false);
    }
    web_notice(w, n ? "The details were saved." : "Nothing was different, so nothing was changed.");
    web_to_f(w, "/children/%lld", (long long)c->id);
}
