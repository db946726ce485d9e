#ifndef MATCH_NICKNAME_H
#define MATCH_NICKNAME_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Given names that British families use for one another: short forms ("Tom"
 * for "Thomas") and spellings ("Sofia", "Sophia").  Names are folded single
 * words.  Pure; the table is ours, from common usage, and is no evidence that
 * two children are one.
 */

enum { NICKNAME_GROUPS_MOST = 6 };   /* of one name */

/* Whether two different names are used for one another: a name and its short form, or spellings of one. */
bool nickname_agrees(const char *, const char *);

/* The head names of the groups a name is in ("ellie": "eleanor", "elizabeth" …); how many, at most NICKNAME_GROUPS_MOST. */
size_t nickname_groups(const char *name, const char *head[NICKNAME_GROUPS_MOST]);

#endif
