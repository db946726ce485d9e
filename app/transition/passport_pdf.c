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

static const struct fit fits[] = { { 0, false }, { 0, true }, { 420, true }, { 320, true }, { 250, true }, { 190, true }, { 150, true }, { 115, true }, { 85, true }, { 55, true }, { 30, true } };

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

static void put_text(struct pdf *pdf, struct arena *a, const char *text, const struct fit *fit)
{
    if (fit->letters)
        text = text_short(a, text, fit->letters);
    size_t n;
    const char *const *line = lines_of(a, text, &n);
    if (fit->is_small)
        for (size_t i = 0; i < n; i++)
            pdf_small(pdf, n > 1 ? arena_print(a, "• %s", line[i]) : line[i]);
    else if (n > 1)
        pdf_list(pdf, line, n);
    else if (n)
        pdf_paragraph(pdf, line[0]);
}

static void put_parts(struct pdf *pdf, struct arena *a, const struct passport_by_id *p, bool is_left, const struct fit *fit)
{
    for (size_t i = 0; i < passport_parts_n; i++) {
        const char *text = passport_text(p, &passport_parts[i]);
        if (passport_parts[i].is_left != is_left || !*text)
            continue;
        pdf_heading(pdf, 3, passport_parts[i].title);
        put_text(pdf, a, text, fit);
    }
}

/* Where even the shortest words do not fit for the many who help, the first of them stand. */
static void put_people(struct pdf *pdf, struct web *w, const struct passport_about *about, const struct fit *fit)
{
    const char *words = "";
    size_t most = fit->letters ? 3 : 6;
    for (size_t i = 0; i < about->people && i < most; i++)
        words = arena_print(w->arena, "%s%s%s", words, i ? "\n" : "", text_short(w->arena, person_in_words(w->arena, &about->person[i]), 120));
    if (!*words)
        return;
    pdf_heading(pdf, 3, "Who knows me");
    put_text(pdf, w->arena, words, &(struct fit){ 0, fit->is_small });
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
    const char *when = arena_print(a, "I start Reception in September %lld", (long long)start_year(c->school_year, c->agreed_year));
    const char *where = *c->school ? arena_print(a, "%s at %s", when, c->school) : when;
    return arena_print(a, "%s. I was born on %s.", where, date_words(a, c->born_on));
}

static void put_foot(struct pdf *pdf, struct arena *a, const struct passport_by_id *p, bool is_shortened)
{
    const char *agreed = *p->agreed_on ? arena_print(a, "Agreed on %s with %s.", date_words(a, p->agreed_on), text_short(a, p->agreed_with, 80)) : "Draft: not yet agreed with the family.";
    pdf_small(pdf, is_shortened ? arena_print(a, "%s Shortened to fit this page: there is more in Rightdoor.", agreed) : agreed);
}

static const char *lay_out(struct web *w, const struct passport_by_id *p, const struct passport_about *about, const struct fit *fit, size_t *len, size_t *pages)
{
    struct arena *a = w->arena;
    const struct start_of *c = about->child;
    const char *telephone = authority(w, "telephone");
    struct pdf *pdf = pdf_begin(a, &(struct pdf_about){ .title = "My school passport", .author = authority(w, "name"), .language = "en-GB", .reference = "",
        .footer = *telephone ? arena_print(a, "Questions: %s", telephone) : "", .colour = authority(w, "colour"), .page_n_of_m = NULL });
    pdf_banner(pdf, text_short(a, child_name(a, c->given_name, c->family_name, c->known_as), 60), lead_of(a, c));
    const char *needs = needs_in_words(a, about);
    if (*needs)
        pdf_small(pdf, arena_print(a, "Needs: %s. %s.", needs, code_label("ehc_stage", c->ehc_stage)));
    pdf_columns_begin(pdf, 60);
    put_parts(pdf, a, p, true, fit);
    pdf_columns_next(pdf);
    put_parts(pdf, a, p, false, fit);
    put_people(pdf, w, about, fit);
    pdf_columns_end(pdf);
    put_foot(pdf, a, p, fit->letters != 0);
    return pdf_end(pdf, len, pages);
}

const char *passport_pdf(struct web *w, const struct passport_by_id *p, const struct passport_about *about, size_t *len, bool *is_shortened)
{
    const char *bytes = NULL;
    size_t pages = 0;
    for (size_t i = 0; i < sizeof fits / sizeof *fits; i++) {
        bytes = lay_out(w, p, about, &fits[i], len, &pages);
        *is_shortened = fits[i].letters != 0;
        if (pages == 1)
            break;
    }
    return bytes;
}
