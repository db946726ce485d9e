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

enum way { TAKES, BUSY, NO_SUCH_ADDRESS, SILENT, AS_NOTIFY };

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
    say(s, "220 loopback\r\n");
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
                say(s, "250 taken\r\n");
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
        code = "201 Created";
        snprintf(answer, sizeof answer, "{\"id\":\"11111111-1111-4111-8111-111111111111\"}");
    } else if (strstr(text, "?reference=")) {
        if (*server.reference)
            snprintf(answer, sizeof answer, "{\"notifications\":[{\"id\":\"11111111-1111-4111-8111-111111111111\",\"reference\":\"%s\"}]}", server.reference);
    } else
        snprintf(answer, sizeof answer, "{\"status\":\"%s\"}", server.status);
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
        else if (server.way == AS_NOTIFY)
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
    const char *here = arena_print(&all, "%s://127.0.0.1:%d", way == AS_NOTIFY ? "http" : "smtp", server.port);
    return (struct mail_options){ .way = way == AS_NOTIFY ? MAIL_NOTIFY : MAIL_SMTP, .from = "a@test.example", .smtp_url = here, .smtp_user = "", .smtp_password = "", .notify_url = here,
        .notify_key = "test-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222", .notify_template = "t", .seconds = 1 };
}

static struct notices *one(const char *once)
{
    size_t n;
    house_script(db, "DELETE FROM notice_count; DELETE FROM notice");
    db_begin_write(db);
    notice_send(db, 1000, "b@test.example", "plan ready", "/plans/1", once);
    db_commit(db);
    return notices(db, "", INT64_MAX, &n);
}

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
        cmocka_unit_test(a_server_that_says_nothing_holds_nobody_up),
        cmocka_unit_test(notify_tells_what_became_of_it),
        cmocka_unit_test(cut_off_while_sending_it_does_not_go_twice),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
