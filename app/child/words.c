/* The words a child is found by: made here, written here, nowhere else. */
#include "app/child/words.h"
#include "app/child/words.sql.h"
#include "base/date.h"
#include "base/text.h"
#include "match/name.h"
#include "match/nickname.h"

#include <stdio.h>
#include <string.h>

enum { NAMES_IN_PAIRS = 8, SHORTEST_KEY = 3, LONGEST_KEY = 24, ROWS_AT_ONCE = 12 };

static void add(struct child_words *set, const char *word, enum child_word_kind kind)
{
    for (size_t i = 0; i < set->n; i++)
        if (strcmp(set->word[i], word) == 0)
            return;
    if (!*word || set->n == CHILD_WORDS_MOST)
        return;
    set->word[set->n] = word;
    set->kind[set->n++] = kind;
}

static void add_words(struct child_words *set, const char *text, enum child_word_kind kind)
{
    size_t n;
    const char *const *word = text_words(set->arena, text_fold(set->arena, text), &n);
    for (size_t i = 0; i < n; i++)
        add(set, word[i], kind);
}

/* "van der Berg" is found as "vanderberg" too, "Smith-Jones" as "smithjones". */
static void add_joined(struct child_words *set, const char *name)
{
    size_t n;
    const char *const *word = text_words(set->arena, text_fold(set->arena, name), &n);
    if (n > 1)
        add(set, text_join(set->arena, word, n, ""), WORD_NAME);
}

void child_words_name(struct child_words *set, const char *given_name, const char *family_name, const char *known_as)
{
    add_words(set, given_name, WORD_NAME);
    add_words(set, family_name, WORD_NAME);
    add_words(set, known_as, WORD_NAME);
    add_joined(set, family_name);
}

void child_words_day(struct child_words *set, const char *born_on)
{
    if (date_valid(born_on))
        add(set, arena_print(set->arena, "%.4s%.2s%.2s", born_on, born_on + 5, born_on + 8), WORD_NUMBER);
}

/* Found whole, by its beginning and by its second half. */
void child_words_postcode(struct child_words *set, const char *postcode)
{
    const char *in = text_postcode_inward(set->arena, postcode);
    if (!*in)
        return;
    add_words(set, arena_print(set->arena, "%s%s", text_postcode_outward(set->arena, postcode), in), WORD_POSTCODE);
    add_words(set, in, WORD_POSTCODE);
}

void child_words_number(struct child_words *set, const char *number) { add_words(set, number, WORD_NUMBER); }

const char *child_sort_name(struct arena *a, const char *given_name, const char *family_name)
{
    size_t n;
    const char *const *word = text_words(a, text_fold(a, family_name), &n);
    return arena_print(a, "%s %s", text_join(a, word, n, ""), text_fold(a, given_name));
}

const char *telephone_digits(struct arena *a, const char *telephone)
{
    char *digits = arena_array(a, char, strlen(telephone) + 2);
    size_t n = 0;
    for (const char *s = telephone; *s; s++)
        if (*s >= '0' && *s <= '9')
            digits[n++] = *s;
    bool abroad = strncmp(telephone, "+44", 3) == 0 || strncmp(digits, "0044", 4) == 0;
    const char *rest = digits + (abroad ? digits[0] == '4' ? 2 : 4 : 0);
    rest = abroad && *rest == '0' ? rest + 1 : rest;
    return strlen(rest) < 6 ? "" : abroad ? arena_print(a, "0%s", rest) : rest;
}

void child_words_telephone(struct child_words *set, const char *telephone) { add(set, telephone_digits(set->arena, telephone), WORD_NUMBER); }

/* Two names in either order, and a day of birth with each name: the commonest questions, answered by one look each. */
void child_words_pairs(struct child_words *set)
{
    const char *name[NAMES_IN_PAIRS], *day = "";
    size_t names = 0;
    for (size_t i = 0; i < set->n; i++) {
        if (set->kind[i] == WORD_NAME && names < NAMES_IN_PAIRS)
            name[names++] = set->word[i];
        if (set->kind[i] == WORD_NUMBER && strlen(set->word[i]) == 8 && !*day && strspn(set->word[i], "0123456789") == 8)
            day = set->word[i];
    }
    for (size_t i = 0; i < names; i++)
        for (size_t k = 0; k < names; k++)
            if (i != k)
                add(set, arena_print(set->arena, "+%s %s", name[i], name[k]), WORD_PAIR);
    for (size_t i = 0; i < names && *day; i++)
        add(set, arena_print(set->arena, "+%s %s", day, name[i]), WORD_PAIR);
}

/* ---- keys of a word of a name ---- */

static size_t letter_bytes(const char *s)
{
    size_t n = 1;
    while (((unsigned char)s[n] & 0xC0) == 0x80)
        n++;
    return n;
}

