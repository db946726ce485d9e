/*
 * Every route of the program × every role and nobody × Anna, who is their own,
 * and the other child, who is not.  What must come follows from the route's
 * permission alone: who may not, or asks for what is out of reach, finds 404.
 * And nobody but the manager ever reads a word of the other child.
 */
#define _GNU_SOURCE     /* memmem */
#include "tests/world.h"
#include "app/people/may.h"
#include "base/text.h"
#include "file/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static struct arena kept, passing;
static struct db *db, *watcher;
static struct site site;
static const char *cookie_of[ADMINISTRATOR + 1];
static int wrong, tried;

static void complain(const struct route *r, const char *path, const char *role, int status, const char *expected)
{
    fprintf(stderr, "%s: %s %s as %s: %d, expected %s\n", db->engine->name, r->method == POST ? "POST" : "GET", path, *role ? role : "nobody", status, expected);
    wrong++;
}

/* What :NAME means after the part of the path before it. Whoever adds a route about a new kind of thing says here which row is Anna's. */
struct meaning { const char *after, *name; int64_t hers, others; };
static const struct meaning meanings[] = {
    { "imports", "id", FIRST_ROW, FIRST_ROW }, { "rows", "line", 1, 1 },
    { "children", "id", ANNA, OTHER_CHILD }, { "plans", "id", PLAN, OTHER_PLAN }, { "passports", "id", PASSPORT, OTHER_PASSPORT },
    { "requests", "id", REQUEST_OF_SETTING, OTHER_REQUEST }, { "children", "child", ANNA, OTHER_CHILD }, { "with", "other", REQUEST_WAITING, OTHER_CHILD },
    { "people", "id", PARENT, PARENT }, { "settings", "id", NURSERY, NURSERY }, { "partners", "id", PARTNER, PARTNER },
    { "placements", "placement", FIRST_ROW, FIRST_ROW }, { "professionals", "professional", FIRST_ROW, FIRST_ROW }, { "carers", "carer", FIRST_ROW, FIRST_ROW },
    { "agreements", "agreement", FIRST_ROW, FIRST_ROW }, { "timeline", "event", FIRST_ROW, FIRST_ROW }, { "needs", "need", FIRST_ROW, FIRST_ROW }, { "notices", "id", 6001, 6001 }, { "directory", "id", SERVICE, SERVICE }, { "handovers", "decision", FIRST_ROW + 20, OTHER_ROW + 20 }, { "find-help", "id", SERVICE, SERVICE }, { "loads", "load", LOAD, LOAD },
    { "triage", "id", REQUEST_WAITING, OTHER_REQUEST }, { "outcomes", "outcome", FIRST_ROW, OTHER_ROW }, { "ideas", "outcome", FIRST_ROW, OTHER_ROW }, { "templates", "kind", 1, 1 }, { "strategies", "id", FIRST_ROW, FIRST_ROW }, { "documents", "id", FIRST_ROW, OTHER_ROW }, { "letters", "id", FIRST_ROW, FIRST_ROW },
    { "observations", "id", FIRST_ROW, OTHER_ROW }, { "observation-tools", "id", FIRST_ROW, FIRST_ROW }, { "new", "tool", FIRST_ROW, FIRST_ROW },
    { "actions", "id", FIRST_ROW, OTHER_ROW }, { "visits", "id", FIRST_ROW, OTHER_ROW }, { "templates", "template", FIRST_ROW, FIRST_ROW },
    { "files", "file", FIRST_ROW, OTHER_ROW }, { "partner-systems", "id", PARTNER, PARTNER }, { "questions", "question", FIRST_ROW, FIRST_ROW },
    { "meetings", "id", FIRST_ROW, OTHER_ROW }, { "people", "guest", FIRST_ROW, OTHER_ROW }, { "people", "member", FIRST_ROW, FIRST_ROW },
    { "audits", "audit", FIRST_ROW, FIRST_ROW }, { "records", "record", FIRST_ROW, OTHER_ROW }, { "teams", "person", OFFICER, OFFICER },
    { "bulk", "bulk", FIRST_ROW, FIRST_ROW }, { "meetings", "meeting", FIRST_ROW, FIRST_ROW }, { "rules", "version", FIRST_ROW, FIRST_ROW }, { "rule", "rule", FIRST_ROW, FIRST_ROW }, { "conditions", "condition", FIRST_ROW, FIRST_ROW },
    { "rates", "band", FIRST_ROW, FIRST_ROW }, { "confirm", "rate", 5012, 5012 }, { "terms", "term", FIRST_ROW, FIRST_ROW }, { "applications", "id", FIRST_ROW, OTHER_ROW }, { "decisions", "decision", FIRST_ROW, OTHER_ROW },
    { "caseloads", "person", OFFICER, OFFICER }, { "handed-over", "handover", FIRST_ROW, OTHER_ROW }, { "handed-to-me", "move", FIRST_ROW, OTHER_ROW },
    { "devices", "device", FIRST_ROW, OTHER_ROW }, { "notes", "id", FIRST_ROW, OTHER_ROW }, { "left", "left", FIRST_ROW, OTHER_ROW },
    { "duplicates", "pair", FIRST_ROW, OTHER_ROW }, { "joinings", "joining", FIRST_ROW, OTHER_ROW },
    { "awards", "award", FIRST_ROW, OTHER_ROW }, { "panels", "panel", FIRST_ROW, FIRST_ROW }, { "money", "application", FIRST_ROW + 30, OTHER_ROW + 30 }, { "schedules", "schedule", FIRST_ROW, FIRST_ROW }, { "members", "person", HEALTH, HEALTH },
};

