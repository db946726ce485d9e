/* Reads any bytes as comma-separated values; what was read is written and must be read back the same, but for guarded formulas. */
#include "base/csv.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void compare(const struct csv *was, const struct csv *is)
{
    if (was->n != is->n)
        abort();
    for (size_t r = 0; r < was->n; r++) {
        if (was->row[r].n != is->row[r].n)
            abort();
        for (size_t i = 0; i < was->row[r].n; i++) {
            const char *x = was->row[r].cell[i], *y = is->row[r].cell[i];
            if (!text_equal(x, y) && !(y[0] == '\'' && text_equal(x, y + 1)))
                abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena a = { 0 };
    struct csv csv, again;
    struct csv_limits limits = { .rows = 100, .cells = 20, .bytes = 200 };
    bool is_good = csv_read(&a, (const char *)bytes, len, &limits, &csv);
    if (is_good != !*csv.error || is_good != !csv.error_line)
        abort();
    struct out o = { .arena = &a };
    csv_write_start(&o);
    for (size_t r = 0; r < csv.n; r++)
        csv_write_row(&o, csv.row[r].cell, csv.row[r].n);
    if (!csv_read(&a, o.at, o.len, NULL, &again))
        abort();
    compare(&csv, &again);
    arena_free(&a);
    return 0;
}
