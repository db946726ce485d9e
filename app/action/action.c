/* Actions by themselves: adding, settling and changing one, whose are open, and what families read of them. */
#include "app/action/action.h"
#include "app/action/views.h"
#include "app/child/pages.h"
#include "app/child/tables.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

enum { ON_HOME = 6, ON_PAGE = 50, FAMILY_DAYS = 90 };

static const char *or_none(const char *s) { return s ? s : ""; }

int64_t action_add(struct act a, const struct new_action *n)
{
    int64_t id = new_id();
    add_action(a.db, &(struct add_action){ .id = id, .child_id = n->child_id, .what = n->what, .owner_id = n->owner_id, .owner_words = n->owner_id ? "" : or_none(n->owner_words),
        .due_on = or_none(n->due_on), .from_kind = or_none(n->from_kind), .from_id = n->from_id, .is_shared = n->is_shared, .created_by = a.person_id, .created_on = a.today });
    return id;
}

void action_share(struct db *db, const char *from_kind, int64_t from_id, bool shared) { share_actions(db, from_kind, from_id, shared); }

const char *action_owner(const char *owner_name, const char *owner_words) { return *owner_name ? owner_name : *owner_words ? owner_words : "nobody yet"; }

bool action_sees_all(const struct web *w) { return web_may(w, CHANGE_CHILDREN); }

/* ---- one action ---- */

static struct action_by_id *action_or_stop(struct web *w)
{
    struct action_by_id *a = action_by_id(w->db, w->person->id, web_id(w, "id"), action_sees_all(w));
    if (!a)
        web_stop(w, 404);
    return a;
}

/* Whose it is, and whoever writes this child's plans. */
static bool may_change(struct web *w, const struct action_by_id *a) { return strcmp(a->status, "open") == 0 && (web_may(w, WRITE_PLANS) || a->owner_id == w->person->id); }

static const struct field settle_fields[] = {
    { "came_of_it", "What came of it?", .kind = PARAGRAPH, .max = 1000, .rows = 3 },
    { "version", "", .kind = HIDDEN },
    { 0 }
};

/* One row, which may not be empty. */
static const struct field action_fields[] = {
    { "a1_id", "", .kind = HIDDEN },
    { "a1_what", "What is to be done?", .kind = LINE, .max = 300, .need = "Say what is to be done" },
    { "a1_owner", "Who does it?", .kind = SELECT, .need = "Say who does it" },
    { "a1_owner_words", "If somebody else: who?", .kind = LINE, .max = 100, .only_if = "a1_owner", .only_is = "other", .need = "Say who the somebody else is" },
    { "a1_due_on", "By when?", .kind = DATE },
    { "is_shared", "The setting and the family may read this", .kind = YES },
    { 0 }
};

static const char *path_from(struct web *w, const char *kind, int64_t id)
{
    bool has_page = strcmp(kind, "visit") == 0 || strcmp(kind, "meeting") == 0 || strcmp(kind, "plan") == 0;
    return has_page && id ? arena_print(w->arena, "/%ss/%lld", kind, (long long)id) : "";
}

static void show_action(struct web *w, struct action_by_id *a, struct form *settle)
{
    struct child_by_id *c = child_or_stop(w, a->child_id);
    if (!settle) {
        settle = form_new(w, settle_fields);
        form_set_number(settle, "version", a->version);
    }
    if (!form_is_right(settle))
        w->status = 422;
    web_page(w, "Action");
    view_action_show(&w->out, w, a, c, settle, path_from(w, a->from_kind, a->from_id), may_change(w, a));
}

static void show(struct web *w) { show_action(w, action_or_stop(w), NULL); }

