#ifndef API_API_H
#define API_API_H

#include "app/request/request.h"
#include "app/api/api.sql.h"

#include <jansson.h>

/*
 * The door for partners' systems: JSON over HTTP, described by OpenAPI 3.1 in
 * openapi.json beside this file (served at /api/openapi.json, told in
 * docs/api.md).  What comes by it is a request like any other: the same
 * arrival, the same queue, the same receipt.  A partner reads only what it
 * sent.  An administrator makes and revokes keys (keys.c); a key is shown once.
 */
extern const struct feature api_feature;

/* For the site: the partner whose key this is; NULL if it is nobody's. */
const struct person *api_find_caller(struct web *, const char *key);

/* What came, as the answers that a form would have given (read.c). Faults name their place as a JSON pointer (RFC 6901). */
struct api_read { struct answers *answers; const char *their_reference; struct web_fault *fault; size_t faults; };
struct api_read *api_read_request(struct web *, const json_t *);

/* The body as a JSON object; NULL after a problem was answered. */
json_t *api_body(struct web *);
void api_answer(struct web *, int status, json_t *);             /* takes the JSON away */

/* Handlers of the pages for administrators: keys.c. */
void keys_list(struct web *), keys_new(struct web *), keys_add(struct web *), keys_show(struct web *), keys_change(struct web *), keys_make(struct web *), keys_revoke(struct web *);

#endif
