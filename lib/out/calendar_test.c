/*
 * What is written as iCalendar, read back by another parser than the one that
 * wrote it (tests/read_calendar.py): instants over the nights on which the
 * clocks change, long lines, letters of other scripts, what must be escaped.
 */
#include "out/calendar.h"
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static struct arena all;

/* What the reader says of TEXT; ends the test where it complains. */
static const char *read_back(const char *text)
{
    char path[] = "/tmp/rightdoor-calendar.XXXXXX", told[20000] = "";
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
    close(fd);
    FILE *reader = popen(arena_print(&all, "/usr/bin/python3 tests/read_calendar.py %s 2>&1", path), "r");
    assert_non_null(reader);
    size_t n = fread(told, 1, sizeof told - 1, reader);
    told[n] = 0;
    int code = pclose(reader);
    unlink(path);
    if (code)
        fail_msg("%s\n%s", told, text);
    return arena_text(&all, told, n);
}

static struct calendar_event meeting(const char *day, int hour, int minute)
{
    return (struct calendar_event){ .uid = "M-1@test.example", .summary = "Meeting about reference M-1", .place = "Oak Tree Nursery", .words = "", .url = "https://x.example/meetings/1",
        .starts_at = date_instant(day, hour, minute), .minutes = 60, .stamp = date_instant("2026-03-01", 9, 0), .standing = CALENDAR_FIXED };
}

static void has(const char *told, const char *part)
{
    if (!strstr(told, part))
        fail_msg("\"%s\" does not stand in: %s", part, told);
}

/* The clock in London shows what was agreed, before, on and after the nights on which it changes. */
static void clocks_that_change_move_no_meeting(void **state)
{
    (void)state;
    static const struct { const char *day; int hour, minute; const char *utc, *shown; } nights[] = {
        { "2026-01-15", 14, 0, "2026-01-15T14:00Z", "14:00 GMT" }, { "2026-07-15", 14, 0, "2026-07-15T13:00Z", "14:00 BST" },
        { "2026-03-28", 9, 30, "2026-03-28T09:30Z", "09:30 GMT" }, { "2026-03-29", 9, 30, "2026-03-29T08:30Z", "09:30 BST" },
        { "2026-03-29", 0, 59, "2026-03-29T00:59Z", "00:59 GMT" }, { "2026-03-29", 2, 0, "2026-03-29T01:00Z", "02:00 BST" },
        { "2026-10-24", 16, 0, "2026-10-24T15:00Z", "16:00 BST" }, { "2026-10-25", 16, 0, "2026-10-25T16:00Z", "16:00 GMT" },
        { "2026-10-25", 0, 30, "2026-10-24T23:30Z", "00:30 BST" }, { "2026-10-25", 1, 30, "2026-10-25T00:30Z", "01:30 BST" },
        { "2026-10-25", 2, 0, "2026-10-25T02:00Z", "02:00 GMT" }, { "2028-02-29", 10, 0, "2028-02-29T10:00Z", "10:00 GMT" },
        { "2026-12-31", 23, 30, "2026-12-31T23:30Z", "23:30 GMT" },
    };
    for (size_t i = 0; i < sizeof nights / sizeof *nights; i++) {
        struct calendar_event e = meeting(nights[i].day, nights[i].hour, nights[i].minute);
        const char *told = read_back(calendar_file(&all, "Meetings", &e, 1));
        has(told, arena_print(&all, "| %s |", nights[i].utc));
        has(told, arena_print(&all, "| %s |", nights[i].shown));
    }
    struct calendar_event over = meeting("2026-10-25", 0, 30);       /* an hour on a clock that goes back is an hour */
    has(read_back(calendar_file(&all, "Meetings", &over, 1)), "| 2026-10-24T23:30Z | 2026-10-25T00:30Z |");
}

static void an_invitation_names_one_guest_and_the_service(void **state)
{
    (void)state;
    struct calendar_event e = meeting("2026-11-24", 10, 0);
    struct calendar_party p = { "Early Years Inclusion Service", "inclusion@test.example", "guest@test.example" };
    const char *text = calendar_invitation(&all, &e, &p), *told = read_back(text);
    has(told, "calendar | 2.0 | REQUEST");
    has(told, "event | M-1@test.example | 2026-11-24T10:00Z | 2026-11-24T11:00Z | 10:00 GMT | 0 | CONFIRMED | Meeting about reference M-1 | Oak Tree Nursery");
    has(told, "organizer mailto:inclusion@test.example");
    has(told, "attendee mailto:guest@test.example");
    has(text, "RSVP=FALSE");
    e.standing = CALENDAR_CANCELLED;
    e.sequence = 2;
    told = read_back(calendar_invitation(&all, &e, &p));
    has(told, "calendar | 2.0 | CANCEL");
    has(told, "| 2 | CANCELLED |");
}

/* Lines are folded between letters, and what has a meaning in a calendar is escaped: the words come back as they were. */
static void words_come_back_as_they_were(void **state)
{
    (void)state;
    struct calendar_event e = meeting("2026-11-24", 10, 0);
    e.summary = "اجتماع بخصوص المرجع M-7K3M-Q2XP، نرجو إبلاغنا إن كان هذا الموعد يناسبكم أو لا يناسبكم على الإطلاق";
    e.place = "Room 2; first floor, \"The Hub\": left\\right";
    e.words = "Czytaj dalej – żółć, gęś, jaźń – czytaj dalej – żółć, gęś, jaźń – czytaj dalej – żółć, gęś, jaźń";
    const char *told = read_back(calendar_file(&all, "Spotkania – żółć", &e, 1));
    has(told, e.summary);
    has(told, e.place);
    has(told, e.words);
    has(told, "PUBLISH | Spotkania – żółć");
    e.words = "BEGIN:VALARM\nTRIGGER:-PT5M\nEND:VALARM";
    assert_int_equal(strstr(calendar_file(&all, "x", &e, 1), "\r\nBEGIN:VALARM"), 0);
}

static void a_feed_may_be_empty_or_long(void **state)
{
    (void)state;
    enum { MANY = 500 };
    static struct calendar_event e[MANY];
    has(read_back(calendar_file(&all, "Meetings", e, 0)), "calendar | 2.0 | PUBLISH | Meetings");
    for (int i = 0; i < MANY; i++) {
        e[i] = meeting("2026-11-24", 10, 0);
        e[i].uid = arena_print(&all, "M-%d@test.example", i);
        e[i].standing = (enum calendar_standing)(i % 3);
    }
    const char *text = calendar_file(&all, "Meetings", e, MANY);
    size_t n = 0;
    for (const char *s = text; (s = strstr(s, "\r\nBEGIN:VEVENT\r\n")); s++)
        n++;
    assert_int_equal(n, MANY);
    read_back(calendar_file(&all, "Meetings", e, 50));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clocks_that_change_move_no_meeting), cmocka_unit_test(an_invitation_names_one_guest_and_the_service),
        cmocka_unit_test(words_come_back_as_they_were), cmocka_unit_test(a_feed_may_be_empty_or_long),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&all);
    return failed;
}
