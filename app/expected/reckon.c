/*
 * From counted cells to what is expected and found in each group.  Children in
 * the register are weighed so that they are as many in each area, age and sex
 * as the population says; what the register does not know of is shared out as
 * those whom it knows.  Pure but for its queries.
 */
#include "app/expected/reckon.h"
#include "base/date.h"
#include "stats/ratio.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { AGES = 5, SEXES = 3, SEASONS = 3, QUINTILES = 6, MOST_AREAS = 60, SMALL_SETTING = 20 };
static const char *const sexes[SEXES] = { "F", "M", "" }, *const seasons[SEASONS] = { "autumn", "spring", "summer" };

/* Months from September to December, January to April, May to August; MONTH is twelve times the year and the month. */
static int season_of(int64_t month)
{
    int m = (int)((month - 1) % 12) + 1;
    return m >= 9 ? 0 : m <= 4 ? 1 : 2;
}

const struct expected_words expected_words[EXPECTED_DIMENSIONS] = {
    { "area", "By area", "Area", "Children are counted where they live." },
    { "kind", "By kind of setting", "Kind of setting", "Where the child goes most hours. Children in no setting are seen by fewer people." },
    { "sex", "By sex", "Sex", "Boys are found more often than girls everywhere, and the expectation knows that: a gap here is beyond the usual one." },
    { "season", "By season of birth", "Born in", "Summer-born children are found more often, because they are compared with older ones. The expectation knows the usual difference." },
    { "language", "By language at home", "Language", "A child who learns two languages can look delayed, or a delay can be put down to the second language. National rates by language are not used." },
    { "imd", "By deprivation", "Fifth of England’s areas", "1 is the fifth of England’s small areas that is most deprived. The expectation knows the usual difference. In the country poverty is spread too thin for this measure." },
};

static int index_of(const char *const *list, int n, const char *what)
{
    for (int i = 0; i < n; i++)
        if (strcmp(list[i], what) == 0)
            return i;
    return n - 1;
}

/* ---- What is compared with ---- */

struct basis {
    double rate[AGES][SEXES];        /* of a child of that age and sex; sex not known: the mean of both */
    bool has_rate[AGES];
    double season[SEXES][SEASONS], imd[QUINTILES];
    char area[MOST_AREAS][64]; int areas;
    double population[MOST_AREAS][AGES][SEXES], listed[MOST_AREAS][AGES][SEXES];
    double people, known;            /* of the population, of ages with a rate; of those in the register */
    int64_t month, day;              /* today's */
};

/* Whole months old, for somebody born in the middle of MONTH. */
static int months_old(const struct basis *b, int64_t month)
{
    int64_t m = b->month - month - (b->day < 15);
    return m < 0 ? 0 : m >= 12 * AGES ? 12 * AGES - 1 : (int)m;
}

/*
 * A rate is that of the middle of its year of age; between two it lies on the straight line.  Else children born in the season
 * whose birthday is near would seem to be found late: they are the youngest of their age.
 */
static double rate_at(const struct basis *b, int months, int sex)
{
    int age = months / 12;
    double at = ((double)months + 0.5) / 12 - 0.5 - age;
    int next = at < 0 ? age - 1 : age + 1;
    if (next < 0 || next >= AGES || !b->has_rate[next])
        return b->rate[age][sex];
    return b->rate[age][sex] + fabs(at) * (b->rate[next][sex] - b->rate[age][sex]);
}

/* -1 = the population does not know it. */
static int area_at(const struct basis *b, const char *name)
{
    for (int i = 0; i < b->areas; i++)
        if (strncmp(b->area[i], name, sizeof b->area[i] - 1) == 0)
            return i;
    return -1;
}

