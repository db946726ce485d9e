#ifndef FUNDING_FUNDING_H
#define FUNDING_FUNDING_H

#include "app/child/child.h"
#include "app/funding/money.h"
#include "app/funding/rates.sql.h"
#include "web/form.h"

/*
 * The early years inclusion fund from application to effect, and prompts for
 * the disability access fund and the early years pupil premium.  What a
 * decision was based on is frozen when it is sent (copy.c); what went to the
 * finance system is never changed (reckon.c, schedule.c).
 */
extern const struct feature funding_feature;

/* --- what follows is shared by the files of this folder only --- */

/* --- reckon.c: the payments of an award --- */
const struct money_term *fund_terms(struct db *, size_t *n);
/* Writes the lines of an award anew; what is in a schedule stays, a difference is a line of its own with BECAUSE. */
void fund_reckon(struct act, int64_t award, const char *because);
/* The same for every award that touches these days: after term dates changed. */
void fund_reckon_between(struct act, const char *from, const char *to, const char *because);

/* --- rates.c --- */
void rates_show(struct web *), band_form(struct web *), band_add(struct web *), band_show(struct web *), band_change(struct web *);
void term_form(struct web *), term_save(struct web *), rates_home_panel(struct web *, int64_t);
extern const struct choice funding_units[], funding_streams[];

struct rates_page { struct funding_bands *band; struct rates_of_bands *rate; struct funding_terms *term; size_t bands, rates, terms, terms_over; bool may_change; };
const char *rates_ahead(struct web *, const struct rates_page *, const struct funding_bands *);   /* "£480 from 1 Apr 2027", "" if none */

#endif
