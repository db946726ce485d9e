/*
 * The family's own place: who is let in and out again, what two parents of one
 * child never see of each other, sharing that child_seen_by respects, the copy
 * to keep, the answer to a plan, and pages in the reader's language.
 */
#include "tests/house.h"
#include "app/family/family.h"
#include "app/notice/notice.sql.h"
#include "app/people/people.sql.h"
#include "app/plan/plan.h"
#include "app/setting/setting.h"
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct arena all;
static struct db *db;
static int64_t officer, child, nursery, mother_carer;
static const char *as_officer, *as_manager, *as_mother, *as_father, *as_nursery, *as_health, *today;

/* Everything that says who the father is; none of it may reach the mother. */
static const char *const of_father[] = { "Frank Fatherson", "father@test.example", "01632 960777", "stepfather-word" };

__attribute__((format(printf, 1, 2))) static const char *say_path(const char *format, ...)
{
    char text[2000];
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
static const char *of_child(const char *rest) { return say_path("/children/%lld%s", (long long)child, rest); }
static const char *today_parts(const char *name) { return say_path("%s-day=%d&%s-month=%d&%s-year=%d", name, date_day(today), name, date_month(today), name, date_year(today)); }

static int64_t carer(const char *name, const char *telephone, const char *relationship)
{
    int64_t id = new_id();
    db_begin_write(db);
    add_carer(db, &(struct add_carer){ .id = id, .child_id = child, .name = name, .relationship = relationship, .has_responsibility = "yes", .telephone = telephone, .email = "", .language = "", .contact_by = "" });
    db_commit(db);
    return id;
}

static struct web_answer verify(int64_t who, const char *email)
{
    return ask(say_path("/children/%lld/carers/%lld/link", (long long)child, (long long)who), say_path("how=seen&seen=Passport&basis=mother&email=%s&%s", email, today_parts("checked_on")), as_officer);
}

static const char *session_of(const char *email)
{
    struct person_by_email *p = person_by_email(db, email);
    assert_non_null(p);
    return house_session(db, &all, p->id);
}

static void who_is_who(void)
{
    officer = house_person(db, "officer", "officer@test.example");
    as_officer = house_session(db, &all, officer);
    as_manager = house_session(db, &all, house_person(db, "manager", "manager@test.example"));
    int64_t practitioner = house_person(db, "practitioner", "nursery@test.example"), health = house_person(db, "health", "health@test.example");
    as_nursery = house_session(db, &all, practitioner);
    as_health = house_session(db, &all, health);
    nursery = new_id();
    db_begin_write(db);
    add_setting(db, &(struct add_setting){ .id = nursery, .kind = "group", .name = "Acorn Nursery", .is_open = 1 });
    add_staff(db, practitioner, nursery, 1, "");
    struct act a = { db, officer, today, date_now_ms() };
    child = child_add(a, &(struct new_child){ .given_name = "Ola", .family_name = "Nowak", .born_on = "2023-02-03", .sex = "F", .known_on = today });
    child_add_placement(a, child, nursery, "2026-01-05", 15);
    db_commit(db);
    house_script(db, say_path("UPDATE person SET organisation = 'Marsh NHS Trust' WHERE id = %lld; INSERT INTO professional (id, child_id, person_id, name, job, organisation, from_on) VALUES (77, %lld, %lld, 'Hana', 'Health visitor', 'Marsh NHS Trust', '2026-01-01');",
        (long long)health, (long long)child, (long long)health));
}

static int set_up(void **state)
{
    (void)state;
    db = house_new(&all);
    today = date_of_instant(&all, date_now_ms());
    who_is_who();
    mother_carer = carer("Maria Nowak", "01632 960111", "mother");
    verify(mother_carer, "mother%40test.example");
    verify(carer(of_father[0], of_father[2], of_father[3]), "father%40test.example");
    as_mother = session_of("mother@test.example");
    as_father = session_of("father@test.example");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    db_close(db);
    arena_free(&all);
    return 0;
}

static bool gets_a_link(const char *email)
{
    size_t before, after;
    notices(db, "", INT64_MAX, &before);
    struct web_answer a = ask("/sign-in/link", say_path("email=%s", email), say_path("visit=v%s", email));
    assert_int_equal(a.status, 303);
    notices(db, "", INT64_MAX, &after);
    return after > before;
}

static void nobody_signs_in_before_a_check_and_nobody_after_it_is_taken_back(void **state)
{
    (void)state;
    int64_t aunt = carer("Ada Aunt", "", "guardian");
    assert_false(gets_a_link("aunt%40test.example"));
    assert_int_equal(ask(say_path("/children/%lld/carers/%lld/link", (long long)child, (long long)aunt), "email=aunt%40test.example", as_officer).status, 422);
    assert_int_equal(verify(aunt, "officer%40test.example").status, 422);       /* an officer's account is no parent's */
    assert_int_equal(verify(aunt, "mother%40test.example").status, 422);        /* linked to another carer of the child */
    assert_int_equal(verify(aunt, "Aunt%40test.example").status, 303);
    assert_true(gets_a_link("aunt%40test.example"));
    const char *as_aunt = session_of("aunt@test.example");
    assert_int_equal(ask(of_child(""), NULL, as_aunt).status, 200);
    assert_true(shows(ask(of_child(""), NULL, as_officer), "In person, with a document: Passport. Mother who gave birth"));
    const char *unlink = say_path("/children/%lld/carers/%lld/unlink", (long long)child, (long long)aunt);
    assert_int_equal(ask(unlink, "reason=", as_officer).status, 422);
    assert_int_equal(ask(unlink, "reason=mistake", as_mother).status, 404);
    assert_int_equal(ask(unlink, "reason=mistake", as_officer).status, 303);
    assert_string_equal(ask(of_child(""), NULL, as_aunt).go_to, "/sign-in");     /* signed out at once */
    assert_false(gets_a_link("aunt%40test.example"));
    assert_true(shows(ask(of_child(""), NULL, as_officer), "mistake"));
}

static int64_t plan_under_way(void)
{
    int64_t id = new_id();
    house_script(db, say_path("INSERT INTO plan (id, child_id, cycle, status, started_on, review_due_on, assessed, changed_at, created_at) VALUES (%lld, %lld, %lld, 'active', '2026-09-01', '2026-12-15', 'Ola points', 1, 1);",
        (long long)id, (long long)child, (long long)(id % 100000 + 1)));
    return id;
}

static void a_parent_agrees_or_asks_and_adds_the_childs_words(void **state)
{
    (void)state;
    int64_t plan = plan_under_way();
    const char *page = say_path("/plans/%lld", (long long)plan), *answer = say_path("/plans/%lld/answer", (long long)plan), *view = say_path("/plans/%lld/view", (long long)plan);
    assert_int_equal(ask(answer, "", as_mother).status, 422);
    assert_int_equal(ask(answer, "answer=question&question=", as_mother).status, 422);
    assert_int_equal(ask(answer, "answer=agree", as_nursery).status, 404);
    assert_int_equal(ask(answer, "answer=question&question=Why+not+at+home", as_mother).status, 303);
    assert_true(shows(ask(page, NULL, as_mother), "Why not at home"));
    assert_false(shows(ask(page, NULL, as_father), "Why not at home"));
    struct web_answer a = ask(page, NULL, as_officer);
    assert_true(shows(a, "Why not at home") && shows(a, "Has a question"));
    assert_int_equal(ask(answer, "answer=agree", as_father).status, 303);
    assert_true(shows(ask(page, NULL, as_officer), "Agrees"));
    assert_int_equal(ask(view, "words=&child_words=", as_mother).status, 422);
    assert_int_equal(ask(view, "words=&child_words=She+loves+the+swing", as_mother).status, 303);
    assert_true(shows(ask(page, NULL, as_officer), "She loves the swing"));
}

static void hides_the_father(const char *where, const char *text)
{
    for (size_t k = 0; k < sizeof of_father / sizeof *of_father; k++)
        if (strstr(text, of_father[k]))
            fail_msg("%s shows the mother “%s”", where, of_father[k]);
}

/* Every file of the folder that she takes, PDFs as a reader shows them. */
static void the_folder_hides_the_father(void)
{
    struct web_answer a = ask(of_child("/copy/folder"), NULL, as_mother);
    size_t n, len;
    const char *const *name = house_packed(&all, a.body, a.len, &n);
    assert_true(n > 3);
    for (size_t i = 0; i < n; i++) {
        const char *bytes = house_unpacked(&all, a.body, a.len, name[i], &len);
        hides_the_father(name[i], name[i]);
        hides_the_father(name[i], memcmp(bytes, "%PDF", 4) == 0 ? house_pdf_text(&all, bytes, len) : bytes);
    }
}

/* A letter to each parent, a passport that the father agreed, a report that he sent. */
static void papers_of_both(void)
{
    const char *format = "INSERT INTO document (id, child_id, kind, title, author, written_on, seen_by, run_id, to_name, to_address, subject, words, person_id, at) VALUES (%d, %lld, 'letter', 'T', 'Olive', '2026-03-05', 'everybody', 881, '%s', '%s', 'About Ola', 'Dear %s', %lld, 1);";
    char both[2][700];
    for (int i = 0; i < 2; i++)
        snprintf(both[i], sizeof both[i], format, 882 + i, (long long)child, i ? of_father[0] : "Maria Nowak", i ? "9 Hidden Lane" : "1 Elm Road", i ? of_father[0] : "Maria Nowak", (long long)officer);
    house_script(db, say_path("INSERT INTO letter_run (id, template_id, title, subject, words, chosen, made_by, made_at) VALUES (881, 1, 'T', 'S', 'W', 'One child', %lld, 1);%s%s"
        "INSERT INTO passport (id, child_id, status, appreciated, agreed_on, agreed_with, changed_at) VALUES (884, %lld, 'agreed', 'Her laugh', '2026-05-05', '%s, father', 1)", (long long)officer, both[0], both[1], (long long)child, of_father[0]));
}

/* Every page that the mother can come to by links from her child's page, and her copy. */
static void two_parents_never_see_each_other(void **state)
{
    (void)state;
    int64_t plan = plan_under_way();
    papers_of_both();
    ask(say_path("/plans/%lld/view", (long long)plan), "words=He+sleeps+well+here", as_father);
    ask(say_path("/plans/%lld/answer", (long long)plan), "answer=agree", as_father);
    ask(of_child("/sharing"), "with=organisation+Marsh+NHS+Trust&choice=no", as_father);
    ask(of_child("/feedback"), "listened_to=5&told_next=4&support_helped=3&words=thanks", as_father);
    ask(of_child(""), NULL, as_father);
    const char *const pages[] = { "/", of_child(""), of_child("/sharing"), of_child("/access"), of_child("/timeline"), of_child("/copy"), of_child("/copy/record"), of_child("/feedback"),
        of_child("/plans"), of_child("/school"), say_path("/plans/%lld", (long long)plan), say_path("/plans/%lld/view", (long long)plan), "/children" };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct web_answer a = ask(pages[i], NULL, as_mother);
        assert_int_equal(a.status, 200);
        hides_the_father(pages[i], a.body);
    }
    the_folder_hides_the_father();
    assert_true(shows(ask(of_child("/sharing"), NULL, as_mother), "It is not shared at the moment"));
    assert_int_equal(ask(of_child("/sharing"), "with=organisation+Marsh+NHS+Trust&choice=yes", as_mother).status, 303);
    assert_int_equal(ask(of_child(""), NULL, as_health).status, 404);            /* she cannot undo another's no */
    ask(of_child("/sharing"), "with=organisation+Marsh+NHS+Trust&choice=yes", as_father);
    assert_int_equal(ask(of_child(""), NULL, as_health).status, 200);
}

