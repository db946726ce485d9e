#ifndef SETTING_SETTING_H
#define SETTING_SETTING_H

#include "app/people/people.h"
#include "app/setting/setting.sql.h"
#include "web/form.h"

/* Nurseries, childminders and schools: what the other features need of them. */

extern const struct feature setting_feature;

/* The kinds of table setting, with their words. */
extern const struct choice setting_kinds[];

/* Open settings as choices of a SELECT, code = id, "Orchard Day Nursery (North)".  KINDS: "school,special school" or "" for all. */
const struct choice *setting_choices(struct web *, const char *kinds);

/* The words that children are found by through their setting: after its name was written, or of all settings anew. */
void setting_words_write(struct db *, int64_t setting, const char *name);
void setting_words_list(struct db *);

/* What a school is, what is before it: for setting_choices. */
#define SETTING_SCHOOLS "school,special school"
#define SETTING_EARLY_YEARS "group,childminder,nursery school"

#endif
