/* What the register puts on each role's home: what needs me today, and what is new since I was last here. */
#include "app/child/pages.h"
#include "app/child/views.h"

#include <string.h>

enum { MOST_ON_HOME = 10 };

void child_home_deadlines(struct web *w, int64_t about)
{
    (void)about;
    size_t n;
    struct deadlines_owned *d = deadlines_owned(w->db, w->person->id, "", 0, "9999-12-31", &n);
    struct deadlines_owned_count *count = deadlines_owned_count(w->db, w->person->id, w->today);
    view_child_home_deadlines(&w->out, w, d, n < MOST_ON_HOME ? n : MOST_ON_HOME, count);
}

static struct children_known *own_children(struct web *w, bool known_only, size_t *n)
{
    return children_of_few(w->db, w->person->id, "", "", 0, "", "", 0, known_only, n);
}

void child_home_setting(struct web *w, int64_t about)
{
    (void)about;
    if (!web_role(w, "practitioner"))
        return;
    size_t n;
    struct children_known *c = own_children(w, true, &n);
    view_child_home_list(&w->out, w, "Children in your setting", "No child in your setting is known to the inclusion service.", c, n);
}

void child_home_family(struct web *w, int64_t about)
{
    (void)about;
    if (!web_role(w, "parent"))
        return;
    size_t n;
    struct children_known *c = own_children(w, false, &n);
    view_child_home_family(&w->out, w, c, n);
}

void child_home_health(struct web *w, int64_t about)
{
    (void)about;
    if (!web_role(w, "health"))
        return;
    size_t n;
    struct children_known *c = own_children(w, false, &n);
    view_child_home_list(&w->out, w, "Children you work with", "You are not recorded as working with any child.", c, n);
}

void child_home_since(struct web *w, int64_t about)
{
    (void)about;
    int64_t since = w->person->before_home_at;
    size_t n;
    bool service = web_role(w, "officer") || web_role(w, "manager");
    struct events_of_led *e = service ? events_of_led(w->db, w->person->id, since, &n)
                                      : events_of_few(w->db, w->person->id, since, web_role(w, "parent"), &n);
    view_child_home_since(&w->out, w, e, n);
}
