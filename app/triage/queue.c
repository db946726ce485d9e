/* The queue: what waits for an answer, filtered and sorted, and what was decided.  Reads only. */
#include "app/triage/triage.h"
#include "app/triage/views.h"
#include "base/date.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { PAGE = 25 };

const struct choice queue_states[] = { { "", "Waiting for an answer", NULL }, { "decided", "Decided", NULL }, { 0 } };
const struct choice queue_whos[] = { { "", "Anybody’s", NULL }, { "mine", "Mine", NULL }, { "unclaimed", "Nobody’s yet", NULL }, { 0 } };
const struct choice queue_sorts[] = {
    { "due", "By the day due, flagged ones first", NULL }, { "urgent", "Most urgent first", NULL }, { "old", "Longest waiting first", NULL }, { "new", "Newest first", NULL }, { "young", "Youngest first", NULL }, { 0 }
};

static const char *code_of(struct web *w, const char *name, const struct choice *c, const char *otherwise)
{
    const char *typed = web_query(w, name);
    for (; c->code; c++)
        if (strcmp(c->code, typed) == 0)
            return c->code;
    return otherwise;
}

static const struct choice *places(struct web *w)
{
    size_t n;
    struct places_of_settings *p = places_of_settings(w->db, &n);
    struct choice *c = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct choice){ p[i].area, p[i].area, NULL };
    return c;
}

static bool is_on(struct web *w, const char *name) { return strcmp(web_query(w, name), "1") == 0; }

/* Codes only: a filter is in the address. */
static struct queue_filter read_filter(struct web *w)
{
    struct queue_filter f = { .late = is_on(w, "late"), .urgent = is_on(w, "urgent"), .asked = is_on(w, "asked"), .doors = code_choices(w, "door"), .concerns = code_choices(w, "concern"), .places = places(w) };
    f.door = code_of(w, "door", f.doors, "");
    f.concern = code_of(w, "concern", f.concerns, "");
    f.place = code_of(w, "place", f.places, "");
    f.who = code_of(w, "who", queue_whos, "");
    f.sort = code_of(w, "sort", queue_sorts, "due");
    f.decided = strcmp(web_query(w, "state"), "decided") == 0;
    f.claim = strcmp(f.who, "mine") == 0 ? 1 : strcmp(f.who, "unclaimed") == 0 ? 2 : 0;
    return f;
}

bool queue_is_filtered(const struct queue_filter *f) { return *f->door || *f->concern || *f->place || *f->who || f->late || f->urgent || f->asked || f->decided; }

static const char *with(struct web *w, const char *path, const char *name, const char *value)
{
    struct out o = { .arena = w->arena };
    html_query_s(&o, value);
    html_lit(&o, "", 1);
    return arena_print(w->arena, "%s%s%s=%s", path, strchr(path, '?') ? "&" : "?", name, o.at);
}

const char *queue_path(struct web *w, const struct queue_filter *f, const char *without)
{
    const struct { const char *name, *value; } part[] = {
        { "state", f->decided ? "decided" : "" }, { "who", f->who }, { "door", f->door }, { "concern", f->concern }, { "place", f->place },
        { "late", f->late ? "1" : "" }, { "urgent", f->urgent ? "1" : "" }, { "asked", f->asked ? "1" : "" }, { "sort", strcmp(f->sort, "due") ? f->sort : "" } };
    const char *path = "/requests";
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        if (*part[i].value && strcmp(part[i].name, without) != 0)
            path = with(w, path, part[i].name, part[i].value);
    return path;
}

const char *queue_areas(struct web *w, const char *one, const char *two, const char *three, int64_t areas)
{
    const struct concerns_of first[] = { { .area = one }, { .area = two }, { .area = three } };
    const char *words = request_areas(w, first, areas < 3 ? (size_t)areas : 3);
    return areas > 3 ? arena_print(w->arena, "%s and %lld more", words, (long long)areas - 3) : words;
}

struct due_words queue_due(struct web *w, const struct queue *r)
{
    if (*r->stands_until && strcmp(w->today, r->stands_until) < 0)
        return (struct due_words){ arena_print(w->arena, "Clock stands, by %s", date_short(w->arena, r->due_on)), "rd-state rd-state--none" };
    return request_due(w, r->status, r->due_on, r->answered_on);
}

static int64_t after_id(struct web *w)
{
    int64_t id;
    return text_number(web_query(w, "after"), &id) && id > 0 ? id : 0;
}

/* The page after the row named; the first where it is not to be found. */
static struct queue *page_of(struct web *w, const struct queue_filter *f, size_t *n)
{
    int64_t me = w->person->id, after = after_id(w);
    struct queue_place first = { .k1 = INT64_MIN / 2, .k2 = "", .k3 = INT64_MIN / 2 }, *p = after ? queue_place(w->db, me, after, f->sort) : NULL;
    if (!p)
        p = &first;
    return queue(w->db, me, f->door, f->concern, f->place, f->claim, f->asked, f->urgent ? URGENT_POINTS : 0, f->late ? w->today : "", f->sort, p->k1, p->k2, p->k3, p->id, n);
}

static void show_waiting(struct web *w, struct queue_filter *f)
{
    size_t n;
    struct queue *r = page_of(w, f, &n);
    f->count = count_queue(w->db, w->person->id, f->door, f->concern, f->place, f->claim, f->asked, f->urgent ? URGENT_POINTS : 0, f->late ? w->today : "")->n;
    if (n > PAGE)
        f->more = with(w, queue_path(w, f, ""), "after", arena_print(w->arena, "%lld", (long long)r[PAGE - 1].id));
    view_triage_queue(&w->out, w, f, r, n > PAGE ? PAGE : n);
}

static void show_decided(struct web *w, struct queue_filter *f)
{
    int64_t urgent = f->urgent ? URGENT_POINTS : 0, me = w->person->id;
    char day[11] = "9999-12-31";
    long long id = INT64_MAX;
    if (sscanf(web_query(w, "after"), "%10[0-9-].%lld", day, &id) != 2 || !date_valid(day)) {
        strcpy(day, "9999-12-31");
        id = INT64_MAX;
    }
    size_t n;
    struct queue_decided *r = queue_decided(w->db, me, f->door, f->concern, urgent, f->late, day, id, &n);
    f->count = count_decided(w->db, me, f->door, f->concern, urgent, f->late)->n;
    if (n > PAGE)
        f->more = with(w, queue_path(w, f, ""), "after", arena_print(w->arena, "%s.%lld", r[PAGE - 1].answered_on, (long long)r[PAGE - 1].id));
    view_triage_decided(&w->out, w, f, r, n > PAGE ? PAGE : n);
}

/* One word in the menu for all: those who do not decide see what they asked for. */
void queue_show(struct web *w)
{
    if (!web_may(w, TRIAGE)) {
        web_to(w, "/requests/mine");
        return;
    }
    struct queue_filter f = read_filter(w);
    web_page(w, "Requests");
    if (f.decided)
        show_decided(w, &f);
    else
        show_waiting(w, &f);
}

/* ---- On the home ---- */

void panel_waiting(struct web *w, int64_t about)
{
    (void)about;
    enum { SHOWN = 5 };
    size_t n;
    struct count_waiting *c = count_waiting(w->db, w->person->id, w->today, w->person->before_home_at);
    struct queue *r = queue(w->db, w->person->id, "", "", "", 3, 0, 0, "", "due", INT64_MIN / 2, "", INT64_MIN / 2, 0, &n);
    view_triage_panel_waiting(&w->out, w, c, r, n > SHOWN ? SHOWN : n);
}
