/*
 * Bands, rates and term dates: read by all who apply, changed by an
 * administrator.  An award keeps the rate at which it was decided; a term
 * whose money stands in a schedule is changed no more.
 */
#include "app/funding/funding.h"
#include "app/funding/views.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

const struct choice funding_units[] = {
    { "hour", "By the hour", "The rate × hours a week × funded weeks" }, { "week", "By the week", "The rate × funded weeks" },
    { "term", "By the term", NULL }, { "once", "Once", "For example equipment, or settling in" }, { 0 }
};

const struct choice funding_streams[] = { { "EYIF", "Inclusion fund", NULL }, { "DAF", "Disability access fund", NULL }, { "EYPP", "Early years pupil premium", NULL }, { 0 } };

const char *rates_ahead(struct web *w, const struct rates_page *p, const struct funding_bands *b)
{
    const char *words = "";
    for (size_t i = 0; i < p->rates; i++)
        if (p->rate[i].band_id == b->id && strcmp(p->rate[i].from_on, w->today) > 0)
            words = arena_print(w->arena, "%s%s from %s%s%s", pounds(w->arena, p->rate[i].pence), p->rate[i].is_confirmed ? "" : " (not confirmed)", date_short(w->arena, p->rate[i].from_on), *words ? ", " : "", words);
    return words;
}

void rates_show(struct web *w)
{
    struct rates_page p = { .may_change = web_may(w, CHANGE_FUNDING_RATES) };
    p.band = funding_bands(w->db, "", w->today, &p.bands);
    p.rate = rates_of_bands(w->db, &p.rates);
    p.term = funding_terms(w->db, &p.terms);
    while (p.terms_over < p.terms && strcmp(p.term[p.terms_over].to_on, w->today) < 0)
        p.terms_over++;
    web_page(w, "Bands, rates and terms");
    view_funding_rates(&w->out, w, &p);
}

void rates_home_panel(struct web *w, int64_t about)
{
    (void)about;
    size_t bands, terms;
    funding_bands(w->db, "EYIF", w->today, &bands);
    struct funding_terms *t = funding_terms(w->db, &terms);
    view_funding_rates_home(&w->out, w, bands, terms ? t[terms - 1].to_on : "", rates_to_confirm(w->db, w->today)->n);
}

/* ---- a band ---- */

static const struct field band_fields[] = {
    { "name", "Name of the band", .max = 80, .need = "Enter the name of the band" },
    { "criteria", "What are the needs of a child in this band?", "Those who apply read this", .kind = PARAGRAPH, .max = 1000, .need = "Write what the needs are" },
    { "unit", "How is it paid?", .kind = RADIOS, .choices = funding_units, .need = "Choose how it is paid" },
    { "pounds", "Rate in pounds", "For example, 8.50", .max = 15, .need = "Enter the rate" },
    { "cycles", "Reviewed cycles of a support plan that the panel looks for", "0 if none are needed", .kind = NUMBER, .min = 0, .max = 9 },
    { "from_on", "From what day?", "For example, 1 4 2026", .kind = DATE, .need = "Enter the day from which it holds" },
    { "source", "Where is this decided or published?", "For example, Schools Forum, 12 January 2026, item 5", .max = 200, .need = "Write where it is decided or published" },
    { 0 }
};

static bool read_rate(struct form *f, int64_t *pence)
{
    if (!*form_value(f, "pounds") || pounds_read(form_value(f, "pounds"), 100000000, pence))
        return true;
    form_fail(f, "pounds", "Enter the rate in pounds and pence, like 8.50");
    return false;
}

static void band_page(struct web *w, struct form *f)
{
    web_page(w, "Add a band");
    view_funding_form(&w->out, w, f, "/funding/rates", "Back to bands, rates and terms", "Add a band", "/funding/rates/new", "Add the band");
}

void band_form(struct web *w) { band_page(w, form_new(w, band_fields)); }

