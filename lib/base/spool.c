/* A file without a name that grows, and then is looked at in place.  Called by sheet.c, xlsx.c and the staging of lists. */
#define _GNU_SOURCE   /* O_TMPFILE, mkostemp */
#include "base/spool.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PIECE = 1 << 16, ROOM = 1 << 20, ALIGN = 16 };

/* A part of the other file, in place. */
struct room { char *at; size_t size; struct room *before; };

struct spool {
    int file;                /* -1: there is none */
    size_t len, waiting;     /* bytes put; of these not yet in the file */
    const char *map;
    bool is_full;
    char piece[PIECE];
    struct arena *arena;
    int roomy;               /* the file of rooms; -1: there is none */
    size_t rooms, used;      /* bytes of the file; of the last room */
    struct room *room;
};

static void close_spool(void *x)
{
    struct spool *s = x;
    if (s->map)
        munmap((void *)(size_t)s->map, s->len);
    if (s->file >= 0)
        close(s->file);
    for (struct room *r = s->room; r; r = r->before)
        munmap(r->at, r->size);
    if (s->roomy >= 0)
        close(s->roomy);
}

static int open_nameless(const char *folder)
{
    int file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0)
        return file;
    char path[4096];         /* a file system that must give it a name first */
    if ((size_t)snprintf(path, sizeof path, "%s/rightdoor-XXXXXX", folder) >= sizeof path)
        return -1;
    file = mkostemp(path, O_CLOEXEC);
    if (file >= 0)
        unlink(path);
    return file;
}

static int open_somewhere(void)
{
    const char *folder = getenv("TMPDIR");
    return open_nameless(folder && *folder ? folder : "/tmp");
}

struct spool *spool_new(struct arena *a)
{
    struct spool *s = arena_new(a, struct spool);
    s->arena = a;
    s->roomy = -1;
    s->file = open_somewhere();
    s->is_full = s->file < 0;
    arena_at_end(a, close_spool, s);
    return s;
}

static void flush(struct spool *s)
{
    for (size_t done = 0; done < s->waiting && !s->is_full;) {
        ssize_t n = write(s->file, s->piece + done, s->waiting - done);
        s->is_full = n <= 0;
        done += n > 0 ? (size_t)n : 0;
    }
    s->waiting = 0;
}

static void put(struct spool *s, const char *bytes, size_t len)
{
    while (len) {
        size_t n = len < PIECE - s->waiting ? len : PIECE - s->waiting;
        memcpy(s->piece + s->waiting, bytes, n);
        s->waiting += n;
        s->len += n;
        bytes += n;
        len -= n;
        if (s->waiting == PIECE)
            flush(s);
    }
}

size_t spool_put(struct spool *s, const char *text, size_t len)
{
    size_t at = s->len;
    put(s, text, len);
    put(s, "", 1);
    return at;
}

const char *spool_read(struct spool *s)
{
    if (s->map || s->is_full)
        return s->map;
    put(s, "", 1);           /* nothing put is "" */
    flush(s);
    void *map = s->is_full ? MAP_FAILED : mmap(NULL, s->len, PROT_READ, MAP_PRIVATE, s->file, 0);
    s->map = map == MAP_FAILED ? NULL : map;
    s->is_full = !s->map;
    return s->map;
}

/* One more room; NULL if the disk is full: the blocks are asked for now, for later there is nobody to refuse them to. */
static struct room *new_room(struct spool *s, size_t size)
{
    if (s->roomy < 0)
        s->roomy = open_somewhere();
    if (s->roomy < 0 || posix_fallocate(s->roomy, (off_t)s->rooms, (off_t)size))
        return NULL;
    void *map = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, s->roomy, (off_t)s->rooms);
    if (map == MAP_FAILED)
        return NULL;
    struct room *r = arena_new(s->arena, struct room);
    *r = (struct room){ map, size, s->room };
    s->room = r;
    s->rooms += size;
    s->used = 0;
    return r;
}

void *spool_room(struct spool *s, size_t size)
{
    size_t whole = (size + ALIGN - 1) / ALIGN * ALIGN, wanted = (whole + ROOM - 1) / ROOM * ROOM;
    if ((!s->room || s->room->size - s->used < whole) && !new_room(s, wanted))
        return arena_take(s->arena, size, ALIGN);
    void *place = s->room->at + s->used;
    s->used += whole;
    return place;
}
