#ifndef BENCH_CHILDREN_H
#define BENCH_CHILDREN_H

/*
 * Made-up children with known truth, for proofs and measures of the linkage;
 * never in the program.  Families of one to four children under five, three
 * births in a hundred of twins; each child is in up to three lists, by time.
 * Between two of them 8 % of children move and 3 % change their family name,
 * for good; or, if asked, each record has another address or name, apart, as
 * often, which is harder: of two records then twice as many differ.  Errors of
 * each record: a typing slip in either name 2 %, birth date wrong 1 % (a digit, or day and month swapped),
 * postcode missing 3 %, a second given name too 2 %; NHS number missing
 * by list 65 to 97 % or, if asked, always.  Chosen, not measured: a ranking of
 * methods, not a promise.  Or, in the same way, lists of children that somebody
 * else made up: those of a demo.
 */

#include "base/date.h"
#include "match/link.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct children { struct link_record *record; uint32_t *child; size_t n, true_pairs; };

struct children_way { size_t n; bool has_numbers; int twins_percent; uint64_t seed; bool each_record; };

struct maker { struct arena *arena; uint64_t random; const char **family; struct children *made; const struct children_way *way; size_t postcodes; };

static uint64_t next_random(struct maker *m)
{
    m->random ^= m->random << 13;
    m->random ^= m->random >> 7;
    m->random ^= m->random << 17;
    return m->random * 0x2545F4914F6CDD1Du >> 16;
}

static size_t below(struct maker *m, size_t n) { return next_random(m) % n; }
static bool chance(struct maker *m, double p) { return (double)below(m, 1000000) < p * 1000000; }

/* Common ones first: the N-th is taken about as often as 1 / (N + SHIFT). */
static size_t ranked(struct maker *m, size_t n, double shift)
{
    double u = (double)below(m, 1 << 30) / (1 << 30), at = shift * (pow(((double)n + shift) / shift, u) - 1);
    return (size_t)at < n ? (size_t)at : n - 1;
}

static const char *const children_given[2][110] = {
    { "Oliver", "Noah", "George", "Arthur", "Leo", "Muhammad", "Harry", "Oscar", "Archie", "Henry", "Theodore", "Freddie", "Jack",
      "Charlie", "Theo", "Alfie", "Jacob", "Thomas", "Finley", "Arlo", "William", "Lucas", "Roman", "Tommy", "Isaac", "Teddy",
      "Alexander", "Luca", "Edward", "James", "Joshua", "Albie", "Elijah", "Max", "Mohammed", "Reuben", "Mason", "Sebastian", "Rory",
      "Jude", "Ezra", "Louie", "Benjamin", "Ethan", "Hugo", "Daniel", "Samuel", "Joseph", "Adam", "Logan", "Harrison", "Toby", "Zachary",
      "Ronnie", "Reggie", "Albert", "Jaxon", "Louis", "Hunter", "David", "Dylan", "Caleb", "Frederick", "Grayson", "Felix", "Ibrahim",
      "Riley", "Stanley", "Gabriel", "Elliot", "Bobby", "Otis", "Rowan", "Jesse", "Carter", "Michael", "Matthew", "Jenson", "Ralph",
      "Callum", "Kai", "Kian", "Ollie", "Myles", "Finn", "Tobias", "Yusuf", "Jakub", "Szymon", "Antoni", "Filip", "Ravi", "Arjun",
      "Oskar", "Milo", "Blake", "Dexter", "Rafael", "Nathan", "Ellis", "Ruben", "Ivan", "Marley", "Kit", "Barnaby", "Vinnie", "Ali",
      "Sonny", "Chester", "Rupert" },
    { "Olivia", "Amelia", "Isla", "Ava", "Ivy", "Freya", "Lily", "Florence", "Mia", "Willow", "Rosie", "Sophia", "Isabella", "Grace",
      "Daisy", "Sienna", "Poppy", "Elsie", "Emily", "Ella", "Evelyn", "Phoebe", "Evie", "Charlotte", "Harper", "Millie", "Matilda",
      "Maya", "Sophie", "Alice", "Emilia", "Isabelle", "Ruby", "Luna", "Maisie", "Aria", "Penelope", "Mila", "Bonnie", "Eva", "Hallie",
      "Eliza", "Ada", "Violet", "Esme", "Arabella", "Imogen", "Jessica", "Delilah", "Chloe", "Elizabeth", "Orla", "Thea", "Zara", "Mabel",
      "Eleanor", "Lottie", "Erin", "Layla", "Nancy", "Robyn", "Clara", "Maryam", "Rose", "Lola", "Darcie", "Margot", "Iris", "Beatrice",
      "Ayla", "Lara", "Nora", "Molly", "Holly", "Ottilie", "Edith", "Hannah", "Amber", "Lucy", "Abigail", "Aurora", "Fatima", "Zofia",
      "Zuzanna", "Maja", "Hanna", "Julia", "Aisha", "Amina", "Priya", "Anaya", "Martha", "Heidi", "Myla", "Skye", "Lyra", "Georgia",
      "Annabelle", "Gracie", "Seren", "Ffion", "Carys", "Tabitha", "Niamh", "Summer", "Francesca", "Anna", "Lydia", "Pippa", "Tilly" },
};

