/*
 * The front door through its pages: the public journey, sending twice, drafts
 * that run out, skipping ahead, notifications, decisions and who may read
 * what.  Every request goes through the gate (web_try).
 */
#include "tests/house.h"
#include "app/request/request.h"
#include "app/request/evidence.h"
#include "base/date.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct arena all;
static struct db *db;
static int64_t officer, visitor;
static const char *as_officer, *as_second, *as_health, *as_nursery, *as_stranger, *today;

static struct web_answer ask(const char *path, const char *body, const char *cookie)
{
    struct web_answer a = web_try(&site_of_features, db, &all, path, body, cookie);
    assert_false(db->in_transaction);
    return a;
}

__attribute__((format(printf, 1, 2))) static const char *say(const char *format, ...)
{
    char text[9000];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    return arena_text(&all, text, strlen(text));
}

static bool shows(struct web_answer a, const char *words) { return strstr(a.body, words) != NULL; }

static int64_t count(const char *sql)
{
    static const struct db_column column[] = { { 'i', 0 } };
    struct db_query *q = malloc(sizeof *q);     /* never freed: the database keeps a prepared query by its address */
    assert_non_null(q);
    *q = (struct db_query){ .name = "count", .params = "", .param_names = "", .columns = 1, .column = column, .row_size = sizeof(int64_t), .text = sql };
    int64_t *n = db_one(db, q);
    return n ? *n : 0;
}

static int fill(void)
{
    today = date_of_instant(&all, date_now_ms());
    officer = house_person(db, "officer", "officer@test.example");
    as_officer = house_session(db, &all, officer);
    as_second = house_session(db, &all, house_person(db, "manager", "second@test.example"));
    visitor = house_person(db, "health", "health@test.example");
    as_health = house_session(db, &all, visitor);
    int64_t nursery = house_person(db, "practitioner", "nursery@test.example");
    as_nursery = house_session(db, &all, nursery);
    as_stranger = house_session(db, &all, house_person(db, "practitioner", "stranger@test.example"));
    house_script(db, say("INSERT INTO setting (id, kind, name, officer_id) VALUES (7, 'group', 'Orchard Day Nursery', %lld); INSERT INTO staff (person_id, setting_id) VALUES (%lld, 7);",
        (long long)officer, (long long)nursery));
    db_begin_write(db);
    request_seed_partners(db);
    request_seed_rules(db, today);
    db_commit(db);
    return 0;
}

static int set_up(void **state)
{
    (void)state;
    db = house_new(&all);
    return fill();
}

static int set_up_postgres(void **state)
{
    (void)state;
    db = house_new_postgres(&all);
    return fill();
}

/* ---- The public door ---- */

static const char *visit(void)
{
    static int n;
    return say("visit=%064d", ++n);
}

struct step { const char *question, *body; };

static const struct step journey[] = {
    { "who", "asker=parent" },
    { "child", "given_name=&family_name=O%27Neil-%C5%81ukasz" },
    { "born", "born_on-day=29&born_on-month=feb&born_on-year=2024" },
    { "address", "address=1+Hidden+Lane&postcode=hr40xx&is_address_restricted=yes" },
    { "nhs", "nhs_number=" },
    { "setting", "attends=yes&setting_words=orchard" },
    { "which", "setting=7" },
    { "concern", "concern=talking&concern=feelings" },
    { "words", "words_talking=He+stopped+talking+%3Cb%3E&words_feelings=Sad" },
    { "well", "going_well=Loves+water" },
    { "helping", "already_helping=Granny" },
    { "wishes", "wants=talk" },
    { "you", "asker_name=Ann+Neil&asker_relationship=mother" },
    { "contact", "asker_telephone=01632960001&contact_by=telephone" },
    { "responsibility", "has_responsibility=yes" },
    { "privacy", "has_read=1" },
};

static void answer_all(const char *me)
{
    size_t n = sizeof journey / sizeof *journey;
    for (size_t i = 0; i < n; i++) {
        struct web_answer a = ask(say("/ask/%s", journey[i].question), journey[i].body, me);
        assert_int_equal(a.status, 303);
        assert_string_equal(a.go_to, i + 1 < n ? say("/ask/%s", journey[i + 1].question) : "/ask/check");
    }
}

