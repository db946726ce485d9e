/* Observations: written down, looked at, changed, struck out; a child's development over time; what families read of it. */
#include "app/observation/observation.h"
#include "app/observation/views.h"
#include "app/child/pages.h"
#include "app/typed/typed.h"
#include "base/date.h"
#include "base/text.h"
#include "out/lanes.h"

#include <string.h>

static const char *or_none(const char *s) { return s ? s : ""; }

/* ---- writing ---- */

static void add_values(struct db *db, int64_t observation, const struct observed *value, size_t n)
{
    for (size_t i = 0; i < n; i++)
        add_observation_value(db, &(struct add_observation_value){ observation, value[i].part_id, value[i].number, value[i].answer_id, or_none(value[i].words) });
}

int64_t observation_add(struct act a, const struct new_observation *n)
{
    int64_t id = new_id();
    const struct observation_tools *t = observation_tool(a.db, n->tool_id);
    add_observation(a.db, &(struct add_observation){ .id = id, .child_id = n->child_id, .tool_id = n->tool_id, .seen_on = n->seen_on, .sheet_months = n->sheet_months, .observer = or_none(n->observer), .setting_id = n->setting_id,
        .summary = or_none(n->summary), .next_steps = or_none(n->next_steps), .family_view = or_none(n->family_view), .is_shared = n->is_shared, .person_id = a.person_id, .created_at = a.now, .changed_by = a.person_id, .changed_at = a.now });
    add_values(a.db, id, n->value, n->values);
    child_event(a, n->child_id, n->seen_on, "observation", t->name, "", arena_print(a.db->arena, "/observations/%lld", (long long)id), n->is_shared);
    return id;
}

/* ---- one observation ---- */

static struct observation_seen *seen_or_stop(struct web *w)
{
    struct observation_by_id *o = observation_by_id(w->db, w->person->id, web_id(w, "id"), observation_sees_all(w));
    if (!o)
        web_stop(w, 404);
    struct observation_history h = observation_history(w, o->child_id, true);
    for (size_t i = 0; i < h.n; i++)
        if (h.seen[i].o->id == o->id)
            return &h.seen[i];
    web_stop(w, 404);
}

/* Whoever entered it, and the service. */
static bool may_change(struct web *w, const struct observation_by_id *o)
{
    return !*o->struck_on && web_may(w, WRITE_OBSERVATIONS) && (observation_sees_all(w) || o->person_id == w->person->id);
}

static const struct field strike_fields[] = {
    { "because", "Why was it a mistake?", "For example: it is about another child. It stays in the record, struck out", .kind = LINE, .max = 200, .need = "Say why it was a mistake" },
    { "version", "", .kind = HIDDEN },
    { 0 }
};

static void draw_one(struct web *w, const struct observation_seen *s, struct form *strike)
{
    struct child_by_id *c = child_or_stop(w, s->o->child_id);
    if (!form_is_right(strike))
        w->status = 422;
    web_page(w, "Observation");
    view_observation_show(&w->out, w, c, s, strike, may_change(w, s->o));
}

void observation_show(struct web *w)
{
    const struct observation_seen *s = seen_or_stop(w);
    if (web_may(w, SPEAK_FOR_FAMILY))
        web_leave(w, arena_print(w->arena, "/children/%lld/observations#o%lld", (long long)s->o->child_id, (long long)s->o->id));
    struct form *f = form_new(w, strike_fields);
    form_set_number(f, "version", s->o->version);
    draw_one(w, s, f);
}

static void to_one(struct web *w, int64_t id, const char *notice)
{
    web_notice(w, notice);
    web_to_f(w, "/observations/%lld", (long long)id);
}

void observation_strike(struct web *w)
{
    const struct observation_seen *s = seen_or_stop(w);
    struct form *f = form_read(w, strike_fields);
    if (!may_change(w, s->o)) {
        to_one(w, s->o->id, "You cannot change this observation");
        return;
    }
    if (!form_is_right(f)) {
        draw_one(w, s, f);
        return;
    }
    if (!strike_observation(w->db, s->o->id, form_number(f, "version"), w->today, w->person->id, form_value(f, "because"))) {
        to_one(w, s->o->id, "Somebody else changed this observation while you were reading it. Look at it again");
        return;
    }
    web_audit(w, s->o->child_id, "change", "observation", "struck_on struck_because");
    child_event(act_of(w), s->o->child_id, w->today, "observation", "An observation was struck out: it was a mistake", "", arena_print(w->arena, "/observations/%lld", (long long)s->o->id), false);
    to_one(w, s->o->id, "The observation is struck out");
}

/* ---- entering and changing ---- */

