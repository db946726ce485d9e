/* What people without case access may see of the look at the doors, and how numbers are written.  Pure. */
#include "app/doors/doors.h"
#include "base/csv.h"
#include "stats/suppress.h"

#include <math.h>

static const size_t shares[] = { offsetof(struct door, heard), offsetof(struct door, helped), offsetof(struct door, hopped), offsetof(struct door, hopped_twice), offsetof(struct door, paused), offsetof(struct door, asked) };
enum { SHARES = sizeof shares / sizeof *shares };

static struct door_share *share_of(struct door *d, size_t k) { return (struct door_share *)((char *)d + shares[k]); }

/* Of each share those who have and those who have not, door by door: one table with its totals. */
static void hide_share(struct arena *a, struct doors_look *l, size_t k, struct suppress_rule rule)
{
    int64_t *cell = arena_array(a, int64_t, 2 * l->doors + 1);
    for (size_t i = 0; i < l->doors; i++) {
        struct door_share *s = share_of(&l->door[i], k);
        cell[2 * i] = s->n;
        cell[2 * i + 1] = s->of - s->n;
    }
    enum suppress_mark *mark = suppress_table(a, cell, l->doors, 2, rule);
    for (size_t i = 0; i <= l->doors; i++)
        for (size_t column = 0; column < 3; column++)
            if (mark[3 * i + column] != SHOWN)
                share_of(&l->door[i], k)->is_hidden = true;
}

/* Nothing of a door with few requests is shown; another goes with it where the total would give it away. */
static void hide_doors(struct arena *a, struct doors_look *l, struct suppress_rule rule)
{
    int64_t *n = arena_array(a, int64_t, l->doors + 1), *late = arena_array(a, int64_t, l->doors + 1);
    for (size_t i = 0; i < l->doors; i++) {
        n[i] = l->door[i].requests;
        late[i] = l->door[i].late;
    }
    enum suppress_mark *mark = suppress_row(a, n, l->doors, rule), *late_mark = suppress_row(a, late, l->doors, rule);
    for (size_t i = 0; i <= l->doors; i++) {
        struct door *d = &l->door[i];
        if (late_mark[i] != SHOWN)
            d->late = -1;
        if (mark[i] == SHOWN)
            continue;
        d->is_hidden = true;
        d->requests = -1;
        d->help_days = d->help_low = d->help_high = NAN;
        for (size_t k = 0; k < SHARES; k++)
            share_of(d, k)->is_hidden = true;
    }
}

void doors_publish(struct arena *a, struct doors_look *l, int64_t below)
{
    struct suppress_rule rule = { below - 1, false };
    l->is_published = true;
    if (l->doors) {
        for (size_t k = 0; k < SHARES; k++)
            hide_share(a, l, k, rule);
        hide_doors(a, l, rule);
    }
    for (size_t i = 0; i <= l->doors; i++) {
        struct door *d = &l->door[i];
        if (d->paused.is_hidden || d->is_hidden || d->paused.n < below)
            d->pause_days = NAN;
        if (d->heard.is_hidden || d->is_hidden)
            d->heard_minutes = NAN;
        if (d->helped.is_hidden)
            d->help_days = d->help_low = d->help_high = NAN;
    }
    int64_t *n = arena_array(a, int64_t, l->areas + 2);
    for (size_t i = 0; i < l->areas; i++)
        n[i] = l->area[i].requests;
    n[l->areas] = l->requests_nowhere;
    enum suppress_mark *mark = suppress_row(a, n, l->areas + 1, rule);
    for (size_t i = 0; i < l->areas; i++)
        l->area[i].is_hidden = mark[i] != SHOWN;
    if (mark[l->areas] != SHOWN)
        l->requests_nowhere = -1;
    l->setting = NULL;
    l->settings_requests = l->settings_children = -1;
}

/* ---- Words ---- */

const char *door_share_words(struct arena *a, struct door_share s)
{
    if (s.is_hidden)
        return "hidden";
    if (!s.of)
        return "none";
    return arena_print(a, "%.0f%% (%lld of %lld)", 100 * (double)s.n / (double)s.of, (long long)s.n, (long long)s.of);
}

static const char *days(struct arena *a, double d) { return d < 1 ? "the same day" : arena_print(a, "%.0f working day%s", d, d >= 1.5 ? "s" : ""); }

const char *door_days_words(struct arena *a, const struct door *d)
{
    if (d->is_hidden || d->helped.is_hidden)
        return "hidden";
    if (!d->helped.of)
        return "none";
    if (isnan(d->help_days))
        return "fewer than half yet";
    if (isnan(d->help_low) || isnan(d->help_high))
        return days(a, d->help_days);
    return arena_print(a, "%s (likely %.0f to %.0f)", days(a, d->help_days), floor(d->help_low), d->help_high);
}

const char *asking_words(enum funnel_place p)
{
    switch (p) {
    case FUNNEL_LOW_ALARM: return "Far fewer than expected";
    case FUNNEL_LOW: return "Fewer than expected";
    case FUNNEL_HIGH: return "More than expected";
    case FUNNEL_HIGH_ALARM: return "Far more than expected";
    default: return "Within chance";
    }
}

/* ---- The file: what the page shows, hidden where the page hides ---- */

static const char *number(struct arena *a, int64_t n) { return n < 0 ? "hidden" : arena_print(a, "%lld", (long long)n); }
static const char *real(struct arena *a, double x, const char *none) { return isnan(x) ? none : arena_print(a, "%.1f", x); }
static const char *share_n(struct arena *a, struct door_share s) { return s.is_hidden ? "hidden" : number(a, s.n); }

void doors_csv(struct out *o, const struct doors_look *l)
{
    struct arena *a = o->arena;
    static const char *const head[] = { "what", "name", "requests", "acknowledged_within_a_day", "acknowledgement_median_minutes", "helped", "first_help_median_working_days", "first_help_low", "first_help_high",
        "passed_on", "passed_on_twice_or_more", "asked_a_question", "paused", "paused_median_working_days", "open_past_their_day", "children", "expected_requests", "judged" };
    enum { COLUMNS = sizeof head / sizeof *head };
    csv_write_start(o);
    csv_write_row(o, head, COLUMNS);
    for (size_t i = 0; i <= l->doors; i++) {
        const struct door *d = &l->door[i];
        const char *none = d->is_hidden ? "hidden" : "";
        const char *cell[COLUMNS] = { "door", d->label, number(a, d->requests), share_n(a, d->heard), real(a, d->heard_minutes, none), share_n(a, d->helped), real(a, d->help_days, none), real(a, d->help_low, none),
            real(a, d->help_high, none), share_n(a, d->hopped), share_n(a, d->hopped_twice), share_n(a, d->asked), share_n(a, d->paused), real(a, d->pause_days, none), number(a, d->late), "", "", "" };
        csv_write_row(o, cell, COLUMNS);
    }
    for (size_t i = 0; i < l->areas + (l->setting ? l->settings : 0); i++) {
        const struct asking *k = i < l->areas ? &l->area[i] : &l->setting[i - l->areas];
        const char *cell[COLUMNS] = { i < l->areas ? "area" : "setting", k->name, k->is_hidden ? "hidden" : number(a, k->requests), "", "", "", "", "", "", "", "", "", "", "", "", number(a, k->children),
            arena_print(a, "%.1f", k->expected), k->is_hidden ? "hidden" : i >= l->areas && k->place > FUNNEL_LOW ? "May be chance" : asking_words(k->place) };
        csv_write_row(o, cell, COLUMNS);
    }
}
