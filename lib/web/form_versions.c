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
