/* Who carries how much, one officer's children, whom nobody leads; the table of the feature.  Reads only; handover.c moves children. */
#include "app/caseload/caseload.h"
#include "app/caseload/views.h"
#include "app/child/pages.h"
#include "app/people/people.sql.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/text.h"
#include "out/chart.h"

#include <stdlib.h>
#include <string.h>

enum { LATELY_DAYS = 60, MOST_BARS = 40 };

/* ---- loads ---- */

static int64_t load_of(const struct caseload_weights_on *w, const struct caseload_counts *c)
{
    const int64_t *p = w->points;
    return c->children * p[WEIGHT_CHILD] - c->watching * p[WEIGHT_WATCHING] + c->new_ones * p[WEIGHT_NEW] + c->targeted * p[WEIGHT_TARGETED] + c->targeted_plus * p[WEIGHT_TARGETED_PLUS]
         + c->specialist * p[WEIGHT_SPECIALIST] + c->ehc * p[WEIGHT_EHC] + c->no_setting * p[WEIGHT_NO_SETTING] + c->restricted * p[WEIGHT_RESTRICTED];
}

static void put_counts(struct caseload_officer *o, const struct caseload_weights_on *weight, const struct caseload_counts *c, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (c[i].person_id == o->id) {
            o->children = c[i].children;
            o->ehc = c[i].ehc;
            o->new_ones = c[i].new_ones;
            o->no_setting = c[i].no_setting;
            o->load = load_of(weight, &c[i]);
        }
    o->share = o->capacity > 0 ? (double)o->load / (double)o->capacity : 0;
}

static void put_due(struct caseload_officer *o, const struct caseload_due *d, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (d[i].person_id == o->id) {
            o->visits = d[i].visits;
            o->reviews = d[i].reviews;
            o->late = d[i].late;
        }
}

struct caseload_officer *caseload_officers(struct web *w, int64_t person, size_t *n)
{
    struct arena *a = w->arena;
    size_t people, counts, dues;
    struct caseload_weights_on weight = caseload_weights_on(w->db, w->today);
    struct caseload_people *p = caseload_people(w->db, w->today, &people);
    struct caseload_counts *c = caseload_counts(w->db, w->person->id, person, date_add_days(a, w->today, -NEW_DAYS), &counts);
    struct caseload_due *d = caseload_due(w->db, w->person->id, person, w->today, date_add_days(a, w->today, VISIT_DAYS), date_add_days(a, w->today, REVIEW_DAYS), &dues);
    struct caseload_officer *o = arena_array(a, struct caseload_officer, people + 1);
    *n = 0;
    for (size_t i = 0; i < people; i++) {
        if (person && p[i].id != person)
            continue;
        struct caseload_officer one = { .id = p[i].id, .name = p[i].name, .job = p[i].job, .role = p[i].role, .hours = p[i].hours < 0 ? weight.points[FULL_TIME] : p[i].hours,
            .capacity = caseload_capacity(&weight, p[i].hours), .is_part_time = p[i].hours >= 0 && p[i].hours < weight.points[FULL_TIME] };
        put_counts(&one, &weight, c, counts);
        put_due(&one, d, dues);
        o[(*n)++] = one;
    }
    return o;
}

/* Managers stand in the overview while they lead anybody. */
static size_t those_who_lead(struct caseload_officer *o, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (o[i].children || strcmp(o[i].role, "officer") == 0)
            o[kept++] = o[i];
    return kept;
}

const char *caseload_percent(struct arena *a, const struct caseload_officer *o)
{
    return o->capacity > 0 ? arena_print(a, "%.0f%%", o->share * 100) : "no hours";
}

/* ---- the overview ---- */

const struct choice caseload_shows[] = { { "", "All", NULL }, { "late", "With something late", NULL }, { "new", "New in the last 30 days", NULL }, { "ehc", "EHC assessment under way", NULL },
    { "no-setting", "In no setting", NULL }, { "watching", "Watching and waiting", NULL }, { 0 } };
const struct choice caseload_sorts[] = { { "", "Name", NULL }, { "due", "What is due first", NULL }, { "points", "Most points", NULL }, { "seen", "Not seen for longest", NULL }, { 0 } };

