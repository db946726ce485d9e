#ifndef JOINING_PAGES_H
#define JOINING_PAGES_H

#include "app/joining/find.h"
#include "app/joining/joining.h"
#include "app/joining/merge.h"
#include "app/joining/rules.h"
#include "app/child/pages.h"

/* What the pages of this feature share. */

/* How likely two records are of one child, in words: "Very likely one child". */
const char *likely_words(int64_t per_mille);
/* "99 in 100", or "less than 1 in 100". */
const char *likely_share(struct arena *, int64_t per_mille);
/* What a weight says: "strong evidence for one child"; and the weight itself: "+10.5". */
const char *weight_words(int64_t tenths);
const char *weight_number(struct arena *, int64_t tenths);

/* A fact of two records and what the comparison says of it. SAYS NULL: nothing, because of QUIET. */
struct compared { const char *label, *left, *right, *says, *says_too, *quiet; int64_t tenths, tenths_too; };
/* What else the two say: "Same", "Different", "One knows". */
struct also_said { const char *label, *left, *right, *verdict; };
struct compared_count { const char *label; size_t left, right; };

/* Everything that is shown of two records side by side. */
struct beside {
    struct pair_seen *pair;
    struct child_by_id *left, *right;
    struct compared *row;                    /* what is weighed */
    struct also_said *said;                  /* and what is not */
    size_t rows, saids;
    struct compared_count *held;             /* how much each record holds, table by table */
    size_t helds;
    const struct match_reason *also[4];      /* what is said of no one fact: one home, twins */
    size_t alsos;
    struct match_result match;
    const struct likeness *by;
    const struct opinions_of_pair *opinion;
    size_t opinions;
    const char **against;                    /* why they cannot become one as they are */
    size_t againsts;
    bool may_decide;
};
struct beside *beside_of(struct web *, struct pair_seen *);

/* The record that stands if nobody chooses otherwise: the one that the service knows, else the older one. */
const struct child_by_id *stands_by_rule(const struct child_by_id *, const struct child_by_id *);

/* The words of a row, where they are "@LIST:CODE". */
const char *row_words(struct arena *, const char *words);

/* What joining two records would do, table by table. */
struct preview_line { const char *label; size_t own, comes, stays; };
struct preview { struct preview_line *line; size_t lines; struct rules_paused *paused; size_t pauseds; };
struct preview preview_of(struct web *, const struct child_by_id *stands, const struct child_by_id *other);

/* Rows of a record for choosing: may be for both where MAY_BOTH. */
struct row_group { const char *label, *table; bool may_both; struct joining_row *row; size_t n; };
bool row_group_is_long(const struct row_group *);                     /* folded away on the page */
struct row_group *row_groups(struct web *, int64_t child, size_t *n);
struct chosen_rows chosen_rows(struct web *, const char *what);      /* of the fields `row`: "go" or "both" */

/* What stayed behind with the record that was given up; PATH where it can be read, or NULL. */
struct stayed_row { const char *label, *day, *words, *path; };

/* A joining as its page shows it. */
struct joining_told {
    struct joining_seen *joining;
    struct child_by_id *child, *other;
    struct fields_of_joining *field;
    struct preview_line *went;
    struct stayed_row *stayed;
    struct later_row *later;
    size_t fields, wents, stayeds, laters;
    const char *refused;                     /* why it cannot be taken back, "" if it can */
    bool may_decide;
};

/* Handlers. */
void pairs_list(struct web *), pair_show(struct web *), pair_opinion(struct web *), pair_two(struct web *), pair_again(struct web *);
void pair_one_form(struct web *), pair_one(struct web *);
void compare_form(struct web *), compare_find(struct web *), compare_with(struct web *);
void split_form(struct web *), split_save(struct web *);
void joinings_list(struct web *), joining_show(struct web *), joining_undo(struct web *);

/* The two records of a pair for a decision: 404 where the reader does not see both, elsewhere if they are one by now. */
struct pair_seen *pair_or_stop(struct web *);
struct child_by_id *record_or_stop(struct web *, int64_t child);

#endif
