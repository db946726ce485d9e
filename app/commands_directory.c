/*
 * rightdoor import directory FILE: loads the directory of local services from a
 * file of Open Referral UK or Outpost, or from a folder of Open Referral UK's
 * tables.  Taken whole or not at all; leaves an entry in the audit trail.
 */
#include "app/main.h"
#include "app/directory/directory.h"
#include "app/people/audit.h"
#include "base/date.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_TABLES = 40 };

/* At most 500 MB, in the arena; NULL if it cannot be read. */
static const char *whole_file(struct arena *a, const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    struct stat s;
    if (!f)
        return NULL;
    char *bytes = fstat(fileno(f), &s) == 0 && S_ISREG(s.st_mode) && s.st_size < 500 << 20 ? arena_take(a, (size_t)s.st_size + 1, 1) : NULL;
    *len = bytes ? fread(bytes, 1, (size_t)s.st_size, f) : 0;
    fclose(f);
    return bytes;
}

/* NULL after a message. */
static struct directory_reading *read_folder(struct command_line *c, struct web *w, struct db *db, const char *folder)
{
    struct directory_table table[MOST_TABLES];
    size_t n = 0;
    DIR *d = opendir(folder);
    for (struct dirent *e; d && n < MOST_TABLES && (e = readdir(d));) {
        size_t len = strlen(e->d_name);
        if (len < 5 || strcmp(e->d_name + len - 4, ".csv") != 0)
            continue;
        struct directory_table *t = &table[n++];
        t->name = arena_text(&c->arena, e->d_name, len - 4);
        t->bytes = whole_file(&c->arena, arena_print(&c->arena, "%s/%s", folder, e->d_name), &t->len);
        if (!t->bytes) {
            command_fails(1, "%s/%s.csv cannot be read", folder, t->name);
            closedir(d);
            return NULL;
        }
    }
    if (d)
        closedir(d);
    return directory_read_tables(w, db, table, n);
}

static struct directory_reading *read_path(struct command_line *c, struct web *w, struct db *db, const char *path)
{
    struct stat s;
    size_t len;
    if (stat(path, &s) == 0 && S_ISDIR(s.st_mode))
        return read_folder(c, w, db, path);
    const char *bytes = whole_file(&c->arena, path, &len);
    if (!bytes) {
        command_fails(1, "%s cannot be read", path);
        return NULL;
    }
    return directory_read(w, db, bytes, len);
}

static void say(const struct directory_remark *r, size_t n, const char *what)
{
    for (size_t i = 0; i < n; i++)
        fprintf(stderr, "%s: %s%s\n", r[i].where, what, r[i].what);
}

static int load(struct command_line *c, struct db *db, struct directory_reading *r, const char *source)
{
    struct directory_plan *p = directory_compare(r, db, source);
    const size_t *n = p->count;
    if (p->is_most_gone && !config_yes(&c->config, "yes"))
        return command_fails(1, "%zu services of this list would no longer be shown, more than half: nothing was written. If that is right, say --yes", n[D_GONE]);
    int64_t now = date_now_ms(), id = new_id();
    const char *counts = arena_print(&c->arena, "%zu added, %zu changed, %zu gone", n[D_ADDED], n[D_CHANGED] + n[D_BACK], n[D_GONE]);
    stage_load(db, id, source, "", "", 0, now);
    directory_apply(db, source, p, 0, now);
    settle_load(db, id, "loaded", (int64_t)n[D_ADDED], (int64_t)(n[D_CHANGED] + n[D_BACK]), (int64_t)n[D_GONE], now);
    audit_write(db, &(struct audit_entry){ now, 0, 0, "import", "directory", counts, "command line" }, 1);
    db_commit(db);
    printf("%s, list of %s: %s, %zu as they were\n", r->format, source, counts, n[D_SAME]);
    return 0;
}

int command_import_directory(struct command_line *c)
{
    const char *path = c->config.words == 2 ? c->config.word[1] : config_text(&c->config, "file"), *source = config_text(&c->config, "name"), *fixed = config_text(&c->config, "today");
    if (!*path || c->config.words > 2)
        return command_fails(2, "usage: rightdoor import directory FILE --database URL [--name \"Whose list\"] [--yes]");
    struct db *db = command_database(c, DB_WRITER);
    if (!db)
        return c->code ? c->code : 1;
    codes_load(db);
    struct web w = { .arena = &c->arena, .db = db, .today = date_valid(fixed) ? fixed : date_of_instant(&c->arena, date_now_ms()) };
    db_begin_write(db);
    struct directory_reading *r = read_path(c, &w, db, path);
    int code = 1;
    if (r) {
        say(r->wrong, r->wrongs, "");
        say(r->note, r->notes, "note: ");
        code = r->wrongs ? command_fails(1, "%s: %zu thing%s wrong, so nothing was written", path, r->wrongs, r->wrongs == 1 ? " is" : "s are") : load(c, db, r, *source ? source : r->format);
    }
    if (code)
        db_rollback(db);
    db_close(db);
    return code;
}
