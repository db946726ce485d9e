#ifndef TYPED_TYPED_H
#define TYPED_TYPED_H

#include "app/child/child.h"
#include "web/form.h"

/*
 * What somebody types into a long form is kept while they type, so that a
 * closed laptop or a lost connection costs them five seconds at most.  The
 * page's script (site/own/keep.mjs) sends the form as it stands to its own
 * address with the field `keep`: the same gate, the same token, the same child
 * to be found first.  What is kept belongs to whoever typed it, is read by
 * nobody else, changes no record, and goes when the form is stored, or after
 * fourteen days.  Without JavaScript nothing is kept and the form works as any.
 *
 * In the handlers of a form whose GET and POST have one address:
 *
 *     GET   fill the form from the record, then  typed_put(f);
 *     POST  find the child, then  if (typed_took(w, child, "Support plan")) return;
 *           ... and once it is stored  typed_sent(w, child);
 *
 * In its view, {{> typed_offer(w)}} above and, within <form ... data-keep>, {{> typed_mark(w)}}.
 */
extern const struct feature typed_feature;

enum { TYPED_DAYS = 14, TYPED_MOST_BYTES = 200 << 10 };

/* True if this POST only says what stands in the form so far, or that what was kept is to be thrown away: it is answered. TITLE names the form on the person's home. */
bool typed_took(struct web *, int64_t child, const char *title);

/* The form as it was left, if the address asks for it (?typed=...). Fields that it did not have stay as they are. */
void typed_put(struct form *);

/* The form was stored: nothing of it is offered any more, and what still arrives is not kept. */
void typed_sent(struct web *, int64_t child);

/* What this POST says without what belongs to one sending of it; and keeping it under the id TYPED for another page, FORM, where it is then offered. For what was written without signal (app/field). */
const char *typed_answers(struct web *);
void typed_keep_for(struct web *, int64_t typed, int64_t child, const char *form, const char *title, const char *answers);

/* --- of the views --- */
int64_t typed_page(struct web *);            /* under which this page keeps what is typed */
struct typed_of_form;
struct typed_of_form *typed_offered(struct web *, size_t *n);

#endif
