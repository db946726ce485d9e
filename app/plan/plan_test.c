/* The rules of support plans: a whole cycle, two writers at once, who may read what. */
#include "tests/house.h"
#include "app/plan/plan.h"
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
static int64_t officer, second, stranger, parent, child;
static const char *as_officer, *as_second, *as_stranger, *as_parent, *as_health, *today;

static struct web_answer ask(const char *path, const char *body, const char *cookie)
{
    struct web_answer a = web_try(&site_of_features, db, &all, path, body, cookie);
    assert_false(db->in_transaction);
    return a;
}

static const char *say(const char *format, ...) __attribute__((format(printf, 1, 2)));
static const char *say(const char *format, ...)
{
    char text[9000];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    return arena_text(&all, text, strlen(text));
}

static const char *day_fields(const char *name, const char *iso) { return say("%s-day=%d&%s-month=%d&%s-year=%d", name, date_day(iso), name, date_month(iso), name, date_year(iso)); }

static int64_t new_child(const char *given)
{
    db_begin_write(db);
    struct act a = { db, officer, today, date_now_ms() };
    int64_t id = child_add(a, &(struct new_child){ .given_name = given, .family_name = "Oduya", .known_as = "", .born_on = date_add_months(&all, today, -40), .sex = "F", .nhs_number = "", .upn = "",
        .ethnicity = "", .home_language = "", .address = "", .postcode = "", .area = "", .known_on = "", .first_concern_on = "" });
    db_commit(db);
    house_script(db, say("INSERT INTO carer (id, child_id, person_id, name, verified_on) VALUES (%lld, %lld, %lld, 'Ada', '2026-01-01')", (long long)new_id(), (long long)id, (long long)parent));
    return id;
}

static int set_up(void **state)
{
    (void)state;
    db = house_new(&all);
    today = date_of_instant(&all, date_now_ms());
    officer = house_person(db, "officer", "officer@test.example");
    second = house_person(db, "manager", "second@test.example");
    stranger = house_person(db, "practitioner", "stranger@test.example");
    parent = house_person(db, "parent", "parent@test.example");
    as_officer = house_session(db, &all, officer);
    as_second = house_session(db, &all, second);
    as_stranger = house_session(db, &all, stranger);
    as_parent = house_session(db, &all, parent);
    as_health = house_session(db, &all, house_person(db, "health", "health@test.example"));
    child = new_child("Temi");
    return 0;
}

static int64_t id_in(const char *path) { return strtoll(path + strlen("/plans/"), NULL, 10); }

static int64_t begin(int64_t of)
{
    struct web_answer a = ask(say("/children/%lld/plans/new", (long long)of), "", as_officer);
    assert_int_equal(a.status, 303);
    assert_non_null(strstr(a.go_to, "/edit"));
    return id_in(a.go_to);
}

static const char *edit_path(int64_t plan) { return say("/plans/%lld/edit", (long long)plan); }

/* The value of an input in a page, as it stands there. */
static const char *value_in(const char *page, const char *name)
{
    const char *at = strstr(page, say("name=\"%s\"", name));
    assert_non_null(at);
    at = strstr(at, "value=\"");
    assert_non_null(at);
    at += strlen("value=\"");
    return arena_text(&all, at, strcspn(at, "\""));
}

/* What a browser sends of a form that PAGE shows, its hidden fields included. */
static const char *form_of(const char *page, const char *rest)
{
    return say("version=%s&base=%s&o1_id=%s&%s", value_in(page, "version"), value_in(page, "base"), value_in(page, "o1_id"), rest);
}

static const char *dates(void)
{
    return say("%s&%s&%s", day_fields("started_on", date_add_days(&all, today, -30)), day_fields("review_due_on", date_add_days(&all, today, 40)), day_fields("parents_told_on", date_add_days(&all, today, -31)));
}

