#ifndef IMPORTS_IMPORTS_H
#define IMPORTS_IMPORTS_H

#include "app/child/child.h"
#include "app/imports/imports.sql.h"
#include "base/day.h"
#include "base/sheet.h"
#include "base/spool.h"
#include "web/form.h"

/*
 * Lists of others, brought into the register by somebody who looks at them
 * first.  A list is read (intake.c), its columns are matched (columns.c), every
 * row is checked and compared with the register (rows.c, match.c, stage.c),
 * shown (review.c), decided on, and only then written, all of it or nothing
 * (commit.c, apply.c); what was written can be taken back (undo.c).  The slow
 * parts run in a thread of their own (job.c) or in the command (command.c).
 */
extern const struct feature imports_feature;

/* ---- Sources: sources.c ---- */

enum import_about { ABOUT_CHILDREN, ABOUT_REQUESTS, ABOUT_SETTINGS };

/* A cell that names a setting or school, by its name or URN: kept as the setting's id. */
enum import_means { MEANS_ITSELF, MEANS_SETTING, MEANS_SCHOOL, MEANS_KIND, MEANS_STATUS };

struct import_column {
    struct field field;
    const char *headings;        /* other headings that mean this, parted by "|" */
    enum import_means means;
    const char *list;            /* the code list of its choices, NULL = none or those of the field */
};

struct import_source {
    const char *code, *name, *hint;
    enum import_about about;
    const struct import_column *column;      /* ends with a zero row */
    const char *place;           /* kinds of setting of which one may stand for the whole list; NULL = not asked */
    const char *place_label, *place_field;
};
extern const struct import_source import_sources[];      /* ends with a NULL code */
const struct import_source *import_source_of(const char *code);      /* NULL if there is none */
size_t import_columns_of(const struct import_source *);
size_t import_column_at(const struct import_source *, const char *field);    /* (size_t)-1 if the source has none */

/* ---- Packed texts: pack.c ---- */

enum { PACK_FIELD = 0x1F, PACK_ROW = 0x1E, PACK_PART = 0x1D };
const char *const *pack_parts(struct arena *, const char *packed, char separator, size_t *n);    /* "" has none */
const char *pack_join(struct arena *, const char *const *part, size_t n, char separator);
const char *pack_value(struct arena *, const char *told, const char *field);     /* of "field U+001D value" parted by U+001F; "" if absent */

/* ---- A list as it came: intake.c ---- */

struct import_intake {
    const struct import_source *source;
    const char *file_name, *hash;
    struct sheet sheet;
    size_t heading;              /* the row of the sheet that holds the headings */
    const char *error;           /* "" or why the whole list is refused, for a person */
};
/* Reads bytes or a file; nothing is written. */
struct import_intake *import_read_bytes(struct arena *, const struct import_source *, const char *name, const char *bytes, size_t len, const char *wanted_sheet);
struct import_intake *import_read_file(struct arena *, const struct import_source *, const char *name, const char *path, const char *wanted_sheet);
/* Writes the list and its rows; SETTING 0 = told by the rows. Returns its id. Its columns are matched as far as they can be; with nothing left to ask it waits for the job. */
int64_t import_take_in(struct act, const struct import_intake *, int64_t setting, const char *on_day);

/* ---- Columns: columns.c ---- */

struct import_matching {
    const struct import_source *source;
    const char *const *heading;
    size_t headings;
    int *column;                 /* of each column of the source: which of the file, -1 = none */
    enum day_order order;
    bool is_ambiguous;           /* some day could be two, and nothing in its column says which */
    const char *ambiguous;       /* one of them, as it stands in the file */
};
void import_match_headings(struct arena *, struct import_matching *);
const char *import_columns_text(struct arena *, const struct import_matching *);
struct import_matching import_matching_of(struct arena *, const struct import_by_id *);
void import_look_at_days(struct db *, int64_t import, struct import_matching *);
const char *import_columns_wrong(struct arena *, const struct import_matching *, bool has_setting);   /* "" or what is missing, for a person */
void import_remember_columns(struct db *, const struct import_matching *, int64_t now);
bool import_recall_columns(struct db *, struct import_matching *);
bool import_needs_setting(const struct import_source *);

/* ---- Rows: rows.c ---- */

struct import_row_read {
    size_t line;
    struct form *form;           /* of the source's columns, checked */
    const char *faults;          /* "" or one a line */
};

struct import_reader {           /* what reading many rows shares */
    struct arena *arena;         /* of the rows */
    struct web *w;               /* stands in for a request: arena, today */
    const struct import_source *source;
    const struct import_matching *matching;
    const struct field *field;
    const struct choice **choices;
    struct settings_for_import *setting;
    size_t settings;
    const char **setting_folded;
    int64_t setting_id;          /* of the whole list; 0 = none */
};
struct import_reader *import_reader_new(struct arena *, struct db *, const struct import_matching *, int64_t setting, const char *today);
/* CELLS: the line, its fault, the cells of the file. */
struct import_row_read import_read_row(struct import_reader *, const char *const *cell, size_t cells);
const char *import_value_words(struct arena *, struct import_reader *, const char *field, const char *value);   /* as a person reads it */

/* ---- The register beside a row: compare.c, differ.c ---- */

struct import_row {              /* as it will stand in table import_row */
    size_t line;
    const char *kind, *name, *born_on, *told, *differs, *faults, *maybe;
    int64_t about_id, first_line, likeness;
    struct match_person person;
    const char *nhs_number, *upn;
};

enum { MAYBE_MOST = 5 };

