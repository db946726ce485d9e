/* The lists that came, and one of them: how far it is, its rows by kind, and what may be done with it.  Draws; what is written is said by upload.c, decide.c and the job. */
#include "app/imports/imports.h"
#include "app/imports/views.h"
#include "app/people/audit.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

enum { ON_A_PAGE = 50 };

/* ---- words ---- */

static const struct { const char *status, *words, *class; } statuses[] = {
    { "columns", "Columns to be matched", "rd-state rd-state--soon" }, { "staging", "Being compared", "rd-state rd-state--none" }, { "staged", "To be looked at", "rd-state rd-state--soon" },
    { "committing", "Being written", "rd-state rd-state--none" }, { "committed", "In the register", "rd-state rd-state--done" }, { "undoing", "Being taken back", "rd-state rd-state--none" },
    { "undone", "Taken back", "rd-state rd-state--none" }, { "dropped", "Put aside", "rd-state rd-state--none" },
};

const char *import_status_words(const char *status)
{
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if (strcmp(statuses[i].status, status) == 0)
            return statuses[i].words;
    return status;
}

const char *import_status_class(const char *status)
{
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if (strcmp(statuses[i].status, status) == 0)
            return statuses[i].class;
    return "rd-state";
}

static const struct { const char *kind, *words; } kinds[] = { { "new", "New" }, { "changed", "Changed" }, { "same", "Same" }, { "unsure", "Unsure" }, { "wrong", "Wrong" } };

const char *import_kind_words(const char *kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].kind, kind) == 0)
            return kinds[i].words;
    return "All";
}

const struct choice *import_source_choices(struct web *w)
{
    size_t n = 0;
    while (import_sources[n].code)
        n++;
    struct choice *c = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct choice){ import_sources[i].code, import_sources[i].name, import_sources[i].hint };
    return c;
}

struct import_difference *import_differences(struct arena *a, const char *packed, size_t *n)
{
    const char *const *part = pack_parts(a, packed, PACK_FIELD, n);
    struct import_difference *d = arena_array(a, struct import_difference, *n + 1);
    for (size_t i = 0; i < *n; i++) {
        size_t cells;
        const char *const *cell = pack_parts(a, part[i], PACK_PART, &cells);
        d[i] = (struct import_difference){ cells > 0 ? cell[0] : "", cells > 1 ? cell[1] : "", cells > 2 ? cell[2] : "" };
    }
    return d;
}

const char *const *import_faults(struct arena *a, const char *faults, size_t *n) { return pack_parts(a, faults, '\n', n); }

/* ---- all lists ---- */

void imports_list(struct web *w)
{
    size_t n;
    int64_t before;
    const struct import_source *s = import_source_of(web_query(w, "source"));
    if (!text_number(web_query(w, "before"), &before))
        before = INT64_MAX;
    struct imports_listed *row = imports_listed(w->db, w->person->id, s ? s->code : "", before, ON_A_PAGE + 1, &n);
    web_page(w, "Lists from others");
    view_imports_list(&w->out, w, row, n > ON_A_PAGE ? ON_A_PAGE : n, n > ON_A_PAGE, before != INT64_MAX, s ? s->code : "");
}

void import_home_panel(struct web *w, int64_t about)
{
    (void)about;
    size_t n;
    struct imports_listed *row = imports_open(w->db, w->person->id, &n);
    if (n)
        view_imports_home(&w->out, w, row, n);
}

/* ---- one list ---- */

struct import_by_id *import_or_stop(struct web *w)
{
    struct import_by_id *i = import_by_id(w->db, w->person->id, web_id(w, "id"));
    if (!i)
        web_stop(w, 404);
    web_audit(w, 0, "view", "list", arena_print(w->arena, "%lld", (long long)i->id));
    return i;
}

static const char *asked_kind(struct web *w, const struct import_counts *c)
{
    const char *kind = web_query(w, "kind");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].kind, kind) == 0)
            return kind;
    if (strcmp(kind, "all") == 0)
        return "";
    return c->undecided ? "unsure" : c->changes ? "changed" : c->news ? "new" : c->wrongs ? "wrong" : "";
}

/* More than half of the rows wrong: rather the columns are. */
static bool is_mostly_wrong(const struct import_counts *c) { return c->everything && c->wrongs * 2 > c->everything; }

static struct import_page *page_of(struct web *w, struct import_by_id *list)
{
    struct import_page *p = arena_new(w->arena, struct import_page);
    int64_t after = 0;
    text_number(web_query(w, "after"), &after);
    *p = (struct import_page){ .list = list, .source = import_source_of(list->source), .error = "", .is_later = after > 0 };
    p->count = import_counts(w->db, w->person->id, list->id);
    p->kind = asked_kind(w, p->count);
    p->row = import_rows_listed(w->db, w->person->id, list->id, p->kind, 0, after, ON_A_PAGE + 1, &p->rows);
    p->is_more = p->rows > ON_A_PAGE;
    p->rows = p->is_more ? ON_A_PAGE : p->rows;
    p->may_commit = strcmp(list->status, "staged") == 0 && !is_mostly_wrong(p->count) && p->count->news + p->count->changes + p->count->unsures > 0;
    import_progress(list->id, &p->done, &p->of);
    if (strcmp(list->status, "committed") == 0)
        p->touched = children_touched_since(w->db, w->person->id, list->id, &p->touches);
    p->same_file = imports_with_hash(w->db, list->file_hash, list->id, &p->same_files);
    return p;
}

static void draw(struct web *w, const struct import_page *p)
{
    web_page(w, p->source->name);
    view_import_show(&w->out, w, p);
}

void import_show(struct web *w)
{
    struct import_by_id *list = import_or_stop(w);
    draw(w, page_of(w, list));
}

