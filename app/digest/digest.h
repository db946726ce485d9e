#ifndef DIGEST_DIGEST_H
#define DIGEST_DIGEST_H

#include "app/people/people.h"
#include "app/digest/digest.sql.h"

/*
 * E-mails that tell officers, settings and others what waits for them: numbers
 * and links, no name.  Daily on working days or weekly on Mondays, from the
 * authority's hour on (London), once a day even where the service was stopped
 * in between; everybody may choose, or have none.  Nothing waits: no e-mail.
 */
extern const struct feature digest_feature;

/* The feature's each_minute: fifty people at a time. */
void digest_make(struct db *, const char *today, int64_t now);

#endif
