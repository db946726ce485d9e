/*
 * Judging a request by rules that are data: the kinds of condition, and how
 * the rules of a version are read.  Called on arrival (receive.c), by the demo
 * and where rules are tried (app/triage).  Writes nothing but the first
 * version of a new authority.
 */
#include "app/request/rules.h"
#include "app/people/people.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

/* ---- Lists, one a line ---- */

static const char *next_line(const char *list, size_t *len)
{
    while (*list == '\n')
        list++;
    *len = strcspn(list, "\n");
    return *len ? list : NULL;
}

static bool is_line_of(const char *list, const char *code)
{
    size_t len, n = strlen(code);
    for (const char *s = list; (s = next_line(s, &len)); s += len)
        if (len == n && memcmp(s, code, n) == 0)
            return true;
    return false;
}

/* As whole words: TOLD has a blank before and after each. */
static bool tells(const char *told, const char *phrase, size_t len)
{
    for (const char *s = told; (s = strchr(s, ' ')); s++)
        if (s[1] == *phrase && strncmp(s + 1, phrase, len) == 0 && s[1 + len] == ' ')
            return true;
    return false;
}

/* ---- The kinds of condition ---- */

static bool holds_words(const struct rules_of *r, const struct request_facts *f)
{
    size_t len;
    for (const char *s = r->list; (s = next_line(s, &len)); s += len)
        if (tells(f->told, s, len))
            return true;
    return false;
}

static bool holds_younger(const struct rules_of *r, const struct request_facts *f)
{
    int months = date_age_months(f->born_on, f->today);
    return months >= 0 && months < r->number;
}

static bool holds_older(const struct rules_of *r, const struct request_facts *f) { return date_age_months(f->born_on, f->today) >= r->number; }

/* Months before 1 September of the year of entry, as a number that compares; below 1 = school has begun. */
static int months_to_school(const struct request_facts *f)
{
    int year = date_reception_year(f->born_on);
    return year ? (year - date_year(f->today)) * 12 + 9 - date_month(f->today) : 1000;
}

static bool holds_school_soon(const struct rules_of *r, const struct request_facts *f) { int m = months_to_school(f); return m >= 1 && m <= r->number; }
static bool holds_school_age(const struct rules_of *r, const struct request_facts *f) { (void)r; return months_to_school(f) < 1; }
static bool holds_areas(const struct rules_of *r, const struct request_facts *f) { return (int64_t)f->concerns >= r->number; }

/* The three prime areas of the early years foundation stage, by the concern's plain words. */
static int prime_area(const char *concern)
{
    static const struct { const char *concern; int prime; } of[] = { { "talking", 1 }, { "moving", 2 }, { "playing", 3 }, { "feelings", 3 }, { "care", 3 } };
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        if (strcmp(of[i].concern, concern) == 0)
            return of[i].prime;
    return 0;
}

static bool holds_prime_areas(const struct rules_of *r, const struct request_facts *f)
{
    bool has[4] = { false };
    for (size_t i = 0; i < f->concerns; i++)
        has[prime_area(f->concern[i].area)] = true;
    return has[1] + has[2] + has[3] >= r->number;
}

static bool holds_area(const struct rules_of *r, const struct request_facts *f)
{
    for (size_t i = 0; i < f->concerns; i++)
        if (is_line_of(r->list, f->concern[i].area))
            return true;
    return false;
}

static bool holds_no_setting(const struct rules_of *r, const struct request_facts *f) { (void)r; return !f->attends_setting; }
static bool holds_known_setting(const struct rules_of *r, const struct request_facts *f) { (void)r; return f->attends_setting && f->has_setting_row; }
static bool holds_notified(const struct rules_of *r, const struct request_facts *f) { (void)r; return strncmp(f->kind, "notification", 12) == 0; }
static bool holds_door(const struct rules_of *r, const struct request_facts *f) { return f->door && is_line_of(r->list, f->door); }
static bool holds_wants(const struct rules_of *r, const struct request_facts *f) { return is_line_of(r->list, f->wants); }
static bool holds_lives(const struct rules_of *r, const struct request_facts *f) { return f->district && *f->district && is_line_of(r->list, f->district); }
static bool holds_interpreter(const struct rules_of *r, const struct request_facts *f) { (void)r; return f->needs_interpreter; }
static bool holds_outside(const struct rules_of *r, const struct request_facts *f) { (void)r; return f->is_outside; }
static bool holds_always(const struct rules_of *r, const struct request_facts *f) { (void)r, (void)f; return true; }

