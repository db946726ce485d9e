/* Which kind a file is, and whether it is wholly that: see kind.h.  The kinds' own checks stand in picture.c, pdf.c and docx.c. */
#include "file/kind_inner.h"

#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

const struct file_kind file_kinds[] = {
    { "pdf", "PDF document", "application/pdf" },
    { "jpeg", "Photo (JPEG)", "image/jpeg" },
    { "png", "Picture (PNG)", "image/png" },
    { "heic", "Photo (HEIC)", "image/heic" },
    { "docx", "Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
    { 0 }
};

const struct file_kind *file_kind_of(const char *code)
{
    for (const struct file_kind *k = file_kinds; k->code; k++)
        if (strcmp(k->code, code) == 0)
            return k;
    return NULL;
}

/* By the first bytes: { code, where, what }. */
static const struct { const char *code; size_t at; const char *magic; size_t n; const char *(*wrong)(const unsigned char *, size_t, int64_t *); } magics[] = {
    { "pdf", 0, "%PDF-", 5, wrong_with_pdf },
    { "jpeg", 0, "\xFF\xD8\xFF", 3, wrong_with_jpeg },
    { "png", 0, "\x89PNG\r\n\x1A\n", 8, wrong_with_png },
    { "heic", 4, "ftyp", 4, wrong_with_heic },
    { "docx", 0, "PK\x03\x04", 4, wrong_with_docx },
};

struct file_check file_check_bytes(const unsigned char *b, size_t n)
{
    struct file_check c = { .why = "We take PDF, Word (DOCX), JPEG, PNG and HEIC only. This is something else, whatever its name says", .size = (int64_t)n };
    unsigned char h[32];
    if (n == 0)
        c.why = "This file is empty";
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (n >= magics[i].at + magics[i].n && memcmp(b + magics[i].at, magics[i].magic, magics[i].n) == 0) {
            c.why = magics[i].wrong(b, n, &c.size);
            if (!*c.why)
                c.kind = file_kind_of(magics[i].code);
            break;
        }
    crypto_generichash(h, sizeof h, b, (size_t)c.size, NULL, 0);
    sodium_bin2hex(c.hash, sizeof c.hash, h, sizeof h);
    return c;
}

/* Mapped, so that ten megabytes are not ten megabytes of our own memory. */
struct file_check file_check(const char *path)
{
    struct file_check c = { .why = "We could not read this file. Please send it again" };
    struct stat s;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return c;
    if (fstat(fd, &s) == 0 && s.st_size == 0)
        c = file_check_bytes((const unsigned char *)"", 0);
    else if (fstat(fd, &s) == 0) {
        void *b = mmap(NULL, (size_t)s.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (b != MAP_FAILED) {
            c = file_check_bytes(b, (size_t)s.st_size);
            munmap(b, (size_t)s.st_size);
        }
    }
    close(fd);
    return c;
}
