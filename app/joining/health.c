/* Whether the register is whole: see health.h. */
#include "app/joining/health.h"
#include "app/child/words.sql.h"
#include "app/joining/joining.sql.h"
#include "app/joining/tables.h"

enum { RECORDS_AT_ONCE = 2000 };

static void look_at_rows(struct db *db, const struct site *site, struct register_health *h)
{
    size_t n;
    struct joining_table *const *t = joining_tables(site, &n);
    h->rows_of = "";
    for (size_t i = 0; i < n; i++) {
        if (joining_of(t[i])->rule == ROWS_STAY)
            continue;
        int64_t left = joining_rows_left(db, t[i]);
        h->rows_of = left && !h->rows_left ? joining_of(t[i])->name : h->rows_of;
        h->rows_left += left;
    }
}

/* Each EVERY-th record. */
static void look_at_words(struct db *db, struct register_health *h, int64_t every)
{
    struct arena *before = db->arena, *own = arena_inside(before);
    size_t n = 1;
    int64_t passed = 0;
    db->arena = own;
    for (int64_t after = 0; n;) {
        struct children_to_check *c = children_to_check(db, after, RECORDS_AT_ONCE, &n);
        for (size_t i = 0; i < n; i++, passed++)
            if (passed % every == 0) {
                h->looked_at++;
                h->badly_found += !child_index_is_right(db, c[i].id);
            }
        after = n ? c[n - 1].id : after;
        arena_reset(own);
    }
    db->arena = before;
    arena_free(own);
}

struct register_health register_health(struct db *db, const struct site *site, int64_t most)
{
    struct register_health h = { .records = count_records(db)->n };
    look_at_rows(db, site, &h);
    h.records_astray = count_records_astray(db)->n;
    h.names_wrong = names_counted_wrongly(db)->wrong;
    look_at_words(db, &h, most > 0 && h.records > most ? (h.records + most - 1) / most : 1);
    return h;
}
