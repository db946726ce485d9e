/*
 * The calls of partners' systems: send a request, read how it stands, answer a
 * question.  The gate has found the partner by its key before any of this runs;
 * every query here asks for what that partner sent.  Sending twice with one
 * idempotency key makes one request, also when an answer was lost on its way.
 */
#include "app/api/api.h"
#include "app/notice/notice.h"
#include "app/request/clock.h"
#include "app/request/evidence.h"
#include "base/date.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

const struct person *api_find_caller(struct web *w, const char *key)
{
    if (strlen(key) > 200)
        return NULL;
    struct api_partner_by_key *k = api_partner_by_key(w->db, web_hash(w->arena, key));
    if (!k)
        return NULL;
    struct person *p = arena_new(w->arena, struct person);
    *p = (struct person){ .name = k->name, .email = "", .role = "", .setting_name = "", .may = 1u << ANYONE | UINT64_C(1) << CALL_API, .partner_id = k->id, .calls_a_minute = k->calls_a_minute };
    return p;
}

/* False after 429 was answered. */
static bool may_go_on(struct web *w)
{
    if (web_allows(w, arena_print(w->arena, "partner %lld", (long long)w->person->partner_id), (int)w->person->calls_a_minute))
        return true;
    web_problem(w, 429, "", NULL, 0);
    return false;
}

void api_answer(struct web *w, int status, json_t *j)
{
    char *text = json_dumps(j, JSON_INDENT(2));
    web_bare(w, status, "application/json", text);
    free(text);
    json_decref(j);
}

json_t *api_body(struct web *w)
{
    size_t len;
    json_error_t e;
    const char *body = web_body(w, &len);
    json_t *j = json_loadb(body, len, JSON_REJECT_DUPLICATES, &e);
    if (json_is_object(j))
        return j;
    json_decref(j);
    web_problem(w, 400, j ? "The body must be a JSON object." : arena_print(w->arena, "The body is not JSON: line %d, column %d.", e.line, e.column), NULL, 0);
    return NULL;
}

/* ---- Sending a request ---- */

struct receipt { const char *reference, *kind, *status, *received_on, *due_on, *follow; };

/* Made of the key that was used and of what made it once: the same again when the same is sent again, and never stored. */
static const char *follow_token(struct web *w, const char *once) { return web_hash(w->arena, arena_print(w->arena, "follow by api %s %lld", once, (long long)w->person->partner_id)); }

static void answer_receipt(struct web *w, int status, const struct receipt *r)
{
    api_answer(w, status, json_pack("{ss ss ss ss ss ss}", "reference", r->reference, "kind", r->kind, "status", r->status, "received_on", r->received_on, "answer_due_on", r->due_on,
        "follow_url", arena_print(w->arena, "%s/follow/%s", w->site->base_url, r->follow)));
}

/* What was sent, to know it again: white space between members does not make it another. */
static const char *hash_of(struct web *w, const json_t *j)
{
    char *text = json_dumps(j, JSON_COMPACT | JSON_SORT_KEYS);
    const char *h = web_hash(w->arena, text);
    free(text);
    return h;
}

static void receive(struct web *w, const struct api_read *a, const char *once, const char *body_hash)
{
    struct concern_told *concern;
    size_t n;
    struct act act = act_of(w);
    struct add_request *r = request_of_answers(w, a->answers, &concern, &n);
    const char *token = follow_token(w, once);
    int64_t id = request_receive(act, r, concern, n);
    evidence_keep(act, r, answer(a->answers, "evidence"), answer(a->answers, "evidence_words"));
    add_api_request(w->db, &(struct add_api_request){ .request_id = id, .partner_id = w->person->partner_id, .idempotency_hash = once, .body_hash = body_hash, .their_reference = a->their_reference, .made_at = w->now });
    follow_link_make(act, id, web_hash(w->arena, token));
    notice_send(w->db, w->now, r->asker_email, "request received", arena_print(w->arena, "/follow/%s", token), arena_print(w->arena, "request %lld received", (long long)id));
    web_audit(w, 0, "change", "request received", arena_print(w->arena, "%s from partner %lld", r->reference, (long long)w->person->partner_id));
    answer_receipt(w, 201, &(struct receipt){ r->reference, r->kind, "waiting", r->received_on, r->due_on, token });
}

