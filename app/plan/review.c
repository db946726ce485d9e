/*
 * The review of a cycle: every outcome is rated, in words too, and it is
 * decided what follows.  Called by the routes in plan.c.  The form is made for
 * the plan: its fields are named after the outcomes, so that one added in the
 * meantime is simply asked about.
 */
#include "app/child/tell.h"
#include "app/plan/plan.h"
#include "app/plan/views.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

static const struct choice after_closing[] = {
    { "monitoring", "Keep an eye on how things go", "The family can come back to us at once" },
    { "closed", "Close: no more support from us for now", NULL },
    { 0 }
};

static const struct field before_ratings[] = {
    { "held_on", "When was the review?", .kind = PAST_DATE, .need = "Enter the day of the review" },
    { "attended", "Who took part?", .max = 500, .need = "Say who took part in the review" },
    { "parent_view", "What do the parents say?", .kind = PARAGRAPH },
    { "child_view", "What does the child tell us?", .kind = PARAGRAPH },
    { "impact", "What difference has the support made?", .kind = PARAGRAPH },
};

static const struct field after_ratings[] = {
    { "decision", "What follows?", .kind = RADIOS, .choices = plan_decisions, .need = "Choose what follows" },
    { "more_tier", "What kind of support from now on?", .kind = SELECT, .only_if = "decision", .only_is = "step up", .need = "Choose the new kind of support" },
    { "less_tier", "What kind of support from now on?", .kind = SELECT, .only_if = "decision", .only_is = "step down", .need = "Choose the new kind of support" },
    { "service", "And then?", .kind = RADIOS, .choices = after_closing, .only_if = "decision", .only_is = "close", .need = "Choose what happens after the plan is closed" },
    { "no_sen", "SEN support ends too: record ‘no SEN support now’", .kind = YES, .only_if = "decision", .only_is = "close" },
    { "because", "Why?", .kind = PARAGRAPH, .max = 2000, .need = "Say why you decided this" },
};

enum { BEFORE = sizeof before_ratings / sizeof *before_ratings, AFTER = sizeof after_ratings / sizeof *after_ratings };

static const char *rating_name(struct web *w, const struct outcomes_of_plan *o) { return arena_print(w->arena, "rating_%lld", (long long)o->id); }
static const char *attained_name(struct web *w, const struct outcomes_of_plan *o) { return arena_print(w->arena, "attained_%lld", (long long)o->id); }
static const char *words_name(struct web *w, const struct outcomes_of_plan *o) { return arena_print(w->arena, "words_%lld", (long long)o->id); }

/* The steps of one outcome that has them, from much less to much more. */
static const struct choice *steps_of(struct web *w, const struct outcomes_of_plan *o)
{
    static const char *const code[] = { "-2", "-1", "0", "1", "2" };
    struct choice *c = arena_array(w->arena, struct choice, 6);
    size_t n = 0;
    for (int step = -2; step <= 2; step++)
        if (*plan_scale_words(o, step))
            c[n++] = (struct choice){ code[step + 2], plan_scale_words(o, step), plan_scale_labels[step + 2] };
    c[n] = (struct choice){ 0 };
    return c;
}

static const struct field *fields_for(struct web *w, const struct plan_cycle *c)
{
    struct field *f = arena_array(w->arena, struct field, BEFORE + AFTER + 3 * c->outcomes + 1), *at = f;
    memcpy(at, before_ratings, sizeof before_ratings);
    at += BEFORE;
    for (size_t i = 0; i < c->outcomes; i++) {
        *at++ = (struct field){ rating_name(w, &c->outcome[i]), arena_print(w->arena, "How far did outcome %zu get?", i + 1), .kind = RADIOS, .choices = plan_ratings,
            .need = arena_print(w->arena, "Outcome %zu: choose how far it got", i + 1) };
        *at++ = (struct field){ words_name(w, &c->outcome[i]), arena_print(w->arena, "What have you seen? (outcome %zu)", i + 1), .kind = PARAGRAPH, .max = 1000, .rows = 2 };
        if (plan_has_scale(&c->outcome[i]))
            *at++ = (struct field){ attained_name(w, &c->outcome[i]), arena_print(w->arena, "Which step did outcome %zu reach?", i + 1), "You may leave this out", .kind = RADIOS, .choices = steps_of(w, &c->outcome[i]) };
    }
    memcpy(at, after_ratings, sizeof after_ratings);
    return f;
}

static void give_choices(struct web *w, struct form *f)
{
    const struct choice *tier = code_choices(w, "tier");
    form_choices(f, "more_tier", tier);
    form_choices(f, "less_tier", tier);
}

static const char *const *names_of(struct web *w, const struct plan_cycle *c)
{
    const char **name = arena_array(w->arena, const char *, 3 * c->outcomes + 1);
    for (size_t i = 0; i < c->outcomes; i++) {
        name[3 * i] = rating_name(w, &c->outcome[i]);
        name[3 * i + 1] = words_name(w, &c->outcome[i]);
        name[3 * i + 2] = plan_has_scale(&c->outcome[i]) ? attained_name(w, &c->outcome[i]) : NULL;
    }
    return name;
}

static void page(struct web *w, const struct plan_cycle *c, const struct plan_reader *reader, struct form *f)
{
    web_page(w, f->is_wrong ? "Error: Review the support plan" : "Review the support plan");
    view_plan_review(&w->out, w, c, reader, f, names_of(w, c));
}

