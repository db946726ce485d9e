/*
 * Committing a list: one transaction, all of it or nothing.  Called by the job
 * and by the command, inside a write transaction.  If the register has changed
 * since the list was compared with it, it is compared anew first, and whoever
 * committed looks at what has moved before anything is written.
 */
#include "app/imports/imports.h"
#include "app/people/audit.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

enum { ROWS_AT_ONCE = 200, CLOCKS_DIFFER = 60000 };     /* ms by which a change may be stamped earlier than it was written */

static struct import_done not_done(const char *message) { return (struct import_done){ false, message }; }

/* How many rows have moved by comparing them anew; 0 where nothing has changed. */
static int64_t compare_anew(struct act act, struct import_by_id *list)
{
    if (!child_changed_since(act.db, list->staged_at - CLOCKS_DIFFER) && import_source_of(list->source)->about == ABOUT_CHILDREN)
        return 0;
    struct arena *own = arena_inside(act.db->arena);
    struct import_staged s = import_stage_rows(act.db, own, list, act.today);
    int64_t moved = import_write_staged(act.db, list, &s, act.now);
    arena_free(own);
    if (!moved)
        move_import(act.db, list->id, "staged", "committing", "");
    return moved;
}

static int64_t child_of_first_line(struct import_apply *p, int64_t line)
{
    struct import_rows_listed *first = import_row_itself(p->act.db, p->import, line);
    return first ? first->about_id : 0;
}

/* A row that adds to a child of an earlier row writes what that one left out. */
static void write_row(struct import_apply *p, const struct import_rows_to_write *r)
{
    enum import_about about = p->reader->source->about;
    p->line = r->line;
    if (about == ABOUT_REQUESTS)
        import_apply_request(p, r->told);
    else if (about == ABOUT_SETTINGS)
        set_import_row_about(p->act.db, r->id, import_apply_setting(p, r->about_id, r->told));
    else {
        int64_t child = r->about_id ? r->about_id : r->first_line ? child_of_first_line(p, r->first_line) : 0;
        bool is_new = !child || (strcmp(r->kind, "unsure") == 0 && strcmp(r->decision, "new") == 0);
        if (is_new)
            child = import_apply_new_child(p, r->told);
        else
            import_apply_child(p, child, r->told);
        set_import_row_about(p->act.db, r->id, child);
    }
}

static int64_t write_rows(struct import_apply *p, int64_t of)
{
    struct arena *before = p->act.db->arena, *own = arena_inside(before), *row = arena_inside(before), *reader_arena = p->reader->arena;
    int64_t written = 0;
    size_t n = 1;
    for (int64_t after = 0; n;) {
        p->act.db->arena = p->reader->arena = own;
        struct import_rows_to_write *r = import_rows_to_write(p->act.db, p->import, after, ROWS_AT_ONCE, &n);
        for (size_t i = 0; i < n; i++) {
            p->act.db->arena = p->reader->arena = row;
            write_row(p, &r[i]);
            after = r[i].line;
            written++;
            arena_reset(row);
        }
        arena_reset(own);
        import_progress_set(p->import, written, of);
    }
    p->act.db->arena = before;
    p->reader->arena = reader_arena;
    arena_free(row);
    arena_free(own);
    return written;
}

static struct import_apply apply_of(struct act act, struct import_by_id *list, struct import_matching *m)
{
    *m = import_matching_of(act.db->arena, list);
    return (struct import_apply){ .act = act, .import = list->id, .on_day = list->on_day,
        .source_name = arena_print(act.db->arena, "%s of %s", m->source->name, date_words(act.db->arena, list->on_day)),
        .reader = import_reader_new(act.db->arena, act.db, m, list->setting_id, act.today) };
}

static void finish(struct act act, const struct import_by_id *list, int64_t written)
{
    struct arena *a = act.db->arena;
    add_import_change(act.db, new_id(), list->id, 0, "end", 0, 0, "", "");   /* what happens to these children from here on, others did */
    note_versions_of_children(act.db, list->id);
    note_versions_of_settings(act.db, list->id);
    set_import_committed(act.db, list->id, act.now);
    audit_write(act.db, &(struct audit_entry){ act.now, act.person_id, 0, "import", list->source, arena_print(a, "%lld: %lld rows", (long long)list->id, (long long)written), "list" }, 1);
    if (count_imports_to_compare(act.db, list->id)->n)
        compare_other_imports_anew(act.db, list->id, arena_print(a, "Another list (%s) was committed while this one was being looked at. This one was compared with the register anew.", import_source_of(list->source)->name));
}

struct import_done import_commit(struct act act, int64_t import)
{
    struct import_by_id *list = import_itself(act.db, import);
    if (!list || strcmp(list->status, "committing") != 0)
        return not_done("");
    int64_t moved = compare_anew(act, list);
    struct import_counts *c = import_counts_itself(act.db, import);
    if (moved)
        return not_done(arena_print(act.db->arena, "The register has changed since this list was compared with it: %lld row%s moved. Nothing was written. Look at them, then commit again.", (long long)moved, moved == 1 ? " has" : "s have"));
    if (c->undecided)
        return not_done("Rows are not decided yet. Nothing was written.");
    struct import_matching m;
    struct import_apply p = apply_of(act, list, &m);
    int64_t written = write_rows(&p, c->everything);
    finish(act, list, written);
    return (struct import_done){ true, "" };
}
