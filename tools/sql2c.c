/*
 * sql2c: turns the queries of a feature into typed C functions.
 *
 *     sql2c app/request/request.sql build/app/request/request.sql migrate/[0-9]*.sql
 *
 * writes request.sql.h and request.sql.c.  The migrations are run in an empty
 * SQLite database and every query is prepared against it, so a wrong name or
 * a wrong parameter stops the build.  Before each query stands its signature:
 *
 *     -- name(int viewer, text word): many          arguments, in order
 *     -- add_thing{}: run                           one struct, by name; types from the table written to
 *     -- name(int id): one as other_query           the row struct of an earlier query
 *     -- keep_thing(int id): put                    a change whose count nobody reads: not waited for (db_put)
 *
 * and then, after commas, `int column` for a computed column that is a number
 * and `unscoped because ...`.  A signature may go on in lines that begin with
 * two dashes and two blanks.  Types: int, text, ref (an int whose 0 is NULL).
 *
 * A query that reads, updates or deletes in a table marked `-- about children`
 * must take :viewer and ask a view whose name ends in _seen_by, or say why not.
 */
#include <ctype.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_VARS = 96, MAX_QUERIES = 400 };

struct var { char type[8], name[48]; };

struct query {
    char name[64], kind[8], as[64], head[4096], text[16384], portable[16384], table[64];
    struct var param[MAX_VARS], column[MAX_VARS];
    int params, columns, line;
    bool by_struct, infer, unscoped;
};

static const char *file;
static int line;
static char about_children[128][48];
static int about_children_n;
static char touched[64];
static char made[MAX_QUERIES][64];
static char made_columns[MAX_QUERIES][8192];
static bool made_scoped[MAX_QUERIES];
static int made_n;

__attribute__((noreturn, format(printf, 1, 2))) static void fail(const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    fprintf(stderr, "%s:%d: ", file, line);
    vfprintf(stderr, format, ap);
    fputc('\n', stderr);
    exit(1);
}

static char *slurp(const char *path)
{
    FILE *f = fopen(path, "r");
    char *text = calloc(1, 1 << 20);
    if (!f || !text) {
        perror(path);
        exit(1);
    }
    size_t n = fread(text, 1, (1 << 20) - 1, f);
    text[n] = 0;
    fclose(f);
    return text;
}

/* The word `-- about children` stands on the line before CREATE TABLE. */
static void find_marks(const char *sql)
{
    for (const char *s = sql; (s = strstr(s, "-- about children\nCREATE TABLE ")); s++) {
        if (about_children_n == 128)
            fail("too many tables about children");
        sscanf(s, "-- about children\nCREATE TABLE %47[a-z_]", about_children[about_children_n++]);
    }
}

static bool is_about_children(const char *table)
{
    for (int i = 0; i < about_children_n; i++)
        if (strcmp(table, about_children[i]) == 0)
            return true;
    return false;
}

static int see(void *x, int what, const char *table, const char *column, const char *db, const char *from)
{
    (void)x, (void)column, (void)db;
    bool inside_view = from && strlen(from) > 8 && strcmp(from + strlen(from) - 8, "_seen_by") == 0;
    if ((what == SQLITE_READ || what == SQLITE_UPDATE || what == SQLITE_DELETE) && !inside_view && is_about_children(table))
        snprintf(touched, sizeof touched, "%s", table);
    return SQLITE_OK;
}

static struct query q;

static void parse_params(const char *s, char end)
{
    while (*s && *s != end) {
        int n = 0;
        struct var *v = &q.param[q.params];
        if (q.params == MAX_VARS || sscanf(s, " %7[a-z] %47[a-z_0-9]%n", v->type, v->name, &n) != 2)
            fail("%s: a parameter is: int|text|ref name", q.name);
        if (strcmp(v->type, "int") != 0 && strcmp(v->type, "text") != 0 && strcmp(v->type, "ref") != 0)
            fail("%s: %s is not int, text or ref", q.name, v->type);
        q.params++;
        for (s += n; *s == ' ' || *s == ','; s++)
            ;
    }
}

