#ifndef BASE_LOG_H
#define BASE_LOG_H

/*
 * What the program tells the person who runs it: one JSON object a line on
 * standard error.  Called from everywhere.  It never holds a name, a birth
 * date, an address, a free text, a path with its query or a secret: say what
 * happened and give numbers, routes as they are declared, and ids.  What people
 * did to records is the audit trail's, not the log's.
 *
 *   log_info("request answered", LOG_TEXT("route", "/requests/:id"), LOG_NUMBER("status", 200));
 *   → {"at":"2026-03-04T14:05:00.123Z","level":"info","message":"request answered","route":"/requests/:id","status":200}
 */

#include <stddef.h>
#include <stdint.h>

enum log_level { LOG_LEVEL_INFO, LOG_LEVEL_WARNING, LOG_LEVEL_ERROR };

struct log_field { const char *key; const char *text; int64_t number; };   /* text NULL: it is a number */

#define LOG_TEXT(key, text)     { (key), (text), 0 }
#define LOG_NUMBER(key, number) { (key), NULL, (int64_t)(number) }

#define LOG_FIELDS(...) ((const struct log_field[]){ __VA_ARGS__ __VA_OPT__(,) { NULL, NULL, 0 } })
#define log_info(message, ...)    log_write(LOG_LEVEL_INFO, message, LOG_FIELDS(__VA_ARGS__))
#define log_warning(message, ...) log_write(LOG_LEVEL_WARNING, message, LOG_FIELDS(__VA_ARGS__))
#define log_error(message, ...)   log_write(LOG_LEVEL_ERROR, message, LOG_FIELDS(__VA_ARGS__))

/* Writes a line at once, whole, so that threads do not mix theirs. A line is at most 4,096 bytes; fields that do not fit go. */
void log_write(enum log_level, const char *message, const struct log_field *fields);

/* The same line into ROOM bytes (at least 256), with its newline and a NUL; its length. Bytes not ASCII are escaped. */
size_t log_line(char *line, size_t room, int64_t at_ms, enum log_level, const char *message, const struct log_field *fields);

#endif
