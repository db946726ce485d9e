/* Requests by every door, their answers, and those that wait today. Called by known.c, families.c and demo_make. */
#include "app/people/people.h"
#include "app/demo/demo.h"
#include "base/text.h"

#include <string.h>

static const char *const doors[] = { "setting", "health visitor", "parent", "paediatrician", "therapist", "GP", "family hub", "portage", "social worker", "childminder", "officer", "friend", "school" };

static const char *choose_door(struct demo *d, const struct demo_kid *k, int64_t on)
{
    static const int grown[] = { 44, 17, 17, 5, 6, 3, 3, 1, 1, 0, 2, 1, 0 }, small[] = { 3, 36, 20, 20, 8, 5, 3, 3, 1, 0, 0, 1, 0 };
    if (date_academic_year(demo_day(d, on)) >= k->school_year)
        return "school";
    const char *door = doors[demo_weighted(d, k->nursery_id && on - k->born > 730 ? grown : small, 13)];
    return strcmp(door, "setting") == 0 && k->setting >= GROUPS && k->setting < GROUPS + CHILDMINDERS ? "childminder" : door;
}

/* Who asks, by the door. */
static void asker(struct demo *d, const struct demo_kid *k, struct demo_request *r)
{
    bool setting = !strcmp(r->door, "setting") || !strcmp(r->door, "childminder"), school = !strcmp(r->door, "school");
    if (setting || school) {
        const struct demo_place *p = school ? &d->school[k->school] : &d->group[k->setting];
        r->asker_person_id = p->senco_id;
        r->asker_name = *p->senco ? p->senco : p->name;
        r->asker_relationship = !strcmp(r->door, "childminder") ? "Childminder" : "SENCO";
        r->asker_organisation = p->name;
        r->setting_id = p->id;
    } else if (!strcmp(r->door, "parent")) {
        r->asker_person_id = k->carer_person;
        r->asker_name = k->carer;
        r->asker_relationship = "Mother";
        r->asker_has_responsibility = "yes";
    } else if (!strcmp(r->door, "health visitor") || !strcmp(r->door, "paediatrician") || !strcmp(r->door, "therapist")) {
        int at = (int)demo_between(d, 0, CLINICIANS - 1);
        while (strcmp(d->clinician[at].door, r->door))
            at = (at + 1) % CLINICIANS;
        r->asker_person_id = d->clinician[at].id;
        r->asker_name = d->clinician[at].name;
        r->asker_relationship = d->clinician[at].job;
        r->asker_organisation = d->clinician[at].organisation;
    } else {
        r->asker_name = demo_adult(d, 0, demo_family(d, 0, false), true);
        r->asker_relationship = r->door;
        r->asker_organisation = !strcmp(r->door, "GP") ? "Bridge Street Surgery" : !strcmp(r->door, "friend") ? "" : "Marchfield";
    }
    r->asker_telephone = demo_telephone(d);
}

/* The duties of section 23: told, offered, then brought to the authority; permission may not be recorded. */
static void notification(struct demo *d, struct demo_request *r, int64_t received)
{
    static const char *const opinions[] = { "probably has SEN", "has SEN", "probably has a disability", "has a disability" };
    static const char *const permissions[] = { "given", "given", "given", "not recorded", "not recorded", "refused" };
    bool medical = !strcmp(r->door, "health visitor") || !strcmp(r->door, "paediatrician") || !strcmp(r->door, "therapist");
    if (!medical || demo_chance(d, 0.4))
        return;
    r->kind = demo_chance(d, 0.55) ? "notification" : "notification and request";
    r->opinion = demo_pick(d, opinions);
    r->diagnosis = demo_chance(d, 0.3) ? demo_write(d, "diagnosis", "") : "";
    r->parent_informed_on = demo_chance(d, 0.92) ? demo_day(d, received - demo_between(d, 1, 20)) : "";
    r->discussion_offered_on = demo_chance(d, 0.9) ? r->parent_informed_on : "";
    r->voluntary_told = demo_chance(d, 0.4) ? "Homestart Marchfield" : "";
    r->permission = demo_pick(d, permissions);
}

