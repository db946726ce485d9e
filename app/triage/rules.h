#ifndef TRIAGE_RULES_H
#define TRIAGE_RULES_H

#include "app/triage/triage.h"
#include "app/triage/rules_edit.sql.h"

/*
 * The rules of urgency and route for whoever may read them, and their drafts
 * for the administrator (rules_list.c, rules_edit.c).  A draft is tried on the
 * requests of the last year before it can go live (rules_try.c): the
 * administrator, who sees no child, is told counts only, and no small one.
 */

struct rules_page {
    struct rules_by_id *v;
    struct request_rule *rule;
    size_t n;
    bool is_draft, is_future, may_change;
    const char *missing;                     /* why it cannot go live; "" if it can */
    struct form *live;
};

/* One rule of a draft: what is said of the whole of it, and its conditions. */
struct rule_page {
    const struct rules_by_id *v;
    const struct rule_by_id *rule;           /* NULL: a new one */
    const struct rules_of *has;              /* its conditions, NULL where one of them is asked for */
    size_t n;
    const char *action, *back, *back_words;
    struct form *f;
};
enum { RULE_MOST_CONDITIONS = 8 };

enum { TRY_MOST_RULES = 200, TRY_ROUTES = 24 };

struct try_move { const char *from, *to; int64_t n; };
struct try_report {
    int64_t requests, more, less, first_now, first_would, urgent_now, urgent_would, moved;
    struct try_move move[TRY_ROUTES * TRY_ROUTES];
    size_t moves;
    const struct request_rules *now, *would;
    int64_t by_now[TRY_MOST_RULES], by_would[TRY_MOST_RULES];
    const char *since;
};

/* Judges every request received from SINCE on by both versions. Keeps to bounded memory, however many there are. */
struct try_report *rules_try(struct db *, struct arena *, const struct request_rules *now, const struct request_rules *would, const char *since);

/* A count as an administrator may read it: "Fewer than 5" below the authority's limit. */
const char *rules_count(struct web *, int64_t n);

struct rules_by_id *rules_or_stop(struct web *);
struct rules_by_id *rules_draft_or_stop(struct web *);       /* 409 where it is no draft any more */
void rules_show_version(struct web *, struct rules_by_id *, struct form *live);
const char *rules_missing(const struct rules_by_id *, const struct request_rule *, size_t n);

void rules_list(struct web *), rules_draft(struct web *), rules_show(struct web *), rules_live(struct web *), rules_withdraw(struct web *), rules_discard(struct web *);
void rule_new(struct web *), rule_add(struct web *), rule_show(struct web *), rule_save(struct web *), rule_up(struct web *), rule_drop(struct web *);
void condition_new(struct web *), condition_add(struct web *), condition_show(struct web *), condition_save(struct web *), condition_drop(struct web *);
void rules_try_before(struct web *), rules_try_show(struct web *);

#endif
