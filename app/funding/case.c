/* One application with all that belongs to it, who may do what with it, and what it would cost. */
#include "app/funding/funding.h"

#include <string.h>

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

/* The SENCO sends what the setting wrote; a setting without one, and the service, send it too. */
static void rights(struct web *w, struct fund_case *c)
{
    bool is_service = web_may(w, CHANGE_CHILDREN), is_there = c->a->works_there != 0;
    c->may_write = web_may(w, APPLY_FOR_FUNDING) && c->a->is_own && (is_service || is_there);
    c->may_send = c->may_write && (is_service || c->a->is_senco_there || !c->a->has_senco);
    c->why_not_send = c->may_write && !c->may_send ? "Your SENCO sends it: tell them that it is ready." : "";
}

/* A decision waits: by the panel from the sending on, or of an appeal by somebody who did not decide before. */
static void seat(struct web *w, struct fund_case *c)
{
    struct own_conflict *said = own_conflict(w->db, w->person->id, c->a->id);
    bool is_bound = said && !is(said->kind, "none") && !said->lifted_at, waits = is(c->a->status, "sent") || c->open_appeal;
    c->sits = fund_sits(w);
    c->why_not_decide = "";
    if (!c->sits || !waits || !c->copies)
        return;
    if (is_bound)
        c->why_not_decide = arena_print(w->arena, "You do not decide about this application: %s.", *said->because ? said->because : "you have a link with it");
    else if (!said)
        c->why_not_decide = "Say on the agenda first whether anything links you with this application.";
    else if (c->open_appeal && has_decided(w->db, c->a->id, w->person->id)->n)
        c->why_not_decide = "You took part in the decision that is appealed against. Somebody else decides the appeal.";
    c->may_decide = !*c->why_not_decide;
}

struct fund_case *fund_case_of(struct web *w, int64_t application)
{
    struct fund_case *c = arena_new(w->arena, struct fund_case);
    int64_t me = w->person->id;
    c->a = application_by_id(w->db, me, application);
    if (!c->a)
        return NULL;
    c->name = child_name(w->arena, c->a->given_name, c->a->family_name, c->a->known_as);
    c->first_name = *c->a->known_as ? c->a->known_as : *c->a->given_name ? c->a->given_name : c->a->family_name;
    c->copy = copies_of_application(w->db, me, application, &c->copies);
    c->question = questions_of_application(w->db, me, application, &c->questions);
    c->band = c->a->band_id ? funding_band_by_id(w->db, c->a->band_id, *c->a->from_on ? c->a->from_on : w->today) : NULL;
    c->decision = decisions_of_application(w->db, me, application, &c->decisions);
    c->appeal = appeals_of_application(w->db, me, application, &c->appeals);
    c->award = awards_of_application(w->db, me, application, &c->awards);
    if (c->appeals && !c->appeal[0].result_id)
        c->open_appeal = &c->appeal[0];
    rights(w, c);
    seat(w, c);
    c->may_appeal = c->may_write && is(c->a->status, "decided") && !c->open_appeal && !is(c->a->outcome, "award");
    return c;
}

struct fund_case *fund_case_or_stop(struct web *w, int64_t application)
{
    struct fund_case *c = fund_case_of(w, application);
    if (!c)
        web_stop(w, 404);
    web_audit(w, c->a->child_id, "view", w->route->path, "");
    return c;
}

const char *fund_event_path(struct web *w, int64_t child) { return arena_print(w->arena, "/children/%lld#funding", (long long)child); }

struct money_line *fund_cost(struct web *w, const struct fund_case *c, size_t *n)
{
    size_t terms;
    *n = 0;
    if (!c->band || !c->band->pence || !*c->a->from_on || !*c->a->to_on)
        return NULL;
    const struct money_term *t = fund_terms(w->db, &terms);
    return money_lines(w->arena, &(struct money_award){ c->band->unit, c->band->pence, c->a->minutes, c->a->from_on, c->a->to_on }, t, terms, n);
}

const char *fund_status_words(const char *status, const char *outcome)
{
    static const char *const words[][2] = { { "draft", "Draft" }, { "sent", "With the panel" }, { "question", "More information needed" }, { "withdrawn", "Withdrawn" } };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is(words[i][0], status))
            return words[i][1];
    return is(outcome, "award") ? "Awarded" : is(outcome, "part") ? "Awarded in part" : "Not awarded";
}

const char *fund_status_class(const char *status, const char *outcome)
{
    if (is(status, "decided"))
        return is(outcome, "no") ? "rd-state rd-state--none" : "rd-state rd-state--done";
    return is(status, "question") ? "rd-state rd-state--soon" : is(status, "sent") ? "rd-state rd-state--ok" : "rd-state rd-state--none";
}
