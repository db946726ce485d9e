/*
 * The panel: its days, who sits on it, the agenda, what each member says of
 * each application before reading it, who was there.  A member reads of an
 * application the copy that was frozen when it was sent, and only after saying
 * that nothing links them with it.
 */
#include "app/funding/funding.h"
#include "app/funding/views.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

enum { MOST_PANELS = 60, MOST_ON_AGENDA = 200 };

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }
static const char *number(struct web *w, int64_t n) { return arena_print(w->arena, "%lld", (long long)n); }

bool fund_sits(struct web *w)
{
    struct panel_seat *s = web_may(w, SIT_ON_PANEL) ? panel_seat(w->db, w->person->id) : NULL;
    return s && s->sits;
}

static void sits_or_stop(struct web *w)
{
    if (!fund_sits(w))
        web_stop(w, 404);
}

/* ---- the days ---- */

void panels_list(struct web *w)
{
    sits_or_stop(w);
    size_t n;
    struct funding_panels *p = funding_panels(w->db, MOST_PANELS, &n);
    web_page(w, "Panel of the inclusion fund");
    view_funding_panels(&w->out, w, p, n, web_may(w, RUN_FUND));
}

static const struct field day_fields[] = {
    { "meets_on", "When does the panel meet?", "For example, 9 12 2026", .kind = FUTURE_DATE, .need = "Enter the day on which the panel meets" },
    { "closes_on", "Until when are applications taken for it?", "Settings read this day on their pages", .kind = DATE, .need = "Enter the last day for applications" },
    { "place", "Where?", .max = 150 },
    { 0 }
};

/* NULL for a new one. */
static struct funding_panel_by_id *day_asked(struct web *w)
{
    if (is(w->route->path, "/funding/panels/new"))
        return NULL;
    struct funding_panel_by_id *p = funding_panel_by_id(w->db, web_id(w, "panel"));
    if (!p || p->begun_at)
        web_stop(w, 404);
    return p;
}

static void day_page(struct web *w, const struct funding_panel_by_id *p, struct form *f)
{
    const char *title = p ? "Change the day of a panel" : "Add a day for the panel";
    web_page(w, title);
    view_funding_form(&w->out, w, f, "/funding/panels", "Back to the panel’s days", title, p ? arena_print(w->arena, "/funding/panels/%lld/day", (long long)p->id) : "/funding/panels/new", "Save");
}

void panel_form(struct web *w)
{
    struct funding_panel_by_id *p = day_asked(w);
    struct form *f = form_new(w, day_fields);
    if (p) {
        form_set(f, "meets_on", p->meets_on);
        form_set(f, "closes_on", p->closes_on);
        form_set(f, "place", p->place);
    }
    day_page(w, p, f);
}

static void check_day(struct web *w, struct form *f, int64_t own)
{
    const char *meets = form_value(f, "meets_on"), *closes = form_value(f, "closes_on");
    struct funding_panel_on *same = *meets ? funding_panel_on(w->db, meets) : NULL;
    if (same && same->id != own)
        form_fail(f, "meets_on", "The panel meets on this day already");
    if (*meets && *closes && strcmp(closes, meets) > 0)
        form_fail(f, "closes_on", "This must not be after the day of the panel");
    if (*meets && *closes && strcmp(closes, date_add_days(w->arena, meets, -60)) < 0)
        form_fail(f, "closes_on", "This is more than two months before the panel: check the year");
}

static void deadline_of(struct web *w, int64_t child, int64_t application, const char *meets_on)
{
    child_deadline(act_of(w), child, "funding decision", application, 0, "Inclusion fund panel", w->today, date_add_working_days(w->arena, meets_on, DAYS_TO_TELL));
}