static const char *const children_stem[] = { "Ash", "Black", "Brad", "Broad", "Car", "Chad", "Clif", "Cox", "Craw", "Dal", "Dun", "East",
    "Ed", "Fair", "Far", "Fen", "Gar", "Good", "Hal", "Ham", "Har", "Haw", "Hol", "Hop", "Hud", "Hux", "Kel", "Ken", "King", "Lang", "Law",
    "Led", "Lin", "Long", "Mar", "Mid", "Mor", "New", "Nor", "Oak", "Pem", "Pen", "Pres", "Rad", "Rich", "Rob", "Rud", "Sand", "Shel",
    "Sil", "Stan", "Stock", "Sut", "Thorn", "Wal", "War", "Wat", "Wel", "West", "Whit", "Wil", "Win", "Wood", "Wor" };
static const char *const children_end[] = { "ton", "ley", "ford", "field", "worth", "ham", "wood", "well", "man", "son", "by", "don", "den",
    "stone", "bury", "more", "gate", "land", "ridge", "wick", "croft", "house", "brook", "combe", "dale", "hurst", "low", "mere", "ness",
    "over", "sley", "thorpe", "way", "ward", "win", "cott", "er", "ers", "ing", "ings" };
static const char *const children_common[] = { "Smith", "Jones", "Williams", "Taylor", "Davies", "Brown", "Wilson", "Evans", "Thomas",
    "Johnson", "Roberts", "Walker", "Wright", "Robinson", "Thompson", "White", "Hughes", "Edwards", "Green", "Lewis", "Wood", "Harris",
    "Martin", "Jackson", "Clarke", "Clark", "Turner", "Hill", "Scott", "Cooper", "Morris", "Ward", "Moore", "King", "Watson", "Baker",
    "Harrison", "Morgan", "Patel", "Young", "Allen", "Mitchell", "James", "Anderson", "Phillips", "Lee", "Bell", "Parker", "Davis", "Khan",
    "Powell", "Price", "Pritchard", "Kowalski", "Nowak", "Ahmed", "Hussain", "Singh", "Begum", "Ali" };

enum { CHILDREN_COMMON = sizeof children_common / sizeof *children_common, CHILDREN_STEMS = sizeof children_stem / sizeof *children_stem,
    CHILDREN_ENDS = sizeof children_end / sizeof *children_end, CHILDREN_FAMILIES = CHILDREN_COMMON + CHILDREN_STEMS * CHILDREN_ENDS * 6 };

