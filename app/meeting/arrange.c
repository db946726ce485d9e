/*
 * Proposing a meeting: what for, where, up to four dates, whom to invite.  By
 * the service or the SENCO of the child's setting; also what a parent has
 * asked for.  Inviting more people later, and fewer.
 */
#include "app/meeting/meeting.h"
#include "app/meeting/panels.h"
#include "app/meeting/views.h"
#include "base/date.h"
#include "base/text.h"

#include <sodium.h>
#include <string.h>

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

static const struct choice all_places[] = {
    { "setting", "At the nursery, childminder or school", NULL }, { "place", "At another place", NULL }, { "home", "At the family’s home", "Its address never goes out from here" },
    { "online", "Online", NULL }, { "telephone", "By telephone", NULL }, { 0 }
};

static const struct choice ways[] = {
    { "answers", "Everybody says which dates suit them, then you fix one", NULL },
    { "family", "The family chooses: the date that a parent picks is fixed at once", NULL },
    { "agreed", "The first date is agreed already: invite everybody now", NULL }, { 0 }
};

#define DATE_FIELDS(n, label) { "t" n "_on", label, .kind = FUTURE_DATE }, { "t" n "_at", "Time", .kind = LINE, .max = 20 }
#define OTHER_FIELDS(n) { "o" n "_name", "Name", .kind = NAME, .max = 100 }, { "o" n "_job", "Job, or who they are", .kind = LINE, .max = 100 }, { "o" n "_email", "Email address", .kind = EMAIL }

static const struct field fields[] = {
    { "kind", "What kind of meeting is it?", .kind = RADIOS, .need = "Choose the kind of meeting" },
    { "purpose", "What do you meet for?", "The family reads this, and everybody who is invited and signs in. Plain words", .kind = PARAGRAPH, .max = 1000, .rows = 3, .need = "Say what you meet for" },
    { "place_kind", "Where?", .kind = RADIOS, .need = "Say where you meet" },
    { "place", "Which place?", "It goes out by email: never a family’s address", .max = 150, .need = "Enter the place", .only_if = "place_kind", .only_is = "place" },
    { "joining", "How to join", "An address or a telephone number. It is read on the meeting’s page only", .max = 300, .need = "Say how to join", .only_if = "place_kind", .only_is = "online" },
    { "minutes", "How many minutes?", .kind = NUMBER, .min = 15, .max = 480, .need = "Enter how many minutes" },
    DATE_FIELDS("1", "First date"), DATE_FIELDS("2", "Second date"), DATE_FIELDS("3", "Third date"), DATE_FIELDS("4", "Fourth date"),
    { "who", "Whom do you invite?", .kind = CHECKBOXES },
    OTHER_FIELDS("1"), OTHER_FIELDS("2"), OTHER_FIELDS("3"),
    { "way", "How is the date found?", .kind = RADIOS, .choices = ways, .need = "Say how the date is found" },
    { "answer_by", "By when do you need their answers?", "Whoever has not answered is asked once more the working day before", .kind = FUTURE_DATE },
    { "version", "Version", .kind = HIDDEN },
    { 0 }
};

static const struct field people_fields[] = { { "who", "Whom do you invite too?", .kind = CHECKBOXES }, OTHER_FIELDS("1"), OTHER_FIELDS("2"), OTHER_FIELDS("3"), { 0 } };

/* ---- the dates ---- */

static void read_date(struct form *f, size_t i, int64_t *at)
{
    struct arena *a = f->w->arena;
    const char *on = arena_print(a, "t%zu_on", i + 1), *time = arena_print(a, "t%zu_at", i + 1);
    int hour, minute;
    if (!*form_value(f, on) && !*form_error(f, on) && *form_value(f, time))
        form_fail(f, on, "Enter the date");
    if (!*form_value(f, on) || *form_error(f, time))
        return;
    if (!meeting_clock(form_value(f, time), &hour, &minute)) {
        form_fail(f, time, *form_value(f, time) ? "Enter a time like 9:30am or 14:00" : "Enter the time");
        return;
    }
    *at = date_instant(form_value(f, on), hour, minute);
    const char *shown = date_clock_words(a, *at);
    const char *typed = date_clock_words(a, date_instant("2026-01-15", hour, minute));
    if (!is(shown, typed))
        form_fail(f, time, "The clocks go forward in that night: there is no such time. Choose another");
    else if (*at <= f->w->now)
        form_fail(f, time, "This time has passed");
}