static void as_told(struct demo *d, const struct demo_kid *k, struct demo_request *r, int64_t received, const char *door)
{
    *r = (struct demo_request){ .id = demo_id(d), .reference = demo_reference(d), .kind = "request", .door = door, .given_name = *k->given ? k->given : k->family, .family_name = k->family, .born_on = demo_day(d, k->born), .sex = k->sex,
        .nhs_number = demo_chance(d, !strcmp(door, "setting") || !strcmp(door, "parent") ? 0.05 : 0.9) ? k->nhs : "", .address = k->address, .postcode = k->postcode, .is_address_restricted = k->is_address_restricted, .home_language = k->language,
        .asker_has_responsibility = "unknown", .contact_by = demo_chance(d, 0.6) ? "telephone" : "email", .contact_language = k->language, .needs_interpreter = k->needs_interpreter,
        .is_agreed = 1, .notice_version = received > d->today_n - 365 ? "2026-09" : "2024-04", .permission = "not recorded", .received_at = demo_instant(d, received), .received_on = demo_day(d, received), .due_on = demo_day(d, demo_working(d, received, 5)) };
    const char *name = demo_called(d, k);
    r->going_well = demo_write(d, "going well", name);
    r->wants = ((const char *[]){ "talk", "visit", "visit", "visit", "advice", "unsure" })[demo_between(d, 0, 5)];
    r->wanted = demo_write(d, "wanted", name);
    r->already_helping = demo_chance(d, 0.6) ? demo_write(d, "already helping", name) : "";
    r->setting_words = k->nursery_id ? d->group[k->setting].name : "none";
    asker(d, k, r);
    if (strcmp(door, "parent")) {
        r->parent_name = k->carer;
        r->parent_contact = k->carer_contact;
    }
    notification(d, r, received);
    r->acknowledged_at = r->received_at + 60000;
}

enum { MOST_CONCERNS = 3 };

static size_t concerns(struct demo *d, const struct demo_kid *k, struct concern_told *told)
{
    static const char *const all[] = { "talking", "playing", "learning", "moving", "seeing", "feelings", "care", "other" };
    static const int by_need[][8] = { { 70, 25, 8, 3, 2, 10, 5, 2 }, { 20, 15, 40, 20, 5, 5, 10, 3 }, { 15, 25, 5, 2, 2, 70, 10, 3 }, { 10, 5, 10, 55, 30, 3, 20, 5 } };
    const char *area = k->need ? demo_area_of(k->need) : "CI";
    const int *weight = by_need[!strcmp(area, "CL") ? 1 : !strcmp(area, "SEMH") ? 2 : !strcmp(area, "SP") ? 3 : 0];
    int used = 0, n = 1 + demo_chance(d, 0.55) + demo_chance(d, 0.2);
    size_t made = 0;
    for (int i = 0; i < n; i++) {
        int c = demo_weighted(d, weight, 8);
        if (used & 1 << c)
            continue;
        used |= 1 << c;
        told[made++] = (struct concern_told){ all[c], demo_chance(d, 0.8) ? demo_concern_words(d, all[c], demo_called(d, k)) : "" };
    }
    return made;
}

/* By the rules that judge every request on arrival. */
static void judge(struct demo *d, struct demo_request *r, const struct concern_told *c, size_t n)
{
    const char *told[8] = { r->going_well, r->wanted, r->already_helping, r->diagnosis ? r->diagnosis : "" };
    for (size_t i = 0; i < n; i++)
        told[4 + i] = c[i].words;
    struct request_facts f = { .today = r->received_on, .born_on = r->born_on, .kind = r->kind, .door = r->door, .wants = r->wants, .told = request_told_words(d->a, told, 4 + n), .concern = c, .concerns = n,
        .attends_setting = strcmp(r->setting_words, "none") != 0, .has_setting_row = strcmp(r->setting_words, "none") != 0,
        .district = text_postcode_outward(d->a, r->postcode), .needs_interpreter = r->needs_interpreter };     /* every setting of the demo is known by its name */
    struct request_verdict v = request_judge(d->a, d->rules, &f);
    r->urgency = v.points;
    r->urgency_words = v.reasons;
    r->suggested_route = v.route;
    r->suggested_because = v.because;
}

