#ifndef FEATURES_H
#define FEATURES_H

#include "web/web.h"

/* The program: every feature, in order.  Used by main.c and by the tests that walk all routes. */
extern const struct feature *const features[];
extern const struct site site_of_features;       /* copy it, then set base_url, today, is_demo */

#endif
