#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

/*
 * The settings of one installation: a file of "key = value" lines, over it the
 * command line's --key value.  Read once by main, before anything is served.
 * Rates, deadlines and codes are not settings but dated rows in the database.
 */

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum config_kind { CONFIG_TEXT, CONFIG_NUMBER, CONFIG_YES_NO };

/* One known key. A table of these, ended by a row without a key, is the whole of what may be set. */
struct config_key {
    const char *key;             /* lower case letters, digits, hyphens: "listen-port" */
    enum config_kind kind;
    const char *standard;        /* what holds if nothing is said, as text: "8080", "no", "" */
    const char *about;           /* one sentence for the sample file and --help */
    int64_t least, most;         /* of a number, both included; both 0: any */
};

struct config {
    struct arena *arena;
    const struct config_key *keys;
    const char **value;          /* one for each key */
    const char **word;           /* what stood on the command line and was no setting, in order */
    size_t words;
    const char *error;           /* "" or a sentence that names file and line, or the option */
};

/* Everything at its standard; a standard that is not of its kind is a bug and aborts. */
void config_start(struct config *, struct arena *, const struct config_key *keys);

/*
 * Lines "key = value"; empty lines and lines whose first mark is # are notes;
 * a # further on belongs to the value; white space round key and value does
 * not count.  False, with error set, for an unknown key, a key twice, a line
 * that is neither, a value not of its kind, a file that cannot be read or has
 * more than a million bytes.
 */
bool config_read_text(struct config *, const char *name, const char *text);
bool config_read_file(struct config *, const char *path);

/* "--key value" or "--key=value"; after "--" everything is a word. ARGUMENT without the program's name. */
bool config_read_arguments(struct config *, int n, char *const *argument);

/* Asking for a key that is not in the table, or by another kind, is a bug and aborts. */
const char *config_text(const struct config *, const char *key);
int64_t config_number(const struct config *, const char *key);
bool config_yes(const struct config *, const char *key);

/* A file with every key at its standard, commented out under what it is about. */
const char *config_sample(struct arena *, const struct config_key *keys);

#endif
