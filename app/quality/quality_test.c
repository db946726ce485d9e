/*
 * Data quality with known answers: what each rule finds and what mends it,
 * scores by hand, who sees and mends what, small numbers, the months that are
 * kept, and the audit: the same draw whenever it is repeated, shares with their
 * limits.
 */
#include "app/quality/audit.h"
#include "app/quality/draw.h"
#include "base/date.h"
#include "tests/house.h"

#include <math.h>
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
static int64_t officer, manager, senco, other_senco, analyst, administrator, ola, kit, bo;
static const char *as_officer, *as_manager, *as_senco, *as_other_senco, *as_analyst, *as_administrator;

#define PRINT(...) arena_print(&all, __VA_ARGS__)
#define TODAY "2026-11-24"

static struct web_answer ask(const char *path, const char *body, const char *cookie)
{
    quality_forget();
    return web_try(&site, db, &all, path, body, cookie);
}
#define SHOWS(a, words) assert_non_null(strstr((a).body, words))
#define HIDES(a, words) assert_null(strstr((a).body, words))

static int64_t count(const char *sql)
{
    static const struct db_column column[] = { { 'i', 0 } };
    struct db_query *q = arena_new(&all, struct db_query);
    *q = (struct db_query){ "count", "", "", false, 1, column, sizeof(int64_t), sql };
    db->arena = &all;
    int64_t *n = db_one(db, q);
    return n ? *n : -1;
}

/* A record in which nothing is to mend. */
static int64_t add(const char *given, int setting, int64_t lead, bool is_restricted, const char *nhs_number)
{
    struct act a = { db, officer, "2026-10-01", date_now_ms() };
    int64_t id = child_add(a, &(struct new_child){ .given_name = given, .family_name = "Kept", .born_on = "2023-03-04", .sex = "F", .nhs_number = nhs_number, .ethnicity = "WBRI", .home_language = "en",
        .postcode = "HR1 2AB", .area = "North", .known_on = "2026-10-01", .first_concern_on = "2026-09-01", .is_restricted = is_restricted });
    child_set_status(a, id, "service", "open", "2026-10-01", "");
    child_set_lead(a, id, lead);
    child_add_placement(a, id, setting, "2025-09-01", 15);
    long long c = id;
    house_script(db, PRINT("UPDATE placement SET key_person = 'Kim' WHERE child_id = %lld", c));
    house_script(db, PRINT("INSERT INTO need (id, child_id, code, rank, from_on) VALUES (%lld, %lld, 'SLCN', 1, '2026-10-01')", c, c));
    house_script(db, PRINT("INSERT INTO agreement (id, child_id, what, given_by, given_on) VALUES (%lld, %lld, 'support', 'Pat', '2026-10-01')", c, c));
    house_script(db, PRINT("INSERT INTO carer (id, child_id, name, relationship, has_responsibility, telephone) VALUES (%lld, %lld, 'Pat', 'Mother', 'yes', '01632 960 111')", c, c));
    house_script(db, PRINT("INSERT INTO quality_confirmed (id, child_id, on_day) VALUES (%lld, %lld, '2026-10-20')", c, c));
    house_script(db, PRINT("INSERT INTO event (id, child_id, on_day, kind, title, at) VALUES (%lld, %lld, '2026-11-20', 'note', 'x', 1)", c + 500000, c));
    return id;
}

static void fill(void)
{
    site = site_of_features;
    site.today = TODAY;
    db->arena = &all;
    officer = house_person(db, "officer", "officer@test.example");
    manager = house_person(db, "manager", "manager@test.example");
    senco = house_person(db, "practitioner", "senco@test.example");
    other_senco = house_person(db, "practitioner", "other@test.example");
    analyst = house_person(db, "analyst", "analyst@test.example");
    administrator = house_person(db, "administrator", "administrator@test.example");
    as_officer = house_session(db, &all, officer);
    as_manager = house_session(db, &all, manager);
    as_analyst = house_session(db, &all, analyst);
    as_administrator = house_session(db, &all, administrator);
    house_script(db, "INSERT INTO setting (id, kind, name, area) VALUES (501, 'group', 'Orchard Nursery', 'North'), (502, 'group', 'Willow Nursery', 'South')");
    house_script(db, PRINT("INSERT INTO staff (person_id, setting_id, is_senco) VALUES (%lld, 501, 1), (%lld, 502, 1)", (long long)senco, (long long)other_senco));
    as_senco = house_session(db, &all, senco);
    as_other_senco = house_session(db, &all, other_senco);
    db_begin_write(db);
    ola = add("Ola", 501, officer, false, "9434765919");
    kit = add("Kit", 502, manager, false, "9999999468");
    bo = add("Bo", 501, manager, true, "9999999476");
    db_commit(db);
    quality_forget();
}

