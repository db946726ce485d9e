/*
 * The inclusion fund of three years: bands, terms, panels, applications from
 * sending to effect, payment schedules, budgets.  Called by demo_authority_make,
 * for each child by known.c, and at the end.  What is paid follows from
 * app/funding's own reckoning; only who asked when is made up here.  Its ids and
 * its chance are its own, so that the rest of the demo does not hang on it.
 */
#include "app/demo/demo.h"
#include "app/demo/funding.sql.h"
#include "app/funding/funding.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_BAND = 11, FIRST_RATE = 101, FIRST_TERM = 201, FIRST_PANEL = 301, FIRST_SCHEDULE = 401, NOT_NUMBERED = 10001, YEARS_BACK = 3, MEMBERS = 5, SERVED_LINES = 64 };
enum { MOST_PANELS = 64, MOST_TERMS = 18, MOST_SCHEDULES = 64, MOST_YEARS = 8, MOVERS = 3 };
#define FIRST_OWN_ID (INT64_C(1) << 40)

/* Modelled on what authorities publish (Lambeth, Hull, Oxfordshire: domain facts, section 4). PENCE: of the oldest year, and what each April adds. */
static const struct { const char *name, *criteria, *unit; int cycles, pence, more; } bands[] = {
    { "Settling in", "Help in the first weeks, or equipment that the child needs to take part.", "once", 0, 30000, 2500 },
    { "Band 1", "About six months behind in two areas. With small changes every day the child takes part.", "term", 1, 42000, 1500 },
    { "Band 2", "About a year behind in two areas, or one need that is lasting. The child needs an adult close by for part of the session.", "term", 2, 60000, 2500 },
    { "Band 3", "The child needs an adult beside them for most of the session, for example for safety or for medical needs.", "hour", 2, 790, 30 },
};

struct demo_panel_day { int64_t id, closes, meets; };
struct demo_schedule_day { int64_t id, pay, made, pence; struct payments_to_send *line; size_t n, room; };
struct demo_fund {
    int64_t next_id, serial, wishes, member[MEMBERS];
    struct demo_panel_day panel[MOST_PANELS];
    struct money_term term[MOST_TERMS];
    const char *term_name[MOST_TERMS];
    struct demo_schedule_day schedule[MOST_SCHEDULES];
    int64_t spent[MOST_YEARS];               /* pence by financial year, from FIRST_YEAR on */
    struct { int64_t child, setting; int area; } mover[MOVERS];      /* who goes elsewhere while money is paid */
    int movers;
    int panels, terms, schedules, first_year;
};

/* One application while it is made; days are numbers, 0 = not so far. */
struct plea {
    struct demo *d;
    struct demo_fund *f;
    struct demo_kid *kid;
    const struct demo_place *place;
    int64_t id, sent, decided, after, from, to, writer, linked, minutes, rate, asked, copy, decision;     /* AFTER: the last day of the award before; LINKED: of the panel, who said that something binds them */
    int band, panel;
    const char *reference, *status, *outcome, *hash, *pays_for, *hoped, *name, *first_name;
    struct money_award money;
};

static const char *kept(struct demo *d, const char *s) { return arena_text(d->keep, s, strlen(s)); }

/* ---- what is there before anybody applies ---- */

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

static int64_t rate_on(const struct demo *d, int band, const char *day)
{
    int years = financial_year(day) - (d->academic_year - YEARS_BACK);
    return bands[band].pence + (years < 0 ? 0 : years > YEARS_BACK + 1 ? YEARS_BACK + 1 : years) * bands[band].more;
}

/* Autumn, spring and summer of the school year that begins in YEAR. */
static void make_terms(struct demo *d, int year)
{
    static const struct { const char *name, *from, *to, *pay; int weeks; } term[] = { { "Autumn", "09-02", "12-18", "09-16", 14 }, { "Spring", "01-05", "03-26", "01-19", 11 }, { "Summer", "04-13", "07-21", "04-27", 13 } };
    struct demo_fund *f = d->fund;
    for (int i = 0; i < 3; i++, f->terms++) {
        int y = year + (i > 0);
        struct money_term *t = &f->term[f->terms];
        *t = (struct money_term){ FIRST_TERM + f->terms, kept(d, arena_print(d->a, "%d-%s", y, term[i].from)), kept(d, arena_print(d->a, "%d-%s", y, term[i].to)), kept(d, arena_print(d->a, "%d-%s", y, term[i].pay)), term[i].weeks };
        f->term_name[f->terms] = kept(d, arena_print(d->a, "%s %d", term[i].name, y));
        demo_term(d->db, &(struct demo_term){ .id = t->id, .name = f->term_name[f->terms], .from_on = t->from_on, .to_on = t->to_on, .weeks = t->weeks, .pay_on = t->pay_on, .source = "Marchfield school term dates (demo)" });
    }
}

