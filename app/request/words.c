/* How requests are said on the pages of this feature.  Touches a table only to list a request's areas. */
#include "app/request/request.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

const char **request_lines(struct arena *a, const char *text, size_t *n)
{
    size_t most = 1;
    for (const char *s = text; *s; s++)
        most += *s == '\n';
    const char **line = arena_array(a, const char *, most);
    *n = 0;
    for (const char *s = text; *s;) {
        size_t len = strcspn(s, "\n");
        if (len)
            line[(*n)++] = arena_text(a, s, len);
        s += len + (s[len] == '\n');
    }
    return line;
}

const char *request_tel(struct arena *a, const char *telephone)
{
    char *to = arena_print(a, "tel:%s", telephone), *at = to + 4;
    for (const char *s = at; *s; s++)
        if (strchr("0123456789+*#", *s))
            *at++ = *s;
    *at = 0;
    return to;
}

const char *request_kind_words(const char *kind)
{
    if (strcmp(kind, "notification") == 0)
        return "Notification by health (section 23)";
    return strcmp(kind, "request") == 0 ? "Request for support" : "Notification by health (section 23) and request for support";
}

const char *request_status_words(const char *status)
{
    static const char *const words[][2] = {
        { "waiting", "Waiting for an answer" }, { "accepted", "Accepted by the service" }, { "passed on", "Passed on to a partner" }, { "advised", "Advice given" },
        { "joined", "Joined to a child we know" },
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], status) == 0)
            return words[i][1];
    return status;
}

static struct due_words waiting_due(struct arena *a, const char *today, const char *due_on)
{
    int64_t days = date_working_days_between(today, due_on);
    if (strcmp(due_on, today) < 0)
        return (struct due_words){ arena_print(a, "Late: was due %s", date_short(a, due_on)), "rd-state rd-state--late" };
    if (strcmp(due_on, today) == 0)
        return (struct due_words){ "Due today", "rd-state rd-state--soon" };
    if (days <= 2)
        return (struct due_words){ arena_print(a, "Due soon: %s", date_short(a, due_on)), "rd-state rd-state--soon" };
    return (struct due_words){ arena_print(a, "By %s", date_short(a, due_on)), "rd-state rd-state--ok" };
}

struct due_words request_due(struct web *w, const char *status, const char *due_on, const char *answered_on)
{
    if (strcmp(status, "waiting") == 0)
        return waiting_due(w->arena, w->today, due_on);
    bool late = strcmp(answered_on, due_on) > 0;
    return (struct due_words){ arena_print(w->arena, late ? "Answered late, %s" : "Answered %s", date_short(w->arena, answered_on)), late ? "rd-state rd-state--none" : "rd-state rd-state--done" };
}

const char *request_left_words(struct web *w, const char *left_reason, const char *left_on)
{
    if (!*left_on)
        return "";
    return arena_print(w->arena, strcmp(left_reason, "died") == 0 ? ", died %s" : ", moved away %s", date_words(w->arena, left_on));
}

const char *request_child_name(struct arena *a, const char *given_name, const char *family_name) { return child_name(a, given_name, family_name, ""); }

const char *request_areas(struct web *w, const struct concerns_of *c, size_t n)
{
    const char **label = arena_array(w->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        label[i] = code_label("concern", c[i].area);
    return text_join(w->arena, label, n, ", ");
}

struct request_by_id *request_or_stop(struct web *w)
{
    struct request_by_id *r = request_by_id(w->db, w->person->id, web_id(w, "id"));
    if (!r)
        web_stop(w, 404);
    web_audit(w, r->child_id, "view", "request", r->reference);
    return r;
}
