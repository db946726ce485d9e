/*
 * Files through the doors and forms that are saved for later: who may send and
 * read what, what is refused and how it is said, links that are used twice or
 * have run out, and doors that are flooded.  Every request goes through the
 * gate (web_try).
 */
#include "tests/house.h"
#include "app/request/attach.h"
#include "base/date.h"
#include "file/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static struct arena all;
static struct db *db;
static struct site site;
static char folder[] = "/tmp/rightdoor-files.XXXXXX";
static const char *as_officer, *as_nursery, *as_stranger;
static int64_t nursery;

static const char pdf[] = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n";

static struct web_answer ask(const char *path, const char *body, const char *cookie) { return web_try(&site, db, &all, path, body, cookie); }

static bool shows(struct web_answer a, const char *words) { return strstr(a.body, words) != NULL; }

static void a_minute_passes(void)
{
    db_begin_write(db);
    request_each_minute(db, "", date_now_ms());
    db_commit(db);
}

static int64_t count(const char *sql)
{
    static const struct db_column column[] = { { 'i', 0 } };
    static struct db_query asked[200];          /* the database keeps a prepared query by its address */
    static size_t n_asked;
    assert_true(n_asked < 200);
    struct db_query *q = &asked[n_asked++];
    *q = (struct db_query){ .name = "count", .params = "", .param_names = "", .columns = 1, .column = column, .row_size = sizeof(int64_t), .text = sql };
    int64_t *n = db_one(db, q);
    return n ? *n : 0;
}

/* A form with one file. */
static struct web_answer send_file(const char *path, const char *name, const char *bytes, size_t n, const char *more, const char *cookie)
{
    struct out o = { .arena = &all };
    const char *head = arena_print(&all, "--XyZ\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\nContent-Type: image/png\r\n\r\n", name), *end = arena_print(&all, "\r\n%s--XyZ--\r\n", more);
    html_lit(&o, head, strlen(head));
    html_lit(&o, bytes, n);
    html_lit(&o, end, strlen(end));
    return web_try_asked(&site, db, &all, &(struct web_asked){ .path = path, .body = o.at, .len = o.len, .type = "multipart/form-data; boundary=XyZ", .cookie = cookie });
}

static const char *visit(void)
{
    static int n;
    return arena_print(&all, "visit=%064d", ++n);
}

static int set_up(void **state)
{
    (void)state;
    const char *why;
    if (!mkdtemp(folder) || !store_open(&all, folder, &why))
        return 1;
    db = house_new(&all);
    site = site_of_features;
    site.files_folder = folder;
    site.sends_mail = true;
    as_officer = house_session(db, &all, house_person(db, "officer", "officer@test.example"));
    nursery = house_person(db, "practitioner", "nursery@test.example");
    as_nursery = house_session(db, &all, nursery);
    as_stranger = house_session(db, &all, house_person(db, "practitioner", "stranger@test.example"));
    house_script(db, arena_print(&all, "INSERT INTO request (id, reference, kind, door, status, given_name, family_name, born_on, asker_name, asker_person_id, received_at, received_on, due_on)"
        " VALUES (9, 'RD-TEST-TEST', 'request', 'setting', 'waiting', 'Kofi', 'Mensah', '2023-01-01', 'Ann', %lld, 1, '2026-11-01', '2026-11-08')", (long long)nursery));
    return 0;
}

static int close_house(void **state)
{
    (void)state;
    const char *command = arena_print(&all, "rm -rf %s", folder);
    db_close(db);
    int failed = system(command);
    arena_free(&all);
    return failed;
}

/* ---- Files of a request ---- */

static void a_file_is_sent_and_read(void **state)
{
    (void)state;
    struct web_answer a = send_file("/requests/9/files", "C:\\kofi\\Kofi report.pdf", pdf, strlen(pdf), "", as_nursery);
    assert_int_equal(a.status, 303);
    assert_string_equal(a.go_to, "/requests/9");
    a = ask("/requests/9", NULL, as_officer);
    assert_true(shows(a, "Kofi report.pdf") && !shows(a, "C:"));
    const char *path = arena_print(&all, "/requests/9/files/%lld", (long long)count("SELECT file_id FROM request_file WHERE request_id = 9"));
    a = ask(path, NULL, as_officer);
    assert_int_equal(a.status, 200);
    assert_string_equal(a.type, "application/pdf");
    assert_int_equal(a.len, strlen(pdf));
    assert_memory_equal(a.body, pdf, a.len);
    assert_int_equal(count("SELECT count(*) FROM audit WHERE what = 'request file' AND action = 'view'"), 1);
    assert_int_equal(ask(path, NULL, as_stranger).status, 404);
    assert_int_equal(ask(path, NULL, NULL).status, 303);
    assert_int_equal(send_file("/requests/9/files", "x.pdf", pdf, strlen(pdf), "", as_stranger).status, 404);
    assert_int_equal(count("SELECT count(*) FROM file"), 1);
}