static void a_no_to_sharing_works_at_once_and_can_be_taken_back(void **state)
{
    (void)state;
    const char *key = say_path("with=setting+%lld&choice=", (long long)nursery);
    assert_int_equal(ask(of_child(""), NULL, as_nursery).status, 200);
    assert_true(shows(ask(of_child("/sharing"), NULL, as_mother), "Acorn Nursery"));
    assert_int_equal(ask(of_child("/sharing"), say_path("%sno", key), as_mother).status, 303);
    assert_int_equal(ask(of_child("/sharing"), say_path("%sno", key), as_mother).status, 303);
    assert_int_equal(ask(of_child(""), NULL, as_nursery).status, 404);
    assert_int_equal(ask(of_child(""), NULL, as_officer).status, 200);
    assert_true(shows(ask(of_child(""), NULL, as_officer), "Acorn Nursery: a parent said no"));
    assert_true(shows(ask(of_child("/sharing"), NULL, as_mother), "You said no"));
    assert_int_equal(ask(of_child("/sharing"), say_path("%syes", key), as_mother).status, 303);
    assert_int_equal(ask(of_child(""), NULL, as_nursery).status, 200);
    assert_int_equal(ask(of_child("/sharing"), "with=setting+1&choice=no", as_mother).status, 303);     /* none of hers: nothing happens */
    assert_int_equal(ask(of_child("/sharing"), NULL, as_nursery).status, 404);
}

