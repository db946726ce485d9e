/* Making names ready to compare.  Called by match.c and key.c; pure. */
#include "match/name.h"

#include "base/text.h"

#include <string.h>

/* One of the words in LIST, which are parted by spaces. */
static bool is_listed(const char *word, const char *list)
{
    size_t len = strlen(word);
    for (const char *at = strstr(list, word); at; at = strstr(at + 1, word))
        if ((at == list || at[-1] == ' ') && (at[len] == ' ' || !at[len]))
            return true;
    return false;
}

static bool is_placeholder(const char *word)
{
    return is_listed(word, "baby infant unknown unnamed unborn notknown na nk tbc twin triplet boy girl male female child of "
                           "one two three 1 2 3");
}

/* "Child", "Boy" and "Male" are family names. */
static bool is_no_family(const char *word)
{
    return is_listed(word, "unknown unnamed notknown tbc");
}

static bool is_particle(const char *word)
{
    return is_listed(word, "de da do dos das del della di du la le van von der den ten ter al el ul bin ibn bint ben ap ab st "
                           "o mac mc and y e i");
}

/* The words that are names; all of them if every one is dropped and ALL_IF_NONE. */
static const char *const *kept(struct arena *a, const char *const *word, size_t *n, bool (*is_dropped)(const char *), bool all_if_none)
{
    const char **keep = arena_array(a, const char *, *n + 1);
    size_t k = 0;
    for (size_t i = 0; i < *n; i++)
        if (!is_dropped(word[i]))
            keep[k++] = word[i];
    if (!k && all_if_none)
        return word;
    *n = k;
    return keep;
}

struct match_names match_names_of(struct arena *a, const struct match_person *p)
{
    struct match_names names = { 0 };
    const char *const *word = text_words(a, text_fold(a, p->given), &names.givens);
    names.given = kept(a, word, &names.givens, is_placeholder, false);
    names.given_whole = text_join(a, names.given, names.givens, "");
    word = text_words(a, text_fold(a, p->family), &names.families);
    word = kept(a, word, &names.families, is_no_family, false);
    names.family_whole = text_join(a, word, names.families, "");
    names.family = kept(a, word, &names.families, is_particle, true);
    word = text_words(a, text_fold(a, p->also_known_as), &names.others);
    names.other = kept(a, word, &names.others, is_particle, false);
    return names;
}