static const char *one_of(const struct choice *c, const char *code)
{
    for (; c->code; c++)
        if (strcmp(c->code, code) == 0)
            return c->code;
    return "";
}

static int by_name(const void *x, const void *y)
{
    const struct caseload_officer *a = x, *b = y;
    int c = strcmp(a->name, b->name);
    return c ? c : (a->id > b->id) - (a->id < b->id);
}

static int by_share(const void *x, const void *y)
{
    const struct caseload_officer *a = x, *b = y;
    return a->share != b->share ? (a->share < b->share ? 1 : -1) : by_name(x, y);
}

static int by_children(const void *x, const void *y)
{
    const struct caseload_officer *a = x, *b = y;
    return a->children != b->children ? (a->children < b->children ? 1 : -1) : by_name(x, y);
}

static int by_late(const void *x, const void *y)
{
    const struct caseload_officer *a = x, *b = y;
    return a->late != b->late ? (a->late < b->late ? 1 : -1) : by_name(x, y);
}

static const struct { const char *code; int (*order)(const void *, const void *); } orders[] = { { "load", by_share }, { "name", by_name }, { "children", by_children }, { "late", by_late } };

static const char *put_in_order(struct caseload_officer *o, size_t n, const char *asked)
{
    size_t at = 0;
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        if (strcmp(orders[i].code, asked) == 0)
            at = i;
    qsort(o, n, sizeof *o, orders[at].order);
    return orders[at].code;
}

/* The share of what each can carry; full is the line. */
static struct html draw(struct arena *a, const struct caseload_officer *o, size_t n)
{
    size_t bars = n < MOST_BARS ? n : MOST_BARS;
    struct chart_bar_row *row = arena_array(a, struct chart_bar_row, bars + 1);
    for (size_t i = 0; i < bars; i++)
        row[i] = (struct chart_bar_row){ .label = o[i].name, .value = (double)(int)(o[i].share * 100 + 0.5) / 100, .note = o[i].capacity > 0 ? NULL : "no hours", .is_marked = o[i].share > 1 };
    return chart_bar(a, &(struct chart_bar){ .about = { "caseloads", "How full each caseload is", "Points of the children led, as a share of what that person’s hours can carry. The numbers are in the table.", CHART_PERCENT },
        .row = row, .n = bars, .has_reference = true, .reference = 1, .reference_name = "Full" });
}

const char *caseload_why(const char *why)
{
    return strcmp(why, "nobody") == 0 ? "Nobody leads" : strcmp(why, "outside") == 0 ? "The lead has no account here, so nobody is reminded" : "The lead’s account is closed";
}

static void overview(struct web *w)
{
    struct caseload_page p = { .sort = "" };
    if (!web_may(w, RUN_CASELOADS)) {
        web_to_f(w, "/caseloads/%lld", (long long)w->person->id);
        return;
    }
    p.officer = caseload_officers(w, 0, &p.officers);
    p.officers = those_who_lead(p.officer, p.officers);
    p.sort = put_in_order(p.officer, p.officers, web_query(w, "sort"));
    p.without = children_without_owner(w->db, w->person->id, &p.withouts);
    p.lately = caseload_handovers_lately(w->db, w->person->id, 0, date_add_days(w->arena, w->today, -LATELY_DAYS), &p.latelies);
    p.chart = draw(w->arena, p.officer, p.officers);
    web_audit(w, 0, "view", "/caseloads", "");
    web_page(w, "Caseloads");
    view_caseload_overview(&w->out, w, &p);
}

/* ---- one officer's children ---- */

static bool fits(const struct caseload_row *r, const char *show)
{
    const struct caseload_children *c = r->child;
    return !*show || (strcmp(show, "late") == 0 && c->late) || (strcmp(show, "new") == 0 && r->is_new) || (strcmp(show, "no-setting") == 0 && !*c->setting_name)
        || (strcmp(show, "ehc") == 0 && (strcmp(c->ehc_stage, "requested") == 0 || strcmp(c->ehc_stage, "assessing") == 0)) || (strcmp(show, "watching") == 0 && strcmp(c->service, "monitoring") == 0);
}

