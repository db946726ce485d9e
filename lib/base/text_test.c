/* Proves cleaning, folding, numbers and shapes of text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof table / sizeof *table)

static struct arena arena;

static void utf8(void **state)
{
    (void)state;
    assert_true(text_is_utf8("", 0) && text_is_utf8("Zo\xC3\xAB", 4) && text_is_utf8("\xF0\x9F\x98\x80", 4));
    static const char *const bad[] = { "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF", "\xC3", "a\x80", "\xF8\x88\x80\x80\x80" };
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(text_is_utf8(bad[i], strlen(bad[i])));
    assert_false(text_is_utf8("a\0b", 3));
}

static void cleaning(void **state)
{
    (void)state;
    static const char *const line[][2] = { { "", "" }, { "  ", "" }, { " Isla ", "Isla" }, { "a\tb\nc", "a b c" }, { "a\r\nb", "a b" },
        { "a\x01\x7F" "b", "ab" }, { "e\xCC\x81", "\xC3\xA9" }, { "\xC2\xA0x\xE3\x80\x80", "x" }, { "\xEF\xBB\xBFx", "x" },
        { "x\xE2\x80\xAE" "gpj.exe", "xgpj.exe" }, { "\xE2\x81\xA6x\xE2\x81\xA9", "x" }, { "a\xC2\x85" "b", "a b" }, { "a\xFF" "b", "a\xEF\xBF\xBD" "b" } };
    static const char *const longer[][2] = { { "a\r\nb\rc\nd", "a\nb\nc\nd" }, { "\n a\tb \n\n", "a\tb" }, { "a\n\nb", "a\n\nb" },
        { "a\r\r\nb", "a\n\nb" }, { "a\xE2\x80\xA8" "b", "a\nb" }, { "\x02", "" } };
    for (size_t i = 0; i < COUNT(line); i++)
        assert_string_equal(text_clean(&arena, line[i][0], TEXT_LINE), line[i][1]);
    for (size_t i = 0; i < COUNT(longer); i++)
        assert_string_equal(text_clean(&arena, longer[i][0], TEXT_LONG), longer[i][1]);
}

static void folding(void **state)
{
    (void)state;
    static const char *const fold[][2] = { { "", "" }, { "O'Brien", "obrien" }, { "O\xE2\x80\x99" "Brien", "obrien" }, { "O\xC2\xB4" "Brien", "obrien" },
        { "Smith-Jones", "smith jones" }, { "Smith\xE2\x80\x93Jones", "smith jones" }, { "  Zoë  ANN ", "zoe ann" }, { "Łukasz", "lukasz" },
        { "Søren Ægir", "soren aegir" }, { "Straße", "strasse" }, { "ÇELİK", "celik" }, { "ıspanak", "ispanak" }, { "Đặng", "dang" },
        { "ﬁnn", "finn" }, { "Ⅳ", "iv" }, { "(Tom)", "tom" }, { "a.b/c", "a b c" }, { "--", "" }, { "مُحَمَّد", "محمد" }, { "Ελένη", "ελενη" },
        { "हिन्दी", "हिन्दी" }, { "St. John", "st john" }, { "H2O", "h2o" } };
    for (size_t i = 0; i < COUNT(fold); i++)
        assert_string_equal(text_fold(&arena, fold[i][0]), fold[i][1]);
}

/* Whatever comes: cleaning and folding end in UTF-8 and do nothing the second time. */
static void twice_is_once(void **state)
{
    (void)state;
    srand(3);
    static const char *const piece[] = { " ", "a", "Z", "'", "-", "\r", "\n", "\t", "e\xCC\x81", "\xC3\xA9", "\xCC\xA3", "\xE2\x80\xAE", "\xFF", "\xC3",
        "\xEF\xBC\xA1", "\xC5\x81", "\xE1\x84\x80\xE1\x85\xA1", "\xF0\x9F\x91\xA9\xE2\x80\x8D", "\xCD\x85", "\xE2\x80\xA8", "\xC2\xB4", "\xEF\xB7\xBA", "\xCE\xA3", "\x7F" };
    for (int i = 0; i < 20000; i++) {
        struct arena a = { 0 };
        char text[200] = "";
        for (int n = rand() % 12; n; n--)
            strcat(text, piece[(size_t)rand() % COUNT(piece)]);
        for (int kind = TEXT_LINE; kind <= TEXT_LONG; kind++) {
            const char *once = text_clean(&a, text, (enum text_kind)kind);
            assert_true(text_is_utf8(once, strlen(once)));
            assert_string_equal(text_clean(&a, once, (enum text_kind)kind), once);
        }
        const char *folded = text_fold(&a, text);
        assert_true(text_is_utf8(folded, strlen(folded)) && !strstr(folded, "  ") && *folded != ' ');
        assert_string_equal(text_fold(&a, folded), folded);
        arena_free(&a);
    }
}