/* Applications that were sent while no day was set. */
static void take_waiting(struct web *w, int64_t panel, const char *closes_on, const char *meets_on)
{
    size_t n;
    struct waiting_for_panel *a = waiting_for_panel(w->db, closes_on, &n);
    for (size_t i = 0; i < n; i++) {
        put_to_panel(w->db, a[i].id, panel);
        deadline_of(w, a[i].child_id, a[i].id, meets_on);
    }
}

void panel_save(struct web *w)
{
    struct funding_panel_by_id *p = day_asked(w);
    struct form *f = form_read(w, day_fields);
    check_day(w, f, p ? p->id : 0);
    if (!form_is_right(f)) {
        w->status = 422;
        day_page(w, p, f);
        return;
    }
    int64_t id = p ? p->id : new_id();
    const char *closes = form_value(f, "closes_on"), *meets = form_value(f, "meets_on"), *place = form_value(f, "place");
    if (p)
        change_funding_panel(w->db, &(struct change_funding_panel){ .id = id, .closes_on = closes, .meets_on = meets, .place = place });
    else
        add_funding_panel(w->db, &(struct add_funding_panel){ .id = id, .closes_on = closes, .meets_on = meets, .place = place });
    take_waiting(w, id, closes, meets);
    web_audit(w, 0, "change", "funding panel", number(w, id));
    web_notice(w, "The day was saved");
    web_to(w, "/funding/panels");
}

/* ---- the agenda ---- */

static struct funding_panel_by_id *panel_or_stop(struct web *w)
{
    sits_or_stop(w);
    struct funding_panel_by_id *p = funding_panel_by_id(w->db, web_id(w, "panel"));
    if (!p)
        web_stop(w, 404);
    return p;
}

static const struct field say_fields[] = {
    { "linked", "Is there an application with which you have a link?", "You know the family, you work with the child or for the setting, or you have an interest of your own. You then do not read it and do not decide about it. Tick none if there is none", .kind = CHECKBOXES },
    { "because", "What is the link?", "It is kept with the application", .max = 200 },
    { 0 }
};

static const struct field people_fields[] = {
    { "people", "Who is here?", .kind = CHECKBOXES, .need = "Tick who is here" },
    { 0 }
};

static struct form *say_form(struct web *w, const struct panel_page *p, struct form *f)
{
    struct choice *one = arena_array(w->arena, struct choice, p->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++)
        if (!*p->row[i].said)
            one[n++] = (struct choice){ number(w, p->row[i].id), arena_print(w->arena, "%s, %s", child_name(w->arena, p->row[i].given_name, p->row[i].family_name, p->row[i].known_as), p->row[i].setting_name), NULL };
    form_choices(f, "linked", one);
    return f;
}

static struct form *people_form(struct web *w, const struct panel_page *p, struct form *f)
{
    struct choice *one = arena_array(w->arena, struct choice, p->seats + 1);
    for (size_t i = 0; i < p->seats; i++)
        one[i] = (struct choice){ number(w, p->seat[i].id), arena_print(w->arena, "%s%s%s", p->seat[i].name, *p->seat[i].job ? ", " : "", p->seat[i].job), NULL };
    form_choices(f, "people", one);
    return f;
}

static const char *there_now(struct web *w, const struct panel_page *p)
{
    const char **id = arena_array(w->arena, const char *, p->persons + 1);
    for (size_t i = 0; i < p->persons; i++)
        id[i] = number(w, p->person[i].id);
    return text_join(w->arena, id, p->persons, " ");
}

static struct panel_page fetch(struct web *w)
{
    struct panel_page p = { .p = panel_or_stop(w) };
    p.row = agenda_of_panel(w->db, w->person->id, p.p->id, &p.n);
    p.hidden = agenda_hidden(w->db, w->person->id, p.p->id)->n;
    p.seat = people_who_may_sit(w->db, &p.seats);
    p.person = funding_panel_people(w->db, p.p->id, &p.persons);
    for (size_t i = 0; i < p.n; i++)
        p.unsaid += !*p.row[i].said;
    return p;
}

