/*
 * What several records say together: two that by themselves say too little
 * are one child if a third is both, and two that by themselves might be one
 * are not if each has another record in the list of the other.  Called by
 * link.c when all pairs are weighed; takes the model as it is.
 *
 * Records that hang together by pairs that are not quite improbable, MOST at a
 * time and the surest first, are parted into children in every way there is.
 * A child's weight is the product of the odds of the best tree of its pairs; a
 * pair that is not in the tree adds nothing, for other records explain what it
 * is unlike in, but two in a list that names a child once, or two NHS numbers,
 * take away.  The probability of a pair is the share of the ways in which the
 * two are one.  On febrl 3, where a child has up to six records, it would be
 * wrong to take away for unlike names or dates too: a slip would count against
 * its record as often as there are others.
 *
 * If a list names a child once, then of all pairs of two lists only those can
 * be one of which neither record has its child in the other list already.  As
 * many matches among so many fewer pairs make each likelier beforehand; how
 * much is learned in turns with the probabilities themselves.
 */
#include "match/link_part.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 8, SETS = 1 << MOST, TURNS = 4, LISTS_MOST = 64 };

/* What is reckoned of lists is not believed to be surer than this. */
static const double odds_most = 1e12, least_free = .01;

struct members { uint32_t record[MOST], pair[MOST * (MOST - 1) / 2]; uint8_t n, pairs; };

struct group {
    int n;
    const uint32_t *record;
    double odds[MOST][MOST];      /* of the two by themselves; 0 where that is improbable or was not asked */
    double against[MOST][MOST];   /* what speaks against them though a third explains the rest: 1 for nothing */
    uint32_t pair[MOST][MOST];    /* 1 + where the pair stands; 0: nowhere */
    double child[SETS];           /* how probable each set is as one child, beside its records as one each */
    double ways[SETS];            /* all ways to part a set, together */
};

/* ---- Which records hang together ---- */

static uint32_t root_of(uint32_t *above, uint32_t i)
{
    while (above[i] != i)
        i = above[i] = above[above[i]];
    return i;
}

/* Of each record the first of its group, and of that how many the group has; the surest pairs first. */
static uint32_t *hang_together(struct arena *a, const struct link_table *t, const struct link_result *r, uint8_t *size)
{
    uint32_t *above = arena_array(a, uint32_t, t->n + 1);
    for (uint32_t i = 0; i < t->n; i++) {
        above[i] = i;
        size[i] = 1;
    }
    for (size_t i = 0; i < r->pairs; i++) {
        uint32_t x = root_of(above, r->pair[i].a), y = root_of(above, r->pair[i].b);
        if (x == y || size[x] + size[y] > MOST)
            continue;
        uint32_t low = x < y ? x : y, high = x < y ? y : x;
        above[high] = low;
        size[low] = (uint8_t)(size[low] + size[high]);
    }
    for (uint32_t i = 0; i < t->n; i++)
        above[i] = root_of(above, i);
    return above;
}

struct groups { struct members *of; size_t n; };

/* Groups of three and more: two say nothing but what they say by themselves. */
static struct groups groups_of(struct arena *a, const struct link_table *t, const struct link_result *r)
{
    uint8_t *size = arena_array(a, uint8_t, t->n + 1);
    const uint32_t *first = hang_together(a, t, r, size);
    uint32_t *number = arena_array(a, uint32_t, t->n + 1);   /* of a group's first record: 1 + the group */
    struct groups g = { NULL, 0 };
    for (uint32_t i = 0; i < t->n; i++)
        if (first[i] == i && size[i] > 2)
            number[i] = (uint32_t)++g.n;
    g.of = arena_array(a, struct members, g.n);
    for (uint32_t i = 0; i < t->n; i++)
        if (number[first[i]]) {
            struct members *m = &g.of[number[first[i]] - 1];
            m->record[m->n++] = i;
        }
    for (size_t i = 0; i < r->pairs; i++) {
        uint32_t x = first[r->pair[i].a], y = first[r->pair[i].b];
        if (x == y && number[x]) {
            struct members *m = &g.of[number[x] - 1];
            m->pair[m->pairs++] = (uint32_t)i;
        }
    }
    return g;
}

