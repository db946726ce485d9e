#ifndef TRIAGE_MEETING_H
#define TRIAGE_MEETING_H

#include "app/triage/triage.h"
#include "app/triage/meeting.sql.h"

/* What meeting.c and its views share. */
struct triage_meeting_page {
    struct triage_meeting_by_id *m;
    struct triage_meeting_requests *r;
    struct triage_meeting_people *person;
    size_t n, people, decided;
    struct form *f;                          /* who is there; NULL once it has ended */
};
const char *triage_meeting_outcome(struct arena *, const struct triage_meeting_requests *, bool has_ended);

#endif
