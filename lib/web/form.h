#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "web/web.h"

/*
 * A form is one declared table of fields: it drives reading, checking, the
 * messages, the rendering in the design system's markup and the names that the
 * audit trail tells.
 *
 *     static const struct field fields[] = {
 *         { "given_name", "First name", .kind = NAME, .max = 100 },
 *         { "born_on", "Date of birth", .kind = PAST_DATE, .need = "Enter the child's date of birth" },
 *         { "sex", "Sex", .kind = RADIOS, .choices = sexes },
 *         { 0 }
 *     };
 *     struct form *f = form_read(w, fields);          a POST
 *     if (form_is_right(f)) ... form_value(f, "given_name")
 *     else { w->status = 422; web_page(w, "..."); view_edit(&w->out, w, f); }
 *
 * In the view: {{> form_errors(f)}} at the top, then
 * <form method="post" action="..." novalidate>{{> form_hidden(f)}} {{> form_field(f, "given_name")}} or {{> form_all(f)}}
 */
enum field_kind {
    LINE,          /* one line of text */
    NAME,          /* of a person: letters of any script, marks, spaces, apostrophes, hyphens, full stops */
    PARAGRAPH,     /* a text area */
    DATE,          /* three inputs NAME-day, NAME-month, NAME-year; the value is ISO */
    PAST_DATE,     /* not after today, not before 1900 */
    BIRTH_DATE,    /* of a child: not after today, not more than 19 years ago */
    FUTURE_DATE,   /* today or later, at most 5 years */
    RADIOS, SELECT,/* one of choices */
    CHECKBOXES,    /* any of choices; the value is the codes joined by a blank: read each with form_has */
    YES,           /* one checkbox: "1" or "" */
    NUMBER,        /* whole, from .min to .max */
    EMAIL, TELEPHONE, POSTCODE, NHS_NUMBER, UPN_NUMBER,
    PASSWORD,
    HIDDEN
};

struct choice { const char *code, *label, *hint; };      /* ends with a NULL code */

struct field {
    const char *name, *label, *hint;
    enum field_kind kind;
    int max;                     /* letters at most (0 = 200, PARAGRAPH 4,000), or the largest NUMBER */
    int min;
    const char *need;            /* the message when it is empty; NULL = may be empty */
    const char *only_if, *only_is;   /* asked (and needed) only where that other field has that value */
    const struct choice *choices;
    const char *autocomplete;    /* HTML's token: "name", "email", "tel", "postal-code" */
    int rows;                    /* of a text area; 0 = 4 */
    bool is_page_title;          /* its label is the page's h1: one question a page */
};

struct form {
    struct web *w;
    const struct field *field;
    size_t n;
    const char **value, **error;
    const char *(*part)[3];      /* what was typed into a date's inputs */
    const struct choice **choices;
    bool is_wrong;
    const char *general_error;   /* about no one field */
};

struct form *form_new(struct web *, const struct field *);       /* empty, for a GET */
struct form *form_read(struct web *, const struct field *);      /* from the body, checked */
void form_set(struct form *, const char *name, const char *value);   /* a starting value */
void form_set_number(struct form *, const char *name, int64_t value);
void form_put(struct form *, const struct pair *typed, size_t n);     /* what stood in its inputs, unchecked: a form that is gone on with; fields not among them stay */
void form_check(struct form *);                                  /* what was set with form_set, as if it had been typed: for imports */
void form_choices(struct form *, const char *name, const struct choice *);  /* choices known only now; checks what was read against them */
const char *form_value(const struct form *, const char *name);   /* cleaned; "" if empty, not asked or wrong */
int64_t form_number(const struct form *, const char *name);      /* 0 if empty */
bool form_has(const struct form *, const char *name, const char *code);  /* CHECKBOXES */
bool form_is(const struct form *, const char *name, const char *value);
const char *form_error(const struct form *, const char *name);   /* "" if right */
void form_fail(struct form *, const char *name, const char *message);    /* NAME NULL: about the whole form; said in the reader's language */
bool form_is_right(const struct form *);
const struct field *form_find(const struct form *, const char *name);

/* The label of a code; the code itself if it is none of them. */
const char *choice_label(const struct choice *, const char *code);

/* Two versions of one form, where they differ: what is saved now and what was typed, in words. View: form_versions. */
struct form_difference { const char *label, *saved, *typed; };
struct form_difference *form_differences(const struct form *saved, const struct form *typed, size_t *n);

/*
 * Two people at one form, parted by hours where one of them had no signal.  form_base goes into a hidden field `base`: a
 * few letters of a hash for each field as it was shown.  form_merge then knows who changed what: what only the other
 * changed is taken over into TYPED, what only this person changed stays, and what both changed comes back as clashes, to
 * be chosen by them on a page with {{> form_clashes(...)}} and {{> form_as_hidden(f)}}; form_choose reads what they chose.
 */
struct form_clash { const char *name, *label, *saved, *typed; bool is_text; };
const char *form_base(const struct form *);
struct form_clash *form_merge(struct form *typed, const struct form *saved, const char *base, size_t *n);
void form_choose(struct form *typed, const struct form *saved);

/* A hash of all that stands in the form, for a hidden field: says afterwards whether a record that has no version is still as it was shown. */
const char *form_seal(const struct form *);

/* Helpers of the views. */
size_t form_at(const struct form *, const char *name);
enum form_mark { NO_MARK, OPTIONAL, NEEDED };
enum form_mark form_mark(const struct form *, const struct field *);   /* said after its label: what may be empty; in a long form, where most may, what may not */
const char *form_typed(const struct form *, const char *name);   /* what was typed, right or wrong */
const char *form_part(const struct form *, const char *name, int which);   /* 0 day, 1 month, 2 year */
const char *form_described_by(const struct form *, const struct field *);  /* ids of hint and error, "" if none */
bool form_asks(const struct form *, const struct field *, const struct choice *);  /* the choice opens further fields */
size_t form_count(const struct choice *);
const char *form_width(const struct field *);
const char *form_type(const struct field *);
extern const struct choice form_date_part[];
bool form_is_inside(const struct form *, const char *name);      /* shown under the choice that asks for it */

#endif
