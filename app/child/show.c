/* The child's page, its whole timeline, and who has looked.  Reads only. */
#include "app/child/pages.h"
#include "app/child/views.h"
#include "app/people/people.sql.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

enum { EVENTS_FIRST = 30, EVENTS_A_PAGE = 50, EVERY_EVENT = 100000 };

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
    { "pair", "", "the comparison with another record" },
    { "joining", "", "which records are of one child" },
    { "/duplicates/:pair", "the comparison with another record", "" },
    { "/joinings/:joining", "what was joined or parted", "" },
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

/* The same for the family: whole plain sentences, so that they can be translated; no names of fields. */
const char *child_deed(const char *action, const char *what)
{
    bool is_view = strcmp(action, "view") == 0;
    if (strcmp(action, "export") == 0)
        return "Took a copy of the record";
    if (strcmp(action, "taken offline") == 0)
        return "Took pages for a visit along";
    if (strstr(what, "passport"))
        return is_view ? "Opened the school passport" : "Changed the school passport";
    if (strstr(what, "plan"))
        return is_view ? "Opened the plan" : "Changed the plan";
    if (strstr(what, "request") || strstr(what, "follow") || strstr(what, "question"))
        return is_view ? "Opened the request" : "Changed the request";
    if (strcmp(what, "experience") == 0)
        return "Told us how it was";
    if (strcmp(what, "sharing") == 0)
        return "Chose who the record is shared with";
    return is_view ? "Opened the record" : "Changed the record";
}

const char *child_role(const char *role)
{
    static const char *const words[][2] = {
        { "practitioner", "Somebody at the nursery or other setting" }, { "school", "Somebody at the school" }, { "health", "A health professional" },
        { "officer", "An inclusion officer" }, { "manager", "A manager of the service" }, { "administrator", "An administrator" },
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], role) == 0)
            return words[i][1];
    return "Somebody who works for us";
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
    if (strcmp(action, "taken offline") == 0)
        return child_deed(action, what);
    return arena_print(w->arena, "%s: %s", action, thing_words(w, what, true));
}

static struct child_sheet *fetch(struct web *w, struct child_by_id *c, int events)
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
    s->event = events_of_child(w->db, me, c->id, s->is_family, "9999-12-31", INT64_MAX, events, &s->events);
    return s;
}

/* The family's own place: what features add to it are panels of the place "family". */
static void show_family(struct web *w, const struct child_sheet *s, size_t n, bool more)
{
    view_child_family_top(&w->out, w, s);
    web_draw_panels(w, "family", s->child->id);
    view_child_family_involved(&w->out, w, s);
    view_child_family_history(&w->out, w, s, n, more);
}

/* The register's part of a family's copy of the record. */
void child_copy_part(struct web *w, int64_t child)
{
    struct child_by_id *c = child_by_id(w->db, w->person->id, child);
    if (!c)
        return;
    size_t n = 0, got;
    struct audit_of_child *all = NULL, *some;
    size_t room = 0;
    for (int64_t before = INT64_MAX; (some = audit_of_child(w->db, w->person->id, child, before, &got)) && got; before = some[got - 1].id) {
        all = arena_grow(w->arena, all, room * sizeof *all, (n + got) * sizeof *all);
        memcpy(all + n, some, got * sizeof *all);
        room = n += got;
    }
    view_child_copy_part(&w->out, w, fetch(w, c, EVERY_EVENT), all, n);
}

void child_show(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct child_sheet *s = fetch(w, c, EVENTS_FIRST + 1);
    web_page(w, s->name);
    bool more = s->events > EVENTS_FIRST;
    size_t n = more ? EVENTS_FIRST : s->events;
    if (s->is_family) {
        show_family(w, s, n, more);
        return;
    }
    struct pair_of_child *pair = web_may(w, COMPARE_RECORDS) ? pair_of_child(w->db, w->person->id, c->id) : NULL;
    s->pair = pair ? pair->pair_id : 0;
    view_child_top(&w->out, w, s);
    web_draw_panels(w, "child", c->id);
    view_child_people(&w->out, w, s);
    view_child_history(&w->out, w, s, n, more);
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
    if (web_role(w, "parent"))
        view_child_family_timeline(&w->out, w, c, e, more ? EVENTS_A_PAGE : n, more, from != NULL);
    else
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
    if (web_role(w, "parent"))
        view_child_family_access(&w->out, w, c, a, more ? 50 : n, more, before != 0);
    else
        view_child_access(&w->out, w, c, a, more ? 50 : n, more, before != 0);
}
