#ifndef REQUEST_CLOCK_H
#define REQUEST_CLOCK_H

#include "app/child/child.h"
#include "app/request/clock.sql.h"

/*
 * The clock of a request runs in working days (date.h) from its arrival to the
 * first answer.  It stands while an answer is awaited without which nothing
 * can be decided, at most PAUSE_WORKING_DAYS: then it runs on, answered or
 * not, so that nobody is left waiting.  The due day stored with a request is
 * always the latest it can be; when an answer comes sooner it moves back.  A
 * clock that has run out cannot be stopped any more.
 */
enum { PAUSE_WORKING_DAYS = 10 };

/* A question back to the asker. PAUSE: why nothing can be decided without the answer, "" = the clock runs on. Returns the question's id. */
int64_t request_ask_back(struct act, int64_t request, const char *words, const char *pause);

/* False if it is none of this request's, or is answered already. Whoever asked, and whoever has claimed the request, is told. */
bool request_answer_back(struct act, int64_t request, int64_t question, const char *answer);

/* Ends the pause that is open, as of today: the due day becomes what it was plus the working days that passed. */
void request_clock_goes_on(struct act, int64_t request);

/* True where the clock stands on this day. */
bool pause_holds(const struct pauses_of *, const char *today);

/* The working days that a pause has taken, as of TODAY. */
int64_t pause_took(const struct pauses_of *, const char *today);

/* What the clock shows: the day, and its pauses, for the asker's page and ours. */
struct clock_shown { const char *due_on; struct pauses_of *pause; size_t n; bool is_waiting, stands, is_late; };
struct clock_shown request_clock(struct db *, int64_t request, const char *status, const char *due_on, const char *today);

#endif
