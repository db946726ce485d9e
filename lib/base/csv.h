#ifndef BASE_CSV_H
#define BASE_CSV_H

/*
 * Comma-separated values (RFC 4180).  Read by imports, from files that people
 * saved from spreadsheets and systems of others; written by exports for
 * people who open them in a spreadsheet.  What a column means is not known here.
 */

#include "base/arena.h"
#include "base/html.h"

#include <stdbool.h>
#include <stddef.h>

struct csv_row {
    const char *const *cell;   /* N texts, UTF-8, not trimmed, never NULL */
    size_t n;
    size_t line;               /* where the row begins, counted from 1, for messages */
};

struct csv_limits { size_t rows, cells, bytes; char separator; };   /* rows; cells in a row; bytes in a cell; what parts cells: 0 for the standard ones */

struct csv {
    struct csv_row *row;       /* the heading row is row 0; rows without anything in them are left out */
    size_t n;
    const char *error;         /* "" or what is wrong, for a person */
    size_t error_line;         /* in which line, from 1; 0 if none */
};

/*
 * Reads a whole file.  UTF-8 with or without byte order mark; lines end in
 * CRLF, LF or CR; a quoted cell may hold commas, line ends and "" for a quote.
 * A quote within an unquoted cell stands for itself.  Wrong are: text after a
 * closing quote, a quote never closed, a NUL, what is not UTF-8, and more than
 * the limits (standard: 200,000 rows, 500 cells, 100,000 bytes, a comma).  False if
 * wrong; the rows before the error are still there.
 */
bool csv_read(struct arena *, const char *bytes, size_t len, const struct csv_limits *, struct csv *);

/*
 * The same row by row: KEEP is given each, whose texts are gone when the next
 * one comes.  False with *ERROR and *LINE set if the file is wrong.
 */
typedef void csv_keep(void *, const struct csv_row *);
bool csv_each(const char *bytes, size_t len, const struct csv_limits *, csv_keep *keep, void *keeps, const char **error, size_t *line);

/* Which column has this heading, letter case, accents and marks apart ("Date of birth" = "date-of-birth"); -1 if none. */
int csv_column(struct arena *, const struct csv *, const char *heading);

/* A cell with white space at both ends taken off; "" if the row is shorter or COLUMN is -1. */
const char *csv_cell(struct arena *, const struct csv_row *, int column);

/*
 * Writing: csv_write_start once (a byte order mark, so that Excel reads
 * UTF-8), then rows, each ended with CRLF.  A cell that begins with = + - @
 * tab or CR gets a ' before it, so that no spreadsheet takes it for a formula;
 * no exception, numbers too.
 */
void csv_write_start(struct out *);
void csv_write_row(struct out *, const char *const *cell, size_t n);

#endif
