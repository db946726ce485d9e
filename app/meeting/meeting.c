/* Reading a meeting: its page for professionals, all meetings of a child, and what other pages show of them.  The family's side is drawn by answer.c. */
#include "app/meeting/meeting.h"
#include "app/meeting/panels.h"
#include "app/meeting/views.h"
#include "app/child/tables.h"
#include "base/date.h"
#include "base/text.h"
#include "out/lanes.h"

#include <string.h>

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

bool meeting_is_open(const struct meeting_by_id *m) { return is(m->status, "proposed") || is(m->status, "fixed"); }

const char *meeting_path(struct web *w, const struct meeting_by_id *m) { return arena_print(w->arena, "/meetings/%lld", (long long)m->id); }

bool meeting_may_arrange(struct web *w, int64_t child)
{
    return web_may(w, ARRANGE_MEETINGS) && (web_may(w, CHANGE_CHILDREN) || is_senco_of(w->db, w->person->id, child));
}

static struct meeting_sheet *sheet_of(struct web *w, struct meeting_by_id *m, struct child_by_id *c)
{
    struct meeting_sheet *s = arena_new(w->arena, struct meeting_sheet);
    int64_t me = w->person->id;
    *s = (struct meeting_sheet){ .m = m, .child = c, .name = child_name(w->arena, c->given_name, c->family_name, c->known_as),
        .first_name = *c->known_as ? c->known_as : *c->given_name ? c->given_name : c->family_name, .is_family = web_role(w, "parent") };
    s->time = meeting_times(w->db, me, m->id, &s->times);
    s->guest = meeting_guests(w->db, me, m->id, &s->guests);
    s->can = meeting_cans(w->db, me, m->id, &s->cans);
    s->word = meeting_words_of(w->db, me, m->id, &s->words);
    for (size_t i = 0; i < s->guests; i++)
        if (s->guest[i].person_id == me)
            s->me = &s->guest[i];
    s->may_run = web_may(w, ARRANGE_MEETINGS) && (m->organiser_id == me || web_may(w, CHANGE_CHILDREN)) && !*c->left_on;
    return s;
}

struct meeting_sheet *meeting_or_stop(struct web *w)
{
    struct meeting_by_id *m = meeting_by_id(w->db, w->person->id, web_id(w, "id"));
    if (!m)
        web_stop(w, 404);
    return sheet_of(w, m, child_or_stop(w, m->child_id));
}

struct meeting_sheet *meeting_to_run_or_stop(struct web *w)
{
    struct meeting_sheet *s = meeting_or_stop(w);
    if (!s->may_run)
        web_stop(w, 404);
    return s;
}

void meeting_show_with(struct web *w, const struct meeting_sheet *s, struct form *answer)
{
    size_t n;
    struct actions_from *action = actions_from(w->db, w->person->id, "meeting", s->m->id, &n);
    if (answer && !form_is_right(answer))
        w->status = 422;
    web_page(w, "Meeting");
    view_meeting_show(&w->out, w, s, answer, action, n);
}

static void show(struct web *w)
{
    struct meeting_sheet *s = meeting_or_stop(w);
    bool answers = s->me && meeting_is_open(s->m) && s->m->organiser_id != w->person->id;
    if (s->is_family)
        meeting_family_show(w, s, NULL, NULL);
    else
        meeting_show_with(w, s, answers ? meeting_answer_form(w, s) : NULL);
}

static void show_all(struct web *w)
{
    size_t n;
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct meetings_of_child *row = meetings_of_child(w->db, w->person->id, c->id, &n);
    web_page(w, "Meetings");
    view_meeting_all(&w->out, w, c, row, n, meeting_may_arrange(w, c->id) && !*c->left_on);
}

/* ---- panels ---- */

