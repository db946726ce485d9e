#ifndef EVIDENCE_TEND_H
#define EVIDENCE_TEND_H

#include "web/web.h"

/* Keeps fresh what is dear to reckon (oversight figures, watch list), on a thread of its own, so that no reader waits for it. */
struct tender;
struct tender *tend_start(const struct site *, const char *database);
void tend_stop(struct tender *);

#endif