static int64_t started_plan(int64_t of)
{
    int64_t plan = begin(of);
    struct web_answer page = ask(edit_path(plan), NULL, as_officer);
    struct web_answer a = ask(edit_path(plan), form_of(page.body, say("assessed=Uses+ten+words&going_well=Loves+water&o1_outcome=Asks+for+more&o1_baseline=Points&o2_outcome=Sits+for+a+story&then=start&%s", dates())), as_officer);
    assert_int_equal(a.status, 303);
    return plan;
}

/* A query of its own each time: prepared ones are kept by their address. */
static int64_t count(const char *sql)
{
    static const struct db_column column[] = { { 'i', 0 } };
    struct db_query *q = arena_new(&all, struct db_query);
    *q = (struct db_query){ "count", "", "", false, 1, column, sizeof(int64_t), sql };
    db->arena = &all;
    int64_t *n = db_one(db, q);
    return n ? *n : -1;
}

static void a_whole_cycle(void **state)
{
    (void)state;
    int64_t plan = started_plan(child);
    struct web_answer page = ask(say("/plans/%lld", (long long)plan), NULL, as_officer);
    assert_int_equal(page.status, 200);
    assert_non_null(strstr(page.body, "Asks for more"));
    assert_string_equal(child_status_now(db, child, "sen_provision"), "K");
    assert_int_equal(count(say("SELECT count(*) FROM deadline WHERE rule = 'review' AND about_id = %lld AND done_on = ''", (long long)plan)), 1);

    struct web_answer form = ask(say("/plans/%lld/review", (long long)plan), NULL, as_officer);
    assert_int_equal(form.status, 200);
    int64_t first = count(say("SELECT id FROM outcome WHERE plan_id = %lld AND position = 1", (long long)plan));
    int64_t other = count(say("SELECT id FROM outcome WHERE plan_id = %lld AND position = 2", (long long)plan));
    const char *common = say("attended=Ada&impact=She+talks&parent_view=Proud&decision=continue&because=It+helps&rating_%lld=3", (long long)first);
    struct web_answer a = ask(say("/plans/%lld/review", (long long)plan), say("%s&%s", common, day_fields("held_on", today)), as_officer);
    assert_int_equal(a.status, 422);      /* an outcome without a rating */
    assert_non_null(strstr(a.body, "Outcome 2: choose how far it got"));
    assert_non_null(strstr(a.body, "She talks"));

    const char *early = date_add_days(&all, today, -60);
    a = ask(say("/plans/%lld/review", (long long)plan), say("%s&rating_%lld=2&%s", common, (long long)other, day_fields("held_on", early)), as_officer);
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "cannot be before the plan started"));

    a = ask(say("/plans/%lld/review", (long long)plan), say("%s&rating_%lld=2&words_%lld=For+a+minute&%s", common, (long long)other, (long long)other, day_fields("held_on", today)), as_officer);
    assert_int_equal(a.status, 303);
    int64_t next = id_in(a.go_to);
    assert_int_equal(count(say("SELECT count(*) FROM deadline WHERE rule = 'review' AND about_id = %lld AND done_on <> ''", (long long)plan)), 1);

    page = ask(edit_path(next), NULL, as_officer);     /* what was not met came over, and the parents' words */
    assert_non_null(strstr(page.body, "Sits for a story"));
    assert_non_null(strstr(page.body, "For a minute"));
    assert_non_null(strstr(page.body, "Proud"));
    assert_null(strstr(page.body, "Asks for more"));
    assert_int_equal(ask(say("/children/%lld/plans", (long long)child), NULL, as_officer).status, 200);

    a = ask(say("/plans/%lld/review", (long long)plan), say("%s&rating_%lld=2&%s", common, (long long)other, day_fields("held_on", today)), as_second);
    assert_int_equal(a.status, 409);      /* the second review is told, and keeps its words */
    assert_non_null(strstr(a.body, "She talks"));
}

