/* Pairs of records that may be of one child: the list, the two side by side, what people think, "these are two". */
#include "app/joining/pages.h"
#include "app/joining/views.h"

#include <string.h>

enum { PAIRS_A_PAGE = 50 };

/* ---- finding them for a reader ---- */

struct pair_seen *pair_or_stop(struct web *w)
{
    struct pair_seen *p = pair_seen(w->db, w->person->id, web_id(w, "pair"));
    if (!p)
        web_stop(w, 404);
    return p;
}

struct child_by_id *record_or_stop(struct web *w, int64_t child)
{
    struct child_by_id *c = child_by_id(w->db, w->person->id, child);
    if (!c)
        web_stop(w, 404);
    if (w->method == GET)
        web_audit(w, child, "view", w->route->path, "");
    return c;
}

/* ---- the list ---- */

/* Which list: those that wait, those about which somebody wrote something, those that are two children. */
static const char *const shows[][2] = { { "open", "To be decided" }, { "noted", "With a note" }, { "two", "Two children" } };

void pairs_list(struct web *w)
{
    const char *show = web_query(w, "show");
    bool two = strcmp(show, "two") == 0, noted = strcmp(show, "noted") == 0;
    int64_t after = child_query_number(w, "after");
    struct pair_seen *from = after ? pair_seen(w->db, w->person->id, after) : NULL;
    size_t n;
    struct pairs_listed *row = pairs_listed(w->db, w->person->id, two ? "two" : "open", noted, from ? from->per_mille : 1001, from ? from->id : 0, &n);
    bool more = n > PAIRS_A_PAGE;
    web_audit(w, 0, "view", "/duplicates", "");
    web_page(w, "Possible duplicates");
    view_pairs_list(&w->out, w, shows[two ? 2 : noted ? 1 : 0][0], row, more ? PAIRS_A_PAGE : n, more, from != NULL, likeness_of(w->db));
}

/* ---- one pair ---- */

static const struct choice opinions[] = {
    { "one", "They are one child", NULL }, { "two", "They are two children", NULL }, { "unsure", "I am not sure", NULL }, { 0 }
};

static const struct field opinion_fields[] = {
    { "opinion", "What do you think?", .kind = RADIOS, .choices = opinions, .need = "Say what you think" },
    { "words", "Why? What is known, and what should be asked?", .kind = PARAGRAPH, .max = 1000, .need = "Say why" },
    { 0 }
};

static const struct field two_fields[] = {
    { "because", "How do you know that they are two children?", .hint = "For example: twins; seen together; the nursery has both", .kind = LINE, .max = 300, .need = "Say how you know" },
    { 0 }
};

/* Records that were joined: the page of the joining tells. */
static void lead_on(struct web *w, const struct beside *b)
{
    if (!b->left->merged_into && !b->right->merged_into)
        return;
    web_leave(w, arena_print(w->arena, "/children/%lld", (long long)child_surviving(w->db, b->left->id)));
}

static void show(struct web *w, struct beside *b, struct form *opinion, struct form *two)
{
    if (!form_is_right(opinion) || !form_is_right(two))
        w->status = 422;
    web_page(w, "Two records");
    view_pair_show(&w->out, w, b, opinion, two);
}

void pair_show(struct web *w)
{
    struct beside *b = beside_of(w, pair_or_stop(w));
    lead_on(w, b);
    show(w, b, form_new(w, opinion_fields), form_new(w, two_fields));
}

void pair_opinion(struct web *w)
{
    struct pair_seen *p = pair_or_stop(w);
    struct form *f = form_read(w, opinion_fields);
    if (!form_is_right(f)) {
        show(w, beside_of(w, p), f, form_new(w, two_fields));
        return;
    }
    add_opinion(w->db, &(struct add_opinion){ .id = new_id(), .duplicate_id = p->id, .opinion = form_value(f, "opinion"), .words = form_value(f, "words"), .person_id = w->person->id, .on_day = w->today });
    web_audit(w, p->child_id, "change", "pair", "opinion");
    web_audit(w, p->other_id, "change", "pair", "opinion");
    web_notice(w, "Your note was saved. The pair stays in the list.");
    web_to_f(w, "/duplicates/%lld", (long long)p->id);
}

static void told_of_both(struct web *w, const struct pair_seen *p, const char *title, const char *detail, const char *audit)
{
    struct act a = act_of(w);
    child_event(a, p->child_id, "", "merge", title, detail, "", false);
    child_event(a, p->other_id, "", "merge", title, detail, "", false);
    web_audit(w, p->child_id, "change", "pair", audit);
    web_audit(w, p->other_id, "change", "pair", audit);
}

void pair_two(struct web *w)
{
    struct pair_seen *p = pair_or_stop(w);
    struct form *f = form_read(w, two_fields);
    if (form_is_right(f) && strcmp(p->status, "open") != 0)
        form_fail(f, NULL, "Somebody has decided this pair already");
    if (!form_is_right(f)) {
        show(w, beside_of(w, p), form_new(w, opinion_fields), f);
        return;
    }
    decide_pair(w->db, &(struct decide_pair){ .viewer = w->person->id, .id = p->id, .status = "two", .because = form_value(f, "because"), .decided_on = w->today });
    told_of_both(w, p, "Compared with another record: two children", "", "two children");
    web_notice(w, "Remembered: these are two children. They will not be offered again.");
    web_to(w, "/duplicates");
}

/* The decision was wrong, or is doubted. */
void pair_again(struct web *w)
{
    struct pair_seen *p = pair_or_stop(w);
    if (strcmp(p->status, "two") != 0)
        web_stop(w, 404);
    decide_pair(w->db, &(struct decide_pair){ .viewer = w->person->id, .id = p->id, .status = "open", .because = "", .decided_on = "" });
    told_of_both(w, p, "Compared with another record again", "", "to be decided again");
    web_notice(w, "The pair is in the list again.");
    web_to_f(w, "/duplicates/%lld", (long long)p->id);
}