/* The second Wednesday of each month but August; what is sent ten working days before is looked at. */
static void make_panels(struct demo *d)
{
    struct demo_fund *f = d->fund;
    for (int month = 0; month < 12 * YEARS_BACK + 15; month++) {
        int year = d->academic_year - YEARS_BACK + (month + 8) / 12, m = (month + 8) % 12 + 1;
        int64_t meets = date_number(date_nth_weekday(d->a, year, m, WEDNESDAY, 2)), closes = date_number(date_add_working_days(d->a, demo_day(d, meets), -10)), id = FIRST_PANEL + f->panels;
        if (m == 8)
            continue;
        bool was = meets < d->today_n;
        demo_panel(d->db, &(struct demo_panel){ .id = id, .closes_on = demo_day(d, closes), .meets_on = demo_day(d, meets), .place = "Marchfield Council, Oak Room", .begun_at = was ? (meets * 86400 + 34200) * 1000 : 0, .ended_at = was ? (meets * 86400 + 43200) * 1000 : 0 });
        f->panel[f->panels++] = (struct demo_panel_day){ id, closes, meets };
        for (int i = 0; was && i < MEMBERS; i++)
            if ((id + i) % 5)
                demo_panel_person(d->db, id, f->member[i]);
    }
}

/* The manager, and four who are named: two officers, a therapist, the SENCO of a nursery school. */
static void make_members(struct demo *d)
{
    const char *const because[] = { "", "Early years SENCO adviser", "Inclusion officer, south", "Speech and language therapist", "SENCO of a nursery school" };
    const int64_t who[] = { d->manager, d->officer[4].id, d->officer[7].id, d->clinician[1].id, d->group[GROUPS + CHILDMINDERS].senco_id };
    for (int i = 0; i < MEMBERS; i++) {
        d->fund->member[i] = who[i];
        if (*because[i])
            demo_member(d->db, &(struct demo_member){ .person_id = who[i], .because = because[i], .from_on = demo_day(d, d->today_n - 1000) });
    }
}

/* One a month, paid on the 20th or the working day after it, made a week before. */
static void make_schedule_days(struct demo *d)
{
    struct demo_fund *f = d->fund;
    for (int month = 0; month < 12 * YEARS_BACK + 12; month++, f->schedules++) {
        int64_t pay = date_number(date_add_working_days(d->a, date_add_months(d->a, arena_print(d->a, "%d-09-20", d->academic_year - YEARS_BACK), month), 0));
        f->schedule[f->schedules] = (struct demo_schedule_day){ .id = FIRST_SCHEDULE + f->schedules, .pay = pay, .made = date_number(date_add_working_days(d->a, demo_day(d, pay), -5)) };
        demo_schedule(d->db, &(struct demo_schedule){ .id = FIRST_SCHEDULE + f->schedules, .number = NOT_NUMBERED + f->schedules, .pay_on = demo_day(d, pay), .content = "", .hash = "", .paid_on = "" });
    }
}

void demo_fund_begin(struct demo *d)
{
    d->fund = arena_new(d->keep, struct demo_fund);
    d->fund->next_id = FIRST_OWN_ID;
    d->fund->first_year = d->academic_year - YEARS_BACK;
    make_bands(d);
    for (int y = 0; y <= YEARS_BACK + 1; y++)
        make_terms(d, d->academic_year - YEARS_BACK + y);
    make_members(d);
    make_panels(d);
    make_schedule_days(d);
}

/* ---- words ---- */

static const char *const pays_for_words[] = { "An adult close by at snack, at group time and when we go out.", "Two hours a day of a second adult in the room, so that the key person can be beside *.", "Small group time of four, twenty minutes, every day.", "Cover while staff go on the course on early language, and picture cards for the room.",
    "A chair and a standing frame that fit *, and an adult to help with them.", "An adult beside * in the garden and on the stairs, for safety." };
static const char *const hoped_words[] = { "* plays beside one friend for ten minutes.", "* asks with words or pictures instead of pushing.", "* stays at group time from the beginning to the end.", "* eats with the others.", "* moves between rooms without falling.", "* understands two words together without a gesture." };
static const char *const family_words[] = { "We want him to have a friend.", "She is happy there, but tired of not being understood.", "Please help; we do the same at home.", "Mornings are hard. It would help to know that somebody is beside him.", "We agree." };
static const char *const support_words[] = { "I have visited twice. What is asked for fits the plan.", "The setting does a great deal already; this is the step that is missing.", "I support it for two terms, then we look again." };
static const char *const reasons_words[] = { "Two cycles were tried and written down well. More of the same without a second adult would not be enough.", "The plan shows what helps and for how long each day. The band fits the need.", "The need is clear from the observations; the outcomes are small enough to be seen.", "The setting has used what is ordinarily there; this is more than that." };
static const char *const part_words[] = { "The need is clear, but the plan says two hours a day, not the whole session.", "One band less: the second cycle shows good progress already.", "Until the summer only, so that it is looked at before the new school year." };
static const char *const no_words[] = { "What is asked for is what every setting offers. The plan does not yet say what was tried.", "Most of what is asked for is paid by the EHC plan already.", "The outcomes of the last cycle were met; the panel sees no need that is more than what is ordinarily there." };
static const char *const instead_words[] = { "The inclusion officer visits within three weeks and shows how to begin a small group. Apply again after one reviewed cycle.", "The speech and language therapist's drop-in is open on Tuesdays; the officer goes with the key person.", "A place on the course on early language is kept for two of the staff." };
static const char *const question_words[] = { "How often and how long is the second adult needed each day?", "Please send the review of the second cycle.", "What does the family think of it?" };
static const char *const answer_words[] = { "At snack and at group time, about ninety minutes a day.", "The review was held last week and goes with this answer.", "We have talked with both parents; their words stand above." };
static const char *const seen_words[] = { "* now sits with the group for the whole story and brings a friend a book.", "Pushing has become rare. * takes the hand of an adult and points.", "The small group works: * began to say names.", "Less than we hoped: * was ill for much of the term." };
static const char *const told_words[] = { "He tells us about his friend.", "It made a big difference.", "She wants to go in the morning now.", "A little. We would like more of it." };

