/* All applications within reach: the list with filters, its export, and what needs somebody today. */
#include "app/funding/funding.h"
#include "app/funding/views.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

enum { ON_PAGE = 50, ON_HOME = 8, MOST_EXPORTED = 50000, SOON_DAYS_AHEAD = 28 };

static const struct choice shows[] = { { "", "Not decided", NULL }, { "draft", "Drafts", NULL }, { "sent", "With the panel", NULL }, { "question", "More information needed", NULL }, { "award", "Awarded", NULL },
    { "part", "Awarded in part", NULL }, { "no", "Not awarded", NULL }, { "withdrawn", "Withdrawn", NULL }, { "all", "All", NULL }, { 0 } };
static const struct choice sorts[] = { { "", "Newest first", NULL }, { "old", "Oldest first", NULL }, { "pence", "Largest amount first", NULL }, { 0 } };

static const char *one_of(const struct choice *c, const char *code)
{
    for (; c->code; c++)
        if (strcmp(c->code, code) == 0)
            return c->code;
    return "";
}

static struct fund_asked read_asked(struct web *w)
{
    struct fund_asked a = { .show = one_of(shows, web_query(w, "show")), .sort = one_of(sorts, web_query(w, "sort")), .area = "", .shows = shows, .sorts = sorts };
    const char *area = web_query(w, "area");
    a.areas = setting_areas(w->db, &a.n_areas);
    for (size_t i = 0; i < a.n_areas; i++)
        if (strcmp(a.areas[i].area, area) == 0)
            a.area = area;
    if (!text_number(web_query(w, "after"), &a.after) || a.after < 0)
        a.after = 0;
    return a;
}

static int64_t own_setting(struct web *w) { return web_role(w, "practitioner") ? w->person->setting_id ? w->person->setting_id : -1 : 0; }

void fund_list(struct web *w)
{
    struct fund_asked a = read_asked(w);
    size_t n;
    struct applications *row = applications(w->db, w->person->id, own_setting(w), a.show, a.area, a.sort, a.after, ON_PAGE + 1, &n);
    struct panel_closing_from *next = panel_closing_from(w->db, w->today);
    web_audit(w, 0, "view", "/funding", "");
    web_page(w, "Inclusion fund");
    view_funding_list(&w->out, w, &a, row, n > ON_PAGE ? ON_PAGE : n, n > ON_PAGE, next);
}

static void export_row(struct web *w, struct out *o, const struct applications *r)
{
    struct arena *a = w->arena;
    const char *cell[] = { r->reference, child_name(a, r->given_name, r->family_name, r->known_as), r->born_on, r->setting_name, r->area, fund_status_words(r->status, r->outcome), r->sent_on, r->meets_on, r->decided_on, r->band_name,
        r->from_on, r->to_on, arena_print(a, "%lld", (long long)r->minutes), arena_print(a, "%lld", (long long)r->asked_pence) };
    csv_write_row(o, cell, sizeof cell / sizeof *cell);
}

void fund_export(struct web *w)
{
    static const char *const heading[] = { "Reference", "Child", "Date of birth", "Setting", "Area", "Status", "Sent on", "Panel on", "Decided on", "Band", "From", "To", "Minutes a week", "Asked for, in pence" };
    struct fund_asked a = read_asked(w);
    size_t n;
    struct applications *row = applications(w->db, w->person->id, own_setting(w), a.show, a.area, a.sort, 0, MOST_EXPORTED, &n);
    struct out o = { .arena = w->arena };
    csv_write_start(&o);
    csv_write_row(&o, heading, sizeof heading / sizeof *heading);
    for (size_t i = 0; i < n; i++)
        export_row(w, &o, &row[i]);
    web_audit(w, 0, "export", "/funding", arena_print(w->arena, "%zu applications", n));
    web_file(w, "text/csv; charset=utf-8", "inclusion-fund.csv", o.at, o.len);
}

void fund_home_panel(struct web *w, int64_t about)
{
    (void)about;
    size_t n;
    struct fund_things_to_do *t = fund_things_to_do(w->db, w->person->id, w->person->setting_id, date_add_days(w->arena, w->today, SOON_DAYS_AHEAD), &n);
    struct panel_closing_from *next = panel_closing_from(w->db, w->today);
    if (n)
        view_funding_home(&w->out, w, t, n < ON_HOME ? n : ON_HOME, n > 50 ? "more than 50" : arena_print(w->arena, "%zu", n), next);
}
