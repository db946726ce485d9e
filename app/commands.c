/* The commands of main.c that belong to no feature. */
#include "app/main.h"
#include "app/caseload/caseload.h"
#include "app/child/child.h"
#include "app/demo/demo.h"
#include "app/evidence/tend.h"
#include "app/expected/expected.h"
#include "app/features.h"
#include "app/jobs.h"
#include "app/joining/find.h"
#include "app/joining/health.h"
#include "app/files/files.h"
#include "app/imports/imports.h"
#include "app/notice/notice.h"
#include "app/people/audit.h"
#include "app/people/people.h"
#include "app/request/request.h"
#include "base/date.h"
#include "db/migrate.h"
#include "file/store.h"
#include "web/listen.h"

#include <signal.h>
#include <malloc.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

int command_demo(struct command_line *c) { return demo_command(c, &site_of_features); }

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
    expected_seed(db);
    request_seed_partners(db);
    request_seed_rules(db, date_of_instant(&c->arena, date_now_ms()));
    db_commit(db);
    if (ran)
        child_sort_all(db);
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

/* Before any thread begins: the order to stop is waited for by listen_and_serve, and kills none of them. */
static void hold_signals(void)
{
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stop, NULL);
}

/* Where reports and photos go, and away with those that are nobody's. */
static bool open_files(struct command_line *c, struct site *site, struct db *db)
{
    const char *folder = config_text(&c->config, "files"), *url = config_text(&c->config, "database"), *why;
    if (!*folder && strncmp(url, "sqlite:", 7) == 0)
        folder = arena_print(&c->arena, "%s.files", url + 7);
    if (!*folder)
        return true;
    if (!store_open(&c->arena, folder, &why)) {
        command_fails(1, "files: %s", why);
        return false;
    }
    site->files_folder = folder;
    db_begin_read(db);
    files_sweep(db, &c->arena, folder, date_now_ms());
    db_commit(db);
    return true;
}

/* One heap for all threads: with one for each, what a crowd of requests once took stays taken in every heap (tests/server/memory_test.mjs: 71 MB instead of 49). */
static void share_one_heap(void) { mallopt(M_ARENA_MAX, 1); }

/* What stands in the settings and the database; the exit code, 0 if it can be served. */
static int fill_site(struct command_line *c, struct site *site, struct db *db)
{
    const struct config *f = &c->config;
    const char *base = config_text(f, "base-url");
    authority_load(db);
    *site = site_of_features;
    site->is_demo = config_yes(f, "demo") || strcmp(authority(NULL, "is_demo"), "1") == 0;
    site->base_url = *base ? base : arena_print(&c->arena, "http://%s", config_text(f, "listen"));
    site->today = config_text(f, "today");
    if (*site->today && !date_valid(site->today))
        return command_fails(2, "--today is a day like 2026-11-24");
    site->door_posts_a_minute = (int)config_number(f, "door-posts");
    return open_files(c, site, db) ? 0 : 1;
}

int command_serve(struct command_line *c)
{
    share_one_heap();
    const struct config *f = &c->config;
    const char *wrong = routes_wrong(&c->arena, &site_of_features);
    if (*wrong)
        return command_fails(1, "%s", wrong);
    struct mail_options mail;
    if (!mail_options(c, &mail))
        return 2;
    struct db *db = command_database(c, DB_READER);
    if (!db)
        return c->code;
    struct site site;
    int code = fill_site(c, &site, db);
    if (code) {
        db_close(db);
        return code;
    }
    struct listen_options o = {
        .address = config_text(f, "listen"), .database = config_text(f, "database"), .reader = db, .trusted_proxy = config_text(f, "trusted-proxy"),
        .workers = (int)config_number(f, "workers"), .connections = (int)config_number(f, "connections"),
        .deadline = (int)config_number(f, "deadline"), .log_requests = config_yes(f, "log-requests"),
    };
    hold_signals();
    site.sends_mail = mail.way != MAIL_NONE;
    struct notice_sender *sender = notice_start(&site, o.database, &mail);
    struct jobs *jobs = jobs_start(&site, o.database);
    struct tender *tender = tend_start(&site, o.database);
    struct import_worker *lists = import_start(&site, o.database);
    struct pairs_worker *pairs = pairs_start(&site, o.database);
    struct file_reader *reader = file_reader_start(&site, o.database);
    code = listen_and_serve(&site, &o);
    file_reader_stop(reader);
    pairs_stop(pairs);
    import_stop(lists);
    tend_stop(tender);
    jobs_stop(jobs);
    notice_stop(sender);
    return code;
}

int command_import_any(struct command_line *c)
{
    bool of_services = strcmp(config_text(&c->config, "what"), "directory") == 0 || (c->config.words && strcmp(c->config.word[0], "directory") == 0);
    return of_services ? command_import_directory(c) : command_import(c);
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

/* How many things are wrong with the register; each said in a line. */
static int look_at_register(struct db *db)
{
    enum { RECORDS_LOOKED_AT = 5000 };
    struct register_health h = register_health(db, &site_of_features, RECORDS_LOOKED_AT);
    int problems = (h.rows_left > 0) + (h.records_astray > 0) + (h.badly_found > 0 || h.names_wrong > 0);
    if (h.rows_left)
        printf("register   %lld rows stand with a record that was joined into another, the first in %s: tell whoever looks after the program\n", (long long)h.rows_left, h.rows_of);
    if (h.records_astray)
        printf("register   %lld joined records lead nowhere: tell whoever looks after the program\n", (long long)h.records_astray);
    if (h.badly_found || h.names_wrong)
        printf("search     %lld of %lld records looked at are not found by all their words, %lld names are counted wrongly: run rightdoor index\n", (long long)h.badly_found, (long long)h.looked_at, (long long)h.names_wrong);
    if (!problems)
        printf("register   %lld records, %lld looked at: right\n", (long long)h.records, (long long)h.looked_at);
    return problems;
}

/* Nobody's child is without somebody who owns what comes next. */
static int look_at_owners(struct db *db)
{
    long long n = (long long)children_without_owner_all(db)->n;
    if (n)
        printf("owners     %lld %s open and nobody with an open account leads: a manager finds %s on the page Caseloads\n", n, n == 1 ? "child is" : "children are", n == 1 ? "it" : "them");
    else
        puts("owners     every child who is open has somebody who leads: right");
    return n > 0;
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
    problems += look_at_register(db);
    problems += look_at_owners(db);
    db_close(db);
    printf("%d problem%s\n", problems, problems == 1 ? "" : "s");
    return problems ? 1 : 0;
}
