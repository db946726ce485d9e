/*
 * What every format shares: values as they came become values as we keep them,
 * with a remark for whatever was wrong or left out.  Called by referral.c and
 * outpost.c; writes nothing.
 */
#include "app/directory/directory.h"
#include "app/setting/setting.h"
#include "app/setting/setting.sql.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct directory_field_words directory_fields[D_FIELDS] = {
    [D_NAME] = { "name", "Name", 200 }, [D_DESCRIPTION] = { "description", "What it does", 10000 }, [D_ORGANISATION] = { "organisation", "Who runs it", 200 },
    [D_WEBSITE] = { "website", "Website", 500 }, [D_EMAIL] = { "email", "Email address", 254 }, [D_TELEPHONE] = { "telephone", "Telephone", 40 },
    [D_ADDRESS] = { "address", "Address", 500 }, [D_POSTCODE] = { "postcode", "Postcode", 10 }, [D_OPENING] = { "opening", "When", 4000 }, [D_COST] = { "cost", "What it costs", 2000 },
    [D_HOW_TO_START] = { "how_to_start", "How to start", 4000 }, [D_ACCESS] = { "access", "The building", 4000 }, [D_ALERT] = { "alert", "News", 2000 },
    [D_AGE_FROM] = { "age_from", "Youngest age", 4 }, [D_AGE_TO] = { "age_to", "Oldest age", 4 }, [D_NEEDS] = { "needs", "Needs it is for", 400 },
    [D_LANGUAGES] = { "languages", "Languages beside English", 400 }, [D_AREAS] = { "areas", "Areas", 4000 },
};

static const char *print(struct arena *a, const char *format, va_list ap)
{
    char words[600];
    vsnprintf(words, sizeof words, format, ap);
    return text_clean(a, words, TEXT_LINE);         /* a letter that was cut in two becomes U+FFFD */
}

static void remark(struct arena *a, struct directory_remark **list, size_t *n, size_t *room, struct directory_remark r)
{
    if (*n == *room) {
        size_t more = *room ? *room * 2 : 16;
        *list = arena_grow(a, *list, *room * sizeof **list, more * sizeof **list);
        *room = more;
    }
    (*list)[(*n)++] = r;
}

void directory_is_wrong(struct directory_reading *r, const char *where, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    remark(r->w->arena, &r->wrong, &r->wrongs, &r->wrong_room, (struct directory_remark){ where, print(r->w->arena, format, ap) });
    va_end(ap);
}

void directory_notes(struct directory_reading *r, const char *where, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    remark(r->w->arena, &r->note, &r->notes, &r->note_room, (struct directory_remark){ where, print(r->w->arena, format, ap) });
    va_end(ap);
}

struct directory_entry *directory_add(struct directory_reading *r, const char *source_id, const char *where)
{
    if (r->n == r->room) {
        size_t more = r->room ? r->room * 2 : 64;
        r->entry = arena_grow(r->w->arena, r->entry, r->room * sizeof *r->entry, more * sizeof *r->entry);
        r->room = more;
    }
    struct directory_entry *e = &r->entry[r->n++];
    *e = (struct directory_entry){ .source_id = text_clean(r->w->arena, source_id, TEXT_LINE), .where = where, .checked_on = "" };
    for (int i = 0; i < D_FIELDS; i++)
        e->value[i] = "";
    e->value[D_AGE_FROM] = "0";
    e->value[D_AGE_TO] = "1200";
    return e;
}

/* ---- Text with marks of HTML in it, as many directories have it ---- */

static bool is_tag(const char *s, const char *name)
{
    size_t n = strlen(name);
    s += s[1] == '/' ? 2 : 1;
    for (size_t i = 0; i < n; i++)
        if ((s[i] | 32) != name[i])
            return false;
    return s[n] == '>' || s[n] == ' ' || s[n] == '/';
}

