#ifndef OUT_CALENDAR_H
#define OUT_CALENDAR_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Meetings as calendar programs read them (iCalendar, RFC 5545; invitations as
 * of RFC 5546), written with libical.  Called by app/meeting; touches no table
 * and no network.  Instants are written in UTC: a calendar shows them by its
 * own clock, and no rule of ours about summer time has to be believed.
 *
 * What is written goes out by e-mail and to calendars of other firms: callers
 * put no name, need or address of a family into any text.
 */
enum calendar_standing { CALENDAR_PERHAPS, CALENDAR_FIXED, CALENDAR_CANCELLED };

struct calendar_event {
    const char *uid;                 /* the same for ever: "M-7K3M-Q2XP@inclusion.example.gov.uk" */
    const char *summary, *place, *words, *url;      /* "" = none; URL is a whole address */
    int64_t starts_at, minutes, stamp;              /* unix ms; how long; when this was written */
    int64_t sequence;                /* grows with each change that guests are told of */
    enum calendar_standing standing;
};

/*
 * An invitation to one guest (METHOD:REQUEST), or its end (METHOD:CANCEL) where the event is cancelled.  The
 * organiser is the service's own address; of the guests only the one it goes to is named.
 */
struct calendar_party { const char *organiser_name, *organiser_email, *guest_email; };
const char *calendar_invitation(struct arena *, const struct calendar_event *, const struct calendar_party *);

/* Events to be read or kept (METHOD:PUBLISH): one as a file, or many as a calendar called NAME that is read again each hour. */
const char *calendar_file(struct arena *, const char *name, const struct calendar_event *, size_t n);

#endif
