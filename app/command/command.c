/*
 * What all commands of the command line share: the settings, how they are
 * read, the database they name.  Called by main.c with the row of the command;
 * no command itself stands here.
 */
#include "app/command/command.h"
#include "db/migrate.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct config_key keys[] = {
    { "database", CONFIG_TEXT, "", "Where the data is: sqlite:/var/lib/rightdoor/rightdoor.db or postgresql://user@host/name", 0, 0 },
    { "listen", CONFIG_TEXT, "127.0.0.1:8080", "The address and port to serve on; put a proxy with TLS before it", 0, 0 },
    { "base-url", CONFIG_TEXT, "", "What people type, for example https://inclusion.example.gov.uk; left empty it is http:// and the listening address", 0, 0 },
    { "trusted-proxy", CONFIG_TEXT, "", "Address of the proxy whose X-Forwarded-For is believed", 0, 0 },
    { "workers", CONFIG_NUMBER, "4", "Threads that answer pages", 1, 64 },
    { "connections", CONFIG_NUMBER, "1024", "Connections at the most", 16, 65000 },
    { "deadline", CONFIG_NUMBER, "15", "Seconds in which a request must have arrived", 1, 300 },
    { "files", CONFIG_TEXT, "", "The folder in which reports and photos are kept; left empty it stands beside the SQLite database, its name with .files; on PostgreSQL none are taken then", 0, 0 },
    { "door-posts", CONFIG_NUMBER, "240", "Forms that one address may send to the public door in a minute; 0 = no limit", 0, 1000000 },
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
    { "name", CONFIG_TEXT, "", "add-person: the full name; import directory: whose list it is", 0, 0 },
    { "email", CONFIG_TEXT, "", "add-person: the address to sign in with", 0, 0 },
    { "job", CONFIG_TEXT, "", "add-person: their job, in words", 0, 0 },
    { "organisation", CONFIG_TEXT, "", "add-person: where they work", 0, 0 },
    { "file", CONFIG_TEXT, "", "import, export: the file", 0, 0 },
    { "sheet", CONFIG_TEXT, "", "import: the sheet of a workbook; left empty, the first with rows", 0, 0 },
    { "day-order", CONFIG_TEXT, "", "import: day or month, where 3/4/2023 could be two days", 0, 0 },
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
    printf("rightdoor %s\n\n%s\n%s%s\nOptions (also in a file named by --config):\n", command->usage, command->what, command->more ? "\n" : "", command->more ? command->more : "");
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
