/*
 * Staging: every row of a list read, checked and compared, and put where the
 * pages read it.  Called by the job and, when a list is committed, by commit.c.
 * Nothing of the register is written here.
 */
#include "app/imports/imports.h"
#include "base/check_digit.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNKS_AT_ONCE = 20 };

struct staging {
    struct arena *arena, *passing;   /* of what stays; of one row */
    struct db *db;
    const struct import_by_id *list;
    struct import_reader *reader;
    struct import_comparing *comparing;
    struct import_staged staged;
};

/* ---- rows put by until all are compared ---- */

static void put_text(struct spool *s, const char *text) { spool_put(s, text, strlen(text)); }

static void put_row(struct spool *s, const struct import_row *r)
{
    char numbers[128];
    snprintf(numbers, sizeof numbers, "%zu %lld %lld %lld", r->line, (long long)r->about_id, (long long)r->first_line, (long long)r->likeness);
    put_text(s, numbers);
    const char *const text[] = { r->kind, r->name, r->born_on, r->told, r->differs, r->faults, r->maybe };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        put_text(s, text[i]);
}

static const char *next_text(const char **at)
{
    const char *text = *at;
    *at += strlen(text) + 1;
    return text;
}

static struct import_row next_row(const char **at)
{
    struct import_row r = { 0 };
    char *rest;
    r.line = (size_t)strtoull(next_text(at), &rest, 10);
    r.about_id = strtoll(rest, &rest, 10);
    r.first_line = strtoll(rest, &rest, 10);
    r.likeness = strtoll(rest, &rest, 10);
    const char **text[] = { &r.kind, &r.name, &r.born_on, &r.told, &r.differs, &r.faults, &r.maybe };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        *text[i] = next_text(at);
    return r;
}

/* ---- reading and comparing ---- */

/* One line of an address from its parts; the columns themselves are not kept. */
static const char *whole_address(struct arena *a, const struct form *f)
{
    static const char *const part[] = { "street", "locality", "town" };
    const char *line[3];
    size_t n = 0;
    for (size_t i = 0; i < 3; i++)
        if (*form_value(f, part[i]))
            line[n++] = form_value(f, part[i]);
    return text_join(a, line, n, ", ");
}

static const char *told_by(struct staging *s, const struct import_row_read *r)
{
    struct arena *a = s->passing;
    bool right = !*r->faults;
    const char **part = arena_array(a, const char *, r->form->n + 2);
    size_t n = 0;
    for (size_t i = 0; i < r->form->n; i++) {
        const char *name = r->form->field[i].name, *value = right ? form_value(r->form, name) : form_typed(r->form, name);
        if (*value)
            part[n++] = arena_print(a, "%s%c%s", name, PACK_PART, value);
    }
    if (s->reader->source->about == ABOUT_SETTINGS && *whole_address(a, r->form))
        part[n++] = arena_print(a, "address%c%s", PACK_PART, whole_address(a, r->form));
    return pack_join(a, part, n, PACK_FIELD);
}

static const char *value_of(struct staging *s, const struct import_row_read *r, const char *field)
{
    return import_column_at(s->reader->source, field) == (size_t)-1 ? "" : form_typed(r->form, field);
}

static void fill_row(struct staging *s, struct import_row *row, const struct import_row_read *r)
{
    bool of_settings = s->reader->source->about == ABOUT_SETTINGS;
    *row = (struct import_row){ .line = r->line, .kind = "wrong", .differs = "", .maybe = "", .faults = r->faults, .told = told_by(s, r), .born_on = value_of(s, r, "born_on") };
    const char *given = of_settings ? "" : value_of(s, r, "given_name"), *family = value_of(s, r, of_settings ? "name" : "family_name");
    row->name = *given ? arena_print(s->passing, "%s %s", given, family) : family;
    row->nhs_number = value_of(s, r, "nhs_number");
    row->upn = of_settings ? value_of(s, r, "urn") : value_of(s, r, "upn");
    row->person = (struct match_person){ given, family, value_of(s, r, "known_as"), row->born_on, value_of(s, r, "sex"), value_of(s, r, "postcode"), row->nhs_number };
}

static void stage_row(struct staging *s, const char *packed)
{
    size_t cells;
    s->db->arena = s->reader->arena = s->passing;
    const char *const *cell = pack_parts(s->passing, packed, PACK_FIELD, &cells);
    struct import_row_read r = import_read_row(s->reader, cell, cells);
    struct import_row row;
    fill_row(s, &row, &r);
    if (!*row.faults) {
        import_compare(s->comparing, &row, pack_value(s->passing, row.told, s->reader->source->place_field ? s->reader->source->place_field : "setting"));
        if (strcmp(row.kind, "same") == 0 && row.about_id && s->reader->source->about != ABOUT_REQUESTS) {
            row.differs = import_differs(s->db, s->passing, s->reader, row.about_id, row.told);
            row.kind = *row.differs ? "changed" : "same";
        }
    }
    put_row(s->staged.rows, &row);
    s->staged.n++;
    arena_reset(s->passing);
}

