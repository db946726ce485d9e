/*
 * The rules of the indicators: who or what counts in (from, to], and whether it
 * is a hit.  Pure: they know the facts and the days, nothing of pages, limits
 * or who looks.  A snapshot (children on a day) asks only TO.
 */
#include "app/evidence/evidence.h"
#include "base/date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *day_words(struct arena *a, int day) { return day <= NEVER || day >= ALWAYS ? "" : date_short(a, date_text(a, day)); }

/* 1 September, 31 May, 31 December of a year. */
static int day_in(int year, int month, int day)
{
    char iso[24];
    snprintf(iso, sizeof iso, "%04d-%02d-%02d", year % 10000, month % 100, day % 100);
    return day_of(iso);
}

static int smaller(int a, int b) { return a < b ? a : b; }

/* ---- A1: known with SEN, aged 0 to 4 ---- */

void units_known(const struct facts *f, int from, int to, struct units *u)
{
    (void)from;
    for (const struct known *c = f->child; c < f->child + f->children; c++)
        if (had_sen(c, to) && age_on(c, to) >= 0 && age_on(c, to) < 5)
            unit_add(u, (struct unit){ .child = c->id, .area = c->area, .day = c->known, .state = HIT, .other = NEVER });
}

const char *words_known(struct arena *a, const struct unit *u, int today)
{
    (void)today;
    return u->day <= NEVER ? "Day first known is not recorded" : arena_print(a, "Known since %s", day_words(a, u->day));
}

/* ---- A2: open, aged 2 to 4, with SEN, in no setting ---- */

void units_no_setting(const struct facts *f, int from, int to, struct units *u)
{
    (void)from;
    for (const struct known *c = f->child; c < f->child + f->children; c++) {
        int age = age_on(c, to);
        if (age < 2 || age > 4 || !had_sen(c, to) || !was_open(c, to))
            continue;
        bool none = placement_on(c, to) < 0;
        int since = NEVER;
        for (int i = 0; i < c->placements; i++)
            if (c->placement[i].to <= to && c->placement[i].to > since)
                since = c->placement[i].to;
        unit_add(u, (struct unit){ .child = c->id, .area = c->area, .day = since > NEVER ? since : c->known, .state = none ? HIT : MISS, .other = since });
    }
}

const char *words_no_setting(struct arena *a, const struct unit *u, int today)
{
    (void)today;
    return u->other > NEVER ? arena_print(a, "Left the last setting on %s", day_words(a, u->other)) : "No setting recorded yet";
}

/* ---- A4: from concern to first support ---- */

enum { SUPPORT_STANDARD = 30 };

static int first_support(const struct known *c)
{
    int plan = c->plans ? c->plan[0].started : NEVER;
    if (plan <= NEVER)
        return c->accepted;
    return c->accepted > NEVER && c->accepted < plan ? c->accepted : plan;
}

/* Followed up to today, whatever the span: an older span has had more time, and open cases are censored. */
void units_first_support(const struct facts *f, int from, int to, struct units *u)
{
    for (const struct known *c = f->child; c < f->child + f->children; c++) {
        int start = c->concern > NEVER ? c->concern : c->asked, support = first_support(c), school = day_in(c->reception_year, 9, 1);
        if (start <= from || start > to)
            continue;
        struct unit unit = { .child = c->id, .area = c->area, .day = start, .other = support, .state = UNKNOWN };
        bool wrong = support > NEVER && support < start;
        int end = smaller(smaller(f->today, c->left), school > start ? school : ALWAYS);
        unit.event = support > NEVER && support <= end ? 1 : end < f->today ? 2 : 0;
        int time = (unit.event == 1 ? support : end) - start;
        unit.time = wrong ? -1 : time > 0 ? time : 0.5;
        if (!wrong && unit.event == 1 && time <= SUPPORT_STANDARD)
            unit.state = HIT;
        else if (!wrong && time > SUPPORT_STANDARD)
            unit.state = MISS;
        unit_add(u, unit);
    }
}

