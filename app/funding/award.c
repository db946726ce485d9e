/*
 * Awards: making, changing, ending.  The row says how things stand; what was
 * decided stands in decisions, what was paid in payments that are never
 * touched.  A change after payment becomes a supplement or a clawback.
 */
#include "app/funding/funding.h"
#include "app/funding/views.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

void fund_status_now(struct act a, int64_t child, const char *otherwise, const char *reason)
{
    bool has = has_live_award(a.db, child, a.today)->n != 0;
    child_set_status(a, child, "funding", has ? "awarded" : otherwise, a.today, reason);
}

static void owe_review(struct act a, int64_t child, int64_t award, const char *owed_by, const char *start_on, const char *due_on)
{
    if (*due_on)
        child_deadline(a, child, "funding review", award, 0, owed_by, start_on, due_on);
}

int64_t fund_award(struct web *w, const struct fund_case *c, int64_t decision, const struct award_terms *t, const char *conditions, const char *review_due_on)
{
    struct act a = act_of(w);
    int64_t id = new_id();
    add_funding_award(w->db, &(struct add_funding_award){ .id = id, .application_id = c->a->id, .child_id = c->a->child_id, .setting_id = c->a->setting_id, .decision_id = decision, .band_id = t->band->id, .unit = t->band->unit,
        .rate_pence = t->band->pence, .minutes = is(t->band->unit, "hour") ? t->minutes : 0, .from_on = t->from_on, .to_on = t->to_on, .last_on = t->to_on, .conditions = conditions, .review_due_on = review_due_on, .at = w->now });
    fund_reckon(a, id, "");
    owe_review(a, c->a->child_id, id, c->a->setting_name, t->from_on, review_due_on);
    return id;
}

void fund_award_change(struct web *w, const struct fund_case *c, const struct awards_of_child *was, int64_t decision, const struct award_terms *t, const char *conditions, const char *because)
{
    const char *review = strcmp(was->review_due_on, t->to_on) > 0 ? t->to_on : was->review_due_on;
    change_funding_award(w->db, &(struct change_funding_award){ .id = was->id, .decision_id = decision, .band_id = t->band->id, .unit = t->band->unit, .rate_pence = t->band->pence, .minutes = is(t->band->unit, "hour") ? t->minutes : 0,
        .to_on = t->to_on, .last_on = t->to_on, .conditions = conditions, .review_due_on = review });
    fund_reckon(act_of(w), was->id, because);
    owe_review(act_of(w), c->a->child_id, was->id, was->setting_name, was->from_on, review);
}

void fund_award_end(struct act a, const struct awards_of_child *was, const char *last_on, const char *because)
{
    end_funding_award(a.db, was->id, last_on, because);
    fund_reckon(a, was->id, because);
    if (strcmp(last_on, was->from_on) < 0)
        child_deadline_done(a, was->child_id, "funding review", was->id, "");
}

/* ---- the page ---- */

static struct awards_of_child *award_or_stop(struct web *w)
{
    struct awards_of_child *a = award_by_id(w->db, w->person->id, web_id(w, "award"));
    if (!a)
        web_stop(w, 404);
    return a;
}

void award_show(struct web *w)
{
    struct award_sheet s = { .a = award_or_stop(w) };
    s.c = fund_case_or_stop(w, s.a->application_id);
    s.payment = payments_shown(w->db, w->person->id, s.a->id, &s.payments);
    for (size_t i = 0; i < s.payments; i++) {
        s.pence += s.payment[i].pence;
        s.sent += s.payment[i].schedule_id ? s.payment[i].pence : 0;
    }
    size_t n;
    struct awards_adrift *adrift = fund_adrift(w, s.a->id, &n);
    s.adrift = n ? adrift : NULL;
    s.move = moves_of_award(w->db, w->person->id, s.a->id, &s.moves);
    s.voice = voices_of_award(w->db, w->person->id, s.a->id, &s.voices);
    s.review = funding_review_of(w->db, w->person->id, s.a->id);
    if (s.review)
        s.rating = ratings_of_funding_review(w->db, w->person->id, s.review->id, &s.ratings);
    bool was_given = strcmp(s.a->last_on, s.a->from_on) >= 0;
    s.may_change = web_may(w, RUN_FUND) && was_given;
    s.may_review = fund_may_review(w, s.c, s.a) && was_given && !s.review;
    web_page(w, "Award of the inclusion fund");
    view_funding_award(&w->out, w, &s);
}