void band_add(struct web *w)
{
    struct form *f = form_read(w, band_fields);
    int64_t pence = 0, id = new_id();
    read_rate(f, &pence);
    if (!form_is_right(f)) {
        w->status = 422;
        band_page(w, f);
        return;
    }
    const char *from = form_value(f, "from_on"), *source = form_value(f, "source");
    add_funding_band(w->db, &(struct add_funding_band){ .id = id, .stream = "EYIF", .name = form_value(f, "name"), .criteria = form_value(f, "criteria"), .unit = form_value(f, "unit"), .cycles = form_number(f, "cycles"), .from_on = from, .to_on = "", .source = source });
    add_funding_rate(w->db, &(struct add_funding_rate){ .id = new_id(), .band_id = id, .pence = pence, .from_on = from, .source = source, .person_id = w->person->id, .at = w->now });
    web_audit(w, 0, "change", "funding band", arena_print(w->arena, "%lld added", (long long)id));
    web_notice(w, "The band was added");
    web_to(w, "/funding/rates");
}

static const struct choice band_changes[] = { { "rate", "Its rate", "Awards that were decided keep the rate they have" }, { "end", "No new award from a day on", NULL }, { 0 } };

static const struct field change_fields[] = {
    { "what", "What changes?", .kind = RADIOS, .choices = band_changes, .need = "Choose what changes" },
    { "pounds", "New rate in pounds", "For example, 8.50", .max = 15, .need = "Enter the new rate", .only_if = "what", .only_is = "rate" },
    { "from_on", "From what day?", "For example, 1 4 2026", .kind = DATE, .need = "Enter the day from which it holds", .only_if = "what", .only_is = "rate" },
    { "source", "Where is this decided or published?", .max = 200, .need = "Write where it is decided or published", .only_if = "what", .only_is = "rate" },
    { "to_on", "Last day on which an award may begin", .kind = DATE, .need = "Enter the last day", .only_if = "what", .only_is = "end" },
    { 0 }
};

static struct funding_bands *band_or_stop(struct web *w)
{
    struct funding_bands *b = funding_band_by_id(w->db, web_id(w, "band"), w->today);
    if (!b)
        web_stop(w, 404);
    return b;
}

static void change_page(struct web *w, struct funding_bands *b, struct form *f)
{
    size_t n;
    struct rates_of_bands *r = rates_of_bands(w->db, &n);
    web_page(w, b->name);
    view_funding_band(&w->out, w, b, r, n, f);
}

/* Read by all who see the rates; the form is for those who change them. */
void band_show(struct web *w) { change_page(w, band_or_stop(w), web_may(w, CHANGE_FUNDING_RATES) ? form_new(w, change_fields) : NULL); }

static void check_change(struct web *w, struct form *f, const struct funding_bands *b)
{
    size_t n;
    struct rates_of_bands *r = rates_of_bands(w->db, &n);
    const char *from = form_value(f, "from_on"), *to = form_value(f, "to_on");
    for (size_t i = 0; i < n; i++)
        if (r[i].band_id == b->id && *from && strcmp(r[i].from_on, from) == 0)
            form_fail(f, "from_on", "There is a rate from this day already. Choose another day");
    if (*from && strcmp(from, b->from_on) < 0)
        form_fail(f, "from_on", arena_print(w->arena, "The band began on %s: the rate cannot hold before", date_words(w->arena, b->from_on)));
    if (*to && strcmp(to, b->from_on) < 0)
        form_fail(f, "to_on", arena_print(w->arena, "The band began on %s: it cannot end before", date_words(w->arena, b->from_on)));
}

void band_change(struct web *w)
{
    struct funding_bands *b = band_or_stop(w);
    struct form *f = form_read(w, change_fields);
    int64_t pence = 0;
    read_rate(f, &pence);
    check_change(w, f, b);
    if (!form_is_right(f)) {
        w->status = 422;
        change_page(w, b, f);
        return;
    }
    if (form_is(f, "what", "rate"))
        add_funding_rate(w->db, &(struct add_funding_rate){ .id = new_id(), .band_id = b->id, .pence = pence, .from_on = form_value(f, "from_on"), .source = form_value(f, "source"), .person_id = w->person->id, .at = w->now });
    else
        end_funding_band(w->db, b->id, form_value(f, "to_on"));
    web_audit(w, 0, "change", "funding band", arena_print(w->arena, "%lld %s", (long long)b->id, form_value(f, "what")));
    web_notice(w, "Saved");
    web_to(w, "/funding/rates");
}

