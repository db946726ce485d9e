/* The commands of main.c that belong to no feature, and what all commands share. */
#include "app/main.h"
#include "app/features.h"
#include "app/notice/notice.h"
#include "app/people/audit.h"
#include "app/people/people.h"
#include "app/request/request.h"
#include "base/date.h"
#include "db/migrate.h"
#include "web/listen.h"

#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

static const struct config_key keys[] = {
    { "database", CONFIG_TEXT, "", "Where the data is: sqlite:/var/lib/rightdoor/rightdoor.db or postgresql://user@host/name", 0, 0 },
    { "listen", CONFIG_TEXT, "127.0.0.1:8080", "The address and port to serve on; put a proxy with TLS before it", 0, 0 },
    { "base-url", CONFIG_TEXT, "", "What people type, for example https://inclusion.example.gov.uk; left empty it is http:// and the listening address", 0, 0 },
    { "trusted-proxy", CONFIG_TEXT, "", "Address of the proxy whose X-Forwarded-For is believed", 0, 0 },
    { "workers", CONFIG_NUMBER, "4", "Threads that answer pages", 1, 64 },
    { "connections", CONFIG_NUMBER, "1024", "Connections at the most", 16, 65000 },
    { "deadline", CONFIG_NUMBER, "15", "Seconds in which a request must have arrived", 1, 300 },
    { "mail", CONFIG_TEXT, "none", "How e-mail is sent: none, smtp or notify", 0, 0 },
    { "mail-from", CONFIG_TEXT, "inclusion@localhost", "The sender's address", 0, 0 },
    { "smtp-url", CONFIG_TEXT, "smtp://127.0.0.1:25", "The mail server: smtp://host:port or smtps://host:port", 0, 0 },
    { "smtp-user", CONFIG_TEXT, "", "The name to sign in to the mail server with; left empty: none", 0, 0 },
    { "smtp-password-file", CONFIG_TEXT, "", "A file whose first line is the mail server's password", 0, 0 },
    { "notify-url", CONFIG_TEXT, "https://api.notifications.service.gov.uk", "GOV.UK Notify", 0, 0 },
    { "notify-key-file", CONFIG_TEXT, "", "A file whose first line is the key of GOV.UK Notify", 0, 0 },
    { "notify-template", CONFIG_TEXT, "", "The id of a Notify template whose text is ((subject)) and ((body))", 0, 0 },
    { "log-requests", CONFIG_YES_NO, "no", "Writes a line for each request to standard error: route, status, time; never a name", 0, 0 },
    { "demo", CONFIG_YES_NO, "no", "Says on every page that all children are invented (set by the demo itself)", 0, 0 },
    { "today", CONFIG_TEXT, "", "Fixes the day, for tests: 2026-11-24", 0, 0 },
    { "children", CONFIG_NUMBER, "8000", "demo: how many children", 10, 5000000 },
    { "seed", CONFIG_NUMBER, "1", "demo: another number makes another authority", 0, 0 },
    { "json", CONFIG_YES_NO, "no", "Prints for scripts", 0, 0 },
    { "role", CONFIG_TEXT, "", "add-person: parent, practitioner, school, health, officer, manager, analyst or administrator", 0, 0 },
    { "name", CONFIG_TEXT, "", "add-person: the full name", 0, 0 },
    { "email", CONFIG_TEXT, "", "add-person: the address to sign in with", 0, 0 },
    { "job", CONFIG_TEXT, "", "add-person: their job, in words", 0, 0 },
    { "organisation", CONFIG_TEXT, "", "add-person: where they work", 0, 0 },
    { "file", CONFIG_TEXT, "", "import, export: the file", 0, 0 },
    { "what", CONFIG_TEXT, "", "import, export: which list", 0, 0 },
    { "yes", CONFIG_YES_NO, "no", "Does not ask", 0, 0 },
    { 0 }
};

int command_fails(int code, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    fputs("rightdoor: ", stderr);
    vfprintf(stderr, format, ap);
    fputc('\n', stderr);
    va_end(ap);
    return code;
}

/* --json and --yes stand alone: give them the value that the settings want. */
static char **with_values(struct arena *a, int n, char *const *argument, int *made)
{
    char **all = arena_array(a, char *, (size_t)n * 2 + 1);
    *made = 0;
    for (int i = 0; i < n; i++) {
        all[(*made)++] = argument[i];
        bool alone = strcmp(argument[i], "--json") == 0 || strcmp(argument[i], "--yes") == 0 || strcmp(argument[i], "--log-requests") == 0 || strcmp(argument[i], "--demo") == 0;
        bool has_value = i + 1 < n && (strcmp(argument[i + 1], "yes") == 0 || strcmp(argument[i + 1], "no") == 0);
        if (alone && !has_value)
            all[(*made)++] = (char *)(uintptr_t)"yes";
    }
    return all;
}

