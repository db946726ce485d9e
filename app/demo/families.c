/*
 * Families and their children: who they are, where they live, where they go.
 * Called by demo_make; hands each child with needs on to known.c.  A million
 * children are made in bounded memory: commit and forget every few thousand.
 */
#include "app/demo/demo.h"
#include "app/child/words.h"
#include "app/setting/setting.h"
#include "base/text.h"
#include "match/match.h"

#include <string.h>

enum { COMMIT_AFTER = 20000, KEYS_AT_ONCE = 16, WORDS_AT_ONCE = 12 };

struct family { int culture, area, imd; const char *name, *address, *postcode, *carer, *last_given; bool is_carer_a_woman, is_address_restricted; };

/* The same words and keys as child_index writes, which the test compares; in few statements, because there may be a million. */
static void index_words(struct demo *d, const struct demo_kid *k)
{
    struct child_words set = { .arena = d->a };
    child_words_name(&set, k->given, k->family, k->known_as);
    child_words_day(&set, demo_day(d, k->born));
    child_words_postcode(&set, k->postcode);
    child_words_number(&set, k->nhs);
    child_words_number(&set, k->upn);
    child_words_pairs(&set);
    for (size_t at = 0; at < set.n; at += WORDS_AT_ONCE) {
        const char *w[WORDS_AT_ONCE];
        for (size_t i = 0; i < WORDS_AT_ONCE; i++)
            w[i] = at + i < set.n ? arena_print(d->a, "%d%s", (int)set.kind[at + i], set.word[at + i]) : "";
        demo_words(d->db, k->id, w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9], w[10], w[11]);
    }
}

static void index_keys(struct demo *d, const struct demo_kid *k)
{
    size_t n;
    struct match_person p = { k->given, k->family, k->known_as, demo_day(d, k->born), k->sex, k->postcode, k->nhs };
    const char *const *key = match_block_keys(d->a, &p, &n);
    for (size_t at = 0; at < n; at += KEYS_AT_ONCE) {
        const char *w[KEYS_AT_ONCE];
        for (size_t i = 0; i < KEYS_AT_ONCE; i++)
            w[i] = at + i < n ? key[at + i] : "";
        demo_keys(d->db, k->id, w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9], w[10], w[11], w[12], w[13], w[14], w[15]);
    }
}

/* The term (January, April, September) that begins on or after a day. */
static int64_t next_term(struct demo *d, int64_t from)
{
    const char *iso = demo_day(d, from);
    int year = date_year(iso), month = date_month(iso);
    if (month == 1 && date_day(iso) <= 7)
        return date_number(arena_print(d->a, "%04d-01-07", year));
    if (month <= 3 || (month == 4 && date_day(iso) <= 15))
        return date_number(arena_print(d->a, "%04d-04-16", year));
    if (month <= 8)
        return date_number(arena_print(d->a, "%04d-09-03", year));
    return date_number(arena_print(d->a, "%04d-01-07", year + 1));
}

static int choose_setting(struct demo *d, const struct demo_kid *k)
{
    if (k->wish || (k->known && !k->area && demo_chance(d, 0.3)))
        return 0;
    int kind = demo_weighted(d, (const int[]){ 80, 13, 7 }, 3);
    if (kind == 2)
        return GROUPS + CHILDMINDERS + (int)demo_between(d, 0, NURSERIES - 1);
    int at = (int)demo_between(d, 0, (kind ? CHILDMINDERS : GROUPS) / AREAS - 1) * AREAS + k->area;
    return kind ? GROUPS + at : at;
}

