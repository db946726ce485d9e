/*
 * Decisions of the panel, appeals and their decisions.  Each stands on the
 * newest frozen copy and keeps its seal; a decision is never changed, the next
 * one is a row of its own.  "More information" is no decision: it is a question
 * with an owner and a day.
 */
#include "app/child/tell.h"
#include "app/funding/funding.h"
#include "app/funding/views.h"
#include "app/notice/notice.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

enum { REVIEW_DAYS_BEFORE = 28, LONGEST_MONTHS = 12 };

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }
static const char *number(struct web *w, int64_t n) { return arena_print(w->arena, "%lld", (long long)n); }
static const char *path_of(struct web *w, const struct fund_case *c) { return arena_print(w->arena, "/funding/applications/%lld", (long long)c->a->id); }

/* ---- terms of an award ---- */

static struct money_award money_of(const struct award_terms *t) { return (struct money_award){ t->band->unit, t->band->pence, t->minutes, t->from_on, t->to_on }; }

int64_t fund_terms_cost(struct web *w, const struct award_terms *t)
{
    size_t terms, lines;
    const struct money_term *term = fund_terms(w->db, &terms);
    struct money_award m = money_of(t);
    struct money_line *line = money_lines(w->arena, &m, term, terms, &lines);
    return money_total(line, lines);
}

const char *fund_terms_words(struct arena *a, const char *band, int64_t rate_pence, const char *unit, int64_t minutes, const char *from_on, const char *to_on)
{
    const char *hours = is(unit, "hour") ? arena_print(a, ", %s", hours_words(a, minutes)) : "";
    return arena_print(a, "%s, %s%s, %s to %s", band, rate_words(a, rate_pence, unit), hours, date_words(a, from_on), date_words(a, to_on));
}

void fund_check_terms(struct web *w, struct form *f, const struct award_terms *t)
{
    size_t terms;
    const struct money_term *term = fund_terms(w->db, &terms);
    if (!t->band || !*t->from_on || !*t->to_on)
        return;
    struct money_award m = money_of(t);
    if (strcmp(t->to_on, t->from_on) < 0)
        form_fail(f, "to_on", "The last day cannot be before the first");
    else if (strcmp(t->to_on, date_add_months(w->arena, t->from_on, LONGEST_MONTHS)) > 0)
        form_fail(f, "to_on", "Money is given for at most 12 months");
    else if (!t->band->pence)
        form_fail(f, "band", "The band has no rate on the first day");
    else if (is(t->band->unit, "hour") && !t->minutes)
        form_fail(f, "hours", "Enter the hours of extra help a week");
    else if (*money_uncovered(w->arena, &m, term, terms))
        form_fail(f, "to_on", arena_print(w->arena, "Terms are entered only up to %s. Choose an earlier last day, or ask the administrator to add the next term", terms ? date_words(w->arena, term[terms - 1].to_on) : "no day"));
    else if (!fund_terms_cost(w, t))
        form_fail(f, "from_on", "All of these days lie in holidays: choose days of a term");
}

static struct award_terms as_asked(const struct fund_case *c) { return (struct award_terms){ c->band, c->a->minutes, c->a->from_on, c->a->to_on }; }

static struct award_terms as_typed(struct web *w, struct form *f)
{
    struct award_terms t = { NULL, 0, form_value(f, "from_on"), form_value(f, "to_on") };
    if (form_number(f, "band"))
        t.band = funding_band_by_id(w->db, form_number(f, "band"), *t.from_on ? t.from_on : w->today);
    if (*form_value(f, "hours") && !hours_read(form_value(f, "hours"), &t.minutes))
        form_fail(f, "hours", "Enter hours and quarters of hours up to 60, like 7.5");
    return t;
}

/* ---- writing a decision down ---- */

