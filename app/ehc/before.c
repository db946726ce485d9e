/*
 * What was tried before an EHC assessment, on paper to be sent with a request:
 * the graduated approach, cycle by cycle, the oldest first.  Called by the
 * route in ehc.c, on a slow thread.
 */
#include "app/ehc/ehc.h"
#include "base/date.h"
#include "out/pdf.h"

#include <string.h>

static void put_goals(struct pdf *pdf, struct arena *a, const struct ehc_tried *t, int64_t plan)
{
    static const char *const header[] = { "Hoped for", "What was done, how often", "How far it got" };
    static const double width[] = { 3, 4, 3 };
    const char **cell = arena_array(a, const char *, 3 * t->outcomes + 1);
    size_t n = 0;
    for (size_t i = 0; i < t->outcomes; i++) {
        const struct outcomes_of_plan *o = &t->outcome[i];
        if (o->plan_id != plan)
            continue;
        cell[3 * n] = o->outcome;
        cell[3 * n + 1] = *o->how_often ? arena_print(a, "%s (%s)", o->strategies, o->how_often) : o->strategies;
        cell[3 * n + 2] = !o->rating ? "Not looked at yet" : *o->rating_words ? arena_print(a, "%s: %s", plan_rating(o->rating).words, o->rating_words) : plan_rating(o->rating).words;
        n++;
    }
    if (n)
        pdf_table(pdf, &(struct pdf_table){ .columns = 3, .header = header, .cell = cell, .rows = n, .width = width });
}

static void put_review(struct pdf *pdf, struct arena *a, const struct ehc_tried *t, int64_t plan)
{
    for (size_t i = 0; i < t->reviews; i++)
        if (t->review[i].plan_id == plan) {
            pdf_paragraph(pdf, arena_print(a, "Reviewed on %s: %s. %s", date_words(a, t->review[i].held_on), choice_label(plan_decisions, t->review[i].decision), t->review[i].because));
            if (*t->review[i].impact)
                pdf_paragraph(pdf, t->review[i].impact);
        }
}

static void put_cycle(struct pdf *pdf, struct arena *a, const struct ehc_tried *t, const struct plan_by_id *p)
{
    const char *at = *p->setting_name ? arena_print(a, ", at %s", p->setting_name) : "";
    pdf_heading(pdf, 2, *p->started_on ? arena_print(a, "%s, from %s%s", plan_cycle_words(a, p->cycle), date_words(a, p->started_on), at) : plan_cycle_words(a, p->cycle));
    if (*p->assessed)
        pdf_paragraph(pdf, p->assessed);
    put_goals(pdf, a, t, p->id);
    put_review(pdf, a, t, p->id);
}

void ehc_before_paper(struct web *w)
{
    struct arena *a = w->arena;
    struct ehc_case *c = ehc_case_or_stop(w, web_id(w, "id"));
    struct ehc_tried t = ehc_tried_of(w, c);
    struct pdf_about about = authority_paper(w, "What was tried before", "The graduated approach");
    struct pdf *pdf = pdf_begin(a, &about);
    pdf_banner(pdf, arena_print(a, "What was tried for %s", c->name), arena_print(a, "Born %s. %lld full %s of assess, plan, do and review.", date_words(a, c->child->born_on), (long long)t.full_cycles, t.full_cycles == 1 ? "cycle" : "cycles"));
    for (size_t i = t.plans; i > 0; i--)
        put_cycle(pdf, a, &t, &t.plan[i - 1]);
    if (!t.plans)
        pdf_paragraph(pdf, "No support plan has started yet, so there is nothing to show.");
    pdf_small(pdf, arena_print(a, "Printed on %s.", date_words(a, w->today)));
    web_audit(w, c->child->id, "export", "what was tried before", "pdf");
    size_t len;
    const void *bytes = pdf_end(pdf, &len, NULL);
    web_file(w, "application/pdf", "what-was-tried-before.pdf", bytes, len);
}
