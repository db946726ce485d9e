/*
 * Reports and photos of a request: sent with the public form, by whoever may
 * read the request, or by the link that follows it; read by whoever may read
 * the request (request_seen_by), as downloads only.  What a file is, and where
 * it lies, is app/files' business.
 */
#include "app/request/attach.h"
#include "app/request/ask.h"
#include "app/request/views.h"

#include <string.h>

static const struct field file_field[] = { { "files", "Reports and photos" }, { 0 } };

struct form *attach_form(struct web *w) { return form_new(w, file_field); }

/* Nothing chosen is no mistake on the public form, but it is where adding is all that the page does. */
static void say_none(struct form *f, const struct taken_files *t)
{
    if (!t->n && !t->left_out)
        form_fail(f, "files", "Choose a file");
}

size_t attach_taken(struct web *w, int64_t request, int64_t child, struct taken_files *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (!*t->file[i].why) {
            files_enter(w, &t->file[i]);
            attach_file(w->db, request, t->file[i].id);
        }
    if (t->good && child)
        child_event(act_of(w), child, "", "request", t->good == 1 ? "A report or photo was added to a request" : "Reports or photos were added to a request", "", arena_print(w->arena, "/requests/%lld", (long long)request), false);
    if (t->good)
        web_audit(w, child, "change", "request files", arena_print(w->arena, "%zu added", t->good));
    return t->good;
}

/* ---- Whoever may read the request ---- */

void attach_take(struct web *w)
{
    if (!request_by_id(w->db, w->person->id, web_id(w, "id")))
        web_stop(w, 404);
    w->prepared = files_take(w, "files");
}

static void show(struct web *w, struct form *f, const char *base, const char *back_words)
{
    struct attach_box box = { arena_print(w->arena, "%s/files", base), "Send", f };
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, "Add reports or photos");
    view_request_add_files(&w->out, w, &box, base, back_words);
}

void attach_show(struct web *w)
{
    struct request_by_id *r = request_or_stop(w);
    show(w, attach_form(w), arena_print(w->arena, "/requests/%lld", (long long)r->id), "Back to the request");
}

/* What is right is kept even where another file is not: nobody sends a good one twice. */
static bool add(struct web *w, int64_t request, int64_t child, struct form *f)
{
    struct taken_files *t = w->prepared;
    size_t had;
    files_of_request(w->db, request, &had);
    if (had + t->good > MAX_FILES_OF_REQUEST)
        files_say_wrong(f, "files", t, had, MAX_FILES_OF_REQUEST), files_give_back(w, t);
    else {
        files_say_wrong(f, "files", t, had, MAX_FILES_OF_REQUEST);
        attach_taken(w, request, child, t);
    }
    say_none(f, t);
    return form_is_right(f);
}

static const char *thanks(size_t n) { return n == 1 ? "We have your file" : "We have your files"; }

void attach_send(struct web *w)
{
    struct request_by_id *r = request_or_stop(w);
    const char *base = arena_print(w->arena, "/requests/%lld", (long long)r->id);
    struct form *f = attach_form(w);
    if (!add(w, r->id, r->child_id, f)) {
        show(w, f, base, "Back to the request");
        return;
    }
    web_notice(w, thanks(((struct taken_files *)w->prepared)->good));
    web_to(w, base);
}

void attach_download(struct web *w)
{
    struct file_of_request *f = file_of_request(w->db, w->person->id, web_id(w, "id"), web_id(w, "file"));
    if (!f)
        web_stop(w, 404);
    web_audit(w, f->child_id, "view", "request file", f->reference);
    files_send(w, f->id, f->kind, arena_print(w->arena, "%s-%lld", f->reference, (long long)f->number));
}

/* ---- By the link that follows a request: sending, never reading ---- */

static struct followed *followed_now(struct web *w) { return followed(w->db, web_hash(w->arena, web_part(w, "token")), w->now); }

void attach_followed_take(struct web *w)
{
    if (!followed_now(w))
        web_stop(w, 404);
    w->prepared = files_take(w, "files");
}

void attach_followed_show(struct web *w)
{
    if (!followed_now(w))
        web_stop(w, 404);
    show(w, attach_form(w), arena_print(w->arena, "/follow/%s", web_part(w, "token")), "Back to your request");
}

void attach_followed_send(struct web *w)
{
    struct followed *r = followed_now(w);
    struct form *f = attach_form(w);
    if (!r)
        web_stop(w, 404);
    const char *base = arena_print(w->arena, "/follow/%s", web_part(w, "token"));
    if (!add(w, r->id, r->child_id, f)) {
        show(w, f, base, "Back to your request");
        return;
    }
    web_notice(w, thanks(((struct taken_files *)w->prepared)->good));
    web_to(w, base);
}

/* ---- The public form ---- */

void attach_draft_to_request(struct web *w, const char *visit_hash, int64_t request)
{
    attach_files_of_draft(w->db, request, visit_hash);
    drop_files_of_draft(w->db, visit_hash);
}

void attach_forget_draft(struct web *w, const char *visit_hash)
{
    size_t n;
    struct files_of_draft *f = files_of_draft(w->db, visit_hash, &n);
    drop_files_of_draft(w->db, visit_hash);
    for (size_t i = 0; i < n; i++)
        files_forget(w, f[i].id);
}

void request_each_minute(struct db *db, const char *today, int64_t now)
{
    (void)today;
    sweep_drafts(db, now - DRAFT_HOURS * INT64_C(3600000), now);
    sweep_draft_links(db, now);
    sweep_draft_links_asked(db, now - 3600000);
    drop_files_without_draft(db);
    sweep_unowned_files(db, now - DRAFT_HOURS * INT64_C(3600000));
}

/* ---- In the copy of the record: what this parent sent ---- */

void attach_copy(struct web *w, int64_t child, struct folder *f)
{
    size_t n;
    struct files_about_child *one = files_about_child(w->db, w->person->id, child, &n);
    for (size_t i = 0; i < n; i++)
        files_put(w, f, one[i].id, one[i].kind, (struct folder_entry){ .name = arena_print(w->arena, "%s-%lld", one[i].reference, (long long)one[i].number), .what = "Sent with a request",
            .title = one[i].reference, .on_day = date_of_instant(w->arena, one[i].sent_at) });
}

/* ---- On the child's page ---- */

void panel_files_of_child(struct web *w, int64_t about)
{
    size_t n;
    struct files_about_child *f = files_about_child(w->db, w->person->id, about, &n);
    if (n)
        view_request_panel_files(&w->out, w, f, n);
}