static void placed(struct demo *d, struct demo_kid *k, int64_t setting, int64_t from, int64_t to)
{
    static const int hours[] = { 15, 15, 15, 15, 30, 30, 12, 9, 18, 22 };
    static const char *const key_people[] = { "", "Kelly", "Jo", "Beth", "Agnieszka", "Sam", "Tracey", "Lowri", "Amy", "Priya" };
    if (k->left && (!to || to > k->left))
        to = k->left;
    if (to && from >= to)
        return;
    demo_placement(d->db, &(struct demo_placement){ .id = demo_id(d), .child_id = k->id, .setting_id = setting, .hours = demo_pick(d, hours), .key_person = demo_pick(d, key_people), .from_on = demo_day(d, from), .to_on = to && to <= d->today_n ? demo_day(d, to) : "" });
}

/* When a child first goes somewhere: 0 = not so far. */
static int64_t first_goes(struct demo *d, const struct demo_kid *k)
{
    static const int weight[] = { 11, 22, 38, 22, 3, 4 };   /* in the first, second ... fifth year; not at all */
    int year = k->wish ? 2 : demo_weighted(d, weight, 6);
    if (year == 5)
        return 0;
    int64_t from = next_term(d, k->born + year * 365 + (year ? 1 : 270) + demo_between(d, 0, year ? 300 : 90));
    return from < d->today_n ? from : 0;
}

static int64_t school_day(struct demo *d, int year) { return date_number(arena_print(d->a, "%04d-09-04", year)); }

static void placements(struct demo *d, struct demo_kid *k, int64_t from)
{
    int64_t school = school_day(d, k->school_year), end = school - 10;
    bool at_school = school <= d->today_n;
    if (from && from < end) {
        int64_t setting = d->group[k->setting].id, moved = from + demo_between(d, 60, 500);
        bool moves = !k->wish && demo_chance(d, 0.09) && moved < d->today_n && moved < end;
        if (moves) {
            placed(d, k, d->group[choose_setting(d, k)].id, from, moved);
            from = moved;
        }
        placed(d, k, setting, from, end);
        k->setting_id = at_school ? 0 : setting;
        if (!at_school && k->known && demo_chance(d, 0.04))
            placed(d, k, d->group[GROUPS + demo_between(d, 0, CHILDMINDERS - 1)].id, from, 0);
    }
    if (at_school && k->school >= 0) {
        placed(d, k, d->school[k->school].id, school, 0);
        k->setting_id = d->school[k->school].id;
    }
}

static const char *why_no_setting(struct demo *d, const struct demo_kid *k)
{
    static const char *const reasons[] = { "choice", "no place", "needs", "other", "health", "moved", "" };
    return !k->setting_id && d->today_n - k->born > 2 * 365 && (k->known || demo_chance(d, 0.5)) ? demo_pick(d, reasons) : "";
}

/* Share that will be known by five, before the child's own circumstances; then when. See indicators.md 3. */
static void chance_of_need(struct demo *d, struct demo_kid *k)
{
    static const double by_area[AREAS] = { 1.12, 1.2, 1.05, 0.95, 0.8, 1.0, 0.78, 1.05 }, by_quintile[] = { 1, 1.35, 1.15, 1.0, 0.85, 0.7 };
    static const int by_age[] = { 8, 16, 38, 28, 10 };
    int month = date_month(demo_day(d, k->born));
    double share = 0.115 * (*k->sex == 'M' ? 1.24 : 0.76) * by_area[k->area] * by_quintile[k->imd];
    share *= month >= 5 && month <= 8 ? 1.22 : month >= 9 && month <= 12 ? 0.82 : 1;
    share *= strcmp(k->ethnicity, "WIRT") == 0 ? 1.7 : strcmp(k->ethnicity, "AIND") == 0 ? 0.6 : strcmp(k->ethnicity, "BCRB") == 0 ? 1.2 : 1;
    if (!k->wish && !demo_chance(d, share))
        return;
    k->known = k->wish ? d->today_n - demo_between(d, 330, 520) : k->born + demo_weighted(d, by_age, 5) * 365 + demo_between(d, 20, 364);
    static const int by_month[] = { 60, 85, 92, 48, 62, 68, 48, 16, 98, 94, 68, 36 };      /* clumps in autumn and early spring, a dip in August */
    while (demo_between(d, 1, 100) > by_month[date_month(demo_day(d, k->known)) - 1])
        k->known += demo_between(d, 5, 40);
    k->known = demo_working(d, k->known, 0);
    if (k->known >= d->today_n - 12 || k->known >= school_day(d, k->school_year) - 30)
        k->known = 0;
    else
        k->concern = k->known - demo_between(d, 7, demo_chance(d, 0.7) ? 90 : 240);
    if (k->concern && k->concern < k->born)
        k->concern = k->born;
}

