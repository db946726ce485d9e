/* What the register puts on each role's home: what needs me today, and what is new since I was last here. */
#include "app/child/pages.h"
#include "app/child/views.h"
#include "base/date.h"

#include <string.h>

enum { MOST_ON_HOME = 10, AT_LEAST = 3, SOON_DAYS = 14, LATELY_DAYS = 31 };

/* A review is held on its plan; the rest is looked at on the child's page. */
const char *child_deadline_path(struct web *w, const struct deadlines_owned *d)
{
    bool is_review = strcmp(d->rule, "review") == 0 && d->about_id;
    return is_review ? arena_print(w->arena, "/plans/%lld", (long long)d->about_id) : arena_print(w->arena, "/children/%lld", (long long)d->child_id);
}

/* A label inside a sentence. */
const char *child_lower(struct web *w, const char *label)
{
    char *s = arena_text(w->arena, label, strlen(label));
    if (*s >= 'A' && *s <= 'Z' && !(s[1] >= 'A' && s[1] <= 'Z'))
        *s = (char)(*s + 32);
    return s;
}

/* What is late or due in two weeks; if that is little, the next few too. */
static size_t deadlines_today(struct web *w, const struct deadlines_owned *d, size_t n)
{
    const char *soon = date_add_days(w->arena, w->today, SOON_DAYS);
    size_t shown = 0;
    while (shown < n && shown < MOST_ON_HOME && (shown < AT_LEAST || strcmp(d[shown].due_on, soon) <= 0))
        shown++;
    return shown;
}

void child_home_deadlines(struct web *w, int64_t about)
{
    (void)about;
    size_t n;
    struct deadlines_owned *d = deadlines_owned(w->db, w->person->id, "", 0, "9999-12-31", MOST_ON_HOME, &n);
    struct deadlines_owned_count few = { .open_ones = (int64_t)n }, *count = n < MOST_ON_HOME ? &few : deadlines_owned_count(w->db, w->person->id, w->today);
    for (size_t i = 0; i < n && count == &few; i++)      /* all of them are here: they need not be counted by another question */
        few.late += strcmp(d[i].due_on, w->today) < 0;
    view_child_home_deadlines(&w->out, w, d, deadlines_today(w, d, n), count);
}

static struct children_known *own_children(struct web *w, bool known_only, size_t *n)
{
    return children_of_few(w->db, w->person->id, "", "", 0, "", 0, known_only, n);
}

void child_home_setting(struct web *w, int64_t about)
{
    (void)about;
    if (!web_role(w, "practitioner"))
        return;
    size_t n;
    struct children_known *c = own_children(w, true, &n);
    view_child_home_list(&w->out, w, "Children in your setting", "No child in your setting is known to the inclusion service.", c, n);
}

void child_home_family(struct web *w, int64_t about)
{
    (void)about;
    if (!web_role(w, "parent"))
        return;
    size_t n;
    struct children_known *c = own_children(w, false, &n);
    view_child_home_family(&w->out, w, c, n);
}

void child_home_health(struct web *w, int64_t about)
{
    (void)about;
    if (!web_role(w, "health"))
        return;
    size_t n;
    struct children_known *c = own_children(w, false, &n);
    view_child_home_list(&w->out, w, "Children you work with", "You are not recorded as working with any child.", c, n);
}

static const struct { const char *kind, *one, *many; } kinds[] = {
    { "request", "request for support was linked to a child", "requests for support were linked to a child" },
    { "decision", "request was decided", "requests were decided" },
    { "plan", "support plan was begun or changed", "support plans were begun or changed" },
    { "review", "support plan was reviewed", "support plans were reviewed" },
    { "status", "child’s support changed", "changes of a child’s support" },
    { "placement", "child started or left a setting", "children started or left a setting" },
    { "passport", "step with a school passport", "steps with school passports" },
    { "school", "step of starting school", "steps of starting school" },
    { "register", "record was added or changed", "records were added or changed" },
    { "lead", "child has another lead professional", "children have another lead professional" },
    { "contact", "contact with a family", "contacts with families" },
    { "carer", "parent’s or carer’s details changed", "parents’ or carers’ details changed" },
    { "professional", "professional came or went", "professionals came or went" },
    { "ehc", "step of an EHC needs assessment", "steps of EHC needs assessments" },
    { "need", "child’s needs were changed", "changes of children’s needs" },
    { "agreement", "agreement with a family changed", "agreements with families changed" },
    { "note", "note was written", "notes were written" },
    { "visit", "visit or call was planned or written up", "visits or calls were planned or written up" },
    { "action", "action was agreed or closed", "actions were agreed or closed" },
    { "observation", "observation was written down or struck out", "observations were written down or struck out" },
};

const char *child_kind_words(const char *kind, int64_t n)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].kind, kind) == 0)
            return n == 1 ? kinds[i].one : kinds[i].many;
    return n == 1 ? "other entry" : "other entries";
}

static int64_t days_ago(const struct web *w, int days) { return w->now - days * INT64_C(86400000); }

/* A manager leads no child: what happened in the whole service, counted. */
static void counted_since(struct web *w, int64_t since)
{
    size_t n;
    if (!since)
        since = days_ago(w, 7);
    struct events_counted *e = events_counted(w->db, w->person->id, since, &n);
    view_child_home_counted(&w->out, w, date_time_words(w->arena, since), e, n);
}

void child_home_since(struct web *w, int64_t about)
{
    (void)about;
    int64_t since = w->person->before_home_at;
    size_t n;
    if (web_role(w, "manager")) {
        counted_since(w, since);
        return;
    }
    bool service = web_role(w, "officer");
    int64_t lately = since > days_ago(w, LATELY_DAYS) ? since : days_ago(w, LATELY_DAYS);
    struct events_of_led *e = service ? events_of_led(w->db, w->person->id, lately, &n)
                                      : events_of_few(w->db, w->person->id, since, web_role(w, "parent"), &n);
    if (web_role(w, "parent"))
        view_child_home_news(&w->out, w, e, n);
    else
        view_child_home_since(&w->out, w, e, n);
}
