/* Words of a meeting: when, where, how it stands; and times of day as people type them.  Touches no table. */
#include "app/meeting/meeting.h"
#include "base/date.h"
#include "base/text.h"
#include "web/say.h"

#include <ctype.h>
#include <string.h>

const struct choice meeting_cans_said[] = { { "yes", "Yes", NULL }, { "maybe", "If need be", NULL }, { "no", "No", NULL }, { 0 } };
const struct choice meeting_coming_said[] = { { "yes", "Yes, I come", NULL }, { "no", "No, I cannot come", NULL }, { 0 } };
const struct choice meeting_attendances[] = { { "came", "Was there", NULL }, { "sent word", "Not there, but sent word", NULL }, { "did not come", "Did not come", NULL }, { 0 } };

/* The languages we have beside English write 24 hours. */
const char *meeting_when(struct arena *a, const struct language *l, int64_t ms)
{
    const char *day = date_of_instant(a, ms);
    if (!l)
        return arena_print(a, "%s %s, %s", date_weekday_words(day), date_words(a, day), date_clock_words(a, ms));
    int64_t minutes = (ms + (date_is_summer_time(ms) ? 3600000 : 0)) / 60000 % 1440;
    return arena_print(a, "%s, %s, %02d:%02d", language_weekday(l, day), language_date(a, l, day), (int)(minutes / 60), (int)(minutes % 60));
}

const char *meeting_place(const struct language *l, const char *place_kind, const char *place)
{
    if (strcmp(place_kind, "home") == 0)
        return language_say(l, "At the family’s home");
    if (strcmp(place_kind, "online") == 0)
        return language_say(l, "Online");
    return strcmp(place_kind, "telephone") == 0 ? language_say(l, "By telephone") : place;
}

const char *meeting_how_long(struct web *w, int64_t minutes)
{
    const char *h = say_count(w, "%lld hour", "%lld hours", minutes / 60), *m = say_count(w, "%lld minute", "%lld minutes", minutes % 60);
    if (minutes < 60)
        return m;
    return minutes % 60 ? arena_print(w->arena, "%s %s", h, m) : h;
}

const char *meeting_answer_of(const struct meeting_sheet *s, int64_t guest, int64_t time)
{
    for (size_t i = 0; i < s->cans; i++)
        if (s->can[i].guest_id == guest && s->can[i].time_id == time)
            return s->can[i].answer;
    return "";
}

struct meeting_state meeting_state(const char *status)
{
    static const struct { const char *status; struct meeting_state state; } states[] = {
        { "asked", { "The family asks for it", "rd-state rd-state--soon" } }, { "proposed", { "Looking for a date", "rd-state rd-state--soon" } },
        { "fixed", { "Date fixed", "rd-state rd-state--ok" } }, { "held", { "Took place", "rd-state rd-state--done" } }, { "cancelled", { "Does not take place", "rd-state rd-state--none" } },
    };
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strcmp(states[i].status, status) == 0)
            return states[i].state;
    return (struct meeting_state){ status, "rd-state rd-state--none" };
}

/* ---- a time of day ---- */

/* A number of one or two digits; *S moves on. -1 if there is none. */
static int digits(const char **s)
{
    int n = 0, read = 0;
    for (; isdigit((unsigned char)**s) && read < 2; (*s)++, read++)
        n = n * 10 + (**s - '0');
    return read && !isdigit((unsigned char)**s) ? n : -1;
}

enum half { NOT_TOLD, MORNING, AFTERNOON, WRONG };

static enum half half_of(const char *s)
{
    char letters[8] = "";
    size_t n = 0;
    for (; *s; s++)
        if (*s != ' ' && *s != '.' && n < sizeof letters - 1)
            letters[n++] = (char)tolower((unsigned char)*s);
    if (!*letters)
        return NOT_TOLD;
    return strcmp(letters, "am") == 0 ? MORNING : strcmp(letters, "pm") == 0 ? AFTERNOON : WRONG;
}

bool meeting_clock(const char *typed, int *hour, int *minute)
{
    const char *s = typed;
    if (strcmp(typed, "noon") == 0 || strcmp(typed, "midday") == 0) {
        *hour = 12;
        *minute = 0;
        return true;
    }
    int h = digits(&s), m = 0;
    bool has_minutes = *s == ':' || (*s == '.' && isdigit((unsigned char)s[1]));
    if (has_minutes) {
        const char *from = ++s;
        m = digits(&s);
        if (s - from != 2)
            return false;
    }
    enum half half = half_of(s);
    if (h < 0 || m < 0 || m > 59 || half == WRONG || (half == NOT_TOLD && !has_minutes))
        return false;
    if (half == NOT_TOLD ? h > 23 || (h >= 1 && h < 7) : h < 1 || h > 12)        /* "2:30": morning or afternoon? */
        return false;
    *hour = half == NOT_TOLD ? h : h % 12 + (half == AFTERNOON ? 12 : 0);
    *minute = m;
    return true;
}
