#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "db/db.h"

/*
 * The numbered steps of the schema, embedded in the program by tools/embed.
 * Each runs once, in a transaction of its own, and is remembered with a hash:
 * a step that was changed after it ran is an error.
 */
struct migration { const char *name, *sql; };
extern const struct migration migrations[];          /* ends with a NULL name */

/* How many steps the database has, -1 if it was never migrated. *WHY is set ("" if all is well) when a hash differs or it is newer than the program. */
int migrate_state(struct db *, const char **why);

/* Runs the steps that are missing; returns how many. Fails through db->failed. */
int migrate_run(struct db *, const char **why);

#endif
