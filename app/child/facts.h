#ifndef CHILD_FACTS_H
#define CHILD_FACTS_H

#include "app/child/pages.h"

/* One fact in which two versions of a child differ, in words. */
struct child_difference { const char *name, *label, *saved, *typed; };

/* A fact as the form has it: codes, ISO days, "1" or "". */
const char *child_fact(struct arena *, const struct child_by_id *, const char *name);

#endif