int64_t fund_decide(struct web *w, const struct fund_case *c, struct add_funding_decision *d, const int64_t *decider, size_t n)
{
    d->id = new_id();
    d->application_id = c->a->id;
    d->child_id = c->a->child_id;
    d->copy_id = c->copy[0].id;
    d->copy_hash = c->copy[0].hash;
    d->person_id = w->person->id;
    d->decided_on = w->today;
    d->at = w->now;
    add_funding_decision(w->db, d);
    for (size_t i = 0; i < n; i++)
        add_funding_decider(w->db, d->id, decider[i]);
    if (decide_application(w->db, &(struct decide_application){ .id = c->a->id, .outcome = d->outcome, .decided_on = w->today, .changed_at = w->now }) != 1)
        web_stop(w, 409);
    child_deadline_done(act_of(w), c->a->child_id, "funding decision", c->a->id, "");
    web_audit(w, c->a->child_id, "change", "funding decision", arena_print(w->arena, "%s %s", d->stage, d->outcome));
    return d->id;
}

void fund_tell_decision(struct web *w, const struct fund_case *c, const char *title, const char *detail, const char *once)
{
    struct act a = act_of(w);
    child_event(a, c->a->child_id, w->today, "funding", title, detail, fund_event_path(w, c->a->child_id), true);
    child_tell_setting(a, c->a->setting_id, "funding decided", path_of(w, c), once);
    child_tell_family(a, c->a->child_id, "funding told", arena_print(w->arena, "/children/%lld", (long long)c->a->child_id), once);
}

/* ---- the form ---- */

static const struct field fields[] = {
    { "outcome", "What is decided?", .kind = RADIOS, .need = "Choose what is decided" },
    { "band", "Which band?", .kind = SELECT, .need = "Choose the band", .only_if = "outcome", .only_is = "part" },
    { "hours", "Hours of extra help a week", "Only for a band that is paid by the hour. For example, 7.5", .max = 6, .only_if = "outcome", .only_is = "part" },
    { "from_on", "First day", .kind = DATE, .need = "Enter the first day", .only_if = "outcome", .only_is = "part" },
    { "to_on", "Last day", .kind = DATE, .need = "Enter the last day", .only_if = "outcome", .only_is = "part" },
    { "question", "What does the panel need to know?", "In plain words: one question, or one thing to send", .kind = PARAGRAPH, .max = 1000, .need = "Write what the panel needs to know", .only_if = "outcome", .only_is = "more" },
    { "owner", "Who answers it?", .kind = SELECT, .need = "Choose who answers it", .only_if = "outcome", .only_is = "more" },
    { "answer_by", "By when?", .kind = FUTURE_DATE, .need = "Enter by when", .only_if = "outcome", .only_is = "more" },
    { "helps_instead", "What helps instead?", "The setting and the family read it: what can be done now without this money, and who helps with it", .kind = PARAGRAPH, .max = 2000, .need = "Write what helps instead", .only_if = "outcome", .only_is = "no" },
    { "reasons", "Reasons", "The setting and the family read them. Needed for every decision, also for an award", .kind = PARAGRAPH, .max = 3000, .rows = 5 },
    { "conditions", "Conditions", "Only for an award. For example: Jo goes on the course on early language", .kind = PARAGRAPH, .max = 1000, .rows = 2 },
    { "review_on", "When is it looked at what the money changed?", "Only for an award. Left empty: four weeks before the last day", .kind = DATE },
    { "end_earlier", "If an earlier award goes over the same days: end it on the day before this one begins", .kind = YES },
    { 0 }
};

static const struct choice *outcomes(struct web *w, const struct fund_case *c)
{
    struct award_terms t = as_asked(c);
    const struct application_by_id *a = c->a;
    const char *asked = c->band ? arena_print(w->arena, "%s: %s", fund_terms_words(w->arena, c->band->name, c->band->pence, c->band->unit, a->minutes, a->from_on, a->to_on), pounds(w->arena, fund_terms_cost(w, &t))) : "";
    struct choice *o = arena_array(w->arena, struct choice, 5);
    size_t n = 0;
    o[n++] = (struct choice){ "award", "Awarded, as asked for", asked };
    o[n++] = (struct choice){ "part", "Awarded, but something else than asked for", NULL };
    if (c->open_appeal)
        o[n++] = (struct choice){ "stays", "The decision stays as it is", NULL };
    else {
        o[n++] = (struct choice){ "more", "More information is needed", "Not a refusal: a question to somebody by a day" };
        o[n++] = (struct choice){ "no", "Not awarded", NULL };
    }
    return o;
}

