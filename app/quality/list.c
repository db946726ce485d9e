/*
 * Whose records are to be mended: the list for the service, a setting's or a
 * lead's page, a practitioner's own children, and the panels on home and on a
 * child's page.  Who is listed is taken from what is kept; what is shown of
 * each is asked anew, scoped, so that what was mended a moment ago is gone.
 */
#include "app/quality/pages.h"
#include "app/quality/views.h"
#include "app/setting/setting.h"
#include "base/date.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { LISTED = 50 };

static int64_t setting_of(const struct web *w) { return web_role(w, "practitioner") ? w->person->setting_id : 0; }

static struct quality_listed *sorted(struct web *w, const struct quality_setting *s, const struct quality_records *r)
{
    struct quality_listed *l = arena_new(w->arena, struct quality_listed);
    bool is_practitioner = web_role(w, "practitioner");
    l->record = r;
    l->found = quality_judge(w->arena, s, r, w->today);
    l->mine = arena_array(w->arena, const struct quality_rule *, QUALITY_RULES);
    l->others = arena_array(w->arena, const struct quality_rule *, QUALITY_RULES);
    for (size_t i = 0; i < QUALITY_RULES; i++) {
        if (!quality_has(l->found.failed, i))
            continue;
        bool may = is_practitioner ? setting_of(w) && quality_may_mend(s[i].rule, r, setting_of(w)) : web_may(w, CHANGE_CHILDREN);
        if (may)
            l->mine[l->mines++] = s[i].rule;
        else
            l->others[l->others_n++] = s[i].rule;
    }
    return l;
}

struct quality_listed *quality_list_one(struct web *w, const struct quality_setting *s, int64_t child)
{
    struct quality_records *r = quality_record_seen(w->db, w->person->id, child);
    struct quality_child *c = r ? quality_child(w->db, w->person->id, child) : NULL;
    if (!c)
        return NULL;
    struct quality_listed *l = sorted(w, s, r);
    l->child = c;
    return l;
}

/* ---- The list of the service ---- */

static int64_t number_or_stop(struct web *w, const char *name, int64_t low, int64_t high, int64_t without)
{
    int64_t n = without;
    if (*web_query(w, name) && (!text_number(web_query(w, name), &n) || n < low || n > high))
        web_stop(w, 404);
    return n;
}

static bool is_wanted(const struct quality_list *l, const struct quality_held *h)
{
    uint64_t wanted = l->chosen ? UINT64_C(1) << (l->chosen - l->settings) : ~UINT64_C(0);
    return (h->found.failed & wanted) && (!l->setting || h->setting == l->setting) && (!l->lead || h->lead == l->lead) && (l->area < 0 || h->area == l->area);
}

/* Those with most to mend first, then in the order in which they came into the register. */
static int most_first(const void *x, const void *y)
{
    const struct quality_held *a = *(const struct quality_held *const *)x, *b = *(const struct quality_held *const *)y;
    int m = __builtin_popcountll(a->found.failed), n = __builtin_popcountll(b->found.failed);
    return m != n ? n - m : a->child < b->child ? -1 : a->child > b->child;
}

static const struct quality_held **wanted(struct arena *a, const struct quality_list *l, size_t *n)
{
    const struct quality_held **h = arena_array(a, const struct quality_held *, l->look->n + 1);
    *n = 0;
    for (size_t i = 0; i < l->look->n; i++)
        if (is_wanted(l, &l->look->held[i]))
            h[(*n)++] = &l->look->held[i];
    qsort(h, *n, sizeof *h, most_first);
    return h;
}

static void fill_page(struct web *w, struct quality_list *l)
{
    size_t all;
    const struct quality_held **h = wanted(w->arena, l, &all);
    l->all = (int64_t)all;
    l->pages = (l->all + LISTED - 1) / LISTED;
    l->row = arena_array(w->arena, const struct quality_listed *, LISTED);
    for (size_t i = (size_t)(l->page - 1) * LISTED; i < all && i < (size_t)l->page * LISTED; i++) {
        const struct quality_listed *row = quality_list_one(w, l->settings, h[i]->child);
        bool still = row && (l->chosen ? quality_has(row->found.failed, (size_t)(l->chosen - l->settings)) : row->found.failed != 0);
        if (still)
            l->row[l->n++] = row;
    }
}

