/*
 * The rules of data quality as data, and how they stand here.  A new rule is a
 * function and a row of this table; what it asks of must stand in the view
 * quality_record (migrate/0027).  Pure but for quality_settings.
 */
#include "app/quality/quality.h"
#include "base/check_digit.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

#define ASKS(name, condition) static bool asks_##name(const struct quality_facts *f) { return condition; }
#define FAILS(name, condition) static bool fails_##name(const struct quality_facts *f) { return condition; }

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }
static bool is_known_code(const char *list, const char *code) { return !*code || code_exists(list, code); }
static int64_t days_since(const struct quality_facts *f, const char *day) { return date_days_between(day, f->today); }
static bool is_early_years(const struct quality_facts *f) { return is(f->r->setting_kind, "group") || is(f->r->setting_kind, "childminder") || is(f->r->setting_kind, "nursery school"); }
static bool has_sen(const struct quality_facts *f) { return is(f->r->provision, "K") || is(f->r->provision, "E"); }

/* ---- Completeness ---- */
FAILS(born, !*f->r->born_on)
FAILS(sex, !*f->r->sex)
FAILS(postcode, !*f->r->postcode)
FAILS(number, !*f->r->nhs_number && !*f->r->upn)
FAILS(ethnicity, !*f->r->ethnicity)
FAILS(language, !*f->r->home_language)
FAILS(setting, !f->r->setting_id && !*f->r->no_setting_reason)
FAILS(need, !*f->r->need)
FAILS(agreement, !f->r->agreements)
FAILS(lead, !f->r->has_lead)
FAILS(contact, !*f->r->telephone && !*f->r->email)
FAILS(responsibility, !f->r->responsible)
ASKS(key_person, is_early_years(f))
FAILS(key_person, !*f->r->key_person)
ASKS(hours, is_early_years(f))
FAILS(hours, !f->r->hours)

/* ---- Validity ---- */
ASKS(nhs, *f->r->nhs_number)
FAILS(nhs, !nhs_number_is_valid(f->r->nhs_number))
ASKS(upn, *f->r->upn)
FAILS(upn, !upn_is_valid(f->r->upn))
ASKS(postcode_shape, *f->r->postcode)
FAILS(postcode_shape, !is(text_postcode(f->arena, f->r->postcode), f->r->postcode))
ASKS(age, *f->r->born_on)
FAILS(age, strcmp(f->r->born_on, f->today) > 0 || date_age_months(f->r->born_on, f->today) >= 7 * 12)
FAILS(codes, !is_known_code("ethnicity", f->r->ethnicity) || !is_known_code("language", f->r->home_language) || !is_known_code("need", f->r->need) || !is_known_code("not_in_setting", f->r->no_setting_reason))
ASKS(reachable, *f->r->telephone || *f->r->email)
FAILS(reachable, (*f->r->telephone && !text_is_telephone(f->r->telephone)) || (*f->r->email && !text_is_email(f->r->email)))

/* ---- Uniqueness ---- */
static const char *pair_found(const struct quality_facts *f) { return *f->r->pair_found_on ? f->r->pair_found_on : f->r->other_pair_found_on; }
FAILS(pair, *pair_found(f) && days_since(f, pair_found(f)) >= f->days)
ASKS(carer_twice, f->r->carers > 0)
FAILS(carer_twice, f->r->carer_names < f->r->carers)
ASKS(person_twice, f->r->accounts > 0)
FAILS(person_twice, f->r->different_accounts < f->r->accounts)
ASKS(place_twice, f->r->placements > 0)
FAILS(place_twice, f->r->places < f->r->placements)

/* ---- Timeliness ---- */
FAILS(silent, days_since(f, f->r->last_on) >= f->days)
ASKS(review, *f->r->review_due_on)
FAILS(review, days_since(f, f->r->review_due_on) >= f->days)
ASKS(confirmed, is_early_years(f))
FAILS(confirmed, !*f->r->confirmed_on || days_since(f, f->r->confirmed_on) >= f->days)
ASKS(ehc_old, is(f->r->ehc_stage, "requested") || is(f->r->ehc_stage, "assessing"))
FAILS(ehc_old, days_since(f, f->r->ehc_from) >= f->days)