size_t meeting_read_dates(struct form *f, int64_t at[MEETING_DATES])
{
    size_t n = 0;
    for (size_t i = 0; i < MEETING_DATES; i++) {
        int64_t one = 0;
        read_date(f, i, &one);
        for (size_t k = 0; k < n; k++)
            if (one && at[k] == one)
                form_fail(f, arena_print(f->w->arena, "t%zu_at", i + 1), "This date stands here already");
        if (one)
            at[n++] = one;
    }
    return n;
}

/* ---- the place ---- */

void meeting_place_choices(struct web *w, struct form *f, int64_t child)
{
    struct setting_of_meeting *s = setting_of_meeting(w->db, w->person->id, child);
    struct choice *c = arena_array(w->arena, struct choice, 6);
    memcpy(c, all_places, sizeof all_places);
    if (s)
        c[0].hint = s->name;
    form_choices(f, "place_kind", s ? c : c + 1);
    form_choices(f, "kind", code_choices(w, "meeting_kind"));
}

const char *meeting_place_typed(struct web *w, const struct form *f, int64_t child)
{
    struct setting_of_meeting *s = form_is(f, "place_kind", "setting") ? setting_of_meeting(w->db, w->person->id, child) : NULL;
    return s ? s->name : form_value(f, "place");
}

/* ---- the people ---- */

struct candidates { struct meeting_candidate *one; size_t n, relatives; bool is_careful; };

static bool is_among(const struct candidates *c, int64_t person)
{
    for (size_t i = 0; i < c->n; i++)
        if (person && c->one[i].person_id == person)
            return true;
    return false;
}

static void add_candidate(struct candidates *c, const struct meeting_sheet *s, struct web *w, struct meeting_candidate one)
{
    bool is_there = one.person_id == w->person->id || is_among(c, one.person_id);
    for (size_t i = 0; s && i < s->guests; i++)
        is_there |= one.person_id ? s->guest[i].person_id == one.person_id : is(s->guest[i].name, one.name) && is(s->guest[i].email, one.email);
    if (!is_there)
        c->one[c->n++] = one;
}

static const char *code(struct web *w, char kind, int64_t id) { return arena_print(w->arena, "%c%lld", kind, (long long)id); }

static void relatives(struct web *w, struct candidates *c, const struct meeting_sheet *s, const struct carers_to_invite *k, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        add_candidate(c, s, w, (struct meeting_candidate){ code(w, 'c', k[i].id), "family", k[i].name, k[i].relationship, k[i].email, arena_print(w->arena, "%s. Answers in the family’s own place", *k[i].relationship ? k[i].relationship : "Parent or carer"), k[i].person_id, k[i].is_address_hidden != 0 });
        c->is_careful |= k[i].is_address_hidden && n > 1;
    }
    c->relatives = n;
}

static void professionals(struct web *w, struct candidates *c, const struct meeting_sheet *s, const struct professionals_to_invite *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *email = *p[i].email ? p[i].email : text_is_email(p[i].contact) ? p[i].contact : "";
        const char *how = p[i].person_id ? "" : *email ? ". Gets a link by email" : ". Has no email address here: tell them yourself";
        add_candidate(c, s, w, (struct meeting_candidate){ code(w, 'p', p[i].id), "professional", p[i].name, p[i].job, email, arena_print(w->arena, "%s%s%s%s", p[i].job, *p[i].job && *p[i].organisation ? ", " : "", p[i].organisation, how), p[i].person_id, false });
    }
}

static void staff(struct web *w, struct candidates *c, const struct meeting_sheet *s, const struct setting_staff_to_invite *f, size_t n)
{
    for (size_t i = 0; i < n; i++)
        add_candidate(c, s, w, (struct meeting_candidate){ code(w, 's', f[i].id), "setting", f[i].name, *f[i].job ? f[i].job : f[i].setting_name, f[i].email, arena_print(w->arena, "%s%s", f[i].setting_name, f[i].is_senco ? ", SENCO" : ""), f[i].id, false });
}

/* Those not invited yet (S NULL: nobody is), the family first. */
static struct candidates candidates_for(struct web *w, int64_t child, const struct meeting_sheet *s)
{
    size_t carers, around, working;
    struct carers_to_invite *k = carers_to_invite(w->db, w->person->id, child, &carers);
    struct professionals_to_invite *p = professionals_to_invite(w->db, w->person->id, child, &around);
    struct setting_staff_to_invite *f = setting_staff_to_invite(w->db, w->person->id, child, &working);
    struct candidates c = { .one = arena_array(w->arena, struct meeting_candidate, carers + around + working + 1) };
    relatives(w, &c, s, k, carers);
    professionals(w, &c, s, p, around);
    staff(w, &c, s, f, working);
    return c;
}

