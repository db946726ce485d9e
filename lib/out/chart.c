/*
 * Charts as drawings: axes, lines, bars, funnels, steps.  Called by views and
 * reports through chart.h; paints nothing itself.  It may not compute a
 * statistic but the lines of the funnel.
 *
 * The sheet is 460 units wide with letters of 14 and 15: on a telephone of
 * 375 px that is 11 px, on a desk (598 px) as large as the text around it.
 */
#include "out/chart.h"

#include "stats/proportion.h"
#include "stats/ratio.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SHEET  460.0
#define SMALL  14.0
#define TEXT   15.0
#define SERIES 4

#define INK  0x1F2328
#define GREY 0x5A6068
#define EDGE 0x6F777B
#define GRID 0xDDE1E5
#define TINT 0xE3ECF4

/* Government Analysis Function's categorical colours, in their order, but that the fourth is dark enough for letters.
 */
static const drawing_colour series_colour[SERIES] = { 0x12436D, 0x801650, 0x1F7F77, 0xB8490F };
static const drawing_colour series_tint[SERIES] = { 0xDCE6EF, 0xF0DFE8, 0xDDF0EE, 0xFBE5DA };
static const double curve_dash[SERIES] = { 0, 8, 3, 12 };
#define OTHER 0xF46A25

/* ---- numbers and axes ---- */

struct axis {
    double from, to, step, begin, end;
    enum chart_format format;
}; /* begin, end: on the sheet */

static int decimals_for(double step)
{
    return step >= 1 || step <= 0 ? 0 : step >= 0.1 ? 1 : 2;
}

static const char *with_commas(struct arena *a, const char *number)
{
    size_t sign = number[0] == '-', digits = strspn(number + sign, "0123456789");
    char *text = arena_array(a, char, strlen(number) * 2 + 8), *to = stpcpy(text, sign ? "\xE2\x88\x92" : "");
    for (size_t i = 0; i < digits; i++) {
        *to++ = number[sign + i];
        if ((digits - i - 1) % 3 == 0 && i + 1 < digits)
            *to++ = ',';
    }
    strcpy(to, number + sign + digits);
    return text;
}

static const char *number_text(struct arena *a, double x, int decimals)
{
    const char *text = arena_print(a, "%.*f", decimals, x);
    if (text[0] == '-' && strspn(text, "-0.") == strlen(text))
        text++;
    return with_commas(a, text);
}

static const char *value_text(struct arena *a, enum chart_format format, double value, int decimals, bool has_unit)
{
    if (format == CHART_PERCENT)
        return arena_print(a, "%s%%", number_text(a, value * 100, decimals));
    const char *number = number_text(a, value, decimals);
    if (format == CHART_DAYS && has_unit)
        return arena_print(a, strcmp(number, "1") ? "%s days" : "%s day", number);
    return number;
}

const char *chart_value(struct arena *a, enum chart_format format, double value)
{
    double shown = format == CHART_PERCENT ? value * 100 : value;
    bool whole = fabs(shown - round(shown)) < 0.05 || fabs(shown) >= 100;
    return value_text(a, format, value, whole ? 0 : 1, true);
}

/* The nearest of 1, 2, 2.5, 5 x 10^k above ROUGH; whole where WHOLE. */
static double nice_step(double rough, bool whole)
{
    static const double nice[] = { 1, 2, 2.5, 5, 10 };
    double ten = pow(10, floor(log10(rough)));
    for (size_t i = 0; i < 5; i++) {
        double step = nice[i] * ten;
        if (step >= rough * 0.999999 && (!whole || fabs(step - round(step)) < 1e-9))
            return step;
    }
    return whole ? 1 : 10 * ten;
}

/* From 0 (or below, if there are negative values) to a round number not under HIGH. */
static struct axis axis_over(double low, double high, int steps, enum chart_format format)
{
    struct axis x = { .format = format };
    low = fmin(0, isfinite(low) ? low : 0);
    high = isfinite(high) && high > low ? high : low + (format == CHART_PERCENT ? 0.1 : 1);
    double unit = format == CHART_PERCENT ? 100 : 1;
    x.step = nice_step((high - low) * unit / steps, (high - low) * unit >= steps) / unit;
    x.from = floor(low / x.step + 1e-9) * x.step;
    x.to = ceil(high / x.step - 1e-9) * x.step;
    return x;
}

static double on(const struct axis *x, double value)
{
    return x->begin + (value - x->from) / (x->to - x->from) * (x->end - x->begin);
}

