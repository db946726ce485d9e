/* Documents and letters: who reads which, letters to many with what is not known and what must not be told, templates, finding one's own notes. */
#include "app/document/document.h"
#include "app/request/attach.h"
#include "base/date.h"
#include "file/store.h"
#include "tests/house.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static struct arena all;
static struct db *db;
static struct site site;
static int64_t officer, ola, bo;
static const char *officer_cookie, *manager_cookie, *practitioner_cookie, *parent_cookie, *stranger_cookie;

#define PATH(...) arena_print(&all, __VA_ARGS__)
#define SHOWS(a, words) assert_non_null(strstr((a).body, words))
#define HIDES(a, words) assert_null(strstr((a).body, words))

static struct web_answer ask(const char *path, const char *body, const char *cookie) { return web_try(&site, db, &all, path, body, cookie); }

static int64_t add(struct act a, const char *given, bool is_restricted)
{
    int64_t id = child_add(a, &(struct new_child){ .given_name = given, .family_name = "Letter", .born_on = "2022-10-04", .known_on = "2026-01-05", .area = "North", .address = "1 Elm Road", .postcode = "MF1 1AA", .is_address_restricted = is_restricted });
    child_set_status(a, id, "service", "open", "2026-01-05", "");
    return id;
}

static int fill(void)
{
    db->arena = &all;
    site = site_of_features;
    site.today = "2026-11-24";
    officer = house_person(db, "officer", "officer@test.example");
    int64_t practitioner = house_person(db, "practitioner", "practitioner@test.example"), parent = house_person(db, "parent", "parent@test.example");
    officer_cookie = house_session(db, &all, officer);
    manager_cookie = house_session(db, &all, house_person(db, "manager", "manager@test.example"));
    practitioner_cookie = house_session(db, &all, practitioner);
    parent_cookie = house_session(db, &all, parent);
    stranger_cookie = house_session(db, &all, house_person(db, "parent", "stranger@test.example"));
    db_begin_write(db);
    struct act a = { db, officer, "2026-11-01", date_now_ms() };
    ola = add(a, "Ola", false);
    bo = add(a, "Bo", true);
    house_script(db, "DELETE FROM professional");                       /* nobody works with them yet, nor leads */
    house_script(db, "INSERT INTO setting (id, kind, name, area) VALUES (501, 'group', 'Orchard Nursery', 'North')");
    house_script(db, PATH("INSERT INTO staff (person_id, setting_id) VALUES (%lld, 501)", (long long)practitioner));
    child_add_placement(a, ola, 501, "2025-09-01", 15);
    house_script(db, PATH("INSERT INTO carer (id, child_id, person_id, name, has_responsibility, verified_on) VALUES (1, %lld, NULL, 'Other Carer', 'no', ''), (2, %lld, %lld, 'Ada Letter', 'yes', '2026-01-01')", (long long)ola, (long long)ola, (long long)parent));
    house_script(db, PATH("INSERT INTO document (id, child_id, kind, title, about, written_on, seen_by, person_id, at) VALUES (11, %lld, 'medical', 'Hearing test', 'Glue ear, seen at Łódź', '2026-03-02', 'everybody', %lld, 1), (12, %lld, 'therapy', 'Therapist says', '', '2026-04-02', 'professionals', %lld, 2), (13, %lld, 'other', 'Worry at home', '', '2026-05-02', 'service', %lld, 3)",
        (long long)ola, (long long)officer, (long long)ola, (long long)officer, (long long)ola, (long long)officer));
    db_commit(db);
    return 0;
}

static int start(void **state) { (void)state; db = house_new(&all); return fill(); }
static int start_postgres(void **state) { (void)state; db = house_new_postgres(&all); return fill(); }
static int stop(void **state) { (void)state; db_close(db); return 0; }

static void each_reads_what_is_for_them(void **state)
{
    (void)state;
    const char *path = PATH("/children/%lld/documents", (long long)ola);
    struct web_answer a = ask(path, NULL, officer_cookie);
    SHOWS(a, "Hearing test"), SHOWS(a, "Therapist says"), SHOWS(a, "Worry at home");
    a = ask(path, NULL, practitioner_cookie);
    SHOWS(a, "Hearing test"), SHOWS(a, "Therapist says"), HIDES(a, "Worry at home");
    a = ask(PATH("/children/%lld", (long long)ola), NULL, parent_cookie);
    SHOWS(a, "Hearing test"), HIDES(a, "Therapist says"), HIDES(a, "Worry at home");
    assert_int_equal(ask(path, NULL, stranger_cookie).status, 404);
    assert_int_equal(ask("/documents/13/edit", NULL, practitioner_cookie).status, 404);
    assert_int_equal(ask("/documents/12/edit", NULL, practitioner_cookie).status, 404);       /* not theirs */
    assert_int_equal(ask("/documents/12/edit", NULL, officer_cookie).status, 200);
}

