/*
 * Writing down a meeting: who was there, what parents and child said, what was
 * said and decided, and the actions; then sharing the notes with the parents
 * who were invited.  What is shared can be put right; they read it at once.
 */
#include "app/meeting/meeting.h"
#include "app/meeting/panels.h"
#include "app/meeting/views.h"
#include "app/notice/notice.h"
#include "base/date.h"

#include <string.h>

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

static const struct field before_people[] = {
    { "parent_view", "What did the parents say?", "As they said it. Every parent who is invited reads this once you share the notes", .kind = PARAGRAPH, .rows = 5 },
    { "child_view", "What did the child say or show?", .kind = PARAGRAPH, .rows = 3 },
};

static const struct field after_people[] = {
    { "said", "What was talked about?", "In plain words", .kind = PARAGRAPH, .max = 8000, .rows = 8 },
    { "decided", "What was decided?", "One decision a line", .kind = PARAGRAPH, .max = 3000, .rows = 4 },
    ACTION_FIELDS("1"), ACTION_FIELDS("2"), ACTION_FIELDS("3"), ACTION_FIELDS("4"), ACTION_FIELDS("5"), ACTION_FIELDS("6"),
    { "version", "Version", .kind = HIDDEN },
};

enum { BEFORE = sizeof before_people / sizeof *before_people, AFTER = sizeof after_people / sizeof *after_people };

static const char *name_of(struct web *w, const struct meeting_guests *g) { return arena_print(w->arena, "attendance_%lld", (long long)g->id); }

static const struct field *fields_for(struct web *w, const struct meeting_sheet *s)
{
    struct field *f = arena_array(w->arena, struct field, BEFORE + AFTER + s->guests + 1), *at = f;
    memcpy(at, before_people, sizeof before_people);
    at += BEFORE;
    for (size_t i = 0; i < s->guests; i++)
        *at++ = (struct field){ name_of(w, &s->guest[i]), s->guest[i].name, s->guest[i].job, .kind = RADIOS, .choices = meeting_attendances, .need = arena_print(w->arena, "Say whether %s was there", s->guest[i].name) };
    memcpy(at, after_people, sizeof after_people);
    return f;
}

static struct form *filled(struct web *w, const struct meeting_sheet *s)
{
    size_t n;
    struct form *f = form_new(w, fields_for(w, s));
    form_set(f, "parent_view", s->m->parent_view);
    form_set(f, "child_view", s->m->child_view);
    form_set(f, "said", s->m->said);
    form_set(f, "decided", s->m->decided);
    form_set_number(f, "version", s->m->version);
    for (size_t i = 0; i < s->guests; i++)
        form_set(f, name_of(w, &s->guest[i]), s->guest[i].attendance);
    struct actions_from *a = actions_from(w->db, w->person->id, "meeting", s->m->id, &n);
    action_rows_choices(f, s->m->child_id);
    action_rows_fill(f, a, n);
    return f;
}

/* A parent's own words from before the meeting are where the notes begin; not where two wrote some, who do not read each other's. */
static const char *said_before(struct web *w, const struct meeting_sheet *s, const char *whose)
{
    const char *all = "";
    for (size_t i = 0; i < s->words; i++)
        if (s->word[i].person_id != s->word[0].person_id)
            return "";
        else if (is(s->word[i].whose, whose))
            all = arena_print(w->arena, "%s%s%s", all, *all ? "\n" : "", s->word[i].words);
    return all;
}

static void page(struct web *w, const struct meeting_sheet *s, struct form *f, const struct form *saved)
{
    struct meeting_record r = { .sheet = s, .form = f };
    if (saved)
        r.difference = form_differences(saved, f, &r.differences);
    if (!form_is_right(f) && w->status == 200)
        w->status = 422;
    web_page(w, "Notes of the meeting");
    view_meeting_record(&w->out, w, &r);
}

/* NULL, with the answer given, where there is nothing to write down yet. */
static struct meeting_sheet *held_or_back(struct web *w)
{
    struct meeting_sheet *s = meeting_to_run_or_stop(w);
    bool has_begun = s->m->starts_at && strcmp(date_of_instant(w->arena, s->m->starts_at), w->today) <= 0;
    if (is(s->m->status, "held") || (is(s->m->status, "fixed") && has_begun))
        return s;
    web_notice(w, is(s->m->status, "fixed") ? "The meeting has not taken place yet" : "Fix the date of the meeting first");
    web_to(w, meeting_path(w, s->m));
    return NULL;
}

