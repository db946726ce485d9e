#ifndef FILE_WORDS_H
#define FILE_WORDS_H

#include "base/arena.h"

#include <stdbool.h>

/*
 * The words that stand in a file that somebody sent, for finding it by them.
 * A DOCX is read here, as a stream and bounded (file_check has proved what it
 * unpacks to).  A PDF is read by pdftotext, shut in (confined.h).  Whatever
 * is wrong with the file, this returns.  Slow: not for a thread that
 * answers pages.
 */
enum file_words_state {
    FILE_WORDS_READ,
    FILE_WORDS_NONE,      /* a photo, a scanned page: nothing that is text */
    FILE_WORDS_WRONG      /* damaged, locked, or too much work */
};
enum { FILE_WORDS_MOST = 400000 };      /* bytes that are kept; what stands after them is not found */

struct file_words { enum file_words_state state; const char *text; };

/* KIND as file_kind's code. The text is UTF-8, cleaned, paragraphs parted by \n; "" if there is none. */
struct file_words file_words_of(struct arena *, const char *path, const char *kind);

/* Whether files of this kind can be read here: for a PDF, whether pdftotext is installed. */
bool file_words_can(const char *kind);

#endif
