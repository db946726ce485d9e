/*
 * Telling those invited: an e-mail that says what changed and where to read
 * it, with an invitation for their calendar once a date is fixed.  Whoever has
 * no account gets a link of their own; whoever has no address is told by the
 * organiser.  Nothing goes to a family whose child has died.
 */
#include "app/meeting/meeting.h"
#include "app/notice/notice.h"
#include "base/date.h"
#include "base/text.h"
#include "out/calendar.h"
#include "web/say.h"

#include <sodium.h>
#include <string.h>

enum { LINK_DAYS = 200, REMIND_HOUR = 8 };

static const char *const notices[] = { "meeting proposed", "meeting fixed", "meeting changed", "meeting cancelled", "meeting uninvited", "meeting reminder" };

/* As web_random_token, where no request is: reminders are sent by a job. */
static const char *new_token(struct arena *a)
{
    unsigned char bytes[32];
    randombytes_buf(bytes, sizeof bytes);
    return text_hex(a, bytes, sizeof bytes);
}

/* Where a guest reads of the meeting: its page, or a link of their own. */
static const char *path_for(struct db *db, int64_t now, int64_t meeting, int64_t guest, int64_t person)
{
    struct arena *a = db->arena;
    if (person)
        return arena_print(a, "/meetings/%lld", (long long)meeting);
    const char *token = new_token(a);
    add_meeting_link(db, web_hash(a, token), guest, now + LINK_DAYS * INT64_C(86400000));
    return arena_print(a, "/invited/%s", token);
}

/* What stands in calendars; L: in the language of whoever reads it. */
static struct calendar_event event_of(struct web *w, const struct meeting_by_id *m, const struct language *l, const char *path)
{
    struct arena *a = w->arena;
    const char *url = arena_print(a, "%s%s", w->site->base_url, path);
    return (struct calendar_event){ .uid = calendar_uid(w, m->reference, 0), .summary = arena_print(a, language_say(l, "Meeting about reference %s"), m->reference),
        .place = meeting_place(l, m->place_kind, m->place), .words = arena_print(a, "%s %s", language_say(l, "Read more here:"), url), .url = url, .starts_at = m->starts_at, .minutes = m->minutes,
        .stamp = w->now, .sequence = m->sequence, .standing = strcmp(m->status, "cancelled") == 0 ? CALENDAR_CANCELLED : CALENDAR_FIXED };
}

static void send(struct web *w, const struct meeting_by_id *m, const struct meeting_guests *g, enum meeting_news news)
{
    struct arena *a = w->arena;
    bool has_date = m->starts_at && news != MEETING_PROPOSED, is_end = news == MEETING_CANCELLED || news == MEETING_UNINVITED;
    const char *path = path_for(w->db, w->now, m->id, g->id, g->person_id), *calendar = "";
    const char *once = arena_print(a, "%s %lld of %lld to %lld", notices[news], (long long)m->id, (long long)m->version, (long long)g->id);
    if (has_date && (!is_end || g->told >= 0)) {
        struct calendar_event e = event_of(w, m, language_of(people_language_of(w->db, g->email)), path);
        e.standing = is_end ? CALENDAR_CANCELLED : CALENDAR_FIXED;
        const char *own = authority(w, "email");
        calendar = calendar_invitation(a, &e, &(struct calendar_party){ authority(w, "service"), *own ? own : m->organiser_email, g->email });
        guest_is_told(w->db, g->id, m->sequence);
    }
    notice_send_calendar(w->db, w->now, g->email, notices[news], path, once, calendar, !*calendar ? "" : is_end ? "CANCEL" : "REQUEST");
}

static bool may_be_told(const struct meeting_by_id *m, const struct meeting_guests *g)
{
    bool has_died = strcmp(m->child_left_reason, "died") == 0, is_professional = strcmp(g->kind, "professional") == 0 || strcmp(g->kind, "setting") == 0;
    return *g->email && (!has_died || is_professional);
}

static void tell_some(struct web *w, const struct meeting_by_id *m, int64_t only, enum meeting_news news, bool me_too)
{
    size_t n;
    struct meeting_guests *g = meeting_guests_to_tell(w->db, m->id, &n);
    for (size_t i = 0; i < n; i++)
        if ((!only || g[i].id == only) && (me_too || g[i].person_id != w->person->id) && may_be_told(m, &g[i]))
            send(w, m, &g[i], news);
}

void meeting_tell(struct web *w, const struct meeting_by_id *m, int64_t guest, enum meeting_news news) { tell_some(w, m, guest, news, true); }
void meeting_tell_all(struct web *w, const struct meeting_by_id *m, enum meeting_news news, bool me_too) { tell_some(w, m, 0, news, me_too); }

void meeting_tell_organiser(struct web *w, const struct meeting_by_id *m)
{
    if (m->organiser_id != w->person->id)
        notice_send(w->db, w->now, m->organiser_email, "meeting answered", arena_print(w->arena, "/meetings/%lld", (long long)m->id), arena_print(w->arena, "meeting answered %lld of %lld at %lld", (long long)m->id, (long long)m->version, (long long)w->now));
}

const char *meeting_as_file(struct web *w, const struct meeting_by_id *m, const char *path)
{
    struct calendar_event e = event_of(w, m, w->out.language, path);
    return calendar_file(w->arena, e.summary, &e, 1);
}

/* The working day before answers are due, in the morning, whoever has not answered is asked once more. */
void meeting_each_minute(struct db *db, const char *today, int64_t now)
{
    size_t n;
    if (now < date_instant(today, REMIND_HOUR, 0))
        return;
    struct guests_to_remind *g = guests_to_remind(db, date_add_working_days(db->arena, today, 1), &n);
    for (size_t i = 0; i < n; i++) {
        guest_is_reminded(db, g[i].id, today);
        notice_send(db, now, g[i].email, notices[MEETING_REMINDED], path_for(db, now, g[i].meeting_id, g[i].id, g[i].person_id), arena_print(db->arena, "meeting reminder to %lld", (long long)g[i].id));
    }
}