static const char *tick_text(struct arena *a, const struct axis *x, double value)
{
    return value_text(a, x->format, value, decimals_for(x->step * (x->format == CHART_PERCENT ? 100 : 1)), false);
}

static int ticks(const struct axis *x)
{
    return (int)lround((x->to - x->from) / x->step) + 1;
}

static double widest_tick(struct arena *a, const struct axis *x)
{
    double width = 0;
    for (int i = 0; i < ticks(x); i++)
        width = fmax(width, drawing_text_width(tick_text(a, x, x->from + i * x->step), SMALL));
    return width;
}

static void draw_value_axis(struct drawing *d, const struct axis *y, double left, double right)
{
    for (int i = 0; i < ticks(y); i++) {
        double value = y->from + i * y->step, at = on(y, value);
        bool is_zero = fabs(value) < y->step / 2;
        drawing_line(d, left, at, right, at, is_zero ? EDGE : GRID, 1);
        drawing_text(d, left - 7, at + 5, SMALL, ALIGN_END, GREY, tick_text(d->arena, y, value));
    }
}

static void draw_number_axis_below(struct drawing *d, const struct axis *x, double y, const char *name)
{
    for (int i = 0; i < ticks(x); i++) {
        double value = x->from + i * x->step, at = on(x, value);
        drawing_line(d, at, y, at, y + 5, EDGE, 1);
        drawing_text(d, at, y + 20, SMALL, ALIGN_MIDDLE, GREY, tick_text(d->arena, x, value));
    }
    drawing_text(d, x->end, y + 39, SMALL, ALIGN_END, GREY, name);
}

static void widen(double *low, double *high, const double *value, size_t n)
{
    for (size_t i = 0; value && i < n; i++) {
        if (!isfinite(value[i]))
            continue;
        *low = fmin(*low, value[i]);
        *high = fmax(*high, value[i]);
    }
}

/* ---- names at the ends of lines, pushed apart ---- */

struct end_name {
    const char *text;
    double y;
    drawing_colour colour;
};

static int by_height(const void *a, const void *b)
{
    double one = ((const struct end_name *)a)->y, two = ((const struct end_name *)b)->y;
    return (one > two) - (one < two);
}

static void draw_end_names(struct drawing *d, struct end_name *name, size_t n, double x, double lowest)
{
    qsort(name, n, sizeof *name, by_height);
    for (size_t i = 1; i < n; i++)
        name[i].y = fmax(name[i].y, name[i - 1].y + TEXT + 2);
    if (n && name[n - 1].y > lowest)
        name[n - 1].y = lowest;
    for (size_t i = n; i-- > 1;)
        name[i - 1].y = fmin(name[i - 1].y, name[i].y - TEXT - 2);
    for (size_t i = 0; i < n; i++)
        drawing_text(d, x, name[i].y + 5, TEXT, ALIGN_START, name[i].colour, name[i].text)->is_bold = true;
}

static double room_for_names(double widest)
{
    return widest > 0 ? fmin(widest + 12, 170) : 14;
}

/* ---- trend ---- */

struct frame {
    struct drawing *d;
    struct axis y;
    double left, right, top, bottom;
};

static double place_of(const struct frame *f, const struct chart_line *c, size_t i)
{
    return c->n < 2 ? (f->left + f->right) / 2
                    : f->left + 8 + (f->right - f->left - 16) * (double)i / (double)(c->n - 1);
}

static struct frame line_frame(struct arena *a, const struct chart_line *c)
{
    double low = 0, high = 0, widest = 0;
    for (size_t s = 0; s < c->n_series; s++) {
        widen(&low, &high, c->series[s].value, c->n);
        if (c->n_series > 1)
            widest = fmax(widest, drawing_text_width(c->series[s].name, TEXT) * 1.06);
    }
    widen(&low, &high, c->low, c->n);
    widen(&low, &high, c->high, c->n);
    if (c->has_target)
        widen(&low, &high, &c->target, 1);
    bool has_key = false;
    for (int i = 0; i < 4; i++)
        has_key |= c->flag_name[i] != NULL;
    struct frame f = { .y = axis_over(low, high, 5, c->about.format), .top = c->n_series == 1 ? 34 : 14 };
    f.bottom = f.top + 196;
    f.left = widest_tick(a, &f.y) + 12;
    f.right = SHEET - room_for_names(widest);
    f.y.begin = f.bottom;
    f.y.end = f.top;
    f.d = drawing_new(a, c->about.id, c->about.title, c->about.description, SHEET, f.bottom + (has_key ? 58 : 32));
    return f;
}

