/*
 * What is urgent and who is likely to help: tables of rules, each with where it
 * comes from.  Called on arrival (receive.c).  Pure: no table, no clock.  It
 * suggests; a person decides.
 */
#include "app/request/request.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

/* Phrases are folded already and compared as whole words. */
static const char *const unsafe_words[] = {
    "abuse", "abused", "abusive", "abusing", "bruise", "bruises", "bruised", "neglect", "neglected", "not safe", "unsafe", "in danger", "domestic violence",
    "violence at home", "hits him", "hits her", "hits them", "hitting him", "hitting her", "beats him", "beats her", "smacked", "burned", "sexual", "sexually",
    "scared of his dad", "scared of her dad", "scared of his mum", "scared of her mum", "afraid of his father", "afraid of her father", "afraid of his mother",
    "afraid of her mother", "kill myself", "suicide", "suicidal", "end my life", "left alone", "not being fed", NULL
};
static const char *const lost_words[] = {
    "regress", "regressed", "regressing", "regression", "stopped talking", "stopped speaking", "stopped walking", "stopped babbling", "stopped saying", "lost words",
    "lost his words", "lost her words", "lost their words", "lost skills", "losing skills", "lost some words", "losing words", "no longer talks", "no longer says",
    "no longer walks", "used to talk", "used to say", "gone backwards", "going backwards", NULL
};
static const char *const sensory_words[] = { "deaf", "deafness", "hearing loss", "hearing aid", "hearing aids", "blind", "vision impairment", "visual impairment", "sight loss", NULL };

static bool tells(const struct request_facts *f, const char *const *phrase)
{
    for (; *phrase; phrase++) {
        size_t len = strlen(*phrase);
        for (const char *s = f->told; (s = strstr(s, *phrase)); s += len)
            if (s > f->told && s[-1] == ' ' && s[len] == ' ')
                return true;
    }
    return false;
}

static bool has_area(const struct request_facts *f, const char *area)
{
    for (size_t i = 0; i < f->concerns; i++)
        if (strcmp(f->concern[i].area, area) == 0)
            return true;
    return false;
}

/* The calendar year's day, as text that compares. */
static bool is_between(const char *today, int year, const char *from, const char *before)
{
    return date_year(today) == year && strcmp(today + 5, from) >= 0 && strcmp(today + 5, before) < 0;
}

static bool may_be_unsafe(const struct request_facts *f) { return tells(f, unsafe_words); }
static bool loses_skills(const struct request_facts *f) { return tells(f, lost_words); }
static bool is_under_two(const struct request_facts *f) { int m = date_age_months(f->born_on, f->today); return m >= 0 && m < 24; }
static bool has_three_areas(const struct request_facts *f) { return f->concerns >= 3; }
static bool is_in_no_setting(const struct request_facts *f) { return !f->attends_setting; }
static bool is_notified(const struct request_facts *f) { return strncmp(f->kind, "notification", 12) == 0; }
static bool starts_school_soon(const struct request_facts *f) { return is_between(f->today, date_reception_year(f->born_on), "01-01", "09-01"); }

static bool is_school_age(const struct request_facts *f)
{
    int year = date_reception_year(f->born_on);
    return year && (date_year(f->today) > year || is_between(f->today, year, "09-01", "99"));
}

struct urgency_rule { int64_t points; bool (*holds)(const struct request_facts *); const char *words; };

static const struct urgency_rule urgency_rules[] = {
    /* Working Together to Safeguard Children 2023: a concern for safety is acted on at once, whatever form it came in. */
    { URGENT_FLAG, may_be_unsafe, "Words that may mean the child is not safe: read this first" },
    /* Healthy Child Programme; NICE CG128 1.2.6: loss of language or social skills is a reason to refer without delay. */
    { 5, loses_skills, "The child may be losing skills" },
    /* SEND Code of Practice 5.4 and 5.14: delay in the youngest is acted on early. */
    { 2, is_under_two, "Under two years old" },
    /* SEND Code of Practice 5.47 and domain facts 6: a passport needs two terms. */
    { 2, starts_school_soon, "Starts school within two terms" },
    /* Domain facts 2.6: needs across areas are more often lasting. */
    { 2, has_three_areas, "Three or more areas of concern" },
    /* Children and Families Act 2014 s.23: the body has formed an opinion. */
    { 1, is_notified, "Health has notified us (section 23)" },
    /* Lincolnshire's routing: nobody sees the child daily but the family. */
    { 1, is_in_no_setting, "Goes to no nursery, childminder or school" },
};

static bool wants_advice(const struct request_facts *f) { return strcmp(f->wants, "advice") == 0; }
static bool is_sensory(const struct request_facts *f) { return has_area(f, "seeing") || tells(f, sensory_words); }
static bool goes_to_known_setting(const struct request_facts *f) { return f->attends_setting && f->has_setting_row; }
static bool always(const struct request_facts *f) { (void)f; return true; }

struct route_rule { const char *route; bool (*holds)(const struct request_facts *); const char *because; };

/* The first that holds.  Domain facts 2.1 (Lincolnshire): by the setting, or to the family. */
static const struct route_rule route_rules[] = {
    { "school age", is_school_age, "The child is old enough to be in school, where the school and the SEND team help" },
    { "sensory", is_sensory, "The worry is about hearing or seeing" },
    { "advice", wants_advice, "The asker wants advice or information only, for now" },
    { "link officer", goes_to_known_setting, "The child goes to a setting, so its link officer contacts the setting" },
    { "family team", always, "The child goes to no setting we know, so the early years team contacts the family" },
};

struct request_verdict request_judge(struct arena *a, const struct request_facts *f)
{
    struct request_verdict v = { 0, "", "", "" };
    const char *line[sizeof urgency_rules / sizeof *urgency_rules];
    size_t lines = 0;
    for (size_t i = 0; i < sizeof urgency_rules / sizeof *urgency_rules; i++)
        if (urgency_rules[i].holds(f)) {
            v.points += urgency_rules[i].points;
            line[lines++] = urgency_rules[i].words;
        }
    v.reasons = text_join(a, line, lines, "\n");
    for (size_t i = 0; i < sizeof route_rules / sizeof *route_rules; i++)
        if (route_rules[i].holds(f)) {
            v.route = route_rules[i].route;
            v.because = route_rules[i].because;
            break;
        }
    return v;
}
