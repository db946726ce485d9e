/* The watch list itself, and what other pages show of it.  Called by the routes and panels of watch.c. */
#include "app/watch/tally.h"
#include "app/watch/views.h"
#include "app/child/list.sql.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/text.h"

#include <limits.h>
#include <string.h>

enum { ON_A_PAGE = 50 };

static const int64_t *count_all(struct web *w, const struct watch_setting *s, bool mine, const char *area)
{
    int64_t *count = watch_counts(w, s, mine, area);
    for (size_t i = 0; i < WATCH_RULES; i++)
        count[i] = s[i].is_on ? count[i] : 0;
    return count;
}

/* Without a choice, the first rule that names somebody. */
static const struct watch_setting *choose(struct web *w, const struct watch_asked *a)
{
    const struct watch_setting *s = watch_setting_of(a->setting, web_query(w, "rule"));
    for (size_t i = 0; !s && i < WATCH_RULES; i++)
        if (a->count[i])
            s = &a->setting[i];
    return s ? s : a->setting;
}

static const char *known_area(const struct setting_areas *area, size_t n, const char *asked)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(area[i].area, asked) == 0)
            return asked;
    return "";
}

static struct watch_asked read_asked(struct web *w)
{
    const char *who = web_query(w, "who");
    struct watch_asked a = { .setting = watch_settings(w->db) };
    a.is_mine = *who ? strcmp(who, "mine") == 0 : web_role(w, "officer");
    a.is_snoozed = strcmp(web_query(w, "left"), "1") == 0;
    a.areas = setting_areas(w->db, &a.n_areas);
    a.area = known_area(a.areas, a.n_areas, web_query(w, "area"));
    a.count = count_all(w, a.setting, a.is_mine, a.area);
    a.chosen = choose(w, &a);
    return a;
}

struct watched *watch_rows(struct web *w, const struct watch_asked *a, const struct watch_case *c, size_t cases, size_t *n, bool *more)
{
    struct watched *row = arena_array(w->arena, struct watched, ON_A_PAGE);
    *more = cases > ON_A_PAGE;
    for (size_t i = *n = 0; i < cases && i < ON_A_PAGE; i++) {
        struct watched *one = watched_child(w->db, w->person->id, c[i].child, a->chosen->rule->code, date_text(w->arena, c[i].since), c[i].about, w->today);
        if (one)
            row[(*n)++] = *one;
    }
    return row;
}

/* AFTER, ID: the last row of the page before, "" and 0 if there is none. */
static struct watched *read_rows(struct web *w, const struct watch_asked *a, const char *after, int64_t id, size_t *n, bool *more)
{
    struct watch_case kept[ON_A_PAGE + 1];
    struct watch_case from = { .since = *after ? (int)date_number(after) : INT_MIN, .child = id };
    size_t cases;
    if (!a->is_snoozed && watch_pick(w, a, from, kept, ON_A_PAGE + 1, &cases))
        return watch_rows(w, a, kept, cases, n, more);
    struct watched *row = watched(w->db, w->person->id, a->chosen->rule->code, a->is_mine, a->area, a->is_snoozed, w->today, watch_until(w->arena, a->chosen, w->today), after, id, ON_A_PAGE + 1, n);
    *more = *n > ON_A_PAGE;
    *n = *more ? ON_A_PAGE : *n;
    return row;
}

void watch_list(struct web *w)
{
    struct watch_asked a = read_asked(w);
    int64_t id = 0;
    const char *after = web_after_day(w, &id);
    a.is_later = *after;
    size_t n = 0;
    bool more = false;
    struct watched *row = a.chosen->is_on ? read_rows(w, &a, after, id, &n, &more) : NULL;
    web_audit(w, 0, "view", "/watch", a.chosen->rule->code);
    web_page(w, "Watch list");
    view_watch_list(&w->out, w, &a, row, n, more);
}

/* All that the list shows, page after page, as a file. */
void watch_export(struct web *w)
{
    static const char *const heading[] = { "Child", "Date of birth", "Area", "Setting", "Lead professional", "Why", "Since", "Owed since", "Put off until", "What to do" };
    enum { AT_ONCE = 1000 };
    struct watch_asked asked = read_asked(w);
    const struct watch_setting *s = asked.chosen;
    struct arena *a = w->arena;
    struct out o = { .arena = a };
    csv_write_start(&o);
    csv_write_row(&o, heading, sizeof heading / sizeof *heading);
    size_t all = 0, n = AT_ONCE;
    const char *after = "";
    for (int64_t id = 0; s->is_on && n == AT_ONCE; all += n) {
        const struct watched *row = watched(w->db, w->person->id, s->rule->code, asked.is_mine, asked.area, asked.is_snoozed, w->today, watch_until(a, s, w->today), after, id, AT_ONCE, &n);
        for (size_t i = 0; i < n; i++) {
            const struct watched *c = &row[i];
            const char *cell[] = { child_name(a, c->given_name, c->family_name, c->known_as), c->born_on, c->area, c->setting_name, c->lead_name, s->rule->since, watch_since(a, s, c->since_on), watch_owed_on(a, s, c->since_on), c->snoozed_until, s->rule->owes };
            csv_write_row(&o, cell, sizeof cell / sizeof *cell);
            after = c->since_on;
            id = c->id;
        }
    }
    web_audit(w, 0, "export", "/watch", arena_print(a, "%s, %zu children", s->rule->code, all));
    web_file(w, "text/csv; charset=utf-8", arena_print(a, "watch-list-%s-%s.csv", s->rule->code, w->today), o.at, o.len);
}

void watch_home_panel(struct web *w, int64_t about)
{
    (void)about;
    bool mine = !web_role(w, "manager");
    struct watch_asked a = { .setting = watch_settings(w->db), .is_mine = mine, .area = "" };
    a.count = count_all(w, a.setting, mine, "");
    int64_t sum = 0;
    for (size_t i = 0; i < WATCH_RULES; i++)
        sum += a.count[i];
    view_watch_home(&w->out, &a, sum);
}

void watch_child_panel(struct web *w, int64_t child)
{
    struct watch_setting *s = watch_settings(w->db);
    size_t n, kept = 0;
    struct watches_of_child *row = watches_of_child(w->db, w->person->id, child, w->today, &n);
    struct watch_of_child *of = arena_array(w->arena, struct watch_of_child, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct watch_setting *r = watch_setting_of(s, row[i].rule);
        if (r && r->is_on && strcmp(row[i].since_on, watch_until(w->arena, r, w->today)) <= 0)
            of[kept++] = (struct watch_of_child){ r, &row[i] };
    }
    if (kept)
        view_watch_child(&w->out, w, child, of, kept);
}
