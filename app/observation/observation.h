#ifndef OBSERVATION_OBSERVATION_H
#define OBSERVATION_OBSERVATION_H

#include "app/child/child.h"
#include "app/observation/observation.sql.h"
#include "web/form.h"

/*
 * What was seen of a child's development: the progress check at two, ASQ-3,
 * ELIM, WellComm, the developmental journal, the areas of learning, and tools
 * that an authority adds.  Scores and bands are kept as they were entered: no
 * cut-off is known here and nothing is reckoned from a score (domain.md 2.2 to
 * 2.6).  A tool looks at parts; of each it keeps a number, an answer, words, or
 * several of these.  Those around the child enter them; what is shared the
 * family reads too.  A mistake is struck out with a reason, never deleted.
 */
extern const struct feature observation_feature;

/* ---- The tools: catalogue.c ---- */

struct observation_kind {
    const struct observation_tools *tool;
    const struct observation_parts *part;        /* parts, answers: those of this tool, in order */
    const struct observation_answers *answer;
    size_t parts, answers;
};
struct observation_catalogue { struct observation_kind *kind; size_t n; };

struct observation_catalogue observation_catalogue(struct db *, bool all);       /* ALL: those no longer offered too */
const struct observation_kind *observation_kind(const struct observation_catalogue *, int64_t tool);     /* NULL if there is none */
const struct observation_answers *observation_answer(const struct observation_kind *, int64_t id);      /* NULL if there is none */

/* ---- Writing one down ---- */

struct observed { int64_t part_id, number, answer_id; const char *words; };      /* NUMBER -1, ANSWER_ID 0, "" or NULL: none */

struct new_observation {
    int64_t child_id, tool_id, sheet_months;     /* for which age the sheet was, in months; 0 = not asked */
    const char *seen_on, *observer, *summary, *next_steps, *family_view;         /* NULL = "" */
    int64_t setting_id;                          /* 0 = none */
    bool is_shared;
    const struct observed *value;
    size_t values;
};
/* With its line in the timeline; the id. */
int64_t observation_add(struct act, const struct new_observation *);

/* ---- Reading: one child's ---- */

struct observation_seen {
    const struct observation_by_id *o;
    const struct observation_kind *kind;
    const struct observation_values_of_child *value;
    size_t values;
};
struct observation_history { struct observation_catalogue catalogue; struct observation_seen *seen; size_t n; };

/* All that this reader may read, the first seen first; what was struck out only where STRUCK. */
struct observation_history observation_history(struct web *, int64_t child, bool struck);
const struct observation_values_of_child *observation_value(const struct observation_seen *, int64_t part);      /* NULL if nothing was entered */

bool observation_sees_all(const struct web *);
const char *observation_value_words(struct web *, const struct observation_kind *, const struct observation_parts *, const struct observation_values_of_child *);  /* "25, below the cut-off" */
int observation_level(const struct observation_kind *, const struct observation_values_of_child *);              /* 0 as expected or not said, 1 to be watched, 2 below */

/* ---- One tool over time: over_time.c ---- */

struct observation_over_time {
    const struct observation_kind *kind;
    const struct observation_seen **seen;        /* of this tool, the first seen first */
    size_t n;
    const struct observation_parts **part;       /* of which something was entered */
    size_t parts;
    struct html picture;                         /* empty where there is nothing to draw */
    const char *description;
};
struct observation_over_time *observation_over_time(struct web *, const struct observation_history *, const struct child_by_id *, size_t *n);

/* ---- Handlers ---- */

void observation_development(struct web *), observation_choose(struct web *), observation_new_form(struct web *), observation_new(struct web *);
void observation_show(struct web *), observation_edit_form(struct web *), observation_edit(struct web *), observation_strike(struct web *);
void observation_tools_list(struct web *), observation_tool_new_form(struct web *), observation_tool_new(struct web *), observation_tool_edit_form(struct web *), observation_tool_edit(struct web *), observation_tool_offer(struct web *);

/* The form of one tool: form.c. */
struct form *observation_form(struct web *, const struct observation_kind *, bool is_read);
void observation_form_fill(struct form *, const struct observation_seen *);
void observation_form_check(struct form *, const struct observation_kind *, const struct child_by_id *);
struct observed *observation_form_values(struct form *, const struct observation_kind *, size_t *n);
const char *observation_field(const struct form *, const struct observation_parts *, const char *what);          /* its name; "" if the part has none. What is "number", "answer" or "words" */

#endif
