/*
 * What people write about children: invented, but as it is written.  * stands
 * for the name.  Called by plans.c, asks.c and schooling.c.
 */
#include "app/demo/demo.h"

#include <string.h>

const char *demo_say(struct demo *d, const char *words, const char *name)
{
    size_t stars = 0;
    for (const char *s = words; *s; s++)
        stars += *s == '*';
    char *made = arena_take(d->a, strlen(words) + stars * strlen(name) + 1, 1), *to = made;
    for (const char *s = words; *s; s++)
        if (*s == '*')
            to = stpcpy(to, name);
        else
            *to++ = *s;
    return made;
}

const char *demo_called(struct demo *d, const struct demo_kid *k)
{
    const char *name = *k->known_as ? k->known_as : *k->given ? k->given : k->family;
    return arena_text(d->a, name, strcspn(name, " "));
}

const char *demo_area_of(const char *need)
{
    static const char *const by[][2] = { { "SLCN", "CI" }, { "ASD", "CI" }, { "SEMH", "SEMH" }, { "PD", "SP" }, { "HI", "SP" }, { "VI", "SP" }, { "MSI", "SP" }, { "OTH", "CI" } };
    for (size_t i = 0; i < sizeof by / sizeof *by; i++)
        if (strcmp(by[i][0], need) == 0)
            return by[i][1];
    return "CL";
}

static const struct demo_outcome_words ci[] = {
#include "app/demo/words_ci.h"
};
static const struct demo_outcome_words cl[] = {
#include "app/demo/words_cl.h"
};
static const struct demo_outcome_words semh[] = {
#include "app/demo/words_semh.h"
};
static const struct demo_outcome_words sp[] = {
#include "app/demo/words_sp.h"
};

#define OF(list) (&(list)[(size_t)step % (sizeof (list) / sizeof *(list))])
const struct demo_outcome_words *demo_outcome_of(struct demo *d, const char *area, int step)
{
    (void)d;
    return !strcmp(area, "CI") ? OF(ci) : !strcmp(area, "CL") ? OF(cl) : !strcmp(area, "SEMH") ? OF(semh) : OF(sp);
}

/* { what, words }: demo_write takes one of those of its kind. */
static const char *const bank[][2] = {
#include "app/demo/words_bank.h"
#include "app/demo/words_visits.h"
};
static const char *const concern_bank[][2] = {
#include "app/demo/words_concern.h"
};

static const char *one(struct demo *d, const char *const (*list)[2], size_t n, const char *what)
{
    size_t from = 0, to;
    while (from < n && strcmp(list[from][0], what))
        from++;
    for (to = from; to < n && strcmp(list[to][0], what) == 0; to++)
        ;
    return from < to ? list[demo_between(d, (int64_t)from, (int64_t)to - 1)][1] : "";
}

const char *demo_write(struct demo *d, const char *what, const char *name)
{
    return demo_say(d, one(d, bank, sizeof bank / sizeof *bank, what), name);
}

const char *demo_concern_words(struct demo *d, const char *concern, const char *name)
{
    return demo_say(d, one(d, concern_bank, sizeof concern_bank / sizeof *concern_bank, concern), name);
}
