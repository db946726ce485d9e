/* Reading and checking forms.  Called by handlers; draws nothing (form.html does) and touches no database. */
#include "web/form.h"
#include "base/check_digit.h"
#include "base/date.h"
#include "base/text.h"
#include "web/say.h"

#include <stdlib.h>
#include <string.h>

static size_t count(const struct field *f)
{
    size_t n = 0;
    while (f[n].name)
        n++;
    return n;
}

struct form *form_new(struct web *w, const struct field *field)
{
    struct form *f = arena_new(w->arena, struct form);
    f->w = w;
    f->field = field;
    f->n = count(field);
    f->value = arena_array(w->arena, const char *, f->n);
    f->error = arena_array(w->arena, const char *, f->n);
    f->part = arena_take(w->arena, f->n * sizeof *f->part, alignof(char *));
    f->choices = arena_array(w->arena, const struct choice *, f->n);
    f->general_error = "";
    for (size_t i = 0; i < f->n; i++) {
        f->value[i] = f->error[i] = "";
        f->part[i][0] = f->part[i][1] = f->part[i][2] = "";
        f->choices[i] = field[i].choices;
    }
    return f;
}

size_t form_at(const struct form *f, const char *name)
{
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->field[i].name, name) == 0)
            return i;
    abort();    /* a field that the form does not have: a bug */
}

const struct field *form_find(const struct form *f, const char *name) { return &f->field[form_at(f, name)]; }

static void wrong(struct form *f, size_t i, const char *message)
{
    if (!*f->error[i])
        f->error[i] = say(f->w, message);
    f->is_wrong = true;
}

void form_fail(struct form *f, const char *name, const char *message)
{
    if (name)
        wrong(f, form_at(f, name), message);
    else
        f->general_error = say(f->w, message);
    f->is_wrong = true;
}

static bool is_date(enum field_kind k) { return k == DATE || k == PAST_DATE || k == BIRTH_DATE || k == FUTURE_DATE; }

static void split_date(struct form *f, size_t i)
{
    const char *iso = f->value[i];
    if (!date_valid(iso))
        return;
    f->part[i][0] = arena_print(f->w->arena, "%d", date_day(iso));
    f->part[i][1] = arena_print(f->w->arena, "%d", date_month(iso));
    f->part[i][2] = arena_print(f->w->arena, "%d", date_year(iso));
}

void form_set(struct form *f, const char *name, const char *value)
{
    size_t i = form_at(f, name);
    f->value[i] = value;
    if (is_date(f->field[i].kind))
        split_date(f, i);
}

void form_set_number(struct form *f, const char *name, int64_t value)
{
    form_set(f, name, arena_print(f->w->arena, "%lld", (long long)value));
}

/* ---- checks ---- */

static const char *in_lower(struct arena *a, const char *label)
{
    char *s = arena_text(a, label, strlen(label));
    if (s[0] >= 'A' && s[0] <= 'Z' && !(s[1] >= 'A' && s[1] <= 'Z'))
        s[0] = (char)(s[0] + 32);
    return s;
}

/* "de  Souza", pasted with two blanks, is the same name as with one. */
static const char *one_blank_each(struct arena *a, const char *name)
{
    char *tidy = arena_text(a, name, strlen(name)), *to = tidy;
    for (const char *c = name; *c; c++)
        if (*c != ' ' || c[1] != ' ')
            *to++ = *c;
    *to = 0;
    return tidy;
}

static bool looks_like_a_name(const char *s)
{
    for (; *s; s++)
        if ((*s >= '0' && *s <= '9') || strchr("<>{}[]|\\^~_=+*#$%&@!?;:\"", *s))
            return false;
    return true;
}

