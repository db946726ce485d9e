/*
 * Reading and writing comma-separated values.  Called by imports and exports;
 * the bytes read may be anything at all (tests/fuzz_csv.c).
 */
#include "base/csv.h"

#include "base/text.h"

#include <string.h>

enum { STANDARD_ROWS = 200000, STANDARD_CELLS = 500, STANDARD_BYTES = 100000 };

struct reader {
    struct arena passing, cells_kept;        /* the texts of one row; the array of cells */
    const char *at, *end;
    size_t line;                             /* of at */
    struct csv_limits limit;
    const char **cell;                       /* of the row being read; room is kept from row to row */
    size_t cells, cell_room, rows;
    csv_keep *keep;
    void *keeps;
    const char *error;
    size_t error_line;
};

static bool wrong(struct reader *r, size_t line, const char *error)
{
    r->error = error;
    r->error_line = line;
    return false;
}

static bool is_line_end(const struct reader *r)
{
    return r->at < r->end && (*r->at == '\n' || *r->at == '\r');
}

static void skip_line_end(struct reader *r)
{
    r->at += r->end - r->at > 1 && r->at[0] == '\r' && r->at[1] == '\n' ? 2 : 1;
    r->line++;
}

static bool add_cell(struct reader *r, const char *text, size_t len)
{
    if (len > r->limit.bytes)
        return wrong(r, r->line, "A cell is too long");
    if (r->cells == r->limit.cells)
        return wrong(r, r->line, "There are too many cells in this row");
    if (r->cells == r->cell_room) {
        size_t room = r->cell_room ? r->cell_room * 2 : 32;
        r->cell = arena_grow(&r->cells_kept, r->cell, r->cell_room * sizeof *r->cell, room * sizeof *r->cell);
        r->cell_room = room;
    }
    r->cell[r->cells++] = len ? arena_text(&r->passing, text, len) : "";
    return true;
}

static bool read_plain(struct reader *r)
{
    const char *from = r->at;
    while (r->at < r->end && *r->at != r->limit.separator && !is_line_end(r))
        r->at++;
    return add_cell(r, from, (size_t)(r->at - from));
}

/* FROM to TO with each "" made one quote. */
static bool add_quoted(struct reader *r, const char *from, const char *to, size_t pairs)
{
    size_t len = (size_t)(to - from) - pairs, n = 0;
    if (!pairs || len > r->limit.bytes)
        return add_cell(r, from, len);
    char *text = arena_take(&r->passing, len + 1, 1);
    for (const char *p = from; p < to; p++) {
        text[n++] = *p;
        p += *p == '"';
    }
    return add_cell(r, text, len);
}

static bool read_quoted(struct reader *r)
{
    size_t opened = r->line, pairs = 0;
    const char *from = ++r->at;
    for (; r->at < r->end; r->at++) {
        if (is_line_end(r)) {
            skip_line_end(r);
            r->at--;
        } else if (*r->at == '"') {
            if (r->end - r->at < 2 || r->at[1] != '"')
                break;
            r->at++;
            pairs++;
        }
    }
    if (r->at == r->end)
        return wrong(r, opened, "A quotation mark is opened here and never closed");
    const char *to = r->at++;
    if (r->at < r->end && *r->at != r->limit.separator && !is_line_end(r))
        return wrong(r, r->line, "There is text after a closing quotation mark");
    return add_quoted(r, from, to, pairs);
}

static bool has_anything(const struct reader *r)
{
    for (size_t i = 0; i < r->cells; i++)
        if (*r->cell[i])
            return true;
    return false;
}

static bool hand_on(struct reader *r, size_t line)
{
    if (!has_anything(r))
        return true;
    if (r->rows++ == r->limit.rows)
        return wrong(r, line, "There are too many rows");
    r->keep(r->keeps, &(struct csv_row){ r->cell, r->cells, line });
    return true;
}

static bool read_row(struct reader *r)
{
    size_t line = r->line;
    r->cells = 0;
    arena_reset(&r->passing);
    for (;;) {
        bool is_quoted = r->at < r->end && *r->at == '"';
        if (!(is_quoted ? read_quoted(r) : read_plain(r)))
            return false;
        if (r->at == r->end || *r->at != r->limit.separator)
            break;
        r->at++;
    }
    if (r->at < r->end)
        skip_line_end(r);
    return hand_on(r, line);
}

