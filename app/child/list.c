/* Browsing the register, by filters that tell nothing about a child; the reader's own deadlines. */
#include "app/child/pages.h"
#include "app/child/views.h"
#include "base/date.h"

#include <string.h>

enum { ROWS_A_PAGE = 50 };

const struct choice *child_areas(struct web *w)
{
    size_t n;
    struct setting_areas *a = setting_areas(w->db, &n);
    struct choice *c = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct choice){ a[i].area, a[i].area, NULL };
    return c;
}

static bool sees_service(const struct web *w) { return web_role(w, "officer") || web_role(w, "manager"); }

static const char *only_known(const struct choice *c, const char *code)
{
    for (; c->code; c++)
        if (strcmp(c->code, code) == 0)
            return code;
    return "";
}

static struct child_filter read_filter(struct web *w)
{
    struct child_filter f = { .has_mine = sees_service(w), .areas = child_areas(w), .services = code_choices(w, "service") };
    const char *show = web_query(w, "show");
    f.is_mine = f.has_mine && (strcmp(show, "mine") == 0 || (!*show && web_role(w, "officer")));
    f.with_unknown = !f.has_mine && strcmp(show, "all") == 0;
    f.area = only_known(f.areas, web_query(w, "area"));
    f.service = only_known(f.services, web_query(w, "service"));
    f.no_setting = strcmp(web_query(w, "no-setting"), "1") == 0;
    return f;
}

/* A page begins after a child: its name is read here and never stands in an address. */
static struct children_known *rows_of(struct web *w, const struct child_filter *f, size_t *n)
{
    int64_t after = child_query_number(w, "after"), me = w->person->id;
    struct child_by_id *c = after ? child_by_id(w->db, me, after) : NULL;
    const char *name = c ? c->sort_name : "";
    int64_t id = c ? c->id : 0;
    if (f->is_mine)
        return children_led(w->db, me, f->area, f->service, f->no_setting, name, id, n);
    if (f->has_mine)
        return children_known(w->db, me, f->area, f->service, f->no_setting, name, id, n);
    bool known_only = !f->with_unknown && !web_role(w, "parent");
    return children_of_few(w->db, me, f->area, f->service, f->no_setting, name, id, known_only, n);
}

void child_list(struct web *w)
{
    struct child_filter f = read_filter(w);
    size_t n;
    struct children_known *row = rows_of(w, &f, &n);
    bool more = n > ROWS_A_PAGE;
    web_audit(w, 0, "view", "/children", "");
    web_page(w, "Children");
    view_child_list(&w->out, w, &f, row, more ? ROWS_A_PAGE : n, more);
}

const char *child_filter_query(struct web *w, const struct child_filter *f)
{
    (void)w;
    return f->has_mine ? (f->is_mine ? "mine" : "service") : f->with_unknown ? "all" : "known";
}

void child_deadlines(struct web *w)
{
    const char *show = web_query(w, "show"), *until = "9999-12-31";
    bool late = strcmp(show, "late") == 0, soon = strcmp(show, "soon") == 0;
    if (late)
        until = date_add_days(w->arena, w->today, -1);
    else if (soon)
        until = date_add_days(w->arena, w->today, 14);
    const char *due = web_query(w, "due");
    int64_t after = child_query_number(w, "after");
    size_t n;
    struct deadlines_owned *d = deadlines_owned(w->db, w->person->id, date_valid(due) ? due : "", after, until, ROWS_A_PAGE + 1, &n);
    struct deadlines_owned_count *count = deadlines_owned_count(w->db, w->person->id, w->today);
    bool more = n > ROWS_A_PAGE;
    web_page(w, "My deadlines");
    view_child_deadlines(&w->out, w, d, more ? ROWS_A_PAGE : n, more, late ? "late" : soon ? "soon" : "all", count);
}
