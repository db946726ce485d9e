/*
 * The small forms: one thing put right on the spot, by whoever sees the child
 * and knows.  Called by the links of the lists.  It reads the child scoped, in
 * the transaction in which it writes, and writes by the functions of app/child
 * and app/family only.
 */
#include "app/quality/pages.h"
#include "app/quality/views.h"
#include "app/child/change.sql.h"
#include "app/child/pages.h"
#include "app/family/family.sql.h"
#include "base/check_digit.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

static const struct choice sexes[] = { { "F", "Girl", NULL }, { "M", "Boy", NULL }, { 0 } };

static const struct field sex_fields[] = { { "sex", "Sex", .kind = RADIOS, .choices = sexes, .need = "Choose the sex" }, { 0 } };
static const struct field number_fields[] = { { "nhs_number", "NHS number", .kind = NHS_NUMBER, .need = "Enter the NHS number", .hint = "10 digits, like 943 476 5919. It stands in the red book and in letters from the doctor" }, { 0 } };
static const struct field ethnicity_fields[] = { { "ethnicity", "Ethnic group", .kind = SELECT, .need = "Choose the ethnic group", .hint = "As the family says. “Preferred not to say” is an answer" }, { 0 } };
static const struct field language_fields[] = { { "home_language", "Language at home", .kind = SELECT, .need = "Choose the language", .hint = "The one that is spoken most with the child" }, { 0 } };
static const struct field telephone_fields[] = {
    { "carer", "Whose number is it?", .kind = SELECT, .need = "Choose the parent or carer" },
    { "telephone", "Telephone", .kind = TELEPHONE },
    { "email", "Email address", .kind = EMAIL },
    { 0 }
};
static const struct field place_fields[] = {
    { "key_person", "Key person", .kind = NAME, .max = 100, .need = "Enter the name of the key person" },
    { "hours", "Hours a week", .kind = NUMBER, .min = 1, .max = 60, .need = "Enter the hours a week", .hint = "As the child attends, whoever pays" },
    { 0 }
};
static const struct field no_fields[] = { { 0 } };

/* What a form is about, what of (for the audit trail), its fields; what may be chosen; what stands there before; how it is checked and written. NULL = nothing of the kind. */
struct mend {
    const char *code, *button, *what, *changed;
    const struct field *field;
    void (*choose)(struct form *, const struct child_by_id *);
    void (*fill)(struct form *, const struct child_by_id *, const struct quality_records *);
    void (*check)(struct form *, const struct child_by_id *);
    void (*save)(struct web *, const struct form *, struct child_by_id *, const struct quality_records *);
};

/* ---- facts of the child ---- */

/* Whichever of them the form asks. */
static void save_facts(struct web *w, const struct form *f, struct child_by_id *c, const struct quality_records *r)
{
    (void)r;
    const char *name = f->field->name, **fact = strcmp(name, "sex") == 0 ? &c->sex : strcmp(name, "nhs_number") == 0 ? &c->nhs_number : strcmp(name, "ethnicity") == 0 ? &c->ethnicity : &c->home_language;
    *fact = form_value(f, name);
    child_rewrite(act_of(w), c);
}

static void fill_number(struct form *f, const struct child_by_id *c, const struct quality_records *r) { (void)r; form_set(f, "nhs_number", c->nhs_number); }
static void fill_ethnicity(struct form *f, const struct child_by_id *c, const struct quality_records *r) { (void)r; form_set(f, "ethnicity", c->ethnicity); }
static void fill_language(struct form *f, const struct child_by_id *c, const struct quality_records *r) { (void)r; form_set(f, "home_language", c->home_language); }
static void choose_ethnicity(struct form *f, const struct child_by_id *c) { (void)c; form_choices(f, "ethnicity", code_choices(f->w, "ethnicity")); }
static void choose_language(struct form *f, const struct child_by_id *c) { (void)c; form_choices(f, "home_language", code_choices(f->w, "language")); }

