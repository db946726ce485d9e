/* Rows of actions within a form of another feature: see action.h.  Each row keeps the id of the action that it changes. */
#include "app/action/action.h"
#include "base/text.h"

#include <string.h>

enum { ID, WHAT, OWNER, OWNER_WORDS, DUE_ON };

/* Those without an account who are asked most often. */
static const struct { const char *code, *words; } in_words[] = { { "family", "Parents and carers" }, { "setting", "The setting" } };

const char *action_row_name(const struct form *f, size_t row, size_t field)
{
    static const char *const part[] = { "id", "what", "owner", "owner_words", "due_on" };
    return arena_print(f->w->arena, "a%zu_%s", row + 1, part[field]);
}

/* A form has as many as it declares. */
static size_t rows_in(const struct form *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++)
        n += strcmp(f->field[i].name, action_row_name(f, n, WHAT)) == 0;
    return n;
}

static const char *value(const struct form *f, size_t row, size_t field) { return form_typed(f, action_row_name(f, row, field)); }

static int64_t id_of(const struct form *f, size_t row)
{
    int64_t id;
    return text_number(value(f, row, ID), &id) ? id : 0;
}

static bool is_empty(const struct form *f, size_t row)
{
    const char *name = action_row_name(f, row, DUE_ON);
    bool day = *form_part(f, name, 0) || *form_part(f, name, 1) || *form_part(f, name, 2);
    return !*value(f, row, WHAT) && !*value(f, row, OWNER) && !*value(f, row, OWNER_WORDS) && !day;
}

static const struct choice *owners(struct web *w, int64_t child)
{
    enum { WORDS = sizeof in_words / sizeof *in_words };
    size_t n;
    struct people_who_may_act *p = people_who_may_act(w->db, w->person->id, child, &n);
    struct choice *c = arena_array(w->arena, struct choice, n + WORDS + 2);
    for (size_t i = 0; i < WORDS; i++)
        c[i] = (struct choice){ in_words[i].code, in_words[i].words, NULL };
    for (size_t i = 0; i < n; i++)
        c[WORDS + i] = (struct choice){ arena_print(w->arena, "%lld", (long long)p[i].id), *p[i].job ? arena_print(w->arena, "%s, %s", p[i].name, p[i].job) : p[i].name, NULL };
    c[WORDS + n] = (struct choice){ "other", "Somebody else", NULL };
    return c;
}

void action_rows_choices(struct form *f, int64_t child)
{
    const struct choice *owner = owners(f->w, child);
    for (size_t i = 0; i < rows_in(f); i++)
        form_choices(f, action_row_name(f, i, OWNER), owner);
}

static void set_owner(struct form *f, size_t row, int64_t id, const char *words)
{
    const char *code = id ? arena_print(f->w->arena, "%lld", (long long)id) : "";
    for (size_t i = 0; !id && i < sizeof in_words / sizeof *in_words; i++)
        if (strcmp(in_words[i].words, words) == 0)
            code = in_words[i].code;
    form_set(f, action_row_name(f, row, OWNER), *code || !*words ? code : "other");
    form_set(f, action_row_name(f, row, OWNER_WORDS), *code ? "" : words);
}

void action_rows_fill(struct form *f, const struct actions_from *a, size_t n)
{
    size_t row = 0;
    for (size_t i = 0; i < n && row < rows_in(f); i++) {
        if (strcmp(a[i].status, "open") != 0)
            continue;
        form_set_number(f, action_row_name(f, row, ID), a[i].id);
        form_set(f, action_row_name(f, row, WHAT), a[i].what);
        form_set(f, action_row_name(f, row, DUE_ON), a[i].due_on);
        set_owner(f, row++, a[i].owner_id, a[i].owner_words);
    }
}

void action_rows_fill_beside(struct form *saved, const struct form *typed, const struct actions_from *a, size_t n)
{
    for (size_t row = 0; row < rows_in(typed); row++)
        for (size_t i = 0; i < n; i++)
            if (a[i].id == id_of(typed, row) && strcmp(a[i].status, "open") == 0) {
                form_set_number(saved, action_row_name(saved, row, ID), a[i].id);
                form_set(saved, action_row_name(saved, row, WHAT), a[i].what);
                form_set(saved, action_row_name(saved, row, DUE_ON), a[i].due_on);
                set_owner(saved, row, a[i].owner_id, a[i].owner_words);
            }
}

void action_rows_check(struct form *f)
{
    for (size_t i = 0; i < rows_in(f); i++) {
        if (is_empty(f, i))
            continue;
        if (!*value(f, i, WHAT))
            form_fail(f, action_row_name(f, i, WHAT), arena_print(f->w->arena, "Action %zu: say what is to be done, or empty all its boxes", i + 1));
        if (!*value(f, i, OWNER) && !*value(f, i, OWNER_WORDS))
            form_fail(f, action_row_name(f, i, OWNER), arena_print(f->w->arena, "Action %zu: say who does it", i + 1));
        if (strcmp(value(f, i, OWNER), "other") == 0 && !*value(f, i, OWNER_WORDS))
            form_fail(f, action_row_name(f, i, OWNER_WORDS), arena_print(f->w->arena, "Action %zu: say who the somebody else is", i + 1));
    }
}

size_t action_rows_shown(const struct form *f)
{
    size_t n = 0;
    for (size_t i = 0; i < rows_in(f); i++)
        if (!is_empty(f, i))
            n = i + 1;
    return n < rows_in(f) ? n + 1 : n;
}

size_t action_rows_written(const struct form *f)
{
    size_t n = 0;
    for (size_t i = 0; i < rows_in(f); i++)
        n += !is_empty(f, i);
    return n;
}

struct change_action action_row_typed(const struct form *f, size_t row)
{
    struct change_action c = { .id = id_of(f, row), .what = value(f, row, WHAT), .owner_words = "", .due_on = value(f, row, DUE_ON) };
    const char *owner = value(f, row, OWNER);
    for (size_t i = 0; i < sizeof in_words / sizeof *in_words; i++)
        if (strcmp(in_words[i].code, owner) == 0)
            c.owner_words = in_words[i].words;
    if (!*c.owner_words && (!*owner || !text_number(owner, &c.owner_id)))
        c.owner_words = value(f, row, OWNER_WORDS);
    return c;
}

static const struct actions_from *stored(const struct actions_from *a, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (id && a[i].id == id && strcmp(a[i].status, "open") == 0)
            return &a[i];
    return NULL;
}

static bool is_same(const struct actions_from *a, const struct change_action *c)
{
    return strcmp(a->what, c->what) == 0 && a->owner_id == c->owner_id && strcmp(a->owner_words, c->owner_words) == 0 && strcmp(a->due_on, c->due_on) == 0;
}

/* An id in the form counts only if that action was agreed in this very record. */
const char *action_rows_save(struct web *w, const struct form *f, int64_t child, const char *from_kind, int64_t from, bool shared)
{
    size_t n;
    bool changed = false;
    struct actions_from *before = actions_from(w->db, w->person->id, from_kind, from, &n);
    for (size_t i = 0; i < rows_in(f); i++) {
        struct change_action c = action_row_typed(f, i);
        const struct actions_from *a = stored(before, n, c.id);
        if (is_empty(f, i))
            changed |= a && remove_action(w->db, a->id, from_kind, from);
        else if (!a)
            changed |= action_add(act_of(w), &(struct new_action){ child, c.what, c.owner_id, c.owner_words, c.due_on, from_kind, from, shared }) != 0;
        else if (!is_same(a, &c))
            changed |= change_action(w->db, &c) != 0;
    }
    return changed ? " actions" : "";
}
