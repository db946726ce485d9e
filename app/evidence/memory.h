#ifndef EVIDENCE_MEMORY_H
#define EVIDENCE_MEMORY_H

#include "app/evidence/evidence.h"

/*
 * What is kept of the figures, for all workers.  It holds while the day is the
 * same and no newer event was written (NEWEST: figures_version), two minutes
 * at most, because not every change makes an event; and for ten times as long
 * as it took to make, so that a busy service does not spend its time
 * reckoning.  While tend.c keeps it fresh, no reader reckons at all: the page
 * says how old its figures are.
 */
enum { TENDED_COSTS = 20 };      /* tend.c rests for so many times as long as it worked */

bool figures_remembered(struct figures *into, const char *today, int64_t newest);
void figures_renew(struct db *, const char *today, int review_weeks, int64_t now, int64_t newest, struct figures *into);   /* INTO may be NULL */
bool figures_are_old(const char *today, int64_t newest);
void figures_are_tended(bool);

/* A page of the children behind a figure, as it was kept: at most MOST from the FROM-th; AREA -1 = all. ALL: how many there are. */
size_t figures_behind(const struct indicator *, int area, size_t from, struct unit *into, size_t most, size_t *all);

#endif
