/* Proves the demo authority: the same from the same seed and day, nothing before its cause, nothing that the rules forbid. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/child/child.h"
#include "app/demo/demo.h"
#include "app/funding/funding.h"
#include "app/people/audit.h"
#include "base/check_digit.h"
#include "base/text.h"
#include "db/migrate.h"

#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TODAY "2026-11-24"

static struct arena arena;
static char path[2][64];

static struct db *made(int which, int64_t seed, const char *today)
{
    const char *why = "";
    snprintf(path[which], sizeof path[which], "/tmp/demo-test-%d-%d.db", (int)getpid(), which);
    unlink(path[which]);
    struct db *db = db_open(&arena, arena_print(&arena, "sqlite:%s", path[which]), DB_CREATE, &why);
    assert_string_equal(why, "");
    migrate_run(db, &why);
    db->engine->script(db, "PRAGMA synchronous=OFF");
    demo_make(db, 300, seed, today);
    db->arena = &arena;
    demo_lists_make(db, today);
    demo_quality_make(db, today, seed);
    return db;
}

static void done(struct db *db, int which)
{
    db_close(db);
    for (int i = 0; i < 3; i++)
        unlink(arena_print(&arena, "%s%s", path[which], (const char *[]){ "", "-wal", "-shm" }[i]));
}

/* Every row of every table, hashed in the order of its primary key; when the schema was made, and who is to be compared soon, does not count. */
static const char *dump(int which)
{
    sqlite3 *s;
    sqlite3_stmt *table, *row;
    crypto_generichash_state h;
    unsigned char hash[32];
    crypto_generichash_init(&h, NULL, 0, sizeof hash);
    assert_int_equal(sqlite3_open(path[which], &s), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(s, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'migration%' AND name <> 'child_to_compare' ORDER BY name", -1, &table, NULL), SQLITE_OK);
    while (sqlite3_step(table) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(table, 0);
        assert_int_equal(sqlite3_prepare_v2(s, arena_print(&arena, "SELECT * FROM \"%s\" ORDER BY 1, 2", name), -1, &row, NULL), SQLITE_OK);
        while (sqlite3_step(row) == SQLITE_ROW)
            for (int i = 0; i < sqlite3_column_count(row); i++) {
                const unsigned char *text = sqlite3_column_text(row, i);
                crypto_generichash_update(&h, text ? text : (const unsigned char *)"\1", text ? strlen((const char *)text) + 1 : 2);
            }
        sqlite3_finalize(row);
    }
    sqlite3_finalize(table);
    sqlite3_close(s);
    crypto_generichash_final(&h, hash, sizeof hash);
    return text_hex(&arena, hash, sizeof hash);
}

static void same_seed_and_day_same_authority(void **state)
{
    (void)state;
    struct db *a = made(0, 7, TODAY), *b = made(1, 7, TODAY);
    const char *first = dump(0);
    assert_string_equal(first, dump(1));
    done(b, 1);
    b = made(1, 8, TODAY);
    assert_string_not_equal(first, dump(1));
    done(b, 1);
    done(a, 0);
}

/* How many rows break a rule. */
static int64_t broken(sqlite3 *s, const char *sql)
{
    sqlite3_stmt *st;
    if (sqlite3_prepare_v2(s, sql, -1, &st, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(s));
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return n;
}

static const char *const rules[] = {
    "SELECT 4 - count(DISTINCT status) FROM import_list WHERE status IN ('committed', 'undone', 'staged', 'columns')",
    "SELECT 5 - count(DISTINCT kind) FROM (SELECT kind FROM import_row WHERE kind IN ('new', 'same', 'changed', 'unsure', 'wrong'))",
    "SELECT count(*) FROM import_list i WHERE i.status = 'columns' AND EXISTS (SELECT 1 FROM import_row r WHERE r.import_id = i.id)",
    "SELECT count(*) FROM review r JOIN plan p ON p.id = r.plan_id WHERE r.held_on <= p.started_on OR p.status <> 'reviewed'",
    "SELECT count(*) FROM plan p WHERE p.status = 'reviewed' AND NOT EXISTS (SELECT 1 FROM review r WHERE r.plan_id = p.id)",
    "SELECT count(*) FROM plan p JOIN child c ON c.id = p.child_id WHERE p.status <> 'draft' AND (p.started_on = '' OR p.started_on < c.known_on)",
    "SELECT count(*) FROM plan p WHERE NOT EXISTS (SELECT 1 FROM outcome o WHERE o.plan_id = p.id)",
    "SELECT count(*) FROM plan p JOIN plan q ON q.child_id = p.child_id AND q.cycle > p.cycle WHERE q.started_on <> '' AND q.started_on < p.started_on",
    "SELECT count(*) FROM (SELECT child_id FROM plan WHERE status <> 'reviewed' GROUP BY child_id HAVING count(*) > 1)",
    "SELECT count(*) FROM child c WHERE c.known_on <> '' AND NOT EXISTS (SELECT 1 FROM professional p WHERE p.child_id = c.id AND p.is_lead = 1) AND NOT EXISTS (SELECT 1 FROM request r WHERE r.child_id = c.id AND r.status = 'waiting')",
    "SELECT count(*) FROM child_status s WHERE s.axis = 'service' AND s.value IN ('open', 'monitoring') AND s.to_on = '' AND NOT EXISTS (SELECT 1 FROM professional p WHERE p.child_id = s.child_id AND p.is_lead = 1 AND p.to_on = '')",
    "SELECT count(*) FROM (SELECT child_id FROM professional WHERE is_lead = 1 AND to_on = '' GROUP BY child_id HAVING count(*) > 1)",
    "SELECT count(*) FROM (SELECT child_id, axis FROM child_status WHERE to_on = '' GROUP BY child_id, axis HAVING count(*) > 1)",
    "SELECT count(*) FROM child_status WHERE to_on <> '' AND to_on <= from_on",
    "SELECT count(*) FROM child WHERE known_on <> '' AND (known_on < born_on OR first_concern_on > known_on OR first_concern_on < born_on)",
    "SELECT count(*) FROM child WHERE left_on <> '' AND left_on < known_on",
    "SELECT count(*) FROM placement WHERE to_on <> '' AND to_on <= from_on",
    "SELECT count(*) FROM placement p JOIN child c ON c.id = p.child_id WHERE p.from_on <= c.born_on",
    "SELECT count(*) FROM request r JOIN decision d ON d.request_id = r.id WHERE d.decided_on < r.received_on",
    "SELECT count(*) FROM request r WHERE (r.status = 'waiting') = EXISTS (SELECT 1 FROM decision d WHERE d.request_id = r.id AND NOT (d.kind = 'pass on' AND d.taken_up_on = ''))",
    "SELECT count(*) FROM request r WHERE NOT EXISTS (SELECT 1 FROM concern c WHERE c.request_id = r.id)",
    "SELECT count(*) FROM passport p JOIN child c ON c.id = p.child_id WHERE p.status IN ('shared', 'read') AND (p.shared_on = '' OR p.agreed_on = '' OR p.shared_on < c.known_on)",
    "SELECT count(*) FROM passport WHERE (status = 'read') <> (read_on <> '') OR (read_on <> '' AND read_on < shared_on)",
    "SELECT count(*) FROM school_check k JOIN child c ON c.id = k.child_id WHERE k.checked_on < c.school_year || '-09-01'",
    "SELECT count(*) FROM deadline WHERE done_on <> '' AND done_on < start_on",
    "SELECT count(*) FROM funding_award a JOIN funding_award b ON b.child_id = a.child_id AND b.id > a.id WHERE a.unit <> 'once' AND b.unit <> 'once' AND a.from_on <= b.last_on AND b.from_on <= a.last_on",
    "SELECT count(*) FROM funding_schedule g WHERE g.pence <> (SELECT sum(p.pence) FROM funding_payment p WHERE p.schedule_id = g.id) OR g.lines <> (SELECT count(*) FROM funding_payment p WHERE p.schedule_id = g.id)",
    "SELECT count(*) FROM funding_application WHERE (status = 'decided') <> (decided_on <> '') OR (status = 'decided') <> (outcome <> '') OR decided_on <> '' AND decided_on < sent_on",
    "SELECT count(*) FROM funding_decision d JOIN funding_copy k ON k.id = d.copy_id WHERE k.hash <> d.copy_hash",
    "SELECT count(*) FROM (SELECT due_on AS day FROM request WHERE 0 UNION ALL SELECT received_on FROM request UNION ALL SELECT decided_on FROM decision UNION ALL SELECT held_on FROM review UNION ALL SELECT started_on FROM plan UNION ALL SELECT on_day FROM event"
    " UNION ALL SELECT from_on FROM placement UNION ALL SELECT to_on FROM placement UNION ALL SELECT from_on FROM child_status UNION ALL SELECT shared_on FROM passport UNION ALL SELECT checked_on FROM school_check UNION ALL SELECT known_on FROM child UNION ALL SELECT born_on FROM child"
    " UNION ALL SELECT done_on FROM deadline UNION ALL SELECT answered_on FROM experience UNION ALL SELECT from_on FROM professional UNION ALL SELECT taken_up_on FROM decision UNION ALL SELECT given_on FROM agreement UNION ALL SELECT from_on FROM need UNION ALL SELECT left_on FROM child) x WHERE day >= '" TODAY "'",
    "SELECT count(*) FROM event WHERE at >= 1795478400000",                                                /* the day itself */
    "SELECT count(*) FROM person WHERE password_hash = ''",
    "SELECT 10 - min(10, count(*)) FROM child_seen_by v JOIN person p ON p.id = v.person_id WHERE p.email = 'officer@marchfield.example'",
    "SELECT 1 - min(1, count(*)) FROM child_seen_by v JOIN person p ON p.id = v.person_id JOIN plan q ON q.child_id = v.child_id JOIN passport t ON t.child_id = v.child_id AND t.status = 'shared' WHERE p.email = 'parent@marchfield.example' AND q.status <> 'draft'",
    "SELECT 5 - min(5, count(*)) FROM child_seen_by v JOIN person p ON p.id = v.person_id JOIN plan q ON q.child_id = v.child_id AND q.status <> 'draft' WHERE p.email = 'practitioner@marchfield.example'",
    "SELECT 2 - min(2, count(*)) FROM passport t JOIN staff s ON s.setting_id = t.school_id JOIN person p ON p.id = s.person_id WHERE p.email = 'school@marchfield.example' AND t.status = 'shared'",
    "SELECT 3 - min(3, count(*)) FROM child_seen_by v JOIN person p ON p.id = v.person_id WHERE p.email = 'health@marchfield.example'",
};

static void no_rule_is_broken(void **state)
{
    (void)state;
    struct db *db = made(0, 1, TODAY);
    sqlite3 *s;
    assert_int_equal(sqlite3_open(path[0], &s), SQLITE_OK);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        int64_t n = broken(s, rules[i]);
        if (n)
            fail_msg("%lld rows break: %s", (long long)n, rules[i]);
    }
    sqlite3_stmt *st;
    int numbers = 0;
    sqlite3_prepare_v2(s, "SELECT nhs_number, upn, postcode FROM child", -1, &st, NULL);
    while (sqlite3_step(st) == SQLITE_ROW) {
        const char *nhs = (const char *)sqlite3_column_text(st, 0), *upn = (const char *)sqlite3_column_text(st, 1), *postcode = (const char *)sqlite3_column_text(st, 2);
        assert_true(!*nhs || (nhs_number_is_valid(nhs) && nhs_number_is_test(nhs)));
        assert_true(!*upn || upn_is_valid(upn));
        assert_string_equal(postcode, text_postcode(&arena, postcode));
        numbers += *nhs != 0;
    }
    assert_true(numbers > 100);
    sqlite3_finalize(st);
    sqlite3_close(s);
    int64_t rows;
    db->arena = &arena;
    assert_int_equal(audit_verify(db, &rows), 0);
    done(db, 0);
}

/* The words and keys that search and matching use are those that the register itself writes. */
static void is_indexed_like_the_register(void **state)
{
    (void)state;
    struct db *db = made(0, 3, TODAY);
    sqlite3 *s;
    const char *before = dump(0);
    assert_int_equal(sqlite3_open(path[0], &s), SQLITE_OK);
    sqlite3_stmt *st;
    sqlite3_prepare_v2(s, "SELECT id FROM child ORDER BY id", -1, &st, NULL);
    int64_t ids[2000];
    int n = 0;
    while (n < 2000 && sqlite3_step(st) == SQLITE_ROW)
        ids[n++] = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    sqlite3_close(s);
    db_begin_write(db);
    for (int i = 0; i < n; i++)
        child_index((struct act){ db, 0, TODAY, 0 }, ids[i]);
    db_commit(db);
    assert_string_equal(before, dump(0));
    done(db, 0);
}

/* Days on which a careless demo trips: around the start of school, the end of the year, a leap day. */
static void any_day_will_do(void **state)
{
    (void)state;
    static const char *const days[] = { "2026-01-01", "2026-08-31", "2026-09-01", "2028-02-29", "2027-04-17" };
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct db *db = made(0, 1, days[i]);
        sqlite3 *s;
        assert_int_equal(sqlite3_open(path[0], &s), SQLITE_OK);
        for (size_t r = 0; r < 26; r++) {
            int64_t n = broken(s, rules[r]);
            if (n)
                fail_msg("%s: %lld rows break: %s", days[i], (long long)n, rules[r]);
        }
        sqlite3_close(s);
        done(db, 0);
    }
}

/* Each award is paid what it costs, to the penny, whatever ended early and was taken back. */
static void the_fund_adds_up(void **state)
{
    (void)state;
    struct db *db = made(0, 3, TODAY);
    size_t awards, terms, payments, lines;
    struct awards_within *all = awards_within(db, "2000-01-01", "2099-12-31", &awards);
    const struct money_term *term = fund_terms(db, &terms);
    for (size_t i = 0; i < awards; i++) {
        struct award_to_reckon *w = award_to_reckon(db, all[i].id);
        struct payments_of_award *p = payments_of_award(db, all[i].id, &payments);
        struct money_line *line = money_lines(&arena, &(struct money_award){ w->unit, w->rate_pence, w->minutes, w->from_on, w->last_on }, term, terms, &lines);
        int64_t pence = 0;
        for (size_t k = 0; k < payments; k++)
            pence += p[k].pence;
        assert_int_equal(pence, money_total(line, lines));
    }
    assert_true(awards > 3);
    done(db, 0);
}

int main(void)
{
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_seed_and_day_same_authority), cmocka_unit_test(no_rule_is_broken),
        cmocka_unit_test(is_indexed_like_the_register), cmocka_unit_test(any_day_will_do), cmocka_unit_test(the_fund_adds_up) };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
