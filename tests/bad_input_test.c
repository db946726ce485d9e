/*
 * What people type that cannot be right, in the three long forms through which
 * a child comes in, and in names that are right and look strange: the answer
 * says what is wrong beside the field, in a summary too, and keeps what was
 * typed.  Sent twice, a form makes one record.
 */
#include "tests/house.h"
#include "base/date.h"
#include "app/setting/setting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct arena all;
static struct db *db;
static const char *as_officer, *as_health, *today;

static const char *say(const char *format, ...) __attribute__((format(printf, 1, 2)));
static const char *say(const char *format, ...)
{
    char text[12000];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    return arena_text(&all, text, strlen(text));
}

static int set_up(void **state)
{
    (void)state;
    db = house_new(&all);
    today = date_of_instant(&all, date_now_ms());
    as_officer = house_session(db, &all, house_person(db, "officer", "officer@test.example"));
    as_health = house_session(db, &all, house_person(db, "health", "health@test.example"));
    return 0;
}

static struct web_answer ask(const char *path, const char *body, const char *cookie)
{
    struct web_answer a = web_try(&site_of_features, db, &all, path, body, cookie);
    assert_false(db->in_transaction);
    return a;
}

static int64_t count(const char *sql)
{
    static const struct db_column column[] = { { 'i', 0 } };
    struct db_query *q = arena_new(&all, struct db_query);
    *q = (struct db_query){ "count", "", "", false, 1, column, sizeof(int64_t), sql };
    db->arena = &all;
    int64_t *n = db_one(db, q);
    return n ? *n : -1;
}

struct typed { const char *name, *value; };

static const char *encoded(const char *value)
{
    struct out o = { .arena = &all };
    html_query_s(&o, value);
    html_lit(&o, "", 1);
    return o.at;
}

/* A body of the fields in GOOD, with those of BAD in the place of the same names. */
static const char *body_of(const struct typed *good, const struct typed *bad, size_t n_bad)
{
    const char *body = "";
    for (; good->name; good++) {
        const char *value = good->value;
        for (size_t i = 0; i < n_bad; i++)
            if (strcmp(bad[i].name, good->name) == 0)
                value = bad[i].value;
        body = arena_print(&all, "%s%s%s=%s", body, *body ? "&" : "", good->name, encoded(value));
    }
    return body;
}

static const char *a_born(int part)
{
    const char *born = date_add_months(&all, today, -40);
    return say("%d", part == 0 ? date_day(born) : part == 1 ? date_month(born) : date_year(born));
}

static struct typed register_good[24], request_good[40];

static void make_good(void)
{
    const struct typed child[] = { { "given_name", "Ada" }, { "family_name", "Okafor" }, { "known_as", "" }, { "born_on-day", a_born(0) }, { "born_on-month", a_born(1) }, { "born_on-year", a_born(2) },
        { "sex", "F" }, { "nhs_number", "" }, { "upn", "" }, { "postcode", "HR1 2AB" }, { "home_language", "" }, { "address", "" }, { 0 } };
    const struct typed request[] = { { "kind", "notification" }, { "door", "health visitor" }, { "asker_name", "Ruth" }, { "asker_email", "ruth@test.example" }, { "asker_telephone", "01632 960 111" },
        { "given_name", "Ada" }, { "family_name", "Okafor" }, { "born_on-day", a_born(0) }, { "born_on-month", a_born(1) }, { "born_on-year", a_born(2) }, { "sex", "F" }, { "nhs_number", "" }, { "upn", "" },
        { "postcode", "HR1 2AB" }, { "is_address_restricted", "no" }, { "attends", "no" }, { "concern", "talking" }, { "words_talking", "Few words" }, { "wants", "talk" }, { "is_agreed", "yes" },
        { "opinion", "has SEN" }, { "permission", "not recorded" }, { 0 } };
    memcpy(register_good, child, sizeof child);
    memcpy(request_good, request, sizeof request);
}

static const struct wrong { struct typed field; const char *field_id; } wrong_in_both[] = {
    { { "family_name", "" }, "family_name" },
    { { "family_name", "Ada3" }, "family_name" },
    { { "family_name", "<b>Ada</b>" }, "family_name" },
    { { "born_on-day", "" }, "born_on" }, { { "born_on-month", "13" }, "born_on" }, { { "born_on-year", "twenty" }, "born_on" },
    { { "born_on-year", "2099" }, "born_on" },                       /* not born yet */
    { { "born_on-year", "1999" }, "born_on" },                       /* grown up */
    { { "sex", "X9" }, "sex" },                                      /* an unknown code */
    { { "nhs_number", "943 476 5918" }, "nhs_number" }, { { "nhs_number", "12345" }, "nhs_number" },
    { { "upn", "A801200001001" }, "upn" }, { { "upn", "nonsense" }, "upn" },
    { { "postcode", "NOT A CODE" }, "postcode" },
};

