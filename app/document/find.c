/*
 * Finding one's own documents and notes by their words: what this person wrote
 * about children they may still see.  The words are sent in the body, never in
 * an address.  Every word must stand somewhere in the text, at the beginning
 * of a word, accents and capitals aside.
 */
#include "app/document/document.h"
#include "app/document/views.h"
#include "base/text.h"

#include <string.h>

enum { MOST_READ = 20000, MOST_SHOWN = 100, MOST_WORDS = 8 };

static const struct field fields[] = {
    { "words", "Words", "Each must stand in the note; the beginning of a word is enough", .max = 200, .need = "Write at least one word" },
    { 0 }
};

static bool is_letter(unsigned char c) { return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); }

/* Where WORD begins a word of TEXT, both folded; NULL if nowhere. */
static const char *begins(const char *text, const char *word)
{
    for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
        if (at == text || !is_letter((unsigned char)at[-1]))
            return at;
    return NULL;
}

static bool has_all(const char *text, const char *const *word, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!begins(text, word[i]))
            return false;
    return true;
}

/* Keeps those that hold all words, in their order; returns how many. */
static size_t keep(struct web *w, struct own_words *row, size_t n, const char *const *word, size_t words)
{
    size_t kept = 0;
    struct arena *own = arena_inside(w->arena);
    for (size_t i = 0; i < n && kept < MOST_SHOWN; i++) {
        const char *text = text_fold(own, arena_print(own, "%s %s %s %s", row[i].title, row[i].words, row[i].given_name, row[i].family_name));
        if (has_all(text, word, words))
            row[kept++] = row[i];
    }
    arena_free(own);
    return kept;
}

const char *note_path(struct web *w, const struct own_words *r)
{
    if (strcmp(r->path_kind, "plan") == 0 || strcmp(r->path_kind, "visit") == 0)
        return arena_print(w->arena, "/%ss/%lld", r->path_kind, (long long)r->path_id);
    return arena_print(w->arena, "/children/%lld%s", (long long)r->child_id, strcmp(r->path_kind, "document") == 0 ? "/documents" : "");
}

const char *note_snippet(struct web *w, const struct own_words *r)
{
    const char *words = text_clean(w->arena, r->words, TEXT_LINE);
    return *r->title ? arena_print(w->arena, "%s. %s", r->title, text_short(w->arena, words, 200)) : text_short(w->arena, words, 200);
}

void find_form(struct web *w)
{
    web_page(w, "Find in my notes");
    view_notes_find(&w->out, w, form_new(w, fields), NULL, 0, false);
}

void find(struct web *w)
{
    struct form *f = form_read(w, fields);
    size_t n = 0, words;
    const char *const *word = text_words(w->arena, text_fold(w->arena, form_value(f, "words")), &words);
    words = words < MOST_WORDS ? words : MOST_WORDS;
    struct own_words *row = NULL;
    if (form_is_right(f) && words) {
        row = own_words(w->db, w->person->id, MOST_READ, &n);
        n = keep(w, row, n, word, words);
        web_audit(w, 0, "search", "own notes", "");
    }
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, form_is_right(f) ? "Find in my notes" : "Error: Find in my notes");
    view_notes_find(&w->out, w, f, row, n, form_is_right(f));
}
