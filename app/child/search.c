/*
 * Finding a child: the page, and the children named while one types.  What was
 * typed is personal data, so it comes by POST and is written nowhere; each
 * answer leaves an audit entry with how many children it named.  Both are
 * reads: they wait for no writer but to have that entry stored.
 */
#include "app/child/search.h"
#include "app/child/pages.h"
#include "app/child/views.h"
#include "base/text.h"

#include <string.h>

enum { NAMED_MOST = 8 };

static const struct field fields[] = {
    { "q", "Find a child", .hint = "Any part of any name, date of birth, postcode, NHS number, UPN, setting or parent’s telephone, in any order", .kind = LINE, .max = 120,
      .need = "Enter a name, a date of birth, a postcode or a number" },
    { 0 }
};

struct form *child_search_form(struct web *w) { return form_new(w, fields); }

static bool is_enough(const struct search_asked *q)
{
    for (size_t i = 0; i < q->n; i++)
        if (text_length(q->token[i].text) > 1 || q->token[i].days)
            return true;
    return false;
}

void child_search(struct web *w)
{
    struct form *f = form_read(w, fields);
    struct search_asked q = search_read(w->arena, form_value(f, "q"), w->today);
    if (form_is_right(f) && !is_enough(&q))
        form_fail(f, "q", "Enter two letters or more");
    if (form_is_right(f) && q.is_too_long)
        form_fail(f, "q", "Enter at most six words or numbers");
    struct search_result r = { 0 };
    if (form_is_right(f)) {
        r = search_find(w, &q, SEARCH_SHOWN_MOST);
        web_audit(w, 0, "search", "/children/search", arena_print(w->arena, "%zu found", r.n));
    } else
        w->status = 422;
    web_page(w, "Find a child");
    view_child_found(&w->out, w, f, &r);
}

/* A part of a page, for the script: the best few, as options of a list. */
void child_suggest(struct web *w)
{
    struct search_asked q = search_read(w->arena, web_field(w, "q"), w->today);
    struct search_result r = { 0 };
    struct out o = { .arena = w->arena };
    if (is_enough(&q) && !q.is_too_long && text_length(web_field(w, "q")) <= 120) {
        r = search_find(w, &q, NAMED_MOST);
        web_audit(w, 0, "search", "/children/suggest", arena_print(w->arena, "%zu named while typing", r.n));
        view_child_suggestions(&o, w, &r);
    }
    html_lit(&o, "", 1);
    web_bare(w, 200, "text/html; charset=utf-8", o.at);
}

/* The names a child had before, by which it may have been found, for those who may change the register; "" if there are none. */
const char *child_earlier_names(struct web *w, int64_t child)
{
    size_t n = 0;
    struct earlier_names_found *e = web_may(w, CHANGE_CHILDREN) ? earlier_names_found(w->db, w->person->id, child, &n) : NULL;
    const char **name = arena_array(w->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        name[i] = child_name(w->arena, e[i].given_name, e[i].family_name, e[i].known_as);
    return text_join(w->arena, name, n, "; ");
}
