/* A house to test in: see house.h.  Linked with the tests, never with the program. */
#include "tests/house.h"
#include "app/people/people.sql.h"
#include "base/date.h"
#include "db/migrate.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[64];

__attribute__((noreturn)) static void fail(struct db *db, enum db_fault fault, const char *query, const char *why)
{
    (void)db;
    fprintf(stderr, "the test's database failed (%d) in %s: %s\n", (int)fault, query, why);
    exit(1);
}

static void remove_file(void)
{
    static const char *const tail[] = { "", "-wal", "-shm" };
    char name[80];
    for (size_t i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "%s%s", path, tail[i]);
        unlink(name);
    }
}

static struct db *open_as(struct arena *a, const char *url, enum db_use use)
{
    const char *why = "";
    if (sodium_init() < 0)
        abort();
    struct db *db = db_open(a, url, use, &why);
    if (!db) {
        fprintf(stderr, "the test's database does not open: %s\n", why);
        exit(1);
    }
    db->failed = fail;
    return db;
}

struct db *house_open(struct arena *a, const char *url) { return open_as(a, url, DB_WRITER); }

static struct db *with_schema(struct db *db)
{
    const char *why;
    migrate_run(db, &why);
    if (*why)
        fail(db, DB_BROKEN, "migrate_run", why);
    db_begin_write(db);
    codes_seed(db);
    db_commit(db);
    authority_load(db);
    return db;
}

struct db *house_new(struct arena *a)
{
    if (!*path)
        atexit(remove_file);
    else
        remove_file();
    snprintf(path, sizeof path, "/tmp/rightdoor-test-%d.db", (int)getpid());
    struct db *db = open_as(a, arena_print(a, "sqlite:%s", path), DB_CREATE);
    house_script(db, "PRAGMA synchronous=OFF");
    return with_schema(db);
}

struct db *house_again(struct arena *a) { return open_as(a, arena_print(a, "sqlite:%s", path), DB_WRITER); }

struct db *house_new_postgres(struct arena *a)
{
    const char *url = getenv("RIGHTDOOR_TEST_POSTGRES");
    if (!url || !*url)
        return NULL;
    struct db *db = open_as(a, url, DB_CREATE);
    house_script(db, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    return with_schema(db);
}

void house_script(struct db *db, const char *sql) { db->engine->script(db, sql); }

int64_t house_person(struct db *db, const char *role, const char *email)
{
    const char *why;
    struct new_person p = { .role = role, .name = arena_print(db->arena, "Test %s", role), .email = email, .password = "", .job = "", .organisation = "", .telephone = "" };
    db_begin_write(db);
    int64_t id = people_add(db, date_now_ms(), &p, &why);
    db_commit(db);
    if (!id)
        fail(db, DB_BROKEN, "people_add", why);
    return id;
}

const char *house_session(struct db *db, struct arena *a, int64_t person)
{
    unsigned char r[16];
    char token[33];
    randombytes_buf(r, sizeof r);
    sodium_bin2hex(token, sizeof token, r, sizeof r);
    db_begin_write(db);
    add_session(db, web_hash(a, token), person, date_now_ms());
    db_commit(db);
    return arena_print(a, "session=%s", token);
}

struct csv house_table(struct arena *a, const char *file)
{
    struct csv t;
    size_t most = 1 << 20;
    char *text = arena_take(a, most, 1);
    FILE *f = fopen(file, "r");
    size_t n = f ? fread(text, 1, most, f) : 0;
    if (!f || !csv_read(a, text, n, NULL, &t))
        fail(NULL, DB_BROKEN, file, f ? t.error : "it is not there");
    fclose(f);
    return t;
}
