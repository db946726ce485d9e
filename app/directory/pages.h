#ifndef DIRECTORY_PAGES_H
#define DIRECTORY_PAGES_H

#include "app/directory/directory.h"

/* What the pages of this folder share. */

struct find_page {
    struct directory_filter filter;
    const struct choice *areas, *needs, *languages, *ages;
    const char *age;
    struct services_shown *service;
    size_t n;
    bool more, is_later, is_whole;
};

struct kept_page { struct services_kept *s; size_t n; bool more, is_later; const char *state, *source; struct directory_sources *sources; size_t n_sources; struct directory_counts *counts; };

struct preview_page { struct load_waiting *load; struct directory_reading *reading; struct directory_plan *plan; bool asks_gone; };

const struct choice *directory_area_choices(struct web *), *directory_need_choices(struct web *), *directory_language_choices(struct web *);

/* Check boxes of the areas: their choices, what was ticked of NAME as |a|b|, and such a list as ticks. */
const struct choice *directory_area_boxes(struct web *);
const char *directory_list_of(const struct form *, const char *name);
const char *directory_boxes_of(struct form *, const char *name, const char *list);
const char *directory_area_words(struct arena *, const char *areas);      /* "North, South" of |North|South|; "Everywhere" of "" */

const char *directory_short(struct arena *, const char *text);
const char *directory_found_words(struct web *, const struct find_page *);
const char *directory_tel(struct arena *, const char *telephone);       /* "" if nobody can be rung by it */
const char *directory_effect_words(enum directory_effect);
void directory_write_lines(struct out *, const char *text);               /* each line ends in <br> */
const char *directory_field_label(const char *column);

void directory_list(struct web *), directory_new_form(struct web *), directory_new(struct web *), directory_edit_form(struct web *), directory_edit(struct web *), directory_return(struct web *);
void directory_loads(struct web *), directory_take(struct web *), directory_stage(struct web *), directory_preview(struct web *), directory_load_now(struct web *), directory_drop(struct web *);

#endif
