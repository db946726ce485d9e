/*
 * Which pairs are worth comparing: those that share one of ten keys, and in
 * lists so short that it costs little, those that share a single field.  Called
 * by link.c.  Each thread has its part of all keys, so none waits for another
 * within a rule; a pair that an earlier rule made is not made again.
 */
#include "match/link_part.h"

/* The first FINE rules always hold; a coarse one where it makes no more than so many pairs for each record. */
enum { FINE = 10, RULES = 14, COARSE_MOST = 50, DIGIT = 11, DIGITS = 1 << DIGIT, PASSES = 3 };

struct entry { uint64_t key; uint32_t row; };

struct blocking {
    const struct link_table *table;
    const struct link_options *options;
    uint64_t *key;                /* RULES for each row; 0: none */
    int rule, threads;
    unsigned applied;             /* bit for each rule that has made its pairs */
    struct part {
        struct arena arena;
        struct link_memo memo;
        struct link_list *list;
        struct entry *entry, *spare;
        size_t n, room, dropped_blocks, dropped_pairs;
    } *part;
};

/* ---- Keys ---- */

/* One key of two; 0 if either is not known. */
static uint64_t both(uint64_t a, uint64_t b)
{
    if (!a || !b)
        return 0;
    uint64_t key = (a ^ (b << 31 | b >> 33)) * 0x9E3779B97F4A7C15u + b;
    key = (key ^ key >> 29) * 0xBF58476D1CE4E5B9u;
    key ^= key >> 32;
    return key ? key : 1;
}

/* Both names, whichever stands first. */
static uint64_t unordered(uint64_t a, uint64_t b)
{
    return a && b ? both(a + b, a ^ b ^ 1) : 0;
}

/* Day and month in one order, so that a swap of the two makes no difference. */
static uint32_t unswapped(uint32_t born)
{
    uint32_t month = born >> 8 & 255, day = born & 255;
    return day >= month ? born : (born >> 16 << 16) | day << 8 | month;
}

static void make_keys(const struct link_table *t, const struct link_row *r, uint64_t *key)
{
    const struct link_name *given = &t->given.name[r->given], *family = &t->family.name[r->family];
    uint64_t born = unswapped(r->born), postcode = r->postcode, year = r->born >> 16, month = r->born >> 8, day_of_year = born & 0xFFFF;
    key[0] = r->is_number_valid ? both(r->number, 1) : 0;
    key[1] = both(family->hash, born);
    key[2] = both(given->hash, born);
    key[3] = both(postcode, born);
    key[4] = both(postcode, given->hash);
    key[5] = both(unordered(given->hash, family->hash), year);
    key[6] = both(unordered(given->start3, family->start4), month);
    key[7] = both(both(family->start3, given->start2), born);
    key[8] = both(postcode, family->hash);
    key[9] = both(unordered(given->hash, family->hash), day_of_year);
    key[10] = family->hash;
    key[11] = both(1, born);
    key[12] = both(2, postcode);
    key[13] = given->hash;
}

static void make_part_of_keys(void *shared, int thread)
{
    struct blocking *b = shared;
    size_t n = b->table->n, threads = (size_t)b->threads, from = n * (size_t)thread / threads, to = n * (size_t)(thread + 1) / threads;
    for (size_t i = from; i < to; i++)
        make_keys(b->table, &b->table->row[i], &b->key[i * RULES]);
}

/* ---- Sorting ---- */

static void gather(const struct blocking *b, struct part *p, int thread)
{
    p->n = 0;
    for (size_t i = 0; i < b->table->n; i++) {
        uint64_t key = b->key[i * RULES + (size_t)b->rule];
        if (!key || (int)((key >> 32) * (uint64_t)b->threads >> 32) != thread)
            continue;
        if (p->n == p->room) {
            size_t room = p->room ? 2 * p->room : b->table->n / (size_t)b->threads + 1024;
            p->entry = arena_grow(&p->arena, p->entry, p->room * sizeof *p->entry, room * sizeof *p->entry);
            p->spare = arena_array(&p->arena, struct entry, room);
            p->room = room;
        }
        p->entry[p->n++] = (struct entry){ key, (uint32_t)i };
    }
}

static void sort_by_digit(struct part *p, int shift)
{
    size_t at[DIGITS] = { 0 }, sum = 0;
    for (size_t i = 0; i < p->n; i++)
        at[p->entry[i].key >> shift & (DIGITS - 1)]++;
    for (size_t d = 0; d < DIGITS; d++) {
        size_t count = at[d];
        at[d] = sum;
        sum += count;
    }
    for (size_t i = 0; i < p->n; i++)
        p->spare[at[p->entry[i].key >> shift & (DIGITS - 1)]++] = p->entry[i];
    struct entry *sorted = p->spare;
    p->spare = p->entry;
    p->entry = sorted;
}

