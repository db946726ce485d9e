#ifndef PEOPLE_AUDIT_H
#define PEOPLE_AUDIT_H

#include "web/web.h"

/*
 * The audit trail: append only, hash-chained.  Handlers call web_audit; the
 * web's writer calls audit_write inside the transaction that the entries
 * belong to.  One writer at a time (see lib/db), so the chain has one head.
 */
void audit_write(struct db *, const struct audit_entry *, size_t n);

/* Follows the whole chain: the id of the first row that does not fit, 0 if all do. *ROWS: how many were read. */
int64_t audit_verify(struct db *, int64_t *rows);

#endif
