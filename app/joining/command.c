/*
 * `rightdoor index`: mends what records are found by, and looks for records of
 * one child.  Called by main; may run while the service does, a few hundred
 * records to a transaction.
 */
#include "app/joining/find.h"
#include "app/child/words.h"
#include "app/child/words.sql.h"
#include "app/command/command.h"
#include "app/setting/setting.h"
#include "base/date.h"

#include <stdio.h>

enum { RECORDS_AT_ONCE = 300, TELL_EVERY = 100000 };

/* With a million records it takes minutes: how far it is, on standard error. */
static void tell_progress(int64_t before, int64_t now)
{
    if (before / TELL_EVERY != now / TELL_EVERY)
        fprintf(stderr, "words   %lld records so far\n", (long long)now);
}

/* How many records were not found by all that they should be. */
static int64_t mend_records(struct db *db, int64_t *records)
{
    struct arena *before = db->arena, *own = arena_inside(before);
    int64_t mended = 0;
    size_t n = 1;
    db->arena = own;
    for (int64_t after = 0; n; *records += (int64_t)n) {
        db_begin_write(db);
        struct children_to_check *c = children_to_check(db, after, RECORDS_AT_ONCE, &n);
        for (size_t i = 0; i < n; i++)
            mended += child_index_mend(db, c[i].id);
        after = n ? c[n - 1].id : after;
        db_commit(db);
        tell_progress(*records, *records + (int64_t)n);
        arena_reset(own);
    }
    db->arena = before;
    arena_free(own);
    return mended;
}

static bool mend_names(struct db *db)
{
    db_begin_write(db);
    bool wrong = names_counted_wrongly(db)->wrong > 0;
    if (wrong)
        child_words_list_names(db);
    setting_words_list(db);
    db_commit(db);
    return wrong;
}

/* Declared in app/main.h, which stands above. */
int command_index(struct command_line *c);

int command_index(struct command_line *c)
{
    const char *today = config_text(&c->config, "today");
    if (*today && !date_valid(today))
        return command_fails(2, "--today is a day like 2026-11-24");
    struct db *db = command_database(c, DB_WRITER);
    if (!db)
        return c->code;
    int64_t records = 0, mended = mend_records(db, &records);
    bool names = mend_names(db);
    if (records >= TELL_EVERY)
        fprintf(stderr, "pairs   comparing %lld records\n", (long long)records);
    struct pairs_found p = pairs_find_all(db, *today ? today : date_of_instant(&c->arena, date_now_ms()));
    db_close(db);
    printf("words   %lld records, %lld mended%s\n", (long long)records, (long long)mended, names ? "; the list of names was made anew" : "");
    printf("pairs   %lld records compared, %lld pairs may be of one child: %lld are new, %lld are no longer alike\n", (long long)p.children, (long long)p.pairs, (long long)p.fresh, (long long)p.dropped);
    return 0;
}
