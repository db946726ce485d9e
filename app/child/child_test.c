/* The register through its pages: finding a child, two officers at once, who may read what, histories, numbers taken. */
#include "tests/house.h"
#include "app/child/child.h"
#include "app/family/family.sql.h"
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
static int64_t officer, manager, nursery, child, other;
static const char *as_officer, *as_manager, *as_here, *as_stranger, *as_parent, *as_other_parent, *as_health, *as_analyst, *today;

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
static const char *of_child(const char *rest) { return say("/children/%lld%s", (long long)child, rest); }

static int64_t add(const char *given, const char *family, const char *born, const char *nhs, const char *postcode)
{
    db_begin_write(db);
    struct act a = { db, officer, today, date_now_ms() };
    int64_t id = child_add(a, &(struct new_child){ .given_name = given, .family_name = family, .born_on = born, .nhs_number = nhs, .postcode = postcode, .address = "1 Elm Lane", .sex = "F", .known_on = today });
    db_commit(db);
    return id;
}

static const char *practitioner_at(const char *email, int64_t setting)
{
    int64_t p = house_person(db, "practitioner", email);
    db_begin_write(db);
    add_staff(db, p, setting, 1, "");
    db_commit(db);
    return house_session(db, &all, p);
}

static const char *parent_of(const char *email, const char *telephone)
{
    int64_t p = house_person(db, "parent", email);
    db_begin_write(db);
    int64_t id = new_id();
    add_carer(db, &(struct add_carer){ .id = id, .child_id = child, .name = "Carer", .has_responsibility = "yes", .telephone = telephone });
    link_carer(db, officer, id, p, today, officer);
    db_commit(db);
    return house_session(db, &all, p);
}

static int64_t new_setting(const char *name)
{
    int64_t id = new_id();
    db_begin_write(db);
    add_setting(db, &(struct add_setting){ .id = id, .kind = "group", .name = name, .is_open = 1 });
    db_commit(db);
    return id;
}

static int set_up(void **state)
{
    (void)state;
    db = house_new(&all);
    today = date_of_instant(&all, date_now_ms());
    officer = house_person(db, "officer", "officer@test.example");
    manager = house_person(db, "manager", "manager@test.example");
    as_officer = house_session(db, &all, officer);
    as_manager = house_session(db, &all, manager);
    as_health = house_session(db, &all, house_person(db, "health", "health@test.example"));
    as_analyst = house_session(db, &all, house_person(db, "analyst", "analyst@test.example"));
    nursery = new_setting("Orchard Nursery");
    as_here = practitioner_at("here@test.example", nursery);
    as_stranger = practitioner_at("stranger@test.example", new_setting("Far Away"));
    child = add("Zoë Mae", "O'Brien-Łukasz", "2023-03-04", "9434765919", "HR4 0XX");
    other = add("Bo", "Sample", "2023-05-06", "", "");
    db_begin_write(db);
    child_add_placement((struct act){ db, officer, today, date_now_ms() }, child, nursery, "", 15);
    setting_words_list(db);
    child_keep_name((struct act){ db, officer, today, date_now_ms() }, child, "Zoë", "Formerly", "");
    db_commit(db);
    as_parent = parent_of("parent@test.example", "01632 960111");
    as_other_parent = parent_of("other@test.example", "01632 960222");
    db_begin_write(db);
    child_index((struct act){ db, officer, today, date_now_ms() }, child);
    db_commit(db);
    return 0;
}

/* ---- finding ---- */

static bool finds(const char *q, const char *cookie)
{
    struct web_answer a = ask("/children/search", say("q=%s", q), cookie);
    assert_true(a.status == 200 || a.status == 422);
    return shows(a, say("href=\"/children/%lld\"", (long long)child));
}

