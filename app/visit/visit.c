/* Visits read: one, those of a child, one's own; what stands of them on other pages; the table of the feature. */
#include "app/visit/visit.h"
#include "app/child/tables.h"
#include "app/visit/views.h"
#include "base/date.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { WEEK = 7, LATE_DAYS = 90 };

/* ---- words ---- */

const char *visit_time(struct arena *a, const char *typed)
{
    int hour = 0, minute = 0, digits = 0;
    const char *s = typed;
    if (!*s)
        return "";
    for (; *s >= '0' && *s <= '9' && digits < 2; s++, digits++)
        hour = hour * 10 + (*s - '0');
    if (!digits)
        return NULL;
    if (*s == ':' || *s == '.') {
        if (s[1] < '0' || s[1] > '5' || s[2] < '0' || s[2] > '9')
            return NULL;
        minute = (s[1] - '0') * 10 + (s[2] - '0');
        s += 3;
    }
    while (*s == ' ')
        s++;
    bool am = (*s | 32) == 'a', pm = (*s | 32) == 'p';
    if ((am || pm) && ((s[1] | 32) != 'm' || s[2] || hour < 1 || hour > 12))
        return NULL;
    if (am || pm)
        hour = hour % 12 + (pm ? 12 : 0);
    else if (*s)
        return NULL;
    return hour < 24 ? arena_print(a, "%02d:%02d", hour, minute) : NULL;
}

const char *visit_time_words(struct arena *a, const char *time)
{
    int hour, minute;
    if (sscanf(time, "%2d:%2d", &hour, &minute) != 2)
        return "";
    const char *half = hour < 12 ? "am" : "pm";
    int twelve = hour % 12 ? hour % 12 : 12;
    return minute ? arena_print(a, "%d:%02d%s", twelve, minute, half) : hour == 12 ? "midday" : arena_print(a, "%d%s", twelve, half);
}

const char *visit_when(struct web *w, const char *day, const char *time)
{
    const char *words = date_words(w->arena, day);
    return *time ? arena_print(w->arena, "%s, %s", words, visit_time_words(w->arena, time)) : words;
}

const char *visit_title(struct arena *a, const char *kind, const char *setting_name)
{
    const char *what = code_label("visit_kind", kind);
    return *setting_name ? arena_print(a, "%s: %s", what, setting_name) : what;
}

/* ---- one visit ---- */

bool visit_reads_all(const struct web *w) { return web_may(w, WRITE_VISITS); }
bool visit_is_family(const struct web *w) { return web_may(w, SPEAK_FOR_FAMILY); }

static struct visit_by_id *find(struct web *w, int64_t id)
{
    struct visit_by_id *v = visit_by_id(w->db, w->person->id, id, visit_reads_all(w), visit_is_family(w));
    if (!v)
        web_stop(w, 404);
    return v;
}

struct visit_by_id *visit_or_stop(struct web *w, int64_t id)
{
    struct visit_by_id *v = find(w, id);
    child_or_stop(w, v->child_id);
    return v;
}

struct visit_by_id *visit_to_write(struct web *w, int64_t id)
{
    struct visit_by_id *v = web_may(w, WRITE_VISITS) ? find(w, id) : NULL;
    if (!v)
        web_stop(w, 404);
    return v;
}

void visit_show_sheet(struct web *w, struct visit_by_id *v, struct form *tell)
{
    struct visit_sheet s = { .visit = v, .child = child_or_stop(w, v->child_id), .may_write = web_may(w, WRITE_VISITS) };
    s.action = actions_from(w->db, w->person->id, "visit", v->id, &s.actions);
    s.next = next_visit_of(w->db, w->person->id, v->child_id, w->today);
    s.parents = s.may_write ? parents_who_read(w->db, w->person->id, v->child_id)->n : 0;
    if (!tell)
        tell = visit_tell_form(w, &s);
    if (!form_is_right(tell))
        w->status = 422;
    web_page(w, visit_is_family(w) ? "After a visit" : "Visit");
    if (visit_is_family(w))
        view_visit_family_page(&w->out, w, &s);
    else
        view_visit_show(&w->out, w, &s, tell);
}

static void show(struct web *w) { visit_show_sheet(w, find(w, web_id(w, "id")), NULL); }

/* ---- lists ---- */

static void of_child(struct web *w)
{
    size_t n;
    int64_t after = 0;
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    const char *before = web_after_day(w, &after);
    struct visits_of_child *v = visits_of_child(w->db, w->person->id, c->id, visit_reads_all(w), visit_is_family(w), *before ? before : "9999-12-31", *before ? after : INT64_MAX, &n);
    web_page(w, "Visits and calls");
    if (visit_is_family(w))
        view_visit_family_all(&w->out, w, c, v, n > 20 ? 20 : n, n > 20);
    else
        view_visit_of_child(&w->out, w, c, v, n > 20 ? 20 : n, n > 20);
}

