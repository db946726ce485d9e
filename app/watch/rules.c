/*
 * The rules of the watch list as data, and how they stand here.  A new rule is
 * an arm of the view watch_case in a new migration and a row of this table.
 */
#include "app/watch/tally.h"
#include "base/date.h"

#include <string.h>

const struct watch_rule watch_rules[] = {
    { "notified", "Notified, and not contacted", "were notified and not contacted", "Notified on", "Health has told us that this child may have special educational needs. No contact with the family is recorded since.",
        "Speak with the family", "The officer on triage", "Children and Families Act 2014, section 23", "/children/", "/contact", .days = 14 },
    { "entitled", "Old enough for a funded place, in no setting", "have no setting since they turned two", "Entitlement at two would begin on",
        "The child has turned two and is recorded in no setting, without the family having chosen that. Whether this family is entitled depends on more than age: ask.",
        "Help the family find a place, or record why not", "The inclusion service", "Childcare Act 2006, section 7; SEND Code of Practice 5.7", "/children/", "/placements/new", .days = 28 },
    { "agencies", "Known to two agencies, and in no plan", "are known to two agencies without a plan", "Two agencies since",
        "People of two or more agencies work with this child, and no support plan brings them together.", "Begin a plan together", "The inclusion service", "SEND Code of Practice 5.38 to 5.44", "/children/", "/plans", .days = 28 },
    { "worries", "Worried about in two prime areas, and in no plan", "are worried about in two prime areas without a plan", "Told on",
        "Somebody told of worries in two of the three prime areas (communication and language, physical, personal and social), and no support plan is in force. Below what is expected in prime areas is what the progress check at two looks for.",
        "Begin a plan, or record why not", "The inclusion service", "Early years foundation stage, progress check at two; SEND Code of Practice 5.23 to 5.29", "/children/", "/plans", .days = 28 },
    { "below", "Below expected in two prime areas, and in no plan", "are below expected in two prime areas without a plan", "Seen on",
        "What was seen of the child in two of the three prime areas (communication and language, physical, personal and social) is below what is expected, in the latest progress check, screen or observation of each, and no support plan is in force.",
        "Begin a plan, or look again", "The inclusion service", "Early years foundation stage, progress check at two; SEND Code of Practice 5.23 to 5.29 and 5.36", "/children/", "/plans", .days = 28 },
    { "review", "A plan whose review is past due", "have a plan past its review", "Review due on", "Nobody has looked with the family at whether the plan helps.",
        "Hold the review", "The setting's SENCO", "SEND Code of Practice 5.43 and 5.44", "/plans/", "/review", .is_about = true, .days = 1 },
    { "ehc", "EHC assessment near its end", "have an EHC assessment near its end", "Assessment asked for on", "From the day it was asked for to the final plan the law gives 20 weeks (140 days).",
        "Record the outcome of the assessment", "The council's SEND team", "SEND Regulations 2014, regulation 13(2)", "/children/", "/status/ehc_stage", .days = 112 },
    { "school", "Starting school, and no school named", "start school without a school named", "To be named by", "The child starts Reception this year, and no school is recorded.",
        "Record the school", "The inclusion service", "School Admissions Code 2021, 2.17; SEND Code of Practice 5.47", "/children/", "/school", .from_day = "04-16" },
    { "passport", "Starting school, and no passport shared", "start school without a shared passport", "To be shared by", "The child starts Reception this year. The school has no passport that says what helps.",
        "Write the passport and share it", "The setting and the lead professional", "SEND Code of Practice 5.47; early years foundation stage 3.25", "/children/", "/school", .from_day = "05-31" },
    { "five", "Turned five, and still open", "have turned five and are still open", "Turned five on", "The service is for children under five. The school and its support take over, and the family must know who.",
        "Hand over and close", "The inclusion service", "Local: the service's age range; SEND Code of Practice 5.47", "/children/", "/status/service", .days = 28 },
    { "lead", "Open, with nobody as lead", "have nobody as lead", "Nobody since", "If nobody leads, nobody owns the next step.",
        "Name the lead professional", "The service manager", "SEND Code of Practice 2.21 and 5.45", "/children/", "#people", .days = 1 },
    { "silent", "Open, and nothing happened", "had nothing recorded for too long", "Last thing recorded on", "The child is open to the service, and nothing has been written down since.",
        "Speak with the family, or close", "The inclusion service", "Local: 90 days", "/children/", "", .days = 90 },
    { 0 }
};
_Static_assert(sizeof watch_rules / sizeof *watch_rules == WATCH_RULES + 1, "one row for each rule");

static void apply(struct watch_setting *s, const struct watch_rules_changed *c, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(c[i].rule, s->rule->code) == 0) {
            s->is_on = c[i].is_on;
            s->days = c[i].days;
            s->changed_on = c[i].changed_on;
            if (*s->from_day && *c[i].from_day)
                s->from_day = c[i].from_day;
        }
}

struct watch_setting *watch_settings(struct db *db)
{
    size_t n;
    struct watch_rules_changed *changed = watch_rules_changed(db, &n);
    struct watch_setting *s = arena_array(db->arena, struct watch_setting, WATCH_RULES);
    for (size_t i = 0; i < WATCH_RULES; i++) {
        const struct watch_rule *r = &watch_rules[i];
        s[i] = (struct watch_setting){ r, !r->is_off, r->days, r->from_day ? r->from_day : "", "" };
        apply(&s[i], changed, n);
    }
    return s;
}

const struct watch_setting *watch_setting_of(const struct watch_setting *s, const char *code)
{
    for (size_t i = 0; i < WATCH_RULES; i++)
        if (strcmp(s[i].rule->code, code) == 0)
            return &s[i];
    return NULL;
}

/* Where a rule counts from a day of the year of entry, watch_case gives that year's first of January. */
const char *watch_until(struct arena *a, const struct watch_setting *s, const char *today)
{
    const char *day = date_add_days(a, today, -s->days);
    if (!*s->from_day)
        return day;
    int year = date_year(day);
    return arena_print(a, "%04d-01-01", strcmp(day + 5, s->from_day) < 0 ? year - 1 : year);
}

const char *watch_since(struct arena *a, const struct watch_setting *s, const char *since_on)
{
    return *s->from_day ? arena_print(a, "%04d-%s", date_year(since_on), s->from_day) : since_on;
}

const char *watch_owed_on(struct arena *a, const struct watch_setting *s, const char *since_on)
{
    return date_add_days(a, watch_since(a, s, since_on), s->days);
}

const char *watch_path(struct arena *a, const struct watch_rule *r, int64_t child, int64_t about)
{
    return arena_print(a, "%s%lld%s", r->before, (long long)(r->is_about ? about : child), r->after);
}

const char *watch_day_words(struct arena *a, const char *month_day)
{
    const char *day = arena_print(a, "2024-%s", month_day);
    const char *words = date_words(a, day);
    size_t n = strlen(words);
    return n > 5 ? arena_text(a, words, n - 5) : "";
}