static int start(void **state)
{
    (void)state;
    db = house_new(&all);
    db->arena = &all;
    fill();
    return 0;
}

static int start_postgres(void **state)
{
    (void)state;
    db = house_new_postgres(&all);
    db->arena = &all;
    fill();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    quality_forget();
    db_close(db);
    return 0;
}

/* What is found in Ola's record on a day: codes, parted by blanks. */
static const char *found(const char *today)
{
    db->arena = &all;
    struct quality_setting *s = quality_settings(db);
    struct quality_records *r = quality_record_seen(db, manager, ola);
    assert_non_null(r);
    struct quality_found f = quality_judge(&all, s, r, today);
    assert_int_equal(f.failed & ~f.asked, 0);
    const char *codes = "";
    for (size_t i = 0; i < QUALITY_RULES; i++)
        if (quality_has(f.failed, i))
            codes = PRINT("%s%s%s", codes, *codes ? " " : "", s[i].rule->code);
    return codes;
}

/* {C} is Ola, {O} another child. */
static void script(const char *text)
{
    const char *out = "";
    for (const char *s = text, *at; *s; s = at) {
        at = strchr(s, '{');
        if (!at) {
            out = PRINT("%s%s", out, s);
            break;
        }
        out = PRINT("%s%.*s%lld", out, (int)(at - s), s, at[1] == 'C' ? (long long)ola : (long long)kit);
        at += 3;
    }
    house_script(db, out);
}