/* ---- a rate that came with the program, held beside its source ---- */

static const struct field confirm_fields[] = {
    { "pounds", "Rate in pounds", "As it is published: change it if it is another", .max = 15, .need = "Enter the rate" },
    { "source", "Where did you read it?", "For example, DfE, early years funding rates, read on 24 November 2026", .max = 200, .need = "Write where you read it" },
    { 0 }
};

static struct rate_to_confirm *rate_or_stop(struct web *w)
{
    struct rate_to_confirm *r = rate_to_confirm(w->db, web_id(w, "band"), web_id(w, "rate"));
    if (!r)
        web_stop(w, 404);
    return r;
}

static void confirm_page(struct web *w, const struct rate_to_confirm *r, struct form *f)
{
    struct funding_bands *b = funding_band_by_id(w->db, r->band_id, w->today);
    const char *back = arena_print(w->arena, "/funding/rates/%lld", (long long)r->band_id);
    web_page(w, form_is_right(f) ? "Confirm a rate" : "Error: Confirm a rate");
    view_funding_form(&w->out, w, f, back, arena_print(w->arena, "Back to %s", b->name), arena_print(w->arena, "%s: the rate from %s", b->name, date_words(w->arena, r->from_on)),
        arena_print(w->arena, "%s/confirm/%lld", back, (long long)r->id), "Confirm the rate");
}

void rate_confirm_form(struct web *w)
{
    struct rate_to_confirm *r = rate_or_stop(w);
    struct form *f = form_new(w, confirm_fields);
    form_set(f, "pounds", arena_print(w->arena, "%lld.%02lld", (long long)r->pence / 100, (long long)r->pence % 100));
    confirm_page(w, r, f);
}

void rate_confirm(struct web *w)
{
    struct rate_to_confirm *r = rate_or_stop(w);
    struct form *f = form_read(w, confirm_fields);
    int64_t pence = 0;
    read_rate(f, &pence);
    if (!form_is_right(f)) {
        w->status = 422;
        confirm_page(w, r, f);
        return;
    }
    confirm_rate(w->db, &(struct confirm_rate){ .id = r->id, .pence = pence, .source = form_value(f, "source"), .person_id = w->person->id, .at = w->now });
    web_audit(w, 0, "change", "funding rate", arena_print(w->arena, "%lld confirmed", (long long)r->id));
    web_notice(w, "The rate is confirmed");
    web_to_f(w, "/funding/rates/%lld", (long long)r->band_id);
}

/* ---- a term ---- */

static const struct field term_fields[] = {
    { "name", "Name of the term", "For example, Autumn 2026", .max = 60, .need = "Enter the name of the term" },
    { "from_on", "First day", .kind = DATE, .need = "Enter the first day" },
    { "to_on", "Last day", .kind = DATE, .need = "Enter the last day" },
    { "weeks", "Funded weeks in it", "The three terms of a year make 38", .kind = NUMBER, .min = 1, .max = 26, .need = "Enter the number of weeks" },
    { "pay_on", "Day on which settings are paid", .kind = DATE, .need = "Enter the day of payment" },
    { "source", "Where is this decided or published?", .max = 200, .need = "Write where it is decided or published" },
    { 0 }
};