const char *words_first_support(struct arena *a, const struct unit *u, int today)
{
    if (u->event == 1)
        return arena_print(a, "First support after %d days, on %s", u->other - u->day, day_words(a, u->other));
    return arena_print(a, u->event ? "Left after %d days, concern on %s" : "Waiting for %d days, since %s", u->event ? (int)u->time : today - u->day, day_words(a, u->day));
}

/* ---- B8: complete core record ---- */

static bool has_setting(const struct known *c, int day) { return c->has_reason || placement_on(c, day) >= 0; }

static int missing_fields(const struct known *c, int day)
{
    return !c->born_ymd + !c->has_postcode + !c->has_number + !has_setting(c, day) + !c->has_need + !c->has_agreement + !c->has_lead;
}

/* Which fields are filled is known of today only; FROM narrows to those who became known since, for the trend. */
void units_core_record(const struct facts *f, int from, int to, struct units *u)
{
    for (const struct known *c = f->child; c < f->child + f->children; c++)
        if (was_open(c, f->today) && c->known > from && c->known <= to) {
            int missing = missing_fields(c, f->today);
            unit_add(u, (struct unit){ .child = c->id, .area = c->area, .day = c->known, .state = missing ? MISS : HIT, .other = NEVER, .time = missing });
        }
}

void beside_core_record(const struct facts *f, int from, int to, struct figure *g)
{
    static const char *const label[7] = { "Date of birth", "Postcode", "NHS number or UPN", "Setting, or why there is none", "Primary need", "Agreement to support", "Lead professional" };
    int64_t n[7] = { 0 }, d = 0;
    for (const struct known *c = f->child; c < f->child + f->children; c++)
        if (was_open(c, f->today) && c->known > from && c->known <= to) {
            const bool has[7] = { c->born_ymd > 0, c->has_postcode, c->has_number, has_setting(c, f->today), c->has_need, c->has_agreement, c->has_lead };
            d++;
            for (int i = 0; i < 7; i++)
                n[i] += has[i];
        }
    for (int i = 0; i < 7; i++)
        beside_add(g, label[i], BESIDE_SHARE, count_share(n[i], d, 0));
}

const char *words_core_record(struct arena *a, const struct unit *u, int today)
{
    (void)today;
    return arena_print(a, "%d of 7 fields missing", (int)u->time);
}

/* ---- B9: nothing recorded for 90 days ---- */

enum { STALE_DAYS = 90 };

void units_stale(const struct facts *f, int from, int to, struct units *u)
{
    (void)from;
    for (const struct known *c = f->child; c < f->child + f->children; c++) {
        if (!was_open(c, to))
            continue;
        int last = NEVER;
        for (int i = 0; i < c->events && c->event[i] <= to; i++)
            last = c->event[i];
        unit_add(u, (struct unit){ .child = c->id, .area = c->area, .day = last, .state = to - last >= STALE_DAYS ? HIT : MISS, .other = NEVER });
    }
}

const char *words_stale(struct arena *a, const struct unit *u, int today)
{
    return u->day <= NEVER ? "Nothing recorded" : arena_print(a, "Nothing since %s, %d days ago", day_words(a, u->day), today - u->day);
}

/* ---- C11: met without a plan, 12 months after the start ---- */

static int first_ehc_request(const struct known *c)
{
    for (int i = 0; i < c->statuses; i++)
        if (c->status[i].axis == 'e' && c->status[i].value == 'Y')
            return c->status[i].from;
    return NEVER;
}

static int reviews_by(const struct known *c, int day)
{
    int n = 0;
    for (int i = 0; i < c->plans; i++)
        n += c->plan[i].held > NEVER && c->plan[i].held <= day;
    return n;
}

