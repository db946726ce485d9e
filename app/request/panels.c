/* What requests put on other pages: home and the child's page.  Read only. */
#include "app/request/triage.h"
#include "app/request/views.h"
#include "base/date.h"
#include "out/lanes.h"

enum { SHOWN = 5, NEWS_DAYS = 28 };

void panel_handovers(struct web *w, int64_t about)
{
    (void)about;
    size_t n;
    struct open_handovers *h = open_handovers(w->db, w->person->id, &n);
    if (n)
        view_request_panel_handovers(&w->out, w, h, n);
}

/* For those who ask: what waits, and what was answered lately.  The service has the queue above. */
void panel_own(struct web *w, int64_t about)
{
    (void)about;
    size_t n;
    if (web_may(w, TRIAGE))
        return;
    int64_t setting = web_role(w, "practitioner") ? w->person->setting_id : 0;
    struct requests_of_asker *r = requests_of_asker_now(w->db, w->person->id, setting, date_add_days(w->arena, w->today, -NEWS_DAYS), &n);
    view_request_panel_own(&w->out, w, r, n > SHOWN ? SHOWN : n);
}

void panel_of_child(struct web *w, int64_t about)
{
    size_t n;
    struct requests_about_child *r = requests_about_child(w->db, w->person->id, about, &n);
    if (n)
        view_request_panel_of_child(&w->out, w, r, n);
}

/* From the day each request came to its answer. */
void request_lanes(struct web *w, int64_t child, struct lanes *l)
{
    size_t n;
    struct requests_about_child *r = requests_about_child(w->db, w->person->id, child, &n);
    for (size_t i = 0; i < n; i++) {
        const char *path = r[i].can_open && web_may(w, TRIAGE) ? arena_print(w->arena, "/requests/%lld", (long long)r[i].id) : "";
        lanes_period(l, LANE_REQUEST, "Asking for support", r[i].received_on, r[i].answered_on, arena_print(w->arena, "Asked for support: %s", code_label("door", r[i].door)), path);
    }
}
