/*
 * The same door for whoever is signed in: one longer form in sections, with
 * what their role knows already filled in.  A health professional notifies
 * here too (Children and Families Act 2014 s.23).  Ends in request_receive, as
 * every door does.
 */
#define _GNU_SOURCE   /* strcasestr */
#include "app/request/new.h"
#include "app/request/evidence.h"
#include "app/request/views.h"
#include "app/people/people.sql.h"
#include "app/setting/setting.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

static const struct choice kinds[] = {
    { "request", "A request for support", "The family wants help" },
    { "notification", "A notification only", "Your organisation thinks that the child has, or probably has, special educational needs or a disability (section 23)" },
    { "notification and request", "Both", NULL },
    { 0 }
};
static const struct choice permissions[] = {
    { "given", "Yes, the parent gave permission", NULL },
    { "refused", "The parent refused", "The law asks you to notify all the same. We treat it with care" },
    { "not recorded", "Not recorded", NULL },
    { 0 }
};
static const struct choice secret[] = { { "no", "No", NULL }, { "yes", "Yes, it must be kept secret from somebody", NULL }, { 0 } };
static const struct choice agreed[] = { { "yes", "Yes", NULL }, { "no", "No, or not yet", "We talk to you before we talk to the family" }, { 0 } };

static const struct field kind_fields[] = {
    { "kind", "What are you sending?", .kind = RADIOS, .choices = kinds, .need = "Choose what you are sending" },
    { 0 }
};
static const struct field door_fields[] = {
    { "door", "Through which door?", .kind = SELECT, .need = "Choose through which door this came" },
    { 0 }
};
static const struct field work_fields[] = {
    { "door", "What is your work?", .kind = SELECT, .need = "Choose what your work is" },
    { 0 }
};
static const struct field asker_fields[] = {
    { "asker_name", "Name", .kind = NAME, .max = 100, .need = "Enter the name of whoever asks" },
    { "asker_relationship", "Job, or what they are to the child", .max = 100 },
    { "asker_organisation", "Organisation", .max = 200 },
    { "asker_telephone", "Telephone", .kind = TELEPHONE },
    { "asker_email", "Email", .kind = EMAIL },
    { 0 }
};
static const struct field caller_fields[] = {
    { "has_responsibility", "If a parent asks: do they have parental responsibility?", .kind = RADIOS, .choices = request_yes_no_unsure },
    { "contact_by", "How should we contact them?", .kind = RADIOS },
    { 0 }
};
static const struct field child_fields[] = {
    { "given_name", "First name", "Leave empty if the child has one name only", .kind = NAME, .max = 100 },
    { "family_name", "Family name", .kind = NAME, .max = 100, .need = "Enter the child’s family name. If they have one name only, write it here" },
    { "born_on", "Date of birth", "For example, 27 3 2024", .kind = BIRTH_DATE, .need = "Enter the child’s date of birth" },
    { "sex", "Girl or boy", .kind = RADIOS, .choices = request_sexes },
    { "nhs_number", "NHS number", .kind = NHS_NUMBER },
    { "upn", "Unique pupil number", "Only if the child has one already", .kind = UPN_NUMBER },
    { "address", "Address", .kind = PARAGRAPH, .max = 500, .rows = 3 },
    { "postcode", "Postcode", .kind = POSTCODE },
    { "is_address_restricted", "Must the address be kept secret?", .kind = RADIOS, .choices = secret, .need = "Say whether the address must be kept secret" },
    { "home_language", "Language at home", .kind = SELECT },
    { 0 }
};
static const struct field setting_fields[] = {
    { "attends", "Does the child go to a nursery, childminder or school?", .kind = RADIOS, .choices = request_yes_no, .need = "Say whether the child goes to a setting" },
    { "setting", "Which one?", .kind = SELECT, .only_if = "attends", .only_is = "yes" },
    { "setting_words", "Or its name, if it is not in the list", .max = 200, .only_if = "attends", .only_is = "yes" },
    { 0 }
};
static const struct field concern_field = { "concern", "What are you worried about?", "Choose all that are true", .kind = CHECKBOXES, .need = "Choose at least one area" };
static const struct field wish_fields[] = {
    { "going_well", "What is going well?", .kind = PARAGRAPH, .max = 4000 },
    { "already_helping", "Who helps already, and what was tried?", "For example advice, groups, a two-year check, therapy", .kind = PARAGRAPH, .max = 4000 },
    { "wants", "What would help most?", .kind = RADIOS, .need = "Choose what would help most" },
    { "wanted", "More about what would help", .kind = PARAGRAPH, .max = 2000 },
    { 0 }
};
static const struct field parent_fields[] = {
    { "parent_name", "Name of a parent or carer", .kind = NAME, .max = 100 },
    { "parent_contact", "Their telephone or email", .max = 200 },
    { "contact_language", "Language to use with them", .kind = SELECT },
    { "needs_interpreter", "They would like an interpreter", .kind = YES },
    { "is_agreed", "Do they know that you are asking, and agree?", .kind = RADIOS, .choices = agreed, .need = "Say whether a parent knows and agrees" },
    { 0 }
};
static const struct field notification_fields[] = {
    { "opinion", "Your organisation’s opinion is that the child …", .kind = RADIOS },
    { "diagnosis", "Diagnosis or condition, if there is one", .kind = PARAGRAPH, .max = 2000, .rows = 3 },
    { "parent_informed_on", "Day the parent was told of the opinion, and of the duty to tell us", "If they were not told yet, leave this empty: we still take the notification, and ask you about it", .kind = PAST_DATE },
    { "discussion_offered_on", "Day the parent was offered a talk about it", .kind = PAST_DATE },
    { "voluntary_told", "Voluntary organisation that the parent was told of", .max = 200 },
    { "permission", "Did the parent give permission to tell us?", "We take the notification whatever the answer", .kind = RADIOS, .choices = permissions },
    { 0 }
};

