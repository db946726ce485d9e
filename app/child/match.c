/* Possible existing children for one that is asked about.  Called by triage and by "new child"; lib/match compares. */
#include "app/child/child.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SHOWN = 10, LEAST_PER_MILLE = 50 };

static int by_probability(const void *a, const void *b)
{
    const struct child_candidate *x = a, *y = b;
    int64_t d = y->match->probability_per_mille - x->match->probability_per_mille;
    return d > 0 ? 1 : d < 0 ? -1 : x->child->id < y->child->id ? -1 : 1;
}

/* The query takes each key as a parameter of its own; those not used stay "", which is nobody's key. */
static struct child_by_id *sharing_keys(struct web *w, const struct match_person *asked, size_t *n)
{
    size_t keys;
    const char *const *key = match_block_keys(w->arena, asked, &keys);
    struct child_candidates_sharing_keys_with q = { .viewer = w->person->id };
    const char **slot = &q.k0;
    _Static_assert(offsetof(struct child_candidates_sharing_keys_with, k63) - offsetof(struct child_candidates_sharing_keys_with, k0) == 63 * sizeof(char *), "one slot for each key");
    for (size_t i = 0; i < MATCH_KEYS_MOST; i++)
        slot[i] = i < keys ? key[i] : "";
    return child_candidates_sharing_keys(w->db, &q, n);
}

struct child_candidate *child_candidates(struct web *w, const struct match_person *asked, size_t *n)
{
    size_t found, kept = 0;
    struct child_by_id *c = sharing_keys(w, asked, &found);
    struct child_candidate *all = arena_array(w->arena, struct child_candidate, found + 1);
    for (size_t i = 0; i < found; i++) {
        struct match_person known = { c[i].given_name, c[i].family_name, c[i].known_as, c[i].born_on, c[i].sex, c[i].postcode, c[i].nhs_number };
        struct match_result *r = arena_new(w->arena, struct match_result);
        *r = match_compare(w->arena, asked, &known);
        if (r->probability_per_mille >= LEAST_PER_MILLE)
            all[kept++] = (struct child_candidate){ &c[i], r };
    }
    qsort(all, kept, sizeof *all, by_probability);
    *n = kept < MOST_SHOWN ? kept : MOST_SHOWN;
    return all;
}
