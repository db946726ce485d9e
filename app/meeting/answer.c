/*
 * What those invited do: say which dates suit them or that they come; a parent
 * in their own place and language, who can also choose a date that is offered,
 * write down what matters to them and their child, and ask for a meeting;
 * others signed in, or by a link that tells nothing of the child.
 */
#include "app/meeting/meeting.h"
#include "app/meeting/panels.h"
#include "app/meeting/views.h"
#include "app/notice/notice.h"
#include "base/date.h"
#include "base/text.h"
#include "web/say.h"

#include <string.h>

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

/* ---- the form ---- */

static const struct field words_field = { "words", "Is there anything that we should know?", "For example a better time, an interpreter, or who comes with you", .kind = PARAGRAPH, .max = 500, .rows = 2 };
static const struct field coming_field = { "coming", "Do you come?", .kind = RADIOS, .choices = meeting_coming_said, .need = "Say whether you come" };

static const char *can_name(struct web *w, int64_t time) { return arena_print(w->arena, "can_%lld", (long long)time); }
static bool picks(const struct meeting_sheet *s) { return s->is_family && s->m->is_bookable && is(s->m->status, "proposed"); }

static const struct field *fields_for(struct web *w, const struct meeting_sheet *s)
{
    struct field *f = arena_array(w->arena, struct field, s->times + 3), *at = f;
    if (is(s->m->status, "fixed"))
        *at++ = coming_field;
    else if (picks(s))
        *at++ = (struct field){ "pick", "Which date do you choose?", .kind = RADIOS, .need = "Choose a date, or say that none suits you" };
    for (size_t i = 0; i < s->times && is(s->m->status, "proposed") && !picks(s); i++)
        *at++ = (struct field){ can_name(w, s->time[i].id), "Does this date suit you?", .kind = RADIOS, .choices = meeting_cans_said, .need = "Say for each date whether it suits you" };
    *at = words_field;
    return f;
}

/* Dates that have passed can no longer be chosen. */
static void give_choices(struct web *w, const struct meeting_sheet *s, struct form *f)
{
    struct choice *c = arena_array(w->arena, struct choice, s->times + 2);
    size_t n = 0;
    if (!picks(s))
        return;
    for (size_t i = 0; i < s->times; i++)
        if (s->time[i].starts_at > w->now)
            c[n++] = (struct choice){ arena_print(w->arena, "%lld", (long long)s->time[i].id), meeting_when(w->arena, w->out.language, s->time[i].starts_at), NULL };
    c[n] = (struct choice){ "none", say(w, "None of these dates suits me"), NULL };
    form_choices(f, "pick", c);
}

struct form *meeting_answer_form(struct web *w, const struct meeting_sheet *s)
{
    struct form *f = form_new(w, fields_for(w, s));
    give_choices(w, s, f);
    if (is(s->m->status, "fixed"))
        form_set(f, "coming", s->me->coming);
    for (size_t i = 0; i < s->times && is(s->m->status, "proposed") && !picks(s); i++)
        form_set(f, can_name(w, s->time[i].id), meeting_answer_of(s, s->me->id, s->time[i].id));
    form_set(f, "words", s->me->words);
    return f;
}

static struct form *read_answer(struct web *w, const struct meeting_sheet *s)
{
    struct form *f = form_read(w, fields_for(w, s));
    give_choices(w, s, f);
    if (picks(s) && form_is(f, "pick", "none") && !*form_value(f, "words"))
        form_fail(f, "words", "Say when you could come");
    return f;
}

/* ---- taking the answer ---- */

static bool all_have_answered(struct web *w, const struct meeting_by_id *m)
{
    size_t n;
    struct meeting_guests *g = meeting_guests_to_tell(w->db, m->id, &n);
    for (size_t i = 0; i < n; i++)
        if (!g[i].answered_at && (*g[i].email || g[i].person_id))
            return false;
    return true;
}

