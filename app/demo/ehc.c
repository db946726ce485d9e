/*
 * EHC needs assessments as they went: request, decision, advice, draft, plan,
 * reviews, each with its clock.  Called by known.c.  The due days come from
 * app/ehc's own rules; only what was done when is made up here.
 */
#include "app/demo/demo.h"
#include "app/ehc/clocks.h"

#include <string.h>

/* One assessment while it is made; days are numbers, 0 = not so far. */
struct course {
    struct demo *d;
    const struct demo_kid *kid;
    int64_t request, asked, decided, drafted, ended;
    bool is_refused, is_none;
    const char *next_rule, *next_due;
};

static int64_t past(const struct demo *d, int64_t day) { return day && day < d->today_n ? day : 0; }

static void clock(struct course *c, const char *code, int64_t start, int64_t done, int64_t advice)
{
    struct demo *d = c->d;
    const struct ehc_rule *rule = ehc_rule(code);
    const char *due = ehc_due(d->a, rule, demo_day(d, start), c->kid->school_year);
    start -= rule->is_before ? rule->days + 28 : 0;
    const char *done_on = demo_day(d, past(d, done));
    bool is_late = *done_on && strcmp(done_on, due) > 0 && rule->may_be_excepted, is_excepted = is_late && demo_chance(d, 0.3);
    int64_t id = demo_id(d);
    demo_ehc_clock(d->db, &(struct demo_ehc_clock){ .id = id, .request_id = c->request, .child_id = c->kid->id, .advice_id = advice, .rule = code, .start_on = demo_day(d, start), .due_on = due, .done_on = done_on,
        .exception = is_excepted ? "c" : "", .exception_on = is_excepted ? done_on : "", .evidence = is_excepted ? "The child was in hospital; the family asked for more time." : "", .met = ehc_met(rule, due, done_on, is_excepted ? "c" : "") });
    if (rule->is_wait)
        return;
    demo_due(d, c->kid, code, id, start, date_number(due), past(d, done));
    if (!*done_on && (!*c->next_rule || strcmp(due, c->next_due) < 0))
        c->next_rule = code, c->next_due = due;
}

static void advice(struct course *c)
{
    static const char *const advisers[] = { "Educational psychologist", "Nursery or school", "Community paediatrician", "Social care", "Speech and language therapist" };
    struct demo *d = c->d;
    int n = 3 + demo_chance(d, 0.5);
    for (int i = 0; i < n; i++) {
        int64_t id = demo_id(d), asked = c->decided + demo_between(d, 0, 4), came = asked + demo_between(d, 18, 48);
        if (!past(d, asked))
            continue;
        demo_ehc_advice(d->db, &(struct demo_ehc_advice){ .id = id, .request_id = c->request, .child_id = c->kid->id, .asked_of = advisers[i], .asked_on = demo_day(d, asked), .received_on = demo_day(d, past(d, came)) });
        clock(c, "EHC advice", asked, came, id);
    }
}

/* One review, held or planned, with what followed as far as it has; returns the day of the amended plan, 0 if there is none to be. */
static int64_t one_review(struct course *c, int64_t held, bool names)
{
    struct demo *d = c->d;
    int64_t papers = demo_working(d, held - demo_between(d, 12, 24), 0), report = demo_working(d, held + demo_between(d, 4, 16), 0), decided = demo_working(d, held + demo_between(d, 14, 30), 0);
    bool changes = names || demo_chance(d, 0.4);
    int64_t amended = changes ? demo_working(d, decided + demo_between(d, 35, 60), 0) : 0;
    demo_ehc_review(d->db, &(struct demo_ehc_review){ .id = demo_id(d), .request_id = c->request, .child_id = c->kid->id, .meeting_on = demo_day(d, held), .is_held = past(d, held) != 0, .papers_on = demo_day(d, past(d, papers)), .report_on = demo_day(d, past(d, report)),
        .decision = !past(d, decided) ? "" : changes ? "change" : "keep", .decided_on = demo_day(d, past(d, decided)), .notice_on = changes ? demo_day(d, past(d, decided)) : "", .amended_on = demo_day(d, past(d, amended)),
        .place_named = names && past(d, amended) ? d->school[c->kid->school].name : "", .person_id = d->officer[c->kid->officer].id, .at = demo_instant(d, held) });
    clock(c, "EHC papers", held, papers, 0);
    if (!past(d, held))
        return 0;
    clock(c, "EHC report", held, report, 0);
    clock(c, "EHC review decision", held, decided, 0);
    if (changes && past(d, decided))
        clock(c, "EHC amended plan", decided, amended, 0);
    return amended;
}

