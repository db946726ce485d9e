/* Several files in one, by libzip: see folder.h.  Called by the copy that a family takes of its record, and by tests. */
#include "out/folder.h"
#include "base/text.h"

#include <string.h>
#include <unistd.h>
#include <zip.h>

struct folder {
    struct arena *arena;
    time_t at;
    struct folder_entry *entry;
    size_t entries, room;
};

struct folder *folder_new(struct arena *a, int64_t now)
{
    struct folder *f = arena_new(a, struct folder);
    *f = (struct folder){ .arena = a, .at = (time_t)(now / 1000) };
    return f;
}

static bool is_taken(const struct folder *f, const char *name)
{
    for (size_t i = 0; i < f->entries; i++)
        if (strcmp(f->entry[i].name, name) == 0)
            return true;
    return false;
}

/* "plan.pdf", "plan-2.pdf", "plan-3.pdf" ... */
static const char *free_name(const struct folder *f, const char *name)
{
    const char *dot = strrchr(name, '.'), *one = name;
    int stem = (int)(dot ? (size_t)(dot - name) : strlen(name));
    for (int n = 2; is_taken(f, one); n++)
        one = arena_print(f->arena, "%.*s-%d%s", stem, name, n, dot ? dot : "");
    return one;
}

void folder_put(struct folder *f, struct folder_entry e)
{
    if (f->entries == f->room) {
        struct folder_entry *more = arena_array(f->arena, struct folder_entry, f->room = f->room ? 2 * f->room : 16);
        if (f->entries)
            memcpy(more, f->entry, f->entries * sizeof *more);
        f->entry = more;
    }
    e.name = free_name(f, e.name);
    e.is_missing = e.path && access(e.path, R_OK) != 0;
    f->entry[f->entries++] = e;
}

const struct folder_entry *folder_entries(const struct folder *f, size_t *n)
{
    *n = f->entries;
    return f->entry;
}

static bool add_one(zip_t *z, const struct folder *f, const struct folder_entry *e)
{
    if (e->is_missing)
        return true;
    zip_source_t *s = e->path ? zip_source_file(z, e->path, 0, -1) : zip_source_buffer(z, e->len ? e->bytes : "", e->len, 0);
    zip_int64_t at = s ? zip_file_add(z, e->name, s, ZIP_FL_ENC_UTF_8) : -1;
    if (at < 0) {
        zip_source_free(s);
        return false;
    }
    return zip_set_file_compression(z, (zip_uint64_t)at, e->path ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) == 0 && zip_file_set_mtime(z, (zip_uint64_t)at, f->at, 0) == 0;
}

/* Writes and ends Z. */
static bool fill(zip_t *z, const struct folder *f)
{
    bool is_whole = true;
    for (size_t i = 0; i < f->entries && is_whole; i++)
        is_whole = add_one(z, f, &f->entry[i]);
    if (is_whole && zip_close(z) == 0)
        return true;
    zip_discard(z);
    return false;
}

bool folder_write(const struct folder *f, const char *path)
{
    int why;
    zip_t *z = zip_open(path, ZIP_CREATE | ZIP_EXCL, &why);
    return z && fill(z, f);
}

/* All that S holds, or NULL. */
static const void *read_all(zip_source_t *s, struct arena *a, size_t *len)
{
    if (zip_source_open(s) != 0)
        return NULL;
    zip_source_seek(s, 0, SEEK_END);
    *len = (size_t)zip_source_tell(s);
    zip_source_seek(s, 0, SEEK_SET);
    char *bytes = arena_array(a, char, *len + 1);
    bool is_whole = zip_source_read(s, bytes, *len) == (zip_int64_t)*len;
    zip_source_close(s);
    return is_whole ? bytes : NULL;
}

const void *folder_pack(const struct folder *f, size_t *len)
{
    zip_source_t *s = zip_source_buffer_create(NULL, 0, 0, NULL);
    if (!s)
        return NULL;
    zip_source_keep(s);                                     /* it outlives the ZIP that is written into it */
    zip_t *z = zip_open_from_source(s, ZIP_TRUNCATE, NULL);
    const void *bytes = z && fill(z, f) ? read_all(s, f->arena, len) : NULL;
    zip_source_free(s);
    if (!z)
        zip_source_free(s);
    return bytes;
}
