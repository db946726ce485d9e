#ifndef SETTING_PAGES_H
#define SETTING_PAGES_H

#include "app/setting/setting.h"

/* What the list of settings shows: codes only, so it may stand in an address. */
struct setting_filter { const char *kind, *area; bool closed_too; const struct choice *areas; };

const struct choice *setting_area_choices(struct web *);
const char *setting_kind_words(const char *kind);

void setting_list(struct web *);
void setting_find(struct web *);
void setting_show(struct web *);
void setting_new_form(struct web *);
void setting_new(struct web *);
void setting_edit_form(struct web *);
void setting_edit(struct web *);

#endif
