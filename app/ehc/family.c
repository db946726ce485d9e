/* What a child's family reads of its EHC assessment: which clocks, and until when it can appeal.  Read by family.html; writes nothing. */
#include "app/ehc/ehc.h"
#include "base/date.h"

#include <string.h>

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

bool ehc_family_shows(struct web *w, const struct ehc_clocks_of_request *k, bool done)
{
    if (!ehc_rule(k->rule) || is(k->met, "ended") || ehc_clock_is_old(w, k))
        return false;
    return done == (*k->done_on != 0);
}

size_t ehc_family_clocks(struct web *w, const struct ehc_case *c, bool done)
{
    size_t n = 0;
    for (size_t i = 0; i < c->clocks; i++)
        n += ehc_family_shows(w, &c->clock[i], done);
    return n;
}

const char *ehc_appeal_until(struct web *w, const struct ehc_case *c)
{
    const char *from = is(c->now->outcome, "no") ? c->now->outcome_on : is(c->now->result, "not issued") ? c->now->result_on : "";
    const char *until = date_add_months(w->arena, from, 2);
    return *from && strcmp(until, w->today) >= 0 ? until : "";
}
