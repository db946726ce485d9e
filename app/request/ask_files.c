/*
 * One step of the public door: reports and photos.  They lie with the draft,
 * and go with it or into the request.  Sent as soon as they are chosen, so a
 * mistake on a later page loses none.  Called by ask.c and the route table.
 */
#include "app/request/ask.h"
#include "app/request/attach.h"
#include "app/request/views.h"
#include "base/text.h"

#include <string.h>

static const struct ask_question *here(void) { return ask_question_named("files"); }

static void show(struct web *w, const struct ask_question *q, const struct answers *s, struct form *f)
{
    size_t n;
    struct files_of_draft *file = files_of_draft(w->db, ask_draft_hash(w), &n);
    struct ask_place p = ask_place_of(w, q, s);
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, "Reports and photos");
    view_request_ask_files(&w->out, w, file, n, p.back, p.number, p.of, f);
}

void ask_files_show(struct web *w, const struct ask_question *q, const struct answers *s) { show(w, q, s, attach_form(w)); }

const char *ask_files_words(struct web *w)
{
    size_t n;
    struct files_of_draft *file = files_of_draft(w->db, ask_draft_hash(w), &n);
    const char **name = arena_array(w->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        name[i] = file[i].name;
    return n ? text_join(w->arena, name, n, ", ") : "None";
}

/* Only whoever has begun the form can leave files here. */
void ask_files_take(struct web *w) { w->prepared = ask_draft(w) ? files_take(w, "files") : NULL; }

void ask_files_send(struct web *w)
{
    struct answers *s = ask_draft(w);
    struct taken_files *t = w->prepared;
    struct form *f = attach_form(w);
    size_t had;
    if (!s || !t || !ask_is_asked(w, here(), s)) {
        web_to(w, "/ask");
        return;
    }
    files_of_draft(w->db, ask_draft_hash(w), &had);
    files_say_wrong(f, "files", t, had, MAX_FILES_OF_DRAFT);
    if (had + t->good > MAX_FILES_OF_DRAFT)
        files_give_back(w, t);
    for (size_t i = 0; i < t->n && t->good; i++)
        if (!*t->file[i].why) {
            files_enter(w, &t->file[i]);
            keep_draft_file(w->db, ask_draft_hash(w), t->file[i].id);
        }
    if (!form_is_right(f))
        show(w, here(), s, f);
    else if (*web_field(w, "more"))
        web_to(w, "/ask/files");
    else
        ask_go_on(w, here(), s);
}

void ask_files_remove(struct web *w)
{
    int64_t id = web_field_id(w, "file");
    if (drop_draft_file(w->db, ask_draft_hash(w), id))
        files_forget(w, id);
    web_to(w, "/ask/files");
}
