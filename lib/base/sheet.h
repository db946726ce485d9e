#ifndef BASE_SHEET_H
#define BASE_SHEET_H

/*
 * A list as somebody sends it: comma-separated values in any usual dress, or
 * an Excel workbook (.xlsx).  Called by imports.  The bytes may be anything at
 * all: everything is bounded, no formula is reckoned, nothing is fetched.  The
 * rows stand in a file without a name (spool.h), not in memory.
 */

#include "base/csv.h"
#include "base/spool.h"

enum {
    SHEET_FILE_MOST = 50 << 20,      /* bytes of a file; larger ones are refused before a byte of them is read */
    SHEET_UNPACKED_MOST = 300 << 20, /* bytes that a part of a workbook may unpack to; stopped as it is read */
    SHEET_TEXT_MOST = 200 << 20,     /* bytes of all cells together */
    SHEET_ROWS_MOST = 200000, SHEET_COLUMNS_MOST = 2000, SHEET_CELL_MOST = 32767,
};

struct sheet {
    size_t n;                        /* rows: sheet_row */
    const char *how;                 /* how it was read, for a person: "Windows text (CP1252), parted by semicolons" */
    const char *error;               /* "" or why the whole is refused */
    size_t error_line;
    struct spool *spool;             /* the rows; and, for each, where it stands and its fault */
    struct sheet_place { size_t at, line; const char *fault; } *place;
    size_t room;
};

/* A row; FAULT: "" or what makes it unfit ("Cells are merged here ..."). Its texts live as long as the sheet. */
struct sheet_row { struct csv_row row; const char *fault; };
struct sheet_row sheet_row(struct arena *, const struct sheet *, size_t at);

/*
 * WANTED is the name of a sheet of a workbook, "" the first that has rows.
 * False with error set if it is no list.  Days of a workbook come as ISO days,
 * whole numbers without a point, yes and no as "Yes" and "No"; of a formula the
 * result that its program stored.
 */
bool sheet_read(struct arena *, const char *bytes, size_t len, const char *wanted, struct sheet *);

/* The same from a file; *BYTES and *LEN are it in place (for its hash), NULL where it was refused unread. */
bool sheet_read_file(struct arena *, const char *path, const char *wanted, struct sheet *, const char **bytes, size_t *len);

/* For sheet.c and xlsx.c only: the workbook's part of it; a row is put at the end. */
bool xlsx_read(struct arena *, const char *bytes, size_t len, const char *wanted, struct sheet *);
void sheet_put(struct arena *, struct sheet *, const struct csv_row *, const char *fault);

#endif
