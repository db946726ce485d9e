#ifndef JOINING_FACTS_H
#define JOINING_FACTS_H

#include "app/joining/journal.h"
#include "app/child/facts.h"
#include "web/form.h"

/*
 * The facts of two records, beside each other: what they say, whose words
 * stand where they differ, and writing that down.  Rules: what only one of them
 * knows is taken over; what protects (a private address, a restricted record,
 * the need of an interpreter) holds if it holds for either; the service has
 * known the child since the earlier day.  What differs otherwise, a person
 * chooses.
 */
enum { FACTS_MOST = 24 };

struct fact_pair {
    const char *name, *label;
    const char *left, *right;        /* in words; "" where not known */
    bool differs, is_asked;          /* both know it and it is not the same; and a person must choose */
};

/* *N of them, in the order of the page. */
struct fact_pair *fact_pairs(struct arena *, const struct child_by_id *left, const struct child_by_id *right, size_t *n);

/*
 * Makes the facts of CHILD what they are to be after OTHER's were added: CHOSEN
 * says for a fact that is asked whether OTHER's stands. Takes the numbers away
 * from OTHER. The fields that differed are returned for the page of the joining.
 */
struct fact_outcome { const char *field, *was, *others, *became; };
struct fact_outcome *facts_join(struct journal *, const struct child_by_id *child, const struct child_by_id *other, bool (*chosen)(void *of, const char *fact), void *of, size_t *n);

#endif
