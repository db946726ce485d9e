/*
 * Reading one sheet of an Excel workbook (ECMA-376), piece by piece: libzip
 * unpacks, expat parses, and both stop at the limits of sheet.h.  Called by
 * sheet.c.  No document type, no entity, no link, no formula is followed.
 */
#include "base/sheet.h"

#include "base/date.h"
#include "base/day.h"
#include "base/text.h"

#include <expat.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum { PIECE = 16384, ENTRIES_MOST = 2000, SHEETS_MOST = 200, STYLES_MOST = 65536, STRINGS_MOST = 4000000, STRINGS_UNPACKED_MOST = 150 << 20, SMALL_MOST = 20 << 20, MERGES_MOST = 100000 };

struct text { char *at; size_t len, room; };
struct one_sheet { const char *name, *rel, *path; };
struct merged { size_t row, last_row; };

struct book {
    struct arena *arena, passing;    /* PASSING: the texts of one row */
    zip_t *zip;
    struct sheet *into;
    XML_Parser parser;
    const char *error;
    struct one_sheet sheet[SHEETS_MOST];
    size_t sheets;
    struct spool *texts;             /* the shared strings, and where each stands */
    uint32_t *string;
    size_t strings, string_room;
    bool *style_is_date;
    size_t styles, style_room;
    int64_t *date_format;            /* ids of the workbook's own formats that show a day */
    size_t date_formats;
    bool in_formats, counts_from_1904;
    /* while cells are read */
    struct text text;                /* of the element that is open */
    bool keeps_text, in_phonetic, has_formula, has_value;
    const char **cell;
    size_t cells, column, row, text_bytes;
    char type[16];
    size_t style;
    const char *row_fault;
    struct merged *merged;
    size_t merges;
};

static void stop(struct book *b, const char *error)
{
    if (!*b->error)
        b->error = error;
    if (b->parser)
        XML_StopParser(b->parser, XML_FALSE);
}

/* ---- one part of the workbook ---- */

static const char *local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static const char *attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(local(attributes[i]), name) == 0)
            return attributes[i + 1];
    return "";
}

static void on_doctype(void *x, const char *name, const char *system, const char *public, int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    stop(x, "The workbook holds a document type, which no spreadsheet writes: it was refused");
}

static void on_text(void *x, const char *s, int n)
{
    struct book *b = x;
    if (!b->keeps_text)
        return;
    size_t len = (size_t)n;
    if (b->text.len + len > SHEET_CELL_MOST * 4) {
        stop(b, "A cell of the workbook is too long");
        return;
    }
    if (b->text.len + len + 1 > b->text.room) {
        size_t room = (b->text.len + len + 1) * 2;
        b->text.at = arena_grow(b->arena, b->text.at, b->text.room, room);
        b->text.room = room;
    }
    memcpy(b->text.at + b->text.len, s, len);
    b->text.len += len;
    b->text.at[b->text.len] = 0;
}

static void count_text(struct book *b, size_t len)
{
    b->text_bytes += len + 1;
    if (b->text_bytes > SHEET_TEXT_MOST)
        stop(b, "The workbook holds more text than we take in one list (200 MB). Send it in parts");
}

/* The text of the element that has ended, for the row at hand. */
static const char *taken(struct book *b) { return b->text.len ? arena_text(&b->passing, b->text.at, b->text.len) : ""; }

static void unpack(struct book *b, zip_file_t *f, zip_uint64_t most)
{
    zip_uint64_t sum = 0;
    for (;;) {
        void *piece = XML_GetBuffer(b->parser, PIECE);
        zip_int64_t n = piece ? zip_fread(f, piece, PIECE) : -1;
        if (n < 0) {
            stop(b, "The workbook is damaged: it does not unpack");
            return;
        }
        sum += (zip_uint64_t)n;
        if (sum > most) {
            stop(b, "The workbook unpacks to far more than a list needs: it was refused");
            return;
        }
        if (XML_ParseBuffer(b->parser, (int)n, n == 0) != XML_STATUS_OK) {
            stop(b, "The workbook is damaged: its parts are not as Excel writes them");
            return;
        }
        if (n == 0)
            return;
    }
}

