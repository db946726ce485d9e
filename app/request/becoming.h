#ifndef REQUEST_BECOMING_H
#define REQUEST_BECOMING_H

#include "app/request/request.h"

/* How a request becomes a child of the register, or part of one (becoming.c).  Called by decide.c, in its transaction. */

bool request_number_is_on_register(struct db *, const struct request_by_id *);
int64_t request_make_child(struct act, const struct request_by_id *);

/* Opens the service, names the lead, sets the first contact, enters family, agreement, place and asker, and writes the history. */
void request_become_known(struct act, const struct request_by_id *, int64_t child, int64_t officer, const char *words);

#endif
