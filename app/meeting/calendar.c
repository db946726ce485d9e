/*
 * Each person's calendar: the page with what is ahead, and the private address
 * at which a calendar program reads it.  Whoever has the address reads when
 * and where one meets, under which reference; never about whom.  It can be
 * renewed or ended at any time; only its hash is kept.
 */
#include "app/meeting/calendar.sql.h"
#include "app/meeting/meeting.h"
#include "app/meeting/panels.h"
#include "app/meeting/views.h"
#include "base/date.h"
#include "out/calendar.h"

#include <string.h>

enum { DAYS_BACK = 90, MOST = 500 };

static int64_t since(const struct web *w) { return w->now - DAYS_BACK * INT64_C(86400000); }

/* "M-7K3M-Q2XP@inclusion.example.gov.uk": the same for ever, as long as the service keeps its address. */
const char *calendar_uid(struct web *w, const char *reference, int64_t date)
{
    const char *host = strstr(w->site->base_url, "://");
    host = host ? host + 3 : w->site->base_url;
    const char *name = arena_text(w->arena, host, strcspn(host, ":/"));
    return date ? arena_print(w->arena, "%s-%lld@%s", reference, (long long)date, name) : arena_print(w->arena, "%s@%s", reference, name);
}

static const char *url_of(struct web *w, int64_t meeting) { return arena_print(w->arena, "%s/meetings/%lld", w->site->base_url, (long long)meeting); }

static enum calendar_standing standing(const char *status) { return strcmp(status, "cancelled") == 0 ? CALENDAR_CANCELLED : CALENDAR_FIXED; }

static struct calendar_event fixed(struct web *w, const struct meetings_in_calendar *m)
{
    return (struct calendar_event){ .uid = calendar_uid(w, m->reference, 0), .summary = arena_print(w->arena, "Meeting %s: %s", m->reference, code_label("meeting_kind", m->kind)), .place = meeting_place(NULL, m->place_kind, m->place),
        .words = "", .url = url_of(w, m->id), .starts_at = m->starts_at, .minutes = m->minutes, .stamp = m->created_at, .sequence = m->sequence, .standing = standing(m->status) };
}

static struct calendar_event perhaps(struct web *w, const struct dates_in_calendar *t)
{
    return (struct calendar_event){ .uid = calendar_uid(w, t->reference, t->id), .summary = arena_print(w->arena, "Perhaps: meeting %s: %s", t->reference, code_label("meeting_kind", t->kind)), .place = meeting_place(NULL, t->place_kind, t->place),
        .words = "", .url = url_of(w, t->meeting_id), .starts_at = t->starts_at, .minutes = t->minutes, .stamp = t->created_at, .standing = CALENDAR_PERHAPS };
}

/* No session: the address itself is the key.  An unknown one looks like any page that is not there. */
void calendar_feed(struct web *w)
{
    size_t n, dates;
    struct feed_owner *p = feed_owner(w->db, web_hash(w->arena, web_part(w, "token")));
    if (!p)
        web_stop(w, 404);
    struct meetings_in_calendar *m = meetings_in_calendar(w->db, p->id, since(w), MOST, &n);
    struct dates_in_calendar *t = dates_in_calendar(w->db, p->id, w->now, &dates);
    struct calendar_event *e = arena_array(w->arena, struct calendar_event, n + dates + 1);
    for (size_t i = 0; i < n; i++)
        e[i] = fixed(w, &m[i]);
    for (size_t i = 0; i < dates; i++)
        e[n + i] = perhaps(w, &t[i]);
    const char *text = calendar_file(w->arena, "Meetings", e, n + dates);
    web_file(w, "text/calendar; charset=utf-8", "meetings.ics", text, strlen(text));
}

/* ---- the page ---- */

/* ADDRESS: just made, told this once; "" = not now. */
static void page(struct web *w, const char *address)
{
    size_t n;
    struct meetings_of_person *m = meetings_of_person(w->db, w->person->id, INT64_MAX, &n);
    struct feed_of_person *f = feed_of_person(w->db, w->person->id);
    web_page(w, "Your calendar");
    view_calendar_page(&w->out, w, m, n, f ? f->made_at : 0, address);
}

void calendar_show(struct web *w) { page(w, ""); }

void calendar_renew(struct web *w)
{
    const char *token = web_random_token(w);
    make_feed(w->db, w->person->id, web_hash(w->arena, token), w->now);
    web_audit(w, 0, "change", "calendar", "made");
    page(w, arena_print(w->arena, "%s/calendar/%s/meetings.ics", w->site->base_url, token));
}

void calendar_end(struct web *w)
{
    end_feed(w->db, w->person->id);
    web_audit(w, 0, "change", "calendar", "ended");
    web_notice(w, "The address no longer works. Your calendar program will say that it cannot read it: take it out there too");
    web_to(w, "/calendar");
}
