/* Putting a record beside another one that the comparison has not found: a search, and the choice of one.  For those who may compare. */
#include "app/joining/pages.h"
#include "app/joining/views.h"
#include "app/child/search.h"
#include "base/text.h"

enum { FOUND_MOST = 20 };

static const struct field fields[] = {
    { "q", "Find the other record", .hint = "Any part of any name, date of birth, postcode, NHS number, UPN, setting or parent’s telephone", .kind = LINE, .max = 120, .need = "Enter a name, a date of birth or a number" },
    { 0 }
};

/* The child's own record is none to compare with. */
static size_t without(struct search_result *r, int64_t child)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++)
        if (r->row[i]->id != child)
            r->row[n++] = r->row[i];
    return n;
}

void compare_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    web_page(w, "Compare with another record");
    view_compare_find(&w->out, w, c, form_new(w, fields), NULL, 0, 0);
}

void compare_find(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    struct form *f = form_read(w, fields);
    struct search_result r = { 0 };
    if (form_is_right(f)) {
        struct search_asked q = search_read(w->arena, form_value(f, "q"), w->today);
        r = search_find(w, &q, FOUND_MOST);
        r.n = without(&r, c->id);
        web_audit(w, 0, "search", "/children/:id/compare", arena_print(w->arena, "%zu found", r.n));
    } else
        w->status = 422;
    web_page(w, "Compare with another record");
    view_compare_find(&w->out, w, c, f, r.row, r.n, form_is_right(f));
}

void compare_with(struct web *w)
{
    struct child_by_id *c = child_to_change(w), *other = child_by_id(w->db, w->person->id, web_field_id(w, "other"));
    int64_t pair = other ? pair_of(act_of(w), c->id, other->id) : 0;
    if (!pair)
        web_stop(w, 404);
    web_audit(w, c->id, "change", "pair", "put beside another record");
    web_audit(w, other->id, "change", "pair", "put beside another record");
    web_to_f(w, "/duplicates/%lld", (long long)pair);
}
