#ifndef REQUEST_EVIDENCE_H
#define REQUEST_EVIDENCE_H

#include "app/request/request.h"

/*
 * Evidence is asked for, never demanded: those who work with children are
 * offered a checklist (domain.md 2.7: observations, the progress check at two,
 * ASQ or ELIM, a language screen, the developmental journal, cycles of assess,
 * plan, do and review, reports).  What one would expect from their door and is
 * not there becomes one question to them; the request is taken in all the
 * same, and its clock does not stand still.
 */

/* What this door would be expected to have of a child of this age and has not, as codes of the list 'evidence', ending with NULL. HAVE: codes joined by blanks. */
const char *const *evidence_missing(struct arena *, const char *door, const char *born_on, const char *today, const char *have);

/* Keeps what was ticked and told, and asks for what is missing: not for what the record of a child whom the asker sees has already. For a request that was just received by somebody who was offered the checklist. */
void evidence_keep(struct act, const struct add_request *, const char *have, const char *words);

extern const struct field evidence_fields[];

/* "Written observations, Progress check at two. In the record: ASQ-3 questionnaire, 3 March 2026": what was told, and what this reader sees observed of the child; "" if nothing is. */
const char *evidence_words(struct web *, int64_t request);

#endif
