/*
 * Letters: the fields of a template, who gets one, writing them down, and
 * their paper.  A letter is frozen as it was written: a template changed
 * afterwards changes no letter.  An address that is restricted or hidden never
 * comes onto paper: such a letter is handed over.
 */
#include "app/child/pages.h"
#include "app/document/document.h"
#include "app/document/views.h"
#include "base/date.h"
#include "base/text.h"
#include "out/pdf.h"

#include <stdatomic.h>
#include <string.h>

enum { RUNS_A_PAGE = 50 };

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

/* ---- fields ---- */

static const char *const field_names[] = { "child", "first name", "parent", "born", "setting", "school", "lead", "review", "year", "today", "service", "telephone", NULL };

static const char *first_name(const struct letter_children *c) { return *c->known_as ? c->known_as : *c->given_name ? c->given_name : c->family_name; }

static const char *day_or_nothing(struct arena *a, const char *day) { return *day ? date_words(a, day) : ""; }

/* The value of the field NAME of LEN bytes; NULL if there is no such field. */
static const char *value_of(struct web *w, const char *name, size_t len, const struct letter_children *c, int year)
{
    struct arena *a = w->arena;
    const char *const value[] = { child_name(a, c->given_name, c->family_name, ""), first_name(c), c->carer, day_or_nothing(a, c->born_on), c->setting_name, c->school_name, c->lead_name,
        day_or_nothing(a, c->review_on), year ? arena_print(a, "%d", year) : "", date_words(a, w->today), authority(w, "service"), authority(w, "telephone") };
    for (size_t i = 0; field_names[i]; i++)
        if (strlen(field_names[i]) == len && strncmp(field_names[i], name, len) == 0)
            return value[i];
    return NULL;
}

const char *letter_merge(struct web *w, const char *text, const struct letter_children *c, int year, size_t *gaps)
{
    struct out o = { .arena = w->arena };
    for (const char *s = text; *s;) {
        const char *end = *s == '{' ? strchr(s, '}') : NULL, *value = end ? value_of(w, s + 1, (size_t)(end - s - 1), c, year) : NULL;
        if (!value) {
            html_lit(&o, s++, 1);
            continue;
        }
        if (!*value) {
            value = arena_print(w->arena, "[the %.*s]", (int)(end - s - 1), s + 1);
            ++*gaps;
        }
        html_lit(&o, value, strlen(value));
        s = end + 1;
    }
    return arena_text(w->arena, o.at ? o.at : "", o.len);
}

const char *letter_unknown_field(struct arena *a, const char *text)
{
    for (const char *s = strchr(text, '{'); s; s = strchr(s + 1, '{')) {
        size_t len = strcspn(s + 1, "}");
        bool known = false;
        for (size_t i = 0; field_names[i]; i++)
            known |= strlen(field_names[i]) == len && strncmp(field_names[i], s + 1, len) == 0;
        if (!known)
            return arena_text(a, s, len + 1 + (s[len + 1] == '}'));
    }
    return "";
}

const char *letter_fields_words(struct arena *a)
{
    const char *words = "";
    for (size_t i = 0; field_names[i]; i++)
        words = arena_print(a, "%s%s{%s}", words, i ? ", " : "", field_names[i]);
    return words;
}

/* ---- who gets one ---- */

static const struct choice whose[] = {
    { "mine", "Children I lead", NULL }, { "review", "Children whose plan is to be reviewed in the next four weeks, or is late", NULL },
    { "starters", "Children who start school next September", NULL }, { "no-passport", "Those of them without a shared passport", NULL }, { "area", "Open children of one area", NULL }, { 0 }
};
static const struct choice one_child[] = { { "one", "This child", NULL }, { 0 } };

static const struct choice readers[] = { { "everybody", "The family and professionals", NULL }, { "professionals", "Professionals only", NULL }, { 0 } };

static const struct field fields[] = {
    { "child", "", .kind = HIDDEN },
    { "template", "Which letter?", .kind = RADIOS, .need = "Choose a letter" },
    { "whose", "To whom?", "One letter for each child, to the parent or carer with parental responsibility", .kind = RADIOS, .choices = whose, .need = "Choose to whom" },
    { "area", "Which area?", .kind = SELECT, .only_if = "whose", .only_is = "area", .need = "Choose the area" },
    { "seen_by", "Who may read it here afterwards?", .kind = RADIOS, .choices = readers, .need = "Choose who may read it" },
    { 0 }
};

static const struct choice *template_choices(struct web *w)
{
    size_t n;
    struct letter_templates *t = letter_templates(w->db, 0, &n);
    struct choice *c = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct choice){ arena_print(w->arena, "%lld", (long long)t[i].id), t[i].title, text_short(w->arena, t[i].words, 120) };
    return c;
}

