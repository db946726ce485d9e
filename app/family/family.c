/*
 * Parents and carers: adding and changing; agreements; what the family's place
 * says of them.  Checking who they are stands in verify.c.  Changes are for those who may change the
 * register; a parent reads their own line.
 */
#include "app/family/family.h"
#include "app/child/views.h"
#include "app/family/views.h"
#include "base/text.h"

#include <string.h>

/* ---- words ---- */

static const struct choice responsibilities[] = {
    { "yes", "Yes", "For example a mother, a father on the birth certificate, or by order of a court" },
    { "no", "No", NULL }, { "unknown", "Not known yet", NULL }, { 0 }
};

static const struct choice agreements[] = {
    { "support", "Support from this service", NULL },
    { "sharing with health", "Sharing with health services", NULL },
    { "sharing with setting", "Sharing with the nursery or other setting", NULL },
    { "sharing with school", "Sharing with the school", NULL },
    { 0 }
};

const char *family_agreement_words(const char *what) { return choice_label(agreements, what); }
const char *family_responsibility_words(const char *code) { return strcmp(code, "unknown") == 0 ? "Not known" : choice_label(responsibilities, code); }

static const char *path_of(struct web *w, const struct child_by_id *c, const char *rest)
{
    return arena_print(w->arena, "/children/%lld%s", (long long)c->id, rest);
}

void family_back(struct web *w, const struct child_by_id *c, const char *notice)
{
    web_notice(w, notice);
    web_to(w, path_of(w, c, "#family"));
}

/* ---- on the child's page ---- */

static struct family_sheet fetch(struct web *w, int64_t child)
{
    struct family_sheet s = { .child = child, .may_change = web_may(w, CHANGE_CHILDREN), .is_family = web_role(w, "parent") };
    s.carer = carers_of_child(w->db, w->person->id, child, &s.carers);
    s.agreement = agreements_of_child(w->db, w->person->id, child, &s.agreements);
    s.check = verifications_of_child(w->db, w->person->id, child, &s.checks);
    s.refusal = refusals_of_child(w->db, w->person->id, child, &s.refusals);
    size_t own = 0;
    for (size_t i = 0; s.is_family && i < s.carers; i++)
        if (s.carer[i].person_id == w->person->id)
            s.carer[own++] = s.carer[i];
    s.carers = s.is_family ? own : s.carers;
    return s;
}

static void draw(struct web *w, int64_t child)
{
    struct family_sheet s = fetch(w, child);
    view_family_panel(&w->out, w, &s);
}

static void draw_place(struct web *w, int64_t child)
{
    struct family_sheet s = fetch(w, child);
    view_family_place(&w->out, w, &s);
}

static void draw_copy(struct web *w, int64_t child)
{
    struct family_sheet s = fetch(w, child);
    size_t n;
    struct shared_with *shared = family_shared_with(w, child, &n);
    view_family_copy_part(&w->out, w, &s, shared, n);
}

/* ---- a carer ---- */

static const struct field carer_fields[] = {
    { "name", "Name", .kind = NAME, .max = 100, .need = "Enter the name" },
    { "relationship", "Who they are to the child", .kind = LINE, .max = 60, .need = "Say who they are to the child", .hint = "For example: mother, father, grandmother, foster carer" },
    { "has_responsibility", "Do they have parental responsibility?", .kind = RADIOS, .choices = responsibilities, .need = "Say whether they have parental responsibility" },
    { "telephone", "Telephone", .kind = TELEPHONE },
    { "email", "Email address", .kind = EMAIL },
    { "contact_by", "How they want to be contacted", .kind = SELECT },
    { "language", "Their language", .kind = SELECT },
    { "needs_interpreter", "They need an interpreter", .kind = YES },
    { "is_address_hidden", "Hide the child's address from them", .kind = YES },
    { "seal", "Seal", .kind = HIDDEN },       /* of what was shown when they began to change it */
    { 0 }
};

static struct form *with_lists(struct web *w, struct form *f)
{
    form_choices(f, "contact_by", code_choices(w, "contact_by"));
    form_choices(f, "language", code_choices(w, "language"));
    return f;
}

