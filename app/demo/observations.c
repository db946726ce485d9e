/*
 * What was seen of the development of the children known: the review and the
 * check at two, a language screen where talking is the need, and the journal
 * and the areas of learning again and again, with progress that is real for
 * such children: slower than their age, and seldom back.  Draws no chance from
 * the demo's own stream, so that nothing else depends on it.  Called by known.c.
 */
#include "app/demo/demo.h"
#include "app/observation/observation.h"
#include "base/date.h"

#include <string.h>

enum { CHECK = 1, ASQ, ELIM, WELLCOMM, JOURNAL, LEARNING, SERIES_MOST = 5 };

/* Splitmix64: the same for the same child and matter, whatever else is made. */
static int lot(const struct demo *d, const struct demo_kid *k, int what, int n)
{
    uint64_t z = d->seed * 0x9e3779b97f4a7c15u + (uint64_t)k->id * 0xbf58476d1ce4e5b9u + (uint64_t)what * 0x94d049bb133111ebu;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (int)((z ^ z >> 31) % (uint64_t)n);
}

/* How far behind a child of this need is in an area, in months for each year of age. */
static int behind(const struct demo_kid *k, const char *area)
{
    const char *own = demo_area_of(k->need);
    bool is_broad = strcmp(k->need, "SLD") == 0 || strcmp(k->need, "PMLD") == 0 || strcmp(k->need, "MLD") == 0;
    return is_broad ? 5 : strcmp(own, area) == 0 ? 4 : 1;
}

/* The age in months of which a child is typical in an area, on a day. */
static int typical(const struct demo *d, const struct demo_kid *k, const char *area, int months, int what)
{
    int at = months - behind(k, area) * months / 12 + lot(d, k, what, 4) - 1;
    return at < 0 ? 0 : at > 71 ? 71 : at;
}

static int level(int typical_months, int months) { return months - typical_months <= 2 ? 0 : months - typical_months <= 6 ? 1 : 2; }

static int months_on(struct demo *d, const struct demo_kid *k, int64_t day) { return date_age_months(demo_day(d, k->born), demo_day(d, day)); }

static int64_t begin(struct demo *d, const struct demo_kid *k, int tool, const char *name, int64_t day, const char *observer, int64_t person, const char *summary, const char *next)
{
    int64_t id = demo_id(d), at = demo_instant(d, day);
    add_observation(d->db, &(struct add_observation){ .id = id, .child_id = k->id, .tool_id = tool, .seen_on = demo_day(d, day), .sheet_months = tool == ASQ ? (months_on(d, k, day) + 1) / 3 * 3 : 0, .observer = observer,
        .setting_id = tool == ASQ || tool == ELIM ? 0 : k->nursery_id, .summary = summary, .next_steps = next, .family_view = "", .is_shared = true, .person_id = person, .created_at = at, .changed_by = person, .changed_at = at });
    demo_note(d, k, day, "observation", name, arena_print(d->a, "/observations/%lld", (long long)id), person, true);
    return id;
}

static void value(struct demo *d, int64_t observation, int part, int number, int answer, const char *words)
{
    add_observation_value(d->db, &(struct add_observation_value){ observation, part, number, answer, words });
}

static const char *const prime[] = { "CI", "SP", "SEMH" };

static void check_at_two(struct demo *d, const struct demo_kid *k, int64_t day)
{
    static const char *const words[][3] = {
        { "Talks and listens as others of this age do", "Uses some words; needs time and pictures", "Few words; points, pulls and cries to be understood" },
        { "Runs, climbs and holds a brush well", "Careful on stairs; holds a spoon in the fist", "Falls often, tires soon, needs a hand to climb" },
        { "Plays beside others and comes for comfort", "Finds waiting and parting hard", "Hits or hides when it is loud or when things change" } };
    int months = months_on(d, k, day);
    int64_t id = begin(d, k, CHECK, "Progress check at two", day, "Key person", 0, "Enjoys being with us and has things that go well", "Small groups, pictures for the day, and a talk with the family every three weeks");
    for (int i = 0; i < 3; i++) {
        int at = level(typical(d, k, prime[i], months, 10 + i), months);
        value(d, id, 101 + i, -1, 101 + at, words[i][at]);
    }
}

