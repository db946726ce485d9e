/*
 * The partner's side of a handover: what was asked, and a yes or a no.  By a
 * link that shows nothing until the child's date of birth is entered, which
 * binds it to that browser and ends after five wrong ones; or signed in.
 */
#include "app/request/handover.h"
#include "app/request/teams.h"
#include "app/notice/notice.h"
#include "app/request/views.h"
#include "base/date.h"

#include <string.h>

static const struct field open_fields[] = {
    { "born_on", "The child’s date of birth", "The person who spoke to you has told you", .kind = BIRTH_DATE, .need = "Enter the child’s date of birth" },
    { 0 }
};

static const struct choice yes_no[] = { { "yes", "Yes, we take it over", "We get in touch with the family" }, { "no", "No, we cannot help", "It goes back to the inclusion service, who looks for somebody else" }, { 0 } };

/* After who answers. */
#define ANSWER \
    { "answer", "Do you take this family over?", .kind = RADIOS, .choices = yes_no, .need = "Say whether you take this family over" }, \
    { "contact_on", "By when do you get in touch with the family?", "The family reads this day", .kind = FUTURE_DATE, .need = "Enter the day by which you get in touch with the family", .only_if = "answer", .only_is = "yes" }, \
    { "why", "Why not?", .kind = RADIOS, .choices = handover_reasons, .need = "Say why you cannot help", .only_if = "answer", .only_is = "no" }, \
    { "words", "More about why", "The family does not read this", .kind = PARAGRAPH, .max = 2000, .only_if = "answer", .only_is = "no" }, \
    { 0 }

static const struct field answer_fields[] = {
    { "by_name", "Your name", .kind = NAME, .max = 100, .need = "Enter your name", .autocomplete = "name" },
    { "by_job", "Your job", .kind = LINE, .max = 100 },
    ANSWER
};

/* Where the authority knows who may accept for the team. */
static const struct field answer_of_named_fields[] = {
    { "by_name", "Who are you?", "These may answer for your team", .kind = RADIOS, .need = "Say who you are" },
    ANSWER
};

/* Empty on a GET, read and checked on a POST. */
static struct form *answer_form(struct web *w, const struct handover_by_token *h)
{
    const struct choice *names = *web_part(w, "token") ? team_names(w->db, h->partner_id) : NULL;
    const struct field *fields = names ? answer_of_named_fields : answer_fields;
    struct form *f = w->method == POST ? form_read(w, fields) : form_new(w, fields);
    if (names)
        form_choices(f, "by_name", names);
    return f;
}

/* NULL after the friendly page: unknown, replaced, run out and tried too often look the same. */
static struct handover_by_token *find(struct web *w)
{
    struct handover_by_token *h = handover_by_token(w->db, web_hash(w->arena, web_part(w, "token")));
    if (h && h->expires_at > w->now && h->wrong_tries < HANDOVER_TRIES)
        return h;
    w->status = 404;
    web_page(w, "This link does not work");
    view_handover_no_link(&w->out, w);
    return NULL;
}

static bool is_opened(struct web *w, const struct handover_by_token *h) { return *h->visit_hash && strcmp(h->visit_hash, web_hash(w->arena, web_visit(w))) == 0; }

static void show_door(struct web *w, struct form *f)
{
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, "A request that was passed to you");
    view_handover_door(&w->out, w, f, arena_print(w->arena, "/passed/%s", web_part(w, "token")));
}

static void show(struct web *w, struct handover_by_token *h, struct form *f, const char *path)
{
    size_t n;
    struct concerns_of *c = concerns_of(w->db, h->request_id, &n);
    if (!form_is_right(f))
        w->status = 422;
    web_audit(w, h->child_id, "view", "handover", h->reference);
    web_page(w, "A request that was passed to you");
    view_handover_show(&w->out, w, h, c, n, f, path);
}

static void handover_show(struct web *w)
{
    struct handover_by_token *h = find(w);
    if (!h)
        return;
    web_visit(w);
    if (is_opened(w, h))
        show(w, h, answer_form(w, h), arena_print(w->arena, "/passed/%s/answer", web_part(w, "token")));
    else
        show_door(w, form_new(w, open_fields));
}