static struct form *with_choices(struct web *w, struct form *f)
{
    form_choices(f, "template", template_choices(w));
    form_choices(f, "area", child_areas(w));
    if (*form_value(f, "child"))
        form_choices(f, "whose", one_child);
    return f;
}

static int next_year(struct web *w) { return date_academic_year(w->today) + 1; }

static struct letter_children *chosen(struct web *w, const struct form *f, size_t *n)
{
    int64_t child = 0;
    text_number(form_value(f, "child"), &child);
    return letter_children(w->db, w->person->id, form_value(f, "whose"), child, form_value(f, "area"), next_year(w), date_add_days(w->arena, w->today, 28), MOST_LETTERS + 1, n);
}

static void show_choose(struct web *w, struct form *f, const struct letter_template_by_id *t, const struct letter_children *c, size_t n)
{
    size_t gaps = 0, by_hand = 0;
    const char *subject = "", *words = "";
    for (size_t i = n; i > 0; i--) {                        /* the first stands last, to be shown */
        subject = letter_merge(w, t->subject, &c[i - 1], next_year(w), &gaps);
        words = letter_merge(w, t->words, &c[i - 1], next_year(w), &gaps);
        by_hand += c[i - 1].is_address_restricted || *c[i - 1].carer_hidden;
    }
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, form_is_right(f) ? "Write letters" : "Error: Write letters");
    view_letter_choose(&w->out, w, f, n, gaps, by_hand, subject, words);
}

void letter_choose(struct web *w)
{
    struct form *f = form_new(w, fields);
    int64_t child;
    if (text_number(web_query(w, "child"), &child)) {
        child_or_stop(w, child);
        form_set_number(f, "child", child);
        form_set(f, "whose", "one");
    }
    show_choose(w, with_choices(w, f), NULL, NULL, 0);
}

/* ---- writing them down ---- */

static const char *address_for(struct arena *a, const struct letter_children *c)
{
    if (c->is_address_restricted || *c->carer_hidden || !*c->address)
        return "";
    return *c->postcode ? arena_print(a, "%s\n%s", c->address, c->postcode) : c->address;
}

static void write_one(struct web *w, const struct letter_template_by_id *t, const struct letter_children *c, int64_t run, int64_t position, const char *seen_by)
{
    size_t gaps = 0;
    struct act a = act_of(w);
    int64_t id = new_id();
    add_document(w->db, &(struct add_document){ .id = id, .child_id = c->id, .kind = "letter", .title = t->title, .author = w->person->name, .written_on = w->today, .seen_by = seen_by, .run_id = run, .position = position,
        .to_name = *c->carer ? c->carer : arena_print(w->arena, "The family of %s", first_name(c)), .to_address = address_for(w->arena, c),
        .subject = letter_merge(w, t->subject, c, next_year(w), &gaps), .words = letter_merge(w, t->words, c, next_year(w), &gaps), .person_id = w->person->id, .at = w->now });
    /* Not in the family's timeline: it is to one parent, who finds it among the documents. */
    child_event(a, c->id, w->today, "document", "A letter was written to the family", t->title, arena_print(w->arena, "/documents/%lld/letter", (long long)id), false);
    web_audit(w, c->id, "add", "letter", t->title);
}

void letter_make(struct web *w)
{
    struct form *f = with_choices(w, form_read(w, fields));
    size_t n = 0;
    int64_t template = 0;
    text_number(form_value(f, "template"), &template);
    struct letter_template_by_id *t = form_is_right(f) ? letter_template_by_id(w->db, template) : NULL;
    struct letter_children *c = t ? chosen(w, f, &n) : NULL;
    if (t && !n)
        form_fail(f, "whose", "There is no child like this whom you may write to. Choose others");
    if (n > MOST_LETTERS)
        form_fail(f, "whose", "These are more than 1,000 children. Choose fewer");
    if (!form_is_right(f) || !is(web_field(w, "then"), "write")) {
        show_choose(w, f, t, c, form_is_right(f) ? n : 0);
        return;
    }
    int64_t run = new_id();
    const char *words = is(form_value(f, "whose"), "one") ? "One child" : is(form_value(f, "whose"), "area") ? arena_print(w->arena, "Open children of %s", form_value(f, "area")) : choice_label(whose, form_value(f, "whose"));
    add_letter_run(w->db, &(struct add_letter_run){ .id = run, .template_id = t->id, .title = t->title, .subject = t->subject, .words = t->words, .chosen = words, .made_by = w->person->id, .made_at = w->now });
    for (size_t i = 0; i < n; i++)
        write_one(w, t, &c[i], run, (int64_t)i + 1, form_value(f, "seen_by"));
    web_notice(w, n == 1 ? "The letter is written" : "The letters are written");
    web_to_f(w, "/letters/%lld", (long long)run);
}

/* ---- reading them ---- */

