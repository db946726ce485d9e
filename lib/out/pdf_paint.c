/*
 * Painting the notes of pdf.c with cairo: pages with head and foot, text,
 * boxes, drawings, into bytes in memory.  Called by pdf_end() only.  It may
 * not decide where anything stands, but for head and foot.
 */
#include "out/pdf_sheet.h"

#include <cairo-pdf.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOOT_GREY 0x5A6068
#define FOOT_HAIR 0xD5D9DE

void bytes_add(struct bytes *b, const void *what, size_t len)
{
    if (b->len + len > b->room) {
        size_t room = b->room ? 2 * (b->len + len) : len + 65536;
        b->at = arena_grow(b->arena, b->at, b->room, room);
        b->room = room;
    }
    if (len)
        memcpy(b->at + b->len, what, len);
    b->len += len;
}

void bytes_print(struct bytes *b, const char *format, ...)
{
    char text[256];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (len < 0 || len >= (int)sizeof text)
        abort();
    bytes_add(b, text, (size_t)len);
}

static cairo_status_t write_bytes(void *file, const unsigned char *what, unsigned len)
{
    bytes_add(file, what, len);
    return CAIRO_STATUS_SUCCESS;
}

static void set_colour(cairo_t *cr, drawing_colour c)
{
    cairo_set_source_rgb(cr, (c >> 16 & 255) / 255.0, (c >> 8 & 255) / 255.0, (c & 255) / 255.0);
}

/* ---- text and shapes ---- */

static void paint_lines(cairo_t *cr, const struct note *n)
{
    PangoLayoutIter *at = pango_layout_get_iter(n->text);
    double top = 0;
    int line = 0;
    do {
        int from, to;
        PangoRectangle box;
        pango_layout_iter_get_line_yrange(at, &from, &to);
        if (line == n->first)
            top = from / (double)PANGO_SCALE;
        if (line < n->first || line >= n->last)
            continue;
        pango_layout_iter_get_line_extents(at, NULL, &box);
        cairo_move_to(cr, n->x + box.x / (double)PANGO_SCALE,
                      n->y + pango_layout_iter_get_baseline(at) / (double)PANGO_SCALE - top);
        pango_cairo_show_layout_line(cr, pango_layout_iter_get_line_readonly(at));
    } while (line++, pango_layout_iter_next_line(at));
    pango_layout_iter_free(at);
}

static void paint_fill(cairo_t *cr, const struct note *n)
{
    double r = fmin(n->radius, fmin(n->width, n->height) / 2), x = n->x, y = n->y, w = n->width, h = n->height;
    cairo_new_sub_path(cr);
    cairo_arc(cr, x + w - r, y + r, r, -G_PI / 2, 0);
    cairo_arc(cr, x + w - r, y + h - r, r, 0, G_PI / 2);
    cairo_arc(cr, x + r, y + h - r, r, G_PI / 2, G_PI);
    cairo_arc(cr, x + r, y + r, r, G_PI, 3 * G_PI / 2);
    cairo_close_path(cr);
    cairo_fill(cr);
}

static void paint_rule(cairo_t *cr, const struct note *n)
{
    cairo_save(cr);
    cairo_set_line_width(cr, n->height);
    if (n->radius > 0) {
        cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
        cairo_set_dash(cr, (double[]){ 0, n->radius }, 2, 0);
    }
    cairo_move_to(cr, n->x, n->y);
    cairo_line_to(cr, n->x + n->width, n->y);
    cairo_stroke(cr);
    cairo_restore(cr);
}

/* ---- drawings ---- */

static void paint_mark_text(cairo_t *cr, const struct sheet *s, const struct mark *m)
{
    PangoLayout *l = sheet_text(s->context, s->language, m->size, m->is_bold, 1, 0, m->text);
    int width;
    pango_layout_get_size(l, &width, NULL);
    double back = m->align == ALIGN_START ? 0 : m->align == ALIGN_MIDDLE ? 0.5 : 1;
    cairo_move_to(cr, m->at[0].x - back * width / PANGO_SCALE,
                  m->at[0].y - pango_layout_get_baseline(l) / (double)PANGO_SCALE);
    set_colour(cr, m->fill);
    pango_cairo_show_layout(cr, l);
    g_object_unref(l);
}