/* Compares the rows of one list, in order, with the register and with the rows before. */
struct import_comparing *import_comparing_new(struct arena *, struct db *, const struct import_source *, const char *today);
/* Finds whom ROW is about: kind, about_id, first_line, maybe, likeness, and a fault where a number is another child's; texts in the database's arena. PLACE: the setting it tells, as text. */
void import_compare(struct import_comparing *, struct import_row *, const char *place);
/* The register's record of a number that is not CHILD's; 0 = free. */
int64_t import_number_of_other(struct db *, const char *nhs_number, const char *upn, int64_t child);

/* ---- Staging: stage.c ---- */

struct import_staged { struct spool *rows; size_t n; };      /* too many for memory */
/* Reads, checks and compares every row; writes nothing into the database. */
struct import_staged import_stage_rows(struct db *, struct arena *, const struct import_by_id *, const char *today);
/* Puts the rows where the earlier ones were, decisions kept where they still fit; how many are of another kind now. */
int64_t import_write_staged(struct db *, const struct import_by_id *, const struct import_staged *, int64_t now);
/* What differs between what a row tells and what is so: packed for import_row.differs. "" = nothing. */
const char *import_differs(struct db *, struct arena *, struct import_reader *, int64_t child, const char *told);
/* The names of fields that a list may change of a child, in order; ends with NULL. */
extern const char *const import_child_fields[];
const char *import_child_fact(struct arena *, const struct child_by_id *, const char *field);     /* "" if not known */
bool import_is_other(const char *field, struct arena *, const char *was, const char *told);        /* TOLD is not empty and is something else */

/* ---- Committing and undoing: commit.c, apply.c, undo.c ---- */

struct import_done { bool is_done; const char *message; };
/* Inside a write transaction. Not done: the register changed and rows are of another kind now; or there is nothing to write. */
struct import_done import_commit(struct act, int64_t import);
struct import_done import_undo(struct act, int64_t import);

struct import_apply { struct act act; int64_t import, line; const char *on_day, *source_name; struct import_reader *reader; };
void import_apply_child(struct import_apply *, int64_t child, const char *told);
void import_set_fact(struct child_by_id *, const char *field, const char *value);
int64_t import_apply_new_child(struct import_apply *, const char *told);
void import_apply_request(struct import_apply *, const char *told);
int64_t import_apply_setting(struct import_apply *, int64_t setting, const char *told);
void import_note_change(struct import_apply *, const char *what, int64_t child, int64_t about, const char *field, const char *was);

/* ---- The command: command.c ---- */

struct command_line;
int command_import(struct command_line *);

/* ---- The job: job.c ---- */

/* A thread with a connection of its own, until import_stop. */
struct import_worker *import_start(const struct site *, const char *database);
void import_stop(struct import_worker *);
/* One round: the oldest list that waits is staged, committed or undone. False if none waits. For tests, the command, and the thread. */
bool import_round(struct db *, const char *today, int64_t now);
/* How far it is, of the list that is being worked on; 0 of 0 for others. */
void import_progress(int64_t import, int64_t *done, int64_t *of);
void import_progress_set(int64_t import, int64_t done, int64_t of);

/* ---- Pages: pages.c, upload.c, columns_page.c, decide.c ---- */

const char *import_status_words(const char *status);
const char *import_status_class(const char *status);
const char *import_kind_words(const char *kind);
const struct choice *import_source_choices(struct web *);
struct import_by_id *import_or_stop(struct web *);       /* that of the path, within reach, with an audit entry */

/* The page of one list: what stands on it besides the list itself. */
struct import_page {
    struct import_by_id *list;
    const struct import_source *source;
    struct import_counts *count;
    struct import_rows_listed *row;
    size_t rows;
    bool is_more, is_later, may_commit;
    const char *kind;                /* the filter; "" = all */
    int64_t done, of;
    struct children_touched_since *touched;
    size_t touches;
    struct imports_with_hash *same_file;
    size_t same_files;
    const char *error;               /* why it cannot be committed as it was asked; "" = none */
};
struct import_difference { const char *label, *was, *now; };
struct import_difference *import_differences(struct arena *, const char *packed, size_t *n);
const char *const *import_faults(struct arena *, const char *faults, size_t *n);

/* A column as its page shows it. */
struct import_column_shown { const char *name, *label; bool is_needed; int column; const char *example; };
struct import_columns_page {
    struct import_by_id *list;
    struct import_matching *m;
    struct import_column_shown *column;
    size_t columns, options;         /* how many columns of the file are offered */
    const char *const *example;      /* of each column of the file */
    const char *unused;              /* headings that nothing is matched to */
    const char *error, *order_error;
};

/* One row beside those it may be. */
struct import_told { const char *label, *value; };
struct import_side { struct child_by_id *child; const char *line_name; int64_t line; struct match_result *match; struct import_difference *difference; size_t differences; };
struct import_row_page {
    struct import_by_id *list;
    struct import_rows_listed *row;
    struct import_told *told;
    struct import_side *side;
    size_t tolds, sides;
    struct form *form;               /* NULL = nothing to decide */
};

void imports_list(struct web *), import_new_form(struct web *), import_new_before(struct web *), import_new(struct web *), import_show(struct web *);
void import_columns_form(struct web *), import_columns_save(struct web *);
void import_row_show(struct web *), import_row_decide(struct web *), import_ask_commit(struct web *), import_ask_undo(struct web *), import_drop(struct web *), import_wrong_rows(struct web *), import_receipts_file(struct web *);
void import_home_panel(struct web *, int64_t);

#endif