/* That another child has the number is said to nobody who may not look for one: a setting is asked to tell us. */
static void check_number(struct form *f, const struct child_by_id *c)
{
    struct child_with_nhs_number *other = child_with_nhs_number(f->w->db, form_value(f, "nhs_number"));
    if (other && other->id != c->id)
        form_fail(f, "nhs_number", web_may(f->w, CHANGE_CHILDREN) ? "Another child in the register has this number. Check it, and look for that child" : "This number cannot be saved. Check it; if it is right, telephone the inclusion service");
}

/* ---- a parent's telephone ---- */

static void choose_carer(struct form *f, const struct child_by_id *c)
{
    size_t n;
    struct carers_of_child *k = carers_of_child(f->w->db, f->w->person->id, c->id, &n);
    struct choice *choice = arena_array(f->w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        choice[i] = (struct choice){ arena_print(f->w->arena, "%lld", (long long)k[i].id), *k[i].relationship ? arena_print(f->w->arena, "%s, %s", k[i].name, k[i].relationship) : k[i].name, NULL };
    form_choices(f, "carer", choice);
}

static void fill_carer(struct form *f, const struct child_by_id *c, const struct quality_records *r)
{
    size_t n;
    struct carers_of_child *k = carers_of_child(f->w->db, f->w->person->id, c->id, &n);
    (void)r;
    if (n == 1) {
        form_set_number(f, "carer", k->id);
        form_set(f, "telephone", k->telephone);
        form_set(f, "email", k->email);
    }
}

static void check_telephone(struct form *f, const struct child_by_id *c)
{
    (void)c;
    if (!*form_typed(f, "telephone") && !*form_typed(f, "email"))
        form_fail(f, "telephone", "Enter a telephone number or an email address");
}

static void save_telephone(struct web *w, const struct form *f, struct child_by_id *c, const struct quality_records *r)
{
    (void)r;
    struct carers_of_child *k = carer_of_child(w->db, w->person->id, c->id, form_number(f, "carer"));
    if (!k)
        web_stop(w, 409);
    const char *telephone = form_value(f, "telephone"), *email = form_value(f, "email");
    change_carer(w->db, &(struct change_carer){ .viewer = w->person->id, .id = k->id, .name = k->name, .relationship = k->relationship, .has_responsibility = k->has_responsibility,
        .telephone = *telephone ? telephone : k->telephone, .email = *email ? email : k->email, .language = k->language, .needs_interpreter = k->needs_interpreter, .contact_by = k->contact_by,
        .is_address_hidden = k->is_address_hidden });
    child_index(act_of(w), c->id);
}

/* ---- the place ---- */

static void fill_place(struct form *f, const struct child_by_id *c, const struct quality_records *r)
{
    (void)c;
    form_set(f, "key_person", r->key_person);
    if (r->hours)
        form_set_number(f, "hours", r->hours);
}

static void save_place(struct web *w, const struct form *f, struct child_by_id *c, const struct quality_records *r)
{
    set_key_person(w->db, w->person->id, c->id, r->setting_id, form_value(f, "key_person"));
    set_hours(w->db, w->person->id, c->id, r->setting_id, form_number(f, "hours"));
}

static void save_in_setting(struct web *w, const struct form *f, struct child_by_id *c, const struct quality_records *r)
{
    (void)f, (void)r;
    say_why_in_no_setting(w->db, w->person->id, c->id, "");
}

static void save_confirmed(struct web *w, const struct form *f, struct child_by_id *c, const struct quality_records *r)
{
    (void)f, (void)r;
    quality_confirm(w->db, &(struct quality_confirm){ new_id(), c->id, w->today, w->person->id });
}

static const struct mend mends[] = {
    { "sex", "Save", "child", "sex", sex_fields, NULL, NULL, NULL, save_facts },
    { "nhs_number", "Save", "child", "nhs_number", number_fields, NULL, fill_number, check_number, save_facts },
    { "ethnicity", "Save", "child", "ethnicity", ethnicity_fields, choose_ethnicity, fill_ethnicity, NULL, save_facts },
    { "home_language", "Save", "child", "home_language", language_fields, choose_language, fill_language, NULL, save_facts },
    { "telephone", "Save", "carer", "telephone email", telephone_fields, choose_carer, fill_carer, check_telephone, save_telephone },
    { "key_person", "Save", "placement", "key_person hours", place_fields, NULL, fill_place, NULL, save_place },
    { "in_setting", "The child attends: take out the reason", "placement", "not_in_setting_reason", no_fields, NULL, NULL, NULL, save_in_setting },
    { "confirm", "All of it is still right", "child", "confirmed", no_fields, NULL, NULL, NULL, save_confirmed },
    { 0 }
};

static const struct mend *mend_of(const struct quality_rule *q)
{
    for (const struct mend *m = mends; m->code; m++)
        if (strcmp(m->code, q->form) == 0)
            return m;
    return NULL;
}

/* ---- the page ---- */

struct mending { const struct quality_setting *settings; const struct quality_rule *rule; struct quality_listed *listed; const struct mend *mend; };

static bool is_mine(const struct quality_listed *l, const struct quality_rule *q)
{
    for (size_t i = 0; i < l->mines; i++)
        if (l->mine[i] == q)
            return true;
    return false;
}

/* 404 where the rule has no small form or the child is out of reach. */
static struct mending begin(struct web *w)
{
    struct mending m = { .settings = quality_settings(w->db) };
    const struct quality_setting *s = quality_setting_of(m.settings, web_part(w, "rule"));
    if (!s || !s->rule->form)
        web_stop(w, 404);
    m.rule = s->rule;
    m.mend = mend_of(m.rule);
    m.listed = quality_list_one(w, m.settings, web_id(w, "id"));
    if (!m.listed)
        web_stop(w, 404);
    return m;
}

static const char *list_path(struct web *w, const struct quality_rule *q)
{
    return web_role(w, "practitioner") ? "/quality" : arena_print(w->arena, "/quality/list?rule=%s", q->code);
}

static void show(struct web *w, const struct mending *m, struct form *f)
{
    if (!form_is_right(f) && w->status == 200)
        w->status = 422;
    web_page(w, m->rule->name);
    view_quality_mend(&w->out, w, m->listed, m->rule, m->mend->button, list_path(w, m->rule), f, is_mine(m->listed, m->rule));
}

void quality_mend_form(struct web *w)
{
    struct mending m = begin(w);
    struct child_by_id *c = child_or_stop(w, m.listed->child->id);
    struct form *f = form_new(w, m.mend->field);
    if (m.mend->choose)
        m.mend->choose(f, c);
    if (m.mend->fill)
        m.mend->fill(f, c, m.listed->record);
    show(w, &m, f);
}

/* On to what else this person can mend of the child here; else back to the list. */
static const char *next_path(struct web *w, const struct mending *m)
{
    struct quality_listed *l = quality_list_one(w, m->settings, m->listed->child->id);
    for (size_t i = 0; l && i < l->mines; i++)
        if (l->mine[i]->form && l->mine[i] != m->rule)
            return quality_path(w->arena, l->mine[i], l->record);
    return list_path(w, m->rule);
}

void quality_mend(struct web *w)
{
    struct mending m = begin(w);
    struct child_by_id *c = child_to_change(w);
    struct form *f = form_read(w, m.mend->field);
    bool is_mendable = is_mine(m.listed, m.rule);
    if (m.mend->choose)
        m.mend->choose(f, c);
    if (m.mend->check && form_is_right(f))
        m.mend->check(f, c);
    if (!form_is_right(f) || !is_mendable) {
        show(w, &m, f);
        return;
    }
    m.mend->save(w, f, c, m.listed->record);
    web_audit(w, c->id, "change", m.mend->what, m.mend->changed);
    if (strcmp(m.mend->code, "confirm") == 0)
        child_event(act_of(w), c->id, "", "register", "Details looked at: still right", "", "", false);
    web_notice(w, "Saved.");
    web_to(w, next_path(w, &m));
}
