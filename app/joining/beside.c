/* Two records side by side, and what the comparison says of each fact.  Called by the pages of a pair; reads only. */
#include "app/joining/pages.h"
#include "base/date.h"

#include <string.h>

enum { ROWS_MOST = 40 };

/* ---- words ---- */

const char *likely_words(int64_t per_mille)
{
    return per_mille >= 990 ? "Almost certainly one child" : per_mille >= 900 ? "Very likely one child" : per_mille >= 500 ? "More likely one child than two"
         : per_mille >= 100 ? "More likely two children" : "Very likely two children";
}

const char *likely_share(struct arena *a, int64_t per_mille)
{
    return per_mille >= 990 ? "more than 99 in 100" : per_mille < 10 ? "fewer than 1 in 100" : arena_print(a, "%lld in 100", (long long)(per_mille / 10));
}

const char *weight_words(int64_t tenths)
{
    if (tenths >= 80)
        return "very strong evidence for one child";
    if (tenths >= 40)
        return "strong evidence for one child";
    if (tenths >= 10)
        return "some evidence for one child";
    if (tenths > -10)
        return "says little";
    return tenths > -40 ? "some evidence for two children" : "strong evidence for two children";
}

const char *weight_number(struct arena *a, int64_t tenths)
{
    int64_t size = tenths < 0 ? -tenths : tenths;
    return arena_print(a, "%s%lld.%lld", tenths < 0 ? "−" : "+", (long long)(size / 10), (long long)(size % 10));
}

const char *row_words(struct arena *a, const char *words)
{
    const char *colon = strchr(words, ':');
    if (*words != '@' || !colon)
        return words;
    const char *list = arena_text(a, words + 1, (size_t)(colon - words - 1)), *axis = child_axis_words(list), *label = code_label(list, colon + 1);
    return strcmp(axis, list) != 0 ? arena_print(a, "%s: %s", axis, label) : label;
}

/* ---- what the comparison says ---- */

/* The fact that a reason is about; NULL where it is about the two records as a whole. */
static const char *fact_of(const char *field)
{
    static const char *const facts[][2] = { { "given", "given_name" }, { "name", "given_name" }, { "family", "family_name" }, { "born_on", "born_on" },
        { "postcode", "address" }, { "address", "address" }, { "nhs_number", "nhs_number" }, { "sex", "sex" } };
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (strcmp(facts[i][0], field) == 0)
            return facts[i][1];
    return NULL;
}

static void say_of_fact(const struct match_result *m, const char *fact, struct compared *row)
{
    for (size_t i = 0; i < m->n; i++) {
        const char *about = fact_of(m->reasons[i].field);
        if (!about || strcmp(about, fact) != 0)
            continue;
        if (!row->says) {
            row->says = m->reasons[i].words;
            row->tenths = m->reasons[i].weight_tenths;
        } else {
            row->says_too = m->reasons[i].words;
            row->tenths_too = m->reasons[i].weight_tenths;
        }
    }
}

/* Why a fact that is compared says nothing here. */
static const char *quiet_words(const struct beside *b, const struct fact_pair *f)
{
    if (!*f->left || !*f->right)
        return "Says nothing: one record does not know it";
    if (b->match.is_household && (strcmp(f->name, "family_name") == 0 || strcmp(f->name, "address") == 0))
        return "Says no more: counted as one home";
    return "Says no more: the given name has said it";
}

static bool is_compared(const char *fact)
{
    static const char *const all[] = { "given_name", "family_name", "born_on", "sex", "nhs_number", "address" };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i], fact) == 0)
            return true;
    return false;
}

static void add_said(struct beside *b, const char *label, const char *left, const char *right, const char *none)
{
    if (!*left && !*right)
        return;
    const char *verdict = !*left || !*right ? "Only one says so" : strcmp(left, right) == 0 ? "Same" : "Different";
    b->said[b->saids++] = (struct also_said){ label, *left ? left : none, *right ? right : none, verdict };
}

/* Nobody has left, nothing is restricted: not worth a line. */
static bool is_usual(const struct fact_pair *f)
{
    return strcmp(f->left, f->right) == 0 && (strcmp(f->left, "No") == 0 || strcmp(f->name, "left_on") == 0);
}

static void add_facts(struct web *w, struct beside *b)
{
    size_t n;
    struct fact_pair *f = fact_pairs(w->arena, b->left, b->right, &n);
    for (size_t i = 0; i < n; i++) {
        if (!is_compared(f[i].name)) {
            if (!is_usual(&f[i]))
                add_said(b, f[i].label, f[i].left, f[i].right, "Not known");
            continue;
        }
        struct compared row = { .label = f[i].label, .left = *f[i].left ? f[i].left : "Not known", .right = *f[i].right ? f[i].right : "Not known", .quiet = quiet_words(b, &f[i]) };
        say_of_fact(&b->match, f[i].name, &row);
        if (*f[i].left || *f[i].right)
            b->row[b->rows++] = row;
    }
}