static void is_found_however_it_is_asked(void **state)
{
    (void)state;
    static const char *const asked[] = { "zoe", "OBRIEN", "o%27brien+zo", "lukasz", "4%2F3%2F2023", "4+March+2023", "2023-03-04", "04032023", "zoe+4.3.23", "04%2F03%2F2023+obr",
        "HR4+0XX", "hr40xx", "943+476+5919", "9434765919", "3.4.23", "2023%2F3%2F4", "March+2023", "zo+mae", "mae+zoe", "ukasz", "lukaszz", "lukas+zoee", "obrin+zo", "zoe+040323", "orchard", "orchard+zoe", "nursery+orchard+lukas",
        "obrienlukasz", "o+brien", "01632+960111", "%2B44+1632+960111", "01632960222", "%C5%81ukasz", "Zo%C3%AB", "hr4+zoe", "zoe+orchrad+0xx", "formerly", "zoe+lukasz+9.9.22" };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        if (!finds(asked[i], as_officer))
            fail_msg("not found: %s", asked[i]);
    assert_false(finds("smith", as_officer));
    assert_false(finds("bo+smith", as_officer));
    assert_false(finds("5+March+2023", as_officer));
    assert_false(finds("april+2023", as_officer));
    assert_int_equal(ask("/children/search", "q=a+b+c+d+e+f+g+h", as_officer).status, 422);
    assert_int_equal(ask("/children/search", "q=z", as_officer).status, 422);
    assert_int_equal(ask("/children/search", "q=%27%27", as_officer).status, 422);
}

/* While one types: the same children, audited, nothing to whom may not search. */
static void names_children_while_one_types(void **state)
{
    (void)state;
    struct web_answer a = ask("/children/suggest", "q=zo", as_officer);
    assert_int_equal(a.status, 200);
    assert_true(shows(a, say("data-go=\"/children/%lld\"", (long long)child)) && !shows(a, "<html"));
    assert_true(shows(ask("/children/suggest", "q=xqx", as_officer), "No child found"));
    assert_false(shows(ask("/children/suggest", "q=zo", as_stranger), "data-go"));
    assert_string_equal(ask("/children/suggest", "q=z", as_officer).body, "");
    assert_int_equal(ask("/children/suggest", "q=zo&token=wrong", as_officer).status, 403);
    assert_int_equal(ask("/children/suggest", "q=zo", as_parent).status, 404);
}

/* A setting may not learn by its postcode where a child lives whose address is kept from it. */
static void a_private_address_is_not_found_by(void **state)
{
    (void)state;
    assert_true(finds("hr40xx", as_here));
    house_script(db, say("UPDATE child SET is_address_restricted = 1 WHERE id = %lld", (long long)child));
    assert_false(finds("hr40xx", as_here));
    assert_false(finds("0xx", as_here));
    assert_true(finds("hr40xx", as_officer));
    house_script(db, say("UPDATE child SET is_address_restricted = 0 WHERE id = %lld", (long long)child));
}

static void finds_only_ones_own(void **state)
{
    (void)state;
    assert_true(finds("zoe", as_here));
    assert_false(finds("zoe", as_stranger));
    assert_false(finds("zoe", as_health));
    assert_int_equal(ask("/children/search", "q=zoe", as_parent).status, 404);
    assert_int_equal(ask("/children/search", "q=zoe", as_analyst).status, 404);
}

/* ---- out of reach ---- */

static void strangers_find_nothing(void **state)
{
    (void)state;
    static const char *const pages[] = { "", "/timeline", "/access", "/edit", "/status/tier", "/needs", "/placements/new", "/no-setting", "/professionals/new", "/carers/new", "/agreements/new" };
    const char *const strangers[] = { as_stranger, as_health, as_analyst };
    for (size_t s = 0; s < 3; s++)
        for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
            assert_int_equal(ask(of_child(pages[i]), NULL, strangers[s]).status, 404);
            if (i > 2)
                assert_int_equal(ask(of_child(pages[i]), "x=1", strangers[s]).status, 404);
        }
    assert_int_equal(ask("/children/999", NULL, as_officer).status, 404);
    assert_int_equal(ask("/children/x", NULL, as_officer).status, 404);
    assert_int_equal(ask(of_child("/status/nonsense"), NULL, as_officer).status, 404);
    assert_int_equal(ask(of_child("/edit"), NULL, as_parent).status, 404);
    assert_int_equal(ask(of_child("/access"), NULL, as_here).status, 404);
}

static void a_restricted_child_is_for_managers(void **state)
{
    (void)state;
    house_script(db, say("UPDATE child SET is_restricted = 1 WHERE id = %lld", (long long)other));
    assert_int_equal(ask(say("/children/%lld", (long long)other), NULL, as_officer).status, 404);
    assert_int_equal(ask(say("/children/%lld", (long long)other), NULL, as_manager).status, 200);
    house_script(db, say("UPDATE child SET is_restricted = 0 WHERE id = %lld", (long long)other));
}