static const char *person_name(struct web *w, int64_t id)
{
    size_t n;
    struct quality_lead_names *p = quality_lead_names(w->db, &n);
    for (size_t i = 0; i < n; i++)
        if (p[i].id == id)
            return p[i].name;
    return "";
}

void quality_list(struct web *w)
{
    struct quality_list l = { .settings = quality_settings(w->db), .look = quality_seen(w) };
    l.chosen = quality_setting_of(l.settings, web_query(w, "rule"));
    l.page = number_or_stop(w, "page", 1, 100000, 1);
    l.setting = number_or_stop(w, "setting", 0, INT64_MAX, 0);
    l.lead = number_or_stop(w, "lead", 0, INT64_MAX, 0);
    l.area = (int)number_or_stop(w, "area", -1, l.look->areas - 1, -1);
    struct setting_by_id *s = l.setting ? setting_by_id(w->db, l.setting) : NULL;
    l.setting_name = s ? s->name : "";
    l.lead_name = l.lead ? person_name(w, l.lead) : "";
    fill_page(w, &l);
    web_audit(w, 0, "view", "/quality/list", arena_print(w->arena, "%s, page %lld", l.chosen ? l.chosen->rule->code : "all rules", (long long)l.page));
    web_page(w, "What to mend");
    view_quality_list(&w->out, w, &l);
}

/* ---- Settings and leads ---- */

static struct quality_unit *units(struct web *w, const struct quality_look *l, bool leads, size_t *n)
{
    size_t groups, names = 0;
    struct quality_group *g = quality_groups(w->arena, l, leads, &groups);
    struct quality_setting_names *s = leads ? NULL : quality_setting_names(w->db, &names);
    struct quality_lead_names *p = leads ? quality_lead_names(w->db, &names) : NULL;
    struct quality_unit *u = arena_array(w->arena, struct quality_unit, groups + 1);
    *n = 0;
    for (size_t i = 0, k = 0; i < groups; i++) {
        while (k < names && (s ? s[k].id : p[k].id) < g[i].id)
            k++;
        bool known = k < names && (s ? s[k].id : p[k].id) == g[i].id;
        u[*n] = quality_unit_of(&g[i].sum);
        u[*n].id = known ? g[i].id : 0;
        u[*n].name = !known ? (leads ? "Nobody leads" : "In no setting") : s ? s[k].name : p[k].name;
        u[(*n)++].about = !known ? "" : s ? s[k].area : p[k].job;
    }
    return u;
}

static int by_name(const void *x, const void *y)
{
    const struct quality_unit *a = x, *b = y;
    int c = strcmp(a->name, b->name);
    return c ? c : a->id < b->id ? -1 : a->id > b->id;
}

/* In the order of the alphabet: a score is to be mended, not ranked. */
void quality_units(struct web *w)
{
    const struct quality_look *l = quality_seen(w);
    size_t settings, leads;
    struct quality_unit *s = units(w, l, false, &settings), *p = units(w, l, true, &leads);
    qsort(s, settings, sizeof *s, by_name);
    qsort(p, leads, sizeof *p, by_name);
    web_page(w, "Data quality of settings and teams");
    view_quality_units(&w->out, w, l, s, settings, p, leads);
}

static int most_to_mend(const void *x, const void *y)
{
    const struct quality_listed *a = *(const struct quality_listed *const *)x, *b = *(const struct quality_listed *const *)y;
    if (a->mines != b->mines)
        return a->mines > b->mines ? -1 : 1;
    int c = strcmp(a->child->family_name, b->child->family_name);
    return c ? c : a->child->id < b->child->id ? -1 : a->child->id > b->child->id;
}