static void line(struct copy_lines *l, const char *kind, const char *label, const char *words)
{
    if (l->n < l->room)
        l->line[l->n++] = (struct copy_line){ kind, label, words };
}

/* As copy.c of app/funding writes it, of what the demo knows. */
static struct copy_lines copy_of(struct plea *p)
{
    struct demo *d = p->d;
    struct copy_lines l = { .arena = d->a, .line = arena_array(d->a, struct copy_line, SERVED_LINES), .room = SERVED_LINES };
    const char *born = demo_day(d, p->kid->born);
    line(&l, "part", "The child", "");
    line(&l, "fact", "Name", p->name);
    line(&l, "fact", "Born", arena_print(d->a, "%s, %s old", date_words(d->a, born), date_age_words(d->a, born, demo_day(d, p->sent))));
    line(&l, "fact", "SEN provision", "SEN support");
    line(&l, "fact", "Goes to", p->place->name);
    line(&l, "part", "What is asked for", "");
    line(&l, "fact", "Setting", p->place->name);
    line(&l, "fact", "Band", arena_print(d->a, "%s: %s", bands[p->band].name, bands[p->band].criteria));
    line(&l, "fact", "Rate", rate_words(d->a, p->rate, bands[p->band].unit));
    if (p->minutes)
        line(&l, "fact", "Extra help", hours_words(d->a, p->minutes));
    line(&l, "fact", "From and to", arena_print(d->a, "%s to %s", date_words(d->a, p->money.from_on), date_words(d->a, p->money.last_on)));
    line(&l, "fact", "Cost", pounds(d->a, p->asked));
    line(&l, "text", "What the money will pay for", p->pays_for);
    line(&l, "text", "What difference is hoped for", p->hoped);
    line(&l, "part", "The family", "");
    line(&l, "text", "What the family says", demo_pick(d, family_words));
    line(&l, "part", "Evidence", "");
    line(&l, "fact", "Needs that are written down", code_label("need", p->kid->need));
    line(&l, "under", "Second cycle of the support plan", "");
    for (int i = 0; i < 2; i++) {
        const struct demo_outcome_words *w = demo_outcome_of(d, demo_area_of(p->kid->need), (int)(p->kid->id % 89) + i);
        line(&l, "text", demo_say(d, w->outcome, p->first_name), arena_print(d->a, "At the start: %s\nWhat is done: %s (%s)\nHow far it got: Some progress", demo_say(d, w->baseline, p->first_name), demo_say(d, w->strategies, p->first_name), w->how_often));
    }
    return l;
}

/* ---- writing an application ---- */

static const char *reference(struct demo *d)
{
    static const char letters[] = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    char r[] = "EF-0000-0000";
    uint64_t n = ((uint64_t)d->fund->serial++ * 2654435761u + d->seed * 40503u) % 852891037441u;     /* 31 to the power of 8 */
    for (int i = 3; i < 12; i++)
        if (i != 7) {
            r[i] = letters[n % 31];
            n /= 31;
        }
    return arena_text(d->a, r, strlen(r));
}

static int panel_from(const struct demo_fund *f, int64_t sent)
{
    for (int i = 0; i < f->panels; i++)
        if (f->panel[i].closes >= sent)
            return i;
    return f->panels - 1;
}

/* From the week after the decision, or from the next term on, to the end of that school year; false if nothing is left before school begins. */
static bool days_of(struct plea *p)
{
    struct demo *d = p->d;
    const struct demo_fund *f = p->f;
    int64_t meets = f->panel[p->panel].meets, soon = meets + 7 > p->after ? meets + 7 : p->after + 1, school = date_number(arena_print(d->a, "%04d-08-31", p->kid->school_year));
    for (int i = 0; i < f->terms; i++) {
        int64_t begins = date_number(f->term[i].from_on), ends = date_number(f->term[i].to_on);
        if (ends - soon < 30)
            continue;
        p->from = begins > soon ? begins : soon;
        int last = i;
        while (last + 1 < f->terms && (last - i < 1 || last % 3 != 2) && last - i < 2)
            last++;
        p->to = date_number(f->term[last].to_on);
        while (last > i && (p->to > school || p->to - p->from > 360))
            p->to = date_number(f->term[--last].to_on);
        return p->to <= school;
    }
    return false;
}

static void reckon(struct plea *p)
{
    struct demo *d = p->d;
    size_t n;
    const char *from = demo_day(d, p->from), *to = demo_day(d, p->to);
    p->rate = rate_on(d, p->band, from);
    p->money = (struct money_award){ bands[p->band].unit, p->rate, p->minutes, from, to };
    struct money_line *l = money_lines(d->a, &p->money, p->f->term, (size_t)p->f->terms, &n);
    p->asked = money_total(l, n);
}

