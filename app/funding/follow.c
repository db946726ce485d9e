/*
 * What becomes of an award: the child goes elsewhere and the money follows or
 * ends, by somebody's decision and never by itself; and at its end it is looked
 * at what the money changed.
 */
#include "app/child/show.sql.h"
#include "app/funding/funding.h"
#include "app/funding/views.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

enum { DAYS_THAT_DO_NOT_MATTER = 14, MONTHS_BACK = 4 };

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

static struct awards_of_child *award_or_stop(struct web *w)
{
    struct awards_of_child *a = award_by_id(w->db, w->person->id, web_id(w, "award"));
    if (!a)
        web_stop(w, 404);
    return a;
}

/* ---- the child goes elsewhere ---- */

struct awards_adrift *fund_adrift(struct web *w, int64_t award, size_t *n)
{
    size_t all, kept = 0;
    struct awards_adrift *a = awards_adrift(w->db, w->person->id, award, date_add_months(w->arena, w->today, -MONTHS_BACK), &all);
    for (size_t i = 0; i < all; i++)
        if (date_days_between(a[i].since, a[i].last_on) > DAYS_THAT_DO_NOT_MATTER)
            a[kept++] = a[i];
    *n = kept;
    return a;
}

static const struct choice decisions[] = {
    { "follows", "The money follows the child to the new setting", "The old setting is paid up to the last day there, the new one from the next day" },
    { "ends", "The money ends", "Nothing is paid for the days after" },
    { "stays", "Nothing changes", "The child still goes there, or comes back" },
    { 0 }
};

static const struct field move_fields[] = {
    { "decision", "What becomes of the award?", .kind = RADIOS, .choices = decisions, .need = "Choose what becomes of it" },
    { "on_day", "Last day that the old setting is paid for", .kind = DATE, .need = "Enter the last day" },
    { "because", "Why?", "The settings read it", .kind = PARAGRAPH, .max = 1000, .rows = 3, .need = "Write why" },
    { 0 }
};

/* Where the child goes now: a setting of early years that is not the award's. NULL if there is none. */
static const struct placements_of_child *goes_now(struct web *w, const struct awards_of_child *a)
{
    size_t n;
    struct placements_of_child *p = placements_of_child(w->db, w->person->id, a->child_id, &n);
    for (size_t i = 0; i < n; i++)
        if (!*p[i].to_on && p[i].setting_id != a->setting_id && !is(p[i].kind, "school") && !is(p[i].kind, "special school"))
            return &p[i];
    return NULL;
}

static void move_page(struct web *w, const struct awards_of_child *a, const struct fund_case *c, struct form *f)
{
    size_t n;
    struct awards_adrift *d = fund_adrift(w, a->id, &n);
    const struct placements_of_child *to = goes_now(w, a);
    web_page(w, "What becomes of the award?");
    view_funding_move(&w->out, w, a, c, n ? d : NULL, to ? to->name : "", f);
}

void move_form(struct web *w)
{
    struct awards_of_child *a = award_or_stop(w);
    struct fund_case *c = fund_case_or_stop(w, a->application_id);
    struct form *f = form_new(w, move_fields);
    size_t n;
    struct awards_adrift *d = fund_adrift(w, a->id, &n);
    form_set(f, "on_day", n ? d->since : w->today);
    move_page(w, a, c, f);
}

static void check_move(struct web *w, struct form *f, const struct awards_of_child *a, const struct placements_of_child *to)
{
    const char *on = form_value(f, "on_day");
    size_t n;
    if (form_is(f, "decision", "stays"))
        return;
    if (*on && (strcmp(on, date_add_days(w->arena, a->from_on, -1)) < 0 || strcmp(on, a->last_on) >= 0))
        form_fail(f, "on_day", arena_print(w->arena, "Choose a day from %s to the day before %s, on which the award ends", date_words(w->arena, date_add_days(w->arena, a->from_on, -1)), date_words(w->arena, a->last_on)));
    if (!form_is(f, "decision", "follows"))
        return;
    if (!to)
        form_fail(f, "decision", "The child goes to no other nursery or childminder so far. Record that on the child’s page first, or let the money end");
    if (is(a->unit, "once"))
        form_fail(f, "decision", "Money that was given once is not given again. What was bought goes with the child");
    if (!form_is_right(f))
        return;
    awards_overlapping(w->db, a->child_id, date_add_days(w->arena, on, 1), a->last_on, a->id, &n);
    if (n)
        form_fail(f, "decision", "The child has another award over the days that would follow. Let this one end, or end that one first");
}

