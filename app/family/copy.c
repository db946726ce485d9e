/*
 * A family's copy of the record: one file to keep, of everything held that this
 * parent may see.  Each feature adds its part as a panel of the place "copy".
 * Made on the slow threads, written into the audit trail; the other parent's
 * details, drafts and what is not shared with the family are not in it.
 */
#include "app/family/family.h"
#include "app/family/views.h"

void family_copy_ask(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    web_page(w, "A copy of the record");
    view_family_copy_ask(&w->out, w, c);
}

void family_copy_take(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    web_audit(w, c->id, "export", "/children/:id/copy", "html");
    view_family_copy_head(&w->out, w, c);
    web_draw_panels(w, "copy", c->id);
    view_family_copy_end(&w->out, w);
    struct out made = w->out;
    web_file(w, "text/html; charset=utf-8", "record.html", made.at, made.len);
}
