#ifndef REQUEST_ASK_H
#define REQUEST_ASK_H

#include "app/request/request.h"

/* The questions of the public door, in order: questions.c says them, ask.c walks through them. */
struct ask_question {
    const char *name;            /* in the path */
    const char *title, *lead;    /* the h1 where no field's label is it; plain words below it */
    const struct field *fields;
    const struct field *(*make)(struct web *, const struct answers *);   /* where they depend on earlier answers */
    bool (*is_asked)(struct web *, const struct answers *);              /* NULL = always */
    void (*prepare)(struct form *, const struct answers *);              /* choices known only now */
    void (*check)(struct form *);                                        /* what no one field can check alone */
    const char *undoes;          /* an answer and a question that a change here makes stale */
};
extern const struct ask_question ask_questions[];      /* ends with a NULL name */

const struct field *ask_fields(struct web *, const struct ask_question *, const struct answers *);
bool ask_is_asked(struct web *, const struct ask_question *, const struct answers *);

struct check_row { const char *question, *label, *value; };
struct ask_place { const char *back; size_t number, of; };

/* Of ask.c, for the steps that are no mere questions (ask_files.c, draft.c). */
const char *ask_draft_hash(struct web *);                        /* names this browser's draft */
struct answers *ask_draft(struct web *);                         /* NULL if there is none, or it was sent */
const struct ask_question *ask_question_named(const char *);     /* NULL if there is none */
struct ask_place ask_place_of(struct web *, const struct ask_question *, const struct answers *);
const struct ask_question *ask_first_open(struct web *, const struct answers *);
void ask_go_on(struct web *, const struct ask_question *, struct answers *);   /* this one is done: on to the next */
void ask_files_show(struct web *, const struct ask_question *, const struct answers *);
const char *ask_files_words(struct web *);                       /* "report.pdf, photo.jpg" */

#endif