static void check_carer(struct form *f)
{
    const char *by = form_value(f, "contact_by");
    if ((strcmp(by, "telephone") == 0 || strcmp(by, "text") == 0) && !*form_typed(f, "telephone"))
        form_fail(f, "telephone", "Enter the telephone number, as they want to be contacted by it");
    if (strcmp(by, "email") == 0 && !*form_typed(f, "email"))
        form_fail(f, "email", "Enter the email address, as they want to be contacted by it");
}

static void show_new(struct web *w, struct child_by_id *c, struct form *f)
{
    child_form_page(w, &(struct child_form){ .child = c, .title = "Add a parent or carer", .intro = "", .action = path_of(w, c, "/carers/new"), .button = "Add", .form = f });
}

static void carer_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    show_new(w, c, with_lists(w, form_new(w, carer_fields)));
}

static void carer_add(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    struct form *f = with_lists(w, form_read(w, carer_fields));
    check_carer(f);
    if (!form_is_right(f)) {
        show_new(w, c, f);
        return;
    }
    add_carer(w->db, &(struct add_carer){ .id = new_id(), .child_id = c->id, .name = form_value(f, "name"), .relationship = form_value(f, "relationship"),
        .has_responsibility = form_value(f, "has_responsibility"), .telephone = form_value(f, "telephone"), .email = form_value(f, "email"), .language = form_value(f, "language"),
        .needs_interpreter = form_is(f, "needs_interpreter", "1"), .contact_by = form_value(f, "contact_by"), .is_address_hidden = form_is(f, "is_address_hidden", "1") });
    child_index(act_of(w), c->id);
    child_event(act_of(w), c->id, "", "carer", "A parent or carer was added", "", "", false);
    web_audit(w, c->id, "change", "carer", "added");
    family_back(w, c, "The parent or carer was added. Check who they are before you link their account.");
}

struct carers_of_child *family_carer_or_stop(struct web *w, const struct child_by_id *c)
{
    struct carers_of_child *k = carer_of_child(w->db, w->person->id, c->id, web_id(w, "carer"));
    if (!k)
        web_stop(w, 404);
    return k;
}

/* SAVED: what somebody else has saved in the meantime; NULL = nobody has. */
static void show_change(struct web *w, struct child_by_id *c, const struct carers_of_child *k, struct form *f, const struct form *saved)
{
    struct child_form page = { .child = c, .title = "Change a parent or carer", .intro = "", .action = path_of(w, c, arena_print(w->arena, "/carers/%lld", (long long)k->id)), .button = "Save", .form = f };
    if (saved)
        page.difference = form_differences(saved, f, &page.differences);
    child_form_page(w, &page);
}

static void fill(struct form *f, const struct carers_of_child *k)
{
    form_set(f, "name", k->name);
    form_set(f, "relationship", k->relationship);
    form_set(f, "has_responsibility", k->has_responsibility);
    form_set(f, "telephone", k->telephone);
    form_set(f, "email", k->email);
    form_set(f, "contact_by", k->contact_by);
    form_set(f, "language", k->language);
    form_set(f, "needs_interpreter", k->needs_interpreter ? "1" : "");
    form_set(f, "is_address_hidden", k->is_address_hidden ? "1" : "");
}

static void carer_change_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct carers_of_child *k = family_carer_or_stop(w, c);
    struct form *f = with_lists(w, form_new(w, carer_fields));
    fill(f, k);
    form_set(f, "seal", form_seal(f));
    show_change(w, c, k, f, NULL);
}

static struct form *saved_form(struct web *w, const struct carers_of_child *k)
{
    struct form *saved = with_lists(w, form_new(w, carer_fields));
    fill(saved, k);
    return saved;
}

/* True where somebody else saved this carer since the form was opened: both versions are shown, what was typed stays. */
static bool is_overtaken(struct web *w, struct child_by_id *c, const struct carers_of_child *k, struct form *f)
{
    struct form *saved = saved_form(w, k);
    const char *now = form_seal(saved);
    if (strcmp(form_value(f, "seal"), now) == 0)
        return false;
    form_set(f, "seal", now);
    form_fail(f, NULL, "Somebody else changed this person while you were writing. Compare, then save again to keep yours");
    w->status = 409;
    show_change(w, c, k, f, saved);
    return true;
}

