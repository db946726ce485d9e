#ifndef QUALITY_PAGES_H
#define QUALITY_PAGES_H

#include "app/quality/quality.h"
#include "base/html.h"

/* What the views of this folder draw.  A number below 0 is hidden; a share that is none is NAN. */

/* What one rule found, of the records it is about. */
struct quality_row { const struct quality_setting *setting; int64_t failed, asked; };

/* One dimension: checks made, and those that found something. */
struct quality_line { const struct quality_words *words; double share; int64_t failed, checks; };

/* A place, a team: its children, and the share of checks that found nothing. */
struct quality_unit {
    int64_t id;
    const char *name, *about;            /* ABOUT: its area, the person's job */
    int64_t children, to_mend;           /* TO_MEND: children with something to mend */
    int64_t failed, checks;              /* checks that found something, of all that were made */
    double share[QUALITY_ALL + 1];
};

struct quality_month { const char *label; double share, clean; };

struct quality_page {
    const struct quality_look *look;
    bool is_published;                   /* small numbers are hidden */
    double share;
    int64_t children, clean;
    struct quality_line line[QUALITY_DIMENSIONS];
    struct quality_row *row; size_t rows;        /* those that found something, most first */
    struct quality_row *quiet; size_t quiets;    /* those that found nothing */
    struct quality_unit *area; size_t areas;
    struct quality_month *month; size_t months;
    const struct accuracy *accuracy;
};

struct quality_page *quality_page_of(struct web *);
void quality_publish(struct arena *, struct quality_page *, int64_t below);      /* publish.c */
void quality_csv(struct out *, const struct quality_page *);

const char *quality_percent(struct arena *, double share);       /* "94%"; "hidden" for NAN */
const char *quality_number(struct arena *, int64_t n);
struct quality_month *quality_months(struct web *, const char *scope, const char *about, size_t *n);
struct html quality_trend_chart(struct arena *, const char *id, const char *title, const struct quality_month *, size_t n);     /* empty below two months */

/* The look without the records of restricted children whom this person does not see. */
const struct quality_look *quality_seen(struct web *);

/* A child with what was found just now in its record. */
struct quality_listed {
    const struct quality_child *child;
    const struct quality_records *record;
    struct quality_found found;
    const struct quality_rule **mine, **others;  /* those that this person mends, and those that others do */
    size_t mines, others_n;
};
struct quality_listed *quality_list_one(struct web *, const struct quality_setting *, int64_t child);       /* NULL if out of reach, or no longer open */

struct quality_list {
    const struct quality_setting *settings, *chosen;     /* CHOSEN: NULL = all rules */
    const struct quality_listed **row; size_t n;
    int64_t all, page, pages;
    int64_t setting, lead; int area;                     /* narrowed to; 0, 0, -1 = all */
    const char *setting_name, *lead_name;
    const struct quality_look *look;
};

/* One setting or lead, or a practitioner's own children. */
struct quality_one {
    const char *name, *about;
    int64_t id;
    bool is_own, is_lead;
    struct quality_sum sum;
    struct quality_month *month; size_t months;
    struct quality_listed **row; size_t n;               /* children with something to mend */
    const char *area_name;
};

/* A rule as it is, or with other DAYS (-1 = not tried). */
struct quality_tried { int64_t days, found, asked; };

struct quality_unit quality_unit_of(const struct quality_sum *);

/* --- the audit of accuracy: audit.c --- */
struct accuracy_field { const char *field, *label; int64_t agrees, differs, absent; double share, low, high; };
struct accuracy {
    bool is_published;
    int64_t records, whole;              /* records held beside the paper; those of which nothing differs */
    double share, low, high;             /* of the fields that the paper has, those that agree */
    double whole_share, whole_low, whole_high;   /* of the records, those of which nothing differs */
    int64_t agrees, differs, absent, no_paper;
    struct accuracy_field *field; size_t fields;
    const char *since;
};
struct accuracy *quality_accuracy(struct web *, const char *since, int64_t audit);     /* of one audit, or (0) of all since a day */

/* --- handlers --- */
void quality_show(struct web *);
void quality_own(struct web *);
void quality_file(struct web *);
void quality_list(struct web *);
void quality_units(struct web *);
void quality_unit_show(struct web *);
void quality_team_show(struct web *);
void quality_mend_form(struct web *);
void quality_mend(struct web *);
void quality_rules_page(struct web *);
void quality_rule_form(struct web *);
void quality_rule_save(struct web *);
void quality_audits(struct web *);
void quality_audit_show(struct web *);
void quality_audited_form(struct web *);
void quality_audited_save(struct web *);
void quality_home_panel(struct web *, int64_t);
void quality_child_panel(struct web *, int64_t child);

#endif
