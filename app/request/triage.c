/*
 * What comes in, for those who decide: the queue, and one request with all
 * that a decision needs.  Reads only; decide.c writes.
 */
#include "app/request/triage.h"
#include "app/request/views.h"
#include "base/date.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { PAGE = 25 };

static const struct choice states[] = { { "", "Waiting for an answer", NULL }, { "decided", "Decided", NULL }, { 0 } };

/* Codes only: a filter is in the address. */
static struct queue_filter read_filter(struct web *w)
{
    struct queue_filter f = { .door = web_query(w, "door"), .late = strcmp(web_query(w, "late"), "1") == 0, .urgent = strcmp(web_query(w, "urgent"), "1") == 0,
        .decided = strcmp(web_query(w, "state"), "decided") == 0, .doors = code_choices(w, "door"), .states = states };
    if (*f.door && !code_exists("door", f.door))
        f.door = "";
    return f;
}

const char *queue_path(struct web *w, const struct queue_filter *f, const char *without)
{
    const char *part[4];
    size_t n = 0;
    if (*f->door && strcmp(without, "door") != 0) {
        struct out o = { .arena = w->arena };
        html_query_s(&o, f->door);
        html_lit(&o, "", 1);
        part[n++] = arena_print(w->arena, "door=%s", o.at);
    }
    if (f->late && strcmp(without, "late") != 0)
        part[n++] = "late=1";
    if (f->urgent && strcmp(without, "urgent") != 0)
        part[n++] = "urgent=1";
    if (f->decided && strcmp(without, "state") != 0)
        part[n++] = "state=decided";
    return arena_print(w->arena, "/requests?%s", text_join(w->arena, part, n, "&"));
}

/* Where the page before ended: rank.due.urgency.id, or day.id. */
struct place { int64_t rank, urgency, id; const char *day; };

static struct place read_place(struct web *w, bool decided)
{
    struct place p = { decided ? 0 : -1, INT64_MIN / 2, decided ? INT64_MAX : 0, decided ? "9999-12-31" : "" };
    long long rank = 0, urgency = 0, id;
    char day[11] = "";
    const char *after = web_query(w, "after");
    bool good = decided ? sscanf(after, "%10[0-9-].%lld", day, &id) == 2 : sscanf(after, "%lld.%10[0-9-].%lld.%lld", &rank, day, &urgency, &id) == 4;
    if (good && date_valid(day))
        p = (struct place){ rank, urgency, id, arena_text(w->arena, day, 10) };
    return p;
}

static const char *place_after(struct web *w, const struct requests_waiting *r, bool decided)
{
    if (decided)
        return arena_print(w->arena, "%s.%lld", r->answered_on, (long long)r->id);
    return arena_print(w->arena, "%lld.%s.%lld.%lld", (long long)r->rank, r->due_on, (long long)-r->urgency, (long long)r->id);
}

static void show_queue(struct web *w)
{
    struct queue_filter f = read_filter(w);
    struct place p = read_place(w, f.decided);
    int64_t me = w->person->id, urgent = f.urgent ? 3 : 0;
    const char *due_before = f.late ? w->today : "";
    size_t n;
    struct requests_waiting *r = f.decided ? requests_decided(w->db, me, f.door, urgent, due_before, p.day, p.id, &n)
                                           : requests_waiting(w->db, me, f.door, urgent, due_before, p.rank, p.day, p.urgency, p.id, &n);
    f.count = count_requests(w->db, me, f.decided ? 0 : 1, f.door, urgent, due_before)->n;
    bool is_more = n > PAGE;
    n = is_more ? PAGE : n;
    if (is_more)
        f.more = arena_print(w->arena, "%s&after=%s", queue_path(w, &f, ""), place_after(w, &r[n - 1], f.decided));
    web_page(w, "Requests");
    view_request_queue(&w->out, w, &f, r, n);
}

/* One word in the menu for all: those who do not decide see what they asked for. */
void queue_show(struct web *w)
{
    if (web_may(w, TRIAGE))
        show_queue(w);
    else
        web_to(w, "/requests/mine");
}

/* ---- One request ---- */

struct child_candidate *request_candidates(struct web *w, const struct request_by_id *r, size_t *n)
{
    struct match_person told = { r->given_name, r->family_name, "", r->born_on, r->sex, r->postcode, r->nhs_number };
    return child_candidates(w, &told, n);
}

struct match_strength match_strength(int64_t weight_tenths)
{
    int64_t bits = (weight_tenths < 0 ? -weight_tenths : weight_tenths) / 10;
    struct match_strength s = { bits > 10 ? 10 : bits, weight_tenths < 0 ? "Speaks against" : bits >= 8 ? "Very strong" : bits >= 4 ? "Strong" : "Weak" };
    return s;
}

const char *match_probability_words(struct arena *a, const struct match_result *m)
{
    int64_t p = m->probability_per_mille;
    const char *words = m->is_vetoed ? "different children" : p >= 900 ? "very likely the same child" : p >= 500 ? "perhaps the same child" : "probably another child";
    return arena_print(a, "%s (%lld in 100)", words, (long long)((p + 5) / 10 > 99 ? 99 : (p + 5) / 10));
}

static struct follow_page answers_given(struct web *w, const struct request_by_id *r)
{
    struct follow_page p = { 0 };
    p.decision = decisions_of(w->db, r->id, &p.decisions);
    p.concern = concerns_of(w->db, r->id, &p.concerns);
    p.question = questions_of(w->db, r->id, &p.questions);
    p.clock = request_clock(w->db, r->id, r->status, r->due_on, w->today);
    return p;
}

static void show_triage(struct web *w, struct request_by_id *r)
{
    struct triage_page t = { .r = r, .given = answers_given(w, r), .take_up = form_new(w, take_up_fields) };
    t.can_decide = request_can_be_decided(r);
    if (t.can_decide)
        t.candidate = request_candidates(w, r, &t.candidates);
    t.due = request_due(w, r->status, r->due_on, r->answered_on);
    t.is_handed_over = strcmp(r->status, "passed on") == 0 && t.given.decisions && !*t.given.decision[0].taken_up_on;
    form_set(t.take_up, "taken_up_on", w->today);
    web_page(w, "Request");
    view_request_triage(&w->out, w, &t);
}

void request_show(struct web *w)
{
    struct request_by_id *r = request_or_stop(w);
    if (web_may(w, TRIAGE)) {
        show_triage(w, r);
        return;
    }
    struct follow_page p = answers_given(w, r);
    web_page(w, "Request");
    view_request_plain(&w->out, w, r, &p, p.concerns);
}

bool request_can_be_decided(const struct request_by_id *r) { return strcmp(r->status, "waiting") == 0 || strcmp(r->status, "passed on") == 0; }
