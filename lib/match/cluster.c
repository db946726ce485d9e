/*
 * Clusters of records that are one child: the surest pair first, and never a
 * join that would put two NHS numbers into one.  Called by link.c.
 */
#include "match/link_part.h"

static uint32_t root_of(uint32_t *above, uint32_t i)
{
    while (above[i] != i)
        i = above[i] = above[above[i]];
    return i;
}

/* The lower record stands for both; NUMBER is what a cluster's valid records agree on, 0 for none. */
static bool join(uint32_t *above, uint32_t *number, uint32_t a, uint32_t b)
{
    uint32_t x = root_of(above, a), y = root_of(above, b);
    if (x == y)
        return true;
    if (number[x] && number[y] && number[x] != number[y])
        return false;
    uint32_t low = x < y ? x : y, high = x < y ? y : x;
    above[high] = low;
    number[low] = number[low] ? number[low] : number[high];
    return true;
}

void link_cluster(struct arena *arena, const struct link_table *t, struct link_result *r)
{
    struct arena a = { 0 };
    uint32_t *above = arena_array(arena, uint32_t, t->n + 1), *number = arena_array(&a, uint32_t, t->n + 1);
    for (uint32_t i = 0; i < t->n; i++) {
        above[i] = i;
        number[i] = t->row[i].is_number_valid && !t->is_any_shape ? t->row[i].number : 0;
    }
    for (size_t i = 0; i < r->pairs && r->pair[i].probability >= LINK_CERTAIN; i++)
        r->count.refused_joins += !join(above, number, r->pair[i].a, r->pair[i].b);
    for (uint32_t i = 0; i < t->n; i++) {
        above[i] = root_of(above, i);
        r->children += above[i] == i;
    }
    r->cluster = above;
    arena_free(&a);
}
