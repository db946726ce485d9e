/*
 * What is done with a start and a passport: agreed years, places, drafting,
 * the way from draft to read, the checks.  Called by the handlers, the import
 * and the demo; each writes its deadline and its event.  Draws nothing and
 * asks no permission.
 */
#include "app/child/tell.h"
#include "app/transition/transition.h"
#include "base/date.h"
#include "base/text.h"

#include <stddef.h>
#include <string.h>

enum { DRAFT_LETTERS = 900 };      /* of a part: a passport is one page */

const struct passport_part passport_parts[] = {
#define PART(name, title, hint, left) { #name, title, hint, offsetof(struct passport_by_id, name), left }
    PART(appreciated, "What people like about me", "What is great about this child? Only good things stand here.", true),
    PART(important, "What is important to me", "People, toys, routines, places. What makes a good day?", true),
    PART(support, "How best to support me", "The few things that every adult should do.", true),
    PART(communication, "How I communicate", "Words, signs, pictures, languages. How to tell yes from no.", true),
    PART(play_and_learning, "How I play and learn", "", true),
    PART(sensory, "My senses", "Sounds, lights, touch, food, clothes: what I seek and what I avoid.", true),
    PART(movement, "How I move", "And the equipment I use.", true),
    PART(daily_care, "Eating, toilet and sleep", "", true),
    PART(medical, "My health", "Medicines, allergies, care plan.", false),
    PART(upset_and_calm, "What upsets me, what calms me", "", false),
    PART(works, "What works", "", false),
    PART(does_not_work, "What does not work", "", false),
    PART(first_weeks, "My first weeks at school", "Visits, hours in the first half term, who meets me at the door.", false),
    PART(child_words, "In my own words", "As the child said, showed or drew it.", false),
    PART(parent_words, "From my family", "In the family’s own words.", false),
#undef PART
};
const size_t passport_parts_n = sizeof passport_parts / sizeof *passport_parts;

const char *passport_text(const struct passport_by_id *p, const struct passport_part *part)
{
    const char *text;
    memcpy(&text, (const char *)p + part->at, sizeof text);
    return text;
}

/* ---- drafting ---- */

struct draft { struct arena *a; struct add_passport row; };

static void add_line(struct draft *d, const char **part, const char *line)
{
    if (*line)
        *part = **part ? arena_print(d->a, "%s\n%s", *part, line) : line;
}

/* Where an outcome of an area of need belongs in the passport. */
static const char **part_of_area(struct draft *d, const char *area)
{
    if (strcmp(area, "CI") == 0)
        return &d->row.communication;
    if (strcmp(area, "SEMH") == 0)
        return &d->row.upset_and_calm;
    if (strcmp(area, "SP") == 0)
        return &d->row.movement;
    return &d->row.play_and_learning;
}

static void draft_outcome(struct draft *d, const struct latest_outcomes *o)
{
    const char **part = part_of_area(d, o->area);
    if (*o->baseline)
        add_line(d, part, arena_print(d->a, "Now: %s", o->baseline));
    if (*o->outcome)
        add_line(d, part, arena_print(d->a, "%s: %s", o->rating >= 3 ? "Learned" : "Learning", o->outcome));
    add_line(d, o->rating >= 3 ? &d->row.works : &d->row.support, o->strategies);
}

static void draft_from_plan(struct draft *d, struct act act, int64_t child)
{
    struct latest_plan *plan = latest_plan(act.db, act.person_id, child);
    struct latest_review *review = latest_review(act.db, act.person_id, child);
    if (plan) {
        d->row.appreciated = plan->going_well;
        d->row.parent_words = plan->parent_view;
        d->row.child_words = plan->child_view;
        size_t n;
        struct latest_outcomes *o = latest_outcomes(act.db, act.person_id, plan->id, &n);
        for (size_t i = 0; i < n; i++)
            draft_outcome(d, &o[i]);
    }
    if (review) {
        if (*review->parent_view)
            d->row.parent_words = review->parent_view;
        if (*review->child_view)
            d->row.child_words = review->child_view;
        if (*review->impact)
            add_line(d, &d->row.play_and_learning, arena_print(d->a, "Last review, %s: %s", date_words(d->a, review->held_on), review->impact));
    }
}

static void draft_language(struct draft *d, const struct start_of *s)
{
    if (*s->home_language && strcmp(s->home_language, "en") != 0)
        add_line(d, &d->row.communication, arena_print(d->a, "At home we speak %s.", code_label("language", s->home_language)));
    if (s->needs_interpreter)
        add_line(d, &d->row.communication, "My family needs an interpreter for meetings.");
}

