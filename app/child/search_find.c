/*
 * Finds the children who may fit what was typed, by few looks along indexes,
 * and lets search_rank.c say how well each does.  The whole service's register
 * is looked at step by step, from what was typed to what may have been meant,
 * until enough fit; whoever sees few children has all of theirs looked at.
 * Called by search.c.  What is told of a child comes from queries for the
 * viewer only.
 */
#include "app/child/search.h"
#include "app/child/words.h"
#include "base/text.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { ENOUGH = 10, RANGES_AT_ONCE = 8, AT_ONCE = 64, MEANT_MOST = 12, CROSSED_MOST = 6, SETTINGS_MOST = 8, KEYS_AT_ONCE = 32 };

struct meant { const char *word; int fit; int64_t children; };

struct finder {
    struct web *w;
    struct arena *a;
    const struct search_asked *q;
    struct search_child *child;
    size_t n, most, weighed, with_settings;          /* weighed so far; with their settings read */
    bool is_cut, asks_settings;
    const char *from[RANGES_AT_ONCE], *end[RANGES_AT_ONCE];
    size_t ranges;
    struct meant *meant[SEARCH_TOKENS_MOST];         /* names that may be meant by each token, the likeliest first */
    size_t meants[SEARCH_TOKENS_MOST];
};

static const char *end_of(struct arena *a, const char *beginning) { return arena_print(a, "%s\U0010FFFF", beginning); }

/* ---- candidates ---- */

static void add_candidate(struct finder *f, int64_t id)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->child[i].id == id)
            return;
    if (f->n == f->most) {
        f->is_cut = true;
        return;
    }
    f->child[f->n++] = (struct search_child){ .id = id, .setting = "" };
}

static void look(struct finder *f)
{
    if (!f->ranges)
        return;
    struct children_with_words_with p = { .most = (int64_t)f->most };
    const char **range = &p.from0;
    _Static_assert(offsetof(struct children_with_words_with, end7) == 15 * sizeof(char *), "from and end in turn");
    for (size_t i = 0; i < RANGES_AT_ONCE; i++) {
        range[2 * i] = i < f->ranges ? f->from[i] : "";
        range[2 * i + 1] = i < f->ranges ? f->end[i] : "";
    }
    f->ranges = 0;
    size_t n;
    struct children_with_words *c = children_with_words(f->w->db, &p, &n);
    for (size_t i = 0; i < n; i++)
        add_candidate(f, c[i].child_id);
    f->is_cut |= n >= f->most;
}

static void look_between(struct finder *f, const char *from, const char *end)
{
    f->from[f->ranges] = from;
    f->end[f->ranges++] = end;
    if (f->ranges == RANGES_AT_ONCE)
        look(f);
}

static void look_for(struct finder *f, const char *beginning) { look_between(f, beginning, end_of(f->a, beginning)); }

/* Children who have this whole word. */
static void look_for_word(struct finder *f, const char *word) { look_between(f, word, arena_print(f->a, "%s ", word)); }

static void look_for_pair(struct finder *f, const char *first, const char *second) { look_for(f, arena_print(f->a, "+%s %s", first, second)); }

static const struct search_token *token(const struct finder *f, size_t i) { return &f->q->token[i]; }

/* ---- weighing ---- */

static struct search_child *candidate(struct finder *f, int64_t id)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->child[i].id == id)
            return &f->child[i];
    return NULL;
}

/* Rows of one child follow each other. */
static void take_words(struct finder *f, struct words_of_candidates *row, size_t n)
{
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from; to < n && row[to].id == row[from].id; to++)
            ;
        struct search_child *c = candidate(f, row[from].id);
        if (!c)
            continue;
        c->is_known = *row[from].known_on;
        c->has_left = *row[from].left_on;
        c->word = arena_array(f->a, const char *, to - from);
        c->kind = arena_array(f->a, int64_t, to - from);
        c->words = to - from;
        for (size_t i = from; i < to; i++) {
            c->word[i - from] = row[i].word;
            c->kind[i - from] = row[i].kind;
        }
    }
}

static void take_settings(struct finder *f, struct settings_of_candidates *row, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct search_child *c = candidate(f, row[i].child_id);
        if (c)
            c->setting = arena_print(f->a, "%s %s", c->setting, text_fold(f->a, row[i].name));
    }
}

static void fetch_words(struct finder *f, size_t from, size_t to)
{
    struct words_of_candidates_with p = { .viewer = f->w->person->id };
    size_t n;
    for (size_t i = from; i < to; i++)
        (&p.c0)[i - from] = f->child[i].id;
    struct words_of_candidates *row = words_of_candidates(f->w->db, &p, &n);
    take_words(f, row, n);
}

