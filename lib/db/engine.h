#ifndef DB_ENGINE_H
#define DB_ENGINE_H

#include "db/db.h"

/* For the two engines only. */
bool db_sqlite_open(struct db *, const char *path, enum db_use, struct arena *, const char **why);
bool db_postgres_open(struct db *, const char *url, enum db_use, struct arena *, const char **why);

#endif
