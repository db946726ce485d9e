/* Lists of others, from the bytes to the register and back: every kind of row, every source, and every fault that the issue names. */
#include "app/imports/imports.h"
#include "app/people/audit.h"
#include "base/date.h"
#include "base/text.h"
#include "file/store.h"
#include "tests/house.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static const char today[] = "2026-11-24";
static struct arena kept, passing;
static struct db *db;
static struct site site;
static const char *manager, *officer;
static int64_t manager_id, clock_ms;

struct number { int64_t n; };
static const struct db_column number_column[] = { { 'i', offsetof(struct number, n) } };

static int64_t count(const char *sql)
{
    struct db_query *q = arena_new(&passing, struct db_query);
    *q = (struct db_query){ .name = "count", .params = "", .columns = 1, .column = number_column, .row_size = sizeof(struct number), .text = arena_print(&kept, "SELECT count(*) AS n FROM %s", sql) };
    struct number *n = db_one(db, q);
    return n->n;
}

static struct act act(void) { return (struct act){ db, manager_id, today, ++clock_ms }; }

static struct child_by_id *child_called(const char *family)
{
    struct number *n;
    struct db_query *q = arena_new(&kept, struct db_query);
    *q = (struct db_query){ .name = "child", .params = "", .columns = 1, .column = number_column, .row_size = sizeof(struct number), .text = arena_print(&kept, "SELECT id AS n FROM child WHERE family_name = '%s'", family) };
    n = db_one(db, q);
    return n ? child_itself(db, n->n) : NULL;
}

static int64_t new_child(const char *given, const char *family, const char *born, const char *postcode, const char *nhs)
{
    db_begin_write(db);
    int64_t id = child_add(act(), &(struct new_child){ .given_name = given, .family_name = family, .born_on = born, .sex = "F", .postcode = postcode, .nhs_number = nhs, .known_on = "2026-01-05" });
    db_commit(db);
    return id;
}

/* Every round until nothing waits. */
static void work(void)
{
    while (import_round(db, today, clock_ms += 100000)) { }
}

static int64_t hand_in(const char *source, const char *text)
{
    struct import_intake *in = import_read_bytes(&passing, import_source_of(source), "test.csv", text, strlen(text), "");
    assert_string_equal(in->error, "");
    db_begin_write(db);
    int64_t id = import_take_in(act(), in, 0, today);
    struct import_by_id *list = import_itself(db, id);
    struct import_matching m = import_matching_of(&passing, list);
    assert_string_equal(import_columns_wrong(&passing, &m, false), "");
    import_look_at_days(db, id, &m);
    set_import_columns(db, id, list->columns, m.order, "staging");
    db_commit(db);
    work();
    return id;
}

static struct import_counts counts(int64_t id) { return *import_counts_itself(db, id); }
static const char *status(int64_t id) { return import_itself(db, id)->status; }
static struct import_rows_listed *row(int64_t id, int64_t line) { return import_row_itself(db, id, line); }

static void commit(int64_t id)
{
    db_begin_write(db);
    start_import_commit(db, id, manager_id);
    db_commit(db);
    work();
}

static void undo(int64_t id)
{
    db_begin_write(db);
    start_import_undo(db, id, manager_id);
    db_commit(db);
    work();
}

static struct web_answer ask(const char *path, const char *body, const char *cookie)
{
    return web_try(&site, db, &passing, path, body, cookie);
}

/* ---- rows of every kind ---- */

static const char head[] = "First name,Surname,DOB,Gender,NHS Number,Postcode,Home address\n";

