#ifndef PEOPLE_PEOPLE_H
#define PEOPLE_PEOPLE_H

#include "app/people/may.h"
#include "base/language.h"
#include "out/pdf.h"

/* Who signs in; what this authority is called; what each code means. */

extern const struct feature people_feature;

/* Limits of a session: idle, and in all. */
enum { SESSION_IDLE_MINUTES = 30, SESSION_HOURS = 12 };

/* --- used by the site (features.c) --- */
const struct person *people_find(struct web *, const char *session_token);
void people_touch(struct web *);
void people_frame_top(struct web *);
void people_frame_end(struct web *);
void people_problem(struct web *, int status);

/*
 * The language in which this reader sees pages that families read: what they
 * chose last in this browser.  NULL = English, and always for professionals.
 */
const struct language *people_language(struct web *);
size_t people_languages_count(void);
bool people_languages_offered(void);                   /* any but English */
bool people_is_offered(const struct language *);       /* false while nothing of it is translated */

/*
 * In which language an address wants to be written to; "" = English, or not
 * known.  Kept by email address, so that askers without an account have one
 * too; whoever has an account chooses it signed in, and no form of another
 * can change it.
 */
/* The address as its language is kept under: in small letters. */
const char *people_written_to(struct arena *, const char *email);
void people_written_language(struct db *, int64_t now, const char *email, const struct language *);
const char *people_language_of(struct db *, const char *email);

/* A new person. Returns 0 and *WHY (for the field `email` or the command line) if the address is taken or a value is wrong. */
struct new_person { const char *role, *name, *email, *password, *job, *organisation, *telephone; };
int64_t people_add(struct db *, int64_t now, const struct new_person *, const char **why);

/* argon2id in libsodium's string form; slow on purpose (about 100 ms, 64 MiB). */
const char *people_password_hash(struct arena *, const char *password);

/* --- the authority's own settings: read at start, again after a change --- */
void authority_load(struct db *);
const char *authority(struct web *, const char *name);         /* "" if not set */

/* The one dress of every PDF: the authority's name, logo and colour, whom to ring, in English. TITLE tells nothing of a child; REFERENCE "" = none. */
struct pdf_about authority_paper(struct web *, const char *title, const char *reference);
const char *authority_colour(struct web *);                    /* "#00594c": the one that is set, or Rightdoor's own */
const char *logo_address(struct web *);                        /* of the logo's picture, changing with it; "" = there is none */
extern const char *const authority_names[][3];                 /* name, label, default; ends with NULL */

/* --- codes: effective-dated lists of the table `code`, read at start --- */
void codes_load(struct db *);
void codes_seed(struct db *);                                  /* the lists as of law and guidance; adds only what is missing */
const char *code_label(const char *list, const char *code);    /* the code itself if unknown */
const char *code_note(const char *list, const char *code);
struct choice;
const struct choice *code_choices(struct web *, const char *list);   /* those valid today, in order */
const struct choice *code_choices_ever(struct web *, const char *list);      /* those of other days too */
bool code_exists(const char *list, const char *code);

#endif