/* Rows come by name; equal ones stay so. */
static int by_due(const void *x, const void *y)
{
    const struct caseload_row *a = x, *b = y;
    if (!*a->child->due_on != !*b->child->due_on)
        return *a->child->due_on ? -1 : 1;
    int c = strcmp(a->child->due_on, b->child->due_on);
    return c ? c : (a->child > b->child) - (a->child < b->child);
}

static int by_points(const void *x, const void *y)
{
    const struct caseload_row *a = x, *b = y;
    return a->points != b->points ? (a->points < b->points ? 1 : -1) : (a->child > b->child) - (a->child < b->child);
}

static int by_seen(const void *x, const void *y)
{
    const struct caseload_row *a = x, *b = y;
    int c = strcmp(a->child->seen_on, b->child->seen_on);
    return c ? c : (a->child > b->child) - (a->child < b->child);
}

static void sort_rows(struct caseload_row *row, size_t n, const char *sort)
{
    if (strcmp(sort, "due") == 0)
        qsort(row, n, sizeof *row, by_due);
    else if (strcmp(sort, "points") == 0)
        qsort(row, n, sizeof *row, by_points);
    else if (strcmp(sort, "seen") == 0)
        qsort(row, n, sizeof *row, by_seen);
}

/* Everybody's own, and everybody's for those who balance the work. */
struct person_by_id *caseload_person_or_stop(struct web *w)
{
    int64_t id = web_id(w, "person");
    struct person_by_id *p = id == w->person->id || web_may(w, RUN_CASELOADS) ? person_by_id(w->db, id) : NULL;
    if (!p || strcmp(p->role, "parent") == 0)
        web_stop(w, 404);
    return p;
}

static struct caseload_list list_of(struct web *w)
{
    struct caseload_list l = { .person = caseload_person_or_stop(w), .show = one_of(caseload_shows, web_query(w, "show")), .sort = one_of(caseload_sorts, web_query(w, "sort")) };
    struct caseload_weights_on weight = caseload_weights_on(w->db, w->today);
    const char *new_from = date_add_days(w->arena, w->today, -NEW_DAYS);
    struct caseload_children *c = caseload_children(w->db, w->person->id, l.person->id, w->today, MOST_CHILDREN, &l.all);
    l.row = arena_array(w->arena, struct caseload_row, l.all + 1);
    l.is_own = l.person->id == w->person->id;
    for (size_t i = 0; i < l.all; i++) {
        struct caseload_row r = { &c[i], caseload_points(&weight, &c[i], new_from), strcmp(c[i].service, "open") == 0 && strcmp(c[i].service_from, new_from) >= 0 };
        if (fits(&r, l.show))
            l.row[l.fitting++] = r;
    }
    sort_rows(l.row, l.fitting, l.sort);
    return l;
}

static void cut_page(struct web *w, struct caseload_list *l)
{
    int64_t page = 1;
    text_number(web_query(w, "page"), &page);
    size_t pages = (l->fitting + CHILDREN_A_PAGE - 1) / CHILDREN_A_PAGE;
    l->page = page < 1 ? 1 : (size_t)page > pages ? (pages ? pages : 1) : (size_t)page;
    size_t from = (l->page - 1) * CHILDREN_A_PAGE, left = l->fitting - from;
    l->row += from;
    l->n = left < CHILDREN_A_PAGE ? left : CHILDREN_A_PAGE;
    l->has_more = left > CHILDREN_A_PAGE;
}

static void one(struct web *w)
{
    static const struct field hours_fields[] = { { "hours", "Hours a week", NULL, .kind = NUMBER, .max = 60 }, { 0 } };
    struct caseload_list l = list_of(w);
    size_t n;
    struct caseload_officer *o = caseload_officers(w, l.person->id, &n);
    l.officer = n ? o : NULL;
    cut_page(w, &l);
    l.lately = caseload_handovers_lately(w->db, w->person->id, l.person->id, date_add_days(w->arena, w->today, -LATELY_DAYS), &l.latelies);
    l.hours = form_new(w, hours_fields);
    if (l.officer)
        form_set_number(l.hours, "hours", l.officer->hours);
    web_audit(w, 0, "view", "/caseloads/:person", arena_print(w->arena, "person %lld", (long long)l.person->id));
    web_page(w, l.is_own ? "Children I lead" : "Caseload");
    view_caseload_list(&w->out, w, &l);
}

