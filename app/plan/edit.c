/*
 * Writing a plan, and what happens when two people write it at once: whoever
 * saves second gets both versions merged field by field, nothing is written
 * until they have looked.  Called by the routes in plan.c.
 *
 * The form carries the version it began with and `base`, eight letters of a
 * hash for each field as it stood then: so that it can be told who changed what.
 */
#include "app/plan/plan.h"
#include "app/plan/views.h"
#include "base/date.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define OUTCOME(n) \
    { "o" n "_id", "", .kind = HIDDEN }, \
    { "o" n "_area", "Area of need", .kind = SELECT }, \
    { "o" n "_baseline", "Where we start", "What the child does now", .kind = PARAGRAPH, .max = 1000, .rows = 2 }, \
    { "o" n "_outcome", "What we hope to see", "One thing that you can see or count, small enough to reach by the review", .kind = PARAGRAPH, .max = 600, .rows = 2 }, \
    { "o" n "_strategies", "What we will do", .kind = PARAGRAPH, .max = 2000, .rows = 3 }, \
    { "o" n "_who", "Who does it" }, \
    { "o" n "_how_often", "How often" }, \
    { "o" n "_much_less", "Much less than we hope", .max = 300 }, \
    { "o" n "_less", "Less than we hope", .max = 300 }, \
    { "o" n "_more", "More than we hope", .max = 300 }, \
    { "o" n "_much_more", "Much more than we hope", .max = 300 }

enum { PLAN_FIELDS = 14, FIRST_PART = 2, OUTCOME_FIELDS = 11, HASH_LETTERS = 8 };

static const struct field fields[] = {
    { "version", "", .kind = HIDDEN },
    { "base", "", .kind = HIDDEN, .max = 2000 },
    { "assessed", "", .kind = PARAGRAPH, .rows = 6 },          /* the labels of the seven parts come from the kind of plan */
    { "going_well", "", .kind = PARAGRAPH },
    { "important", "", .kind = PARAGRAPH, .rows = 3 },
    { "support", "", .kind = PARAGRAPH, .rows = 3 },
    { "parent_view", "", .kind = PARAGRAPH, .max = 20000 },
    { "child_view", "", .kind = PARAGRAPH },
    { "staff_needs", "", .kind = PARAGRAPH, .rows = 3 },
    { "started_on", "Plan starts on", "For example, 14 9 2026", .kind = DATE },
    { "review_due_on", "Review is due on", "At most 16 weeks after the start: three reviews a year or more", .kind = DATE },
    { "parents_told_on", "Parents were told on", "They must be told before the plan starts", .kind = PAST_DATE },
    { "lead_id", "Who leads this plan?", .kind = SELECT },
    { "lead_words", "Lead who is not in the list", "Name and job" },
    OUTCOME("1"), OUTCOME("2"), OUTCOME("3"), OUTCOME("4"), OUTCOME("5"), OUTCOME("6"),
    { 0 }
};

/* The fields with the words of this kind of plan. */
static const struct field *fields_of(struct web *w, const struct plan_by_id *p)
{
    struct field *f = arena_array(w->arena, struct field, sizeof fields / sizeof *fields);
    const struct plan_part *part = plan_parts_of(w, p->kind, w->today);
    memcpy(f, fields, sizeof fields);
    for (size_t i = 0; i < PLAN_PARTS; i++) {
        f[FIRST_PART + i].label = part[i].label;
        f[FIRST_PART + i].hint = *part[i].hint ? part[i].hint : NULL;
    }
    return f;
}

static size_t slot_at(size_t slot) { return PLAN_FIELDS + slot * OUTCOME_FIELDS; }
static const char *name_in(size_t slot, size_t field) { return fields[slot_at(slot) + field].name; }

static const struct choice *leads(struct web *w, int64_t child)
{
    size_t n;
    struct people_who_may_lead *p = people_who_may_lead(w->db, w->person->id, child, &n);
    struct choice *c = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct choice){ arena_print(w->arena, "%lld", (long long)p[i].id), *p[i].job ? arena_print(w->arena, "%s, %s", p[i].name, p[i].job) : p[i].name, NULL };
    return c;
}

static void give_choices(struct form *f, const struct choice *lead)
{
    const struct choice *area = code_choices(f->w, "area");
    form_choices(f, "lead_id", lead);
    for (size_t s = 0; s < MOST_OUTCOMES; s++)
        form_choices(f, name_in(s, 1), area);
}

