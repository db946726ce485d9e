#ifndef DEMO_HURRY_H
#define DEMO_HURRY_H

#include "db/db.h"

/* The result lives in db->arena as it is at the beginning, and is given to hurry_end once all is made. */
struct hurry;
struct hurry *hurry_begin(struct db *, int64_t children);
void hurry_end(struct db *, const struct hurry *);

#endif