static void read_rates(struct basis *b, struct db *db, const char *today)
{
    size_t n;
    bool has[AGES][SEXES] = { 0 };
    struct expected_rates_on *r = expected_rates_on(db, today, &n);     /* the newest of each age and sex comes last */
    for (size_t i = 0; i < n; i++)
        if (r[i].age >= 0 && r[i].age < AGES) {
            int sex = index_of(sexes, SEXES, r[i].sex);
            b->rate[r[i].age][sex] = (double)r[i].per_10000 / 10000;
            has[r[i].age][sex] = true;
        }
    for (int age = 0; age < AGES; age++) {
        b->has_rate[age] = has[age][0] && has[age][1];
        if (b->has_rate[age])
            b->rate[age][2] = (b->rate[age][0] + b->rate[age][1]) / 2;
    }
}

static void read_factors(struct basis *b, struct db *db, const char *today)
{
    size_t n;
    struct expected_factors_on *f = expected_factors_on(db, today, &n);
    for (int s = 0; s < SEXES; s++)
        for (int k = 0; k < SEASONS; k++)
            b->season[s][k] = 1;
    for (int q = 0; q < QUINTILES; q++)
        b->imd[q] = 1;
    for (size_t i = 0; i < n; i++) {
        double factor = (double)f[i].per_1000 / 1000;
        if (strcmp(f[i].what, "imd") == 0 && f[i].value[0] >= '1' && f[i].value[0] <= '5')
            b->imd[f[i].value[0] - '0'] = factor;
        else if (strcmp(f[i].what, "season") == 0)
            for (int s = 0; s < SEXES - 1; s++)
                if (!*f[i].sex || strcmp(f[i].sex, sexes[s]) == 0)
                    b->season[s][index_of(seasons, SEASONS, f[i].value)] = factor;
    }
}

static void read_population(struct basis *b, struct db *db)
{
    size_t n;
    struct expected_population *p = expected_population(db, &n);
    for (size_t i = 0; i < n; i++) {
        int area = area_at(b, p[i].area);
        if (area < 0 && b->areas < MOST_AREAS) {
            area = b->areas++;
            strncpy(b->area[area], p[i].area, sizeof b->area[area] - 1);
        }
        if (area < 0)
            continue;
        b->population[area][p[i].age][index_of(sexes, SEXES, p[i].sex)] += (double)p[i].children;
        b->people += b->has_rate[p[i].age] ? (double)p[i].children : 0;
    }
}

/* ---- Cells ---- */

struct cell { const struct expected_cells *c; int area, months, sex, season, imd; double weight, expected; };

static bool is_counted(const struct basis *b, int64_t month) { return b->has_rate[months_old(b, month) / 12]; }

static void find_cells(struct basis *b, const struct expected_cells *c, size_t n, struct cell *cell, size_t *kept)
{
    *kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_counted(b, c[i].month))
            continue;
        struct cell *k = &cell[(*kept)++];
        *k = (struct cell){ .c = &c[i], .area = area_at(b, c[i].area), .months = months_old(b, c[i].month), .sex = index_of(sexes, SEXES, c[i].sex), .season = season_of(c[i].month),
            .imd = c[i].imd_quintile >= 1 && c[i].imd_quintile <= 5 ? (int)c[i].imd_quintile : 0 };
        b->known += (double)c[i].children;
        if (k->area >= 0)
            b->listed[k->area][k->months / 12][k->sex] += (double)c[i].children;
    }
}

/* Where the population is known: as many as it says; an area that it does not know has none. */
static double weight_of(const struct basis *b, const struct cell *k)
{
    if (!b->areas)
        return 1;
    if (k->area < 0 || k->sex > 1)
        return 0;
    return b->population[k->area][k->months / 12][k->sex] / b->listed[k->area][k->months / 12][k->sex];
}

/* Factors average one over the children of a sex (season) and over all (deprivation). */
static void settle_factors(struct basis *b, const struct cell *cell, size_t n)
{
    double children[SEXES] = { 0 }, season[SEXES] = { 0 }, all = 0, imd = 0;
    for (size_t i = 0; i < n; i++) {
        double m = cell[i].weight * (double)cell[i].c->children;
        children[cell[i].sex] += m;
        season[cell[i].sex] += m * b->season[cell[i].sex][cell[i].season];
        all += m;
        imd += m * b->imd[cell[i].imd];
    }
    for (int s = 0; s < SEXES; s++)
        for (int k = 0; k < SEASONS && season[s] > 0; k++)
            b->season[s][k] *= children[s] / season[s];
    for (int q = 0; q < QUINTILES && imd > 0; q++)
        b->imd[q] *= all / imd;
}