/* Those of LOOK that belong to one setting or lead and have something to mend; at most a page of them. */
static void list_unit(struct web *w, struct quality_one *o, const struct quality_look *look)
{
    struct quality_list l = { .settings = quality_settings(w->db), .look = look, .area = -1, .setting = o->is_lead ? 0 : o->id, .lead = o->is_lead ? o->id : 0 };
    size_t all;
    const struct quality_held **h = wanted(w->arena, &l, &all);
    o->row = arena_array(w->arena, struct quality_listed *, LISTED);
    for (size_t i = 0; i < all && i < LISTED; i++) {
        struct quality_listed *row = quality_list_one(w, l.settings, h[i]->child);
        if (row && row->found.failed)
            o->row[o->n++] = row;
    }
    o->sum = quality_sum_of(look, l.setting, l.lead, -1);
    o->month = quality_months(w, o->is_lead ? "lead" : "setting", arena_print(w->arena, "%lld", (long long)o->id), &o->months);
}

static void show_one(struct web *w, const struct quality_one *o)
{
    web_page(w, o->is_own ? "Details to mend" : "Data quality");
    view_quality_one(&w->out, w, o);
}

void quality_unit_show(struct web *w)
{
    struct setting_by_id *s = setting_by_id(w->db, web_id(w, "id"));
    if (!s)
        web_stop(w, 404);
    struct quality_one o = { .name = s->name, .about = s->area, .id = s->id };
    list_unit(w, &o, quality_seen(w));
    web_audit(w, 0, "view", "/quality/settings/:id", arena_print(w->arena, "%lld", (long long)s->id));
    show_one(w, &o);
}

void quality_team_show(struct web *w)
{
    struct quality_one o = { .id = web_id(w, "person"), .is_lead = true, .about = "" };
    o.name = person_name(w, o.id);
    if (!*o.name)
        web_stop(w, 404);
    list_unit(w, &o, quality_seen(w));
    web_audit(w, 0, "view", "/quality/teams/:person", arena_print(w->arena, "%lld", (long long)o.id));
    show_one(w, &o);
}

/* ---- A practitioner's own children, as they stand this moment ---- */

static struct quality_one own(struct web *w, bool with_names)
{
    size_t n;
    const struct quality_setting *s = quality_settings(w->db);
    struct quality_records *r = quality_records_seen(w->db, w->person->id, &n);
    struct quality_one o = { .name = w->person->setting_name ? w->person->setting_name : "", .about = "", .id = w->person->setting_id, .is_own = true };
    o.row = arena_array(w->arena, struct quality_listed *, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct quality_listed *l = sorted(w, s, &r[i]);
        quality_add(&o.sum, l->found);
        l->child = with_names ? quality_child(w->db, w->person->id, r[i].child_id) : NULL;
        if (l->found.failed && (!with_names || l->child))
            o.row[o.n++] = l;
    }
    return o;
}

void quality_own(struct web *w)
{
    struct quality_one o = own(w, true);
    qsort(o.row, o.n, sizeof *o.row, most_to_mend);
    o.month = o.id ? quality_months(w, "setting", arena_print(w->arena, "%lld", (long long)o.id), &o.months) : NULL;
    web_audit(w, 0, "view", "/quality", "");
    show_one(w, &o);
}

/* ---- Panels ---- */

/* A practitioner's children; of the service, those whom one leads: managers have the whole page. */
void quality_home_panel(struct web *w, int64_t about)
{
    (void)about;
    int64_t children = 0, findings = 0;
    if (web_role(w, "practitioner")) {
        struct quality_one o = own(w, false);
        for (size_t i = 0; i < o.n; i++) {
            children += o.row[i]->mines > 0;
            findings += (int64_t)o.row[i]->mines;
        }
    } else {
        const struct quality_look *l = quality_for(w);
        for (const struct quality_held *h = l->held; h < l->held + l->n; h++)
            if (h->lead == w->person->id && h->found.failed) {
                children++;
                findings += __builtin_popcountll(h->found.failed);
            }
    }
    if (children || web_role(w, "practitioner"))
        view_quality_home(&w->out, w, children, findings);
}

void quality_child_panel(struct web *w, int64_t child)
{
    struct quality_records *r = quality_record_seen(w->db, w->person->id, child);
    struct quality_listed *l = r ? sorted(w, quality_settings(w->db), r) : NULL;
    if (l && l->mines)
        view_quality_child(&w->out, w, l);
}
