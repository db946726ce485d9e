#ifndef QUALITY_QUALITY_H
#define QUALITY_QUALITY_H

#include "app/child/child.h"
#include "app/quality/quality.sql.h"
#include "web/form.h"

/*
 * Data quality: how good what is written down is, in the six usual dimensions
 * (DAMA UK 2013; Government Data Quality Framework 2020).  A rule is one row of
 * a table (rules.c): its words, its source, who mends it and where, and a pure
 * function of one record.  Records are those of the children whom the service
 * works with or watches (the view quality_record).  The sixth dimension,
 * accuracy, cannot be seen in the data: it is sampled (audit.c).
 */
extern const struct feature quality_feature;

enum quality_dimension { COMPLETENESS, VALIDITY, UNIQUENESS, TIMELINESS, CONSISTENCY, QUALITY_DIMENSIONS };

struct quality_words { const char *code, *name, *asks; };
extern const struct quality_words quality_dimensions[QUALITY_DIMENSIONS];

/* One of a child's records, with what does not stand in it. */
struct quality_facts { const struct quality_records *r; struct arena *arena; const char *today; int64_t days; };

struct quality_rule {
    const char *code;
    enum quality_dimension dimension;
    const char *name;            /* the finding: "No NHS number or UPN" */
    const char *owes;            /* what mends it: "Enter the NHS number" */
    const char *why;             /* in a sentence */
    const char *source;          /* the law or guidance */
    const char *page;            /* where it is mended, after /children/ID */
    const char *form;            /* the small form (mend.c) by which it is mended instead, by the setting too; NULL = there is none */
    int days;                    /* rules about time: so long it may be so; 0 = not about time */
    bool (*asks)(const struct quality_facts *);      /* whether the rule is about this record; NULL = about all */
    bool (*fails)(const struct quality_facts *);
    bool setting_too;            /* the setting mends it on that page */
};
extern const struct quality_rule quality_rules[];    /* ends with a NULL code */
enum { QUALITY_RULES = 37 };                         /* at most 64: a record's findings are one word of bits */

/* A rule as it runs here: what the authority has changed, over what was delivered. */
struct quality_setting { const struct quality_rule *rule; bool is_on; int64_t days; const char *changed_on; };
struct quality_setting *quality_settings(struct db *);           /* QUALITY_RULES of them, in order */
const struct quality_setting *quality_setting_of(const struct quality_setting *, const char *code);      /* NULL if there is none */

/* Bit k of ASKED: rule k is on and about this record; of FAILED: it found something. */
struct quality_found { uint64_t asked, failed; };
const char *quality_path(struct arena *, const struct quality_rule *, const struct quality_records *);
struct quality_found quality_judge(struct arena *, const struct quality_setting *, const struct quality_records *, const char *today);

/* Whether somebody of SETTING mends it; 0 = of the service, who mend all. */
bool quality_may_mend(const struct quality_rule *, const struct quality_records *, int64_t setting);

/* --- scores --- */

/* Of some records: children, those of them with nothing to mend, checks made and passed; for each dimension and in all. */
struct quality_sum { int64_t children, clean[QUALITY_DIMENSIONS + 1], checks[QUALITY_DIMENSIONS + 1], passed[QUALITY_DIMENSIONS + 1]; };
enum { QUALITY_ALL = QUALITY_DIMENSIONS };
double quality_share(const struct quality_sum *, int dimension);     /* NAN where nothing was checked */
static inline bool quality_has(uint64_t bits, size_t rule) { return bits >> rule & 1; }
void quality_add(struct quality_sum *, struct quality_found);

/* A record as it is kept: no name, no value. */
struct quality_held { int64_t child, setting, lead; struct quality_found found; int area; bool is_restricted; };

/* Calls EACH with every open record, some thousand at a time, in an arena that is reset between: memory does not grow with the register. */
void quality_each(struct db *, void (*each)(void *, struct arena *, const struct quality_records *, size_t n), void *);

/* All records of a day. */
struct quality_look {
    const char *today;
    int64_t made_at;             /* unix ms */
    struct quality_held *held; size_t n;         /* by child */
    const char **area; int areas;                /* names */
    bool is_on[QUALITY_RULES];
};

/* Reckoned anew, in ARENA. */
struct quality_look *quality_reckon(struct db *, struct arena *, const char *today, int64_t now);

/* What is kept of it, or reckoned now: see base/kept.h for how long it holds. */
const struct quality_look *quality_for(struct web *);
void quality_renew(struct db *, const char *today, int64_t now);     /* for the thread that spares readers the wait (app/evidence/tend.c) */
const struct quality_look *quality_kept(struct arena *, const char *today);      /* NULL if nothing is kept that holds */
void quality_forget(void);                                          /* for tests */

/* The records by setting or by lead, each with its sum, by id; id 0 = no setting, nobody. */
struct quality_group { int64_t id; struct quality_sum sum; };
struct quality_group *quality_groups(struct arena *, const struct quality_look *, bool by_lead, size_t *n);

/* Writes this month's scores, of all, each area, setting and lead. In the caller's write transaction. */
void quality_keep_scores(struct db *, const struct quality_look *);

/* The scores of the records of one setting, lead or area (0, 0, -1 = of all). */
struct quality_sum quality_sum_of(const struct quality_look *, int64_t setting, int64_t lead, int area);

#endif