static void print_help(const struct command *command)
{
    printf("rightdoor %s\n\n%s\n\nOptions (also in a file named by --config):\n", command->usage, command->what);
    for (const struct config_key *k = keys; k->key; k++)
        printf("  --%-14s %s%s%s%s\n", k->key, k->about, *k->standard ? " [" : "", k->standard, *k->standard ? "]" : "");
}

static int run_caught(const struct command *command, struct command_line *c)
{
    if (setjmp(c->caught.jump))
        return command_fails(1, "%s: %s", c->caught.query, c->caught.why);
    return command->run(c);
}

int command_run(const struct command *command, int n, char *const *argument)
{
    struct command_line c = { 0 };
    config_start(&c.config, &c.arena, keys);
    for (int i = 0; i < n; i++)
        if (strcmp(argument[i], "--help") == 0) {
            print_help(command);
            return 0;
        }
    int made;
    char **all = with_values(&c.arena, n, argument, &made), **rest = arena_array(&c.arena, char *, (size_t)made + 1);
    int rests = 0;
    for (int i = 0; i < made; i++)
        if (strcmp(all[i], "--config") == 0 && i + 1 < made) {
            if (!config_read_file(&c.config, all[++i]))
                return command_fails(2, "%s", c.config.error);
        } else
            rest[rests++] = all[i];
    if (!config_read_arguments(&c.config, rests, rest))
        return command_fails(2, "%s", c.config.error);
    int code = run_caught(command, &c);
    arena_free(&c.arena);
    return code;
}

struct db *command_database(struct command_line *c, enum db_use use)
{
    c->code = 1;
    const char *url = config_text(&c->config, "database"), *why;
    if (!*url) {
        c->code = command_fails(2, "say where the data is: --database sqlite:PATH or postgresql://...");
        return NULL;
    }
    struct db *db = db_open(&c->arena, url, use, &why);
    if (!db) {
        command_fails(1, "%s", why);
        return NULL;
    }
    db_catch(db, &c->caught);
    if (use == DB_CREATE)
        return db;
    if (migrate_state(db, &why) < 0)
        why = "the database is empty: run rightdoor migrate";
    if (*why) {
        command_fails(1, "%s", why);
        db_close(db);
        return NULL;
    }
    return db;
}

int command_migrate(struct command_line *c)
{
    const char *why;
    struct db *db = command_database(c, DB_CREATE);
    if (!db)
        return c->code;
    int ran = migrate_run(db, &why);
    if (*why)
        return command_fails(1, "%s", why);
    db_begin_write(db);
    codes_seed(db);
    request_seed_partners(db);
    db_commit(db);
    printf("%d migration%s run\n", ran, ran == 1 ? "" : "s");
    db_close(db);
    return 0;
}

/* The first line of a file that holds a secret; "" if none is named. NULL after a message. */
static const char *secret(struct command_line *c, const char *key)
{
    const char *path = config_text(&c->config, key);
    char line[512] = "";
    if (!*path)
        return "";
    FILE *f = fopen(path, "r");
    if (!f || !fgets(line, sizeof line, f)) {
        command_fails(2, "%s: cannot read %s", key, path);
        if (f)
            fclose(f);
        return NULL;
    }
    fclose(f);
    line[strcspn(line, "\r\n")] = 0;
    return arena_text(&c->arena, line, strlen(line));
}

static bool mail_options(struct command_line *c, struct mail_options *m)
{
    const struct config *f = &c->config;
    const char *way = config_text(f, "mail");
    *m = (struct mail_options){ .from = config_text(f, "mail-from"), .smtp_url = config_text(f, "smtp-url"), .smtp_user = config_text(f, "smtp-user"),
        .smtp_password = secret(c, "smtp-password-file"), .notify_url = config_text(f, "notify-url"), .notify_key = secret(c, "notify-key-file"), .notify_template = config_text(f, "notify-template") };
    if (!m->smtp_password || !m->notify_key)
        return false;
    if (strcmp(way, "smtp") == 0)
        m->way = MAIL_SMTP;
    else if (strcmp(way, "notify") == 0)
        m->way = MAIL_NOTIFY;
    else if (strcmp(way, "none") != 0) {
        command_fails(2, "mail is none, smtp or notify");
        return false;
    }
    if (m->way == MAIL_NOTIFY && (!*mail_notify_token(&c->arena, m->notify_key, 0) || !*m->notify_template)) {
        command_fails(2, "mail = notify needs notify-key-file (NAME-SERVICE-SECRET) and notify-template");
        return false;
    }
    return true;
}

