#ifndef FILE_CONFINED_H
#define FILE_CONFINED_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Runs a program of others on a file that somebody sent: 512 MB, ten seconds
 * of the processor, twenty in all; it may open no socket, write or make no
 * file, touch no other process and, where the kernel has Landlock, read
 * nothing outside /usr and /etc/fonts.  Threads may run beside.
 *
 * WORDS[0] is its path, the last NULL; IN becomes its input; what it writes
 * goes to INTO, at most MOST bytes, *N of them.  True if it ended well, or had
 * written MOST (it is then stopped).
 */
bool confined_run(const char *const *words, int in, char *into, size_t most, size_t *n);

#endif
