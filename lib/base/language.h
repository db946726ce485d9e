#ifndef BASE_LANGUAGE_H
#define BASE_LANGUAGE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * The languages that families read, beside English.  The texts stand in
 * po/TAG.po (gettext); msgfmt compiles them, the program carries the .mo files
 * inside and reads them here: no locale has to be installed, nothing is
 * global, so that each request can be in a language of its own.  A text is
 * named by its English words; NULL as a language is English.
 */
struct language {
    const char *tag;              /* for lang="": "pl" */
    const char *own_name;         /* "Polski": for the chooser */
    bool is_rtl;
    const char *const *months;    /* as they stand in a date */
    const char *const *weekdays;  /* from Monday, as they stand in a sentence */
    const char *date;             /* how a day is written: %1$d day, %2$s month, %3$d year */
    int (*plural)(int64_t n);     /* which of the plural forms of the catalogue */
};

extern const struct language languages[];                   /* ends with a NULL tag; English is not among them */
const struct language *language_of(const char *tag);        /* NULL for English and for what we do not have */

/* The translation; NULL if there is none (or L is NULL).  *IS_DRAFT: no person has reviewed it.  Valid for ever. */
const char *language_find(const struct language *, const char *english, bool *is_draft);

/* The translation, or the English itself. */
const char *language_say(const struct language *, const char *english) __attribute__((format_arg(2)));

/* The right one for N: "1 child", "%lld children"; both English forms are named. */
const char *language_say_n(const struct language *, const char *one, const char *many, int64_t n) __attribute__((format_arg(3)));

/* How many texts there are, and how many no person has reviewed. */
struct language_state { int texts, drafts; };
struct language_state language_state(const struct language *);

/* A day as people write it: "4 marca 2026"; "" if not known.  ISO days are never translated. */
const char *language_date(struct arena *, const struct language *, const char *iso);
const char *language_month(struct arena *, const struct language *, const char *iso);      /* "March 2026" */
const char *language_weekday(const struct language *, const char *iso);

/* The catalogues: made by the Makefile from po/. */
struct catalogue { const char *tag; const unsigned char *all, *drafts; };
extern const struct catalogue catalogues[];

#endif
