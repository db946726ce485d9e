#ifndef MATCH_LINK_PART_H
#define MATCH_LINK_PART_H

/* The parts of the linkage, for link.c and the files it is made of only. */

#include "match/intern.h"
#include "match/level.h"
#include "match/link.h"

/* ---- Reading: link_read.c ---- */

/* The levels of the given name have two more: names the other way round, wholly or half; the family name then is no evidence. */
enum { GIVEN_SWAPPED = GIVEN_NAME_LEVELS, GIVEN_HALF_SWAPPED, GIVEN_LEVELS };
/* And those of the number one: two valid ones that differ. */
enum { NHS_VETO = NHS_LEVELS, NUMBER_LEVELS };
/* Of the address, by words: at least half of those of the longer one are in both; at least two; fewer. */
enum { ADDRESS_SAME, ADDRESS_MOST, ADDRESS_SOME, ADDRESS_DIFFERENT, ADDRESS_LEVELS };
/* Of the lists the two are from: a list names a child once, or several times, as is learned. */
enum { SOURCE_SAME, SOURCE_DIFFERENT, SOURCE_LEVELS };
extern const struct match_level link_address_levels[ADDRESS_LEVELS], link_source_levels[SOURCE_LEVELS];

extern const int link_levels[LINK_FIELDS];

struct link_row {
    uint32_t given, family, other;   /* numbers of the texts, and so of their parsed names */
    uint32_t first, whole;           /* first given name, whole family name, folded: for frequencies */
    uint32_t born;                   /* eight digits of four bits */
    uint32_t postcode, number, source, address;
    char sex;
    bool is_number_valid;
};

/* A text's names, and hashes of all of the first (or only) and of its first 2, 3, 4 code points; 0 if there is none. */
struct link_words { const uint32_t *word; size_t n; };   /* of an address, by number */

struct link_name { struct match_names names; uint32_t id; uint64_t hash, start2, start3, start4; };

struct link_names { struct intern raw, folded; struct link_name *name; uint32_t room; };

struct link_table {
    struct link_row *row;
    size_t n;
    bool is_any_shape;
    struct link_names given, family, other;
    struct intern postcode, postcode_raw, number, source, address, word;
    uint32_t *postcode_of;   /* by raw number */
    struct link_words *words_of;   /* by number of the address */
    struct arena arena[2];   /* given names, also-known-as and birth dates; the rest: a thread each */
};

void link_read(struct link_table *, const struct link_record *, size_t n, const struct link_options *);
void link_table_free(struct link_table *);

/* ---- Comparing: compare.c ---- */

/* Levels of names already compared, one for each thread. */
struct link_memo { uint64_t *given, *family; };

struct link_memo link_memo_new(struct arena *);   /* two NULLs remember nothing */
void link_compare(const struct link_table *, struct link_memo, const struct link_row *, const struct link_row *, int8_t level[LINK_FIELDS]);
bool link_is_household(const int8_t level[LINK_FIELDS]);

/* All levels as one number below LINK_PATTERNS, and back. */
enum { LINK_PATTERNS = 13 * 9 * 8 * 5 * 5 * 3 * 5 * 3 };
uint32_t link_pattern(const int8_t level[LINK_FIELDS]);
void link_unpattern(unsigned pattern, int8_t level[LINK_FIELDS]);

/* ---- Blocking: block.c ---- */

/* Lists of millions grow by chunks, which are never copied. */
enum { LINK_CHUNK = 1 << 16 };
struct link_candidate { uint32_t a, b; uint32_t pattern; };
struct link_chunk { struct link_candidate at[LINK_CHUNK]; size_t n; struct link_chunk *next; };
struct link_list { struct arena arena; struct link_chunk *first, *last; size_t n; };

/* Every pair that shares a key, once, compared: a list of each thread, whose arena the caller frees. Counts what was dropped. */
void link_block(const struct link_table *, const struct link_options *, struct link_list *list, struct link_result *);

/* ---- Learning and weighing: link_learn.c ---- */

void link_learn(const struct link_table *, const struct link_options *, const double *pairs_of_pattern, struct link_result *);

/* One round more, with how many pairs of each pattern match now that rare names have been weighed too; ALL: pairs there are. */
void link_learn_again(struct link_model *, const double *matches_of_pattern, double all);
double link_all_pairs(const struct link_table *, const struct link_options *);

/* Bits that a field speaks for a match; 0 where it is not known or says nothing in this stratum. */
double link_field_bits(const struct link_model *, const int8_t level[LINK_FIELDS], int field);
double link_start_bits(const struct link_model *, bool is_household);

/*
 * How much likelier the two are brothers, sisters or twins than strangers; 0
 * for a household, whose model has them in it.  RARE bits more make strangers
 * less likely, and siblings no less: then the whole is link_whole_bits.
 */
double link_siblings(const struct link_model *, const int8_t level[LINK_FIELDS]);
double link_whole_bits(double bits, double siblings, double rare);

/* ---- How common names are: link_names.c ---- */

/* How often each name is borne; how many children (birth dates) bear each full name that more than one does. */
struct link_frequencies *link_count_names(struct arena *, const struct intern *);
struct link_frequencies *link_count_namesakes(struct arena *, const struct link_table *);

/* Bits that a name's rarity adds where it is the same (below 0: it is common); 0 for what is not in the table. */
double link_rarity_bits(const struct link_model *, int field, uint64_t hash);

/*
 * And what is left to add where both names are the same, because they go
 * together more often (below 0) or seldomer than each for itself lets expect:
 * by how many others bear both.  Hashes of the first given and the whole family
 * name; whether the two are born on one day.
 */
double link_namesake_bits(const struct link_model *, uint64_t given, uint64_t family, bool is_same_day);

/* The same two by numbers: the share of children who bear the name (0: not known); and how many others bear both, of so many. */
double link_rare_bits(const struct link_model *, int field, double share);
double link_together_bits(double children, double given, double family, double others);

/* ---- What several records say together: together.c ---- */

/* Pairs less probable by themselves are not looked at together with others. */
#define LINK_TOGETHER .02

/* The probabilities of r->pair, the surest first, anew; pairs that became worth telling are added. The order is lost. */
void link_together(struct arena *, const struct link_table *, struct link_result *);

/* ---- Clusters: cluster.c ---- */

void link_cluster(struct arena *, const struct link_table *, struct link_result *);

/* ---- Threads ---- */

/* Calls DO(SHARED, thread) for each of THREADS, at once where the machine allows; returns when all are done. */
void link_at_once(int threads, void (*work)(void *shared, int thread), void *shared);

#endif
