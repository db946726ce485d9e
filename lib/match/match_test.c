/* Proves the comparison of records: distances against jellyfish, levels, households and twins, vetoes, block keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"
#include "match/distance.h"
#include "match/match.h"
#include "match/nickname.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Distances: reference-data/misc/expected_jaro_winkler_jellyfish.csv ---- */

static const struct { const char *a, *b; double jaro, jaro_winkler; size_t edits; } expected[] = {
    { "MARTHA", "MARHTA", 0.9444444444, 0.9611111111, 1 },
    { "DWAYNE", "DUANE", 0.8222222222, 0.8400000000, 2 },
    { "DIXON", "DICKSONX", 0.7666666667, 0.8133333333, 4 },
    { "JONES", "JOHNSON", 0.7904761905, 0.8323809524, 4 },
    { "ABROMS", "ABRAMS", 0.8888888889, 0.9222222222, 1 },
    { "HARDIN", "MARTINEZ", 0.7222222222, 0.7222222222, 4 },
    { "ITMAN", "SMITH", 0.4666666667, 0.4666666667, 5 },
    { "SHACKLEFORD", "SHACKELFORD", 0.9696969697, 0.9818181818, 1 },
    { "DUNNINGHAM", "CUNNIGHAM", 0.8962962963, 0.8962962963, 2 },
    { "NICHLESON", "NICHULSON", 0.9259259259, 0.9555555556, 2 },
    { "MASSEY", "MASSIE", 0.8888888889, 0.9333333333, 2 },
    { "JERALDINE", "GERALDINE", 0.9259259259, 0.9259259259, 1 },
    { "MICHELLE", "MICHAEL", 0.8690476190, 0.9214285714, 3 },
    { "JULIES", "JULIUS", 0.8888888889, 0.9333333333, 1 },
    { "TANYA", "TONYA", 0.8666666667, 0.8800000000, 1 },
    { "SEAN", "SUSAN", 0.7833333333, 0.8050000000, 2 },
    { "JON", "JOHN", 0.9166666667, 0.9333333333, 1 },
    { "JON", "JAN", 0.7777777778, 0.8000000000, 1 },
    { "BROOKHAVEN", "BRROKHAVEN", 0.9333333333, 0.9466666667, 1 },
    { "BROOK HALLOW", "BROOK HLLW", 0.9444444444, 0.9666666667, 2 },
    { "DECATUR", "DECATIR", 0.9047619048, 0.9428571429, 1 },
    { "FITZRUREITER", "FITZENREITER", 0.8555555556, 0.9133333333, 2 },
    { "HIGBEE", "HIGHEE", 0.8888888889, 0.9222222222, 1 },
    { "HIGBEE", "HIGVEE", 0.8888888889, 0.9222222222, 1 },
    { "LACURA", "LOCURA", 0.8888888889, 0.9000000000, 1 },
    { "IOWA", "IONA", 0.8333333333, 0.8666666667, 1 },
    { "1ST", "IST", 0.7777777778, 0.7777777778, 1 },
    { "", "ABC", 0.0000000000, 0.0000000000, 3 },
    { "A", "A", 1.0000000000, 1.0000000000, 0 },
    { "AL", "AL", 1.0000000000, 1.0000000000, 0 },
    { "henka", "henkan", 0.9444444444, 0.9666666667, 1 },
};

static void agrees_with_jellyfish(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_true(fabs(match_jaro(expected[i].a, expected[i].b) - expected[i].jaro) < 1e-9);
        assert_true(fabs(match_jaro_winkler(expected[i].a, expected[i].b) - expected[i].jaro_winkler) < 1e-9);
        assert_int_equal(match_edits(expected[i].a, expected[i].b), expected[i].edits);
    }
}

static char *random_word(char *word, size_t most)
{
    size_t len = (size_t)rand() % (most + 1);
    for (size_t i = 0; i < len; i++)
        word[i] = (char)('a' + rand() % 4);
    word[len] = 0;
    return word;
}

