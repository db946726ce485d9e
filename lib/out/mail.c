/* One e-mail over the network.  No caller but the outbox's thread; nothing here is retried or stored. */
#include "out/mail.h"

#include <curl/curl.h>
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { UUID = 36, SECONDS = 30 };

struct reading { const char *at; size_t left; const struct mail *mail; bool is_given; };
struct heard { char text[65536]; size_t len; };       /* what came after it is left out: a list by reference has one entry */

static size_t give(char *to, size_t size, size_t n, void *x)
{
    struct reading *r = x;
    size_t take = size * n < r->left ? size * n : r->left;
    if (!take && r->mail->given && !r->mail->given(r->mail->given_to))
        return CURL_READFUNC_ABORT;
    r->is_given |= !take;                             /* after this the library writes the line that ends the message */
    memcpy(to, r->at, take);
    r->at += take;
    r->left -= take;
    return take;
}

static size_t hear(char *from, size_t size, size_t n, void *x)
{
    struct heard *h = x;
    size_t room = sizeof h->text - 1 - h->len, take = size * n < room ? size * n : room;
    memcpy(h->text + h->len, from, take);
    h->len += take;
    h->text[h->len] = 0;
    return size * n;
}

static CURL *begin(const struct mail_options *o)
{
    CURL *c = curl_easy_init();
    if (!c)
        abort();
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)(o->seconds ? o->seconds : SECONDS));
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, 10L);
    return c;
}

/* The bare address within "Name <address>". */
static const char *bare(struct arena *a, const char *from)
{
    const char *open = strchr(from, '<'), *shut = open ? strchr(open, '>') : NULL;
    return shut ? arena_text(a, open + 1, (size_t)(shut - open - 1)) : from;
}

static const char *base64(struct arena *a, const char *bytes, size_t len, int variant)
{
    size_t room = sodium_base64_encoded_len(len, variant);
    return sodium_bin2base64(arena_take(a, room, 1), room, (const unsigned char *)bytes, len, variant);
}

/* RFC 2047: an encoded word has at most 75 letters, and breaks no letter of more than one byte. */
static const char *encoded(struct arena *a, const char *subject)
{
    const char *all = "";
    while (*subject) {
        size_t n = strlen(subject) < 42 ? strlen(subject) : 42;
        while (n > 1 && (subject[n] & 0xC0) == 0x80)
            n--;
        all = arena_print(a, "%s%s=?UTF-8?B?%s?=", all, *all ? "\r\n " : "", base64(a, subject, n, sodium_base64_VARIANT_ORIGINAL));
        subject += n;
    }
    return all;
}

/* As base64 in lines of 76, so that any language passes any server. */
static const char *in_lines(struct arena *a, const char *text)
{
    const char *coded = base64(a, text, strlen(text), sodium_base64_VARIANT_ORIGINAL);
    size_t len = strlen(coded);
    char *lines = arena_take(a, len + len / 76 * 2 + 4, 1), *to = lines;
    for (size_t i = 0; i < len; i += 76)
        to += sprintf(to, "%.76s\r\n", coded + i);
    return lines;
}

static const char *part(struct arena *a, const char *type, const char *text)
{
    return arena_print(a, "Content-Type: %s\r\nContent-Transfer-Encoding: base64\r\n\r\n%s", type, in_lines(a, text));
}

/* With an invitation, the same thing told twice: for people, and for their calendar (RFC 6047 2.4). */
static const char *content(struct arena *a, const struct mail *m)
{
    static const char divides[] = "rightdoor-the-same-told-twice";
    const char *words = part(a, "text/plain; charset=utf-8", m->body);
    if (!m->calendar || !*m->calendar)
        return words;
    const char *invitation = part(a, arena_print(a, "text/calendar; charset=utf-8; method=%s; component=VEVENT", m->method), m->calendar);
    return arena_print(a, "Content-Type: multipart/alternative; boundary=\"%s\"\r\n\r\n--%s\r\n%s--%s\r\n%s--%s--\r\n", divides, divides, words, divides, invitation, divides);
}

/* RFC 5322: the subject in encoded words. */
static const char *message_text(struct arena *a, const struct mail_options *o, const struct mail *m)
{
    char date[64];
    time_t now = time(NULL);
    struct tm t;
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", gmtime_r(&now, &t));
    const char *at = strchr(bare(a, o->from), '@');
    return arena_print(a, "Date: %s\r\nFrom: %s\r\nTo: <%s>\r\nMessage-ID: <%s%s>\r\nSubject: %s\r\nMIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n%s",
                       date, o->from, m->to, m->reference, at ? at : "@localhost", encoded(a, m->subject), content(a, m));
}

