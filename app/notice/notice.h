#ifndef NOTICE_NOTICE_H
#define NOTICE_NOTICE_H

#include "app/people/people.h"
#include "out/mail.h"

/*
 * Telling people that something has changed and where to read it: by an
 * outbox in the database, filled inside the transaction of the change and
 * emptied by a thread of its own.  A notice never holds a child's name, need
 * or any free text.  Signing in by an e-mailed link stands here too.
 */
extern const struct feature notice_feature;

/*
 * Puts a notice into the outbox.  KIND is a row of texts.c; PATH where to read
 * ("/follow/...", "/plans/12"); ONCE names the thing told, so that telling it
 * twice sends one.  Nothing happens where TO is "".  It is written in the
 * language that the address chose (people_language_of).
 */
void notice_send(struct db *, int64_t now, const char *to, const char *kind, const char *path, const char *once);

/*
 * The same with an invitation for a calendar: METHOD is REQUEST or CANCEL, CALENDAR iCalendar without a name or a need
 * (out/calendar.h).  It goes with the mail by SMTP; by Notify the words go alone.
 */
void notice_send_calendar(struct db *, int64_t now, const char *to, const char *kind, const char *path, const char *once, const char *calendar, const char *method);

/* What stands before and after the address; IS_ONCE: where it may have been sent it is not sent again, because it is soon worth nothing. */
struct notice_text { const char *kind, *label, *subject, *before, *after; bool is_once; };
extern const struct notice_text notice_texts[];      /* ends with a NULL kind */
const struct notice_text *notice_text_of(const char *kind);
const char *notice_words(struct arena *, const struct notice_text *, const struct language *, const char *link);   /* the whole e-mail */

/* A digest: numbers and links only. WHAT is a row of notice_counted; rows with 0 are left out. */
struct notice_count { const char *what; int64_t n; };
extern const struct notice_counted { const char *what, *one, *many, *path; } notice_counted[];      /* "1 request to answer", "%lld requests to answer"; ends with NULL */
void notice_send_counts(struct db *, int64_t now, const char *to, const char *kind, const char *path, const char *once, const struct notice_count *, size_t n);
struct counts_of_notice;
const char *notice_counted_words(struct arena *, const char *base_url, const struct counts_of_notice *, size_t n, const char *link);

/* Settles what was being sent when the service was cut off: before the first round. */
void notice_cut_off(struct db *, const struct mail_options *, int64_t now);

/* The sender: a thread with a connection of its own, until notice_stop. NULL if nothing is set up to send by. */
struct notice_sender *notice_start(const struct site *, const char *database, const struct mail_options *);
void notice_stop(struct notice_sender *);

/* One round of the sender, for tests and for notice_start: how many were settled. */
int notice_round(struct db *, const struct site *, const struct mail_options *, int64_t now);

/* Minutes until the next try after TRIES failed ones; 0 = give up. */
int64_t notice_wait_minutes(int64_t tries);

#endif