/* Each rule, what breaks the record, and what mends it. */
static const char *const breaks[][3] = {
    { "born", "UPDATE child SET born_on = '' WHERE id = {C}", "UPDATE child SET born_on = '2023-03-04' WHERE id = {C}" },
    { "sex", "UPDATE child SET sex = '' WHERE id = {C}", "UPDATE child SET sex = 'F' WHERE id = {C}" },
    { "postcode", "UPDATE child SET postcode = '' WHERE id = {C}", "UPDATE child SET postcode = 'HR1 2AB' WHERE id = {C}" },
    { "number", "UPDATE child SET nhs_number = '' WHERE id = {C}", "UPDATE child SET nhs_number = '9434765919' WHERE id = {C}" },
    { "ethnicity", "UPDATE child SET ethnicity = '' WHERE id = {C}", "UPDATE child SET ethnicity = 'REFU' WHERE id = {C}" },
    { "language", "UPDATE child SET home_language = '' WHERE id = {C}", "UPDATE child SET home_language = 'pl' WHERE id = {C}" },
    { "setting", "UPDATE placement SET to_on = '2026-11-01' WHERE child_id = {C}", "UPDATE placement SET to_on = '' WHERE child_id = {C}" },
    { "need", "UPDATE need SET to_on = '2026-11-01' WHERE child_id = {C}", "UPDATE need SET to_on = '' WHERE child_id = {C}" },
    { "agreement", "UPDATE agreement SET ended_on = '2026-11-01' WHERE child_id = {C}", "UPDATE agreement SET ended_on = '' WHERE child_id = {C}" },
    { "lead", "UPDATE professional SET is_lead = 0 WHERE child_id = {C}", "UPDATE professional SET is_lead = 1 WHERE child_id = {C}" },
    { "contact", "UPDATE carer SET telephone = '' WHERE child_id = {C}", "UPDATE carer SET email = 'pat@home.example' WHERE child_id = {C}" },
    { "responsibility", "UPDATE carer SET has_responsibility = 'unknown' WHERE child_id = {C}", "UPDATE carer SET has_responsibility = 'yes' WHERE child_id = {C}" },
    { "key_person", "UPDATE placement SET key_person = '' WHERE child_id = {C}", "UPDATE placement SET key_person = 'Kim' WHERE child_id = {C}" },
    { "hours", "UPDATE placement SET hours = 0 WHERE child_id = {C}", "UPDATE placement SET hours = 15 WHERE child_id = {C}" },
    { "nhs", "UPDATE child SET nhs_number = '9434765918' WHERE id = {C}", "UPDATE child SET nhs_number = '9434765919' WHERE id = {C}" },
    { "upn", "UPDATE child SET upn = 'X999000018001' WHERE id = {C}", "UPDATE child SET upn = '' WHERE id = {C}" },
    { "postcode_shape", "UPDATE child SET postcode = 'hr12ab' WHERE id = {C}", "UPDATE child SET postcode = 'HR1 2AB' WHERE id = {C}" },
    { "age", "UPDATE child SET born_on = '2019-11-24' WHERE id = {C}", "UPDATE child SET born_on = '2019-11-25' WHERE id = {C}" },
    { "codes", "UPDATE child SET ethnicity = 'XXXX' WHERE id = {C}", "UPDATE child SET ethnicity = 'WBRI' WHERE id = {C}" },
    { "reachable", "UPDATE carer SET telephone = '12' WHERE child_id = {C}", "UPDATE carer SET telephone = '+44 1632 960111' WHERE child_id = {C}" },
    { "pair", "INSERT INTO duplicate (id, child_id, other_id, per_mille, is_household, status, found_on) SELECT 1, min(id), max(id), 900, 0, 'open', '2026-11-10' FROM child WHERE id IN ({C}, {O})", "UPDATE duplicate SET status = 'two'" },
    { "carer_twice", "INSERT INTO carer (id, child_id, name) VALUES (77, {C}, 'Pat')", "DELETE FROM carer WHERE id = 77" },
    { "person_twice", "INSERT INTO professional (id, child_id, person_id, name, from_on) SELECT 77, child_id, person_id, name, '2026-10-02' FROM professional WHERE child_id = {C}", "DELETE FROM professional WHERE id = 77" },
    { "place_twice", "INSERT INTO placement (id, child_id, setting_id, hours, key_person, from_on) VALUES (77, {C}, 501, 3, 'Kim', '2026-01-01')", "DELETE FROM placement WHERE id = 77" },
    { "silent", "UPDATE event SET on_day = '2026-08-26' WHERE child_id = {C}", "UPDATE event SET on_day = '2026-08-27' WHERE child_id = {C}" },
    { "review", "INSERT INTO plan (id, child_id, cycle, status, started_on, review_due_on, changed_at, created_at) VALUES (77, {C}, 1, 'active', '2026-10-01', '2026-11-10', 1, 1);"
        "INSERT INTO child_status (id, child_id, axis, value, from_on, at) VALUES (77, {C}, 'sen_provision', 'K', '2026-01-01', 1)", "UPDATE plan SET review_due_on = '2026-11-11' WHERE id = 77" },
    { "confirmed", "UPDATE quality_confirmed SET on_day = '2026-07-27' WHERE child_id = {C}", "UPDATE quality_confirmed SET on_day = '2026-07-28' WHERE child_id = {C}" },
    { "plan", "UPDATE plan SET status = 'reviewed' WHERE id = 77", "UPDATE plan SET status = 'active' WHERE id = 77" },
    { "provision", "UPDATE child_status SET value = 'N' WHERE id = 77", "UPDATE child_status SET value = 'K' WHERE id = 77" },
    { "ehc_old", "INSERT INTO child_status (id, child_id, axis, value, from_on, at) VALUES (78, {C}, 'ehc_stage', 'assessing', '2026-06-30', 1)", "UPDATE child_status SET from_on = '2026-07-01' WHERE id = 78" },
    { "ehc", "UPDATE child_status SET value = 'plan' WHERE id = 78", "UPDATE child_status SET value = 'E' WHERE id = 77" },
    { "reason", "UPDATE child SET not_in_setting_reason = 'choice' WHERE id = {C}", "UPDATE child SET not_in_setting_reason = '' WHERE id = {C}" },
    { "many_hours", "UPDATE placement SET hours = 61 WHERE child_id = {C}", "UPDATE placement SET hours = 60 WHERE child_id = {C}" },
    { "closed", "UPDATE setting SET is_open = 0 WHERE id = 501", "UPDATE setting SET is_open = 1 WHERE id = 501" },
    { "days", "UPDATE child SET known_on = '2026-08-31' WHERE id = {C}", "UPDATE child SET known_on = '2026-09-01' WHERE id = {C}" },
    { "lead_gone", "UPDATE person SET is_active = 0 WHERE email = 'officer@test.example'", "UPDATE person SET is_active = 1 WHERE email = 'officer@test.example'" },
    { "interpreter", "UPDATE child SET needs_interpreter = 1, home_language = 'en' WHERE id = {C}", "UPDATE child SET needs_interpreter = 0 WHERE id = {C}" },
};