/* ---- Consistency ---- */
ASKS(ehc, is(f->r->ehc_stage, "plan") || is(f->r->provision, "E"))
FAILS(ehc, is(f->r->ehc_stage, "plan") != is(f->r->provision, "E"))
ASKS(plan, is(f->r->provision, "K"))
FAILS(plan, !*f->r->plan_from && days_since(f, f->r->provision_from) >= f->days)
ASKS(provision, *f->r->plan_from)
FAILS(provision, !has_sen(f))
ASKS(reason, f->r->setting_id != 0)
FAILS(reason, *f->r->no_setting_reason)
FAILS(many_hours, f->r->all_hours > 60)
ASKS(closed, f->r->setting_id != 0)
FAILS(closed, !f->r->setting_is_open)
FAILS(days, *f->r->born_on && ((*f->r->known_on && strcmp(f->r->known_on, f->r->born_on) < 0) || (*f->r->concern_on && (strcmp(f->r->concern_on, f->r->born_on) < 0 || (*f->r->known_on && strcmp(f->r->concern_on, f->r->known_on) > 0)))))
ASKS(lead_gone, f->r->lead_id != 0)
FAILS(lead_gone, f->r->lead_is_gone)
ASKS(interpreter, f->r->needs_interpreter)
FAILS(interpreter, is(f->r->home_language, "en"))

#define CODE "SEND Code of Practice 2015, "
#define EYFS "Early years foundation stage, section 3"
#define ACCURACY "UK GDPR, article 5(1)(d)"

