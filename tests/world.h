#ifndef TESTS_WORLD_H
#define TESTS_WORLD_H

#include "tests/house.h"

/*
 * A world of two children.  ANNA is everybody's own child: at the nursery of
 * the practitioner, daughter of the parent, with the health visitor around her
 * and her passport shared with the school.  The other child, whose every word
 * begins with "Zz", is restricted: only the manager may know of it.
 */
enum {
    PARENT = 101, PRACTITIONER, SCHOOL, HEALTH, OFFICER, MANAGER, ANALYST, ADMINISTRATOR, STRANGER,
    NURSERY = 201, PRIMARY_SCHOOL, OTHER_NURSERY,
    PARTNER = 301, SERVICE = 401, LOAD = 402,
    ANNA = 1001, OTHER_CHILD,
    REQUEST_OF_SETTING = 2001, OTHER_REQUEST, REQUEST_OF_HEALTH, REQUEST_OF_SCHOOL, REQUEST_WAITING,
    PLAN = 3001, OTHER_PLAN, PASSPORT = 4001, OTHER_PASSPORT,
    FIRST_ROW = 5001, OTHER_ROW,      /* of every other table about a child: hers, and the other's */
};

/* The day it is in this world, what follows Anna's request without an account, and the word that nobody but the manager may read. */
extern const char world_today[], world_follow_token[], world_other_follow_token[], world_other_word[];

/* Who is who: { id, role }, ends with { 0 }. */
struct world_person { int id; const char *role; };
extern const struct world_person world_people[];

/* Empties every table and fills this world; no session is left. */
void world_fill(struct db *);

#endif
