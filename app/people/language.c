/*
 * Choosing the language of the pages that families read.  The choice is a
 * cookie of this browser; whoever is signed in, or left an email address, is
 * written to in it as well.
 */
#include "app/people/people.h"
#include "app/people/people.sql.h"

#include <string.h>

enum { YEAR = 365 * 24 * 3600 };

extern void people_choose_language(struct web *);

bool people_is_offered(const struct language *l) { return language_state(l).texts > 0; }

const struct language *people_language(struct web *w)
{
    bool is_family = !w->person->id || web_role(w, "parent");
    const struct language *l = is_family ? language_of(web_kept(w, "language")) : NULL;
    return l && people_is_offered(l) ? l : NULL;
}

const char *people_written_to(struct arena *a, const char *s)
{
    char *low = arena_text(a, s, strlen(s));
    for (char *p = low; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p + 32);
    return low;
}

void people_written_language(struct db *db, int64_t now, const char *email, const struct language *l)
{
    if (*email)
        set_language_of_stranger(db, people_written_to(db->arena, email), l ? l->tag : "", now);
}

const char *people_language_of(struct db *db, const char *email)
{
    struct written_language *l = written_language(db, people_written_to(db->arena, email));
    return l ? l->language : "";
}

bool people_languages_offered(void)
{
    for (const struct language *l = languages; l->tag; l++)
        if (people_is_offered(l))
            return true;
    return false;
}

size_t people_languages_count(void)
{
    size_t n = 0;
    while (languages[n].tag)
        n++;
    return n;
}

/* Back to the page on which it was chosen: a path of ours, nothing else. */
static const char *where_back(struct web *w)
{
    const char *path = web_field(w, "back");
    bool good = path[0] == '/' && path[1] != '/' && path[1] != '\\' && strlen(path) < 300 && !strpbrk(path, "\r\n\\");
    return good ? path : "/";
}

void people_choose_language(struct web *w)
{
    const struct language *l = language_of(web_field(w, "language"));
    web_cookie_set(w, "language", l ? l->tag : "", l ? YEAR : 0);
    if (w->person->id)
        set_written_language(w->db, w->person->email, l ? l->tag : "", w->now);
    web_to(w, where_back(w));
}
