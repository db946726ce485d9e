#ifndef MATCH_NAME_H
#define MATCH_NAME_H

/* A person's names made ready to compare: folded, parted, placeholders dropped.  For match.c and key.c. */

#include "match/match.h"

struct match_names {
    const char *const *given;    /* folded words, the first first */
    size_t givens;
    const char *given_whole;     /* all of them without spaces */
    const char *const *family;   /* folded words, particles such as "de" and "al" left out unless there is nothing else */
    size_t families;
    const char *family_whole;    /* with the particles, without spaces */
    const char *const *other;    /* words of also_known_as */
    size_t others;
};

/* "Baby", "Twin 2", "Unknown" are nobody's names and count as not known. */
struct match_names match_names_of(struct arena *, const struct match_person *);

/* A folded word as it sounds: a letter and at most three digits; the word itself where it has no letter of a to z. */
const char *match_sound(struct arena *, const char *name);

#endif
