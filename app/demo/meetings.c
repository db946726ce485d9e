/*
 * Meetings around children the service knows: held and written down, fixed for
 * the coming days, and some whose date is still looked for.  Called by
 * known.c.  The parent who can sign in finds one to answer and one to read.
 */
#include "app/demo/demo.h"
#include "app/demo/meetings.sql.h"

#include <string.h>

static const char *const kinds[] = { "around", "review", "first", "school" };
static const char *const purposes[] = {
    "To see together what helps *, at home and at nursery, and to agree the next steps.",
    "To look at the plan for * together: what has gone well, what is still hard, and what we change.",
    "To get to know * and the family, and to hear what matters to them.",
    "To plan how * starts school: what the school needs to know, and who visits when.",
};
static const char *const said[] = {
    "* joins in at story time now and stays to the end. The change to outside play is still hard. Everybody has seen that the picture board helps when it is used each time.",
    "We heard how things go at home. * sleeps better. At nursery * plays beside two children and sometimes with them. Noise at lunch is too much.",
    "* asks for help with single words. The key person shows the signs that are used at home too. The therapist told us what she will try next.",
};
static const char *const decisions[] = {
    "The nursery uses the same picture board as at home\nThe therapist comes to nursery once before the next review\nWe meet again in ten weeks",
    "* eats lunch with three children in the small room\nThe family gets the list of groups near them",
    "The plan goes on as it is, with one new outcome about playing with others",
};
static const char *const parents[] = {
    "We see that * is happier in the mornings. We worry about the change to the big room.",
    "At home * uses the pictures too. We would like to know how the others do it.",
    "It is good to hear it all in one place. We want to be told sooner when something goes wrong.",
};
static const char *const children[] = { "* loves the sand and the trains. * does not like the hand dryer.", "* showed us the book corner and stayed there with a book.", "" };
static const char *const to_do[] = { "Make a second picture board for home", "Send the speech sounds sheet to the nursery", "Ring the school about a first visit", "Ask the health visitor about the hearing test", "Bring the list of groups for the family" };

struct made { struct demo *d; const struct demo_kid *k; int64_t id, guest[4], time[3]; int guests, which; };

static const char *about(struct made *m, const char *words) { return demo_say(m->d, words, demo_called(m->d, m->k)); }

/* A time of day between nine and three, as the clock in London shows it. */
static int64_t at(struct demo *d, int64_t day) { return date_instant(demo_day(d, day), (int)demo_between(d, 9, 15), demo_chance(d, 0.5) ? 30 : 0); }

static void guest(struct made *m, const char *kind, int64_t person, const char *name, const char *job, const char *email, const char *coming, const char *attendance, bool is_open)
{
    struct demo *d = m->d;
    int64_t id = demo_id(d);
    demo_meeting_guest(d->db, &(struct demo_meeting_guest){ .id = id, .meeting_id = m->id, .kind = kind, .person_id = person, .name = name, .job = job, .email = email, .answered_at = *coming ? (d->today_n - 3) * 86400000 : 0,
        .coming = strcmp(coming, "can") ? coming : "", .attendance = attendance, .is_open = is_open });
    m->guest[m->guests++] = id;
}

