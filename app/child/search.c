/*
 * Finding a child: words of names, a day of birth however it is written, a
 * postcode, an NHS number, a UPN, in any order.  What was typed is personal
 * data, so it comes by POST and is written nowhere.
 */
#include "app/child/pages.h"
#include "app/child/views.h"
#include "base/check_digit.h"
#include "base/date.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_WORDS = 5, MOST_SHOWN = 50 };

struct asked { const char *word[MOST_WORDS]; size_t n; };

static bool all_digits(const char *s, size_t len) { return strlen(s) == len && strspn(s, "0123456789") == len; }

static const char *packed_day(struct arena *a, const char *iso)
{
    return date_valid(iso) ? arena_print(a, "%.4s%.2s%.2s", iso, iso + 5, iso + 8) : "";
}

/* "4 3 2023", "4 march 2023", "2023 3 4", "4 3 23": three words that are one day. */
static const char *three_words_day(struct arena *a, const char *const *w)
{
    bool year_last = all_digits(w[2], 4), year_first = all_digits(w[0], 4), short_year = all_digits(w[2], 2) && strlen(w[0]) <= 2;
    if (year_last)
        return packed_day(a, date_from_parts(a, w[0], w[1], w[2]));
    if (year_first)
        return packed_day(a, date_from_parts(a, w[2], w[1], w[0]));
    if (short_year)
        return packed_day(a, date_from_parts(a, w[0], w[1], arena_print(a, "20%s", w[2])));
    return "";
}

/* "04032023" is a day too; "20230304" stands as it is. */
static const char *one_word_day(struct arena *a, const char *w)
{
    if (!all_digits(w, 8))
        return w;
    const char *iso = arena_print(a, "%.4s-%.2s-%.2s", w, w + 4, w + 6), *other = arena_print(a, "%.4s-%.2s-%.2s", w + 4, w + 2, w);
    return !date_valid(iso) && date_valid(other) ? packed_day(a, other) : w;
}

static struct asked read_words(struct arena *a, const char *typed)
{
    struct asked q = { 0 };
    size_t n;
    const char *const *w = text_words(a, text_fold(a, typed), &n);
    for (size_t i = 0; i < n && q.n < MOST_WORDS;) {
        const char *day = i + 3 <= n ? three_words_day(a, w + i) : "";
        bool nhs = i + 3 <= n && all_digits(w[i], 3) && all_digits(w[i + 1], 3) && all_digits(w[i + 2], 4);
        if (*day)
            q.word[q.n++] = day;
        else if (nhs)
            q.word[q.n++] = arena_print(a, "%s%s%s", w[i], w[i + 1], w[i + 2]);
        else
            q.word[q.n++] = one_word_day(a, w[i]);
        i += *day || nhs ? 3 : 1;
    }
    return q;
}

/* Numbers and long words are rare, so they lead. */
static int by_rarity(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    int nx = *x >= '0' && *x <= '9', ny = *y >= '0' && *y <= '9';
    if (nx != ny)
        return ny - nx;
    size_t lx = strlen(x), ly = strlen(y);
    return lx < ly ? 1 : lx > ly ? -1 : 0;
}

static struct search_register *run_search(struct web *w, struct asked *q, size_t *n)
{
    const char *from[MOST_WORDS] = { "", "", "", "", "" }, *end[MOST_WORDS] = { "", "", "", "", "" };
    qsort(q->word, q->n, sizeof *q->word, by_rarity);
    for (size_t i = 0; i < q->n; i++) {
        from[i] = q->word[i];
        end[i] = arena_print(w->arena, "%s\U0010FFFF", q->word[i]);
    }
    bool whole_service = web_role(w, "officer") || web_role(w, "manager");
    return (whole_service ? search_register : search_few)(w->db, w->person->id, from[0], end[0], from[1], end[1], from[2], end[2], from[3], end[3], from[4], end[4], n);
}

struct ranked { struct search_register *row; int points; size_t at; };

/* A whole word of a name counts most; a child whom the service knows counts a little more. */
static int points_of(struct web *w, const struct search_register *r, const struct asked *q)
{
    size_t n;
    const char *name = arena_print(w->arena, "%s %s %s", r->given_name, r->family_name, r->known_as);
    const char *const *own = text_words(w->arena, text_fold(w->arena, name), &n);
    int points = *r->known_on ? 1 : 0;
    for (size_t i = 0; i < q->n; i++)
        for (size_t k = 0; k < n; k++)
            if (strcmp(q->word[i], own[k]) == 0) {
                points += 10;
                break;
            }
    return points;
}

static int by_points(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->points != y->points)
        return y->points - x->points;
    int family = strcmp(x->row->family_name, y->row->family_name), given = strcmp(x->row->given_name, y->row->given_name);
    return family ? family : given ? given : x->row->id < y->row->id ? -1 : x->row->id > y->row->id;
}

/* Each child once, the best first. */
static struct search_register **ranked(struct web *w, struct search_register *row, size_t found, const struct asked *q, size_t *n)
{
    struct ranked *r = arena_array(w->arena, struct ranked, found + 1);
    size_t kept = 0;
    for (size_t i = 0; i < found; i++) {
        bool twice = false;
        for (size_t k = 0; k < kept && !twice; k++)
            twice = r[k].row->id == row[i].id;
        if (!twice)
            r[kept++] = (struct ranked){ &row[i], points_of(w, &row[i], q), i };
    }
    qsort(r, kept, sizeof *r, by_points);
    *n = kept < MOST_SHOWN ? kept : MOST_SHOWN;
    struct search_register **out = arena_array(w->arena, struct search_register *, kept + 1);
    for (size_t i = 0; i < kept; i++)
        out[i] = r[i].row;
    return out;
}

static const struct field fields[] = {
    { "q", "Find a child", .hint = "Name, date of birth, postcode, NHS number or UPN, in any order", .kind = LINE, .max = 120, .need = "Enter a name, a date of birth, a postcode or a number" },
    { 0 }
};

struct form *child_search_form(struct web *w) { return form_new(w, fields); }

void child_search(struct web *w)
{
    struct form *f = form_read(w, fields);
    struct asked q = read_words(w->arena, form_value(f, "q"));
    if (form_is_right(f) && (q.n == 0 || (q.n == 1 && text_length(q.word[0]) < 2)))
        form_fail(f, "q", "Enter two letters or more");
    if (!form_is_right(f)) {
        w->status = 422;
        web_page(w, "Find a child");
        view_child_found(&w->out, w, f, NULL, 0, false);
        return;
    }
    size_t found, n;
    struct search_register *row = run_search(w, &q, &found);
    struct search_register **best = ranked(w, row, found, &q, &n);
    web_audit(w, 0, "search", "/children/search", arena_print(w->arena, "%zu found", n));
    web_page(w, "Find a child");
    view_child_found(&w->out, w, f, best, n, found == 100 || n == MOST_SHOWN);
}
