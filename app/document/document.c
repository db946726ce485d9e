/* Documents of a child: the list, putting one in, changing what it is and who may see it, taking it out. */
#include "app/document/document.h"
#include "app/child/tables.h"
#include "app/document/views.h"
#include "base/date.h"
#include "base/text.h"
#include "out/lanes.h"

#include <string.h>

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

const struct choice document_readers[] = {
    { "everybody", "Everybody who may see the child, the family too", NULL },
    { "professionals", "Professionals who may see the child, not the family", "Tell the family that it is here, unless that would put somebody in danger" },
    { "service", "The inclusion service only", NULL },
    { 0 }
};

int document_reach(const struct web *w) { return web_may(w, CHANGE_CHILDREN) ? 2 : web_role(w, "parent") ? 0 : 1; }

static struct documents_of_child *document_or_stop(struct web *w)
{
    struct documents_of_child *d = document_by_id(w->db, w->person->id, web_id(w, "id"), document_reach(w));
    if (!d)
        web_stop(w, 404);
    return d;
}

static bool may_change(const struct web *w, const struct documents_of_child *d)
{
    return web_may(w, ADD_DOCUMENTS) && (d->person_id == w->person->id || web_may(w, CHANGE_CHILDREN));
}

static const char *list_path(struct web *w, int64_t child) { return arena_print(w->arena, "/children/%lld/documents", (long long)child); }

static void list(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    size_t n;
    struct documents_of_child *d = documents_of_child(w->db, w->person->id, c->id, document_reach(w), &n);
    web_page(w, "Documents");
    view_document_list(&w->out, w, c, d, n);
}

/* ---- putting one in ---- */

#define ABOUT_FIELDS \
    { "kind", "What is it?", .kind = SELECT, .need = "Choose what it is" }, \
    { "title", "What is it called?", "For example, Hearing test March 2026. No need to name the child", .max = 150, .need = "Write what it is called" }, \
    { "author", "Who wrote it?", "Name and job, or the organisation", .max = 150 }, \
    { "written_on", "When was it written?", "For example, 27 3 2026", .kind = PAST_DATE, .need = "Enter the day on which it was written" }, \
    { "about", "What stands in it?", "A sentence or two: you and others find it by these words", .kind = PARAGRAPH, .max = 1000, .rows = 3 }, \
    { "seen_by", "Who may see it?", .kind = RADIOS, .choices = document_readers, .need = "Choose who may see it" }

static const struct field new_fields[] = { { "files", "The file" }, ABOUT_FIELDS, { 0 } };
static const struct field edit_fields[] = { { "version", "", .kind = HIDDEN }, ABOUT_FIELDS, { 0 } };

/* Only the service keeps things to itself. */
static struct form *with_choices(struct web *w, struct form *f)
{
    static const struct choice two[] = { { "everybody", "Everybody who may see the child, the family too", NULL }, { "professionals", "Professionals who may see the child, not the family", "Tell the family that it is here, unless that would put somebody in danger" }, { 0 } };
    form_choices(f, "kind", code_choices(w, "document_kind"));
    form_choices(f, "seen_by", web_may(w, CHANGE_CHILDREN) ? document_readers : two);
    return f;
}

static void take(struct web *w)
{
    if (!child_by_id(w->db, w->person->id, web_id(w, "id")))
        web_stop(w, 404);
    w->prepared = files_take(w, "files");
}

static void show_new(struct web *w, struct child_by_id *c, struct form *f)
{
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, form_is_right(f) ? "Add a document" : "Error: Add a document");
    view_document_new(&w->out, w, c, f);
}

static void new_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    show_new(w, c, with_choices(w, form_new(w, new_fields)));
}

