#ifndef MATCH_DISTANCE_H
#define MATCH_DISTANCE_H

/*
 * How far two short texts are apart, code point by code point, exactly as they
 * are written (fold them first).  Pure.  Of each text the first 128 code
 * points count.
 */

#include <stddef.h>

/* 0 (nothing alike) to 1 (the same), as jellyfish reckons it: Winkler's prefix of up to 4, weight .1, above .7; "" is 0 to all. */
double match_jaro(const char *, const char *);
double match_jaro_winkler(const char *, const char *);

/* Optimal string alignment: letters put in, left out, changed, or two neighbours swapped, none edited twice. */
size_t match_edits(const char *, const char *);

#endif
