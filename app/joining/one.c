/* "They are one child": whose words stand, what would go where, and doing it.  For those who may decide. */
#include "app/joining/pages.h"
#include "app/joining/views.h"
#include "base/text.h"

#include <string.h>

static const struct choice name_choices[] = {
    { "keep", "Keep it as an earlier name", "The child is still found by it" },
    { "forget", "Forget it", "The child was adopted, or is not safe to be found by it, or it was a mistake" }, { 0 }
};

static const struct field last_fields[] = {
    { "names", "And the name that does not stand?", .kind = RADIOS, .choices = name_choices, .need = "Say what becomes of the name that does not stand" },
    { "because", "How do you know that they are one child?", .hint = "For example: the parent confirmed it on the telephone", .kind = LINE, .max = 300, .need = "Say how you know" },
    { "keep", "", .kind = HIDDEN }, { "version", "", .kind = HIDDEN }, { "version_other", "", .kind = HIDDEN },
};

enum { LAST = sizeof last_fields / sizeof *last_fields };

/* ---- what it would do ---- */

struct preview preview_of(struct web *w, const struct child_by_id *stands, const struct child_by_id *other)
{
    size_t n;
    struct joining_table *const *t = joining_tables(w->site, &n);
    struct preview p = { .line = arena_array(w->arena, struct preview_line, n + 1) };
    for (size_t i = 0; i < n; i++) {
        const struct child_table *of = joining_of(t[i]);
        if (!of->label)
            continue;
        struct preview_line l = { .label = of->label };
        joining_rows(w->db, t[i], stands->id, &l.own);
        joining_rows(w->db, t[i], other->id, &l.comes);
        if (of->rule == ONE_EACH)
            joining_rows_of_both(w->db, t[i], other->id, stands->id, &l.stays);
        l.comes -= l.stays;
        if (l.comes || l.stays)
            p.line[p.lines++] = l;
    }
    p.paused = rules_paused(w->db, stands->id, other->id, &p.pauseds);
    return p;
}

/* ---- the form ---- */

struct one { struct pair_seen *pair; struct child_by_id *stands, *other; struct fact_pair *fact; size_t facts; const struct field *field; bool names_differ; };

static bool differ_in_name(const struct child_by_id *x, const struct child_by_id *y)
{
    return strcmp(x->given_name, y->given_name) != 0 || strcmp(x->family_name, y->family_name) != 0 || strcmp(x->known_as, y->known_as) != 0;
}

static const struct field *fields_of(struct web *w, const struct one *o)
{
    struct field *f = arena_array(w->arena, struct field, o->facts + LAST + 1);
    size_t n = 0;
    for (size_t i = 0; i < o->facts; i++)
        if (o->fact[i].is_asked)
            f[n++] = (struct field){ o->fact[i].name, o->fact[i].label, .kind = RADIOS, .need = arena_print(w->arena, "Choose which one stands: %s", o->fact[i].label) };
    for (size_t i = 0; i < LAST; i++)
        if (o->names_differ || strcmp(last_fields[i].name, "names") != 0)
            f[n++] = last_fields[i];
    return f;
}

static const char *value_words(const char *words) { return *words ? words : "Not known"; }

static void set_choices(struct form *f, const struct one *o)
{
    for (size_t i = 0; i < o->facts; i++) {
        if (!o->fact[i].is_asked)
            continue;
        struct choice *c = arena_array(f->w->arena, struct choice, 3);
        c[0] = (struct choice){ "own", value_words(o->fact[i].left), "As the record that stands has it" };
        c[1] = (struct choice){ "other", value_words(o->fact[i].right), "As the record that is given up has it" };
        form_choices(f, o->fact[i].name, c);
    }
}

/* KEEP: the id of the record that is to stand; neither of the two: as the rule says. */
static struct one one_of(struct web *w, int64_t keep)
{
    struct one o = { .pair = pair_or_stop(w) };
    struct child_by_id *x = record_or_stop(w, o.pair->child_id), *y = record_or_stop(w, o.pair->other_id);
    if (x->merged_into || y->merged_into || strcmp(o.pair->status, "open") != 0)
        web_leave(w, arena_print(w->arena, "/duplicates/%lld", (long long)o.pair->id));
    const struct child_by_id *stands = keep == x->id ? x : keep == y->id ? y : stands_by_rule(x, y);
    o.stands = stands == x ? x : y;
    o.other = stands == x ? y : x;
    o.fact = fact_pairs(w->arena, o.stands, o.other, &o.facts);
    o.names_differ = differ_in_name(o.stands, o.other);
    o.field = fields_of(w, &o);
    return o;
}

static void show(struct web *w, const struct one *o, struct form *f)
{
    size_t n;
    const char **against = rules_against(w->db, w->site, o->stands, o->other, &n);
    struct preview p = preview_of(w, o->stands, o->other);
    if (!form_is_right(f) && w->status == 200)
        w->status = 422;
    web_page(w, "One child");
    view_pair_one(&w->out, w, o->pair, o->stands, o->other, f, &p, against, n);
}

void pair_one_form(struct web *w)
{
    struct one o = one_of(w, child_query_number(w, "keep"));
    struct form *f = form_new(w, o.field);
    set_choices(f, &o);
    form_set_number(f, "keep", o.stands->id);
    form_set_number(f, "version", o.stands->version);
    form_set_number(f, "version_other", o.other->version);
    show(w, &o, f);
}

static bool is_chosen(void *of, const char *fact) { return form_is(of, fact, "other"); }

static void check(struct form *f, const struct one *o)
{
    size_t n;
    const char **against = rules_against(f->w->db, f->w->site, o->stands, o->other, &n);
    if (n)
        form_fail(f, NULL, against[0]);
    if (!form_is_right(f))
        return;
    if (form_number(f, "version") == o->stands->version && form_number(f, "version_other") == o->other->version)
        return;
    form_fail(f, NULL, "One of the two records was changed while you were looking. Look again, then decide");
    form_set_number(f, "version", o->stands->version);
    form_set_number(f, "version_other", o->other->version);
    f->w->status = 409;
}

void pair_one(struct web *w)
{
    struct one o = one_of(w, web_field_id(w, "keep"));
    struct form *f = form_read(w, o.field);
    set_choices(f, &o);
    check(f, &o);
    if (!form_is_right(f)) {
        show(w, &o, f);
        return;
    }
    int64_t id = merge_records(act_of(w), w->site, &(struct merge){ .child = o.stands, .other = o.other, .chosen = is_chosen, .of = f,
        .forgets_names = o.names_differ && form_is(f, "names", "forget"), .because = form_value(f, "because") });
    const char *detail = arena_print(w->arena, "joined as %lld", (long long)id);
    web_audit(w, o.stands->id, "change", "joining", detail);
    web_audit(w, o.other->id, "change", "joining", detail);
    web_notice(w, "The two records are one now. You can take this back from here.");
    web_to_f(w, "/joinings/%lld", (long long)id);
}
