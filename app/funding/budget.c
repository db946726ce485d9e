/*
 * The budget of a financial year: what is paid, sent, promised, and what is to
 * be expected of what waits.  Managers see all; whoever has no case access sees
 * sums in which small numbers are hidden.  The sums are those of the payments:
 * there is no second book.
 */
#include "app/funding/funding.h"
#include "app/funding/views.h"
#include "base/date.h"
#include "base/text.h"
#include "out/chart.h"
#include "stats/suppress.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MONTHS = 12, LOOK_BACK_MONTHS = 24 };

/* ---- adding up ---- */

static void months_of(struct web *w, struct budget_sheet *s)
{
    size_t n;
    struct fund_by_month *m = fund_by_month(w->db, s->year, &n);
    for (int i = 0; i < MONTHS; i++)
        s->month[i] = (struct budget_month){ .day = date_add_months(w->arena, financial_year_from(w->arena, s->year), i) };
    for (size_t i = 0; i < n; i++) {
        /* what is due before the year begins, or after it ends, stands in its first or last month */
        int at = (date_year(arena_print(w->arena, "%s-01", m[i].month)) - s->year) * 12 + date_month(arena_print(w->arena, "%s-01", m[i].month)) - 4;
        struct budget_month *to = &s->month[at < 0 ? 0 : at >= MONTHS ? MONTHS - 1 : at];
        to->paid += m[i].paid;
        to->sent += m[i].sent;
        to->planned += m[i].planned;
        to->awards += m[i].awards;
        s->paid += m[i].paid;
        s->sent += m[i].sent;
        s->planned += m[i].planned;
    }
}

/* What waits would cost in this year, and what is to be expected of it: the share of what was asked for that was given over the last year. */
static void expect(struct web *w, struct budget_sheet *s)
{
    size_t n, terms, lines;
    struct fund_waiting *a = fund_waiting(w->db, &n);
    const struct money_term *t = fund_terms(w->db, &terms);
    struct fund_decided_since *d = fund_decided_since(w->db, date_add_months(w->arena, w->today, -MONTHS));
    for (size_t i = 0; i < n; i++) {
        struct money_line *line = money_lines(w->arena, &(struct money_award){ a[i].unit, a[i].pence, a[i].minutes, a[i].from_on, a[i].to_on }, t, terms, &lines);
        int64_t before = s->waiting;
        for (size_t k = 0; k < lines; k++)
            s->waiting += line[k].year == s->year ? line[k].pence : 0;
        s->waits += s->waiting > before;
    }
    s->share = d->asked > 0 ? (double)d->given / (double)d->asked : NAN;
    s->decided = d->applications;
    s->expected = s->waiting > 0 && !isnan(s->share) ? (int64_t)llround((double)s->waiting * fmin(s->share, 1)) : s->waiting;
}

/* ---- what people without case access may see ---- */

static void hide(struct web *w, struct budget_sheet *s)
{
    struct suppress_rule rule = { atoi(authority(w, "suppress_below")) - 1, false };
    int64_t *n = arena_array(w->arena, int64_t, s->bands + s->areas + MONTHS + 1);
    s->is_published = true;
    for (size_t i = 0; i < s->bands; i++)
        n[i] = s->band[i].awards;
    enum suppress_mark *mark = s->bands ? suppress_row(w->arena, n, s->bands, rule) : NULL;
    for (size_t i = 0; i < s->bands; i++)
        s->band[i].awards = mark[i] == SHOWN ? s->band[i].awards : -1;
    for (size_t i = 0; i < s->areas; i++)
        n[i] = s->area[i].awards;
    mark = s->areas ? suppress_row(w->arena, n, s->areas, rule) : NULL;
    for (size_t i = 0; i < s->areas; i++)
        s->area[i].awards = mark[i] == SHOWN ? s->area[i].awards : -1;
    for (int i = 0; i < MONTHS; i++)
        n[i] = s->month[i].awards;
    mark = suppress_row(w->arena, n, MONTHS, rule);
    for (int i = 0; i < MONTHS; i++)
        s->month[i].is_hidden = mark[i] != SHOWN;
    if (s->waits >= 1 && s->waits <= rule.most)
        s->waits = -1;
}

/* ---- the chart ---- */

static const char *month_label(struct arena *a, const char *day) { return arena_text(a, date_month_words(a, day), 3); }

/* Month by month what has been given so far in the year, against the budget; a month that is hidden is a gap. */
struct html budget_chart(struct arena *a, const struct budget_sheet *s)
{
    double *value = arena_array(a, double, MONTHS), sum = 0;
    const char **label = arena_array(a, const char *, MONTHS);
    bool is_any = false, is_gap = false;
    for (int i = 0; i < MONTHS; i++) {
        const struct budget_month *m = &s->month[i];
        int64_t pence = m->paid + m->sent + m->planned;
        label[i] = month_label(a, m->day);
        is_any |= pence != 0;
        is_gap |= m->is_hidden;
        sum += (double)pence / 100;
        value[i] = is_gap ? NAN : sum;
    }
    if (!is_any || is_gap)
        return (struct html){ "", 0 };
    struct chart_series line = { "Paid and promised", value, NULL };
    return chart_line(a, &(struct chart_line){ .about = { "budget", "Paid and promised by the end of each month", arena_print(a, "%s in all, of a budget of %s.", pounds(a, s->paid + s->sent + s->planned), s->has_budget ? pounds(a, s->budget) : "no amount entered"), CHART_NUMBER },
        .label = label, .n = MONTHS, .series = &line, .n_series = 1, .has_target = s->has_budget, .target = (double)s->budget / 100, .target_name = "Budget" });
}

