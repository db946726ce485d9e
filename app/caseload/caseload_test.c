/* Caseloads on both engines: an officer with 60 children cannot leave until all of it is handed over, in one piece; notes, taking back, handing back; nobody's child is without an owner; what a child weighs. */
#include "tests/world.h"
#include "app/caseload/caseload.h"
#include "app/people/people.sql.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { LEAVER = 110, FIRST_TAKER, SECOND_TAKER, FIRST_CHILD = 7001, CHILDREN = 60 };

static struct arena all;
static struct db *db;
static struct site site;
static const char *officer, *manager, *administrator, *first, *second, *parent, *practitioner;

static struct web_answer ask(const char *path, const char *body, const char *cookie)
{
    struct web_answer a = web_try(&site, db, &all, path, body, cookie);
    db->arena = &all;
    return a;
}

struct found { int64_t n; };

/* Statements are kept by their address: each question has one of its own. */
static int64_t number(const char *sql)
{
    static const struct db_column column[] = { { 'i', offsetof(struct found, n) } };
    struct db_query *q = arena_new(&all, struct db_query);
    *q = (struct db_query){ .name = "number", .params = "", .columns = 1, .column = column, .row_size = sizeof(struct found), .text = sql };
    struct found *r = db_one(db, q);
    return r ? r->n : 0;
}

static void one_child(int i)
{
    int id = FIRST_CHILD + i;
    house_script(db, arena_print(&all,
        "INSERT INTO child (id, given_name, family_name, sort_name, born_on, school_year, known_on, is_restricted, created_at, changed_at) VALUES (%d, 'Kid', 'Secretname%d', 'secretname%03d', '2023-01-01', 2027, '2026-01-05', %d, 1, 1);"
        "INSERT INTO child_status (id, child_id, axis, value, from_on, at) VALUES (%d, %d, 'service', '%s', '2026-01-05', 1), (%d, %d, 'tier', 'targeted', '2026-01-05', 1);"
        "INSERT INTO professional (id, child_id, person_id, name, is_lead, from_on) VALUES (%d, %d, 110, 'Lea Leaver', 1, '2026-01-05');"
        "INSERT INTO placement (id, child_id, setting_id, from_on) VALUES (%d, %d, 203, '2026-01-05');"
        "INSERT INTO deadline (id, child_id, rule, owner_id, start_on, due_on) VALUES (%d, %d, 'review', 110, '2026-01-05', '2026-11-%02d');"
        "INSERT INTO action (id, child_id, what, owner_id, due_on, created_on) VALUES (%d, %d, 'Ring', 110, '2026-11-20', '2026-11-01');"
        "INSERT INTO visit (id, child_id, kind, status, person_id, planned_on, changed_at, created_at) VALUES (%d, %d, 'home', 'planned', 110, '2026-12-01', 1, 1);",
        id, i, i, i == 0, id, id, i % 10 ? "open" : "monitoring", id + 1000, id, id, id, id, id, id, id, 1 + i % 28, id, id, id, id));
}

static int fill(void **state)
{
    (void)state;
    site = site_of_features;
    site.today = world_today;
    world_fill(db);
    house_script(db, "DELETE FROM caseload_taken; DELETE FROM caseload_move; DELETE FROM caseload_handover; DELETE FROM caseload_hours; DELETE FROM notice;"
        "INSERT INTO person (id, role, name, email, sees_service, created_at) VALUES (110, 'officer', 'Lea Leaver', 'leaver@test.example', 1, 1), (111, 'officer', 'Fay First', 'first@test.example', 1, 1), (112, 'officer', 'Sid Second', 'second@test.example', 1, 1);");
    for (int i = 0; i < CHILDREN; i++)
        one_child(i);
    house_script(db, "UPDATE request SET claimed_by = 110 WHERE id = 2005; UPDATE setting SET officer_id = 110 WHERE id = 204;"
        "INSERT INTO carer (id, child_id, name, person_id, verified_on) VALUES (7001, 7002, 'Secretname parent', 101, '2026-01-06');"
        "INSERT INTO action (id, child_id, what, owner_id, created_on) VALUES (9001, 1001, 'Lend a book', 110, '2026-11-01')");
    officer = house_session(db, &all, OFFICER);
    manager = house_session(db, &all, MANAGER);
    administrator = house_session(db, &all, ADMINISTRATOR);
    parent = house_session(db, &all, PARENT);
    practitioner = house_session(db, &all, STRANGER);
    first = house_session(db, &all, FIRST_TAKER);
    second = house_session(db, &all, SECOND_TAKER);
    return 0;
}