/* Parts that are words. */
static const struct { const char *after, *name, *value; } spoken[] = {
    { "status", "axis", "tier" }, { "oversight", "code", "A1" }, { "ask", "question", "who" }, { "codes", "list", "need" }, { "watch", "rule", "lead" }, { "rules", "rule", "lead" }, { "children", "rule", "ethnicity" }, { "add", "kind", "route" },
    { "standing", "key", "no-such-device" }, { "return", "key", "no-such-device" }, { "sent", "state", "saved" },
    { "requests", "reference", "RD-Anna" }, { "claims", "stream", "DAF" },
};

static int64_t own_request(int person)
{
    return person == HEALTH ? REQUEST_OF_HEALTH : person == SCHOOL ? REQUEST_OF_SCHOOL : REQUEST_OF_SETTING;
}

/* The path with its parts filled in; NULL if a part means nothing to us. *ABOUT: it speaks of a child. */
static const char *fill(const char *pattern, int person, bool other, bool *about)
{
    char before[64] = "", path[256] = "";
    *about = false;
    char *text = arena_text(&passing, pattern, strlen(pattern));
    for (char *part = text + 1, *next; part; part = next) {
        next = strchr(part, '/');
        if (next)
            *next++ = 0;
        size_t n = strlen(path);
        if (*part != ':') {
            snprintf(path + n, sizeof path - n, "/%s", part);
            snprintf(before, sizeof before, "%s", part);
            continue;
        }
        const char *put = NULL;
        if (strcmp(part, ":token") == 0)
            put = other ? world_other_follow_token : world_follow_token;
        for (size_t i = 0; !put && i < sizeof spoken / sizeof *spoken; i++)
            if (strcmp(spoken[i].name, part + 1) == 0 && strcmp(spoken[i].after, before) == 0)
                put = spoken[i].value;
        for (size_t i = 0; !put && i < sizeof meanings / sizeof *meanings; i++)
            if (strcmp(meanings[i].after, before) == 0 && strcmp(meanings[i].name, part + 1) == 0) {
                *about |= meanings[i].hers != meanings[i].others;
                bool request = meanings[i].hers == REQUEST_OF_SETTING;
                put = arena_print(&passing, "%lld", (long long)(other ? meanings[i].others : request ? own_request(person) : meanings[i].hers));
            }
        if (!put)
            return NULL;
        snprintf(path + n, sizeof path - n, "/%s", put);
    }
    return arena_text(&passing, path, strlen(path));
}

