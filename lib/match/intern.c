/* Interning, by a table with open places.  Called by link_read.c. */
#include "match/intern.h"

#include <string.h>

enum { START = 1024 };

uint64_t intern_hash(const char *text, size_t len)
{
    uint64_t hash = len * 0x9E3779B97F4A7C15u;
    for (size_t i = 0; i < len; i += 8) {
        uint64_t part = 0;
        memcpy(&part, text + i, len - i < 8 ? len - i : 8);
        hash = (hash ^ part) * 0xD6E8FEB86659FD93u;
        hash ^= hash >> 32;
    }
    hash *= 0xD6E8FEB86659FD93u;
    hash ^= hash >> 29;
    return len && !hash ? 1 : hash;
}

struct intern intern_start(struct arena *a)
{
    struct intern in = { .arena = a, .slots = 2 * START, .n = 1, .room = START };
    in.slot = arena_array(a, uint64_t, in.slots);
    in.text = arena_array(a, const char *, START);
    in.hash = arena_array(a, uint64_t, START);
    in.count = arena_array(a, uint32_t, START);
    in.text[0] = "";
    return in;
}

static void put(struct intern *in, uint64_t hash, uint32_t number)
{
    size_t at = hash & (in->slots - 1);
    while (in->slot[at])
        at = (at + 1) & (in->slots - 1);
    in->slot[at] = (hash >> 32 << 32) | number;
}

static void widen(struct intern *in)
{
    size_t old = in->room, now = old * 2;
    in->text = arena_grow(in->arena, in->text, old * sizeof *in->text, now * sizeof *in->text);
    in->hash = arena_grow(in->arena, in->hash, old * sizeof *in->hash, now * sizeof *in->hash);
    in->count = arena_grow(in->arena, in->count, old * sizeof *in->count, now * sizeof *in->count);
    in->room = (uint32_t)now;
    in->slots = 2 * now;
    in->slot = arena_array(in->arena, uint64_t, in->slots);
    for (uint32_t i = 1; i < in->n; i++)
        put(in, in->hash[i], i);
}

uint32_t intern_number(struct intern *in, const char *text)
{
    if (!*text)
        return 0;
    uint64_t hash = intern_hash(text, strlen(text));
    for (size_t at = hash & (in->slots - 1); in->slot[at]; at = (at + 1) & (in->slots - 1)) {
        uint32_t number = (uint32_t)in->slot[at];
        if (in->slot[at] >> 32 == hash >> 32 && strcmp(in->text[number], text) == 0) {
            in->count[number]++;
            return number;
        }
    }
    if (in->n == in->room)
        widen(in);
    in->text[in->n] = text;
    in->hash[in->n] = hash;
    in->count[in->n] = 1;
    put(in, hash, in->n);
    return in->n++;
}