static const char *send_one(const char *me)
{
    answer_all(me);
    struct web_answer a = ask("/ask/check", "", me);
    assert_int_equal(a.status, 303);
    return a.go_to;
}

static const char *follow_of(const char *sent) { return arena_text(&all, sent, strlen(sent) - strlen("/sent")); }

static void whole_journey_and_sending_twice(void **state)
{
    (void)state;
    const char *me = visit();
    int64_t before = count("SELECT count(*) FROM request");
    struct web_answer start = ask("/ask", NULL, me);
    assert_true(shows(start, "999"));
    answer_all(me);
    struct web_answer check = ask("/ask/check", NULL, me);
    assert_true(shows(check, "Orchard Day Nursery") && shows(check, "29 February 2024") && shows(check, "&lt;b&gt;"));
    struct web_answer first = ask("/ask/check", "", me), second = ask("/ask/check", "", me);
    assert_string_equal(first.go_to, second.go_to);
    assert_int_equal(count("SELECT count(*) FROM request"), before + 1);
    struct web_answer sent = ask(first.go_to, NULL, visit());
    assert_int_equal(sent.status, 200);
    assert_true(shows(sent, "RD-") && shows(sent, date_words(&all, date_add_working_days(&all, today, 5))));
    struct web_answer follow = ask(follow_of(first.go_to), NULL, visit());
    assert_true(shows(follow, "He stopped talking") && shows(follow, "Loves water"));
    assert_false(shows(follow, "Hidden Lane") || shows(follow, "HR4"));
    assert_int_equal(count("SELECT count(*) FROM request WHERE setting_id = 7 AND suggested_route = 'link officer' AND urgency >= 5 AND notice_version <> '' AND is_agreed = 1"), before + 1);
    assert_int_equal(count("SELECT count(*) FROM request_draft WHERE answers LIKE '%Hidden%'"), 0);
}

static void skipping_ahead_and_going_back(void **state)
{
    (void)state;
    const char *me = visit();
    assert_string_equal(ask("/ask/privacy", NULL, me).go_to, "/ask/who");
    assert_string_equal(ask("/ask/check", NULL, me).go_to, "/ask/who");
    assert_string_equal(ask("/ask/check", "", me).go_to, "/ask/who");
    assert_int_equal(ask("/ask/nonsense", NULL, me).status, 404);
    ask("/ask/who", "asker=parent", me);
    ask("/ask/child", "given_name=Kofi&family_name=Mensah", me);
    assert_string_equal(ask("/ask/contact", NULL, me).go_to, "/ask/born");
    struct web_answer back = ask("/ask/child", NULL, me);
    assert_int_equal(back.status, 200);
    assert_true(shows(back, "Mensah"));
    assert_string_equal(ask("/ask/child", "given_name=Kofi&family_name=Addo", me).go_to, "/ask/born");
    assert_false(shows(ask("/ask/child", NULL, visit()), "Addo"));
}

static void drafts_run_out_and_can_be_deleted(void **state)
{
    (void)state;
    const char *me = visit();
    ask("/ask/who", "asker=parent", me);
    assert_true(shows(ask("/ask", NULL, me), "Go on with my answers"));
    house_script(db, "UPDATE request_draft SET changed_at = changed_at - 86400001");
    assert_string_equal(ask("/ask/child", NULL, me).go_to, "/ask/who");
    db_begin_write(db);
    request_feature.each_minute(db, today, date_now_ms());
    db_commit(db);
    assert_int_equal(count("SELECT count(*) FROM request_draft"), 0);
    ask("/ask/who", "asker=friend", me);
    assert_string_equal(ask("/ask/again", "", me).go_to, "/ask");
    assert_string_equal(ask("/ask/child", NULL, me).go_to, "/ask/who");
}

