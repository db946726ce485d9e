/*
 * One row of a list, read as a form would be: words to codes, days of every
 * shape, names of settings to settings.  Called for each row by stage.c; looks
 * at no child.
 */
#include "app/imports/imports.h"
#include "app/setting/setting.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>
#include <strings.h>

struct import_reader *import_reader_new(struct arena *a, struct db *db, const struct import_matching *m, int64_t setting, const char *today)
{
    size_t n = import_columns_of(m->source);
    struct import_reader *r = arena_new(a, struct import_reader);
    struct field *field = arena_array(a, struct field, n + 1);
    *r = (struct import_reader){ .arena = a, .source = m->source, .matching = m, .field = field, .setting_id = setting };
    r->w = arena_new(a, struct web);
    *r->w = (struct web){ .arena = a, .db = db, .today = today };
    r->choices = arena_array(a, const struct choice *, n + 1);
    for (size_t i = 0; i < n; i++) {
        field[i] = m->source->column[i].field;
        r->choices[i] = m->source->column[i].list ? code_choices(r->w, m->source->column[i].list) : field[i].choices;
    }
    r->setting = settings_for_import(db, &r->settings);
    r->setting_folded = arena_array(a, const char *, r->settings + 1);
    for (size_t i = 0; i < r->settings; i++)
        r->setting_folded[i] = text_fold(a, r->setting[i].name);
    return r;
}

/* ---- cells to values ---- */

/* "Female", "girl" and "f" are F; a code list takes its code or its label. */
static const char *as_code(struct arena *a, const struct choice *c, const char *field, const char *typed)
{
    const char *folded = text_fold(a, typed);
    if (strcmp(field, "sex") == 0) {
        bool girl = strcmp(folded, "f") == 0 || strcmp(folded, "female") == 0 || strcmp(folded, "girl") == 0 || strcmp(folded, "2") == 0;
        bool boy = strcmp(folded, "m") == 0 || strcmp(folded, "male") == 0 || strcmp(folded, "boy") == 0 || strcmp(folded, "1") == 0;
        bool unknown = strcmp(folded, "u") == 0 || strcmp(folded, "unknown") == 0 || strcmp(folded, "not known") == 0 || strcmp(folded, "x") == 0 || strcmp(folded, "0") == 0 || strcmp(folded, "9") == 0;
        return girl ? "F" : boy ? "M" : unknown ? "" : typed;
    }
    for (; c && c->code; c++)
        if (strcmp(text_fold(a, c->code), folded) == 0 || strcmp(text_fold(a, c->label), folded) == 0)
            return c->code;
    return typed;
}

/* "1", "" or, for what is neither yes nor no, NULL. */
static const char *as_yes(struct arena *a, const char *typed)
{
    static const char *const yes[] = { "1", "y", "yes", "true", "x" }, *const no[] = { "", "0", "n", "no", "false" };
    const char *folded = text_fold(a, typed);
    for (size_t i = 0; i < 5; i++) {
        if (strcmp(folded, yes[i]) == 0)
            return "1";
        if (strcmp(folded, no[i]) == 0)
            return "";
    }
    return NULL;
}

/* "15.5" is 16: hours and scores are kept whole. */
static const char *as_whole(struct arena *a, const char *typed)
{
    int64_t n;
    const char *dot = strchr(typed, '.');
    if (!dot || !text_number(arena_text(a, typed, (size_t)(dot - typed)), &n) || n < 0 || strspn(dot + 1, "0123456789") != strlen(dot + 1))
        return typed;
    return arena_print(a, "%lld", (long long)(n + (dot[1] >= '5' && dot[1] <= '9')));
}

static const char *as_kind(struct arena *a, const char *typed)
{
    const char *s = text_fold(a, typed);
    for (const struct choice *c = setting_kinds; c->code; c++)
        if (strcmp(text_fold(a, c->code), s) == 0 || strcmp(text_fold(a, c->label), s) == 0)
            return c->code;
    if (strcmp(s, "childminder") == 0)
        return "childminder";
    if (strstr(s, "agency") || strstr(s, "home childcarer"))
        return "";
    if (strncmp(s, "childcare on ", 13) == 0)
        return "group";
    if (strstr(s, "special") && (strstr(s, "school") || strstr(s, "academy") || strstr(s, "free")))
        return "special school";
    if (strstr(s, "nursery school"))
        return "nursery school";
    return strstr(s, "school") || strstr(s, "academy") || strstr(s, "free") || strstr(s, "college") ? "school" : "";
}

