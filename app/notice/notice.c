/* The outbox: putting in, and the sender that empties it. */
#include "app/notice/notice.h"
#include "app/notice/notice.sql.h"
#include "base/date.h"
#include "base/log.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void notice_send(struct db *db, int64_t now, const char *to, const char *kind, const char *path, const char *once)
{
    if (*to && notice_text_of(kind))
        add_notice(db, new_id(), to, kind, path, people_language_of(db, to), once, now);
}

int64_t notice_wait_minutes(int64_t tries)
{
    static const int minutes[] = { 1, 5, 30, 120, 360 };
    return tries >= 1 && tries <= 5 ? minutes[tries - 1] : 0;
}

static struct mail_result send_one(struct arena *a, const struct site *site, const struct mail_options *o, const struct notices_due *n)
{
    const struct notice_text *t = notice_text_of(n->kind);
    if (!t)
        return (struct mail_result){ MAIL_NEVER, "this kind of notice is not known", "" };
    const struct language *l = language_of(n->language);
    const char *words = notice_words(a, t, l, arena_print(a, "%s%s", site->base_url, n->path));
    struct mail m = { n->to_address, language_say(l, t->subject), words, arena_print(a, "rightdoor-%lld", (long long)n->id) };
    return mail_send(a, o, &m);
}

static void settle(struct db *db, const struct notices_due *n, struct mail_result r, int64_t now)
{
    int64_t wait = notice_wait_minutes(n->tries + 1);
    db_begin_write(db);
    if (r.end == MAIL_SENT)
        settle_notice(db, n->id, "sent", 0, now, r.reference, "");
    else if (r.end == MAIL_LATER && wait)
        settle_notice(db, n->id, "waiting", now + wait * 60000, 0, "", r.why);
    else
        settle_notice(db, n->id, "failed", 0, now, "", r.why);
    db_commit(db);
}

/* Each is marked before it is sent and settled after, in two short transactions: nobody waits for the network. */
int notice_round(struct db *db, const struct site *site, const struct mail_options *o, int64_t now)
{
    size_t n;
    db_begin_read(db);
    struct notices_due *due = notices_due(db, now, &n);
    db_commit(db);
    for (size_t i = 0; i < n; i++) {
        db_begin_write(db);
        int64_t taken = take_notice(db, due[i].id);
        db_commit(db);
        if (taken)
            settle(db, &due[i], send_one(db->arena, site, o, &due[i]), now);
    }
    return (int)n;
}

struct notice_sender {
    pthread_t thread;
    const struct site *site;
    const char *database;
    const struct mail_options *options;
    atomic_bool is_stopping;
};

static void cut_off(struct db *db)
{
    db_begin_write(db);
    notices_cut_off(db);
    db_commit(db);
}

/* False if the database failed: it is tried again in a while, and everything else goes on. */
static bool round_caught(struct db *db, struct notice_sender *s, bool is_first)
{
    struct db_catch c;
    db_catch(db, &c);
    if (setjmp(c.jump)) {
        db_rollback(db);
        log_error("outbox", LOG_TEXT("query", c.query));
        return false;
    }
    if (is_first)
        cut_off(db);
    notice_round(db, s->site, s->options, date_now_ms());
    return true;
}

static void *sender(void *x)
{
    struct notice_sender *s = x;
    struct arena arena = { 0 };
    const char *why;
    struct db *db = db_open(&arena, s->database, DB_WRITER, &why);
    for (bool is_first = true; db && !s->is_stopping;) {
        if (round_caught(db, s, is_first))
            is_first = false;
        arena_reset(&arena);
        for (int i = 0; i < 10 && !s->is_stopping; i++)
            nanosleep(&(struct timespec){ 0, 200000000 }, NULL);
    }
    db_close(db);
    arena_free(&arena);
    return NULL;
}

struct notice_sender *notice_start(const struct site *site, const char *database, const struct mail_options *o)
{
    if (o->way == MAIL_NONE)
        return NULL;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    struct notice_sender *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    s->site = site;
    s->database = database;
    s->options = o;
    if (pthread_create(&s->thread, NULL, sender, s) != 0)
        abort();
    return s;
}

void notice_stop(struct notice_sender *s)
{
    if (!s)
        return;
    s->is_stopping = true;
    pthread_join(s->thread, NULL);
    free(s);
}