static void give_choices(struct web *w, struct form *f, const struct candidates *c)
{
    struct choice *one = arena_array(w->arena, struct choice, c->n + 1);
    for (size_t i = 0; i < c->n; i++)
        one[i] = (struct choice){ c->one[i].code, c->one[i].name, c->one[i].hint };
    form_choices(f, "who", one);
}

static const char *other(struct form *f, int i, const char *part) { return arena_print(f->w->arena, "o%d_%s", i, part); }

static void check_others(struct form *f)
{
    for (int i = 1; i <= MEETING_OTHERS; i++)
        if (!*form_typed(f, other(f, i, "name")) && (*form_typed(f, other(f, i, "email")) || *form_typed(f, other(f, i, "job"))))
            form_fail(f, other(f, i, "name"), "Enter the name");
}

static size_t others_in(struct form *f)
{
    size_t n = 0;
    for (int i = 1; i <= MEETING_OTHERS; i++)
        n += *form_value(f, other(f, i, "name")) != 0;
    return n;
}

static int64_t add_guest(struct web *w, int64_t meeting, const char *kind, int64_t person, const char *name, const char *job, const char *email)
{
    int64_t id = new_id();
    add_meeting_guest(w->db, &(struct add_meeting_guest){ .id = id, .meeting_id = meeting, .kind = kind, .person_id = person, .name = name, .job = job, .email = email });
    return id;
}

/* Whom F names; those who are not TOLD anything yet. How many. */
static size_t add_guests(struct web *w, int64_t meeting, struct form *f, const struct candidates *c, int64_t *added)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        if (form_has(f, "who", c->one[i].code))
            added[n++] = add_guest(w, meeting, c->one[i].kind, c->one[i].person_id, c->one[i].name, c->one[i].job, c->one[i].email);
    for (int i = 1; i <= MEETING_OTHERS; i++)
        if (*form_value(f, other(f, i, "name")))
            added[n++] = add_guest(w, meeting, "other", 0, form_value(f, other(f, i, "name")), form_value(f, other(f, i, "job")), form_value(f, other(f, i, "email")));
    return n;
}

/* ---- proposing ---- */

const char *meeting_new_reference(struct db *db)
{
    static const char letters[] = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    char r[] = "M-0000-0000";
    do
        for (size_t i = 2; i < sizeof r - 1; i++)
            if (i != 6)
                r[i] = letters[randombytes_uniform(sizeof letters - 1)];
    while (meeting_reference_taken(db, r)->n);
    return arena_text(db->arena, r, sizeof r - 1);
}

/* S: what a parent has asked for, NULL = nothing. */
static void page(struct web *w, struct child_by_id *c, const struct meeting_sheet *s, struct form *f, const struct candidates *who)
{
    struct meeting_form p = { .child = c, .sheet = s, .title = "Arrange a meeting", .intro = "", .button = "Send the invitations", .form = f, .relatives = who->relatives, .is_careful = who->is_careful,
        .action = s ? arena_print(w->arena, "/meetings/%lld/plan", (long long)s->m->id) : arena_print(w->arena, "/children/%lld/meetings/new", (long long)c->id) };
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, "Arrange a meeting");
    view_meeting_arrange(&w->out, w, &p);
}

/* The family is invited unless somebody takes the mark away. */
static void begin(struct web *w, struct form *f, const struct candidates *who)
{
    const char *marked = "";
    for (size_t i = 0; i < who->n; i++)
        if (is(who->one[i].kind, "family") && !who->is_careful)
            marked = arena_print(w->arena, "%s%s%s", marked, *marked ? " " : "", who->one[i].code);
    form_set(f, "who", marked);
    form_set(f, "minutes", "60");
    form_set(f, "way", "answers");
    form_set(f, "answer_by", date_add_working_days(w->arena, w->today, 5));
}

static struct child_by_id *child_to_arrange(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    if (!meeting_may_arrange(w, c->id) || *c->left_on)
        web_stop(w, 404);
    return c;
}

void meeting_new_form(struct web *w)
{
    struct child_by_id *c = child_to_arrange(w);
    struct candidates who = candidates_for(w, c->id, NULL);
    struct form *f = form_new(w, fields);
    begin(w, f, &who);
    meeting_place_choices(w, f, c->id);
    give_choices(w, f, &who);
    page(w, c, NULL, f, &who);
}

