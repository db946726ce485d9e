#ifndef OUT_MARKDOWN_H
#define OUT_MARKDOWN_H

/*
 * Markdown that people of the service write, as HTML for a page or as plain
 * text for a form.  By cmark in its safe mode: no raw HTML, no scripts in
 * links.  Called by views; knows nothing of what the text is about.
 */
#include "base/arena.h"
#include "base/html.h"

/* Headings begin at LEVEL (2 to 6), so that they fit below the page's own. */
struct html markdown_html(struct arena *, const char *text, int level);

/* The words alone, paragraphs parted by empty lines, items of lists on lines of their own. */
const char *markdown_plain(struct arena *, const char *text);

#endif
