/*
 * Comparing two rows: a level for each field, all as one pattern.  Called for
 * every candidate pair and for the random ones; takes no memory.
 */
#include "match/link_part.h"

#include "match/distance.h"

enum { MEMO = 1 << 18 };

struct link_memo link_memo_new(struct arena *a)
{
    return (struct link_memo){ arena_array(a, uint64_t, MEMO), arena_array(a, uint64_t, MEMO) };
}

/* Names of 28 bits each, and the level + 2 (0: nothing is remembered here). */
static uint64_t *place_of(uint64_t *memo, uint64_t names)
{
    uint64_t hash = names * 0x9E3779B97F4A7C15u;
    return &memo[(hash >> 40) % MEMO];
}

static int remembered(uint64_t *memo, uint32_t a, uint32_t b, int (*level)(const struct match_names *, const struct match_names *),
    const struct match_names *x, const struct match_names *y)
{
    if (!memo)
        return level(x, y);
    uint64_t names = a < b ? (uint64_t)a << 28 | b : (uint64_t)b << 28 | a, *place = place_of(memo, names);
    if (*place >> 8 == names && *place & 255)
        return (int)(*place & 255) - 2;
    int found = a < b ? level(x, y) : level(y, x);
    *place = names << 8 | (uint64_t)(found + 2);
    return found;
}

/* What the two names of a row are, together. */
static struct match_names whole_of(const struct link_table *t, const struct link_row *r)
{
    struct match_names whole = t->given.name[r->given].names;
    const struct match_names *family = &t->family.name[r->family].names, *other = &t->other.name[r->other].names;
    whole.family = family->family;
    whole.families = family->families;
    whole.family_whole = family->family_whole;
    whole.other = other->other;
    whole.others = other->others;
    return whole;
}

static void swapped(const struct link_table *t, const struct link_row *a, const struct link_row *b, int8_t *level)
{
    if (level[LINK_GIVEN] < SOMEWHAT && level[LINK_FAMILY] < SOMEWHAT)
        return;
    struct match_names x = whole_of(t, a), y = whole_of(t, b);
    int given = level[LINK_GIVEN], family = level[LINK_FAMILY];
    bool whole = match_are_swapped(&x, &y, given, family);
    if (!whole && !match_are_half_swapped(&x, &y, given, family))
        return;
    level[LINK_GIVEN] = whole ? GIVEN_SWAPPED : GIVEN_HALF_SWAPPED;
    level[LINK_FAMILY] = -1;
}

static void compare_names(const struct link_table *t, struct link_memo memo, const struct link_row *a, const struct link_row *b, int8_t *level)
{
    int given, family;
    if (a->other || b->other) {
        struct match_names x = whole_of(t, a), y = whole_of(t, b);
        given = match_given_level(&x, &y);
        family = match_family_level(&x, &y);
    } else {
        given = remembered(memo.given, a->given, b->given, match_given_level,
            &t->given.name[a->given].names, &t->given.name[b->given].names);
        family = a->whole && a->whole == b->whole ? SAME : remembered(memo.family, a->family, b->family, match_family_level,
            &t->family.name[a->family].names, &t->family.name[b->family].names);
    }
    level[LINK_GIVEN] = (int8_t)given;
    level[LINK_FAMILY] = (int8_t)family;
    if (match_is_given_unlike(given) && family >= ALIKE)
        swapped(t, a, b, level);
}

static int number_level(const struct link_table *t, const struct link_row *a, const struct link_row *b)
{
    if (!a->number || !b->number)
        return -1;
    if (a->number == b->number)
        return a->is_number_valid ? NHS_SAME : NHS_SLIP;
    if (a->is_number_valid && b->is_number_valid && !t->is_any_shape)
        return NHS_VETO;
    return match_edits(t->number.text[a->number], t->number.text[b->number]) <= 2 ? NHS_SLIP : NHS_DIFFERENT;
}

static int address_level(const struct link_table *t, uint32_t a, uint32_t b)
{
    if (!a || !b)
        return -1;
    if (a == b)
        return ADDRESS_SAME;
    const struct link_words *x = &t->words_of[a], *y = &t->words_of[b];
    size_t both = 0;
    for (size_t i = 0; i < x->n; i++)
        for (size_t j = 0; j < y->n; j++)
            if (x->word[i] == y->word[j]) {
                both++;
                break;
            }
    size_t longer = x->n > y->n ? x->n : y->n;
    return 2 * both >= longer ? ADDRESS_MOST : both >= 2 ? ADDRESS_SOME : ADDRESS_DIFFERENT;
}

/* The sex of two who have one given name is no evidence more: the name has said it. */
void link_compare(const struct link_table *t, struct link_memo memo, const struct link_row *a, const struct link_row *b, int8_t level[LINK_FIELDS])
{
    compare_names(t, memo, a, b, level);
    level[LINK_BORN] = (int8_t)match_born_level(a->born, b->born);
    level[LINK_POSTCODE] = (int8_t)(a->postcode && a->postcode == b->postcode ? POSTCODE_SAME
        : match_postcode_level(t->postcode.text[a->postcode], t->postcode.text[b->postcode]));
    level[LINK_NUMBER] = (int8_t)number_level(t, a, b);
    level[LINK_SEX] = (int8_t)(!a->sex || !b->sex || match_is_given_same(level[LINK_GIVEN]) ? -1 : a->sex == b->sex ? SEX_SAME : SEX_DIFFERENT);
    level[LINK_ADDRESS] = (int8_t)address_level(t, a->address, b->address);
    level[LINK_SOURCE] = (int8_t)(!a->source || !b->source ? -1 : a->source == b->source ? SOURCE_SAME : SOURCE_DIFFERENT);
}

bool link_is_household(const int8_t level[LINK_FIELDS])
{
    return level[LINK_POSTCODE] == POSTCODE_SAME && level[LINK_FAMILY] >= SAME && level[LINK_FAMILY] <= VERY_ALIKE;
}

uint32_t link_pattern(const int8_t level[LINK_FIELDS])
{
    unsigned pattern = 0;
    for (int f = 0; f < LINK_FIELDS; f++)
        pattern = pattern * (unsigned)(link_levels[f] + 1) + (unsigned)(level[f] + 1);
    return pattern;
}

void link_unpattern(unsigned pattern, int8_t level[LINK_FIELDS])
{
    for (int f = LINK_FIELDS - 1; f >= 0; f--) {
        unsigned levels = (unsigned)link_levels[f] + 1;
        level[f] = (int8_t)((int)(pattern % levels) - 1);
        pattern /= levels;
    }
}