static void take_cans(struct web *w, const struct meeting_sheet *s, const struct form *f)
{
    for (size_t i = 0; i < s->times; i++)
        can_meet(w->db, s->me->id, s->time[i].id, picks(s) ? is(form_value(f, "pick"), arena_print(w->arena, "%lld", (long long)s->time[i].id)) ? "yes" : "no" : form_value(f, can_name(w, s->time[i].id)));
}

/* The date that a parent picks is fixed at once; false if another was quicker. */
static bool book(struct web *w, const struct meeting_sheet *s, const struct form *f)
{
    int64_t id = form_number(f, "pick");
    for (size_t i = 0; i < s->times; i++)
        if (s->time[i].id == id && s->time[i].starts_at > w->now)
            return meeting_fix(w, s->m, s->time[i].starts_at);
    return false;
}

/* What the guest is told afterwards. */
static const char *take(struct web *w, const struct meeting_sheet *s, const struct form *f)
{
    const char *coming = is(s->m->status, "fixed") ? form_value(f, "coming") : "";
    if (is(s->m->status, "proposed"))
        take_cans(w, s, f);
    if (!guest_answered(w->db, s->me->id, coming, form_value(f, "words"), w->now))
        web_stop(w, 409);
    web_audit(w, s->m->child_id, "change", "meeting", "answer");
    if (picks(s) && !form_is(f, "pick", "none"))
        return book(w, s, f) ? "Thank you. The date is fixed" : "Somebody else was quicker: look at the meeting again";
    bool is_no = is(coming, "no") || picks(s) || *form_value(f, "words");
    if (is_no || (is(s->m->status, "proposed") && all_have_answered(w, s->m)))
        meeting_tell_organiser(w, s->m);
    return "Thank you. We have your answer";
}

static bool can_be_answered(const struct meeting_sheet *s) { return s->me && meeting_is_open(s->m) && s->me->person_id != s->m->organiser_id; }

void meeting_answer_save(struct web *w)
{
    struct meeting_sheet *s = meeting_or_stop(w);
    if (!can_be_answered(s)) {
        web_notice(w, "This meeting needs no answer any more");
        web_to(w, meeting_path(w, s->m));
        return;
    }
    struct form *f = read_answer(w, s);
    if (form_is_right(f)) {
        web_notice(w, take(w, s, f));
        web_to(w, meeting_path(w, s->m));
    } else if (s->is_family)
        meeting_family_show(w, s, f, NULL);
    else
        meeting_show_with(w, s, f);
}

void meeting_file(struct web *w)
{
    struct meeting_sheet *s = meeting_or_stop(w);
    if (!s->m->starts_at)
        web_stop(w, 404);
    const char *text = meeting_as_file(w, s->m, meeting_path(w, s->m));
    web_file(w, "text/calendar; charset=utf-8", "meeting.ics", text, strlen(text));
}

/* ---- the family ---- */

static const struct field own_fields[] = {
    { "own_words", "What matters to you?", "What you want to talk about, what worries you, what goes well. Everybody who works with your child can read it", .kind = PARAGRAPH, .max = 2000, .rows = 5 },
    { "child_words", "What would your child say?", "In words, or what they show: what they love, what they do not like, who they play with", .kind = PARAGRAPH, .max = 2000, .rows = 3 },
    { 0 }
};

void meeting_family_show(struct web *w, const struct meeting_sheet *s, struct form *answer, struct form *words)
{
    size_t n;
    struct actions_from *a = actions_from(w->db, w->person->id, "meeting", s->m->id, &n);
    if ((answer && !form_is_right(answer)) || (words && !form_is_right(words)))
        w->status = 422;
    if (!answer && can_be_answered(s))
        answer = meeting_answer_form(w, s);
    if (!words && meeting_is_open(s->m))
        words = form_new(w, own_fields);
    web_page(w, "Meeting");
    view_meeting_family(&w->out, w, s, answer, words, a, n);
}