static struct form *read_plan(struct web *w, int64_t child, const struct candidates *who, size_t invited, int64_t at[MEETING_DATES], size_t *dates)
{
    struct form *f = form_read(w, fields);
    meeting_place_choices(w, f, child);
    give_choices(w, f, who);
    check_others(f);
    *dates = meeting_read_dates(f, at);
    if (form_is_right(f) && !*dates)
        form_fail(f, "t1_on", "Enter at least one date");
    if (form_is_right(f) && !invited && !*form_value(f, "who") && !others_in(f))
        form_fail(f, "who", "Choose whom you invite");
    bool has_family = invited;
    for (size_t i = 0; i < who->n; i++)
        has_family |= is(who->one[i].kind, "family") && form_has(f, "who", who->one[i].code);
    if (form_is_right(f) && form_is(f, "way", "family") && !has_family)
        form_fail(f, "way", "No parent or carer is invited who could choose");
    return f;
}

/* Whoever invites can come on each date. */
static void invite_myself(struct web *w, int64_t meeting, const int64_t *time, size_t n)
{
    int64_t me = add_guest(w, meeting, web_role(w, "practitioner") ? "setting" : "professional", w->person->id, w->person->name, role_words(w->person->role), w->person->email);
    for (size_t i = 0; i < n; i++)
        can_meet(w->db, me, time[i], "yes");
    guest_answered(w->db, me, "", "", w->now);
}

static void write_dates(struct web *w, int64_t meeting, const int64_t *at, size_t n, int64_t *time)
{
    for (size_t i = 0; i < n; i++)
        add_meeting_time(w->db, time[i] = new_id(), meeting, at[i]);
}

/* The dates, the people, and the news to them. */
static void open_meeting(struct web *w, int64_t id, struct form *f, const struct candidates *who, const int64_t *at, size_t dates)
{
    int64_t time[MEETING_DATES], *added = arena_array(w->arena, int64_t, who->n + MEETING_OTHERS + 1);
    write_dates(w, id, at, dates, time);
    invite_myself(w, id, time, dates);
    add_guests(w, id, f, who, added);
    struct meeting_by_id *m = meeting_by_id(w->db, w->person->id, id);
    if (!m)
        web_stop(w, 409);
    child_event(act_of(w), m->child_id, "", "meeting", "A meeting was arranged", code_label("meeting_kind", m->kind), meeting_path(w, m), false);
    web_audit(w, m->child_id, "change", "meeting", "kind purpose place dates guests");
    if (form_is(f, "way", "agreed"))
        meeting_fix(w, m, at[0]);
    else
        meeting_tell_all(w, m, MEETING_PROPOSED, false);
    web_notice(w, form_is(f, "way", "agreed") ? "The meeting is fixed, and everybody is invited" : "The dates are proposed. You hear when everybody has answered");
    web_to(w, meeting_path(w, m));
}

void meeting_new(struct web *w)
{
    struct child_by_id *c = child_to_arrange(w);
    struct candidates who = candidates_for(w, c->id, NULL);
    int64_t at[MEETING_DATES], id = new_id();
    size_t dates;
    struct form *f = read_plan(w, c->id, &who, 0, at, &dates);
    if (!form_is_right(f)) {
        page(w, c, NULL, f, &who);
        return;
    }
    add_meeting(w->db, &(struct add_meeting){ .id = id, .child_id = c->id, .reference = meeting_new_reference(w->db), .kind = form_value(f, "kind"), .status = "proposed", .organiser_id = w->person->id, .purpose = form_value(f, "purpose"),
        .place_kind = form_value(f, "place_kind"), .place = meeting_place_typed(w, f, c->id), .joining = form_value(f, "joining"), .minutes = form_number(f, "minutes"), .is_bookable = form_is(f, "way", "family"),
        .answer_by = form_value(f, "answer_by"), .arranged_on = w->today, .created_at = w->now });
    open_meeting(w, id, f, &who, at, dates);
}

/* ---- what a parent has asked for ---- */

/* NULL, with the answer given, where somebody has taken it up already. */
static struct meeting_sheet *asked_or_back(struct web *w)
{
    struct meeting_sheet *s = meeting_or_stop(w);
    if (!meeting_may_arrange(w, s->m->child_id) || *s->child->left_on)
        web_stop(w, 404);
    if (is(s->m->status, "asked"))
        return s;
    web_notice(w, "Somebody has taken it up already");
    web_to(w, meeting_path(w, s->m));
    return NULL;
}

void meeting_plan_form(struct web *w)
{
    struct meeting_sheet *s = asked_or_back(w);
    if (!s)
        return;
    struct candidates who = candidates_for(w, s->m->child_id, s);
    struct form *f = form_new(w, fields);
    begin(w, f, &who);
    form_set(f, "who", "");
    form_set(f, "purpose", s->m->purpose);
    form_set_number(f, "version", s->m->version);
    meeting_place_choices(w, f, s->m->child_id);
    give_choices(w, f, &who);
    page(w, s->child, s, f, &who);
}

