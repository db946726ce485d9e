/*
 * Levels of agreement.  Called by match.c and by the linkage.  Every number is
 * an estimate written beside its reason; the m and u of the linkage in
 * indicators.md 5, rounded, where that gives them, else reasoned as said.
 */
#include "match/level.h"

#include "base/date.h"
#include "base/text.h"
#include "match/distance.h"
#include "match/nickname.h"

#include <string.h>

/* ---- What the levels weigh ---- */

/*
 * Any two: u of SAME is the chance that two English children share a first
 * name (about .006).  One household: siblings' names differ by parents'
 * choice, so agreement is strong and, for a name cannot be merely similar by
 * parents' choice as seldom as by chance ("Jayden", "Kayden"), likeness weak.  Some
 * families give brothers one first name, so that the second tells them apart.
 */
const struct match_level match_given_levels[] = {
    [SAME] = { "Same given name", { .68, .755 }, { .0038, .0025 } },
    [SAME_ALL] = { "Same given names, all of them", { .115, .120 }, { .0002, .0002 } },
    [SAME_FIRST_ONLY] = { "Same first given name, but others after it", { .003, .003 }, { .002, .010 } },
    [OTHER_FORM] = { "Given name is another form of the same name, or one also used", { .06, .06 }, { .002, .006 } },
    [ONE_LETTER] = { "Given name differs by one letter", { .03, .03 }, { .003, .010 } },
    [VERY_ALIKE] = { "Given names are very alike", { .02, .01 }, { .003, .008 } },
    [ALIKE] = { "Given names are alike", { .02, .006 }, { .006, .030 } },
    [ONE_OF_FEW] = { "Short given names, or their beginnings, differ by one letter", { .008, .006 }, { .003, .008 } },
    [SOMEWHAT] = { "Given names are somewhat alike", { .012, .002 }, { .10, .172 } },
    [DIFFERENT] = { "Different given names", { .05, .008 }, { .88, .80 } },
};

/* Any two only: u of SAME is the chance that two English people share a surname (about .002). Three in a hundred change it. */
const struct match_level match_family_levels[] = {
    [SAME] = { "Same family name", { .86 }, { .002 } },
    [OTHER_FORM] = { "Family names have a part in common, or one is also used", { .04 }, { .0025 } },
    [ONE_LETTER] = { "Family name differs by one letter", { .03 }, { .002 } },
    [VERY_ALIKE] = { "Family names are very alike", { .01 }, { .002 } },
    [ALIKE] = { "Family names are alike", { .01 }, { .004 } },
    [ONE_OF_FEW] = { "Short family names, or their beginnings, differ by one letter", { .004 }, { .002 } },
    [SOMEWHAT] = { "Family names are somewhat alike", { .006 }, { .048 } },
    [DIFFERENT] = { "Different family names", { .04 }, { .94 } },
};

const struct match_level match_swapped_level = { "Given and family name are the other way round", { .004 }, { .00002 } };

/* One box holds the other's name, the second box something else. */
const struct match_level match_half_swapped_level = { "The given name of one is the family name of the other", { .003 }, { .001 } };

/*
 * Any two: five years of births are 1,826 days, not evenly taken.  One
 * household: .0215 of pairs are twins (learned in indicators.md 5); siblings
 * are else nine months or more apart.
 */
const struct match_level match_born_levels[] = {
    [BORN_SAME] = { "Same date of birth", { .970, .970 }, { .00067, .0215 } },
    [BORN_SWAPPED] = { "Day and month of birth are the other way round", { .006, .006 }, { .0004, .0006 } },
    [BORN_ONE_DIGIT] = { "Date of birth differs by one digit", { .012, .012 }, { .012, .012 } },
    [BORN_TWO_PARTS] = { "Two of day, month and year of birth are the same", { .004, .004 }, { .020, .020 } },
    [BORN_TWO_DIGITS] = { "Date of birth differs by two digits", { .003, .003 }, { .050, .050 } },
    [BORN_SAME_YEAR] = { "Born in the same year", { .003, .003 }, { .15, .03 } },
    [BORN_DIFFERENT] = { "Different dates of birth", { .002, .002 }, { .77, .87 } },
};

/* A county has some 3,000 postcodes with young children and 20 outward parts; one family in ten moves in a year. */
const struct match_level match_postcode_levels[] = {
    [POSTCODE_SAME] = { "Same postcode", { .80 }, { .0004 } },
    [POSTCODE_ONE_LETTER] = { "Postcode differs by one letter or digit", { .03 }, { .002 } },
    [POSTCODE_OUTWARD] = { "Same postcode area", { .07 }, { .06 } },
    [POSTCODE_DIFFERENT] = { "Different postcodes", { .10 }, { .94 } },
};

/* u of SAME is not one in a milliard: what agrees by mistake is a sibling's number copied. Other levels: one of the two is no valid number. */
const struct match_level match_nhs_levels[] = {
    [NHS_SAME] = { "Same NHS number", { .98, .98 }, { .00001, .0005 } },
    [NHS_SLIP] = { "NHS number differs by a digit or two, and one of them is mistyped", { .015, .015 }, { .0001, .0005 } },
    [NHS_DIFFERENT] = { "Different NHS numbers, but one of them is mistyped", { .005, .005 }, { .50, .50 } },
};