static void add_words(struct web *w, const struct meeting_sheet *s, const char *whose, const char *words)
{
    if (*words)
        add_meeting_words(w->db, &(struct add_meeting_words){ .id = new_id(), .meeting_id = s->m->id, .person_id = w->person->id, .whose = whose, .words = words, .at = w->now });
}

void meeting_words_save(struct web *w)
{
    enum { MOST = 20 };
    struct meeting_sheet *s = meeting_or_stop(w);
    struct form *f = form_read(w, own_fields);
    if (form_is_right(f) && !*form_value(f, "own_words") && !*form_value(f, "child_words"))
        form_fail(f, "own_words", "Write what you would like to say");
    if (s->words >= MOST)
        form_fail(f, "own_words", "There is no more room here. Please telephone us instead");
    if (!form_is_right(f)) {
        meeting_family_show(w, s, NULL, f);
        return;
    }
    if (!meeting_is_open(s->m)) {
        web_notice(w, "This meeting is over");
        web_to(w, meeting_path(w, s->m));
        return;
    }
    add_words(w, s, "parent", form_value(f, "own_words"));
    add_words(w, s, "child", form_value(f, "child_words"));
    web_audit(w, s->m->child_id, "change", "meeting", "words");
    web_notice(w, "Thank you. It stands first on the page of the meeting");
    web_to(w, meeting_path(w, s->m));
}

/* ---- asking for a meeting ---- */

static const struct field ask_fields[] = {
    { "purpose", "What would you like to talk about?", .kind = PARAGRAPH, .max = 1000, .rows = 4, .need = "Say what you would like to talk about" },
    { "when", "When could you come?", "For example: mornings, or not on Wednesdays", .max = 300 },
    { 0 }
};

static bool has_asked(struct web *w, int64_t child)
{
    size_t n;
    struct meetings_of_child *m = meetings_of_child(w->db, w->person->id, child, &n);
    for (size_t i = 0; i < n; i++)
        if (is(m[i].status, "asked"))
            return true;
    return false;
}

static void ask_page(struct web *w, struct child_by_id *c, struct form *f)
{
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, "Ask for a meeting");
    view_meeting_ask(&w->out, w, c, f);
}

static bool is_asked_already(struct web *w, const struct child_by_id *c)
{
    if (!has_asked(w, c->id) && !*c->left_on)
        return false;
    web_notice(w, *c->left_on ? "No meeting can be asked for here. Please telephone us" : "You have asked for a meeting already. We answer soon");
    web_to_f(w, "/children/%lld", (long long)c->id);
    return true;
}

void meeting_ask_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    if (!is_asked_already(w, c))
        ask_page(w, c, form_new(w, ask_fields));
}

/* Who leads on helping the child, if they can arrange a meeting; else nobody: all of the service sees it. */
static struct person_who_arranges *lead_who_arranges(struct web *w, int64_t child)
{
    struct person_who_arranges *p = person_who_arranges(w->db, child_lead(w->db, child));
    return p && role_may(p->role) >> ARRANGE_MEETINGS & 1 ? p : NULL;
}

static void write_asked(struct web *w, const struct child_by_id *c, const struct form *f)
{
    size_t n;
    int64_t id = new_id(), guest = new_id();
    struct person_who_arranges *lead = lead_who_arranges(w, c->id);
    struct carers_to_invite *k = carers_to_invite(w->db, w->person->id, c->id, &n);
    const char *relationship = "";
    for (size_t i = 0; i < n; i++)
        if (k[i].person_id == w->person->id)
            relationship = k[i].relationship;
    add_meeting(w->db, &(struct add_meeting){ .id = id, .child_id = c->id, .reference = meeting_new_reference(w->db), .kind = "other", .status = "asked", .organiser_id = lead ? lead->id : 0, .asked_by = w->person->id,
        .purpose = form_value(f, "purpose"), .place_kind = "", .place = "", .joining = "", .minutes = 60, .answer_by = "", .arranged_on = w->today, .created_at = w->now });
    add_meeting_guest(w->db, &(struct add_meeting_guest){ .id = guest, .meeting_id = id, .kind = "family", .person_id = w->person->id, .name = w->person->name, .job = relationship, .email = w->person->email });
    if (*form_value(f, "when"))
        guest_says(w->db, guest, form_value(f, "when"));
    if (lead)
        notice_send(w->db, w->now, lead->email, "meeting asked", arena_print(w->arena, "/meetings/%lld", (long long)id), arena_print(w->arena, "meeting asked %lld", (long long)id));
}