typedef void starts(void *, const char *, const char **);
typedef void ends(void *, const char *);

/* Parses the part NAME, unpacked to MOST bytes at the most; false with b->error if it is wrong, or MUST be there and is not. */
static bool parse(struct book *b, const char *name, zip_uint64_t most, bool must, starts *start, ends *end)
{
    zip_file_t *f = zip_fopen(b->zip, name, ZIP_FL_NOCASE);
    if (!f) {
        if (must)
            stop(b, "This is not an Excel workbook (.xlsx), or it is protected by a password. Save it anew as \"Excel workbook (.xlsx)\", or as CSV");
        return !must;
    }
    b->parser = XML_ParserCreate(NULL);
    if (!b->parser)
        abort();
    XML_SetUserData(b->parser, b);
    XML_SetElementHandler(b->parser, start, end);
    XML_SetCharacterDataHandler(b->parser, on_text);
    XML_SetStartDoctypeDeclHandler(b->parser, on_doctype);
    unpack(b, f, most);
    XML_ParserFree(b->parser);
    b->parser = NULL;
    zip_fclose(f);
    return !*b->error;
}

/* ---- workbook, relations, styles, shared strings ---- */

static void end_nothing(void *x, const char *name) { (void)x, (void)name; }

static const char *kept(struct book *b, const char *s) { return arena_text(b->arena, s, strlen(s)); }

static void start_workbook(void *x, const char *name, const char **at)
{
    struct book *b = x;
    if (strcmp(local(name), "workbookPr") == 0) {
        const char *from = attribute(at, "date1904");
        b->counts_from_1904 = strcmp(from, "1") == 0 || strcmp(from, "true") == 0;
    }
    if (strcmp(local(name), "sheet") != 0)
        return;
    if (b->sheets == SHEETS_MOST)
        stop(b, "The workbook has more than 200 sheets");
    else
        b->sheet[b->sheets++] = (struct one_sheet){ kept(b, attribute(at, "name")), kept(b, attribute(at, "id")), "" };
}

static void start_relations(void *x, const char *name, const char **at)
{
    struct book *b = x;
    const char *to = attribute(at, "Target");
    if (strcmp(local(name), "Relationship") != 0 || strcmp(attribute(at, "TargetMode"), "External") == 0)
        return;
    for (size_t i = 0; i < b->sheets; i++)
        if (strcmp(b->sheet[i].rel, attribute(at, "Id")) == 0)
            b->sheet[i].path = *to == '/' ? kept(b, to + 1) : arena_print(b->arena, "xl/%s", to);
}

/* A format shows a day if it names one outside quotes, brackets and escapes: "dd/mm/yyyy", not "[Red]0.00" or "General". */
static bool is_date_format(const char *code)
{
    bool day = false;
    for (const char *s = code; *s; s++) {
        if (*s == '"')
            for (s++; *s && *s != '"'; s++) { }
        else if (*s == '[')
            for (s++; *s && *s != ']'; s++) { }
        else if (*s == '\\' || *s == '_' || *s == '*')
            s += s[1] != 0;
        else if (strncasecmp(s, "general", 7) == 0)
            s += 6;
        else
            day |= *s == 'd' || *s == 'D' || *s == 'y' || *s == 'Y';
        if (!*s)
            break;
    }
    return day;
}

static bool shows_day(const struct book *b, int64_t id)
{
    if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))
        return true;
    for (size_t i = 0; i < b->date_formats; i++)
        if (b->date_format[i] == id)
            return true;
    return false;
}