static void parse_head(void)
{
    line = q.line;
    char *open = strpbrk(q.head, "({"), *shut, end;
    if (!open || open - q.head > 60)
        fail("a query begins: -- name(type param, ...): many|one|run|put");
    end = *open == '(' ? ')' : '}';
    shut = strchr(open, end);
    if (!shut)
        fail("the signature of %.40s is not closed", q.head);
    memcpy(q.name, q.head, (size_t)(open - q.head));
    q.by_struct = end == '}';
    parse_params(open + 1, end);
    q.infer = q.by_struct && q.params == 0;
    if (sscanf(shut + 1, ": %7[a-z]", q.kind) != 1 || (strcmp(q.kind, "many") != 0 && strcmp(q.kind, "one") != 0 && strcmp(q.kind, "run") != 0 && strcmp(q.kind, "put") != 0))
        fail("%s: expected : many, one, run or put", q.name);
    q.unscoped = strstr(shut, "unscoped because ") != NULL;
    char *as = strstr(shut, " as ");
    if (as && as - shut < 8)
        sscanf(as, " as %63[a-z_0-9]", q.as);
    for (char *s = strchr(shut, ','); s; s = strchr(s + 1, ',')) {
        struct var *v = &q.column[q.columns];
        if (sscanf(s, ", %7[a-z] %47[a-z_0-9]", v->type, v->name) == 2 && strcmp(v->type, "int") == 0)
            q.columns++;
    }
}

static int param_named(const char *name)
{
    for (int i = 0; i < q.params; i++)
        if (strcmp(q.param[i].name, name) == 0)
            return i;
    return -1;
}

static void infer_param(sqlite3 *db, const char *name)
{
    sqlite3_stmt *st;
    struct var *v = &q.param[q.params++];
    snprintf(v->name, sizeof v->name, "%s", name);
    sqlite3_prepare_v2(db, "SELECT type, \"notnull\" FROM pragma_table_info(?1) WHERE name = ?2", -1, &st, NULL);
    sqlite3_bind_text(st, 1, q.table, -1, SQLITE_STATIC);
    sqlite3_bind_text(st, 2, name, -1, SQLITE_STATIC);
    if (sqlite3_step(st) != SQLITE_ROW)
        fail("%s: :%s is no column of %s, so say its type", q.name, name, q.table);
    bool number = strcmp((const char *)sqlite3_column_text(st, 0), "INTEGER") == 0;
    bool key = strcmp(name, "id") == 0;
    strcpy(v->type, !number ? "text" : sqlite3_column_int(st, 1) || key ? "int" : "ref");
    sqlite3_finalize(st);
}

/* Writes the text with ?1, ?2 in place of :name; the other engine's $1 is one letter away. */
static void number_params(sqlite3 *db)
{
    const char *into = strstr(q.text, "INSERT INTO "), *update = strstr(q.text, "UPDATE ");
    if (into)
        sscanf(into, "INSERT INTO %63[a-z_]", q.table);
    else if (update)
        sscanf(update, "UPDATE %63[a-z_]", q.table);
    char *to = q.portable;
    for (const char *s = q.text; *s;) {
        if (*s == '\'') {
            do
                *to++ = *s++;
            while (*s && *s != '\'');
        } else if (*s == ':' && islower((unsigned char)s[1])) {
            char name[48];
            int n = 0;
            sscanf(s + 1, "%47[a-z_0-9]%n", name, &n);
            if (q.infer && param_named(name) < 0)
                infer_param(db, name);
            int i = param_named(name);
            if (i < 0)
                fail("%s: :%s is not one of its parameters", q.name, name);
            to += sprintf(to, "?%d", i + 1);
            s += n + 1;
            continue;
        }
        if (*s)
            *to++ = *s++;
    }
    *to = 0;
}

static const char *c_type(const char *type) { return strcmp(type, "text") == 0 ? "const char *" : "int64_t "; }

static int prepare(sqlite3 *db, struct var *col)
{
    sqlite3_stmt *st;
    touched[0] = 0;
    if (sqlite3_prepare_v2(db, q.portable, -1, &st, NULL) != SQLITE_OK)
        fail("%s: %s", q.name, sqlite3_errmsg(db));
    if (sqlite3_bind_parameter_count(st) != q.params)
        fail("%s: takes %d parameters, its text uses %d", q.name, q.params, sqlite3_bind_parameter_count(st));
    if (touched[0] && !q.unscoped && (param_named("viewer") < 0 || !strstr(q.text, "_seen_by")))
        fail("%s: touches %s, so it takes int viewer and asks %s_seen_by, or says 'unscoped because ...'", q.name, touched, "child");
    int n = sqlite3_column_count(st);
    if (n > MAX_VARS)
        fail("%s: too many columns", q.name);
    for (int i = 0; i < n; i++) {
        const char *decl = sqlite3_column_decltype(st, i);
        snprintf(col[i].name, sizeof col[i].name, "%s", sqlite3_column_name(st, i));
        if (!isalpha((unsigned char)col[i].name[0]) || col[i].name[strspn(col[i].name, "abcdefghijklmnopqrstuvwxyz_0123456789")])
            fail("%s: name column %d with AS", q.name, i + 1);
        strcpy(col[i].type, decl && strcmp(decl, "INTEGER") == 0 ? "int" : "text");
        for (int j = 0; j < q.columns; j++)
            if (strcmp(q.column[j].name, col[i].name) == 0)
                strcpy(col[i].type, q.column[j].type);
    }
    sqlite3_finalize(st);
    return n;
}

