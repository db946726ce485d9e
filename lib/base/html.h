#ifndef BASE_HTML_H
#define BASE_HTML_H

#include "base/arena.h"

#include <stdint.h>

/*
 * Where a page is written.  Views are compiled from .html files by
 * tools/html2c, which picks html_text, html_url or html_query for each {{...}}
 * from where it stands.  Only html_raw, spelled {{raw x}}, skips escaping, and
 * it takes a struct html, which only the chart and form writers make.
 */
struct out_room { char *at; size_t size; };        /* memory of malloc for page after page; whoever made it frees it */

struct out {
    struct arena *arena;
    char *at;
    size_t len, room;
    struct out_room *kept;             /* at stands in it and grows with it; NULL = in the arena */
    const struct language *language;   /* the reader's, NULL = English: see base/language.h */
    unsigned drafts, missing;          /* texts written so far that no person has reviewed; that are not translated at all */
};

struct html { const char *text; size_t len; };

void html_lit(struct out *, const char *, size_t len);
void html_text_s(struct out *, const char *);   /* & < > " ' escaped */
void html_text_i(struct out *, int64_t);
void html_url_s(struct out *, const char *);    /* a whole address: a path here, or a scheme we link to, else "#" */
void html_query_s(struct out *, const char *);  /* a part of an address: all but letters, digits and -._~ as %XX */
void html_raw(struct out *, struct html);

/*
 * A text of the program in the reader's language, escaped; in English where it
 * is not translated, marked as English for readers aloud (_plain: where no
 * element may stand).  Spelled {{t x}} in views; what stands between
 * {{translate}} and {{/translate}} is written so without a mark.
 */
void html_say(struct out *, const char *english);
void html_say_plain(struct out *, const char *english);

/* A text with parts, "See <1>the plan</1> of {2}": goes through it in the order of the reader's language. */
struct html_told { struct out *o; const char *at; int part; int is_marked; };   /* part: n = {n} or <n>, -n = </n> */
struct html_told html_tell(struct out *, const char *english);
struct html_told html_tell_plain(struct out *, const char *english);
int html_told_next(struct html_told *);          /* writes up to the next part; 0 at the end */

#define html_text(o, x) _Generic((x), char *: html_text_s, const char *: html_text_s, \
    int: html_text_i, long: html_text_i, long long: html_text_i, size_t: html_text_u, unsigned: html_text_u)(o, x)
#define html_url(o, x) _Generic((x), char *: html_url_s, const char *: html_url_s)(o, x)
#define html_query(o, x) _Generic((x), char *: html_query_s, const char *: html_query_s, \
    int: html_text_i, long: html_text_i, long long: html_text_i, size_t: html_text_u)(o, x)

static inline void html_text_u(struct out *o, size_t n) { html_text_i(o, (int64_t)n); }

#endif
