/*
 * The linkage as a whole: read, block and compare, learn, weigh, cluster.
 * Called by imports and by the watch for duplicates; the reasons for one pair
 * stand in judge.c.
 */
#include "match/link_part.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_MOST = 500, RANDOM_PAIRS = 1000000, THREADS = 2, THREADS_MOST = 16, WEIGHINGS = 2 };

/* ---- Threads ---- */

struct at_once { void (*work)(void *, int); void *shared; int thread; };

static void *run(void *what)
{
    const struct at_once *job = what;
    job->work(job->shared, job->thread);
    return NULL;
}

/* A thread that cannot be had is done without. */
void link_at_once(int threads, void (*work)(void *shared, int thread), void *shared)
{
    pthread_t id[THREADS_MOST];
    bool is_running[THREADS_MOST] = { false };
    struct at_once job[THREADS_MOST];
    for (int i = 1; i < threads; i++) {
        job[i] = (struct at_once){ work, shared, i };
        is_running[i] = pthread_create(&id[i], NULL, run, &job[i]) == 0;
    }
    work(shared, 0);
    for (int i = 1; i < threads; i++)
        if (is_running[i])
            pthread_join(id[i], NULL);
        else
            work(shared, i);
}

/* ---- Weighing the candidates ---- */

/* What all pairs of a pattern share. */
struct weight { double bits, siblings; bool is_given_weighed, is_family_weighed; };

struct weighing {
    const struct link_table *table;
    const struct link_options *options;
    const struct link_model *model;
    struct weight *weight;            /* by pattern */
    double *given, *family;           /* rarity, by number of the name */
    const struct link_list *list;
    bool is_last;                     /* keeps the pairs; before, only how many match is counted */
    struct part {
        struct arena arena;
        double *matches;              /* by pattern */
        struct link_pair *pair;
        size_t n, room;
    } part[THREADS_MOST];
};

/* Those of which there are pairs. */
static void weigh_patterns(const struct link_model *model, const double *pairs, struct weight *weight)
{
    for (unsigned pattern = 0; pattern < LINK_PATTERNS; pattern++) {
        int8_t level[LINK_FIELDS];
        if (pairs[pattern] <= 0)
            continue;
        link_unpattern(pattern, level);
        bool is_household = link_is_household(level);
        double bits = link_start_bits(model, is_household);
        for (int f = 0; f < LINK_FIELDS; f++)
            bits += link_field_bits(model, level, f);
        weight[pattern] = (struct weight){ level[LINK_NUMBER] == NHS_VETO ? -INFINITY : bits,
            link_siblings(model, level), !is_household && match_is_given_same(level[LINK_GIVEN]), !is_household && level[LINK_FAMILY] == SAME };
    }
}

static double *rarities(struct arena *a, const struct link_model *model, const struct intern *names, int field)
{
    double *bits = arena_array(a, double, names->n);
    for (uint32_t i = 1; i < names->n; i++)
        bits[i] = link_rarity_bits(model, field, names->hash[i]);
    return bits;
}

static double probability(double bits)
{
    return 1 / (1 + exp2(-bits));
}

static double rarity_of_pair(const struct weighing *w, const struct weight *weight, const struct link_row *a, const struct link_row *b)
{
    double rare = 0;
    if (weight->is_given_weighed)
        rare += fmin(w->given[a->first], w->given[b->first]);
    if (weight->is_family_weighed)
        rare += fmin(w->family[a->whole], w->family[b->whole]);
    if (weight->is_given_weighed && weight->is_family_weighed && a->first == b->first)
        rare += link_namesake_bits(w->model, w->table->given.folded.hash[a->first], w->table->family.folded.hash[a->whole], a->born == b->born);
    return rare;
}

static void keep_pair(struct part *part, struct link_pair pair)
{
    if (part->n == part->room) {
        size_t room = part->room ? 2 * part->room : 4096;
        part->pair = arena_grow(&part->arena, part->pair, part->room * sizeof pair, room * sizeof pair);
        part->room = room;
    }
    part->pair[part->n++] = pair;
}

static void weigh_list(void *shared, int thread)
{
    struct weighing *w = shared;
    struct part *part = &w->part[thread];
    const struct link_row *row = w->table->row;
    for (const struct link_chunk *chunk = w->list[thread].first; chunk; chunk = chunk->next)
        for (const struct link_candidate *c = chunk->at; c < chunk->at + chunk->n; c++) {
            const struct weight *weight = &w->weight[c->pattern];
            double p = probability(link_whole_bits(weight->bits, weight->siblings, rarity_of_pair(w, weight, &row[c->a], &row[c->b])));
            part->matches[c->pattern] += p;
            if (w->is_last && p >= fmin(w->options->least, LINK_TOGETHER))
                keep_pair(part, (struct link_pair){ c->a, c->b, p });
        }
}