/* Of two things that one line breaks, both are named: a child without a need on an SEN list, hours and key person. */
static void each_rule_finds_its_own_and_nothing_else(void **state)
{
    (void)state;
    assert_string_equal(found(TODAY), "");
    bool tried[QUALITY_RULES] = { 0 };
    struct quality_setting *s = quality_settings(db);
    for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++) {
        script(breaks[i][1]);
        assert_string_equal(found(TODAY), breaks[i][0]);
        script(breaks[i][2]);
        assert_string_equal(found(TODAY), "");
        tried[quality_setting_of(s, breaks[i][0]) - s] = true;
    }
    for (size_t i = 0; i < QUALITY_RULES; i++)
        if (!tried[i])
            fail_msg("no test of %s", quality_rules[i].code);
}

/* Every rule says what it is, by what law, and leads to a page that is there. */
static void each_rule_leads_to_where_it_is_mended(void **state)
{
    (void)state;
    struct quality_records *r = quality_record_seen(db, manager, ola);
    for (const struct quality_rule *q = quality_rules; q->code; q++) {
        assert_true(*q->name && *q->owes && *q->why && *q->source);
        const char *path = quality_path(&all, q, r);
        char plain[200];
        snprintf(plain, sizeof plain, "%.*s", (int)strcspn(path, "#"), path);
        assert_int_equal(ask(plain, NULL, as_manager).status, 200);
    }
}

static void sums_are_as_by_hand(void **state)
{
    (void)state;
    script("UPDATE child SET nhs_number = '', sex = '' WHERE id = {C}");
    struct quality_look *l = quality_reckon(db, &all, TODAY, 1);
    assert_int_equal(l->n, 3);
    struct quality_sum sum = quality_sum_of(l, 0, 0, -1), at = quality_sum_of(l, 501, 0, -1), led = quality_sum_of(l, 0, manager, -1);
    assert_int_equal(sum.children, 3);
    assert_int_equal(sum.clean[QUALITY_ALL], 2);
    assert_int_equal(sum.clean[VALIDITY], 3);
    assert_int_equal(sum.checks[COMPLETENESS], 3 * 14);
    assert_int_equal(sum.passed[COMPLETENESS], 3 * 14 - 2);
    assert_true(fabs(quality_share(&sum, COMPLETENESS) - 40.0 / 42) < 1e-12);
    assert_int_equal(at.children, 2);
    assert_int_equal(led.clean[QUALITY_ALL], 2);
    size_t n;
    struct quality_group *g = quality_groups(&all, l, false, &n);
    assert_int_equal(n, 2);
    assert_int_equal(g[0].id, 501);
    assert_int_equal(g[0].sum.children, 2);
    script("UPDATE child SET nhs_number = '9434765919', sex = 'F' WHERE id = {C}");
    script("UPDATE child_status SET value = 'closed' WHERE child_id = {O} AND axis = 'service'");
    assert_int_equal(quality_reckon(db, &all, TODAY, 1)->n, 2);              /* who is closed is not looked at */
    script("UPDATE child_status SET value = 'monitoring' WHERE child_id = {O} AND axis = 'service'");
}

/* ---- Who sees and mends what ---- */

static const char *mend_path(int64_t child, const char *rule) { return PRINT("/quality/children/%lld/%s", (long long)child, rule); }