static void send_body(struct web *w, json_t *j)
{
    const char *key = web_idempotency_key(w);
    const char *once = web_hash(w->arena, arena_print(w->arena, "api %lld %s", (long long)w->person->partner_id, key)), *body_hash = hash_of(w, j);
    struct api_sent_before *before = api_sent_before(w->db, w->person->partner_id, once);
    if (before && strcmp(before->body_hash, body_hash) != 0) {
        web_problem(w, 422, "This idempotency key was used for another request. A key is for one request: use a new one for a new one.", NULL, 0);
        return;
    }
    if (before) {
        answer_receipt(w, 200, &(struct receipt){ before->reference, before->kind, before->status, before->received_on, before->due_on, follow_token(w, once) });
        return;
    }
    struct api_read *a = api_read_request(w, j);
    if (a->faults)
        web_problem(w, 422, "", a->fault, a->faults);
    else
        receive(w, a, once, body_hash);
}

static void send(struct web *w)
{
    const char *key = web_idempotency_key(w);
    if (!may_go_on(w))
        return;
    if (!*key || strlen(key) > 200) {
        web_problem(w, 400, "Send the header Idempotency-Key: a name of your own for this request, of up to 200 letters, so that sending it again makes no second one.", NULL, 0);
        return;
    }
    json_t *j = api_body(w);
    if (!j)
        return;
    send_body(w, j);
    json_decref(j);
}

/* ---- Reading how it stands ---- */

static void set_if(json_t *o, const char *name, const char *value)
{
    if (*value)
        json_object_set_new(o, name, json_string(value));
}

static json_t *answers_of(struct web *w, int64_t request)
{
    size_t n;
    struct decisions_of *d = decisions_of(w->db, request, &n);
    json_t *all = json_array();
    for (size_t i = 0; i < n; i++) {
        json_t *one = json_pack("{ss ss ss}", "decided_on", d[i].decided_on, "words", d[i].words, "helps_next", d[i].partner_id ? d[i].partner_name : d[i].officer_name);
        set_if(one, "contact", d[i].partner_id ? d[i].contact_name : d[i].officer_job);
        set_if(one, "telephone", d[i].partner_id ? d[i].partner_telephone : d[i].officer_telephone);
        set_if(one, "next_on", d[i].next_on);
        json_array_append_new(all, one);
    }
    return all;
}

static json_t *questions(struct web *w, int64_t request)
{
    size_t n;
    struct questions_of *q = questions_of(w->db, request, &n);
    json_t *all = json_array();
    for (size_t i = 0; i < n; i++) {
        json_t *one = json_pack("{ss ss ss}", "id", arena_print(w->arena, "%lld", (long long)q[i].id), "asked_on", q[i].asked_on, "words", q[i].words);
        set_if(one, "answered_on", q[i].answered_on);
        set_if(one, "answer", q[i].answer);
        json_array_append_new(all, one);
    }
    return all;
}

/* The partner's own, else 404. */
static struct api_request_of *own(struct web *w)
{
    struct api_request_of *r = api_request_of(w->db, w->person->partner_id, web_part(w, "reference"));
    if (!r)
        web_stop(w, 404);
    return r;
}

static json_t *state_of(struct web *w, const struct api_request_of *r)
{
    json_t *j = json_pack("{ss ss ss ss ss}", "reference", r->reference, "kind", r->kind, "status", r->status, "received_on", r->received_on, "answer_due_on", r->due_on);
    set_if(j, "your_reference", r->their_reference);
    set_if(j, "answered_on", r->answered_on);
    json_object_set_new(j, "answers", answers_of(w, r->id));
    json_object_set_new(j, "questions", questions(w, r->id));
    return j;
}

static void audit_view(struct web *w, const struct api_request_of *r, const char *action)
{
    web_audit(w, r->child_id, action, "request by api", arena_print(w->arena, "%s by partner %lld", r->reference, (long long)w->person->partner_id));
}

static void show(struct web *w)
{
    if (!may_go_on(w))
        return;
    struct api_request_of *r = own(w);
    audit_view(w, r, "view");
    api_answer(w, 200, state_of(w, r));
}

enum { PAGE = 50 };

static void list(struct web *w)
{
    int64_t before = INT64_MAX;
    size_t n;
    if (!may_go_on(w))
        return;
    const char *said = web_query(w, "before");
    struct api_request_of *from = *said ? api_request_of(w->db, w->person->partner_id, said) : NULL;
    if (*said && !from)
        web_stop(w, 404);
    if (from)
        before = from->id;
    struct api_requests_of *r = api_requests_of(w->db, w->person->partner_id, before, &n);
    json_t *all = json_array(), *j = json_object();
    for (size_t i = 0; i < n && i < PAGE; i++) {
        json_t *one = json_pack("{ss ss ss ss ss sI}", "reference", r[i].reference, "kind", r[i].kind, "status", r[i].status, "received_on", r[i].received_on, "answer_due_on", r[i].due_on, "open_questions", (json_int_t)r[i].open_questions);
        set_if(one, "your_reference", r[i].their_reference);
        set_if(one, "answered_on", r[i].answered_on);
        json_array_append_new(all, one);
    }
    json_object_set_new(j, "requests", all);
    if (n > PAGE)
        json_object_set_new(j, "next", json_string(arena_print(w->arena, "/api/v1/requests?before=%s", r[PAGE - 1].reference)));
    api_answer(w, 200, j);
}

