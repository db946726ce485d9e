/* What kind of list a file is, and reading the kinds that are text.  Called by imports. */
#include "base/sheet.h"

#include "base/encoding.h"
#include "base/text.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool refuse(struct sheet *s, size_t line, const char *error)
{
    s->error = error;
    s->error_line = line;
    return false;
}

static bool begins(const char *bytes, size_t len, const char *with, size_t n) { return len >= n && memcmp(bytes, with, n) == 0; }

/* What is surely no list, told by what it is; "" if it may be one. */
static const char *other_kind(const char *bytes, size_t len)
{
    size_t i = begins(bytes, len, "\xEF\xBB\xBF", 3) ? 3 : 0;
    while (i < len && strchr(" \t\r\n", bytes[i]) && bytes[i])
        i++;
    if (i == len)
        return "The file is empty";
    if (begins(bytes, len, "\xD0\xCF\x11\xE0", 4))
        return "This is an old Excel file (.xls), or a workbook with a password. Open it, take the password off, and save it as \"Excel workbook (.xlsx)\"";
    if (begins(bytes, len, "%PDF", 4))
        return "This is a PDF, not a list. Ask for the list as a CSV file or an Excel workbook";
    if (bytes[i] == '<')
        return "This is XML, not a list of rows. Ask for the list as a CSV file or an Excel workbook";
    if (bytes[i] == '{' || bytes[i] == '[')
        return "This is JSON, not a list of rows. Ask for the list as a CSV file or an Excel workbook";
    return "";
}

/* How often SEPARATOR stands outside quotes in one line; *NEXT is the line after it. */
static size_t count_in_line(const char *s, const char *end, char separator, const char **next)
{
    size_t n = 0;
    bool quoted = false;
    for (; s < end && (quoted || (*s != '\n' && *s != '\r')); s++) {
        quoted ^= *s == '"';
        n += !quoted && *s == separator;
    }
    while (s < end && (*s == '\n' || *s == '\r'))
        s++;
    *next = s;
    return n;
}

/* How well SEPARATOR parts the first ten lines: those that have as many as most of them, and then how many that is. */
static size_t parts_well(const char *text, const char *end, char separator)
{
    size_t count[10] = { 0 }, lines = 0, best = 0;
    for (const char *s = text; s < end && lines < 10; lines++)
        count[lines] = count_in_line(s, end, separator, &s);
    for (size_t i = 0; i < lines; i++) {
        size_t alike = 0;
        for (size_t k = 0; k < lines; k++)
            alike += count[k] == count[i];
        size_t score = count[i] ? alike * 100000 + (count[i] < 99999 ? count[i] : 99999) : 0;
        best = score > best ? score : best;
    }
    return best;
}

/* Excel's own first line "sep=;" says it. */
static char separator_of(const char *text, size_t len, size_t *skip)
{
    static const char may[] = { ',', ';', '\t', '|' };
    *skip = 0;
    if (begins(text, len, "sep=", 4) && len > 5 && (text[5] == '\r' || text[5] == '\n')) {
        *skip = text[5] == '\r' && len > 6 && text[6] == '\n' ? 7 : 6;
        return text[4];
    }
    char best = ',';
    size_t most = 0;
    for (size_t i = 0; i < sizeof may; i++) {
        size_t well = parts_well(text, text + len, may[i]);
        if (well > most) {
            most = well;
            best = may[i];
        }
    }
    return best;
}

/* ---- rows ---- */

void sheet_put(struct arena *a, struct sheet *s, const struct csv_row *row, const char *fault)
{
    char head[48];
    if (s->n == s->room) {
        size_t room = s->room ? s->room * 2 : 256;
        s->place = arena_grow(a, s->place, s->room * sizeof *s->place, room * sizeof *s->place);
        s->room = room;
    }
    size_t len = (size_t)snprintf(head, sizeof head, "%zu", row->n);
    s->place[s->n++] = (struct sheet_place){ spool_put(s->spool, head, len), row->line, fault };
    for (size_t i = 0; i < row->n; i++)
        spool_put(s->spool, row->cell[i], strlen(row->cell[i]));
}

