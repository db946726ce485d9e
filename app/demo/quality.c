/*
 * Data quality as it would be after a year: details that were looked at and
 * details that nobody asked for, the scores of past months, which led to those
 * of today, and the audits of accuracy.  Draws no chance from the demo's own
 * stream, so that nothing else depends on it.  Called by known.c for each
 * child, and by the command once all is made and indexed.
 */
#include "app/demo/demo.h"
#include "app/people/people.h"
#include "app/quality/audit.h"
#include "app/quality/draw.h"
#include "base/date.h"

#include <string.h>

enum { MONTHS = 13 };

/* Splitmix64 of three numbers: the same for the same child and matter, whatever else is made. */
static uint64_t lot(uint64_t seed, int64_t about, int64_t what)
{
    uint64_t z = seed * 0x9e3779b97f4a7c15u + (uint64_t)about * 0xbf58476d1ce4e5b9u + (uint64_t)what * 0x94d049bb133111ebu;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static bool happens(uint64_t seed, int64_t about, int64_t what, unsigned per_mille) { return lot(seed, about, what) % 1000 < per_mille; }

/* Before the child is written: what a real register does not have of everybody. */
void demo_leave_gaps(const struct demo *d, struct demo_kid *k)
{
    if (k->wish)
        return;
    if (happens(d->seed, k->id, 1, 80))
        k->ethnicity = "";
    if (strcmp(k->language, "en") == 0 && happens(d->seed, k->id, 2, 60))
        k->language = "";
    if (happens(d->seed, k->id, 3, 6))
        k->sex = "";
}

/* Seven settings in ten have looked at the details within the last four months. */
void demo_confirm(struct demo *d, const struct demo_kid *k, int64_t known)
{
    int64_t on = d->today_n - 3 - (int64_t)(lot(d->seed, k->id, 4) % (happens(d->seed, k->id, 5, 700) ? 115 : 300));
    if (k->setting_id && on > known && !happens(d->seed, k->id, 6, 120))
        demo_confirmed(d->db, &(struct demo_confirmed){ k->id, k->id, demo_day(d, on), 0 });
}

/* ---- Scores of past months: the further back, the more was missing ---- */

static int64_t more(int64_t failed, int64_t checks, int back, uint64_t chance)
{
    int64_t was = failed + failed * back * 55 / 1000 + (failed * (int64_t)(chance % 90) - failed * 45) / 1000;
    return was < 0 ? 0 : was > checks ? checks : was;
}

static void past(struct db *db, const char *as_at, int back, const char *scope, const char *about, int64_t id, const struct quality_sum *s)
{
    int64_t children = s->children - s->children * back * 9 / 1000;
    for (int d = 0; d <= QUALITY_ALL && children > 0; d++) {
        int64_t checks = s->checks[d] * children / s->children, failed = more(s->checks[d] - s->passed[d], checks, back, lot((uint64_t)back, id, d));
        int64_t clean = s->clean[d] * children / s->children - (s->clean[d] * back * 18 + 500) / 1000;
        set_quality_score(db, &(struct set_quality_score){ .scope = scope, .about = about, .dimension = d == QUALITY_ALL ? "" : quality_dimensions[d].code, .month = arena_text(db->arena, as_at, 7),
            .as_at = as_at, .children = children, .clean = clean > 0 ? clean : 0, .checks = checks, .passed = checks - failed });
    }
}

static void past_groups(struct db *db, const struct quality_look *l, const char *as_at, int back, bool leads)
{
    size_t n;
    const struct quality_group *g = quality_groups(db->arena, l, leads, &n);
    for (size_t i = 0; i < n; i++)
        if (g[i].id)
            past(db, as_at, back, leads ? "lead" : "setting", arena_print(db->arena, "%lld", (long long)g[i].id), g[i].id, &g[i].sum);
}

static void scores(struct db *db, const struct quality_look *l, const char *today)
{
    struct quality_sum all = quality_sum_of(l, 0, 0, -1);
    quality_keep_scores(db, l);
    for (int back = 1; back <= MONTHS; back++) {
        const char *first = date_add_months(db->arena, arena_print(db->arena, "%.7s-01", today), 1 - back), *as_at = date_add_days(db->arena, first, -1);
        past(db, as_at, back, "all", "", 0, &all);
        for (int i = 0; i < l->areas; i++) {
            struct quality_sum s = quality_sum_of(l, 0, 0, i);
            if (*l->area[i])
                past(db, as_at, back, "area", l->area[i], i + 1, &s);
        }
        past_groups(db, l, as_at, back, false);
        past_groups(db, l, as_at, back, true);
    }
}

/* ---- Audits ---- */

/* Of a hundred fields some 93 agree, 4 differ, 3 are not on paper; telephones and addresses differ most. */
static const char *result(uint64_t seed, int64_t record, size_t field)
{
    static const unsigned differs[AUDIT_FIELDS] = { 12, 4, 2, 15, 70, 20, 110, 25, 60, 45, 8, 40 }, absent[AUDIT_FIELDS] = { 0, 0, 20, 90, 5, 5, 15, 40, 20, 60, 0, 30 };
    unsigned at = (unsigned)(lot(seed, record, 100 + (int64_t)field) % 1000);
    return at < differs[field] ? "differs" : at < differs[field] + absent[field] ? "absent" : "agrees";
}

static void check_record(struct db *db, uint64_t seed, int64_t audit, int position, int64_t child, int64_t by, const char *on)
{
    int64_t id = audit * 100 + position;
    bool done = *on, no_paper = done && happens(seed, child, 7, 40);
    demo_audited(db, &(struct demo_audited){ .id = id, .audit_id = audit, .position = position, .child_id = child, .checked_on = on, .checked_by = done ? by : 0, .no_paper = no_paper ? "Kept at the setting" : "" });
    for (size_t i = 0; done && !no_paper && i < AUDIT_FIELDS; i++)
        add_quality_audited_field(db, id, audit_fields[i].code, result(seed, id, i));
}

static void audit_of_month(struct db *db, uint64_t seed, const char *today, int back, const struct demo_open_records *r, size_t n)
{
    const char *first = date_add_months(db->arena, arena_print(db->arena, "%.7s-01", today), -back), *drawn_on = date_add_working_days(db->arena, first, 0);
    int64_t *id = arena_array(db->arena, int64_t, n + 1), drawn[AUDIT_RECORDS];
    size_t known = 0;
    for (size_t i = 0; i < n; i++)
        if (strcmp(r[i].known_on, drawn_on) < 0)
            id[known++] = r[i].child_id;
    if (strcmp(drawn_on, today) >= 0 || known < AUDIT_RECORDS)
        return;
    const char *text = arena_print(db->arena, "%.7s %016llx", first, (unsigned long long)lot(seed, back, 8));
    size_t k = quality_draw(db->arena, text, id, known, drawn, AUDIT_RECORDS);
    add_quality_audit(db, &(struct add_quality_audit){ .id = MONTHS - back, .month = arena_text(db->arena, first, 7), .seed = text, .drawn_on = drawn_on, .records = (int64_t)known });
    for (size_t i = 0; i < k; i++) {
        const char *on = date_add_working_days(db->arena, drawn_on, 3 + (int)(lot(seed, back, 10 + (int64_t)i) % 9));
        int64_t by = 0;
        for (size_t c = 0; c < n; c++)
            by = r[c].child_id == drawn[i] ? r[c].lead_id : by;
        check_record(db, seed, MONTHS - back, (int)i + 1, drawn[i], by, strcmp(on, today) < 0 && (back || i < 6) ? on : "");
    }
}

void demo_quality_make(struct db *db, const char *today, int64_t seed)
{
    struct arena *before = db->arena, *own = arena_inside(before);
    size_t n;
    db->arena = own;
    db_begin_write(db);
    scores(db, quality_reckon(db, own, today, date_number(today) * 86400000), today);
    struct demo_open_records *r = demo_open_records(db, &n);
    for (int back = 0; back < MONTHS - 1; back++)
        audit_of_month(db, (uint64_t)seed, today, back, r, n);
    db_commit(db);
    db->arena = before;
    arena_free(own);
}