static void enter(struct web *w, const struct child_by_id *c, const struct form *f, const struct taken_file *file)
{
    struct act a = act_of(w);
    int64_t id = new_id();
    files_enter(w, file);
    add_document(w->db, &(struct add_document){ .id = id, .child_id = c->id, .kind = form_value(f, "kind"), .title = form_value(f, "title"), .author = form_value(f, "author"), .written_on = form_value(f, "written_on"),
        .about = form_value(f, "about"), .seen_by = form_value(f, "seen_by"), .file_id = file->id, .person_id = w->person->id, .at = w->now });
    bool shared = form_is(f, "seen_by", "everybody");
    child_event(a, c->id, form_value(f, "written_on"), "document", shared ? arena_print(w->arena, "Document: %s", code_label("document_kind", form_value(f, "kind"))) : "A document was added", "", list_path(w, c->id), shared);
    web_audit(w, c->id, "add", "document", "kind title author written_on about seen_by");
}

static void new(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct form *f = with_choices(w, form_read(w, new_fields));
    struct taken_files *t = w->prepared;
    files_say_wrong(f, "files", t, 0, 1);
    if (!t->n && !t->left_out)
        form_fail(f, "files", "Choose a file");
    if (!form_is_right(f)) {
        files_give_back(w, t);
        show_new(w, c, f);
        return;
    }
    enter(w, c, f, &t->file[0]);
    web_notice(w, "The document is kept");
    web_to(w, list_path(w, c->id));
}

/* ---- reading it ---- */

static void download(struct web *w)
{
    struct documents_of_child *d = document_or_stop(w);
    if (!d->file_id)
        web_stop(w, 404);
    web_audit(w, d->child_id, "view", "document", arena_print(w->arena, "%lld", (long long)d->id));
    files_send(w, d->file_id, d->file_kind, arena_print(w->arena, "document-%lld", (long long)d->id));
}

/* ---- changing it ---- */

static void fill(struct form *f, const struct documents_of_child *d)
{
    form_set_number(f, "version", d->version);
    form_set(f, "kind", d->kind);
    form_set(f, "title", d->title);
    form_set(f, "author", d->author);
    form_set(f, "written_on", d->written_on);
    form_set(f, "about", d->about);
    form_set(f, "seen_by", d->seen_by);
}

static void show_edit(struct web *w, const struct documents_of_child *d, struct form *f)
{
    struct child_by_id *c = child_or_stop(w, d->child_id);
    web_page(w, form_is_right(f) ? "Change a document" : "Error: Change a document");
    view_document_edit(&w->out, w, c, d, f);
}

static struct documents_of_child *to_change(struct web *w)
{
    struct documents_of_child *d = document_or_stop(w);
    if (!may_change(w, d))
        web_stop(w, 404);
    return d;
}

static void edit_form(struct web *w)
{
    struct documents_of_child *d = to_change(w);
    struct form *f = with_choices(w, form_new(w, edit_fields));
    fill(f, d);
    show_edit(w, d, f);
}

static void edit(struct web *w)
{
    struct documents_of_child *d = to_change(w);
    struct form *f = with_choices(w, form_read(w, edit_fields));
    if (form_is_right(f) && form_number(f, "version") != d->version) {
        form_fail(f, NULL, "Somebody else changed this document while you were writing. Nothing of yours is saved yet: look at it again, then save once more");
        form_set_number(f, "version", d->version);
        w->status = 409;
        show_edit(w, d, f);
        return;
    }
    if (!form_is_right(f)) {
        w->status = 422;
        show_edit(w, d, f);
        return;
    }
    struct change_document row = { .id = d->id, .version = d->version, .kind = form_value(f, "kind"), .title = form_value(f, "title"), .author = form_value(f, "author"), .written_on = form_value(f, "written_on"),
        .about = form_value(f, "about"), .seen_by = form_value(f, "seen_by") };
    if (change_document(w->db, &row) != 1)
        web_stop(w, 409);
    web_audit(w, d->child_id, "change", "document", is(d->seen_by, row.seen_by) ? "kind title author written_on about" : "seen_by");
    web_notice(w, "Saved");
    web_to(w, list_path(w, d->child_id));
}

/* For a file that went to the wrong child, or was not to be kept at all: it goes, and the audit trail says who took it out. */
static void take_out(struct web *w)
{
    struct documents_of_child *d = to_change(w);
    remove_document(w->db, d->id);
    if (d->file_id)
        files_forget(w, d->file_id);
    web_audit(w, d->child_id, "remove", "document", arena_print(w->arena, "%lld", (long long)d->id));
    web_notice(w, "The document is taken out");
    web_to(w, list_path(w, d->child_id));
}

