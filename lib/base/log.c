/*
 * Log lines on standard error.  Called from everywhere, also where memory has
 * run out, so it takes none.
 */
#include "base/log.h"

#include "base/date.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINE_MOST = 4096, TEXT_MOST = 512 };

struct line { char *at; size_t len, room; bool is_full; };

__attribute__((format(printf, 2, 3))) static void add(struct line *l, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    size_t left = l->room - l->len;
    int n = vsnprintf(l->at + l->len, left, format, ap);
    va_end(ap);
    if (n < 0 || (size_t)n >= left)
        l->is_full = true;
    else
        l->len += (size_t)n;
}

/* Every byte above ASCII is written as \u00XX: a log is for machines, and no byte in it may be trusted. */
static void add_text(struct line *l, const char *s)
{
    add(l, "\"");
    for (size_t i = 0; s[i] && i < TEXT_MOST; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == '"' || c == '\\')
            add(l, "\\%c", c);
        else if (c >= 0x20 && c < 0x7F)
            add(l, "%c", c);
        else
            add(l, "\\u%04x", c);
    }
    add(l, "\"");
}

static void add_time(struct line *l, int64_t ms)
{
    struct tm utc;
    time_t seconds = (time_t)(ms / 1000);
    if (!gmtime_r(&seconds, &utc))
        utc = (struct tm){ .tm_year = 70, .tm_mday = 1 };
    add(l, "\"%04d-%02d-%02dT%02d:%02d:%02d.%03dZ\"", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour,
        utc.tm_min, utc.tm_sec, (int)(ms % 1000));
}

/* All of a field or, where it does not fit, nothing. */
static void add_field(struct line *l, const struct log_field *f)
{
    size_t before = l->len;
    add(l, ",");
    add_text(l, f->key);
    add(l, ":");
    if (f->text)
        add_text(l, f->text);
    else
        add(l, "%lld", (long long)f->number);
    if (l->is_full)
        l->len = before;
    l->is_full = false;
}

size_t log_line(char *line, size_t room, int64_t at_ms, enum log_level level, const char *message, const struct log_field *fields)
{
    static const char *const name[] = { "info", "warning", "error" };
    struct line l = { .at = line, .room = room - 2 };   /* "}" and a newline always fit */
    add(&l, "{\"at\":");
    add_time(&l, at_ms);
    add(&l, ",\"level\":\"%s\"", name[level]);
    add_field(&l, &(struct log_field){ "message", message, 0 });
    for (; fields->key; fields++)
        add_field(&l, fields);
    memcpy(line + l.len, "}\n", 3);
    return l.len + 2;
}

void log_write(enum log_level level, const char *message, const struct log_field *fields)
{
    char line[LINE_MOST];
    size_t len = log_line(line, sizeof line, date_now_ms(), level, message, fields);
    if (write(STDERR_FILENO, line, len) < 0)
        return;   /* nowhere to say so */
}