/* STATUS held, fixed or proposed; DAY of the meeting, or the first of the dates. */
static struct made meeting(struct demo *d, const struct demo_kid *k, const char *status, int64_t day)
{
    struct made m = { .d = d, .k = k, .id = demo_id(d), .which = (int)demo_between(d, 0, 3) };
    bool held = strcmp(status, "held") == 0, fixed = strcmp(status, "fixed") == 0, published = held && (k->carer_person || demo_chance(d, 0.8));
    const char *reference = arena_print(d->a, "M%s", demo_reference(d) + 2), *place = k->nursery_id ? d->group[k->setting].name : "";
    const struct demo_worker *o = &d->officer[k->officer];
    int64_t starts = held || fixed ? at(d, day) : 0, arranged = held ? day - 14 : d->today_n - 4;
    int n = (int)demo_between(d, 0, 2);
    demo_meeting(d->db, &(struct demo_meeting){ .id = m.id, .child_id = k->id, .reference = reference, .kind = kinds[m.which], .status = status, .organiser_id = o->id, .purpose = about(&m, purposes[m.which]), .place_kind = *place ? "setting" : demo_chance(d, 0.5) ? "online" : "home", .place = place,
        .joining = "", .minutes = demo_chance(d, 0.7) ? 60 : 90, .answer_by = demo_day(d, demo_working(d, arranged, 5)), .starts_at = starts, .parent_view = held ? about(&m, parents[n]) : "", .child_view = held ? about(&m, children[n]) : "",
        .said = held ? about(&m, said[n]) : "", .decided = held ? about(&m, decisions[n]) : "", .recorded_by = held ? o->id : 0, .recorded_at = held ? starts + 7200000 : 0, .published_at = published ? starts + 90000000 : 0,
        .arranged_on = demo_day(d, arranged), .created_at = demo_instant(d, arranged) });
    guest(&m, "professional", o->id, o->name, o->job, o->email, fixed ? "yes" : "can", held ? "came" : "", !held);
    guest(&m, "family", k->carer_person, k->carer, k->is_carer_a_woman ? "Mother" : "Father", k->carer_person ? "parent@marchfield.example" : "", fixed ? "yes" : "", held ? "came" : "", !held);
    if (k->nursery_id && d->group[k->setting].senco_id)
        guest(&m, "setting", d->group[k->setting].senco_id, d->group[k->setting].senco, "SENCO", "", fixed ? "yes" : demo_chance(d, 0.5) ? "can" : "", held ? (demo_chance(d, 0.9) ? "came" : "sent word") : "", !held);
    return m;
}

static void held(struct demo *d, const struct demo_kid *k, int64_t day)
{
    struct made m = meeting(d, k, "held", day);
    const struct demo_worker *o = &d->officer[k->officer];
    int n = 1 + demo_chance(d, 0.5);
    for (int i = 0; i < n; i++) {
        int64_t due = day + demo_between(d, 7, 40);
        bool is_done = due < d->today_n - 6 || demo_chance(d, 0.3), by_family = !is_done && demo_chance(d, 0.2);
        demo_action(d->db, &(struct demo_action){ .id = demo_id(d), .child_id = k->id, .what = to_do[(m.which + i * 2) % 5], .owner_id = by_family ? 0 : o->id, .owner_words = by_family ? "Parents and carers" : "", .due_on = demo_day(d, due), .status = is_done ? "done" : "open",
            .settled_on = is_done ? demo_day(d, due < d->today_n ? due : d->today_n - 1) : "", .settled_by = is_done ? o->id : 0, .from_kind = "meeting", .from_id = m.id, .is_shared = k->carer_person != 0, .created_by = o->id, .created_on = demo_day(d, day) });
    }
    demo_note(d, k, day, "meeting", "A meeting took place", arena_print(d->a, "/meetings/%lld", (long long)m.id), o->id, false);
}

/* Who has answered can come on the first two dates; the family has not answered yet. */
static void looked_for(struct demo *d, const struct demo_kid *k)
{
    int64_t day = demo_working(d, d->today_n, 6);
    struct made m = meeting(d, k, "proposed", day);
    for (int i = 0; i < 3; i++) {
        m.time[i] = demo_id(d);
        demo_meeting_time(d->db, m.time[i], m.id, at(d, day + i * 2 + (i == 2)));
        demo_meeting_can(d->db, m.guest[0], m.time[i], i < 2 ? "yes" : "maybe");
    }
    if (k->carer_person)
        demo_meeting_words(d->db, demo_id(d), m.id, k->carer_person, about(&m, "We would like to talk about lunch time, and about what comes after the summer."), (d->today_n - 2) * 86400000);
}

/* Its own chances: the rest of the demo stays as it was. */
void demo_meetings_make(struct demo *d, const struct demo_kid *k, int64_t decided)
{
    uint64_t random = d->random;
    d->random = d->seed * 2654435761u ^ (uint64_t)k->id * 40503u;
    int64_t first = demo_working(d, decided + demo_between(d, 30, 80), 0), until = k->closed ? k->closed : d->today_n - 5;
    if ((k->wish || demo_chance(d, 0.22)) && first < until)
        held(d, k, first);
    if (!k->closed && (k->wish || demo_chance(d, 0.02)))
        looked_for(d, k);
    if (!k->closed && demo_chance(d, k->wish ? 0.5 : 0.03))
        meeting(d, k, "fixed", demo_working(d, d->today_n, (int)demo_between(d, 1, 12)));
    d->random = random;
}
