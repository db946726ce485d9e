/* Where things stand: a new value on one axis, and the ranked list of needs.  For those who may change the register. */
#include "app/child/change.sql.h"
#include "app/child/pages.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

enum { MOST_NEEDS = 5 };

/* ---- one axis ---- */

static const struct field status_fields[] = {
    { "value", "New value", .kind = RADIOS, .need = "Choose a value" },
    { "from_on", "From what day?", .kind = PAST_DATE, .need = "Enter the day from which this holds" },
    { "reason", "Why?", .kind = PARAGRAPH, .max = 1000, .need = "Say why, in a few words", .hint = "The family can read this" },
    { "was", "Was", .kind = HIDDEN },
    { 0 }
};

static const char *axis_of(struct web *w)
{
    const char *axis = web_part(w, "axis");
    for (size_t i = 0; child_axes[i][0]; i++)
        if (strcmp(child_axes[i][0], axis) == 0)
            return axis;
    web_stop(w, 404);
}

static void show_status(struct web *w, struct child_by_id *c, const char *axis, struct form *f)
{
    const char *now = child_status_now(w->db, c->id, axis);
    child_form_page(w, &(struct child_form){ .child = c, .title = arena_print(w->arena, "Change %s", child_axis_words(axis)),
        .intro = *now ? arena_print(w->arena, "Now: %s", code_label(axis, now)) : "Nothing is recorded yet.",
        .action = arena_print(w->arena, "/children/%lld/status/%s", (long long)c->id, axis), .button = "Save", .form = f });
}

void child_status_form(struct web *w)
{
    const char *axis = axis_of(w);
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct form *f = form_new(w, status_fields);
    form_choices(f, "value", code_choices(w, axis));
    form_set(f, "from_on", w->today);
    form_set(f, "was", child_status_now(w->db, c->id, axis));
    show_status(w, c, axis, f);
}

static void check_status(struct form *f, const struct child_by_id *c, const struct statuses_of_child *now)
{
    const char *from = form_value(f, "from_on"), *value = now ? now->value : "";
    if (*from && *c->born_on && strcmp(from, c->born_on) < 0)
        form_fail(f, "from_on", "The day cannot be before the child was born");
    if (*from && now && strcmp(from, now->from_on) < 0)
        form_fail(f, "from_on", arena_print(f->w->arena, "The present value began on %s: enter that day or a later one", date_words(f->w->arena, now->from_on)));
    if (*value && form_is(f, "value", value))
        form_fail(f, "value", "This is the value already");
    if (strcmp(form_typed(f, "was"), value) != 0) {
        form_set(f, "was", value);
        form_fail(f, NULL, "Somebody else changed this while you were writing. The new value stands above. Save again to set yours");
    }
}

void child_status_change(struct web *w)
{
    const char *axis = axis_of(w);
    struct child_by_id *c = child_to_change(w);
    struct form *f = form_read(w, status_fields);
    form_choices(f, "value", code_choices(w, axis));
    size_t n;
    struct child_sheet s = { .status = statuses_of_child(w->db, w->person->id, c->id, &n) };
    s.statuses = n;
    check_status(f, c, child_sheet_now(&s, axis));
    if (!form_is_right(f)) {
        show_status(w, c, axis, f);
        return;
    }
    child_set_status(act_of(w), c->id, axis, form_value(f, "value"), form_value(f, "from_on"), form_value(f, "reason"));
    web_audit(w, c->id, "change", "status", axis);
    web_notice(w, "Saved. The earlier value is kept in the history.");
    web_to_f(w, "/children/%lld", (long long)c->id);
}

/* ---- needs ---- */

static const struct field need_fields[] = {
    { "need1", "Main need", .kind = SELECT },
    { "need2", "Second need", .kind = SELECT },
    { "need3", "Third need", .kind = SELECT },
    { "need4", "Fourth need", .kind = SELECT },
    { "need5", "Fifth need", .kind = SELECT },
    { "from_on", "From what day?", .kind = PAST_DATE, .need = "Enter the day from which this holds" },
    { "source", "Who says so?", .kind = LINE, .max = 200, .hint = "For example: observation by the setting, speech therapist's report. A diagnosis is not needed" },
    { "was", "Was", .kind = HIDDEN },
    { 0 }
};

