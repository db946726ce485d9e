#ifndef BASE_TEXT_H
#define BASE_TEXT_H

/*
 * Text as people type it: cleaned before it is stored, folded before it is
 * searched or compared, checked for shape.  Called from everywhere.  Text is
 * UTF-8 and never NULL; "" is "not known".  Nothing here depends on the locale
 * of the machine.
 */

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Well-formed UTF-8 (no overlong forms, no surrogates) without a NUL within. */
bool text_is_utf8(const char *bytes, size_t len);

enum text_kind {
    TEXT_LINE,   /* one line: breaks and tabs become a space each */
    TEXT_LONG    /* paragraphs: \n and \t are kept, CRLF and CR become \n */
};

/*
 * What is stored of what was typed: white space at both ends, control
 * characters, byte order marks and bidirectional overrides (U+202A-202E,
 * U+2066-2069, which can hide what a text says) are dropped; composed to NFC.
 * What is not UTF-8 becomes U+FFFD.  Cleaning twice changes nothing.
 */
const char *text_clean(struct arena *, const char *s, enum text_kind);

/*
 * What is searched and compared: lower case letters and digits, without
 * accents, apostrophes dropped ("O'Brien" = "obrien"), hyphens and all other
 * marks between words made one space ("Smith-Jones" = "smith jones").  Letters
 * with strokes become plain ones ("Łukasz" = "lukasz", "Søren" = "soren").
 * Other scripts keep their letters and vowel signs, but Arabic and Hebrew
 * points go.  Folding twice changes nothing.
 */
const char *text_fold(struct arena *, const char *s);

/* The words of S, parted at white space; *N of them. Fold first to get the words to search by. */
const char *const *text_words(struct arena *, const char *s, size_t *n);

bool text_equal(const char *, const char *);
bool text_starts(const char *s, const char *with);
size_t text_length(const char *s);   /* in code points, as limits are told to people */

/* Strict decimal int64: an optional "-", digits, nothing else; false, and *N as it was, if it is not one. */
bool text_number(const char *s, int64_t *n);

const char *text_join(struct arena *, const char *const *part, size_t n, const char *between);
const char *text_hex(struct arena *, const void *bytes, size_t len);   /* lower case */

/*
 * Shapes.  Each wants text that was cleaned, and says no to "".  An address
 * that passes may still not exist.
 */

/* ASCII, one "@", a domain with a dot; at most 254 characters (RFC 5321); no quoting, so safe in a mail's header. */
bool text_is_email(const char *s);

/* UK: 0 and 9 or 10 digits, or +44 and 9 or 10; abroad: + and 7 to 15 (E.164). Spaces, hyphens, brackets may stand between. */
bool text_is_telephone(const char *s);

/* "HR4 0XX" from "hr40xx", " HR4  0XX" …; "" if it has not the shape of a UK postcode (BS 7666). */
const char *text_postcode(struct arena *, const char *s);
const char *text_postcode_outward(struct arena *, const char *s);   /* "HR4", or "" */
const char *text_postcode_inward(struct arena *, const char *s);    /* "0XX", or "" */

/* The first N letters at most, cut at the end of a line, a sentence or a word where there is one, and " …"; TEXT itself where it is short enough. */
const char *text_short(struct arena *, const char *text, size_t n);

#endif
