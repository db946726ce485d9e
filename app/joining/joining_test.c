/*
 * Records that may be of one child, through their pages: found, told apart for
 * good, joined and parted, taken back; who may; and that nobody sees more than
 * before.
 */
#include "app/joining/find.h"
#include "app/joining/joining.sql.h"
#include "app/child/words.sql.h"
#include "app/family/family.sql.h"
#include "app/setting/setting.h"
#include "base/date.h"
#include "tests/house.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct arena all;
static struct db *db;
static int64_t officer, manager, nursery, zoe, again;
static const char *as_officer, *as_manager, *as_practitioner, *as_parent, *today;
static int64_t parent;

static const char *say(const char *format, ...) __attribute__((format(printf, 1, 2)));
static const char *say(const char *format, ...)
{
    char text[4000];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    return arena_text(&all, text, strlen(text));
}

static struct web_answer ask(const char *path, const char *body, const char *cookie)
{
    struct web_answer a = web_try(&site_of_features, db, &all, path, body, cookie);
    assert_false(db->in_transaction);
    return a;
}

static bool shows(struct web_answer a, const char *words) { return a.body && strstr(a.body, words); }
static struct act act(void) { return (struct act){ db, officer, today, date_now_ms() }; }

static int64_t add(const char *given, const char *family, const char *born, const char *nhs, const char *postcode, bool known)
{
    db_begin_write(db);
    int64_t id = child_add(act(), &(struct new_child){ .given_name = given, .family_name = family, .born_on = born, .nhs_number = nhs, .postcode = postcode, .address = "1 Elm Lane", .sex = "F",
        .known_on = known ? today : "" });
    db_commit(db);
    return id;
}

static int64_t carer(int64_t child, const char *name, int64_t account, bool is_hidden)
{
    int64_t id = new_id();
    db_begin_write(db);
    add_carer(db, &(struct add_carer){ .id = id, .child_id = child, .name = name, .has_responsibility = "yes", .is_address_hidden = is_hidden });
    if (account)
        link_carer(db, officer, id, account, today, officer);
    child_index(act(), child);
    db_commit(db);
    return id;
}

static void compare_all(void)
{
    while (pairs_find_next(db, today, 5)) { }
}

/* The pair of two records, NULL if there is none. */
static struct pair_itself *pair(int64_t x, int64_t y) { return pair_itself(db, x < y ? x : y, x < y ? y : x); }
static struct child_by_id *record(int64_t id) { return child_itself(db, id); }

/* The number at the end of a path: "/joinings/123". */
static int64_t last_number(const char *path) { return strtoll(strrchr(path, '/') + 1, NULL, 10); }

static const char *const one[] = { "given_name", "family_name", "born_on", "address", "sex", "nhs_number", "upn", "known_as", "left_on" };

/* Joins PAIR so that KEEP stands, each fact that is asked as OWN or "other"; the joining's id. */
static int64_t join(int64_t id, int64_t keep, const char *stands, const char *names)
{
    struct pair_seen *p = pair_seen(db, manager, id);
    struct child_by_id *x = record(keep), *y = record(p->child_id == keep ? p->other_id : p->child_id);
    const char *body = say("keep=%lld&version=%lld&version_other=%lld&because=The+mother+said+so&names=%s", (long long)keep, (long long)x->version, (long long)y->version, names);
    for (size_t i = 0; i < sizeof one / sizeof *one; i++)
        body = say("%s&%s=%s", body, one[i], stands);
    struct web_answer a = ask(say("/duplicates/%lld/one", (long long)id), body, as_manager);
    if (a.status != 303)
        fail_msg("not joined: %d %s", a.status, a.body ? a.body : "");
    return last_number(a.go_to);
}

static void take_back(int64_t joining, const char *more)
{
    struct web_answer a = ask(say("/joinings/%lld/undo", (long long)joining), say("because=It+was+a+mistake%s", more), as_manager);
    assert_int_equal(a.status, 303);
}

