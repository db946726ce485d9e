/*
 * What makes the making of a demo quick: no flush to the disk, no waiting for
 * a server's answers, and the indices built at the end, in one go, instead of
 * with every row.  Called by the command `demo` only, on a database that is
 * thrown away if the making fails.  Unique indices stay: they refuse mistakes.
 */
#include "app/demo/hurry.h"

#include <stddef.h>

struct index { const char *name, *made_by; };

static const struct db_column columns[] = { { 't', offsetof(struct index, name) }, { 't', offsetof(struct index, made_by) } };

static const struct db_query of_sqlite = { "indices", "", "", false, 2, columns, sizeof(struct index),
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX%' ORDER BY name" };
static const struct db_query of_postgres = { "indices", "", "", false, 2, columns, sizeof(struct index),
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND indexdef LIKE 'CREATE INDEX%' ORDER BY indexname" };

struct hurry { struct index *index; size_t n; };

struct hurry *hurry_begin(struct db *db, int64_t children)
{
    struct hurry *h = arena_new(db->arena, struct hurry);
    h->index = db_many(db, db_is_postgres(db) ? &of_postgres : &of_sqlite, &h->n);
    for (size_t i = 0; i < h->n; i++)
        db->engine->script(db, arena_print(db->arena, "DROP INDEX %s", h->index[i].name));
    db_do_not_wait(db, true);
    if (db_is_postgres(db))
        db->engine->script(db, "SET synchronous_commit = off; SET maintenance_work_mem = '256MB'");
    else {
        db->engine->script(db, "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY; PRAGMA foreign_keys=OFF; PRAGMA temp_store=FILE");
        db->engine->script(db, children > 50000 ? "PRAGMA cache_size=-400000" : "PRAGMA cache_size=-64000");
    }
    return h;
}

void hurry_end(struct db *db, const struct hurry *h)
{
    db_do_not_wait(db, false);
    for (size_t i = 0; i < h->n; i++)
        db->engine->script(db, h->index[i].made_by);
    if (db_is_postgres(db))
        db->engine->script(db, "RESET synchronous_commit; RESET maintenance_work_mem; ANALYZE");
    else
        db->engine->script(db, "PRAGMA analysis_limit=1000; ANALYZE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
}