static void the_copy_is_whole_scoped_and_written_down(void **state)
{
    (void)state;
    plan_under_way();
    struct web_answer a = ask(of_child("/copy/record"), NULL, as_mother);
    assert_int_equal(a.status, 200);
    assert_true(shows(a, "Nowak") && shows(a, "Ola points") && shows(a, "Acorn Nursery") && shows(a, "Maria Nowak") && shows(a, "Who has looked"));
    assert_false(shows(a, "<script") || shows(a, "/static/"));
    assert_true(shows(ask(of_child("/access"), NULL, as_mother), "Took a copy of the record"));
    assert_int_equal(ask(of_child("/copy/record"), NULL, as_officer).status, 404);
    assert_int_equal(ask(of_child("/copy/record"), NULL, NULL).status, 303);
}

static const char *in_copy(const char *name, const char *cookie)
{
    struct web_answer a = ask(of_child("/copy/folder"), NULL, cookie);
    size_t len = 0;
    assert_int_equal(a.status, 200);
    assert_string_equal(a.type, "application/zip");
    return house_unpacked(&all, a.body, a.len, name, &len);
}

/* What each parent sent is in their own copy only; a document for professionals is in neither. */
static void the_folder_holds_the_page_and_the_files(void **state)
{
    (void)state;
    house_script(db, say_path("INSERT INTO request (id, reference, kind, door, status, given_name, family_name, born_on, asker_name, asker_person_id, child_id, received_at, received_on, due_on)"
        " VALUES (901, 'RD-FATH-ER01', 'request', 'parent', 'accepted', 'Ola', 'Nowak', '2023-02-03', 'Frank Fatherson', %lld, %lld, 1, '2026-01-02', '2026-01-09');"
        "INSERT INTO file (id, name, kind, size, hash, sent_by, sent_at) VALUES (902, 'x.pdf', 'pdf', 9, 'x', NULL, 1), (903, 'y.pdf', 'pdf', 9, 'y', NULL, 1), (904, 'z.pdf', 'pdf', 9, 'z', NULL, 1);"
        "INSERT INTO request_file (request_id, file_id, number) VALUES (901, 902, 1);"
        "INSERT INTO document (id, child_id, kind, title, written_on, seen_by, file_id, person_id, at) VALUES (905, %lld, 'medical', 'Hearing test', '2026-03-02', 'everybody', 903, %lld, 1), (906, %lld, 'other', 'Worry at home', '2026-03-03', 'professionals', 904, %lld, 1)",
        (long long)person_by_email(db, "father@test.example")->id, (long long)child, (long long)child, (long long)officer, (long long)child, (long long)officer));
    const char *page = in_copy("record.html", as_mother);
    assert_non_null(page);
    const char *const has[] = { ">Support plan</a>", "Hearing test", "This is everything that you may see" };
    for (size_t i = 0; i < sizeof has / sizeof *has; i++)
        assert_non_null(strstr(page, has[i]));
    assert_true(!strstr(page, "RD-FATH") && !strstr(page, "Worry at home"));
    const char *plan = strstr(page, "<a href=\"./support-plan-") + strlen("<a href=\"./");                     /* the link leads to a file of the folder */
    assert_memory_equal(in_copy(arena_text(&all, plan, strcspn(plan, "\"")), as_mother), "%PDF-", 5);
    assert_true(strstr(page, "This file cannot be read"));                                    /* its bytes are nowhere here: the list says so */
    assert_non_null(strstr(in_copy("record.html", as_father), "RD-FATH-ER01"));
    assert_true(shows(ask(of_child("/access"), NULL, as_mother), "Took a copy of the record"));
    assert_int_equal(ask(of_child("/copy/folder"), NULL, as_officer).status, 404);
    assert_int_equal(ask(of_child("/copy/folder"), NULL, NULL).status, 303);
    assert_false(shows(ask(of_child("/copy/record"), NULL, as_mother), "This is everything that you may see"));
}

