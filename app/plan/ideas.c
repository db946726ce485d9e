/*
 * Picking from the strategy bank into one outcome of a plan, and what staff
 * need to learn as the plans under way say it.  Called by the routes in plan.c.
 */
#include "app/plan/plan.h"
#include "app/plan/views.h"
#include "app/strategy/strategy.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

enum { MOST_WORDS = 2000, ON_A_PAGE = 50, MOST_EXPORTED = 20000 };

/* ---- ideas ---- */

static const struct field idea_fields[] = {
    { "idea", "What would you like to put into the plan?", "As many as you like; you can change the words afterwards", .kind = CHECKBOXES, .need = "Choose at least one, or go back" },
    { 0 }
};

static struct outcomes_of_plan *outcome_or_stop(struct web *w, const struct plan_cycle *c)
{
    int64_t id = web_id(w, "outcome");
    for (size_t i = 0; i < c->outcomes; i++)
        if (c->outcome[i].id == id)
            return &c->outcome[i];
    web_stop(w, 404);
}

/* Those for the outcome's area and the child's age, as choices. */
static struct strategies *ideas_for(struct web *w, const struct outcomes_of_plan *o, int64_t child, struct form *f, size_t *n)
{
    struct child_by_id *c = child_by_id(w->db, w->person->id, child);
    struct strategies *s = strategies_for(w, o->area, c && *c->born_on ? date_age_months(c->born_on, w->today) : -1, n);
    struct choice *choice = arena_array(w->arena, struct choice, *n + 1);
    for (size_t i = 0; i < *n; i++)
        choice[i] = (struct choice){ arena_print(w->arena, "%lld", (long long)s[i].id), s[i].title, text_short(w->arena, strategy_for_plan(w->arena, s[i].title, s[i].words) + strlen(s[i].title) + 2, 240) };
    form_choices(f, "idea", choice);
    return s;
}

static void show_ideas(struct web *w, const struct plan_cycle *c, const struct plan_reader *reader, const struct outcomes_of_plan *o, struct form *f, size_t n)
{
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, form_is_right(f) ? "Pick from the strategy bank" : "Error: Pick from the strategy bank");
    view_plan_ideas(&w->out, w, c->plan, reader, o, f, n);
}

void plan_ideas(struct web *w)
{
    struct plan_reader reader;
    size_t n;
    struct plan_cycle *c = plan_or_stop(w, web_id(w, "id"), &reader);
    struct outcomes_of_plan *o = outcome_or_stop(w, c);
    struct form *f = form_new(w, idea_fields);
    ideas_for(w, o, reader.child_id, f, &n);
    show_ideas(w, c, &reader, o, f, n);
}

static const char *joined(struct arena *a, const char *one, const char *two)
{
    return *one ? arena_print(a, "%s\n\n%s", one, two) : two;
}

void plan_ideas_add(struct web *w)
{
    struct plan_reader reader;
    size_t n;
    struct plan_cycle *c = plan_or_stop(w, web_id(w, "id"), &reader);
    struct outcomes_of_plan *o = outcome_or_stop(w, c);
    struct form *f = form_read(w, idea_fields);
    struct strategies *s = ideas_for(w, o, reader.child_id, f, &n);
    const char *words = o->strategies, *often = "";
    for (size_t i = 0; i < n; i++)
        if (form_has(f, "idea", arena_print(w->arena, "%lld", (long long)s[i].id))) {
            words = joined(w->arena, words, strategy_for_plan(w->arena, s[i].title, s[i].words));
            often = *often ? often : s[i].how_often;
        }
    if (form_is_right(f) && text_length(words) > MOST_WORDS)
        form_fail(f, "idea", "That is more than one outcome has room for: choose fewer");
    if (!form_is_right(f)) {
        show_ideas(w, c, &reader, o, f, n);
        return;
    }
    if (touch_plan(w->db, c->plan->id, w->person->id, w->now) != 1)
        web_stop(w, 409);
    add_idea(w->db, o->id, c->plan->id, words, often);
    web_audit(w, reader.child_id, "change", "plan", "strategies");
    web_notice(w, "It is in the plan. Change the words so that they fit this child");
    web_to_f(w, "/plans/%lld/edit#outcome-%lld", (long long)c->plan->id, (long long)o->position);
}

/* ---- what staff need to learn ---- */

void plan_staff_needs(struct web *w)
{
    int64_t after = 0;
    size_t n;
    struct plan_by_id *last = text_number(web_query(w, "after"), &after) ? plan_by_id(w->db, w->person->id, after, 1) : NULL;
    const char *name = !last ? "" : *last->setting_name ? last->setting_name : "In no setting";
    struct staff_needs *row = staff_needs(w->db, w->person->id, name, last ? last->id : 0, ON_A_PAGE + 1, &n);
    web_audit(w, 0, "view", "/plans/staff-needs", "");
    web_page(w, "What staff need to learn");
    view_plan_staff_needs(&w->out, w, row, n > ON_A_PAGE ? ON_A_PAGE : n, n > ON_A_PAGE, last != NULL);
}

/* For whoever plans the training: settings and needs, no child. */
void plan_staff_needs_export(struct web *w)
{
    static const char *const heading[] = { "Setting", "What staff need to learn", "Plan started on" };
    size_t n;
    struct staff_needs *row = staff_needs(w->db, w->person->id, "", 0, MOST_EXPORTED, &n);
    struct out o = { .arena = w->arena };
    csv_write_start(&o);
    csv_write_row(&o, heading, sizeof heading / sizeof *heading);
    for (size_t i = 0; i < n; i++) {
        const char *cell[] = { row[i].setting_name, row[i].staff_needs, row[i].started_on };
        csv_write_row(&o, cell, sizeof cell / sizeof *cell);
    }
    web_audit(w, 0, "export", "/plans/staff-needs", arena_print(w->arena, "%zu plans", n));
    web_file(w, "text/csv; charset=utf-8", "what-staff-need-to-learn.csv", o.at, o.len);
}
