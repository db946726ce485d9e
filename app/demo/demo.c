/*
 * `rightdoor demo`: makes the demo authority and prints who can sign in.
 * Called by main.  It never touches a database that holds anything but a demo.
 */
#include "app/demo/demo.h"
#include "app/demo/hurry.h"
#include "app/command/command.h"
#include "app/people/audit.h"
#include "app/people/people.h"
#include "app/request/rules.h"
#include "db/migrate.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

const char demo_password[] = "demo-marchfield-2026";

const char *const demo_sign_ins[][3] = {
    { "parent", "Megan Pritchard", "parent@marchfield.example" },
    { "practitioner", "Hannah Weaver", "practitioner@marchfield.example" },
    { "school", "Claire Bufton", "school@marchfield.example" },
    { "health", "Ruth Okafor", "health@marchfield.example" },
    { "officer", "Sarah Gwilliam", "officer@marchfield.example" },
    { "manager", "David Hartley", "manager@marchfield.example" },
    { "analyst", "Tomasz Mazur", "analyst@marchfield.example" },
    { "administrator", "Joan Eckley", "administrator@marchfield.example" },
    { NULL, NULL, NULL }
};

/* Who looked at whom in the last weeks: the audit trail has its chain from the start. */
static void looked_at(struct demo *d)
{
    size_t n;
    struct demo_known_children *child = demo_known_children(d->db, &n);
    struct audit_entry *entry = arena_array(d->a, struct audit_entry, n + 1);
    entry[0] = (struct audit_entry){ demo_instant(d, d->today_n - 40), 0, 0, "change", "demo", "the demo authority was made", "command line" };
    for (size_t i = 0; i < n; i++) {
        int64_t day = d->today_n - 35 + (int64_t)(i * 34 / (n + 1));
        entry[i + 1] = (struct audit_entry){ (day * 86400 + 32400) * 1000 + (int64_t)i, d->officer[demo_between(d, 0, d->officers - 1)].id, child[i].id, "view", "/children/:id", "", "127.0.0.1" };
    }
    audit_write(d->db, entry, n + 1);
}

struct demo_counts demo_make(struct db *db, int64_t children, int64_t seed, const char *today)
{
    struct arena *before = db->arena, keep = { 0 }, work = { 0 };
    struct demo *d = arena_new(&keep, struct demo);
    *d = (struct demo){ .db = db, .keep = &keep, .a = &work, .seed = (uint64_t)seed * 2654435761u % 1000003u, .random = (uint64_t)seed, .next_id = 1001, .wanted = children, .today = today, .today_n = date_number(today), .academic_year = date_academic_year(today) };
    d->now = d->today_n * 86400000;
    d->officers = children < 50000 ? 10 : (int)(children / 5000 > MOST_OFFICERS ? MOST_OFFICERS : children / 5000);
    db->arena = &work;
    db_begin_write(db);
    demo_authority(db, "is_demo", "1");      /* first, so that one cut off half-way may be made anew */
    codes_seed(db);
    codes_load(db);
    request_seed_rules(db, today);
    db->arena = &keep;
    d->rules = request_rules_on(db, today);
    db->arena = &work;
    demo_authority_make(d);
    db_commit(db);
    demo_families_make(d);
    db_begin_write(db);
    demo_requests_waiting(d);
    demo_triage_make(d);
    demo_services_make(d);
    demo_fund_end(d);
    looked_at(d);
    db_commit(db);
    struct demo_counts made = d->made;
    db->arena = before;
    arena_free(&work);
    arena_free(&keep);
    return made;
}

/* An empty database again. False after a message. */
static struct db *made_anew(struct command_line *c, struct db *db, const char *url)
{
    if (db_is_postgres(db)) {
        db->engine->script(db, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        return db;
    }
    db_close(db);
    for (int i = 0; i < 3; i++)
        unlink(arena_print(&c->arena, "%s%s", url + strlen("sqlite:"), (const char *[]){ "", "-wal", "-shm" }[i]));
    return command_database(c, DB_CREATE);
}

/* The database to fill, migrated and empty; NULL after a message. */
static struct db *empty_database(struct command_line *c)
{
    const char *why, *url = config_text(&c->config, "database");
    struct db *db = command_database(c, DB_CREATE);
    if (!db)
        return NULL;
    bool was_made = db->engine->attempt(db, "SELECT value FROM authority") && db->engine->attempt(db, "SELECT known_on FROM child");
    struct demo_was_here *before = was_made ? demo_was_here(db) : NULL;
    if (before && before->people && !(before->demo && config_yes(&c->config, "yes"))) {
        command_fails(1, before->demo ? "there is a demo already: --yes makes it anew" : "the database holds a real service: the demo is never made there");
        db_close(db);
        return NULL;
    }
    if (before && before->people)
        db = made_anew(c, db, url);
    if (!db)
        return NULL;
    migrate_run(db, &why);
    if (!*why)
        return db;
    command_fails(1, "%s", why);
    db_close(db);
    return NULL;
}

static void print_sign_ins(bool json)
{
    if (!json) {
        puts("Sign in as (all children are invented):");
        for (int i = 0; demo_sign_ins[i][0]; i++)
            printf("  %-14s %-17s %-33s %s\n", demo_sign_ins[i][0], demo_sign_ins[i][1], demo_sign_ins[i][2], demo_password);
        return;
    }
    json_t *list = json_array();
    for (int i = 0; demo_sign_ins[i][0]; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s}", "role", demo_sign_ins[i][0], "name", demo_sign_ins[i][1], "email", demo_sign_ins[i][2], "password", demo_password));
    json_t *whole = json_pack("{s:o}", "sign_ins", list);
    json_dumpf(whole, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(whole);
}

int demo_command(struct command_line *c, const struct site *site)
{
    const struct config *f = &c->config;
    const char *today = config_text(f, "today");
    int64_t children = config_number(f, "children"), seed = config_number(f, "seed"), start = date_now_ms();
    if (*today && !date_valid(today))
        return command_fails(2, "--today is a day like 2026-11-24");
    if (!*today)
        today = date_of_instant(&c->arena, start);
    struct db *db = empty_database(c);
    if (!db)
        return 1;
    struct hurry *hurry = hurry_begin(db, children);
    struct demo_counts n = demo_make(db, children, seed, today);
    hurry_end(db, hurry);
    demo_pairs_make(db, site, today);
    demo_lists_make(db, today);
    demo_quality_make(db, today, seed);
    db_close(db);
    print_sign_ins(config_yes(f, "json"));
    if (!config_yes(f, "json"))
        fprintf(stderr, "seed %lld, day %s: %lld children, %lld known to the service, %lld requests, %lld plans, %lld passports, in %.1f s\n", (long long)seed, today, (long long)n.children, (long long)n.known,
            (long long)n.requests, (long long)n.plans, (long long)n.passports, (double)(date_now_ms() - start) / 1000);
    return 0;
}