static void fill_plan(struct form *f, const struct plan_by_id *p)
{
    form_set_number(f, "version", p->version);
    form_set(f, "assessed", p->assessed);
    form_set(f, "going_well", p->going_well);
    form_set(f, "important", p->important);
    form_set(f, "support", p->support);
    form_set(f, "parent_view", p->parent_view);
    form_set(f, "child_view", p->child_view);
    form_set(f, "staff_needs", p->staff_needs);
    form_set(f, "started_on", p->started_on);
    form_set(f, "review_due_on", p->review_due_on);
    form_set(f, "parents_told_on", p->parents_told_on);
    if (p->lead_id)
        form_set_number(f, "lead_id", p->lead_id);
    form_set(f, "lead_words", p->lead_words);
}

static void fill_outcome(struct form *f, size_t slot, const struct outcomes_of_plan *o)
{
    const char *value[] = { arena_print(f->w->arena, "%lld", (long long)o->id), o->area, o->baseline, o->outcome, o->strategies, o->who, o->how_often, o->much_less, o->less, o->more, o->much_more };
    for (size_t i = 0; i < OUTCOME_FIELDS; i++)
        form_set(f, name_in(slot, i), value[i]);
}

/* One hash for each field that a person can write in, one after the other. */
static const char *base_of(const struct form *f)
{
    char *base = arena_take(f->w->arena, f->n * HASH_LETTERS + 1, 1), *at = base;
    for (size_t i = 2; i < f->n; i++, at += HASH_LETTERS)
        memcpy(at, web_hash(f->w->arena, f->value[i]), HASH_LETTERS);
    return base;
}

static bool was(const struct form *mine, const char *base, size_t i, const char *value)
{
    if (strlen(base) != (mine->n - 2) * HASH_LETTERS)
        return false;
    return memcmp(base + (i - 2) * HASH_LETTERS, web_hash(mine->w->arena, value), HASH_LETTERS) == 0;
}

static bool slot_is_empty(const struct form *f, size_t slot)
{
    for (size_t i = 1; i < OUTCOME_FIELDS; i++)
        if (*f->value[slot_at(slot) + i])
            return false;
    return true;
}

static int64_t slot_id(const struct form *f, size_t slot)
{
    int64_t id;
    return text_number(f->value[slot_at(slot)], &id) ? id : 0;
}

static const struct outcomes_of_plan *outcome_with(const struct plan_cycle *c, int64_t id)
{
    for (size_t i = 0; i < c->outcomes; i++)
        if (id && c->outcome[i].id == id)
            return &c->outcome[i];
    return NULL;
}

/* Those that have something, and one empty one. */
static size_t slots_to_show(const struct form *f)
{
    size_t n = 0;
    for (size_t s = 0; s < MOST_OUTCOMES; s++)
        if (!slot_is_empty(f, s))
            n = s + 1;
    return n < MOST_OUTCOMES ? n + 1 : n;
}

static void page(struct web *w, const struct plan_cycle *c, const struct plan_reader *r, struct form *f, const struct plan_difference *d, size_t n)
{
    bool is_closed = strcmp(c->plan->status, "reviewed") == 0;
    web_page(w, f->is_wrong ? "Error: Write the support plan" : "Write the support plan");
    view_plan_edit(&w->out, w, c->plan, r, f, plan_parts_of(w, c->plan->kind, w->today), slots_to_show(f), d, n, is_closed);
}

void plan_edit(struct web *w)
{
    struct plan_reader reader;
    struct plan_cycle *c = plan_or_stop(w, web_id(w, "id"), &reader);
    if (strcmp(c->plan->status, "reviewed") == 0) {
        web_to_f(w, "/plans/%lld", (long long)c->plan->id);
        return;
    }
    struct form *f = form_new(w, fields_of(w, c->plan));
    give_choices(f, leads(w, reader.child_id));
    fill_plan(f, c->plan);
    for (size_t i = 0; i < c->outcomes && i < MOST_OUTCOMES; i++)
        fill_outcome(f, i, &c->outcome[i]);
    form_set(f, "base", base_of(f));
    typed_put(f);
    page(w, c, &reader, f, NULL, 0);
}

/* ---- two at once ---- */

