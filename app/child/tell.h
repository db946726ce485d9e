#ifndef CHILD_TELL_H
#define CHILD_TELL_H

#include "app/child/child.h"

/*
 * Telling those who may read that there is something to read (app/notice).
 * KIND is a notice's kind; PATH where to read; ONCE names what is told, so
 * that one change is told once.  Part of the transaction of the change.
 */
void child_tell_family(struct act, int64_t child, const char *kind, const char *path, const char *once);
void child_tell_setting(struct act, int64_t setting, const char *kind, const char *path, const char *once);

#endif
