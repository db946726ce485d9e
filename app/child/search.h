#ifndef CHILD_SEARCH_H
#define CHILD_SEARCH_H

#include "app/child/child.h"
#include "app/child/search.sql.h"

/* What the parts of the search share: reading (search_ask.c), finding (search_find.c), weighing (search_rank.c), pages (search.c). */
enum { SEARCH_TOKENS_MOST = 6, SEARCH_DAYS_MOST = 4, SEARCH_SHOWN_MOST = 50, SEARCH_CANDIDATES_MOST = 128 };

/* Something asked for. A run of digits may be a day and a number. */
struct search_token {
    bool is_name;                                /* letters only: a name or a setting */
    const char *text;                            /* folded; "" where it can only be a day */
    const char *day[SEARCH_DAYS_MOST];           /* "20220302", or "202203" for a month: as it is read in Britain first, then other orders */
    size_t days;
};
struct search_asked { struct search_token token[SEARCH_TOKENS_MOST]; size_t n; bool is_too_long; };

/* TODAY bounds the years: a child of the register is at most 20. */
struct search_asked search_read(struct arena *, const char *typed, const char *today);

/* One child as it is looked at: its words, its settings' words, how well it fits. */
struct search_child {
    int64_t id;
    const char **word;
    int64_t *kind;
    size_t words;
    const char *setting;                         /* folded names of where it goes now, "" if nowhere */
    bool is_known, has_left;
    int points, tokens;                          /* how many tokens fit */
};

/* How well a word of a name fits what was typed: 100 the same, 0 not at all. */
int search_fit_name(const char *typed, const char *word);
void search_weigh(struct arena *, const struct search_asked *, struct search_child *);

struct search_result {
    struct children_found **row;                 /* the best first, at most SEARCH_SHOWN_MOST */
    size_t n;
    bool is_cut;                                 /* there are more */
    bool is_partial;                             /* none fits all that was typed: these fit all but one thing */
};
/* Only what this viewer may see. SHOWN: how many are wanted, at most SEARCH_SHOWN_MOST. */
struct search_result search_find(struct web *, const struct search_asked *, size_t shown);

#endif