static void fetch_settings(struct finder *f, size_t from, size_t to)
{
    struct settings_of_candidates_with p = { .viewer = f->w->person->id };
    size_t n;
    for (size_t i = from; i < to; i++)
        (&p.c0)[i - from] = f->child[i].id;
    struct settings_of_candidates *row = settings_of_candidates(f->w->db, &p, &n);
    take_settings(f, row, n);
}

static size_t at_most(size_t from, size_t n) { return n < from + AT_ONCE ? n : from + AT_ONCE; }

/* Weighs the candidates that are new, or whose settings are asked for only now; how many fit all that was typed. */
static size_t fitting(struct finder *f)
{
    size_t whole = 0;
    look(f);
    for (size_t from = f->weighed; from < f->n; from += AT_ONCE)
        fetch_words(f, from, at_most(from, f->n));
    if (f->asks_settings && f->with_settings < f->n) {
        for (size_t from = f->with_settings; from < f->n; from += AT_ONCE)
            fetch_settings(f, from, at_most(from, f->n));
        f->with_settings = f->n;
        f->weighed = 0;
    }
    for (; f->weighed < f->n; f->weighed++)
        search_weigh(f->a, f->q, &f->child[f->weighed]);
    for (size_t i = 0; i < f->n; i++)
        whole += f->child[i].tokens == (int)f->q->n;
    return whole;
}

/* ---- what may be meant ---- */

static int by_fit(const void *x, const void *y)
{
    const struct meant *a = x, *b = y;
    if (a->fit != b->fit)
        return b->fit - a->fit;
    return a->children != b->children ? (a->children < b->children ? 1 : -1) : strcmp(a->word, b->word);
}

static void take_meant(struct meant *list, size_t *n, const struct names_beginning *row, size_t rows, const char *typed)
{
    for (size_t i = 0; i < rows; i++) {
        bool twice = false;
        for (size_t k = 0; k < *n && !twice; k++)
            twice = strcmp(list[k].word, row[i].word) == 0;
        int fit = twice ? 0 : search_fit_name(typed, row[i].word);
        if (fit)
            list[(*n)++] = (struct meant){ row[i].word, fit, row[i].children };
    }
}

/* Names that begin so, the commonest first; then, if asked, those that may be meant. */
static void ask_meant(struct finder *f, size_t at, bool misspelt_too)
{
    const char *typed = token(f, at)->text, *key[KEYS_OF_WORD_MOST];
    struct meant *list = arena_array(f->a, struct meant, MEANT_MOST + 200 + MEANT_MOST);
    size_t n = 0, rows;
    struct names_beginning *row = names_beginning(f->w->db, typed, end_of(f->a, typed), MEANT_MOST, &rows);
    take_meant(list, &n, row, rows, typed);
    size_t keys = misspelt_too ? name_keys_asked(f->a, typed, key) : 0;
    if (keys) {
        struct names_under_keys_with p = { 0 };
        for (size_t i = 0; i < KEYS_AT_ONCE; i++)
            (&p.k0)[i] = i < keys ? key[i] : "";
        row = names_under_keys(f->w->db, &p, &rows);
        take_meant(list, &n, row, rows, typed);
        const char *from = arena_print(f->a, ">%s", typed);
        row = names_ending(f->w->db, from, end_of(f->a, from), &rows);
        take_meant(list, &n, row, rows, typed);
    }
    qsort(list, n, sizeof *list, by_fit);
    f->meant[at] = list;
    f->meants[at] = n < MEANT_MOST ? n : MEANT_MOST;
}

/* ---- the steps ---- */

static void look_for_numbers(struct finder *f)
{
    for (size_t i = 0; i < f->q->n; i++)
        if (!token(f, i)->is_name && *token(f, i)->text)
            look_for(f, token(f, i)->text);
}

static void look_for_days(struct finder *f)
{
    for (size_t i = 0; i < f->q->n; i++)
        for (size_t d = 0; d < token(f, i)->days; d++)
            look_for(f, token(f, i)->day[d]);
}

/* A name beside a day of birth, or beside another name that begins as typed. */
static void look_beside(struct finder *f, size_t at, const char *name, bool has_days)
{
    for (size_t i = 0; i < f->q->n; i++) {
        const struct search_token *t = token(f, i);
        for (size_t d = 0; d < t->days && has_days; d++)
            if (strlen(t->day[d]) == 8)
                look_for_pair(f, t->day[d], name);
        if (i != at && t->is_name)
            look_for_pair(f, name, t->text);
    }
}