void units_met_without_plan(const struct facts *f, int from, int to, struct units *u)
{
    for (const struct known *c = f->child; c < f->child + f->children; c++) {
        int ripe = c->plans ? c->plan[0].started + 365 : NEVER, ehc = first_ehc_request(c);
        if (!c->plans || ripe <= from || ripe > to || (ehc > NEVER && ehc < c->plan[0].started))
            continue;
        bool met = reviews_by(c, ripe) >= 2 && (ehc <= NEVER || ehc > ripe);
        unit_add(u, (struct unit){ .child = c->id, .area = c->area, .day = c->plan[0].started, .state = c->left <= ripe ? UNKNOWN : met ? HIT : MISS,
            .other = ehc > NEVER && ehc <= ripe ? ehc : NEVER, .time = reviews_by(c, ripe) });
    }
}

void beside_met_without_plan(const struct facts *f, int from, int to, struct figure *g)
{
    int64_t late = 0, all = 0;
    for (const struct known *c = f->child; c < f->child + f->children; c++) {
        int ehc = first_ehc_request(c), school = day_in(c->reception_year, 9, 1);
        if (ehc <= from || ehc > to || ehc >= school)
            continue;
        all++;
        late += ehc > school - 183;
    }
    beside_add(g, "Balancing: EHC assessments first asked for in the last 6 months before school, of all first asked for before school", BESIDE_SHARE, count_share(late, all, 0));
}

const char *words_met_without_plan(struct arena *a, const struct unit *u, int today)
{
    (void)today;
    const char *reviews = arena_print(a, "%d review%s in 12 months from %s", (int)u->time, (int)u->time == 1 ? "" : "s", day_words(a, u->day));
    return u->other > NEVER ? arena_print(a, "%s; EHC assessment asked for on %s", reviews, day_words(a, u->other)) : reviews;
}

/* ---- C12: reviewed in time ---- */

void units_reviewed_in_time(const struct facts *f, int from, int to, struct units *u)
{
    for (const struct known *c = f->child; c < f->child + f->children; c++)
        for (const struct planned *p = c->plan; p && p < c->plan + c->plans; p++) {
            int due = p->started + f->review_days;
            if (due <= from || due > to || c->left <= due)
                continue;
            bool held = p->held > NEVER;
            unit_add(u, (struct unit){ .child = c->id, .area = c->area, .day = due, .state = held && p->held <= due ? HIT : MISS, .other = p->held });
        }
}

const char *words_reviewed_in_time(struct arena *a, const struct unit *u, int today)
{
    if (u->other > NEVER)
        return arena_print(a, "Due %s, held %d days late", day_words(a, u->day), u->other - u->day);
    return arena_print(a, "Due %s, not held: late by %d days", day_words(a, u->day), today - u->day);
}

/* ---- C13: goals met ---- */

void units_goals(const struct facts *f, int from, int to, struct units *u)
{
    for (const struct rated *r = f->rated; r < f->rated + f->ratings; r++) {
        if (r->held <= from || r->held > to)
            continue;
        const struct known *c = facts_child(f, r->child);
        if (!c)
            continue;
        for (int i = 0; i < r->outcomes; i++)
            unit_add(u, (struct unit){ .child = r->child, .area = c->area, .day = r->held, .state = i < r->met ? HIT : i < r->met + r->unrated ? UNKNOWN : MISS, .other = NEVER });
    }
}

void beside_goals(const struct facts *f, int from, int to, struct figure *g)
{
    int64_t some = 0, all = 0;
    for (const struct rated *r = f->rated; r < f->rated + f->ratings; r++)
        if (r->held > from && r->held <= to && facts_child(f, r->child)) {
            all++;
            some += r->met > 0;
        }
    beside_add(g, "Reviews at which at least one goal was met", BESIDE_SHARE, count_share(some, all, 0));
}

const char *words_goals(struct arena *a, const struct unit *u, int today)
{
    (void)today;
    return arena_print(a, "A goal not met at the review on %s", day_words(a, u->day));
}

/* ---- D15: trained SENCOs ---- */

