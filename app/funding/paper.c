/*
 * A decision of the inclusion fund on paper, for the setting and the family to
 * keep: what was decided, why, what helps instead, and how to have it looked
 * at again.  It says nothing that the decision's page does not.  Called by the
 * route in funding.c, on a slow thread.
 */
#include "app/funding/funding.h"
#include "base/date.h"
#include "base/text.h"
#include "out/pdf.h"

#include <string.h>

static void put_words(struct pdf *p, const char *heading, const char *words)
{
    if (!*words)
        return;
    pdf_heading(p, 2, heading);
    pdf_paragraph(p, words);
}

static void put_terms(struct pdf *p, struct arena *a, const struct fund_case *c, const struct decisions_of_application *d)
{
    struct pdf_fact fact[5] = { { "The child", c->name }, { "Setting", c->a->setting_name }, { "Decided on", date_words(a, d->decided_on) } };
    size_t n = 3;
    if (*d->band_name) {
        fact[n++] = (struct pdf_fact){ "Award", fund_terms_words(a, d->band_name, d->rate_pence, d->unit, d->minutes, d->from_on, d->to_on) };
        fact[n++] = (struct pdf_fact){ "In all", pounds(a, d->pence) };
    }
    pdf_facts(p, fact, n);
}

static void put_how_to_appeal(struct pdf *p, struct web *w)
{
    pdf_box(p, "If you do not agree", arena_print(w->arena, "The setting or the family can ask us to look again, in any way: telephone %s, or write to %s. Say what was not seen, or what has changed. Somebody who did not take part in this decision looks at it within %s working days.",
        authority(w, "telephone"), authority(w, "email"), authority(w, "funding_appeal_days")));
}

static const char *who_decided(struct web *w, const struct decisions_of_application *d)
{
    size_t n;
    struct deciders_of *who = deciders_of(w->db, d->id, &n);
    const char **name = arena_array(w->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        name[i] = *who[i].job ? arena_print(w->arena, "%s, %s", who[i].name, who[i].job) : who[i].name;
    return arena_print(w->arena, "%s%s%s.", *d->meets_on ? "The panel of " : "", *d->meets_on ? arena_print(w->arena, "%s: ", date_words(w->arena, d->meets_on)) : "", n ? text_join(w->arena, name, n, "; ") : d->person_name);
}

void decision_paper(struct web *w)
{
    struct arena *a = w->arena;
    struct decisions_of_application *d = funding_decision_by_id(w->db, w->person->id, web_id(w, "decision"));
    if (!d)
        web_stop(w, 404);
    struct fund_case *c = fund_case_or_stop(w, d->application_id);
    bool is_appeal = strcmp(d->stage, "appeal") == 0;
    struct pdf_about about = authority_paper(w, "Decision of the inclusion fund", c->a->reference);
    struct pdf *p = pdf_begin(a, &about);
    pdf_heading(p, 1, is_appeal ? "Inclusion fund: we looked again" : "Inclusion fund: the panel’s decision");
    pdf_lead(p, arena_print(a, "%s.", fund_status_words("decided", d->outcome)));
    put_terms(p, a, c, d);
    put_words(p, "Reasons", d->reasons);
    put_words(p, "Conditions", d->conditions);
    put_words(p, "What helps instead", d->helps_instead);
    if (strcmp(d->outcome, "award") != 0)
        put_how_to_appeal(p, w);
    put_words(p, "Who decided", who_decided(w, d));
    pdf_small(p, arena_print(a, "Decided on copy %lld of application %s, which is kept as it stood then. Printed on %s.", (long long)d->copy_number, c->a->reference, date_words(a, w->today)));
    web_audit(w, d->child_id, "export", "funding decision", arena_print(a, "%lld", (long long)d->id));
    size_t len;
    const void *bytes = pdf_end(p, &len, NULL);
    web_file(w, "application/pdf", "inclusion-fund-decision.pdf", bytes, len);
}