static void start_styles(void *x, const char *name, const char **at)
{
    struct book *b = x;
    int64_t id;
    const char *element = local(name);
    if (strcmp(element, "cellXfs") == 0)
        b->in_formats = true;
    else if (strcmp(element, "numFmt") == 0 && text_number(attribute(at, "numFmtId"), &id) && is_date_format(attribute(at, "formatCode")) && b->date_formats < STYLES_MOST) {
        b->date_format = arena_grow(b->arena, b->date_format, b->date_formats * sizeof *b->date_format, (b->date_formats + 1) * sizeof *b->date_format);
        b->date_format[b->date_formats++] = id;
    } else if (b->in_formats && strcmp(element, "xf") == 0 && b->styles < STYLES_MOST) {
        if (b->styles == b->style_room) {
            size_t room = b->style_room ? b->style_room * 2 : 64;
            b->style_is_date = arena_grow(b->arena, b->style_is_date, b->style_room, room);
            b->style_room = room;
        }
        b->style_is_date[b->styles++] = text_number(attribute(at, "numFmtId"), &id) && shows_day(b, id);
    }
}

static void end_styles(void *x, const char *name)
{
    struct book *b = x;
    if (strcmp(local(name), "cellXfs") == 0)
        b->in_formats = false;
}

static void start_strings(void *x, const char *name, const char **at)
{
    struct book *b = x;
    (void)at;
    const char *element = local(name);
    if (strcmp(element, "si") == 0)
        b->text.len = 0;
    else if (strcmp(element, "rPh") == 0)
        b->in_phonetic = true;
    else if (strcmp(element, "t") == 0)
        b->keeps_text = !b->in_phonetic;
}

static void end_strings(void *x, const char *name)
{
    struct book *b = x;
    const char *element = local(name);
    if (strcmp(element, "t") == 0)
        b->keeps_text = false;
    else if (strcmp(element, "rPh") == 0)
        b->in_phonetic = false;
    else if (strcmp(element, "si") == 0) {
        if (b->strings == STRINGS_MOST) {
            stop(b, "The workbook holds too many texts");
            return;
        }
        if (b->strings == b->string_room) {
            size_t room = b->string_room ? b->string_room * 2 : 256;
            b->string = arena_grow(b->arena, b->string, b->string_room * sizeof *b->string, room * sizeof *b->string);
            b->string_room = room;
        }
        count_text(b, b->text.len);
        b->string[b->strings++] = (uint32_t)spool_put(b->texts, b->text.len ? b->text.at : "", b->text.len);
    }
}

/* ---- cells ---- */

/* "BC12": column 54, row 12, both from 0 and 1 as Excel counts them; false if it is no such name. */
static bool read_place(const char *s, size_t *column, size_t *row)
{
    size_t c = 0, r = 0;
    const char *at = s;
    for (; *at >= 'A' && *at <= 'Z' && at - s < 4; at++)
        c = c * 26 + (size_t)(*at - 'A') + 1;
    for (; *at >= '0' && *at <= '9' && r < 10000000; at++)
        r = r * 10 + (size_t)(*at - '0');
    *column = c - 1;
    *row = r;
    return c && r && (!*at || *at == ':');
}

static void add_merged(struct book *b, const char *area)
{
    size_t column, from, to;
    const char *colon = strchr(area, ':');
    if (!colon || !read_place(area, &column, &from) || !read_place(colon + 1, &column, &to))
        return;
    if (b->merges == MERGES_MOST) {
        stop(b, "The workbook has too many merged cells");
        return;
    }
    b->merged = arena_grow(b->arena, b->merged, b->merges * sizeof *b->merged, (b->merges + 1) * sizeof *b->merged);
    b->merged[b->merges++] = (struct merged){ from, to };
}

static void start_row(struct book *b, const char **at)
{
    int64_t n;
    b->row = text_number(attribute(at, "r"), &n) && n > 0 ? (size_t)n : b->row + 1;
    memset(b->cell, 0, b->cells * sizeof *b->cell);
    b->cells = b->column = 0;
    b->row_fault = "";
    arena_reset(&b->passing);
}

static void start_cell(struct book *b, const char **at)
{
    size_t row;
    int64_t style;
    const char *place = attribute(at, "r");
    if (*place && !read_place(place, &b->column, &row))
        stop(b, "The workbook is damaged: a cell has no place");
    if (b->column >= SHEET_COLUMNS_MOST)
        stop(b, "The sheet has more than 2,000 columns");
    const char *type = attribute(at, "t");
    size_t n = strlen(type);
    b->type[0] = 0;
    if (n < sizeof b->type)
        memcpy(b->type, type, n + 1);
    b->style = text_number(attribute(at, "s"), &style) && style >= 0 ? (size_t)style : 0;
    b->has_formula = b->has_value = false;
    b->text.len = 0;
}

