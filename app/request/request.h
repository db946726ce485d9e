#ifndef REQUEST_REQUEST_H
#define REQUEST_REQUEST_H

#include "app/child/child.h"
#include "app/request/clock.h"
#include "app/request/request.sql.h"
#include "app/request/rules.h"
#include "web/form.h"

/*
 * Every door is the right door: asking (ask.c without an account, new.c with
 * one), what happens to a request on arrival (receive.c, rules.c), following
 * it (follow.c), and the human decision (triage.c, decide.c).
 */
extern const struct feature request_feature;

/* ---- Arrival: receive.c, for every door, import and the demo ---- */

/*
 * Takes a request in. The caller fills what was told of the child, of the
 * asker and of the wish; NULL texts are "". Reference, due day, urgency,
 * suggested route, times and (where not set) the setting by its words are
 * filled in here, and the row's id and reference stand in R afterwards.
 */
int64_t request_receive(struct act, struct add_request *r, const struct concern_told *concern, size_t n);

/* The open settings that the typed words may mean, best first, at most 8: an equal name comes first. */
struct open_settings *settings_meant(struct arena *, struct db *, const char *typed, size_t *n);

/* The services that every area has, for a new authority, with no address or number; does nothing where there are partners already. */
void request_seed_partners(struct db *);

/* ---- Answers so far, by name: answers.c ---- */

struct answers { struct arena *arena; struct pair *pair; size_t n, room; };

struct answers *answers_new(struct arena *);
struct answers *answers_read(struct arena *, const char *form_encoded);
const char *answers_written(const struct answers *);
const char *answer(const struct answers *, const char *name);            /* "" if not given */
bool answer_is(const struct answers *, const char *name, const char *value);
void answer_set(struct answers *, const char *name, const char *value);  /* "" forgets it */
bool answer_has(const struct answers *, const char *name, const char *code);   /* of several codes joined by blanks */

/* What was answered, as the row that request_receive takes, and its concerns. */
struct add_request *request_of_answers(struct web *, const struct answers *, struct concern_told **concern, size_t *n);

/* Checks that no one field can make alone. */
void request_check_ways_to_answer(struct form *);        /* a telephone number or an email address, and the one they prefer */

/* ---- Words ---- */

const char **request_lines(struct arena *, const char *text, size_t *n);     /* the paragraphs of what was typed */
const char *request_tel(struct arena *, const char *telephone);              /* "tel:01632960100" */
const char *request_kind_words(const char *kind);
const char *request_status_words(const char *status);
struct due_words request_due(struct web *, const char *status, const char *due_on, const char *answered_on);
const char *request_left_words(struct web *, const char *left_reason, const char *left_on);   /* ", died 3 May 2026", "" = has not left */
const char *request_child_name(struct arena *, const char *given_name, const char *family_name);
const char *request_areas(struct web *, const struct concerns_of *, size_t n);   /* "Talking and understanding, Feelings and behaviour" */
struct request_by_id *request_or_stop(struct web *);                         /* that of the path, within reach, with an audit entry */

extern const struct choice request_yes_no[], request_yes_no_unsure[], request_sexes[];
const struct choice *request_doors_of_work(struct web *);
void request_fill_choices(struct form *, const struct choice *doors);    /* of the fields whose codes are lists; DOORS: of the field `door` */
/* A text area for each area of concern that was chosen; for all of them where ANSWERS is NULL. */
const struct field *request_concern_words(struct web *, const struct answers *, int max);

/* ---- Handlers that stand in other files than the route table ---- */
void ask_start(struct web *), ask_start_over(struct web *), ask_page(struct web *), ask_answer(struct web *), ask_check(struct web *), ask_send(struct web *);
void follow_show(struct web *), follow_sent(struct web *), follow_revoke(struct web *), follow_experience(struct web *), follow_answer(struct web *), follow_link_new(struct web *);
void new_show(struct web *), new_send(struct web *), mine_show(struct web *), request_answer_question(struct web *), request_ask_question(struct web *), request_question_show(struct web *);
const char *request_take_answer(struct web *, int64_t request, int64_t child);   /* the posted answer to a question; the notice to show */
void request_show(struct web *);
void accept_show(struct web *), accept_decide(struct web *), pass_on_show(struct web *), pass_on_decide(struct web *);
void advise_show(struct web *), advise_decide(struct web *), join_show(struct web *), join_decide(struct web *), take_up_record(struct web *);
void call_show(struct web *), call_search(struct web *), call_send(struct web *);
void ask_files_take(struct web *), ask_files_send(struct web *), ask_files_remove(struct web *);
void attach_show(struct web *), attach_take(struct web *), attach_send(struct web *), attach_download(struct web *);
void attach_followed_show(struct web *), attach_followed_take(struct web *), attach_followed_send(struct web *);
void attach_copy(struct web *, int64_t child, struct folder *);
void draft_save_show(struct web *), draft_save(struct web *), draft_resume_show(struct web *), draft_resume(struct web *), draft_leave(struct web *);
void died_show(struct web *), died_decide(struct web *);
void panel_files_of_child(struct web *, int64_t), panel_handovers(struct web *, int64_t), panel_own(struct web *, int64_t), panel_of_child(struct web *, int64_t);
void request_lanes(struct web *, int64_t child, struct lanes *);

/* What the page that follows a request shows. */
struct follow_page {
    struct followed *r;
    const char *path;
    struct decisions_of *decision;
    struct concerns_of *concern;
    struct questions_of *question;
    struct handovers_of *handover;       /* newest first; app/request/handover.h */
    size_t decisions, concerns, questions, handovers;
    int64_t hops;
    struct form *experience;     /* NULL = not asked */
    struct clock_shown clock;
};

/* Makes the link by which a request is followed; the token is not stored. */
void follow_link_make(struct act, int64_t request, const char *token_hash);

/* The asker without an account is told once that it came, with a link to follow it; nothing where there is no EMAIL. For lists; the other doors show a receipt at once. */
void request_acknowledge(struct act, int64_t request, const char *email);

/* Tells the asker by email, where they gave an address, that there is something to read: where they have no account, by a new link. */
void request_tell_asker(struct web *, const struct request_by_id *, const char *kind, const char *once);
enum { FOLLOW_DAYS = 90, DRAFT_HOURS = 24, DRAFT_LINK_DAYS = 14 };

#endif
