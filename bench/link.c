/*
 * Measures the linkage: made-up children against themselves.  Called by
 * bench/link; prints seconds, processor seconds, memory, pairs and, against
 * the truth, precision and recall.  Arguments: records, "numbers" to keep NHS
 * numbers or "apart" for records that move and are renamed each for itself,
 * threads.
 */
#include "bench/children.h"

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

int main(int count, char **argument)
{
    struct arena a = { 0 };
    size_t n = count > 1 ? (size_t)strtoull(argument[1], NULL, 10) : 1000000;
    bool has_numbers = count > 2 && strcmp(argument[2], "numbers") == 0;
    int threads = count > 3 ? atoi(argument[3]) : 2;
    struct children made = make_children(&a, &(struct children_way){ n, has_numbers, 3, 7, count > 2 && strcmp(argument[2], "apart") == 0 });
    printf("%zu records of %u children, %s NHS numbers, %d threads: %s\n", n, made.child[n - 1] + 1, has_numbers ? "with" : "without", threads,
        count > 2 ? argument[2] : "");
    printf("%-28s %ld MB\n", "memory of the records", peak_megabytes());
    double start = now(CLOCK_MONOTONIC), busy = now(CLOCK_PROCESS_CPUTIME_ID);
    const struct link_result *r = link_all(&a, made.record, n, &(struct link_options){ .threads = threads });
    printf("%-28s %.2f s, %.2f s of processor\n", "linked in", now(CLOCK_MONOTONIC) - start, now(CLOCK_PROCESS_CPUTIME_ID) - busy);
    printf("%-28s %ld MB\n", "peak memory, records too", peak_megabytes());
    printf("%-28s %zu compared, %zu of households, %zu vetoed; %zu blocks dropped (%zu pairs)\n", "pairs", r->count.compared,
        r->count.household, r->count.vetoed, r->count.dropped_blocks, r->count.dropped_pairs);
    printf("%-28s %zu; %zu children found; %zu joins refused\n", "true pairs", made.true_pairs, r->children, r->count.refused_joins);
    tell("probability .5 and more", quality_at(r, made.child, made.true_pairs, LINK_PERSON));
    tell("probability .99 and more", quality_at(r, made.child, made.true_pairs, LINK_CERTAIN));
    tell("clusters", clusters(r, &made));
    arena_free(&a);
    return 0;
}
