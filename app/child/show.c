/* The child's page, its whole timeline, and who has looked.  Reads only. */
#include "app/child/pages.h"
#include "app/child/views.h"
#include "app/people/people.sql.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

enum { EVENTS_FIRST = 30, EVENTS_A_PAGE = 50 };

const char *child_full_name(struct web *w, const struct child_by_id *c) { return child_name(w->arena, c->given_name, c->family_name, c->known_as); }

const struct statuses_of_child *child_sheet_now(const struct child_sheet *s, const char *axis)
{
    for (size_t i = 0; i < s->statuses; i++)
        if (!*s->status[i].to_on && strcmp(s->status[i].axis, axis) == 0)
            return &s->status[i];
    return NULL;
}

int64_t child_query_number(struct web *w, const char *name)
{
    int64_t n;
    return text_number(web_query(w, name), &n) && n > 0 ? n : 0;
}

struct words { const char *what, *opened, *changed; };

static const struct words page_words[] = {
    { "/children/:id", "the child's page", "the child's page" },
    { "/children/:id/timeline", "what happened", "" },
    { "/children/:id/access", "who has looked", "" },
    { "child", "details", "details" },
    { "status", "", "where things stand" },
    { "needs", "", "the needs" },
    { "placement", "", "the settings attended" },
    { "professional", "", "the professionals" },
    { "carer", "", "parents and carers" },
    { "agreement", "", "agreements" },
    { "plan", "the plan", "the plan" },
    { "passport", "the school passport", "the school passport" },
    { "request", "the request", "the request" },
};

static const char *thing_words(struct web *w, const char *what, bool is_view)
{
    for (size_t i = 0; i < sizeof page_words / sizeof *page_words; i++)
        if (strcmp(page_words[i].what, what) == 0)
            return is_view ? page_words[i].opened : page_words[i].changed;
    if (strstr(what, "passport"))
        return "the school passport";
    if (strstr(what, "plan"))
        return "the plan";
    if (strstr(what, "request"))
        return "the request";
    return *what == '/' ? "a page about the child" : arena_print(w->arena, "%s", what);
}

static const char *with_spaces(struct arena *a, const char *detail)
{
    char *s = arena_text(a, detail, strlen(detail));
    for (char *c = s; *c; c++)
        *c = *c == '_' ? ' ' : *c;
    return s;
}

const char *child_action_words(struct web *w, const char *action, const char *what, const char *detail)
{
    if (strcmp(action, "view") == 0)
        return arena_print(w->arena, "Opened %s", thing_words(w, what, true));
    if (strcmp(action, "change") == 0 && *detail)
        return arena_print(w->arena, "Changed %s (%s)", thing_words(w, what, false), with_spaces(w->arena, detail));
    if (strcmp(action, "change") == 0)
        return arena_print(w->arena, "Changed %s", thing_words(w, what, false));
    return arena_print(w->arena, "%s: %s", action, thing_words(w, what, true));
}

static struct child_sheet *fetch(struct web *w, struct child_by_id *c)
{
    struct child_sheet *s = arena_new(w->arena, struct child_sheet);
    int64_t me = w->person->id;
    s->child = c;
    s->name = child_full_name(w, c);
    s->is_family = web_role(w, "parent");
    s->may_change = web_may(w, CHANGE_CHILDREN);
    s->status = statuses_of_child(w->db, me, c->id, &s->statuses);
    s->need = needs_of_child(w->db, me, c->id, &s->needs);
    s->placement = placements_of_child(w->db, me, c->id, &s->placements);
    s->professional = professionals_of_child(w->db, me, c->id, &s->professionals);
    s->deadline = deadlines_of_child(w->db, me, c->id, &s->deadlines);
    s->event = events_of_child(w->db, me, c->id, s->is_family, "9999-12-31", INT64_MAX, EVENTS_FIRST + 1, &s->events);
    return s;
}

void child_show(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    if (c->merged_into) {        /* a record that was joined to another leads there */
        web_to_f(w, "/children/%lld", (long long)c->merged_into);
        return;
    }
    struct child_sheet *s = fetch(w, c);
    web_page(w, s->name);
    if (s->is_family)
        view_child_family_top(&w->out, w, s);
    else
        view_child_top(&w->out, w, s);
    web_draw_panels(w, "child", c->id);
    if (!s->is_family)
        view_child_people(&w->out, w, s);
    bool more = s->events > EVENTS_FIRST;
    view_child_history(&w->out, w, s, more ? EVENTS_FIRST : s->events, more);
}

void child_timeline(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    int64_t me = w->person->id, before = child_query_number(w, "before");
    const char *day = "9999-12-31";
    struct event_of_child *from = before ? event_of_child(w->db, me, c->id, before) : NULL;
    if (from)
        day = from->on_day;
    size_t n;
    struct events_of_child *e = events_of_child(w->db, me, c->id, web_role(w, "parent"), day, from ? from->id : INT64_MAX, EVENTS_A_PAGE + 1, &n);
    bool more = n > EVENTS_A_PAGE;
    web_page(w, "What happened");
    view_child_timeline(&w->out, w, c, e, more ? EVENTS_A_PAGE : n, more, from != NULL);
}

/* For the service and for the family: others have no business with it. */
void child_access(struct web *w)
{
    if (!web_may(w, SEE_WHO_LOOKED) && !web_role(w, "parent"))
        web_stop(w, 404);
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    int64_t before = child_query_number(w, "before");
    size_t n;
    struct audit_of_child *a = audit_of_child(w->db, w->person->id, c->id, before ? before : INT64_MAX, &n);
    bool more = n > 50;
    web_page(w, "Who has looked");
    view_child_access(&w->out, w, c, a, more ? 50 : n, more, before != 0);
}
