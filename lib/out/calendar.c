/* Writing iCalendar with libical: see calendar.h.  Nothing outside this file includes libical's headers. */
#include "out/calendar.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

static struct icaltimetype utc(int64_t ms) { return icaltime_from_timet_with_zone((time_t)(ms / 1000), 0, icaltimezone_get_utc_timezone()); }

static void add(icalcomponent *c, icalproperty *p) { icalcomponent_add_property(c, p); }

static icalcomponent *calendar(enum icalproperty_method method)
{
    icalcomponent *c = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
    add(c, icalproperty_new_version("2.0"));
    add(c, icalproperty_new_prodid("-//Rightdoor//Meetings//EN"));
    add(c, icalproperty_new_calscale("GREGORIAN"));
    add(c, icalproperty_new_method(method));
    return c;
}

static enum icalproperty_status status_of(enum calendar_standing s)
{
    return s == CALENDAR_FIXED ? ICAL_STATUS_CONFIRMED : s == CALENDAR_PERHAPS ? ICAL_STATUS_TENTATIVE : ICAL_STATUS_CANCELLED;
}

static icalcomponent *event(const struct calendar_event *e)
{
    icalcomponent *c = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    add(c, icalproperty_new_uid(e->uid));
    add(c, icalproperty_new_dtstamp(utc(e->stamp)));
    add(c, icalproperty_new_dtstart(utc(e->starts_at)));
    add(c, icalproperty_new_dtend(utc(e->starts_at + e->minutes * 60000)));
    add(c, icalproperty_new_sequence((int)e->sequence));
    add(c, icalproperty_new_summary(e->summary));
    if (*e->place)
        add(c, icalproperty_new_location(e->place));
    if (*e->words)
        add(c, icalproperty_new_description(e->words));
    if (*e->url)
        add(c, icalproperty_new_url(e->url));
    add(c, icalproperty_new_class(ICAL_CLASS_PRIVATE));
    add(c, icalproperty_new_transp(e->standing == CALENDAR_FIXED ? ICAL_TRANSP_OPAQUE : ICAL_TRANSP_TRANSPARENT));
    add(c, icalproperty_new_status(status_of(e->standing)));
    return c;
}

/* The whole as text, and away with libical's own memory. */
static const char *written(struct arena *a, icalcomponent *c)
{
    char *text = icalcomponent_as_ical_string_r(c);
    if (!text)
        abort();
    const char *copy = arena_text(a, text, strlen(text));
    free(text);
    icalcomponent_free(c);
    return copy;
}

static icalproperty *mail_of(struct arena *a, const char *email, bool is_organiser)
{
    const char *address = arena_print(a, "mailto:%s", email);
    return is_organiser ? icalproperty_new_organizer(address) : icalproperty_new_attendee(address);
}

/* Answers are given on the page of the meeting, in the guest's language: no RSVP by e-mail, which nobody reads. */
const char *calendar_invitation(struct arena *a, const struct calendar_event *e, const struct calendar_party *p)
{
    bool is_over = e->standing == CALENDAR_CANCELLED;
    icalcomponent *c = calendar(is_over ? ICAL_METHOD_CANCEL : ICAL_METHOD_REQUEST), *one = event(e);
    icalproperty *organiser = mail_of(a, p->organiser_email, true), *guest = mail_of(a, p->guest_email, false);
    icalproperty_add_parameter(organiser, icalparameter_new_cn(p->organiser_name));
    icalproperty_add_parameter(guest, icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT));
    icalproperty_add_parameter(guest, icalparameter_new_partstat(ICAL_PARTSTAT_NEEDSACTION));
    icalproperty_add_parameter(guest, icalparameter_new_rsvp(ICAL_RSVP_FALSE));
    add(one, organiser);
    add(one, guest);
    icalcomponent_add_component(c, one);
    return written(a, c);
}

static void add_x(icalcomponent *c, const char *name, const char *value)
{
    icalproperty *p = icalproperty_new_x(value);
    icalproperty_set_x_name(p, name);
    add(c, p);
}

/* What calendar programs read beyond the standard: how it is called, and how often to look again. */
const char *calendar_file(struct arena *a, const char *name, const struct calendar_event *e, size_t n)
{
    icalcomponent *c = calendar(ICAL_METHOD_PUBLISH);
    add_x(c, "X-WR-CALNAME", name);
    add_x(c, "X-PUBLISHED-TTL", "PT1H");
    add(c, icalproperty_new_refreshinterval(icaldurationtype_from_int(3600)));
    for (size_t i = 0; i < n; i++)
        icalcomponent_add_component(c, event(&e[i]));
    return written(a, c);
}
