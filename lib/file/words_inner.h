#ifndef FILE_WORDS_INNER_H
#define FILE_WORDS_INNER_H

#include "file/words.h"

#include <stddef.h>

/* Shared by words.c and words_pdf.c: N bytes of a reader's output as what file_words_of gives. */
struct file_words file_words_made(struct arena *, const char *bytes, size_t n);
struct file_words words_of_pdf(struct arena *, const char *path);

#endif
