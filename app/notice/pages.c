/* Pages of the outbox for those who run the service; the routes of this feature. */
#include "app/notice/notice.h"
#include "app/notice/notice.sql.h"
#include "app/notice/pages.h"
#include "app/notice/views.h"
#include "base/text.h"

#include <string.h>

enum { PAGE = 50 };

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
    if (c->failed || c->bounced || c->unsure)
        view_notice_home(&w->out, c);
}

/* "j…@example.org": enough to see which, not enough to write to. */
const char *notice_masked(struct arena *a, const char *address)
{
    const char *at = strchr(address, '@');
    return at && at > address ? arena_print(a, "%.1s…%s", address, at) : "…";
}

const char *notice_state(const struct notices *n)
{
    if (strcmp(n->delivery, "bounced") == 0 || strcmp(n->delivery, "delivered") == 0)
        return n->delivery;
    return n->unsure_at && (strcmp(n->status, "waiting") == 0 || strcmp(n->status, "failed") == 0) ? "may have been sent" : n->status;
}

bool notice_can_go_again(const struct notices *n) { return strcmp(n->status, "failed") == 0 && strcmp(n->delivery, "bounced") != 0 && *n->path; }

static const struct route routes[] = {
    { GET, "/notices", MANAGE_PEOPLE, list, .menu = "Notices" },
    { POST, "/notices/:id/retry", MANAGE_PEOPLE, retry },
    { GET, "/sign-in/link", ANYONE, notice_link_form, .is_translated = true },
    { POST, "/sign-in/link", ANYONE, notice_link_ask, .is_translated = true },
    { GET, "/sign-in/link/sent", ANYONE, notice_link_sent, .is_translated = true },
    { GET, "/sign-in/link/:token", ANYONE, notice_link_show, .is_translated = true },
    { POST, "/sign-in/link/:token", ANYONE, notice_link_use, .is_translated = true },
    { 0 }
};

static const struct panel panels[] = { { "home", 61, MANAGE_PEOPLE, home_panel }, { 0 } };

const struct feature notice_feature = { "notices", routes, panels };
