/*
 * The rules to read, to try on the register, and to change.  A rule runs only
 * as it was tried: the form leads to the trial, and only the trial can be
 * saved.  Whoever sees no child (an administrator) is told numbers, small ones
 * hidden, and nobody's name.
 */
#include "app/watch/tally.h"
#include "app/watch/views.h"
#include "stats/suppress.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { TRIED_ROWS = 50 };

static const struct choice on_off[] = { { "yes", "On", NULL }, { "no", "Off", NULL }, { 0 } };
static const struct choice days_of_year[] = {
    { "01-15", "15 January", NULL }, { "02-15", "15 February", NULL }, { "03-15", "15 March", NULL }, { "04-16", "16 April", NULL }, { "05-15", "15 May", NULL }, { "05-31", "31 May", NULL },
    { "06-15", "15 June", NULL }, { "06-30", "30 June", NULL }, { "07-15", "15 July", NULL }, { "09-01", "1 September", NULL }, { 0 }
};
static const struct field days_fields[] = {
    { "is_on", "Is the rule on?", .kind = RADIOS, .choices = on_off, .need = "Say whether the rule is on" },
    { "days", "How many days may it be so?", .kind = NUMBER, .max = WATCH_DAYS_MOST, .need = "Enter the number of days", .hint = "From 0 to 365. After that the child is named" },
    { 0 }
};
static const struct field day_fields[] = {
    { "is_on", "Is the rule on?", .kind = RADIOS, .choices = on_off, .need = "Say whether the rule is on" },
    { "from_day", "From what day of the year in which the child starts school?", .kind = SELECT, .choices = days_of_year, .need = "Choose the day" },
    { 0 }
};

static bool sees_children(const struct web *w) { return web_may(w, CHANGE_CHILDREN); }

/* As it may be told to this person: below 0 = hidden. */
static int64_t told(struct web *w, int64_t n) { return sees_children(w) || n == 0 || n >= atoi(authority(w, "suppress_below")) ? n : -1; }

const char *watch_told(struct arena *a, int64_t n) { return n < 0 ? "a few" : arena_print(a, "%lld", (long long)n); }

static const struct watch_setting *setting_or_stop(struct web *w)
{
    const struct watch_setting *s = watch_setting_of(watch_settings(w->db), web_part(w, "rule"));
    if (!s)
        web_stop(w, 404);
    return s;
}

static const struct field *fields_of(const struct watch_setting *s) { return *s->from_day ? day_fields : days_fields; }

void watch_rules_page(struct web *w)
{
    struct watch_setting *s = watch_settings(w->db);
    int64_t *count = watch_counts(w, s, false, "");
    for (size_t i = 0; i < WATCH_RULES && !sees_children(w); i++)
        count[i] = told(w, watch_weigh(w, &s[i], true).all);
    web_page(w, "The rules of the watch list");
    view_watch_rules(&w->out, w, s, count);
}

static void show_form(struct web *w, const struct watch_setting *s, const struct form *f)
{
    if (!form_is_right(f))
        w->status = 422;
    web_page(w, s->rule->name);
    view_watch_rule_edit(&w->out, w, s, f, told(w, watch_weigh(w, s, !sees_children(w)).all));
}

void watch_rule_form(struct web *w)
{
    const struct watch_setting *s = setting_or_stop(w);
    struct form *f = form_new(w, fields_of(s));
    form_set(f, "is_on", s->is_on ? "yes" : "no");
    if (*s->from_day)
        form_set(f, "from_day", s->from_day);
    else
        form_set_number(f, "days", s->days);
    show_form(w, s, f);
}

/* The rule as the form has it. */
static struct watch_setting wanted_by(const struct watch_setting *s, const struct form *f)
{
    struct watch_setting wanted = *s;
    wanted.is_on = form_is(f, "is_on", "yes");
    wanted.days = *s->from_day ? s->days : form_number(f, "days");
    wanted.from_day = *s->from_day ? form_value(f, "from_day") : "";
    return wanted;
}

/* ---- Trying ---- */

static int most_first(const void *x, const void *y)
{
    const struct watch_group *a = x, *b = y;
    return a->n != b->n ? (a->n > b->n ? -1 : 1) : strcmp(a->name, b->name);
}