int command_serve(struct command_line *c)
{
    const struct config *f = &c->config;
    const char *wrong = routes_wrong(&c->arena, &site_of_features);
    if (*wrong)
        return command_fails(1, "%s", wrong);
    struct db *db = command_database(c, DB_WRITER);
    if (!db)
        return c->code;
    authority_load(db);
    struct site site = site_of_features;
    site.is_demo = config_yes(f, "demo") || strcmp(authority(NULL, "is_demo"), "1") == 0;
    const char *base = config_text(f, "base-url");
    site.base_url = *base ? base : arena_print(&c->arena, "http://%s", config_text(f, "listen"));
    site.today = config_text(f, "today");
    if (*site.today && !date_valid(site.today))
        return command_fails(2, "--today is a day like 2026-11-24");
    db_close(db);
    struct listen_options o = {
        .address = config_text(f, "listen"), .database = config_text(f, "database"), .trusted_proxy = config_text(f, "trusted-proxy"),
        .workers = (int)config_number(f, "workers"), .connections = (int)config_number(f, "connections"),
        .deadline = (int)config_number(f, "deadline"), .log_requests = config_yes(f, "log-requests"),
    };
    struct mail_options mail;
    if (!mail_options(c, &mail))
        return 2;
    struct notice_sender *sender = notice_start(&site, o.database, &mail);
    int code = listen_and_serve(&site, &o);
    notice_stop(sender);
    return code;
}

static const char *password_from_input(struct arena *a)
{
    char line[256] = "";
    if (!fgets(line, sizeof line, stdin))
        return "";
    line[strcspn(line, "\r\n")] = 0;
    return arena_text(a, line, strlen(line));
}

/* Five groups of letters that are not mistaken for each other: about 100 bits. */
static const char *made_up_password(struct arena *a)
{
    static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
    char *p = arena_take(a, 25, 1);
    for (int i = 0; i < 24; i++)
        p[i] = i % 5 == 4 ? '-' : letters[randombytes_uniform(sizeof letters - 1)];
    return p;
}

int command_add_person(struct command_line *c)
{
    struct db *db = command_database(c, DB_WRITER);
    if (!db)
        return c->code;
    const char *typed = password_from_input(&c->arena), *password = *typed ? typed : made_up_password(&c->arena), *why;
    struct new_person p = { config_text(&c->config, "role"), config_text(&c->config, "name"), config_text(&c->config, "email"), password, config_text(&c->config, "job"), config_text(&c->config, "organisation"), "" };
    db_begin_write(db);
    int64_t id = people_add(db, date_now_ms(), &p, &why);
    if (!id) {
        db_rollback(db);
        db_close(db);
        return command_fails(1, "%s", why);
    }
    audit_write(db, &(struct audit_entry){ date_now_ms(), 0, 0, "change", "add-person", arena_print(&c->arena, "%lld", (long long)id), "command line" }, 1);
    db_commit(db);
    db_close(db);
    printf("added %s\n", p.email);
    if (!*typed)
        printf("password: %s\n", password);
    return 0;
}

int command_audit(struct command_line *c)
{
    if (c->config.words != 1 || strcmp(c->config.word[0], "verify") != 0)
        return command_fails(2, "usage: rightdoor audit verify --database URL");
    struct db *db = command_database(c, DB_READER);
    if (!db)
        return c->code;
    struct arena own = { 0 };
    db->arena = &own;
    int64_t rows, wrong = audit_verify(db, &rows);
    arena_free(&own);
    db->arena = &c->arena;
    db_close(db);
    if (wrong)
        return command_fails(1, "the audit trail does not fit at entry %lld: it was changed, or an entry is missing", (long long)wrong);
    printf("the audit trail is whole: %lld entries\n", (long long)rows);
    return 0;
}

int command_doctor(struct command_line *c)
{
    struct db *db = command_database(c, DB_READER);
    if (!db)
        return c->code;
    const char *why, *url = config_text(&c->config, "database");
    int problems = 0;
    printf("database   %s, %d migrations: right\n", db->engine->name, migrate_state(db, &why));
    struct statvfs fs;
    if (strncmp(url, "sqlite:", 7) == 0 && statvfs(url + 7, &fs) == 0) {
        unsigned long long free_mb = (unsigned long long)fs.f_bavail * fs.f_frsize >> 20;
        printf("disk       %llu MB free%s\n", free_mb, free_mb < 1024 ? ": less than 1 GB, make room" : "");
        problems += free_mb < 1024;
    }
    const char *base = config_text(&c->config, "base-url");
    bool local = strncmp(config_text(&c->config, "listen"), "127.", 4) == 0;
    if (strncmp(base, "https://", 8) != 0 && !local) {
        puts("address    served to others without TLS: set base-url to https:// and put a proxy before it");
        problems++;
    } else
        puts("address    right");
    db_close(db);
    printf("%d problem%s\n", problems, problems == 1 ? "" : "s");
    return problems ? 1 : 0;
}