static size_t without_a_letter(struct arena *a, const char *word, const char **key, size_t n)
{
    for (const char *s = word; *s && n < KEYS_OF_WORD_MOST; s += letter_bytes(s)) {
        const char *made = arena_print(a, "-%.*s%s", (int)(s - word), word, s + letter_bytes(s));
        if (n == 0 || strcmp(key[n - 1], made) != 0)     /* of a double letter either gives the same */
            key[n++] = made;
    }
    return n;
}

static bool is_between(const char *word)
{
    size_t len = text_length(word);
    return len >= SHORTEST_KEY && len <= LONGEST_KEY;
}

size_t name_keys_asked(struct arena *a, const char *word, const char *key[KEYS_OF_WORD_MOST])
{
    size_t n = 0;
    const char *head[NICKNAME_GROUPS_MOST];
    size_t heads = nickname_groups(word, head);
    for (size_t i = 0; i < heads; i++)
        key[n++] = arena_print(a, "=%s", head[i]);
    if (!is_between(word))
        return n;
    key[n++] = arena_print(a, "~%s", match_sound(a, word));
    key[n++] = arena_print(a, "-%s", word);
    return without_a_letter(a, word, key, n);
}

size_t name_keys(struct arena *a, const char *word, const char *key[KEYS_OF_WORD_MOST])
{
    size_t n = name_keys_asked(a, word, key);
    if (!is_between(word))
        return n;
    for (const char *s = word + letter_bytes(word); text_length(s) >= SHORTEST_KEY && n < KEYS_OF_WORD_MOST; s += letter_bytes(s))
        key[n++] = arena_print(a, ">%s", s);
    return n;
}

/* ---- the list of names ---- */

static void add_keys(struct db *db, const char *word)
{
    const char *key[KEYS_OF_WORD_MOST];
    size_t n = name_keys(db->arena, word, key);
    for (size_t i = 0; i < n; i += ROWS_AT_ONCE) {
        const char *k[ROWS_AT_ONCE];
        for (size_t j = 0; j < ROWS_AT_ONCE; j++)
            k[j] = i + j < n ? key[i + j] : "";
        add_name_keys(db, word, k[0], k[1], k[2], k[3], k[4], k[5], k[6], k[7], k[8], k[9], k[10], k[11]);
    }
}

static void one_more(struct db *db, const char *word)
{
    if (count_name_word(db, word, 1))
        return;
    add_name_word(db, word, 1);
    add_keys(db, word);
}

static void one_less(struct db *db, const char *word)
{
    const char *key[KEYS_OF_WORD_MOST];
    count_name_word(db, word, -1);
    if (!drop_name_word(db, word))
        return;
    size_t n = name_keys(db->arena, word, key);
    for (size_t i = 0; i < n; i++)
        drop_name_key(db, key[i], word);
}

static bool has(const struct child_words *set, const struct words_of_child_written *row)
{
    for (size_t i = 0; i < set->n; i++)
        if (set->kind[i] == row->kind && strcmp(set->word[i], row->word) == 0)
            return true;
    return false;
}

static bool was_there(const struct words_of_child_written *row, size_t n, const char *word, int64_t kind)
{
    for (size_t i = 0; i < n; i++)
        if (row[i].kind == kind && strcmp(row[i].word, word) == 0)
            return true;
    return false;
}

bool child_words_are(struct db *db, int64_t child, const struct child_words *set)
{
    size_t n, same = 0;
    struct words_of_child_written *row = words_of_child_written(db, child, &n);
    for (size_t i = 0; i < n; i++)
        same += has(set, &row[i]);
    return same == n && same == set->n;
}

bool child_words_write(struct db *db, int64_t child, const struct child_words *set)
{
    size_t n;
    bool changes = false;
    struct words_of_child_written *before = words_of_child_written(db, child, &n);
    for (size_t i = 0; i < n; i++)
        if (!has(set, &before[i])) {
            changes = true;
            drop_child_word(db, before[i].word, child);
            if (before[i].kind == WORD_NAME)
                one_less(db, before[i].word);
        }
    for (size_t i = 0; i < set->n; i++)
        if (!was_there(before, n, set->word[i], set->kind[i])) {
            changes = true;
            add_child_word(db, set->word[i], child, set->kind[i]);
            if (set->kind[i] == WORD_NAME)
                one_more(db, set->word[i]);
        }
    return changes;
}

void child_words_list_names(struct db *db)
{
    struct arena *before = db->arena, own = { 0 };
    const char *after = "";
    char last[512];
    drop_name_words(db);
    drop_name_keys(db);
    db->arena = &own;
    for (;;) {
        size_t n;
        struct names_counted *w = names_counted(db, after, &n);
        for (size_t i = 0; i < n; i++) {
            add_name_word(db, w[i].word, w[i].children);
            add_keys(db, w[i].word);
        }
        if (!n)
            break;
        snprintf(last, sizeof last, "%s", w[n - 1].word);
        after = last;
        arena_reset(&own);
    }
    db->arena = before;
    arena_free(&own);
}