static void write_child(struct demo *d, struct demo_kid *k)
{
    int64_t entered = k->known ? k->known : k->born + 20 > d->today_n - 400 ? k->born + 1 : d->today_n - 400;
    demo_child(d->db, &(struct demo_child){ .id = k->id, .given_name = k->given, .family_name = k->family, .known_as = k->known_as, .born_on = demo_day(d, k->born), .sex = k->sex, .nhs_number = k->nhs, .upn = k->upn,
        .ethnicity = k->ethnicity, .home_language = k->language, .needs_interpreter = k->needs_interpreter, .address = k->address, .postcode = k->postcode, .area = *k->postcode ? demo_areas[k->area] : "", .imd_quintile = *k->postcode ? k->imd : 0,
        .is_address_restricted = k->is_address_restricted, .is_restricted = k->is_restricted, .school_year = k->school_year, .not_in_setting_reason = why_no_setting(d, k),
        .known_on = demo_day(d, k->known), .first_concern_on = demo_day(d, k->concern), .left_on = demo_day(d, k->left), .left_reason = k->left ? "Moved to another authority" : "", .created_at = demo_instant(d, entered), .changed_at = demo_instant(d, entered),
        .sort_name = child_sort_name(d->a, k->given, k->family) });
    index_words(d, k);
    index_keys(d, k);
    d->made.children++;
    d->made.known += k->known != 0;
}

/* The same child once more, as another source wrote it: something that only a comparison finds. */
static void duplicate(struct demo *d, struct demo_kid k)
{
    k.id = demo_id(d);
    k.known = k.concern = 0;
    k.upn = "";
    k.known_as = "";
    k.nhs = "";
    int what = demo_weighted(d, (const int[]){ 40, 25, 15, 12, 8 }, 5);
    if (what == 0)
        k.given = demo_misspelt(d, k.given);
    else if (what == 1)
        k.family = demo_misspelt(d, k.family);
    else if (what == 2)
        k.postcode = demo_postcode(d, k.area), k.address = demo_address(d, k.area);
    else if (what == 3 && strchr(k.family, '-'))
        k.family = strchr(k.family, '-') + 1;
    else
        k.born += demo_chance(d, 0.5) ? 1 : -1;
    k.school_year = date_reception_year(demo_day(d, k.born));
    k.setting_id = 0;
    write_child(d, &k);
}

static void keep_text(struct demo *d, const char **s) { *s = arena_text(d->keep, *s, strlen(*s)); }

/* Kept beyond the next commit: for the requests that wait at the end. */
static void keep_sample(struct demo *d, struct demo_kid k)
{
    int *n = k.known ? &d->known_samples : &d->samples;
    bool fits = d->today_n - k.born > 500 && d->today_n - k.born < 1600 && !k.is_restricted;
    if (*n >= SAMPLES || !fits || !demo_chance(d, k.known ? 0.4 : 0.05))
        return;
    const char **texts[] = { &k.given, &k.family, &k.known_as, &k.nhs, &k.address, &k.postcode, &k.carer, &k.carer_contact };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        keep_text(d, texts[i]);
    (k.known ? d->known_sample : d->sample)[(*n)++] = k;
}

static const char *birth_numbers(struct demo *d)
{
    static const int source[] = { 55, 30, 15 };                    /* from health, the council, a setting */
    static const double present[] = { 0.98, 0.35, 0.03 };
    return demo_chance(d, present[demo_weighted(d, source, 3)]) ? demo_nhs_number(d) : "";
}

