#ifndef VISIT_VISIT_H
#define VISIT_VISIT_H

#include "app/action/action.h"
#include "app/child/child.h"
#include "app/typed/typed.h"
#include "app/visit/visit.sql.h"
#include "web/form.h"

/*
 * Visits and other contacts about a child: planned, held, written up, told.
 * A visit is planned until its note is finished; then it is held, and may be
 * put right later.  The service reads everything; the setting and other
 * professionals read a note once it was told to the setting, the family reads
 * its own words once they were told to the family.  Both see what is planned.
 */
extern const struct feature visit_feature;

/* Its note as a form, with the version it begins from: for pages that are taken along (app/field). NULL if this visit takes no note. */
struct form *visit_note_of(struct web *, const struct visit_by_id *);

/* The visit, if this person may write its note. 404 if out of reach; leaves no view in the audit trail. */
struct visit_by_id *visit_to_write(struct web *, int64_t id);

/* Takes in what this POST says of V's note, from a page that was away (app/field): saved, or nothing is written and why. Answers nothing. */
enum visit_note_end { NOTE_SAVED, NOTE_CLASHES, NOTE_IS_WRONG, NOTE_CALLED_OFF };
enum visit_note_end visit_note_sent(struct web *, const struct visit_by_id *);

/* "14:30" from "2.30pm", "14:30", "9"; "" for "", NULL if it is no time. */
const char *visit_time(struct arena *, const char *typed);
const char *visit_time_words(struct arena *, const char *time);          /* "2:30pm"; "" for "" */
const char *visit_when(struct web *, const char *day, const char *time); /* "24 November 2026, 2:30pm" */

/* "Visit to the setting: Oak Tree Nursery". */
const char *visit_title(struct arena *, const char *kind, const char *setting_name);

/* --- what follows is shared by the files of this folder only --- */

enum { ON_PANEL = 4, ON_PAGE = 50 };

/* Who reads a visit, as the queries ask. */
bool visit_reads_all(const struct web *);
bool visit_is_family(const struct web *);

/* A page of one visit with all it shows. */
struct visit_sheet {
    struct visit_by_id *visit;
    struct child_by_id *child;
    struct actions_from *action;
    size_t actions;
    struct next_visit_of *next;          /* planned for later, NULL if none */
    bool may_write;
    int64_t parents;                     /* with an account: who would be told */
};

struct visit_by_id *visit_or_stop(struct web *, int64_t id);             /* audits the view; 404 out of reach */
struct form *visit_call_off_form(struct web *, const struct visit_by_id *);
struct form *visit_tell_form(struct web *, const struct visit_sheet *);
void visit_show_sheet(struct web *, struct visit_by_id *, struct form *tell);

/* Handlers of the other files. */
void visit_new_form(struct web *), visit_new(struct web *), visit_edit_form(struct web *), visit_edit(struct web *), visit_call_off(struct web *);
void visit_note_form(struct web *), visit_note(struct web *);
void visit_tell(struct web *);
void visit_template_list(struct web *), visit_template_form(struct web *), visit_template_save(struct web *), visit_template_new_form(struct web *), visit_template_new(struct web *);
int64_t visit_plan(struct act, struct add_visit *);                      /* writes it down, with its line of the timeline */

#endif
