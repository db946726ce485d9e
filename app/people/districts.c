/* Postcode districts that are known here, as choices: see districts.h. */
#include "app/people/districts.h"
#include "app/people/people.h"
#include "app/people/people.sql.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 400 };

const char *district_written(struct arena *a, const char *typed) { return text_postcode_outward(a, arena_print(a, "%s 1AA", typed)); }

/* HR2 before HR10. */
static int by_letters_then_number(const void *one, const void *other)
{
    const char *x = ((const struct choice *)one)->code, *y = ((const struct choice *)other)->code;
    size_t letters = strcspn(x, "0123456789"), same = strcspn(y, "0123456789");
    int by = strncmp(x, y, letters > same ? letters : same);
    int number = atoi(x + letters) - atoi(y + same);
    return by ? by : number ? number : strcmp(x, y);
}

static size_t add(struct arena *a, struct choice *c, size_t n, const char *typed)
{
    const char *district = district_written(a, typed);
    for (size_t i = 0; i < n; i++)
        if (strcmp(c[i].code, district) == 0)
            return n;
    if (!*district || n == MOST)
        return n;
    c[n] = (struct choice){ district, district, NULL };
    return n + 1;
}

const struct choice *district_choices(struct web *w)
{
    size_t known, owned, n = 0;
    struct postcode_districts *d = postcode_districts(w->db, &known);
    const char *const *own = text_words(w->arena, authority(w, "postcodes"), &owned);
    struct choice *c = arena_array(w->arena, struct choice, MOST + 1);
    for (size_t i = 0; i < owned; i++)
        n = add(w->arena, c, n, own[i]);
    for (size_t i = 0; i < known; i++)
        n = add(w->arena, c, n, d[i].district);
    qsort(c, n, sizeof *c, by_letters_then_number);
    return c;
}