/* The latest observation with each tool, in short, where it belongs. */
static void draft_from_observations(struct draft *d, struct act act, int64_t child)
{
    size_t n;
    struct latest_observations *o = latest_observations(act.db, act.person_id, child, &n);
    for (size_t i = 0; i < n; i++)
        add_line(d, part_of_area(d, o[i].area), arena_print(d->a, "%s, %s: %s", o[i].tool, date_words(d->a, o[i].seen_on), o[i].summary));
}

static void shorten_draft(struct draft *d)
{
    struct add_passport *r = &d->row;
    const char **part[] = { &r->appreciated, &r->important, &r->support, &r->communication, &r->play_and_learning, &r->sensory, &r->daily_care, &r->movement,
        &r->medical, &r->upset_and_calm, &r->works, &r->does_not_work, &r->first_weeks, &r->parent_words, &r->child_words };
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        *part[i] = *part[i] ? text_short(d->a, *part[i], DRAFT_LETTERS) : "";
}

/* The 31st of May; two weeks for a child who comes too late for it. */
static const char *passport_due(struct act act, const struct start_of *s)
{
    const char *may = start_days(act.db->arena, start_year(s->school_year, s->agreed_year)).passport, *soon = date_add_working_days(act.db->arena, act.today, 10);
    return strcmp(soon, may) > 0 ? soon : may;
}

static void owe_passport(struct act act, const struct start_of *s, int64_t passport)
{
    int64_t lead = child_lead(act.db, s->id);
    child_deadline(act, s->id, "passport", passport, lead ? lead : act.person_id, "", act.today, passport_due(act, s));
}

int64_t passport_draft(struct act act, int64_t child)
{
    struct start_of *s = start_of(act.db, act.person_id, child);
    if (!s || s->passport_id)
        return s ? s->passport_id : 0;
    struct draft d = { act.db->arena, { .id = new_id(), .child_id = child, .changed_by = act.person_id, .changed_at = act.now, .appreciated = "", .important = "", .support = "",
        .communication = "", .play_and_learning = "", .sensory = "", .daily_care = "", .movement = "", .medical = "", .upset_and_calm = "", .works = "", .does_not_work = "",
        .first_weeks = "", .parent_words = "", .child_words = "" } };
    draft_language(&d, s);
    draft_from_plan(&d, act, child);
    draft_from_observations(&d, act, child);
    shorten_draft(&d);
    add_passport(act.db, &d.row);
    owe_passport(act, s, d.row.id);
    child_event(act, child, act.today, "passport", "School passport begun", "", arena_print(d.a, "/passports/%lld", (long long)d.row.id), true);
    return d.row.id;
}

/* ---- its way to the school ---- */

static void tell(struct act act, const struct passport_by_id *p, const char *title)
{
    child_event(act, p->child_id, act.today, "passport", title, "", arena_print(act.db->arena, "/passports/%lld", (long long)p->id), true);
}

void passport_agree(struct act act, const struct passport_by_id *p, const char *with_whom, const char *on)
{
    if (set_passport_agreed(act.db, p->id, with_whom, on))
        tell(act, p, "School passport agreed with the family");
}

bool passport_share(struct act act, const struct passport_by_id *p)
{
    struct start_of *s = start_of(act.db, act.person_id, p->child_id);
    if (!s || !s->school_id || !*s->place_on || !set_passport_shared(act.db, p->id, s->school_id, act.today))
        return false;
    child_deadline_done(act, s->id, "passport", p->id, act.today);
    tell(act, p, arena_print(act.db->arena, "School passport shared with %s", s->school));
    child_tell_setting(act, s->school_id, "passport shared", arena_print(act.db->arena, "/passports/%lld", (long long)p->id),
        arena_print(act.db->arena, "passport %lld shared %s", (long long)p->id, act.today));
    return true;
}

/* Back from the school: it is owed again. */
static bool take_back(struct act act, const struct start_of *s, int64_t passport)
{
    if (!set_passport_unshared(act.db, passport))
        return false;
    owe_passport(act, s, passport);
    child_deadline_done(act, s->id, "school check", s->id, act.today);
    return true;
}

bool passport_unshare(struct act act, const struct passport_by_id *p)
{
    struct start_of *s = start_of(act.db, act.person_id, p->child_id);
    if (!s || strcmp(p->status, "shared") != 0 || !take_back(act, s, p->id))
        return false;
    tell(act, p, "School passport no longer shared with the school");
    return true;
}

