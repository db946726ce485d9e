#ifndef JOINING_RULES_H
#define JOINING_RULES_H

#include "app/joining/journal.h"

/*
 * What becomes of things of which a child can have one only, where both records
 * have one; and of who may see what, which never becomes wider.  Called by
 * merge.c before the rows go, and by split.c and undo.c for the histories.  The
 * rules in words, for people: docs/guide.md, "One child, two records".
 */
void rules_settle(struct journal *);

/* A status that holds, while rows are moved back: the day on which it is said to end until it is known what holds. */
#define STATUS_HELD "9999-12-31"

/* Numbers the rows of both in one order (tables whose rule is ROWS_GO_NUMBERED). */
void rules_number(struct journal *, int64_t child, int64_t other);

/*
 * Each axis of CHILD and OTHER (the same id twice: of one record) is one line of time: what was recorded later holds from
 * its day on. AXIS NULL: all. REOPENS: the last of all holds still, whoever ended it; what ended it stands elsewhere now.
 */
void rules_chain(struct journal *, int64_t child, int64_t other, const char *axis, bool reopens);

/* Of CHILD's needs that hold the first is the primary one, and no rank is left out. */
void rules_rank(struct journal *, int64_t child);

/* A parent who would lose sight of the joined record until somebody checks anew who they are. */
struct rules_paused { const char *name; int64_t carer; };
struct rules_paused *rules_paused(struct db *, int64_t child, int64_t other, size_t *n);

/* Why the two cannot become one as they are, one reason each; *N 0 = they can. */
const char **rules_against(struct db *, const struct site *, const struct child_by_id *, const struct child_by_id *, size_t *n);

#endif
