#ifndef MAIN_H
#define MAIN_H

#include "app/command/command.h"

/* The commands, each a function that returns the exit code. */
int command_serve(struct command_line *);
int command_migrate(struct command_line *);
int command_add_person(struct command_line *);
int command_audit(struct command_line *);
int command_doctor(struct command_line *);
int command_demo(struct command_line *);
int command_import_directory(struct command_line *);

int command_import_any(struct command_line *);       /* a list of children or settings, or the directory */
int command_export(struct command_line *);
int command_index(struct command_line *);
int command_indicators(struct command_line *);

#endif