static struct mail_result by_smtp(struct arena *a, const struct mail_options *o, const struct mail *m)
{
    const char *text = message_text(a, o, m);
    struct reading r = { text, strlen(text), m, false };
    CURL *c = begin(o);
    struct curl_slist *to = curl_slist_append(NULL, arena_print(a, "<%s>", m->to));
    curl_easy_setopt(c, CURLOPT_URL, o->smtp_url);
    curl_easy_setopt(c, CURLOPT_USE_SSL, (long)CURLUSESSL_TRY);
    if (*o->smtp_user) {
        curl_easy_setopt(c, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
        curl_easy_setopt(c, CURLOPT_USERNAME, o->smtp_user);
        curl_easy_setopt(c, CURLOPT_PASSWORD, o->smtp_password);
    }
    curl_easy_setopt(c, CURLOPT_MAIL_FROM, arena_print(a, "<%s>", bare(a, o->from)));
    curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(c, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(c, CURLOPT_READDATA, &r);
    curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
    CURLcode rc = curl_easy_perform(c);
    long code = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
    curl_slist_free_all(to);
    curl_easy_cleanup(c);
    bool is_taken = r.is_given && code >= 200 && code < 300;      /* the last that was heard: to DATA the answer is 354 */
    if (rc == CURLE_OK || is_taken)
        return (struct mail_result){ MAIL_SENT, "", "" };
    if (r.is_given && code < 400)
        return (struct mail_result){ MAIL_UNSURE, "the mail server had all of it and did not answer", "" };
    enum mail_end end = code >= 500 && code < 600 ? MAIL_NEVER : MAIL_LATER;
    return (struct mail_result){ end, code ? arena_print(a, "the mail server answered %ld", code) : "the mail server could not be reached", "", end == MAIL_NEVER };
}

const char *mail_notify_token(struct arena *a, const char *key, long long seconds)
{
    size_t len = strlen(key);
    if (len < 2 * UUID + 3)
        return "";
    const char *secret = key + len - UUID, *service = arena_text(a, key + len - 2 * UUID - 1, UUID);
    int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    static const char head[] = "{\"typ\":\"JWT\",\"alg\":\"HS256\"}";
    const char *claims = arena_print(a, "{\"iss\":\"%s\",\"iat\":%lld}", service, seconds);
    const char *text = arena_print(a, "%s.%s", base64(a, head, strlen(head), variant), base64(a, claims, strlen(claims), variant));
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_state s;
    crypto_auth_hmacsha256_init(&s, (const unsigned char *)secret, UUID);
    crypto_auth_hmacsha256_update(&s, (const unsigned char *)text, strlen(text));
    crypto_auth_hmacsha256_final(&s, mac);
    return arena_print(a, "%s.%s", text, base64(a, (const char *)mac, sizeof mac, variant));
}

static const char *notify_body(struct arena *a, const struct mail_options *o, const struct mail *m)
{
    json_t *j = json_pack("{s:s, s:s, s:s, s:{s:s, s:s}}", "template_id", o->notify_template, "email_address", m->to, "reference", m->reference,
                          "personalisation", "subject", m->subject, "body", m->body);
    char *text = json_dumps(j, JSON_COMPACT);
    const char *copy = arena_text(a, text, strlen(text));
    free(text);
    json_decref(j);
    return copy;
}

static const char *id_of_answer(struct arena *a, const struct heard *h)
{
    json_t *j = json_loadb(h->text, h->len, 0, NULL);
    const char *id = json_string_value(json_object_get(j, "id"));
    id = id ? arena_text(a, id, strlen(id)) : "";
    json_decref(j);
    return id;
}

static struct mail_result by_notify(struct arena *a, const struct mail_options *o, const struct mail *m)
{
    const char *token = mail_notify_token(a, o->notify_key, (long long)time(NULL));
    if (!*token)
        return (struct mail_result){ MAIL_NEVER, "the Notify key has not the form NAME-SERVICE-SECRET", "" };
    struct heard h = { .len = 0 };
    CURL *c = begin(o);
    struct curl_slist *head = curl_slist_append(NULL, "Content-Type: application/json");
    head = curl_slist_append(head, arena_print(a, "Authorization: Bearer %s", token));
    curl_easy_setopt(c, CURLOPT_URL, arena_print(a, "%s/v2/notifications/email", o->notify_url));
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, head);
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, notify_body(a, o, m));
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, hear);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &h);
    CURLcode rc = curl_easy_perform(c);
    long code = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
    curl_slist_free_all(head);
    curl_easy_cleanup(c);
    if (rc == CURLE_OK && code == 201)
        return (struct mail_result){ MAIL_SENT, "", id_of_answer(a, &h) };
    bool never_came = rc == CURLE_COULDNT_CONNECT || rc == CURLE_COULDNT_RESOLVE_HOST || rc == CURLE_COULDNT_RESOLVE_PROXY || rc == CURLE_SSL_CONNECT_ERROR || rc == CURLE_PEER_FAILED_VERIFICATION;
    if (rc != CURLE_OK)
        return never_came ? (struct mail_result){ MAIL_LATER, "Notify could not be reached", "" } : (struct mail_result){ MAIL_UNSURE, "Notify did not answer", "" };
    return (struct mail_result){ code == 429 || code >= 500 ? MAIL_LATER : MAIL_NEVER, arena_print(a, "Notify answered %ld", code), "", false };
}

