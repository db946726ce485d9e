/*
 * Taking a committed list back: what it added goes, what it changed becomes
 * what it was, last first.  Called by the job inside a write transaction.  As
 * soon as somebody has changed one of the same records it cannot be taken
 * back any more, and the page says which (children_touched_since).
 */
#include "app/imports/imports.h"
#include "app/observation/observation.h"
#include "app/people/audit.h"
#include "app/transition/transition.h"
#include "base/text.h"

#include <string.h>

enum { CHANGES_AT_ONCE = 500 };

struct undoing { struct act act; const struct import_by_id *list; int64_t told; };

/* Once for each child: the changes of a row stand one after another. A child who goes takes these lines along. */
static void tell_child(struct undoing *u, int64_t child)
{
    if (u->told == child || !child)
        return;
    child_event(u->act, child, "", "list", "A list was taken back", "What it had changed is as it was before", "", false);
    audit_write(u->act.db, &(struct audit_entry){ u->act.now, u->act.person_id, child, "change", "import", "undone", "list" }, 1);
    u->told = child;
}

static void take_back_field(struct undoing *u, const struct import_changes_back *x)
{
    struct child_by_id *c = child_itself(u->act.db, x->child_id);
    if (!c)
        return;
    import_set_fact(c, x->field, x->was);
    child_rewrite(u->act, c);
}

static void take_back_school(struct undoing *u, const struct import_changes_back *x)
{
    struct import_around *r = import_around(u->act.db, x->child_id, 0, "", "");
    if (!r)
        return;
    struct start_of s = { .id = x->child_id, .school_id = r->school_id, .place_on = r->place_on, .school = r->school, .passport_id = r->passport_id, .passport_school_id = r->passport_school_id };
    start_set_place(u->act, &s, x->about_id, x->was);
}

static void take_back_status(struct undoing *u, const struct import_changes_back *x)
{
    int64_t before;
    take_out_status(u->act.db, x->about_id);
    if (text_number(x->was, &before))
        status_holds_again(u->act.db, before);
}

static void take_back_request(struct undoing *u, const struct import_changes_back *x)
{
    take_out_concerns(u->act.db, x->about_id);
    take_out_questions(u->act.db, x->about_id);
    take_out_follow_links(u->act.db, x->about_id);
    take_out_request(u->act.db, x->about_id);
}

static void take_back_setting(struct undoing *u, const struct import_changes_back *x)
{
    size_t n;
    const char *const *was = pack_parts(u->act.db->arena, x->was, PACK_FIELD, &n);
    if (n == 7)
        change_setting_by_list(u->act.db, x->about_id, was[0], was[1], was[2], was[3], was[4], was[5], *was[6] == '1');
}

static void take_back(struct undoing *u, const struct import_changes_back *x)
{
    struct db *db = u->act.db;
    const char *what = x->what;
    if (strcmp(what, "child") != 0)
        tell_child(u, x->child_id);
    if (strcmp(what, "child") == 0) {
        child_take_out(u->act, x->child_id);
        audit_write(db, &(struct audit_entry){ u->act.now, u->act.person_id, x->child_id, "change", "import", "undone: taken out", "list" }, 1);
    } else if (strcmp(what, "field") == 0)
        take_back_field(u, x);
    else if (strcmp(what, "placement") == 0)
        take_out_placement(db, x->about_id);
    else if (strcmp(what, "placement end") == 0)
        end_placement_by_list(db, x->about_id, "");
    else if (strcmp(what, "professional") == 0)
        take_out_professional(db, x->about_id);
    else if (strcmp(what, "school") == 0)
        take_back_school(u, x);
    else if (strcmp(what, "status") == 0)
        take_back_status(u, x);
    else if (strcmp(what, "observation") == 0) {
        drop_observation_values(db, x->about_id);
        drop_observation(db, x->about_id);
        take_out_events_of_list(db, x->child_id, x->field, u->list->committed_at);
    } else if (strcmp(what, "event") == 0)
        take_out_events_of_list(db, x->child_id, x->field, u->list->committed_at);
    else if (strcmp(what, "no setting reason") == 0)
        is_in_no_setting_again(db, x->child_id, x->was);
    else if (strcmp(what, "known") == 0)
        is_known_no_more(db, x->child_id);
    else if (strcmp(what, "request") == 0)
        take_back_request(u, x);
    else if (strcmp(what, "setting") == 0)
        take_out_setting(db, x->about_id);
    else if (strcmp(what, "setting field") == 0)
        take_back_setting(u, x);
}

static void take_back_all(struct undoing *u, int64_t of)
{
    struct arena *before = u->act.db->arena, *own = arena_inside(before);
    size_t n = 1;
    int64_t done = 0;
    u->act.db->arena = own;
    for (int64_t from = INT64_MAX; n;) {
        struct import_changes_back *x = import_changes_back(u->act.db, u->list->id, from, CHANGES_AT_ONCE, &n);
        for (size_t i = 0; i < n; i++) {
            take_back(u, &x[i]);
            from = x[i].id;
            done++;
        }
        import_progress_set(u->list->id, done, of);
        arena_reset(own);
    }
    u->act.db->arena = before;
    arena_free(own);
}

struct import_done import_undo(struct act act, int64_t import)
{
    struct import_by_id *list = import_itself(act.db, import);
    if (!list || strcmp(list->status, "undoing") != 0)
        return (struct import_done){ false, "" };
    struct count_touched_since *t = count_touched_since(act.db, import);
    if (t->children + t->requests + t->settings)
        return (struct import_done){ false, arena_print(act.db->arena, "This list cannot be undone any more: what it wrote has been changed since, of %lld children, %lld requests, %lld settings.", (long long)t->children, (long long)t->requests, (long long)t->settings) };
    struct undoing u = { .act = act, .list = list };
    take_back_all(&u, count_import_changes(act.db, import)->n);
    set_import_undone(act.db, import, act.now);
    audit_write(act.db, &(struct audit_entry){ act.now, act.person_id, 0, "import", list->source, arena_print(act.db->arena, "%lld: undone", (long long)import), "list" }, 1);
    if (count_imports_to_compare(act.db, import)->n)
        compare_other_imports_anew(act.db, import, "A list was undone while this one was being looked at. This one was compared with the register anew.");
    return (struct import_done){ true, "" };
}
