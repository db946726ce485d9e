#ifndef STATS_REFERENCE_H
#define STATS_REFERENCE_H

/*
 * For tests only: reading the reference data, a CSV file as a grid of texts.
 * The folder is $RIGHTDOOR_SHARED/reference-data, or ../shared/reference-data.
 * Quoted fields may hold commas, no quotes; the first line holds the names of the columns.
 */
#include "base/arena.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REFERENCE_COLUMNS 32

struct reference {
    char *(*row)[REFERENCE_COLUMNS];
    size_t rows, columns;
    char *name[REFERENCE_COLUMNS];
};

static inline const char *reference_path(struct arena *a, const char *file)
{
    const char *shared = getenv("RIGHTDOOR_SHARED");
    return arena_print(a, "%s/reference-data/%s", shared ? shared : "../shared", file);
}

static inline int reference_is_here(struct arena *a)
{
    FILE *f = fopen(reference_path(a, "README.md"), "r");
    if (f)
        fclose(f);
    else
        printf("no reference data at %s: skipped\n", reference_path(a, ""));
    return f != NULL;
}

static inline size_t reference_split(char *line, char **field)
{
    size_t n = 0;
    line[strcspn(line, "\r\n")] = 0;
    for (char *at = line; at && n < REFERENCE_COLUMNS;) {
        char *end = *at == '"' ? strchr(at + 1, '"') : NULL;
        field[n++] = end ? at + 1 : at;
        at = strchr(end ? end : at, ',');
        if (at)
            *at++ = 0;
        if (end)
            *end = 0;
    }
    return n;
}

static inline struct reference reference_read(struct arena *a, const char *file)
{
    struct reference r = { 0 };
    FILE *f = fopen(reference_path(a, file), "r");
    char line[4096];
    r.row = arena_take(a, sizeof *r.row * 10000, alignof(char *));
    if (!f || !fgets(line, sizeof line, f))
        abort();
    r.columns = reference_split(arena_text(a, line, strlen(line)), r.name);
    while (fgets(line, sizeof line, f) && r.rows < 10000)
        reference_split(arena_text(a, line, strlen(line)), r.row[r.rows++]);
    fclose(f);
    return r;
}

static inline const char *reference_at(const struct reference *r, size_t row, const char *name)
{
    for (size_t i = 0; i < r->columns; i++)
        if (strcmp(r->name[i], name) == 0)
            return r->row[row][i] ? r->row[row][i] : "";
    fprintf(stderr, "no column %s\n", name);
    abort();
}

/* NAN for an empty field or NA. */
static inline double reference_number(const struct reference *r, size_t row, const char *name)
{
    const char *text = reference_at(r, row, name);
    return *text && strcmp(text, "NA") ? strtod(text, NULL) : NAN;
}

/* |a - b| within TOLERANCE, relative where b is large; NAN agrees with NAN. */
static inline int reference_agrees(double a, double b, double tolerance)
{
    int agrees = (isnan(a) && isnan(b)) || fabs(a - b) <= tolerance * fmax(1, fabs(b));
    if (!agrees)
        fprintf(stderr, "got %.15g, expected %.15g\n", a, b);
    return agrees;
}

#endif
