/*
 * How often one address, or one partner's key, may ask: a bucket for each that
 * fills evenly and holds a minute's worth.  In memory only, of a fixed size:
 * where many ask at once, whoever has not asked for longest is forgotten, which
 * lets them ask again.  Called by the gate and by the API.
 */
#include "web/inner.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

enum { SETS = 1024, WAYS = 4 };

struct bucket { uint64_t who; int64_t at; int64_t left; };     /* left: thousandths of one */

static struct bucket buckets[SETS][WAYS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* Keyed with what nobody outside can know, so that nobody can be made to share a bucket. */
static uint64_t number_of(const char *key)
{
    static unsigned char secret[crypto_shorthash_KEYBYTES];
    static bool is_made;
    unsigned char h[crypto_shorthash_BYTES];
    uint64_t n;
    if (!is_made)
        randombytes_buf(secret, sizeof secret);
    is_made = true;
    crypto_shorthash(h, (const unsigned char *)key, strlen(key), secret);
    memcpy(&n, h, sizeof n);
    return n ? n : 1;
}

/* Theirs, or the one that was used least lately, made theirs and full. */
static struct bucket *bucket_of(uint64_t who, int64_t full, int64_t now)
{
    struct bucket *set = buckets[who % SETS], *oldest = set;
    for (int i = 0; i < WAYS; i++) {
        if (set[i].who == who)
            return &set[i];
        if (set[i].at < oldest->at)
            oldest = &set[i];
    }
    *oldest = (struct bucket){ who, now, full };
    return oldest;
}

bool throttle_allows(const char *key, int a_minute, int64_t now, int *wait)
{
    int64_t full = (int64_t)a_minute * 1000;
    pthread_mutex_lock(&lock);
    struct bucket *b = bucket_of(number_of(key), full, now);
    int64_t passed = now > b->at ? now - b->at : 0, gained = passed >= 60000 ? full : passed * a_minute / 60;
    b->left = b->left + gained > full ? full : b->left + gained;
    b->at = gained || now < b->at ? now : b->at;
    bool may = b->left >= 1000;
    if (may)
        b->left -= 1000;
    *wait = may ? 0 : (int)((1000 - b->left) * 60 / full) + 1;
    pthread_mutex_unlock(&lock);
    return may;
}