static void settle(struct web *w)
{
    struct action_by_id *a = action_or_stop(w);
    struct form *f = form_read(w, settle_fields);
    bool dropped = strcmp(web_field(w, "as"), "dropped") == 0;
    if (dropped && form_is_right(f) && !*form_value(f, "came_of_it"))
        form_fail(f, "came_of_it", "Say why it is no longer needed");
    if (!form_is_right(f)) {
        show_action(w, a, f);
        return;
    }
    if (!may_change(w, a) || !settle_action(w->db, a->id, form_number(f, "version"), dropped ? "dropped" : "done", w->today, w->person->id, form_value(f, "came_of_it"))) {
        web_notice(w, "Somebody else changed this action while you were reading it. Look at it again");
        web_to_f(w, "/actions/%lld", (long long)a->id);
        return;
    }
    web_audit(w, a->child_id, "change", "action", "status settled_on came_of_it");
    child_event(act_of(w), a->child_id, w->today, "action", dropped ? "An action is no longer needed" : "An action was done", "", arena_print(w->arena, "/actions/%lld", (long long)a->id), a->is_shared);
    web_notice(w, dropped ? "The action is closed" : "Done. The action is closed");
    web_to_f(w, "/children/%lld#actions", (long long)a->child_id);
}

static void fill_one(struct form *f, const struct action_by_id *a)
{
    const struct actions_from one = { .id = a->id, .what = a->what, .owner_id = a->owner_id, .owner_words = a->owner_words, .due_on = a->due_on, .status = "open" };
    action_rows_fill(f, &one, 1);
    form_set(f, "is_shared", a->is_shared ? "1" : "");
}

static void one_form(struct web *w, struct child_by_id *c, struct form *f, int64_t id)
{
    child_form_page(w, &(struct child_form){ .child = c, .title = id ? "Change an action" : "Add an action", .intro = "", .form = f, .button = "Save",
        .action = id ? arena_print(w->arena, "/actions/%lld/edit", (long long)id) : arena_print(w->arena, "/children/%lld/actions/new", (long long)c->id) });
}

static struct child_by_id *child_of(struct web *w, const struct action_by_id *a)
{
    struct child_by_id *c = child_by_id(w->db, w->person->id, a->child_id);
    if (!c)
        web_stop(w, 404);
    return c;
}

static struct form *read_one(struct web *w, int64_t child)
{
    struct form *f = form_read(w, action_fields);
    action_rows_choices(f, child);
    return f;
}

static void new_form(struct web *w)
{
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    struct form *f = form_new(w, action_fields);
    action_rows_choices(f, c->id);
    form_set_number(f, "a1_owner", w->person->id);
    one_form(w, c, f, 0);
}

static void add(struct web *w)
{
    struct child_by_id *c = child_to_change(w);
    struct form *f = read_one(w, c->id);
    if (!form_is_right(f)) {
        one_form(w, c, f, 0);
        return;
    }
    struct change_action a = action_row_typed(f, 0);
    int64_t id = action_add(act_of(w), &(struct new_action){ .child_id = c->id, .what = a.what, .owner_id = a.owner_id, .owner_words = a.owner_words, .due_on = a.due_on, .is_shared = form_is(f, "is_shared", "1") });
    web_audit(w, c->id, "add", "action", "what owner due_on is_shared");
    child_event(act_of(w), c->id, w->today, "action", "An action was agreed", "", arena_print(w->arena, "/actions/%lld", (long long)id), form_is(f, "is_shared", "1"));
    web_notice(w, "The action is added");
    web_to_f(w, "/children/%lld#actions", (long long)c->id);
}

static struct action_by_id *to_change(struct web *w)
{
    struct action_by_id *a = action_or_stop(w);
    if (may_change(w, a))
        return a;
    web_notice(w, "This action is closed, so it can no longer be changed");
    web_leave(w, arena_print(w->arena, "/actions/%lld", (long long)a->id));
}

static void edit(struct web *w)
{
    struct action_by_id *a = action_or_stop(w);
    struct child_by_id *c = child_or_stop(w, a->child_id);
    if (!may_change(w, a)) {
        web_to_f(w, "/actions/%lld", (long long)a->id);
        return;
    }
    struct form *f = form_new(w, action_fields);
    action_rows_choices(f, a->child_id);
    fill_one(f, a);
    one_form(w, c, f, a->id);
}

