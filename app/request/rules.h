#ifndef REQUEST_RULES_H
#define REQUEST_RULES_H

#include "app/request/rules.sql.h"
#include "db/db.h"

/*
 * What is urgent and who is likely to help, judged by rules that stand in the
 * database as versions.  A rule holds when all its conditions hold; each is one
 * of the kinds below with its parameters, never code, and where it has a list
 * any line of it is enough.  It suggests; a person decides.
 *
 *     struct request_rules *rules = request_rules_on(db, day);    once, for many requests of that day
 *     struct request_verdict v = request_judge(a, rules, &facts);
 */

enum { URGENT_FLAG = 100 };      /* points from which a request is read before all others */
enum { URGENT_POINTS = 3 };      /* points from which the queue says "urgent" */

struct concern_told { const char *area, *words; };       /* area: code list 'concern' */

struct request_facts {
    const char *today, *born_on, *kind, *door, *wants;
    const char *told;            /* everything that was written, folded, between blanks: request_told_words */
    const struct concern_told *concern;
    size_t concerns;
    const char *district;        /* "HR1", of the postcode; "" = not given */
    bool attends_setting, has_setting_row, is_outside, needs_interpreter;    /* outside: the postcode belongs to another authority */
};

/* A row for each condition, at least one; what is said of the whole rule (kind, points, route, words, source) stands in all. */
struct request_rule { const struct rules_of *has; size_t n; };
struct request_rules { int64_t id, number; const struct request_rule *rule; size_t n; };     /* id 0: those that come with the program */

struct request_verdict {
    int64_t points, rules_id;
    const char *reasons;         /* one a line */
    const char *route, *because; /* "" where no rule of route holds */
};

/* Pure: no table, no clock. */
struct request_verdict request_judge(struct arena *, const struct request_rules *, const struct request_facts *);
bool request_rule_holds(const struct request_rule *, const struct request_facts *);

/* Rows in the order of rules_of, as rules. */
struct request_rule *request_rules_grouped(struct arena *, const struct rules_of *, size_t rows, size_t *n);

/* The version that judges what arrives on DAY; where none was ever put live, the rules that come with the program. */
struct request_rules *request_rules_on(struct db *, const char *day);
struct request_rules *request_rules_of_version(struct db *, int64_t id);

/* Writes the rules that come with the program as version 1, live at once; does nothing where there are versions. */
void request_seed_rules(struct db *, const char *today);
extern const struct rules_of request_seed_rule[];        /* ends with a NULL kind; id 0; one condition each */

/* The kinds of condition, for whoever edits rules. */
enum rule_needs { RULE_NOTHING, RULE_NUMBER, RULE_PHRASES, RULE_CODES, RULE_DISTRICTS };
struct rule_condition {
    const char *name, *label, *hint;         /* where it needs a number, the label has "so many" in its place */
    enum rule_needs needs;
    int min, max;                /* of the number */
    const char *code_list;       /* of the codes */
    bool (*holds)(const struct rules_of *, const struct request_facts *);
};
extern const struct rule_condition request_conditions[]; /* ends with a NULL name */
const struct rule_condition *request_condition(const char *name);        /* NULL if there is none */

/* "The child is younger than 24 months", "One of these was written: bruise, bruised ...": one condition in words. */
const char *request_condition_words(struct arena *, const struct rules_of *);

/* Everything written, folded, with a blank before and after each word: TEXT of N parts. */
const char *request_told_words(struct arena *, const char *const *text, size_t n);

/* True where the authority has said which postcodes are its own and this one is none of them. A postcode not given is inside. */
bool request_postcode_is_outside(struct arena *, const char *own, const char *postcode);

#endif
