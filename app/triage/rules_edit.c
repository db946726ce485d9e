/* One rule of a draft: added, changed, moved, left out.  A rule is a kind of condition with its parameters; nothing typed here is ever run. */
#include "app/triage/rules.h"
#include "app/triage/views.h"
#include "base/text.h"

#include <string.h>

enum { MOST_PHRASES = 200 };

/* ---- The form: one field of parameters under each condition that needs one ---- */

static const char *slug(struct arena *a, const char *prefix, const char *name)
{
    char *s = arena_print(a, "%s_%s", prefix, name);
    for (char *c = s; *c; c++)
        if (*c == ' ')
            *c = '_';
    return s;
}

static struct field parameter_field(struct web *w, const struct rule_condition *c)
{
    if (c->needs == RULE_NUMBER)
        return (struct field){ slug(w->arena, "number", c->name), strstr(c->label, "months") ? "How many months?" : "How many?", .kind = NUMBER, .min = c->min, .max = c->max, .need = "Enter the number" };
    if (c->needs == RULE_PHRASES)
        return (struct field){ "phrases", "Words and phrases", "One on each line. Capital letters and accents make no difference", .kind = PARAGRAPH, .max = 4000, .rows = 10, .need = "Write at least one word" };
    return (struct field){ slug(w->arena, "codes", c->name), "Which?", .kind = CHECKBOXES, .need = "Choose at least one" };
}

static const struct choice *condition_choices(struct web *w)
{
    struct choice *c = arena_array(w->arena, struct choice, 32);
    size_t n = 0;
    for (const struct rule_condition *k = request_conditions; k->name; k++)
        c[n++] = (struct choice){ k->name, k->label, k->hint };
    return c;
}

static const struct field *fields_of(struct web *w, const char *kind)
{
    struct field *f = arena_array(w->arena, struct field, 40);
    size_t n = 0;
    f[n++] = (struct field){ "condition", "When does it hold?", .kind = RADIOS, .choices = condition_choices(w), .need = "Choose when it holds" };
    for (const struct rule_condition *c = request_conditions; c->name; c++)
        if (c->needs != RULE_NOTHING) {
            f[n] = parameter_field(w, c);
            f[n].only_if = "condition";
            f[n++].only_is = c->name;
        }
    if (strcmp(kind, "route") == 0)
        f[n++] = (struct field){ "route", "Which route is suggested then?", .kind = SELECT, .choices = code_choices(w, "route"), .need = "Choose the route" };
    else
        f[n++] = (struct field){ "points", "How many points does it add?", "From 3 points a request is called urgent. From 100 it is read before all others", .kind = NUMBER, .min = 1, .max = 100, .need = "Enter the points" };
    f[n++] = (struct field){ "words", "The reason, as officers read it", .max = 200, .need = "Write the reason" };
    f[n++] = (struct field){ "source", "Where does the rule come from?", "A law, guidance, or a decision of the authority", .max = 200, .need = "Write where the rule comes from" };
    return f;
}

static void fill_codes(struct web *w, struct form *f)
{
    for (const struct rule_condition *c = request_conditions; c->name; c++)
        if (c->needs == RULE_CODES)
            form_choices(f, slug(w->arena, "codes", c->name), code_choices(w, c->code_list));
}

/* ---- From the form to the row ---- */

/* Folded, each once, one a line. */
static const char *phrases(struct arena *a, const char *typed)
{
    size_t lines, n = 0;
    const char **line = request_lines(a, typed, &lines), **kept = arena_array(a, const char *, lines + 1);
    for (size_t i = 0; i < lines; i++) {
        const char *phrase = text_fold(a, line[i]);
        bool again = !*phrase;
        for (size_t k = 0; k < n && !again; k++)
            again = strcmp(kept[k], phrase) == 0;
        if (!again)
            kept[n++] = phrase;
    }
    return n <= MOST_PHRASES ? text_join(a, kept, n, "\n") : "";
}

static const char *codes(struct web *w, const struct form *f, const struct rule_condition *c)
{
    const struct choice *all = code_choices(w, c->code_list);
    const char **kept = arena_array(w->arena, const char *, form_count(all) + 1);
    size_t n = 0;
    for (; all->code; all++)
        if (form_has(f, slug(w->arena, "codes", c->name), all->code))
            kept[n++] = all->code;
    return text_join(w->arena, kept, n, "\n");
}

static struct rules_of read_rule(struct web *w, struct form *f, const char *kind)
{
    struct rules_of r = { .kind = kind, .condition = form_value(f, "condition"), .list = "", .route = "", .words = form_value(f, "words"), .source = form_value(f, "source") };
    const struct rule_condition *c = request_condition(r.condition);
    if (strcmp(kind, "route") == 0)
        r.route = form_value(f, "route");
    else
        r.points = form_number(f, "points");
    if (c && c->needs == RULE_NUMBER)
        r.number = form_number(f, slug(w->arena, "number", c->name));
    if (c && c->needs == RULE_CODES)
        r.list = codes(w, f, c);
    if (c && c->needs == RULE_PHRASES) {
        r.list = phrases(w->arena, form_value(f, "phrases"));
        if (!*r.list && !*form_error(f, "phrases"))
            form_fail(f, "phrases", "Write words, at most 200 lines");
    }
    return r;
}

