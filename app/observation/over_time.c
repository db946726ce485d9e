/* One child's development with one tool over time: which parts, in which order, drawn by age.  Reads only. */
#include "app/observation/observation.h"
#include "base/date.h"
#include "base/text.h"
#include "out/strips.h"
#include "web/say.h"

#include <math.h>
#include <string.h>

enum { TICKS_MOST = 20 };

/* Months lived, with the days as a fraction, so that two of one month do not lie on one another. */
static double age_at(struct arena *a, const struct child_by_id *c, const char *on)
{
    int months = date_age_months(c->born_on, on);
    if (months < 0)
        return 0;
    return months + (double)date_days_between(date_add_months(a, c->born_on, months), on) / 31;
}

static bool was_seen(const struct observation_over_time *t, const struct observation_parts *p)
{
    for (size_t i = 0; i < t->n; i++)
        if (observation_value(t->seen[i], p->id))
            return true;
    return false;
}

/* Where an answer stands within its strip: the first of a tool is the best. */
static double height_of(const struct observation_kind *k, const struct observation_values_of_child *v)
{
    for (size_t i = 0; i < k->answers; i++)
        if (k->answer[i].id == v->answer_id)
            return k->answer[0].level <= k->answer[k->answers - 1].level && k->answer[k->answers - 1].level > 0 ? (double)(k->answers - 1 - i) : (double)i;
    return NAN;
}

static struct strip strip_of(struct web *w, const struct observation_over_time *t, const struct observation_parts *p, const struct child_by_id *c)
{
    struct strip_point *point = arena_array(w->arena, struct strip_point, t->n + 1);
    size_t n = 0;
    bool has_number = *p->unit != 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct observation_values_of_child *v = observation_value(t->seen[i], p->id);
        if (!v || (v->number < 0 && !v->answer_id))
            continue;
        double value = has_number ? v->number >= 0 ? (double)v->number : NAN : height_of(t->kind, v);
        point[n++] = (struct strip_point){ age_at(w->arena, c, t->seen[i]->o->seen_on), value, observation_level(t->kind, v), v->number >= 0 ? arena_print(w->arena, "%lld", (long long)v->number) : "" };
    }
    double high = has_number ? (double)p->high : t->kind->answers > 1 ? (double)t->kind->answers - 1 : 1;
    return (struct strip){ say(w, p->name), has_number ? (double)p->low : 0, high, p->is_months, point, n };
}

static struct strip_tick *ticks_to(struct web *w, int months, size_t *n)
{
    struct strip_tick *t = arena_array(w->arena, struct strip_tick, TICKS_MOST);
    int step = months <= 30 ? 6 : 12;
    *n = 0;
    for (int at = 0; at <= months && *n < TICKS_MOST; at += step)
        t[(*n)++] = (struct strip_tick){ at, at % 12 ? say_count(w, "%lld month", "%lld months", at) : at ? say_count(w, "%lld year", "%lld years", at / 12) : say(w, "Born") };
    return t;
}

/* What each shape means in this tool: the label of the answers of that level, where they are one. */
static void name_shapes(struct web *w, const struct observation_kind *k, const char *name[STRIP_SHAPES])
{
    for (int level = 0; level < STRIP_SHAPES; level++) {
        size_t n = 0;
        for (size_t i = 0; i < k->answers; i++)
            if (k->answer[i].level == level) {
                name[level] = say(w, k->answer[i].label);
                n++;
            }
        if (n != 1)
            name[level] = NULL;
    }
}

/* "Communication: 25, below the cut-off", of the last time. */
static const char *described(struct web *w, const struct observation_over_time *t)
{
    const struct observation_seen *last = t->seen[t->n - 1];
    const char **line = arena_array(w->arena, const char *, t->parts + 2);
    size_t n = 0;
    line[n++] = say_date(w, last->o->seen_on);
    for (size_t i = 0; i < t->parts; i++) {
        const struct observation_values_of_child *v = observation_value(last, t->part[i]->id);
        const char *words = v ? observation_value_words(w, t->kind, t->part[i], v) : "";
        if (*words)
            line[n++] = arena_print(w->arena, "%s: %s", say(w, t->part[i]->name), words);
    }
    return text_join(w->arena, line, n, ". ");
}

static struct html draw(struct web *w, const struct observation_over_time *t, const struct child_by_id *c)
{
    struct strip *strip = arena_array(w->arena, struct strip, t->parts + 1);
    size_t n = 0;
    bool has_diagonal = false;
    for (size_t i = 0; i < t->parts; i++) {
        strip[n] = strip_of(w, t, t->part[i], c);
        has_diagonal |= strip[n].n && strip[n].has_diagonal;
        n += strip[n].n > 0;
    }
    int months = date_age_months(c->born_on, w->today) + 1;
    months = months < 12 ? 12 : months > 84 ? 84 : months;
    struct strips s = { .id = arena_print(w->arena, "tool-%lld", (long long)t->kind->tool->id), .title = say(w, t->kind->tool->name), .description = t->description, .from = 0, .to = months, .strip = strip, .n = n,
        .diagonal_name = has_diagonal ? say(w, "As old as the child is") : "" };
    s.tick = ticks_to(w, months, &s.ticks);
    name_shapes(w, t->kind, s.shape_name);
    struct drawing *d = strips_draw(w->arena, &s);
    return d ? drawing_svg(d) : (struct html){ "", 0 };
}

struct observation_over_time *observation_over_time(struct web *w, const struct observation_history *h, const struct child_by_id *c, size_t *n)
{
    struct observation_over_time *all = arena_array(w->arena, struct observation_over_time, h->catalogue.n + 1);
    *n = 0;
    for (size_t i = 0; i < h->catalogue.n; i++) {
        struct observation_over_time *t = &all[*n];
        *t = (struct observation_over_time){ .kind = &h->catalogue.kind[i], .seen = arena_array(w->arena, const struct observation_seen *, h->n + 1) };
        for (size_t k = 0; k < h->n; k++)
            if (h->seen[k].kind == t->kind && !*h->seen[k].o->struck_on)
                t->seen[t->n++] = &h->seen[k];
        if (!t->n)
            continue;
        t->part = arena_array(w->arena, const struct observation_parts *, t->kind->parts + 1);
        for (size_t k = 0; k < t->kind->parts; k++)
            if (was_seen(t, &t->kind->part[k]))
                t->part[t->parts++] = &t->kind->part[k];
        t->description = described(w, t);
        t->picture = date_valid(c->born_on) ? draw(w, t, c) : (struct html){ "", 0 };
        (*n)++;
    }
    return all;
}