static const char *as_open(struct arena *a, const char *typed)
{
    const char *s = text_fold(a, typed);
    bool open = !*s || strcmp(s, "1") == 0 || strcmp(s, "actv") == 0 || strcmp(s, "active") == 0 || strncmp(s, "open", 4) == 0 || strcmp(s, "registered") == 0;
    return open ? "1" : "0";
}

/* The setting that is called so, or has this number. 0 none, -1 more than one. */
static int64_t setting_called(const struct import_reader *r, struct arena *a, const char *typed, bool of_school)
{
    const char *folded = text_fold(a, typed);
    int64_t found = 0;
    for (size_t i = 0; i < r->settings; i++) {
        const struct settings_for_import *s = &r->setting[i];
        bool is_school = strcmp(s->kind, "school") == 0 || strcmp(s->kind, "special school") == 0;
        if (of_school && !is_school)
            continue;
        if (*s->urn && strcasecmp(s->urn, typed) == 0)
            return s->id;
        if (strcmp(r->setting_folded[i], folded) == 0)
            found = found ? -1 : s->id;
    }
    return found;
}

static const char *as_setting(struct import_reader *r, struct form *f, const struct import_column *c, const char *typed)
{
    struct arena *a = r->arena;
    if (!*typed)
        return r->setting_id && strcmp(c->field.name, r->source->place_field ? r->source->place_field : "") == 0 ? arena_print(a, "%lld", (long long)r->setting_id) : "";
    bool keeps_words = r->source->about == ABOUT_REQUESTS;
    int64_t id = setting_called(r, a, typed, c->means == MEANS_SCHOOL);
    if (id > 0)
        return arena_print(a, "%lld", (long long)id);
    if (!keeps_words)
        form_fail(f, c->field.name, id ? arena_print(a, "%s: more than one is called ‘%s’. Give its URN instead", c->field.label, typed)
                                       : arena_print(a, "%s: we know no open one called ‘%s’. Add it under Settings, or correct its name", c->field.label, typed));
    return typed;
}

static void set_day(struct import_reader *r, struct form *f, const struct field *d, const char *typed)
{
    struct day_read day = day_read(r->arena, typed, r->matching->order);
    form_set(f, d->name, day.iso);
    if (*typed && !*day.iso)
        form_fail(f, d->name, arena_print(r->arena, "%s: ‘%s’ is no day that fits the others. Write it like 2024-03-27 or 27/3/2024", d->label, typed));
}

static void set_value(struct import_reader *r, struct form *f, size_t i, const char *typed)
{
    const struct import_column *c = &r->source->column[i];
    const char *name = c->field.name, *yes;
    switch (c->means) {
    case MEANS_SETTING: case MEANS_SCHOOL: form_set(f, name, as_setting(r, f, c, typed)); return;
    case MEANS_KIND:
        form_set(f, name, as_kind(r->arena, typed));
        if (*typed && !*form_typed(f, name))
            form_fail(f, name, arena_print(r->arena, "‘%s’ is no place that children attend", typed));
        return;
    case MEANS_STATUS: form_set(f, name, as_open(r->arena, typed)); return;
    case MEANS_ITSELF: break;
    }
    switch (c->field.kind) {
    case DATE: case PAST_DATE: case BIRTH_DATE: case FUTURE_DATE: set_day(r, f, &c->field, typed); return;
    case RADIOS: case SELECT: form_set(f, name, as_code(r->arena, f->choices[i], name, typed)); return;
    case NUMBER: form_set(f, name, as_whole(r->arena, typed)); return;
    case YES:
        yes = as_yes(r->arena, typed);
        form_set(f, name, yes ? yes : "");
        if (!yes)
            form_fail(f, name, arena_print(r->arena, "%s: ‘%s’ is neither yes nor no", c->field.label, typed));
        return;
    default: form_set(f, name, typed); return;
    }
}

