#ifndef OUT_MAIL_H
#define OUT_MAIL_H

#include "base/arena.h"

#include <stdbool.h>

/*
 * Sending one e-mail, by SMTP (libcurl) or by GOV.UK Notify's HTTP interface.
 * Called by the outbox (app/notice) from its own thread: it waits for the
 * network, at most 30 seconds (or so many as are said).  It stores nothing and tries once.
 */
enum mail_way { MAIL_NONE, MAIL_SMTP, MAIL_NOTIFY };

struct mail_options {
    enum mail_way way;
    const char *from;                  /* "Marchfield Inclusion <inclusion@marchfield.example>" or a bare address */
    const char *smtp_url;              /* smtp://127.0.0.1:25, smtps://... ; STARTTLS is used where it is offered */
    const char *smtp_user, *smtp_password;
    const char *notify_url;            /* https://api.notifications.service.gov.uk */
    const char *notify_key;            /* NAME-SERVICEID-SECRET */
    const char *notify_template;       /* its text is ((subject)) and ((body)) */
    int seconds;                       /* that one try may take; 0 = 30 */
};

/*
 * MAIL_LATER: not sent, try again (network, 4xx of SMTP, 429 and 5xx of HTTP). MAIL_NEVER: it will not get better by trying.
 * MAIL_UNSURE: the other end had all of it and did not answer, so it may have been sent.
 */
enum mail_end { MAIL_SENT, MAIL_LATER, MAIL_NEVER, MAIL_UNSURE };

struct mail_result { enum mail_end end; const char *why, *reference; bool is_refused; };      /* IS_REFUSED: by the server at the other end, for good */

/* BODY: plain text; REFERENCE: ours, unique; CALENDAR: an invitation (iCalendar) of METHOD, "" = none. Notify carries none: BODY says where it can be read. */
struct mail {
    const char *to, *subject, *body, *reference, *calendar, *method;
    bool (*given)(void *);     /* by SMTP: called before the last bytes go out, after which it may be sent whatever we hear; false = stop, nothing is sent; may be NULL */
    void *given_to;
};

/*
 * What became of a mail that was given to the provider.  Only Notify tells; a
 * mail server's later returns go to the sender's mailbox, not to us.
 */
enum mail_fate { MAIL_ON_ITS_WAY, MAIL_ARRIVED, MAIL_BOUNCED, MAIL_FATE_NOT_TOLD };
struct mail_news { enum mail_fate fate; const char *why; };
struct mail_news mail_follow(struct arena *, const struct mail_options *, const char *provider_reference);

/* The provider's reference of a mail that we may have given to it before we were cut off; "" if it has none. *ASKED false: it could not be asked. */
const char *mail_given(struct arena *, const struct mail_options *, const char *our_reference, bool *asked);

struct mail_result mail_send(struct arena *, const struct mail_options *, const struct mail *);

/* The token that Notify wants: HS256 over {"iss": service id, "iat": SECONDS}. "" if the key has not its shape. For tests. */
const char *mail_notify_token(struct arena *, const char *key, long long seconds);

#endif
