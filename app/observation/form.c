/* The form of one tool: made from its parts, so that a tool that an administrator adds has a form at once. */
#include "app/observation/observation.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

enum { FIELDS_OF_PART = 3, OTHER_FIELDS = 9 };

static const char *name_of(struct arena *a, const struct observation_parts *p, const char *what) { return arena_print(a, "p%lld_%s", (long long)p->id, what); }

const char *observation_field(const struct form *f, const struct observation_parts *p, const char *what)
{
    bool is_asked = p->is_on && (strcmp(what, "number") == 0 ? *p->unit != 0 : strcmp(what, "answer") == 0 ? p->has_answer : p->has_words);
    return is_asked ? name_of(f->w->arena, p, what) : "";
}

static const struct choice *choices_of(struct web *w, const struct observation_kind *k)
{
    struct choice *c = arena_array(w->arena, struct choice, k->answers + 1);
    size_t n = 0;
    for (size_t i = 0; i < k->answers; i++)
        if (k->answer[i].is_on)
            c[n++] = (struct choice){ arena_print(w->arena, "%lld", (long long)k->answer[i].id), k->answer[i].label, NULL };
    return c;
}

static size_t add_part(struct web *w, struct field *f, const struct observation_kind *k, const struct observation_parts *p)
{
    size_t n = 0;
    if (*p->unit)
        f[n++] = (struct field){ name_of(w->arena, p, "number"), p->unit, arena_print(w->arena, "From %lld to %lld", (long long)p->low, (long long)p->high), .kind = NUMBER, .min = (int)p->low, .max = (int)p->high };
    if (p->has_answer)
        f[n++] = (struct field){ name_of(w->arena, p, "answer"), "As it stands on the sheet", .kind = SELECT, .choices = choices_of(w, k) };
    if (p->has_words)
        f[n++] = (struct field){ name_of(w->arena, p, "words"), "In words", .kind = PARAGRAPH, .max = 1000, .rows = 2 };
    return n;
}

static const struct field *fields_of(struct web *w, const struct observation_kind *k)
{
    struct field *f = arena_array(w->arena, struct field, k->parts * FIELDS_OF_PART + OTHER_FIELDS);
    size_t n = 0;
    f[n++] = (struct field){ "seen_on", "When was it?", .kind = PAST_DATE, .need = "Enter the day on which it was seen" };
    f[n++] = (struct field){ "observer", "Who saw it?", "Leave this empty if it was you", .kind = LINE, .max = 100 };
    if (k->tool->asks_age)
        f[n++] = (struct field){ "sheet_months", "For which age was the sheet, in months?", .kind = NUMBER, .min = 1, .max = 72 };
    for (size_t i = 0; i < k->parts; i++)
        if (k->part[i].is_on)
            n += add_part(w, &f[n], k, &k->part[i]);
    f[n++] = (struct field){ "summary", "What does it show, in short?", .kind = PARAGRAPH, .max = 2000, .rows = 3 };
    f[n++] = (struct field){ "next_steps", "What is done next, and by whom?", .kind = PARAGRAPH, .max = 2000, .rows = 3 };
    f[n++] = (struct field){ "family_view", "What did the family say?", .kind = PARAGRAPH, .max = 2000, .rows = 3 };
    f[n++] = (struct field){ "is_shared", "The family and those around the child may read this", .kind = YES };
    f[n++] = (struct field){ "version", "", .kind = HIDDEN };
    return f;
}

struct form *observation_form(struct web *w, const struct observation_kind *k, bool is_read)
{
    const struct field *f = fields_of(w, k);
    return is_read ? form_read(w, f) : form_new(w, f);
}

static void fill_value(struct form *f, const struct observation_parts *p, const struct observation_values_of_child *v)
{
    if (*observation_field(f, p, "number") && v->number >= 0)
        form_set_number(f, observation_field(f, p, "number"), v->number);
    if (*observation_field(f, p, "answer") && v->answer_id)
        form_set_number(f, observation_field(f, p, "answer"), v->answer_id);
    if (*observation_field(f, p, "words"))
        form_set(f, observation_field(f, p, "words"), v->words);
}

void observation_form_fill(struct form *f, const struct observation_seen *s)
{
    form_set(f, "seen_on", s->o->seen_on);
    form_set(f, "observer", s->o->observer);
    if (s->kind->tool->asks_age && s->o->sheet_months)
        form_set_number(f, "sheet_months", s->o->sheet_months);
    form_set(f, "summary", s->o->summary);
    form_set(f, "next_steps", s->o->next_steps);
    form_set(f, "family_view", s->o->family_view);
    form_set(f, "is_shared", s->o->is_shared ? "1" : "");
    form_set_number(f, "version", s->o->version);
    for (size_t i = 0; i < s->kind->parts; i++) {
        const struct observation_values_of_child *v = observation_value(s, s->kind->part[i].id);
        if (v)
            fill_value(f, &s->kind->part[i], v);
    }
}

static struct observed observed_of(struct form *f, const struct observation_parts *p)
{
    const char *number = observation_field(f, p, "number"), *answer = observation_field(f, p, "answer"), *words = observation_field(f, p, "words");
    struct observed o = { .part_id = p->id, .number = -1, .words = *words ? form_value(f, words) : "" };
    if (*number && *form_value(f, number))
        o.number = form_number(f, number);
    if (*answer)
        text_number(form_value(f, answer), &o.answer_id);
    return o;
}

struct observed *observation_form_values(struct form *f, const struct observation_kind *k, size_t *n)
{
    struct observed *o = arena_array(f->w->arena, struct observed, k->parts + 1);
    *n = 0;
    for (size_t i = 0; i < k->parts; i++) {
        struct observed one = observed_of(f, &k->part[i]);
        if (one.number >= 0 || one.answer_id || *one.words)
            o[(*n)++] = one;
    }
    return o;
}

/* Which ages are usual is a hint on the page, not a rule: a late check is better than none. */
void observation_form_check(struct form *f, const struct observation_kind *k, const struct child_by_id *c)
{
    size_t n;
    const char *on = form_value(f, "seen_on");
    if (*on && *c->born_on && strcmp(on, c->born_on) < 0)
        form_fail(f, "seen_on", "This is before the child was born");
    observation_form_values(f, k, &n);
    if (form_is_right(f) && !n && !*form_value(f, "summary"))
        form_fail(f, NULL, "Enter what was seen in one area at least, or say in short what it shows");
}
