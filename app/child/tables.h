#ifndef CHILD_TABLES_H
#define CHILD_TABLES_H

/*
 * Every table whose rows are of a child is named once, in one line, in the
 * `tables[]` of the feature that owns it (struct feature, web/web.h), so that
 * app/joining knows what to do with its rows when two records become one, or
 * one becomes two.  app/joining/tables_test.c fails for a table with a column
 * child_id that no feature names.  All texts here are SQL of the program's own;
 * nothing that anybody typed ever stands in them.
 *
 *     static const struct child_table tables[] = {
 *         { "meeting", "Meetings", ROWS_GO, .day = "held_on", .words = "purpose" },
 *         { 0 }
 *     };
 *     const struct feature meeting_feature = { "meeting", routes, panels, .tables = tables };
 */
enum child_table_rule {
    ROWS_GO = 1,         /* each row is of one child alone: it goes to the record that stands */
    ROWS_GO_WITH,        /* goes wherever the row of table `with` goes that its column `with_id` names */
    ROWS_GO_NUMBERED,    /* goes, and all rows of the child are numbered anew in the column `by`, in `order` */
    ROWS_GO_SETTLED,     /* goes, after app/joining/rules.c has settled what both records have: tables of the register itself */
    ONE_EACH,            /* a child has one (for each value of `by`, where that is given): the record that stands keeps its own, the other's stays behind where both have one */
    ONE_OPEN,            /* a child has one where the condition `open` holds: where both have one, the records cannot become one until one of them is closed */
    ROWS_STAY            /* never goes: WHY says why not */
};

struct child_table {
    const char *name;    /* of the table; its rows have a column `child_id` */
    const char *label;   /* "Support plans"; what goes with another (ROWS_GO_WITH) or stays has none: NULL */
    enum child_table_rule rule;
    const char *day, *words;     /* SQL that tells one row from another for people: its day, and a few words; "@LIST:CODE" is shown as that code's label */
    const char *by, *order, *open, *with, *with_id;
    const char *fills;   /* of ONE_EACH: columns parted by blanks that are filled from the row that stays behind where they are empty; numbers end in '#' */
    const char *key;     /* the column that tells the rows of one child apart; NULL = "id"; "1" where a child has one row */
    const char *path;    /* what the path of a timeline entry about a row begins with, before its key: "/plans/"; NULL = none */
    const char *why;
};

#endif