static void check_date(struct form *f, size_t i)
{
    const struct field *d = &f->field[i];
    struct arena *a = f->w->arena;
    const char *label = say(f->w, d->label), *name = f->w->out.language ? label : in_lower(a, label), *iso = f->value[i], *today = f->w->today;
    if (!*iso) {
        bool all = *f->part[i][0] && *f->part[i][1] && *f->part[i][2];
        wrong(f, i, all ? say_f(f->w, "%s must be a real date, like 27 3 2024", label)
                        : say_f(f->w, "%s must have a day, a month and a year", label));
    } else if ((d->kind == PAST_DATE || d->kind == BIRTH_DATE) && strcmp(iso, today) > 0)
        wrong(f, i, d->kind == BIRTH_DATE ? "The date of birth must be today or in the past. For a baby not yet born, please telephone us"
                                          : say_f(f->w, "%s must be today or in the past", label));
    else if (d->kind == BIRTH_DATE && strcmp(iso, date_add_months(a, today, -19 * 12)) < 0)
        wrong(f, i, "The date of birth is more than 19 years ago: check the year");
    else if (d->kind == PAST_DATE && strcmp(iso, "1900-01-01") < 0)
        wrong(f, i, say_f(f->w, "Check the year of %s", name));
    else if (d->kind == FUTURE_DATE && strcmp(iso, today) < 0)
        wrong(f, i, say_f(f->w, "%s must be today or later", label));
    else if (d->kind == FUTURE_DATE && strcmp(iso, date_add_months(a, today, 60)) > 0)
        wrong(f, i, say_f(f->w, "%s is more than 5 years ahead: check the year", label));
    else if (d->kind == DATE && (strcmp(iso, "1900-01-01") < 0 || strcmp(iso, "2100-01-01") > 0))
        wrong(f, i, say_f(f->w, "Check the year of %s", name));
}

static bool is_a_choice(const struct choice *c, const char *code)
{
    for (; c && c->code; c++)
        if (strcmp(c->code, code) == 0)
            return true;
    return false;
}

static void check_choices(struct form *f, size_t i)
{
    if (!f->choices[i] || !*f->value[i])
        return;
    if (f->field[i].kind == CHECKBOXES) {
        size_t n;
        const char **code = web_fields(f->w, f->field[i].name, &n);
        for (size_t k = 0; k < n; k++)
            if (*code[k] && !is_a_choice(f->choices[i], code[k]))
                wrong(f, i, "Choose from the list");
    } else if (!is_a_choice(f->choices[i], f->value[i]))
        wrong(f, i, "Choose from the list");
}

static void check_number(struct form *f, size_t i)
{
    const struct field *d = &f->field[i];
    int64_t n;
    const char *label = say(f->w, d->label);
    if (!text_number(f->value[i], &n))
        wrong(f, i, say_f(f->w, "%s must be a whole number, like 15", label));
    else if (n < d->min || (d->max && n > d->max))
        wrong(f, i, say_f(f->w, "%s must be between %d and %d", label, d->min, d->max));
}

static void check_length(struct form *f, size_t i)
{
    const struct field *d = &f->field[i];
    size_t most = d->max ? (size_t)d->max : d->kind == PARAGRAPH ? 4000 : 200, is = text_length(f->value[i]);
    if (is > most)
        wrong(f, i, say_f(f->w, "%s must be %zu characters or fewer. It is %zu now", say(f->w, d->label), most, is));
}

/* Tidies a number or a postcode to the form in which it is stored. */
static void check_shape(struct form *f, size_t i)
{
    struct arena *a = f->w->arena;
    const char *v = f->value[i], *tidy;
    switch (f->field[i].kind) {
    case NAME:
        if (!looks_like_a_name(v))
            wrong(f, i, say_f(f->w, "%s must be made of letters, spaces, hyphens and apostrophes", say(f->w, f->field[i].label)));
        else
            f->value[i] = one_blank_each(a, v);
        break;
    case EMAIL:
        if (!text_is_email(v))
            wrong(f, i, "Enter an email address in the correct format, like name@example.com");
        break;
    case TELEPHONE:
        if (!text_is_telephone(v))
            wrong(f, i, "Enter a telephone number, like 01632 960 001 or 07700 900 982");
        break;
    case POSTCODE:
        tidy = text_postcode(a, v);
        if (*tidy)
            f->value[i] = tidy;
        else
            wrong(f, i, "Enter a full UK postcode, like HR4 0XX");
        break;
    case NHS_NUMBER:
        tidy = nhs_number_tidy(a, v);
        if (nhs_number_is_valid(tidy))
            f->value[i] = tidy;
        else
            wrong(f, i, "This is not a valid NHS number. It has 10 digits, like 943 476 5919: check each digit");
        break;
    case UPN_NUMBER:
        tidy = upn_tidy(a, v);
        if (upn_is_valid(tidy))
            f->value[i] = tidy;
        else
            wrong(f, i, "This is not a valid UPN. It has 13 characters and begins with a letter: check each one");
        break;
    default:
        break;
    }
}

