/* Pages of the outbox for those who run the service, and signing in by an e-mailed link. */
#include "app/notice/notice.h"
#include "app/notice/notice.sql.h"
#include "app/notice/pages.h"
#include "app/notice/views.h"
#include "app/people/people.sql.h"
#include "base/text.h"
#include "web/form.h"

#include <string.h>

enum { PAGE = 50, LINK_MINUTES = 15, LINKS_AN_HOUR = 5, LINKS_AN_HOUR_FROM_ADDRESS = 30 };

static void list(struct web *w)
{
    const char *status = web_query(w, "status");
    int64_t before = INT64_MAX;
    text_number(web_query(w, "before"), &before);
    size_t n;
    struct notices *row = notices(w->db, status, before, &n);
    web_page(w, "Notices sent");
    view_notice_list(&w->out, w, row, n > PAGE ? PAGE : n, n > PAGE, status, notice_counts(w->db, w->now - 24 * 3600000));
}

static void retry(struct web *w)
{
    int64_t id = web_id(w, "id");
    if (!retry_notice(w->db, id, w->now))
        web_stop(w, 409);
    web_audit(w, 0, "change", "/notices/:id/retry", arena_print(w->arena, "notice %lld", (long long)id));
    web_notice(w, "It is tried again now.");
    web_to(w, "/notices");
}

static void home_panel(struct web *w, int64_t about)
{
    (void)about;
    struct notice_counts *c = notice_counts(w->db, w->now - 24 * 3600000);
    if (c->failed)
        view_notice_home(&w->out, c);
}

/* "j…@example.org": enough to see which, not enough to write to. */
const char *notice_masked(struct arena *a, const char *address)
{
    const char *at = strchr(address, '@');
    return at && at > address ? arena_print(a, "%.1s…%s", address, at) : "…";
}

/* ---- the link ---- */

static const struct field ask_fields[] = {
    { "email", "Your email address", .kind = EMAIL, .need = "Enter your email address", .autocomplete = "email" },
    { 0 }
};

static void show_ask(struct web *w)
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
    struct person_by_email *p = person_by_email(w->db, email);
    if (!p || !p->is_active || strcmp(p->role, "parent") != 0)
        return;
    const char *token = web_random_token(w);
    add_sign_in_link(w->db, web_hash(w->arena, token), p->id, web_hash(w->arena, web_visit(w)), w->now, w->now + LINK_MINUTES * 60000);
    notice_send(w->db, w->now, p->email, "sign-in link", arena_print(w->arena, "/sign-in/link/%s", token), web_hash(w->arena, token));
}

/* The answer is the same whether or not the address is known. Families only: professionals have passwords. */
static void ask(struct web *w)
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

static void sent(struct web *w)
{
    web_page(w, "Look at your email");
    view_notice_link_sent(&w->out, w);
}

/* Mail scanners open links: opening shows a button, only pressing it uses the link up. */
static void show_link(struct web *w)
{
    web_page(w, "Sign in");
    view_notice_use_link(&w->out, w, web_part(w, "token"));
}

static void use_link(struct web *w)
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

static const struct route routes[] = {
    { GET, "/notices", MANAGE_PEOPLE, list, .menu = "Notices" },
    { POST, "/notices/:id/retry", MANAGE_PEOPLE, retry },
    { GET, "/sign-in/link", ANYONE, show_ask },
    { POST, "/sign-in/link", ANYONE, ask },
    { GET, "/sign-in/link/sent", ANYONE, sent },
    { GET, "/sign-in/link/:token", ANYONE, show_link },
    { POST, "/sign-in/link/:token", ANYONE, use_link },
    { 0 }
};

static const struct panel panels[] = { { "home", 61, MANAGE_PEOPLE, home_panel }, { 0 } };

const struct feature notice_feature = { "notices", routes, panels };