/* Six in a hundred move in or out in a year; those who moved in are not told apart. 0 = lives here. */
static int64_t moved_away(struct demo *d, const struct demo_kid *k)
{
    int64_t since = k->known ? k->known + 120 : k->born + 60;
    if (k->wish || !demo_chance(d, 0.03) || since >= d->today_n - 10)
        return 0;
    return demo_between(d, since, d->today_n - 5);
}

/* Brothers and sisters have names of their own. */
static void name_child(struct demo *d, struct demo_kid *k, struct family *f)
{
    bool girl = *k->sex == 'F';
    do
        k->given = k->wish && k->carer_person ? "Alfie" : demo_given(d, f->culture, girl);
    while (f->last_given && strcspn(f->last_given, " ") == strcspn(k->given, " ") && !strncmp(f->last_given, k->given, strcspn(k->given, " ")));
    f->last_given = k->given;
    k->family = f->name;
    if (f->culture && !k->carer_person && demo_chance(d, 0.02))
        k->family = k->given, k->given = "";                       /* one name only */
    k->known_as = demo_chance(d, 0.5) ? demo_nickname(k->given) : demo_chance(d, 0.01) ? demo_given(d, f->culture, girl) : "";
}

/* BORN: a day number. LEAVER: kept only if the service knew the child. */
static void child(struct demo *d, struct family *f, int64_t born, bool leaver, const struct demo_kid *wish)
{
    struct demo_kid k = wish ? *wish : (struct demo_kid){ 0 };
    k.born = born;
    k.sex = wish ? "M" : demo_chance(d, 0.513) ? "M" : "F";
    k.area = f->area;
    k.imd = f->imd;
    k.ethnicity = demo_cultures[f->culture].ethnicity;
    k.language = demo_chance(d, 0.9) ? demo_cultures[f->culture].language : "en";
    k.school_year = date_reception_year(demo_day(d, born));
    chance_of_need(d, &k);
    bool late_find = leaver && !k.known && demo_chance(d, 0.02);
    if (leaver && !k.known && !late_find)
        return;
    if (late_find) {                                               /* found in Reception: indicator 6 */
        k.known = k.concern = school_day(d, k.school_year) + demo_between(d, 30, 200);
        if (k.known > d->today_n - 12)
            return;
    }
    k.id = demo_id(d);
    name_child(d, &k, f);
    k.nhs = birth_numbers(d);
    k.upn = k.school_year <= d->academic_year ? demo_upn(d, born) : "";
    k.address = f->address;
    k.postcode = demo_chance(d, 0.015) && !k.wish ? "" : f->postcode;
    k.carer = f->carer;
    k.is_carer_a_woman = f->is_carer_a_woman;
    k.carer_contact = demo_telephone(d);
    k.is_address_restricted = f->is_address_restricted;
    k.is_restricted = !k.wish && demo_chance(d, 0.002);
    k.needs_interpreter = strcmp(k.language, "en") != 0 && demo_chance(d, 0.4);
    k.setting = choose_setting(d, &k);
    k.school = k.wish || (k.known && !k.area && demo_chance(d, 0.4)) ? 0 : (int)demo_between(d, 0, (SCHOOLS - SPECIALS) / AREAS - 1) * AREAS + k.area;
    k.officer = k.wish || demo_chance(d, 0.085) ? 0 : (int)demo_between(d, 1, d->officers - 1);
    demo_leave_gaps(d, &k);
    int64_t goes = first_goes(d, &k);
    k.nursery_id = goes ? d->group[k.setting].id : 0;
    k.left = moved_away(d, &k);
    k.setting_id = k.school_year > d->academic_year && !k.left ? k.nursery_id : 0;
    write_child(d, &k);
    placements(d, &k, goes);
    if (k.known)
        demo_known_make(d, &k);
    else if (demo_chance(d, 0.03) && d->today_n - born > 400)
        demo_request_other(d, &k);
    if (!k.wish && demo_chance(d, 0.007))
        duplicate(d, k);
    keep_sample(d, k);
}

