/* A parent adds their own words to the plan that is under way.  Called by the routes in plan.c; changes nothing that others wrote. */
#include "app/plan/plan.h"
#include "app/plan/views.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

static const struct field fields[] = {
    { "words", "What would you like to say about the plan?", "How things are at home, what helps, what worries you. Everybody who works with your child can read it.", .kind = PARAGRAPH, .max = 2000, .rows = 8, .need = "Write what you would like to say" },
    { 0 }
};

enum { MOST_IN_ALL = 20000 };

static bool is_under_way(struct web *w, const struct plan_by_id *p)
{
    if (strcmp(p->status, "active") == 0)
        return true;
    web_notice(w, "This part of the plan is finished. Add your view to the newest one");
    web_to_f(w, "/children/%lld/plans", (long long)p->child_id);
    return false;
}

void plan_voice_form(struct web *w)
{
    struct plan_reader reader;
    struct plan_cycle *c = plan_or_stop(w, web_id(w, "id"), &reader);
    if (!is_under_way(w, c->plan))
        return;
    web_page(w, "Add your view");
    view_plan_voice(&w->out, w, c->plan, &reader, form_new(w, fields));
}

static const char *with_words(struct web *w, const char *before, const char *words)
{
    const char *head = arena_print(w->arena, "%s, %s:", w->person->name, date_words(w->arena, w->today));
    return arena_print(w->arena, "%s%s%s\n%s", before, *before ? "\n\n" : "", head, words);
}

void plan_voice_save(struct web *w)
{
    struct plan_reader reader;
    struct plan_cycle *c = plan_or_stop(w, web_id(w, "id"), &reader);
    struct form *f = form_read(w, fields);
    if (form_is_right(f) && !is_under_way(w, c->plan))
        return;
    const char *all = with_words(w, c->plan->parent_view, form_value(f, "words"));
    if (form_is_right(f) && text_length(all) > MOST_IN_ALL)
        form_fail(f, "words", "There is no more room in this plan. Please telephone us instead");
    if (!form_is_right(f)) {
        w->status = 422;
        web_page(w, "Error: Add your view");
        view_plan_voice(&w->out, w, c->plan, &reader, f);
        return;
    }
    if (set_parent_view(w->db, c->plan->id, all, w->person->id, w->now) != 1)
        web_stop(w, 409);
    web_audit(w, reader.child_id, "change", "plan", "parent_view");
    child_event(act_of(w), reader.child_id, w->today, "plan", "A parent added their view to the support plan", "", arena_print(w->arena, "/plans/%lld", (long long)c->plan->id), true);
    web_notice(w, "Thank you. Everybody who works with your child can read it now");
    web_to_f(w, "/plans/%lld", (long long)c->plan->id);
}