static void every_kind_of_row(void **state)
{
    (void)state;
    new_child("Amelia", "Prosser", "2023-03-04", "HR1 2AB", "");
    new_child("Kofi", "Mensah", "2022-10-19", "HR2 7XY", "9434765919");
    int64_t id = hand_in("children", arena_print(&passing, "%s%s", head,
        "Amelia,Prosser,04/03/2023,Female,,HR1 2AB,\n"                       /* 2 the same */
        "KOFI,Mensah,19/10/2022,boy,943 476 5919,hr27xy,1 New Road\n"        /* 3 changed: sex, address */
        "Nadia,Kowalska,27 March 2024,f,,HR4 0XX,\n"                         /* 4 new */
        "Amelia,Prossor,4 Mar 2023,f,,HR9 5ZZ,\n"                            /* 5 unsure */
        "Sam,,31/02/2024,x,123,nowhere,\n"                                   /* 6 wrong */
        "Nadia,Kowalska,27/3/2024,f,,HR4 0XX,\n"));                          /* 7 the same child as line 4 */
    struct import_counts c = counts(id);
    assert_string_equal(status(id), "staged");
    assert_string_equal(row(id, 2)->kind, "same");
    assert_string_equal(row(id, 3)->kind, "changed");
    assert_non_null(strstr(row(id, 3)->differs, "1 New Road"));
    assert_string_equal(row(id, 4)->kind, "new");
    assert_string_equal(row(id, 5)->kind, "unsure");
    assert_true(row(id, 5)->likeness >= MATCH_WORTH_SHOWING && row(id, 5)->likeness < MATCH_CERTAIN);
    assert_string_equal(row(id, 6)->kind, "wrong");
    assert_non_null(strstr(row(id, 6)->faults, "family name is missing"));
    assert_non_null(strstr(row(id, 6)->faults, "31/02/2024"));
    assert_non_null(strstr(row(id, 6)->faults, "NHS number"));
    assert_non_null(strstr(row(id, 6)->faults, "postcode"));
    assert_string_equal(row(id, 7)->kind, "wrong");
    assert_non_null(strstr(row(id, 7)->faults, "line 4"));
    assert_int_equal(c.everything, 6);
    assert_int_equal(count("child"), 2);                                     /* nothing reached the register */
    db_begin_write(db);
    leave_undecided_rows(db, manager_id, id);
    db_commit(db);
    commit(id);
    assert_string_equal(status(id), "committed");
    assert_int_equal(count("child"), 3);
    assert_string_equal(child_called("Mensah")->address, "1 New Road");
    assert_string_equal(child_called("Mensah")->given_name, "Kofi");         /* capitals are no news */
    assert_int_equal(count("event WHERE kind = 'list'"), 2);
    assert_int_equal(count("audit WHERE what = 'import' AND child_id <> 0"), 2);
    int64_t rows;
    assert_int_equal(audit_verify(db, &rows), 0);
}

static void undone_and_not_any_more(void **state)
{
    (void)state;
    int64_t kofi = new_child("Kofi", "Mensah", "2022-10-19", "HR2 7XY", "9434765919");
    const char *text = arena_print(&passing, "%s%s", head, "Kofi,Mensah,19/10/2022,f,9434765919,HR3 6AA,\nNadia,Kowalska,27/3/2024,f,,HR4 0XX,\n");
    int64_t id = hand_in("children", text);
    commit(id);
    assert_string_equal(child_itself(db, kofi)->postcode, "HR3 6AA");
    assert_int_equal(count("child_word WHERE word = 'hr36aa'"), 1);
    undo(id);
    assert_string_equal(status(id), "undone");
    assert_string_equal(child_itself(db, kofi)->postcode, "HR2 7XY");
    assert_int_equal(count("child_word WHERE word = 'hr36aa'"), 0);
    assert_null(child_called("Kowalska"));
    int64_t again = hand_in("children", text);
    commit(again);
    assert_string_equal(status(again), "committed");
    db_begin_write(db);
    child_event(act(), child_called("Kowalska")->id, "", "note", "Somebody wrote", "", "", false);
    db_commit(db);
    undo(again);
    assert_string_equal(status(again), "committed");
    assert_non_null(strstr(import_itself(db, again)->message, "changed since, of 1 children"));
    assert_non_null(child_called("Kowalska"));
    struct web_answer a = ask(arena_print(&passing, "/imports/%lld", (long long)again), NULL, manager);
    assert_non_null(strstr(a.body, "cannot be taken back"));
    assert_non_null(strstr(a.body, "Nadia Kowalska"));
}

/* ---- one list while another is being looked at; the register changed by hand ---- */