static const char handover[] = "/caseloads/110/handover";

static void put(struct out *o, const char *s) { html_lit(o, s, strlen(s)); }

/* All sixty, in turns to the one and the other; BAD is a child that goes to nobody. */
static const char *whole(int bad)
{
    struct out o = { .arena = &all };
    put(&o, "reason=leaves&taker=111&taker=112&rest=111");
    for (int i = 0; i < CHILDREN; i++)
        put(&o, arena_print(&all, "&child=%d&to_%d=%d&note_%d=Secretnote+%d", FIRST_CHILD + i, FIRST_CHILD + i, FIRST_CHILD + i == bad ? 108 : i % 2 ? 111 : 112, FIRST_CHILD + i, i));
    return arena_text(&all, o.at, o.len);
}

static int64_t led_by(int person) { return number(arena_print(&all, "SELECT count(*) AS n FROM professional WHERE person_id = %d AND is_lead = 1 AND to_on = ''", person)); }

static void nobody_leaves_with_children(void **state)
{
    (void)state;
    struct web_answer a = ask("/people/110/leave", "", administrator);
    assert_int_equal(a.status, 409);
    assert_non_null(strstr(a.body, "60 children whom they lead"));
    assert_non_null(strstr(a.body, "1 request that they have claimed"));
    assert_non_null(strstr(a.body, "Mia Manager"));
    assert_null(strstr(a.body, "Secretname"));
    assert_int_equal(ask("/people/110", "name=Lea+Leaver&email=leaver@test.example&role=analyst", administrator).status, 409);
    assert_int_equal(number("SELECT count(*) AS n FROM person WHERE id = 110 AND is_active = 1 AND role = 'officer'"), 1);
    db_begin_write(db);     /* and if a form forgot to ask */
    assert_int_equal(change_person(db, &(struct change_person){ .id = LEAVER, .role = "officer", .name = "Lea Leaver", .email = "leaver@test.example" }), 0);
    assert_int_equal(change_person(db, &(struct change_person){ .id = LEAVER, .role = "manager", .name = "Lea Leaver", .email = "leaver@test.example", .is_active = 1, .sees_service = 1, .sees_restricted = 1 }), 1);
    db_rollback(db);
}

static void seen_before_it_is_done(void **state)
{
    (void)state;
    struct web_answer a = ask("/caseloads/110/handover?which=all&reason=leaves&taker=111&taker=112", NULL, manager);
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "Secretname59"));
    a = ask("/caseloads/110/handover/preview", whole(0), manager);
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "60 of 60"));
    assert_non_null(strstr(a.body, "Secretnote 7"));
    assert_int_equal(number("SELECT count(*) AS n FROM caseload_move"), 0);
    assert_int_equal(led_by(LEAVER), 60);
    assert_int_equal(ask("/caseloads/110/handover", NULL, officer).status, 404);           /* another's */
    assert_int_equal(ask("/caseloads/110/handover", whole(0), officer).status, 404);
    assert_int_equal(ask("/caseloads/101/handover", NULL, manager).status, 404);           /* a parent has none */
}

static void wrong_in_one_is_done_in_none(void **state)
{
    (void)state;
    struct web_answer a = ask(handover, whole(FIRST_CHILD + 41), manager);
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "Choose who takes this child"));
    assert_non_null(strstr(a.body, "Secretnote 3"));                                       /* nothing that was typed is lost */
    house_script(db, "UPDATE professional SET person_id = 105 WHERE child_id = 7011 AND is_lead = 1");
    a = ask(handover, whole(0), manager);
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "Meanwhile somebody else leads 1 of the children"));
    house_script(db, "UPDATE professional SET person_id = 110 WHERE child_id = 7011 AND is_lead = 1; ALTER TABLE caseload_move RENAME TO caseload_move_away");
    assert_int_equal(ask(handover, whole(0), manager).status, 500);
    house_script(db, "ALTER TABLE caseload_move_away RENAME TO caseload_move");
    assert_int_equal(led_by(LEAVER), 60);
    assert_int_equal(number("SELECT count(*) AS n FROM caseload_handover"), 0);
    assert_int_equal(number("SELECT count(*) AS n FROM deadline WHERE owner_id = 110"), 60);
    assert_int_equal(number("SELECT count(*) AS n FROM notice"), 0);
}

