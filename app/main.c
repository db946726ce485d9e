/*
 * The command line.  Each command is a row: its words, its help, its function.
 * Exit codes: 0 done, 1 failed, 2 called wrongly; an error is one line on stderr.
 */
#include "app/main.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

static int version(struct command_line *c)
{
    (void)c;
    puts("rightdoor 0.1.0");
    return 0;
}

static const struct command commands[] = {
    { "serve", command_serve, "serve --database URL [--listen ADDRESS:PORT]", "Serves the pages until it is told to stop (SIGTERM)." },
    { "demo", command_demo, "demo --database URL [--children N] [--seed S] [--json]", "Makes a demo authority with invented children, and prints who can sign in." },
    { "migrate", command_migrate, "migrate --database URL", "Makes or brings up to date the schema of a database." },
    { "add-person", command_add_person, "add-person --database URL --role ROLE --name NAME --email ADDRESS", "Adds somebody who can sign in. The password is read from standard input, or made up and printed." },
    { "audit", command_audit, "audit verify --database URL", "Follows the hash chain of the audit trail and says whether it is whole." },
    { "doctor", command_doctor, "doctor --database URL", "Looks at the database, its schema, the disk and the settings, and says what is wrong." },
    { "version", version, "version", "Prints the version." },
    { 0 }
};

static void help(FILE *to)
{
    fputs("Rightdoor: every door is the right door.\n\nUsage: rightdoor COMMAND [OPTIONS]\n\n", to);
    for (const struct command *c = commands; c->name; c++)
        fprintf(to, "  %-12s %s\n", c->name, c->what);
    fputs("\nrightdoor COMMAND --help tells the options of one. A DATABASE URL is sqlite:PATH or postgresql://...\n"
          "Options may stand in a file too: --config FILE, lines of the form  database = sqlite:/var/lib/rightdoor/rightdoor.db\n", to);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        help(stderr);
        return 2;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
        help(stdout);
        return 0;
    }
    if (strcmp(argv[1], "--version") == 0)
        return version(NULL);
    if (sodium_init() < 0)
        return 1;
    for (const struct command *c = commands; c->name; c++)
        if (strcmp(c->name, argv[1]) == 0)
            return command_run(c, argc - 2, argv + 2);
    fprintf(stderr, "rightdoor: there is no command '%s'; rightdoor --help lists them\n", argv[1]);
    return 2;
}