/* The line of the first line whose bytes are not text, or 0. */
static size_t line_not_text(const char *bytes, size_t len)
{
    if (text_is_utf8(bytes, len))
        return 0;
    size_t line = 1;
    for (const char *at = bytes, *end = bytes + len; at < end; line++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop ? stop + 1 : end;
        if (!text_is_utf8(at, (size_t)(stop - at)))
            return line;
        at = stop;
    }
    return line;
}

static bool read_rows(struct reader *r, size_t len)
{
    size_t line = len ? line_not_text(r->at, len) : 0;
    if (line)
        return wrong(r, line, "This is not UTF-8 text. Save the file as \"CSV UTF-8\"");
    if (len >= 3 && memcmp(r->at, "\xEF\xBB\xBF", 3) == 0)
        r->at += 3;
    while (r->at < r->end)
        if (!read_row(r))
            return false;
    return true;
}

bool csv_each(const char *bytes, size_t len, const struct csv_limits *limits, csv_keep *keep, void *keeps, const char **error, size_t *line)
{
    struct csv_limits l = limits ? *limits : (struct csv_limits){ 0 };
    l.rows = l.rows ? l.rows : STANDARD_ROWS;
    l.cells = l.cells ? l.cells : STANDARD_CELLS;
    l.bytes = l.bytes ? l.bytes : STANDARD_BYTES;
    l.separator = l.separator ? l.separator : ',';
    struct reader r = { .at = bytes, .end = bytes + len, .line = 1, .limit = l, .keep = keep, .keeps = keeps, .error = "" };
    bool right = read_rows(&r, len);
    *error = r.error;
    *line = r.error_line;
    arena_free(&r.passing);
    arena_free(&r.cells_kept);
    return right;
}

/* ---- a whole file in memory ---- */

struct keeping { struct arena *arena; struct csv *into; size_t room; };

static void keep_row(void *x, const struct csv_row *row)
{
    struct keeping *k = x;
    struct csv *csv = k->into;
    if (csv->n == k->room) {
        size_t room = k->room ? k->room * 2 : 64;
        csv->row = arena_grow(k->arena, csv->row, k->room * sizeof *csv->row, room * sizeof *csv->row);
        k->room = room;
    }
    const char **cell = arena_array(k->arena, const char *, row->n);
    for (size_t i = 0; i < row->n; i++)
        cell[i] = *row->cell[i] ? arena_text(k->arena, row->cell[i], strlen(row->cell[i])) : "";
    csv->row[csv->n++] = (struct csv_row){ cell, row->n, row->line };
}

bool csv_read(struct arena *a, const char *bytes, size_t len, const struct csv_limits *limits, struct csv *csv)
{
    *csv = (struct csv){ .error = "" };
    struct keeping k = { a, csv, 0 };
    return csv_each(bytes, len, limits, keep_row, &k, &csv->error, &csv->error_line);
}

int csv_column(struct arena *a, const struct csv *csv, const char *heading)
{
    const char *wanted = text_fold(a, heading);
    for (size_t i = 0; csv->n && i < csv->row[0].n; i++)
        if (text_equal(text_fold(a, csv->row[0].cell[i]), wanted))
            return (int)i;
    return -1;
}

const char *csv_cell(struct arena *a, const struct csv_row *row, int column)
{
    return column < 0 || (size_t)column >= row->n ? "" : text_clean(a, row->cell[column], TEXT_LONG);
}

/* ---- Writing ---- */

void csv_write_start(struct out *o)
{
    html_lit(o, "\xEF\xBB\xBF", 3);
}

/* Every such beginning, numbers too: the rule has no exception to get wrong (docs/security.md). */
static bool looks_like_formula(const char *s) { return *s && strchr("=+-@\t\r", *s); }

static bool needs_quotes(const char *s)
{
    return strpbrk(s, ",\"\r\n\t") || s[0] == ' ' || (*s && s[strlen(s) - 1] == ' ');
}

static void write_cell(struct out *o, const char *s)
{
    const char *guard = looks_like_formula(s) ? "'" : "";
    if (!needs_quotes(s)) {
        html_lit(o, guard, strlen(guard));
        html_lit(o, s, strlen(s));
        return;
    }
    html_lit(o, "\"", 1);
    html_lit(o, guard, strlen(guard));
    for (const char *quote; (quote = strchr(s, '"')); s = quote + 1) {
        html_lit(o, s, (size_t)(quote - s));
        html_lit(o, "\"\"", 2);
    }
    html_lit(o, s, strlen(s));
    html_lit(o, "\"", 1);
}

void csv_write_row(struct out *o, const char *const *cell, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            html_lit(o, ",", 1);
        write_cell(o, cell[i]);
    }
    html_lit(o, "\r\n", 2);
}