static void start_sheet(void *x, const char *name, const char **at)
{
    struct book *b = x;
    const char *element = local(name);
    if (strcmp(element, "row") == 0)
        start_row(b, at);
    else if (strcmp(element, "c") == 0)
        start_cell(b, at);
    else if (strcmp(element, "f") == 0)
        b->has_formula = true;
    else if (strcmp(element, "rPh") == 0)
        b->in_phonetic = true;
    else if (strcmp(element, "v") == 0 || strcmp(element, "t") == 0)
        b->keeps_text = b->has_value = !b->in_phonetic;
    else if (strcmp(element, "mergeCell") == 0)
        add_merged(b, attribute(at, "ref"));
}

/* 9.434765919E9 is 9434765919; what has a fraction stays as it was written. */
static const char *number_words(struct book *b, const char *s)
{
    char *end;
    double n = strtod(s, &end);
    if (*end || !isfinite(n) || n != floor(n) || fabs(n) > 9e15)
        return taken(b);
    return arena_print(&b->passing, "%.0f", n);
}

static const char *cell_words(struct book *b)
{
    int64_t n;
    const char *s = b->text.len ? b->text.at : "";
    if (strcmp(b->type, "s") == 0)
        return text_number(s, &n) && n >= 0 && (size_t)n < b->strings ? spool_read(b->texts) + b->string[n] : "";
    if (strcmp(b->type, "b") == 0)
        return *s == '1' ? "Yes" : "No";
    if (strcmp(b->type, "e") == 0) {
        b->row_fault = arena_print(b->arena, "A cell shows the error %s", s);
        return taken(b);
    }
    if (*b->type && strcmp(b->type, "n") != 0)
        return taken(b);
    if (b->style < b->styles && b->style_is_date[b->style] && *s) {
        double days = strtod(s, NULL);
        const char *iso = days >= 0 && days < 3e6 ? day_of_serial(&b->passing, (int64_t)days + (b->counts_from_1904 ? 1462 : 0)) : "";
        return *iso ? iso : taken(b);
    }
    return *s ? number_words(b, s) : "";
}

static void end_cell(struct book *b)
{
    if (b->column < SHEET_COLUMNS_MOST) {
        b->cell[b->column] = b->has_value ? cell_words(b) : "";
        count_text(b, strlen(b->cell[b->column]));   /* each time that a shared text stands in a cell, too */
        if (b->has_formula && !*b->cell[b->column] && !*b->row_fault)
            b->row_fault = "A cell holds a formula without a result. Save the list in Excel, or paste it as values";
        b->column++;
        b->cells = b->column > b->cells ? b->column : b->cells;
    }
}

static void end_row(struct book *b)
{
    struct sheet *s = b->into;
    bool any = *b->row_fault;
    for (size_t i = 0; i < b->cells; i++) {
        b->cell[i] = b->cell[i] ? b->cell[i] : "";
        any |= *b->cell[i] != 0;
    }
    if (!any)
        return;
    if (s->n == SHEET_ROWS_MOST + 20) {
        stop(b, "The sheet has more than 200,000 rows. Send it in parts");
        return;
    }
    sheet_put(b->arena, s, &(struct csv_row){ b->cell, b->cells, b->row }, b->row_fault);
}

static void end_sheet(void *x, const char *name)
{
    struct book *b = x;
    const char *element = local(name);
    if (strcmp(element, "v") == 0 || strcmp(element, "t") == 0)
        b->keeps_text = false;
    else if (strcmp(element, "rPh") == 0)
        b->in_phonetic = false;
    else if (strcmp(element, "c") == 0)
        end_cell(b);
    else if (strcmp(element, "row") == 0)
        end_row(b);
}

