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
    { "indicators", command_indicators, "indicators --database URL [--json] [--what published]", "Prints the oversight figures as at today, with their limits.",
      "Nothing is hidden, unless --what published: then small numbers are, as an analyst sees them.\n" },
    { "export", command_export, "export --database URL --what children|requests|plans|reviews --file OUT.csv [--yes]", "Writes a list as comma-separated values, one row for each; leaves an entry in the audit trail.",
      "The file can be read by you alone; --yes writes over one that is there. Days are YYYY-MM-DD, empty where not known; yes is 1.\n"
      "children: id; given_name, family_name, known_as; born_on; sex F or M; nhs_number; upn; ethnicity; home_language; postcode (empty where the address is restricted);\n"
      "  area; imd_quintile 1 most deprived to 5, 0 not known; is_address_restricted; is_restricted; school_year, the September in which Reception normally begins;\n"
      "  known_on, first known to the service; first_concern_on; left_on; left_reason; and as they stand now: sen_provision N, K or E; tier; ehc_stage; service; primary_need\n"
      "requests: id; reference; kind; door; status; child_id and setting_id, empty if none; urgency in points; suggested_route; received_on; due_on; answered_on; hops, times passed on\n"
      "plans: id; child_id; cycle, 1 the first; kind; status; setting_id; started_on; review_due_on; parents_told_on; outcomes, how many\n"
      "reviews: id; plan_id; child_id; cycle; started_on of the plan; held_on; decision; outcomes; outcomes_met, rated met or more; outcomes_unrated\n" },
    { "import", command_import_any, "import --database URL --what LIST --file FILE [--sheet NAME] [--day-order day|month] [--yes]", "Takes in a list: every row is checked and compared with the register, and written if nothing is left to decide.",
      "FILE is CSV (any usual encoding and separator) or an Excel workbook (.xlsx), at most 50 MB; its headings say what each column is.\n"
      "LIST: notifications (section 23, each row a request in the queue), headcount, admissions, social-care, two-year-reviews, children, schools (GIAS), providers (Ofsted).\n"
      "What is wrong or unsure stands on standard error, by line, without names. If anything is, nothing is written: the list waits on the page Lists\n"
      "to be looked at, unless --yes leaves those rows out. A list of which more than half is wrong is refused. A day that could be two, like 3/4/2023,\n"
      "needs --day-order where nothing in the list says which. What was written can be taken back on the page Lists.\n"
      "rightdoor import directory FILE: local services, of Open Referral UK (JSON, or a folder of its tables) or Outpost (CSV); --name says whose list\n"
      "it is, so that the next file changes the same services. Taken whole or not at all; --yes where more than half would no longer be shown.\n" },
    { "index", command_index, "index --database URL", "Makes sure that records are found by all their words, and looks for records that may be of one child.",
      "It may run while the service does. The service itself keeps both up to date: run this after a restore from another system, or where doctor says so.\n" },
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