static void an_address_is_kept_from_those_it_is_restricted_for(void **state)
{
    (void)state;
    assert_true(shows(ask(of_child(""), NULL, as_here), "1 Elm Lane"));
    house_script(db, say("UPDATE child SET is_address_restricted = 1 WHERE id = %lld", (long long)child));
    assert_false(shows(ask(of_child(""), NULL, as_here), "1 Elm Lane"));
    assert_false(shows(ask(of_child(""), NULL, as_parent), "1 Elm Lane"));
    assert_true(shows(ask(of_child(""), NULL, as_officer), "1 Elm Lane"));
    house_script(db, say("UPDATE child SET is_address_restricted = 0 WHERE id = %lld", (long long)child));
}

static void two_parents_never_see_each_other(void **state)
{
    (void)state;
    struct web_answer a = ask(of_child(""), NULL, as_parent), b = ask(of_child(""), NULL, as_other_parent);
    assert_true(shows(a, "960111") && !shows(a, "960222"));
    assert_true(shows(b, "960222") && !shows(b, "960111"));
    assert_true(shows(ask(of_child("/access"), NULL, as_parent), "inclusion officer"));
    assert_false(shows(ask(of_child("/access"), NULL, as_parent), "test.example"));
}

/* ---- changing ---- */

static const char *facts(const char *family, const char *nhs, int64_t version)
{
    return say("given_name=Zo%%C3%%AB+Mae&family_name=%s&born_on-day=4&born_on-month=3&born_on-year=2023&sex=F&nhs_number=%s&postcode=HR4+0XX&address=1+Elm+Lane&left_reason=none&version=%lld",
        family, nhs, (long long)version);
}

static int64_t version_now(void)
{
    db_begin_read(db);
    int64_t v = child_by_id(db, officer, child)->version;
    db_rollback(db);
    return v;
}

static void the_second_of_two_officers_loses_nothing(void **state)
{
    (void)state;
    int64_t v = version_now();
    assert_int_equal(ask(of_child("/edit"), facts("First", "9434765919", v), as_officer).status, 303);
    struct web_answer second = ask(of_child("/edit"), facts("Second", "9434765919", v), as_manager);
    assert_int_equal(second.status, 409);
    assert_true(shows(second, "Somebody else changed"));
    assert_true(shows(second, "<td data-label=\"Saved now\">First") && shows(second, "<td data-label=\"What you wrote\">Second"));
    assert_true(shows(second, "value=\"Second\""));
    assert_int_equal(ask(of_child("/edit"), facts("Second", "9434765919", v + 1), as_manager).status, 303);
    assert_true(finds("second", as_officer));
    assert_true(finds("first", as_officer));      /* by the earlier name, until it is to be forgotten */
    assert_true(shows(ask("/children/search", "q=first", as_officer), "Mae First"));
    assert_int_equal(ask(of_child("/edit"), say("%s&forget_names=1", facts("Second", "9434765919", v + 2)), as_manager).status, 303);
    assert_true(finds("second", as_officer));
    assert_false(finds("first", as_officer));
    assert_false(finds("formerly", as_officer));
}

static void a_number_belongs_to_one_child(void **state)
{
    (void)state;
    struct web_answer a = ask(say("/children/%lld/edit", (long long)other), "given_name=Bo&family_name=Sample&born_on-day=6&born_on-month=5&born_on-year=2023&sex=M&left_reason=none&version=1&nhs_number=943+476+5919", as_officer);
    assert_int_equal(a.status, 422);
    assert_true(shows(a, "ask a service manager") && !shows(a, "Brien"));
}

static void a_known_child_is_not_added_twice(void **state)
{
    (void)state;
    const char *body = "given_name=Bo&family_name=Sample&born_on-day=6&born_on-month=5&born_on-year=2023&sex=none";
    struct web_answer a = ask("/children/new", body, as_officer);
    assert_int_equal(a.status, 422);
    assert_true(shows(a, "Is it one of these?") && shows(a, say("/children/%lld", (long long)other)));
    a = ask("/children/new", say("%s&is_another=1", body), as_officer);
    assert_int_equal(a.status, 303);
    assert_int_equal(ask(a.go_to, NULL, as_officer).status, 200);
}

