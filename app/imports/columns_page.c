/* Which column is which: a list of what we take, each with the column of the file that tells it.  Remembered for the next file with the same headings. */
#include "app/imports/imports.h"
#include "app/imports/views.h"
#include "base/text.h"

#include <string.h>

enum { OPTIONS_MOST = 200 };

/* The first cell of each column that has something in it, among the first hundred rows. */
static const char *const *examples(struct web *w, const struct import_by_id *list, size_t columns)
{
    size_t n, rows, cells;
    const char **example = arena_array(w->arena, const char *, columns + 1);
    struct import_first_chunks *c = import_first_chunks(w->db, w->person->id, list->id, &n);
    const char *const *row = pack_parts(w->arena, n ? c->lines : "", PACK_ROW, &rows);
    for (size_t k = 0; k < columns; k++)
        example[k] = "";
    for (size_t i = 0; i < rows; i++) {
        const char *const *cell = pack_parts(w->arena, row[i], PACK_FIELD, &cells);
        for (size_t k = 0; k < columns && k + 2 < cells; k++)
            if (!*example[k])
                example[k] = cell[k + 2];
    }
    return example;
}

static const char *unused_headings(struct web *w, const struct import_matching *m)
{
    size_t n = import_columns_of(m->source), kept = 0;
    const char **unused = arena_array(w->arena, const char *, m->headings + 1);
    for (size_t k = 0; k < m->headings; k++) {
        bool used = false;
        for (size_t i = 0; i < n; i++)
            used |= m->column[i] == (int)k;
        if (!used && *m->heading[k])
            unused[kept++] = m->heading[k];
    }
    if (kept > OPTIONS_MOST)
        return arena_print(w->arena, "%s, and %zu more", text_join(w->arena, unused, OPTIONS_MOST, ", "), kept - OPTIONS_MOST);
    return text_join(w->arena, unused, kept, ", ");
}

static void draw(struct web *w, struct import_by_id *list, struct import_matching *m, const char *error, const char *order_error)
{
    size_t n = import_columns_of(m->source);
    struct import_columns_page p = { .list = list, .m = m, .columns = n, .error = error, .order_error = order_error, .unused = unused_headings(w, m) };
    p.options = m->headings > OPTIONS_MOST ? OPTIONS_MOST : m->headings;
    p.example = examples(w, list, m->headings);
    p.column = arena_array(w->arena, struct import_column_shown, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct import_column *c = &m->source->column[i];
        p.column[i] = (struct import_column_shown){ c->field.name, c->field.label, c->field.need != NULL, m->column[i], m->column[i] >= 0 ? p.example[m->column[i]] : "" };
    }
    if (*error || *order_error)
        w->status = 422;
    web_page(w, "Match the columns");
    view_import_columns(&w->out, w, &p);
}

static struct import_by_id *list_or_away(struct web *w)
{
    struct import_by_id *list = import_or_stop(w);
    bool open = strcmp(list->status, "columns") == 0 || strcmp(list->status, "staged") == 0;
    if (!open)
        web_to_f(w, "/imports/%lld", (long long)list->id);
    return open ? list : NULL;
}

void import_columns_form(struct web *w)
{
    struct import_by_id *list = list_or_away(w);
    if (!list)
        return;
    struct import_matching m = import_matching_of(w->arena, list);
    import_look_at_days(w->db, list->id, &m);
    if (m.is_ambiguous)
        m.order = (enum day_order)list->day_order;
    draw(w, list, &m, "", "");
}

static void read_columns(struct web *w, struct import_matching *m)
{
    size_t n = import_columns_of(m->source);
    for (size_t i = 0; i < n; i++) {
        int64_t column;
        bool chosen = text_number(web_field(w, arena_print(w->arena, "column-%s", m->source->column[i].field.name)), &column) && column >= 0 && (size_t)column < m->headings;
        m->column[i] = chosen ? (int)column : -1;
    }
}

void import_columns_save(struct web *w)
{
    struct import_by_id *list = list_or_away(w);
    if (!list)
        return;
    struct import_matching m = import_matching_of(w->arena, list);
    const char *order = web_field(w, "day_order"), *order_error = "";
    read_columns(w, &m);
    import_look_at_days(w->db, list->id, &m);
    if (m.is_ambiguous) {
        m.order = strcmp(order, "1") == 0 ? DAY_FIRST : strcmp(order, "2") == 0 ? MONTH_FIRST : DAY_ORDER_ASK;
        order_error = m.order ? "" : arena_print(w->arena, "Say what %s means", m.ambiguous);
    }
    const char *error = import_columns_wrong(w->arena, &m, list->setting_id != 0);
    if (*error || *order_error) {
        draw(w, list, &m, error, order_error);
        return;
    }
    set_import_columns(w->db, list->id, import_columns_text(w->arena, &m), m.order, "staging");
    import_remember_columns(w->db, &m, w->now);
    web_audit(w, 0, "change", "list", arena_print(w->arena, "%lld: columns", (long long)list->id));
    web_to_f(w, "/imports/%lld", (long long)list->id);
}