const struct rule_condition request_conditions[] = {
    { "words", "One of these words or phrases was written", "In anything that the asker wrote, as whole words", RULE_PHRASES, .holds = holds_words },
    { "younger", "The child is younger than so many months", NULL, RULE_NUMBER, 1, 72, .holds = holds_younger },
    { "older", "The child is so many months old or older", NULL, RULE_NUMBER, 1, 72, .holds = holds_older },
    { "school soon", "The child starts school within so many months", "School starts on 1 September after the fourth birthday", RULE_NUMBER, 1, 36, .holds = holds_school_soon },
    { "school age", "The child is old enough to be in school", NULL, RULE_NOTHING, .holds = holds_school_age },
    { "prime areas", "Worries in at least so many of the three prime areas", "Communication and language; physical development; personal, social and emotional development", RULE_NUMBER, 1, 3, .holds = holds_prime_areas },
    { "areas", "At least so many areas of worry were chosen", NULL, RULE_NUMBER, 1, 8, .holds = holds_areas },
    { "area", "One of these areas of worry was chosen", NULL, RULE_CODES, .code_list = "concern", .holds = holds_area },
    { "no setting", "The child goes to no nursery, childminder or school", NULL, RULE_NOTHING, .holds = holds_no_setting },
    { "known setting", "The child goes to a setting that we know", NULL, RULE_NOTHING, .holds = holds_known_setting },
    { "notified", "Health has notified us under section 23", NULL, RULE_NOTHING, .holds = holds_notified },
    { "door", "The asker is one of these", NULL, RULE_CODES, .code_list = "door", .holds = holds_door },
    { "wants", "One of these is wished for", NULL, RULE_CODES, .code_list = "wants", .holds = holds_wants },
    { "lives", "The child lives in one of these postcode districts", "The first half of the postcode", RULE_DISTRICTS, .holds = holds_lives },
    { "interpreter", "The family needs an interpreter", NULL, RULE_NOTHING, .holds = holds_interpreter },
    { "outside", "The postcode is outside our area", "By the postcodes that an administrator gave for the authority", RULE_NOTHING, .holds = holds_outside },
    { "always", "Always", "For the route that is left when no other rule holds", RULE_NOTHING, .holds = holds_always },
    { 0 }
};