static void fill_form(struct web *w, struct form *f, const struct rules_of *r)
{
    const struct rule_condition *c = request_condition(r->condition);
    form_set(f, "condition", r->condition);
    if (c && c->needs == RULE_NUMBER)
        form_set_number(f, slug(w->arena, "number", c->name), r->number);
    if (c && c->needs == RULE_PHRASES)
        form_set(f, "phrases", r->list);
    if (c && c->needs == RULE_CODES) {
        size_t n;
        const char **line = request_lines(w->arena, r->list, &n);
        form_set(f, slug(w->arena, "codes", c->name), text_join(w->arena, line, n, " "));
    }
    if (strcmp(r->kind, "route") == 0)
        form_set(f, "route", r->route);
    else
        form_set_number(f, "points", r->points);
    form_set(f, "words", r->words);
    form_set(f, "source", r->source);
}

/* ---- Pages ---- */

static void show(struct web *w, const struct rules_by_id *v, struct form *f, const char *kind, int64_t rule)
{
    const char *action = rule ? arena_print(w->arena, "/triage/rules/%lld/rule/%lld", (long long)v->id, (long long)rule) : arena_print(w->arena, "/triage/rules/%lld/add/%s", (long long)v->id, kind);
    web_page(w, strcmp(kind, "route") == 0 ? "A rule of route" : "A rule of urgency");
    view_triage_rule_form(&w->out, w, v, f, action);
}

static const char *kind_or_stop(struct web *w)
{
    const char *kind = web_part(w, "kind");
    if (strcmp(kind, "urgency") != 0 && strcmp(kind, "route") != 0)
        web_stop(w, 404);
    return kind;
}

void rule_new(struct web *w)
{
    struct rules_by_id *v = rules_draft_or_stop(w);
    const char *kind = kind_or_stop(w);
    struct form *f = form_new(w, fields_of(w, kind));
    fill_codes(w, f);
    show(w, v, f, kind, 0);
}

static void changed(struct web *w, const struct rules_by_id *v, const char *what, const char *notice)
{
    rules_untried(w->db, v->id);
    web_audit(w, 0, "change", "triage rules", arena_print(w->arena, "draft %lld %s", (long long)v->number, what));
    web_notice(w, notice);
    web_to_f(w, "/triage/rules/%lld", (long long)v->id);
}

void rule_add(struct web *w)
{
    struct rules_by_id *v = rules_draft_or_stop(w);
    const char *kind = kind_or_stop(w);
    struct form *f = form_read(w, fields_of(w, kind));
    fill_codes(w, f);
    struct rules_of r = read_rule(w, f, kind);
    if (!form_is_right(f)) {
        w->status = 422;
        show(w, v, f, kind, 0);
        return;
    }
    add_rule(w->db, &(struct add_rule){ .id = new_id(), .rules_id = v->id, .kind = kind, .position = last_position(w->db, v->id, kind)->n + 1, .condition = r.condition, .number = r.number, .list = r.list,
        .points = r.points, .route = r.route, .words = r.words, .source = r.source });
    changed(w, v, "rule added", "The rule was added to the draft");
}

static struct rule_by_id *rule_or_stop(struct web *w, const struct rules_by_id *v)
{
    struct rule_by_id *r = rule_by_id(w->db, v->id, web_id(w, "rule"));
    if (!r)
        web_stop(w, 404);
    return r;
}

void rule_show(struct web *w)
{
    struct rules_by_id *v = rules_draft_or_stop(w);
    struct rule_by_id *r = rule_or_stop(w, v);
    struct form *f = form_new(w, fields_of(w, r->kind));
    fill_codes(w, f);
    fill_form(w, f, &(struct rules_of){ .kind = r->kind, .condition = r->condition, .number = r->number, .list = r->list, .points = r->points, .route = r->route, .words = r->words, .source = r->source });
    show(w, v, f, r->kind, r->id);
}

void rule_save(struct web *w)
{
    struct rules_by_id *v = rules_draft_or_stop(w);
    struct rule_by_id *old = rule_or_stop(w, v);
    struct form *f = form_read(w, fields_of(w, old->kind));
    fill_codes(w, f);
    struct rules_of r = read_rule(w, f, old->kind);
    if (!form_is_right(f)) {
        w->status = 422;
        show(w, v, f, old->kind, old->id);
        return;
    }
    change_rule(w->db, &(struct change_rule){ .condition = r.condition, .number = r.number, .list = r.list, .points = r.points, .route = r.route, .words = r.words, .source = r.source, .id = old->id, .rules_id = v->id });
    changed(w, v, "rule condition number list points route words source", "The rule was changed in the draft");
}

/* Changes places with the one above; nothing where it is the first. */
void rule_up(struct web *w)
{
    struct rules_by_id *v = rules_draft_or_stop(w);
    struct rule_by_id *r = rule_or_stop(w, v);
    struct rule_before *above = rule_before(w->db, v->id, r->kind, r->position);
    if (above) {
        place_rule(w->db, above->id, r->position);
        place_rule(w->db, r->id, above->position);
    }
    changed(w, v, "position", above ? "Moved up" : "It is the first already");
}

void rule_drop(struct web *w)
{
    struct rules_by_id *v = rules_draft_or_stop(w);
    struct rule_by_id *r = rule_or_stop(w, v);
    drop_rule(w->db, v->id, r->id);
    changed(w, v, "rule dropped", "The rule was left out of the draft");
}
