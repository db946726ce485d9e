#ifndef JOINING_MERGE_H
#define JOINING_MERGE_H

#include "app/joining/facts.h"

/*
 * Two records become one, one becomes two, and either is taken back.  Each is
 * one transaction of the caller, who has found both records for the viewer and
 * asked rules_against.  Nothing is lost: what goes is written down
 * (journal.h), what cannot go stays readable where it was.
 */
struct merge {
    const struct child_by_id *child, *other;     /* the record that stands, and the one that is given up */
    bool (*chosen)(void *of, const char *fact);  /* whether the other's words stand for a fact that is asked (facts.h) */
    void *of;
    bool forgets_names;                          /* the names that do not stand are not kept as earlier names */
    const char *because;
};
int64_t merge_records(struct act, const struct site *, const struct merge *);        /* the joining's id */

/* Rows chosen by a person: "plan:1234", the table and the key. */
struct chosen_rows { const char *const *row; size_t n; };

struct split {
    const struct child_by_id *child;
    struct add_child *fresh;                     /* names, birth, numbers of the new record; the rest is taken from CHILD */
    struct chosen_rows go, both;                 /* BOTH: parents and carers, settings, professionals */
    const char *because;
};
int64_t split_record(struct act, const struct site *, const struct split *);

/* What stands with the record since it was joined, row by row: they stay, unless they are chosen to go to the other record. */
struct later_row { const char *label, *table, *key, *day, *words; };
struct later_row *later_rows(struct db *, const struct site *, const struct joining_seen *, size_t *n);

/* Why it cannot be taken back, "" if it can. */
const char *undo_refused(struct db *, const struct site *, const struct joining_seen *);
/* How many things could not be put back, because somebody has changed them since. */
int64_t undo_joining(struct act, const struct site *, const struct joining_seen *, const struct chosen_rows *to_other, const char *because);

#endif