/* The saved plan laid out in the order of my form; what others added goes into slots that I left empty. */
static struct form *their_form(struct form *mine, const struct plan_cycle *c, const struct choice *lead)
{
    struct form *f = form_new(mine->w, fields_of(mine->w, c->plan));
    f->choices[form_at(f, "lead_id")] = lead;
    fill_plan(f, c->plan);
    for (size_t s = 0; s < MOST_OUTCOMES; s++) {
        const struct outcomes_of_plan *o = outcome_with(c, slot_id(mine, s));
        if (o)
            fill_outcome(f, s, o);
        else
            form_set(mine, name_in(s, 0), "");
    }
    for (size_t i = 0; i < c->outcomes; i++) {
        bool is_placed = false;
        for (size_t s = 0; s < MOST_OUTCOMES; s++)
            is_placed = is_placed || slot_id(f, s) == c->outcome[i].id;
        for (size_t s = 0; s < MOST_OUTCOMES && !is_placed; s++)
            if (!slot_id(f, s) && !slot_id(mine, s) && slot_is_empty(mine, s)) {
                fill_outcome(f, s, &c->outcome[i]);
                is_placed = true;
            }
    }
    return f;
}

static const char *shown(struct form *f, size_t i)
{
    const char *v = f->value[i];
    enum field_kind k = f->field[i].kind;
    if (!*v)
        return "(nothing)";
    if (k == DATE || k == PAST_DATE)
        return date_valid(v) ? date_words(f->w->arena, v) : v;
    if (k == SELECT && strcmp(f->field[i].name, "lead_id") == 0)
        return choice_label(f->choices[i], v);
    return k == SELECT ? code_label("area", v) : v;
}

static const char *label_of(const struct form *f, size_t i)
{
    if (i < PLAN_FIELDS)
        return f->field[i].label;
    return arena_print(f->w->arena, "Outcome %zu: %s", (i - PLAN_FIELDS) / OUTCOME_FIELDS + 1, fields[i].label);
}

/* What they changed and I did not is taken over; where both did, mine stays in the form and theirs is told beside it. */
static size_t merge(struct form *mine, struct form *theirs, struct plan_difference *d)
{
    size_t n = 0;
    const char *base = mine->value[1];
    for (size_t i = 2; i < mine->n; i++) {
        const char *a = mine->value[i], *b = theirs->value[i];
        if (mine->field[i].kind == HIDDEN) {
            mine->value[i] = b;
            continue;
        }
        if (strcmp(a, b) == 0)
            continue;
        bool i_did_not = was(mine, base, i, a) && !*mine->error[i], they_did_not = was(mine, base, i, b);
        bool both = !i_did_not && !they_did_not;
        d[n++] = (struct plan_difference){ label_of(mine, i), shown(theirs, i), shown(mine, i), both ? "Yours. Both of you changed this: choose or join them" : i_did_not ? "Theirs: you had not changed it" : "Yours: they had not changed it" };
        if (i_did_not)
            form_set(mine, mine->field[i].name, b);
    }
    return n;
}

static void clash(struct web *w, const struct plan_cycle *c, const struct plan_reader *reader, struct form *mine, const struct choice *lead)
{
    struct plan_difference *d = arena_array(w->arena, struct plan_difference, mine->n);
    struct form *theirs = their_form(mine, c, lead);
    size_t n = merge(mine, theirs, d);
    form_set_number(mine, "version", c->plan->version);
    form_set(mine, "base", base_of(theirs));
    w->status = 409;
    page(w, c, reader, mine, d, n);
}

/* ---- saving ---- */

static void check(struct form *f)
{
    const char *start = form_value(f, "started_on"), *due = form_value(f, "review_due_on");
    if (*due && *start && strcmp(due, start) <= 0)
        form_fail(f, "review_due_on", "The review must be after the day on which the plan starts");
    for (size_t s = 0; s < MOST_OUTCOMES; s++)
        if (!slot_is_empty(f, s) && !*f->value[slot_at(s) + 3])
            form_fail(f, name_in(s, 3), arena_print(f->w->arena, "Outcome %zu: write what you hope to see, or empty all its boxes", s + 1));
}

static size_t outcomes_written(const struct form *f)
{
    size_t n = 0;
    for (size_t s = 0; s < MOST_OUTCOMES; s++)
        n += !slot_is_empty(f, s);
    return n;
}

