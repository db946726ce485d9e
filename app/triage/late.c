/* Clocks that ran out: told to the managers once, by email and on their home, until one of them has taken note. */
#include "app/notice/notice.h"
#include "app/triage/triage.h"
#include "app/triage/views.h"

/* One email for what ran out together: to the request, or to the list where there are several. */
static void tell(struct db *db, const struct overdue_untold *o, size_t n, int64_t now)
{
    size_t managers;
    struct managers_now *m = managers_now(db, &managers);
    const char *path = n == 1 ? arena_print(db->arena, "/requests/%lld", (long long)o->id) : "/requests?late=1";
    for (size_t i = 0; i < managers; i++)
        notice_send(db, now, m[i].email, "request late", path, arena_print(db->arena, "late %lld %s %lld", (long long)o->id, o->due_on, (long long)m[i].id));
}

size_t triage_tell_late(struct db *db, const char *today, int64_t now)
{
    size_t n;
    struct overdue_untold *o = overdue_untold(db, today, &n);
    for (size_t i = 0; i < n; i++) {
        add_overdue(db, o[i].id, o[i].due_on, now);
        add_step(db, &(struct add_step){ .id = new_id(), .request_id = o[i].id, .kind = "ran out", .note = "", .at = now, .on_day = today });
    }
    if (n)
        tell(db, o, n, now);
    return n;
}

void late_seen(struct web *w)
{
    struct request_by_id *r = web_role(w, "manager") ? request_or_stop(w) : NULL;
    if (!r)
        web_stop(w, 404);
    if (see_overdue(w->db, w->person->id, r->id, w->now)) {
        add_step(w->db, &(struct add_step){ .id = new_id(), .request_id = r->id, .kind = "seen", .person_id = w->person->id, .note = "", .at = w->now, .on_day = w->today });
        web_audit(w, r->child_id, "change", "request", "late seen");
    }
    web_notice(w, "Noted. It stays in the queue as late until it is answered");
    web_to(w, "/");
}

void panel_late(struct web *w, int64_t about)
{
    (void)about;
    size_t n;
    if (!web_role(w, "manager"))
        return;
    struct overdue_unseen *o = overdue_unseen(w->db, w->person->id, &n);
    if (n)
        view_triage_panel_late(&w->out, w, o, n);
}
