/* Bringing a database to the schema of this program.  Called by migrate, demo and serve (which only looks). */
#include "db/migrate.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static bool is_word_char(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

/* SQLite's STRICT dialect to PostgreSQL's: whole words swapped, text in quotes left alone, comments left out but for what is said to PostgreSQL alone. */
static const char *for_postgres(struct arena *a, const char *sql)
{
    static const struct { const char *from, *to; } swap[] = {
        { "INTEGER", "BIGINT" }, { "BLOB", "BYTEA" }, { ") STRICT, WITHOUT ROWID;", ");" }, { ") STRICT;", ");" },
    };
    static const char only_postgres[] = "--postgres ";
    char *out = arena_take(a, strlen(sql) * 2 + 1, 1), *to = out;
    for (const char *s = sql, *quote = NULL; *s;) {
        if (!quote && strncmp(s, only_postgres, strlen(only_postgres)) == 0)
            s += strlen(only_postgres);
        else if (!quote && s[0] == '-' && s[1] == '-') {
            for (; *s && *s != '\n'; s++)
                ;
            continue;
        }
        if (*s == '\'')
            quote = quote ? NULL : s;
        bool swapped = false;
        for (size_t i = 0; !quote && !swapped && i < sizeof swap / sizeof *swap; i++) {
            size_t n = strlen(swap[i].from);
            bool edge = !is_word_char(*swap[i].from) || ((s == sql || !is_word_char(s[-1])) && !is_word_char(s[n]));
            if (edge && strncmp(s, swap[i].from, n) == 0) {
                to = stpcpy(to, swap[i].to);
                s += n;
                swapped = true;
            }
        }
        if (!swapped)
            *to++ = *s++;
    }
    return out;
}

static const char *hash_of(struct arena *a, const char *sql)
{
    unsigned char h[16];
    char *hex = arena_take(a, 33, 1);
    crypto_generichash(h, sizeof h, (const unsigned char *)sql, strlen(sql), NULL, 0);
    return sodium_bin2hex(hex, 33, h, sizeof h);
}

struct step { const char *name, *hash; };
static const struct db_column step_columns[] = { { 't', offsetof(struct step, name) }, { 't', offsetof(struct step, hash) } };
static const struct db_query all_steps = {
    .name = "all_steps", .params = "", .columns = 2, .column = step_columns, .row_size = sizeof(struct step),
    .text = "SELECT name, hash FROM migration ORDER BY name",
};
static const struct db_query add_step = {
    .name = "add_step", .params = "tti", .text = "INSERT INTO migration (name, hash, at) VALUES (?1, ?2, ?3)",
};
static const struct db_query has_table_sqlite = {
    .name = "has_table", .params = "", .columns = 2, .column = step_columns, .row_size = sizeof(struct step),
    .text = "SELECT name, name FROM sqlite_master WHERE name = 'migration'",
};
static const struct db_query has_table_postgres = {
    .name = "has_table", .params = "", .columns = 2, .column = step_columns, .row_size = sizeof(struct step),
    .text = "SELECT tablename, tablename FROM pg_tables WHERE tablename = 'migration' AND schemaname = current_schema()",
};

int migrate_state(struct db *db, const char **why)
{
    *why = "";
    if (!db_one(db, db_is_postgres(db) ? &has_table_postgres : &has_table_sqlite))
        return -1;
    size_t n, known = 0;
    struct step *step = db_many(db, &all_steps, &n);
    while (migrations[known].name)
        known++;
    for (size_t i = 0; i < n; i++)
        if (i >= known)
            *why = "the database is newer than this program";
        else if (strcmp(step[i].name, migrations[i].name) != 0 || strcmp(step[i].hash, hash_of(db->arena, migrations[i].sql)) != 0)
            *why = arena_print(db->arena, "migration %s is not the one that made this database", migrations[i].name);
    if (!**why && n < known)
        *why = "the database is older than this program: run rightdoor migrate";
    return (int)n;
}

int migrate_run(struct db *db, const char **why)
{
    int done = migrate_state(db, why), ran = 0;
    if (done >= 0 && **why && strstr(*why, "older") == NULL)
        return 0;
    *why = "";
    if (done < 0) {
        db->engine->script(db, db_is_postgres(db) ? "CREATE TABLE migration (name TEXT PRIMARY KEY, hash TEXT NOT NULL, at BIGINT NOT NULL)"
                                                  : "CREATE TABLE migration (name TEXT PRIMARY KEY, hash TEXT NOT NULL, at INTEGER NOT NULL) STRICT");
        done = 0;
    }
    for (int i = done; migrations[i].name; i++, ran++) {
        db_begin_write(db);
        db->engine->script(db, db_is_postgres(db) ? for_postgres(db->arena, migrations[i].sql) : migrations[i].sql);
        db_run(db, &add_step, migrations[i].name, hash_of(db->arena, migrations[i].sql), (int64_t)time(NULL) * 1000);
        db_commit(db);
    }
    return ran;
}