static void distances_have_their_properties(void **state)
{
    (void)state;
    srand(1);
    for (int i = 0; i < 20000; i++) {
        char a[12], b[12];
        random_word(a, 10), random_word(b, 10);
        size_t edits = match_edits(a, b), longer = strlen(a) > strlen(b) ? strlen(a) : strlen(b);
        double alike = match_jaro_winkler(a, b);
        assert_int_equal(edits, match_edits(b, a));
        assert_true(fabs(match_jaro(a, b) - match_jaro(b, a)) < 1e-12 || strlen(a) == strlen(b));
        assert_true(alike >= 0 && alike <= 1 && alike >= match_jaro(a, b) && edits <= longer);
        assert_int_equal(edits == 0, strcmp(a, b) == 0);
        assert_true((fabs(alike - 1) < 1e-12) == (strcmp(a, b) == 0 && *a));
    }
    char long_text[1000];
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = 0;
    assert_int_equal(match_edits(long_text, ""), 128);
    assert_int_equal(match_edits("ca", "abc"), 3);   /* unrestricted Damerau would say 2 */
    assert_int_equal(match_edits("zoë", "zoe"), 1);
}

static void nicknames(void **state)
{
    (void)state;
    static const char *const same[][2] = { { "thomas", "tom" }, { "tommy", "tom" }, { "elizabeth", "beth" }, { "kate", "katie" },
        { "muhammad", "mohammed" }, { "mohamed", "mohammed" }, { "sofia", "sophia" }, { "william", "billy" }, { "ollie", "olly" } };
    static const char *const other[][2] = { { "lily", "ellie" }, { "tom", "tom" }, { "jack", "oliver" }, { "isla", "isabella" },
        { "", "tom" }, { "hannah", "anna" }, { "lily", "libby" }, { "bella", "izzy" } };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_true(nickname_agrees(same[i][0], same[i][1]) && nickname_agrees(same[i][1], same[i][0]));
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        assert_false(nickname_agrees(other[i][0], other[i][1]));
}

/* ---- Comparing ---- */

static const struct match_person isla = { "Isla Rose", "Pritchard-Jones", "", "2022-05-07", "F", "HR4 0XX", "9434765919" };

static int64_t compare(struct match_person a, struct match_person b)
{
    struct arena arena = { 0 };
    struct match_result r = match_compare(&arena, &a, &b), back = match_compare(&arena, &b, &a);
    int64_t whole = r.start_tenths;
    for (size_t i = 0; i < r.n; i++) {
        assert_true(*r.reasons[i].words && *r.reasons[i].field);
        whole += r.reasons[i].weight_tenths;
    }
    assert_true(r.is_vetoed || whole > 60 || r.probability_per_mille < 990);
    assert_int_equal(r.probability_per_mille, back.probability_per_mille);
    assert_int_equal(r.is_vetoed, back.is_vetoed);
    arena_free(&arena);
    return r.probability_per_mille;
}

#define WITH(base, ...) ({ struct match_person p_ = (base); __VA_ARGS__; p_; })
#define PLAIN(...) ((struct match_person){ __VA_ARGS__ })

static bool says(struct match_person a, struct match_person b, const char *words)
{
    struct arena arena = { 0 };
    struct match_result r = match_compare(&arena, &a, &b);
    bool is_said = false;
    for (size_t i = 0; i < r.n; i++)
        is_said |= text_equal(r.reasons[i].words, words);
    arena_free(&arena);
    return is_said;
}

static void one_child_is_found_again(void **state)
{
    (void)state;
    struct match_person bare = WITH(isla, p_.nhs_number = "");
    assert_int_equal(compare(isla, isla), 999);
    assert_true(compare(bare, bare) >= 990);
    assert_true(compare(bare, WITH(bare, p_.family = "Pritchard")) >= 990);
    assert_true(compare(bare, WITH(bare, p_.postcode = "")) >= 990);
    assert_true(compare(bare, WITH(bare, p_.postcode = "LD1 5AA")) >= 900);
    assert_true(compare(bare, WITH(bare, p_.born_on = "2022-07-05")) >= 990);
    assert_true(compare(bare, WITH(bare, p_.born_on = "2022-05-08")) >= 900);
    assert_true(compare(bare, WITH(bare, p_.given = "Isla-Rose")) >= 990);
    assert_true(compare(bare, WITH(bare, p_.given = "Ilsa")) >= 900);
    struct match_person leo = { "Leo", "Watkins", "", "2022-02-11", "M", "HR4 0XX", "" };
    assert_true(compare(leo, WITH(leo, p_.given = "Loe")) >= 500 && compare(leo, WITH(leo, p_.given = "Max")) < 500);
    assert_true(compare(bare, WITH(bare, p_.given = "Pritchard Jones", p_.family = "Isla")) >= 990);
    assert_true(compare(bare, WITH(bare, p_.family = "Evans")) >= 990);   /* a new family name, the rest as it was */
    assert_true(compare(WITH(isla, p_.postcode = "LD1 5AA", p_.family = "Evans"), isla) >= 990);
    struct match_person tom = { "Thomas", "Ó Briain", "Tommy", "2021-11-30", "m", "HR1 2AB", "" };
    assert_true(compare(tom, WITH(tom, p_.given = "Tom", p_.family = "O'Briain", p_.sex = "Male")) >= 950);
}

