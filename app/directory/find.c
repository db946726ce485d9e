/* Find help near you: what anybody reads of the directory, without an account.  Reads only; asks nothing about a child. */
#include "app/directory/pages.h"
#include "app/directory/views.h"
#include "app/setting/setting.h"
#include "app/setting/setting.sql.h"
#include "base/date.h"
#include "base/text.h"
#include "web/say.h"

#include <string.h>

enum { PAGE = 25, ALL = 200, SHORT = 260 };

static const struct choice ages[] = {
    { "", "Any age", NULL }, { "0", "Under 1", NULL }, { "1", "1 year", NULL }, { "2", "2 years", NULL }, { "3", "3 years", NULL }, { "4", "4 years", NULL }, { "5", "5 years", NULL }, { 0 }
};

/* ---- Words ---- */

static const char *months_words(struct web *w, int64_t months)
{
    const char *years = say_count(w, "%lld year", "%lld years", months / 12), *rest = say_count(w, "%lld month", "%lld months", months % 12);
    if (months < 12)
        return rest;
    return months % 12 ? arena_print(w->arena, "%s %s", years, rest) : years;
}

/* An age of 59 months is "4 years": until the fifth birthday. */
const char *directory_age_words(struct web *w, int64_t from, int64_t to)
{
    if (from <= 0 && to >= AGE_WITHOUT_END)
        return say(w, "Any age");
    const char *until = months_words(w, to % 12 == 11 ? to - 11 : to);
    if (to >= AGE_WITHOUT_END)
        return say_f(w, "From %s", months_words(w, from));
    return from <= 0 ? say_f(w, "Up to %s", until) : say_f(w, "From %s to %s", months_words(w, from), until);
}

/* "25 services", or that there are more. */
const char *directory_found_words(struct web *w, const struct find_page *p)
{
    const char *n = say_count(w, "%lld service", "%lld services", (int64_t)p->n);
    return p->more ? say_f(w, "%s on this page; there are more", n) : n;
}

static const char *next_code(struct arena *a, const char **list)
{
    const char *s = **list == '|' ? *list + 1 : *list;
    size_t n = strcspn(s, "|");
    *list = s + n;
    return arena_text(a, s, n);
}

const char *directory_list_words(struct web *w, const char *list, const char *codes)
{
    const char *words = "", *code;
    for (const char *s = codes; *(code = next_code(w->arena, &s));)
        words = arena_print(w->arena, "%s%s%s", words, *words ? ", " : "", *list ? say(w, code_label(list, code)) : code);
    return words;
}

const char *directory_areas_words(struct web *w, const char *areas) { return *areas ? directory_list_words(w, "", areas) : say(w, "Everywhere"); }

/* The beginning of a long text, to the end of a word. */
const char *directory_short(struct arena *a, const char *text)
{
    size_t n = strcspn(text, "\n");
    if (n > SHORT) {
        for (n = SHORT; n && text[n] != ' ';)
            n--;
    } else if (!text[n])
        return text;
    return n ? arena_print(a, "%.*s \u2026", (int)n, text) : text;
}

const char *directory_tel(struct arena *a, const char *telephone)
{
    char *to = arena_take(a, strlen(telephone) + 5, 1), *s = to;
    memcpy(s, "tel:", 4);
    s += 4;
    for (; *telephone; telephone++)
        if ((*telephone >= '0' && *telephone <= '9') || (*telephone == '+' && s == to + 4))
            *s++ = *telephone;
    *s = 0;
    return s - to > 9 ? to : "";
}

void directory_write_lines(struct out *o, const char *text)
{
    for (const char *s = text; *s;) {
        size_t n = strcspn(s, "\n");
        html_text_s(o, arena_text(o->arena, s, n));
        s += n + (s[n] == '\n');
        if (*s)
            html_lit(o, "<br>", 4);
    }
}

/* ---- The filter: codes only, so that it may stand in the address ---- */

static const char *one_of(const struct choice *c, const char *code)
{
    for (; c && c->code; c++)
        if (*code && strcmp(c->code, code) == 0)
            return code;
    return "";
}

const struct choice *directory_area_choices(struct web *w)
{
    size_t n;
    struct areas_of_settings *a = areas_of_settings(w->db, &n);
    struct choice *c = arena_array(w->arena, struct choice, n + 1);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct choice){ a[i].area, a[i].area, NULL };
    return c;
}

