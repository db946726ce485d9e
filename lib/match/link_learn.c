/*
 * Learning how much each level weighs, from the records themselves.  Called by
 * link.c.  u: what random pairs show, less the matches among them.  m: by EM
 * in blocks where brothers and sisters do not meet, or leaving out the fields
 * that they share.  Pairs of one household have a model of their own.  lambda:
 * the matches that are expected among the pairs compared, of all there are.
 */
#include "match/link_part.h"

#include <math.h>

/*
 * How many pairs the standards count for.  What holds among brothers and
 * sisters (few are twins, none has another's name) is known from more than the
 * list at hand, which may have none; then EM would make them of true pairs.
 */
enum { BEFORE = 10, SAME_CHILD = 200, SIBLINGS = 1000 };

/* Rounds of EM, of taking the matches out of u, of learning m anew. */
enum { ROUNDS = 100, TURNS = 4, RETURNS = 5 };
static const double least_u = 1e-7, still = 1e-7;

/* ---- What is known before ---- */

static void set_levels(struct em_field *field, const struct match_level *level, int n, int stratum)
{
    field->levels = n;
    for (int l = 0; l < n; l++) {
        field->m[l] = level[l].m[stratum];
        field->u[l] = level[l].u[stratum];
    }
}

const struct match_level link_address_levels[ADDRESS_LEVELS] = {
    [ADDRESS_SAME] = { "Same address", { .60 }, { .0002 } },
    [ADDRESS_MOST] = { "Addresses have most words in common", { .20 }, { .001 } },
    [ADDRESS_SOME] = { "Addresses have some words in common", { .08 }, { .05 } },
    [ADDRESS_DIFFERENT] = { "Different addresses", { .12 }, { .95 } },
};

/* Nothing is known before: whether a list names a child once is learned from the lists. */
const struct match_level link_source_levels[SOURCE_LEVELS] = {
    [SOURCE_SAME] = { "Both are in one list", { .5 }, { .5 } },
    [SOURCE_DIFFERENT] = { "They are in different lists", { .5 }, { .5 } },
};

/* The standard of level.c: where learning starts, and what holds where there is little to learn from. */
static struct em_model standard(int stratum)
{
    struct em_model em = { .fields = LINK_FIELDS, .lambda = stratum ? .25 : 1e-4 };
    struct em_field *field = em.field, *given = &field[LINK_GIVEN], *number = &field[LINK_NUMBER];
    set_levels(given, match_given_levels, GIVEN_NAME_LEVELS, stratum);
    set_levels(&field[LINK_FAMILY], match_family_levels, NAME_LEVELS, 0);
    set_levels(&field[LINK_BORN], match_born_levels, BORN_LEVELS, stratum);
    set_levels(&field[LINK_POSTCODE], match_postcode_levels, POSTCODE_LEVELS, 0);
    set_levels(number, match_nhs_levels, NHS_LEVELS, stratum);
    set_levels(&field[LINK_SEX], match_sex_levels, SEX_LEVELS, stratum);
    set_levels(&field[LINK_ADDRESS], link_address_levels, ADDRESS_LEVELS, 0);
    set_levels(&field[LINK_SOURCE], link_source_levels, SOURCE_LEVELS, 0);
    given->levels = GIVEN_LEVELS;
    given->m[GIVEN_SWAPPED] = match_swapped_level.m[0], given->u[GIVEN_SWAPPED] = match_swapped_level.u[0];
    given->m[GIVEN_HALF_SWAPPED] = match_half_swapped_level.m[0], given->u[GIVEN_HALF_SWAPPED] = match_half_swapped_level.u[0];
    number->levels = NUMBER_LEVELS;
    number->m[NHS_VETO] = 1e-9, number->u[NHS_VETO] = 1;
    return em;
}

struct link_model link_standard(void) { return (struct link_model){ .any = standard(0), .household = standard(1), .siblings = 1e-4 }; }

/* ---- Random pairs ---- */

struct sampling {
    const struct link_table *table;
    size_t pairs, all;      /* how many to take; how many there are */
    int threads;
    double (*count)[LINK_FIELDS][EM_LEVELS_MOST];   /* of each thread */
};

