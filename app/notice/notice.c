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

enum { FIRST_CHECK_MINUTES = 5 };

void notice_send(struct db *db, int64_t now, const char *to, const char *kind, const char *path, const char *once)
{
    notice_send_calendar(db, now, to, kind, path, once, "", "");
}

void notice_send_calendar(struct db *db, int64_t now, const char *to, const char *kind, const char *path, const char *once, const char *calendar, const char *method)
{
    if (*to && notice_text_of(kind))
        leave_notice(db, new_id(), to, kind, path, people_written_to(db->arena, to), once, now, calendar, method);
}

/* Only the newest digest is worth reading: one that still waits goes. */
void notice_send_counts(struct db *db, int64_t now, const char *to, const char *kind, const char *path, const char *once, const struct notice_count *c, size_t n)
{
    int64_t id = new_id();
    forget_counts_waiting(db, to, kind);
    forget_notices_waiting(db, to, kind);
    if (!add_notice(db, id, to, kind, path, people_language_of(db, to), once, now, "", ""))
        return;
    for (size_t i = 0; i < n; i++)
        if (c[i].n)
            add_notice_count(db, id, c[i].what, c[i].n);
}

static const char *reference_of(struct arena *a, int64_t id) { return arena_print(a, "rightdoor-%lld", (long long)id); }

int64_t notice_wait_minutes(int64_t tries)
{
    static const int minutes[] = { 1, 5, 30, 120, 360 };
    return tries >= 1 && tries <= 5 ? minutes[tries - 1] : 0;
}

/* That the last bytes are about to go is written down first: where that cannot be, they do not go. */
struct giving { struct db *db; int64_t id; };

static bool is_written_down(void *x)
{
    struct giving *g = x;
    struct db before = *g->db;
    struct db_catch c;
    db_catch(g->db, &c);
    bool failed = setjmp(c.jump) != 0;
    if (!failed) {
        db_begin_write(g->db);
        notice_given(g->db, g->id, date_now_ms());
        db_commit(g->db);
    } else
        db_rollback(g->db);
    g->db->failed = before.failed;
    g->db->failed_for = before.failed_for;
    return !failed;
}

static struct mail_result send_one(struct db *db, const struct site *site, const struct mail_options *o, const struct notices_due *n)
{
    struct arena *a = db->arena;
    const struct notice_text *t = notice_text_of(n->kind);
    if (!t)
        return (struct mail_result){ MAIL_NEVER, "this kind of notice is not known", "" };
    const struct language *l = language_of(n->language);
    size_t counts;
    struct counts_of_notice *c = counts_of_notice(db, n->id, &counts);
    const char *link = arena_print(a, "%s%s", site->base_url, n->path), *words = notice_words(a, t, l, counts ? notice_counted_words(a, site->base_url, c, counts, link) : link);
    struct mail m = { n->to_address, language_say(l, t->subject), words, reference_of(a, n->id), n->calendar, n->calendar_method, is_written_down, &(struct giving){ db, n->id } };
    return mail_send(a, o, &m);
}

/*
 * It may have been sent.  It goes once more, after an hour, under the same
 * Message-ID, by which many mail programs show it once: a family that hears
 * nothing loses more than one that hears twice.  It never goes a third time
 * by itself, and what is soon worth nothing does not go again at all.
 */
static void may_have_gone(struct db *db, int64_t id, const char *kind, bool was_unsure, const char *why, int64_t now)
{
    enum { AGAIN_AFTER_MINUTES = 60 };
    const struct notice_text *t = notice_text_of(kind);
    bool again = t && !t->is_once && !was_unsure;
    notice_may_have_gone(db, id, again ? "waiting" : "failed", again ? now + AGAIN_AFTER_MINUTES * INT64_C(60000) : 0, again ? 0 : now, now, !t || t->is_once, why);
}

static void settle(struct db *db, const struct mail_options *o, const struct notices_due *n, struct mail_result r, int64_t now)
{
    int64_t wait = notice_wait_minutes(n->tries + 1);
    bool tells = o->way == MAIL_NOTIFY && *r.reference;
    if (r.end == MAIL_UNSURE && o->way == MAIL_NOTIFY)
        return;              /* it stays in sending until Notify was asked: notice_cut_off */
    db_begin_write(db);
    if (r.end == MAIL_UNSURE)
        may_have_gone(db, n->id, n->kind, n->unsure_at, r.why, now);
    else if (r.end == MAIL_SENT)
        settle_notice(db, n->id, "sent", tells ? "pending" : "", tells ? now + FIRST_CHECK_MINUTES * INT64_C(60000) : 0, now, r.reference, "");
    else if (r.end == MAIL_LATER && wait)
        settle_notice(db, n->id, "waiting", "", now + wait * 60000, 0, "", r.why);
    else
        settle_notice(db, n->id, "failed", r.end == MAIL_NEVER && r.is_refused ? "bounced" : "", 0, now, "", r.why);
    db_commit(db);
}

