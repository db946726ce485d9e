/*
 * Laying out a PDF: each call of pdf.h becomes notes of what stands where
 * (pdf_sheet.h), in reading order.  Nothing is painted here.  Called from
 * job threads through pdf.h; may not touch cairo surfaces or the file.
 */
#include "out/pdf.h"
#include "out/pdf_sheet.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Some text, laid out and not yet placed. */
struct piece {
    PangoLayout *layout;
    double *top; /* of each line, and the foot of the last: lines + 1 */
    int lines;
    double height;
};

struct style {
    double size;
    bool is_bold;
    double spacing, before, after;
    drawing_colour colour;
};

#define INK        0x1F2328
#define GREY       0x5A6068
#define HAIR       0xD5D9DE
#define OWN_COLOUR ((drawing_colour)-2) /* stands for the authority's colour */

static const struct style title_style = { 25, true, 1.12, 0, 8, OWN_COLOUR };
static const struct style heading_style[] = { { 15, true, 1.15, 13, 5, OWN_COLOUR }, { 12, true, 1.15, 9, 3, INK } };
static const struct style lead_style = { 13.5, false, 1.28, 0, 9, INK };
static const struct style body_style = { 11.5, false, 1.30, 0, 7, INK };
static const struct style small_style = { 9.5, false, 1.25, 2, 5, GREY };
static const struct style label_style = { 11, true, 1.25, 0, 0, INK };
static const struct style cell_style = { 11, false, 1.25, 0, 0, INK };
static const struct style head_style = { 10, true, 1.2, 0, 0, OWN_COLOUR };
static const struct style caption_style = { 11, true, 1.2, 0, 0, INK };
static const struct style box_title_style = { 13, true, 1.15, 0, 4, OWN_COLOUR };

struct pdf {
    struct arena *arena;
    struct sheet sheet;
    struct note *note;
    size_t notes, room;
    PangoLayout **layout; /* all made, to be given back */
    size_t layouts, layout_room;
    double x, width, y;      /* the column, and how far down it is used */
    int level;               /* of the last heading placed */
    bool at_top;             /* nothing stands in the column yet */
    struct piece heading[4]; /* waiting for what they stand over */
    const struct style *heading_style[4];
    int heading_level[4];
    size_t headings;
    double heading_height;
    struct {
        bool open;
        double top, left_end;
        size_t top_page;
        double x, width;
    } columns;
};

static const double bottom = PAGE_HEIGHT - MARGIN_BOTTOM;

/* ---- memory and colours ---- */

static void give_back(void *what)
{
    struct pdf *p = what;
    for (size_t i = 0; i < p->layouts; i++)
        g_object_unref(p->layout[i]);
    p->layouts = 0;
    g_clear_object(&p->sheet.context);
}

static double light_of(int channel)
{
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

/* Contrast with white by WCAG 2.2; 4.5 is wanted for letters. */
static double contrast_with_white(drawing_colour c)
{
    double light = 0.2126 * light_of(c >> 16 & 255) + 0.7152 * light_of(c >> 8 & 255) + 0.0722 * light_of(c & 255);
    return 1.05 / (light + 0.05);
}

static drawing_colour mix(drawing_colour c, drawing_colour with, double share)
{
    drawing_colour mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
        double channel = (c >> shift & 255) * (1 - share) + (with >> shift & 255) * share;
        mixed |= (drawing_colour)lround(channel) << shift;
    }
    return mixed;
}

static drawing_colour own_colour(const char *said)
{
    char *end = NULL;
    long c = said[0] == '#' && strlen(said) == 7 ? strtol(said + 1, &end, 16) : -1;
    if (c < 0 || !end || *end)
        c = 0x12436D;
    drawing_colour colour = (drawing_colour)c;
    while (contrast_with_white(colour) < 4.5)
        colour = mix(colour, 0, 0.08);
    return colour;
}

static bool is_right_to_left(const char *language)
{
    static const char *const rtl[] = { "ar", "fa", "he", "ur", "ps", "ckb", "sd", "yi", "dv" };
    size_t len = strcspn(language, "-_");
    for (size_t i = 0; i < sizeof rtl / sizeof *rtl; i++)
        if (strlen(rtl[i]) == len && strncmp(rtl[i], language, len) == 0)
            return true;
    return false;
}