static void what_it_is_and_who_sees_it_can_be_changed(void **state)
{
    (void)state;
    const char *right = "version=1&kind=therapy&title=Speech+report&written_on-day=2&written_on-month=4&written_on-year=2026&seen_by=everybody";
    assert_int_equal(ask("/documents/12/edit", "version=1&kind=nothing&title=&seen_by=all", officer_cookie).status, 422);
    assert_int_equal(ask("/documents/12/edit", right, officer_cookie).status, 303);
    SHOWS(ask(PATH("/children/%lld", (long long)ola), NULL, parent_cookie), "Speech report");
    assert_int_equal(ask("/documents/12/edit", right, manager_cookie).status, 409);            /* it is version 2 by now */
    assert_int_equal(ask("/documents/13/remove", "", officer_cookie).status, 303);
    HIDES(ask(PATH("/children/%lld/documents", (long long)ola), NULL, officer_cookie), "Worry at home");
}

static void a_template_names_only_fields_that_exist(void **state)
{
    (void)state;
    assert_string_equal(letter_unknown_field(&all, "Dear {parent}, about {child}"), "");
    assert_string_equal(letter_unknown_field(&all, "Dear {parnet}, about {child}"), "{parnet}");
    assert_string_equal(letter_unknown_field(&all, "An open { brace"), "{ brace");
    struct web_answer a = ask("/letters/templates/new", "title=T&subject=About+%7Bchild%7D&words=Dear+%7Bnobody%7D", officer_cookie);
    assert_int_equal(a.status, 422);
    SHOWS(a, "{nobody} is no field");
    assert_int_equal(ask("/letters/templates/new", "title=Visit&subject=About+%7Bchild%7D&words=Dear+%7Bparent%7D%2C+see+you+at+%7Bsetting%7D", officer_cookie).status, 303);
    assert_int_equal(ask("/letters/templates", NULL, practitioner_cookie).status, 404);
    assert_int_equal(ask("/letters/templates/2/offer", "offered=0", manager_cookie).status, 303);
    HIDES(ask("/letters/new", NULL, officer_cookie), "It is time to look at the plan");
    assert_int_equal(ask("/letters/templates/2/offer", "offered=1", manager_cookie).status, 303);
}

static int64_t newest_run(void)
{
    size_t n;
    struct letter_runs *r = letter_runs(db, officer, INT64_MAX, 5, &n);
    assert_true(n >= 1);
    return r[0].id;
}

static void letters_say_what_is_not_known_and_never_a_hidden_address(void **state)
{
    (void)state;
    size_t n;
    struct letter_templates *t = letter_templates(db, 0, &n);
    int64_t visit = 0;
    for (size_t i = 0; i < n; i++)
        visit = strcmp(t[i].title, "Visit") == 0 ? t[i].id : visit;
    const char *choice = PATH("template=%lld&whose=area&area=North&seen_by=everybody", (long long)visit);
    struct web_answer a = ask("/letters/new", choice, officer_cookie);
    assert_int_equal(a.status, 200);
    SHOWS(a, "2 letters");
    SHOWS(a, "no address on paper");
    assert_int_equal(ask("/letters/new", PATH("%s&then=write", choice), officer_cookie).status, 303);
    int64_t run = newest_run();
    struct letters_of_run *l = letters_of_run(db, officer, run, &n);
    assert_int_equal(n, 2);
    const struct letters_of_run *of_bo = strcmp(l[0].given_name, "Bo") == 0 ? &l[0] : &l[1], *of_ola = of_bo == l ? &l[1] : &l[0];
    assert_string_equal(of_bo->to_address, "");
    assert_string_equal(of_ola->to_address, "1 Elm Road\nMF1 1AA");
    assert_string_equal(of_ola->to_name, "Ada Letter");                                        /* who has responsibility */
    assert_string_equal(of_ola->words, "Dear Ada Letter, see you at Orchard Nursery");
    assert_string_equal(of_bo->words, "Dear [the parent], see you at [the setting]");
    a = ask(PATH("/letters/%lld/pdf", (long long)run), NULL, officer_cookie);
    assert_int_equal(a.status, 200);
    assert_memory_equal(a.body, "%PDF", 4);
    assert_int_equal(ask(PATH("/letters/%lld", (long long)run), NULL, manager_cookie).status, 404);
    assert_int_equal(ask(PATH("/documents/%lld/letter", (long long)of_ola->id), NULL, parent_cookie).status, 200);
    assert_int_equal(ask(PATH("/documents/%lld/letter", (long long)of_ola->id), NULL, stranger_cookie).status, 404);
    house_script(db, PATH("UPDATE document SET to_name = 'Other Carer' WHERE id = %lld", (long long)of_ola->id));       /* to the other parent: not for this one */
    assert_int_equal(ask(PATH("/documents/%lld/letter", (long long)of_ola->id), NULL, parent_cookie).status, 404);
    HIDES(ask(PATH("/children/%lld", (long long)ola), NULL, parent_cookie), "Visit</bdi>");
    assert_int_equal(ask("/letters/new", PATH("template=%lld&whose=mine&seen_by=everybody", (long long)visit), officer_cookie).status, 422);   /* leads nobody */
}

