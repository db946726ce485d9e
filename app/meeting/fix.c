/* Fixing the date of a meeting, changing it, and calling it off.  Each goes to everybody invited, with its SEQUENCE grown (RFC 5546 2.1.4). */
#include "app/meeting/meeting.h"
#include "app/meeting/panels.h"
#include "app/meeting/views.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

bool meeting_fix(struct web *w, struct meeting_by_id *m, int64_t starts_at)
{
    if (!fix_meeting(w->db, m->id, starts_at))
        return false;
    m->status = "fixed";
    m->starts_at = starts_at;
    m->version++;
    guests_take_answers(w->db, m->id, starts_at);
    child_event(act_of(w), m->child_id, "", "meeting", "The date of a meeting is fixed", meeting_when(w->arena, NULL, starts_at), meeting_path(w, m), false);
    web_audit(w, m->child_id, "change", "meeting", "starts_at");
    meeting_tell_all(w, m, MEETING_FIXED, true);
    return true;
}

void meeting_fix_date(struct web *w)
{
    struct meeting_sheet *s = meeting_to_run_or_stop(w);
    int64_t id = web_field_id(w, "time"), at = 0;
    for (size_t i = 0; i < s->times; i++)
        if (s->time[i].id == id)
            at = s->time[i].starts_at;
    if (at && at <= w->now)
        web_notice(w, "This date has passed. Choose another, or propose new ones");
    else if (!at || !meeting_fix(w, s->m, at))
        web_notice(w, "Somebody else was quicker: look at the meeting again");
    else
        web_notice(w, "The date is fixed. Everybody gets an invitation for their calendar");
    web_to(w, meeting_path(w, s->m));
}

/* ---- changing ---- */

#define BASE_FIELDS \
    { "kind", "What kind of meeting is it?", .kind = RADIOS, .need = "Choose the kind of meeting" }, \
    { "purpose", "What do you meet for?", "The family reads this, and everybody who is invited and signs in. Plain words", .kind = PARAGRAPH, .max = 1000, .rows = 3, .need = "Say what you meet for" }, \
    { "place_kind", "Where?", .kind = RADIOS, .need = "Say where you meet" }, \
    { "place", "Which place?", "It goes out by email: never a family’s address", .max = 150, .need = "Enter the place", .only_if = "place_kind", .only_is = "place" }, \
    { "joining", "How to join", "An address or a telephone number. It is read on the meeting’s page only", .max = 300, .need = "Say how to join", .only_if = "place_kind", .only_is = "online" }, \
    { "minutes", "How many minutes?", .kind = NUMBER, .min = 15, .max = 480, .need = "Enter how many minutes" }
#define DATE_FIELDS(n, label, ...) { "t" n "_on", label, .kind = FUTURE_DATE, ##__VA_ARGS__ }, { "t" n "_at", "Time", .kind = LINE, .max = 20 }

static const struct field fixed_fields[] = {
    BASE_FIELDS, DATE_FIELDS("1", "Date", .need = "Enter the date"), DATE_FIELDS("2", ""), DATE_FIELDS("3", ""), DATE_FIELDS("4", ""),
    { "because", "Why is it changed?", "Everybody invited reads this on the meeting’s page", .kind = PARAGRAPH, .max = 500, .rows = 2 },
    { "version", "Version", .kind = HIDDEN }, { 0 }
};

static const struct field proposed_fields[] = {
    BASE_FIELDS, DATE_FIELDS("1", "Another date"), DATE_FIELDS("2", "And another"), DATE_FIELDS("3", "And another"), DATE_FIELDS("4", "And another"),
    { "because", "Why is it changed?", "Everybody invited reads this on the meeting’s page", .kind = PARAGRAPH, .max = 500, .rows = 2 },
    { "version", "Version", .kind = HIDDEN }, { 0 }
};

static bool is_fixed(const struct meeting_sheet *s) { return is(s->m->status, "fixed"); }
static const struct field *fields_of(const struct meeting_sheet *s) { return is_fixed(s) ? fixed_fields : proposed_fields; }

