#ifndef QUALITY_AUDIT_H
#define QUALITY_AUDIT_H

#include "app/quality/audit.sql.h"
#include "app/quality/pages.h"

/* The fields that are held beside the paper. */
struct audit_field { const char *code, *label; };
enum { AUDIT_FIELDS = 12 };
extern const struct audit_field audit_fields[];      /* ends with a NULL code */

/* Draws this month's records if that was not done and its first working day has come. In the caller's write transaction. */
void quality_audit_begin(struct db *, const char *today);

#endif