/* What all pairs together say, each weighed with how common its names are: the model learns from that once more. */
static void learn_again(struct weighing *w, struct link_model *model)
{
    double *matches = w->part[0].matches;
    for (int i = 1; i < w->options->threads; i++)
        for (unsigned pattern = 0; pattern < LINK_PATTERNS; pattern++)
            matches[pattern] += w->part[i].matches[pattern];
    link_learn_again(model, matches, link_all_pairs(w->table, w->options));
    for (int i = 0; i < w->options->threads; i++)
        memset(w->part[i].matches, 0, LINK_PATTERNS * sizeof *matches);
}

static int by_probability(const void *a, const void *b)
{
    const struct link_pair *x = a, *y = b;
    if (x->probability != y->probability)
        return x->probability > y->probability ? -1 : 1;
    return x->a != y->a ? (x->a < y->a ? -1 : 1) : (x->b > y->b) - (x->b < y->b);
}

static void weigh(struct arena *arena, const struct link_table *t, const struct link_list *list, const double *pairs, struct link_result *r)
{
    struct arena a = { 0 };
    struct weighing *w = arena_new(&a, struct weighing);
    *w = (struct weighing){ .table = t, .options = &r->options, .model = &r->model, .list = list };
    w->weight = arena_array(&a, struct weight, LINK_PATTERNS);
    for (int i = 0; i < r->options.threads; i++)
        w->part[i].matches = arena_array(&a, double, LINK_PATTERNS);
    w->given = rarities(&a, &r->model, &t->given.folded, LINK_GIVEN);
    w->family = rarities(&a, &r->model, &t->family.folded, LINK_FAMILY);
    for (int turn = 0; turn <= WEIGHINGS; turn++) {
        weigh_patterns(&r->model, pairs, w->weight);
        w->is_last = turn == WEIGHINGS;
        link_at_once(r->options.threads, weigh_list, w);
        if (!w->is_last)
            learn_again(w, &r->model);
    }
    for (int i = 0; i < r->options.threads; i++)
        r->pairs += w->part[i].n;
    struct link_pair *pair = arena_array(arena, struct link_pair, r->pairs + 1), *at = pair;
    for (int i = 0; i < r->options.threads; i++) {
        for (size_t j = 0; j < w->part[i].n; j++)
            *at++ = w->part[i].pair[j];
        arena_free(&w->part[i].arena);
    }
    r->pair = pair;
    arena_free(&a);
}

static void sort_pairs(struct link_result *r)
{
    qsort((struct link_pair *)r->pair, r->pairs, sizeof *r->pair, by_probability);
}

/* The surest first; those that are too little probable are left out. */
static void put_in_order(struct link_result *r)
{
    sort_pairs(r);
    while (r->pairs && r->pair[r->pairs - 1].probability < r->options.least)
        r->pairs--;
}

/* ---- The whole ---- */

static struct link_options complete(const struct link_options *asked)
{
    struct link_options o = *asked;
    o.block_most = o.block_most ? o.block_most : BLOCK_MOST;
    o.random_pairs = o.random_pairs ? o.random_pairs : RANDOM_PAIRS;
    o.threads = o.threads <= 0 ? THREADS : o.threads > THREADS_MOST ? THREADS_MOST : o.threads;
    o.least = o.least > 0 ? o.least : LINK_PERSON;
    return o;
}

static double *count_patterns(struct arena *a, const struct link_list *list, struct link_result *r)
{
    double *pairs = arena_array(a, double, LINK_PATTERNS);
    for (int i = 0; i < r->options.threads; i++)
        for (const struct link_chunk *c = list[i].first; c; c = c->next)
            for (size_t j = 0; j < c->n; j++)
                pairs[c->at[j].pattern]++;
    for (unsigned pattern = 0; pattern < LINK_PATTERNS; pattern++) {
        int8_t level[LINK_FIELDS];
        if (pairs[pattern] <= 0)
            continue;
        link_unpattern(pattern, level);
        r->count.vetoed += level[LINK_NUMBER] == NHS_VETO ? (size_t)pairs[pattern] : 0;
    }
    return pairs;
}

const struct link_result *link_all(struct arena *arena, const struct link_record *record, size_t n, const struct link_options *options)
{
    struct arena a = { 0 };
    struct link_result *r = arena_new(arena, struct link_result);
    struct link_table t;
    struct link_list list[THREADS_MOST] = { 0 };
    r->options = complete(options);
    link_read(&t, record, n, &r->options);
    link_block(&t, &r->options, list, r);
    const double *pairs = count_patterns(&a, list, r);
    link_learn(&t, &r->options, pairs, r);
    r->model.given = link_count_names(arena, &t.given.folded);
    r->model.family = link_count_names(arena, &t.family.folded);
    r->model.namesakes = link_count_namesakes(arena, &t);
    weigh(arena, &t, list, pairs, r);
    sort_pairs(r);
    link_together(arena, &t, r);
    put_in_order(r);
    link_cluster(arena, &t, r);
    for (int i = 0; i < r->options.threads; i++)
        arena_free(&list[i].arena);
    arena_free(&a);
    link_table_free(&t);
    return r;
}
