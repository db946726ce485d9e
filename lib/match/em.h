#ifndef MATCH_EM_H
#define MATCH_EM_H

/*
 * Fellegi and Sunter's model of pairs and its estimation by expectation and
 * maximisation (Winkler 1988).  Fields are numbered and know nothing of
 * children.  Called by the linkage; pure, takes no memory.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EM_FIELDS_MOST = 8, EM_LEVELS_MOST = 12 };

struct em_field {
    int levels;
    double m[EM_LEVELS_MOST];   /* share of each level among pairs that match, of those where the field is known */
    double u[EM_LEVELS_MOST];   /* and among those that do not */
};

struct em_model {
    int fields;
    struct em_field field[EM_FIELDS_MOST];
    double lambda;              /* share of pairs that match */
};

/* Pairs that agree alike. */
struct em_row {
    int8_t level[EM_FIELDS_MOST];   /* -1: not known, no evidence */
    double pairs;
    double factor;                  /* what else speaks for a match, as odds; 1 for nothing (0 for certainly none) */
};

struct em_way {
    int rounds;                 /* at most */
    double still;               /* stop when nothing moved by more than this in a round */
    unsigned skipped;           /* bit f: field f is not looked at */
    bool keep_m, keep_u, keep_lambda;
    double before_m, before_u;  /* the starting m (u) count as so many matches (others) seen before; 0 for none */
};

/* Odds of a match, all fields that are not skipped and the factor taken together. */
double em_odds(const struct em_model *, const struct em_row *, unsigned skipped);

/* Estimates the model from where it stands; how many rounds it took. MATCHES, if not NULL: how many pairs match. */
int em_learn(struct em_model *, const struct em_row *, size_t n, const struct em_way *, double *matches);

#endif
