/*
 * From a partner's JSON to the answers that a form would have given, checked by
 * the same rules as the forms.  A member that we do not know is an error, not
 * silence: what its system thinks it has told us must not be lost.  Called by api.c.
 */
#include "app/api/api.h"
#include "app/request/evidence.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

enum { MOST_FAULTS = 60 };

static const struct choice kinds[] = { { "request", "", NULL }, { "notification", "", NULL }, { "notification and request", "", NULL }, { 0 } };
static const struct choice permissions[] = { { "given", "", NULL }, { "refused", "", NULL }, { "not recorded", "", NULL }, { 0 } };

/* How a member is written in JSON. */
enum shape { TEXT, TRUTH, CODES };

struct member { const char *pointer, *field; enum shape shape; };

static const struct field fields[] = {
    { "kind", "Kind", .kind = RADIOS, .choices = kinds, .need = "Say what this is: request, notification, or notification and request" },
    { "door", "Door", .kind = RADIOS, .need = "Say which work the asker does: a code of the list door" },
    { "given_name", "First name", .kind = NAME, .max = 100 },
    { "family_name", "Family name", .kind = NAME, .max = 100, .need = "Say the child's family name" },
    { "born_on", "Date of birth", .kind = BIRTH_DATE, .need = "Say the child's date of birth, as YYYY-MM-DD" },
    { "sex", "Sex", .kind = RADIOS, .choices = request_sexes },
    { "nhs_number", "NHS number", .kind = NHS_NUMBER },
    { "upn", "Unique pupil number", .kind = UPN_NUMBER },
    { "address", "Address", .kind = PARAGRAPH, .max = 500 },
    { "postcode", "Postcode", .kind = POSTCODE },
    { "is_address_restricted", "Address is secret", .kind = RADIOS, .choices = request_yes_no, .need = "Say whether the address must be kept secret: true or false" },
    { "home_language", "Language at home", .kind = SELECT },
    { "attends", "Attends", .kind = RADIOS, .choices = request_yes_no, .need = "Say whether the child goes to a nursery, childminder or school: true or false" },
    { "setting_words", "Name of the setting", .max = 200 },
    { "asker_name", "Name", .kind = NAME, .max = 100, .need = "Say who asks" },
    { "asker_relationship", "Job", .max = 100 },
    { "asker_organisation", "Organisation", .max = 200, .need = "Say for which organisation they ask" },
    { "asker_telephone", "Telephone", .kind = TELEPHONE },
    { "asker_email", "Email", .kind = EMAIL },
    { "parent_name", "Name of a parent", .kind = NAME, .max = 100 },
    { "parent_contact", "Telephone or email", .max = 200 },
    { "contact_language", "Language", .kind = SELECT },
    { "needs_interpreter", "Interpreter", .kind = YES },
    { "is_agreed", "Agrees", .kind = RADIOS, .choices = request_yes_no, .need = "Say whether a parent knows and agrees: true or false. We take the request either way" },
    { "concern", "Concerns", .kind = CHECKBOXES, .need = "Say at least one concern" },
    { "going_well", "Going well", .kind = PARAGRAPH, .max = 4000 },
    { "already_helping", "Who helps already", .kind = PARAGRAPH, .max = 4000 },
    { "wants", "Wants", .kind = RADIOS, .need = "Say what would help: a code of the list wants" },
    { "wanted", "Wanted", .kind = PARAGRAPH, .max = 2000 },
    { "evidence", "Evidence", .kind = CHECKBOXES },
    { "evidence_words", "About the evidence", .kind = PARAGRAPH, .max = 4000 },
    { "opinion", "Opinion", .kind = RADIOS },
    { "diagnosis", "Diagnosis", .kind = PARAGRAPH, .max = 2000 },
    { "parent_informed_on", "Day the parent was told", .kind = PAST_DATE },
    { "discussion_offered_on", "Day a talk was offered", .kind = PAST_DATE },
    { "voluntary_told", "Voluntary organisation", .max = 200 },
    { "permission", "Permission", .kind = RADIOS, .choices = permissions },
    { 0 }
};

