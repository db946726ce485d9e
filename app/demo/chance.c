/* Chance, days and numbers of the demo authority.  Called by the other parts of app/demo; all of it follows from the seed. */
#include "app/demo/demo.h"
#include "base/check_digit.h"

#include <string.h>

/* Splitmix64 (Steele, Lea, Flood 2014). */
uint64_t demo_random(struct demo *d)
{
    uint64_t z = d->random += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

int64_t demo_between(struct demo *d, int64_t from, int64_t to)
{
    return to <= from ? from : from + (int64_t)(demo_random(d) % (uint64_t)(to - from + 1));
}

bool demo_chance(struct demo *d, double share) { return (double)(demo_random(d) >> 11) * 0x1p-53 < share; }

int demo_weighted(struct demo *d, const int *weight, int n)
{
    int64_t whole = 0;
    for (int i = 0; i < n; i++)
        whole += weight[i];
    int64_t at = demo_between(d, 0, whole - 1);
    for (int i = 0; i < n; i++)
        if ((at -= weight[i]) < 0)
            return i;
    return n - 1;
}

const char *demo_day(struct demo *d, int64_t number) { return number ? date_text(d->a, number) : ""; }

/* Between 8 and 16 o'clock UTC; what happens on the last day happened before it. */
int64_t demo_instant(struct demo *d, int64_t number)
{
    return (number * 86400 + demo_between(d, 8 * 3600, 16 * 3600)) * 1000;
}

int64_t demo_working(struct demo *d, int64_t from, int n)
{
    return date_number(date_add_working_days(d->a, date_text(d->a, from), n));
}

int64_t demo_id(struct demo *d) { return d->next_id++; }

/* Numbers beginning 999 are never issued; strewn over their million without meeting twice. */
const char *demo_nhs_number(struct demo *d)
{
    while (d->nhs_serial < 1000000) {
        int64_t serial = (d->nhs_serial++ * 387421 + (int64_t)(d->seed % 1000000)) % 1000000;
        for (int check = 0; check < 10; check++) {
            const char *n = arena_print(d->a, "999%06d%d", (int)serial, check);
            if (nhs_number_is_valid(n))
                return n;
        }
    }
    return "";
}

/* Authority 999 has never been given to one. */
const char *demo_upn(struct demo *d, int64_t born)
{
    int64_t serial = d->upn_serial++;
    const char *year = date_text(d->a, born + 5 * 365);
    for (const char *letter = "ABCDEFGHJKLMNPQRTUVWXYZ"; *letter; letter++) {
        const char *n = arena_print(d->a, "%c999%04d%.2s%03d", *letter, (int)(2000 + serial / 1000 % 8000), year + 2, (int)(serial % 1000));
        if (upn_is_valid(n))
            return n;
    }
    return "";
}

const char *demo_reference(struct demo *d)
{
    static const char letters[] = "23456789ABCDEFGHJKMNPQRTUVWX";
    uint64_t base = sizeof letters - 1, all = base * base * base * base * base * base * base * base;
    uint64_t n = (uint64_t)((__uint128_t)(uint64_t)d->reference_serial++ * 189812531u % all + d->seed * 7919u) % all;
    char made[9] = "";
    for (int i = 0; i < 8; i++, n /= base)
        made[i] = letters[n % base];
    return arena_print(d->a, "RD-%.4s-%.4s", made, made + 4);
}
