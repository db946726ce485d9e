/* Markdown by cmark; see markdown.h. */
#include "out/markdown.h"

#include <cmark.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static cmark_node *parse(const char *text)
{
    return cmark_parse_document(text, strlen(text), CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8);
}

/* Each heading below the page's own; no level is left out. */
static void lower_headings(cmark_node *document, int level)
{
    cmark_iter *at = cmark_iter_new(document);
    int last = level - 1;
    while (cmark_iter_next(at) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(at);
        if (cmark_iter_get_event_type(at) != CMARK_EVENT_ENTER || cmark_node_get_type(node) != CMARK_NODE_HEADING)
            continue;
        int wanted = cmark_node_get_heading_level(node) + level - 1;
        last = wanted > last + 1 ? last + 1 : wanted > 6 ? 6 : wanted;
        cmark_node_set_heading_level(node, last);
    }
    cmark_iter_free(at);
}

static const char *kept(struct arena *a, char *made)
{
    const char *text = arena_text(a, made, strlen(made));
    free(made);
    return text;
}

struct html markdown_html(struct arena *a, const char *text, int level)
{
    cmark_node *document = parse(text);
    lower_headings(document, level);
    const char *html = kept(a, cmark_render_html(document, CMARK_OPT_DEFAULT));
    cmark_node_free(document);
    return (struct html){ html, strlen(html) };
}

/* The words of one node as it is entered or left; paragraphs and items begin new lines. */
static void put_plain(struct out *o, cmark_node *node, bool is_entered)
{
    cmark_node_type type = cmark_node_get_type(node);
    const char *literal = cmark_node_get_literal(node);
    if (is_entered && (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK))
        html_lit(o, literal, strlen(literal));
    else if (is_entered && type == CMARK_NODE_SOFTBREAK)
        html_lit(o, " ", 1);
    else if (is_entered && type == CMARK_NODE_ITEM)
        html_lit(o, "- ", 2);
    else if (type == CMARK_NODE_LINEBREAK || (!is_entered && (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING || type == CMARK_NODE_LIST)))
        html_lit(o, "\n", 1);
}

const char *markdown_plain(struct arena *a, const char *text)
{
    cmark_node *document = parse(text);
    cmark_iter *at = cmark_iter_new(document);
    struct out o = { .arena = a };
    cmark_event_type event;
    while ((event = cmark_iter_next(at)) != CMARK_EVENT_DONE)
        put_plain(&o, cmark_iter_get_node(at), event == CMARK_EVENT_ENTER);
    cmark_iter_free(at);
    cmark_node_free(document);
    while (o.len && o.at[o.len - 1] == '\n')
        o.len--;
    return arena_text(a, o.at ? o.at : "", o.len);
}
