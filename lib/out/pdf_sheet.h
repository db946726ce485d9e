#ifndef OUT_PDF_SHEET_H
#define OUT_PDF_SHEET_H

/*
 * Between the two halves of the PDF writer: pdf.c lays text out and notes what
 * stands where on which page; pdf_paint.c paints those notes with cairo when
 * the number of pages is known; pdf_increment.c adds what cairo cannot write.
 * Nobody else includes this.  Lengths are points (1/72 inch), y downwards.
 */
#include "out/drawing.h"
#include "out/pdf.h"

#include <pango/pangocairo.h>

#define PAGE_WIDTH    595.276
#define PAGE_HEIGHT   841.89
#define MARGIN_SIDE   56.0
#define MARGIN_TOP    74.0
#define MARGIN_BOTTOM 66.0

enum note_kind {
    NOTE_PAGE,   /* what follows stands on the next page */
    NOTE_TAG,    /* a structure element begins: `tag` */
    NOTE_END,    /* it ends: `tag` */
    NOTE_TEXT,   /* lines first..last-1 of `text`, top left at x, y */
    NOTE_FILL,   /* a box x, y, width, height with round corners */
    NOTE_RULE,   /* a line from x, y to x + width, y; dotted where `radius` > 0 */
    NOTE_DRAWING /* `drawing` into the box x, y, width, height */
};

struct note {
    enum note_kind kind;
    const char *tag;
    const char *attributes; /* TAG: goes into the structure element's dictionary; "" none */
    PangoLayout *text;
    int first, last;
    double x, y, width, height, radius;
    drawing_colour colour;
    const struct drawing *drawing;
};

struct sheet { /* all that the painter must know */
    const char *title, *author, *language, *reference, *footer, *page_n_of_m;
    drawing_colour colour;
    bool is_rtl;
    PangoContext *context;
    struct pdf_logo logo;
    const struct note *note;
    size_t notes, pages;
};

struct bytes {
    struct arena *arena;
    char *at;
    size_t len, room;
};
void bytes_add(struct bytes *, const void *, size_t len);
__attribute__((format(printf, 2, 3))) void bytes_print(struct bytes *, const char *format, ...);

/* Paints all pages into FILE; ends the process where cairo fails, which is want of memory. */
void sheet_paint(const struct sheet *, struct bytes *file);

/* Appends to FILE, which cairo 1.16 made: catalog with LANGUAGE, and the attributes of each tag, in order. */
void sheet_increment(struct arena *, const struct sheet *, struct bytes *file);

/* A text string as a PDF object: "<FEFF...>", UTF-16. */
const char *pdf_string(struct arena *, const char *utf8);

/* In pdf.c: a layout in the house letter.  WIDTH <= 0 is one line. */
PangoLayout *sheet_text(PangoContext *, const char *language, double size, bool is_bold, double spacing, double width,
                        const char *text);

/* All lines of the layout to the right or to the left, whichever way they are read. */
void sheet_align(PangoLayout *, bool to_right);

#endif