/* Reviews every six months under five, every twelve after; the last clock is open.  The one before Reception names the school. */
static void reviews(struct course *c)
{
    struct demo *d = c->d;
    int64_t last = c->ended, transfer = date_number(arena_print(d->a, "%04d-02-15", c->kid->school_year));
    bool is_named = c->ended >= transfer;
    for (;;) {
        bool young = ehc_is_under_five(demo_day(d, c->kid->born), demo_day(d, last));
        int64_t held = demo_working(d, last + (young ? demo_between(d, 140, 178) : demo_between(d, 320, 362)), 0);
        clock(c, "EHC review", last, held, 0);
        if (young)
            clock(c, "EHC early review", last, held, 0);
        if (!past(d, held)) {
            if (held < d->today_n + 40)
                one_review(c, held, false);
            break;
        }
        bool names = !is_named && held < transfer && transfer - held < 200;
        int64_t amended = one_review(c, held, names);
        if (names) {
            clock(c, "EHC transfer", c->ended, amended, 0);
            is_named = true;
        }
        last = held;
    }
    if (!is_named && transfer >= d->today_n)
        clock(c, "EHC transfer", c->ended, 0, 0);
}

static void went_on(struct course *c)
{
    struct demo *d = c->d;
    advice(c);
    clock(c, "EHC issue", c->asked, c->is_none ? c->ended : c->drafted, 0);
    if (past(d, c->drafted))
        clock(c, "EHC parents", c->drafted, c->ended ? c->ended : 0, 0);
    if (!c->is_none || !past(d, c->ended))
        clock(c, "EHC plan", c->asked, c->ended, 0);
    if (past(d, c->ended) && !c->is_none)
        reviews(c);
}

static void write(struct course *c, const char *source)
{
    struct demo *d = c->d;
    bool is_decided = past(d, c->decided), is_ended = !c->is_refused && past(d, c->ended);
    const char *closed = is_decided && c->is_refused ? demo_day(d, c->decided) : is_ended && c->is_none ? demo_day(d, c->ended) : c->kid->left && c->kid->left < d->today_n ? demo_day(d, c->kid->left) : "";
    const char *place = is_ended && !c->is_none ? c->ended >= date_number(arena_print(d->a, "%04d-09-01", c->kid->school_year)) || !c->kid->nursery_id ? d->school[c->kid->school].name : d->group[c->kid->setting].name : "";
    demo_ehc_request(d->db, &(struct demo_ehc_request){ .id = c->request, .child_id = c->kid->id, .received_on = demo_day(d, c->asked), .source = source, .outcome = !is_decided ? "" : c->is_refused ? "no" : "yes", .outcome_on = demo_day(d, past(d, c->decided)),
        .drafted_on = c->is_refused || c->is_none ? "" : demo_day(d, past(d, c->drafted)), .result = !is_ended ? "" : c->is_none ? "not issued" : "plan", .result_on = is_ended ? demo_day(d, c->ended) : "", .place_named = place,
        .closed_on = closed, .created_by = d->officer[c->kid->officer].id, .created_at = demo_instant(d, c->asked) });
    clock(c, "EHC decision", c->asked, c->decided, 0);
    if (is_decided && !c->is_refused)
        went_on(c);
    demo_ehc_next(d->db, c->request, *closed ? "" : c->next_rule, *closed || !*c->next_rule ? "9999-12-31" : c->next_due);
    demo_note(d, c->kid, c->asked, "ehc", "EHC needs assessment asked for", arena_print(d->a, "/children/%lld/ehc", (long long)c->kid->id), d->officer[c->kid->officer].id, true);
}

int64_t demo_ehc_make(struct demo *d, struct demo_kid *k, int64_t known)
{
    struct course c = { .d = d, .kid = k, .next_rule = "", .next_due = "" };
    struct demo_step step[4] = { { "none", known, "" } };
    if (demo_chance(d, strcmp(k->need, "SLCN") == 0 ? 0.09 : strcmp(k->need, "ASD") == 0 ? 0.4 : 0.26)) {
        bool by_parent = demo_chance(d, 0.5);
        c.asked = known + demo_between(d, 90, 420);
        c.decided = c.asked + demo_between(d, 25, 46);
        c.is_refused = demo_chance(d, 0.2);
        c.is_none = !c.is_refused && demo_chance(d, 0.06);
        c.ended = c.is_none ? c.asked + demo_between(d, 95, 112) : c.asked + (demo_chance(d, 0.82) ? demo_between(d, 118, 140) : demo_between(d, 141, 190));
        c.drafted = c.is_none ? 0 : c.ended - demo_between(d, 20, 30);
        step[1] = (struct demo_step){ "requested", c.asked, by_parent ? "Asked for by a parent" : "Asked for by the setting" };
        step[2] = (struct demo_step){ c.is_refused ? "refused" : "assessing", c.decided, "" };
        step[3] = (struct demo_step){ c.is_refused ? NULL : c.is_none ? "not issued" : "plan", c.ended, "" };
        if (past(d, c.asked) && (!k->left || c.asked < k->left)) {
            c.request = demo_id(d);
            write(&c, by_parent ? "parent" : "setting");
        }
    }
    demo_axis(d, k, "ehc_stage", "EHC assessment", step, 4);
    return c.asked && !c.is_refused && !c.is_none ? past(d, c.ended) : 0;
}
