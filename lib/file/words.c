/* The words of a Word document, and of files in general: see words.h.  Called by app/files/reader.c.  No document type, entity or link is followed. */
#include "file/words.h"
#include "file/words_inner.h"

#include "base/text.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum { PIECE = 16384 };
static const zip_uint64_t unpacked_most = 100u << 20;

struct reading {
    struct arena *arena;
    XML_Parser parser;
    char *text;
    size_t n;
    bool in_text, is_wrong, is_full;
};

static const char *local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static void put(struct reading *r, const char *s, size_t n)
{
    size_t room = FILE_WORDS_MOST - r->n;
    if (n > room) {
        n = room;
        r->is_full = true;
        XML_StopParser(r->parser, XML_FALSE);
    }
    memcpy(r->text + r->n, s, n);
    r->n += n;
}

static void on_start(void *x, const char *name, const char **at)
{
    struct reading *r = x;
    (void)at;
    r->in_text = strcmp(local(name), "t") == 0;
    if (strcmp(local(name), "tab") == 0)
        put(r, " ", 1);
    if (strcmp(local(name), "br") == 0)
        put(r, "\n", 1);
}

static void on_end(void *x, const char *name)
{
    struct reading *r = x;
    r->in_text = false;
    if (strcmp(local(name), "p") == 0)
        put(r, "\n", 1);
}

/* What stands in a <w:t>: not what was struck out, not the instructions of fields. */
static void on_text(void *x, const char *s, int n)
{
    struct reading *r = x;
    if (r->in_text)
        put(r, s, (size_t)n);
}

static void on_doctype(void *x, const char *name, const char *system, const char *public, int internal)
{
    struct reading *r = x;
    (void)name, (void)system, (void)public, (void)internal;
    r->is_wrong = true;
    XML_StopParser(r->parser, XML_FALSE);
}

static void unpack(struct reading *r, zip_file_t *f)
{
    zip_uint64_t sum = 0;
    for (zip_int64_t n = 1; n > 0 && !r->is_full && !r->is_wrong;) {
        void *piece = XML_GetBuffer(r->parser, PIECE);
        n = piece ? zip_fread(f, piece, PIECE) : -1;
        sum += n > 0 ? (zip_uint64_t)n : 0;
        if (n < 0 || sum > unpacked_most || XML_ParseBuffer(r->parser, (int)n, n == 0) != XML_STATUS_OK)
            r->is_wrong = !r->is_full;
    }
}

static void parse(struct reading *r, zip_t *zip)
{
    zip_file_t *f = zip_fopen(zip, "word/document.xml", 0);
    r->is_wrong = !f;
    if (!f)
        return;
    r->parser = XML_ParserCreate(NULL);
    if (!r->parser)
        abort();
    XML_SetUserData(r->parser, r);
    XML_SetElementHandler(r->parser, on_start, on_end);
    XML_SetCharacterDataHandler(r->parser, on_text);
    XML_SetStartDoctypeDeclHandler(r->parser, on_doctype);
    unpack(r, f);
    XML_ParserFree(r->parser);
    zip_fclose(f);
}

/* Bytes that are UTF-8, or nearly: a letter that was cut in two at the limit becomes U+FFFD. */
struct file_words file_words_made(struct arena *a, const char *bytes, size_t n)
{
    const char *text = text_clean(a, arena_text(a, bytes, n), TEXT_LONG);
    return (struct file_words){ *text_fold(a, text) ? FILE_WORDS_READ : FILE_WORDS_NONE, text };
}

static struct file_words words_of_docx(struct arena *a, const char *path)
{
    struct reading r = { .arena = a, .text = arena_take(a, FILE_WORDS_MOST, 1) };
    zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
    if (!zip)
        return (struct file_words){ FILE_WORDS_WRONG, "" };
    parse(&r, zip);
    zip_discard(zip);
    return r.is_wrong ? (struct file_words){ FILE_WORDS_WRONG, "" } : file_words_made(a, r.text, r.n);
}

struct file_words file_words_of(struct arena *a, const char *path, const char *kind)
{
    if (strcmp(kind, "docx") == 0)
        return words_of_docx(a, path);
    return strcmp(kind, "pdf") == 0 ? words_of_pdf(a, path) : (struct file_words){ FILE_WORDS_NONE, "" };
}