static void write_row_struct(FILE *h, const struct var *col, int n)
{
    char shape[8192] = "";
    for (int i = 0; i < n; i++)
        snprintf(shape + strlen(shape), sizeof shape - strlen(shape), "%s %s,", col[i].type, col[i].name);
    const char *row = q.as[0] ? q.as : q.name;
    for (int i = 0; i < made_n; i++)
        if (q.as[0] && strcmp(made[i], q.as) == 0) {
            if (strcmp(made_columns[i], shape) != 0)
                fail("%s: its columns are not those of %s", q.name, q.as);
            return;
        }
    if (q.as[0])
        fail("%s: no query %s stands before it in this file", q.name, q.as);
    snprintf(made_columns[made_n], sizeof made_columns[0], "%s", shape);
    fprintf(h, "struct %s {\n", row);
    for (int i = 0; i < n; i++)
        fprintf(h, "    %s%s;\n", c_type(col[i].type), col[i].name);
    fprintf(h, "};\n");
}

static void write_text(FILE *c)
{
    fprintf(c, "    \"");
    for (const char *s = q.portable; *s; s++)
        if (*s == '\n')
            fprintf(c, "\\n\"\n    \"");
        else {
            if (*s == '"' || *s == '\\')
                fputc('\\', c);
            fputc(*s, c);
        }
    fprintf(c, "\"\n");
}

static void write_query(sqlite3 *db, FILE *h, FILE *c)
{
    struct var col[MAX_VARS];
    parse_head();
    number_params(db);
    int n = prepare(db, col);
    if (made_n == MAX_QUERIES)
        fail("too many queries in one file");
    const char *row = q.as[0] ? q.as : q.name;
    if (n)
        write_row_struct(h, col, n);
    char args[8192] = "", pass[8192] = "", kinds[MAX_VARS + 1] = "", names[8192] = "";
    if (q.by_struct) {
        fprintf(h, "struct %s%s {\n", q.name, n ? "_with" : "");
        sprintf(args, ", const struct %s%s *p", q.name, n ? "_with" : "");
    }
    for (int i = 0; i < q.params; i++) {
        if (q.by_struct) {
            fprintf(h, "    %s%s;\n", c_type(q.param[i].type), q.param[i].name);
            sprintf(pass + strlen(pass), ", p->%s", q.param[i].name);
        } else {
            sprintf(args + strlen(args), ", %s%s", c_type(q.param[i].type), q.param[i].name);
            sprintf(pass + strlen(pass), ", %s", q.param[i].name);
        }
        kinds[i] = q.param[i].type[0];
        sprintf(names + strlen(names), "%s%s", i ? " " : "", q.param[i].name);
    }
    if (q.by_struct)
        fprintf(h, "};\n");
    bool many = q.kind[0] == 'm', one = q.kind[0] == 'o', put = q.kind[0] == 'p';
    if (n && put)
        fail("%s: a put answers nothing", q.name);
    char ret[128];
    if (n && (many || one))
        snprintf(ret, sizeof ret, "struct %s *", row);
    else
        strcpy(ret, put ? "void " : "int64_t ");
    fprintf(h, "%s%s(struct db *%s%s);\n\n", ret, q.name, args, many ? ", size_t *n" : "");
    if (n) {
        fprintf(c, "static const struct db_column %s_columns[] = {\n", q.name);
        for (int i = 0; i < n; i++)
            fprintf(c, "    { '%c', offsetof(struct %s, %s) },\n", col[i].type[0], row, col[i].name);
        fprintf(c, "};\n");
    }
    fprintf(c, "static const struct db_query %s_query = {\n    .name = \"%s\", .params = \"%s\", .param_names = \"%s\", .is_scoped = %d,\n", q.name, q.name, kinds, names, touched[0] && !q.unscoped);
    if (put)
        fprintf(c, "    .is_put = true,\n");
    if (n)
        fprintf(c, "    .columns = %d, .column = %s_columns, .row_size = sizeof(struct %s),\n", n, q.name, row);
    fprintf(c, "    .text =\n");
    write_text(c);
    fprintf(c, "};\n%s%s(struct db *db%s%s)\n{\n    %sdb_%s(db, &%s_query%s%s);\n}\n\n", ret, q.name, args, many ? ", size_t *n" : "", put ? "" : "return ", q.kind, q.name, many ? ", n" : "", pass);
    made_scoped[made_n] = touched[0] && !q.unscoped;
    snprintf(made[made_n++], sizeof made[0], "%s", q.name);
    memset(&q, 0, sizeof q);
}