static void fill(struct db *fresh)
{
    db = fresh;
    db->arena = &all;
    today = date_of_instant(&all, date_now_ms());
    officer = house_person(db, "officer", "officer@test.example");
    manager = house_person(db, "manager", "manager@test.example");
    parent = house_person(db, "parent", "parent@test.example");
    as_officer = house_session(db, &all, officer);
    as_manager = house_session(db, &all, manager);
    as_parent = house_session(db, &all, parent);
    nursery = new_id();
    int64_t p = house_person(db, "practitioner", "practitioner@test.example");
    as_practitioner = house_session(db, &all, p);
    db_begin_write(db);
    add_setting(db, &(struct add_setting){ .id = nursery, .kind = "group", .name = "Orchard Nursery", .is_open = 1 });
    add_staff(db, p, nursery, 1, "");
    db_commit(db);
    zoe = add("Zoë Mae", "Łukasz-Quill", "2023-03-04", "9434765919", "HR4 0XX", true);
    again = add("Zoe", "Lukasz Quil", "2023-03-04", "", "HR4 0XX", false);
    add("Bo", "Sample", "2023-05-06", "", "", true);
    compare_all();
}

/* ---- found and told apart ---- */

static void two_records_of_one_child_are_found(void **state)
{
    (void)state;
    struct pair_itself *p = pair(zoe, again);
    assert_non_null(p);
    struct web_answer a = ask("/duplicates", NULL, as_officer);
    assert_true(shows(a, "Lukasz Quil") && shows(a, say("/duplicates/%lld", (long long)p->id)));
    assert_false(shows(a, "Sample"));
    a = ask(say("/duplicates/%lld", (long long)p->id), NULL, as_officer);
    assert_int_equal(a.status, 200);
    assert_true(shows(a, "Same date of birth") && shows(a, "evidence for one child") && shows(a, "A service manager reads it and decides"));
    assert_false(shows(a, "They are two children</button>"));
    assert_true(shows(ask(say("/children/%lld", (long long)zoe), NULL, as_officer), "may have another record"));
    assert_int_equal(ask("/duplicates", NULL, as_practitioner).status, 404);
}

static void what_an_officer_thinks_is_read_by_who_decides(void **state)
{
    (void)state;
    int64_t id = pair(zoe, again)->id;
    const char *path = say("/duplicates/%lld", (long long)id);
    assert_int_equal(ask(say("%s/opinion", path), "opinion=&words=", as_officer).status, 422);
    assert_int_equal(ask(say("%s/opinion", path), "opinion=one&words=Same+health+visitor", as_officer).status, 303);
    assert_true(shows(ask(path, NULL, as_manager), "Same health visitor"));
    assert_true(shows(ask("/duplicates?show=noted", NULL, as_manager), path));
    assert_int_equal(ask(say("%s/two", path), "because=Twins", as_officer).status, 404);
    assert_int_equal(ask(say("%s/one", path), NULL, as_officer).status, 404);
}

static void two_children_are_remembered(void **state)
{
    (void)state;
    const char *path = say("/duplicates/%lld", (long long)pair(zoe, again)->id);
    assert_int_equal(ask(say("%s/two", path), "because=", as_manager).status, 422);
    assert_int_equal(ask(say("%s/two", path), "because=Twins,+seen+together", as_manager).status, 303);
    assert_false(shows(ask("/duplicates", NULL, as_manager), path));
    db_begin_write(db);
    child_index(act(), zoe);
    db_commit(db);
    compare_all();
    pairs_find_all(db, today);
    assert_string_equal(pair(zoe, again)->status, "two");
    assert_false(shows(ask("/duplicates", NULL, as_manager), path));
    assert_false(shows(ask(say("/children/%lld", (long long)zoe), NULL, as_officer), "may have another record"));
    assert_true(shows(ask("/duplicates?show=two", NULL, as_manager), "seen together"));
    assert_int_equal(ask(say("%s/again", path), "", as_officer).status, 404);
    assert_int_equal(ask(say("%s/again", path), "", as_manager).status, 303);
    assert_true(shows(ask("/duplicates", NULL, as_manager), path));
}

