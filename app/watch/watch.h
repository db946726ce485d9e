#ifndef WATCH_WATCH_H
#define WATCH_WATCH_H

#include "app/child/child.h"
#include "app/watch/watch.sql.h"
#include "web/form.h"

/*
 * The watch list: rules that name children who may be missed.  The views
 * watch_case (migrate/0010), watch_worry and watch_seen (0028, 0047) say whom each rule is about and since when;
 * rules.c says why, by what law, whose duty it is, and how long is too long.
 * Nothing is stored of who is named: doing the thing takes the child off.
 */
extern const struct feature watch_feature;

struct watch_rule {
    const char *code;            /* as in watch_case */
    const char *name;            /* "Open with nobody as lead" */
    const char *tile;            /* goes on after a number: "have nobody as lead" */
    const char *since;           /* stands before the day: "Open without a lead since" */
    const char *why;             /* what may go wrong, in a sentence */
    const char *owes;            /* what is owed: "Name the lead professional" */
    const char *owner;           /* who owes it, where the child has no lead */
    const char *source;          /* the law or guidance */
    const char *before, *after;  /* the page where it is done: an id stands between */
    bool is_about;               /* ... the id of the plan, not of the child */
    int days;                    /* so long it may be so */
    const char *from_day;        /* 'MM-DD' of the year of school entry, "" = the rule counts from the day it became so */
    bool is_off;                 /* as delivered */
};

extern const struct watch_rule watch_rules[];        /* ends with a NULL code */
enum { WATCH_RULES = 12, WATCH_DAYS_MOST = 365 };

/* A rule as it runs here: what the authority has changed, over what was delivered. */
struct watch_setting { const struct watch_rule *rule; bool is_on; int64_t days; const char *from_day, *changed_on; };
struct watch_setting *watch_settings(struct db *);           /* WATCH_RULES of them, in order */
const struct watch_setting *watch_setting_of(const struct watch_setting *, const char *code);    /* NULL if there is none */

/* The latest day in watch_case that is too long ago now. */
const char *watch_until(struct arena *, const struct watch_setting *, const char *today);

/* From watch_case's day: since when it is so, and since when it is owed. */
const char *watch_since(struct arena *, const struct watch_setting *, const char *since_on);
const char *watch_owed_on(struct arena *, const struct watch_setting *, const char *since_on);

/* Where it is done. */
const char *watch_path(struct arena *, const struct watch_rule *, int64_t child, int64_t about);

/* --- the feature's own pages --- */
struct watch_asked {
    const struct watch_setting *setting, *chosen;    /* all; the one shown */
    const int64_t *count;                            /* of each */
    bool is_mine, is_snoozed;
    const char *area;
    const struct setting_areas *areas;
    size_t n_areas;
    bool is_later;                                   /* not the first page */
};
struct watch_of_child { const struct watch_setting *setting; const struct watches_of_child *row; };
/* Whom a rule names, by area and by lead; NAME, or the lead's ID (0 = nobody). N below 0 = hidden from this reader. */
struct watch_group { const char *name; int64_t id, n; };
struct watch_weighed { int64_t all; struct watch_group *area, *lead; size_t areas, leads; };
struct rule_try { const struct watch_setting *now, *wanted; int64_t names_now; struct watch_weighed would; struct watched *row; size_t rows; };
const char *watch_told(struct arena *, int64_t);                     /* "a few" where it is hidden */
const char *watch_seal(struct arena *, const struct watch_setting *);

void watch_list(struct web *), watch_export(struct web *);
void watch_home_panel(struct web *, int64_t);
void watch_child_panel(struct web *, int64_t child);
void watch_snooze_form(struct web *);
void watch_snooze(struct web *);
void watch_snooze_undo(struct web *);
void watch_contact_form(struct web *);
void watch_contact(struct web *);
void watch_rules_page(struct web *);
void watch_rule_form(struct web *);
void watch_rule_try(struct web *);
void watch_rule_save(struct web *);
const char *watch_day_words(struct arena *, const char *month_day);  /* "31 May" */

#endif
