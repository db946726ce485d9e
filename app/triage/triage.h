#ifndef TRIAGE_TRIAGE_H
#define TRIAGE_TRIAGE_H

#include "app/request/triage.h"
#include "app/triage/triage.sql.h"

/*
 * Triage as the work of a team: the queue (queue.c), who answers what
 * (claim.c), the same for several (bulk.c), clocks that ran out (late.c), the
 * weekly meeting (meeting.c), and the rules of urgency and route (rules_*.c).
 * One request, its questions and its decision stand in app/request.
 */
extern const struct feature triage_feature;

/* ---- The queue ---- */

struct queue_filter {
    const char *door, *concern, *place, *sort, *who, *more;      /* codes; more: the path of the next page, NULL = none */
    bool late, urgent, asked, decided;
    int64_t claim;                           /* as the query has it: 1 mine, 2 unclaimed, 3 either */
    const struct choice *doors, *concerns, *places;
    int64_t count;
};
extern const struct choice queue_states[], queue_whos[], queue_sorts[];
/* The queue with this filter, but for the part named. */
const char *queue_path(struct web *, const struct queue_filter *, const char *without);
bool queue_is_filtered(const struct queue_filter *);
const char *queue_areas(struct web *, const char *one, const char *two, const char *three, int64_t areas);
struct due_words queue_due(struct web *, const struct queue *);

/* ---- Who answers ---- */

/* What became of one request: words for whoever did it. */
struct triage_done { bool is_done; const char *words; };
struct triage_done triage_claim(struct web *, const struct request_by_id *);
struct triage_done triage_release(struct web *, const struct request_by_id *);
/* WAS: who had it when the page was opened, 0 = nobody. */
struct triage_done triage_give(struct web *, const struct request_by_id *, int64_t was, const struct colleague *, const char *note);
const struct choice *triage_colleagues(struct web *);        /* all but oneself */
const char *triage_step_words(struct arena *, const struct steps_of *);

/* ---- Several at once ---- */

struct bulk_page {
    const char *action, *title, *lead, *button;
    struct request_by_id **r;
    size_t n, beyond;                        /* beyond: chosen, but not to be found any more */
    struct form *f;
};
extern const struct choice bulk_actions[];

/* ---- Clocks that ran out ---- */

/* Tells the managers, once for each clock; returns how many. Called each minute. */
size_t triage_tell_late(struct db *, const char *today, int64_t now);

/* ---- Handlers ---- */
void queue_show(struct web *), claim_do(struct web *), release_do(struct web *), give_show(struct web *), give_do(struct web *), late_seen(struct web *);
void bulk_confirm(struct web *), bulk_do(struct web *), bulk_show(struct web *);
void triage_meetings_show(struct web *), triage_meeting_begin(struct web *), triage_meeting_show(struct web *), triage_meeting_people_save(struct web *), triage_meeting_refill(struct web *), triage_meeting_end(struct web *), triage_meeting_record(struct web *);
void panel_meeting(struct web *, int64_t);
void panel_waiting(struct web *, int64_t), panel_late(struct web *, int64_t), panel_claim(struct web *, int64_t);

#endif
