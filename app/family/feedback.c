/*
 * What families say of the service: three short questions (indicator 18), asked
 * in the family's place at any time; read by the service as counts and
 * comments without a name.
 */
#include "app/family/family.h"
#include "app/family/views.h"
#include "base/date.h"

static const struct choice agree[] = {
    { "5", "Yes, very much", NULL }, { "4", "Yes, mostly", NULL }, { "3", "In between", NULL }, { "2", "Not really", NULL }, { "1", "No, not at all", NULL }, { 0 }
};

static const struct field fields[] = {
    { "listened_to", "Did we listen to you?", .kind = RADIOS, .choices = agree, .need = "Say whether we listened to you" },
    { "told_next", "Did we tell you what happens next?", .kind = RADIOS, .choices = agree, .need = "Say whether we told you what happens next" },
    { "support_helped", "Does the support help so far?", .kind = RADIOS, .choices = agree, .need = "Say whether the support helps so far" },
    { "words", "Anything else", "Please do not write names here", .kind = PARAGRAPH, .max = 2000 },
    { 0 }
};

static void show(struct web *w, struct child_by_id *c, struct form *f)
{
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, "How is it for you?");
    view_family_feedback(&w->out, w, c, f);
}

void family_feedback_form(struct web *w) { show(w, child_or_stop(w, web_id(w, "id")), form_new(w, fields)); }

void family_feedback_save(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    struct form *f = form_read(w, fields);
    if (!form_is_right(f)) {
        show(w, c, f);
        return;
    }
    add_feedback(w->db, &(struct add_feedback){ .id = new_id(), .child_id = c->id, .asked_on = w->today, .answered_on = w->today, .listened_to = form_number(f, "listened_to"),
        .told_next = form_number(f, "told_next"), .support_helped = form_number(f, "support_helped"), .words = form_value(f, "words") });
    web_audit(w, c->id, "change", "experience", "listened_to told_next support_helped words");
    web_notice(w, "Thank you for telling us");
    web_to_f(w, "/children/%lld", (long long)c->id);
}

void family_feedback_read(struct web *w)
{
    int64_t before = child_query_number(w, "before");
    const char *day = web_query(w, "day");
    size_t n;
    struct feedback_words *word = feedback_words(w->db, w->person->id, before && date_valid(day) ? day : "9999-12-31", before ? before : INT64_MAX, &n);
    bool more = n > 50;
    web_page(w, "What families say");
    view_family_feedback_read(&w->out, w, feedback_counts(w->db, w->person->id, date_add_months(w->arena, w->today, -12)), word, more ? 50 : n, more);
}
