/*
 * The inclusion fund through its pages, on both engines: from a draft that is
 * mostly filled in to the decision, its reasons, the award, the appeal; who
 * sees and decides what; what people do that cannot be right.
 */
#include "app/funding/funding.h"
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
static struct site site;
static int64_t senco, helper, officer, manager, manager_two, therapist, parent, stranger, ola, other;
static const char *as_senco, *as_helper, *as_officer, *as_manager, *as_manager_two, *as_therapist, *as_parent, *as_stranger, *as_administrator, *as_analyst;

#define SAY(...) arena_print(&all, __VA_ARGS__)
#define SHOWS(a, words) shows(a, words, __LINE__)
#define HIDES(a, words) assert_null(strstr((a).body, words))

static void shows(struct web_answer a, const char *words, int line)
{
    if (!strstr(a.body, words))
        fprintf(stderr, "line %d: status %d, not said: %s\n%.*s\n", line, a.status, words, (int)a.len, a.body);
    assert_non_null(strstr(a.body, words));
}

static struct web_answer ask(const char *path, const char *body, const char *cookie) { return web_try(&site, db, &all, path, body, cookie); }

static const char *day(const char *name, const char *iso) { return SAY("%s-day=%d&%s-month=%d&%s-year=%d", name, date_day(iso), name, date_month(iso), name, date_year(iso)); }

/* A POST that must be taken; where it leads to. */
static const char *done(const char *path, const char *body, const char *cookie)
{
    struct web_answer a = ask(path, body, cookie);
    if (a.status != 303)
        fprintf(stderr, "%s: %d\n%.*s\n", path, a.status, (int)a.len, a.body);
    assert_int_equal(a.status, 303);
    return a.go_to;
}

static struct web_answer refused(const char *path, const char *body, const char *cookie)
{
    struct web_answer a = ask(path, body, cookie);
    assert_int_equal(a.status, 422);
    return a;
}

static void run(const char *sql)
{
    db_begin_write(db);
    house_script(db, sql);
    db_commit(db);
}

struct number { int64_t n; };
static int64_t count(const char *sql)
{
    static const struct db_column column[] = { { 'i', offsetof(struct number, n) } };
    struct db_query *q = arena_new(&all, struct db_query);      /* statements are kept by the query's address */
    *q = (struct db_query){ .name = "count", .params = "", .columns = 1, .column = column, .row_size = sizeof(struct number), .text = sql };
    db->arena = &all;
    struct number *n = db_one(db, q);
    return n ? n->n : -1;
}

/* ---- the world ---- */

static int64_t child(struct act a, const char *name, int64_t setting)
{
    int64_t id = child_add(a, &(struct new_child){ .given_name = name, .family_name = "O'Neil", .born_on = "2023-02-04", .known_on = "2025-01-10" });
    child_add_placement(a, id, setting, "2025-09-01", 15);
    return id;
}

static void fill(void)
{
    senco = house_person(db, "practitioner", "senco@test.example");
    helper = house_person(db, "practitioner", "helper@test.example");
    officer = house_person(db, "officer", "officer@test.example");
    manager = house_person(db, "manager", "manager@test.example");
    manager_two = house_person(db, "manager", "manager2@test.example");
    therapist = house_person(db, "health", "therapist@test.example");
    parent = house_person(db, "parent", "parent@test.example");
    stranger = house_person(db, "practitioner", "stranger@test.example");
    db_begin_write(db);
    house_script(db, "INSERT INTO setting (id, kind, name, urn) VALUES (501, 'group', 'Orchard Nursery', 'EY500501'), (502, 'group', '=Hill Nursery', 'EY500502')");
    house_script(db, SAY("INSERT INTO staff (person_id, setting_id, is_senco) VALUES (%lld, 501, 1), (%lld, 501, 0), (%lld, 502, 1)", (long long)senco, (long long)helper, (long long)stranger));
    struct act a = { db, officer, "2026-03-02", date_instant("2026-03-02", 9, 0) };
    ola = child(a, "Ola", 501);
    other = child(a, "Zed", 502);
    child_set_lead(a, ola, officer);
    house_script(db, SAY("INSERT INTO carer (id, child_id, person_id, name, email, verified_on) VALUES (1, %lld, %lld, 'Test parent', 'parent@test.example', '2026-01-01')", (long long)ola, (long long)parent));
    house_script(db, SAY("INSERT INTO plan (id, child_id, cycle, status, assessed, parent_view, started_on, review_due_on, changed_at, created_at) VALUES (1, %lld, 1, 'reviewed', 'Points at things', 'He sings at home', '2025-09-20', '', 1, 1), (2, %lld, 2, 'active', 'Two words now', 'He wants friends', '2026-01-10', '2026-04-01', 1, 1)", (long long)ola, (long long)ola));
    house_script(db, "INSERT INTO outcome (id, plan_id, position, area, outcome, strategies, how_often, rating) VALUES (1, 1, 1, 'CI', 'Asks with a picture', 'Offer two pictures', 'Daily', 2), (2, 2, 1, 'CI', 'Asks with a word', 'Wait and say the word', 'At snack', 0)");
    house_script(db, "INSERT INTO review (id, plan_id, held_on, impact, decision, because, at) VALUES (1, 1, '2026-01-08', 'Calmer mornings', 'continue', 'It helps', 1)");
    house_script(db, SAY("INSERT INTO need (id, child_id, code, rank, from_on) VALUES (1, %lld, 'SLCN', 1, '2025-02-01')", (long long)ola));
    house_script(db, "INSERT INTO funding_band (id, stream, name, criteria, unit, cycles, from_on, source) VALUES (11, 'EYIF', 'Band 1', 'A little more', 'term', 1, '2025-04-01', 'Forum'), (12, 'EYIF', 'Band 3', 'Beside the child', 'hour', 2, '2025-04-01', 'Forum'), (13, 'EYIF', 'Settling in', 'Once', 'once', 0, '2025-04-01', 'Forum')");
    house_script(db, "INSERT INTO funding_rate (id, band_id, pence, from_on, source) VALUES (11, 11, 45000, '2025-04-01', 'Forum'), (12, 12, 850, '2025-04-01', 'Forum'), (13, 13, 35000, '2025-04-01', 'Forum')");
    house_script(db, "INSERT INTO funding_term (id, name, from_on, to_on, weeks, pay_on, source) VALUES (1, 'Spring 2026', '2026-01-05', '2026-04-02', 12, '2026-01-19', 'Council'), (2, 'Summer 2026', '2026-04-20', '2026-07-21', 13, '2026-05-04', 'Council'), (3, 'Autumn 2026', '2026-09-02', '2026-12-18', 14, '2026-09-16', 'Council')");
    db_commit(db);
    as_senco = house_session(db, &all, senco);
    as_helper = house_session(db, &all, helper);
    as_officer = house_session(db, &all, officer);
    as_manager = house_session(db, &all, manager);
    as_manager_two = house_session(db, &all, manager_two);
    as_therapist = house_session(db, &all, therapist);
    as_parent = house_session(db, &all, parent);
    as_stranger = house_session(db, &all, stranger);
    as_administrator = house_session(db, &all, house_person(db, "administrator", "administrator@test.example"));
    as_analyst = house_session(db, &all, house_person(db, "analyst", "analyst@test.example"));
}

