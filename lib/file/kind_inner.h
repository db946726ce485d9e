#ifndef FILE_KIND_INNER_H
#define FILE_KIND_INNER_H

#include "file/kind.h"

/* The checks of each kind, for kind.c: each says what is wrong, "" if nothing is, and may make *SIZE smaller. */
const char *wrong_with_pdf(const unsigned char *, size_t, int64_t *size);
const char *wrong_with_jpeg(const unsigned char *, size_t, int64_t *size);
const char *wrong_with_png(const unsigned char *, size_t, int64_t *size);
const char *wrong_with_heic(const unsigned char *, size_t, int64_t *size);
const char *wrong_with_docx(const unsigned char *, size_t, int64_t *size);

static inline uint32_t big_32(const unsigned char *b) { return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3]; }
static inline uint32_t big_16(const unsigned char *b) { return (uint32_t)b[0] << 8 | b[1]; }
static inline uint32_t little_32(const unsigned char *b) { return (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0]; }
static inline uint32_t little_16(const unsigned char *b) { return (uint32_t)b[1] << 8 | b[0]; }

#endif
