/* One rule of a draft and its conditions: added, changed, moved, left out.  A condition is a kind with its parameters; nothing typed here is ever run. */
#include "app/triage/rules.h"
#include "app/triage/views.h"
#include "app/people/districts.h"
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

static size_t condition_fields(struct web *w, struct field *f)
{
    size_t n = 0;
    f[n++] = (struct field){ "condition", "When does it hold?", .kind = RADIOS, .choices = condition_choices(w), .need = "Choose when it holds" };
    for (const struct rule_condition *c = request_conditions; c->name; c++)
        if (c->needs != RULE_NOTHING) {
            f[n] = parameter_field(w, c);
            f[n].only_if = "condition";
            f[n++].only_is = c->name;
        }
    return n;
}

static size_t whole_fields(struct web *w, struct field *f, const char *kind)
{
    size_t n = 0;
    if (strcmp(kind, "route") == 0)
        f[n++] = (struct field){ "route", "Which route is suggested then?", .kind = SELECT, .choices = code_choices(w, "route"), .need = "Choose the route" };
    else
        f[n++] = (struct field){ "points", "How many points does it add?", "From 3 points a request is called urgent. From 100 it is read before all others", .kind = NUMBER, .min = 1, .max = 100, .need = "Enter the points" };
    f[n++] = (struct field){ "words", "The reason, as officers read it", .max = 200, .need = "Write the reason" };
    f[n++] = (struct field){ "source", "Where does the rule come from?", "A law, guidance, or a decision of the authority", .max = 200, .need = "Write where the rule comes from" };
    return n;
}

enum { MOST_FIELDS = 40 };

/* Of a new rule both, of a rule that stands what is said of the whole of it, of one condition only that. */
static const struct field *fields_of(struct web *w, const char *kind, bool with_condition)
{
    struct field *f = arena_array(w->arena, struct field, MOST_FIELDS);
    size_t n = with_condition ? condition_fields(w, f) : 0;
    if (*kind)
        whole_fields(w, f + n, kind);
    return f;
}

static const struct choice *choices_of(struct web *w, const struct rule_condition *c) { return c->needs == RULE_DISTRICTS ? district_choices(w) : code_choices(w, c->code_list); }

static void fill_codes(struct web *w, struct form *f)
{
    for (const struct rule_condition *c = request_conditions; c->name; c++)
        if (c->needs == RULE_CODES || c->needs == RULE_DISTRICTS)
            form_choices(f, slug(w->arena, "codes", c->name), choices_of(w, c));
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
    const struct choice *all = choices_of(w, c);
    const char **kept = arena_array(w->arena, const char *, form_count(all) + 1);
    size_t n = 0;
    for (; all->code; all++)
        if (form_has(f, slug(w->arena, "codes", c->name), all->code))
            kept[n++] = all->code;
    return text_join(w->arena, kept, n, "\n");
}

static struct rules_of read_condition(struct web *w, struct form *f)
{
    struct rules_of r = { .condition = form_value(f, "condition"), .list = "" };
    const struct rule_condition *c = request_condition(r.condition);
    if (c && c->needs == RULE_NUMBER)
        r.number = form_number(f, slug(w->arena, "number", c->name));
    if (c && (c->needs == RULE_CODES || c->needs == RULE_DISTRICTS))
        r.list = codes(w, f, c);
    if (c && c->needs == RULE_PHRASES) {
        r.list = phrases(w->arena, form_value(f, "phrases"));
        if (!*r.list && !*form_error(f, "phrases"))
            form_fail(f, "phrases", "Write words, at most 200 lines");
    }
    return r;
}

static void fill_condition(struct web *w, struct form *f, const struct rules_of *r)
{
    const struct rule_condition *c = request_condition(r->condition);
    form_set(f, "condition", r->condition);
    if (c && c->needs == RULE_NUMBER)
        form_set_number(f, slug(w->arena, "number", c->name), r->number);
    if (c && c->needs == RULE_PHRASES)
        form_set(f, "phrases", r->list);
    if (c && (c->needs == RULE_CODES || c->needs == RULE_DISTRICTS)) {
        size_t n;
        const char **line = request_lines(w->arena, r->list, &n);
        form_set(f, slug(w->arena, "codes", c->name), text_join(w->arena, line, n, " "));
    }
}