static void paint_mark(cairo_t *cr, const struct sheet *s, const struct mark *m)
{
    if (m->kind == MARK_TEXT) {
        paint_mark_text(cr, s, m);
        return;
    }
    cairo_new_path(cr);
    if (m->kind == MARK_CIRCLE)
        cairo_arc(cr, m->at[0].x, m->at[0].y, m->radius, 0, 2 * G_PI);
    for (size_t i = 0; m->kind != MARK_CIRCLE && i < m->n; i++)
        cairo_line_to(cr, m->at[i].x, m->at[i].y);
    if (m->kind == MARK_AREA)
        cairo_close_path(cr);
    if (m->fill != NO_COLOUR) {
        set_colour(cr, m->fill);
        cairo_fill_preserve(cr);
    }
    if (m->stroke != NO_COLOUR) {
        set_colour(cr, m->stroke);
        cairo_set_line_width(cr, m->stroke_width);
        cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
        cairo_set_dash(cr, &m->dash, m->dash > 0, 0);
        cairo_stroke_preserve(cr);
    }
}

static void paint_drawing(cairo_t *cr, const struct sheet *s, const struct note *n)
{
    cairo_save(cr);
    cairo_translate(cr, n->x, n->y);
    cairo_scale(cr, n->width / n->drawing->width, n->height / n->drawing->height);
    for (size_t i = 0; i < n->drawing->n; i++)
        paint_mark(cr, s, &n->drawing->mark[i]);
    cairo_restore(cr);
}

/* ---- head and foot: outside the tags, so that a reader passes over them ---- */

static void text_at(cairo_t *cr, const struct sheet *s, double size, bool is_bold, double x, double y, double width,
                    bool to_right, const char *text)
{
    PangoLayout *l = sheet_text(s->context, s->language, size, is_bold, 1.15, width, text);
    sheet_align(l, to_right);
    cairo_move_to(cr, x, y);
    pango_cairo_show_layout(cr, l);
    g_object_unref(l);
}

/* Two texts in one line: SHARE of the width where reading begins, after INDENT; the rest for the other. */
static void text_pair(cairo_t *cr, const struct sheet *s, double size, double y, double share, double indent,
                      drawing_colour colour, bool is_bold, const char *one, const char *two)
{
    double width = PAGE_WIDTH - 2 * MARGIN_SIDE, first = width * share, rest = width - first;
    set_colour(cr, colour);
    text_at(cr, s, size, is_bold, s->is_rtl ? MARGIN_SIDE + rest : MARGIN_SIDE + indent, y, first - indent, s->is_rtl, one);
    set_colour(cr, FOOT_GREY);
    text_at(cr, s, fmin(size, 10), false, s->is_rtl ? MARGIN_SIDE : MARGIN_SIDE + first, y + (size > 10), rest,
            !s->is_rtl, two);
}

/* PAGE_N_OF_M with its two %d; it is never used as a format. */
static const char *page_words(struct arena *a, const char *text, size_t page, size_t pages)
{
    const char *one = strstr(text, "%d"), *two = one ? strstr(one + 2, "%d") : NULL;
    if (!two)
        return arena_print(a, "%zu / %zu", page, pages);
    return arena_print(a, "%.*s%zu%.*s%zu%s", (int)(one - text), text, page, (int)(two - one - 2), one + 2, pages,
                       two + 2);
}

/* ---- the logo ---- */

struct reading {
    const unsigned char *at;
    size_t left;
};

static cairo_status_t read_bytes(void *from, unsigned char *to, unsigned len)
{
    struct reading *r = from;
    if (len > r->left)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(to, r->at, len);
    r->at += len;
    r->left -= len;
    return CAIRO_STATUS_SUCCESS;
}

/* Height and width stand in a JPEG's start of frame (ITU T.81, B.2.2); cairo puts its bytes into the PDF as they are. */
static cairo_surface_t *jpeg_surface(const struct pdf_logo *logo)
{
    const unsigned char *b = logo->bytes;
    for (size_t i = 2; i + 9 < logo->len && b[i] == 0xFF;) {
        unsigned kind = b[i + 1], len = (unsigned)b[i + 2] << 8 | b[i + 3];
        if (kind >= 0xC0 && kind <= 0xCF && kind != 0xC4 && kind != 0xC8 && kind != 0xCC) {
            int height = b[i + 5] << 8 | b[i + 6], width = b[i + 7] << 8 | b[i + 8];
            cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
            cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, b, logo->len, NULL, NULL);
            return surface;
        }
        i += 2 + len;
    }
    return NULL;
}

static cairo_surface_t *logo_surface(const struct pdf_logo *logo)
{
    struct reading from = { logo->bytes, logo->len };
    cairo_surface_t *surface = logo->is_jpeg ? jpeg_surface(logo) : cairo_image_surface_create_from_png_stream(read_bytes, &from);
    if (surface && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS && cairo_image_surface_get_height(surface) > 0)
        return surface;
    cairo_surface_destroy(surface);
    return NULL;
}