static void refuses(const char *me, const char *question, const char *body, const char *message)
{
    struct web_answer a = ask(say("/ask/%s", question), body, me);
    assert_int_equal(a.status, 422);
    assert_true(shows(a, message));
}

static void hard_cases_of_forms(void **state)
{
    (void)state;
    const char *me = visit();
    refuses(me, "who", "", "Choose who you are");
    refuses(me, "who", "asker=king", "Choose from the list");
    refuses(me, "who", "asker=professional", "Choose what your work is");
    ask("/ask/who", "asker=professional&door=portage", me);
    refuses(me, "child", "given_name=Kofi&family_name=", "one name only");
    refuses(me, "child", "given_name=K0fi&family_name=Mensah", "must be made of letters");
    refuses(me, "child", say("given_name=%0120d&family_name=x", 0), "100 characters or fewer");
    assert_int_equal(ask("/ask/child", "given_name=%D8%B2%D9%8A%D9%86%D8%A8&family_name=Zoe%CC%88+D%E2%80%99Arcy-Ng", me).status, 303);
    refuses(me, "born", "born_on-day=31&born_on-month=2&born_on-year=2025", "must be a real date");
    refuses(me, "born", say("born_on-day=1&born_on-month=1&born_on-year=%d", date_year(today) + 1), "not yet born");
    refuses(me, "born", "born_on-day=1", "must have a day, a month and a year");
    ask("/ask/born", "born_on-day=1&born_on-month=1&born_on-year=2024", me);
    refuses(me, "address", "postcode=NOWHERE&is_address_restricted=no", "full UK postcode");
    ask("/ask/address", "is_address_restricted=no", me);
    refuses(me, "nhs", "nhs_number=9434765918", "not a valid NHS number");
    assert_int_equal(ask("/ask/nhs", "nhs_number=943+476+5919", me).status, 303);
    refuses(me, "setting", "attends=yes", "Write the name");
    assert_string_equal(ask("/ask/setting", "attends=no", me).go_to, "/ask/concern");
    refuses(me, "concern", "", "Choose at least one");
    ask("/ask/concern", "concern=seeing", me);
    ask("/ask/words", "", me);
    ask("/ask/well", "", me);
    ask("/ask/helping", "", me);
    assert_string_equal(ask("/ask/wishes", NULL, me).go_to, "/ask/evidence");
    refuses(me, "evidence", "evidence=stars", "Choose from the list");
    assert_int_equal(ask("/ask/evidence", "evidence=check&evidence_words=In+March", me).status, 303);
    ask("/ask/wishes", "wants=advice", me);
    refuses(me, "you", "asker_name=Sam&asker_relationship=Worker", "Enter where you work");
    ask("/ask/you", "asker_name=Sam&asker_relationship=Worker&asker_organisation=Portage", me);
    refuses(me, "contact", "contact_by=email", "telephone number or an email address");
    refuses(me, "contact", "contact_by=email&asker_telephone=01632960001", "Enter an email address, or choose");
    ask("/ask/contact", "contact_by=email&asker_email=sam%40portage.example", me);
    refuses(me, "parents", "parent_name=Ama", "Say whether a parent knows");
    ask("/ask/parents", "parent_name=Ama&is_agreed=no", me);
    refuses(me, "privacy", "", "Tick the box");
    ask("/ask/privacy", "has_read=1", me);
    assert_int_equal(ask("/ask/check", "", me).status, 303);
    assert_int_equal(count("SELECT count(*) FROM request WHERE door = 'portage' AND suggested_route = 'sensory' AND is_agreed = 0 AND setting_words = 'none' AND nhs_number = '9434765919'"), 1);
}

