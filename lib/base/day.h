#ifndef BASE_DAY_H
#define BASE_DAY_H

/*
 * Days as they stand in lists of others: in English words, with the day or
 * the month first, with years of two digits, as the number of a spreadsheet.
 * Called by imports for each cell.  Never guesses: what could be two days says
 * so, and a person is asked once for the whole column.
 */

#include "base/arena.h"

#include <stdint.h>

enum day_order { DAY_ORDER_ASK, DAY_FIRST, MONTH_FIRST };

enum day_shape {
    DAY_WRONG,          /* no day */
    DAY_PLAIN,          /* one day only */
    DAY_EITHER,         /* 3/4/2023: two days, by the order */
    DAY_NEEDS_DAY_FIRST,    /* 27/3/2023 */
    DAY_NEEDS_MONTH_FIRST,  /* 3/27/2023 */
};

/* ISO is "" where the shape is wrong, or does not fit the order, or the order is to be asked. */
struct day_read { enum day_shape shape; const char *iso; };

/*
 * "2023-03-27", "2023/3/27", "20230327", "27032023", "27/3/2023", "27.3.23", "27 March 2023",
 * "27th Mar 2023", "Monday 27 March 2023", "March 27, 2023", "27-Mar-23", and 45012 or
 * 45012.5, the days of a spreadsheet since 1900.  A time of day after it is
 * left out.  Two digits of a year are 2000 to 2079, or 1980 to 1999.
 */
struct day_read day_read(struct arena *, const char *typed, enum day_order);

/* The day with this number in a spreadsheet that counts from 1900 (60 is 29 February 1900, which never was: ""). */
const char *day_of_serial(struct arena *, int64_t serial);

#endif
