/*
 * The weekly meeting: everything that waits, on one page and one by one, who
 * was there, and what became of each.  Decisions are made on the pages where
 * they always are; a request that is in an open meeting says so there, with the
 * way to the next.
 */
#include "app/triage/meeting.h"
#include "app/triage/views.h"
#include "base/date.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static const struct field people_fields[] = {
    { "people", "Who is here?", .kind = CHECKBOXES },
    { "others", "Who else?", "Names and their work, for example Hana Reed, speech therapist", .max = 500 },
    { 0 }
};

static struct triage_meeting_by_id *triage_meeting_or_stop(struct web *w)
{
    struct triage_meeting_by_id *m = triage_meeting_by_id(w->db, web_id(w, "meeting"));
    if (!m)
        web_stop(w, 404);
    return m;
}

static void back(struct web *w, int64_t meeting) { web_to_f(w, "/triage/meetings/%lld", (long long)meeting); }

void triage_meetings_show(struct web *w)
{
    size_t n;
    struct triage_meetings *m = triage_meetings(w->db, &n);
    web_page(w, "Triage meetings");
    view_triage_meetings(&w->out, w, m, n, triage_meeting_open(w->db));
}

/* A meeting that somebody has begun already is joined: there is one at a time. */
void triage_meeting_begin(struct web *w)
{
    struct triage_meeting_open *open = triage_meeting_open(w->db);
    int64_t id = open ? open->id : new_id();
    if (!open) {
        add_triage_meeting(w->db, id, w->today, w->person->id, w->now);
        add_triage_meeting_person(w->db, id, w->person->id);
        fill_triage_meeting(w->db, w->person->id, id);
        web_audit(w, 0, "change", "triage meeting", "begun");
    }
    back(w, id);
}

static const struct choice *officers_to_tick(struct web *w)
{
    size_t n;
    struct officers_now *o = officers_now(w->db, &n);
    struct choice *c = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct choice){ arena_print(w->arena, "%lld", (long long)o[i].id), o[i].name, NULL };
    return c;
}

static struct form *people_form(struct web *w, const struct triage_meeting_page *p)
{
    struct form *f = form_new(w, people_fields);
    const char **id = arena_array(w->arena, const char *, p->people + 1);
    for (size_t i = 0; i < p->people; i++)
        id[i] = arena_print(w->arena, "%lld", (long long)p->person[i].id);
    form_choices(f, "people", officers_to_tick(w));
    form_set(f, "people", text_join(w->arena, id, p->people, " "));
    form_set(f, "others", p->m->others);
    return f;
}

static void show(struct web *w, struct triage_meeting_by_id *m, struct form *f)
{
    struct triage_meeting_page p = { .m = m };
    p.r = triage_meeting_requests(w->db, w->person->id, m->id, &p.n);
    p.person = triage_meeting_people(w->db, m->id, &p.people);
    for (size_t i = 0; i < p.n; i++)
        p.decided += strcmp(p.r[i].status, "waiting") != 0;
    if (!m->ended_at)
        p.f = f ? f : people_form(w, &p);
    web_audit(w, 0, "view", "triage meeting", arena_print(w->arena, "meeting %lld", (long long)m->id));
    web_page(w, "Triage meeting");
    view_triage_meeting(&w->out, w, &p);
}

void triage_meeting_show(struct web *w) { show(w, triage_meeting_or_stop(w), NULL); }

/* True, and the page is left, where the meeting has ended in the meantime. */
static bool has_ended(struct web *w, const struct triage_meeting_by_id *m)
{
    if (!m->ended_at)
        return false;
    web_notice(w, "Nothing was changed: the meeting has ended");
    back(w, m->id);
    return true;
}

void triage_meeting_people_save(struct web *w)
{
    struct triage_meeting_by_id *m = triage_meeting_or_stop(w);
    if (has_ended(w, m))
        return;
    struct form *f = form_read(w, people_fields);
    const struct choice *c = officers_to_tick(w);
    form_choices(f, "people", c);
    if (!form_is_right(f)) {
        w->status = 422;
        show(w, m, f);
        return;
    }
    drop_triage_meeting_people(w->db, m->id);
    for (; c->code; c++)
        if (form_has(f, "people", c->code))
            add_triage_meeting_person(w->db, m->id, strtoll(c->code, NULL, 10));
    set_triage_meeting_others(w->db, m->id, form_value(f, "others"));
    web_audit(w, 0, "change", "triage meeting", "people others");
    web_notice(w, "Who is here was saved");
    back(w, m->id);
}

void triage_meeting_refill(struct web *w)
{
    struct triage_meeting_by_id *m = triage_meeting_or_stop(w);
    if (has_ended(w, m))
        return;
    int64_t n = fill_triage_meeting(w->db, w->person->id, m->id);
    web_audit(w, 0, "change", "triage meeting", "requests");
    web_notice(w, n ? arena_print(w->arena, "%lld more added", (long long)n) : "Nothing new has come");
    back(w, m->id);
}

void triage_meeting_end(struct web *w)
{
    struct triage_meeting_by_id *m = triage_meeting_or_stop(w);
    if (has_ended(w, m))
        return;
    settle_triage_meeting(w->db, m->id, w->person->id, w->now);
    end_triage_meeting(w->db, m->id, w->now);
    web_audit(w, 0, "change", "triage meeting", "ended");
    web_notice(w, "The meeting has ended. What was not decided is for the next time");
    back(w, m->id);
}

/* What was said of one request; on to the next. */
void triage_meeting_record(struct web *w)
{
    struct request_by_id *r = request_or_stop(w);
    struct triage_meeting_by_id *m = triage_meeting_or_stop(w);
    const char *note = web_field(w, "note");
    struct triage_meeting_place *p = triage_meeting_place(w->db, w->person->id, r->id);
    if (has_ended(w, m))
        return;
    if (!p || p->id != m->id)
        web_stop(w, 404);
    if (text_length(note) > 1000) {
        web_notice(w, "Nothing was saved: the note may have 1,000 characters");
        web_to_f(w, "/requests/%lld", (long long)r->id);
        return;
    }
    bool later = strcmp(web_field(w, "outcome"), "next time") == 0 && strcmp(r->status, "waiting") == 0;
    if (*note && strcmp(note, p->note) != 0)
        add_step(w->db, &(struct add_step){ .id = new_id(), .request_id = r->id, .kind = "meeting", .person_id = w->person->id, .note = note, .at = w->now, .on_day = w->today });
    record_at_triage_meeting(w->db, w->person->id, m->id, r->id, later ? "next time" : strcmp(r->status, "waiting") ? "decided" : "", note, w->now);
    web_audit(w, r->child_id, "change", "triage meeting", "outcome note");
    web_notice(w, later ? "Saved: for the next time" : "Saved");
    if (p->after)
        web_to_f(w, "/requests/%lld", (long long)p->after);
    else
        back(w, m->id);
}

const char *triage_meeting_outcome(struct arena *a, const struct triage_meeting_requests *r, bool ended)
{
    if (strcmp(r->status, "waiting") != 0)
        return arena_print(a, "%s%s%s", request_status_words(r->status), *r->answer ? ": " : "", r->answer);
    if (strcmp(r->outcome, "next time") == 0)
        return "For the next time";
    return ended ? "Not looked at" : "Not decided yet";
}

void panel_meeting(struct web *w, int64_t request)
{
    struct triage_meeting_place *p = triage_meeting_place(w->db, w->person->id, request);
    if (p)
        view_triage_panel_meeting(&w->out, w, request, p);
}