/* ---- changing it ---- */

static const struct choice changes[] = {
    { "terms", "Band, hours or last day", "From the first day on: what was paid too much or too little is a line of the next payment schedule" },
    { "end", "It ends earlier", NULL },
    { "back", "It is taken back whole", "As if it had never been decided" },
    { 0 }
};

static const struct field change_fields[] = {
    { "what", "What changes?", .kind = RADIOS, .choices = changes, .need = "Choose what changes" },
    { "band", "Band", .kind = SELECT, .need = "Choose the band", .only_if = "what", .only_is = "terms" },
    { "hours", "Hours of extra help a week", "Only for a band that is paid by the hour. For example, 7.5", .max = 6, .only_if = "what", .only_is = "terms" },
    { "to_on", "Last day", .kind = DATE, .need = "Enter the last day", .only_if = "what", .only_is = "terms" },
    { "last_on", "Last day that is paid for", .kind = DATE, .need = "Enter the last day", .only_if = "what", .only_is = "end" },
    { "reasons", "Reasons", "The setting and the family read them; they stand in the payment schedule too", .kind = PARAGRAPH, .max = 1000, .need = "Write the reasons" },
    { 0 }
};

static const struct choice *band_choices(struct web *w, const struct awards_of_child *a)
{
    size_t n;
    struct funding_bands *b = funding_bands(w->db, "EYIF", a->from_on, &n);
    struct choice *one = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        one[i] = (struct choice){ arena_print(w->arena, "%lld", (long long)b[i].id), b[i].pence ? arena_print(w->arena, "%s, %s", b[i].name, rate_words(w->arena, b[i].pence, b[i].unit)) : b[i].name, NULL };
    return one;
}

static void change_page(struct web *w, const struct awards_of_child *a, const struct fund_case *c, struct form *f)
{
    web_page(w, "Change an award");
    view_funding_award_change(&w->out, w, a, c, f);
}

static bool is_over(struct web *w, const struct awards_of_child *a)
{
    if (strcmp(a->last_on, a->from_on) >= 0)
        return false;
    web_notice(w, "This award was taken back: there is nothing to change");
    web_to_f(w, "/funding/awards/%lld", (long long)a->id);
    return true;
}

void award_change_form(struct web *w)
{
    struct awards_of_child *a = award_or_stop(w);
    struct fund_case *c = fund_case_or_stop(w, a->application_id);
    struct form *f = form_new(w, change_fields);
    if (is_over(w, a))
        return;
    form_choices(f, "band", band_choices(w, a));
    form_set(f, "band", arena_print(w->arena, "%lld", (long long)a->band_id));
    form_set(f, "hours", a->minutes ? arena_print(w->arena, a->minutes % 60 ? "%lld.%lld" : "%lld", (long long)(a->minutes / 60), (long long)(a->minutes % 60 * 100 / 60)) : "");
    form_set(f, "to_on", a->last_on);
    change_page(w, a, c, f);
}

/* The new terms; of "end" and "back" the old ones. */
static struct award_terms terms_typed(struct web *w, struct form *f, const struct awards_of_child *a)
{
    struct award_terms t = { NULL, a->minutes, a->from_on, a->last_on };
    t.band = funding_band_by_id(w->db, form_is(f, "what", "terms") ? form_number(f, "band") : a->band_id, a->from_on);
    if (!form_is(f, "what", "terms"))
        return t;
    t.to_on = form_value(f, "to_on");
    if (*form_value(f, "hours") && !hours_read(form_value(f, "hours"), &t.minutes))
        form_fail(f, "hours", "Enter hours and quarters of hours up to 60, like 7.5");
    fund_check_terms(w, f, &t);
    return t;
}

