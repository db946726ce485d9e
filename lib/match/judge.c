/*
 * One pair by what was learned of a whole register: how probable it is that
 * the two are one child, and why; and a learned model as a text, so that it is
 * learned once and used for long.  Called by app/joining, by tests and bench.
 */
#include "base/text.h"
#include "match/link_part.h"

#include <math.h>
#include <stdlib.h>

/* ---- A model as text ---- */

enum { FORM = 2 };   /* grows when fields or levels change their meaning */

static void write_em(struct arena *a, const struct em_model *em, const char **part, size_t *n)
{
    part[(*n)++] = arena_print(a, "%.9g", em->lambda);
    for (int f = 0; f < LINK_FIELDS; f++)
        for (int l = 0; l < em->field[f].levels; l++)
            part[(*n)++] = arena_print(a, "%.9g %.9g", em->field[f].m[l], em->field[f].u[l]);
}

const char *link_model_text(struct arena *a, const struct link_model *model)
{
    const char *part[4 + 2 * LINK_FIELDS * EM_LEVELS_MOST];
    size_t n = 0;
    part[n++] = arena_print(a, "%d %d %.9g", FORM, LINK_PATTERNS, model->siblings);
    write_em(a, &model->any, part, &n);
    write_em(a, &model->household, part, &n);
    return text_join(a, part, n, "\n");
}

static bool read_number(const char **s, double *into)
{
    char *end;
    double x = strtod(*s, &end);
    bool is_one = end != *s && x > 0 && isfinite(x);
    *s = end;
    *into = is_one ? x : *into;
    return is_one;
}

static bool read_em(const char **s, struct em_model *em)
{
    bool whole = read_number(s, &em->lambda) && em->lambda < 1;
    for (int f = 0; f < LINK_FIELDS && whole; f++)
        for (int l = 0; l < em->field[f].levels && whole; l++)
            whole = read_number(s, &em->field[f].m[l]) && read_number(s, &em->field[f].u[l]);
    return whole;
}

bool link_model_read(const char *s, struct link_model *model)
{
    struct link_model read = link_standard();
    double form = 0, patterns = 0;
    bool whole = read_number(&s, &form) && read_number(&s, &patterns) && (int)form == FORM && (int)patterns == LINK_PATTERNS
        && read_number(&s, &read.siblings) && read_em(&s, &read.any) && read_em(&s, &read.household);
    *model = whole ? read : link_standard();
    return whole;
}

/* ---- Why ---- */

static const char *const field_name[LINK_FIELDS] = { "given", "family", "born_on", "postcode", "nhs_number", "sex", "address", "source" };

static const char *words_of(int field, int level)
{
    if (field == LINK_GIVEN && level >= GIVEN_SWAPPED)
        return level == GIVEN_SWAPPED ? match_swapped_level.words : match_half_swapped_level.words;
    if (field == LINK_NUMBER && level == NHS_VETO)
        return "Different NHS numbers, both valid";
    static const struct match_level *const levels[LINK_FIELDS] = { match_given_levels, match_family_levels, match_born_levels,
        match_postcode_levels, match_nhs_levels, match_sex_levels, link_address_levels, link_source_levels };
    return levels[field][level].words;
}

static int64_t tenths(double bits)
{
    return llround(bits * 10);
}

static void add_reason(struct match_result *m, struct match_reason *reason, const char *field, const char *words, double bits)
{
    reason[m->n++] = (struct match_reason){ field, words, tenths(bits) };
}

/* How much more names say that are the same: each by its rarity, both by how they go together. */
struct common { double bits[LINK_FIELDS], together; };

static double add_reasons(struct match_result *m, struct match_reason *reason, const struct link_model *model, const struct common *names,
    const int8_t level[LINK_FIELDS])
{
    double whole = link_start_bits(model, false), start = link_start_bits(model, m->is_household);
    m->start_tenths = tenths(whole);
    if (m->is_household)
        add_reason(m, reason, "household", "Family name and postcode agree, as those of brothers and sisters do", start - whole);
    whole = start;
    double rare = 0;
    for (int f = 0; f < LINK_FIELDS; f++) {
        if (level[f] < 0 || (m->is_household && (f == LINK_FAMILY || f == LINK_POSTCODE || f == LINK_ADDRESS)))
            continue;
        double bits = level[f] == NHS_VETO && f == LINK_NUMBER ? -40 : link_field_bits(model, level, f);
        bool is_name_same = f == LINK_GIVEN ? match_is_given_same(level[f]) : f == LINK_FAMILY && level[f] == SAME;
        double rarer = !m->is_household && is_name_same ? names->bits[f] : 0;
        rare += rarer;
        whole += bits;
        const char *name = f == LINK_GIVEN && level[f] >= GIVEN_SWAPPED ? "name" : field_name[f];
        add_reason(m, reason, name, words_of(f, level[f]), bits + rarer);
    }
    double together = m->is_household ? 0 : names->together;
    if (tenths(together) != 0)
        add_reason(m, reason, "name", together < 0 ? "The two names go together in many children" : "The two names go together in few children", together);
    rare += together;
    double sure = link_whole_bits(whole, link_siblings(model, level), rare);
    if (tenths(sure - whole - rare) < 0)
        add_reason(m, reason, "twin", "They may be twins or siblings whose records differ", sure - whole - rare);
    return sure;
}