static void other_children_are_not(void **state)
{
    (void)state;
    struct match_person bare = WITH(isla, p_.nhs_number = "");
    assert_true(compare(bare, PLAIN("Oliver", "Smith", "", "2021-01-02", "M", "HR1 2AB", "")) < 10);
    assert_true(compare(bare, PLAIN("Isla", "Smith", "", "2021-01-02", "F", "HR1 2AB", "")) < 10);
    assert_true(compare(bare, PLAIN("Noah", "Smith", "", "2022-05-07", "M", "HR4 0XX", "")) < 300);   /* same street and day */
    assert_true(compare(PLAIN("Oliver", "Smith", "", "", "", "", ""), PLAIN("Oliver", "Smith", "", "", "", "", "")) < 950);
    assert_true(compare(PLAIN("", "", "", "", "", "", ""), PLAIN("", "", "", "", "", "", "")) < 10);
}

/* The same family, address and birth date, two given names. */
static void twins_are_two_children(void **state)
{
    (void)state;
    static const char *const twins[][2] = { { "Oliver", "Jack" }, { "Lily", "Ellie" }, { "Ella", "Ava" }, { "Noah", "Noel" },
        { "Thomas", "James" }, { "Amelia", "Amy" }, { "Daisy", "Maisie" }, { "Isla", "Ivy" }, { "Mia", "Maya" },
        { "Harry", "Henrietta" }, { "Muhammad", "Ahmed" }, { "Zuzanna", "Zofia" } };
    for (size_t i = 0; i < sizeof twins / sizeof *twins; i++)
        for (int sex = 0; sex < 2; sex++)
            for (int place = 0; place < 3; place++) {
                static const char *const second_home[] = { "HR4 0XX", "", "LD1 5AA" };
                struct match_person a = { twins[i][0], "Watkins", "", "2022-02-11", "F", "HR4 0XX", "" };
                struct match_person b = WITH(a, p_.given = twins[i][1], p_.sex = sex ? "M" : "F", p_.postcode = second_home[place]);
                if (compare(a, b) >= 500)
                    fail_msg("%s and %s: %d", twins[i][0], twins[i][1], (int)compare(a, b));
            }
    /* names a typist's slip apart: a person decides */
    struct match_person jayden = { "Jayden", "Watkins", "", "2022-02-11", "M", "HR4 0XX", "" };
    assert_true(compare(jayden, WITH(jayden, p_.given = "Kayden")) < 990);
    assert_true(compare(jayden, WITH(jayden, p_.given = "Baby")) < 990);   /* "Baby Watkins" may be either */
    struct match_person ali = { "Muhammad Ali", "Khan", "", "2022-02-11", "M", "HR4 0XX", "" };
    assert_true(compare(ali, WITH(ali, p_.given = "Muhammad Hassan")) < 990);   /* one first name for all the brothers */
    assert_true(compare(ali, WITH(ali, p_.given = "Muhammad A")) >= 990 && compare(ali, WITH(ali, p_.given = "Muhammad")) >= 990);
}

static void siblings_are_two_children(void **state)
{
    (void)state;
    struct match_person a = { "Oliver", "Watkins", "", "2022-02-11", "M", "HR4 0XX", "" };
    assert_true(compare(a, WITH(a, p_.given = "Jack", p_.born_on = "2020-06-30")) < 10);
    assert_true(compare(a, WITH(a, p_.given = "Olivia", p_.born_on = "2020-06-30")) < 10);
    assert_true(compare(a, WITH(a, p_.born_on = "2020-06-30")) < 500);
    assert_true(compare(a, WITH(a, p_.born_on = "2022-02-12")) >= 950);   /* a slip of the one child */
}

