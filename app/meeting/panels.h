#ifndef MEETING_PANELS_H
#define MEETING_PANELS_H

#include "app/action/action.h"
#include "app/meeting/meeting.h"

/* What the views of this folder share beside meeting.h. */
const char *meeting_wants(struct web *, const struct meetings_of_person *);      /* what the meeting wants of this reader, "" = nothing */

/* Somebody who can be invited: CODE is what the form sends. */
struct meeting_candidate {
    const char *code, *kind, *name, *job, *email, *hint;
    int64_t person_id;
    bool is_hidden;                  /* the child's address is hidden from this parent */
};

/* One form about a meeting, on a page of its own. */
struct meeting_form {
    const struct child_by_id *child;
    const struct meeting_sheet *sheet;       /* NULL: of a meeting not yet there */
    const char *title, *intro, *action, *button;
    struct form *form;
    bool is_risky;
    size_t relatives;                /* parents and carers that can be invited */
    bool is_careful;                 /* of two parents one must not learn where the child lives */
    struct form_difference *difference;
    size_t differences;
};

/* A meeting's notes while they are written. */
struct meeting_record { const struct meeting_sheet *sheet; struct form *form; struct form_difference *difference; size_t differences; };

#endif