static bool is_asked(const struct form *f, size_t i)
{
    const struct field *d = &f->field[i];
    return !d->only_if || form_has(f, d->only_if, d->only_is);
}

static void check_field(struct form *f, size_t i)
{
    const struct field *d = &f->field[i];
    bool empty = !*f->value[i];
    if (!is_asked(f, i)) {
        f->value[i] = "";
        return;
    }
    bool typed_date = is_date(d->kind) && (*f->part[i][0] || *f->part[i][1] || *f->part[i][2]);
    if (empty && !typed_date) {
        if (d->need)
            wrong(f, i, d->need);
        return;
    }
    if (is_date(d->kind))
        check_date(f, i);
    else if (d->kind == NUMBER)
        check_number(f, i);
    else if (d->kind == RADIOS || d->kind == SELECT || d->kind == CHECKBOXES)
        check_choices(f, i);
    else {
        check_length(f, i);
        check_shape(f, i);
    }
}

/* What was typed: the body of this request, or a form that was kept. */
struct typed { const struct pair *pair; size_t n; };

static const char *typed_as(const struct typed *t, const char *name)
{
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(t->pair[i].name, name) == 0)
            return t->pair[i].value;
    return NULL;
}

static const char *typed_or_nothing(const struct typed *t, const char *name)
{
    const char *v = typed_as(t, name);
    return v ? v : "";
}

static const char *joined(struct arena *a, const struct typed *t, const char *name)
{
    const char **value = arena_array(a, const char *, t->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(t->pair[i].name, name) == 0)
            value[n++] = t->pair[i].value;
    return text_join(a, value, n, " ");
}

static void read_field(struct form *f, size_t i, const struct typed *t)
{
    const struct field *d = &f->field[i];
    struct web *w = f->w;
    if (is_date(d->kind)) {
        static const char *const part[] = { "day", "month", "year" };
        for (int k = 0; k < 3; k++)
            f->part[i][k] = typed_or_nothing(t, arena_print(w->arena, "%s-%s", d->name, part[k]));
        f->value[i] = date_from_parts(w->arena, f->part[i][0], f->part[i][1], f->part[i][2]);
    } else if (d->kind == CHECKBOXES)
        f->value[i] = joined(w->arena, t, d->name);
    else if (d->kind == PARAGRAPH)
        f->value[i] = typed_or_nothing(t, d->name);
    else
        f->value[i] = text_clean(w->arena, typed_or_nothing(t, d->name), TEXT_LINE);
}

void form_put(struct form *f, const struct pair *typed, size_t n)
{
    const struct typed t = { typed, n };
    for (size_t i = 0; i < f->n; i++) {
        const char *name = f->field[i].name;
        bool is_there = typed_as(&t, is_date(f->field[i].kind) ? arena_print(f->w->arena, "%s-day", name) : name);
        if (is_there || f->field[i].kind == YES || f->field[i].kind == CHECKBOXES)   /* a box that is not ticked sends nothing */
            read_field(f, i, &t);
    }
}

struct form *form_read(struct web *w, const struct field *field)
{
    struct form *f = form_new(w, field);
    struct typed t;
    t.pair = web_all_fields(w, &t.n);
    for (size_t i = 0; i < f->n; i++)
        read_field(f, i, &t);
    for (size_t i = 0; i < f->n; i++)
        check_field(f, i);
    return f;
}

void form_check(struct form *f)
{
    for (size_t i = 0; i < f->n; i++)
        check_field(f, i);
}

void form_choices(struct form *f, const char *name, const struct choice *c)
{
    size_t i = form_at(f, name);
    f->choices[i] = c;
    if (f->w->method == POST)
        check_choices(f, i);
}