static void nhs_numbers(void **state)
{
    (void)state;
    struct match_person a = isla, b = WITH(isla, p_.nhs_number = "450 557 7104");
    struct arena arena = { 0 };
    struct match_result r = match_compare(&arena, &a, &b);
    assert_true(r.is_vetoed);
    assert_int_equal(r.probability_per_mille, 0);
    assert_true(says(a, b, "Different NHS numbers, both valid"));
    assert_true(says(a, WITH(a, p_.nhs_number = "9434765918"), "NHS number differs by a digit or two, and one of them is mistyped"));
    assert_true(compare(a, WITH(a, p_.nhs_number = "9434765918")) == 999);
    assert_true(says(a, WITH(a, p_.nhs_number = "943 476 5919"), "Same NHS number"));
    assert_false(match_compare(&arena, &a, &(struct match_person){ "Isla", "Pritchard", "", "", "", "", "0000000000" }).is_vetoed);
    arena_free(&arena);
}

static void reasons_are_told(void **state)
{
    (void)state;
    struct match_person a = { "Catherine", "Evans", "", "2022-05-07", "F", "HR4 0XX", "" };
    assert_true(says(a, a, "Same given name") && says(a, a, "Same date of birth") && says(a, a, "Same sex"));
    assert_true(says(a, a, "Family name and postcode agree, as those of brothers and sisters do"));
    assert_true(says(a, WITH(a, p_.family = "Evens", p_.postcode = ""), "Family name differs by one letter"));
    assert_true(says(WITH(a, p_.given = "Catherine Ann"), WITH(a, p_.given = "Catherine ann"), "Same given names, all of them"));
    assert_true(says(WITH(a, p_.given = "Catherine Ann"), WITH(a, p_.given = "Catherine Rose"), "Same first given name, but others after it"));
    assert_true(says(WITH(a, p_.given = "Ava"), WITH(a, p_.given = "Aav"), "Short given names, or their beginnings, differ by one letter"));
    assert_true(says(a, WITH(a, p_.given = "Katie"), "Given name is another form of the same name, or one also used"));
    assert_true(says(a, WITH(a, p_.born_on = "2022-07-05"), "Day and month of birth are the other way round"));
    assert_true(says(a, WITH(a, p_.born_on = "2022-05-08"), "Date of birth differs by one digit"));
    assert_true(says(a, WITH(a, p_.born_on = "2022-05-29"), "Two of day, month and year of birth are the same"));
    assert_true(says(a, WITH(a, p_.born_on = "2021-05-08"), "Date of birth differs by two digits"));
    assert_true(says(a, WITH(a, p_.family = "Lewis", p_.postcode = "hr40xy"), "Postcode differs by one letter or digit"));
    assert_true(says(a, WITH(a, p_.postcode = "HR4 9AB"), "Same postcode area"));
    assert_true(says(a, WITH(a, p_.given = "Evans", p_.family = "Catherine"), "Given and family name are the other way round"));
    assert_true(says(a, WITH(a, p_.given = "Evans", p_.family = "Morgan", p_.postcode = ""), "The given name of one is the family name of the other"));
    assert_true(says(a, WITH(a, p_.given = "Bethan", p_.postcode = ""), "Twins have the same family name and date of birth"));
    assert_true(says(WITH(a, p_.family = "Lewis", p_.also_known_as = "Evans", p_.postcode = ""), a,
        "Family names have a part in common, or one is also used"));
}

static void rare_names_weigh_more(void **state)
{
    (void)state;
    struct arena a = { 0 };
    struct match_person smith = { "Oliver", "Smith", "", "", "M", "", "" };
    struct match_frequency common = { .02, .01, 5000 }, rare = { .0001, .0001, 5000 }, large = { .02, .01, 1000000 };
    int64_t often = match_compare_among(&a, &smith, &smith, &common).probability_per_mille;
    int64_t seldom = match_compare_among(&a, &smith, &smith, &rare).probability_per_mille;
    assert_true(seldom > 990 && often < 800 && match_compare_among(&a, &smith, &smith, &large).probability_per_mille < often);
    arena_free(&a);
}

