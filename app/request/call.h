#ifndef REQUEST_CALL_H
#define REQUEST_CALL_H

#include "app/request/request.h"

/* A telephone call: the form, and the children who may be meant (call.c). */
struct call_page { struct form *f; struct child_candidate *candidate; size_t candidates; };

#endif