void import_ask_commit(struct web *w)
{
    struct import_by_id *list = import_or_stop(w);
    struct import_page *p = page_of(w, list);
    bool leaves = strcmp(web_field(w, "leave"), "1") == 0;
    if (!p->may_commit)
        p->error = "This list cannot be committed as it is. Look at what its page says";
    else if (p->count->undecided && !leaves)
        p->error = arena_print(w->arena, "Decide on the %lld unsure row%s, or tick the box to leave %s out", (long long)p->count->undecided, p->count->undecided == 1 ? "" : "s", p->count->undecided == 1 ? "it" : "them");
    if (*p->error) {
        w->status = 422;
        draw(w, p);
        return;
    }
    if (p->count->undecided)
        leave_undecided_rows(w->db, w->person->id, list->id);
    start_import_commit(w->db, list->id, w->person->id);
    web_audit(w, 0, "change", "list", arena_print(w->arena, "%lld: commit", (long long)list->id));
    web_to_f(w, "/imports/%lld", (long long)list->id);
}

void import_ask_undo(struct web *w)
{
    struct import_by_id *list = import_or_stop(w);
    if (!start_import_undo(w->db, list->id, w->person->id)) {
        struct import_page *p = page_of(w, list);
        p->error = "Only a list that is in the register can be taken back";
        w->status = 422;
        draw(w, p);
        return;
    }
    web_audit(w, 0, "change", "list", arena_print(w->arena, "%lld: undo", (long long)list->id));
    web_to_f(w, "/imports/%lld", (long long)list->id);
}

void import_drop(struct web *w)
{
    struct import_by_id *list = import_or_stop(w);
    bool dropped = move_import(w->db, list->id, "staged", "dropped", "") || move_import(w->db, list->id, "columns", "dropped", "");
    if (dropped)
        web_audit(w, 0, "change", "list", arena_print(w->arena, "%lld: dropped", (long long)list->id));
    web_notice(w, dropped ? "The list was put aside. Nothing of it was written." : "This list can no longer be put aside.");
    web_to(w, "/imports");
}

/* ---- wrong rows, to send back ---- */

static void write_wrong(struct out *o, const struct import_by_id *list, const char *const *cell, size_t cells, const char *faults)
{
    struct arena *a = o->arena;
    size_t headings, n;
    pack_parts(a, list->headings, PACK_FIELD, &headings);
    const char **row = arena_array(a, const char *, headings + 1);
    for (size_t i = 0; i < headings; i++)
        row[i] = i + 2 < cells ? cell[i + 2] : "";
    const char *const *fault = import_faults(a, faults, &n);
    row[headings] = text_join(a, fault, n, "; ");
    csv_write_row(o, row, headings + 1);
}

/* The chunks and the wrong rows are both in the order of lines. */
static void write_all_wrong(struct web *w, struct out *o, const struct import_by_id *list)
{
    size_t chunks = 1, rows, cells, n, at = 0;
    struct import_rows_listed *wrong = import_rows_listed(w->db, w->person->id, list->id, "wrong", 0, 0, list->lines + 1, &n);
    for (int64_t after = 0; chunks && at < n;) {
        struct import_chunks *c = import_chunks(w->db, list->id, after, 20, &chunks);
        for (size_t k = 0; k < chunks; k++) {
            const char *const *row = pack_parts(w->arena, c[k].lines, PACK_ROW, &rows);
            after = c[k].position;
            for (size_t i = 0; i < rows && at < n; i++) {
                const char *const *cell = pack_parts(w->arena, row[i], PACK_FIELD, &cells);
                int64_t line = 0;
                text_number(cell[0], &line);
                if (line == wrong[at].line)
                    write_wrong(o, list, cell, cells, wrong[at++].faults);
            }
        }
    }
}

void import_wrong_rows(struct web *w)
{
    struct import_by_id *list = import_or_stop(w);
    size_t n;
    struct out o = { .arena = w->arena };
    const char *const *heading = pack_parts(w->arena, list->headings, PACK_FIELD, &n);
    const char **row = arena_array(w->arena, const char *, n + 1);
    memcpy(row, heading, n * sizeof *row);
    row[n] = "Errors";
    csv_write_start(&o);
    csv_write_row(&o, row, n + 1);
    write_all_wrong(w, &o, list);
    web_audit(w, 0, "export", "list", arena_print(w->arena, "%lld: wrong rows", (long long)list->id));
    web_file(w, "text/csv; charset=utf-8", "wrong-rows.csv", o.at, o.len);
}

/* ---- receipts, for whoever sent notifications ---- */

/* By the line of their own list, so that no name need be sent back to them. */
void import_receipts_file(struct web *w)
{
    static const char *const heading[] = { "Line of your list", "Reference", "Received on", "First answer by", "What we still ask" };
    struct import_by_id *list = import_or_stop(w);
    size_t n;
    struct import_receipts *r = import_receipts(w->db, w->person->id, list->id, &n);
    struct out o = { .arena = w->arena };
    csv_write_start(&o);
    csv_write_row(&o, heading, sizeof heading / sizeof *heading);
    for (size_t i = 0; i < n; i++) {
        const char *asks = !r[i].questions ? "" : !*r[i].parent_informed_on ? "On which day was the parent told of your opinion and of the duty to tell us?" : "A question waits for your answer";
        const char *cell[] = { arena_print(w->arena, "%lld", (long long)r[i].line), r[i].reference, r[i].received_on, r[i].due_on, asks };
        csv_write_row(&o, cell, sizeof cell / sizeof *cell);
    }
    web_audit(w, 0, "export", "list", arena_print(w->arena, "%lld: receipts", (long long)list->id));
    web_file(w, "text/csv; charset=utf-8", "receipts.csv", o.at, o.len);
}