/* Nothing is refused for want of evidence: what one would expect is asked about once, and the clock goes on. */
static void missing_evidence_is_asked_about(void **state)
{
    (void)state;
    assert_int_equal(count("SELECT count(*) FROM question q JOIN request r ON r.id = q.request_id WHERE r.door = 'portage' AND q.words LIKE '%Developmental journal%' AND q.holds_clock = 0 AND q.asked_by IS NULL"), 1);
    assert_int_equal(count("SELECT count(*) FROM request_evidence e JOIN request r ON r.id = e.request_id JOIN request_evidence_words t ON t.request_id = r.id WHERE r.door = 'portage' AND e.kind = 'check' AND t.words = 'In March'"), 1);
    const char *const *m = evidence_missing(&all, "setting", "2024-01-15", "2026-04-15", "cycles");
    assert_string_equal(m[0], "observations");
    assert_string_equal(m[1], "check");          /* 27 months old today */
    assert_null(m[2]);
    assert_null(evidence_missing(&all, "setting", "2024-01-15", "2026-04-14", "observations cycles")[0]);
    assert_null(evidence_missing(&all, "GP", "2022-01-15", "2026-04-14", "")[0]);
}

static void a_call_is_searched_first_and_short(void **state)
{
    (void)state;
    struct web_answer a = ask("/requests/call", "family_name=", as_officer);
    assert_int_equal(a.status, 422);
    a = ask("/requests/call", "given_name=Kwame&family_name=Osei&born_on-day=3&born_on-month=4&born_on-year=2024", as_officer);
    assert_int_equal(a.status, 200);
    assert_true(shows(a, "value=\"Kwame\"") && shows(a, "value=\"2024\"") && shows(a, "Do we know this child?"));
    assert_int_equal(ask("/requests/call", NULL, as_nursery).status, 404);
    static const char call[] = "given_name=Kwame&family_name=Osei&born_on-day=3&born_on-month=4&born_on-year=2024&is_address_restricted=no&door=parent&asker_name=Akua&concern=talking&told=He+has+no+words&is_agreed=yes";
    a = ask("/requests/call/send", call, as_officer);
    assert_int_equal(a.status, 422);
    assert_true(shows(a, "Ask for a number to call back") && shows(a, "He has no words"));
    assert_int_equal(ask("/requests/call/send", say("%s&asker_telephone=01632960077", call), as_officer).status, 303);
    assert_int_equal(count("SELECT count(*) FROM request r JOIN concern c ON c.request_id = r.id WHERE r.family_name = 'Osei' AND r.door = 'parent' AND r.is_agreed = 1 AND r.asker_person_id IS NULL AND c.words = 'He has no words'"), 1);
}

/* ---- Following ---- */

static void links_end(void **state)
{
    (void)state;
    const char *follow = follow_of(send_one(visit())), *me = visit();
    assert_int_equal(ask("/follow/0000", NULL, me).status, 404);
    assert_true(shows(ask("/follow/0000", NULL, me), "This link does not work"));
    assert_int_equal(ask(follow, NULL, me).status, 200);
    assert_int_equal(count(say("SELECT count(*) FROM follow_link WHERE token_hash = '%s'", follow + strlen("/follow/"))), 0);
    assert_int_equal(ask(say("%s/revoke", follow), "", me).status, 303);
    assert_int_equal(ask(follow, NULL, me).status, 404);
    assert_int_equal(ask(say("%s/sent", follow), NULL, me).status, 404);
    const char *other = follow_of(send_one(visit()));
    house_script(db, "UPDATE follow_link SET expires_at = 1");
    assert_int_equal(ask(other, NULL, me).status, 404);
    struct web_answer made = ask(say("/requests/%lld/link", (long long)count("SELECT max(id) FROM request")), "", as_officer);
    const char *path = strstr(made.body, "/follow/");
    assert_non_null(path);
    assert_int_equal(ask(arena_text(&all, path, strlen("/follow/") + 64), NULL, me).status, 200);
}

/* ---- Signed in ---- */

static const char child_part[] = "given_name=Ola&family_name=Berg&born_on-day=2&born_on-month=3&born_on-year=2025&is_address_restricted=no&concern=talking&words_talking=No+words&wants=visit&is_agreed=yes"
    "&asker_name=Hetty+V&asker_relationship=Health+visitor&asker_email=h%40nhs.example";

static int64_t id_in(const char *path) { return strtoll(path + strlen("/requests/"), NULL, 10); }

