#ifndef MATCH_MATCH_H
#define MATCH_MATCH_H

/*
 * Whether a child someone tells us of may be a child we already know.  One
 * record is compared with the few that share a block key with it.  Called by
 * app/child when a child is entered or imported; pure: no table, no clock.
 *
 * The method is Fellegi and Sunter's (1969) with levels of agreement, weights
 * in bits (log2 of m over u), and a stratum of its own for children of one
 * household, among whom names and addresses say nothing and twins share the
 * birth date.  It never decides: below 990 per mille, and where anything
 * disagrees, a person does (docs: indicators 5).
 *
 * Show a person what reaches MATCH_WORTH_SHOWING.  Measured without NHS
 * numbers: of 2,000 made-up children asked for again among 10,000 (typing
 * slips 2 %, family name changed 3 %, moved 8 %, birth date wrong 1 %) .9995
 * reached it and .976 were certain; .06 wrong children a query reached it, none
 * 500; of new twins half reached it, .0005 ("Alex", "Alexandra") were certain;
 * of new siblings none.  On febrl's far dirtier sets 1 to 3 (pairs): precision
 * 1, .992, .998; recall .962, .940, .921.
 */

enum { MATCH_WORTH_SHOWING = 100, MATCH_CERTAIN = 990 };   /* per mille */

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Texts as stored; "" where not known. */
struct match_person {
    const char *given;           /* all given names, the first first */
    const char *family;
    const char *also_known_as;   /* other given or family names, in any order */
    const char *born_on;         /* ISO day; what is not one is not known */
    const char *sex;             /* "M"…, "F"…, in either case; else not known */
    const char *postcode;        /* any spacing; of another shape: not known */
    const char *nhs_number;      /* a wrong check digit makes it weak evidence, never a veto */
};

struct match_reason {
    const char *field;           /* "given", "family", "name", "born_on", "postcode", "nhs_number", "sex", "household", "twin" */
    const char *words;           /* for people: "Family name differs by one letter" */
    int64_t weight_tenths;       /* tenths of a bit; above 0 speaks for one child, below for two */
};

struct match_result {
    int64_t probability_per_mille;   /* 0 to 999; nothing is certain */
    bool is_vetoed;                  /* two valid NHS numbers that differ: two children, whatever else agrees */
    bool is_household;               /* judged as children of one household */
    int64_t start_tenths;            /* what holds before anything is compared; with the reasons it makes the whole */
    const struct match_reason *reasons;
    size_t n;
};

/*
 * What is known of the register, to weigh rare names more; all 0 is not known
 * and gives the standard: 10,000 children, names as common as English names
 * are on average.  A frequency is the share of the register, 0 to 1, that has
 * ASKED's first given (family) name.
 */
struct match_frequency { double given, family; int64_t children; };

struct match_result match_compare(struct arena *, const struct match_person *asked, const struct match_person *known);
struct match_result match_compare_among(struct arena *, const struct match_person *asked, const struct match_person *known,
    const struct match_frequency *);

/*
 * The keys under which a person is found: store them with the child, look up
 * those of the person asked for, compare whom they yield.  Two records of one
 * child share a key unless several fields are wrong at once; swapped names,
 * nicknames, parts of double-barrelled names and swapped day and month do not
 * matter.  Each key is different, at most MATCH_KEYS_MOST of them; a key is
 * personal data, as the fields are.
 */
enum { MATCH_KEYS_MOST = 64 };
const char *const *match_block_keys(struct arena *, const struct match_person *, size_t *n);

#endif