static const struct choice *owners(struct web *w, const struct fund_case *c)
{
    size_t n;
    struct people_to_ask *p = people_to_ask(w->db, w->person->id, c->a->id, &n);
    struct choice *one = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        one[i] = (struct choice){ number(w, p[i].id), arena_print(w->arena, "%s%s%s", p[i].name, *p[i].job ? ", " : "", p[i].job), NULL };
    return one;
}

static const struct choice *band_names(struct web *w)
{
    size_t n;
    struct funding_bands *b = funding_bands(w->db, "EYIF", w->today, &n);
    struct choice *one = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        one[i] = (struct choice){ number(w, b[i].id), b[i].pence ? arena_print(w->arena, "%s, now %s", b[i].name, rate_words(w->arena, b[i].pence, b[i].unit)) : b[i].name, NULL };
    return one;
}

static struct form *with_choices(struct web *w, const struct fund_case *c, struct form *f)
{
    form_choices(f, "outcome", outcomes(w, c));
    form_choices(f, "band", band_names(w));
    form_choices(f, "owner", owners(w, c));
    return f;
}

static void page(struct web *w, struct fund_case *c, struct form *f)
{
    struct copy_lines copy = fund_copy_kept(w, c->copy[0].id);
    size_t n = 0;
    struct deciders_present *there = c->open_appeal ? NULL : deciders_present(w->db, c->a->id, c->a->panel_id, &n);
    web_page(w, c->open_appeal ? "Decide the appeal" : "Record the decision");
    view_funding_decide(&w->out, w, c, f, &copy, there, n);
}

/* The case if this person may decide it now; else the browser is sent to it and NULL comes back. */
static struct fund_case *case_to_decide(struct web *w)
{
    struct fund_case *c = fund_case_or_stop(w, web_id(w, "id"));
    if (!c->sits)
        web_stop(w, 404);
    if (c->may_decide)
        return c;
    web_notice(w, *c->why_not_decide ? c->why_not_decide : "No decision waits: it was decided, or more information is awaited");
    web_to(w, path_of(w, c));
    return NULL;
}

void decision_form(struct web *w)
{
    struct fund_case *c = case_to_decide(w);
    if (!c)
        return;
    struct form *f = with_choices(w, c, form_new(w, fields));
    form_set(f, "band", number(w, c->a->band_id));
    form_set(f, "from_on", c->a->from_on);
    form_set(f, "to_on", c->a->to_on);
    page(w, c, f);
}

/* ---- checking it ---- */

/* Who decides: of the panel those who are there and not bound; an appeal, whoever decides it. NULL with the form's error where they are too few. */
static const int64_t *deciders(struct web *w, const struct fund_case *c, struct form *f, size_t *n)
{
    int64_t quorum = 2, *id;
    bool is_there = false;
    if (c->open_appeal) {
        id = arena_new(w->arena, int64_t);
        *id = w->person->id;
        *n = 1;
        return id;
    }
    struct deciders_present *p = deciders_present(w->db, c->a->id, c->a->panel_id, n);
    id = arena_array(w->arena, int64_t, *n + 1);
    for (size_t i = 0; i < *n; i++) {
        id[i] = p[i].id;
        is_there |= p[i].id == w->person->id;
    }
    if (!text_number(authority(w, "funding_quorum"), &quorum) || quorum < 1)
        quorum = 2;
    if (!is_there)
        form_fail(f, NULL, "You are not recorded as being at the panel. Record on the agenda who is here");
    else if ((int64_t)*n < quorum)
        form_fail(f, NULL, arena_print(w->arena, "A decision needs %lld members who are there and have no link with the application; there %s %zu. Put it to the next panel, or ask another member to join", (long long)quorum, *n == 1 ? "is" : "are", *n));
    return id;
}

