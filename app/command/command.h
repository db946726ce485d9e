#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include "base/config.h"
#include "db/db.h"

/* What a command of rightdoor gets: its settings, and a database that fails by ending the program. */
struct command_line {
    struct arena arena;
    struct config config;
    struct db_catch caught;
    int code;                                /* what to exit with where command_database gave none */
};

struct command {
    const char *name;
    int (*run)(struct command_line *);       /* the exit code */
    const char *usage, *what;
    const char *more;                        /* said by --help only; NULL = nothing */
};

int command_run(const struct command *, int n, char *const *argument);

/* One line on stderr; returns CODE, so that a command can say `return command_fails(1, ...)`. */
__attribute__((format(printf, 2, 3))) int command_fails(int code, const char *format, ...);

/* The database named by --database, its schema checked (not for DB_CREATE); NULL after a message. */
struct db *command_database(struct command_line *, enum db_use);

#endif