/* Whatever stands in the fields, the answer is in range, the same both ways, and the fields agree at least as well with themselves. */
static void any_text_can_be_compared(void **state)
{
    (void)state;
    static const char *const odd[] = { "", " ", "-", "'", "de", "Ng", "O", "محمد", "Łukasz", "Zoë", "baby", "Twin 1", "a b c d e f g h",
        "2022-02-30", "2022-02-28", "HR4 0XX", "9434765919", "ΑΒΓ", "李", "Smith-Jones", "van der Berg", "\xF0\x9F\x98\x80" };
    size_t n = sizeof odd / sizeof *odd;
    srand(2);
    for (int i = 0; i < 5000; i++) {
        struct arena arena = { 0 };
        const char *f[14];
        for (size_t j = 0; j < 14; j++)
            f[j] = odd[(size_t)rand() % n];
        struct match_person a = { f[0], f[1], f[2], f[3], f[4], f[5], f[6] }, b = { f[7], f[8], f[9], f[10], f[11], f[12], f[13] };
        int64_t p = compare(a, b);
        assert_true(p >= 0 && p <= 999);
        size_t keys = 0;
        const char *const *key = match_block_keys(&arena, &a, &keys);
        assert_true(keys <= MATCH_KEYS_MOST);
        for (size_t j = 0; j < keys; j++)
            for (size_t k = 0; k < j; k++)
                assert_false(text_equal(key[j], key[k]));
        arena_free(&arena);
    }
}

/* ---- Block keys ---- */

static bool share_key(struct match_person a, struct match_person b)
{
    struct arena arena = { 0 };
    size_t n = 0, m = 0;
    const char *const *x = match_block_keys(&arena, &a, &n), *const *y = match_block_keys(&arena, &b, &m);
    bool is_shared = false;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++)
            is_shared |= text_equal(x[i], y[j]);
    arena_free(&arena);
    return is_shared;
}

static void one_child_shares_a_key(void **state)
{
    (void)state;
    struct match_person a = WITH(isla, p_.nhs_number = "");
    assert_true(share_key(a, a));
    assert_true(share_key(isla, PLAIN("", "", "", "", "", "", "943 476 5919")));
    assert_true(share_key(a, PLAIN("Ayla", "Jones", "", "2022-05-07", "", "", "")));
    assert_true(share_key(a, PLAIN("Isla", "Evans", "", "2022-07-05", "", "", "")));
    assert_true(share_key(a, PLAIN("Jones", "Isla", "", "2022-05-07", "", "", "")));
    assert_true(share_key(a, PLAIN("Isla", "Jones", "", "2022-11-23", "", "", "")));
    assert_true(share_key(a, PLAIN("Isla", "Evans", "", "2020-01-01", "", "hr4 0xx", "")));
    assert_true(share_key(a, PLAIN("Eve", "Evans", "", "2022-05-07", "", "HR40XX", "")));
    assert_true(share_key(a, PLAIN("Eve", "Evans", "Pritchard", "2022-05-07", "", "", "")));
    assert_true(share_key(PLAIN("Kathryn", "Philips", "", "2022-01-01", "", "", ""), PLAIN("Kate", "Evans", "", "2022-01-01", "", "", "")));
    assert_true(share_key(PLAIN("Wiliam", "Filips", "", "2022-01-01", "", "", ""), PLAIN("William", "Fillips", "", "2022-09-30", "", "", "")));
    assert_true(share_key(PLAIN("Oliver", "Smith", "", "", "", "", ""), PLAIN("Oliver", "Smith", "", "2022-09-30", "", "", "")));
    assert_true(share_key(PLAIN("Chloe", "Crosthwaite", "", "2022-01-01", "", "", ""), PLAIN("Chloe", "Crosthaite", "", "", "", "", "")));
    assert_false(share_key(a, PLAIN("Noah", "Evans", "", "2021-05-08", "", "HR1 2AB", "")));
    assert_false(share_key(PLAIN("", "", "", "", "", "", ""), PLAIN("", "", "", "", "", "", "")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_jellyfish), cmocka_unit_test(distances_have_their_properties), cmocka_unit_test(nicknames),
        cmocka_unit_test(one_child_is_found_again), cmocka_unit_test(other_children_are_not),
        cmocka_unit_test(twins_are_two_children), cmocka_unit_test(siblings_are_two_children), cmocka_unit_test(nhs_numbers),
        cmocka_unit_test(reasons_are_told), cmocka_unit_test(rare_names_weigh_more), cmocka_unit_test(any_text_can_be_compared),
        cmocka_unit_test(one_child_shares_a_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