static void check_start(struct form *f, const struct plan_by_id *p)
{
    struct plan_problem problem[4];
    size_t n = plan_problems(p, outcomes_written(f), problem);
    for (size_t i = 0; i < n; i++)
        form_fail(f, problem[i].field, problem[i].words);
}

static bool lead_is_known(const struct form *f, const struct plan_by_id *p)
{
    return form_number(f, "lead_id") == p->lead_id;
}

/* The plan as it would be; one that is to run starts today where no day was said. */
static struct plan_by_id changed(struct web *w, const struct form *f, const struct plan_by_id *before, bool runs)
{
    struct plan_by_id p = *before;
    p.lead_id = form_number(f, "lead_id");
    p.lead_words = form_value(f, "lead_words");
    p.assessed = form_value(f, "assessed");
    p.going_well = form_value(f, "going_well");
    p.important = form_value(f, "important");
    p.support = form_value(f, "support");
    p.parent_view = form_value(f, "parent_view");
    p.child_view = form_value(f, "child_view");
    p.staff_needs = form_value(f, "staff_needs");
    p.started_on = form_value(f, "started_on");
    p.review_due_on = form_value(f, "review_due_on");
    p.parents_told_on = form_value(f, "parents_told_on");
    if (runs && !*p.started_on)
        p.started_on = w->today;
    return p;
}

static const char *save_outcome(struct web *w, const struct plan_cycle *c, const struct form *f, size_t s)
{
    const struct outcomes_of_plan *o = outcome_with(c, slot_id(f, s));
    const char *const *v = f->value + slot_at(s);
    if (slot_is_empty(f, s))
        return o && remove_outcome(w->db, o->id, c->plan->id) ? " outcome removed" : "";
    if (!o) {
        add_outcome(w->db, &(struct add_outcome){ .id = new_id(), .plan_id = c->plan->id, .position = (int64_t)s + 1, .area = v[1], .baseline = v[2], .outcome = v[3], .strategies = v[4], .who = v[5], .how_often = v[6],
            .much_less = v[7], .less = v[8], .more = v[9], .much_more = v[10] });
        return " outcome added";
    }
    const char *before[] = { "", o->area, o->baseline, o->outcome, o->strategies, o->who, o->how_often, o->much_less, o->less, o->more, o->much_more };
    bool same = true;
    for (size_t i = 1; i < OUTCOME_FIELDS; i++)
        same = same && strcmp(before[i], v[i]) == 0;
    if (same)
        return "";
    change_outcome(w->db, &(struct change_outcome){ .id = o->id, .plan_id = c->plan->id, .position = (int64_t)s + 1, .area = v[1], .baseline = v[2], .outcome = v[3], .strategies = v[4], .who = v[5], .how_often = v[6],
        .much_less = v[7], .less = v[8], .more = v[9], .much_more = v[10] });
    return arena_print(w->arena, " outcome %zu", s + 1);
}

static const char *changed_names(struct web *w, const struct plan_by_id *a, const struct plan_by_id *b)
{
    const struct { const char *name, *a, *b; } all[] = {
        { " assessed", a->assessed, b->assessed }, { " going_well", a->going_well, b->going_well }, { " important", a->important, b->important }, { " support", a->support, b->support }, { " parent_view", a->parent_view, b->parent_view },
        { " child_view", a->child_view, b->child_view }, { " staff_needs", a->staff_needs, b->staff_needs }, { " started_on", a->started_on, b->started_on },
        { " review_due_on", a->review_due_on, b->review_due_on }, { " parents_told_on", a->parents_told_on, b->parents_told_on }, { " lead_words", a->lead_words, b->lead_words },
    };
    const char *names = a->lead_id == b->lead_id ? "" : " lead_id";
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].a, all[i].b) != 0)
            names = arena_print(w->arena, "%s%s", names, all[i].name);
    return names;
}

/* Writes what differs; false if nothing does. */
static bool write_down(struct web *w, const struct plan_cycle *c, const struct form *f, const struct plan_by_id *p, const struct plan_reader *reader)
{
    const char *names = changed_names(w, c->plan, p);
    for (size_t s = 0; s < MOST_OUTCOMES; s++)
        names = arena_print(w->arena, "%s%s", names, save_outcome(w, c, f, s));
    if (!*names)
        return false;
    struct change_plan row = { .id = p->id, .version = c->plan->version, .lead_id = p->lead_id, .lead_words = p->lead_words, .assessed = p->assessed, .going_well = p->going_well, .important = p->important, .support = p->support,
        .parent_view = p->parent_view, .child_view = p->child_view, .staff_needs = p->staff_needs, .started_on = p->started_on, .review_due_on = p->review_due_on,
        .parents_told_on = p->parents_told_on, .changed_by = w->person->id, .changed_at = w->now };
    if (change_plan(w->db, &row) != 1)
        web_stop(w, 409);
    web_audit(w, reader->child_id, "change", "plan", names + 1);
    return true;
}

