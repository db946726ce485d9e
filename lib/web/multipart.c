/*
 * A form with files (RFC 7578), read as it comes, with a few kilobytes of
 * memory: fields go where those of other forms go, each file to one of its own
 * in the folder "arriving", which is unlinked when the request ends.  What is
 * not exactly such a form is refused as a whole (400).  Called by listen.c and
 * try.c.  Fuzzed: tests/fuzz_multipart.c.
 */
#define _GNU_SOURCE   /* strcasestr */
#include "web/inner.h"
#include "base/text.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { MAX_HEAD = 4096, BUFFER = 32768, NAME_LETTERS = 100, ROOM_TO_LEAVE_MB = 256 };
enum where { AT_DELIMITER, IN_HEAD, IN_BODY, AFTER_END };

struct multipart {
    enum where where;
    char delimiter[80];          /* "\r\n--" and the boundary */
    size_t length, matched;      /* of the delimiter, so far */
    char head[MAX_HEAD];
    size_t head_len;
    char *name;
    char *text;                  /* of a field; NULL = a file */
    size_t text_len, text_room, all_text;
    struct sent_file *file;      /* NULL = a field, or a file that is not wanted */
    struct sent_file files[MAX_SENT_FILES];
    int fd;
    size_t buffered;
    char buffer[BUFFER];
    bool has_file_name;
};

static void bad(struct web *w, int status)
{
    if (!w->inner->bad_status)
        w->inner->bad_status = status;
}

bool multipart_is(const char *type) { return strncasecmp(type, "multipart/form-data", 19) == 0; }

void multipart_begin(struct web *w, const char *type)
{
    struct multipart *m = arena_new(w->arena, struct multipart);
    const char *at = strcasestr(type, "boundary=");
    at = at ? at + 9 : "";
    bool quoted = *at == '"';
    at += quoted;
    size_t n = quoted ? strcspn(at, "\"") : strcspn(at, "; \t");
    if (!n || n > 70)
        bad(w, 400);
    else
        snprintf(m->delimiter, sizeof m->delimiter, "\r\n--%.*s", (int)n, at);
    m->length = strlen(m->delimiter);
    m->matched = 2;              /* the first one need not begin a line */
    m->fd = -1;
    w->inner->multipart = m;
}

/* ---- The head of a part ---- */

/* The value of NAME="..." in a Content-Disposition; NULL if it is not there. Browsers write " as %22, others as \". */
static char *parameter(struct web *w, const char *head, const char *name)
{
    size_t n = strlen(name);
    for (const char *s = head; (s = strchr(s, ';'));) {
        s += 1 + strspn(s + 1, " \t");
        if (strncasecmp(s, name, n) != 0 || s[n] != '=' || s[n + 1] != '"')
            continue;
        char *value = arena_take(w->arena, strlen(s) + 1, 1), *to = value;
        for (s += n + 2; *s && *s != '"'; s++) {
            s += *s == '\\' && s[1] == '"';
            *to++ = *s;
        }
        *to = 0;
        return *s == '"' ? value : NULL;
    }
    return NULL;
}

/* Without folders, on one line, and not longer than can be read: what stands before the ending is cut. */
static const char *file_name(struct web *w, const char *said)
{
    for (const char *s = said; *s; s++)
        if (*s == '/' || *s == '\\')
            said = s + 1;
    const char *name = text_clean(w->arena, said, TEXT_LINE), *dot = strrchr(name, '.');
    if (text_length(name) <= NAME_LETTERS)
        return *name ? name : "file";
    const char *ending = dot && strlen(dot) <= 8 ? dot : "";
    size_t bytes = 0, letters = 0;
    for (; name[bytes] && letters < NAME_LETTERS - 10; bytes++)
        letters += (name[bytes + 1] & 0xC0) != 0x80;
    return arena_print(w->arena, "%.*s…%s", (int)bytes, name, ending);
}

static void unlink_path(void *path) { unlink(path); }

static bool is_full(const char *folder)
{
    struct statvfs s;
    return statvfs(folder, &s) != 0 || (unsigned long long)s.f_bavail * s.f_frsize >> 20 < ROOM_TO_LEAVE_MB;
}

/* A new path there, or NULL: there is no folder, or no room. */
static char *new_path(struct web *w)
{
    const char *folder = arena_print(w->arena, "%s/arriving", w->site->files_folder);
    unsigned char r[16];
    char hex[33];
    if (!*w->site->files_folder || is_full(folder))
        return NULL;
    randombytes_buf(r, sizeof r);
    return arena_print(w->arena, "%s/%s", folder, sodium_bin2hex(hex, sizeof hex, r, sizeof r));
}

const char *web_passing_file(struct web *w)
{
    if (!*w->site->files_folder)
        return "";
    char *path = new_path(w);
    if (!path)
        web_stop(w, 507);
    arena_at_end(w->arena, unlink_path, path);
    return path;
}

static void begin_file(struct web *w, struct multipart *m, const char *said)
{
    struct web_inner *in = w->inner;
    if (in->files == MAX_SENT_FILES) {
        in->left_files_out = true;
        return;
    }
    char *path = new_path(w);
    m->fd = path ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600) : -1;
    if (m->fd < 0) {
        bad(w, 507);
        return;
    }
    arena_at_end(w->arena, unlink_path, path);
    m->file = &m->files[in->files];
    *m->file = (struct sent_file){ .field = text_clean(w->arena, m->name, TEXT_LINE), .name = file_name(w, said), .path = path };
    in->file = m->files;
}

