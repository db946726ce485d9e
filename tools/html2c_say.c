/*
 * html2c, second part: the texts of a translated view.
 *
 * Between {{translate}} and {{/translate}} (each outside a view) every run of
 * text between block elements is one text for the translator; so is the value
 * of aria-label, alt, title, placeholder and data-label.  Elements inside a run
 * (<a>, <strong>, ...) become <1>..</1>, values {2}: the translator sees
 *
 *     Already asked? <1>Sign in</1> or telephone {2}.
 *
 * and may move them.  The C that is written goes through the translated text
 * and runs the code of each part where it stands.  With --messages the texts
 * are told as entries of a .pot file instead.
 */
#include "html2c.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

bool is_translating, tells_messages;

enum kind { WORDS, OPEN, CLOSE, PART };
struct item { enum kind kind; char *text; size_t size; char why[160]; int number, other; };   /* text: words, or the code; other: where its pair stands, -1 none */

static struct message { struct item item[200]; int n; } text_message, attr_message;
static FILE *outer_of_tag;     /* what `code` was when a tag's part began */
static bool in_attr, in_tag, in_mark;     /* in_mark: <!DOCTYPE ...> or </script> */
static char plain_in[32];

static bool is_one_of(const char *name, const char *const *all)
{
    for (; *all; all++)
        if (strcmp(name, *all) == 0)
            return true;
    return false;
}

static bool is_inline(const char *s)
{
    static const char *const names[] = { "a", "strong", "em", "bdi", "time", "span", "abbr", "b", NULL };
    char name[32];
    size_t n = 0;
    for (s += s[1] == '/' ? 2 : 1; isalnum((unsigned char)*s) && n < sizeof name - 1; s++)
        name[n++] = *s;
    name[n] = 0;
    return is_one_of(name, names);
}

static bool is_spoken_attribute(void)
{
    static const char *const names[] = { "aria-label", "alt", "title", "placeholder", "data-label", NULL };
    return is_one_of(now.attr, names);
}

bool say_is_plain(void) { return now.in != TEXT || *plain_in; }

static struct item *add_item(struct message *m, enum kind kind)
{
    if (m->n == 200)
        fail("the text is too long for one");
    struct item *i = &m->item[m->n++];
    *i = (struct item){ .kind = kind, .other = -1 };
    return i;
}

static void add_letter(struct message *m, char c)
{
    if (!m->n || m->item[m->n - 1].kind != WORDS)
        add_item(m, WORDS);
    struct item *i = &m->item[m->n - 1];
    i->text = realloc(i->text, i->size + 2);
    i->text[i->size++] = c;
    i->text[i->size] = 0;
}

/* ---- what the text says ---- */

static const char *entity(const char *s, char *out)
{
    static const char *const names[][2] = { { "&amp;", "&" }, { "&quot;", "\"" }, { "&#39;", "'" }, { "&nbsp;", "\u00a0" } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncmp(s, names[i][0], strlen(names[i][0])) == 0) {
            strcat(out, names[i][1]);
            return s + strlen(names[i][0]);
        }
    fail("write the letter itself in a text, not %.8s", s);
}

/* Appended with single blanks and its entities read. */
static void add_words(char *out, const char *s)
{
    while (*s) {
        size_t n = strlen(out);
        if (n > 4000)
            fail("the text is too long for one");
        if (*s == '&')
            s = entity(s, out);
        else if (*s == '<' || *s == '{')
            fail("a text may not hold %c", *s);
        else if (isspace((unsigned char)*s)) {
            while (isspace((unsigned char)*s))
                s++;
            strcat(out, " ");
        } else {
            out[n] = *s++;
            out[n + 1] = 0;
        }
    }
}

static bool has_letters(const struct item *i, const struct item *end, bool deep)
{
    int depth = 0;
    for (; i < end; i++) {
        depth += i->other < 0 ? 0 : i->kind == OPEN ? 1 : i->kind == CLOSE ? -1 : 0;      /* a loose element ends elsewhere */
        if (i->kind == WORDS && (deep || depth == 0))
            for (const char *s = i->text; *s; s++)
                {
                    if (*s == '&')
                        s += strcspn(s, ";");
                    if (isalpha((unsigned char)*s))
                        return true;
                    if (!*s)
                        break;
                }
    }
    return false;
}

