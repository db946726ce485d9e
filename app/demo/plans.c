/* Plans in cycles with outcomes and reviews. Called by known.c. Nothing lies ahead of today but what is due. */
#include "app/demo/demo.h"

#include <string.h>

static void outcomes(struct demo *d, const struct demo_kid *k, int64_t plan, int cycle, bool reviewed)
{
    static const char *const areas[] = { "CI", "CL", "SEMH", "SP" };
    static const int rating[] = { 12, 38, 40, 10 };
    static const char *const rated[] = { "We will try it another way.", "With help, not yet alone.", "Seen at nursery and at home.", "More than we had hoped for." };
    int n = 2 + demo_chance(d, 0.45);
    const char *before = "";
    for (int i = 0; i < n; i++) {
        const char *area = i == 0 || demo_chance(d, 0.35) ? demo_area_of(k->need) : demo_pick(d, areas), *name = demo_called(d, k);
        const struct demo_outcome_words *w = demo_outcome_of(d, area, (int)(k->id % 97) + cycle * 3 + i);
        int r = reviewed && !demo_chance(d, 0.03) ? 1 + demo_weighted(d, rating, 4) : 0;
        if (strcmp(before, w->outcome) == 0)
            continue;
        before = w->outcome;
        bool is_measured = demo_chance(d, 0.3);
        demo_outcome(d->db, &(struct demo_outcome){ .id = demo_id(d), .plan_id = plan, .position = i + 1, .area = area, .baseline = demo_say(d, w->baseline, name), .outcome = demo_say(d, w->outcome, name),
            .strategies = demo_say(d, w->strategies, name), .who = w->who, .how_often = w->how_often, .rating = r, .rating_words = r ? rated[r - 1] : "",
            .less = is_measured ? "Once in a while, with an adult beside" : "", .more = is_measured ? "Without being reminded, in other places too" : "", .attained = is_measured && r ? r == 1 ? -1 : r - 3 : 9 });
    }
}

/* Returns the decision of the review. */
static const char *review(struct demo *d, struct demo_kid *k, int64_t plan, int cycle, int64_t held)
{
    static const char *const kinds[] = { "continue", "change", "step up", "step down", "close" };
    static const char *const because[] = { "The outcomes still fit; more time is needed.", "Some outcomes are met; the next steps are new.", "Less progress than hoped although the support was given: specialists join, agreed with parents.", "Good progress: what is ordinarily there is nearly enough.", "The outcomes are met and the nursery's everyday support is enough." };
    static const char *const who[] = { "Mother, key person, SENCO", "Both parents, key person, SENCO, inclusion officer", "Mother, key person, SENCO, inclusion officer, speech and language therapist", "Father, SENCO", "Grandmother (with the parents' agreement), key person, SENCO", "Key person, SENCO; parents by telephone" };
    int which = demo_weighted(d, (const int[]){ 40, 30, 10, 9, cycle > 2 && !k->wish ? 7 : 0 }, 5);
    const char *name = demo_called(d, k);
    demo_review(d->db, &(struct demo_review){ .id = demo_id(d), .plan_id = plan, .held_on = demo_day(d, held), .attended = demo_pick(d, who), .parent_view = demo_write(d, "parent review", name), .child_view = demo_write(d, "child view", name),
        .impact = demo_write(d, "impact", name), .decision = kinds[which], .because = because[which], .person_id = d->officer[k->officer].id, .at = demo_instant(d, held) });
    demo_note(d, k, held, "review", arena_print(d->a, "Cycle %d of the support plan: the review", cycle), arena_print(d->a, "/plans/%lld", (long long)plan), d->officer[k->officer].id, true);
    return kinds[which];
}

