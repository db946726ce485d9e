/*
 * Measures the search: a register of made-up children (a million, if not said
 * otherwise), each at a setting and with a parent's telephone, and what an
 * officer may type.  Called by bench/search; prints p50, p99 and the worst
 * beside the bar, by kind of question, how often the child that was meant is
 * named among the first ten, and the ratio to a child's own page in the same
 * run.  Arguments: database, children, "load" to fill it first.
 */
#include "app/child/words.h"
#include "app/features.h"
#include "app/people/people.sql.h"
#include "app/people/people.h"
#include "app/setting/setting.h"
#include "base/text.h"
#include "bench/children.h"
#include "db/migrate.h"

#include <libpq-fe.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <time.h>

enum { FIRST_CHILD = 1000000, FIRST_SETTING = 5000, ASKED = 3000, BAR_MS = 20, CHILDREN_A_SETTING = 40 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

__attribute__((noreturn)) static void stop(const char *why)
{
    fprintf(stderr, "bench/search: %s\n", why);
    exit(1);
}

static void broken(struct db *db, enum db_fault fault, const char *query, const char *why) __attribute__((noreturn));
static void broken(struct db *db, enum db_fault fault, const char *query, const char *why)
{
    (void)db, (void)fault;
    fprintf(stderr, "%s: ", query ? query : "");
    stop(why);
}

/* ---- filling ---- */

struct word { const char *word; int64_t child, kind; };

static int by_word(const void *x, const void *y)
{
    const struct word *a = x, *b = y;
    int d = strcmp(a->word, b->word);
    return d ? d : a->child < b->child ? -1 : 1;
}

/* Rows into a table of either engine, quickly. */
struct loader { sqlite3 *sqlite; PGconn *postgres; sqlite3_stmt *row; };

static void script(struct loader *l, const char *sql)
{
    char *why = NULL;
    if (l->sqlite && sqlite3_exec(l->sqlite, sql, NULL, NULL, &why) != SQLITE_OK)
        stop(why);
    if (l->postgres) {
        PGresult *r = PQexec(l->postgres, sql);
        if (PQresultStatus(r) != PGRES_COMMAND_OK && PQresultStatus(r) != PGRES_TUPLES_OK)
            stop(PQerrorMessage(l->postgres));
        PQclear(r);
    }
}

static void into(struct loader *l, struct arena *a, const char *table, int columns)
{
    if (l->sqlite) {
        script(l, "BEGIN");
        const char *marks = "";
        for (int i = 0; i < columns; i++)
            marks = arena_print(a, "%s%s?", marks, i ? "," : "");
        if (sqlite3_prepare_v2(l->sqlite, arena_print(a, "INSERT INTO %s VALUES (%s)", table, marks), -1, &l->row, NULL) != SQLITE_OK)
            stop(sqlite3_errmsg(l->sqlite));
    } else {
        PGresult *r = PQexec(l->postgres, arena_print(a, "COPY %s FROM STDIN", table));
        if (PQresultStatus(r) != PGRES_COPY_IN)
            stop(PQerrorMessage(l->postgres));
        PQclear(r);
    }
}

static void put(struct loader *l, const char *const *value, int n)
{
    char line[1024];
    size_t at = 0;
    for (int i = 0; i < n && l->sqlite; i++)
        sqlite3_bind_text(l->row, i + 1, value[i], -1, SQLITE_STATIC);
    if (l->sqlite) {
        if (sqlite3_step(l->row) != SQLITE_DONE)
            stop(sqlite3_errmsg(l->sqlite));
        sqlite3_reset(l->row);
        return;
    }
    for (int i = 0; i < n; i++)
        at += (size_t)snprintf(line + at, sizeof line - at, "%s%s", value[i], i == n - 1 ? "\n" : "\t");
    PQputCopyData(l->postgres, line, (int)at);
}

static void done(struct loader *l)
{
    if (l->sqlite) {
        sqlite3_finalize(l->row);
        script(l, "COMMIT");
    } else {
        PQputCopyEnd(l->postgres, NULL);
        PQclear(PQgetResult(l->postgres));
        PQclear(PQgetResult(l->postgres));
    }
}

static const char *number(struct arena *a, int64_t n) { return arena_print(a, "%lld", (long long)n); }

static const char *telephone_of(struct arena *a, size_t child) { return arena_print(a, "07%09zu", child * 7919 % 1000000000); }

static const char *setting_name(struct arena *a, size_t s)
{
    static const char *const kind[] = { "Day Nursery", "Pre-school", "Childminder", "Nursery School", "Playgroup" };
    return arena_print(a, "%s%s %s", children_stem[s % CHILDREN_STEMS], children_end[s / CHILDREN_STEMS % CHILDREN_ENDS], kind[s / 7 % 5]);
}

static const char *nhs_of(struct arena *a, size_t child)
{
    struct maker m = { .arena = a, .random = child * 0x9E3779B97F4A7C15u + 77 };
    return a_number(&m);
}

static void load(struct loader *l, const struct children *made)
{
    struct arena a = { 0 }, words = { 0 };
    struct word *all = malloc(sizeof *all * made->n * 24);
    size_t n = 0, settings = made->n / CHILDREN_A_SETTING + 1;
    script(l, "DROP INDEX IF EXISTS child_word_by_child");
    into(l, &a, "setting (id, kind, name)", 3);
    for (size_t s = 0; s < settings; s++)
        put(l, (const char *[]){ number(&a, FIRST_SETTING + (int64_t)s), "group", setting_name(&a, s) }, 3);
    done(l);
    into(l, &a, "child (id, given_name, family_name, born_on, sex, nhs_number, postcode, school_year, known_on, created_at, changed_at, sort_name)", 12);
    for (size_t i = 0; i < made->n; i++) {
        const struct link_record *r = &made->record[i];
        const char *nhs = i % 2 ? nhs_of(&words, i) : "";
        put(l, (const char *[]){ number(&a, FIRST_CHILD + (int64_t)i), r->given, r->family, r->born_on, r->sex, "", r->postcode, "2027", i % 10 ? "" : "2026-01-01", "1", "1", child_sort_name(&a, r->given, r->family) }, 12);
        struct child_words set = { .arena = &words };
        child_words_name(&set, r->given, r->family, "");
        child_words_day(&set, r->born_on);
        child_words_postcode(&set, r->postcode);
        child_words_number(&set, nhs);
        child_words_telephone(&set, telephone_of(&words, i));
        child_words_pairs(&set);
        for (size_t k = 0; k < set.n && k < 24; k++)
            all[n++] = (struct word){ set.word[k], FIRST_CHILD + (int64_t)i, set.kind[k] };
        if (i % 1000 == 0)
            arena_reset(&a);
    }
    done(l);
    qsort(all, n, sizeof *all, by_word);
    into(l, &a, "child_word (word, child_id, kind)", 3);
    for (size_t i = 0; i < n; i++) {
        put(l, (const char *[]){ all[i].word, number(&a, all[i].child), number(&a, all[i].kind) }, 3);
        if (i % 10000 == 0)
            arena_reset(&a);
    }
    done(l);
    free(all);
    into(l, &a, "placement (id, child_id, setting_id, from_on)", 4);
    for (size_t i = 0; i < made->n; i++)
        put(l, (const char *[]){ number(&a, (int64_t)i + 1), number(&a, FIRST_CHILD + (int64_t)i), number(&a, FIRST_SETTING + (int64_t)(i * 31 % settings)), "2026-01-01" }, 4);
    done(l);
    script(l, "CREATE INDEX child_word_by_child ON child_word (child_id, word, kind)");
    arena_free(&a);
    arena_free(&words);
}

static void fill(struct db *db, const char *url, const struct children *made)
{
    const char *why;
    struct loader l = { 0 };
    double start = now();
    migrate_run(db, &why);
    if (*why)
        stop(why);
    db_begin_write(db);
    codes_seed(db);
    people_add(db, 1, &(struct new_person){ .role = "officer", .name = "Olu", .email = "officer@bench.example", .password = "", .job = "", .organisation = "", .telephone = "" }, &why);
    db_commit(db);
    if (db_is_postgres(db))
        l.postgres = PQconnectdb(url);
    else if (sqlite3_open(url + 7, &l.sqlite) == SQLITE_OK)
        script(&l, "PRAGMA synchronous=OFF; PRAGMA cache_size=-800000; PRAGMA foreign_keys=OFF");
    load(&l, made);
    db_begin_write(db);
    child_words_list_names(db);
    setting_words_list(db);
    db_commit(db);
    script(&l, "ANALYZE");
    if (l.sqlite)
        sqlite3_close(l.sqlite);
    if (l.postgres) {
        script(&l, "VACUUM");
        PQfinish(l.postgres);
    }
    printf("%-34s %.0f s\n", "filled in", (now() - start) / 1000);
}

/* ---- asking ---- */

enum { NAMES, AS_TYPED, FAMILY, GIVEN, MISSPELT, BOTH_MISSPELT, DAY, DAY_AND_NAME, BY_POSTCODE, NHS, BY_TELEPHONE, SETTING_AND_NAME, THREE_LETTERS, TWO_LETTERS, NONSENSE, KINDS };
static const char *const kind_words[] = { "both names", "three letters of each", "family name", "given name", "one misspelt", "both misspelt", "day of birth", "day, name begun",
    "postcode", "NHS number", "telephone", "setting and name", "three letters", "two letters", "fits nobody" };

static const char *first_word(struct arena *a, const char *s)
{
    size_t n;
    const char *const *w = text_words(a, text_fold(a, s), &n);
    return n ? w[0] : "a";
}

static const char *question(struct maker *m, const struct children *made, size_t i, int kind)
{
    struct arena *a = m->arena;
    const struct link_record *r = &made->record[i];
    const char *given = first_word(a, r->given), *family = first_word(a, r->family);
    const char *day = chance(m, .5) ? arena_print(a, "%d.%d.%02d", date_day(r->born_on), date_month(r->born_on), date_year(r->born_on) % 100) : r->born_on;
    switch (kind) {
    case NAMES: return chance(m, .5) ? arena_print(a, "%s %s", given, family) : arena_print(a, "%s %s", family, given);
    case AS_TYPED: return arena_print(a, "%.3s %.3s", given, family);
    case FAMILY: return family;
    case GIVEN: return given;
    case MISSPELT: return arena_print(a, "%s %s", given, slip(m, family));
    case BOTH_MISSPELT: return arena_print(a, "%s %s", slip(m, given), slip(m, family));
    case DAY: return day;
    case DAY_AND_NAME: return chance(m, .5) ? arena_print(a, "%s %.3s", day, family) : arena_print(a, "%.4s %s", given, day);
    case BY_POSTCODE: return *r->postcode ? r->postcode : "A1 1AA";
    case NHS: return i % 2 ? nhs_of(a, i) : "9434765919";
    case BY_TELEPHONE: return telephone_of(a, i);
    case SETTING_AND_NAME: return arena_print(a, "%s %s", given, first_word(a, setting_name(a, i * 31 % (made->n / CHILDREN_A_SETTING + 1))));
    case THREE_LETTERS: return arena_print(a, "%.3s", family);
    case TWO_LETTERS: return arena_print(a, "%.2s", given);
    default: return arena_print(a, "%s qz%c%cx", given, 'a' + (int)below(m, 26), 'a' + (int)below(m, 26));
    }
}

static int by_time(const void *x, const void *y)
{
    const double *a = x, *b = y;
    return *a < *b ? -1 : *a > *b;
}

static double at(double *ms, size_t n, double share)
{
    qsort(ms, n, sizeof *ms, by_time);
    return n ? ms[(size_t)((double)(n - 1) * share)] : 0;
}

static const char *encoded(struct arena *a, const char *s)
{
    char *made = arena_array(a, char, strlen(s) * 3 + 1), *p = made;
    for (; *s; s++)
        p += sprintf(p, "%%%02X", (unsigned char)*s);
    return made;
}

static const char *session_of(struct db *db, struct arena *a)
{
    char token[33] = "0123456789abcdef0123456789abcdef";
    struct person_by_email *p = person_by_email(db, "officer@bench.example");
    if (!p)
        stop("fill it first: load");
    db_begin_write(db);
    db->engine->attempt(db, "DELETE FROM session");
    add_session(db, web_hash(a, token), p->id, date_now_ms());
    db_commit(db);
    return arena_print(a, "session=%s", token);
}

int main(int count, char **argument)
{
    struct arena kept = { 0 }, a = { 0 };
    const char *why, *url = count > 1 ? argument[1] : "";
    size_t n = count > 2 ? (size_t)strtoull(argument[2], NULL, 10) : 1000000;
    if (sodium_init() < 0 || count < 3)
        stop("database children [load]");
    struct children made = make_children(&kept, &(struct children_way){ n, false, 3, 7, false });
    struct db *db = db_open(&kept, url, DB_CREATE, &why);
    if (!db)
        stop(why);
    db->failed = broken;
    db->arena = &kept;
    if (count > 3)
        fill(db, url, &made);
    const char *cookie = session_of(db, &kept);
    static double all[ASKED], page[ASKED], of[KINDS][ASKED];
    size_t asked[KINDS] = { 0 }, named[KINDS] = { 0 };
    struct maker m = { .arena = &a, .random = 4711 };
    for (size_t k = 0; k < ASKED; k++) {
        int kind = (int)(k % KINDS);
        size_t i = below(&m, n);
        const char *q = question(&m, &made, i, kind), *body = arena_print(&a, "q=%s", encoded(&a, q));
        double start = now();
        struct web_answer got = web_try(&site_of_features, db, &a, "/children/suggest", body, cookie);
        double took = now() - start;
        if (got.status != 200)
            stop(arena_print(&a, "status %d", got.status));
        const char *path = arena_print(&a, "/children/%zu", FIRST_CHILD + i);
        named[kind] += strstr(got.body, arena_print(&a, "\"%s\"", path)) != NULL;
        start = now();
        web_try(&site_of_features, db, &a, path, NULL, cookie);
        page[k] = now() - start;
        all[k] = of[kind][asked[kind]++] = took;
        if (took > 30 && getenv("SLOW"))
            printf("%.1f ms: %s\n", took, q);
        arena_reset(&a);
    }
    printf("%s, %zu children, %d searches as an officer types, each with its sign-in checked and its audit entry stored\n", db->engine->name, n, ASKED);
    for (int kind = 0; kind < KINDS; kind++) {
        double p99 = at(of[kind], asked[kind], .99);
        printf("  %-24s p50 %6.2f ms   p99 %6.2f ms   named among the first 8: %3.0f %%\n", kind_words[kind], at(of[kind], asked[kind], .5), p99, 100.0 * (double)named[kind] / (double)asked[kind]);
    }
    double p50 = at(all, ASKED, .5), p99 = at(all, ASKED, .99), own = at(page, ASKED, .99);
    printf("%-34s p50 %.2f ms, p99 %.2f ms, worst %.1f ms; bar %d ms: %s\n", "search", p50, p99, all[ASKED - 1], BAR_MS, p99 < BAR_MS ? "kept" : "MISSED");
    printf("%-34s p99 %.2f ms; search / page %.2f\n", "the page of a child, same run", own, p99 / own);
    db_close(db);
    arena_free(&kept);
    arena_free(&a);
    return p99 >= BAR_MS;
}