static void write_application(struct plea *p)
{
    struct demo *d = p->d;
    bool is_draft = strcmp(p->status, "draft") == 0, supported = demo_chance(d, 0.5);
    const char *sent_on = is_draft ? "" : demo_day(d, p->sent);
    demo_application(d->db, &(struct demo_application){ .id = p->id, .reference = p->reference, .child_id = p->kid->id, .setting_id = p->place->id, .status = p->status, .panel_id = is_draft ? 0 : p->f->panel[p->panel].id, .band_id = FIRST_BAND + p->band, .minutes = p->minutes,
        .from_on = p->money.from_on, .to_on = p->money.last_on, .pays_for = p->pays_for, .tried = "", .difference = p->hoped, .family_view = demo_pick(d, family_words), .family_told_on = demo_day(d, p->sent - demo_between(d, 0, 6)), .evidence = "plan cycles needs",
        .support = supported ? demo_pick(d, support_words) : "", .support_by = supported ? d->officer[p->kid->officer].id : 0, .asked_pence = is_draft ? 0 : p->asked, .outcome = p->outcome, .sent_on = sent_on, .sent_by = is_draft ? 0 : p->writer,
        .decided_on = p->decided ? demo_day(d, p->decided) : "", .created_by = p->writer, .created_at = demo_instant(d, p->sent), .changed_at = demo_instant(d, p->decided ? p->decided : p->sent) });
}

static void write_copy(struct plea *p)
{
    struct demo *d = p->d;
    struct copy_lines l = copy_of(p);
    p->copy = demo_id(d);
    p->hash = fund_seal(d->a, &l);
    demo_copy(d->db, &(struct demo_copy){ .id = p->copy, .application_id = p->id, .number = 1, .because = "sent", .person_id = p->writer, .at = demo_instant(d, p->sent), .hash = p->hash });
    for (size_t i = 0; i < l.n; i++)
        demo_copy_line(d->db, &(struct demo_copy_line){ .copy_id = p->copy, .position = (int64_t)i, .kind = l.line[i].kind, .label = l.line[i].label, .words = l.line[i].words });
}

/* What the members said: all of those that were decided; of what waits some have not said anything, the manager never. */
static void write_links(struct plea *p)
{
    struct demo *d = p->d;
    bool waits = !p->decided;
    int64_t officer = d->officer[p->kid->officer].id;
    for (int i = 0; i < MEMBERS; i++) {
        int64_t who = p->f->member[i];
        bool is_author = who == officer || who == p->writer, is_linked = i == 3 && !is_author && demo_chance(d, 0.06);
        if (is_linked)
            p->linked = who;
        if (waits && !is_author && (i == 0 || demo_chance(d, 0.4)))
            continue;
        demo_conflict(d->db, &(struct demo_conflict){ .application_id = p->id, .person_id = who, .kind = is_author ? "author" : is_linked ? "said" : "none", .because = is_author ? "Leads on helping the child" : is_linked ? "Sees the child in the clinic" : "", .at = demo_instant(d, p->sent + 3) });
    }
    if (officer != p->f->member[1] && officer != p->f->member[2])
        demo_conflict(d->db, &(struct demo_conflict){ .application_id = p->id, .person_id = officer, .kind = "author", .because = "Leads on helping the child", .at = demo_instant(d, p->sent) });
    if (p->writer != officer && p->writer != p->f->member[4])
        demo_conflict(d->db, &(struct demo_conflict){ .application_id = p->id, .person_id = p->writer, .kind = "author", .because = "Wrote, sent or supported the application", .at = demo_instant(d, p->sent) });
}

static void owe(struct plea *p, const char *rule, int64_t about, int64_t owner, const char *owed_by, int64_t start, int64_t due, int64_t done)
{
    struct demo *d = p->d;
    demo_deadline(d->db, &(struct demo_deadline){ .id = demo_id(d), .child_id = p->kid->id, .rule = rule, .about_id = about, .owner_id = owner, .owed_by = owed_by, .start_on = demo_day(d, start), .due_on = demo_day(d, due), .done_on = demo_day(d, done) });
}

static void tell(struct plea *p, int64_t day, const char *title)
{
    demo_note(p->d, p->kid, day, "funding", title, arena_print(p->d->a, "/children/%lld#funding", (long long)p->kid->id), p->writer, true);
}

static void ask_back(struct plea *p, int64_t on, bool is_open)
{
    struct demo *d = p->d;
    int64_t id = demo_id(d), due = is_open ? d->today_n + 6 : on + 14;
    int which = (int)demo_between(d, 0, 2);
    demo_fund_question(d->db, &(struct demo_fund_question){ .id = id, .application_id = p->id, .child_id = p->kid->id, .panel_id = p->f->panel[p->panel].id, .words = question_words[which], .owner_id = p->writer, .due_on = demo_day(d, due), .asked_by = d->manager, .asked_on = demo_day(d, on),
        .answer = is_open ? "" : answer_words[which], .answered_by = is_open ? 0 : p->writer, .answered_on = is_open ? "" : demo_day(d, on + 9) });
    owe(p, "funding question", id, p->writer, "", on, due, is_open ? 0 : on + 9);
    tell(p, on, "Inclusion fund: the panel asked for more information");
}

/* ---- decisions ---- */