static double chance_of(const struct basis *b, int months, int sex, int season, int imd) { return rate_at(b, months, sex) * b->season[sex][season] * b->imd[imd]; }

/* ---- Groups ---- */

static void add(struct expected_row *r, const struct cell *k)
{
    r->children += k->weight * (double)k->c->children;
    r->expected += k->expected;
    r->listed += k->c->children;
    r->found += k->c->found;
}

void expected_judge(struct expected_row *r, double tau2)
{
    r->ratio = r->low = r->high = NAN;
    r->place = FUNNEL_INSIDE;
    if (!(r->expected >= EXPECTED_LEAST))
        return;
    struct limits l = count_limits((double)r->found, 0.95);
    r->ratio = (double)r->found / r->expected;
    r->low = l.low / r->expected;
    r->high = l.high / r->expected;
    r->place = ratio_place((double)r->found, r->expected, tau2);
    r->is_small = ratio_funnel(r->expected, 0).warning.low <= 0;
}

static const char *label_of(struct arena *a, enum expected_dimension d, const struct expected_cells *c)
{
    static const char *const kinds[][2] = { { "group", "Nursery or pre-school" }, { "childminder", "Childminder" }, { "nursery school", "Nursery school" }, { "school", "School" }, { "special school", "Special school" } };
    switch (d) {
    case BY_AREA:
        return *c->area ? c->area : "Area not recorded";
    case BY_KIND:
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            if (strcmp(kinds[i][0], c->kind) == 0)
                return kinds[i][1];
        return "In no setting";
    case BY_SEX:
        return *c->sex == 'F' ? "Girls" : *c->sex == 'M' ? "Boys" : "Sex not recorded";
    case BY_SEASON:
        return (const char *const[]){ "Autumn (September to December)", "Spring (January to April)", "Summer (May to August)" }[season_of(c->month)];
    case BY_LANGUAGE:
        return *c->home_language ? code_label("language", c->home_language) : "Language not recorded";
    default:
        return c->imd_quintile >= 1 && c->imd_quintile <= 5 ? arena_print(a, "%lld%s", (long long)c->imd_quintile, c->imd_quintile == 1 ? " (most deprived)" : c->imd_quintile == 5 ? " (least deprived)" : "") : "Not known";
    }
}

static int by_label(const void *x, const void *y) { return strcmp(((const struct expected_row *)x)->label, ((const struct expected_row *)y)->label); }

static struct expected_row *row_named(struct expected_group *g, const char *label)
{
    for (size_t i = 0; i < g->n; i++)
        if (strcmp(g->row[i].label, label) == 0)
            return &g->row[i];
    g->row[g->n].label = label;
    return &g->row[g->n++];
}

/* Languages of few children stand together: their numbers would say nothing, and name somebody. */
static void join_rare(struct arena *a, struct expected_group *g)
{
    struct expected_group kept = { arena_array(a, struct expected_row, g->n + 1), 0 };
    struct expected_row rare = { .label = "Other languages together" };
    for (size_t i = 0; i < g->n; i++) {
        struct expected_row *r = &g->row[i];
        if (r->listed >= SMALL_SETTING || strcmp(r->label, "Language not recorded") == 0) {
            kept.row[kept.n++] = *r;
            continue;
        }
        rare.children += r->children;
        rare.expected += r->expected;
        rare.listed += r->listed;
        rare.found += r->found;
    }
    if (rare.listed)
        kept.row[kept.n++] = rare;
    *g = kept;
}

static void group(struct arena *a, struct expected_group *g, enum expected_dimension d, const struct cell *cell, size_t n)
{
    g->row = arena_array(a, struct expected_row, n + MOST_AREAS + SEXES);       /* room for add_unlisted */
    for (size_t i = 0; i < n; i++)
        add(row_named(g, label_of(a, d, cell[i].c)), &cell[i]);
    if (d == BY_LANGUAGE)
        join_rare(a, g);
    qsort(g->row, g->n, sizeof *g->row, by_label);
}

