/* The words of a PDF, read by pdftotext of poppler-utils, shut in: see words.h and confined.h.  Called by words.c. */
#include "file/confined.h"
#include "file/words_inner.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static const char reader[] = "/usr/bin/pdftotext";

bool file_words_can(const char *kind) { return strcmp(kind, "pdf") != 0 || access(reader, X_OK) == 0; }

struct file_words words_of_pdf(struct arena *a, const char *path)
{
    static const char *const words[] = { reader, "-q", "-enc", "UTF-8", "-nopgbrk", "-l", "200", "-", "-", NULL };
    size_t n = 0;
    char *text = arena_take(a, FILE_WORDS_MOST, 1);
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return (struct file_words){ FILE_WORDS_WRONG, "" };
    bool done = confined_run(words, file, text, FILE_WORDS_MOST, &n);
    close(file);
    return done ? file_words_made(a, text, n) : (struct file_words){ FILE_WORDS_WRONG, "" };
}
