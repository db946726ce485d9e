/*
 * What comes back from a device.  A note is taken in by the rules of any note;
 * where two wrote, or something is missing, all of it is kept as typed
 * (app/typed) and its writer is led there; where its writer has lost the child,
 * it waits for whoever works with the child now.  The answer is always a way to
 * go: so that `once` gives a note sent twice the answer of the first time.
 */
#include "app/field/field.h"
#include "app/field/views.h"
#include "base/text.h"

#include <string.h>

static void go(struct web *w, const char *state, int64_t typed)
{
    web_to(w, typed ? arena_print(w->arena, "/field/sent/%s?typed=%lld", state, (long long)typed) : arena_print(w->arena, "/field/sent/%s", state));
}

/* Kept for whoever works with the child now; 404 where this person never took it along. */
static void leave(struct web *w, const struct field_device_of_key *d, int64_t visit)
{
    struct field_pack_of *p = d ? field_pack_of(w->db, w->person->id, d->id, visit) : NULL;
    if (!p)
        web_stop(w, 404);
    add_field_left(w->db, &(struct add_field_left){ .id = new_id(), .child_id = p->child_id, .visit_id = visit, .person_id = w->person->id, .answers = typed_answers(w), .at = w->now });
    field_pack_sent(w->db, d->id, visit, w->now);
    web_audit(w, p->child_id, "change", "visit", "written offline");
    go(w, "left", 0);
}

void field_note(struct web *w)
{
    int64_t id = web_id(w, "id");
    struct field_device_of_key *d = field_device(w, web_field(w, "key"));
    struct visit_by_id *v = visit_by_id(w->db, w->person->id, id, true, false);
    if (!v) {
        leave(w, d, id);
        return;
    }
    if (!d) {
        go(w, "over", 0);
        return;
    }
    enum visit_note_end end = visit_note_sent(w, v);
    field_pack_sent(w->db, d->id, id, w->now);
    if (end == NOTE_SAVED) {
        go(w, "saved", 0);
        return;
    }
    int64_t typed = new_id();
    typed_keep_for(w, typed, v->child_id, arena_print(w->arena, "/visits/%lld/note", (long long)id), "Note of a visit", typed_answers(w));
    go(w, end == NOTE_CLASHES ? "two" : end == NOTE_CALLED_OFF ? "off" : "unfinished", typed);
}

/* Where a note that was sent ends: the device reads it from the address. */
void field_sent(struct web *w)
{
    web_bare(w, 200, "text/plain; charset=utf-8", web_part(w, "state"));
}

/* ---- what was left ---- */

static struct field_left_by_id *left_or_stop(struct web *w)
{
    struct field_left_by_id *l = field_left_by_id(w->db, w->person->id, web_id(w, "left"));
    if (!l)
        web_stop(w, 404);
    return l;
}

void field_left_show(struct web *w)
{
    struct field_left_by_id *l = left_or_stop(w);
    struct child_by_id *c = child_or_stop(w, l->child_id);
    struct visit_by_id *v = visit_to_write(w, l->visit_id);
    struct form *saved = visit_note_of(w, v), *f = visit_note_of(w, v);
    size_t n = 0, pairs;
    const struct pair *pair = web_pairs_read(w, l->answers, &pairs);
    if (f)
        form_put(f, pair, pairs);
    struct form_difference *d = f ? form_differences(saved, f, &n) : NULL;
    web_page(w, "Written offline");
    view_field_left(&w->out, w, l, c, d, n);
}

/* Into the form of the note, as if this person had typed it: what others wrote meanwhile is joined there. */
void field_left_take(struct web *w)
{
    struct field_left_by_id *l = left_or_stop(w);
    int64_t typed = new_id();
    const char *form = arena_print(w->arena, "/visits/%lld/note", (long long)l->visit_id);
    if (!take_field_left(w->db, l->id, w->person->id, w->now)) {
        web_notice(w, "A colleague has taken it over already");
        web_to_f(w, "/visits/%lld", (long long)l->visit_id);
        return;
    }
    typed_keep_for(w, typed, l->child_id, form, "Note of a visit", l->answers);
    web_audit(w, l->child_id, "change", "visit", "taken over");
    web_to(w, arena_print(w->arena, "%s?typed=%lld", form, (long long)typed));
}

/* On the child's page for managers; whoever works with the child has it on their first page. */
void field_left_of_child(struct web *w, int64_t child)
{
    size_t n;
    if (!web_role(w, "manager"))
        return;
    struct field_left_of *l = field_left_of(w->db, w->person->id, child, &n);
    if (n)
        view_field_left_of_child(&w->out, w, l, n);
}

/* On the first page of officers who work with the child. */
void field_left_home(struct web *w, int64_t about)
{
    (void)about;
    size_t n;
    if (!web_role(w, "officer"))
        return;
    struct field_left_to *l = field_left_to(w->db, w->person->id, &n);
    if (n)
        view_field_left_home(&w->out, w, l, n);
}