static const struct member members[] = {
    { "/kind", "kind", TEXT }, { "/door", "door", TEXT },
    { "/child/given_name", "given_name", TEXT }, { "/child/family_name", "family_name", TEXT }, { "/child/born_on", "born_on", TEXT }, { "/child/sex", "sex", TEXT }, { "/child/nhs_number", "nhs_number", TEXT },
    { "/child/upn", "upn", TEXT }, { "/child/address", "address", TEXT }, { "/child/postcode", "postcode", TEXT }, { "/child/address_is_secret", "is_address_restricted", TRUTH }, { "/child/home_language", "home_language", TEXT },
    { "/setting/attends", "attends", TRUTH }, { "/setting/name", "setting_words", TEXT },
    { "/asker/name", "asker_name", TEXT }, { "/asker/job", "asker_relationship", TEXT }, { "/asker/organisation", "asker_organisation", TEXT }, { "/asker/telephone", "asker_telephone", TEXT }, { "/asker/email", "asker_email", TEXT },
    { "/parent/name", "parent_name", TEXT }, { "/parent/contact", "parent_contact", TEXT }, { "/parent/language", "contact_language", TEXT }, { "/parent/needs_interpreter", "needs_interpreter", TRUTH }, { "/parent/agrees", "is_agreed", TRUTH },
    { "/concerns", "concern", CODES },
    { "/going_well", "going_well", TEXT }, { "/already_helping", "already_helping", TEXT }, { "/wants", "wants", TEXT }, { "/wanted", "wanted", TEXT },
    { "/evidence", "evidence", CODES }, { "/evidence_words", "evidence_words", TEXT },
    { "/notification/opinion", "opinion", TEXT }, { "/notification/diagnosis", "diagnosis", TEXT }, { "/notification/parent_informed_on", "parent_informed_on", TEXT },
    { "/notification/discussion_offered_on", "discussion_offered_on", TEXT }, { "/notification/voluntary_told", "voluntary_told", TEXT }, { "/notification/permission", "permission", TEXT },
};

static const char *const groups[] = { "/child", "/setting", "/asker", "/parent", "/notification" };

struct reader { struct web *w; struct form *f; struct api_read *read; const char *words[32][2]; size_t n_words; };

static void fault(struct reader *r, const char *pointer, const char *words)
{
    struct api_read *a = r->read;
    for (size_t i = 0; i < a->faults; i++)
        if (strcmp(a->fault[i].pointer, pointer) == 0)
            return;
    if (a->faults < MOST_FAULTS)
        a->fault[a->faults++] = (struct web_fault){ pointer, words };
}

static const char *cleaned(struct reader *r, const json_t *j, enum text_kind kind)
{
    return text_clean(r->w->arena, json_string_value(j), kind);
}

/* A code as it stands in answers: several are joined by blanks, so none may hold one. */
static bool is_code(const char *s) { return *s && !strchr(s, ' '); }

static const char *append(struct reader *r, const char *all, const char *code) { return *all ? arena_print(r->w->arena, "%s %s", all, code) : code; }

static void read_evidence(struct reader *r, const json_t *array)
{
    const char *all = "";
    for (size_t i = 0; i < json_array_size(array); i++) {
        const json_t *one = json_array_get(array, i);
        if (json_is_string(one) && is_code(json_string_value(one)))
            all = append(r, all, cleaned(r, one, TEXT_LINE));
        else
            fault(r, arena_print(r->w->arena, "/evidence/%zu", i), "This must be a code of the list evidence");
    }
    for (size_t i = 0; i < json_array_size(array); i++)
        if (json_is_string(json_array_get(array, i)) && !code_exists("evidence", json_string_value(json_array_get(array, i))))
            fault(r, "/evidence", "There is no evidence of this code: see the list evidence");
    form_set(r->f, "evidence", all);
}

/* { "area": code, "words": text } each. */
static const char *read_concern(struct reader *r, const json_t *one, size_t i)
{
    const char *at = arena_print(r->w->arena, "/concerns/%zu", i), *key;
    const json_t *area = json_object_get(one, "area"), *words = json_object_get(one, "words"), *value;
    json_object_foreach((json_t *)(uintptr_t)one, key, value)
        if (strcmp(key, "area") != 0 && strcmp(key, "words") != 0)
            fault(r, arena_print(r->w->arena, "%s/%s", at, key), "We do not know this member");
    if (!json_is_string(area) || !is_code(json_string_value(area)))
        fault(r, arena_print(r->w->arena, "%s/area", at), "Say which area: a code of the list concern");
    else if (words && !json_is_string(words))
        fault(r, arena_print(r->w->arena, "%s/words", at), "This must be text");
    else {
        const char *said = words ? cleaned(r, words, TEXT_LONG) : "";
        if (text_length(said) > 2000)
            fault(r, arena_print(r->w->arena, "%s/words", at), "This must be 2,000 characters or fewer");
        r->words[r->n_words][0] = cleaned(r, area, TEXT_LINE);
        r->words[r->n_words++][1] = said;
        return cleaned(r, area, TEXT_LINE);
    }
    return "";
}

static void read_concerns(struct reader *r, const json_t *array)
{
    const char *all = "";
    if (json_array_size(array) > 30) {
        fault(r, "/concerns", "There are more concerns than there are areas");
        return;
    }
    for (size_t i = 0; i < json_array_size(array); i++) {
        const char *code = json_is_object(json_array_get(array, i)) ? read_concern(r, json_array_get(array, i), i) : "";
        if (!json_is_object(json_array_get(array, i)))
            fault(r, arena_print(r->w->arena, "/concerns/%zu", i), "This must be an object with area and words");
        if (*code)
            all = append(r, all, code);
    }
    form_set(r->f, "concern", all);
}

static bool is_date_field(struct reader *r, const char *name)
{
    const struct field *d = form_find(r->f, name);
    return d && (d->kind == BIRTH_DATE || d->kind == PAST_DATE);
}