static int begin(struct db *opened)
{
    db = opened;
    if (!db)
        return -1;
    db->arena = &all;
    site = site_of_features;
    site.today = "2026-03-02";
    fill();
    return 0;
}

static int start_sqlite(void **state) { (void)state; return begin(house_new(&all)); }
static int start_postgres(void **state) { (void)state; return begin(house_new_postgres(&all)); }

static int stop(void **state)
{
    (void)state;
    db_close(db);
    arena_free(&all);
    return 0;
}

/* ---- rates, by the administrator ---- */

static void rates_are_rows_with_a_source(void **state)
{
    (void)state;
    assert_int_equal(ask("/funding/rates", NULL, as_parent).status, 404);
    SHOWS(ask("/funding/rates", NULL, as_senco), "£450 a term");
    assert_int_equal(ask("/funding/rates/new", NULL, as_manager).status, 404);
    SHOWS(refused("/funding/rates/11", SAY("what=rate&pounds=8.505&source=Forum&%s", day("from_on", "2026-04-01")), as_administrator), "Enter the rate in pounds and pence");
    SHOWS(refused("/funding/rates/11", SAY("what=rate&pounds=480&source=Forum&%s", day("from_on", "2025-04-01")), as_administrator), "There is a rate from this day already");
    SHOWS(refused("/funding/rates/11", SAY("what=end&%s", day("to_on", "2024-04-01")), as_administrator), "it cannot end before");
    done("/funding/rates/11", SAY("what=rate&pounds=480&source=Forum+2026&%s", day("from_on", "2026-09-01")), as_administrator);
    SHOWS(ask("/funding/rates", NULL, as_senco), "£480 from 1 Sep 2026");
    SHOWS(refused("/funding/terms/new", SAY("name=Overlap&weeks=5&source=Council&%s&%s&%s", day("from_on", "2026-07-01"), day("to_on", "2026-08-10"), day("pay_on", "2026-07-10")), as_administrator), "has some of these days");
    SHOWS(refused("/funding/terms/new", SAY("name=Long&weeks=20&source=Council&%s&%s&%s", day("from_on", "2027-01-05"), day("to_on", "2027-02-10"), day("pay_on", "2027-01-10")), as_administrator), "There are not so many weeks");
    done("/funding/terms/new", SAY("name=Spring+2027&weeks=11&source=Council&%s&%s&%s", day("from_on", "2027-01-05"), day("to_on", "2027-03-26"), day("pay_on", "2027-01-19")), as_administrator);
    SHOWS(ask("/", NULL, as_administrator), "Terms are entered up to 26 March 2027");
}

/* ---- an application ---- */

static const char *application;
static int64_t application_id;

static const char *at(const char *rest) { return SAY("%s%s", application, rest); }

static int64_t id_in(const char *path)
{
    int64_t id = 0;
    for (const char *s = path; *s && !id; s++)
        if (*s == '/' && s[1] >= '0' && s[1] <= '9')
            id = atoll(s + 1);
    return id;
}

static const char *version(void) { return SAY("version=%lld", (long long)count(SAY("SELECT version AS n FROM funding_application WHERE id = %lld", (long long)application_id))); }

static const char *draft(const char *band, const char *from, const char *to, const char *more)
{
    return SAY("band=%s&pays_for=Jo+sits+beside+him&tried=Pictures&difference=He+plays+with+others&evidence=plan&evidence=cycles&evidence=needs&family_view=He+wants+friends&%s&%s&%s&%s%s", band, day("from_on", from), day("to_on", to), day("family_told_on", "2026-02-27"), version(), more);
}

static void most_of_a_draft_is_there_already(void **state)
{
    (void)state;
    assert_int_equal(ask(SAY("/children/%lld/funding", (long long)ola), NULL, as_stranger).status, 404);
    assert_int_equal(ask(SAY("/children/%lld/funding/new", (long long)ola), "", as_stranger).status, 404);
    assert_int_equal(ask(SAY("/children/%lld/funding/new", (long long)ola), "", as_parent).status, 404);
    const char *path = done(SAY("/children/%lld/funding/new", (long long)ola), "", as_helper);
    application_id = id_in(path);
    application = SAY("/funding/applications/%lld", (long long)application_id);
    struct web_answer a = ask(path, NULL, as_helper);
    SHOWS(a, "Wait and say the word");
    assert_int_equal(a.status, 200);
}

static void a_draft_may_be_incomplete_and_says_what_is_missing(void **state)
{
    (void)state;
    struct web_answer a = ask(at(""), NULL, as_helper);
    SHOWS(a, "Choose a band");
    SHOWS(a, "Enter when you told the family");
    SHOWS(a, "Your SENCO sends it");
    HIDES(a, "Send to the panel");
    done(at("/draft"), SAY("pays_for=&%s", version()), as_helper);
    SHOWS(refused(at("/draft"), draft("11", "2026-04-20", "2026-04-19", ""), as_senco), "cannot be before the first");
    SHOWS(refused(at("/draft"), draft("11", "2026-04-20", "2027-12-18", ""), as_senco), "at most 12 months");
    SHOWS(refused(at("/draft"), draft("11", "2024-04-20", "2024-06-01", ""), as_senco), "at most three months ago");
    SHOWS(refused(at("/draft"), draft("12", "2026-04-20", "2026-07-21", "&hours=7.3"), as_senco), "quarters of hours");
    assert_int_equal(ask(at("/draft"), draft("99", "2026-04-20", "2026-07-21", ""), as_senco).status, 422);
    done(at("/draft"), draft("11", "2026-04-20", "2027-04-19", ""), as_senco);
    SHOWS(ask(at(""), NULL, as_senco), "Terms are entered only up to 26 March 2027");
    done(at("/draft"), draft("11", "2026-07-25", "2026-08-20", ""), as_senco);
    SHOWS(ask(at(""), NULL, as_senco), "All of these days lie in holidays");
    done(at("/draft"), draft("11", "2026-04-20", "2026-12-18", ""), as_senco);
    a = ask(at(""), NULL, as_senco);
    SHOWS(a, "Send to the panel");
    SHOWS(a, "£900");
}