/* Where a rule of the thing itself, not a permission, decides: { pattern, role (NULL = all), status expected for Anna }. */
static const struct { const char *pattern, *role; int status; } rules[] = {
    { "/children/:id/access", "practitioner", 404 }, { "/children/:id/access", "school", 404 }, { "/children/:id/access", "health", 404 },  /* who looked: families and the service */
    { "/requests/:id/files/:file", "school", 404 }, { "/requests/:id/files/:file", "health", 404 },   /* the file is the nursery's */
    { "/requests/:id/late-seen", "officer", 404 }, { "/triage/bulk/:bulk", "officer", 404 },   /* a manager takes note; who did it reads the result */
    { "/handovers/:decision", "practitioner", 404 }, { "/handovers/:decision", "school", 404 }, { "/handovers/:decision", "officer", 404 }, { "/handovers/:decision", "manager", 404 },   /* whose address was asked */
    { "/quality/csv", "practitioner", 404 }, { "/quality/rules", "practitioner", 404 }, { "/quality/audits", "practitioner", 404 },   /* theirs is the page of their own children */
    /* a meeting is run by who arranged it, and by the service */
    { "/meetings/:id/people", "practitioner", 404 }, { "/meetings/:id/people/:guest/remove", "practitioner", 404 }, { "/meetings/:id/fix", "practitioner", 404 }, { "/meetings/:id/change", "practitioner", 404 },
    { "/meetings/:id/cancel", "practitioner", 404 }, { "/meetings/:id/record", "practitioner", 404 }, { "/meetings/:id/publish", "practitioner", 404 },
    { "/funding/applications/:id", "school", 404 }, { "/funding/decisions/:decision", "school", 404 }, { "/funding/decisions/:decision/pdf", "school", 404 }, { "/funding/awards/:award", "school", 404 },   /* no member of the panel */
    { "/funding/panels", "officer", 404 }, { "/funding/panels", "practitioner", 404 }, { "/funding/panels", "school", 404 },
    { "/funding/panels/:panel", "officer", 404 }, { "/funding/panels/:panel", "practitioner", 404 }, { "/funding/panels/:panel", "school", 404 },
    { "/funding/panels/:panel/links", "officer", 404 }, { "/funding/panels/:panel/links", "practitioner", 404 }, { "/funding/panels/:panel/links", "school", 404 },
    { "/funding/panels/:panel/people", "officer", 404 }, { "/funding/panels/:panel/people", "practitioner", 404 }, { "/funding/panels/:panel/people", "school", 404 },
    { "/funding/panels/:panel/end", "officer", 404 }, { "/funding/panels/:panel/end", "practitioner", 404 }, { "/funding/panels/:panel/end", "school", 404 },
    { "/funding/applications/:id/decision", "officer", 404 }, { "/funding/applications/:id/decision", "practitioner", 404 }, { "/funding/applications/:id/decision", "school", 404 },   /* who sits on it; in the world the manager and the health visitor do */
    { "/funding/panels/:panel/day", NULL, 404 },   /* the panel has begun */
    { "/documents/:id/letter", NULL, 404 },   /* it is a file */
    { "/observations/:id", "parent", 303 },          /* a family reads all of it on one page */
    { "/documents/:id/edit", "practitioner", 404 }, { "/documents/:id/edit", "school", 404 }, { "/documents/:id/edit", "health", 404 },   /* who put it in, and the service */
    { "/documents/:id/remove", "practitioner", 404 }, { "/documents/:id/remove", "school", 404 }, { "/documents/:id/remove", "health", 404 },
    { "/field/devices/:device/revoke", "manager", 404 },   /* whose device it is */
    { "/letters/:id", "manager", 404 }, { "/letters/:id/pdf", "manager", 404 },   /* whoever wrote them */
    { "/handed-to-me/:move/read", "manager", 404 }, { "/handed-to-me/:move/back", "manager", 404 },   /* whoever got the child; in the world that is the officer */
    { "/watch/rules/:rule/try", NULL, 422 },    /* nothing was entered */
    { "/children/:id/compare/with", "officer", 404 }, { "/children/:id/compare/with", "manager", 404 },   /* with whom, the form says */
    { "/duplicates/:pair/again", "manager", 404 },   /* nothing was decided that could be taken back */
};

static int by_rule(const struct route *r, const char *role)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strcmp(rules[i].pattern, r->path) == 0 && (!rules[i].role || strcmp(rules[i].role, role) == 0))
            return rules[i].status;
    return 0;
}

static int64_t commits_seen(void)
{
    struct version { int64_t n; };
    static const struct db_column column[] = { { 'i', offsetof(struct version, n) } };
    static const struct db_query query = { .name = "data_version", .params = "", .columns = 1, .column = column, .row_size = sizeof(struct version), .text = "PRAGMA data_version" };
    if (!watcher)
        return 0;
    watcher->arena = &passing;
    return ((struct version *)db_one(watcher, &query))->n;
}

static struct web_answer ask(const struct route *r, const char *path, int person, const char *body)
{
    tried++;
    return web_try(&site, db, &passing, path, r->method == POST ? body : NULL, person ? cookie_of[person] : NULL);
}

static void fill_world(void)
{
    world_fill(db);
    for (const struct world_person *p = world_people; p->id; p++)
        cookie_of[p->id] = house_session(db, &kept, p->id);
}

static bool may(int person, const char *role, int permission)
{
    return permission == ANYONE || (person && (role_may(role) >> permission & 1));
}

/* A form without its token changes nothing, whoever sends it. */
static void without_token(const struct route *r, const char *path, int person, const char *role)
{
    int64_t before = commits_seen();
    struct web_answer a = ask(r, path, person, "token=wrong");
    if (a.status != 403)
        complain(r, path, role, a.status, "403 without a token");
    else if (commits_seen() != before) {
        complain(r, path, role, a.status, "nothing written without a token");
    }
}

static void check_words(const struct route *r, const char *path, int person, const char *role, struct web_answer a)
{
    if (person != MANAGER && a.len && memmem(a.body, a.len, world_other_word, strlen(world_other_word)))
        complain(r, path, role, a.status, "no word of the other child");
}

