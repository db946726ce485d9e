/*
 * Memory by lifetime.  Everything else in the program takes its memory here;
 * nothing in this file knows what the memory is for.
 */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 16 * 1024 };

struct arena_block {
    struct arena_block *before;
    size_t size;
    alignas(max_align_t) char bytes[];
};

struct arena_closing {
    struct arena_closing *before;
    void (*close)(void *);
    void *what;
};

static void add_block(struct arena *a, size_t size)
{
    struct arena_block *b = malloc(sizeof *b + size);
    if (!b) {
        fputs("rightdoor: out of memory\n", stderr);
        abort();
    }
    b->before = a->block;
    b->size = size;
    a->block = b;
    a->at = b->bytes;
    a->end = b->bytes + size;
}

static char *aligned(const struct arena *a, size_t align)
{
    return (char *)(((uintptr_t)a->at + align - 1) & ~(uintptr_t)(align - 1));
}

/* As it comes, for those who write all of it. */
static char *take(struct arena *a, size_t size, size_t align)
{
    char *at = aligned(a, align);
    if (!a->block || at > a->end || size > (size_t)(a->end - at)) {
        add_block(a, size + align > BLOCK ? size + align : BLOCK);
        at = aligned(a, align);
    }
    a->at = at + size;
    return at;
}

void *arena_take(struct arena *a, size_t size, size_t align)
{
    return memset(take(a, size, align), 0, size);
}

void *arena_grow(struct arena *a, void *old, size_t old_size, size_t new_size)
{
    if (old && (char *)old + old_size == a->at && new_size - old_size <= (size_t)(a->end - a->at)) {
        a->at += new_size - old_size;
        return old;
    }
    void *grown = arena_take(a, new_size, alignof(max_align_t));
    return old_size ? memcpy(grown, old, old_size) : grown;
}

char *arena_text(struct arena *a, const char *text, size_t len)
{
    char *copy = take(a, len + 1, 1);
    if (len)
        memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

char *arena_print(struct arena *a, const char *format, ...)
{
    va_list ap, again;
    va_start(ap, format);
    va_copy(again, ap);
    size_t room = a->block ? (size_t)(a->end - a->at) : 0, size = (size_t)vsnprintf(a->at, room, format, ap) + 1;
    va_end(ap);
    char *text = take(a, size, 1);
    if (size > room)                         /* it did not fit where it was tried: now it does */
        vsnprintf(text, size, format, again);
    va_end(again);
    return text;
}

void arena_at_end(struct arena *a, void (*close)(void *what), void *what)
{
    struct arena_closing *c = arena_new(a, struct arena_closing);
    *c = (struct arena_closing){ a->closings, close, what };
    a->closings = c;
}

static void free_inner(void *a) { arena_free(a); }

struct arena *arena_inside(struct arena *outer)
{
    struct arena *a = arena_new(outer, struct arena);
    arena_at_end(outer, free_inner, a);
    return a;
}

static void close_all(struct arena *a)
{
    struct arena_closing *c = a->closings;
    a->closings = NULL;
    for (; c; c = c->before)
        c->close(c->what);
}

void arena_reset(struct arena *a)
{
    close_all(a);
    while (a->block && a->block->before) {
        struct arena_block *b = a->block;
        a->block = b->before;
        free(b);
    }
    if (a->block) {
        a->at = a->block->bytes;
        a->end = a->block->bytes + a->block->size;
    }
}

void arena_free(struct arena *a)
{
    arena_reset(a);
    free(a->block);
    *a = (struct arena){ 0 };
}
