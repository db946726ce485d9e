/* The outbox's rules and the e-mailed link: told once, settled rightly, no place for a name; one use, one browser. */
#include "tests/house.h"
#include "app/notice/notice.h"
#include "app/notice/notice.sql.h"
#include "app/child/child.h"
#include "app/family/family.h"
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct arena all;
static struct db *db;
static const struct mail_options nothing = { .way = MAIL_SMTP, .from = "a@test.example", .smtp_url = "smtp://127.0.0.1:1", .smtp_user = "", .smtp_password = "" };

static int set_up(void **state)
{
    (void)state;
    db = house_new(&all);
    int64_t officer = house_person(db, "officer", "officer@test.example"), parent = house_person(db, "parent", "parent@test.example");
    house_person(db, "parent", "unverified@test.example");
    db_begin_write(db);
    int64_t child = child_add((struct act){ db, officer, "2026-11-24", 1000 }, &(struct new_child){ .given_name = "Ada", .family_name = "Test", .born_on = "2023-01-01", .sex = "F" }), carer = new_id();
    add_carer(db, &(struct add_carer){ .id = carer, .child_id = child, .name = "Parent", .relationship = "mother", .has_responsibility = "yes", .telephone = "", .email = "", .language = "", .contact_by = "" });
    link_carer(db, officer, carer, parent, "2026-11-24", officer);
    db_commit(db);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    db_close(db);
    arena_free(&all);
    return 0;
}

static void send(const char *to, const char *once)
{
    db_begin_write(db);
    notice_send(db, 1000, to, "plan ready", "/plans/1", once);
    db_commit(db);
}

static struct notices *the_notices(size_t *n) { return notices(db, "", INT64_MAX, n); }

static void the_same_thing_is_told_once(void **state)
{
    (void)state;
    size_t before, after;
    the_notices(&before);
    send("a@test.example", "once 1");
    send("a@test.example", "once 1");
    send("", "once 2");
    the_notices(&after);
    assert_int_equal(after, before + 1);
}

static void no_text_has_a_place_for_more_than_the_address(void **state)
{
    (void)state;
    for (const struct notice_text *t = notice_texts; t->kind; t++) {
        assert_null(strchr(t->before, '%'));
        assert_null(strchr(t->after, '%'));
        assert_null(strchr(t->subject, '%'));
    }
}

/* Nobody listens on port 1: each try fails for the moment, waits longer, and the sixth gives up. */
static void a_server_that_is_down_is_tried_again_and_then_given_up(void **state)
{
    (void)state;
    send("b@test.example", "once 3");
    struct site site = site_of_features;
    int64_t now = 2000;
    for (int i = 0; i < 6; i++) {
        notice_round(db, &site, &nothing, now);
        now += 7 * 3600000;
    }
    size_t n;
    struct notices *row = the_notices(&n);
    assert_string_equal(row[0].status, "failed");
    assert_int_equal(row[0].tries, 6);
    assert_string_equal(row[0].error, "the mail server could not be reached");
}

static void an_address_that_would_add_a_header_never_goes(void **state)
{
    (void)state;
    struct mail_result r = mail_send(&all, &nothing, &(struct mail){ "a@b.example\r\nBcc: x@y.example", "s", "b", "r" });
    assert_int_equal(r.end, MAIL_NEVER);
}

/* Computed by node's crypto from the same key and time. */
static void notify_gets_the_token_it_documents(void **state)
{
    (void)state;
    const char *t = mail_notify_token(&all, "test-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222", 1700000000);
    assert_string_equal(t, "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJpc3MiOiIxMTExMTExMS0xMTExLTQxMTEtODExMS0xMTExMTExMTExMTEiLCJpYXQiOjE3MDAwMDAwMDB9.2gCTcPlBBRg1uLwqqPua8pbKxFXPBdbcMZUcRZFX_LE");
    assert_string_equal(mail_notify_token(&all, "short", 1), "");
}

static const char *link_of_newest(void)
{
    size_t n;
    struct notices_due *due = notices_due(db, INT64_MAX, &n);
    for (size_t i = n; i--;)
        if (strcmp(due[i].kind, "sign-in link") == 0)
            return due[i].path;
    return "";
}

static void an_unknown_address_gets_the_same_answer_and_no_mail(void **state)
{
    (void)state;
    size_t before, after;
    the_notices(&before);
    struct web_answer a = web_try(&site_of_features, db, &all, "/sign-in/link", "email=nobody%40test.example", "visit=abc");
    assert_int_equal(a.status, 303);
    assert_string_equal(a.go_to, "/sign-in/link/sent");
    the_notices(&after);
    assert_int_equal(after, before);
}

static void a_link_works_once_and_only_in_its_browser(void **state)
{
    (void)state;
    struct web_answer a = web_try(&site_of_features, db, &all, "/sign-in/link", "email=Parent%40test.example", "visit=abc");
    assert_int_equal(a.status, 303);
    const char *path = link_of_newest();
    assert_true(strncmp(path, "/sign-in/link/", 14) == 0);
    assert_int_equal(web_try(&site_of_features, db, &all, path, NULL, "visit=abc").status, 200);
    assert_int_equal(web_try(&site_of_features, db, &all, path, "x=1", "visit=another").status, 422);
    a = web_try(&site_of_features, db, &all, path, "x=1", "visit=abc");
    assert_int_equal(a.status, 303);
    assert_string_equal(a.go_to, "/");
    assert_int_equal(web_try(&site_of_features, db, &all, path, "x=1", "visit=abc").status, 422);
}

static void asking_too_often_sends_no_more(void **state)
{
    (void)state;
    size_t before, after;
    for (int i = 0; i < 8; i++)
        web_try(&site_of_features, db, &all, "/sign-in/link", "email=parent%40test.example", "visit=abc");
    the_notices(&before);
    web_try(&site_of_features, db, &all, "/sign-in/link", "email=parent%40test.example", "visit=abc");
    the_notices(&after);
    assert_int_equal(after, before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_thing_is_told_once),
        cmocka_unit_test(no_text_has_a_place_for_more_than_the_address),
        cmocka_unit_test(a_server_that_is_down_is_tried_again_and_then_given_up),
        cmocka_unit_test(an_address_that_would_add_a_header_never_goes),
        cmocka_unit_test(notify_gets_the_token_it_documents),
        cmocka_unit_test(an_unknown_address_gets_the_same_answer_and_no_mail),
        cmocka_unit_test(a_link_works_once_and_only_in_its_browser),
        cmocka_unit_test(asking_too_often_sends_no_more),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