/* An award over the same days is refused, with the ways out: it ends before this one, or this one begins after it. */
static void check_overlap(struct web *w, const struct fund_case *c, struct form *f, const struct award_terms *t)
{
    size_t n;
    if (!form_is_right(f) || !t->band || is(t->band->unit, "once"))
        return;
    struct awards_overlapping *o = awards_overlapping(w->db, c->a->child_id, t->from_on, t->to_on, c->awards ? c->award[0].id : 0, &n);
    for (size_t i = 0; i < n; i++) {
        bool is_earlier = strcmp(o[i].from_on, t->from_on) < 0;
        if (is_earlier && form_is(f, "end_earlier", "1"))
            continue;
        const char *there = arena_print(w->arena, "There is an award already: %s at %s, %s to %s.", o[i].band_name, o[i].setting_name, date_words(w->arena, o[i].from_on), date_words(w->arena, o[i].last_on));
        const char *out = is_earlier ? "Tick this to end it on the day before the new one begins" : "It does not begin before the new one, so end it on its own page first";
        form_fail(f, "end_earlier", arena_print(w->arena, "%s %s. Or choose “something else” with a first day from %s on", there, out, date_words(w->arena, date_add_days(w->arena, o[i].last_on, 1))));
        return;
    }
}

static void check(struct web *w, const struct fund_case *c, struct form *f, const struct award_terms *t)
{
    bool gives = form_is(f, "outcome", "award") || form_is(f, "outcome", "part");
    const char *review = form_value(f, "review_on");
    if (!form_is(f, "outcome", "more") && !*form_value(f, "reasons") && !*form_error(f, "reasons"))
        form_fail(f, "reasons", "Write the reasons: those who asked have a right to know them");
    if (!gives)
        return;
    fund_check_terms(w, f, t);
    check_overlap(w, c, f, t);
    if (*review && (strcmp(review, t->from_on) < 0 || strcmp(review, date_add_months(w->arena, t->to_on, 3)) > 0))
        form_fail(f, "review_on", "Choose a day within the award, or soon after it");
}

/* ---- what follows from it ---- */

static void end_earlier(struct web *w, const struct fund_case *c, const struct award_terms *t)
{
    size_t n, own;
    struct awards_overlapping *o = awards_overlapping(w->db, c->a->child_id, t->from_on, t->to_on, c->awards ? c->award[0].id : 0, &n);
    struct awards_of_child *all = awards_of_child(w->db, w->person->id, c->a->child_id, &own);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < own; k++)
            if (all[k].id == o[i].id)
                fund_award_end(act_of(w), &all[k], date_add_days(w->arena, t->from_on, -1), "Another award begins");
}

static void give(struct web *w, struct fund_case *c, const struct form *f, const struct award_terms *t, int64_t decision)
{
    const char *review = form_value(f, "review_on"), *conditions = form_value(f, "conditions");
    if (!*review)
        review = date_add_days(w->arena, t->to_on, -REVIEW_DAYS_BEFORE);
    if (strcmp(review, t->from_on) < 0)
        review = t->to_on;
    if (!is(t->band->unit, "once"))
        end_earlier(w, c, t);
    if (c->awards)
        fund_award_change(w, c, &c->award[0], decision, t, conditions, "Decided on appeal");
    else
        fund_award(w, c, decision, t, conditions, review);
}

static struct add_funding_decision decision_of(struct web *w, const struct fund_case *c, const struct form *f, const struct award_terms *t)
{
    struct add_funding_decision d = { .panel_id = c->open_appeal ? 0 : c->a->panel_id, .stage = c->open_appeal ? "appeal" : "panel", .outcome = form_is(f, "outcome", "stays") ? c->a->outcome : form_value(f, "outcome"),
        .from_on = "", .to_on = "", .conditions = "", .reasons = form_value(f, "reasons"), .helps_instead = form_value(f, "helps_instead") };
    if (form_is(f, "outcome", "award") || form_is(f, "outcome", "part")) {
        d.band_id = t->band->id;
        d.rate_pence = t->band->pence;
        d.minutes = is(t->band->unit, "hour") ? t->minutes : 0;
        d.from_on = t->from_on;
        d.to_on = t->to_on;
        d.pence = fund_terms_cost(w, t);
        d.conditions = form_value(f, "conditions");
    }
    return d;
}

