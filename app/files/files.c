/* Taking files in and sending them out: see files.h.  Called by features that have files, and at the start of the server. */
#include "app/files/files.h"
#include "file/store.h"

#include <stdatomic.h>
#include <string.h>

enum { SWEEP_MINUTES = 60, ORPHAN_SECONDS = 24 * 3600 };

static struct taken_file take_one(struct web *w, const struct sent_file *s)
{
    struct taken_file t = { .name = s->name, .why = "" };
    if (s->is_too_big) {
        t.why = "This file is larger than 10 MB. Send fewer pages, or a smaller photo";
        return t;
    }
    t.check = file_check(s->path);
    if (!t.check.kind) {
        t.why = t.check.why;
        return t;
    }
    t.id = new_id();
    if (!store_keep(w->arena, w->site->files_folder, t.id, s->path, t.check.size))
        web_stop(w, 507);
    return t;
}

/* Now and then, by whoever sends a file: the folder is read, a row is asked for, what is nobody's goes. */
static void sweep_sometimes(struct web *w)
{
    static atomic_llong last;
    long long before = atomic_load(&last);
    if (w->now - before > SWEEP_MINUTES * 60000LL && atomic_compare_exchange_strong(&last, &before, w->now))
        files_sweep(w->db, w->arena, w->site->files_folder, w->now);
}

struct taken_files *files_take(struct web *w, const char *field)
{
    size_t n;
    const struct sent_file *sent = web_sent_files(w, &n);
    struct taken_files *t = arena_new(w->arena, struct taken_files);
    t->file = arena_array(w->arena, struct taken_file, n + 1);
    t->left_out = web_left_files_out(w);
    for (size_t i = 0; i < n; i++)
        if (strcmp(sent[i].field, field) == 0) {
            t->file[t->n] = take_one(w, &sent[i]);
            t->good += !*t->file[t->n++].why;
        }
    if (n)
        sweep_sometimes(w);
    return t;
}

void files_enter(struct web *w, const struct taken_file *t)
{
    add_file(w->db, &(struct add_file){ .id = t->id, .name = t->name, .kind = t->check.kind->code, .size = t->check.size, .hash = t->check.hash, .sent_by = w->person->id, .sent_at = w->now });
    await_file_words(w->db, t->id, files_have_words(t->check.kind->code) ? "waiting" : "none");
}

void files_give_back(struct web *w, struct taken_files *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (!*t->file[i].why)
            store_drop(w->arena, w->site->files_folder, t->file[i].id);
    t->good = 0;
}

void files_forget(struct web *w, int64_t id)
{
    forget_file(w->db, id);
    store_drop(w->arena, w->site->files_folder, id);
}

void files_say_wrong(struct form *f, const char *name, const struct taken_files *t, size_t had, size_t most)
{
    struct web *w = f->w;
    const char *said = "";
    for (size_t i = 0; i < t->n; i++)
        if (*t->file[i].why)
            said = arena_print(w->arena, "%s%s%s: %s", said, *said ? ". " : "", t->file[i].name, t->file[i].why);
    if (t->left_out)
        said = arena_print(w->arena, "%s%sSend %d files at a time: the others were not taken", said, *said ? ". " : "", MAX_SENT_FILES);
    if (had + t->good > most)
        said = arena_print(w->arena, "%s%sThere can be %zu files. Remove some, or keep the others until we ask for them", said, *said ? ". " : "", most);
    if (*said)
        form_fail(f, name, said);
}

void files_send(struct web *w, int64_t id, const char *kind, const char *as)
{
    const struct file_kind *k = file_kind_of(kind);
    if (!k)
        web_stop(w, 404);
    web_file_at(w, k->type, arena_print(w->arena, "%s.%s", as, k->code), store_path(w->arena, w->site->files_folder, id));
}

void files_put(struct web *w, struct folder *f, int64_t id, const char *kind, struct folder_entry e)
{
    const struct file_kind *k = file_kind_of(kind);
    e.name = arena_print(w->arena, "%s.%s", e.name, k ? k->code : "bin");
    e.path = store_path(w->arena, w->site->files_folder, id);
    folder_put(f, e);
}

const char *files_size_words(struct arena *a, int64_t size)
{
    if (size < 1024 * 1024)
        return arena_print(a, "%lld KB", (long long)(size + 1023) / 1024);
    return arena_print(a, "%lld.%lld MB", (long long)(size >> 20), (long long)((size & 0xFFFFF) * 10 >> 20));
}

const char *files_kind_words(const char *kind)
{
    const struct file_kind *k = file_kind_of(kind);
    return k ? k->label : kind;
}

struct sweep { struct db *db; struct arena *arena; const char *folder; };

static void sweep_one(void *with, int64_t id)
{
    struct sweep *s = with;
    if (!file_is_known(s->db, id)->n)
        store_drop(s->arena, s->folder, id);
}

void files_sweep(struct db *db, struct arena *a, const char *folder, int64_t now)
{
    struct sweep s = { db, a, folder };
    store_each(a, folder, now / 1000 - ORPHAN_SECONDS, sweep_one, &s);
}
