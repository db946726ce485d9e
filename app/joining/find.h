#ifndef JOINING_FIND_H
#define JOINING_FIND_H

#include "app/joining/find.sql.h"
#include "app/child/child.h"
#include "match/link.h"

/*
 * Looking for records that may be of one child.  Never while a page waits:
 * the whole register by `rightdoor index` and, now and then, by the thread of
 * worker.c, which also compares each record soon after it was changed.  What is
 * found are rows of `duplicate`; nothing is ever joined here.
 */
enum { PAIR_WORTH_SHOWING = 500 };       /* per mille: as likely one child as not */

/* How records are judged here: what was learned from this register, or the standard. */
struct likeness { struct link_model model; int64_t children; const char *learned_on; };
struct likeness *likeness_of(struct db *);

/* How like two records are, by that. */
struct match_result likeness_judge(struct db *, const struct likeness *, const struct records_to_link *, const struct records_to_link *);

/* What a round found and dropped. */
struct pairs_found { int64_t children, pairs, fresh, dropped; };

/* The whole register: learns the weights anew. Outside a transaction; makes several. */
struct pairs_found pairs_find_all(struct db *, const char *today);

/* At most MOST of those who were added or changed; how many there were. Outside a transaction. */
int64_t pairs_find_next(struct db *, const char *today, int64_t most);

/* Puts two records side by side, whatever the comparison thinks of them: the pair's id. In a write transaction. */
int64_t pair_of(struct act, int64_t child, int64_t other);

/* The thread of `rightdoor serve`. */
struct pairs_worker;
struct pairs_worker *pairs_start(const struct site *, const char *database);
void pairs_stop(struct pairs_worker *);

#endif