/* What the partner said. One in eight of those that were taken up had been asked of another team before, which said no. */
static void handover(struct demo *d, const struct demo_request *r, const struct demo_decision *n, int64_t day)
{
    bool taken = *n->taken_up_on != 0;
    demo_handover(d->db, &(struct demo_handover){ .decision_id = n->id, .request_id = r->id, .token_hash = arena_print(d->a, "demo %lld", (long long)n->id), .contact_email = "team@partner.example", .asked_on = demo_day(d, day),
        .remind_on = taken ? "" : demo_day(d, demo_working(d, d->today_n, 2)), .reminders = !taken, .answer = taken ? "accepted" : "", .by_name = taken ? n->taken_up_by : "", .answered_on = n->taken_up_on,
        .answered_at = taken ? (date_number(n->taken_up_on) * 86400 + 36000) * 1000 : 0 });
}

static void asked_before(struct demo *d, struct demo_request *r, const struct demo_decision *n, int64_t day)
{
    static const char *const why[] = { "criteria", "full", "area", "age" };
    struct demo_decision first = *n;
    int other = (int)(n->id % d->partners);
    first.id = demo_id(d);
    first.partner_id = d->partner[other] == n->partner_id ? d->partner[(other + 1) % d->partners] : d->partner[other];
    first.words = "We have asked a team that knows this need well. They tell us whether they can help.";
    first.taken_up_on = first.taken_up_by = "";
    demo_decision(d->db, &first);
    demo_handover(d->db, &(struct demo_handover){ .decision_id = first.id, .request_id = r->id, .token_hash = arena_print(d->a, "demo %lld", (long long)first.id), .contact_email = "team@partner.example", .asked_on = demo_day(d, day),
        .answer = "declined", .why = why[n->id % 4], .by_name = first.contact_name, .answered_on = demo_day(d, day + 1), .answered_at = demo_instant(d, day + 1) });
}

/* True unless a partner was asked who has not said yes: then the request waits. */
static bool decide(struct demo *d, const struct demo_kid *k, struct demo_request *r, const char *kind, int64_t day)
{
    const char *o = d->officer[k->officer].name, *words, *next = demo_day(d, demo_working(d, day, 10));
    struct demo_decision n = { .id = demo_id(d), .request_id = r->id, .kind = kind, .decided_by = d->officer[(k->officer + 3) % d->officers].id, .decided_at = demo_instant(d, day), .decided_on = demo_day(d, day), .next_on = next, .taken_up_on = "", .taken_up_by = "" };
    if (!strcmp(kind, "accept") || !strcmp(kind, "join")) {
        n.officer_id = d->officer[k->officer].id;
        words = arena_print(d->a, *kind == 'a' ? "Thank you for telling us. %s will help next and will call you by the day below." : "We know this child already. %s has added what you told us and will be in touch.", o);
    } else {
        int p = (int)demo_between(d, 0, d->partners - 1);
        n.partner_id = d->partner[p];
        n.contact_name = demo_adult(d, 0, demo_family(d, 0, false), true);
        n.handover = *kind == 'p' ? "Spoke on the telephone; they will ring the family this week and tell us." : "";
        words = *kind == 'p' ? arena_print(d->a, "The right people to help are: %s. We have spoken with %s, who will call you.", d->partner_name[p], n.contact_name) : arena_print(d->a, "These ideas help most children at this age. %s can tell you more, and you can come back to us at any time.", d->partner_name[p]);
        int64_t taken = day + demo_between(d, 1, 12);
        bool soon = demo_chance(d, 0.85);
        if (*kind == 'p' && !(soon && taken < d->today_n) && day < d->today_n - 40)
            taken = day + 13;          /* nobody waits for months */
        if (*kind == 'p' && taken < d->today_n && (soon || day < d->today_n - 40)) {
            n.taken_up_on = demo_day(d, taken);
            n.taken_up_by = n.contact_name;
        }
    }
    n.words = words;
    if (*kind == 'p' && r->hops > 1)
        asked_before(d, r, &n, day);
    if (r->hops > 1)
        n.id = demo_id(d);
    demo_decision(d->db, &n);
    if (*kind == 'p')
        handover(d, r, &n, day);
    return *kind != 'p' || *n.taken_up_on;
}

static void write_request(struct demo *d, const struct demo_kid *k, struct demo_request *r, const char *status, int64_t answered)
{
    r->status = status;
    if (answered) {
        r->answered_on = demo_day(d, answered);
        r->answered_at = demo_instant(d, answered);
    }
    struct concern_told told[MOST_CONCERNS];
    size_t n = concerns(d, k, told);
    judge(d, r, told, n);
    demo_request(d->db, r);
    for (size_t i = 0; i < n; i++)
        demo_concern(d->db, &(struct demo_concern){ .request_id = r->id, .area = told[i].area, .words = told[i].words });
    d->made.requests++;
}