static int64_t notify(const char *more)
{
    struct web_answer a = ask("/requests/new", say("%s&door=health+visitor&attends=no&%s", child_part, more), as_health);
    assert_int_equal(a.status, 303);
    return id_in(a.go_to);
}

static void notification_without_permission(void **state)
{
    (void)state;
    struct web_answer wrong = ask("/requests/new", say("%s&door=health+visitor&attends=no&kind=notification", child_part), as_health);
    assert_int_equal(wrong.status, 422);
    assert_true(shows(wrong, "Choose what your organisation") && shows(wrong, "No words"));
    int64_t id = notify("kind=notification&opinion=probably+has+SEN&permission=not+recorded");
    struct web_answer mine = ask(say("/requests/%lld", (long long)id), NULL, as_health);
    assert_true(shows(mine, "section 23") && shows(mine, "On which day was the parent told?"));
    int64_t question = count(say("SELECT id FROM question WHERE request_id = %lld AND answered_on = ''", (long long)id));
    assert_int_equal(ask(say("/requests/%lld/answer", (long long)id), say("question=%lld&answer=On+Monday", (long long)question), as_health).status, 303);
    assert_int_equal(count(say("SELECT count(*) FROM question WHERE id = %lld AND answer = 'On Monday'", (long long)question)), 1);
    int64_t refused = notify("kind=notification&opinion=has+SEN&permission=refused&parent_informed_on-day=1&parent_informed_on-month=1&parent_informed_on-year=2026");
    assert_int_equal(count(say("SELECT count(*) FROM question WHERE request_id = %lld", (long long)refused)), 0);
}

static void strangers_find_nothing(void **state)
{
    (void)state;
    int64_t id = notify("kind=request");
    const char *path = say("/requests/%lld", (long long)id);
    assert_int_equal(ask(path, NULL, as_health).status, 200);
    assert_int_equal(ask(path, NULL, as_stranger).status, 404);
    assert_int_equal(ask(path, NULL, as_nursery).status, 404);
    assert_int_equal(ask(say("%s/accept", path), NULL, as_health).status, 404);
    assert_int_equal(ask(say("%s/accept", path), "", as_stranger).status, 404);
    assert_int_equal(ask(say("%s/answer", path), "question=1&answer=x", as_stranger).status, 404);
    struct web_answer own = ask("/requests/new", "given_name=A&family_name=B&born_on-day=2&born_on-month=3&born_on-year=2025&is_address_restricted=no&concern=talking&wants=visit&is_agreed=yes"
        "&asker_name=Nia&asker_email=n%40x.example", as_nursery);
    assert_int_equal(own.status, 303);
    assert_int_equal(count(say("SELECT count(*) FROM request WHERE id = %lld AND setting_id = 7 AND door = 'setting'", (long long)id_in(own.go_to))), 1);
    assert_int_equal(ask(own.go_to, NULL, as_stranger).status, 404);
    assert_string_equal(ask("/requests", NULL, as_nursery).go_to, "/requests/mine");
}

/* A setting is not asked for what stands in the record of a child that it sees; of another child it learns nothing from that. */
static void what_is_in_the_record_is_not_asked_for(void **state)
{
    (void)state;
    house_script(db, "INSERT INTO child (id, given_name, family_name, sort_name, born_on, school_year, created_at, changed_at) VALUES (771, 'Ada', 'Held', 'held ada', '2025-03-02', 2029, 1, 1), (772, 'Bo', 'Held', 'held bo', '2025-03-02', 2029, 1, 1);"
        "INSERT INTO placement (id, child_id, setting_id, from_on) VALUES (771, 771, 7, '2026-01-05');"
        "INSERT INTO observation (id, child_id, tool_id, seen_on, created_at, changed_at) VALUES (771, 771, 6, '2026-02-02', 1, 1), (772, 772, 6, '2026-02-02', 1, 1)");
    static const char form[] = "given_name=%s&family_name=Held&born_on-day=2&born_on-month=3&born_on-year=2025&is_address_restricted=no&concern=talking&wants=visit&is_agreed=yes"
        "&asker_name=Nia&asker_email=n%%40x.example";
    const char *const given[] = { "Ada", "Bo" };
    for (int i = 0; i < 2; i++) {
        struct web_answer own = ask("/requests/new", say(form, given[i]), as_nursery);
        assert_int_equal(own.status, 303);
        assert_int_equal(count(say("SELECT count(*) FROM question WHERE request_id = %lld AND words LIKE '%%cycle%%'", (long long)id_in(own.go_to))), 1);
        assert_int_equal(count(say("SELECT count(*) FROM question WHERE request_id = %lld AND words LIKE '%%observations%%'", (long long)id_in(own.go_to))), i);
    }
}