/* Children of the population of whose area, age and sex the register has none: expected by rate alone. */
static void add_unlisted(struct expected_look *l, const struct basis *b)
{
    for (int i = 0; i < b->areas; i++)
        for (int age = 0; age < AGES; age++)
            for (int sex = 0; sex < 2; sex++) {
                double children = b->population[i][age][sex];
                if (!b->has_rate[age] || children <= 0 || (b->listed[i][age][sex] > 0 && !l->is_thin))
                    continue;
                struct expected_row *rows[] = { &l->all, row_named(&l->by[BY_AREA], b->area[i]), row_named(&l->by[BY_SEX], sex ? "Boys" : "Girls") };
                for (size_t k = 0; k < 3; k++) {
                    rows[k]->children += children;
                    rows[k]->expected += children * b->rate[age][sex];
                }
            }
}

/* ---- Settings ---- */

static int by_setting_name(const void *x, const void *y)
{
    const struct expected_row *a = x, *b = y;
    int c = strcmp(a->label, b->label);
    return c ? c : a->id < b->id ? -1 : a->id > b->id;
}

static struct expected_row *count_settings(struct arena *a, const struct basis *b, const struct expected_setting_cells *c, size_t n, size_t *settings)
{
    struct expected_row *row = arena_array(a, struct expected_row, n + 1);
    *settings = 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_counted(b, c[i].month))
            continue;
        if (!*settings || row[*settings - 1].id != c[i].setting_id)
            row[(*settings)++] = (struct expected_row){ .id = c[i].setting_id, .label = "", .area = "" };
        struct expected_row *r = &row[*settings - 1];
        int imd = c[i].imd_quintile >= 1 && c[i].imd_quintile <= 5 ? (int)c[i].imd_quintile : 0;
        r->children += (double)c[i].children;
        r->listed += c[i].children;
        r->found += c[i].found;
        r->expected += (double)c[i].children * chance_of(b, months_old(b, c[i].month), index_of(sexes, SEXES, c[i].sex), season_of(c[i].month), imd);
    }
    return row;
}

/* Settings differ beyond chance in whom they take: by as much as is usual among them the lines are wider. */
static void spread_of_settings(struct arena *a, struct expected_look *l)
{
    size_t n = l->setting.n < DISPERSION_MOST ? l->setting.n : DISPERSION_MOST;
    double *y = arena_array(a, double, n + 1), *s = arena_array(a, double, n + 1), *o = arena_array(a, double, n + 1), *e = arena_array(a, double, n + 1);
    for (size_t i = 0; i < n; i++) {
        o[i] = (double)l->setting.row[i].found;
        e[i] = l->setting.row[i].expected;
        y[i] = log((o[i] + 0.5) / (e[i] + 0.5));
        s[i] = 1 / sqrt(e[i] + 0.5);
    }
    struct dispersion d = dispersion_of(y, s, n, 0, 0.1, 0);
    l->phi = d.phi;
    l->tau2 = d.tau2;
    l->is_over = d.is_over;
    struct shrinkage k = shrinkage_of(o, e, n);
    for (size_t i = 0; i < n; i++) {
        struct expected_row *r = &l->setting.row[i];
        expected_judge(r, l->tau2);
        r->likely = shrunk_ratio(&k, o[i], e[i]);
        r->below_half = shrunk_below(&k, o[i], e[i], 0.5);
        l->settings_low += r->place <= FUNNEL_LOW;
        l->settings_high += r->place >= FUNNEL_HIGH;
    }
}