/* ---- the page ---- */

static int year_asked(struct web *w)
{
    int64_t year = 0;
    int now = financial_year(w->today);
    return text_number(web_query(w, "year"), &year) && year >= now - 10 && year <= now + 3 ? (int)year : now;
}

static struct budget_sheet sheet_of(struct web *w, int year)
{
    struct budget_sheet s = { .year = year, .may_set = web_may(w, RUN_FUND) };
    struct budget_of_year *b = budget_of_year(w->db, year);
    struct fund_years *y = fund_years(w->db);
    int now = financial_year(w->today);
    s.has_budget = b != NULL;
    s.budget = b ? b->pence : 0;
    s.first_year = y->first && y->first < now ? (int)y->first : now;
    s.last_year = y->last > now ? (int)y->last : now + 1;
    s.history = budgets_of_year(w->db, year, &s.histories);
    s.band = fund_by_band(w->db, year, &s.bands);
    s.area = fund_by_area(w->db, year, &s.areas);
    months_of(w, &s);
    expect(w, &s);
    if (!web_may(w, SEE_CHILDREN_BEHIND))
        hide(w, &s);
    return s;
}

static const struct field budget_fields[] = {
    { "pounds", "Budget of the year in pounds", "For example, 250,000", .max = 20, .need = "Enter the budget" },
    { "because", "Where is it decided?", "For example, Cabinet, 12 February 2026", .max = 200, .need = "Write where it is decided" },
    { 0 }
};

static void show(struct web *w, int year, struct form *f)
{
    struct budget_sheet s = sheet_of(w, year);
    web_audit(w, 0, "view", "/funding/budget", "");
    web_page(w, arena_print(w->arena, "Budget of the inclusion fund, %s", financial_year_words(w->arena, year)));
    view_funding_budget(&w->out, w, &s, s.may_set ? f ? f : form_new(w, budget_fields) : NULL);
}

void budget_show(struct web *w) { show(w, year_asked(w), NULL); }

void budget_set(struct web *w)
{
    struct form *f = form_read(w, budget_fields);
    int year = year_asked(w);
    int64_t pence = 0;
    if (*form_value(f, "pounds") && !pounds_read(form_value(f, "pounds"), 1000000000000, &pence))
        form_fail(f, "pounds", "Enter the budget in pounds, like 250,000");
    if (!form_is_right(f)) {
        w->status = 422;
        show(w, year, f);
        return;
    }
    add_funding_budget(w->db, &(struct add_funding_budget){ .id = new_id(), .year = year, .pence = pence, .because = form_value(f, "because"), .person_id = w->person->id, .at = w->now });
    web_audit(w, 0, "change", "funding budget", arena_print(w->arena, "%d", year));
    web_notice(w, "The budget was saved");
    web_to_f(w, "/funding/budget?year=%d", year);
}

/* ---- who asks, and who does not ---- */

static void add_area(struct take_up_sheet *s, const struct fund_take_up *r)
{
    if (!s->areas || strcmp(s->area[s->areas - 1].area, r->area) != 0)
        s->area[s->areas++] = (struct take_up_area){ .area = r->area };
    struct take_up_area *a = &s->area[s->areas - 1];
    a->settings++;
    a->asked += r->applications > 0;
    a->children += r->children;
    a->applications += r->applications;
    a->awarded += r->awarded;
}

/* Counts of settings are no counts of children; the applications of an area are hidden where they are few. */
static void hide_areas(struct web *w, struct take_up_sheet *s)
{
    struct suppress_rule rule = { atoi(authority(w, "suppress_below")) - 1, false };
    int64_t *n = arena_array(w->arena, int64_t, s->areas + 1), *m = arena_array(w->arena, int64_t, s->areas + 1), *k = arena_array(w->arena, int64_t, s->areas + 1);
    for (size_t i = 0; i < s->areas; i++) {
        n[i] = s->area[i].applications;
        m[i] = s->area[i].awarded;
        k[i] = s->area[i].children;
    }
    enum suppress_mark *a = suppress_row(w->arena, n, s->areas, rule), *b = suppress_row(w->arena, m, s->areas, rule), *c = suppress_row(w->arena, k, s->areas, rule);
    for (size_t i = 0; i < s->areas; i++) {
        s->area[i].applications = a[i] == SHOWN ? s->area[i].applications : -1;
        s->area[i].awarded = a[i] == SHOWN && b[i] == SHOWN ? s->area[i].awarded : -1;
        s->area[i].children = c[i] == SHOWN ? s->area[i].children : -1;
    }
}

void take_up_show(struct web *w)
{
    struct take_up_sheet s = { .since = date_add_months(w->arena, w->today, -LOOK_BACK_MONTHS), .sees_settings = web_may(w, RUN_FUND) };
    s.row = fund_take_up(w->db, s.since, &s.n);
    s.area = arena_array(w->arena, struct take_up_area, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        add_area(&s, &s.row[i]);
    if (!web_may(w, SEE_CHILDREN_BEHIND) && s.areas)
        hide_areas(w, &s);
    web_audit(w, 0, "view", "/funding/take-up", "");
    web_page(w, "Who asks the inclusion fund, and who does not");
    view_funding_take_up(&w->out, w, &s);
}

/* For whoever has no other way there. */
void fund_figures_home(struct web *w, int64_t about)
{
    (void)about;
    if (!web_may(w, RUN_FUND))
        view_funding_figures_home(&w->out, w);
}
