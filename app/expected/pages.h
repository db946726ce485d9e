#ifndef EXPECTED_PAGES_H
#define EXPECTED_PAGES_H

#include "app/expected/expected.h"
#include "base/html.h"
#include "web/form.h"

/* What the views of this folder draw; made in expected.c.  A chart is empty where too little may be shown. */
struct html expected_chart(struct arena *, const struct expected_look *, enum expected_dimension);
struct html expected_setting_funnel(struct arena *, const struct expected_look *);
const char *expected_number(struct arena *, double, int decimals);   /* "hidden" for NAN */
const char *expected_ratio(struct arena *, const struct expected_row *);     /* "0.84" */
const char *expected_range(struct arena *, const struct expected_row *);     /* "0.72 to 0.98" */

/* Settings to talk with: outside the lines, or likely below a half of what is expected. At most MOST. */
struct expected_row **expected_to_ask(struct arena *, const struct expected_look *, size_t most, size_t *n);

/* Children of one area by age, girls and boys together; ALL of them. */
struct expected_people { const char *area; int64_t age[5], all; };

/* --- what is compared with: figures.c --- */
void expected_figures(struct web *);
void expected_rate_add(struct web *);
void expected_population_set(struct web *);

#endif
