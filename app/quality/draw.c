/* A random draw that anybody can repeat: see draw.h.  Pure. */
#include "app/quality/draw.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ticket { unsigned char hash[32]; int64_t id; };

static int by_hash(const void *x, const void *y)
{
    const struct ticket *a = x, *b = y;
    int c = memcmp(a->hash, b->hash, sizeof a->hash);
    return c ? c : a->id < b->id ? -1 : a->id > b->id;
}

size_t quality_draw(struct arena *a, const char *seed, const int64_t *id, size_t n, int64_t *into, size_t most)
{
    struct ticket *t = arena_array(a, struct ticket, n + 1);
    for (size_t i = 0; i < n; i++) {
        char text[256];
        int len = snprintf(text, sizeof text, "%s:%lld", seed, (long long)id[i]);
        t[i].id = id[i];
        crypto_generichash(t[i].hash, sizeof t[i].hash, (const unsigned char *)text, (unsigned long long)len, NULL, 0);
    }
    qsort(t, n, sizeof *t, by_hash);
    size_t drawn = n < most ? n : most;
    for (size_t i = 0; i < drawn; i++)
        into[i] = t[i].id;
    return drawn;
}
