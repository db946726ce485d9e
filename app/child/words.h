#ifndef CHILD_WORDS_H
#define CHILD_WORDS_H

#include "db/db.h"

/*
 * What a child is found by: the rows of child_word, and the list of all words
 * of names (name_word) with its keys.  Called by child_index, by the demo
 * (which writes a million children in few statements) and by the commands that
 * make the index anew or check it.  search*.c read it.
 */
enum child_word_kind { WORD_NUMBER, WORD_NAME, WORD_PAIR, WORD_POSTCODE };
enum { CHILD_WORDS_MOST = 160 };

struct child_words { struct arena *arena; const char *word[CHILD_WORDS_MOST]; int64_t kind[CHILD_WORDS_MOST]; size_t n; };

/*
 * A set of words, each once: add the names (present, then earlier ones) and
 * the numbers in any order, pairs last.  What does not fit is left out: a
 * child with more than eight words of names is found by each, not by each pair.
 */
void child_words_name(struct child_words *, const char *given_name, const char *family_name, const char *known_as);
void child_words_day(struct child_words *, const char *born_on);
void child_words_postcode(struct child_words *, const char *postcode);
void child_words_number(struct child_words *, const char *number);           /* NHS number, UPN */
void child_words_telephone(struct child_words *, const char *telephone);     /* as 0..., whatever way it is written */
void child_words_pairs(struct child_words *);

/*
 * Where a child stands in lists: the family name folded and without blanks, then the other names. "de Souza" stands
 * between "Desmond" and "Dexter", "O'Brien" beside "Obrien", "Öz" after "Owen".
 */
const char *child_sort_name(struct arena *, const char *given_name, const char *family_name);

/* Digits of a telephone number, +44 as 0; "" if there are fewer than six. */
const char *telephone_digits(struct arena *, const char *);

/* Brings a child's rows of child_word to what SET says, and the list of names with them; true if there was anything to do. */
bool child_words_write(struct db *, int64_t child, const struct child_words *set);
/* Whether they are what SET says. */
bool child_words_are(struct db *, int64_t child, const struct child_words *set);

/* Makes the list of names anew from child_word; in the caller's write transaction. */
void child_words_list_names(struct db *);

/* The keys under which a word of a name is found beside itself; at most KEYS_OF_WORD_MOST. */
enum { KEYS_OF_WORD_MOST = 64 };
size_t name_keys(struct arena *, const char *word, const char *key[KEYS_OF_WORD_MOST]);
/* The same, but those that what was typed is looked for by: not its own ends. */
size_t name_keys_asked(struct arena *, const char *word, const char *key[KEYS_OF_WORD_MOST]);

#endif
