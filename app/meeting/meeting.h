#ifndef MEETING_MEETING_H
#define MEETING_MEETING_H

#include "app/child/child.h"
#include "app/meeting/meeting.sql.h"
#include "base/language.h"
#include "web/form.h"

/*
 * Meetings around a child: dates are proposed, those invited answer (the
 * family in its own place, others signed in or by a link), one date is fixed,
 * and it is written down who came, what was said and decided.  The family
 * reads the notes once they are shared.  E-mails and calendars name a meeting
 * by its reference and never tell of the child.
 */
extern const struct feature meeting_feature;

/* --- what follows is shared by the files of this folder only --- */

/* A meeting with all that belongs to it, as this reader may see it. */
struct meeting_sheet {
    struct meeting_by_id *m;
    struct child_by_id *child;       /* NULL on the page of a link: it tells nothing of the child */
    const char *name, *first_name;
    struct meeting_times *time;
    struct meeting_guests *guest, *me;   /* me: this reader's own row, NULL = not invited */
    struct meeting_cans *can;
    struct meeting_words_of *word;
    size_t times, guests, cans, words;
    bool is_family, may_run;         /* may_run: fix, change, cancel, write the notes */
};

struct meeting_sheet *meeting_or_stop(struct web *);             /* of :id in the path; audits the view */
struct meeting_sheet *meeting_to_run_or_stop(struct web *);      /* 404 too for whoever may not run it */
bool meeting_may_arrange(struct web *, int64_t child);           /* the service, or the SENCO of the child's setting */
bool meeting_is_open(const struct meeting_by_id *);              /* still to come: proposed or fixed */
const char *meeting_path(struct web *, const struct meeting_by_id *);

/* --- words.c --- */
const char *meeting_when(struct arena *, const struct language *, int64_t ms);       /* "Tuesday 24 November 2026, 2:05pm", by the clock in London */
const char *meeting_place(const struct language *, const char *place_kind, const char *place);
const char *meeting_how_long(struct web *, int64_t minutes);     /* "1 hour 30 minutes" */
const char *meeting_answer_of(const struct meeting_sheet *, int64_t guest, int64_t time);     /* 'yes', 'maybe', 'no', "" */
struct meeting_state { const char *words, *tag_class; };
struct meeting_state meeting_state(const char *status);
extern const struct choice meeting_cans_said[], meeting_coming_said[], meeting_attendances[];

/* A time of day as people type it: "9:30", "9.30am", "2pm", "14:00", "noon". False if it is none, or if nobody can say whether morning or afternoon is meant. */
bool meeting_clock(const char *typed, int *hour, int *minute);

/* --- arrange.c: proposing, and whom to invite --- */
void meeting_new_form(struct web *), meeting_new(struct web *), meeting_plan_form(struct web *), meeting_plan(struct web *);
void meeting_people_form(struct web *), meeting_people_add(struct web *), meeting_person_remove(struct web *);
const char *meeting_new_reference(struct db *);       /* 'M-7K3M-Q2XP': free, and spoken on the telephone */
enum { MEETING_DATES = 4, MEETING_OTHERS = 3 };
/* What the person chose of the dates t1_on/t1_at ... in F; faults are told there. How many. */
size_t meeting_read_dates(struct form *, int64_t at[MEETING_DATES]);
void meeting_place_choices(struct web *, struct form *, int64_t child);
const char *meeting_place_typed(struct web *, const struct form *, int64_t child);

/* --- fix.c --- */
void meeting_fix_date(struct web *), meeting_change_form(struct web *), meeting_change(struct web *), meeting_cancel_form(struct web *), meeting_cancel(struct web *);
/* Fixes the date and invites everybody. False if somebody else was quicker. */
bool meeting_fix(struct web *, struct meeting_by_id *, int64_t starts_at);

/* --- answer.c --- */
void meeting_answer_save(struct web *), meeting_words_save(struct web *), meeting_link_show(struct web *), meeting_link_answer(struct web *), meeting_link_file(struct web *), meeting_file(struct web *);
void meeting_ask_form(struct web *), meeting_ask(struct web *);
struct form *meeting_answer_form(struct web *, const struct meeting_sheet *);
void meeting_family_show(struct web *, const struct meeting_sheet *, struct form *answer, struct form *words);
void meeting_show_with(struct web *, const struct meeting_sheet *, struct form *answer);

/* --- record.c --- */
void meeting_record_form(struct web *), meeting_record(struct web *), meeting_publish(struct web *);

/* --- paper.c --- */
void meeting_paper(struct web *);

/* --- tell.c --- */
enum meeting_news { MEETING_PROPOSED, MEETING_FIXED, MEETING_CHANGED, MEETING_CANCELLED, MEETING_UNINVITED, MEETING_REMINDED };
void meeting_tell(struct web *, const struct meeting_by_id *, int64_t guest, enum meeting_news);      /* one guest */
void meeting_tell_all(struct web *, const struct meeting_by_id *, enum meeting_news, bool me_too);
void meeting_tell_organiser(struct web *, const struct meeting_by_id *);                              /* the answers are there */
void meeting_each_minute(struct db *, const char *today, int64_t now);
const char *meeting_as_file(struct web *, const struct meeting_by_id *, const char *path);   /* to be kept in one's own calendar */

/* --- calendar.c --- */
void calendar_show(struct web *), calendar_renew(struct web *), calendar_end(struct web *), calendar_feed(struct web *);
const char *calendar_uid(struct web *, const char *reference, int64_t date);       /* DATE: of a proposed one, 0 = the meeting's */

#endif