void demo_request_known(struct demo *d, struct demo_kid *k, int64_t received, int64_t decided, const char *kind)
{
    struct demo_request r;
    const char *door = k->wish && *kind == 'a' ? (k->carer_person ? "parent" : "setting") : choose_door(d, k, received);
    if (decided >= d->today_n)
        decided = 0;
    as_told(d, k, &r, received, door);
    r.child_id = k->id;
    r.hops = demo_chance(d, 0.07);
    write_request(d, k, &r, !decided ? "waiting" : *kind == 'a' ? "accepted" : "joined", decided);
    const char *path = arena_print(d->a, "/requests/%lld", (long long)r.id);
    demo_note(d, k, received, "request", arena_print(d->a, "Asked for support: %s", code_label("door", door)), path, r.asker_person_id, true);
    demo_due(d, k, "answer", r.id, received, date_number(r.due_on), decided);
    if (!decided)
        return;
    decide(d, k, &r, kind, decided);
    demo_note(d, k, decided, "decision", *kind == 'a' ? "The service accepted the request" : "The request joined this child's record", path, d->officer[k->officer].id, true);
    int64_t contact = demo_working(d, decided, demo_chance(d, 0.85) ? (int)demo_between(d, 1, 10) : (int)demo_between(d, 11, 25));
    if (*kind == 'a')
        demo_due(d, k, "first contact", r.id, decided, demo_working(d, decided, 10), contact < d->today_n ? contact : 0);
    if (*kind == 'a' && contact < d->today_n)
        demo_note(d, k, contact, "contact", "First talk with the family", "", d->officer[k->officer].id, true);
}

/* Asked for a child whom others help, or who only needed advice. */
void demo_request_other(struct demo *d, struct demo_kid *k)
{
    struct demo_request r;
    int64_t received = demo_working(d, d->today_n - demo_between(d, 14, 1095), 0);
    if (received < k->born + 200)
        return;
    int64_t answered = demo_working(d, received, demo_chance(d, 0.86) ? (int)demo_between(d, 1, 5) : (int)demo_between(d, 6, 14));
    if (answered >= d->today_n)
        return;
    const char *kind = demo_chance(d, 0.45) ? "pass on" : "advise";
    as_told(d, k, &r, received, choose_door(d, k, received));
    r.hops = *kind == 'p' ? 1 + (d->next_id % 8 == 0) : 0;
    write_request(d, k, &r, *kind == 'p' ? "passed on" : "advised", answered);
    if (!decide(d, k, &r, kind, answered))
        demo_request_waits(d->db, r.id);
}

/* About thirty: new, late, urgent, notified, and some for children who are known already. */
void demo_requests_waiting(struct demo *d)
{
    for (int i = 0; i < 30; i++) {
        bool known = i % 5 == 4 && i / 5 < d->known_samples;
        if (!known && i >= d->samples)
            continue;
        struct demo_kid *k = known ? &d->known_sample[i / 5] : &d->sample[i];
        struct demo_request r;
        int64_t received = d->today_n - (i % 7 == 3 ? demo_between(d, 9, 16) : demo_between(d, 1, 6));
        const char *door = i % 6 == 0 ? "paediatrician" : i % 6 == 1 ? "health visitor" : i % 6 == 2 ? "parent" : choose_door(d, k, received);
        as_told(d, k, &r, received, door);
        if (known && i % 2)
            r.given_name = demo_misspelt(d, r.given_name);
        if (i % 11 == 2)
            r.wanted = demo_say(d, "* used to say about ten words and has stopped talking since the summer. Please tell us what we can do.", demo_called(d, k));
        write_request(d, k, &r, "waiting", 0);
        if (strcmp(r.kind, "request") && !*r.parent_informed_on)
            demo_question(d->db, &(struct demo_question){ .id = demo_id(d), .request_id = r.id, .asked_on = r.received_on, .words = "On which day was the parent told of your opinion and of the duty to tell us? You left the day empty." });
        else if (i % 8 == 5)
            demo_question(d->db, &(struct demo_question){ .id = demo_id(d), .request_id = r.id, .asked_by = d->officer[0].id, .asked_on = demo_day(d, received + 1 < d->today_n ? received + 1 : received), .words = "Thank you for telling us. Has a hearing test been done, and when?" });
    }
}