static void a_setting_mends_its_own_children_on_the_spot(void **state)
{
    (void)state;
    script("UPDATE child SET nhs_number = '', ethnicity = '' WHERE id = {C}; UPDATE placement SET key_person = '' WHERE child_id = {C}; UPDATE need SET to_on = '2026-11-01' WHERE child_id = {C}");
    struct web_answer a = ask("/quality", NULL, as_senco);
    SHOWS(a, "Ola Kept");
    SHOWS(a, "Enter the NHS number");
    SHOWS(a, "mended by the inclusion service: No main need recorded");
    HIDES(a, "Kit Kept");
    HIDES(ask("/quality", NULL, as_other_senco), "Ola Kept");
    assert_int_equal(ask(mend_path(ola, "number"), NULL, as_other_senco).status, 404);
    assert_int_equal(ask(mend_path(ola, "number"), "nhs_number=9434765919", as_other_senco).status, 404);
    assert_int_equal(ask(mend_path(ola, "need"), NULL, as_senco).status, 404);       /* no small form */
    SHOWS(ask("/", NULL, as_senco), "Details to mend");
    SHOWS(ask(mend_path(ola, "number"), NULL, as_senco), "No NHS number or UPN");
    assert_int_equal(ask(mend_path(ola, "number"), "nhs_number=9434765918", as_senco).status, 422);
    a = ask(mend_path(ola, "number"), "nhs_number=999+999+9476", as_senco);          /* Bo's, whom this person must not learn of */
    assert_int_equal(a.status, 422);
    HIDES(a, "Another child");
    SHOWS(ask(mend_path(ola, "number"), "nhs_number=999+999+9476", as_officer), "Another child in the register has this number");
    a = ask(mend_path(ola, "number"), "nhs_number=943+476+5919", as_senco);
    assert_int_equal(a.status, 303);
    assert_string_equal(a.go_to, mend_path(ola, "ethnicity"));                       /* on to what else is missing */
    assert_int_equal(count(PRINT("SELECT count(*) FROM child WHERE id = %lld AND nhs_number = '9434765919'", (long long)ola)), 1);
    assert_int_equal(count(PRINT("SELECT count(*) FROM audit WHERE child_id = %lld AND person_id = %lld AND action = 'change' AND detail = 'nhs_number'", (long long)ola, (long long)senco)), 1);
    assert_int_equal(ask(mend_path(ola, "ethnicity"), "ethnicity=NONSENSE", as_senco).status, 422);
    assert_int_equal(ask(mend_path(ola, "ethnicity"), "ethnicity=WROM", as_senco).status, 303);
    assert_int_equal(ask(mend_path(ola, "key_person"), "key_person=Kim&hours=99", as_senco).status, 422);
    a = ask(mend_path(ola, "key_person"), "key_person=Kim&hours=12", as_senco);
    assert_int_equal(a.status, 303);
    assert_string_equal(a.go_to, "/quality");
    SHOWS(ask(mend_path(ola, "key_person"), NULL, as_senco), "nothing to mend here now");
    script("UPDATE need SET to_on = '' WHERE child_id = {C}");
    assert_string_equal(found(TODAY), "");
}

static void looking_at_the_details_is_one_button(void **state)
{
    (void)state;
    script("UPDATE quality_confirmed SET on_day = '2026-01-01' WHERE child_id = {C}");
    SHOWS(ask(mend_path(ola, "confirmed"), NULL, as_senco), "All of it is still right");
    assert_int_equal(ask(mend_path(ola, "confirmed"), "", as_senco).status, 303);
    assert_string_equal(found(TODAY), "");
    assert_int_equal(count(PRINT("SELECT count(*) FROM quality_confirmed WHERE child_id = %lld AND on_day = '" TODAY "'", (long long)ola)), 1);
}

static void a_telephone_goes_to_the_carer_and_into_the_search(void **state)
{
    (void)state;
    script("UPDATE carer SET telephone = '', email = '' WHERE child_id = {C}");
    assert_int_equal(ask(mend_path(ola, "contact"), PRINT("carer=%lld&telephone=&email=", (long long)ola), as_senco).status, 422);
    assert_int_equal(ask(mend_path(ola, "contact"), PRINT("carer=%lld&telephone=01632+960+199", (long long)kit), as_senco).status, 422);     /* another child's parent */
    assert_int_equal(ask(mend_path(ola, "contact"), PRINT("carer=%lld&telephone=01632+960+199", (long long)ola), as_senco).status, 303);
    assert_int_equal(count(PRINT("SELECT count(*) FROM child_word WHERE child_id = %lld AND word = '01632960199'", (long long)ola)), 1);
}

static void restricted_records_are_counted_for_few_and_named_to_fewer(void **state)
{
    (void)state;
    house_script(db, PRINT("UPDATE child SET sex = '' WHERE id IN (%lld, %lld)", (long long)ola, (long long)bo));
    struct web_answer a = ask("/quality/list?rule=sex", NULL, as_officer);
    SHOWS(a, "Ola Kept");
    SHOWS(a, "1 child,");
    HIDES(a, "Bo Kept");
    a = ask("/quality/list?rule=sex", NULL, as_manager);
    SHOWS(a, "Bo Kept");
    SHOWS(a, "2 children");
    HIDES(ask("/quality/settings/501", NULL, as_officer), "Bo Kept");
    SHOWS(ask("/quality/settings/501", NULL, as_manager), "Bo Kept");
    assert_int_equal(ask(mend_path(bo, "sex"), "sex=F", as_officer).status, 404);
    assert_int_equal(ask(PRINT("/quality/teams/%lld", (long long)officer), NULL, as_officer).status, 200);
    assert_int_equal(ask("/quality/teams/1", NULL, as_officer).status, 404);
    assert_int_equal(ask("/quality/settings/1", NULL, as_officer).status, 404);
    assert_int_equal(ask("/quality/list?area=99", NULL, as_officer).status, 404);
    assert_int_equal(ask("/quality/list?page=0", NULL, as_officer).status, 404);
    house_script(db, "UPDATE child SET sex = 'F'");
}