static const char *need_field(int i)
{
    static const char *const name[] = { "need1", "need2", "need3", "need4", "need5" };
    return name[i];
}

static const char *needs_as_text(struct arena *a, const struct needs_of_child *n, size_t count)
{
    const char **code = arena_array(a, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        code[i] = n[i].code;
    return text_join(a, code, count, " ");
}

static void show_needs(struct web *w, struct child_by_id *c, struct form *f)
{
    child_form_page(w, &(struct child_form){ .child = c, .title = "Change needs", .intro = "The most important first. The family should know what is written here.",
        .action = arena_print(w->arena, "/children/%lld/needs", (long long)c->id), .button = "Save", .form = f });
}

static void need_lists(struct web *w, struct form *f)
{
    const struct choice *list = code_choices(w, "need");
    for (int i = 0; i < MOST_NEEDS; i++)
        form_choices(f, need_field(i), list);
}

void child_needs_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct form *f = form_new(w, need_fields);
    need_lists(w, f);
    size_t n;
    struct needs_of_child *now = needs_of_child(w->db, w->person->id, c->id, &n);
    for (size_t i = 0; i < n && i < MOST_NEEDS; i++)
        form_set(f, need_field((int)i), now[i].code);
    form_set(f, "from_on", w->today);
    form_set(f, "was", needs_as_text(w->arena, now, n));
    show_needs(w, c, f);
}

static void check_needs(struct form *f, const struct child_by_id *c, const char *was)
{
    for (int i = 0; i < MOST_NEEDS; i++)
        for (int k = 0; k < i; k++)
            if (*form_value(f, need_field(i)) && form_is(f, need_field(i), form_value(f, need_field(k))))
                form_fail(f, need_field(i), "This need is in the list already");
    if (!*form_value(f, "need1") && *form_value(f, "need2"))
        form_fail(f, "need1", "Choose the main need first");
    const char *from = form_value(f, "from_on");
    if (*from && *c->born_on && strcmp(from, c->born_on) < 0)
        form_fail(f, "from_on", "The day cannot be before the child was born");
    if (strcmp(form_typed(f, "was"), was) != 0) {
        form_set(f, "was", was);
        form_fail(f, NULL, *was ? arena_print(f->w->arena, "Somebody else changed the needs while you were writing. They are now: %s. Save again to set yours", was)
                                : "Somebody else took the needs out while you were writing. Save again to set yours");
    }
}

/* Those that stay as they are keep their day; the others end and begin. */
static void write_needs(struct web *w, const struct child_by_id *c, const struct form *f, const struct needs_of_child *before, size_t n)
{
    close_needs(w->db, w->person->id, c->id, form_value(f, "from_on"));
    int rank = 0;
    for (int i = 0; i < MOST_NEEDS; i++) {
        const char *code = form_value(f, need_field(i)), *from = form_value(f, "from_on"), *source = form_value(f, "source");
        if (!*code)
            continue;
        for (size_t k = 0; k < n; k++)
            if (strcmp(before[k].code, code) == 0) {
                from = before[k].from_on;
                source = *source ? source : before[k].source;
            }
        add_need(w->db, &(struct add_need){ .id = new_id(), .child_id = c->id, .code = code, .rank = ++rank, .from_on = from, .source = source, .person_id = w->person->id });
    }
}

void child_needs_change(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    struct form *f = form_read(w, need_fields);
    need_lists(w, f);
    size_t n;
    struct needs_of_child *before = needs_of_child(w->db, w->person->id, c->id, &n);
    check_needs(f, c, needs_as_text(w->arena, before, n));
    if (!form_is_right(f)) {
        show_needs(w, c, f);
        return;
    }
    write_needs(w, c, f, before, n);
    const char *main_need = form_value(f, "need1");
    child_event(act_of(w), c->id, form_value(f, "from_on"), "need", *main_need ? arena_print(w->arena, "Main need: %s", code_label("need", main_need)) : "Needs taken out",
        form_value(f, "source"), "", true);
    web_audit(w, c->id, "change", "needs", "needs");
    web_notice(w, "The needs were saved.");
    web_to_f(w, "/children/%lld", (long long)c->id);
}
