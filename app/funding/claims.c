/*
 * Disability access fund and early years pupil premium: who may be entitled,
 * what is known, and what somebody should do next.  It prompts and notes; the
 * claim itself goes the authority's own way.
 */
#include "app/child/show.sql.h"
#include "app/funding/funding.h"
#include "app/funding/views.h"
#include "base/date.h"

#include <string.h>

enum { ENTITLED_FROM_MONTHS = 9, CLAIMED_AGAIN_AFTER_MONTHS = 12, HOURS_OF_PREMIUM = 570 };

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

/* ---- the rule (pure): domain facts, section 4; DfE operational guide ---- */

enum claim_next claim_next(struct arena *a, const struct claim_facts *f)
{
    if (!f->goes_to_early_years || date_age_months(f->born_on, f->today) < ENTITLED_FROM_MONTHS || strcmp(f->today, f->school_from) >= 0)
        return CLAIM_NOTHING;
    bool is_old = *f->on_day && strcmp(date_add_months(a, f->on_day, CLAIMED_AGAIN_AFTER_MONTHS), f->today) <= 0;
    if (!*f->state || (is(f->state, "no") && is_old))
        return CLAIM_ASK;
    if (is(f->state, "asked"))
        return CLAIM_AWAIT;
    if (is(f->state, "yes"))
        return CLAIM_NOW;
    if (is(f->state, "claimed"))
        return is_old ? CLAIM_AGAIN : CLAIM_DONE;
    return CLAIM_NOTHING;
}

const char *claim_next_words(struct web *w, const struct claim_row *r)
{
    bool is_daf = is(r->stream, "DAF");
    switch (r->next) {
    case CLAIM_ASK: return is_daf ? "Ask the family whether the child gets Disability Living Allowance. A diagnosis is not needed for it." : "Ask the family whether they get a qualifying benefit, or the child is or was looked after.";
    case CLAIM_AWAIT: return arena_print(w->arena, "The family was asked on %s. Write down what they said.", date_words(w->arena, r->on_day));
    case CLAIM_NOW: return is_daf ? "The child is entitled. Claim it: once a year, by the one setting that the family names." : "The child is entitled. Claim it with the headcount.";
    case CLAIM_AGAIN: return arena_print(w->arena, "It was claimed on %s, a year ago or more. Claim it again.", date_words(w->arena, r->on_day));
    case CLAIM_DONE: return arena_print(w->arena, "Claimed on %s%s%s. It can be claimed again from %s.", date_words(w->arena, r->on_day), *r->setting_name ? " by " : "", r->setting_name, date_words(w->arena, date_add_months(w->arena, r->on_day, CLAIMED_AGAIN_AFTER_MONTHS)));
    case CLAIM_NOTHING: break;
    }
    return is(r->state, "no") ? arena_print(w->arena, "Not entitled, as far as is known on %s.", date_words(w->arena, r->on_day)) : "";
}

static const char *worth(struct web *w, bool is_daf, const struct claims_of_child *k)
{
    int64_t counted = k->hours > 0 && k->hours * 38 < HOURS_OF_PREMIUM ? k->hours * 38 : HOURS_OF_PREMIUM;
    if (!(is_daf ? k->daf_pence : k->eypp_pence))
        return "";
    if (!(is_daf ? k->daf_confirmed : k->eypp_confirmed))
        return "the rate is not confirmed yet: ask whoever keeps the rates";
    return is_daf ? arena_print(w->arena, "%s a year, to the setting", pounds(w->arena, k->daf_pence))
        : arena_print(w->arena, "%s an hour: %s a year, to the setting", pounds(w->arena, k->eypp_pence), pounds(w->arena, k->eypp_pence * counted));
}

/* ---- of one child ---- */