/* Twins share all but the name; the machine may ask, it never joins. */
static void nobody_is_joined_by_the_machine(void **state)
{
    (void)state;
    int64_t a = add("Ella", "Twinsworth", "2023-09-09", "", "HR1 1AA", false), b = add("Emma", "Twinsworth", "2023-09-09", "", "HR1 1AA", false), c = add("Ella", "Twinsworth", "2023-09-09", "", "HR1 1AA", false);
    compare_all();
    pairs_find_all(db, today);
    assert_true(!record(a)->merged_into && !record(b)->merged_into && !record(c)->merged_into);
    assert_non_null(pair(a, c));
}

/* A pair that nobody has written about goes when the records are no longer alike; one with a note stays. */
static void pairs_follow_the_records(void **state)
{
    (void)state;
    int64_t x = add("Ottoline", "Pemberthy", "2022-02-02", "", "HR2 2BB", false), y = add("Ottoline", "Pemberthy", "2022-02-02", "", "HR2 2BB", false);
    compare_all();
    assert_non_null(pair(x, y));
    db_begin_write(db);
    struct child_by_id *c = record(y);
    c->given_name = "Bartholomew", c->family_name = "Quince", c->born_on = "2024-07-07", c->postcode = "HR9 9ZZ";
    child_rewrite(act(), c);
    db_commit(db);
    compare_all();
    assert_null(pair(x, y));
}

/* ---- joined ---- */

static void one_child_has_one_record(void **state)
{
    (void)state;
    db_begin_write(db);
    child_add_placement(act(), again, nursery, "2025-09-01", 15);
    db_commit(db);
    int64_t id = pair(zoe, again)->id;
    struct web_answer a = ask(say("/duplicates/%lld/one", (long long)id), NULL, as_manager);
    assert_true(shows(a, "Settings attended") && shows(a, "Make them one record"));
    assert_int_equal(ask(say("/duplicates/%lld/one", (long long)id), say("keep=%lld&because=x", (long long)zoe), as_manager).status, 422);
    int64_t joining = join(id, zoe, "own", "keep");
    assert_int_equal(record(again)->merged_into, zoe);
    assert_string_equal(record(zoe)->family_name, "Łukasz-Quill");
    /* old links lead on, with whatever stood behind them */
    assert_string_equal(ask(say("/children/%lld", (long long)again), NULL, as_officer).go_to, say("/children/%lld", (long long)zoe));
    assert_string_equal(ask(say("/children/%lld/timeline", (long long)again), NULL, as_officer).go_to, say("/children/%lld/timeline", (long long)zoe));
    assert_string_equal(ask(say("/children/%lld/edit", (long long)again), "version=1", as_officer).go_to, say("/children/%lld", (long long)zoe));
    /* found once, by either name; the nursery follows */
    a = ask("/children/search", "q=lukasz+quil", as_officer);
    assert_true(shows(a, say("/children/%lld\"", (long long)zoe)) && !shows(a, say("/children/%lld\"", (long long)again)));
    assert_int_equal(ask(say("/children/%lld", (long long)zoe), NULL, as_practitioner).status, 200);
    a = ask(say("/joinings/%lld", (long long)joining), NULL, as_manager);
    assert_true(shows(a, "Settings attended: 1") && shows(a, "Lukasz Quil") && shows(a, "The mother said so"));
    assert_true(shows(ask("/joinings", NULL, as_officer), say("/joinings/%lld", (long long)joining)));
    assert_true(shows(ask(say("/children/%lld", (long long)zoe), NULL, as_officer), "Two records of this child became one"));
    assert_string_equal(ask(say("/duplicates/%lld", (long long)id), NULL, as_manager).go_to, say("/children/%lld", (long long)zoe));
    assert_int_equal(ask(say("/joinings/%lld/undo", (long long)joining), "because=x", as_officer).status, 404);
    /* who looked at either is told of the one */
    assert_true(shows(ask(say("/children/%lld/access", (long long)zoe), NULL, as_officer), "which records are of one child"));
    take_back(joining, "");
    assert_false(record(again)->merged_into);
    assert_int_equal(ask(say("/children/%lld", (long long)again), NULL, as_officer).status, 200);
    assert_int_equal(ask(say("/children/%lld", (long long)zoe), NULL, as_practitioner).status, 404);
    assert_string_equal(pair(zoe, again)->status, "open");
    assert_true(shows(ask(say("/joinings/%lld", (long long)joining), NULL, as_manager), "It was a mistake"));
    assert_int_equal(ask(say("/joinings/%lld/undo", (long long)joining), "because=x", as_manager).status, 422);
}