const struct quality_rule quality_rules[] = {
    { "born", COMPLETENESS, "No date of birth", "Enter the date of birth", "Age, entitlement and the year of starting school follow from it.", EYFS " (information about the child)", "/edit", NULL, 0, NULL, fails_born },
    { "sex", COMPLETENESS, "Sex not recorded", "Record the sex", "Boys and girls are found at different rates: without it nobody can see whether girls are missed.", "Equality Act 2010, section 149", "/edit", "sex", 0, NULL, fails_sex },
    { "postcode", COMPLETENESS, "No postcode", "Enter the postcode", "The area, and how far help is away, follow from it.", EYFS " (information about the child)", "/edit", NULL, 0, NULL, fails_postcode },
    { "number", COMPLETENESS, "No NHS number or UPN", "Enter the NHS number", "With a number the child is recognised in lists from health and school. It stands in the red book.", "Working together to safeguard children 2023, information sharing; NHS number standard ISB 0149", "/edit", "nhs_number", 0, NULL, fails_number },
    { "ethnicity", COMPLETENESS, "Ethnic group not recorded", "Ask the family, and record it", "Nobody can see whether a group is missed where it is not written down. “Preferred not to say” is an answer.", "Equality Act 2010, section 149; early years census", "/edit", "ethnicity", 0, NULL, fails_ethnicity },
    { "language", COMPLETENESS, "Language at home not recorded", "Ask the family, and record it", "A child who learns two languages can look delayed in one.", CODE "5.30; early years census", "/edit", "home_language", 0, NULL, fails_language },
    { "setting", COMPLETENESS, "No setting, and no reason why", "Record the setting, or why there is none", "A child in no setting is easily forgotten.", "Childcare Act 2006, section 7", "/no-setting", NULL, 0, NULL, fails_setting },
    { "need", COMPLETENESS, "No main need recorded", "Record the main need", "No diagnosis is needed to record a type of need. Support is planned by it.", CODE "5.32 and 6.27", "/needs", NULL, 0, NULL, fails_need },
    { "agreement", COMPLETENESS, "No agreement to support recorded", "Record the agreement", "The family must know of the support, and agree.", CODE "5.38", "/agreements/new", NULL, 0, NULL, fails_agreement },
    { "lead", COMPLETENESS, "Nobody leads", "Name the lead professional", "If nobody leads, nobody owns the next step.", CODE "2.21 and 5.45", "#people", NULL, 0, NULL, fails_lead },
    { "contact", COMPLETENESS, "No telephone or email of a parent or carer", "Enter a telephone number", "Nobody can reach the family.", EYFS " (information about the child)", "#family", "telephone", 0, NULL, fails_contact },
    { "responsibility", COMPLETENESS, "Nobody recorded with parental responsibility", "Record who has it", "Only they can agree for the child.", EYFS " (information about the child); Children Act 1989, section 3", "#family", NULL, 0, NULL, fails_responsibility },
    { "key_person", COMPLETENESS, "No key person", "Enter the key person", "Every child in a setting has a key person; the family must know who.", EYFS " (key person)", "#settings", "key_person", 0, asks_key_person, fails_key_person },
    { "hours", COMPLETENESS, "Hours a week not recorded", "Enter the hours", "Part-time places and unused entitlement are seen only if the hours are known.", "Early years entitlements: statutory guidance, part A", "#settings", "key_person", 0, asks_hours, fails_hours },
    { "nhs", VALIDITY, "NHS number with a wrong check digit", "Correct the NHS number", "At least one digit is wrong, so it may be another child’s.", "NHS Data Model and Dictionary, NHS number (modulus 11)", "/edit", "nhs_number", 0, asks_nhs, fails_nhs },
    { "upn", VALIDITY, "UPN with a wrong check letter", "Correct the UPN", "At least one character is wrong.", "DfE, Unique pupil numbers: guide", "/edit", NULL, 0, asks_upn, fails_upn },
    { "postcode_shape", VALIDITY, "Not a postcode", "Correct the postcode", "No area can be found by it.", "BS 7666", "/edit", NULL, 0, asks_postcode_shape, fails_postcode_shape },
    { "age", VALIDITY, "Date of birth cannot be right", "Correct the date of birth", "The child would not be born yet, or be seven or older.", ACCURACY, "/edit", NULL, 0, asks_age, fails_age },
    { "codes", VALIDITY, "A word that is in no list", "Choose from the list again", "Ethnic group, language, need, or why the child is in no setting: what is in no list is in no count.", "Early years census: code sets", "/edit", NULL, 0, NULL, fails_codes },
    { "reachable", VALIDITY, "Telephone or email that cannot be right", "Correct it", "A message would not arrive.", ACCURACY, "#family", "telephone", 0, asks_reachable, fails_reachable },
    { "pair", UNIQUENESS, "May be in the register twice", "Decide: one child or two", "Half of what is known stands in each record. Nobody has decided for too long.", ACCURACY "; local: 14 days", "", NULL, 14, NULL, fails_pair },
    { "carer_twice", UNIQUENESS, "A parent or carer written twice", "Take out one", "A change is made in one, and the other stays wrong.", ACCURACY, "#family", NULL, 0, asks_carer_twice, fails_carer_twice },
    { "person_twice", UNIQUENESS, "A professional written twice", "End one", "It looks as if more people worked together than do.", ACCURACY, "#people", NULL, 0, asks_person_twice, fails_person_twice },
    { "place_twice", UNIQUENESS, "A setting written twice", "End one", "Hours are counted twice.", ACCURACY, "#settings", NULL, 0, asks_place_twice, fails_place_twice },
    { "silent", TIMELINESS, "Nothing recorded for too long", "Write down what happened, or close", "Either nothing was done, or it was not written down.", "Local: 90 days", "/contact", NULL, 90, NULL, fails_silent },
    { "review", TIMELINESS, "A plan past its review", "Hold the review, or record it", "The plan may no longer be what the child has.", CODE "5.43 and 5.44", "/plans", NULL, 14, asks_review, fails_review, .setting_too = true },
    { "confirmed", TIMELINESS, "Details not looked at for too long", "Say that they are still right", "Families move, hours and key people change. The setting looks once a term.", ACCURACY "; local: 120 days", "#settings", "confirm", 120, asks_confirmed, fails_confirmed },
    { "ehc_old", TIMELINESS, "EHC stage not moved on", "Record what became of the assessment", "The law gives 20 weeks from the request to the plan. Either it is late, or it was not written down.", "SEND Regulations 2014, regulation 13(2)", "/status/ehc_stage", NULL, 147, asks_ehc_old, fails_ehc_old },
    { "ehc", CONSISTENCY, "EHC stage and SEN provision disagree", "Correct one of them", "A child with an EHC plan is recorded with provision E, and no other child is.", "School census and SEN2: provision types", "/status/sen_provision", NULL, 0, asks_ehc, fails_ehc },
    { "plan", CONSISTENCY, "SEN support, and no plan", "Begin a plan, or end SEN support", "SEN support is a plan that is carried out and reviewed.", CODE "5.38 to 5.40; local: 42 days", "/plans", NULL, 42, asks_plan, fails_plan, .setting_too = true },
    { "provision", CONSISTENCY, "A support plan, and no SEN provision recorded", "Record SEN support", "The child is left out of every count of children with SEN.", CODE "5.38; early years census", "/status/sen_provision", NULL, 0, asks_provision, fails_provision },
    { "reason", CONSISTENCY, "In a setting, and a reason why in none", "Take out the reason", "One of the two is old.", ACCURACY, "", "in_setting", 0, asks_reason, fails_reason },
    { "many_hours", CONSISTENCY, "More than 60 hours a week", "Correct the hours, or end a place", "A place has ended, or the hours are wrong.", ACCURACY, "#settings", NULL, 0, NULL, fails_many_hours },
    { "closed", CONSISTENCY, "In a setting that has closed", "Record where the child goes now", "The child may be in no setting at all.", "Childcare Act 2006, section 7", "#settings", NULL, 0, asks_closed, fails_closed },
    { "days", CONSISTENCY, "Days in a wrong order", "Correct the days", "Known or worried about before birth, or a concern after it was known.", ACCURACY, "/edit", NULL, 0, NULL, fails_days },
    { "lead_gone", CONSISTENCY, "The lead professional no longer works here", "Name another lead", "Messages about the child reach nobody.", CODE "2.21", "#people", NULL, 0, asks_lead_gone, fails_lead_gone },
    { "interpreter", CONSISTENCY, "Needs an interpreter, and speaks English", "Correct the language, or the need of an interpreter", "Either an interpreter comes for nothing, or the language is wrong.", ACCURACY, "/edit", "home_language", 0, asks_interpreter, fails_interpreter },
    { 0 }
};
_Static_assert(sizeof quality_rules / sizeof *quality_rules == QUALITY_RULES + 1, "one row for each rule");
_Static_assert(QUALITY_RULES <= 64, "a record's findings are one word of bits");

