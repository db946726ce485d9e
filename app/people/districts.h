#ifndef PEOPLE_DISTRICTS_H
#define PEOPLE_DISTRICTS_H

#include "web/form.h"

/*
 * Postcode districts ("HR1") that the authority knows: where its children live
 * and its settings stand, and those it called its own.  Offered wherever an
 * area is asked by postcode, so that nobody types a list by hand.
 */
const struct choice *district_choices(struct web *);         /* HR1, HR2, HR10; at most 400 */

/* "HR1" of "hr1", "" where it is no district. */
const char *district_written(struct arena *, const char *typed);

#endif
