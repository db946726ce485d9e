/* The audit trail's chain.  Knows nothing of what is audited. */
#include "app/people/audit.h"
#include "app/people/people.sql.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

static const char *link_hash(struct arena *a, const char *before, const struct add_audit *e)
{
    const char *text = arena_print(a, "%s\n%lld\n%lld\n%lld\n%lld\n%s\n%s\n%s\n%s", before, (long long)e->id, (long long)e->at, (long long)e->person_id,
                                   (long long)e->child_id, e->action, e->what, e->detail, e->address);
    return web_hash(a, text);
}

/* The last entry, asked for once in a transaction: many forms stand in one, and nobody else writes meanwhile. */
static _Thread_local struct { int64_t writing, id; char hash[65]; } last;

static void find_last(struct db *db)
{
    if (last.writing == db->writing)
        return;
    struct audit_head *head = audit_head(db);
    last.writing = db->writing;
    last.id = head ? head->id : 0;
    snprintf(last.hash, sizeof last.hash, "%s", head ? head->hash : "");
}

void audit_write(struct db *db, const struct audit_entry *entry, size_t n)
{
    find_last(db);
    const char *before = last.hash;
    int64_t id = last.id;
    for (size_t i = 0; i < n; i++) {
        const struct audit_entry *e = &entry[i];
        struct add_audit row = { .id = ++id, .at = e->at, .person_id = e->person_id, .child_id = e->child_id, .action = e->action, .what = e->what, .detail = e->detail, .address = e->address };
        row.hash = before = link_hash(db->arena, before, &row);
        add_audit(db, &row);
    }
    last.id = id;
    if (before != last.hash)
        snprintf(last.hash, sizeof last.hash, "%s", before);
}

int64_t audit_verify(struct db *db, int64_t *rows)
{
    char before[65] = "";
    int64_t next = 1;
    *rows = 0;
    for (size_t n = 1; n;) {
        struct audit_from *r = audit_from(db, next, &n);
        for (size_t i = 0; i < n; i++, ++*rows) {
            struct add_audit row = { .id = r[i].id, .at = r[i].at, .person_id = r[i].person_id, .child_id = r[i].child_id, .action = r[i].action, .what = r[i].what, .detail = r[i].detail, .address = r[i].address };
            const char *right = link_hash(db->arena, before, &row);
            if (r[i].id != next || strcmp(r[i].hash, right) != 0)
                return next;
            strcpy(before, right);
            next++;
        }
        arena_reset(db->arena);
    }
    return 0;
}
