#ifndef FILE_KIND_H
#define FILE_KIND_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * What a file that somebody sent really is: told by its bytes, never by its
 * name or by what the sender's browser says.  Only the five kinds that reports
 * and photos come in, each checked from its first byte to its last, so that a
 * file which is two things at once is neither.  Nothing is drawn, run or
 * unpacked to disk.  Slow (up to 10 MB are read): not for the writer's thread.
 * Fuzzed: tests/fuzz_file.c.
 */
struct file_kind {
    const char *code;       /* "pdf", "jpeg", "png", "heic", "docx": also the ending of its name when it is sent out */
    const char *label;      /* "PDF document" */
    const char *type;       /* of MIME */
};
extern const struct file_kind file_kinds[];     /* ends with a NULL code */
const struct file_kind *file_kind_of(const char *code);    /* NULL if there is none such */

struct file_check {
    const struct file_kind *kind;     /* NULL = not taken, see WHY */
    const char *why;                  /* in plain words, for the one who sent it: "This file is empty" */
    int64_t size;                     /* what is to be kept: what stands after the end of a picture is left off */
    char hash[65];                    /* BLAKE2b-256 of what is kept, as hex letters */
};
struct file_check file_check_bytes(const unsigned char *, size_t);
struct file_check file_check(const char *path);

#endif