/* Three children: nearly every number is too small to be told to whoever sees no child. */
static void numbers_only_for_those_without_children(void **state)
{
    (void)state;
    script("UPDATE child SET sex = '', area = '=1+1' WHERE id = {C}");
    const char *const cookies[] = { as_analyst, as_administrator };
    for (size_t i = 0; i < 2; i++) {
        struct web_answer a = ask("/quality", NULL, cookies[i]);
        assert_int_equal(a.status, 200);
        HIDES(a, "Kept");
        HIDES(a, "/quality/list");
        HIDES(a, "1 of 3");
        SHOWS(a, "hidden");
        a = ask("/quality/csv", NULL, cookies[i]);
        SHOWS(a, "Sex not recorded,completeness,,hidden,hidden,hidden");
        HIDES(a, "Sex not recorded,completeness,,1,3");
        assert_int_equal(ask("/quality/list?rule=sex", NULL, cookies[i]).status, 404);
        assert_int_equal(ask("/quality/settings", NULL, cookies[i]).status, 404);
        assert_int_equal(ask("/quality/audits", NULL, cookies[i]).status, 200);
        HIDES(ask("/quality/rules", NULL, cookies[i]), "class=\"rd-number\">1<");
    }
    SHOWS(ask("/quality/csv", NULL, as_manager), "Sex not recorded,completeness,,1,3,0.6667");
    SHOWS(ask("/quality/csv", NULL, as_manager), "area,'=1+1,");             /* no formula in the file */
    script("UPDATE child SET sex = 'F', area = 'North' WHERE id = {C}");
}

static void a_rule_is_tried_then_changed(void **state)
{
    (void)state;
    script("UPDATE event SET on_day = '2026-09-01' WHERE child_id = {C}");           /* 84 days ago */
    assert_int_equal(ask("/quality/rules/silent", NULL, as_officer).status, 404);
    assert_int_equal(ask("/quality/rules/silent", "is_on=no&days=1", as_officer).status, 404);
    SHOWS(ask("/quality/rules/silent", NULL, as_manager), "It finds <strong>0</strong> of 3 records");
    SHOWS(ask("/quality/rules/silent?days=84", NULL, as_manager), "it would find <strong>1</strong> of 3");
    SHOWS(ask("/quality/rules/silent?days=84", NULL, as_administrator), "it would find <strong>a few</strong>");
    assert_int_equal(ask("/quality/rules/silent?days=366", NULL, as_manager).status, 404);
    assert_string_equal(found(TODAY), "");                                          /* trying changed nothing */
    assert_int_equal(ask("/quality/rules/silent", "is_on=yes&days=366", as_manager).status, 422);
    assert_int_equal(ask("/quality/rules/silent", "is_on=yes&days=84", as_administrator).status, 303);
    assert_string_equal(found(TODAY), "silent");
    assert_int_equal(ask("/quality/rules/silent", "is_on=no&days=84", as_manager).status, 303);
    assert_string_equal(found(TODAY), "");
    SHOWS(ask("/quality/rules", NULL, as_manager), "Off</strong>");
    assert_int_equal(ask("/quality/rules/silent", "is_on=yes&days=90", as_manager).status, 303);
}

static void a_month_keeps_its_last_score(void **state)
{
    (void)state;
    struct db_catch c;
    db_catch(db, &c);
    assert_int_equal(setjmp(c.jump), 0);
    db_begin_write(db);
    quality_keep_scores(db, quality_reckon(db, &all, "2026-10-01", 1));
    quality_keep_scores(db, quality_reckon(db, &all, "2026-11-02", 1));
    quality_keep_scores(db, quality_reckon(db, &all, TODAY, 1));
    db_commit(db);
    size_t n;
    struct quality_trend *t = quality_trend(db, "all", "", "2026-01", &n);
    assert_int_equal(n, 2 * (QUALITY_DIMENSIONS + 1));
    assert_string_equal(t[0].month, "2026-10");
    assert_string_equal(t[n - 1].as_at, TODAY);
    assert_int_equal(quality_scores_of_day(db, TODAY)->n, QUALITY_DIMENSIONS + 1);
    assert_true(count("SELECT count(*) FROM quality_score WHERE scope = 'setting' AND about = '501'") == 12);
    SHOWS(ask("/quality", NULL, as_manager), "October 2026");
    SHOWS(ask("/quality", NULL, as_senco), "October 2026");
    SHOWS(ask("/quality/settings/501", NULL, as_manager), "one-trend");
}

