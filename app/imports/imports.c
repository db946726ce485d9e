/* The pages about lists of others, in one table.  Only for those who see every child: a list may name any. */
#include "app/imports/imports.h"

static const struct route routes[] = {
    { GET, "/imports", TAKE_IN_LISTS, imports_list, "Lists" },
    { GET, "/imports/new", TAKE_IN_LISTS, import_new_form },
    { POST, "/imports/new", TAKE_IN_LISTS, import_new, .before = import_new_before, .takes_files = true },
    { GET, "/imports/:id", TAKE_IN_LISTS, import_show },
    { GET, "/imports/:id/columns", TAKE_IN_LISTS, import_columns_form },
    { POST, "/imports/:id/columns", TAKE_IN_LISTS, import_columns_save },
    { GET, "/imports/:id/rows/:line", TAKE_IN_LISTS, import_row_show },
    { POST, "/imports/:id/rows/:line", TAKE_IN_LISTS, import_row_decide },
    { GET, "/imports/:id/receipts", TAKE_IN_LISTS, import_receipts_file, .is_slow = true },
    { GET, "/imports/:id/wrong", TAKE_IN_LISTS, import_wrong_rows, .is_slow = true },
    { POST, "/imports/:id/commit", TAKE_IN_LISTS, import_ask_commit },
    { POST, "/imports/:id/undo", TAKE_IN_LISTS, import_ask_undo },
    { POST, "/imports/:id/drop", TAKE_IN_LISTS, import_drop },
    { 0 }
};

static const struct panel panels[] = {
    { "home", 55, TAKE_IN_LISTS, import_home_panel },
    { 0 }
};

/* app/child/tables.h */
static const struct child_table tables[] = {
    { "import_change", NULL, ROWS_STAY, .why = "what a list did with which record stays as it was: a list that touched either of the two cannot be taken back any more" },
    { 0 }
};

const struct feature imports_feature = { "imports", routes, panels, .tables = tables };
