#ifndef DEMO_DEMO_H
#define DEMO_DEMO_H

#include "app/demo/demo.sql.h"
#include "app/request/rules.h"
#include "base/date.h"
#include "web/web.h"

/*
 * The demo authority: what its parts share.  It writes rows straight into
 * every feature's tables, as their own functions would have, because it makes
 * history: a function that stamps "now" cannot.  Nothing but the command
 * `demo` calls it.  Everything follows from the seed and the day.
 */
enum { AREAS = 8, MOST_OFFICERS = 200, CLINICIANS = 25, GROUPS = 90, CHILDMINDERS = 100, NURSERIES = 4, SCHOOLS = 70, SPECIALS = 2, SAMPLES = 64 };

struct demo_place { int64_t id, senco_id; const char *name, *kind, *senco; int area; };
struct demo_worker { int64_t id; const char *name, *job, *organisation, *email, *door; };
struct demo_counts { int64_t children, known, requests, plans, passports; };

/* A child while it is made. Days are numbers (date_number); 0 = never. */
struct demo_kid {
    int64_t id, born, known, concern, closed, left;
    const char *given, *family, *known_as, *sex, *nhs, *upn, *address, *postcode, *language, *ethnicity, *carer, *carer_contact;
    bool is_carer_a_woman, is_address_restricted, is_restricted, needs_interpreter;
    int area, school_year, imd, setting, school, officer, cycles;
    int64_t setting_id, nursery_id, carer_person, plan_id;   /* SETTING_ID: where the child is now */
    const char *need;                /* code of the primary need */
    bool has_plan, wish;             /* WISH: one of the children that the sign-ins are to find */
};

struct demo {
    struct db *db;
    struct arena *keep, *a;          /* for the whole run; until the next commit */
    uint64_t seed, random;
    int64_t next_id, wanted, today_n, now;
    const char *today;
    const char *password_hash, *password;
    const struct request_rules *rules;
    int academic_year;               /* the school year of today began in it */
    struct demo_place group[GROUPS + CHILDMINDERS + NURSERIES], school[SCHOOLS];   /* of the schools the last SPECIALS are special */
    struct demo_worker officer[MOST_OFFICERS], clinician[CLINICIANS];
    int64_t manager, manager_two, parent, partner[16];
    struct demo_fund *fund;          /* of funding.c */
    const char *partner_name[16];
    int partners, officers;          /* officers: about one for each forty children who are open */
    int64_t nhs_serial, reference_serial, upn_serial;
    struct demo_kid sample[SAMPLES]; /* children who are not known to the service: for requests that wait */
    struct demo_kid known_sample[SAMPLES];
    int samples, known_samples, wishes, visits_today;
    struct demo_counts made;
};

/* --- chance.c --- */
uint64_t demo_random(struct demo *);
int64_t demo_between(struct demo *, int64_t from, int64_t to);              /* both included */
bool demo_chance(struct demo *, double share);
#define demo_pick(d, list) ((list)[demo_between(d, 0, (int64_t)(sizeof (list) / sizeof *(list)) - 1)])
int demo_weighted(struct demo *, const int *weight, int n);
const char *demo_day(struct demo *, int64_t number);                        /* "" for 0 */
int64_t demo_instant(struct demo *, int64_t number);                        /* within the working day */
int64_t demo_working(struct demo *, int64_t from, int n);                   /* the N-th working day after FROM */
int64_t demo_id(struct demo *);
const char *demo_nhs_number(struct demo *);                                 /* "" once the test numbers are used up */
const char *demo_upn(struct demo *, int64_t born);
const char *demo_reference(struct demo *);

