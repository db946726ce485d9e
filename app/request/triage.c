/*
 * One request, for those who decide: all that a decision needs.  Reads only;
 * decide.c writes.  The queue stands in app/triage.
 */
#include "app/request/triage.h"
#include "app/request/handover.h"
#include "app/request/views.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

struct child_candidate *request_candidates(struct web *w, const struct request_by_id *r, size_t *n)
{
    struct match_person told = { r->given_name, r->family_name, "", r->born_on, r->sex, r->postcode, r->nhs_number };
    return child_candidates(w, &told, n);
}

struct match_strength match_strength(int64_t weight_tenths)
{
    int64_t bits = (weight_tenths < 0 ? -weight_tenths : weight_tenths) / 10;
    struct match_strength s = { bits > 10 ? 10 : bits, weight_tenths < 0 ? "Speaks against" : bits >= 8 ? "Very strong" : bits >= 4 ? "Strong" : "Weak" };
    return s;
}

const char *match_probability_words(struct arena *a, const struct match_result *m)
{
    int64_t p = m->probability_per_mille;
    const char *words = m->is_vetoed ? "different children" : p >= 900 ? "very likely the same child" : p >= 500 ? "perhaps the same child" : "probably another child";
    return arena_print(a, "%s (%lld in 100)", words, (long long)((p + 5) / 10 > 99 ? 99 : (p + 5) / 10));
}

static struct follow_page answers_given(struct web *w, const struct request_by_id *r)
{
    struct follow_page p = { 0 };
    p.decision = decisions_of(w->db, r->id, &p.decisions);
    p.concern = concerns_of(w->db, r->id, &p.concerns);
    p.question = questions_of(w->db, r->id, &p.questions);
    p.handover = handovers_of(w->db, r->id, &p.handovers);
    p.hops = r->hops;
    p.clock = request_clock(w->db, r->id, r->status, r->due_on, w->today);
    return p;
}

/* A handover from before there were answers has no row: it is open until it was taken up. */
static bool is_open(const struct handovers_of *h) { return !h || !*h->answer; }

static void show_triage(struct web *w, struct request_by_id *r)
{
    struct triage_page t = { .r = r, .given = answers_given(w, r), .take_up = form_new(w, take_up_fields) };
    t.can_decide = request_can_be_decided(r);
    if (t.can_decide)
        t.candidate = request_candidates(w, r, &t.candidates);
    t.due = request_due(w, r->status, r->due_on, r->answered_on);
    t.is_handed_over = t.given.decisions && strcmp(t.given.decision[0].kind, "pass on") == 0 && !*t.given.decision[0].taken_up_on && is_open(handover_of_decision(t.given.handover, t.given.handovers, t.given.decision[0].id));
    form_set(t.take_up, "taken_up_on", w->today);
    web_page(w, "Request");
    view_request_triage(&w->out, w, &t);
}

void request_show(struct web *w)
{
    struct request_by_id *r = request_or_stop(w);
    if (web_may(w, TRIAGE)) {
        show_triage(w, r);
        return;
    }
    struct follow_page p = answers_given(w, r);
    web_page(w, "Request");
    view_request_plain(&w->out, w, r, &p, p.concerns);
}

bool request_can_be_decided(const struct request_by_id *r) { return strcmp(r->status, "waiting") == 0 || strcmp(r->status, "passed on") == 0; }
