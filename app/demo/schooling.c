/* Starting school: places, passports, and how it went. Called by known.c. */
#include "app/demo/demo.h"

#include <string.h>

static int64_t on(struct demo *d, int year, const char *month_day) { return date_number(arena_print(d->a, "%04d-%s", year, month_day)); }

static void passport(struct demo *d, struct demo_kid *k, int64_t drafted, int64_t shared, int64_t read)
{
    const char *name = demo_called(d, k), *status = read ? "read" : shared ? "shared" : d->today_n - drafted > 25 ? "agreed" : "draft";
    int64_t id = demo_id(d), agreed = !strcmp(status, "draft") ? 0 : shared ? shared - 4 : d->today_n - 2;
    const struct demo_place *s = &d->school[k->school];
    demo_passport(d->db, &(struct demo_passport){ .id = id, .child_id = k->id, .school_id = s->id, .status = status, .appreciated = demo_write(d, "appreciated", name), .important = demo_write(d, "important", name), .support = demo_write(d, "support", name),
        .communication = demo_write(d, "communication", name), .play_and_learning = demo_write(d, "play", name), .sensory = demo_write(d, "sensory", name), .daily_care = demo_write(d, "care", name), .movement = demo_write(d, "movement", name),
        .medical = demo_write(d, "medical", name), .upset_and_calm = demo_write(d, "calm", name), .works = demo_write(d, "works", name), .does_not_work = demo_write(d, "does not work", name), .first_weeks = demo_write(d, "first weeks", name),
        .parent_words = demo_write(d, "parent view", name), .child_words = demo_write(d, "child view", name), .school_contact = s->senco, .agreed_with = agreed ? k->carer : "", .agreed_on = demo_day(d, agreed), .shared_on = demo_day(d, shared),
        .read_on = demo_day(d, read), .read_by = read ? s->senco_id : 0, .read_words = read ? demo_write(d, "school has read", name) : "", .changed_by = d->officer[k->officer].id, .changed_at = demo_instant(d, read ? read : shared ? shared : drafted) });
    d->made.passports++;
    const char *path = arena_print(d->a, "/passports/%lld", (long long)id);
    demo_note(d, k, drafted, "passport", "School passport begun", path, d->officer[k->officer].id, true);
    if (shared)
        demo_note(d, k, shared, "passport", arena_print(d->a, "School passport shared with %s", s->name), path, d->officer[k->officer].id, true);
    if (read)
        demo_note(d, k, read, "passport", arena_print(d->a, "%s has read the passport", s->name), path, s->senco_id, true);
    demo_due(d, k, "passport", id, drafted, on(d, k->school_year, "05-31"), shared);
}

static void check(struct demo *d, const struct demo_kid *k, const char *point, int64_t day)
{
    if (day < d->today_n && demo_chance(d, 0.88)) {
        int attendance = (int)(demo_chance(d, 0.8) ? demo_between(d, 90, 100) : demo_between(d, 62, 89)), settled = 1 + demo_weighted(d, (const int[]){ 7, 16, 42, 35 }, 4);
        demo_school_check(d->db, &(struct demo_school_check){ .id = demo_id(d), .child_id = k->id, .point = point, .checked_on = demo_day(d, day), .on_roll = demo_chance(d, 0.97), .full_time = demo_chance(d, strcmp(point, "six weeks") ? 0.92 : 0.8),
            .suspended = demo_chance(d, 0.03), .attendance = attendance, .settled = settled, .parent_settled = demo_chance(d, 0.6) ? 1 + demo_weighted(d, (const int[]){ 8, 18, 40, 34 }, 4) : 0, .passport_used = demo_chance(d, 0.75),
            .words = demo_chance(d, 0.6) ? demo_write(d, settled > 2 ? "settled" : "not settled", demo_called(d, k)) : "", .person_id = d->school[k->school].senco_id });
        demo_note(d, k, day, "school", arena_print(d->a, "How school is going: %s", strcmp(point, "six weeks") ? strcmp(point, "autumn") ? "end of Reception" : "end of the autumn term" : "after six weeks"), arena_print(d->a, "/children/%lld/school", (long long)k->id), d->school[k->school].senco_id, true);
        demo_due(d, k, "school check", k->id, day - 30, day + 7, day);
    } else if (day > d->today_n - 60 && day < d->today_n + 60)
        demo_due(d, k, "school check", k->id, day - 30, day + 7, 0);
}

static void cohort_of_now(struct demo *d, struct demo_kid *k)
{
    int64_t offer = on(d, k->school_year, "04-16"), begun = on(d, k->school_year, "01-10");
    int wish = k->wish ? ++d->wishes : 0;
    bool placed = offer < d->today_n || wish;
    int64_t agreed = offer < d->today_n ? offer : d->today_n - 30;
    bool later = !wish && date_month(demo_day(d, k->born)) < 9 && date_month(demo_day(d, k->born)) > 3 && demo_chance(d, 0.05);
    demo_school_start(d->db, &(struct demo_school_start){ .child_id = k->id, .agreed_year = later ? k->school_year + 1 : 0, .agreed_because = later ? "Summer-born; parents, setting and paediatrician agree that another nursery year is better" : "", .agreed_by = later ? "Marchfield Council admissions" : "",
        .agreed_on = later ? demo_day(d, d->today_n - 40) : "", .school_id = placed && !later ? d->school[k->school].id : 0, .place_on = placed && !later ? demo_day(d, agreed) : "" });
    if (later || (!wish && !placed))
        return;
    int64_t drafted = wish ? d->today_n - 60 : begun + demo_between(d, 0, 150), shared = wish ? (wish < 4 ? d->today_n - 3 * wish : 0) : drafted + demo_between(d, 20, 90);
    if (drafted < k->known + 30)
        drafted = k->known + 30;
    if (shared && shared <= drafted)
        shared = drafted + 10;
    if (drafted >= d->today_n || (!wish && demo_chance(d, 0.1)))
        return;
    if (shared >= d->today_n)
        shared = 0;
    int64_t read = !shared || (wish && wish != 3) ? 0 : wish ? d->today_n - 2 : shared + demo_between(d, 2, 30);
    passport(d, k, drafted, shared, read < d->today_n && (wish || demo_chance(d, 0.8)) ? read : 0);
}

static void cohort_before(struct demo *d, struct demo_kid *k)
{
    int64_t offer = on(d, k->school_year, "04-16"), drafted = offer + demo_between(d, -60, 40), shared = drafted + demo_between(d, 10, 60);
    demo_school_start(d->db, &(struct demo_school_start){ .child_id = k->id, .school_id = d->school[k->school].id, .place_on = demo_day(d, offer) });
    if (drafted > k->known + 20 && demo_chance(d, 0.86)) {
        int64_t read = shared + demo_between(d, 2, 40);
        passport(d, k, drafted, shared, demo_chance(d, 0.87) && read < d->today_n ? read : 0);
    }
    check(d, k, "six weeks", on(d, k->school_year, "10-17") + demo_between(d, 0, 9));
    check(d, k, "autumn", on(d, k->school_year, "12-08") + demo_between(d, 0, 8));
    check(d, k, "year", on(d, k->school_year + 1, "06-30") + demo_between(d, 0, 12));
}

void demo_school_make(struct demo *d, struct demo_kid *k)
{
    if (k->left)
        return;
    if (k->school_year == d->academic_year + 1 && (!k->closed || k->wish))
        cohort_of_now(d, k);
    else if (k->school_year <= d->academic_year && k->known < on(d, k->school_year, "09-01"))
        cohort_before(d, k);
}
