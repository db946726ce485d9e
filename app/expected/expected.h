#ifndef EXPECTED_EXPECTED_H
#define EXPECTED_EXPECTED_H

#include "app/people/people.h"
#include "app/expected/expected.sql.h"
#include "stats/proportion.h"

/*
 * Expected against found: how many children with SEN one would expect among
 * those who live here, and how many have it recorded, by area, setting, sex,
 * season of birth, language and deprivation (docs: indicators 1.1).  Expected
 * is indirect standardisation: children times the national rate for their age
 * and sex, moved by season of birth and deprivation.  A gap is a question, not
 * a verdict, and the pages say so.
 */
extern const struct feature expected_feature;

enum expected_dimension { BY_AREA, BY_KIND, BY_SEX, BY_SEASON, BY_LANGUAGE, BY_IMD, EXPECTED_DIMENSIONS };
struct expected_words { const char *code, *heading, *column, *note; };
extern const struct expected_words expected_words[EXPECTED_DIMENSIONS];

/* One group of children. HIDDEN: found, and what follows from it, is not told to this reader. */
struct expected_row {
    const char *label;
    int64_t id;                      /* of a setting, else 0 */
    const char *area;                /* of a setting */
    double children, expected;       /* CHILDREN: as many as live here, where the population is known */
    int64_t listed, found;           /* in the register; of these with SEN support or an EHC plan */
    double ratio, low, high;         /* found over expected with 95% limits; NAN where less than EXPECTED_LEAST is expected or it is hidden */
    enum funnel_place place;
    bool is_small;                   /* even none would be within chance */
    double likely, below_half;       /* settings: the ratio drawn to the others'; how likely it is that the true one is below a half */
    bool is_hidden;
};

/* Where fewer are expected, one child found more or less is a ratio of any size: it is not judged. */
#define EXPECTED_LEAST 1.0

struct expected_group { struct expected_row *row; size_t n; };

/* All of it, as at a day. */
struct expected_look {
    const char *today;
    int64_t made_at;
    struct expected_row all;
    struct expected_group by[EXPECTED_DIMENSIONS];
    struct expected_group setting;   /* those with 20 children or more */
    struct expected_row small;       /* all smaller ones together */
    size_t small_settings, settings_low, settings_high;
    double tau2, phi;                /* of the settings: how much they differ beyond chance */
    bool is_over;
    double coverage;                 /* children in the register for each child of the population; NAN where no population is known */
    bool is_thin;                    /* too few of them are in the register to say how they are spread */
    int64_t without_birth;
    bool has_rate[5], has_rates, is_published;
};

struct expected_look *expected_reckon(struct db *, struct arena *, const char *today, int64_t now);
const struct expected_look *expected_for(struct web *);          /* small numbers hidden where this person has no case access */
void expected_renew(struct db *, const char *today, int64_t now);    /* for the thread that spares readers the wait (app/evidence/tend.c) */
void expected_forget(void);                                      /* for tests */

/* A copy of LOOK with counts below BELOW hidden, and whatever would give them away. */
struct expected_look *expected_publish(struct arena *, const struct expected_look *, int64_t below);

/* England's published factors; adds only what is missing. */
void expected_seed(struct db *);

const char *expected_place_words(const struct expected_row *);   /* "Fewer than expected: ask why" */
void expected_csv(struct out *, const struct expected_look *);

#endif