static void make_families(struct maker *m)
{
    static const char *const before[] = { "", "O'", "Mc", "de ", "Fitz", "van " };
    m->family = arena_array(m->arena, const char *, CHILDREN_FAMILIES);
    for (size_t i = 0; i < CHILDREN_FAMILIES; i++) {
        size_t k = (i * 7919) % (CHILDREN_FAMILIES - CHILDREN_COMMON), stem = k % CHILDREN_STEMS, end = k / CHILDREN_STEMS % CHILDREN_ENDS;
        m->family[i] = i < CHILDREN_COMMON ? children_common[i]
            : arena_print(m->arena, "%s%s%s", before[k / CHILDREN_STEMS / CHILDREN_ENDS], children_stem[stem], children_end[end]);
    }
}

static const char *a_family(struct maker *m)
{
    const char *name = m->family[ranked(m, CHILDREN_FAMILIES, 25)];
    return chance(m, .03) ? arena_print(m->arena, "%s-%s", name, m->family[ranked(m, CHILDREN_FAMILIES, 25)]) : name;
}

/* Some 150 of each outward part, by shape as real ones are. */
static const char *a_postcode(struct maker *m)
{
    static const char first[] = "ABCDEGHKLMNPRSTW", letter[] = "ABDEFGHJLNPQRSTUWXYZ";
    size_t k = below(m, m->postcodes), out = k / 150, in = k % 150 * 26;
    return arena_print(m->arena, "%c%c%zu %zu%c%c", first[out % 16], letter[out / 16 % 5], out / 80 + 1, in % 9 + 1, letter[in / 9 % 20],
        letter[in / 180 % 20]);
}

static const char *a_number(struct maker *m)
{
    for (;;) {
        unsigned digit[9], sum = 0;
        for (int i = 0; i < 9; i++) {
            digit[i] = (unsigned)below(m, 10);
            sum += digit[i] * (unsigned)(10 - i);
        }
        unsigned check = (11 - sum % 11) % 11;
        if (check < 10)
            return arena_print(m->arena, "%u%u%u%u%u%u%u%u%u%u", digit[0], digit[1], digit[2], digit[3], digit[4], digit[5], digit[6], digit[7],
                digit[8], check);
    }
}

/* One letter left out, doubled, changed or swapped with the next, seldom the first; letters of more than a byte are left. */
static const char *slip(struct maker *m, const char *name)
{
    size_t len = strlen(name);
    if (len < 3)
        return name;
    char *text = arena_array(m->arena, char, len + 2);
    size_t at = chance(m, .1) ? 0 : 1 + below(m, len - 2);
    if ((name[at] | name[at + 1]) & 0x80)
        return name;
    memcpy(text, name, len + 1);
    switch (below(m, 4)) {
    case 0: memmove(text + at, name + at + 1, len - at); break;
    case 1: memmove(text + at + 1, name + at, len - at + 1); break;
    case 2: text[at] = (char)('a' + below(m, 26)); break;
    default: text[at] = name[at + 1], text[at + 1] = name[at]; break;
    }
    return text;
}

static const char *wrong_day(struct maker *m, const char *born)
{
    int day = date_day(born), month = date_month(born);
    if (day <= 12 && chance(m, .4))
        return arena_print(m->arena, "%.4s-%02d-%02d", born, day, month);
    char *text = arena_text(m->arena, born, 10);
    do {
        static const int place[] = { 3, 6, 8, 9 };
        memcpy(text, born, 10);
        text[place[below(m, 4)]] = (char)('0' + below(m, 10));
    } while (!date_valid(text) || strcmp(text, born) == 0);
    return text;
}

struct child { const char *given, *second, *family, *born, *sex, *postcode, *number; };

static struct link_record one_record(struct maker *m, const struct child *c, size_t list)
{
    static const double number_missing[] = { .65, .85, .97 };
    static const char *const name[] = { "births", "settings", "referrals" };
    struct link_record r = { c->given, c->family, "", c->born, c->sex, c->postcode, "", name[list], "" };
    if (chance(m, .02))
        r.given = arena_print(m->arena, "%s %s", c->given, c->second);
    if (chance(m, .02))
        r.given = slip(m, r.given);
    if (m->way->each_record && chance(m, .03))
        r.family = a_family(m);
    if (chance(m, .02))
        r.family = slip(m, r.family);
    if (m->way->each_record && chance(m, .08))
        r.postcode = a_postcode(m);
    if (chance(m, .03))
        r.postcode = "";
    if (chance(m, .01))
        r.born_on = wrong_day(m, c->born);
    if (m->way->has_numbers && !chance(m, number_missing[list]))
        r.nhs_number = c->number;
    return r;
}