static void ask_back(struct web *w, const struct fund_case *c, const struct form *f)
{
    int64_t id = new_id(), owner = form_number(f, "owner");
    const char *by = form_value(f, "answer_by");
    size_t n;
    struct people_to_ask *p = people_to_ask(w->db, w->person->id, c->a->id, &n);
    if (ask_about_application(w->db, c->a->id, w->now) != 1)
        web_stop(w, 409);
    add_funding_question(w->db, &(struct add_funding_question){ .id = id, .application_id = c->a->id, .child_id = c->a->child_id, .panel_id = c->a->panel_id, .words = form_value(f, "question"), .owner_id = owner, .due_on = by, .asked_by = w->person->id, .asked_on = w->today });
    child_deadline_done(act_of(w), c->a->child_id, "funding decision", c->a->id, "");
    child_deadline(act_of(w), c->a->child_id, "funding question", id, owner, "", w->today, by);
    child_event(act_of(w), c->a->child_id, w->today, "funding", "Inclusion fund: the panel asked for more information", "", fund_event_path(w, c->a->child_id), true);
    for (size_t i = 0; i < n; i++)
        if (p[i].id == owner)
            notice_send(w->db, w->now, p[i].email, "funding question", path_of(w, c), arena_print(w->arena, "funding question %lld", (long long)id));
    web_audit(w, c->a->child_id, "change", "funding question", "asked");
}

static void decide(struct web *w, struct fund_case *c, const struct form *f, const struct award_terms *t, const int64_t *who, size_t n)
{
    struct add_funding_decision d = decision_of(w, c, f, t);
    int64_t id = fund_decide(w, c, &d, who, n);
    bool stays = form_is(f, "outcome", "stays"), gives = !stays && !is(d.outcome, "no");
    if (gives)
        give(w, c, f, t, id);
    if (c->open_appeal) {
        end_funding_appeal(w->db, c->open_appeal->id, id);
        child_deadline_done(act_of(w), c->a->child_id, "funding appeal", c->open_appeal->id, "");
    }
    fund_status_now(act_of(w), c->a->child_id, "none", "");
    const char *title = stays ? "Inclusion fund: after the appeal the decision stays" : gives ? "Inclusion fund: money was awarded" : "Inclusion fund: no money was awarded";
    fund_tell_decision(w, c, title, gives ? arena_print(w->arena, "%s, %s to %s", pounds(w->arena, d.pence), date_words(w->arena, d.from_on), date_words(w->arena, d.to_on)) : "", arena_print(w->arena, "funding decision %lld", (long long)id));
}

void decision_save(struct web *w)
{
    struct fund_case *c = case_to_decide(w);
    if (!c)
        return;
    size_t n = 0;
    struct form *f = with_choices(w, c, form_read(w, fields));
    struct award_terms t = form_is(f, "outcome", "part") ? as_typed(w, f) : as_asked(c);
    const int64_t *who = deciders(w, c, f, &n);
    check(w, c, f, &t);
    if (!form_is_right(f)) {
        w->status = 422;
        page(w, c, f);
        return;
    }
    if (form_is(f, "outcome", "more"))
        ask_back(w, c, f);
    else
        decide(w, c, f, &t, who, n);
    web_notice(w, form_is(f, "outcome", "more") ? "The question was sent. The application is not refused" : "The decision was recorded, and those who asked are told");
    if (c->open_appeal || !c->a->panel_id)
        web_to(w, path_of(w, c));
    else
        web_to_f(w, "/funding/panels/%lld", (long long)c->a->panel_id);
}