void units_trained(const struct facts *f, int from, int to, struct units *u)
{
    (void)from;
    for (const struct known *c = f->child; c < f->child + f->children; c++) {
        int at = had_sen(c, to) ? placement_on(c, to) : -1;
        const struct place *p = at < 0 ? NULL : facts_place(f, c->placement[at].setting);
        if (p && p->is_early_years)
            unit_add(u, (struct unit){ .child = c->id, .area = c->area, .day = c->placement[at].from, .state = p->award > NEVER && p->award <= to ? HIT : MISS, .other = NEVER });
    }
}

void beside_trained(const struct facts *f, int from, int to, struct figure *g)
{
    (void)from;
    int64_t trained = 0, all = 0;
    for (const struct place *p = f->place; p < f->place + f->places; p++)
        if (p->is_early_years) {
            all++;
            trained += p->award > NEVER && p->award <= to;
        }
    beside_add(g, "Nurseries, pre-schools and childminders with a trained SENCO", BESIDE_PLACES, count_share(trained, all, 0));
}

const char *words_trained(struct arena *a, const struct unit *u, int today)
{
    (void)today;
    return arena_print(a, "In this setting since %s; no award recorded there", day_words(a, u->day));
}

/* ---- E18: what families say ---- */

void units_families(const struct facts *f, int from, int to, struct units *u)
{
    for (const struct heard *h = f->heard; h < f->heard + f->hearings; h++) {
        if (h->asked <= from || h->asked > to)
            continue;
        int answered = 0, agree = 0, sum = 0;
        for (int i = 0; i < 3; i++) {
            answered += h->score[i] > 0;
            agree += h->score[i] >= 4;
            sum += h->score[i];
        }
        bool silent = h->answered <= NEVER || !answered;
        unit_add(u, (struct unit){ .child = h->child, .area = h->area, .day = h->asked, .state = silent ? UNKNOWN : agree == answered ? HIT : MISS,
            .other = h->answered, .time = silent ? NAN : (double)sum / answered });
    }
}

void beside_families(const struct facts *f, int from, int to, struct figure *g)
{
    static const char *const label[3] = { "“I was listened to”: agree", "“I was told what happens next”: agree", "“The support helped”: agree" };
    int64_t asked = 0, answered = 0, said[3] = { 0 }, agree[3] = { 0 }, sum = 0, scores = 0;
    for (const struct heard *h = f->heard; h < f->heard + f->hearings; h++) {
        if (h->asked <= from || h->asked > to)
            continue;
        asked++;
        answered += h->answered > NEVER;
        for (int i = 0; i < 3 && h->answered > NEVER; i++)
            if (h->score[i]) {
                said[i]++;
                agree[i] += h->score[i] >= 4;
                sum += h->score[i];
                scores++;
            }
    }
    beside_add(g, "Families who answered, of those asked", BESIDE_SHARE, count_share(answered, asked, 0));
    beside_add(g, "Mean of the three answers, 1 to 5", BESIDE_MEAN, (struct count){ .value = scores ? (double)sum / (double)scores : NAN, .low = NAN, .high = NAN, .n = answered, .d = answered });
    for (int i = 0; i < 3; i++)
        beside_add(g, label[i], BESIDE_SHARE, count_share(agree[i], said[i], 0));
}

const char *words_families(struct arena *a, const struct unit *u, int today)
{
    (void)today;
    return arena_print(a, "Answered on %s, mean %.1f of 5", day_words(a, u->other), u->time);
}

/* ---- F19: passport shared by 31 May ---- */

void units_passport(const struct facts *f, int from, int to, struct units *u)
{
    for (const struct known *c = f->child; c < f->child + f->children; c++) {
        int by = day_in(c->reception_year, 5, 31);
        if (by <= from || by > to || !had_sen(c, by))
            continue;
        unit_add(u, (struct unit){ .child = c->id, .area = c->area, .day = by, .state = c->passport_shared > NEVER && c->passport_shared <= by ? HIT : MISS, .other = c->passport_shared });
    }
}

