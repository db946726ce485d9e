/* Writing texts of the program into a page in the reader's language.  Called by the C that tools/html2c makes. */
#include "base/html.h"
#include "base/language.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char *find(struct out *o, const char *english)
{
    bool is_draft;
    const char *said = language_find(o->language, english, &is_draft);
    o->drafts += is_draft;
    o->missing += !said;
    return said;
}

static void mark(struct out *o) { html_lit(o, "<span lang=\"en\" dir=\"ltr\">", 26); }
static void unmark(struct out *o) { html_lit(o, "</span>", 7); }

void html_say_plain(struct out *o, const char *english)
{
    const char *said = o->language && *english ? find(o, english) : NULL;
    html_text_s(o, said ? said : english);
}

void html_say(struct out *o, const char *english)
{
    const char *said = o->language && *english ? find(o, english) : english;
    if (!said)
        mark(o);
    html_text_s(o, said ? said : english);
    if (!said)
        unmark(o);
}

struct html_told html_tell_plain(struct out *o, const char *english)
{
    const char *said = o->language ? find(o, english) : NULL;
    return (struct html_told){ .o = o, .at = said ? said : english };
}

struct html_told html_tell(struct out *o, const char *english)
{
    const char *said = o->language ? find(o, english) : english;
    if (!said)
        mark(o);
    return (struct html_told){ .o = o, .at = said ? said : english, .is_marked = !said };
}

/* The length of "{12}", "<1>" or "</1>" at S, and its number; 0 if there is none. */
static size_t part_at(const char *s, int *part)
{
    const char *digits = s + (s[0] == '<' && s[1] == '/' ? 2 : 1);
    if ((*s != '{' && *s != '<') || !isdigit((unsigned char)*digits))
        return 0;
    char *end;
    long n = strtol(digits, &end, 10);
    if (*end != (*s == '{' ? '}' : '>'))
        return 0;
    *part = (int)(s[1] == '/' ? -n : n);
    return (size_t)(end + 1 - s);
}

static void write_words(struct out *o, const char *s, size_t n)
{
    if (n)
        html_text_s(o, arena_text(o->arena, s, n));
}

int html_told_next(struct html_told *t)
{
    const char *from = t->at, *s = from;
    for (; *s; s++) {
        size_t len = part_at(s, &t->part);
        if (!len)
            continue;
        write_words(t->o, from, (size_t)(s - from));
        t->at = s + len;
        return 1;
    }
    write_words(t->o, from, (size_t)(s - from));
    t->at = s;
    if (t->is_marked)
        unmark(t->o);
    return 0;
}