/* The page says what is wrong in the summary and beside the field, and has what was typed. */
static void is_told(struct web_answer a, const struct wrong *w)
{
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "There is a problem"));
    assert_non_null(strstr(a.body, "<title>Error: "));
    assert_non_null(strstr(a.body, say("href=\"#%s\"", w->field_id)));
    assert_non_null(strstr(a.body, say("id=\"%s-error\"", w->field_id)));
    struct out o = { .arena = &all };
    html_text(&o, w->field.value);
    html_lit(&o, "", 1);
    if (strcmp(w->field.name, "sex") != 0)
        assert_non_null(strstr(a.body, say("value=\"%s\"", o.at)));
    assert_non_null(strstr(a.body, "value=\"Ada\""));                 /* and the rest */
}

static void each_is_told_in(const char *path, const struct typed *good, const char *cookie)
{
    int64_t before = count("SELECT (SELECT count(*) FROM child) + (SELECT count(*) FROM request)");
    for (size_t i = 0; i < sizeof wrong_in_both / sizeof *wrong_in_both; i++)
        is_told(ask(path, body_of(good, &wrong_in_both[i].field, 1), cookie), &wrong_in_both[i]);
    const struct typed thirtieth[] = { { "born_on-day", "30" }, { "born_on-month", "2" } };
    is_told(ask(path, body_of(good, thirtieth, 2), cookie), &(struct wrong){ { "born_on-day", "30" }, "born_on" });
    char *name = arena_take(&all, 102, 1);
    memset(name, 'a', 101);
    name[101] = 0;
    const struct typed too_long = { "family_name", name };
    is_told(ask(path, body_of(good, &too_long, 1), cookie), &(struct wrong){ too_long, "family_name" });
    assert_int_equal(count("SELECT (SELECT count(*) FROM child) + (SELECT count(*) FROM request)"), before);
}

static void what_cannot_be_right_is_told_in_the_register(void **state) { (void)state; make_good(); each_is_told_in("/children/new", register_good, as_officer); }
static void what_cannot_be_right_is_told_at_the_door(void **state) { (void)state; make_good(); each_is_told_in("/requests/new", request_good, as_health); }

/* Names that are right: what was typed is what is kept and shown, but what is not writing. */
static void strange_names_are_names(void **state)
{
    (void)state;
    static const struct { const char *given, *family, *kept; } name[] = {
        { "", "Suharto", "Suharto" },                                                     /* one name */
        { "Siân-Mai", "O'Neill", "Siân-Mai O&#39;Neill" }, { "Zoë", "D’Arcy-Żak", "Zoë D’Arcy-Żak" },
        { "مريم", "الأحمد", "مريم الأحمد" },                                              /* right to left */
        { "Ze\u0308a", "Nguye\u0302\u0303n", "Zëa Nguyễn" },                         /* combining letters become one */
        { "Ti\001ny\u202E", "Tab\007le", "Tiny Table" },                              /* pasted control characters and an override */
        { "  Ann  ", "de  Souza ", "Ann de Souza" },
    };
    make_good();
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        const struct typed with[] = { { "given_name", name[i].given }, { "family_name", name[i].family }, { "born_on-day", say("%zu", i + 1) } };
        struct web_answer a = ask("/children/new", body_of(register_good, with, 3), as_officer);
        if (a.status == 422 && strstr(a.body, "is_another"))
            a = ask("/children/new", say("%s&is_another=1", body_of(register_good, with, 3)), as_officer);
        assert_int_equal(a.status, 303);
        assert_non_null(strstr(ask(a.go_to, NULL, as_officer).body, name[i].kept));
    }
}

/* The value of the hidden field NAME in PAGE. */
static const char *hidden_in(const char *page, const char *name)
{
    const char *at = strstr(page, say("name=\"%s\" value=\"", name));
    assert_non_null(at);
    at = strstr(at, "value=\"") + strlen("value=\"");
    return arena_text(&all, at, strcspn(at, "\""));
}

static void sent_twice_is_one_request(void **state)
{
    (void)state;
    make_good();
    const char *once = hidden_in(ask("/requests/new", NULL, as_health).body, "once");
    const struct typed twice = { "family_name", "Sent-Twice" };
    const char *body = say("%s&once=%s", body_of(request_good, &twice, 1), once);
    struct web_answer first = ask("/requests/new", body, as_health), second = ask("/requests/new", body, as_health);
    assert_int_equal(first.status, 303);
    assert_int_equal(second.status, 303);
    assert_string_equal(first.go_to, second.go_to);
    assert_int_equal(count("SELECT count(*) FROM request WHERE family_name = 'Sent-Twice'"), 1);
}

static void unknown_and_forbidden_look_the_same_and_lead_back(void **state)
{
    (void)state;
    struct web_answer unknown = ask("/no/such/page", NULL, as_health), forbidden = ask("/people", NULL, as_health);
    assert_int_equal(unknown.status, 404);
    assert_int_equal(forbidden.status, 404);
    assert_non_null(strstr(unknown.body, "We cannot find that page"));
    assert_non_null(strstr(forbidden.body, "We cannot find that page"));
    assert_non_null(strstr(unknown.body, "href=\"/\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cannot_be_right_is_told_in_the_register), cmocka_unit_test(what_cannot_be_right_is_told_at_the_door), cmocka_unit_test(strange_names_are_names),
        cmocka_unit_test(sent_twice_is_one_request), cmocka_unit_test(unknown_and_forbidden_look_the_same_and_lead_back),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