static void child_panel(struct web *w, int64_t about)
{
    size_t n;
    struct child_by_id *c = child_of_page(w, about);
    if (!c)
        return;
    struct meetings_of_child *row = meetings_of_child(w->db, w->person->id, about, &n);
    view_meeting_panel(&w->out, w, about, row, n, meeting_may_arrange(w, about) && !*c->left_on);
}

static void family_panel(struct web *w, int64_t about)
{
    size_t n;
    struct meetings_of_child *row = meetings_of_child(w->db, w->person->id, about, &n);
    view_meeting_family_panel(&w->out, w, about, row, n);
}

static void copy_panel(struct web *w, int64_t about)
{
    size_t n;
    struct meetings_of_child *row = meetings_of_child(w->db, w->person->id, about, &n);
    if (n)
        view_meeting_copy_part(&w->out, w, row, n);
}

enum { DAYS_AHEAD = 14 };

/* What a meeting on somebody's home wants of them. */
const char *meeting_wants(struct web *w, const struct meetings_of_person *m)
{
    bool mine = m->organiser_id == w->person->id;
    if (is(m->status, "fixed") && m->starts_at + m->minutes * 60000 < w->now)
        return mine ? "Write down what was said and decided" : "";
    if (is(m->status, "fixed"))
        return m->answered_at && *m->coming ? "" : "Say whether you come";
    if (!is(m->status, "proposed"))
        return "";
    if (mine && m->answered == m->guests)
        return "All have answered: fix the date";
    if (mine && *m->answer_by && strcmp(m->answer_by, w->today) < 0)
        return "The day for answers has passed: fix a date, or ask again";
    return m->answered_at ? "" : "Say which dates suit you";
}

/* Only what is still to come, or is the organiser's to write down; what needs something of me first. */
static size_t sorted_for_home(struct web *w, struct meetings_of_person *m, size_t n)
{
    struct meetings_of_person *wanting = arena_array(w->arena, struct meetings_of_person, n + 1), *other = arena_array(w->arena, struct meetings_of_person, n + 1);
    size_t wants = 0, others = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_past = is(m[i].status, "fixed") && m[i].starts_at + m[i].minutes * 60000 < w->now;
        if (*meeting_wants(w, &m[i]))
            wanting[wants++] = m[i];
        else if (is(m[i].status, "fixed") && !is_past)
            other[others++] = m[i];
    }
    memcpy(m, wanting, wants * sizeof *m);
    memcpy(m + wants, other, others * sizeof *m);
    return wants + others;
}

static void home_panel(struct web *w, int64_t about)
{
    (void)about;
    size_t n, asked = 0;
    struct meetings_of_person *m = meetings_of_person(w->db, w->person->id, w->now + DAYS_AHEAD * INT64_C(86400000), &n);
    struct meetings_asked *a = web_may(w, ARRANGE_MEETINGS) ? meetings_asked(w->db, w->person->id, web_may(w, CHANGE_CHILDREN), &asked) : NULL;
    n = sorted_for_home(w, m, n);
    if (n || asked || web_may(w, ARRANGE_MEETINGS))
        view_meeting_home(&w->out, w, m, n, a, asked);
}

static void family_home_panel(struct web *w, int64_t about)
{
    (void)about;
    size_t n;
    struct meetings_of_person *m = meetings_of_person(w->db, w->person->id, w->now + 60 * INT64_C(86400000), &n);
    if (n)
        view_meeting_family_home(&w->out, w, m, n);
}