/* ---- One group ---- */

static int place_in(const struct group *g, uint32_t record)
{
    int i = 0;
    while (i < g->n && g->record[i] != record)
        i++;
    return i;
}

static void take_pair(struct group *g, const struct link_pair *p, double odds, size_t at)
{
    int i = place_in(g, p->a), j = place_in(g, p->b);
    g->odds[i][j] = g->odds[j][i] = odds;
    g->pair[i][j] = g->pair[j][i] = (uint32_t)at + 1;
}

static double against(const struct link_table *t, const struct link_model *model, uint32_t a, uint32_t b)
{
    const struct link_row *x = &t->row[a], *y = &t->row[b];
    const struct em_field *source = &model->any.field[LINK_SOURCE];
    if (!t->is_any_shape && x->is_number_valid && y->is_number_valid && x->number != y->number)
        return 0;
    return x->source && x->source == y->source ? fmin(1, source->m[SOURCE_SAME] / source->u[SOURCE_SAME]) : 1;
}

/* The best tree, grown from the first record of the set by the best pair each time (Prim); the other pairs only take away. */
static double weight_of(const struct group *g, unsigned set)
{
    double whole = 1;
    unsigned in = set & -set;
    for (int i = 0; i < g->n; i++)
        for (int j = i + 1; j < g->n; j++)
            if (set >> i & 1 && set >> j & 1)
                whole *= g->against[i][j];
    while (in != set) {
        int x = -1, y = -1;
        double best = 0;
        for (int i = 0; i < g->n; i++)
            for (int j = 0; j < g->n; j++)
                if (in >> i & 1 && set >> j & 1 && !(in >> j & 1) && g->odds[i][j] > best) {
                    best = g->odds[i][j];
                    x = i, y = j;
                }
        if (x < 0 || g->against[x][y] <= 0)
            return 0;
        whole *= best / g->against[x][y];
        in |= 1u << y;
    }
    return whole;
}

/* Every way to part a set has one part with its first record in it. */
static void part_in_all_ways(struct group *g)
{
    unsigned all = (1u << g->n) - 1;
    g->ways[0] = 1;
    for (unsigned set = 1; set <= all; set++) {
        g->child[set] = weight_of(g, set);
        g->ways[set] = 0;
        unsigned first = set & -set, others = set & ~first;
        for (unsigned with = others;; with = (with - 1) & others) {
            g->ways[set] += g->child[first | with] * g->ways[others & ~with];
            if (!with)
                break;
        }
    }
}

static double are_one(const struct group *g, int i, int j)
{
    unsigned all = (1u << g->n) - 1, both = 1u << i | 1u << j, others = all & ~both;
    double sum = 0;
    for (unsigned with = others;; with = (with - 1) & others) {
        sum += g->child[both | with] * g->ways[others & ~with];
        if (!with)
            break;
    }
    return fmin(1, sum / g->ways[all]);
}

/* ---- Lists that name a child once ---- */

/* The share of the pairs of two lists that can still be one. */
struct lists { double share[LISTS_MOST][LISTS_MOST]; };

/* How probable it is that a record has its child in list L already, by record and list. */
static void count_taken(const struct link_table *t, const struct link_result *r, float *taken, size_t lists)
{
    memset(taken, 0, t->n * lists * sizeof *taken);
    for (size_t i = 0; i < r->pairs; i++) {
        const struct link_pair *p = &r->pair[i];
        taken[p->a * lists + t->row[p->b].source] += (float)p->probability;
        taken[p->b * lists + t->row[p->a].source] += (float)p->probability;
    }
}