static void refused(const char *name, const char *bytes, size_t n, const char *words)
{
    int64_t before = count("SELECT count(*) FROM file");
    struct web_answer a = send_file("/requests/9/files", name, bytes, n, "", as_nursery);
    assert_int_equal(a.status, 422);
    assert_true(shows(a, words));
    assert_int_equal(count("SELECT count(*) FROM file"), before);
}

static void hostile_files_are_refused_in_words(void **state)
{
    (void)state;
    char *large = calloc(1, MAX_FILE_BYTES + 1), *huge = malloc(3001);
    refused("empty.pdf", "", 0, "This file is empty");
    refused("photo.jpg", "<html><script>alert(1)</script>", 31, "something else");
    refused("large.pdf", large, MAX_FILE_BYTES + 1, "larger than 10 MB");
    memset(huge, 'n', 3000);
    huge[3000] = 0;
    assert_int_equal(send_file("/requests/9/files", arena_print(&all, "%s.pdf", huge), pdf, strlen(pdf), "", as_nursery).status, 303);
    assert_int_equal(count("SELECT max(length(name)) FROM file") <= 100, 1);
    assert_int_equal(count("SELECT count(*) FROM file WHERE name LIKE '%.pdf'"), count("SELECT count(*) FROM file"));
    assert_int_equal(send_file("/requests/9/files", arena_print(&all, "%s%s", huge, huge), pdf, strlen(pdf), "", as_nursery).status, 400);   /* a head without an end */
    struct web_answer none = send_file("/requests/9/files", "", "", 0, "", as_nursery);
    assert_int_equal(none.status, 422);
    assert_true(shows(none, "Choose a file"));
    free(large), free(huge);
}

static struct web_answer broken(const char *type, const char *body)
{
    return web_try_asked(&site, db, &all, &(struct web_asked){ .path = "/requests/9/files", .body = body, .len = strlen(body), .type = type, .cookie = as_nursery });
}

static void broken_forms_change_nothing(void **state)
{
    (void)state;
    int64_t before = count("SELECT count(*) FROM file");
    assert_int_equal(broken("multipart/form-data", "--X--").status, 400);
    assert_int_equal(broken("multipart/form-data; boundary=X", "before--X\r\n").status, 400);
    assert_int_equal(broken("multipart/form-data; boundary=X", "--X\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a\"\r\n\r\ncut off").status, 400);
    assert_int_equal(broken("multipart/form-data; boundary=X", "--X\r\nContent-Type: text/plain\r\n\r\nno name\r\n--X--").status, 400);
    assert_int_equal(broken("text/plain", "files=x").status, 415);
    assert_int_equal(count("SELECT count(*) FROM file"), before);
    const char *rest = arena_print(&all, "ls %s/arriving | wc -l", folder);
    FILE *p = popen(rest, "r");
    int left = -1;
    assert_non_null(p);
    assert_int_equal(fscanf(p, "%d", &left), 1);
    pclose(p);
    assert_true(left >= 0);        /* what was arriving goes with each request's memory: here all share one */
}

static void no_more_than_can_be_read(void **state)
{
    (void)state;
    while (count("SELECT count(*) FROM request_file WHERE request_id = 9") < MAX_FILES_OF_REQUEST)
        assert_int_equal(send_file("/requests/9/files", "a.pdf", pdf, strlen(pdf), "", as_nursery).status, 303);
    struct web_answer a = send_file("/requests/9/files", "a.pdf", pdf, strlen(pdf), "", as_nursery);
    assert_int_equal(a.status, 422);
    assert_true(shows(a, "There can be 20 files"));
    assert_int_equal(count("SELECT count(*) FROM request_file WHERE request_id = 9"), MAX_FILES_OF_REQUEST);
}

/* ---- The public form ---- */

