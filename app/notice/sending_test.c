/*
 * Sending over a real socket: a mail server on loopback that takes, refuses for
 * the moment, refuses for good, or says nothing; and a stand-in for Notify that
 * checks the token and tells what became of a mail.
 */
#include "tests/house.h"
#include "app/notice/notice.h"
#include "app/notice/notice.sql.h"
#include "base/date.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cmocka.h>

enum way { TAKES, BUSY, NO_SUCH_ADDRESS, SILENT, AS_NOTIFY, NOT_OPEN, BUSY_AT_THE_END, REFUSES_AT_THE_END, SILENT_AT_THE_END, GOES_AT_THE_END, NOTIFY_BUSY, NOTIFY_REFUSES, NOTIFY_TAKES_SILENTLY };

static struct { pthread_t thread; int socket, port; atomic_int way, taken; char text[65536], status[40], reference[64]; size_t len; atomic_bool stops; } server;
static struct arena all;
static struct db *db;
static struct site site;

static void say(int s, const char *text) { (void)!write(s, text, strlen(text)); }

static void smtp(int s)
{
    char line[4096];
    bool in_data = false;
    ssize_t n;
    say(s, server.way == NOT_OPEN ? "421 not now\r\n" : "220 loopback\r\n");
    while ((n = read(s, line, sizeof line - 1)) > 0) {
        line[n] = 0;
        if (in_data) {
            if (server.len + (size_t)n < sizeof server.text) {
                memcpy(server.text + server.len, line, (size_t)n + 1);
                server.len += (size_t)n;
            }
            if (strstr(server.text, "\r\n.\r\n")) {
                in_data = false;
                server.taken++;
                if (server.way == GOES_AT_THE_END)
                    return;
                if (server.way != SILENT_AT_THE_END)
                    say(s, server.way == BUSY_AT_THE_END ? "452 no room\r\n" : server.way == REFUSES_AT_THE_END ? "554 not this\r\n" : "250 taken\r\n");
            }
        } else if (strncmp(line, "DATA", 4) == 0) {
            in_data = true;
            server.len = 0;
            say(s, "354 go on\r\n");
        } else if (strncmp(line, "RCPT", 4) == 0)
            say(s, server.way == BUSY ? "451 later\r\n" : server.way == NO_SUCH_ADDRESS ? "550 no such mailbox\r\n" : "250 yes\r\n");
        else
            say(s, strncmp(line, "QUIT", 4) == 0 ? "221 bye\r\n" : "250 yes\r\n");
    }
}

/* One question, one answer. */
static void notify(int s)
{
    char text[8192] = "", *body = text;
    ssize_t n;
    size_t len = 0;
    while (len < sizeof text - 1 && (n = read(s, text + len, sizeof text - 1 - len)) > 0) {
        len += (size_t)n;
        text[len] = 0;
        body = strstr(text, "\r\n\r\n");
        const char *length = strstr(text, "Content-Length: ");
        if (body && strlen(body + 4) >= (length ? (size_t)atoi(length + 16) : 0))
            break;
    }
    char answer[1024] = "{\"notifications\":[]}";
    const char *code = "200 OK", *reference = strstr(text, "\"reference\":\"");
    if (!strstr(text, "Authorization: Bearer ey"))
        code = "403 Forbidden";
    else if (strncmp(text, "POST", 4) == 0) {
        server.taken++;
        snprintf(server.reference, sizeof server.reference, "%.*s", reference ? (int)strcspn(reference + 13, "\"") : 0, reference ? reference + 13 : "");
        code = server.way == NOTIFY_BUSY ? "503 Service Unavailable" : server.way == NOTIFY_REFUSES ? "400 Bad Request" : "201 Created";
        snprintf(answer, sizeof answer, "{\"id\":\"11111111-1111-4111-8111-111111111111\"}");
    } else if (strstr(text, "?reference=")) {
        if (*server.reference)
            snprintf(answer, sizeof answer, "{\"notifications\":[{\"id\":\"11111111-1111-4111-8111-111111111111\",\"reference\":\"%s\"}]}", server.reference);
    } else
        snprintf(answer, sizeof answer, "{\"status\":\"%s\"}", server.status);
    if (server.way == NOTIFY_TAKES_SILENTLY && strncmp(text, "POST", 4) == 0)
        return;
    char whole[2048];
    snprintf(whole, sizeof whole, "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s", code, strlen(answer), answer);
    say(s, whole);
}

