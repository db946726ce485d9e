/*
 * The passport on exactly one page of A4.  Called on a slow thread by the
 * passport's handler, and by tests.  It first tries the full text in letters
 * of reading size, then smaller ones, then shortens the longest parts until
 * the page holds, and says so at its foot.
 */
#include "app/transition/transition.h"
#include "base/date.h"
#include "base/text.h"
#include "out/pdf.h"

#include <string.h>

/* Letters of a part at most (0 = all), and whether they are small. */
struct fit { size_t letters; bool is_small; };

enum { FITS = 28 };

/* The Nth fit: all of it large, all of it small, then a tenth shorter each time, from 420 letters to 30. */
static struct fit fit_at(size_t n)
{
    static const size_t letters[FITS] = { 0, 0, 420, 378, 340, 306, 276, 248, 223, 201, 181, 163, 146, 132, 119, 107, 96, 86, 78, 70, 63, 57, 51, 46, 41, 37, 33, 30 };
    return (struct fit){ letters[n], n > 0 };
}

const char *const *lines_of(struct arena *a, const char *text, size_t *n)
{
    size_t room = 1;
    for (const char *s = text; *s; s++)
        room += *s == '\n';
    const char **line = arena_array(a, const char *, room);
    *n = 0;
    for (const char *s = text; *s;) {
        size_t len = strcspn(s, "\n");
        const char *one = text_clean(a, arena_text(a, s, len), TEXT_LINE);
        if ((one[0] == '-' || one[0] == '*') && one[1] == ' ')
            one += 2;
        if (*one)
            line[(*n)++] = one;
        s += len + (s[len] == '\n');
    }
    return line;
}

/* What stands in the columns, in reading order: the parts that say something, then the people. */
struct item { const char *title, *text; };

static size_t gather(struct web *w, const struct passport_by_id *p, const struct passport_about *about, const struct fit *fit, struct item *item)
{
    size_t n = 0;
    for (int side = 1; side >= 0; side--)
        for (size_t i = 0; i < passport_parts_n; i++) {
            const char *text = passport_text(p, &passport_parts[i]);
            if (passport_parts[i].is_left == side && *text)
                item[n++] = (struct item){ passport_parts[i].title, fit->letters ? text_short(w->arena, text, fit->letters) : text };
        }
    const char *words = "";
    size_t most = fit->letters ? 3 : 6;
    for (size_t i = 0; i < about->people && i < most; i++)
        words = arena_print(w->arena, "%s%s%s", words, i ? "\n" : "", text_short(w->arena, person_in_words(w->arena, &about->person[i]), 110));
    if (*words)
        item[n++] = (struct item){ "Who knows me", words };
    return n;
}

/* About how high it will stand, in points: only to share the columns out. */
static double height_of(struct arena *a, const struct item *item, const struct fit *fit)
{
    size_t n, lines = 0;
    const char *const *line = lines_of(a, item->text, &n);
    for (size_t i = 0; i < n; i++)
        lines += 1 + text_length(line[i]) / (fit->is_small ? 53 : n > 1 ? 40 : 43);
    return 26 + (fit->is_small ? (double)lines * 12 + 7 : (double)lines * 15 + (n > 1 ? 4 * (double)n + 4 : 7));
}

/* How many items stand left, so that the columns end at about the same height. */
static size_t share_out(struct arena *a, const struct item *item, size_t n, const struct fit *fit)
{
    double all = 0, left = 0;
    for (size_t i = 0; i < n; i++)
        all += height_of(a, &item[i], fit);
    for (size_t i = 0; i < n; i++) {
        double high = height_of(a, &item[i], fit);
        if (left + high / 2 >= all / 2)
            return i;
        left += high;
    }
    return n;
}

static void put_item(struct pdf *pdf, struct arena *a, const struct item *item, const struct fit *fit)
{
    size_t n;
    const char *const *line = lines_of(a, item->text, &n);
    pdf_part(pdf, item->title);
    if (fit->is_small)
        pdf_small(pdf, n > 1 ? arena_print(a, "• %s", text_join(a, line, n, "\n• ")) : n ? line[0] : "");
    else if (n > 1)
        pdf_list(pdf, line, n);
    else if (n)
        pdf_paragraph(pdf, line[0]);
}

