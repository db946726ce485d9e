#ifndef TOOLS_HTML2C_H
#define TOOLS_HTML2C_H

#include <stdbool.h>
#include <stdio.h>

/* What html2c.c (reads views, writes C) and html2c_say.c (finds the texts of translated views) share. */

enum state { TEXT, TAG, VALUE, COMMENT, RAW };

/* Where in the page we are. */
struct place {
    enum state in;
    char quote;            /* VALUE: the quote that ends it */
    char tag[32];          /* the tag being read or, in RAW, waited for */
    char attr[32];
    bool attr_ended;       /* TAG: a blank came after the name; what follows is '=' or another name */
    bool at_start;         /* VALUE: nothing written of it yet */
};
extern struct place now;

extern const char *file;
extern int line;
extern FILE *code;         /* the C that is being written: the file's, or a part's of a text */
extern FILE *nowhere;

__attribute__((noreturn, format(printf, 1, 2))) void fail(const char *format, ...);
void keep(const char *text);             /* literal text, as it stands in the page */
void flush(void);                       /* writes the literal text read so far */
void c_string(FILE *, const char *);    /* "..." with its quotes */

/* ---- texts ---- */
extern bool is_translating;             /* between {{translate}} and {{/translate}} */
extern bool tells_messages;             /* --messages: the texts go to stdout as entries of a .pot, no C is written */

bool say_takes(const char *s);          /* before STEP reads the letter at S: true if it belongs to a text and is no literal */
void say_after(void);                   /* after STEP and after the letter was kept */
void say_end(void);                     /* a statement or another block begins: the text before it is whole */
bool say_value(const char *expr, const char *c);   /* a value inside a text: true if C, its code, was taken */
void say_literals(const char *expr);    /* the strings in {{t expr}} */
bool say_is_plain(void);                /* no element can stand here: an attribute, <title>, <option>, <textarea> */

#endif