static bool in_band(const struct chart_line *c, size_t i)
{
    return isfinite(c->low[i]) && isfinite(c->high[i]);
}

/* The band from FIRST up to, not with, LAST: tint and dashed edges. */
static void draw_band_part(const struct frame *f, const struct chart_line *c, size_t first, size_t last)
{
    size_t n = last - first;
    struct spot *at = arena_array(f->d->arena, struct spot, 2 * n);
    for (size_t i = 0; i < n; i++) {
        double x = place_of(f, c, first + i);
        at[i] = (struct spot){ x, on(&f->y, c->high[first + i]) };
        at[2 * n - 1 - i] = (struct spot){ x, on(&f->y, c->low[first + i]) };
    }
    drawing_area(f->d, at, 2 * n, TINT);
    drawing_path(f->d, at, n, EDGE, 1.2)->dash = 4;
    drawing_path(f->d, at + n, n, EDGE, 1.2)->dash = 4;
}

static void draw_band(const struct frame *f, const struct chart_line *c)
{
    size_t first = 0;
    for (size_t i = 0; c->low && c->high && i <= c->n; i++) {
        if (i < c->n && in_band(c, i))
            continue;
        if (i > first + 1)
            draw_band_part(f, c, first, i);
        first = i + 1;
    }
}

/* A line with gaps where a value is missing. */
static void draw_gapped(const struct frame *f, const struct chart_line *c, const double *value, drawing_colour colour,
                        double width)
{
    struct spot *at = arena_array(f->d->arena, struct spot, c->n + 1);
    size_t n = 0;
    for (size_t i = 0; i <= c->n; i++) {
        if (i < c->n && isfinite(value[i])) {
            at[n++] = (struct spot){ place_of(f, c, i), on(&f->y, value[i]) };
            continue;
        }
        if (n > 1)
            drawing_path(f->d, at, n, colour, width);
        n = 0;
    }
}

static void draw_flag(struct drawing *d, double x, double y, enum chart_flag flag, drawing_colour colour)
{
    struct mark *m = NULL;
    switch (flag) {
    case CHART_BETTER:
        m = drawing_area(d, (struct spot[]){ { x, y - 7 }, { x + 7, y }, { x, y + 7 }, { x - 7, y } }, 4, 0x28A197);
        break;
    case CHART_WORSE:
        m = drawing_box(d, x - 5.5, y - 5.5, 11, 11, OTHER);
        break;
    case CHART_UNUSUAL:
        m = drawing_circle(d, x, y, 6, 0xFFFFFF);
        break;
    case CHART_ORDINARY:
        drawing_circle(d, x, y, 3.5, colour);
        return;
    }
    m->stroke = INK;
    m->stroke_width = 1.5;
}

static void draw_series(const struct frame *f, const struct chart_line *c, size_t s)
{
    const struct chart_series *one = &c->series[s];
    draw_gapped(f, c, one->value, series_colour[s], 2.5);
    for (size_t i = 0; i < c->n; i++) {
        bool flagged = one->flag && one->flag[i] != CHART_ORDINARY;
        bool alone = (i == 0 || !isfinite(one->value[i - 1])) && (i + 1 == c->n || !isfinite(one->value[i + 1]));
        if (isfinite(one->value[i]) && (c->n <= 40 || flagged || alone))
            draw_flag(f->d, place_of(f, c, i), on(&f->y, one->value[i]), one->flag ? one->flag[i] : CHART_ORDINARY,
                      series_colour[s]);
    }
}

static void draw_series_names(const struct frame *f, const struct chart_line *c)
{
    struct end_name name[SERIES];
    size_t n = 0;
    if (c->n_series == 1) {
        drawing_text(f->d, 0, 15, TEXT, ALIGN_START, series_colour[0], c->series[0].name)->is_bold = true;
        return;
    }
    for (size_t s = 0; s < c->n_series; s++) {
        size_t last = c->n;
        while (last > 0 && !isfinite(c->series[s].value[last - 1]))
            last--;
        if (last)
            name[n++] =
                (struct end_name){ c->series[s].name, on(&f->y, c->series[s].value[last - 1]), series_colour[s] };
    }
    draw_end_names(f->d, name, n, f->right + 4, f->bottom);
}