const struct quality_words quality_dimensions[QUALITY_DIMENSIONS] = {
    { "completeness", "Completeness", "Is everything there that is needed?" },
    { "validity", "Validity", "Does it have the right form, and is it possible?" },
    { "uniqueness", "Uniqueness", "Is each thing written once?" },
    { "timeliness", "Timeliness", "Is it up to date?" },
    { "consistency", "Consistency", "Do the parts agree with each other?" },
};

/* ---- As they stand here ---- */

static void apply(struct quality_setting *s, const struct quality_rules_changed *c, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(c[i].rule, s->rule->code) == 0) {
            s->is_on = c[i].is_on;
            s->days = s->rule->days ? c[i].days : 0;
            s->changed_on = c[i].changed_on;
        }
}

struct quality_setting *quality_settings(struct db *db)
{
    size_t n;
    struct quality_rules_changed *changed = quality_rules_changed(db, &n);
    struct quality_setting *s = arena_array(db->arena, struct quality_setting, QUALITY_RULES);
    for (size_t i = 0; i < QUALITY_RULES; i++) {
        s[i] = (struct quality_setting){ &quality_rules[i], true, quality_rules[i].days, "" };
        apply(&s[i], changed, n);
    }
    return s;
}

const struct quality_setting *quality_setting_of(const struct quality_setting *s, const char *code)
{
    for (size_t i = 0; i < QUALITY_RULES; i++)
        if (strcmp(s[i].rule->code, code) == 0)
            return &s[i];
    return NULL;
}

struct quality_found quality_judge(struct arena *a, const struct quality_setting *s, const struct quality_records *r, const char *today)
{
    struct quality_found found = { 0 };
    struct quality_facts f = { r, a, today, 0 };
    for (size_t i = 0; i < QUALITY_RULES; i++) {
        const struct quality_rule *rule = s[i].rule;
        f.days = s[i].days;
        if (!s[i].is_on || (rule->asks && !rule->asks(&f)))
            continue;
        found.asked |= UINT64_C(1) << i;
        found.failed |= (uint64_t)rule->fails(&f) << i;
    }
    return found;
}

/* ---- Where it is mended ---- */

/* What is in no list stands on three different pages. */
static const char *codes_page(const struct quality_records *r)
{
    return !is_known_code("need", r->need) ? "/needs" : !is_known_code("not_in_setting", r->no_setting_reason) ? "/no-setting" : "/edit";
}

const char *quality_path(struct arena *a, const struct quality_rule *q, const struct quality_records *r)
{
    if (q->form)
        return arena_print(a, "/quality/children/%lld/%s", (long long)r->child_id, q->code);
    if (is(q->code, "review") && r->plan_id)
        return arena_print(a, "/plans/%lld/review", (long long)r->plan_id);
    return arena_print(a, "/children/%lld%s", (long long)r->child_id, is(q->code, "codes") ? codes_page(r) : q->page);
}

/* Of a place only the setting itself knows the hours and the key person. */
bool quality_may_mend(const struct quality_rule *q, const struct quality_records *r, int64_t setting)
{
    if (!setting)
        return true;
    if (q->form && is(q->form, "key_person"))
        return r->setting_id == setting;
    return q->form || q->setting_too;
}
