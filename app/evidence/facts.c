/* Reads what the figures are made of.  Lists come ordered by child, so that one pass lays them to their children. */
#include "app/evidence/facts.h"
#include "app/evidence/evidence.sql.h"
#include "base/date.h"

#include <stdlib.h>
#include <string.h>

int day_of(const char *iso)
{
    int64_t n = date_number(iso);
    return n == DATE_NONE ? NEVER : (int)n;
}

static int end_of(const char *iso) { return *iso ? day_of(iso) : ALWAYS; }

static int ymd(const char *iso) { return strlen(iso) == 10 ? atoi(iso) * 10000 + atoi(iso + 5) * 100 + atoi(iso + 8) : 0; }

/* Days to the civil calendar (Hinnant); exact for all days we keep. */
int ymd_of(int day)
{
    int z = day + 719468, era = z / 146097, doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    int d = doy - (153 * mp + 2) / 5 + 1, m = mp < 10 ? mp + 3 : mp - 9, y = yoe + era * 400 + (m <= 2);
    return y * 10000 + m * 100 + d;
}

/* The number of an area; more areas than there is room for share the last. */
static int area_of(struct facts *f, const char *name)
{
    for (int i = 0; i < f->areas; i++)
        if (strncmp(f->area_name[i], name, AREA_LETTERS - 1) == 0)
            return i;
    if (f->areas == MOST_AREAS)
        return MOST_AREAS - 1;
    strncpy(f->area_name[f->areas], f->areas == MOST_AREAS - 1 ? "Other areas" : name, AREA_LETTERS - 1);
    return f->areas++;
}

static void read_children(struct facts *f, struct db *db)
{
    size_t n;
    struct figures_children *r = figures_children(db, &n);
    f->child = arena_array(f->arena, struct known, n + 1);
    f->children = n;
    for (size_t i = 0; i < n; i++)
        f->child[i] = (struct known){
            .id = r[i].id, .area = area_of(f, r[i].area), .born_ymd = ymd(r[i].born_on), .known = day_of(r[i].known_on), .concern = day_of(r[i].first_concern_on),
            .left = end_of(r[i].left_on), .reception_year = (int)r[i].reception_year, .is_girl = *r[i].sex == 'F',
            .has_postcode = r[i].has_postcode, .has_number = r[i].has_number, .has_reason = r[i].has_reason,
            .has_need = r[i].needs > 0, .has_agreement = r[i].agreements > 0, .has_lead = r[i].leads > 0,
            .accepted = NEVER, .asked = NEVER, .passport_shared = NEVER,
        };
}

/* The next child at or after *AT with this id; NULL where the list speaks of a child that is not counted. */
static struct known *next_child(struct facts *f, size_t *at, int64_t id)
{
    while (*at < f->children && f->child[*at].id < id)
        ++*at;
    return *at < f->children && f->child[*at].id == id ? &f->child[*at] : NULL;
}

static char letter_of(const char *axis, const char *value)
{
    if (strcmp(axis, "sen_provision") == 0)
        return strcmp(value, "K") == 0 || strcmp(value, "E") == 0 ? 'Y' : 'N';
    if (strcmp(axis, "service") == 0)
        return strcmp(value, "open") == 0 || strcmp(value, "monitoring") == 0 ? 'Y' : 'N';
    return strcmp(value, "none") == 0 ? 'N' : 'Y';
}

static void read_statuses(struct facts *f, struct db *db)
{
    size_t n, at = 0;
    struct figures_statuses *r = figures_statuses(db, &n);
    struct held *all = arena_array(f->arena, struct held, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct known *c = next_child(f, &at, r[i].child_id);
        all[i] = (struct held){ day_of(r[i].from_on), end_of(r[i].to_on), strcmp(r[i].axis, "service") == 0 ? 'v' : *r[i].axis, letter_of(r[i].axis, r[i].value) };
        if (c && !c->statuses++)
            c->status = &all[i];
    }
}