/* ---- people and places ---- */

static const char *status_now_words(struct web *w, int64_t child, const char *axis)
{
    size_t n;
    struct statuses_of_child *s = statuses_of_child(w->db, w->person->id, child, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(s[i].axis, axis) == 0 && !*s[i].to_on)
            return arena_print(w->arena, "%s, since %s", code_label(axis, s[i].value), date_words(w->arena, s[i].from_on));
    return "";
}

static const char *joined(struct arena *a, const char *list, const char *one) { return *list ? arena_print(a, "%s; %s", list, one) : one; }

static const char *settings_words(struct web *w, int64_t child)
{
    size_t n;
    const char *list = "";
    struct placements_of_child *p = placements_of_child(w->db, w->person->id, child, &n);
    for (size_t i = 0; i < n; i++)
        if (!*p[i].to_on)
            list = joined(w->arena, list, p[i].name);
    return list;
}

static const char *carers_words(struct web *w, int64_t child)
{
    size_t n;
    const char *list = "";
    struct carers_of_record *k = carers_of_record(w->db, child, &n);
    for (size_t i = 0; i < n; i++)
        list = joined(w->arena, list, *k[i].verified_on ? arena_print(w->arena, "%s (signs in)", k[i].name) : k[i].name);
    return list;
}

static const char *lead_words(struct web *w, int64_t child)
{
    struct lead_of_child *l = lead_of_child(w->db, child);
    return l ? l->name : "";
}

static void add_people(struct web *w, struct beside *b)
{
    int64_t x = b->left->id, y = b->right->id;
    add_said(b, "Earlier names", child_earlier_names(w, x), child_earlier_names(w, y), "None");
    add_said(b, "Setting now", settings_words(w, x), settings_words(w, y), "None");
    add_said(b, "Parents and carers", carers_words(w, x), carers_words(w, y), "None");
    add_said(b, "Lead professional", lead_words(w, x), lead_words(w, y), "Nobody");
    for (size_t i = 0; child_axes[i][0]; i++)
        add_said(b, child_axes[i][1], status_now_words(w, x, child_axes[i][0]), status_now_words(w, y, child_axes[i][0]), "Not recorded");
}

static void add_held(struct web *w, struct beside *b)
{
    size_t n;
    struct joining_table *const *t = joining_tables(w->site, &n);
    b->held = arena_array(w->arena, struct compared_count, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!joining_of(t[i])->label)
            continue;
        struct compared_count c = { .label = joining_of(t[i])->label };
        joining_rows(w->db, t[i], b->left->id, &c.left);
        joining_rows(w->db, t[i], b->right->id, &c.right);
        if (c.left || c.right)
            b->held[b->helds++] = c;
    }
}

/* ---- the whole ---- */

const struct child_by_id *stands_by_rule(const struct child_by_id *x, const struct child_by_id *y)
{
    if ((*x->known_on != 0) != (*y->known_on != 0))
        return *x->known_on ? x : y;
    return x->id < y->id ? x : y;
}

static void judge(struct web *w, struct beside *b)
{
    struct records_to_link *x = record_to_link(w->db, b->left->id), *y = record_to_link(w->db, b->right->id);
    b->by = likeness_of(w->db);
    if (x && y)
        b->match = likeness_judge(w->db, b->by, x, y);
    for (size_t i = 0; i < b->match.n && b->alsos < 4; i++)
        if (!fact_of(b->match.reasons[i].field))
            b->also[b->alsos++] = &b->match.reasons[i];
}

struct beside *beside_of(struct web *w, struct pair_seen *p)
{
    struct beside *b = arena_new(w->arena, struct beside);
    b->pair = p;
    b->left = record_or_stop(w, p->child_id);
    b->right = record_or_stop(w, p->other_id);
    b->row = arena_array(w->arena, struct compared, ROWS_MOST);
    b->said = arena_array(w->arena, struct also_said, ROWS_MOST);
    b->may_decide = web_may(w, JOIN_RECORDS);
    judge(w, b);
    add_facts(w, b);
    add_people(w, b);
    add_held(w, b);
    b->opinion = opinions_of_pair(w->db, w->person->id, p->id, &b->opinions);
    b->against = rules_against(w->db, w->site, b->left, b->right, &b->againsts);
    return b;
}
