#ifndef DIRECTORY_REFERRAL_H
#define DIRECTORY_REFERRAL_H

#include "app/directory/directory.h"

#include <jansson.h>

/* Reads services of Open Referral UK that stand in memory as JSON: referral.c, for a file; tables.c, for tables put together. */
void referral_take(struct directory_reading *, const json_t *);

#endif