static void handover_open(struct web *w)
{
    struct handover_by_token *h = find(w);
    if (!h)
        return;
    const char *hash = web_hash(w->arena, web_part(w, "token"));
    struct form *f = form_read(w, open_fields);
    if (form_is_right(f) && strcmp(form_value(f, "born_on"), h->born_on) != 0) {
        handover_wrong_try(w->db, hash);
        form_fail(f, "born_on", "This is not the date of birth that stands in the request. After five wrong ones the link ends");
    }
    if (!form_is_right(f)) {
        show_door(w, f);
        return;
    }
    handover_opened(w->db, hash, web_hash(w->arena, web_visit(w)));
    web_to_f(w, "/passed/%s", web_part(w, "token"));
}

/* What was answered is written, and whoever passed it on is told. */
static void take(struct web *w, struct handover_by_token *h, const char *path, const char *after)
{
    struct form *f = answer_form(w, h);
    const char *job = f->field == answer_fields ? form_value(f, "by_job") : team_job(w->db, h->partner_id, form_value(f, "by_name"));
    if (!form_is_right(f)) {
        show(w, h, f, path);
        return;
    }
    struct handover_answer a = { h->decision_id, h->request_id, form_is(f, "answer", "no") ? form_value(f, "why") : "", form_value(f, "words"), form_value(f, "by_name"), job, form_value(f, "contact_on") };
    if (!handover_answered(act_of(w), &a)) {
        web_notice(w, "It was answered already. Nothing has changed");
        web_to(w, after);
        return;
    }
    notice_send(w->db, w->now, h->decided_by_email, "handover answered", arena_print(w->arena, "/requests/%lld", (long long)h->request_id), arena_print(w->arena, "handover answered %lld", (long long)h->decision_id));
    web_audit(w, h->child_id, "change", "handover", "answer by_name");
    web_notice(w, *a.why ? "Thank you. We look for somebody else, and the family knows" : "Thank you. The family reads that you have taken it over");
    web_to(w, after);
}

static void handover_answer_link(struct web *w)
{
    struct handover_by_token *h = find(w);
    const char *own = arena_print(w->arena, "/passed/%s", web_part(w, "token"));
    if (!h)
        return;
    if (is_opened(w, h))
        take(w, h, arena_print(w->arena, "%s/answer", own), own);
    else
        web_to(w, own);
}

/* ---- Signed in ---- */

static struct handover_by_token *own_or_stop(struct web *w)
{
    struct handover_by_token *h = handover_of_person(w->db, w->person->id, web_id(w, "decision"));
    if (!h)
        web_stop(w, 404);
    return h;
}

static const char *own_path(struct web *w, const struct handover_by_token *h) { return arena_print(w->arena, "/handovers/%lld", (long long)h->decision_id); }

static void handover_show_signed_in(struct web *w)
{
    struct handover_by_token *h = own_or_stop(w);
    struct form *f = answer_form(w, h);
    form_set(f, "by_name", w->person->name);
    show(w, h, f, own_path(w, h));
}

static void handover_answer_signed_in(struct web *w)
{
    struct handover_by_token *h = own_or_stop(w);
    take(w, h, own_path(w, h), own_path(w, h));
}

static void panel_passed_to_me(struct web *w, int64_t about)
{
    (void)about;
    size_t n;
    struct handovers_for *h = handovers_for(w->db, w->person->id, &n);
    if (n)
        view_handover_panel(&w->out, w, h, n);
}

static const struct route routes[] = {
    { GET, "/passed/:token", ANYONE, handover_show },
    { POST, "/passed/:token", ANYONE, handover_open },
    { POST, "/passed/:token/answer", ANYONE, handover_answer_link },
    { GET, "/handovers/:decision", SEE_OWN_REQUESTS, handover_show_signed_in },
    { POST, "/handovers/:decision", SEE_OWN_REQUESTS, handover_answer_signed_in },
    { 0 }
};

static const struct panel panels[] = { { "home", 18, SEE_OWN_REQUESTS, panel_passed_to_me }, { 0 } };

const struct feature handover_feature = { "handover", routes, panels, handover_remind };