static void questionnaire(struct demo *d, const struct demo_kid *k, int64_t day)
{
    static const char *const area[] = { "CI", "SP", "SP", "CL", "SEMH" };
    int months = months_on(d, k, day);
    int64_t id = begin(d, k, ASQ, "ASQ-3 questionnaire", day, "Health visitor", 0, "", "");
    for (int i = 0; i < 5; i++) {
        int gap = months - typical(d, k, area[i], months, 20 + i), score = 55 - gap * 4 - lot(d, k, 30 + i, 3) * 5;
        value(d, id, 201 + i, score < 0 ? 0 : score / 5 * 5, 201 + level(months - gap, months), "");
    }
}

/* From the section of the age back to one that is green. */
static void language_screen(struct demo *d, const struct demo_kid *k, int64_t day, int what)
{
    static const int from[] = { 6, 12, 18, 24, 30, 36, 42, 48, 60 };
    int months = months_on(d, k, day), can = typical(d, k, "CI", months, what), section = 0;
    while (section < 8 && from[section + 1] <= months)
        section++;
    int64_t id = begin(d, k, WELLCOMM, "WellComm language screen", day, "", d->officer[k->officer].id, "", "The games of the section, five minutes each day");
    for (int tries = 0; section >= 0 && tries < 3; section--, tries++) {
        int gap = from[section] - can, answer = gap <= 0 ? 401 : gap <= 6 ? 402 : 403;
        value(d, id, 401 + section, -1, answer, "");
        if (answer == 401)
            break;
    }
}

static void journal(struct demo *d, const struct demo_kid *k, int64_t day, int what)
{
    static const char *const area[] = { "SEMH", "CI", "SP", "CL" };
    int months = months_on(d, k, day);
    int64_t id = begin(d, k, JOURNAL, "Developmental journal", day, "Portage visitor with the family", 0, "", "");
    for (int i = 0; i < 4; i++) {
        int step = 1 + typical(d, k, area[i], months, what + i) * 13 / 62;
        value(d, id, 501 + i, step > 14 ? 14 : step, 501 + lot(d, k, what + 20 + i, 3), "");
    }
}

static void areas(struct demo *d, const struct demo_kid *k, int64_t day, int what)
{
    static const char *const area[] = { "CI", "SP", "SEMH", "CL", "CL", "CL", "CL" };
    int months = months_on(d, k, day), parts = months >= 36 ? 7 : 3;
    int64_t id = begin(d, k, LEARNING, "Early years areas of learning", day, "Key person", 0, "", "");
    for (int i = 0; i < parts; i++) {
        int at = typical(d, k, area[i], months, what + i);
        value(d, id, 601 + i, at, 601 + level(at, months), "");
    }
}

/* A working day on which the child was so many months old; 0 = has not come yet, or has left. */
static int64_t day_at(struct demo *d, const struct demo_kid *k, int months)
{
    int64_t day = demo_working(d, date_number(date_add_months(d->a, demo_day(d, k->born), months)) + lot(d, k, 40 + months, 25), 0);
    return day < d->today_n && (!k->left || day < k->left) && (!k->closed || day < k->closed + 200) ? day : 0;
}

void demo_observations_make(struct demo *d, const struct demo_kid *k)
{
    int64_t two = day_at(d, k, 26), day;
    if (two && lot(d, k, 1, 100) < 78)
        questionnaire(d, k, two);
    if (two && k->nursery_id && lot(d, k, 2, 100) < 60 && (day = day_at(d, k, 29)))
        check_at_two(d, k, day);
    bool is_talking = strcmp(demo_area_of(k->need), "CI") == 0, has_journal = !is_talking && lot(d, k, 3, 100) < 45;
    int first = (int)((k->known - k->born) / 30) + 2;
    for (int i = 0; i < SERIES_MOST && (day = day_at(d, k, first + i * 6)); i++) {
        if (is_talking && lot(d, k, 4, 100) < 60)
            language_screen(d, k, day, 100 + i * 60);
        else if (has_journal)
            journal(d, k, day, 100 + i * 60);
        else if (k->nursery_id)
            areas(d, k, day, 100 + i * 60);
    }
}