static struct form *filled(struct web *w, const struct meeting_sheet *s)
{
    const struct meeting_by_id *m = s->m;
    struct form *f = form_new(w, fields_of(s));
    form_set(f, "kind", m->kind);
    form_set(f, "purpose", m->purpose);
    form_set(f, "place_kind", m->place_kind);
    form_set(f, "place", is(m->place_kind, "place") ? m->place : "");
    form_set(f, "joining", m->joining);
    form_set_number(f, "minutes", m->minutes);
    form_set_number(f, "version", m->version);
    if (is_fixed(s)) {
        form_set(f, "t1_on", date_of_instant(w->arena, m->starts_at));
        form_set(f, "t1_at", is(date_clock_words(w->arena, m->starts_at), "midday") ? "12:00pm" : date_clock_words(w->arena, m->starts_at));
    }
    return f;
}

static void page(struct web *w, const struct meeting_sheet *s, struct form *f, const struct form *saved)
{
    struct meeting_form p = { .child = s->child, .sheet = s, .title = "Change the meeting", .intro = "", .action = arena_print(w->arena, "/meetings/%lld/change", (long long)s->m->id), .button = "Save, and tell everybody", .form = f };
    if (saved)
        p.difference = form_differences(saved, f, &p.differences);
    if (!form_is_right(f) && w->status == 200)
        w->status = 422;
    web_page(w, "Change the meeting");
    view_meeting_change(&w->out, w, &p);
}

/* NULL, with the answer given, where there is nothing left to change. */
static struct meeting_sheet *open_or_back(struct web *w)
{
    struct meeting_sheet *s = meeting_to_run_or_stop(w);
    if (meeting_is_open(s->m))
        return s;
    web_notice(w, "This meeting is over");
    web_to(w, meeting_path(w, s->m));
    return NULL;
}

void meeting_change_form(struct web *w)
{
    struct meeting_sheet *s = open_or_back(w);
    if (!s)
        return;
    struct form *f = filled(w, s);
    meeting_place_choices(w, f, s->m->child_id);
    page(w, s, f, NULL);
}

static bool is_overtaken(struct web *w, const struct meeting_sheet *s, struct form *f)
{
    if (form_number(f, "version") == s->m->version)
        return false;
    struct form *saved = filled(w, s);
    meeting_place_choices(w, saved, s->m->child_id);
    form_set_number(f, "version", s->m->version);
    form_fail(f, NULL, "Somebody else changed this meeting while you were writing. Compare, then save again to keep yours");
    w->status = 409;
    page(w, s, f, saved);
    return true;
}

/* A day that the clock has passed may stay as it is. */
static int64_t date_typed(struct web *w, const struct meeting_sheet *s, struct form *f)
{
    int64_t at[MEETING_DATES];
    struct form *before = filled(w, s);
    if (is(form_typed(f, "t1_at"), form_typed(before, "t1_at")) && is(form_value(f, "t1_on"), form_value(before, "t1_on")))
        return s->m->starts_at;
    return meeting_read_dates(f, at) ? at[0] : 0;
}

static void store(struct web *w, struct meeting_sheet *s, const struct form *f, int64_t starts_at, bool is_moved)
{
    struct meeting_by_id *m = s->m;
    struct change_meeting c = { .id = m->id, .version = m->version, .kind = form_value(f, "kind"), .purpose = form_value(f, "purpose"), .place_kind = form_value(f, "place_kind"), .place = meeting_place_typed(w, f, m->child_id),
        .joining = form_value(f, "joining"), .minutes = form_number(f, "minutes"), .starts_at = starts_at, .sequence = m->sequence + is_moved, .because = form_value(f, "because") };
    if (change_meeting(w->db, &c) != 1)
        web_stop(w, 409);
    m->kind = c.kind, m->purpose = c.purpose, m->place_kind = c.place_kind, m->place = c.place, m->joining = c.joining, m->minutes = c.minutes, m->starts_at = c.starts_at, m->sequence = c.sequence, m->because = c.because, m->version++;
}

static void change_fixed(struct web *w, struct meeting_sheet *s, struct form *f, int64_t at)
{
    const struct meeting_by_id before = *s->m;
    const char *place = meeting_place_typed(w, f, s->m->child_id);
    bool other_day = at != before.starts_at, is_moved = other_day || !is(form_value(f, "place_kind"), before.place_kind) || !is(place, before.place) || form_number(f, "minutes") != before.minutes || !is(form_value(f, "joining"), before.joining);
    store(w, s, f, at, is_moved);
    if (other_day) {
        guests_answer_again(w->db, s->m->id, s->m->organiser_id);
        child_event(act_of(w), s->m->child_id, "", "meeting", "A meeting was moved to another date", meeting_when(w->arena, NULL, at), meeting_path(w, s->m), false);
    }
    if (is_moved)
        meeting_tell_all(w, s->m, MEETING_CHANGED, true);
    web_notice(w, is_moved ? "Saved. Everybody is told, and their calendars change" : "Saved");
}

