/* How well a child fits what was typed.  Pure; called by search_find.c. */
#include "app/child/search.h"
#include "app/child/words.h"
#include "base/text.h"
#include "match/distance.h"
#include "match/name.h"
#include "match/nickname.h"

#include <string.h>

/* The beginning of WORD that has as many letters as TYPED. */
static const char *beginning(struct arena *a, const char *word, const char *typed)
{
    size_t letters = text_length(typed), at = 0;
    while (word[at] && letters) {
        for (at++; ((unsigned char)word[at] & 0xC0) == 0x80;)
            at++;
        letters--;
    }
    return arena_text(a, word, at);
}

static int fit_misspelt(struct arena *a, const char *typed, const char *word, size_t letters)
{
    if (letters < 3)
        return 0;
    if (nickname_agrees(typed, word))
        return 65;
    size_t edits = match_edits(typed, word);
    if (edits == 1)
        return letters > 3 ? 60 : 35;
    if (strstr(word, typed))
        return 55;
    if (letters > 3 && match_edits(typed, beginning(a, word, typed)) == 1)
        return 48;
    if (edits == 2 && letters >= 6)
        return 45;
    if (letters > 3 && strcmp(match_sound(a, typed), match_sound(a, word)) == 0 && match_jaro_winkler(typed, word) >= .8)
        return 40;
    return 0;
}

static int fit_name(struct arena *a, const char *typed, const char *word)
{
    size_t letters = text_length(typed);
    if (strcmp(typed, word) == 0)
        return 100;
    if (text_starts(word, typed))
        return 70 + (int)(20 * letters / text_length(word));
    return fit_misspelt(a, typed, word, letters);
}

int search_fit_name(const char *typed, const char *word)
{
    struct arena a = { 0 };
    int fit = fit_name(&a, typed, word);
    arena_free(&a);
    return fit;
}

static int fit_day(const struct search_token *t, const char *word)
{
    for (size_t i = 0; i < t->days; i++)
        if (text_starts(word, t->day[i]) && strlen(word) == 8)
            return i ? 60 : strlen(t->day[i]) == 8 ? 100 : 80;
    return 0;
}

/* A whole number or postcode, or its beginning. */
static int fit_number(const struct search_token *t, const char *word)
{
    if (!*t->text || t->is_name || !text_starts(word, t->text))
        return 0;
    return strlen(word) == strlen(t->text) ? 100 : 80;
}

/* A word of the setting's name, or its beginning. */
static int fit_setting(const char *typed, const char *setting)
{
    size_t n = strlen(typed);
    for (const char *s = setting; *s;) {
        if (strncmp(s, typed, n) == 0)
            return s[n] == 0 || s[n] == ' ' ? 45 : 38;
        s += strcspn(s, " ");
        s += *s == ' ';
    }
    return 0;
}

static int fit_token(struct arena *a, const struct search_token *t, const struct search_child *c)
{
    int best = t->is_name && text_length(t->text) > 1 ? fit_setting(t->text, c->setting) : 0;
    for (size_t i = 0; i < c->words; i++) {
        int fit = c->kind[i] == WORD_NAME ? (t->is_name ? fit_name(a, t->text, c->word[i]) : 0) : fit_number(t, c->word[i]);
        int day = c->kind[i] == WORD_NUMBER ? fit_day(t, c->word[i]) : 0;
        best = fit > best ? fit : best;
        best = day > best ? day : best;
    }
    return best;
}

void search_weigh(struct arena *a, const struct search_asked *q, struct search_child *c)
{
    c->points = c->tokens = 0;
    for (size_t i = 0; i < q->n; i++) {
        int fit = fit_token(a, &q->token[i], c);
        c->points += fit;
        c->tokens += fit > 0;
    }
    c->points += c->has_left ? -2 : c->is_known ? 3 : 0;
}