static const struct field *concerns(struct web *w)
{
    const struct field *words = request_concern_words(w, NULL, 2000);
    size_t n = 0;
    while (words[n].name)
        n++;
    struct field *f = arena_array(w->arena, struct field, n + 2);
    f[0] = concern_field;
    for (size_t i = 0; i < n; i++) {
        f[i + 1] = words[i];
        f[i + 1].label = arena_print(w->arena, "%s: what have you noticed?", words[i].label);
        f[i + 1].only_if = "concern";
        f[i + 1].only_is = words[i].name + strlen("words_");
    }
    return f;
}

static bool is_setting_staff(struct web *w) { return w->person->setting_id && web_role(w, "practitioner"); }

static void add(struct new_sections *s, const char *title, const char *lead, const struct field *fields)
{
    size_t n = 0;
    while (fields[n].name)
        n++;
    s->section[s->n++] = (struct new_section){ title, lead, fields, n };
}

/* What is asked of whom. */
static struct new_sections *sections_for(struct web *w)
{
    struct new_sections *s = arena_new(w->arena, struct new_sections);
    bool notifies = web_may(w, NOTIFY), is_service = web_may(w, TRIAGE);
    if (notifies)
        add(s, "What this is", NULL, kind_fields);
    if (is_service || web_role(w, "health"))
        add(s, is_service ? "How it came" : "Your work", NULL, is_service ? door_fields : work_fields);
    add(s, is_service ? "Who asks" : "You", NULL, asker_fields);
    if (is_service)
        add(s, "If a parent or relative is on the telephone", NULL, caller_fields);
    add(s, "The child", NULL, child_fields);
    if (!is_setting_staff(w))
        add(s, "Where the child goes", NULL, setting_fields);
    add(s, "What you have noticed", NULL, concerns(w));
    if (!is_service)
        add(s, "What there is already", NULL, evidence_fields);
    add(s, "What goes well, and what would help", NULL, wish_fields);
    add(s, "The parents or carers", is_service ? "Where a parent asks, their name stands above already." : "We work with parents, and tell them what we do.", parent_fields);
    if (notifies)
        add(s, "Only for a notification", "Section 23 of the Children and Families Act 2014. It has no condition of consent: we take a notification even where permission is not recorded.", notification_fields);
    return s;
}

static const struct field *all_fields(struct web *w, const struct new_sections *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        n += s->section[i].n;
    struct field *f = arena_array(w->arena, struct field, n + 1);
    n = 0;
    for (size_t i = 0; i < s->n; i++) {
        memcpy(f + n, s->section[i].fields, s->section[i].n * sizeof *f);
        n += s->section[i].n;
    }
    return f;
}

static bool asks(const struct form *f, const char *name)
{
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->field[i].name, name) == 0)
            return true;
    return false;
}

static void fill_choices(struct form *f)
{
    struct web *w = f->w;
    request_fill_choices(f, web_may(w, TRIAGE) ? code_choices(w, "door") : request_doors_of_work(w));
    if (asks(f, "setting"))
        form_choices(f, "setting", setting_choices(w, ""));
}

