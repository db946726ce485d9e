/* The tools with their parts and answers, and one child's observations put together.  Reads only. */
#include "app/observation/observation.h"
#include "base/text.h"
#include "web/say.h"

#include <string.h>

struct observation_catalogue observation_catalogue(struct db *db, bool all)
{
    size_t tools, parts, answers;
    const struct observation_tools *t = observation_tools(db, all, &tools);
    const struct observation_parts *p = observation_parts(db, &parts);
    const struct observation_answers *a = observation_answers(db, &answers);
    struct observation_catalogue c = { arena_array(db->arena, struct observation_kind, tools + 1), tools };
    for (size_t i = 0; i < tools; i++) {
        struct observation_kind *k = &c.kind[i];
        k->tool = &t[i];
        for (size_t j = 0; j < parts; j++)
            if (p[j].tool_id == t[i].id && !k->parts++)
                k->part = &p[j];
        for (size_t j = 0; j < answers; j++)
            if (a[j].tool_id == t[i].id && !k->answers++)
                k->answer = &a[j];
    }
    return c;
}

const struct observation_kind *observation_kind(const struct observation_catalogue *c, int64_t tool)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->kind[i].tool->id == tool)
            return &c->kind[i];
    return NULL;
}

const struct observation_answers *observation_answer(const struct observation_kind *k, int64_t id)
{
    for (size_t i = 0; i < k->answers; i++)
        if (k->answer[i].id == id)
            return &k->answer[i];
    return NULL;
}

bool observation_sees_all(const struct web *w) { return web_may(w, CHANGE_CHILDREN); }

/* Values come by the id of their observation, observations by the day: each looks up its own. */
static void find_values(struct observation_seen *s, const struct observation_values_of_child *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].observation_id == s->o->id && !s->values++)
            s->value = &v[i];
}

struct observation_history observation_history(struct web *w, int64_t child, bool struck)
{
    size_t n, values;
    const struct observation_by_id *o = observations_of_child(w->db, w->person->id, child, observation_sees_all(w), &n);
    const struct observation_values_of_child *v = observation_values_of_child(w->db, w->person->id, child, &values);
    struct observation_history h = { observation_catalogue(w->db, true), arena_array(w->arena, struct observation_seen, n + 1), 0 };
    for (size_t i = 0; i < n; i++) {
        if (*o[i].struck_on && !struck)
            continue;
        struct observation_seen *s = &h.seen[h.n++];
        *s = (struct observation_seen){ .o = &o[i], .kind = observation_kind(&h.catalogue, o[i].tool_id) };
        find_values(s, v, values);
    }
    return h;
}

const struct observation_values_of_child *observation_value(const struct observation_seen *s, int64_t part)
{
    for (size_t i = 0; i < s->values; i++)
        if (s->value[i].part_id == part)
            return &s->value[i];
    return NULL;
}

int observation_level(const struct observation_kind *k, const struct observation_values_of_child *v)
{
    const struct observation_answers *a = v ? observation_answer(k, v->answer_id) : NULL;
    return a ? (int)a->level : 0;
}

const char *observation_value_words(struct web *w, const struct observation_kind *k, const struct observation_parts *p, const struct observation_values_of_child *v)
{
    const struct observation_answers *a = v ? observation_answer(k, v->answer_id) : NULL;
    const char *part[2];
    size_t n = 0;
    if (v && v->number >= 0)
        part[n++] = p->is_months ? say_count(w, "%lld month", "%lld months", v->number) : arena_print(w->arena, "%lld", (long long)v->number);
    if (a)
        part[n++] = say(w, a->label);
    return text_join(w->arena, part, n, ", ");
}
