/*
 * A telephone call, written down while speaking: look for the child first (they
 * may be known), then the shortest form there is.  Only an officer has this
 * door; what is typed to search is never part of an address.  Ends in
 * request_receive, as every door does.
 */
#include "app/request/call.h"
#include "app/request/triage.h"
#include "app/request/views.h"
#include "base/date.h"

#include <string.h>

static const struct choice agreed[] = { { "yes", "Yes, or the parent is calling", NULL }, { "no", "No, or not yet", "We talk to the caller before we talk to the family" }, { 0 } };

static const struct field search_fields[] = {
    { "given_name", "Child’s first name", .kind = NAME, .max = 100 },
    { "family_name", "Child’s family name", .kind = NAME, .max = 100, .need = "Enter the child’s family name. If they have one name only, write it here" },
    { "born_on", "Date of birth", "If the caller knows it. For example, 27 3 2024", .kind = BIRTH_DATE },
    { "postcode", "Postcode", "If the caller knows it", .kind = POSTCODE },
    { 0 }
};

static const struct field call_fields[] = {
    { "given_name", "Child’s first name", .kind = NAME, .max = 100 },
    { "family_name", "Child’s family name", .kind = NAME, .max = 100, .need = "Enter the child’s family name. If they have one name only, write it here" },
    { "born_on", "Date of birth", .kind = BIRTH_DATE, .need = "Enter the child’s date of birth: ask the caller for the month and year at least, and write the first of the month" },
    { "postcode", "Postcode", .kind = POSTCODE },
    { "is_address_restricted", "Must the address be kept secret from somebody?", .kind = RADIOS, .choices = request_yes_no, .need = "Ask whether the address must be kept secret from somebody" },
    { "door", "Who is calling?", .kind = SELECT, .need = "Choose who is calling" },
    { "asker_name", "Caller’s name", .kind = NAME, .max = 100, .need = "Enter the caller’s name" },
    { "asker_telephone", "Number to call back", .kind = TELEPHONE, .need = "Ask for a number to call back" },
    { "concern", "What are they worried about?", .kind = CHECKBOXES, .need = "Choose at least one area" },
    { "told", "What they say", "In their words", .kind = PARAGRAPH, .max = 2000, .need = "Write what they say", .rows = 6 },
    { "is_agreed", "Do the parents know, and agree?", .kind = RADIOS, .choices = agreed, .need = "Say whether the parents know and agree" },
    { 0 }
};

/* What was typed to search goes on into the form. */
static struct form *call_form(struct web *w, const struct form *search)
{
    struct form *f = search ? form_new(w, call_fields) : form_read(w, call_fields);
    request_fill_choices(f, code_choices(w, "door"));
    for (size_t i = 0; search && i < search->n; i++)
        form_set(f, search->field[i].name, form_typed(search, search->field[i].name));
    for (size_t i = 0; search && i < search->n; i++)
        if (strcmp(search->field[i].name, "born_on") == 0)
            form_set(f, "born_on", form_value(search, "born_on"));
    if (search) {
        form_set(f, "door", "parent");
        form_set(f, "is_address_restricted", "no");
    }
    return f;
}

void call_show(struct web *w)
{
    web_page(w, "A telephone call");
    view_request_call(&w->out, w, form_new(w, search_fields));
}

static void show_found(struct web *w, struct form *f)
{
    struct call_page p = { .f = f };
    struct match_person told = { form_typed(f, "given_name"), form_typed(f, "family_name"), "", form_value(f, "born_on"), "", form_value(f, "postcode"), "" };
    p.candidate = child_candidates(w, &told, &p.candidates);
    web_audit(w, 0, "search", "children", "for a telephone call");
    web_page(w, "Write down the call");
    view_request_call_form(&w->out, w, &p);
}

void call_search(struct web *w)
{
    struct form *s = form_read(w, search_fields);
    if (!form_is_right(s)) {
        w->status = 422;
        web_page(w, "A telephone call");
        view_request_call(&w->out, w, s);
        return;
    }
    show_found(w, call_form(w, s));
}

static struct add_request *request_of_call(struct web *w, const struct form *f, struct concern_told **c, size_t *n)
{
    struct answers *s = answers_new(w->arena);
    for (size_t i = 0; i < f->n; i++)
        answer_set(s, f->field[i].name, form_value(f, f->field[i].name));
    answer_set(s, "asker", "professional");
    answer_set(s, "contact_by", "telephone");
    answer_set(s, "wants", "talk");
    struct add_request *r = request_of_answers(w, s, c, n);
    r->asker_person_id = 0;              /* the officer writes, the caller asks */
    if (*n)
        (*c)[0].words = form_value(f, "told");
    return r;
}

void call_send(struct web *w)
{
    struct form *f = call_form(w, NULL);
    struct concern_told *concern;
    size_t n;
    if (!form_is_right(f)) {
        w->status = 422;
        show_found(w, f);
        return;
    }
    struct add_request *r = request_of_call(w, f, &concern, &n);
    int64_t id = request_receive(act_of(w), r, concern, n);
    web_audit(w, 0, "change", "request received", r->reference);
    web_notice(w, arena_print(w->arena, "Written down. Tell the caller the reference, %s, and that they have an answer by %s", r->reference, date_words(w->arena, r->due_on)));
    web_to_f(w, "/requests/%lld", (long long)id);
}