static void fill_whole(struct form *f, const struct rule_by_id *r)
{
    if (strcmp(r->kind, "route") == 0)
        form_set(f, "route", r->route);
    else
        form_set_number(f, "points", r->points);
    form_set(f, "words", r->words);
    form_set(f, "source", r->source);
}

static int64_t points_of(const struct form *f, const char *kind) { return strcmp(kind, "route") == 0 ? 0 : form_number(f, "points"); }
static const char *route_of(const struct form *f, const char *kind) { return strcmp(kind, "route") == 0 ? form_value(f, "route") : ""; }

static void changed(struct web *w, const struct rules_by_id *v, const char *what, const char *notice, int64_t rule)
{
    rules_untried(w->db, v->id);
    web_audit(w, 0, "change", "triage rules", arena_print(w->arena, "draft %lld %s", (long long)v->number, what));
    web_notice(w, notice);
    if (rule)
        web_to_f(w, "/triage/rules/%lld/rule/%lld", (long long)v->id, (long long)rule);
    else
        web_to_f(w, "/triage/rules/%lld", (long long)v->id);
}

/* ---- The whole rule ---- */

static void show(struct web *w, const struct rules_by_id *v, const struct rule_by_id *r, struct form *f, const char *kind)
{
    struct rule_page p = { .v = v, .rule = r, .f = f, .back = arena_print(w->arena, "/triage/rules/%lld", (long long)v->id), .back_words = "Back to the draft" };
    p.action = r ? arena_print(w->arena, "%s/rule/%lld", p.back, (long long)r->id) : arena_print(w->arena, "%s/add/%s", p.back, kind);
    if (r)
        p.has = conditions_of(w->db, r->id, &p.n);
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, strcmp(kind, "route") == 0 ? "A rule of route" : "A rule of urgency");
    view_triage_rule(&w->out, w, &p);
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
    struct form *f = form_new(w, fields_of(w, kind, true));
    fill_codes(w, f);
    show(w, v, NULL, f, kind);
}

void rule_add(struct web *w)
{
    struct rules_by_id *v = rules_draft_or_stop(w);
    const char *kind = kind_or_stop(w);
    struct form *f = form_read(w, fields_of(w, kind, true));
    fill_codes(w, f);
    struct rules_of r = read_condition(w, f);
    if (!form_is_right(f)) {
        show(w, v, NULL, f, kind);
        return;
    }
    int64_t id = new_id();
    add_rule(w->db, &(struct add_rule){ .id = id, .rules_id = v->id, .kind = kind, .position = last_position(w->db, v->id, kind)->n + 1, .points = points_of(f, kind), .route = route_of(f, kind),
        .words = form_value(f, "words"), .source = form_value(f, "source") });
    add_condition(w->db, &(struct add_condition){ .id = new_id(), .rule_id = id, .position = 1, .condition = r.condition, .number = r.number, .list = r.list });
    changed(w, v, "rule added", "The rule was added to the draft. Here it can be given more conditions", id);
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
    struct form *f = form_new(w, fields_of(w, r->kind, false));
    fill_whole(f, r);
    show(w, v, r, f, r->kind);
}

void rule_save(struct web *w)
{
    struct rules_by_id *v = rules_draft_or_stop(w);
    struct rule_by_id *old = rule_or_stop(w, v);
    struct form *f = form_read(w, fields_of(w, old->kind, false));
    if (!form_is_right(f)) {
        show(w, v, old, f, old->kind);
        return;
    }
    change_rule(w->db, &(struct change_rule){ .points = points_of(f, old->kind), .route = route_of(f, old->kind), .words = form_value(f, "words"), .source = form_value(f, "source"), .id = old->id, .rules_id = v->id });
    changed(w, v, "rule points route words source", "The rule was changed in the draft", 0);
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
    changed(w, v, "position", above ? "Moved up" : "It is the first already", 0);
}

void rule_drop(struct web *w)
{
    struct rules_by_id *v = rules_draft_or_stop(w);
    struct rule_by_id *r = rule_or_stop(w, v);
    drop_conditions_of_rule(w->db, r->id);
    drop_rule(w->db, v->id, r->id);
    changed(w, v, "rule dropped", "The rule was left out of the draft", 0);
}