static void look_as_typed(struct finder *f)
{
    for (size_t i = 0; i < f->q->n; i++)
        if (token(f, i)->is_name)
            look_beside(f, i, token(f, i)->text, true);
    if (f->q->n == 1 && token(f, 0)->is_name) {
        look_for_word(f, token(f, 0)->text);
        look_for(f, token(f, 0)->text);
    } else if (f->q->n == 1)
        look_for_days(f);
}

static void look_as_meant(struct finder *f, bool misspelt_too)
{
    for (size_t i = 0; i < f->q->n; i++) {
        if (!token(f, i)->is_name)
            continue;
        ask_meant(f, i, misspelt_too);
        for (size_t k = 0; k < f->meants[i]; k++)
            if (f->q->n > 1)
                look_beside(f, i, f->meant[i][k].word, true);
            else
                look_for_word(f, f->meant[i][k].word);
    }
}

/* Both names misspelt. */
static void look_crossed(struct finder *f)
{
    for (size_t i = 0; i < f->q->n; i++)
        for (size_t j = i + 1; j < f->q->n; j++)
            for (size_t x = 0; x < f->meants[i] && x < CROSSED_MOST; x++)
                for (size_t y = 0; y < f->meants[j] && y < CROSSED_MOST; y++)
                    look_for_pair(f, f->meant[i][x].word, f->meant[j][y].word);
}

/* ---- settings ---- */

struct setting_fit { int64_t id; const char *name; int tokens; };

static int by_tokens(const void *x, const void *y)
{
    const struct setting_fit *a = x, *b = y;
    return a->tokens != b->tokens ? b->tokens - a->tokens : a->id < b->id ? -1 : a->id > b->id;
}

/* Whether a word of the setting's name begins so. */
static bool is_in_name(const struct finder *f, const struct search_token *t, const char *name)
{
    size_t n;
    const char *const *word = text_words(f->a, text_fold(f->a, name), &n);
    for (size_t i = 0; i < n; i++)
        if (t->is_name && text_length(t->text) > 1 && text_starts(word[i], t->text))
            return true;
    return false;
}

static int tokens_in(const struct finder *f, const char *name)
{
    int fit = 0;
    for (size_t i = 0; i < f->q->n; i++)
        fit += is_in_name(f, token(f, i), name);
    return fit;
}

/* The settings whose names have the most of what was typed, by the word that the fewest have. */
static struct setting_fit *settings_fitting(struct finder *f, size_t *n)
{
    struct settings_by_word *few = NULL;
    size_t fewest = 0, rows;
    for (size_t i = 0; i < f->q->n; i++) {
        const char *typed = token(f, i)->text;
        if (!token(f, i)->is_name || text_length(typed) < 2)
            continue;
        struct settings_by_word *s = settings_by_word(f->w->db, typed, end_of(f->a, typed), &rows);
        if (rows && (!few || rows < fewest)) {
            few = s;
            fewest = rows;
        }
    }
    struct setting_fit *fit = arena_array(f->a, struct setting_fit, fewest + 1);
    for (size_t i = 0; i < fewest; i++)
        fit[i] = (struct setting_fit){ few[i].setting_id, few[i].name, tokens_in(f, few[i].name) };
    qsort(fit, fewest, sizeof *fit, by_tokens);
    for (*n = 0; *n < fewest && fit[*n].tokens == fit[0].tokens;)
        ++*n;
    return fit;
}

static size_t look_at_setting(struct finder *f, int64_t setting, const char *beginning)
{
    size_t n;
    struct children_at_setting_by_word *c = children_at_setting_by_word(f->w->db, setting, beginning, end_of(f->a, beginning), AT_ONCE, &n);
    for (size_t i = 0; i < n; i++)
        add_candidate(f, c[i].child_id);
    f->is_cut |= n == AT_ONCE;
    return n;
}

/* Children who go there and fit what else was typed; all who go there if none does as it was typed. */
static void look_at_settings(struct finder *f)
{
    size_t n;
    struct setting_fit *s = settings_fitting(f, &n);
    f->asks_settings = n > 0;
    f->is_cut |= n > SETTINGS_MOST;
    for (size_t i = 0; i < n && i < SETTINGS_MOST; i++) {
        size_t found = 0;
        for (size_t k = 0; k < f->q->n; k++)
            if (!is_in_name(f, token(f, k), s[i].name))
                found += look_at_setting(f, s[i].id, *token(f, k)->text ? token(f, k)->text : token(f, k)->day[0]);
        if (!found)
            look_at_setting(f, s[i].id, "");
    }
}