/* Names of the fields in which what was typed differs from what is saved. */
static const char *changed_fields(struct web *w, const struct form *f, const struct carers_of_child *k)
{
    struct form *saved = saved_form(w, k);
    const char **name = arena_array(w->arena, const char *, f->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++)
        if (f->field[i].kind != HIDDEN && strcmp(saved->value[i], f->value[i]) != 0)
            name[n++] = f->field[i].name;
    return text_join(w->arena, name, n, " ");
}

static void carer_change(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    struct carers_of_child *k = family_carer_or_stop(w, c);
    struct form *f = with_lists(w, form_read(w, carer_fields));
    check_carer(f);
    if (k->person_id && !form_is(f, "has_responsibility", "yes") && *form_value(f, "has_responsibility"))
        form_fail(f, "has_responsibility", "This person's account is linked to the child. End the link first");
    if (!form_is_right(f)) {
        show_change(w, c, k, f, NULL);
        return;
    }
    if (is_overtaken(w, c, k, f))
        return;
    const char *changed = changed_fields(w, f, k);
    change_carer(w->db, &(struct change_carer){ .viewer = w->person->id, .id = k->id, .name = form_value(f, "name"), .relationship = form_value(f, "relationship"),
        .has_responsibility = form_value(f, "has_responsibility"), .telephone = form_value(f, "telephone"), .email = form_value(f, "email"), .language = form_value(f, "language"),
        .needs_interpreter = form_is(f, "needs_interpreter", "1"), .contact_by = form_value(f, "contact_by"), .is_address_hidden = form_is(f, "is_address_hidden", "1") });
    if (*changed) {
        child_index(act_of(w), c->id);
        child_event(act_of(w), c->id, "", "carer", "Details of a parent or carer changed", "", "", false);
        web_audit(w, c->id, "change", "carer", changed);
    }
    family_back(w, c, "The parent or carer was saved.");
}

/* ---- agreements ---- */

static const struct field agreement_fields[] = {
    { "what", "What is agreed?", .kind = RADIOS, .choices = agreements, .need = "Say what is agreed" },
    { "given_by", "Who agreed?", .kind = NAME, .max = 100, .need = "Enter who agreed" },
    { "given_on", "On what day?", .kind = PAST_DATE, .need = "Enter the day" },
    { 0 }
};

static void show_agreement(struct web *w, struct child_by_id *c, struct form *f)
{
    child_form_page(w, &(struct child_form){ .child = c, .title = "Record an agreement",
        .intro = "An agreement to support or to sharing. It is not the legal basis on which we keep this record.",
        .action = path_of(w, c, "/agreements/new"), .button = "Save", .form = f });
}

static void agreement_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct form *f = form_new(w, agreement_fields);
    form_set(f, "given_on", w->today);
    show_agreement(w, c, f);
}

static void agreement_add(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    struct form *f = form_read(w, agreement_fields);
    size_t n;
    struct agreements_of_child *a = agreements_of_child(w->db, w->person->id, c->id, &n);
    for (size_t i = 0; i < n; i++)
        if (!*a[i].ended_on && form_is(f, "what", a[i].what) && strcmp(a[i].given_by, form_value(f, "given_by")) == 0)
            form_fail(f, "what", "This person has agreed to this already");
    const char *on = form_value(f, "given_on");
    if (*on && *c->born_on && strcmp(on, c->born_on) < 0)
        form_fail(f, "given_on", "The day cannot be before the child was born");
    if (!form_is_right(f)) {
        show_agreement(w, c, f);
        return;
    }
    add_agreement(w->db, &(struct add_agreement){ .id = new_id(), .child_id = c->id, .what = form_value(f, "what"), .given_by = form_value(f, "given_by"),
        .notice_version = authority(w, "privacy_notice_version"), .given_on = on });
    child_event(act_of(w), c->id, on, "agreement", arena_print(w->arena, "Agreed: %s", family_agreement_words(form_value(f, "what"))), "", "", true);
    web_audit(w, c->id, "change", "agreement", "what given_by given_on");
    family_back(w, c, "The agreement was recorded.");
}