/* ---- Deciding ---- */

static int64_t version_of(int64_t id) { return count(say("SELECT version FROM request WHERE id = %lld", (long long)id)); }

static const char *decision(int64_t id, const char *more)
{
    const char *on = date_add_days(&all, today, 14);
    return say("version=%lld&words=We+will+help+you&next_on-day=%d&next_on-month=%d&next_on-year=%d&%s", (long long)version_of(id), date_day(on), date_month(on), date_year(on), more);
}

static void accepting_makes_a_child_once(void **state)
{
    (void)state;
    const char *follow = follow_of(send_one(visit()));
    int64_t id = count("SELECT max(id) FROM request"), children = count("SELECT count(*) FROM child");
    const char *path = say("/requests/%lld/accept", (long long)id), *body = decision(id, say("child=new&officer=%lld", (long long)officer));
    assert_true(shows(ask(path, NULL, as_officer), "Dear Ann Neil"));
    assert_int_equal(ask(path, say("version=1&child=new&officer=%lld", (long long)officer), as_officer).status, 422);
    assert_int_equal(ask(path, body, as_officer).status, 303);
    struct web_answer late = ask(path, body, as_second);
    assert_int_equal(late.status, 409);
    assert_true(shows(late, "Somebody else decided first"));
    assert_int_equal(count("SELECT count(*) FROM child"), children + 1);
    int64_t child = count(say("SELECT child_id FROM request WHERE id = %lld AND status = 'accepted'", (long long)id));
    assert_true(child > 0);
    assert_int_equal(count(say("SELECT count(*) FROM child WHERE id = %lld AND known_on <> '' AND is_address_restricted = 1", (long long)child)), 1);
    assert_int_equal(count(say("SELECT count(*) FROM carer WHERE child_id = %lld AND name = 'Ann Neil' AND has_responsibility = 'yes'", (long long)child)), 1);
    assert_int_equal(count(say("SELECT count(*) FROM agreement WHERE child_id = %lld AND what = 'support'", (long long)child)), 1);
    assert_int_equal(count(say("SELECT count(*) FROM deadline WHERE child_id = %lld AND rule = 'first contact'", (long long)child)), 1);
    assert_int_equal(count(say("SELECT count(*) FROM placement WHERE child_id = %lld AND setting_id = 7", (long long)child)), 1);
    assert_int_equal(count(say("SELECT count(*) FROM child_status WHERE child_id = %lld AND axis = 'service' AND value = 'open'", (long long)child)), 1);
    assert_int_equal(child_lead(db, child), officer);
    struct web_answer seen = ask(follow, NULL, visit());
    assert_true(shows(seen, "We will help you") && shows(seen, "How was it for you?") && !shows(seen, "Hidden Lane"));
    assert_int_equal(ask(say("%s/experience", follow), "listened_to=5&told_next=4", visit()).status, 422);
    assert_int_equal(ask(say("%s/experience", follow), "listened_to=5&told_next=4&support_helped=3", visit()).status, 303);
    assert_false(shows(ask(follow, NULL, visit()), "How was it for you?"));
    assert_true(shows(ask(say("/children/%lld", (long long)child), NULL, as_officer), "Requests for support"));
}