static const char *needs_in_words(struct arena *a, const struct passport_about *about)
{
    const char *words = "";
    for (size_t i = 0; i < about->needs && i < 3; i++)
        words = arena_print(a, "%s%s%s", words, i ? "; " : "", code_label("need", about->need[i].code));
    return words;
}

static const char *lead_of(struct arena *a, const struct start_of *c)
{
    const char *when = arena_print(a, "My school passport for September %lld", (long long)start_year(c->school_year, c->agreed_year));
    return *c->school ? arena_print(a, "%s, %s", when, c->school) : when;
}

/* Two parents never read each other's names. */
static void put_foot(struct web *w, struct pdf *pdf, const struct passport_by_id *p, bool is_shortened)
{
    struct arena *a = w->arena;
    const char *agreed = *p->agreed_on ? arena_print(a, "Agreed on %s with %s.", date_words(a, p->agreed_on), web_may(w, SPEAK_FOR_FAMILY) ? "the family" : text_short(a, p->agreed_with, 80)) : "Draft: not yet agreed with the family.";
    pdf_small(pdf, is_shortened ? arena_print(a, "%s Shortened to fit this page: there is more in Rightdoor.", agreed) : agreed);
}

static const char *about_in_words(struct arena *a, const struct passport_about *about)
{
    const struct start_of *c = about->child;
    const char *needs = needs_in_words(a, about), *born = arena_print(a, "Born on %s.", date_words(a, c->born_on));
    if (*needs)
        born = arena_print(a, "%s Needs: %s.", born, needs);
    return strcmp(c->ehc_stage, "none") != 0 ? arena_print(a, "%s %s.", born, code_label("ehc_stage", c->ehc_stage)) : born;
}

/* SHIFT moves the border between the columns, where the reckoning of heights was out by one. */
static const char *lay_out(struct web *w, const struct passport_by_id *p, const struct passport_about *about, const struct fit *fit, int shift, size_t *len, size_t *pages)
{
    struct arena *a = w->arena;
    const struct start_of *c = about->child;
    struct pdf_about paper = authority_paper(w, "My school passport", "");
    struct pdf *pdf = pdf_begin(a, &paper);
    pdf_banner(pdf, text_short(a, child_name(a, c->given_name, c->family_name, c->known_as), 60), lead_of(a, c));
    pdf_small(pdf, about_in_words(a, about));
    struct item *item = arena_array(a, struct item, passport_parts_n + 1);
    size_t n = gather(w, p, about, fit, item), left = share_out(a, item, n, fit);
    left = shift < 0 && left ? left - 1 : shift > 0 && left < n ? left + 1 : left;
    pdf_columns_begin(pdf, 60);
    for (size_t i = 0; i < n; i++) {
        if (i == left)
            pdf_columns_next(pdf);
        put_item(pdf, a, &item[i], fit);
    }
    if (left >= n)
        pdf_columns_next(pdf);
    pdf_columns_end(pdf);
    pdf_space(pdf, 3);
    put_foot(w, pdf, p, fit->letters != 0);
    return pdf_end(pdf, len, pages);
}

/* One page by this fit, with the border between the columns moved where that helps, or NULL; the shortest fit is taken as it comes. */
static const char *one_page(struct web *w, const struct passport_by_id *p, const struct passport_about *about, size_t n, size_t *len)
{
    static const int shift[] = { 0, 1, -1 };
    struct fit fit = fit_at(n);
    for (size_t i = 0; i < sizeof shift / sizeof *shift; i++) {
        size_t pages = 0;
        const char *bytes = lay_out(w, p, about, &fit, shift[i], len, &pages);
        if (pages == 1 || n == FITS - 1)
            return bytes;
    }
    return NULL;
}

/* Most fit at once; else the largest fit that holds one page is found by halving. */
const char *passport_pdf(struct web *w, const struct passport_by_id *p, const struct passport_about *about, size_t *len, bool *is_shortened)
{
    size_t fits = FITS - 1, low = 1, best_len = 0;
    const char *best = one_page(w, p, about, 0, &best_len);
    if (best)
        fits = low = 0;
    while (low < fits || !best) {
        size_t n = low + (fits - low) / 2, len_of_n;
        const char *bytes = one_page(w, p, about, n, &len_of_n);
        if (bytes)
            best = bytes, best_len = len_of_n, fits = n;
        else
            low = n + 1;
    }
    *is_shortened = fit_at(fits).letters != 0;
    *len = best_len;
    return best;
}