static uint64_t scramble(uint64_t x)
{
    x = (x + 1) * 0x9E3779B97F4A7C15u;
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

/* The K-th random pair; where all are taken, the K-th of all. */
static void choose(const struct sampling *s, size_t k, size_t *a, size_t *b)
{
    size_t n = s->table->n;
    if (s->pairs < s->all) {
        uint64_t random = scramble(k);
        *a = (random & 0xFFFFFFFF) * n >> 32;
        *b = (*a + 1 + ((random >> 32) * (n - 1) >> 32)) % n;
        return;
    }
    *b = (size_t)((1 + sqrt(1 + 8 * (double)k)) / 2);
    while (*b * (*b - 1) / 2 > k)
        --*b;
    while ((*b + 1) * *b / 2 <= k)
        ++*b;
    *a = k - *b * (*b - 1) / 2;
}

static void sample(void *shared, int thread)
{
    const struct sampling *s = shared;
    const struct link_table *t = s->table;
    struct arena a = { 0 };
    struct link_memo memo = link_memo_new(&a);
    for (size_t k = (size_t)thread; k < s->pairs; k += (size_t)s->threads) {
        size_t i, j;
        int8_t level[LINK_FIELDS];
        choose(s, k, &i, &j);
        link_compare(t, memo, &t->row[i], &t->row[j], level);
        for (int f = 0; f < LINK_FIELDS; f++)
            if (level[f] >= 0)
                s->count[thread][f][level[f]]++;
    }
    arena_free(&a);
}

/* ---- How often two records agree exactly, reckoned from how common each value is ---- */

static double agreement(const uint32_t *count, size_t n)
{
    double known = 0, agree = 0;
    for (size_t i = 1; i < n; i++) {
        known += count[i];
        agree += (double)count[i] * (count[i] - 1.0);
    }
    return known > 1 ? agree / (known * (known - 1)) : 0;
}

static double born_agreement(const struct link_table *t)
{
    struct arena a = { 0 };
    size_t places = 1024;
    while (places < 2 * t->n)
        places *= 2;
    uint32_t *day = arena_array(&a, uint32_t, places), *count = arena_array(&a, uint32_t, places);
    for (size_t i = 0; i < t->n; i++) {
        uint32_t born = t->row[i].born;
        size_t at = born ? scramble(born) & (places - 1) : 0;
        while (born && day[at] && day[at] != born)
            at = (at + 1) & (places - 1);
        day[at] = born ? born : day[at];
        count[at] += born != 0;
    }
    double known = 0, agree = 0;
    for (size_t i = 0; i < places; i++) {
        known += count[i];
        agree += (double)count[i] * (count[i] - 1.0);
    }
    arena_free(&a);
    return known > 1 ? agree / (known * (known - 1)) : 0;
}

static bool is_first(int level) { return level == 0; }

/*
 * The levels at which values ARE_SAME have SAME between them, the others what
 * is left, each as often as among the random pairs; one that none showed counts
 * as half a pair.
 */
static void set_shares(struct em_field *field, const double *count, double same, bool (*are_same)(int level))
{
    double sum[2] = { 0 };
    for (int l = 0; l < field->levels; l++)
        sum[are_same(l)] += count[l] + .5;
    for (int l = 0; l < field->levels; l++)
        field->u[l] = (count[l] + .5) / sum[are_same(l)] * (are_same(l) ? same : 1 - same);
}

static void learn_random(const struct link_table *t, const struct link_options *o, struct em_model *em)
{
    struct arena a = { 0 };
    size_t all = t->n * (t->n - 1) / 2;
    struct sampling s = { t, o->random_pairs < all ? o->random_pairs : all, all, o->threads, NULL };
    s.count = arena_take(&a, sizeof *s.count * (size_t)o->threads, alignof(double));
    link_at_once(o->threads, sample, &s);
    for (int i = 1; i < o->threads; i++)
        for (int f = 0; f < LINK_FIELDS; f++)
            for (int l = 0; l < EM_LEVELS_MOST; l++)
                s.count[0][f][l] += s.count[i][f][l];
    double (*count)[EM_LEVELS_MOST] = s.count[0];
    set_shares(&em->field[LINK_GIVEN], count[LINK_GIVEN], agreement(t->given.folded.count, t->given.folded.n), match_is_given_same);
    set_shares(&em->field[LINK_FAMILY], count[LINK_FAMILY], agreement(t->family.folded.count, t->family.folded.n), is_first);
    set_shares(&em->field[LINK_BORN], count[LINK_BORN], born_agreement(t), is_first);
    set_shares(&em->field[LINK_POSTCODE], count[LINK_POSTCODE], agreement(t->postcode.count, t->postcode.n), is_first);
    set_shares(&em->field[LINK_NUMBER], count[LINK_NUMBER], agreement(t->number.count, t->number.n), is_first);
    set_shares(&em->field[LINK_ADDRESS], count[LINK_ADDRESS], agreement(t->address.count, t->address.n), is_first);
    set_shares(&em->field[LINK_SOURCE], count[LINK_SOURCE], agreement(t->source.count, t->source.n), is_first);
    double sexes = count[LINK_SEX][SEX_SAME] + count[LINK_SEX][SEX_DIFFERENT];
    set_shares(&em->field[LINK_SEX], count[LINK_SEX], sexes > 0 ? count[LINK_SEX][SEX_SAME] / sexes : .5, is_first);
    arena_free(&a);
}

/* u: of the shares among all pairs what is left when the matches are taken out. */
static void take_out_matches(struct em_model *em, const struct em_model *random)
{
    for (int f = 0; f < LINK_FIELDS; f++)
        for (int l = 0; l < em->field[f].levels; l++) {
            double u = (random->field[f].u[l] - em->lambda * em->field[f].m[l]) / (1 - em->lambda);
            em->field[f].u[l] = fmax(u, fmax(least_u, random->field[f].u[l] * .01));
        }
    double *same_number = &em->field[LINK_NUMBER].u[NHS_SAME];
    *same_number = fmax(*same_number, match_nhs_levels[NHS_SAME].u[0]);
}

/* ---- Patterns as rows ---- */

struct rows { struct em_row *row; size_t n; };

static struct rows rows_where(struct arena *a, const double *pairs, bool (*is_wanted)(const int8_t *level))
{
    size_t shown = 0;
    for (unsigned pattern = 0; pattern < LINK_PATTERNS; pattern++)
        shown += pairs[pattern] > 0;
    struct rows rows = { arena_array(a, struct em_row, shown), 0 };
    for (unsigned pattern = 0; pattern < LINK_PATTERNS; pattern++) {
        struct em_row row = { .pairs = pairs[pattern], .factor = 1 };
        if (row.pairs <= 0)
            continue;
        link_unpattern(pattern, row.level);
        if (!is_wanted(row.level))
            continue;
        row.factor = row.level[LINK_NUMBER] != NHS_VETO;
        rows.row[rows.n++] = row;
    }
    return rows;
}

static bool is_any(const int8_t *level) { return !link_is_household(level); }
static bool is_same_number(const int8_t *level) { return level[LINK_NUMBER] == NHS_SAME; }
static bool is_one_given(const int8_t *level) { return level[LINK_GIVEN] == SAME || level[LINK_GIVEN] == SAME_ALL; }
static bool is_same_given_and_born(const int8_t *level) { return is_one_given(level) && level[LINK_BORN] == BORN_SAME; }
static bool is_same_born_and_postcode(const int8_t *level) { return level[LINK_BORN] == BORN_SAME && level[LINK_POSTCODE] == POSTCODE_SAME; }
static bool is_same_given_and_postcode(const int8_t *level) { return is_one_given(level) && level[LINK_POSTCODE] == POSTCODE_SAME; }

/* ---- Training ---- */

#define FIELD(f) (1u << LINK_##f)

/* Blocks to learn m in; skipped are the fields that make the block and those in which twins agree. */
static const struct training { bool (*is_wanted)(const int8_t *level); unsigned skipped; } training[] = {
    { is_same_number, FIELD(NUMBER) },
    { is_same_given_and_born, FIELD(GIVEN) | FIELD(BORN) },
    { is_same_born_and_postcode, FIELD(BORN) | FIELD(POSTCODE) | FIELD(FAMILY) | FIELD(ADDRESS) },
    { is_same_given_and_postcode, FIELD(GIVEN) | FIELD(POSTCODE) | FIELD(ADDRESS) },
};

enum { TRAININGS = sizeof training / sizeof *training };

/* m of each field: the mean of the trainings that look at it, by how many matches each found. */
static void train(struct em_model *em, const struct rows rows[TRAININGS])
{
    double sum[LINK_FIELDS][EM_LEVELS_MOST] = { 0 }, weight[LINK_FIELDS] = { 0 };
    const struct em_model start = standard(0);
    for (int i = 0; i < TRAININGS; i++) {
        struct em_model one = *em;
        double matches = 0;
        one.lambda = .5;
        for (int f = 0; f < LINK_FIELDS; f++)
            for (int l = 0; l < one.field[f].levels; l++)
                one.field[f].m[l] = start.field[f].m[l];
        em_learn(&one, rows[i].row, rows[i].n, &(struct em_way){ .rounds = ROUNDS, .still = still, .skipped = training[i].skipped,
            .keep_u = true, .before_m = BEFORE }, &matches);
        for (int f = 0; f < LINK_FIELDS; f++)
            if (!(training[i].skipped >> f & 1) && matches > 0) {
                weight[f] += matches;
                for (int l = 0; l < one.field[f].levels; l++)
                    sum[f][l] += matches * one.field[f].m[l];
            }
    }
    for (int f = 0; f < LINK_FIELDS; f++)
        for (int l = 0; l < em->field[f].levels && weight[f] > 0; l++)
            em->field[f].m[l] = sum[f][l] / weight[f];
}

static double expected(const struct em_model *em, const struct rows *rows, unsigned skipped)
{
    struct em_model same = *em;
    double matches = 0;
    em_learn(&same, rows->row, rows->n, &(struct em_way){ .skipped = skipped }, &matches);
    return matches;
}

static double lambda_of(double matches, double all) { return fmin(fmax(matches / all, 1e-13), .5); }

/* lambda by EM over all pairs there are: those not compared are no matches. */
static void learn_lambda(struct em_model *em, const struct rows *any, double household_matches, double all)
{
    for (int i = 0; i < ROUNDS; i++) {
        double before = em->lambda;
        em->lambda = lambda_of(expected(em, any, 0) + household_matches, all);
        if (fabs(em->lambda - before) <= still * before)
            return;
    }
}

/* How many pairs there are that could be compared. */
double link_all_pairs(const struct link_table *t, const struct link_options *o)
{
    double n = (double)t->n, pairs = n * (n - 1) / 2;
    for (uint32_t i = 1; i < t->source.n && o->between_sources; i++)
        pairs -= (double)t->source.count[i] * (t->source.count[i] - 1.0) / 2;
    return fmax(pairs, 1);
}

static const unsigned household_skips = FIELD(FAMILY) | FIELD(POSTCODE) | FIELD(ADDRESS);

static void add_matches(const struct em_model *em, const struct rows *rows, unsigned skipped, double sum[LINK_FIELDS][EM_LEVELS_MOST])
{
    for (size_t i = 0; i < rows->n; i++) {
        double odds = em_odds(em, &rows->row[i], skipped), p = isinf(odds) ? 1 : odds / (1 + odds);
        for (int f = 0; f < LINK_FIELDS; f++)
            if (rows->row[i].level[f] >= 0)
                sum[f][rows->row[i].level[f]] += p * rows->row[i].pairs;
    }
}

/* m from how many matches showed each level. */
static void set_m(struct em_model *em, double (*matches)[EM_LEVELS_MOST])
{
    const struct em_model start = standard(0);
    for (int f = 0; f < LINK_FIELDS; f++) {
        double whole = BEFORE;
        for (int l = 0; l < start.field[f].levels; l++)
            whole += matches[f][l];
        for (int l = 0; l < start.field[f].levels; l++)
            em->field[f].m[l] = (matches[f][l] + BEFORE * start.field[f].m[l]) / whole;
    }
}

/* m anew, from all pairs compared, each by how probable it is as a match; those of a household by their own model. */
static void retrain(struct link_model *model, const struct rows *any, const struct rows *household)
{
    double sum[LINK_FIELDS][EM_LEVELS_MOST] = { 0 };
    add_matches(&model->any, any, 0, sum);
    add_matches(&model->household, household, household_skips, sum);
    set_m(&model->any, sum);
}

/*
 * Of brothers and sisters so many are seen as a household as agree in family
 * name and postcode, which they do as often as the records of one child.
 */
static double learn_siblings(const struct link_model *model, double household_others, double all)
{
    const struct em_field *family = &model->any.field[LINK_FAMILY], *postcode = &model->any.field[LINK_POSTCODE];
    double alike = 0;
    for (int l = SAME; l <= VERY_ALIKE; l++)
        alike += family->m[l];
    return household_others / fmax(alike * postcode->m[POSTCODE_SAME], .01) / all;
}

static void tell_siblings(const struct link_model *model, struct rows *rows)
{
    for (size_t i = 0; i < rows->n; i++)
        if (rows->row[i].factor > 0)
            rows->row[i].factor = 1 / (1 + link_siblings(model, rows->row[i].level));
}

struct learning {
    struct link_model *model;
    struct em_model random;
    struct rows any, household, block[TRAININGS];
    double all;                  /* pairs there are */
    double household_pairs, household_matches;
};

/* What a child's records do to names and dates (m) they do alike in a household: its EM begins there. */
static void learn_household(struct learning *l)
{
    struct em_model em = standard(1);
    for (int f = 0; f < LINK_FIELDS; f++)
        if (!(household_skips >> f & 1))
            for (int level = 0; level < em.field[f].levels; level++)
                em.field[f].m[level] = l->model->any.field[f].m[level];
    em_learn(&em, l->household.row, l->household.n, &(struct em_way){ .rounds = ROUNDS, .still = still, .skipped = household_skips,
        .before_m = SAME_CHILD, .before_u = SIBLINGS }, &l->household_matches);
    l->model->household = em;
    l->model->siblings = learn_siblings(l->model, l->household_pairs - l->household_matches, l->all);
    tell_siblings(l->model, &l->any);
}

static void learn_in_turns(struct learning *l)
{
    for (int turn = 0; turn < TURNS + RETURNS; turn++) {
        take_out_matches(&l->model->any, &l->random);
        if (turn < TURNS)
            train(&l->model->any, l->block);
        else
            retrain(l->model, &l->any, &l->household);
        learn_household(l);
        learn_lambda(&l->model->any, &l->any, l->household_matches, l->all);
    }
}

void link_learn(const struct link_table *t, const struct link_options *o, const double *pairs, struct link_result *r)
{
    struct arena a = { 0 };
    struct learning l = { .model = &r->model, .random = standard(0), .all = link_all_pairs(t, o) };
    r->model.any = l.random;
    if (t->n > 1)
        learn_random(t, o, &l.random);
    l.any = rows_where(&a, pairs, is_any);
    l.household = rows_where(&a, pairs, link_is_household);
    for (int i = 0; i < TRAININGS; i++)
        l.block[i] = rows_where(&a, pairs, training[i].is_wanted);
    for (size_t i = 0; i < l.household.n; i++)
        l.household_pairs += l.household.row[i].pairs;
    r->count.household = (size_t)l.household_pairs;
    learn_in_turns(&l);
    arena_free(&a);
}

void link_learn_again(struct link_model *model, const double *matches, double all)
{
    double sum[LINK_FIELDS][EM_LEVELS_MOST] = { 0 }, whole = 0;
    for (unsigned pattern = 0; pattern < LINK_PATTERNS; pattern++) {
        int8_t level[LINK_FIELDS];
        if (matches[pattern] <= 0)
            continue;
        link_unpattern(pattern, level);
        whole += matches[pattern];
        for (int f = 0; f < LINK_FIELDS; f++)
            if (level[f] >= 0)
                sum[f][level[f]] += matches[pattern];
    }
    set_m(&model->any, sum);
    model->any.lambda = lambda_of(whole, all);
}

/* ---- Weighing ---- */

double link_start_bits(const struct link_model *model, bool is_household)
{
    double lambda = is_household ? model->household.lambda : model->any.lambda;
    return log2(lambda / (1 - lambda));
}

double link_field_bits(const struct link_model *model, const int8_t level[LINK_FIELDS], int f)
{
    bool is_household = link_is_household(level);
    if (level[f] < 0 || (is_household && household_skips >> f & 1))
        return 0;
    const struct em_field *field = is_household ? &model->household.field[f] : &model->any.field[f];
    return log2(field->m[level[f]] / field->u[level[f]]);
}

double link_siblings(const struct link_model *model, const int8_t level[LINK_FIELDS])
{
    if (link_is_household(level))
        return 0;
    double odds = model->siblings / (1 - model->any.lambda);
    for (int f = 0; f < LINK_FIELDS; f++)
        if (level[f] >= 0) {
            const struct em_field *as_children = &model->household.field[f], *as_home = &model->any.field[f];
            odds *= (household_skips >> f & 1 ? as_home->m[level[f]] : as_children->u[level[f]]) / as_home->u[level[f]];
        }
    return odds;
}

double link_whole_bits(double bits, double siblings, double rare)
{
    return bits + rare - log2(1 + siblings * exp2(rare));
}
