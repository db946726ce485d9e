#ifndef NOTICE_PAGES_H
#define NOTICE_PAGES_H

#include "base/arena.h"

/* An address as the list shows it: its first letter and its domain. */
const char *notice_masked(struct arena *, const char *address);

#endif