static void check_change(struct web *w, struct form *f, const struct awards_of_child *a, const struct award_terms *t)
{
    const char *last = form_value(f, "last_on");
    size_t n;
    if (*last && strcmp(last, a->from_on) < 0)
        form_fail(f, "last_on", arena_print(w->arena, "It began on %s. To end it before that, choose that it is taken back whole", date_words(w->arena, a->from_on)));
    if (*last && strcmp(last, a->last_on) >= 0)
        form_fail(f, "last_on", arena_print(w->arena, "It ends on %s already", date_words(w->arena, a->last_on)));
    if (!form_is(f, "what", "terms") || !form_is_right(f) || is(t->band->unit, "once"))
        return;
    struct awards_overlapping *o = awards_overlapping(w->db, a->child_id, t->from_on, t->to_on, a->id, &n);
    if (n)
        form_fail(f, "to_on", arena_print(w->arena, "Another award, %s at %s, begins on %s. Choose a last day before it, or end that one first", o[0].band_name, o[0].setting_name, date_words(w->arena, o[0].from_on)));
}

static int64_t decision_of_change(struct web *w, const struct fund_case *c, const struct form *f, const struct awards_of_child *a, const struct award_terms *t)
{
    bool back = form_is(f, "what", "back");
    struct add_funding_decision d = { .stage = "change", .outcome = back ? "no" : "part", .from_on = back ? "" : t->from_on, .to_on = back ? "" : form_is(f, "what", "end") ? form_value(f, "last_on") : t->to_on,
        .band_id = back ? 0 : t->band->id, .rate_pence = back ? 0 : form_is(f, "what", "end") ? a->rate_pence : t->band->pence, .minutes = back ? 0 : t->minutes, .conditions = back ? "" : a->conditions, .reasons = form_value(f, "reasons"), .helps_instead = "" };
    if (!back) {
        struct award_terms then = { &(struct funding_bands){ .unit = t->band->unit, .pence = d.rate_pence }, d.minutes, d.from_on, d.to_on };
        d.pence = fund_terms_cost(w, &then);
    }
    return fund_decide(w, c, &d, &w->person->id, 1);
}

static void store_change(struct web *w, const struct fund_case *c, const struct form *f, const struct awards_of_child *a, const struct award_terms *t)
{
    const char *because = form_value(f, "reasons");
    int64_t decision = decision_of_change(w, c, f, a, t);
    if (form_is(f, "what", "terms"))
        fund_award_change(w, c, a, decision, t, a->conditions, because);
    else
        fund_award_end(act_of(w), a, form_is(f, "what", "end") ? form_value(f, "last_on") : date_add_days(w->arena, a->from_on, -1), because);
    fund_status_now(act_of(w), a->child_id, "none", because);
    fund_tell_decision(w, c, form_is(f, "what", "terms") ? "Inclusion fund: the award was changed" : form_is(f, "what", "end") ? "Inclusion fund: the award ends earlier" : "Inclusion fund: the award was taken back", because,
        arena_print(w->arena, "funding decision %lld", (long long)decision));
}

void award_change(struct web *w)
{
    struct awards_of_child *a = award_or_stop(w);
    struct fund_case *c = fund_case_or_stop(w, a->application_id);
    struct form *f = form_read(w, change_fields);
    if (is_over(w, a))
        return;
    form_choices(f, "band", band_choices(w, a));
    struct award_terms t = terms_typed(w, f, a);
    check_change(w, f, a, &t);
    if (!form_is_right(f)) {
        w->status = 422;
        change_page(w, a, c, f);
        return;
    }
    store_change(w, c, f, a, &t);
    web_notice(w, "The award was changed. What was paid stays; the difference goes into the next payment schedule");
    web_to_f(w, "/funding/awards/%lld", (long long)a->id);
}