/* ---- what no one cell can say ---- */

static void check_order_of_days(struct import_reader *r, struct form *f)
{
    static const char *const later[] = { "starts_on", "left_setting_on", "reviewed_on", "first_concern_on", "known_on", "place_on" };
    if (import_column_at(r->source, "born_on") == (size_t)-1)
        return;
    const char *born = form_value(f, "born_on");
    for (size_t i = 0; *born && i < sizeof later / sizeof *later; i++)
        if (import_column_at(r->source, later[i]) != (size_t)-1) {
            const char *day = form_value(f, later[i]);
            if (*day && strcmp(day, born) < 0)
                form_fail(f, later[i], arena_print(r->arena, "%s is before the child was born", form_find(f, later[i])->label));
        }
}

/* Ofsted leaves out who childminders are. */
static void complete_setting(struct import_reader *r, struct form *f)
{
    if (r->source->about == ABOUT_SETTINGS && !*form_typed(f, "name") && *form_value(f, "urn"))
        form_set(f, "name", arena_print(r->arena, "%s %s", strcmp(form_value(f, "kind"), "childminder") == 0 ? "Childminder" : "Provider", form_value(f, "urn")));
}

/* Cells beyond the last heading mean that a separator stood within a cell. */
static bool has_stray_cells(const struct import_reader *r, const char *const *cell, size_t cells)
{
    for (size_t k = r->matching->headings + 2; k < cells; k++)
        if (*cell[k])
            return true;
    return false;
}

static const char *faults_of(struct import_reader *r, const struct form *f, const char *const *cell, size_t cells)
{
    const char **fault = arena_array(r->arena, const char *, f->n + 3);
    size_t n = 0;
    if (cells > 1 && *cell[1])
        fault[n++] = cell[1];
    if (has_stray_cells(r, cell, cells))
        fault[n++] = "This row has more cells than there are headings: put texts that hold a comma in quotation marks";
    for (size_t i = 0; i < f->n; i++)
        if (*f->error[i])
            fault[n++] = f->error[i];
    return text_join(r->arena, fault, n, "\n");
}

struct import_row_read import_read_row(struct import_reader *r, const char *const *cell, size_t cells)
{
    int64_t line = 0;
    r->w->arena = r->arena;
    struct form *f = form_new(r->w, r->field);
    f->choices = r->choices;
    for (size_t i = 0; i < f->n; i++) {
        size_t at = (size_t)r->matching->column[i] + 2;
        const char *typed = r->matching->column[i] >= 0 && at < cells ? text_clean(r->arena, cell[at], TEXT_LINE) : "";
        bool is_hidden = r->source->about == ABOUT_SETTINGS && strcmp(typed, "REDACTED") == 0;
        set_value(r, f, i, is_hidden ? "" : typed);
    }
    complete_setting(r, f);
    form_check(f);
    check_order_of_days(r, f);
    if (cells)
        text_number(cell[0], &line);
    return (struct import_row_read){ (size_t)line, f, faults_of(r, f, cell, cells) };
}

const char *import_value_words(struct arena *a, struct import_reader *r, const char *field, const char *value)
{
    size_t at = import_column_at(r->source, field);
    int64_t id;
    if (at == (size_t)-1 || !*value)
        return value;
    const struct import_column *c = &r->source->column[at];
    if ((c->means == MEANS_SETTING || c->means == MEANS_SCHOOL) && text_number(value, &id))
        for (size_t i = 0; i < r->settings; i++)
            if (r->setting[i].id == id)
                return r->setting[i].name;
    if (c->means == MEANS_KIND)
        return choice_label(setting_kinds, value);
    if (c->means == MEANS_STATUS)
        return *value == '1' ? "Yes" : "No";
    if (date_valid(value))
        return date_words(a, value);
    return c->field.kind == YES ? "Yes" : choice_label(r->choices[at], value);
}