static void joining_lets_the_health_visitor_see(void **state)
{
    (void)state;
    int64_t first = notify("kind=request&nhs_number=9434765870"), again = notify("kind=request&nhs_number=9434765870");
    assert_int_equal(ask(say("/requests/%lld/accept", (long long)first), decision(first, say("child=new&officer=%lld", (long long)officer)), as_officer).status, 303);
    int64_t child = count(say("SELECT child_id FROM request WHERE id = %lld", (long long)first));
    assert_int_equal(ask(say("/children/%lld", (long long)child), NULL, as_health).status, 200);
    struct web_answer page = ask(say("/requests/%lld", (long long)again), NULL, as_officer);
    assert_true(shows(page, "likely the same child"));
    assert_int_equal(ask(say("/requests/%lld/accept", (long long)again), decision(again, say("child=new&officer=%lld", (long long)officer)), as_officer).status, 422);
    struct web_answer look = ask(say("/requests/%lld/join", (long long)again), decision(again, "look=1&search=berg"), as_officer);
    assert_int_equal(look.status, 200);
    assert_true(shows(look, "Ola Berg") && shows(look, "We will help you"));
    assert_int_equal(ask(say("/requests/%lld/join", (long long)again), decision(again, say("child=%lld&officer=%lld", (long long)child, (long long)officer)), as_officer).status, 303);
    assert_int_equal(count(say("SELECT count(*) FROM request WHERE child_id = %lld", (long long)child)), 2);
    assert_int_equal(count(say("SELECT count(*) FROM professional WHERE child_id = %lld AND person_id = %lld", (long long)child, (long long)visitor)), 1);
}

static void handovers_stay_open_until_taken_up(void **state)
{
    (void)state;
    int64_t id = notify("kind=request"), partner = count("SELECT min(id) FROM partner");
    const char *path = say("/requests/%lld/pass-on", (long long)id);
    struct web_answer cold = ask(path, decision(id, say("partner=%lld", (long long)partner)), as_officer);
    assert_int_equal(cold.status, 422);
    assert_true(shows(cold, "person you spoke to"));
    const char *warm = say("partner=%lld&contact=other&contact_name=Sam+Reed&handover=They+ring", (long long)partner);
    assert_int_equal(ask(path, decision(id, warm), as_officer).status, 303);
    assert_true(shows(ask("/", NULL, as_officer), "Handovers not taken up"));
    assert_false(shows(ask(say("/requests/%lld", (long long)id), NULL, as_health), "They ring"));
    assert_int_equal(ask(path, decision(id, warm), as_second).status, 303);
    assert_int_equal(count(say("SELECT hops FROM request WHERE id = %lld", (long long)id)), 2);
    const char *taken = say("taken_up_on-day=%d&taken_up_on-month=%d&taken_up_on-year=%d&taken_up_by=Sam", date_day(today), date_month(today), date_year(today));
    assert_int_equal(ask(say("/requests/%lld/taken-up", (long long)id), taken, as_officer).status, 303);
    assert_false(shows(ask("/", NULL, as_officer), "Handovers not taken up"));
    house_script(db, "INSERT INTO directory_service (id, source, source_id, name, telephone, changed_at) VALUES (77, 'own', '77', 'Chatter group', '01632 960555', 1)");
    struct web_answer choose = ask(say("/requests/%lld/advise", (long long)id), NULL, as_officer);
    assert_true(shows(choose, "Chatter group"));
    assert_int_equal(ask(say("/requests/%lld/advise", (long long)id), decision(id, say("partner=%lld&directory=77", (long long)partner)), as_officer).status, 303);
    struct web_answer list = ask(say("/requests/%lld", (long long)id), NULL, as_health);
    assert_true(shows(list, "Who else can help") && shows(list, "01632 960555"));
}