static void reckon_settings(struct arena *a, struct expected_look *l, const struct basis *b, const struct expected_setting_cells *c, size_t n, const struct expected_setting_names *name, size_t names)
{
    size_t settings;
    struct expected_row *row = count_settings(a, b, c, n, &settings);
    l->setting.row = arena_array(a, struct expected_row, settings + 1);
    l->small.label = "Smaller settings together";
    for (size_t i = 0, k = 0; i < settings; i++) {
        while (k < names && name[k].id < row[i].id)
            k++;
        if (row[i].listed < SMALL_SETTING || !(row[i].expected > 0)) {
            l->small_settings++;
            l->small.children += row[i].children;
            l->small.expected += row[i].expected;
            l->small.listed += row[i].listed;
            l->small.found += row[i].found;
            continue;
        }
        if (k < names && name[k].id == row[i].id) {
            row[i].label = arena_text(a, name[k].name, strlen(name[k].name));
            row[i].area = arena_text(a, name[k].area, strlen(name[k].area));
        }
        l->setting.row[l->setting.n++] = row[i];
    }
    qsort(l->setting.row, l->setting.n, sizeof *l->setting.row, by_setting_name);
    expected_judge(&l->small, 0);
    spread_of_settings(a, l);
}

/* ---- All of it ---- */

enum { THIN_PER_CENT = 75 };

static void reckon_groups(struct arena *a, struct expected_look *l, struct basis *b, const struct expected_cells *c, size_t n)
{
    struct cell *cell = arena_array(a, struct cell, n + 1);
    size_t kept;
    find_cells(b, c, n, cell, &kept);
    l->coverage = b->people > 0 ? b->known / b->people : NAN;
    l->is_thin = b->people > 0 && b->known * 100 < b->people * THIN_PER_CENT;
    for (size_t i = 0; i < kept; i++)
        cell[i].weight = l->is_thin ? 0 : weight_of(b, &cell[i]);
    settle_factors(b, cell, kept);
    for (size_t i = 0; i < kept; i++) {
        cell[i].expected = cell[i].weight * (double)cell[i].c->children * chance_of(b, cell[i].months, cell[i].sex, cell[i].season, cell[i].imd);
        add(&l->all, &cell[i]);
    }
    for (int d = 0; d < EXPECTED_DIMENSIONS; d++)
        if (!l->is_thin || d == BY_AREA || d == BY_SEX)
            group(a, &l->by[d], (enum expected_dimension)d, cell, kept);
    add_unlisted(l, b);
    expected_judge(&l->all, 0);
    for (int d = 0; d < EXPECTED_DIMENSIONS; d++)
        for (size_t i = 0; i < l->by[d].n; i++)
            expected_judge(&l->by[d].row[i], 0);
}

static void keep_labels(struct arena *a, struct expected_look *l)
{
    for (int d = 0; d < EXPECTED_DIMENSIONS; d++)
        for (size_t i = 0; i < l->by[d].n; i++)
            l->by[d].row[i].label = arena_text(a, l->by[d].row[i].label, strlen(l->by[d].row[i].label));
}

/* Queries in an arena that is given back; only what is shown stays in A. */
struct expected_look *expected_reckon(struct db *db, struct arena *a, const char *today, int64_t now)
{
    struct expected_look *l = arena_new(a, struct expected_look);
    struct arena *before = db->arena, *own = arena_inside(before);
    const char *five = date_add_months(own, today, -60);
    size_t n, cells, names;
    db->arena = own;
    struct basis *b = arena_new(own, struct basis);
    b->month = 12 * date_year(today) + date_month(today);
    b->day = date_day(today);
    l->today = arena_text(a, today, strlen(today));
    l->made_at = now;
    l->all.label = "All children";
    read_rates(b, db, today);
    read_factors(b, db, today);
    read_population(b, db);
    for (int age = 0; age < AGES; age++) {
        l->has_rate[age] = b->has_rate[age];
        l->has_rates |= b->has_rate[age];
    }
    struct expected_cells *c = expected_cells(db, five, &n);
    reckon_groups(a, l, b, c, n);
    struct expected_setting_cells *s = expected_setting_cells(db, five, &cells);
    struct expected_setting_names *name = expected_setting_names(db, &names);
    if (!l->is_thin)
        reckon_settings(a, l, b, s, cells, name, names);
    keep_labels(a, l);
    l->without_birth = expected_without_birth(db)->n;
    db->arena = before;
    arena_free(own);
    return l;
}
