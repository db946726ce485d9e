#ifndef DOORS_DOORS_H
#define DOORS_DOORS_H

#include "app/people/people.h"
#include "app/doors/doors.sql.h"
#include "stats/proportion.h"

/*
 * The service's own look at its doors: how long each takes to say that it
 * heard, and to help; how often people are passed on, asked back, made to wait;
 * what is open past its day; and who asks far less than their children would
 * predict.  A year of requests.  Small numbers are hidden from people without
 * case access, who see areas but no single setting.
 */
extern const struct feature doors_feature;

enum { MOST_DOORS = 32 };

/* N of OF, hidden or not. */
struct door_share { int64_t n, of; bool is_hidden; };

struct door {
    const char *code, *label;
    int64_t requests;                /* -1 = hidden */
    struct door_share heard, helped, hopped, hopped_twice, paused, asked;
    double help_days, help_low, help_high, pause_days, heard_minutes;   /* medians; working days, working days, minutes; NAN = none, or hidden */
    int64_t late;                    /* open past their day; -1 = hidden */
    bool is_hidden;
};

struct asking { const char *name, *area; int64_t id, requests, children; double expected, chance; enum funnel_place place; bool is_hidden; };

struct doors_look {
    const char *from, *to;
    struct door door[MOST_DOORS + 1];        /* the last one is all of them */
    size_t doors;
    struct asking *area, *setting;           /* SETTING: those with fewer than expected, the least likely by chance first */
    size_t areas, settings, settings_flagged, settings_judged, settings_small;
    int64_t requests_nowhere, settings_requests, settings_children;
    bool is_published;
};

/* CHANCE: of so few or fewer, if it asked as all together do (Poisson). */

/* Reckons it all as at TODAY, for the twelve months up to it. */
struct doors_look *doors_reckon(struct db *, struct arena *, const char *today);

/* Hides counts below BELOW and whatever would give them away. */
void doors_publish(struct arena *, struct doors_look *, int64_t below);

void doors_csv(struct out *, const struct doors_look *);

const char *door_share_words(struct arena *, struct door_share);        /* "12% (6 of 50)", "hidden", "none" */
const char *door_days_words(struct arena *, const struct door *);       /* "4 working days, likely 3 to 6" */
const char *asking_words(enum funnel_place);

#endif
