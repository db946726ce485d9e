#ifndef CHILD_CHILD_H
#define CHILD_CHILD_H

#include "app/people/people.h"
#include "app/child/tables.h"
#include "app/child/child.sql.h"
#include "match/match.h"

/*
 * The register.  Higher features use the functions here to write into the
 * child's history; they never write the register's tables themselves.
 *
 * A handler that shows anything of a child begins with child_or_stop: it
 * fetches the child if this person may see it (else 404) and leaves the audit
 * entry "view".
 */
extern const struct feature child_feature;

/* The lanes of the picture of one child, from the top (out/lanes.h). */
enum { LANE_CONCERN = 10, LANE_REQUEST = 20, LANE_LEAD = 25, LANE_SETTING = 30, LANE_OBSERVATION = 35, LANE_PLAN = 40, LANE_VISIT = 50, LANE_MEETING = 55, LANE_FUNDING = 60, LANE_EHC = 70, LANE_SCHOOL = 80 };

/* Who does what when: so that the same functions serve a page, an import and the demo. */
struct act { struct db *db; int64_t person_id; const char *today; int64_t now; };
struct act act_of(struct web *);

struct child_by_id *child_or_stop(struct web *, int64_t id);     /* the query child_by_id of child.sql */
struct child_by_id *child_of_page(struct web *, int64_t id);     /* for panels of the child's page: asked once for all of them; NULL out of reach */

/* "Ola O'Neil (Olly)"; the family name alone if there is no other. */
const char *child_name(struct arena *, const char *given_name, const char *family_name, const char *known_as);

struct new_child {
    const char *given_name, *family_name, *known_as, *born_on, *sex, *nhs_number, *upn, *ethnicity, *home_language, *address, *postcode, *area;
    bool needs_interpreter, is_address_restricted, is_restricted;
    int64_t imd_quintile;
    const char *not_in_setting_reason;
    const char *known_on, *first_concern_on;     /* "" = not known to the service */
};
/* Adds the child with its search words, match keys and school year; writes the event. NULL texts are "". */
int64_t child_add(struct act, const struct new_child *);

/*
 * Writes the search words and match keys anew after any change of name, birth, postcode, numbers or a carer's telephone
 * (none where the record was merged), and has the record compared with the register soon.
 */
void child_index(struct act, int64_t child);
/* The same without being compared: true if anything was to be mended. In the caller's write transaction. */
bool child_index_mend(struct db *, int64_t child);
/* After a migration: each record's place in lists, which SQL alone cannot fold. Outside a transaction. */
void child_sort_all(struct db *);
/* Only looks: whether all that a child is found by is written, and nothing else. */
bool child_index_is_right(struct db *, int64_t child);

/* A name that the child no longer has, but is still found by. Index afterwards. */
void child_keep_name(struct act, int64_t child, const char *given_name, const char *family_name, const char *known_as);

/* The record that this one was merged into, and that one perhaps again; CHILD itself if it stands. */
int64_t child_surviving(struct db *, int64_t child);

/* Closes the value that holds and begins another: FROM_ON "" = today. Writes the event. Nothing if it is the same already. */
void child_set_status(struct act, int64_t child, const char *axis, const char *value, const char *from_on, const char *reason);
/* The axes in order, { axis, words }; ends with NULL. */
extern const char *const child_axes[][2];
const char *child_axis_words(const char *axis);
const char *child_status_now(struct db *, int64_t child, const char *axis);      /* "" if none */

/* Makes PERSON the lead professional (ends the one before). Writes the event. Nothing if their account is closed. */
void child_set_lead(struct act, int64_t child, int64_t person);
/* Whoever opens a child whom nobody with an open account leads becomes the lead (or the link officer of the setting, or a manager): by child_set_status, and where a child comes back. */
void child_needs_owner(struct act, int64_t child);
int64_t child_lead(struct db *, int64_t child);                                  /* 0 = nobody */

void child_add_placement(struct act, int64_t child, int64_t setting, const char *from_on, int64_t hours);

/* One line of the timeline. PATH "" = nowhere to read more. SHARED: the family may read it. */
void child_event(struct act, int64_t child, const char *on_day, const char *kind, const char *title, const char *detail, const char *path, bool shared);

/* A deadline: RULE of code list 'deadline', ABOUT the plan, request or passport. OWNER 0 with words, or a person. Moves the due day if it is already there and not done. */
void child_deadline(struct act, int64_t child, const char *rule, int64_t about, int64_t owner, const char *owed_by, const char *start_on, const char *due_on);
/* Finishes what this child's RULE about ABOUT still owes; of no other child, whatever ABOUT is (0 = about the child as a whole). DONE_ON "" = today. */
void child_deadline_done(struct act, int64_t child, const char *rule, int64_t about, const char *done_on);

/* The child's first known day, if it was not known before. */
void child_becomes_known(struct act, int64_t child, const char *on, const char *first_concern_on);

/* --- for lists of others (lists.c), by those who see every child --- */
void child_rewrite(struct act, const struct child_by_id *);      /* all that a list may change, as it stands here; the version grows. Also for one fact put right on the spot (app/quality), of a child just read scoped */
void child_take_out(struct act, int64_t child);                  /* whom a list had added; fails (DB_CONSTRAINT) if anything else refers to the child by now */

/* Possible existing children for one that is asked about, best first, at most 10, only those with probability of 5 % or more. Scoped to the viewer. */
struct child_candidate { struct child_by_id *child; struct match_result *match; };
struct child_candidate *child_candidates(struct web *, const struct match_person *, size_t *n);

/* How a child's area of address is shown to this viewer: "" with restricted addresses for whoever may not read them. */
const char *child_address_for(struct web *, const struct child_by_id *);

/* "late by 3 days", "due today", "due in 2 days" and the classes of the style sheet for its tag ("rd-state rd-state--late"). */
struct due_words { const char *words, *tag_class; };
struct due_words child_due(struct arena *, const char *today, const char *due_on);

#endif
