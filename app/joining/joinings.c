/* What was joined and parted: the list, what each did, taking it back; and parting a record.  For those who may decide. */
#include "app/joining/pages.h"
#include "app/joining/views.h"
#include "base/text.h"

#include <string.h>

enum { JOININGS_A_PAGE = 50 };

void joinings_list(struct web *w)
{
    int64_t after = child_query_number(w, "after");
    size_t n;
    struct joinings_listed *row = joinings_listed(w->db, w->person->id, after ? after : INT64_MAX, &n);
    bool more = n > JOININGS_A_PAGE;
    web_audit(w, 0, "view", "/joinings", "");
    web_page(w, "Joined and parted records");
    view_joinings_list(&w->out, w, row, more ? JOININGS_A_PAGE : n, more, after != 0);
}

/* ---- one ---- */

static struct joining_seen *joining_or_stop(struct web *w)
{
    struct joining_seen *s = joining_seen(w->db, w->person->id, web_id(w, "joining"));
    if (!s)
        web_stop(w, 404);
    return s;
}

/* What went, by table. */
static void add_went(struct web *w, struct joining_told *told)
{
    size_t n;
    struct counts_of_joining *c = counts_of_joining(w->db, told->joining->id, &n);
    told->went = arena_array(w->arena, struct preview_line, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct joining_table *t = strcmp(c[i].did, "went") == 0 ? joining_table_named(w->site, c[i].what) : NULL;
        if (t && joining_of(t)->label)
            told->went[told->wents++] = (struct preview_line){ .label = joining_of(t)->label, .comes = (size_t)c[i].n };
    }
}

static void add_stayed_of(struct web *w, struct joining_told *told, const char *what, const char *key)
{
    size_t n;
    struct joining_table *t = joining_table_named(w->site, what);
    struct joining_row *r = t && joining_of(t)->label ? joining_rows(w->db, t, told->other->id, &n) : (n = 0, NULL);
    for (size_t i = 0; i < n; i++)
        if (strcmp(r[i].key, key) == 0)
            told->stayed[told->stayeds++] = (struct stayed_row){ joining_of(t)->label, r[i].day, r[i].words, joining_of(t)->path ? arena_print(w->arena, "%s%s", joining_of(t)->path, key) : NULL };
}

static void add_stayed(struct web *w, struct joining_told *told)
{
    size_t n;
    struct rows_of_joining *r = rows_of_joining(w->db, told->joining->id, &n);
    told->stayed = arena_array(w->arena, struct stayed_row, n + 1);
    for (size_t i = 0; i < n; i++)
        if (strcmp(r[i].did, "stayed") == 0)
            add_stayed_of(w, told, r[i].what, r[i].row_key);
}

static struct joining_told told(struct web *w, struct joining_seen *s)
{
    struct joining_told t = { .joining = s, .child = record_or_stop(w, s->child_id), .other = record_or_stop(w, s->other_id), .may_decide = web_may(w, JOIN_RECORDS) };
    add_went(w, &t);
    add_stayed(w, &t);
    t.field = fields_of_joining(w->db, s->id, &t.fields);
    t.refused = undo_refused(w->db, w->site, s);
    if (strcmp(s->kind, "merge") == 0 && !*t.refused)
        t.later = later_rows(w->db, w->site, s, &t.laters);
    return t;
}

static const struct field undo_fields[] = {
    { "because", "Why is it taken back?", .kind = LINE, .max = 300, .need = "Say why" }, { 0 }
};

static void show(struct web *w, struct joining_seen *s, struct form *f)
{
    struct joining_told t = told(w, s);
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, strcmp(s->kind, "merge") == 0 ? "Two records became one" : "One record became two");
    view_joining_show(&w->out, w, &t, f);
}

void joining_show(struct web *w) { show(w, joining_or_stop(w), form_new(w, undo_fields)); }

/* "go=plan:12" and "both=carer:3" of the fields `row`. */
struct chosen_rows chosen_rows(struct web *w, const char *what)
{
    size_t n, len = strlen(what);
    const char **sent = web_fields(w, "row", &n), **row = arena_array(w->arena, const char *, n + 1);
    struct chosen_rows c = { row, 0 };
    for (size_t i = 0; i < n; i++)
        if (text_starts(sent[i], what) && sent[i][len] == '=')
            row[c.n++] = sent[i] + len + 1;
    return c;
}

void joining_undo(struct web *w)
{
    struct joining_seen *s = joining_or_stop(w);
    struct form *f = form_read(w, undo_fields);
    const char *refused = undo_refused(w->db, w->site, s);
    if (*refused)
        form_fail(f, NULL, refused);
    if (!form_is_right(f)) {
        show(w, s, f);
        return;
    }
    struct chosen_rows go = chosen_rows(w, "go");
    int64_t left = undo_joining(act_of(w), w->site, s, &go, form_value(f, "because"));
    const char *detail = arena_print(w->arena, "%lld taken back", (long long)s->id);
    web_audit(w, s->child_id, "change", "joining", detail);
    web_audit(w, s->other_id, "change", "joining", detail);
    web_notice(w, left ? arena_print(w->arena, "Taken back. %lld thing%s had been changed since and stay%s as now.", (long long)left, left == 1 ? "" : "s", left == 1 ? "s" : "")
                       : "Taken back. Everything is where it was.");
    web_to_f(w, "/joinings/%lld", (long long)s->id);
}
