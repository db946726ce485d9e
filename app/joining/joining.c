/* The feature's rows. */
#include "app/joining/pages.h"

static const struct route routes[] = {
    { GET, "/duplicates", COMPARE_RECORDS, pairs_list },
    { GET, "/duplicates/:pair", COMPARE_RECORDS, pair_show },
    { POST, "/duplicates/:pair/opinion", COMPARE_RECORDS, pair_opinion },
    { POST, "/duplicates/:pair/two", JOIN_RECORDS, pair_two },
    { POST, "/duplicates/:pair/again", JOIN_RECORDS, pair_again },
    { GET, "/duplicates/:pair/one", JOIN_RECORDS, pair_one_form },
    { POST, "/duplicates/:pair/one", JOIN_RECORDS, pair_one },
    { GET, "/children/:id/compare", COMPARE_RECORDS, compare_form },
    { POST, "/children/:id/compare", COMPARE_RECORDS, compare_find, .only_reads = true },
    { POST, "/children/:id/compare/with", COMPARE_RECORDS, compare_with },
    { GET, "/children/:id/split", JOIN_RECORDS, split_form },
    { POST, "/children/:id/split", JOIN_RECORDS, split_save },
    { GET, "/joinings", COMPARE_RECORDS, joinings_list },
    { GET, "/joinings/:joining", COMPARE_RECORDS, joining_show },
    { POST, "/joinings/:joining/undo", JOIN_RECORDS, joining_undo },
    { 0 }
};

/* app/child/tables.h */
static const struct child_table tables[] = {
    { "duplicate", NULL, ROWS_STAY, .why = "two records that were compared: joining them settles the pair" },
    { "joining", NULL, ROWS_STAY, .why = "what was joined or parted, by which it can be taken back" },
    { "child_to_compare", NULL, ROWS_STAY, .why = "a queue: child_index puts the record in again" },
    { 0 }
};

const struct feature joining_feature = { "joining", routes, NULL, .tables = tables };
