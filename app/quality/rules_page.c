/* The rules of data quality to read, to try and to change.  Whoever sees no child reads numbers only, small ones hidden. */
#include "app/quality/pages.h"
#include "app/quality/views.h"
#include "base/date.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static int64_t found_by(const struct quality_look *l, size_t rule)
{
    int64_t n = 0;
    for (const struct quality_held *h = l->held; h < l->held + l->n; h++)
        n += quality_has(h->found.failed, rule);
    return n;
}

/* As it may be told to this person: below 0 = hidden. */
static int64_t told(struct web *w, int64_t n)
{
    return web_may(w, SEE_CHILDREN_BEHIND) || n == 0 || n >= atoi(authority(w, "suppress_below")) ? n : -1;
}

void quality_rules_page(struct web *w)
{
    if (web_role(w, "practitioner"))
        web_stop(w, 404);
    const struct quality_look *l = quality_for(w);
    struct quality_setting *s = quality_settings(w->db);
    int64_t *n = arena_array(w->arena, int64_t, QUALITY_RULES);
    for (size_t i = 0; i < QUALITY_RULES; i++)
        n[i] = told(w, found_by(l, i));
    web_page(w, "The rules of data quality");
    view_quality_rules(&w->out, w, s, n);
}

static const struct choice on_off[] = { { "yes", "On", NULL }, { "no", "Off", NULL }, { 0 } };
static const struct field switch_fields[] = { { "is_on", "Is the rule on?", .kind = RADIOS, .choices = on_off, .need = "Say whether the rule is on" }, { 0 } };
static const struct field days_fields[] = {
    { "is_on", "Is the rule on?", .kind = RADIOS, .choices = on_off, .need = "Say whether the rule is on" },
    { "days", "How many days may it be so?", .kind = NUMBER, .min = 0, .max = 365, .need = "Enter the number of days", .hint = "From 0 to 365. After that it is found" },
    { 0 }
};

static const struct quality_setting *setting_or_stop(struct web *w)
{
    const struct quality_setting *s = quality_setting_of(quality_settings(w->db), web_part(w, "rule"));
    if (!s)
        web_stop(w, 404);
    return s;
}

struct trying { struct quality_tried *tried; const struct quality_rule *rule; const char *today; int64_t days; };

static void try_records(void *x, struct arena *page, const struct quality_records *r, size_t n)
{
    struct trying *t = x;
    for (size_t i = 0; i < n; i++) {
        struct quality_facts f = { &r[i], page, t->today, t->days };
        bool asked = !t->rule->asks || t->rule->asks(&f);
        t->tried->asked += asked;
        t->tried->found += asked && t->rule->fails(&f);
    }
}

/* How many it finds as it is, or with DAYS (-1: not tried): every record is judged anew, so this runs on the slow threads. */
static struct quality_tried try_rule(struct web *w, const struct quality_setting *s, int64_t days)
{
    struct quality_tried t = { .days = days };
    quality_each(w->db, try_records, &(struct trying){ &t, s->rule, w->today, days >= 0 ? days : s->days });
    t.found = told(w, t.found);
    t.asked = told(w, t.asked);
    return t;
}

static void show(struct web *w, const struct quality_setting *s, const struct form *f, struct quality_tried t)
{
    web_page(w, s->rule->name);
    view_quality_rule_edit(&w->out, w, s, f, &t);
}

void quality_rule_form(struct web *w)
{
    const struct quality_setting *s = setting_or_stop(w);
    int64_t days = -1;
    if (*web_query(w, "days") && (!s->rule->days || !text_number(web_query(w, "days"), &days) || days < 0 || days > 365))
        web_stop(w, 404);
    struct form *f = form_new(w, s->rule->days ? days_fields : switch_fields);
    form_set(f, "is_on", s->is_on ? "yes" : "no");
    if (s->rule->days)
        form_set_number(f, "days", days >= 0 ? days : s->days);
    show(w, s, f, try_rule(w, s, days));
}

void quality_rule_save(struct web *w)
{
    const struct quality_setting *s = setting_or_stop(w);
    struct form *f = form_read(w, s->rule->days ? days_fields : switch_fields);
    if (!form_is_right(f)) {
        w->status = 422;
        show(w, s, f, (struct quality_tried){ .days = -1, .found = -1, .asked = -1 });
        return;
    }
    set_quality_rule(w->db, s->rule->code, form_is(f, "is_on", "yes"), s->rule->days ? form_number(f, "days") : 0, w->today, w->person->id);
    web_audit(w, 0, "change", "quality_rule", "is_on days");
    web_notice(w, "The rule was saved.");
    web_to(w, "/quality/rules");
}
