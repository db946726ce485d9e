#ifndef WEB_SAY_H
#define WEB_SAY_H

#include "web/web.h"
#include "base/language.h"

/*
 * Words of the program in the language of whoever reads this page, for
 * handlers and views of pages that families see.  English words are their
 * names; tools/texts collects them from the files that po/from lists.
 */
const char *say(const struct web *, const char *english) __attribute__((format_arg(2)));
__attribute__((format(printf, 2, 3))) const char *say_f(struct web *, const char *english, ...);
const char *say_count(struct web *, const char *one, const char *many, int64_t n);   /* each form has one %lld */

const char *say_date(struct web *, const char *iso);         /* "4 March 2026" */
const char *say_long_date(struct web *, const char *iso);    /* "Wednesday 4 March 2026" */
const char *say_month(struct web *, const char *iso);        /* "March 2026" */
const char *say_time(struct web *, int64_t ms);              /* "4 March 2026, 2:05pm", or 14:05 where people write it so */
const char *say_age(struct web *, const char *born, const char *on);

#endif