/* As many names of periods as fit, the last one always. */
static void draw_periods(const struct frame *f, const struct chart_line *c)
{
    double widest = 0;
    for (size_t i = 0; i < c->n; i++)
        widest = fmax(widest, drawing_text_width(c->label[i], SMALL));
    double apart = c->n > 1 ? place_of(f, c, 1) - place_of(f, c, 0) : SHEET;
    size_t each = (size_t)fmax(1, ceil((widest + 8) / apart));
    for (size_t i = 0; i < c->n; i++) {
        if ((c->n - 1 - i) % each)
            continue;
        double half = drawing_text_width(c->label[i], SMALL) / 2, x = place_of(f, c, i);
        drawing_line(f->d, x, f->bottom, x, f->bottom + 5, EDGE, 1);
        x = fmin(fmax(x, half), SHEET - half);
        drawing_text(f->d, x, f->bottom + 21, SMALL, ALIGN_MIDDLE, GREY, c->label[i]);
    }
}

static void draw_target(const struct frame *f, const struct chart_line *c)
{
    double y = on(&f->y, c->target);
    drawing_line(f->d, f->left, y, f->right, y, OTHER, 2)->dash = 7;
    const char *text = arena_print(f->d->arena, "%s %s", c->target_name ? c->target_name : "Target",
                                   chart_value(f->d->arena, c->about.format, c->target));
    bool is_under_band = c->low && c->n && c->target < c->low[0] && y + 17 < f->bottom;
    drawing_text(f->d, f->left + 6, is_under_band ? y + 16 : y - 6, SMALL, ALIGN_START, 0xA8430F, text)->is_bold = true;
}

static void draw_key(const struct frame *f, const struct chart_line *c)
{
    double x = 8, y = f->bottom + 46;
    for (int flag = CHART_BETTER; flag <= CHART_UNUSUAL; flag++) {
        if (!c->flag_name[flag])
            continue;
        draw_flag(f->d, x, y - 5, (enum chart_flag)flag, INK);
        drawing_text(f->d, x + 13, y, SMALL, ALIGN_START, INK, c->flag_name[flag]);
        x += 13 + drawing_text_width(c->flag_name[flag], SMALL) + 12;
    }
}

struct drawing *draw_line(struct arena *a, const struct chart_line *c)
{
    assert(c->n_series <= SERIES);
    struct frame f = line_frame(a, c);
    draw_band(&f, c);
    draw_value_axis(f.d, &f.y, f.left, f.right);
    if (c->middle)
        draw_gapped(&f, c, c->middle, EDGE, 1.5);
    if (c->has_target)
        draw_target(&f, c);
    for (size_t s = 0; s < c->n_series; s++)
        draw_series(&f, c, s);
    draw_series_names(&f, c);
    if (c->low && c->band_name && *c->band_name && c->n_series == 1) {
        drawing_box(f.d, SHEET - drawing_text_width(c->band_name, SMALL) - 22, 4, 14, 13, TINT)->stroke = EDGE;
        f.d->mark[f.d->n - 1].stroke_width = 1;
        drawing_text(f.d, SHEET, 15, SMALL, ALIGN_END, GREY, c->band_name);
    }
    draw_periods(&f, c);
    draw_key(&f, c);
    return f.d;
}

/* ---- bars ---- */

struct bars {
    struct drawing *d;
    struct axis x;
    double row_height, bar_top, left;
    bool above;
};

static const char *bar_note(struct arena *a, const struct chart_bar *c, const struct chart_bar_row *r)
{
    return r->note ? r->note : isfinite(r->value) ? chart_value(a, c->about.format, r->value) : "";
}

static struct bars bars_frame(struct arena *a, const struct chart_bar *c)
{
    double low = 0, high = 0, label = 0, note = 0;
    for (size_t i = 0; i < c->n; i++) {
        widen(&low, &high, (const double[]){ c->row[i].value, c->row[i].low, c->row[i].high }, 3);
        label = fmax(label, drawing_text_width(c->row[i].label, TEXT));
        note = fmax(note, drawing_text_width(bar_note(a, c, &c->row[i]), TEXT));
    }
    if (c->has_reference)
        widen(&low, &high, &c->reference, 1);
    struct bars b = { .x = { .from = low, .to = high > low ? high : low + 1 }, .above = label > 175 };
    b.left = b.above ? 1 : label + 10;
    b.row_height = b.above ? 48 : 32;
    b.bar_top = b.above ? 22 : 4;
    b.x.begin = b.left;
    b.x.end = SHEET - note * 1.08 - 12;
    double head = c->has_reference ? 24 : 2;
    b.d = drawing_new(a, c->about.id, c->about.title, c->about.description, SHEET,
                      head + b.row_height * (double)c->n + 6);
    return b;
}