bool passport_confirm_read(struct act act, const struct passport_by_id *p, const char *words, const char *contact)
{
    struct start_of *s = start_of(act.db, act.person_id, p->child_id);
    if (!s || !set_passport_read(act.db, p->id, act.person_id, act.today, words, contact))
        return false;
    size_t n;
    school_checks_of(act.db, act.person_id, s->id, &n);
    if (n == 0)
        child_deadline(act, s->id, "school check", s->id, act.person_id, p->school, act.today, check_due(act.db->arena, "six weeks", start_year(s->school_year, s->agreed_year)));
    tell(act, p, arena_print(act.db->arena, "%s has read the school passport", p->school));
    child_tell_family(act, p->child_id, "passport read", arena_print(act.db->arena, "/passports/%lld", (long long)p->id), arena_print(act.db->arena, "passport %lld read", (long long)p->id));
    return true;
}

/* ---- year and place ---- */

void start_agree_year(struct act act, const struct start_of *s, const struct agreed_year *y)
{
    set_agreed_year(act.db, s->id, y->year, y->because, y->by, y->on);
    struct start_of *now = start_of(act.db, act.person_id, s->id);
    if (now && s->passport_id && strcmp(s->passport, "shared") != 0 && strcmp(s->passport, "read") != 0)
        owe_passport(act, now, s->passport_id);
    const char *title = y->year ? arena_print(act.db->arena, "Agreed: Reception begins in September %lld", (long long)y->year)
        : arena_print(act.db->arena, "Reception begins in the normal year again, September %lld", (long long)s->school_year);
    child_event(act, s->id, act.today, "school", title, "", arena_print(act.db->arena, "/children/%lld/school", (long long)s->id), true);
}

void start_set_place(struct act act, const struct start_of *s, int64_t school, const char *place_on)
{
    bool is_other = school != s->school_id;
    if (!is_other && strcmp(place_on, s->place_on) == 0)
        return;
    struct receiving_school *r = school ? receiving_school(act.db, school) : NULL;
    set_school_place(act.db, s->id, school, place_on);
    if (s->passport_school_id && s->passport_school_id != school)
        take_back(act, s, s->passport_id);
    const char *name = r ? r->name : s->school;
    const char *title = !school ? "No school named any more" : *place_on ? arena_print(act.db->arena, "School place confirmed at %s", name) : arena_print(act.db->arena, "School named: %s", name);
    child_event(act, s->id, *place_on ? place_on : act.today, "school", title, "", arena_print(act.db->arena, "/children/%lld/school", (long long)s->id), true);
}

/* ---- the checks ---- */

const char *const check_points[][2] = { { "six weeks", "After six weeks" }, { "autumn", "End of the autumn term" }, { "year", "End of Reception" }, { NULL, NULL } };

const char *check_due(struct arena *a, const char *point, int64_t year)
{
    long long y = year;
    if (strcmp(point, "six weeks") == 0)
        return arena_print(a, "%lld-10-15", y);
    return strcmp(point, "autumn") == 0 ? arena_print(a, "%lld-12-18", y) : arena_print(a, "%lld-07-15", y + 1);
}

/* The first point not yet looked at is the one that is owed. */
static void owe_next_check(struct act act, const struct start_of *s)
{
    size_t n;
    struct school_checks_of *done = school_checks_of(act.db, act.person_id, s->id, &n);
    child_deadline_done(act, s->id, "school check", s->id, act.today);
    size_t last = 0;               /* those before the latest are not asked for any more */
    for (size_t p = 0; check_points[p][0]; p++)
        for (size_t i = 0; i < n; i++)
            if (strcmp(done[i].point, check_points[p][0]) == 0)
                last = p + 1;
    if (check_points[last][0])
        child_deadline(act, s->id, "school check", s->id, 0, *s->school ? s->school : "the school", act.today, check_due(act.db->arena, check_points[last][0], start_year(s->school_year, s->agreed_year)));
}

void school_check_record(struct act act, const struct start_of *s, const struct set_school_check *check)
{
    set_school_check(act.db, check);
    owe_next_check(act, s);
    const char *words = "";
    for (size_t i = 0; check_points[i][0]; i++)
        if (strcmp(check_points[i][0], check->point) == 0)
            words = check_points[i][1];
    child_event(act, s->id, check->checked_on, "school", arena_print(act.db->arena, "How school is going: %s", words), "", arena_print(act.db->arena, "/children/%lld/school", (long long)s->id), true);
}

const struct school_checks_of *find_check(const struct school_checks_of *k, size_t n, const char *point)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(k[i].point, point) == 0)
            return &k[i];
    return NULL;
}
