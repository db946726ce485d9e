/* All open EHC assessments and plans, the first clock first: /ehc and the panel on the home page. */
#include "app/ehc/ehc.h"
#include "app/ehc/views.h"
#include "base/text.h"

#include <string.h>

enum { ON_HOME = 5, ON_PAGE = 50 };

const struct choice ehc_stages[] = { { "", "All stages", NULL }, { "deciding", "Deciding whether to assess", NULL }, { "assessing", "Being assessed", NULL }, { "plan", "Plan in place", NULL }, { 0 } };
const struct choice ehc_whens[] = { { "", "Any day", NULL }, { "late", "Late", NULL }, { "soon", "Late or due in two weeks", NULL }, { 0 } };

static const char *one_of(const struct choice *c, const char *code)
{
    for (; c->code; c++)
        if (strcmp(c->code, code) == 0)
            return c->code;
    return "";
}

static struct ehc_open_of_service *open_ones(struct web *w, bool all, const char *stage, const char *when, const char *after, int64_t after_id, size_t *n)
{
    const char *until = strcmp(when, "late") == 0 ? date_add_days(w->arena, w->today, -1) : strcmp(when, "soon") == 0 ? date_add_days(w->arena, w->today, 14) : "9999-12-31";
    return all ? ehc_open_of_service(w->db, w->person->id, stage, until, after, after_id, n) : ehc_open_i_lead(w->db, w->person->id, stage, until, after, after_id, n);
}

void ehc_list(struct web *w)
{
    bool all = strcmp(web_query(w, "who"), "mine") != 0;
    const char *stage = one_of(ehc_stages, web_query(w, "stage")), *when = one_of(ehc_whens, web_query(w, "due"));
    int64_t after_id = 0;
    const char *after = web_after_day(w, &after_id);
    size_t n;
    struct ehc_open_of_service *row = open_ones(w, all, stage, when, after, after_id, &n);
    struct ehc_finals_since *f = ehc_finals_since(w->db, w->person->id, date_add_months(w->arena, w->today, -12));
    struct ehc_timeliness t = { 0 };
    if (f)
        t = (struct ehc_timeliness){ f->in_time, f->late, f->excepted };
    web_audit(w, 0, "view", "/ehc", "");
    web_page(w, "EHC assessments and plans");
    view_ehc_list(&w->out, w, row, n > ON_PAGE ? ON_PAGE : n, n > ON_PAGE, *after != 0, all, stage, when, t, ehc_tried_before(w->db, w->person->id, date_add_months(w->arena, w->today, -12)));
}

void ehc_home_panel(struct web *w, int64_t about)
{
    (void)about;
    size_t n;
    struct ehc_open_of_service *row = open_ones(w, web_role(w, "manager"), "", "soon", "", 0, &n);
    if (n)
        view_ehc_home(&w->out, w, row, n < ON_HOME ? n : ON_HOME, n > ON_PAGE ? "more than 50" : arena_print(w->arena, "%zu", n));
}
