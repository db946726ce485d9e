/*
 * "Save and come back later": an e-mailed link by which the answers so far are
 * gone on with, on any device.  The link is used once, for 14 days, and holds
 * nothing of what was typed; the e-mail address is not kept with the answers
 * (only in the outbox, until it is sent).  The answers stay one row, which
 * moves to the browser that opens the link; the browser before has them no
 * more.  When the days are over, they are deleted (request_each_minute).
 */
#include "app/notice/notice.h"
#include "app/request/ask.h"
#include "app/request/attach.h"
#include "app/request/views.h"

#include <string.h>

enum { LINKS_AN_HOUR = 3, LINKS_AN_HOUR_FROM_ADDRESS = 20 };

static const struct field email_field[] = {
    { "email", "Your email address", "We send one email with a link. We do not use the address for anything else", .kind = EMAIL, .need = "Enter your email address", .autocomplete = "email" },
    { 0 }
};

static bool is_offered(const struct web *w) { return w->site->sends_mail || w->site->is_demo; }

static void show(struct web *w, struct form *f)
{
    struct answers *s = ask_draft(w);
    if (!s || !is_offered(w)) {
        web_to(w, "/ask");
        return;
    }
    const struct ask_question *q = ask_first_open(w, s);
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, "Save and come back later");
    view_request_save(&w->out, w, f, arena_print(w->arena, "/ask/%s", q ? q->name : "check"));
}

void draft_save_show(struct web *w) { show(w, form_new(w, email_field)); }

/* By a hash: who wanted to come back is nobody's business. */
static bool too_many(struct web *w, const char *email_hash)
{
    struct draft_links_asked *n = draft_links_asked(w->db, email_hash, w->address, w->now - 3600000);
    add_draft_link_asked(w->db, new_id(), email_hash, w->address, w->now);
    return n->by_email >= LINKS_AN_HOUR || n->by_address >= LINKS_AN_HOUR_FROM_ADDRESS;
}

static const char *lower(struct arena *a, const char *email)
{
    char *s = arena_text(a, email, strlen(email));
    for (char *c = s; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c | 32);
    return s;
}

void draft_save(struct web *w)
{
    struct form *f = form_read(w, email_field);
    if (!form_is_right(f) || !ask_draft(w) || !is_offered(w)) {
        show(w, f);
        return;
    }
    const char *token = web_random_token(w), *path = arena_print(w->arena, "/ask/resume/%s", token), *email = lower(w->arena, form_value(f, "email"));
    if (too_many(w, web_hash(w->arena, arena_print(w->arena, "draft %s", email)))) {
        form_fail(f, "email", "We have sent three links to this address in the last hour, or many from your internet connection. Look in the folder for junk mail, or wait an hour");
        show(w, f);
        return;
    }
    int64_t until = w->now + DRAFT_LINK_DAYS * INT64_C(86400000);
    keep_draft(w->db, ask_draft_hash(w), until);
    add_draft_link(w->db, web_hash(w->arena, token), ask_draft_hash(w), w->now, until);
    notice_send(w->db, w->now, email, "draft saved", path, web_hash(w->arena, token));
    web_page(w, "Your answers are saved");
    view_request_saved(&w->out, w, until, !w->site->sends_mail && w->site->is_demo ? path : "");
}

static struct draft_linked *find(struct web *w)
{
    struct draft_linked *l = draft_linked(w->db, web_hash(w->arena, web_part(w, "token")), w->now);
    if (!l) {
        w->status = 404;
        web_page(w, "This link does not work");
        view_request_no_draft(&w->out, w);
    }
    return l;
}

/* Looking changes nothing: programs that read e-mail open links too. */
void draft_resume_show(struct web *w)
{
    struct draft_linked *l = find(w);
    if (!l)
        return;
    struct answers *own = ask_draft(w);
    web_page(w, "Go on with your answers");
    view_request_resume(&w->out, w, web_part(w, "token"), own && strcmp(l->visit_hash, ask_draft_hash(w)) != 0);
}

void draft_resume(struct web *w)
{
    struct draft_linked *l = find(w);
    if (!l)
        return;
    const char *mine = ask_draft_hash(w);
    use_draft_link(w->db, web_hash(w->arena, web_part(w, "token")), w->now);
    if (strcmp(l->visit_hash, mine) != 0) {
        attach_forget_draft(w, mine);
        drop_draft(w->db, mine);
        drop_draft_links(w->db, mine);
        move_draft(w->db, l->visit_hash, mine);
        move_draft_files(w->db, l->visit_hash, mine);
        move_draft_links(w->db, l->visit_hash, mine);
    }
    struct answers *s = ask_draft(w);
    const struct ask_question *q = s ? ask_first_open(w, s) : NULL;
    web_to_f(w, "/ask/%s", !s ? "" : q ? q->name : "check");
}

/* On a device of others: the draft goes on under a name that no browser has, and the link finds it. */
void draft_leave(struct web *w)
{
    const char *mine = ask_draft_hash(w), *nobodys = web_hash(w->arena, web_random_token(w));
    struct draft_of *d = draft_of(w->db, mine, w->now, w->now);
    if (d && d->keep_until > w->now) {
        move_draft(w->db, mine, nobodys);
        move_draft_files(w->db, mine, nobodys);
        move_draft_links(w->db, mine, nobodys);
        web_notice(w, "Your answers are off this device. Use the link in the email to go on");
    }
    web_to(w, "/ask");
}