static void two_lists_at_once(void **state)
{
    (void)state;
    const char *text = arena_print(&passing, "%s%s", head, "Nadia,Kowalska,27/3/2024,f,,HR4 0XX,\nOlu,Ade,28/3/2024,m,,HR4 1XX,\n");
    int64_t first = hand_in("children", text), second = hand_in("children", arena_print(&passing, "%s%s", text, "Third,Child,2/4/2024,f,,HR4 2XX,\n"));
    assert_string_equal(row(second, 2)->kind, "new");
    commit(first);
    assert_string_equal(status(first), "committed");
    assert_string_equal(status(second), "staged");
    assert_string_equal(row(second, 2)->kind, "same");
    assert_int_equal(row(second, 2)->is_moved, 1);
    assert_non_null(strstr(import_itself(db, second)->message, "compared with the register anew"));
    commit(second);
    assert_int_equal(count("child"), 3);
}

static void the_register_changed_meanwhile(void **state)
{
    (void)state;
    int64_t id = hand_in("children", arena_print(&passing, "%s%s", head, "Nadia,Kowalska,27/3/2024,f,,HR4 0XX,\n"));
    new_child("Nadia", "Kowalska", "2024-03-27", "HR4 0XX", "");
    commit(id);
    assert_string_equal(status(id), "staged");
    assert_non_null(strstr(import_itself(db, id)->message, "1 row has moved. Nothing was written"));
    assert_string_equal(row(id, 2)->kind, "same");
    assert_int_equal(count("child"), 1);
}

static void numbers_that_clash(void **state)
{
    (void)state;
    new_child("Kofi", "Mensah", "2022-10-19", "HR2 7XY", "9434765919");
    int64_t id = hand_in("children", arena_print(&passing, "%s%s", head, "Someone,Else,1/12/2023,f,9434765919,LS1 1AA,\nWanda,Other,13/12/2023,f,,LS1 1AB,\nWanda,Zoltan,14/11/2023,f,,LS2 1AB,\n"));
    assert_true(strcmp(row(id, 2)->kind, "unsure") == 0 || strcmp(row(id, 2)->kind, "wrong") == 0);
    assert_string_equal(row(id, 3)->kind, "new");
    if (strcmp(row(id, 2)->kind, "unsure") == 0) {
        struct web_answer a = ask(arena_print(&passing, "/imports/%lld/rows/2", (long long)id), "decision=new", manager);
        assert_int_equal(a.status, 422);
        assert_non_null(strstr(a.body, "Another child in the register has the NHS number"));
    }
    db_begin_write(db);                                                      /* even where it is decided against all advice, nothing half is written */
    house_script(db, arena_print(&passing, "UPDATE import_row SET kind = 'unsure', decision = 'new' WHERE line = 2 AND import_id = %lld", (long long)id));
    db_commit(db);
    commit(id);
    assert_string_equal(status(id), "staged");
    assert_non_null(strstr(import_itself(db, id)->message, "claim the same number. Nothing was written"));
    assert_int_equal(count("child"), 1);
}

/* ---- days ---- */

static void ambiguous_days_are_asked(void **state)
{
    (void)state;
    const char *text = "First name,Surname,DOB\nNadia,Kowalska,3/4/2024\n";
    struct web_answer a = ask("/imports/new", "source=children&on_day-day=24&on_day-month=11&on_day-year=2026&text=First+name,Surname,DOB%0ANadia,Kowalska,3/4/2024%0A", manager);
    (void)text;
    assert_int_equal(a.status, 303);
    assert_non_null(strstr(a.go_to, "/columns"));
    const char *columns = a.go_to;
    a = ask(columns, NULL, manager);
    assert_non_null(strstr(a.body, "3 April 2024"));
    assert_non_null(strstr(a.body, "4 March 2024"));
    a = ask(columns, "column-given_name=0&column-family_name=1&column-born_on=2", manager);
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "Say what 3/4/2024 means"));
    a = ask(columns, "column-given_name=0&column-family_name=1&column-born_on=2&day_order=2", manager);
    assert_int_equal(a.status, 303);
    work();
    assert_int_equal(count("import_row WHERE born_on = '2024-03-04' AND kind = 'new'"), 1);
    assert_int_equal(count("import_columns"), 1);                            /* remembered: the next file of these headings asks only about the days */
}