static void one_finds_ones_own_notes_by_the_beginnings_of_words(void **state)
{
    (void)state;
    SHOWS(ask("/notes/search", "words=glu+lodz", officer_cookie), "Hearing test");
    HIDES(ask("/notes/search", "words=lue", officer_cookie), "Hearing test");
    HIDES(ask("/notes/search", "words=glue", manager_cookie), "Hearing test");                 /* not theirs */
    assert_int_equal(ask("/notes/search", "words=", officer_cookie).status, 422);
    house_script(db, PATH("UPDATE child SET is_restricted = 1 WHERE id = %lld", (long long)ola));
    HIDES(ask("/notes/search", "words=glue", officer_cookie), "Hearing test");                 /* out of reach by now */
}

/* As files_enter leaves it: bytes in the store, a row, and its words waiting. */
static void sent(int64_t file, const char *kind, const char *from)
{
    const char *copy = PATH("%s/arriving/one", site.files_folder), *why;
    struct stat s;
    assert_int_equal(system(PATH("mkdir -p %s", site.files_folder)), 0);
    assert_true(store_open(&all, site.files_folder, &why));
    assert_int_equal(system(PATH("cp %s %s", from, copy)), 0);
    assert_int_equal(stat(copy, &s), 0);
    assert_true(store_keep(&all, site.files_folder, file, copy, s.st_size));
    house_script(db, PATH("INSERT INTO file (id, name, kind, size, hash, sent_at) VALUES (%lld, 'it', '%s', %lld, '', 1)", (long long)file, kind, (long long)s.st_size));
    await_file_words(db, file, "waiting");
}

static void what_stands_in_a_file_is_found_by_who_may_read_it(void **state)
{
    (void)state;
    site.files_folder = PATH("/tmp/rightdoor-document-files-%d", (int)getpid());
    house_script(db, PATH("UPDATE child SET is_restricted = 0 WHERE id = %lld", (long long)ola));
    sent(71, "pdf", "tests/samples/files/report.pdf");
    sent(72, "docx", "tests/samples/files/report.docx");
    house_script(db, PATH("INSERT INTO document (id, child_id, kind, title, written_on, seen_by, file_id, person_id, at) VALUES (21, %lld, 'medical', 'From the clinic', '2026-06-02', 'service', 71, %lld, 9)", (long long)ola, (long long)officer));
    HIDES(ask("/notes/search", "words=observation", officer_cookie), "From the clinic");             /* not read yet */
    SHOWS(ask("/notes/search", NULL, officer_cookie), "1 new file is");
    assert_true(files_read_next(db, site.files_folder));
    assert_true(files_read_next(db, site.files_folder));
    assert_false(files_read_next(db, site.files_folder));
    struct web_answer a = ask("/notes/search", "words=observ+clinic", officer_cookie);          /* one word in the file, one in its title */
    SHOWS(a, "From the clinic"), SHOWS(a, "(in the file)"), SHOWS(a, "<mark>");
    HIDES(ask("/notes/search", "words=observation", manager_cookie), "From the clinic");             /* does not work with the child */
    house_script(db, PATH("INSERT INTO professional (id, child_id, person_id, name, from_on) SELECT 901, %lld, p.id, p.name, '2026-01-01' FROM person p WHERE p.email = 'manager@test.example'", (long long)ola));
    SHOWS(ask("/notes/search", "words=observation", manager_cookie), "From the clinic");
    house_script(db, PATH("INSERT INTO professional (id, child_id, person_id, name, from_on) SELECT 902, %lld, p.id, p.name, '2026-01-01' FROM person p WHERE p.email = 'practitioner@test.example'", (long long)ola));
    HIDES(ask("/notes/search", "words=observation", practitioner_cookie), "From the clinic");        /* for the service only */
    house_script(db, "UPDATE document SET seen_by = 'professionals' WHERE id = 21");
    SHOWS(ask("/notes/search", "words=observation", practitioner_cookie), "From the clinic");
    assert_int_equal(ask("/documents/21/remove", "", officer_cookie).status, 303);               /* the words go with the file */
    assert_null(words_of_file(db, 71));
    HIDES(ask("/notes/search", "words=observation", officer_cookie), "From the clinic");
    assert_int_equal(system(PATH("rm -r %s", site.files_folder)), 0);
}

