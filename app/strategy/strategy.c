/* The strategy bank: the list, one strategy with its earlier versions, and editing it. */
#include "app/strategy/strategy.h"
#include "app/strategy/views.h"
#include "base/text.h"
#include "out/markdown.h"

#include <string.h>

enum { ON_A_PAGE = 50, ALL = 500, OLDEST = 96 };

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

static bool has(const struct choice *c, const char *code)
{
    for (; c && c->code; c++)
        if (is(c->code, code))
            return true;
    return false;
}

/* ---- words ---- */

static const char *age(struct arena *a, int64_t months)
{
    if (months < 24)
        return arena_print(a, "%lld %s", (long long)months, months == 1 ? "month" : "months");
    if (months % 12 == 0)
        return arena_print(a, "%lld years", (long long)months / 12);
    return arena_print(a, "%lld years %lld %s", (long long)months / 12, (long long)months % 12, months % 12 == 1 ? "month" : "months");
}

const char *strategy_ages(struct arena *a, int64_t from_months, int64_t to_months)
{
    if (from_months <= 0 && to_months >= OLDEST)
        return "Any age";
    if (from_months <= 0)
        return arena_print(a, "Up to %s", age(a, to_months));
    return to_months >= OLDEST ? arena_print(a, "From %s", age(a, from_months)) : arena_print(a, "From %s to %s", age(a, from_months), age(a, to_months));
}

const char *strategy_for_plan(struct arena *a, const char *title, const char *words)
{
    return arena_print(a, "%s. %s", title, markdown_plain(a, words));
}

struct strategies *strategies_for(struct web *w, const char *area, int months, size_t *n)
{
    return strategies(w->db, area, months, 0, "", 0, ALL, n);
}

/* ---- the list ---- */

static const struct choice ages[] = {
    { "", "Any age", NULL }, { "12", "About 1 year", NULL }, { "24", "About 2 years", NULL }, { "36", "About 3 years", NULL }, { "48", "About 4 years", NULL }, { 0 }
};

static void list(struct web *w)
{
    const char *area = web_query(w, "area"), *age_code = web_query(w, "age");
    int64_t months = -1, after = 0;
    size_t n;
    if (!has(ages, age_code) || !text_number(age_code, &months))
        months = -1, age_code = "";
    area = has(code_choices(w, "area"), area) ? area : "";
    struct strategy_by_id *last = text_number(web_query(w, "after"), &after) ? strategy_by_id(w->db, after) : NULL;
    struct strategies *row = strategies(w->db, area, months, web_may(w, CHANGE_STRATEGIES), last ? last->title : "", last ? last->id : 0, ON_A_PAGE + 1, &n);
    web_page(w, "Strategy bank");
    view_strategy_list(&w->out, w, row, n > ON_A_PAGE ? ON_A_PAGE : n, n > ON_A_PAGE, last != NULL, area, age_code, ages);
}

static struct strategy_by_id *strategy_or_stop(struct web *w)
{
    struct strategy_by_id *s = strategy_by_id(w->db, web_id(w, "id"));
    if (!s)
        web_stop(w, 404);
    return s;
}

static void show(struct web *w)
{
    struct strategy_by_id *s = strategy_or_stop(w);
    size_t n;
    struct strategy_versions *old = strategy_versions(w->db, s->id, &n);
    web_page(w, s->title);
    view_strategy_show(&w->out, w, s, old, n);
}

/* ---- writing ---- */

static const struct field fields[] = {
    { "version", "", .kind = HIDDEN },
    { "title", "What is it called?", "A few words, as they would stand in a plan", .max = 120, .need = "Write what it is called" },
    { "words", "How is it done?", "For whoever does it tomorrow morning. Markdown: an empty line begins a paragraph, a line that begins with - is an item of a list, **bold**", .kind = PARAGRAPH, .max = 4000, .rows = 10, .need = "Write how it is done" },
    { "area", "Area of need", "Leave this empty if it helps with any", .kind = SELECT },
    { "from_months", "From what age? (months)", .kind = NUMBER, .max = OLDEST },
    { "to_months", "Up to what age? (months)", "Leave both empty for any age", .kind = NUMBER, .max = OLDEST },
    { "how_often", "How often?", "For example, every day at snack time", .max = 200 },
    { "source", "Where does it come from?", "A book, a training, a service: so that others can read on", .max = 300 },
    { 0 }
};

static struct form *with_areas(struct form *f)
{
    form_choices(f, "area", code_choices(f->w, "area"));
    return f;
}

static void fill(struct form *f, const struct strategy_by_id *s)
{
    form_set_number(f, "version", s->version);
    form_set(f, "title", s->title);
    form_set(f, "words", s->words);
    form_set(f, "area", s->area);
    if (s->from_months)
        form_set_number(f, "from_months", s->from_months);
    if (s->to_months < OLDEST)
        form_set_number(f, "to_months", s->to_months);
    form_set(f, "how_often", s->how_often);
    form_set(f, "source", s->source);
}

