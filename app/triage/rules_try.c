/*
 * A draft tried on the requests of the last year: each is judged by the rules
 * as they are and as they would be, as of the day it came.  Slow work: runs on
 * the slow threads, in pages, so that memory does not grow with the register.
 * Only counts leave this file.
 */
#include "app/triage/rules.h"
#include "app/triage/views.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

static void count_move(struct try_report *t, const char *from, const char *to)
{
    t->moved++;
    for (size_t i = 0; i < t->moves; i++)
        if (strcmp(t->move[i].from, from) == 0 && strcmp(t->move[i].to, to) == 0) {
            t->move[i].n++;
            return;
        }
    if (t->moves < sizeof t->move / sizeof *t->move)
        t->move[t->moves++] = (struct try_move){ from, to, 1 };
}

static void count_rules_that_hold(const struct request_rules *rules, const struct request_facts *f, int64_t *count)
{
    bool routed = false;
    for (size_t i = 0; i < rules->n && i < TRY_MOST_RULES; i++) {
        bool is_route = strcmp(rules->rule[i].has->kind, "route") == 0;
        if ((is_route && routed) || !request_rule_holds(&rules->rule[i], f))
            continue;
        count[i]++;
        routed |= is_route;
    }
}

static void try_one(struct arena *a, struct try_report *t, const struct request_facts *f)
{
    struct request_verdict now = request_judge(a, t->now, f), would = request_judge(a, t->would, f);
    t->requests++;
    t->more += would.points > now.points;
    t->less += would.points < now.points;
    t->first_now += now.points >= URGENT_FLAG;
    t->first_would += would.points >= URGENT_FLAG;
    t->urgent_now += now.points >= URGENT_POINTS;
    t->urgent_would += would.points >= URGENT_POINTS;
    if (strcmp(now.route, would.route) != 0)
        count_move(t, now.route, would.route);
    count_rules_that_hold(t->now, f, t->by_now);
    count_rules_that_hold(t->would, f, t->by_would);
}

static struct request_facts facts_of(struct arena *a, const struct requests_to_try *r, const struct concerns_to_try *c, size_t n)
{
    struct concern_told *concern = arena_array(a, struct concern_told, n + 1);
    const char **part = arena_array(a, const char *, n + 4);
    size_t parts = 0;
    for (size_t i = 0; i < n; i++) {
        concern[i] = (struct concern_told){ c[i].area, c[i].words };
        part[parts++] = c[i].words;
    }
    part[parts++] = r->going_well;
    part[parts++] = r->wanted;
    part[parts++] = r->already_helping;
    part[parts++] = r->diagnosis;
    return (struct request_facts){ .today = r->received_on, .born_on = r->born_on, .kind = r->kind, .door = r->door, .wants = r->wants, .told = request_told_words(a, part, parts), .concern = concern, .concerns = n,
        .attends_setting = r->has_setting || (*r->setting_words && strcmp(r->setting_words, "none") != 0), .has_setting_row = r->has_setting != 0,
        .district = text_postcode_outward(a, r->postcode), .needs_interpreter = r->needs_interpreter, .is_outside = request_postcode_is_outside(a, authority(NULL, "postcodes"), r->postcode) };
}

/* One page; the id to go on after, 0 at the end. */
static int64_t try_page(struct db *db, struct arena *a, struct try_report *t, int64_t after)
{
    size_t n, concerns, at = 0;
    struct requests_to_try *r = requests_to_try(db, t->since, after, &n);
    if (!n)
        return 0;
    int64_t last = r[n - 1].id;
    struct concerns_to_try *c = concerns_to_try(db, t->since, after, last, &concerns);
    for (size_t i = 0; i < n; i++) {
        size_t first = at;
        while (at < concerns && c[at].request_id == r[i].id)
            at++;
        struct request_facts f = facts_of(a, &r[i], c + first, at - first);
        try_one(a, t, &f);
    }
    return last;
}

struct try_report *rules_try(struct db *db, struct arena *a, const struct request_rules *now, const struct request_rules *would, const char *since)
{
    struct try_report *t = arena_new(a, struct try_report);
    struct arena page = { 0 }, *before = db->arena;
    t->now = now;
    t->would = would;
    t->since = since;
    db->arena = &page;
    for (int64_t after = 0; (after = try_page(db, &page, t, after));)
        arena_reset(&page);
    db->arena = before;
    arena_free(&page);
    return t;
}

const char *rules_count(struct web *w, int64_t n)
{
    int64_t least;
    if (!text_number(authority(w, "suppress_below"), &least) || least < 3)
        least = 5;
    return n < least ? arena_print(w->arena, "Fewer than %lld", (long long)least) : arena_print(w->arena, "%lld", (long long)n);
}

void rules_try_before(struct web *w)
{
    const struct request_rules *would = request_rules_of_version(w->db, web_id(w, "version"));
    if (would && web_may(w, CHANGE_AUTHORITY))
        w->prepared = rules_try(w->db, w->arena, request_rules_on(w->db, w->today), would, date_add_months(w->arena, w->today, -12));
}

void rules_try_show(struct web *w)
{
    struct rules_by_id *v = rules_or_stop(w);
    if (!w->prepared)
        web_stop(w, 404);
    rules_tried(w->db, v->id, w->today);
    web_audit(w, 0, "change", "triage rules", arena_print(w->arena, "version %lld tried", (long long)v->number));
    web_page(w, "Tried on last year’s requests");
    view_triage_rules_tried(&w->out, w, v, w->prepared);
}
