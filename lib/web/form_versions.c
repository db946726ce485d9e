/*
 * Two people at one form: what differs between what is saved and what was
 * typed, in the words that people read, and a seal that tells whether a record
 * is still the one that was shown.  Called by the handlers that save; reads
 * forms only.
 */
#include "web/form.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

static const char *in_words(const struct form *f, size_t i)
{
    const char *value = f->value[i];
    switch (f->field[i].kind) {
    case YES: return *value ? "Yes" : "No";
    case RADIOS: case SELECT: return *value ? choice_label(f->choices[i], value) : "";
    case DATE: case PAST_DATE: case BIRTH_DATE: case FUTURE_DATE: return date_valid(value) ? date_words(f->w->arena, value) : value;
    default: return value;
    }
}

struct form_difference *form_differences(const struct form *saved, const struct form *typed, size_t *n)
{
    struct form_difference *d = arena_array(typed->w->arena, struct form_difference, typed->n);
    *n = 0;
    for (size_t i = 0; i < typed->n && i < saved->n; i++)
        if (typed->field[i].kind != HIDDEN && typed->field[i].kind != PASSWORD && strcmp(saved->value[i], typed->value[i]) != 0)
            d[(*n)++] = (struct form_difference){ typed->field[i].label, in_words(saved, i), in_words(typed, i) };
    return d;
}

const char *form_seal(const struct form *f)
{
    const char **shown = arena_array(f->w->arena, const char *, f->n);
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++)
        if (f->field[i].kind != HIDDEN)
            shown[n++] = f->value[i];
    return web_hash(f->w->arena, text_join(f->w->arena, shown, n, "\x1f"));     /* no value holds that letter: it is a control character */
}

enum { BASE_LETTERS = 8 };

const char *form_base(const struct form *f)
{
    char *base = arena_take(f->w->arena, f->n * BASE_LETTERS + 1, 1);
    for (size_t i = 0; i < f->n; i++)
        memcpy(base + i * BASE_LETTERS, web_hash(f->w->arena, f->field[i].kind == HIDDEN ? "" : f->value[i]), BASE_LETTERS);
    base[f->n * BASE_LETTERS] = 0;
    return base;
}

/* A base that is not of this form says of nothing that it was so: then everything that differs is asked about. */
static bool was(const struct form *f, const char *base, size_t i, const char *value)
{
    return strlen(base) == f->n * BASE_LETTERS && memcmp(base + i * BASE_LETTERS, web_hash(f->w->arena, value), BASE_LETTERS) == 0;
}

static void take(struct form *typed, const struct form *saved, size_t i)
{
    typed->value[i] = saved->value[i];
    memcpy(typed->part[i], saved->part[i], sizeof typed->part[i]);
}

struct form_clash *form_merge(struct form *typed, const struct form *saved, const char *base, size_t *n)
{
    struct form_clash *clash = arena_array(typed->w->arena, struct form_clash, typed->n + 1);
    *n = 0;
    for (size_t i = 0; i < typed->n; i++) {
        const struct field *d = &typed->field[i];
        if (d->kind == HIDDEN || strcmp(typed->value[i], saved->value[i]) == 0)
            continue;
        if (was(typed, base, i, typed->value[i]))
            take(typed, saved, i);
        else if (!was(typed, base, i, saved->value[i]))
            clash[(*n)++] = (struct form_clash){ d->name, d->label, in_words(saved, i), in_words(typed, i), d->kind == PARAGRAPH };
    }
    return clash;
}

void form_choose(struct form *typed, const struct form *saved)
{
    struct arena *a = typed->w->arena;
    for (size_t i = 0; i < typed->n; i++) {
        const char *chosen = web_field(typed->w, arena_print(a, "choose_%s", typed->field[i].name));
        if (strcmp(chosen, "saved") == 0)
            take(typed, saved, i);
        else if (strcmp(chosen, "both") == 0 && *saved->value[i])
            typed->value[i] = *typed->value[i] ? arena_print(a, "%s\n\n%s", saved->value[i], typed->value[i]) : saved->value[i];
    }
}
