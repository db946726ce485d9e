/*
 * Finding one's own documents and notes by their words: what this person wrote
 * or put in, and the documents for them about children they work with, the
 * words inside the files too (app/files/reader.c has read those).  Only of
 * children whom they may still see.  The words are sent in the body, never in
 * an address.  Every word must stand somewhere in the text, at the beginning
 * of a word, accents and capitals aside.
 */
#include "app/document/document.h"
#include "app/document/views.h"
#include "base/text.h"
#include "file/words.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_READ = 20000, MOST_SHOWN = 100, MOST_WORDS = 8, BEFORE = 90, AFTER = 160 };

static const struct field fields[] = {
    { "words", "Words", "Each must stand in the note or the file; the beginning of a word is enough", .max = 200, .need = "Write at least one word" },
    { 0 }
};

/* What is looked for: folded words, and for each the files that hold it, in the order of their numbers. */
struct looked { const char *const *word; size_t words; struct files_with_word *file[MOST_WORDS]; size_t files[MOST_WORDS]; };

static bool is_letter(unsigned char c) { return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); }

/* Where WORD begins a word of TEXT, both folded; NULL if nowhere. */
static const char *begins(const char *text, const char *word)
{
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
        if (at == text || !is_letter((unsigned char)at[-1]))
            return at;
    return NULL;
}

static int by_file(const void *a, const void *b)
{
    int64_t x = ((const struct files_with_word *)a)->file_id, y = ((const struct files_with_word *)b)->file_id;
    return x < y ? -1 : x > y;
}

static bool is_in_file(const struct looked *l, size_t i, int64_t file)
{
    return file && bsearch(&(struct files_with_word){ .file_id = file }, l->file[i], l->files[i], sizeof *l->file[i], by_file);
}

static bool has_all(const struct looked *l, const char *text, int64_t file)
{
    for (size_t i = 0; i < l->words; i++)
        if (!begins(text, l->word[i]) && !is_in_file(l, i, file))
            return false;
    return true;
}

/* Keeps those that hold all words, in their order; returns how many. */
static size_t keep(struct web *w, struct own_words *row, size_t n, const struct looked *l)
{
    size_t kept = 0;
    struct arena *own = arena_inside(w->arena);
    for (size_t i = 0; i < n && kept < MOST_SHOWN; i++) {
        const char *text = text_fold(own, arena_print(own, "%s %s %s %s", row[i].title, row[i].words, row[i].given_name, row[i].family_name));
        if (has_all(l, text, row[i].file_id))
            row[kept++] = row[i];
    }
    arena_free(own);
    return kept;
}

/* ---- the words around ---- */

static const char *letter_start(const char *text, const char *at)
{
    while (at > text && ((unsigned char)*at & 0xC0) == 0x80)
        at--;
    return at;
}

/* The length of the word at the beginning of AT, if it folds to one that begins with a word that is looked for; else 0. */
static size_t hit_length(struct arena *own, const struct looked *l, const char *at)
{
    size_t n = strcspn(at, " \t\n");
    const char *folded = text_fold(own, arena_text(own, at, n));
    for (size_t i = 0; i < l->words; i++)
        if (begins(folded, l->word[i]))
            return n;
    return 0;
}

/* False if none of the words stands in TEXT. */
static bool cut_around(struct web *w, const struct looked *l, const char *text, struct found_note *f)
{
    struct arena *own = arena_inside(w->arena);
    size_t n = 0, len = strlen(text);
    const char *at = text;
    for (; *at && !(n = hit_length(own, l, at)); at += strcspn(at, " \t\n"), at += strspn(at, " \t\n")) { }
    arena_free(own);
    if (!n)
        return false;
    const char *from = at - text > BEFORE ? letter_start(text, at - BEFORE) : text, *after = at + n;
    const char *to = (size_t)(after - text) + AFTER < len ? letter_start(text, after + AFTER) : text + len;
    f->before = arena_print(w->arena, "%s%s", from > text ? "… " : "", text_clean(w->arena, arena_text(w->arena, from, (size_t)(at - from)), TEXT_LINE));
    f->hit = arena_text(w->arena, at, n);
    f->after = arena_print(w->arena, "%s%s", text_clean(w->arena, arena_text(w->arena, after, (size_t)(to - after)), TEXT_LINE), *to ? " …" : "");
    return true;
}

static const char *path_of(struct web *w, const struct own_words *r)
{
    if (strcmp(r->path_kind, "plan") == 0 || strcmp(r->path_kind, "visit") == 0 || strcmp(r->path_kind, "request") == 0)
        return arena_print(w->arena, "/%ss/%lld", r->path_kind, (long long)r->path_id);
    return arena_print(w->arena, "/children/%lld%s", (long long)r->child_id, strcmp(r->path_kind, "document") == 0 ? "/documents" : "");
}

/* The note's own words first; then those of its file. */
static struct found_note found_of(struct web *w, const struct own_words *r, const struct looked *l)
{
    struct found_note f = { r, path_of(w, r), "", "", "", false };
    const char *words = text_clean(w->arena, r->words, TEXT_LINE);
    if (cut_around(w, l, words, &f))
        return f;
    for (size_t i = 0; i < l->words && !f.in_file; i++)
        f.in_file = is_in_file(l, i, r->file_id);
    struct words_of_file *t = f.in_file ? words_of_file(w->db, r->file_id) : NULL;
    if (!t || !cut_around(w, l, t->words, &f))
        f.before = text_short(w->arena, words, BEFORE + AFTER);
    return f;
}

/* ---- the page ---- */

static struct looked look_for(struct web *w, const char *typed)
{
    struct looked l = { 0 };
    l.word = text_words(w->arena, text_fold(w->arena, typed), &l.words);
    l.words = l.words < MOST_WORDS ? l.words : MOST_WORDS;
    for (size_t i = 0; i < l.words; i++)
        l.file[i] = files_with_word(w->db, w->person->id, arena_print(w->arena, "%% %s%%", l.word[i]), &l.files[i]);
    return l;
}

static struct found_note *look(struct web *w, const char *typed, size_t *n)
{
    struct looked l = look_for(w, typed);
    *n = 0;
    if (!l.words)
        return NULL;
    struct own_words *row = own_words(w->db, w->person->id, document_reach(w), MOST_READ, n);
    *n = keep(w, row, *n, &l);
    struct found_note *found = arena_array(w->arena, struct found_note, *n + 1);
    for (size_t i = 0; i < *n; i++) {
        found[i] = found_of(w, &row[i], &l);
        if (found[i].in_file)
            web_audit(w, row[i].child_id, "view", "document", "an extract, found by its words");
    }
    web_audit(w, 0, "search", "own notes", "");
    return found;
}

static void show(struct web *w, struct form *f, const struct found_note *found, size_t n, bool has_looked)
{
    struct files_without_words *without = files_without_words(w->db, w->person->id);
    web_page(w, form_is_right(f) ? "Find in my notes" : "Error: Find in my notes");
    view_notes_find(&w->out, w, f, found, n, has_looked, without, file_words_can("pdf"));
}

void find_form(struct web *w) { show(w, form_new(w, fields), NULL, 0, false); }

void find(struct web *w)
{
    struct form *f = form_read(w, fields);
    size_t n = 0;
    struct found_note *found = form_is_right(f) ? look(w, form_value(f, "words"), &n) : NULL;
    if (!form_is_right(f))
        w->status = 422;
    show(w, f, found, n, form_is_right(f));
}
