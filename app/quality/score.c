/* Scores by setting, lead and area, and those of each month, which are kept so that one sees where it goes.  Numbers only. */
#include "app/quality/quality.h"

#include <stdlib.h>
#include <string.h>

static int by_setting(const void *x, const void *y)
{
    const struct quality_held *a = *(const struct quality_held *const *)x, *b = *(const struct quality_held *const *)y;
    return a->setting < b->setting ? -1 : a->setting > b->setting ? 1 : a->child < b->child ? -1 : a->child > b->child;
}

static int by_lead(const void *x, const void *y)
{
    const struct quality_held *a = *(const struct quality_held *const *)x, *b = *(const struct quality_held *const *)y;
    return a->lead < b->lead ? -1 : a->lead > b->lead ? 1 : a->child < b->child ? -1 : a->child > b->child;
}

struct quality_group *quality_groups(struct arena *a, const struct quality_look *l, bool leads, size_t *n)
{
    const struct quality_held **row = arena_array(a, const struct quality_held *, l->n + 1);
    struct quality_group *group = arena_array(a, struct quality_group, l->n + 1);
    for (size_t i = 0; i < l->n; i++)
        row[i] = &l->held[i];
    qsort(row, l->n, sizeof *row, leads ? by_lead : by_setting);
    *n = 0;
    for (size_t i = 0; i < l->n; i++) {
        int64_t id = leads ? row[i]->lead : row[i]->setting;
        if (!*n || group[*n - 1].id != id)
            group[(*n)++].id = id;
        quality_add(&group[*n - 1].sum, row[i]->found);
    }
    return group;
}

static void keep_one(struct db *db, const char *today, const char *scope, const char *about, const struct quality_sum *s)
{
    const char *month = arena_text(db->arena, today, 7);
    for (int d = 0; d <= QUALITY_ALL; d++)
        set_quality_score(db, &(struct set_quality_score){ .scope = scope, .about = about, .dimension = d == QUALITY_ALL ? "" : quality_dimensions[d].code, .month = month, .as_at = today,
            .children = s->children, .clean = s->clean[d], .checks = s->checks[d], .passed = s->passed[d] });
}

static void keep_groups(struct db *db, const struct quality_look *l, const char *scope, bool leads)
{
    size_t n;
    const struct quality_group *g = quality_groups(db->arena, l, leads, &n);
    for (size_t i = 0; i < n; i++)
        if (g[i].id)
            keep_one(db, l->today, scope, arena_print(db->arena, "%lld", (long long)g[i].id), &g[i].sum);
}

void quality_keep_scores(struct db *db, const struct quality_look *l)
{
    struct quality_sum all = quality_sum_of(l, 0, 0, -1);
    keep_one(db, l->today, "all", "", &all);
    for (int i = 0; i < l->areas; i++) {
        struct quality_sum s = quality_sum_of(l, 0, 0, i);
        if (*l->area[i])
            keep_one(db, l->today, "area", l->area[i], &s);
    }
    keep_groups(db, l, "setting", false);
    keep_groups(db, l, "lead", true);
}