static void whose_words_stand_is_chosen(void **state)
{
    (void)state;
    int64_t joining = join(pair(zoe, again)->id, zoe, "other", "forget");
    struct child_by_id *c = record(zoe);
    assert_string_equal(c->given_name, "Zoe");
    assert_string_equal(c->family_name, "Lukasz Quil");
    assert_string_equal(c->sort_name, "lukaszquil zoe");
    assert_string_equal(c->nhs_number, "9434765919");       /* only one knew it */
    assert_false(shows(ask("/children/search", "q=mae", as_officer), say("/children/%lld\"", (long long)zoe)));
    take_back(joining, "");
    assert_string_equal(record(zoe)->family_name, "Łukasz-Quill");
    assert_true(shows(ask("/children/search", "q=mae", as_officer), say("/children/%lld\"", (long long)zoe)));
}

/* What came since stays with the record that stands, or goes where it is said. */
static void later_things_go_where_they_are_sent(void **state)
{
    (void)state;
    int64_t joining = join(pair(zoe, again)->id, zoe, "own", "keep");
    db_begin_write(db);
    child_set_status(act(), zoe, "tier", "targeted", "", "");
    int64_t stays = new_id(), goes = new_id();
    add_agreement(db, &(struct add_agreement){ .id = stays, .child_id = zoe, .what = "support", .given_by = "Stays", .notice_version = "", .given_on = today });
    add_agreement(db, &(struct add_agreement){ .id = goes, .child_id = zoe, .what = "sharing with health", .given_by = "Goes", .notice_version = "", .given_on = today });
    struct child_by_id *c = record(zoe);
    c->home_language = "pl";
    child_rewrite(act(), c);
    db_commit(db);
    assert_true(shows(ask(say("/joinings/%lld", (long long)joining), NULL, as_manager), say("go=agreement:%lld", (long long)goes)));
    take_back(joining, say("&row=go%%3Dagreement:%lld", (long long)goes));
    size_t n;
    struct agreements_of_child *a = agreements_of_child(db, manager, again, &n);
    assert_int_equal(n, 1);
    assert_int_equal(a[0].id, goes);
    agreements_of_child(db, manager, zoe, &n);
    assert_int_equal(n, 1);
    assert_string_equal(child_status_now(db, zoe, "tier"), "targeted");
    assert_string_equal(child_status_now(db, again, "tier"), "");
    assert_string_equal(record(zoe)->home_language, "pl");
}

/* ---- nobody sees more than before ---- */

static void what_protects_holds_for_the_joined_record(void **state)
{
    (void)state;
    int64_t x = add("Rosalind", "Hartigan", "2022-08-08", "", "HR3 3CC", true), y = add("Rosalind", "Hartigan", "2022-08-08", "", "HR3 3CC", false);
    int64_t theirs = carer(x, "Paula Parent", parent, false), named = carer(y, "Paula Parent", 0, true);
    db_begin_write(db);
    struct child_by_id *c = record(y);
    c->is_address_restricted = 1;
    child_rewrite(act(), c);
    db_commit(db);
    compare_all();
    assert_int_equal(ask(say("/children/%lld", (long long)x), NULL, as_parent).status, 200);
    int64_t joining = join(pair(x, y)->id, x, "own", "keep");
    assert_true(record(x)->is_address_restricted);
    size_t n;
    struct carers_of_child *k = carers_of_child(db, manager, x, &n);
    assert_int_equal(n, 2);
    for (size_t i = 0; i < n; i++)
        assert_true(k[i].is_address_hidden && (k[i].id == theirs || k[i].id == named));
    /* the other record named nobody new: the parent still reads it, but no address */
    struct web_answer a = ask(say("/children/%lld", (long long)x), NULL, as_parent);
    assert_int_equal(a.status, 200);
    assert_false(shows(a, "Elm Lane"));
    take_back(joining, "");
    assert_false(record(x)->is_address_restricted);
    assert_false(carer_of_child(db, manager, x, theirs)->is_address_hidden);
}