static void two_write_one_draft_and_lose_nothing(void **state)
{
    (void)state;
    const char *old = version();
    done(at("/draft"), draft("11", "2026-04-20", "2026-12-18", ""), as_senco);
    struct web_answer a = ask(at("/draft"), SAY("band=11&pays_for=My+own+words&%s&%s&%s", day("from_on", "2026-04-20"), day("to_on", "2026-12-18"), old), as_helper);
    assert_int_equal(a.status, 409);
    SHOWS(a, "My own words");
    SHOWS(a, "Jo sits beside him");
}

static void sending_freezes_what_the_panel_reads(void **state)
{
    (void)state;
    done(at("/support"), "support=I+visited+in+January", as_officer);
    done(at("/send"), "", as_helper);
    assert_int_equal(count(SAY("SELECT count(*) AS n FROM funding_copy WHERE application_id = %lld", (long long)application_id)), 0);     /* the helper is not the SENCO */
    done("/funding/panels/new", SAY("place=Oak&%s&%s", day("meets_on", "2026-03-18"), day("closes_on", "2026-03-04")), as_manager);
    SHOWS(refused("/funding/panels/new", SAY("%s&%s", day("meets_on", "2026-03-18"), day("closes_on", "2026-03-19")), as_manager), "meets on this day already");
    SHOWS(refused("/funding/panels/new", SAY("%s&%s", day("meets_on", "2026-04-15"), day("closes_on", "2026-04-16")), as_manager), "must not be after the day of the panel");
    done(at("/send"), "", as_senco);
    assert_string_equal(child_status_now(db, ola, "funding"), "applied");
    run("UPDATE outcome SET outcome = 'Something else now' WHERE id = 2");
    run("UPDATE plan SET assessed = 'Changed afterwards' WHERE id = 2");
    struct web_answer a = ask(at(""), NULL, as_senco);
    SHOWS(a, "Asks with a word");
    SHOWS(a, "Some progress");
    SHOWS(a, "I visited in January");
    HIDES(a, "Something else now");
    HIDES(a, "Changed afterwards");
    done(at("/draft"), draft("12", "2026-04-20", "2026-12-18", ""), as_senco);
    assert_int_equal(count(SAY("SELECT band_id AS n FROM funding_application WHERE id = %lld", (long long)application_id)), 11);
    assert_int_equal(ask(at(""), NULL, as_stranger).status, 404);
    assert_int_equal(ask(at(""), NULL, as_therapist).status, 404);
    SHOWS(ask("/funding", NULL, as_senco), "Ola");
    HIDES(ask("/funding", NULL, as_stranger), "Ola");
    HIDES(ask("/funding?show=draft", NULL, as_senco), "O&#39;Neil");
    a = ask("/funding/csv", NULL, as_manager);
    SHOWS(a, "Reference,Child");
}

static void a_changed_copy_is_noticed(void **state)
{
    (void)state;
    const char *line = SAY("copy_id = (SELECT id FROM funding_copy WHERE application_id = %lld) AND position = 1", (long long)application_id);
    run(SAY("UPDATE funding_copy_line SET words = words || '!' WHERE %s", line));
    SHOWS(ask(at(""), NULL, as_senco), "not as it was when it was sent");
    run(SAY("UPDATE funding_copy_line SET words = substr(words, 1, length(words) - 1) WHERE %s", line));
    HIDES(ask(at(""), NULL, as_senco), "not as it was when it was sent");
}

/* ---- the panel ---- */

static const char *panel;

static void only_members_sit_and_only_on_what_does_not_bind_them(void **state)
{
    (void)state;
    panel = SAY("/funding/panels/%lld", (long long)count("SELECT id AS n FROM funding_panel"));
    assert_int_equal(ask(panel, NULL, as_therapist).status, 404);
    SHOWS(refused("/funding/members", "role=health&because=Therapist", as_manager), "Choose the person");
    done("/funding/members", SAY("role=health&health=%lld&because=Therapist", (long long)therapist), as_manager);
    done("/funding/members", SAY("role=officer&officer=%lld&because=Adviser", (long long)officer), as_manager);
    struct web_answer a = ask(panel, NULL, as_therapist);
    SHOWS(a, "Ola");                                       /* the name and the setting, to say whether anything binds */
    HIDES(a, "Jo sits beside him");
    assert_int_equal(ask(at(""), NULL, as_therapist).status, 404);
    SHOWS(refused(SAY("%s/links", panel), SAY("linked=%lld", (long long)application_id), as_therapist), "what the link is");
    done(SAY("%s/links", panel), "", as_therapist);
    SHOWS(ask(panel, NULL, as_therapist), "Jo sits beside him");
    SHOWS(ask(at(""), NULL, as_therapist), "Asks with a word");
    assert_int_equal(ask(SAY("/children/%lld", (long long)ola), NULL, as_therapist).status, 404);       /* the application only, not the record */
    a = ask(panel, NULL, as_officer);
    SHOWS(a, "others decide about it");                    /* supported it, and leads */
    done(SAY("%s/links", panel), SAY("linked=%lld&because=His+aunt", (long long)application_id), as_manager_two);
    a = ask(panel, NULL, as_manager_two);
    HIDES(a, "Ola");
    SHOWS(a, "hidden from you");
    assert_int_equal(ask(at(""), NULL, as_manager_two).status, 404);
    assert_int_equal(ask(at("/decision"), NULL, as_manager_two).status, 404);
    HIDES(ask("/funding", NULL, as_manager_two), "Ola");
    done(SAY("%s/links", panel), "", as_manager_two);                                                   /* cannot be unsaid by oneself */
    assert_int_equal(ask(at(""), NULL, as_manager_two).status, 404);
}

