#ifndef OUT_CHART_H
#define OUT_CHART_H

/*
 * Charts: from numbers to inline SVG, or to the same drawing for a PDF
 * (pdf_drawing).  Called by views and reports.  A chart never stands alone:
 * the caller shows the same numbers in a table beside it.  It may not compute
 * a statistic, but for the funnel's lines, nor decide what is suppressed: a
 * hidden number is left out before it comes here.
 *
 * Colours and rules: Government Analysis Function, chart guidance (2023).
 * Every text is UTF-8 and never NULL; arrays belong to the caller and are not
 * kept.  `chart_x()` gives the SVG, `draw_x()` the drawing.
 */
#include "out/drawing.h"

/* How values are written.  A percentage is given as a share: 0.25 is written 25%. */
enum chart_format { CHART_NUMBER, CHART_PERCENT, CHART_DAYS };

struct chart_about {
    const char *id;          /* unique in the page; letters, digits and hyphens */
    const char *title;       /* headline, said by the figure's caption too */
    const char *description; /* the main message in words, with numbers */
    enum chart_format format;
};

/* A point may say that it is unusual: it is drawn larger, filled in the colour of its kind, and with another shape. */
enum chart_flag { CHART_ORDINARY, CHART_BETTER, CHART_WORSE, CHART_UNUSUAL };

struct chart_series {
    const char *name;            /* written at the end of the line */
    const double *value;         /* n values; NAN is a gap (suppressed or missing) */
    const enum chart_flag *flag; /* n flags, or NULL */
};

/* Trend: n months or quarters from left to right, one to four series. */
struct chart_line {
    struct chart_about about;
    const char *const *label; /* n names of the periods; as many are written as fit */
    size_t n;
    const struct chart_series *series;
    size_t n_series;
    const double *low, *high; /* limits band, n each, NAN where none; or both NULL */
    const double *middle;     /* centre line, n values, NAN where none; or NULL */
    const char *band_name;    /* "Expected range"; "" writes none; NULL counts as "" */
    bool has_target;
    double target;
    const char *target_name;  /* NULL counts as "Target" */
    const char *flag_name[4]; /* by enum chart_flag: what an unusual point means, as a key below; NULL writes none */
};

/* Horizontal bars. */
struct chart_bar_row {
    const char *label;
    double value;     /* NAN: hidden or missing; `note` is written instead */
    double low, high; /* limits, drawn as a whisker where high > low */
    const char *note; /* instead of the value, as "c"; NULL writes the value */
    bool is_marked;   /* drawn in the second colour: "this area", "all areas" */
};

struct chart_bar {
    struct chart_about about;
    const struct chart_bar_row *row;
    size_t n;
    bool has_reference; /* a dashed line through all bars: an average, an expectation */
    double reference;
    const char *reference_name; /* NULL counts as "" */
};

/* Funnel of proportions or of ratios; lines at 95% and 99.8% are computed by stats/proportion and stats/ratio. */
struct chart_funnel_point {
    const char *label;         /* written beside the point when it lies outside, or is_marked */
    double events, population; /* 0 <= events <= population; a point with population 0 is left out */
    bool is_marked;
};

struct chart_funnel {
    struct chart_about about; /* format CHART_PERCENT; of ratios CHART_NUMBER */
    const struct chart_funnel_point *point;
    size_t n;
    double baseline;             /* 0..1; 0 means: of all points together */
    const char *population_name; /* "Children aged 0-4"; NULL counts as "" */
    bool is_ratio;               /* observed over expected about 1: `population` is what is expected, and may be less than `events` */
    double tau2;                 /* of ratios: variance between places beyond chance (stats/ratio); 0 draws exact lines */
};

/* Kaplan-Meier or Aalen-Johansen steps; one to four curves. */
struct chart_curve {
    const char *name;
    const double *time;       /* n times, ascending, days */
    const double *share;      /* n values 0..1 from that time on */
    const double *low, *high; /* limits, n each; or both NULL */
    size_t n;
    double start; /* share before the first time: 1 for survival, 0 for incidence */
    double until; /* where the curve ends (last time under observation); 0 means the last time */
};

struct chart_steps {
    struct chart_about about; /* format CHART_PERCENT; it is of the share, not of the time */
    const struct chart_curve *curve;
    size_t n;
    double until;          /* right end of the axis in days; 0 means: as long as the curves */
    const char *time_name; /* "Days since the request"; NULL counts as "Days" */
    double mark_at;        /* a day to mark with a dashed line, as a standard; 0 means none */
    const char *mark_name;
};

struct html chart_line(struct arena *, const struct chart_line *);
struct html chart_bar(struct arena *, const struct chart_bar *);
struct html chart_funnel(struct arena *, const struct chart_funnel *);
struct html chart_steps(struct arena *, const struct chart_steps *);

struct drawing *draw_line(struct arena *, const struct chart_line *);
struct drawing *draw_bar(struct arena *, const struct chart_bar *);
struct drawing *draw_funnel(struct arena *, const struct chart_funnel *);
struct drawing *draw_steps(struct arena *, const struct chart_steps *);

/* VALUE as a chart writes it: "1,204", "3.5", "25%", "14 days". */
const char *chart_value(struct arena *, enum chart_format, double value);

#endif
