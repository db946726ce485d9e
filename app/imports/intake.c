/*
 * A list as it came: its headings found, its rows put down as they are, a few
 * at a time.  Called by the upload page and by the command.  Nothing here looks
 * at the register.
 */
#include "app/imports/imports.h"
#include "base/text.h"

#include <sodium.h>
#include <string.h>

enum { LOOK_FOR_HEADINGS = 15, ROWS_IN_A_CHUNK = 100 };

static const char *hash_of(struct arena *a, const char *bytes, size_t len)
{
    unsigned char hash[32];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)bytes, len, NULL, 0);
    return text_hex(a, hash, sizeof hash);
}

/* How many of the source's columns this row would be the headings of. */
static size_t columns_named(struct arena *a, const struct import_source *source, const struct csv_row *row)
{
    struct import_matching m = { .source = source, .heading = row->cell, .headings = row->n };
    size_t named = 0;
    import_match_headings(a, &m);
    for (size_t i = 0; i < import_columns_of(source); i++)
        named += m.column[i] >= 0;
    return named;
}

/* Titles may stand above the headings: the row that names most columns is theirs, the first one if none names two. */
static size_t find_headings(struct arena *a, const struct import_source *source, const struct sheet *s)
{
    size_t best = 0, most = 1;
    for (size_t i = 0; i < s->n && i < LOOK_FOR_HEADINGS; i++) {
        struct csv_row row = sheet_row(a, s, i).row;
        size_t named = columns_named(a, source, &row);
        if (named > most) {
            most = named;
            best = i;
        }
    }
    return best;
}

static struct import_intake *judge(struct arena *a, struct import_intake *in, bool right)
{
    struct sheet *s = &in->sheet;
    in->error = "";
    if (!right) {
        in->error = s->error_line ? arena_print(a, "Line %zu: %s", s->error_line, s->error) : s->error;
        return in;
    }
    in->heading = find_headings(a, in->source, s);
    if (s->n - in->heading < 2)
        in->error = "There are no rows below the headings";
    else if (sheet_row(a, s, in->heading).row.n < 2)
        in->error = "There is only one column. A list has a column for each thing it tells, with a heading above it";
    return in;
}

struct import_intake *import_read_bytes(struct arena *a, const struct import_source *source, const char *name, const char *bytes, size_t len, const char *wanted_sheet)
{
    struct import_intake *in = arena_new(a, struct import_intake);
    *in = (struct import_intake){ .source = source, .file_name = name, .hash = hash_of(a, bytes, len) };
    bool right = sheet_read(a, bytes, len, wanted_sheet, &in->sheet);
    return judge(a, in, right);
}

struct import_intake *import_read_file(struct arena *a, const struct import_source *source, const char *name, const char *path, const char *wanted_sheet)
{
    struct import_intake *in = arena_new(a, struct import_intake);
    const char *bytes;
    size_t len;
    *in = (struct import_intake){ .source = source, .file_name = name, .hash = "" };
    bool right = sheet_read_file(a, path, wanted_sheet, &in->sheet, &bytes, &len);
    if (bytes)
        in->hash = hash_of(a, bytes, len);
    return judge(a, in, right);
}

/* ---- putting down ---- */

static const char *packed_cells(struct arena *a, const struct csv_row *row)
{
    const char **cell = arena_array(a, const char *, row->n + 1);
    for (size_t i = 0; i < row->n; i++)
        cell[i] = text_clean(a, row->cell[i], TEXT_LONG);
    return pack_join(a, cell, row->n, PACK_FIELD);
}

static void put_rows(struct db *db, const struct import_intake *in, int64_t id)
{
    struct arena *before = db->arena, *own = arena_inside(before);
    const struct sheet *s = &in->sheet;
    db->arena = own;
    int64_t position = 0;
    for (size_t from = in->heading + 1; from < s->n; from += ROWS_IN_A_CHUNK) {
        const char *line[ROWS_IN_A_CHUNK];
        size_t n = 0;
        for (size_t i = from; i < s->n && n < ROWS_IN_A_CHUNK; i++) {
            struct sheet_row row = sheet_row(own, s, i);
            line[n++] = arena_print(own, "%zu%c%s%c%s", row.row.line, PACK_FIELD, row.fault, PACK_FIELD, packed_cells(own, &row.row));
        }
        add_import_chunk(db, id, ++position, pack_join(own, line, n, PACK_ROW));
        arena_reset(own);
    }
    db->arena = before;
    arena_free(own);
}

/* Columns that were matched before, by the very same headings, and days that can be one day only: there is nothing to ask. */
static bool is_all_known(struct db *db, struct import_matching *m, bool has_setting)
{
    return import_recall_columns(db, m) && !*import_columns_wrong(db->arena, m, has_setting);
}

int64_t import_take_in(struct act act, const struct import_intake *in, int64_t setting, const char *on_day)
{
    struct arena *a = act.db->arena;
    const struct csv_row head = sheet_row(a, &in->sheet, in->heading).row;
    const char *headings = packed_cells(a, &head);
    struct import_matching m = { .source = in->source };
    m.heading = pack_parts(a, headings, PACK_FIELD, &m.headings);
    int64_t id = new_id();
    struct add_import_list row = { .id = id, .source = in->source->code, .file_name = in->file_name, .file_hash = in->hash, .how = in->sheet.how, .status = "columns", .setting_id = setting,
        .on_day = on_day, .headings = headings, .heading_line = (int64_t)head.line, .lines = (int64_t)(in->sheet.n - in->heading - 1), .columns = "", .message = "", .person_id = act.person_id, .made_at = act.now };
    import_match_headings(a, &m);
    row.columns = import_columns_text(a, &m);
    add_import_list(act.db, &row);
    put_rows(act.db, in, id);
    bool known = is_all_known(act.db, &m, setting != 0);
    import_look_at_days(act.db, id, &m);
    if (known && (!m.is_ambiguous || m.order))
        set_import_columns(act.db, id, import_columns_text(a, &m), m.order, "staging");
    return id;
}
