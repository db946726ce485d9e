#ifndef CHILD_PAGES_H
#define CHILD_PAGES_H

#include "app/child/child.h"
#include "app/child/list.sql.h"
#include "app/child/show.sql.h"
#include "app/setting/setting.h"
#include "web/form.h"

/* What the register's own pages share.  Other features use child.h; app/family also uses the form page. */

/* Everything the child's page shows, fetched once. */
struct child_sheet {
    struct child_by_id *child;
    const char *name;
    bool is_family, may_change;      /* a parent reads it; the reader may change the register */
    int64_t pair;                    /* another record that may be of the same child, for those who may compare the two; 0 = none */
    struct statuses_of_child *status;
    struct needs_of_child *need;
    struct placements_of_child *placement;
    struct professionals_of_child *professional;
    struct deadlines_of_child *deadline;
    struct events_of_child *event;
    size_t statuses, needs, placements, professionals, deadlines, events;
};

/* The value that holds now on an axis, NULL if none. */
const struct statuses_of_child *child_sheet_now(const struct child_sheet *, const char *axis);

/* One form about one child, on a page of its own. */
struct child_form {
    struct child_by_id *child;       /* NULL: about a child not yet there */
    const char *title, *intro, *action, *button;
    struct form *form;
    bool is_risky;                   /* the button warns */
    struct form_difference *difference;   /* somebody else saved first: both versions; NULL = nobody did */
    size_t differences;
};
void child_form_page(struct web *, const struct child_form *);       /* 422 by itself where the form is wrong */

/* The child, for a POST that changes it: 404 if out of reach. Leaves no "view". */
struct child_by_id *child_to_change(struct web *);

const char *child_kind_words(const char *kind, int64_t n);       /* of an event, after their number: "requests were decided" */
const char *child_full_name(struct web *, const struct child_by_id *);

/* "Opened the plan": what an audit entry says, in words for people. */
const char *child_action_words(struct web *, const char *action, const char *what, const char *detail);

const char *child_deed(const char *action, const char *what);        /* the same as a whole plain sentence, for the family */
const char *child_role(const char *role);                           /* "An inclusion officer" */
void child_lanes(struct web *, int64_t child, struct lanes *);      /* settings attended */
/* What happened, in the reader’s language: the English words themselves for English, NULL where they cannot be told. */
const char *child_told(struct web *, const char *words);
void child_copy_part(struct web *, int64_t child);                   /* a panel of "copy" */

/* A number of the query string, 0 if it is none. */
int64_t child_query_number(struct web *, const char *name);

/* Settings' areas, for filters and forms. */
const struct choice *child_areas(struct web *);

/* What the list shows; only codes, so it may stand in an address. */
struct child_filter {
    bool has_mine, is_mine, with_unknown, no_setting;
    const char *area, *service;
    const struct choice *areas, *services;
};
const char *child_filter_query(struct web *, const struct child_filter *);   /* its value of `show` */
struct form *child_search_form(struct web *);
const char *child_earlier_names(struct web *, int64_t child);

/* Handlers of the register, one file each. */
void child_show(struct web *);
void child_timeline(struct web *);
void child_access(struct web *);
void child_list(struct web *);
void child_search(struct web *);
void child_suggest(struct web *);
void child_new_form(struct web *);
void child_new(struct web *);
void child_edit_form(struct web *);
void child_edit(struct web *);
void child_status_form(struct web *);
void child_status_change(struct web *);
void child_needs_form(struct web *);
void child_needs_change(struct web *);
void child_placement_form(struct web *);
void child_placement_add(struct web *);
void child_placement_end_form(struct web *);
void child_placement_end(struct web *);
void child_no_setting_form(struct web *);
void child_no_setting(struct web *);
void child_professional_form(struct web *);
void child_professional_add(struct web *);
void child_professional_end_form(struct web *);
void child_professional_end(struct web *);
void child_professional_lead(struct web *);
void child_deadlines(struct web *);

/* Panels of "home". */
void child_home_deadlines(struct web *, int64_t);
void child_home_setting(struct web *, int64_t);
void child_home_family(struct web *, int64_t);
void child_home_health(struct web *, int64_t);
void child_home_since(struct web *, int64_t);

const char *child_deadline_path(struct web *, const struct deadlines_owned *);
const char *child_lower(struct web *, const char *label);      /* "review of the support plan" */
#endif
