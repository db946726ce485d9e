/* What a child weighs in a caseload and how much one person can carry: dated data, and its page.  Names no child. */
#include "app/caseload/caseload.h"
#include "app/caseload/views.h"
#include "app/people/people.sql.h"
#include "base/date.h"

#include <string.h>

#define POINTS .kind = NUMBER, .max = 100, .need = "Enter a number of points"

const struct field caseload_weight_fields[] = {
    [WEIGHT_CHILD] = { "child", "Each child", "All other points are added to these", POINTS },
    [WEIGHT_WATCHING] = { "watching", "Taken off where we watch and wait together", NULL, POINTS },
    [WEIGHT_NEW] = { "new", "New in the last 30 days", "First contact, first plan", POINTS },
    [WEIGHT_TARGETED] = { "targeted", "Targeted support", NULL, POINTS },
    [WEIGHT_TARGETED_PLUS] = { "targeted_plus", "Targeted Plus support", NULL, POINTS },
    [WEIGHT_SPECIALIST] = { "specialist", "Specialist support", NULL, POINTS },
    [WEIGHT_EHC] = { "ehc", "EHC assessment asked for or under way", "Advice to write, meetings, dates set by law", POINTS },
    [WEIGHT_NO_SETTING] = { "no_setting", "In no setting", "Nobody else sees the child every week", POINTS },
    [WEIGHT_RESTRICTED] = { "restricted", "Restricted record", "Because of high risk there is more to agree with others", POINTS },
    [CAPACITY] = { "capacity", "Points that one person can carry full time", "Shorter hours carry fewer, in proportion", .kind = NUMBER, .min = 1, .max = 5000, .need = "Enter a number of points" },
    [FULL_TIME] = { "full_time", "Hours a week that are full time", NULL, .kind = NUMBER, .min = 1, .max = 60, .need = "Enter a number of hours" },
    { "from_on", "From what day?", "Until then the points stay as they are", .kind = FUTURE_DATE, .need = "Enter the day from which these hold" },
    { 0 }
};

struct caseload_weights_on caseload_weights_on(struct db *db, const char *day)
{
    struct caseload_weights_on w = { { 0 } };
    size_t n;
    struct caseload_weights *row = caseload_weights(db, day, &n);
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < CASELOAD_KINDS; k++)
            if (strcmp(row[i].what, caseload_weight_fields[k].name) == 0)
                w.points[k] = row[i].points;
    return w;
}

const char *caseload_kind_words(const char *what)
{
    for (int k = 0; k < CASELOAD_KINDS; k++)
        if (strcmp(caseload_weight_fields[k].name, what) == 0)
            return caseload_weight_fields[k].label;
    return what;
}

int64_t caseload_capacity(const struct caseload_weights_on *w, int64_t hours)
{
    int64_t full = w->points[FULL_TIME];
    return hours < 0 || full <= 0 ? w->points[CAPACITY] : w->points[CAPACITY] * hours / full;
}

static int64_t points_of_tier(const struct caseload_weights_on *w, const char *tier)
{
    return strcmp(tier, "targeted") == 0 ? w->points[WEIGHT_TARGETED] : strcmp(tier, "targeted plus") == 0 ? w->points[WEIGHT_TARGETED_PLUS]
         : strcmp(tier, "specialist") == 0 ? w->points[WEIGHT_SPECIALIST] : 0;
}

int64_t caseload_points(const struct caseload_weights_on *w, const struct caseload_children *c, const char *new_from)
{
    bool is_open = strcmp(c->service, "open") == 0, is_assessed = strcmp(c->ehc_stage, "requested") == 0 || strcmp(c->ehc_stage, "assessing") == 0;
    return w->points[WEIGHT_CHILD] + points_of_tier(w, c->tier) - (is_open ? 0 : w->points[WEIGHT_WATCHING]) + (is_open && strcmp(c->service_from, new_from) >= 0 ? w->points[WEIGHT_NEW] : 0)
         + (is_assessed ? w->points[WEIGHT_EHC] : 0) + (*c->setting_name ? 0 : w->points[WEIGHT_NO_SETTING]) + (c->is_restricted ? w->points[WEIGHT_RESTRICTED] : 0);
}

/* ---- the page ---- */

static void show(struct web *w, struct form *f)
{
    size_t n;
    if (!form_is_right(f))
        w->status = 422;
    struct caseload_weights_ever *ever = caseload_weights_ever(w->db, &n);
    web_page(w, "What a child weighs in a caseload");
    view_caseload_weights(&w->out, w, f, ever, n);
}

void weights_show(struct web *w)
{
    struct form *f = form_new(w, caseload_weight_fields);
    struct caseload_weights_on now = caseload_weights_on(w->db, w->today);
    for (int k = 0; k < CASELOAD_KINDS; k++)
        form_set_number(f, caseload_weight_fields[k].name, now.points[k]);
    form_set(f, "from_on", w->today);
    show(w, f);
}

void weights_change(struct web *w)
{
    struct form *f = form_read(w, caseload_weight_fields);
    int changed = 0;
    if (!form_is_right(f)) {
        show(w, f);
        return;
    }
    const char *from = form_value(f, "from_on");
    struct caseload_weights_on before = caseload_weights_on(w->db, from);
    for (int k = 0; k < CASELOAD_KINDS; k++) {
        const char *what = caseload_weight_fields[k].name;
        if (form_number(f, what) != before.points[k]) {
            set_caseload_weight(w->db, new_id(), what, form_number(f, what), from, w->person->id, w->now);
            changed++;
        }
    }
    web_audit(w, 0, "change", "caseload weights", arena_print(w->arena, "%d from %s", changed, from));
    web_notice(w, changed ? "The points are saved." : "Nothing was changed.");
    web_to(w, "/caseloads/weights");
}

/* ---- hours of one person ---- */

void caseload_hours_change(struct web *w)
{
    static const struct field fields[] = { { "hours", "Hours a week", NULL, .kind = NUMBER, .max = 60, .need = "Enter the hours a week" }, { 0 } };
    struct person_by_id *p = person_by_id(w->db, web_id(w, "person"));
    struct form *f = form_read(w, fields);
    if (!p || !p->is_active)
        web_stop(w, 404);
    if (form_is_right(f)) {
        set_caseload_hours(w->db, new_id(), p->id, form_number(f, "hours"), w->today, w->person->id, w->now);
        web_audit(w, 0, "change", "caseload hours", arena_print(w->arena, "person %lld", (long long)p->id));
        web_notice(w, "The hours are saved, from today.");
    } else
        web_notice(w, "Enter whole hours a week, from 0 to 60. Nothing was changed.");
    web_to_f(w, "/caseloads/%lld", (long long)p->id);
}
