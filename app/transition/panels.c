/* What other pages show of starting school: on the child's page, and on the homes of those who write, receive and speak for the child. */
#include "app/transition/transition.h"
#include "app/transition/views.h"
#include "base/date.h"
#include "out/lanes.h"
#include "base/text.h"

#include <string.h>

enum { ON_A_PAGE = 30, ON_HOME = 5 };

void draw_start_of_child(struct web *w, int64_t child)
{
    struct start_of *s = start_of(w->db, w->person->id, child);
    if (!s)
        return;
    size_t n;
    struct school_checks_of *check = school_checks_of(w->db, w->person->id, child, &n);
    view_start_card(&w->out, w, s, n ? &check[n - 1] : NULL);
}

void draw_start_for_family(struct web *w, int64_t child)
{
    struct start_of *s = start_of(w->db, w->person->id, child);
    if (s)
        view_family_start(&w->out, w, s);
}

static void fill_all(struct web *w, struct passports_to_do *t)
{
    struct starters_count *c = starters_count(w->db, w->person->id, t->year, "");
    t->row = all_starters(w->db, w->person->id, t->year, ON_HOME, &t->rows);
    t->to_write = (size_t)c->no_passport;
    t->to_agree = (size_t)c->draft;
    t->to_share = (size_t)c->agreed;
}

static void fill_mine(struct web *w, struct passports_to_do *t)
{
    size_t n;
    t->row = my_starters(w->db, w->person->id, t->year, &n);
    for (size_t i = 0; i < n; i++) {
        const char *s = t->row[i].passport;
        t->to_share += strcmp(s, "agreed") == 0;
        t->to_agree += strcmp(s, "draft") == 0;
        t->to_write += !*s;
    }
    t->rows = n < ON_HOME ? n : ON_HOME;
}

void draw_passports_to_do(struct web *w, int64_t about)
{
    (void)about;
    int year = next_start(w->today);
    struct passports_to_do t = { .year = year, .due = start_days(w->arena, year).passport };
    if (web_role(w, "manager"))
        fill_all(w, &t);
    else
        fill_mine(w, &t);
    t.n = t.to_write + t.to_agree + t.to_share;
    if (t.n)
        view_passports_to_do(&w->out, w, &t);
}

void draw_school_to_do(struct web *w, int64_t about)
{
    (void)about;
    size_t n, due;
    struct passports_to_read *row = passports_to_read(w->db, w->person->id, date_academic_year(w->today), &n);
    struct checks_due *check = checks_due(w->db, w->person->id, date_add_days(w->arena, w->today, 14), &due);
    view_school_to_do(&w->out, w, row, n, check, due);
}

void draw_family_passports(struct web *w, int64_t about)
{
    (void)about;
    size_t n;
    struct passports_of_family *row = passports_of_family(w->db, w->person->id, &n);
    if (n)
        view_family_passports(&w->out, w, row, n);
}

/* The school's own list: who starts, or started this school year; those it has not read first. */
void show_coming(struct web *w)
{
    int64_t after = 0;
    if (!text_number(web_query(w, "after"), &after) || after < 0)
        after = 0;
    size_t n;
    struct coming_children *row = coming_children(w->db, w->person->id, date_academic_year(w->today), after, ON_A_PAGE + 1, &n);
    web_audit(w, 0, "view", "/starters", "");
    web_page(w, "Children coming to us");
    view_coming(&w->out, w, row, n > ON_A_PAGE ? ON_A_PAGE : n, n > ON_A_PAGE, after > 0);
}

/* The passport shared and read, and how school was going. */
void lanes_of_start(struct web *w, int64_t child, struct lanes *l)
{
    struct start_of *s = start_of(w->db, w->person->id, child);
    if (!s)
        return;
    const char *path = s->passport_id ? arena_print(w->arena, "/passports/%lld", (long long)s->passport_id) : "";
    lanes_moment(l, LANE_SCHOOL, "Starting school", s->shared_on, "School passport shared", path);
    lanes_moment(l, LANE_SCHOOL, "Starting school", s->read_on, "School passport read by the school", path);
    size_t n;
    struct school_checks_of *k = school_checks_of(w->db, w->person->id, child, &n);
    for (size_t i = 0; i < n; i++)
        lanes_moment(l, LANE_SCHOOL, "Starting school", k[i].checked_on, arena_print(w->arena, "How school is going: %s", k[i].point), arena_print(w->arena, "/children/%lld/school", (long long)child));
}