static void add_child(struct maker *m, const struct child *born, uint32_t id)
{
    struct children *made = m->made;
    struct child now = *born, *c = &now;
    size_t records = 0, moves = chance(m, .08) ? 1 + below(m, 2) : 3, renamed = chance(m, .03) ? 1 + below(m, 2) : 3;
    for (size_t list = 0; list < 3; list++) {
        static const double is_in[] = { .80, .55, .25 };
        if (list == moves && !m->way->each_record)
            now.postcode = a_postcode(m);
        if (list == renamed && !m->way->each_record)
            now.family = a_family(m);
        if (made->n < m->way->n && chance(m, is_in[list])) {
            made->child[made->n] = id;
            made->record[made->n++] = one_record(m, c, list);
            records++;
        }
    }
    made->true_pairs += records ? records * (records - 1) / 2 : 0;
}

/* A sister or brother: the same family and home, another name, born a year to two before; or, a twin, on the same day. */
static void add_family(struct maker *m, uint32_t *id)
{
    static const double another = .35;
    struct child c = { .family = a_family(m), .postcode = a_postcode(m) };
    int64_t day = 18262 + (int64_t)below(m, 1826);   /* from 2020 */
    const char *used[6] = { 0 };
    size_t children = 0;
    bool is_twin = false;
    do {
        size_t sex = below(m, 2);
        do {
            c.given = children_given[sex][ranked(m, 110, 30)];
        } while ((used[0] && used[0] == c.given) || (used[1] && used[1] == c.given) || (used[2] && used[2] == c.given));
        used[children % 6] = c.given;
        c.second = children_given[sex][ranked(m, 110, 30)];
        c.sex = sex ? "F" : "M";
        c.born = date_text(m->arena, day);
        c.number = a_number(m);
        add_child(m, &c, (*id)++);
        is_twin = !is_twin && chance(m, m->way->twins_percent / 100.0 / 2);
        day -= is_twin ? 0 : 330 + (int64_t)below(m, 500);
        children++;
    } while (children < 4 && (is_twin || chance(m, another)));
}

static struct maker maker_of(struct arena *a, struct children *made, const struct children_way *way)
{
    struct maker m = { .arena = a, .random = way->seed * 0x9E3779B97F4A7C15u + 1, .made = made, .way = way };
    *made = (struct children){ .record = arena_array(a, struct link_record, way->n), .child = arena_array(a, uint32_t, way->n) };
    m.postcodes = way->n / 8 + 3000;
    make_families(&m);
    return m;
}

static struct children make_children(struct arena *a, const struct children_way *way)
{
    struct children made;
    struct maker m = maker_of(a, &made, way);
    uint32_t id = 0;
    while (made.n < way->n)
        add_family(&m, &id);
    return made;
}

/* ---- How good ---- */

struct quality { size_t found, right; double precision, recall, f1; };

static struct quality quality_of(size_t found, size_t right, size_t true_pairs)
{
    struct quality q = { found, right, (double)right / (double)found, (double)right / (double)true_pairs, 0 };
    q.f1 = 2 * q.precision * q.recall / (q.precision + q.recall);
    return q;
}

/* Pairs at or above P, TRUTH being one number for all records of one child. */
static struct quality quality_at(const struct link_result *r, const uint32_t *truth, size_t true_pairs, double p)
{
    size_t found = 0, right = 0;
    for (; found < r->pairs && r->pair[found].probability >= p; found++)
        right += truth[r->pair[found].a] == truth[r->pair[found].b];
    return quality_of(found, right, true_pairs);
}

#endif