/* The clock keeps the day's scores once, from what is kept, and draws the audit. */
static void the_clock_keeps_and_draws(void **state)
{
    (void)state;
    house_script(db, "DELETE FROM quality_score");
    quality_forget();
    db->arena = &all;
    quality_feature.each_minute(db, TODAY, 1);
    assert_int_equal(count("SELECT count(*) FROM quality_score"), 0);                /* nothing is kept yet */
    quality_renew(db, TODAY, 1);
    db_begin_write(db);
    quality_feature.each_minute(db, TODAY, 1);
    db_commit(db);
    int64_t rows = count("SELECT count(*) FROM quality_score");
    assert_true(rows > 0);
    assert_int_equal(count("SELECT count(*) FROM quality_audit"), 1);
}

/* ---- The audit ---- */

static void the_draw_can_be_repeated(void **state)
{
    (void)state;
    int64_t id[50], turned[50], drawn[10], again[10];
    for (int i = 0; i < 50; i++)
        id[i] = turned[49 - i] = 1001 + i;
    /* by Python's hashlib: sorted(ids, key=lambda i: blake2b(f"2026-11 abc:{i}".encode(), digest_size=32).digest())[:10] */
    static const int64_t expected[10] = { 1010, 1025, 1027, 1022, 1002, 1023, 1049, 1004, 1007, 1020 };
    assert_int_equal(quality_draw(&all, "2026-11 abc", id, 50, drawn, 10), 10);
    assert_int_equal(quality_draw(&all, "2026-11 abc", turned, 50, again, 10), 10);
    assert_memory_equal(drawn, expected, sizeof expected);
    assert_memory_equal(again, expected, sizeof expected);
    quality_draw(&all, "2026-12 abc", id, 50, again, 10);
    assert_memory_not_equal(drawn, again, sizeof drawn);
    assert_int_equal(quality_draw(&all, "x", id, 3, again, 10), 3);
}

/* 5,000 draws of 10 from 50: each comes 1,000 times, give or take what chance allows (chi-square, 49 degrees: 85.4 at .999). */
static void every_record_is_as_likely(void **state)
{
    (void)state;
    int64_t id[50], drawn[10];
    double times[50] = { 0 }, chi = 0;
    for (int i = 0; i < 50; i++)
        id[i] = 1001 + i;
    for (int k = 0; k < 5000; k++) {
        struct arena own = { 0 };
        quality_draw(&own, PRINT("seed %d", k), id, 50, drawn, 10);
        for (int i = 0; i < 10; i++)
            times[drawn[i] - 1001]++;
        arena_free(&own);
    }
    for (int i = 0; i < 50; i++)
        chi += (times[i] - 1000) * (times[i] - 1000) / 1000;
    assert_true(chi < 85.4);
}

static void one_audit_a_month_from_its_first_working_day(void **state)
{
    (void)state;
    house_script(db, "DELETE FROM quality_audited_field; DELETE FROM quality_audited; DELETE FROM quality_audit");
    static const char *const days[] = { "2026-11-01", "2026-11-02", "2026-11-30", "2026-12-01" };       /* 1 November is a Sunday */
    static const int64_t audits[] = { 0, 1, 1, 2 };
    for (size_t i = 0; i < 4; i++) {
        db->arena = &all;
        db_begin_write(db);
        quality_audit_begin(db, days[i]);
        db_commit(db);
        assert_int_equal(count("SELECT count(*) FROM quality_audit"), audits[i]);
    }
    assert_int_equal(count("SELECT count(*) FROM quality_audited"), 2 * 3);           /* there are only three */
    assert_int_equal(count("SELECT max(records) FROM quality_audit"), 3);
}

static const char *check_body(const char *first, const char *rest)
{
    const char *body = "has_paper=yes";
    for (size_t i = 0; i < AUDIT_FIELDS; i++)
        body = PRINT("%s&%s=%s", body, audit_fields[i].code, i ? rest : first);
    return body;
}

static int64_t audited_of(int64_t child) { return count(PRINT("SELECT max(id) FROM quality_audited WHERE child_id = %lld", (long long)child)); }

