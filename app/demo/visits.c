/*
 * Three years of visits and calls to children the service leads: written up
 * with their actions, most of them followed up; some not written up yet, and
 * those of the coming weeks.  Called by known.c.  The officer who can sign in
 * has a full day today.
 */
#include "app/demo/demo.h"
#include "app/demo/visits.sql.h"

#include <string.h>

enum { FIRST_SETTING = 1, REVIEW_SETTING, AT_HOME, CALL, MOST_DAYS = 3 * 365 };

static const char *const times[] = { "09:00", "09:30", "10:00", "10:30", "11:15", "13:00", "13:30", "14:00", "15:15", "" };
static const char *const attended_setting[] = { "Key person, SENCO", "Key person, room leader", "Key person, SENCO, mother for the last half hour", "SENCO; key person on the telephone", "Key person, deputy manager, father" };
static const char *const attended_home[] = { "Mother", "Both parents", "Mother and grandmother", "Father", "Mother, health visitor" };
static const char *const came_of_it[] = { "Done, and it helps.", "Lent until the end of term.", "They come next week.", "" };

static int64_t officer_of(const struct demo *d, const struct demo_kid *k) { return d->officer[k->officer].id; }

static void agreed(struct demo *d, const struct demo_kid *k, int64_t visit, int64_t day, bool told)
{
    int n = demo_weighted(d, (const int[]){ 30, 45, 25 }, 3);
    for (int i = 0; i < n; i++) {
        int64_t due = demo_working(d, day + demo_between(d, 5, 28), 0);
        bool is_done = day < d->today_n - 120 || demo_chance(d, due < d->today_n ? 0.88 : 0.15), ours = demo_chance(d, 0.6);
        int64_t settled = due < d->today_n ? due - demo_between(d, 0, 3) : d->today_n - 1;
        settled = settled > day ? settled : day;
        demo_visit_action(d->db, &(struct demo_visit_action){ .id = demo_id(d), .child_id = k->id, .what = demo_write(d, "visit action", ""), .owner_id = ours ? officer_of(d, k) : 0, .owner_words = ours ? "" : demo_chance(d, 0.7) ? "The setting" : "Parents and carers",
            .due_on = demo_day(d, due), .status = is_done ? "done" : "open", .settled_on = is_done ? demo_day(d, settled) : "", .settled_by = is_done ? officer_of(d, k) : 0, .came_of_it = is_done ? demo_pick(d, came_of_it) : "",
            .from_id = visit, .is_shared = told, .created_by = officer_of(d, k), .created_on = demo_day(d, day) });
    }
}

static int template_at(struct demo *d, const struct demo_kid *k, bool is_first)
{
    int place = demo_weighted(d, (const int[]){ 70, 14, 16 }, 3);
    if (place == 2)
        return CALL;
    return k->setting_id && place == 0 ? (is_first ? FIRST_SETTING : REVIEW_SETTING) : AT_HOME;
}

static const char *kind_of(int template) { return template == CALL ? "telephone" : template == AT_HOME ? "home" : "setting"; }

static void held(struct demo *d, const struct demo_kid *k, int64_t day, bool is_first)
{
    int template = template_at(d, k, is_first);
    bool setting = template <= REVIEW_SETTING, is_call = template == CALL, told = demo_chance(d, day < d->today_n - 14 ? 0.93 : 0.5), family = !setting || demo_chance(d, 0.3);
    const char *name = demo_called(d, k), *on = demo_day(d, day), *after = demo_day(d, day + 1 < d->today_n ? day + 1 : day);
    int64_t id = demo_id(d);
    demo_visit(d->db, &(struct demo_visit){ .id = id, .child_id = k->id, .kind = kind_of(template), .status = "held", .person_id = officer_of(d, k), .setting_id = setting ? k->setting_id : 0, .template_id = template,
        .planned_on = on, .planned_time = demo_pick(d, times), .purpose = is_call ? "" : demo_write(d, "visit purpose", name), .held_on = on, .attended = setting ? demo_pick(d, attended_setting) : demo_pick(d, attended_home), .family_there = family,
        .observations = is_call ? "" : demo_write(d, "visit seen", name), .said = is_call ? arena_print(d->a, "Spoke with %s. %s", k->carer, demo_write(d, "parent review", name)) : demo_write(d, "visit said", name), .advice = setting ? demo_write(d, "visit advice", name) : "",
        .family_words = demo_write(d, "visit family", name), .told_setting_on = told && setting ? after : "", .told_family_on = told ? after : "", .told_version = told ? 1 : 0,
        .changed_by = officer_of(d, k), .changed_at = demo_instant(d, day), .created_at = demo_instant(d, day - 14) });
    agreed(d, k, id, day, told);
    demo_note(d, k, day, "visit", is_call ? "Telephone call" : template == AT_HOME ? "Visit at home" : "Visit to the setting", arena_print(d->a, "/visits/%lld", (long long)id), officer_of(d, k), false);
    if (family)
        demo_note(d, k, day, "contact", "Spoke with the family", arena_print(d->a, "/visits/%lld", (long long)id), officer_of(d, k), false);
}

static void planned(struct demo *d, const struct demo_kid *k, int64_t day, const char *time)
{
    int template = template_at(d, k, false);
    demo_visit(d->db, &(struct demo_visit){ .id = demo_id(d), .child_id = k->id, .kind = kind_of(template), .status = "planned", .person_id = officer_of(d, k), .setting_id = template <= REVIEW_SETTING ? k->setting_id : 0, .template_id = template,
        .planned_on = demo_day(d, day), .planned_time = time, .purpose = demo_write(d, "visit purpose", demo_called(d, k)), .held_on = "", .attended = "", .observations = "", .said = "", .advice = "", .family_words = "", .told_setting_on = "", .told_family_on = "",
        .changed_by = officer_of(d, k), .changed_at = demo_instant(d, d->today_n - demo_between(d, 3, 20)), .created_at = demo_instant(d, d->today_n - 21) });
}

/* Today four of those the sign-ins find, one of yesterday that is not written up; others in the weeks to come. */
static void to_come(struct demo *d, const struct demo_kid *k)
{
    static const char *const today[] = { "09:30", "11:00", "13:30", "15:15" };
    int n = d->visits_today;
    if (k->wish && n < 4) {
        d->visits_today++;
        planned(d, k, d->today_n, today[n]);
    } else if (k->wish && n == 4) {
        d->visits_today++;
        planned(d, k, demo_working(d, d->today_n - 3, 0), "10:00");
    } else if (demo_chance(d, 0.5))
        planned(d, k, demo_working(d, d->today_n + demo_between(d, 1, 60), 0), demo_pick(d, times));
    else if (demo_chance(d, 0.04))
        planned(d, k, demo_working(d, d->today_n - demo_between(d, 2, 9), 0), demo_pick(d, times));
}

/* Chance of its own, so that what else the demo makes does not hang on how many visits there were. */
void demo_visits_make(struct demo *d, const struct demo_kid *k, int64_t decided)
{
    uint64_t before = d->random;
    int64_t end = k->closed ? k->closed : d->today_n - 1, from = decided > d->today_n - MOST_DAYS ? decided : d->today_n - MOST_DAYS;
    d->random ^= (uint64_t)k->id * UINT64_C(0x9e3779b97f4a7c15);
    int64_t day = demo_working(d, from + demo_between(d, 6, 25), 0);
    for (bool is_first = from == decided; day < end; is_first = false) {
        held(d, k, day, is_first);
        day = demo_working(d, day + demo_between(d, 45, 110), 0);
    }
    if (!k->closed)
        to_come(d, k);
    d->random = before;
}