static void feedback_is_counted_and_has_no_name(void **state)
{
    (void)state;
    assert_int_equal(ask(of_child("/feedback"), "listened_to=9", as_mother).status, 422);
    assert_int_equal(ask(of_child("/feedback"), "listened_to=5&told_next=2&support_helped=4&words=You+rang+back", as_mother).status, 303);
    struct web_answer a = ask("/feedback", NULL, as_manager);
    assert_true(shows(a, "You rang back") && !shows(a, "Nowak") && !shows(a, of_child("")));
    assert_int_equal(ask("/feedback", NULL, as_mother).status, 404);
}

/* The language is a cookie of the browser; professionals read English; where a text is a draft the page says so. */
static void pages_speak_the_readers_language(void **state)
{
    (void)state;
    for (const struct language *l = languages; l->tag; l++) {
        bool is_draft;
        const char *title = language_find(l, "Who has looked", &is_draft), *mother = say_path("%s; language=%s", as_mother, l->tag);
        assert_non_null(title);
        struct web_answer a = ask(of_child("/access"), NULL, mother);
        assert_true(shows(a, title) && shows(a, say_path("<html class=\"govuk-template\" lang=\"%s\" dir=\"%s\"", l->tag, l->is_rtl ? "rtl" : "ltr")));
        assert_int_equal(shows(a, "rightdoor.rtl.css"), l->is_rtl);
        assert_true(!is_draft || shows(a, "data-translation=\"not-reviewed\""));
        assert_true(shows(ask(of_child("/access"), NULL, say_path("%s; language=%s", as_officer, l->tag)), "lang=\"en\""));
        assert_true(shows(ask("/ask", NULL, say_path("visit=x; language=%s", l->tag)), say_path("lang=\"%s\"", l->tag)));
    }
    assert_true(shows(ask("/ask", NULL, "language=xx"), "lang=\"en\""));
}