void letter_list(struct web *w)
{
    int64_t before = INT64_MAX;
    size_t n;
    if (!text_number(web_query(w, "before"), &before) || before < 1)
        before = INT64_MAX;
    struct letter_runs *r = letter_runs(w->db, w->person->id, before, RUNS_A_PAGE + 1, &n);
    web_page(w, "Letters");
    view_letter_list(&w->out, w, r, n > RUNS_A_PAGE ? RUNS_A_PAGE : n, n > RUNS_A_PAGE, before != INT64_MAX);
}

static struct letter_run_by_id *run_or_stop(struct web *w)
{
    struct letter_run_by_id *r = letter_run_by_id(w->db, w->person->id, web_id(w, "id"));
    if (!r)
        web_stop(w, 404);
    return r;
}

void letter_show(struct web *w)
{
    struct letter_run_by_id *r = run_or_stop(w);
    size_t n, done, of;
    struct letters_of_run *l = letters_of_run(w->db, w->person->id, r->id, &n);
    letter_progress(r->id, &done, &of);
    web_audit(w, 0, "view", "/letters/:id", "");
    web_page(w, r->title);
    view_letter_show(&w->out, w, r, l, n, done, of);
}

/* ---- paper ---- */

/* One PDF at a time is told about; what is being made stands in memory only. */
static _Atomic int64_t making;
static _Atomic size_t made, to_make;

void letter_progress(int64_t run, size_t *done, size_t *of)
{
    bool mine = making == run;
    *done = mine ? made : 0;
    *of = mine ? to_make : 0;
}

static struct pdf *begin(struct web *w)
{
    struct pdf_about about = authority_paper(w, "Letter", authority(w, "service"));
    about.footer = arena_print(w->arena, "Telephone %s, %s", authority(w, "telephone"), authority(w, "email"));
    return pdf_begin(w->arena, &about);
}

/* The parts between empty lines. */
static const char *const *paragraphs(struct arena *a, const char *text, size_t *n)
{
    const char **part = arena_array(a, const char *, strlen(text) / 2 + 2);
    *n = 0;
    for (const char *s = text; *s;) {
        const char *end = strstr(s, "\n\n");
        size_t len = end ? (size_t)(end - s) : strlen(s);
        if (len)
            part[(*n)++] = arena_text(a, s, len);
        s += len;
        s += strspn(s, "\n");
    }
    return part;
}

/* No address where the family prints it: the child may live with a parent who lives apart from the reader. */
static const char *address_on(struct web *w, const struct letters_of_run *l)
{
    if (!document_reach(w))
        return l->to_name;
    return arena_print(w->arena, "%s\n%s", l->to_name, *l->to_address ? l->to_address : "(to be handed over)");
}

/* Signed and dated by whoever wrote it, whoever prints it and whenever. */
static void put_letter(struct pdf *pdf, struct web *w, const struct letters_of_run *l)
{
    size_t n;
    pdf_paragraph(pdf, address_on(w, l));
    pdf_paragraph(pdf, date_words(w->arena, l->written_on));
    pdf_subject(pdf, l->subject);
    const char *const *line = paragraphs(w->arena, l->words, &n);
    for (size_t i = 0; i < n; i++)
        pdf_paragraph(pdf, line[i]);
    pdf_space(pdf, 8);
    pdf_paragraph(pdf, arena_print(w->arena, "%s\n%s", l->author, authority(w, "service")));
}

void letter_pdf(struct web *w)
{
    struct letter_run_by_id *r = run_or_stop(w);
    size_t n, len;
    struct letters_of_run *l = letters_of_run(w->db, w->person->id, r->id, &n);
    if (!n)
        web_stop(w, 404);
    struct pdf *pdf = begin(w);
    made = 0;
    to_make = n;
    making = r->id;
    for (size_t i = 0; i < n; i++) {
        if (i)
            pdf_new_page(pdf);
        put_letter(pdf, w, &l[i]);
        web_audit(w, l[i].child_id, "export", "letter", "pdf");
        made++;
    }
    const void *bytes = pdf_end(pdf, &len, NULL);
    making = 0;
    web_file(w, "application/pdf", "letters.pdf", bytes, len);
}

const void *letter_paper(struct web *w, const struct letters_of_run *l, size_t *len)
{
    struct pdf *pdf = begin(w);
    put_letter(pdf, w, l);
    return pdf_end(pdf, len, NULL);
}

void letter_one_pdf(struct web *w)
{
    struct letters_of_run *l = letter_by_id(w->db, w->person->id, web_id(w, "id"), document_reach(w));
    size_t len;
    if (!l)
        web_stop(w, 404);
    const void *bytes = letter_paper(w, l, &len);
    web_audit(w, l->child_id, "export", "letter", "pdf");
    web_file(w, "application/pdf", "letter.pdf", bytes, len);
}