static void a_decision_needs_people_who_are_there(void **state)
{
    (void)state;
    done(SAY("%s/links", panel), "", as_manager);
    SHOWS(refused(SAY("%s/people", panel), SAY("people=%lld", (long long)manager), as_manager), "recorded on the day");
    site.today = "2026-03-18";
    SHOWS(refused(at("/decision"), "outcome=award&reasons=Because", as_manager), "not recorded as being at the panel");
    done(SAY("%s/people", panel), SAY("people=%lld&people=%lld", (long long)manager, (long long)officer), as_manager);
    SHOWS(refused(at("/decision"), "outcome=award&reasons=Because", as_manager), "A decision needs 2 members");
    done(SAY("%s/people", panel), SAY("people=%lld&people=%lld&people=%lld", (long long)manager, (long long)officer, (long long)therapist), as_manager);
    assert_string_equal(done(at("/decision"), "outcome=award&reasons=Because", as_officer), application);   /* bound: sent back */
    assert_int_equal(count("SELECT count(*) AS n FROM funding_decision"), 0);
}

static void more_information_is_a_question_with_an_owner(void **state)
{
    (void)state;
    SHOWS(refused(at("/decision"), SAY("outcome=more&question=How+often%%3F&%s", day("answer_by", "2026-03-27")), as_therapist), "Choose who answers it");
    assert_int_equal(ask(at("/decision"), SAY("outcome=more&question=How&owner=%lld&%s", (long long)stranger, day("answer_by", "2026-03-27")), as_therapist).status, 422);
    done(at("/decision"), SAY("outcome=more&question=How+often%%3F&owner=%lld&%s", (long long)senco, day("answer_by", "2026-03-27")), as_therapist);
    SHOWS(ask(at(""), NULL, as_senco), "More information needed");
    SHOWS(ask("/", NULL, as_senco), "Answer the panel about");
    assert_int_equal(count("SELECT count(*) AS n FROM notice WHERE kind = 'funding question' AND to_address = 'senco@test.example'"), 1);
    assert_int_equal(count(SAY("SELECT count(*) AS n FROM deadline WHERE rule = 'funding question' AND owner_id = %lld AND done_on = ''", (long long)senco)), 1);
    done("/funding/panels/new", SAY("%s&%s", day("meets_on", "2026-04-15"), day("closes_on", "2026-04-01")), as_manager);
    SHOWS(refused(at("/answer"), "answer=", as_senco), "Write your answer");
    done(at("/answer"), "answer=Every+day+at+snack&evidence=plan&evidence=cycles", as_senco);
    struct web_answer a = ask(at(""), NULL, as_senco);
    SHOWS(a, "Every day at snack");
    SHOWS(a, "newest of 2 copies");
    SHOWS(a, "15 April 2026");
    assert_int_equal(count("SELECT count(*) AS n FROM deadline WHERE rule = 'funding question' AND done_on = ''"), 0);
}

static void what_is_not_decided_goes_to_the_next_day(void **state)
{
    (void)state;
    done(SAY("%s/end", panel), "", as_manager);
    panel = SAY("/funding/panels/%lld", (long long)count("SELECT panel_id AS n FROM funding_application WHERE status = 'sent'"));
    site.today = "2026-04-15";
    SHOWS(ask(panel, NULL, as_therapist), "Jo sits beside him");
    done(SAY("%s/people", panel), SAY("people=%lld&people=%lld", (long long)manager, (long long)therapist), as_manager);
}

static const char *award;

static void a_decision_has_reasons_and_makes_an_award(void **state)
{
    (void)state;
    SHOWS(refused(at("/decision"), "outcome=award", as_manager), "Write the reasons");
    SHOWS(refused(at("/decision"), SAY("outcome=award&reasons=Yes&%s", day("review_on", "2026-01-10")), as_manager), "within the award");
    done(at("/decision"), "outcome=award&reasons=Two+cycles+were+tried&conditions=Jo+is+trained", as_manager);
    struct web_answer a = ask(at(""), NULL, as_senco);
    SHOWS(a, "Two cycles were tried");
    SHOWS(a, "Jo is trained");
    SHOWS(a, "£900");
    int64_t id = count("SELECT id AS n FROM funding_award");
    award = SAY("/funding/awards/%lld", (long long)id);
    assert_int_equal(count("SELECT count(*) AS n FROM funding_decider"), 2);
    assert_int_equal(count("SELECT sum(pence) AS n FROM funding_payment"), 90000);
    assert_int_equal(count("SELECT count(*) AS n FROM funding_payment"), 2);
    assert_string_equal(child_status_now(db, ola, "funding"), "awarded");
    SHOWS(ask(award, NULL, as_senco), "Summer 2026");
    assert_int_equal(ask(award, NULL, as_stranger).status, 404);
    assert_int_equal(ask(SAY("%s/change", award), NULL, as_officer).status, 404);
    assert_int_equal(count("SELECT count(*) AS n FROM notice WHERE kind = 'funding told' AND to_address = 'parent@test.example'"), 1);
    a = ask(SAY("/funding/decisions/%lld", (long long)count("SELECT id AS n FROM funding_decision")), NULL, as_senco);
    SHOWS(a, "Its seal fits");
    SHOWS(a, "Every day at snack");
    assert_string_equal(done(at("/decision"), "outcome=no&reasons=No&helps_instead=Talk", as_therapist), application);      /* decided: once */
    assert_int_equal(count("SELECT count(*) AS n FROM funding_decision"), 1);
}

/* ---- a second application, over the same days ---- */

static int64_t second_application(const char *band, const char *from, const char *to)
{
    const char *path = done(SAY("/children/%lld/funding/new", (long long)ola), "", as_senco);
    application_id = id_in(path);
    application = SAY("/funding/applications/%lld", (long long)application_id);
    done(at("/draft"), draft(band, from, to, "&hours=7.25"), as_senco);
    done(at("/send"), "", as_senco);
    int64_t there = count(SAY("SELECT coalesce(panel_id, 0) AS n FROM funding_application WHERE id = %lld", (long long)application_id));
    panel = SAY("/funding/panels/%lld", (long long)there);
    done(SAY("%s/links", panel), "", as_manager);
    done(SAY("%s/links", panel), "", as_therapist);
    return there;
}

