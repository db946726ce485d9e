#ifndef JOINING_JOURNAL_H
#define JOINING_JOURNAL_H

#include "app/joining/joining.sql.h"
#include "app/joining/tables.h"

/*
 * Every single thing that a joining or a parting does goes through here and is
 * written down, so that it can be taken back, last first.  Called by merge.c,
 * split.c and rules.c, in one transaction.
 */
struct journal_line { const char *did, *what, *key, *field, *was, *became; };

struct journal {
    struct act act;
    const struct site *site;
    int64_t child, other;        /* the record that stands (or is parted), and the other one */
    struct journal_line *line;
    size_t n, room;
};

/* A row goes from one record to the other. */
void journal_go(struct journal *, const char *table, const char *key, int64_t from, int64_t to);
/* A row of the record that is given up stays with it, because the other has its own. */
void journal_stay(struct journal *, const char *table, const char *key);
/* A column of a row of CHILD (app/joining/tables.h says how a column is named) becomes VALUE; nothing if it is so already. */
void journal_set(struct journal *, const char *table, const char *key, int64_t child, const char *column, const char *value);
void journal_set_number(struct journal *, const char *table, int64_t id, int64_t child, const char *column, int64_t value);
/* A row was added by the joining itself: a row of `child_name`, `duplicate`, `carer`, `placement` or `professional`. */
void journal_added(struct journal *, const char *table, int64_t id);

/*
 * Writes all down under a new joining, whose id is returned: every row that comes later has a greater one.  Each of the
 * records (OTHERS NULL: only the first) gets a line in its timeline that leads there.
 */
int64_t journal_write(struct journal *, const char *kind, const char *because, const char *title, const char *others);

/* Takes back what joining ID did; what was changed since is left as it is now: how many such there were. */
int64_t journal_take_back(struct act, const struct site *, const struct joining_seen *);

const char *key_of(struct arena *, int64_t id);

#endif
