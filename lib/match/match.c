/*
 * Comparing one record with another, by the levels and standard weights of
 * level.c.  Called by app/child.
 */
#include "match/match.h"

#include "base/check_digit.h"
#include "base/text.h"
#include "match/distance.h"
#include "match/level.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

/* ---- A comparison under way ---- */

enum { REASONS = 8, STANDARD_CHILDREN = 10000, LEAST_KNOWN = -400 };

struct side {
    const struct match_person *person;
    struct match_names names;
    const char *postcode, *nhs;   /* tidied */
    char sex;                     /* 'm', 'f' or 0 */
};

struct comparing {
    struct side asked, known;
    struct match_frequency frequency;
    int given, family, born, postcode;   /* levels, -1 where a side is not known */
    bool is_swapped, is_half_swapped, is_household;
    struct match_reason reason[REASONS];
    size_t n;
};

static int64_t tenths(double bits)
{
    return llround(bits * 10);
}

static void say(struct comparing *c, const char *field, const char *words, double bits)
{
    c->reason[c->n++] = (struct match_reason){ field, words, tenths(bits) };
}

static void weigh(struct comparing *c, const char *field, const struct match_level *l)
{
    int stratum = c->is_household;
    say(c, field, l->words, log2(l->m[stratum] / l->u[stratum]));
}

static struct side side_of(struct arena *a, const struct match_person *p)
{
    struct side s = { .person = p, .names = match_names_of(a, p) };
    s.postcode = text_postcode(a, p->postcode);
    s.nhs = nhs_number_tidy(a, p->nhs_number);
    int sex = tolower((unsigned char)p->sex[strspn(p->sex, " ")]);
    s.sex = sex == 'm' || sex == 'f' ? (char)sex : 0;
    return s;
}

/* ---- Names ---- */

/* A level of a name that is the same, by how common it is where that is known; never rarer than one in 20,000. USUAL: on average. */
static struct match_level by_frequency(struct match_level l, double frequency, double usual)
{
    if (frequency > 0)
        l.u[0] *= (frequency < .00005 ? .00005 : frequency > 1 ? 1 : frequency) / usual;
    return l;
}

static double usual_given(void)
{
    return match_given_levels[SAME].u[0] + match_given_levels[SAME_ALL].u[0] + match_given_levels[SAME_FIRST_ONLY].u[0];
}

static void weigh_names(struct comparing *c)
{
    if (c->is_swapped || c->is_half_swapped) {
        weigh(c, "name", c->is_swapped ? &match_swapped_level : &match_half_swapped_level);
        return;
    }
    if (c->given >= 0) {
        struct match_level l = match_given_levels[c->given];
        l = match_is_given_same(c->given) ? by_frequency(l, c->frequency.given, usual_given()) : l;
        weigh(c, "given", &l);
    }
    if (c->family >= 0 && !c->is_household) {
        struct match_level l = match_family_levels[c->family];
        l = c->family == SAME ? by_frequency(l, c->frequency.family, l.u[0]) : l;
        weigh(c, "family", &l);
    }
}

/* ---- Date of birth, postcode, NHS number, sex ---- */

/* True where the two are two children for certain. */
static bool weigh_nhs(struct comparing *c)
{
    const char *a = c->asked.nhs, *b = c->known.nhs;
    bool is_a = nhs_number_is_valid(a), is_b = nhs_number_is_valid(b);
    if (is_a && is_b && !text_equal(a, b)) {
        say(c, "nhs_number", "Different NHS numbers, both valid", LEAST_KNOWN / 10.0);
        return true;
    }
    if (is_a && is_b)
        weigh(c, "nhs_number", &match_nhs_levels[NHS_SAME]);
    else if (match_is_number_like(a) && match_is_number_like(b))
        weigh(c, "nhs_number", &match_nhs_levels[match_edits(a, b) <= 2 ? NHS_SLIP : NHS_DIFFERENT]);
    return false;
}

static void weigh_sex(struct comparing *c)
{
    if (c->asked.sex && c->known.sex)
        weigh(c, "sex", &match_sex_levels[c->asked.sex == c->known.sex ? SEX_SAME : SEX_DIFFERENT]);
}

/* ---- The whole ---- */

/* log2 of the odds before anything is compared: one child in the register; of pairs of one household a quarter (learned). */
static double start_bits(const struct comparing *c)
{
    double children = c->frequency.children > 1 ? (double)c->frequency.children : STANDARD_CHILDREN;
    return -log2(children);
}

static void find_levels(struct comparing *c)
{
    c->given = match_given_level(&c->asked.names, &c->known.names);
    c->family = match_family_level(&c->asked.names, &c->known.names);
    c->born = match_born_level(match_day(c->asked.person->born_on), match_day(c->known.person->born_on));
    c->postcode = match_postcode_level(c->asked.postcode, c->known.postcode);
    c->is_swapped = match_are_swapped(&c->asked.names, &c->known.names, c->given, c->family);
    c->is_half_swapped = !c->is_swapped && match_are_half_swapped(&c->asked.names, &c->known.names, c->given, c->family);
    c->is_household = c->postcode == POSTCODE_SAME && c->family >= SAME && c->family <= VERY_ALIKE;
}

/*
 * Family name and birth date multiply as if they were independent, which
 * between twins they are not.  Three in a hundred children have a twin, so of
 * two children with one family name and birth date and different given names
 * the second is rather a twin: five bits against.
 */
static bool may_be_twins(const struct comparing *c)
{
    bool is_same_family = c->family >= SAME && c->family <= VERY_ALIKE;
    return !c->is_household && !c->is_swapped && is_same_family && c->born == BORN_SAME && match_is_given_unlike(c->given);
}

static void weigh_all(struct comparing *c)
{
    if (c->is_household)
        say(c, "household", "Family name and postcode agree, as those of brothers and sisters do", log2(.25 / .75) - start_bits(c));
    weigh_names(c);
    if (c->born >= 0)
        weigh(c, "born_on", &match_born_levels[c->born]);
    if (may_be_twins(c))
        say(c, "twin", "Twins have the same family name and date of birth", -5);
    if (c->postcode >= 0 && !c->is_household)
        weigh(c, "postcode", &match_postcode_levels[c->postcode]);
    weigh_sex(c);
}

static int64_t per_mille(int64_t whole_tenths)
{
    double odds = exp2((double)whole_tenths / 10);
    int64_t p = llround(1000 * odds / (1 + odds));
    return isinf(odds) || p > 999 ? 999 : p;
}

struct match_result match_compare_among(struct arena *a, const struct match_person *asked, const struct match_person *known,
    const struct match_frequency *frequency)
{
    struct comparing *c = arena_new(a, struct comparing);
    *c = (struct comparing){ .asked = side_of(a, asked), .known = side_of(a, known), .frequency = *frequency };
    find_levels(c);
    weigh_all(c);
    struct match_result r = { .is_household = c->is_household, .start_tenths = tenths(start_bits(c)), .reasons = c->reason };
    r.is_vetoed = weigh_nhs(c);
    r.n = c->n;
    int64_t whole = r.start_tenths;
    for (size_t i = 0; i < r.n; i++)
        whole += c->reason[i].weight_tenths;
    r.probability_per_mille = r.is_vetoed ? 0 : per_mille(whole);
    return r;
}

struct match_result match_compare(struct arena *a, const struct match_person *asked, const struct match_person *known)
{
    return match_compare_among(a, asked, known, &(struct match_frequency){ 0 });
}