const char *form_value(const struct form *f, const char *name)
{
    size_t i = form_at(f, name);
    return *f->error[i] ? "" : f->value[i];
}

int64_t form_number(const struct form *f, const char *name)
{
    int64_t n;
    return text_number(form_value(f, name), &n) ? n : 0;
}

/* Codes have no blanks within a CHECKBOXES field; elsewhere the whole value is compared. */
bool form_has(const struct form *f, const char *name, const char *code)
{
    size_t i = form_at(f, name), len = strlen(code);
    if (f->field[i].kind != CHECKBOXES)
        return strcmp(f->value[i], code) == 0;
    for (const char *s = f->value[i]; (s = strstr(s, code)); s += len)
        if ((s == f->value[i] || s[-1] == ' ') && (s[len] == 0 || s[len] == ' '))
            return true;
    return false;
}

bool form_is(const struct form *f, const char *name, const char *value) { return strcmp(form_value(f, name), value) == 0; }
const char *form_error(const struct form *f, const char *name) { return f->error[form_at(f, name)]; }
bool form_is_right(const struct form *f) { return !f->is_wrong; }
const char *form_typed(const struct form *f, const char *name) { return f->value[form_at(f, name)]; }
const char *form_part(const struct form *f, const char *name, int which) { return f->part[form_at(f, name)][which]; }

const char *choice_label(const struct choice *c, const char *code)
{
    for (; c && c->code; c++)
        if (strcmp(c->code, code) == 0)
            return c->label;
    return code;
}

bool form_is_inside(const struct form *f, const char *name)
{
    const struct field *d = form_find(f, name);
    if (!d->only_if)
        return false;
    enum field_kind k = form_find(f, d->only_if)->kind;
    return k == RADIOS || k == CHECKBOXES;
}

const struct choice form_date_part[] = { { "day", "Day", NULL }, { "month", "Month", NULL }, { "year", "Year", NULL }, { 0 } };

const char *form_described_by(const struct form *f, const struct field *d)
{
    const char *hint = d->hint ? arena_print(f->w->arena, "%s-hint", d->name) : "";
    if (!*form_error(f, d->name))
        return hint;
    return arena_print(f->w->arena, "%s%s%s-error", hint, *hint ? " " : "", d->name);
}

bool form_asks(const struct form *f, const struct field *d, const struct choice *c)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->field[i].only_if && strcmp(f->field[i].only_if, d->name) == 0 && strcmp(f->field[i].only_is, c->code) == 0)
            return true;
    return false;
}

/* Whether the label says of a field that it may be empty, or must not. */
static bool is_marked(const struct field *d)
{
    return d->kind != HIDDEN && d->kind != YES && d->kind != CHECKBOXES && !d->only_if;
}

enum form_mark form_mark(const struct form *f, const struct field *d)
{
    enum { LONG = 6 };
    size_t optional = 0, needed = 0;
    for (size_t i = 0; i < f->n; i++)
        if (is_marked(&f->field[i]))
            *(f->field[i].need ? &needed : &optional) += 1;
    bool is_long = optional + needed >= LONG && optional > needed;
    if (!is_marked(d) || (d->need != NULL) != is_long)
        return NO_MARK;
    return is_long ? NEEDED : OPTIONAL;
}

size_t form_count(const struct choice *c)
{
    size_t n = 0;
    while (c && c[n].code)
        n++;
    return n;
}

const char *form_width(const struct field *d)
{
    switch (d->kind) {
    case NUMBER: return "govuk-input--width-5";
    case POSTCODE: return "govuk-input--width-10";
    case NHS_NUMBER: case UPN_NUMBER: case TELEPHONE: return "govuk-input--width-20";
    case LINE: return d->max && d->max <= 20 ? "govuk-input--width-10" : "";       /* as wide as what can stand in it */
    default: return "";
    }
}

const char *form_type(const struct field *d)
{
    switch (d->kind) {
    case EMAIL: return "email";
    case TELEPHONE: return "tel";
    case PASSWORD: return "password";
    default: return "text";
    }
}
