/*
 * The commands of the operator that read whole lists: indicators, export.
 * They see everything, so each leaves an entry in the audit trail ("command
 * line").  What reads lists in is app/imports.
 */
#include "app/main.h"
#include "app/child/child.h"
#include "app/evidence/evidence.h"
#include "app/evidence/evidence.sql.h"
#include "app/people/audit.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/text.h"
#include "web/form.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *today_of(struct command_line *c)
{
    const char *fixed = config_text(&c->config, "today");
    return date_valid(fixed) ? fixed : date_of_instant(&c->arena, date_now_ms());
}

/* ---- indicators ---- */

static json_t *number_or_null(double x) { return isnan(x) ? json_null() : json_real(x); }
static json_t *count_or_null(int64_t n) { return n < 0 ? json_null() : json_integer(n); }

static void print_json(const struct figures *f, const char *as_at)
{
    json_t *list = json_array();
    for (int k = 0; k < INDICATORS; k++) {
        const struct indicator *i = &indicators[k];
        const struct count *n = &f->of[k].now;
        json_t *o = json_object();
        json_object_set_new(o, "code", json_string(i->code));
        json_object_set_new(o, "name", json_string(i->name));
        json_object_set_new(o, "value", number_or_null(n->value));
        json_object_set_new(o, "numerator", count_or_null(n->n));
        json_object_set_new(o, "denominator", i->kind == RATIO ? number_or_null(n->expected) : count_or_null(n->d));
        json_object_set_new(o, "low", number_or_null(n->low));
        json_object_set_new(o, "high", number_or_null(n->high));
        json_object_set_new(o, "missing", count_or_null(n->missing));
        json_object_set_new(o, "is_hidden", json_boolean(n->is_hidden));
        json_object_set_new(o, "as_at", json_string(as_at));
        json_array_append_new(list, o);
    }
    json_t *all = json_pack("{s:s, s:o}", "as_at", as_at, "indicators", list);
    json_dumpf(all, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
    putchar('\n');
    json_decref(all);
}

static void print_table(struct arena *a, const struct figures *f, const char *as_at)
{
    printf("As at %s\n%-4s %-40s %-16s %-36s %12s %12s\n", as_at, "", "", "value", "95% limits", "numerator", "denominator");
    for (int k = 0; k < INDICATORS; k++) {
        const struct indicator *i = &indicators[k];
        const struct count *n = &f->of[k].now;
        const char *of = i->kind == RATIO && !n->is_hidden ? arena_print(a, "%.1f", n->expected) : figure_number(a, n->d);
        printf("%-4s %-40s %-16s %-36s %12s %12s\n", i->code, i->name, figure_value(a, i, n), figure_range(a, i, n, "to"), figure_number(a, n->n), of);
    }
}

int command_indicators(struct command_line *c)
{
    const char *what = config_text(&c->config, "what");
    if (*what && strcmp(what, "published") != 0)
        return command_fails(2, "--what is published, or left out");
    struct db *db = command_database(c, DB_READER);
    if (!db)
        return c->code ? c->code : 1;
    authority_load(db);
    struct figures *f = arena_new(&c->arena, struct figures);
    const char *as_at = today_of(c);
    db_begin_read(db);
    figures_make(facts_read(db, &c->arena, as_at, atoi(authority(NULL, "review_weeks"))), f);
    db_rollback(db);
    if (*what)
        figures_publish(&c->arena, f, atoi(authority(NULL, "suppress_below")));
    if (config_yes(&c->config, "json"))
        print_json(f, as_at);
    else
        print_table(&c->arena, f, as_at);
    db_close(db);
    return 0;
}

/* ---- export ---- */

#define TEXT_OF(n) number_text(a, n)
static const char *number_text(struct arena *a, int64_t n) { return arena_print(a, "%lld", (long long)n); }
static const char *id_text(struct arena *a, int64_t id) { return id ? number_text(a, id) : ""; }

static int64_t write_children(struct db *db, struct out *o, int64_t after, size_t *n)
{
    struct arena *a = o->arena;
    struct export_children *r = export_children(db, after, n);
    for (size_t i = 0; i < *n; i++) {
        const char *cell[] = { TEXT_OF(r[i].id), r[i].given_name, r[i].family_name, r[i].known_as, r[i].born_on, r[i].sex, r[i].nhs_number, r[i].upn, r[i].ethnicity, r[i].home_language,
            r[i].is_address_restricted ? "" : r[i].postcode, r[i].area, TEXT_OF(r[i].imd_quintile), TEXT_OF(r[i].is_address_restricted), TEXT_OF(r[i].is_restricted), TEXT_OF(r[i].school_year),
            r[i].known_on, r[i].first_concern_on, r[i].left_on, r[i].left_reason, r[i].sen_provision, r[i].tier, r[i].ehc_stage, r[i].service, r[i].primary_need };
        csv_write_row(o, cell, sizeof cell / sizeof *cell);
    }
    return *n ? r[*n - 1].id : after;
}

static int64_t write_requests(struct db *db, struct out *o, int64_t after, size_t *n)
{
    struct arena *a = o->arena;
    struct export_requests *r = export_requests(db, after, n);
    for (size_t i = 0; i < *n; i++) {
        const char *cell[] = { TEXT_OF(r[i].id), r[i].reference, r[i].kind, r[i].door, r[i].status, id_text(a, r[i].child_id), id_text(a, r[i].setting_id), TEXT_OF(r[i].urgency), r[i].suggested_route,
            r[i].received_on, r[i].due_on, r[i].answered_on, TEXT_OF(r[i].hops) };
        csv_write_row(o, cell, sizeof cell / sizeof *cell);
    }
    return *n ? r[*n - 1].id : after;
}

static int64_t write_plans(struct db *db, struct out *o, int64_t after, size_t *n)
{
    struct arena *a = o->arena;
    struct export_plans *r = export_plans(db, after, n);
    for (size_t i = 0; i < *n; i++) {
        const char *cell[] = { TEXT_OF(r[i].id), TEXT_OF(r[i].child_id), TEXT_OF(r[i].cycle), r[i].kind, r[i].status, id_text(a, r[i].setting_id), r[i].started_on, r[i].review_due_on, r[i].parents_told_on, TEXT_OF(r[i].outcomes) };
        csv_write_row(o, cell, sizeof cell / sizeof *cell);
    }
    return *n ? r[*n - 1].id : after;
}

static int64_t write_reviews(struct db *db, struct out *o, int64_t after, size_t *n)
{
    struct arena *a = o->arena;
    struct export_reviews *r = export_reviews(db, after, n);
    for (size_t i = 0; i < *n; i++) {
        const char *cell[] = { TEXT_OF(r[i].id), TEXT_OF(r[i].plan_id), TEXT_OF(r[i].child_id), TEXT_OF(r[i].cycle), r[i].started_on, r[i].held_on, r[i].decision, TEXT_OF(r[i].outcomes), TEXT_OF(r[i].met), TEXT_OF(r[i].unrated) };
        csv_write_row(o, cell, sizeof cell / sizeof *cell);
    }
    return *n ? r[*n - 1].id : after;
}

struct list { const char *what, *columns; int64_t (*write)(struct db *, struct out *, int64_t after, size_t *n); };

/* The columns are told by --help too (main.c): keep both in step. */
static const struct list lists[] = {
    { "children", "id,given_name,family_name,known_as,born_on,sex,nhs_number,upn,ethnicity,home_language,postcode,area,imd_quintile,is_address_restricted,is_restricted,school_year,"
                  "known_on,first_concern_on,left_on,left_reason,sen_provision,tier,ehc_stage,service,primary_need", write_children },
    { "requests", "id,reference,kind,door,status,child_id,setting_id,urgency,suggested_route,received_on,due_on,answered_on,hops", write_requests },
    { "plans", "id,child_id,cycle,kind,status,setting_id,started_on,review_due_on,parents_told_on,outcomes", write_plans },
    { "reviews", "id,plan_id,child_id,cycle,started_on,held_on,decision,outcomes,outcomes_met,outcomes_unrated", write_reviews },
};

static const struct list *list_named(const char *what)
{
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (strcmp(lists[i].what, what) == 0)
            return &lists[i];
    return NULL;
}

static void write_heading(struct out *o, const char *columns)
{
    const char *cell[40];
    size_t n = 0;
    for (const char *s = columns; *s && n < 40;) {
        size_t len = strcspn(s, ",");
        cell[n++] = arena_text(o->arena, s, len);
        s += len + (s[len] == ',');
    }
    csv_write_start(o);
    csv_write_row(o, cell, n);
}

/* In pages of 5,000, so that a million rows need no more memory than these. */
static bool write_list(struct db *db, const struct list *l, FILE *to, int64_t *rows)
{
    struct arena own = { 0 }, *before = db->arena;
    db->arena = &own;
    int64_t after = INT64_MIN;
    size_t n = 1;
    *rows = 0;
    for (bool first = true, right = true; n;) {
        struct out o = { .arena = &own };
        if (first)
            write_heading(&o, l->columns);
        first = false;
        after = l->write(db, &o, after, &n);
        *rows += (int64_t)n;
        right = fwrite(o.at, 1, o.len, to) == o.len;
        arena_reset(&own);
        if (!right)
            break;
    }
    db->arena = before;
    arena_free(&own);
    return !ferror(to);
}

static void audit_line(struct db *db, int64_t child, const char *action, const char *what, const char *detail)
{
    audit_write(db, &(struct audit_entry){ date_now_ms(), 0, child, action, what, detail, "command line" }, 1);
}

int command_export(struct command_line *c)
{
    const char *file = config_text(&c->config, "file");
    const struct list *l = list_named(config_text(&c->config, "what"));
    if (!l || !*file)
        return command_fails(2, "usage: rightdoor export --database URL --what children|requests|plans|reviews --file OUT.csv");
    struct db *db = command_database(c, DB_WRITER);
    if (!db)
        return c->code ? c->code : 1;
    int fd = open(file, O_WRONLY | O_CREAT | (config_yes(&c->config, "yes") ? O_TRUNC : O_EXCL), 0600);
    if (fd < 0)
        return command_fails(1, errno == EEXIST ? "%s is there already: say --yes to write over it (%s)" : "%s: %s", file, strerror(errno));
    db_begin_write(db);                      /* first the trace, then the list: none leaves without it */
    audit_line(db, 0, "export", l->what, "");
    db_commit(db);
    FILE *to = fdopen(fd, "w");
    int64_t rows;
    db_begin_read(db);
    bool written = write_list(db, l, to, &rows);
    db_rollback(db);
    db_close(db);
    if (fclose(to) != 0 || !written)
        return command_fails(1, "%s: could not be written to the end: %s", file, strerror(errno));
    printf("%lld rows written to %s, which only you can read\n", (long long)rows, file);
    return 0;
}