static void *serve(void *x)
{
    (void)x;
    for (int s; (s = accept(server.socket, NULL, NULL)) >= 0 && !server.stops; close(s)) {
        if (server.way == SILENT)          /* until the asker gives up: the next test finds nobody asleep */
            while (read(s, &(char){ 0 }, 1) > 0)
                ;
        else if (server.way == AS_NOTIFY || server.way >= NOTIFY_BUSY)
            notify(s);
        else
            smtp(s);
    }
    return NULL;
}

static int set_up(void **state)
{
    (void)state;
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof a;
    server.socket = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(server.socket, (struct sockaddr *)&a, sizeof a) != 0 || listen(server.socket, 8) != 0 || getsockname(server.socket, (struct sockaddr *)&a, &len) != 0)
        return -1;
    server.port = ntohs(a.sin_port);
    pthread_create(&server.thread, NULL, serve, NULL);
    db = house_new(&all);
    site = site_of_features;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    server.stops = true;
    shutdown(server.socket, SHUT_RDWR);
    pthread_join(server.thread, NULL);
    close(server.socket);
    db_close(db);
    arena_free(&all);
    return 0;
}

static struct mail_options options(enum way way)
{
    server.way = way;
    server.taken = 0;
    *server.reference = 0;
    bool is_notify = way == AS_NOTIFY || way >= NOTIFY_BUSY;
    const char *here = arena_print(&all, "%s://127.0.0.1:%d", is_notify ? "http" : "smtp", server.port);
    return (struct mail_options){ .way = is_notify ? MAIL_NOTIFY : MAIL_SMTP, .from = "a@test.example", .smtp_url = here, .smtp_user = "", .smtp_password = "", .notify_url = here,
        .notify_key = "test-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222", .notify_template = "t", .seconds = 1 };
}

static struct notices *one_of(const char *kind, const char *once)
{
    size_t n;
    house_script(db, "DELETE FROM notice_count; DELETE FROM notice");
    db_begin_write(db);
    notice_send(db, 1000, "b@test.example", kind, "/plans/1", once);
    db_commit(db);
    return notices(db, "", INT64_MAX, &n);
}

static struct notices *one(const char *once) { return one_of("plan ready", once); }

static struct notices *now(void)
{
    size_t n;
    return notices(db, "", INT64_MAX, &n);
}

static void a_mail_goes_once_with_its_link_and_no_more(void **state)
{
    (void)state;
    struct mail_options o = options(TAKES);
    one("a");
    for (int i = 0; i < 3; i++)
        notice_round(db, &site, &o, 2000);
    assert_int_equal(server.taken, 1);
    assert_string_equal(now()->status, "sent");
    assert_non_null(strstr(server.text, "To: <b@test.example>"));
    assert_non_null(strstr(server.text, "Auto-Submitted: auto-generated"));
}