struct sheet_row sheet_row(struct arena *a, const struct sheet *s, size_t at)
{
    const char *text = spool_read(s->spool) + s->place[at].at;
    struct sheet_row r = { .fault = s->place[at].fault };
    r.row.line = s->place[at].line;
    r.row.n = (size_t)strtoull(text, NULL, 10);
    const char **cell = arena_array(a, const char *, r.row.n + 1);
    for (size_t i = 0; i < r.row.n; i++)
        cell[i] = text += strlen(text) + 1;
    r.row.cell = cell;
    return r;
}

/* ---- text ---- */

struct putting { struct arena *arena; struct sheet *sheet; };

static void put_row(void *x, const struct csv_row *row)
{
    struct putting *p = x;
    sheet_put(p->arena, p->sheet, row, "");
}

static const char *separator_words(char c) { return c == ';' ? "semicolons" : c == '\t' ? "tabs" : c == '|' ? "upright strokes" : "commas"; }

static bool read_text(struct arena *a, const char *bytes, size_t len, struct sheet *s)
{
    const char *encoding, *why;
    const char *text = encoding_read(a, bytes, &len, &encoding, &why);
    if (!text)
        return refuse(s, 0, why);
    size_t skip;
    struct csv_limits limits = { SHEET_ROWS_MOST + 20, SHEET_COLUMNS_MOST, SHEET_CELL_MOST, separator_of(text, len, &skip) };
    s->how = arena_print(a, "%s, parted by %s", encoding, separator_words(limits.separator));
    struct putting p = { a, s };
    return csv_each(text + skip, len - skip, &limits, put_row, &p, &s->error, &s->error_line);
}

bool sheet_read(struct arena *a, const char *bytes, size_t len, const char *wanted, struct sheet *s)
{
    *s = (struct sheet){ .error = "", .how = "", .spool = spool_new(a) };
    if (len > SHEET_FILE_MOST)
        return refuse(s, 0, "The file is too large: 50 MB at most. Send it in parts");
    const char *other = other_kind(bytes, len);
    if (*other)
        return refuse(s, 0, other);
    bool right = begins(bytes, len, "PK\x03\x04", 4) ? xlsx_read(a, bytes, len, wanted, s) : read_text(a, bytes, len, s);
    if (right && !spool_read(s->spool))
        return refuse(s, 0, "There is no room on the disk to read the list. Tell whoever runs this service");
    return right && (s->n || refuse(s, 0, "There is nothing in this list"));
}

struct mapped { void *at; size_t len; };

static void unmap(void *x)
{
    struct mapped *m = x;
    munmap(m->at, m->len);
}

/* The file as it stands on the disk; nobody writes to it meanwhile, for it was uploaded here. */
static const char *in_place(struct arena *a, int file, size_t len)
{
    if (!len)
        return "";
    void *at = mmap(NULL, len, PROT_READ, MAP_PRIVATE, file, 0);
    if (at == MAP_FAILED)
        return NULL;
    struct mapped *m = arena_new(a, struct mapped);
    *m = (struct mapped){ at, len };
    arena_at_end(a, unmap, m);
    return at;
}

bool sheet_read_file(struct arena *a, const char *path, const char *wanted, struct sheet *s, const char **bytes, size_t *len)
{
    *s = (struct sheet){ .error = "", .how = "" };
    *bytes = NULL;
    *len = 0;
    struct stat st;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return refuse(s, 0, "The file cannot be read");
    bool is_file = fstat(file, &st) == 0 && S_ISREG(st.st_mode);
    if (!is_file || st.st_size > SHEET_FILE_MOST) {
        close(file);
        return refuse(s, 0, is_file ? "The file is too large: 50 MB at most. Send it in parts" : "This is no file");
    }
    const char *text = in_place(a, file, (size_t)st.st_size);
    close(file);
    if (!text)
        return refuse(s, 0, "The file cannot be read");
    *len = (size_t)st.st_size;
    *bytes = text;
    return sheet_read(a, text, *len, wanted, s);
}
