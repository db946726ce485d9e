/* Questions back to the asker, and what they do to the clock.  Called by asked.c, new.c, follow.c and decide.c, inside their transactions. */
#include "app/request/clock.h"
#include "app/notice/notice.h"
#include "app/request/request.sql.h"
#include "base/date.h"

#include <string.h>

static const char *earlier(const char *a, const char *b) { return strcmp(a, b) < 0 ? a : b; }

/* date_add_working_days would move a day that is no working day, for nought. */
static const char *later_by(struct arena *a, const char *day, int64_t working_days)
{
    return working_days > 0 ? date_add_working_days(a, day, (int)working_days) : day;
}

void request_clock_goes_on(struct act act, int64_t request)
{
    struct pause_open *p = pause_open(act.db, request);
    if (!p)
        return;
    const char *ended = earlier(act.today, p->until_on);
    set_request_due(act.db, request, later_by(act.db->arena, p->due_before, date_working_days_between(p->from_on, ended)));
    end_pause(act.db, p->id, ended);
}

/* One pause at a time: a second question while the clock stands is covered by the first. */
static void stop_clock(struct act act, int64_t request, const char *why)
{
    struct pause_open *open = pause_open(act.db, request);
    if (open && strcmp(open->until_on, act.today) > 0)
        return;
    request_clock_goes_on(act, request);
    struct request_clock_now *r = request_clock_now(act.db, request);
    if (strcmp(r->status, "waiting") != 0 || strcmp(r->due_on, act.today) < 0)
        return;
    struct arena *a = act.db->arena;
    add_pause(act.db, &(struct add_pause){ .id = new_id(), .request_id = request, .reason = why, .person_id = act.person_id, .from_on = act.today,
        .until_on = date_add_working_days(a, act.today, PAUSE_WORKING_DAYS), .due_before = r->due_on });
    set_request_due(act.db, request, date_add_working_days(a, r->due_on, PAUSE_WORKING_DAYS));
}

int64_t request_ask_back(struct act act, int64_t request, const char *words, const char *pause)
{
    int64_t id = new_id();
    add_question(act.db, id, request, words, act.person_id, act.today, *pause != 0);
    if (*pause)
        stop_clock(act, request, pause);
    touch_request(act.db, request);
    return id;
}

static void tell_those_who_wait(struct act act, int64_t request, int64_t question)
{
    size_t n;
    struct arena *a = act.db->arena;
    struct who_awaits *p = who_awaits(act.db, request, question, &n);
    for (size_t i = 0; i < n; i++)
        notice_send(act.db, act.now, p[i].email, "answer came", arena_print(a, "/requests/%lld", (long long)request), arena_print(a, "answer %lld %lld", (long long)question, (long long)p[i].id));
}

bool request_answer_back(struct act act, int64_t request, int64_t question, const char *answer)
{
    if (!answer_question(act.db, question, request, answer, act.today))
        return false;
    if (!questions_holding(act.db, request)->n)
        request_clock_goes_on(act, request);
    touch_request(act.db, request);
    tell_those_who_wait(act, request, question);
    return true;
}

bool pause_holds(const struct pauses_of *p, const char *today) { return !*p->ended_on && strcmp(today, p->until_on) < 0; }

int64_t pause_took(const struct pauses_of *p, const char *today) { return date_working_days_between(p->from_on, *p->ended_on ? p->ended_on : earlier(today, p->until_on)); }

struct clock_shown request_clock(struct db *db, int64_t request, const char *status, const char *due_on, const char *today)
{
    struct clock_shown c = { .due_on = due_on, .is_waiting = strcmp(status, "waiting") == 0 };
    c.pause = pauses_of(db, request, &c.n);
    for (size_t i = 0; i < c.n; i++)
        c.stands |= c.is_waiting && pause_holds(&c.pause[i], today);
    c.is_late = c.is_waiting && strcmp(due_on, today) < 0;
    return c;
}