static void awards_over_the_same_days_are_refused_with_a_way_out(void **state)
{
    (void)state;
    done("/funding/panels/new", SAY("%s&%s", day("meets_on", "2026-05-13"), day("closes_on", "2026-05-01")), as_manager);
    assert_true(second_application("12", "2026-09-02", "2027-03-26") > 0);
    site.today = "2026-05-13";
    done(SAY("%s/people", panel), SAY("people=%lld&people=%lld", (long long)manager, (long long)therapist), as_manager);
    struct web_answer a = refused(at("/decision"), "outcome=award&reasons=Yes", as_manager);
    SHOWS(a, "There is an award already: Band 1 at Orchard Nursery");
    SHOWS(a, "19 December 2026");                                        /* ... or begins after it */
    SHOWS(refused(at("/decision"), SAY("outcome=part&band=12&hours=7.25&reasons=Yes&%s&%s", day("from_on", "2026-04-20"), day("to_on", "2026-12-18")), as_manager), "does not begin before the new one");
    done(at("/decision"), "outcome=award&reasons=Yes&end_earlier=1", as_manager);
    assert_int_equal(count("SELECT count(*) AS n FROM funding_award WHERE last_on = '2026-09-01' AND ended_because <> ''"), 1);
    assert_int_equal(count(SAY("SELECT sum(pence) AS n FROM funding_payment WHERE award_id = %s", strrchr(award, '/') + 1)), 45000);
    assert_int_equal(count("SELECT sum(pence) AS n FROM funding_payment p JOIN funding_award w ON w.id = p.award_id WHERE w.unit = 'hour'"), 850 * 435 * 25 / 60);
}

static void once_may_stand_beside(void **state)
{
    (void)state;
    done("/funding/panels/new", SAY("%s&%s", day("meets_on", "2026-06-10"), day("closes_on", "2026-06-01")), as_manager);
    second_application("13", "2026-06-15", "2026-07-21");
    site.today = "2026-06-10";
    done(SAY("%s/people", panel), SAY("people=%lld&people=%lld", (long long)manager, (long long)therapist), as_manager);
    SHOWS(refused(at("/decision"), "outcome=no&reasons=There+is+other+help", as_manager), "Write what helps instead");
    done(at("/decision"), "outcome=no&reasons=There+is+other+help&helps_instead=The+officer+visits", as_manager);
    SHOWS(ask(at(""), NULL, as_senco), "The officer visits");
    assert_string_equal(child_status_now(db, ola, "funding"), "awarded");
}

/* ---- an appeal ---- */

static void an_appeal_is_decided_by_somebody_else(void **state)
{
    (void)state;
    SHOWS(refused(at("/appeal"), SAY("made_by=Parent&grounds=New+report&%s", day("received_on", "2026-06-01")), as_senco), "cannot be before the decision");
    done(at("/appeal"), SAY("made_by=Parent&grounds=There+is+a+new+report&%s", day("received_on", "2026-06-10")), as_senco);
    SHOWS(ask(at(""), NULL, as_senco), "Appeal under way");
    assert_int_equal(count("SELECT count(*) AS n FROM deadline WHERE rule = 'funding appeal' AND due_on = '2026-07-08' AND done_on = ''"), 1);   /* 20 working days */
    SHOWS(ask(at(""), NULL, as_manager), "Somebody else decides the appeal");
    done(at("/decision"), "outcome=award&reasons=Yes", as_manager);
    assert_int_equal(count("SELECT count(*) AS n FROM funding_decision WHERE stage = 'appeal'"), 0);
    done(SAY("%s/links", panel), "", as_manager_two);
    SHOWS(ask("/", NULL, as_manager_two), "Decide the appeal");
    SHOWS(ask(at("/decision"), NULL, as_manager_two), "There is a new report");
    done(at("/decision"), "outcome=award&reasons=The+report+shows+it", as_manager_two);
    assert_int_equal(count("SELECT count(*) AS n FROM funding_appeal WHERE result_id IS NULL"), 0);
    assert_int_equal(count("SELECT pence AS n FROM funding_payment p JOIN funding_award w ON w.id = p.award_id WHERE w.unit = 'once'"), 35000);
    SHOWS(ask(at(""), NULL, as_senco), "Decision on appeal");
    assert_string_equal(done(at("/appeal"), "made_by=x&grounds=y", as_senco), application);                   /* awarded: nothing to appeal against */
}

/* ---- conflicts lifted, withdrawn, restricted ---- */

static void a_link_said_by_mistake_is_lifted_by_another(void **state)
{
    (void)state;
    int64_t first = count("SELECT min(id) AS n FROM funding_application");
    const char *path = SAY("/funding/applications/%lld/conflicts", (long long)first);
    assert_int_equal(ask(path, NULL, as_manager_two).status, 404);
    SHOWS(ask(path, NULL, as_manager), "His aunt");
    SHOWS(refused(path, SAY("person=%lld", (long long)manager_two), as_manager), "Write why");
    assert_int_equal(ask(path, SAY("person=%lld&because=x", (long long)officer), as_manager).status, 422);     /* who wrote it stays bound */
    done(path, SAY("person=%lld&because=Wrong+row", (long long)manager_two), as_manager);
    assert_int_equal(ask(SAY("/funding/applications/%lld", (long long)first), NULL, as_manager_two).status, 200);
}

static void a_restricted_child_is_for_managers_alone(void **state)
{
    (void)state;
    done("/funding/panels/new", SAY("%s&%s", day("meets_on", "2026-07-08"), day("closes_on", "2026-07-01")), as_manager);
    second_application("13", "2026-09-02", "2026-12-18");
    run(SAY("UPDATE child SET is_restricted = 1 WHERE id = %lld", (long long)ola));
    assert_int_equal(ask(at(""), NULL, as_therapist).status, 404);
    HIDES(ask(panel, NULL, as_therapist), "Ola");
    SHOWS(ask(panel, NULL, as_therapist), "hidden from you");
    assert_int_equal(ask(at(""), NULL, as_manager).status, 200);
    run(SAY("UPDATE child SET is_restricted = 0 WHERE id = %lld", (long long)ola));
    done(at("/withdraw"), "", as_senco);
    SHOWS(ask(at(""), NULL, as_senco), "Withdrawn");
    done(at("/withdraw"), "", as_senco);                   /* a second time is harmless */
    assert_string_equal(child_status_now(db, ola, "funding"), "awarded");
}

/* ---- paying ---- */

static int64_t award_of(const char *unit) { return count(SAY("SELECT max(id) AS n FROM funding_award WHERE unit = '%s'", unit)); }

/* There is one book: every schedule is the sum of its lines, and what an award has cost is the sum of its payments. */
static void books_hold(void)
{
    assert_int_equal(count("SELECT count(*) AS n FROM funding_schedule g WHERE g.pence <> (SELECT coalesce(sum(p.pence), 0) FROM funding_payment p WHERE p.schedule_id = g.id)"), 0);
    assert_int_equal(count("SELECT count(*) AS n FROM funding_schedule g WHERE g.lines <> (SELECT count(*) FROM funding_payment p WHERE p.schedule_id = g.id)"), 0);
    assert_int_equal(count("SELECT count(*) AS n FROM funding_payment WHERE pence = 0 OR (kind = 'clawback' AND pence > 0)"), 0);
}