/* RFC 6047: the same told to people and to their calendar; once sent, it is forgotten here. */
static void an_invitation_goes_with_the_words(void **state)
{
    (void)state;
    struct mail_options o = options(TAKES);
    size_t n;
    house_script(db, "DELETE FROM notice_count; DELETE FROM notice");
    db_begin_write(db);
    notice_send_calendar(db, 1000, "b@test.example", "meeting fixed", "/meetings/1", "invitation", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "REQUEST");
    db_commit(db);
    assert_string_equal(notices_due(db, 2000, &n)->calendar, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
    notice_round(db, &site, &o, 2000);
    assert_int_equal(server.taken, 1);
    const char *words = strstr(server.text, "Content-Type: text/plain; charset=utf-8"), *invitation = strstr(server.text, "Content-Type: text/calendar; charset=utf-8; method=REQUEST; component=VEVENT");
    assert_non_null(strstr(server.text, "Content-Type: multipart/alternative; boundary=\"rightdoor-the-same-told-twice\""));
    assert_true(words && invitation && words < invitation);
    assert_non_null(strstr(invitation, "QkVHSU46VkNBTEVOREFSDQpFTkQ6VkNBTEVOREFSDQo="));
    assert_non_null(strstr(invitation, "\r\n--rightdoor-the-same-told-twice--\r\n"));
    house_script(db, "UPDATE notice SET status = 'waiting', next_try_at = 0");
    assert_string_equal(notices_due(db, 2000, &n)->calendar, "");
    assert_string_equal(notices_due(db, 2000, &n)->path, "");
    house_script(db, "UPDATE notice SET status = 'sent'");
}

static void busy_is_tried_again_and_refused_is_not(void **state)
{
    (void)state;
    struct mail_options o = options(BUSY);
    one("b");
    notice_round(db, &site, &o, 2000);
    assert_string_equal(now()->status, "waiting");
    assert_string_equal(now()->error, "the mail server answered 451");
    assert_int_equal(now()->next_try_at, 2000 + 60000);
    server.way = TAKES;
    notice_round(db, &site, &o, 3000);
    assert_int_equal(server.taken, 0);
    notice_round(db, &site, &o, 2000 + 60000);
    assert_int_equal(server.taken, 1);
    o = options(NO_SUCH_ADDRESS);
    one("c");
    notice_round(db, &site, &o, 2000);
    assert_string_equal(now()->status, "failed");
    assert_string_equal(now()->delivery, "bounced");
    size_t n;
    notices(db, "bounced", INT64_MAX, &n);
    assert_int_equal(n, 1);
    notices(db, "failed", INT64_MAX, &n);
    assert_int_equal(n, 0);
}

static void refused_wherever_it_is_refused_is_not_sent(void **state)
{
    (void)state;
    static const struct { enum way way; const char *status, *error; } cases[] = {
        { NOT_OPEN, "waiting", "the mail server answered 421" }, { BUSY_AT_THE_END, "waiting", "the mail server answered 452" }, { REFUSES_AT_THE_END, "failed", "the mail server answered 554" },
        { NOTIFY_BUSY, "waiting", "Notify answered 503" }, { NOTIFY_REFUSES, "failed", "Notify answered 400" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mail_options o = options(cases[i].way);
        one(arena_print(&all, "refused %zu", i));
        notice_round(db, &site, &o, 2000);
        assert_string_equal(now()->status, cases[i].status);
        assert_string_equal(now()->error, cases[i].error);
        assert_int_equal(now()->unsure_at, 0);
    }
}

static const char *message_id(void)
{
    const char *at = strstr(server.text, "Message-ID: ");
    return at ? arena_text(&all, at, strcspn(at, "\r")) : "";
}

/* The server has all of it and says nothing, or goes: it may have been sent. Once more after an hour, then a person decides. */
static void what_may_have_been_sent_goes_once_more_and_no_oftener(void **state)
{
    (void)state;
    static const enum way ways[] = { SILENT_AT_THE_END, GOES_AT_THE_END };
    for (size_t i = 0; i < 2; i++) {
        struct mail_options o = options(ways[i]);
        one(arena_print(&all, "unsure %zu", i));
        notice_round(db, &site, &o, 2000);
        const char *first = message_id();
        assert_int_equal(server.taken, 1);
        assert_int_equal(now()->unsure_at, 2000);
        assert_string_equal(now()->status, "waiting");
        notice_round(db, &site, &o, 2000 + 59 * 60000);
        assert_int_equal(server.taken, 1);
        notice_round(db, &site, &o, 2000 + 60 * 60000);
        assert_int_equal(server.taken, 2);
        assert_true(*first && strcmp(message_id(), first) == 0);
        assert_string_equal(now()->status, "failed");
        notice_round(db, &site, &o, INT64_C(1) << 50);
        assert_int_equal(server.taken, 2);
        size_t n;
        notices(db, "unsure", INT64_MAX, &n);
        assert_int_equal(n, 1);
        notices(db, "failed", INT64_MAX, &n);
        assert_int_equal(n, 0);
        db_begin_write(db);
        assert_int_equal(retry_notice(db, now()->id, 3000), 1);
        db_commit(db);
        server.way = TAKES;
        notice_round(db, &site, &o, 3000);
        assert_string_equal(now()->status, "sent");
    }
}

/* A link to sign in is worth nothing after an hour: it does not go again, and its secret is forgotten. */
static void what_is_soon_worth_nothing_does_not_go_again(void **state)
{
    (void)state;
    struct mail_options o = options(GOES_AT_THE_END);
    one_of("sign-in link", "unsure link");
    notice_round(db, &site, &o, 2000);
    assert_string_equal(now()->status, "failed");
    assert_string_equal(now()->path, "");
    db_begin_write(db);
    assert_int_equal(retry_notice(db, now()->id, 3000), 0);
    db_commit(db);
}

/* Killed before the last bytes went: it goes at once. Killed after: it may have been sent. */
static void after_a_stop_only_what_cannot_have_gone_goes_at_once(void **state)
{
    (void)state;
    struct mail_options o = options(TAKES);
    int64_t id = one("stop 1")->id;
    house_script(db, arena_print(&all, "UPDATE notice SET status = 'sending', tries = 1 WHERE id = %lld", (long long)id));
    notice_cut_off(db, &o, 2000);
    notice_round(db, &site, &o, 2000);
    assert_string_equal(now()->status, "sent");
    assert_int_equal(now()->unsure_at, 0);
    id = one("stop 2")->id;
    house_script(db, arena_print(&all, "UPDATE notice SET status = 'sending', tries = 1, given_at = 1500 WHERE id = %lld", (long long)id));
    notice_cut_off(db, &o, 2000);
    notice_round(db, &site, &o, 2000);
    assert_int_equal(server.taken, 1);
    assert_string_equal(now()->status, "waiting");
    assert_int_equal(now()->next_try_at, 2000 + 60 * 60000);
}

/* It took the notification and its answer was lost: it is asked, and has it, so it does not go twice. */
static void notify_that_takes_and_does_not_answer_is_asked(void **state)
{
    (void)state;
    struct mail_options o = options(NOTIFY_TAKES_SILENTLY);
    one("asked");
    notice_round(db, &site, &o, 2000);
    assert_string_equal(now()->status, "sending");
    notice_cut_off(db, &o, 3000);
    notice_round(db, &site, &o, 3000);
    assert_int_equal(server.taken, 1);
    assert_string_equal(now()->status, "sent");
}

static void a_server_that_says_nothing_holds_nobody_up(void **state)
{
    (void)state;
    struct mail_options o = options(SILENT);
    one("d");
    int64_t began = date_now_ms();
    notice_round(db, &site, &o, 2000);
    assert_true(date_now_ms() - began < 1900);
    assert_string_equal(now()->status, "waiting");
}

static void notify_tells_what_became_of_it(void **state)
{
    (void)state;
    struct mail_options o = options(AS_NOTIFY);
    one("e");
    strcpy(server.status, "sending");
    notice_round(db, &site, &o, 2000);
    assert_string_equal(now()->status, "sent");
    assert_string_equal(now()->delivery, "pending");
    notice_round(db, &site, &o, 2000 + 5 * 60000);
    assert_string_equal(now()->delivery, "pending");
    strcpy(server.status, "permanent-failure");
    notice_round(db, &site, &o, 2000 + 35 * 60000);
    assert_string_equal(now()->delivery, "bounced");
    assert_string_equal(now()->error, "the address does not exist");
    one("f");
    strcpy(server.status, "delivered");
    notice_round(db, &site, &o, 2000);
    notice_round(db, &site, &o, 2000 + 5 * 60000);
    assert_string_equal(now()->delivery, "delivered");
    assert_int_equal(server.taken, 2);
}

/* The service is killed after Notify took the mail and before that was written down. */
static void cut_off_while_sending_it_does_not_go_twice(void **state)
{
    (void)state;
    struct mail_options o = options(AS_NOTIFY);
    int64_t id = one("g")->id;
    house_script(db, arena_print(&all, "UPDATE notice SET status = 'sending', tries = 1 WHERE id = %lld", (long long)id));
    snprintf(server.reference, sizeof server.reference, "rightdoor-%lld", (long long)id);
    notice_cut_off(db, &o, 2000);
    notice_round(db, &site, &o, 2000);
    assert_int_equal(server.taken, 0);
    assert_string_equal(now()->status, "sent");
    id = one("h")->id;
    house_script(db, arena_print(&all, "UPDATE notice SET status = 'sending', tries = 1 WHERE id = %lld", (long long)id));
    *server.reference = 0;
    notice_cut_off(db, &o, 2000);
    notice_round(db, &site, &o, 2000);
    assert_int_equal(server.taken, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mail_goes_once_with_its_link_and_no_more),
        cmocka_unit_test(an_invitation_goes_with_the_words),
        cmocka_unit_test(busy_is_tried_again_and_refused_is_not),
        cmocka_unit_test(refused_wherever_it_is_refused_is_not_sent),
        cmocka_unit_test(what_may_have_been_sent_goes_once_more_and_no_oftener),
        cmocka_unit_test(what_is_soon_worth_nothing_does_not_go_again),
        cmocka_unit_test(after_a_stop_only_what_cannot_have_gone_goes_at_once),
        cmocka_unit_test(notify_that_takes_and_does_not_answer_is_asked),
        cmocka_unit_test(a_server_that_says_nothing_holds_nobody_up),
        cmocka_unit_test(notify_tells_what_became_of_it),
        cmocka_unit_test(cut_off_while_sending_it_does_not_go_twice),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
