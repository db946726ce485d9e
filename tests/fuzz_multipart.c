/* Anything sent as a form with files, in pieces of any length: what comes out is bounded, clean text and files of the right size, and nothing is left behind. */
#include "web/inner.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
void web_stop(struct web *w, int status) { (void)w, (void)status; abort(); }

static void must(bool is_so)
{
    if (!is_so)
        abort();
}

static void clean(const char *s)
{
    must(text_is_utf8(s, strlen(s)));
    for (; *s; s++)
        must((unsigned char)*s >= ' ' || *s == '\n' || *s == '\t');
}

static void look_at(const struct web_inner *in)
{
    struct stat s;
    must(in->fields <= MAX_PAIRS && in->files <= MAX_SENT_FILES);
    for (size_t i = 0; i < in->fields; i++) {
        clean(in->field[i].name);
        clean(in->field[i].value);
    }
    for (size_t i = 0; i < in->files; i++) {
        clean(in->file[i].field);
        clean(in->file[i].name);
        must(!strchr(in->file[i].name, '/') && text_length(in->file[i].name) <= 100);
        must(stat(in->file[i].path, &s) == 0 && s.st_size == in->file[i].size);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const struct site site = { .base_url = "http://127.0.0.1:8080", .files_folder = "." };
    struct arena a = { 0 };
    struct web_inner in = { .host = "" };
    struct web w = { .arena = &a, .site = &site, .inner = &in };
    static bool is_made;
    is_made = is_made || mkdir("arriving", 0700) == 0;
    multipart_begin(&w, "multipart/form-data; boundary=X");
    if (len && bytes[0] >= 128)
        multipart_feed(&w, "--X\r\nContent-Disposition: form-data; name=\"", 43);
    size_t piece = len ? bytes[0] % 64 + 1 : 1;
    for (size_t at = 0; at < len; at += piece)
        multipart_feed(&w, (const char *)bytes + at, len - at < piece ? len - at : piece);
    multipart_end(&w);
    if (!in.bad_status)
        look_at(&in);
    arena_free(&a);
    return 0;
}
