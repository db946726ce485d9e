/*
 * What a family does with the plan that is under way: add their own words and
 * their child's, and say that they agree or have a question.  Called by the
 * routes in plan.c; changes nothing that others wrote.  No name stands in the
 * words: another parent reads the same plan.
 */
#include "app/plan/plan.h"
#include "app/plan/views.h"
#include "base/date.h"
#include "base/text.h"
#include "web/say.h"

#include <string.h>

static const struct field fields[] = {
    { "words", "What would you like to say about the plan?", "How things are at home, what helps, what worries you. Everybody who works with your child can read it.", .kind = PARAGRAPH, .max = 2000, .rows = 8 },
    { "child_words", "What would your child say?", "In words, or what they show: what they love, what they do not like, who they play with", .kind = PARAGRAPH, .max = 2000, .rows = 4 },
    { 0 }
};

enum { MOST_IN_ALL = 20000 };

static bool is_under_way(struct web *w, const struct plan_by_id *p)
{
    if (plan_is_open_to_family(p))
        return true;
    web_notice(w, "This part of the plan is finished. Add your view to the newest one");
    web_to_f(w, "/children/%lld/plans", (long long)p->child_id);
    return false;
}

static void show_voice(struct web *w, const struct plan_by_id *p, const struct plan_reader *reader, struct form *f)
{
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, "Add your view");
    view_plan_voice(&w->out, w, p, reader, f);
}

void plan_voice_form(struct web *w)
{
    struct plan_reader reader;
    struct plan_cycle *c = plan_or_stop(w, web_id(w, "id"), &reader);
    if (is_under_way(w, c->plan))
        show_voice(w, c->plan, &reader, form_new(w, fields));
}

static const char *with_words(struct web *w, const char *before, const char *words)
{
    if (!*words)
        return before;
    return arena_print(w->arena, "%s%sA parent or carer, %s:\n%s", before, *before ? "\n\n" : "", date_words(w->arena, w->today), words);
}

void plan_voice_save(struct web *w)
{
    struct plan_reader reader;
    struct plan_cycle *c = plan_or_stop(w, web_id(w, "id"), &reader);
    struct form *f = form_read(w, fields);
    if (form_is_right(f) && !is_under_way(w, c->plan))
        return;
    if (form_is_right(f) && !*form_value(f, "words") && !*form_value(f, "child_words"))
        form_fail(f, "words", "Write what you would like to say");
    const char *parent = with_words(w, c->plan->parent_view, form_value(f, "words")), *child = with_words(w, c->plan->child_view, form_value(f, "child_words"));
    if (form_is_right(f) && (text_length(parent) > MOST_IN_ALL || text_length(child) > MOST_IN_ALL))
        form_fail(f, "words", "There is no more room in this plan. Please telephone us instead");
    if (!form_is_right(f)) {
        show_voice(w, c->plan, &reader, f);
        return;
    }
    if (set_family_views(w->db, c->plan->id, parent, child, w->person->id, w->now) != 1)
        web_stop(w, 409);
    bool by_parent = *form_value(f, "words"), by_child = *form_value(f, "child_words");
    web_audit(w, reader.child_id, "change", "plan", by_parent && by_child ? "parent_view child_view" : by_parent ? "parent_view" : "child_view");
    child_event(act_of(w), reader.child_id, w->today, "plan", "A parent added their view to the support plan", "", arena_print(w->arena, "/plans/%lld", (long long)c->plan->id), true);
    web_notice(w, "Thank you. Everybody who works with your child can read it now");
    web_to_f(w, "/plans/%lld", (long long)c->plan->id);
}

/* ---- agreeing, or asking ---- */

static const struct choice answers[] = {
    { "agree", "I agree with this plan", NULL },
    { "question", "I have a question, or I do not agree", "We will talk to you about it before the plan goes on" },
    { 0 }
};

static const struct field answer_fields[] = {
    { "answer", "What do you say to this plan?", .kind = RADIOS, .choices = answers, .need = "Say whether you agree or have a question" },
    { "question", "What is your question, or what should be different?", .kind = PARAGRAPH, .max = 2000, .rows = 4, .need = "Write your question", .only_if = "answer", .only_is = "question" },
    { 0 }
};

void plan_family_show(struct web *w, struct plan_cycle *c, const struct plan_reader *reader, struct form *f)
{
    size_t n;
    struct answers_of_plan *own = answers_of_plan(w->db, w->person->id, c->plan->id, 1, &n);
    if (!f)
        f = form_new(w, answer_fields);
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, "Support plan");
    view_plan_family(&w->out, w, c, reader, own, n, f);
}

static void tell_lead(struct web *w, const struct plan_cycle *c, int64_t child, bool agrees)
{
    const char *path = arena_print(w->arena, "/plans/%lld", (long long)c->plan->id);
    child_event(act_of(w), child, w->today, "plan", agrees ? "A parent agreed with the support plan" : "A parent has a question about the support plan", "", path, false);
}

void plan_answer_save(struct web *w)
{
    struct plan_reader reader;
    struct plan_cycle *c = plan_or_stop(w, web_id(w, "id"), &reader);
    struct form *f = form_read(w, answer_fields);
    if (!form_is_right(f)) {
        plan_family_show(w, c, &reader, f);
        return;
    }
    if (!is_under_way(w, c->plan))
        return;
    bool agrees = form_is(f, "answer", "agree");
    add_plan_answer(w->db, &(struct add_plan_answer){ .id = new_id(), .plan_id = c->plan->id, .person_id = w->person->id, .answer = form_value(f, "answer"), .words = form_value(f, "question"), .on_day = w->today });
    tell_lead(w, c, reader.child_id, agrees);
    web_audit(w, reader.child_id, "change", "plan", "answer words");
    web_notice(w, agrees ? "Thank you. We have written down that you agree" : "Thank you. We will talk to you about it");
    web_to_f(w, "/plans/%lld", (long long)c->plan->id);
}