static void columns_are_remembered(void **state)
{
    (void)state;
    const char *body = "source=children&on_day-day=24&on_day-month=11&on_day-year=2026&text=Vorname,Name,Geboren%0ANadia,Kowalska,27/4/2024%0A";
    struct web_answer a = ask("/imports/new", body, manager);
    const char *columns = a.go_to;
    a = ask(columns, "column-given_name=0&column-family_name=1", manager);
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "‘Date of birth’, which each row must have"));
    a = ask(columns, "column-given_name=0&column-family_name=1&column-born_on=2", manager);
    assert_int_equal(a.status, 303);
    a = ask("/imports/new", arena_print(&passing, "%sMore,Rows,28/4/2024%%0A", body), manager);
    assert_int_equal(a.status, 303);
    assert_null(strstr(a.go_to, "/columns"));
}

/* ---- sources ---- */

static void notifications_become_requests_once(void **state)
{
    (void)state;
    const char *text = "Surname,Forename,DOB,Notified by,Job title,Trust,Reason for notification,Parent informed\n"
        "Kowalska,Nadia,27/3/2024,Hana Health,Health visitor,Wye Trust,\"Does not sit yet\nand does not babble\",13/11/2026\nAde,Olu,1/4/2024,Hana Health,,,,\n";
    int64_t id = hand_in("notifications", text);
    assert_int_equal(counts(id).news, 2);
    commit(id);
    assert_int_equal(count("request WHERE kind = 'notification' AND status = 'waiting'"), 2);
    assert_int_equal(count("request WHERE diagnosis LIKE 'Does not sit yet%'"), 1);
    assert_int_equal(count("question"), 1);                                  /* the duty that is not recorded is asked about */
    assert_int_equal(count("child"), 0);                                     /* triage decides */
    int64_t again = hand_in("notifications", arena_print(&passing, "%s\n", text));
    assert_int_equal(counts(again).sames, 2);
    undo(id);
    assert_int_equal(count("request"), 0);
}

/* Each row has a receipt: by its line for the trust, by e-mail with a link for a notifier whose address is told. */
static void each_notification_has_its_receipt(void **state)
{
    (void)state;
    int64_t id = hand_in("notifications", "Surname,Forename,DOB,Notified by,Trust,Diagnosis,Work email,Parent informed\n"
        "Kowalska,Nadia,27/3/2024,Hana Health,Wye Trust,Hearing loss,hana@trust.example,13/11/2026\nAde,Olu,1/4/2024,Hana Health,Wye Trust,Does not walk,,\n");
    commit(id);
    assert_int_equal(count("notice WHERE kind = 'request received' AND to_address = 'hana@trust.example' AND path LIKE '/follow/%'"), 1);
    assert_int_equal(count("follow_link"), 1);
    struct web_answer a = ask(arena_print(&passing, "/imports/%lld/receipts", (long long)id), NULL, manager);
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "\r\n2,RD-"));
    assert_non_null(strstr(a.body, "\r\n3,RD-"));
    assert_non_null(strstr(a.body, "On which day was the parent told"));
    assert_null(strstr(a.body, "Kowalska"));
    assert_non_null(strstr(ask(arena_print(&passing, "/imports/%lld", (long long)id), NULL, manager).body, "Download the receipts"));
    undo(id);
    assert_int_equal(count("request"), 0);
    assert_int_equal(count("follow_link"), 0);
}

