#ifndef REQUEST_SIGNPOST_H
#define REQUEST_SIGNPOST_H

#include "app/request/handover.h"

/*
 * Choosing services of the directory for an asker, on the page of a decision
 * (decide.c): those that fit the child's age and what was told come first; the
 * officer looks for others without losing what was typed.  The asker reads them
 * as a list on the page of the request; an e-mail never holds them.
 */
struct signpost_choice { const char *need, *area, *language; const struct choice *needs, *areas, *languages; };

/* What to look by: from the form that was sent, else from the request. */
struct signpost_choice signpost_choice(struct web *, const struct request_by_id *);

/* Check boxes: what was ticked already, then what fits best; 15 at the most beside those ticked. */
const struct choice *signpost_boxes(struct web *, const struct request_by_id *, const struct signpost_choice *);

/* Writes those ticked in the field `directory` to the decision. */
void signpost_write(struct web *, const struct form *, int64_t decision);

const char *signpost_short(struct arena *, const char *);
const char *signpost_one_line(struct arena *, const char *);

#endif