static int64_t write_plan(struct demo *d, const struct demo_kid *k, int cycle, const char *status, int64_t start, int64_t due, bool at_school)
{
    int64_t id = demo_id(d), place = at_school ? k->setting_id : k->nursery_id, day = start ? start : d->today_n - demo_between(d, 1, 20);
    static const char *const important[] = { "The blue blanket, and knowing what comes next.", "Grandad, the dog, and being first down the slide.", "Being near a friend, and having the same cup.", "Music in the morning; quiet after lunch." };
    static const char *const support[] = { "Wait, count to ten, then help.", "Show it as well as saying it, in few words.", "Warn before each change; one thing may travel along.", "Sit at the same height and follow what they look at." };
    const char *name = demo_called(d, k);
    demo_plan(d->db, &(struct demo_plan){ .id = id, .child_id = k->id, .cycle = cycle, .status = status, .setting_id = place, .lead_id = d->officer[k->officer].id, .lead_words = place ? "Key person with the SENCO" : "Parents with the inclusion officer",
        .assessed = demo_write(d, "assessed", name), .going_well = demo_write(d, "going well", name), .important = demo_chance(d, 0.7) ? demo_pick(d, important) : "", .support = demo_chance(d, 0.7) ? demo_pick(d, support) : "", .parent_view = demo_write(d, "parent view", name), .child_view = demo_chance(d, 0.85) ? demo_write(d, "child view", name) : "",
        .staff_needs = demo_chance(d, 0.4) ? demo_write(d, "staff needs", name) : "", .started_on = demo_day(d, start), .review_due_on = demo_day(d, due), .parents_told_on = demo_chance(d, 0.94) ? demo_day(d, start) : "",
        .changed_by = d->officer[k->officer].id, .changed_at = demo_instant(d, day), .created_at = demo_instant(d, day) });
    d->made.plans++;
    if (start)
        demo_note(d, k, start, "plan", arena_print(d->a, "Cycle %d of the support plan started", cycle), arena_print(d->a, "/plans/%lld", (long long)id), d->officer[k->officer].id, true);
    return id;
}

static void draft(struct demo *d, const struct demo_kid *k, int cycle, int64_t since)
{
    int64_t plan = write_plan(d, k, cycle, "draft", 0, 0, k->school_year <= d->academic_year && k->closed == 0);
    outcomes(d, k, plan, cycle, false);
    demo_due(d, k, "plan", plan, since, since + 28, 0);
}

/* The review of a cycle: 82 % within twelve weeks, the others later; 0 = not so far. */
static int64_t review_day(struct demo *d, int64_t start)
{
    int64_t held = demo_working(d, start + (demo_chance(d, 0.82) ? demo_between(d, 60, 80) : 84 + (demo_chance(d, 0.8) ? demo_between(d, 3, 45) : demo_between(d, 45, 160))), 0);
    return held < d->today_n ? held : 0;
}

void demo_plans_make(struct demo *d, struct demo_kid *k, int64_t decided, int64_t from)
{
    int64_t school = date_number(arena_print(d->a, "%04d-08-31", k->school_year)), end = k->known < school ? school : d->today_n;
    if (k->left && k->left < end)
        end = k->left;
    int64_t start = demo_working(d, from, 0);
    if (start >= d->today_n) {
        draft(d, k, 1, decided);
        return;
    }
    for (int cycle = 1; cycle < 12 && start < d->today_n && start < end; cycle++) {
        int64_t held = review_day(d, start), due = start + 84;
        if (end < d->today_n && end - start < 21)                  /* school begins before it could help */
            return;
        if (end < d->today_n && (!held || held >= end))
            held = demo_between(d, start + 14, end - 1);
        k->plan_id = write_plan(d, k, cycle, held ? "reviewed" : "active", start, due, end == d->today_n && k->known > school);
        if (cycle == 1)
            demo_due(d, k, "plan", k->plan_id, decided, decided + 42, start);
        demo_due(d, k, "review", k->plan_id, start, due, held);
        outcomes(d, k, k->plan_id, cycle, held != 0);
        k->has_plan = true;
        k->cycles = cycle;
        if (!held)
            return;
        if (strcmp(review(d, k, k->plan_id, cycle, held), "close") == 0) {
            k->closed = k->closed && k->closed < held + 1 ? k->closed : held + 1 < d->today_n ? held + 1 : held;
            return;
        }
        if ((demo_chance(d, 0.35) || held + 14 >= d->today_n) && d->today_n - held < 40 && end >= d->today_n && held < end - 60) {
            draft(d, k, cycle + 1, held);
            return;
        }
        start = demo_working(d, held + demo_between(d, 0, 9), 0);
    }
}