/* Asked after 5 minutes, 30 minutes, 2, 6, 24, 48 and 72 hours: Notify gives up after 72. */
static int64_t next_check(int64_t checks, int64_t now)
{
    static const int minutes[] = { 30, 120, 360, 1440, 1440, 1440 };
    return checks < 6 ? now + minutes[checks] * INT64_C(60000) : 0;
}

static void follow_one(struct db *db, const struct mail_options *o, const struct notices_to_follow *n, int64_t now)
{
    struct mail_news news = mail_follow(db->arena, o, n->reference);
    int64_t next = next_check(n->checks, now);
    db_begin_write(db);
    if (news.fate == MAIL_BOUNCED)
        notice_followed(db, n->id, "failed", "bounced", 0, news.why);
    else if (news.fate == MAIL_ON_ITS_WAY && next)
        notice_followed(db, n->id, "sent", "pending", next, "");
    else
        notice_followed(db, n->id, "sent", news.fate == MAIL_ARRIVED ? "delivered" : "", 0, "");
    db_commit(db);
}

/* What became of those that were given to the provider. */
static void follow(struct db *db, const struct mail_options *o, int64_t now)
{
    size_t n;
    if (o->way != MAIL_NOTIFY)
        return;
    db_begin_read(db);
    struct notices_to_follow *f = notices_to_follow(db, now, &n);
    db_commit(db);
    for (size_t i = 0; i < n; i++)
        follow_one(db, o, &f[i], now);
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
            settle(db, o, &due[i], send_one(db, site, o, &due[i]), now);
    }
    follow(db, o, now);
    return (int)n;
}

struct notice_sender {
    pthread_t thread;
    const struct site *site;
    const char *database;
    const struct mail_options *options;
    atomic_bool is_stopping;
};

/* Notify is asked whether it has it. False: Notify cannot be asked now. */
static bool ask_for(struct db *db, const struct mail_options *o, const struct notices_half_sent *h, int64_t now)
{
    bool asked;
    const char *given = mail_given(db->arena, o, reference_of(db->arena, h->id), &asked);
    bool goes_on = notice_wait_minutes(h->tries) > 0;
    int64_t wait = h->tries > 1 ? notice_wait_minutes(h->tries) : 0;          /* a first try that was cut off goes again at once */
    if (!asked)
        return false;
    db_begin_write(db);
    if (*given)
        settle_notice(db, h->id, "sent", "pending", now, now, given, "");
    else
        settle_notice(db, h->id, goes_on ? "waiting" : "failed", "", goes_on ? now + wait * 60000 : 0, goes_on ? 0 : now, "", "Notify did not get it");
    db_commit(db);
    return true;
}

/* A mail server cannot be asked; but its last bytes had not gone where that was not written down. */
static void after_stop(struct db *db, const struct notices_half_sent *h, int64_t now)
{
    static const char why[] = "the service stopped when the mail server had all of it";
    db_begin_write(db);
    if (h->given_at)
        may_have_gone(db, h->id, h->kind, h->unsure_at, why, now);
    else
        settle_notice(db, h->id, "waiting", "", now, 0, "", "the service stopped before it was sent");
    db_commit(db);
}

/* Those that were being sent when the service was cut off. */
void notice_cut_off(struct db *db, const struct mail_options *o, int64_t now)
{
    size_t n;
    db_begin_read(db);
    struct notices_half_sent *half = notices_half_sent(db, &n);
    db_commit(db);
    for (size_t i = 0; i < n; i++)
        if (o->way != MAIL_NOTIFY)
            after_stop(db, &half[i], now);
        else if (!ask_for(db, o, &half[i], now))
            return;          /* they stay as they are until Notify can be asked */
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
    if (is_first || s->options->way == MAIL_NOTIFY)
        notice_cut_off(db, s->options, date_now_ms());
    notice_round(db, s->site, s->options, date_now_ms());
    return true;
}

static void *sender(void *x)
{
    struct notice_sender *s = x;
    struct arena arena = { 0 };
    const char *why;
    struct db *db = db_open_later(&arena, s->database, DB_WRITER, &why);
    if (db)
        db_read_much(db, false);
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
