#ifndef STRATEGY_STRATEGY_H
#define STRATEGY_STRATEGY_H

#include "app/people/people.h"
#include "app/strategy/strategy.sql.h"
#include "web/form.h"

/*
 * The strategy bank: what helps children of an age with a kind of need, in
 * words that can stand in a plan.  Everybody who writes plans reads it; the
 * service edits it, in Markdown; earlier versions stay readable.  Nothing here
 * is about a child.
 */
extern const struct feature strategy_feature;

/* Those offered for AREA ("" = any) at an age (months; below 0 = any), by title. */
struct strategies *strategies_for(struct web *, const char *area, int months, size_t *n);

/* "From 2 years to 3 years 6 months"; "Any age". */
const char *strategy_ages(struct arena *, int64_t from_months, int64_t to_months);

/* How it stands in a plan: its title and its words, plain. */
const char *strategy_for_plan(struct arena *, const char *title, const char *words);

#endif