static void the_paper_is_held_beside_the_record(void **state)
{
    (void)state;
    house_script(db, "DELETE FROM quality_audited_field; DELETE FROM quality_audited; DELETE FROM quality_audit");
    db->arena = &all;
    db_begin_write(db);
    quality_audit_begin(db, TODAY);
    db_commit(db);
    long long audit = count("SELECT max(id) FROM quality_audit");
    const char *at = PRINT("/quality/audits/%lld", audit);
    SHOWS(ask(at, NULL, as_officer), "A restricted record: a manager checks it");
    HIDES(ask(at, NULL, as_officer), "Bo Kept");
    SHOWS(ask(at, NULL, as_manager), "Bo Kept");
    const char *of_bo = PRINT("%s/records/%lld", at, (long long)audited_of(bo)), *of_ola = PRINT("%s/records/%lld", at, (long long)audited_of(ola)), *of_kit = PRINT("%s/records/%lld", at, (long long)audited_of(kit));
    assert_int_equal(ask(of_bo, NULL, as_officer).status, 404);
    assert_int_equal(ask(of_bo, check_body("agrees", "agrees"), as_officer).status, 404);
    assert_int_equal(ask(PRINT("/quality/audits/1/records/%lld", (long long)audited_of(ola)), NULL, as_officer).status, 404);
    SHOWS(ask(of_ola, NULL, as_officer), "The register says: Pat");
    assert_int_equal(ask(of_ola, "has_paper=yes&name=agrees", as_officer).status, 422);
    assert_int_equal(ask(of_ola, "has_paper=no", as_officer).status, 422);
    struct web_answer a = ask(of_ola, check_body("differs", "agrees"), as_officer);
    assert_int_equal(a.status, 303);
    assert_string_equal(a.go_to, PRINT("/children/%lld", (long long)ola));            /* to put it right */
    assert_string_equal(ask(of_kit, check_body("absent", "agrees"), as_officer).go_to, at);
    assert_int_equal(ask(of_bo, "has_paper=no&no_paper=Kept+at+the+setting", as_manager).status, 303);
    struct web w = { .arena = &all, .db = db, .today = TODAY, .person = &(struct person){ .id = manager, .role = "manager", .may = role_may("manager") } };
    struct accuracy *x = quality_accuracy(&w, "2026-01-01", 0);
    assert_int_equal(x->records, 2);
    assert_int_equal(x->no_paper, 1);
    assert_int_equal(x->whole, 1);
    assert_int_equal(x->agrees, 22);
    assert_int_equal(x->differs, 1);
    assert_int_equal(x->absent, 1);
    assert_true(fabs(x->share - 22.0 / 23) < 1e-12);
    assert_int_equal(x->field[0].differs, 1);
    assert_true(fabs(x->field[1].low - 0.342380) < 1e-6 && x->field[1].high == 1);    /* Wilson, 2 of 2 */
    w.person = &(struct person){ .id = analyst, .role = "analyst", .may = role_may("analyst") };
    x = quality_accuracy(&w, "2026-01-01", 0);
    assert_int_equal(x->field[0].differs, -1);
    assert_int_equal(x->whole, -1);
    assert_int_equal(ask(of_ola, check_body("agrees", "agrees"), as_officer).status, 303);   /* looked at again */
    assert_int_equal(count("SELECT count(*) FROM quality_audited_field WHERE result = 'differs'"), 0);
    assert_int_equal(ask(at, NULL, as_analyst).status, 404);
    assert_int_equal(ask(at, NULL, as_senco).status, 404);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_finds_its_own_and_nothing_else), cmocka_unit_test(each_rule_leads_to_where_it_is_mended), cmocka_unit_test(sums_are_as_by_hand),
        cmocka_unit_test(a_setting_mends_its_own_children_on_the_spot), cmocka_unit_test(looking_at_the_details_is_one_button), cmocka_unit_test(a_telephone_goes_to_the_carer_and_into_the_search),
        cmocka_unit_test(restricted_records_are_counted_for_few_and_named_to_fewer), cmocka_unit_test(numbers_only_for_those_without_children), cmocka_unit_test(a_rule_is_tried_then_changed),
        cmocka_unit_test(a_month_keeps_its_last_score), cmocka_unit_test(the_clock_keeps_and_draws), cmocka_unit_test(the_draw_can_be_repeated), cmocka_unit_test(every_record_is_as_likely),
        cmocka_unit_test(one_audit_a_month_from_its_first_working_day), cmocka_unit_test(the_paper_is_held_beside_the_record),
    };
    int failed = cmocka_run_group_tests_name("data quality on SQLite", tests, start, stop);
    return getenv("RIGHTDOOR_TEST_POSTGRES") ? failed + cmocka_run_group_tests_name("data quality on PostgreSQL", tests, start_postgres, stop) : failed;
}