static void begin_part(struct web *w, struct multipart *m)
{
    m->head[m->head_len] = 0;
    const char *line = strcasestr(m->head, "content-disposition:");
    char *copy = line ? arena_text(w->arena, line, strcspn(line, "\r\n")) : NULL;
    if (!copy || !(m->name = parameter(w, copy, "name")) || !text_is_utf8(copy, strlen(copy))) {
        bad(w, 400);
        return;
    }
    char *said = parameter(w, copy, "filename");
    m->has_file_name = said != NULL;
    m->text = NULL;
    m->text_len = m->text_room = 0;
    m->where = IN_BODY;
    if (said && *said)
        begin_file(w, m, said);
}

/* ---- The body of a part ---- */

static void write_out(struct web *w, struct multipart *m)
{
    for (size_t at = 0; at < m->buffered && m->fd >= 0;) {
        ssize_t n = write(m->fd, m->buffer + at, m->buffered - at);
        if (n <= 0) {
            bad(w, 507);
            break;
        }
        at += (size_t)n;
    }
    m->buffered = 0;
}

static void keep_file(struct web *w, struct multipart *m, const char *bytes, size_t n)
{
    m->file->size += (int64_t)n;
    m->file->is_too_big |= m->file->size > MAX_FILE_BYTES;
    while (n && !m->file->is_too_big) {
        size_t part = n < BUFFER - m->buffered ? n : BUFFER - m->buffered;
        memcpy(m->buffer + m->buffered, bytes, part);
        m->buffered += part;
        bytes += part;
        n -= part;
        if (m->buffered == BUFFER)
            write_out(w, m);
    }
}

static void keep_text(struct web *w, struct multipart *m, const char *bytes, size_t n)
{
    m->all_text += n;
    if (m->all_text > MAX_BODY || memchr(bytes, 0, n)) {
        bad(w, m->all_text > MAX_BODY ? 413 : 400);
        return;
    }
    if (m->text_len + n + 1 > m->text_room) {
        size_t room = (m->text_len + n + 1) * 2;
        m->text = arena_grow(w->arena, m->text, m->text_room, room);
        m->text_room = room;
    }
    memcpy(m->text + m->text_len, bytes, n);
    m->text_len += n;
}

static void keep(struct web *w, struct multipart *m, const char *bytes, size_t n)
{
    if (!n || w->inner->bad_status)
        return;
    if (m->file)
        keep_file(w, m, bytes, n);
    else if (!m->has_file_name)
        keep_text(w, m, bytes, n);
}

static void end_part(struct web *w, struct multipart *m)
{
    if (m->file) {
        write_out(w, m);
        close(m->fd);
        m->fd = -1;
        m->file = NULL;
        w->inner->files++;
    } else if (!m->has_file_name) {
        char *value = m->text ? m->text : arena_text(w->arena, "", 0);
        value[m->text_len] = 0;
        if (!add_pair(w, m->name, value))
            bad(w, 400);
    }
}

/* ---- The states ---- */

/* The delimiter has one beginning only (its carriage return), so what was matched in vain is body. */
static size_t feed_body(struct web *w, struct multipart *m, const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        if (!m->matched) {
            const char *next = memchr(s + i, '\r', n - i);
            size_t plain = next ? (size_t)(next - (s + i)) : n - i;
            keep(w, m, s + i, plain);
            i += plain;
            if (next) {
                m->matched = 1;
                i++;
            }
        } else if (s[i] == m->delimiter[m->matched]) {
            i++;
            if (++m->matched == m->length) {
                end_part(w, m);
                m->where = AT_DELIMITER;
                m->head_len = 0;
                return i;
            }
        } else {
            keep(w, m, m->delimiter, m->matched);
            m->matched = 0;
        }
    }
    return n;
}

/* The very first: "--" and the boundary, and nothing before it. Then, after each: a line's end, or "--". */
static void feed_delimiter(struct web *w, struct multipart *m, char c)
{
    if (m->matched < m->length) {
        if (c != m->delimiter[m->matched++])
            bad(w, 400);
        return;
    }
    m->head[m->head_len++] = c;
    if (m->head_len < 2)
        return;
    m->where = memcmp(m->head, "--", 2) == 0 ? AFTER_END : IN_HEAD;
    if (m->where == IN_HEAD && memcmp(m->head, "\r\n", 2) != 0)
        bad(w, 400);
    m->head_len = 0;
}

static void feed_head(struct web *w, struct multipart *m, char c)
{
    if (m->head_len + 1 >= MAX_HEAD || !c) {
        bad(w, 400);
        return;
    }
    m->head[m->head_len++] = c;
    if (m->head_len >= 4 && memcmp(m->head + m->head_len - 4, "\r\n\r\n", 4) == 0) {
        m->matched = 0;
        begin_part(w, m);
    }
}

void multipart_feed(struct web *w, const char *bytes, size_t n)
{
    struct multipart *m = w->inner->multipart;
    for (size_t i = 0; i < n && !w->inner->bad_status && m->where != AFTER_END;)
        if (m->where == IN_BODY)
            i += feed_body(w, m, bytes + i, n - i);
        else if (m->where == IN_HEAD)
            feed_head(w, m, bytes[i++]);
        else
            feed_delimiter(w, m, bytes[i++]);
}

void multipart_end(struct web *w)
{
    struct multipart *m = w->inner->multipart;
    if (m->where != AFTER_END)
        bad(w, 400);
    if (m->fd >= 0)
        close(m->fd);
    m->fd = -1;
}
