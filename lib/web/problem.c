/* "application/problem+json" (RFC 9457): what a partner's system reads where a person would read a page.  Called by the gate and by the API. */
#include "web/inner.h"

#include <jansson.h>
#include <stdlib.h>

static const struct { int status; const char *title, *words; } usual[] = {
    { 400, "Bad Request", "What was sent could not be read." },
    { 401, "Unauthorized", "Send a key that is in use: Authorization: Bearer KEY. The administrator of the service makes keys." },
    { 404, "Not Found", "There is nothing here that this key may read." },
    { 405, "Method Not Allowed", "This address does not take that kind of request." },
    { 409, "Conflict", "It has changed in the meantime: read it again." },
    { 413, "Content Too Large", "What was sent is larger than can be taken: 1 MiB." },
    { 415, "Unsupported Media Type", "Send application/json." },
    { 422, "Unprocessable Content", "Something in what was sent is not right. Nothing was stored." },
    { 429, "Too Many Requests", "This key has asked very often. Wait for as long as Retry-After says, then send the same again." },
    { 503, "Service Unavailable", "The service is busy. Nothing was stored: send the same again, with the same idempotency key." },
    { 507, "Insufficient Storage", "The service cannot store anything just now. Nothing was stored." },
    { 500, "Internal Server Error", "Nothing was stored. Send the same again later, with the same idempotency key." },
};

static json_t *faults(const struct web_fault *f, size_t n)
{
    json_t *all = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(all, json_pack("{ss ss}", "pointer", f[i].pointer, "detail", f[i].words));
    return all;
}

void web_problem(struct web *w, int status, const char *detail, const struct web_fault *f, size_t n)
{
    size_t i = 0;
    while (usual[i].status != status && usual[i].status != 500)
        i++;
    json_t *j = json_pack("{ss ss si ss}", "type", "about:blank", "title", usual[i].title, "status", status, "detail", *detail ? detail : usual[i].words);
    if (n)
        json_object_set_new(j, "errors", faults(f, n));
    char *text = json_dumps(j, JSON_INDENT(2));
    web_bare(w, status, "application/problem+json", text);
    free(text);
    json_decref(j);
}