static void status_keeps_its_history(void **state)
{
    (void)state;
    const char *day = say("from_on-day=%d&from_on-month=%d&from_on-year=%d&reason=Because", date_day(today), date_month(today), date_year(today));
    assert_int_equal(ask(of_child("/status/tier"), say("value=universal&was=&%s", day), as_officer).status, 303);
    assert_int_equal(ask(of_child("/status/tier"), say("value=targeted&was=&%s", day), as_manager).status, 422);
    assert_int_equal(ask(of_child("/status/tier"), say("value=targeted&was=universal&%s", day), as_manager).status, 303);
    assert_int_equal(ask(of_child("/status/tier"), say("value=nonsense&was=targeted&%s", day), as_manager).status, 422);
    assert_int_equal(ask(of_child("/status/tier"), "value=specialist&was=targeted&reason=x&from_on-day=1&from_on-month=1&from_on-year=2024", as_manager).status, 422);
    struct web_answer a = ask(of_child(""), NULL, as_officer);
    assert_true(shows(a, "Tier of support: Targeted") && shows(a, "Tier of support: Universal"));
}

static void needs_are_ranked_and_differ(void **state)
{
    (void)state;
    const char *day = say("from_on-day=%d&from_on-month=%d&from_on-year=%d", date_day(today), date_month(today), date_year(today));
    assert_int_equal(ask(of_child("/needs"), say("need1=SLCN&need2=SLCN&was=&%s", day), as_officer).status, 422);
    assert_int_equal(ask(of_child("/needs"), say("need2=SLCN&was=&%s", day), as_officer).status, 422);
    assert_int_equal(ask(of_child("/needs"), say("need1=ASD&need2=SLCN&was=&%s", day), as_officer).status, 303);
    assert_int_equal(ask(of_child("/needs"), say("need1=HI&was=&%s", day), as_manager).status, 422);
    assert_int_equal(ask(of_child("/needs"), say("need1=SLCN&need3=ASD&was=ASD+SLCN&%s", day), as_officer).status, 303);
    assert_true(shows(ask(of_child(""), NULL, as_here), "Main need</dt><dd class=\"govuk-summary-list__value\">Speech"));
}

static void a_parent_is_linked_only_after_a_check(void **state)
{
    (void)state;
    db_begin_write(db);
    int64_t id = new_id();
    add_carer(db, &(struct add_carer){ .id = id, .child_id = other, .name = "Dee", .has_responsibility = "unknown" });
    db_commit(db);
    const char *check = say("how=seen&seen=passport&basis=mother&checked_on-day=%d&checked_on-month=%d&checked_on-year=%d", date_day(today), date_month(today), date_year(today));
    const char *path = say("/children/%lld/carers/%lld/link", (long long)other, (long long)id), *page = say("/children/%lld", (long long)other);
    assert_int_equal(ask(path, "email=parent%40test.example", as_officer).status, 422);
    assert_int_equal(ask(path, say("email=parent%%40test.example&%s", check), as_officer).status, 422);
    assert_int_equal(ask(page, NULL, as_parent).status, 404);
    house_script(db, say("UPDATE carer SET has_responsibility = 'yes' WHERE id = %lld", (long long)id));
    assert_int_equal(ask(path, say("email=health%%40test.example&%s", check), as_officer).status, 422);
    assert_int_equal(ask(path, say("email=parent%%40test.example&%s", check), as_officer).status, 303);
    assert_int_equal(ask(page, NULL, as_parent).status, 200);
    assert_int_equal(ask(say("/children/%lld/carers/%lld/link", (long long)child, (long long)id), NULL, as_officer).status, 404);
    assert_int_equal(ask(say("/children/%lld/carers/%lld/unlink", (long long)other, (long long)id), "reason=", as_officer).status, 422);
    assert_int_equal(ask(say("/children/%lld/carers/%lld/unlink", (long long)other, (long long)id), "reason=court+order", as_officer).status, 303);
    assert_int_equal(ask(page, NULL, as_parent).status, 404);
}

static void leaving_a_setting_ends_its_sight(void **state)
{
    (void)state;
    const char *body = say("setting=%lld&hours=15&from_on-day=%d&from_on-month=%d&from_on-year=%d", (long long)nursery, date_day(today), date_month(today), date_year(today));
    struct web_answer a = ask(of_child("/placements/new"), body, as_officer);
    assert_int_equal(a.status, 422);
    assert_true(shows(a, "already there"));
    a = ask(of_child(""), NULL, as_officer);
    const char *at = strstr(a.body, "/placements/");
    at = strstr(at + 12, "/placements/") && strncmp(at, "/placements/new", 15) == 0 ? strstr(at + 12, "/placements/") : at;
    char path[200];
    snprintf(path, sizeof path, "%s", of_child(arena_text(&all, at, strcspn(at, "\""))));
    assert_int_equal(ask(path, NULL, as_officer).status, 200);
    assert_int_equal(ask(path, say("to_on-day=%d&to_on-month=%d&to_on-year=%d&reason=moved", date_day(today), date_month(today), date_year(today)), as_officer).status, 303);
    assert_int_equal(ask(of_child(""), NULL, as_here).status, 404);
    assert_true(shows(ask(of_child(""), NULL, as_officer), "Has just moved here"));
}