static void draw_whisker(struct bars *b, const struct chart_bar_row *r, double y)
{
    double low = on(&b->x, r->low), high = on(&b->x, r->high);
    drawing_line(b->d, low, y, high, y, 0xFFFFFF, 4);
    drawing_line(b->d, low, y, high, y, INK, 1.6);
    drawing_line(b->d, low, y - 5, low, y + 5, INK, 1.6);
    drawing_line(b->d, high, y - 5, high, y + 5, INK, 1.6);
}

static void draw_row(struct bars *b, const struct chart_bar_row *r, double top)
{
    double bar = top + b->bar_top, zero = on(&b->x, 0);
    if (b->above)
        drawing_text(b->d, 0, top + 15, TEXT, ALIGN_START, INK, r->label);
    else
        drawing_text(b->d, b->left - 9, bar + 17, TEXT, ALIGN_END, INK, r->label);
    if (!isfinite(r->value))
        return;
    double end = on(&b->x, r->value);
    drawing_box(b->d, fmin(zero, end), bar, fmax(fabs(end - zero), 1), 24, r->is_marked ? OTHER : series_colour[0]);
    if (r->high > r->low)
        draw_whisker(b, r, bar + 12);
}

/* The value, after the bar and its whisker, on a ground of its own where the reference line passes. */
static void draw_row_value(struct bars *b, const struct chart_bar *c, const struct chart_bar_row *r, double top)
{
    double end = fmax(on(&b->x, 0), isfinite(r->value) ? on(&b->x, r->value) : 0);
    if (isfinite(r->value) && r->high > r->low)
        end = fmax(end, on(&b->x, r->high));
    const char *text = bar_note(b->d->arena, c, r);
    if (c->has_reference && *text)
        drawing_box(b->d, end + 4, top + b->bar_top + 3, drawing_text_width(text, TEXT) * 1.08 + 5, 18, 0xFFFFFF);
    drawing_text(b->d, end + 7, top + b->bar_top + 17, TEXT, ALIGN_START, INK, text)->is_bold = true;
}

static void draw_reference(struct bars *b, const struct chart_bar *c, double top, double foot)
{
    double x = on(&b->x, c->reference);
    const char *text = arena_print(b->d->arena, "%s %s", c->reference_name ? c->reference_name : "",
                                   chart_value(b->d->arena, c->about.format, c->reference));
    double half = drawing_text_width(text, SMALL) / 2;
    drawing_line(b->d, x, top - 4, x, foot, 0xFFFFFF, 4);
    drawing_line(b->d, x, top - 4, x, foot, INK, 1.8)->dash = 6;
    drawing_text(b->d, fmin(fmax(x, half), SHEET - half), 14, SMALL, ALIGN_MIDDLE, INK, text);
}

struct drawing *draw_bar(struct arena *a, const struct chart_bar *c)
{
    struct bars b = bars_frame(a, c);
    double top = c->has_reference ? 24 : 2, foot = b.d->height - 4;
    for (size_t i = 0; i < c->n; i++)
        draw_row(&b, &c->row[i], top + b.row_height * (double)i);
    drawing_line(b.d, on(&b.x, 0), top, on(&b.x, 0), foot, EDGE, 1.2);
    if (c->has_reference)
        draw_reference(&b, c, top, foot);
    for (size_t i = 0; i < c->n; i++)
        draw_row_value(&b, c, &c->row[i], top + b.row_height * (double)i);
    return b.d;
}

/* ---- funnel ---- */

struct funnel_frame {
    struct drawing *d;
    struct axis x, y;
    double left, right, top, bottom, baseline, tau2;
    bool is_ratio;
};

static struct funnel lines_at(const struct funnel_frame *f, double people)
{
    return f->is_ratio ? ratio_funnel(people, f->tau2) : funnel_limits(f->baseline, people);
}

static enum funnel_place place_in(const struct funnel_frame *f, const struct chart_funnel_point *p)
{
    return f->is_ratio ? ratio_place(p->events, p->population, f->tau2) : funnel_place(p->events, p->population, f->baseline);
}

