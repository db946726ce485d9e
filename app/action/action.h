#ifndef ACTION_ACTION_H
#define ACTION_ACTION_H

#include "app/child/child.h"
#include "app/action/action.sql.h"
#include "web/form.h"

/*
 * Who does what by when.  An action is agreed at a visit, in a meeting, in a
 * plan or by itself; it has an owner, who may have an account or be named in
 * words, and stays open until somebody says what came of it.  The features in
 * which actions are agreed put rows of them into their own forms:
 *
 *     static const struct field fields[] = { ..., ACTION_FIELDS("1"), ACTION_FIELDS("2"), ... ... { 0 } };
 *     action_rows_choices(f, child);                               GET and POST
 *     action_rows_fill(f, actions_from(...), n);                   GET, of a record that is there
 *     action_rows_check(f);                                        POST, after form_read
 *     names = action_rows_save(w, f, child, "visit", id, shared);  once the record is stored; names for the audit
 *     {{> action_rows(w, f)}}                                      in the view
 */
extern const struct feature action_feature;

struct new_action {
    int64_t child_id;
    const char *what;
    int64_t owner_id;                /* 0 = nobody with an account: OWNER_WORDS says who */
    const char *owner_words;         /* NULL = "" */
    const char *due_on;              /* NULL or "" = no day agreed */
    const char *from_kind;           /* "visit", "meeting", "plan", "" or NULL = by itself */
    int64_t from_id;
    bool is_shared;                  /* the setting and the family may read it */
};
int64_t action_add(struct act, const struct new_action *);

/* From now on the setting and the family may read what was agreed there, or no longer. */
void action_share(struct db *, const char *from_kind, int64_t from_id, bool shared);

/* --- rows of actions in a form --- */
#define ACTION_FIELDS(n) \
    { "a" n "_id", "", .kind = HIDDEN }, \
    { "a" n "_what", "What is to be done?", .kind = LINE, .max = 300 }, \
    { "a" n "_owner", "Who does it?", .kind = SELECT }, \
    { "a" n "_owner_words", "If somebody else: who?", .kind = LINE, .max = 100 }, \
    { "a" n "_due_on", "By when?", .kind = DATE }

void action_rows_choices(struct form *, int64_t child);
void action_rows_fill(struct form *, const struct actions_from *, size_t n);         /* the open ones, as many as fit */
void action_rows_fill_beside(struct form *saved, const struct form *typed, const struct actions_from *, size_t n);   /* what is saved of TYPED's rows, row by row: for form_merge */
void action_rows_check(struct form *);
const char *action_rows_save(struct web *, const struct form *, int64_t child, const char *from_kind, int64_t from, bool shared);    /* " actions", or "" if nothing differs */
size_t action_rows_shown(const struct form *);           /* those that say something, and one more */
size_t action_rows_written(const struct form *);
struct change_action action_row_typed(const struct form *, size_t row);
const char *action_row_name(const struct form *, size_t row, size_t field);          /* 0 id, 1 what, 2 owner, 3 owner_words, 4 due_on */

/* "Olu Officer", or the words; "nobody yet". */
const char *action_owner(const char *owner_name, const char *owner_words);

/* Reads everything of the children it may see, not only what is shared. */
bool action_sees_all(const struct web *);

#endif