void observation_choose(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct observation_catalogue k = observation_catalogue(w->db, false);
    int age = date_age_months(c->born_on, w->today);
    web_page(w, "Add an observation");
    view_observation_choose(&w->out, w, c, &k, age);
}

static const struct observation_kind *kind_or_stop(struct web *w)
{
    struct observation_catalogue *c = arena_new(w->arena, struct observation_catalogue);
    *c = observation_catalogue(w->db, false);
    const struct observation_kind *k = observation_kind(c, web_id(w, "tool"));
    if (!k)
        web_stop(w, 404);
    return k;
}

static void draw_form(struct web *w, const struct child_by_id *c, const struct observation_kind *k, struct form *f, const struct observation_seen *s)
{
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, s ? "Change an observation" : "Add an observation");
    view_observation_form(&w->out, w, c, k, f, s ? s->o->id : 0);
}

void observation_new_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    const struct observation_kind *k = kind_or_stop(w);
    struct form *f = observation_form(w, k, false);
    form_set(f, "is_shared", "1");
    typed_put(f);
    draw_form(w, c, k, f, NULL);
}

void observation_new(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    const struct observation_kind *k = kind_or_stop(w);
    if (typed_took(w, c->id, "Observation"))
        return;
    struct form *f = observation_form(w, k, true);
    size_t n;
    observation_form_check(f, k, c);
    if (!form_is_right(f)) {
        draw_form(w, c, k, f, NULL);
        return;
    }
    struct observed *value = observation_form_values(f, k, &n);
    int64_t id = observation_add(act_of(w), &(struct new_observation){ .child_id = c->id, .tool_id = k->tool->id, .sheet_months = k->tool->asks_age ? form_number(f, "sheet_months") : 0, .seen_on = form_value(f, "seen_on"),
        .observer = form_value(f, "observer"), .summary = form_value(f, "summary"), .next_steps = form_value(f, "next_steps"), .family_view = form_value(f, "family_view"), .setting_id = w->person->setting_id,
        .is_shared = form_is(f, "is_shared", "1"), .value = value, .values = n });
    typed_sent(w, c->id);
    web_audit(w, c->id, "add", "observation", k->tool->code);
    to_one(w, id, "The observation is saved");
}

static const struct observation_seen *to_change(struct web *w)
{
    const struct observation_seen *s = seen_or_stop(w);
    if (may_change(w, s->o))
        return s;
    web_notice(w, "You cannot change this observation");
    web_leave(w, arena_print(w->arena, "/observations/%lld", (long long)s->o->id));
}

void observation_edit_form(struct web *w)
{
    const struct observation_seen *s = seen_or_stop(w);
    struct child_by_id *c = child_or_stop(w, s->o->child_id);
    if (!may_change(w, s->o)) {
        web_to_f(w, "/observations/%lld", (long long)s->o->id);
        return;
    }
    struct form *f = observation_form(w, s->kind, false);
    observation_form_fill(f, s);
    typed_put(f);
    draw_form(w, c, s->kind, f, s);
}

/* Parts that are no longer asked for keep what was entered. */
static void keep_old_values(struct web *w, const struct observation_seen *s)
{
    for (size_t i = 0; i < s->kind->parts; i++) {
        const struct observation_values_of_child *v = observation_value(s, s->kind->part[i].id);
        if (v && !s->kind->part[i].is_on)
            add_observation_value(w->db, &(struct add_observation_value){ s->o->id, v->part_id, v->number, v->answer_id, v->words });
    }
}

void observation_edit(struct web *w)
{
    const struct observation_seen *s = to_change(w);
    struct child_by_id *c = child_by_id(w->db, w->person->id, s->o->child_id);
    if (!c)
        web_stop(w, 404);
    if (typed_took(w, c->id, "Observation"))
        return;
    struct form *f = observation_form(w, s->kind, true);
    size_t n;
    observation_form_check(f, s->kind, c);
    if (!form_is_right(f)) {
        draw_form(w, c, s->kind, f, s);
        return;
    }
    struct observed *value = observation_form_values(f, s->kind, &n);
    if (!change_observation(w->db, &(struct change_observation){ .seen_on = form_value(f, "seen_on"), .sheet_months = s->kind->tool->asks_age ? form_number(f, "sheet_months") : 0, .observer = form_value(f, "observer"),
            .summary = form_value(f, "summary"), .next_steps = form_value(f, "next_steps"), .family_view = form_value(f, "family_view"), .is_shared = form_is(f, "is_shared", "1"), .changed_by = w->person->id, .changed_at = w->now,
            .id = s->o->id, .version = form_number(f, "version") })) {
        form_fail(f, NULL, "Somebody else saved this observation while you were writing. Open it in another window, compare, and save again");
        form_set_number(f, "version", s->o->version);
        draw_form(w, c, s->kind, f, s);
        return;
    }
    drop_observation_values(w->db, s->o->id);
    keep_old_values(w, s);
    add_values(w->db, s->o->id, value, n);
    typed_sent(w, c->id);
    web_audit(w, c->id, "change", "observation", s->kind->tool->code);
    child_event(act_of(w), c->id, w->today, "observation", "An observation was changed", s->kind->tool->name, arena_print(w->arena, "/observations/%lld", (long long)s->o->id), false);
    to_one(w, s->o->id, "The observation is saved");
}