static void name_leads(struct web *w, struct watch_weighed *t)
{
    size_t n;
    struct watch_lead_names *p = watch_lead_names(w->db, &n);
    for (size_t i = 0; i < t->leads; i++) {
        t->lead[i].name = t->lead[i].id ? "Somebody else" : "Nobody leads";
        for (size_t k = 0; k < n; k++)
            if (p[k].id == t->lead[i].id)
                t->lead[i].name = p[k].name;
    }
}

/* Small groups, and another with them where the sum of all would give them away. */
static void hide_small(struct web *w, struct watch_group *g, size_t n, int64_t *all)
{
    struct suppress_rule rule = { atoi(authority(w, "suppress_below")) - 1, false };
    int64_t *count = arena_array(w->arena, int64_t, n + 1);
    for (size_t i = 0; i < n; i++)
        count[i] = g[i].n;
    enum suppress_mark *mark = suppress_row(w->arena, count, n, rule);
    for (size_t i = 0; i < n; i++)
        g[i].n = mark[i] == SHOWN ? g[i].n : -1;
    *all = n && mark[n] != SHOWN ? -1 : *all;
}

static struct watch_weighed weigh(struct web *w, const struct watch_setting *s)
{
    struct watch_weighed t = watch_weigh(w, s, !sees_children(w));
    name_leads(w, &t);
    qsort(t.area, t.areas, sizeof *t.area, most_first);
    qsort(t.lead, t.leads, sizeof *t.lead, most_first);
    if (!sees_children(w)) {
        hide_small(w, t.area, t.areas, &t.all);
        hide_small(w, t.lead, t.leads, &t.all);
    }
    return t;
}

static struct watched *name_children(struct web *w, const struct watch_setting *wanted, size_t *n)
{
    struct watch_asked a = { .chosen = wanted, .area = "" };
    struct watch_case kept[TRIED_ROWS];
    size_t cases = 0;
    bool more;
    watch_pick(w, &a, (struct watch_case){ .since = INT_MIN }, kept, TRIED_ROWS, &cases);
    web_audit(w, 0, "view", "/watch/rules/:rule/try", wanted->rule->code);
    return watch_rows(w, &a, kept, cases, n, &more);
}

void watch_rule_try(struct web *w)
{
    const struct watch_setting *s = setting_or_stop(w);
    struct form *f = form_new(w, fields_of(s));
    for (const struct field *d = fields_of(s); d->name; d++)
        form_set(f, d->name, web_query(w, d->name));
    form_check(f);
    if (!form_is_right(f)) {
        show_form(w, s, f);
        return;
    }
    struct watch_setting wanted = wanted_by(s, f);
    struct rule_try t = { .now = s, .wanted = &wanted };
    t.names_now = told(w, watch_weigh(w, s, !sees_children(w)).all);
    t.would = weigh(w, &wanted);
    t.row = sees_children(w) ? name_children(w, &wanted, &t.rows) : NULL;
    web_page(w, arena_print(w->arena, "Tried: %s", s->rule->name));
    view_watch_rule_tried(&w->out, w, &t);
}

/* What the trial leaves in the form that saves: another rule than was tried is tried first. */
const char *watch_seal(struct arena *a, const struct watch_setting *s) { return arena_print(a, "%s-%d-%lld-%s", s->rule->code, s->is_on, (long long)s->days, s->from_day); }

void watch_rule_save(struct web *w)
{
    const struct watch_setting *s = setting_or_stop(w);
    struct form *f = form_read(w, fields_of(s));
    if (!form_is_right(f)) {
        show_form(w, s, f);
        return;
    }
    struct watch_setting wanted = wanted_by(s, f);
    if (strcmp(web_field(w, "tried"), watch_seal(w->arena, &wanted)) != 0) {
        web_notice(w, "Not saved yet: look first at whom the rule would name.");
        web_to_f(w, "/watch/rules/%s/try?is_on=%s&days=%lld&from_day=%s", s->rule->code, wanted.is_on ? "yes" : "no", (long long)wanted.days, wanted.from_day);
        return;
    }
    set_watch_rule(w->db, s->rule->code, wanted.is_on, wanted.days, wanted.from_day, w->today, w->person->id);
    web_audit(w, 0, "change", "watch_rule", arena_print(w->arena, "%s is_on days from_day", s->rule->code));
    web_notice(w, "The rule was saved.");
    web_to(w, "/watch/rules");
}
