/*
 * html2c: turns views, .html files, into C functions.
 *
 *     html2c app/request/inbox.html >build/app/request/inbox.html.c
 *     html2c --header app/request/... >build/app/request/views.h     their prototypes
 *
 * A file begins with {{use "header.h"}} lines and holds one view or more:
 *
 * {{view request_inbox(struct web *w)}}   begins void view_request_inbox(struct out *, struct web *w)
 * {{expr}}           writes a C expression, escaped for where it stands
 * {{raw e}}          writes a struct html as it is
 * {{> v(args)}}      puts another view here
 * {{let T x = e}}    a local name
 * {{do e}}           calls something that writes for itself
 * {{#if e}} {{else if e}} {{else}} {{/if}}     {{#each r in rows to n}} {{/each}}
 *
 * {{t e}}            writes a text of the program (a label, words chosen by a rule) in the reader's language
 * {{translate}} ... {{/translate}}             round views: all of their text is translated (html2c_say.c says how)
 *
 *     html2c --messages app/people/people.html ...                                the texts for translators
 *
 * A view that would write a value where no escape is safe (inside <script>,
 * <style>, a comment, a tag, an unquoted attribute, an on... or style
 * attribute) does not build.  Nor does one whose branches leave the page in
 * different states.  #line sends the C compiler's complaints to the .html.
 */
#include "html2c.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const char *const place[] = { "text", "a tag", "an attribute", "a comment", "<script> or <style>" };

const char *file;
int line = 1;
FILE *code, *nowhere;
struct place now;
static bool in_view, header_only;

static struct { char word[8]; int line; enum state in; char quote; char attr[32]; bool at_start, wrote; } open_[64];
static int depth;

void fail(const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    fprintf(stderr, "%s:%d: ", file, line);
    vfprintf(stderr, format, ap);
    fputc('\n', stderr);
    exit(1);
}

static void add(char *name, size_t room, char c)
{
    size_t n = strlen(name);
    if (n + 1 < room) {
        name[n] = (char)tolower((unsigned char)c);
        name[n + 1] = 0;
    }
}

static void step(const char *s)
{
    char c = *s;
    switch (now.in) {
    case TEXT:
        if (strncmp(s, "<!--", 4) == 0)
            now.in = COMMENT;
        else if (c == '<' && (isalpha((unsigned char)s[1]) || s[1] == '/')) {
            now.in = TAG;
            now.tag[0] = now.attr[0] = 0;
            now.attr_ended = false;
            for (s++; isalnum((unsigned char)*s) || *s == '/'; s++)
                add(now.tag, sizeof now.tag, *s);
        }
        break;
    case TAG:
        if (c == '>')
            now.in = strcmp(now.tag, "script") == 0 || strcmp(now.tag, "style") == 0 ? RAW : TEXT;
        else if (c == '"' || c == '\'') {
            now.in = VALUE;
            now.quote = c;
            now.at_start = true;
        } else if (isspace((unsigned char)c) || c == '/')
            now.attr_ended = true;
        else if (c != '=') {
            if (now.attr_ended)
                now.attr[0] = 0;
            now.attr_ended = false;
            add(now.attr, sizeof now.attr, c);
        }
        break;
    case VALUE:
        now.at_start = false;
        if (c == now.quote) {
            now.in = TAG;
            now.attr[0] = 0;
            now.attr_ended = false;
        }
        break;
    case COMMENT:
        if (strncmp(s, "-->", 3) == 0)
            now.in = TEXT;
        break;
    case RAW:
        if (s[0] == '<' && s[1] == '/' && strncmp(s + 2, now.tag, strlen(now.tag)) == 0)
            now.in = TEXT;
        break;
    }
}

static char lit[1 << 16];
static size_t lit_len;

static void emit(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void emit(const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    vfprintf(code, format, ap);
    va_end(ap);
}

void c_string(FILE *to, const char *s)
{
    fputc('"', to);
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '\n')
            fprintf(to, "\\n");
        else if (c == '"' || c == '\\')
            fprintf(to, "\\%c", c);
        else if (!tells_messages && (c < ' ' || c > '~' || c == '?'))
            fprintf(to, "\\%03o", c);
        else
            fputc(c, to);
    }
    fputc('"', to);
}

void keep(const char *text)
{
    for (; *text; text++) {
        if (lit_len == sizeof lit - 1)
            flush();
        lit[lit_len++] = *text;
    }
}

void flush(void)
{
    if (!lit_len)
        return;
    lit[lit_len] = 0;
    fprintf(code, "    html_lit(o, ");
    c_string(code, lit);
    fprintf(code, ", %zu);\n", lit_len);
    lit_len = 0;
}

static bool is_address(const char *attr)
{
    static const char *const names[] = { "href", "src", "action", "formaction", "cite", "poster", "xlink:href", "data", "ping", "background" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(attr, names[i]) == 0)
            return true;
    return false;
}