void meeting_plan(struct web *w)
{
    struct meeting_sheet *s = asked_or_back(w);
    if (!s)
        return;
    struct candidates who = candidates_for(w, s->m->child_id, s);
    int64_t at[MEETING_DATES];
    size_t dates;
    struct form *f = read_plan(w, s->m->child_id, &who, s->guests, at, &dates);
    if (!form_is_right(f)) {
        page(w, s->child, s, f, &who);
        return;
    }
    if (!plan_meeting(w->db, &(struct plan_meeting){ .id = s->m->id, .version = form_number(f, "version"), .organiser = w->person->id, .kind = form_value(f, "kind"), .purpose = form_value(f, "purpose"), .place_kind = form_value(f, "place_kind"),
            .place = meeting_place_typed(w, f, s->m->child_id), .joining = form_value(f, "joining"), .minutes = form_number(f, "minutes"), .is_bookable = form_is(f, "way", "family"), .answer_by = form_value(f, "answer_by") }))
        web_stop(w, 409);
    open_meeting(w, s->m->id, f, &who, at, dates);
}

/* ---- more people, and fewer ---- */

static void people_page(struct web *w, const struct meeting_sheet *s, struct form *f, const struct candidates *who)
{
    struct meeting_form p = { .child = s->child, .sheet = s, .title = "Who is invited", .intro = "", .action = arena_print(w->arena, "/meetings/%lld/people", (long long)s->m->id), .button = "Invite", .form = f, .relatives = who->relatives, .is_careful = who->is_careful };
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, "Who is invited");
    view_meeting_people(&w->out, w, &p, who->n != 0);
}

/* NULL, with the answer given, where the meeting is over. */
static struct meeting_sheet *open_or_back(struct web *w)
{
    struct meeting_sheet *s = meeting_to_run_or_stop(w);
    if (meeting_is_open(s->m))
        return s;
    web_notice(w, "This meeting is over");
    web_to(w, meeting_path(w, s->m));
    return NULL;
}

void meeting_people_form(struct web *w)
{
    struct meeting_sheet *s = open_or_back(w);
    if (!s)
        return;
    struct candidates who = candidates_for(w, s->m->child_id, s);
    struct form *f = form_new(w, people_fields);
    give_choices(w, f, &who);
    people_page(w, s, f, &who);
}

void meeting_people_add(struct web *w)
{
    struct meeting_sheet *s = open_or_back(w);
    if (!s)
        return;
    struct candidates who = candidates_for(w, s->m->child_id, s);
    struct form *f = form_read(w, people_fields);
    give_choices(w, f, &who);
    check_others(f);
    if (form_is_right(f) && !*form_value(f, "who") && !others_in(f))
        form_fail(f, who.n ? "who" : "o1_name", "Choose whom you invite");
    if (!form_is_right(f)) {
        people_page(w, s, f, &who);
        return;
    }
    int64_t *added = arena_array(w->arena, int64_t, who.n + MEETING_OTHERS + 1);
    size_t n = add_guests(w, s->m->id, f, &who, added);
    for (size_t i = 0; i < n; i++)
        meeting_tell(w, s->m, added[i], is(s->m->status, "fixed") ? MEETING_FIXED : MEETING_PROPOSED);
    web_audit(w, s->m->child_id, "change", "meeting", "guests");
    web_notice(w, n == 1 ? "Invited" : "All of them are invited");
    web_to(w, arena_print(w->arena, "/meetings/%lld/people", (long long)s->m->id));
}

void meeting_person_remove(struct web *w)
{
    struct meeting_sheet *s = open_or_back(w);
    if (!s)
        return;
    int64_t id = web_id(w, "guest");
    struct meeting_guests *guest = NULL;
    for (size_t i = 0; i < s->guests; i++)
        if (s->guest[i].id == id)
            guest = &s->guest[i];
    if (!guest || guest->person_id == s->m->organiser_id)
        web_stop(w, 404);
    meeting_goes_on(w->db, s->m->id);
    s->m->sequence++;
    meeting_tell(w, s->m, id, MEETING_UNINVITED);
    remove_meeting_guest(w->db, s->m->id, id, w->today);
    web_audit(w, s->m->child_id, "change", "meeting", "guests");
    web_notice(w, "No longer invited, and told so");
    web_to(w, arena_print(w->arena, "/meetings/%lld/people", (long long)s->m->id));
}
