/*
 * The plan on paper, for a family to keep: two pages at most as a rule, their
 * child's strengths first.  Called by the route in plan.c and for the copy of
 * the record, on a slow thread.
 * The file's name and the window's title tell nothing about the child.
 */
#include "app/plan/plan.h"
#include "base/date.h"
#include "out/folder.h"
#include "out/pdf.h"

#include <string.h>

static const char *line(struct arena *a, const char *label, const char *text) { return arena_print(a, "%s: %s", label, text); }

static const char *in_lower(struct arena *a, const char *text)
{
    char *s = arena_text(a, text, strlen(text));
    if (s[0] >= 'A' && s[0] <= 'Z' && !(s[1] >= 'A' && s[1] <= 'Z'))
        s[0] = (char)(s[0] + 32);
    return s;
}

/* What, who and how often, in one sentence each. */
static void one_outcome(struct pdf *p, struct arena *a, const struct outcomes_of_plan *o, size_t number)
{
    struct pdf_fact fact[4];
    size_t n = 0;
    const char *who = *o->who && *o->how_often ? arena_print(a, "%s; %s", o->who, in_lower(a, o->how_often)) : *o->who ? o->who : o->how_often;
    const struct { const char *label, *value; } all[] = {
        { "Where we start", o->baseline }, { "What we do", o->strategies }, { "Who, how often", who },
        { "At the review", o->rating ? *o->rating_words ? line(a, plan_rating(o->rating).words, o->rating_words) : plan_rating(o->rating).words : "" },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (*all[i].value)
            fact[n++] = (struct pdf_fact){ all[i].label, all[i].value };
    pdf_heading(p, 3, arena_print(a, "%zu. %s", number, o->outcome));
    if (n)
        pdf_facts(p, fact, n);
}

static void views(struct pdf *p, const struct plan_cycle *c, const char *first_name)
{
    const char *parents = c->plan->parent_view, *child = c->plan->child_view;
    if (*parents && *child) {
        pdf_columns_begin(p, 40);
        pdf_box(p, "What the family say", parents);
        pdf_columns_next(p);
        pdf_box(p, first_name, child);
        pdf_columns_end(p);
    } else {
        if (*parents)
            pdf_box(p, "What the family say", parents);
        if (*child)
            pdf_box(p, first_name, child);
    }
}

static void review(struct pdf *p, struct arena *a, const struct review_of_plan *r)
{
    struct pdf_fact fact[6];
    size_t n = 0;
    const struct { const char *label, *value; } all[] = {
        { date_words(a, r->held_on), *r->attended ? r->attended : "Held" }, { "What difference it made", r->impact }, { "The parents", r->parent_view },
        { "What follows", choice_label(plan_decisions, r->decision) }, { "Why", r->because },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (*all[i].value)
            fact[n++] = (struct pdf_fact){ all[i].label, all[i].value };
    pdf_heading(p, 2, "Our review");
    pdf_facts(p, fact, n);
}

static void who_and_when(struct pdf *p, struct web *w, const struct plan_by_id *plan)
{
    struct arena *a = w->arena;
    struct pdf_fact fact[6];
    size_t n = 0;
    const char *lead = plan_lead_words(a, plan);
    if (*lead)
        fact[n++] = (struct pdf_fact){ "Who leads this plan", *plan->lead_telephone ? arena_print(a, "%s, telephone %s", lead, plan->lead_telephone) : lead };
    if (*plan->setting_name)
        fact[n++] = (struct pdf_fact){ "Nursery or setting", plan->setting_name };
    if (*plan->review_due_on && strcmp(plan->status, "reviewed") != 0)
        fact[n++] = (struct pdf_fact){ "We look at it together on", arena_print(a, "%s %s, or sooner if you ask", date_weekday_words(plan->review_due_on), date_words(a, plan->review_due_on)) };
    if (*plan->staff_needs)
        fact[n++] = (struct pdf_fact){ "What staff will learn", plan->staff_needs };
    fact[n++] = (struct pdf_fact){ "Who to talk to", arena_print(a, "%s: %s, %s", authority(w, "service"), authority(w, "telephone"), authority(w, "email")) };
    pdf_heading(p, 2, "Who and when");
    pdf_facts(p, fact, n);
}

static const char *sentence(struct web *w, const struct plan_by_id *plan)
{
    const char *cycle = plan_cycle_words(w->arena, plan->cycle), *from = *plan->started_on ? date_words(w->arena, plan->started_on) : "";
    if (strcmp(plan->status, "draft") == 0)
        return arena_print(w->arena, "DRAFT, not agreed yet. %s.", cycle);
    return arena_print(w->arena, "%s%s%s%s%s", cycle, *from ? ", from " : "", from, *plan->review_due_on ? " to " : "", *plan->review_due_on ? date_words(w->arena, plan->review_due_on) : "");
}

static const void *paper_of(struct web *w, const struct plan_cycle *c, const struct plan_reader *reader, size_t *len)
{
    const struct plan_by_id *plan = c->plan;
    struct arena *a = w->arena;
    struct pdf_about about = authority_paper(w, "Support plan", code_label("plan_kind", plan->kind));
    struct pdf *p = pdf_begin(a, &about);
    pdf_banner(p, arena_print(a, "%s’s support plan", reader->first_name), sentence(w, plan));
    if (*plan->going_well) {
        pdf_heading(p, 2, "What is going well");
        pdf_paragraph(p, plan->going_well);
    }
    if (*plan->important) {
        pdf_heading(p, 2, arena_print(a, "What is important to %s", reader->first_name));
        pdf_paragraph(p, plan->important);
    }
    if (*plan->support) {
        pdf_heading(p, 2, arena_print(a, "How %s is best supported", reader->first_name));
        pdf_paragraph(p, plan->support);
    }
    views(p, c, arena_print(a, "What %s tells us", reader->first_name));
    if (*plan->assessed) {
        pdf_heading(p, 2, arena_print(a, "What %s can do now, and what is hard", reader->first_name));
        pdf_paragraph(p, plan->assessed);
    }
    if (c->outcomes)
        pdf_heading(p, 2, "What we hope to see, and how we help");
    for (size_t i = 0; i < c->outcomes; i++)
        one_outcome(p, a, &c->outcome[i], i + 1);
    if (c->review)
        review(p, a, c->review);
    who_and_when(p, w, plan);
    pdf_small(p, arena_print(a, "This plan is about %s and belongs to the family too. Printed on %s.", reader->name, date_words(a, w->today)));
    return pdf_end(p, len, NULL);
}

static const char *file_name(struct arena *a, const struct plan_by_id *p) { return arena_print(a, "support-plan-cycle-%lld.pdf", (long long)p->cycle); }

void plan_paper(struct web *w)
{
    struct plan_reader reader;
    struct plan_cycle *c = plan_or_stop(w, web_id(w, "id"), &reader);
    size_t len;
    const void *bytes = paper_of(w, c, &reader, &len);
    web_audit(w, reader.child_id, "export", "plan pdf", arena_print(w->arena, "%lld", (long long)c->plan->id));
    web_file(w, "application/pdf", file_name(w->arena, c->plan), bytes, len);
}

void plan_copy(struct web *w, int64_t child, struct folder *f)
{
    struct plan_reader reader = plan_reader_of(w, child_or_stop(w, child));
    size_t n, len;
    struct plan_cycle *all = plan_cycles(w, child, &n);
    for (size_t i = 0; i < n; i++) {
        const void *bytes = paper_of(w, &all[i], &reader, &len);
        folder_put(f, (struct folder_entry){ .name = file_name(w->arena, all[i].plan), .what = "Support plan", .on_day = all[i].plan->started_on, .bytes = bytes, .len = len });
    }
}
