/* Who starts school in a September: the list for the service, its counts, the days of its year, its export. */
#include "app/transition/transition.h"
#include "app/transition/views.h"
#include "app/child/list.sql.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/text.h"
#include "web/form.h"

#include <string.h>

enum { ON_A_PAGE = 50, MOST_EXPORTED = 20000 };

static const struct choice shows[] = {
    { "", "Everybody" }, { "no-school", "No school named" }, { "no-place", "No place confirmed" }, { "no-passport", "No passport written" },
    { "not-agreed", "Passport a draft" }, { "not-shared", "Passport not shared" }, { "not-read", "Shared, not read yet" },
    { "ehc-plan", "With an EHC plan" }, { "ehc-no-school", "EHC plan, no school named" }, { "agreed-year", "Another year agreed" }, { NULL }
};

static const char *one_of_shows(const char *code)
{
    for (const struct choice *c = shows; c->code; c++)
        if (strcmp(c->code, code) == 0)
            return c->code;
    return "";
}

/* Only an area of this authority. */
static const char *one_of_areas(const struct setting_areas *area, size_t n, const char *asked)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(area[i].area, asked) == 0)
            return asked;
    return "";
}

static struct cohort_asked read_asked(struct web *w)
{
    int64_t year = 0, after = 0, next = next_start(w->today);
    struct cohort_asked a = { .next = next, .year = next };
    if (text_number(web_query(w, "year"), &year) && year >= next - 10 && year <= next + 5)
        a.year = year;
    a.area = setting_areas(w->db, &a.areas);
    a.show = one_of_shows(web_query(w, "show"));
    a.in_area = one_of_areas(a.area, a.areas, web_query(w, "area"));
    a.shows = shows;
    if (text_number(web_query(w, "after"), &after) && after > 0)
        a.after = after;
    return a;
}

/* The first day that is not over yet is where the year stands. */
static size_t where_in_year(const struct cohort_day *day, size_t n, const char *today)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(today, day[i].on) <= 0)
            return i;
    return n;
}

static struct cohort_day *days_of(struct web *w, const struct cohort_asked *asked, const struct starters_count *c, const struct starters_with_plan *p, size_t *n)
{
    struct cohort_day *d = arena_array(w->arena, struct cohort_day, 4);
    struct start_days s = start_days(w->arena, asked->year);
    d[0] = (struct cohort_day){ "Families apply", s.apply, "On time for a Reception place" };
    d[1] = (struct cohort_day){ "EHC plans name the school", s.ehc_named, arena_print(w->arena, "%lld of %lld done (SEND Regulations 2014, reg 18)", (long long)p->ehc_with_school, (long long)p->ehc_plan) };
    d[2] = (struct cohort_day){ "Offers", s.offers, arena_print(w->arena, "%lld of %lld places confirmed", (long long)c->with_place, (long long)c->children) };
    d[3] = (struct cohort_day){ "Passports with the schools", s.passport, arena_print(w->arena, "%lld of %lld shared", (long long)(c->shared + c->reads), (long long)c->children) };
    *n = 4;
    return d;
}

void show_cohort(struct web *w)
{
    struct cohort_asked asked = read_asked(w);
    struct starters_count *count = starters_count(w->db, w->person->id, asked.year, asked.in_area);
    struct starters_with_plan *with_plan = starters_with_plan(w->db, w->person->id, asked.year, asked.in_area);
    size_t n, days;
    struct starters *row = starters(w->db, w->person->id, asked.year, asked.show, asked.in_area, asked.after, ON_A_PAGE + 1, &n);
    struct cohort_day *day = days_of(w, &asked, count, with_plan, &days);
    web_audit(w, 0, "view", "/school-starters", "");
    web_page(w, arena_print(w->arena, "Starting school in September %lld", (long long)asked.year));
    view_cohort(&w->out, w, &asked, count, with_plan, day, days, where_in_year(day, days, w->today), row, n > ON_A_PAGE ? ON_A_PAGE : n, n > ON_A_PAGE);
}

static void export_row(struct out *o, struct arena *a, const struct starters *s, int64_t year)
{
    const char *cell[] = { child_name(a, s->given_name, s->family_name, s->known_as), s->born_on, arena_print(a, "%lld", (long long)year), s->agreed_year ? "yes" : "no", s->area, s->setting_name,
        code_label("sen_provision", s->sen_provision), code_label("ehc_stage", s->ehc_stage), s->school, s->place_on, passport_status_words(s->passport), s->shared_on, s->read_on };
    csv_write_row(o, cell, sizeof cell / sizeof *cell);
}

void export_cohort(struct web *w)
{
    static const char *const heading[] = { "Child", "Date of birth", "Reception in September", "Another year agreed", "Area", "Setting now", "SEN provision", "EHC assessment",
        "School", "Place confirmed on", "Passport", "Passport shared on", "Passport read on" };
    struct cohort_asked asked = read_asked(w);
    size_t n;
    struct starters *row = starters(w->db, w->person->id, asked.year, asked.show, asked.in_area, 0, MOST_EXPORTED, &n);
    struct out o = { .arena = w->arena };
    csv_write_start(&o);
    csv_write_row(&o, heading, sizeof heading / sizeof *heading);
    for (size_t i = 0; i < n; i++)
        export_row(&o, w->arena, &row[i], asked.year);
    web_audit(w, 0, "export", "/school-starters", arena_print(w->arena, "year %lld, %zu children", (long long)asked.year, n));
    web_file(w, "text/csv; charset=utf-8", arena_print(w->arena, "school-starters-%lld.csv", (long long)asked.year), o.at, o.len);
}