static void show(struct web *w, struct panel_page *p, struct form *say, struct form *people)
{
    if (p->unsaid)
        p->say = say ? say : say_form(w, p, form_new(w, say_fields));
    if (!p->p->ended_at)
        p->people = people ? people : people_form(w, p, form_new(w, people_fields));
    if (p->people && !people)
        form_set(p->people, "people", there_now(w, p));
    for (size_t i = 0; i < p->n && i < MOST_ON_AGENDA; i++)
        web_audit(w, p->row[i].child_id, "view", "/funding/panels/:panel", "");
    web_page(w, arena_print(w->arena, "Panel of %s", date_words(w->arena, p->p->meets_on)));
    view_funding_panel(&w->out, w, p);
}

void panel_show(struct web *w)
{
    struct panel_page p = fetch(w);
    show(w, &p, NULL, NULL);
}

static void say_one(struct web *w, const struct agenda_of_panel *a, bool is_linked, const char *because)
{
    say_conflict(w->db, &(struct say_conflict){ .application_id = a->id, .person_id = w->person->id, .kind = is_linked ? "said" : "none", .because = is_linked ? because : "", .at = w->now });
    if (is_linked)
        web_audit(w, a->child_id, "change", "funding conflict", "said");
}

void panel_say(struct web *w)
{
    struct panel_page p = fetch(w);
    struct form *f = say_form(w, &p, form_read(w, say_fields));
    if (*form_value(f, "linked") && !*form_value(f, "because"))
        form_fail(f, "because", "Write in a few words what the link is");
    if (!form_is_right(f)) {
        w->status = 422;
        show(w, &p, f, NULL);
        return;
    }
    for (size_t i = 0; i < p.n; i++)
        if (!*p.row[i].said)
            say_one(w, &p.row[i], form_has(f, "linked", number(w, p.row[i].id)), form_value(f, "because"));
    web_notice(w, *form_value(f, "linked") ? "Noted. You do not read these, and others decide about them" : "Noted: nothing links you with them");
    web_to_f(w, "/funding/panels/%lld", (long long)p.p->id);
}

void panel_people(struct web *w)
{
    struct panel_page p = fetch(w);
    struct form *f = people_form(w, &p, form_read(w, people_fields));
    if (p.p->ended_at) {
        web_notice(w, "This panel has ended: who was there is not changed any more");
        web_to_f(w, "/funding/panels/%lld", (long long)p.p->id);
        return;
    }
    if (strcmp(w->today, p.p->meets_on) < 0)
        form_fail(f, NULL, arena_print(w->arena, "The panel meets on %s: who is there is recorded on the day", date_words(w->arena, p.p->meets_on)));
    if (!form_is_right(f)) {
        w->status = 422;
        show(w, &p, NULL, f);
        return;
    }
    drop_funding_panel_people(w->db, p.p->id);
    for (size_t i = 0; i < p.seats; i++)
        if (form_has(f, "people", number(w, p.seat[i].id)))
            add_funding_panel_person(w->db, p.p->id, p.seat[i].id);
    begin_funding_panel(w->db, p.p->id, w->now);
    web_audit(w, 0, "change", "funding panel", "people");
    web_notice(w, "Saved who is here");
    web_to_f(w, "/funding/panels/%lld", (long long)p.p->id);
}

/* What was not decided goes to the next day. */
void panel_end(struct web *w)
{
    struct funding_panel_by_id *p = panel_or_stop(w);
    size_t n;
    struct undecided_of_panel *a = undecided_of_panel(w->db, p->id, &n);
    if (!p->begun_at || !end_funding_panel(w->db, p->id, w->now)) {
        web_notice(w, p->ended_at ? "The panel has ended already" : "Record first who is here");
        web_to_f(w, "/funding/panels/%lld", (long long)p->id);
        return;
    }
    struct panel_closing_from *next = panel_closing_from(w->db, w->today);
    move_undecided(w->db, p->id, next ? next->id : 0, w->now);
    for (size_t i = 0; next && i < n; i++)
        deadline_of(w, a[i].child_id, a[i].id, next->meets_on);
    web_audit(w, 0, "change", "funding panel", "ended");
    web_notice(w, !n ? "The panel has ended" : next ? "The panel has ended. What was not decided is looked at next time" : "The panel has ended. Add the next day: some applications wait for it");
    web_to_f(w, "/funding/panels/%lld", (long long)p->id);
}