/* ---- Answering a question ---- */

static const struct questions_of *question_of(struct web *w, int64_t request, int64_t id)
{
    size_t n;
    struct questions_of *q = questions_of(w->db, request, &n);
    for (size_t i = 0; i < n; i++)
        if (q[i].id == id)
            return &q[i];
    web_stop(w, 404);
}

static void take_answer(struct web *w, const struct api_request_of *r, const json_t *j)
{
    const json_t *said = json_object_get(j, "answer");
    const struct questions_of *q = question_of(w, r->id, web_id(w, "question"));
    const char *words = json_is_string(said) ? text_clean(w->arena, json_string_value(said), TEXT_LONG) : "";
    struct web_fault none = { "/answer", "Write an answer of up to 4,000 characters" }, extra = { "", "Only the member answer is known here" };
    if (!*words || text_length(words) > 4000)
        web_problem(w, 422, "", &none, 1);
    else if (json_object_size(j) != 1)
        web_problem(w, 422, "", &extra, 1);
    else if (*q->answered_on && strcmp(q->answer, words) != 0)
        web_problem(w, 409, "This question was answered already, with other words. Nothing was changed.", NULL, 0);
    else {
        if (!*q->answered_on && request_answer_back(act_of(w), r->id, q->id, words))
            audit_view(w, r, "change");
        api_answer(w, 200, state_of(w, r));
    }
}

static void answer_question_asked(struct web *w)
{
    if (!may_go_on(w))
        return;
    struct api_request_of *r = own(w);
    json_t *j = api_body(w);
    if (!j)
        return;
    question_of(w, r->id, web_id(w, "question"));
    take_answer(w, r, j);
    json_decref(j);
}

/* ---- What the codes mean, and the description of all this ---- */

static void lists(struct web *w)
{
    static const char *const names[] = { "concern", "wants", "opinion", "evidence", "language" };
    if (!may_go_on(w))
        return;
    json_t *j = json_object();
    for (size_t i = 0; i <= sizeof names / sizeof *names; i++) {
        bool is_door = i == sizeof names / sizeof *names;
        const struct choice *c = is_door ? request_doors_of_work(w) : code_choices(w, names[i]);
        json_t *all = json_array();
        for (; c->code; c++)
            json_array_append_new(all, json_pack("{ss ss}", "code", c->code, "label", c->label));
        json_object_set_new(j, is_door ? "door" : names[i], all);
    }
    api_answer(w, 200, j);
}

__asm__(".section .rodata\n.global openapi_json\nopenapi_json: .incbin \"app/api/openapi.json\"\n.byte 0\n.previous\n");
extern const char openapi_json[];

static void describe(struct web *w) { web_bare(w, 200, "application/vnd.oai.openapi+json; version=3.1", openapi_json); }

static const struct route routes[] = {
    { GET, "/api/openapi.json", ANYONE, describe },
    { POST, "/api/v1/requests", CALL_API, send, .is_api = true },
    { GET, "/api/v1/requests", CALL_API, list, .is_api = true },
    { GET, "/api/v1/requests/:reference", CALL_API, show, .is_api = true },
    { POST, "/api/v1/requests/:reference/questions/:question/answer", CALL_API, answer_question_asked, .is_api = true },
    { GET, "/api/v1/lists", CALL_API, lists, .is_api = true },
    { GET, "/partner-systems", CHANGE_AUTHORITY, keys_list, .menu = "Partner systems" },
    { GET, "/partner-systems/new", CHANGE_AUTHORITY, keys_new },
    { POST, "/partner-systems/new", CHANGE_AUTHORITY, keys_add },
    { GET, "/partner-systems/:id", CHANGE_AUTHORITY, keys_show },
    { POST, "/partner-systems/:id", CHANGE_AUTHORITY, keys_change },
    { POST, "/partner-systems/:id/key", CHANGE_AUTHORITY, keys_make },
    { POST, "/partner-systems/:id/revoke", CHANGE_AUTHORITY, keys_revoke },
    { 0 }
};

const struct feature api_feature = { "partners' systems", routes, NULL };