static void sixty_in_one_piece(void **state)
{
    (void)state;
    struct web_answer a = ask(handover, whole(0), manager);
    assert_int_equal(a.status, 303);
    assert_int_equal(led_by(LEAVER), 0);
    assert_int_equal(led_by(FIRST_TAKER), 30);
    assert_int_equal(led_by(SECOND_TAKER), 30);
    assert_int_equal(number("SELECT count(*) AS n FROM caseload_move WHERE read_at = 0"), 60);
    assert_int_equal(number("SELECT count(*) AS n FROM deadline d JOIN professional r ON r.child_id = d.child_id AND r.is_lead = 1 AND r.to_on = '' AND r.person_id = d.owner_id WHERE d.child_id >= 7001"), 60);
    assert_int_equal(number("SELECT count(*) AS n FROM action a JOIN professional r ON r.child_id = a.child_id AND r.is_lead = 1 AND r.to_on = '' AND r.person_id = a.owner_id WHERE a.child_id >= 7001"), 60);
    assert_int_equal(number("SELECT count(*) AS n FROM visit WHERE person_id IN (111, 112) AND child_id >= 7001"), 60);
    assert_int_equal(number("SELECT count(*) AS n FROM request WHERE id = 2005 AND claimed_by = 111"), 1);
    assert_int_equal(number("SELECT count(*) AS n FROM request_step WHERE request_id = 2005 AND kind = 'given' AND to_id = 111"), 1);
    assert_int_equal(number("SELECT count(*) AS n FROM setting WHERE id = 204 AND officer_id = 111"), 1);
    assert_int_equal(number("SELECT count(*) AS n FROM action WHERE id = 9001 AND owner_id = 111"), 1);
    assert_int_equal(number("SELECT count(*) AS n FROM event WHERE kind = 'lead' AND child_id >= 7001"), 60);
    assert_int_equal(number("SELECT count(*) AS n FROM audit WHERE action = 'change' AND what = 'handover' AND child_id >= 7001"), 60);
    /* one to each taker, one to the parent, one to the setting; nothing of a child in them */
    assert_int_equal(number("SELECT count(*) AS n FROM notice WHERE kind = 'children handed'"), 2);
    assert_int_equal(number("SELECT count(*) AS n FROM notice WHERE kind = 'lead changed' AND to_address = 'parent@test.example'"), 1);
    assert_int_equal(number("SELECT count(*) AS n FROM notice WHERE kind = 'leads changed' AND to_address = 'stranger@test.example'"), 1);
    assert_int_equal(number("SELECT count(*) AS n FROM notice WHERE path LIKE '%ecret%' OR once_key LIKE '%ecret%'"), 0);
    assert_int_equal(number("SELECT count(*) AS n FROM child_without_owner WHERE child_id >= 7001"), 0);
    assert_int_equal(ask("/people/110/leave", "", administrator).status, 303);
    assert_int_equal(number("SELECT count(*) AS n FROM person WHERE id = 110 AND is_active = 1"), 0);
}