static void a_parent_does_not_come_to_see_another_family(void **state)
{
    (void)state;
    int64_t x = add("Tabitha", "Northcote", "2022-04-08", "", "HR3 3CC", true), y = add("Tabitha", "Northcote", "2022-04-08", "", "HR3 3CC", false);
    int64_t account = house_person(db, "parent", "birth@test.example");
    const char *as_birth = house_session(db, &all, account);
    carer(x, "Adoptive Parent", 0, false);
    int64_t born = carer(y, "Birth Parent", account, false);
    compare_all();
    assert_int_equal(ask(say("/children/%lld", (long long)y), NULL, as_birth).status, 200);
    int64_t id = pair(x, y)->id;
    assert_true(shows(ask(say("/duplicates/%lld/one?keep=%lld", (long long)id, (long long)x), NULL, as_manager), "Birth Parent will not see the record"));
    int64_t joining = join(id, x, "own", "forget");
    assert_int_equal(ask(say("/children/%lld", (long long)x), NULL, as_birth).status, 404);
    assert_int_equal(ask(say("/children/%lld", (long long)y), NULL, as_birth).status, 404);
    assert_string_equal(carer_of_child(db, manager, x, born)->verified_on, "");
    take_back(joining, "");
    assert_int_equal(ask(say("/children/%lld", (long long)y), NULL, as_birth).status, 200);
}

static void a_restricted_record_stays_so(void **state)
{
    (void)state;
    int64_t x = add("Hilaria", "Venn", "2021-12-12", "", "HR8 8HH", true), y = add("Hilaria", "Venn", "2021-12-12", "", "HR8 8HH", false);
    house_script(db, say("UPDATE child SET is_restricted = 1 WHERE id = %lld", (long long)y));
    compare_all();
    int64_t id = pair(x, y)->id;
    assert_false(shows(ask("/duplicates", NULL, as_officer), "Hilaria"));
    assert_int_equal(ask(say("/duplicates/%lld", (long long)id), NULL, as_officer).status, 404);
    assert_true(shows(ask("/duplicates", NULL, as_manager), "Hilaria"));
    int64_t joining = join(id, x, "own", "keep");
    assert_true(record(x)->is_restricted);
    assert_int_equal(ask(say("/children/%lld", (long long)x), NULL, as_officer).status, 404);
    assert_int_equal(ask(say("/joinings/%lld", (long long)joining), NULL, as_officer).status, 404);
    take_back(joining, "");
    assert_int_equal(ask(say("/children/%lld", (long long)x), NULL, as_officer).status, 200);
}

/* ---- what stands against it ---- */

static void two_nhs_numbers_are_two_children(void **state)
{
    (void)state;
    int64_t x = add("Ned", "Alderton", "2022-01-08", "9990000018", "HR3 3CC", true), y = add("Ned", "Alderton", "2022-01-08", "", "HR3 3CC", false);
    compare_all();
    int64_t id = pair(x, y)->id;
    house_script(db, say("UPDATE child SET nhs_number = '9990000026' WHERE id = %lld", (long long)y));
    const char *path = say("/duplicates/%lld/one", (long long)id);
    assert_true(shows(ask(path, NULL, as_manager), "different NHS numbers"));
    struct web_answer a = ask(path, say("keep=%lld&version=1&version_other=1&because=x&nhs_number=own", (long long)x), as_manager);
    assert_int_equal(a.status, 422);
    assert_false(record(y)->merged_into);
}

static void somebody_changed_it_meanwhile(void **state)
{
    (void)state;
    int64_t x = add("Ivo", "Marchbank", "2022-01-18", "", "HR3 3CC", true), y = add("Ivo", "Marchbank", "2022-01-18", "", "HR3 3CC", false);
    compare_all();
    struct web_answer a = ask(say("/duplicates/%lld/one", (long long)pair(x, y)->id), say("keep=%lld&version=1&version_other=7&because=x", (long long)x), as_manager);
    assert_int_equal(a.status, 409);
    assert_false(record(y)->merged_into);
}

