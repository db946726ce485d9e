/*
 * The payments of an award as rows.  Called whenever an award begins or
 * changes, inside the same transaction.  A row that stands in a schedule is
 * never touched.
 */
#include "app/funding/funding.h"

#include <string.h>

const struct money_term *fund_terms(struct db *db, size_t *n)
{
    struct funding_terms *row = funding_terms(db, n);
    struct money_term *t = arena_array(db->arena, struct money_term, *n + 1);
    for (size_t i = 0; i < *n; i++)
        t[i] = (struct money_term){ row[i].id, row[i].from_on, row[i].to_on, row[i].pay_on, row[i].weeks };
    return t;
}

static void write(struct act a, const struct award_to_reckon *w, const struct money_change *c, const char *because)
{
    const struct money_line *l = &c->line;
    bool is_correction = c->kind != INSTALMENT;
    add_funding_payment(a.db, &(struct add_funding_payment){ .id = new_id(), .award_id = w->id, .child_id = w->child_id, .setting_id = w->setting_id, .term_id = l->term_id, .year = l->year,
        .kind = money_kinds[c->kind], .from_on = l->from_on, .to_on = l->to_on, .pence = l->pence, .due_on = is_correction || strcmp(l->due_on, a.today) < 0 ? a.today : l->due_on, .because = is_correction ? because : "", .at = a.now });
}

void fund_reckon(struct act a, int64_t award, const char *because)
{
    struct award_to_reckon *w = award_to_reckon(a.db, award);
    size_t terms, lines, there, changes;
    const struct money_term *term = fund_terms(a.db, &terms);
    struct payments_of_award *p = payments_of_award(a.db, award, &there);
    struct money_there *was = arena_array(a.db->arena, struct money_there, there + 1);
    for (size_t i = 0; i < there; i++)
        was[i] = (struct money_there){ p[i].id, p[i].term_id, (int)p[i].year, p[i].from_on, p[i].to_on, p[i].pence, p[i].schedule_id != 0, false };
    struct money_line *line = money_lines(a.db->arena, &(struct money_award){ w->unit, w->rate_pence, w->minutes, w->from_on, w->last_on }, term, terms, &lines);
    struct money_change *change = money_changes(a.db->arena, line, lines, was, there, &changes);
    drop_planned_payments(a.db, award);
    for (size_t i = 0; i < changes; i++)
        write(a, w, &change[i], because);
}

void fund_reckon_between(struct act a, const char *from, const char *to, const char *because)
{
    size_t n;
    struct awards_within *w = awards_within(a.db, from, to, &n);
    for (size_t i = 0; i < n; i++)
        fund_reckon(a, w[i].id, because);
}
