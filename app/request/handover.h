#ifndef REQUEST_HANDOVER_H
#define REQUEST_HANDOVER_H

#include "app/request/request.h"
#include "app/request/handover.sql.h"

/*
 * No wrong door.  A request that is passed to a partner stays ours, in our
 * queue and with its clock, until a named person there accepts it: by a link
 * (with the child's date of birth, which the officer has told them), signed
 * in, or told to an officer.  A no comes back with its reason.  Reminders go
 * out after 2, 5 and 8 working days.  Each passing on is a hop, which the
 * asker reads in plain words.
 */
extern const struct feature handover_feature;

enum { HANDOVER_DAYS = 28, HANDOVER_TRIES = 5, HANDOVER_REMINDERS = 3 };

/* Asks the partner of DECISION; EMAIL "" = they tell us by telephone. In the transaction of the decision. */
void handover_ask(struct act, int64_t request, int64_t decision, const char *email);

/* Any other decision ends what is still asked. */
void handover_take_back(struct act, int64_t request);

/* An answer, however it came. WHY "" = yes. False if it was answered already. */
struct handover_answer { int64_t decision, request; const char *why, *words, *by_name, *by_job, *contact_on; };
bool handover_answered(struct act, const struct handover_answer *);

/* Reminders that are due: each_minute of the feature. */
void handover_remind(struct db *, const char *today, int64_t now);

extern const struct choice handover_reasons[];
/* "They have not said yes yet ..." for the asker, from the newest decision; "" where nothing is to be said. */
const char *handover_words(struct arena *, const struct handovers_of *, size_t n, int64_t decision);

/* Who holds a request now, for those who decide: "Asked Sam Reed of Portage on ..., reminded twice". */
const struct handovers_of *handover_of_decision(const struct handovers_of *, size_t n, int64_t decision);

#endif
