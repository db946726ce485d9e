/* What is written when a partner is asked, reminded and answers.  Pages of it: partner.c; called by decide.c too. */
#include "app/request/handover.h"
#include "app/notice/notice.h"
#include "base/date.h"
#include "base/text.h"

#include <sodium.h>
#include <string.h>

const struct choice handover_reasons[] = {
    { "area", "The family lives outside our area", NULL },
    { "age", "The child is too young or too old for us", NULL },
    { "criteria", "We do not help with this need", NULL },
    { "known", "We help this family already", NULL },
    { "full", "We have no room, or the wait would be too long", NULL },
    { "other", "Something else", NULL },
    { 0 }
};

/* As web_random_token, where no request is: reminders are sent by a job. */
static const char *new_token(struct arena *a)
{
    unsigned char bytes[32];
    randombytes_buf(bytes, sizeof bytes);
    return text_hex(a, bytes, sizeof bytes);
}

static void send_link(struct act act, int64_t decision, const char *email, const char *kind, const char *token, int64_t serial)
{
    struct arena *a = act.db->arena;
    notice_send(act.db, act.now, email, kind, arena_print(a, "/passed/%s", token), arena_print(a, "handover %lld %lld", (long long)decision, (long long)serial));
}

void handover_ask(struct act act, int64_t request, int64_t decision, const char *email)
{
    struct arena *a = act.db->arena;
    const char *token = new_token(a);
    handover_take_back(act, request);
    add_handover(act.db, &(struct add_handover){ .decision_id = decision, .request_id = request, .token_hash = web_hash(a, token), .expires_at = act.now + HANDOVER_DAYS * INT64_C(86400000),
        .contact_email = email, .asked_on = act.today, .remind_on = date_add_working_days(a, act.today, 2) });
    send_link(act, decision, email, "handover asked", token, 0);
}

void handover_take_back(struct act act, int64_t request) { take_handovers_back(act.db, request, act.today, act.now); }

static void tell_asker(struct act act, int64_t request, int64_t decision, const char *kind)
{
    struct arena *a = act.db->arena;
    struct asker_of *r = asker_of(act.db, request);
    const char *path = arena_print(a, "/requests/%lld", (long long)request);
    if (!*r->asker_email)
        return;
    if (!r->asker_person_id) {
        const char *token = new_token(a);
        follow_link_make(act, request, web_hash(a, token));
        path = arena_print(a, "/follow/%s", token);
    }
    notice_send(act.db, act.now, r->asker_email, kind, path, arena_print(a, "%s %lld", kind, (long long)decision));
}

bool handover_answered(struct act act, const struct handover_answer *h)
{
    bool is_yes = !*h->why;
    if (!answer_handover(act.db, &(struct answer_handover){ .decision_id = h->decision, .answer = is_yes ? "accepted" : "declined", .why = h->why, .words = h->words, .by_name = h->by_name, .by_job = h->by_job,
            .contact_on = h->contact_on, .answered_on = act.today, .answered_at = act.now }))
        return false;
    if (is_yes) {
        handover_is_taken_up(act.db, h->decision, act.today, h->by_name, h->contact_on);
        request_is_passed_on(act.db, h->request, act.today, act.now);
    }
    struct asker_of *r = asker_of(act.db, h->request);
    if (r->child_id)
        child_event(act, r->child_id, act.today, "decision", is_yes ? "The team that was asked has taken the request over" : "The team that was asked cannot help; we look on", "", arena_print(act.db->arena, "/requests/%lld", (long long)h->request), true);
    tell_asker(act, h->request, h->decision, is_yes ? "handover accepted" : "handover declined");
    return true;
}

/* The officer is told too from the second reminder on: somebody should ring. */
static void remind_one(struct act act, const struct handovers_to_remind *h)
{
    static const int days[] = { 3, 3, 0 };
    struct arena *a = act.db->arena;
    const char *token = *h->contact_email ? new_token(a) : "", *next = h->reminders + 1 < HANDOVER_REMINDERS ? date_add_working_days(a, act.today, days[h->reminders]) : "";
    handover_reminded(act.db, h->decision_id, *token ? web_hash(a, token) : "", act.now + HANDOVER_DAYS * INT64_C(86400000), next);
    if (*token)
        send_link(act, h->decision_id, h->contact_email, "handover reminder", token, h->reminders + 1);
    if (!*token || h->reminders)
        notice_send(act.db, act.now, h->decided_by_email, "handover waits", arena_print(a, "/requests/%lld", (long long)h->request_id), arena_print(a, "handover waits %lld %lld", (long long)h->decision_id, (long long)h->reminders));
}

void handover_remind(struct db *db, const char *today, int64_t now)
{
    size_t n;
    if (!date_is_working_day(today))
        return;
    struct handovers_to_remind *h = handovers_to_remind(db, today, &n);
    for (size_t i = 0; i < n; i++)
        remind_one((struct act){ db, 0, today, now }, &h[i]);
}

const struct handovers_of *handover_of_decision(const struct handovers_of *h, size_t n, int64_t decision)
{
    for (size_t i = 0; i < n; i++)
        if (h[i].decision_id == decision)
            return &h[i];
    return NULL;
}
