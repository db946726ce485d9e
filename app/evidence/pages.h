#ifndef EVIDENCE_PAGES_H
#define EVIDENCE_PAGES_H

#include "app/evidence/evidence.h"
#include "base/html.h"

/* What the views of this folder draw; made in evidence.c. */
struct listed { int64_t id; const char *name, *age, *area, *why; };
struct listing {
    const struct listed *row; size_t n;
    int64_t all, page, pages;        /* all: how many there are before paging */
    int area;                        /* -1 = every area */
};

const struct figures *figures_for(struct web *);
const struct figure *figure_of(const struct figures *, const struct indicator *);
const char *spark_path(struct arena *, const struct figure *);       /* "" if fewer than two points */
const char *spark_words(struct arena *, const struct indicator *, const struct figure *);
struct html trend_chart(struct arena *, const struct indicator *, const struct figure *, const char **message);
struct html area_chart(struct arena *, const struct figures *, const struct indicator *);
struct html funnel_of_areas(struct arena *, const struct figures *, const struct indicator *);   /* A1 only; empty else */
struct html curve_chart(struct arena *, const struct indicator *, const struct figure *);        /* A4 only; empty else */
const char *funnel_words(const struct figures *, const struct indicator *, int area);
const char *area_words(const struct figures *, int area);

#endif