static void read_placements(struct facts *f, struct db *db)
{
    size_t n, at = 0;
    struct figures_placements *r = figures_placements(db, &n);
    struct placed *all = arena_array(f->arena, struct placed, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct known *c = next_child(f, &at, r[i].child_id);
        all[i] = (struct placed){ day_of(r[i].from_on), end_of(r[i].to_on), r[i].setting_id };
        if (c && !c->placements++)
            c->placement = &all[i];
    }
}

/* All in the order of their index, which is quicker than to choose; of one month only the last is kept. */
static void read_events(struct facts *f, struct db *db)
{
    size_t n, at = 0, kept = 0;
    struct figures_events *r = figures_events(db, &n);
    int *all = arena_array(f->arena, int, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct known *c = next_child(f, &at, r[i].child_id);
        bool is_last = i + 1 == n || r[i + 1].child_id != r[i].child_id || strncmp(r[i + 1].on_day, r[i].on_day, 7) != 0;
        bool is_before_today = i + 1 < n && day_of(r[i].on_day) <= f->today && day_of(r[i + 1].on_day) > f->today;
        if (!c || !(is_last || is_before_today))
            continue;
        all[kept++] = day_of(r[i].on_day);
        if (!c->events++)
            c->event = &all[kept - 1];
    }
}

static void read_plans(struct facts *f, struct db *db)
{
    size_t n, at = 0;
    struct figures_plans *r = figures_plans(db, &n);
    struct planned *all = arena_array(f->arena, struct planned, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct known *c = next_child(f, &at, r[i].child_id);
        all[i] = (struct planned){ r[i].child_id, day_of(r[i].started_on), day_of(r[i].held_on) };
        if (c && !c->plans++)
            c->plan = &all[i];
    }
    struct figures_outcomes *o = figures_outcomes(db, &f->ratings);
    f->rated = arena_array(f->arena, struct rated, f->ratings + 1);
    for (size_t i = 0; i < f->ratings; i++)
        f->rated[i] = (struct rated){ o[i].child_id, day_of(o[i].held_on), (int)o[i].outcomes, (int)o[i].met, (int)o[i].unrated };
}

static void read_requests(struct facts *f, struct db *db)
{
    struct figures_requests *r = figures_requests(db, &f->requests);
    f->request = arena_array(f->arena, struct asked, f->requests + 1);
    for (size_t i = 0; i < f->requests; i++)
        f->request[i] = (struct asked){ r[i].child_id, area_of(f, r[i].area), day_of(r[i].received_on), day_of(r[i].due_on), day_of(r[i].answered_on), (int)r[i].hops };
    size_t n, at = 0;
    struct figures_accepted *a = figures_accepted(db, &n);
    for (size_t i = 0; i < n; i++) {
        struct known *c = next_child(f, &at, a[i].child_id);
        if (c) {
            c->accepted = day_of(a[i].decided_on);
            c->asked = day_of(a[i].received_on);
        }
    }
}

static void read_families(struct facts *f, struct db *db)
{
    struct figures_experience *r = figures_experience(db, &f->hearings);
    f->heard = arena_array(f->arena, struct heard, f->hearings + 1);
    for (size_t i = 0; i < f->hearings; i++)
        f->heard[i] = (struct heard){ r[i].child_id, area_of(f, r[i].area), day_of(r[i].asked_on), day_of(r[i].answered_on), { (int)r[i].listened_to, (int)r[i].told_next, (int)r[i].support_helped } };
}

static void read_starts(struct facts *f, struct db *db)
{
    size_t n, at = 0;
    struct figures_passports *p = figures_passports(db, &n);
    for (size_t i = 0; i < n; i++) {
        struct known *c = next_child(f, &at, p[i].child_id);
        if (c)
            c->passport_shared = day_of(p[i].shared_on);
    }
    at = 0;
    struct figures_checks *k = figures_checks(db, &n);
    struct checked *all = arena_array(f->arena, struct checked, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct known *c = next_child(f, &at, k[i].child_id);
        all[i] = (struct checked){ k[i].child_id, k[i].on_roll, k[i].full_time, k[i].suspended, (int)k[i].attendance, (int)k[i].settled };
        if (c)
            c->check = &all[i];
    }
}

