/* The versions of the rules: which are live, drafts made from them, putting one live with a day, taking it back before that day. */
#include "app/triage/rules.h"
#include "app/triage/views.h"
#include "base/date.h"

#include <string.h>

static const struct field live_fields[] = {
    { "note", "What is new in this version?", .max = 300, .need = "Write what is new" },
    { "live_from", "From which day does it judge what arrives?", "Requests that came before keep the verdict they have", .kind = FUTURE_DATE, .need = "Enter the day from which it judges" },
    { 0 }
};

struct rules_by_id *rules_or_stop(struct web *w)
{
    struct rules_by_id *v = rules_by_id(w->db, web_id(w, "version"));
    if (!v)
        web_stop(w, 404);
    return v;
}

struct rules_by_id *rules_draft_or_stop(struct web *w)
{
    struct rules_by_id *v = rules_or_stop(w);
    if (*v->live_from)
        web_stop(w, 409);
    return v;
}

void rules_list(struct web *w)
{
    size_t n;
    struct rules_versions *v = rules_versions(w->db, &n);
    struct rules_on *now = rules_on(w->db, w->today);
    web_page(w, "Rules of urgency and route");
    view_triage_rules_list(&w->out, w, v, n, now ? now->id : 0, web_may(w, CHANGE_AUTHORITY));
}

static void copy_rule(struct web *w, int64_t rules, const struct request_rule *rule)
{
    const struct rules_of *r = rule->has;
    int64_t id = new_id();
    add_rule(w->db, &(struct add_rule){ .id = id, .rules_id = rules, .kind = r->kind, .position = r->position, .points = r->points, .route = r->route, .words = r->words, .source = r->source });
    for (size_t i = 0; i < rule->n; i++)
        add_condition(w->db, &(struct add_condition){ .id = new_id(), .rule_id = id, .position = (int64_t)i + 1, .condition = r[i].condition, .number = r[i].number, .list = r[i].list });
}

/* A copy of a version, or of the rules that come with the program. */
void rules_draft(struct web *w)
{
    struct request_rules *from = request_rules_of_version(w->db, web_field_id(w, "from"));
    if (!from)
        from = request_rules_on(w->db, w->today);
    int64_t id = new_id(), number = count_rules(w->db)->last + 1;
    add_rules(w->db, &(struct add_rules){ .id = id, .number = number, .note = "", .live_from = "", .made_on = w->today, .made_by = w->person->id });
    for (size_t i = 0; i < from->n; i++)
        copy_rule(w, id, &from->rule[i]);
    web_audit(w, 0, "change", "triage rules", arena_print(w->arena, "draft %lld", (long long)number));
    web_notice(w, "A draft was made. Nothing changes until it is put live");
    web_to_f(w, "/triage/rules/%lld", (long long)id);
}

/* A version that could leave a request without a route, or words about safety without a flag, does not go live. */
const char *rules_missing(const struct rules_by_id *v, const struct request_rule *rule, size_t n)
{
    bool has_rest = false, has_flag = false;
    for (size_t i = 0; i < n; i++) {
        const struct rules_of *r = rule[i].has;
        has_rest |= rule[i].n == 1 && strcmp(r->kind, "route") == 0 && strcmp(r->condition, "always") == 0;
        has_flag |= rule[i].n == 1 && strcmp(r->condition, "words") == 0 && r->points >= URGENT_FLAG;
    }
    if (!has_rest)
        return "It needs a route that always holds, so that no request is left without one";
    if (!has_flag)
        return "It needs a rule with no other condition that flags words about a child’s safety with 100 points, so that those are always read first";
    return *v->tried_on ? "" : "Try it on last year’s requests first, as it stands now";
}

static struct request_rule *rules_as_they_stand(struct web *w, const struct rules_by_id *v, size_t *n)
{
    size_t rows;
    const struct rules_of *row = rules_of(w->db, v->id, &rows);
    return request_rules_grouped(w->arena, row, rows, n);
}

void rules_show_version(struct web *w, struct rules_by_id *v, struct form *live)
{
    struct rules_page p = { .v = v, .is_draft = !*v->live_from, .is_future = strcmp(v->live_from, w->today) > 0, .may_change = web_may(w, CHANGE_AUTHORITY) };
    p.rule = rules_as_they_stand(w, v, &p.n);
    p.missing = rules_missing(v, p.rule, p.n);
    if (p.is_draft && p.may_change && !*p.missing) {
        p.live = live;
        if (!live) {
            p.live = form_new(w, live_fields);
            form_set(p.live, "live_from", date_add_days(w->arena, w->today, 1));
        }
    }
    web_page(w, arena_print(w->arena, "Rules, version %lld", (long long)v->number));
    view_triage_rules_version(&w->out, w, &p);
}

void rules_show(struct web *w) { rules_show_version(w, rules_or_stop(w), NULL); }

void rules_live(struct web *w)
{
    struct rules_by_id *v = rules_draft_or_stop(w);
    struct form *f = form_read(w, live_fields);
    size_t n;
    struct request_rule *rule = rules_as_they_stand(w, v, &n);
    const char *missing = rules_missing(v, rule, n);
    if (!form_is_right(f) || *missing) {
        w->status = 422;
        rules_show_version(w, v, f);
        return;
    }
    rules_changed(w->db, v->id, form_value(f, "note"));
    put_rules_live(w->db, v->id, form_value(f, "live_from"), w->person->id);
    web_audit(w, 0, "change", "triage rules", arena_print(w->arena, "version %lld live_from", (long long)v->number));
    web_notice(w, arena_print(w->arena, "Version %lld judges what arrives from %s", (long long)v->number, date_words(w->arena, form_value(f, "live_from"))));
    web_to(w, "/triage/rules");
}

/* Before its day has come nothing was judged by it: it becomes a draft again. */
void rules_withdraw(struct web *w)
{
    struct rules_by_id *v = rules_or_stop(w);
    if (!withdraw_rules(w->db, v->id, w->today))
        web_stop(w, 409);
    web_audit(w, 0, "change", "triage rules", arena_print(w->arena, "version %lld withdrawn", (long long)v->number));
    web_notice(w, "Taken back: it is a draft again");
    web_to_f(w, "/triage/rules/%lld", (long long)v->id);
}

void rules_discard(struct web *w)
{
    struct rules_by_id *v = rules_draft_or_stop(w);
    drop_conditions_of_rules(w->db, v->id);
    drop_rules_of(w->db, v->id);
    drop_draft_of_rules(w->db, v->id);
    web_audit(w, 0, "change", "triage rules", arena_print(w->arena, "draft %lld discarded", (long long)v->number));
    web_notice(w, "The draft was discarded");
    web_to(w, "/triage/rules");
}
