/*
 * What the register is compared with: rates by age and sex, children who live
 * in each area, factors.  Published or the authority's own, each with its
 * source.  For managers and administrators; no child stands here.
 */
#include "app/expected/pages.h"
#include "app/expected/views.h"
#include "base/csv.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 2000, MOST_LETTERS = 60000, MOST_CHILDREN = 1000000 };

static const struct choice ages[] = { { "0", "Under 1", NULL }, { "1", "1", NULL }, { "2", "2", NULL }, { "3", "3", NULL }, { "4", "4", NULL }, { 0 } };
static const struct field rate_fields[] = {
    { "age", "Age in whole years", .kind = SELECT, .choices = ages, .need = "Choose the age" },
    { "girls", "Girls with SEN in 10,000 girls", .kind = NUMBER, .min = 0, .max = 10000, .need = "Enter how many girls in 10,000", .hint = "4.9% are 490 in 10,000" },
    { "boys", "Boys with SEN in 10,000 boys", .kind = NUMBER, .min = 0, .max = 10000, .need = "Enter how many boys in 10,000" },
    { "from_on", "From what day on?", .kind = PAST_DATE, .need = "Enter the day" },
    { "source", "Source", .kind = LINE, .max = 300, .need = "Say where the figure comes from", .hint = "Publication, year, and what was reckoned from it" },
    { 0 }
};
static const struct field population_fields[] = {
    { "table", "The table", .kind = PARAGRAPH, .max = MOST_LETTERS, .rows = 10, .need = "Paste the table", .hint = "Comma-separated, with the headings area, age, sex, children: one line for each area, age (0 to 4) and sex (F or M)" },
    { "as_at", "As at what day?", .kind = PAST_DATE, .need = "Enter the day" },
    { "population_source", "Source", .kind = LINE, .max = 300, .need = "Say where the numbers come from", .hint = "For example: ONS mid-year estimates 2025, or the GP register" },
    { 0 }
};

/* One row for each area: they come sorted by it. */
static struct expected_people *by_area(struct arena *a, const struct expected_population *p, size_t n, size_t *areas)
{
    struct expected_people *r = arena_array(a, struct expected_people, n + 1);
    *areas = 0;
    for (size_t i = 0; i < n; i++) {
        if (!*areas || strcmp(r[*areas - 1].area, p[i].area) != 0)
            r[(*areas)++].area = p[i].area;
        r[*areas - 1].age[p[i].age] += p[i].children;
        r[*areas - 1].all += p[i].children;
    }
    return r;
}

static void show(struct web *w, struct form *rate, struct form *population)
{
    size_t rates, factors, people, areas;
    struct expected_rates_on *r = expected_rates_on(w->db, w->today, &rates);
    struct expected_factors_on *f = expected_factors_on(w->db, w->today, &factors);
    struct expected_population *p = expected_population(w->db, &people);
    struct expected_people *area = by_area(w->arena, p, people, &areas);
    if (!form_is_right(rate) || !form_is_right(population))
        w->status = 422;
    web_page(w, "What is expected");
    view_expected_figures(&w->out, w, r, rates, f, factors, p, area, areas, rate, population);
}

void expected_figures(struct web *w) { show(w, form_new(w, rate_fields), form_new(w, population_fields)); }

static void changed(struct web *w, const char *what)
{
    add_expected_change(w->db, &(struct add_expected_change){ new_id(), what, w->person->id, w->today });
    web_audit(w, 0, "change", "expected", what);
}

void expected_rate_add(struct web *w)
{
    struct form *f = form_read(w, rate_fields);
    if (!form_is_right(f)) {
        show(w, f, form_new(w, population_fields));
        return;
    }
    for (int boy = 0; boy < 2; boy++)
        add_expected_rate(w->db, &(struct add_expected_rate){ .id = new_id(), .what = "known", .age = form_number(f, "age"), .sex = boy ? "M" : "F", .per_10000 = form_number(f, boy ? "boys" : "girls"),
            .from_on = form_value(f, "from_on"), .source = form_value(f, "source") });
    changed(w, "rate");
    web_notice(w, "The rate was saved. Expected numbers are reckoned anew.");
    web_to(w, "/expected/figures");
}

/* ---- The population: taken whole or not at all ---- */

struct line { const char *area, *sex; int64_t age, children; };

static const char *read_line(struct arena *a, const struct csv_row *r, const int column[4], struct line *l)
{
    const char *sex = csv_cell(a, r, column[2]);
    *l = (struct line){ .area = text_clean(a, csv_cell(a, r, column[0]), TEXT_LINE), .sex = *sex == 'F' || *sex == 'f' || *sex == 'G' || *sex == 'g' ? "F" : *sex == 'M' || *sex == 'm' || *sex == 'B' || *sex == 'b' ? "M" : "" };
    if (!*l->area || text_length(l->area) > 60)
        return "the area is missing or longer than 60 letters";
    if (!text_number(csv_cell(a, r, column[1]), &l->age) || l->age < 0 || l->age > 4)
        return "the age is not a whole number from 0 to 4";
    if (!*l->sex)
        return "the sex is not F or M";
    if (!text_number(csv_cell(a, r, column[3]), &l->children) || l->children < 0 || l->children > MOST_CHILDREN)
        return "the number of children is not a whole number";
    return "";
}

static bool is_twice(const struct line *l, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (l[i].age == l[n].age && strcmp(l[i].sex, l[n].sex) == 0 && strcmp(l[i].area, l[n].area) == 0)
            return true;
    return false;
}

/* "" or what is wrong, with its line. */
static const char *read_table(struct arena *a, const char *text, struct line **lines, size_t *n)
{
    static const char *const heading[] = { "area", "age", "sex", "children" };
    struct csv c;
    int column[4];
    if (!csv_read(a, text, strlen(text), &(struct csv_limits){ .rows = MOST_ROWS, .cells = 20, .bytes = 500 }, &c))
        return arena_print(a, "Line %zu: %s", c.error_line, c.error);
    for (int i = 0; i < 4; i++) {
        column[i] = c.n ? csv_column(a, &c, heading[i]) : -1;
        if (column[i] < 0)
            return arena_print(a, "The heading “%s” is missing", heading[i]);
    }
    *lines = arena_array(a, struct line, c.n + 1);
    for (*n = 0; *n + 1 < c.n; ++*n) {
        const char *wrong = read_line(a, &c.row[*n + 1], column, &(*lines)[*n]);
        if (*wrong)
            return arena_print(a, "Line %zu: %s", c.row[*n + 1].line, wrong);
        if (is_twice(*lines, *n))
            return arena_print(a, "Line %zu: this area, age and sex stand there already", c.row[*n + 1].line);
    }
    return *n ? "" : "There is no line under the headings";
}

void expected_population_set(struct web *w)
{
    struct form *f = form_read(w, population_fields);
    struct line *l = NULL;
    size_t n = 0;
    const char *wrong = form_is_right(f) ? read_table(w->arena, form_value(f, "table"), &l, &n) : "";
    if (*wrong)
        form_fail(f, "table", wrong);
    if (!form_is_right(f)) {
        show(w, form_new(w, rate_fields), f);
        return;
    }
    drop_expected_population(w->db);
    for (size_t i = 0; i < n; i++)
        add_expected_population(w->db, &(struct add_expected_population){ .area = l[i].area, .age = l[i].age, .sex = l[i].sex, .children = l[i].children, .as_at = form_value(f, "as_at"), .source = form_value(f, "population_source") });
    changed(w, "population");
    web_notice(w, "The population was saved. Expected numbers are reckoned anew.");
    web_to(w, "/expected/figures");
}
