/*
 * A meeting's whole way, on both engines: proposed, answered by each in their
 * own way, fixed, moved, called off; invitations read back by an independent
 * parser; notes that the invited parent reads and another does not; the private
 * calendar; and what is never told to anybody.
 */
#include "tests/house.h"
#include "app/child/child.h"
#include "app/meeting/meeting.h"
#include "app/notice/notice.h"
#include "base/date.h"
#include "base/text.h"

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
static int64_t officer, senco, mother, father, child, nursery, therapist;
static const char *as_officer, *as_senco, *as_mother, *as_father, *as_therapist, *as_worker, *today;

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

static struct web_answer ask(const char *path, const char *body, const char *cookie)
{
    struct web_answer a = web_try(&site_of_features, db, &all, path, body, cookie);
    assert_false(db->in_transaction);
    return a;
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

static const char *text_of(const char *sql)
{
    static const struct db_column column[] = { { 't', 0 } };
    struct db_query *q = arena_new(&all, struct db_query);
    *q = (struct db_query){ "text", "", "", false, 1, column, sizeof(char *), sql };
    db->arena = &all;
    const char **s = db_one(db, q);
    return s ? *s : "";
}

static void has(const char *page, const char *part)
{
    if (!strstr(page, part))
        fail_msg("\"%s\" does not stand in:\n%.6000s", part, page);
}

static void has_not(const char *page, const char *part)
{
    if (strstr(page, part))
        fail_msg("\"%s\" stands in:\n%.6000s", part, page);
}

static const char *day_fields(const char *name, const char *iso) { return say("%s-day=%d&%s-month=%d&%s-year=%d", name, date_day(iso), name, date_month(iso), name, date_year(iso)); }
static const char *in_days(int n) { return date_add_days(&all, today, n); }

static int64_t link_parent(const char *email, const char *name, const char *relationship)
{
    int64_t id = house_person(db, "parent", email);
    house_script(db, say("INSERT INTO carer (id, child_id, person_id, name, relationship, has_responsibility, email, verified_on) VALUES (%lld, %lld, %lld, '%s', '%s', 'yes', '%s', '2026-01-01')", (long long)new_id(), (long long)child, (long long)id, name, relationship, email));
    return id;
}

static int fill(void)
{
    today = date_of_instant(&all, date_now_ms());
    officer = house_person(db, "officer", "officer@test.example");
    senco = house_person(db, "practitioner", "senco@test.example");
    therapist = house_person(db, "health", "therapist@test.example");
    int64_t worker = house_person(db, "practitioner", "worker@test.example");
    nursery = new_id();
    house_script(db, say("INSERT INTO setting (id, kind, name) VALUES (%lld, 'group', 'Oak Tree Nursery')", (long long)nursery));
    house_script(db, say("INSERT INTO staff (person_id, setting_id, is_senco) VALUES (%lld, %lld, 1), (%lld, %lld, 0)", (long long)senco, (long long)nursery, (long long)worker, (long long)nursery));
    db_begin_write(db);
    struct act a = { db, officer, today, date_now_ms() };
    child = child_add(a, &(struct new_child){ .given_name = "Temiloluwa", .family_name = "Oduya", .known_as = "Temi", .born_on = date_add_months(&all, today, -40), .sex = "F" });
    child_add_placement(a, child, nursery, today, 15);
    child_set_lead(a, child, officer);
    db_commit(db);
    house_script(db, say("INSERT INTO professional (id, child_id, person_id, name, job, from_on) VALUES (%lld, %lld, %lld, 'Tess Therapist', 'Speech therapist', '2026-01-01')", (long long)new_id(), (long long)child, (long long)therapist));
    mother = link_parent("mother@test.example", "Ada Oduya", "Mother");
    father = link_parent("father@test.example", "Bayo Secretname", "Father");
    as_officer = house_session(db, &all, officer);
    as_senco = house_session(db, &all, senco);
    as_worker = house_session(db, &all, worker);
    as_therapist = house_session(db, &all, therapist);
    as_mother = house_session(db, &all, mother);
    as_father = house_session(db, &all, father);
    return 0;
}

static int on_sqlite(void **state) { (void)state; db = house_new(&all); return fill(); }
static int on_postgres(void **state) { (void)state; db = house_new_postgres(&all); return db ? fill() : -1; }

static int stop(void **state)
{
    (void)state;
    db_close(db);
    return 0;
}

/* Each test begins without meetings and without letters. */
static int sweep(void **state)
{
    (void)state;
    house_script(db, "DELETE FROM meeting_link; DELETE FROM meeting_can; DELETE FROM meeting_words; DELETE FROM meeting_guest; DELETE FROM meeting_time; DELETE FROM action; DELETE FROM meeting; DELETE FROM notice; DELETE FROM calendar_feed; DELETE FROM event");
    return 0;
}

static int64_t carer_of(int64_t person) { return count(say("SELECT id FROM carer WHERE person_id = %lld", (long long)person)); }
static int64_t professional_row(void) { return count(say("SELECT id FROM professional WHERE person_id = %lld", (long long)therapist)); }

/* The form as a browser sends it; WHO and MORE are its own part. */
static const char *form(const char *way, const char *dates, const char *more)
{
    return say("kind=around&purpose=To+see+what+helps&place_kind=setting&minutes=60&way=%s&%s&%s&%s", way, dates, day_fields("answer_by", in_days(5)), more);
}

static const char *date(int n, const char *iso, const char *time) { return say("%s&t%d_at=%s", day_fields(say("t%d_on", n), iso), n, time); }
static const char *two_dates(void) { return say("%s&%s", date(1, in_days(10), "9:30am"), date(2, in_days(12), "14%3A00")); }

/* Proposed by the officer to mother, therapist, SENCO and a portage worker by e-mail. */
static int64_t propose(const char *way)
{
    const char *who = say("who=c%lld&who=p%lld&who=s%lld&o1_name=Pat+Portage&o1_job=Portage&o1_email=pat%%40test.example", (long long)carer_of(mother), (long long)professional_row(), (long long)senco);
    struct web_answer a = ask(say("/children/%lld/meetings/new", (long long)child), form(way, two_dates(), who), as_officer);
    if (a.status != 303)
        fail_msg("%d %.4000s", a.status, strstr(a.body, "There is a problem"));
    assert_int_equal(a.status, 303);
    return strtoll(a.go_to + strlen("/meetings/"), NULL, 10);
}

static const char *page(int64_t meeting, const char *cookie) { return ask(say("/meetings/%lld", (long long)meeting), NULL, cookie).body; }
static int64_t time_of(int64_t meeting, int n) { return count(say("SELECT id FROM meeting_time WHERE meeting_id = %lld ORDER BY starts_at LIMIT 1 OFFSET %d", (long long)meeting, n)); }
static int64_t notices_to(const char *email, const char *kind) { return count(say("SELECT count(*) FROM notice WHERE to_address = '%s' AND kind = '%s'", email, kind)); }
static const char *link_of(const char *email) { return text_of(say("SELECT path FROM notice WHERE to_address = '%s' ORDER BY id DESC LIMIT 1", email)); }

static const char *cans(int64_t meeting, const char *first, const char *second)
{
    return say("can_%lld=%s&can_%lld=%s&words=", (long long)time_of(meeting, 0), first, (long long)time_of(meeting, 1), second);
}

/* What an independent parser says of an invitation. */
static const char *read_back(const char *text)
{
    char path[] = "/tmp/rightdoor-meeting.XXXXXX", told[20000] = "";
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
    close(fd);
    FILE *reader = popen(say("/usr/bin/python3 tests/read_calendar.py %s 2>&1", path), "r");
    size_t n = fread(told, 1, sizeof told - 1, reader);
    told[n] = 0;
    int code = pclose(reader);
    unlink(path);
    if (code)
        fail_msg("%s\n%s", told, text);
    return arena_text(&all, told, n);
}

static const char *invitation_to(const char *email) { return read_back(text_of(say("SELECT calendar FROM notice WHERE to_address = '%s' AND calendar <> '' ORDER BY id DESC LIMIT 1", email))); }

/* ---- tests ---- */

static void times_are_read_as_people_write_them(void **state)
{
    (void)state;
    static const struct { const char *typed; int hour, minute; } right[] = { { "9:30", 9, 30 }, { "09.30", 9, 30 }, { "9.30am", 9, 30 }, { "9am", 9, 0 }, { "12pm", 12, 0 }, { "12am", 0, 0 }, { "12:15 a.m.", 0, 15 }, { "2pm", 14, 0 }, { "2 PM", 14, 0 },
        { "14:00", 14, 0 }, { "0:30", 0, 30 }, { "23:59", 23, 59 }, { "noon", 12, 0 }, { "midday", 12, 0 }, { "1:30am", 1, 30 } };
    static const char *const wrong[] = { "", "9", "half past nine", "2:30", "6.59", "24:00", "13pm", "0am", "9:5", "9:60", "930", "9:30xm", "9:30am tomorrow", "-1:00", "١٠:٠٠" };
    int h, m;
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        assert_true(meeting_clock(right[i].typed, &h, &m));
        assert_int_equal(h * 60 + m, right[i].hour * 60 + right[i].minute);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (meeting_clock(wrong[i], &h, &m))
            fail_msg("%s was read as %d:%02d", wrong[i], h, m);
}

static void what_cannot_be_right_is_told(void **state)
{
    (void)state;
    const char *path = say("/children/%lld/meetings/new", (long long)child), *who = say("who=c%lld", (long long)carer_of(mother));
    const char *march = date_nth_weekday(&all, date_year(today) + 1, 3, SUNDAY, -1);
    const struct { const char *dates, *told; } wrong[] = {
        { "t1_at=9am", "Enter the date" }, { "x=", "Enter at least one date" }, { day_fields("t1_on", in_days(3)), "Enter the time" }, { date(1, in_days(3), "2:30"), "Enter a time like 9:30am or 14:00" },
        { date(1, in_days(-3), "9am"), "must be today or later" }, { date(1, today, "0%3A01"), "This time has passed" },
        { date(1, march, "1:30am"), "there is no such time" }, { say("%s&%s", date(1, in_days(3), "9am"), date(3, in_days(3), "9%3A00")), "This date stands here already" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct web_answer a = ask(path, form("answers", wrong[i].dates, who), as_officer);
        assert_int_equal(a.status, 422);
        has(a.body, wrong[i].told);
        has(a.body, "To see what helps</textarea>");
    }
    has(ask(path, form("answers", two_dates(), ""), as_officer).body, "Choose whom you invite");
    has(ask(path, form("family", two_dates(), say("who=s%lld", (long long)senco)), as_officer).body, "No parent or carer is invited who could choose");
    has(ask(path, form("answers", two_dates(), "o1_email=pat%40test.example"), as_officer).body, "Enter the name");
    has(ask(path, form("answers", two_dates(), "who=c1"), as_officer).body, "Choose from the list");
    assert_int_equal(count("SELECT count(*) FROM meeting") + count("SELECT count(*) FROM notice"), 0);
}

static void a_senco_arranges_and_a_colleague_does_not(void **state)
{
    (void)state;
    const char *path = say("/children/%lld/meetings/new", (long long)child), *who = say("who=c%lld", (long long)carer_of(mother));
    assert_int_equal(ask(path, NULL, as_worker).status, 404);
    assert_int_equal(ask(path, form("answers", two_dates(), who), as_worker).status, 404);
    assert_int_equal(ask(path, NULL, as_therapist).status, 404);
    struct web_answer a = ask(path, form("answers", two_dates(), who), as_senco);
    assert_int_equal(a.status, 303);
    has(ask(a.go_to, NULL, as_senco).body, "Fix this date");
    has_not(ask(a.go_to, NULL, as_worker).body, "Fix this date");
    assert_int_equal(ask(say("%s/cancel", a.go_to), NULL, as_worker).status, 404);
    has(ask(a.go_to, NULL, as_officer).body, "Fix this date");
    has_not(ask(say("/children/%lld", (long long)child), NULL, as_worker).body, "Arrange a meeting");
}

static void everybody_answers_in_their_own_way(void **state)
{
    (void)state;
    int64_t m = propose("answers");
    assert_int_equal(count("SELECT count(*) FROM notice"), 4);
    assert_int_equal(notices_to("mother@test.example", "meeting proposed"), 1);
    assert_int_equal(notices_to("officer@test.example", "meeting proposed"), 0);
    assert_int_equal(notices_to("father@test.example", "meeting proposed"), 0);
    const char *path = say("/meetings/%lld/answer", (long long)m);
    struct web_answer a = ask(path, "words=", as_mother);
    assert_int_equal(a.status, 422);
    has(a.body, "Say for each date whether it suits you");
    assert_int_equal(ask(path, cans(m, "yes", "no"), as_mother).status, 303);
    has(page(m, as_mother), "You can change your answer");
    assert_int_equal(ask(path, cans(m, "maybe", "yes"), as_senco).status, 303);
    assert_int_equal(ask(path, cans(m, "yes", "yes"), as_therapist).status, 303);
    assert_int_equal(notices_to("officer@test.example", "meeting answered"), 0);
    const char *link = link_of("pat@test.example");
    assert_true(text_starts(link, "/invited/"));
    a = ask(link, NULL, NULL);
    assert_int_equal(a.status, 200);
    has(a.body, "You are invited to a meeting");
    has_not(a.body, "Temi");
    has_not(a.body, "Oduya");
    has_not(a.body, "To see what helps");        /* what one meets for may tell of the child */
    assert_int_equal(ask(link, cans(m, "no", "yes"), NULL).status, 303);
    assert_int_equal(notices_to("officer@test.example", "meeting answered"), 1);
    assert_int_equal(count("SELECT count(*) FROM meeting_guest WHERE answered_at > 0"), 5);
    has(page(m, as_officer), "If need be");
    has(ask("/", NULL, as_officer).body, "All have answered: fix the date");
    assert_int_equal(ask(path, cans(m, "yes", "yes"), as_father).status, 404);
    assert_int_equal(ask("/invited/0123456789012345678901234567890123456789012345678901234567890123", NULL, NULL).status, 404);
}

static void a_fixed_date_goes_to_every_calendar(void **state)
{
    (void)state;
    house_script(db, "INSERT INTO written_language (email, language, at) VALUES ('mother@test.example', 'pl', 1) ON CONFLICT (email) DO NOTHING");
    int64_t m = propose("answers");
    ask(say("/meetings/%lld/answer", (long long)m), cans(m, "yes", "no"), as_mother);
    const char *fix = say("/meetings/%lld/fix", (long long)m);
    assert_int_equal(ask(fix, say("time=%lld", (long long)time_of(m, 0)), as_therapist).status, 404);
    assert_int_equal(ask(fix, say("time=%lld", (long long)time_of(m, 0)), as_officer).status, 303);
    assert_string_equal(text_of(say("SELECT status FROM meeting WHERE id = %lld", (long long)m)), "fixed");
    const char *reference = text_of(say("SELECT reference FROM meeting WHERE id = %lld", (long long)m)), *told = invitation_to("therapist@test.example");
    assert_int_equal(strlen(reference), 11);
    has(told, "calendar | 2.0 | REQUEST");
    has(told, say("event | %s@127.0.0.1 |", reference));
    has(told, say("09:30 %s | 0 | CONFIRMED | Meeting about reference %s | Oak Tree Nursery", date_is_summer_time(date_instant(in_days(10), 9, 30)) ? "BST" : "GMT", reference));
    has(told, "attendee mailto:therapist@test.example");
    has(invitation_to("mother@test.example"), say("Spotkanie, numer sprawy %s", reference));
    has(invitation_to("pat@test.example"), "/invited/");
    assert_int_equal(notices_to("officer@test.example", "meeting fixed"), 1);
    house_script(db, "DELETE FROM written_language");
    /* nothing that goes out tells of the child, of the family or of why */
    static const char *const never[] = { "Temi", "Oduya", "Ada", "To see what helps", "Secretname" };
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        assert_int_equal(count(say("SELECT count(*) FROM notice WHERE calendar LIKE '%%%s%%' OR path LIKE '%%%s%%'", never[i], never[i])), 0);
    has(page(m, as_mother), "Yes, I come");                      /* she said yes to that date */
    assert_int_equal(count(say("SELECT count(*) FROM meeting_guest WHERE meeting_id = %lld AND coming = 'yes'", (long long)m)), 2);
    ask(say("/meetings/%lld/answer", (long long)m), "coming=no&words=Ill", as_therapist);
    has(page(m, as_officer), "Cannot come");
    assert_int_equal(notices_to("officer@test.example", "meeting answered"), 1);
    struct web_answer file = ask(say("/meetings/%lld/ics", (long long)m), NULL, as_mother);
    assert_int_equal(file.status, 200);
    has(read_back(arena_text(&all, file.body, file.len)), "PUBLISH");
    assert_int_equal(ask(say("/meetings/%lld/ics", (long long)m), NULL, as_father).status, 404);
    assert_int_equal(ask(say("%s/ics", link_of("pat@test.example")), NULL, NULL).status, 200);
}

static const char *changed(int64_t m, const char *date_and_time, const char *more)
{
    return say("kind=around&purpose=To+see+what+helps&place_kind=setting&minutes=60&version=%lld&%s&because=%s", (long long)count(say("SELECT version FROM meeting WHERE id = %lld", (long long)m)), date_and_time, more);
}

static void each_change_grows_the_sequence(void **state)
{
    (void)state;
    int64_t m = propose("agreed");
    has(invitation_to("mother@test.example"), "| 0 | CONFIRMED |");
    const char *path = say("/meetings/%lld/change", (long long)m), *same = date(1, in_days(10), "9:30am");
    assert_int_equal(ask(path, changed(m, same, ""), as_officer).status, 303);          /* nothing that a calendar shows */
    assert_int_equal(notices_to("mother@test.example", "meeting changed"), 0);
    ask(say("/meetings/%lld/answer", (long long)m), "coming=yes&words=", as_mother);
    assert_int_equal(ask(path, changed(m, date(1, in_days(11), "2pm"), "The+room+is+taken"), as_officer).status, 303);
    const char *told = invitation_to("mother@test.example");
    has(told, "REQUEST");
    has(told, "14:00");
    has(told, "| 1 | CONFIRMED |");
    assert_int_equal(count(say("SELECT count(*) FROM meeting_guest WHERE meeting_id = %lld AND coming <> '' AND email <> 'officer@test.example'", (long long)m)), 0);      /* asked anew */
    has(page(m, as_mother), "The room is taken");
    struct web_answer a = ask(path, say("kind=around&purpose=Mine&place_kind=home&minutes=60&version=1&%s", date(1, in_days(11), "2pm")), as_officer);
    assert_int_equal(a.status, 409);
    has(a.body, "Somebody else changed this meeting");
    has(a.body, "Mine</textarea>");
    /* somebody is no longer invited, and invited again: what comes last counts */
    int64_t guest = count(say("SELECT id FROM meeting_guest WHERE meeting_id = %lld AND person_id = %lld", (long long)m, (long long)therapist));
    assert_int_equal(ask(say("/meetings/%lld/people/%lld/remove", (long long)m, (long long)guest), "", as_officer).status, 303);
    has(invitation_to("therapist@test.example"), "| 2 | CANCELLED |");
    assert_int_equal(ask(say("/meetings/%lld/people", (long long)m), say("who=p%lld", (long long)professional_row()), as_officer).status, 303);
    has(invitation_to("therapist@test.example"), "| 2 | CONFIRMED |");
    assert_int_equal(notices_to("mother@test.example", "meeting fixed"), 1);             /* nobody else hears of that */
    assert_int_equal(ask(say("/meetings/%lld/cancel", (long long)m), "because=", as_officer).status, 422);
    assert_int_equal(ask(say("/meetings/%lld/cancel", (long long)m), "because=Temi+is+ill", as_officer).status, 303);
    told = invitation_to("mother@test.example");
    has(told, "calendar | 2.0 | CANCEL");
    has(told, "| 3 | CANCELLED |");
    has_not(told, "ill");
    has(page(m, as_mother), "Temi is ill");
    assert_int_equal(ask(say("/meetings/%lld/answer", (long long)m), "coming=yes&words=", as_mother).status, 303);
    assert_int_equal(count(say("SELECT count(*) FROM meeting_guest WHERE meeting_id = %lld AND coming <> '' AND email <> 'officer@test.example'", (long long)m)), 0);
    has(page(m, as_officer), "does not take place");
}

static void a_parent_picks_a_date(void **state)
{
    (void)state;
    int64_t m = propose("family");
    const char *path = say("/meetings/%lld/answer", (long long)m);
    has(page(m, as_mother), "Which date do you choose?");
    struct web_answer a = ask(path, "pick=none&words=", as_mother);
    assert_int_equal(a.status, 422);
    has(a.body, "Say when you could come");
    assert_int_equal(ask(path, "pick=none&words=Mondays", as_mother).status, 303);
    assert_int_equal(notices_to("officer@test.example", "meeting answered"), 1);
    assert_int_equal(ask(path, "pick=77&words=", as_mother).status, 422);
    assert_int_equal(ask(path, say("pick=%lld&words=", (long long)time_of(m, 1)), as_mother).status, 303);
    assert_string_equal(text_of(say("SELECT status FROM meeting WHERE id = %lld", (long long)m)), "fixed");
    has(invitation_to("officer@test.example"), "14:00");
    assert_int_equal(count(say("SELECT count(*) FROM meeting_guest WHERE meeting_id = %lld AND person_id = %lld AND coming = 'yes'", (long long)m, (long long)mother)), 1);
}

static void two_parents_never_see_each_other(void **state)
{
    (void)state;
    int64_t m = propose("answers");
    ask(say("/meetings/%lld/words", (long long)m), "own_words=I+worry+about+his+father&child_words=", as_mother);
    assert_int_equal(ask(say("/meetings/%lld", (long long)m), NULL, as_father).status, 404);
    has_not(ask(say("/children/%lld", (long long)child), NULL, as_father).body, say("/meetings/%lld", (long long)m));
    has_not(ask("/", NULL, as_father).body, "Meetings</h2>");
    has_not(ask(say("/children/%lld/timeline", (long long)child), NULL, as_father).body, "meeting");
    has(page(m, as_officer), "I worry about his father");
    has(page(m, as_mother), "I worry about his father");
    assert_int_equal(ask(say("/meetings/%lld/people", (long long)m), say("who=c%lld", (long long)carer_of(father)), as_officer).status, 303);
    const char *his = page(m, as_father), *hers = page(m, as_mother);
    has(his, "Tess Therapist");
    has_not(his, "Ada Oduya");
    has_not(his, "I worry");
    has_not(his, "pat@test.example");
    has_not(his, "Pat Portage");
    has_not(hers, "Secretname");
    ask(say("/meetings/%lld/answer", (long long)m), cans(m, "no", "no"), as_father);
    has(page(m, as_officer), "Bayo Secretname");
    has(ask(say("/meetings/%lld/people", (long long)m), NULL, as_officer).body, "make sure that this is safe");
}

static const char *record_form(int64_t m, const char *said, int64_t version)
{
    const char *body = say("parent_view=She+talks+more&child_view=Loves+trains&said=%s&decided=Go+on%%0AMeet+again&a1_what=Ring+the+school&a1_owner=%lld&%s&version=%lld", said, (long long)officer, day_fields("a1_due_on", in_days(9)), (long long)version);
    for (int64_t i = 0, n = count(say("SELECT count(*) FROM meeting_guest WHERE meeting_id = %lld AND removed_on = ''", (long long)m)); i < n; i++)
        body = say("%s&attendance_%lld=%s", body, (long long)count(say("SELECT id FROM meeting_guest WHERE meeting_id = %lld AND removed_on = '' ORDER BY id LIMIT 1 OFFSET %d", (long long)m, (int)i)), i == 2 ? "sent+word" : "came");
    return body;
}

static void notes_are_read_once_they_are_shared(void **state)
{
    (void)state;
    int64_t m = propose("agreed");
    const char *path = say("/meetings/%lld/record", (long long)m);
    struct web_answer a = ask(path, NULL, as_officer);
    assert_int_equal(a.status, 303);                                     /* it has not taken place */
    ask(say("/meetings/%lld/words", (long long)m), "own_words=We+worry+about+lunch&child_words=Trains", as_mother);
    house_script(db, say("UPDATE meeting SET starts_at = %lld WHERE id = %lld", (long long)(date_now_ms() - 7200000), (long long)m));
    has(ask("/", NULL, as_officer).body, "Write down what was said and decided");
    a = ask(path, NULL, as_officer);
    has(a.body, "We worry about lunch</textarea>");                      /* her own words are where the notes begin */
    a = ask(path, "said=x", as_officer);
    assert_int_equal(a.status, 422);
    has(a.body, "Say whether Ada Oduya was there");
    int64_t version = count(say("SELECT version FROM meeting WHERE id = %lld", (long long)m));
    assert_int_equal(ask(path, record_form(m, "We+talked", version), as_officer).status, 303);
    a = ask(path, record_form(m, "Mine", version), as_officer);
    assert_int_equal(a.status, 409);                                     /* somebody else was quicker: nothing is lost */
    has(a.body, "Mine</textarea>");
    has(a.body, "We talked");
    const char *shown = page(m, as_senco);
    has(shown, "We talked");
    has(shown, "Not there, but sent word");
    has(shown, "Ring the school");
    assert_true(strstr(shown, "She talks more") < strstr(shown, "We talked"));        /* the family's views stand first */
    has_not(page(m, as_mother), "We talked");
    has(page(m, as_mother), "once they are ready");
    has_not(ask(say("/children/%lld/copy/record", (long long)child), NULL, as_mother).body, "We talked");
    assert_int_equal(ask(say("/meetings/%lld/publish", (long long)m), "", as_senco).status, 404);
    assert_int_equal(ask(say("/meetings/%lld/publish", (long long)m), "", as_officer).status, 303);
    assert_int_equal(ask(say("/meetings/%lld/publish", (long long)m), "", as_officer).status, 303);
    assert_int_equal(notices_to("mother@test.example", "meeting notes"), 1);
    assert_int_equal(notices_to("father@test.example", "meeting notes"), 0);
    shown = page(m, as_mother);
    has(shown, "We talked");
    has(shown, "<li><bdi>Meet again</bdi></li>");
    has(shown, "Ring the school");
    has(ask(say("/children/%lld/copy/record", (long long)child), NULL, as_mother).body, "We talked");
    assert_int_equal(ask(say("/meetings/%lld", (long long)m), NULL, as_father).status, 404);
    has_not(ask(say("/children/%lld/copy/record", (long long)child), NULL, as_father).body, "We talked");
    assert_int_equal(count("SELECT count(*) FROM action WHERE is_shared = 1"), 0);     /* the father was not invited: he does not learn of it from an action */
    has(ask("/", NULL, as_officer).body, "Ring the school");
    has(ask(say("/children/%lld", (long long)child), NULL, as_officer).body, "Ring the school");
    assert_int_equal(count(say("SELECT count(*) FROM event WHERE child_id = %lld AND kind = 'meeting' AND is_shared = 0", (long long)child)), 4);
    assert_true(count(say("SELECT count(*) FROM audit WHERE child_id = %lld AND what = 'meeting' AND action = 'change'", (long long)child)) >= 4);
}

static void actions_are_shared_where_every_parent_was_invited(void **state)
{
    (void)state;
    int64_t m = propose("agreed");
    ask(say("/meetings/%lld/people", (long long)m), say("who=c%lld", (long long)carer_of(father)), as_officer);
    house_script(db, say("UPDATE meeting SET starts_at = %lld WHERE id = %lld", (long long)(date_now_ms() - 7200000), (long long)m));
    ask(say("/meetings/%lld/record", (long long)m), record_form(m, "We+talked", count(say("SELECT version FROM meeting WHERE id = %lld", (long long)m))), as_officer);
    ask(say("/meetings/%lld/publish", (long long)m), "", as_officer);
    assert_int_equal(count("SELECT count(*) FROM action WHERE is_shared = 1 AND from_kind = 'meeting'"), 1);
    has(ask(say("/children/%lld", (long long)child), NULL, as_father).body, "Ring the school");
}

static void a_parent_asks_for_a_meeting(void **state)
{
    (void)state;
    const char *path = say("/children/%lld/meetings/ask", (long long)child);
    assert_int_equal(ask(path, "purpose=", as_mother).status, 422);
    assert_int_equal(ask(path, "purpose=School&when=Mornings", as_officer).status, 404);
    assert_int_equal(ask(path, "purpose=School&when=Mornings", as_mother).status, 303);
    assert_int_equal(ask(path, "purpose=School&when=", as_mother).status, 303);
    assert_int_equal(count("SELECT count(*) FROM meeting"), 1);
    assert_int_equal(notices_to("officer@test.example", "meeting asked"), 1);
    has(ask("/", NULL, as_officer).body, "A parent asks for a meeting");
    has_not(ask(say("/children/%lld", (long long)child), NULL, as_father).body, "You asked for a meeting");
    int64_t m = count("SELECT id FROM meeting");
    has(page(m, as_officer), "Mornings");
    struct web_answer a = ask(say("/meetings/%lld/plan", (long long)m), NULL, as_officer);
    has(a.body, "School</textarea>");
    a = ask(say("/meetings/%lld/plan", (long long)m), say("%s&version=1", form("answers", two_dates(), "")), as_officer);
    assert_int_equal(a.status, 303);
    assert_int_equal(notices_to("mother@test.example", "meeting proposed"), 1);
    assert_int_equal(ask(say("/meetings/%lld/plan", (long long)m), say("%s&version=1", form("answers", two_dates(), "")), as_senco).status, 303);     /* taken up already */
    assert_int_equal(count("SELECT count(*) FROM meeting_time"), 2);
}

static void a_family_whose_child_has_died_hears_nothing(void **state)
{
    (void)state;
    int64_t m = propose("agreed");
    house_script(db, say("DELETE FROM notice; UPDATE child SET left_on = '%s', left_reason = 'died' WHERE id = %lld", today, (long long)child));
    db_begin_write(db);
    meeting_each_minute(db, in_days(5), date_instant(in_days(5), 9, 0));
    db_commit(db);
    assert_int_equal(count("SELECT count(*) FROM notice"), 0);
    has(ask(say("/meetings/%lld/cancel", (long long)m), NULL, as_officer).body, "Nothing is sent to the family");
    assert_int_equal(ask(say("/meetings/%lld/cancel", (long long)m), "because=x", as_officer).status, 303);
    assert_int_equal(notices_to("mother@test.example", "meeting cancelled"), 0);
    assert_int_equal(notices_to("pat@test.example", "meeting cancelled"), 0);
    assert_int_equal(notices_to("therapist@test.example", "meeting cancelled"), 1);
    assert_int_equal(ask(say("/children/%lld/meetings/new", (long long)child), NULL, as_officer).status, 404);
    house_script(db, say("UPDATE child SET left_on = '', left_reason = '' WHERE id = %lld", (long long)child));
}

static void whoever_forgets_is_asked_once_more(void **state)
{
    (void)state;
    int64_t m = propose("answers");
    ask(say("/meetings/%lld/answer", (long long)m), cans(m, "yes", "no"), as_mother);
    for (int hour = 7; hour < 10; hour++) {                      /* not in the night, and once */
        db_begin_write(db);
        meeting_each_minute(db, in_days(5), date_instant(in_days(5), hour, 0));
        db_commit(db);
        assert_int_equal(notices_to("senco@test.example", "meeting reminder"), hour < 8 ? 0 : 1);
    }
    assert_int_equal(notices_to("mother@test.example", "meeting reminder"), 0);
    const char *link = text_of("SELECT path FROM notice WHERE to_address = 'pat@test.example' AND kind = 'meeting reminder'");
    assert_int_equal(ask(link, NULL, NULL).status, 200);
    assert_int_equal(ask(text_of("SELECT path FROM notice WHERE to_address = 'pat@test.example' AND kind = 'meeting proposed'"), NULL, NULL).status, 200);      /* the first link works too */
    house_script(db, "UPDATE meeting_link SET expires_at = 1");
    assert_int_equal(ask(link, NULL, NULL).status, 404);
}

/* ---- the calendar ---- */

static const char *address_in(const char *page_text)
{
    const char *at = strstr(page_text, "value=\"http://127.0.0.1:8080/calendar/");
    assert_non_null(at);
    at = strstr(at, "/calendar/");
    return arena_text(&all, at, strcspn(at, "\""));
}

static void the_calendar_is_private_and_can_be_ended(void **state)
{
    (void)state;
    int64_t fixed = propose("agreed"), open = propose("answers");
    struct web_answer a = ask("/calendar/feed", "", as_officer);
    const char *address = address_in(a.body);
    has_not(ask("/calendar", NULL, as_officer).body, address);                 /* shown once */
    a = ask(address, NULL, NULL);
    assert_int_equal(a.status, 200);
    assert_string_equal(a.type, "text/calendar; charset=utf-8");
    const char *text = arena_text(&all, a.body, a.len), *told = read_back(text);
    has(told, say("Meeting %s: Team around the child | Oak Tree Nursery", text_of(say("SELECT reference FROM meeting WHERE id = %lld", (long long)fixed))));
    has(told, say("TENTATIVE | Perhaps: meeting %s", text_of(say("SELECT reference FROM meeting WHERE id = %lld", (long long)open))));
    static const char *const never[] = { "Temi", "Oduya", "Ada", "To see what helps", "attendee", "Pat", "Test officer" };
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        has_not(told, never[i]);
    ask(say("/meetings/%lld/cancel", (long long)fixed), "because=x", as_officer);
    has(read_back(ask(address, NULL, NULL).body), "| 1 | CANCELLED |");
    const char *second = address_in(ask("/calendar/feed", "", as_officer).body);
    assert_int_equal(ask(address, NULL, NULL).status, 404);                    /* a new one ends the old one */
    assert_int_equal(ask(second, NULL, NULL).status, 200);
    house_script(db, say("UPDATE person SET is_active = 0 WHERE id = %lld", (long long)officer));
    assert_int_equal(ask(second, NULL, NULL).status, 404);
    house_script(db, say("UPDATE person SET is_active = 1 WHERE id = %lld", (long long)officer));
    assert_int_equal(ask("/calendar/feed/end", "", as_officer).status, 303);
    assert_int_equal(ask(second, NULL, NULL).status, 404);
    assert_int_equal(ask("/calendar/x/meetings.ics", NULL, NULL).status, 404);
    assert_int_equal(count(say("SELECT count(*) FROM audit WHERE person_id = %lld AND what = 'calendar'", (long long)officer)), 3);
}

/* Whoever no longer sees the child no longer has its meetings in the calendar. */
static void what_one_may_not_see_leaves_the_calendar(void **state)
{
    (void)state;
    propose("agreed");
    const char *address = address_in(ask("/calendar/feed", "", as_therapist).body);
    has(read_back(ask(address, NULL, NULL).body), "Team around the child");
    house_script(db, say("UPDATE professional SET to_on = '%s' WHERE person_id = %lld", today, (long long)therapist));
    has_not(read_back(ask(address, NULL, NULL).body), "Team around the child");
    house_script(db, say("UPDATE professional SET to_on = '' WHERE person_id = %lld", (long long)therapist));
}

/* On the night on which the clocks go back, and from winter into summer. */
static void the_clock_in_london_decides(void **state)
{
    (void)state;
    int year = date_year(today) + 1;
    const char *march = date_nth_weekday(&all, year, 3, SUNDAY, -1), *october = date_nth_weekday(&all, year, 10, SUNDAY, -1);
    const char *dates = say("%s&%s&%s&%s", date(1, march, "0%3A30"), date(2, march, "2%3A30am"), date(3, october, "1:30am"), date(4, october, "10am"));
    struct web_answer a = ask(say("/children/%lld/meetings/new", (long long)child), form("answers", dates, say("who=c%lld", (long long)carer_of(mother))), as_officer);
    assert_int_equal(a.status, 303);
    const char *told = read_back(ask(address_in(ask("/calendar/feed", "", as_officer).body), NULL, NULL).body);
    has(told, say("%sT00:30Z | ", march));
    has(told, say("%sT01:30Z | ", march));
    has(told, say("%sT00:30Z | ", october));
    has(told, say("%sT10:00Z | ", october));
    has(told, "| 02:30 BST |");
    has(told, "| 01:30 BST |");
    has(told, "| 10:00 GMT |");
    has(ask(a.go_to, NULL, as_officer).body, "2:30am");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_read_as_people_write_them), cmocka_unit_test_setup(what_cannot_be_right_is_told, sweep), cmocka_unit_test_setup(a_senco_arranges_and_a_colleague_does_not, sweep),
        cmocka_unit_test_setup(everybody_answers_in_their_own_way, sweep), cmocka_unit_test_setup(a_fixed_date_goes_to_every_calendar, sweep), cmocka_unit_test_setup(each_change_grows_the_sequence, sweep),
        cmocka_unit_test_setup(a_parent_picks_a_date, sweep), cmocka_unit_test_setup(two_parents_never_see_each_other, sweep), cmocka_unit_test_setup(notes_are_read_once_they_are_shared, sweep),
        cmocka_unit_test_setup(actions_are_shared_where_every_parent_was_invited, sweep), cmocka_unit_test_setup(a_parent_asks_for_a_meeting, sweep), cmocka_unit_test_setup(a_family_whose_child_has_died_hears_nothing, sweep),
        cmocka_unit_test_setup(whoever_forgets_is_asked_once_more, sweep), cmocka_unit_test_setup(the_calendar_is_private_and_can_be_ended, sweep), cmocka_unit_test_setup(what_one_may_not_see_leaves_the_calendar, sweep),
        cmocka_unit_test_setup(the_clock_in_london_decides, sweep),
    };
    int failed = cmocka_run_group_tests_name("meetings on SQLite", tests, on_sqlite, stop);
    if (getenv("RIGHTDOOR_TEST_POSTGRES"))
        failed += cmocka_run_group_tests_name("meetings on PostgreSQL", tests, on_postgres, stop);
    arena_free(&all);
    return failed;
}
