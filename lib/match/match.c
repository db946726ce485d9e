/*
 * Comparing one record with another.  Called by app/child.  Every number is
 * an estimate written beside its reason; the m (share among pairs that are one
 * child) and u (share among pairs that are not) of the linkage in
 * indicators.md 5, rounded, where that gives them, else reasoned as said.
 */
#include "match/match.h"

#include "base/check_digit.h"
#include "base/date.h"
#include "base/text.h"
#include "match/distance.h"
#include "match/name.h"
#include "match/nickname.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

/* ---- Levels and what they weigh ---- */

/* u and m by stratum: [0] any two children, [1] two of one household. */
struct level { const char *words; double m[2], u[2]; };

enum { SAME, OTHER_FORM, ONE_LETTER, VERY_ALIKE, ALIKE, SOMEWHAT, DIFFERENT };

/*
 * Any two: u of SAME is the chance that two English children share a first
 * name (about .006).  One household: siblings' names differ by parents'
 * choice, so agreement is strong and, for a name cannot be merely similar by
 * parents' choice as seldom as by chance ("Jayden", "Kayden"), likeness weak.
 */
static const struct level given_level[] = {
    [SAME] = { "Same given name", { .80, .88 }, { .006, .004 } },
    [OTHER_FORM] = { "Given name is another form of the same name, or one also used", { .06, .06 }, { .002, .006 } },
    [ONE_LETTER] = { "Given name differs by one letter", { .03, .03 }, { .003, .010 } },
    [VERY_ALIKE] = { "Given names are very alike", { .02, .01 }, { .003, .008 } },
    [ALIKE] = { "Given names are alike", { .02, .006 }, { .006, .030 } },
    [SOMEWHAT] = { "Given names are somewhat alike", { .02, .004 }, { .10, .180 } },
    [DIFFERENT] = { "Different given names", { .05, .008 }, { .88, .80 } },
};

/* Any two only: u of SAME is the chance that two English people share a surname (about .002). Three in a hundred change it. */
static const struct level family_level[] = {
    [SAME] = { "Same family name", { .86 }, { .002 } },
    [OTHER_FORM] = { "Family names have a part in common, or one is also used", { .04 }, { .0025 } },
    [ONE_LETTER] = { "Family name differs by one letter", { .03 }, { .002 } },
    [VERY_ALIKE] = { "Family names are very alike", { .01 }, { .002 } },
    [ALIKE] = { "Family names are alike", { .01 }, { .004 } },
    [SOMEWHAT] = { "Family names are somewhat alike", { .01 }, { .05 } },
    [DIFFERENT] = { "Different family names", { .04 }, { .94 } },
};

static const struct level swapped_level = { "Given and family name are the other way round", { .004 }, { .00002 } };

/* One box holds the other's name, the second box something else. */
static const struct level half_swapped_level = { "The given name of one is the family name of the other", { .003 }, { .001 } };

enum { BORN_SAME, BORN_SWAPPED, BORN_ONE_DIGIT, BORN_TWO_PARTS, BORN_TWO_DIGITS, BORN_SAME_YEAR, BORN_DIFFERENT };

/*
 * Any two: five years of births are 1,826 days, not evenly taken.  One
 * household: .0215 of pairs are twins (learned in indicators.md 5); siblings
 * are else nine months or more apart.
 */
static const struct level born_level[] = {
    [BORN_SAME] = { "Same date of birth", { .970, .970 }, { .00067, .0215 } },
    [BORN_SWAPPED] = { "Day and month of birth are the other way round", { .006, .006 }, { .0004, .0006 } },
    [BORN_ONE_DIGIT] = { "Date of birth differs by one digit", { .012, .012 }, { .012, .012 } },
    [BORN_TWO_PARTS] = { "Two of day, month and year of birth are the same", { .004, .004 }, { .020, .020 } },
    [BORN_TWO_DIGITS] = { "Date of birth differs by two digits", { .003, .003 }, { .050, .050 } },
    [BORN_SAME_YEAR] = { "Born in the same year", { .003, .003 }, { .15, .03 } },
    [BORN_DIFFERENT] = { "Different dates of birth", { .002, .002 }, { .77, .87 } },
};

enum { POSTCODE_SAME, POSTCODE_ONE_LETTER, POSTCODE_OUTWARD, POSTCODE_DIFFERENT };

