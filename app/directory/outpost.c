/*
 * Outpost's bulk-import table (FutureGov): one line a service, and lines that
 * add to an earlier one (import_id_reference): a further place, price, time.
 * Contacts marked not visible and exact addresses that are masked stay out.
 */
#include "app/directory/directory.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* FOUND: where a heading stands, looked up once: looking folds every heading. */
struct table { struct directory_reading *r; struct csv csv; const struct csv_row *row; const char *where; struct { const char *column; int at; } found[64]; size_t n; };

static int column_of(struct table *t, const char *column)
{
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(t->found[i].column, column) == 0)
            return t->found[i].at;
    int at = csv_column(t->r->w->arena, &t->csv, column);
    if (t->n < sizeof t->found / sizeof *t->found) {
        t->found[t->n].column = column;
        t->found[t->n++].at = at;
    }
    return at;
}

static const char *cell(struct table *t, const char *column) { return csv_cell(t->r->w->arena, t->row, column_of(t, column)); }
static bool is_said(struct table *t, const char *column) { return (*cell(t, column) | 32) == 't' || strcmp(cell(t, column), "1") == 0; }
static bool is_denied(struct table *t, const char *column) { return (*cell(t, column) | 32) == 'f' || strcmp(cell(t, column), "0") == 0; }

static double years(struct table *t, const char *column)
{
    const char *s = cell(t, column);
    char *end;
    double n = strtod(s, &end);
    if (!*s)
        return -1;
    if (*end || n < 0 || isnan(n)) {
        directory_is_wrong(t->r, t->where, "%s is not a number of years", column);
        return -1;
    }
    return n;
}

/* Values parted by semicolons: each to PUT. */
static void each(struct table *t, struct directory_entry *e, const char *column, void (*put)(struct directory_reading *, struct directory_entry *, const char *))
{
    for (const char *s = cell(t, column); *s;) {
        size_t n = strcspn(s, ";");
        put(t->r, e, text_clean(t->r->w->arena, arena_text(t->r->w->arena, s, n), TEXT_LINE));
        s += n + (s[n] == ';');
    }
}

static void put_access(struct directory_reading *r, struct directory_entry *e, const char *s) { directory_more(r, e, D_ACCESS, s); }

static void read_place(struct table *t, struct directory_entry *e)
{
    struct arena *a = t->r->w->arena;
    const char *name = cell(t, "location_name"), *city = cell(t, "location_city");
    bool masked = is_said(t, "mask_exact_address");
    if (is_denied(t, "location_visible") || (!*name && !*cell(t, "location_address_1")))
        return;
    if (!*e->value[D_ADDRESS]) {
        const char *part[3] = { name, cell(t, "location_address_1"), city }, *kept[3];
        size_t n = 0;
        for (size_t i = masked ? 2 : 0; i < 3; i++)
            if (*part[i])
                kept[n++] = part[i];
        directory_put(t->r, e, D_ADDRESS, text_join(a, kept, n, ", "));
        directory_put(t->r, e, D_POSTCODE, masked ? "" : cell(t, "location_postcode"));
        each(t, e, "location_accessibilities", put_access);
    } else
        directory_more(t->r, e, D_OPENING, arena_print(a, "Also at %s%s%s", masked ? "" : name, masked || !*city ? "" : ", ", city));
    directory_put_place(t->r, e, city);
}

static void read_time(struct table *t, struct directory_entry *e)
{
    struct arena *a = t->r->w->arena;
    const char *day = cell(t, "scheduled_weekday"), *opens = cell(t, "schedules_opens_at"), *closes = cell(t, "schedules_closes_at");
    bool is_time = *opens >= '0' && *opens <= '9' && *closes >= '0' && *closes <= '9';
    if (*day)
        directory_more(t->r, e, D_OPENING, is_time ? arena_print(a, "%c%s %.5s to %.5s", *day >= 'a' && *day <= 'z' ? *day - 32 : *day, day + 1, opens, closes) : arena_print(a, "%c%s", *day >= 'a' && *day <= 'z' ? *day - 32 : *day, day + 1));
}

