#ifndef BASE_CHECK_DIGIT_H
#define BASE_CHECK_DIGIT_H

/*
 * Numbers that carry their own check: NHS number and UPN; and the shapes of
 * those that do not: URN, LAESTAB.  Called by forms, imports and matching.
 * None is ever required of a child, and none is a key.
 */

#include "base/arena.h"

#include <stdbool.h>

/* Without spaces and hyphens, letters in upper case: what is stored. "" stays "". Checks nothing. */
const char *nhs_number_tidy(struct arena *, const char *s);
const char *upn_tidy(struct arena *, const char *s);
const char *urn_tidy(struct arena *, const char *s);
const char *laestab_tidy(struct arena *, const char *s);   /* also without "/": "884/1234" is 8841234 */

/*
 * Ten digits, the tenth by modulus 11 (weights 10 to 2; 11 is 0, 10 is never
 * issued): NHS Data Model and Dictionary, "NHS NUMBER".  Ten equal digits pass
 * the sum but are what people type for "none", so they are refused (our rule).
 */
bool nhs_number_is_valid(const char *tidy);
bool nhs_number_is_test(const char *tidy);   /* begins 999: never a real person */
const char *nhs_number_display(struct arena *, const char *tidy);   /* "943 476 5919"; what has not 10 digits as it is */

/*
 * Thirteen characters, the first a check letter over the others (modulus 23,
 * no I, O, S): GovTalk, Unique Pupil Number 2.0 (2004).  Permanent: 12 digits
 * follow; temporary: 11 digits and a letter.
 */
bool upn_is_valid(const char *tidy);         /* permanent or temporary */
bool upn_is_temporary(const char *tidy);     /* valid and temporary */

/* Whether the authority in it is one that has been issued. Warn only: new authorities get new codes. */
bool upn_authority_is_known(const char *tidy);

bool urn_is_school(const char *tidy);        /* GIAS: 6 digits, first not 0 */
bool urn_is_early_years(const char *tidy);   /* issued by an authority for its census: 500000 to 799999 */
bool urn_is_ofsted(const char *tidy);        /* 6 or 7 digits, or EY and 6 digits */
bool laestab_is_valid(const char *tidy);     /* 7 digits: authority 201 or more, establishment 1000 or more */

#endif