static void export_one(struct web *w)
{
    static const char *const heading[] = { "Child", "Date of birth", "Area", "Setting", "Main need", "Service", "Tier", "EHC assessment", "Led since", "Last visit", "Next visit", "Next due", "Late", "Points" };
    struct caseload_list l = list_of(w);
    struct arena *a = w->arena;
    struct out o = { .arena = a };
    csv_write_start(&o);
    csv_write_row(&o, heading, sizeof heading / sizeof *heading);
    for (size_t i = 0; i < l.fitting; i++) {
        const struct caseload_children *c = l.row[i].child;
        const char *cell[] = { child_name(a, c->given_name, c->family_name, c->known_as), c->born_on, c->area, c->setting_name, *c->need ? code_label("need", c->need) : "", code_label("service", c->service), *c->tier ? code_label("tier", c->tier) : "",
            *c->ehc_stage ? code_label("ehc_stage", c->ehc_stage) : "", c->led_from, c->seen_on, c->visit_on, c->due_on, arena_print(a, "%lld", (long long)c->late), arena_print(a, "%lld", (long long)l.row[i].points) };
        csv_write_row(&o, cell, sizeof cell / sizeof *cell);
    }
    web_audit(w, 0, "export", "/caseloads/:person", arena_print(a, "person %lld, %zu children", (long long)l.person->id, l.fitting));
    web_file(w, "text/csv; charset=utf-8", arena_print(a, "caseload-%s.csv", w->today), o.at, o.len);
}

/* ---- the home: what was handed over; whom nobody leads (there should be none) ---- */

static void home_panel(struct web *w, int64_t about)
{
    (void)about;
    size_t n, without = 0;
    struct caseload_news *c = caseload_news(w->db, w->person->id, web_may(w, RUN_CASELOADS), &n);
    while (without < n && strcmp(c[without].kind, "without") == 0)
        without++;
    if (without)
        view_caseload_home_without(&w->out, w, c, without);
    if (n > without)
        view_handover_home(&w->out, w, c + without, n - without);
}

static const struct route routes[] = {
    { GET, "/caseloads", SEE_CASELOAD, overview, .menu = "Caseloads" },
    { GET, "/caseloads/weights", WEIGH_CASELOADS, weights_show },
    { POST, "/caseloads/weights", WEIGH_CASELOADS, weights_change },
    { GET, "/caseloads/:person", SEE_CASELOAD, one },
    { GET, "/caseloads/:person/csv", SEE_CASELOAD, export_one },
    { POST, "/caseloads/:person/hours", RUN_CASELOADS, caseload_hours_change },
    { GET, "/caseloads/:person/handover", SEE_CASELOAD, handover_begin },
    { POST, "/caseloads/:person/handover/preview", SEE_CASELOAD, handover_preview, .only_reads = true },
    { POST, "/caseloads/:person/handover", SEE_CASELOAD, handover_commit },
    { GET, "/children/:id/handovers", SEE_CASELOAD, handover_of_child },
    { GET, "/handed-over/:handover", SEE_CASELOAD, handover_show },
    { POST, "/handed-over/:handover/undo", SEE_CASELOAD, handover_undo },
    { GET, "/handed-to-me", SEE_CASELOAD, handover_to_me },
    { POST, "/handed-to-me/read", SEE_CASELOAD, handover_read_all },
    { POST, "/handed-to-me/:move/read", SEE_CASELOAD, handover_read },
    { GET, "/handed-to-me/:move/back", SEE_CASELOAD, handover_back_form },
    { POST, "/handed-to-me/:move/back", SEE_CASELOAD, handover_back },
    { 0 }
};

static const struct panel panels[] = {
    { "home", 1, SEE_CASELOAD, home_panel },
    { 0 }
};

/* app/child/tables.h */
static const struct child_table tables[] = {
    { "caseload_move", "Handed over between officers", ROWS_GO, .day = "moved_on", .words = "note" },
    { 0 }
};

const struct feature caseload_feature = { "caseload", routes, panels, .lanes = handover_lanes, .tables = tables };