static void headcount_and_leaving(void **state)
{
    (void)state;
    int64_t child = new_child("Amelia", "Prosser", "2023-03-04", "HR1 2AB", "");
    int64_t id = hand_in("headcount", "Forename,Surname,DOB,Postcode,Setting URN,Start date,Hours,Leaving date\nAmelia,Prosser,04/03/2023,HR1 2AB,EY123456,14/9/2026,15.5,\nNadia,Kowalska,27/3/2024,HR4 0XX,acorns,14/9/2026,15,\nOlu,Ade,27/3/2024,HR4 0XX,No Such Place,,,\n");
    assert_string_equal(row(id, 2)->kind, "changed");
    assert_string_equal(row(id, 4)->kind, "wrong");
    assert_non_null(strstr(row(id, 4)->faults, "No Such Place"));
    commit(id);
    assert_int_equal(count("placement WHERE setting_id = 501 AND from_on = '2026-09-14' AND to_on = ''"), 2);
    assert_int_equal(count("placement WHERE hours = 16"), 1);
    int64_t left = hand_in("headcount", "Forename,Surname,DOB,Postcode,Setting URN,Leaving date\nAmelia,Prosser,04/03/2023,HR1 2AB,EY123456,20/11/2026\n");
    commit(left);
    assert_int_equal(count(arena_print(&passing, "placement WHERE child_id = %lld AND to_on = '2026-11-20'", (long long)child)), 1);
    undo(left);
    assert_int_equal(count("placement WHERE to_on = ''"), 2);
}

static void admissions_social_care_and_reviews(void **state)
{
    (void)state;
    int64_t child = new_child("Amelia", "Prosser", "2022-03-14", "HR1 2AB", "");
    int64_t id = hand_in("admissions", "Forename,Surname,DOB,Postcode,School URN,Offer date\nAmelia,Prosser,14/03/2022,HR1 2AB,116777,16/4/2026\n");
    commit(id);
    assert_int_equal(count("school_start WHERE school_id = 502 AND place_on = '2026-04-16'"), 1);
    int64_t care = hand_in("social-care", "Forename,Surname,DOB,Postcode,Allocated worker,Team\nAmelia,Prosser,14/03/2022,HR1 2AB,Wanda Worker,Children with disabilities\n");
    commit(care);
    assert_int_equal(count("professional WHERE name = 'Wanda Worker' AND job = 'Social worker'"), 1);
    int64_t review = hand_in("two-year-reviews", "Forename,Surname,DOB,Postcode,Review date,Communication,Communication band,Gross motor,Fine motor band\nAmelia,Prosser,14/03/2022,HR1 2AB,20/3/2024,25,,61,\n"
        "Amelia,Prosser,14/03/2022,HR1 2AB,22/3/2024,25,terrible,60,\nAmelia,Prosser,14/03/2022,HR1 2AB,21/3/2024,25,below the cut-off,60,Above the cut-off\n");
    assert_string_equal(row(review, 2)->kind, "wrong");                      /* a score of 61 there is not */
    assert_string_equal(row(review, 3)->kind, "wrong");                      /* nor such a band */
    commit(review);
    assert_int_equal(count("observation WHERE seen_on = '2024-03-21' AND tool_id = 2"), 1);
    assert_int_equal(count("observation_value WHERE part_id = 201 AND number = 25 AND answer_id = 203"), 1);
    assert_int_equal(count("observation_value WHERE part_id = 202 AND number = 60 AND answer_id IS NULL"), 1);
    assert_int_equal(count("observation_value WHERE part_id = 203 AND number = -1 AND answer_id = 201"), 1);
    assert_int_equal(count("event WHERE kind = 'observation' AND on_day = '2024-03-21' AND path LIKE '/observations/%'"), 1);
    undo(care);                                                              /* the review came later, about the same child */
    assert_string_equal(status(care), "committed");
    undo(review);
    assert_int_equal(count("observation") + count("observation_value") + count("event WHERE kind = 'observation'"), 0);
    assert_non_null(child_itself(db, child));
}

/* ---- samples: each imports, or fails with a message that helps ---- */

static struct import_intake *sample(const char *source, const char *name)
{
    return import_read_file(&passing, import_source_of(source), name, arena_print(&passing, "tests/samples/%s", name), "");
}

