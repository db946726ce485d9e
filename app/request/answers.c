/*
 * Answers so far, by name: kept form-encoded in request_draft between pages
 * (ask.c), or made at once from the long form (new.c); and the row that they
 * become.  Touches no table.
 */
#include "app/request/request.h"
#include "base/text.h"

#include <string.h>

struct answers *answers_new(struct arena *a)
{
    struct answers *s = arena_new(a, struct answers);
    s->arena = a;
    return s;
}

static int digit(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

/* We wrote it ourselves, with %XX only. */
static const char *decoded(struct arena *a, const char *s, size_t len)
{
    char *copy = arena_text(a, s, len), *to = copy;
    for (const char *from = copy; *from; from++)
        if (*from == '%' && digit(from[1]) >= 0 && digit(from[2]) >= 0) {
            *to++ = (char)(digit(from[1]) << 4 | digit(from[2]));
            from += 2;
        } else
            *to++ = *from;
    *to = 0;
    return copy;
}

struct answers *answers_read(struct arena *a, const char *text)
{
    struct answers *s = answers_new(a);
    for (const char *at = text; *at;) {
        size_t len = strcspn(at, "&"), name = strcspn(at, "=");
        if (name < len)
            answer_set(s, decoded(a, at, name), decoded(a, at + name + 1, len - name - 1));
        at += len + (at[len] == '&');
    }
    return s;
}

const char *answers_written(const struct answers *s)
{
    struct out o = { .arena = s->arena };
    for (size_t i = 0; i < s->n; i++) {
        if (o.len)
            html_lit(&o, "&", 1);
        html_query_s(&o, s->pair[i].name);
        html_lit(&o, "=", 1);
        html_query_s(&o, s->pair[i].value);
    }
    html_lit(&o, "", 1);
    return o.at;
}

static struct pair *find(const struct answers *s, const char *name)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->pair[i].name, name) == 0)
            return &s->pair[i];
    return NULL;
}

const char *answer(const struct answers *s, const char *name)
{
    struct pair *p = find(s, name);
    return p ? p->value : "";
}

bool answer_is(const struct answers *s, const char *name, const char *value) { return strcmp(answer(s, name), value) == 0; }

bool answer_has(const struct answers *s, const char *name, const char *code)
{
    return strstr(arena_print(s->arena, " %s ", answer(s, name)), arena_print(s->arena, " %s ", code)) != NULL;
}

void answer_set(struct answers *s, const char *name, const char *value)
{
    struct pair *p = find(s, name);
    if (p && *value)
        p->value = value;
    else if (p)
        *p = s->pair[--s->n];
    else if (*value) {
        if (s->n == s->room) {
            size_t room = s->room ? s->room * 2 : 32;
            s->pair = arena_grow(s->arena, s->pair, s->room * sizeof *s->pair, room * sizeof *s->pair);
            s->room = room;
        }
        s->pair[s->n++] = (struct pair){ name, value };
    }
}

static const char *door_of(const struct answers *s)
{
    return answer_is(s, "asker", "professional") ? answer(s, "door") : answer(s, "asker");
}

static const char *setting_words_of(const struct answers *s)
{
    return answer_is(s, "attends", "no") ? "none" : answer(s, "setting_words");
}

static struct concern_told *concerns_of_answers(struct web *w, const struct answers *s, size_t *n)
{
    const struct choice *area = code_choices(w, "concern");
    struct concern_told *c = arena_array(w->arena, struct concern_told, form_count(area) + 1);
    *n = 0;
    for (; area->code; area++)
        if (answer_has(s, "concern", area->code))
            c[(*n)++] = (struct concern_told){ area->code, answer(s, arena_print(w->arena, "words_%s", area->code)) };
    return c;
}

static void fill_asker(struct add_request *r, const struct answers *s)
{
    bool is_parent = strcmp(r->door, "parent") == 0;
    r->asker_name = answer(s, "asker_name");
    r->asker_relationship = answer(s, "asker_relationship");
    r->asker_organisation = answer(s, "asker_organisation");
    r->asker_telephone = answer(s, "asker_telephone");
    r->asker_email = answer(s, "asker_email");
    r->asker_has_responsibility = is_parent && *answer(s, "has_responsibility") ? answer(s, "has_responsibility") : "unknown";
    r->contact_by = answer(s, "contact_by");
    r->contact_language = answer(s, "contact_language");
    r->needs_interpreter = answer_is(s, "needs_interpreter", "1");
    r->parent_name = is_parent ? "" : answer(s, "parent_name");
    r->parent_contact = is_parent ? "" : answer(s, "parent_contact");
    r->is_agreed = is_parent || answer_is(s, "is_agreed", "yes");
}

static void fill_notification(struct add_request *r, const struct answers *s)
{
    r->opinion = answer(s, "opinion");
    r->diagnosis = answer(s, "diagnosis");
    r->parent_informed_on = answer(s, "parent_informed_on");
    r->discussion_offered_on = answer(s, "discussion_offered_on");
    r->voluntary_told = answer(s, "voluntary_told");
    r->permission = answer(s, "permission");
}

struct add_request *request_of_answers(struct web *w, const struct answers *s, struct concern_told **concern, size_t *n)
{
    struct add_request *r = arena_new(w->arena, struct add_request);
    int64_t setting;
    r->kind = *answer(s, "kind") ? answer(s, "kind") : "request";
    r->door = door_of(s);
    r->given_name = answer(s, "given_name");
    r->family_name = answer(s, "family_name");
    r->born_on = answer(s, "born_on");
    r->sex = answer(s, "sex");
    r->nhs_number = answer(s, "nhs_number");
    r->upn = answer(s, "upn");
    r->address = answer(s, "address");
    r->postcode = answer(s, "postcode");
    r->is_address_restricted = answer_is(s, "is_address_restricted", "yes");
    r->home_language = answer(s, "home_language");
    r->setting_words = setting_words_of(s);
    if (answer_is(s, "attends", "yes") && text_number(answer(s, "setting"), &setting))
        r->setting_id = setting;
    r->going_well = answer(s, "going_well");
    r->wants = answer(s, "wants");
    r->wanted = answer(s, "wanted");
    r->already_helping = answer(s, "already_helping");
    r->notice_version = authority(w, "privacy_notice_version");
    r->asker_person_id = w->person->id;
    fill_asker(r, s);
    if (strncmp(r->kind, "notification", 12) == 0)
        fill_notification(r, s);
    *concern = concerns_of_answers(w, s, n);
    return r;
}

void request_check_ways_to_answer(struct form *f)
{
    bool telephone = *form_typed(f, "asker_telephone"), email = *form_typed(f, "asker_email");
    if (!telephone && !email)
        form_fail(f, "asker_telephone", "Enter a telephone number or an email address, so that we can answer you");
    else if (form_is(f, "contact_by", "email") && !email)
        form_fail(f, "asker_email", "Enter an email address, or choose another way for us to contact you");
    else if ((form_is(f, "contact_by", "telephone") || form_is(f, "contact_by", "text")) && !telephone)
        form_fail(f, "asker_telephone", "Enter a telephone number, or choose another way for us to contact you");
}
