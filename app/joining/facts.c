/* The facts of two records: see facts.h.  Called by the pages that compare and by merge.c. */
#include "app/joining/facts.h"
#include "app/people/people.h"
#include "base/check_digit.h"
#include "base/date.h"
#include "base/text.h"

#include <stddef.h>
#include <string.h>

/* How it is settled: by a person, by what protects, by the earlier day. ASK_ALWAYS: also where only one of the two says anything. */
enum fact_rule { ASK, ASK_ALWAYS, PROTECT, EARLIER };

struct fact {
    const char *name, *label;
    enum fact_rule rule;
    const char *column[4];       /* of the table child; a number ends in '#' */
};

static const struct fact facts[] = {
    { "given_name", "First and middle names", ASK, { "given_name" } },
    { "family_name", "Family name", ASK, { "family_name" } },
    { "known_as", "Also known as", ASK, { "known_as" } },
    { "born_on", "Date of birth", ASK, { "born_on" } },
    { "sex", "Sex", ASK, { "sex" } },
    { "nhs_number", "NHS number", ASK, { "nhs_number" } },
    { "upn", "Unique pupil number (UPN)", ASK, { "upn" } },
    { "address", "Address", ASK, { "address", "postcode", "area", "imd_quintile#" } },
    { "ethnicity", "Ethnic group", ASK, { "ethnicity" } },
    { "home_language", "Language at home", ASK, { "home_language" } },
    { "left_on", "Left the area or died", ASK_ALWAYS, { "left_on", "left_reason" } },
    { "needs_interpreter", "Needs an interpreter", PROTECT, { "needs_interpreter#" } },
    { "is_address_restricted", "Address kept private", PROTECT, { "is_address_restricted#" } },
    { "is_restricted", "Whole record restricted", PROTECT, { "is_restricted#" } },
    { "known_on", "Known to the service since", EARLIER, { "known_on" } },
    { "first_concern_on", "First concern", EARLIER, { "first_concern_on" } },
};

enum { FACTS = sizeof facts / sizeof *facts };

/* ---- in words ---- */

static const char *day_words(struct arena *a, const char *iso) { return *iso ? date_words(a, iso) : ""; }

static const char *address_words(struct arena *a, const struct child_by_id *c)
{
    const char *full = *c->address && *c->postcode ? arena_print(a, "%s, %s", c->address, c->postcode) : *c->address ? c->address : c->postcode;
    return *full && *c->area ? arena_print(a, "%s (%s)", full, c->area) : full;
}

static const char *left_words(struct arena *a, const struct child_by_id *c)
{
    if (!*c->left_on)
        return "Has not left";
    return arena_print(a, "%s on %s", strcmp(c->left_reason, "died") == 0 ? "Died" : "Moved away", date_words(a, c->left_on));
}

