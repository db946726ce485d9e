/* A question back to the asker, and its answer from whoever is signed in.  What it does to the clock is clock.c's. */
#include "app/request/clock.h"
#include "app/request/triage.h"
#include "app/request/views.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

static const struct choice clocks[] = {
    { "runs", "Yes, the clock runs on", NULL },
    { "stands", "No, the clock stands until they answer", "For 10 working days at the most. The asker reads why" },
    { 0 }
};

static const struct field question_fields[] = {
    { "words", "Your question", "Plain words. They read and answer it by their link, or signed in", .kind = PARAGRAPH, .max = 2000, .need = "Write your question" },
    { "clock", "Can you decide without the answer?", .kind = RADIOS, .choices = clocks, .need = "Say whether you can decide without the answer" },
    { "reason", "Why not?", "The asker reads this", .kind = PARAGRAPH, .max = 500, .rows = 2, .need = "Write why you cannot decide without the answer", .only_if = "clock", .only_is = "stands" },
    { 0 }
};

static void show(struct web *w, struct request_by_id *r, struct form *f)
{
    struct clock_shown c = request_clock(w->db, r->id, r->status, r->due_on, w->today);
    web_page(w, "Ask a question");
    view_request_ask_back(&w->out, w, r, f, &c);
}

void request_question_show(struct web *w)
{
    struct request_by_id *r = request_or_stop(w);
    if (!request_can_be_decided(r))
        web_to_f(w, "/requests/%lld", (long long)r->id);
    else
        show(w, r, form_new(w, question_fields));
}

void request_ask_question(struct web *w)
{
    struct request_by_id *r = request_or_stop(w);
    struct form *f = form_read(w, question_fields);
    bool stands = form_is(f, "clock", "stands");
    if (stands && strcmp(r->status, "waiting") == 0 && strcmp(r->due_on, w->today) < 0)
        form_fail(f, "clock", arena_print(w->arena, "The answer was due on %s: a clock that has run out cannot be stopped. Ask, and let it run on", date_words(w->arena, r->due_on)));
    if (!form_is_right(f)) {
        w->status = 422;
        show(w, r, f);
        return;
    }
    int64_t question = request_ask_back(act_of(w), r->id, form_value(f, "words"), stands ? form_value(f, "reason") : "");
    request_tell_asker(w, r, "question", arena_print(w->arena, "question %lld", (long long)question));
    web_audit(w, r->child_id, "change", "question", stands ? "words pause" : "words");
    web_notice(w, *r->asker_email ? "The question was sent to the asker" : "The question stands on the asker’s page. They gave no email address: tell them by telephone");
    web_to_f(w, "/requests/%lld", (long long)r->id);
}

/* What came of it, as the notice on the next page. */
const char *request_take_answer(struct web *w, int64_t request, int64_t child)
{
    const char *words = web_field(w, "answer");
    if (!*words || text_length(words) > 4000)
        return "Nothing was sent: write an answer of up to 4,000 characters";
    if (!request_answer_back(act_of(w), request, web_field_id(w, "question"), words))
        return "This question has been answered already";
    web_audit(w, child, "change", "question", "answer");
    return "Your answer was sent";
}

void request_answer_question(struct web *w)
{
    struct request_by_id *r = request_or_stop(w);
    web_notice(w, request_take_answer(w, r->id, r->child_id));
    web_to_f(w, "/requests/%lld", (long long)r->id);
}
