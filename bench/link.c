/*
 * Measures the linkage: made-up children against themselves.  Called by
 * bench/link; prints seconds, processor seconds, memory, pairs and, against
 * the truth, precision and recall, and how many of the true pairs say too
 * little for anybody to tell.  Arguments: records; "none", "numbers" to keep
 * NHS numbers, "apart" for records that move and are renamed each for itself,
 * or "demo" and the file of a demo whose children the lists are to be of.
 */
#include "bench/children.h"
#include "match/distance.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static long peak_megabytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

static void tell(const char *what, struct quality q)
{
    printf("%-28s precision %.4f recall %.4f F1 %.4f\n", what, q.precision, q.recall, q.f1);
}

/* Pairs of records in one cluster. */
static struct quality clusters(const struct link_result *r, const struct children *made)
{
    struct arena a = { 0 };
    uint32_t *size = arena_array(&a, uint32_t, made->n), *next = arena_array(&a, uint32_t, made->n);
    size_t found = 0, right = 0;
    for (uint32_t i = 0; i < made->n; i++) {
        uint32_t first = r->cluster[i];
        for (uint32_t j = next[first]; j; j = next[j])   /* those of the cluster before this one, first left out */
            right += made->child[j] == made->child[i];
        if (first != i) {
            right += made->child[first] == made->child[i];
            next[i] = next[first];
            next[first] = i;
        }
        found += size[first]++;
    }
    struct quality q = quality_of(found, right, made->true_pairs);
    arena_free(&a);
    return q;
}

/* A child of a demo as its table has it. */
enum { GIVEN, FAMILY, BORN, SEX, POSTCODE, ADDRESS, COLUMNS };

/*
 * The demo writes some children twice, the second time with one thing wrong:
 * directly after the first, with neither number.  Twins differ in their names
 * by more than a slip.
 */
static bool is_same_child(const char *const before[COLUMNS], const char *const now[COLUMNS])
{
    int alike = 0;
    for (int i = 0; i < COLUMNS; i++)
        alike += i != SEX && i != POSTCODE && strcmp(before[i], now[i]) == 0;
    return strcmp(before[SEX], now[SEX]) == 0 && alike >= 3 && match_edits(before[GIVEN], now[GIVEN]) <= 1;
}

/* Lists of the children of a demo, in the order of their making; as many records as there are, N at most. */
static struct children children_of_demo(struct arena *a, const char *file, const struct children_way *way)
{
    struct children made;
    struct maker m = maker_of(a, &made, way);
    sqlite3 *db;
    sqlite3_stmt *row;
    if (sqlite3_open_v2(file, &db, SQLITE_OPEN_READONLY, NULL)
        || sqlite3_prepare_v2(db, "SELECT given_name, family_name, born_on, sex, postcode, address, nhs_number || upn FROM child ORDER BY id",
            -1, &row, NULL)) {
        fprintf(stderr, "%s: %s\n", file, sqlite3_errmsg(db));
        exit(1);
    }
    const char *before[COLUMNS] = { "", "", "", "", "", "" }, *now[COLUMNS];
    for (uint32_t id = 0; made.n < way->n && sqlite3_step(row) == SQLITE_ROW; memcpy(before, now, sizeof before)) {
        for (int i = 0; i < COLUMNS; i++)
            now[i] = arena_print(a, "%s", (const char *)sqlite3_column_text(row, i));
        bool is_again = id && !*sqlite3_column_text(row, COLUMNS) && is_same_child(before, now);
        add_child(&m, &(struct child){ now[GIVEN], "Mae", now[FAMILY], now[BORN], now[SEX], now[POSTCODE], "" }, is_again ? id - 1 : id++);
    }
    sqlite3_finalize(row);
    sqlite3_close(db);
    made.true_pairs = 0;
    for (size_t i = 0; i < made.n; i++)
        for (size_t j = i + 1; j < made.n && made.child[j] == made.child[i]; j++)
            made.true_pairs++;
    return made;
}

/* The share of the true pairs that agree in given name and birth date at most: neither family name nor postcode says more. */
static double too_little(const struct children *made)
{
    size_t few = 0;
    for (size_t i = 0; i < made->n; i++)
        for (size_t j = i + 1; j < made->n && made->child[j] == made->child[i]; j++) {
            const struct link_record *x = &made->record[i], *y = &made->record[j];
            bool is_home = *x->postcode && strcmp(x->postcode, y->postcode) == 0;
            few += !is_home && *x->family != *y->family;
        }
    return (double)few / (double)made->true_pairs;
}

int main(int count, char **argument)
{
    struct arena a = { 0 };
    const char *kind = count > 2 ? argument[2] : "none", *demo = count > 3 && strcmp(kind, "demo") == 0 ? argument[3] : NULL;
    struct children_way way = { count > 1 ? (size_t)strtoull(argument[1], NULL, 10) : 1000000, strcmp(kind, "numbers") == 0, 3, 7,
        strcmp(kind, "apart") == 0 };
    struct children made = demo ? children_of_demo(&a, demo, &way) : make_children(&a, &way);
    printf("%zu records of %u children, 2 threads: %s\n", made.n, made.child[made.n - 1] + 1, kind);
    printf("%-28s %ld MB\n", "memory of the records", peak_megabytes());
    double start = now(CLOCK_MONOTONIC), busy = now(CLOCK_PROCESS_CPUTIME_ID);
    const struct link_result *r = link_all(&a, made.record, made.n, &(struct link_options){ 0 });
    printf("%-28s %.2f s, %.2f s of processor\n", "linked in", now(CLOCK_MONOTONIC) - start, now(CLOCK_PROCESS_CPUTIME_ID) - busy);
    printf("%-28s %ld MB\n", "peak memory, records too", peak_megabytes());
    printf("%-28s %zu compared, %zu of households, %zu vetoed; %zu blocks dropped (%zu pairs)\n", "pairs", r->count.compared,
        r->count.household, r->count.vetoed, r->count.dropped_blocks, r->count.dropped_pairs);
    printf("%-28s %zu; %zu children found; %zu joins refused\n", "true pairs", made.true_pairs, r->children, r->count.refused_joins);
    tell("probability .5 and more", quality_at(r, made.child, made.true_pairs, LINK_PERSON));
    tell("probability .99 and more", quality_at(r, made.child, made.true_pairs, LINK_CERTAIN));
    tell("clusters", clusters(r, &made));
    printf("%-28s %.4f\n", "pairs that say too little", too_little(&made));
    arena_free(&a);
    return 0;
}