static void the_chosen_language_is_kept_and_written_in(void **state)
{
    (void)state;
    struct web_answer a = ask("/language", "language=pl&back=%2Fask", as_mother);
    assert_int_equal(a.status, 303);
    assert_string_equal(a.go_to, "/ask");
    assert_non_null(strstr(a.cookie, "language=pl"));
    assert_string_equal(people_language_of(db, "Mother@test.example"), "pl");
    assert_string_equal(ask("/language", "language=pl&back=%2F%2Fevil.example", as_mother).go_to, "/");
    assert_string_equal(ask("/language", "language=zz&back=https%3A%2F%2Fevil.example", as_father).go_to, "/");
    assert_true(gets_a_link("mother%40test.example"));
    size_t n;
    struct notices_due *due = notices_due(db, INT64_MAX, &n);
    assert_string_equal(due[n - 1].language, "pl");
    db_begin_write(db);
    people_written_language(db, 1, "mother@test.example", language_of("ar"));    /* a stranger's form changes nothing for whoever has an account */
    db_commit(db);
    assert_string_equal(people_language_of(db, "mother@test.example"), "pl");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_signs_in_before_a_check_and_nobody_after_it_is_taken_back),
        cmocka_unit_test(a_parent_agrees_or_asks_and_adds_the_childs_words),
        cmocka_unit_test(two_parents_never_see_each_other),
        cmocka_unit_test(a_no_to_sharing_works_at_once_and_can_be_taken_back),
        cmocka_unit_test(the_copy_is_whole_scoped_and_written_down),
        cmocka_unit_test(the_folder_holds_the_page_and_the_files),
        cmocka_unit_test(feedback_is_counted_and_has_no_name),
        cmocka_unit_test(pages_speak_the_readers_language),
        cmocka_unit_test(the_chosen_language_is_kept_and_written_in),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