void plan_review_form(struct web *w)
{
    struct plan_reader reader;
    struct plan_cycle *c = plan_or_stop(w, web_id(w, "id"), &reader);
    if (strcmp(c->plan->status, "active") != 0) {
        web_notice(w, *c->plan->status == 'd' ? "Start the plan before you review it" : "This cycle has been reviewed already");
        web_to_f(w, "/plans/%lld", (long long)c->plan->id);
        return;
    }
    struct form *f = form_new(w, fields_for(w, c));
    give_choices(w, f);
    typed_put(f);
    page(w, c, &reader, f);
}

static const char *decision_words(const char *decision)
{
    static const struct choice words[] = {
        { "continue", "We carry on with the same kind of support", NULL }, { "change", "We carry on, and change what we do", NULL },
        { "step up", "There will be more support", NULL }, { "step down", "There will be less support", NULL }, { "close", "The plan is closed", NULL }, { 0 }
    };
    return choice_label(words, decision);
}

static void write_ratings(struct web *w, const struct plan_cycle *c, const struct form *f)
{
    for (size_t i = 0; i < c->outcomes; i++) {
        const struct outcomes_of_plan *o = &c->outcome[i];
        rate_outcome(w->db, o->id, c->plan->id, form_number(f, rating_name(w, o)), form_value(f, words_name(w, o)));
        int64_t step;
        if (plan_has_scale(o) && text_number(form_value(f, attained_name(w, o)), &step))
            measure_outcome(w->db, o->id, c->plan->id, step);
    }
}

static void write_review(struct web *w, const struct plan_cycle *c, const struct form *f, const struct plan_reader *reader)
{
    struct act a = act_of(w);
    const char *held = form_value(f, "held_on"), *decision = form_value(f, "decision");
    add_review(w->db, &(struct add_review){ .id = new_id(), .plan_id = c->plan->id, .held_on = held, .attended = form_value(f, "attended"), .parent_view = form_value(f, "parent_view"),
        .child_view = form_value(f, "child_view"), .impact = form_value(f, "impact"), .decision = decision, .because = form_value(f, "because"), .person_id = w->person->id, .at = w->now });
    write_ratings(w, c, f);
    if (make_plan_reviewed(w->db, c->plan->id, w->person->id, w->now) != 1)
        web_stop(w, 409);
    child_deadline_done(a, reader->child_id, "review", c->plan->id, held);
    child_event(a, reader->child_id, held, "review", arena_print(w->arena, "%s of the support plan: the review", plan_cycle_words(w->arena, c->plan->cycle)), decision_words(decision), arena_print(w->arena, "/plans/%lld", (long long)c->plan->id), true);
    child_tell_family(a, reader->child_id, "plan reviewed", arena_print(w->arena, "/plans/%lld", (long long)c->plan->id), arena_print(w->arena, "plan %lld reviewed", (long long)c->plan->id));
    web_audit(w, reader->child_id, "add", "review", "held_on attended parent_view child_view impact ratings decision because");
}

/* The separate axes that a decision moves. */
static void write_status(struct web *w, const struct form *f, int64_t child)
{
    struct act a = act_of(w);
    const char *on = form_value(f, "held_on"), *because = "Decided at the review of the support plan";
    const char *tier = form_is(f, "decision", "step up") ? form_value(f, "more_tier") : form_value(f, "less_tier");
    if (*tier)
        child_set_status(a, child, "tier", tier, on, because);
    if (*form_value(f, "service"))
        child_set_status(a, child, "service", form_value(f, "service"), on, because);
    if (form_is(f, "no_sen", "1") && strcmp(child_status_now(w->db, child, "sen_provision"), "K") == 0)
        child_set_status(a, child, "sen_provision", "N", on, because);
}

static void refuse_second(struct web *w, const struct plan_cycle *c, const struct plan_reader *reader, struct form *f)
{
    w->status = 409;
    form_fail(f, NULL, *c->plan->status == 'd' ? "This plan has not started: it cannot be reviewed yet. Nothing was saved; what you wrote is below."
        : arena_print(w->arena, "%s has saved a review of this plan already. Yours was not saved. What you wrote is below: copy what should be added to the next cycle.", c->review ? c->review->written_by : "Somebody else"));
    page(w, c, reader, f);
}

void plan_review_save(struct web *w)
{
    if (plan_took(w, web_id(w, "id"), "Review of the support plan"))
        return;
    struct plan_reader reader;
    struct plan_cycle *c = plan_or_stop(w, web_id(w, "id"), &reader);
    struct form *f = form_read(w, fields_for(w, c));
    give_choices(w, f);
    if (strcmp(c->plan->status, "active") != 0) {
        refuse_second(w, c, &reader, f);
        return;
    }
    const char *held = form_value(f, "held_on"), *decision = form_value(f, "decision");
    if (*held && strcmp(held, c->plan->started_on) < 0)
        form_fail(f, "held_on", arena_print(w->arena, "The review cannot be before the plan started, on %s", date_words(w->arena, c->plan->started_on)));
    if (!form_is_right(f)) {
        w->status = 422;
        page(w, c, &reader, f);
        return;
    }
    typed_sent(w, reader.child_id);
    write_review(w, c, f, &reader);
    write_status(w, f, reader.child_id);
    if (strcmp(decision, "continue") == 0 || strcmp(decision, "change") == 0) {
        web_notice(w, "The review is saved. Here is a draft of the next cycle: what was not met has come over");
        web_to_f(w, "/plans/%lld/edit", (long long)plan_new_cycle(w, reader.child_id));
        return;
    }
    web_notice(w, "The review is saved");
    web_to_f(w, "/plans/%lld", (long long)c->plan->id);
}
