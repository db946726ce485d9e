/* Estimating the model of pairs.  Called by link_learn.c; pure. */
#include "match/em.h"

#include <math.h>
#include <string.h>

/* What a round counts: pairs by level, those that match and all. */
struct tally { double match[EM_FIELDS_MOST][EM_LEVELS_MOST], all[EM_FIELDS_MOST][EM_LEVELS_MOST], matches, pairs; };

double em_odds(const struct em_model *em, const struct em_row *row, unsigned skipped)
{
    double odds = em->lambda / (1 - em->lambda) * row->factor;
    for (int f = 0; f < em->fields; f++)
        if (row->level[f] >= 0 && !(skipped >> f & 1))
            odds *= em->field[f].m[row->level[f]] / em->field[f].u[row->level[f]];
    return odds;
}

static struct tally expect(const struct em_model *em, const struct em_row *row, size_t n, unsigned skipped)
{
    struct tally t = { 0 };
    for (size_t i = 0; i < n; i++) {
        double odds = em_odds(em, &row[i], skipped), p = isinf(odds) ? 1 : odds / (1 + odds);
        t.matches += p * row[i].pairs;
        t.pairs += row[i].pairs;
        for (int f = 0; f < em->fields; f++)
            if (row[i].level[f] >= 0) {
                t.match[f][row[i].level[f]] += p * row[i].pairs;
                t.all[f][row[i].level[f]] += row[i].pairs;
            }
    }
    return t;
}

/* Shares of COUNT, with BEFORE pairs of the shares in START; how far they moved from OLD. Nothing counted: as it was. */
static double share(double *old, const double *start, const double *count, int levels, double before)
{
    double whole = before, moved = 0;
    for (int l = 0; l < levels; l++)
        whole += count[l];
    for (int l = 0; l < levels && whole > 0; l++) {
        double now = (count[l] + before * start[l]) / whole;
        moved = fmax(moved, fabs(now - old[l]));
        old[l] = now;
    }
    return moved;
}

static double maximise(struct em_model *em, const struct em_model *start, const struct tally *t, const struct em_way *way)
{
    double moved = 0;
    for (int f = 0; f < em->fields; f++) {
        if (way->skipped >> f & 1)
            continue;
        struct em_field *field = &em->field[f];
        double others[EM_LEVELS_MOST];
        for (int l = 0; l < field->levels; l++)
            others[l] = fmax(0, t->all[f][l] - t->match[f][l]);
        if (!way->keep_m)
            moved = fmax(moved, share(field->m, start->field[f].m, t->match[f], field->levels, way->before_m));
        if (!way->keep_u)
            moved = fmax(moved, share(field->u, start->field[f].u, others, field->levels, way->before_u));
    }
    if (way->keep_lambda || t->pairs <= 0)
        return moved;
    double lambda = t->matches / t->pairs, old = em->lambda;
    em->lambda = fmin(fmax(lambda, 1e-15), 1 - 1e-9);
    return fmax(moved, fabs(em->lambda - old));
}

int em_learn(struct em_model *em, const struct em_row *row, size_t n, const struct em_way *way, double *matches)
{
    const struct em_model start = *em;
    int round = 0;
    while (round < way->rounds) {
        struct tally t = expect(em, row, n, way->skipped);
        round++;
        if (maximise(em, &start, &t, way) <= way->still)
            break;
    }
    if (matches)
        *matches = expect(em, row, n, way->skipped).matches;
    return round;
}