static const char *words_of(struct arena *a, const struct child_by_id *c, const char *name)
{
    const struct { const char *name, *words; } said[] = {
        { "given_name", c->given_name }, { "family_name", c->family_name }, { "known_as", c->known_as }, { "born_on", day_words(a, c->born_on) },
        { "sex", strcmp(c->sex, "F") == 0 ? "Girl" : *c->sex ? "Boy" : "" }, { "nhs_number", *c->nhs_number ? nhs_number_display(a, c->nhs_number) : "" }, { "upn", c->upn },
        { "address", address_words(a, c) }, { "ethnicity", *c->ethnicity ? code_label("ethnicity", c->ethnicity) : "" },
        { "home_language", *c->home_language ? code_label("language", c->home_language) : "" }, { "left_on", left_words(a, c) },
        { "needs_interpreter", c->needs_interpreter ? "Yes" : "No" }, { "is_address_restricted", c->is_address_restricted ? "Yes" : "No" },
        { "is_restricted", c->is_restricted ? "Yes" : "No" }, { "known_on", day_words(a, c->known_on) }, { "first_concern_on", day_words(a, c->first_concern_on) },
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (strcmp(said[i].name, name) == 0)
            return said[i].words;
    return "";
}

static bool must_choose(const struct fact *f, const char *left, const char *right)
{
    bool differs = strcmp(left, right) != 0;
    return differs && (f->rule == ASK_ALWAYS || (f->rule == ASK && *left && *right));
}

struct fact_pair *fact_pairs(struct arena *a, const struct child_by_id *left, const struct child_by_id *right, size_t *n)
{
    struct fact_pair *p = arena_array(a, struct fact_pair, FACTS);
    for (size_t i = 0; i < FACTS; i++) {
        const char *x = words_of(a, left, facts[i].name), *y = words_of(a, right, facts[i].name);
        p[i] = (struct fact_pair){ facts[i].name, facts[i].label, x, y, *x && *y && strcmp(x, y) != 0, must_choose(&facts[i], x, y) };
    }
    *n = FACTS;
    return p;
}

/* ---- joining ---- */

/* Whether OTHER's words are to stand. */
static bool others_stand(const struct fact *f, const char *own, const char *others, const struct child_by_id *child, const struct child_by_id *other,
    bool (*chosen)(void *, const char *), void *of)
{
    if (must_choose(f, own, others))
        return chosen(of, f->name);
    if (f->rule == PROTECT)
        return strcmp(others, "Yes") == 0;
    if (f->rule == EARLIER) {
        const char *mine = strcmp(f->name, "known_on") == 0 ? child->known_on : child->first_concern_on;
        const char *theirs = strcmp(f->name, "known_on") == 0 ? other->known_on : other->first_concern_on;
        return *theirs && (!*mine || strcmp(theirs, mine) < 0);
    }
    return !*own && *others;
}

static void take_over(struct journal *j, const struct fact *f)
{
    struct arena *a = j->act.db->arena;
    struct joining_table *t = joining_table_named(j->site, "child");
    for (int i = 0; i < 4 && f->column[i]; i++) {
        const char *value = joining_value(j->act.db, t, key_of(a, j->other), j->other, f->column[i]);
        journal_set(j, "child", key_of(a, j->child), j->child, f->column[i], value ? value : "");
    }
}

/* Two records cannot have one number: it goes before it comes. */
static void take_number(struct journal *j, const struct fact *f, bool is_taken)
{
    struct arena *a = j->act.db->arena;
    struct joining_table *t = joining_table_named(j->site, "child");
    const char *number = joining_value(j->act.db, t, key_of(a, j->other), j->other, f->column[0]);
    journal_set(j, "child", key_of(a, j->other), j->other, f->column[0], "");
    if (is_taken && number)
        journal_set(j, "child", key_of(a, j->child), j->child, f->column[0], number);
}

static bool is_number(const struct fact *f) { return strcmp(f->name, "nhs_number") == 0 || strcmp(f->name, "upn") == 0; }

struct fact_outcome *facts_join(struct journal *j, const struct child_by_id *child, const struct child_by_id *other, bool (*chosen)(void *, const char *), void *of, size_t *n)
{
    struct arena *a = j->act.db->arena;
    struct fact_outcome *out = arena_array(a, struct fact_outcome, FACTS);
    *n = 0;
    for (size_t i = 0; i < FACTS; i++) {
        const struct fact *f = &facts[i];
        const char *own = words_of(a, child, f->name), *others = words_of(a, other, f->name);
        bool stands = others_stand(f, own, others, child, other, chosen, of);
        if (is_number(f))
            take_number(j, f, stands);
        else if (stands)
            take_over(j, f);
        if (strcmp(own, others) != 0)
            out[(*n)++] = (struct fact_outcome){ f->label, own, others, stands ? others : own };
    }
    journal_set_number(j, "child", child->id, child->id, "school_year#", date_reception_year(joining_value(j->act.db, joining_table_named(j->site, "child"), key_of(a, child->id), child->id, "born_on")));
    return out;
}