static void samples_that_import(void **state)
{
    (void)state;
    static const struct { const char *source, *name; int news, wrongs; } file[] = {
        { "schools", "edubasealldata_subset.csv", 6, 0 }, { "providers", "childcare_providers_mi_2021-08-31_subset.csv", 12, 0 }, { "providers", "childcare_providers_2025-03-31_short_format_subset.csv", 6, 5 },
    };
    for (size_t i = 0; i < sizeof file / sizeof *file; i++) {
        struct import_intake *in = sample(file[i].source, file[i].name);
        assert_string_equal(in->error, "");
        db_begin_write(db);
        int64_t id = import_take_in(act(), in, 0, today);
        struct import_by_id *list = import_itself(db, id);
        set_import_columns(db, id, list->columns, DAY_FIRST, "staging");
        db_commit(db);
        work();
        assert_int_equal(counts(id).news, file[i].news);
        assert_int_equal(counts(id).wrongs, file[i].wrongs);
        commit(id);
        assert_string_equal(status(id), "committed");
    }
    assert_int_equal(count("setting WHERE urn = '100000' AND kind = 'school' AND name = 'The Aldgate School' AND postcode = 'EC3A 5DE'"), 1);
    assert_int_equal(count("setting WHERE urn = '100004' AND is_open = 0 AND kind = 'nursery school'"), 1);
    assert_int_equal(count("setting WHERE urn = '101173' AND kind = 'special school'"), 1);
    assert_int_equal(count("setting WHERE urn = 'EY495984' AND kind = 'group' AND name = 'Earlybirds Daycare'"), 1);
    assert_int_equal(count("setting WHERE urn = 'EY543664' AND kind = 'childminder' AND name = 'Childminder EY543664'"), 1);
}

static void samples_that_are_refused(void **state)
{
    (void)state;
    static const struct { const char *source, *name, *words; } file[] = {
        { "providers", "la_feed_dummy_start.json", "This is JSON" }, { "children", "UKCore-Patient-RichardSmith-Example.xml", "This is XML" }, { "children", "fake_sen.xlsx", "‘Family name’" },
        { "children", "annex_a_send_validation_rules.xlsx", "‘Family name’" }, { "children", "sen2_person_level_columns.csv", "‘Family name’" }, { "children", "sen2_code_lists.csv", "‘Family name’" },
        { "schools", "edubase_establishment_types_2025-01-09.csv", "‘Name’" }, { "children", "services.csv", "‘Family name’" },
    };
    for (size_t i = 0; i < sizeof file / sizeof *file; i++) {
        struct import_intake *in = sample(file[i].source, file[i].name);
        struct import_matching m = { .source = in->source };
        const char *why = in->error;
        if (!*why) {
            m.heading = sheet_row(&passing, &in->sheet, in->heading).row.cell;
            m.headings = sheet_row(&passing, &in->sheet, in->heading).row.n;
            import_match_headings(&passing, &m);
            why = import_columns_wrong(&passing, &m, false);
        }
        assert_non_null(strstr(why, file[i].words));
    }
}

/* ---- pages ---- */

static void wrong_rows_come_back(void **state)
{
    (void)state;
    int64_t id = hand_in("children", "First name,Surname,DOB,Note\nNadia,Kowalska,27/3/2024,x\n=cmd|' /C calc'!A0,Bad,27/3/2024,@SUM(1+1)\n");
    struct web_answer a = ask(arena_print(&passing, "/imports/%lld/wrong", (long long)id), NULL, manager);
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "First name,Surname,DOB,Note,Errors"));
    assert_non_null(strstr(a.body, "'=cmd|"));
    assert_non_null(strstr(a.body, "'@SUM(1+1)"));
    assert_non_null(strstr(a.body, "must be made of letters"));
    assert_null(strstr(a.body, "Kowalska"));
}

static void the_same_file_twice(void **state)
{
    (void)state;
    const char *body = "source=children&on_day-day=24&on_day-month=11&on_day-year=2026&text=First+name,Surname,DOB%0ANadia,Kowalska,27/4/2024%0A";
    assert_int_equal(ask("/imports/new", body, manager).status, 303);
    struct web_answer a = ask("/imports/new", body, manager);
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "This very file was handed in already"));
    assert_int_equal(ask("/imports/new", arena_print(&passing, "%s&again=1", body), manager).status, 303);
}

