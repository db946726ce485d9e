/* Loading a file in the browser: it waits, is shown with what it would change, and is taken whole or not at all. */
#include "app/directory/pages.h"
#include "app/directory/views.h"

#include <string.h>

enum { WAITS_HOURS = 24, MOST = 900000 };

static const struct field fields[] = {
    { "source", "Whose list is it?", "A short name. Use the same one the next time, so that services are changed and not added twice", .kind = LINE, .max = 60, .need = "Enter whose list it is" },
    { "content", "The file", "Open it in a text editor, copy all of it and paste it here. Larger files: rightdoor import directory", .kind = PARAGRAPH, .max = MOST, .rows = 12, .need = "Paste what stands in the file" },
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

void directory_stage(struct web *w)
{
    struct form *f = form_read(w, fields);
    if (form_is(f, "source", "own"))
        form_fail(f, "source", "This name is kept for services that are written here. Choose another");
    if (!form_is_right(f)) {
        show(w, f);
        return;
    }
    int64_t id = new_id();
    sweep_loads(w->db, w->now - WAITS_HOURS * INT64_C(3600000));
    stage_load(w->db, id, form_value(f, "source"), "", form_value(f, "content"), w->person->id, w->now);
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