/* The same award at the new setting, from the next day on. */
static int64_t go_on_at(struct web *w, const struct awards_of_child *a, int64_t setting, const char *setting_name, const char *from)
{
    int64_t id = new_id();
    add_funding_award(w->db, &(struct add_funding_award){ .id = id, .application_id = a->application_id, .child_id = a->child_id, .setting_id = setting, .decision_id = a->decision_id, .band_id = a->band_id, .unit = a->unit, .rate_pence = a->rate_pence,
        .minutes = a->minutes, .from_on = from, .to_on = a->last_on, .last_on = a->last_on, .conditions = a->conditions, .review_due_on = a->review_due_on, .follows_id = a->id, .at = w->now });
    fund_reckon(act_of(w), id, "");
    child_deadline_done(act_of(w), a->child_id, "funding review", a->id, "");
    if (*a->review_due_on)
        child_deadline(act_of(w), a->child_id, "funding review", id, 0, setting_name, from, a->review_due_on);
    return id;
}

static void store_move(struct web *w, const struct awards_of_child *a, const struct fund_case *c, const struct form *f, const struct placements_of_child *to)
{
    struct act act = act_of(w);
    const char *decision = form_value(f, "decision"), *on = form_value(f, "on_day"), *because = form_value(f, "because");
    bool follows = is(decision, "follows"), stays = is(decision, "stays");
    add_funding_move(w->db, &(struct add_funding_move){ .id = new_id(), .award_id = a->id, .child_id = a->child_id, .decision = decision, .on_day = stays || strcmp(on, w->today) < 0 ? w->today : on, .because = because, .person_id = w->person->id, .at = w->now });
    if (!stays)
        fund_award_end(act, a, on, because);
    if (follows)
        go_on_at(w, a, to->setting_id, to->name, date_add_days(w->arena, on, 1));
    fund_status_now(act, a->child_id, "none", because);
    web_audit(w, a->child_id, "change", "funding move", decision);
    if (!stays)
        fund_tell_decision(w, c, follows ? "Inclusion fund: the money goes with the child" : "Inclusion fund: the money ends", because, arena_print(w->arena, "funding move %lld %lld", (long long)a->id, (long long)w->now));
}

void move_save(struct web *w)
{
    struct awards_of_child *a = award_or_stop(w);
    struct fund_case *c = fund_case_or_stop(w, a->application_id);
    struct form *f = form_read(w, move_fields);
    const struct placements_of_child *to = goes_now(w, a);
    check_move(w, f, a, to);
    if (!form_is_right(f)) {
        w->status = 422;
        move_page(w, a, c, f);
        return;
    }
    store_move(w, a, c, f, to);
    web_notice(w, "Saved. What was paid stays; a difference goes into the next payment schedule");
    web_to_f(w, "/funding/applications/%lld", (long long)a->application_id);
}

/* ---- what the money changed ---- */

const struct choice funding_changed[] = { { "4", "A lot", NULL }, { "3", "Some", NULL }, { "2", "A little", NULL }, { "1", "Nothing that we can see", NULL }, { 0 } };
const struct choice funding_next[] = {
    { "ends", "Nothing more is needed", "What was learnt goes on every day" }, { "less", "Less is needed", "Apply for a smaller band" }, { "apply", "The same, or more, is still needed", "Apply again in time" }, { "other", "Something else", NULL }, { 0 }
};

static const struct field review_fields[] = {
    { "changed", "What did the money change for the child?", .kind = RADIOS, .choices = funding_changed, .need = "Choose how much it changed" },
    { "setting_view", "What do you see, in the setting?", "What the child does now that they did not do before", .kind = PARAGRAPH, .max = 2000, .need = "Write what you see" },
    { "family_view", "What does the family say?", "In their own words", .kind = PARAGRAPH, .max = 2000 },
    { "next", "What is needed now?", .kind = RADIOS, .choices = funding_next, .need = "Choose what is needed now" },
    { "because", "Anything else", .kind = PARAGRAPH, .max = 1000, .rows = 2 },
    { 0 }
};

static void add_ratings(struct rating_row *to, size_t *n, const struct fund_known *k, int64_t plan, const char *on, bool is_after)
{
    for (size_t i = 0; i < k->outcomes; i++)
        if (k->outcome[i].plan_id == plan)
            to[(*n)++] = (struct rating_row){ is_after, k->outcome[i].area, k->outcome[i].outcome, k->outcome[i].rating, on };
}

struct rating_row *fund_ratings(struct web *w, const struct fund_known *k, const char *from_on, size_t *n)
{
    struct rating_row *row = arena_array(w->arena, struct rating_row, 2 * k->outcomes + 1);
    const struct review_of_plan *before = NULL, *after = NULL;
    *n = 0;
    for (size_t i = 0; i < k->reviews; i++)
        *(strcmp(k->review[i].held_on, from_on) <= 0 ? &before : &after) = &k->review[i];
    if (before)
        add_ratings(row, n, k, before->plan_id, before->held_on, false);
    if (after)
        add_ratings(row, n, k, after->plan_id, after->held_on, true);
    return row;
}

