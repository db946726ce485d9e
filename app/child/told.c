/*
 * What happened, as families read it in their language.  The timeline keeps
 * English words, as each feature wrote them; here are the shapes of those that
 * families see, so that they can be told again.  Called by the views of the
 * family's page; knows words only, no feature and no table.  Titles that are
 * always the same words stand in po/from.
 */
#include "app/child/pages.h"
#include "base/text.h"
#include "web/say.h"

#include <string.h>

/* Those with a part of their own: a name stays as it is, a word of ours is told too. Of two that fit the first counts. */
static const char *const shapes[] = {
    "Asked for support: %s",
    "Service: %s", "SEN provision: %s", "Tier of support: %s", "EHC assessment: %s", "Inclusion funding: %s", "Main need: %s",
    "%s of the support plan: the review", "%s of the support plan started",
    "Cycle %s",
    "%s is now the lead professional", "%s is the lead professional", "%s now works with the child", "%s no longer works with the child",
    "Started at %s", "Left %s",
    "School passport shared with %s", "%s has read the school passport", "%s has read the passport",
    "Agreed: Reception begins in September %s", "School place confirmed at %s", "School named: %s", "How school is going: %s",
    "Agreed: %s", "No longer agreed: %s", "Document: %s",
};

/* The part of WORDS that stands where SHAPE has its %s; NULL if it has another shape. */
static const char *part_of(struct arena *a, const char *shape, const char *words)
{
    const char *hole = strstr(shape, "%s"), *after = hole + 2;
    size_t before = (size_t)(hole - shape), tail = strlen(after), all = strlen(words);
    if (all <= before + tail || strncmp(words, shape, before) != 0 || strcmp(words + all - tail, after) != 0)
        return NULL;
    return arena_text(a, words + before, all - before - tail);
}

/* The shape is one of our own texts, with one %s: its translation has one too (msgfmt --check-format). */
static const char *filled(struct arena *a, const char *shape, const char *part)
{
    const char *hole = strstr(shape, "%s");
    return hole ? arena_print(a, "%.*s%s%s", (int)(hole - shape), shape, part, hole + 2) : shape;
}

const char *child_told(struct web *w, const char *words)
{
    const struct language *l = w->out.language;
    bool is_draft;
    if (!l || !*words)
        return words;
    const char *whole = language_find(l, words, &is_draft);
    if (whole)
        return whole;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        const char *part = part_of(w->arena, shapes[i], words), *shape = part ? language_find(l, shapes[i], &is_draft) : NULL;
        if (!shape)
            continue;
        const char *told = child_told(w, part);
        return filled(w->arena, shape, told ? told : part);
    }
    return NULL;
}