static int64_t per_mille(double bits)
{
    int64_t p = (int64_t)(1000 / (1 + exp2(-bits)));
    return p > 999 ? 999 : p;
}

/* A household, names together, twins and other records, beside the fields. */
enum { REASONS_MOST = LINK_FIELDS + 4 };

static struct match_result judge(const struct link_model *model, const int8_t level[LINK_FIELDS], const struct common *names,
    struct match_reason reason[REASONS_MOST], double *whole)
{
    struct match_result m = { .is_household = link_is_household(level), .is_vetoed = level[LINK_NUMBER] == NHS_VETO, .reasons = reason };
    *whole = add_reasons(&m, reason, model, names, level);
    m.probability_per_mille = m.is_vetoed ? 0 : per_mille(*whole);
    return m;
}

static double rarer_of(const struct link_model *model, int field, uint64_t a, uint64_t b)
{
    return fmin(link_rarity_bits(model, field, a), link_rarity_bits(model, field, b));
}

static bool have_same_names(const struct link_row *x, const struct link_row *y, const int8_t level[LINK_FIELDS])
{
    return match_is_given_same(level[LINK_GIVEN]) && level[LINK_FAMILY] == SAME && x->first == y->first;
}

/* What the other records say: the difference between what the two say alone, in bits, and what was found. */
static void add_others(struct match_result *m, struct match_reason *reason, double alone, double probability)
{
    double sure = log2(probability / fmax(1 - probability, 1e-15));
    if (!m->is_vetoed && tenths(sure - alone) != 0)
        add_reason(m, reason, "others", sure > alone ? "Other records speak for it: one that is like both, or none in the lists that names the child already"
                                                     : "Other records speak against it: another one fits better", sure - alone);
    m->probability_per_mille = per_mille(sure);
}

struct match_result link_explain(struct arena *arena, const struct link_result *r, const struct link_pair *pair, const struct link_record *record)
{
    struct link_table t;
    int8_t level[LINK_FIELDS];
    link_read(&t, (struct link_record[]){ record[pair->a], record[pair->b] }, 2, &r->options);
    const struct link_row *a = &t.row[0], *b = &t.row[1];
    link_compare(&t, (struct link_memo){ 0 }, a, b, level);
    struct common names = { 0 };
    names.bits[LINK_GIVEN] = rarer_of(&r->model, LINK_GIVEN, t.given.name[a->given].hash, t.given.name[b->given].hash);
    names.bits[LINK_FAMILY] = rarer_of(&r->model, LINK_FAMILY, t.family.name[a->family].hash, t.family.name[b->family].hash);
    if (have_same_names(a, b, level))
        names.together = link_namesake_bits(&r->model, t.given.folded.hash[a->first], t.family.folded.hash[a->whole], a->born == b->born);
    double alone;
    struct match_reason *reason = arena_array(arena, struct match_reason, REASONS_MOST);
    struct match_result m = judge(&r->model, level, &names, reason, &alone);
    add_others(&m, reason, alone, pair->probability);
    link_table_free(&t);
    return m;
}

struct match_result link_judge(struct arena *arena, const struct link_model *model, const struct link_record *x, const struct link_record *y,
    const struct link_common *c)
{
    struct link_table t;
    int8_t level[LINK_FIELDS];
    link_read(&t, (struct link_record[]){ *x, *y }, 2, &(struct link_options){ 0 });
    link_compare(&t, (struct link_memo){ 0 }, &t.row[0], &t.row[1], level);
    struct common names = { 0 };
    names.bits[LINK_GIVEN] = link_rare_bits(model, LINK_GIVEN, c->given);
    names.bits[LINK_FAMILY] = link_rare_bits(model, LINK_FAMILY, c->family);
    if (have_same_names(&t.row[0], &t.row[1], level) && c->given > 0 && c->family > 0)
        names.together = link_together_bits(c->children, c->given, c->family, c->namesakes);
    double whole;
    struct match_result m = judge(model, level, &names, arena_array(arena, struct match_reason, REASONS_MOST), &whole);
    link_table_free(&t);
    return m;
}
