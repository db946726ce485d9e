#ifndef PEOPLE_ADMIN_H
#define PEOPLE_ADMIN_H

#include "web/web.h"

/* Managing people and the authority's settings; one's own password; the help pages. */
extern const struct feature admin_feature;

/* --- logo.c: the authority's logo, taken from a form with a file, shown to everybody --- */
void logo_take(struct web *);
void logo_change(struct web *);
void logo_remove(struct web *);
void logo_show(struct web *);

/* The page of the authority's settings again, because the logo was not taken; WHY in plain words. */
void authority_page_with_logo_error(struct web *, const char *why);

#endif