/* Whose visits are looked at: one's own, or a colleague's (for cover and for managers). */
static int64_t whose(struct web *w)
{
    int64_t id;
    return text_number(web_query(w, "who"), &id) && id > 0 ? id : w->person->id;
}

static void list(struct web *w)
{
    size_t n, people;
    int64_t after = 0, who = whose(w);
    bool held = strcmp(web_query(w, "show"), "held") == 0;
    const char *from = web_after_day(w, &after);
    struct people_who_visit *p = people_who_visit(w->db, &people);
    web_page(w, "Visits");
    view_visit_list_top(&w->out, w, p, people, who, held);
    if (held) {
        struct visits_held_by *v = visits_held_by(w->db, w->person->id, who, *from ? from : "9999-12-31", *from ? after : INT64_MAX, &n);
        view_visit_list_held(&w->out, w, v, n > ON_PAGE ? ON_PAGE : n, n > ON_PAGE, who);
    } else {
        struct visits_planned_by *v = visits_planned_by(w->db, w->person->id, who, *from ? from : "", "9999-12-31", after, &n);
        view_visit_list_planned(&w->out, w, v, n > ON_PAGE ? ON_PAGE : n, n > ON_PAGE, who);
    }
}

/* ---- panels ---- */

/* One question for all: today's come first, then those that were, then those to come. */
static void home_panel(struct web *w, int64_t about)
{
    (void)about;
    size_t all, n = 0, late = 0;
    struct visits_planned_by *v = visits_around(w->db, w->person->id, date_add_days(w->arena, w->today, -LATE_DAYS), w->today, date_add_days(w->arena, w->today, WEEK), &all);
    while (n < all && strcmp(v[n].planned_on, w->today) == 0)
        n++;
    while (n + late < all && strcmp(v[n + late].planned_on, w->today) < 0)
        late++;
    if (web_role(w, "officer") || all)
        view_visit_home(&w->out, w, v, n, v + n, late, all - n - late);
}

static struct visits_of_child *newest(struct web *w, int64_t child, size_t *n)
{
    return visits_of_child(w->db, w->person->id, child, visit_reads_all(w), visit_is_family(w), "9999-12-31", INT64_MAX, n);
}

static void child_panel(struct web *w, int64_t child)
{
    size_t n;
    struct visits_of_child *v = newest(w, child, &n);
    view_visit_child(&w->out, w, child, v, n > ON_PANEL ? ON_PANEL : n, n > ON_PANEL);
}

static void family_panel(struct web *w, int64_t child)
{
    size_t n;
    struct visits_of_child *v = newest(w, child, &n);
    if (n)
        view_visit_family(&w->out, w, child, v, n > ON_PANEL ? ON_PANEL : n, n > ON_PANEL);
}

static void copy_panel(struct web *w, int64_t child)
{
    size_t n;
    struct visits_of_child *v = newest(w, child, &n);
    if (n)
        view_visit_copy(&w->out, w, v, n);
}

static const struct route routes[] = {
    { GET, "/visits", WRITE_VISITS, list },
    { GET, "/visits/templates", CHANGE_AUTHORITY, visit_template_list },
    { GET, "/visits/templates/new", CHANGE_AUTHORITY, visit_template_new_form },
    { POST, "/visits/templates/new", CHANGE_AUTHORITY, visit_template_new },
    { GET, "/visits/templates/:template", CHANGE_AUTHORITY, visit_template_form },
    { POST, "/visits/templates/:template", CHANGE_AUTHORITY, visit_template_save },
    { GET, "/children/:id/visits", SEE_CHILDREN, of_child, .is_translated = true },
    { GET, "/children/:id/visits/new", WRITE_VISITS, visit_new_form },
    { POST, "/children/:id/visits/new", WRITE_VISITS, visit_new },
    { GET, "/visits/:id", SEE_CHILDREN, show, .is_translated = true },
    { GET, "/visits/:id/edit", WRITE_VISITS, visit_edit_form },
    { POST, "/visits/:id/edit", WRITE_VISITS, visit_edit },
    { POST, "/visits/:id/call-off", WRITE_VISITS, visit_call_off },
    { GET, "/visits/:id/note", WRITE_VISITS, visit_note_form },
    { POST, "/visits/:id/note", WRITE_VISITS, visit_note },
    { POST, "/visits/:id/tell", WRITE_VISITS, visit_tell },
    { 0 }
};

static const struct panel panels[] = {
    { "home", 3, WRITE_VISITS, home_panel },
    { "child", 31, SEE_CHILDREN, child_panel },
    { "family", 33, SPEAK_FOR_FAMILY, family_panel },
    { "copy", 33, SPEAK_FOR_FAMILY, copy_panel },
    { 0 }
};

static const struct child_table tables[] = {
    { "visit", "Visits and calls", ROWS_GO, .day = "CASE WHEN held_on = '' THEN planned_on ELSE held_on END", .words = "kind", .path = "/visits/" },
    { 0 }
};

const struct feature visit_feature = { "visit", routes, panels, .tables = tables };