/* A deadline about no record (0) belongs to its child only: finishing one child's leaves the other's open, and starting a plan closes it too. */
static void a_deadline_is_finished_for_one_child_only(void **state)
{
    (void)state;
    int64_t one = new_child("Cleo"), another = new_child("Dov");
    db_begin_write(db);
    struct act a = { db, officer, today, date_now_ms() };
    child_deadline(a, one, "plan", 0, officer, "", "", date_add_days(&all, today, 20));
    child_deadline(a, another, "plan", 0, officer, "", "", date_add_days(&all, today, 20));
    db_commit(db);
    started_plan(one);
    assert_int_equal(count(say("SELECT count(*) FROM deadline WHERE rule = 'plan' AND child_id = %lld AND done_on = '%s'", (long long)one, today)), 1);
    assert_int_equal(count(say("SELECT count(*) FROM deadline WHERE rule = 'plan' AND child_id = %lld AND done_on = ''", (long long)another)), 1);
}

static void it_starts_only_when_it_is_whole(void **state)
{
    (void)state;
    int64_t plan = begin(new_child("Bea"));
    struct web_answer a = ask(say("/plans/%lld/start", (long long)plan), "version=1", as_officer);
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "Write at least one outcome"));
    assert_non_null(strstr(a.body, "told the parents"));
    a = ask(say("/plans/%lld/review", (long long)plan), "decision=close", as_officer);
    assert_int_equal(a.status, 409);
    struct web_answer page = ask(edit_path(plan), NULL, as_officer);
    a = ask(edit_path(plan), form_of(page.body, say("o1_strategies=Song&%s", dates())), as_officer);
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "Outcome 1: write what you hope to see"));
    a = ask(edit_path(plan), form_of(page.body, say("o1_outcome=x&%s&%s", day_fields("started_on", today), day_fields("review_due_on", today))), as_officer);
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "must be after the day"));
}

static void two_writers_lose_nothing(void **state)
{
    (void)state;
    int64_t plan = begin(new_child("Cai"));
    struct web_answer page = ask(edit_path(plan), NULL, as_officer);
    struct web_answer a = ask(edit_path(plan), form_of(page.body, say("assessed=Before&child_view=Same&o1_outcome=First&%s", dates())), as_officer);
    assert_int_equal(a.status, 303);
    struct web_answer mine = ask(edit_path(plan), NULL, as_officer), theirs = ask(edit_path(plan), NULL, as_second);
    a = ask(edit_path(plan), form_of(theirs.body, say("assessed=Theirs&going_well=Water&child_view=Same&o1_outcome=First&o2_outcome=Added+by+them&%s", dates())), as_second);
    assert_int_equal(a.status, 303);
    a = ask(edit_path(plan), form_of(mine.body, say("assessed=Mine&child_view=Hello&o1_outcome=First&o2_outcome=Added+by+me&%s", dates())), as_officer);
    assert_int_equal(a.status, 409);
    assert_non_null(strstr(a.body, "Test manager"));
    assert_non_null(strstr(a.body, "Theirs"));          /* both of us changed it: both are shown, mine stays in the form */
    assert_non_null(strstr(a.body, "\nMine</textarea>"));
    assert_non_null(strstr(a.body, "\nWater</textarea>"));   /* only they changed it: taken over */
    assert_non_null(strstr(a.body, "\nHello</textarea>"));   /* only I changed it: kept */
    assert_non_null(strstr(a.body, "\nAdded by me</textarea>"));
    assert_non_null(strstr(a.body, "\nAdded by them</textarea>"));
    assert_int_equal(count(say("SELECT count(*) FROM plan WHERE id = %lld AND assessed = 'Theirs'", (long long)plan)), 1);
    const char *merged = say("version=%s&base=%s&o1_id=%s&o2_id=%s&o3_id=%s&assessed=Joined&going_well=Water&child_view=Hello&o1_outcome=First&o2_outcome=Added+by+me&o3_outcome=Added+by+them&%s",
        value_in(a.body, "version"), value_in(a.body, "base"), value_in(a.body, "o1_id"), value_in(a.body, "o2_id"), value_in(a.body, "o3_id"), dates());
    a = ask(edit_path(plan), merged, as_officer);
    assert_int_equal(a.status, 303);
    assert_int_equal(count(say("SELECT count(*) FROM outcome WHERE plan_id = %lld", (long long)plan)), 3);
}

