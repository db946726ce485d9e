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
#include <zip.h>

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

const char *house_unpacked(struct arena *a, const void *bytes, size_t bytes_len, const char *name, size_t *len)
{
    zip_t *z = zip_open_from_source(zip_source_buffer_create(bytes, bytes_len, 0, NULL), ZIP_RDONLY, NULL);
    zip_stat_t about;
    zip_file_t *f = z && zip_stat(z, name, 0, &about) == 0 ? zip_fopen(z, name, 0) : NULL;
    char *text = NULL;
    if (f) {
        *len = (size_t)about.size;
        text = arena_array(a, char, *len + 1);
        if (zip_fread(f, text, *len) != (zip_int64_t)*len)
            text = NULL;
        zip_fclose(f);
    }
    if (z)
        zip_discard(z);
    return text;
}

const char *const *house_packed(struct arena *a, const void *bytes, size_t bytes_len, size_t *n)
{
    zip_t *z = zip_open_from_source(zip_source_buffer_create(bytes, bytes_len, 0, NULL), ZIP_RDONLY, NULL);
    zip_int64_t files = z ? zip_get_num_entries(z, 0) : 0;
    const char **name = arena_array(a, const char *, (size_t)files + 1);
    for (*n = 0; *n < (size_t)files; ++*n)
        name[*n] = arena_print(a, "%s", zip_get_name(z, *n, 0));
    if (z)
        zip_discard(z);
    return name;
}

const char *house_pdf_text(struct arena *a, const void *bytes, size_t len)
{
    char file[] = "/tmp/rightdoor-pdf-XXXXXX", *said = arena_array(a, char, 65536);
    int fd = mkstemp(file);
    if (fd < 0 || write(fd, bytes, len) != (ssize_t)len)
        abort();
    close(fd);
    FILE *p = popen(arena_print(a, "pdftotext -q %s -", file), "r");
    size_t n = p ? fread(said, 1, 65535, p) : 0;
    said[n] = 0;
    if (!p || pclose(p) != 0)
        abort();
    unlink(file);
    return said;
}