void decision_show(struct web *w)
{
    struct decisions_of_application *d = funding_decision_by_id(w->db, w->person->id, web_id(w, "decision"));
    if (!d)
        web_stop(w, 404);
    struct fund_case *c = fund_case_or_stop(w, d->application_id);
    struct copy_lines copy = fund_copy_kept(w, d->copy_id);
    size_t n;
    struct deciders_of *who = deciders_of(w->db, d->id, &n);
    web_page(w, "Decision of the inclusion fund");
    view_funding_decision(&w->out, w, c, d, who, n, &copy, is(fund_seal(w->arena, &copy), d->copy_hash));
}

/* ---- an appeal ---- */

static const struct field appeal_fields[] = {
    { "made_by", "Who asks us to look again?", "For example: Megan Pritchard, mother, and the nursery", .max = 150, .need = "Enter who asks" },
    { "grounds", "Why?", "What was not seen, or has changed. The application and all evidence, as they stand today, go with it", .kind = PARAGRAPH, .max = 3000, .rows = 6, .need = "Write why" },
    { "received_on", "When did they ask?", .kind = PAST_DATE, .need = "Enter the day" },
    { 0 }
};

static void appeal_page(struct web *w, const struct fund_case *c, struct form *f)
{
    web_page(w, "Ask the panel to look again");
    view_funding_appeal(&w->out, w, c, f);
}

static struct fund_case *case_to_appeal(struct web *w)
{
    struct fund_case *c = fund_case_or_stop(w, web_id(w, "id"));
    if (!c->may_write)
        web_stop(w, 404);
    if (c->may_appeal)
        return c;
    web_notice(w, c->open_appeal ? "An appeal is under way" : "There is nothing to appeal against");
    web_to(w, path_of(w, c));
    return NULL;
}

void appeal_form(struct web *w)
{
    struct fund_case *c = case_to_appeal(w);
    if (!c)
        return;
    struct form *f = form_new(w, appeal_fields);
    form_set(f, "received_on", w->today);
    appeal_page(w, c, f);
}

void fund_appeal_begin(struct web *w, int64_t application, int64_t child, int64_t decision, const char *made_by, const char *grounds, const char *received_on)
{
    int64_t id = new_id(), days = 20;
    if (!text_number(authority(w, "funding_appeal_days"), &days) || days < 1)
        days = 20;
    const char *due = date_add_working_days(w->arena, received_on, (int)days);
    add_funding_appeal(w->db, &(struct add_funding_appeal){ .id = id, .application_id = application, .child_id = child, .decision_id = decision, .made_by = made_by, .grounds = grounds, .received_on = received_on, .due_on = due, .person_id = w->person->id });
    child_deadline(act_of(w), child, "funding appeal", id, 0, "Early Years Inclusion Service", received_on, due);
    child_event(act_of(w), child, received_on, "funding", "Inclusion fund: the panel was asked to look again", "", fund_event_path(w, child), true);
    web_audit(w, child, "change", "funding appeal", "made_by grounds received_on");
}

void appeal_save(struct web *w)
{
    struct fund_case *c = case_to_appeal(w);
    struct form *f = form_read(w, appeal_fields);
    if (!c)
        return;
    const char *on = form_value(f, "received_on");
    if (*on && strcmp(on, c->decision[0].decided_on) < 0)
        form_fail(f, "received_on", "This cannot be before the decision");
    if (!form_is_right(f)) {
        w->status = 422;
        appeal_page(w, c, f);
        return;
    }
    fund_freeze(w, c, "appeal", arena_print(w->arena, "%s, %s", form_value(f, "made_by"), date_words(w->arena, on)), form_value(f, "grounds"));
    fund_appeal_begin(w, c->a->id, c->a->child_id, c->decision[0].id, form_value(f, "made_by"), form_value(f, "grounds"), on);
    web_notice(w, "The appeal was recorded. Somebody who did not decide before looks at it");
    web_to(w, path_of(w, c));
}
