#ifndef JOINING_JOINING_H
#define JOINING_JOINING_H

#include "app/child/child.h"

/*
 * Records that may be of one child, records that became one, and one record
 * that was of two.
 */
extern const struct feature joining_feature;

#endif
