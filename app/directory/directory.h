#ifndef DIRECTORY_DIRECTORY_H
#define DIRECTORY_DIRECTORY_H

#include "app/people/people.h"
#include "app/directory/directory.sql.h"
#include "web/form.h"

/*
 * The directory of local services: loaded from files of Open Referral UK 3.0
 * (JSON) and of Outpost (CSV), changed by hand, read by anybody at
 * /find-help, and chosen from where an officer signposts (app/request).  It
 * knows services, never children.
 */
extern const struct feature directory_feature;

/* What a service says of itself: the columns that a file fills and a person may change. */
enum directory_field { D_NAME, D_DESCRIPTION, D_ORGANISATION, D_WEBSITE, D_EMAIL, D_TELEPHONE, D_ADDRESS, D_POSTCODE, D_OPENING, D_COST, D_HOW_TO_START, D_ACCESS, D_ALERT,
    D_AGE_FROM, D_AGE_TO, D_NEEDS, D_LANGUAGES, D_AREAS, D_FIELDS };
extern const struct directory_field_words { const char *column, *label; int max; } directory_fields[D_FIELDS];

enum { AGE_WITHOUT_END = 1200, MOST_MONTHS_SHOWN = 72 };     /* families of children under six see what is for them */

/* One service of a file.  Texts are clean and never NULL; ages are months as digits. */
struct directory_entry {
    const char *source_id, *where;      /* WHERE: "service 3", "line 12" */
    const char *value[D_FIELDS];
    const char *checked_on;
    bool is_closed;
};

struct directory_remark { const char *where, *what; };

struct directory_area { const char *name, *folded; };        /* FOLDED between blanks */

/* What a file holds, or why it cannot be taken. */
struct directory_reading {
    struct web *w;
    const char *format;                 /* "Open Referral UK", "Outpost"; "" if it is neither */
    struct directory_entry *entry;
    size_t n, room;
    struct directory_remark *wrong, *note;      /* WRONG: the whole file is refused; NOTE: was left out of a service */
    size_t wrongs, notes, wrong_room, note_room;
    struct directory_area *area; size_t areas;
};

/* Reads a file. W needs an arena and a day only; DB tells the authority's areas and languages. Neither writes. */
struct directory_reading *directory_read(struct web *, struct db *, const char *bytes, size_t len);

/* The tables of Open Referral UK as CSV: NAME is the file's without its end, "services", "locations". For the command line. */
struct directory_table { const char *name, *bytes; size_t len; };
struct directory_reading *directory_read_tables(struct web *, struct db *, const struct directory_table *, size_t n);

/* --- parts of reading: referral.c, tables.c, outpost.c; entry.c --- */
void referral_read(struct directory_reading *, const char *bytes, size_t len);
void outpost_read(struct directory_reading *, const char *bytes, size_t len);
void tables_read(struct directory_reading *, const struct directory_table *, size_t n);
__attribute__((format(printf, 3, 4))) void directory_is_wrong(struct directory_reading *, const char *where, const char *format, ...);
__attribute__((format(printf, 3, 4))) void directory_notes(struct directory_reading *, const char *where, const char *format, ...);
struct directory_entry *directory_add(struct directory_reading *, const char *source_id, const char *where);
/* Puts a value as it came: cleaned, its marks of HTML taken out, and checked. */
void directory_put(struct directory_reading *, struct directory_entry *, enum directory_field, const char *raw);
void directory_put_ages(struct directory_reading *, struct directory_entry *, double from_years, double to_years);    /* below 0: not said */
void directory_put_term(struct directory_reading *, struct directory_entry *, const char *term);          /* of a taxonomy: may be a need */
void directory_put_language(struct directory_reading *, struct directory_entry *, const char *name_or_code);
void directory_put_place(struct directory_reading *, struct directory_entry *, const char *name);         /* a town or a service area */
void directory_more(struct directory_reading *, struct directory_entry *, enum directory_field, const char *raw);     /* a further line */
const char *directory_plain(struct arena *, const char *html);
bool directory_has(const char *list, const char *code);                                   /* of |a|b| */
const char *directory_with(struct arena *, const char *list, const char *code);

/* --- loading: load.c --- */

/* What a load would do. CHANGED: fields taken from the file; KEPT: ours, which stay although the file says something else. */
enum directory_effect { D_SAME, D_ADDED, D_CHANGED, D_BACK, D_GONE };
struct directory_step { enum directory_effect effect; const struct directory_entry *entry; int64_t id; const char *name, *changed, *kept; };
struct directory_plan { struct directory_step *step; size_t n, count[D_GONE + 1]; bool is_most_gone; };

struct directory_plan *directory_compare(struct directory_reading *, struct db *, const char *source);
/* Writes the plan in the caller's transaction. */
void directory_apply(struct db *, const char *source, const struct directory_plan *, int64_t person, int64_t now);

/* --- finding: find.c --- */
struct directory_filter { const char *area, *need, *language; int64_t age; };      /* codes, "" = any; AGE in whole years, -1 = any */
struct services_shown *directory_find(struct web *, const struct directory_filter *, int64_t rank, const char *name_from, int64_t after, int64_t most, size_t *n);

/* --- words --- */
const char *directory_age_words(struct web *, int64_t from, int64_t to);                /* "From 2 to 4 years", "Any age" */
const char *directory_list_words(struct web *, const char *list, const char *codes);    /* labels of |a|b| */
const char *directory_areas_words(struct web *, const char *areas);
const char *directory_value_of(struct arena *, const struct service_by_id *, int field);  /* as an entry has it */

#endif
