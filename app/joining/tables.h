#ifndef JOINING_TABLES_H
#define JOINING_TABLES_H

#include "app/child/child.h"

/*
 * Asking and moving rows of any table that a feature has named
 * (app/child/tables.h).  The statements are put together here, once, from the
 * texts of those lines; nothing else in the program makes SQL at run time.
 */

/* A table, and what it is asked. Kept for the life of the program. */
struct joining_table;

/* Every table of the site's features, those that go with another last; *N of them. */
struct joining_table *const *joining_tables(const struct site *, size_t *n);
const struct child_table *joining_of(struct joining_table *);
struct joining_table *joining_table_named(const struct site *, const char *name);      /* NULL = no feature names it */

/* A row as it is told from others. */
struct joining_row { const char *key, *day, *words; };
struct joining_row *joining_rows(struct db *, struct joining_table *, int64_t child, size_t *n);

/* Of ONE_EACH: the rows of CHILD that OTHER has too. */
struct joining_row *joining_rows_of_both(struct db *, struct joining_table *, int64_t child, int64_t other, size_t *n);

/* Of ROWS_GO_WITH: the rows of CHILD whose row in the other table is OTHER's by now. */
struct joining_row *joining_rows_to_follow(struct db *, struct joining_table *, int64_t child, int64_t other, size_t *n);

/* Of ROWS_GO_NUMBERED: the rows of both, in order; `words` is the number each has now. */
struct joining_row *joining_rows_numbered(struct db *, struct joining_table *, int64_t child, int64_t other, size_t *n);

/* How many rows stand with records that were joined into another, though no joining says that they stayed there. */
int64_t joining_rows_left(struct db *, struct joining_table *);

/* Of ONE_OPEN: whether CHILD has one. */
bool joining_has_open(struct db *, struct joining_table *, int64_t child);

/* One row goes from one child to another; false if it is not there (any more). */
bool joining_row_goes(struct db *, struct joining_table *, const char *key, int64_t from, int64_t to);

/*
 * A column of a row of CHILD: its value as text ("" for NULL), NULL if there is
 * no such row; and setting it where it still is WAS.  COLUMN ends in '#' where
 * it is a number ("" and "0" of which are nothing: NULL if it may be).
 */
const char *joining_value(struct db *, struct joining_table *, const char *key, int64_t child, const char *column);
bool joining_set(struct db *, struct joining_table *, const char *key, int64_t child, const char *column, const char *was, const char *value);

#endif