static void read_text(struct reader *r, const struct member *m, const json_t *j)
{
    const struct field *d = form_find(r->f, m->field);
    const char *text = json_is_string(j) ? cleaned(r, j, d && d->kind == PARAGRAPH ? TEXT_LONG : TEXT_LINE) : "";
    if (!json_is_string(j))
        fault(r, m->pointer, "This must be text");
    else if (*text && is_date_field(r, m->field) && !date_valid(text))
        fault(r, m->pointer, "This must be a real day, as YYYY-MM-DD");
    else
        form_set(r->f, m->field, text);
}

static void read_member(struct reader *r, const struct member *m, const json_t *j)
{
    const struct field *d = form_find(r->f, m->field);
    if (m->shape == TEXT)
        read_text(r, m, j);
    else if (m->shape == TRUTH && !json_is_boolean(j))
        fault(r, m->pointer, "This must be true or false");
    else if (m->shape == TRUTH)
        form_set(r->f, m->field, d->kind == YES ? (json_is_true(j) ? "1" : "") : json_is_true(j) ? "yes" : "no");
    else if (!json_is_array(j))
        fault(r, m->pointer, "This must be a list");
    else if (strcmp(m->field, "concern") == 0)
        read_concerns(r, j);
    else
        read_evidence(r, j);
}

static const struct member *member_at(const char *pointer)
{
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (strcmp(members[i].pointer, pointer) == 0)
            return &members[i];
    return NULL;
}

static bool is_group(const char *pointer)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (strcmp(groups[i], pointer) == 0)
            return true;
    return false;
}

/* "~" and "/" of a name as a pointer writes them; what is very long is cut. */
static const char *pointer_to(struct arena *a, const char *base, const char *key)
{
    struct out o = { .arena = a };
    html_lit(&o, base, strlen(base));
    html_lit(&o, "/", 1);
    for (size_t i = 0; key[i] && i < 100; i++)
        if (key[i] == '~' || key[i] == '/')
            html_lit(&o, key[i] == '~' ? "~0" : "~1", 2);
        else
            html_lit(&o, key + i, 1);
    html_lit(&o, "", 1);
    return text_clean(a, o.at, TEXT_LINE);
}

static void read_object(struct reader *r, const char *base, const json_t *object)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, key, value) {
        const char *pointer = pointer_to(r->w->arena, base, key);
        const struct member *m = member_at(pointer);
        if (m)
            read_member(r, m, value);
        else if (!*base && is_group(pointer) && json_is_object(value))
            read_object(r, pointer, value);
        else if (!*base && is_group(pointer))
            fault(r, pointer, "This must be an object");
        else if (strcmp(pointer, "/your_reference") == 0 && json_is_string(value) && text_length(json_string_value(value)) <= 100)
            r->read->their_reference = cleaned(r, value, TEXT_LINE);
        else
            fault(r, pointer, strcmp(pointer, "/your_reference") == 0 ? "This must be text of 100 characters or fewer" : "We do not know this member");
    }
}

/* What the long form checks across its fields, said for whoever writes programs. */
static void check_together(struct reader *r)
{
    struct form *f = r->f;
    if (!*form_typed(f, "asker_telephone") && !*form_typed(f, "asker_email"))
        fault(r, "/asker/email", "Say a telephone number or an email address, so that we can answer");
    if (form_is(f, "attends", "yes") && !*form_typed(f, "setting_words"))
        fault(r, "/setting/name", "Say the name of the nursery, childminder or school");
    if (strncmp(form_typed(f, "kind"), "notification", 12) == 0 && !*form_typed(f, "opinion"))
        fault(r, "/notification/opinion", "Say what your organisation's opinion is: that is what a notification says");
    for (size_t i = 0; i < r->n_words; i++)
        if (!code_exists("concern", r->words[i][0]))
            fault(r, "/concerns", arena_print(r->w->arena, "There is no area of this name: %s", r->words[i][0]));
}

static void take_errors(struct reader *r)
{
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (*form_error(r->f, members[i].field))
            fault(r, members[i].pointer, form_error(r->f, members[i].field));
}

struct api_read *api_read_request(struct web *w, const json_t *j)
{
    struct api_read *a = arena_new(w->arena, struct api_read);
    struct reader r = { .w = w, .f = form_new(w, fields), .read = a };
    a->fault = arena_array(w->arena, struct web_fault, MOST_FAULTS);
    a->their_reference = "";
    a->answers = answers_new(w->arena);
    form_set(r.f, "permission", "not recorded");
    read_object(&r, "", j);
    request_fill_choices(r.f, request_doors_of_work(w));
    form_check(r.f);
    take_errors(&r);
    check_together(&r);
    for (size_t i = 0; i < r.f->n; i++)
        answer_set(a->answers, r.f->field[i].name, form_value(r.f, r.f->field[i].name));
    for (size_t i = 0; i < r.n_words; i++)
        answer_set(a->answers, arena_print(w->arena, "words_%s", r.words[i][0]), r.words[i][1]);
    answer_set(a->answers, "asker", "professional");
    return a;
}