/* By the upper 33 bits at once; what is then still out of order lies close by. Rows of one key stay in their order. */
static void sort(struct part *p)
{
    for (int pass = PASSES; pass > 0; pass--)
        sort_by_digit(p, 64 - DIGIT * pass);
    for (size_t i = 1; i < p->n; i++) {
        struct entry e = p->entry[i];
        size_t j = i;
        for (; j > 0 && p->entry[j - 1].key > e.key; j--)
            p->entry[j] = p->entry[j - 1];
        p->entry[j] = e;
    }
}

/* ---- Pairs ---- */

static bool was_made(const struct blocking *b, uint32_t x, uint32_t y)
{
    const uint64_t *p = &b->key[x * (size_t)RULES], *q = &b->key[y * (size_t)RULES];
    for (int rule = 0; rule < b->rule; rule++)
        if (p[rule] && p[rule] == q[rule] && b->applied >> rule & 1)
            return true;
    return false;
}

static void note_pair(struct link_list *list, struct link_candidate pair)
{
    struct link_chunk *chunk = list->last;
    if (!chunk || chunk->n == LINK_CHUNK) {
        chunk = arena_new(&list->arena, struct link_chunk);
        *(list->last ? &list->last->next : &list->first) = chunk;
        list->last = chunk;
    }
    chunk->at[chunk->n++] = pair;
    list->n++;
}

static void make_pair(const struct blocking *b, struct part *p, uint32_t x, uint32_t y)
{
    const struct link_row *a = &b->table->row[x], *c = &b->table->row[y];
    if ((b->options->between_sources && a->source == c->source) || was_made(b, x, y))
        return;
    int8_t level[LINK_FIELDS];
    link_compare(b->table, p->memo, a, c, level);
    note_pair(p->list, (struct link_candidate){ x, y, link_pattern(level) });
}

/* A block too large is dropped: its rows have no such key, so that later rules may make its pairs. */
static void drop(struct blocking *b, struct part *p, size_t from, size_t to)
{
    p->dropped_blocks++;
    p->dropped_pairs += (to - from) * (to - from - 1) / 2;
    for (size_t i = from; i < to; i++)
        b->key[p->entry[i].row * (size_t)RULES + (size_t)b->rule] = 0;
}

/* Asks for memory that will be needed in a moment. */
static void fetch(const struct blocking *b, const struct part *p, size_t i)
{
    if (i >= p->n)
        return;
    __builtin_prefetch(&b->key[p->entry[i].row * (size_t)RULES]);
    __builtin_prefetch(&b->table->row[p->entry[i].row]);
}

/* The rows of one key begin at FROM; where they end. */
static size_t block_end(const struct part *p, size_t from)
{
    size_t to = from + 1;
    while (to < p->n && p->entry[to].key == p->entry[from].key)
        to++;
    return to;
}

static void walk(struct blocking *b, struct part *p)
{
    for (size_t from = 0, to; from < p->n; from = to) {
        to = block_end(p, from);
        for (size_t i = from; i < to; i++)
            fetch(b, p, i + 8);
        if (to - from > b->options->block_most) {
            drop(b, p, from, to);
            continue;
        }
        for (size_t i = from; i < to; i++)
            for (size_t j = i + 1; j < to; j++)
                make_pair(b, p, p->entry[i].row, p->entry[j].row);
    }
}

/* How many pairs the rule would make of this thread's rows. */
static size_t pairs_in(const struct part *p)
{
    size_t pairs = 0;
    for (size_t from = 0, to; from < p->n; from = to) {
        to = block_end(p, from);
        pairs += (to - from) * (to - from - 1) / 2;
    }
    return pairs;
}

static void sort_part(void *shared, int thread)
{
    struct blocking *b = shared;
    gather(b, &b->part[thread], thread);
    sort(&b->part[thread]);
}

static void walk_part(void *shared, int thread)
{
    struct blocking *b = shared;
    walk(b, &b->part[thread]);
}

static void apply_rule(struct blocking *b)
{
    size_t pairs = 0;
    link_at_once(b->threads, sort_part, b);
    for (int i = 0; i < b->threads && b->rule >= FINE; i++)
        pairs += pairs_in(&b->part[i]);
    if (pairs > b->table->n * COARSE_MOST)
        return;
    link_at_once(b->threads, walk_part, b);
    b->applied |= 1u << b->rule;
}

void link_block(const struct link_table *t, const struct link_options *options, struct link_list *list, struct link_result *result)
{
    struct arena a = { 0 };
    struct blocking b = { .table = t, .options = options, .threads = options->threads };
    b.key = arena_array(&a, uint64_t, t->n * RULES + 1);
    b.part = arena_array(&a, struct part, (size_t)b.threads);
    for (int i = 0; i < b.threads; i++) {
        b.part[i].list = &list[i];
        b.part[i].memo = link_memo_new(&b.part[i].arena);
    }
    link_at_once(b.threads, make_part_of_keys, &b);
    for (b.rule = 0; b.rule < RULES; b.rule++)
        apply_rule(&b);
    for (int i = 0; i < b.threads; i++) {
        result->count.compared += list[i].n;
        result->count.dropped_blocks += b.part[i].dropped_blocks;
        result->count.dropped_pairs += b.part[i].dropped_pairs;
        arena_free(&b.part[i].arena);
    }
    arena_free(&a);
}