static struct funnel_frame funnel_frame(struct arena *a, const struct chart_funnel *c)
{
    double most = 0, events = 0, people = 0, high = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct chart_funnel_point *p = &c->point[i];
        most = fmax(most, p->population);
        events += p->events;
        people += p->population;
        if (p->population > 0)
            high = fmax(high, p->events / p->population);
    }
    struct funnel_frame f = { .top = 14, .bottom = 240, .right = SHEET - 52, .is_ratio = c->is_ratio, .tau2 = c->tau2 };
    f.baseline = c->is_ratio ? 1 : c->baseline > 0 ? c->baseline : people > 0 ? events / people : 0;
    double line = most > 0 ? lines_at(&f, most / 6).alarm.high : 1, top = fmax(high * 1.05, line);
    f.x = axis_over(0, most, 4, CHART_NUMBER);
    f.y = axis_over(0, c->is_ratio ? top : fmin(1, top), 5, c->is_ratio ? CHART_NUMBER : CHART_PERCENT);
    f.left = widest_tick(a, &f.y) + 12;
    f.x.begin = f.left, f.x.end = f.right;
    f.y.begin = f.bottom, f.y.end = f.top;
    f.d = drawing_new(a, c->about.id, c->about.title, c->about.description, SHEET, f.bottom + 46);
    return f;
}

static double funnel_value(const struct funnel_frame *f, double n, int which)
{
    struct funnel line = lines_at(f, n);
    return which == 0   ? line.alarm.low
           : which == 1 ? line.warning.low
           : which == 2 ? line.warning.high
                        : line.alarm.high;
}

static void draw_funnel_line(const struct funnel_frame *f, int which)
{
    enum { STEPS = 72 };
    struct spot at[STEPS];
    size_t n = 0;
    for (int i = 1; i <= STEPS; i++) {
        double people = f->x.to * pow((double)i / STEPS, 2), share = funnel_value(f, people, which);
        if (share <= f->y.to && share >= 0 && (which > 1 || share > 0))
            at[n++] = (struct spot){ on(&f->x, people), on(&f->y, share) };
    }
    if (n > 1)
        drawing_path(f->d, at, n, which % 3 ? EDGE : GREY, which % 3 ? 1.2 : 1.6)->dash = which % 3 ? 5 : 0;
}

static void draw_funnel_names(const struct funnel_frame *f)
{
    struct end_name name[3] = {
        { "99.8%", on(&f->y, fmin(f->y.to, funnel_value(f, f->x.to, 3))), GREY },
        { "95%", on(&f->y, fmin(f->y.to, funnel_value(f, f->x.to, 2))), GREY },
        { f->is_ratio ? "1" : chart_value(f->d->arena, CHART_PERCENT, f->baseline), on(&f->y, f->baseline), INK },
    };
    draw_end_names(f->d, name, 3, f->right + 4, f->bottom);
}

static struct spot funnel_spot(const struct funnel_frame *f, const struct chart_funnel_point *p)
{
    return (struct spot){ on(&f->x, p->population), on(&f->y, p->events / p->population) };
}

static bool is_named(const struct funnel_frame *f, const struct chart_funnel_point *p)
{
    return p->population > 0 && p->label &&
           (p->is_marked || place_in(f, p) != FUNNEL_INSIDE);
}

static void draw_funnel_point(const struct funnel_frame *f, const struct chart_funnel_point *p)
{
    if (!(p->population > 0))
        return;
    enum funnel_place place = place_in(f, p);
    struct spot at = funnel_spot(f, p);
    bool alarm = abs((int)place) == 2;
    struct mark *m = drawing_circle(f->d, at.x, at.y, place || p->is_marked ? 6 : 4,
                                    alarm   ? OTHER
                                    : place ? 0xFFFFFF
                                            : series_colour[0]);
    m->stroke = place ? INK : 0xFFFFFF;
    m->stroke_width = place ? 2 : 0.8;
}

/* A name on the sheet, from its top left corner. */
struct name_box {
    double x, y, width, height;
};