/* Nothing fits by two things at once: by the rarest name alone, or by the day alone. */
static void look_alone(struct finder *f)
{
    size_t rarest = SEARCH_TOKENS_MOST;
    int64_t least = INT64_MAX;
    for (size_t i = 0; i < f->q->n; i++) {
        int64_t children = 0;
        for (size_t k = 0; k < f->meants[i]; k++)
            children += f->meant[i][k].children;
        if (children && children < least && text_length(token(f, i)->text) > 1) {
            least = children;
            rarest = i;
        }
    }
    look_for_days(f);
    if (rarest == SEARCH_TOKENS_MOST)
        return;
    for (size_t k = 0; k < f->meants[rarest]; k++)
        look_for_word(f, f->meant[rarest][k].word);
}

static void find_in_service(struct finder *f)
{
    look_for_numbers(f);
    look_as_typed(f);
    if (fitting(f) >= ENOUGH)
        return;
    look_as_meant(f, false);
    if (fitting(f) >= ENOUGH)
        return;
    look_at_settings(f);
    if (fitting(f) >= ENOUGH)
        return;
    look_as_meant(f, true);
    if (f->q->n > 1 && fitting(f) == 0)
        look_crossed(f);
    if (f->q->n > 1 && fitting(f) == 0)
        look_alone(f);
    fitting(f);
}

/* Whoever sees few children: all of them are looked at. */
static void find_among_few(struct finder *f)
{
    size_t n, settings;
    bool may_read_addresses = web_role(f->w, "health");
    struct words_of_candidates *row = words_of_own(f->w->db, f->w->person->id, may_read_addresses, &n);
    struct settings_of_candidates *at = settings_of_own(f->w->db, f->w->person->id, &settings);
    f->child = arena_array(f->a, struct search_child, n + 1);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || row[i].id != row[i - 1].id)
            f->child[f->n++] = (struct search_child){ .id = row[i].id, .setting = "" };
    take_words(f, row, n);
    take_settings(f, at, settings);
    for (; f->weighed < f->n; f->weighed++)
        search_weigh(f->a, f->q, &f->child[f->weighed]);
}

/* ---- the result ---- */

struct best { struct search_child *child; struct children_found *row; };

static int by_points(const void *x, const void *y)
{
    const struct search_child *a = x, *b = y;
    if (a->tokens != b->tokens)
        return b->tokens - a->tokens;
    return a->points != b->points ? b->points - a->points : a->id < b->id ? -1 : a->id > b->id;
}

static int by_points_and_name(const void *x, const void *y)
{
    const struct best *a = x, *b = y;
    if (a->child->points != b->child->points)
        return b->child->points - a->child->points;
    int name = strcmp(a->row->sort_name, b->row->sort_name);
    return name ? name : by_points(a->child, b->child);
}

/* How many at the top fit all, or, if none does, all but one thing. */
static size_t kept(const struct finder *f, bool *is_partial)
{
    int all = (int)f->q->n, least = f->n && f->child[0].tokens == all ? all : all > 1 ? all - 1 : all;
    size_t n = 0;
    while (n < f->n && f->child[n].tokens >= least)
        n++;
    *is_partial = n && least < all;
    return n;
}

struct search_result search_find(struct web *w, const struct search_asked *q, size_t shown_most)
{
    struct finder f = { .w = w, .a = w->arena, .q = q, .most = shown_most < AT_ONCE / 4 ? AT_ONCE : SEARCH_CANDIDATES_MOST };
    f.child = arena_array(f.a, struct search_child, SEARCH_CANDIDATES_MOST);
    if (web_role(w, "officer") || web_role(w, "manager"))
        find_in_service(&f);
    else
        find_among_few(&f);
    qsort(f.child, f.n, sizeof *f.child, by_points);
    struct search_result r = { 0 };
    size_t fit = kept(&f, &r.is_partial), shown = fit < shown_most ? fit : shown_most, n;
    struct children_found_with p = { .viewer = w->person->id };
    for (size_t i = 0; i < shown; i++)
        (&p.c0)[i] = f.child[i].id;
    struct children_found *row = shown ? children_found(w->db, &p, &n) : (n = 0, NULL);
    struct best *best = arena_array(w->arena, struct best, n + 1);
    for (size_t i = 0; i < n; i++)
        best[i] = (struct best){ candidate(&f, row[i].id), &row[i] };
    qsort(best, n, sizeof *best, by_points_and_name);
    r.row = arena_array(w->arena, struct children_found *, n + 1);
    for (size_t i = 0; i < n; i++)
        r.row[i] = best[i].row;
    r.n = n;
    r.is_cut = fit > shown || (n && f.is_cut);
    return r;
}