/* The first row whose line is LINE or later. Rows come in order; where they do not, some row or other. */
static size_t row_from(const struct sheet *s, size_t line)
{
    size_t low = 0, high = s->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->place[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* What a merged cell says of the rows below its first is a guess: such rows are told apart. */
static void mark_merged(struct book *b)
{
    struct sheet *s = b->into;
    int32_t *begins = arena_array(b->arena, int32_t, s->n + 1), within = 0;
    for (size_t m = 0; m < b->merges; m++) {
        size_t from = row_from(s, b->merged[m].row), to = row_from(s, b->merged[m].last_row + 1);
        begins[from]++;
        begins[to > from ? to : from]--;
    }
    for (size_t i = 0; i < s->n; i++) {
        within += begins[i];
        if (within > 0 && !*s->place[i].fault)
            s->place[i].fault = "Cells are merged in this row. Take the merge apart in Excel, so that each row says everything itself";
    }
}

static const char *names_of(struct book *b)
{
    const char **name = arena_array(b->arena, const char *, b->sheets + 1);
    for (size_t i = 0; i < b->sheets; i++)
        name[i] = b->sheet[i].name;
    return text_join(b->arena, name, b->sheets, ", ");
}

static bool read_one(struct book *b, const struct one_sheet *one)
{
    b->into->n = 0;
    b->row = b->merges = 0;
    b->has_formula = false;
    if (!*one->path || !parse(b, one->path, SHEET_UNPACKED_MOST, true, start_sheet, end_sheet))
        return false;
    mark_merged(b);
    b->into->how = b->sheets > 1 ? arena_print(b->arena, "Excel, the sheet %s (the workbook has %s)", one->name, names_of(b)) : arena_print(b->arena, "Excel, the sheet %s", one->name);
    return true;
}

static bool read_wanted(struct book *b, const char *wanted)
{
    bool found = false;
    b->cell = arena_array(b->arena, const char *, SHEET_COLUMNS_MOST);
    for (size_t i = 0; i < b->sheets; i++) {
        if (*wanted && strcmp(text_fold(b->arena, b->sheet[i].name), text_fold(b->arena, wanted)) != 0)
            continue;
        found = true;
        if (!read_one(b, &b->sheet[i]))
            return false;
        if (b->into->n)
            return true;
    }
    if (!found)
        stop(b, b->sheets ? arena_print(b->arena, "The workbook has no sheet of this name. It has: %s", names_of(b)) : "The workbook has no sheet");
    return found;
}

static bool has_room(struct book *b)
{
    if (!spool_read(b->texts))
        stop(b, "There is no room on the disk to read the workbook. Tell whoever runs this service");
    return !*b->error;
}

bool xlsx_read(struct arena *a, const char *bytes, size_t len, const char *wanted, struct sheet *into)
{
    struct book *b = arena_new(a, struct book);
    *b = (struct book){ .arena = a, .into = into, .error = "", .row_fault = "", .texts = spool_new(a) };
    zip_source_t *source = zip_source_buffer_create(bytes, len, 0, NULL);
    b->zip = source ? zip_open_from_source(source, ZIP_RDONLY, NULL) : NULL;
    if (!b->zip) {
        zip_source_free(source);
        into->error = "The workbook is damaged: it does not open";
        return false;
    }
    if (zip_get_num_entries(b->zip, 0) > ENTRIES_MOST)
        stop(b, "The workbook has far more parts than a list needs: it was refused");
    bool right = !*b->error && parse(b, "xl/workbook.xml", SMALL_MOST, true, start_workbook, end_nothing)
        && parse(b, "xl/_rels/workbook.xml.rels", SMALL_MOST, true, start_relations, end_nothing)
        && parse(b, "xl/styles.xml", SMALL_MOST, false, start_styles, end_styles)
        && parse(b, "xl/sharedStrings.xml", STRINGS_UNPACKED_MOST, false, start_strings, end_strings) && has_room(b)
        && read_wanted(b, wanted);
    zip_discard(b->zip);
    arena_free(&b->passing);
    into->error = b->error;
    if (!right && !*into->error)
        into->error = "The sheet is not in the workbook";
    return right && !*b->error;
}
