#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdalign.h>
#include <stddef.h>

/*
 * An arena hands out memory that is all given back at once.  One request or
 * job has one arena: whatever a handler, a query or a view makes lives until
 * the answer is sent, and nobody frees anything.  Running out of memory ends
 * the process; no caller tests for it.  Memory comes zeroed.
 */
struct arena {
    struct arena_block *block;
    char *at, *end;
    struct arena_closing *closings;
};

#define arena_new(a, type)     ((type *)arena_take(a, sizeof(type), alignof(type)))
#define arena_array(a, type, n) ((type *)arena_take(a, sizeof(type) * (n), alignof(type)))

void *arena_take(struct arena *, size_t size, size_t align);

/* Makes OLD larger, in place where it is the last thing taken; else copies it. */
void *arena_grow(struct arena *, void *old, size_t old_size, size_t new_size);

/* A copy of LEN bytes of TEXT, ended with a NUL. */
char *arena_text(struct arena *, const char *text, size_t len);

/* printf into the arena; never NULL. */
__attribute__((format(printf, 2, 3))) char *arena_print(struct arena *, const char *format, ...);

/* Calls CLOSE(WHAT) when the arena is reset: for what is not memory. Last given, first called. */
void arena_at_end(struct arena *, void (*close)(void *what), void *what);

/* An arena of its own for a part of the work, reset or freed by whoever asked; it ends with OUTER whatever happens. */
struct arena *arena_inside(struct arena *outer);

/* Gives everything back but the first block, which is kept for the next request. */
void arena_reset(struct arena *);

/* Gives everything back. */
void arena_free(struct arena *);

#endif