/* Where reading begins, 28 points high and at most 140 wide; returns how much room it takes. A picture that cannot be read is left out. */
static double paint_logo(cairo_t *cr, const struct sheet *s)
{
    cairo_surface_t *logo = s->logo.bytes ? logo_surface(&s->logo) : NULL;
    if (!logo)
        return 0;
    double wide = cairo_image_surface_get_width(logo), high = cairo_image_surface_get_height(logo), scale = fmin(28 / high, 140 / wide);
    cairo_save(cr);
    cairo_translate(cr, s->is_rtl ? PAGE_WIDTH - MARGIN_SIDE - wide * scale : MARGIN_SIDE, 26 + (28 - high * scale) / 2);
    cairo_scale(cr, scale, scale);
    cairo_set_source_surface(cr, logo, 0, 0);
    cairo_paint(cr);
    cairo_restore(cr);
    cairo_surface_destroy(logo);
    return wide * scale + 8;
}

static void paint_head_and_foot(cairo_t *cr, const struct sheet *s, struct arena *a, size_t page)
{
    double foot = PAGE_HEIGHT - MARGIN_BOTTOM + 16;
    set_colour(cr, s->colour);
    cairo_rectangle(cr, 0, 0, PAGE_WIDTH, page == 1 ? 12 : 6);
    cairo_fill(cr);
    double indent = page == 1 ? paint_logo(cr, s) : 0;
    text_pair(cr, s, page == 1 ? 12 : 10, 34, 0.65, indent, s->colour, true, page == 1 ? s->author : s->title, s->reference);
    set_colour(cr, FOOT_HAIR);
    paint_rule(cr, &(struct note){ .x = MARGIN_SIDE, .y = foot, .width = PAGE_WIDTH - 2 * MARGIN_SIDE, .height = 0.7 });
    text_pair(cr, s, 9, foot + 7, 0.75, 0, FOOT_GREY, false, s->footer, page_words(a, s->page_n_of_m, page, s->pages));
}

/* ---- pages ---- */

static void paint_note(cairo_t *cr, const struct sheet *s, const struct note *n)
{
    switch (n->kind) {
    case NOTE_TAG:
        cairo_tag_begin(cr, n->tag, NULL);
        return;
    case NOTE_END:
        cairo_tag_end(cr, n->tag);
        return;
    case NOTE_DRAWING:
        paint_drawing(cr, s, n);
        return;
    case NOTE_PAGE:
        return;
    case NOTE_TEXT:
    case NOTE_FILL:
    case NOTE_RULE:
        break;
    }
    set_colour(cr, n->colour);
    if (n->kind == NOTE_TEXT)
        paint_lines(cr, n);
    else if (n->kind == NOTE_FILL)
        paint_fill(cr, n);
    else
        paint_rule(cr, n);
}

/* Bookmarks, by which a reader goes through a long paper: each heading, below the last one of a level above it. */
static void add_bookmark(cairo_surface_t *surface, const struct note *tag, size_t page, int above[4])
{
    const struct note *text = tag + 1;
    int level = tag->tag[0] == 'H' && tag->tag[1] >= '1' && tag->tag[1] <= '3' && !tag->tag[2] ? tag->tag[1] - '0' : 0;
    if (!level || text->kind != NOTE_TEXT)
        return;
    int parent = CAIRO_PDF_OUTLINE_ROOT;
    for (int i = 1; i < level; i++)
        parent = above[i] ? above[i] : parent;
    char place[80];
    snprintf(place, sizeof place, "page=%zu pos=[%d %d]", page, (int)text->x, (int)text->y);
    above[level] = cairo_pdf_surface_add_outline(surface, parent, pango_layout_get_text(text->text), place, level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
    for (int i = level + 1; i < 4; i++)
        above[i] = 0;
}

void sheet_paint(const struct sheet *s, struct bytes *file)
{
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(write_bytes, file, PAGE_WIDTH, PAGE_HEIGHT);
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, s->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, s->author);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Rightdoor");
    cairo_t *cr = cairo_create(surface);
    size_t page = 1;
    int above[4] = { 0 };
    paint_head_and_foot(cr, s, file->arena, page);
    for (size_t i = 0; i < s->notes; i++) {
        if (s->note[i].kind == NOTE_PAGE) {
            cairo_show_page(cr);
            paint_head_and_foot(cr, s, file->arena, ++page);
        } else {
            paint_note(cr, s, &s->note[i]);
            if (s->note[i].kind == NOTE_TAG && i + 1 < s->notes)
                add_bookmark(surface, &s->note[i], page, above);
        }
    }
    cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    if (!status)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (status) {
        fprintf(stderr, "pdf: %s\n", cairo_status_to_string(status));
        abort();
    }
}