static const char *make_schedule(const char *pay_on)
{
    const char *path = done("/funding/schedules", day("pay_on", pay_on), as_manager);
    books_hold();
    return path;
}

static void a_schedule_is_kept_as_it_was_sent(void **state)
{
    (void)state;
    site.today = "2026-06-16";
    assert_int_equal(ask("/funding/schedules", NULL, as_officer).status, 404);
    SHOWS(ask("/funding/schedules", NULL, as_manager), "£800");
    SHOWS(refused("/funding/schedules", day("pay_on", "2026-06-15"), as_manager), "error");
    const char *path = make_schedule("2026-06-20");
    struct web_answer a = ask(SAY("%s/csv", path), NULL, as_manager);
    SHOWS(a, "Pay or recover,Pence");
    SHOWS(a, ",pay,45000,");
    SHOWS(a, ",pay,35000,");
    SHOWS(a, "2026-04-20,2026-07-21");                      /* term dates */
    HIDES(a, "Ola");
    HIDES(a, "Neil");
    SHOWS(ask(path, NULL, as_manager), "£800");
    SHOWS(refused("/funding/schedules", day("pay_on", "2026-06-20"), as_manager), "Nothing is due");
    run("UPDATE setting SET name = 'Renamed Nursery' WHERE id = 501");
    SHOWS(ask(SAY("%s/csv", path), NULL, as_manager), "Orchard Nursery");
    run("UPDATE setting SET name = 'Orchard Nursery' WHERE id = 501");
    site.today = "2026-06-22";
    SHOWS(refused(SAY("%s/paid", path), day("paid_on", "2026-06-23"), as_manager), "past");
    done(SAY("%s/paid", path), day("paid_on", "2026-06-22"), as_manager);
    SHOWS(ask(path, NULL, as_manager), "Paid on 22 June 2026");
}

static void a_change_after_payment_is_a_line_of_its_own(void **state)
{
    (void)state;
    const char *path = SAY("/funding/awards/%lld", (long long)award_of("term"));
    SHOWS(refused(SAY("%s/change", path), SAY("what=terms&band=12&hours=2&%s", day("to_on", "2026-07-21")), as_manager), "Write the reasons");
    SHOWS(refused(SAY("%s/change", path), SAY("what=terms&band=12&hours=2&reasons=x&%s", day("to_on", "2026-09-15")), as_manager), "Another award");
    SHOWS(refused(SAY("%s/change", path), SAY("what=end&reasons=x&%s", day("last_on", "2026-04-01")), as_manager), "taken back whole");
    int64_t sent = count("SELECT sum(pence) AS n FROM funding_payment WHERE schedule_id IS NOT NULL");
    done(SAY("%s/change", path), SAY("what=terms&band=12&hours=2&reasons=Two+hours+are+enough&%s", day("to_on", "2026-07-21")), as_manager);
    assert_int_equal(count("SELECT sum(pence) AS n FROM funding_payment WHERE schedule_id IS NOT NULL"), sent);
    assert_int_equal(count("SELECT pence AS n FROM funding_payment WHERE kind = 'clawback'"), 850 * 120 * 13 / 60 - 45000);
    SHOWS(ask(path, NULL, as_senco), "Two hours are enough");
    struct web_answer a = ask(SAY("%s/csv", make_schedule("2026-06-30")), NULL, as_manager);
    SHOWS(a, ",clawback,recover,22900,Two hours are enough");
    HIDES(a, "-22900");
    int64_t id = id_in(path);
    assert_int_equal(count(SAY("SELECT sum(pence) AS n FROM funding_payment WHERE award_id = %lld", (long long)id)), 22100);
    done(SAY("%s/change", path), "what=back&reasons=It+was+another+child", as_manager);
    assert_int_equal(count(SAY("SELECT sum(pence) AS n FROM funding_payment WHERE award_id = %lld", (long long)id)), 0);
    SHOWS(ask(path, NULL, as_senco), "Taken back");
    assert_int_equal(count("SELECT count(*) AS n FROM funding_decision WHERE stage = 'change'"), 2);
}

static void money_follows_a_child_by_decision_only(void **state)
{
    (void)state;
    site.today = "2026-09-20";
    make_schedule("2026-09-25");
    db_begin_write(db);
    house_script(db, SAY("UPDATE placement SET to_on = '2026-10-30' WHERE child_id = %lld", (long long)ola));
    db_commit(db);
    site.today = "2026-11-02";
    int64_t id = award_of("hour");
    const char *path = SAY("/funding/awards/%lld", (long long)id);
    SHOWS(ask("/", NULL, as_manager), "What becomes of the award for");
    SHOWS(ask(path, NULL, as_manager), "held back");
    SHOWS(refused(SAY("%s/move", path), SAY("decision=follows&because=Moved&%s", day("on_day", "2026-10-30")), as_manager), "goes to no other nursery");
    SHOWS(refused("/funding/schedules", day("pay_on", "2027-01-20"), as_manager), "Nothing is due");         /* spring is held */
    db_begin_write(db);
    child_add_placement((struct act){ db, officer, "2026-11-02", 1 }, ola, 502, "2026-10-31", 15);
    db_commit(db);
    done(SAY("%s/move", path), SAY("decision=follows&because=The+family+moved&%s", day("on_day", "2026-10-30")), as_manager);
    assert_int_equal(count("SELECT sum(p.pence) AS n FROM funding_payment p JOIN funding_award w ON w.id = p.award_id WHERE w.application_id = (SELECT application_id FROM funding_award WHERE follows_id IS NOT NULL)"), 154062);
    assert_int_equal(count("SELECT count(*) AS n FROM funding_award WHERE follows_id IS NOT NULL AND setting_id = 502 AND from_on = '2026-10-31' AND last_on = '2027-03-26'"), 1);
    HIDES(ask("/", NULL, as_manager), "What becomes of the award for");
    struct web_answer a = ask(SAY("%s/csv", make_schedule("2026-11-05")), NULL, as_manager);
    SHOWS(a, "'=Hill Nursery");                             /* no formula */
    SHOWS(a, ",recover,");
    site.today = "2027-01-18";
    make_schedule("2027-01-20");
    assert_int_equal(count("SELECT count(*) AS n FROM funding_payment WHERE schedule_id IS NULL"), 0);
}

