#ifndef TRANSITION_FAMILY_H
#define TRANSITION_FAMILY_H

#include "app/transition/transition.h"

/* The passport and starting school as a parent reads them, in their language; nothing of another parent stands there. */
void family_passport_page(struct web *, const struct passport_by_id *, const struct passport_about *);
void family_school_page(struct web *, const struct start_of *);
const char *family_settled(int64_t settled);          /* 4 very settled .. 1 not settled, in words */

#endif