/* The list without a code or two that make no sense to look by. */
static const struct choice *without(struct web *w, const char *list, const char *one, const char *two)
{
    const struct choice *all = code_choices(w, list);
    struct choice *c = arena_array(w->arena, struct choice, form_count(all) + 1);
    size_t n = 0;
    for (; all->code; all++)
        if (strcmp(all->code, one) != 0 && strcmp(all->code, two) != 0)
            c[n++] = *all;
    return c;
}

const struct choice *directory_need_choices(struct web *w) { return without(w, "concern", "other", ""); }
const struct choice *directory_language_choices(struct web *w) { return without(w, "language", "en", "other"); }

static struct find_page read_filter(struct web *w)
{
    struct find_page p = { .areas = directory_area_choices(w), .needs = directory_need_choices(w), .languages = directory_language_choices(w), .ages = ages, .age = one_of(ages, web_query(w, "age")) };
    p.filter = (struct directory_filter){ one_of(p.areas, web_query(w, "area")), one_of(p.needs, web_query(w, "need")), one_of(p.languages, web_query(w, "language")), *p.age ? *p.age - '0' : -1 };
    p.is_whole = strcmp(web_query(w, "all"), "1") == 0;
    return p;
}

struct services_shown *directory_find(struct web *w, const struct directory_filter *f, int64_t rank, const char *name_from, int64_t after, int64_t most, size_t *n)
{
    int64_t from = f->age < 0 ? 0 : f->age * 12, to = f->age < 0 ? MOST_MONTHS_SHOWN - 1 : f->age * 12 + 11;
    return services_shown(w->db, f->area, from, to, f->need, f->language, rank, name_from, after, most, n);
}

static void begin_after(struct web *w, const struct find_page *p, int64_t *rank, const char **name, int64_t *id)
{
    struct service_by_id *s;
    *rank = -1;
    *name = "";
    *id = 0;
    if (!text_number(web_query(w, "after"), id) || !(s = service_by_id(w->db, *id)))
        return;
    *rank = !(*p->filter.need && directory_has(s->needs, p->filter.need));
    *name = s->name;
}

static void find(struct web *w)
{
    struct find_page p = read_filter(w);
    int64_t rank, id, most = p.is_whole ? ALL : PAGE;
    const char *name;
    begin_after(w, &p, &rank, &name, &id);
    p.is_later = rank >= 0;
    p.service = directory_find(w, &p.filter, rank, name, id, most + 1, &p.n);
    p.more = p.n > (size_t)most;
    p.n -= p.more;
    web_page(w, "Find help near you");
    view_directory_find(&w->out, w, &p);
}

static void show(struct web *w)
{
    struct service_by_id *s = service_by_id(w->db, web_id(w, "id"));
    if (!s || s->is_hidden)
        web_stop(w, 404);
    web_page(w, s->name);
    view_directory_one(&w->out, w, s);
}

static const struct route routes[] = {
    { GET, "/find-help", ANYONE, find, .is_translated = true },
    { GET, "/find-help/:id", ANYONE, show, .is_translated = true },
    { GET, "/directory", CHANGE_DIRECTORY, directory_list, .menu = "Directory" },
    { GET, "/directory/new", CHANGE_DIRECTORY, directory_new_form },
    { POST, "/directory/new", CHANGE_DIRECTORY, directory_new },
    { GET, "/directory/loads", CHANGE_AUTHORITY, directory_loads },
    { POST, "/directory/loads", CHANGE_AUTHORITY, directory_stage, .before = directory_take, .takes_files = true },
    { GET, "/directory/loads/:load", CHANGE_AUTHORITY, directory_preview },
    { POST, "/directory/loads/:load", CHANGE_AUTHORITY, directory_load_now },
    { POST, "/directory/loads/:load/drop", CHANGE_AUTHORITY, directory_drop },
    { GET, "/directory/:id", CHANGE_DIRECTORY, directory_edit_form },
    { POST, "/directory/:id", CHANGE_DIRECTORY, directory_edit },
    { POST, "/directory/:id/return", CHANGE_DIRECTORY, directory_return },
    { 0 }
};

const struct feature directory_feature = { "directory", routes, NULL };