static const struct route routes[] = {
    { GET, "/children/:id/meetings", SEE_CHILDREN, show_all },
    { GET, "/children/:id/meetings/new", ARRANGE_MEETINGS, meeting_new_form },
    { POST, "/children/:id/meetings/new", ARRANGE_MEETINGS, meeting_new },
    { GET, "/children/:id/meetings/ask", SPEAK_FOR_FAMILY, meeting_ask_form, .is_translated = true },
    { POST, "/children/:id/meetings/ask", SPEAK_FOR_FAMILY, meeting_ask, .is_translated = true },
    { GET, "/meetings/:id", SEE_CHILDREN, show, .is_translated = true },
    { POST, "/meetings/:id/answer", SEE_CHILDREN, meeting_answer_save, .is_translated = true },
    { POST, "/meetings/:id/words", SPEAK_FOR_FAMILY, meeting_words_save, .is_translated = true },
    { GET, "/meetings/:id/pdf", SEE_CHILDREN, meeting_paper, .is_slow = true },
    { GET, "/meetings/:id/ics", SEE_CHILDREN, meeting_file, .is_translated = true },
    { GET, "/meetings/:id/plan", ARRANGE_MEETINGS, meeting_plan_form },
    { POST, "/meetings/:id/plan", ARRANGE_MEETINGS, meeting_plan },
    { GET, "/meetings/:id/people", ARRANGE_MEETINGS, meeting_people_form },
    { POST, "/meetings/:id/people", ARRANGE_MEETINGS, meeting_people_add },
    { POST, "/meetings/:id/people/:guest/remove", ARRANGE_MEETINGS, meeting_person_remove },
    { POST, "/meetings/:id/fix", ARRANGE_MEETINGS, meeting_fix_date },
    { GET, "/meetings/:id/change", ARRANGE_MEETINGS, meeting_change_form },
    { POST, "/meetings/:id/change", ARRANGE_MEETINGS, meeting_change },
    { GET, "/meetings/:id/cancel", ARRANGE_MEETINGS, meeting_cancel_form },
    { POST, "/meetings/:id/cancel", ARRANGE_MEETINGS, meeting_cancel },
    { GET, "/meetings/:id/record", ARRANGE_MEETINGS, meeting_record_form },
    { POST, "/meetings/:id/record", ARRANGE_MEETINGS, meeting_record },
    { POST, "/meetings/:id/publish", ARRANGE_MEETINGS, meeting_publish },
    { GET, "/invited/:token", ANYONE, meeting_link_show, .is_translated = true },
    { POST, "/invited/:token", ANYONE, meeting_link_answer, .is_translated = true },
    { GET, "/invited/:token/ics", ANYONE, meeting_link_file, .is_translated = true },
    { GET, "/calendar", SEE_OWN_REQUESTS, calendar_show },
    { POST, "/calendar/feed", SEE_OWN_REQUESTS, calendar_renew },
    { POST, "/calendar/feed/end", SEE_OWN_REQUESTS, calendar_end },
    { GET, "/calendar/:token/meetings.ics", ANYONE, calendar_feed },
    { 0 }
};

static const struct panel panels[] = {
    { "child", 36, SEE_CHILDREN, child_panel },
    { "family", 35, SPEAK_FOR_FAMILY, family_panel },
    { "copy", 35, SPEAK_FOR_FAMILY, copy_panel },
    { "home", 16, SEE_OWN_REQUESTS, home_panel },
    { "home", 9, SPEAK_FOR_FAMILY, family_home_panel },
    { 0 }
};

/* app/child/tables.h */
static const struct child_table tables[] = {
    { "meeting", "Meetings", ROWS_GO, .day = "arranged_on", .words = "reference", .path = "/meetings/" },
    { 0 }
};

static void lanes_of_meetings(struct web *w, int64_t child, struct lanes *l)
{
    size_t n;
    struct meetings_of_child *m = meetings_of_child(w->db, w->person->id, child, &n);
    for (size_t i = 0; i < n; i++)
        if (is(m[i].status, "held") || is(m[i].status, "fixed"))
            lanes_moment(l, LANE_MEETING, "Meetings", date_of_instant(w->arena, m[i].starts_at), code_label("meeting_kind", m[i].kind), arena_print(w->arena, "/meetings/%lld", (long long)m[i].id));
}

const struct feature meeting_feature = { "meeting", routes, panels, meeting_each_minute, .lanes = lanes_of_meetings, .tables = tables };