static int64_t to_months(const struct form *f) { return *form_value(f, "to_months") ? form_number(f, "to_months") : OLDEST; }

static void page(struct web *w, const struct strategy_by_id *s, struct form *f, const struct form_difference *d, size_t n)
{
    const char *title = s ? "Change a strategy" : "Add a strategy";
    web_page(w, form_is_right(f) ? title : arena_print(w->arena, "Error: %s", title));
    view_strategy_form(&w->out, w, s, f, title, d, n);
}

static void new_form(struct web *w)
{
    page(w, NULL, with_areas(form_new(w, fields)), NULL, 0);
}

static void edit_form(struct web *w)
{
    struct strategy_by_id *s = strategy_or_stop(w);
    struct form *f = with_areas(form_new(w, fields));
    fill(f, s);
    page(w, s, f, NULL, 0);
}

static struct form *read(struct web *w)
{
    struct form *f = with_areas(form_read(w, fields));
    if (form_number(f, "from_months") > to_months(f))
        form_fail(f, "to_months", "This must be the older age of the two");
    return f;
}

static void new(struct web *w)
{
    struct form *f = read(w);
    if (!form_is_right(f)) {
        w->status = 422;
        page(w, NULL, f, NULL, 0);
        return;
    }
    struct add_strategy row = { .id = new_id(), .area = form_value(f, "area"), .from_months = form_number(f, "from_months"), .to_months = to_months(f), .title = form_value(f, "title"),
        .words = form_value(f, "words"), .how_often = form_value(f, "how_often"), .source = form_value(f, "source"), .changed_by = w->person->id, .changed_at = w->now };
    add_strategy(w->db, &row);
    web_audit(w, 0, "add", "strategy", arena_print(w->arena, "%lld", (long long)row.id));
    web_notice(w, "The strategy is in the bank");
    web_to_f(w, "/strategies/%lld", (long long)row.id);
}

/* Whoever saves second sees both versions, and loses nothing. */
static void clash(struct web *w, const struct strategy_by_id *s, struct form *mine)
{
    size_t n;
    struct form *saved = with_areas(form_new(w, fields));
    fill(saved, s);
    struct form_difference *d = form_differences(saved, mine, &n);
    form_set_number(mine, "version", s->version);
    w->status = 409;
    page(w, s, mine, d, n);
}

static void edit(struct web *w)
{
    struct strategy_by_id *s = strategy_or_stop(w);
    struct form *f = read(w);
    if (!form_is_right(f)) {
        w->status = 422;
        page(w, s, f, NULL, 0);
        return;
    }
    if (form_number(f, "version") != s->version) {
        clash(w, s, f);
        return;
    }
    keep_strategy_version(w->db, s->id);
    struct change_strategy row = { .id = s->id, .version = s->version, .area = form_value(f, "area"), .from_months = form_number(f, "from_months"), .to_months = to_months(f), .title = form_value(f, "title"),
        .words = form_value(f, "words"), .how_often = form_value(f, "how_often"), .source = form_value(f, "source"), .changed_by = w->person->id, .changed_at = w->now };
    if (change_strategy(w->db, &row) != 1)
        web_stop(w, 409);
    web_audit(w, 0, "change", "strategy", arena_print(w->arena, "%lld", (long long)s->id));
    web_notice(w, "Saved. The version before stays readable below");
    web_to_f(w, "/strategies/%lld", (long long)s->id);
}

static void offer(struct web *w)
{
    struct strategy_by_id *s = strategy_or_stop(w);
    bool offered = is(web_field(w, "offered"), "1");
    offer_strategy(w->db, s->id, offered);
    web_audit(w, 0, "change", "strategy", offered ? "offered" : "withdrawn");
    web_notice(w, offered ? "It is offered again" : "It is no longer offered. Plans that have it keep it");
    web_to_f(w, "/strategies/%lld", (long long)s->id);
}

static const struct route routes[] = {
    { GET, "/strategies", WRITE_PLANS, list },
    { GET, "/strategies/new", CHANGE_STRATEGIES, new_form },
    { POST, "/strategies/new", CHANGE_STRATEGIES, new },
    { GET, "/strategies/:id", WRITE_PLANS, show },
    { GET, "/strategies/:id/edit", CHANGE_STRATEGIES, edit_form },
    { POST, "/strategies/:id/edit", CHANGE_STRATEGIES, edit },
    { POST, "/strategies/:id/offer", CHANGE_STRATEGIES, offer },
    { 0 }
};

const struct feature strategy_feature = { "strategy", routes, NULL };