/* What the account knows already. */
static void prefill(struct form *f)
{
    struct web *w = f->w;
    form_set(f, "is_address_restricted", "no");
    if (asks(f, "kind"))
        form_set(f, "kind", "request");
    if (asks(f, "permission"))
        form_set(f, "permission", "not recorded");
    if (web_may(w, TRIAGE)) {
        form_set(f, "door", "parent");
        return;
    }
    struct person_by_id *me = person_by_id(w->db, w->person->id);
    form_set(f, "asker_name", me->name);
    form_set(f, "asker_relationship", me->job);
    form_set(f, "asker_organisation", *w->person->setting_name ? w->person->setting_name : me->organisation);
    form_set(f, "asker_telephone", me->telephone);
    form_set(f, "asker_email", me->email);
    if (asks(f, "door"))
        form_set(f, "door", *me->job && strcasestr(me->job, "paediatric") ? "paediatrician" : strcasestr(me->job, "therap") ? "therapist" : "health visitor");
    if (w->person->setting_id && asks(f, "setting")) {
        form_set(f, "attends", "yes");
        form_set_number(f, "setting", w->person->setting_id);
    }
}

static void show(struct web *w, const struct new_sections *s, struct form *f)
{
    web_page(w, "Ask for support");
    view_request_new(&w->out, w, s, f);
}

void new_show(struct web *w)
{
    struct new_sections *s = sections_for(w);
    struct form *f = form_new(w, all_fields(w, s));
    fill_choices(f);
    prefill(f);
    show(w, s, f);
}

static void check(struct form *f)
{
    if (!*form_typed(f, "asker_telephone") && !*form_typed(f, "asker_email"))
        form_fail(f, "asker_telephone", "Enter a telephone number or an email address, so that we can answer");
    if (asks(f, "attends") && form_is(f, "attends", "yes") && !*form_typed(f, "setting") && !*form_typed(f, "setting_words"))
        form_fail(f, "setting", "Choose the setting, or write its name");
    if (asks(f, "kind") && strncmp(form_value(f, "kind"), "notification", 12) == 0 && !*form_typed(f, "opinion"))
        form_fail(f, "opinion", "Choose what your organisation’s opinion is: that is what a notification says");
}

/* The door of whoever is not asked about it. */
static const char *own_door(struct web *w)
{
    if (web_role(w, "school"))
        return "school";
    struct setting_told *s = w->person->setting_id ? setting_told(w->db, w->person->setting_id) : NULL;
    return s && strcmp(s->kind, "childminder") == 0 ? "childminder" : "setting";
}

static struct add_request *request_of_form(struct web *w, const struct form *f, struct concern_told **c, size_t *n)
{
    struct answers *s = answers_new(w->arena);
    for (size_t i = 0; i < f->n; i++)
        answer_set(s, f->field[i].name, form_value(f, f->field[i].name));
    answer_set(s, "asker", "professional");
    if (!asks(f, "door"))
        answer_set(s, "door", own_door(w));
    struct add_request *r = request_of_answers(w, s, c, n);
    if (is_setting_staff(w)) {
        r->setting_id = w->person->setting_id;
        r->setting_words = w->person->setting_name;
    }
    return r;
}

void new_send(struct web *w)
{
    struct new_sections *s = sections_for(w);
    struct form *f = form_read(w, all_fields(w, s));
    fill_choices(f);
    check(f);
    if (!form_is_right(f)) {
        w->status = 422;
        show(w, s, f);
        return;
    }
    struct concern_told *concern;
    size_t n;
    struct add_request *r = request_of_form(w, f, &concern, &n);
    int64_t id = request_receive(act_of(w), r, concern, n);
    if (asks(f, "evidence"))
        evidence_keep(act_of(w), r, form_value(f, "evidence"), form_value(f, "evidence_words"));
    web_audit(w, 0, "change", "request received", r->reference);
    web_notice(w, arena_print(w->arena, "Received. The reference is %s. You have an answer by %s", r->reference, date_words(w->arena, r->due_on)));
    web_to_f(w, "/requests/%lld", (long long)id);
}

/* ---- What I, or my setting, asked for ---- */

void mine_show(struct web *w)
{
    size_t n;
    int64_t before;
    if (!text_number(web_query(w, "before"), &before) || before <= 0)
        before = INT64_MAX;
    struct requests_of_asker *r = requests_of_asker(w->db, w->person->id, is_setting_staff(w) ? w->person->setting_id : 0, before, &n);
    web_page(w, "Requests you made");
    view_request_mine(&w->out, w, r, n > 25 ? 25 : n, n > 25);
}
