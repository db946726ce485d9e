/*
 * The inclusion fund: bands and rates, terms.  Called by demo_authority_make.
 * Its ids are small and its chance is its own, so that the rest of the demo is
 * the same with and without it.
 */
#include "app/demo/demo.h"
#include "app/demo/funding.sql.h"

enum { FIRST_BAND = 11, FIRST_RATE = 101, FIRST_TERM = 201, FIRST_PANEL = 301, YEARS_BACK = 3 };

/* Modelled on what authorities publish (Lambeth, Hull, Oxfordshire: domain facts, section 4). PENCE: of the oldest year, and what each April adds. */
static const struct { const char *name, *criteria, *unit; int cycles, pence, more; } bands[] = {
    { "Settling in", "Help in the first weeks, or equipment that the child needs to take part.", "once", 0, 30000, 2500 },
    { "Band 1", "About six months behind in two areas. With small changes every day the child takes part.", "term", 1, 42000, 1500 },
    { "Band 2", "About a year behind in two areas, or one need that is lasting. The child needs an adult close by for part of the session.", "term", 2, 60000, 2500 },
    { "Band 3", "The child needs an adult beside them for most of the session, for example for safety or for medical needs.", "hour", 2, 790, 30 },
};

static void make_bands(struct demo *d)
{
    int year = d->academic_year - YEARS_BACK, rate = FIRST_RATE;
    const char *from = arena_print(d->a, "%04d-04-01", year);
    for (size_t i = 0; i < sizeof bands / sizeof *bands; i++) {
        int64_t id = FIRST_BAND + (int64_t)i;
        demo_band(d->db, &(struct demo_band){ .id = id, .stream = "EYIF", .name = bands[i].name, .criteria = bands[i].criteria, .unit = bands[i].unit, .cycles = bands[i].cycles, .from_on = from, .to_on = "", .source = "Marchfield Schools Forum (demo)" });
        for (int y = 0; y <= YEARS_BACK + 1; y++)
            demo_rate(d->db, &(struct demo_rate){ .id = rate++, .band_id = id, .pence = bands[i].pence + y * bands[i].more, .from_on = arena_print(d->a, "%04d-04-01", year + y), .source = arena_print(d->a, "Marchfield Schools Forum, January %d (demo)", year + y) });
    }
}

/* Autumn, spring and summer of the school year that begins in YEAR. */
static void make_terms(struct demo *d, int year, int64_t id)
{
    static const struct { const char *name, *from, *to, *pay; int weeks; } term[] = { { "Autumn", "09-02", "12-18", "09-16", 14 }, { "Spring", "01-05", "03-26", "01-19", 11 }, { "Summer", "04-13", "07-21", "04-27", 13 } };
    for (int i = 0; i < 3; i++) {
        int y = year + (i > 0);
        demo_term(d->db, &(struct demo_term){ .id = id + i, .name = arena_print(d->a, "%s %d", term[i].name, y), .from_on = arena_print(d->a, "%d-%s", y, term[i].from), .to_on = arena_print(d->a, "%d-%s", y, term[i].to),
            .weeks = term[i].weeks, .pay_on = arena_print(d->a, "%d-%s", y, term[i].pay), .source = "Marchfield school term dates (demo)" });
    }
}

/* The second Wednesday of each month but August; what is sent ten working days before is looked at. */
static void make_panels(struct demo *d)
{
    for (int month = 0, id = FIRST_PANEL; month < 12 * YEARS_BACK + 15; month++) {
        int year = d->academic_year - YEARS_BACK + (month + 8) / 12, m = (month + 8) % 12 + 1;
        int64_t meets = date_number(date_nth_weekday(d->a, year, m, WEDNESDAY, 2)), closes = date_number(date_add_working_days(d->a, demo_day(d, meets), -10));
        if (m == 8)
            continue;
        bool was = meets < d->today_n;
        demo_panel(d->db, &(struct demo_panel){ .id = id, .closes_on = demo_day(d, closes), .meets_on = demo_day(d, meets), .place = "Marchfield Council, Oak Room", .begun_at = was ? (meets * 86400 + 34200) * 1000 : 0, .ended_at = was ? (meets * 86400 + 43200) * 1000 : 0 });
        for (size_t i = 0; was && i < sizeof d->member / sizeof *d->member; i++)
            if ((id + (int)i) % 5)
                demo_panel_person(d->db, id, d->member[i]);
        id++;
    }
}

/* The manager, and four who are named: two officers, a therapist, the SENCO of a nursery school. */
static void make_members(struct demo *d)
{
    const char *const because[] = { "", "Early years SENCO adviser", "Inclusion officer, south", "Speech and language therapist", "SENCO of a nursery school" };
    const int64_t who[] = { d->manager, d->officer[4].id, d->officer[7].id, d->clinician[1].id, d->group[GROUPS + CHILDMINDERS].senco_id };
    for (size_t i = 0; i < sizeof who / sizeof *who; i++) {
        d->member[i] = who[i];
        if (*because[i])
            demo_member(d->db, &(struct demo_member){ .person_id = who[i], .because = because[i], .from_on = demo_day(d, d->today_n - 1000) });
    }
}

void demo_fund_make(struct demo *d)
{
    make_members(d);
    make_panels(d);
    make_bands(d);
    for (int y = 0; y <= YEARS_BACK + 1; y++)
        make_terms(d, d->academic_year - YEARS_BACK + y, FIRST_TERM + 3 * y);
}