static void decided_by_hand(void **state)
{
    (void)state;
    int64_t amelia = new_child("Amelia", "Prosser", "2023-03-14", "HR1 2AB", "");
    int64_t id = hand_in("children", arena_print(&passing, "%s%s", head, "Amelia,Prossor,14 Mar 2023,f,,HR9 5ZZ,2 Long Lane\nWanda,Other,13/12/2023,f,,LS1 1AB,\n"));
    const char *page = arena_print(&passing, "/imports/%lld", (long long)id), *line = arena_print(&passing, "%s/rows/2", page);
    assert_int_equal(ask(page, NULL, officer).status, 404);
    struct web_answer a = ask(line, NULL, manager);
    assert_non_null(strstr(a.body, "Family name"));
    assert_non_null(strstr(a.body, "How much it says"));
    a = ask(arena_print(&passing, "%s/commit", page), "", manager);
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "Decide on the 1 unsure row"));
    a = ask(line, "decision=c1", manager);
    assert_int_equal(a.status, 422);
    a = ask(line, arena_print(&passing, "decision=c%lld", (long long)amelia), manager);
    assert_int_equal(a.status, 303);
    assert_string_equal(row(id, 2)->decision, "same");
    a = ask(arena_print(&passing, "%s/rows/3", page), "decision=leave", manager);
    assert_int_equal(a.status, 303);
    assert_int_equal(ask(arena_print(&passing, "%s/commit", page), "", manager).status, 303);
    assert_non_null(strstr(ask(page, NULL, manager).body, "Being written"));
    work();
    assert_string_equal(child_itself(db, amelia)->address, "2 Long Lane");
    assert_string_equal(child_itself(db, amelia)->family_name, "Prossor");
    assert_int_equal(count("child"), 1);
    assert_non_null(strstr(ask(page, NULL, manager).body, "Take the list back"));
    assert_int_equal(ask(arena_print(&passing, "%s/undo", page), "", manager).status, 303);
    work();
    assert_string_equal(child_itself(db, amelia)->family_name, "Prosser");
}

static void a_list_of_wrong_rows_is_refused(void **state)
{
    (void)state;
    int64_t id = hand_in("children", "First name,Surname,DOB\nNadia,Kowalska,27/3/2024\nA,B1,27/3/2024\nC,D,soon\n");
    const char *page = arena_print(&passing, "/imports/%lld", (long long)id);
    assert_non_null(strstr(ask(page, NULL, manager).body, "More than half of the rows are wrong"));
    assert_int_equal(ask(arena_print(&passing, "%s/commit", page), "", manager).status, 422);
    assert_int_equal(ask(arena_print(&passing, "%s/drop", page), "", manager).status, 303);
    assert_string_equal(status(id), "dropped");
}

static void a_thousand_columns(void **state)
{
    (void)state;
    struct out o = { .arena = &passing };
    const char *s = "First name,Surname,DOB";
    html_lit(&o, s, strlen(s));
    for (int i = 3; i < 1000; i++) {
        s = arena_print(&passing, ",Extra %d", i);
        html_lit(&o, s, strlen(s));
    }
    s = "\nNadia,Kowalska,27/3/2024\n";
    html_lit(&o, s, strlen(s) + 1);
    int64_t id = hand_in("children", o.at);
    assert_int_equal(counts(id).news, 1);
    struct web_answer a = ask(arena_print(&passing, "/imports/%lld/columns", (long long)id), NULL, manager);
    assert_int_equal(a.status, 200);
    assert_non_null(strstr(a.body, "All 1000 are kept"));
}

static void refused_at_the_door(void **state)
{
    (void)state;
    static const char form[] = "source=children&on_day-day=24&on_day-month=11&on_day-year=2026&text=";
    static const struct { const char *text, *words; } no[] = {
        { "", "Choose the file" }, { "only%0Aone%0A", "only one column" }, { "a,b%0A", "no rows below" }, { "a,%22b%0Ac,d%0A", "never closed" }, { "%7B%7D", "JSON" },
    };
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        struct web_answer a = ask("/imports/new", arena_print(&passing, "%s%s", form, no[i].text), manager);
        assert_int_equal(a.status, 422);
        assert_non_null(strstr(a.body, no[i].words));
    }
    assert_int_equal(count("import_list"), 0);
}