void meeting_ask(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct form *f = form_read(w, ask_fields);
    if (!form_is_right(f)) {
        ask_page(w, c, f);
        return;
    }
    if (is_asked_already(w, c))
        return;
    write_asked(w, c, f);
    child_event(act_of(w), c->id, "", "meeting", "A parent asks for a meeting", "", "", false);
    web_audit(w, c->id, "change", "meeting", "asked");
    web_notice(w, "Thank you. We answer soon with dates to choose from");
    web_to_f(w, "/children/%lld", (long long)c->id);
}

/* ---- by a link ---- */

/* NULL after the friendly page: unknown, run out and no longer invited look the same. */
static struct meeting_sheet *of_link(struct web *w)
{
    struct meeting_guest_of_link *g = meeting_guest_of_link(w->db, web_hash(w->arena, web_part(w, "token")), w->now);
    struct meeting_by_id *m = g && !*g->removed_on ? meeting_of_link(w->db, g->meeting_id) : NULL;
    if (!m) {
        w->status = 404;
        web_page(w, "This link does not work");
        view_meeting_no_link(&w->out, w);
        return NULL;
    }
    struct meeting_sheet *s = arena_new(w->arena, struct meeting_sheet);
    *s = (struct meeting_sheet){ .m = m, .name = "", .first_name = "" };
    s->me = arena_new(w->arena, struct meeting_guests);
    *s->me = (struct meeting_guests){ .id = g->id, .kind = "other", .name = g->name, .job = "", .email = "", .answered_at = g->answered_at, .coming = g->coming, .words = g->words, .attendance = "" };
    s->time = meeting_times_of_link(w->db, m->id, &s->times);
    s->can = meeting_cans_of_guest(w->db, g->id, &s->cans);
    return s;
}

static void link_page(struct web *w, const struct meeting_sheet *s, struct form *f)
{
    if (f && !form_is_right(f))
        w->status = 422;
    web_page(w, "You are invited to a meeting");
    view_meeting_link(&w->out, w, s, f, web_part(w, "token"));
}

void meeting_link_show(struct web *w)
{
    struct meeting_sheet *s = of_link(w);
    if (s)
        link_page(w, s, meeting_is_open(s->m) ? meeting_answer_form(w, s) : NULL);
}

void meeting_link_answer(struct web *w)
{
    struct meeting_sheet *s = of_link(w);
    const char *own = arena_print(w->arena, "/invited/%s", web_part(w, "token"));
    if (!s)
        return;
    struct form *f = meeting_is_open(s->m) ? read_answer(w, s) : NULL;
    if (f && !form_is_right(f)) {
        link_page(w, s, f);
        return;
    }
    web_notice(w, f ? take(w, s, f) : "This meeting needs no answer any more");
    web_to(w, own);
}

void meeting_link_file(struct web *w)
{
    struct meeting_sheet *s = of_link(w);
    if (!s)
        return;
    if (!s->m->starts_at)
        web_stop(w, 404);
    const char *text = meeting_as_file(w, s->m, arena_print(w->arena, "/invited/%s", web_part(w, "token")));
    web_file(w, "text/calendar; charset=utf-8", "meeting.ics", text, strlen(text));
}