static struct claim_row row_of(struct web *w, const struct claims_of_child *k, bool is_daf)
{
    struct claim_row r = { .stream = is_daf ? "DAF" : "EYPP", .state = is_daf ? k->daf_state : k->eypp_state, .on_day = is_daf ? k->daf_on : k->eypp_on, .setting_name = is_daf ? k->daf_setting : k->eypp_setting, .worth = worth(w, is_daf, k) };
    r.label = choice_label(funding_streams, r.stream);
    r.next = claim_next(w->arena, &(struct claim_facts){ .born_on = k->born_on, .today = w->today, .school_from = arena_print(w->arena, "%lld-09-01", (long long)k->school_year), .state = r.state, .on_day = r.on_day, .goes_to_early_years = k->places > 0 });
    return r;
}

struct claim_row *fund_claims(struct web *w, int64_t child, size_t *n)
{
    struct claims_of_child *k = claims_of_child(w->db, w->person->id, child, w->today);
    struct claim_row *row = arena_array(w->arena, struct claim_row, 2);
    *n = 0;
    for (int i = 0; k && i < 2; i++) {
        struct claim_row r = row_of(w, k, i == 0);
        if (r.next != CLAIM_NOTHING || *r.state)
            row[(*n)++] = r;
    }
    return row;
}

/* ---- writing it down ---- */

static const struct choice states[] = { { "asked", "The family was asked", NULL }, { "yes", "The child is entitled", NULL }, { "no", "The child is not entitled", NULL }, { "claimed", "The setting has claimed", NULL }, { 0 } };

static const struct field fields[] = {
    { "state", "What is known?", .kind = RADIOS, .choices = states, .need = "Choose what is known" },
    { "on_day", "On what day?", .kind = PAST_DATE, .need = "Enter the day" },
    { "setting", "Which setting has claimed?", .kind = SELECT, .need = "Choose the setting", .only_if = "state", .only_is = "claimed" },
    { 0 }
};

static const char *stream_asked(struct web *w)
{
    const char *part = web_part(w, "stream");
    if (is(part, "DAF") || is(part, "EYPP"))
        return part;
    web_stop(w, 404);
}

static struct form *with_settings(struct web *w, const struct child_by_id *c, struct form *f)
{
    size_t n, m = 0;
    struct placements_of_child *p = placements_of_child(w->db, w->person->id, c->id, &n);
    struct choice *one = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        if (!*p[i].to_on)
            one[m++] = (struct choice){ arena_print(w->arena, "%lld", (long long)p[i].setting_id), p[i].name, NULL };
    form_choices(f, "setting", one);
    return f;
}

static void page(struct web *w, const struct child_by_id *c, const char *stream, struct form *f)
{
    const char *back = arena_print(w->arena, "/children/%lld/funding", (long long)c->id);
    web_page(w, choice_label(funding_streams, stream));
    view_funding_form(&w->out, w, f, back, "Back to money for extra help", arena_print(w->arena, "%s: %s", choice_label(funding_streams, stream), child_name(w->arena, c->given_name, c->family_name, c->known_as)),
        arena_print(w->arena, "%s/claims/%s", back, stream), "Save");
}

void claim_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct form *f = with_settings(w, c, form_new(w, fields));
    form_set(f, "on_day", w->today);
    page(w, c, stream_asked(w), f);
}

void claim_save(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    const char *stream = stream_asked(w);
    struct form *f = with_settings(w, c, form_read(w, fields));
    if (*form_value(f, "on_day") && strcmp(form_value(f, "on_day"), c->born_on) < 0)
        form_fail(f, "on_day", "This is before the child was born");
    if (!form_is_right(f)) {
        w->status = 422;
        page(w, c, stream, f);
        return;
    }
    add_funding_claim(w->db, &(struct add_funding_claim){ .id = new_id(), .child_id = c->id, .stream = stream, .state = form_value(f, "state"), .setting_id = form_number(f, "setting"), .on_day = form_value(f, "on_day"), .person_id = w->person->id, .at = w->now });
    child_event(act_of(w), c->id, form_value(f, "on_day"), "funding", arena_print(w->arena, "%s: %s", choice_label(funding_streams, stream), choice_label(states, form_value(f, "state"))), "", "", true);
    web_audit(w, c->id, "change", "funding claim", stream);
    web_notice(w, "Saved");
    web_to_f(w, "/children/%lld/funding", (long long)c->id);
}