/* ---- on other pages ---- */

static void child_panel(struct web *w, int64_t about)
{
    size_t n;
    struct documents_of_child *d = documents_of_child(w->db, w->person->id, about, document_reach(w), &n);
    view_document_panel(&w->out, w, about, d, n);
}

static void family_panel(struct web *w, int64_t about)
{
    size_t n;
    struct documents_of_child *d = documents_of_child(w->db, w->person->id, about, 0, &n);
    if (n)
        view_document_family(&w->out, w, d, n);
}

static void put_letter(struct web *w, const struct documents_of_child *d, struct folder *f)
{
    size_t len;
    struct letters_of_run *l = letter_by_id(w->db, w->person->id, d->id, document_reach(w));
    const void *bytes = l ? letter_paper(w, l, &len) : NULL;
    if (bytes)
        folder_put(f, (struct folder_entry){ .name = "letter.pdf", .what = "Letter", .title = d->title, .on_day = d->written_on, .bytes = bytes, .len = len });
}

static void copy(struct web *w, int64_t about, struct folder *f)
{
    size_t n;
    struct documents_of_child *d = documents_of_child(w->db, w->person->id, about, 0, &n);
    for (size_t i = 0; i < n; i++)
        if (d[i].file_id)
            files_put(w, f, d[i].file_id, d[i].file_kind, (struct folder_entry){ .name = "document", .what = code_label("document_kind", d[i].kind), .title = d[i].title, .on_day = d[i].written_on });
        else
            put_letter(w, &d[i], f);
}

static const struct route routes[] = {
    { GET, "/children/:id/documents", ADD_DOCUMENTS, list },
    { GET, "/children/:id/documents/new", ADD_DOCUMENTS, new_form },
    { POST, "/children/:id/documents/new", ADD_DOCUMENTS, new, .before = take, .takes_files = true },
    { GET, "/documents/:id/file", SEE_CHILDREN, download },
    { GET, "/documents/:id/letter", SEE_CHILDREN, letter_one_pdf, .is_slow = true },
    { GET, "/documents/:id/edit", ADD_DOCUMENTS, edit_form },
    { POST, "/documents/:id/edit", ADD_DOCUMENTS, edit },
    { POST, "/documents/:id/remove", ADD_DOCUMENTS, take_out },
    { GET, "/notes/search", ADD_DOCUMENTS, find_form },
    { POST, "/notes/search", ADD_DOCUMENTS, find, .only_reads = true },
    { GET, "/letters", WRITE_LETTERS, letter_list },
    { GET, "/letters/new", WRITE_LETTERS, letter_choose },
    { POST, "/letters/new", WRITE_LETTERS, letter_make },
    { GET, "/letters/templates", WRITE_LETTERS, template_list },
    { GET, "/letters/templates/new", WRITE_LETTERS, template_new_form },
    { POST, "/letters/templates/new", WRITE_LETTERS, template_new },
    { GET, "/letters/templates/:template", WRITE_LETTERS, template_form },
    { POST, "/letters/templates/:template", WRITE_LETTERS, template_save },
    { POST, "/letters/templates/:template/offer", WRITE_LETTERS, template_offer },
    { GET, "/letters/:id", WRITE_LETTERS, letter_show },
    { GET, "/letters/:id/pdf", WRITE_LETTERS, letter_pdf, .is_slow = true },
    { 0 }
};

static const struct panel panels[] = {
    { "child", 38, ADD_DOCUMENTS, child_panel },
    { "family", 45, SPEAK_FOR_FAMILY, family_panel },
    { 0 }
};

/* app/child/tables.h */
static const struct child_table tables[] = {
    { "document", "Documents and letters", ROWS_GO, .day = "written_on", .words = "title" },
    { 0 }
};

const struct feature document_feature = { "document", routes, panels, .tables = tables, .copy = copy };
