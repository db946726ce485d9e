#ifndef NOTICE_PAGES_H
#define NOTICE_PAGES_H

#include "web/web.h"

/* An address as the list shows it: its first letter and its domain. */
const char *notice_masked(struct arena *, const char *address);

/* "waiting", "sent", "delivered", "failed", "bounced", "may have been sent"; and whether a person may have it sent again. */
struct notices;
const char *notice_state(const struct notices *);
bool notice_can_go_again(const struct notices *);

/* Signing in by an e-mailed link: link.c. */
void notice_link_form(struct web *), notice_link_ask(struct web *), notice_link_sent(struct web *), notice_link_show(struct web *), notice_link_use(struct web *);

#endif