void panel_home(struct web *w, int64_t about)
{
    (void)about;
    if (!fund_sits(w))
        return;
    size_t panels, appeals;
    struct panels_to_prepare *p = panels_to_prepare(w->db, w->person->id, w->today, date_add_days(w->arena, w->today, 21), &panels);
    struct appeals_to_decide *a = appeals_to_decide(w->db, w->person->id, &appeals);
    if (panels || appeals)
        view_funding_panel_home(&w->out, w, p, panels, a, appeals);
}

/* ---- members ---- */

static const struct choice member_roles[] = { { "officer", "An inclusion officer", NULL }, { "health", "A health professional", NULL }, { "school", "Somebody of a school", NULL }, { "practitioner", "Somebody of a nursery or a childminder", NULL }, { 0 } };

static const struct field member_fields[] = {
    { "role", "Who is it?", .kind = RADIOS, .choices = member_roles, .need = "Choose who it is" },
    { "officer", "Name", .kind = SELECT, .need = "Choose the person", .only_if = "role", .only_is = "officer" },
    { "health", "Name", .kind = SELECT, .need = "Choose the person", .only_if = "role", .only_is = "health" },
    { "school", "Name", .kind = SELECT, .need = "Choose the person", .only_if = "role", .only_is = "school" },
    { "practitioner", "Name", .kind = SELECT, .need = "Choose the person", .only_if = "role", .only_is = "practitioner" },
    { "because", "Why do they sit on the panel?", "For example, SENCO of a nursery school", .max = 150, .need = "Write why they sit on the panel" },
    { 0 }
};

static struct form *member_choices(struct web *w, struct form *f)
{
    for (const struct choice *r = member_roles; r->code; r++) {
        size_t n;
        struct people_to_name *p = people_to_name(w->db, r->code, &n);
        struct choice *one = arena_array(w->arena, struct choice, n + 1);
        for (size_t i = 0; i < n; i++)
            one[i] = (struct choice){ number(w, p[i].id), arena_print(w->arena, "%s%s%s", p[i].name, *p[i].organisation ? ", " : "", p[i].organisation), NULL };
        form_choices(f, r->code, one);
    }
    return f;
}

static void members_page(struct web *w, struct form *f)
{
    size_t n;
    struct funding_members *m = funding_members(w->db, &n);
    web_page(w, "Who sits on the panel");
    view_funding_members(&w->out, w, m, n, f);
}

void members_show(struct web *w) { members_page(w, member_choices(w, form_new(w, member_fields))); }

void member_add(struct web *w)
{
    struct form *f = member_choices(w, form_read(w, member_fields));
    if (!form_is_right(f)) {
        w->status = 422;
        members_page(w, f);
        return;
    }
    int64_t person = form_number(f, form_value(f, "role"));
    name_funding_member(w->db, person, form_value(f, "because"), w->today);
    web_audit(w, 0, "change", "funding member", arena_print(w->arena, "%lld named", (long long)person));
    web_notice(w, "Saved: they sit on the panel");
    web_to(w, "/funding/members");
}

void member_end(struct web *w)
{
    int64_t person = web_id(w, "person");
    if (end_funding_member(w->db, person, w->today))
        web_audit(w, 0, "change", "funding member", arena_print(w->arena, "%lld ended", (long long)person));
    web_notice(w, "They no longer sit on the panel");
    web_to(w, "/funding/members");
}