static bool overlap(const struct name_box *a, const struct name_box *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

/* How much a name here would cover: points, other names, the edges. */
static int clutter(const struct funnel_frame *f, const struct chart_funnel *c, const struct name_box *name,
                   size_t names, const struct name_box *box)
{
    int n = box->x < f->left || box->x + box->width > f->right + 2 ? 5 : 0;
    for (size_t i = 0; i < names; i++)
        n += overlap(&name[i], box) ? 3 : 0;
    for (size_t i = 0; i < c->n; i++) {
        if (!(c->point[i].population > 0))
            continue;
        struct spot at = funnel_spot(f, &c->point[i]);
        n += overlap(&(struct name_box){ at.x - 6, at.y - 6, 12, 12 }, box);
    }
    return n;
}

/* Right, left, above or below the point: where it covers least. */
static struct name_box place_name(const struct funnel_frame *f, const struct chart_funnel *c,
                                  const struct name_box *name, size_t names, const struct chart_funnel_point *p)
{
    struct spot at = funnel_spot(f, p);
    double w = drawing_text_width(p->label, SMALL) * 1.06, h = SMALL + 1;
    const struct name_box way[] = { { at.x + 9, at.y - h / 2, w, h },
                                    { at.x - 9 - w, at.y - h / 2, w, h },
                                    { at.x - w / 2, at.y - 9 - h, w, h },
                                    { at.x - w / 2, at.y + 9, w, h } };
    size_t best = 0;
    for (size_t i = 1; i < 4; i++)
        if (clutter(f, c, name, names, &way[i]) < clutter(f, c, name, names, &way[best]))
            best = i;
    return way[best];
}

static void draw_funnel_point_names(const struct funnel_frame *f, const struct chart_funnel *c)
{
    struct name_box *name = arena_array(f->d->arena, struct name_box, c->n + 1);
    size_t names = 0;
    for (size_t i = 0; i < c->n; i++) {
        if (!is_named(f, &c->point[i]))
            continue;
        struct name_box b = name[names] = place_name(f, c, name, names, &c->point[i]);
        names++;
        drawing_text(f->d, b.x + b.width / 2, b.y + SMALL - 2, SMALL, ALIGN_MIDDLE, INK, c->point[i].label)->is_bold =
            true;
    }
}

struct drawing *draw_funnel(struct arena *a, const struct chart_funnel *c)
{
    struct funnel_frame f = funnel_frame(a, c);
    draw_value_axis(f.d, &f.y, f.left, f.right);
    draw_number_axis_below(f.d, &f.x, f.bottom, c->population_name ? c->population_name : "");
    if (f.baseline > 0 && (f.is_ratio || f.baseline < 1)) {
        for (int which = 0; which < 4; which++)
            draw_funnel_line(&f, which);
        drawing_line(f.d, f.left, on(&f.y, f.baseline), f.right, on(&f.y, f.baseline), INK, 1.6);
        draw_funnel_names(&f);
    }
    for (size_t i = 0; i < c->n; i++)
        draw_funnel_point(&f, &c->point[i]);
    draw_funnel_point_names(&f, c);
    return f.d;
}

/* ---- steps ---- */

static double curve_end(const struct chart_curve *c)
{
    return c->until > 0 ? c->until : c->n ? c->time[c->n - 1] : 0;
}

/* The corners of a step function up to UNTIL: 2n + 2 at most. */
static size_t stairs(const struct frame *f, const struct axis *x, const struct chart_curve *c, const double *value,
                     double until, struct spot *at)
{
    size_t n = 0;
    double share = c->start;
    at[n++] = (struct spot){ on(x, 0), on(&f->y, share) };
    for (size_t i = 0; i < c->n && c->time[i] <= until; i++) {
        at[n++] = (struct spot){ on(x, c->time[i]), on(&f->y, share) };
        share = isfinite(value[i]) ? fmin(fmax(value[i], 0), 1) : share;
        at[n++] = (struct spot){ on(x, c->time[i]), on(&f->y, share) };
    }
    at[n++] = (struct spot){ on(x, fmin(until, curve_end(c))), on(&f->y, share) };
    return n;
}

static void draw_curve_limits(const struct frame *f, const struct axis *x, const struct chart_curve *c, size_t which)
{
    struct spot *at = arena_array(f->d->arena, struct spot, 4 * c->n + 8);
    struct spot *low = arena_array(f->d->arena, struct spot, 2 * c->n + 4);
    size_t n = stairs(f, x, c, c->high, x->to, at), m = stairs(f, x, c, c->low, x->to, low);
    for (size_t i = m; i-- > 0;)
        at[n++] = low[i];
    drawing_area(f->d, at, n, series_tint[which]);
}

static struct end_name draw_curve(const struct frame *f, const struct axis *x, const struct chart_curve *c,
                                  size_t which)
{
    struct spot *at = arena_array(f->d->arena, struct spot, 2 * c->n + 4);
    size_t n = stairs(f, x, c, c->share, x->to, at);
    struct mark *m = drawing_path(f->d, at, n, series_colour[which], 2.6);
    m->dash = curve_dash[which];
    return (struct end_name){ c->name, at[n - 1].y, series_colour[which] };
}

static struct axis time_axis(const struct chart_steps *c, double left, double right)
{
    double until = c->until;
    for (size_t i = 0; c->until <= 0 && i < c->n; i++)
        until = fmax(until, curve_end(&c->curve[i]));
    struct axis x = axis_over(0, until, 4, CHART_NUMBER);
    x.begin = left, x.end = right;
    return x;
}

static double last_share(const struct chart_curve *c)
{
    return c->n ? c->share[c->n - 1] : c->start;
}

/* Whether the curves end far enough from each other, and all near the right edge, to be named there. */
static bool can_be_named_at_end(const struct chart_steps *c)
{
    double longest = c->until;
    for (size_t i = 0; i < c->n; i++)
        longest = fmax(longest, curve_end(&c->curve[i]));
    for (size_t i = 0; i < c->n; i++) {
        if (curve_end(&c->curve[i]) < 0.85 * longest)
            return false;
        for (size_t j = 0; j < i; j++)
            if (fabs(last_share(&c->curve[i]) - last_share(&c->curve[j])) < 0.09)
                return false;
    }
    return true;
}

static void draw_curve_key(struct drawing *d, const struct chart_steps *c, double y)
{
    double x = 0;
    for (size_t i = 0; i < c->n; i++) {
        drawing_line(d, x, y - 5, x + 28, y - 5, series_colour[i], 2.6)->dash = curve_dash[i];
        drawing_text(d, x + 34, y, TEXT, ALIGN_START, series_colour[i], c->curve[i].name)->is_bold = true;
        x += 34 + drawing_text_width(c->curve[i].name, TEXT) * 1.06 + 20;
    }
}

static struct frame steps_frame(struct arena *a, const struct chart_steps *c)
{
    double widest = 0;
    bool at_end = can_be_named_at_end(c);
    for (size_t i = 0; at_end && i < c->n; i++)
        widest = fmax(widest, drawing_text_width(c->curve[i].name, TEXT) * 1.06);
    struct frame f = { .y = { 0, 1, 0.25, 222, 26, CHART_PERCENT }, .top = 26, .bottom = 222 };
    f.left = widest_tick(a, &f.y) + 12;
    f.right = SHEET - fmax(room_for_names(widest), 24);
    f.d = drawing_new(a, c->about.id, c->about.title, c->about.description, SHEET, f.bottom + (at_end ? 46 : 66));
    return f;
}

static void draw_mark_at(const struct frame *f, const struct axis *x, const struct chart_steps *c)
{
    double at = on(x, c->mark_at);
    drawing_line(f->d, at, f->top - 6, at, f->bottom, INK, 1.6)->dash = 5;
    drawing_text(f->d, at, 14, SMALL,
                 at > SHEET / 2 ? ALIGN_END
                 : at < 60      ? ALIGN_START
                                : ALIGN_MIDDLE,
                 INK, c->mark_name ? c->mark_name : "");
}

struct drawing *draw_steps(struct arena *a, const struct chart_steps *c)
{
    assert(c->n <= SERIES);
    struct frame f = steps_frame(a, c);
    struct axis x = time_axis(c, f.left, f.right);
    struct end_name name[SERIES];
    for (size_t i = 0; i < c->n; i++)
        if (c->curve[i].low && c->curve[i].high)
            draw_curve_limits(&f, &x, &c->curve[i], i);
    draw_value_axis(f.d, &f.y, f.left, f.right);
    draw_number_axis_below(f.d, &x, f.bottom, c->time_name ? c->time_name : "Days");
    if (c->mark_at > 0 && c->mark_at <= x.to)
        draw_mark_at(&f, &x, c);
    for (size_t i = 0; i < c->n; i++)
        name[i] = draw_curve(&f, &x, &c->curve[i], i);
    if (can_be_named_at_end(c))
        draw_end_names(f.d, name, c->n, f.right + 4, f.bottom);
    else
        draw_curve_key(f.d, c, f.bottom + 60);
    return f.d;
}

/* ---- to a page ---- */

struct html chart_line(struct arena *a, const struct chart_line *c)
{
    return drawing_svg(draw_line(a, c));
}
struct html chart_bar(struct arena *a, const struct chart_bar *c)
{
    return drawing_svg(draw_bar(a, c));
}
struct html chart_funnel(struct arena *a, const struct chart_funnel *c)
{
    return drawing_svg(draw_funnel(a, c));
}
struct html chart_steps(struct arena *a, const struct chart_steps *c)
{
    return drawing_svg(draw_steps(a, c));
}