static void check_term(struct web *w, struct form *f, int64_t own)
{
    size_t n;
    struct funding_terms *t = funding_terms(w->db, &n);
    const char *from = form_value(f, "from_on"), *to = form_value(f, "to_on"), *pay = form_value(f, "pay_on");
    if (*from && *to && strcmp(from, to) >= 0)
        form_fail(f, "to_on", "The last day must be after the first");
    for (size_t i = 0; i < n && form_is_right(f); i++)
        if (t[i].id != own && strcmp(from, t[i].to_on) <= 0 && strcmp(t[i].from_on, to) <= 0)
            form_fail(f, "from_on", arena_print(w->arena, "%s, %s to %s, has some of these days. Change the days, or that term first", t[i].name, date_words(w->arena, t[i].from_on), date_words(w->arena, t[i].to_on)));
    if (form_is_right(f) && date_days_between(from, to) + 1 < (form_number(f, "weeks") - 1) * 7)
        form_fail(f, "weeks", "There are not so many weeks between these days");
    if (form_is_right(f) && (strcmp(pay, date_add_days(w->arena, from, -60)) < 0 || strcmp(pay, date_add_days(w->arena, to, 60)) > 0))
        form_fail(f, "pay_on", "The day of payment is more than two months away from the term: check the year");
}

/* NULL for a new one. */
static struct funding_terms *term_asked(struct web *w)
{
    if (strcmp(w->route->path, "/funding/terms/new") == 0)
        return NULL;
    struct funding_terms *t = funding_term_by_id(w->db, web_id(w, "term"));
    if (!t)
        web_stop(w, 404);
    return t;
}

static void term_page(struct web *w, const struct funding_terms *t, struct form *f)
{
    const char *title = t ? "Change a term" : "Add a term";
    web_page(w, title);
    view_funding_form(&w->out, w, f, "/funding/rates", "Back to bands, rates and terms", title, t ? arena_print(w->arena, "/funding/terms/%lld", (long long)t->id) : "/funding/terms/new", "Save the term");
}

/* True, with the browser sent back, where the term's money stands in a schedule. */
static bool is_fixed(struct web *w, const struct funding_terms *t)
{
    if (!t || !term_is_paid(w->db, t->id)->lines)
        return false;
    web_notice(w, "Money of this term stands in a payment schedule: its days stay as they are");
    web_to(w, "/funding/rates");
    return true;
}

void term_form(struct web *w)
{
    struct funding_terms *t = term_asked(w);
    struct form *f = form_new(w, term_fields);
    if (is_fixed(w, t))
        return;
    if (t) {
        form_set(f, "name", t->name);
        form_set(f, "from_on", t->from_on);
        form_set(f, "to_on", t->to_on);
        form_set_number(f, "weeks", t->weeks);
        form_set(f, "pay_on", t->pay_on);
        form_set(f, "source", t->source);
    }
    term_page(w, t, f);
}

static void store_term(struct web *w, const struct funding_terms *t, const struct form *f)
{
    struct add_funding_term row = { .id = t ? t->id : new_id(), .name = form_value(f, "name"), .from_on = form_value(f, "from_on"), .to_on = form_value(f, "to_on"), .weeks = form_number(f, "weeks"),
        .pay_on = form_value(f, "pay_on"), .source = form_value(f, "source"), .person_id = w->person->id, .at = w->now };
    if (t)
        change_funding_term(w->db, &(struct change_funding_term){ .id = t->id, .name = row.name, .from_on = row.from_on, .to_on = row.to_on, .weeks = row.weeks, .pay_on = row.pay_on, .source = row.source, .person_id = row.person_id, .at = row.at });
    else
        add_funding_term(w->db, &row);
    bool is_earlier = t && strcmp(t->from_on, row.from_on) < 0, is_later = t && strcmp(t->to_on, row.to_on) > 0;
    fund_reckon_between(act_of(w), is_earlier ? t->from_on : row.from_on, is_later ? t->to_on : row.to_on, "Term dates changed");
    web_audit(w, 0, "change", "funding term", arena_print(w->arena, "%lld", (long long)row.id));
}

void term_save(struct web *w)
{
    struct funding_terms *t = term_asked(w);
    struct form *f = form_read(w, term_fields);
    if (is_fixed(w, t))
        return;
    check_term(w, f, t ? t->id : 0);
    if (!form_is_right(f)) {
        w->status = 422;
        term_page(w, t, f);
        return;
    }
    store_term(w, t, f);
    web_notice(w, "The term was saved");
    web_to(w, "/funding/rates");
}