static void stage_chunk(struct staging *s, const char *lines, struct arena *a)
{
    size_t n;
    const char *const *row = pack_parts(a, lines, PACK_ROW, &n);
    for (size_t i = 0; i < n; i++)
        stage_row(s, row[i]);
}

struct import_staged import_stage_rows(struct db *db, struct arena *a, const struct import_by_id *list, const char *today)
{
    struct arena *before = db->arena, *chunks = arena_inside(a);
    db->arena = a;
    struct import_matching m = import_matching_of(a, list);
    struct staging s = { .arena = a, .db = db, .list = list, .reader = import_reader_new(a, db, &m, list->setting_id, today), .staged = { spool_new(a), 0 }, .passing = arena_inside(a) };
    s.comparing = import_comparing_new(a, db, m.source, today);
    size_t n = 1;
    for (int64_t after = 0; n;) {
        db->arena = chunks;
        struct import_chunks *c = import_chunks(db, list->id, after, CHUNKS_AT_ONCE, &n);
        for (size_t i = 0; i < n; i++) {
            after = c[i].position;
            stage_chunk(&s, c[i].lines, chunks);
            import_progress_set(list->id, (int64_t)s.staged.n, list->lines);
        }
        arena_reset(chunks);
    }
    db->arena = before;
    arena_free(chunks);
    arena_free(s.passing);
    if (!spool_read(s.staged.rows))
        db->failed(db, DB_FULL, "import_stage_rows", "no room to put the compared rows by");
    return s.staged;
}

/* ---- writing them ---- */

/* A decision holds as long as what it chose is still among what may be chosen. */
static bool still_fits(const struct import_rows_decided *d, const struct import_row *r)
{
    if (!*d->decision || strcmp(r->kind, "wrong") == 0)
        return false;
    if (strcmp(d->decision, "leave") == 0)
        return true;
    if (strcmp(r->kind, "unsure") != 0)
        return false;
    char id[32];
    snprintf(id, sizeof id, "%lld", (long long)(d->about_id ? d->about_id : -d->first_line));
    return strcmp(d->decision, "new") == 0 || strstr(r->maybe, id) != NULL;
}

/* The same row when it was compared before; both lists are in the order of lines. */
static const struct import_rows_decided *before_of(const struct import_rows_decided *d, size_t n, size_t *at, size_t line)
{
    while (*at < n && (size_t)d[*at].line < line)
        (*at)++;
    return *at < n && (size_t)d[*at].line == line ? &d[*at] : NULL;
}

static void write_row(struct db *db, int64_t import, const struct import_row *r, const struct import_rows_decided *old, bool is_moved)
{
    bool keep = old && still_fits(old, r), same = keep && strcmp(old->decision, "same") == 0;
    add_import_row(db, &(struct add_import_row){ .id = new_id(), .import_id = import, .line = (int64_t)r->line, .kind = r->kind, .about_id = same ? old->about_id : r->about_id,
        .first_line = same ? old->first_line : r->first_line, .name = r->name, .born_on = r->born_on, .told = r->told, .differs = r->differs, .faults = r->faults, .likeness = r->likeness, .maybe = r->maybe,
        .decision = keep ? old->decision : "", .decided_by = keep ? old->decided_by : 0, .is_moved = is_moved });
}

int64_t import_write_staged(struct db *db, const struct import_by_id *list, const struct import_staged *s, int64_t now)
{
    struct arena *before = db->arena, *own = arena_inside(before);
    size_t n, at = 0;
    int64_t moved = 0;
    struct import_rows_decided *old = import_rows_decided(db, list->id, &n);
    drop_import_rows(db, list->id);
    db->arena = own;
    const char *place = spool_read(s->rows);
    for (size_t i = 0; i < s->n; i++) {
        const struct import_row row = next_row(&place);
        const struct import_rows_decided *was = before_of(old, n, &at, row.line);
        bool chose = was && strcmp(was->decision, "same") == 0;
        bool is_moved = was && (strcmp(was->kind, row.kind) != 0 || (!chose && was->about_id != row.about_id));
        write_row(db, list->id, &row, was, is_moved);
        moved += is_moved;
        if (i % 256 == 0)
            arena_reset(own);
    }
    db->arena = before;
    arena_free(own);
    set_import_staged(db, list->id, now, "");
    return moved;
}