static void write_value(const char *how, const char *expr)
{
    char *c;
    size_t len;
    FILE *f = open_memstream(&c, &len);
    fprintf(f, "#line %d \"%s\"\n    %s(o, %s);\n", line, file, how, expr);
    fclose(f);
    if (!say_value(expr, c)) {
        flush();
        fputs(c, code);
    }
    free(c);
}

static void value(const char *expr)
{
    const char *how = "html_text";
    if (now.in != TEXT && now.in != VALUE)
        fail("{{%s}} stands in %s, where nothing can be written safely", expr, place[now.in]);
    if (now.in == VALUE) {
        if (strncmp(now.attr, "on", 2) == 0 || strcmp(now.attr, "style") == 0 || strcmp(now.attr, "srcdoc") == 0)
            fail("{{%s}} may not stand in a %s attribute", expr, now.attr);
        if (is_address(now.attr))
            how = now.at_start ? "html_url" : "html_query";
        now.at_start = false;
    }
    write_value(how, expr);
}

/* A text of the program, looked up in the reader's language. */
static void spoken(const char *expr)
{
    if (now.in != TEXT && now.in != VALUE)
        fail("{{t %s}} stands in %s, where nothing can be written safely", expr, place[now.in]);
    if (now.in == VALUE && (strncmp(now.attr, "on", 2) == 0 || strcmp(now.attr, "style") == 0 || is_address(now.attr)))
        fail("{{t %s}} may not stand in a %s attribute", expr, now.attr);
    now.at_start = false;
    say_literals(expr);
    write_value(say_is_plain() ? "html_say_plain" : "html_say", expr);
}

static void block_open(const char *word)
{
    if (depth == 64)
        fail("blocks nested too deep");
    snprintf(open_[depth].word, sizeof open_[depth].word, "%s", word);
    snprintf(open_[depth].attr, sizeof open_[depth].attr, "%s", now.attr);
    open_[depth].line = line;
    open_[depth].quote = now.quote;
    open_[depth].at_start = now.at_start;
    open_[depth].wrote = false;
    open_[depth++].in = now.in;
}

/* At {{else}} and {{/if}}: the page stands where it stood when the block began, whichever branch is taken. */
static void same_state(const char *word)
{
    if (!depth)
        fail("{{%s}} closes nothing", word);
    int i = depth - 1;
    if (open_[i].in != now.in)
        fail("{{#%s}} of line %d began in %s and ends in %s", open_[i].word, open_[i].line, place[open_[i].in], place[now.in]);
    if (now.in == VALUE && (open_[i].quote != now.quote || strcmp(open_[i].attr, now.attr) != 0))
        fail("{{#%s}} of line %d began in the attribute %s and ends in %s", open_[i].word, open_[i].line, open_[i].attr, now.attr);
    open_[i].wrote |= now.at_start != open_[i].at_start;
    now.at_start = open_[i].at_start && !(*word == '/' && open_[i].wrote);
}

static void end_view(void)
{
    if (depth)
        fail("{{#%s}} of line %d is never closed", open_[depth - 1].word, open_[depth - 1].line);
    if (now.in != TEXT)
        fail("the view ends in %s", place[now.in]);
    say_end();
    if (lit_len && lit[lit_len - 1] == '\n')
        lit_len--;            /* the end of its last line is not part of it: {{> day(x)}}, has no blank before the comma */
    flush();
    if (in_view)
        emit("}\n\n");
    in_view = false;
}

static void begin_view(const char *m)
{
    const char *args = strchr(m, '(');
    if (!args || !strrchr(args, ')'))
        fail("a view needs its arguments");
    end_view();
    const char *start = m;
    int name = (int)(args - start);
    const char *rest = args[1] == ')' ? ")" : args + 1;
    if (header_only)
        printf("void view_%.*s(struct out *%s%s;\n", name, start, *rest == ')' ? "" : ", ", rest);
    else
        emit("#line %d \"%s\"\nvoid view_%.*s(struct out *o%s%s\n{\n    (void)o;\n", line, file, name, start, *rest == ')' ? "" : ", ", rest);
    in_view = true;
}

static void each(const char *m)
{
    char name[64], rows[512], to[512];
    const char *in = strstr(m, " in "), *until = NULL;
    for (const char *s = in; s && (s = strstr(s + 1, " to "));)
        until = s;
    if (!in || !until || in - m >= 63 || until - in >= 511)
        fail("{{#each name in rows to count}}");
    snprintf(name, sizeof name, "%.*s", (int)(in - m), m);
    snprintf(rows, sizeof rows, "%.*s", (int)(until - in - 4), in + 4);
    snprintf(to, sizeof to, "%s", until + 4);
    block_open("each");
    emit("    for (size_t %s_i = 0; %s_i < (size_t)(%s); %s_i++) {\n    __typeof__(&(%s)[0]) %s = &(%s)[%s_i];\n    (void)%s;\n", name, name, to, name, rows, name, rows, name, name);
}