static struct family new_family(struct demo *d)
{
    static const int centre[AREAS] = { 2, 1, 2, 3, 4, 3, 5, 2 };
    struct family f = { .culture = demo_culture(d), .area = demo_weighted(d, (const int[]){ 20, 18, 14, 13, 9, 10, 7, 9 }, AREAS) };
    f.imd = centre[f.area] + (int)demo_between(d, -1, 1);
    f.imd = f.imd < 1 ? 1 : f.imd > 5 ? 5 : f.imd;
    f.name = demo_family(d, f.culture, false);
    f.address = demo_address(d, f.area);
    f.postcode = demo_postcode(d, f.area);
    f.is_carer_a_woman = demo_chance(d, 0.88);
    f.carer = demo_adult(d, f.culture, f.name, f.is_carer_a_woman);
    f.is_address_restricted = demo_chance(d, 0.006);
    return f;
}

/* The children whom the sign-ins are to find: the parent's own, and seven more at the practitioner's nursery. */
static void wishes(struct demo *d)
{
    for (int i = 0; i < 8; i++) {
        struct family f = new_family(d);
        f.area = 0;
        f.imd = 2;
        f.postcode = demo_postcode(d, 0);
        f.address = demo_address(d, 0);
        f.is_address_restricted = false;
        if (!i)
            f = (struct family){ .area = 0, .imd = 2, .name = "Pritchard", .address = "14 Orchard Close, Marchfield North", .postcode = "MF1 4XT", .carer = "Megan Pritchard", .is_carer_a_woman = true };
        bool starts = i < 5;                                       /* next September */
        int64_t oldest = date_number(arena_print(d->a, "%04d-09-01", d->academic_year + 1 - 5 + (starts ? 0 : 1)));
        if (d->today_n - oldest < 1000)
            oldest = d->today_n - 1200;
        child(d, &f, oldest + demo_between(d, 20, 200), false, &(struct demo_kid){ .wish = true, .carer_person = i ? 0 : d->parent });
    }
}

static void one_family(struct demo *d, bool leaver)
{
    struct family f = new_family(d);
    int64_t born = leaver ? d->today_n - demo_between(d, 5 * 365 + 2, 7 * 365) : d->today_n - demo_between(d, 3, 5 * 365);
    child(d, &f, born, leaver, NULL);
    if (demo_chance(d, 0.0075))
        child(d, &f, born, leaver, NULL);                          /* twins */
    if (leaver || !demo_chance(d, 0.26))
        return;
    int64_t other = born + (demo_chance(d, 0.5) ? 1 : -1) * demo_between(d, 420, 1200);
    if (other < d->today_n && d->today_n - other < 5 * 365)
        child(d, &f, other, false, NULL);
}

static void next_transaction(struct demo *d)
{
    db_commit(d->db);
    arena_reset(d->a);
    db_begin_write(d->db);
}

void demo_families_make(struct demo *d)
{
    db_begin_write(d->db);
    wishes(d);
    for (int64_t last = 0; d->made.children < d->wanted;) {
        one_family(d, false);
        if (d->made.children - last >= COMMIT_AFTER) {
            next_transaction(d);
            last = d->made.children;
        } else if (d->made.children % 512 == 0)
            arena_reset(d->a);
    }
    for (int64_t i = 0, leavers = d->wanted * 2 / 5; i < leavers; i++) {
        one_family(d, true);
        if (i % 512 == 511)
            arena_reset(d->a);
        if (i % (COMMIT_AFTER * 5) == COMMIT_AFTER * 5 - 1)
            next_transaction(d);
    }
    child_words_list_names(d->db);
    setting_words_list(d->db);
    db_commit(d->db);
}
