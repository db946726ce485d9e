#ifndef MATCH_LEVEL_H
#define MATCH_LEVEL_H

/*
 * How far two records agree, field by field, as a level; what each level is
 * called and what it weighs as a standard.  Pure.  Shared by match.c (one
 * record against the few it may be) and by the linkage (a whole register
 * against itself), so that both see the same things.
 */

#include "match/name.h"

#include <stdint.h>

/* m: share among pairs that are one child; u: among those that are not. [0] any two children, [1] two of one household. */
struct match_level { const char *words; double m[2], u[2]; };

/* Of the given and of the family name. ONE_LETTER: and alike; ONE_OF_FEW: in a name so short, or so early, that the rest is not ("Leo", "Loe"). */
enum { SAME, OTHER_FORM, ONE_LETTER, VERY_ALIKE, ALIKE, ONE_OF_FEW, SOMEWHAT, DIFFERENT, NAME_LEVELS };
/* Of given names two more, where the first is the same: so are those after it; or none of those after it is ("Muhammad Ali", "Muhammad Hassan"). */
enum { SAME_ALL = NAME_LEVELS, SAME_FIRST_ONLY, GIVEN_NAME_LEVELS };
enum { BORN_SAME, BORN_SWAPPED, BORN_ONE_DIGIT, BORN_TWO_PARTS, BORN_TWO_DIGITS, BORN_SAME_YEAR, BORN_DIFFERENT, BORN_LEVELS };
enum { POSTCODE_SAME, POSTCODE_ONE_LETTER, POSTCODE_OUTWARD, POSTCODE_DIFFERENT, POSTCODE_LEVELS };
enum { NHS_SAME, NHS_SLIP, NHS_DIFFERENT, NHS_LEVELS };
enum { SEX_SAME, SEX_DIFFERENT, SEX_LEVELS };

extern const struct match_level match_given_levels[GIVEN_NAME_LEVELS], match_family_levels[NAME_LEVELS],
    match_born_levels[BORN_LEVELS], match_postcode_levels[POSTCODE_LEVELS], match_nhs_levels[NHS_LEVELS],
    match_sex_levels[SEX_LEVELS], match_swapped_level, match_half_swapped_level;

/* Each answers a level, or -1 where a side is not known. */
int match_given_level(const struct match_names *, const struct match_names *);
int match_family_level(const struct match_names *, const struct match_names *);

/* The first given name is the same; it is neither the same nor nearly so. */
bool match_is_given_same(int level);
bool match_is_given_unlike(int level);

/* Given and family name stand the other way round: straight they do not agree, crosswise both do (half: one does). */
bool match_are_swapped(const struct match_names *, const struct match_names *, int given, int family);
bool match_are_half_swapped(const struct match_names *, const struct match_names *, int given, int family);

/* A day as eight decimal digits of four bits each (0x20220507 is 7 May 2022); 0 if it is no day. */
uint32_t match_day(const char *iso);
int match_born_level(uint32_t, uint32_t);

/* Tidied postcodes with their space ("HR4 0XX"). */
int match_postcode_level(const char *, const char *);

/* Whether it may be what is left of an NHS number: nine to eleven digits, not all the same. */
bool match_is_number_like(const char *);

#endif