static void the_budget_is_the_sum_of_the_schedules(void **state)
{
    (void)state;
    assert_int_equal(ask("/funding/budget", NULL, as_senco).status, 404);
    SHOWS(refused("/funding/budget?year=2026", "pounds=12,34.5x&because=Cabinet", as_manager), "Enter the budget in pounds");
    done("/funding/budget?year=2026", "pounds=%C2%A3250,000&because=Cabinet", as_manager);
    struct web_answer a = ask("/funding/budget?year=2026", NULL, as_manager);
    SHOWS(a, "£250,000");
    int64_t all_of_it = count("SELECT sum(pence) AS n FROM funding_schedule"), paid = count("SELECT sum(pence) AS n FROM funding_schedule WHERE paid_on <> ''");
    assert_int_equal(all_of_it, 154062 + 35000 + 0);
    SHOWS(a, SAY("%s</strong> <span class=\"rd-tile__words\">Paid", pounds(&all, paid)));
    SHOWS(a, pounds(&all, all_of_it));
    a = ask("/funding/budget?year=2026", NULL, as_analyst);
    SHOWS(a, "hidden");
    HIDES(a, "Enter the budget");
    assert_int_equal(ask("/funding/budget?year=2026", "pounds=1&because=x", as_analyst).status, 404);
    SHOWS(ask("/funding/budget?year=2025", NULL, as_manager), "Nothing is paid or promised");
}

static void what_it_changed_is_frozen_with_the_ratings(void **state)
{
    (void)state;
    run("UPDATE outcome SET rating = 3, rating_words = '' WHERE id = 2");
    run("UPDATE plan SET status = 'reviewed' WHERE id = 2");
    run("INSERT INTO review (id, plan_id, held_on, decision, because, at) VALUES (2, 2, '2026-12-10', 'continue', 'Good', 1)");
    int64_t id = count("SELECT id AS n FROM funding_award WHERE follows_id IS NOT NULL");
    const char *path = SAY("/funding/awards/%lld", (long long)id);
    site.today = "2027-03-01";
    SHOWS(ask("/", NULL, as_stranger), "What did the money change for");           /* the SENCO of the setting where the child is now */
    SHOWS(ask(SAY("%s/review", path), NULL, as_stranger), "Something else now");
    SHOWS(refused(SAY("%s/review", path), "changed=3&next=less", as_stranger), "Write what you see");
    done(SAY("%s/review", path), "changed=3&next=less&setting_view=He+plays+with+two+others&family_view=He+has+a+friend", as_stranger);
    run("UPDATE outcome SET outcome = 'Rewritten', rating = 1 WHERE id = 2");
    struct web_answer a = ask(path, NULL, as_manager);
    SHOWS(a, "He has a friend");
    SHOWS(a, "Something else now");
    HIDES(a, "Rewritten");
    assert_int_equal(count("SELECT count(*) AS n FROM funding_review_rating WHERE is_after = 1 AND rating = 3"), 1);
    assert_string_equal(done(SAY("%s/review", path), "changed=1&next=ends&setting_view=x", as_stranger), path);     /* once */
    HIDES(ask("/", NULL, as_stranger), "What did the money change for");
}

static void who_never_asks_is_told(void **state)
{
    (void)state;
    db_begin_write(db);
    struct act a = { db, officer, "2027-03-01", 1 };
    house_script(db, "INSERT INTO setting (id, kind, name, area) VALUES (503, 'group', 'Quiet Nursery', 'North')");
    child_set_status(a, child(a, "Quinn", 503), "sen_provision", "K", "2026-09-01", "");
    db_commit(db);
    SHOWS(ask("/funding/take-up", NULL, as_manager), "Quiet Nursery");
    HIDES(ask("/funding/take-up", NULL, as_analyst), "Quiet Nursery");
}

/* ---- the family ---- */

static void families_read_it_in_plain_words(void **state)
{
    (void)state;
    const char *page = SAY("/children/%lld", (long long)ola);
    struct web_answer a = ask(page, NULL, as_parent);
    SHOWS(a, "Money for extra help");
    SHOWS(a, "Hill Nursery");
    HIDES(a, "His aunt");                                  /* nothing of the panel's links */
    HIDES(a, "I visited in January");
    assert_int_equal(ask(SAY("%s/funding", page), NULL, as_parent).status, 404);
    SHOWS(refused(SAY("%s/money/changed", page), "words=x", as_parent), "Choose how much it has changed");
    done(SAY("%s/money/changed", page), "changed=4&words=He+talks+of+his+friend", as_parent);
    SHOWS(ask(SAY("/funding/awards/%lld", (long long)count("SELECT id AS n FROM funding_award WHERE follows_id IS NOT NULL")), NULL, as_manager), "Some");
    SHOWS(ask(page, NULL, as_parent), "you told us on");
    assert_int_equal(ask(SAY("/children/%lld/money/changed", (long long)other), NULL, as_parent).status, 404);
    a = ask(page, NULL, SAY("%s; language=pl", as_parent));
    SHOWS(a, "dodatkow");
}

static void a_family_asks_to_look_again(void **state)
{
    (void)state;
    int64_t id = count("SELECT min(id) AS n FROM funding_application WHERE status = 'decided' AND outcome = 'no'");
    const char *path = SAY("/children/%lld/money/%lld/again", (long long)ola, (long long)id);
    SHOWS(ask(SAY("/children/%lld", (long long)ola), NULL, as_parent), "Earlier");
    assert_int_equal(ask(path, NULL, as_senco).status, 404);
    SHOWS(refused(path, "grounds=", as_parent), "Write why we should look again");
    done(path, "grounds=You+did+not+see+the+report", as_parent);
    SHOWS(ask(SAY("/funding/applications/%lld", (long long)id), NULL, as_manager_two), "Appeal under way");
    assert_int_equal(ask(path, NULL, as_parent).status, 404);                      /* once */
}

/* ---- disability access fund, pupil premium ---- */