/* ---- over time ---- */

void observation_development(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    bool is_family = web_may(w, SPEAK_FOR_FAMILY);
    struct observation_history h = observation_history(w, c->id, !is_family);
    size_t n;
    struct observation_over_time *t = observation_over_time(w, &h, c, &n);
    web_page(w, is_family ? "How your child is developing" : "Development over time");
    if (is_family)
        view_observation_family_page(&w->out, w, c, &h, t, n);
    else
        view_observation_development(&w->out, w, c, &h, t, n, web_may(w, WRITE_OBSERVATIONS));
}

/* ---- panels ---- */

static void child_panel(struct web *w, int64_t child)
{
    size_t n;
    struct observations_latest *o = observations_latest(w->db, w->person->id, child, observation_sees_all(w), &n);
    view_observation_child(&w->out, w, child, o, n, web_may(w, WRITE_OBSERVATIONS));
}

static void family_panel(struct web *w, int64_t child)
{
    size_t n;
    struct observations_latest *o = observations_latest(w->db, w->person->id, child, 0, &n);
    if (n)
        view_observation_family(&w->out, w, child, o, n);
}

static void copy_panel(struct web *w, int64_t child)
{
    struct observation_history h = observation_history(w, child, false);
    if (h.n)
        view_observation_copy(&w->out, w, &h);
}

static void home_panel(struct web *w, int64_t about)
{
    (void)about;
    view_observation_home(&w->out, w);
}

static void lanes_of_observations(struct web *w, int64_t child, struct lanes *l)
{
    struct observation_history h = observation_history(w, child, false);
    for (size_t i = 0; i < h.n; i++)
        lanes_moment(l, LANE_OBSERVATION, "Observations", h.seen[i].o->seen_on, h.seen[i].kind->tool->name, arena_print(w->arena, "/observations/%lld", (long long)h.seen[i].o->id));
}

static const struct route routes[] = {
    { GET, "/children/:id/observations", SEE_CHILDREN, observation_development, .is_translated = true },
    { GET, "/children/:id/observations/new", WRITE_OBSERVATIONS, observation_choose },
    { GET, "/children/:id/observations/new/:tool", WRITE_OBSERVATIONS, observation_new_form },
    { POST, "/children/:id/observations/new/:tool", WRITE_OBSERVATIONS, observation_new },
    { GET, "/observations/:id", SEE_CHILDREN, observation_show },
    { GET, "/observations/:id/edit", WRITE_OBSERVATIONS, observation_edit_form },
    { POST, "/observations/:id/edit", WRITE_OBSERVATIONS, observation_edit },
    { POST, "/observations/:id/strike", WRITE_OBSERVATIONS, observation_strike },
    { GET, "/observation-tools", CHANGE_OBSERVATION_TOOLS, observation_tools_list },
    { GET, "/observation-tools/new", CHANGE_OBSERVATION_TOOLS, observation_tool_new_form },
    { POST, "/observation-tools/new", CHANGE_OBSERVATION_TOOLS, observation_tool_new },
    { GET, "/observation-tools/:id/edit", CHANGE_OBSERVATION_TOOLS, observation_tool_edit_form },
    { POST, "/observation-tools/:id/edit", CHANGE_OBSERVATION_TOOLS, observation_tool_edit },
    { POST, "/observation-tools/:id/offer", CHANGE_OBSERVATION_TOOLS, observation_tool_offer },
    { 0 }
};

static const struct panel panels[] = {
    { "home", 62, CHANGE_OBSERVATION_TOOLS, home_panel },
    { "child", 28, SEE_CHILDREN, child_panel },
    { "family", 34, SPEAK_FOR_FAMILY, family_panel },
    { "copy", 34, SPEAK_FOR_FAMILY, copy_panel },
    { 0 }
};

static const struct child_table tables[] = {
    { "observation", "Observations", ROWS_GO, .day = "seen_on", .words = "summary", .path = "/observations/" },
    { 0 }
};

const struct feature observation_feature = { "observation", routes, panels, .tables = tables, .lanes = lanes_of_observations };
