/*
 * How the question "may this person see this row" is put to PostgreSQL.  Called by lib/db/postgres.c where it prepares a query.
 * It may not answer the question: that is done by the views whose names end in _seen_by.
 */
#include "db/scope.h"

#include <stdbool.h>
#include <string.h>

static const char asks[] = " EXISTS (SELECT 1 FROM ", seen_by[] = "_seen_by ";

/* The end of the bracket that FROM opens; text in quotes is passed over. */
static const char *bracket_end(const char *from)
{
    int depth = 0;
    bool quoted = false;
    for (const char *s = from; *s; s++) {
        quoted ^= *s == '\'';
        depth += quoted ? 0 : (*s == '(') - (*s == ')');
        if (depth == 0)
            return s;
    }
    return from;
}

/* S stands on a question about a view of who sees what: the length of what the view is about ("child" of child_seen_by), else 0. */
static size_t asked_about(const char *s)
{
    if (strncmp(s, asks, strlen(asks)) != 0)
        return 0;
    const char *name = s + strlen(asks);
    size_t n = strcspn(name, "_ ");
    return strncmp(name + n, seen_by, strlen(seen_by)) == 0 ? n : 0;
}

/*
 * Left to itself PostgreSQL makes a join of the question, reads all that this person may see (for the service: every child) and
 * only then looks at the few rows there are.
 */
char *scope_row_by_row(struct arena *a, const char *text)
{
    static const char before[] = " AND", ending[] = " IS TRUE";
    size_t asked = 0;
    for (const char *s = text; (s = strstr(s, asks)); s++)
        asked++;
    char *copy = arena_take(a, strlen(text) + asked * strlen(ending) + 1, 1), *to = copy;
    for (const char *s = text; *s;) {
        bool is_and = s - text >= (long)strlen(before) && strncmp(s - strlen(before), before, strlen(before)) == 0;
        if (is_and && asked_about(s)) {
            const char *end = bracket_end(strchr(s, '(')) + 1;
            memcpy(to, s, (size_t)(end - s));
            to = stpcpy(to + (end - s), ending);
            s = end;
        } else
            *to++ = *s++;
    }
    *to = 0;
    return copy;
}

/* "a.x_id = WHAT AND a.person_id = WHO" up to the bracket that ends the question; false if it is put in other words. */
struct question { const char *what, *who; size_t what_len, who_len; };

static bool read_question(const char *s, const char *end, struct question *q)
{
    static const char and[] = " AND ", who[] = ".person_id = ";
    const char *is = strstr(s, "_id = "), *then = is ? strstr(is, and) : NULL, *person = then ? strstr(then, who) : NULL;
    if (!person || person > end || memchr(then + strlen(and), ' ', (size_t)(person - then) - strlen(and)))
        return false;
    q->what = is + strlen("_id = ");
    q->what_len = (size_t)(then - q->what);
    q->who = person + strlen(who);
    q->who_len = (size_t)(end - q->who);
    return !memchr(q->what, ' ', q->what_len) && !memchr(q->who, ' ', q->who_len);
}

/* PostgreSQL sets up the plan of the whole view anew for each query that asks it: a function only when it is called. */
static const char *question_of_one_child(struct arena *a, const struct question *q, const char *about, size_t n, int at)
{
    int what = (int)q->what_len, who = (int)q->who_len;
    if (n == strlen("child") && strncmp(about, "child", n) == 0)
        return arena_print(a, " ((%.*s = ?%d AND %.*s = ?%d OR sees_child(%.*s, %.*s)) IS TRUE)", what, q->what, at, who, q->who, at + 1, what, q->what, who, q->who);
    return arena_print(a, " (sees_%.*s(%.*s, %.*s) IS TRUE)", (int)n, about, what, q->what, who, q->who);
}

static bool has_function(const char *about, size_t n)
{
    static const char *const functions[] = { "child", "request", "meeting", "application" };       /* migrate/0056 */
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (strlen(functions[i]) == n && strncmp(functions[i], about, n) == 0)
            return true;
    return false;
}

char *scope_of_one_child(struct arena *a, const char *text, int at)
{
    const char *made = "", *from = text;
    for (const char *s = text; (s = strstr(s, asks));) {
        size_t n = asked_about(s);
        const char *about = s + strlen(asks), *end = bracket_end(strchr(s, '('));
        struct question q;
        if (!n || !has_function(about, n) || !read_question(about + n + strlen(seen_by), end, &q)) {
            s++;
            continue;
        }
        made = arena_print(a, "%s%.*s%s", made, (int)(s - from), from, question_of_one_child(a, &q, about, n, at));
        s = from = end + 1;
    }
    return scope_row_by_row(a, arena_print(a, "%s%s", made, from));
}
