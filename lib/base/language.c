/* Looking up texts in the catalogues that msgfmt made (.mo, read in place), and days in words. */
#include "base/language.h"
#include "base/date.h"

#include <endian.h>
#include <string.h>

/* Plural forms as in the header of each .po (Unicode CLDR, as gettext says them). */
static int plural_pl(int64_t n) { return n == 1 ? 0 : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2; }
static int plural_ro(int64_t n) { return n == 1 ? 0 : n == 0 || (n % 100 > 0 && n % 100 < 20) ? 1 : 2; }
static int plural_lt(int64_t n) { return n % 10 == 1 && n % 100 != 11 ? 0 : n % 10 >= 2 && (n % 100 < 10 || n % 100 >= 20) ? 1 : 2; }
static int plural_bg(int64_t n) { return n != 1; }
static int plural_uk(int64_t n) { return n % 10 == 1 && n % 100 != 11 ? 0 : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2; }
static int plural_ar(int64_t n) { return n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n % 100 >= 3 && n % 100 <= 10 ? 3 : n % 100 >= 11 ? 4 : 5; }

static const char *const months_pl[] = { "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października", "listopada", "grudnia" };
static const char *const months_ro[] = { "ianuarie", "februarie", "martie", "aprilie", "mai", "iunie", "iulie", "august", "septembrie", "octombrie", "noiembrie", "decembrie" };
static const char *const months_lt[] = { "sausio", "vasario", "kovo", "balandžio", "gegužės", "birželio", "liepos", "rugpjūčio", "rugsėjo", "spalio", "lapkričio", "gruodžio" };
static const char *const months_bg[] = { "януари", "февруари", "март", "април", "май", "юни", "юли", "август", "септември", "октомври", "ноември", "декември" };
static const char *const months_uk[] = { "січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня" };
static const char *const months_ar[] = { "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر" };

static const char *const days_pl[] = { "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela" };
static const char *const days_ro[] = { "luni", "marți", "miercuri", "joi", "vineri", "sâmbătă", "duminică" };
static const char *const days_lt[] = { "pirmadienis", "antradienis", "trečiadienis", "ketvirtadienis", "penktadienis", "šeštadienis", "sekmadienis" };
static const char *const days_bg[] = { "понеделник", "вторник", "сряда", "четвъртък", "петък", "събота", "неделя" };
static const char *const days_uk[] = { "понеділок", "вівторок", "середа", "четвер", "п’ятниця", "субота", "неділя" };
static const char *const days_ar[] = { "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد" };

const struct language languages[] = {
    { "pl", "Polski", false, months_pl, days_pl, "%1$d %2$s %3$d", plural_pl },
    { "ro", "Română", false, months_ro, days_ro, "%1$d %2$s %3$d", plural_ro },
    { "lt", "Lietuvių", false, months_lt, days_lt, "%3$d m. %2$s %1$d d.", plural_lt },
    { "bg", "Български", false, months_bg, days_bg, "%1$d %2$s %3$d г.", plural_bg },
    { "uk", "Українська", false, months_uk, days_uk, "%1$d %2$s %3$d р.", plural_uk },
    { "ar", "العربية", true, months_ar, days_ar, "%1$d %2$s %3$d", plural_ar },
    { 0 }
};

const struct language *language_of(const char *tag)
{
    for (const struct language *l = languages; l->tag; l++)
        if (strcmp(l->tag, tag) == 0)
            return l;
    return NULL;
}

/* ---- the .mo file: two tables of (length, offset), the first sorted by the English (GNU gettext manual, 10.3) ---- */

static uint32_t word(const unsigned char *mo, uint32_t at)
{
    uint32_t v;
    memcpy(&v, mo + at, sizeof v);
    return le32toh(v);
}

static const char *in_catalogue(const unsigned char *mo, const char *english)
{
    uint32_t low = 0, high = word(mo, 8), originals = word(mo, 12), translations = word(mo, 16);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(english, (const char *)mo + word(mo, originals + middle * 8 + 4));
        if (order == 0)
            return (const char *)mo + word(mo, translations + middle * 8 + 4);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static const struct catalogue *catalogue_of(const struct language *l)
{
    for (const struct catalogue *c = catalogues; l && c->tag; c++)
        if (strcmp(c->tag, l->tag) == 0)
            return c;
    return NULL;
}

const char *language_find(const struct language *l, const char *english, bool *is_draft)
{
    const struct catalogue *c = catalogue_of(l);
    const char *said = c && *english ? in_catalogue(c->all, english) : NULL;
    *is_draft = said && in_catalogue(c->drafts, english);
    return said;
}

const char *language_say(const struct language *l, const char *english)
{
    bool is_draft;
    const char *said = language_find(l, english, &is_draft);
    return said ? said : english;
}

/* The forms stand one behind the other, each ended by a zero. */
const char *language_say_n(const struct language *l, const char *one, const char *many, int64_t n)
{
    bool is_draft;
    const char *said = language_find(l, one, &is_draft);
    if (!said)
        return n == 1 ? one : many;
    for (int i = l->plural(n < 0 ? -n : n); i > 0; i--)
        said += strlen(said) + 1;
    return said;
}

/* The entry "" is the header. */
struct language_state language_state(const struct language *l)
{
    const struct catalogue *c = catalogue_of(l);
    struct language_state s = { 0, 0 };
    if (c)
        s = (struct language_state){ (int)word(c->all, 8) - 1, (int)word(c->drafts, 8) - 1 };
    return s;
}

/* ---- days ---- */

const char *language_date(struct arena *a, const struct language *l, const char *iso)
{
    if (!l || !date_valid(iso))
        return date_words(a, iso);
    return arena_print(a, l->date, date_day(iso), l->months[date_month(iso) - 1], date_year(iso));
}

const char *language_month(struct arena *a, const struct language *l, const char *iso)
{
    if (!l || !date_valid(iso))
        return date_month_words(a, iso);
    return arena_print(a, "%s %d", l->months[date_month(iso) - 1], date_year(iso));
}

const char *language_weekday(const struct language *l, const char *iso)
{
    return l && date_valid(iso) ? l->weekdays[date_weekday(iso) - 1] : date_weekday_words(iso);
}