static void read_cost(struct table *t, struct directory_entry *e)
{
    const char *who = cell(t, "cost_option"), *amount = cell(t, "cost_amount"), *per = cell(t, "cost_type");
    char *end;
    double pounds = strtod(amount, &end);
    if (is_said(t, "free"))
        directory_more(t->r, e, D_COST, "Free");
    else if (*amount && !*end)
        directory_more(t->r, e, D_COST, arena_print(t->r->w->arena, "%s%s%s%s%s", who, *who ? ": " : "", pounds > 0 ? arena_print(t->r->w->arena, "\u00a3%.2f", pounds) : "free", *per && pounds > 0 ? " " : "", pounds > 0 ? per : ""));
}

static void read_contact(struct table *t, struct directory_entry *e)
{
    if (is_denied(t, "contact_visible"))
        return;
    if (!*e->value[D_EMAIL])
        directory_put(t->r, e, D_EMAIL, cell(t, "contact_email"));
    if (!*e->value[D_TELEPHONE])
        directory_put(t->r, e, D_TELEPHONE, cell(t, "contact_phone"));
}

/* What may stand in any line, the first of a service or a further one. */
static void read_parts(struct table *t, struct directory_entry *e)
{
    read_contact(t, e);
    read_place(t, e);
    read_time(t, e);
    read_cost(t, e);
}

static bool is_shown_today(struct table *t)
{
    const char *from = cell(t, "visible_from"), *to = cell(t, "visible_to"), *today = t->r->w->today;
    return !is_denied(t, "approved") && !is_denied(t, "visible") && !is_said(t, "temporarily_closed") && !(date_valid(from) && strcmp(today, from) < 0) && !(date_valid(to) && strcmp(today, to) > 0);
}

static void read_service(struct table *t)
{
    struct directory_entry *e = directory_add(t->r, cell(t, "import_id"), t->where);
    directory_put(t->r, e, D_NAME, cell(t, "name"));
    directory_put(t->r, e, D_DESCRIPTION, cell(t, "description"));
    directory_put(t->r, e, D_ORGANISATION, cell(t, "organisation"));
    directory_put(t->r, e, D_WEBSITE, cell(t, "url"));
    directory_put(t->r, e, D_HOW_TO_START, cell(t, "how_to_start"));
    if (!*e->value[D_HOW_TO_START] && is_said(t, "needs_referral"))
        directory_put(t->r, e, D_HOW_TO_START, "Somebody who works with your child has to ask for you");
    directory_put_ages(t->r, e, years(t, "min_age"), years(t, "max_age"));
    directory_put_term(t->r, e, cell(t, "name"));
    each(t, e, "send_needs_support", directory_put_term);
    each(t, e, "suitabilities", directory_put_term);
    each(t, e, "service_taxonomies", directory_put_term);
    read_parts(t, e);
    e->is_closed = !is_shown_today(t);
}

static void read_further(struct table *t, const char *of)
{
    for (size_t i = 0; i < t->r->n; i++)
        if (strcmp(t->r->entry[i].source_id, of) == 0) {
            read_parts(t, &t->r->entry[i]);
            return;
        }
    directory_is_wrong(t->r, t->where, "import_id_reference names no service above it");
}

void outpost_read(struct directory_reading *r, const char *bytes, size_t len)
{
    struct table t = { .r = r };
    struct arena *a = r->w->arena;
    if (!csv_read(a, bytes, len, NULL, &t.csv)) {
        directory_is_wrong(r, arena_print(a, "line %zu", t.csv.error_line), "%s", t.csv.error);
        return;
    }
    if (!t.csv.n || csv_column(a, &t.csv, "import_id") < 0 || csv_column(a, &t.csv, "name") < 0) {
        directory_is_wrong(r, "the file", "it is neither Open Referral UK (JSON) nor a table of Outpost (columns import_id and name)");
        return;
    }
    r->format = "Outpost";
    for (size_t i = 1; i < t.csv.n; i++) {
        t.row = &t.csv.row[i];
        t.where = arena_print(a, "line %zu", t.row->line);
        if (*cell(&t, "import_id_reference"))
            read_further(&t, cell(&t, "import_id_reference"));
        else
            read_service(&t);
    }
}