static void parts(void **state)
{
    (void)state;
    size_t n = 0;
    const char *const *word = text_words(&arena, "  one two\tthree \n", &n);
    assert_int_equal(n, 3);
    assert_string_equal(text_join(&arena, word, n, ", "), "one, two, three");
    text_words(&arena, " ", &n);
    assert_int_equal(n, 0);
    assert_string_equal(text_join(&arena, word, 0, ", "), "");
    assert_int_equal(text_length("Zoë 😀"), 5);
    assert_true(text_starts("abc", "ab") && text_starts("abc", "") && !text_starts("a", "ab"));
    assert_true(text_equal("", "") && !text_equal("a", "b"));
    assert_string_equal(text_hex(&arena, "\x00\xFF\x1a", 3), "00ff1a");
    assert_string_equal(text_hex(&arena, "", 0), "");
}

static void numbers(void **state)
{
    (void)state;
    int64_t n = 7;
    static const char *const bad[] = { "", "-", "+1", " 1", "1 ", "1.0", "0x1", "--1", "9223372036854775808", "-9223372036854775809", "1e3" };
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(text_number(bad[i], &n));
    assert_int_equal(n, 7);
    assert_true(text_number("9223372036854775807", &n) && n == INT64_MAX);
    assert_true(text_number("-9223372036854775808", &n) && n == INT64_MIN);
    assert_true(text_number("-0", &n) && n == 0);
    assert_true(text_number("007", &n) && n == 7);
}

static void email_shapes(void **state)
{
    (void)state;
    static const char *const good[] = { "a@b.co", "first.last+tag@nursery.example.org", "o'brien@xn--caf-dma.uk", "A@B-C.UK" };
    static const char *const bad[] = { "", "a", "a@", "@b.co", "a@b", "a@@b.co", "a b@c.de", "a@b.co ", "a@b..co", "a..b@c.de", ".a@b.co", "a.@b.co",
        "a@-b.co", "a@b-.co", "a@b.c", "a@1.2.3.44", "a@b.co\nBcc: x@y.z", "a,b@c.de", "<a@b.co>", "\"a\"@b.co", "é@b.co", "a@b.co." };
    for (size_t i = 0; i < COUNT(good); i++)
        assert_true(text_is_email(good[i]));
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(text_is_email(bad[i]));
    char local[70];
    memset(local, 'a', sizeof local);
    memcpy(local + 65, "@b.c", 5);
    assert_false(text_is_email(local));
}

static void telephone_shapes(void **state)
{
    (void)state;
    static const char *const good[] = { "01432 260000", "(01432) 260-000", "07700 900123", "+44 7700 900123", "+44 (0)1432 260000", "01204 52345", "+353 1 234 5678" };
    static const char *const bad[] = { "", "260000", "0", "00441432260000", "01432 2600000", "+", "+44", "01432 x", "+0123456789", "01432 260000 ext 2", "+1234567890123456" };
    for (size_t i = 0; i < COUNT(good); i++)
        assert_true(text_is_telephone(good[i]));
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(text_is_telephone(bad[i]));
}

static void postcodes(void **state)
{
    (void)state;
    static const char *const good[][2] = { { "hr40xx", "HR4 0XX" }, { " HR4  0XX ", "HR4 0XX" }, { "M11AE", "M1 1AE" }, { "B338TH", "B33 8TH" },
        { "CR2 6XH", "CR2 6XH" }, { "dn55 1pt", "DN55 1PT" }, { "W1A1HQ", "W1A 1HQ" }, { "EC1A 1BB", "EC1A 1BB" }, { "gir 0aa", "GIR 0AA" } };
    static const char *const bad[] = { "", "HR4", "HR4 0X", "HR4 0XXX", "HR4 XXX", "QR4 0AA", "HZ4 0AA", "HR4 0CX", "HR4 0XK", "44 0XX", "HR444 0XX",
        "HRR4 0XX", "HR4 0XX!", "HR4 0X\xC3\x89" };
    for (size_t i = 0; i < COUNT(good); i++) {
        assert_string_equal(text_postcode(&arena, good[i][0]), good[i][1]);
        assert_string_equal(text_postcode(&arena, good[i][1]), good[i][1]);
    }
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_string_equal(text_postcode(&arena, bad[i]), "");
    assert_string_equal(text_postcode_outward(&arena, "hr40xx"), "HR4");
    assert_string_equal(text_postcode_inward(&arena, "hr40xx"), "0XX");
    assert_string_equal(text_postcode_outward(&arena, "x"), "");
    assert_string_equal(text_postcode_inward(&arena, ""), "");
}

static int give_back(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8), cmocka_unit_test(cleaning), cmocka_unit_test(folding), cmocka_unit_test(twice_is_once),
        cmocka_unit_test(parts), cmocka_unit_test(numbers), cmocka_unit_test(email_shapes), cmocka_unit_test(telephone_shapes),
        cmocka_unit_test(postcodes),
    };
    return cmocka_run_group_tests(tests, NULL, give_back);
}
