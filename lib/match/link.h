#ifndef MATCH_LINK_H
#define MATCH_LINK_H

/*
 * Linking a whole register, or several lists, against itself: which records
 * are of one child.  Called by imports and by the watch for duplicates; pure:
 * no table, no clock, no chance (the same records give the same answer,
 * whatever the number of threads).  One record against the few it may be is
 * match.h.
 *
 * How: records that share one of ten block keys are compared level by level
 * (level.h); how much each level weighs is learned from the records themselves
 * by EM, without a truth: u from random pairs, m from blocks in which brothers
 * and sisters do not meet, and m, u and lambda anew for pairs of one household
 * (like family name, same postcode), among whom names and addresses say
 * nothing and twins share the birth date.  Any other two may be brothers or
 * sisters too, of whom one has moved or has another name: how many is learned
 * from those of one household.  Whether a list names a child once is learned
 * too.  Last the pairs are judged together (together.c): a third record may be
 * like both, or fit better.  Two valid NHS numbers that differ are two
 * children.  Nothing is merged here: LINK_CERTAIN may be, by the
 * caller, where it can be taken back; LINK_PERSON is for a person to decide.
 */

#include "match/em.h"
#include "match/match.h"

#define LINK_CERTAIN .99
#define LINK_PERSON  .5

/* Texts as stored; "" where not known, never NULL. As struct match_person; the list it is from; the address without postcode, in one line. */
struct link_record { const char *given, *family, *also_known_as, *born_on, *sex, *postcode, *nhs_number, *source, *address; };

/* All 0 is the standard. */
struct link_options {
    bool is_any_shape;      /* numbers and postcodes are taken as they are, and days of eight digits though no calendar has
                               them: for lists from elsewhere. Numbers then are evidence, never a veto. */
    bool between_sources;   /* records of one source are not compared */
    size_t block_most;      /* larger blocks are dropped and counted; standard 500 */
    size_t random_pairs;    /* that u is learned from; standard 1,000,000 */
    int threads;            /* standard 2 */
    double least;           /* pairs less probable are left out; standard LINK_PERSON */
};

/* Fields of the model, in its order. */
enum { LINK_GIVEN, LINK_FAMILY, LINK_BORN, LINK_POSTCODE, LINK_NUMBER, LINK_SEX, LINK_ADDRESS, LINK_SOURCE, LINK_FIELDS };

struct link_frequencies;   /* how common names are */

struct link_model {
    struct em_model any, household;   /* lambda of the first: of all pairs there are; of the second: of household pairs compared */
    double siblings;                  /* share of all pairs there are that are brothers, sisters, twins */
    struct link_frequencies *given, *family, *namesakes;
};

struct link_pair { uint32_t a, b; double probability; };   /* a < b */

struct link_result {
    const struct link_pair *pair;     /* the most probable first */
    size_t pairs;
    const uint32_t *cluster;          /* of each record the first one of its child, by pairs of LINK_CERTAIN */
    size_t children;                  /* clusters, single records too */
    struct link_model model;
    struct link_options options;
    struct {
        size_t compared;              /* pairs */
        size_t household, vetoed;     /* of these */
        size_t dropped_blocks, dropped_pairs;   /* larger than block_most; the pairs may still be made by another key */
        size_t refused_joins;         /* certain pairs that would have put two NHS numbers into one cluster */
    } count;
};

/* N below 2^28. */
const struct link_result *link_all(struct arena *, const struct link_record *, size_t n, const struct link_options *);

/* What holds where nothing was learned: a register of some 10,000 children. Its tables of names are NULL. */
struct link_model link_standard(void);

/* A model as text (without its tables of names), and back: false, and the standard, where S is none that this program has written. */
const char *link_model_text(struct arena *, const struct link_model *);
bool link_model_read(const char *s, struct link_model *);

/*
 * How common the names of two records are that have the same: the share of children who have the given name and the family
 * name (0: not known); how many others than these two have both, and how many children there are.
 */
struct link_common { double given, family, namesakes, children; };

/* Two records by a model. */
struct match_result link_judge(struct arena *, const struct link_model *, const struct link_record *, const struct link_record *, const struct link_common *);

/*
 * Why a pair of the result has the probability it has, in the words of match.h: where it starts, what each field adds, and
 * what the other records say.  RECORD: those that were linked.
 */
struct match_result link_explain(struct arena *, const struct link_result *, const struct link_pair *, const struct link_record *record);

#endif
