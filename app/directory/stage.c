/* Loading a file in the browser, chosen or pasted: it waits, is shown with what it would change, and is taken whole or not at all. */
#include "app/directory/pages.h"
#include "app/directory/views.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { WAITS_HOURS = 24, MOST = 900000, MOST_OF_FILE = 5 << 20 };

static const struct field fields[] = {
    { "source", "Whose list is it?", "A short name. Use the same one the next time, so that services are changed and not added twice", .kind = LINE, .max = 60, .need = "Enter whose list it is" },
    { "file", "The file" },
    { "content", "What stands in the file", "Open it in a text editor, copy all of it and paste it here", .kind = PARAGRAPH, .max = MOST, .rows = 12 },
    { 0 }
};

const char *directory_effect_words(enum directory_effect e)
{
    static const char *const words[] = { "As it is", "New", "Changes", "Comes back", "Goes" };
    return words[e];
}

static void show(struct web *w, struct form *f)
{
    size_t n;
    struct loads_made *l = loads_made(w->db, &n);
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, "Load a directory");
    view_directory_loads(&w->out, w, f, l, n);
}

void directory_loads(struct web *w) { show(w, form_new(w, fields)); }

/* A file that was chosen. ERROR "": TEXT is what stands in it. */
struct chosen { const char *name, *text, *error; };

static const char *text_of_file(struct web *w, const char *path, size_t size, const char **error)
{
    char *text = arena_take(w->arena, size + 1, 1);
    FILE *file = fopen(path, "rb");
    size_t n = file ? fread(text, 1, size, file) : 0;
    if (file)
        fclose(file);
    if (n != size || !size)
        *error = size ? "We could not read this file. Choose it again" : "This file is empty";
    else if (memchr(text, 0, n) || !text_is_utf8(text, n))
        *error = "This is no text in UTF-8. Open it, save it anew as JSON or as CSV in UTF-8, and choose that";
    return strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? text + 3 : text;
}

/* On a slow thread; nothing where no file was chosen. */
void directory_take(struct web *w)
{
    size_t n;
    const struct sent_file *sent = web_sent_files(w, &n);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(sent[i].field, "file") != 0 || (!sent[i].size && !*sent[i].name))
            continue;
        struct chosen *c = w->prepared = arena_new(w->arena, struct chosen);
        *c = (struct chosen){ sent[i].name, "", "" };
        if (sent[i].is_too_big || sent[i].size > MOST_OF_FILE)
            c->error = "The file is larger than 5 MB. The operator of this service can load it: rightdoor import directory";
        else
            c->text = text_of_file(w, sent[i].path, (size_t)sent[i].size, &c->error);
        return;
    }
}

void directory_stage(struct web *w)
{
    struct form *f = form_read(w, fields);
    const struct chosen *chosen = w->prepared;
    if (chosen && *chosen->error)
        form_fail(f, "file", chosen->error);
    else if (!chosen && !*form_value(f, "content"))
        form_fail(f, "file", "Choose the file, or paste what stands in it");
    if (form_is(f, "source", "own"))
        form_fail(f, "source", "This name is kept for services that are written here. Choose another");
    if (!form_is_right(f)) {
        show(w, f);
        return;
    }
    int64_t id = new_id();
    sweep_loads(w->db, w->now - WAITS_HOURS * INT64_C(3600000));
    stage_load(w->db, id, form_value(f, "source"), chosen ? chosen->name : "", chosen ? chosen->text : form_value(f, "content"), w->person->id, w->now);
    web_audit(w, 0, "import", "directory", "looked at");
    web_to_f(w, "/directory/loads/%lld", (long long)id);
}

static struct preview_page preview_or_stop(struct web *w)
{
    struct preview_page p = { .load = load_waiting(w->db, web_id(w, "load")) };
    if (!p.load)
        web_stop(w, 404);
    p.reading = directory_read(w, w->db, p.load->content, strlen(p.load->content));
    if (!p.reading->wrongs)
        p.plan = directory_compare(p.reading, w->db, p.load->source);
    return p;
}

void directory_preview(struct web *w)
{
    struct preview_page p = preview_or_stop(w);
    web_page(w, "What this file would change");
    view_directory_preview(&w->out, w, &p);
}

void directory_load_now(struct web *w)
{
    struct preview_page p = preview_or_stop(w);
    p.asks_gone = p.plan && p.plan->is_most_gone && strcmp(web_field(w, "most_gone"), "1") != 0;
    if (!p.plan || p.asks_gone) {
        w->status = 422;
        web_page(w, "What this file would change");
        view_directory_preview(&w->out, w, &p);
        return;
    }
    const size_t *n = p.plan->count;
    directory_apply(w->db, p.load->source, p.plan, w->person->id, w->now);
    settle_load(w->db, p.load->id, "loaded", (int64_t)n[D_ADDED], (int64_t)(n[D_CHANGED] + n[D_BACK]), (int64_t)n[D_GONE], w->now);
    web_audit(w, 0, "import", "directory", arena_print(w->arena, "%zu added, %zu changed, %zu gone", n[D_ADDED], n[D_CHANGED] + n[D_BACK], n[D_GONE]));
    web_notice(w, arena_print(w->arena, "Loaded: %zu new, %zu changed, %zu no longer shown", n[D_ADDED], n[D_CHANGED] + n[D_BACK], n[D_GONE]));
    web_to(w, "/directory");
}

void directory_drop(struct web *w)
{
    struct load_waiting *l = load_waiting(w->db, web_id(w, "load"));
    if (!l)
        web_stop(w, 404);
    settle_load(w->db, l->id, "dropped", 0, 0, 0, w->now);
    web_notice(w, "The file was not loaded, and its text is gone");
    web_to(w, "/directory/loads");
}
