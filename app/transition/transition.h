#ifndef TRANSITION_TRANSITION_H
#define TRANSITION_TRANSITION_H

#include "app/child/child.h"
#include "app/transition/transition.sql.h"

/*
 * Starting school: who starts when, the place, the passport and its way to the
 * school, how it went.  Stands on the register and reads plans.
 *
 * The functions that take a struct act serve the pages, an import and the
 * demo alike: they write the row, the deadline and the event, and assume that
 * whoever acts may see the child.
 */
extern const struct feature transition_feature;

/* --- the year --- */

/* The September in which Reception begins for this child: the agreed year, or the normal one. */
int64_t start_year(int64_t school_year, int64_t agreed_year);

/* The next September from a day on: on 1 September its cohort has started and the next one counts. */
int next_start(const char *today);

/* Born 1 April to 31 August: the family may ask for Reception a year later (admission out of the normal age group). */
bool is_summer_born(const char *born_on);

/* The days of a cohort's year. */
struct start_days { const char *apply, *ehc_named, *offers, *passport, *first_day; };
struct start_days start_days(struct arena *, int64_t year);

/* The normal cohort year and compulsory school age, told to a family. One sentence each; ends with NULL. */
const char **start_explained(struct arena *, const struct start_of *);

/* --- acts --- */

struct agreed_year { int64_t year; const char *because, *by, *on; };    /* year 0 = back to the normal one */
void start_agree_year(struct act, const struct start_of *, const struct agreed_year *);

/* A new school takes a shared passport back: the old one no longer sees the child. SCHOOL 0 = none. */
void start_set_place(struct act, const struct start_of *, int64_t school, const char *place_on);

/* Drafts the passport from what is known and begins its deadline; returns its id (that of the one there already is, if any). 0 = no such child. */
int64_t passport_draft(struct act, int64_t child);
void passport_agree(struct act, const struct passport_by_id *, const char *with_whom, const char *on);
bool passport_share(struct act, const struct passport_by_id *);     /* false if it is not agreed or no place is confirmed */
bool passport_unshare(struct act, const struct passport_by_id *);   /* false if it has been read */
bool passport_confirm_read(struct act, const struct passport_by_id *, const char *words, const char *contact);

/* The points of the checks, in order: code, words; ends with NULL. */
extern const char *const check_points[][2];
const char *check_due(struct arena *, const char *point, int64_t year);
void school_check_record(struct act, const struct start_of *, const struct set_school_check *);

/* --- the passport's parts, in reading order: page, form and PDF go through this table --- */
struct passport_part {
    const char *name, *title, *hint;
    size_t at;                  /* of a const char * in struct passport_by_id, and so in change_passport */
    bool is_left;               /* the column it stands in */
};
extern const struct passport_part passport_parts[];
extern const size_t passport_parts_n;
const char *passport_text(const struct passport_by_id *, const struct passport_part *);

/* The lines of a text, without blank ones and bullets typed by hand. */
const char *const *lines_of(struct arena *, const char *text, size_t *n);

const char *passport_status_words(const char *status);
const char *passport_status_class(const char *status);


/* Who stands around the child, for the page and the PDF. */
struct passport_about {
    const struct start_of *child;
    struct needs_told *need;
    struct people_around *person;
    size_t needs, people;
};
struct passport_about passport_about(struct web *, int64_t child);
const char *person_in_words(struct arena *, const struct people_around *);

/* The name by which the child is called on the passport. */
const char *called(const struct start_of *);

/* The passport as one page of A4, whatever its length; *IS_SHORTENED tells if words had to go. */
const char *passport_pdf(struct web *, const struct passport_by_id *, const struct passport_about *, size_t *len, bool *is_shortened);

/* The passport this person may read, its child audited as viewed; else 404. A school only once it is shared with it. */
struct passport_by_id *passport_or_stop(struct web *, int64_t id);
struct start_of *start_or_stop(struct web *, int64_t child);

/* The check of a point, NULL if there is none. */
const struct school_checks_of *find_check(const struct school_checks_of *, size_t n, const char *point);

/* Where the school passport of this child stands, and what comes next, in a sentence. */
const char *next_step(struct arena *, const struct start_of *);

/* --- the list of a cohort, for its view --- */
struct cohort_asked {
    int64_t next, year, after;  /* the next September; the one that is shown; the last child of the page before */
    const char *show, *in_area;
    const struct choice *shows;
    struct setting_areas *area;
    size_t areas;
};
struct cohort_day { const char *what, *on, *note; };

struct passports_to_do { int64_t year; const char *due; struct my_starters *row; size_t rows, n, to_write, to_agree, to_share; };     /* row: the first few of n */

/* --- handlers of the other files, for the table in transition.c --- */
void show_cohort(struct web *), export_cohort(struct web *);
void show_start(struct web *), save_place(struct web *), save_year(struct web *), undo_year(struct web *), show_check(struct web *), save_check(struct web *);
void make_passport(struct web *), show_passport(struct web *), edit_passport(struct web *), save_passport(struct web *);
void ask_agreed(struct web *), save_agreed(struct web *), ask_share(struct web *), save_share(struct web *), save_unshare(struct web *);
void show_family_words(struct web *), save_family_words(struct web *), show_passport_pdf(struct web *);
void passport_copy(struct web *, int64_t child, struct folder *), draw_passport_in_copy(struct web *, int64_t child);
void show_coming(struct web *), save_read(struct web *);
void draw_start_of_child(struct web *, int64_t child), draw_passports_to_do(struct web *, int64_t), draw_school_to_do(struct web *, int64_t), draw_family_passports(struct web *, int64_t);
void draw_start_for_family(struct web *, int64_t child);
void lanes_of_start(struct web *, int64_t child, struct lanes *);

#endif
