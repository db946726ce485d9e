/* The picture of one child as a page.  Reads only, and asks no table but through the features. */
#include "app/picture/picture.h"
#include "app/picture/views.h"
#include "base/date.h"
#include "base/text.h"
#include "out/pdf.h"

#include <string.h>

/* ---- the time between ---- */

static const char *length_words(struct arena *a, int64_t days)
{
    if (days < 1)
        return "the same day";
    if (days < 21)
        return arena_print(a, "%lld %s", (long long)days, days == 1 ? "day" : "days");
    if (days < 90)
        return arena_print(a, "%lld weeks", (long long)((days + 3) / 7));
    return arena_print(a, "%lld months", (long long)((days * 100 + 1522) / 3044));
}

const char *picture_days(struct web *w, const struct lanes_entry *e)
{
    const char *from = date_short(w->arena, e->from_on);
    if (e->is_moment || strcmp(e->from_on, e->to_on) == 0)
        return from;
    return *e->to_on ? arena_print(w->arena, "%s to %s", from, date_short(w->arena, e->to_on)) : arena_print(w->arena, "since %s", from);
}

const char *picture_since(struct web *w, const struct picture *p, size_t i)
{
    return i ? length_words(w->arena, date_days_between(p->entry[i - 1].from_on, p->entry[i].from_on)) : "";
}

/* The first of a lane, NULL if there is none. */
static const struct lanes_entry *first_of(const struct picture *p, int order)
{
    for (size_t i = 0; i < p->entries; i++)
        if (p->entry[i].order == order)
            return &p->entry[i];
    return NULL;
}

static void step(struct web *w, struct picture *p, const char *label, const char *from_on, const char *to_on)
{
    if (*from_on && *to_on && strcmp(from_on, to_on) <= 0)
        p->step[p->steps++] = (struct picture_step){ label, length_words(w->arena, date_days_between(from_on, to_on)) };
}

static void reckon_steps(struct web *w, struct picture *p)
{
    const struct lanes_entry *concern = first_of(p, LANE_CONCERN), *request = first_of(p, LANE_REQUEST), *plan = first_of(p, LANE_PLAN);
    if (concern && request)
        step(w, p, "From the first concern to asking for support", concern->from_on, request->from_on);
    if (request)
        step(w, p, "From asking to the answer", request->from_on, request->to_on);
    if (request && plan)
        step(w, p, "From asking to the first plan", request->from_on, plan->from_on);
    if (p->entries)
        step(w, p, "The whole way so far", p->entry[0].from_on, w->today);
}

/* ---- the pages ---- */

static struct picture *picture_of(struct web *w, struct child_by_id *c)
{
    struct picture *p = arena_new(w->arena, struct picture);
    *p = (struct picture){ .child = c, .name = child_name(w->arena, c->given_name, c->family_name, c->known_as), .lanes = lanes_new(w->arena, w->today) };
    lanes_moment(p->lanes, LANE_CONCERN, "First concern", c->first_concern_on, "First concern", "");
    for (const struct feature *const *f = w->site->features; *f; f++)
        if ((*f)->lanes)
            (*f)->lanes(w, c->id, p->lanes);
    p->entry = lanes_entries(p->lanes, &p->entries);
    reckon_steps(w, p);
    p->description = p->entries ? arena_print(w->arena, "%zu entries from %s to today; the table below holds them all.", p->entries, date_words(w->arena, p->entry[0].from_on)) : "";
    return p;
}

static void show(struct web *w)
{
    struct picture *p = picture_of(w, child_or_stop(w, web_id(w, "id")));
    web_page(w, "The way so far");
    view_picture(&w->out, w, p, lanes_draw(p->lanes, "way", "The way so far", p->description));
}

/* ---- one page of paper ---- */

/* What happened in two columns, the newest MOST of it. */
static void put_entries(struct pdf *pdf, struct web *w, const struct picture *p, size_t most)
{
    size_t from = p->entries > most ? p->entries - most : 0, half = from + (p->entries - from + 1) / 2;
    pdf_heading(pdf, 2, from ? arena_print(w->arena, "The newest %zu of %zu entries", most, p->entries) : "What happened");
    pdf_columns_begin(pdf, 20);
    for (size_t i = from; i < p->entries; i++) {
        if (i == half)
            pdf_columns_next(pdf);
        pdf_small(pdf, arena_print(w->arena, "%s: %s", picture_days(w, &p->entry[i]), p->entry[i].words));
    }
    if (half >= p->entries)
        pdf_columns_next(pdf);
    pdf_columns_end(pdf);
}

static const void *paper(struct web *w, const struct picture *p, size_t most, double part, size_t *len, size_t *pages)
{
    struct arena *a = w->arena;
    struct pdf_about about = authority_paper(w, "The way so far", "");
    struct pdf *pdf = pdf_begin(a, &about);
    pdf_banner(pdf, text_short(a, p->name, 50), arena_print(a, "The way so far. Born %s.", date_words(a, p->child->born_on)));
    struct drawing *d = lanes_draw(p->lanes, "way", "The way so far", p->description);
    if (d)
        pdf_drawing_smaller(pdf, d, part);
    const char *steps = "";
    for (size_t i = 0; i < p->steps; i++)
        steps = arena_print(a, "%s%s%s: %s", steps, i ? "; " : "", p->step[i].label, p->step[i].value);
    pdf_small(pdf, steps);
    if (most)
        put_entries(pdf, w, p, most);
    return pdf_end(pdf, len, pages);
}

/* As many entries as one page holds; the newest stay, and the page says how many there are.  A child with very many lanes has a smaller picture. */
static void show_paper(struct web *w)
{
    struct picture *p = picture_of(w, child_or_stop(w, web_id(w, "id")));
    size_t len = 0, pages = 0, most = p->entries;
    double part = 1;
    const void *bytes = paper(w, p, most, part, &len, &pages);
    for (; pages > 1 && part > .5; bytes = paper(w, p, most, part, &len, &pages)) {
        part *= most ? 1 : .9;
        most = most > 4 ? most * 4 / 5 : 0;
    }
    web_audit(w, p->child->id, "export", "the way so far", "pdf");
    web_file(w, "application/pdf", "the-way-so-far.pdf", bytes, len);
}

static void child_panel(struct web *w, int64_t about)
{
    view_picture_link(&w->out, about);
}

static const struct route routes[] = {
    { GET, "/children/:id/picture", SEE_PICTURE, show },
    { GET, "/children/:id/picture/pdf", SEE_PICTURE, show_paper, .is_slow = true },
    { 0 }
};

static const struct panel panels[] = {
    { "child", 9, SEE_PICTURE, child_panel },
    { 0 }
};

const struct feature picture_feature = { "picture", routes, panels };
