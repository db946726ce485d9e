/*
 * Pages made smaller with gzip for browsers that take it.  Which pages may be
 * made smaller is a question of secrecy (docs/security.md, "Length"): listen.c
 * asks may_squeeze.  Called by listen.c only, on the thread that answers.
 */
#include "web/inner.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

enum { NOT_WORTH_IT = 700, LEVEL = 6, GZIP = 15 + 16 };

/* "gzip", not "gzip;q=0", in a list like "br, gzip;q=0.8". */
bool takes_gzip(const char *accepts)
{
    for (const char *at = accepts; at; at = strchr(at, ',')) {
        at += strspn(at, ", \t");
        if (strncasecmp(at, "gzip", 4) != 0 || !strchr(" \t;,", at[4]))
            continue;
        const char *q = at + 4 + strspn(at + 4, " \t;");
        return strncasecmp(q, "q=", 2) != 0 || strtod(q + 2, NULL) > 0;
    }
    return false;
}

/* A page that families read before anybody has signed in, with nothing of a stranger's choosing in its address. */
bool may_squeeze(const struct web *w)
{
    const struct web_inner *in = w->inner;
    return w->route && w->route->is_translated && !w->person->id && in->page_begun && !in->queries && (w->status == 200 || w->status == 422) && w->out.len >= NOT_WORTH_IT;
}

/* One state for each thread, used again and again: making one takes longer than a page. */
static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void end_stream(void *x)
{
    deflateEnd(x);
    free(x);
}

static void make_key(void) { pthread_key_create(&key, end_stream); }

static z_stream *stream_of_thread(void)
{
    pthread_once(&once, make_key);
    z_stream *z = pthread_getspecific(key);
    if (z)
        return deflateReset(z) == Z_OK ? z : NULL;
    z = calloc(1, sizeof *z);
    if (!z || deflateInit2(z, LEVEL, Z_DEFLATED, GZIP, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        free(z);
        return NULL;
    }
    pthread_setspecific(key, z);
    return z;
}

bool squeeze(struct web *w)
{
    z_stream *z = stream_of_thread();
    if (!z)
        return false;
    size_t room = deflateBound(z, w->out.len);
    char *small = arena_take(w->arena, room, 1);
    z->next_in = (unsigned char *)w->out.at;
    z->avail_in = (unsigned)w->out.len;
    z->next_out = (unsigned char *)small;
    z->avail_out = (unsigned)room;
    if (deflate(z, Z_FINISH) != Z_STREAM_END)
        return false;
    w->out = (struct out){ w->arena, small, room - z->avail_out, room };
    return true;
}