static void a_file_at_which_reading_ends_is_left_alone(void **state)
{
    (void)state;
    house_script(db, "INSERT INTO file (id, name, kind, size, hash, sent_at) VALUES (73, 'gone', 'pdf', 1, '', 1), (74, 'bad', 'docx', 1, '', 1); INSERT INTO file_text (file_id, state, tries) VALUES (73, 'waiting', 0), (74, 'waiting', 3)");
    assert_true(files_read_next(db, "/nowhere"));       /* its bytes are not there */
    assert_false(files_read_next(db, "/nowhere"));      /* the other was begun three times */
    assert_string_equal(words_of_file(db, 73)->words, "");
}

static void a_list_of_words_has_each_once(void **state)
{
    (void)state;
    assert_string_equal(files_word_list(&all, "Glue ear; the EAR, glue-ear. Łódź"), " ear glue lodz the");
    assert_string_equal(files_word_list(&all, " .,"), "");
}

static const char *text_of(struct web_answer a) { return house_pdf_text(&all, a.body, a.len); }

/* The day and the signature are the writer's, whoever prints it; the family's own print has no address, which may be that of a parent who lives apart. */
static void a_letter_stays_as_it_was_written(void **state)
{
    (void)state;
    house_script(db, PATH("INSERT INTO letter_run (id, template_id, title, subject, words, chosen, made_by, made_at) VALUES (81, 1, 'T', 'S', 'W', 'One child', %lld, 1);"
        "INSERT INTO document (id, child_id, kind, title, author, written_on, seen_by, run_id, to_name, to_address, subject, words, person_id, at) VALUES (82, %lld, 'letter', 'T', 'Olive Officer', '2026-03-05', 'everybody', 81, 'Ada Letter', '9 Hidden Lane', 'About Ola', 'Dear Ada Letter', %lld, 1)",
        (long long)officer, (long long)ola, (long long)officer));
    const char *text = text_of(ask("/documents/82/letter", NULL, parent_cookie));
    assert_true(strstr(text, "5 March 2026") && strstr(text, "Olive Officer") && !strstr(text, "Hidden Lane"));
    text = text_of(ask("/documents/82/letter", NULL, manager_cookie));
    assert_true(strstr(text, "5 March 2026") && strstr(text, "Olive Officer") && strstr(text, "9 Hidden Lane"));
}

/* What is nobody's goes after a day; the file of a document is somebody's. */
static void the_file_of_a_document_stays(void **state)
{
    (void)state;
    house_script(db, "INSERT INTO file (id, name, kind, size, hash, sent_at) VALUES (171, 'a.pdf', 'pdf', 3, 'h', 1), (172, 'b.pdf', 'pdf', 3, 'h', 1); UPDATE document SET file_id = 171 WHERE id = 11");
    db_begin_write(db);
    request_each_minute(db, "2026-11-24", date_now_ms());
    db_commit(db);
    db_begin_read(db);
    assert_int_equal(file_is_known(db, 171)->n, 1);
    assert_int_equal(file_is_known(db, 172)->n, 0);
    db_rollback(db);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_reads_what_is_for_them), cmocka_unit_test(what_it_is_and_who_sees_it_can_be_changed), cmocka_unit_test(a_template_names_only_fields_that_exist),
        cmocka_unit_test(a_letter_stays_as_it_was_written), cmocka_unit_test(the_file_of_a_document_stays),
        cmocka_unit_test(letters_say_what_is_not_known_and_never_a_hidden_address), cmocka_unit_test(one_finds_ones_own_notes_by_the_beginnings_of_words),
        cmocka_unit_test(what_stands_in_a_file_is_found_by_who_may_read_it), cmocka_unit_test(a_file_at_which_reading_ends_is_left_alone), cmocka_unit_test(a_list_of_words_has_each_once),
    };
    int failed = cmocka_run_group_tests_name("documents, SQLite", tests, start, stop);
    return getenv("RIGHTDOOR_TEST_POSTGRES") ? failed + cmocka_run_group_tests_name("documents, PostgreSQL", tests, start_postgres, stop) : failed;
}
