#ifndef PEOPLE_ADMIN_H
#define PEOPLE_ADMIN_H

#include "web/web.h"

/* Managing people and the authority's settings; one's own password; the help pages. */
extern const struct feature admin_feature;

#endif
