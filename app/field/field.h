#ifndef FIELD_FIELD_H
#define FIELD_FIELD_H

#include "app/plan/plan.h"
#include "app/visit/visit.h"
#include "app/action/action.h"
#include "app/child/pages.h"
#include "app/family/family.sql.h"
#include "app/field/field.sql.h"
#include "web/form.h"

/*
 * Visits taken along and written up without signal.  The server gives what is
 * needed for a visit once, to a browser that keeps it encrypted under words
 * that only its officer knows (site/own/store.mjs); it remembers which child's
 * pages are out on which device, can call a device back, and takes in what was
 * written: once, whatever the line does, and joined with what others wrote
 * meanwhile by the same rules as any note (app/visit/note.c).
 *
 * What is kept on a device is never known here, nor the words that open it.
 */
extern const struct feature field_feature;

enum { FIELD_HOURS = 24, FIELD_WRITING_DAYS = 7, FIELD_MOST_VISITS = 12 };

/* --- what follows is shared by the files of this folder only --- */

/* What one reads on a visit. */
struct field_sheet {
    struct visit_by_id *visit;
    struct child_by_id *child;
    const char *address;                 /* as this officer may see it */
    struct needs_of_child *need;
    struct professionals_of_child *professional;
    struct carers_of_child *carer;
    struct plan_by_id *plan;         /* under way; NULL if there is none */
    struct outcomes_of_plan *outcome;
    struct field_last_note *last;        /* NULL if there is none */
    struct actions_of_child *action;
    size_t needs, professionals, carers, outcomes, actions;
};

struct field_pack_of;

/* "Out", "Revoked", "Wiped" ... with its class. */
struct plan_rating field_state(const struct web *, const struct field_devices_of *);

struct field_device_of_key *field_device(struct web *, const char *key);   /* this person's own, that was not ended; else NULL */

/* Handlers of the other file: what comes back. */
void field_note(struct web *), field_sent(struct web *), field_left_show(struct web *), field_left_take(struct web *);
void field_left_of_child(struct web *, int64_t child), field_left_home(struct web *, int64_t);

#endif