static int64_t decide(struct plea *p, const char *stage, const char *outcome, int64_t on, const char *reasons)
{
    struct demo *d = p->d;
    int64_t id = demo_id(d), panel = p->f->panel[p->panel].id;
    bool gives = strcmp(outcome, "no") != 0, by_panel = strcmp(stage, "panel") == 0;
    demo_fund_decision(d->db, &(struct demo_fund_decision){ .id = id, .application_id = p->id, .child_id = p->kid->id, .panel_id = by_panel ? panel : 0, .stage = stage, .outcome = outcome, .copy_id = p->copy, .copy_hash = p->hash, .band_id = gives ? FIRST_BAND + p->band : 0,
        .rate_pence = gives ? p->rate : 0, .minutes = gives ? p->minutes : 0, .from_on = gives ? p->money.from_on : "", .to_on = gives ? p->money.last_on : "", .pence = gives ? p->asked : 0, .conditions = "", .reasons = reasons, .helps_instead = gives ? "" : demo_pick(d, instead_words),
        .person_id = by_panel ? d->manager : d->manager_two, .decided_on = demo_day(d, on), .at = demo_instant(d, on) });
    for (int i = 0; by_panel && i < MEMBERS; i++)
        if ((panel + i) % 5 && p->f->member[i] != d->officer[p->kid->officer].id && p->f->member[i] != p->writer && p->f->member[i] != p->linked)
            demo_decider(d->db, id, p->f->member[i]);
    if (!by_panel)
        demo_decider(d->db, id, d->manager_two);
    return id;
}

/* ---- payments ---- */

static struct demo_schedule_day *schedule_for(struct plea *p, int64_t due)
{
    for (int i = 0; i < p->f->schedules; i++)
        if (p->f->schedule[i].made >= due)
            return p->f->schedule[i].made < p->d->today_n ? &p->f->schedule[i] : NULL;
    return NULL;
}

/* As payments_to_send would have given it. */
static void put_on(struct plea *p, struct demo_schedule_day *s, const struct demo_payment *row)
{
    struct demo *d = p->d;
    const struct money_term *t = &p->f->term[row->term_id - FIRST_TERM];
    if (s->n == s->room) {
        size_t room = s->room ? 2 * s->room : 32;
        s->line = arena_grow(d->keep, s->line, s->room * sizeof *s->line, room * sizeof *s->line);
        s->room = room;
    }
    s->line[s->n++] = (struct payments_to_send){ .id = row->id, .term_id = row->term_id, .year = row->year, .kind = row->kind, .from_on = kept(d, row->from_on), .to_on = kept(d, row->to_on), .pence = row->pence, .because = row->because,
        .setting_name = p->place->name, .urn = "", .reference = kept(d, p->reference), .term_name = p->f->term_name[row->term_id - FIRST_TERM], .term_from = t->from_on, .term_to = t->to_on };
    s->pence += row->pence;
}

static void pay(struct plea *p, int64_t award, const struct money_line *l, const char *kind, int64_t due, const char *because)
{
    struct demo *d = p->d;
    struct demo_schedule_day *s = schedule_for(p, due);
    struct demo_payment row = { .id = demo_id(d), .award_id = award, .child_id = p->kid->id, .setting_id = p->place->id, .term_id = l->term_id, .year = l->year, .kind = kind, .from_on = l->from_on, .to_on = l->to_on, .pence = l->pence, .due_on = demo_day(d, due), .because = because,
        .schedule_id = s ? s->id : 0, .at = demo_instant(d, p->decided) };
    demo_payment(d->db, &row);
    if (s)
        put_on(p, s, &row);
    if (l->year >= p->f->first_year && l->year < p->f->first_year + MOST_YEARS)
        p->f->spent[l->year - p->f->first_year] += l->pence;
}

/* The lines of an award; if it ended on LAST, decided on CHANGED, what was sent before that day stays and the difference is a line of its own. */
static void pay_award(struct plea *p, int64_t award, int64_t last, int64_t changed, const char *because)
{
    struct demo *d = p->d;
    size_t n, lines, changes;
    struct money_line *first = money_lines(d->a, &p->money, p->f->term, (size_t)p->f->terms, &n);
    struct money_there *there = arena_array(d->a, struct money_there, n + 1);
    for (size_t i = 0; i < n; i++) {
        int64_t due = date_number(first[i].due_on) > p->decided ? date_number(first[i].due_on) : p->decided;
        struct demo_schedule_day *s = schedule_for(p, due);
        bool goes = !changed || (s && s->made < changed);
        there[i] = (struct money_there){ 0, first[i].term_id, first[i].year, first[i].from_on, first[i].to_on, first[i].pence, goes, false };
        if (goes)
            pay(p, award, &first[i], "instalment", due, "");
    }
    if (!changed)
        return;
    struct money_award now = p->money;
    now.last_on = demo_day(d, last);
    struct money_line *line_now = money_lines(d->a, &now, p->f->term, (size_t)p->f->terms, &lines);
    struct money_change *c = money_changes(d->a, line_now, lines, there, n, &changes);
    for (size_t i = 0; i < changes; i++) {
        int64_t due = c[i].kind == INSTALMENT && date_number(c[i].line.due_on) > changed ? date_number(c[i].line.due_on) : changed;
        pay(p, award, &c[i].line, money_kinds[c[i].kind], due, c[i].kind == INSTALMENT ? "" : because);
    }
}

/* ---- what it changed ---- */