static struct web_answer send_file(const char *source, const char *name, const char *bytes, size_t len)
{
    struct out o = { .arena = &passing };
    const char *head_of_form = arena_print(&passing, "--XyZ\r\nContent-Disposition: form-data; name=\"source\"\r\n\r\n%s\r\n--XyZ\r\nContent-Disposition: form-data; name=\"on_day-day\"\r\n\r\n24\r\n"
        "--XyZ\r\nContent-Disposition: form-data; name=\"on_day-month\"\r\n\r\n11\r\n--XyZ\r\nContent-Disposition: form-data; name=\"on_day-year\"\r\n\r\n2026\r\n"
        "--XyZ\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: text/csv\r\n\r\n", source, name);
    html_lit(&o, head_of_form, strlen(head_of_form));
    html_lit(&o, bytes, len);
    html_lit(&o, "\r\n--XyZ--\r\n", 11);
    return web_try_asked(&site, db, &passing, &(struct web_asked){ .path = "/imports/new", .body = o.at, .len = o.len, .type = "multipart/form-data; boundary=XyZ", .cookie = manager });
}

static void a_file_by_the_page(void **state)
{
    (void)state;
    char folder[] = "/tmp/rightdoor-imports-XXXXXX";
    const char *why;
    assert_non_null(mkdtemp(folder));
    assert_true(store_open(&kept, folder, &why));
    site.files_folder = folder;
    static const char csv[] = "Surname;Forename;DOB\nKowalska;Zo\xEB;27/3/2024\n";
    struct web_answer a = send_file("children", "list.csv", csv, sizeof csv - 1);
    assert_int_equal(a.status, 303);
    assert_int_equal(count("import_list WHERE file_name = 'list.csv' AND how LIKE 'Windows text%'"), 1);
    size_t len = (10 << 20) + 1000;
    char *large = arena_take(&passing, len, 1);
    memset(large, 'a', len);
    a = send_file("children", "large.csv", large, len);
    assert_int_equal(a.status, 422);
    assert_non_null(strstr(a.body, "too large: 10 MB at most here"));
    assert_int_equal(count("import_list"), 1);
    site.files_folder = "";
    char command[80];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    assert_int_equal(system(command), 0);
}

/* ---- the house ---- */

static int empty_house(void **state)
{
    (void)state;
    static const char *const table[] = { "import_change", "import_row", "import_chunk", "import_columns", "import_list", "question", "concern", "request", "professional", "school_start", "placement", "child_status", "event", "child_word", "child_match_key", "child", "setting", "audit", "once" };
    db->arena = &passing;
    db_begin_write(db);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        house_script(db, arena_print(&passing, "DELETE FROM %s", table[i]));
    house_script(db, "INSERT INTO setting (id, kind, name, urn) VALUES (501, 'group', 'Acorns', 'EY123456'), (502, 'school', 'Elm Primary School', '116777')");
    db_commit(db);
    return 0;
}

static int leave_house(void **state)
{
    (void)state;
    db->arena = &kept;
    arena_reset(&passing);
    return 0;
}

static int run_all(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, empty_house, leave_house)
    const struct CMUnitTest tests[] = {
        T(every_kind_of_row), T(undone_and_not_any_more), T(two_lists_at_once), T(the_register_changed_meanwhile), T(numbers_that_clash), T(ambiguous_days_are_asked), T(columns_are_remembered),
        T(notifications_become_requests_once), T(each_notification_has_its_receipt), T(headcount_and_leaving), T(admissions_social_care_and_reviews), T(samples_that_import), T(samples_that_are_refused), T(wrong_rows_come_back),
        T(the_same_file_twice), T(decided_by_hand), T(a_list_of_wrong_rows_is_refused), T(a_thousand_columns), T(refused_at_the_door), T(a_file_by_the_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

static int run_on(struct db *house)
{
    db = house;
    manager_id = house_person(db, "manager", "manager@test.example");
    manager = house_session(db, &kept, manager_id);
    officer = house_session(db, &kept, house_person(db, "officer", "officer@test.example"));
    clock_ms = date_now_ms();
    return run_all();
}

int main(void)
{
    site = site_of_features;
    site.today = today;
    int failed = run_on(house_new(&kept));
    db_close(db);
    struct db *postgres = house_new_postgres(&kept);
    if (postgres) {
        failed += run_on(postgres);
        db_close(db);
    }
    arena_free(&passing);
    arena_free(&kept);
    return failed;
}