/* Twins are more often of one sex than other siblings, so agreement in a household is worth less. */
const struct match_level match_sex_levels[] = {
    [SEX_SAME] = { "Same sex", { .99, .99 }, { .50, .60 } },
    [SEX_DIFFERENT] = { "Different sex", { .01, .01 }, { .50, .40 } },
};

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

/* Names of three letters with two swapped have .555 ("Leo", "Loe"); of two letters nothing is asked. */
#define LEAST_OF_ONE_EDIT .55

static int level_of_likeness(const char *a, const char *b)
{
    double alike = match_jaro_winkler(a, b);
    if (alike >= .88)
        return match_edits(a, b) == 1 ? ONE_LETTER : alike >= .92 ? VERY_ALIKE : ALIKE;
    return alike >= LEAST_OF_ONE_EDIT && match_edits(a, b) == 1 ? ONE_OF_FEW : alike >= .7 ? SOMEWHAT : DIFFERENT;
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

/* One is the other, its beginning ("J") or much like it. */
static bool may_be_one(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    return strncmp(a, b, n < m ? n : m) == 0 || match_jaro_winkler(a, b) >= .88;
}

/* Both have names after the first, and none of the one may be one of the other's. */
static bool have_other_seconds(const struct match_names *a, const struct match_names *b)
{
    for (size_t i = 1; i < a->givens; i++)
        for (size_t j = 1; j < b->givens; j++)
            if (may_be_one(a->given[i], b->given[j]))
                return false;
    return a->givens > 1 && b->givens > 1;
}

bool match_is_given_same(int level) { return level == SAME || level == SAME_ALL || level == SAME_FIRST_ONLY; }
bool match_is_given_unlike(int level) { return level >= ALIKE && level <= DIFFERENT; }

int match_given_level(const struct match_names *a, const struct match_names *b)
{
    if (!a->givens || !b->givens)
        return -1;
    if (text_equal(a->given_whole, b->given_whole))
        return a->givens > 1 && b->givens > 1 ? SAME_ALL : SAME;
    if (text_equal(a->given[0], b->given[0]))
        return have_other_seconds(a, b) ? SAME_FIRST_ONLY : SAME;
    if (nickname_agrees(a->given[0], b->given[0]) || is_also_given(a, b) || is_also_given(b, a))
        return OTHER_FORM;
    int first = level_of_likeness(a->given[0], b->given[0]), whole = level_of_likeness(a->given_whole, b->given_whole);
    return a->givens > 1 && b->givens > 1 ? first : first < whole ? first : whole;
}

int match_family_level(const struct match_names *a, const struct match_names *b)
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

bool match_are_swapped(const struct match_names *a, const struct match_names *b, int given, int family)
{
    if (!match_is_given_unlike(given) || family < ALIKE)
        return false;
    return match_jaro_winkler(a->given[0], b->family_whole) >= .92 && match_jaro_winkler(a->family_whole, b->given[0]) >= .92;
}

bool match_are_half_swapped(const struct match_names *a, const struct match_names *b, int given, int family)
{
    if (!match_is_given_unlike(given) || given < SOMEWHAT || family < SOMEWHAT)
        return false;
    return match_jaro_winkler(a->given[0], b->family_whole) >= .92 || match_jaro_winkler(a->family_whole, b->given[0]) >= .92;
}

/* ---- Date of birth, postcode, NHS number ---- */

uint32_t match_day(const char *iso)
{
    if (!date_valid(iso))
        return 0;
    uint32_t day = 0;
    for (; *iso; iso++)
        if (*iso != '-')
            day = day << 4 | (uint32_t)(*iso - '0');
    return day;
}

/* How many digits must be changed, or neighbours swapped, to make one day of the other. */
static size_t day_edits(uint32_t a, uint32_t b)
{
    char x[9], y[9];
    for (int i = 7; i >= 0; i--, a >>= 4, b >>= 4) {
        x[i] = (char)('0' + (a & 15));
        y[i] = (char)('0' + (b & 15));
    }
    x[8] = y[8] = 0;
    return match_edits(x, y);
}

int match_born_level(uint32_t a, uint32_t b)
{
    if (!a || !b)
        return -1;
    if (a == b)
        return BORN_SAME;
    uint32_t unlike = a ^ b;
    bool year = !(unlike >> 16), month = !(unlike >> 8 & 255), day = !(unlike & 255);
    if (year && (a & 255) == (b >> 8 & 255) && (b & 255) == (a >> 8 & 255))
        return BORN_SWAPPED;
    size_t edits = day_edits(a, b);
    if (edits == 1)
        return BORN_ONE_DIGIT;
    if (year + month + day == 2)
        return BORN_TWO_PARTS;
    return edits == 2 ? BORN_TWO_DIGITS : year ? BORN_SAME_YEAR : BORN_DIFFERENT;
}

int match_postcode_level(const char *a, const char *b)
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

bool match_is_number_like(const char *s)
{
    size_t len = strlen(s);
    return len >= 9 && len <= 11 && strspn(s, "0123456789") == len && strspn(s, (char[]){ s[0], 0 }) != len;
}