/* The last first. */
static void joinings_are_taken_back_in_order(void **state)
{
    (void)state;
    int64_t x = add("Una", "Fairlie", "2022-06-18", "", "HR3 3CC", true), y = add("Una", "Fairlie", "2022-06-18", "", "HR3 3CC", false), z = add("Una", "Fairlie", "2022-06-18", "", "HR3 3CC", false);
    compare_all();
    int64_t first = join(pair(y, z)->id, y, "own", "keep"), second;
    compare_all();
    second = join(pair(x, y)->id, x, "own", "keep");
    assert_int_equal(record(z)->merged_into, x);
    assert_string_equal(ask(say("/children/%lld", (long long)z), NULL, as_officer).go_to, say("/children/%lld", (long long)x));
    assert_int_equal(ask(say("/joinings/%lld/undo", (long long)first), "because=x", as_manager).status, 422);
    take_back(second, "");
    assert_int_equal(record(z)->merged_into, y);
    take_back(first, "");
    assert_int_equal(record(z)->merged_into, 0);
}

/* Who is another child than the one is another than both. */
static void two_children_holds_for_the_joined_record(void **state)
{
    (void)state;
    int64_t x = add("Nell", "Ormonde", "2022-06-19", "", "HR3 3CC", true), y = add("Nell", "Ormonde", "2022-06-19", "", "HR3 3CC", false), twin = add("Nella", "Ormonde", "2022-06-19", "", "HR3 3CC", false);
    compare_all();
    struct web_answer a = ask(say("/children/%lld/compare/with", (long long)y), say("other=%lld", (long long)twin), as_officer);
    assert_int_equal(a.status, 303);
    assert_int_equal(ask(say("%s/two", a.go_to), "because=Twins", as_manager).status, 303);
    int64_t joining = join(pair(x, y)->id, x, "own", "keep");
    assert_string_equal(pair(x, twin)->status, "two");
    take_back(joining, "");
    assert_true(!pair(x, twin) || strcmp(pair(x, twin)->status, "two") != 0);
    assert_string_equal(pair(y, twin)->status, "two");
}

static void any_two_records_may_be_compared(void **state)
{
    (void)state;
    int64_t x = add("Wilfred", "Asquith", "2021-06-19", "", "HR3 3CC", true), y = add("Freddie", "Osborne", "2022-06-19", "", "", false);
    assert_true(shows(ask(say("/children/%lld/compare", (long long)x), "q=osborne", as_officer), say("value=\"%lld\"", (long long)y)));
    assert_false(shows(ask(say("/children/%lld/compare", (long long)x), "q=asquith", as_officer), say("value=\"%lld\"", (long long)x)));
    struct web_answer a = ask(say("/children/%lld/compare/with", (long long)x), say("other=%lld", (long long)y), as_officer);
    assert_int_equal(a.status, 303);
    compare_all();
    assert_true(shows(ask(a.go_to, NULL, as_officer), "Very likely two children"));
    assert_int_equal(ask(say("/children/%lld/compare/with", (long long)x), say("other=%lld", (long long)x), as_officer).status, 404);
    pairs_find_all(db, today);
    assert_non_null(pair(x, y));         /* somebody put them side by side */
}

/* ---- parted ---- */