/* ---- One of its conditions ---- */

static void show_condition(struct web *w, const struct rules_by_id *v, const struct rule_by_id *r, int64_t condition, struct form *f)
{
    struct rule_page p = { .v = v, .rule = r, .f = f, .back = arena_print(w->arena, "/triage/rules/%lld/rule/%lld", (long long)v->id, (long long)r->id), .back_words = "Back to the rule" };
    p.action = condition ? arena_print(w->arena, "%s/conditions/%lld", p.back, (long long)condition) : arena_print(w->arena, "%s/conditions/new", p.back);
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, condition ? "A condition of a rule" : "One more condition");
    view_triage_rule(&w->out, w, &p);
}

/* The condition that the path names, among those of the rule. */
static const struct rules_of *condition_or_stop(struct web *w, const struct rule_by_id *r, size_t *n)
{
    struct rules_of *has = conditions_of(w->db, r->id, n);
    for (size_t i = 0; i < *n; i++)
        if (has[i].condition_id == web_id(w, "condition"))
            return &has[i];
    web_stop(w, 404);
}

void condition_new(struct web *w)
{
    struct rules_by_id *v = rules_draft_or_stop(w);
    struct rule_by_id *r = rule_or_stop(w, v);
    struct form *f = form_new(w, fields_of(w, "", true));
    fill_codes(w, f);
    show_condition(w, v, r, 0, f);
}

void condition_add(struct web *w)
{
    struct rules_by_id *v = rules_draft_or_stop(w);
    struct rule_by_id *rule = rule_or_stop(w, v);
    struct form *f = form_read(w, fields_of(w, "", true));
    size_t n;
    conditions_of(w->db, rule->id, &n);
    fill_codes(w, f);
    struct rules_of r = read_condition(w, f);
    if (n >= RULE_MOST_CONDITIONS)
        form_fail(f, NULL, "A rule has at most 8 conditions. Make two rules of it");
    if (!form_is_right(f)) {
        show_condition(w, v, rule, 0, f);
        return;
    }
    add_condition(w->db, &(struct add_condition){ .id = new_id(), .rule_id = rule->id, .position = (int64_t)n + 1, .condition = r.condition, .number = r.number, .list = r.list });
    changed(w, v, "condition added", "The condition was added: the rule holds when all of its conditions hold", rule->id);
}

void condition_show(struct web *w)
{
    struct rules_by_id *v = rules_draft_or_stop(w);
    struct rule_by_id *r = rule_or_stop(w, v);
    size_t n;
    const struct rules_of *c = condition_or_stop(w, r, &n);
    struct form *f = form_new(w, fields_of(w, "", true));
    fill_codes(w, f);
    fill_condition(w, f, c);
    show_condition(w, v, r, c->condition_id, f);
}

void condition_save(struct web *w)
{
    struct rules_by_id *v = rules_draft_or_stop(w);
    struct rule_by_id *rule = rule_or_stop(w, v);
    size_t n;
    const struct rules_of *old = condition_or_stop(w, rule, &n);
    struct form *f = form_read(w, fields_of(w, "", true));
    fill_codes(w, f);
    struct rules_of r = read_condition(w, f);
    if (!form_is_right(f)) {
        show_condition(w, v, rule, old->condition_id, f);
        return;
    }
    change_condition(w->db, &(struct change_condition){ .condition = r.condition, .number = r.number, .list = r.list, .id = old->condition_id, .rule_id = rule->id });
    changed(w, v, "condition number list", "The condition was changed in the draft", rule->id);
}

/* A rule without a condition would never hold, or always: it keeps its last one. */
void condition_drop(struct web *w)
{
    struct rules_by_id *v = rules_draft_or_stop(w);
    struct rule_by_id *r = rule_or_stop(w, v);
    size_t n;
    const struct rules_of *c = condition_or_stop(w, r, &n);
    if (n > 1) {
        drop_condition(w->db, r->id, c->condition_id);
        changed(w, v, "condition dropped", "The condition was left out", r->id);
        return;
    }
    web_notice(w, "A rule keeps one condition at least. Leave the rule out instead");
    web_to_f(w, "/triage/rules/%lld/rule/%lld", (long long)v->id, (long long)r->id);
}