static void who_may_read(void **state)
{
    (void)state;
    int64_t of = new_child("Dot"), plan = begin(of);
    const char *path = say("/plans/%lld", (long long)plan);
    assert_int_equal(ask(path, NULL, as_stranger).status, 404);
    assert_int_equal(ask(edit_path(plan), NULL, as_stranger).status, 404);
    assert_int_equal(ask(say("/children/%lld/plans/new", (long long)of), "", as_stranger).status, 404);
    assert_int_equal(ask(path, NULL, as_health).status, 404);
    assert_int_equal(ask(path, NULL, as_parent).status, 404);      /* a draft is not for the family */
    assert_int_equal(ask(say("%s/pdf", path), NULL, as_parent).status, 404);
    assert_int_equal(ask(edit_path(plan), NULL, as_parent).status, 404);
    house_script(db, say("UPDATE plan SET status = 'active', started_on = '2026-01-05', review_due_on = '2026-04-05' WHERE id = %lld", (long long)plan));
    struct web_answer a = ask(path, NULL, as_parent);
    assert_int_equal(a.status, 200);
    assert_null(strstr(a.body, "/edit"));
    a = ask(say("%s/view", path), "words=She+sings+at+home", as_parent);
    assert_int_equal(a.status, 303);
    assert_non_null(strstr(ask(path, NULL, as_officer).body, "She sings at home"));
    assert_int_equal(count(say("SELECT count(*) FROM audit WHERE child_id = %lld AND action = 'change' AND detail = 'parent_view'", (long long)of)), 1);
    assert_int_equal(ask(say("%s/view", path), "words=", as_parent).status, 422);
    assert_int_equal(ask(say("%s/view", path), "words=x", as_stranger).status, 404);
    a = ask(say("%s/pdf", path), NULL, as_parent);
    assert_int_equal(a.status, 200);
    assert_memory_equal(a.body, "%PDF", 4);
}

static void a_second_draft_is_never_made(void **state)
{
    (void)state;
    int64_t of = new_child("Eli"), plan = begin(of);
    assert_int_equal(begin(of), plan);
}

static void lists_and_panels(void **state)
{
    (void)state;
    int64_t plan = started_plan(new_child("Fay"));
    house_script(db, say("UPDATE plan SET review_due_on = '2026-01-02', lead_id = %lld WHERE id = %lld", (long long)officer, (long long)plan));
    house_script(db, say("UPDATE deadline SET due_on = '2026-01-02', owner_id = %lld WHERE rule = 'review' AND about_id = %lld", (long long)officer, (long long)plan));
    struct web_answer a = ask("/plans?state=late", NULL, as_officer);
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "Fay"));
    assert_null(strstr(ask("/plans?state=late", NULL, as_second).body, "Fay"));
    assert_non_null(strstr(ask("/plans?state=late&who=all", NULL, as_second).body, "Fay"));
    assert_null(strstr(ask("/plans?who=all", NULL, as_stranger).body, "Fay"));
    assert_int_equal(ask("/plans?after=2026-01-02.x&state=%27", NULL, as_officer).status, 200);
    struct web_answer home = ask("/", NULL, as_officer);     /* a review stands among what is due, a draft among the plans */
    assert_non_null(strstr(home.body, "Review of the support plan: <bdi>Fay"));
    assert_non_null(strstr(home.body, "Plans to finish"));
    assert_int_equal(ask("/plans", NULL, as_parent).status, 404);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_cycle), cmocka_unit_test(a_deadline_is_finished_for_one_child_only),
        cmocka_unit_test(it_starts_only_when_it_is_whole), cmocka_unit_test(two_writers_lose_nothing),
        cmocka_unit_test(who_may_read), cmocka_unit_test(a_second_draft_is_never_made), cmocka_unit_test(lists_and_panels),
    };
    int failed = cmocka_run_group_tests(tests, set_up, NULL);
    arena_free(&all);
    return failed;
}
