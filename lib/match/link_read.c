/*
 * Records as numbers: each different text is folded and parted once, however
 * many records have it.  Called by link.c; two threads, each with its fields.
 */
#include "match/link_part.h"

#include "base/check_digit.h"
#include "base/text.h"

#include <ctype.h>
#include <string.h>

enum { FEW = 1000 };

const int link_levels[LINK_FIELDS] = { GIVEN_LEVELS, NAME_LEVELS, BORN_LEVELS, POSTCODE_LEVELS, NUMBER_LEVELS, SEX_LEVELS,
    ADDRESS_LEVELS, SOURCE_LEVELS };

static struct link_names names_start(struct arena *a)
{
    struct link_names names = { .raw = intern_start(a), .folded = intern_start(a), .room = 1024 };
    names.name = arena_array(a, struct link_name, names.room);
    return names;
}

/* The hash of the first N code points. */
static uint64_t start_hash(const char *name, int n)
{
    const char *end = name;
    for (; *end; end++)
        if (((unsigned char)*end & 0xC0) != 0x80 && !n--)
            break;
    return intern_hash(name, (size_t)(end - name));
}

static void parse(struct link_names *names, uint32_t id, const struct match_person *person, bool is_given)
{
    struct arena *a = names->raw.arena;
    if (id >= names->room) {
        names->name = arena_grow(a, names->name, names->room * sizeof *names->name, 2 * names->room * sizeof *names->name);
        names->room *= 2;
    }
    struct link_name *name = &names->name[id];
    *name = (struct link_name){ .names = match_names_of(a, person) };
    const char *main = !is_given ? name->names.family_whole : name->names.givens ? name->names.given[0] : "";
    name->id = intern_number(&names->folded, main);
    name->hash = names->folded.hash[name->id];
    name->start2 = start_hash(main, 2);
    name->start3 = start_hash(main, 3);
    name->start4 = start_hash(main, 4);
}

/* The number of a text, which is parsed when it comes first; *MAIN, if not NULL, the number of its main name. */
static uint32_t name_number(struct link_names *names, const char *text, struct match_person person, uint32_t *main)
{
    uint32_t before = names->raw.n, id = intern_number(&names->raw, text);
    if (names->raw.n > before)
        parse(names, id, &person, *person.given != 0);
    else if (id)
        names->folded.count[names->name[id].id]++;
    if (main)
        *main = names->name[id].id;
    return id;
}

/* Eight digits as they are, parted by anything. */
static uint32_t any_day(const char *s)
{
    uint32_t day = 0;
    int digits = 0;
    for (; *s; s++)
        if (*s >= '0' && *s <= '9') {
            day = day << 4 | (uint32_t)(*s - '0');
            digits++;
        }
    return digits == 8 ? day : 0;
}

static char sex_of(const char *s)
{
    int sex = tolower((unsigned char)s[strspn(s, " ")]);
    return sex == 'm' || sex == 'f' ? (char)sex : 0;
}

static void read_number(struct link_table *t, struct link_row *row, const char *s)
{
    if (!*s)
        return;
    const char *tidy = t->is_any_shape ? text_fold(&t->arena[1], s) : nhs_number_tidy(&t->arena[1], s);
    row->is_number_valid = t->is_any_shape ? *tidy != 0 : nhs_number_is_valid(tidy);
    if (row->is_number_valid || match_is_number_like(tidy))
        row->number = intern_number(&t->number, tidy);
}

static uint32_t read_postcode(struct link_table *t, const char *s)
{
    uint32_t before = t->postcode_raw.n, room = t->postcode_raw.room, id = intern_number(&t->postcode_raw, s);
    if (t->postcode_raw.room > room)
        t->postcode_of = arena_grow(&t->arena[1], t->postcode_of, room * sizeof(uint32_t), t->postcode_raw.room * sizeof(uint32_t));
    if (t->postcode_raw.n > before)
        t->postcode_of[id] = intern_number(&t->postcode, t->is_any_shape ? text_fold(&t->arena[1], s) : text_postcode(&t->arena[1], s));
    else
        t->postcode.count[t->postcode_of[id]]++;
    return t->postcode_of[id];
}

static void parse_address(struct link_table *t, uint32_t id)
{
    struct arena *a = &t->arena[1];
    size_t n;
    const char *const *word = text_words(a, t->address.text[id], &n);
    uint32_t *number = arena_array(a, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++)
        number[i] = intern_number(&t->word, word[i]);
    t->words_of[id] = (struct link_words){ number, n };
}

static uint32_t read_address(struct link_table *t, const char *s)
{
    if (!*s)
        return 0;
    uint32_t before = t->address.n, room = t->address.room, id = intern_number(&t->address, text_fold(&t->arena[1], s));
    if (t->address.room > room)
        t->words_of = arena_grow(&t->arena[1], t->words_of, room * sizeof *t->words_of, t->address.room * sizeof *t->words_of);
    if (t->address.n > before)
        parse_address(t, id);
    return id;
}

struct reading { struct link_table *table; const struct link_record *record; };

static void read_half(void *shared, int thread)
{
    const struct reading *reading = shared;
    struct link_table *t = reading->table;
    for (size_t i = 0; i < t->n; i++) {
        const struct link_record *from = &reading->record[i];
        struct link_row *row = &t->row[i];
        if (!thread) {
            row->given = name_number(&t->given, from->given, (struct match_person){ from->given, "", "" }, &row->first);
            row->other = name_number(&t->other, from->also_known_as, (struct match_person){ "", "", from->also_known_as }, NULL);
            row->born = t->is_any_shape ? any_day(from->born_on) : match_day(from->born_on);
            row->sex = sex_of(from->sex);
        } else {
            row->family = name_number(&t->family, from->family, (struct match_person){ "", from->family, "" }, &row->whole);
            row->postcode = read_postcode(t, from->postcode);
            read_number(t, row, from->nhs_number);
            row->address = read_address(t, from->address);
            row->source = intern_number(&t->source, from->source);
        }
    }
}

void link_read(struct link_table *t, const struct link_record *record, size_t n, const struct link_options *options)
{
    *t = (struct link_table){ .n = n, .is_any_shape = options->is_any_shape };
    t->given = names_start(&t->arena[0]);
    t->other = names_start(&t->arena[0]);
    t->family = names_start(&t->arena[1]);
    t->postcode = intern_start(&t->arena[1]);
    t->postcode_raw = intern_start(&t->arena[1]);
    t->number = intern_start(&t->arena[1]);
    t->source = intern_start(&t->arena[1]);
    t->address = intern_start(&t->arena[1]);
    t->word = intern_start(&t->arena[1]);
    t->words_of = arena_array(&t->arena[1], struct link_words, t->address.room);
    t->postcode_of = arena_array(&t->arena[1], uint32_t, t->postcode_raw.room);
    t->row = arena_array(&t->arena[0], struct link_row, n);
    struct match_person nobody = { "", "", "" };
    t->given.name[0].names = t->family.name[0].names = t->other.name[0].names = match_names_of(&t->arena[0], &nobody);
    struct reading reading = { t, record };
    for (int half = 0; n < FEW && half < 2; half++)     /* no thread for a pair */
        read_half(&reading, half);
    if (n >= FEW)
        link_at_once(2, read_half, &reading);
}

void link_table_free(struct link_table *t)
{
    arena_free(&t->arena[0]);
    arena_free(&t->arena[1]);
}