static void every_list_opens(void **state)
{
    (void)state;
    static const char *const pages[] = { "/", "/children", "/children?show=service&no-setting=1", "/children?after=1", "/deadlines?show=late", "/settings", "/settings?kind=group&after=1" };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        assert_int_equal(ask(pages[i], NULL, as_officer).status, 200);
    assert_int_equal(ask("/", NULL, as_parent).status, 200);
    assert_int_equal(ask("/", NULL, as_here).status, 200);
    assert_int_equal(ask("/children", NULL, as_parent).status, 200);
    assert_int_equal(ask("/settings", NULL, as_parent).status, 404);
    assert_int_equal(ask("/settings/search", "q=orch", as_officer).status, 200);
    assert_true(shows(ask(say("/settings/%lld", (long long)nursery), NULL, as_officer), "Orchard Nursery"));
}

/* What PAGE has in the hidden field NAME. */
static const char *hidden_in(const char *page, const char *name)
{
    const char *at = strstr(page, say("name=\"%s\" value=\"", name));
    assert_non_null(at);
    at = strstr(at, "value=\"") + strlen("value=\"");
    return arena_text(&all, at, strcspn(at, "\""));
}

static void the_second_at_a_carer_or_a_setting_sees_both(void **state)
{
    (void)state;
    int64_t id = new_id();
    db_begin_write(db);
    add_carer(db, &(struct add_carer){ .id = id, .child_id = child, .name = "Bao", .relationship = "Uncle", .has_responsibility = "no" });
    db_commit(db);
    const char *path = of_child(say("/carers/%lld", (long long)id));
    const char *seal = hidden_in(ask(path, NULL, as_officer).body, "seal");
    const char *common = say("relationship=Uncle&has_responsibility=no&seal=%s", seal);
    assert_int_equal(ask(path, say("name=Bao+First&%s", common), as_officer).status, 303);
    struct web_answer a = ask(path, say("name=Bao+Second&%s", common), as_officer);
    assert_int_equal(a.status, 409);
    assert_true(shows(a, "Bao First") && shows(a, "Bao Second"));
    assert_int_equal(ask(path, say("name=Bao+Second&relationship=Uncle&has_responsibility=no&seal=%s", hidden_in(a.body, "seal")), as_officer).status, 303);
    assert_true(shows(ask(of_child(""), NULL, as_officer), "Bao Second"));

    const char *edit = say("/settings/%lld/edit", (long long)nursery), *of_setting = say("kind=group&version=%s", hidden_in(ask(edit, NULL, as_officer).body, "version"));
    struct web_answer first = ask(edit, say("name=Orchard+One&%s", of_setting), as_officer);
    assert_int_equal(first.status, 303);
    a = ask(edit, say("name=Orchard+Two&%s", of_setting), as_officer);
    assert_int_equal(a.status, 409);
    assert_true(shows(a, "Orchard One") && shows(a, "Orchard Two") && shows(a, "Saved now"));
    assert_int_equal(ask(edit, say("name=Orchard+Nursery&kind=group&version=%s", hidden_in(a.body, "version")), as_officer).status, 303);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_found_however_it_is_asked),
        cmocka_unit_test(names_children_while_one_types), cmocka_unit_test(a_private_address_is_not_found_by), cmocka_unit_test(finds_only_ones_own),
        cmocka_unit_test(strangers_find_nothing),
        cmocka_unit_test(a_restricted_child_is_for_managers),
        cmocka_unit_test(an_address_is_kept_from_those_it_is_restricted_for),
        cmocka_unit_test(two_parents_never_see_each_other),
        cmocka_unit_test(a_number_belongs_to_one_child),
        cmocka_unit_test(a_known_child_is_not_added_twice),
        cmocka_unit_test(the_second_of_two_officers_loses_nothing),
        cmocka_unit_test(status_keeps_its_history),
        cmocka_unit_test(needs_are_ranked_and_differ),
        cmocka_unit_test(a_parent_is_linked_only_after_a_check),
        cmocka_unit_test(leaving_a_setting_ends_its_sight),
        cmocka_unit_test(the_second_at_a_carer_or_a_setting_sees_both),
        cmocka_unit_test(every_list_opens),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