/* Answers everything up to the files. */
static void up_to_files(const char *me)
{
    static const char *const steps[][2] = {
        { "who", "asker=parent" }, { "child", "given_name=Esi&family_name=Addo" }, { "born", "born_on-day=1&born_on-month=1&born_on-year=2024" }, { "address", "is_address_restricted=no" }, { "nhs", "" },
        { "setting", "attends=no" }, { "concern", "concern=talking" }, { "words", "words_talking=few" }, { "well", "" }, { "helping", "" }, { "wishes", "wants=talk" },
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        assert_int_equal(ask(arena_print(&all, "/ask/%s", steps[i][0]), steps[i][1], me).status, 303);
}

static void rest_of_it(const char *me)
{
    assert_int_equal(ask("/ask/you", "asker_name=Ama&asker_relationship=mother", me).status, 303);
    assert_int_equal(ask("/ask/contact", "asker_telephone=01632960001&contact_by=telephone", me).status, 303);
    assert_int_equal(ask("/ask/responsibility", "has_responsibility=yes", me).status, 303);
    assert_string_equal(ask("/ask/privacy", "has_read=1", me).go_to, "/ask/check");
}

static void files_come_with_the_public_form(void **state)
{
    (void)state;
    const char *me = visit();
    assert_string_equal(send_file("/ask/files", "a.pdf", pdf, strlen(pdf), "", visit()).go_to, "/ask");    /* nobody who has not begun */
    up_to_files(me);
    assert_string_equal(ask("/ask/you", NULL, me).go_to, "/ask/files");
    struct web_answer a = send_file("/ask/files", "not.pdf", "hello", 5, "", me);
    assert_int_equal(a.status, 422);
    a = send_file("/ask/files", "one.pdf", pdf, strlen(pdf), "--XyZ\r\nContent-Disposition: form-data; name=\"more\"\r\n\r\n1\r\n", me);
    assert_string_equal(a.go_to, "/ask/files");
    assert_true(shows(ask("/ask/files", NULL, me), "one.pdf"));
    assert_string_equal(send_file("/ask/files", "two.pdf", pdf, strlen(pdf), "", me).go_to, "/ask/you");
    int64_t two = count("SELECT max(file_id) FROM draft_file");
    ask("/ask/files/remove", arena_print(&all, "file=%lld", (long long)two), visit());     /* another browser */
    assert_int_equal(count("SELECT count(*) FROM draft_file"), 2);
    ask("/ask/files/remove", arena_print(&all, "file=%lld", (long long)two), me);
    assert_int_equal(access(store_path(&all, folder, two), F_OK), -1);
    rest_of_it(me);
    assert_true(shows(ask("/ask/check", NULL, me), "one.pdf"));
    a = ask("/ask/check", "", me);
    assert_int_equal(count("SELECT count(*) FROM request_file t JOIN request r ON r.id = t.request_id WHERE r.given_name = 'Esi'"), 1);
    assert_int_equal(count("SELECT count(*) FROM draft_file"), 0);
    char *link = arena_text(&all, a.go_to, strlen(a.go_to) - strlen("/sent"));
    a = ask(link, NULL, visit());
    assert_true(shows(a, "PDF document, 1 KB") && !shows(a, "one.pdf"));
    assert_int_equal(send_file(arena_print(&all, "%s/files", link), "later.pdf", pdf, strlen(pdf), "", visit()).status, 303);
    assert_int_equal(count("SELECT count(*) FROM request_file t JOIN request r ON r.id = t.request_id WHERE r.given_name = 'Esi'"), 2);
    assert_int_equal(send_file("/follow/0000/files", "later.pdf", pdf, strlen(pdf), "", visit()).status, 404);
}

static void files_of_a_draft_go_with_it(void **state)
{
    (void)state;
    const char *me = visit();
    up_to_files(me);
    send_file("/ask/files", "one.pdf", pdf, strlen(pdf), "", me);
    int64_t one = count("SELECT max(file_id) FROM draft_file");
    house_script(db, "UPDATE request_draft SET changed_at = changed_at - 86400001; UPDATE file SET sent_at = sent_at - 86400001");
    a_minute_passes();
    assert_int_equal(count("SELECT count(*) FROM draft_file"), 0);
    assert_int_equal(count(arena_print(&all, "SELECT count(*) FROM file WHERE id = %lld", (long long)one)), 0);
    assert_int_equal(access(store_path(&all, folder, one), F_OK), 0);
    db_begin_read(db);
    files_sweep(db, &all, folder, date_now_ms() + 2 * 86400000);
    db_commit(db);
    assert_int_equal(access(store_path(&all, folder, one), F_OK), -1);
    assert_int_equal(access(store_path(&all, folder, count("SELECT min(file_id) FROM request_file")), F_OK), 0);
}

/* ---- Saving and coming back ---- */

static const char *link_sent(void)
{
    struct text { const char *s; };
    static const struct db_column column[] = { { 't', 0 } };
    static const struct db_query q = { .name = "path", .params = "", .param_names = "", .columns = 1, .column = column, .row_size = sizeof(struct text), .text = "SELECT path FROM notice WHERE kind = 'draft saved' ORDER BY id DESC LIMIT 1" };
    struct text *t = db_one(db, &q);
    return t ? t->s : "";
}

static void a_form_is_gone_on_with_elsewhere(void **state)
{
    (void)state;
    const char *here = visit(), *there = visit();
    assert_string_equal(ask("/ask/save", NULL, here).go_to, "/ask");
    up_to_files(here);
    send_file("/ask/files", "one.pdf", pdf, strlen(pdf), "", here);
    assert_true(shows(ask("/ask/save", "email=nonsense", here), "email"));
    struct web_answer a = ask("/ask/save", "email=Ama%40family.example", here);
    assert_int_equal(a.status, 200);
    assert_true(shows(a, "Your answers are saved") && !shows(a, "/ask/resume/"));
    const char *link = link_sent();
    assert_int_equal(strlen(link), strlen("/ask/resume/") + 64);
    assert_int_equal(count("SELECT count(*) FROM draft_link WHERE token_hash = '' OR length(token_hash) <> 64"), 0);
    house_script(db, "UPDATE request_draft SET changed_at = changed_at - 10 * 86400000");      /* ten days later */
    a_minute_passes();
    assert_true(shows(ask(link, NULL, there), "Go on with your answers"));
    assert_true(shows(ask(link, NULL, there), "Go on with your answers"));                      /* looking uses nothing up */
    assert_string_equal(ask(link, "", there).go_to, "/ask/you");
    assert_true(shows(ask("/ask/child", NULL, there), "Addo") && shows(ask("/ask/files", NULL, there), "one.pdf"));
    assert_false(shows(ask("/ask/child", NULL, here), "Addo"));
    assert_int_equal(ask(link, NULL, there).status, 404);
    assert_int_equal(ask(link, "", visit()).status, 404);
    rest_of_it(there);
    assert_int_equal(ask("/ask/check", "", there).status, 303);
    assert_int_equal(count("SELECT count(*) FROM draft_link"), 0);
}

static void a_saved_form_is_deleted_when_its_days_are_over(void **state)
{
    (void)state;
    const char *me = visit();
    up_to_files(me);
    ask("/ask/save", "email=b%40family.example", me);
    const char *link = link_sent();
    house_script(db, "UPDATE request_draft SET changed_at = changed_at - 15 * 86400000, keep_until = keep_until - 15 * 86400000; UPDATE draft_link SET expires_at = expires_at - 15 * 86400000");
    assert_int_equal(ask(link, NULL, visit()).status, 404);
    a_minute_passes();
    assert_int_equal(count("SELECT count(*) FROM request_draft WHERE keep_until > 0"), 0);
    assert_int_equal(count("SELECT count(*) FROM draft_link"), 0);
}

static void answers_leave_a_device_of_others(void **state)
{
    (void)state;
    const char *me = visit(), *home = visit();
    up_to_files(me);
    ask("/ask/save", "email=c%40family.example", me);
    ask("/ask/leave", "", me);
    assert_false(shows(ask("/ask/child", NULL, me), "Addo"));
    assert_string_equal(ask(link_sent(), "", home).go_to, "/ask/files");
}

static void nobody_is_flooded_with_links(void **state)
{
    (void)state;
    const char *me = visit();
    up_to_files(me);
    for (int i = 0; i < 3; i++)
        assert_int_equal(ask("/ask/save", "email=d%40family.example", me).status, 200);
    assert_int_equal(ask("/ask/save", "email=D%40family.example", me).status, 422);
    assert_int_equal(count("SELECT count(*) FROM notice WHERE to_address = 'd@family.example'"), 3);
}

/* ---- Flooding a door ---- */

static void ten_thousand_posts_get_a_humane_answer(void **state)
{
    (void)state;
    const char *me = visit();
    int ok = 0, wait = 0;
    site.door_posts_a_minute = 240;
    ask("/ask/who", "asker=parent", me);
    struct web_answer last = { 0 };
    for (int i = 0; i < 1000; i++) {
        last = ask("/ask/child", "given_name=Kojo&family_name=Badu", me);
        ok += last.status == 303;
        wait += last.status == 429;
    }
    assert_true(ok >= 200 && ok < 400 && ok + wait == 1000);
    assert_true(shows(last, "Please wait a minute") && shows(last, "Telephone"));
    assert_true(shows(ask("/ask/child", NULL, me), "Badu"));       /* reading goes on, and nothing is lost */
    site.door_posts_a_minute = 0;
    assert_int_equal(ask("/ask/child", "given_name=Kojo&family_name=Badu", me).status, 303);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_sent_and_read), cmocka_unit_test(hostile_files_are_refused_in_words), cmocka_unit_test(broken_forms_change_nothing), cmocka_unit_test(no_more_than_can_be_read),
        cmocka_unit_test(files_come_with_the_public_form), cmocka_unit_test(files_of_a_draft_go_with_it), cmocka_unit_test(a_form_is_gone_on_with_elsewhere),
        cmocka_unit_test(a_saved_form_is_deleted_when_its_days_are_over), cmocka_unit_test(answers_leave_a_device_of_others), cmocka_unit_test(nobody_is_flooded_with_links),
        cmocka_unit_test(ten_thousand_posts_get_a_humane_answer),
    };
    return cmocka_run_group_tests_name("files and saved forms", tests, set_up, close_house);
}