static void after_active_change(struct web *w, const struct plan_by_id *p, const struct plan_reader *reader)
{
    plan_set_review_deadline(act_of(w), p);
    child_event(act_of(w), reader->child_id, w->today, "plan", "The support plan was changed", "", arena_print(w->arena, "/plans/%lld", (long long)p->id), true);
}

/* To the strategy bank, for an outcome that is saved; false where nothing is written in it. */
static bool to_ideas(struct web *w, const struct plan_by_id *p, int64_t slot)
{
    size_t n;
    struct outcomes_of_plan *o = outcomes_of_plan(w->db, w->person->id, p->id, &n);
    for (size_t i = 0; i < n; i++)
        if (o[i].position == slot) {
            web_notice(w, "Saved");
            web_to_f(w, "/plans/%lld/ideas/%lld", (long long)p->id, (long long)o[i].id);
            return true;
        }
    web_notice(w, "Saved. Write what you hope to see, then pick from the bank");
    web_to_f(w, "/plans/%lld/edit#outcome-%lld", (long long)p->id, (long long)(slot >= 1 && slot <= MOST_OUTCOMES ? slot : 1));
    return true;
}

static void go_on(struct web *w, const struct plan_by_id *p, const struct plan_reader *reader, const char *then, size_t outcomes)
{
    bool far = plan_review_is_far(p->started_on, p->review_due_on);
    if (strcmp(then, "more") == 0) {
        web_notice(w, "Saved. Write the next outcome");
        web_to_f(w, "/plans/%lld/edit#outcome-%zu", (long long)p->id, outcomes < MOST_OUTCOMES ? outcomes + 1 : outcomes);
        return;
    }
    int64_t slot;
    if (strncmp(then, "ideas-", 6) == 0 && text_number(then + 6, &slot) && to_ideas(w, p, slot))
        return;
    if (strcmp(then, "start") == 0 && strcmp(p->status, "draft") == 0) {
        plan_start_now(w, p, reader);
        web_notice(w, far ? "The plan has started, and the family can read it. Its review is more than 16 weeks away: is that what you meant?" : "The plan has started. The family can read it now");
    } else
        web_notice(w, far ? "Saved. The review is more than 16 weeks after the start: is that what you meant?" : "Saved");
    web_to_f(w, "/plans/%lld", (long long)p->id);
}

void plan_save(struct web *w)
{
    if (plan_took(w, web_id(w, "id"), "Support plan"))
        return;
    struct plan_reader reader;
    struct plan_cycle *c = plan_or_stop(w, web_id(w, "id"), &reader);
    const struct choice *lead = leads(w, reader.child_id);
    const char *then = web_field(w, "then");
    struct form *f = form_read(w, fields_of(w, c->plan));
    if (!lead_is_known(f, c->plan))     /* who led it before may go on, even if they have left the list */
        form_choices(f, "lead_id", lead);
    f->choices[form_at(f, "lead_id")] = lead;
    for (size_t s = 0; s < MOST_OUTCOMES; s++)
        form_choices(f, name_in(s, 1), code_choices(w, "area"));
    if (form_number(f, "version") != c->plan->version || strcmp(c->plan->status, "reviewed") == 0) {
        clash(w, c, &reader, f, lead);
        return;
    }
    bool runs = strcmp(then, "start") == 0 || strcmp(c->plan->status, "active") == 0;
    struct plan_by_id p = changed(w, f, c->plan, runs);
    check(f);
    if (form_is_right(f) && runs)
        check_start(f, &p);
    if (!form_is_right(f)) {
        w->status = 422;
        page(w, c, &reader, f, NULL, 0);
        return;
    }
    typed_sent(w, reader.child_id);
    if (write_down(w, c, f, &p, &reader) && strcmp(p.status, "active") == 0)
        after_active_change(w, &p, &reader);
    go_on(w, &p, &reader, then, outcomes_written(f));
}
