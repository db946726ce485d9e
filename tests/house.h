#ifndef TESTS_HOUSE_H
#define TESTS_HOUSE_H

#include "app/features.h"
#include "app/people/people.h"
#include "base/csv.h"

/*
 * What tests share: a database with its schema and codes, people in it, and
 * their sessions.  Linked with every *_test.c.  A failure of the database
 * outside web_try ends the test's program with the query's name.
 */

/* A new SQLite database in a file of its own under /tmp, which goes when the program ends. */
struct db *house_new(struct arena *);

/* A second connection to the file of house_new. */
struct db *house_again(struct arena *);

/* The PostgreSQL that ./test started (RIGHTDOOR_TEST_POSTGRES), emptied, with its schema; NULL where there is none. */
struct db *house_new_postgres(struct arena *);

/* Opens a database that is there already, as a writer whose failures end the program. */
struct db *house_open(struct arena *, const char *url);

/* Runs SQL that is no query of the program. */
void house_script(struct db *, const char *sql);

/* Somebody of ROLE with the address EMAIL; returns the id. */
int64_t house_person(struct db *, const char *role, const char *email);

/* A table in a file of the tests: its rows, the heading first. Ends the program if it cannot be read. */
struct csv house_table(struct arena *, const char *file);

/* Signs PERSON in; returns the cookie header for web_try: "session=...". */
const char *house_session(struct db *, struct arena *, int64_t person);

/* The file NAME of the ZIP in BYTES, a zero byte after it; NULL if it is not there. *LEN without that byte. */
const char *house_unpacked(struct arena *, const void *bytes, size_t bytes_len, const char *name, size_t *len);

/* The names of all files in the ZIP in BYTES. */
const char *const *house_packed(struct arena *, const void *bytes, size_t bytes_len, size_t *n);

/* What a PDF says, as poppler reads it. */
const char *house_pdf_text(struct arena *, const void *bytes, size_t len);

#endif
