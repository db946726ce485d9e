/*
 * A family's copy of the record, of everything held that this parent may see:
 * one page (each feature adds its part as a panel of the place "copy"), and a
 * folder with that page and the files beside it (each feature adds them by
 * `copy`).  Made on the slow threads, written into the audit trail; the other
 * parent's details, drafts and what is not shared with the family are not in it.
 */
#include "app/family/family.h"
#include "app/family/views.h"

void family_copy_ask(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    web_page(w, "A copy of the record");
    view_family_copy_ask(&w->out, w, c);
}

/* Into w->out. */
static void write_page(struct web *w, const struct child_by_id *c, const struct folder *f)
{
    size_t n = 0;
    const struct folder_entry *e = f ? folder_entries(f, &n) : NULL;
    view_family_copy_head(&w->out, w, c);
    web_draw_panels(w, "copy", c->id);
    view_family_copy_end(&w->out, w, e, n, f != NULL);
}

void family_copy_page(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    web_audit(w, c->id, "export", "/children/:id/copy", "html");
    write_page(w, c, NULL);
    struct out made = w->out;
    web_file(w, "text/html; charset=utf-8", "record.html", made.at, made.len);
}

/* On the disk while it is made and sent, as it may be large; in memory where nothing is kept on the disk. */
static void send(struct web *w, const struct folder *f)
{
    const char *path = web_passing_file(w);
    size_t len;
    const void *bytes = *path ? NULL : folder_pack(f, &len);
    if (*path ? !folder_write(f, path) : !bytes)
        web_stop(w, 507);
    if (*path)
        web_file_at(w, "application/zip", "record.zip", path);
    else
        web_file(w, "application/zip", "record.zip", bytes, len);
}

void family_copy_folder(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct folder *f = folder_new(w->arena, w->now);
    web_audit(w, c->id, "export", "/children/:id/copy", "zip");
    for (const struct feature *const *each = w->site->features; *each; each++)
        if ((*each)->copy)
            (*each)->copy(w, c->id, f);
    write_page(w, c, f);
    folder_put(f, (struct folder_entry){ .name = "record.html", .bytes = w->out.at, .len = w->out.len });
    send(w, f);
}
