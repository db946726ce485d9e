/* Which reviews are due and which drafts wait: the panel on the home page and the page /plans.  Called by the routes in plan.c. */
#include "app/plan/plan.h"
#include "app/plan/views.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

enum { ON_HOME = 10, ON_PAGE = 50 };

static const struct choice states[] = {
    { "", "All that are open", NULL }, { "late", "Review late", NULL }, { "soon", "Review due in two weeks", NULL }, { "draft", "Draft, not started", NULL }, { 0 }
};

/* The service works with those it leads; a setting with every child who attends it. */
static struct open_plans_of_service *plans(struct web *w, bool mine, const char *state, const char *after_due, int64_t after_id, size_t *n)
{
    const char *soon = date_add_days(w->arena, w->today, SOON_DAYS);
    if (web_role(w, "practitioner"))
        return open_plans_of_setting(w->db, w->person->id, state, w->today, soon, after_due, after_id, n);
    if (mine)
        return open_plans_i_lead(w->db, w->person->id, state, w->today, soon, after_due, after_id, n);
    return open_plans_of_service(w->db, w->person->id, state, w->today, soon, after_due, after_id, n);
}

void plan_home_panel(struct web *w, int64_t about)
{
    (void)about;
    size_t n;
    struct open_plans_of_service *p = plans(w, true, web_may(w, CHANGE_CHILDREN) ? "draft" : "needs", "", 0, &n);
    view_plan_home(&w->out, w, p, n < ON_HOME ? n : ON_HOME, n > ON_PAGE ? "more than 50" : arena_print(w->arena, "%zu", n), n > ON_HOME);
}

void plan_list(struct web *w)
{
    bool has_choice = !web_role(w, "practitioner");
    bool all = has_choice && strcmp(web_query(w, "who"), "all") == 0;
    const char *state = web_query(w, "state");
    if (strcmp(state, "late") != 0 && strcmp(state, "soon") != 0 && strcmp(state, "draft") != 0)
        state = "";
    int64_t after_id = 0;
    const char *after = web_after_day(w, &after_id);
    size_t n;
    struct open_plans_of_service *p = plans(w, !all, state, after, after_id, &n);
    bool has_more = n > ON_PAGE;
    web_page(w, "Support plans");
    view_plan_list(&w->out, w, p, has_more ? ON_PAGE : n, has_more, states, state, all, has_choice, *after != 0);
}
