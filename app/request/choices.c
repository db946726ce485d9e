/* Choices that several forms of this feature share, and where the choices of a coded field come from.  Touches no table. */
#include "app/request/request.h"

#include <string.h>

const struct choice request_yes_no[] = { { "yes", "Yes", NULL }, { "no", "No", NULL }, { 0 } };
const struct choice request_yes_no_unsure[] = { { "yes", "Yes", NULL }, { "no", "No", NULL }, { "unknown", "I am not sure", NULL }, { 0 } };
const struct choice request_sexes[] = { { "F", "Girl", NULL }, { "M", "Boy", NULL }, { 0 } };

/* The doors of people who work with children: all of the list but family and our own telephone. */
const struct choice *request_doors_of_work(struct web *w)
{
    const struct choice *all = code_choices(w, "door");
    struct choice *c = arena_array(w->arena, struct choice, form_count(all) + 1);
    size_t n = 0;
    for (; all->code; all++)
        if (strcmp(all->code, "parent") != 0 && strcmp(all->code, "friend") != 0 && strcmp(all->code, "officer") != 0)
            c[n++] = *all;
    return c;
}

static const struct { const char *field, *list; } lists[] = {
    { "concern", "concern" }, { "wants", "wants" }, { "contact_by", "contact_by" }, { "contact_language", "language" }, { "home_language", "language" }, { "opinion", "opinion" }, { "evidence", "evidence" },
};

void request_fill_choices(struct form *f, const struct choice *doors)
{
    for (size_t i = 0; i < f->n; i++) {
        if (strcmp(f->field[i].name, "door") == 0)
            form_choices(f, "door", doors);
        for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
            if (strcmp(f->field[i].name, lists[k].field) == 0)
                form_choices(f, f->field[i].name, code_choices(f->w, lists[k].list));
    }
}

const struct field *request_concern_words(struct web *w, const struct answers *s, int max)
{
    const struct choice *area = code_choices(w, "concern");
    struct field *f = arena_array(w->arena, struct field, form_count(area) + 1);
    size_t n = 0;
    for (; area->code; area++)
        if (!s || answer_has(s, "concern", area->code))
            f[n++] = (struct field){ arena_print(w->arena, "words_%s", area->code), area->label, .kind = PARAGRAPH, .max = max, .rows = 3 };
    return f;
}