static void review(struct plea *p, int64_t award, int64_t due, int64_t last)
{
    struct demo *d = p->d;
    static const char *const next[] = { "ends", "apply", "less", "apply" };
    int64_t held = due + demo_between(d, -6, 20), id = demo_id(d);
    bool is_held = due < d->today_n - 20 && demo_chance(d, 0.78);
    held = held > p->from ? held : p->from;
    if (p->kid->carer_person && p->from < d->today_n - 60 && demo_chance(d, 0.5) && p->kid->carer_person != d->parent)
        demo_fund_voice(d->db, &(struct demo_fund_voice){ .id = demo_id(d), .award_id = award, .child_id = p->kid->id, .person_id = p->kid->carer_person, .changed = demo_between(d, 2, 4), .words = demo_pick(d, told_words), .on_day = demo_day(d, p->from + 50) });
    owe(p, "funding review", award, 0, p->place->name, p->from, due, is_held ? held : last < d->today_n - 90 ? last : 0);
    if (!is_held)
        return;
    demo_fund_review(d->db, &(struct demo_fund_review){ .id = id, .award_id = award, .child_id = p->kid->id, .held_on = demo_day(d, held), .changed = 1 + demo_weighted(d, (const int[]){ 8, 24, 42, 26 }, 4), .setting_view = demo_say(d, demo_pick(d, seen_words), p->first_name),
        .family_view = demo_chance(d, 0.7) ? demo_pick(d, told_words) : "", .next = demo_pick(d, next), .person_id = p->writer, .at = demo_instant(d, held) });
    for (int i = 0; i < 4; i++) {
        const char *area = demo_area_of(p->kid->need);
        const struct demo_outcome_words *w = demo_outcome_of(d, area, (int)(p->kid->id % 89) + i);
        bool is_after = i >= 2;
        demo_fund_rating(d->db, &(struct demo_fund_rating){ .review_id = id, .position = i, .is_after = is_after, .area = area, .outcome = demo_say(d, w->outcome, p->first_name), .rating = is_after ? demo_between(d, 2, 4) : demo_between(d, 1, 3), .rated_on = demo_day(d, is_after ? held - 14 : p->from - 20) });
    }
    tell(p, held, "Inclusion fund: we looked at what the money changed");
}

/* When the child left before the end: the day on which somebody decided that the money ends; 0 where nobody has so far. */
static int64_t ended_early(struct plea *p, int64_t stop)
{
    struct demo *d = p->d;
    if (!stop || stop >= p->to - 14 || stop <= p->from || stop >= d->today_n)
        return 0;
    int64_t decided = stop + demo_between(d, 2, 25);
    return decided < d->today_n ? decided : 0;
}

static void give(struct plea *p, int64_t decision)
{
    struct demo *d = p->d;
    int64_t id = demo_id(d), changed = ended_early(p, p->kid->left), last = changed ? p->kid->left : p->to, due = p->to - 28 > p->from ? p->to - 28 : p->to;
    const char *because = changed ? "The family moved away" : "";
    if (!changed && strcmp(bands[p->band].unit, "once") != 0 && demo_chance(d, 0.05) && p->from + 60 < d->today_n && p->from + 70 < p->to) {
        changed = p->from + 60;
        last = p->from + 55;
        because = "Less help is needed than was thought";
    }
    demo_award(d->db, &(struct demo_award){ .id = id, .application_id = p->id, .child_id = p->kid->id, .setting_id = p->place->id, .decision_id = decision, .band_id = FIRST_BAND + p->band, .unit = bands[p->band].unit, .rate_pence = p->rate, .minutes = p->minutes, .from_on = p->money.from_on,
        .to_on = p->money.last_on, .last_on = demo_day(d, last), .ended_because = because, .conditions = demo_chance(d, 0.3) ? "Two of the staff go on the course on early language" : "", .review_due_on = demo_day(d, due), .at = demo_instant(d, p->decided) });
    if (!changed && !p->kid->wish && !p->kid->left && p->from < d->today_n - 40 && p->to > d->today_n + 60 && p->f->movers < MOVERS) {
        p->f->mover[p->f->movers].child = p->kid->id;
        p->f->mover[p->f->movers].setting = p->place->id;
        p->f->mover[p->f->movers++].area = p->kid->area;
    }
    pay_award(p, id, last, changed, because);
    review(p, id, due, last);
    p->to = last;
}

static void appeal(struct plea *p, int64_t decision)
{
    struct demo *d = p->d;
    int64_t asked = p->decided + demo_between(d, 5, 20), on = asked + demo_between(d, 10, 26), due = demo_working(d, asked, 20);
    bool is_won = demo_chance(d, 0.4), is_decided = on < d->today_n;
    if (asked >= d->today_n)
        return;
    int64_t result = is_decided ? decide(p, "appeal", is_won ? "award" : "no", on, is_won ? "The new report shows more than the panel could see." : "Nothing was missed. What helps instead has only begun.") : 0, id = demo_id(d);
    demo_appeal(d->db, &(struct demo_appeal){ .id = id, .application_id = p->id, .child_id = p->kid->id, .decision_id = decision, .made_by = p->kid->carer, .grounds = "There is a new report from the therapist, and mornings have become harder.", .received_on = demo_day(d, asked), .due_on = demo_day(d, due),
        .person_id = d->officer[p->kid->officer].id, .result_id = result });
    owe(p, "funding appeal", id, 0, "Early Years Inclusion Service", asked, due, is_decided ? on : 0);
    tell(p, asked, "Inclusion fund: the panel was asked to look again");
    if (is_decided && is_won) {
        p->decided = on;
        p->outcome = "award";
        give(p, result);
    }
}

/* ---- one application from sending to effect ---- */