static bool is_blank(const struct item *i)
{
    return i->kind == WORDS && i->text[strspn(i->text, " \n\t")] == 0;
}

static void pair_up(struct message *m)
{
    int open[100], depth = 0;
    for (int i = 0; i < m->n; i++)
        if (m->item[i].kind == OPEN && depth < 100)
            open[depth++] = i;
        else if (m->item[i].kind == CLOSE && depth) {
            m->item[i].other = open[--depth];
            m->item[open[depth]].other = i;
        }
}

static void write_raw(const struct item *i)
{
    if (i->kind == WORDS) {
        keep(i->text);
        return;
    }
    flush();
    fputs(i->text, code);
}

static void tell(const char *id, const struct item *from, const struct item *end)
{
    printf("\n#: %s\n", file);
    for (const struct item *i = from; i < end; i++)
        if (i->kind == PART && i->number)
            printf("#. {%d} is %s\n", i->number, i->why);
    printf("msgid ");
    c_string(stdout, id);
    printf("\nmsgstr \"\"\n");
}

static void write_text(struct message *m, struct item *from, struct item *end, bool is_plain)
{
    static char id[8192];
    int n = 0;
    id[0] = 0;
    for (struct item *i = from; i < end; i++) {
        size_t at = strlen(id);
        if (i->kind == WORDS) {
            add_words(id, i->text);
            continue;
        }
        if (i->kind != PART && i->other < 0)
            fail("the element in “%s” begins or ends outside of the text", id);
        i->number = i->kind == CLOSE ? m->item[i->other].number : ++n;
        snprintf(id + at, 32, i->kind == PART ? "{%d}" : i->kind == OPEN ? "<%d>" : "</%d>", i->number);
    }
    if (tells_messages)
        tell(id, from, end);
    flush();
    fprintf(code, "#line %d \"%s\"\n", line, file);
    if (!n) {
        fprintf(code, "    html_say%s(o, ", is_plain ? "_plain" : "");
        c_string(code, id);
        fprintf(code, ");\n");
        return;
    }
    fprintf(code, "    for (struct html_told told = html_tell%s(o, ", is_plain ? "_plain" : "");
    c_string(code, id);
    fprintf(code, "); html_told_next(&told);) switch (told.part) {\n");
    for (struct item *i = from; i < end; i++)
        if (i->kind != WORDS)
            fprintf(code, "    case %d: {\n%s    } break;\n", i->kind == CLOSE ? -i->number : i->number, i->text);
    fprintf(code, "    }\n");
}

/* Blanks round a text are no part of it. */
static void split_blanks(struct message *m)
{
    for (int i = 0; i < m->n; i++) {
        struct item *w = &m->item[i];
        if (w->kind != WORDS || is_blank(w))
            continue;
        size_t lead = strspn(w->text, " \n\t"), len = strlen(w->text), trail = 0;
        while (trail < len && strchr(" \n\t", w->text[len - 1 - trail]))
            trail++;
        if ((i == 0 && lead) || (i == m->n - 1 && trail)) {
            if (m->n >= 198)
                fail("the text is too long for one");
            bool first = i == 0 && lead;
            size_t cut = first ? lead : len - trail;
            memmove(w + 1, w, sizeof *w * (size_t)(m->n - i));
            m->n++;
            w[0].text = strndup(w[1].text, cut);
            w[1].text = strdup(w[1].text + cut);
        }
    }
}

static bool is_loose(const struct item *i) { return (i->kind == OPEN || i->kind == CLOSE) && i->other < 0; }

static void write_range(struct message *m, int from, int end, bool is_plain)
{
    while (from < end && (is_blank(&m->item[from]) || is_loose(&m->item[from])))
        write_raw(&m->item[from++]);
    int last = end;
    while (end > from && (is_blank(&m->item[end - 1]) || is_loose(&m->item[end - 1])))
        end--;
    if (has_letters(m->item + from, m->item + end, false))
        write_text(m, m->item + from, m->item + end, is_plain);
    else
        for (int i = from; i < end; i++) {
            write_raw(&m->item[i]);
            if (m->item[i].kind == OPEN && m->item[i].other > 0) {
                int close = m->item[i].other;
                write_range(m, i + 1, close, is_plain);
                i = close - 1;
            }
        }
    for (; end < last; end++)
        write_raw(&m->item[end]);
}

