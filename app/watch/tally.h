#ifndef WATCH_TALLY_H
#define WATCH_TALLY_H

#include "app/watch/watch.h"

/*
 * The number of children that each of SETTINGS (WATCH_RULES of them, in order)
 * names for this viewer today, on or off.  MINE: only those whom the viewer
 * leads.  AREA: "" = all.
 *
 * Counted from what is kept, which holds until the day changes; for a minute at
 * most, because commands change the database too.  A child that a form of this
 * server changed is asked for anew by the next reader, alone (some 2 ms among a
 * million); where it is not known whom a form changed, all is counted anew.
 * Where that takes more than 100 ms (some 20,000 known children) what is kept
 * goes on for sixty times as long as it took, so that the thread that counts
 * comes before a reader has to.
 */
int64_t *watch_counts(struct web *, const struct watch_setting *settings, bool mine, const char *area);

struct watch_case { int64_t child, about; int since; };      /* since: date_number of the day in the view watch_case */

/*
 * The first MOST cases after FROM (since = INT_MIN: from the start) of the rule that is asked for (none of them put off), as the list
 * shows them.  False if what is kept does not hold: then the database is to be asked (watched).
 */
bool watch_pick(struct web *, const struct watch_asked *, struct watch_case from, struct watch_case *into, size_t most, size_t *n);

/* The rows of those cases as this person may see them now, a page at most; *MORE if there are others after them. list.c */
struct watched *watch_rows(struct web *, const struct watch_asked *, const struct watch_case *, size_t cases, size_t *n, bool *more);

/* Whom SETTING names today, on or off, by area and lead; EVERYBODY: not only those whom the viewer may see, for counts that are told with small ones hidden. */
struct watch_weighed watch_weigh(struct web *, const struct watch_setting *, bool everybody);

/* Counts anew if what is kept will not hold much longer: for the thread that spares readers the wait (app/evidence/tend.c). */
void watch_renew(struct db *, const char *today);

/* A form changed this child (0: it is not known whom); CHANGES: what web_changes() says afterwards.  For struct site. */
void watch_child_changed(int64_t child, int64_t changes);

/* For tests, which change the database behind the server's back. */
void watch_forget(void);

#endif