static struct plea begin(struct demo *d, struct demo_kid *k, int64_t sent)
{
    struct plea p = { .d = d, .f = d->fund, .kid = k, .place = &d->group[k->setting], .sent = demo_working(d, sent, 0), .status = "sent", .outcome = "", .first_name = demo_called(d, k) };
    p.id = demo_id(d);
    p.name = child_name(d->a, k->given, k->family, k->known_as);
    p.writer = p.place->senco_id ? p.place->senco_id : d->officer[k->officer].id;
    p.reference = reference(d);
    p.panel = panel_from(d->fund, p.sent);
    p.band = demo_weighted(d, (const int[]){ 9, 40, 36, 15 }, 4);
    p.minutes = strcmp(bands[p.band].unit, "hour") ? 0 : 60 * demo_between(d, 5, 15) + 30 * demo_between(d, 0, 1);
    p.pays_for = demo_say(d, demo_pick(d, pays_for_words), p.first_name);
    p.hoped = demo_say(d, demo_pick(d, hoped_words), p.first_name);
    return p;
}

/* True if it is decided by today; a question of the panel moves it to the next day. */
static bool goes_to_panel(struct plea *p, int64_t *asked_on, bool asks)
{
    int64_t meets = p->f->panel[p->panel].meets;
    *asked_on = 0;
    if (meets >= p->d->today_n)
        return false;
    if (asks) {
        *asked_on = meets;
        if (p->panel + 1 < p->f->panels)
            p->panel++;
        meets = p->f->panel[p->panel].meets;
    }
    p->decided = meets < p->d->today_n ? meets : 0;
    return p->decided != 0;
}

/* OUTCOME "" = not decided yet. */
static void write(struct plea *p, int64_t asked_on)
{
    bool is_open = asked_on && !p->decided && (p->kid->wish || asked_on + 9 >= p->d->today_n);
    p->status = p->decided ? "decided" : is_open ? "question" : "sent";
    write_application(p);
    write_copy(p);
    write_links(p);
    tell(p, p->sent, "Inclusion fund: money was applied for");
    if (asked_on)
        ask_back(p, asked_on, is_open);
    if (!is_open)
        owe(p, "funding decision", p->id, 0, "Inclusion fund panel", p->sent, demo_working(p->d, p->f->panel[p->panel].meets, 5), p->decided);
}

/* The day after which the next one is due; 0 = none. FORCED: what the panel says. */
static int64_t apply(struct demo *d, struct demo_kid *k, int64_t sent, int64_t after, const char *forced, bool asks, struct demo_step *step, int *steps)
{
    struct plea p = begin(d, k, sent);
    int64_t asked_on;
    p.after = after;
    if (p.sent >= d->today_n || !days_of(&p))
        return 0;
    bool is_decided = goes_to_panel(&p, &asked_on, asks);
    if (asked_on && !days_of(&p))
        return 0;
    p.outcome = is_decided ? forced : "";
    reckon(&p);
    write(&p, asked_on);
    step[(*steps)++] = (struct demo_step){ "applied", p.sent, "" };
    if (!is_decided)
        return 0;
    const char *outcome = p.outcome;
    if (strcmp(outcome, "part") == 0 && p.band > 1) {
        p.band--;
        p.minutes = 0;
        reckon(&p);
    }
    p.decision = decide(&p, "panel", outcome, p.decided, strcmp(outcome, "no") == 0 ? demo_pick(d, no_words) : strcmp(outcome, "part") == 0 ? demo_pick(d, part_words) : demo_pick(d, reasons_words));
    bool gives = strcmp(outcome, "no") != 0;
    tell(&p, p.decided, gives ? "Inclusion fund: money was awarded" : "Inclusion fund: no money was awarded");
    if (gives)
        give(&p, p.decision);
    step[(*steps)++] = (struct demo_step){ gives ? "awarded" : "none", p.decided, "" };
    if (gives && p.to < d->today_n)
        step[(*steps)++] = (struct demo_step){ "none", p.to + 1, "The award ended" };
    return gives ? p.to : 0;
}

/* Refused, and asked to look again. */
static void refused(struct demo *d, struct demo_kid *k, int64_t sent, struct demo_step *step, int *steps)
{
    struct plea p = begin(d, k, sent);
    int64_t asked_on;
    if (p.sent >= d->today_n || !days_of(&p) || !goes_to_panel(&p, &asked_on, false))
        return;
    bool appeals = demo_chance(d, 0.3);
    p.outcome = "no";
    reckon(&p);
    int64_t panel_said = p.decided, decision;
    write(&p, 0);
    decision = p.decision = decide(&p, "panel", "no", panel_said, demo_pick(d, no_words));
    tell(&p, panel_said, "Inclusion fund: no money was awarded");
    step[(*steps)++] = (struct demo_step){ "applied", p.sent, "" };
    step[(*steps)++] = (struct demo_step){ "none", panel_said, "" };
    if (appeals)
        appeal(&p, decision);
    if (strcmp(p.outcome, "award") == 0) {
        demo_application_won(d->db, p.id);
        step[(*steps)++] = (struct demo_step){ "awarded", p.decided, "" };
    }
}

static void draft(struct demo *d, struct demo_kid *k)
{
    struct plea p = begin(d, k, d->today_n - 5);
    if (!days_of(&p))
        return;
    reckon(&p);
    p.status = "draft";
    write_application(&p);
}