static void read_settings(struct facts *f, struct db *db)
{
    struct figures_settings *r = figures_settings(db, &f->places);
    f->place = arena_array(f->arena, struct place, f->places + 1);
    for (size_t i = 0; i < f->places; i++) {
        bool early = strcmp(r[i].kind, "group") == 0 || strcmp(r[i].kind, "childminder") == 0 || strcmp(r[i].kind, "nursery school") == 0;
        f->place[i] = (struct place){ r[i].id, area_of(f, r[i].area), day_of(r[i].senco_award_on), early };
    }
}

/* The newest rate of each age and sex that holds today, times the children who live there. */
static void read_expected(struct facts *f, struct db *db, const char *today)
{
    size_t n, m;
    struct figures_expected *e = figures_expected(db, today, &n);
    struct figures_population *p = figures_population(db, &m);
    double rate[5][2] = { 0 };
    for (size_t i = 0; i < n; i++)
        if (e[i].age >= 0 && e[i].age < 5)
            rate[e[i].age][*e[i].sex == 'F'] = (double)e[i].per_10000 / 10000;
    f->expected = arena_array(f->arena, struct expectation, m + 1);
    for (size_t i = 0; i < m; i++)
        if (p[i].age >= 0 && p[i].age < 5) {
            bool girl = *p[i].sex == 'F';
            f->expected[f->expectations++] = (struct expectation){ area_of(f, p[i].area), (int)p[i].age, girl, p[i].children, (double)p[i].children * rate[p[i].age][girl] };
        }
}

static void find_holidays(struct facts *f)
{
    for (int day = f->today - 5 * 365; day <= f->today && f->holidays < 64; day++)
        if (*date_bank_holiday(date_text(f->arena, day)))
            f->holiday[f->holidays++] = day;
}

struct facts *facts_read(struct db *db, struct arena *a, const char *today, int review_weeks)
{
    struct facts *f = arena_new(a, struct facts);
    f->arena = a;
    f->today = day_of(today);
    f->review_days = review_weeks * 7;
    find_holidays(f);
    read_expected(f, db, today);       /* first: so that the areas stand in the order of the population's table */
    read_settings(f, db);
    read_children(f, db);
    read_statuses(f, db);
    read_placements(f, db);
    read_events(f, db);
    read_plans(f, db);
    read_requests(f, db);
    read_families(f, db);
    read_starts(f, db);
    return f;
}

const struct known *facts_child(const struct facts *f, int64_t id)
{
    size_t low = 0, high = f->children;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (f->child[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < f->children && f->child[low].id == id ? &f->child[low] : NULL;
}

const struct place *facts_place(const struct facts *f, int64_t id)
{
    size_t low = 0, high = f->places;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (f->place[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < f->places && f->place[low].id == id ? &f->place[low] : NULL;
}

static bool holds(const struct known *c, char axis, int day)
{
    for (int i = 0; i < c->statuses; i++) {
        const struct held *s = &c->status[i];
        if (s->axis == axis && s->value == 'Y' && s->from <= day && day < s->to)
            return day < c->left;
    }
    return false;
}

bool had_sen(const struct known *c, int day) { return holds(c, 's', day); }
bool was_open(const struct known *c, int day) { return holds(c, 'v', day); }

int placement_on(const struct known *c, int day)
{
    for (int i = 0; i < c->placements; i++)
        if (c->placement[i].from <= day && day < c->placement[i].to)
            return i;
    return -1;
}

int age_on(const struct known *c, int day)
{
    int months = ymd_of(day) - c->born_ymd;
    return c->born_ymd && months >= 0 ? months / 10000 : -1;
}