static void try_one(const struct route *r, int person, const char *role, bool other)
{
    bool about;
    const char *path = fill(r->path, person, other, &about);
    if (!path) {
        if (!person && !other)
            complain(r, r->path, role, 0, "that matrix_test.c says what its parts mean");
        return;
    }
    if (other && (!about || person == MANAGER))
        return;
    bool allowed = may(person, role, r->may);
    if (r->is_api) {            /* no session opens it, whoever's it is: the API's own tests try it with keys */
        struct web_answer refused = ask(r, path, person, "");
        if (refused.status != 401)
            complain(r, path, role, refused.status, "401 without a key");
        check_words(r, path, person, role, refused);
        return;
    }
    if (r->method == POST && allowed && !other)
        without_token(r, path, person, role);
    struct web_answer a = ask(r, path, person, "");
    int rule = by_rule(r, role);
    if (!person && r->may != ANYONE) {
        if (a.status != 303 || strcmp(a.go_to, "/sign-in") != 0)
            complain(r, path, role, a.status, "303 to /sign-in");
    } else if (!allowed || other) {
        if (a.status != 404)
            complain(r, path, role, a.status, "404");
    } else if (rule ? a.status != rule : a.status == 404 || a.status >= 500)
        complain(r, path, role, a.status, rule ? "what the rule says" : "an answer");
    check_words(r, path, person, role, a);
    if (r->method == POST && a.status < 400)
        fill_world();
}

static void every_route(void **state)
{
    (void)state;
    static const struct world_person nobody = { 0, "" };
    for (const struct feature *const *f = features; *f; f++)
        for (const struct route *r = (*f)->routes; r->path; r++)
            for (const struct world_person *p = &nobody; p; p = p == &nobody ? world_people : p[1].id ? p + 1 : NULL)
                for (int other = 0; other < 2; other++) {
                    try_one(r, p->id, p->role, other);
                    arena_reset(&passing);
                }
    printf("%s: %d requests, %d answered wrongly\n", db->engine->name, tried, wrong);
    assert_int_equal(wrong, 0);
}

static void unknown_paths_are_absent(void **state)
{
    (void)state;
    for (const struct world_person *p = world_people; p->id; p++) {
        struct web_answer a = web_try(&site, db, &passing, "/no/such/page", NULL, cookie_of[p->id]);
        assert_int_equal(a.status, 404);
        assert_non_null(strstr(a.body, "href=\"/\""));
        arena_reset(&passing);
    }
}

/* The bytes of the two files of the world. */
/* Of requests, and of documents. */
static const int64_t file_rows[] = { FIRST_ROW, OTHER_ROW, FIRST_ROW + 30, OTHER_ROW + 30 };

static void keep_files(void)
{
    static char folder[] = "/tmp/rightdoor-matrix.XXXXXX";
    static bool is_made;
    const char *why;
    is_made = is_made || mkdtemp(folder);
    site.files_folder = folder;
    assert_true(is_made && store_open(&kept, folder, &why));
    for (size_t i = 0; i < sizeof file_rows / sizeof *file_rows; i++) {
        int64_t id = file_rows[i];
        const char *from = arena_print(&kept, "%s/arriving/x", folder);
        FILE *f = fopen(from, "w");
        assert_non_null(f);
        fputs(id == FIRST_ROW || id == FIRST_ROW + 30 ? "pdf" : world_other_word, f);
        fclose(f);
        assert_true(store_keep(&kept, folder, id, from, 3));
    }
}

static int open_with(struct db *opened)
{
    site = site_of_features;
    keep_files();
    site.today = world_today;
    db = opened;
    wrong = tried = 0;
    if (!db)
        return -1;
    fill_world();
    return 0;
}

static int open_sqlite(void **state)
{
    (void)state;
    int failed = open_with(house_new(&kept));
    watcher = house_again(&kept);
    return failed;
}

static int open_postgres(void **state)
{
    (void)state;
    return open_with(house_new_postgres(&kept));
}

static int close_house(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof file_rows / sizeof *file_rows; i++)
        store_drop(&kept, site.files_folder, file_rows[i]);
    db_close(watcher);
    watcher = NULL;
    db_close(db);
    arena_free(&kept);
    arena_free(&passing);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_route), cmocka_unit_test(unknown_paths_are_absent) };
    int failed = cmocka_run_group_tests_name("routes on SQLite", tests, open_sqlite, close_house);
    if (getenv("RIGHTDOOR_TEST_POSTGRES"))
        failed += cmocka_run_group_tests_name("routes on PostgreSQL", tests, open_postgres, close_house);
    return failed;
}