static void agreement_end(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    struct agreements_of_child *a = agreement_of_child(w->db, w->person->id, c->id, web_id(w, "agreement"));
    if (!a)
        web_stop(w, 404);
    if (end_agreement(w->db, w->person->id, a->id, w->today)) {
        child_event(act_of(w), c->id, "", "agreement", arena_print(w->arena, "No longer agreed: %s", family_agreement_words(a->what)), "", "", true);
        web_audit(w, c->id, "change", "agreement", "ended_on");
    }
    family_back(w, c, "The agreement was ended.");
}

static const struct route routes[] = {
    { GET, "/children/:id/carers/new", CHANGE_CHILDREN, carer_form },
    { POST, "/children/:id/carers/new", CHANGE_CHILDREN, carer_add },
    { GET, "/children/:id/carers/:carer", CHANGE_CHILDREN, carer_change_form },
    { POST, "/children/:id/carers/:carer", CHANGE_CHILDREN, carer_change },
    { GET, "/children/:id/carers/:carer/link", CHANGE_CHILDREN, family_verify_form },
    { POST, "/children/:id/carers/:carer/link", CHANGE_CHILDREN, family_verify },
    { GET, "/children/:id/carers/:carer/unlink", CHANGE_CHILDREN, family_unverify_form },
    { POST, "/children/:id/carers/:carer/unlink", CHANGE_CHILDREN, family_unverify },
    { GET, "/children/:id/sharing", SPEAK_FOR_FAMILY, family_sharing_show, .is_translated = true },
    { POST, "/children/:id/sharing", SPEAK_FOR_FAMILY, family_sharing_save, .is_translated = true },
    { GET, "/children/:id/feedback", SPEAK_FOR_FAMILY, family_feedback_form, .is_translated = true },
    { POST, "/children/:id/feedback", SPEAK_FOR_FAMILY, family_feedback_save, .is_translated = true },
    { GET, "/feedback", SEE_CHILDREN_BEHIND, family_feedback_read },
    { GET, "/children/:id/copy", SPEAK_FOR_FAMILY, family_copy_ask, .is_translated = true },
    { GET, "/children/:id/copy/record", SPEAK_FOR_FAMILY, family_copy_page, .is_slow = true, .is_translated = true },
    { GET, "/children/:id/copy/folder", SPEAK_FOR_FAMILY, family_copy_folder, .is_slow = true, .is_translated = true },
    { GET, "/children/:id/agreements/new", CHANGE_CHILDREN, agreement_form },
    { POST, "/children/:id/agreements/new", CHANGE_CHILDREN, agreement_add },
    { POST, "/children/:id/agreements/:agreement/end", CHANGE_CHILDREN, agreement_end },
    { 0 }
};

static const struct panel panels[] = {
    { "child", 12, SEE_CHILDREN, draw },
    { "family", 60, SPEAK_FOR_FAMILY, draw_place },
    { "copy", 10, SPEAK_FOR_FAMILY, draw_copy },
    { 0 }
};

/* app/child/tables.h */
static const struct child_table tables[] = {
    { "carer", "Parents and carers", ROWS_GO_SETTLED, .day = "verified_on", .words = "name" },
    { "verification", NULL, ROWS_GO_WITH, .with = "carer", .with_id = "carer_id" },
    { "agreement", "Agreements", ROWS_GO, .day = "given_on", .words = "what" },
    { "sharing_refused", "Who it is not shared with", ROWS_GO, .day = "from_on", .words = "CASE WHEN setting_id = 0 THEN organisation ELSE (SELECT t.name FROM setting t WHERE t.id = setting_id) END" },
    { "experience", "What the family said of us", ROWS_GO, .day = "asked_on", .words = "words" },
    { 0 }
};

const struct feature family_feature = { "family", routes, panels, .tables = tables };