static void change_proposed(struct web *w, struct meeting_sheet *s, struct form *f, const int64_t *at, size_t n)
{
    store(w, s, f, 0, false);
    for (size_t i = 0; i < n; i++)
        add_meeting_time(w->db, new_id(), s->m->id, at[i]);
    if (n) {
        guests_answer_again(w->db, s->m->id, s->m->organiser_id);
        meeting_tell_all(w, s->m, MEETING_PROPOSED, false);
    }
    web_notice(w, n ? "Saved. Everybody is asked about the new dates" : "Saved");
}

void meeting_change(struct web *w)
{
    struct meeting_sheet *s = open_or_back(w);
    if (!s)
        return;
    struct form *f = form_read(w, fields_of(s));
    int64_t at[MEETING_DATES] = { 0 };
    size_t n = 0;
    meeting_place_choices(w, f, s->m->child_id);
    if (is_fixed(s))
        at[0] = date_typed(w, s, f);
    else
        n = meeting_read_dates(f, at);
    if (!form_is_right(f)) {
        page(w, s, f, NULL);
        return;
    }
    if (is_overtaken(w, s, f))
        return;
    if (is_fixed(s))
        change_fixed(w, s, f, at[0]);
    else
        change_proposed(w, s, f, at, n);
    web_audit(w, s->m->child_id, "change", "meeting", "kind purpose place minutes starts_at");
    web_to(w, meeting_path(w, s->m));
}

/* ---- calling it off ---- */

static const struct field cancel_fields[] = {
    { "because", "Why does it not take place?", "Everybody invited reads this on the meeting’s page; the email does not say it", .kind = PARAGRAPH, .max = 500, .rows = 3, .need = "Say why it does not take place" },
    { 0 }
};

/* Also what a parent has asked for can be answered with a no. */
static struct meeting_sheet *to_cancel_or_back(struct web *w)
{
    struct meeting_sheet *s = meeting_or_stop(w);
    bool asked = is(s->m->status, "asked");
    if (asked ? !meeting_may_arrange(w, s->m->child_id) : !s->may_run && !(*s->child->left_on && meeting_may_arrange(w, s->m->child_id)))
        web_stop(w, 404);
    if (asked || meeting_is_open(s->m))
        return s;
    web_notice(w, "This meeting is over");
    web_to(w, meeting_path(w, s->m));
    return NULL;
}

static void cancel_page(struct web *w, const struct meeting_sheet *s, struct form *f)
{
    bool has_died = is(s->m->child_left_reason, "died"), asked = is(s->m->status, "asked");
    struct meeting_form p = { .child = s->child, .sheet = s, .title = asked ? "Say no to this meeting" : "Call the meeting off", .form = f, .is_risky = true, .action = arena_print(w->arena, "/meetings/%lld/cancel", (long long)s->m->id), .button = asked ? "Say no" : "Call it off, and tell everybody",
        .intro = has_died ? "Nothing is sent to the family. Professionals who are invited are told that it does not take place." : asked ? "Please ring the family first. They read your answer in their own place." : "It goes out of everybody’s calendar." };
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, p.title);
    view_meeting_cancel(&w->out, w, &p);
}

void meeting_cancel_form(struct web *w)
{
    struct meeting_sheet *s = to_cancel_or_back(w);
    if (s)
        cancel_page(w, s, form_new(w, cancel_fields));
}

void meeting_cancel(struct web *w)
{
    struct meeting_sheet *s = to_cancel_or_back(w);
    if (!s)
        return;
    struct form *f = form_read(w, cancel_fields);
    if (!form_is_right(f)) {
        cancel_page(w, s, f);
        return;
    }
    if (!cancel_meeting(w->db, s->m->id, form_value(f, "because")))
        web_stop(w, 409);
    s->m->status = "cancelled";
    s->m->sequence++;
    s->m->version++;
    meeting_tell_all(w, s->m, MEETING_CANCELLED, true);
    close_meeting_guests(w->db, s->m->id);
    child_event(act_of(w), s->m->child_id, "", "meeting", "A meeting does not take place", "", meeting_path(w, s->m), false);
    web_audit(w, s->m->child_id, "change", "meeting", "status because");
    web_notice(w, "The meeting is called off");
    web_to(w, meeting_path(w, s->m));
}
