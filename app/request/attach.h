#ifndef REQUEST_ATTACH_H
#define REQUEST_ATTACH_H

#include "app/request/request.h"
#include "app/request/attach.sql.h"
#include "app/files/files.h"

/* Reports and photos that come with a request (attach.c). */

enum { MAX_FILES_OF_DRAFT = 5, MAX_FILES_OF_REQUEST = 20 };

/* What the box that takes files shows. */
struct attach_box { const char *action, *button; struct form *f; };
struct form *attach_form(struct web *);                          /* carries the error about FILES */

/* Those that were taken become the request's; how many. The child's history tells it where there is a child. */
size_t attach_taken(struct web *, int64_t request, int64_t child, struct taken_files *);

/* Of the public form. */
void attach_draft_to_request(struct web *, const char *visit_hash, int64_t request);
void attach_forget_draft(struct web *, const char *visit_hash);

/* What is out of date goes: drafts, their links, their files' rows. */
void request_each_minute(struct db *, const char *today, int64_t now);

#endif