/* What a mark becomes: a new line, a new paragraph, nothing. NULL if it is no mark but a "<". */
static const char *mark(const char *s)
{
    static const char *const lines[] = { "br", "li", "tr", "div" }, *const paragraphs[] = { "p", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table" };
    if (!(s[1] == '/' || (s[1] | 32) >= 'a') || (s[1] | 32) > 'z' || !strchr(s, '>'))
        return NULL;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (is_tag(s, lines[i]))
            return "\n";
    for (size_t i = 0; i < sizeof paragraphs / sizeof *paragraphs; i++)
        if (is_tag(s, paragraphs[i]))
            return "\n\n";
    return "";
}

static const struct { const char *written, *meant; } entities[] = {
    { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&#39;", "'" }, { "&apos;", "'" }, { "&nbsp;", " " }, { "&pound;", "\u00a3" },
    { "&ndash;", "\u2013" }, { "&rsquo;", "\u2019" }, { "&lsquo;", "\u2018" },
};

const char *directory_plain(struct arena *a, const char *html)
{
    struct out o = { .arena = a };
    for (const char *s = html; *s;) {
        const char *put = *s == '<' ? mark(s) : NULL;
        size_t skip = put ? (size_t)(strchr(s, '>') - s) + 1 : 1;
        for (size_t i = 0; *s == '&' && !put && i < sizeof entities / sizeof *entities; i++)
            if (strncmp(s, entities[i].written, strlen(entities[i].written)) == 0) {
                put = entities[i].meant;
                skip = strlen(entities[i].written);
            }
        if (put)
            html_lit(&o, put, strlen(put));
        else
            html_lit(&o, s, 1);
        s += skip;
    }
    html_lit(&o, "", 1);
    char *to = o.at;                    /* never more than one empty line, no blanks at the ends of lines */
    int breaks = 0;
    for (const char *s = o.at; *s; s++) {
        if (*s == '\n') {
            while (to > o.at && (to[-1] == ' ' || to[-1] == '\t'))
                to--;
            if (++breaks > 2)
                continue;
        } else if (*s != ' ' && *s != '\t')
            breaks = 0;
        *to++ = *s;
    }
    *to = 0;
    return text_clean(a, o.at, TEXT_LONG);
}

/* ---- Lists |a|b| ---- */

bool directory_has(const char *list, const char *code)
{
    size_t n = strlen(code);
    for (const char *s = strstr(list, code); n && s; s = strstr(s + 1, code))
        if (s > list && s[-1] == '|' && s[n] == '|')
            return true;
    return false;
}

const char *directory_with(struct arena *a, const char *list, const char *code)
{
    return !*code || directory_has(list, code) ? list : arena_print(a, "%s%s|", *list ? list : "|", code);
}

/* ---- Values ---- */

/* The address of a page; "" and a remark for anything that a browser should not be sent to. */
static const char *website(struct directory_reading *r, const struct directory_entry *e, const char *v)
{
    if (strncmp(v, "http://", 7) == 0 || strncmp(v, "https://", 8) == 0)
        return v;
    if (strncmp(v, "www.", 4) == 0)
        return arena_print(r->w->arena, "https://%s", v);
    directory_notes(r, e->where, "the website does not begin with http:// or https://: left out");
    return "";
}

static const char *checked(struct directory_reading *r, const struct directory_entry *e, enum directory_field f, const char *v)
{
    struct arena *a = r->w->arena;
    if (f == D_WEBSITE)
        return website(r, e, v);
    if (f == D_EMAIL && !text_is_email(v)) {
        directory_notes(r, e->where, "the email address is not in the correct format: left out");
        return "";
    }
    if (f == D_POSTCODE && !*text_postcode(a, v)) {
        directory_notes(r, e->where, "the postcode is not one of the United Kingdom: left out");
        return "";
    }
    return f == D_POSTCODE ? text_postcode(a, v) : v;
}

void directory_put(struct directory_reading *r, struct directory_entry *e, enum directory_field f, const char *raw)
{
    struct arena *a = r->w->arena;
    bool is_long = directory_fields[f].max >= 1000;
    const char *v = directory_plain(a, raw);
    if (!is_long)
        v = text_clean(a, v, TEXT_LINE);
    if (f == D_TELEPHONE && *v == '"' && strlen(v) > 2)             /* "+44 ..." kept from spreadsheets by quotes */
        v = arena_text(a, v + 1, strlen(v) - (v[strlen(v) - 1] == '"' ? 2 : 1));
    if (!*v)
        return;
    if (text_length(v) > (size_t)directory_fields[f].max)
        directory_is_wrong(r, e->where, "%s is longer than %d characters", directory_fields[f].column, directory_fields[f].max);
    else
        e->value[f] = checked(r, e, f, v);
}

void directory_more(struct directory_reading *r, struct directory_entry *e, enum directory_field f, const char *raw)
{
    const char *before = e->value[f];
    directory_put(r, e, f, *before && *raw ? arena_print(r->w->arena, "%s\n%s", before, directory_plain(r->w->arena, raw)) : raw);
    if (!*e->value[f])
        e->value[f] = before;
}

void directory_put_ages(struct directory_reading *r, struct directory_entry *e, double from, double to)
{
    if (from > 150 || to > 150 || (from >= 0 && to >= 0 && from > to)) {
        directory_is_wrong(r, e->where, "the ages are not possible: from %g to %g years", from, to);
        return;
    }
    if (from >= 0)
        e->value[D_AGE_FROM] = arena_print(r->w->arena, "%d", (int)(from * 12 + 0.5));
    if (to >= 0)        /* "to 4 years": until the fifth birthday, where whole years are given */
        e->value[D_AGE_TO] = to >= 99 ? "1200" : arena_print(r->w->arena, "%d", (int)(to * 12 + 0.5) + (to == (double)(int)to ? 11 : 0));
}

/* ---- Terms: what many taxonomies say, and what it is called here ---- */

static const struct { const char *word, *codes[3]; } terms[] = {
    { "speech", { "talking" } }, { "language and communication", { "talking" } }, { "communication", { "talking" } }, { "stammer", { "talking" } }, { "makaton", { "talking" } }, { "talking", { "talking" } },
    { "autis", { "talking", "playing" } }, { "asd", { "talking", "playing" } }, { "asperger", { "talking", "playing" } }, { "social interaction", { "playing" } }, { "social communication", { "talking", "playing" } }, { "play", { "playing" } }, { "socialis", { "playing" } },
    { "learning difficult", { "learning" } }, { "learning disab", { "learning" } }, { "cogniti", { "learning" } }, { "down syndrome", { "learning" } }, { "downs syndrome", { "learning" } }, { "development", { "learning" } }, { "dyslexia", { "learning" } },
    { "physical", { "moving" } }, { "mobility", { "moving" } }, { "motor", { "moving" } }, { "cerebral palsy", { "moving" } }, { "dyspraxia", { "moving" } }, { "wheelchair", { "moving" } }, { "occupational therapy", { "moving" } }, { "physiotherapy", { "moving" } },
    { "hearing", { "seeing" } }, { "deaf", { "seeing" } }, { "visual", { "seeing" } }, { "vision", { "seeing" } }, { "blind", { "seeing" } }, { "sensory", { "seeing" } },
    { "mental health", { "feelings" } }, { "emotion", { "feelings" } }, { "behavio", { "feelings" } }, { "anxiety", { "feelings" } }, { "adhd", { "feelings" } }, { "attention deficit", { "feelings" } }, { "wellbeing", { "feelings" } }, { "semh", { "feelings" } },
    { "sleep", { "care" } }, { "toilet", { "care" } }, { "continence", { "care" } }, { "feeding", { "care" } }, { "eating", { "care" } }, { "weaning", { "care" } },
};

/* At the beginning of a word: "asd" is not in "wasdale". */
static bool says(const char *folded, const char *word)
{
    for (const char *s = strstr(folded, word); s; s = strstr(s + 1, word))
        if (s == folded || s[-1] == ' ')
            return true;
    return false;
}

void directory_put_term(struct directory_reading *r, struct directory_entry *e, const char *term)
{
    const char *folded = text_fold(r->w->arena, term);
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
        for (size_t k = 0; k < 3 && terms[i].codes[k] && says(folded, terms[i].word); k++)
            e->value[D_NEEDS] = directory_with(r->w->arena, e->value[D_NEEDS], terms[i].codes[k]);
}

void directory_put_language(struct directory_reading *r, struct directory_entry *e, const char *name)
{
    struct arena *a = r->w->arena;
    const char *folded = text_fold(a, name);
    for (const struct choice *c = code_choices(r->w, "language"); c && c->code; c++) {
        const char *label = text_fold(a, c->label);
        if (strcmp(c->code, "en") != 0 && strcmp(c->code, "other") != 0 && (strcmp(folded, c->code) == 0 || says(folded, label))) {
            e->value[D_LANGUAGES] = directory_with(a, e->value[D_LANGUAGES], c->code);
            return;
        }
    }
    if (*folded && strcmp(folded, "en") != 0 && !says(folded, "english"))
        e->value[D_LANGUAGES] = directory_with(a, e->value[D_LANGUAGES], "other");
}

void directory_put_place(struct directory_reading *r, struct directory_entry *e, const char *name)
{
    struct arena *a = r->w->arena;
    const char *folded = arena_print(a, " %s ", text_fold(a, name));
    for (size_t i = 0; i < r->areas; i++)
        if (strstr(folded, r->area[i].folded))
            e->value[D_AREAS] = directory_with(a, e->value[D_AREAS], r->area[i].name);
}

/* ---- A whole file ---- */

static int by_id(const void *x, const void *y)
{
    const struct directory_entry *const *a = x, *const *b = y;
    return strcmp((*a)->source_id, (*b)->source_id);
}

static void find_twice(struct directory_reading *r)
{
    const struct directory_entry **e = arena_array(r->w->arena, const struct directory_entry *, r->n + 1);
    for (size_t i = 0; i < r->n; i++)
        e[i] = &r->entry[i];
    qsort(e, r->n, sizeof *e, by_id);
    for (size_t i = 1; i < r->n; i++)
        if (*e[i]->source_id && strcmp(e[i]->source_id, e[i - 1]->source_id) == 0)
            directory_is_wrong(r, e[i]->where, "it has the same identifier as %s", e[i - 1]->where);
}

static void read_areas(struct directory_reading *r, struct db *db)
{
    struct arena *a = r->w->arena;
    struct areas_of_settings *area = areas_of_settings(db, &r->areas);
    r->area = arena_array(a, struct directory_area, r->areas + 1);
    for (size_t i = 0; i < r->areas; i++)
        r->area[i] = (struct directory_area){ area[i].area, arena_print(a, " %s ", text_fold(a, area[i].area)) };
}

static struct directory_reading *begin(struct web *w, struct db *db)
{
    struct directory_reading *r = arena_new(w->arena, struct directory_reading);
    *r = (struct directory_reading){ .w = w, .format = "" };
    read_areas(r, db);
    return r;
}

/* What must hold of every file. */
static struct directory_reading *finish(struct directory_reading *r)
{
    for (size_t i = 0; i < r->n; i++) {
        if (!*r->entry[i].source_id)
            directory_is_wrong(r, r->entry[i].where, "it has no identifier");
        if (!*r->entry[i].value[D_NAME])
            directory_is_wrong(r, r->entry[i].where, "it has no name");
    }
    find_twice(r);
    if (!r->n && !r->wrongs)
        directory_is_wrong(r, "the file", "there is no service in it");
    return r;
}

struct directory_reading *directory_read_tables(struct web *w, struct db *db, const struct directory_table *t, size_t n)
{
    struct directory_reading *r = begin(w, db);
    tables_read(r, t, n);
    return finish(r);
}

struct directory_reading *directory_read(struct web *w, struct db *db, const char *bytes, size_t len)
{
    struct directory_reading *r = begin(w, db);
    if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        len -= 3;
    }
    size_t at = 0;
    while (at < len && strchr(" \t\r\n", bytes[at]) && bytes[at])
        at++;
    if (at < len && (bytes[at] == '{' || bytes[at] == '['))
        referral_read(r, bytes + at, len - at);
    else
        outpost_read(r, bytes, len);
    return finish(r);
}