/* app/request/request.sql gives app_request_request_queries[]: for the tests that try them all. */
static void write_list(FILE *c, const char *path)
{
    char name[256];
    snprintf(name, sizeof name, "%s", path);
    *strstr(name, ".sql") = 0;
    for (char *s = name; *s; s++)
        if (!isalnum((unsigned char)*s))
            *s = '_';
    fprintf(c, "extern const struct db_query *const %s_queries[];\nconst struct db_query *const %s_queries[] = {\n", name, name);
    for (int i = 0; i < made_n; i++)
        fprintf(c, "    &%s_query,\n", made[i]);
    fprintf(c, "    NULL\n};\n");
}

static void read_file(sqlite3 *db, FILE *h, FILE *c, char *text)
{
    bool in_head = false;
    line = 0;
    for (char *s = text, *next; s; s = next) {
        next = strchr(s, '\n');
        if (next)
            *next++ = 0;
        line++;
        char word[64];
        int n = 0;
        bool begins = sscanf(s, "-- %60[a-z_0-9]%n", word, &n) == 1 && (s[n] == '(' || s[n] == '{');
        if (begins) {
            int here = line;
            if (q.head[0])
                write_query(db, h, c);
            line = here;
            q.line = line;
            snprintf(q.head, sizeof q.head, "%s", s + 3);
            in_head = true;
        } else if (in_head && strncmp(s, "--  ", 4) == 0) {
            if (strlen(q.head) + strlen(s) >= sizeof q.head)
                fail("signature too long");
            strcat(strcat(q.head, " "), s + 4);
        } else if (strncmp(s, "--", 2) != 0) {
            in_head = false;
            char *semicolon = strrchr(s, ';');
            if (semicolon)
                *semicolon = 0;
            if (!q.head[0] && *s)
                fail("a query needs its signature");
            if (strlen(q.text) + strlen(s) + 2 >= sizeof q.text)
                fail("query too long");
            if (*s)
                strcat(strcat(q.text, q.text[0] ? "\n" : ""), s);
        }
    }
    if (q.head[0])
        write_query(db, h, c);
}

int main(int argc, char **argv)
{
    sqlite3 *db;
    char path[512], *err;
    if (argc < 4 || sqlite3_open(":memory:", &db) != SQLITE_OK) {
        fprintf(stderr, "usage: sql2c queries.sql build/queries.sql migrations...\n");
        return 2;
    }
    for (int i = 3; i < argc; i++) {
        char *sql = slurp(argv[i]);
        file = argv[i];
        find_marks(sql);
        if (sqlite3_exec(db, sql, NULL, NULL, &err) != SQLITE_OK) {
            fprintf(stderr, "%s: %s\n", argv[i], err);
            return 1;
        }
        free(sql);
    }
    sqlite3_set_authorizer(db, see, NULL);
    file = argv[1];
    snprintf(path, sizeof path, "%s.h", argv[2]);
    FILE *h = fopen(path, "w");
    snprintf(path, sizeof path, "%s.c", argv[2]);
    FILE *c = fopen(path, "w");
    if (!h || !c)
        return 2;
    fprintf(h, "/* made by sql2c from %s */\n#pragma once\n#include \"db/db.h\"\n\n", file);
    fprintf(c, "/* made by sql2c from %s */\n#include \"%s.h\"\n#include <stddef.h>\n\n", file, file);
    char *text = slurp(argv[1]);
    read_file(db, h, c, text);
    write_list(c, argv[1]);
    free(text);
    sqlite3_close(db);
    return fclose(h) || fclose(c);
}
