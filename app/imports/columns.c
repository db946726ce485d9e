/*
 * Which column of a file is which of ours, and whether days are written with
 * the day or the month first.  Called by the intake and by the columns page.
 * What was matched once is remembered for the same headings of the same source.
 */
#include "app/imports/imports.h"
#include "base/text.h"

#include <sodium.h>
#include <string.h>

static bool is_among(struct arena *a, const char *folded, const char *headings)
{
    size_t n;
    const char *const *part = pack_parts(a, headings ? headings : "", '|', &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(part[i], folded) == 0)
            return true;
    return false;
}

/* "date_of_birth" and "DateOfBirth" as they stand, folded: underscores part words as blanks do. */
static const char *fold_heading(struct arena *a, const char *heading)
{
    char *s = arena_text(a, heading, strlen(heading));
    for (char *c = s; *c; c++)
        if (*c == '_' || *c == '(' || *c == ')')
            *c = ' ';
    return text_fold(a, s);
}

/* 2 our own name or label, 1 another heading for it, 0 something else. */
static int means(struct arena *a, const struct import_column *c, const char *folded)
{
    if (!*folded)
        return 0;
    if (strcmp(folded, fold_heading(a, c->field.name)) == 0 || strcmp(folded, text_fold(a, c->field.label)) == 0)
        return 2;
    return is_among(a, folded, c->headings);
}

void import_match_headings(struct arena *a, struct import_matching *m)
{
    size_t n = import_columns_of(m->source);
    m->column = arena_array(a, int, n + 1);
    const char **folded = arena_array(a, const char *, m->headings + 1);
    for (size_t k = 0; k < m->headings; k++)
        folded[k] = fold_heading(a, m->heading[k]);
    for (size_t i = 0; i < n; i++) {
        int best = 0;
        m->column[i] = -1;
        for (size_t k = 0; k < m->headings; k++) {
            int fits = means(a, &m->source->column[i], folded[k]);
            if (fits > best) {
                best = fits;
                m->column[i] = (int)k;
            }
        }
    }
}

const char *import_columns_text(struct arena *a, const struct import_matching *m)
{
    size_t n = import_columns_of(m->source), kept = 0;
    const char **part = arena_array(a, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        if (m->column[i] >= 0)
            part[kept++] = arena_print(a, "%s=%d", m->source->column[i].field.name, m->column[i]);
    return pack_join(a, part, kept, PACK_FIELD);
}

static void read_columns(struct arena *a, struct import_matching *m, const char *text)
{
    size_t n = import_columns_of(m->source), parts;
    const char *const *part = pack_parts(a, text, PACK_FIELD, &parts);
    m->column = arena_array(a, int, n + 1);
    for (size_t i = 0; i < n; i++)
        m->column[i] = -1;
    for (size_t k = 0; k < parts; k++) {
        const char *is = strchr(part[k], '=');
        int64_t column;
        size_t at = is ? import_column_at(m->source, arena_text(a, part[k], (size_t)(is - part[k]))) : (size_t)-1;
        if (at != (size_t)-1 && text_number(is + 1, &column) && column >= 0 && (size_t)column < m->headings)
            m->column[at] = (int)column;
    }
}

struct import_matching import_matching_of(struct arena *a, const struct import_by_id *i)
{
    struct import_matching m = { .source = import_source_of(i->source), .order = (enum day_order)i->day_order };
    m.heading = pack_parts(a, i->headings, PACK_FIELD, &m.headings);
    read_columns(a, &m, i->columns);
    return m;
}

/* ---- days ---- */

static bool is_day(enum field_kind k) { return k == DATE || k == PAST_DATE || k == BIRTH_DATE || k == FUTURE_DATE; }

struct day_count { size_t either, day_first, month_first; const char *example; };

static void count_day(struct arena *a, struct day_count *d, const char *typed, struct arena *kept)
{
    enum day_shape shape = day_read(a, typed, DAY_ORDER_ASK).shape;
    d->day_first += shape == DAY_NEEDS_DAY_FIRST;
    d->month_first += shape == DAY_NEEDS_MONTH_FIRST;
    if (shape == DAY_EITHER && !d->either++)
        d->example = arena_text(kept, typed, strlen(typed));
}

static void count_chunk(struct arena *a, struct import_matching *m, const char *lines, struct day_count *d, struct arena *kept)
{
    size_t rows, cells;
    const char *const *row = pack_parts(a, lines, PACK_ROW, &rows);
    for (size_t r = 0; r < rows; r++) {
        const char *const *cell = pack_parts(a, row[r], PACK_FIELD, &cells);
        for (size_t i = 0; m->source->column[i].field.name; i++) {
            size_t at = (size_t)m->column[i] + 2;
            if (m->column[i] >= 0 && at < cells && is_day(m->source->column[i].field.kind))
                count_day(a, d, cell[at], kept);
        }
    }
}

/* One program wrote the file, so its days have one order: a single 27/3 says it of all. Both kinds, or neither, and a person is asked. */
void import_look_at_days(struct db *db, int64_t import, struct import_matching *m)
{
    struct arena *before = db->arena, *own = arena_inside(before);
    struct day_count d = { .example = "" };
    size_t n = 1;
    db->arena = own;
    for (int64_t after = 0; n;) {
        struct import_chunks *c = import_chunks(db, import, after, 20, &n);
        for (size_t i = 0; i < n; i++) {
            after = c[i].position;
            count_chunk(own, m, c[i].lines, &d, before);
        }
        arena_reset(own);
    }
    db->arena = before;
    arena_free(own);
    m->is_ambiguous = d.either && (!d.day_first == !d.month_first);
    m->ambiguous = d.example;
    if (!m->is_ambiguous)
        m->order = d.month_first && !d.day_first ? MONTH_FIRST : DAY_FIRST;
}

/* ---- what is missing, and what was matched before ---- */

const char *import_columns_wrong(struct arena *a, const struct import_matching *m, bool has_setting)
{
    size_t n = import_columns_of(m->source);
    for (size_t i = 0; i < n; i++)
        if (m->source->column[i].field.need && m->column[i] < 0)
            return arena_print(a, "No column is matched to ‘%s’, which each row must have", m->source->column[i].field.label);
    if (import_needs_setting(m->source) && !has_setting && m->column[import_column_at(m->source, m->source->place_field)] < 0)
        return arena_print(a, "No column says the %s, and none was chosen for the whole list", m->source->place_field);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            if (m->column[i] >= 0 && m->column[i] == m->column[k])
                return arena_print(a, "‘%s’ and ‘%s’ are matched to the same column", m->source->column[k].field.label, m->source->column[i].field.label);
    return "";
}

static const char *headings_hash(struct arena *a, const struct import_matching *m)
{
    const char *all = pack_join(a, m->heading, m->headings, PACK_FIELD);
    unsigned char hash[32];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)all, strlen(all), NULL, 0);
    return text_hex(a, hash, sizeof hash);
}

/* The order of days is asked anew each time: the next file may come from another machine. */
void import_remember_columns(struct db *db, const struct import_matching *m, int64_t now)
{
    remember_columns(db, m->source->code, headings_hash(db->arena, m), import_columns_text(db->arena, m), 0, now);
}

bool import_recall_columns(struct db *db, struct import_matching *m)
{
    struct remembered_columns *r = remembered_columns(db, m->source->code, headings_hash(db->arena, m));
    if (r)
        read_columns(db->arena, m, r->columns);
    return r != NULL;
}
