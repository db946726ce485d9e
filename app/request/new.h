#ifndef REQUEST_NEW_H
#define REQUEST_NEW_H

#include "app/request/request.h"

/* The sections of the long form (new.c), for its view. */
struct new_section { const char *title, *lead; const struct field *fields; size_t n; };
struct new_sections { struct new_section section[12]; size_t n; };

#endif
