/* Words, days and ages in the reader's language.  Touches no table. */
#include "web/say.h"
#include "base/date.h"

#include <stdarg.h>
#include <stdio.h>

const char *say(const struct web *w, const char *english) { return language_say(w->out.language, english); }

const char *say_f(struct web *w, const char *english, ...)
{
    const char *format = say(w, english);
    va_list ap, again;
    va_start(ap, english);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, format, ap);
    char *s = arena_take(w->arena, (size_t)n + 1, 1);
    vsnprintf(s, (size_t)n + 1, format, again);
    va_end(ap);
    va_end(again);
    return s;
}

const char *say_count(struct web *w, const char *one, const char *many, int64_t n)
{
    return arena_print(w->arena, language_say_n(w->out.language, one, many, n), (long long)n);
}

const char *say_date(struct web *w, const char *iso) { return language_date(w->arena, w->out.language, iso); }

const char *say_month(struct web *w, const char *iso) { return language_month(w->arena, w->out.language, iso); }

const char *say_long_date(struct web *w, const char *iso)
{
    const struct language *l = w->out.language;
    return arena_print(w->arena, l ? "%s, %s" : "%s %s", language_weekday(l, iso), say_date(w, iso));
}

/* The languages we have beside English write 24 hours. */
const char *say_time(struct web *w, int64_t ms)
{
    if (!w->out.language)
        return date_time_words(w->arena, ms);
    int64_t minutes = (ms + (date_is_summer_time(ms) ? 3600000 : 0)) / 60000 % 1440;
    return arena_print(w->arena, "%s, %02d:%02d", say_date(w, date_of_instant(w->arena, ms)), (int)(minutes / 60), (int)(minutes % 60));
}

const char *say_age(struct web *w, const char *born, const char *on)
{
    int months = date_age_months(born, on);
    if (!w->out.language || months < 1)
        return date_age_words(w->arena, born, on);
    const char *y = say_count(w, "%lld year", "%lld years", months / 12), *m = say_count(w, "%lld month", "%lld months", months % 12);
    if (months < 12)
        return m;
    return months % 12 ? arena_print(w->arena, "%s %s", y, m) : y;
}