const struct rule_condition *request_condition(const char *name)
{
    for (const struct rule_condition *c = request_conditions; c->name; c++)
        if (strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

/* What is dear (reading everything that was written) is asked last. */
bool request_rule_holds(const struct request_rule *r, const struct request_facts *f)
{
    for (int reads_words = 0; reads_words < 2; reads_words++)
        for (size_t i = 0; i < r->n; i++) {
            const struct rule_condition *c = request_condition(r->has[i].condition);
            if (!c)
                return false;
            if ((c->needs == RULE_PHRASES) == reads_words && !c->holds(&r->has[i], f))
                return false;
        }
    return r->n > 0;
}

struct request_rule *request_rules_grouped(struct arena *a, const struct rules_of *row, size_t rows, size_t *n)
{
    struct request_rule *rule = arena_array(a, struct request_rule, rows + 1);
    *n = 0;
    for (size_t i = 0; i < rows; i++)
        if (i && row[i].id == row[i - 1].id && row[i].position == row[i - 1].position && strcmp(row[i].kind, row[i - 1].kind) == 0)
            rule[*n - 1].n++;
        else
            rule[(*n)++] = (struct request_rule){ &row[i], 1 };
    return rule;
}

/* ---- Judging ---- */

struct request_verdict request_judge(struct arena *a, const struct request_rules *rules, const struct request_facts *f)
{
    struct request_verdict v = { 0, rules->id, "", "", "" };
    const char **line = arena_array(a, const char *, rules->n + 1);
    size_t lines = 0;
    for (size_t i = 0; i < rules->n; i++) {
        const struct rules_of *r = rules->rule[i].has;
        bool is_route = strcmp(r->kind, "route") == 0;
        if ((is_route && *v.route) || !request_rule_holds(&rules->rule[i], f))
            continue;
        if (is_route) {
            v.route = r->route;
            v.because = r->words;
        } else {
            v.points += r->points;
            line[lines++] = r->words;
        }
    }
    v.reasons = text_join(a, line, lines, "\n");
    return v;
}

static struct request_rules *built_in(struct arena *a)
{
    struct request_rules *r = arena_new(a, struct request_rules);
    size_t rows = 0;
    while (request_seed_rule[rows].kind)
        rows++;
    r->rule = request_rules_grouped(a, request_seed_rule, rows, &r->n);
    return r;
}

struct request_rules *request_rules_of_version(struct db *db, int64_t id)
{
    struct rules_by_id *v = rules_by_id(db, id);
    if (!v)
        return NULL;
    struct request_rules *r = arena_new(db->arena, struct request_rules);
    *r = (struct request_rules){ .id = v->id, .number = v->number };
    size_t rows;
    const struct rules_of *row = rules_of(db, id, &rows);
    r->rule = request_rules_grouped(db->arena, row, rows, &r->n);
    return r;
}

struct request_rules *request_rules_on(struct db *db, const char *day)
{
    size_t rows;
    const struct rules_of *row = rules_judging_on(db, day, &rows);
    if (!rows)
        return built_in(db->arena);
    struct request_rules *r = arena_new(db->arena, struct request_rules);
    *r = (struct request_rules){ .id = row->rules_id, .number = row->version };
    r->rule = request_rules_grouped(db->arena, row, rows, &r->n);
    return r;
}

void request_seed_rules(struct db *db, const char *today)
{
    if (count_rules(db)->n)
        return;
    int64_t rule = 1;       /* ids that are the same everywhere: a demo made twice is the same */
    add_rules(db, &(struct add_rules){ .id = 1, .number = 1, .note = "The rules that come with the program", .live_from = "2000-01-01", .made_on = today });
    for (const struct rules_of *r = request_seed_rule; r->kind; r++, rule++) {
        add_rule(db, &(struct add_rule){ .id = rule, .rules_id = 1, .kind = r->kind, .position = r->position, .points = r->points, .route = r->route, .words = r->words, .source = r->source });
        add_condition(db, &(struct add_condition){ .id = rule, .rule_id = rule, .position = 1, .condition = r->condition, .number = r->number, .list = r->list });
    }
}

/* ---- In words ---- */

/* The lines of a list joined by commas, codes as their labels. */
static const char *list_words(struct arena *a, const char *list, const char *code_list)
{
    size_t len, n = 0, most = 1;
    for (const char *s = list; *s; s++)
        most += *s == '\n';
    const char **part = arena_array(a, const char *, most);
    for (const char *s = list; (s = next_line(s, &len)); s += len) {
        const char *line = arena_text(a, s, len);
        part[n++] = code_list ? code_label(code_list, line) : line;
    }
    return text_join(a, part, n, ", ");
}

const char *request_condition_words(struct arena *a, const struct rules_of *r)
{
    const struct rule_condition *c = request_condition(r->condition);
    if (!c)
        return r->condition;
    const char *gap = strstr(c->label, "so many");
    if (c->needs == RULE_NUMBER && gap)
        return arena_print(a, "%.*s%lld%s", (int)(gap - c->label), c->label, (long long)r->number, gap + strlen("so many"));
    if (c->needs != RULE_NOTHING)
        return arena_print(a, "%s: %s", c->label, list_words(a, r->list, c->code_list));
    return c->label;
}

const char *request_told_words(struct arena *a, const char *const *text, size_t n)
{
    return arena_print(a, " %s ", text_fold(a, text_join(a, text, n, " . ")));
}

bool request_postcode_is_outside(struct arena *a, const char *own, const char *postcode)
{
    const char *outward = text_postcode_outward(a, postcode);
    size_t n;
    const char *const *word = text_words(a, own, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(word[i], outward) == 0)
            return false;
    return n && *outward;
}