static void learn_lists(const struct link_table *t, const struct link_result *r, float *taken, struct lists *l)
{
    size_t lists = t->source.n;
    double free[LISTS_MOST][LISTS_MOST] = { 0 };
    const struct em_field *source = &r->model.any.field[LINK_SOURCE];
    double once = 1 - fmin(1, source->m[SOURCE_SAME] / source->u[SOURCE_SAME]);
    count_taken(t, r, taken, lists);
    for (size_t i = 0; i < t->n; i++)
        for (size_t k = 1; k < lists; k++)
            free[t->row[i].source][k] += 1 - once * fmin(1, taken[i * lists + k]);
    for (size_t j = 1; j < lists; j++)
        for (size_t k = 1; k < lists; k++)
            if (j != k)
                l->share[j][k] = fmax(least_free, free[j][k] / t->source.count[j] * free[k][j] / t->source.count[k]);
}

/* ---- All ---- */

struct joint { struct arena *arena; struct link_pair *pair; size_t n, room, alone; const double *odds; struct lists lists; };

static void add_pair(struct joint *j, struct link_pair pair)
{
    if (j->n == j->room) {
        j->pair = arena_grow(j->arena, j->pair, j->room * sizeof pair, 2 * j->room * sizeof pair);
        j->room *= 2;
    }
    j->pair[j->n++] = pair;
}

/* Of the two by themselves, among the pairs that their lists leave. */
static double odds_of(const struct link_table *t, const struct joint *j, size_t at)
{
    const struct link_pair *p = &j->pair[at];
    double share = j->lists.share[t->row[p->a].source][t->row[p->b].source];
    return fmin(share > 0 ? j->odds[at] / share : j->odds[at], odds_most);
}

static void judge_group(const struct link_table *t, const struct link_result *r, const struct members *m, struct joint *joint, bool is_last)
{
    struct group whole = { .n = m->n, .record = m->record }, *g = &whole;
    for (int i = 0; i < m->pairs; i++)
        take_pair(g, &joint->pair[m->pair[i]], odds_of(t, joint, m->pair[i]), m->pair[i]);
    for (int i = 0; i < g->n; i++)
        for (int j = i + 1; j < g->n; j++)
            g->against[i][j] = g->against[j][i] = against(t, &r->model, g->record[i], g->record[j]);
    part_in_all_ways(g);
    for (int i = 0; i < g->n; i++)
        for (int j = i + 1; j < g->n; j++) {
            double p = are_one(g, i, j);
            if (g->pair[i][j])
                joint->pair[g->pair[i][j] - 1].probability = p;
            else if (p >= r->options.least && is_last)
                add_pair(joint, (struct link_pair){ g->record[i], g->record[j], p });
        }
}

static double *odds_alone(struct arena *a, const struct link_result *r)
{
    double *odds = arena_array(a, double, r->pairs + 1);
    for (size_t i = 0; i < r->pairs; i++)
        odds[i] = fmin(r->pair[i].probability / (1 - r->pair[i].probability), odds_most);
    return odds;
}

void link_together(struct arena *arena, const struct link_table *t, struct link_result *r)
{
    struct arena a = { 0 };
    struct groups groups = groups_of(&a, t, r);
    struct joint *joint = arena_new(&a, struct joint);
    *joint = (struct joint){ arena, (struct link_pair *)r->pair, r->pairs, r->pairs, r->pairs, odds_alone(&a, r), { { { 0 } } } };
    bool has_lists = t->source.n > 2 && t->source.n <= LISTS_MOST;
    float *taken = has_lists ? arena_array(&a, float, t->n * t->source.n) : NULL;
    for (int turn = 1; turn <= TURNS; turn++) {
        if (has_lists)
            learn_lists(t, r, taken, &joint->lists);
        for (size_t i = 0; i < joint->alone; i++) {
            double odds = odds_of(t, joint, i);
            joint->pair[i].probability = odds / (1 + odds);
        }
        for (size_t i = 0; i < groups.n; i++)
            judge_group(t, r, &groups.of[i], joint, turn == TURNS);
    }
    r->pair = joint->pair;
    r->pairs = joint->n;
    arena_free(&a);
}