struct rating_row *fund_ratings_kept(struct web *w, const struct ratings_of_funding_review *kept, size_t n)
{
    struct rating_row *row = arena_array(w->arena, struct rating_row, n + 1);
    for (size_t i = 0; i < n; i++)
        row[i] = (struct rating_row){ kept[i].is_after != 0, kept[i].area, kept[i].outcome, kept[i].rating, kept[i].rated_on };
    return row;
}

static struct review_sheet sheet_of(struct web *w, struct awards_of_child *a)
{
    struct review_sheet s = { .a = a, .c = fund_case_or_stop(w, a->application_id) };
    struct fund_known *k = fund_known(w, a->child_id);
    s.voice = voices_of_award(w->db, w->person->id, a->id, &s.voices);
    if (k)
        s.rating = fund_ratings(w, k, a->from_on, &s.ratings);
    return s;
}

bool fund_may_review(struct web *w, const struct fund_case *c, const struct awards_of_child *a)
{
    return c->may_write || (web_may(w, APPLY_FOR_FUNDING) && c->a->is_own && w->person->setting_id == a->setting_id);
}

/* Once; else the browser is sent to the award. */
static bool may_review(struct web *w, const struct review_sheet *s)
{
    if (!fund_may_review(w, s->c, s->a))
        web_stop(w, 404);
    if (strcmp(s->a->last_on, s->a->from_on) >= 0 && !award_has_review(w->db, s->a->id)->n)
        return true;
    web_notice(w, "There is nothing to review: it was reviewed, or taken back");
    web_to_f(w, "/funding/awards/%lld", (long long)s->a->id);
    return false;
}

static void review_page(struct web *w, const struct review_sheet *s, struct form *f)
{
    web_page(w, "What did the money change?");
    view_funding_review(&w->out, w, s, f);
}

void fund_review_form(struct web *w)
{
    struct review_sheet s = sheet_of(w, award_or_stop(w));
    struct form *f = form_new(w, review_fields);
    if (!may_review(w, &s))
        return;
    const char *said = "";
    for (size_t i = 0; i < s.voices; i++)
        said = arena_print(w->arena, "%s%s%s (%s)", said, *said ? "\n" : "", *s.voice[i].words ? s.voice[i].words : choice_label(funding_changed, arena_print(w->arena, "%lld", (long long)s.voice[i].changed)), s.voice[i].person_name);
    form_set(f, "family_view", said);
    review_page(w, &s, f);
}

static void store_review(struct web *w, const struct review_sheet *s, const struct form *f)
{
    int64_t id = new_id();
    add_funding_review(w->db, &(struct add_funding_review){ .id = id, .award_id = s->a->id, .child_id = s->a->child_id, .held_on = w->today, .changed = form_number(f, "changed"), .setting_view = form_value(f, "setting_view"),
        .family_view = form_value(f, "family_view"), .next = form_value(f, "next"), .because = form_value(f, "because"), .person_id = w->person->id, .at = w->now });
    for (size_t i = 0; i < s->ratings; i++)
        add_funding_review_rating(w->db, &(struct add_funding_review_rating){ .review_id = id, .position = (int64_t)i, .is_after = s->rating[i].is_after, .area = s->rating[i].area, .outcome = s->rating[i].outcome, .rating = s->rating[i].rating, .rated_on = s->rating[i].rated_on });
    child_deadline_done(act_of(w), s->a->child_id, "funding review", s->a->id, "");
    child_event(act_of(w), s->a->child_id, w->today, "funding", "Inclusion fund: we looked at what the money changed", choice_label(funding_changed, form_value(f, "changed")), fund_event_path(w, s->a->child_id), true);
    web_audit(w, s->a->child_id, "change", "funding review", "changed setting_view family_view next");
}

void fund_review_save(struct web *w)
{
    struct review_sheet s = sheet_of(w, award_or_stop(w));
    struct form *f = form_read(w, review_fields);
    if (!may_review(w, &s))
        return;
    if (!form_is_right(f)) {
        w->status = 422;
        review_page(w, &s, f);
        return;
    }
    store_review(w, &s, f);
    web_notice(w, form_is(f, "next", "ends") || form_is(f, "next", "other") ? "Saved" : "Saved. Apply again before the award ends");
    web_to_f(w, "/funding/awards/%lld", (long long)s.a->id);
}