static void the_queue_has_an_order(void **state)
{
    (void)state;
    int64_t id = notify("kind=request&going_well=I+saw+bruises");
    assert_int_equal(count(say("SELECT CASE WHEN urgency >= 100 THEN 1 ELSE 0 END FROM request WHERE id = %lld", (long long)id)), 1);
    struct web_answer q = ask("/requests", NULL, as_officer);
    assert_int_equal(q.status, 200);
    assert_true(shows(q, "Read first"));
    const char *first = strstr(q.body, "<th scope=\"row\">");
    assert_true(first && strncmp(strstr(first, "/requests/") + 10, say("%lld", (long long)id), strlen(say("%lld", (long long)id))) == 0);
    assert_int_equal(ask("/requests?door=parent&late=1&urgent=1&state=decided&after=x", NULL, as_officer).status, 200);
    for (int i = 0; i < 27; i++)
        notify("kind=request");
    struct web_answer page = ask("/requests", NULL, as_officer);
    char *next = strstr(page.body, "after=");
    assert_non_null(next);
    const char *end = strchr(next, '"');
    struct web_answer two = ask(say("/requests?%s", arena_text(&all, next, (size_t)(end - next))), NULL, as_officer);
    assert_int_equal(two.status, 200);
    assert_true(shows(two, "<th scope=\"row\">") && !shows(two, "Read first"));
}

/* The service takes a request down for whoever rings: every door of the list, the family's own too. */
static void officers_write_down_what_a_parent_tells(void **state)
{
    (void)state;
    int64_t before = count("SELECT count(*) FROM request WHERE door = 'parent'");
    struct web_answer a = ask("/requests/new", say("%s&door=parent&attends=no&kind=request&has_responsibility=yes&contact_by=telephone", child_part), as_officer);
    assert_int_equal(a.status, 303);
    assert_int_equal(count("SELECT count(*) FROM request WHERE door = 'parent'"), before + 1);
    assert_int_equal(ask("/requests/new", say("%s&door=parent&attends=no&kind=request", child_part), as_health).status, 422);
}

/* ---- Rules ---- */

static void rules_say_why(void **state)
{
    (void)state;
    const struct concern_told c[] = { { "talking", "" }, { "feelings", "" }, { "care", "" } };
    const struct request_rules *rules = request_rules_on(db, "2026-11-24");
    assert_int_equal(rules->number, 1);
    struct request_facts f = { .today = "2026-11-24", .born_on = "2025-06-01", .kind = "request", .wants = "talk", .told = " he hits other children ", .concern = c, .concerns = 3 };
    struct request_verdict v = request_judge(&all, rules, &f);
    assert_int_equal(v.points, 5);
    assert_string_equal(v.route, "family team");
    f.told = " he was bruised ";
    assert_true(request_judge(&all, rules, &f).points >= URGENT_FLAG);
    f.told = " no longer talks ";
    assert_non_null(strstr(request_judge(&all, rules, &f).reasons, "losing skills"));
    f.wants = "advice";
    assert_string_equal(request_judge(&all, rules, &f).route, "advice");
    f.born_on = "2021-09-01", f.today = "2026-09-01";
    assert_string_equal(request_judge(&all, rules, &f).route, "school age");
    f.today = "2026-02-01";
    assert_non_null(strstr(request_judge(&all, rules, &f).reasons, "Starts school within two terms"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_journey_and_sending_twice), cmocka_unit_test(skipping_ahead_and_going_back), cmocka_unit_test(drafts_run_out_and_can_be_deleted),
        cmocka_unit_test(hard_cases_of_forms), cmocka_unit_test(missing_evidence_is_asked_about), cmocka_unit_test(what_is_in_the_record_is_not_asked_for), cmocka_unit_test(a_call_is_searched_first_and_short), cmocka_unit_test(links_end), cmocka_unit_test(notification_without_permission), cmocka_unit_test(strangers_find_nothing),
        cmocka_unit_test(accepting_makes_a_child_once), cmocka_unit_test(joining_lets_the_health_visitor_see), cmocka_unit_test(handovers_stay_open_until_taken_up),
        cmocka_unit_test(the_queue_has_an_order), cmocka_unit_test(officers_write_down_what_a_parent_tells), cmocka_unit_test(rules_say_why),
    };
    int failed = cmocka_run_group_tests(tests, set_up, NULL);
    return getenv("RIGHTDOOR_TEST_POSTGRES") ? failed + cmocka_run_group_tests(tests, set_up_postgres, NULL) : failed;
}
