/* What a team has done with the requests that wait: claimed some, handed one over, asked, met a week ago. Called by demo_make, last. */
#include "app/demo/demo.h"
#include "app/demo/triage.sql.h"

static void step(struct demo *d, int64_t request, const char *kind, int64_t by, int64_t to, const char *note, int64_t day)
{
    demo_triage_step(d->db, &(struct demo_triage_step){ .id = demo_id(d), .request_id = request, .kind = kind, .person_id = by, .to_id = to, .note = note, .at = demo_instant(d, day), .on_day = demo_day(d, day) });
}

/* Two of five are claimed, some of them after a handover. */
static void claims(struct demo *d)
{
    size_t n;
    struct demo_requests_that_wait *r = demo_requests_that_wait(d->db, &n);
    for (size_t i = 0; i < n; i++) {
        int64_t first = d->officer[i % (size_t)d->officers].id, second = d->officer[(i + 2) % (size_t)d->officers].id, day = date_number(r[i].received_on);
        if (i % 5 > 1)
            continue;
        step(d, r[i].id, "claimed", first, 0, "", day);
        if (i % 10 == 1)
            step(d, r[i].id, "given", first, second, "I am away from tomorrow. I have rung once and nobody answered; afternoons are best.", day);
        demo_claim(d->db, r[i].id, i % 10 == 1 ? second : first, demo_instant(d, day));
    }
}

static void pauses(struct demo *d)
{
    size_t n;
    struct demo_questions_that_wait *q = demo_questions_that_wait(d->db, &n);
    for (size_t i = 0; i < n; i++) {
        int64_t asked = date_number(q[i].asked_on);
        demo_hold(d->db, q[i].id);
        demo_pause(d->db, &(struct demo_pause){ .id = demo_id(d), .request_id = q[i].request_id, .reason = "Who can help depends on whether the child hears well", .person_id = q[i].asked_by,
            .from_on = q[i].asked_on, .until_on = demo_day(d, demo_working(d, asked, 10)), .due_before = q[i].due_on });
        demo_later(d->db, q[i].request_id, demo_day(d, demo_working(d, date_number(q[i].due_on), 10)));
    }
}

static void meeting_a_week_ago(struct demo *d)
{
    size_t n;
    int64_t day = demo_working(d, d->today_n - 8, 1), id = demo_id(d), begun = (day * 86400 + 33000) * 1000;
    demo_triage_meeting(d->db, &(struct demo_triage_meeting){ .id = id, .held_on = demo_day(d, day), .begun_by = d->manager, .begun_at = begun, .ended_at = begun + 3000000, .others = "Speech and language therapy: the team lead, by telephone" });
    demo_triage_meeting_person(d->db, id, d->manager);
    for (int i = 0; i < 4; i++)
        demo_triage_meeting_person(d->db, id, d->officer[i].id);
    struct demo_answered_about *r = demo_answered_about(d->db, demo_day(d, day), demo_day(d, day + 2), &n);
    for (size_t i = 0; i < n; i++)
        demo_triage_meeting_request(d->db, &(struct demo_triage_meeting_request){ .meeting_id = id, .request_id = r[i].id, .position = (int64_t)i + 1, .outcome = "decided",
            .note = i % 4 == 1 ? "Health visitor joins the first visit" : i % 4 == 3 ? "Ask the nursery for its two-year check" : "", .by_id = d->manager, .at = begun + (int64_t)(i + 1) * 240000 });
}

/* What the administrator is thinking about for next term: a copy of the live rules, and one with several conditions. Not tried yet. */
static void a_draft_of_rules(struct demo *d)
{
    int64_t id = demo_id(d), rule = 0;
    add_rules(d->db, &(struct add_rules){ .id = id, .number = 2, .note = "Early help for small children whom health has told us of", .live_from = "", .made_on = demo_day(d, d->today_n - 6) });
    for (size_t i = 0; i < d->rules->n; i++) {
        const struct rules_of *r = d->rules->rule[i].has;
        rule = demo_id(d);
        add_rule(d->db, &(struct add_rule){ .id = rule, .rules_id = id, .kind = r->kind, .position = r->position, .points = r->points, .route = r->route, .words = r->words, .source = r->source });
        add_condition(d->db, &(struct add_condition){ .id = demo_id(d), .rule_id = rule, .position = 1, .condition = r->condition, .number = r->number, .list = r->list });
    }
    static const struct { const char *condition, *list; int64_t number; } has[] = { { "notified", "", 0 }, { "younger", "", 18 }, { "area", "seeing\nmoving", 0 } };
    rule = demo_id(d);
    add_rule(d->db, &(struct add_rule){ .id = rule, .rules_id = id, .kind = "urgency", .position = 8, .points = 3, .route = "", .words = "A baby whom health has told us of, with a worry about moving, hearing or seeing", .source = "Local: decided by the triage meeting" });
    for (size_t i = 0; i < sizeof has / sizeof *has; i++)
        add_condition(d->db, &(struct add_condition){ .id = demo_id(d), .rule_id = rule, .position = (int64_t)i + 1, .condition = has[i].condition, .number = has[i].number, .list = has[i].list });
}

void demo_triage_make(struct demo *d)
{
    claims(d);
    pauses(d);
    meeting_a_week_ago(d);
    a_draft_of_rules(d);
}
