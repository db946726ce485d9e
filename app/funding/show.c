/* An application as a page, all of one child's, and what the child's page shows of them. */
#include "app/funding/funding.h"
#include "app/funding/views.h"
#include "base/date.h"

#include <string.h>

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

void application_show(struct web *w)
{
    struct fund_case *c = fund_case_or_stop(w, web_id(w, "id"));
    struct application_sheet s = { .c = c, .is_draft = is(c->a->status, "draft") };
    s.copy = s.is_draft ? fund_copy_now(w, c) : c->copies ? fund_copy_kept(w, c->copy[0].id) : (struct copy_lines){ 0 };
    s.is_sealed = s.is_draft || !c->copies || is(fund_seal(w->arena, &s.copy), c->copy[0].hash);
    s.problems = s.is_draft ? fund_problems(w, c, s.problem) : 0;
    s.cost = fund_cost(w, c, &s.costs);
    web_page(w, "Application to the inclusion fund");
    view_funding_application(&w->out, w, &s);
}

static struct funding_sheet sheet_of(struct web *w, struct child_by_id *child)
{
    struct funding_sheet s = { .child = child, .name = child_name(w->arena, child->given_name, child->family_name, child->known_as) };
    s.first_name = *child->known_as ? child->known_as : *child->given_name ? child->given_name : child->family_name;
    s.application = applications_of_child(w->db, w->person->id, child->id, &s.applications);
    s.award = awards_of_child(w->db, w->person->id, child->id, &s.awards);
    for (size_t i = 0; i < s.awards && !s.award_now; i++)
        if (strcmp(s.award[i].last_on, w->today) >= 0 && strcmp(s.award[i].last_on, s.award[i].from_on) >= 0)
            s.award_now = &s.award[i];
    s.claim = fund_claims(w, child->id, &s.claims);
    s.may_begin = web_may(w, APPLY_FOR_FUNDING) && !*child->left_on;
    return s;
}

void child_funding(struct web *w)
{
    struct funding_sheet s = sheet_of(w, child_or_stop(w, web_id(w, "id")));
    web_page(w, "Money for extra help");
    view_funding_child(&w->out, w, &s);
}

void fund_child_panel(struct web *w, int64_t child)
{
    struct child_by_id *c = child_of_page(w, child);
    if (!c)
        return;
    struct funding_sheet s = sheet_of(w, c);
    view_funding_child_panel(&w->out, w, &s);
}