/* ---- text ---- */

static bool is_rtl(PangoDirection d)
{
    return d == PANGO_DIRECTION_RTL || d == PANGO_DIRECTION_WEAK_RTL;
}

/* Pango turns an alignment round where the text runs against its context; here right is right. */
void sheet_align(PangoLayout *l, bool to_right)
{
    PangoDirection base = pango_context_get_base_dir(pango_layout_get_context(l));
    PangoDirection own = pango_layout_line_get_resolved_direction(pango_layout_get_line_readonly(l, 0));
    bool is_turned = is_rtl(own) != is_rtl(base);
    pango_layout_set_alignment(l, to_right != is_turned ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
}

PangoLayout *sheet_text(PangoContext *context, const char *language, double size, bool is_bold, double spacing,
                        double width, const char *text)
{
    PangoLayout *l = pango_layout_new(context);
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(
        font, "Atkinson Hyperlegible Next, Atkinson Hyperlegible, Noto Sans, sans-serif");
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_font_description_set_weight(font, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(l, font);
    pango_font_description_free(font);
    PangoAttrList *list = pango_attr_list_new();
    pango_attr_list_insert(list, pango_attr_language_new(pango_language_from_string(language)));
    pango_attr_list_insert(list, pango_attr_font_features_new("liga=0, clig=0")); /* "first" is found as "first" */
    pango_layout_set_attributes(l, list);
    pango_attr_list_unref(list);
    if (width > 0) {
        pango_layout_set_width(l, (int)(width * PANGO_SCALE));
        pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    }
    pango_layout_set_line_spacing(l, (float)spacing);
    pango_layout_set_auto_dir(l, !is_bold); /* a title runs as its document does, even where a name of another script begins it */
    char *mended = g_utf8_validate(text, -1, NULL) ? NULL : g_utf8_make_valid(text, -1);
    pango_layout_set_text(l, mended ? mended : text, -1);
    g_free(mended);
    sheet_align(l, is_rtl(pango_context_get_base_dir(context)));
    return l;
}

static void measure(struct pdf *p, struct piece *piece)
{
    piece->lines = pango_layout_get_line_count(piece->layout);
    piece->top = arena_array(p->arena, double, (size_t)piece->lines + 1);
    PangoLayoutIter *at = pango_layout_get_iter(piece->layout);
    int i = 0;
    do {
        int from, to;
        pango_layout_iter_get_line_yrange(at, &from, &to);
        piece->top[i++] = from / (double)PANGO_SCALE;
        piece->top[i] = to / (double)PANGO_SCALE;
    } while (pango_layout_iter_next_line(at) && i < piece->lines);
    pango_layout_iter_free(at);
    piece->height = piece->top[i];
}

static struct piece lay_out(struct pdf *p, const struct style *s, double width, const char *text)
{
    struct piece piece = { .layout = sheet_text(p->sheet.context, p->sheet.language, s->size, s->is_bold, s->spacing,
                                                width, text) };
    if (p->layouts == p->layout_room) {
        size_t room = p->layout_room ? 2 * p->layout_room : 64;
        p->layout = arena_grow(p->arena, p->layout, p->layout_room * sizeof *p->layout, room * sizeof *p->layout);
        p->layout_room = room;
    }
    p->layout[p->layouts++] = piece.layout;
    measure(p, &piece);
    return piece;
}

/* ---- notes ---- */

static struct note *note(struct pdf *p, enum note_kind kind)
{
    if (p->notes == p->room) {
        size_t room = p->room ? 2 * p->room : 128;
        p->note = arena_grow(p->arena, p->note, p->room * sizeof *p->note, room * sizeof *p->note);
        p->room = room;
    }
    struct note *n = &p->note[p->notes++];
    *n = (struct note){ .kind = kind, .tag = "", .attributes = "" };
    return n;
}

static void tag(struct pdf *p, const char *name, const char *attributes)
{
    struct note *n = note(p, NOTE_TAG);
    n->tag = name;
    n->attributes = attributes;
}

static void tag_end(struct pdf *p, const char *name)
{
    note(p, NOTE_END)->tag = name;
}

static void fill(struct pdf *p, double x, double y, double width, double height, double radius, drawing_colour colour)
{
    struct note *n = note(p, NOTE_FILL);
    n->x = x, n->y = y, n->width = width, n->height = height, n->radius = radius, n->colour = colour;
}

static void rule(struct pdf *p, double x, double y, double width, double thick, double dots, drawing_colour colour)
{
    struct note *n = note(p, NOTE_RULE);
    n->x = x, n->y = y, n->width = width, n->height = thick, n->radius = dots, n->colour = colour;
}

static void text_lines(struct pdf *p, const struct piece *piece, int first, int last, double x, double y,
                       drawing_colour colour)
{
    struct note *n = note(p, NOTE_TEXT);
    n->text = piece->layout, n->first = first, n->last = last, n->x = x, n->y = y;
    n->colour = colour == OWN_COLOUR ? p->sheet.colour : colour;
}

/* ---- room on the page ---- */

static void turn_page(struct pdf *p)
{
    note(p, NOTE_PAGE);
    p->sheet.pages++;
    p->y = MARGIN_TOP;
    p->at_top = true;
}

static void put_headings(struct pdf *p)
{
    static const char *const name[] = { "", "H1", "H2", "H3" };
    size_t n = p->headings;
    p->headings = 0;
    for (size_t i = 0; i < n; i++) {
        const struct style *s = p->heading_style[i];
        if (!p->at_top)
            p->y += s->before;
        tag(p, name[p->heading_level[i]], "");
        text_lines(p, &p->heading[i], 0, p->heading[i].lines, p->x, p->y, s->colour);
        tag_end(p, name[p->heading_level[i]]);
        p->level = p->heading_level[i];
        p->y += p->heading[i].height + s->after;
        p->at_top = false;
    }
    p->heading_height = 0;
}

/* Makes sure that HEIGHT fits below what is there, on the next page if need be; places waiting headings. */
static bool need(struct pdf *p, double height)
{
    bool turned = false;
    if (!p->at_top && p->y + p->heading_height + height > bottom) {
        turn_page(p);
        turned = true;
    }
    if (p->headings)
        put_headings(p);
    return turned;
}

/* How many lines from FIRST fit above the foot, leaving no line alone on either page. */
static int lines_that_fit(const struct pdf *p, const struct piece *t, int first)
{
    int last = first;
    while (last < t->lines && p->y + t->top[last + 1] - t->top[first] <= bottom + 0.5)
        last++;
    if (last < t->lines && t->lines - last == 1 && last - first > 2)
        last--;
    if (last == first && p->at_top)
        last++;
    return last;
}

/* Text that may go on on the next page, under one tag. */
static void flow(struct pdf *p, const struct piece *t, double x, const char *name, drawing_colour colour)
{
    tag(p, name, "");
    for (int first = 0; first < t->lines;) {
        int last = lines_that_fit(p, t, first);
        if (last > first)
            text_lines(p, t, first, last, x, p->y, colour);
        p->y += t->top[last] - t->top[first];
        p->at_top = false;
        first = last;
        if (first < t->lines)
            turn_page(p);
    }
    tag_end(p, name);
}

static double first_lines(const struct piece *t)
{
    return t->lines <= 3 ? t->height : t->top[2];
}

/* ---- the builder ---- */

static const char *copy(struct arena *a, const char *text)
{
    if (g_utf8_validate(text, -1, NULL))
        return arena_text(a, text, strlen(text));
    char *mended = g_utf8_make_valid(text, -1);
    const char *kept = arena_text(a, mended, strlen(mended));
    g_free(mended);
    return kept;
}

/* Letters, digits and hyphens, as /Lang must have it: "en_GB" is en-GB. */
static const char *language_tag(struct arena *a, const char *language)
{
    char *tag_text = arena_text(a, language, strlen(language));
    for (char *c = tag_text; *c; c++)
        if (!g_ascii_isalnum(*c))
            *c = '-';
    return *tag_text ? tag_text : "en-GB";
}

struct pdf *pdf_begin(struct arena *a, const struct pdf_about *about)
{
    struct pdf *p = arena_new(a, struct pdf);
    p->arena = a;
    p->sheet = (struct sheet){
        .title = copy(a, about->title),
        .author = copy(a, about->author),
        .language = language_tag(a, about->language),
        .reference = copy(a, about->reference),
        .footer = copy(a, about->footer),
        .page_n_of_m = about->page_n_of_m ? copy(a, about->page_n_of_m) : "Page %d of %d",
        .colour = own_colour(about->colour),
        .is_rtl = is_right_to_left(about->language),
        .logo = about->logo,
        .pages = 1,
    };
    PangoContext *context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_base_dir(context, p->sheet.is_rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    p->sheet.context = context;
    p->x = MARGIN_SIDE;
    p->width = PAGE_WIDTH - 2 * MARGIN_SIDE;
    p->y = MARGIN_TOP;
    p->at_top = true;
    arena_at_end(a, give_back, p);
    tag(p, "Document", "");
    return p;
}

static void add_heading(struct pdf *p, int level, const struct style *s, const char *text)
{
    if (!*text)
        return;
    if (p->headings == sizeof p->heading / sizeof *p->heading)
        need(p, 0);
    p->heading[p->headings] = lay_out(p, s, p->width, text);
    p->heading_style[p->headings] = s;
    p->heading_level[p->headings] = level;
    p->heading_height += s->before + p->heading[p->headings].height + s->after;
    p->headings++;
}

void pdf_heading(struct pdf *p, int level, const char *text)
{
    assert(level >= 1 && level <= 3);
    add_heading(p, level, level == 1 ? &title_style : &heading_style[level - 2], text);
}

void pdf_part(struct pdf *p, const char *text) { add_heading(p, 2, &heading_style[1], text); }

void pdf_subject(struct pdf *p, const char *text) { add_heading(p, 1, &heading_style[0], text); }

static void add_text(struct pdf *p, const struct style *s, const char *text)
{
    if (!*text)
        return;
    struct piece t = lay_out(p, s, p->width, text);
    need(p, s->before + first_lines(&t));
    if (!p->at_top)
        p->y += s->before;
    flow(p, &t, p->x, "P", s->colour);
    p->y += s->after;
}

void pdf_lead(struct pdf *p, const char *text)
{
    add_text(p, &lead_style, text);
}
void pdf_paragraph(struct pdf *p, const char *text)
{
    add_text(p, &body_style, text);
}
void pdf_small(struct pdf *p, const char *text)
{
    add_text(p, &small_style, text);
}

/* Where something of WIDTH stands that is OFFSET from the side where reading begins. */
static double from_start(const struct pdf *p, double x, double room, double offset, double width)
{
    return p->sheet.is_rtl ? x + room - offset - width : x + offset;
}

#define LIST_INDENT 20.0

static void add_item(struct pdf *p, const char *mark, const char *text, double x, double room)
{
    struct style mark_style = body_style;
    mark_style.is_bold = true;
    struct piece t = lay_out(p, &body_style, room - LIST_INDENT, text);
    struct piece m = lay_out(p, &mark_style, LIST_INDENT - 4, mark);
    need(p, first_lines(&t));
    tag(p, "LI", "");
    tag(p, "Lbl", "");
    text_lines(p, &m, 0, m.lines, from_start(p, x, room, 2, LIST_INDENT - 4), p->y, p->sheet.colour);
    tag_end(p, "Lbl");
    flow(p, &t, from_start(p, x, room, LIST_INDENT, room - LIST_INDENT), "LBody", body_style.colour);
    tag_end(p, "LI");
    p->y += 4;
}

static void add_list(struct pdf *p, const char *const *item, size_t n, bool numbered)
{
    if (!n)
        return;
    struct piece first = lay_out(p, &body_style, p->width - LIST_INDENT, item[0]);
    need(p, first_lines(&first));
    tag(p, "L", numbered ? "/A << /O /List /ListNumbering /Decimal >>" : "/A << /O /List /ListNumbering /Disc >>");
    for (size_t i = 0; i < n; i++)
        if (*item[i])
            add_item(p, numbered ? arena_print(p->arena, "%zu.", i + 1) : "\xE2\x80\xA2", item[i], p->x, p->width);
    tag_end(p, "L");
    p->y += body_style.after - 3;
}

void pdf_list(struct pdf *p, const char *const *item, size_t n)
{
    add_list(p, item, n, false);
}
void pdf_steps(struct pdf *p, const char *const *item, size_t n)
{
    add_list(p, item, n, true);
}

/* ---- tables ---- */

#define CELLS    12
#define CELL_PAD 5.0

struct cell {
    struct piece piece;
    double x, width;
    const char *tag, *attributes;
    drawing_colour colour;
    int done;
};

static double row_height(const struct cell *cell, size_t n)
{
    double height = 0;
    for (size_t i = 0; i < n; i++)
        height = fmax(height, cell[i].piece.top[cell[i].piece.lines] - cell[i].piece.top[cell[i].done]);
    return height + 2 * CELL_PAD;
}

/* As much of the row as fits on this page, and whether something is left. */
static bool put_part_of_row(struct pdf *p, struct cell *cell, size_t n)
{
    double used = 0;
    bool left = false;
    tag(p, "TR", "");
    p->y += CELL_PAD;
    for (size_t i = 0; i < n; i++) {
        struct piece *t = &cell[i].piece;
        int last = cell[i].done == t->lines ? t->lines : lines_that_fit(p, t, cell[i].done);
        tag(p, cell[i].tag, cell[i].attributes);
        if (last > cell[i].done)
            text_lines(p, t, cell[i].done, last, cell[i].x, p->y, cell[i].colour);
        tag_end(p, cell[i].tag);
        used = fmax(used, t->top[last] - t->top[cell[i].done]);
        cell[i].done = last;
        left |= last < t->lines;
    }
    tag_end(p, "TR");
    p->y += used + CELL_PAD;
    p->at_top = false;
    return left;
}

/* A row stays whole where it can; one taller than half a page may be broken. */
static void put_row(struct pdf *p, struct cell *cell, size_t n)
{
    while (put_part_of_row(p, cell, n))
        turn_page(p);
    rule(p, p->x, p->y, p->width, 0.6, 0, HAIR);
}

static double worth_keeping(double height)
{
    return height > (PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM) / 2 ? 60 : height;
}

static void set_cell(struct pdf *p, struct cell *c, const struct style *s, double offset, double width,
                     const char *text)
{
    double room = width - 2 * CELL_PAD;
    c->piece = lay_out(p, s, room, text);
    c->x = from_start(p, p->x, p->width, offset + CELL_PAD, room);
    c->width = room;
    c->colour = s->colour;
    c->done = 0;
}

static void set_fact(struct pdf *p, struct cell *cell, const struct pdf_fact *fact)
{
    double label_width = p->width * (p->width < 300 ? 0.38 : 0.32);
    cell[0] = (struct cell){ .tag = "TH", .attributes = "/A << /O /Table /Scope /Row >>" };
    cell[1] = (struct cell){ .tag = "TD", .attributes = "" };
    set_cell(p, &cell[0], &label_style, -CELL_PAD, label_width + CELL_PAD, fact->label);
    set_cell(p, &cell[1], &cell_style, label_width, p->width - label_width, fact->value);
}

/* The rows stand together, with the headings above them, unless they are taller than half a page. */
void pdf_facts(struct pdf *p, const struct pdf_fact *fact, size_t n)
{
    struct cell cell[2];
    double height = 0;
    for (size_t i = 0; i < n; i++) {
        set_fact(p, cell, &fact[i]);
        height += row_height(cell, 2);
    }
    if (n && height == worth_keeping(height))
        need(p, height);
    for (size_t i = 0; i < n; i++) {
        set_fact(p, cell, &fact[i]);
        need(p, worth_keeping(row_height(cell, 2)));
        if (!i) {
            tag(p, "Table", "");
            rule(p, p->x, p->y, p->width, 0.6, 0, HAIR);
        }
        put_row(p, cell, 2);
    }
    if (n)
        tag_end(p, "Table");
    p->y += 9;
}

struct columns {
    double offset[CELLS], width[CELLS];
};

static struct columns share_out(const struct pdf *p, const struct pdf_table *t)
{
    struct columns c = { 0 };
    double all = 0, at = 0;
    for (size_t i = 0; i < t->columns; i++)
        all += t->width ? t->width[i] : 1;
    for (size_t i = 0; i < t->columns; i++) {
        c.offset[i] = at;
        c.width[i] = p->width * (t->width ? t->width[i] : 1) / all;
        at += c.width[i];
    }
    return c;
}

static void set_row(struct pdf *p, const struct pdf_table *t, const struct columns *c, const char *const *text,
                    const struct style *s, struct cell *cell)
{
    for (size_t i = 0; i < t->columns; i++) {
        bool header = s == &head_style;
        cell[i].tag = header ? "TH" : "TD";
        cell[i].attributes = header ? "/A << /O /Table /Scope /Column >>" : "";
        set_cell(p, &cell[i], s, c->offset[i], c->width[i], text[i]);
        if (t->numeric && i < strlen(t->numeric) && t->numeric[i] == 'n')
            sheet_align(cell[i].piece.layout, !p->sheet.is_rtl);
    }
}

static void put_header(struct pdf *p, const struct pdf_table *t, const struct columns *c)
{
    struct cell cell[CELLS];
    set_row(p, t, c, t->header, &head_style, cell);
    fill(p, p->x, p->y, p->width, row_height(cell, t->columns), 3, mix(p->sheet.colour, 0xFFFFFF, 0.9));
    put_row(p, cell, t->columns);
}

void pdf_table(struct pdf *p, const struct pdf_table *t)
{
    assert(t->columns >= 1 && t->columns <= CELLS);
    struct columns c = share_out(p, t);
    struct cell cell[CELLS];
    set_row(p, t, &c, t->header, &head_style, cell);
    double height = row_height(cell, t->columns);
    if (t->rows) {
        set_row(p, t, &c, t->cell, &cell_style, cell);
        height += worth_keeping(row_height(cell, t->columns));
    }
    need(p, height); /* a header without a row under it is no use */
    tag(p, "Table", "");
    put_header(p, t, &c);
    for (size_t row = 0; row < t->rows; row++) {
        set_row(p, t, &c, t->cell + row * t->columns, &cell_style, cell);
        if (need(p, worth_keeping(row_height(cell, t->columns))))
            put_header(p, t, &c);
        put_row(p, cell, t->columns);
    }
    tag_end(p, "Table");
    p->y += 10;
}

/* ---- boxes ---- */

#define BOX_PAD    13.0
#define BANNER_PAD 20.0

static void put_box(struct pdf *p, double height)
{
    p->y += p->at_top ? 0 : 4;
    fill(p, p->x, p->y, p->width, height, 7, mix(p->sheet.colour, 0xFFFFFF, 0.91));
    fill(p, p->sheet.is_rtl ? p->x + p->width - 4.5 : p->x, p->y, 4.5, height, 2.2, p->sheet.colour);
}

/* A box's title is a heading below the last one, so that no level is left out. */
static const char *box_level(const struct pdf *p)
{
    return p->level >= 2 ? "H3" : p->level ? "H2" : "H1";
}

static void put_in_box(struct pdf *p, const struct piece *t, const struct style *s, const char *name)
{
    tag(p, name, "");
    text_lines(p, t, 0, t->lines, p->x + BOX_PAD + 3, p->y, s->colour);
    tag_end(p, name);
    p->y += t->height + s->after;
}

void pdf_box(struct pdf *p, const char *title, const char *text)
{
    double room = p->width - 2 * BOX_PAD - 6;
    struct piece t = lay_out(p, &box_title_style, room, title), body = lay_out(p, &body_style, room, text);
    double height = 2 * BOX_PAD + body.height + (*title ? t.height + box_title_style.after : 0);
    if (height > bottom - MARGIN_TOP) { /* too tall for any page: plain text */
        pdf_heading(p, box_level(p)[1] - '0', title);
        pdf_paragraph(p, text);
        return;
    }
    need(p, height + 4);
    put_box(p, height);
    double end = p->y + height;
    p->y += BOX_PAD - 1;
    if (*title)
        put_in_box(p, &t, &box_title_style, box_level(p));
    if (*text)
        put_in_box(p, &body, &body_style, "P");
    p->y = end + 11;
    p->at_top = false;
}

void pdf_box_list(struct pdf *p, const char *title, const char *const *item, size_t n)
{
    double room = p->width - 2 * BOX_PAD - 6;
    struct piece t = lay_out(p, &box_title_style, room, title);
    double height = 2 * BOX_PAD - 4 + (*title ? t.height + box_title_style.after : 0);
    for (size_t i = 0; i < n; i++)
        height += *item[i] ? lay_out(p, &body_style, room - LIST_INDENT, item[i]).height + 4 : 0;
    if (height > bottom - MARGIN_TOP) {
        pdf_heading(p, box_level(p)[1] - '0', title);
        pdf_list(p, item, n);
        return;
    }
    need(p, height + 4);
    put_box(p, height);
    double end = p->y + height;
    p->y += BOX_PAD - 1;
    p->at_top = false;
    if (*title)
        put_in_box(p, &t, &box_title_style, box_level(p));
    tag(p, "L", "/A << /O /List /ListNumbering /Disc >>");
    for (size_t i = 0; i < n; i++)
        if (*item[i])
            add_item(p, "\xE2\x80\xA2", item[i], p->x + BOX_PAD + 3, room);
    tag_end(p, "L");
    p->y = end + 11;
}

void pdf_banner(struct pdf *p, const char *title, const char *lead)
{
    static const struct style big = { 27, true, 1.1, 0, 4, 0xFFFFFF }, under = { 13.5, false, 1.25, 0, 0, 0xFFFFFF };
    double room = p->width - 2 * BANNER_PAD;
    struct piece t = lay_out(p, &big, room, title), l = lay_out(p, &under, room, lead);
    double height = 2 * BANNER_PAD + t.height + (*lead ? l.height + big.after : 0);
    need(p, height);
    fill(p, p->x, p->y, p->width, height, 10, p->sheet.colour);
    double end = p->y + height;
    p->y += BANNER_PAD - 2;
    tag(p, "H1", "");
    text_lines(p, &t, 0, t.lines, p->x + BANNER_PAD, p->y, big.colour);
    tag_end(p, "H1");
    p->y += t.height + big.after;
    if (*lead) {
        tag(p, "P", "");
        text_lines(p, &l, 0, l.lines, p->x + BANNER_PAD, p->y, under.colour);
        tag_end(p, "P");
    }
    p->y = end + 10;
    p->level = 1;
    p->at_top = false;
}

/* ---- columns ---- */

#define GUTTER 22.0

void pdf_columns_begin(struct pdf *p, double mm)
{
    assert(!p->columns.open);
    need(p, mm * 72 / 25.4);
    p->y += p->at_top ? 0 : 8;
    p->columns.open = true;
    p->columns.top = p->y;
    p->columns.top_page = p->sheet.pages;
    p->columns.x = p->x;
    p->columns.width = p->width;
    p->width = (p->columns.width - GUTTER) / 2;
    p->x = from_start(p, p->columns.x, p->columns.width, 0, p->width);
    p->at_top = true;
}

void pdf_columns_next(struct pdf *p)
{
    assert(p->columns.open);
    need(p, 0);
    p->x = from_start(p, p->columns.x, p->columns.width, p->width + GUTTER, p->width);
    p->columns.left_end = p->y;
    /* Where the left column ran over the page, the right one begins at the top of the new page. */
    p->y = p->columns.top_page == p->sheet.pages ? p->columns.top : MARGIN_TOP;
    p->columns.top_page = p->sheet.pages;
    p->at_top = true;
}

void pdf_columns_end(struct pdf *p)
{
    assert(p->columns.open);
    need(p, 0);
    if (p->columns.top_page == p->sheet.pages)
        p->y = fmax(p->y, p->columns.left_end);
    p->x = p->columns.x;
    p->width = p->columns.width;
    p->columns.open = false;
    p->at_top = false;
}

/* ---- the rest ---- */

#define SIGN_ROOM 30.0

static void put_signature(struct pdf *p, const char *who, const char *date)
{
    double wide = p->width * 0.62, narrow = p->width * 0.30;
    struct piece name = lay_out(p, &small_style, wide, who), day = lay_out(p, &small_style, narrow, date);
    double x = from_start(p, p->x, p->width, 0, wide);
    double day_x = from_start(p, p->x, p->width, p->width - narrow, narrow);
    need(p, SIGN_ROOM + name.height + 6);
    p->y += SIGN_ROOM;
    rule(p, x, p->y, wide, 0.9, 0, GREY);
    rule(p, day_x, p->y, narrow, 0.9, 0, GREY);
    tag(p, "P", "");
    text_lines(p, &name, 0, name.lines, x, p->y + 4, GREY);
    tag_end(p, "P");
    tag(p, "P", "");
    text_lines(p, &day, 0, day.lines, day_x, p->y + 4, GREY);
    tag_end(p, "P");
    p->y += fmax(name.height, day.height) + 6;
    p->at_top = false;
}

void pdf_signature_lines(struct pdf *p, const char *const *who, size_t n, const char *date)
{
    need(p, (double)(n < 8 ? n : 8) * (SIGN_ROOM + 22)); /* nobody signs on a page of their own */
    for (size_t i = 0; i < n; i++)
        put_signature(p, who[i], date);
    p->y += 8;
}

void pdf_writing_lines(struct pdf *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        need(p, 26);
        p->y += 24;
        rule(p, p->x, p->y, p->width, 1, 3, GREY);
        p->at_top = false;
    }
    p->y += 10;
}

void pdf_drawing(struct pdf *p, const struct drawing *d) { pdf_drawing_smaller(p, d, 1); }

void pdf_drawing_smaller(struct pdf *p, const struct drawing *d, double part)
{
    double width = part * fmin(p->width, 370), height = d->height * width / d->width;
    struct piece title = lay_out(p, &caption_style, p->width, d->title);
    need(p, title.height + 4 + height + 10);
    tag(p, "P", "");
    text_lines(p, &title, 0, title.lines, p->x, p->y, caption_style.colour);
    tag_end(p, "P");
    p->y += title.height + 4;
    double x = from_start(p, p->x, p->width, 0, width), foot = PAGE_HEIGHT - p->y - height;
    const char *alt = pdf_string(p->arena, arena_print(p->arena, "%s. %s", d->title, d->description));
    tag(p, "Figure",
        arena_print(p->arena, "/Alt %s /A << /O /Layout /BBox [ %.1f %.1f %.1f %.1f ] /Placement /Block >>", alt, x,
                    foot, x + width, foot + height));
    struct note *n = note(p, NOTE_DRAWING);
    n->drawing = d;
    n->x = x, n->y = p->y, n->width = width, n->height = height;
    tag_end(p, "Figure");
    p->y += height + 10;
    p->at_top = false;
}

void pdf_space(struct pdf *p, double mm)
{
    need(p, 0);
    if (!p->at_top)
        p->y = fmin(p->y + mm * 72 / 25.4, bottom);
}

void pdf_new_page(struct pdf *p)
{
    need(p, 0);
    if (!p->at_top)
        turn_page(p);
}

const void *pdf_end(struct pdf *p, size_t *len, size_t *pages)
{
    need(p, 0);
    tag_end(p, "Document");
    p->sheet.note = p->note;
    p->sheet.notes = p->notes;
    struct bytes file = { .arena = p->arena };
    sheet_paint(&p->sheet, &file);
    sheet_increment(p->arena, &p->sheet, &file);
    give_back(p);
    *len = file.len;
    if (pages)
        *pages = p->sheet.pages;
    return file.at;
}
