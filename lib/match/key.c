/*
 * The keys under which a child is found.  Called by app/child whenever a name,
 * birth date, postcode or NHS number is stored, and when one is asked for.
 * Changing a key's making means making all stored keys again.
 */
#include "base/check_digit.h"
#include "base/date.h"
#include "base/text.h"
#include "match/match.h"
#include "match/name.h"
#include "match/nickname.h"

#include <string.h>

enum { NAMES_MOST = 12 };

struct keys {
    struct arena *arena;
    const char *key[MATCH_KEYS_MOST];
    size_t n;
};

static void add(struct keys *k, const char *key)
{
    for (size_t i = 0; i < k->n; i++)
        if (text_equal(k->key[i], key))
            return;
    if (k->n < MATCH_KEYS_MOST)
        k->key[k->n++] = key;
}

/* Names, each once. */
struct names { const char *name[NAMES_MOST]; size_t n; };

static void add_name(struct names *s, const char *name)
{
    for (size_t i = 0; i < s->n; i++)
        if (text_equal(s->name[i], name))
            return;
    if (*name && s->n < NAMES_MOST)
        s->name[s->n++] = name;
}

/* The day with day and month in one order, so that a swap of the two makes no difference; "" if not known. */
static const char *unswapped(struct arena *a, const char *born)
{
    if (!date_valid(born))
        return "";
    int day = date_day(born), month = date_month(born);
    if (day > 12 || day >= month)
        return born;
    return arena_print(a, "%.4s-%02d-%02d", born, day, month);
}

/* Soundex, but the first letter by its sound ("Catherine", "Kathryn"; "Philip", "Filip"), vowels before all. */
const char *match_sound(struct arena *a, const char *name)
{
    static const char code[] = "01230120022455012623010202";   /* a to z */
    char made[6] = "";
    size_t n = 0;
    char before = 0;
    for (const char *p = name; *p && n < 4; p++) {
        if (*p < 'a' || *p > 'z')
            continue;
        char digit = code[*p - 'a'];
        if (p[0] == 'p' && p[1] == 'h')
            digit = '1';
        if ((digit != '0' && digit != before) || (p == name && digit == '0'))
            made[n++] = digit == '0' ? *p : digit;
        if (*p != 'h' && *p != 'w')
            before = digit;
    }
    return n ? arena_text(a, made, n) : name;
}

/* The first N code points. */
static const char *start_of(struct arena *a, const char *name, size_t n)
{
    const char *end = name;
    for (; *end; end++)
        if (((unsigned char)*end & 0xC0) != 0x80 && !n--)
            break;
    return arena_text(a, name, (size_t)(end - name));
}

/* ---- The kinds of key ---- */

/* Any one name and the birth date. Given and family names share this kind, so that swapped ones meet. */
static void name_and_birth(struct keys *k, const struct names *all, const char *born)
{
    for (size_t i = 0; i < all->n && *born; i++)
        add(k, arena_print(k->arena, "nb:%s:%s", all->name[i], born));
}

static void postcode_and(struct keys *k, const char *postcode, const struct names *given, const struct match_names *names, const char *born)
{
    if (!*postcode)
        return;
    if (*born)
        add(k, arena_print(k->arena, "pb:%s:%s", postcode, born));
    for (size_t i = 0; i < given->n; i++)
        add(k, arena_print(k->arena, "pn:%s:%s", postcode, given->name[i]));
    for (size_t i = 0; i < names->families; i++)
        add(k, arena_print(k->arena, "pn:%s:%s", postcode, names->family[i]));
}

/* First given and family name in alphabetical order, so that swapped ones meet. */
static const char *both(struct arena *a, const char *x, const char *y)
{
    return strcmp(x, y) <= 0 ? arena_print(a, "%s:%s", x, y) : arena_print(a, "%s:%s", y, x);
}

static void names_and_year(struct keys *k, const struct names *given, const struct match_names *names, const char *born)
{
    if (!*born)
        return;
    for (size_t g = 0; g < given->n; g++)
        for (size_t f = 0; f < names->families; f++)
            add(k, arena_print(k->arena, "ny:%s:%.4s", both(k->arena, given->name[g], names->family[f]), born));
}

/* The beginnings of both names: a slip further on in either, or in the day of birth, makes no difference. */
static void beginnings(struct keys *k, const struct match_names *names, const char *born)
{
    if (!*born || !names->givens || !names->families)
        return;
    const char *given = names->given[0], *family = names->family_whole;
    add(k, arena_print(k->arena, "bb:%s:%s", both(k->arena, start_of(k->arena, given, 2), start_of(k->arena, family, 3)), born));
    add(k, arena_print(k->arena, "bm:%s:%.7s", both(k->arena, start_of(k->arena, given, 3), start_of(k->arena, family, 4)), born));
}

/* By sound and without a birth date, which may be missing or wrong: some ten children share such a key. */
static void sounds(struct keys *k, const struct match_names *names)
{
    if (names->givens && names->families)
        add(k, arena_print(k->arena, "sn:%s",
            both(k->arena, match_sound(k->arena, names->given[0]), match_sound(k->arena, names->family_whole))));
}

/* The first two given names, and the names that the first is a short form of. */
static struct names given_names(const struct match_names *names)
{
    struct names given = { 0 };
    for (size_t i = 0; i < names->givens && i < 2; i++)
        add_name(&given, names->given[i]);
    const char *head[NICKNAME_GROUPS_MOST];
    size_t heads = names->givens ? nickname_groups(names->given[0], head) : 0;
    for (size_t i = 0; i < heads; i++)
        add_name(&given, head[i]);
    return given;
}

static struct names all_names(const struct names *given, const struct match_names *names)
{
    struct names all = *given;
    add_name(&all, names->family_whole);
    for (size_t i = 0; i < names->families; i++)
        add_name(&all, names->family[i]);
    for (size_t i = 0; i < names->others; i++)
        add_name(&all, names->other[i]);
    return all;
}

const char *const *match_block_keys(struct arena *a, const struct match_person *p, size_t *n)
{
    struct keys *k = arena_new(a, struct keys);
    k->arena = a;
    struct match_names names = match_names_of(a, p);
    struct names given = given_names(&names), all = all_names(&given, &names);
    const char *born = unswapped(a, p->born_on), *nhs = nhs_number_tidy(a, p->nhs_number);
    if (nhs_number_is_valid(nhs))
        add(k, arena_print(a, "id:%s", nhs));
    name_and_birth(k, &all, born);
    postcode_and(k, text_postcode(a, p->postcode), &given, &names, born);
    sounds(k, &names);
    names_and_year(k, &given, &names, born);
    beginnings(k, &names, born);
    *n = k->n;
    return k->key;
}
