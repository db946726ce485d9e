/* PDF (ISO 32000): begins as one, ends as one, and is not an archive as well.  What is in it is not looked at: it is never opened here.  Called by kind.c. */
#include "file/kind_inner.h"

#include <string.h>

static const char cut_off[] = "This PDF is not complete. Please send it again";

static const unsigned char *find_back(const unsigned char *b, size_t from, size_t to, const char *what, size_t len)
{
    for (size_t at = to >= len ? to - len + 1 : 0; at-- > from;)
        if (memcmp(b + at, what, len) == 0)
            return b + at;
    return NULL;
}

/* Readers of ZIP look from the end for a record whose note ends with the file. */
static bool is_archive_too(const unsigned char *b, size_t n)
{
    size_t from = n > 65557 ? n - 65557 : 0;
    for (size_t at = from; at + 22 <= n; at++)
        if (b[at] == 'P' && memcmp(b + at, "PK\5\6", 4) == 0 && at + 22 + little_16(b + at + 20) == n)
            return true;
    return false;
}

const char *wrong_with_pdf(const unsigned char *b, size_t n, int64_t *size)
{
    if (n < 32 || (b[5] != '1' && b[5] != '2') || b[6] != '.' || b[7] < '0' || b[7] > '9')
        return cut_off;
    size_t tail = n > 2048 ? n - 2048 : 8;
    const unsigned char *end = find_back(b, tail, n, "%%EOF", 5);
    if (!end || !find_back(b, tail, (size_t)(end - b), "startxref", 9))
        return cut_off;
    for (const unsigned char *at = end + 5; at < b + n; at++)
        if (*at != '\r' && *at != '\n' && *at != ' ' && *at != 0)
            return "There is something after the end of this PDF. Open it, save or print it anew as PDF, and send that";
    if (is_archive_too(b, n))
        return "This PDF is an archive as well. Open it, save or print it anew as PDF, and send that";
    *size = (int64_t)n;
    return "";
}
