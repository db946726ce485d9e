/* The feature's rows. */
#include "app/joining/joining.h"

static const struct route routes[] = { { 0 } };

/* app/child/tables.h */
static const struct child_table tables[] = {
    { "duplicate", NULL, ROWS_STAY, .why = "two records that were compared: joining them settles the pair" },
    { "joining", NULL, ROWS_STAY, .why = "what was joined or parted, by which it can be taken back" },
    { "child_to_compare", NULL, ROWS_STAY, .why = "a queue: child_index puts the record in again" },
    { 0 }
};

const struct feature joining_feature = { "joining", routes, NULL, .tables = tables };