static void one_record_of_two_children(void **state)
{
    (void)state;
    int64_t x = add("Maud", "Carrick", "2022-03-03", "9990000034", "HR3 3CC", true), account = house_person(db, "parent", "both@test.example");
    int64_t mother = carer(x, "Mother Carrick", account, false);
    db_begin_write(db);
    child_add_placement(act(), x, nursery, "2025-09-01", 15);
    int64_t agreement = new_id();
    add_agreement(db, &(struct add_agreement){ .id = agreement, .child_id = x, .what = "support", .given_by = "Mother", .notice_version = "", .given_on = today });
    add_refusal(db, &(struct add_refusal){ .id = new_id(), .child_id = x, .person_id = account, .organisation = "Town Hospital", .from_on = today });
    db_commit(db);
    const char *path = say("/children/%lld/split", (long long)x);
    assert_int_equal(ask(path, NULL, as_officer).status, 404);
    assert_true(shows(ask(path, NULL, as_manager), "Mother Carrick"));
    assert_int_equal(ask(path, say("given_name=Maud&family_name=Carrick&born_on-day=3&born_on-month=3&born_on-year=2022&sex=F&because=x&version=%lld", (long long)record(x)->version), as_manager).status, 422);
    struct web_answer a = ask(path, say("given_name=Mabel&family_name=Carrick&born_on-day=3&born_on-month=3&born_on-year=2022&sex=F&nhs_number=9990000034&because=Twins&version=%lld"
        "&row=both%%3Dcarer:%lld&row=go%%3Dagreement:%lld&row=", (long long)record(x)->version, (long long)mother, (long long)agreement), as_manager);
    assert_int_equal(a.status, 303);
    int64_t joining = last_number(a.go_to), mabel = joining_seen(db, manager, joining)->other_id;
    size_t n;
    assert_string_equal(record(mabel)->given_name, "Mabel");
    assert_string_equal(record(mabel)->nhs_number, "9990000034");
    assert_string_equal(record(x)->nhs_number, "");
    assert_string_equal(record(mabel)->postcode, "HR3 3CC");
    agreements_of_child(db, manager, mabel, &n);
    assert_int_equal(n, 1);
    struct carers_of_child *k = carers_of_child(db, manager, mabel, &n);
    assert_true(n == 1 && !*k[0].verified_on && !k[0].person_id);        /* named, but nobody was checked for this child */
    refusals_of_child(db, manager, mabel, &n);
    assert_int_equal(n, 1);
    assert_string_equal(pair(x, mabel)->status, "two");
    assert_true(shows(ask("/children/search", "q=mabel", as_officer), say("/children/%lld\"", (long long)mabel)));
    take_back(joining, "");
    assert_string_equal(record(x)->nhs_number, "9990000034");
    assert_int_equal(record(mabel)->merged_into, x);
    agreements_of_child(db, manager, x, &n);
    assert_int_equal(n, 1);
    carers_of_child(db, manager, x, &n);
    assert_int_equal(n, 1);
    assert_null(pair(x, mabel));
}

/* ---- */

static int open_sqlite(void **state) { return (void)state, fill(house_new(&all)), 0; }

static int open_postgres(void **state)
{
    (void)state;
    struct db *fresh = house_new_postgres(&all);
    return fresh ? fill(fresh), 0 : -1;
}

static int close_house(void **state) { return (void)state, db_close(db), 0; }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_records_of_one_child_are_found), cmocka_unit_test(what_an_officer_thinks_is_read_by_who_decides), cmocka_unit_test(two_children_are_remembered),
        cmocka_unit_test(nobody_is_joined_by_the_machine), cmocka_unit_test(pairs_follow_the_records), cmocka_unit_test(one_child_has_one_record),
        cmocka_unit_test(whose_words_stand_is_chosen), cmocka_unit_test(later_things_go_where_they_are_sent), cmocka_unit_test(what_protects_holds_for_the_joined_record),
        cmocka_unit_test(a_parent_does_not_come_to_see_another_family), cmocka_unit_test(a_restricted_record_stays_so), cmocka_unit_test(two_nhs_numbers_are_two_children),
        cmocka_unit_test(somebody_changed_it_meanwhile), cmocka_unit_test(joinings_are_taken_back_in_order), cmocka_unit_test(two_children_holds_for_the_joined_record),
        cmocka_unit_test(any_two_records_may_be_compared), cmocka_unit_test(one_record_of_two_children),
    };
    int failed = cmocka_run_group_tests_name("duplicates on SQLite", tests, open_sqlite, close_house);
    if (getenv("RIGHTDOOR_TEST_POSTGRES"))
        failed += cmocka_run_group_tests_name("duplicates on PostgreSQL", tests, open_postgres, close_house);
    arena_free(&all);
    return failed;
}
