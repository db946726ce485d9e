/*
 * How common names are, each and together.  Called by link.c when it weighs:
 * a name that few bear says more; and given and family names go together more
 * often than each for itself lets expect ("Zuzanna Nowak"), so that two
 * children of one people would else be taken for one.
 */
#include "match/link_part.h"

#include <math.h>

/* A name borne by a smaller share counts as this rare. */
static const double rarest = .00005;

/* How sure it is beforehand that names are borne independently: as by half a child. */
static const double half_a_child = .5;

struct link_frequencies { size_t places; struct { uint64_t hash; uint32_t count; } *at; double known; };

static struct link_frequencies *frequencies(struct arena *a, size_t names)
{
    struct link_frequencies *f = arena_new(a, struct link_frequencies);
    f->places = 16;
    while (f->places < 2 * names)
        f->places *= 2;
    f->at = arena_take(a, f->places * sizeof *f->at, alignof(uint64_t));
    return f;
}

/* Where HASH stands or would stand. */
static size_t place_of(const struct link_frequencies *f, uint64_t hash)
{
    size_t at = hash & (f->places - 1);
    while (f->at[at].hash && f->at[at].hash != hash)
        at = (at + 1) & (f->places - 1);
    return at;
}

static void add(struct link_frequencies *f, uint64_t hash, uint32_t count)
{
    size_t at = place_of(f, hash);
    f->at[at].hash = hash;
    f->at[at].count += count;
    f->known += count;
}

static double count_of(const struct link_frequencies *f, uint64_t hash)
{
    return hash ? f->at[place_of(f, hash)].count : 0;
}

struct link_frequencies *link_count_names(struct arena *a, const struct intern *names)
{
    struct link_frequencies *f = frequencies(a, names->n);
    for (uint32_t i = 1; i < names->n; i++)
        add(f, names->hash[i], names->count[i]);
    return f;
}

/* ---- Names together ---- */

static uint64_t both(uint64_t given, uint64_t family)
{
    uint64_t hash = (given ^ (family << 31 | family >> 33)) * 0x9E3779B97F4A7C15u + family;
    hash = (hash ^ hash >> 29) * 0xBF58476D1CE4E5B9u;
    return given && family ? (hash ^ hash >> 32) | 1 : 0;
}

static uint64_t full_name(const struct link_table *t, const struct link_row *r)
{
    return both(t->given.folded.hash[r->first], t->family.folded.hash[r->whole]);
}

/* Children are told apart by their birth dates, for a child may have several records. Names that one child bears are left out. */
struct link_frequencies *link_count_namesakes(struct arena *arena, const struct link_table *t)
{
    struct arena a = { 0 };
    struct link_frequencies *child = frequencies(&a, t->n), *all = frequencies(&a, t->n);
    for (size_t i = 0; i < t->n; i++) {
        uint64_t name = full_name(t, &t->row[i]), one = both(name, t->row[i].born);
        if (one && !count_of(child, one)) {
            add(child, one, 1);
            add(all, name, 1);
        }
    }
    size_t several = 0;
    for (size_t i = 0; i < all->places; i++)
        several += all->at[i].count > 1;
    struct link_frequencies *f = frequencies(arena, several);
    for (size_t i = 0; i < all->places; i++)
        if (all->at[i].count > 1)
            add(f, all->at[i].hash, all->at[i].count);
    f->known = all->known;
    arena_free(&a);
    return f;
}

/* ---- Weighing ---- */

/* How often a name agrees by chance, whatever comes after it. */
static double chance_same(const struct link_model *model, int field)
{
    const struct em_field *f = &model->any.field[field];
    return field == LINK_GIVEN ? f->u[SAME] + f->u[SAME_ALL] + f->u[SAME_FIRST_ONLY] : f->u[SAME];
}

double link_rare_bits(const struct link_model *model, int field, double share)
{
    return share > 0 ? log2(chance_same(model, field) / fmax(rarest, share)) : 0;
}

double link_rarity_bits(const struct link_model *model, int field, uint64_t hash)
{
    const struct link_frequencies *f = field == LINK_GIVEN ? model->given : model->family;
    return link_rare_bits(model, field, count_of(f, hash) / f->known);
}

double link_together_bits(double children, double given, double family, double others)
{
    double expected = children * fmax(rarest, given) * fmax(rarest, family);
    return log2((expected + half_a_child) / (fmax(0, others) + half_a_child));
}

double link_namesake_bits(const struct link_model *model, uint64_t given, uint64_t family, bool is_same_day)
{
    double count = count_of(model->namesakes, both(given, family)), others = count - (is_same_day ? 1 : 2);
    return link_together_bits(model->namesakes->known, count_of(model->given, given) / model->given->known, count_of(model->family, family) / model->family->known, others);
}