/* A county has some 3,000 postcodes with young children and 20 outward parts; one family in ten moves in a year. */
static const struct level postcode_level[] = {
    [POSTCODE_SAME] = { "Same postcode", { .80 }, { .0004 } },
    [POSTCODE_ONE_LETTER] = { "Postcode differs by one letter or digit", { .03 }, { .002 } },
    [POSTCODE_OUTWARD] = { "Same postcode area", { .07 }, { .06 } },
    [POSTCODE_DIFFERENT] = { "Different postcodes", { .10 }, { .94 } },
};

enum { NHS_SAME, NHS_SLIP, NHS_DIFFERENT };

/* u of SAME is not one in a milliard: what agrees by mistake is a sibling's number copied. Other levels: one of the two is no valid number. */
static const struct level nhs_level[] = {
    [NHS_SAME] = { "Same NHS number", { .98, .98 }, { .00001, .0005 } },
    [NHS_SLIP] = { "NHS number differs by a digit or two, and one of them is mistyped", { .015, .015 }, { .0001, .0005 } },
    [NHS_DIFFERENT] = { "Different NHS numbers, but one of them is mistyped", { .005, .005 }, { .50, .50 } },
};

/* Twins are more often of one sex than other siblings, so agreement in a household is worth less. */
static const struct level same_sex = { "Same sex", { .99, .99 }, { .50, .60 } };
static const struct level other_sex = { "Different sex", { .01, .01 }, { .50, .40 } };

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

static void weigh(struct comparing *c, const char *field, const struct level *l)
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

static bool has_word(const char *const *word, size_t n, const char *wanted)
{
    for (size_t i = 0; i < n; i++)
        if (text_equal(word[i], wanted))
            return true;
    return false;
}

static bool share_word(const char *const *a, size_t n, const char *const *b, size_t m)
{
    for (size_t i = 0; i < n; i++)
        if (has_word(b, m, a[i]))
            return true;
    return false;
}

static int level_of_likeness(const char *a, const char *b)
{
    double alike = match_jaro_winkler(a, b);
    if (alike >= .88 && match_edits(a, b) == 1)
        return ONE_LETTER;
    return alike >= .92 ? VERY_ALIKE : alike >= .88 ? ALIKE : alike >= .7 ? SOMEWHAT : DIFFERENT;
}

/* Another of a person's given names, or one also used, where the other has it first. */
static bool is_also_given(const struct match_names *a, const struct match_names *b)
{
    const char *first = a->given[0];
    if (has_word(b->given, b->givens, first) || has_word(b->other, b->others, first))
        return true;
    for (size_t i = 0; i < b->others; i++)
        if (nickname_agrees(first, b->other[i]))
            return true;
    return false;
}

static int given_level_of(const struct match_names *a, const struct match_names *b)
{
    if (!a->givens || !b->givens)
        return -1;
    if (text_equal(a->given[0], b->given[0]) || text_equal(a->given_whole, b->given_whole))
        return SAME;
    if (nickname_agrees(a->given[0], b->given[0]) || is_also_given(a, b) || is_also_given(b, a))
        return OTHER_FORM;
    int first = level_of_likeness(a->given[0], b->given[0]), whole = level_of_likeness(a->given_whole, b->given_whole);
    return a->givens > 1 && b->givens > 1 ? first : first < whole ? first : whole;
}

static int family_level_of(const struct match_names *a, const struct match_names *b)
{
    if (!a->families || !b->families)
        return -1;
    if (text_equal(a->family_whole, b->family_whole))
        return SAME;
    if (share_word(a->family, a->families, b->family, b->families) || share_word(a->family, a->families, b->other, b->others)
        || share_word(a->other, a->others, b->family, b->families))
        return OTHER_FORM;
    return level_of_likeness(a->family_whole, b->family_whole);
}

/* The first given name of one is the family name of the other, and the reverse, and straight they do not agree. */
static bool are_swapped(const struct comparing *c)
{
    const struct match_names *a = &c->asked.names, *b = &c->known.names;
    if (c->given < ALIKE || c->family < ALIKE)
        return false;
    return match_jaro_winkler(a->given[0], b->family_whole) >= .92 && match_jaro_winkler(a->family_whole, b->given[0]) >= .92;
}

/* As above, but only one of the two is found again. */
static bool are_half_swapped(const struct comparing *c)
{
    const struct match_names *a = &c->asked.names, *b = &c->known.names;
    if (c->is_swapped || c->given < SOMEWHAT || c->family < SOMEWHAT)
        return false;
    return text_equal(a->given[0], b->family_whole) || text_equal(a->family_whole, b->given[0]);
}

