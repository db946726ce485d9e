#ifndef DB_SCOPE_H
#define DB_SCOPE_H

#include "base/arena.h"

/*
 * For lib/db/postgres.c only: how the question "may this person see this row" is put to PostgreSQL.  The rule itself stands in
 * the views whose names end in _seen_by; what is changed here is only how it is asked.
 */

/* TEXT with every ` AND EXISTS (SELECT 1 FROM x_seen_by ...)` asked of the row: IS TRUE after it.  In A. */
char *scope_row_by_row(struct arena *a, const char *text);

/*
 * TEXT for a transaction in which a person was already found to see a child.  AT: the number of the parameter that is that
 * child, AT + 1 of the one that is that person.  Rows of that child are let through to that person; of all others, and for all
 * other people, the same view is asked as always, by a function (migrate/0056).  In A.
 */
char *scope_of_one_child(struct arena *a, const char *text, int at);

#endif