/* What came with the program and nobody here has read is shown, and reckoned with only when somebody has. */
static void a_rate_that_is_not_confirmed_is_not_reckoned_with(void **state)
{
    (void)state;
    const char *page = SAY("/children/%lld/funding", (long long)ola);
    struct web_answer a = ask(page, NULL, as_stranger);
    HIDES(a, "£1.15");
    SHOWS(a, "the rate is not confirmed yet");
    SHOWS(ask("/funding/rates", NULL, as_senco), "Not confirmed");
    SHOWS(ask("/", NULL, as_administrator), "not confirmed: nothing is reckoned with it");
    assert_int_equal(ask("/funding/rates/2/confirm/6", NULL, as_manager).status, 404);
    assert_int_equal(ask("/funding/rates/1/confirm/3", NULL, as_administrator).status, 404);      /* it is confirmed */
    assert_int_equal(ask("/funding/rates/1/confirm/6", NULL, as_administrator).status, 404);      /* of another band */
    SHOWS(ask("/funding/rates/2/confirm/6", NULL, as_administrator), "value=\"1.15\"");
    SHOWS(refused("/funding/rates/2/confirm/6", "pounds=1.5x&source=DfE", as_administrator), "Enter the rate in pounds and pence");
    SHOWS(refused("/funding/rates/2/confirm/6", "pounds=1.15&source=", as_administrator), "Write where you read it");
    done("/funding/rates/2/confirm/6", "pounds=1.20&source=DfE+rates,+read+today", as_administrator);
    SHOWS(ask(page, NULL, as_stranger), "£1.20 an hour");
    SHOWS(ask("/funding/rates/2", NULL, as_senco), "DfE rates, read today");
    assert_int_equal(ask("/funding/rates/2/confirm/6", "pounds=9&source=Again", as_administrator).status, 404);
}

static void claims_are_prompted_by_age_place_and_a_year(void **state)
{
    (void)state;
    static const struct { const char *born, *today, *school, *status, *on; bool goes; enum claim_next next; } vector[] = {
        { "2024-01-15", "2024-10-14", "2028-09-01", "", "", true, CLAIM_NOTHING },                 /* a day short of nine months */
        { "2024-01-15", "2024-10-15", "2028-09-01", "", "", true, CLAIM_ASK },
        { "2024-01-15", "2024-10-15", "2028-09-01", "", "", false, CLAIM_NOTHING },
        { "2021-11-02", "2026-08-31", "2026-09-01", "", "", true, CLAIM_ASK },
        { "2021-11-02", "2026-09-01", "2026-09-01", "", "", true, CLAIM_NOTHING },                 /* in Reception */
        { "2023-01-15", "2026-03-01", "2027-09-01", "asked", "2026-02-01", true, CLAIM_AWAIT },
        { "2023-01-15", "2026-03-01", "2027-09-01", "yes", "2026-02-01", true, CLAIM_NOW },
        { "2023-01-15", "2026-03-01", "2027-09-01", "claimed", "2025-03-02", true, CLAIM_DONE },
        { "2023-01-15", "2026-03-02", "2027-09-01", "claimed", "2025-03-02", true, CLAIM_AGAIN },
        { "2023-01-15", "2025-02-28", "2027-09-01", "claimed", "2024-02-29", true, CLAIM_AGAIN },  /* claimed on a leap day */
        { "2023-01-15", "2025-02-27", "2027-09-01", "claimed", "2024-02-29", true, CLAIM_DONE },
        { "2023-01-15", "2026-03-01", "2027-09-01", "no", "2025-06-01", true, CLAIM_NOTHING },
        { "2023-01-15", "2026-06-01", "2027-09-01", "no", "2025-06-01", true, CLAIM_ASK },
    };
    for (size_t i = 0; i < sizeof vector / sizeof *vector; i++) {
        struct claim_facts f = { vector[i].born, vector[i].today, vector[i].school, vector[i].status, vector[i].on, vector[i].goes };
        if (claim_next(&all, &f) != vector[i].next)
            fprintf(stderr, "vector %zu\n", i);
        assert_int_equal(claim_next(&all, &f), vector[i].next);
    }
    const char *page = SAY("/children/%lld/funding", (long long)ola);
    SHOWS(ask(page, NULL, as_stranger), "£975 a year");
    SHOWS(ask(page, NULL, as_stranger), "Ask the family whether the child gets Disability Living Allowance");
    SHOWS(refused(SAY("%s/claims/DAF", page), SAY("state=claimed&%s", day("on_day", "2027-02-01")), as_stranger), "Choose the setting");
    assert_int_equal(ask(SAY("%s/claims/XYZ", page), NULL, as_stranger).status, 404);
    done(SAY("%s/claims/DAF", page), SAY("state=claimed&setting=502&%s", day("on_day", "2027-02-01")), as_stranger);
    SHOWS(ask(page, NULL, as_stranger), "It can be claimed again from 1 February 2028");
}

#define TESTS \
    cmocka_unit_test(rates_are_rows_with_a_source), cmocka_unit_test(most_of_a_draft_is_there_already), cmocka_unit_test(a_draft_may_be_incomplete_and_says_what_is_missing), \
    cmocka_unit_test(two_write_one_draft_and_lose_nothing), cmocka_unit_test(sending_freezes_what_the_panel_reads), cmocka_unit_test(a_changed_copy_is_noticed), \
    cmocka_unit_test(only_members_sit_and_only_on_what_does_not_bind_them), cmocka_unit_test(a_decision_needs_people_who_are_there), cmocka_unit_test(more_information_is_a_question_with_an_owner), \
    cmocka_unit_test(what_is_not_decided_goes_to_the_next_day), cmocka_unit_test(a_decision_has_reasons_and_makes_an_award), cmocka_unit_test(awards_over_the_same_days_are_refused_with_a_way_out), \
    cmocka_unit_test(once_may_stand_beside), cmocka_unit_test(an_appeal_is_decided_by_somebody_else), cmocka_unit_test(a_link_said_by_mistake_is_lifted_by_another), cmocka_unit_test(a_restricted_child_is_for_managers_alone), \
    cmocka_unit_test(a_schedule_is_kept_as_it_was_sent), cmocka_unit_test(a_change_after_payment_is_a_line_of_its_own), cmocka_unit_test(money_follows_a_child_by_decision_only), \
    cmocka_unit_test(the_budget_is_the_sum_of_the_schedules), cmocka_unit_test(what_it_changed_is_frozen_with_the_ratings), cmocka_unit_test(who_never_asks_is_told), \
    cmocka_unit_test(families_read_it_in_plain_words), cmocka_unit_test(a_family_asks_to_look_again), cmocka_unit_test(a_rate_that_is_not_confirmed_is_not_reckoned_with), cmocka_unit_test(claims_are_prompted_by_age_place_and_a_year)

int main(void)
{
    const struct CMUnitTest tests[] = { TESTS };
    int failed = cmocka_run_group_tests_name("inclusion fund on SQLite", tests, start_sqlite, stop);
    if (getenv("RIGHTDOOR_TEST_POSTGRES"))
        failed += cmocka_run_group_tests_name("inclusion fund on PostgreSQL", tests, start_postgres, stop);
    return failed;
}