/* An exact level whose u is how common the value is, where that is known; never rarer than one in 20,000. */
static struct level by_frequency(struct level l, double frequency)
{
    if (frequency > 0)
        l.u[0] = frequency < .00005 ? .00005 : frequency > 1 ? 1 : frequency;
    return l;
}

static void weigh_names(struct comparing *c)
{
    if (c->is_swapped || c->is_half_swapped) {
        weigh(c, "name", c->is_swapped ? &swapped_level : &half_swapped_level);
        return;
    }
    if (c->given >= 0) {
        struct level l = given_level[c->given];
        l = c->given == SAME ? by_frequency(l, c->frequency.given) : l;
        weigh(c, "given", &l);
    }
    if (c->family >= 0 && !c->is_household) {
        struct level l = family_level[c->family];
        l = c->family == SAME ? by_frequency(l, c->frequency.family) : l;
        weigh(c, "family", &l);
    }
}

/* ---- Date of birth, postcode, NHS number, sex ---- */

static bool same_part(const char *a, const char *b, size_t from, size_t len)
{
    return strncmp(a + from, b + from, len) == 0;
}

static int born_level_of(const char *a, const char *b)
{
    if (!date_valid(a) || !date_valid(b))
        return -1;
    if (text_equal(a, b))
        return BORN_SAME;
    bool year = same_part(a, b, 0, 4), month = same_part(a, b, 5, 2), day = same_part(a, b, 8, 2);
    if (year && strncmp(a + 5, b + 8, 2) == 0 && strncmp(a + 8, b + 5, 2) == 0)
        return BORN_SWAPPED;
    size_t edits = match_edits(a, b);
    if (edits == 1)
        return BORN_ONE_DIGIT;
    if (year + month + day == 2)
        return BORN_TWO_PARTS;
    return edits == 2 ? BORN_TWO_DIGITS : year ? BORN_SAME_YEAR : BORN_DIFFERENT;
}

static int postcode_level_of(const char *a, const char *b)
{
    if (!*a || !*b)
        return -1;
    if (text_equal(a, b))
        return POSTCODE_SAME;
    if (match_edits(a, b) == 1)
        return POSTCODE_ONE_LETTER;
    size_t outward = strcspn(a, " ");
    return outward == strcspn(b, " ") && strncmp(a, b, outward) == 0 ? POSTCODE_OUTWARD : POSTCODE_DIFFERENT;
}

/* Whether it may be what is left of a number: ten digits but for a slip. */
static bool is_number_like(const char *s)
{
    size_t len = strlen(s);
    return len >= 9 && len <= 11 && strspn(s, "0123456789") == len && strspn(s, (char[]){ s[0], 0 }) != len;
}

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
        weigh(c, "nhs_number", &nhs_level[NHS_SAME]);
    else if (is_number_like(a) && is_number_like(b))
        weigh(c, "nhs_number", &nhs_level[match_edits(a, b) <= 2 ? NHS_SLIP : NHS_DIFFERENT]);
    return false;
}

static void weigh_sex(struct comparing *c)
{
    if (c->asked.sex && c->known.sex)
        weigh(c, "sex", c->asked.sex == c->known.sex ? &same_sex : &other_sex);
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
    c->given = given_level_of(&c->asked.names, &c->known.names);
    c->family = family_level_of(&c->asked.names, &c->known.names);
    c->born = born_level_of(c->asked.person->born_on, c->known.person->born_on);
    c->postcode = postcode_level_of(c->asked.postcode, c->known.postcode);
    c->is_swapped = are_swapped(c);
    c->is_half_swapped = are_half_swapped(c);
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
    return !c->is_household && !c->is_swapped && is_same_family && c->born == BORN_SAME && c->given >= ALIKE;
}

static void weigh_all(struct comparing *c)
{
    if (c->is_household)
        say(c, "household", "Family name and postcode agree, as those of brothers and sisters do", log2(.25 / .75) - start_bits(c));
    weigh_names(c);
    if (c->born >= 0)
        weigh(c, "born_on", &born_level[c->born]);
    if (may_be_twins(c))
        say(c, "twin", "Twins have the same family name and date of birth", -5);
    if (c->postcode >= 0 && !c->is_household)
        weigh(c, "postcode", &postcode_level[c->postcode]);
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