static bool is_word(const char *m, const char *word) { return strncmp(m, word, strlen(word)) == 0; }

static void mark(char *m)
{
    while (isspace((unsigned char)*m))
        m++;
    for (size_t n = strlen(m); n && isspace((unsigned char)m[n - 1]); n--)
        m[n - 1] = 0;
    if (is_word(m, "view ")) {
        begin_view(m + 5);
        return;
    }
    if (is_word(m, "use ")) {
        fprintf(header_only ? stdout : code, "#include %s\n", m + 4);
        return;
    }
    if (strcmp(m, "translate") == 0 || strcmp(m, "/translate") == 0) {
        end_view();
        is_translating = *m == 't';
        return;
    }
    if (!in_view)
        fail("{{%s}} stands outside a view", m);
    bool statement = *m == '#' || *m == '/' || *m == '>' || is_word(m, "else") || is_word(m, "let ") || is_word(m, "do ");
    bool is_raw = is_word(m, "raw ");
    if (statement || is_raw) {
        say_end();
        flush();
        emit("#line %d \"%s\"\n", line, file);
    }
    if (is_word(m, "#each "))
        each(m + 6);
    else if (is_word(m, "#if ")) {
        block_open("if");
        emit("    if (%s) {\n", m + 4);
    } else if (is_word(m, "else if ")) {
        same_state(m);
        emit("    } else if (%s) {\n", m + 8);
    } else if (strcmp(m, "else") == 0) {
        same_state(m);
        emit("    } else {\n");
    } else if (strcmp(m, "/if") == 0 || strcmp(m, "/each") == 0) {
        same_state(m);
        if (strcmp(open_[--depth].word, m + 1) != 0)
            fail("{{%s}} closes {{#%s}} of line %d", m, open_[depth].word, open_[depth].line);
        emit("    }\n");
    } else if (is_word(m, "let "))
        emit("    %s;\n", m + 4);
    else if (is_word(m, "do "))
        emit("    %s;\n", m + 3);
    else if (*m == '>') {
        char *args = strchr(m, '(');
        if (now.in != TEXT || !args)
            fail("{{> view(...)}} stands in text");
        if (is_translating)
            say_literals(args);
        for (m++; isspace((unsigned char)*m); m++)
            ;
        emit("    view_%.*s(o%s%s;\n", (int)(args - m), m, args[1] == ')' ? "" : ", ", args + 1);
    } else if (is_word(m, "raw ")) {
        if (now.in != TEXT)
            fail("{{raw}} stands in text");
        flush();
        emit("#line %d \"%s\"\n    html_raw(o, %s);\n", line, file, m + 4);
    } else if (*m == '#' || *m == '/')
        fail("{{%s}}?", m);
    else if (is_word(m, "t "))
        spoken(m + 2);
    else
        value(m);
}

static void read_view(char *text)
{
    line = 1;
    for (char *s = text; *s; s++) {
        if (s[0] == '{' && s[1] == '{') {
            char *end = strstr(s, "}}");
            if (!end)
                fail("{{ without }}");
            *end = 0;
            bool own_line = is_word(s + 2, "view ") || is_word(s + 2, "use ") || is_word(s + 2, "translate") || s[2] == '#' || s[2] == '/' || is_word(s + 2, "else") || is_word(s + 2, "let ");
            mark(s + 2);
            for (; s < end; s++)
                line += *s == '\n';
            s = end + 1;
            if (own_line && s[1] == '\n') {
                s++;
                line++;
            }
            continue;
        }
        bool is_taken = in_view && say_takes(s);
        if (in_view)
            step(s);
        else if (!isspace((unsigned char)*s))
            fail("text outside a view");
        if (in_view && !is_taken)
            keep((char[]){ *s, 0 });
        if (in_view)
            say_after();
        line += *s == '\n';
    }
    end_view();
}

int main(int argc, char **argv)
{
    header_only = argc > 2 && strcmp(argv[1], "--header") == 0;
    tells_messages = argc > 2 && strcmp(argv[1], "--messages") == 0;
    if (argc < 2) {
        fprintf(stderr, "usage: html2c view.html >view.html.c\n");
        return 2;
    }
    nowhere = fopen("/dev/null", "w");
    code = header_only || tells_messages ? nowhere : stdout;
    if (!tells_messages)
        printf(header_only ? "/* made by html2c */\n#pragma once\n#include \"base/html.h\"\n" : "/* made by html2c */\n#include \"base/html.h\"\n");
    for (int i = header_only || tells_messages ? 2 : 1; i < argc; i++) {
        FILE *f = fopen(argv[i], "r");
        char *text = calloc(1, 1 << 20);
        if (!f || !text) {
            perror(argv[i]);
            return 1;
        }
        file = argv[i];
        size_t n = fread(text, 1, (1 << 20) - 1, f);
        text[n] = 0;
        fclose(f);
        is_translating = false;
        read_view(text);
        free(text);
    }
    return 0;
}