const char *words_passport(struct arena *a, const struct unit *u, int today)
{
    (void)today;
    return u->other > NEVER ? arena_print(a, "Shared on %s", day_words(a, u->other)) : "Not shared with the school";
}

/* ---- F20: still well at the end of the autumn term ---- */

void units_still_well(const struct facts *f, int from, int to, struct units *u)
{
    for (const struct known *c = f->child; c < f->child + f->children; c++) {
        int end = day_in(c->reception_year, 12, 31), started = day_in(c->reception_year, 9, 1);
        if (end <= from || end > to || !had_sen(c, started))
            continue;
        const struct checked *k = c->check;
        bool well = k && k->on_roll && k->full_time && !k->suspended && k->attendance >= 90 && k->settled >= 3;
        unit_add(u, (struct unit){ .child = c->id, .area = c->area, .day = end, .state = !k ? UNKNOWN : well ? HIT : MISS, .other = NEVER });
    }
}

void beside_still_well(const struct facts *f, int from, int to, struct figure *g)
{
    static const char *const label[5] = { "Starters with SEN whose school answered", "On roll and full time", "Not suspended", "Attendance 90% or more", "School says settled" };
    int64_t all = 0, checked = 0, n[4] = { 0 };
    for (const struct known *c = f->child; c < f->child + f->children; c++) {
        int end = day_in(c->reception_year, 12, 31);
        if (end <= from || end > to || !had_sen(c, day_in(c->reception_year, 9, 1)))
            continue;
        all++;
        const struct checked *k = c->check;
        if (!k)
            continue;
        checked++;
        const bool held[4] = { k->on_roll && k->full_time, !k->suspended, k->attendance >= 90, k->settled >= 3 };
        for (int i = 0; i < 4; i++)
            n[i] += held[i];
    }
    beside_add(g, label[0], BESIDE_SHARE, count_share(checked, all, 0));
    for (int i = 0; i < 4; i++)
        beside_add(g, label[i + 1], BESIDE_SHARE, count_share(n[i], checked, 0));
}

const char *words_still_well(struct arena *a, const struct unit *u, int today)
{
    (void)today;
    return arena_print(a, "Not all four held at the end of %s", day_words(a, u->day));
}

/* ---- G21: first answer ---- */

/* Working days after day 0 (a Thursday) up to and with DAY, weekends and bank holidays apart; counted once. */
static int working_days(int from, int to)
{
    int days = to - from, whole = days / 7 * 5, at = ((from % 7) + 10) % 7;     /* 0 = Monday */
    for (int i = 0; i < days % 7; i++)
        whole += (at + 1 + i) % 7 < 5;
    return whole;
}

static int without_holidays(const struct facts *f, int from, int to)
{
    int n = working_days(from, to);
    for (int i = 0; i < f->holidays; i++)
        n -= f->holiday[i] > from && f->holiday[i] <= to;
    return n;
}

void units_answers(const struct facts *f, int from, int to, struct units *u)
{
    for (const struct asked *r = f->request; r < f->request + f->requests; r++) {
        if (r->received <= from || r->received > to)
            continue;
        bool answered = r->answered > NEVER;
        int days = without_holidays(f, r->received, answered ? r->answered : f->today), by = answered ? r->answered : f->today;
        enum unit_state state = answered && r->answered <= r->due ? HIT : by > r->due ? MISS : UNKNOWN;
        unit_add(u, (struct unit){ .child = r->child, .area = r->area, .day = r->received, .state = state, .other = r->answered, .time = days > 0 ? days : 0.5, .event = answered });
    }
}

const char *words_answers(struct arena *a, const struct unit *u, int today)
{
    (void)today;
    if (u->other > NEVER)
        return arena_print(a, "Asked on %s, answered on %s", day_words(a, u->day), day_words(a, u->other));
    return arena_print(a, "Asked on %s, not answered", day_words(a, u->day));
}