/* What Notify answers to a question; the answer's code, 0 if it could not be asked. */
static long ask_notify(struct arena *a, const struct mail_options *o, const char *path, struct heard *h)
{
    const char *token = mail_notify_token(a, o->notify_key, (long long)time(NULL));
    CURL *c = begin(o);
    struct curl_slist *head = curl_slist_append(NULL, arena_print(a, "Authorization: Bearer %s", token));
    curl_easy_setopt(c, CURLOPT_URL, arena_print(a, "%s%s", o->notify_url, path));
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, head);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, hear);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, h);
    CURLcode rc = curl_easy_perform(c);
    long code = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
    curl_slist_free_all(head);
    curl_easy_cleanup(c);
    return rc == CURLE_OK ? code : 0;
}

/* Notify's statuses of an e-mail: docs.notifications.service.gov.uk, "Email status descriptions". */
static struct mail_news news_of(const char *status)
{
    if (strcmp(status, "delivered") == 0)
        return (struct mail_news){ MAIL_ARRIVED, "" };
    if (strcmp(status, "permanent-failure") == 0)
        return (struct mail_news){ MAIL_BOUNCED, "the address does not exist" };
    if (strcmp(status, "temporary-failure") == 0)
        return (struct mail_news){ MAIL_BOUNCED, "the mailbox was full or refused it for three days" };
    if (strcmp(status, "technical-failure") == 0)
        return (struct mail_news){ MAIL_BOUNCED, "Notify could not deliver it" };
    return (struct mail_news){ MAIL_ON_ITS_WAY, "" };
}

struct mail_news mail_follow(struct arena *a, const struct mail_options *o, const char *reference)
{
    struct heard h = { .len = 0 };
    if (o->way != MAIL_NOTIFY || !*reference)
        return (struct mail_news){ MAIL_FATE_NOT_TOLD, "" };
    long code = ask_notify(a, o, arena_print(a, "/v2/notifications/%s", reference), &h);
    if (code == 404)
        return (struct mail_news){ MAIL_FATE_NOT_TOLD, "" };
    if (code != 200)
        return (struct mail_news){ MAIL_ON_ITS_WAY, "" };
    json_t *j = json_loadb(h.text, h.len, 0, NULL);
    const char *status = json_string_value(json_object_get(j, "status"));
    struct mail_news news = news_of(status ? status : "");
    json_decref(j);
    return news;
}

/* Notify keeps our reference with each notification, for seven days. */
const char *mail_given(struct arena *a, const struct mail_options *o, const char *ours, bool *asked)
{
    struct heard h = { .len = 0 };
    *asked = false;
    if (o->way != MAIL_NOTIFY)
        return "";
    *asked = ask_notify(a, o, arena_print(a, "/v2/notifications?reference=%s", ours), &h) == 200;
    json_t *j = json_loadb(h.text, h.len, 0, NULL), *list = json_object_get(j, "notifications"), *one;
    const char *id = "";
    size_t i;
    json_array_foreach(list, i, one) {
        const char *reference = json_string_value(json_object_get(one, "reference")), *found = json_string_value(json_object_get(one, "id"));
        if (reference && found && strcmp(reference, ours) == 0)
            id = arena_text(a, found, strlen(found));
    }
    *asked = *asked && j;
    json_decref(j);
    return id;
}

struct mail_result mail_send(struct arena *a, const struct mail_options *o, const struct mail *m)
{
    if (strpbrk(m->to, "\r\n<> "))
        return (struct mail_result){ MAIL_NEVER, "the address is not in the correct format", "" };
    switch (o->way) {
    case MAIL_SMTP: return by_smtp(a, o, m);
    case MAIL_NOTIFY: return by_notify(a, o, m);
    default: return (struct mail_result){ MAIL_LATER, "no way of sending e-mail is set up", "" };
    }
}
