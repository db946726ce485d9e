/* The page of the doors, its charts and its file.  Reads only; names settings only to those with case access. */
#include "app/doors/pages.h"
#include "app/doors/views.h"
#include "out/chart.h"

#include <math.h>
#include <stdlib.h>

/* Half-times of the doors side by side; hidden ones are told as such. */
struct html doors_chart(struct arena *a, const struct doors_look *l)
{
    struct chart_bar_row *row = arena_array(a, struct chart_bar_row, l->doors + 1);
    size_t n = 0, shown = 0;
    for (size_t i = 0; i < l->doors; i++) {
        const struct door *d = &l->door[i];
        if (!d->helped.of && !d->is_hidden)
            continue;
        bool none = isnan(d->help_days);
        shown += !none;
        row[n++] = (struct chart_bar_row){ d->label, d->help_days, isnan(d->help_low) ? 0 : d->help_low, isnan(d->help_high) ? 0 : d->help_high, none ? door_days_words(a, d) : NULL, false };
    }
    const struct door *all = &l->door[l->doors];
    if (!shown)
        return (struct html){ "", 0 };
    return chart_bar(a, &(struct chart_bar){
        .about = { "first-help", "Working days until half had first help, by door", "Doors stand in the order of the alphabet, with 95% limits; requests that still wait are counted as waiting. The numbers are in the table.", CHART_NUMBER },
        .row = row, .n = n, .has_reference = !isnan(all->help_days), .reference = all->help_days, .reference_name = "All doors" });
}

struct html areas_funnel(struct arena *a, const struct doors_look *l)
{
    struct chart_funnel_point *point = arena_array(a, struct chart_funnel_point, l->areas + 1);
    size_t n = 0;
    for (size_t i = 0; i < l->areas; i++)
        if (l->area[i].children > 0 && l->area[i].requests <= l->area[i].children) {
            if (l->area[i].is_hidden)       /* the line of all would be wrong without one of them */
                return (struct html){ "", 0 };
            point[n++] = (struct chart_funnel_point){ l->area[i].name, (double)l->area[i].requests, (double)l->area[i].children, false };
        }
    if (n < 3)
        return (struct html){ "", 0 };
    return chart_funnel(a, &(struct chart_funnel){ .about = { "asking-areas", "Requests for each child who lives there, by area", "Areas below the lines ask less than chance explains. The numbers are in the table.", CHART_PERCENT },
        .point = point, .n = n, .population_name = "Children aged 0 to 4" });
}

const char *door_minutes_words(struct arena *a, double minutes)
{
    if (isnan(minutes))
        return "not known";
    if (minutes < 1)
        return "at once";
    return minutes < 1.5 ? "1 minute" : minutes < 120 ? arena_print(a, "%.0f minutes", minutes) : minutes < 2880 ? arena_print(a, "%.0f hours", minutes / 60) : arena_print(a, "%.0f days", minutes / 1440);
}

static struct doors_look *look(struct web *w)
{
    struct doors_look *l = doors_reckon(w->db, w->arena, w->today);
    if (!web_may(w, SEE_CHILDREN_BEHIND))
        doors_publish(w->arena, l, atoi(authority(w, "suppress_below")));
    return l;
}

static void show(struct web *w)
{
    struct doors_look *l = look(w);
    web_page(w, "How our doors work");
    view_doors_show(&w->out, w, l);
}

static void csv(struct web *w)
{
    struct out o = { .arena = w->arena };
    doors_csv(&o, look(w));
    web_audit(w, 0, "export", "/doors/csv", "");
    web_file(w, "text/csv; charset=utf-8", arena_print(w->arena, "doors-%s.csv", w->today), o.at, o.len);
}

static const struct route routes[] = {
    { GET, "/doors", SEE_OVERSIGHT, show },
    { GET, "/doors/csv", SEE_OVERSIGHT, csv },
    { 0 }
};

const struct feature doors_feature = { "doors", routes, NULL, NULL };