static void notes_are_read_by_the_next_person(void **state)
{
    (void)state;
    ask(handover, whole(0), manager);
    int64_t read = number("SELECT id AS n FROM caseload_move WHERE child_id = 7002"), kept = number("SELECT id AS n FROM caseload_move WHERE child_id = 7004"), others = number("SELECT id AS n FROM caseload_move WHERE child_id = 7003"), handed = number("SELECT id AS n FROM caseload_handover");
    assert_non_null(strstr(ask("/", NULL, first).body, "Handed to you"));
    assert_null(strstr(ask("/", NULL, officer).body, "Handed to you"));
    assert_non_null(strstr(ask("/handed-to-me", NULL, first).body, "Secretnote 1"));
    assert_non_null(strstr(ask("/children/7002/handovers", NULL, officer).body, "Secretnote 1"));     /* the service reads it, from the child's picture */
    assert_int_equal(ask("/children/7002/handovers", NULL, parent).status, 404);
    assert_int_equal(ask("/children/7002/handovers", NULL, practitioner).status, 404);
    assert_null(strstr(ask("/children/7002", NULL, parent).body, "Secretnote"));
    assert_null(strstr(ask("/children/7002", NULL, practitioner).body, "Secretnote"));
    assert_non_null(strstr(ask("/children/7002/picture", NULL, officer).body, "Handed over"));
    assert_int_equal(ask(arena_print(&all, "/handed-to-me/%lld/read", (long long)others), "", first).status, 404);
    assert_int_equal(ask(arena_print(&all, "/handed-to-me/%lld/read", (long long)read), "", first).status, 303);
    assert_int_equal(number("SELECT count(*) AS n FROM caseload_move WHERE read_at > 0"), 1);
    /* taken back: all but the one that was read */
    assert_int_equal(ask(arena_print(&all, "/handed-over/%lld/undo", (long long)handed), "", manager).status, 303);
    assert_int_equal(led_by(LEAVER), 59);
    assert_int_equal(led_by(FIRST_TAKER), 1);
    assert_int_equal(number("SELECT count(*) AS n FROM deadline WHERE owner_id = 110"), 59);
    assert_int_equal(number("SELECT count(*) AS n FROM action WHERE owner_id = 110"), 59);
    assert_int_equal(number("SELECT count(*) AS n FROM visit WHERE person_id = 110"), 59);
    assert_int_equal(ask(arena_print(&all, "/handed-to-me/%lld/read", (long long)kept), "", first).status, 404);
    /* handed back, with a note, with what was due */
    assert_int_equal(ask(arena_print(&all, "/handed-to-me/%lld/back", (long long)read), "note=", first).status, 422);
    assert_int_equal(ask(arena_print(&all, "/handed-to-me/%lld/back", (long long)read), "note=They+are+my+neighbours", first).status, 303);
    assert_int_equal(led_by(LEAVER), 60);
    assert_int_equal(number("SELECT count(*) AS n FROM deadline WHERE owner_id = 110"), 60);
    assert_int_equal(number("SELECT count(*) AS n FROM caseload_move WHERE to_id = 110 AND note = 'They are my neighbours' AND read_at = 0"), 1);
}

static void nobodys_child_is_without_an_owner(void **state)
{
    (void)state;
    int64_t row = number("SELECT id AS n FROM professional WHERE child_id = 7002");
    assert_int_equal(number("SELECT count(*) AS n FROM child_without_owner"), 0);
    struct web_answer a = ask(arena_print(&all, "/children/7002/professionals/%lld/end", (long long)row), "", officer);
    assert_int_equal(a.status, 409);
    assert_non_null(strstr(a.body, "a child is never without a lead"));
    house_script(db, "INSERT INTO professional (id, child_id, name, job, from_on) VALUES (9050, 7002, 'Pat Portage', 'Portage visitor', '2026-02-01')");
    assert_int_equal(ask("/children/7002/professionals/9050/lead", "", officer).status, 409);
    assert_int_equal(led_by(LEAVER), 60);
    /* opening a child whom nobody leads, or whose lead has gone */
    house_script(db, "UPDATE child_status SET value = 'closed' WHERE child_id = 7003 AND axis = 'service'; UPDATE professional SET to_on = '2026-11-01' WHERE child_id = 7003");
    a = ask("/children/7003/status/service", "value=open&was=closed&reason=Back&from_on-day=24&from_on-month=11&from_on-year=2026", officer);
    assert_int_equal(a.status, 303);
    assert_int_equal(number("SELECT count(*) AS n FROM professional WHERE child_id = 7003 AND person_id = 105 AND is_lead = 1 AND to_on = ''"), 1);
    /* one found all the same, whatever made it, stands first, and in doctor's number */
    house_script(db, "UPDATE professional SET to_on = '2026-11-01' WHERE child_id = 7005; UPDATE person SET is_active = 0 WHERE id = 112; UPDATE professional SET person_id = 112 WHERE child_id = 7006");
    assert_int_equal(children_without_owner_all(db)->n, 2);
    a = ask("/caseloads", NULL, manager);
    assert_non_null(strstr(a.body, "2 children have nobody who owns"));
    assert_non_null(strstr(a.body, "/caseloads/112/handover"));
    assert_non_null(strstr(ask("/", NULL, manager).body, "Children without a lead"));
    a = ask("/caseloads/112/handover", "reason=leaves&taker=111&child=7006&to_7006=111&note_7006=", manager);
    assert_int_equal(a.status, 303);
    assert_int_equal(children_without_owner_all(db)->n, 1);
}