void meeting_record_form(struct web *w)
{
    struct meeting_sheet *s = held_or_back(w);
    if (!s)
        return;
    struct form *f = filled(w, s);
    if (!s->m->recorded_at) {
        form_set(f, "parent_view", said_before(w, s, "parent"));
        form_set(f, "child_view", said_before(w, s, "child"));
    }
    page(w, s, f, NULL);
}

static bool is_overtaken(struct web *w, const struct meeting_sheet *s, struct form *f)
{
    if (form_number(f, "version") == s->m->version)
        return false;
    form_set_number(f, "version", s->m->version);
    form_fail(f, NULL, "Somebody else changed these notes while you were writing. Compare, then save again to keep yours");
    w->status = 409;
    page(w, s, f, filled(w, s));
    return true;
}

static void store(struct web *w, struct meeting_sheet *s, const struct form *f)
{
    if (record_meeting(w->db, &(struct record_meeting){ .id = s->m->id, .version = s->m->version, .parent_view = form_value(f, "parent_view"), .child_view = form_value(f, "child_view"), .said = form_value(f, "said"),
            .decided = form_value(f, "decided"), .recorded_by = w->person->id, .recorded_at = w->now }) != 1)
        web_stop(w, 409);
    for (size_t i = 0; i < s->guests; i++)
        guest_attended(w->db, s->m->id, s->guest[i].id, form_value(f, name_of(w, &s->guest[i])));
    close_meeting_guests(w->db, s->m->id);
    if (is(s->m->status, "fixed"))
        child_event(act_of(w), s->m->child_id, date_of_instant(w->arena, s->m->starts_at), "meeting", "A meeting took place", code_label("meeting_kind", s->m->kind), meeting_path(w, s->m), false);
}

/* Actions of a meeting go to the family's list only where every parent who could read them was invited. */
static bool all_parents_invited(struct web *w, const struct meeting_sheet *s) { return verified_not_invited(w->db, w->person->id, s->m->id)->n == 0; }

void meeting_record(struct web *w)
{
    struct meeting_sheet *s = held_or_back(w);
    if (!s)
        return;
    struct form *f = form_read(w, fields_for(w, s));
    action_rows_choices(f, s->m->child_id);
    action_rows_check(f);
    if (!form_is_right(f)) {
        page(w, s, f, NULL);
        return;
    }
    if (is_overtaken(w, s, f))
        return;
    store(w, s, f);
    const char *actions = action_rows_save(w, f, s->m->child_id, "meeting", s->m->id, s->m->published_at && all_parents_invited(w, s));
    web_audit(w, s->m->child_id, "change", "meeting", arena_print(w->arena, "attendance parent_view child_view said decided%s", actions));
    web_notice(w, s->m->published_at ? "Saved. The family reads it as it is now" : "Saved. The family reads it once you share it");
    web_to(w, meeting_path(w, s->m));
}

static void tell_parents(struct web *w, const struct meeting_sheet *s)
{
    for (size_t i = 0; i < s->guests; i++)
        if (is(s->guest[i].kind, "family") && s->guest[i].person_id && !is(s->m->child_left_reason, "died"))
            notice_send(w->db, w->now, s->guest[i].email, "meeting notes", meeting_path(w, s->m), arena_print(w->arena, "meeting notes %lld to %lld", (long long)s->m->id, (long long)s->guest[i].id));
}

void meeting_publish(struct web *w)
{
    struct meeting_sheet *s = meeting_to_run_or_stop(w);
    if (!publish_meeting(w->db, s->m->id, w->now)) {
        web_notice(w, is(s->m->status, "held") ? "The notes are shared already" : "Write down the meeting first");
        web_to(w, meeting_path(w, s->m));
        return;
    }
    if (all_parents_invited(w, s))
        action_share(w->db, "meeting", s->m->id, true);
    tell_parents(w, s);
    child_event(act_of(w), s->m->child_id, "", "meeting", "The notes of a meeting were shared with the family", "", meeting_path(w, s->m), false);
    web_audit(w, s->m->child_id, "change", "meeting", "published_at");
    web_notice(w, "Shared. The parents who were invited can read the notes now");
    web_to(w, meeting_path(w, s->m));
}
