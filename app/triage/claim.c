/*
 * Who answers a request: claiming, releasing, giving it to a named colleague
 * with a note.  Each is one UPDATE that holds only for the state that was seen,
 * so of two at once the second is told.  Used for one (here) and several (bulk.c).
 */
#include "app/notice/notice.h"
#include "app/triage/triage.h"
#include "app/triage/views.h"
#include "base/date.h"

#include <string.h>

static const struct field give_fields[] = {
    { "was", "Was", .kind = HIDDEN },
    { "to", "To whom?", .kind = SELECT, .need = "Choose the colleague" },
    { "note", "What should they know?", "They read it with the request. The asker does not", .kind = PARAGRAPH, .max = 1000, .need = "Write a note: what was done, what is still to do" },
    { 0 }
};

static struct triage_done done(const char *words) { return (struct triage_done){ true, words }; }
static struct triage_done not_done(const char *words) { return (struct triage_done){ false, words }; }

static int64_t step(struct web *w, int64_t request, const char *kind, int64_t to, const char *note)
{
    int64_t id = new_id();
    add_step(w->db, &(struct add_step){ .id = id, .request_id = request, .kind = kind, .person_id = w->person->id, .to_id = to, .note = note, .at = w->now, .on_day = w->today });
    return id;
}

/* Why nothing was changed, from how the request stands now. */
static struct triage_done too_late(struct web *w, int64_t request)
{
    const struct request_by_id *now = request_by_id(w->db, w->person->id, request);
    if (!now)
        return not_done("It cannot be found any more");
    if (strcmp(now->status, "waiting") != 0)
        return not_done("It has been answered already");
    if (now->claimed_by == w->person->id)
        return not_done("You have it already");
    if (now->claimed_by)
        return not_done(arena_print(w->arena, "%s has it since %s", now->claimed_by_name, date_time_words(w->arena, now->claimed_at)));
    return not_done("Nobody has it");
}

struct triage_done triage_claim(struct web *w, const struct request_by_id *r)
{
    if (!claim_request(w->db, w->person->id, r->id, w->now))
        return too_late(w, r->id);
    step(w, r->id, "claimed", 0, "");
    web_audit(w, r->child_id, "change", "request", "claimed_by");
    return done("You answer it now");
}

/* One gives away what one has or what nobody has; a manager also what others have. */
static bool may_move(struct web *w, int64_t from) { return !from || from == w->person->id || web_role(w, "manager"); }

struct triage_done triage_release(struct web *w, const struct request_by_id *r)
{
    if (!r->claimed_by || !may_move(w, r->claimed_by) || !give_request(w->db, w->person->id, r->id, r->claimed_by, 0, w->now))
        return too_late(w, r->id);
    step(w, r->id, "released", 0, "");
    web_audit(w, r->child_id, "change", "request", "claimed_by");
    return done("Released: anybody can claim it");
}

struct triage_done triage_give(struct web *w, const struct request_by_id *r, int64_t was, const struct colleague *to, const char *note)
{
    if (r->claimed_by == to->id)
        return not_done(arena_print(w->arena, "%s has it already", to->name));
    if (!may_move(w, r->claimed_by) || !give_request(w->db, w->person->id, r->id, was, to->id, w->now))
        return too_late(w, r->id);
    int64_t id = step(w, r->id, "given", to->id, note);
    notice_send(w->db, w->now, to->email, "request given", arena_print(w->arena, "/requests/%lld", (long long)r->id), arena_print(w->arena, "given %lld", (long long)id));
    web_audit(w, r->child_id, "change", "request", "claimed_by note");
    return done(arena_print(w->arena, "%s to %s", was == w->person->id ? "Handed over" : "Given", to->name));
}

const struct choice *triage_colleagues(struct web *w)
{
    size_t n, all;
    struct officers_now *o = officers_now(w->db, &all);
    struct choice *c = arena_array(w->arena, struct choice, all + 1);
    n = 0;
    for (size_t i = 0; i < all; i++)
        if (o[i].id != w->person->id)
            c[n++] = (struct choice){ arena_print(w->arena, "%lld", (long long)o[i].id), *o[i].job ? arena_print(w->arena, "%s, %s", o[i].name, o[i].job) : o[i].name, NULL };
    return c;
}

/* ---- Pages ---- */

static void tell_outcome(struct web *w, const struct request_by_id *r, struct triage_done d)
{
    if (d.is_done) {
        web_notice(w, d.words);
        web_to_f(w, "/requests/%lld", (long long)r->id);
        return;
    }
    w->status = 409;
    web_page(w, "Nothing was changed");
    view_triage_not_done(&w->out, w, r, d.words);
}

void claim_do(struct web *w)
{
    struct request_by_id *r = request_or_stop(w);
    tell_outcome(w, r, triage_claim(w, r));
}

void release_do(struct web *w)
{
    struct request_by_id *r = request_or_stop(w);
    tell_outcome(w, r, triage_release(w, r));
}

static void show_give(struct web *w, struct request_by_id *r, struct form *f)
{
    web_page(w, "Give to a colleague");
    view_triage_give(&w->out, w, r, f);
}

void give_show(struct web *w)
{
    struct request_by_id *r = request_or_stop(w);
    struct form *f = form_new(w, give_fields);
    form_choices(f, "to", triage_colleagues(w));
    form_set_number(f, "was", r->claimed_by);
    show_give(w, r, f);
}

/* Where somebody was quicker, the note is kept, and the form now speaks of how things stand. */
void give_do(struct web *w)
{
    struct request_by_id *r = request_or_stop(w);
    struct form *f = form_read(w, give_fields);
    form_choices(f, "to", triage_colleagues(w));
    struct colleague *to = form_is_right(f) ? colleague(w->db, form_number(f, "to")) : NULL;
    struct triage_done d = { 0 };
    if (to)
        d = triage_give(w, r, form_number(f, "was"), to, form_value(f, "note"));
    if (d.is_done) {
        tell_outcome(w, r, d);
        return;
    }
    w->status = to ? 409 : 422;
    if (to)
        form_fail(f, NULL, arena_print(w->arena, "Nothing was changed. %s. Your note is kept below", d.words));
    form_set_number(f, "was", r->claimed_by);
    show_give(w, r, f);
}

/* ---- On the page of a request ---- */

const char *triage_step_words(struct arena *a, const struct steps_of *s)
{
    const char *who = *s->person_name ? s->person_name : "The clock";
    if (strcmp(s->kind, "given") == 0)
        return arena_print(a, "%s gave it to %s", who, s->to_name);
    static const char *const words[][2] = { { "claimed", "claimed it" }, { "released", "released it" }, { "ran out", "ran out, and the managers were told" }, { "seen", "has seen that it is late" }, { "meeting", "noted at the meeting" } };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], s->kind) == 0)
            return arena_print(a, "%s %s", who, words[i][1]);
    return s->kind;
}

void panel_claim(struct web *w, int64_t request)
{
    struct request_by_id *r = request_by_id(w->db, w->person->id, request);
    size_t n;
    struct steps_of *s = steps_of(w->db, request, &n);
    bool waits = strcmp(r->status, "waiting") == 0;
    if (waits || n)
        view_triage_panel_claim(&w->out, w, r, s, n, waits, may_move(w, r->claimed_by));
}
