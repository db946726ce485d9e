#ifndef DOORS_PAGES_H
#define DOORS_PAGES_H

#include "app/doors/doors.h"
#include "base/html.h"

/* What the views of this folder draw; made in doors.c.  A chart is empty where too little may be shown. */
struct html doors_chart(struct arena *, const struct doors_look *);
struct html areas_funnel(struct arena *, const struct doors_look *);
const char *door_minutes_words(struct arena *, double minutes);

#endif