static void weights_are_dated(void **state)
{
    (void)state;
    struct caseload_weights_on before = caseload_weights_on(db, world_today);
    assert_int_equal(before.points[WEIGHT_CHILD], 10);
    assert_int_equal(caseload_capacity(&before, -1), before.points[CAPACITY]);
    assert_int_equal(caseload_capacity(&before, 0), 0);
    assert_int_equal(caseload_capacity(&before, before.points[FULL_TIME]), before.points[CAPACITY]);
    const char body[] = "child=20&watching=5&new=5&targeted=2&targeted_plus=4&specialist=6&ehc=10&no_setting=5&restricted=5&capacity=600&full_time=37&from_on-day=1&from_on-month=12&from_on-year=2026";
    assert_int_equal(ask("/caseloads/weights", body, officer).status, 404);
    assert_int_equal(ask("/caseloads/weights", body, administrator).status, 303);
    assert_int_equal(number("SELECT count(*) AS n FROM caseload_weight WHERE from_on = '2026-12-01'"), 1);
    assert_int_equal(caseload_weights_on(db, "2026-11-30").points[WEIGHT_CHILD], 10);
    assert_int_equal(caseload_weights_on(db, "2026-12-01").points[WEIGHT_CHILD], 20);
    assert_int_equal(caseload_weights_on(db, "2026-12-01").points[WEIGHT_EHC], before.points[WEIGHT_EHC]);
    /* the load of the overview is the sum of the list's points: 54 open and 6 watched, all targeted, one restricted */
    assert_int_equal(ask("/caseloads/110/hours", "hours=18", manager).status, 303);
    assert_int_equal(ask("/caseloads/110/hours", "hours=18", officer).status, 404);
    struct web_answer a = ask("/caseloads/110", NULL, manager);
    assert_non_null(strstr(a.body, "695 of 291 points"));
    assert_non_null(strstr(a.body, "page 1"));
    assert_non_null(strstr(ask("/caseloads", NULL, manager).body, "695 of 291 points"));
    assert_non_null(strstr(ask("/caseloads/110?show=watching&sort=points", NULL, manager).body, "6 children of 60"));
    assert_null(strstr(ask("/caseloads/110?page=2", NULL, manager).body, "Secretname3<"));
    assert_non_null(strstr(ask("/caseloads/110/csv?show=watching", NULL, manager).body, "Secretname50"));
    house_script(db, "DELETE FROM caseload_weight WHERE from_on = '2026-12-01'");
}

static void shared_out_by_room(void **state)
{
    (void)state;
    struct caseload_officer full = { .id = 1, .load = 500, .capacity = 600 }, half = { .id = 2, .load = 100, .capacity = 300 }, none = { .id = 3, .load = 0, .capacity = 0 };
    struct handover_taker taker[] = { { .officer = &full }, { .officer = &half }, { .officer = &none } };
    struct handover_row row[10] = { 0 };
    for (int i = 0; i < 10; i++)
        row[i].of.points = 10 + i;
    struct handover_page p = { .row = row, .n = 10, .taker = taker, .takers = 2 };
    handover_balance(&p);
    int64_t given = 0;
    for (int i = 0; i < 10; i++)
        given += row[i].to == 2 ? row[i].of.points : 0;
    assert_int_equal(given, 145);       /* 245 of 300 is still less full than 500 of 600 */
    p.takers = 3;
    for (int i = 0; i < 3; i++)
        taker[i].suggested = 0;
    handover_balance(&p);
    for (int i = 0; i < 10; i++)
        assert_true(i == 9 || row[i].to != 3);      /* whoever has no hours gets nothing once they have anything */
}

static int open_sqlite(void **state) { (void)state; db = house_new(&all); return 0; }

static int open_postgres(void **state)
{
    (void)state;
    db = house_new_postgres(&all);
    return db ? 0 : -1;
}

static int close_house(void **state)
{
    (void)state;
    db_close(db);
    arena_free(&all);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test_setup(nobody_leaves_with_children, fill), cmocka_unit_test_setup(seen_before_it_is_done, fill), cmocka_unit_test_setup(wrong_in_one_is_done_in_none, fill),
        cmocka_unit_test_setup(sixty_in_one_piece, fill), cmocka_unit_test_setup(notes_are_read_by_the_next_person, fill), cmocka_unit_test_setup(nobodys_child_is_without_an_owner, fill),
        cmocka_unit_test_setup(weights_are_dated, fill), cmocka_unit_test(shared_out_by_room) };
    int failed = cmocka_run_group_tests_name("caseloads on SQLite", tests, open_sqlite, close_house);
    if (getenv("RIGHTDOOR_TEST_POSTGRES"))
        failed += cmocka_run_group_tests_name("caseloads on PostgreSQL", tests, open_postgres, close_house);
    return failed;
}