/* --- names.c --- */
struct demo_culture { const char *language, *ethnicity; int at; };
int demo_culture(struct demo *);
const char *demo_given(struct demo *, int culture, bool girl);
const char *demo_family(struct demo *, int culture, bool girl);
const char *demo_nickname(const char *given);                               /* "" if there is none */
const char *demo_misspelt(struct demo *, const char *name);
const char *demo_adult(struct demo *, int culture, const char *family, bool woman);
extern const struct demo_culture demo_cultures[];
const char *demo_postcode(struct demo *, int area);
const char *demo_address(struct demo *, int area);
const char *demo_telephone(struct demo *);
extern const char *const demo_areas[AREAS];

/* --- words.c: what people write; * stands for the child's name --- */
struct demo_outcome_words { const char *baseline, *outcome, *strategies, *who, *how_often; };
const struct demo_outcome_words *demo_outcome_of(struct demo *, const char *area, int step);
const char *demo_say(struct demo *, const char *words, const char *name);
const char *demo_write(struct demo *, const char *what, const char *name);  /* 'going well', 'parent view', ... */
const char *demo_concern_words(struct demo *, const char *concern, const char *name);
const char *demo_area_of(const char *need);
const char *demo_called(struct demo *, const struct demo_kid *);

/* --- the parts --- */
/* One axis: values with the days they began, in order; those after yesterday, and a NULL value, are left out. */
struct demo_step { const char *value; int64_t from; const char *reason; };
void demo_axis(struct demo *, const struct demo_kid *, const char *name, const char *words, const struct demo_step *, int n);
void demo_authority_make(struct demo *);
void demo_fund_begin(struct demo *);
void demo_fund_child(struct demo *, struct demo_kid *, int64_t applied, bool is_awarded);      /* all that the child was ever given; APPLIED 0 = nobody applied */
void demo_fund_end(struct demo *);                                          /* the schedules and budgets, once all payments are known */
void demo_families_make(struct demo *);
void demo_known_make(struct demo *, struct demo_kid *);
void demo_request_known(struct demo *, struct demo_kid *, int64_t received, int64_t decided, const char *kind);
void demo_request_other(struct demo *, struct demo_kid *);
void demo_services_make(struct demo *);
void demo_requests_waiting(struct demo *);
void demo_triage_make(struct demo *);
void demo_plans_make(struct demo *, struct demo_kid *, int64_t decided, int64_t from);
void demo_observations_make(struct demo *, const struct demo_kid *);
int64_t demo_ehc_make(struct demo *, struct demo_kid *, int64_t known);         /* the day of the EHC plan, 0 = none */
void demo_school_make(struct demo *, struct demo_kid *);
void demo_visits_make(struct demo *, const struct demo_kid *, int64_t decided);
void demo_meetings_make(struct demo *, const struct demo_kid *, int64_t decided);
void demo_note(struct demo *, const struct demo_kid *, int64_t day, const char *kind, const char *title, const char *path, int64_t person, bool shared);
void demo_due(struct demo *, const struct demo_kid *, const char *rule, int64_t about, int64_t start, int64_t due, int64_t done);

/* --- quality.c --- */
void demo_leave_gaps(const struct demo *, struct demo_kid *);
void demo_confirm(struct demo *, const struct demo_kid *, int64_t known);
/* The past of data quality, reckoned from what is there: when all is made and has its indices. */
/* Lists of others, taken in through app/imports. Once all is made and indexed. */
void demo_lists_make(struct db *, const char *today);
void demo_quality_make(struct db *, const char *today, int64_t seed);

/* Looks for records of one child, as the service does in the background, and decides about a few. Once all is indexed. */
void demo_pairs_make(struct db *, const struct site *, const char *today);

/* Makes the whole authority in an empty, migrated database, or as far as CHILDREN goes. */
struct demo_counts demo_make(struct db *, int64_t children, int64_t seed, const char *today);
/* `rightdoor demo`; the exit code. */
struct command_line;
int demo_command(struct command_line *, const struct site *);
extern const char *const demo_sign_ins[][3];          /* role, name, email; ends with NULL */
extern const char demo_password[];

#endif