/* Whoever owned it before may go on, even if they have left the list. */
static void save(struct web *w)
{
    struct action_by_id *a = to_change(w);
    struct form *f = read_one(w, a->child_id);
    if (!form_is_right(f)) {
        one_form(w, child_of(w, a), f, a->id);
        return;
    }
    struct change_action c = action_row_typed(f, 0);
    c.id = a->id;
    change_action(w->db, &c);
    share_action(w->db, a->id, form_is(f, "is_shared", "1"));
    web_audit(w, a->child_id, "change", "action", "what owner due_on is_shared");
    web_notice(w, "Saved");
    web_to_f(w, "/actions/%lld", (long long)a->id);
}

/* ---- lists ---- */

static const char *after_due(struct web *w, int64_t *id)
{
    *id = 0;
    return web_after_day(w, id);
}

static void of_child(struct web *w)
{
    size_t n;
    int64_t after;
    struct child_by_id *c = child_or_stop(w, web_id(w, "id"));
    bool settled = strcmp(web_query(w, "show"), "closed") == 0;
    const char *from = after_due(w, &after);
    struct actions_of_child *a = actions_of_child(w->db, w->person->id, c->id, action_sees_all(w), settled, from, after, &n);
    web_page(w, "Actions");
    view_action_of_child(&w->out, w, c, a, n > ON_PAGE ? ON_PAGE : n, n > ON_PAGE, settled, web_may(w, WRITE_PLANS));
}

static void mine(struct web *w)
{
    size_t n;
    int64_t after;
    const char *from = after_due(w, &after);
    struct actions_owned *a = actions_owned(w->db, w->person->id, from, after, &n);
    web_page(w, "My actions");
    view_action_mine(&w->out, w, a, n > ON_PAGE ? ON_PAGE : n, n > ON_PAGE, actions_owned_count(w->db, w->person->id, w->today));
}

/* ---- panels ---- */

static void home_panel(struct web *w, int64_t about)
{
    (void)about;
    size_t n;
    struct actions_owned *a = actions_owned(w->db, w->person->id, "", 0, &n);
    if (n)
        view_action_home(&w->out, w, a, n > ON_HOME ? ON_HOME : n, actions_owned_count(w->db, w->person->id, w->today));
}

static void child_panel(struct web *w, int64_t child)
{
    size_t n;
    struct actions_of_child *a = actions_of_child(w->db, w->person->id, child, action_sees_all(w), 0, "", 0, &n);
    view_action_child(&w->out, w, child, a, n > ON_HOME ? ON_HOME : n, n, web_may(w, WRITE_PLANS));
}

static void family_panel(struct web *w, int64_t child)
{
    size_t n;
    struct actions_for_family *a = actions_for_family(w->db, w->person->id, child, date_add_days(w->arena, w->today, -FAMILY_DAYS), &n);
    if (n)
        view_action_family(&w->out, w, a, n);
}

static void copy_panel(struct web *w, int64_t child)
{
    size_t n;
    struct actions_for_family *a = actions_for_family(w->db, w->person->id, child, "", &n);
    if (n)
        view_action_copy(&w->out, w, a, n);
}

static const struct route routes[] = {
    { GET, "/actions", KEEP_ACTIONS, mine },
    { GET, "/actions/:id", KEEP_ACTIONS, show },
    { POST, "/actions/:id/settle", KEEP_ACTIONS, settle },
    { GET, "/actions/:id/edit", KEEP_ACTIONS, edit },
    { POST, "/actions/:id/edit", KEEP_ACTIONS, save },
    { GET, "/children/:id/actions", KEEP_ACTIONS, of_child },
    { GET, "/children/:id/actions/new", WRITE_PLANS, new_form },
    { POST, "/children/:id/actions/new", WRITE_PLANS, add },
    { 0 }
};

static const struct panel panels[] = {
    { "home", 11, KEEP_ACTIONS, home_panel },
    { "child", 33, KEEP_ACTIONS, child_panel },
    { "family", 32, SPEAK_FOR_FAMILY, family_panel },
    { "copy", 32, SPEAK_FOR_FAMILY, copy_panel },
    { 0 }
};

static const struct child_table tables[] = {
    { "action", "Actions", ROWS_GO, .day = "created_on", .words = "what", .path = "/actions/" },
    { 0 }
};

const struct feature action_feature = { "action", routes, panels, .tables = tables };
