/*
 * Following a request without an account, by a link that cannot be guessed,
 * that ends after 90 days, and that whoever holds it can end.  It shows what is
 * happening in the words written to the asker; never an address, a number, or
 * what others wrote.
 */
#include "app/notice/notice.h"
#include "app/request/handover.h"
#include "app/request/views.h"
#include "base/date.h"
#include "base/text.h"

#include <sodium.h>
#include <string.h>

void follow_link_make(struct act act, int64_t request, const char *token_hash)
{
    add_follow_link(act.db, token_hash, request, act.now, act.now + FOLLOW_DAYS * INT64_C(86400000));
}

void request_acknowledge(struct act act, int64_t request, const char *email)
{
    struct arena *a = act.db->arena;
    unsigned char bytes[32];
    if (!*email)
        return;
    randombytes_buf(bytes, sizeof bytes);
    const char *token = text_hex(a, bytes, sizeof bytes);
    follow_link_make(act, request, web_hash(a, token));
    notice_send(act.db, act.now, email, "request received", arena_print(a, "/follow/%s", token), arena_print(a, "request %lld received", (long long)request));
}

void request_tell_asker(struct web *w, const struct request_by_id *r, const char *kind, const char *once)
{
    if (!*r->asker_email || strcmp(r->child_left_reason, "died") == 0)
        return;
    const char *path = arena_print(w->arena, "/requests/%lld", (long long)r->id);
    if (!r->asker_person_id) {
        const char *token = web_random_token(w);
        follow_link_make(act_of(w), r->id, web_hash(w->arena, token));
        path = arena_print(w->arena, "/follow/%s", token);
    }
    notice_send(w->db, w->now, r->asker_email, kind, path, once);
}

static const char *hash_of_path(struct web *w) { return web_hash(w->arena, web_part(w, "token")); }

/* NULL after the friendly page was written: unknown, ended and run out look the same. */
static struct followed *find(struct web *w)
{
    struct followed *r = followed(w->db, hash_of_path(w), w->now);
    if (!r) {
        w->status = 404;
        web_page(w, "This link does not work");
        view_request_no_link(&w->out, w);
    }
    return r;
}

void follow_sent(struct web *w)
{
    struct followed *r = find(w);
    if (!r)
        return;
    web_page(w, "Sent");
    view_request_sent(&w->out, w, r, arena_print(w->arena, "/follow/%s", web_part(w, "token")));
}

static const struct choice agree[] = {
    { "5", "Yes, very much", NULL }, { "4", "Yes, mostly", NULL }, { "3", "In between", NULL }, { "2", "Not really", NULL }, { "1", "No, not at all", NULL }, { 0 }
};

static const struct field experience_fields[] = {
    { "listened_to", "Did we listen to you?", .kind = RADIOS, .choices = agree, .need = "Say whether we listened to you" },
    { "told_next", "Did we tell you what happens next?", .kind = RADIOS, .choices = agree, .need = "Say whether we told you what happens next" },
    { "support_helped", "Does the support help so far?", .kind = RADIOS, .choices = agree, .need = "Say whether the support helps so far" },
    { "words", "Anything else", "Please do not write names here", .kind = PARAGRAPH, .max = 2000 },
    { 0 }
};

/* Families are asked once an answer was given and the child is known, and one time for each answer. */
static bool asks_experience(struct web *w, const struct followed *r)
{
    return strcmp(r->door, "parent") == 0 && r->child_id && strcmp(r->child_left_reason, "died") != 0 && *r->next_on && *r->answered_on && experiences_since(w->db, r->child_id, r->answered_on)->n == 0;
}

static void show(struct web *w, struct followed *r, struct form *experience)
{
    struct follow_page p = { .r = r, .path = arena_print(w->arena, "/follow/%s", web_part(w, "token")) };
    p.decision = decisions_of(w->db, r->id, &p.decisions);
    p.concern = concerns_of(w->db, r->id, &p.concerns);
    p.question = questions_of(w->db, r->id, &p.questions);
    p.handover = handovers_of(w->db, r->id, &p.handovers);
    p.hops = r->hops;
    p.experience = asks_experience(w, r) ? experience : NULL;
    p.clock = request_clock(w->db, r->id, r->status, r->due_on, w->today);
    if (r->child_id)
        web_audit(w, r->child_id, "view", "follow link", r->reference);
    web_page(w, "Your request");
    view_request_follow(&w->out, w, &p);
}

void follow_show(struct web *w)
{
    struct followed *r = find(w);
    if (r)
        show(w, r, form_new(w, experience_fields));
}

void follow_revoke(struct web *w)
{
    if (!find(w))
        return;
    revoke_follow_link(w->db, hash_of_path(w), w->now);
    web_audit(w, 0, "change", "follow link ended", "");
    web_notice(w, "The link does not work any more, for anybody");
    web_to(w, "/");
}

void follow_experience(struct web *w)
{
    struct followed *r = find(w);
    if (!r)
        return;
    if (!asks_experience(w, r)) {
        web_to_f(w, "/follow/%s", web_part(w, "token"));
        return;
    }
    struct form *f = form_read(w, experience_fields);
    if (!form_is_right(f)) {
        w->status = 422;
        show(w, r, f);
        return;
    }
    add_experience(w->db, &(struct add_experience){ .id = new_id(), .child_id = r->child_id, .asked_on = w->today, .answered_on = w->today,
        .listened_to = form_number(f, "listened_to"), .told_next = form_number(f, "told_next"), .support_helped = form_number(f, "support_helped"), .words = form_value(f, "words") });
    web_audit(w, r->child_id, "change", "experience", "listened_to told_next support_helped words");
    web_notice(w, "Thank you for telling us");
    web_to_f(w, "/follow/%s", web_part(w, "token"));
}

void follow_answer(struct web *w)
{
    struct followed *r = find(w);
    if (!r)
        return;
    web_notice(w, request_take_answer(w, r->id, r->child_id));
    web_to_f(w, "/follow/%s", web_part(w, "token"));
}

/* For an asker who lost theirs: an officer makes another and sends it to the address or number that was given. It is shown once. */
void follow_link_new(struct web *w)
{
    struct request_by_id *r = request_or_stop(w);
    const char *token = web_random_token(w);
    follow_link_make(act_of(w), r->id, web_hash(w->arena, token));
    web_audit(w, r->child_id, "change", "follow link made", r->reference);
    web_page(w, "A new link");
    view_request_new_link(&w->out, w, r, arena_print(w->arena, "%s/follow/%s", w->site->base_url, token));
}
