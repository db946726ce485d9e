/* One record that turns out to be of two children: who the other one is, and what is theirs.  For those who may decide. */
#include "app/joining/pages.h"
#include "app/joining/views.h"
#include "app/child/change.sql.h"
#include "base/text.h"

#include <string.h>

static const struct choice sexes[] = { { "F", "Girl", NULL }, { "M", "Boy", NULL }, { "none", "Not known", NULL }, { 0 } };

static const struct field fields[] = {
    { "given_name", "First and middle names of the other child", .kind = NAME, .max = 100 },
    { "family_name", "Family name", .kind = NAME, .max = 100, .need = "Enter the family name of the other child" },
    { "known_as", "Also known as", .kind = NAME, .max = 100 },
    { "born_on", "Date of birth", .kind = BIRTH_DATE, .need = "Enter the date of birth of the other child" },
    { "sex", "Sex", .kind = RADIOS, .choices = sexes, .need = "Choose the sex, or not known" },
    { "nhs_number", "NHS number", .kind = NHS_NUMBER, .hint = "If it is the number that this record has now, it goes to the other child" },
    { "upn", "Unique pupil number (UPN)", .kind = UPN_NUMBER },
    { "because", "How do you know that they are two children?", .kind = LINE, .max = 300, .need = "Say how you know" },
    { "version", "", .kind = HIDDEN },
    { 0 }
};

/* ---- what may go ---- */

static bool may_be_both(const char *table) { return strcmp(table, "carer") == 0 || strcmp(table, "placement") == 0 || strcmp(table, "professional") == 0; }

enum { LONG = 8 };

bool row_group_is_long(const struct row_group *g) { return g->n > LONG; }

struct row_group *row_groups(struct web *w, int64_t child, size_t *n)
{
    size_t tables;
    struct joining_table *const *t = joining_tables(w->site, &tables);
    struct row_group *g = arena_array(w->arena, struct row_group, tables + 1);
    *n = 0;
    for (size_t i = 0; i < tables; i++) {
        const struct child_table *of = joining_of(t[i]);
        bool stays = strcmp(of->name, "sharing_refused") == 0;       /* holds for both in any case */
        if (!of->label || stays)
            continue;
        struct row_group one = { .label = of->label, .table = of->name, .may_both = may_be_both(of->name) };
        one.row = joining_rows(w->db, t[i], child, &one.n);
        if (one.n)
            g[(*n)++] = one;
    }
    return g;
}

/* ---- the form ---- */

static void show(struct web *w, struct child_by_id *c, struct form *f)
{
    size_t n;
    struct row_group *g = row_groups(w, c->id, &n);
    if (!form_is_right(f) && w->status == 200)
        w->status = 422;
    web_page(w, "Part this record in two");
    view_split(&w->out, w, c, f, g, n);
}

void split_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct form *f = form_new(w, fields);
    form_set(f, "family_name", c->family_name);
    form_set_number(f, "version", c->version);
    show(w, c, f);
}

static void check(struct form *f, const struct child_by_id *c)
{
    struct child_with_nhs_number *n = child_with_nhs_number(f->w->db, form_value(f, "nhs_number"));
    struct child_with_upn *u = child_with_upn(f->w->db, form_value(f, "upn"));
    if (n && n->id != c->id)
        form_fail(f, "nhs_number", "Another child in the register has this NHS number");
    if (u && u->id != c->id)
        form_fail(f, "upn", "Another child in the register has this UPN");
    bool same = form_is(f, "given_name", c->given_name) && form_is(f, "family_name", c->family_name) && form_is(f, "born_on", c->born_on);
    if (same)
        form_fail(f, "given_name", "This is the child of this record: enter the names of the other child");
    if (form_is_right(f) && form_number(f, "version") != c->version) {
        form_fail(f, NULL, "Somebody else has changed this record while you were choosing. Look again, then save");
        form_set_number(f, "version", c->version);
        f->w->status = 409;
    }
}

void split_save(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    struct form *f = form_read(w, fields);
    check(f, c);
    if (!form_is_right(f)) {
        show(w, c, f);
        return;
    }
    struct add_child fresh = { .given_name = form_value(f, "given_name"), .family_name = form_value(f, "family_name"), .known_as = form_value(f, "known_as"),
        .born_on = form_value(f, "born_on"), .sex = form_is(f, "sex", "none") ? "" : form_value(f, "sex"), .nhs_number = form_value(f, "nhs_number"), .upn = form_value(f, "upn") };
    int64_t id = split_record(act_of(w), w->site, &(struct split){ .child = c, .fresh = &fresh, .go = chosen_rows(w, "go"), .both = chosen_rows(w, "both"), .because = form_value(f, "because") });
    const char *detail = arena_print(w->arena, "parted as %lld", (long long)id);
    web_audit(w, c->id, "change", "joining", detail);
    web_audit(w, fresh.id, "change", "joining", detail);
    web_notice(w, "The record was parted in two. Look at both, and choose a lead professional where there is none.");
    web_to_f(w, "/joinings/%lld", (long long)id);
}