static void write_message(struct message *m, bool is_plain)
{
    split_blanks(m);
    pair_up(m);
    write_range(m, 0, m->n, is_plain);
    for (int i = 0; i < m->n; i++)
        free(m->item[i].text);
    m->n = 0;
}

/* ---- reading ---- */

static void end_attr(void)
{
    in_attr = false;
    write_message(&attr_message, true);
}

void say_end(void)
{
    if (in_attr && now.in == VALUE)
        write_message(&attr_message, true);
    else if (now.in == TEXT && text_message.n)
        write_message(&text_message, *plain_in != 0);
}

static void begin_part(struct message *m, enum kind kind)
{
    struct item *i = add_item(m, kind);
    outer_of_tag = code;
    code = open_memstream(&i->text, &i->size);
}

static void end_part(void)
{
    flush();
    fclose(code);
    code = outer_of_tag;
    in_tag = false;
}

static void watch_plain(const char *s)
{
    static const char *const names[] = { "title", "option", "textarea", NULL };
    if (s[1] == '/') {
        *plain_in = 0;
        return;
    }
    size_t n = 0;
    for (s++; isalnum((unsigned char)*s) && n < sizeof plain_in - 1; s++)
        plain_in[n++] = *s;
    plain_in[n] = 0;
    if (!is_one_of(plain_in, names))
        *plain_in = 0;
}

static bool takes_in_text(const char *s)
{
    if (in_mark) {
        in_mark = *s != '>';
        return false;
    }
    bool is_tag = *s == '<' && (isalpha((unsigned char)s[1]) || s[1] == '/');
    if (is_tag && is_inline(s)) {
        if (!text_message.n)
            flush();
        begin_part(&text_message, s[1] == '/' ? CLOSE : OPEN);
        in_tag = true;
        return false;
    }
    if (*s == '<') {
        say_end();
        in_mark = s[1] == '!' && s[2] != '-';
        watch_plain(s);
        return false;
    }
    if (!text_message.n)
        flush();
    add_letter(&text_message, *s);
    return true;
}

bool say_takes(const char *s)
{
    if (!is_translating)
        return false;
    if (now.in == TEXT)
        return takes_in_text(s);
    in_mark |= now.in == RAW && *s == '<' && s[1] == '/';
    if (!in_attr || now.in != VALUE)
        return false;
    if (*s == now.quote) {
        end_attr();
        return false;
    }
    add_letter(&attr_message, *s);
    return true;
}

void say_after(void)
{
    if (in_tag && now.in == TEXT)
        end_part();
    if (is_translating && !in_attr && now.in == VALUE && now.at_start && is_spoken_attribute()) {
        flush();
        in_attr = true;
    }
}

bool say_value(const char *expr, const char *c)
{
    struct message *m = in_attr && now.in == VALUE ? &attr_message : now.in == TEXT ? &text_message : NULL;
    if (!is_translating || !m)
        return false;
    if (!m->n)
        flush();
    struct item *i = add_item(m, PART);
    i->text = strdup(c);
    snprintf(i->why, sizeof i->why, "%s", expr);
    for (char *s = i->why; *s; s++)
        if (*s == '\n')
            *s = ' ';
    return true;
}

/* Texts begin with a capital letter; codes that stand in the same expression do not. */
void say_literals(const char *expr)
{
    if (!tells_messages)
        return;
    for (const char *s = expr; (s = strchr(s, '"'));) {
        const char *end = s + 1;
        while (*end && *end != '"')
            end += *end == '\\' && end[1] ? 2 : 1;
        if (s[1] >= 'A' && s[1] <= 'Z')
            printf("\n#: %s\nmsgid %.*s\"\nmsgstr \"\"\n", file, (int)(end - s), s);
        s = *end ? end + 1 : end;
    }
}
