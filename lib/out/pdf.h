#ifndef OUT_PDF_H
#define OUT_PDF_H

/*
 * Letters, plans and passports as tagged PDF, A4.  Called from job threads,
 * never from a worker that serves pages.  Each call adds one thing below the
 * last; a heading stays with what follows it; pages break by themselves and
 * carry a head and a foot ("Page 1 of 2").  pdf_end() gives the file.
 *
 * It may not read the database, nor touch a file: fonts come from fontconfig,
 * the bytes go to the arena.  Any thread may use its own struct pdf (pango
 * keeps a font map for each thread).
 *
 * Texts are UTF-8, never NULL; "" adds nothing.  "\n" in a text is a line
 * break.  Every script that an installed font has is shaped, right to left too.
 * Nothing given has to outlive the call, but drawings until pdf_end().
 *
 * Headings are bookmarks too.  Tags are cairo's; /Lang, /Alt, table scopes and DisplayDocTitle, which cairo
 * 1.16 cannot write, are added by an incremental update (ISO 32000-1, 7.5.6).
 */
#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct drawing;
struct pdf;

struct pdf_about {
    const char *title;       /* of the document, not of a child's name: it stands in the window's title */
    const char *author;      /* the authority's name, at the head of each page */
    const char *language;    /* BCP 47: "en-GB", "pl", "ar"; decides the direction of columns */
    const char *reference;   /* at the right of the head, as "EY-1042"; "" none */
    const char *footer;      /* left of the page number, as whom to ring; "" none */
    const char *colour;      /* the authority's colour "#rrggbb", dark enough on white; "" is #12436D */
    const char *page_n_of_m; /* translated "Page %d of %d"; NULL is English.  Only the two %d are replaced. */
    struct pdf_logo {
        const void *bytes;   /* a PNG or JPEG, checked before it was kept; NULL is none */
        size_t len;
        bool is_jpeg;
    } logo;                  /* the authority's, before its name on the first page */
};

struct pdf *pdf_begin(struct arena *, const struct pdf_about *);

void pdf_heading(struct pdf *, int level, const char *text); /* level 1 (once, the title), 2 or 3 */
void pdf_subject(struct pdf *, const char *text);            /* what a letter is about: its heading of level 1, in letters as small as level 2's */
void pdf_part(struct pdf *, const char *text);               /* a heading of level 2 in letters as small as level 3's: a passport's parts */
void pdf_lead(struct pdf *, const char *text);               /* the sentence under the title, larger */
void pdf_paragraph(struct pdf *, const char *text);
void pdf_small(struct pdf *, const char *text);                  /* a note in small grey letters */
void pdf_list(struct pdf *, const char *const *item, size_t n);  /* bullets */
void pdf_steps(struct pdf *, const char *const *item, size_t n); /* 1. 2. 3. */

/* Label and value, side by side: a table with row headers. */
struct pdf_fact {
    const char *label, *value;
};
void pdf_facts(struct pdf *, const struct pdf_fact *, size_t n);

/* A table; the header is repeated on each page. */
struct pdf_table {
    size_t columns;            /* 1 to 12 */
    const char *const *header; /* `columns` texts */
    const char *const *cell;   /* rows * columns texts, row by row */
    size_t rows;
    const double *width; /* `columns` shares of the width, any unit; NULL is all alike */
    const char *numeric; /* one letter a column, 'n' for right-aligned numbers; NULL is none */
};
void pdf_table(struct pdf *, const struct pdf_table *);

/* A tinted call-out: what matters most. */
void pdf_box(struct pdf *, const char *title, const char *text);
/* The same with bullets in it. */
void pdf_box_list(struct pdf *, const char *title, const char *const *item, size_t n);

/* The title (level 1) and a sentence, white on the authority's colour: the top of a passport. */
void pdf_banner(struct pdf *, const char *title, const char *lead);

/*
 * Two columns, for a passport of one page: begin; what follows goes left;
 * next: to the right; end: full width again, below the longer one.  Columns
 * must fit on the page: they begin a new one where less than MM are left.
 */
void pdf_columns_begin(struct pdf *, double mm);
void pdf_columns_next(struct pdf *);
void pdf_columns_end(struct pdf *);

/* For each: a line to sign on and one for the date, with who under it.  DATE is the word for "Date". */
void pdf_signature_lines(struct pdf *, const char *const *who, size_t n, const char *date);

/* Lines of dots to write on by hand: a voice box. */
void pdf_writing_lines(struct pdf *, size_t n);

/* A chart or picture made by out/chart: a Figure whose /Alt is its title and description. */
void pdf_drawing(struct pdf *, const struct drawing *);
void pdf_drawing_smaller(struct pdf *, const struct drawing *, double part);   /* part of its usual size, above 0 and at most 1 */

void pdf_space(struct pdf *, double mm);
void pdf_new_page(struct pdf *);

/* The finished file, in the arena; LEN its bytes, *PAGES (if not NULL) its pages.  The struct pdf is spent. */
const void *pdf_end(struct pdf *, size_t *len, size_t *pages);

#endif