/* The children whom the sign-ins find: one of each kind. */
static int64_t wished(struct demo *d, struct demo_kid *k, struct demo_step *step, int *steps)
{
    switch (k->carer_person == d->parent ? 0 : ++d->fund->wishes) {
    case 0: return apply(d, k, d->today_n - 150, 0, "award", false, step, steps);
    case 1: apply(d, k, d->today_n - 3, 0, "", false, step, steps); return 0;
    case 2: apply(d, k, d->fund->panel[panel_from(d->fund, d->today_n - 30)].closes - 4, 0, "", true, step, steps); return 0;
    case 3: draft(d, k); return 0;
    case 4: refused(d, k, d->today_n - 45, step, steps); return 0;
    case 5: return apply(d, k, d->today_n - 260, 0, "part", false, step, steps);
    default: return 0;
    }
}

static void others(struct demo *d, struct demo_kid *k, int64_t applied, bool is_awarded, struct demo_step *step, int *steps)
{
    int64_t next = applied, over = 0;
    if (applied < d->today_n - 365 * YEARS_BACK)
        return;
    if (!is_awarded) {
        refused(d, k, applied, step, steps);
        return;
    }
    for (int i = 0; i < 3 && next; i++) {
        over = apply(d, k, next, over, demo_chance(d, 0.72) ? "award" : "part", demo_chance(d, 0.1), step, steps);
        next = over && demo_chance(d, 0.55) && !(k->left && k->left < over + 30) && !(k->closed && k->closed < over) ? over - demo_between(d, 40, 70) : 0;
    }
}

void demo_fund_child(struct demo *d, struct demo_kid *k, int64_t applied, bool is_awarded)
{
    struct demo_step step[16];
    int steps = 0;
    int64_t id = d->next_id;
    uint64_t chance = d->random;
    d->next_id = d->fund->next_id;
    d->random = (uint64_t)k->id * 0x9e3779b97f4a7c15u + d->seed;
    if (k->wish && k->nursery_id)
        wished(d, k, step, &steps);
    else if (applied && k->nursery_id)
        others(d, k, applied, is_awarded, step, &steps);
    else if (k->nursery_id && k->has_plan && !k->closed && k->cycles > 1 && demo_chance(d, 0.02))
        draft(d, k);
    if (steps)
        demo_axis(d, k, "funding", "Inclusion funding", step, steps);
    d->fund->next_id = d->next_id;
    d->next_id = id;
    d->random = chance;
}

/* ---- at the end ---- */

static int by_setting(const void *x, const void *y)
{
    const struct payments_to_send *a = x, *b = y;
    int c = strcmp(a->setting_name, b->setting_name);
    if (!c)
        c = strcmp(a->reference, b->reference);
    if (!c)
        c = strcmp(a->from_on, b->from_on);
    return c ? c : (a->id > b->id) - (a->id < b->id);
}

static void write_schedules(struct demo *d)
{
    int64_t number = 0;
    for (int i = 0; i < d->fund->schedules; i++) {
        struct demo_schedule_day *s = &d->fund->schedule[i];
        if (!s->n) {
            demo_drop_schedule(d->db, s->id);
            continue;
        }
        const char *pay_on = demo_day(d, s->pay);
        qsort(s->line, s->n, sizeof *s->line, by_setting);
        struct out csv = fund_schedule_csv(d->a, ++number, pay_on, s->line, s->n);
        const char *content = arena_text(d->a, csv.at, csv.len);
        bool is_paid = s->pay + 1 < d->today_n;
        demo_fill_schedule(d->db, &(struct demo_fill_schedule){ .id = s->id, .number = number, .lines = (int64_t)s->n, .pence = s->pence, .content = content, .hash = web_hash(d->a, content), .made_by = d->manager, .made_at = demo_instant(d, s->made),
            .paid_on = is_paid ? demo_day(d, s->pay + 1) : "", .paid_by = is_paid ? d->manager : 0 });
    }
}

/* A little more than what was spent, in whole five thousand pounds; of the year that has only begun as much as of the one before. */
static void write_budgets(struct demo *d)
{
    struct demo_fund *f = d->fund;
    int64_t before = 0;
    for (int i = 0; i < MOST_YEARS && f->first_year + i <= financial_year(d->today) + 1; i++) {
        int64_t wanted = (f->spent[i] > before ? f->spent[i] : before) * 112 / 100, pence = (wanted / 500000 + 1) * 500000;
        demo_budget(d->db, &(struct demo_budget){ .id = 501 + i, .year = f->first_year + i, .pence = pence, .because = arena_print(d->a, "Cabinet, February %d (demo)", f->first_year + i), .person_id = d->manager, .at = demo_instant(d, date_number(arena_print(d->a, "%d-02-15", f->first_year + i))) });
        before = f->spent[i] > before ? f->spent[i] : before;
    }
}

/* They left two or three weeks ago; nobody has decided what becomes of the money. */
static void move_some(struct demo *d)
{
    for (int i = 0; i < d->fund->movers; i++) {
        int64_t child = d->fund->mover[i].child, left = d->today_n - 12 - 4 * i;
        demo_leave_place(d->db, child, d->fund->mover[i].setting, demo_day(d, left));
        if (i != 1)
            demo_placement(d->db, &(struct demo_placement){ .id = d->fund->next_id++, .child_id = child, .setting_id = d->group[GROUPS + d->fund->mover[i].area].id, .hours = 15, .key_person = "", .from_on = demo_day(d, left + 3), .to_on = "" });
    }
}

void demo_fund_end(struct demo *d)
{
    move_some(d);
    write_schedules(d);
    write_budgets(d);
}
