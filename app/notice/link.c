/*
 * Signing in by an e-mailed link, for families: it works once, within 15
 * minutes, in the browser that asked for it.  Only an account that an officer
 * made and linked to a child shows anything once inside.  Called by the routes
 * in pages.c.
 */
#include "app/notice/notice.h"
#include "app/notice/notice.sql.h"
#include "app/notice/pages.h"
#include "app/notice/views.h"
#include "app/people/people.sql.h"
#include "web/form.h"

#include <string.h>

enum { LINK_MINUTES = 15, LINKS_AN_HOUR = 5, LINKS_AN_HOUR_FROM_ADDRESS = 30 };

static const struct field ask_fields[] = {
    { "email", "Your email address", .kind = EMAIL, .need = "Enter your email address", .autocomplete = "email" },
    { 0 }
};

void notice_link_form(struct web *w)
{
    web_visit(w);
    web_page(w, "Sign in by email");
    view_notice_ask_link(&w->out, form_new(w, ask_fields));
}

static const char *lower(struct arena *a, const char *s)
{
    char *low = arena_text(a, s, strlen(s));
    for (char *p = low; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p + 32);
    return low;
}

static void make_link(struct web *w, const char *email)
{
    struct parent_to_sign_in *p = parent_to_sign_in(w->db, email);
    if (!p)
        return;
    const char *token = web_random_token(w);
    add_sign_in_link(w->db, web_hash(w->arena, token), p->id, web_hash(w->arena, web_visit(w)), w->now, w->now + LINK_MINUTES * 60000);
    notice_send(w->db, w->now, p->email, "sign-in link", arena_print(w->arena, "/sign-in/link/%s", token), web_hash(w->arena, token));
}

/* Families only: professionals have passwords.  The answer is the same whether or not the address is known. */
void notice_link_ask(struct web *w)
{
    struct form *f = form_read(w, ask_fields);
    if (!form_is_right(f)) {
        w->status = 422;
        web_page(w, "Sign in by email");
        view_notice_ask_link(&w->out, f);
        return;
    }
    const char *email = lower(w->arena, form_value(f, "email"));
    struct links_asked *asked = links_asked(w->db, email, w->address, w->now - 3600000);
    sweep_links(w->db, w->now - 24 * 3600000);
    add_link_asked(w->db, new_id(), email, w->address, w->now);
    if (asked->by_email < LINKS_AN_HOUR && asked->by_address < LINKS_AN_HOUR_FROM_ADDRESS)
        make_link(w, email);
    web_audit(w, 0, "link asked", "/sign-in/link", "");
    web_to(w, "/sign-in/link/sent");
}

void notice_link_sent(struct web *w)
{
    web_page(w, "Look at your email");
    view_notice_link_sent(&w->out, w);
}

/* Mail scanners open links: opening shows a button, only pressing it uses the link up. */
void notice_link_show(struct web *w)
{
    web_page(w, "Sign in");
    view_notice_use_link(&w->out, w, web_part(w, "token"));
}

void notice_link_use(struct web *w)
{
    struct use_sign_in_link *used = use_sign_in_link(w->db, web_hash(w->arena, web_part(w, "token")), web_hash(w->arena, web_visit(w)), w->now);
    if (!used) {
        w->status = 422;
        web_page(w, "This link does not work any more");
        view_notice_dead_link(&w->out, w);
        return;
    }
    const char *token = web_random_token(w);
    add_session(w->db, web_hash(w->arena, token), used->person_id, w->now);
    start_visit_home(w->db, used->person_id, w->now);
    web_cookie_set(w, "session", token, SESSION_HOURS * 3600);
    web_audit(w, 0, "sign in", "/sign-in/link", arena_print(w->arena, "person %lld", (long long)used->person_id));
    web_to(w, "/");
}
